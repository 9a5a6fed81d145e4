// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/probecommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/engine/engineparts.h"
#include "core/engine/probe.h"
#include "ui/wording/problems.h"
#include "ui/wording/quantity.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

QJsonArray rawSamples(const ProbeResult &result)
{
    QJsonArray raw;
    for (const Sample &sample : result.samples)
        raw.append(QJsonObject{{u"t"_s, instantValue(sample.at)},
                               {u"offset_s"_s, offsetValue(sample.offset)},
                               {u"delay_s"_s, secondsValue(sample.delay)}});
    return raw;
}

QJsonValue packetValue(const ProbeResult &result, auto value)
{
    return result.packet ? QJsonValue(value(*result.packet)) : QJsonValue(QJsonValue::Null);
}

QJsonObject toJson(const ProbeResult &result, bool withRaw)
{
    const bool kernelStamps =
        std::all_of(result.samples.begin(), result.samples.end(),
                    [](const Sample &sample) { return sample.timestamping() == Timestamping::Kernel; });
    const auto estimated = [&result](auto member) { return memberOf(result.estimate, member); };
    QJsonObject object{
        {u"host"_s, result.host.typed},
        {u"address"_s, textValue(result.address)},
        {u"port"_s, result.host.port},
        {u"status"_s, nameOf(result.outcome)},
        {u"detail"_s,
         textValue(wording::probeDetail(result.outcome, result.fault, result.kissCode, result.systemReason))},
        {u"stratum"_s, packetValue(result, [](const NtpPacket &packet) { return int(packet.stratum); })},
        {u"refid"_s, packetValue(result,
                                 [](const NtpPacket &packet) {
                                     return referenceIdText(packet.referenceId, packet.stratum);
                                 })},
        {u"leap"_s, packetValue(result, [](const NtpPacket &packet) { return nameOf(packet.leap); })},
        {u"version"_s, packetValue(result, [](const NtpPacket &packet) { return int(packet.version); })},
        {u"requests"_s, result.requests},
        {u"samples"_s, static_cast<int>(result.samples.size())},
        {u"offset_s"_s, offsetValue(estimated(&SourceEstimate::offset))},
        {u"delay_s"_s, secondsValue(estimated(&SourceEstimate::minimumDelay))},
        {u"jitter_s"_s, secondsValue(estimated(&SourceEstimate::jitter))},
        {u"statistical_s"_s, secondsValue(estimated(&SourceEstimate::statistical))},
        {u"server_bound_s"_s, secondsValue(estimated(&SourceEstimate::boundToServer))},
        {u"bound_s"_s, secondsValue(estimated(&SourceEstimate::bound))},
        {u"root_distance_s"_s, secondsValue(estimated(&SourceEstimate::rootDistance))},
        {u"measured_at"_s, instantValue(estimated(&SourceEstimate::at))},
        {u"timestamping"_s, result.samples.empty() ? QJsonValue(QJsonValue::Null)
                                                   : QJsonValue(nameOf(kernelStamps ? Timestamping::Kernel
                                                                                    : Timestamping::User))},
    };
    if (withRaw)
        object.insert(u"raw"_s, rawSamples(result));
    return object;
}

QStringList tableRow(const ProbeResult &result)
{
    const QString server = result.host.shortText();
    if (!result.estimate)
        return {server, result.address.isEmpty() ? u"–"_s : result.address,
                wording::probeDetail(result.outcome, result.fault, result.kissCode, result.systemReason)};
    return {server,
            result.address,
            u"%1 %2"_s.arg(wording::offsetText(result.estimate->offset),
                           wording::boundText(result.estimate->bound)),
            wording::spanText(result.estimate->minimumDelay),
            wording::spanText(result.estimate->jitter),
            QString::number(result.packet->stratum),
            u"%1/%2"_s.arg(result.samples.size()).arg(result.requests)};
}

void print(const std::vector<ProbeResult> &results, bool json, bool withRaw)
{
    if (json) {
        QJsonArray servers;
        for (const ProbeResult &result : results)
            servers.append(toJson(result, withRaw));
        printJson({{u"format"_s, 1}, {u"servers"_s, servers}});
        return;
    }
    Table table({Text::tr("Server"), Text::tr("Address"), Text::tr("This clock is"), Text::tr("Round trip"),
                 Text::tr("Jitter"), Text::tr("Stratum"), Text::tr("Answers")});
    for (const ProbeResult &result : results)
        table.addRow(tableRow(result));
    for (const QString &line : table.lines())
        printLine(line);
    if (!withRaw)
        return;
    for (const ProbeResult &result : results) {
        for (const Sample &sample : result.samples)
            printLine(u"%1  %2  %3 %4"_s.arg(instantText(sample.at), result.host.shortText(),
                                             wording::offsetText(sample.offset),
                                             wording::boundText(sample.distance())));
    }
}

} // namespace

int runProbe(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Asks time servers a few times and prints what they say. No clock is changed."));
    parser.addPositionalArgument(u"host"_s, Text::tr("A name or address; also host:port and [::1]:123."),
                                 u"HOST[:PORT]…"_s);
    parser.addOptions({
        {u"count"_s, Text::tr("Requests per server (%1 if not said).").arg(4), u"N"_s, u"4"_s},
        {u"interval"_s,
         Text::tr(
             "Seconds between requests (%1 if not said); public servers are never asked sooner than after 2 "
             "s.")
             .arg(2),
         u"S"_s, u"2"_s},
        {u"timeout"_s, Text::tr("Seconds to wait for an answer (%1 if not said).").arg(3), u"S"_s, u"3"_s},
        {u"ipv4"_s, Text::tr("Use IPv4 addresses only.")},
        {u"ipv6"_s, Text::tr("Use IPv6 addresses only.")},
        {u"all"_s, Text::tr("Ask every address of a name, not only the first that answers.")},
        {u"raw"_s, Text::tr("Print every single answer too.")},
        {u"json"_s, Text::tr("Print JSON.")},
    });
    if (const EarlyExit exit = parse(parser, u"probe"_s, arguments))
        return *exit;
    const std::optional<std::vector<HostSpec>> specs = hosts(parser.positionalArguments());
    const std::optional<int> count = wholeNumber(parser, u"count"_s, 1, 1000);
    const std::optional<Duration> interval = seconds(parser, u"interval"_s, 0, 3600);
    const std::optional<Duration> timeout = seconds(parser, u"timeout"_s, 0.001, 60);
    if (!specs || !count || !interval || !timeout)
        return exitWrongUsage;
    if (specs->empty()) {
        complain(
            Text::tr("probe needs at least one server, such as \"synchroscopectl probe ntp.example.org\"."));
        return exitWrongUsage;
    }
    if (parser.isSet(u"ipv4"_s) && parser.isSet(u"ipv6"_s)) {
        complain(Text::tr("--ipv4 and --ipv6 exclude each other."));
        return exitWrongUsage;
    }

    ProbeOptions options{.count = *count, .interval = *interval, .timeout = *timeout};
    options.allAddresses = parser.isSet(u"all"_s);
    if (parser.isSet(u"ipv4"_s))
        options.family = AddressFamily::IPv4;
    if (parser.isSet(u"ipv6"_s))
        options.family = AddressFamily::IPv6;

    const EngineParts parts = EngineParts::real(EngineOptions::withoutTrace());
    Probe probe(*specs, options,
                {*parts.clock, *parts.scheduler, *parts.resolver, *parts.transport, *parts.ledger});
    std::vector<ProbeResult> results;
    QObject::connect(&probe, &Probe::held, &probe, [](const QString &address, Duration wait) {
        complain(Text::tr("Waiting %1 before asking %2 again, to be polite: it was asked only a moment ago.")
                     .arg(wording::waitText(wait), address));
    });
    QObject::connect(&probe, &Probe::finished, &probe, [&results](const std::vector<ProbeResult> &all) {
        results = all;
        QCoreApplication::quit();
    });
    probe.start();
    QCoreApplication::exec();

    print(results, parser.isSet(u"json"_s), parser.isSet(u"raw"_s));
    const bool allAnswer = std::all_of(results.begin(), results.end(), [](const ProbeResult &result) {
        return result.outcome == QueryOutcome::Ok;
    });
    return exitCodeAfterPrinting(allAnswer ? exitGood : exitBadNews);
}

} // namespace synchroscope::ctl
