// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QString>
#include <QStringView>

#include <array>
#include <optional>

namespace synchroscope {

/// The stretches of time that have a button.
enum class ChartRange : quint8 { TenMinutes, Hour, Day, Week, Month };

inline constexpr std::array chartRanges = {ChartRange::TenMinutes, ChartRange::Hour, ChartRange::Day,
                                           ChartRange::Week, ChartRange::Month};

Duration spanOf(ChartRange range);
/// "10min", "1h", "24h", "7d", "30d": for settings.
QString rangeName(ChartRange range);
std::optional<ChartRange> rangeFromName(QStringView name);

/// Which stretch of time the chart shows: it either follows the present or stands still in the past.
///
/// The stretch always begins and ends on whole columns (pixels) counted from 1970, so that a live chart moves
/// by whole pixels, a long one seldom, and what falls into one column together stays together while it moves.
class TimeWindow
{
public:
    /// Returns whether another stretch is shown now; the wall clock may also jump back.
    bool setNow(Instant now);
    void setColumns(int columns);

    /// The last so long, and on with the time.
    void follow(Duration span);
    void goLive() { m_end.reset(); }
    /// A factor below one shows less. `around` keeps its place; what ends at the present goes on following
    /// it.
    void zoom(double factor, Instant around);
    /// Positive: towards the present, where it begins to follow.
    void pan(Duration by);
    /// Moves no farther than needed to show this moment.
    void reveal(Instant at);

    bool live() const { return !m_end; }
    Instant now() const { return m_now; }
    Duration span() const { return m_span; }
    int columns() const { return m_columns; }
    Duration column() const;
    Instant from() const { return to() - column() * m_columns; }
    /// A few columns after the end of what is followed, for the line's end to be seen.
    Instant to() const;

private:
    void endAt(Instant end);

    Instant m_now;
    std::optional<Instant> m_end; ///< nothing: the present
    Duration m_span = std::chrono::hours(1);
    int m_columns = 1;
};

} // namespace synchroscope
