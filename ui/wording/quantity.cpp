// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/quantity.h"

#include "core/ntp/packet.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Quantity
{
    Q_DECLARE_TR_FUNCTIONS(Quantity)
};

QString withUnit(double value, int decimals, TimeUnit unit)
{
    // A no-break space: figure and unit stay on one line.
    return QLocale().toString(value, 'f', decimals) + u'\u00a0' + unitSymbol(unit);
}

double inUnit(Duration span, TimeUnit unit)
{
    return static_cast<double>(span.count()) / static_cast<double>(unitSize(unit).count());
}

Duration magnitude(Duration span)
{
    return span == Duration::min() ? Duration::max() : std::chrono::abs(span);
}

// Two significant digits, upwards: 24.1 → 25, 0.123 → 0.13, 1234 → 1300.
double roundedUp(double value)
{
    if (value <= 0)
        return 0;
    const double step = std::pow(10.0, std::floor(std::log10(value)) - 1);
    // A figure that has two digits already stays as it is, whatever its binary form adds.
    return std::ceil(value / step - 1e-9) * step;
}

QString directed(Offset offset, const QString &size)
{
    if (offset.localMinusRemote() == Duration::zero())
        return Quantity::tr("no difference");
    return offset.ahead() ? Quantity::tr("%1 ahead").arg(size) : Quantity::tr("%1 behind").arg(size);
}

QString frequencyWith(double ppm, int decimals)
{
    const QString size = QLocale().toString(std::abs(ppm), 'f', decimals);
    return ppm < 0 ? Quantity::tr("%1\u00a0ppm slow").arg(size) : Quantity::tr("%1\u00a0ppm fast").arg(size);
}

// That two significant digits need, no more than `most`.
int decimalsOf(double value, int most)
{
    return value > 0 ? static_cast<int>(std::clamp<double>(1 - std::floor(std::log10(value)), 0, most))
                     : most;
}

} // namespace

TimeUnit unitFor(Duration span)
{
    const Duration size = magnitude(span);
    // What would be rounded to 1000 of a unit is one of the next.
    if (size < 1us)
        return TimeUnit::Nanoseconds;
    if (size < 999500ns)
        return TimeUnit::Microseconds;
    if (size < 999500us)
        return TimeUnit::Milliseconds;
    return TimeUnit::Seconds;
}

QString unitSymbol(TimeUnit unit)
{
    switch (unit) {
    case TimeUnit::Nanoseconds:
        return u"ns"_s;
    case TimeUnit::Microseconds:
        return u"µs"_s;
    case TimeUnit::Milliseconds:
        return u"ms"_s;
    case TimeUnit::Seconds:
        break;
    }
    return u"s"_s;
}

Duration unitSize(TimeUnit unit)
{
    switch (unit) {
    case TimeUnit::Nanoseconds:
        return 1ns;
    case TimeUnit::Microseconds:
        return 1us;
    case TimeUnit::Milliseconds:
        return 1ms;
    case TimeUnit::Seconds:
        break;
    }
    return 1s;
}

QString spanText(Duration span)
{
    const Duration size = magnitude(span);
    const TimeUnit unit = unitFor(size);
    const double value = inUnit(size, unit);
    int decimals = value < 9.95 ? 1 : 0;
    if (unit == TimeUnit::Nanoseconds)
        decimals = 0;
    else if (unit == TimeUnit::Seconds)
        decimals = value < 9.995 ? 2 : 1;
    return withUnit(value, decimals, unit);
}

QString spanText(Duration span, Duration resolution)
{
    constexpr int mostDecimals = 6;
    if (resolution <= Duration::zero())
        return spanText(span);
    const Duration size = magnitude(span);
    const TimeUnit unit = unitFor(std::max(size, resolution));
    const int decimals =
        unit == TimeUnit::Nanoseconds ? 0 : decimalsOf(inUnit(resolution, unit), mostDecimals);
    return withUnit(inUnit(size, unit), decimals, unit);
}

QString offsetText(Offset offset)
{
    return directed(offset, spanText(offset.localMinusRemote()));
}

QString resolvedOffsetText(Offset offset, Duration resolution)
{
    return directed(offset, spanText(offset.localMinusRemote(), resolution));
}

QString boundText(Duration bound)
{
    const Duration size = magnitude(bound);
    TimeUnit unit = unitFor(size);
    double value = roundedUp(inUnit(size, unit));
    if (value >= 1000 && unit != TimeUnit::Seconds) {
        unit = static_cast<TimeUnit>(static_cast<int>(unit) + 1);
        value /= 1000;
    }
    int decimals = value < 1 ? 2 : value < 9.95 ? 1 : 0;
    if (unit == TimeUnit::Nanoseconds)
        decimals = 0;
    return u"±\u00a0"_s + withUnit(value, decimals, unit);
}

QString claimText(Offset offset, Duration bound)
{
    return bound == Duration::zero() ? offsetText(offset)
                                     : u"%1 %2"_s.arg(offsetText(offset), boundText(bound));
}

QString offsetText(Offset offset, Duration error)
{
    constexpr int mostDecimals = 3;
    constexpr double leastShown = 0.01; // of the unit: two digits in three decimals
    const Duration size = magnitude(offset.localMinusRemote());
    const Duration rounded = fromSeconds(roundedUp(toSeconds(magnitude(error))));
    const TimeUnit unit = unitFor(std::max(size, rounded));
    const double shownError = inUnit(rounded, unit);
    const int decimals = unit == TimeUnit::Nanoseconds ? 0 : decimalsOf(shownError, mostDecimals);
    const bool isZero = std::round(inUnit(size, unit) * std::pow(10.0, decimals)) == 0;
    if (isZero)
        return u"%1 %2"_s.arg(Quantity::tr("no difference"), boundText(error));
    const QString shown = directed(offset, withUnit(inUnit(size, unit), decimals, unit));
    return u"%1 %2"_s.arg(shown, shownError < leastShown
                                     ? boundText(error)
                                     : u"±\u00a0"_s + withUnit(shownError, decimals, unit));
}

QString frequencyText(double ppm)
{
    return frequencyWith(ppm, 3);
}

QString frequencyText(double ppm, double errorPpm)
{
    constexpr int mostDecimals = 4;
    const double error = roundedUp(std::abs(errorPpm));
    const int decimals = decimalsOf(error, mostDecimals);
    const double last = std::pow(10.0, -decimals);
    return u"%1 ±\u00a0%2\u00a0ppm"_s.arg(
        frequencyWith(ppm, decimals),
        QLocale().toString(std::ceil(error / last - 1e-9) * last, 'f', decimals));
}

QString ageText(Duration age)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(magnitude(age)).count();
    const auto whole = [](qint64 number) { return QLocale().toString(number); };
    if (seconds < 60)
        return Quantity::tr("%1\u00a0s", "seconds").arg(whole(seconds));
    if (seconds < 3600)
        return Quantity::tr("%1\u00a0min", "minutes").arg(whole(seconds / 60));
    if (seconds < 24 * 3600) {
        QString hours = Quantity::tr("%1\u00a0h", "hours").arg(whole(seconds / 3600));
        const qint64 minutes = seconds / 60 % 60;
        if (minutes == 0)
            return hours;
        return Quantity::tr("%1 %2\u00a0min", "hours with their unit, and minutes")
            .arg(hours, whole(minutes));
    }
    return Quantity::tr("%n day(s)", "", static_cast<int>(seconds / (24 * 3600)));
}

QString waitText(Duration wait)
{
    constexpr Duration longest = Duration::max() - 24h; // room to round up
    const Duration rest = std::clamp(wait, Duration::zero(), longest);
    if (rest <= 59s)
        return ageText(std::chrono::ceil<std::chrono::seconds>(rest));
    if (rest <= 24h - 1min)
        return ageText(std::chrono::ceil<std::chrono::minutes>(rest));
    return ageText(std::chrono::ceil<std::chrono::days>(rest));
}

QString pollText(int log2Seconds)
{
    return pollText(fromLog2Seconds(log2Seconds));
}

QString pollText(Duration interval)
{
    if (interval < 1s)
        return spanText(interval);
    return Quantity::tr("%1\u00a0s", "seconds")
        .arg(QLocale().toString(std::chrono::duration_cast<std::chrono::seconds>(interval).count()));
}

QString agoText(Duration age)
{
    if (age < 2s)
        return Quantity::tr("just now");
    return Quantity::tr("%1 ago").arg(ageText(age));
}

QString clockTimeText(Instant at, Instant now)
{
    const auto local = [](Instant instant) {
        return QDateTime::fromSecsSinceEpoch(
            std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count());
    };
    const QDateTime time = local(at);
    return time.date() == local(now).date() ? QLocale().toString(time.time(), QLocale::ShortFormat)
                                            : QLocale().toString(time, QLocale::ShortFormat);
}

} // namespace synchroscope::wording
