// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/changeplan.h"

#include "tests/config/memoryfiles.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

using Files = std::map<QString, QByteArray>;
using Verb = ServerEdit::Verb;

Q_DECLARE_METATYPE(Files)

namespace {

const QString chronyConf = u"/etc/chrony/chrony.conf"_s;
const QString dhcpSources = u"/run/chrony-dhcp/eth0.sources"_s;
const QString ownSources = u"/etc/chrony/sources.d/synchroscope.sources"_s;
const QString timesyncdConf = u"/etc/systemd/timesyncd.conf"_s;
const QString ownTimesyncd = u"/etc/systemd/timesyncd.conf.d/90-synchroscope.conf"_s;
const QString laterTimesyncd = u"/etc/systemd/timesyncd.conf.d/95-later.conf"_s;
const QString ntpsecConf = u"/etc/ntpsec/ntp.conf"_s;
const std::optional<DaemonVersion> installed = DaemonVersion{{4, 3}};
QByteArray ownHeading()
{
    return "# Written by Synchroscope. Lines may be edited here as well.\n";
}

/// What Debian installs, in short.
QByteArray debianChrony()
{
    return "# Welcome to the chrony configuration file.\n"
           "#pool 2.example.pool.ntp.org iburst\n"
           "confdir /etc/chrony/conf.d\n"
           "\n"
           "pool 2.debian.pool.ntp.org iburst\n"
           "sourcedir /run/chrony-dhcp\n"
           "sourcedir /etc/chrony/sources.d\n"
           "makestep 1 3\n";
}

ServerEdit add(const QStringList &lines)
{
    return {.verb = Verb::Add, .target = {}, .lines = lines};
}

ServerEdit only(const QStringList &lines)
{
    return {.verb = Verb::Only, .target = {}, .lines = lines};
}

ServerEdit on(Verb verb, const QString &target, const QStringList &lines = {})
{
    return {.verb = verb, .target = target, .lines = lines};
}

NamedServers read(DaemonKind daemon, const Files &files)
{
    test::MemoryFiles memory(files);
    return collectNamedServers(memory, daemon);
}

std::variant<ChangePlan, PlanFault> planned(DaemonKind daemon, const Files &files, const ServerEdits &edits)
{
    return planChanges(daemon, read(daemon, files), edits);
}

Files applied(Files files, const ChangePlan &plan)
{
    for (const FileChange &change : plan.changes) {
        const auto file = files.find(change.path);
        const std::optional<QByteArray> before =
            file == files.end() ? std::nullopt : std::optional(file->second);
        if (before != change.before)
            qFatal("The plan starts from another text.");
        files[change.path] = *change.after;
    }
    return files;
}

/// "name (off)" for each, as listed.
QStringList listed(DaemonKind daemon, const Files &files)
{
    QStringList names;
    for (const ListedServer &server : listServers(daemon, read(daemon, files))) {
        const QString state = !server.isEnabled  ? u" (off)"_s
                              : server.isInForce ? QString()
                                                 : u" (dropped)"_s;
        names.append(server.host.typed + state);
    }
    return names;
}

} // namespace

class TestChangePlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lists_data();
    void lists();
    void listsWithEverything();
    void changes_data();
    void changes();
    void faults_data();
    void faults();
    void warnings_data();
    void warnings();
    void knowsTheUnit();
    void additionsComeFirst();
    void whatWasSwitchedOffComesBackAsItWas();
    void countsSources();
    void opensAThousandServers();
    void ntpsecIsToldToIgnoreTheNetwork();
};

void TestChangePlan::lists_data()
{
    QTest::addColumn<int>("daemon");
    QTest::addColumn<Files>("files");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, DaemonKind daemon, const Files &files,
                        const QStringList &expected) {
        QTest::newRow(name) << int(daemon) << files << expected;
    };
    row("nothing", DaemonKind::Chrony, {}, {});
    row("what is documented is no server", DaemonKind::Chrony, {{chronyConf, debianChrony()}},
        {u"2.debian.pool.ntp.org"_s});
    row("switched off", DaemonKind::Chrony,
        {{chronyConf, "#off(synchroscope): server a iburst\nserver b\n#off(synchroscope): nonsense\n"}},
        {u"a (off)"_s, u"b"_s});
    row("timesyncd's lines add up", DaemonKind::Timesyncd,
        {{timesyncdConf, "[Time]\nNTP=a b\n"}, {laterTimesyncd, "[Time]\nNTP=c\n"}},
        {u"a"_s, u"b"_s, u"c"_s});
    row("until they are taken back", DaemonKind::Timesyncd,
        {{timesyncdConf, "[Time]\nNTP=a b\n"}, {laterTimesyncd, "[Time]\nNTP=\nNTP=c\n"}},
        {u"a (dropped)"_s, u"b (dropped)"_s, u"c"_s});
    row("fallbacks count without others", DaemonKind::Timesyncd,
        {{timesyncdConf, "[Time]\n#NTP=\n#FallbackNTP=d e\n"}}, {u"d"_s, u"e"_s});
    row("and not beside them", DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\nNTP=a\n#FallbackNTP=d\n"}},
        {u"a"_s, u"d (dropped)"_s});
    row("one's own fallback drops the default", DaemonKind::Timesyncd,
        {{timesyncdConf, "[Time]\n#FallbackNTP=d\nFallbackNTP=f\n"}}, {u"d (dropped)"_s, u"f"_s});
    row("NTPsec", DaemonKind::Ntpsec,
        {{ntpsecConf,
          "server -4 a iburst # quick\npool b\nrefclock shm unit 0\n#off(synchroscope): peer c\n"}},
        {u"a"_s, u"b"_s, u"c (off)"_s});
    row("NTPsec runs from a copy", DaemonKind::Ntpsec,
        {{ntpsecConf, "server a\n"}, {u"/run/ntpsec/ntp.conf.dhcp"_s, "server b\n"}},
        {u"b"_s, u"a (dropped)"_s});
    row("unless it is told not to", DaemonKind::Ntpsec,
        {{ntpsecConf, "server a\n"},
         {u"/run/ntpsec/ntp.conf.dhcp"_s, "server b\n"},
         {u"/etc/default/ntpsec"_s, "IGNORE_DHCP=\"\"\nIGNORE_DHCP='yes' # ours\n"}},
        {u"a"_s});
    row("with other words it is not told", DaemonKind::Ntpsec,
        {{ntpsecConf, "server a\n"},
         {u"/run/ntpsec/ntp.conf.dhcp"_s, "server b\n"},
         {u"/etc/default/ntpsec"_s, "#IGNORE_DHCP=yes\nIGNORE_DHCP=yes\nIGNORE_DHCP=no\n"}},
        {u"b"_s, u"a (dropped)"_s});
}

void TestChangePlan::lists()
{
    QFETCH(int, daemon);
    QFETCH(Files, files);
    QTEST(listed(DaemonKind(daemon), files), "expected");
}

void TestChangePlan::listsWithEverything()
{
    const Files files{{chronyConf, "pool Pool.example iburst maxsources 2\nsourcedir /run/chrony-dhcp\n"
                                   "sourcedir /etc/chrony/sources.d\n"},
                      {dhcpSources, "server 192.0.2.1 iburst\n"},
                      {ownSources, "server a.example key 1\n"}};
    const std::vector<ListedServer> servers =
        listServers(DaemonKind::Chrony, read(DaemonKind::Chrony, files));
    QCOMPARE(servers.size(), 3U);
    QCOMPARE(servers[0].id, chronyConf + u":1"_s);
    QCOMPARE(servers[0].type, ServerType::Pool);
    QCOMPARE(servers[0].host.typed, u"Pool.example"_s);
    QCOMPARE(servers[0].options, (QStringList{u"iburst"_s, u"maxsources"_s, u"2"_s}));
    QVERIFY(servers[0].isEditable && !servers[0].isOwn);
    QCOMPARE(servers[1].origin, ServerOrigin::Dhcp);
    QVERIFY(!servers[1].isEditable);
    QVERIFY(servers[2].isOwn && servers[2].isEditable);
    const std::vector<ListedServer> nts =
        listServers(DaemonKind::Ntpsec, read(DaemonKind::Ntpsec, {{ntpsecConf, "server -4 a:4460 nts\n"}}));
    QCOMPARE(nts.at(0).options, QStringList{u"nts"_s});
    const std::vector<ListedServer> several = listServers(
        DaemonKind::Timesyncd,
        read(DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\nNTP=a b\n#off(synchroscope): NTP=c\n"}}));
    QCOMPARE(several.at(1).id, timesyncdConf + u":2.2"_s);
    QCOMPARE(several.at(2).id, timesyncdConf + u":3"_s);
}

void TestChangePlan::changes_data()
{
    QTest::addColumn<int>("daemon");
    QTest::addColumn<Files>("files");
    QTest::addColumn<QList<ServerEdit>>("edits");
    QTest::addColumn<bool>("isInPlace");
    QTest::addColumn<Files>("expected"); // those that change
    QTest::addColumn<int>("effect");
    const auto row = [](const char *name, DaemonKind daemon, const Files &files,
                        const QList<ServerEdit> &edits, const Files &expected, ChangeEffect effect,
                        bool isInPlace = false) {
        QTest::newRow(name) << int(daemon) << files << edits << isInPlace << expected << int(effect);
    };
    constexpr DaemonKind chrony = DaemonKind::Chrony;
    const QString x = u"server x.example iburst"_s;
    const QString y = u"server y.example"_s;
    const QByteArray off = "#off(synchroscope): ";
    const QByteArray debianOff =
        QByteArray(debianChrony()).replace("\npool 2.debian", "\n" + off + "pool 2.debian");
    row("nothing", chrony, {{chronyConf, debianChrony()}}, {}, {}, ChangeEffect::None);
    row("also these", chrony, {{chronyConf, debianChrony()}}, {add({x, y})},
        {{ownSources, ownHeading() + "server x.example iburst\nserver y.example\n"}}, ChangeEffect::Reload);
    row("also these, again", chrony,
        {{chronyConf, debianChrony()}, {ownSources, "server x.example iburst\n"}}, {add({x, y})},
        {{ownSources, "server x.example iburst\nserver y.example\n"}}, ChangeEffect::Reload);
    row("also these, behind a line without an end", chrony,
        {{chronyConf, debianChrony()}, {ownSources, "server z"}}, {add({y})},
        {{ownSources, "server z\nserver y.example\n"}}, ChangeEffect::Reload);
    row("only these", chrony, {{chronyConf, debianChrony()}}, {only({x, y})},
        {{chronyConf, debianOff}, {ownSources, ownHeading() + "server x.example iburst\nserver y.example\n"}},
        ChangeEffect::Restart);
    row("only one that is there", chrony, {{chronyConf, "server x.example iburst\nserver z\n"}}, {only({x})},
        {{chronyConf, "server x.example iburst\n" + off + "server z\n"}}, ChangeEffect::Restart);
    row("no folder for sources", chrony, {{chronyConf, "server z\n"}}, {add({y})},
        {{chronyConf, "server z\nsourcedir /etc/chrony/sources.d\n"},
         {ownSources, ownHeading() + "server y.example\n"}},
        ChangeEffect::Restart);
    row("a folder for sources in a comment only", chrony,
        {{chronyConf, "#sourcedir /etc/chrony/sources.d\nserver z\n"}}, {add({x, y})},
        {{chronyConf, "#sourcedir /etc/chrony/sources.d\nserver z\nsourcedir /etc/chrony/sources.d\n"},
         {ownSources, ownHeading() + "server x.example iburst\nserver y.example\n"}},
        ChangeEffect::Restart);
    row("in place", chrony, {{chronyConf, "# x\n\tserver z\r\nmakestep 1 3"}}, {add({y})},
        {{chronyConf, "# x\n\tserver z\r\nserver y.example\r\nmakestep 1 3"}}, ChangeEffect::Restart, true);
    row("removed", chrony, {{chronyConf, debianChrony()}, {ownSources, "server a\nserver b\n"}},
        {on(Verb::Remove, u"A"_s)}, {{ownSources, "server b\n"}}, ChangeEffect::Reload);
    row("switched off", chrony, {{chronyConf, "  pool p iburst \nserver z\n"}}, {on(Verb::Disable, u"p"_s)},
        {{chronyConf, off + "  pool p iburst \nserver z\n"}}, ChangeEffect::Restart);
    row("switched on", chrony, {{chronyConf, off + "  pool p iburst \nserver z\n"}},
        {on(Verb::Enable, chronyConf + u":1"_s)}, {{chronyConf, "  pool p iburst \nserver z\n"}},
        ChangeEffect::Restart);
    row("changed", chrony, {{chronyConf, "server z\n" + off + "server w\n"}},
        {on(Verb::Set, u"z"_s, {u"pool z maxsources 3"_s}), on(Verb::Set, u"w"_s, {u"server w nts"_s})},
        {{chronyConf, "pool z maxsources 3\n" + off + "server w nts\n"}}, ChangeEffect::Restart);
    row("is off already", chrony, {{chronyConf, off + "server w\nserver z\n"}}, {on(Verb::Disable, u"w"_s)},
        {}, ChangeEffect::None);

    constexpr DaemonKind timesyncd = DaemonKind::Timesyncd;
    const QByteArray stock = "[Time]\n#NTP=\n#FallbackNTP=0.debian.pool.ntp.org\n";
    row("timesyncd: also", timesyncd, {{timesyncdConf, stock}}, {add({u"a b"_s})},
        {{ownTimesyncd, ownHeading() + "[Time]\nNTP=a\nNTP=b\n"}}, ChangeEffect::Restart);
    row("timesyncd: also in place", timesyncd, {{timesyncdConf, stock}}, {add({u"server a"_s})},
        {{timesyncdConf, "[Time]\nNTP=a\n#NTP=\n#FallbackNTP=0.debian.pool.ntp.org\n"}},
        ChangeEffect::Restart, true);
    row("timesyncd: only", timesyncd,
        {{timesyncdConf, "[Time]\nNTP=z\n"}, {laterTimesyncd, "[Time]\nNTP=v a\n"}}, {only({u"NTP=a"_s})},
        {{ownTimesyncd, ownHeading() + "[Time]\nNTP=\n"},
         {laterTimesyncd, "[Time]\nNTP=a\n" + off + "NTP=v\n"}},
        ChangeEffect::Restart);
    row("timesyncd: only what stands before", timesyncd, {{timesyncdConf, "[Time]\nNTP=z a\n"}},
        {only({u"a"_s})}, {{ownTimesyncd, ownHeading() + "[Time]\nNTP=\nNTP=a\n"}}, ChangeEffect::Restart);
    row("timesyncd: only, a second time", timesyncd,
        {{timesyncdConf, "[Time]\nNTP=z\n"}, {ownTimesyncd, "[Time]\nNTP=\nNTP=a\n"}}, {only({u"b"_s})},
        {{ownTimesyncd, "[Time]\nNTP=\n" + off + "NTP=a\nNTP=b\n"}}, ChangeEffect::Restart);
    row("timesyncd: only in place", timesyncd,
        {{timesyncdConf, "[Time]\nNTP=z v\nFallbackNTP=f\n"}, {laterTimesyncd, "[Time]\nNTP=w\n"}},
        {only({u"a"_s})},
        {{timesyncdConf, "[Time]\n" + off + "NTP=z v\nNTP=a\nFallbackNTP=f\n"},
         {laterTimesyncd, "[Time]\n" + off + "NTP=w\n"}},
        ChangeEffect::Restart, true);
    const QByteArray last = "[Time]\nNTP=\nNTP=w\n";
    row("timesyncd: also, where a later file takes all back", timesyncd,
        {{timesyncdConf, "[Time]\nNTP=z\n"}, {laterTimesyncd, last}}, {add({u"a"_s})},
        {{laterTimesyncd, last + "NTP=a\n"}}, ChangeEffect::Restart);
    row("timesyncd: the same in place", timesyncd,
        {{timesyncdConf, "[Time]\nNTP=z\n"}, {laterTimesyncd, last}}, {add({u"a"_s})},
        {{laterTimesyncd, last + "NTP=a\n"}}, ChangeEffect::Restart, true);
    row("timesyncd: only, where a later file takes all back", timesyncd,
        {{timesyncdConf, "[Time]\nNTP=z\n"}, {laterTimesyncd, last}}, {only({u"a"_s})},
        {{laterTimesyncd, "[Time]\nNTP=\n" + off + "NTP=w\nNTP=a\n"}}, ChangeEffect::Restart);
    row("timesyncd: behind a continued line with remarks", timesyncd,
        {{timesyncdConf, "[Time]\nNTP=a \\\n# first\n b \\\n# second\n c\n#end\n"}}, {add({u"d"_s})},
        {{timesyncdConf, "[Time]\nNTP=a \\\n# first\n b \\\n# second\n c\nNTP=d\n#end\n"}},
        ChangeEffect::Restart, true);
    row("timesyncd: behind a line that nothing continues", timesyncd, {{timesyncdConf, "[Time]\nNTP=a \\\n"}},
        {add({u"d"_s})}, {{timesyncdConf, "[Time]\nNTP=a \\\n\nNTP=d\n"}}, ChangeEffect::Restart, true);
    row("timesyncd: one of several off", timesyncd, {{timesyncdConf, "[Time]\nNTP = a  b c\n"}},
        {on(Verb::Disable, u"b"_s)}, {{timesyncdConf, "[Time]\nNTP =a c\n" + off + "NTP =b\n"}},
        ChangeEffect::Restart);
    row("timesyncd: all of several off, and another named", timesyncd,
        {{timesyncdConf, "[Time]\nNTP= a b \n"}},
        {on(Verb::Disable, u"a"_s), on(Verb::Disable, u"b"_s), add({u"c"_s})},
        {{timesyncdConf, "[Time]\n" + off + "NTP= a b \n"}, {ownTimesyncd, ownHeading() + "[Time]\nNTP=c\n"}},
        ChangeEffect::Restart);
    row("timesyncd: on again", timesyncd, {{timesyncdConf, "[Time]\n" + off + "NTP= a b \n"}},
        {on(Verb::Enable, u"a"_s), on(Verb::Enable, u"b"_s)}, {{timesyncdConf, "[Time]\nNTP= a b \n"}},
        ChangeEffect::Restart);
    row("timesyncd: removed and changed", timesyncd, {{timesyncdConf, "[Time]\nNTP=a b\nNTP=c\n"}},
        {on(Verb::Remove, u"c"_s), on(Verb::Set, u"b"_s, {u"d"_s})}, {{timesyncdConf, "[Time]\nNTP=a d\n"}},
        ChangeEffect::Restart);

    constexpr DaemonKind ntpsec = DaemonKind::Ntpsec;
    row("NTPsec: also", ntpsec, {{ntpsecConf, "server a # best\ndriftfile /x\n"}}, {add({u"server b nts"_s})},
        {{ntpsecConf, "server a # best\nserver b nts\ndriftfile /x\n"}}, ChangeEffect::Restart);
    row("NTPsec: only", ntpsec, {{ntpsecConf, "pool 0.debian.pool.ntp.org iburst\n"}},
        {only({u"server b"_s})}, {{ntpsecConf, off + "pool 0.debian.pool.ntp.org iburst\nserver b\n"}},
        ChangeEffect::Restart);
}

void TestChangePlan::changes()
{
    QFETCH(int, daemon);
    QFETCH(Files, files);
    QFETCH(QList<ServerEdit>, edits);
    QFETCH(bool, isInPlace);
    QFETCH(Files, expected);
    const auto outcome = planned(DaemonKind(daemon), files,
                                 {.edits = {edits.begin(), edits.end()},
                                  .isInPlace = isInPlace,
                                  .mayLeaveNone = false,
                                  .version = installed});
    if (const PlanFault *fault = std::get_if<PlanFault>(&outcome))
        QFAIL(qPrintable(u"fault %1: %2"_s.arg(int(fault->kind)).arg(fault->subject)));
    const ChangePlan &plan = std::get<ChangePlan>(outcome);
    Files changed;
    for (const FileChange &change : plan.changes)
        changed[change.path] = *change.after;
    for (const auto &[path, text] : expected)
        QCOMPARE(changed[path], text);
    QCOMPARE(changed.size(), expected.size());
    QTEST(int(plan.effect), "effect");
    QCOMPARE(plan.digest, digestOf(plan.changes));
    applied(files, plan);
}

void TestChangePlan::faults_data()
{
    QTest::addColumn<int>("daemon");
    QTest::addColumn<Files>("files");
    QTest::addColumn<ServerEdit>("edit");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("subject");
    const auto row = [](const char *name, DaemonKind daemon, const Files &files, const ServerEdit &edit,
                        PlanFault::Kind kind, const QString &subject) {
        QTest::newRow(name) << int(daemon) << files << edit << int(kind) << subject;
    };
    constexpr DaemonKind chrony = DaemonKind::Chrony;
    using enum PlanFault::Kind;
    const Files debian{{chronyConf, debianChrony()}, {dhcpSources, "server 192.0.2.1\n"}};
    row("ntpd-rs", DaemonKind::NtpdRs, {}, add({u"server a"_s}), NotEditable, {});
    row("no file", chrony, {}, add({u"server a"_s}), NoConfiguration, chronyConf);
    row("nobody of that name", chrony, debian, on(Verb::Remove, u"x"_s), NoSuchServer, u"x"_s);
    row("two of that name", chrony, {{chronyConf, "server a\npool a\n"}}, on(Verb::Remove, u"a"_s), Ambiguous,
        u"a"_s);
    row("the network's", chrony, debian, on(Verb::Disable, u"192.0.2.1"_s), OthersFile, dhcpSources);
    row("a default of timesyncd's", DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\n#FallbackNTP=d\n"}},
        on(Verb::Remove, u"d"_s), OthersFile, timesyncdConf);
    row("no such option", chrony, debian, add({u"server a ibrust"_s}), LineRefused, u"server a ibrust"_s);
    row("of a later version", chrony, debian, add({u"server a ipv4"_s}), LineRefused, u"server a ipv4"_s);
    row("no server", chrony, debian, add({u"makestep 1 3"_s}), NotOneServer, u"makestep 1 3"_s);
    row("a file to include", chrony, debian, add({u"include /etc/shadow"_s}), NotOneServer,
        u"include /etc/shadow"_s);
    row("two lines in one", chrony, debian, add({u"server a\nmakestep 1 3"_s}), NotOneServer,
        u"server a\uFFFDmakestep 1 3"_s);
    row("a comment", chrony, debian, add({u"# server a"_s}), NotOneServer, u"# server a"_s);
    row("nothing", chrony, debian, add({u" "_s}), NotOneServer, {});
    row("no name", DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\n"}}, add({u"a..b"_s}), NotOneServer,
        u"a..b"_s);
    row("two in place of one", DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\nNTP=a\n"}},
        on(Verb::Set, u"a"_s, {u"b c"_s}), NotOneServer, u"b c"_s);
    row("the last one", chrony, {{chronyConf, "server a\n"}}, on(Verb::Remove, u"a"_s), LeavesNone, {});
    row("the last one of NTPsec", DaemonKind::Ntpsec, {{ntpsecConf, "server a\n"}}, on(Verb::Disable, u"a"_s),
        LeavesNone, {});
}

void TestChangePlan::faults()
{
    QFETCH(int, daemon);
    QFETCH(Files, files);
    QFETCH(ServerEdit, edit);
    const auto outcome =
        planned(DaemonKind(daemon), files,
                {.edits = {edit}, .isInPlace = false, .mayLeaveNone = false, .version = installed});
    const PlanFault *fault = std::get_if<PlanFault>(&outcome);
    QVERIFY(fault != nullptr);
    QTEST(int(fault->kind), "kind");
    QTEST(fault->subject, "subject");
    QCOMPARE(fault->line.has_value(), fault->kind == PlanFault::Kind::LineRefused);
    if (fault->kind == PlanFault::Kind::Ambiguous)
        QCOMPARE(fault->candidates, (QStringList{chronyConf + u":1"_s, chronyConf + u":2"_s}));
    if (fault->kind == PlanFault::Kind::LeavesNone) {
        const auto asked =
            planned(DaemonKind(daemon), files,
                    {.edits = {edit}, .isInPlace = false, .mayLeaveNone = true, .version = installed});
        QCOMPARE(std::get<ChangePlan>(asked).warnings.front().kind, PlanWarning::Kind::NoneLeft);
    }
}

void TestChangePlan::warnings_data()
{
    QTest::addColumn<int>("daemon");
    QTest::addColumn<Files>("files");
    QTest::addColumn<ServerEdit>("edit");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, DaemonKind daemon, const Files &files, const ServerEdit &edit,
                        const QStringList &expected) {
        QTest::newRow(name) << int(daemon) << files << edit << expected;
    };
    const Files debian{{chronyConf, debianChrony()}};
    Files withDhcp = debian;
    withDhcp[dhcpSources] = "server 192.0.2.1\n";
    row("none", DaemonKind::Chrony, debian, add({u"server a"_s}), {});
    row("there already", DaemonKind::Chrony, debian, add({u"POOL 2.debian.pool.ntp.org iburst"_s}),
        {u"0 POOL 2.debian.pool.ntp.org iburst  0"_s});
    row("the network's stay", DaemonKind::Chrony, withDhcp, only({u"pool a maxsources 3"_s}),
        {u"1 192.0.2.1 /run/chrony-dhcp/eth0.sources 0"_s});
    row("two are too few", DaemonKind::Chrony, debian, only({u"server a"_s, u"server b"_s}), {u"3   2"_s});
    row("a copy", DaemonKind::Ntpsec,
        {{ntpsecConf, "pool a\n"}, {u"/run/ntpsec/ntp.conf.dhcp"_s, "pool b\n"}}, add({u"server c"_s}),
        {u"2  /run/ntpsec/ntp.conf.dhcp 0"_s});
    row("not what it seems", DaemonKind::Chrony, debian, add({u"server a iburst iburst"_s}),
        {u"5 server a iburst iburst  0"_s});
    row("timesyncd asks one at a time", DaemonKind::Timesyncd, {{timesyncdConf, "[Time]\n"}}, add({u"a"_s}),
        {});
}

void TestChangePlan::warnings()
{
    QFETCH(int, daemon);
    QFETCH(Files, files);
    QFETCH(ServerEdit, edit);
    const auto outcome =
        planned(DaemonKind(daemon), files,
                {.edits = {edit}, .isInPlace = false, .mayLeaveNone = false, .version = installed});
    QVERIFY(std::holds_alternative<ChangePlan>(outcome));
    QStringList warnings;
    for (const PlanWarning &warning : std::get<ChangePlan>(outcome).warnings)
        warnings.append(u"%1 %2 %3 %4"_s.arg(QString::number(int(warning.kind)), warning.subject,
                                             warning.file, QString::number(warning.count)));
    QTEST(warnings, "expected");
}

void TestChangePlan::knowsTheUnit()
{
    const auto unit = [](DaemonKind daemon, const QString &file, const QByteArray &text) {
        const auto outcome = planned(daemon, {{file, text}}, {});
        return std::get<ChangePlan>(outcome).unit;
    };
    QCOMPARE(unit(DaemonKind::Chrony, chronyConf, "server a\n"), u"chrony.service"_s);
    QCOMPARE(unit(DaemonKind::Chrony, u"/etc/chrony.conf"_s, "server a\n"), u"chronyd.service"_s);
    QCOMPARE(unit(DaemonKind::Ntpsec, ntpsecConf, "server a\n"), u"ntpsec.service"_s);
    QCOMPARE(unit(DaemonKind::Ntpd, u"/etc/ntp.conf"_s, "server a\n"), u"ntp.service"_s);
    QCOMPARE(unit(DaemonKind::Timesyncd, timesyncdConf, "[Time]\n"), u"systemd-timesyncd.service"_s);
}

void TestChangePlan::additionsComeFirst()
{
    const auto outcome = planned(
        DaemonKind::Chrony, {{chronyConf, debianChrony()}},
        {.edits = {only({u"server a"_s})}, .isInPlace = false, .mayLeaveNone = false, .version = installed});
    const ChangePlan &plan = std::get<ChangePlan>(outcome);
    QCOMPARE(plan.changes.size(), 2U);
    QCOMPARE(plan.changes[0].path, ownSources);
    QVERIFY(!plan.changes[0].before);
}

void TestChangePlan::whatWasSwitchedOffComesBackAsItWas()
{
    const QByteArray odd = "\t Server \xc3\xa4.example   iburst\t\r\npool b\npeer c key 3";
    const Files files{{chronyConf, odd}};
    const auto off =
        planned(DaemonKind::Chrony, files,
                {.edits = {on(Verb::Disable, chronyConf + u":1"_s), on(Verb::Disable, chronyConf + u":3"_s)},
                 .isInPlace = false,
                 .mayLeaveNone = false,
                 .version = installed});
    QVERIFY(std::holds_alternative<ChangePlan>(off));
    const Files between = applied(files, std::get<ChangePlan>(off));
    QVERIFY(between.at(chronyConf) != odd);
    const auto back =
        planned(DaemonKind::Chrony, between,
                {.edits = {on(Verb::Enable, chronyConf + u":1"_s), on(Verb::Enable, chronyConf + u":3"_s)},
                 .isInPlace = false,
                 .mayLeaveNone = false,
                 .version = installed});
    QCOMPARE(applied(between, std::get<ChangePlan>(back)), files);
}

void TestChangePlan::countsSources()
{
    const auto count = [](const QByteArray &text) {
        return effectiveSources(
            listServers(DaemonKind::Chrony, read(DaemonKind::Chrony, {{chronyConf, text}})));
    };
    QCOMPARE(count("server a\nserver b\n"), 2);
    QCOMPARE(count("pool a\nserver b\n"), 5);
    QCOMPARE(count("pool a MaxSources 2\n#off(synchroscope): server b\n"), 2);
}

void TestChangePlan::opensAThousandServers()
{
    QByteArray text;
    for (int i = 0; i < 1000; ++i)
        text += "server ntp" + QByteArray::number(i) + ".example iburst\n";
    const Files files{{chronyConf, text}};
    QCOMPARE(listed(DaemonKind::Chrony, files).size(), 1000);
    const auto outcome = planned(
        DaemonKind::Chrony, files,
        {.edits = {only({u"server a"_s})}, .isInPlace = false, .mayLeaveNone = false, .version = installed});
    const Files afterwards = applied(files, std::get<ChangePlan>(outcome));
    QCOMPARE(afterwards.at(chronyConf).count("#off(synchroscope): "), 1000);
}

void TestChangePlan::ntpsecIsToldToIgnoreTheNetwork()
{
    const QString defaults = u"/etc/default/ntpsec"_s;
    // As Debian 12 installs it.
    const QByteArray debians =
        "NTPD_OPTS=\"-g -N\"\n\n# Set to \"yes\" to ignore DHCP servers returned by DHCP.\n"
        "IGNORE_DHCP=\"\"\n\nNTPSEC_CERTBOT_CERT_NAME=\"\"\n";
    const Files files{{ntpsecConf, "pool a\npool b\npool c\n"},
                      {u"/run/ntpsec/ntp.conf.dhcp"_s, "server d\n"},
                      {defaults, debians}};
    const ServerEdits edits{
        .edits = {add({u"server e iburst"_s}), {.verb = Verb::IgnoreDhcp, .target = {}, .lines = {}}}};
    const auto result = planned(DaemonKind::Ntpsec, files, edits);
    QVERIFY(std::holds_alternative<ChangePlan>(result));
    const ChangePlan &plan = std::get<ChangePlan>(result);
    QCOMPARE(plan.effect, ChangeEffect::Restart);
    QVERIFY(plan.warnings.empty());
    const Files afterwards = applied(files, plan);
    QByteArray expected = debians;
    QCOMPARE(afterwards.at(defaults), expected.replace("IGNORE_DHCP=\"\"", "IGNORE_DHCP=yes"));
    QCOMPARE(listed(DaemonKind::Ntpsec, afterwards), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"e"_s}));
    QCOMPARE(plan.servers.size(), 4U);
    // Once is enough.
    const auto again = planned(DaemonKind::Ntpsec, afterwards, {.edits = {edits.edits[1]}});
    QVERIFY(std::get<ChangePlan>(again).changes.empty());
    // The file may have to be made; others have no such thing.
    Files without = files;
    without.erase(defaults);
    const auto made = planned(DaemonKind::Ntpsec, without, {.edits = {edits.edits[1]}});
    QCOMPARE(applied(without, std::get<ChangePlan>(made)).at(defaults), QByteArray("IGNORE_DHCP=yes\n"));
    const auto chrony =
        planned(DaemonKind::Chrony, {{chronyConf, debianChrony()}}, {.edits = {edits.edits[1]}});
    QCOMPARE(std::get<PlanFault>(chrony).kind, PlanFault::Kind::NotEditable);
    // One that still runs from the copy: its own file stays what is edited.
    test::MemoryFiles memory(files);
    const NamedServers running =
        collectNamedServers(memory, DaemonKind::Ntpsec, u"/run/ntpsec/ntp.conf.dhcp"_s);
    const auto edited = planChanges(DaemonKind::Ntpsec, running, edits);
    QCOMPARE(std::get<ChangePlan>(edited).digest, plan.digest);
}

QTEST_GUILESS_MAIN(TestChangePlan)
#include "test_changeplan.moc"
