// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedserver.h"

#include <QByteArrayView>
#include <QLatin1StringView>
#include <QString>
#include <QStringView>

#include <array>
#include <compare>
#include <optional>
#include <span>

/// The options of `server`, `pool` and `peer` lines: chrony.conf(5) of 4.0 to 4.8 and of the development
/// version, ntp.conf(5) of NTPsec 1.1.4 to 1.2.5 and of ntpd 4.2.8; and what these daemons do where that is
/// silent.
namespace synchroscope {

/// "4.3", "4.6.1", "1.2.2", "4.2.8p15"; what is not written is 0.
struct DaemonVersion
{
    std::array<int, 4> parts = {};

    /// Absent if the text does not begin with two numbers. What follows the numbers ("-pre1", "a") is
    /// ignored.
    static std::optional<DaemonVersion> parse(QStringView text);
    QString text() const;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of a defaulted <=> for a pointer.
    friend auto operator<=>(const DaemonVersion &, const DaemonVersion &) = default;
    friend bool operator==(const DaemonVersion &, const DaemonVersion &) = default;
};

enum class OptionValue : quint8 { None, Integer, Decimal, Hexadecimal, Text };

enum class OptionUnit : quint8 {
    None,        ///< a plain number, or a text
    Log2Seconds, ///< 6 is 64 s
    Seconds,
    Samples,
    Polls,
    Servers,
};

/// Both ends belong to it; infinite where it is open.
struct OptionRange
{
    double lowest;
    double highest;

    bool contains(double number) const { return number >= lowest && number <= highest; }
    friend bool operator==(const OptionRange &, const OptionRange &) = default;
};

/// On which lines an option does something. It is accepted on all of them.
struct OptionScope
{
    bool server = true;
    bool pool = true;
    bool peer = true;

    bool holds(ServerType type) const;
    /// Nowhere: it belongs to reference clocks or to broadcasting, which are written with the same words.
    bool isEmpty() const { return !server && !pool && !peer; }
};

struct SourceOption
{
    QLatin1StringView name; ///< in lower case, as the documentation writes it
    OptionValue value = OptionValue::None;
    OptionUnit unit = OptionUnit::None;
    OptionScope scope = {};
    /// What the documentation gives, else what the daemon uses of a number; absent: any.
    std::optional<OptionRange> range = {};
    std::optional<double> standard = {}; ///< without the option; absent: off, or reckoned by the daemon
    DaemonVersion since = {};            ///< all zero: as long as this program knows the daemon
    DaemonVersion poolSince = {};        ///< before, it does nothing on a pool
    /// Outside, the daemon does not take the line at all; from `limitsSince` on.
    std::optional<OptionRange> limits = {};
    DaemonVersion limitsSince = {};
    bool repeats = false; ///< more than one of a line count, not only the last
};

/// By name. Empty for daemons whose servers have no such lines.
std::span<const SourceOption> sourceOptions(DaemonKind daemon);

/// Null if there is none. chrony reads any case, ntpd and NTPsec lower case only.
const SourceOption *findOption(DaemonKind daemon, QByteArrayView name);

/// Two options of one line.
struct OptionRelation
{
    enum class Kind : quint8 {
        Excludes, ///< only one of them can count
        Needs,    ///< the first does nothing without the second
    };

    QLatin1StringView option;
    Kind kind;
    QLatin1StringView other;
};

std::span<const OptionRelation> optionRelations(DaemonKind daemon);

/// An extension field that chrony's `extfield` can ask for.
struct ExtensionField
{
    unsigned type;
    DaemonVersion since;
};

std::span<const ExtensionField> extensionFields();

/// How many bytes at the start of a word are a number as chronyd's sscanf() takes it, 0 if none. chronyd goes
/// on reading right behind it: "minpoll 4iburst" is two options.
qsizetype numberLength(QByteArrayView word, OptionValue value);

/// The number that a value is, all of it, written as the daemon reads numbers of this kind. Absent: none, or
/// not finite.
std::optional<double> optionNumber(DaemonKind daemon, OptionValue kind, const QString &value);

} // namespace synchroscope
