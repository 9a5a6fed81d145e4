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
#include "ui/wording/quantity.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Sources of one name: a pool's, or a single one.
struct Group
{
    bool isPool = false;
    std::vector<const DaemonSource *> shown; ///< of a pool those that have an address
    int places = 0;                          ///< of a pool, those included that have none
};

bool isPool(const DaemonSource &source, int places)
{
    return source.isOfPool || (places > 1 && source.mode != SourceMode::ReferenceClock);
}

QHash<QString, int> placesByName(const DaemonReport &daemon)
{
    QHash<QString, int> places;
    for (const DaemonSource &source : daemon.sources)
        ++places[source.name];
    return places;
}

/// In the daemon's order.
std::vector<Group> groups(const DaemonReport &daemon)
{
    const QHash<QString, int> places = placesByName(daemon);
    QHash<QString, size_t> pools; // where they are in `result`
    std::vector<Group> result;
    result.reserve(daemon.sources.size());
    for (const DaemonSource &source : daemon.sources) {
        if (!isPool(source, places[source.name])) {
            result.push_back({.isPool = false, .shown = {&source}, .places = 1});
            continue;
        }
        if (!pools.contains(source.name)) {
            pools[source.name] = result.size();
            result.push_back({.isPool = true, .shown = {&source}, .places = places[source.name]});
            continue;
        }
        std::vector<const DaemonSource *> &shown = result[pools[source.name]].shown;
        // However many places wait for an address, one row says so, and none where others have one.
        if (source.resolved && !shown.front()->resolved)
            shown = {&source};
        else if (source.resolved)
            shown.push_back(&source);
    }
    for (Group &group : result)
        group.isPool = group.isPool && group.shown.front()->resolved;
    return result;
}

QJsonValue measuredValue(const Measurements &measurements, const DaemonSource &source)
{
    const Measurement *measurement = measurements.of(source);
    return measurement == nullptr ? QJsonValue(QJsonValue::Null) : QJsonValue(toJson(*measurement));
}

/// Null: that is not known, or should have been already.
QJsonValue readyValue(const Standing &standing, std::optional<Instant> now)
{
    const std::optional<Duration> wait = since(now, standing.readyAt);
    return secondsValue(standing.isOverdue || wait < Duration::zero() ? std::nullopt : wait);
}

QJsonObject toJson(const DaemonReport &daemon, int index, const DaemonSource &source, bool isOfPool,
                   const Measurements &measurements)
{
    const Standing standing = standingOf(daemon, source);
    const bool isTold = source.standing != SourceStanding::Untold;
    const std::optional<SourceStatistics> &line = source.statistics;
    const auto ofLine = [&line](auto member) { return memberOf(line, member); };
    const auto now = daemon.readAt;
    return {
        {u"daemon"_s, index},
        {u"name"_s, source.name},
        {u"address"_s, textValue(source.address)},
        {u"resolved"_s, isTold ? QJsonValue(source.resolved) : QJsonValue(QJsonValue::Null)},
        {u"pool"_s, isOfPool ? QJsonValue(source.name) : QJsonValue(QJsonValue::Null)},
        {u"mode"_s, nameOf(source.mode)},
        {u"state"_s, textValue(nameOf(source.standing))},
        {u"state_char"_s, isTold ? QJsonValue(QString(QLatin1Char(source.letter))) : QJsonValue()},
        {u"stratum"_s, numberValue(source.stratum)},
        {u"poll_log2"_s, numberValue(source.pollLog2)},
        {u"reach"_s, source.reach ? QJsonValue(int(*source.reach)) : QJsonValue(QJsonValue::Null)},
        {u"last_rx_s"_s, secondsValue(since(source.lastSample, now))},
        {u"offset_s"_s, offsetValue(source.adjusted)},
        {u"measured_offset_s"_s, offsetValue(source.measured)},
        {u"error_s"_s, secondsValue(source.error)},
        // chronyd tells how many it keeps; of others that is not known.
        {u"samples"_s, line || standing.neededSamples ? QJsonValue(standing.samples) : QJsonValue()},
        {u"est_offset_s"_s, offsetValue(ofLine(&SourceStatistics::offset))},
        {u"est_error_s"_s, secondsValue(ofLine(&SourceStatistics::offsetError))},
        {u"std_dev_s"_s, secondsValue(ofLine(&SourceStatistics::standardDeviation))},
        {u"freq_ppm"_s, numberValue(ofLine(&SourceStatistics::frequencyPpm))},
        {u"skew_ppm"_s, numberValue(ofLine(&SourceStatistics::skewPpm))},
        {u"span_s"_s, secondsValue(ofLine(&SourceStatistics::span))},
        {u"needed_samples"_s, numberValue(standing.neededSamples)},
        {u"ready_in_s"_s, readyValue(standing, now)},
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
        const DaemonReport &daemon = machine.daemons[i];
        const QHash<QString, int> places = placesByName(daemon);
        for (const DaemonSource &source : daemon.sources)
            sources.append(toJson(daemon, int(i), source, isPool(source, places[source.name]), measurements));
    }
    printJson({{u"format"_s, 1},
               {u"daemons"_s, daemonsJson(machine)},
               {u"host"_s, hostJson(machine.host)},
               {u"unassigned_processes"_s, unassignedJson(machine)},
               {u"sources"_s, sources}});
}

QString nameCell(const DaemonSource &source, bool isMember)
{
    if (isMember)
        return u"  "_s + source.address;
    if (!source.device.isEmpty())
        return u"%1 (%2)"_s.arg(source.name, source.deviceName.isEmpty() ? source.device : source.deviceName);
    const bool namesAddress = !source.address.isEmpty() && source.address != source.name;
    return namesAddress ? u"%1 (%2)"_s.arg(source.name, source.address) : source.name;
}

QStringList tableRow(const DaemonReport &daemon, const DaemonSource &source, bool isMember, Instant now,
                     const std::optional<Measurements> &measurements)
{
    const QString nothing = u"–"_s;
    const Standing standing = standingOf(daemon, source);
    QString offset = nothing;
    if (source.adjusted)
        offset = wording::offsetText(*source.adjusted);
    if (source.adjusted && source.error)
        offset += u' ' + wording::boundText(*source.error);
    QStringList cells{QString(QLatin1Char(source.letter)) + u' ' + wording::standingState(standing),
                      nameCell(source, isMember),
                      source.stratum ? QString::number(*source.stratum) : nothing,
                      source.pollLog2 ? wording::pollText(*source.pollLog2) : nothing,
                      source.reach ? QString::number(*source.reach, 8) : nothing,
                      source.lastSample ? wording::agoText(now - *source.lastSample) : nothing,
                      offset};
    if (measurements) {
        const Measurement *measurement = measurements->of(source);
        cells.append(measurement == nullptr ? nothing : measuredText(*measurement));
    }
    cells.append(wording::standingSentence(daemon, source, standing, now));
    return cells;
}

void addRows(Table &table, const DaemonReport &daemon, const Group &group, Instant now,
             const std::optional<Measurements> &measurements)
{
    if (group.isPool) {
        const QString &name = group.shown.front()->name;
        wording::PoolCounts pool;
        pool.filled = int(group.shown.size());
        pool.places = wording::poolPlaces(pool.filled, group.places);
        pool.counted = int(std::ranges::count_if(group.shown, [](const DaemonSource *source) {
            return source->standing == SourceStanding::Selected ||
                   source->standing == SourceStanding::Combined;
        }));
        if (measurements)
            pool.addresses = measurements->addressesOf(name);
        table.addRow({QString(), name, wording::poolSentence(pool)});
    }
    for (const DaemonSource *source : group.shown)
        table.addRow(tableRow(daemon, *source, group.isPool, now, measurements));
}

void printTables(const MachineDaemons &machine, const std::optional<Measurements> &measurements)
{
    QStringList header{Text::tr("State"), Text::tr("Name"),        Text::tr("Stratum"),      Text::tr("Poll"),
                       Text::tr("Reach"), Text::tr("Last answer"), Text::tr("This clock is")};
    if (measurements)
        header.append(Text::tr("Measured here"));
    header.append(Text::tr("What that means"));
    const Instant now = SystemClock().read().realtime;
    for (size_t i = 0; i < machine.daemons.size(); ++i) {
        if (i > 0)
            printLine({});
        printDaemon(machine, i, now);
        const DaemonReport &daemon = machine.daemons[i];
        if (daemon.sources.empty())
            continue;
        Table table(header);
        for (const Group &group : groups(daemon))
            addRows(table, daemon, group, now, measurements);
        for (const QString &line : table.lines())
            printLine(line);
    }
}

/// Asks each source's server, and how many addresses each pool has.
Measurements measure(const MachineDaemons &machine)
{
    std::vector<HostSpec> servers;
    QStringList pools;
    for (const DaemonReport &daemon : machine.daemons) {
        for (const Group &group : groups(daemon)) {
            if (group.isPool)
                pools.append(group.shown.front()->name);
            for (const DaemonSource *source : group.shown) {
                if (const std::optional<HostSpec> server = serverOf(*source))
                    servers.push_back(*server);
            }
        }
    }
    pools.removeDuplicates();
    return Measurements(servers, pools);
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

    const MachineDaemons machine = selected(readDaemons(*selections), *selections);
    // Of one that tells nobody anything its files name the sources.
    const bool areAnyNamed = std::ranges::any_of(
        machine.daemons, [](const DaemonReport &daemon) { return !daemon.sources.empty(); });
    if (tellNothing(machine) && (havePlaces(*selections) || !areAnyNamed)) {
        complainOfSilence(machine);
        return exitFailed;
    }
    std::optional<Measurements> measurements;
    if (parser.isSet(u"measure"_s))
        measurements = measure(machine);
    if (parser.isSet(u"json"_s))
        printMachine(machine, measurements.value_or(Measurements()));
    else
        printTables(machine, measurements);
    return exitCodeAfterPrinting(isSelected(machine) ? exitGood : exitBadNews);
}

} // namespace synchroscope::ctl
