// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/verdict.h"

#include <QTest>

#include <vector>

using namespace synchroscope;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Instant now{1'700'000'000s};

VerdictSource untouched(const QString &name)
{
    VerdictSource source;
    source.name = name;
    return source;
}

VerdictSource asking(const QString &name, std::optional<Duration> answerIn = {})
{
    VerdictSource source = untouched(name);
    source.asked = true;
    if (answerIn)
        source.expectedAnswer = now + *answerIn;
    return source;
}

VerdictSource answering(const QString &name, Duration offset, Duration bound, Duration ago)
{
    VerdictSource source = asking(name);
    source.offset = Offset::fromLocalMinusRemote(offset);
    source.bound = bound;
    source.measuredAt = now - ago;
    return source;
}

VerdictSource failed(VerdictSource source)
{
    source.asked = true;
    source.failed = true;
    return source;
}

} // namespace

Q_DECLARE_METATYPE(synchroscope::VerdictState)

class TestVerdict : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data()
    {
        QTest::addColumn<std::vector<VerdictSource>>("sources");
        QTest::addColumn<bool>("paused");
        QTest::addColumn<VerdictState>("state");
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("answering");
        QTest::addColumn<QString>("compared");
        QTest::addColumn<qint64>("firstAnswerIn"); // nanoseconds, −1: not said
        using Sources = std::vector<VerdictSource>;
        constexpr qint64 unsaid = -1;

        QTest::newRow("nothing watched")
            << Sources{} << false << VerdictState::NothingWatched << 0 << 0 << QString() << unsaid;
        QTest::newRow("nothing watched, paused")
            << Sources{} << true << VerdictState::NothingWatched << 0 << 0 << QString() << unsaid;
        QTest::newRow("not asked yet") << Sources{untouched(u"a"_s), untouched(u"b"_s)} << false
                                       << VerdictState::NoAnswerYet << 0 << 0 << QString() << unsaid;
        QTest::newRow("asking three, the first soon")
            << Sources{asking(u"a"_s, 5s), asking(u"b"_s, 2s), untouched(u"c"_s)} << false
            << VerdictState::NoAnswerYet << 2 << 0 << QString() << qint64(2'000'000'000);
        QTest::newRow("the first is overdue")
            << Sources{asking(u"a"_s, -3s)} << false << VerdictState::NoAnswerYet << 1 << 0 << QString()
            << qint64(0);
        QTest::newRow("one failed, one is out")
            << Sources{failed(asking(u"a"_s, 1s)), asking(u"b"_s, 4s)} << false << VerdictState::NoAnswerYet
            << 2 << 0 << QString() << qint64(4'000'000'000);
        QTest::newRow("one fell silent, one is out")
            << Sources{failed(answering(u"a"_s, 3ms, 10ms, 1min)), asking(u"b"_s, 1s)} << false
            << VerdictState::NoAnswerYet << 2 << 0 << u"a"_s << qint64(1'000'000'000);
        QTest::newRow("all failed, none ever answered")
            << Sources{failed(asking(u"a"_s)), failed(asking(u"b"_s))} << false << VerdictState::NobodyAnswers
            << 2 << 0 << QString() << unsaid;
        QTest::newRow("all failed: the latest counts")
            << Sources{failed(answering(u"a"_s, 3ms, 1ms, 3h)), failed(answering(u"b"_s, 5ms, 30ms, 2min)),
                       failed(answering(u"c"_s, 5ms, 20ms, 1h))}
            << false << VerdictState::NobodyAnswers << 3 << 0 << u"b"_s << unsaid;
        QTest::newRow("one answers") << Sources{answering(u"a"_s, -3ms, 25ms, 12s)} << false
                                     << VerdictState::Compared << 1 << 1 << u"a"_s << unsaid;
        QTest::newRow("the smallest bound names it, not the newest answer")
            << Sources{answering(u"a"_s, 1ms, 25ms, 1s), answering(u"b"_s, 2ms, 4ms, 60s),
                       answering(u"c"_s, 3ms, 9ms, 2s)}
            << false << VerdictState::Compared << 3 << 3 << u"b"_s << unsaid;
        QTest::newRow("equal bounds: the first in the list")
            << Sources{answering(u"a"_s, 1ms, 4ms, 9s), answering(u"b"_s, 2ms, 4ms, 1s)} << false
            << VerdictState::Compared << 2 << 2 << u"a"_s << unsaid;
        QTest::newRow("a silent source does not count, however small its bound")
            << Sources{failed(answering(u"a"_s, 1ms, 1ms, 10s)), answering(u"b"_s, 2ms, 40ms, 20s),
                       asking(u"c"_s, 1s)}
            << false << VerdictState::Compared << 3 << 1 << u"b"_s << unsaid;
        QTest::newRow("paused") << Sources{answering(u"a"_s, 1ms, 25ms, 1s), answering(u"b"_s, 2ms, 4ms, 60s)}
                                << true << VerdictState::Paused << 2 << 2 << u"b"_s << unsaid;
        QTest::newRow("paused before the first answer")
            << Sources{asking(u"a"_s, 5s)} << true << VerdictState::Paused << 1 << 0 << QString() << unsaid;
    }

    void states()
    {
        QFETCH(std::vector<VerdictSource>, sources);
        QFETCH(bool, paused);
        QFETCH(VerdictState, state);
        QFETCH(int, asked);
        QFETCH(int, answering);
        QFETCH(QString, compared);
        QFETCH(qint64, firstAnswerIn);

        const Verdict verdict = judge(sources, paused, now);
        QCOMPARE(verdict.state, state);
        QCOMPARE(verdict.total, static_cast<int>(sources.size()));
        QCOMPARE(verdict.asked, asked);
        QCOMPARE(verdict.answering, answering);
        QCOMPARE(verdict.source, compared);
        QCOMPARE(qint64(verdict.firstAnswerIn.value_or(Duration(-1)).count()), firstAnswerIn);
        const auto expected = std::find_if(sources.begin(), sources.end(), [&](const VerdictSource &source) {
            return source.name == compared;
        });
        QCOMPARE(verdict.offset.has_value(), expected != sources.end());
        if (expected == sources.end())
            return;
        // Of several that answer, it is their combined answer.
        const std::vector<SelectionSource> claims(sources.begin(), sources.end());
        const std::optional<CombinedAnswer> combined = selectSources(claims, now).answer;
        QCOMPARE(verdict.offset, combined ? combined->offset : expected->offset);
        QCOMPARE(verdict.bound, combined ? combined->bound : expected->bound);
        QCOMPARE(verdict.agreeing, combined ? combined->witnesses : 0);
        QCOMPARE(verdict.measuredAt, expected->measuredAt);
    }

    void oneAgainstManyIsNotBelieved_data()
    {
        QTest::addColumn<std::vector<VerdictSource>>("sources");
        QTest::addColumn<QString>("compared");
        QTest::addColumn<int>("contradicting");
        QTest::addColumn<int>("agreeing");
        QTest::addColumn<bool>("isDisputed");
        using Sources = std::vector<VerdictSource>;
        const VerdictSource wrong = answering(u"wrong"_s, -250ms, 1ms, 1s);
        const VerdictSource right = answering(u"right"_s, 1ms, 9ms, 1s);
        const VerdictSource farther = answering(u"farther"_s, 2ms, 30ms, 1s);
        const VerdictSource dead = failed(answering(u"dead"_s, -250ms, 1ms, 1h));
        QTest::newRow("smallest bound, but alone")
            << Sources{wrong, right, farther} << u"right"_s << 1 << 2 << false;
        QTest::newRow("one word against another") << Sources{wrong, right} << u"wrong"_s << 1 << 1 << true;
        QTest::newRow("the silent have no vote")
            << Sources{wrong, dead, right, farther} << u"right"_s << 1 << 2 << false;
        QTest::newRow("all agree") << Sources{right, farther} << u"right"_s << 0 << 2 << false;
        QTest::newRow("nobody to contradict") << Sources{wrong} << u"wrong"_s << 0 << 1 << false;
        VerdictSource far = answering(u"far"_s, 0ms, 4s, 1s);
        QTest::newRow("too far to count, and some evidence") << Sources{far} << u"far"_s << 0 << 1 << false;
        QTest::newRow("too far to count beside another")
            << Sources{far, right} << u"right"_s << 0 << 1 << false;
    }

    void thisComputerIsNoServer()
    {
        VerdictSource own = answering(u"localhost"_s, 0ms, 1us, 1s);
        own.isThisComputer = true;
        const VerdictSource right = answering(u"right"_s, 40ms, 9ms, 1s);
        Verdict verdict = judge(std::vector{own}, false, now);
        QCOMPARE(verdict.state, VerdictState::NothingWatched);
        QVERIFY(!verdict.offset);
        verdict = judge(std::vector{own, right}, false, now);
        QCOMPARE(verdict.total, 1);
        QCOMPARE(verdict.offset, right.offset);
        verdict = judge(std::vector{own, failed(right)}, false, now);
        QCOMPARE(verdict.state, VerdictState::NobodyAnswers);
        QCOMPARE(verdict.source, u"right"_s);
    }

    void oneAgainstManyIsNotBelieved()
    {
        QFETCH(std::vector<VerdictSource>, sources);
        const Verdict verdict = judge(sources, false, now);
        QTEST(verdict.source, "compared");
        QTEST(verdict.contradicting, "contradicting");
        QTEST(verdict.agreeing, "agreeing");
        QTEST(verdict.isDisputed, "isDisputed");
    }
};

QTEST_GUILESS_MAIN(TestVerdict)
#include "test_verdict.moc"
