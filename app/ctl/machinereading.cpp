// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/machinereading.h"

#include "app/ctl/arguments.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/clock/clockwatcher.h"
#include "core/daemons/unitwatch.h"
#include "core/diagnosis/daemonkinds.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/judgementwording.h"

#include <QEventLoop>
#include <QJsonObject>
#include <QTimer>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A bus that runs answers within milliseconds.
constexpr auto busPatience = 2500ms;
// timedated is started by the question; systemd has a unit's log read.
constexpr auto servicePatience = 3s;

std::optional<DaemonSelection> selection(const QString &text)
{
    const QString name = text.section(u'=', 0, 0);
    const std::optional<DaemonKind> kind = daemonKindNamed(name);
    if (!kind)
        return std::nullopt;
    const QString address = text.section(u'=', 1);
    if (text.contains(u'=') && !MachineDaemonWatch::isAddress(*kind, address)) {
        complain(
            Text::tr("\"%1\" is not an address at which %2 can be asked. Write ADDRESS, ADDRESS:PORT or the "
                     "path of a socket.")
                .arg(address, name));
        return std::nullopt;
    }
    return DaemonSelection{.kind = *kind, .address = address};
}

/// Null: it cannot be told.
QJsonValue disciplinesValue(const DaemonReport &daemon)
{
    switch (disciplineOf(daemon)) {
    case Discipline::Unknown:
        return QJsonValue::Null;
    case Discipline::Disciplining:
        return true;
    case Discipline::Forbidden:
    case Discipline::Renounced:
    case Discipline::NotYet:
        break;
    }
    return false;
}

QJsonValue activityValue(const std::optional<SourceActivityCounts> &activity)
{
    if (!activity)
        return QJsonValue::Null;
    return QJsonObject{{u"online"_s, activity->online},
                       {u"offline"_s, activity->offline},
                       {u"burst_online"_s, activity->burstOnline},
                       {u"burst_offline"_s, activity->burstOffline},
                       {u"unresolved"_s, activity->unresolved}};
}

QJsonValue hardwareClockValue(const std::optional<HardwareClockReport> &clock)
{
    if (!clock)
        return QJsonValue::Null;
    return QJsonObject{{u"measured_at"_s, instantValue(clock->measuredAt)},
                       {u"samples"_s, clock->samples},
                       {u"runs"_s, clock->runs},
                       {u"span_s"_s, secondsValue(clock->span)},
                       {u"offset_s"_s, offsetValue(clock->ahead)},
                       {u"freq_ppm"_s, clock->gainPpm}};
}

QJsonValue smoothingValue(const std::optional<SmoothingReport> &smoothing)
{
    if (!smoothing)
        return QJsonValue::Null;
    return QJsonObject{{u"active"_s, smoothing->active},
                       {u"leap_only"_s, smoothing->leapOnly},
                       {u"offset_s"_s, secondsValue(smoothing->offset)},
                       {u"freq_ppm"_s, smoothing->frequencyPpm},
                       {u"wander_ppm"_s, smoothing->wanderPpm},
                       {u"remaining_s"_s, secondsValue(smoothing->remaining)}};
}

QJsonObject toJson(const DaemonReport &daemon)
{
    QJsonArray files;
    for (const ConfigurationFile &file : daemon.configuration)
        files.append(file.path);
    const std::optional<DaemonProcess> &process = daemon.process;
    const std::optional<bool> newer = wasConfiguredSinceStart(daemon);
    return {{u"kind"_s, nameOf(daemon.kind)},
            {u"version"_s, textValue(daemon.version)},
            {u"pid"_s, numberValue(memberOf(process, &DaemonProcess::pid))},
            {u"endpoint"_s, textValue(daemon.endpoint)},
            {u"disciplines"_s, disciplinesValue(daemon)},
            {u"config"_s, files},
            {u"config_changed_since_start"_s, numberValue(newer)},
            {u"started_at"_s, instantValue(process ? process->startedAt : std::nullopt)},
            {u"unit"_s, textValue(process ? process->unit : QString())},
            {u"answer"_s, nameOf(daemon.answer)},
            {u"read_at"_s, instantValue(daemon.readAt)},
            {u"activity"_s, activityValue(daemon.activity)},
            {u"hardware_clock"_s, hardwareClockValue(daemon.hardwareClock)},
            {u"smoothing"_s, smoothingValue(daemon.smoothing)}};
}

} // namespace

std::span<const DaemonKind> daemonKinds()
{
    static constexpr std::array kinds{DaemonKind::Chrony, DaemonKind::Timesyncd, DaemonKind::Ntpsec,
                                      DaemonKind::Ntpd,   DaemonKind::NtpdRs,    DaemonKind::OpenNtpd};
    return kinds;
}

std::optional<DaemonKind> daemonKindNamed(const QString &name)
{
    QStringList names;
    for (const DaemonKind kind : daemonKinds()) {
        if (nameOf(kind) == name)
            return kind;
        names.append(nameOf(kind));
    }
    complain(
        Text::tr("There is no kind of time daemon \"%1\". The kinds are %2.").arg(name, names.join(u", "_s)));
    return std::nullopt;
}

void addDaemonOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"daemon"_s,
         Text::tr(
             "Ask this time daemon only; may be repeated. KIND is chrony, timesyncd, ntpsec, ntp, ntpd-rs or "
             "openntpd."),
         u"KIND[=ADDRESS]"_s},
        {u"chrony"_s, Text::tr("Short for --daemon chrony=ADDRESS: ADDRESS[:PORT] or the path of a socket."),
         u"ADDRESS"_s},
    });
}

std::optional<std::vector<DaemonSelection>> daemonSelections(const QCommandLineParser &parser)
{
    QStringList texts = parser.values(u"daemon"_s);
    for (const QString &address : parser.values(u"chrony"_s))
        texts.append(u"chrony="_s + address);
    std::vector<DaemonSelection> selections;
    for (const QString &text : std::as_const(texts)) {
        const std::optional<DaemonSelection> selected = selection(text);
        if (!selected)
            return std::nullopt;
        selections.push_back(*selected);
    }
    return selections;
}

QJsonArray daemonsJson(const MachineDaemons &machine)
{
    QJsonArray daemons;
    for (const DaemonReport &daemon : machine.daemons)
        daemons.append(toJson(daemon));
    return daemons;
}

QJsonArray unassignedJson(const MachineDaemons &machine)
{
    QJsonArray processes;
    for (const DaemonProcess &process : machine.unassigned)
        processes.append(QJsonObject{{u"kind"_s, nameOf(process.kind)}, {u"pid"_s, process.pid}});
    return processes;
}

QJsonObject hostJson(const HostMachine &host)
{
    return {{u"kind"_s, nameOf(host.kind)},
            {u"name"_s, textValue(host.name)},
            {u"cloud"_s, textValue(host.cloud)}};
}

void printDaemon(const MachineDaemons &machine, size_t index, Instant now)
{
    const DaemonReport &daemon = machine.daemons[index];
    printLine(u"%1 %2"_s
                  .arg(wording::daemonHeading(daemon, wording::daemonTitles(machine.daemons)[index], now),
                       wording::processSentence(daemon, now))
                  .trimmed());
    if (const QString identity = wording::daemonIdentity(daemon, machine); !identity.isEmpty())
        printLine(identity);
}

MachineDaemons selected(MachineDaemons machine, const std::vector<DaemonSelection> &selections)
{
    if (selections.empty())
        return machine;
    // Whoever names a place does not want to hear of others of that kind.
    const auto isOther = [&selections](DaemonKind kind, bool hasPlace) {
        return std::ranges::none_of(selections, [kind, hasPlace](const DaemonSelection &selection) {
            return areAlike(selection.kind, kind) && (hasPlace || selection.address.isEmpty());
        });
    };
    std::erase_if(machine.daemons, [&isOther](const DaemonReport &daemon) {
        return isOther(daemon.kind, !daemon.endpoint.isEmpty());
    });
    // One of them may be the one that answers at that place.
    std::erase_if(machine.unassigned,
                  [&isOther](const DaemonProcess &process) { return isOther(process.kind, true); });
    return machine;
}

bool havePlaces(const std::vector<DaemonSelection> &selections)
{
    return !selections.empty() &&
           std::ranges::none_of(selections, &QString::isEmpty, &DaemonSelection::address);
}

bool tellNothing(const MachineDaemons &machine)
{
    return std::ranges::none_of(machine.daemons, [](const DaemonReport &daemon) {
        // One that answers root only is there all the same.
        return daemon.answer == DaemonAnswer::NotPermitted || daemon.readAt;
    });
}

void complainOfSilence(const MachineDaemons &machine)
{
    for (const DaemonReport &daemon : machine.daemons)
        complain(wording::daemonHeading(daemon, wording::daemonTitle(daemon), Instant()));
    if (machine.daemons.empty())
        complain(Text::tr("No time daemon answers on this computer."));
}

QDBusConnection CommandBus::connection()
{
    if (!m_line) {
        m_line.emplace(m_scheduler);
        m_line->waitForBus(busPatience);
    }
    return m_line->connection();
}

MachineDaemons readDaemons(const std::vector<DaemonSelection> &selections)
{
    CommandBus bus;
    return readDaemons(selections, bus);
}

MachineDaemons readDaemons(const std::vector<DaemonSelection> &selections, CommandBus &bus)
{
    return readMachine(selections, bus).machine;
}

MachineReading readMachine(const std::vector<DaemonSelection> &selections, CommandBus &bus)
{
    const bool needsBus = selections.empty() || std::ranges::find(selections, DaemonKind::Timesyncd,
                                                                  &DaemonSelection::kind) != selections.end();
    const SystemClock clock;
    EventLoopScheduler scheduler;
    MachineDaemonWatch watch(selections, clock, scheduler,
                             needsBus ? bus.connection() : QDBusConnection(QString()));
    QEventLoop loop;
    MachineReading reading;
    QObject::connect(
        &watch, &DaemonWatch::configurationsRead, &loop,
        [&](const std::vector<ServerConfiguration> &latest) { reading.configurations = latest; });
    QObject::connect(&watch, &DaemonWatch::reported, &loop, [&](const MachineDaemons &latest) {
        reading.machine = latest;
        if (latest.isComplete)
            loop.quit();
    });
    watch.start();
    loop.exec();
    return reading;
}

ClockReport readClock(CommandBus &bus)
{
    const SystemClock clock;
    EventLoopScheduler scheduler;
    ClockWatcher watcher(clock, scheduler, bus.connection());
    QEventLoop loop;
    ClockReport latest;
    bool hasAnswered = false; // what it said is in the next report
    QObject::connect(&watcher.timedated(), &TimedatedClient::reported, &loop, [&] { hasAnswered = true; });
    QObject::connect(&watcher, &ClockWatch::clockReported, &loop, [&](const ClockReport &report) {
        latest = report;
        if (hasAnswered)
            loop.quit();
    });
    QTimer::singleShot(servicePatience, &loop, &QEventLoop::quit);
    watcher.start();
    loop.exec();
    return latest;
}

std::vector<UnitReport> readUnits(CommandBus &bus)
{
    EventLoopScheduler scheduler;
    SystemdUnitWatch watch(bus.connection(), scheduler);
    QEventLoop loop;
    std::vector<UnitReport> units;
    QObject::connect(&watch, &UnitWatch::reported, &loop, [&](const std::vector<UnitReport> &latest) {
        units = latest;
        loop.quit();
    });
    QTimer::singleShot(servicePatience, &loop, &QEventLoop::quit);
    watch.start();
    loop.exec();
    return units;
}

} // namespace synchroscope::ctl
