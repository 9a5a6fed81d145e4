// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/sourcescommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/machinereading.h"
#include "app/ctl/measuring.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/clock/clock.h"
#include "core/diagnosis/standing.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/problems.h"
#include "ui/wording/quantity.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

/// What we measured of a source ourselves.
QJsonValue measuredValue(const Measurements &measurements, const DaemonSource &source)
{
    const ProbeResult *result = measurements.of(source);
    if (result == nullptr)
        return QJsonValue::Null;
    const std::optional<SourceEstimate> &estimate = result->estimate;
    return QJsonObject{
        {u"status"_s, nameOf(result->outcome)},
        {u"offset_s"_s, offsetValue(estimate ? std::optional(estimate->offset) : std::nullopt)},
        {u"bound_s"_s, secondsValue(estimate ? std::optional(estimate->bound) : std::nullopt)},
        {u"delay_s"_s, secondsValue(estimate ? std::optional(estimate->minimumDelay) : std::nullopt)},
        {u"measured_at"_s, instantValue(estimate ? std::optional(estimate->at) : std::nullopt)},
    };
}

QJsonObject toJson(const DaemonReport &daemon, int index, const DaemonSource &source,
                   const Measurements &measurements)
{
    const Standing standing = standingOf(daemon, source);
    const std::optional<SourceStatistics> &line = source.statistics;
    const auto ofLine = [&line](auto member) -> std::optional<Duration> {
        return line ? std::optional<Duration>((*line).*member) : std::nullopt;
    };
    const auto now = daemon.readAt;
    return {
        {u"daemon"_s, index},
        {u"name"_s, source.name},
        {u"address"_s, textValue(source.address)},
        {u"resolved"_s, source.resolved},
        {u"pool"_s, source.isOfPool ? QJsonValue(source.name) : QJsonValue(QJsonValue::Null)},
        {u"mode"_s, nameOf(source.mode)},
        {u"state"_s, nameOf(source.standing)},
        {u"state_char"_s, QString(QLatin1Char(source.letter))},
        {u"stratum"_s, numberValue(source.stratum)},
        {u"poll_log2"_s, numberValue(source.pollLog2)},
        {u"reach"_s, source.reach ? QJsonValue(int(*source.reach)) : QJsonValue(QJsonValue::Null)},
        {u"last_rx_s"_s, secondsValue(since(source.lastSample, now))},
        {u"offset_s"_s, offsetValue(source.adjusted)},
        {u"measured_offset_s"_s, offsetValue(source.measured)},
        {u"error_s"_s, secondsValue(source.error)},
        // chronyd tells how many it keeps; of others that is not known.
        {u"samples"_s, line || standing.neededSamples ? QJsonValue(standing.samples) : QJsonValue()},
        {u"est_offset_s"_s, offsetValue(line ? std::optional(line->offset) : std::nullopt)},
        {u"est_error_s"_s, secondsValue(ofLine(&SourceStatistics::offsetError))},
        {u"std_dev_s"_s, secondsValue(ofLine(&SourceStatistics::standardDeviation))},
        {u"freq_ppm"_s, line ? QJsonValue(line->frequencyPpm) : QJsonValue(QJsonValue::Null)},
        {u"skew_ppm"_s, line ? QJsonValue(line->skewPpm) : QJsonValue(QJsonValue::Null)},
        {u"span_s"_s, secondsValue(ofLine(&SourceStatistics::span))},
        {u"needed_samples"_s, numberValue(standing.neededSamples)},
        {u"ready_in_s"_s, secondsValue(since(now, standing.readyAt))},
        {u"refid"_s, textValue(source.referenceId)},
        {u"leap"_s, source.leap ? QJsonValue(nameOf(*source.leap)) : QJsonValue(QJsonValue::Null)},
        {u"origin"_s, source.origin ? QJsonValue(nameOf(*source.origin)) : QJsonValue(QJsonValue::Null)},
        {u"device"_s, textValue(source.device)},
        {u"device_name"_s, textValue(source.deviceName)},
        {u"reason"_s, nameOf(standing.reason)},
        {u"measured"_s, measuredValue(measurements, source)},
        {u"explanation"_s, wording::standingSentence(daemon, source, standing, now.value_or(Instant()))},
    };
}

void printMachine(const MachineDaemons &machine, const Measurements &measurements)
{
    QJsonArray sources;
    for (size_t i = 0; i < machine.daemons.size(); ++i) {
        for (const DaemonSource &source : machine.daemons[i].sources)
            sources.append(toJson(machine.daemons[i], int(i), source, measurements));
    }
    printJson({{u"format"_s, 1},
               {u"daemons"_s, daemonsJson(machine)},
               {u"unassigned_processes"_s, unassignedJson(machine)},
               {u"sources"_s, sources}});
}

/// "1.2 ms behind ± 3 ms", or why there is no measurement.
QString measuredText(const Measurements &measurements, const DaemonSource &source)
{
    const ProbeResult *result = measurements.of(source);
    if (result == nullptr)
        return u"–"_s;
    if (!result->estimate)
        return wording::probeDetail(result->outcome, result->fault, result->kissCode, result->systemReason);
    return u"%1 %2"_s.arg(wording::offsetText(result->estimate->offset),
                          wording::boundText(result->estimate->bound));
}

QStringList tableRow(const DaemonReport &daemon, const DaemonSource &source, Instant now,
                     const std::optional<Measurements> &measurements)
{
    const QString nothing = u"–"_s;
    const Standing standing = standingOf(daemon, source);
    const bool namesAddress = !source.address.isEmpty() && source.address != source.name;
    QString offset = nothing;
    if (source.adjusted)
        offset = wording::offsetText(*source.adjusted);
    if (source.adjusted && source.error)
        offset += u' ' + wording::boundText(*source.error);
    QString name = namesAddress ? u"%1 (%2)"_s.arg(source.name, source.address) : source.name;
    if (!source.device.isEmpty())
        name = u"%1 (%2)"_s.arg(source.name, source.deviceName.isEmpty() ? source.device : source.deviceName);
    QStringList cells{QString(QLatin1Char(source.letter)) + u' ' + wording::standingState(standing),
                      name,
                      source.stratum ? QString::number(*source.stratum) : nothing,
                      source.pollLog2 ? wording::pollText(*source.pollLog2) : nothing,
                      source.reach ? QString::number(*source.reach, 8) : nothing,
                      source.lastSample ? wording::agoText(now - *source.lastSample) : nothing,
                      offset};
    if (measurements)
        cells.append(measuredText(*measurements, source));
    cells.append(wording::standingSentence(daemon, source, standing, now));
    return cells;
}

void printTables(const MachineDaemons &machine, const std::optional<Measurements> &measurements)
{
    QStringList header{Text::tr("State"), Text::tr("Name"),        Text::tr("Stratum"),      Text::tr("Poll"),
                       Text::tr("Reach"), Text::tr("Last answer"), Text::tr("This clock is")};
    if (measurements)
        header.append(Text::tr("Measured here"));
    header.append(Text::tr("What that means"));
    const Instant now = SystemClock().read().realtime;
    bool isFirst = true;
    for (const DaemonReport &daemon : machine.daemons) {
        if (!std::exchange(isFirst, false))
            printLine({});
        printLine(u"%1. %2 %3"_s
                      .arg(wording::daemonTitle(daemon), wording::daemonSentence(daemon, now),
                           wording::processSentence(daemon, now))
                      .trimmed());
        if (daemon.sources.empty())
            continue;
        Table table(header);
        for (const DaemonSource &source : daemon.sources)
            table.addRow(tableRow(daemon, source, now, measurements));
        for (const QString &line : table.lines())
            printLine(line);
    }
}

bool isSelected(const MachineDaemons &machine)
{
    return std::ranges::any_of(machine.daemons, [](const DaemonReport &daemon) {
        // It never says which.
        if (daemon.kind == DaemonKind::NtpdRs)
            return daemon.tracking && daemon.tracking->synchronised;
        return std::ranges::find(daemon.sources, SourceStanding::Selected, &DaemonSource::standing) !=
               daemon.sources.end();
    });
}

} // namespace

int runSources(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Prints every source of this computer's time daemons, and what each daemon makes of it."));
    addDaemonOptions(parser);
    parser.addOption({u"measure"_s, Text::tr("Ask each source ourselves too, for at most 4 seconds.")});
    parser.addOption({u"json"_s, Text::tr("Print JSON.")});
    if (const EarlyExit exit = parse(parser, u"sources"_s, arguments))
        return *exit;
    if (!parser.positionalArguments().isEmpty()) {
        complain(Text::tr("sources takes no arguments, only options; \"%1\" is neither.")
                     .arg(parser.positionalArguments().constFirst()));
        return exitWrongUsage;
    }
    const std::optional<std::vector<DaemonSelection>> selections = daemonSelections(parser);
    if (!selections)
        return exitWrongUsage;

    const MachineDaemons machine = readDaemons(*selections);
    const auto cannotBeRead = [](const DaemonReport &daemon) { return !daemon.readAt; };
    if (std::ranges::all_of(machine.daemons, cannotBeRead)) {
        for (const DaemonReport &daemon : machine.daemons)
            complain(
                u"%1: %2"_s.arg(wording::daemonTitle(daemon), wording::daemonSentence(daemon, Instant())));
        if (machine.daemons.empty())
            complain(Text::tr("No time daemon answers on this computer."));
        return exitFailed;
    }
    std::optional<Measurements> measurements;
    if (parser.isSet(u"measure"_s)) {
        std::vector<HostSpec> servers;
        for (const DaemonReport &daemon : machine.daemons) {
            servers.reserve(servers.size() + daemon.sources.size());
            for (const DaemonSource &source : daemon.sources) {
                if (const std::optional<HostSpec> server = serverOf(source))
                    servers.push_back(*server);
            }
        }
        measurements = Measurements(servers);
    }
    if (parser.isSet(u"json"_s))
        printMachine(machine, measurements.value_or(Measurements()));
    else
        printTables(machine, measurements);
    return exitCodeAfterPrinting(isSelected(machine) ? exitGood : exitBadNews);
}

} // namespace synchroscope::ctl
