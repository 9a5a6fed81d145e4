// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/sourceoptions.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

using enum OptionValue;
using Kind = OptionRelation::Kind;

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr OptionRange positive{0, unbounded};
constexpr OptionRange ports{1, 65535};
constexpr OptionRange versions{1, 4};

constexpr OptionScope notOnPeer{.peer = false};
constexpr OptionScope notOnPool{.pool = false};
constexpr OptionScope onlyPool{.server = false, .peer = false};
constexpr OptionScope onlyPeer{.server = false, .pool = false};
constexpr OptionScope nowhere{.server = false, .pool = false, .peer = false};

/// Before, chronyd takes every number and uses the nearest one that it can.
constexpr DaemonVersion rangeChecks{{4, 7}};

/// chrony 4.0 to 4.8, and 4.9 as far as it is written.
constexpr auto chronyOptions = std::to_array<SourceOption>({
    {.name = "asymmetry"_L1, .value = Decimal, .range = OptionRange{-0.5, 0.5}},
    {.name = "auto_offline"_L1},
    {.name = "burst"_L1, .scope = notOnPeer},
    {.name = "certset"_L1,
     .value = Integer,
     .range = OptionRange{0, 4294967295.0},
     .standard = 0,
     .since = {{4, 1}}},
    {.name = "copy"_L1, .scope = notOnPeer, .since = {{4, 1}}},
    {.name = "extfield"_L1, .value = Hexadecimal, .since = {{4, 2}}, .repeats = true},
    {.name = "filter"_L1,
     .value = Integer,
     .unit = OptionUnit::Polls,
     .range = positive,
     .limits = positive,
     .limitsSince = rangeChecks},
    {.name = "iburst"_L1, .scope = notOnPeer},
    {.name = "ipv4"_L1, .since = {{4, 6}}},
    {.name = "ipv6"_L1, .since = {{4, 6}}},
    // 32 bits that must not be 0. chronyd lets -1 wrap around; nobody means that.
    {.name = "key"_L1,
     .value = Integer,
     .range = OptionRange{1, 4294967295.0},
     .limits = OptionRange{1, 4294967295.0}},
    {.name = "maxdelay"_L1,
     .value = Decimal,
     .unit = OptionUnit::Seconds,
     .range = OptionRange{0, 1000},
     .standard = 3},
    {.name = "maxdelaydevratio"_L1, .value = Decimal, .range = OptionRange{0, 1e6}, .standard = 10},
    {.name = "maxdelayquant"_L1, .value = Decimal, .range = OptionRange{0.05, 0.95}, .since = {{4, 3}}},
    {.name = "maxdelayratio"_L1, .value = Decimal, .range = OptionRange{0, 1e6}},
    {.name = "maxpoll"_L1,
     .value = Integer,
     .unit = OptionUnit::Log2Seconds,
     .range = OptionRange{-7, 24},
     .standard = 10,
     .limits = OptionRange{-32, 32},
     .limitsSince = rangeChecks},
    // 0: no limit but the 64 that chronyd can keep.
    {.name = "maxsamples"_L1,
     .value = Integer,
     .unit = OptionUnit::Samples,
     .range = OptionRange{0, 64},
     .limits = positive,
     .limitsSince = rangeChecks},
    {.name = "maxsources"_L1,
     .value = Integer,
     .unit = OptionUnit::Servers,
     .scope = onlyPool,
     .range = OptionRange{1, 16},
     .standard = 4,
     .limits = OptionRange{1, unbounded},
     .limitsSince = rangeChecks},
    {.name = "maxunreach"_L1,
     .value = Integer,
     .unit = OptionUnit::Polls,
     .range = positive,
     .standard = 100000,
     .since = {{4, 8}},
     .limits = positive,
     .limitsSince = rangeChecks},
    {.name = "mindelay"_L1, .value = Decimal, .unit = OptionUnit::Seconds, .range = positive},
    // The one number of 4.7 that is not checked.
    {.name = "minpoll"_L1,
     .value = Integer,
     .unit = OptionUnit::Log2Seconds,
     .range = OptionRange{-7, 24},
     .standard = 6},
    {.name = "minsamples"_L1,
     .value = Integer,
     .unit = OptionUnit::Samples,
     .range = OptionRange{0, 64},
     .limits = positive,
     .limitsSince = rangeChecks},
    {.name = "minstratum"_L1,
     .value = Integer,
     .range = OptionRange{0, 15},
     .standard = 0,
     .limits = OptionRange{0, 16},
     .limitsSince = rangeChecks},
    {.name = "noselect"_L1},
    {.name = "nts"_L1, .scope = notOnPeer},
    {.name = "ntsport"_L1,
     .value = Integer,
     .range = ports,
     .standard = 4460,
     .limits = OptionRange{0, 65535},
     .limitsSince = rangeChecks},
    {.name = "offline"_L1},
    {.name = "offset"_L1, .value = Decimal, .unit = OptionUnit::Seconds, .standard = 0},
    {.name = "polltarget"_L1,
     .value = Integer,
     .unit = OptionUnit::Samples,
     .range = OptionRange{6, 60},
     .standard = 8,
     .limits = OptionRange{1, unbounded},
     .limitsSince = rangeChecks},
    {.name = "port"_L1,
     .value = Integer,
     .range = ports,
     .standard = ntpPort,
     .limits = OptionRange{0, 65535},
     .limitsSince = rangeChecks},
    {.name = "prefer"_L1},
    {.name = "presend"_L1,
     .value = Integer,
     .unit = OptionUnit::Log2Seconds,
     .scope = notOnPeer,
     .range = OptionRange{-7, 24},
     .limits = OptionRange{-32, 32},
     .limitsSince = rangeChecks},
    {.name = "require"_L1},
    {.name = "trust"_L1},
    // Without it 4, or 3 with a key that is longer than 160 bits.
    {.name = "version"_L1,
     .value = Integer,
     .range = versions,
     .limits = versions,
     .limitsSince = rangeChecks},
    {.name = "xleave"_L1},
});

constexpr auto chronyRelations = std::to_array<OptionRelation>({
    {"certset"_L1, Kind::Needs, "nts"_L1},
    {"ipv4"_L1, Kind::Excludes, "ipv6"_L1},
    {"maxdelayquant"_L1, Kind::Excludes, "maxdelaydevratio"_L1},
    {"noselect"_L1, Kind::Excludes, "prefer"_L1},
    // chronyd would wait for ever for a required source that can be selected.
    {"noselect"_L1, Kind::Excludes, "require"_L1},
    {"noselect"_L1, Kind::Excludes, "trust"_L1},
    {"nts"_L1, Kind::Excludes, "key"_L1},
    {"ntsport"_L1, Kind::Needs, "nts"_L1},
});

constexpr auto chronyFields = std::to_array<ExtensionField>({
    {0xF323, {{4, 2}}}, // monotonic receive time, finer root delay and dispersion
    {0xF324, {{4, 5}}}, // corrections of PTP switches, as an experiment
    {0x10A, {{4, 9}}},  // the same with its final number
});

constexpr DaemonVersion ntpsecNts{{1, 1, 4}};
constexpr DaemonVersion ntpsecPoolNts{{1, 2, 5}};
/// ntpd stores it in a byte, and its servers answer 1 to 4.
constexpr OptionRange versionLimits{0, 254};

/// NTPsec. The members of a pool get iburst, minpoll, maxpoll, version and, since 1.2.5, NTS. A peer is a
/// server. `ask`, `require`, `expire` and `cert` of 1.1 never did anything, and 1.2 drops a line with them.
constexpr auto ntpsecOptions = std::to_array<SourceOption>({
    {.name = "aead"_L1, .value = Text, .since = ntpsecNts, .poolSince = ntpsecPoolNts},
    {.name = "baud"_L1, .value = Integer, .scope = nowhere},
    {.name = "bias"_L1, .value = Decimal, .unit = OptionUnit::Seconds, .scope = notOnPool, .standard = 0},
    {.name = "burst"_L1, .scope = notOnPool},
    {.name = "ca"_L1, .value = Text, .since = ntpsecNts, .poolSince = ntpsecPoolNts},
    {.name = "flag1"_L1, .value = Integer, .scope = nowhere},
    {.name = "flag2"_L1, .value = Integer, .scope = nowhere},
    {.name = "flag3"_L1, .value = Integer, .scope = nowhere},
    {.name = "flag4"_L1, .value = Integer, .scope = nowhere},
    {.name = "iburst"_L1},
    // The manual says 65535, which the daemon refuses.
    {.name = "key"_L1,
     .value = Integer,
     .scope = notOnPool,
     .range = OptionRange{1, 65534},
     .limits = OptionRange{0, 65534}},
    {.name = "maxpoll"_L1,
     .value = Integer,
     .unit = OptionUnit::Log2Seconds,
     .range = OptionRange{0, 17},
     .standard = 10},
    {.name = "minpoll"_L1,
     .value = Integer,
     .unit = OptionUnit::Log2Seconds,
     .range = OptionRange{0, 17},
     .standard = 6},
    {.name = "mode"_L1, .value = Integer, .scope = nowhere},
    {.name = "noselect"_L1, .scope = notOnPool},
    {.name = "noval"_L1, .since = ntpsecNts, .poolSince = ntpsecPoolNts},
    {.name = "nts"_L1, .since = ntpsecNts, .poolSince = ntpsecPoolNts},
    {.name = "path"_L1, .value = Text, .scope = nowhere},
    {.name = "ppspath"_L1, .value = Text, .scope = nowhere},
    {.name = "prefer"_L1, .scope = notOnPool},
    {.name = "refid"_L1, .value = Text, .scope = nowhere},
    {.name = "stratum"_L1, .value = Integer, .scope = nowhere},
    {.name = "subtype"_L1, .value = Integer, .scope = nowhere},
    {.name = "time1"_L1, .value = Decimal, .scope = nowhere},
    {.name = "time2"_L1, .value = Decimal, .scope = nowhere},
    {.name = "true"_L1, .scope = notOnPool},
    {.name = "version"_L1, .value = Integer, .range = versions, .standard = 4, .limits = versionLimits},
});

constexpr auto ntpsecRelations = std::to_array<OptionRelation>({
    {"aead"_L1, Kind::Needs, "nts"_L1},
    {"ca"_L1, Kind::Needs, "nts"_L1},
    {"noselect"_L1, Kind::Excludes, "prefer"_L1},
    {"noval"_L1, Kind::Needs, "nts"_L1},
    {"nts"_L1, Kind::Excludes, "key"_L1},
});

/// The classic ntpd, 4.2.8. What its documentation limits to "server and peer" depends on the patch level for
/// pools, so nothing is said of those.
constexpr auto ntpdOptions = std::to_array<SourceOption>({
    {.name = "autokey"_L1},
    {.name = "burst"_L1, .scope = notOnPeer},
    {.name = "iburst"_L1, .scope = notOnPeer},
    {.name = "ident"_L1, .value = Text},
    {.name = "key"_L1, .value = Integer, .range = OptionRange{1, 65534}},
    {.name = "maxpoll"_L1,
     .value = Integer,
     .unit = OptionUnit::Log2Seconds,
     .range = OptionRange{3, 17},
     .standard = 10},
    {.name = "minpoll"_L1,
     .value = Integer,
     .unit = OptionUnit::Log2Seconds,
     .range = OptionRange{3, 17},
     .standard = 6},
    {.name = "mode"_L1, .value = Integer, .scope = nowhere},
    {.name = "noselect"_L1},
    {.name = "preempt"_L1},
    {.name = "prefer"_L1},
    {.name = "true"_L1},
    {.name = "ttl"_L1, .value = Integer, .scope = nowhere, .limits = OptionRange{0, 7}},
    {.name = "version"_L1, .value = Integer, .range = versions, .standard = 4, .limits = versionLimits},
    {.name = "xleave"_L1, .scope = onlyPeer},
    {.name = "xmtnonce"_L1, .scope = notOnPeer, .since = {{4, 2, 8, 14}}},
});

constexpr auto ntpdRelations = std::to_array<OptionRelation>({
    {"autokey"_L1, Kind::Excludes, "key"_L1},
    {"ident"_L1, Kind::Needs, "autokey"_L1},
    {"noselect"_L1, Kind::Excludes, "prefer"_L1},
});

} // namespace

std::optional<DaemonVersion> DaemonVersion::parse(QStringView text)
{
    DaemonVersion version;
    size_t count = 0;
    qsizetype position = 0;
    while (count < version.parts.size()) {
        qsizetype end = position;
        while (end < text.size() && text[end] >= u'0' && text[end] <= u'9')
            ++end;
        bool fits = false;
        const int part = text.sliced(position, end - position).toInt(&fits);
        if (!fits)
            break;
        version.parts.at(count++) = part;
        const bool goesOn = end < text.size() && (text[end] == u'.' || (text[end] == u'p' && count == 3));
        if (!goesOn)
            break;
        position = end + 1;
    }
    if (count < 2)
        return std::nullopt;
    return version;
}

QString DaemonVersion::text() const
{
    QString text = u"%1.%2"_s.arg(parts[0]).arg(parts[1]);
    if (parts[2] != 0 || parts[3] != 0)
        text += u".%1"_s.arg(parts[2]);
    // Only ntpd counts patches.
    return parts[3] != 0 ? text + u"p%1"_s.arg(parts[3]) : text;
}

bool OptionScope::holds(ServerType type) const
{
    switch (type) {
    case ServerType::Server:
        return server;
    case ServerType::Pool:
        return pool;
    case ServerType::Peer:
        break;
    }
    return peer;
}

std::span<const SourceOption> sourceOptions(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return chronyOptions;
    case DaemonKind::Ntpsec:
        return ntpsecOptions;
    case DaemonKind::Ntpd:
        return ntpdOptions;
    default:
        return {};
    }
}

const SourceOption *findOption(DaemonKind daemon, QByteArrayView name)
{
    const std::span<const SourceOption> options = sourceOptions(daemon);
    const Qt::CaseSensitivity sensitivity =
        daemon == DaemonKind::Chrony ? Qt::CaseInsensitive : Qt::CaseSensitive;
    const auto option = std::find_if(options.begin(), options.end(), [&](const SourceOption &known) {
        return name.compare(QByteArrayView(known.name.data(), known.name.size()), sensitivity) == 0;
    });
    return option == options.end() ? nullptr : &*option;
}

std::span<const OptionRelation> optionRelations(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return chronyRelations;
    case DaemonKind::Ntpsec:
        return ntpsecRelations;
    case DaemonKind::Ntpd:
        return ntpdRelations;
    default:
        return {};
    }
}

std::span<const ExtensionField> extensionFields()
{
    return chronyFields;
}

qsizetype numberLength(QByteArrayView word, OptionValue value)
{
    const char *start = word.begin();
    if (start != word.end() && (*start == '+' || *start == '-'))
        ++start;
    if (start == word.end() || *start == '-')
        return 0;
    std::from_chars_result parsed{start, std::errc::invalid_argument};
    if (value == Decimal) {
        double number = 0;
        parsed = std::from_chars(start, word.end(), number);
    } else if (value == Hexadecimal) {
        const QByteArrayView digits(start, word.end());
        if (digits.startsWith("0x") || digits.startsWith("0X"))
            start += 2;
        unsigned number = 0;
        parsed = std::from_chars(start, word.end(), number, 16);
    } else {
        unsigned number = 0;
        parsed = std::from_chars(start, word.end(), number);
    }
    return parsed.ec == std::errc() ? parsed.ptr - word.begin() : 0;
}

std::optional<double> optionNumber(DaemonKind daemon, OptionValue kind, const QString &value)
{
    const QByteArray word = value.toUtf8();
    bool isNumber = false;
    double number = 0;
    if (daemon == DaemonKind::Chrony) {
        if (numberLength(word, kind) != word.size())
            return std::nullopt;
        if (kind == OptionValue::Hexadecimal)
            number = word.toUInt(&isNumber, 16);
        else
            number = word.toDouble(&isNumber);
    } else if (word.startsWith("0x")) {
        number = word.sliced(2).toUInt(&isNumber, 16);
    } else {
        const bool isWhole = std::all_of(word.begin() + (word.startsWith('-') ? 1 : 0), word.end(),
                                         [](char c) { return c >= '0' && c <= '9'; });
        if (isWhole || kind == OptionValue::Decimal)
            number = word.toDouble(&isNumber);
    }
    if (!isNumber || !std::isfinite(number))
        return std::nullopt;
    return number;
}

} // namespace synchroscope
