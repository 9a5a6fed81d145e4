// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/serveradvice.h"

#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = ServerAdvice::Kind;
using Weight = ServerAdvice::Weight;

constexpr Instant now{1'795'392'000s};

ListedServer line(ServerType type, const QString &host, const QStringList &options = {u"iburst"_s})
{
    ListedServer listed;
    listed.type = type;
    listed.host = *parseHostSpec(host);
    listed.options = options;
    return listed;
}

ListedServer server(const QString &host, const QStringList &options = {u"iburst"_s})
{
    return line(ServerType::Server, host, options);
}

ListedServer pool(const QString &host, const QStringList &options = {u"iburst"_s})
{
    return line(ServerType::Pool, host, options);
}

/// Four names of four operators.
std::vector<ListedServer> fourServers()
{
    return {server(u"a.example.org"_s), server(u"b.example.net"_s), server(u"c.example.com"_s),
            server(u"d.example.de"_s)};
}

AddressTest answer(const QString &address, Duration offset = {}, Duration bound = 10ms, Instant at = now)
{
    AddressTest test;
    test.address = address;
    test.outcome = QueryOutcome::Ok;
    test.estimate = SourceEstimate{.offset = Offset::fromLocalMinusRemote(offset),
                                   .bound = bound,
                                   .boundToServer = bound,
                                   .rootDistance = {},
                                   .minimumDelay = bound,
                                   .jitter = {},
                                   .frequencyPpm = {},
                                   .skewPpm = {},
                                   .samples = 4,
                                   .method = EstimateMethod::BestAnswer,
                                   .at = at};
    return test;
}

AddressTest failure(const QString &address, QueryOutcome outcome, const QByteArray &kissCode = {})
{
    AddressTest test;
    test.address = address;
    test.outcome = outcome;
    test.kissCode = kissCode;
    return test;
}

/// A finished test of what `asked` was asked; more addresses of the name may be added after.
ServerTest tested(const ListedServer &listed, std::vector<AddressTest> asked)
{
    ServerTest test;
    test.server = {listed.host, listed.type};
    test.isFinished = true;
    for (const AddressTest &address : asked)
        (address.address.contains(u':') ? test.ipv6 : test.ipv4).append(address.address);
    test.asked = std::move(asked);
    test.testedAt = now;
    return test;
}

/// One answer each, of offsets in milliseconds and 10 ms as bound.
std::vector<ServerTest> testedAt(const std::vector<ListedServer> &list, const std::vector<int> &offsets)
{
    std::vector<ServerTest> tests;
    for (size_t i = 0; i < offsets.size(); ++i)
        tests.push_back(
            tested(list[i], {answer(u"192.0.2.%1"_s.arg(i + 1), std::chrono::milliseconds(offsets[i]))}));
    return tests;
}

std::optional<ServerAdvice> find(const std::vector<ServerAdvice> &all, Kind kind)
{
    const auto found = std::ranges::find(all, kind, &ServerAdvice::kind);
    return found != all.end() ? std::optional(*found) : std::nullopt;
}

std::optional<ServerAdvice> adviceOf(Kind kind, const std::vector<ListedServer> &list,
                                     const std::vector<ServerTest> &tests = {},
                                     DaemonKind daemon = DaemonKind::Chrony)
{
    return find(adviseOn(daemon, list, tests), kind);
}

} // namespace

class TestServerAdvice final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodChoiceNeedsNone()
    {
        const std::vector<ListedServer> list = fourServers();
        QCOMPARE(adviseOn(DaemonKind::Chrony, list, {}), std::vector<ServerAdvice>());
        QCOMPARE(adviseOn(DaemonKind::Chrony, list, testedAt(list, {0, 3, -5, 2})),
                 std::vector<ServerAdvice>());
        QCOMPARE(adviseOn(DaemonKind::Chrony, {pool(u"2.debian.pool.ntp.org"_s)}, {}),
                 std::vector<ServerAdvice>());
    }

    void noServer()
    {
        const std::vector<ServerAdvice> expected{{.kind = Kind::NoServer, .weight = Weight::Warning}};
        QCOMPARE(adviseOn(DaemonKind::Chrony, {}, {}), expected);
        QCOMPARE(adviseOn(DaemonKind::Timesyncd, {}, {}), expected);
        std::vector<ListedServer> off = fourServers();
        for (ListedServer &listed : off)
            listed.isInForce = false;
        QCOMPARE(adviseOn(DaemonKind::Chrony, off, {}), expected);
        off.front().isInForce = true;
        QVERIFY(!adviceOf(Kind::NoServer, off));
    }

    void referenceClockIsASource()
    {
        const auto kinds = [](const std::vector<ListedServer> &list, int referenceClocks) {
            std::vector<Kind> found;
            for (const ServerAdvice &advice : adviseOn(DaemonKind::Chrony, list, {}, referenceClocks))
                found.push_back(advice.kind);
            return found;
        };
        QVERIFY(kinds({}, 1).empty());
        const std::vector<ListedServer> two{server(u"a.example.org"_s), server(u"b.example.net"_s)};
        QCOMPARE(kinds(two, 0), std::vector<Kind>{Kind::TooFewToOutvote});
        QVERIFY(kinds(two, 1).empty());
    }

    void tooFewToOutvote_data()
    {
        QTest::addColumn<std::vector<ListedServer>>("list");
        QTest::addColumn<std::vector<ServerTest>>("tests");
        QTest::addColumn<int>("count"); // -1: enough
        using List = std::vector<ListedServer>;
        using Tests = std::vector<ServerTest>;
        const auto ofMany = [](const ListedServer &listed, int count) {
            std::vector<AddressTest> asked;
            for (int i = 0; i < count; ++i)
                asked.push_back(answer(u"192.0.2.%1"_s.arg(i + 1)));
            return tested(listed, asked);
        };
        const ListedServer a = server(u"a.example.org"_s);
        const ListedServer b = server(u"b.example.net"_s);
        const ListedServer zone = pool(u"pool.example.com"_s);
        QTest::newRow("one") << List{a} << Tests{} << 1;
        QTest::newRow("two") << List{a, b} << Tests{} << 2;
        QTest::newRow("three") << List{a, b, server(u"c.example.com"_s)} << Tests{} << -1;
        QTest::newRow("a pool") << List{zone} << Tests{} << -1;
        QTest::newRow("a small pool")
            << List{pool(u"pool.example.com"_s, {u"maxsources"_s, u"2"_s})} << Tests{} << 2;
        QTest::newRow("a pool of two addresses") << List{zone} << Tests{ofMany(zone, 2)} << 2;
        QTest::newRow("a pool of three addresses") << List{zone} << Tests{ofMany(zone, 3)} << -1;
        const ListedServer large = pool(u"pool.example.com"_s, {u"maxsources"_s, u"2"_s});
        QTest::newRow("not more than it may have") << List{large} << Tests{ofMany(large, 4)} << 2;
        QTest::newRow("two names of one address")
            << List{a, b, server(u"c.example.com"_s)}
            << Tests{tested(a, {answer(u"192.0.2.1"_s)}), tested(b, {answer(u"192.0.2.1"_s)})} << 2;
        QTest::newRow("one name twice") << List{a, a, b} << Tests{} << 2;
        QTest::newRow("one at two ports") << List{server(u"a.example.org:1123"_s), a, b} << Tests{} << -1;
    }
    void tooFewToOutvote()
    {
        QFETCH(std::vector<ListedServer>, list);
        QFETCH(std::vector<ServerTest>, tests);
        QFETCH(int, count);
        const std::optional<ServerAdvice> advice = adviceOf(Kind::TooFewToOutvote, list, tests);
        QCOMPARE(advice ? advice->count : -1, count);
        QVERIFY(!advice || advice->weight == Weight::Warning);
        QVERIFY(!adviceOf(Kind::TooFewToOutvote, list, tests, DaemonKind::Timesyncd));
    }

    void tooMany()
    {
        std::vector<ListedServer> list{pool(u"a.example.org"_s), pool(u"b.example.net"_s)};
        QVERIFY(!adviceOf(Kind::TooMany, list));
        list.push_back(server(u"c.example.com"_s));
        QCOMPARE(adviceOf(Kind::TooMany, list),
                 std::optional<ServerAdvice>({.kind = Kind::TooMany, .count = 9}));
        QVERIFY(!adviceOf(Kind::TooMany, list, {}, DaemonKind::Timesyncd));
        // It turns out to be smaller than it may be.
        QVERIFY(!adviceOf(Kind::TooMany, list, {tested(list[0], {answer(u"192.0.2.1"_s)})}));
    }

    void noAnswer_data()
    {
        QTest::addColumn<std::vector<AddressTest>>("asked");
        QTest::addColumn<bool>("isSilent");
        using Asked = std::vector<AddressTest>;
        const QString v4 = u"192.0.2.1"_s;
        const QString v6 = u"2001:db8::1"_s;
        using enum QueryOutcome;
        QTest::newRow("answers") << Asked{answer(v4)} << false;
        QTest::newRow("silent") << Asked{failure(v4, Timeout)} << true;
        QTest::newRow("refused") << Asked{failure(v4, Refused)} << true;
        QTest::newRow("unreachable") << Asked{failure(v4, Unreachable)} << true;
        QTest::newRow("nonsense") << Asked{failure(v4, Invalid)} << true;
        QTest::newRow("one family") << Asked{answer(v4), failure(v6, Unreachable)} << false;
        QTest::newRow("neither family") << Asked{failure(v4, Timeout), failure(v6, Unreachable)} << true;
        QTest::newRow("denied") << Asked{failure(v4, KissCode, "DENY")} << true;
        QTest::newRow("denied earlier") << Asked{failure(v4, KissCode)} << true;
        QTest::newRow("asked too often") << Asked{failure(v4, KissCode, "RATE")} << false;
        QTest::newRow("unsynchronised") << Asked{failure(v4, Unsynchronised)} << false;
    }
    void noAnswer()
    {
        QFETCH(std::vector<AddressTest>, asked);
        QFETCH(bool, isSilent);
        const std::vector<ListedServer> list = fourServers();
        for (const DaemonKind daemon : {DaemonKind::Chrony, DaemonKind::Timesyncd}) {
            const std::optional<ServerAdvice> advice =
                adviceOf(Kind::NoAnswer, list, {tested(list[1], asked)}, daemon);
            QCOMPARE(advice.has_value(), isSilent);
            if (advice) {
                QCOMPARE(advice->servers, QStringList{u"b.example.net"_s});
                QCOMPARE(advice->weight, Weight::Warning);
            }
        }
        // Nothing is said of a test that still goes on, nor of a server that is not in force.
        ServerTest unfinished = tested(list[1], asked);
        unfinished.isFinished = false;
        QVERIFY(!adviceOf(Kind::NoAnswer, list, {unfinished}));
        QVERIFY(!adviceOf(Kind::NoAnswer, list, {tested(server(u"other.example.org"_s), asked)}));
    }

    void severalSilentOnesAreNamedTogether()
    {
        const std::vector<ListedServer> list = fourServers();
        const std::vector<ServerTest> tests{
            tested(list[0], {failure(u"192.0.2.1"_s, QueryOutcome::Timeout)}),
            tested(list[3], {failure(u"192.0.2.4"_s, QueryOutcome::Refused)})};
        QCOMPARE(adviceOf(Kind::NoAnswer, list, tests)->servers,
                 (QStringList{u"a.example.org"_s, u"d.example.de"_s}));
    }

    void noAddress()
    {
        const std::vector<ListedServer> list = fourServers();
        const std::vector<ServerAdvice> all = adviseOn(DaemonKind::Chrony, list, {tested(list[2], {})});
        QCOMPARE(all,
                 (std::vector<ServerAdvice>{
                     {.kind = Kind::NoAddress, .weight = Weight::Warning, .servers = {u"c.example.com"_s}}}));
        QVERIFY(!adviceOf(Kind::NoAddress, list));
    }

    void unsynchronised()
    {
        const std::vector<ListedServer> list = fourServers();
        const AddressTest bad = failure(u"192.0.2.1"_s, QueryOutcome::Unsynchronised);
        const std::optional<ServerAdvice> advice =
            adviceOf(Kind::Unsynchronised, list, {tested(list[0], {bad})});
        QVERIFY(advice);
        QCOMPARE(advice->servers, QStringList{u"a.example.org"_s});
        QCOMPARE(advice->weight, Weight::Warning);
        QVERIFY(!adviceOf(Kind::Unsynchronised, list, {tested(list[0], {bad, answer(u"192.0.2.2"_s)})}));
    }

    void disagreement_data()
    {
        QTest::addColumn<std::vector<int>>("offsets"); // ms; each ± 10 ms
        QTest::addColumn<QStringList>("disagree");
        QTest::addColumn<int>("by"); // ms
        QTest::addColumn<QStringList>("noMajority");
        const QString a = u"a.example.org"_s;
        const QString b = u"b.example.net"_s;
        const QString c = u"c.example.com"_s;
        const QString d = u"d.example.de"_s;
        using Offsets = std::vector<int>;
        QTest::newRow("all agree") << Offsets{0, 5, -5, 3} << QStringList() << 0 << QStringList();
        QTest::newRow("they touch") << Offsets{0, 20} << QStringList() << 0 << QStringList();
        QTest::newRow("one of three") << Offsets{0, 2, 500} << QStringList{c} << 500 << QStringList();
        QTest::newRow("one of four, behind")
            << Offsets{-3000, 0, 2, 0} << QStringList{a} << 3000 << QStringList();
        QTest::newRow("one of two") << Offsets{0, 500} << QStringList() << 0 << QStringList{a, b};
        QTest::newRow("two of four") << Offsets{0, 500, 1, 501} << QStringList() << 0
                                     << QStringList{a, b, c, d};
        QTest::newRow("each another") << Offsets{0, 500, 1000} << QStringList() << 0 << QStringList{a, b, c};
        QTest::newRow("two of three either way") << Offsets{0, 15, 30} << QStringList() << 0 << QStringList();
        QTest::newRow("one answers") << Offsets{4000} << QStringList() << 0 << QStringList();
    }
    void disagreement()
    {
        QFETCH(std::vector<int>, offsets);
        QFETCH(QStringList, disagree);
        QFETCH(int, by);
        QFETCH(QStringList, noMajority);
        const std::vector<ListedServer> list = fourServers();
        const std::vector<ServerTest> tests = testedAt(list, offsets);
        for (const DaemonKind daemon : {DaemonKind::Chrony, DaemonKind::Timesyncd}) {
            const std::vector<ServerAdvice> all = adviseOn(daemon, list, tests);
            const std::optional<ServerAdvice> minority = find(all, Kind::Disagree);
            const std::optional<ServerAdvice> split = find(all, Kind::NoMajority);
            QCOMPARE(minority.value_or(ServerAdvice{.kind = Kind::Disagree}).servers, disagree);
            QCOMPARE(split.value_or(ServerAdvice{.kind = Kind::NoMajority}).servers, noMajority);
            if (minority) {
                QCOMPARE(minority->by, Duration(std::chrono::milliseconds(by)));
                QCOMPARE(minority->weight, Weight::Warning);
                QCOMPARE(minority->subject, QString());
            }
            QVERIFY(!split || split->weight == Weight::Warning);
        }
    }

    void aServersTwoFamiliesAreOneWitness()
    {
        // Otherwise the two wrong answers of the first would be as many as the two right ones.
        const std::vector<ListedServer> list{server(u"a.example.org"_s), server(u"b.example.net"_s),
                                             server(u"c.example.com"_s)};
        const std::vector<ServerTest> tests{
            tested(list[0], {answer(u"192.0.2.1"_s, 900ms), answer(u"2001:db8::1"_s, 905ms)}),
            tested(list[1], {answer(u"192.0.2.2"_s)}), tested(list[2], {answer(u"192.0.2.3"_s)})};
        QCOMPARE(adviceOf(Kind::Disagree, list, tests)->servers, QStringList{u"a.example.org"_s});
    }

    void ofOneServerUnevenPathsAreTold()
    {
        const std::vector<ListedServer> list = fourServers();
        std::vector<ServerTest> tests{
            tested(list[0], {answer(u"192.0.2.1"_s, 1ms), answer(u"2001:db8::1"_s, 5ms)}),
            tested(list[1], {answer(u"192.0.2.2"_s)}), tested(list[2], {answer(u"192.0.2.3"_s)})};
        // How much each scatters is not known.
        QVERIFY(!adviceOf(Kind::UnevenPaths, list, tests));
        for (AddressTest &address : tests[0].asked)
            address.estimate->statistical = 300us;
        const std::optional<ServerAdvice> advice = adviceOf(Kind::UnevenPaths, list, tests);
        QVERIFY(advice);
        QCOMPARE(advice->servers, QStringList{u"a.example.org"_s});
        QCOMPARE(advice->weight, Weight::Note);
        QVERIFY(advice->by > 3500us && advice->by < 4ms);
        // Less than five times what both scatter can be chance.
        tests[0].asked[0].estimate->statistical = 800us;
        QVERIFY(!adviceOf(Kind::UnevenPaths, list, tests));
        tests[0].asked[0].estimate->statistical = 300us;
        // Asked a second apart, this clock may have drifted by as much.
        tests[0].asked[0].estimate->at = now - 2s;
        QVERIFY(!adviceOf(Kind::UnevenPaths, list, tests));
        // Of a pool each address is another server.
        tests[0].asked[0].estimate->at = now;
        tests[0].ipv4.append(u"192.0.2.9"_s);
        QVERIFY(!adviceOf(Kind::UnevenPaths, list, tests));
    }

    void twoNamesOfOneAddressAreOneWitness()
    {
        const std::vector<ListedServer> list = fourServers();
        const std::vector<ServerTest> tests{tested(list[0], {answer(u"192.0.2.1"_s, 900ms)}),
                                            tested(list[1], {answer(u"192.0.2.1"_s, 900ms)}),
                                            tested(list[2], {answer(u"192.0.2.3"_s)}),
                                            tested(list[3], {answer(u"192.0.2.4"_s)})};
        QCOMPARE(adviceOf(Kind::Disagree, list, tests)->servers,
                 (QStringList{u"a.example.org"_s, u"b.example.net"_s}));
    }

    void eachAddressOfAPoolIsAWitness()
    {
        const std::vector<ListedServer> list{pool(u"pool.example.org"_s)};
        const std::vector<ServerTest> tests{
            tested(list[0], {answer(u"192.0.2.1"_s), answer(u"192.0.2.2"_s, -80ms), answer(u"192.0.2.3"_s)})};
        const std::optional<ServerAdvice> advice = adviceOf(Kind::Disagree, list, tests);
        QVERIFY(advice);
        QCOMPARE(advice->servers, QStringList{u"pool.example.org"_s});
        QCOMPARE(advice->subject, u"192.0.2.2"_s);
        QCOMPARE(advice->by, Duration(80ms));
    }

    void olderAnswersAreLessSure()
    {
        // In 100 s this clock may have drifted by 50 ms.
        const std::vector<ListedServer> list{server(u"a.example.org"_s), server(u"b.example.net"_s)};
        const ServerTest fresh = tested(list[0], {answer(u"192.0.2.1"_s)});
        QVERIFY(adviceOf(Kind::NoMajority, list, {fresh, tested(list[1], {answer(u"192.0.2.2"_s, 60ms)})}));
        QVERIFY(!adviceOf(Kind::NoMajority, list,
                          {fresh, tested(list[1], {answer(u"192.0.2.2"_s, 60ms, 10ms, now - 100s)})}));
    }

    void oneOperator_data()
    {
        QTest::addColumn<QStringList>("hosts");
        QTest::addColumn<QString>("domain"); // empty: no advice
        QTest::newRow("mfeed") << QStringList{u"ntp1.jst.mfeed.ad.jp"_s, u"ntp2.jst.mfeed.ad.jp"_s,
                                              u"ntp3.jst.mfeed.ad.jp"_s}
                               << u"mfeed.ad.jp"_s;
        QTest::newRow("google") << QStringList{u"time1.google.com"_s, u"time2.google.com"_s}
                                << u"google.com"_s;
        QTest::newRow("nict, by its bare name")
            << QStringList{u"nict.jp"_s, u"ntp.nict.jp"_s} << u"nict.jp"_s;
        QTest::newRow("two universities") << QStringList{u"ntp.a.ac.uk"_s, u"ntp.b.ac.uk"_s} << QString();
        QTest::newRow("a university") << QStringList{u"ntp1.a.ac.uk"_s, u"ntp2.a.ac.uk"_s} << u"a.ac.uk"_s;
        QTest::newRow("com under com is a name") << QStringList{u"a.co.com"_s, u"b.co.com"_s} << u"co.com"_s;
        QTest::newRow("nothing below a category") << QStringList{u"co.uk"_s, u"co.uk"_s} << QString();
        QTest::newRow("a second operator")
            << QStringList{u"ntp1.jst.mfeed.ad.jp"_s, u"ntp.nict.jp"_s} << QString();
        QTest::newRow("a different case")
            << QStringList{u"A.Example.ORG"_s, u"b.example.org"_s} << u"example.org"_s;
        QTest::newRow("the pool") << QStringList{u"0.debian.pool.ntp.org"_s, u"1.debian.pool.ntp.org"_s}
                                  << QString();
        QTest::newRow("the pool itself") << QStringList{u"pool.ntp.org"_s, u"0.pool.ntp.org"_s} << QString();
        QTest::newRow("like the pool") << QStringList{u"a.spool.ntp.org"_s, u"b.ntp.org"_s} << u"ntp.org"_s;
        QTest::newRow("addresses") << QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s} << QString();
        QTest::newRow("IPv6 addresses") << QStringList{u"2001:db8::1"_s, u"2001:db8::2"_s} << QString();
        QTest::newRow("a name and an address")
            << QStringList{u"a.example.org"_s, u"192.0.2.2"_s} << QString();
        QTest::newRow("short names") << QStringList{u"clock"_s, u"time"_s} << QString();
        QTest::newRow("one server alone") << QStringList{u"a.example.org"_s} << QString();
    }
    void oneOperator()
    {
        QFETCH(QStringList, hosts);
        QFETCH(QString, domain);
        std::vector<ListedServer> list;
        for (const QString &host : hosts)
            list.push_back(server(host));
        const std::optional<ServerAdvice> advice = adviceOf(Kind::OneOperator, list);
        QCOMPARE(advice ? advice->subject : QString(), domain);
        if (advice) {
            QCOMPARE(advice->servers, hosts);
            QCOMPARE(advice->weight, Weight::Note);
        }
        // What is switched off is no second operator.
        list.push_back(server(u"ntp.elsewhere.example"_s));
        QVERIFY(!adviceOf(Kind::OneOperator, list));
        list.back().isInForce = false;
        QCOMPARE(adviceOf(Kind::OneOperator, list).has_value(), !domain.isEmpty());
    }

    void aPoolOfOneOperator()
    {
        QCOMPARE(adviceOf(Kind::OneOperator, {pool(u"ntp.ubuntu.com"_s)})->subject, u"ubuntu.com"_s);
        QVERIFY(!adviceOf(Kind::OneOperator, {pool(u"ntp.ubuntu.com"_s), pool(u"0.ubuntu.pool.ntp.org"_s)}));
    }

    void sameAddress()
    {
        const std::vector<ListedServer> list = fourServers();
        const std::vector<ServerTest> tests{
            tested(list[0], {answer(u"192.0.2.1"_s), answer(u"2001:db8::1"_s)}),
            tested(list[1], {answer(u"192.0.2.1"_s), answer(u"2001:db8::1"_s)}),
            tested(list[2], {answer(u"192.0.2.3"_s)})};
        const std::vector<ServerAdvice> expected{{.kind = Kind::SameAddress,
                                                  .servers = {u"a.example.org"_s, u"b.example.net"_s},
                                                  .subject = u"192.0.2.1"_s}};
        QCOMPARE(adviseOn(DaemonKind::Chrony, list, tests), expected);
        QCOMPARE(adviseOn(DaemonKind::Timesyncd, list, tests), expected);
        // An address that is written itself.
        QCOMPARE(adviceOf(Kind::SameAddress, {list[0], server(u"2001:db8::1"_s)}, {tests[0]})->servers,
                 (QStringList{u"a.example.org"_s, u"2001:db8::1"_s}));
    }

    void sameNameTwice()
    {
        const ListedServer a = server(u"a.example.org"_s);
        QCOMPARE(adviceOf(Kind::SameAddress, {a, server(u"b.example.net"_s), a}),
                 std::optional<ServerAdvice>({.kind = Kind::SameAddress,
                                              .servers = {u"a.example.org"_s, u"a.example.org"_s},
                                              .subject = u"a.example.org"_s}));
        QVERIFY(!adviceOf(Kind::SameAddress, {a, server(u"a.example.org:1123"_s)}));
        // Pools share their volunteers, and the daemon takes each once.
        const ListedServer zone = pool(u"0.pool.ntp.org"_s);
        const ListedServer other = pool(u"1.pool.ntp.org"_s);
        QVERIFY(!adviceOf(Kind::SameAddress, {zone, other},
                          {tested(zone, {answer(u"192.0.2.1"_s)}), tested(other, {answer(u"192.0.2.1"_s)})}));
    }

    void poolsAndServers_data()
    {
        QTest::addColumn<ServerType>("type");
        QTest::addColumn<QStringList>("ipv4");
        QTest::addColumn<QStringList>("ipv6");
        QTest::addColumn<bool>("isPoolOfOne");
        QTest::addColumn<bool>("isServerOfMany");
        const QStringList none;
        const QStringList one{u"192.0.2.1"_s};
        const QStringList two{u"192.0.2.1"_s, u"192.0.2.2"_s};
        const QStringList six{u"2001:db8::1"_s};
        const QStringList sixes{u"2001:db8::1"_s, u"2001:db8::2"_s};
        using enum ServerType;
        QTest::newRow("server of one") << Server << one << none << false << false;
        QTest::newRow("server of both families") << Server << one << six << false << false;
        QTest::newRow("server of many") << Server << two << none << false << true;
        QTest::newRow("server of many IPv6") << Server << one << sixes << false << true;
        QTest::newRow("server of none") << Server << none << none << false << false;
        QTest::newRow("pool of one") << Pool << one << none << true << false;
        QTest::newRow("pool of both families") << Pool << one << six << true << false;
        QTest::newRow("pool of many") << Pool << two << none << false << false;
        QTest::newRow("pool of none") << Pool << none << none << false << false;
        QTest::newRow("peer of many") << Peer << two << none << false << false;
    }
    void poolsAndServers()
    {
        QFETCH(ServerType, type);
        QFETCH(QStringList, ipv4);
        QFETCH(QStringList, ipv6);
        std::vector<ListedServer> list = fourServers();
        list.push_back(line(type, u"ntp.example.jp"_s));
        ServerTest test = tested(list.back(), {});
        test.ipv4 = ipv4;
        test.ipv6 = ipv6;
        QTEST(adviceOf(Kind::PoolOfOne, list, {test}).has_value(), "isPoolOfOne");
        QTEST(adviceOf(Kind::ServerOfMany, list, {test}).has_value(), "isServerOfMany");
        for (const Kind kind : {Kind::PoolOfOne, Kind::ServerOfMany}) {
            const std::optional<ServerAdvice> advice = adviceOf(kind, list, {test});
            QVERIFY(!advice || advice->servers == QStringList{u"ntp.example.jp"_s});
            QVERIFY(!advice || advice->weight == Weight::Note);
            QVERIFY(!adviceOf(kind, list, {test}, DaemonKind::Timesyncd));
        }
    }

    void noQuickStart_data()
    {
        QTest::addColumn<DaemonKind>("daemon");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<bool>("isSlow");
        using enum DaemonKind;
        QTest::newRow("with") << Chrony << QStringList{u"minpoll"_s, u"6"_s, u"iburst"_s} << false;
        QTest::newRow("without") << Chrony << QStringList{u"minpoll"_s, u"6"_s} << true;
        QTest::newRow("none") << Chrony << QStringList() << true;
        QTest::newRow("in capitals") << Chrony << QStringList{u"IBurst"_s} << false;
        QTest::newRow("glued to a number") << Chrony << QStringList{u"minpoll"_s, u"4iburst"_s} << false;
        QTest::newRow("burst is another") << Chrony << QStringList{u"burst"_s} << true;
        QTest::newRow("NTPsec with") << Ntpsec << QStringList{u"iburst"_s} << false;
        QTest::newRow("NTPsec without") << Ntpsec << QStringList() << true;
        QTest::newRow("ntpd with") << Ntpd << QStringList{u"iburst"_s} << false;
        QTest::newRow("ntpd without") << Ntpd << QStringList{u"prefer"_s} << true;
        QTest::newRow("timesyncd has none") << Timesyncd << QStringList() << false;
        QTest::newRow("OpenNTPD has none") << OpenNtpd << QStringList() << false;
        QTest::newRow("ntpd-rs has none") << NtpdRs << QStringList() << false;
    }
    void noQuickStart()
    {
        QFETCH(DaemonKind, daemon);
        QFETCH(QStringList, options);
        QFETCH(bool, isSlow);
        std::vector<ListedServer> list = fourServers();
        list[1].options = options;
        const std::optional<ServerAdvice> advice = adviceOf(Kind::NoQuickStart, list, {}, daemon);
        QCOMPARE(advice.has_value(), isSlow);
        if (advice) {
            QCOMPARE(advice->servers, QStringList{u"b.example.net"_s});
            QCOMPARE(advice->weight, Weight::Note);
        }
        list[1].type = ServerType::Peer;
        QVERIFY(!adviceOf(Kind::NoQuickStart, list, {}, daemon));
    }

    void warningsComeFirst()
    {
        const std::vector<ListedServer> list{server(u"a.example.org"_s, {}), server(u"b.example.org"_s, {})};
        const std::vector<ServerTest> tests{
            tested(list[0], {answer(u"192.0.2.1"_s), answer(u"192.0.2.2"_s)}),
            tested(list[1], {failure(u"192.0.2.3"_s, QueryOutcome::Timeout)})};
        std::vector<Kind> kinds;
        for (const ServerAdvice &advice : adviseOn(DaemonKind::Chrony, list, tests))
            kinds.push_back(advice.kind);
        QCOMPARE(kinds, (std::vector<Kind>{Kind::NoAnswer, Kind::TooFewToOutvote, Kind::OneOperator,
                                           Kind::ServerOfMany, Kind::NoQuickStart}));
    }

    void aTestOfTheOldTypeServesUntilTheNewOne()
    {
        std::vector<ListedServer> list = fourServers();
        ServerTest asServer = tested(list[0], {answer(u"192.0.2.1"_s)});
        list[0].type = ServerType::Pool;
        QVERIFY(adviceOf(Kind::PoolOfOne, list, {asServer}));
        ServerTest asPool = tested(list[0], {answer(u"192.0.2.1"_s), answer(u"192.0.2.2"_s)});
        QVERIFY(!adviceOf(Kind::PoolOfOne, list, {asPool, asServer}));
        QVERIFY(!adviceOf(Kind::PoolOfOne, list, {asServer, asPool}));
    }
};

QTEST_GUILESS_MAIN(TestServerAdvice)
#include "test_serveradvice.moc"
