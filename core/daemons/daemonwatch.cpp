// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/daemonwatch.h"

#include "core/clock/hostmachine.h"
#include "core/clock/smallfile.h"
#include "core/daemons/chronywatch.h"
#include "core/daemons/ntpdmonitor.h"
#include "core/daemons/ntpdrs.h"
#include "core/daemons/openntpd.h"
#include "core/daemons/timesyncdmonitor.h"

#include <QDir>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A process that starts or ends shows after so long, if its daemon has not told already.
constexpr Duration lookInterval = 5s;
constexpr Duration fileInterval = 30s;

std::vector<ChronyEndpoint> chronyEndpoints(const QString &address)
{
    if (const std::optional<ChronyEndpoint> named = ChronyEndpoint::fromString(address))
        return {*named};
    return {{.address = QHostAddress(QHostAddress::LocalHost), .port = cmdmon::defaultPort, .path = {}},
            {.address = QHostAddress(QHostAddress::LocalHostIPv6), .port = cmdmon::defaultPort, .path = {}}};
}

/// Of ntpd, which answers where it serves time. Nothing: `address` is none.
std::optional<HostSpec> ntpdEndpoint(const QString &address)
{
    const Result<HostSpec> spec = parseHostSpec(address.isEmpty() ? u"127.0.0.1"_s : address);
    return spec && spec->isAddress() ? std::optional(*spec) : std::nullopt;
}

QString socketPath(const QString &address, const QStringList &usual)
{
    if (!address.isEmpty())
        return address;
    const auto there =
        std::ranges::find_if(usual, [](const QString &path) { return QFileInfo::exists(path); });
    return there == usual.end() ? usual.first() : *there;
}

QStringList ntpdRsSocketPaths()
{
    return {u"/run/ntpd-rs/observe"_s, u"/var/run/ntpd-rs/observe"_s};
}

/// Of this computer, whose processes are ours to see.
bool isHere(const DaemonReport &report)
{
    const std::optional<ChronyEndpoint> chrony =
        report.kind == DaemonKind::Chrony ? ChronyEndpoint::fromString(report.endpoint) : std::nullopt;
    if (chrony)
        return !chrony->path.isEmpty() || chrony->address.isLoopback();
    const Result<HostSpec> spec = parseHostSpec(report.endpoint);
    return !spec || !spec->isAddress() || QHostAddress(spec->host).isLoopback();
}

/// Numbers need not be without gaps: one that has ended keeps its own.
int nextInstance(const std::vector<DaemonReport> &reports, DaemonKind kind)
{
    int next = 0;
    for (const DaemonReport &report : reports)
        next = report.kind == kind ? std::max(next, report.instance + 1) : next;
    return next;
}

bool isThere(const DaemonReport &report)
{
    return report.answer != DaemonAnswer::Refused || report.readAt;
}

/// What the kernel calls the devices that reference clocks read. Links under /dev ("ptp_kvm") count too.
QHash<QString, QString> readDeviceNames()
{
    QHash<QString, QString> names;
    const auto add = [&names](const QString &kind, const QString &file) {
        const QString folder = "/sys/class/"_L1 + kind;
        for (const QString &device : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const std::optional<QByteArray> name = readSmallFile(folder + u'/' + device + u'/' + file);
            names.insert("/dev/"_L1 + device, QString::fromUtf8(name.value_or(QByteArray())).trimmed());
        }
        for (const QString &link : QDir(u"/dev"_s).entryList({kind + u'*'}, QDir::System | QDir::Files)) {
            const QString target = QFileInfo("/dev/"_L1 + link).canonicalFilePath();
            if (names.contains(target))
                names.insert("/dev/"_L1 + link, names.value(target));
        }
    };
    add(u"ptp"_s, u"clock_name"_s);
    add(u"pps"_s, u"name"_s);
    return names;
}

} // namespace

MachineDaemonWatch::MachineDaemonWatch(std::vector<DaemonSelection> selections, const Clock &clock,
                                       Scheduler &scheduler, const QDBusConnection &bus, QObject *parent)
    : DaemonWatch(parent)
    , m_selections(std::move(selections))
    , m_clock(clock)
    , m_scheduler(scheduler)
    , m_bus(bus)
    , m_table(u"/"_s, clock)
{
    connect(&m_versions, &VersionProbe::finished, this, &MachineDaemonWatch::publish);
}

MachineDaemonWatch::~MachineDaemonWatch()
{
    m_scheduler.cancel(m_timer);
}

bool MachineDaemonWatch::isAddress(DaemonKind kind, const QString &address)
{
    switch (kind) {
    case DaemonKind::Chrony:
        return ChronyEndpoint::fromString(address).has_value();
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return !address.isEmpty() && ntpdEndpoint(address);
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        return address.startsWith(u'/');
    case DaemonKind::Timesyncd:
        return false;
    }
    return false;
}

void MachineDaemonWatch::start()
{
    if (m_timer != noTimer)
        return;
    m_seen.host = readHostMachine(u"/"_s);
    for (const DaemonSelection &selection : m_selections)
        watch(selection, true);
    if (m_selections.empty()) {
        watch({.kind = DaemonKind::Chrony, .address = {}}, false);
        watch({.kind = DaemonKind::Timesyncd, .address = {}}, false);
    }
    look();
}

void MachineDaemonWatch::refresh()
{
    if (m_timer == noTimer)
        return;
    for (const std::unique_ptr<Part> &part : m_parts) {
        if (part->chrony)
            part->chrony->refresh();
        else
            part->monitor->refresh();
    }
    m_filesReadAt = {};
    look();
}

void MachineDaemonWatch::setBus(const QDBusConnection &bus)
{
    m_bus = bus;
    for (const std::unique_ptr<Part> &part : m_parts) {
        if (auto *timesyncd = qobject_cast<TimesyncdMonitor *>(part->monitor.get()))
            timesyncd->setBus(bus);
    }
}

void MachineDaemonWatch::watch(const DaemonSelection &selection, bool isNamed)
{
    m_parts.push_back(std::make_unique<Part>());
    Part &part = *m_parts.back();
    part.kind = selection.kind;
    part.isNamed = isNamed;
    const auto take = [this, &part](std::vector<DaemonReport> reports) {
        part.hasReported = true;
        if (!part.isNamed)
            std::erase_if(reports, [](const DaemonReport &report) { return !isThere(report); });
        part.reports = std::move(reports);
        publish();
    };
    switch (selection.kind) {
    case DaemonKind::Chrony:
        part.chrony = std::make_unique<ChronyWatch>(chronyEndpoints(selection.address), m_clock, m_scheduler);
        connect(part.chrony.get(), &ChronyWatch::reported, this, take);
        part.chrony->start();
        return;
    case DaemonKind::Timesyncd:
        part.monitor = std::make_unique<TimesyncdMonitor>(m_bus, m_clock, m_scheduler);
        break;
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd: {
        const HostSpec endpoint = ntpdEndpoint(selection.address).value_or(HostSpec());
        part.monitor =
            std::make_unique<NtpdMonitor>(QHostAddress(endpoint.host), endpoint.port, m_clock, m_scheduler);
        break;
    }
    case DaemonKind::NtpdRs:
        part.monitor = std::make_unique<NtpdRsMonitor>(socketPath(selection.address, ntpdRsSocketPaths()),
                                                       m_clock, m_scheduler);
        break;
    case DaemonKind::OpenNtpd:
        part.monitor = std::make_unique<OpenNtpdMonitor>(socketPath(selection.address, openNtpdSocketPaths()),
                                                         m_scheduler);
        break;
    }
    connect(part.monitor.get(), &DaemonMonitor::reported, this,
            [take](const DaemonReport &report) { take({report}); });
    part.monitor->start();
}

void MachineDaemonWatch::look()
{
    m_scheduler.cancel(m_timer);
    m_timer = m_scheduler.after(lookInterval, [this] { look(); });
    const TimeProcesses processes = m_table.read();
    const bool changed = m_processes != processes;
    const Instant now = m_clock.read().realtime;
    if (!changed && now - m_filesReadAt < fileInterval && now >= m_filesReadAt)
        return;
    if (changed)
        followProcesses(processes);
    m_processes = processes;
    readFiles(processes);
    m_filesReadAt = now;
    publish();
}

void MachineDaemonWatch::followProcesses(const TimeProcesses &processes)
{
    for (const std::unique_ptr<Part> &part : m_parts) {
        // Two of them can share a port: their number is not what shows there.
        if (part->chrony && m_processes)
            part->chrony->recount();
        else if (part->monitor && m_processes)
            part->monitor->refresh();
    }
    if (!m_selections.empty())
        return;
    const auto runs = [&processes](DaemonKind kind) {
        return std::ranges::find(processes.daemons, kind, &DaemonProcess::kind) != processes.daemons.end();
    };
    const auto follow = [this](DaemonKind kind, bool isWanted) {
        const auto isOfKind = [kind](const std::unique_ptr<Part> &part) { return part->kind == kind; };
        if (!isWanted)
            std::erase_if(m_parts, isOfKind);
        else if (std::ranges::none_of(m_parts, isOfKind))
            watch({.kind = kind, .address = {}}, false);
    };
    follow(DaemonKind::Ntpsec, runs(DaemonKind::Ntpsec) || runs(DaemonKind::Ntpd));
    follow(DaemonKind::NtpdRs,
           runs(DaemonKind::NtpdRs) || QFileInfo::exists(socketPath({}, ntpdRsSocketPaths())));
    follow(DaemonKind::OpenNtpd, runs(DaemonKind::OpenNtpd));
}

void MachineDaemonWatch::readFiles(const TimeProcesses &processes)
{
    m_seen.others = processes.others;
    m_seen.daemons.clear();
    m_seen.daemons.reserve(processes.daemons.size());
    for (const DaemonProcess &process : processes.daemons) {
        // Those of a container have other files under these names.
        NamedServers configuration;
        if (!process.isInContainer)
            configuration = collectNamedServers(u"/"_s, process.kind, process.mainFile);
        m_seen.daemons.push_back(
            {.process = process, .version = {}, .configuration = std::move(configuration)});
    }
    for (const DaemonKind kind :
         {DaemonKind::Chrony, DaemonKind::Timesyncd, DaemonKind::Ntpsec, DaemonKind::Ntpd})
        m_seen.usual[kind] = collectNamedServers(u"/"_s, kind);
    m_seen.deviceNames = readDeviceNames();
}

/// Whether all are known that can be.
bool MachineDaemonWatch::learnVersions()
{
    bool areKnown = true;
    for (SeenDaemon &daemon : m_seen.daemons) {
        if (daemon.process.kind != DaemonKind::Chrony || daemon.process.isInContainer)
            continue;
        const std::optional<QString> version = m_versions.versionOf(daemon.process.program);
        daemon.version = version.value_or(QString());
        areKnown = areKnown && version;
    }
    return areKnown;
}

void MachineDaemonWatch::publish()
{
    if (!m_processes)
        return;
    const bool areVersionsKnown = learnVersions();
    std::vector<DaemonReport> reports;
    std::vector<DaemonReport> elsewhere;
    for (const std::unique_ptr<Part> &part : m_parts) {
        // Those of another part have the same numbers.
        const int first = part->reports.empty() ? 0 : nextInstance(reports, part->reports.front().kind);
        for (const DaemonReport &report : part->reports) {
            const bool isElsewhere = !isHere(report);
            std::vector<DaemonReport> &list = isElsewhere ? elsewhere : reports;
            list.push_back(report);
            list.back().instance += first;
            list.back().isElsewhere = isElsewhere;
        }
    }
    MachineDaemons machine = attribute(std::move(reports), m_seen);
    machine.daemons.insert(machine.daemons.end(), elsewhere.begin(), elsewhere.end());
    machine.isComplete = areVersionsKnown && std::ranges::all_of(m_parts, &Part::hasReported);
    Q_EMIT reported(machine);
}

} // namespace synchroscope
