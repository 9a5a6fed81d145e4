// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakenotifications.h"
#include "tests/daemons/privatebus.h"
#include "tests/ui/window/situations.h"
#include "ui/alerts/alerts.h"
#include "ui/window/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace synchroscope::windowtest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestAlertSpeaking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_bus = std::make_unique<PrivateBus>();
        QVERIFY2(m_bus->trouble().isEmpty(), qPrintable(m_bus->trouble()));
        m_service = std::make_unique<FakeNotifications>(m_bus->connection());
        m_settings = std::make_unique<Settings>(m_folder->filePath(u"window.ini"_s));
        m_boot = BootInstant(100s);
        m_wall = Instant(1'780'000'000s);
        makeAlerts();
    }

    void cleanup()
    {
        m_alerts.reset();
        m_service.reset();
        m_bus.reset();
    }

    void inputOfASnapshot()
    {
        Snapshot snapshot = followedByChrony();
        AlertInput input = alertInput(snapshot, true);
        QVERIFY(input.isMuted);
        QVERIFY(input.isAnybodyAsked);
        QVERIFY(!input.isDisputed);
        QVERIFY(input.sinceAnswer && *input.sinceAnswer < 1min);
        QCOMPARE(input.judgement.offset, snapshot.judgement.offset);
        QVERIFY(input.evidenceFrom <= input.evidenceTo);
        // Everybody on whom the offset may rest has to answer anew.
        snapshot.judgement.measuredHere = true;
        *snapshot.sources[0].lastAnswer -= 30min;
        input = alertInput(snapshot, false);
        QCOMPARE(input.evidenceFrom, *snapshot.sources[0].lastAnswer);
        // One that has failed since is no evidence.
        snapshot.sources[0].failingSince = snapshot.takenAt;
        QVERIFY(alertInput(snapshot, false).evidenceFrom > *snapshot.sources[0].lastAnswer);

        // One that answers first after a sleep proves nothing before the others were asked too.
        snapshot = followedByChrony();
        snapshot.judgement.measuredHere = true;
        const Instant woken = snapshot.takenAt - 3min;
        const std::optional<SourceEstimate> estimate = snapshot.sources[0].estimate;
        QVERIFY(estimate);
        for (SourceSnapshot &source : snapshot.sources) {
            source.estimate.reset();
            source.failingSince.reset();
            source.lastRequest = woken - 10min;
            source.nextRequest = snapshot.takenAt + 10min;
        }
        SourceSnapshot &first = snapshot.sources[0];
        first.estimate = estimate;
        first.lastAnswer = snapshot.takenAt - 1s;
        first.answeringSince = woken;
        QVERIFY(snapshot.sources.size() > 1);
        QVERIFY(alertInput(snapshot, false).isDisputed);
        for (SourceSnapshot &source : snapshot.sources)
            source.lastRequest = woken + 1min; // and nobody else answers
        QVERIFY(!alertInput(snapshot, false).isDisputed);

        // What a daemon elsewhere or its own clock answers is no answer here.
        snapshot = followedByChrony();
        const auto silence = [](Snapshot &silent) {
            for (SourceSnapshot &source : silent.sources)
                source.lastAnswer = silent.takenAt - 25h;
            if (silent.clock)
                silent.clock->steeredAt.reset();
            for (DaemonSource &source : silent.machine.daemons[0].sources)
                source.lastSample = silent.takenAt - 25h;
        };
        silence(snapshot);
        DaemonTracking &tracking = *snapshot.machine.daemons[0].tracking;
        tracking.lastUpdate = snapshot.takenAt - 1s;
        QVERIFY(*alertInput(snapshot, false).sinceAnswer < 1min);
        tracking.referenceId = u"7F7F0101"_s;
        QCOMPARE(alertInput(snapshot, false).sinceAnswer, std::optional<Duration>(25h));
        DaemonReport elsewhere = followedByChrony().machine.daemons[0];
        elsewhere.isElsewhere = true;
        snapshot.machine.daemons.push_back(elsewhere);
        QCOMPARE(alertInput(snapshot, false).sinceAnswer, std::optional<Duration>(25h));
        // What is found counts.
        QVERIFY(!alertInput(snapshot, false).isSilent);
        snapshot.findings = {{.id = FindingId::DaysWithoutAnswer}};
        QVERIFY(alertInput(snapshot, false).isSilent);

        QVERIFY(!alertInput(nothingWatched(), false).isAnybodyAsked);
        QVERIFY(!alertInput(asking(), false).sinceAnswer);
    }

    void offAndRightAgain()
    {
        m_service->start();
        QSignalSpy badge(m_alerts.get(), &Alerts::badgeChanged);
        readings(3, 7s);
        QTRY_COMPARE(m_service->shown.size(), 1u);
        const FakeNotifications::Notify &shown = m_service->shown[0];
        QCOMPARE(plain(shown.summary), u"This clock is far off: 7.00 s ahead"_s);
        QVERIFY2(plain(shown.body).contains(u"7.00 s ahead ± 10 ms"_s), qPrintable(shown.body));
        QVERIFY2(plain(shown.body).contains(u"more than the 5 s that you allow"_s), qPrintable(shown.body));
        QCOMPARE(shown.hints[u"urgency"_s].toInt(), 2);
        QCOMPARE(shown.actions, QStringList({u"default"_s, u"Open"_s, u"mute"_s, u"Mute for a day"_s}));
        QCOMPARE(m_alerts->badge(), AlertBadge::Critical);
        QCOMPARE(badge.size(), 1);
        readings(4, 1ms);
        QTRY_VERIFY(m_service->shown.size() > 1);
        QCOMPARE(m_service->shown.back().summary, u"This clock is right again"_s);
        QCOMPARE(m_service->shown.back().replaces, 101u);
        QCOMPARE(m_service->shown.back().hints[u"urgency"_s].toInt(), 0);
        QCOMPARE(m_alerts->badge(), AlertBadge::None);
    }

    void actions()
    {
        m_service->start();
        QSignalSpy opened(m_alerts.get(), &Alerts::openRequested);
        QSignalSpy muted(m_alerts.get(), &Alerts::mutedChanged);
        readings(3, 7s);
        QTRY_COMPARE(m_service->shown.size(), 1u);
        waitForNumber();
        m_service->invoke(101, u"default"_s, u"token"_s);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), u"token"_s);
        m_service->invoke(101, u"mute"_s);
        QTRY_COMPARE(muted.size(), 1);
        QVERIFY(m_alerts->isMuted());
        QVERIFY(m_settings->muting().isMuted);
        QCOMPARE(m_settings->muting().until, std::optional(m_wall + 24h));
        // It is over meanwhile: it goes, and nothing more is said.
        const size_t before = m_service->shown.size();
        readings(4, 1ms);
        QTRY_COMPARE(m_service->closed, std::vector<uint>{101});
        QCOMPARE(m_service->shown.size(), before);
        // The day is over by itself.
        m_wall += 25h;
        m_alerts->setSnapshot(snapshotOf(1ms));
        QVERIFY(!m_alerts->isMuted());
        QCOMPARE(muted.size(), 2);
    }

    void muteAndUnmute()
    {
        m_service->start();
        m_alerts->mute({});
        QVERIFY(m_alerts->isMuted());
        readings(4, 7s);
        QCOMPARE(m_alerts->badge(), AlertBadge::Critical);
        makeAlerts(); // it is kept over a restart
        QVERIFY(m_alerts->isMuted());
        readings(4, 7s);
        QVERIFY(m_service->shown.empty());
        m_alerts->unmute();
        m_alerts->setSnapshot(snapshotOf(7s));
        QTRY_COMPARE(m_service->shown.size(), 1u);
        // For an hour, then.
        m_alerts->mute(1h);
        QVERIFY(m_alerts->isMuted());
        m_wall += 1h;
        m_alerts->setSnapshot(snapshotOf(7s));
        QVERIFY(!m_alerts->isMuted());
    }

    /// Three evenings at which the computer was switched off, with nobody answering in between.
    void aSilenceIsKeptOverStarts()
    {
        m_service->start();
        for (int day = 0; day < 2; ++day) {
            silent(10h);
            m_wall += 14h;
            m_boot = BootInstant(100s);
            makeAlerts();
        }
        QCOMPARE(m_settings->silence().lasted, Duration(20h - 20s)); // of each start's first look
        QVERIFY(m_service->shown.empty());
        silent(5h);
        QTRY_COMPARE(m_service->shown.size(), 1u); // with the reminder in its place
        QCOMPARE(plain(m_service->shown[0].summary), u"No time server has answered for a day"_s);
        QCOMPARE(m_alerts->badge(), AlertBadge::Warning);
    }

    void aSilenceOfLongAgoIsForgotten()
    {
        m_service->start();
        silent(20h);
        m_alerts.reset();
        m_wall += std::chrono::days(15);
        makeAlerts();
        silent(5h);
        QVERIFY(m_service->shown.empty());
        QVERIFY(m_settings->silence().lasted < 5h);
    }

    void aDemonstrationKeepsNothing()
    {
        m_isDemonstration = true;
        silent(20h);
        m_isDemonstration = false;
        makeAlerts();
        QCOMPARE(m_settings->silence().lasted, Duration::zero());
    }

    void switchedOff()
    {
        m_service->start();
        m_settings->setNotifies(false);
        readings(4, 7s);
        QCOMPARE(m_alerts->badge(), AlertBadge::Critical);
        m_settings->setNotifies(true);
        m_alerts->setSnapshot(snapshotOf(7s));
        QTRY_COMPARE(m_service->shown.size(), 1u);
    }

    void limitsAreTheUsers()
    {
        m_service->start();
        readings(4, 20ms);
        QCOMPARE(m_alerts->badge(), AlertBadge::None);
        m_settings->setAlertProfile(AlertProfile::Precise);
        m_alerts->readSettings();
        readings(4, 20ms, 1ms);
        QTRY_COMPARE(m_service->shown.size(), 1u);
        QVERIFY(plain(m_service->shown[0].summary).contains(u"20 ms ahead"_s));
    }

    void aDemonstrationAlarmsNobody()
    {
        m_service->start();
        m_isDemonstration = true;
        readings(4, 7s);
        m_isDemonstration = false;
        QCOMPARE(m_alerts->badge(), AlertBadge::None);
        QVERIFY(m_service->shown.empty());
    }

    void nobodyShowsNotifications()
    {
        QSignalSpy undelivered(m_alerts.get(), &Alerts::undelivered);
        readings(3, 7s);
        QTRY_COMPARE(undelivered.size(), 1);
        const auto told = undelivered[0][1].value<Notification>();
        QCOMPARE(plain(told.summary), u"This clock is far off: 7.00 s ahead"_s);
        // Somebody comes who shows it.
        QSignalSpy withdrawn(m_alerts.get(), &Alerts::withdrawn);
        m_service->start();
        QTRY_COMPARE(withdrawn.size(), 1);
        QCOMPARE(withdrawn[0][0], undelivered[0][0]);
        QCOMPARE(m_service->shown.size(), 1u);
    }

    void whatIsOverWhileMutedIsNotToldAnyMore()
    {
        QSignalSpy undelivered(m_alerts.get(), &Alerts::undelivered);
        QSignalSpy withdrawn(m_alerts.get(), &Alerts::withdrawn);
        readings(3, 7s);
        QTRY_COMPARE(undelivered.size(), 1);
        m_alerts->mute({});
        QCOMPARE(withdrawn.size(), 0);
        readings(4, 1ms);
        QCOMPARE(withdrawn.size(), 1);
        QCOMPARE(undelivered.size(), 1);
    }

private:
    static QString plain(QString text) { return text.replace(QChar(QChar::Nbsp), u' '); }

    void makeAlerts()
    {
        m_alerts.reset();
        m_alerts = std::make_unique<Alerts>(
            *m_settings, m_bus->connection(),
            Alerts::Clocks{.boot = [this] { return m_boot; }, .wall = [this] { return m_wall; }});
    }

    SnapshotPtr snapshotOf(Duration offset, Duration bound = 10ms) const
    {
        Snapshot snapshot;
        snapshot.takenAt = m_wall;
        snapshot.demonstration = m_isDemonstration;
        snapshot.judgement.offset = Offset::fromLocalMinusRemote(offset);
        snapshot.judgement.bound = bound;
        snapshot.judgement.measuredAt = m_wall;
        snapshot.judgement.source = u"ntp.example.net"_s;
        return std::make_shared<const Snapshot>(snapshot);
    }

    void readings(int count, Duration offset, Duration bound = 10ms)
    {
        for (int i = 0; i < count; ++i) {
            m_boot += 40s;
            m_wall += 40s;
            m_alerts->setSnapshot(snapshotOf(offset, bound));
        }
    }

    /// Nobody answers, looked at every ten seconds.
    void silent(Duration span)
    {
        for (Duration passed{}; passed < span; passed += 10s) {
            m_boot += 10s;
            m_wall += 10s;
            Snapshot snapshot;
            snapshot.takenAt = m_wall;
            snapshot.demonstration = m_isDemonstration;
            snapshot.sources = {fresh(u"ntp.example.net"_s)};
            m_alerts->setSnapshot(std::make_shared<const Snapshot>(snapshot));
        }
    }

    /// The service's signals come after its answers, so that the number is known when they are heard.
    void waitForNumber()
    {
        QSignalSpy heard(&m_alerts->notifications(), &Notifications::actionInvoked);
        m_service->invoke(101, u"nothing"_s);
        QTRY_COMPARE(heard.size(), 1);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeNotifications> m_service;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Alerts> m_alerts;
    BootInstant m_boot;
    Instant m_wall;
    bool m_isDemonstration = false;
};

QTEST_GUILESS_MAIN(TestAlertSpeaking)
#include "test_alertspeaking.moc"
