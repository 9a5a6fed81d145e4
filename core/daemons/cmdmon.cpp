// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/cmdmon.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace synchroscope::cmdmon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint8 protocolVersion = 6;
constexpr quint8 typeRequest = 1;
constexpr quint8 typeReply = 2;
constexpr qsizetype requestHeader = 20;
constexpr qsizetype replyHeader = 28;
constexpr quint32 neverSampled = 0xffffffff;
constexpr quint32 noHighSeconds = 0x7fffffff;
constexpr quint32 localReference = 0x7f7f0101;
constexpr qsizetype longestName = 256;

// What a reply's code says about its data; it is the same for all versions that have it.
enum class Layout : quint16 {
    SourceCount = 2,
    SourceData = 3,
    Tracking = 5,
    SourceStats = 6,
    RtcReport = 7,
    Activity = 12,
    Smoothing = 13,
    SourceName = 19,
};

/// Reads one value after another, big-endian; what lies behind the end reads as zero and spoils the whole.
class Reader
{
public:
    explicit Reader(QByteArrayView data) : m_data(data) {}

    template <typename Number>
    Number number()
    {
        const Number value =
            m_data.size() >= qsizetype(sizeof(Number)) ? qFromBigEndian<Number>(m_data.data()) : Number{};
        skip(sizeof(Number));
        return value;
    }
    double real() { return decodeFloat(number<quint32>()); }
    /// Beyond the ±68 years that NTP can tell it is nonsense; cut to these, sums of several still fit.
    Duration seconds()
    {
        constexpr double largest = 2147483648.0;
        return fromSeconds(std::clamp(real(), -largest, largest));
    }
    Offset offset() { return Offset::fromLocalMinusRemote(seconds()); }
    int count() { return int(std::min<quint32>(number<quint32>(), INT_MAX)); }

    /// Of an error, a claim, a distance in time.
    Duration spanSeconds()
    {
        const Duration span = seconds();
        m_valid = m_valid && span >= Duration::zero();
        return span;
    }

    Address address()
    {
        Address address;
        for (quint8 &byte : address.bytes)
            byte = number<quint8>();
        const auto family = number<quint16>();
        skip(2);
        if (family > quint16(Address::Kind::Unresolved))
            m_valid = false;
        else
            address.kind = Address::Kind(family);
        return address;
    }

    Instant instant()
    {
        const auto high = number<quint32>();
        const auto low = number<quint32>();
        const auto nanoseconds = number<quint32>();
        const quint64 seconds = (quint64(high == noHighSeconds ? 0 : high) << 32) + low;
        // Beyond the year 2262 nanoseconds do not reach.
        constexpr quint64 latest = quint64(Duration::max() / 1s) - 1;
        m_valid = m_valid && seconds <= latest;
        if (!m_valid)
            return {};
        return Instant(std::chrono::seconds(seconds) + Duration(std::min(nanoseconds, 999'999'999U)));
    }

    void skip(qsizetype size)
    {
        m_valid = m_valid && m_data.size() >= size;
        m_data = m_data.sliced(std::min(size, m_data.size()));
    }
    bool isValid() const { return m_valid; }

private:
    QByteArrayView m_data;
    bool m_valid = true;
};

bool hasLayout(const Reply &reply, Layout layout)
{
    return reply.status == ReplyStatus::Success && reply.code == quint16(layout);
}

struct State
{
    SourceStanding standing;
    char letter; ///< as chronyc prints it
};
// By chronyd's numbers.
constexpr std::array states{State{SourceStanding::Selected, '*'},    State{SourceStanding::Unusable, '?'},
                            State{SourceStanding::Falseticker, 'x'}, State{SourceStanding::Jittery, '~'},
                            State{SourceStanding::Combined, '+'},    State{SourceStanding::Selectable, '-'}};

void appendBigEndian(QByteArray &bytes, qsizetype at, auto value)
{
    qToBigEndian(value, bytes.data() + at);
}

} // namespace

QHostAddress Address::host() const
{
    if (kind == Kind::Ipv4)
        return QHostAddress(qFromBigEndian<quint32>(bytes.data()));
    if (kind == Kind::Ipv6)
        return QHostAddress(bytes.data());
    return {};
}

quint32 Address::number() const
{
    return kind == Kind::Unresolved ? qFromBigEndian<quint32>(bytes.data()) : 0;
}

std::optional<Reply> parseReply(QByteArrayView datagram)
{
    if (datagram.size() < replyHeader || quint8(datagram[0]) != protocolVersion ||
        quint8(datagram[1]) != typeReply)
        return std::nullopt;
    Reader reader(datagram);
    reader.skip(4);
    Reply reply;
    reply.command = reader.number<quint16>();
    reply.code = reader.number<quint16>();
    reply.status = ReplyStatus(reader.number<quint16>());
    reader.skip(6);
    reply.sequence = reader.number<quint32>();
    reply.data = datagram.sliced(replyHeader).toByteArray();
    return reply;
}

QByteArray makeRequest(Command command, quint32 sequence)
{
    QByteArray request(requestSize, '\0');
    request[0] = char(protocolVersion);
    request[1] = char(typeRequest);
    appendBigEndian(request, 4, quint16(command));
    appendBigEndian(request, 8, sequence);
    return request;
}

QByteArray makeIndexRequest(Command command, quint32 sequence, quint32 index)
{
    QByteArray request = makeRequest(command, sequence);
    appendBigEndian(request, requestHeader, index);
    return request;
}

QByteArray makeAddressRequest(Command command, quint32 sequence, const Address &address)
{
    QByteArray request = makeRequest(command, sequence);
    std::ranges::copy(address.bytes, request.begin() + requestHeader);
    appendBigEndian(request, requestHeader + qsizetype(address.bytes.size()), quint16(address.kind));
    return request;
}

std::optional<int> readSourceCount(const Reply &reply)
{
    Reader reader(reply.data);
    const int count = reader.count();
    return hasLayout(reply, Layout::SourceCount) && reader.isValid() ? std::optional(count) : std::nullopt;
}

std::optional<SourceData> readSourceData(const Reply &reply)
{
    if (!hasLayout(reply, Layout::SourceData))
        return std::nullopt;
    Reader reader(reply.data);
    SourceData source;
    source.address = reader.address();
    source.pollLog2 = reader.number<qint16>();
    source.stratum = reader.number<quint16>();
    const auto state = reader.number<quint16>();
    const auto mode = reader.number<quint16>();
    reader.skip(2);
    source.reach = quint8(reader.number<quint16>());
    const auto sinceSample = reader.number<quint32>();
    if (sinceSample != neverSampled)
        source.sinceSample = std::chrono::seconds(sinceSample);
    source.measured = reader.offset();
    source.adjusted = reader.offset();
    source.error = reader.spanSeconds();
    if (!reader.isValid() || state >= states.size() || mode > quint16(SourceMode::ReferenceClock))
        return std::nullopt;
    source.standing = states[state].standing;
    source.letter = states[state].letter;
    source.mode = SourceMode(mode);
    // A reference clock's letters come in the place of an IPv4 address.
    if (source.mode == SourceMode::ReferenceClock) {
        source.referenceId = qFromBigEndian<quint32>(source.address.bytes.data());
        source.address = {};
    }
    return source;
}

std::optional<SourceStats> readSourceStats(const Reply &reply)
{
    if (!hasLayout(reply, Layout::SourceStats))
        return std::nullopt;
    Reader reader(reply.data);
    SourceStats stats;
    stats.referenceId = reader.number<quint32>();
    stats.address = reader.address();
    stats.line.samples = reader.count();
    stats.line.runs = reader.count();
    stats.line.span = std::chrono::seconds(reader.number<quint32>());
    stats.line.standardDeviation = reader.spanSeconds();
    stats.line.frequencyPpm = reader.real();
    stats.line.skewPpm = reader.real();
    stats.line.offset = reader.offset();
    stats.line.offsetError = reader.spanSeconds();
    return reader.isValid() ? std::optional(stats) : std::nullopt;
}

std::optional<DaemonTracking> readTracking(const Reply &reply)
{
    if (!hasLayout(reply, Layout::Tracking))
        return std::nullopt;
    Reader reader(reply.data);
    const auto referenceId = reader.number<quint32>();
    const Address address = reader.address();
    DaemonTracking tracking;
    tracking.stratum = reader.number<quint16>();
    const auto leap = reader.number<quint16>();
    const Instant referenceTime = reader.instant();
    // Positive when this clock is slow, alone of all.
    tracking.systemOffset = Offset::fromLocalMinusRemote(-reader.seconds());
    tracking.lastOffset = reader.offset();
    tracking.rmsOffset = reader.seconds();
    tracking.frequencyPpm = reader.real();
    tracking.residualFrequencyPpm = reader.real();
    tracking.skewPpm = reader.real();
    tracking.rootDelay = reader.spanSeconds();
    tracking.rootDispersion = reader.spanSeconds();
    tracking.updateInterval = reader.seconds();
    if (!reader.isValid() || leap > quint16(LeapIndicator::Unsynchronised))
        return std::nullopt;

    // Without any reference so far the rest is what chronyd begins with. It knows the frequency all the same
    // if it has a drift file.
    if (referenceId == 0 && referenceTime == Instant()) {
        DaemonTracking never;
        never.leap = LeapIndicator(leap);
        if (tracking.frequencyPpm != 0) {
            never.frequencyPpm = tracking.frequencyPpm;
            never.skewPpm = tracking.skewPpm;
        }
        return never;
    }
    tracking.leap = LeapIndicator(leap);
    // As `chronyc waitsync` decides it.
    tracking.synchronised =
        address.kind != Address::Kind::None || (referenceId != 0 && referenceId != localReference);
    if (referenceTime != Instant())
        tracking.lastUpdate = referenceTime;
    if (referenceId != 0)
        tracking.referenceId = QString::number(referenceId, 16).rightJustified(8, u'0').toUpper();
    if (address.isHost())
        tracking.source = address.host().toString();
    else if (tracking.synchronised)
        tracking.source = referenceLetters(referenceId);
    return tracking;
}

std::optional<SourceActivityCounts> readActivity(const Reply &reply)
{
    if (!hasLayout(reply, Layout::Activity))
        return std::nullopt;
    Reader reader(reply.data);
    SourceActivityCounts counts;
    for (int *count :
         {&counts.online, &counts.offline, &counts.burstOnline, &counts.burstOffline, &counts.unresolved})
        *count = reader.count();
    return reader.isValid() ? std::optional(counts) : std::nullopt;
}

std::optional<HardwareClockReport> readRtcReport(const Reply &reply)
{
    if (!hasLayout(reply, Layout::RtcReport))
        return std::nullopt;
    Reader reader(reply.data);
    HardwareClockReport report;
    report.measuredAt = reader.instant();
    report.samples = reader.number<quint16>();
    report.runs = reader.number<quint16>();
    report.span = std::chrono::seconds(reader.number<quint32>());
    report.ahead = reader.offset();
    report.gainPpm = reader.real();
    return reader.isValid() ? std::optional(report) : std::nullopt;
}

std::optional<SmoothingReport> readSmoothing(const Reply &reply)
{
    if (!hasLayout(reply, Layout::Smoothing))
        return std::nullopt;
    Reader reader(reply.data);
    const auto flags = reader.number<quint32>();
    SmoothingReport report;
    report.active = (flags & 1) != 0;
    report.leapOnly = (flags & 2) != 0;
    report.offset = reader.seconds();
    report.frequencyPpm = reader.real();
    report.wanderPpm = reader.real();
    reader.skip(4); // seconds since the last update
    report.remaining = reader.seconds();
    return reader.isValid() ? std::optional(report) : std::nullopt;
}

std::optional<QString> readSourceName(const Reply &reply)
{
    if (!hasLayout(reply, Layout::SourceName))
        return std::nullopt;
    const QByteArrayView field = QByteArrayView(reply.data).first(std::min(longestName, reply.data.size()));
    const qsizetype end = field.indexOf('\0');
    const auto printable = [](char character) { return character > ' ' && character < '\x7f'; };
    if (end <= 0 || !std::all_of(field.begin(), field.begin() + end, printable))
        return std::nullopt;
    return QString::fromLatin1(field.first(end));
}

QString referenceLetters(quint32 referenceId)
{
    QString letters;
    for (int shift = 24; shift >= 0; shift -= 8) {
        const auto letter = char(referenceId >> shift);
        if (letter > ' ' && letter < '\x7f')
            letters += QLatin1Char(letter);
    }
    return letters;
}

double decodeFloat(quint32 bits)
{
    constexpr int coefficientBits = 25;
    // Arithmetic shifts extend the signs.
    const int exponent = qint32(bits) >> coefficientBits;
    const int coefficient = qint32(bits << (32 - coefficientBits)) >> (32 - coefficientBits);
    return std::ldexp(coefficient, exponent - coefficientBits);
}

} // namespace synchroscope::cmdmon
