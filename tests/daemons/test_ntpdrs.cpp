// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/ntpdrs.h"
#include "tests/support/asnobody.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <cmath>
#include <memory>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int longPatience = 60'000; // ms

/// Built from the list of fields, not recorded.
QByteArray syntheticJson()
{
    QFile file(QFINDTESTDATA("data/synthetic-ntpd-rs-1.5.0-observe.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// 16992195000000000000 / 2^32 in Unix seconds: the file's "now".
constexpr Instant syntheticNow(1747314899s);

QByteArray withLength(const QByteArray &json)
{
    QByteArray length(8, '\0');
    qToBigEndian<quint64>(static_cast<quint64>(json.size()), length.data());
    return length + json;
}

/// Listens where a test wants ntpd-rs, and sends what it is given; then it closes, or not.
struct FakeNtpdRs
{
    explicit FakeNtpdRs(const QString &path)
    {
        QObject::connect(&server, &QLocalServer::newConnection, &server, [this] {
            while (QLocalSocket *socket = server.nextPendingConnection()) {
                QObject::connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
                socket->write(bytes);
                if (closes)
                    socket->disconnectFromServer();
            }
        });
        server.listen(path);
    }

    QLocalServer server;
    QByteArray bytes;
    bool closes = true;
};

struct Watch
{
    explicit Watch(const QString &path) : monitor(path, clock, scheduler)
    {
        QObject::connect(&monitor, &DaemonMonitor::reported, &monitor,
                         [this](const DaemonReport &report) { reports.push_back(report); });
        monitor.start();
    }
    bool isAnswer(DaemonAnswer answer) const { return !reports.empty() && reports.back().answer == answer; }

    SystemClock clock;
    EventLoopScheduler scheduler;
    NtpdRsMonitor monitor;
    std::vector<DaemonReport> reports;
};

} // namespace

class TestNtpdRs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAnObservation();
    void absentIsNoZero();
    void refusesWhatIsNoObservation_data();
    void refusesWhatIsNoObservation();
    void followsTheSocket();
    void givesUpBadAnswers_data();
    void givesUpBadAnswers();
    void takesALongAnswer();
    void closedToUs();

private:
    QString path() const { return m_folder->filePath(u"observe"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestNtpdRs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    // Only the socket's own mode is to matter.
    QVERIFY(QFile(m_folder->path()).setPermissions(QFile::Permissions(0x7755)));
}

void TestNtpdRs::readsAnObservation()
{
    const std::optional<NtpdRsObservation> read = readNtpdRsObservation(syntheticJson(), syntheticNow);
    QVERIFY(read.has_value());
    QCOMPARE(read->version, u"1.5.0"_s);
    const DaemonTracking &tracking = read->tracking;
    QVERIFY(tracking.synchronised);
    QCOMPARE(tracking.stratum, std::optional(2));
    QCOMPARE(tracking.referenceId, u"192.168.1.1"_s); // 3232235777
    QVERIFY(tracking.leap == LeapIndicator::NoWarning);
    QVERIFY(tracking.rootDelay == Duration(12ms));
    QVERIFY(!tracking.systemOffset && !tracking.frequencyPpm); // it does not tell
    // 10^11 / 2^32 s after the base time.
    const double t = 1e11 / 4294967296.0;
    const double dispersion = std::sqrt(1.6e-7 + t * 5e-10 + t * t * 3.6e-11 + t * t * t * 1e-16);
    QVERIFY(tracking.rootDispersion.has_value());
    QCOMPARE(qRound64(toSeconds(*tracking.rootDispersion) * 1e9), qRound64(dispersion * 1e9));
    QVERIFY(std::abs(toSeconds(syntheticNow - *tracking.lastUpdate) - t) < 2);

    QCOMPARE(read->sources.size(), size_t(3));
    const DaemonSource &first = read->sources[0];
    QCOMPARE(first.name, u"ntp.example.net"_s);
    QCOMPARE(first.address, u"192.0.2.10"_s);
    QVERIFY(first.mode == SourceMode::Server);
    QVERIFY(first.standing == SourceStanding::Selectable);
    QCOMPARE(first.letter, '?');
    QCOMPARE(first.pollLog2, std::optional(4));
    QVERIFY(!first.reach && !first.stratum && !first.leap && !first.measured);
    // The sign: -3.1 ms of server minus local is a clock that is 3.1 ms ahead.
    QVERIFY(first.adjusted == Offset::fromLocalMinusRemote(3100us));
    QVERIFY(first.delay == Duration(11200us));
    QVERIFY(first.error == Duration(5600us + 2600us));
    QVERIFY(first.rootDelay == Duration(230us));
    QVERIFY(first.rootDispersion == Duration(30500ns));
    const DaemonSource &nts = read->sources[1];
    QCOMPARE(nts.name, u"nts.example.org"_s);
    QCOMPARE(nts.address, u"2001:db8::7"_s);
    QVERIFY(read->sources[2].standing == SourceStanding::Selectable); // five of eight polls unanswered
}

void TestNtpdRs::absentIsNoZero()
{
    // Before the first sample: the default, and NtpDuration::MAX. A PPS device has a path.
    const QByteArray json =
        R"({"program":{},"system":{"stratum":16,"leap_indicator":"Unknown","root_delay":-1,
        "reference_id":"x","root_variance_base_time":{"timestamp":1},"root_variance_base":-1},"sources":[
        {"name":"b.example:4123","address":"192.0.2.2:4123","id":2,"offset":0,"uncertainty":2147483647.9999,
         "delay":2147483647.9999,"last_update":{"timestamp":0},"unanswered_polls":8,"poll_interval":6},
        {"name":"/dev/pps0","address":"/dev/pps0","id":1,"offset":1e-6,"uncertainty":1e-7,"delay":0,
         "last_update":{"timestamp":16992194880000000000},"unanswered_polls":0,"poll_interval":0},
        {"name":"b.example:4123","address":"192.0.2.3:4123","id":3}, 7]})";
    const std::optional<NtpdRsObservation> read = readNtpdRsObservation(json, syntheticNow);
    QVERIFY(read.has_value());
    QVERIFY(!read->tracking.synchronised && !read->tracking.leap && !read->tracking.rootDelay &&
            !read->tracking.rootDispersion);
    QCOMPARE(read->tracking.referenceId, QString());
    QCOMPARE(read->sources.size(), size_t(3));
    const DaemonSource &pps = read->sources[0]; // by id
    QVERIFY(pps.mode == SourceMode::ReferenceClock);
    QCOMPARE(pps.name, u"/dev/pps0"_s);
    QCOMPARE(pps.address, QString());
    QVERIFY(!pps.pollLog2);
    QVERIFY(pps.adjusted == Offset::fromLocalMinusRemote(-1us));
    const DaemonSource &never = read->sources[1];
    QCOMPARE(never.name, u"b.example:4123"_s);
    QVERIFY(never.standing == SourceStanding::Unusable);
    QCOMPARE(never.reach, std::optional<quint8>(0));
    QVERIFY(!never.lastSample && !never.adjusted && !never.error && !never.delay);
    QCOMPARE(never.ordinal, 0);
    QCOMPARE(read->sources[2].ordinal, 1);
}

void TestNtpdRs::refusesWhatIsNoObservation_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("list") << QByteArray("[]");
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("no sources") << QByteArray(R"({"program":{},"system":{}})");
    QTest::newRow("wrong kinds") << QByteArray(R"({"program":1,"system":[],"sources":{}})");
    QTest::newRow("cut") << syntheticJson().chopped(2); // the last bracket
}

void TestNtpdRs::refusesWhatIsNoObservation()
{
    QFETCH(QByteArray, json);
    QVERIFY(!readNtpdRsObservation(json, syntheticNow));
}

void TestNtpdRs::followsTheSocket()
{
    Watch watch(path());
    QVERIFY(watch.reports.empty()); // not from within start()
    QTRY_VERIFY_WITH_TIMEOUT(watch.isAnswer(DaemonAnswer::Refused), longPatience);
    QVERIFY(watch.reports.back().silentSince && !watch.reports.back().readAt);
    QCOMPARE(watch.reports.back().endpoint, path());

    auto ntpd = std::make_unique<FakeNtpdRs>(path());
    ntpd->bytes = withLength(syntheticJson());
    watch.monitor.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(watch.isAnswer(DaemonAnswer::Answering), longPatience);
    const DaemonReport report = watch.reports.back();
    QVERIFY(report.kind == DaemonKind::NtpdRs);
    QCOMPARE(report.version, u"1.5.0"_s);
    QCOMPARE(report.sources.size(), size_t(3));
    QVERIFY(report.readAt && !report.silentSince && report.problem.isEmpty());
    // By itself too.
    const size_t count = watch.reports.size();
    QTRY_VERIFY_WITH_TIMEOUT(watch.reports.size() > count, longPatience);
    const std::optional<Instant> readAt = watch.reports.back().readAt;
    QVERIFY(readAt > report.readAt);

    ntpd.reset();
    QTRY_VERIFY_WITH_TIMEOUT(watch.isAnswer(DaemonAnswer::Refused), longPatience);
    QCOMPARE(watch.reports.back().sources.size(), size_t(3)); // what was read stays, dated
    QVERIFY(watch.reports.back().readAt >= readAt && watch.reports.back().silentSince > readAt);
}

void TestNtpdRs::givesUpBadAnswers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("closes");
    const QByteArray whole = withLength(syntheticJson());
    QTest::newRow("truncated") << whole.chopped(1) << true;
    QTest::newRow("only a length") << whole.first(8) << true;
    QTest::newRow("half a length") << whole.first(4) << true;
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("slow") << whole.chopped(1) << false;
    QTest::newRow("mute") << QByteArray() << false;
    QTest::newRow("oversized") << QByteArray::fromHex("0000000000100001") << false;
    QTest::newRow("endless") << QByteArray(4'000'000, '\xff') << false;
    QTest::newRow("no JSON") << withLength("ntpd-rs") << true;
    QTest::newRow("empty") << withLength({}) << true;
}

void TestNtpdRs::givesUpBadAnswers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, closes);
    FakeNtpdRs ntpd(path());
    ntpd.bytes = bytes;
    ntpd.closes = closes;
    Watch watch(path());
    QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
    QVERIFY(watch.isAnswer(DaemonAnswer::Silent));
    QVERIFY(!watch.reports.back().problem.isEmpty());
    QVERIFY(!watch.reports.back().readAt && watch.reports.back().silentSince);
    // It goes on asking.
    ntpd.bytes = withLength(syntheticJson());
    watch.monitor.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(watch.isAnswer(DaemonAnswer::Answering), longPatience);
}

void TestNtpdRs::takesALongAnswer()
{
    // 1 MiB exactly, which no buffer holds at once; closed by the sender right behind it.
    QJsonObject root = QJsonDocument::fromJson(syntheticJson()).object();
    QByteArray json = QJsonDocument(root).toJson(QJsonDocument::Compact);
    json.append(QByteArray((1 << 20) - json.size(), ' '));
    FakeNtpdRs ntpd(path());
    ntpd.bytes = withLength(json);
    const Watch watch(path());
    QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
    QVERIFY2(watch.isAnswer(DaemonAnswer::Answering), qPrintable(watch.reports.back().problem));
    QCOMPARE(watch.reports.back().sources.size(), size_t(3));
}

void TestNtpdRs::closedToUs()
{
    FakeNtpdRs ntpd(path());
    QVERIFY(QFile(path()).setPermissions(QFile::Permissions()));
    const test::AsNobody nobody;
    const Watch watch(path());
    QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
    QVERIFY(watch.isAnswer(DaemonAnswer::NotPermitted));
    QVERIFY(!watch.reports.back().problem.isEmpty());
}

QTEST_GUILESS_MAIN(TestNtpdRs)
#include "test_ntpdrs.moc"
