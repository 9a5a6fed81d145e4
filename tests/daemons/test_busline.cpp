// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/timedated.h"
#include "core/daemons/busline.h"
#include "core/daemons/timesyncdmonitor.h"
#include "tests/daemons/privatebus.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace synchroscope;
using namespace std::chrono_literals;
using test::FakeTimesyncd;
using test::PrivateBus;

namespace {

/// A call that waits for a bus takes seconds. This leaves a busy machine its time.
constexpr qint64 longestWaitMs = 500;

/// How long this thread's events had to wait at most.
class LongestWait
{
public:
    LongestWait()
    {
        m_since.start();
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer,
                         [this] { m_longest = std::max(m_longest, m_since.restart()); });
        m_timer.start(5ms);
    }
    qint64 milliseconds() const { return m_longest; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

} // namespace

/// The bus goes, and comes back.
class TestBusLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsStaleUnmarkedWhenTheBusGoesAndComesBack()
    {
        auto bus = std::make_unique<PrivateBus>();
        QVERIFY2(bus->trouble().isEmpty(), qPrintable(bus->trouble()));
        auto timesyncd = std::make_unique<FakeTimesyncd>(bus->connection());
        const SystemClock clock;
        EventLoopScheduler scheduler;
        BusLine line(
            [&bus](const QString &name) {
                return QDBusConnection::connectToBus(
                    bus ? bus->address() : QStringLiteral("unix:path=/nonexistent"), name);
            },
            scheduler);
        QVERIFY(line.connection().isConnected());
        QSignalSpy changed(&line, &BusLine::changed);
        TimesyncdMonitor monitor(line.connection(), clock, scheduler);
        QObject::connect(&line, &BusLine::changed, &monitor, &TimesyncdMonitor::setBus);
        TimedatedClient timedated(line.connection(), clock);
        QObject::connect(&line, &BusLine::changed, &timedated, &TimedatedClient::setBus);
        DaemonReport last;
        QObject::connect(&monitor, &DaemonMonitor::reported, &monitor,
                         [&last](const DaemonReport &report) { last = report; });
        monitor.start();
        timedated.start();
        QTRY_COMPARE(last.answer, DaemonAnswer::Answering);
        const std::optional<Instant> readAt = last.readAt;

        timesyncd.reset();
        bus->stop();
        bus.reset();
        const LongestWait withoutBus;
        QTRY_COMPARE_WITH_TIMEOUT(last.answer, DaemonAnswer::Refused, 2000);
        QVERIFY(last.silentSince);
        QCOMPARE(last.readAt, readAt); // what it said stays, dated
        QTRY_COMPARE(changed.count(), 1);
        QVERIFY(!line.connection().isConnected());
        QTRY_VERIFY(!timedated.report().available);
        QVERIFY2(withoutBus.milliseconds() < longestWaitMs,
                 QByteArray::number(withoutBus.milliseconds()).constData());

        bus = std::make_unique<PrivateBus>();
        QVERIFY2(bus->trouble().isEmpty(), qPrintable(bus->trouble()));
        timesyncd = std::make_unique<FakeTimesyncd>(bus->connection());
        const LongestWait withBus;
        QTRY_COMPARE_WITH_TIMEOUT(last.answer, DaemonAnswer::Answering, 15000);
        QVERIFY(!last.silentSince);
        QVERIFY(*last.readAt > *readAt);
        QCOMPARE(changed.count(), 2);
        QVERIFY2(withBus.milliseconds() < longestWaitMs,
                 QByteArray::number(withBus.milliseconds()).constData());
    }

    void withoutABusItIsNoConnection()
    {
        EventLoopScheduler scheduler;
        const BusLine line(
            [](const QString &name) {
                return QDBusConnection::connectToBus(QStringLiteral("unix:path=/nonexistent"), name);
            },
            scheduler);
        QVERIFY(!line.connection().isConnected());
    }
};

QTEST_GUILESS_MAIN(TestBusLine)
#include "test_busline.moc"
