// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/timewindow.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration shortest = seconds(10);
/// The history holds 30 days.
constexpr Duration longest = hours(24 * 31);
constexpr int spareColumns = 8;

} // namespace

Duration spanOf(ChartRange range)
{
    switch (range) {
    case ChartRange::TenMinutes:
        return minutes(10);
    case ChartRange::Hour:
        return hours(1);
    case ChartRange::Day:
        return hours(24);
    case ChartRange::Week:
        return hours(24 * 7);
    case ChartRange::Month:
        return hours(24 * 30);
    }
    return hours(1);
}

QString rangeName(ChartRange range)
{
    switch (range) {
    case ChartRange::TenMinutes:
        return u"10min"_s;
    case ChartRange::Hour:
        return u"1h"_s;
    case ChartRange::Day:
        return u"24h"_s;
    case ChartRange::Week:
        return u"7d"_s;
    case ChartRange::Month:
        return u"30d"_s;
    }
    return {};
}

std::optional<ChartRange> rangeFromName(QStringView name)
{
    const auto found = std::ranges::find(chartRanges, name, rangeName);
    return found == chartRanges.end() ? std::nullopt : std::optional(*found);
}

bool TimeWindow::setNow(Instant now)
{
    const Instant before = to();
    m_now = now;
    if (m_end && *m_end >= m_now)
        goLive();
    return to() != before;
}

void TimeWindow::setColumns(int columns)
{
    m_columns = std::max(1, columns);
}

void TimeWindow::follow(Duration span)
{
    m_span = std::clamp(span, shortest, longest);
    goLive();
}

void TimeWindow::zoom(double factor, Instant around)
{
    constexpr double presentFrom = 0.95;
    const double place = toSeconds(around - from()) / toSeconds(to() - from());
    const bool staysLive = live() && place > presentFrom;
    m_span = std::clamp(fromSeconds(toSeconds(m_span) * factor), shortest, longest);
    if (!staysLive)
        endAt(around + fromSeconds(toSeconds(m_span) * (1 - place)) - column() * spareColumns);
}

void TimeWindow::pan(Duration by)
{
    endAt(m_end.value_or(m_now) + by);
}

void TimeWindow::reveal(Instant at)
{
    if (at < from())
        pan(at - from() - m_span / 10);
    else if (at > to())
        pan(at - to() + m_span / 10);
}

Duration TimeWindow::column() const
{
    return std::max(Duration(1), m_span / m_columns);
}

Instant TimeWindow::to() const
{
    const Duration width = column();
    const Duration end = m_end.value_or(m_now).time_since_epoch();
    Duration whole = end / width * width;
    if (whole < end)
        whole += width;
    return Instant(whole + width * spareColumns);
}

void TimeWindow::endAt(Instant end)
{
    const Instant reachable = std::max(end, m_now - longest + m_span);
    if (reachable >= m_now)
        goLive();
    else
        m_end = reachable;
}

} // namespace synchroscope
