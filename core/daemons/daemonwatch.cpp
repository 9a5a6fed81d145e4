// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/daemonwatch.h"

#include "core/clock/hostmachine.h"
#include "core/config/daemonlimits.h"
#include "core/daemons/chronywatch.h"
#include "core/daemons/ntpdmonitor.h"
#include "core/daemons/ntpdrs.h"
#include "core/daemons/openntpd.h"
#include "core/daemons/referencedevice.h"
#include "core/daemons/timesyncdmonitor.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A process that starts or ends shows after so long, if its daemon has not told already.
constexpr Duration lookInterval = 5s;
constexpr Duration fileInterval = 30s;
// What a daemon said last, after it has ended.
constexpr Duration remembrance = 10min;

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

/// `address`, or else where under `root` one is.
QString socketPath(const QString &address, const QString &root, QStringList usual)
{
    if (!address.isEmpty())
        return address;
    for (QString &path : usual)
        path = QDir::cleanPath(root + path);
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

std::vector<ChronyEndpoint> chronyEndpoints(const NamedServers &configuration)
{
    std::vector<ChronyEndpoint> endpoints;
    const std::vector<ChronyEndpoint> usual = chronyEndpoints(QString());
    for (const QHostAddress &address : chronyCommandAddresses(configuration)) {
        const ChronyEndpoint endpoint{
            .address = address, .port = configuration.commandPort.value_or(0), .path = {}};
        if (endpoint.port != 0 && std::ranges::find(usual, endpoint) == usual.end())
            endpoints.push_back(endpoint);
    }
    return endpoints;
}

/// One that serves time, or may do so.
bool mayHoldNtpPort(const DaemonProcess &process)
{
    return process.kind != DaemonKind::Timesyncd;
}

/// Whether somebody has the UDP port 123 at an address where we would ask.
bool isNtpPortHeld(const QString &root)
{
    for (const auto &[table, addresses] :
         {std::pair(u"udp"_s, QByteArrayList{"00000000", "0100007F"}),
          std::pair(u"udp6"_s, QByteArrayList{"00000000000000000000000000000000",
                                              "00000000000000000000000001000000"})}) {
        QFile file(root + "/proc/net/"_L1 + table);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            // "  12: 0100007F:007B 00000000:0000 …"
            const QList<QByteArray> local = line.simplified().split(' ').value(1).split(':');
            if (local.value(1) == "007B" && addresses.contains(local[0]))
                return true;
        }
    }
    return false;
}

/// Nothing that an editor would show has changed.
bool saysTheSame(const NamedServers &a, const NamedServers &b)
{
    return a.texts == b.texts && a.problems == b.problems && a.sourceFolders == b.sourceFolders &&
           a.files.size() == b.files.size();
}

ServerConfiguration configurationOf(const SeenDaemon &daemon, const std::vector<DaemonReport> &reports)
{
    const DaemonProcess &process = daemon.process;
    ServerConfiguration configuration;
    configuration.daemon = process.kind;
    configuration.isRunning = true;
    configuration.unit = process.unit;
    if (!isUsualMainFile(process.kind, process.mainFile))
        configuration.mainFile = process.mainFile;
    QString version = daemon.version;
    for (const DaemonReport &report : reports) {
        if (report.process && report.process->pid == process.pid && !report.version.isEmpty())
            version = report.version;
    }
    configuration.version = DaemonVersion::parse(version);
    return configuration;
}

bool steers(const DaemonProcess &process)
{
    return process.maySetClock.value_or(true) && !process.leavesClockAlone;
}

} // namespace

MachineDaemonWatch::MachineDaemonWatch(std::vector<DaemonSelection> selections, const Clock &clock,
                                       Scheduler &scheduler, const QDBusConnection &bus, const QString &root,
                                       QObject *parent)
    : DaemonWatch(parent)
    , m_selections(std::move(selections))
    , m_clock(clock)
    , m_scheduler(scheduler)
    , m_bus(bus)
    , m_root(root)
    , m_table(root, clock)
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
    m_seen.host = readHostMachine(m_root);
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

MachineDaemonWatch::Part &MachineDaemonWatch::addPart(const DaemonSelection &selection, bool isNamed)
{
    m_parts.push_back(std::make_unique<Part>());
    m_parts.back()->kind = selection.kind;
    m_parts.back()->isNamed = isNamed;
    return *m_parts.back();
}

void MachineDaemonWatch::watch(const DaemonSelection &selection, bool isNamed)
{
    Part &part = addPart(selection, isNamed);
    switch (selection.kind) {
    case DaemonKind::Chrony:
        watchChrony(part, chronyEndpoints(selection.address));
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
        part.monitor = std::make_unique<NtpdRsMonitor>(
            socketPath(selection.address, m_root, ntpdRsSocketPaths()), m_clock, m_scheduler);
        break;
    case DaemonKind::OpenNtpd:
        part.monitor = std::make_unique<OpenNtpdMonitor>(
            socketPath(selection.address, m_root, openNtpdSocketPaths()), m_scheduler);
        break;
    }
    connect(part.monitor.get(), &DaemonMonitor::reported, this,
            [this, &part](const DaemonReport &report) { take(part, {report}); });
    part.monitor->start();
}

void MachineDaemonWatch::watchChrony(Part &part, const std::vector<ChronyEndpoint> &endpoints)
{
    part.chrony = std::make_unique<ChronyWatch>(endpoints, m_clock, m_scheduler);
    connect(part.chrony.get(), &ChronyWatch::reported, this,
            [this, &part](const std::vector<DaemonReport> &reports) { take(part, reports); });
    part.chrony->start();
}

void MachineDaemonWatch::take(Part &part, std::vector<DaemonReport> reports)
{
    part.hasReported = true;
    const bool isOver = std::ranges::all_of(
        reports, [](const DaemonReport &report) { return report.answer == DaemonAnswer::Refused; });
    if (!isOver)
        part.endedAt.reset();
    else if (!part.endedAt)
        part.endedAt = m_clock.read().realtime;
    part.wasThere = part.wasThere || (!isOver && (!part.isGuess || reports.front().readAt));
    part.reports = std::move(reports);
    publish();
}

/// A part outlives its daemon for a while, so that what that said last is not gone at once.
bool MachineDaemonWatch::isToStay(const Part &part) const
{
    const Instant now = m_clock.read().realtime;
    const std::optional<Instant> since = part.endedAt ? part.endedAt : part.unseenFrom;
    return part.wasThere && (!since || now - *since <= remembrance);
}

bool MachineDaemonWatch::isShown(const Part &part, const DaemonReport &report) const
{
    return part.isNamed || (isToStay(part) && (report.answer != DaemonAnswer::Refused || part.endedAt));
}

void MachineDaemonWatch::look()
{
    m_scheduler.cancel(m_timer);
    m_timer = m_scheduler.after(lookInterval, [this] { look(); });
    const TimeProcesses processes = m_table.read();
    const bool isPortHeld = isNtpPortHeldUnseen(processes);
    const bool changed = m_processes != processes || m_isPortHeld != isPortHeld;
    const Instant now = m_clock.read().realtime;
    if (!changed && now - m_filesReadAt < fileInterval && now >= m_filesReadAt)
        return;
    m_isPortHeld = isPortHeld;
    if (changed)
        followProcesses(processes);
    m_processes = processes;
    readFiles(processes);
    if (m_selections.empty()) {
        followCommandPorts();
        std::erase_if(m_parts, [this](const std::unique_ptr<Part> &part) {
            return part->unseenFrom && !isToStay(*part);
        });
    }
    m_filesReadAt = now;
    publish();
}

bool MachineDaemonWatch::isNtpPortHeldUnseen(const TimeProcesses &processes) const
{
    return m_selections.empty() && std::ranges::none_of(processes.daemons, mayHoldNtpPort) &&
           isNtpPortHeld(m_root);
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
    follow(DaemonKind::Ntpsec, runs(DaemonKind::Ntpsec) || runs(DaemonKind::Ntpd) || m_isPortHeld);
    follow(DaemonKind::NtpdRs,
           runs(DaemonKind::NtpdRs) || QFileInfo::exists(socketPath({}, m_root, ntpdRsSocketPaths())));
    follow(DaemonKind::OpenNtpd, runs(DaemonKind::OpenNtpd));
}

void MachineDaemonWatch::follow(DaemonKind kind, bool isWanted)
{
    auto part = std::ranges::find(m_parts, kind, &Part::kind);
    if (part == m_parts.end() && isWanted) {
        watch({.kind = kind, .address = {}}, false);
        part = std::prev(m_parts.end());
    }
    if (part == m_parts.end())
        return;
    (*part)->isGuess = kind == DaemonKind::Ntpsec && m_isPortHeld;
    if (isWanted)
        (*part)->unseenFrom.reset();
    else if (!(*part)->unseenFrom)
        (*part)->unseenFrom = m_clock.read().realtime;
}

/// Chronyds that were told to take commands elsewhere are asked there.
void MachineDaemonWatch::followCommandPorts()
{
    QStringList wanted;
    for (const SeenDaemon &daemon : m_seen.daemons) {
        if (daemon.process.kind != DaemonKind::Chrony)
            continue;
        const std::vector<ChronyEndpoint> endpoints = chronyEndpoints(daemon.configuration);
        QStringList names;
        for (const ChronyEndpoint &endpoint : endpoints)
            names.append(endpoint.toString());
        const QString place = names.join(u' ');
        if (place.isEmpty() || wanted.contains(place))
            continue;
        wanted.append(place);
        if (std::ranges::find(m_parts, place, &Part::place) != m_parts.end())
            continue;
        Part &part = addPart({.kind = DaemonKind::Chrony, .address = {}}, false);
        part.place = place;
        watchChrony(part, endpoints);
    }
    for (const std::unique_ptr<Part> &part : m_parts) {
        if (part->place.isEmpty() || wanted.contains(part->place))
            part->unseenFrom = part->place.isEmpty() ? part->unseenFrom : std::nullopt;
        else if (!part->unseenFrom)
            part->unseenFrom = m_clock.read().realtime;
    }
}

void MachineDaemonWatch::readFiles(const TimeProcesses &processes)
{
    m_seen.others = processes.others;
    m_seen.daemons.clear();
    m_seen.daemons.reserve(processes.daemons.size());
    for (const DaemonProcess &process : processes.daemons) {
        // Those of a container have other files under these names.
        SeenDaemon seen{.process = process, .version = {}, .configuration = {}, .distanceLimit = {}};
        if (!process.isInContainer)
            seen.configuration = collectNamedServers(m_root, process.kind, process.mainFile);
        if (process.kind == DaemonKind::Chrony && !seen.configuration.texts.empty())
            seen.distanceLimit = distanceLimit(process.kind, seen.configuration);
        m_seen.daemons.push_back(std::move(seen));
    }
    for (const DaemonKind kind : {DaemonKind::Chrony, DaemonKind::Timesyncd, DaemonKind::Ntpsec,
                                  DaemonKind::Ntpd, DaemonKind::NtpdRs, DaemonKind::OpenNtpd})
        m_seen.usual[kind] = collectNamedServers(m_root, kind);
    readFeeders();
}

void MachineDaemonWatch::readFeeders()
{
    m_seen.deviceNames.clear();
    const auto read = [this](const NamedServers &configuration) {
        for (const NamedDevice &device : configuration.devices)
            m_seen.deviceNames.insert(deviceText(device), feederOf(device, m_root));
    };
    for (const SeenDaemon &daemon : m_seen.daemons)
        read(daemon.configuration);
    for (const auto &[kind, configuration] : m_seen.usual)
        read(configuration);
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

void MachineDaemonWatch::rememberVersions(std::vector<DaemonReport> &daemons)
{
    for (DaemonReport &daemon : daemons) {
        QString &told = m_toldVersions[{daemon.kind, daemon.endpoint, daemon.instance}];
        if (!daemon.version.isEmpty())
            told = daemon.version;
        else if (daemon.answer == DaemonAnswer::Refused && daemon.readAt)
            daemon.version = told;
    }
}

void MachineDaemonWatch::publishConfigurations(const std::vector<DaemonReport> &daemons)
{
    std::vector<const SeenDaemon *> seen;
    for (const SeenDaemon &daemon : m_seen.daemons) {
        if (!daemon.process.isInContainer)
            seen.push_back(&daemon);
    }
    // Of several that do or do not steer alike, the system's own: others were told to read another file.
    std::ranges::stable_sort(seen, std::ranges::greater(), [](const SeenDaemon *daemon) {
        const DaemonProcess &process = daemon->process;
        const bool isUsual = process.mainFile.isEmpty() || isUsualMainFile(process.kind, process.mainFile);
        return std::pair(steers(process), isUsual);
    });
    std::vector<ServerConfiguration> configurations;
    // A text that has not changed stays where it is, so that nobody need look at it again.
    const auto add = [this, &configurations](ServerConfiguration configuration, const NamedServers &files) {
        for (const ServerConfiguration &known : m_configurations) {
            if (known.daemon == configuration.daemon && known.mainFile == configuration.mainFile &&
                saysTheSame(*known.files, files))
                configuration.files = known.files;
        }
        if (!saysTheSame(*configuration.files, files))
            configuration.files = std::make_shared<const NamedServers>(files);
        configurations.push_back(std::move(configuration));
    };
    for (const SeenDaemon *daemon : seen)
        add(configurationOf(*daemon, daemons), daemon->configuration);
    for (const auto &[kind, files] : m_seen.usual) {
        const auto main = std::ranges::find(files.texts, ConfigPart::Main, &ConfigText::part);
        if (main == files.texts.end())
            continue;
        const auto isMain = [&texts = files.texts](const QString &path) {
            return std::ranges::any_of(texts, [&path](const ConfigText &text) {
                return text.part == ConfigPart::Main && text.path == path;
            });
        };
        const bool isTold =
            std::ranges::any_of(configurations, [kind = kind, &isMain](const ServerConfiguration &told) {
                return told.daemon == kind && (told.mainFile.isEmpty() || isMain(told.mainFile));
            });
        if (!isTold)
            add({.daemon = kind, .version = {}, .isRunning = false, .unit = {}, .mainFile = {}}, files);
    }
    if (configurations == m_configurations)
        return;
    m_configurations = configurations;
    Q_EMIT configurationsRead(m_configurations);
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
            if (!isShown(*part, report))
                continue;
            const bool isElsewhere = part->place.isEmpty() && !isHere(report);
            std::vector<DaemonReport> &list = isElsewhere ? elsewhere : reports;
            list.push_back(report);
            list.back().instance += first;
            list.back().isElsewhere = isElsewhere;
            if (part->endedAt && !report.silentSince)
                list.back().silentSince = part->endedAt;
        }
    }
    MachineDaemons machine = attribute(std::move(reports), m_seen);
    rememberVersions(machine.daemons);
    machine.daemons.insert(machine.daemons.end(), elsewhere.begin(), elsewhere.end());
    machine.isComplete = areVersionsKnown && std::ranges::all_of(m_parts, &Part::hasReported);
    publishConfigurations(machine.daemons);
    Q_EMIT reported(machine);
}

} // namespace synchroscope
