// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/clockwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/problems.h"
#include "ui/wording/quantity.h"
#include "ui/wording/selectionwording.h"
#include "ui/wording/sourcewording.h"
#include "ui/wording/verdictwording.h"

#include <QTest>
#include <QTranslator>

#include <functional>
#include <limits>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// 2023-08-17 12:49:05 UTC.
constexpr Instant now = Instant(1'692'276'545s);

Offset ahead(Duration span)
{
    return Offset::fromLocalMinusRemote(span);
}

/// No-break spaces are between figures and units; spaces read better in a table of expectations.
QString plain(QString text)
{
    return text.replace(QChar(QChar::Nbsp), u' ');
}

Verdict verdictOf(VerdictState state)
{
    Verdict verdict;
    verdict.state = state;
    return verdict;
}

Verdict compared()
{
    Verdict verdict = verdictOf(VerdictState::Compared);
    verdict.asked = 3;
    verdict.answering = 3;
    verdict.total = 3;
    verdict.source = u"ntp2"_s;
    verdict.offset = ahead(-2'910us);
    verdict.bound = 24'300us;
    verdict.measuredAt = now - 12s;
    return verdict;
}

SourceSnapshot source()
{
    SourceSnapshot source;
    source.id = SourceId{u"ntp2.example.net:123"_s};
    source.host.host = source.host.typed = source.label = u"ntp2.example.net"_s;
    source.pollInterval = 64s;
    return source;
}

SourceSnapshot answering()
{
    SourceSnapshot answering = source();
    answering.lastOutcome = QueryOutcome::Ok;
    answering.requests = 8;
    answering.answers = 7;
    answering.reach = 0b11101111;
    answering.lastRequest = answering.lastAnswer = now - 12s;
    answering.nextRequest = now + 52s;
    answering.lastSample = Sample{.offset = ahead(-2'910us),
                                  .delay = 21ms,
                                  .dispersion = 1us,
                                  .at = now - 12s,
                                  .raw = RawInstant(100s),
                                  .rootDelay = 1ms,
                                  .rootDispersion = 1ms,
                                  .stratum = 2,
                                  .sent = Timestamping::Kernel,
                                  .received = Timestamping::Kernel};
    answering.estimate = SourceEstimate{.offset = ahead(-2'910us),
                                        .bound = 12ms,
                                        .boundToServer = 11ms,
                                        .rootDistance = 1ms,
                                        .minimumDelay = 20ms,
                                        .jitter = 30us,
                                        .frequencyPpm = {},
                                        .skewPpm = {},
                                        .samples = 7,
                                        .method = EstimateMethod::BestAnswer,
                                        .at = now - 12s};
    return answering;
}

SourceSnapshot failing(QueryOutcome outcome)
{
    SourceSnapshot failing = source();
    failing.lastOutcome = outcome;
    failing.requests = 3;
    failing.failingSince = now - 90s;
    failing.nextRequest = now + 30s;
    return failing;
}

} // namespace

Q_DECLARE_METATYPE(synchroscope::Verdict)
Q_DECLARE_METATYPE(synchroscope::SourceSnapshot)
Q_DECLARE_METATYPE(synchroscope::Error)
Q_DECLARE_METATYPE(synchroscope::NamedServer)

/// Every sentence as an English reader sees it.
class TestWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QVERIFY(m_english.load(u":/i18n/synchroscope_en.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&m_english));
    }

    void spans_data()
    {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("span");
        QTest::addColumn<QString>("bound");
        const auto row = [](Duration span, const QString &text, const QString &bound) {
            QTest::newRow(qPrintable(text + u' ' + bound)) << qint64(span.count()) << text << bound;
        };
        row(0ns, u"0 ns"_s, u"± 0 ns"_s);
        row(7ns, u"7 ns"_s, u"± 7 ns"_s);
        row(250ns, u"250 ns"_s, u"± 250 ns"_s);
        row(1us, u"1.0 µs"_s, u"± 1.0 µs"_s);
        row(2'940ns, u"2.9 µs"_s, u"± 3.0 µs"_s);
        row(999'499ns, u"999 µs"_s, u"± 1.0 ms"_s);
        row(999'500ns, u"1.0 ms"_s, u"± 1.0 ms"_s);
        row(2'910us, u"2.9 ms"_s, u"± 3.0 ms"_s);
        row(24'300us, u"24 ms"_s, u"± 25 ms"_s);
        row(250ms, u"250 ms"_s, u"± 250 ms"_s);
        row(1234ms, u"1.23 s"_s, u"± 1.3 s"_s);
        row(350'100ms, u"350.1 s"_s, u"± 360 s"_s);
        row(-2'910us, u"2.9 ms"_s, u"± 3.0 ms"_s);
    }

    void spans()
    {
        QFETCH(qint64, nanoseconds);
        QTEST(plain(wording::spanText(Duration(nanoseconds))), "span");
        QTEST(plain(wording::boundText(Duration(nanoseconds))), "bound");
    }

    void offsetsSayWhichWay()
    {
        QCOMPARE(plain(wording::offsetText(ahead(2'910us))), u"2.9 ms ahead"_s);
        QCOMPARE(plain(wording::offsetText(ahead(-2'910us))), u"2.9 ms behind"_s);
        QCOMPARE(plain(wording::offsetText(ahead(0ns))), u"no difference"_s);
        // A server that is 50 ms ahead.
        QCOMPARE(plain(wording::offsetText(Offset::fromNtpTheta(50ms))), u"50 ms behind"_s);
    }

    void offsetsAreAsExactAsTheirError_data()
    {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<qint64>("error");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, Duration offset, Duration error, const QString &text) {
            QTest::newRow(name) << qint64(offset.count()) << qint64(error.count()) << text;
        };
        row("two digits", 1'236'400ns, 78'200ns, u"1.236 ms ahead ± 0.079 ms"_s);
        row("behind", -2'900us, 80us, u"2.900 ms behind ± 0.080 ms"_s);
        row("coarse", 1'236'400ns, 440us, u"1.24 ms ahead ± 0.44 ms"_s);
        row("error rounded up", 1'236'400ns, 431us, u"1.24 ms ahead ± 0.44 ms"_s);
        row("error of the same size", 12'400us, 17ms, u"12 ms ahead ± 17 ms"_s);
        row("larger error, other unit", -12us, 1'800us, u"no difference ± 1.8 ms"_s);
        row("error reaches the next unit", 12us, 996us, u"no difference ± 1.0 ms"_s);
        row("of an hour", -3600s, 12us, u"3600.000 s behind ± 12 µs"_s);
        row("fine", 250ms, 3'100ns, u"250.000 ms ahead ± 3.1 µs"_s);
        row("nanoseconds", 40ns, 21ns, u"40 ns ahead ± 21 ns"_s);
        row("microseconds", 300ns, 1'200ns, u"0.3 µs ahead ± 1.2 µs"_s);
        row("nothing", 0ns, 5us, u"no difference ± 5.0 µs"_s);
        row("without error", 5us, 0ns, u"5.000 µs ahead ± 0 ns"_s);
        row("nothing at all", 0ns, 0ns, u"no difference ± 0 ns"_s);
        QTest::newRow("farthest") << std::numeric_limits<qint64>::min() << std::numeric_limits<qint64>::max()
                                  << u"9223372037 s behind ± 9223372037 s"_s;
    }
    void offsetsAreAsExactAsTheirError()
    {
        QFETCH(qint64, nanoseconds);
        QFETCH(qint64, error);
        QTEST(plain(wording::offsetText(ahead(Duration(nanoseconds)), Duration(error))), "text");
    }

    void figuresSideBySideDiffer()
    {
        const auto text = [](Duration span, Duration resolution) {
            return plain(wording::spanText(span, resolution));
        };
        QCOMPARE(text(250'013us, 40us), u"250.013 ms"_s);
        QCOMPARE(text(250'013us, 1'500us), u"250.0 ms"_s);
        QCOMPARE(text(-250'013us, 40ms), u"250 ms"_s);
        QCOMPARE(text(3600s + 12us, 3us), u"3600.000012 s"_s);
        QCOMPARE(text(3600s + 12us, 1ns), u"3600.000012 s"_s);
        QCOMPARE(text(40ns, 3ns), u"40 ns"_s);
        QCOMPARE(text(0us, 3us), u"0.0 µs"_s); // in the unit of the others
        QCOMPARE(text(2'910us, 0us), u"2.9 ms"_s);
        QCOMPARE(plain(wording::resolvedOffsetText(ahead(-250'013us), 40us)), u"250.013 ms behind"_s);
        QCOMPARE(plain(wording::resolvedOffsetText(ahead(2us), 1us)), u"2.0 µs ahead"_s);
        QCOMPARE(plain(wording::resolvedOffsetText(ahead(0us), 1us)), u"no difference"_s);
    }

    void scatterIsTheErrorWhereItTellsMoreThanTheBound()
    {
        SourceEstimate estimate{.offset = ahead(1'236'400ns),
                                .bound = 12'100us,
                                .boundToServer = 9'800us,
                                .rootDistance = 2'300us,
                                .minimumDelay = 19ms,
                                .jitter = 200us,
                                .statistical = 78us,
                                .samples = 12,
                                .method = EstimateMethod::Line,
                                .at = {}};
        QCOMPARE(plain(wording::estimateText(estimate)), u"1.236 ms ahead ± 0.078 ms"_s);
        QVERIFY(wording::scatterSentence(estimate).contains(u"confidence"_s));
        QCOMPARE(plain(wording::errorText(estimate.bound)), u"± 13 ms at most"_s); // rounded up
        estimate.statistical = 9'900us;
        QCOMPARE(plain(wording::estimateText(estimate)), u"1.2 ms ahead"_s);
        QVERIFY(wording::scatterSentence(estimate).contains(u"too few"_s));
        estimate.statistical.reset();
        estimate.samples = 2;
        QCOMPARE(plain(wording::estimateText(estimate)), u"1.2 ms ahead"_s);
        QVERIFY(wording::scatterSentence(estimate).contains(u"from three answers on"_s));
    }

    void frequenciesAreAsExactAsTheirError()
    {
        const auto text = [](double ppm, double error) { return plain(wording::frequencyText(ppm, error)); };
        QCOMPARE(text(-12.34, 0.56), u"12.34 ppm slow ± 0.56 ppm"_s);
        QCOMPARE(text(3.21, 0.401), u"3.21 ppm fast ± 0.41 ppm"_s);
        QCOMPARE(text(3.21, 4), u"3.2 ppm fast ± 4.0 ppm"_s);
        QCOMPARE(text(3.21, 181), u"3 ppm fast ± 190 ppm"_s);
        QCOMPARE(text(-12.34, 0.0021), u"12.3400 ppm slow ± 0.0021 ppm"_s);
        // It is never said to be exact.
        QCOMPARE(text(-12.34, 0.00002), u"12.3400 ppm slow ± 0.0001 ppm"_s);
    }

    void ages_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("age");
        QTest::addColumn<QString>("ago");
        const auto row = [](std::chrono::seconds age, const QString &text, const QString &ago) {
            QTest::newRow(qPrintable(text)) << qint64(age.count()) << text << ago;
        };
        row(0s, u"0 s"_s, u"just now"_s);
        row(12s, u"12 s"_s, u"12 s ago"_s);
        row(59s, u"59 s"_s, u"59 s ago"_s);
        row(60s, u"1 min"_s, u"1 min ago"_s);
        row(1h, u"1 h"_s, u"1 h ago"_s);
        row(2h + 5min, u"2 h 5 min"_s, u"2 h 5 min ago"_s);
        row(24h, u"1 day"_s, u"1 day ago"_s);
        row(96h, u"4 days"_s, u"4 days ago"_s);
    }

    void ages()
    {
        QFETCH(qint64, seconds);
        QTEST(plain(wording::ageText(std::chrono::seconds(seconds))), "age");
        QTEST(plain(wording::agoText(std::chrono::seconds(seconds))), "ago");
    }

    void waits_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("wait");
        QTest::addColumn<QString>("text");
        QTest::newRow("over") << -5000ms << u"0 s"_s;
        QTest::newRow("now") << 0ms << u"0 s"_s;
        QTest::newRow("a moment") << 1ms << u"1 s"_s;
        QTest::newRow("seconds") << 58'100ms << u"59 s"_s;
        QTest::newRow("almost a minute") << 59'100ms << u"1 min"_s;
        QTest::newRow("almost two minutes") << 116'000ms << u"2 min"_s;
        QTest::newRow("exactly two") << 120'000ms << u"2 min"_s;
        QTest::newRow("almost an hour") << std::chrono::milliseconds(59min + 1s) << u"1 h"_s;
        QTest::newRow("hours") << std::chrono::milliseconds(2h + 4min + 1s) << u"2 h 5 min"_s;
        QTest::newRow("almost a day") << std::chrono::milliseconds(23h + 59min + 1s) << u"1 day"_s;
        QTest::newRow("more than a day") << std::chrono::milliseconds(25h) << u"2 days"_s;
    }
    void waits()
    {
        QFETCH(std::chrono::milliseconds, wait);
        QTEST(plain(wording::waitText(wait)), "text");
        QVERIFY(!wording::waitText(Duration::max()).isEmpty());
    }

    void verdicts_data()
    {
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("headline");
        QTest::addColumn<QString>("proof");
        QTest::newRow("nothing watched")
            << verdictOf(VerdictState::NothingWatched) << u"No time server is watched yet"_s
            << u"Choose some, and this computer's clock is compared with theirs."_s;
        QTest::newRow("not asked yet") << verdictOf(VerdictState::NoAnswerYet) << u"No answer yet"_s
                                       << u"The first question is about to be sent."_s;
        Verdict asking = verdictOf(VerdictState::NoAnswerYet);
        asking.asked = asking.total = 3;
        asking.firstAnswerIn = 1'900ms;
        QTest::newRow("asking three")
            << asking << u"No answer yet"_s << u"Asking 3 servers, first answer in about 2 s."_s;
        asking.asked = asking.total = 1;
        asking.firstAnswerIn = -1s;
        QTest::newRow("asking one, due")
            << asking << u"No answer yet"_s << u"Asking 1 server, first answer in about 1 s."_s;
        asking.firstAnswerIn.reset();
        QTest::newRow("asking, nobody knows how long")
            << asking << u"No answer yet"_s << u"Asking 1 server."_s;
        QTest::newRow("compared") << compared() << u"Compared with ntp2: 2.9 ms behind ± 25 ms, 12 s ago"_s
                                  << u"Measured by this program itself; 3 of 3 servers answer."_s;
        Verdict fromTheFuture = compared();
        fromTheFuture.measuredAt = now + 1h;
        QTest::newRow("this clock was set back")
            << fromTheFuture << u"Compared with ntp2: 2.9 ms behind ± 25 ms, just now"_s
            << u"Measured by this program itself; 3 of 3 servers answer."_s;
        Verdict single = compared();
        single.asked = single.answering = single.total = 1;
        QTest::newRow("one server")
            << single << u"Compared with ntp2: 2.9 ms behind ± 25 ms, 12 s ago"_s
            << u"Measured by this program itself; one server is no proof, three could outvote a wrong one."_s;
        Verdict nobody = verdictOf(VerdictState::NobodyAnswers);
        nobody.asked = nobody.total = 1;
        QTest::newRow("nobody, one asked")
            << nobody << u"Nobody answers"_s
            << u"1 server asked. Check the network, and that a firewall lets NTP (UDP port 123) out."_s;
        Verdict refused = verdictOf(VerdictState::NobodyAnswers);
        refused.asked = refused.total = 2;
        refused.reached = 1;
        QTest::newRow("one refuses, one is silent")
            << refused << u"No usable answer"_s
            << u"2 servers asked. The list says what is wrong with each; choose others."_s;
        Verdict contradicted = compared();
        contradicted.contradicting = 1;
        QTest::newRow("contradicted")
            << contradicted << u"Compared with ntp2: 2.9 ms behind ± 25 ms, 12 s ago"_s
            << u"Measured by this program itself; 3 of 3 servers answer. 1 server contradicts it."_s;
        Verdict exact = compared();
        exact.offset = Offset::fromLocalMinusRemote(200us);
        QTest::newRow("far below the bound")
            << exact << u"Compared with ntp2: no difference ± 25 ms, 12 s ago"_s
            << u"Measured by this program itself; 3 of 3 servers answer."_s;
        Verdict silent = compared();
        silent.state = VerdictState::NobodyAnswers;
        silent.measuredAt = now - 14min;
        QTest::newRow("nobody any more")
            << silent << u"Nobody answers"_s
            << u"14 min ago: 2.9 ms behind ± 25 ms, measured with ntp2. 3 servers asked. Check the network, and that a firewall lets NTP (UDP port 123) out."_s;
        QTest::newRow("paused") << verdictOf(VerdictState::Paused) << u"Paused"_s
                                << u"No server is asked until you resume."_s;
        Verdict paused = compared();
        paused.state = VerdictState::Paused;
        QTest::newRow("paused, known")
            << paused << u"Paused"_s << u"12 s ago: 2.9 ms behind ± 25 ms, measured with ntp2."_s;
    }

    void verdicts()
    {
        QFETCH(Verdict, verdict);
        const wording::VerdictText text = wording::verdict(verdict, now);
        QTEST(plain(text.headline), "headline");
        QTEST(plain(text.proof), "proof");
        QVERIFY(!(text.headline + text.proof).contains(u"synchronised"_s, Qt::CaseInsensitive));
    }

    void severalThatAgreeAreNamedByTheirNumber()
    {
        Verdict verdict = compared();
        verdict.agreeing = 3;
        QVERIFY(plain(wording::verdict(verdict, now).headline).startsWith(u"Compared with 3 server"));
        verdict.state = VerdictState::Paused;
        QVERIFY(plain(wording::verdict(verdict, now).proof).contains(u"measured with 3 server"));
    }

    void everyUseHasItsSentence()
    {
        QSet<QString> sentences;
        const int last = int(SourceUse::ThisComputer);
        for (int use = 0; use <= last; ++use) {
            QVERIFY(!wording::useState(static_cast<SourceUse>(use)).isEmpty());
            const QString sentence = wording::useSentence(static_cast<SourceUse>(use));
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QCOMPARE(sentences.size(), qsizetype(last) + 1);
    }

    void asymmetries()
    {
        PathAsymmetry asymmetry{.isOneServer = true, .difference = 3ms, .statistical = 500us};
        QCOMPARE(
            plain(wording::asymmetrySentence(asymmetry, u"a.example"_s, {})),
            u"By IPv4 and IPv6 a.example tells times that differ by 3.0 ms ± 500 µs: at least 2.5 ms of path "
            "asymmetry. One of the two ways is slower one way than back."_s);
        asymmetry.isOneServer = false;
        QCOMPARE(plain(wording::asymmetrySentence(asymmetry, u"a.example"_s, u"b.example"_s)),
                 u"a.example and b.example agree, and yet differ by 3.0 ms ± 500 µs: at least 2.5 ms of path "
                 "asymmetry, unless one of their clocks is off by that."_s);
    }

    void sources_data()
    {
        QTest::addColumn<SourceSnapshot>("source");
        QTest::addColumn<int>("tone");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("happening");
        const auto row = [](const char *name, const SourceSnapshot &source, wording::SourceTone tone,
                            const QString &state, const QString &happening) {
            QTest::newRow(name) << source << int(tone) << state << happening;
        };
        using enum wording::SourceTone;
        SourceSnapshot fresh = source();
        row("not asked", fresh, Neutral, u"waiting"_s, u"The first question is about to be sent."_s);
        fresh.activity = SourceActivity::Resolving;
        row("resolving", fresh, Neutral, u"looking up"_s, u"Its name is being looked up."_s);
        fresh.activity = SourceActivity::Asking;
        row("asking", fresh, Neutral, u"asking"_s, u"The first question is under way."_s);

        row("answers", answering(), Good, u"answers"_s, u"Answers in 21 ms. Asked again in 52 s."_s);
        SourceSnapshot user = answering();
        user.lastSample->sent = Timestamping::User;
        row("answers, stamped by this program", user, Good, u"answers"_s,
            u"Answers; the kernel gave no time stamps, so this is less exact. Asked again in 52 s."_s);
        SourceSnapshot first = answering();
        first.estimate->samples = 1;
        row("answered once", first, Good, u"answers"_s,
            u"Answered 1 time; from 3 on, its frequency is known too. Asked again in 52 s."_s);
        SourceSnapshot held = answering();
        held.activity = SourceActivity::Held;
        row("held", held, Good, u"answers"_s,
            u"Waits to be polite: this address was asked a moment ago. Asked again in 52 s."_s);
        SourceSnapshot paused = answering();
        paused.activity = SourceActivity::Paused;
        row("paused", paused, Neutral, u"paused"_s, u"Paused: it is not asked."_s);

        const QString since = u" This has lasted 1 min. Asked again in 30 s."_s;
        row("timeout", failing(QueryOutcome::Timeout), Bad, u"no answer"_s,
            u"No answer. The server may be down, or a firewall may drop NTP (UDP port 123)."_s + since);
        SourceSnapshot missed = failing(QueryOutcome::Timeout);
        missed.reach = 0b11111110;
        row("missed one", missed, Warning, u"no answer"_s,
            u"No answer. The server may be down, or a firewall may drop NTP (UDP port 123)."_s + since);
        row("refused", failing(QueryOutcome::Refused), Bad, u"refused"_s,
            u"The computer is there, but no time server runs on this port."_s + since);
        SourceSnapshot unreachable = failing(QueryOutcome::Unreachable);
        unreachable.systemReason = u"Network is unreachable"_s;
        row("unreachable", unreachable, Bad, u"unreachable"_s,
            u"There is no way to this address from here. The system says: Network is unreachable."_s + since);
        row("unresolved", failing(QueryOutcome::Unresolved), Bad, u"name not found"_s,
            u"The name has no address. Check its spelling and this computer's network."_s + since);
        SourceSnapshot rate = failing(QueryOutcome::KissCode);
        rate.kissCode = "RATE";
        row("asked to slow down", rate, Warning, u"asked too often"_s,
            u"The server asks for fewer questions (RATE); they now come at half the rate."_s + since);
        SourceSnapshot deny = rate;
        deny.kissCode = "DENY";
        deny.activity = SourceActivity::Stopped;
        row("sent away", deny, Bad, u"sent us away"_s,
            u"The server does not want to be asked by this computer (DENY); it is left in peace. Choose \"Ask again\" if you know that it may be asked."_s);
        row("not set", failing(QueryOutcome::Unsynchronised), Bad, u"clock not set"_s,
            u"The server answers, but says that its own clock is not set."_s + since);
        SourceSnapshot invalid = failing(QueryOutcome::Invalid);
        invalid.lastFault = ReplyFault::TimeBackwards;
        row("invalid", invalid, Bad, u"bad answer"_s,
            u"The answer says that it was sent before the request arrived."_s + since);
    }

    void sources()
    {
        QFETCH(SourceSnapshot, source);
        QTEST(int(wording::sourceTone(source)), "tone");
        QTEST(wording::sourceState(source), "state");
        QTEST(plain(wording::sourceHappening(source, now)), "happening");
    }

    void reach()
    {
        SourceSnapshot fresh = source();
        QCOMPARE(wording::reachText(fresh), u"not asked yet"_s);
        QCOMPARE(wording::reachText(answering()), u"answered 7 of the last 8"_s);
        fresh.requests = 3;
        fresh.reach = 0b101;
        QCOMPARE(wording::reachText(fresh), u"answered 2 of the last 3"_s);
    }

    void errors_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, const Error &error, const QString &sentence) {
            QTest::newRow(name) << error << sentence;
        };
        row("empty host", {ErrorCode::HostEmpty, {}, {}},
            u"Type the name or address of a time server, such as ntp.example.org."_s);
        row("long host", {ErrorCode::HostTooLong, QString(300, u'a'), {}},
            u"\"%1…\" is too long for a server's name: at most 253 characters, and 63 between two dots."_s
                .arg(QString(60, u'a')));
        row("malformed host", {ErrorCode::HostMalformed, u"a b\n"_s, {}},
            u"\"a b\uFFFD\" is neither a name nor an address. Write it like ntp.example.org, 192.0.2.1 or [2001:db8::1]:123."_s);
        row("malformed port", {ErrorCode::PortMalformed, u"x"_s, {}},
            u"The port after the colon must be a number from 1 to 65535, not \"x\". Without one, 123 is used."_s);
        row("port out of range", {ErrorCode::PortOutOfRange, u"65536"_s, {}},
            u"There is no port 65536: ports go from 1 to 65535. Time servers use 123."_s);
        row("watched already", {ErrorCode::AlreadyWatched, u"ntp2"_s, {}}, u"ntp2 is watched already."_s);
        row("not watched", {ErrorCode::NotWatched, u"ntp2"_s, {}},
            u"ntp2 is not watched, so nothing was changed."_s);
        row("nothing to measure", {ErrorCode::NothingToMeasure, {}, {}},
            u"No server is watched yet: add one first."_s);
        row("paused", {ErrorCode::Paused, {}, {}}, u"Measuring is paused: resume it first."_s);
        row("unreadable", {ErrorCode::FileUnreadable, u"/etc/ntp.conf"_s, u"Permission denied"_s},
            u"/etc/ntp.conf could not be read. The system says: Permission denied."_s);
        row("malformed", {ErrorCode::FileMalformed, u"/etc/ntp.conf"_s, u"line 7: \"x\" is unknown"_s},
            u"/etc/ntp.conf, line 7: \"x\" is unknown. The rest was read."_s);
        row("malformed, nobody knows where", {ErrorCode::FileMalformed, u"/etc/ntp.conf"_s, {}},
            u"/etc/ntp.conf has a line that cannot be understood; the rest was read."_s);
        row("unwritable", {ErrorCode::FileUnwritable, u"/x"_s, u"No space left on device"_s},
            u"/x could not be written, so the change is lost when the program ends. Check that the disk is not full and the folder is yours. The system says: No space left on device."_s);
        row("set aside", {ErrorCode::FileSetAside, u"/x"_s, u"/x.damaged"_s},
            u"/x was damaged. It was renamed to /x.damaged, and a new one was begun."_s);
        row("history", {ErrorCode::HistoryUnwritable, u"/x"_s, u"database or disk is full"_s},
            u"The history in /x cannot be written; new measurements are kept until the program ends. Check that the disk is not full and the folder is yours. The system says: database or disk is full."_s);
    }

    void errors()
    {
        QFETCH(Error, error);
        QTEST(wording::error(error), "sentence");
    }

    void everyFaultHasItsOwnSentence()
    {
        QSet<QString> sentences;
        for (int fault = int(ReplyFault::None) + 1; fault <= int(ReplyFault::UnknownKiss); ++fault) {
            const QString sentence = wording::fault(static_cast<ReplyFault>(fault));
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
            QVERIFY2(!sentences.contains(sentence), qPrintable(sentence));
            sentences.insert(sentence);
        }
        QVERIFY(wording::fault(ReplyFault::None).isEmpty());
    }

    void kisses()
    {
        QCOMPARE(wording::kiss("RSTR"),
                 u"The server does not want to be asked by this computer (RSTR); it is left in peace."_s);
        QCOMPARE(wording::kiss("X123"), u"The server refuses with the code X123."_s);
        QCOMPARE(wording::probeDetail(QueryOutcome::KissCode, ReplyFault::None, {}, {}),
                 u"Not asked: the server sent this computer away earlier."_s);
        QVERIFY(wording::probeDetail(QueryOutcome::Ok, ReplyFault::None, {}, {}).isEmpty());
    }

    void origins_data()
    {
        QTest::addColumn<NamedServer>("server");
        QTest::addColumn<QString>("sentence");
        const auto row = [](DaemonKind daemon, ServerOrigin origin, const QString &file, int line,
                            const QString &text) {
            NamedServer server;
            server.daemon = daemon;
            server.origin = origin;
            server.file = file;
            server.line = line;
            QTest::newRow(qPrintable(text)) << server << text;
        };
        row(DaemonKind::Chrony, ServerOrigin::Administrator, u"/etc/chrony/chrony.conf"_s, 18,
            u"/etc/chrony/chrony.conf, line 18"_s);
        row(DaemonKind::Chrony, ServerOrigin::Distribution, u"/etc/chrony/chrony.conf"_s, 3,
            u"/etc/chrony/chrony.conf, line 3 (the distribution's own)"_s);
        row(DaemonKind::Chrony, ServerOrigin::Dhcp, u"/run/chrony-dhcp/eth0.sources"_s, 1,
            u"/run/chrony-dhcp/eth0.sources, line 1 (handed out by the network, DHCP)"_s);
        row(DaemonKind::Timesyncd, ServerOrigin::Running, {}, 0,
            u"systemd-timesyncd uses it at this moment"_s);
        row(DaemonKind::Timesyncd, ServerOrigin::Distribution, {}, 0,
            u"systemd-timesyncd (the distribution's own)"_s);
        row(DaemonKind::Timesyncd, ServerOrigin::Default, u"/etc/systemd/timesyncd.conf"_s, 17,
            u"/etc/systemd/timesyncd.conf, line 17 (a commented default, used when nothing else is set)"_s);
    }

    void origins()
    {
        QFETCH(NamedServer, server);
        QTEST(wording::origin(server), "sentence");
    }

    void daemons()
    {
        QCOMPARE(wording::daemonName(DaemonKind::Chrony), u"chrony"_s);
        QCOMPARE(wording::daemonName(DaemonKind::Timesyncd), u"systemd-timesyncd"_s);
        QCOMPARE(wording::daemonName(DaemonKind::Ntpsec), u"NTPsec"_s);
        QCOMPARE(wording::daemonName(DaemonKind::Ntpd), u"ntpd"_s);
    }

    void zones_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QDate>("date");
        QTest::addColumn<QString>("offset");
        QTest::addColumn<QString>("name");
        const QDate summer(2023, 8, 17);
        const QDate winter(2023, 1, 17);
        QTest::newRow("Tokyo") << "Asia/Tokyo"_ba << summer << u"9 hours ahead of universal time"_s
                               << u"Asia/Tokyo (JST, +09:00)"_s;
        QTest::newRow("Berlin, summer")
            << "Europe/Berlin"_ba << summer
            << u"2 hours ahead of universal time, with daylight saving time until 29 Oct 2023"_s
            << u"Europe/Berlin (CEST, +02:00)"_s;
        QTest::newRow("Berlin, winter") << "Europe/Berlin"_ba << winter << u"1 hour ahead of universal time"_s
                                        << u"Europe/Berlin (CET, +01:00)"_s;
        QTest::newRow("St John's") << "America/St_Johns"_ba << winter
                                   << u"3 hours 30 minutes behind universal time"_s
                                   << u"America/St_Johns (NST, −03:30)"_s;
        QTest::newRow("UTC") << "UTC"_ba << summer << u"the same as universal time"_s << u"UTC (+00:00)"_s;
    }

    void zones()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QDate, date);
        const QTimeZone timeZone(zone);
        const QDateTime when(date, QTime(12, 0), timeZone);
        QTEST(wording::zoneOffsetText(timeZone, when), "offset");
        QTEST(wording::zoneText(timeZone, when), "name");
    }

    void methodsDiffer()
    {
        QCOMPARE(wording::methodText(EstimateMethod::BestAnswer),
                 u"the answer with the smallest error bound, as it was"_s);
        QVERIFY(wording::methodText(EstimateMethod::Line) != wording::methodText(EstimateMethod::BestAnswer));
        QVERIFY(wording::methodText(EstimateMethod::CorrectedLine).contains(u"one way"));
        QVERIFY(!wording::methodText(EstimateMethod::Line).contains(u"one way"));
    }

private:
    QTranslator m_english;
};

QTEST_GUILESS_MAIN(TestWording)
#include "test_wording.moc"
