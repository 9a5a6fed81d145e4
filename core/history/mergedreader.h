// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/series.h"
#include "core/history/history.h"
#include "core/history/historydatabase.h"

#include <optional>
#include <vector>

namespace synchroscope {

/// One source's rows in the order in which they are charted, reduced on the way.
///
/// The rule: rows of this boot stand at their uptime + the present REALTIME − uptime, those of earlier boots
/// at the REALTIME of then. Uptime is RAW and the time slept, in which RAW stands still. Each stretch is in
/// order by either; the stretches are merged by the time they are charted at, so the order holds although
/// clocks were stepped back. Rows of different boots, and rows between which this clock was stepped by more
/// than a stretch tolerates, are never joined by a line.
///
/// Beside the rows of the range come the nearest before and the nearest behind it, so that lines reach the
/// plot's edges.
class SourceMerge
{
public:
    /// `waiting` are the source's rows that are not in the file yet.
    SourceMerge(HistoryDatabase &database, const std::vector<NewSample> &waiting, const SourceId &source,
                const SeriesRequest &request, Duration clockMinusUptime);

    /// Uses up `budget` rows at most; true when the source is finished.
    bool advance(int &budget);
    std::vector<SeriesPoint> take();

private:
    struct Stream
    {
        HistoryDatabase::Stretch stretch;
        std::vector<SeriesPoint> points; ///< read and not yet charted: from `next`
        std::size_t next = 0;
        Instant readTo; ///< stored time of the last row read
        bool exhausted = false;

        const SeriesPoint &front() const { return points[next]; }
    };

    void addStretch(const HistoryDatabase::Stretch &stretch);
    void addWaiting(const std::vector<NewSample> &waiting);
    int refill(Stream &stream, int rows);
    Duration shiftOf(const HistoryDatabase::Stretch &stretch) const;
    void enqueue(std::size_t stream);
    std::size_t dequeue();
    void chart(std::size_t stream, SeriesPoint point);
    bool joined(std::size_t stream) const;

    HistoryDatabase &m_database;
    int m_generation; ///< of the file that the numbers belong to
    std::optional<qint64> m_source;
    SeriesQuantity m_quantity;
    Instant m_from;
    Instant m_to;
    Duration m_clockMinusUptime;
    SeriesReducer m_reducer;
    std::vector<Stream> m_streams;
    std::vector<std::size_t> m_queue;   ///< a heap of streams with points; the earliest in front
    std::optional<std::size_t> m_empty; ///< the stream that must be read on before anything is charted
    std::optional<std::size_t> m_lastStream;
    std::optional<SeriesPoint> m_lastPoint;
    std::optional<SeriesPoint> m_before; ///< the nearest before the range so far
    bool m_behind = false;               ///< the first point behind the range is charted
};

class MergedReader final : public HistoryReader
{
public:
    MergedReader(HistoryDatabase &database, const std::vector<NewSample> &waiting,
                 const SeriesRequest &request, Duration clockMinusUptime);

    bool step(int rows) override;
    SeriesReply take() override;

private:
    std::vector<NewSample> waitingOf(const SourceId &source) const;

    HistoryDatabase &m_database;
    const std::vector<NewSample> &m_waiting; ///< the History's own, as it is when a source's turn comes
    SeriesRequest m_request;
    Duration m_clockMinusUptime;
    std::optional<SourceMerge> m_merge;
    std::vector<Series> m_series;
};

} // namespace synchroscope
