// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/history.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <optional>
#include <span>
#include <vector>

namespace synchroscope {

/// The SQLite file of a History, or a database in memory. The connection is opened, used and closed in one
/// thread.
///
/// Rows are ordered by source, stretch and time. A *stretch* is a run of rows of one boot in which both
/// this clock and the uptime of every source only go forward and their difference changes by less than a
/// second; a step begins a new one, and so does a start of the program. Within a stretch the order of
/// REALTIME is that of the uptime, so one key serves both, and a row needs of the second only the small
/// difference. Measured with two million rows: 41 bytes each, against 66 with row ids and an index on
/// (source, at) that cannot order by uptime, and 90 with an index for each clock.
class HistoryDatabase
{
public:
    enum class State : quint8 {
        Closed, ///< open() was not called yet
        Open,
        Failed,  ///< for a reason that may pass: a full disk, a file in use
        Damaged, ///< a query found out; replaceDamagedFile() begins anew
        Refused, ///< for good: written by a newer version, or damaged where nothing can be renamed
    };
    enum class Outcome : quint8 {
        Done,
        Busy,    ///< another program writes at this moment
        Damaged, ///< what the file holds is no longer a database of ours
        Failed,
    };

    struct Stretch
    {
        qint64 id = 0;
        QByteArray boot;
        Duration clockMinusUptime{}; ///< at its beginning
    };
    struct Row
    {
        Instant at;       ///< on this clock as it was then
        Duration moved{}; ///< of this clock against the uptime since the stretch began
        Duration value{}; ///< the quantity asked for
        Duration bound{};
        bool gapBefore = false;
    };

    /// One with all that statistics are made of.
    struct AnswerRow
    {
        Instant at;
        Duration moved{};
        Duration offset{};
        Duration delay{};
        bool gapBefore = false;
    };

    /// How far the clock may move within a stretch.
    static constexpr Duration stretchTolerance = std::chrono::seconds(1);

    HistoryDatabase(const QString &path, const QByteArray &bootId);
    ~HistoryDatabase();

    HistoryDatabase(const HistoryDatabase &) = delete;
    HistoryDatabase &operator=(const HistoryDatabase &) = delete;

    State state() const { return m_state; }
    const QByteArray &bootId() const { return m_bootId; }
    /// Changes whenever a file is opened: the numbers of sources and stretches are those of one file.
    int generation() const { return m_generation; }

    /// As History::open().
    Status open();
    /// Renames a file found to be damaged and begins a new one: FileSetAside, or HistoryUnwritable.
    Status replaceDamagedFile();
    /// Why the last call failed.
    Error trouble() const;

    /// One transaction: all or nothing.
    Outcome write(std::span<const NewSample> samples, std::span<const KeptEvent> events);
    /// The rows of this boot count at the time this clock showed for them last.
    Outcome removeOlderThan(Instant limit);

    // Each of these is one short query. One that fails, or has no file, finds nothing: a reader always comes
    // to an end. One that finds damage leads to State::Damaged.
    std::optional<qint64> idOf(const SourceId &source);
    std::vector<Stretch> stretches();
    /// At most `limit` rows after `after`, in order of time.
    std::vector<Row> rowsAfter(qint64 source, qint64 stretch, Instant after, SeriesQuantity quantity,
                               int limit);
    /// At most `limit` rows before `before`, the latest first.
    std::vector<AnswerRow> answersBefore(qint64 source, qint64 stretch, Instant before, int limit);
    std::optional<Instant> lastBefore(qint64 source, qint64 stretch, Instant limit);
    std::optional<Instant> newest(qint64 source);
    /// Of any source, by its server's clock.
    std::optional<Instant> newestAnswer();
    /// The newest, in the order in which they were written. What a newer program has written and this one
    /// does not know is left out.
    std::vector<KeptEvent> events(int limit);

private:
    struct Statements
    {
        QSqlQuery findSource;
        QSqlQuery addSource;
        QSqlQuery addStretch;
        QSqlQuery addSample;
        QSqlQuery addEvent;
        QSqlQuery offsets;
        QSqlQuery delays;
        QSqlQuery answersBefore;
        QSqlQuery lastBefore;
        QSqlQuery newest;
    };
    struct ClockPair
    {
        Instant at;
        Duration uptime{};
    };

    /// Where in the table a sample belongs.
    struct PlacedSample
    {
        qint64 source = 0;
        qint64 stretch = 0;
        Duration moved{};
        const NewSample *sample = nullptr;
    };

    Outcome openFile();
    Outcome checkContent(bool endedInOrder);
    Outcome bringUpToDate();
    Outcome prepareStatements();
    void close();
    std::optional<QString> renameDamagedFile();

    bool run(const QString &sql);
    bool run(QSqlQuery &query);
    bool next(QSqlQuery &query);
    void noteFailure(const QSqlError &error);
    std::optional<qint64> number(const QString &sql);
    std::optional<Instant> instant(QSqlQuery &query);
    Outcome failure() const;
    Outcome rolledBack();

    bool insert(const PlacedSample &placed);
    bool insert(std::span<const KeptEvent> events);
    std::optional<qint64> idForWriting(const SourceId &source);
    bool continueStretch(const Sample &sample, qint64 source);

    const QString m_path;
    const QByteArray m_bootId;
    const QString m_connectionName;
    State m_state = State::Closed;
    QString m_reason;
    bool m_ofNewerVersion = false;
    int m_errorCode = 0;
    int m_generation = 0;
    QSqlDatabase m_connection;
    std::optional<Statements> m_statements;
    QHash<SourceId, qint64> m_sourceIds;
    std::optional<Stretch> m_stretch;       ///< the one being written
    QHash<qint64, ClockPair> m_lastWritten; ///< of each source, in m_stretch
};

/// Limited so that sums with the clocks' differences fit, to the years 1825 to 2114.
Instant chartable(Instant instant);

} // namespace synchroscope
