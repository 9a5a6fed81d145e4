// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/hardwareclock.h"
#include "core/clock/timedated.h"
#include "core/clock/timezone.h"
#include "tests/support/timedated.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>
#include <QtTest>

#include <functional>
#include <optional>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::FakePolkit;
using test::FakeSystemd;
using test::SystemBus;
using test::Timedated;

namespace {

constexpr uint nobody = 65534;

QByteArray digestOf(const QString &path)
{
    QFile file(path);
    const QByteArray content = file.open(QFile::ReadOnly) ? file.readAll() : "absent"_ba;
    return QCryptographicHash::hash(content + QFile::symLinkTarget(path).toUtf8(),
                                    QCryptographicHash::Sha256);
}

QByteArray machinesFiles()
{
    return digestOf(u"/etc/localtime"_s) + digestOf(u"/etc/adjtime"_s) + digestOf(u"/etc/timezone"_s);
}

QString yesNo(std::optional<bool> value)
{
    return !value ? u"?"_s : *value ? u"yes"_s : u"no"_s;
}

/// A client that has read once, and what it was told of its changes.
struct Subject
{
    explicit Subject(const QDBusConnection &bus) : client(bus, clock)
    {
        QObject::connect(&client, &TimedatedClient::reported, &client, [this] { ++readings; });
        QObject::connect(&client, &TimedatedClient::changeFinished, &client,
                         [this](quint64 id, const ClockChangeResult &result) {
                             results[id] = result;
                             known[id] = client.report();
                         });
    }

    SystemClock clock;
    TimedatedClient client;
    int readings = 0;
    std::map<quint64, ClockChangeResult> results;
    std::map<quint64, TimedatedReport> known; ///< by the time that it was said to have ended
};

} // namespace

class TestTimedated : public QObject
{
    Q_OBJECT

    QByteArray m_before;

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void readsWhatTimedatectlShows();
    void withoutSystemdSinglePropertiesStillCome();
    void setsTheZone();
    void setsTheHardwareClocksZone();
    void switchesNetworkTimeThroughFakeSystemd();
    void networkTimeIsOffWhenItsJobIsDone();
    void anUnknownZoneFailsWithTheServicesWords();
    void networkTimeWithoutAnyDaemonFails();
    void aStrangerWithoutPolkitIsRefused();
    void aStrangerAndFakePolkit_data();
    void aStrangerAndFakePolkit();
    void hearsOfOthersChanges();
    void comesBackAfterItLeft();
    void leavingDuringAPromptIsServiceGone();
    void aBusWithoutTimedated();
    void withoutBus();
    void outcomesBySyntheticAnswers_data();
    void outcomesBySyntheticAnswers();
};

void TestTimedated::initTestCase()
{
    m_before = machinesFiles();
}

void TestTimedated::cleanupTestCase()
{
    QCOMPARE(machinesFiles(), m_before);
}

void TestTimedated::readsWhatTimedatectlShows()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection());
    QVERIFY(!subject.client.report().available);
    subject.client.start();
    QCOMPARE(subject.readings, 0); // never before start() has returned
    QTRY_COMPARE_WITH_TIMEOUT(subject.readings, 1, 30'000);

    const TimedatedReport report = subject.client.report();
    QVERIFY(report.available);
    QVERIFY(report.readAt);
    QCOMPARE(report.problem, QString());
    QCOMPARE(report.networkTimeService(), std::optional(NetworkTimeService::NotAvailable));
    const QString expected = u"Timezone=%1\nLocalRTC=%2\nCanNTP=%3\nNTP=%4\nNTPSynchronized=%5\n"_s.arg(
        report.zone, yesNo(report.localRtc), yesNo(report.canNetworkTime), yesNo(report.networkTimeEnabled),
        yesNo(report.synchronised));
    const QString shown = timedated.timedatectl({u"show"_s});
    QVERIFY2(shown.startsWith(expected), qPrintable(shown));
    QCOMPARE(report.zone, u"Etc/UTC"_s);
}

void TestTimedated::withoutSystemdSinglePropertiesStillCome()
{
    Timedated timedated({u"some-ntp.service"_s});
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection());
    subject.client.start();
    QTRY_COMPARE_WITH_TIMEOUT(subject.readings, 1, 30'000);
    const TimedatedReport report = subject.client.report();
    QVERIFY(report.available);
    QCOMPARE(report.zone, u"Etc/UTC"_s);
    QCOMPARE(report.localRtc, std::optional(false));
    QVERIFY(!report.canNetworkTime);
    QVERIFY(!report.networkTimeEnabled);
    QVERIFY(!report.networkTimeService());
    QVERIFY(!report.problem.isEmpty());
    // which is where timedatectl, asking for all at once, gets nothing
    QVERIFY(!timedated.timedatectl({u"show"_s}).contains("Timezone="_L1));
}

void TestTimedated::setsTheZone()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection());
    subject.client.start();
    const quint64 id = subject.client.setTimezone(u"Asia/Tokyo"_s);
    QVERIFY(subject.results.empty()); // never before it has returned
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(id), size_t(1), 30'000);
    QCOMPARE(subject.results[id],
             (ClockChangeResult{.outcome = ChangeOutcome::Done, .errorName = {}, .sentence = {}}));
    QCOMPARE(systemZoneId(timedated.bus().etc() + "/localtime"_L1), "Asia/Tokyo"_ba);
    QCOMPARE(subject.known[id].zone, u"Asia/Tokyo"_s);
    QVERIFY(timedated.timedatectl({u"show"_s}).startsWith("Timezone=Asia/Tokyo\n"_L1));
}

void TestTimedated::setsTheHardwareClocksZone()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection());
    subject.client.start();
    const quint64 local = subject.client.setHardwareClockLocal(true);
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(local), size_t(1), 30'000);
    QCOMPARE(subject.results[local].outcome, ChangeOutcome::Done);
    QVERIFY(readAdjtime(timedated.bus().etc() + "/adjtime"_L1) == std::optional(true));
    QCOMPARE(subject.known[local].localRtc, std::optional(true));
    QVERIFY(timedated.timedatectl({}).contains("RTC in local TZ: yes"_L1));

    const quint64 utc = subject.client.setHardwareClockLocal(false);
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(utc), size_t(1), 30'000);
    QCOMPARE(subject.results[utc].outcome, ChangeOutcome::Done);
    QVERIFY(readAdjtime(timedated.bus().etc() + "/adjtime"_L1) == std::optional(false));
    QCOMPARE(subject.known[utc].localRtc, std::optional(false));
}

void TestTimedated::switchesNetworkTimeThroughFakeSystemd()
{
    Timedated timedated({u"some-ntp.service"_s});
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    FakeSystemd systemd(timedated.bus().connection());
    Subject subject(timedated.bus().connection());
    subject.client.start();
    QTRY_COMPARE_WITH_TIMEOUT(subject.readings, 1, 30'000);
    QCOMPARE(subject.client.report().networkTimeService(), std::optional(NetworkTimeService::Inactive));
    QVERIFY(timedated.timedatectl({}).contains("NTP service: inactive"_L1));

    const quint64 on = subject.client.setNetworkTime(true);
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(on), size_t(1), 30'000);
    QCOMPARE(subject.results[on].outcome, ChangeOutcome::Done);
    QCOMPARE(systemd.calls,
             (QStringList{u"EnableUnitFiles some-ntp.service"_s, u"StartUnit some-ntp.service"_s}));
    QCOMPARE(subject.known[on].networkTimeService(), std::optional(NetworkTimeService::Active));
    QVERIFY(timedated.timedatectl({}).contains("NTP service: active"_L1));

    systemd.calls.clear();
    const quint64 off = subject.client.setNetworkTime(false);
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(off), size_t(1), 30'000);
    QCOMPARE(subject.results[off].outcome, ChangeOutcome::Done);
    QCOMPARE(systemd.calls,
             (QStringList{u"DisableUnitFiles some-ntp.service"_s, u"StopUnit some-ntp.service"_s}));
    QCOMPARE(subject.known[off].networkTimeService(), std::optional(NetworkTimeService::Inactive));
}

void TestTimedated::networkTimeIsOffWhenItsJobIsDone()
{
    Timedated timedated({u"some-ntp.service"_s});
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    FakeSystemd systemd(timedated.bus().connection());
    systemd.activeState = u"active"_s;
    systemd.unitFileState = u"enabled"_s;
    systemd.holdsJobs = true;
    Subject subject(timedated.bus().connection());
    subject.client.start();
    QTRY_COMPARE_WITH_TIMEOUT(subject.readings, 1, 30'000);
    const quint64 off = subject.client.setNetworkTime(false);
    // What it says while systemd has still to stop the unit is not the end of it.
    QTRY_VERIFY_WITH_TIMEOUT(subject.readings > 1, 30'000);
    QCOMPARE(subject.client.report().networkTimeEnabled, std::optional(true));
    QVERIFY(subject.results.empty());
    systemd.finishJob();
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(off), size_t(1), 30'000);
    QCOMPARE(subject.results[off].outcome, ChangeOutcome::Done);
    QCOMPARE(subject.known[off].networkTimeEnabled, std::optional(false));
}

void TestTimedated::anUnknownZoneFailsWithTheServicesWords()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection());
    const quint64 id = subject.client.setTimezone(u"Mars/Olympus"_s);
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(id), size_t(1), 30'000);
    QCOMPARE(subject.results[id].outcome, ChangeOutcome::Failed);
    QCOMPARE(subject.results[id].sentence, u"Invalid or not installed time zone 'Mars/Olympus'"_s);
    QVERIFY(timedated.localtimeTarget().endsWith("/Etc/UTC"_L1));
}

void TestTimedated::networkTimeWithoutAnyDaemonFails()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection());
    const quint64 id = subject.client.setNetworkTime(true);
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(id), size_t(1), 30'000);
    QCOMPARE(subject.results[id], (ClockChangeResult{.outcome = ChangeOutcome::Failed,
                                                     .errorName = u"org.freedesktop.timedate1.NoNTPSupport"_s,
                                                     .sentence = u"NTP not supported"_s}));
}

void TestTimedated::aStrangerWithoutPolkitIsRefused()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection(nobody));
    QVERIFY2(timedated.failure().isEmpty(), qPrintable(timedated.failure()));
    subject.client.start();
    const quint64 id = subject.client.setTimezone(u"Asia/Tokyo"_s);
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(id), size_t(1), 30'000);
    QCOMPARE(subject.results[id].outcome, ChangeOutcome::Refused);
    QCOMPARE(subject.results[id].errorName, u"org.freedesktop.DBus.Error.AccessDenied"_s);
    QVERIFY(timedated.localtimeTarget().endsWith("/Etc/UTC"_L1));
    QTRY_VERIFY(subject.client.report().readAt); // whoever may not change may read
}

void TestTimedated::aStrangerAndFakePolkit_data()
{
    using Answer = FakePolkit::Answer;
    QTest::addColumn<std::function<void(FakePolkit &)>>("answers");
    QTest::addColumn<ChangeOutcome>("outcome");
    QTest::addColumn<int>("questions");
    const auto row = [](const char *name, const Answer &withPrompt, const Answer &withoutPrompt,
                        ChangeOutcome outcome, int questions) {
        const std::function<void(FakePolkit &)> answers = [=](FakePolkit &polkit) {
            polkit.withPrompt = withPrompt;
            polkit.withoutPrompt = withoutPrompt;
        };
        QTest::newRow(name) << answers << outcome << questions;
    };
    const Answer no;
    const Answer yes{.authorized = true};
    const Answer challenge{.challenge = true};
    row("authenticated", yes, challenge, ChangeOutcome::Done, 1);
    row("may not", no, no, ChangeOutcome::Refused, 2);
    // polkitd's words for a closed prompt, to which timedated 252 does not listen
    row("closed the prompt", {.details = {{u"polkit.dismissed"_s, u"true"_s}}}, challenge,
        ChangeOutcome::Cancelled, 2);
    row("no agent", challenge, challenge, ChangeOutcome::NobodyToAsk, 1);
    row("polkit gave up", {.error = u"org.freedesktop.PolicyKit1.Error.Cancelled"_s}, challenge,
        ChangeOutcome::Cancelled, 1);
    row("polkit is out of order", {.error = u"org.freedesktop.PolicyKit1.Error.Failed"_s}, challenge,
        ChangeOutcome::Failed, 1);
    row("polkit breaks between", no, {.error = u"org.freedesktop.PolicyKit1.Error.Failed"_s},
        ChangeOutcome::Refused, 2);
}

void TestTimedated::aStrangerAndFakePolkit()
{
    QFETCH(const std::function<void(FakePolkit &)>, answers);
    QFETCH(const ChangeOutcome, outcome);
    QFETCH(const int, questions);
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    FakePolkit polkit(timedated.bus().connection());
    answers(polkit);
    Subject subject(timedated.bus().connection(nobody));
    const quint64 id = subject.client.setTimezone(u"Asia/Tokyo"_s);
    QTRY_COMPARE_WITH_TIMEOUT(subject.results.count(id), size_t(1), 30'000);
    QCOMPARE(subject.results[id].outcome, outcome);
    QCOMPARE(polkit.actions, QStringList(questions, u"org.freedesktop.timedate1.set-timezone"_s));
    QCOMPARE(timedated.localtimeTarget().endsWith("/Asia/Tokyo"_L1), outcome == ChangeOutcome::Done);
}

void TestTimedated::hearsOfOthersChanges()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection());
    subject.client.start();
    QTRY_COMPARE_WITH_TIMEOUT(subject.readings, 1, 30'000);
    QCOMPARE(timedated.timedatectl({u"set-timezone"_s, u"Europe/Paris"_s}), QString());
    QTRY_COMPARE(subject.client.report().zone, u"Europe/Paris"_s);
}

void TestTimedated::comesBackAfterItLeft()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    Subject subject(timedated.bus().connection());
    subject.client.start();
    QTRY_COMPARE_WITH_TIMEOUT(subject.readings, 1, 30'000);
    QVERIFY(timedated.processId() != 0);
    timedated.endService(); // as by itself, when it was idle for 30 s
    QCOMPARE(timedated.processId(), 0);

    // Somebody else has it started again: its news are read.
    QCOMPARE(timedated.timedatectl({u"set-timezone"_s, u"Europe/Paris"_s}), QString());
    QTRY_COMPARE(subject.client.report().zone, u"Europe/Paris"_s);

    timedated.endService();
    const int before = subject.readings;
    subject.client.refresh();
    subject.client.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(subject.readings, before + 2, 30'000);
    QVERIFY(timedated.processId() != 0);
    QVERIFY(subject.client.report().available);
}

void TestTimedated::leavingDuringAPromptIsServiceGone()
{
    Timedated timedated;
    QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
    FakePolkit polkit(timedated.bus().connection());
    polkit.withPrompt.none = true;
    Subject subject(timedated.bus().connection(nobody));
    const quint64 id = subject.client.setTimezone(u"Asia/Tokyo"_s);
    QTRY_COMPARE_WITH_TIMEOUT(polkit.actions.size(), 1, 30'000);
    QVERIFY(subject.results.empty());
    timedated.endService();
    QTRY_COMPARE(subject.results.count(id), size_t(1));
    QCOMPARE(subject.results[id].outcome, ChangeOutcome::ServiceGone);
}

void TestTimedated::aBusWithoutTimedated()
{
    SystemBus bus;
    QVERIFY2(bus.start(), qPrintable(bus.failure()));
    Subject subject(bus.connection());
    subject.client.start();
    QTRY_COMPARE(subject.readings, 1);
    QVERIFY(!subject.client.report().available);
    QVERIFY(!subject.client.report().readAt);
    QVERIFY(!subject.client.report().problem.isEmpty());
    const quint64 id = subject.client.setNetworkTime(true);
    QTRY_COMPARE(subject.results.count(id), size_t(1));
    QCOMPARE(subject.results[id].outcome, ChangeOutcome::ServiceAbsent);
}

void TestTimedated::withoutBus()
{
    const QDBusConnection none = QDBusConnection::connectToBus(u"unix:path=/nonexistent/bus"_s, u"none"_s);
    {
        Subject subject(none);
        subject.client.start();
        QCOMPARE(subject.readings, 0);
        QTRY_COMPARE(subject.readings, 1);
        QVERIFY(!subject.client.report().available);
        const quint64 id = subject.client.setHardwareClockLocal(false);
        QTRY_COMPARE(subject.results.count(id), size_t(1));
        QCOMPARE(subject.results[id].outcome, ChangeOutcome::ServiceAbsent);
    }
    QDBusConnection::disconnectFromBus(u"none"_s);
}

void TestTimedated::outcomesBySyntheticAnswers_data()
{
    QTest::addColumn<QString>("error");
    QTest::addColumn<ChangeOutcome>("outcome");
    const auto row = [](const QString &error, ChangeOutcome outcome) {
        QTest::newRow(qPrintable(error)) << error << outcome;
    };
    row(u"org.freedesktop.DBus.Error.AccessDenied"_s, ChangeOutcome::Refused);
    row(u"org.freedesktop.PolicyKit1.Error.NotAuthorized"_s, ChangeOutcome::Refused);
    row(u"org.freedesktop.PolicyKit1.Error.Cancelled"_s, ChangeOutcome::Cancelled);
    row(u"org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"_s, ChangeOutcome::NobodyToAsk);
    row(u"org.freedesktop.DBus.Error.NoReply"_s, ChangeOutcome::ServiceGone);
    row(u"org.freedesktop.DBus.Error.ServiceUnknown"_s, ChangeOutcome::ServiceAbsent);
    row(u"org.freedesktop.DBus.Error.Spawn.ChildExited"_s, ChangeOutcome::ServiceAbsent);
    row(u"org.freedesktop.systemd1.UnitMasked"_s, ChangeOutcome::ServiceAbsent);
    row(u"org.freedesktop.timedate1.NoNTPSupport"_s, ChangeOutcome::Failed);
    row(u"System.Error.EROFS"_s, ChangeOutcome::Failed);
}

void TestTimedated::outcomesBySyntheticAnswers()
{
    QFETCH(const QString, error);
    QFETCH(const ChangeOutcome, outcome);
    QCOMPARE(clockChangeResult(QDBusMessage::createError(error, u"Words."_s)),
             (ClockChangeResult{.outcome = outcome, .errorName = error, .sentence = u"Words."_s}));
}

QTEST_GUILESS_MAIN(TestTimedated)
#include "test_timedated.moc"
