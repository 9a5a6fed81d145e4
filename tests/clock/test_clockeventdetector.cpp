// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clockeventdetector.h"

#include <QtTest>

#include <optional>
#include <utility>

#include <sys/timex.h>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

using Kind = ClockEvent::Kind;

/// The kernel's clocks, read each second.
class Machine final : public Clock
{
public:
    explicit Machine(double usualRate = 0) : m_rate(usualRate) { m_detector.look(*this); }

    ClockReading read() const override { return std::exchange(m_wrong, std::nullopt).value_or(m_now); }
    /// The next reading differs from what the clocks say by so much.
    void misread(Duration realtime, Duration boot, Duration monotonic, Duration raw)
    {
        m_wrong = m_now;
        m_wrong->realtime += realtime;
        m_wrong->boot += boot;
        m_wrong->monotonic += monotonic;
        m_wrong->raw += raw;
    }
    void look() { m_detector.look(*this); }

    /// `rate`: of REALTIME, and MONOTONIC, against RAW, on top of the usual one.
    void run(Duration span, double rate = 0)
    {
        for (Duration done{}; done < span; done += 1s) {
            pass(1s, rate);
            look();
        }
    }
    void pass(Duration span, double rate = 0)
    {
        const Duration disciplined = span + fromSeconds(toSeconds(span) * (m_rate + rate));
        m_now.raw += span;
        m_now.monotonic += disciplined;
        m_now.boot += disciplined;
        m_now.realtime += disciplined;
    }
    void step(Duration by) { m_now.realtime += by; }
    /// −1 s for one inserted, as the kernel does it.
    void leap(Duration by)
    {
        m_now.realtime += by;
        m_now.taiMinusRealtime -= by;
    }
    void setTaiOffset(Duration offset) { m_now.taiMinusRealtime = offset; }
    void sleep(Duration span)
    {
        m_now.boot += span;
        m_now.realtime += span;
    }
    ClockEventDetector &detector() { return m_detector; }
    const ClockReading &now() const { return m_now; }
    std::vector<ClockEvent> events() const { return m_detector.events(m_now); }

private:
    ClockReading m_now{.realtime = Instant(1'780'000'000s),
                       .raw = RawInstant(1000s),
                       .boot = BootInstant(1000s),
                       .monotonic = MonotonicInstant(1000s)};
    mutable std::optional<ClockReading> m_wrong;
    double m_rate;
    ClockEventDetector m_detector;
};

} // namespace

class TestClockEventDetector final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thisComputersClockIsQuiet()
    {
        ClockEventDetector detector;
        const SystemClock clock;
        for (int i = 0; i < 100'000; ++i)
            detector.look(clock);
        QCOMPARE(detector.events(clock.read()).size(), 0u);
    }

    void aStepIsNoticedAtTheNextReading_data()
    {
        QTest::addColumn<qint64>("nanoseconds");
        for (const Duration step : {Duration(1ms), Duration(-1ms), Duration(2s), Duration(-24h * 400)})
            QTest::addRow("%lld", qint64(step.count())) << qint64(step.count());
    }
    void aStepIsNoticedAtTheNextReading()
    {
        QFETCH(const qint64, nanoseconds);
        Machine machine(30e-6);
        machine.run(40s);
        machine.step(Duration(nanoseconds));
        machine.run(1s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 1u);
        QCOMPARE(events[0].kind, Kind::Stepped);
        QCOMPARE(events[0].moved, Duration(nanoseconds));
        QCOMPARE(events[0].lasted, Duration::zero());
        QVERIFY(events[0].isOver);
        QVERIFY(std::chrono::abs(events[0].at - machine.now().realtime) < 2ms);
        machine.run(60s);
        QCOMPARE(machine.events().size(), 1u);
    }

    void whatHappenedBeforeAStepIsToldByTheClockAsItIsNow()
    {
        Machine machine;
        machine.run(10s);
        machine.step(1s);
        machine.run(10s);
        machine.step(-1h);
        machine.run(10s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 2u);
        QVERIFY(std::chrono::abs(machine.now().realtime - events[0].at - 19s) < 2ms);
        QVERIFY(std::chrono::abs(machine.now().realtime - events[1].at - 9s) < 2ms);
    }

    void theTaiOffsetIsTheKernels()
    {
        timex kernel{};
        QVERIFY(adjtimex(&kernel) >= 0);
        QCOMPARE(SystemClock().read().taiMinusRealtime, Duration(std::chrono::seconds(kernel.tai)));
    }

    void aLeapSecondIsNoStep_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("taiOffset");
        QTest::addRow("inserted") << -1 << 37;
        QTest::addRow("deleted") << 1 << 37;
        QTest::addRow("inserted, and nobody has told the TAI offset") << -1 << 0;
    }
    void aLeapSecondIsNoStep()
    {
        QFETCH(const int, seconds);
        QFETCH(const int, taiOffset);
        Machine machine(30e-6);
        machine.setTaiOffset(std::chrono::seconds(taiOffset));
        machine.run(40s);
        machine.leap(std::chrono::seconds(seconds));
        machine.run(60s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 1u);
        QCOMPARE(events[0].kind, Kind::LeapSecond);
        QCOMPARE(events[0].moved, Duration(std::chrono::seconds(seconds)));
        QVERIFY(std::chrono::abs(machine.now().realtime - events[0].at - 59s) < 5ms);
    }

    void aStepAtALeapSecondIsToldToo()
    {
        Machine machine;
        machine.run(40s);
        machine.leap(-1s);
        machine.step(-3ms);
        machine.run(60s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 2u);
        QCOMPARE(events[0].kind, Kind::LeapSecond);
        QCOMPARE(events[0].moved, Duration(-1s));
        QCOMPARE(events[1].kind, Kind::Stepped);
        QCOMPARE(events[1].moved, Duration(-3ms));
    }

    void whoTellsTheKernelTheTaiOffsetDoesNothingToTheClock()
    {
        Machine machine;
        machine.run(40s);
        for (const Duration offset : {37s, 36s, 37s, 0s}) {
            machine.setTaiOffset(offset);
            machine.run(40s);
        }
        QCOMPARE(machine.events().size(), 0u);
        // And explains no step but one of just so much.
        machine.setTaiOffset(1s);
        machine.step(1s);
        machine.run(10s);
        machine.step(-1s);
        machine.run(10s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 2u);
        QCOMPARE(events[0].kind, Kind::Stepped);
        QCOMPARE(events[1].kind, Kind::Stepped);
    }

    void sleepIsNoStep()
    {
        Machine machine;
        machine.run(40s);
        machine.sleep(3h);
        machine.run(10s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 1u);
        QCOMPARE(events[0].kind, Kind::Suspended);
        QCOMPARE(events[0].lasted, Duration(3h));
        QCOMPARE(events[0].moved, Duration::zero());
    }

    void aShortSleepIsNothing()
    {
        Machine machine;
        machine.run(40s);
        for (const Duration span : {Duration(10ms), Duration(300ms), Duration(999ms)}) {
            machine.sleep(span);
            machine.run(10s);
        }
        QCOMPARE(machine.events().size(), 0u);
        machine.sleep(1s);
        machine.run(10s);
        QCOMPARE(machine.events().size(), 1u);
        QCOMPARE(machine.events()[0].kind, Kind::Suspended);
    }

    void aStepRightAfterSleepIsToldToo()
    {
        Machine machine;
        machine.run(40s);
        machine.sleep(3h);
        machine.step(-200ms);
        machine.run(1s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 2u);
        QCOMPARE(events[0].kind, Kind::Suspended);
        QCOMPARE(events[1].kind, Kind::Stepped);
        QCOMPARE(events[1].moved, Duration(-200ms));
    }

    void aLongSilenceIsAStall()
    {
        Machine machine;
        machine.run(40s);
        machine.pass(31s);
        machine.run(10s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 1u);
        QCOMPARE(events[0].kind, Kind::Stalled);
        QVERIFY(events[0].lasted >= 30s && events[0].lasted <= 32s);
    }

    void aSlewIsOneEventFromItsBeginningToItsEnd()
    {
        Machine machine(-20e-6);
        machine.run(60s);
        machine.run(3s, 500e-6);
        QCOMPARE(machine.events().size(), 1u); // 1.5 ms
        QVERIFY(!machine.events()[0].isOver);
        machine.run(97s, 500e-6);
        machine.run(30s);
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 1u);
        QCOMPARE(events[0].kind, Kind::Slewed);
        QVERIFY(events[0].isOver);
        QVERIFY(std::chrono::abs(events[0].moved - 50ms) < 1ms);
        QVERIFY(std::chrono::abs(events[0].lasted - 100s) <= 2s);
    }

    void aFastSlewIsToldWithinASecond()
    {
        for (const double rate : {500e-6, -500e-6, 80'000e-6}) {
            Machine machine(-20e-6);
            machine.run(60s);
            machine.run(1s, rate);
            QCOMPARE(machine.events().size(), 1u);
            QCOMPARE(machine.events()[0].kind, Kind::Slewed);
        }
    }

    void aDaemonsEverydayWorkIsNoEvent()
    {
        Machine machine(40e-6);
        for (int i = 0; i < 200; ++i) {
            machine.run(16s, (i % 2 == 0 ? 1 : -1) * 3e-6);
            machine.run(2s, 80e-6); // 0.16 ms
            machine.run(8s);
        }
        QCOMPARE(machine.events().size(), 0u);
    }

    void aSlewThatWasThereFirstEndsWithoutAnEvent()
    {
        Machine machine;
        machine.run(10s, 5000e-6);
        machine.run(60s);
        QCOMPARE(machine.events().size(), 0u);
    }

    void anotherRateForEverIsUsualInTheEnd()
    {
        Machine machine;
        machine.run(60s);
        machine.run(8h, 450e-6);
        QCOMPARE(machine.events().size(), 1u);
        QVERIFY(machine.events()[0].isOver);
        machine.run(60s, 450e-6);
        QCOMPARE(machine.events().size(), 1u);
    }

    void anotherFrequencyIsNoSlew_data()
    {
        QTest::addColumn<double>("frequency");
        QTest::addColumn<double>("offset"); ///< of the rate as the time service takes the first offset away
        QTest::addRow("of a drift file") << -80e-6 << 0.0;
        QTest::addRow("large") << 390e-6 << 0.0;
        QTest::addRow("after a slew") << -80e-6 << 300e-6;
    }
    void anotherFrequencyIsNoSlew()
    {
        QFETCH(const double, frequency);
        QFETCH(const double, offset);
        Machine machine;
        machine.run(60s);
        machine.run(30s, frequency + offset);
        machine.run(9min, frequency);
        QCOMPARE(machine.events().size(), 1u);
        QVERIFY(!machine.events()[0].isOver);
        const int before = machine.detector().revision();
        for (int i = 0; i < 600; ++i)
            machine.run(1s, frequency + (i % 2 == 0 ? 0.8e-6 : -0.8e-6));
        QCOMPARE(machine.events().size(), 0u);
        QVERIFY(machine.detector().revision() > before);
        // It is the usual one now, from which a slew is told.
        machine.run(20s, frequency + 500e-6);
        machine.run(60s, frequency);
        QCOMPARE(machine.events().size(), 1u);
        QVERIFY(std::chrono::abs(machine.events()[0].moved - 10ms) < 1ms);
    }

    void aLongSlewIsNoFrequency_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("afterwards");
        QTest::addRow("as adjtime() does it") << 500e-6 << 500e-6;
        QTest::addRow("as a clock that gets there does it") << 390e-6 << 90e-6;
    }
    void aLongSlewIsNoFrequency()
    {
        QFETCH(const double, rate);
        QFETCH(const double, afterwards);
        Machine machine;
        machine.run(60s);
        for (int i = 0; i < 1800; ++i)
            machine.run(1s, rate + (afterwards - rate) * i / 1800);
        machine.run(60s);
        QCOMPARE(machine.events().size(), 1u);
        QVERIFY(machine.events()[0].isOver);
        QVERIFY(std::chrono::abs(machine.events()[0].lasted - 30min) < 3s);
    }

    void manyReadingsInASecondChangeNothing()
    {
        Machine machine;
        machine.run(60s);
        for (int i = 0; i < 40'000; ++i) {
            machine.pass(25ms, i < 20'000 ? 200e-6 : 0);
            machine.look();
        }
        const std::vector<ClockEvent> events = machine.events();
        QCOMPARE(events.size(), 1u);
        QVERIFY(std::chrono::abs(events[0].moved - 100ms) < 1ms);
    }

    void oneWrongReadingIsNothing_data()
    {
        QTest::addColumn<Duration>("realtime");
        QTest::addColumn<Duration>("boot");
        QTest::addColumn<Duration>("monotonic");
        QTest::addColumn<Duration>("raw");
        const Duration wrong(1LL << 32);
        QTest::addRow("of REALTIME") << wrong << Duration(0) << Duration(0) << Duration(0);
        QTest::addRow("of REALTIME, backwards") << -wrong << Duration(0) << Duration(0) << Duration(0);
        QTest::addRow("of BOOTTIME") << Duration(0) << wrong << Duration(0) << Duration(0);
        QTest::addRow("of MONOTONIC") << Duration(0) << Duration(0) << -wrong << Duration(0);
        QTest::addRow("of RAW") << Duration(0) << Duration(0) << Duration(0) << wrong;
        QTest::addRow("of all but RAW") << wrong << wrong << wrong << Duration(0);
        QTest::addRow("of all") << wrong << wrong << wrong << wrong;
    }
    void oneWrongReadingIsNothing()
    {
        QFETCH(const Duration, realtime);
        QFETCH(const Duration, boot);
        QFETCH(const Duration, monotonic);
        QFETCH(const Duration, raw);
        Machine machine(30e-6);
        machine.run(60s);
        machine.pass(1s);
        machine.misread(realtime, boot, monotonic, raw);
        const ClockReading believed = machine.detector().look(machine);
        QCOMPARE(believed.realtime, machine.now().realtime);
        QCOMPARE(believed.suspended(), Duration(0));
        machine.run(60s);
        QCOMPARE(machine.events().size(), 0u);
        // What happens next is told as ever.
        machine.step(3ms);
        machine.run(1s);
        QCOMPARE(machine.events().size(), 1u);
        QCOMPARE(machine.events()[0].kind, Kind::Stepped);
        QCOMPARE(machine.events()[0].moved, Duration(3ms));
    }

    void aStepInAWrongReadingIsTold()
    {
        Machine machine;
        machine.run(60s);
        machine.pass(1s);
        machine.step(-2s);
        machine.misread(Duration(1LL << 32), Duration(0), Duration(0), Duration(0));
        machine.look();
        QCOMPARE(machine.events().size(), 1u);
        QCOMPARE(machine.events()[0].moved, Duration(-2s));
        machine.run(60s);
        QCOMPARE(machine.events().size(), 1u);
    }

    void itsMemoryIsBounded()
    {
        Machine machine;
        const BootInstant start = machine.now().boot;
        QVERIFY(machine.detector().completeSince() == start);
        for (int i = 0; i < 200; ++i) {
            machine.step(1s);
            machine.run(1s);
        }
        QVERIFY(machine.detector().completeSince() == start);
        for (int i = 0; i < 800; ++i) {
            machine.step(1s);
            machine.run(1s);
        }
        QCOMPARE(machine.events().size(), 200u);
        QVERIFY(machine.events().back().at > machine.events().front().at);
        // What is not known any more was before this.
        QVERIFY(machine.detector().completeSince() == machine.now().boot - 200s);
    }

    void aStepIsKnownByItsTime()
    {
        Machine machine;
        machine.run(10s);
        QVERIFY(!machine.detector().steppedAt());
        machine.sleep(1h);
        machine.run(1s);
        QVERIFY(!machine.detector().steppedAt());
        machine.step(-1s);
        machine.run(1s);
        const BootInstant stepped = machine.now().boot;
        QVERIFY(machine.detector().steppedAt() == stepped);
        machine.run(10s);
        QVERIFY(machine.detector().steppedAt() == stepped);
    }

    void aPauseIsToldByWhoeverNoticesIt()
    {
        Machine machine;
        machine.run(10s);
        const int before = machine.detector().revision();
        machine.detector().notePause(machine.now().boot - 2s, 30s);
        QVERIFY(machine.detector().revision() > before);
        const ClockEvent event = machine.events().at(0);
        QCOMPARE(event.kind, Kind::Paused);
        QCOMPARE(event.moved, Duration(-30s));
        QCOMPARE(event.at, machine.now().realtime - 2s);
    }
};

QTEST_APPLESS_MAIN(TestClockEventDetector)

#include "test_clockeventdetector.moc"
