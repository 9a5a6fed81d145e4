// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/kernelclock.h"

#include <QtTest>

#include <limits>
#include <random>

#include <sys/timex.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr long ticksPerSecond = 100;

/// As the kernel answers before anybody has told it anything.
timex untouched()
{
    timex answer{};
    answer.status = STA_UNSYNC;
    answer.maxerror = 16'000'000;
    answer.esterror = 16'000'000;
    answer.tick = 10'000;
    return answer;
}

} // namespace

class TestKernelClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsThisKernel();
    void readsWithoutTheRightToSet();
    void nobodyHasToldTheKernel();
    void offsetIsThetaInTheUnitOfStaNano_data();
    void offsetIsThetaInTheUnitOfStaNano();
    void positiveFrequencyIsAFastClock_data();
    void positiveFrequencyIsAFastClock();
    void synchronizedAsTimedatedComputesIt_data();
    void synchronizedAsTimedatedComputesIt();
    void namesEveryBitAndState();
    void aRefusalIsAbsent();
    void survivesAnyAnswer();
    void correctionsAreSeen_data();
    void correctionsAreSeen();
};

void TestKernelClock::readsThisKernel()
{
    timex direct{};
    const int state = adjtimex(&direct); // modes = 0
    QVERIFY(state >= 0);
    const std::optional<KernelClock> clock = readKernelClock();
    QVERIFY(clock);
    QCOMPARE(clock->status.toInt(), direct.status & 0xffff);
    QCOMPARE(clock->tick, std::optional(std::chrono::microseconds(direct.tick)));
    QCOMPARE(clock->synchronized(), direct.maxerror < 16'000'000);
}

void TestKernelClock::readsWithoutTheRightToSet()
{
    // Without CAP_SYS_TIME the kernel refuses every mode but 0.
    const bool isRoot = geteuid() == 0;
    if (isRoot)
        QCOMPARE(seteuid(65534), 0);
    const std::optional<KernelClock> clock = readKernelClock();
    if (isRoot)
        QCOMPARE(seteuid(0), 0);
    QVERIFY(clock);
}

void TestKernelClock::nobodyHasToldTheKernel()
{
    const std::optional<KernelClock> clock = decodeTimex(untouched(), TIME_ERROR, ticksPerSecond);
    QVERIFY(clock);
    QVERIFY(!clock->offset);
    QVERIFY(!clock->taiOffset);
    QCOMPARE(clock->frequencyPpm, 0.0);
    QCOMPARE(clock->maximumError, Duration(16s));
    QCOMPARE(clock->estimatedError, Duration(16s));
    QCOMPARE(clock->leap, KernelLeapState::Error);
    QVERIFY(!clock->synchronized());
}

void TestKernelClock::offsetIsThetaInTheUnitOfStaNano_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("raw");
    QTest::addColumn<qint64>("localMinusRemote");

    // The kernel will add 250 ms: this clock is 250 ms behind.
    QTest::newRow("behind, ns") << (STA_PLL | STA_NANO) << qint64(250'000'000) << qint64(-250'000'000);
    QTest::newRow("behind, µs") << STA_PLL << qint64(250'000) << qint64(-250'000'000);
    QTest::newRow("ahead, ns") << (STA_PLL | STA_NANO) << qint64(-1) << qint64(1);
    QTest::newRow("ahead, µs") << STA_PLL << qint64(-1) << qint64(1000);
    QTest::newRow("no negative") << (STA_PLL | STA_NANO) << std::numeric_limits<qint64>::min()
                                 << std::numeric_limits<qint64>::max();
}

void TestKernelClock::offsetIsThetaInTheUnitOfStaNano()
{
    QFETCH(const int, status);
    QFETCH(const qint64, raw);
    QFETCH(const qint64, localMinusRemote);
    timex answer = untouched();
    answer.status = status;
    answer.offset = raw;
    const std::optional<KernelClock> clock = decodeTimex(answer, TIME_OK, ticksPerSecond);
    QVERIFY(clock && clock->offset);
    QCOMPARE(clock->offset->localMinusRemote().count(), localMinusRemote);
}

void TestKernelClock::positiveFrequencyIsAFastClock_data()
{
    QTest::addColumn<qint64>("freq");
    QTest::addColumn<qint64>("tick");
    QTest::addColumn<double>("ppm");

    QTest::newRow("the kernel speeds it up") << qint64(20 * 65536) << qint64(10'000) << -20.0;
    QTest::newRow("the kernel slows it down") << qint64(-65536 - 32768) << qint64(10'000) << 1.5;
    QTest::newRow("by a longer tick") << qint64(0) << qint64(10'001) << -100.0;
    // Hyper-V's guests: chronyd moves the tick when 500 ppm of frequency do not suffice.
    QTest::newRow("by both") << qint64(40 * 65536) << qint64(9'990) << 960.0;
}

void TestKernelClock::positiveFrequencyIsAFastClock()
{
    QFETCH(const qint64, freq);
    QFETCH(const qint64, tick);
    QFETCH(const double, ppm);
    timex answer = untouched();
    answer.freq = freq;
    answer.tick = tick;
    const std::optional<KernelClock> clock = decodeTimex(answer, TIME_OK, ticksPerSecond);
    QVERIFY(clock);
    QVERIFY2(std::abs(clock->frequencyPpm - ppm) < 1e-6, qPrintable(QString::number(clock->frequencyPpm)));
}

void TestKernelClock::synchronizedAsTimedatedComputesIt_data()
{
    QTest::addColumn<qint64>("maxerror");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("synchronized");

    QTest::newRow("at the limit") << qint64(16'000'000) << 0 << false;
    QTest::newRow("below") << qint64(15'999'999) << 0 << true;
    // A daemon that keeps the hardware clock in local time sets STA_UNSYNC and is synchronised all the same.
    QTest::newRow("STA_UNSYNC is not looked at") << qint64(500) << STA_UNSYNC << true;
}

void TestKernelClock::synchronizedAsTimedatedComputesIt()
{
    QFETCH(const qint64, maxerror);
    QFETCH(const int, status);
    QFETCH(const bool, synchronized);
    timex answer = untouched();
    answer.maxerror = maxerror;
    answer.status = status;
    QCOMPARE(decodeTimex(answer, TIME_OK, ticksPerSecond)->synchronized(), synchronized);
}

void TestKernelClock::namesEveryBitAndState()
{
    QCOMPARE(kernelStatusNames({}), QStringList());
    QCOMPARE(kernelStatusNames(KernelStatus::fromInt(STA_UNSYNC | STA_PLL | STA_NANO)),
             (QStringList{u"STA_PLL"_s, u"STA_UNSYNC"_s, u"STA_NANO"_s}));
    const QStringList all = kernelStatusNames(KernelStatus::fromInt(0xffff));
    QCOMPARE(all.size(), 16);
    QCOMPARE(all.last(), u"STA_CLK"_s);

    const std::vector<std::pair<int, QString>> states = {
        {TIME_OK, u"TIME_OK"_s},   {TIME_INS, u"TIME_INS"_s},   {TIME_DEL, u"TIME_DEL"_s},
        {TIME_OOP, u"TIME_OOP"_s}, {TIME_WAIT, u"TIME_WAIT"_s}, {TIME_ERROR, u"TIME_ERROR"_s}};
    for (const auto &[state, name] : states)
        QCOMPARE(kernelLeapStateName(decodeTimex(untouched(), state, ticksPerSecond)->leap), name);

    timex answer = untouched();
    answer.tai = 37;
    QCOMPARE(decodeTimex(answer, TIME_OK, ticksPerSecond)->taiOffset, std::optional(37));
}

void TestKernelClock::aRefusalIsAbsent()
{
    QVERIFY(!decodeTimex(untouched(), -1, ticksPerSecond));
}

void TestKernelClock::survivesAnyAnswer()
{
    std::mt19937_64 random(20'261'123); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    for (int i = 0; i < 100'000; ++i) {
        timex answer{};
        answer.offset = static_cast<long>(random());
        answer.freq = static_cast<long>(random());
        answer.maxerror = static_cast<long>(random());
        answer.esterror = static_cast<long>(random());
        answer.status = static_cast<int>(random());
        answer.tick = static_cast<long>(random());
        answer.tai = static_cast<int>(random());
        const std::optional<KernelClock> clock =
            decodeTimex(answer, static_cast<int>(random() % 8) - 1, static_cast<long>(random() % 3) * 50);
        if (!clock)
            continue;
        QVERIFY(std::isfinite(clock->frequencyPpm));
        QCOMPARE(clock->offset.has_value(), (answer.status & STA_PLL) != 0);
        // the sign survives saturation
        QCOMPARE(clock->maximumError < Duration::zero(), answer.maxerror < 0);
        if (clock->offset)
            QCOMPARE(clock->offset->ahead(), answer.offset < 0);
    }
}

void TestKernelClock::correctionsAreSeen_data()
{
    QTest::addColumn<qint64>("error"); // ms more than before
    QTest::addColumn<double>("ppm");
    QTest::addColumn<qint64>("tick"); // µs more
    QTest::addColumn<bool>("wasSteered");
    QTest::newRow("free") << qint64(1) << 0.0 << qint64(0) << false;
    QTest::newRow("between two growths") << qint64(0) << 0.0 << qint64(0) << false;
    QTest::newRow("set back: 16 s") << qint64(15'900) << 0.0 << qint64(0) << false;
    QTest::newRow("updated") << qint64(-1) << 0.0 << qint64(0) << true;
    QTest::newRow("frequency") << qint64(1) << 0.001 << qint64(0) << true;
    QTest::newRow("tick") << qint64(1) << 0.0 << qint64(1) << true;
}

void TestKernelClock::correctionsAreSeen()
{
    QFETCH(const qint64, error);
    QFETCH(const double, ppm);
    QFETCH(const qint64, tick);
    KernelClock before;
    before.maximumError = std::chrono::milliseconds(100);
    before.frequencyPpm = -12.5;
    before.tick = std::chrono::microseconds(10'000);
    KernelClock after = before;
    after.maximumError += std::chrono::milliseconds(error);
    after.frequencyPpm += ppm;
    *after.tick += std::chrono::microseconds(tick);
    QTEST(wasSteered(before, after), "wasSteered");
}

QTEST_GUILESS_MAIN(TestKernelClock)
#include "test_kernelclock.moc"
