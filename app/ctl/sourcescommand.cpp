// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/sourcescommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/machinereading.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/diagnosis/standing.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/quantity.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

template <typename Number>
QJsonValue numberValue(const std::optional<Number> &number)
{
    return number ? QJsonValue(*number) : QJsonValue(QJsonValue::Null);
}

std::optional<Duration> since(std::optional<Instant> then, std::optional<Instant> now)
{
    return then && now ? std::optional(*now - *then) : std::nullopt;
}

QJsonObject toJson(const DaemonReport &daemon)
{
    return {{u"kind"_s, nameOf(daemon.kind)},
            {u"version"_s, textValue(daemon.version)},
            {u"endpoint"_s, textValue(daemon.endpoint)},
            {u"answer"_s, nameOf(daemon.answer)},
            {u"read_at"_s, instantValue(daemon.readAt)}};
}

QJsonObject toJson(const DaemonReport &daemon, int index, const DaemonSource &source)
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
        {u"samples"_s, standing.samples},
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
        {u"reason"_s, nameOf(standing.reason)},
        {u"explanation"_s, wording::standingSentence(daemon, source, standing, now.value_or(Instant()))},
    };
}

void printMachine(const MachineDaemons &machine)
{
    QJsonArray daemons;
    QJsonArray sources;
    for (const DaemonReport &daemon : machine.daemons) {
        const auto index = int(daemons.size());
        daemons.append(toJson(daemon));
        for (const DaemonSource &source : daemon.sources)
            sources.append(toJson(daemon, index, source));
    }
    printJson({{u"format"_s, 1}, {u"daemons"_s, daemons}, {u"sources"_s, sources}});
}

QStringList tableRow(const DaemonReport &daemon, const DaemonSource &source, Instant now)
{
    const QString nothing = u"–"_s;
    const Standing standing = standingOf(daemon, source);
    const bool namesAddress = !source.address.isEmpty() && source.address != source.name;
    QString offset = nothing;
    if (source.adjusted)
        offset = wording::offsetText(*source.adjusted);
    if (source.adjusted && source.error)
        offset += u' ' + wording::boundText(*source.error);
    return {QString(QLatin1Char(source.letter)) + u' ' + wording::standingState(standing),
            namesAddress ? u"%1 (%2)"_s.arg(source.name, source.address) : source.name,
            source.stratum ? QString::number(*source.stratum) : nothing,
            source.pollLog2 ? wording::pollText(*source.pollLog2) : nothing,
            source.reach ? QString::number(*source.reach, 8) : nothing,
            source.lastSample ? wording::agoText(now - *source.lastSample) : nothing,
            offset,
            wording::standingSentence(daemon, source, standing, now)};
}

void printTables(const MachineDaemons &machine)
{
    bool isFirst = true;
    for (const DaemonReport &daemon : machine.daemons) {
        const Instant now = daemon.readAt.value_or(Instant());
        if (!std::exchange(isFirst, false))
            printLine({});
        printLine(u"%1. %2"_s.arg(wording::daemonTitle(daemon), wording::daemonSentence(daemon, now)));
        if (daemon.sources.empty())
            continue;
        Table table({Text::tr("State"), Text::tr("Name"), Text::tr("Stratum"), Text::tr("Poll"),
                     Text::tr("Reach"), Text::tr("Last answer"), Text::tr("This clock is"),
                     Text::tr("What that means")});
        for (const DaemonSource &source : daemon.sources)
            table.addRow(tableRow(daemon, source, now));
        for (const QString &line : table.lines())
            printLine(line);
    }
}

bool isSelected(const MachineDaemons &machine)
{
    return std::ranges::any_of(machine.daemons, [](const DaemonReport &daemon) {
        return std::ranges::any_of(daemon.sources, [](const DaemonSource &source) {
            return source.standing == SourceStanding::Selected;
        });
    });
}

} // namespace

int runSources(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Prints every source of this computer's time daemons, and what each daemon makes of it."));
    addDaemonOptions(parser);
    parser.addOption({u"json"_s, Text::tr("Print JSON.")});
    if (const EarlyExit exit = parse(parser, u"sources"_s, arguments))
        return *exit;
    if (!parser.positionalArguments().isEmpty()) {
        complain(Text::tr("sources takes no arguments, only options; \"%1\" is neither.")
                     .arg(parser.positionalArguments().first()));
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
    if (parser.isSet(u"json"_s))
        printMachine(machine);
    else
        printTables(machine);
    return exitCodeAfterPrinting(isSelected(machine) ? exitGood : exitBadNews);
}

} // namespace synchroscope::ctl
