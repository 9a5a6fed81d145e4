// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/alerts.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using enum AlertSubject;
using Kind = AlertChange::Kind;

constexpr Duration grace = 512s;

struct Told
{
    Duration at; ///< since the first look
    AlertChange change;
};

/// A keeper, looked at each second, and what it is shown.
struct Rig
{
    AlertKeeper keeper;
    AlertInput input;
    std::vector<ClockEvent> events;
    std::vector<Told> told;
    BootInstant begin{1000s};
    BootInstant now = begin;
    Instant wall{1'780'000'000s};
    std::optional<Instant> oldest; ///< of the answers; absent: as the newest

    explicit Rig(const ClockLimits &limits = everydayLimits) : keeper(limits)
    {
        input.steering = Steering::Daemon;
        input.isAnybodyAsked = true;
    }

    Duration time() const { return now - begin; }

    void look()
    {
        input.events = events;
        input.evidenceTo = input.judgement.measuredAt;
        input.evidenceFrom = oldest.value_or(input.evidenceTo);
        for (const AlertChange &change : keeper.look(input, now))
            told.push_back({time(), change});
    }

    /// Looks at once, and then each second until before the end.
    void run(Duration span)
    {
        const BootInstant end = now + span;
        while (now < end) {
            look();
            now += 1s;
            wall += 1s;
            if (input.sinceAnswer)
                *input.sinceAnswer += 1s;
        }
    }

    /// A new reading, which stands for `span`.
    void reading(Duration offset, Duration bound, Duration span = 64s)
    {
        input.judgement.offset = Offset::fromLocalMinusRemote(offset);
        input.judgement.bound = bound;
        input.judgement.measuredAt = wall;
        input.judgement.measuredHere = true;
        input.sinceAnswer = 0s;
        run(span);
    }

    void readings(int count, Duration offset, Duration bound, Duration span = 64s)
    {
        for (int i = 0; i < count; ++i)
            reading(offset, bound, span);
    }

    /// Time goes by in which nothing is wrong.
    void pastGrace()
    {
        while (time() < grace)
            reading(1ms, 10ms);
        told.clear();
    }

    void event(ClockEvent::Kind kind, Duration moved = 0s)
    {
        wall += moved;
        input.judgement.measuredAt += moved;
        if (input.judgement.offset)
            input.judgement.offset = input.judgement.offset->advancedBy(moved);
        for (ClockEvent &earlier : events)
            earlier.at += moved;
        events.push_back({.kind = kind, .at = wall, .lasted = 0s, .moved = moved, .isOver = true});
    }
};

} // namespace

class TestAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void profiles()
    {
        const ClockLimits own{.warning = 20ms, .critical = 5ms};
        QCOMPARE(limitsOf(AlertProfile::Everyday, own), everydayLimits);
        QCOMPARE(limitsOf(AlertProfile::Standard, own), standardLimits);
        QCOMPARE(limitsOf(AlertProfile::Precise, own), preciseLimits);
        QCOMPARE(limitsOf(AlertProfile::Own, own), (ClockLimits{.warning = 20ms, .critical = 20ms}));
        for (const AlertProfile profile :
             {AlertProfile::Everyday, AlertProfile::Standard, AlertProfile::Precise, AlertProfile::Own})
            QCOMPARE(profileFromName(profileName(profile)), profile);
        QVERIFY(!profileFromName(u"sloppy"_s));
    }

    void aRightClockIsQuiet()
    {
        Rig rig;
        rig.readings(500, 3ms, 20ms);
        QVERIFY(rig.told.empty());
        QCOMPARE(rig.keeper.badge(), AlertBadge::None);
    }

    void certainWarning_data()
    {
        QTest::addColumn<int>("offsetMs");
        QTest::addColumn<int>("boundMs");
        QTest::addColumn<bool>("isTold");
        QTest::addRow("beyond") << 551 << 50 << true;
        QTest::addRow("behind") << -551 << 50 << true;
        QTest::addRow("just within") << 550 << 50 << false;
        QTest::addRow("a bound wider than the limit") << 1500 << 900 << true;
        QTest::addRow("right, and nobody can tell") << 0 << 900 << false;
    }

    void certainWarning()
    {
        QFETCH(int, offsetMs);
        QFETCH(int, boundMs);
        QFETCH(bool, isTold);
        Rig rig;
        rig.pastGrace();
        const Duration begin = rig.time();
        rig.readings(2, std::chrono::milliseconds(offsetMs), std::chrono::milliseconds(boundMs));
        QCOMPARE(rig.told.size(), isTold ? 1u : 0u);
        if (!isTold)
            return;
        // With the second reading, for the 30 s are over by then.
        QCOMPARE(rig.told[0].at, begin + 64s);
        const AlertChange &change = rig.told[0].change;
        QCOMPARE(change.kind, Kind::Raised);
        QCOMPARE(change.subject, ClockOff);
        QCOMPARE(change.level, AlertLevel::Warning);
        QVERIFY(change.isCertain);
        QCOMPARE(change.limit, Duration(500ms));
        QCOMPARE(change.judgement.offset->localMinusRemote(), Duration(std::chrono::milliseconds(offsetMs)));
        QCOMPARE(rig.keeper.badge(), AlertBadge::Warning);
        rig.readings(5, std::chrono::milliseconds(offsetMs), std::chrono::milliseconds(boundMs));
        QCOMPARE(rig.told.size(), 1u); // once
    }

    void itHasToLast_data()
    {
        QTest::addColumn<int>("offsetMs");
        QTest::addColumn<int>("seconds");
        QTest::addRow("warning: 30 s") << 700 << 30;
        QTest::addRow("critical: 10 s") << 7000 << 10;
    }

    void itHasToLast()
    {
        QFETCH(int, offsetMs);
        QFETCH(int, seconds);
        Rig rig;
        rig.pastGrace();
        const Duration begin = rig.time();
        rig.readings(20, std::chrono::milliseconds(offsetMs), 10ms, 2s);
        QVERIFY(!rig.told.empty());
        QCOMPARE(rig.told[0].at, begin + std::chrono::seconds(seconds));
    }

    void oneReadingNeverAlarms_data()
    {
        QTest::addColumn<int>("offsetMs");
        QTest::addColumn<int>("seconds");
        for (const int offset : {600, -7000, 3600'000}) {
            for (const int span : {8, 64, 1024, 7200})
                QTest::addRow("%d ms for %d s", offset, span) << offset << span;
        }
    }

    void oneReadingNeverAlarms()
    {
        QFETCH(int, offsetMs);
        QFETCH(int, seconds);
        Rig rig;
        rig.pastGrace();
        for (int i = 0; i < 4; ++i) {
            rig.reading(std::chrono::milliseconds(offsetMs), 1ms, std::chrono::seconds(seconds));
            rig.readings(4, 2ms, 10ms);
        }
        QVERIFY(rig.told.empty());
        QCOMPARE(rig.keeper.badge(), AlertBadge::None);
    }

    /// Looked at again and again, and with one that has not answered since.
    void aReadingIsCountedOnce()
    {
        Rig rig;
        rig.pastGrace();
        rig.oldest = rig.wall;
        rig.readings(100, 700ms, 1ms);
        QVERIFY(rig.told.empty());
        rig.oldest = rig.wall; // now it has
        rig.reading(700ms, 1ms);
        QCOMPARE(rig.told.size(), 1u);
    }

    void medianOfFiveTwice()
    {
        Rig rig;
        rig.pastGrace();
        const Duration begin = rig.time();
        // Not certain: 600 − 300 ms is below the limit. The first two join three good ones.
        rig.readings(2, 600ms, 300ms);
        rig.reading(-600ms, 300ms);
        QVERIFY(rig.told.empty());
        rig.reading(-600ms, 300ms);
        QCOMPARE(rig.told.size(), 1u);
        // The third reading makes the first median, the fourth the second.
        QCOMPARE(rig.told[0].at, begin + 3 * 64s);
        QCOMPARE(rig.told[0].change.level, AlertLevel::Warning);
        QVERIFY(!rig.told[0].change.isCertain);
    }

    void medianOnceIsNotEnough()
    {
        Rig rig;
        rig.pastGrace();
        // The fifth makes the only median that is beyond the limit: 600 of 600, 100, 600, 100, 600.
        for (const Duration off :
             {600ms, 100ms, 600ms, 100ms, 600ms, 100ms, 100ms, 100ms, 600ms, 600ms, 100ms})
            rig.reading(off, 300ms);
        QVERIFY(rig.told.empty());
    }

    void wideReadingsBreakTheRow()
    {
        Rig rig;
        rig.pastGrace();
        for (int i = 0; i < 10; ++i) {
            rig.readings(4, 600ms, 300ms);
            rig.reading(600ms, 501ms);
        }
        // Five narrow ones in a row are needed. The first four joined the good ones before.
        QVERIFY(rig.told.size() <= 1u);
        Rig other;
        other.pastGrace();
        other.reading(600ms, 501ms);
        for (int i = 0; i < 10; ++i) {
            other.readings(5, 600ms, 300ms);
            other.reading(600ms, 501ms);
        }
        QVERIFY(other.told.empty());
        other.readings(5, 600ms, 300ms);
        QVERIFY(other.told.empty());
        other.reading(600ms, 300ms, 1s);
        QCOMPARE(other.told.size(), 1u);
    }

    void aWideBoundIsABadge()
    {
        Rig rig;
        rig.pastGrace();
        rig.readings(100, 200ms, 700ms);
        QVERIFY(rig.told.empty());
        QCOMPARE(rig.keeper.badge(), AlertBadge::CannotTell);
        rig.reading(200ms, 300ms);
        QCOMPARE(rig.keeper.badge(), AlertBadge::None);
    }

    void disputedEvidenceProvesNothing()
    {
        Rig rig;
        rig.pastGrace();
        rig.input.isDisputed = true;
        rig.readings(20, 9s, 1ms);
        QVERIFY(rig.told.empty());
        QCOMPARE(rig.keeper.badge(), AlertBadge::CannotTell);
        rig.input.isDisputed = false;
        rig.readings(2, 9s, 1ms);
        QCOMPARE(rig.told.size(), 1u);
        // Nor is it over because nobody can tell any more.
        rig.input.isDisputed = true;
        rig.readings(20, 1ms, 1ms);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.keeper.badge(), AlertBadge::Critical);
    }

    void whatIsDisputed()
    {
        Verdict verdict;
        verdict.agreeing = 2;
        verdict.contradicting = 1;
        ClockJudgement judgement;
        judgement.measuredHere = true;
        judgement.agreeing = 2;
        QVERIFY(!isDisputed(judgement, verdict));
        verdict.contradicting = 2;
        QVERIFY(isDisputed(judgement, verdict));
        judgement.measuredHere = false; // a daemon's claim
        QVERIFY(!isDisputed(judgement, verdict));
        judgement.claimsContradict = true;
        QVERIFY(isDisputed(judgement, verdict));
        judgement.state = ClockState::Wrong; // by all of them
        QVERIFY(!isDisputed(judgement, verdict));
        judgement = {};
        judgement.measuredHere = true;
        judgement.agreeing = verdict.agreeing = 1;
        verdict.contradicting = 0;
        QVERIFY(!isDisputed(judgement, verdict));
        judgement.contradictsDaemon = true;
        QVERIFY(isDisputed(judgement, verdict));
    }

    void warningBecomesCriticalAndLessGraveAgain()
    {
        Rig rig;
        rig.pastGrace();
        rig.readings(3, 2s, 10ms);
        rig.readings(2, 8s, 10ms);
        QCOMPARE(rig.told.size(), 2u);
        QCOMPARE(rig.told[1].change.kind, Kind::Raised);
        QCOMPARE(rig.told[1].change.level, AlertLevel::Critical);
        QCOMPARE(rig.keeper.badge(), AlertBadge::Critical);
        rig.readings(10, 4100ms, 10ms); // above 0.8 of the limit
        QCOMPARE(rig.told.size(), 2u);
        const Duration begin = rig.time();
        rig.readings(2, 3900ms, 10ms);
        QCOMPARE(rig.told.size(), 3u);
        QCOMPARE(rig.told[2].at, begin + 64s);
        QCOMPARE(rig.told[2].change.kind, Kind::Eased);
        QCOMPARE(rig.told[2].change.level, AlertLevel::Warning);
        QCOMPARE(rig.keeper.badge(), AlertBadge::Warning);
        rig.readings(2, 1ms, 10ms);
        QCOMPARE(rig.told.size(), 4u);
        QCOMPARE(rig.told[3].change.level, AlertLevel::None);
        QCOMPARE(rig.keeper.badge(), AlertBadge::None);
    }

    void easedBelowEightTenths()
    {
        Rig rig;
        rig.pastGrace();
        rig.readings(2, 700ms, 10ms);
        rig.readings(20, 410ms, 10ms); // neither off nor over
        QCOMPARE(rig.told.size(), 1u);
        rig.reading(1ms, 10ms); // one reading alone
        rig.reading(700ms, 10ms);
        QCOMPARE(rig.told.size(), 1u);
        const Duration begin = rig.time();
        rig.readings(60, 390ms, 10ms, 4s);
        QCOMPARE(rig.told.size(), 2u);
        QCOMPARE(rig.told[1].at, begin + 60s);
        QCOMPARE(rig.told[1].change.kind, Kind::Eased);
        QCOMPARE(rig.told[1].change.level, AlertLevel::None);
    }

    /// Right after it is over the readings from before do not raise it again.
    void easedIsEased()
    {
        Rig rig;
        rig.pastGrace();
        rig.readings(6, 600ms, 300ms);
        QCOMPARE(rig.told.size(), 1u);
        rig.readings(10, 1ms, 300ms);
        QCOMPARE(rig.told.size(), 2u);
        QCOMPARE(rig.told[1].change.kind, Kind::Eased);
    }

    void graceAfterStart()
    {
        Rig rig;
        rig.readings(7, 700ms, 10ms);
        QVERIFY(rig.told.empty());
        QCOMPARE(rig.keeper.badge(), AlertBadge::Warning); // the badge says so already
        rig.readings(3, 700ms, 10ms);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.told[0].at, grace);
    }

    void graceDoesNotHoldBackTheCritical()
    {
        Rig rig;
        rig.readings(2, 7s, 10ms);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.told[0].at, Duration(64s));
        Rig other; // critical by the median, which is not certain
        other.readings(8, 7s, 3s);
        QVERIFY(other.told.empty());
        other.reading(7s, 3s);
        QCOMPARE(other.told.size(), 1u);
        QCOMPARE(other.told[0].at, grace);
    }

    /// What was so in the grace and is no more is not told at its end.
    void graceForgets()
    {
        Rig rig;
        rig.readings(5, 700ms, 10ms);
        rig.readings(10, 450ms, 10ms);
        QVERIFY(rig.told.empty());
    }

    void graceAfterEvents_data()
    {
        QTest::addColumn<ClockEvent::Kind>("kind");
        QTest::addColumn<bool>("hasGrace");
        QTest::addRow("step") << ClockEvent::Kind::Stepped << true;
        QTest::addRow("suspend") << ClockEvent::Kind::Suspended << true;
        QTest::addRow("pause") << ClockEvent::Kind::Paused << true;
        QTest::addRow("leap second") << ClockEvent::Kind::LeapSecond << true;
        QTest::addRow("slew") << ClockEvent::Kind::Slewed << false;
        QTest::addRow("stall") << ClockEvent::Kind::Stalled << false;
    }

    void graceAfterEvents()
    {
        QFETCH(ClockEvent::Kind, kind);
        QFETCH(bool, hasGrace);
        Rig rig;
        rig.pastGrace();
        rig.event(kind);
        const Duration begin = rig.time();
        rig.run(10s);
        rig.readings(30, 700ms, 10ms, 8s);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.told[0].at, begin + (hasGrace ? 120s : 40s));
    }

    void aStepIsFoundInTwoNewReadings()
    {
        Rig rig;
        rig.pastGrace();
        rig.event(ClockEvent::Kind::Stepped, 20s);
        rig.run(64s);
        QVERIFY(rig.told.empty()); // the readings are from before
        rig.reading(20s, 10ms);
        QVERIFY(rig.told.empty());
        rig.reading(20s, 10ms, 1s);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.told[0].change.level, AlertLevel::Critical);
        // Set right by hand: 60 s, and one more reading.
        rig.event(ClockEvent::Kind::Stepped, -20s);
        const Duration begin = rig.time();
        rig.run(20s);
        rig.reading(1ms, 10ms);
        QCOMPARE(rig.told.size(), 2u);
        QCOMPARE(rig.told[1].change.kind, Kind::Eased);
        QCOMPARE(rig.told[1].change.level, AlertLevel::None);
        QCOMPARE(rig.told[1].at, begin + 60s);
    }

    void remindedOnce()
    {
        Rig rig;
        rig.pastGrace();
        const Duration begin = rig.time();
        rig.readings(500, 700ms, 10ms);
        QCOMPARE(rig.told.size(), 2u);
        QCOMPARE(rig.told[1].change.kind, Kind::Reminded);
        QCOMPARE(rig.told[1].at, begin + 64s + 30min);
        QCOMPARE(rig.told[1].change.lasted, Duration(30min));
        QCOMPARE(rig.told[1].change.level, AlertLevel::Warning);
    }

    void notRemindedOfWhatMayBeOver()
    {
        Rig rig;
        rig.pastGrace();
        rig.readings(2, 700ms, 10ms);
        rig.readings(100, 450ms, 10ms);
        QCOMPARE(rig.told.size(), 1u);
        rig.input.judgement.offset.reset();
        rig.run(1h);
        QCOMPARE(rig.told.size(), 1u);
    }

    void mutedUntilUnmuted()
    {
        Rig rig;
        rig.pastGrace();
        rig.input.isMuted = true;
        rig.readings(100, 7s, 10ms);
        QVERIFY(rig.told.empty());
        QCOMPARE(rig.keeper.badge(), AlertBadge::Critical);
        rig.input.isMuted = false;
        rig.reading(7s, 10ms, 1s);
        QCOMPARE(rig.told.size(), 1u); // it lasts
        QCOMPARE(rig.told[0].change.kind, Kind::Raised);
        rig.input.isMuted = true;
        rig.readings(60, 7s, 10ms);
        QCOMPARE(rig.told.size(), 1u); // no reminder either
        rig.readings(2, 1ms, 10ms);
        QCOMPARE(rig.told.size(), 2u); // so that the notification goes
        QCOMPARE(rig.told[1].change.kind, Kind::Eased);
    }

    void otherLimits()
    {
        Rig rig;
        rig.pastGrace();
        rig.readings(20, 300ms, 10ms);
        QVERIFY(rig.told.empty());
        rig.keeper.setLimits(standardLimits);
        const Duration begin = rig.time();
        rig.readings(2, 300ms, 10ms);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.told[0].at, begin + 64s);
        QCOMPARE(rig.told[0].change.limit, Duration(50ms));
        rig.keeper.setLimits(everydayLimits);
        rig.readings(2, 300ms, 10ms);
        QCOMPARE(rig.told.size(), 2u);
        QCOMPARE(rig.told[1].change.kind, Kind::Eased);
        QCOMPARE(rig.told[1].change.level, AlertLevel::None);
    }

    void noAnswersForADay()
    {
        Rig rig;
        rig.pastGrace();
        rig.input.judgement.offset.reset();
        rig.input.sinceAnswer = 0s;
        const Duration begin = rig.time();
        rig.run(24h);
        QVERIFY(rig.told.empty());
        rig.run(40min);
        QCOMPARE(rig.told.size(), 2u); // one is the reminder
        QCOMPARE(rig.told[0].at, begin + 24h);
        QCOMPARE(rig.told[0].change.subject, NoAnswers);
        QCOMPARE(rig.told[0].change.level, AlertLevel::Warning);
        QCOMPARE(rig.keeper.badge(), AlertBadge::Warning);
        rig.reading(1ms, 1ms, 1s);
        QCOMPARE(rig.told.size(), 3u);
        QCOMPARE(rig.told[1].change.kind, Kind::Reminded);
        QCOMPARE(rig.told[2].change.kind, Kind::Eased);
        QCOMPARE(rig.told[2].change.subject, NoAnswers);
    }

    void onlyTimeInWhichTheComputerRanCounts()
    {
        Rig rig;
        rig.pastGrace();
        rig.input.judgement.offset.reset();
        rig.input.sinceAnswer = 0s;
        for (int i = 0; i < 20; ++i) {
            rig.run(1h);
            rig.now += 8h; // it slept
            *rig.input.sinceAnswer += 8h;
            rig.event(ClockEvent::Kind::Suspended);
        }
        QVERIFY(rig.told.empty());
        rig.input.isPaused = true; // nobody is asked, as the user wants it
        rig.run(10h);
        QVERIFY(rig.told.empty());
        rig.input.isPaused = false;
        rig.run(4h + 10min);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.told[0].change.subject, NoAnswers);
    }

    void nobodyAskedNobodyAnswers()
    {
        Rig rig;
        rig.input.isAnybodyAsked = false;
        rig.run(26h);
        QVERIFY(rig.told.empty());
        rig.input.isAnybodyAsked = true;
        rig.run(24h + 10min);
        QCOMPARE(rig.told.size(), 1u);
    }

    /// A desktop that is switched off every evening: three days of ten hours.
    void aDayOfSilenceGoesOnOverStarts()
    {
        Duration kept{};
        for (int day = 1; day <= 3; ++day) {
            Rig rig;
            rig.keeper.resumeSilence(kept);
            // The servers are known after a while.
            rig.input.isAnybodyAsked = false;
            rig.run(10s);
            rig.input.isAnybodyAsked = true;
            rig.run(3h + 50min);
            QVERIFY(rig.told.empty());
            rig.run(6h + 10min);
            QCOMPARE(rig.told.size(), day < 3 ? 0u : 2u); // one is the reminder
            kept = rig.keeper.silence();
        }
        // Where it is over, it begins anew.
        Rig rig;
        rig.keeper.resumeSilence(kept);
        QCOMPARE(rig.keeper.badge(), AlertBadge::None);
        rig.run(5min);
        QVERIFY(rig.told.empty());
        rig.reading(1ms, 1ms, 1h);
        QVERIFY(rig.told.empty());
        QVERIFY(rig.keeper.silence() <= 1h);
        // And where it still lasts, it is told when there was time for an answer.
        Rig still;
        still.keeper.resumeSilence(kept);
        still.run(grace);
        QVERIFY(still.told.empty());
        QCOMPARE(still.keeper.badge(), AlertBadge::None);
        still.run(2s);
        QCOMPARE(still.told.size(), 1u);
        QCOMPARE(still.told[0].change.subject, NoAnswers);
    }

    void nobodyToAskForgetsTheSilence()
    {
        Rig rig;
        rig.keeper.resumeSilence(20h);
        rig.input.isAnybodyAsked = false;
        rig.run(5min);
        QCOMPARE(rig.keeper.silence(), Duration(20h));
        rig.run(5min);
        QCOMPARE(rig.keeper.silence(), Duration::zero());
    }

    /// This computer ran for days before this program was started.
    void aSilenceThatIsFoundIsTold()
    {
        Rig rig;
        rig.input.isSilent = true;
        rig.input.sinceAnswer = 30h;
        rig.run(grace + 1s);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.told[0].change.subject, NoAnswers);
        rig.input.isSilent = false;
        rig.reading(1ms, 1ms, 1s);
        QCOMPARE(rig.told.size(), 2u);
        QCOMPARE(rig.told[1].change.kind, Kind::Eased);
        Rig paused;
        paused.input.isSilent = true;
        paused.input.isPaused = true;
        paused.run(1h);
        QVERIFY(paused.told.empty());
    }

    void nothingKeepsTheClockRight()
    {
        Rig rig;
        rig.pastGrace();
        rig.input.steering = Steering::Nobody;
        rig.run(9min); // a restart, or an update
        rig.input.steering = Steering::Daemon;
        rig.run(1s);
        rig.input.steering = Steering::Nobody;
        const Duration begin = rig.time();
        rig.run(599s);
        QVERIFY(rig.told.empty());
        rig.run(5s);
        QCOMPARE(rig.told.size(), 1u);
        QCOMPARE(rig.told[0].change.subject, Unkept);
        QCOMPARE(rig.told[0].change.kind, Kind::Raised);
        QVERIFY(rig.told[0].at - begin >= 599s && rig.told[0].at - begin <= 601s);
        rig.input.steering = Steering::Daemon;
        rig.run(50s);
        QCOMPARE(rig.told.size(), 1u);
        rig.run(12s);
        QCOMPARE(rig.told.size(), 2u);
        QCOMPARE(rig.told[1].change.kind, Kind::Eased);
    }

    void whatNeverWasKeptIsNoNews()
    {
        Rig rig;
        rig.input.steering.reset();
        rig.run(20min);
        rig.input.steering = Steering::Nobody;
        rig.run(3h);
        QVERIFY(rig.told.empty());
    }
};

QTEST_GUILESS_MAIN(TestAlerts)
#include "test_alerts.moc"
