// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/sourceestimate.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

using Samples = std::vector<Sample>;
constexpr Instant epoch{1'700'000'000s};
constexpr RawInstant start{1000s};
constexpr Duration startClockMinusRaw = epoch.time_since_epoch() - start.time_since_epoch();

struct Answer
{
    Duration raw;    ///< after `start`
    Duration offset; ///< this clock minus the server's
    Duration delay = 20ms;
    Duration moved{}; ///< what daemons did to this clock since `start`
    Duration rootDelay{};
    Duration dispersion = 1us;
};

Sample sample(const Answer &answer)
{
    return {.offset = Offset::fromLocalMinusRemote(answer.offset),
            .delay = answer.delay,
            .dispersion = answer.dispersion,
            .at = epoch + answer.raw + answer.moved,
            .raw = start + answer.raw,
            .rootDelay = answer.rootDelay,
            .rootDispersion = {}};
}

Samples samples(std::initializer_list<Answer> answers)
{
    Samples list;
    for (const Answer &answer : answers)
        list.push_back(sample(answer));
    return list;
}

SourceEstimate estimate(const Samples &list, Duration raw, Duration moved = {})
{
    return *estimateSource(list, start + raw, startClockMinusRaw + moved);
}

bool isNear(Duration actual, Duration expected, Duration tolerance)
{
    return std::chrono::abs(actual - expected) <= tolerance;
}

// P(|T| ≤ t) by Simpson's rule on Student's density.
double studentProbability(double t, int freedom)
{
    const double scale =
        std::exp(std::lgamma((freedom + 1) / 2.0) - std::lgamma(freedom / 2.0)) / std::sqrt(freedom * M_PI);
    // Substituting x = √freedom·tan(a) makes the range finite: the density becomes cos(a)^(freedom−1).
    const double limit = std::atan(t / std::sqrt(freedom));
    constexpr int steps = 4000;
    double sum = 0;
    for (int i = 0; i <= steps; ++i) {
        const double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * std::pow(std::cos(limit * i / steps), freedom - 1);
    }
    return 2 * scale * std::sqrt(freedom) * sum * limit / steps / 3;
}

// A computer, a server and the network between them, of which everything is known.
class World
{
public:
    explicit World(std::mt19937_64 &random) : m_random(random) {}

    double frequency = 0; ///< of the oscillator, seconds per second
    double wander = 0;    ///< random walk of it, per √s
    Duration forward{};   ///< shortest way to the server
    Duration back{};
    Duration forwardJitter{}; ///< mean of an exponential
    Duration backJitter{};
    double spikes = 0;      ///< how often a way takes up to a hundred times its jitter longer
    Duration serverError{}; ///< the server minus true time, at the beginning
    double serverFrequency = 0;
    Duration claimedRootDistance{};
    double slewing = 0; ///< of this clock by its daemon
    qint8 serverPrecision = -23;

    Duration truth() const { return m_oscillator + m_adjustment - m_time; }
    RawInstant raw() const { return start + m_oscillator; }
    Duration clockMinusRaw() const { return startClockMinusRaw + m_adjustment; }

    void pass(Duration time)
    {
        frequency += wander * std::sqrt(toSeconds(time)) * std::normal_distribution<double>()(m_random);
        m_time += time;
        m_oscillator += time + fromSeconds(frequency * toSeconds(time));
        m_adjustment += fromSeconds(slewing * toSeconds(time));
    }
    void step(Duration by) { m_adjustment += by; }

    Sample ask()
    {
        NtpPacket reply;
        const Instant sent = clock();
        pass(forward + jitter(forwardJitter));
        reply.receive = toNtpTimestamp(server());
        pass(30us);
        reply.transmit = toNtpTimestamp(server());
        pass(back + jitter(backJitter));
        reply.precision = serverPrecision;
        reply.rootDispersion = claimedRootDistance;
        return makeSample(reply, sent, clock(), clockMinusRaw());
    }

private:
    Instant clock() const { return epoch + m_oscillator + m_adjustment; }
    Instant server() const
    {
        return epoch + m_time + serverError + fromSeconds(serverFrequency * toSeconds(m_time));
    }
    Duration jitter(Duration mean)
    {
        const double usual = toSeconds(mean) * std::exponential_distribution<double>()(m_random);
        const bool spike = std::uniform_real_distribution<double>()(m_random) < spikes;
        return fromSeconds(spike ? usual + 100 * toSeconds(mean) *
                                               std::uniform_real_distribution<double>()(m_random)
                                 : usual);
    }

    std::mt19937_64 &m_random;
    Duration m_time{};
    Duration m_oscillator{};
    Duration m_adjustment{};
};

double uniform(std::mt19937_64 &random, double from, double to)
{
    return std::uniform_real_distribution<double>(from, to)(random);
}

Duration logarithmic(std::mt19937_64 &random, double from, double to)
{
    return fromSeconds(std::exp(uniform(random, std::log(from), std::log(to))));
}

} // namespace

class TestSourceEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingFromNothing() { QVERIFY(!estimateSource({}, start, startClockMinusRaw)); }

    void oneAnswer()
    {
        const SourceEstimate one =
            estimate(samples({{.raw = 0s, .offset = -50ms, .rootDelay = 4ms}}), 10s, 7ms);
        // What the daemon did to this clock since shows in the offset, and nothing else does.
        QCOMPARE(one.offset.localMinusRemote(), Duration(-43ms));
        QVERIFY(isNear(one.boundToServer, 10ms + 10us + 1us + 5ms, 1ns));
        QCOMPARE(one.rootDistance, Duration(2ms));
        QCOMPARE(one.bound, one.boundToServer + one.rootDistance);
        QCOMPARE(one.minimumDelay, Duration(20ms));
        QCOMPARE(one.jitter, Duration::zero());
        QVERIFY(!one.frequencyPpm && !one.skewPpm);
        QCOMPARE(one.samples, 1);
        QCOMPARE(one.method, EstimateMethod::BestAnswer);
        QCOMPARE(one.at, epoch + 10s + 7ms);
    }

    void twoAnswersAgeBy500Ppm()
    {
        const Samples two =
            samples({{.raw = 0s, .offset = 1ms, .delay = 2ms}, {.raw = 10s, .offset = 2ms, .delay = 40ms}});
        const SourceEstimate now = estimate(two, 12s);
        QCOMPARE(now.offset.localMinusRemote(), Duration(1ms));
        QVERIFY(isNear(now.bound, 1ms + 1us + 6ms, 1us));
        QVERIFY(!now.frequencyPpm);
        // After long enough the newer answer says more.
        const SourceEstimate tight = estimate(
            samples({{.raw = 0s, .offset = 1ms, .delay = 2ms}, {.raw = 100s, .offset = 2ms, .delay = 40ms}}),
            101s);
        QCOMPARE(tight.offset.localMinusRemote(), Duration(2ms));
    }

    void aFastClockHasAPositiveFrequency()
    {
        Samples list;
        for (int i = 0; i < 20; ++i)
            list.push_back(
                sample({.raw = i * 1s, .offset = 3ms + i * 50us, .delay = 20us, .dispersion = 100ns}));
        const SourceEstimate fast = estimate(list, 29s);
        QCOMPARE(fast.method, EstimateMethod::BestAnswerCarried);
        QVERIFY(std::abs(*fast.frequencyPpm - 50) < 0.001);
        QVERIFY(*fast.skewPpm > 0 && *fast.skewPpm < 0.5);
        QVERIFY(isNear(fast.offset.localMinusRemote(), 3ms + 29 * 50us, 10ns));
        QVERIFY(fast.bound < 30us);
        QVERIFY(isNear(fast.jitter, 0ns, 5ns));
    }

    void whatDaemonsDidIsTakenOutAndPutBack()
    {
        // The clock is stepped by an hour between the second and third answer, then slewed by 10 ms.
        const SourceEstimate now =
            estimate(samples({{.raw = 0s, .offset = 1ms},
                              {.raw = 100s, .offset = 2ms},
                              {.raw = 200s, .offset = 3ms - 3600s, .moved = -3600s},
                              {.raw = 300s, .offset = 4ms - 3600s + 10ms, .moved = -3600s + 10ms}}),
                     400s, -3600s + 20ms);
        QVERIFY(std::abs(*now.frequencyPpm - 10) < 1e-6);
        QVERIFY(isNear(now.offset.localMinusRemote(), 5ms - 3600s + 20ms, 1ns));
        QCOMPARE(now.at, epoch + 400s - 3600s + 20ms);
        QVERIFY(now.bound < 12ms);
    }

    void theSkewIsThe9995PercentInterval_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {3, 4, 5, 6, 8, 10, 16, 20, 32, 40, 50, 63, 64})
            QTest::addRow("%d answers", count) << count;
    }

    void theSkewIsThe9995PercentInterval()
    {
        QFETCH(int, count);
        std::mt19937_64 random(static_cast<unsigned>(count));
        Samples list;
        for (int i = 0; i < count; ++i) {
            const Duration noise = fromSeconds(1e-6 * std::normal_distribution<double>()(random));
            list.push_back(sample({.raw = i * 1000s, .offset = noise, .delay = 10us, .dispersion = 1ns}));
        }
        // The same by textbook formulas in extended precision.
        long double meanX = 0;
        long double meanY = 0;
        for (const Sample &s : list) {
            meanX += std::chrono::duration<long double>(s.raw.time_since_epoch()).count() / count;
            meanY += std::chrono::duration<long double>(s.offset.localMinusRemote()).count() / count;
        }
        long double xx = 0;
        long double xy = 0;
        long double yy = 0;
        for (const Sample &s : list) {
            const long double x =
                std::chrono::duration<long double>(s.raw.time_since_epoch()).count() - meanX;
            const long double y =
                std::chrono::duration<long double>(s.offset.localMinusRemote()).count() - meanY;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        const auto error = static_cast<double>(std::sqrt((yy - xy * xy / xx) / (count - 2) / xx));
        const SourceEstimate now = estimate(list, count * 1000s);
        QVERIFY(std::abs(*now.frequencyPpm - static_cast<double>(xy / xx) * 1e6) < 1e-9);
        const double t = *now.skewPpm * 1e-6 / error;
        const double outside = 1 - studentProbability(t, count - 2);
        QVERIFY2(std::abs(outside / 0.0005 - 1) < 0.01, qPrintable(QString::number(outside)));
    }

    void aLineByChanceDeceivesNobody()
    {
        // All of each delay lies on one way and grows evenly: the answers lie on a line that leads away from
        // the truth, which is zero.
        const Samples list = samples({{.raw = 0s, .offset = 1ms, .delay = 2ms},
                                      {.raw = 64s, .offset = 2ms, .delay = 4ms},
                                      {.raw = 128s, .offset = 3ms, .delay = 6ms}});
        const SourceEstimate now = estimate(list, 128s);
        QVERIFY(now.offset.magnitude() <= now.bound);
        QVERIFY(*now.skewPpm > 500);
        QCOMPARE(now.method, EstimateMethod::BestAnswer);
        // The newest answer is fresh, so the bound does not explode.
        QVERIFY(now.bound < 4ms);
    }

    void theServersClaimCountsInTheChoice()
    {
        Samples list = samples({{.raw = 0s, .offset = 0s, .delay = 1ms, .rootDelay = 2s},
                                {.raw = 1s, .offset = 1ms, .delay = 10ms, .rootDelay = 20ms}});
        const SourceEstimate now = estimate(list, 1s);
        QCOMPARE(now.offset.localMinusRemote(), Duration(1ms));
        QCOMPARE(now.rootDistance, Duration(10ms));
        QVERIFY(now.bound < 16ms);
        QCOMPARE(now.minimumDelay, Duration(1ms));
    }

    void jitterIsAsInErratum5600()
    {
        // Differences to the best answer 3, −4 and 0 ms: √((9 + 16)/3) would be wrong, √((9 + 16 + 0)/(4 −
        // 1)) it is.
        const SourceEstimate now = estimate(samples({{.raw = 0s, .offset = 3ms, .delay = 40ms},
                                                     {.raw = 1ms, .offset = -4ms, .delay = 40ms},
                                                     {.raw = 2ms, .offset = 0ms, .delay = 40ms},
                                                     {.raw = 3ms, .offset = 0ms, .delay = 2ms}}),
                                            4ms);
        QVERIFY(isNear(now.jitter, 2886751ns, 2ns));
    }

    void aNegativeDelayDoesNotShrinkTheBound()
    {
        const SourceEstimate now = estimate(samples({{.raw = 0s, .offset = 0s, .delay = -80ns}}), 0s);
        QCOMPARE(now.boundToServer, Duration(1us));
        QCOMPARE(now.minimumDelay, Duration(-80ns));
    }

    void answersOfOneMoment()
    {
        const SourceEstimate now = estimate(
            samples({{.raw = 5s, .offset = 1ms}, {.raw = 5s, .offset = 2ms}, {.raw = 5s, .offset = 3ms}}),
            5s);
        QVERIFY(!now.frequencyPpm);
        QCOMPARE(now.samples, 3);
        QCOMPARE(now.method, EstimateMethod::BestAnswer);
        // Of equals the newest.
        QCOMPARE(now.offset.localMinusRemote(), Duration(3ms));
    }

    void almostOneMoment()
    {
        const SourceEstimate now = estimate(
            samples(
                {{.raw = 0ns, .offset = 0ms}, {.raw = 1ns, .offset = 100ms}, {.raw = 2ns, .offset = 200ms}}),
            1h);
        QCOMPARE(now.method, EstimateMethod::BestAnswer);
        QVERIFY(now.offset.magnitude() <= 200ms);
        QVERIFY(isNear(now.bound, 10ms + 5us + 1800ms, 1ms));
    }

    void manyYearsApart()
    {
        constexpr Duration year = 8766h;
        const SourceEstimate now = estimate(samples({{.raw = 0s, .offset = 68 * year},
                                                     {.raw = 10 * year, .offset = -68 * year},
                                                     {.raw = 20 * year, .offset = 68 * year},
                                                     {.raw = 30 * year, .offset = -68 * year}}),
                                            31 * year);
        QVERIFY(now.bound > Duration::zero());
        QVERIFY(now.jitter > year);
    }

    void whatGainsTwoSecondsPerSecondIsNoClock()
    {
        const SourceEstimate now = estimate(samples({{.raw = 0s, .offset = 0s, .dispersion = 0ns},
                                                     {.raw = 1s, .offset = 2s, .dispersion = 0ns},
                                                     {.raw = 2s, .offset = 4s, .dispersion = 0ns}}),
                                            1'000'000h);
        QCOMPARE(now.method, EstimateMethod::BestAnswer);
        QCOMPARE(now.offset.localMinusRemote(), Duration(4s));
    }

    void moreThanSixtyFourAnswers()
    {
        Samples list;
        for (int i = 0; i < 1000; ++i)
            list.push_back(sample({.raw = i * 64s, .offset = i * 64us * 20, .delay = 1ms}));
        QVERIFY(std::abs(*estimate(list, 64'000s).frequencyPpm - 20) < 0.001);
    }

    void theBoundHolds_data()
    {
        QTest::addColumn<double>("wayShare"); // of the delay that lies on the way to the server; −1: random
        QTest::addColumn<double>("jitterShare");
        QTest::addColumn<double>("spikes");
        QTest::addColumn<bool>("disturbed"); // daemons slew and step this clock
        QTest::newRow("symmetric") << 0.5 << 0.5 << 0.0 << false;
        QTest::newRow("all on the way out") << 1.0 << 1.0 << 0.0 << false;
        QTest::newRow("all on the way back") << 0.0 << 0.0 << 0.0 << true;
        QTest::newRow("out, jitter back, with spikes") << 1.0 << 0.0 << 0.05 << true;
        QTest::newRow("jitter out, with spikes") << 0.5 << 1.0 << 0.05 << true;
        QTest::newRow("anything") << -1.0 << -1.0 << 0.02 << true;
    }

    // The true time lies within the bound, always: not in 99.95 % of cases.
    void theBoundHolds()
    {
        QFETCH(double, wayShare);
        QFETCH(double, jitterShare);
        QFETCH(double, spikes);
        QFETCH(bool, disturbed);
        std::mt19937_64 random(qHash(QByteArrayView(QTest::currentDataTag()), 1));
        constexpr int cases = 20'000;
        int broken = 0;
        Duration worst{};
        for (int i = 0; i < cases; ++i) {
            World world(random);
            world.frequency = uniform(random, -100e-6, 100e-6);
            world.wander = uniform(random, 0, 1e-9);
            const Duration delay = logarithmic(random, 20e-6, 0.3);
            const Duration jitter = logarithmic(random, 1e-6, 0.03);
            const double way = wayShare < 0 ? uniform(random, 0, 1) : wayShare;
            const double jitterWay = jitterShare < 0 ? uniform(random, 0, 1) : jitterShare;
            world.forward = fromSeconds(toSeconds(delay) * way);
            world.back = delay - world.forward;
            world.forwardJitter = fromSeconds(toSeconds(jitter) * jitterWay);
            world.backJitter = jitter - world.forwardJitter;
            world.spikes = spikes;
            world.serverPrecision = static_cast<qint8>(uniform(random, -26, -17));
            world.claimedRootDistance = logarithmic(random, 20e-6, 0.1);
            world.serverError =
                fromSeconds(toSeconds(world.claimedRootDistance) * uniform(random, -0.999, 0.999));

            const auto count = static_cast<int>(uniform(random, 1, 65));
            const Duration poll = logarithmic(random, 0.25, 1024);
            Samples list;
            for (int k = 0; k < count; ++k) {
                if (disturbed && random() % 8 == 0)
                    world.slewing = uniform(random, -300e-6, 300e-6);
                if (disturbed && random() % 16 == 0)
                    world.step(fromSeconds(uniform(random, -2, 2)));
                list.push_back(world.ask());
                if (k + 1 < count || random() % 2 == 0)
                    world.pass(fromSeconds(toSeconds(poll) * uniform(random, 0.9, 1.1)));
            }
            const SourceEstimate now = *estimateSource(list, world.raw(), world.clockMinusRaw());
            const Duration error = std::chrono::abs(now.offset.localMinusRemote() - world.truth());
            if (error > now.bound) {
                ++broken;
                worst = std::max(worst, error - now.bound);
            }
        }
        QVERIFY2(broken == 0, qPrintable(QStringLiteral("%1 of %2, by up to %3 ns")
                                             .arg(broken)
                                             .arg(cases)
                                             .arg(qint64(worst.count()))));
    }

    // A bound that is never broken is easily had by one that is wide.
    void theBoundIsNotWide()
    {
        std::mt19937_64 random(7);
        std::vector<double> widths;
        for (int i = 0; i < 2000; ++i) {
            World world(random);
            world.frequency = uniform(random, -50e-6, 50e-6);
            world.forward = 12ms;
            world.back = 8ms;
            world.forwardJitter = 500us;
            world.backJitter = 500us;
            world.spikes = 0.05;
            world.claimedRootDistance = 5ms;
            Samples list;
            for (int k = 0; k < 32; ++k) {
                world.pass(64s);
                list.push_back(world.ask());
            }
            const SourceEstimate now = *estimateSource(list, world.raw(), world.clockMinusRaw());
            widths.push_back(toSeconds(now.bound) / toSeconds(now.minimumDelay / 2 + now.rootDistance));
        }
        std::nth_element(widths.begin(), widths.begin() + 1000, widths.end());
        QVERIFY2(widths[1000] < 1.1, qPrintable(QString::number(widths[1000])));
    }
};

QTEST_GUILESS_MAIN(TestSourceEstimate)
#include "test_sourceestimate.moc"
