// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/history.h"
#include "core/history/pointreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QVariant>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <map>
#include <random>

#include <sys/resource.h>
#include <sys/stat.h>

using namespace synchroscope;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

using Batch = std::vector<NewSample>;

constexpr Instant epoch{1'700'000'000s};
constexpr Duration usualClockMinusUptime = epoch.time_since_epoch() - 1000s;
constexpr const char *thisBoot = "boot-this";
constexpr const char *earlierBoot = "boot-earlier";

// One answer, `time` after the epoch on an undisturbed clock; `stepped`: how far the clock is moved by then;
// `slept`: for how long of that time the computer slept.
NewSample answer(const QString &source, Duration time, Duration offset = 1ms, Duration stepped = {},
                 bool gapBefore = false, Duration slept = {})
{
    const Instant at = epoch + time + stepped;
    const Sample sample{.offset = Offset::fromLocalMinusRemote(offset),
                        .delay = offset + 20ms,
                        .dispersion = 1us,
                        .at = at,
                        .raw = RawInstant(epoch.time_since_epoch() + time - usualClockMinusUptime - slept),
                        .rootDelay = {},
                        .rootDispersion = {},
                        .stratum = 2,
                        .suspended = slept};
    return {SourceId{source}, sample, {at, offset, 10ms, gapBefore}};
}

Batch answers(const QString &source, int count, Duration first = 0s, Duration interval = 16s)
{
    Batch batch;
    for (int i = 0; i < count; ++i)
        batch.push_back(answer(source, first + i * interval, i * 1us));
    return batch;
}

struct Range
{
    Instant from = epoch - 24h * 365;
    Instant to = epoch + 24h * 365;
    int pixels = 1'000'000'000;
    SeriesQuantity quantity = SeriesQuantity::Offset;
};

SeriesReply read(History &history, const QStringList &sources, Duration stepped = {}, const Range &range = {},
                 int rowsPerStep = 7)
{
    SeriesRequest request{.id = 5,
                          .sources = {},
                          .quantity = range.quantity,
                          .from = range.from,
                          .to = range.to,
                          .pixels = range.pixels};
    for (const QString &source : sources)
        request.sources.push_back({source});
    const std::unique_ptr<HistoryReader> reader = history.read(request, usualClockMinusUptime + stepped);
    while (!reader->step(rowsPerStep)) {
    }
    return reader->take();
}

std::vector<SeriesPoint> pointsOf(History &history, const QString &source, Duration stepped = {},
                                  const Range &range = {})
{
    return read(history, {source}, stepped, range).series.at(0).points;
}

std::vector<MeasuredPoint> measured(History &history, const QString &source, Duration stepped = {},
                                    const Range &range = {}, int rowsPerStep = 7)
{
    const std::unique_ptr<PointReader> reader = history.readPoints(
        {.id = 1, .source = {source}, .from = range.from, .to = range.to}, usualClockMinusUptime + stepped);
    while (!reader->step(rowsPerStep)) {
    }
    return reader->take();
}

std::vector<MeasuredPoint> measured(const Batch &batch)
{
    std::vector<MeasuredPoint> points;
    for (const NewSample &sample : batch)
        points.push_back({.uptime = sample.sample.uptime(),
                          .clockMinusUptime = sample.sample.clockMinusUptime(),
                          .offset = sample.point.value,
                          .delay = sample.sample.delay,
                          .gapBefore = sample.point.gapBefore || points.empty()});
    return points;
}

std::vector<SeriesPoint> pointsOf(const Batch &batch)
{
    std::vector<SeriesPoint> points;
    for (const NewSample &sample : batch)
        points.push_back(sample.point);
    return points;
}

std::vector<qint64> secondsOf(const std::vector<SeriesPoint> &points)
{
    std::vector<qint64> seconds;
    seconds.reserve(points.size());
    for (const SeriesPoint &point : points)
        seconds.push_back(std::chrono::duration_cast<std::chrono::seconds>(point.at - epoch).count());
    return seconds;
}

std::vector<bool> gapsOf(const std::vector<SeriesPoint> &points)
{
    std::vector<bool> gaps;
    gaps.reserve(points.size());
    for (const SeriesPoint &point : points)
        gaps.push_back(point.gapBefore);
    return gaps;
}

// A connection of somebody else.
class OtherConnection
{
public:
    explicit OtherConnection(const QString &path)
    {
        m_connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
        m_connection.setDatabaseName(path);
        m_works = m_connection.open();
    }
    ~OtherConnection()
    {
        m_connection.close();
        m_connection = QSqlDatabase();
        QSqlDatabase::removeDatabase(u"other"_s);
    }

    bool run(const QString &sql) { return m_works && QSqlQuery(m_connection).exec(sql); }
    QVariant value(const QString &sql)
    {
        QSqlQuery query(m_connection);
        return query.exec(sql) && query.next() ? query.value(0) : QVariant();
    }

private:
    QSqlDatabase m_connection;
    bool m_works = false;
};

// No file of this process may grow beyond so many bytes: what a full disk is to SQLite, without one.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        m_works = ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    bool works() const { return m_works; }

private:
    rlimit m_before{};
    bool m_works = false;
};

bool overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(at) && file.write(bytes) == bytes.size();
}

KeptEvent kept(Event::Kind kind, Duration time, Duration stepped = {})
{
    KeptEvent event;
    event.event.kind = kind;
    event.event.at = epoch + time + stepped;
    event.clockMinusUptime = usualClockMinusUptime + stepped;
    return event;
}

/// One with each of the fields, and one of each kind.
std::vector<KeptEvent> someEvents()
{
    std::vector<KeptEvent> events;
    for (int kind = 0; kind <= int(Event::Kind::ProgramStarted); ++kind)
        events.push_back(kept(Event::Kind(kind), kind * 1s));
    Event &clock = events[size_t(Event::Kind::Clock)].event;
    clock.clock = ClockEvent{.kind = ClockEvent::Kind::Slewed, .at = clock.at, .lasted = 3min, .moved = -2ms};
    clock.lasted = 3min;
    Event &followed = events[size_t(Event::Kind::Followed)].event;
    followed.subject = u"ntp2.jst.mfeed.ad.jp \"\u65e5\u672c\"\n'"_s;
    followed.from = u"PHC0"_s;
    followed.daemon = DaemonKind::OpenNtpd;
    followed.daemonNumber = 2;
    events[size_t(Event::Kind::AnswersRegained)].event.lasted = 2000h + 1ns;
    events[size_t(Event::Kind::NetworkTimeChanged)].event.isForward = true;
    Event &state = events[size_t(Event::Kind::StateChanged)].event;
    state.state = ClockState::Wrong;
    state.fromState = ClockState::Synchronised;
    return events;
}

std::vector<Event> plain(const std::vector<KeptEvent> &events)
{
    std::vector<Event> result;
    for (const KeptEvent &event : events)
        result.push_back(event.event);
    return result;
}

constexpr int rowsPerCrashBatch = 10;

// The other half of survivesAKill: writes until it is killed, and says after each batch what is safe.
int writeForEver(const QString &path)
{
    History history(path, thisBoot);
    if (history.open())
        return 1;
    for (int batch = 0;; ++batch) {
        if (history.append(answers(u"a"_s, rowsPerCrashBatch, batch * rowsPerCrashBatch * 16s)))
            return 1;
        std::printf("%d\n", (batch + 1) * rowsPerCrashBatch);
        std::fflush(stdout);
    }
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_directory;

    QString path(const QString &name = u"history.sqlite"_s) const { return m_directory->filePath(name); }
    QStringList damagedFiles() const
    {
        return QDir(m_directory->path()).entryList({u"*.damaged-*"_s}, QDir::Files, QDir::Name);
    }

private Q_SLOTS:
    void answersComeUnreducedForStatistics()
    {
        const QTemporaryDir directory;
        History history(directory.filePath(u"history.sqlite"_s), thisBoot);
        QVERIFY(!history.open());
        Batch batch = answers(u"a"_s, 200);
        batch[50].point.gapBefore = true;
        // Steps and slews of this clock are told beside the time by the oscillator.
        for (int i = 0; i < 60; ++i)
            batch.push_back(answer(u"a"_s, 4000s + i * 16s, 3ms, (i < 20 ? 200ms : -90s) - i * 1us));
        QVERIFY(!history.append(batch));
        QVERIFY(!history.append(answers(u"b"_s, 30)));
        QVERIFY(measured(history, u"a"_s) == measured(batch));
        QVERIFY(measured(history, u"a"_s, -90s, {}, 100'000) == measured(batch));
        QCOMPARE(measured(history, u"b"_s).size(), 30u);
        QVERIFY(measured(history, u"c"_s).empty());
        // By the time they are charted at, both ends included.
        const Range part{.from = epoch + 160s, .to = epoch + 320s};
        const std::vector<MeasuredPoint> points = measured(history, u"a"_s, {}, part);
        QCOMPARE(points.size(), 11u);
        QCOMPARE(points.front().offset, Duration(10us));
        QCOMPARE(points.back().offset, Duration(20us));
    }

    void answersOfEarlierBootsComeFirstAndAfterAGap()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"history.sqlite"_s);
        {
            History before(path, earlierBoot);
            QVERIFY(!before.open());
            QVERIFY(!before.append(answers(u"a"_s, 20, 500'000s)));
        }
        History history(path, thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(answers(u"a"_s, 30)));
        const std::vector<MeasuredPoint> points = measured(history, u"a"_s);
        QCOMPARE(points.size(), 50u);
        for (size_t i = 1; i < points.size(); ++i)
            QCOMPARE(points[i].gapBefore, i == 20);
        QVERIFY(points[19].uptime > points[20].uptime);
    }

    void answersOfTwoProgramsAreInOrderOfTime()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"history.sqlite"_s);
        History one(path, thisBoot);
        History other(path, thisBoot);
        QVERIFY(!one.open());
        QVERIFY(!other.open());
        for (int i = 0; i < 20; ++i) {
            QVERIFY(!one.append(answers(u"a"_s, 1, i * 16s)));
            QVERIFY(!other.append(answers(u"a"_s, 1, i * 16s + 5s)));
        }
        const std::vector<MeasuredPoint> points = measured(one, u"a"_s);
        QCOMPARE(points.size(), 40u);
        for (size_t i = 1; i < points.size(); ++i)
            QVERIFY(points[i].uptime > points[i - 1].uptime);
    }

    void waitingAnswersCountOnce()
    {
        History history(u"/proc/no/such/place/history.sqlite"_s, thisBoot);
        QVERIFY(history.open());
        const Batch batch = answers(u"a"_s, 20);
        history.append(batch);
        history.append(answers(u"b"_s, 20));
        QVERIFY(measured(history, u"a"_s) == measured(batch));
        // They are written while they are read.
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"history.sqlite"_s);
        History file(path, thisBoot);
        QVERIFY(!file.open());
        {
            OtherConnection writer(path);
            QVERIFY(writer.run(u"BEGIN IMMEDIATE"_s));
            file.append(batch);
            const std::unique_ptr<PointReader> reader = file.readPoints(
                {.id = 1, .source = {u"a"_s}, .from = epoch - 1h, .to = epoch + 1h}, usualClockMinusUptime);
            QVERIFY(writer.run(u"ROLLBACK"_s));
            file.append({});
            while (!reader->step(7)) {
            }
            QCOMPARE(reader->take().size(), 20u);
        }
    }

    void ofTooManyAnswersTheNewestAreTaken()
    {
        History history({}, thisBoot);
        QVERIFY(!history.open());
        const int count = int(PointReader::mostPoints) + 1234;
        QVERIFY(!history.append(answers(u"a"_s, count, 0s, 1s)));
        const std::vector<MeasuredPoint> points = measured(history, u"a"_s, {}, {}, 5000);
        QCOMPARE(points.size(), PointReader::mostPoints);
        QCOMPARE(points.back().offset, Duration((count - 1) * 1us));
        QCOMPARE(points.front().offset, Duration(1234us));
    }

    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void cleanup()
    {
        QVERIFY(QSqlDatabase::connectionNames().isEmpty());
        m_directory.reset();
    }

    void nothingIsTouchedBeforeOpening()
    {
        History history(path(u"new/history.sqlite"_s), thisBoot);
        QVERIFY(!QFile::exists(path(u"new"_s)));
        QVERIFY(!history.lastSampleAt({u"a"_s}));
        QVERIFY(pointsOf(history, u"a"_s).empty());
        QVERIFY(!history.removeOlderThan(epoch));
    }

    void createsItsFolderForItsUserAlone()
    {
        const mode_t before = ::umask(0);
        {
            History history(path(u"share/synchroscope/history.sqlite"_s), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(answers(u"a"_s, 3)));
        }
        ::umask(before);
        for (const QString &folder : {u"share"_s, u"share/synchroscope"_s}) {
            struct stat status
            {};
            QCOMPARE(::stat(QFile::encodeName(path(folder)).constData(), &status), 0);
            QCOMPARE(status.st_mode & 07777, 0700u);
        }
    }

    void whatIsWrittenIsRead_data()
    {
        QTest::addColumn<bool>("inMemory");
        QTest::addColumn<bool>("reopened");
        QTest::newRow("file") << false << false;
        QTest::newRow("file, another run") << false << true;
        QTest::newRow("in memory") << true << false;
    }

    void whatIsWrittenIsRead()
    {
        QFETCH(bool, inMemory);
        QFETCH(bool, reopened);
        const QString file = inMemory ? QString() : path();
        Batch batch = answers(u"a"_s, 500);
        batch[3].point.gapBefore = true;
        const Batch others = answers(u"ntp.example.org:123"_s, 20, 5s);
        auto history = std::make_unique<History>(file, thisBoot);
        QVERIFY(!history->open());
        QVERIFY(!history->append(batch));
        QVERIFY(!history->append(others));
        QVERIFY(!history->append({}));
        if (reopened) {
            history.reset();
            history = std::make_unique<History>(file, thisBoot);
            QVERIFY(!history->open());
        }
        const SeriesReply reply = read(*history, {u"ntp.example.org:123"_s, u"a"_s, u"unknown"_s});
        QCOMPARE(reply.id, 5u);
        QCOMPARE(reply.quantity, SeriesQuantity::Offset);
        QCOMPARE(reply.from, Range().from);
        QCOMPARE(reply.to, Range().to);
        QCOMPARE(reply.series.size(), 3u);
        QCOMPARE(reply.series[0].source.key, u"ntp.example.org:123"_s);
        QCOMPARE(reply.series[0].points, pointsOf(others));
        QCOMPARE(reply.series[1].points, pointsOf(batch));
        QVERIFY(reply.series[2].points.empty());
        QCOMPARE(history->lastSampleAt({u"a"_s}), batch.back().sample.at);
        QVERIFY(!history->lastSampleAt({u"unknown"_s}));
        QVERIFY(read(*history, {}).series.empty());
    }

    void delaysHaveNoBound()
    {
        History history({}, thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(answers(u"a"_s, 3)));
        Range range;
        range.quantity = SeriesQuantity::Delay;
        const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s, {}, range);
        QCOMPARE(points.size(), 3u);
        QCOMPARE(points[2].value, Duration(20ms + 2us));
        QCOMPARE(points[2].bound, Duration::zero());
    }

    void anExtremeValueIsKept()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        const Batch batch{answer(u"a"_s, 0s, -24h * 365 * 68), answer(u"a"_s, 1s, 24h * 365 * 68),
                          answer(u"a"_s, 2s, 1ns)};
        QVERIFY(!history.append(batch));
        QCOMPARE(pointsOf(history, u"a"_s), pointsOf(batch));
    }

    void aStepBackDoesNotDisorderThisBoot()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(Batch{answer(u"a"_s, 0s), answer(u"a"_s, 60s), answer(u"a"_s, 120s, 0ms, -1h),
                                      answer(u"a"_s, 180s, 0ms, -1h)}));
        // As this clock shows it now, an hour earlier; the step is not bridged.
        const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s, -1h);
        QCOMPARE(secondsOf(points), (std::vector<qint64>{-3600, -3540, -3480, -3420}));
        QCOMPARE(gapsOf(points), (std::vector<bool>{false, false, true, false}));
        // Had the clock been put right again since:
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s)), (std::vector<qint64>{0, 60, 120, 180}));
    }

    void aStepForwardIsTakenOut()
    {
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(
                Batch{answer(u"a"_s, 0s, 0ms, -50 * 8766h), answer(u"a"_s, 60s, 0ms, -50 * 8766h)}));
        }
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(Batch{answer(u"a"_s, 120s), answer(u"b"_s, 125s)}));
        const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s);
        QCOMPARE(secondsOf(points), (std::vector<qint64>{0, 60, 120}));
        QCOMPARE(gapsOf(points), (std::vector<bool>{false, false, true}));
        // In a narrow range as well, where the stored times lie far outside.
        Range range;
        range.from = epoch + 50s;
        range.to = epoch + 70s;
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, {}, range)), (std::vector<qint64>{0, 60, 120}));
    }

    void aSlewIsTakenOut()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        Batch batch;
        for (int i = 0; i < 100; ++i)
            batch.push_back(answer(u"a"_s, i * 60s, i * 1us, -i * 30ms)); // three seconds in all
        QVERIFY(!history.append(batch));
        const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s, -3s);
        QCOMPARE(points.size(), 100u);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(points[static_cast<size_t>(i)].at, epoch + i * 60s - 3s);
    }

    // Less than what begins a new stretch by itself, yet more than what lies between two rows.
    void aSmallStepBackDoesNotDisorderEither()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        const Batch batch{answer(u"a"_s, 0ms, 1ms), answer(u"a"_s, 100ms, 2ms),
                          answer(u"a"_s, 600ms, 3ms, -500ms), answer(u"a"_s, 700ms, 4ms, -600ms),
                          answer(u"a"_s, 800ms, 5ms, -600ms)};
        QVERIFY(!history.append(batch));
        std::vector<SeriesPoint> expected = pointsOf(batch);
        for (size_t i = 0; i < batch.size(); ++i)
            expected[i].at = Instant(batch[i].sample.raw.time_since_epoch() + usualClockMinusUptime);
        QCOMPARE(pointsOf(history, u"a"_s), expected);
    }

    // The stored times are then earlier than the charted ones; the range must find the rows nevertheless.
    void aRangeFindsRowsOfASlewedClock()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        Batch batch;
        for (int i = 0; i < 200; ++i)
            batch.push_back(answer(u"a"_s, i * 100ms, i * 1us, i < 10 ? Duration::zero() : -(i - 10) * 5ms));
        QVERIFY(!history.append(batch));
        Range range;
        range.from = epoch + 10s;
        range.to = epoch + 11s;
        const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s, {}, range);
        QCOMPARE(points.size(), 13u);
        QCOMPARE(points.front().at, epoch + 9900ms);
        QCOMPARE(points.back().at, epoch + 11'100ms);
    }

    // MONOTONIC_RAW stands still in suspend, this clock does not.
    void aSuspendMovesNothing_data()
    {
        QTest::addColumn<bool>("waiting");
        QTest::newRow("in the file") << false;
        QTest::newRow("waiting") << true;
    }

    void aSuspendMovesNothing()
    {
        QFETCH(bool, waiting);
        History history(path(), thisBoot);
        QVERIFY(waiting || !history.open());
        QVERIFY(!history.append(Batch{answer(u"a"_s, 0s), answer(u"a"_s, 60s),
                                      answer(u"a"_s, 8h, 1ms, 0s, true, 7h),
                                      answer(u"a"_s, 8h + 60s, 1ms, 0s, false, 7h)}));
        QVERIFY(!history.append(Batch{answer(u"a"_s, 9h, 1ms, 2h, true, 7h + 30min)}));
        const std::vector<qint64> expected{0, 60, 8 * 3600, 8 * 3600 + 60, 9 * 3600};
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s)), expected);
        Range range;
        range.from = epoch - 10s;
        range.to = epoch + 70s;
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, {}, range)), (std::vector<qint64>{0, 60, 8 * 3600}));
    }

    void rowsFromBeforeASuspendAgeAsOthers()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(Batch{answer(u"a"_s, 0s), answer(u"a"_s, 60s)}));
        QVERIFY(!history.append(Batch{answer(u"a"_s, 8h, 1ms, 0s, true, 7h)}));
        QVERIFY(!history.removeOlderThan(epoch + 30s));
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s)), (std::vector<qint64>{60, 8 * 3600}));
    }

    // What version 1 knows of this boot is not enough to say for how long the computer has slept since.
    void aFileOfVersion1IsTakenOver()
    {
        const Batch batch = answers(u"a"_s, 100);
        {
            OtherConnection other(path());
            for (const char *statement :
                 {"CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
                  "CREATE TABLE stretch (id INTEGER PRIMARY KEY, boot BLOB NOT NULL,"
                  " clock_minus_raw INTEGER NOT NULL)",
                  "CREATE TABLE sample (source INTEGER NOT NULL, stretch INTEGER NOT NULL, at INTEGER NOT "
                  "NULL,"
                  " moved INTEGER NOT NULL, offset INTEGER NOT NULL, delay INTEGER NOT NULL,"
                  " bound INTEGER NOT NULL, gap_before INTEGER NOT NULL, stratum INTEGER NOT NULL,"
                  " PRIMARY KEY (source, stretch, at)) WITHOUT ROWID",
                  "PRAGMA user_version = 1", "INSERT INTO source VALUES (1, 'a')",
                  "INSERT INTO stretch VALUES (1, CAST('boot-this' AS BLOB), 1699999000000000000)"})
                QVERIFY2(other.run(QString::fromLatin1(statement)), statement);
            for (const NewSample &sample : batch)
                QVERIFY(other.run(u"INSERT INTO sample VALUES (1, 1, %1, 0, %2, 0, 10000000, 0, 2)"_s
                                      .arg(sample.sample.at.time_since_epoch().count())
                                      .arg(sample.point.value.count())));
        }
        for (int run = 0; run < 2; ++run) {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QCOMPARE(pointsOf(history, u"a"_s, 7h), pointsOf(batch));
            QCOMPARE(history.lastSampleAt({u"a"_s}), batch.back().sample.at);
        }
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(Batch{answer(u"a"_s, 8h, 1ms, 0s, true, 7h)}));
        QCOMPARE(pointsOf(history, u"a"_s, 1h).size(), batch.size() + 1);
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, 1h)).back(), 9 * 3600);
        QVERIFY(!history.removeOlderThan(epoch + 7h));
        QCOMPARE(pointsOf(history, u"a"_s).size(), 1u);
        QVERIFY(damagedFiles().isEmpty());
    }

    void aFileOfVersion2IsTakenOver()
    {
        const Batch batch = answers(u"a"_s, 100);
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(batch));
        }
        {
            OtherConnection other(path());
            QVERIFY(other.run(u"DROP TABLE event"_s));
            QVERIFY(other.run(u"PRAGMA user_version = 2"_s));
        }
        for (size_t run = 0; run < 2; ++run) {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QCOMPARE(history.events()->size(), run * someEvents().size());
            QCOMPARE(pointsOf(history, u"a"_s, 7h).size(), batch.size());
            if (run == 0)
                QVERIFY(!history.append({}, someEvents()));
        }
        QVERIFY(damagedFiles().isEmpty());
    }

    void eventsAreKeptAsTheyAre()
    {
        {
            History history(path(), earlierBoot);
            QVERIFY(!history.events());
            QVERIFY(!history.open());
            QVERIFY(history.events() && history.events()->empty());
            QVERIFY(!history.append(answers(u"a"_s, 3), someEvents()));
            QCOMPARE(plain(*history.events()), plain(someEvents()));
            QVERIFY(history.events()->front().isOfThisBoot);
            QCOMPARE(history.events()->front().clockMinusUptime, usualClockMinusUptime);
        }
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append({}, std::vector{kept(Event::Kind::ProgramStarted, 1h)}));
        const std::vector<KeptEvent> events = *history.events();
        QCOMPARE(events.size(), someEvents().size() + 1);
        QVERIFY(!events.front().isOfThisBoot);
        QVERIFY(events.back().isOfThisBoot);
        QCOMPARE(events.back().event.at, epoch + 1h);
        QCOMPARE(pointsOf(history, u"a"_s).size(), 3u);
    }

    void whatANewerProgramSaysIsLeftOut()
    {
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append({}, someEvents()));
        }
        {
            OtherConnection other(path());
            QVERIFY(other.run(u"UPDATE event SET content = '{\"kind\":\"tomorrow\"}' WHERE id = 2"_s));
            QVERIFY(other.run(u"UPDATE event SET content = 'garbage' WHERE id = 3"_s));
        }
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QCOMPARE(history.events()->size(), someEvents().size() - 2);
    }

    void oldEventsAreRemoved()
    {
        {
            History history(path(), earlierBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append({}, std::vector{kept(Event::Kind::ProgramStarted, 0s),
                                                    kept(Event::Kind::ProgramStarted, 10h)}));
        }
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        // This clock was set forward by a day after the first; the samples tell by now.
        QVERIFY(!history.append(Batch{answer(u"a"_s, 12h, 1ms, 24h)},
                                std::vector{kept(Event::Kind::ProgramStarted, 11h),
                                            kept(Event::Kind::ProgramStarted, 12h, 24h)}));
        QVERIFY(!history.removeOlderThan(epoch + 5h));
        QCOMPARE(history.events()->size(), 3u);
        QVERIFY(!history.removeOlderThan(epoch + 34h));
        QCOMPARE(history.events()->size(), 2u);
        QVERIFY(!history.removeOlderThan(epoch + 35h + 1s));
        QCOMPARE(history.events()->size(), 1u);
    }

    void theNewestEventsAreKept()
    {
        std::vector<KeptEvent> many;
        for (size_t i = 0; i < History::mostEvents + 10; ++i)
            many.push_back(kept(Event::Kind::ProgramStarted, qint64(i) * 1s));
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append({}, many));
            QCOMPARE(history.events()->size(), History::mostEvents);
            QCOMPARE(history.events()->front().event.at, epoch + 10s);
            QCOMPARE(history.events()->back().event.at, many.back().event.at);
        }
        OtherConnection other(path());
        QCOMPARE(other.value(u"SELECT count(*) FROM event"_s).toULongLong(), History::mostEvents);
    }

    void eventsOutliveAFullDiskAndDamage()
    {
        History history(path(), thisBoot);
        {
            const FullDisk disk(0);
            QVERIFY(disk.works());
            QVERIFY(history.open());
            QCOMPARE(history.append({}, someEvents())->code, ErrorCode::HistoryUnwritable);
            QVERIFY(!history.events());
        }
        QVERIFY(!history.append({}, std::vector{kept(Event::Kind::ProgramStarted, 1h)}));
        QCOMPARE(history.events()->size(), someEvents().size() + 1);
        History again(path(), thisBoot);
        QVERIFY(!again.open());
        QCOMPARE(again.events()->size(), someEvents().size() + 1);
        {
            OtherConnection other(path());
            QVERIFY(other.run(u"DROP TABLE event"_s));
        }
        // A table that is not there: the file is set aside, and the new one has what came since.
        History damaged(path(), thisBoot);
        QCOMPARE(damaged.open()->code, ErrorCode::FileSetAside);
        QVERIFY(!damaged.append({}, someEvents()));
        QCOMPARE(damaged.events()->size(), someEvents().size());
    }

    void theNewestAnswerIsDatedByItsServer()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.newestAnswer());
        QVERIFY(!history.append(answers(u"a"_s, 10)));
        QCOMPARE(history.newestAnswer(), epoch + 9 * 16s - 9us);
        QVERIFY(!history.append(Batch{answer(u"b"_s, 200s, 960h, 960h)}));
        QCOMPARE(history.newestAnswer(), epoch + 200s);
        QVERIFY(!history.append(answers(u"a"_s, 1, 300s)));
        QCOMPARE(history.newestAnswer(), epoch + 300s);
    }

    void anEarlierBootStandsWhereItsClockStood()
    {
        {
            History history(path(), earlierBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(Batch{answer(u"a"_s, 0s), answer(u"a"_s, 60s),
                                          answer(u"a"_s, 120s, 0ms, 5min),
                                          // stepped back: these lie before the one above
                                          answer(u"a"_s, 180s), answer(u"a"_s, 240s), answer(u"a"_s, 600s)}));
        }
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QCOMPARE(history.lastSampleAt({u"a"_s}), epoch + 600s);
        QVERIFY(!history.append(Batch{answer(u"a"_s, 660s), answer(u"a"_s, 720s)}));
        const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s, 7s);
        QCOMPARE(secondsOf(points), (std::vector<qint64>{0, 60, 180, 240, 420, 600, 667, 727}));
        // Neither the wrong clock's point nor another boot's is joined; what is right of it is.
        QCOMPARE(gapsOf(points), (std::vector<bool>{false, false, false, false, true, true, true, false}));
        QVERIFY(std::is_sorted(points.begin(), points.end(),
                               [](const SeriesPoint &a, const SeriesPoint &b) { return a.at < b.at; }));
    }

    void runsOfAnUnknownBootAreNotOneBoot()
    {
        {
            History history(path(), {});
            QVERIFY(!history.open());
            QVERIFY(!history.append(Batch{answer(u"a"_s, 0s)}));
            QCOMPARE(secondsOf(pointsOf(history, u"a"_s, 100s)), (std::vector<qint64>{100}));
        }
        History history(path(), {});
        QVERIFY(!history.open());
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, 100s)), (std::vector<qint64>{0}));
    }

    void restartsWithinABootContinueTheLine()
    {
        for (int run = 0; run < 5; ++run) {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(answers(u"a"_s, 10, run * 160s)));
        }
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s);
        QCOMPARE(points.size(), 50u);
        QVERIFY(std::none_of(points.begin(), points.end(),
                             [](const SeriesPoint &point) { return point.gapBefore; }));
    }

    void theNeighboursOfARangeComeAlong()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(answers(u"a"_s, 1000, 0s, 10s)));
        Range range;
        range.from = epoch + 5001s;
        range.to = epoch + 5029s;
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, {}, range)),
                 (std::vector<qint64>{5000, 5010, 5020, 5030}));
        range.from = epoch + 5001s;
        range.to = epoch + 5009s;
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, {}, range)), (std::vector<qint64>{5000, 5010}));
        range.from = epoch + 5010s;
        range.to = epoch + 5020s;
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, {}, range)),
                 (std::vector<qint64>{5000, 5010, 5020, 5030}));
        range.from = epoch - 10s;
        range.to = epoch - 5s;
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, {}, range)), (std::vector<qint64>{0}));
        range.from = epoch + 20'000s;
        range.to = epoch + 30'000s;
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s, {}, range)), (std::vector<qint64>{9990}));
        range.from = Instant::min();
        range.to = Instant::max();
        QCOMPARE(pointsOf(history, u"a"_s, {}, range).size(), 1000u);
    }

    // Steps, restarts, boots and rows that wait, all at random, against a sort of everything.
    void equalsBruteForce()
    {
        std::mt19937_64 random(11);
        for (int round = 0; round < 25; ++round) {
            const QString file = path(u"round-%1"_s.arg(round));
            struct Charted
            {
                SeriesPoint point;
                Instant now; ///< when it is charted while its boot lasts
                int boot;
            };
            std::map<QString, std::vector<Charted>> written;
            Duration time{};
            Duration stepped{};
            int boot = 0;
            auto history = std::make_unique<History>(file, QByteArray::number(boot));
            QVERIFY(!history->open());
            for (int i = 0; i < 60; ++i) {
                Batch batch;
                for (int k = static_cast<int>(random() % 20); k > 0; --k) {
                    time += Duration(1 + static_cast<qint64>(random() % 30'000'000'000));
                    if (random() % 40 == 0)
                        stepped = Duration(static_cast<qint64>(random() % 1'200'000'000'000)) - 600s;
                    stepped += Duration(static_cast<qint64>(random() % 2000)) - 1us;
                    const QString source = random() % 3 == 0 ? u"a"_s : u"b"_s;
                    // Values tell rows apart, so that the comparison sees each.
                    batch.push_back(answer(source, time, Duration(qint64(written[source].size())), stepped));
                    written[source].push_back({batch.back().point, epoch + time, boot});
                }
                QVERIFY(!history->append(batch));
                if (random() % 10 != 0)
                    continue;
                boot += static_cast<int>(random() % 2);
                history.reset();
                history = std::make_unique<History>(file, QByteArray::number(boot));
                QVERIFY(!history->open());
            }
            for (const QString &source : {u"a"_s, u"b"_s}) {
                std::vector<SeriesPoint> expected;
                for (const Charted &charted : written[source]) {
                    expected.push_back(charted.point);
                    if (charted.boot == boot)
                        expected.back().at = charted.now + stepped;
                }
                std::sort(expected.begin(), expected.end(),
                          [](const SeriesPoint &a, const SeriesPoint &b) { return a.at < b.at; });
                Range range;
                range.from = epoch + Duration(static_cast<qint64>(random() % 3'000'000'000'000));
                range.to = range.from + Duration(static_cast<qint64>(random() % 9'000'000'000'000));
                const auto first =
                    std::find_if(expected.begin(), expected.end(),
                                 [&](const SeriesPoint &point) { return point.at >= range.from; });
                const auto last = std::find_if(expected.begin(), expected.end(),
                                               [&](const SeriesPoint &point) { return point.at > range.to; });
                expected.erase(last == expected.end() ? last : last + 1, expected.end());
                expected.erase(expected.begin(), first == expected.begin() ? first : first - 1);

                std::vector<SeriesPoint> all = pointsOf(*history, source, stepped, range);
                SeriesReducer reducer(range.from, range.to, 50);
                for (SeriesPoint &point : all) {
                    reducer.add(point);
                    point.gapBefore = false;
                }
                QCOMPARE(all, expected);
                range.pixels = 50;
                QCOMPARE(pointsOf(*history, source, stepped, range), reducer.take());
            }
        }
    }

    void aReaderTakesSmallSteps()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(answers(u"a"_s, 5000)));
        QVERIFY(!history.append(answers(u"b"_s, 5000)));
        Range range;
        range.pixels = 100;
        const SeriesReply atOnce = read(history, {u"a"_s, u"b"_s}, {}, range, 1'000'000);
        for (const int rows : {-1, 1, 999, 1000, 1001, 5000}) {
            SeriesRequest request{1,        {{u"a"_s}, {u"b"_s}}, SeriesQuantity::Offset, range.from,
                                  range.to, range.pixels};
            const std::unique_ptr<HistoryReader> reader = history.read(request, usualClockMinusUptime);
            int steps = 1;
            while (!reader->step(rows))
                ++steps;
            QVERIFY(steps >= 10'000 / std::max(rows, 1) - 1);
            const SeriesReply reply = reader->take();
            QCOMPARE(reply.series[0].points, atOnce.series[0].points);
            QCOMPARE(reply.series[1].points, atOnce.series[1].points);
        }
    }

    void aReaderGoesOnWhileRowsComeAndGo()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        const Batch batch = answers(u"a"_s, 3000);
        QVERIFY(!history.append(batch));
        SeriesRequest request{1,          {{u"a"_s}},    SeriesQuantity::Offset, Range().from,
                              Range().to, Range().pixels};
        const std::unique_ptr<HistoryReader> reader = history.read(request, usualClockMinusUptime);
        QVERIFY(!reader->step(500));
        QVERIFY(!history.append(answers(u"a"_s, 100, 100'000s)));
        QVERIFY(!history.removeOlderThan(epoch + 16s * 100));
        while (!reader->step(500)) {
        }
        const std::vector<SeriesPoint> points = reader->take().series[0].points;
        QVERIFY(points.size() >= 3000);
        for (size_t i = 0; i < batch.size(); ++i)
            QCOMPARE(points[i], batch[i].point);
    }

    void oldRowsAreRemoved()
    {
        {
            History history(path(), earlierBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(answers(u"a"_s, 100, 0s, 10s)));
            QVERIFY(!history.append(answers(u"b"_s, 100, 0s, 10s)));
        }
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(answers(u"a"_s, 100, 1000s, 10s)));
        QVERIFY(!history.removeOlderThan(epoch + 500s));
        QCOMPARE(secondsOf(pointsOf(history, u"b"_s)).front(), 500);
        QCOMPARE(pointsOf(history, u"a"_s).size(), 150u);
        QVERIFY(!history.removeOlderThan(epoch + 1500s));
        QVERIFY(pointsOf(history, u"b"_s).empty());
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s)).front(), 1500);
        QVERIFY(!history.append(answers(u"a"_s, 10, 2000s, 10s)));
        QVERIFY(!history.removeOlderThan(epoch + 3000s));
        QVERIFY(pointsOf(history, u"a"_s).empty());
        QVERIFY(!history.append(answers(u"a"_s, 10, 4000s, 10s)));
        QCOMPARE(pointsOf(history, u"a"_s).size(), 10u);
        OtherConnection other(path());
        QCOMPARE(other.value(u"SELECT count(*) FROM sample"_s).toInt(), 10);
        QCOMPARE(other.value(u"SELECT count(*) FROM stretch WHERE boot = 'boot-earlier'"_s).toInt(), 0);
    }

    // A computer without a battery starts in 1970; its first samples are of today, as soon as it knows the
    // day.
    void rowsOfThisBootAgeByTheClockOfNow()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        const Duration wrong = -epoch.time_since_epoch();
        QVERIFY(!history.append(Batch{answer(u"a"_s, 0s, 1ms, wrong), answer(u"a"_s, 60s, 1ms, wrong)}));
        QVERIFY(!history.append(Batch{answer(u"a"_s, 120s)}));
        QVERIFY(!history.removeOlderThan(epoch - 720h));
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s)), (std::vector<qint64>{0, 60, 120}));
        QVERIFY(!history.removeOlderThan(epoch + 90s));
        QCOMPARE(secondsOf(pointsOf(history, u"a"_s)), (std::vector<qint64>{120}));
    }

    void survivesAKill()
    {
        for (int round = 0; round < 5; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {u"--write-for-ever"_s, path()});
            QVERIFY(child.waitForStarted());
            // In another place of a transaction each time.
            for (int lines = 0; lines < 20 + 13 * round; lines += child.canReadLine() ? 1 : 0) {
                if (child.canReadLine())
                    child.readLine();
                else
                    QVERIFY(child.waitForReadyRead());
            }
            child.kill();
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            int promised = 0;
            while (child.canReadLine())
                promised = child.readLine().trimmed().toInt();

            History history(path(), thisBoot);
            QVERIFY(!history.open());
            const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s);
            QVERIFY(promised > 0);
            QVERIFY(points.size() >= static_cast<size_t>(promised));
            // Nothing of a batch that was not finished.
            QCOMPARE(points.size() % rowsPerCrashBatch, 0u);
            QVERIFY(damagedFiles().isEmpty());
            QVERIFY(!history.removeOlderThan(epoch + 24h * 365));
        }
    }

    void aDamagedFileIsSetAside_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char *damage : {"garbage", "short text", "header", "truncated", "middle", "foreign",
                                   "column missing", "negative version"})
            QTest::newRow(damage) << QString::fromLatin1(damage);
    }

    void aDamagedFileIsSetAside()
    {
        QFETCH(QString, damage);
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(answers(u"a"_s, 5000)));
        }
        const qint64 size = QFile(path()).size();
        QVERIFY(size > 100'000);
        if (damage == "garbage"_L1) {
            QVERIFY(overwrite(path(), 0, QByteArray(static_cast<int>(size), '\xa5')));
        } else if (damage == "short text"_L1) {
            QFile file(path());
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write("This is not a database.\n");
        } else if (damage == "header"_L1) {
            QVERIFY(overwrite(path(), 0, "SQLite format 4"));
        } else if (damage == "truncated"_L1) {
            QVERIFY(QFile::resize(path(), 4096 * 10 + 123));
        } else if (damage == "middle"_L1) {
            // After a program that ended in order nobody looks so deep.
            QVERIFY(overwrite(path(), 4096 * 12, QByteArray(4096, '\x5a')));
            QVERIFY(overwrite(path(u"history.sqlite-wal"_s), 0, "what a crash leaves"));
        } else {
            OtherConnection other(path());
            if (damage == "foreign"_L1)
                QVERIFY(other.run(u"PRAGMA user_version = 0"_s));
            else if (damage == "column missing"_L1)
                QVERIFY(other.run(u"ALTER TABLE sample RENAME COLUMN bound TO limits"_s));
            else
                QVERIFY(other.run(u"PRAGMA user_version = -3"_s));
        }
        QFile damaged(path());
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        const QByteArray content = damaged.readAll();
        damaged.close();

        History history(path(), thisBoot);
        const Status status = history.open();
        QVERIFY(status);
        QCOMPARE(status->code, ErrorCode::FileSetAside);
        QCOMPARE(status->subject, path());
        QVERIFY(QRegularExpression(u"^history\\.sqlite\\.damaged-\\d{8}T\\d{6}Z$"_s)
                    .match(QFileInfo(status->detail).fileName())
                    .hasMatch());
        QFile kept(status->detail);
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QVERIFY(kept.readAll() == content);
        // The new one works, at once and afterwards.
        QVERIFY(pointsOf(history, u"a"_s).empty());
        QVERIFY(!history.append(answers(u"a"_s, 3)));
        QCOMPARE(pointsOf(history, u"a"_s).size(), 3u);
        History again(path(), thisBoot);
        QVERIFY(!again.open());
        QCOMPARE(pointsOf(again, u"a"_s).size(), 3u);
    }

    void damagedTwiceInOneSecond()
    {
        for (int i = 0; i < 3; ++i) {
            QVERIFY(
                overwrite(path(), 0, "Not a database, and longer than a header: " + QByteArray(200, 'x')));
            QVERIFY(overwrite(path(u"history.sqlite-wal"_s), 0, "its log"));
            History history(path(), thisBoot);
            QCOMPARE(history.open()->code, ErrorCode::FileSetAside);
        }
        const QStringList files = damagedFiles();
        QCOMPARE(files.filter(QRegularExpression(u"Z(-\\d)?$"_s)).size(), 3);
        QCOMPARE(files.filter(u"-wal"_s).size(), 3);
    }

    void damageIsFoundByReadingToo()
    {
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(answers(u"a"_s, 5000)));
        }
        const qint64 size = QFile(path()).size();
        QVERIFY(overwrite(path(), 4096 * 12, QByteArray(static_cast<int>(size) - 4096 * 24, '\x5a')));
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(pointsOf(history, u"a"_s).size() < 5000);
        const Status status = history.append(answers(u"a"_s, 3));
        QVERIFY(status);
        QCOMPARE(status->code, ErrorCode::FileSetAside);
        QCOMPARE(QFile(status->detail).size(), size);
        QCOMPARE(pointsOf(history, u"a"_s).size(), 3u);
        QVERIFY(!history.append(answers(u"a"_s, 3, 1h)));
    }

    void damageWhileOpenIsFound()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        const Batch batch = answers(u"a"_s, 2000);
        QVERIFY(!history.append(batch));
        {
            OtherConnection other(path());
            QVERIFY(other.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        }
        QVERIFY(overwrite(path(), 0, QByteArray(4096 * 4, '\x5a')));
        // What the connection has in its cache may carry it on for a while, but not for ever.
        Status status;
        int appended = 0;
        while (!status && appended < 1000)
            status = history.append(Batch{answer(u"new-%1"_s.arg(appended++), 1h)});
        QVERIFY(status);
        QCOMPARE(status->code, ErrorCode::FileSetAside);
        QVERIFY(QFile::exists(status->detail));
        QCOMPARE(pointsOf(history, u"new-%1"_s.arg(appended - 1)).size(), 1u);
    }

    void aNewerVersionsFileIsLeftAlone()
    {
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(!history.append(answers(u"a"_s, 10)));
        }
        {
            OtherConnection other(path());
            QVERIFY(other.run(u"PRAGMA user_version = 4"_s));
        }
        {
            History history(path(), thisBoot);
            const Status opened = history.open();
            QCOMPARE(opened, (Error{ErrorCode::FileOfNewerVersion, path(), {}}));
            const Batch batch = answers(u"a"_s, 20);
            QCOMPARE(history.append(batch, someEvents()), opened);
            QVERIFY(!history.events());
            QCOMPARE(pointsOf(history, u"a"_s), pointsOf(batch));
            QCOMPARE(history.lastSampleAt({u"a"_s}), batch.back().sample.at);
        }
        OtherConnection other(path());
        QCOMPARE(other.value(u"SELECT count(*) FROM sample"_s).toInt(), 10);
        QCOMPARE(other.value(u"PRAGMA user_version"_s).toInt(), 4);
        QVERIFY(damagedFiles().isEmpty());
    }

    void aFullDiskLosesNothing()
    {
        const Batch before = answers(u"a"_s, 500);
        const Batch during = answers(u"a"_s, 8000, 10'000s);
        const Batch after = answers(u"a"_s, 10, 200'000s);
        Batch all = before;
        all.insert(all.end(), during.begin(), during.end());
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(before));
        {
            const FullDisk disk(static_cast<rlim_t>(QFile(path(u"history.sqlite-wal"_s)).size()) + 20'000);
            QVERIFY(disk.works());
            // A source among them that the file does not know yet.
            Batch attempt = answers(u"b"_s, 5);
            attempt.insert(attempt.end(), during.begin(), during.end());
            const Status status = history.append(attempt);
            QVERIFY(status);
            QCOMPARE(status->code, ErrorCode::HistoryUnwritable);
            QCOMPARE(status->subject, path());
            QVERIFY(!status->detail.isEmpty());
            // What waits is read all the same, in its place.
            QCOMPARE(pointsOf(history, u"a"_s), pointsOf(all));
            QCOMPARE(history.lastSampleAt({u"a"_s}), during.back().sample.at);
            QVERIFY(history.append(after));
        }
        all.insert(all.end(), after.begin(), after.end());
        QVERIFY(!history.append({}));
        QCOMPARE(pointsOf(history, u"a"_s), pointsOf(all));
        QCOMPARE(pointsOf(history, u"b"_s), pointsOf(answers(u"b"_s, 5)));
        OtherConnection other(path());
        QCOMPARE(other.value(u"SELECT count(*) FROM sample"_s).toInt(), static_cast<int>(all.size()) + 5);
    }

    void aDiskThatIsFullFromTheStart()
    {
        History history(path(), thisBoot);
        const Batch batch = answers(u"a"_s, 10);
        {
            const FullDisk disk(0);
            QVERIFY(disk.works());
            QCOMPARE(history.open()->code, ErrorCode::HistoryUnwritable);
            QCOMPARE(history.append(batch)->code, ErrorCode::HistoryUnwritable);
            QCOMPARE(pointsOf(history, u"a"_s), pointsOf(batch));
        }
        QVERIFY(!history.append(answers(u"b"_s, 1)));
        QCOMPARE(pointsOf(history, u"a"_s), pointsOf(batch));
        OtherConnection other(path());
        QCOMPARE(other.value(u"SELECT count(*) FROM sample"_s).toInt(), 11);
    }

    void whatCannotBeOpened_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("the folder is a file") << u"plain/history.sqlite"_s;
        QTest::newRow("a folder of a folder is a file") << u"plain/deeper/history.sqlite"_s;
        QTest::newRow("the file is a folder") << u"folder"_s;
    }

    void whatCannotBeOpened()
    {
        QFETCH(QString, file);
        QVERIFY(overwrite(path(u"plain"_s), 0, "A file."));
        QVERIFY(QDir(m_directory->path()).mkdir(u"folder"_s));
        History history(path(file), thisBoot);
        const Status opened = history.open();
        QVERIFY(opened);
        QCOMPARE(opened->code, ErrorCode::HistoryUnwritable);
        QCOMPARE(opened->subject, path(file));
        QVERIFY(!opened->detail.isEmpty());
        // The newest hundred thousand are kept.
        for (int i = 0; i < 11; ++i)
            QCOMPARE(history.append(answers(u"a"_s, 10'000, i * 10'000 * 16s)), opened);
        const std::vector<SeriesPoint> points = pointsOf(history, u"a"_s);
        QCOMPARE(points.size(), 100'000u);
        QCOMPARE(points.front().at, epoch + 10'000 * 16s);
        QVERIFY(!history.removeOlderThan(epoch));
    }

    void twoProgramsShareOneFile()
    {
        History one(path(), thisBoot);
        History two(path(), thisBoot);
        QVERIFY(!one.open());
        QVERIFY(!two.open());
        for (int i = 0; i < 50; ++i) {
            QVERIFY(!one.append(answers(u"a"_s, 10, i * 160s)));
            QVERIFY(!two.append(answers(u"b"_s, 10, i * 160s)));
            QVERIFY(!two.append(answers(u"a"_s, 10, i * 160s + 8s)));
        }
        for (History *history : {&one, &two}) {
            const std::vector<SeriesPoint> points = pointsOf(*history, u"a"_s);
            QCOMPARE(points.size(), 1000u);
            for (size_t i = 0; i < points.size(); ++i) {
                QCOMPARE(points[i].at, epoch + static_cast<int>(i) * 8s);
                QVERIFY(!points[i].gapBefore);
            }
            QCOMPARE(pointsOf(*history, u"b"_s).size(), 500u);
        }
    }

    void anotherWriterBlocksNeitherReadingNorMeasuring()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        const Batch first = answers(u"a"_s, 100);
        QVERIFY(!history.append(first));
        OtherConnection other(path());
        QVERIFY(other.run(u"BEGIN EXCLUSIVE"_s));
        QVERIFY(other.run(u"INSERT INTO source (name) VALUES ('theirs')"_s));
        QCOMPARE(pointsOf(history, u"a"_s), pointsOf(first));
        // The rows wait, and nobody is troubled; unless it becomes many.
        Batch all = first;
        const Batch few = answers(u"a"_s, 100, 10'000s);
        all.insert(all.end(), few.begin(), few.end());
        QVERIFY(!history.append(few));
        QCOMPARE(pointsOf(history, u"a"_s), pointsOf(all));
        QVERIFY(!history.removeOlderThan(epoch + 24h));
        const Batch many = answers(u"a"_s, 1000, 100'000s);
        all.insert(all.end(), many.begin(), many.end());
        QVERIFY(!history.append(many));
        const Batch more = answers(u"a"_s, 1, 200'000s);
        all.insert(all.end(), more.begin(), more.end());
        const Status status = history.append(more);
        QVERIFY(status);
        QCOMPARE(status->code, ErrorCode::HistoryUnwritable);
        QVERIFY(other.run(u"COMMIT"_s));
        QVERIFY(!history.append({}));
        QCOMPARE(pointsOf(history, u"a"_s), pointsOf(all));
        QCOMPARE(other.value(u"SELECT count(*) FROM sample"_s).toInt(), static_cast<int>(all.size()));
    }

    void rowsOfManySourcesAreWrittenTogether()
    {
        const auto second = [](int sources, int number) {
            Batch batch;
            for (int i = 0; i < sources; ++i)
                batch.push_back(answer(u"source %1"_s.arg(i), number * 1s + i * 1us));
            return batch;
        };
        OtherConnection other(path());
        const auto inFile = [&other] { return other.value(u"SELECT count(*) FROM sample"_s).toInt(); };
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            for (int i = 0; i < 10; ++i)
                QVERIFY(!history.append(second(200, i)));
            QCOMPARE(inFile(), 0);
            QCOMPARE(pointsOf(history, u"source 7"_s).size(), 10u);
            QCOMPARE(history.lastSampleAt({u"source 7"_s}), epoch + 9s + 7us);
            QVERIFY(!history.append(second(200, 10)));
            QCOMPARE(inFile(), 11 * 200);
            QCOMPARE(pointsOf(history, u"source 7"_s).size(), 11u);
            // Not more than a transaction should hold.
            for (int i = 11; i < 14; ++i)
                QVERIFY(!history.append(second(1500, i)));
            QCOMPARE(inFile(), 11 * 200 + 3 * 1500);
            // Whatever comes in small numbers goes at once, and takes along what waits.
            QVERIFY(!history.append(second(200, 14)));
            QCOMPARE(inFile(), 11 * 200 + 3 * 1500);
            QVERIFY(!history.append(second(99, 15)));
            QCOMPARE(inFile(), 11 * 200 + 3 * 1500 + 299);
            QVERIFY(!history.append(second(200, 16)));
            QCOMPARE(inFile(), 11 * 200 + 3 * 1500 + 299);
        }
        QCOMPARE(inFile(), 11 * 200 + 3 * 1500 + 499);
        QCOMPARE(other.value(u"SELECT count(*) FROM stretch"_s).toInt(), 1);
    }

    void rowsThatWaitAreWrittenAtTheEnd()
    {
        OtherConnection other(path());
        {
            History history(path(), thisBoot);
            QVERIFY(!history.open());
            QVERIFY(other.run(u"BEGIN IMMEDIATE"_s));
            QVERIFY(!history.append(answers(u"a"_s, 7)));
            QVERIFY(other.run(u"COMMIT"_s));
        }
        QCOMPARE(other.value(u"SELECT count(*) FROM sample"_s).toInt(), 7);
    }

    void aRowThatReachesTheFileWhileItIsReadComesOnce()
    {
        History history(path(), thisBoot);
        QVERIFY(!history.open());
        QVERIFY(!history.append(answers(u"a"_s, 50)));
        OtherConnection other(path());
        QVERIFY(other.run(u"BEGIN IMMEDIATE"_s));
        QVERIFY(!history.append(answers(u"a"_s, 50, 800s)));
        SeriesRequest request{1,          {{u"a"_s}},    SeriesQuantity::Offset, Range().from,
                              Range().to, Range().pixels};
        const std::unique_ptr<HistoryReader> reader = history.read(request, usualClockMinusUptime);
        QVERIFY(!reader->step(10));
        QVERIFY(other.run(u"COMMIT"_s));
        QVERIFY(!history.append({}));
        while (!reader->step(10)) {
        }
        Batch all = answers(u"a"_s, 50);
        const Batch later = answers(u"a"_s, 50, 800s);
        all.insert(all.end(), later.begin(), later.end());
        QCOMPARE(reader->take().series[0].points, pointsOf(all));
    }

    void thisBootHasAnId()
    {
        QCOMPARE(currentBootId().size(), 36);
        QCOMPARE(currentBootId(), currentBootId());
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--write-for-ever"_L1)
        return writeForEver(arguments[2]);
    TestHistory test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_history.moc"
