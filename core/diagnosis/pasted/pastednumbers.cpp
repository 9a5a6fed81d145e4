// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pastednumbers.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

bool isDigit(QChar character)
{
    return character >= u'0' && character <= u'9';
}

bool areDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isDigit);
}

struct Quantity
{
    QStringView number;
    QStringView unit;
};

/// "+1373ns" in its two parts.
Quantity parted(QStringView text)
{
    const auto isOfNumber = [](QChar character) {
        return isDigit(character) || character == u'.' || character == u',' || character == u'+' ||
               character == u'-';
    };
    const auto end = std::find_if_not(text.begin(), text.end(), isOfNumber);
    const qsizetype size = end - text.begin();
    return {text.first(size), text.sliced(size)};
}

struct Unit
{
    QStringView name;
    Duration length;
    double least = 0; ///< a smaller number would be printed in a smaller unit
};

const Unit *unitOf(const auto &units, QStringView name)
{
    const auto found = std::ranges::find(units, name, &Unit::name);
    return found == units.end() ? nullptr : &*found;
}

/// Digits as an integer; nothing if it has more than fit.
std::optional<qint64> integerOf(QStringView digits)
{
    constexpr qsizetype most = 18;
    if (!areDigits(digits) || digits.size() > most)
        return std::nullopt;
    return digits.toLongLong();
}

} // namespace

std::optional<Duration> readDecimal(QStringView text, Duration unit)
{
    const bool isNegative = text.startsWith(u'-');
    if (isNegative || text.startsWith(u'+'))
        text = text.sliced(1);
    qsizetype point = text.indexOf(u'.');
    if (point < 0)
        point = text.indexOf(u',');
    const QStringView whole = point < 0 ? text : text.first(point);
    QStringView fraction = point < 0 ? QStringView() : text.sliced(point + 1);
    if (!areDigits(whole) || (!fraction.isEmpty() && !areDigits(fraction)))
        return std::nullopt;
    const std::optional<qint64> units = integerOf(whole);
    if (!units || *units > std::numeric_limits<qint64>::max() / unit.count() - 1)
        return std::nullopt;
    Duration value = *units * unit;
    // A day has 8.64e13 ns: with six digits more, products stay within 64 bits only for units up to an hour.
    constexpr qsizetype mostDigits = 9;
    fraction = fraction.first(std::min(fraction.size(), mostDigits));
    Duration place = unit;
    for (const QChar digit : fraction) {
        place /= 10;
        value += (digit.unicode() - u'0') * place;
    }
    return isNegative ? -value : value;
}

std::optional<double> readNumber(QStringView text)
{
    QString number = text.toString();
    number.replace(u',', u'.');
    bool isNumber = false;
    const double value = number.toDouble(&isNumber);
    constexpr qsizetype longest = 32;
    if (!isNumber || !std::isfinite(value) || text.size() > longest || text.back().isLetter())
        return std::nullopt;
    return value;
}

std::optional<qint64> readCount(QStringView text)
{
    return integerOf(text);
}

std::optional<int> readInteger(QStringView text)
{
    const bool isNegative = text.startsWith(u'-');
    const QStringView digits = isNegative || text.startsWith(u'+') ? text.sliced(1) : text;
    constexpr qsizetype most = 6;
    if (!areDigits(digits) || digits.size() > most)
        return std::nullopt;
    return isNegative ? -digits.toInt() : digits.toInt();
}

std::optional<quint8> readReach(QStringView text)
{
    constexpr qsizetype most = 3;
    bool isNumber = false;
    const int value = text.toInt(&isNumber, 8);
    if (!isNumber || !areDigits(text) || text.size() > most || value > 0xff)
        return std::nullopt;
    return static_cast<quint8>(value);
}

std::optional<quint32> readHex(QStringView text)
{
    constexpr qsizetype most = 8;
    const auto isHex = [](QChar c) {
        return isDigit(c) || (c >= u'A' && c <= u'F') || (c >= u'a' && c <= u'f');
    };
    if (text.isEmpty() || text.size() > most || !std::all_of(text.begin(), text.end(), isHex))
        return std::nullopt;
    return text.toUInt(nullptr, 16);
}

std::optional<Duration> readChronySpan(QStringView text)
{
    // From 99999.5 of the next smaller unit on.
    static constexpr std::array units = {
        Unit{u"ns", 1ns},       Unit{u"us", 1us},     Unit{u"ms", 1ms},      Unit{u"s", 1s},
        Unit{u"m", 1min, 1666}, Unit{u"h", 1h, 1666}, Unit{u"d", 24h, 4166}, Unit{u"y", 24h * 365, 273},
    };
    const auto [number, name] = parted(text);
    const Unit *unit = unitOf(units, name);
    const std::optional<Duration> value = unit ? readDecimal(number, unit->length) : std::nullopt;
    if (!value || std::abs(toSeconds(*value)) < unit->least * toSeconds(unit->length))
        return std::nullopt;
    return value;
}

std::optional<Duration> readAge(QStringView text)
{
    static constexpr std::array units = {Unit{u"", 1s},  Unit{u"s", 1s},  Unit{u"m", 1min},
                                         Unit{u"h", 1h}, Unit{u"d", 24h}, Unit{u"y", 24h * 365}};
    const auto [number, name] = parted(text);
    const Unit *unit = unitOf(units, name);
    return unit && areDigits(number) ? readDecimal(number, unit->length) : std::nullopt;
}

std::optional<Duration> readSystemdSpan(QStringView text)
{
    // systemd's month is a twelfth of 365.25 days.
    static constexpr std::array units = {
        Unit{u"y", 31'557'600s}, Unit{u"month", 2'629'800s}, Unit{u"w", 24h * 7}, Unit{u"d", 24h},
        Unit{u"h", 1h},          Unit{u"min", 1min},         Unit{u"s", 1s},      Unit{u"ms", 1ms},
        Unit{u"us", 1us},
    };
    if (text == u"0")
        return Duration::zero();
    Duration sum{};
    const Unit *last = nullptr;
    for (const QStringView part : text.split(u' ', Qt::SkipEmptyParts)) {
        const auto [number, name] = parted(part);
        const Unit *unit = unitOf(units, name);
        // Each unit once, from the largest on: anything else is no span.
        if (!unit || (last && unit <= last) || number.startsWith(u'-') || number.startsWith(u'+'))
            return std::nullopt;
        const std::optional<Duration> value = readDecimal(number, unit->length);
        if (!value || *value > Duration::max() - sum)
            return std::nullopt;
        sum += *value;
        last = unit;
    }
    return last ? std::optional(sum) : std::nullopt;
}

std::optional<LeapIndicator> readChronyLeap(QStringView text)
{
    if (text == u"Normal")
        return LeapIndicator::NoWarning;
    if (text == u"Insert second")
        return LeapIndicator::InsertSecond;
    if (text == u"Delete second")
        return LeapIndicator::DeleteSecond;
    if (text == u"Not synchronised")
        return LeapIndicator::Unsynchronised;
    return std::nullopt;
}

namespace {

std::optional<std::chrono::local_seconds> secondsOf(std::chrono::year_month_day date, QStringView clock)
{
    // 1678 to 2261 is what nanoseconds since 1970 can hold.
    constexpr std::chrono::year first(1700);
    constexpr std::chrono::year last(2250);
    const QList<QStringView> parts = clock.split(u':');
    if (parts.size() != 3 || !date.ok() || date.year() < first || date.year() > last)
        return std::nullopt;
    std::array<int, 3> values{};
    for (size_t i = 0; i < values.size(); ++i) {
        const QStringView part = parts[static_cast<qsizetype>(i)];
        if (part.size() != 2 || !areDigits(part))
            return std::nullopt;
        values.at(i) = part.toInt();
    }
    constexpr int mostSeconds = 60; // a leap second
    if (values[0] > 23 || values[1] > 59 || values[2] > mostSeconds)
        return std::nullopt;
    return std::chrono::local_days(date) + std::chrono::hours(values[0]) + std::chrono::minutes(values[1]) +
           std::chrono::seconds(values[2]);
}

} // namespace

std::optional<std::chrono::local_seconds> readDateTime(QStringView text)
{
    constexpr qsizetype dateSize = 10;
    constexpr qsizetype clockSize = 8;
    for (qsizetype dash = text.indexOf(u'-'); dash >= 0; dash = text.indexOf(u'-', dash + 1)) {
        const qsizetype at = dash - 4;
        if (at < 0 || at + dateSize + 1 + clockSize > text.size())
            continue;
        const QStringView date = text.sliced(at, dateSize);
        const QStringView year = date.first(4);
        const QStringView month = date.sliced(5, 2);
        const QStringView day = date.sliced(8, 2);
        const QChar between = text[at + dateSize];
        if (date[7] != u'-' || !areDigits(year) || !areDigits(month) || !areDigits(day) ||
            (between != u' ' && between != u'T'))
            continue;
        return secondsOf(std::chrono::year(year.toInt()) / month.toInt() / day.toInt(),
                         text.sliced(at + dateSize + 1, clockSize));
    }
    return std::nullopt;
}

std::optional<Instant> readChronyTime(QStringView text)
{
    static constexpr std::array<QStringView, 12> months = {u"Jan", u"Feb", u"Mar", u"Apr", u"May", u"Jun",
                                                           u"Jul", u"Aug", u"Sep", u"Oct", u"Nov", u"Dec"};
    const QList<QStringView> words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.size() != 5)
        return std::nullopt;
    const auto month = std::ranges::find(months, words[1]);
    const std::optional<int> day = readInteger(words[2]);
    const std::optional<int> year = words[4].size() == 4 ? readInteger(words[4]) : std::nullopt;
    if (month == months.end() || !day || !year || *day < 1)
        return std::nullopt;
    const std::optional<std::chrono::local_seconds> time =
        secondsOf(std::chrono::year(*year) / static_cast<int>(month - months.begin() + 1) / *day, words[3]);
    if (!time)
        return std::nullopt;
    return Instant(time->time_since_epoch());
}

} // namespace synchroscope
