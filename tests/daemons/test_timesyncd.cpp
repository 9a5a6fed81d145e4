// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/timesyncd.h"
#include "tests/daemons/privatebus.h"

#include <QDBusPendingCall>
#include <QSignalSpy>
#include <QThread>
#include <QtTest>

#include <memory>
#include <optional>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::FakeTimesyncd;
using test::PrivateBus;

namespace {

using Servers = std::vector<NamedServer>;

/// However busy the machine is.
constexpr auto longPatience = 10min;

/// "ntp.example.org running"
QStringList described(const Servers &servers)
{
    static constexpr const char *origins[] = {"admin", "distribution", "dhcp", "running", "default"};
    QStringList list;
    for (const NamedServer &server : servers)
        list.append(server.host.host + u' ' + QLatin1StringView(origins[static_cast<int>(server.origin)]));
    return list;
}

QVariantMap debianProperties()
{
    return {{u"LinkNTPServers"_s, QStringList{u"192.0.2.1"_s}},
            {u"SystemNTPServers"_s, QStringList{u"ntp.example.org"_s, u"2001:db8::1"_s}},
            {u"RuntimeNTPServers"_s, QStringList{u"runtime.example"_s}},
            {u"FallbackNTPServers"_s, QStringList{u"0.debian.pool.ntp.org"_s, u"1.debian.pool.ntp.org"_s}},
            {u"ServerName"_s, u"ntp.example.org"_s},
            {u"PollIntervalUSec"_s, qulonglong(2048000000)}};
}

} // namespace

class TestTimesyncd : public QObject
{
    Q_OBJECT

    std::optional<PrivateBus> m_bus;

private Q_SLOTS:
    void init();
    void cleanup();
    void namesServersByOrigin();
    void readsOddAnswers_data();
    void readsOddAnswers();
    void withoutServiceThereIsNothingAndItIsNotStarted();
    void withoutBusThereIsNothing();
    void aRefusalIsNothing();
    void aSlowAnswerArrives();
    void noAnswerEndsInTime();
    void aBusThatGoesAwayEndsTheQuestion();
    void destructionCancels();
    void aNewQuestionDropsTheOld();
    void worksInAnotherThread();
};

void TestTimesyncd::init()
{
    QTest::failOnWarning(QRegularExpression(u"."_s));
    m_bus.emplace();
    QVERIFY2(m_bus->trouble().isEmpty(), qPrintable(m_bus->trouble()));
}

void TestTimesyncd::cleanup()
{
    m_bus.reset();
}

void TestTimesyncd::namesServersByOrigin()
{
    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.properties = debianProperties();
    TimesyncdReader reader(m_bus->connection(), longPatience);
    QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
    reader.read();
    QTRY_COMPARE(answers.size(), 1);
    const auto servers = answers.first().first().value<Servers>();
    QCOMPARE(described(servers),
             (QStringList{u"ntp.example.org running"_s, u"runtime.example running"_s, u"192.0.2.1 dhcp"_s,
                          u"ntp.example.org admin"_s, u"2001:db8::1 admin"_s,
                          u"0.debian.pool.ntp.org distribution"_s, u"1.debian.pool.ntp.org distribution"_s}));
    for (const NamedServer &server : servers) {
        QCOMPARE(server.daemon, DaemonKind::Timesyncd);
        QVERIFY(server.file.isEmpty());
        QCOMPARE(server.line, 0);
        QCOMPARE(server.host.port, ntpPort);
    }
}

void TestTimesyncd::readsOddAnswers_data()
{
    QTest::addColumn<QVariantMap>("properties");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QString>("warning");

    QTest::newRow("nothing") << QVariantMap() << QStringList() << QString();
    QTest::newRow("no server yet") << QVariantMap{{u"ServerName"_s, QString()},
                                                  {u"SystemNTPServers"_s, QStringList()}}
                                   << QStringList() << QString();
    QTest::newRow("another type") << QVariantMap{{u"ServerName"_s, 7.5},
                                                 {u"LinkNTPServers"_s, true},
                                                 {u"RuntimeNTPServers"_s, u"a.example"_s}}
                                  << QStringList{u"a.example running"_s} << QString();
    QTest::newRow("no host") << QVariantMap{{u"SystemNTPServers"_s, QStringList{u"-"_s, u"a.example"_s}}}
                             << QStringList{u"a.example admin"_s}
                             << u"timesyncd names \"-\" which is no host"_s;
}

void TestTimesyncd::readsOddAnswers()
{
    QFETCH(const QVariantMap, properties);
    QFETCH(const QStringList, expected);
    QFETCH(const QString, warning);

    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.properties = properties;
    TimesyncdReader reader(m_bus->connection(), longPatience);
    QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
    if (!warning.isEmpty())
        QTest::ignoreMessage(QtWarningMsg, qPrintable(warning));
    reader.read();
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(described(answers.first().first().value<Servers>()), expected);
}

void TestTimesyncd::withoutServiceThereIsNothingAndItIsNotStarted()
{
    TimesyncdReader reader(m_bus->connection(), longPatience);
    QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
    reader.read();
    QTRY_COMPARE(answers.size(), 1);
    QVERIFY(answers.first().first().value<Servers>().empty());
    QVERIFY(!m_bus->hasStartedService());

    // The bus would have started it for others, which proves that the mark above means something.
    m_bus->connection().asyncCall(QDBusMessage::createMethodCall(u"org.freedesktop.timesync1"_s, u"/"_s,
                                                                 u"org.freedesktop.DBus.Peer"_s, u"Ping"_s));
    QTRY_VERIFY(m_bus->hasStartedService());
}

void TestTimesyncd::withoutBusThereIsNothing()
{
    const QDBusConnection none = QDBusConnection::connectToBus(u"unix:path=/nonexistent/bus"_s, u"none"_s);
    QVERIFY(!none.isConnected());
    {
        TimesyncdReader reader(none);
        QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
        reader.read();
        QCOMPARE(answers.size(), 0); // never before read() has returned
        reader.read();
        QTRY_COMPARE(answers.size(), 1);
        QVERIFY(answers.first().first().value<Servers>().empty());
        QCoreApplication::processEvents();
        QCOMPARE(answers.size(), 1);
        reader.read();
        QTRY_COMPARE(answers.size(), 2);
    }
    QDBusConnection::disconnectFromBus(u"none"_s);
}

void TestTimesyncd::aRefusalIsNothing()
{
    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.mode = FakeTimesyncd::Mode::Fail;
    TimesyncdReader reader(m_bus->connection(), longPatience);
    QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
    QTest::ignoreMessage(QtWarningMsg, "timesyncd did not say which servers it uses: \"No.\"");
    reader.read();
    QTRY_COMPARE(answers.size(), 1);
    QVERIFY(answers.first().first().value<Servers>().empty());
}

void TestTimesyncd::aSlowAnswerArrives()
{
    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.properties = debianProperties();
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    TimesyncdReader reader(m_bus->connection(), longPatience);
    QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
    reader.read();
    QTRY_COMPARE(timesyncd.questions, 1);
    QCOMPARE(answers.size(), 0);
    timesyncd.answer();
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(answers.first().first().value<Servers>().size(), size_t(7));
}

void TestTimesyncd::noAnswerEndsInTime()
{
    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    const QDBusConnection bus = m_bus->connection();
    TimesyncdReader reader(bus, 50ms);
    QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"^timesyncd did not say which servers it uses: "_s));
    reader.read();
    QTRY_COMPARE(answers.size(), 1);
    QVERIFY(answers.first().first().value<Servers>().empty());

    // What comes after that is not heard: a second question over the same connection is answered later still.
    timesyncd.answer();
    timesyncd.mode = FakeTimesyncd::Mode::Answer;
    TimesyncdReader second(bus, longPatience);
    QSignalSpy later(&second, &TimesyncdReader::serversRead);
    second.read();
    QTRY_COMPARE(later.size(), 1);
    QCOMPARE(answers.size(), 1);
}

void TestTimesyncd::aBusThatGoesAwayEndsTheQuestion()
{
    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    TimesyncdReader reader(m_bus->connection(), longPatience);
    QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
    reader.read();
    QTRY_COMPARE(timesyncd.questions, 1);
    m_bus->stop();
    QTRY_COMPARE(answers.size(), 1);
    QVERIFY(answers.first().first().value<Servers>().empty());
}

void TestTimesyncd::destructionCancels()
{
    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.properties = debianProperties();
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    const QDBusConnection bus = m_bus->connection();
    int answers = 0;
    auto doomed = std::make_unique<TimesyncdReader>(bus, longPatience);
    connect(doomed.get(), &TimesyncdReader::serversRead, this, [&answers] { ++answers; });
    doomed->read();
    QTRY_COMPARE(timesyncd.questions, 1);
    doomed.reset();
    timesyncd.answer();

    // A second question over the same connection is answered after the first.
    timesyncd.mode = FakeTimesyncd::Mode::Answer;
    TimesyncdReader reader(bus, longPatience);
    QSignalSpy later(&reader, &TimesyncdReader::serversRead);
    reader.read();
    QTRY_COMPARE(later.size(), 1);
    QCOMPARE(answers, 0);
}

void TestTimesyncd::aNewQuestionDropsTheOld()
{
    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.properties = debianProperties();
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    TimesyncdReader reader(m_bus->connection(), longPatience);
    QSignalSpy answers(&reader, &TimesyncdReader::serversRead);
    reader.read();
    reader.read();
    QTRY_COMPARE(timesyncd.questions, 2);
    timesyncd.answer();
    QTRY_COMPARE(answers.size(), 1);
    timesyncd.mode = FakeTimesyncd::Mode::Answer;
    reader.read();
    QTRY_COMPARE(answers.size(), 2);
}

void TestTimesyncd::worksInAnotherThread()
{
    FakeTimesyncd timesyncd(m_bus->connection());
    timesyncd.properties = debianProperties();
    const QDBusConnection bus = m_bus->connection();
    QThread thread;
    QObject worker;
    worker.moveToThread(&thread);
    thread.start();

    // Made, used and destroyed there; the answer must come there too.
    QAtomicInt inThread = 0;
    QAtomicInt servers = 0;
    QMetaObject::invokeMethod(&worker, [&] {
        auto *reader = new TimesyncdReader(bus, longPatience);
        connect(reader, &TimesyncdReader::serversRead, reader, [&, reader](const Servers &found) {
            inThread = QThread::currentThread() == &thread ? 1 : 0;
            servers = static_cast<int>(found.size());
            delete reader;
        });
        reader->read();
    });
    QTRY_COMPARE(servers.loadAcquire(), 7);
    QCOMPARE(inThread.loadAcquire(), 1);

    // Stopped in the middle of a question.
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    QMetaObject::invokeMethod(&worker, [&] {
        auto *reader = new TimesyncdReader(bus, longPatience);
        connect(&thread, &QThread::finished, reader, &QObject::deleteLater);
        connect(reader, &TimesyncdReader::serversRead, reader, [&] { servers = -1; });
        reader->read();
    });
    QTRY_COMPARE(timesyncd.questions, 2);
    thread.quit();
    QVERIFY(thread.wait());
    timesyncd.answer();
    QCoreApplication::processEvents();
    QCOMPARE(servers.loadAcquire(), 7);
}

QTEST_GUILESS_MAIN(TestTimesyncd)
#include "test_timesyncd.moc"
