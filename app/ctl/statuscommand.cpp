// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/statuscommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/machinereading.h"
#include "app/ctl/measuring.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/diagnosis/judgement.h"
#include "ui/wording/clockwording.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/quantity.h"

#include <QJsonArray>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct MachineStatus
{
    MachineDaemons machine; ///< all that may have to do with the clock
    MachineDaemons asked;   ///< the same without the daemons that the user does not ask
    Measurements measurements;
    ClockReport clock;
    ClockJudgement judgement;
    QString sourceAddress; ///< of the judgement's source; empty: it has none
    Instant at;
};

/// What the judgement rests on, as a daemon's source; null: it is none.
const DaemonSource *judgedSource(const MachineStatus &status)
{
    const QString &name = status.judgement.source;
    const auto isIt = [&status, &name](const DaemonSource &source) {
        if (!status.judgement.measuredHere)
            return source.standing == SourceStanding::Selected &&
                   (source.name == name || source.address == name);
        const std::optional<HostSpec> server = serverOf(source);
        return server && server->shortText() == name;
    };
    for (const DaemonReport &daemon : status.asked.daemons) {
        const auto found = std::ranges::find_if(daemon.sources, isIt);
        if (found != daemon.sources.end())
            return &*found;
    }
    return nullptr;
}

/// What was measured comes with the address that answered; people know it by the name that they configured.
void nameSource(MachineStatus &status)
{
    QString &name = status.judgement.source;
    if (const DaemonSource *source = judgedSource(status)) {
        HostSpec named;
        named.host = source->name;
        if (status.judgement.measuredHere)
            named.port = source->port;
        name = named.shortText();
        status.sourceAddress = source->address;
        return;
    }
    for (const Measurement &measurement : status.measurements.all()) {
        if (status.judgement.measuredHere && measurement.result.host.shortText() == name)
            status.sourceAddress = measurement.result.address;
    }
}

/// Where not all servers have told the time: how many did, and why others were not asked. Empty: all did.
QString measurementSentence(const Measurements &measurements)
{
    const std::vector<Measurement> &all = measurements.all();
    const auto held = std::ranges::count_if(
        all, [](const Measurement &measurement) { return measurement.heldFor.has_value(); });
    const auto answered = std::ranges::count_if(
        all, [](const Measurement &measurement) { return measurement.result.outcome == QueryOutcome::Ok; });
    if (answered == std::ssize(all))
        return {};
    QString sentence =
        Text::tr("%1 of %n server(s) asked here told the time.", nullptr, int(std::ssize(all) - held))
            .arg(answered);
    if (held == 0)
        return sentence;
    const QString reason = Text::tr(
        "%n more were not asked: it would be impolite so soon after the last question.", nullptr, int(held));
    return u"%1 %2"_s.arg(sentence, reason);
}

/// The daemon whose account of the time counts: one that steers before one that only watches.
const DaemonReport *trackingDaemon(const MachineDaemons &machine)
{
    const DaemonReport *best = nullptr;
    for (const DaemonReport &daemon : machine.daemons) {
        if (daemon.tracking && (best == nullptr || (maySteer(daemon) && !maySteer(*best))))
            best = &daemon;
    }
    return best;
}

/// RFC 3339 with nine decimals, in the zone.
QString localTimeText(Instant at, std::chrono::seconds utcOffset)
{
    QString text = instantText(at + utcOffset);
    text.chop(1);
    return text + wording::utcOffsetText(utcOffset, u'-');
}

/// What the hardware clock shows, to the second; null where it is not known which zone that is in.
QJsonValue hardwareValue(const ClockReport &clock)
{
    const std::optional<bool> isLocal = clock.rtcInLocalZone();
    if (!clock.hardware || !clock.hardware->reading || !isLocal || (*isLocal && !clock.zone))
        return QJsonValue::Null;
    const auto zone = *isLocal ? clock.zone->utcOffset : 0s;
    return instantText(Instant(clock.hardware->reading->time_since_epoch() - zone));
}

QJsonValue kernelValue(const std::optional<KernelClock> &kernel)
{
    if (!kernel)
        return QJsonValue::Null;
    return QJsonObject{
        {u"offset_s"_s, offsetValue(kernel->offset)},
        {u"freq_ppm"_s, kernel->frequencyPpm},
        {u"maxerror_s"_s, secondsValue(kernel->maximumError)},
        {u"esterror_s"_s, secondsValue(kernel->estimatedError)},
        {u"status"_s, QJsonArray::fromStringList(kernelStatusNames(kernel->status))},
        {u"leap"_s, kernelLeapStateName(kernel->leap)},
        {u"tai_s"_s, numberValue(kernel->taiOffset)},
    };
}

QJsonValue trackingValue(const MachineDaemons &machine)
{
    const DaemonReport *daemon = trackingDaemon(machine);
    if (daemon == nullptr)
        return QJsonValue::Null;
    const DaemonTracking &tracking = *daemon->tracking;
    return QJsonObject{
        {u"daemon"_s, int(daemon - machine.daemons.data())},
        {u"synchronised"_s, tracking.synchronised},
        {u"refid"_s, textValue(tracking.referenceId)},
        {u"source"_s, textValue(tracking.source)},
        {u"stratum"_s, numberValue(tracking.stratum)},
        {u"ref_time"_s, instantValue(tracking.lastUpdate)},
        {u"system_offset_s"_s, offsetValue(tracking.systemOffset)},
        {u"last_offset_s"_s, offsetValue(tracking.lastOffset)},
        {u"rms_offset_s"_s, secondsValue(tracking.rmsOffset)},
        {u"freq_ppm"_s, numberValue(tracking.frequencyPpm)},
        {u"residual_freq_ppm"_s, numberValue(tracking.residualFrequencyPpm)},
        {u"skew_ppm"_s, numberValue(tracking.skewPpm)},
        {u"root_delay_s"_s, secondsValue(tracking.rootDelay)},
        {u"root_dispersion_s"_s, secondsValue(tracking.rootDispersion)},
        {u"update_interval_s"_s, secondsValue(tracking.updateInterval)},
        {u"leap"_s, tracking.leap ? QJsonValue(nameOf(*tracking.leap)) : QJsonValue(QJsonValue::Null)},
    };
}

QJsonArray measuredJson(const Measurements &measurements)
{
    QJsonArray measured;
    for (const Measurement &measurement : measurements.all()) {
        QJsonObject object = toJson(measurement);
        object.insert(u"server"_s, measurement.result.host.shortText());
        measured.append(object);
    }
    return measured;
}

/// A reference clock tells of itself; whether servers confirm it is told beside.
QJsonValue deviceValue(const ClockJudgement &judgement)
{
    if (!judgement.device)
        return QJsonValue::Null;
    return QJsonObject{{u"name"_s, judgement.device->name},
                       {u"hosts_clock"_s, judgement.device->isHostsClock},
                       {u"within_s"_s, secondsValue(judgement.device->within)},
                       {u"contradicted"_s, !judgement.ofDeviceOnly}};
}

QJsonObject verdictObject(const MachineStatus &status)
{
    const ClockJudgement &judgement = status.judgement;
    const bool isKnown = judgement.offset.has_value();
    const auto span = [isKnown](Duration value) { return isKnown ? secondsValue(value) : QJsonValue::Null; };
    return {
        {u"state"_s, nameOf(judgement.state)},
        {u"sentence"_s, wording::judgementSentence(status.judgement, status.at)},
        {u"offset_s"_s, offsetValue(judgement.offset)},
        {u"bound_s"_s, span(judgement.bound)},
        {u"within_s"_s, span(judgement.within())},
        {u"measured_at"_s, isKnown ? instantValue(judgement.measuredAt) : QJsonValue(QJsonValue::Null)},
        {u"measured_by"_s, isKnown ? QJsonValue(judgement.measuredHere ? u"synchroscope"_s : u"daemon"_s)
                                   : QJsonValue(QJsonValue::Null)},
        {u"source"_s, textValue(judgement.source)},
        {u"source_address"_s, textValue(status.sourceAddress)},
        {u"device"_s, deviceValue(judgement)},
        {u"steering"_s, nameOf(judgement.steering)},
    };
}

void printStatusJson(const MachineStatus &status)
{
    const ClockReport &clock = status.clock;
    const std::optional<NetworkTimeService> service = clock.timedated.networkTimeService();
    QJsonArray others;
    for (const OtherSteerer &other : status.machine.others)
        others.append(QJsonObject{{u"name"_s, other.name},
                                  {u"pid"_s, other.pid},
                                  {u"may_set_clock"_s, numberValue(other.maySetClock)}});
    printJson({
        {u"format"_s, 1},
        {u"verdict"_s, verdictObject(status)},
        {u"local_time"_s, clock.zone ? QJsonValue(localTimeText(clock.readAt, clock.zone->utcOffset))
                                     : QJsonValue(QJsonValue::Null)},
        {u"universal_time"_s, instantValue(clock.readAt)},
        {u"rtc_time"_s, hardwareValue(clock)},
        {u"rtc_offset_s"_s,
         secondsValue(clock.hardware ? clock.hardware->aheadOfSystem : std::optional<Duration>())},
        {u"time_zone"_s, textValue(clock.zone ? clock.zone->id : QString())},
        {u"utc_offset_s"_s,
         clock.zone ? QJsonValue(qint64(clock.zone->utcOffset.count())) : QJsonValue(QJsonValue::Null)},
        {u"system_clock_synchronized"_s,
         numberValue(clock.kernel ? std::optional(clock.kernel->synchronized()) : std::nullopt)},
        {u"ntp_service"_s, service ? QJsonValue(nameOf(*service)) : QJsonValue(QJsonValue::Null)},
        {u"rtc_in_local_tz"_s, numberValue(clock.rtcInLocalZone())},
        {u"kernel"_s, kernelValue(clock.kernel)},
        {u"host"_s, hostJson(status.machine.host)},
        {u"daemons"_s, daemonsJson(status.asked)},
        {u"unassigned_processes"_s, unassignedJson(status.asked)},
        {u"others"_s, others},
        {u"tracking"_s, trackingValue(status.asked)},
        {u"measured"_s, measuredJson(status.measurements)},
    });
}

/// "Name:  value", the meaning behind it.
void addFact(Table &table, const QString &name, const wording::ClockFact &fact)
{
    table.addRow({name, fact.meaning.isEmpty() ? fact.value : u"%1  (%2)"_s.arg(fact.value, fact.meaning)});
}

void printClock(const MachineStatus &status)
{
    const ClockReport &clock = status.clock;
    Table table({});
    if (clock.zone) {
        QString local = localTimeText(clock.readAt, clock.zone->utcOffset);
        table.addRow({Text::tr("Local time"), local.replace(u'T', u' ').left(19)});
    }
    table.addRow({Text::tr("Universal time"), instantText(clock.readAt).replace(u'T', u' ').left(19)});
    addFact(table, Text::tr("Hardware clock"), wording::hardwareClock(clock, status.at));
    if (clock.zone)
        addFact(table, Text::tr("Time zone"),
                {.value = wording::zoneText(*clock.zone), .meaning = wording::zoneOffsetText(*clock.zone)});
    addFact(table, Text::tr("Synchronised"), wording::synchronisedFlag(clock, status.machine, status.at));
    if (clock.kernel) {
        addFact(table, Text::tr("Frequency"), wording::kernelFrequency(*clock.kernel));
        addFact(table, Text::tr("Largest error"),
                {.value = wording::spanText(clock.kernel->maximumError), .meaning = {}});
    }
    addFact(table, Text::tr("Time service"),
            wording::timeService(status.machine, clock.timedated, status.at));
    if (const auto host = wording::hostFact(status.machine.host))
        addFact(table, Text::tr("Machine"), *host);
    for (const QString &line : table.lines()) {
        if (!line.isEmpty())
            printLine(line);
    }
}

void printStatusText(const MachineStatus &status)
{
    printLine(wording::judgementSentence(status.judgement, status.at));
    if (const QString sentence = measurementSentence(status.measurements); !sentence.isEmpty())
        printLine(sentence);
    printLine(wording::steeringSentence(status.machine, status.judgement.steering, status.clock));
    printLine({});
    printClock(status);
    for (size_t i = 0; i < status.asked.daemons.size(); ++i) {
        printLine({});
        printDaemon(status.asked, i, status.at);
    }
}

} // namespace

int runStatus(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Says whether this computer's clock is right, who says so, and who keeps it there.\n"
                 "Exit code: 0 it is synchronised, 1 it is not, 3 nobody answers where --daemon or --chrony "
                 "says."));
    addDaemonOptions(parser);
    parser.addOption(
        {u"no-measure"_s, Text::tr("Ask no server: only what this computer and its daemons say.")});
    parser.addOption({u"json"_s, Text::tr("Print JSON.")});
    if (const EarlyExit exit = parse(parser, u"status"_s, arguments))
        return *exit;
    if (!parser.positionalArguments().isEmpty()) {
        complain(Text::tr("status takes no arguments, only options; \"%1\" is neither.")
                     .arg(parser.positionalArguments().constFirst()));
        return exitWrongUsage;
    }
    const std::optional<std::vector<DaemonSelection>> selections = daemonSelections(parser);
    if (!selections)
        return exitWrongUsage;

    MachineStatus status;
    CommandBus bus;
    status.machine = readDaemons(*selections, bus);
    status.asked = selected(status.machine, *selections);
    if (havePlaces(*selections) && tellNothing(status.asked)) {
        complainOfSilence(status.asked);
        return exitFailed;
    }
    if (!parser.isSet(u"no-measure"_s))
        status.measurements = Measurements(serversToMeasure(status.asked));
    status.clock = readClock(bus);
    status.at = status.clock.readAt;
    status.judgement =
        judgeClock(status.measurements.verdict(status.at), status.machine, status.clock, status.at);
    nameSource(status);
    if (parser.isSet(u"json"_s))
        printStatusJson(status);
    else
        printStatusText(status);
    return exitCodeAfterPrinting(status.judgement.state == ClockState::Synchronised ? exitGood : exitBadNews);
}

} // namespace synchroscope::ctl
