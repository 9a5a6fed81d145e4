// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/historydatabase.h"

#include "core/history/eventrow.h"
#include "core/history/setaside.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <tuple>

#include <sys/stat.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int currentVersion = 3;

// SQLite's primary result codes; the upper bytes say more than is needed.
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteNotADatabase = 26;

// Its rows come and go by the order of `id`. What an event says is in words: see eventrow.h.
constexpr QLatin1StringView
    eventTable("CREATE TABLE event (id INTEGER PRIMARY KEY, boot BLOB NOT NULL, at INTEGER NOT NULL,"
               " clock_minus_uptime INTEGER NOT NULL, content TEXT NOT NULL)");

// `moved` is how far this clock moved against the uptime since the stretch began. All times are nanoseconds.
constexpr QLatin1StringView schema[] = {
    "CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"_L1,
    "CREATE TABLE stretch (id INTEGER PRIMARY KEY, boot BLOB NOT NULL, clock_minus_uptime INTEGER NOT NULL)"_L1,
    "CREATE TABLE sample (source INTEGER NOT NULL, stretch INTEGER NOT NULL, at INTEGER NOT NULL,"
    " moved INTEGER NOT NULL, offset INTEGER NOT NULL, delay INTEGER NOT NULL, bound INTEGER NOT NULL,"
    " gap_before INTEGER NOT NULL, stratum INTEGER NOT NULL,"
    " PRIMARY KEY (source, stretch, at)) WITHOUT ROWID"_L1,
    eventTable,
    "PRAGMA user_version = 3"_L1,
};

// Version 1 compared this clock with MONOTONIC_RAW, and nobody knows how long the computer had slept by then:
// its rows keep the time this clock showed, as those of an earlier boot do.
constexpr QLatin1StringView fromVersion1[] = {
    "ALTER TABLE stretch RENAME COLUMN clock_minus_raw TO clock_minus_uptime"_L1,
    "UPDATE stretch SET boot = CAST(boot || ' of version 1' AS BLOB)"_L1,
    eventTable,
    "PRAGMA user_version = 3"_L1,
};

constexpr QLatin1StringView fromVersion2[] = {
    eventTable,
    "PRAGMA user_version = 3"_L1,
};

QString uniqueConnectionName()
{
    static std::atomic<int> count = 0;
    return u"history-%1"_s.arg(++count);
}

qint64 nanoseconds(Duration span)
{
    return span.count();
}

qint64 nanoseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}

// The XDG base directory specification asks for 0700 for whatever has to be created.
bool makeDirectory(const QString &path)
{
    if (QFileInfo(path).isDir())
        return true;
    const QString parent = QFileInfo(path).path();
    if (parent != path && !makeDirectory(parent))
        return false;
    return ::mkdir(QFile::encodeName(path).constData(), S_IRWXU) == 0 || errno == EEXIST;
}

} // namespace

HistoryDatabase::HistoryDatabase(const QString &path, const QByteArray &bootId)
    : m_path(path)
    // Two runs of which nobody knows the boot may not be taken for one.
    , m_bootId(bootId.isEmpty() ? QUuid::createUuid().toByteArray() : bootId)
    , m_connectionName(uniqueConnectionName())
{}

HistoryDatabase::~HistoryDatabase()
{
    close();
}

Status HistoryDatabase::open()
{
    Outcome outcome = openFile();
    if (outcome == Outcome::Damaged)
        return replaceDamagedFile();
    if (outcome != Outcome::Done)
        return trouble();
    return {};
}

Status HistoryDatabase::replaceDamagedFile()
{
    // Closing would have SQLite remove the log, which may hold rows that the file lacks.
    const std::optional<QString> newName = renameDamagedFile();
    close();
    if (!newName) {
        m_state = State::Refused;
        return trouble();
    }
    if (openFile() != Outcome::Done)
        return trouble();
    return Error{ErrorCode::FileSetAside, m_path, *newName};
}

Error HistoryDatabase::trouble() const
{
    if (m_ofNewerVersion)
        return {ErrorCode::FileOfNewerVersion, m_path, {}};
    return {ErrorCode::HistoryUnwritable, m_path, m_reason};
}

HistoryDatabase::Outcome HistoryDatabase::openFile()
{
    close();
    ++m_generation;
    m_state = State::Failed;
    if (!m_path.isEmpty() && !makeDirectory(QFileInfo(m_path).path())) {
        m_reason = qt_error_string(errno);
        return Outcome::Failed;
    }
    m_connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
    m_connection.setDatabaseName(m_path.isEmpty() ? u":memory:"_s : m_path);
    // Another writer's transaction takes milliseconds; longer the engine's thread shall not wait.
    m_connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=200"_s);
    Outcome outcome = Outcome::Failed;
    // SQLite removes the log when the last program closes the file.
    const bool endedInOrder = QFileInfo(m_path + "-wal"_L1).size() == 0;
    if (m_connection.open()) {
        outcome = checkContent(endedInOrder);
    } else {
        m_reason = m_connection.lastError().databaseText();
    }
    if (outcome == Outcome::Done)
        m_state = State::Open;
    else if (outcome != Outcome::Damaged)
        close();
    return outcome;
}

HistoryDatabase::Outcome HistoryDatabase::checkContent(bool endedInOrder)
{
    const std::optional<qint64> version = number(u"PRAGMA user_version"_s);
    if (!version)
        return failure();
    if (*version > currentVersion) {
        m_state = State::Refused;
        m_ofNewerVersion = true;
        return Outcome::Failed;
    }
    if (*version < 0)
        return Outcome::Damaged;
    if (!endedInOrder) {
        // Seconds with a few million rows; what it would have found is found by queries as well, though
        // later.
        QSqlQuery check(m_connection);
        check.prepare(u"PRAGMA quick_check(1)"_s);
        if (!run(check) || !next(check))
            return failure();
        if (check.value(0).toString() != "ok"_L1)
            return Outcome::Damaged;
    }
    // In the write-ahead log, NORMAL survives a crash of the program at any moment; a power failure may cost
    // the last rows, never the file.
    if (!run(u"PRAGMA journal_mode = WAL"_s) || !run(u"PRAGMA synchronous = NORMAL"_s))
        return failure();
    if (*version < currentVersion) {
        const Outcome updated = bringUpToDate();
        if (updated != Outcome::Done)
            return updated;
    }
    return prepareStatements();
}

HistoryDatabase::Outcome HistoryDatabase::bringUpToDate()
{
    if (!run(u"BEGIN IMMEDIATE"_s))
        return failure();
    // Another program may have been faster.
    const std::optional<qint64> version = number(u"PRAGMA user_version"_s);
    const std::optional<qint64> tables = number(u"SELECT count(*) FROM sqlite_master"_s);
    if (!version || !tables)
        return rolledBack();
    if (*version == 0 && *tables > 0) {
        // Somebody else's database.
        rolledBack();
        return Outcome::Damaged;
    }
    std::span<const QLatin1StringView> statements;
    if (*version == 0)
        statements = schema;
    else if (*version == 1)
        statements = fromVersion1;
    else if (*version == 2)
        statements = fromVersion2;
    for (const QLatin1StringView statement : statements) {
        if (!run(QString(statement)))
            return rolledBack();
    }
    return run(u"COMMIT"_s) ? Outcome::Done : rolledBack();
}

HistoryDatabase::Outcome HistoryDatabase::prepareStatements()
{
    Statements &statements = m_statements.emplace();
    const auto prepare = [this](QSqlQuery &query, const QString &sql) {
        query = QSqlQuery(m_connection);
        query.setForwardOnly(true);
        return query.prepare(sql);
    };
    const QString rows = u"SELECT at, moved, gap_before, %1 FROM sample"
                         " WHERE source = ? AND stretch = ? AND at > ? ORDER BY at LIMIT ?"_s;
    const bool prepared =
        prepare(statements.findSource, u"SELECT id FROM source WHERE name = ?"_s) &&
        prepare(statements.addSource, u"INSERT INTO source (name) VALUES (?)"_s) &&
        prepare(statements.addStretch, u"INSERT INTO stretch (boot, clock_minus_uptime) VALUES (?, ?)"_s) &&
        prepare(statements.addSample,
                u"INSERT INTO sample (source, stretch, at, moved, offset, delay, bound, gap_before, stratum)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s) &&
        prepare(statements.addEvent,
                u"INSERT INTO event (boot, at, clock_minus_uptime, content) VALUES (?, ?, ?, ?)"_s) &&
        prepare(statements.offsets, rows.arg("offset, bound"_L1)) &&
        prepare(statements.delays, rows.arg("delay, 0"_L1)) &&
        prepare(statements.answersBefore,
                u"SELECT at, moved, offset, delay, gap_before FROM sample"
                " WHERE source = ? AND stretch = ? AND at < ? ORDER BY at DESC LIMIT ?"_s) &&
        prepare(statements.lastBefore, u"SELECT at FROM sample WHERE source = ? AND stretch = ? AND at < ?"
                                       " ORDER BY at DESC LIMIT 1"_s) &&
        prepare(statements.newest,
                u"SELECT at FROM sample WHERE source = ? ORDER BY stretch DESC, at DESC LIMIT 1"_s);
    // Our version, but not our tables.
    return prepared ? Outcome::Done : Outcome::Damaged;
}

void HistoryDatabase::close()
{
    m_sourceIds.clear();
    m_stretch.reset();
    m_lastWritten.clear();
    // The name can be given back only when neither a query nor a copy of the connection is left.
    m_statements.reset();
    if (m_connection.isValid()) {
        m_connection.close();
        m_connection = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_connectionName);
    }
    if (m_state == State::Open)
        m_state = State::Closed;
}

std::optional<QString> HistoryDatabase::renameDamagedFile()
{
    const Result<QString> target = setAside(m_path);
    if (!target) {
        m_reason = target.error().detail;
        return std::nullopt;
    }
    // The log belongs to the file: SQLite finds it by the name.
    for (const QLatin1StringView suffix : {"-wal"_L1, "-shm"_L1}) {
        if (QFile::exists(m_path + suffix) && !QFile::rename(m_path + suffix, *target + suffix))
            QFile::remove(m_path + suffix);
    }
    return *target;
}

HistoryDatabase::Outcome HistoryDatabase::write(std::span<const NewSample> samples,
                                                std::span<const KeptEvent> events)
{
    if (!run(u"BEGIN IMMEDIATE"_s))
        return failure();
    std::vector<PlacedSample> placed;
    placed.reserve(samples.size());
    for (const NewSample &sample : samples) {
        const std::optional<qint64> source = idForWriting(sample.source);
        if (!source || !continueStretch(sample.sample, *source))
            return rolledBack();
        placed.push_back({.source = *source,
                          .stretch = m_stretch->id,
                          .moved = sample.sample.clockMinusUptime() - m_stretch->clockMinusUptime,
                          .sample = &sample});
    }
    // In the table's order, so that each of its pages is visited once.
    const auto place = [](const PlacedSample &one) {
        return std::tuple(one.source, one.stretch, one.sample->sample.at);
    };
    std::ranges::sort(placed, {}, place);
    for (const PlacedSample &sample : placed) {
        if (!insert(sample))
            return rolledBack();
    }
    if (!events.empty() && !insert(events))
        return rolledBack();
    return run(u"COMMIT"_s) ? Outcome::Done : rolledBack();
}

HistoryDatabase::Outcome HistoryDatabase::removeOlderThan(Instant limit)
{
    if (!run(u"BEGIN IMMEDIATE"_s))
        return failure();
    const std::vector<Stretch> all = stretches();
    const auto ofThisBoot = [this](const Stretch &stretch) { return stretch.boot == m_bootId; };
    const auto newestOfThisBoot = std::find_if(all.rbegin(), all.rend(), ofThisBoot);
    QSqlQuery remove(m_connection);
    remove.prepare(
        u"DELETE FROM sample WHERE source IN (SELECT id FROM source) AND stretch = ? AND at < ?"_s);
    for (const Stretch &stretch : all) {
        const Duration stepped = ofThisBoot(stretch)
                                     ? stretch.clockMinusUptime - newestOfThisBoot->clockMinusUptime
                                     : Duration::zero();
        remove.bindValue(0, stretch.id);
        remove.bindValue(1, nanoseconds(limit + stepped));
        if (!run(remove))
            return rolledBack();
    }
    // Of this boot each has a time of its own, and the clock's latest is known of samples only.
    QSqlQuery removeEvents(m_connection);
    removeEvents.prepare(u"DELETE FROM event WHERE at + CASE WHEN boot = ? AND ? IS NOT NULL"
                         " THEN ? - clock_minus_uptime ELSE 0 END < ?"_s);
    const QVariant latest = newestOfThisBoot == all.rend()
                                ? QVariant()
                                : QVariant(nanoseconds(newestOfThisBoot->clockMinusUptime));
    removeEvents.bindValue(0, m_bootId);
    removeEvents.bindValue(1, latest);
    removeEvents.bindValue(2, latest);
    removeEvents.bindValue(3, nanoseconds(limit));
    if (!run(removeEvents))
        return rolledBack();
    // Those of this boot may still be written to, by another program too.
    QSqlQuery forget(m_connection);
    forget.prepare(
        u"DELETE FROM stretch WHERE boot <> ? AND NOT EXISTS (SELECT 1 FROM source CROSS JOIN sample"
        " ON sample.source = source.id AND sample.stretch = stretch.id)"_s);
    forget.bindValue(0, m_bootId);
    if (!run(forget))
        return rolledBack();
    return run(u"COMMIT"_s) ? Outcome::Done : rolledBack();
}

std::optional<qint64> HistoryDatabase::idOf(const SourceId &source)
{
    if (m_state != State::Open)
        return {};
    QSqlQuery &query = m_statements->findSource;
    query.bindValue(0, source.key);
    std::optional<qint64> id;
    if (run(query) && next(query))
        id = query.value(0).toLongLong();
    query.finish();
    return id;
}

std::vector<HistoryDatabase::Stretch> HistoryDatabase::stretches()
{
    if (m_state != State::Open)
        return {};
    std::vector<Stretch> found;
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    query.prepare(u"SELECT id, boot, clock_minus_uptime FROM stretch ORDER BY id"_s);
    if (!run(query))
        return found;
    while (next(query))
        found.push_back({query.value(0).toLongLong(), query.value(1).toByteArray(),
                         Duration(query.value(2).toLongLong())});
    return found;
}

std::vector<HistoryDatabase::Row> HistoryDatabase::rowsAfter(qint64 source, qint64 stretch, Instant after,
                                                             SeriesQuantity quantity, int limit)
{
    if (m_state != State::Open)
        return {};
    QSqlQuery &query = quantity == SeriesQuantity::Delay ? m_statements->delays : m_statements->offsets;
    query.bindValue(0, source);
    query.bindValue(1, stretch);
    query.bindValue(2, nanoseconds(after));
    query.bindValue(3, limit);
    std::vector<Row> rows;
    if (!run(query))
        return rows;
    while (next(query)) {
        rows.push_back({.at = Instant(Duration(query.value(0).toLongLong())),
                        .moved = Duration(query.value(1).toLongLong()),
                        .value = Duration(query.value(3).toLongLong()),
                        .bound = Duration(query.value(4).toLongLong()),
                        .gapBefore = query.value(2).toInt() != 0});
    }
    query.finish();
    return rows;
}

std::vector<HistoryDatabase::AnswerRow> HistoryDatabase::answersBefore(qint64 source, qint64 stretch,
                                                                       Instant before, int limit)
{
    if (m_state != State::Open)
        return {};
    QSqlQuery &query = m_statements->answersBefore;
    query.bindValue(0, source);
    query.bindValue(1, stretch);
    query.bindValue(2, nanoseconds(before));
    query.bindValue(3, limit);
    std::vector<AnswerRow> rows;
    if (!run(query))
        return rows;
    while (next(query)) {
        rows.push_back({.at = Instant(Duration(query.value(0).toLongLong())),
                        .moved = Duration(query.value(1).toLongLong()),
                        .offset = Duration(query.value(2).toLongLong()),
                        .delay = Duration(query.value(3).toLongLong()),
                        .gapBefore = query.value(4).toInt() != 0});
    }
    query.finish();
    return rows;
}

std::optional<Instant> HistoryDatabase::lastBefore(qint64 source, qint64 stretch, Instant limit)
{
    if (m_state != State::Open)
        return {};
    QSqlQuery &query = m_statements->lastBefore;
    query.bindValue(0, source);
    query.bindValue(1, stretch);
    query.bindValue(2, nanoseconds(limit));
    return instant(query);
}

std::optional<Instant> HistoryDatabase::newest(qint64 source)
{
    if (m_state != State::Open)
        return {};
    QSqlQuery &query = m_statements->newest;
    query.bindValue(0, source);
    return instant(query);
}

std::optional<Instant> HistoryDatabase::newestAnswer()
{
    if (m_state != State::Open)
        return {};
    QSqlQuery query(m_connection);
    query.prepare(u"SELECT max((SELECT at - offset FROM sample WHERE sample.source = source.id"
                  " ORDER BY stretch DESC, at DESC LIMIT 1)) FROM source"_s);
    return instant(query);
}

std::vector<KeptEvent> HistoryDatabase::events(int limit)
{
    std::vector<KeptEvent> events;
    if (m_state != State::Open)
        return events;
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    query.prepare(u"SELECT boot, at, clock_minus_uptime, content FROM"
                  " (SELECT * FROM event ORDER BY id DESC LIMIT ?) ORDER BY id"_s);
    query.bindValue(0, limit);
    if (!run(query))
        return events;
    while (next(query)) {
        std::optional<Event> event = eventFromRow(query.value(3).toByteArray());
        if (!event)
            continue;
        event->at = Instant(Duration(query.value(1).toLongLong()));
        if (event->clock)
            event->clock->at = event->at;
        events.push_back({.event = *event,
                          .clockMinusUptime = Duration(query.value(2).toLongLong()),
                          .isOfThisBoot = query.value(0).toByteArray() == m_bootId});
    }
    return events;
}

bool HistoryDatabase::run(const QString &sql)
{
    QSqlQuery query(m_connection);
    query.prepare(sql);
    return run(query);
}

bool HistoryDatabase::run(QSqlQuery &query)
{
    if (query.exec())
        return true;
    noteFailure(query.lastError());
    return false;
}

bool HistoryDatabase::next(QSqlQuery &query)
{
    if (query.next())
        return true;
    if (query.lastError().isValid())
        noteFailure(query.lastError());
    return false;
}

void HistoryDatabase::noteFailure(const QSqlError &error)
{
    m_errorCode = error.nativeErrorCode().toInt() & 0xff;
    m_reason = error.databaseText();
    if (m_state == State::Open && failure() == Outcome::Damaged)
        m_state = State::Damaged;
}

std::optional<qint64> HistoryDatabase::number(const QString &sql)
{
    QSqlQuery query(m_connection);
    query.prepare(sql);
    if (!run(query) || !next(query))
        return std::nullopt;
    return query.value(0).toLongLong();
}

std::optional<Instant> HistoryDatabase::instant(QSqlQuery &query)
{
    std::optional<Instant> found;
    if (run(query) && next(query) && !query.isNull(0))
        found = Instant(Duration(query.value(0).toLongLong()));
    query.finish();
    return found;
}

HistoryDatabase::Outcome HistoryDatabase::failure() const
{
    switch (m_errorCode) {
    case sqliteBusy:
    case sqliteLocked:
        return Outcome::Busy;
    case sqliteCorrupt:
    case sqliteNotADatabase:
        return Outcome::Damaged;
    default:
        return Outcome::Failed;
    }
}

HistoryDatabase::Outcome HistoryDatabase::rolledBack()
{
    const Outcome outcome = failure();
    // Some failures have ended the transaction already, so this one may fail; the first reason is the one to
    // tell.
    QSqlQuery(m_connection).exec(u"ROLLBACK"_s);
    m_sourceIds.clear();
    m_stretch.reset();
    m_lastWritten.clear();
    return outcome;
}

bool HistoryDatabase::insert(const PlacedSample &placed)
{
    const NewSample &sample = *placed.sample;
    QSqlQuery &query = m_statements->addSample;
    query.bindValue(0, placed.source);
    query.bindValue(1, placed.stretch);
    query.bindValue(2, nanoseconds(sample.sample.at));
    query.bindValue(3, nanoseconds(placed.moved));
    query.bindValue(4, nanoseconds(sample.point.value));
    query.bindValue(5, nanoseconds(sample.sample.delay));
    query.bindValue(6, nanoseconds(sample.point.bound));
    query.bindValue(7, sample.point.gapBefore ? 1 : 0);
    query.bindValue(8, sample.sample.stratum);
    return run(query);
}

bool HistoryDatabase::insert(std::span<const KeptEvent> events)
{
    QSqlQuery &query = m_statements->addEvent;
    for (const KeptEvent &event : events) {
        query.bindValue(0, m_bootId);
        query.bindValue(1, nanoseconds(event.event.at));
        query.bindValue(2, nanoseconds(event.clockMinusUptime));
        query.bindValue(3, QString::fromUtf8(rowOf(event.event)));
        if (!run(query))
            return false;
    }
    return run(u"DELETE FROM event WHERE id <= (SELECT max(id) FROM event) - %1"_s.arg(History::mostEvents));
}

std::optional<qint64> HistoryDatabase::idForWriting(const SourceId &source)
{
    if (const auto known = m_sourceIds.constFind(source); known != m_sourceIds.cend())
        return *known;
    std::optional<qint64> id = idOf(source);
    if (!id) {
        if (m_state != State::Open)
            return std::nullopt;
        QSqlQuery &query = m_statements->addSource;
        query.bindValue(0, source.key);
        if (!run(query))
            return std::nullopt;
        id = query.lastInsertId().toLongLong();
    }
    m_sourceIds.insert(source, *id);
    return id;
}

bool HistoryDatabase::continueStretch(const Sample &sample, qint64 source)
{
    const auto last = m_lastWritten.constFind(source);
    const bool forward =
        last == m_lastWritten.cend() || (sample.at > last->at && sample.uptime() > last->uptime);
    const bool steady = m_stretch && std::chrono::abs(sample.clockMinusUptime() -
                                                      m_stretch->clockMinusUptime) < stretchTolerance;
    if (!forward || !steady) {
        QSqlQuery &query = m_statements->addStretch;
        query.bindValue(0, m_bootId);
        query.bindValue(1, nanoseconds(sample.clockMinusUptime()));
        if (!run(query))
            return false;
        m_stretch = Stretch{query.lastInsertId().toLongLong(), m_bootId, sample.clockMinusUptime()};
        m_lastWritten.clear();
    }
    m_lastWritten.insert(source, {sample.at, sample.uptime()});
    return true;
}

Instant chartable(Instant instant)
{
    constexpr Duration farthest(qint64(1) << 62);
    return std::clamp(instant, Instant(-farthest), Instant(farthest));
}

} // namespace synchroscope
