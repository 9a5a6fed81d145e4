// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/statistics.h"
#include "core/history/historydatabase.h"

#include <vector>

namespace synchroscope {

/// Reads one source's answers of a range, unreduced, in steps; backwards, so that of too many the newest
/// come. Must not outlive its History.
class PointReader
{
public:
    /// As many as statistics are made of, at most: a day of asking every second.
    static constexpr std::size_t mostPoints = 100'000;

    /// `waiting` are the rows that are not in the file yet. The range is that of the times the rows are
    /// charted at: see SourceMerge.
    PointReader(HistoryDatabase &database, const std::vector<NewSample> &waiting,
                const StatisticsRequest &request, Duration clockMinusUptime);

    /// Reads about so many rows at most; true when all are read.
    bool step(int rows);
    /// In the order of boots, then of the uptime. The first of each boot counts as after a gap.
    std::vector<MeasuredPoint> take();

private:
    struct ReadPoint
    {
        MeasuredPoint point;
        int bootsLater = 0; ///< how many boots of the history came after
    };

    void addWaiting(const std::vector<NewSample> &waiting, const SourceId &source);
    int readBefore(const HistoryDatabase::Stretch &stretch, int rows);
    bool isFull() const { return m_points.size() >= mostPoints; }

    HistoryDatabase &m_database;
    int m_generation; ///< of the file that the numbers belong to
    std::optional<qint64> m_source;
    Instant m_from;
    Instant m_to;
    Duration m_clockMinusUptime;
    std::vector<HistoryDatabase::Stretch> m_stretches; ///< still to be read, from the back
    std::optional<Instant> m_readFrom; ///< of the last of these: stored time of the last row read
    QByteArray m_boot;                 ///< of the last stretch read
    int m_boots = 0;
    std::vector<ReadPoint> m_points;
};

} // namespace synchroscope
