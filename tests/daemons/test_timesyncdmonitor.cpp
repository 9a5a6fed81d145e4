// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/kernelclock.h"
#include "core/daemons/timesyncdmonitor.h"
#include "tests/daemons/privatebus.h"
#include "tests/support/manualtime.h"
#include "tests/support/timesyncd.h"

#include <QDBusArgument>
#include <QDBusPendingCall>
#include <QRegularExpression>
#include <QtTest>

#include <vector>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::FakeSystemd;
using test::FakeTimesyncd;
using test::ManualTime;
using test::PrivateBus;
using test::Timesyncd;

namespace {

/// A monitor, what it has reported last, and how often.
struct Subject
{
    explicit Subject(const QDBusConnection &bus) : monitor(bus, time, time)
    {
        time.set(SystemClock().read().realtime);
        QObject::connect(&monitor, &DaemonMonitor::reported, &monitor, [this](const DaemonReport &report) {
            last = report;
            if (report.answer == DaemonAnswer::Answering)
                lastAnswer = report;
            ++reports;
        });
    }

    ManualTime time;
    TimesyncdMonitor monitor;
    DaemonReport last;
    DaemonReport lastAnswer;
    int reports = 0;
};

/// "5.000097s", "94us", "1min 4s", as systemd prints spans.
std::optional<Duration> spanIn(const QString &text)
{
    static const QRegularExpression part(u"([0-9.]+)(min|ms|us|s)"_s);
    std::optional<Duration> sum;
    for (QRegularExpressionMatchIterator parts = part.globalMatch(text); parts.hasNext();) {
        const QRegularExpressionMatch match = parts.next();
        const QString unit = match.captured(2);
        const double scale = unit == "min"_L1 ? 60 : unit == "s"_L1 ? 1 : unit == "ms"_L1 ? 1e-3 : 1e-6;
        sum = sum.value_or(0ns) + fromSeconds(match.captured(1).toDouble() * scale);
    }
    return text == "0"_L1 ? std::optional<Duration>(0ns) : sum;
}

/// What follows "Offset:" in timedatectl's output.
QString lineOf(const QString &output, const QString &label)
{
    const QRegularExpression line(u"^\\s*%1: (.*)$"_s.arg(label), QRegularExpression::MultilineOption);
    return line.match(output).captured(1);
}

QVariant address(const QByteArray &bytes)
{
    QDBusArgument argument;
    argument.beginStructure();
    argument << (bytes.size() == 16 ? 10 : 2) << bytes;
    argument.endStructure();
    return QVariant::fromValue(argument);
}

/// An answer of `destination`, in µs.
QVariant message(quint64 destination)
{
    QDBusArgument argument;
    argument.beginStructure();
    argument << 0U << 4U << 4U << 2U << -20 << qulonglong(3000) << qulonglong(1000) << "\x01\x02\x03\x04"_ba
             << qulonglong(destination - 12'000) << qulonglong(destination - 7'000)
             << qulonglong(destination - 5'000) << qulonglong(destination) << false << qulonglong(3)
             << qulonglong(400);
    argument.endStructure();
    return QVariant::fromValue(argument);
}

QVariantMap fakeProperties(quint64 destination, const QByteArray &serverAddress)
{
    return {{u"ServerName"_s, u"ntp.example.org"_s},
            {u"ServerAddress"_s, address(serverAddress)},
            {u"PollIntervalUSec"_s, qulonglong(64'000'000)},
            {u"NTPMessage"_s, message(destination)},
            {u"Frequency"_s, qlonglong(65536)}};
}

void tellOfChange(const QDBusConnection &bus, const QString &interface)
{
    QDBusMessage signal = QDBusMessage::createSignal(
        u"/org/freedesktop/timesync1"_s, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s);
    signal << interface << QVariantMap() << QStringList{u"NTPMessage"_s};
    bus.send(signal);
}

} // namespace

class TestTimesyncdMonitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTimedatectlOnARealServer_data();
    void agreesWithTimedatectlOnARealServer();
    void waitsForARealTimesyncdAndKeepsWhatItSaid();
    void aServerThatIsNotThereHasNoSample();
    void asksEveryFiveSecondsAndWhenAFakeTellsOfChange();
    void keepsTheAnswerOfAFakeApartFromItsNextServer();
    void aFakeThatRefusesIsNotPermitted();
    void aFakeThatSaysNothingIsSilent();
    void withoutBusItIsRefused();
    void destructionEndsTheQuestion();
};

void TestTimesyncdMonitor::agreesWithTimedatectlOnARealServer_data()
{
    QTest::addColumn<int>("serverAhead");
    QTest::newRow("the server is ahead") << 5;
    QTest::newRow("the server is behind") << -3;
}

void TestTimesyncdMonitor::agreesWithTimedatectlOnARealServer()
{
    QFETCH(const int, serverAhead);
    Timesyncd rig({u"127.0.0.1"_s, u"ntp.example.org"_s});
    QVERIFY2(rig.startBus() && rig.startServer(std::chrono::seconds(serverAhead)) && rig.startTimesyncd(),
             qPrintable(rig.failure()));
    FakeSystemd systemd(rig.bus().connection());
    Subject subject(rig.bus().connection());
    subject.monitor.start();
    QCOMPARE(subject.reports, 0); // never before start() has returned
    QTRY_VERIFY2_WITH_TIMEOUT(subject.last.tracking, qPrintable(rig.log()), 30'000);
    QTRY_COMPARE(subject.last.version, systemd.version);

    QCOMPARE(subject.last.kind, DaemonKind::Timesyncd);
    QCOMPARE(subject.last.endpoint, u"org.freedesktop.timesync1"_s);
    QCOMPARE(subject.last.answer, DaemonAnswer::Answering);
    QVERIFY(subject.last.readAt);
    QVERIFY(!subject.last.silentSince);
    QCOMPARE(subject.last.sources.size(), size_t(3));
    const DaemonSource &source = subject.last.sources[0];
    QCOMPARE(source.name, u"127.0.0.1"_s);
    QCOMPARE(source.address, u"127.0.0.1"_s);
    QVERIFY(source.measured);
    const Duration known = -std::chrono::seconds(serverAhead); // a server ahead: this clock is behind
    QVERIFY2(std::chrono::abs(source.measured->localMinusRemote() - known) < 500ms, qPrintable(rig.log()));
    QCOMPARE(source.measured->ahead(), serverAhead < 0);
    QCOMPARE(source.stratum, std::optional(1));
    QCOMPARE(source.pollLog2, std::optional(4));
    QCOMPARE(subject.last.sources[1].name, u"ntp.example.org"_s);
    QCOMPARE(subject.last.sources[2].name, u"fallback.example"_s);

    const DaemonTracking &tracking = *subject.last.tracking;
    QCOMPARE(tracking.stratum, std::optional(2));
    QVERIFY(*tracking.rootDelay >= *source.delay);
    QVERIFY(*tracking.rootDispersion >= source.measured->magnitude());
    QVERIFY(!tracking.frequencyPpm); // it could not adjust anything
    // timesyncd could not tell this kernel, so this is the machine's own.
    const bool synchronised = readKernelClock()->synchronized();
    QCOMPARE(source.standing, synchronised ? SourceStanding::Selected : SourceStanding::Unusable);

    const QString shown = rig.timedatectl({u"timesync-status"_s});
    const QString offset = lineOf(shown, u"Offset"_s);
    QVERIFY2(!offset.isEmpty(), qPrintable(shown));
    const Duration theta = *spanIn(offset) * (offset.startsWith(u'-') ? -1 : 1);
    QVERIFY2(std::chrono::abs(Offset::fromNtpTheta(theta).localMinusRemote() -
                              source.measured->localMinusRemote()) <= 1us,
             qPrintable(shown));
    QCOMPARE(spanIn(lineOf(shown, u"Delay"_s)), source.delay);
    QCOMPARE(lineOf(shown, u"Stratum"_s).toInt(), *source.stratum);
    QCOMPARE(lineOf(shown, u"Server"_s), u"127.0.0.1 (127.0.0.1)"_s);
    QVERIFY2(lineOf(shown, u"Poll interval"_s).startsWith("16s "_L1), qPrintable(shown));
}

void TestTimesyncdMonitor::waitsForARealTimesyncdAndKeepsWhatItSaid()
{
    Timesyncd rig;
    rig.bus().makeActivatable(u"org.freedesktop.timesync1"_s, u"lib/systemd/systemd-timesyncd"_s);
    QVERIFY2(rig.startBus() && rig.startServer(), qPrintable(rig.failure()));
    Subject subject(rig.bus().connection());
    subject.monitor.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.last.answer, DaemonAnswer::Refused);
    QVERIFY(subject.last.silentSince);
    QVERIFY(!subject.last.readAt);
    QVERIFY(subject.last.sources.empty());
    QCOMPARE(subject.time.timers(), size_t(0));                       // it is waited for, not asked
    QVERIFY(!rig.bus().wasActivated(u"org.freedesktop.timesync1"_s)); // nor started

    QVERIFY2(rig.startTimesyncd(), qPrintable(rig.failure()));
    QTRY_VERIFY2_WITH_TIMEOUT(subject.last.tracking, qPrintable(rig.log()), 30'000);
    QCOMPARE(subject.last.answer, DaemonAnswer::Answering);
    QVERIFY(!subject.last.silentSince);

    subject.time.advance(1s);
    rig.stopTimesyncd();
    QTRY_COMPARE(subject.last.answer, DaemonAnswer::Refused);
    const DaemonReport &before = subject.lastAnswer; // perhaps one more than was waited for
    QVERIFY(before.readAt);
    QVERIFY(subject.last.silentSince >= before.readAt);
    QVERIFY(subject.last.readAt == before.readAt);
    QVERIFY(subject.last.sources == before.sources);
    QVERIFY(subject.last.tracking == before.tracking);
    QCOMPARE(subject.time.timers(), size_t(0));

    QVERIFY2(rig.startTimesyncd(), qPrintable(rig.failure()));
    QTRY_COMPARE(subject.last.answer, DaemonAnswer::Answering);
    QVERIFY(!rig.bus().wasActivated(u"org.freedesktop.timesync1"_s));

    // The bus would have started it for others, which proves that the mark above means something.
    rig.stopTimesyncd();
    rig.bus().connection().asyncCall(QDBusMessage::createMethodCall(
        u"org.freedesktop.timesync1"_s, u"/"_s, u"org.freedesktop.DBus.Peer"_s, u"Ping"_s));
    QTRY_VERIFY(rig.bus().wasActivated(u"org.freedesktop.timesync1"_s));
}

void TestTimesyncdMonitor::aServerThatIsNotThereHasNoSample()
{
    Timesyncd rig;
    QVERIFY2(rig.startBus() && rig.startTimesyncd(), qPrintable(rig.failure()));
    Subject subject(rig.bus().connection());
    subject.monitor.start();
    QTRY_COMPARE_WITH_TIMEOUT(subject.last.answer, DaemonAnswer::Answering, 30'000);
    QVERIFY(!subject.last.tracking);
    QVERIFY(!subject.last.sources.empty());
    for (const DaemonSource &source : subject.last.sources) {
        QCOMPARE(source.standing, SourceStanding::Unusable);
        QVERIFY(!source.lastSample);
        QVERIFY(!source.measured);
        QVERIFY(!source.stratum);
    }
}

void TestTimesyncdMonitor::asksEveryFiveSecondsAndWhenAFakeTellsOfChange()
{
    PrivateBus bus;
    QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
    const QDBusConnection itsBus = bus.connection();
    FakeTimesyncd timesyncd(itsBus);
    timesyncd.properties = fakeProperties(1'780'000'000'000'000, "\xc0\x00\x02\x07"_ba);
    Subject subject(bus.connection());
    subject.monitor.start();
    subject.monitor.start(); // once is enough
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(timesyncd.questions, 1);
    QCOMPARE(subject.last.tracking->frequencyPpm, std::optional(-1.0));
    QCOMPARE(subject.time.timers(), size_t(1));

    subject.time.advance(4'999ms);
    QCOMPARE(subject.time.timers(), size_t(1));
    subject.time.advance(1ms);
    QCOMPARE(subject.time.timers(), size_t(0)); // a question is open
    QTRY_COMPARE(subject.reports, 2);
    QCOMPARE(timesyncd.questions, 2);

    tellOfChange(itsBus, u"org.freedesktop.timesync1.Other"_s);
    tellOfChange(itsBus, u"org.freedesktop.timesync1.Manager"_s);
    QTRY_COMPARE(subject.reports, 3);
    QCOMPARE(timesyncd.questions, 3);
    QCOMPARE(subject.time.timers(), size_t(1));

    // While a question is open another one waits, and news during it are asked for once more.
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    subject.monitor.refresh();
    subject.monitor.refresh();
    QTRY_COMPARE(timesyncd.questions, 4);
    tellOfChange(itsBus, u"org.freedesktop.timesync1.Manager"_s);
    tellOfChange(itsBus, u"org.freedesktop.timesync1.Manager"_s);
    timesyncd.mode = FakeTimesyncd::Mode::Answer;
    timesyncd.answer();
    QTRY_COMPARE(subject.reports, 5);
    QCOMPARE(timesyncd.questions, 5);
}

void TestTimesyncdMonitor::keepsTheAnswerOfAFakeApartFromItsNextServer()
{
    PrivateBus bus;
    QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
    FakeTimesyncd timesyncd(bus.connection());
    timesyncd.properties = fakeProperties(1'780'000'000'000'000, "\xc0\x00\x02\x07"_ba);
    Subject subject(bus.connection());
    subject.monitor.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.last.sources[0].address, u"192.0.2.7"_s);
    QVERIFY(subject.last.sources[0].measured);

    // It has gone on to the next address, which has not answered yet.
    timesyncd.properties = fakeProperties(1'780'000'000'000'000, QByteArray(15, '\0') + '\1');
    subject.monitor.refresh();
    QTRY_COMPARE(subject.reports, 2);
    QCOMPARE(subject.last.sources[0].address, u"::1"_s);
    QVERIFY(!subject.last.sources[0].measured);
    QVERIFY(!subject.last.tracking);

    timesyncd.properties = fakeProperties(1'780'000'010'000'000, QByteArray(15, '\0') + '\1');
    subject.monitor.refresh();
    QTRY_COMPARE(subject.reports, 3);
    QVERIFY(subject.last.sources[0].measured);
}

void TestTimesyncdMonitor::aFakeThatRefusesIsNotPermitted()
{
    PrivateBus bus;
    QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
    FakeTimesyncd timesyncd(bus.connection());
    timesyncd.mode = FakeTimesyncd::Mode::Fail;
    Subject subject(bus.connection());
    subject.monitor.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.last.answer, DaemonAnswer::NotPermitted);
    QCOMPARE(subject.last.problem, u"No."_s);
    QCOMPARE(subject.time.timers(), size_t(1)); // it is there, and asked again
}

void TestTimesyncdMonitor::aFakeThatSaysNothingIsSilent()
{
    PrivateBus bus;
    QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
    FakeTimesyncd timesyncd(bus.connection());
    timesyncd.properties = fakeProperties(1'780'000'000'000'000, "\xc0\x00\x02\x07"_ba);
    Subject subject(bus.connection());
    subject.monitor.start();
    QTRY_COMPARE(subject.reports, 1);
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    const Instant asked = subject.time.read().realtime;
    subject.monitor.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(subject.reports, 2, 60'000); // the bus's own time limit
    QCOMPARE(subject.last.answer, DaemonAnswer::Silent);
    QVERIFY(subject.last.silentSince == std::optional(asked));
    QVERIFY(subject.last.tracking);
}

void TestTimesyncdMonitor::withoutBusItIsRefused()
{
    const QDBusConnection none = QDBusConnection::connectToBus(u"unix:path=/nonexistent/bus"_s, u"none"_s);
    {
        Subject subject(none);
        subject.monitor.start();
        QCOMPARE(subject.reports, 0);
        QTRY_COMPARE(subject.reports, 1);
        QCOMPARE(subject.last.answer, DaemonAnswer::Refused);
    }
    QDBusConnection::disconnectFromBus(u"none"_s);
}

void TestTimesyncdMonitor::destructionEndsTheQuestion()
{
    PrivateBus bus;
    QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
    FakeTimesyncd timesyncd(bus.connection());
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    const QDBusConnection connection = bus.connection();
    ManualTime time;
    int reports = 0;
    {
        TimesyncdMonitor doomed(connection, time, time);
        connect(&doomed, &DaemonMonitor::reported, this, [&reports] { ++reports; });
        doomed.start();
        QTRY_COMPARE(timesyncd.questions, 1);
    }
    timesyncd.answer();
    timesyncd.mode = FakeTimesyncd::Mode::Answer;
    Subject subject(connection);
    subject.monitor.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(reports, 0);
    QCOMPARE(time.timers(), size_t(0));
}

QTEST_GUILESS_MAIN(TestTimesyncdMonitor)
#include "test_timesyncdmonitor.moc"
