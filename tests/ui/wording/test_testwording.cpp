// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/testwording.h"

#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = ServerAdvice::Kind;

AddressTest answer(const QString &address, Duration offset, Duration delay)
{
    AddressTest test;
    test.address = address;
    test.outcome = QueryOutcome::Ok;
    NtpPacket packet;
    packet.stratum = 2;
    test.packet = packet;
    test.estimate = SourceEstimate{.offset = Offset::fromLocalMinusRemote(offset),
                                   .bound = delay / 2 + 1ms,
                                   .boundToServer = delay / 2,
                                   .rootDistance = 1ms,
                                   .minimumDelay = delay,
                                   .jitter = {},
                                   .frequencyPpm = {},
                                   .skewPpm = {},
                                   .samples = 4,
                                   .method = EstimateMethod::BestAnswer,
                                   .at = Instant(1'795'392'000s)};
    return test;
}

AddressTest failure(const QString &address, QueryOutcome outcome, const QByteArray &kissCode = {},
                    const QString &reason = {})
{
    AddressTest test;
    test.address = address;
    test.outcome = outcome;
    test.kissCode = kissCode;
    test.systemReason = reason;
    return test;
}

ServerTest testOf(std::vector<AddressTest> asked, ServerType type = ServerType::Server)
{
    ServerTest test;
    test.server = {*parseHostSpec(u"ntp.example.org"), type};
    test.isFinished = true;
    for (const AddressTest &address : asked)
        (address.address.contains(u':') ? test.ipv6 : test.ipv4).append(address.address);
    test.asked = std::move(asked);
    return test;
}

ServerTest underWay(ServerTest test)
{
    test.isFinished = false;
    return test;
}

ServerTest held(ServerTest test)
{
    test.isHeld = true;
    return underWay(std::move(test));
}

/// Figures keep to their units by no-break spaces; and plurals in English, of what is more than one, whether
/// the catalogue has them yet or not.
QString plain(QString text)
{
    static const QRegularExpression plural(u"(\\w)\\((e?s)\\)"_s);
    return text.replace(u'\u00a0', u' ').replace(plural, u"\\1\\2"_s);
}

} // namespace

class TestTestWording final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_english.load(u":/i18n/synchroscope_en.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&m_english));
    }

    void summaries_data()
    {
        QTest::addColumn<ServerTest>("test");
        QTest::addColumn<QString>("expected");
        using enum QueryOutcome;
        const QString v4 = u"192.0.2.1"_s;
        const QString v6 = u"2001:db8::1"_s;
        const AddressTest good = answer(v4, -2900us, 22ms);
        const AddressTest good6 = answer(v6, -3100us, 24ms);
        const auto one = [&v4](QueryOutcome outcome, const QByteArray &kissCode = {}) {
            return testOf({failure(v4, outcome, kissCode)});
        };
        QTest::newRow("behind") << testOf({good})
                                << u"answers: IPv4 22 ms, this clock 2.9 ms behind, stratum 2"_s;
        QTest::newRow("ahead") << testOf({answer(v4, 472ms, 61ms)})
                               << u"answers: IPv4 61 ms, this clock 472 ms ahead, stratum 2"_s;
        QTest::newRow("the same") << testOf({answer(v4, 0ms, 1ms)})
                                  << u"answers: IPv4 1.0 ms, this clock the same, stratum 2"_s;
        QTest::newRow("IPv6 only") << testOf({good6})
                                   << u"answers: IPv6 24 ms, this clock 3.1 ms behind, stratum 2"_s;
        QTest::newRow("both families")
            << testOf({good, good6})
            << u"answers: IPv4 22 ms, IPv6 24 ms, this clock 2.9 ms behind, stratum 2"_s;
        QTest::newRow("one family fails")
            << testOf({good, failure(v6, Timeout)})
            << u"answers: IPv4 22 ms, this clock 2.9 ms behind, stratum 2; IPv6: no answer"_s;
        QTest::newRow("the other family fails")
            << testOf({failure(v4, Refused), good6})
            << u"answers: IPv6 24 ms, this clock 3.1 ms behind, stratum 2; IPv4: refused"_s;
        QTest::newRow("both fail alike")
            << testOf({failure(v4, Timeout), failure(v6, Timeout)}) << u"no answer (2 addresses asked)"_s;
        QTest::newRow("both fail, each in its way")
            << testOf({failure(v4, Timeout), failure(v6, Unreachable)})
            << u"IPv4: no answer, IPv6: unreachable"_s;
        QTest::newRow("silent") << one(Timeout) << u"no answer"_s;
        QTest::newRow("refused") << one(Refused) << u"refused"_s;
        QTest::newRow("unreachable") << one(Unreachable) << u"unreachable"_s;
        QTest::newRow("denied") << one(KissCode, "DENY") << u"sent us away"_s;
        QTest::newRow("denied earlier") << one(KissCode) << u"sent us away"_s;
        QTest::newRow("too often") << one(KissCode, "RATE") << u"asked too often"_s;
        QTest::newRow("unsynchronised") << one(Unsynchronised) << u"clock not set"_s;
        QTest::newRow("nonsense") << one(Invalid) << u"bad answer"_s;
        QTest::newRow("unresolved") << testOf({}) << u"name not found"_s;

        const AddressTest slow = answer(u"192.0.2.2"_s, 2ms, 90ms);
        const AddressTest dead = failure(u"192.0.2.3"_s, Timeout);
        const auto pool = [](const std::vector<AddressTest> &asked) {
            return testOf(asked, ServerType::Pool);
        };
        QTest::newRow("a pool") << pool({slow, good, dead})
                                << u"2 of 3 addresses asked answer, the fastest in 22 ms, "
                                   "this clock 2.9 ms behind"_s;
        QTest::newRow("a pool of one")
            << pool({good}) << u"answers: IPv4 22 ms, this clock 2.9 ms behind, stratum 2"_s;
        QTest::newRow("a dead pool") << pool({dead, failure(v4, Timeout)})
                                     << u"no answer (2 addresses asked)"_s;
        QTest::newRow("a pool that fails in many ways")
            << pool({dead, failure(v4, Unsynchronised)}) << u"none of 2 addresses asked answers"_s;

        QTest::newRow("just begun") << underWay(testOf({})) << u"testing…"_s;
        QTest::newRow("no word yet") << underWay(one(Timeout)) << u"testing…"_s;
        QTest::newRow("first words")
            << underWay(testOf({good, failure(v6, Timeout)}))
            << u"testing… answers: IPv4 22 ms, this clock 2.9 ms behind, stratum 2"_s;
        QTest::newRow("held") << held(one(Timeout)) << u"waits to be polite"_s;
        QTest::newRow("held after an answer")
            << held(testOf({good})) << u"testing… answers: IPv4 22 ms, this clock 2.9 ms behind, stratum 2"_s;
    }
    void summaries()
    {
        QFETCH(ServerTest, test);
        QTEST(plain(wording::testSummary(test)), "expected");
    }

    void details()
    {
        ServerTest test = testOf({answer(u"192.0.2.1"_s, -2900us, 22ms),
                                  failure(u"2001:db8::1"_s, QueryOutcome::Unreachable, {}, u"No route"_s)});
        test.ipv4 += {u"192.0.2.8"_s, u"192.0.2.9"_s};
        const QStringList lines = plain(wording::testDetails(test)).split(u'\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0],
                 u"192.0.2.1: answers in 22 ms. By it, this clock is 2.9 ms behind ± 12 ms. Stratum 2."_s);
        QCOMPARE(lines[1],
                 u"2001:db8::1: There is no way to this address from here. The system says: No route."_s);
        QVERIFY(lines[2].contains(u"2 more address"_s));
        QVERIFY(lines[2].contains(u"192.0.2.8"_s) && lines[2].contains(u"192.0.2.9"_s));
    }

    void detailsOfOtherEnds()
    {
        ServerTest unresolved = testOf({});
        unresolved.systemReason = u"Domain name not found"_s;
        QCOMPARE(wording::testDetails(unresolved),
                 u"The name has no address. Check its spelling and this computer's network. The system says: "
                 "Domain name not found."_s);
        QCOMPARE(wording::testDetails(underWay(testOf({}))), u"The test is under way."_s);
        const AddressTest silent = failure(u"192.0.2.1"_s, QueryOutcome::Timeout);
        QCOMPARE(wording::testDetails(underWay(testOf({silent}))), u"The test is under way."_s);
        QCOMPARE(wording::testDetails(held(testOf({silent}))),
                 u"Waits to be polite: this server was asked a moment ago."_s);
        QVERIFY(wording::testDetails(testOf({failure(u"192.0.2.1"_s, QueryOutcome::KissCode, "DENY")}))
                    .contains(u"(DENY)"_s));
    }

    void manyAddressesStayALine()
    {
        ServerTest test = testOf({answer(u"192.0.2.1"_s, 0ms, 1ms)});
        for (int i = 2; i < 100; ++i)
            test.ipv4.append(u"192.0.2.%1"_s.arg(i));
        const QString last = wording::testDetails(test).split(u'\n').constLast();
        QVERIFY(last.contains(u"98 more"_s));
        QVERIFY(last.contains(u"192.0.2.5"_s));
        QVERIFY(!last.contains(u"192.0.2.6"_s));
        QVERIFY(last.contains(u"94 more"_s));
    }

    void advice_data()
    {
        QTest::addColumn<ServerAdvice>("advice");
        QTest::addColumn<QStringList>("said");
        const QStringList two{u"a.example.org"_s, u"b.example.org"_s};
        const QStringList three{u"ntp1.jst.mfeed.ad.jp"_s, u"ntp2.jst.mfeed.ad.jp"_s,
                                u"ntp3.jst.mfeed.ad.jp"_s};
        const auto row = [](const char *name, const ServerAdvice &advice, const QStringList &said) {
            QTest::newRow(name) << advice << said;
        };
        row("no server", {.kind = Kind::NoServer}, {u"chrony has no server"_s, u"add one"_s});
        row("too few", {.kind = Kind::TooFewToOutvote, .count = 2},
            {u"2 sources cannot outvote a wrong one"_s, u"three or more"_s});
        row("too many", {.kind = Kind::TooMany, .count = 12}, {u"12 sources"_s, u"maxsources"_s});
        row("no answer", {.kind = Kind::NoAnswer, .servers = two},
            two + QStringList{u"no answer"_s, u"123"_s});
        row("no address", {.kind = Kind::NoAddress, .servers = two}, two + QStringList{u"spelling"_s});
        row("unsynchronised", {.kind = Kind::Unsynchronised, .servers = two},
            two + QStringList{u"clocks are not set"_s, u"choose others"_s});
        row("disagree", {.kind = Kind::Disagree, .servers = two, .by = 3s},
            two + QStringList{u"by up to 3.00 s"_s, u"remove"_s});
        row("an address of a pool disagrees",
            {.kind = Kind::Disagree,
             .servers = {u"pool.example.org"_s},
             .subject = u"192.0.2.7"_s,
             .by = 80ms},
            {u"pool.example.org"_s, u"192.0.2.7"_s, u"80 ms"_s, u"outvote"_s});
        row("no majority", {.kind = Kind::NoMajority, .servers = two},
            two + QStringList{u"contradict each other"_s, u"add servers"_s});
        row("uneven paths", {.kind = Kind::UnevenPaths, .servers = {u"a.example.org"_s}, .by = 3700us},
            {u"a.example.org tells different times by IPv4 and IPv6: at least 3.7 ms of path asymmetry"_s});
        row("one operator", {.kind = Kind::OneOperator, .servers = three, .subject = u"mfeed.ad.jp"_s},
            {u"All 3 servers belong to one operator (mfeed.ad.jp): add one of another to be safe from a "
             u"common "
             "fault."_s});
        row("a pool of one operator",
            {.kind = Kind::OneOperator, .servers = {u"ntp.ubuntu.com"_s}, .subject = u"ubuntu.com"_s},
            {u"All sources of ntp.ubuntu.com belong to one operator (ubuntu.com)"_s});
        row("one address", {.kind = Kind::SameAddress, .servers = two, .subject = u"192.0.2.1"_s},
            two + QStringList{u"192.0.2.1"_s, u"keep one"_s});
        row("one name",
            {.kind = Kind::SameAddress,
             .servers = {u"a.example.org"_s, u"a.example.org"_s},
             .subject = u"192.0.2.1"_s},
            {u"a.example.org is named 2 times and counts once"_s});
        row("a pool of one", {.kind = Kind::PoolOfOne, .servers = {u"a.example.org"_s}},
            {u"a.example.org is written as a pool"_s, u"as a server"_s});
        row("a server of many", {.kind = Kind::ServerOfMany, .servers = {u"a.example.org"_s}},
            {u"a.example.org is written as a server"_s, u"as a pool"_s});
        row("no quick start", {.kind = Kind::NoQuickStart, .servers = two}, two + QStringList{u"iburst"_s});
    }
    void advice()
    {
        QFETCH(ServerAdvice, advice);
        QFETCH(QStringList, said);
        const QString text = plain(wording::serverAdvice(advice, DaemonKind::Chrony));
        for (const QString &part : said)
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY2(text.endsWith(u'.'), qPrintable(text));
        QVERIFY2(!text.contains(u'%'), qPrintable(text));
    }

    void daemonsAreNamedAndSpokenOfInTheirOwnWords()
    {
        QVERIFY(wording::serverAdvice({.kind = Kind::NoServer}, DaemonKind::Timesyncd)
                    .startsWith(u"systemd-timesyncd"_s));
        QVERIFY(!wording::serverAdvice({.kind = Kind::TooMany, .count = 12}, DaemonKind::Ntpsec)
                     .contains(u"maxsources"_s));
    }

    void manyNamesStayASentence()
    {
        QStringList names;
        for (int i = 1; i <= 100; ++i)
            names.append(u"ntp%1.example.org"_s.arg(i));
        const QString text =
            wording::serverAdvice({.kind = Kind::NoAnswer, .servers = names}, DaemonKind::Chrony);
        QVERIFY(text.contains(u"ntp4.example.org"_s));
        QVERIFY(!text.contains(u"ntp5.example.org"_s));
        QVERIFY(text.contains(u"96 more"_s));
    }

private:
    QTranslator m_english;
};

QTEST_GUILESS_MAIN(TestTestWording)
#include "test_testwording.moc"
