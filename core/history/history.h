// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace synchroscope {

class HistoryDatabase;
class PointReader;

/// Reads one series request in steps, so that the engine's thread is never held up by a large past.
/// Must not outlive its History.
class HistoryReader
{
public:
    virtual ~HistoryReader() = default;
    /// Reads about so many rows at most; true when all are read.
    virtual bool step(int rows) = 0;
    /// What was read, reduced to the request's pixels and in order of the time it is charted at. Beside the
    /// points of the range, each series has the nearest before and the nearest behind it: lines reach the
    /// plot's edges.
    virtual SeriesReply take() = 0;
};

/// An event as it is kept: by the clock as it was then, and with what tells where it stands now.
struct KeptEvent
{
    Event event = {};
    Duration clockMinusUptime{}; ///< then
    bool isOfThisBoot = true;
};

/// Every sample and every event of the last 30 days, in an SQLite file (write-ahead log, one writer). Lives
/// in the engine's thread.
///
/// A row carries the boot's id, this clock and the uptime (the oscillator's count and the time slept), so
/// that the samples of this boot are charted at the time this clock would show for them now, whatever steps
/// lie in between; those of earlier boots at the time it showed then. Samples of different boots, and those
/// between which this clock was stepped by a second or more, are not joined.
class History
{
public:
    /// The newest are kept.
    static constexpr size_t mostEvents = 5000;

    /// Nothing is touched before open(). An empty `path` keeps the history in memory only (demonstrations,
    /// tests).
    History(const QString &path, const QByteArray &bootId);
    /// Tries once more to write what waits.
    ~History();

    History(const History &) = delete;
    History &operator=(const History &) = delete;

    /// Creates or opens the file. One that is found to be damaged, now or later, is renamed and a new one
    /// begun: FileSetAside, and the history works. HistoryUnwritable: this run's samples are kept in memory
    /// (the newest 100 000), and append() tries again; FileOfNewerVersion: it does not.
    Status open();

    /// All or nothing; a hundred and more at once may be kept until ten seconds' are written together.
    /// HistoryUnwritable: the rows wait in memory (the newest 100 000) and go along with the
    /// next call, as they do without a word while another program writes to the file. FileSetAside: the file
    /// was found to be damaged, and the rows are in a new one. Events go along and wait alike.
    Status append(std::span<const NewSample> samples, std::span<const KeptEvent> events = {});
    /// Cheap when there is little to remove.
    Status removeOlderThan(Instant limit);

    /// `clockMinusUptime` maps the samples of this boot to this clock's present time. Rows that still wait
    /// are read as well.
    std::unique_ptr<HistoryReader> read(const SeriesRequest &request, Duration clockMinusUptime);

    /// One source's answers of a range, for its statistics; the rest as above.
    std::unique_ptr<PointReader> readPoints(const StatisticsRequest &request, Duration clockMinusUptime);

    /// In the order in which they were kept; nothing while the file is not open.
    std::optional<std::vector<KeptEvent>> events();

    /// When the source was last measured, as this clock showed it then: tells a gap from a continuation.
    std::optional<Instant> lastSampleAt(const SourceId &source) const;
    /// When the last of the stored answers came, by its server's clock: a day to reckon from that a wrong
    /// clock of this computer does not move.
    std::optional<Instant> newestAnswer() const;

private:
    bool mayWait(std::size_t latest) const;
    Status flush(std::size_t atOnce);

    std::unique_ptr<HistoryDatabase> m_database;
    std::vector<NewSample> m_waiting; ///< not in the file yet, oldest first
    std::vector<KeptEvent> m_waitingEvents;
    std::size_t m_untried = 0; ///< so many of the newest of them
};

/// Identifies this boot (/proc/sys/kernel/random/boot_id); empty when the system does not say.
QByteArray currentBootId();

} // namespace synchroscope
