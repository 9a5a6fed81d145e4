// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/selection.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <map>
#include <random>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;

namespace {

constexpr Instant now{1'700'000'000s};
using Sources = std::vector<SelectionSource>;

SelectionSource source(Duration offset, Duration bound, std::optional<Duration> statistical = {})
{
    SelectionSource source;
    source.offset = Offset::fromLocalMinusRemote(offset);
    source.bound = bound;
    source.statistical = statistical;
    return source;
}

SelectionSource device(Duration offset, Duration bound)
{
    SelectionSource device = source(offset, bound);
    device.isReferenceClock = true;
    return device;
}

template <typename Change>
SelectionSource with(SelectionSource source, Change change)
{
    change(source);
    return source;
}

/// One letter for each.
QString marks(const Selection &selection)
{
    static const std::map<SourceUse, QChar> letters{
        {SourceUse::Combined, u'+'},       {SourceUse::Distant, u'-'},
        {SourceUse::Outlier, u'~'},        {SourceUse::Falseticker, u'x'},
        {SourceUse::NoMajority, u'X'},     {SourceUse::UnconfirmedDevice, u'#'},
        {SourceUse::NoAnswer, u'?'},       {SourceUse::Stale, u's'},
        {SourceUse::Unsynchronised, u'u'}, {SourceUse::StratumTooHigh, u'h'},
        {SourceUse::TooFar, u'f'},         {SourceUse::Jittery, u'j'},
        {SourceUse::SameServer, u'='},     {SourceUse::ThisComputer, u'o'}};
    QString text;
    for (const SourceUse use : selection.uses)
        text += letters.at(use);
    return text;
}

Duration low(const SelectionSource &source)
{
    return source.offset->localMinusRemote() - source.bound;
}

Duration high(const SelectionSource &source)
{
    return source.offset->localMinusRemote() + source.bound;
}

/// Marzullo's selection as its definition reads: at every end of an interval, who allows that value.
struct BruteForce
{
    std::vector<SourceUse> uses; ///< Combined for all that agree
    bool hasMajority = false;
    bool isTied = false;  ///< of groups that are each a majority
    bool touches = false; ///< the group has one common value only
    Duration lowest{};    ///< that a majority allows
    Duration highest{};
};

BruteForce bruteForce(const Sources &sources)
{
    BruteForce result;
    std::vector<std::vector<bool>> best;
    size_t largest = 0;
    std::vector<Duration> allowed;
    for (size_t end = 0; end < 2 * sources.size(); ++end) {
        const Duration value = end % 2 == 0 ? low(sources[end / 2]) : high(sources[end / 2]);
        std::vector<bool> group;
        for (const SelectionSource &one : sources)
            group.push_back(low(one) <= value && value <= high(one));
        const auto size = static_cast<size_t>(std::ranges::count(group, true));
        if (2 * size <= sources.size())
            continue;
        allowed.push_back(value);
        if (size > largest)
            best.clear();
        largest = std::max(largest, size);
        if (size == largest && std::ranges::find(best, group) == best.end())
            best.push_back(group);
    }
    result.isTied = best.size() > 1;
    result.uses.assign(sources.size(), SourceUse::NoMajority);
    std::vector<SourceUse> uses;
    for (size_t i = 0; i < sources.size(); ++i) {
        const auto groups = std::ranges::count_if(best, [i](const auto &group) { return group[i]; });
        uses.push_back(groups == 0                                 ? SourceUse::Falseticker
                       : static_cast<size_t>(groups) < best.size() ? SourceUse::NoMajority
                                                                   : SourceUse::Combined);
    }
    const auto agreeing = std::ranges::count(uses, SourceUse::Combined);
    result.hasMajority = !best.empty() && agreeing > 0;
    if (!result.hasMajority)
        return result;
    result.uses = uses;
    result.lowest = std::ranges::min(allowed);
    result.highest = std::ranges::max(allowed);
    Duration first = Duration::min();
    Duration last = Duration::max();
    for (size_t i = 0; i < sources.size(); ++i) {
        if (uses[i] != SourceUse::Combined)
            continue;
        first = std::max(first, low(sources[i]));
        last = std::min(last, high(sources[i]));
    }
    result.touches = first == last;
    return result;
}

/// Without what comes after the vote.
std::vector<SourceUse> onlyVotes(std::vector<SourceUse> uses)
{
    for (SourceUse &use : uses)
        use = agrees(use) ? SourceUse::Combined : use;
    return uses;
}

double logUniform(std::mt19937_64 &generator, double from, double to)
{
    return std::exp(std::uniform_real_distribution<>(std::log(from), std::log(to))(generator));
}

/// A claim that brings its own age, as estimates do: carried forward by its frequency, and less certain by
/// its skew + 1 ppm.
struct Ageing
{
    SelectionSource claim;
    double frequency = 0;
    double skew = 0;

    SelectionSource after(std::chrono::seconds age) const
    {
        const double seconds = toSeconds(age);
        return source(claim.offset->localMinusRemote() + fromSeconds(frequency * seconds),
                      claim.bound + fromSeconds((skew + 1e-6) * seconds));
    }
};

} // namespace

class TestSelection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selection_data();
    void selection();
    void reasons_data();
    void reasons();
    void isThatOfBruteForce();
    void aThousandSources();
    void theOffsetIsWeightedByRootDistance();
    void theBoundHoldsWhatAMajorityAllows();
    void theBoundCoversTheTruth();
    void theBoundGrowsBetweenPolls();
    void whoScattersIsLeftOut();
    void aDeviceIsNoWitnessByItself();
    void aConfirmedDeviceIsAWitness();
    void oneServerHasOneVote();
    void itsOtherAddressIsItsOwnWord();
};

void TestSelection::selection_data()
{
    QTest::addColumn<Sources>("sources");
    QTest::addColumn<QString>("expected");
    const SelectionSource silent;
    const SelectionSource unsynchronised =
        with({}, [](SelectionSource &one) { one.failed = one.isUnsynchronised = true; });
    const auto good = [](Duration offset = {}) { return source(offset, 5ms); };
    const auto bad = [](Duration offset) { return source(offset, 5ms); };

    QTest::newRow("none") << Sources{} << u""_s;
    QTest::newRow("one") << Sources{source(5s, 1ms)} << u"+"_s;
    QTest::newRow("falseticker") << Sources{source(1ms, 5ms), source(-2ms, 4ms), source(-250ms, 5ms)}
                                 << u"++x"_s;
    QTest::newRow("unmeasured") << Sources{source(1ms, 5ms), silent, source(2ms, 5ms)} << u"+?+"_s;
    QTest::newRow("two against two") << Sources{source(0ms, 1ms), source(1ms, 1ms), source(9ms, 1ms),
                                                source(10ms, 1ms)}
                                     << u"XXXX"_s;
    QTest::newRow("two that differ") << Sources{source(0ms, 1ms), source(250ms, 1ms)} << u"XX"_s;
    QTest::newRow("two that agree") << Sources{source(0ms, 1ms), source(1ms, 1ms)} << u"++"_s;
    QTest::newRow("half is no majority")
        << Sources{source(0ms, 1ms), source(0ms, 1ms), source(50ms, 1ms), source(90ms, 1ms)} << u"XXXX"_s;
    QTest::newRow("touching") << Sources{source(0ms, 1ms), source(2ms, 1ms), source(9ms, 1ms)} << u"++x"_s;
    QTest::newRow("no bound") << Sources{source(1ms, 0ms), source(1ms, 0ms), source(2ms, 0ms)} << u"++x"_s;
    QTest::newRow("chain") << Sources{source(0ms, 3ms), source(2ms, 3ms), source(5ms, 3ms), source(9ms, 2ms)}
                           << u"+++x"_s;
    QTest::newRow("two of three either way")
        << Sources{source(0ms, 10ms), source(15ms, 10ms), source(30ms, 10ms)} << u"X+X"_s;
    QTest::newRow("a narrow and a drifting one, each with the three that are wider")
        << Sources{source(0ms, 920us),  source(0ms, 2'400us),      source(0ms, 7'000us),
                   source(-250ms, 1ms), source(-3'300us, 1'400us), source(230us, 2'800us)}
        << u"X++xX+"_s;
    QTest::newRow("two that disagree beside three that agree with both")
        << Sources{source(0ms, 10ms), source(15ms, 10ms), source(16ms, 10ms), source(14ms, 10ms),
                   source(30ms, 10ms)}
        << u"X+++X"_s;
    QTest::newRow("the same, and one elsewhere")
        << Sources{source(0ms, 10ms),  source(15ms, 10ms), source(16ms, 10ms), source(14ms, 10ms),
                   source(15ms, 10ms), source(30ms, 10ms), source(90ms, 10ms)}
        << u"X++++Xx"_s;
    QTest::newRow("one that has no vote breaks no tie")
        << Sources{source(0ms, 1ms), source(9ms, 1ms),
                   with(source(0ms, 1ms), [](SelectionSource &one) { one.failed = true; })}
        << u"XXs"_s;
    QTest::newRow("distant: it vouches")
        << Sources{source(0ms, 1ms), source(0ms, 3'300us), source(0ms, 3'301us)} << u"++-"_s;

    // chronyd's recipes. Its marks for the same are in test_realselection.
    QTest::newRow("three good, two bad, one unsynchronised")
        << Sources{good(), good(1ms), good(-1ms), bad(50ms), bad(-70ms), unsynchronised} << u"+++xxu"_s;
    QTest::newRow("three that disagree mutually") << Sources{bad(0ms), bad(50ms), bad(100ms)} << u"XXX"_s;
    QTest::newRow("five with two falsetickers")
        << Sources{good(), good(1ms), good(2ms), bad(50ms), bad(90ms)} << u"+++xx"_s;
    QTest::newRow("five with two falsetickers that agree")
        << Sources{bad(50ms), good(), good(1ms), good(2ms), bad(51ms)} << u"x+++x"_s;
    QTest::newRow("five with three falsetickers that disagree")
        << Sources{good(), good(1ms), bad(50ms), bad(90ms), bad(130ms)} << u"XXXXX"_s;
    QTest::newRow("five with three falsetickers that agree: they are the majority")
        << Sources{good(), good(1ms), bad(50ms), bad(51ms), bad(52ms)} << u"xx+++"_s;
    QTest::newRow("five with four falsetickers")
        << Sources{good(), bad(50ms), bad(90ms), bad(130ms), bad(170ms)} << u"XXXXX"_s;
}

void TestSelection::selection()
{
    QFETCH(Sources, sources);
    const Selection result = selectSources(sources, now);
    QTEST(marks(result), "expected");
    const auto agreeing = std::ranges::count_if(result.uses, agrees);
    QCOMPARE(result.answer.has_value(), agreeing > 0);
    QCOMPARE(result.isDisputed(), !result.answer && marks(result).contains(u'X'));
    if (!result.answer)
        return;
    QCOMPARE(qsizetype(result.answer->witnesses), qsizetype(agreeing));
    QCOMPARE(result.answer->at, now);
}

void TestSelection::reasons_data()
{
    QTest::addColumn<SelectionSource>("odd");
    QTest::addColumn<QString>("expected");
    const SelectionSource good = source(0ms, 5ms, 100us);
    const auto row = [&good](const char *name, auto change, QChar mark) {
        QTest::newRow(name) << with(good, change) << u"++"_s + mark;
    };
    row(
        "good", [](SelectionSource &) {}, u'+');
    row(
        "no answer", [](SelectionSource &one) { one.offset.reset(); }, u'?');
    row(
        "failed before any", [](SelectionSource &one) { one.offset.reset(), one.failed = true; }, u'?');
    row(
        "stale", [](SelectionSource &one) { one.failed = true; }, u's');
    row(
        "unsynchronised", [](SelectionSource &one) { one.isUnsynchronised = true; }, u'u');
    row(
        "stratum", [](SelectionSource &one) { one.stratum = 16; }, u'h');
    row(
        "stratum allowed", [](SelectionSource &one) { one.stratum = 15; }, u'+');
    row(
        "too far", [](SelectionSource &one) { one.bound = 3s + 1ns; }, u'f');
    row(
        "far", [](SelectionSource &one) { one.bound = 3s; }, u'-');
    row(
        "jittery", [](SelectionSource &one) { one.statistical = 1s + 1ns; }, u'j');
    row(
        "outlier", [](SelectionSource &one) { one.statistical = 1s; }, u'~');
    row(
        "jumps about",
        [](SelectionSource &one) {
            one.statistical.reset(); // no line goes through its answers
            one.jitter = 1s + 1ns;
        },
        u'j');
    row(
        "drifts", [](SelectionSource &one) { one.jitter = 2s; }, u'+'); // along a line, which tells more
    row(
        "this computer", [](SelectionSource &one) { one.isThisComputer = true; }, u'o');
    row(
        "device elsewhere",
        [](SelectionSource &one) { one.isReferenceClock = true, one.offset = source(1s, 0ms).offset; }, u'x');
}

void TestSelection::reasons()
{
    QFETCH(SelectionSource, odd);
    QTEST(marks(selectSources(Sources{source(0ms, 5ms, 100us), source(1ms, 5ms, 100us), odd}, now)),
          "expected");
}

void TestSelection::isThatOfBruteForce()
{
    std::mt19937_64 generator(6);
    int majorities = 0;
    int ties = 0;
    int decided = 0;
    int touching = 0;
    for (int round = 0; round < 100'000; ++round) {
        // Small whole numbers make equal ends, wide ones a majority.
        std::uniform_int_distribution<int> count(1, 12);
        std::uniform_int_distribution<int> offset(-10, 10);
        std::uniform_int_distribution<int> bound(0, 1 + round % 12);
        Sources sources(static_cast<size_t>(count(generator)));
        for (SelectionSource &one : sources)
            one = source(Duration(offset(generator)), Duration(bound(generator)));
        const BruteForce expected = bruteForce(sources);
        const Selection result = selectSources(sources, now);
        majorities += expected.hasMajority;
        ties += expected.isTied;
        decided += expected.isTied && expected.hasMajority;
        touching += expected.touches;
        QCOMPARE(result.answer.has_value(), expected.hasMajority);
        QCOMPARE(onlyVotes(result.uses), expected.uses);
        if (!result.answer)
            continue;
        QCOMPARE(result.answer->lowest.localMinusRemote(), expected.lowest);
        QCOMPARE(result.answer->highest.localMinusRemote(), expected.highest);
        const Duration mean = result.answer->offset.localMinusRemote();
        QCOMPARE(result.answer->bound, std::max(mean - expected.lowest, expected.highest - mean));
    }
    QVERIFY(majorities > 10'000);
    QVERIFY(ties > 1'000);
    QVERIFY(decided > 100);
    QVERIFY(touching > 1'000);
}

void TestSelection::aThousandSources()
{
    std::mt19937_64 generator(7);
    int majorities = 0;
    for (int round = 0; round < 10; ++round) {
        Sources sources(1000);
        for (SelectionSource &one : sources)
            one = source(Duration(std::uniform_int_distribution<int>(-30'000, 30'000)(generator)),
                         Duration(std::uniform_int_distribution<int>(20'000, 60'000)(generator)));
        const BruteForce expected = bruteForce(sources);
        majorities += expected.hasMajority;
        QCOMPARE(onlyVotes(selectSources(sources, now).uses), expected.uses);
    }
    QCOMPARE(majorities, 10);
}

void TestSelection::theOffsetIsWeightedByRootDistance()
{
    // 1/2 and 1/4: two thirds and one third. What only vouches, and what is wrong, does not count.
    const Selection result =
        selectSources(Sources{source(3ms, 2ms), source(0ms, 4ms), source(1ms, 40ms), source(90ms, 1ms)}, now);
    QCOMPARE(marks(result), u"++-x"_s);
    QCOMPARE(result.answer->offset.localMinusRemote(), Duration(2ms));
    QCOMPARE(result.answer->witnesses, 3);
    // Nothing is lost far from zero.
    const Selection far =
        selectSources(Sources{source(40 * 365 * 24h + 1ns, 2ms), source(40 * 365 * 24h + 4ns, 4ms)}, now);
    QCOMPARE(far.answer->offset.localMinusRemote(), Duration(40 * 365 * 24h + 2ns));
    // A claim without an error has the whole say.
    QCOMPARE(
        selectSources(Sources{source(5us, 0ns), source(0us, 50us)}, now).answer->offset.localMinusRemote(),
        Duration(5us));
}

void TestSelection::theBoundHoldsWhatAMajorityAllows()
{
    QCOMPARE(selectSources(Sources{source(5ms, 7ms)}, now).answer->bound, Duration(7ms));
    // Two: only what both allow. [1, 3] from 1.5.
    const Selection two = selectSources(Sources{source(0ms, 3ms), source(3ms, 2ms)}, now);
    QCOMPARE(two.answer->offset.localMinusRemote(), Duration(1'800us));
    QCOMPARE(two.answer->bound, Duration(1'200us));
    // Of three, one may be wrong: what two allow is [−4, 5], though all three allow [−1, 1] only.
    const Selection three = selectSources(Sources{source(0ms, 1ms), source(0ms, 5ms), source(1ms, 5ms)}, now);
    QCOMPARE(marks(three), u"+--"_s);
    QCOMPARE(three.answer->offset.localMinusRemote(), Duration(0ms));
    QCOMPARE(three.answer->bound, Duration(5ms));
}

void TestSelection::theBoundCoversTheTruth()
{
    std::mt19937_64 generator(8);
    int answers = 0;
    for (int round = 0; round < 100'000; ++round) {
        const int count = std::uniform_int_distribution<int>(1, 12)(generator);
        const int honest = std::uniform_int_distribution<int>(count / 2 + 1, count)(generator);
        const double size = round % 3 == 0 ? 3600 : 0.01;
        const Duration truth = fromSeconds(std::uniform_real_distribution<>(-size, size)(generator));
        Sources sources;
        for (int i = 0; i < count; ++i) {
            const Duration bound = fromSeconds(logUniform(generator, 1e-5, 0.05));
            // The whole delay may lie on one way.
            const double part = std::uniform_real_distribution<>(-1.2, 1.2)(generator);
            Duration error = fromSeconds(toSeconds(bound) * std::clamp(part, -1.0, 1.0));
            // A wrong one may still meet those that are right.
            if (i >= honest)
                error = (part < 0 ? -1 : 1) * (bound + fromSeconds(logUniform(generator, 1e-6, 1)));
            sources.push_back(source(truth + error, bound));
        }
        std::ranges::shuffle(sources, generator);
        const std::optional<CombinedAnswer> answer = selectSources(sources, now).answer;
        if (!answer)
            continue;
        ++answers;
        QVERIFY(answer->lowest.localMinusRemote() <= truth && truth <= answer->highest.localMinusRemote());
        QVERIFY(std::chrono::abs(answer->offset.localMinusRemote() - truth) <= answer->bound);
    }
    QVERIFY(answers > 80'000);
}

void TestSelection::theBoundGrowsBetweenPolls()
{
    const auto answerAfter = [](const std::vector<Ageing> &all, std::chrono::seconds age) {
        Sources sources;
        for (const Ageing &one : all)
            sources.push_back(one.after(age));
        return selectSources(sources, now + age).answer;
    };
    const std::vector<Ageing> three{
        {source(0ms, 1ms), 20e-6, 1e-7}, {source(1ms, 2ms), 20.5e-6, 1e-6}, {source(-1ms, 3ms), 19e-6, 2e-6}};
    Duration bound{};
    for (std::chrono::seconds age = 0s; age <= 1024s; ++age) {
        const std::optional<CombinedAnswer> answer = answerAfter(three, age);
        QVERIFY(answer);
        QCOMPARE(answer->at, now + age);
        QVERIFY(answer->bound > bound);
        bound = answer->bound;
    }

    // Of any sources what a majority allows widens to both sides. (The offset in between may move, as one
    // that was distant becomes comparable.)
    std::mt19937_64 generator(9);
    for (int round = 0; round < 1000; ++round) {
        std::vector<Ageing> all(static_cast<size_t>(std::uniform_int_distribution<int>(1, 12)(generator)));
        for (Ageing &one : all) {
            const Duration width = fromSeconds(logUniform(generator, 1e-4, 0.05));
            const double part = std::uniform_real_distribution<>(-1, 1)(generator);
            one.claim = source(fromSeconds(toSeconds(width) * part), width);
            one.skew = logUniform(generator, 1e-8, 1e-5);
            one.frequency = 20e-6 + one.skew * std::uniform_real_distribution<>(-1, 1)(generator);
        }
        Duration lowest = Duration::max();
        Duration highest = Duration::min();
        for (std::chrono::seconds age = 0s; age <= 1024s; age += 64s) {
            const std::optional<CombinedAnswer> answer = answerAfter(all, age);
            QVERIFY(answer);
            const Duration gained = Duration(age) / 50'000; // 20 ppm
            QVERIFY(answer->lowest.localMinusRemote() - gained < lowest);
            QVERIFY(answer->highest.localMinusRemote() - gained > highest);
            lowest = answer->lowest.localMinusRemote() - gained;
            highest = answer->highest.localMinusRemote() - gained;
        }
    }
}

void TestSelection::whoScattersIsLeftOut()
{
    const auto scattering = [](std::initializer_list<std::optional<Duration>> scatters) {
        Sources sources;
        for (const std::optional<Duration> &scatter : scatters)
            sources.push_back(source(0ms, 5ms, scatter));
        return selectSources(sources, now);
    };
    QCOMPARE(marks(scattering({100us, 100us, 100us, 100us})), u"++++"_s);
    QCOMPARE(scattering({100us, 100us, 100us, 100us}).answer->statistical, Duration(50us));
    // A little worse is no reason: (1² + 2²)½ / 2 > 1, and still it averages what does not show as scatter.
    QCOMPARE(marks(scattering({100us, 200us})), u"++"_s);
    QCOMPARE(marks(scattering({100us, 3ms})), u"+~"_s);
    QCOMPARE(scattering({100us, 3ms}).answer->statistical, Duration(100us));
    QCOMPARE(scattering({100us, 3ms}).answer->witnesses, 2);
    QCOMPARE(marks(scattering({90ms, 100us, 3ms, 120us, 110us})), u"~+~++"_s);
    // All alike: nobody is left out for being as unsteady as the others.
    QCOMPARE(marks(scattering({3ms, 3ms, 3ms})), u"+++"_s);
    QCOMPARE(marks(scattering({0ns, 1us})), u"++"_s); // finer than stamps are
    // Of one answer the scatter is not known: it stays and moves the result, of which nothing is known then.
    QCOMPARE(marks(scattering({std::nullopt, 100us, 100us})), u"+++"_s);
    QVERIFY(!scattering({std::nullopt, 100us}).answer->statistical);
    QVERIFY(!scattering({100us, std::nullopt}).answer->statistical);
    // By its weight: a far one may scatter more.
    QCOMPARE(marks(selectSources(Sources{source(0ms, 1ms, 100us), source(0ms, 3ms, 600us)}, now)), u"++"_s);
    QCOMPARE(marks(selectSources(Sources{source(0ms, 1ms, 100us), source(0ms, 1ms, 600us)}, now)), u"+~"_s);
}

void TestSelection::aDeviceIsNoWitnessByItself()
{
    Selection result = selectSources(Sources{device(0ms, 1us)}, now);
    QCOMPARE(marks(result), u"#"_s);
    QVERIFY(!result.answer && !result.isDisputed());
    QCOMPARE(marks(selectSources(Sources{device(0ms, 1us), device(0ms, 1us), device(0ms, 1us)}, now)),
             u"###"_s);
    // It decides nothing between servers that disagree,
    QCOMPARE(marks(selectSources(Sources{source(0ms, 1ms), source(9ms, 1ms), device(0ms, 1us)}, now)),
             u"XX#"_s);
    // nor does it outvote one.
    result = selectSources(Sources{source(0ms, 1ms), device(9ms, 1us), device(9ms, 1us)}, now);
    QCOMPARE(marks(result), u"+xx"_s);
    QCOMPARE(result.answer->bound, Duration(1ms));
    // What is silent confirms nothing.
    QCOMPARE(
        marks(selectSources(Sources{with(source(0ms, 1ms), [](SelectionSource &one) { one.failed = true; }),
                                    device(0ms, 1us)},
                            now)),
        u"s#"_s);
}

void TestSelection::aConfirmedDeviceIsAWitness()
{
    Selection result = selectSources(Sources{source(2ms, 5ms), device(0ms, 1us)}, now);
    QCOMPARE(marks(result), u"-+"_s);
    QCOMPARE(result.answer->witnesses, 2);
    QCOMPARE(result.answer->offset.localMinusRemote(), Duration(0ms));
    QCOMPARE(result.answer->bound, Duration(1us)); // both allow no more
    // By the majority, not by anybody.
    result =
        selectSources(Sources{source(0ms, 5ms), source(0ms, 5ms), source(90ms, 5ms), device(90ms, 1us)}, now);
    QCOMPARE(marks(result), u"++xx"_s);
    // Devices that contradict each other are both doubted.
    result = selectSources(Sources{source(0ms, 5ms), device(1ms, 1us), device(-1ms, 1us)}, now);
    QCOMPARE(marks(result), u"+##"_s);
    QCOMPARE(result.answer->bound, Duration(5ms));
}

void TestSelection::oneServerHasOneVote()
{
    const auto at = [](const QString &place, Duration offset, Duration bound) {
        SelectionSource one = source(offset, bound);
        one.place = place;
        return one;
    };
    // Otherwise the wrong one would be the majority.
    QCOMPARE(marks(selectSources(Sources{at(u"a"_s, 900ms, 2ms), at(u"a"_s, 900ms, 1ms), at(u"b"_s, 0ms, 1ms),
                                         at(u"a"_s, 900ms, 1ms), at(u"c"_s, 0ms, 1ms)},
                                 now)),
             u"=x+=+"_s);
    // A silent twin takes no vote away, and what has no place is no twin.
    QCOMPARE(marks(selectSources(
                 Sources{with(at(u"a"_s, 0ms, 1ms), [](SelectionSource &one) { one.failed = true; }),
                         at(u"a"_s, 0ms, 2ms), at({}, 0ms, 1ms), at({}, 0ms, 1ms)},
                 now)),
             u"s+++"_s);
}

void TestSelection::itsOtherAddressIsItsOwnWord()
{
    const auto at = [](const QString &place, const QString &other, Duration offset, Duration bound) {
        SelectionSource one = source(offset, bound);
        one.place = place;
        one.otherPlace = other;
        return one;
    };
    const SelectionSource a = at(u"a"_s, {}, 0ms, 5ms);
    const SelectionSource b = at(u"b"_s, {}, 0ms, 5ms);
    const SelectionSource c = at(u"c"_s, {}, 0ms, 5ms);
    // Who lays claim to the addresses of others does not take their votes.
    const SelectionSource evil = at(u"x"_s, u"a"_s, 900ms, 1ns);
    const SelectionSource alike = at(u"y"_s, u"b"_s, 900ms, 1ns);
    QCOMPARE(marks(selectSources(Sources{a, b, c, evil, alike}, now)), u"+++=="_s);
    QCOMPARE(marks(selectSources(Sources{evil, alike, a, b, c}, now)), u"==+++"_s);
    // Two names of one server, each asked by another way: one vote.
    const SelectionSource first = at(u"v4"_s, u"v6"_s, 0ms, 5ms);
    const SelectionSource second = at(u"v6"_s, u"v4"_s, 0ms, 5ms);
    const Selection both = selectSources(Sources{first, second, a}, now);
    QCOMPARE(both.answer->witnesses, 2);
    QCOMPARE(marks(both).count(u'='), 1);
    // Nobody is asked there, or nobody answers there.
    QCOMPARE(marks(selectSources(Sources{first, a}, now)), u"++"_s);
    QCOMPARE(marks(selectSources(
                 Sources{first, with(second, [](SelectionSource &one) { one.failed = true; }), a}, now)),
             u"+s+"_s);
}

QTEST_GUILESS_MAIN(TestSelection)
#include "test_selection.moc"
