// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/timescale.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

/// Each part of a day divides the next larger unit, so that its ticks fall on the same readings every day.
constexpr std::array<qint64, 22> steps = {
    1,          2,           5,           10,          15,       30,       minute,   2 * minute,
    5 * minute, 10 * minute, 15 * minute, 30 * minute, hour,     2 * hour, 3 * hour, 6 * hour,
    12 * hour,  day,         2 * day,     7 * day,     14 * day, 28 * day};

qint64 floorSeconds(Instant at)
{
    return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
}

qint64 ceilSeconds(Instant at)
{
    return std::chrono::ceil<std::chrono::seconds>(at.time_since_epoch()).count();
}

QDateTime localTime(Instant at, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch()).count(), zone);
}

Instant fromUnix(qint64 seconds)
{
    return Instant(std::chrono::seconds(seconds));
}

qint64 ceilToMultiple(qint64 value, qint64 step)
{
    const qint64 rest = ((value % step) + step) % step;
    return rest == 0 ? value : value + step - rest;
}

QString dateLabel(QDate date)
{
    //: A day on the chart's time axis, without the year: "Nov 23".
    return QLocale().toString(date, QCoreApplication::translate("synchroscope::TimeScale", "MMM d"));
}

QString clockLabel(QTime time, bool withSeconds)
{
    return time.toString(withSeconds ? u"HH:mm:ss"_s : u"HH:mm"_s);
}

/// The zone's offset from universal time, and until when it holds.
class ZoneWalk
{
public:
    explicit ZoneWalk(const QTimeZone &zone) : m_zone(zone) {}

    void moveTo(qint64 second)
    {
        const QDateTime moment = QDateTime::fromSecsSinceEpoch(second, Qt::UTC);
        offset = m_zone.offsetFromUtc(moment);
        const QTimeZone::OffsetData next = m_zone.nextTransition(moment);
        until = next.atUtc.isValid() ? next.atUtc.toSecsSinceEpoch() : std::numeric_limits<qint64>::max();
    }

    qint64 offset = 0;
    qint64 until = 0;

private:
    const QTimeZone &m_zone;
};

std::vector<qint64> ticksWithinDays(qint64 from, qint64 to, const QTimeZone &zone, qint64 step)
{
    std::vector<qint64> ticks;
    ZoneWalk walk(zone);
    walk.moveTo(from);
    for (qint64 second = from; second <= to;) {
        const qint64 tick = ceilToMultiple(second + walk.offset, step) - walk.offset;
        if (tick >= walk.until) {
            second = walk.until;
            walk.moveTo(second);
            continue;
        }
        if (tick <= to)
            ticks.push_back(tick);
        second = tick + 1;
    }
    return ticks;
}

std::vector<qint64> ticksOfDays(qint64 from, qint64 to, const QTimeZone &zone, qint64 step)
{
    // Weeks begin on Monday: Julian day 0 was one.
    const qint64 days = step / day;
    const qint64 first = QDateTime::fromSecsSinceEpoch(from, zone).date().toJulianDay();
    std::vector<qint64> ticks;
    for (qint64 julian = ceilToMultiple(first, days);; julian += days) {
        // The first moment of the date: midnight, unless a clock change skips it.
        const qint64 tick = QDate::fromJulianDay(julian).startOfDay(zone).toSecsSinceEpoch();
        if (tick > to)
            return ticks;
        if (tick >= from)
            ticks.push_back(tick);
    }
}

} // namespace

std::vector<TimeTick> timeTicks(Instant from, Instant to, const QTimeZone &zone,
                                const TimeLabelWidths &widths)
{
    const auto widthFor = [&widths](qint64 step) {
        return step < minute ? widths.withSeconds : widths.plain;
    };
    const auto fitting = std::ranges::find_if(
        steps, [&widthFor](qint64 step) { return std::chrono::seconds(step) >= widthFor(step); });
    const qint64 step = fitting == steps.end() ? steps.back() : *fitting;
    const bool daily = step >= day;
    const std::vector<qint64> seconds =
        daily ? ticksOfDays(ceilSeconds(from), floorSeconds(to), zone, step)
              : ticksWithinDays(ceilSeconds(from), floorSeconds(to), zone, step);

    std::vector<TimeTick> ticks;
    std::optional<QDate> dateBefore;
    for (const qint64 second : seconds) {
        const Instant at = fromUnix(second);
        // A clock change can bring two round readings together.
        if (!ticks.empty() && at - ticks.back().at < widthFor(step))
            continue;
        const QDateTime local = QDateTime::fromSecsSinceEpoch(second, zone);
        const bool midnight = local.time().msecsSinceStartOfDay() == 0;
        const bool newDay = daily || midnight || (dateBefore && *dateBefore != local.date());
        ticks.push_back(
            {at, newDay ? dateLabel(local.date()) : clockLabel(local.time(), step < minute), newDay});
        dateBefore = local.date();
    }
    return ticks;
}

QString widestTimeLabel(bool withSeconds)
{
    if (withSeconds)
        return u"00:00:00"_s;
    QString date = dateLabel(QDate(2000, 9, 30));
    QString time = u"00:00"_s;
    return date.size() > time.size() ? date : time;
}

QString timeText(Instant at, Instant today, const QTimeZone &zone)
{
    const QDateTime local = localTime(at, zone);
    QString time = clockLabel(local.time(), true);
    if (local.date() == localTime(today, zone).date())
        return time;
    //: %1 is a date without the year, %2 a time of day.
    return QCoreApplication::translate("synchroscope::TimeScale", "%1, %2")
        .arg(dateLabel(local.date()), time);
}

} // namespace synchroscope
