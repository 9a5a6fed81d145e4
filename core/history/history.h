// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <memory>
#include <span>

namespace synchroscope {

/// Reads one series request in steps, so that the engine's thread is never held up by a large past.
/// Must not outlive its History.
class HistoryReader
{
public:
    virtual ~HistoryReader() = default;
    /// Reads at most so many rows; true when all are read.
    virtual bool step(int rows) = 0;
    /// What was read, reduced to the request's pixels.
    virtual SeriesReply take() = 0;
};

/// Every sample of the last 30 days, in an SQLite file (write-ahead log, one writer). Lives in the engine's thread.
///
/// A row carries the boot's id and both clocks, so that the samples of this boot are charted at the time this clock would show
/// for them now, whatever steps lie in between; those of earlier boots at the time it showed then.
class History
{
public:
    /// Nothing is touched before open(). An empty `path` keeps the history in memory only (demonstrations, tests).
    History(const QString &path, const QByteArray &bootId);
    ~History();

    History(const History &) = delete;
    History &operator=(const History &) = delete;

    /// Creates or opens the file. A damaged one is renamed and a new one begun: FileSetAside, and the history works.
    /// HistoryUnwritable: this run's samples are kept in memory.
    Status open();

    /// All or nothing. HistoryUnwritable: the rows wait in memory (the newest 100 000) and go along with the next call.
    Status append(std::span<const NewSample> samples);
    Status removeOlderThan(Instant limit);

    /// `clockMinusRaw` maps the samples of this boot to this clock's present time.
    std::unique_ptr<HistoryReader> read(const SeriesRequest &request, Duration clockMinusRaw);

    /// The newest sample of each source before this run, to tell a gap from a continuation.
    std::optional<Instant> lastSampleAt(const SourceId &source) const;

private:
    class Database;
    std::unique_ptr<Database> m_database;
};

/// Identifies this boot (/proc/sys/kernel/random/boot_id); empty when the system does not say.
QByteArray currentBootId();

} // namespace synchroscope
