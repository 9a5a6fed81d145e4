// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/properties.h"

#include "core/daemons/cmdmon.h"
#include "core/daemons/ntpcontrol.h"
#include "core/daemons/ntpdrs.h"
#include "core/daemons/timesyncdstate.h"

#include <QDataStream>

#include <algorithm>
#include <cmath>

namespace synchroscope::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant now(1'795'446'994s);

bool isPrintable(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar character) { return character.isPrint(); });
}

bool isNegative(const std::optional<Duration> &span)
{
    return span && *span < Duration::zero();
}

bool isNumber(const std::optional<double> &number)
{
    return !number || std::isfinite(*number);
}

QString brokenTracking(const DaemonTracking &tracking)
{
    if (isNegative(tracking.rootDelay) || isNegative(tracking.rootDispersion))
        return u"A daemon's claim is negative."_s;
    if (!isNumber(tracking.frequencyPpm) || !isNumber(tracking.skewPpm) ||
        !isNumber(tracking.residualFrequencyPpm))
        return u"A frequency is no number."_s;
    if (tracking.leap && *tracking.leap > LeapIndicator::Unsynchronised)
        return u"There is no such leap indicator."_s;
    return isPrintable(tracking.referenceId) && isPrintable(tracking.source)
               ? QString()
               : u"A reference cannot be printed."_s;
}

QString brokenSource(const DaemonSource &source)
{
    if (isNegative(source.error) || isNegative(source.delay) || isNegative(source.jitter))
        return u"A source's error is negative."_s;
    if (source.mode > SourceMode::ReferenceClock || source.standing > SourceStanding::Untold)
        return u"There is no such mode or standing."_s;
    return isPrintable(source.name) && isPrintable(source.address) && isPrintable(source.referenceId)
               ? QString()
               : u"A source's name cannot be printed."_s;
}

template <typename Number>
Number take(QDataStream &stream)
{
    Number number{};
    stream >> number;
    return number;
}

} // namespace

QString brokenPropertyOfCmdmon(const QByteArray &bytes)
{
    using namespace cmdmon;
    const std::optional<Reply> reply = parseReply(bytes);
    if (!reply)
        return {};
    if (const std::optional<int> count = readSourceCount(*reply); count && *count < 0)
        return u"There are fewer than no sources."_s;
    if (const std::optional<SourceData> source = readSourceData(*reply)) {
        if (source->mode > SourceMode::ReferenceClock || source->standing > SourceStanding::Unusable ||
            (source->mode == SourceMode::ReferenceClock && source->address.isHost()))
            return u"There is no such source."_s;
        if (isNegative(source->sinceSample) || source->error < 0ns)
            return u"A source's sample is of the future, or more than exact."_s;
        if (!isPrintable(referenceLetters(source->referenceId)))
            return u"A reference clock's letters cannot be printed."_s;
    }
    if (const std::optional<SourceStats> stats = readSourceStats(*reply)) {
        if (!isNumber(stats->line.frequencyPpm) || !isNumber(stats->line.skewPpm))
            return u"A frequency is no number."_s;
        if (stats->line.standardDeviation < 0ns || stats->line.offsetError < 0ns)
            return u"A line is more than exact."_s;
    }
    readActivity(*reply);
    readRtcReport(*reply);
    readSmoothing(*reply);
    if (const std::optional<QString> name = readSourceName(*reply);
        name && (name->isEmpty() || name->contains(u' ') || !isPrintable(*name)))
        return u"A source's name is none."_s;
    const std::optional<DaemonTracking> tracking = readTracking(*reply);
    return tracking ? brokenTracking(*tracking) : QString();
}

QString brokenPropertyOfControl(const QByteArray &bytes)
{
    const std::optional<ControlFragment> fragment = decodeControlFragment(bytes);
    if (!fragment)
        return {};
    if (fragment->data.size() > bytes.size())
        return u"A fragment has more bytes than came."_s;
    ControlAnswer answer;
    const bool isTaken = answer.add(*fragment);
    if (!isTaken && fragment->offset == 0 && !fragment->data.isEmpty())
        return u"A first fragment is refused."_s;
    if (isTaken && answer.isComplete() && answer.data() != fragment->data)
        return u"An answer of one fragment is not that fragment."_s;
    for (const ControlAssociation &association : decodeAssociations(fragment->data)) {
        if (association.id == 0)
            return u"A source has the daemon's own number."_s;
    }
    const ControlVariables variables = ControlVariables::parse(fragment->data);
    if (const std::optional<QString> version = variables.text("version"); version && !isPrintable(*version))
        return u"A version cannot be printed."_s;
    for (const FilterSample &sample : clockFilter(variables)) {
        if (!std::isfinite(sample.offset) || !std::isfinite(sample.delay))
            return u"A sample is no number."_s;
    }
    const std::optional<DaemonSource> source = peerSource(fragment->status, variables, now);
    return brokenTracking(systemTracking(fragment->status, variables, now)) +
           (source ? brokenSource(*source) : QString());
}

QString brokenPropertyOfNtpdRs(const QByteArray &json)
{
    const std::optional<NtpdRsObservation> read = readNtpdRsObservation(json, now);
    if (!read)
        return {};
    QString broken = isPrintable(read->version) ? QString() : u"A version cannot be printed."_s;
    broken += brokenTracking(read->tracking);
    for (const DaemonSource &source : read->sources)
        broken += brokenSource(source);
    return broken;
}

QByteArray timesyncdBytes(const TimesyncdFields &fields)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << fields.leap << fields.version << fields.mode << fields.stratum << fields.precision
           << fields.rootDelay << fields.rootDispersion << fields.origin << fields.receive << fields.transmit
           << fields.destination << quint8(fields.ignored) << fields.packetCount << fields.jitter;
    return bytes + fields.reference;
}

QString brokenPropertyOfTimesyncd(const QByteArray &bytes)
{
    QDataStream stream(bytes);
    TimesyncdFields fields;
    stream >> fields.leap >> fields.version >> fields.mode >> fields.stratum >> fields.precision >>
        fields.rootDelay >> fields.rootDispersion >> fields.origin >> fields.receive >> fields.transmit >>
        fields.destination;
    fields.ignored = take<quint8>(stream) % 2 == 1;
    stream >> fields.packetCount >> fields.jitter;
    fields.reference = stream.device()->readAll();

    TimesyncdState state;
    state.serverName = u"ntp.example.org"_s;
    state.serverAddress = u"192.0.2.7"_s;
    // Any span, also the longest that there is.
    state.pollInterval = Duration(static_cast<qint64>(fields.jitter >> 1));
    state.message = decodeTimesyncdMessage(fields);
    DaemonReport report;
    fillTimesyncdReport(state, {.messageIsOfServer = true, .kernelSynchronised = true, .now = now}, report);
    if (report.sources.empty())
        return u"The server in use is missing."_s;
    QString broken = brokenSource(report.sources.front());
    if (!state.message)
        return broken;
    if (state.message->delay < 0ns || state.message->turnaround < state.message->delay)
        return broken + u"A round trip is negative, or longer than it took."_s;
    if (!report.tracking || *report.tracking->rootDelay < state.message->rootDelay ||
        *report.tracking->rootDispersion < state.message->rootDispersion)
        return broken + u"The clock is nearer to the truth than its server."_s;
    return broken + brokenTracking(*report.tracking);
}

} // namespace synchroscope::test
