// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/ntpcontrol.h"

#include <QHostAddress>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cmath>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headerSize = 12;
constexpr qsizetype largestAnswer = 64 * 1024;
constexpr qsizetype mostAssociations = 1000;

constexpr quint8 responseBit = 0x80;
constexpr quint8 errorBit = 0x40;
constexpr quint8 moreBit = 0x20;
constexpr quint8 operationMask = 0x1f;

constexpr int deepestStratum = 16; // "unsynchronised", and what a source is before its first answer

quint16 bigEndian(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint16>(bytes.data() + at);
}

void append(QByteArray &bytes, quint16 value)
{
    bytes.append(static_cast<char>(value >> 8)).append(static_cast<char>(value & 0xff));
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0';
}

/// Beyond the ±68 years that NTP can tell a span is nonsense.
constexpr double largestMilliseconds = 2147483648e3;

/// Cut to what can be meant, so that sums of several still fit.
Duration fromMilliseconds(double value)
{
    return fromSeconds(std::clamp(value, -largestMilliseconds, largestMilliseconds) * 1e-3);
}

/// Milliseconds, as ntpd gives all spans but polls.
std::optional<Duration> milliseconds(const ControlVariables &variables, QByteArrayView name)
{
    const std::optional<double> value = variables.number(name);
    if (!value || std::abs(*value) > largestMilliseconds)
        return std::nullopt;
    return fromMilliseconds(*value);
}

std::optional<Duration> positiveMilliseconds(const ControlVariables &variables, QByteArrayView name)
{
    std::optional<Duration> value = milliseconds(variables, name);
    return value && *value >= Duration::zero() ? value : std::nullopt;
}

/// ntpd's offsets are RFC 5905's theta, server minus local: ntp_proto.c computes ((t2 − t1) + (t3 − t4)) / 2.
std::optional<Offset> theta(const ControlVariables &variables)
{
    const std::optional<Duration> value = milliseconds(variables, "offset");
    return value ? std::optional(Offset::fromNtpTheta(*value)) : std::nullopt;
}

/// ntpd prints its clock filter with two decimals.
bool isRoundedFrom(double exact, double rounded)
{
    return std::abs(exact - rounded) < 0.0051;
}

/// What of `source` is a single sample's: the chosen one's, and in its place the newest one's where that is
/// another.
void fillSample(const ControlVariables &variables, DaemonSource &source)
{
    source.adjusted = theta(variables);
    source.measured = source.adjusted;
    source.delay = positiveMilliseconds(variables, "delay");
    std::optional<Duration> dispersion = positiveMilliseconds(variables, "dispersion");
    const std::vector<FilterSample> filter = clockFilter(variables);
    const auto newest = std::ranges::find_if(filter, &FilterSample::isAnswer);
    if (newest != filter.end()) {
        constexpr double rounding = 0.005;
        dispersion = fromMilliseconds(std::max(newest->dispersion, 0.0) + rounding);
        const bool isChosen = isRoundedFrom(variables.number("offset").value_or(0), newest->offset) &&
                              isRoundedFrom(variables.number("delay").value_or(0), newest->delay);
        if (!isChosen) {
            source.measured = Offset::fromNtpTheta(fromMilliseconds(newest->offset));
            source.delay = fromMilliseconds(std::max(newest->delay, 0.0));
        }
    }
    if (source.delay && dispersion)
        source.error = *source.delay / 2 + *dispersion;
}

std::optional<int> stratumOf(const ControlVariables &variables)
{
    return variables.unsignedInteger("stratum", deepestStratum);
}

/// The interval ntpd uses is the shorter of its own choice and the peer's wish. NTPsec says 99 for the wish
/// of one that has not told any.
std::optional<int> pollOf(const ControlVariables &variables)
{
    constexpr int longest = 17; // RFC 5905: 36 h
    const std::optional<int> own = variables.unsignedInteger("hpoll", longest);
    const std::optional<int> wish = variables.unsignedInteger("ppoll", longest);
    return own && wish && *wish > 0 ? std::min(*own, *wish) : own;
}

std::optional<LeapIndicator> leapOf(const ControlVariables &variables)
{
    const std::optional<int> leap = variables.unsignedInteger("leap", 3);
    return leap ? std::optional(static_cast<LeapIndicator>(*leap)) : std::nullopt;
}

/// Drivers have the addresses 127.127.TYPE.UNIT.
bool isReferenceClock(const QHostAddress &address)
{
    return address.isInSubnet(QHostAddress(u"127.127.0.0"_s), 16);
}

} // namespace

QByteArray encode(const ControlRequest &request)
{
    QByteArray bytes;
    bytes.append(static_cast<char>(4 << 3 | static_cast<int>(NtpMode::Control)));
    bytes.append(static_cast<char>(request.operation));
    append(bytes, request.sequence);
    append(bytes, 0); // status
    append(bytes, request.association);
    append(bytes, 0); // offset
    append(bytes, static_cast<quint16>(request.names.size()));
    bytes.append(request.names);
    // Without this padding NTPsec 1.2.2 answers with error 2, bad format.
    while (bytes.size() % 4 != 0)
        bytes.append('\0');
    return bytes;
}

std::optional<ControlFragment> decodeControlFragment(QByteArrayView datagram)
{
    if (datagram.size() < headerSize)
        return std::nullopt;
    const auto first = static_cast<quint8>(datagram[0]);
    const auto second = static_cast<quint8>(datagram[1]);
    const qsizetype count = bigEndian(datagram, 10);
    if ((first & 0x7) != static_cast<int>(NtpMode::Control) || !(second & responseBit) ||
        count > datagram.size() - headerSize)
        return std::nullopt;
    return ControlFragment{
        .operation = static_cast<quint8>(second & operationMask),
        .isError = (second & errorBit) != 0,
        .hasMore = (second & moreBit) != 0,
        .sequence = bigEndian(datagram, 2),
        .status = bigEndian(datagram, 4),
        .association = bigEndian(datagram, 6),
        .offset = bigEndian(datagram, 8),
        .data = datagram.sliced(headerSize, count).toByteArray(),
    };
}

bool ControlAnswer::add(const ControlFragment &fragment)
{
    const qsizetype begin = fragment.offset;
    const qsizetype end = begin + fragment.data.size();
    const auto same = m_fragments.find(begin);
    if (same != m_fragments.end() && same->second == fragment.data &&
        (fragment.hasMore ? m_size != end : m_size == end))
        return true; // the network may double a datagram
    if (end > largestAnswer || (fragment.hasMore && fragment.data.isEmpty()) ||
        (!fragment.hasMore && m_size) || (m_size && end > *m_size))
        return false;
    const auto next = m_fragments.lower_bound(begin);
    if (next != m_fragments.end() && (next->first < end || !fragment.hasMore))
        return false;
    if (next != m_fragments.begin()) {
        const auto &[offset, data] = *std::prev(next);
        if (offset + data.size() > begin)
            return false;
    }
    m_fragments.emplace(begin, fragment.data);
    m_received += fragment.data.size();
    m_status = fragment.status;
    if (!fragment.hasMore)
        m_size = end;
    return true;
}

bool ControlAnswer::isComplete() const
{
    // Nothing overlaps and nothing lies behind the end, so that the count tells.
    return m_size == m_received;
}

QByteArray ControlAnswer::data() const
{
    QByteArray all;
    all.reserve(m_received);
    for (const auto &[offset, data] : m_fragments)
        all.append(data);
    return all;
}

ControlVariables ControlVariables::parse(QByteArrayView text)
{
    ControlVariables variables;
    qsizetype at = 0;
    const auto skipTo = [&at, text](auto stops) {
        while (at < text.size() && !stops(text[at]))
            ++at;
    };
    while (at < text.size()) {
        const qsizetype nameBegin = at;
        skipTo([](char c) { return c == '=' || c == ','; });
        const QByteArrayView name = text.sliced(nameBegin, at - nameBegin);
        if (at == text.size() || text[at++] == ',')
            continue;
        skipTo([](char c) { return !isSpace(c); });
        QByteArrayView value;
        if (at < text.size() && text[at] == '"') {
            const qsizetype begin = ++at;
            skipTo([](char c) { return c == '"'; });
            if (at == text.size())
                break; // its end is missing
            value = text.sliced(begin, at - begin);
            skipTo([](char c) { return c == ','; });
        } else {
            const qsizetype begin = at;
            skipTo([](char c) { return c == ','; });
            value = text.sliced(begin, at - begin);
        }
        ++at; // the comma
        const auto trimmed = [](QByteArrayView view) {
            while (!view.isEmpty() && isSpace(view.front()))
                view = view.sliced(1);
            while (!view.isEmpty() && isSpace(view.back()))
                view.chop(1);
            return view.toByteArray();
        };
        if (const QByteArray key = trimmed(name); !key.isEmpty())
            variables.m_values.insert(key, trimmed(value));
    }
    return variables;
}

QByteArray ControlVariables::value(QByteArrayView name) const
{
    return m_values.value(QByteArray::fromRawData(name.data(), name.size()));
}

std::optional<QString> ControlVariables::text(QByteArrayView name) const
{
    QString text = QString::fromUtf8(value(name));
    const bool isPrintable = std::all_of(
        text.cbegin(), text.cend(), [](QChar c) { return c.isPrint() && c != QChar::ReplacementCharacter; });
    if (text.isEmpty() || !isPrintable)
        return std::nullopt;
    return text;
}

std::optional<double> ControlVariables::number(QByteArrayView name) const
{
    bool isNumber = false;
    const double number = value(name).toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<int> ControlVariables::unsignedInteger(QByteArrayView name, int largest) const
{
    const QByteArray digits = value(name);
    bool isNumber = false;
    const uint number = digits.startsWith("0x") ? digits.toUInt(&isNumber, 16) : digits.toUInt(&isNumber, 10);
    if (!isNumber || number > static_cast<uint>(largest))
        return std::nullopt;
    return static_cast<int>(number);
}

std::optional<Instant> ControlVariables::timestamp(QByteArrayView name, Instant near) const
{
    const QByteArray digits = value(name);
    constexpr qsizetype size = 19; // "0x" 8 "." 8
    if (digits.size() != size || !digits.startsWith("0x") || digits[10] != '.')
        return std::nullopt;
    bool areSeconds = false;
    bool isFraction = false;
    const quint64 seconds = digits.sliced(2, 8).toUInt(&areSeconds, 16);
    const quint64 fraction = digits.sliced(11, 8).toUInt(&isFraction, 16);
    const NtpTimestamp timestamp{seconds << 32 | fraction};
    if (!areSeconds || !isFraction || timestamp.isZero())
        return std::nullopt;
    return toInstant(timestamp, near);
}

std::vector<double> ControlVariables::lastNumbers(QByteArrayView name, size_t count) const
{
    std::vector<double> numbers;
    QByteArray text = value(name);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return isSpace(c) || c < ' '; }, ' ');
    for (const QByteArray &word : text.split(' ')) {
        bool isNumber = false;
        const double number = word.toDouble(&isNumber);
        if (isNumber && std::isfinite(number))
            numbers.push_back(number);
    }
    if (numbers.size() < count)
        return {};
    return {numbers.end() - static_cast<qsizetype>(count), numbers.end()};
}

SystemStatus decodeSystemStatus(quint16 word)
{
    return {
        .leap = static_cast<LeapIndicator>(word >> 14),
        .clockSource = static_cast<quint8>(word >> 8 & 0x3f),
        .eventCount = static_cast<quint8>(word >> 4 & 0xf),
        .event = static_cast<quint8>(word & 0xf),
    };
}

PeerStatus decodePeerStatus(quint16 word)
{
    return {
        .configured = (word & 0x8000) != 0,
        .authenticationEnabled = (word & 0x4000) != 0,
        .authenticated = (word & 0x2000) != 0,
        .reachable = (word & 0x1000) != 0,
        .broadcast = (word & 0x0800) != 0,
        .selection = static_cast<ControlSelection>(word >> 8 & 0x7),
        .eventCount = static_cast<quint8>(word >> 4 & 0xf),
        .event = static_cast<quint8>(word & 0xf),
    };
}

char tallyLetter(ControlSelection selection)
{
    constexpr std::array letters = {' ', 'x', '.', '-', '+', '#', '*', 'o'};
    return letters.at(static_cast<size_t>(selection));
}

SourceStanding standingOf(ControlSelection selection)
{
    switch (selection) {
    case ControlSelection::Reject:
        break;
    case ControlSelection::Falseticker:
        return SourceStanding::Falseticker;
    case ControlSelection::Excess:
    case ControlSelection::Outlier:
    case ControlSelection::Backup:
        return SourceStanding::Selectable;
    case ControlSelection::Candidate:
        return SourceStanding::Combined;
    case ControlSelection::SystemPeer:
    case ControlSelection::PpsPeer:
        return SourceStanding::Selected;
    }
    return SourceStanding::Unusable;
}

std::vector<ControlAssociation> decodeAssociations(QByteArrayView data)
{
    std::map<quint16, quint16> statusById;
    for (qsizetype at = 0;
         at + 4 <= data.size() && static_cast<qsizetype>(statusById.size()) < mostAssociations; at += 4)
        statusById[bigEndian(data, at)] = bigEndian(data, at + 2);
    statusById.erase(0); // that is the daemon itself
    std::vector<ControlAssociation> associations;
    associations.reserve(statusById.size());
    for (const auto &[id, status] : statusById)
        associations.push_back({id, status});
    return associations;
}

std::optional<NtpdVersion> ntpdVersion(QStringView text)
{
    // "ntpd ntpsec-1.2.2 2023-01-03T09:13:00Z", "ntpd 4.2.8p15@1.3728-o Wed Sep 23 11:46:38 UTC 2020 (1)"
    constexpr QLatin1StringView program = "ntpd "_L1;
    constexpr QLatin1StringView ntpsec = "ntpsec-"_L1;
    if (!text.startsWith(program))
        return std::nullopt;
    QStringView version = text.sliced(program.size());
    const auto end =
        std::find_if(version.begin(), version.end(), [](QChar c) { return c == u' ' || c == u'@'; });
    version = version.first(end - version.begin());
    const bool isNtpsec = version.startsWith(ntpsec);
    if (isNtpsec)
        version = version.sliced(ntpsec.size());
    if (version.isEmpty())
        return std::nullopt;
    return NtpdVersion{isNtpsec ? DaemonKind::Ntpsec : DaemonKind::Ntpd, version.toString()};
}

QByteArray systemVariableNames()
{
    return "version,stratum,refid,reftime,rootdelay,rootdisp,offset,frequency";
}

QByteArray peerVariableNames()
{
    return "srcadr,srchost,leap,hmode,stratum,hpoll,ppoll,rootdelay,rootdisp,refid,rec,reach,delay,offset,"
           "dispersion,filtdelay,filtoffset,filtdisp";
}

std::vector<FilterSample> clockFilter(const ControlVariables &variables)
{
    constexpr size_t size = 8; // NTP_SHIFT
    const std::vector<double> delays = variables.lastNumbers("filtdelay", size);
    const std::vector<double> offsets = variables.lastNumbers("filtoffset", size);
    const std::vector<double> dispersions = variables.lastNumbers("filtdisp", size);
    const std::optional<double> offset = variables.number("offset");
    const std::optional<double> delay = variables.number("delay");
    if (delays.empty() || offsets.empty() || dispersions.empty() || !offset || !delay)
        return {};
    std::vector<FilterSample> samples;
    for (size_t i = 0; i < size; ++i)
        samples.push_back({.offset = offsets[i], .delay = delays[i], .dispersion = dispersions[i]});
    const bool hasChosen = std::ranges::any_of(samples, [&](const FilterSample &sample) {
        return sample.isAnswer() && isRoundedFrom(*offset, sample.offset) &&
               isRoundedFrom(*delay, sample.delay);
    });
    return hasChosen ? samples : std::vector<FilterSample>();
}

DaemonTracking systemTracking(quint16 status, const ControlVariables &variables, Instant now)
{
    const LeapIndicator leap = decodeSystemStatus(status).leap;
    DaemonTracking tracking;
    tracking.synchronised = leap != LeapIndicator::Unsynchronised;
    tracking.referenceId = variables.text("refid").value_or(QString());
    tracking.stratum = stratumOf(variables);
    tracking.leap = leap;
    tracking.lastUpdate = variables.timestamp("reftime", now);
    if (tracking.synchronised) {
        // ntpq's manual: "combined offset of server relative to this host", as of the last update.
        tracking.lastOffset = theta(variables);
        tracking.systemOffset = tracking.lastOffset;
    }
    // ntp_loopfilter.c (4.2.8, NTPsec 1.2.2): set_freq() hands the value to the kernel unchanged
    // (ntp_adjtime, MOD_FREQUENCY), which adds it to the clock's rate, and direct_freq() makes it of
    // theta/interval. So it is positive when this clock would be slow without it: ours is the negative.
    if (const std::optional<double> added = variables.number("frequency"))
        tracking.frequencyPpm = 0 - *added; // and not −*added, which makes −0 of nothing
    tracking.rootDelay = positiveMilliseconds(variables, "rootdelay");
    tracking.rootDispersion = positiveMilliseconds(variables, "rootdisp");
    return tracking;
}

std::optional<DaemonSource> peerSource(quint16 status, const ControlVariables &variables, Instant now)
{
    // The association modes of RFC 5905 section 3: 1 and 2 symmetric, 5 our own broadcast.
    constexpr int symmetricActive = 1;
    constexpr int symmetricPassive = 2;
    constexpr int broadcastServer = 5;
    const std::optional<int> associationMode = variables.unsignedInteger("hmode", 7);
    const QHostAddress address(variables.text("srcadr").value_or(QString()));
    if (associationMode == broadcastServer || address.isNull())
        return std::nullopt;

    const ControlSelection selection = decodePeerStatus(status).selection;
    DaemonSource source;
    source.standing = standingOf(selection);
    source.letter = tallyLetter(selection);
    source.referenceId = variables.text("refid").value_or(QString());
    if (isReferenceClock(address)) {
        // NTPsec names it itself, "SHM(1)"; ntpd leaves that to ntpq. The unit is the address's last byte.
        source.mode = SourceMode::ReferenceClock;
        const QString letters = source.referenceId.isEmpty() ? address.toString() : source.referenceId;
        source.name = u"%1(%2)"_s.arg(letters).arg(address.toIPv4Address() & 0xff);
    } else {
        const bool isPeer = associationMode == symmetricActive || associationMode == symmetricPassive;
        source.mode = isPeer ? SourceMode::Peer : SourceMode::Server;
        // Until a name has an address it has 0.0.0.0 or ::.
        source.resolved =
            address != QHostAddress(QHostAddress::AnyIPv4) && address != QHostAddress(QHostAddress::AnyIPv6);
        source.address = source.resolved ? address.toString() : QString();
        source.name = source.address;
    }
    if (std::optional<QString> host = variables.text("srchost"))
        source.name = *host;
    source.stratum = stratumOf(variables);
    source.leap = leapOf(variables);
    source.pollLog2 = pollOf(variables);
    if (const std::optional<int> reach = variables.unsignedInteger("reach", 0xff))
        source.reach = static_cast<quint8>(*reach);
    source.lastSample = variables.timestamp("rec", now);
    if (source.lastSample) { // before that everything is zero, or the filter's 16 s for "nothing"
        fillSample(variables, source);
        source.rootDelay = positiveMilliseconds(variables, "rootdelay");
        source.rootDispersion = positiveMilliseconds(variables, "rootdisp");
    }
    return source;
}

} // namespace synchroscope
