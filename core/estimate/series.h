// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QtGlobal>

#include <optional>
#include <vector>

namespace synchroscope {

/// One point of a charted quantity.
struct SeriesPoint
{
    Instant at;
    Duration value{};       ///< offsets with Offset's sign
    Duration bound{};       ///< half-width of its error; zero when the quantity has none
    bool gapBefore = false; ///< silence lies between the point before and this one: no line joins them

    friend bool operator==(const SeriesPoint &, const SeriesPoint &) = default;
};

/// Reduces a series to at most four points per column: the column's first, smallest, largest and last, in
/// order of time, so that every spike survives (LTTB would drop some). A column of up to four points is kept
/// as it is, so that a small or already reduced series comes out unchanged. Memory for an open column does
/// not grow.
///
/// Points must be fed in order of time; of equal times any order will do. Columns are those of a plot
/// `columns` pixels wide from `from` up to, not including, `to`; all points before count as one more column,
/// and so do all behind. A silence before a point that is dropped moves to the next point that is kept, so no
/// line is ever drawn across one; the two lie in one column, so the line that is lost with it is less than a
/// pixel wide.
class SeriesReducer
{
public:
    SeriesReducer(Instant from, Instant to, int columns);

    void add(const SeriesPoint &point);
    /// The reduced series; the reducer is then empty.
    std::vector<SeriesPoint> take();

private:
    qint64 columnOf(Instant at) const;
    void keepExtremes();
    void closeColumn();

    Instant m_from;
    Instant m_to;
    qint64 m_columns;
    quint64 m_width; ///< nanoseconds
    std::vector<SeriesPoint> m_points;
    std::optional<qint64> m_column;
    std::vector<SeriesPoint> m_open; ///< what may have to be kept of the open column
    bool m_crowded = false;          ///< the open column had more than four points
};

} // namespace synchroscope
