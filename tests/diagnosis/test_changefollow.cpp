// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/changefollow.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon{std::chrono::seconds(1'800'000'000)};

std::vector<ListedServer> listed(const QStringList &names)
{
    std::vector<ListedServer> servers;
    for (const QString &name : names) {
        servers.emplace_back();
        const bool isPool = name.startsWith("pool:"_L1);
        servers.back().type = isPool ? ServerType::Pool : ServerType::Server;
        servers.back().host = *parseHostSpec(isPool ? name.sliced(5) : name);
    }
    return servers;
}

DaemonSource source(const QString &name, SourceStanding standing)
{
    DaemonSource made;
    made.name = name;
    made.address = u"192.0.2.1"_s;
    made.standing = standing;
    made.reach = 1;
    made.lastSample = noon;
    made.statistics = SourceStatistics{.samples = 4};
    return made;
}

DaemonSource unresolved(const QString &name)
{
    DaemonSource made;
    made.name = name;
    made.resolved = false;
    return made;
}

DaemonSource silent(const QString &name)
{
    DaemonSource made;
    made.name = name;
    made.address = u"192.0.2.9"_s;
    made.reach = 0;
    return made;
}

/// One answer of three that it needs; polls come every two seconds.
DaemonSource gathering(const QString &name)
{
    DaemonSource made = source(name, SourceStanding::Unusable);
    made.statistics = SourceStatistics{.samples = 1};
    made.pollLog2 = 1;
    return made;
}

DaemonReport reportOf(std::vector<DaemonSource> sources, Instant readAt = noon + 1s)
{
    DaemonReport daemon;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = readAt;
    daemon.sources = std::move(sources);
    return daemon;
}

/// "D2/3 U1/3 W": states and counts from Listed on.
QString text(const std::vector<ChangeStep> &steps)
{
    QStringList words;
    for (const ChangeStep &step : steps) {
        if (step.stage < ChangeStage::Listed)
            continue;
        const QString letter = u"WUDFS"_s.mid(int(step.state), 1);
        words.append(step.total > 0 ? u"%1%2/%3"_s.arg(letter).arg(step.done).arg(step.total) : letter);
    }
    return words.join(u' ');
}

/// A list of names, what the daemon says, and how far that is.
struct Row
{
    const char *name;
    QStringList wanted;
    DaemonReport daemon;
    const char *expected;
};

std::vector<Row> rows()
{
    const QString a = u"a.example"_s;
    const QString b = u"b.example"_s;
    const QString c = u"c.example"_s;
    std::vector<Row> all;
    all.push_back(
        {"said before it was told", {a}, reportOf({source(a, SourceStanding::Selected)}, noon), "U W W W W"});
    DaemonReport daemon = reportOf({source(a, SourceStanding::Selected)});
    daemon.answer = DaemonAnswer::Silent;
    all.push_back({"silent", {a}, daemon, "U W W W W"});
    all.push_back({"still the old list",
                   {a},
                   reportOf({source(b, SourceStanding::Selected)}),
                   "U0/1 W0/1 W0/1 W0/1 W0/1"});
    all.push_back({"names without addresses",
                   {a, b},
                   reportOf({unresolved(a), unresolved(b)}),
                   "D2/2 U0/2 W0/2 W0/2 W0/1"});
    all.push_back({"addresses without answers", {a}, reportOf({silent(a)}), "D1/1 D1/1 U0/1 W0/1 W0/1"});
    all.push_back({"one of three answers",
                   {a, b, c},
                   reportOf({gathering(a), silent(b), unresolved(c)}),
                   "D3/3 U2/3 U1/3 U0/3 W0/1"});
    all.push_back({"enough samples",
                   {a},
                   reportOf({source(a, SourceStanding::Selectable)}),
                   "D1/1 D1/1 D1/1 D1/1 U0/1"});
    all.push_back({"followed",
                   {a, b},
                   reportOf({source(a, SourceStanding::Selected), source(b, SourceStanding::Combined)}),
                   "D2/2 D2/2 D2/2 D2/2 D1/1"});
    all.push_back({"one is dead",
                   {a, b},
                   reportOf({source(a, SourceStanding::Selected), silent(b)}),
                   "D2/2 D2/2 U1/2 U1/2 D1/1"});
    all.push_back(
        {"outvoted", {a}, reportOf({source(a, SourceStanding::Falseticker)}), "D1/1 D1/1 D1/1 U0/1 W0/1"});
    all.push_back({"as written in capitals",
                   {u"A.Example"_s},
                   reportOf({source(u"A.Example"_s, SourceStanding::Selected)}),
                   "D1/1 D1/1 D1/1 D1/1 D1/1"});
    all.push_back(
        {"named twice", {a, a}, reportOf({source(a, SourceStanding::Selected)}), "D1/1 D1/1 D1/1 D1/1 D1/1"});

    // A pool has more places than its name has addresses.
    DaemonSource place = unresolved(a);
    place.isOfPool = true;
    all.push_back({"a pool's empty places",
                   {a},
                   reportOf({place, source(a, SourceStanding::Selected), place}),
                   "D1/1 D1/1 D1/1 D1/1 D1/1"});

    DaemonSource device = source(u"PHC0"_s, SourceStanding::Selected);
    device.mode = SourceMode::ReferenceClock;
    all.push_back({"a device is followed, servers could be",
                   {a},
                   reportOf({device, source(a, SourceStanding::Selectable)}),
                   "D1/1 D1/1 D1/1 D1/1 D0/1"});
    all.push_back({"a device is followed, the servers are not there yet",
                   {a},
                   reportOf({device, gathering(a)}),
                   "D1/1 D1/1 D1/1 U0/1 W0/1"});
    all.push_back(
        {"a device with a server's name", {u"phc0"_s}, reportOf({device}), "U0/1 W0/1 W0/1 W0/1 W0/1"});

    // It asks one at a time; the others are spare.
    DaemonSource spare = silent(b);
    spare.letter = ' ';
    daemon = reportOf({source(a, SourceStanding::Selected), spare});
    daemon.kind = DaemonKind::Timesyncd;
    all.push_back({"timesyncd", {a, b}, daemon, "D2/2 D1/1 D1/1 D1/1 D1/1"});
    all.push_back({"no server is left", {}, reportOf({}), "D S S S S"});

    // ntpd names a pool's members by their addresses.
    DaemonSource member = source(u"192.0.2.1"_s, SourceStanding::Selected);
    daemon = reportOf({member});
    daemon.kind = DaemonKind::Ntpsec;
    all.push_back({"a pool of NTPsec", {u"pool:a.example"_s}, daemon, "D1/1 D1/1 D1/1 D1/1 D1/1"});
    all.push_back({"a server of NTPsec", {a}, daemon, "U0/1 W0/1 W0/1 W0/1 W0/1"});
    all.push_back({"a member that is a server too",
                   {u"pool:a.example"_s, u"192.0.2.1"_s},
                   daemon,
                   "U1/2 U1/2 U1/2 U1/2 D1/1"});
    daemon.kind = DaemonKind::Chrony;
    all.push_back({"chrony names them", {u"pool:a.example"_s}, daemon, "U0/1 W0/1 W0/1 W0/1 W0/1"});
    return all;
}

} // namespace

class TestChangeFollow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void daemonIsFollowed_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<Row> all = rows();
        for (size_t i = 0; i < all.size(); ++i)
            QTest::addRow("%s", all[i].name) << int(i);
    }
    void daemonIsFollowed()
    {
        QFETCH(int, index);
        const Row row = rows().at(size_t(index));
        std::vector<ChangeStep> steps = changeSteps();
        const std::vector<ListedServer> wanted = listed(row.wanted);
        follow(steps,
               {.wanted = wanted, .gone = {}, .daemon = &row.daemon, .toldAt = noon, .now = noon + 2s});
        QCOMPARE(text(steps), QString::fromLatin1(row.expected));
        for (const ChangeStep &step : steps) {
            QCOMPARE(step.endedAt.has_value(), step.state == ChangeStep::State::Done);
            if (step.state == ChangeStep::State::Done)
                QVERIFY(step.lacking.isEmpty());
        }
    }

    void nobodyCanBeSeen()
    {
        std::vector<ChangeStep> steps = changeSteps();
        follow(steps, {.wanted = listed(QStringList{u"a.example"_s}),
                       .gone = {},
                       .daemon = nullptr,
                       .toldAt = noon,
                       .now = noon});
        QCOMPARE(text(steps), u"U W W W W"_s);
    }

    void whoIsNotThereYetIsNamed()
    {
        std::vector<ChangeStep> steps = changeSteps();
        const DaemonReport daemon =
            reportOf({source(u"a.example"_s, SourceStanding::Selected), silent(u"b.example"_s)});
        follow(steps, {.wanted = listed({u"a.example"_s, u"b.example"_s}),
                       .gone = {},
                       .daemon = &daemon,
                       .toldAt = noon,
                       .now = noon});
        QCOMPARE(stepOf(steps, ChangeStage::Answered).lacking, QStringList{u"b.example"_s});
    }

    void whatIsGoneMustNotBeAskedAnyMore()
    {
        std::vector<ChangeStep> steps = changeSteps();
        const DaemonReport both =
            reportOf({source(u"a.example"_s, SourceStanding::Selected), silent(u"old.example"_s)});
        FollowFacts facts{.wanted = listed(QStringList{u"a.example"_s}),
                          .gone = {*parseHostSpec(u"old.example")},
                          .daemon = &both,
                          .toldAt = noon,
                          .now = noon + 1s};
        follow(steps, facts);
        QCOMPARE(text(steps), u"U1/1 D1/1 D1/1 D1/1 D1/1"_s);
        QCOMPARE(stepOf(steps, ChangeStage::Listed).lingering, QStringList{u"old.example"_s});
        const DaemonReport one = reportOf({source(u"a.example"_s, SourceStanding::Selected)});
        facts.daemon = &one;
        facts.now = noon + 3s;
        follow(steps, facts);
        QCOMPARE(text(steps), u"D1/1 D1/1 D1/1 D1/1 D1/1"_s);
        // What was done keeps its time.
        QCOMPARE(*stepOf(steps, ChangeStage::Listed).endedAt, noon + 3s);
        QCOMPARE(*stepOf(steps, ChangeStage::Followed).endedAt, noon + 1s);
    }

    void whatIsDoneStaysDone()
    {
        std::vector<ChangeStep> steps = changeSteps();
        const DaemonReport good = reportOf({source(u"a.example"_s, SourceStanding::Selected)});
        FollowFacts facts{.wanted = listed(QStringList{u"a.example"_s}),
                          .gone = {},
                          .daemon = &good,
                          .toldAt = noon,
                          .now = noon};
        follow(steps, facts);
        const std::vector<ChangeStep> done = steps;
        const DaemonReport bad = reportOf({silent(u"a.example"_s)});
        facts.daemon = &bad;
        facts.now = noon + 60s;
        follow(steps, facts);
        QCOMPARE(steps, done);
    }

    void timeThatIsLeftIsToldByTheSamples()
    {
        std::vector<ChangeStep> steps = changeSteps();
        DaemonSource slow = gathering(u"b.example"_s);
        slow.pollLog2 = 6;
        const DaemonReport daemon = reportOf({gathering(u"a.example"_s), slow});
        follow(steps, {.wanted = listed({u"a.example"_s, u"b.example"_s}),
                       .gone = {},
                       .daemon = &daemon,
                       .toldAt = noon,
                       .now = noon + 1s});
        QCOMPARE(stepOf(steps, ChangeStage::Followed).expectedAt,
                 std::optional(noon + 4s)); // the first of them
        QCOMPARE(stepOf(steps, ChangeStage::Selectable).expectedAt, std::optional(noon + 128s)); // all
        QVERIFY(!stepOf(steps, ChangeStage::Resolved).expectedAt);
    }

    void ofSeveralDaemonsTheOneOfTheUnitIsMeant()
    {
        const std::vector<ListedServer> wanted = listed(QStringList{u"a.example"_s});
        MachineDaemons machine;
        // A hidden one answers on the same port.
        machine.daemons = {reportOf({source(u"PHC0"_s, SourceStanding::Selected)}),
                           reportOf({silent(u"a.example"_s)}), reportOf({silent(u"b.example"_s)})};
        machine.daemons[2].process.emplace();
        machine.daemons[2].process->unit = u"chrony.service"_s;
        const auto find = [&machine, &wanted](const QString &unit, const QStringList &files) {
            return daemonOfChange(machine, DaemonKind::Chrony, unit, files, wanted);
        };
        QCOMPARE(find(u"chrony.service"_s, {}), &machine.daemons[2]);
        QCOMPARE(find({}, {}), &machine.daemons[1]);
        machine.daemons[0].configuration = {{.path = u"/etc/chrony/chrony.conf"_s, .changedAt = {}}};
        QCOMPARE(find({}, {u"/etc/chrony/chrony.conf"_s}), &machine.daemons[0]);
        machine.daemons[0].process.emplace();
        machine.daemons[0].process->isInContainer = true;
        QCOMPARE(find({}, {u"/etc/chrony/chrony.conf"_s}), &machine.daemons[1]);
        machine.daemons[1].isElsewhere = true;
        QCOMPARE(find({}, {}), &machine.daemons[2]);
        machine.daemons[2].answer = DaemonAnswer::Refused;
        QVERIFY(find({}, {}) == nullptr);
        QVERIFY(daemonOfChange(machine, DaemonKind::Timesyncd, {}, {}, wanted) == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestChangeFollow)
#include "test_changefollow.moc"
