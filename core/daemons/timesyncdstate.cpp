// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/timesyncdstate.h"

#include "core/daemons/timesyncd.h"

#include <QDBusArgument>
#include <QHostAddress>
#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <limits>

#include <sys/socket.h>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr double frequencyTolerance = 15e-6; // RFC 5905's PHI

/// Absent: beyond the year 2262, or what Duration can count. "Infinity" is all bits set in systemd.
std::optional<Duration> microseconds(quint64 count)
{
    constexpr quint64 most = std::numeric_limits<Duration::rep>::max() / 1000;
    return count <= most ? std::optional<Duration>(std::chrono::microseconds(static_cast<qint64>(count)))
                         : std::nullopt;
}

std::optional<Duration> span(const QVariant &value)
{
    return value.typeId() == QMetaType::ULongLong ? microseconds(value.toULongLong()) : std::nullopt;
}

std::optional<TimesyncdMessage> messageIn(const QVariant &value)
{
    const auto argument = value.value<QDBusArgument>();
    if (argument.currentSignature() != "(uuuuittayttttbtt)"_L1)
        return std::nullopt;
    TimesyncdFields fields;
    argument.beginStructure();
    argument >> fields.leap >> fields.version >> fields.mode >> fields.stratum >> fields.precision >>
        fields.rootDelay >> fields.rootDispersion >> fields.reference >> fields.origin >> fields.receive >>
        fields.transmit >> fields.destination >> fields.ignored >> fields.packetCount >> fields.jitter;
    argument.endStructure();
    return decodeTimesyncdMessage(fields);
}

/// (iay): an address family and its bytes.
QString addressIn(const QVariant &value)
{
    const auto argument = value.value<QDBusArgument>();
    if (argument.currentSignature() != "(iay)"_L1)
        return {};
    int family = 0;
    QByteArray bytes;
    argument.beginStructure();
    argument >> family >> bytes;
    argument.endStructure();
    if (family == AF_INET && bytes.size() == 4)
        return QHostAddress(qFromBigEndian<quint32>(bytes.constData())).toString();
    if (family == AF_INET6 && bytes.size() == 16)
        return QHostAddress(reinterpret_cast<const quint8 *>(bytes.constData())).toString();
    return {};
}

/// Saturates: both are never negative.
Duration sum(Duration a, Duration b)
{
    return b > Duration::max() - a ? Duration::max() : a + b;
}

bool isFresh(const TimesyncdMessage &message, const TimesyncdState &state, Instant now)
{
    if (!state.pollInterval)
        return false;
    const Duration longest = sum(sum(*state.pollInterval, *state.pollInterval), 1min);
    return std::chrono::abs(now - message.destination) <= longest;
}

/// Rounded up, so that no answer seems late before it is: PollIntervalMaxSec= may be anything.
std::optional<int> log2Seconds(std::optional<Duration> interval)
{
    if (!interval || *interval < 1s)
        return std::nullopt;
    return std::bit_width(static_cast<quint64>((*interval - 1ns) / 1s));
}

DaemonSource sourceInUse(const TimesyncdState &state, const TimesyncdMessage *message)
{
    DaemonSource source;
    source.name = state.serverName;
    source.address = state.serverAddress;
    source.resolved = !state.serverAddress.isEmpty();
    source.pollLog2 = log2Seconds(state.pollInterval);
    if (!message)
        return source;
    source.stratum = message->stratum;
    source.lastSample = message->destination;
    source.measured = message->offset;
    source.error = message->delay / 2 + fromLog2Seconds(message->precision);
    source.delay = message->delay;
    source.jitter = message->jitter;
    source.rootDelay = message->rootDelay;
    source.rootDispersion = message->rootDispersion;
    source.referenceId = referenceIdText(message->referenceId, message->stratum);
    source.leap = message->leap;
    return source;
}

DaemonTracking trackingBy(const TimesyncdState &state, const TimesyncdMessage &message, bool synchronised)
{
    // timesyncd's own readings are cut to microseconds.
    const Duration dispersion = fromLog2Seconds(message.precision) + 1us +
                                fromSeconds(frequencyTolerance * toSeconds(message.turnaround));
    const Duration added = sum(sum(dispersion, message.offset.magnitude()), message.jitter.value_or(0ns));
    DaemonTracking tracking;
    tracking.synchronised = synchronised;
    if (synchronised) {
        tracking.referenceId = state.serverAddress;
        tracking.source = state.serverAddress;
    }
    tracking.stratum = message.stratum + 1;
    tracking.leap = synchronised ? message.leap : LeapIndicator::Unsynchronised;
    tracking.lastUpdate = message.destination;
    tracking.systemOffset = message.offset; // how much of it is slewed away by now is not told
    tracking.lastOffset = message.offset;
    tracking.frequencyPpm = state.frequencyPpm;
    tracking.rootDelay = sum(message.rootDelay, message.delay);
    tracking.rootDispersion = sum(message.rootDispersion, added);
    tracking.updateInterval = state.pollInterval;
    return tracking;
}

} // namespace

std::optional<TimesyncdMessage> decodeTimesyncdMessage(const TimesyncdFields &fields)
{
    constexpr quint64 longestShort = 65'536'000'000; // NTP's short format ends there
    const std::optional<Duration> origin = microseconds(fields.origin);
    const std::optional<Duration> receive = microseconds(fields.receive);
    const std::optional<Duration> transmit = microseconds(fields.transmit);
    const std::optional<Duration> destination = microseconds(fields.destination);
    const bool isHeader = fields.packetCount > 0 && fields.leap <= 3 && fields.stratum <= 255 &&
                          fields.precision >= -128 && fields.precision <= 127 &&
                          fields.rootDelay <= longestShort && fields.rootDispersion <= longestShort &&
                          fields.reference.size() == 4;
    if (!isHeader || !origin || !receive || !transmit || !destination || *destination < *origin ||
        *transmit < *receive || *destination - *origin < *transmit - *receive)
        return std::nullopt;
    // Halved one by one: all are whole microseconds, and their sum might not fit.
    const Duration theta = (*receive - *origin) / 2 + (*transmit - *destination) / 2;
    return TimesyncdMessage{
        .leap = static_cast<LeapIndicator>(fields.leap),
        .stratum = static_cast<int>(fields.stratum),
        .precision = fields.precision,
        .rootDelay = *microseconds(fields.rootDelay),
        .rootDispersion = *microseconds(fields.rootDispersion),
        .referenceId = qFromBigEndian<quint32>(fields.reference.constData()),
        .offset = Offset::fromNtpTheta(theta),
        .delay = (*destination - *origin) - (*transmit - *receive),
        .turnaround = *destination - *origin,
        .destination = Instant(*destination),
        .ignored = fields.ignored,
        .packetCount = fields.packetCount,
        .jitter = fields.packetCount > 1 ? microseconds(fields.jitter) : std::nullopt,
    };
}

TimesyncdState timesyncdState(const QVariantMap &properties)
{
    TimesyncdState state;
    state.serverName = properties.value(u"ServerName"_s).toString();
    state.serverAddress = addressIn(properties.value(u"ServerAddress"_s));
    state.message = messageIn(properties.value(u"NTPMessage"_s));
    state.pollInterval = span(properties.value(u"PollIntervalUSec"_s));
    state.pollIntervalMinimum = span(properties.value(u"PollIntervalMinUSec"_s));
    state.pollIntervalMaximum = span(properties.value(u"PollIntervalMaxUSec"_s));
    state.rootDistanceMaximum = span(properties.value(u"RootDistanceMaxUSec"_s));
    const QVariant frequency = properties.value(u"Frequency"_s);
    if (frequency.typeId() == QMetaType::LongLong && frequency.toLongLong() != 0)
        state.frequencyPpm = -static_cast<double>(frequency.toLongLong()) / 65536;
    state.servers = timesyncdServers(properties);
    return state;
}

void fillTimesyncdReport(const TimesyncdState &state, const TimesyncdContext &context, DaemonReport &report)
{
    report.tracking.reset();
    report.sources.clear();
    report.distanceLimit = state.rootDistanceMaximum;
    const TimesyncdMessage *message =
        state.message && context.messageIsOfServer && !state.serverName.isEmpty() ? &*state.message : nullptr;
    const bool isSelected = message && !message->ignored && message->leap != LeapIndicator::Unsynchronised &&
                            context.kernelSynchronised && isFresh(*message, state, context.now);
    QSet<QString> named;
    // The first of them is the one in use, once more: who gave it shows where it stands again.
    const auto originOf = [&state](const QString &name) -> std::optional<ServerOrigin> {
        auto first = state.servers.begin();
        if (first != state.servers.end() && first->host.typed == state.serverName)
            ++first;
        const auto found = std::find_if(first, state.servers.end(), [&name](const NamedServer &server) {
            return server.host.typed == name;
        });
        return found == state.servers.end() ? std::nullopt : std::optional(found->origin);
    };
    if (!state.serverName.isEmpty()) {
        DaemonSource source = sourceInUse(state, message);
        source.standing = isSelected ? SourceStanding::Selected : SourceStanding::Unusable;
        source.letter = isSelected ? '*' : '?'; // a blank is one whose turn has not come
        source.origin = originOf(source.name);
        report.sources.push_back(source);
        named.insert(state.serverName);
    }
    for (const NamedServer &server : state.servers) {
        if (named.contains(server.host.typed))
            continue;
        named.insert(server.host.typed);
        DaemonSource source;
        source.name = server.host.typed;
        source.address = server.host.isAddress() ? server.host.host : QString();
        source.resolved = server.host.isAddress();
        source.letter = ' ';
        source.origin = server.origin;
        report.sources.push_back(source);
    }
    if (message)
        report.tracking = trackingBy(state, *message, isSelected);
}

} // namespace synchroscope
