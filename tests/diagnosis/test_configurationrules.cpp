// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"

#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Id = FindingId;

constexpr Instant now{1'795'392'000s};
constexpr QLatin1StringView chronyConf("/etc/chrony/chrony.conf");
constexpr QLatin1StringView sourcesFile("/etc/chrony/sources.d/mine.sources");
constexpr QByteArrayView stepRule("makestep 1 3\n");

/// Not `daemon`, as a function of <unistd.h> is called.
DaemonReport running(DaemonKind kind = DaemonKind::Chrony)
{
    DaemonReport daemon;
    daemon.kind = kind;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now - 1s;
    daemon.process = DaemonProcess();
    daemon.process->kind = kind;
    daemon.process->maySetClock = true;
    daemon.process->startedAt = now - 1h;
    daemon.process->unit = u"chrony.service"_s;
    daemon.tracking = DaemonTracking();
    daemon.tracking->synchronised = true;
    return daemon;
}

DaemonSource source(const QString &name, const QString &address, int ordinal = 0)
{
    DaemonSource source;
    source.name = name;
    source.address = address;
    source.ordinal = ordinal;
    source.resolved = !address.isEmpty();
    source.standing = SourceStanding::Combined;
    source.pollLog2 = 6;
    return source;
}

std::shared_ptr<NamedServers> files(QByteArrayView text, const QString &path = chronyConf,
                                    ConfigPart part = ConfigPart::Main)
{
    auto files = std::make_shared<NamedServers>();
    files->texts = {{path, part, text.toByteArray()}};
    files->files = {{path, now - 24h}};
    return files;
}

ServerConfiguration configuration(std::shared_ptr<const NamedServers> files,
                                  DaemonKind kind = DaemonKind::Chrony)
{
    ServerConfiguration configuration;
    configuration.daemon = kind;
    configuration.isRunning = true;
    configuration.unit = u"chrony.service"_s;
    configuration.files = std::move(files);
    return configuration;
}

DiagnosisFacts facts(const std::vector<ServerConfiguration> &configurations,
                     const std::vector<DaemonReport> &daemons = {running()})
{
    DiagnosisFacts facts;
    facts.now = now;
    facts.machine.isComplete = true;
    facts.machine.daemons = daemons;
    facts.configurations = configurations;
    return facts;
}

/// One running chrony with that main file.
DiagnosisFacts chrony(QByteArrayView text)
{
    return facts({configuration(files(text))});
}

DiagnosisFacts pasted(DiagnosisFacts facts)
{
    facts.isPasted = true;
    facts.machine.daemons.clear();
    for (ServerConfiguration &configuration : facts.configurations)
        configuration.isRunning = false;
    return facts;
}

std::vector<Finding> found(const DiagnosisFacts &facts)
{
    std::vector<Finding> findings;
    findAboutConfiguration(facts, findings);
    return findings;
}

const Finding *find(const std::vector<Finding> &findings, Id id)
{
    const auto found = std::ranges::find(findings, id, &Finding::id);
    return found != findings.end() ? &*found : nullptr;
}

DiagnosisFacts savedSince(Duration ago, const QString &path = chronyConf)
{
    DaemonReport edited = running();
    edited.configuration = {{path, now - ago}};
    return facts({}, {edited});
}

/// NTPsec with the copy that the hook for DHCP has made, and the administrator's file as old as that.
DiagnosisFacts copiedNtpsec(Instant copied, Instant saved)
{
    auto copy = files("server 192.0.2.7 iburst\n", ntpsecDhcpCopy);
    copy->texts.push_back({u"/etc/ntpsec/ntp.conf"_s, ConfigPart::Main, "pool ntp.example iburst\n"});
    copy->files = {{ntpsecDhcpCopy, copied}, {u"/etc/ntpsec/ntp.conf"_s, saved}};
    DaemonReport ntpsec = running(DaemonKind::Ntpsec);
    ntpsec.configuration = copy->files;
    return facts({configuration(copy, DaemonKind::Ntpsec)}, {ntpsec});
}

constexpr QByteArrayView threeServers("server a.example.org iburst\nserver b.example.net iburst\n"
                                      "server c.example.com iburst\nmakestep 1 3\n");

} // namespace

class TestConfigurationRules : public QObject
{
    Q_OBJECT

private:
    static void row(const char *name, const DiagnosisFacts &facts, Id id, bool isFound = true)
    {
        QTest::addRow("%s: %s", qPrintable(findingName(id)), name) << facts << int(id) << isFound;
    }

    static void addEffectRows()
    {
        row("saved 5 min ago", savedSince(5min), Id::NotInEffect);
        row("saved before the start", savedSince(2h), Id::NotInEffect, false);
        row("saved 3 s ago", savedSince(3s), Id::NotInEffect, false);
        row("a paste", pasted(savedSince(5min)), Id::NotInEffect, false);
        DiagnosisFacts reloaded = savedSince(5min, sourcesFile);
        auto named = files("server a.example.org iburst\n", sourcesFile, ConfigPart::Sources);
        named->servers = {{.host = *parseHostSpec(u"a.example.org"), .file = sourcesFile, .line = 1}};
        reloaded.configurations = {configuration(named)};
        row("sources that were not read again", reloaded, Id::NotInEffect);
        reloaded.machine.daemons[0].sources = {source(u"a.example.org"_s, u"192.0.2.1"_s)};
        row("sources that were", reloaded, Id::NotInEffect, false);
        const DiagnosisFacts copied = copiedNtpsec(now - 2h, now - 5min);
        row("a file that is not read at all", copied, Id::NotInEffect, false);

        row("edited since", copied, Id::NtpsecDhcpFile);
        row("as the hook made it", copiedNtpsec(now - 2h, now - 3h), Id::NtpsecDhcpFile);
        DiagnosisFacts direct = copied;
        direct.configurations = {
            configuration(files("pool ntp.example iburst\n", u"/etc/ntpsec/ntp.conf"_s), DaemonKind::Ntpsec)};
        row("no copy", direct, Id::NtpsecDhcpFile, false);
    }

    static void addFileRows()
    {
        row("an unknown word", chrony(threeServers.toByteArray() + "sever d.example\n"), Id::BrokenLine);
        row("all is well", chrony(threeServers), Id::BrokenLine, false);
        const auto sources = files("server a.example iburst # mine\n", sourcesFile, ConfigPart::Sources);
        row("sources that chronyd passes over", facts({configuration(sources)}), Id::BrokenLine);
        DiagnosisFacts stopped = chrony("sever d.example\n");
        stopped.configurations[0].isRunning = false;
        row("of a program that is not installed", stopped, Id::BrokenLine, false);
        stopped.units.resize(1);
        stopped.units[0].name = u"chrony.service"_s;
        stopped.units[0].load = UnitReport::Load::Loaded;
        row("of one that is", stopped, Id::BrokenLine);
        row("a paste", pasted(chrony("sever d.example\n")), Id::BrokenLine);
        row("timesyncd", facts({configuration(files("[Time]\nNTP: a.example\n"), DaemonKind::Timesyncd)}),
            Id::BrokenLine);
        row("NTPsec", facts({configuration(files("sever a.example\n"), DaemonKind::Ntpsec)}), Id::BrokenLine);
        row("ntpd-rs", facts({configuration(files("[[source]\n"), DaemonKind::NtpdRs)}), Id::BrokenLine);
        auto looping = files(threeServers);
        looping->problems = {{ErrorCode::FileMalformed, u"/etc/chrony/conf.d/a.conf"_s, u"line 1: a loop"_s}};
        row("files that include each other", facts({configuration(looping)}), Id::BrokenLine);

        auto closed = files(threeServers);
        closed->problems = {{ErrorCode::FileUnreadable, u"/etc/chrony/keys.conf"_s, u"Permission denied"_s}};
        row("one that others may not read", facts({configuration(closed)}), Id::FileUnreadable);
        row("one that was not pasted", pasted(facts({configuration(closed)})), Id::FileUnreadable, false);
        row("all are read", chrony(threeServers), Id::FileUnreadable, false);
    }

    static void addCountRows()
    {
        row("none", chrony(stepRule), Id::NoServer);
        row("three", chrony(threeServers), Id::NoServer, false);
        row("a piece without one", pasted(chrony(stepRule)), Id::NoServer, false);
        // A second chronyd -x that serves this computer's own time.
        const auto second = [](bool isIdle) {
            auto own = configuration(files("local stratum 8\n", u"/etc/chrony-serve.conf"_s));
            own.mainFile = u"/etc/chrony-serve.conf"_s;
            DaemonReport server = running();
            server.process->mainFile = own.mainFile;
            server.process->leavesClockAlone = isIdle;
            return facts({configuration(files(threeServers)), own}, {running(), server});
        };
        row("a second one that steers", second(false), Id::NoServer);
        row("a second one that steers", second(false), Id::NoStepRule);
        row("a second one with -x", second(true), Id::NoServer, false);
        row("a second one with -x", second(true), Id::NoStepRule, false);
        DiagnosisFacts unassigned = second(true);
        unassigned.machine.unassigned = {*unassigned.machine.daemons[1].process};
        unassigned.machine.daemons.pop_back();
        row("it does not answer", unassigned, Id::NoServer, false);
        DiagnosisFacts forbidden = chrony("local stratum 8\n");
        forbidden.machine.daemons[0].process->maySetClock = false;
        row("without the right", forbidden, Id::NoServer, false);
        DiagnosisFacts added = chrony(stepRule);
        added.machine.daemons[0].sources = {source(u"a.example"_s, u"192.0.2.1"_s)};
        row("added while it runs", added, Id::NoServer, false);
        auto device = files(stepRule);
        device->devices = {
            {.driver = u"PHC"_s, .parameter = u"/dev/ptp0"_s, .referenceId = u"PHC0"_s, .file = {}}};
        row("a device", facts({configuration(device)}), Id::NoServer, false);
        row("a device", facts({configuration(device)}), Id::TooFewSources, false);
        auto closed = files(stepRule);
        closed->problems = {{ErrorCode::FileUnreadable, u"/etc/chrony/servers.conf"_s, {}}};
        row("one file is not read", facts({configuration(closed)}), Id::NoServer, false);

        row("one", chrony("server a.example iburst\n"), Id::TooFewSources);
        row("two", chrony("server a.example iburst\nserver b.example iburst\n"), Id::TooFewSources);
        row("three", chrony(threeServers), Id::TooFewSources, false);
        row("a pool", chrony("pool ntp.example iburst\n"), Id::TooFewSources, false);
        row("Amazon's own", chrony("server 169.254.169.123 prefer iburst minpoll 4 maxpoll 4\n"),
            Id::TooFewSources, false);
        row("Google's own", chrony("server metadata.google.internal prefer iburst\n"), Id::TooFewSources,
            false);
        row("timesyncd", facts({configuration(files("[Time]\nNTP=a.example\n"), DaemonKind::Timesyncd)}),
            Id::TooFewSources, false);

        QByteArray many = stepRule.toByteArray();
        for (int i = 0; i < 12; ++i)
            many += "server ntp" + QByteArray::number(i) + ".example.org iburst\n";
        row("twelve", chrony(many), Id::TooManySources);
        row("three", chrony(threeServers), Id::TooManySources, false);
        const QByteArray debians = "pool 0.debian.pool.ntp.org iburst\npool 1.debian.pool.ntp.org iburst\n"
                                   "pool 2.debian.pool.ntp.org iburst\npool 3.debian.pool.ntp.org iburst\n";
        row("Debian's own for NTPsec", facts({configuration(files(debians), DaemonKind::Ntpsec)}),
            Id::TooManySources, false);
    }

    static void addListRows()
    {
        row("one domain",
            chrony("server ntp1.jst.mfeed.ad.jp iburst\nserver ntp2.jst.mfeed.ad.jp iburst\n"
                   "server ntp3.jst.mfeed.ad.jp iburst\n"),
            Id::OneOperator);
        row("three domains", chrony(threeServers), Id::OneOperator, false);
        const QByteArray domains = "server dc1.corp.example.com iburst\nserver dc2.corp.example.com iburst\n"
                                   "server dc3.corp.example.com iburst\n";
        const auto reached = [&domains](const QString &network) {
            DiagnosisFacts own = chrony(domains);
            for (int i = 1; i <= 3; ++i)
                own.machine.daemons[0].sources.push_back(
                    source(u"dc%1.corp.example.com"_s.arg(i), network.arg(i)));
            return own;
        };
        row("a company's own", reached(u"10.1.2.%1"_s), Id::OneOperator, false);
        row("somebody's in the Internet", reached(u"192.0.2.%1"_s), Id::OneOperator);
        row("of which nothing is known", chrony(domains), Id::OneOperator);
        row("by names that mean nothing elsewhere",
            chrony("server a.ntp.corp iburst\nserver b.ntp.corp iburst\nserver c.ntp.corp iburst\n"),
            Id::OneOperator, false);

        row("for many", chrony(threeServers.toByteArray() + "server 224.0.1.1\n"), Id::AddressOfNobody);
        row("for many, by IPv6", chrony(threeServers.toByteArray() + "server ff05::101\n"),
            Id::AddressOfNobody);
        row("for all", chrony(threeServers.toByteArray() + "server 255.255.255.255\n"), Id::AddressOfNobody);
        row("computers'", chrony("server 192.0.2.1\nserver 223.255.255.1\nserver 2001:db8::1\n"),
            Id::AddressOfNobody, false);
        DiagnosisFacts fromDhcp = facts({}, {running(DaemonKind::Timesyncd)});
        fromDhcp.machine.daemons[0].sources = {source(u"0.0.0.0"_s, u"0.0.0.0"_s)};
        row("for nobody, from DHCP", fromDhcp, Id::AddressOfNobody);
        fromDhcp.machine.daemons[0].sources = {source(u"224.time.example"_s, {})};
        row("only a name", fromDhcp, Id::AddressOfNobody, false);
        DiagnosisFacts listening = facts({}, {running(DaemonKind::Ntpsec)});
        listening.machine.daemons[0].sources = {source(u"224.0.1.1"_s, u"224.0.1.1"_s)};
        row("ntpd's, which listens", listening, Id::AddressOfNobody, false);
        const QByteArray ubuntus = "pool 1.ntp.ubuntu.com iburst maxsources 1\n"
                                   "pool 2.ntp.ubuntu.com iburst maxsources 1\n"
                                   "pool 3.ntp.ubuntu.com iburst maxsources 1\n"
                                   "pool 4.ntp.ubuntu.com iburst maxsources 1\n";
        row("Ubuntu's own", chrony(ubuntus), Id::OneOperator, false);
        row("one that smears leap seconds",
            chrony("server time1.google.com iburst\nserver time2.google.com iburst\n"), Id::OneOperator,
            false);

        row("twice one name", chrony(threeServers.toByteArray() + "server a.example.org iburst\n"),
            Id::SameAddress);
        row("names of their own", chrony(threeServers), Id::SameAddress, false);
        DiagnosisFacts two = chrony("server a.example.org iburst\nserver b.example.net iburst\n");
        two.machine.daemons[0].sources = {source(u"a.example.org"_s, u"192.0.2.1"_s),
                                          source(u"b.example.net"_s, u"192.0.2.1"_s)};
        row("two names of one address", two, Id::SameAddress);

        DiagnosisFacts pool = chrony("pool ntp1.example.org iburst\n");
        pool.machine.daemons[0].sources = {source(u"ntp1.example.org"_s, u"192.0.2.1"_s),
                                           source(u"ntp1.example.org"_s, {}, 1)};
        row("one address, and a free place", pool, Id::PoolOfOne);
        row("one address, and a free place", pool, Id::TooFewSources);
        pool.machine.daemons[0].process->startedAt = now - 20s;
        row("started 20 s ago", pool, Id::PoolOfOne, false);
        pool.machine.daemons[0].process->startedAt = now - 1h;
        pool.machine.daemons[0].sources[1] = source(u"ntp1.example.org"_s, u"192.0.2.2"_s, 1);
        row("two addresses", pool, Id::PoolOfOne, false);
        pool.machine.daemons[0].sources.pop_back();
        row("it wants no more", pool, Id::PoolOfOne, false);

        row("a zone of the NTP pool", chrony("server 2.debian.pool.ntp.org iburst\n"), Id::ServerOfMany);
        row("written as one", chrony("pool 2.debian.pool.ntp.org iburst\n"), Id::ServerOfMany, false);
        row("a server", chrony(threeServers), Id::ServerOfMany, false);

        row("without iburst", chrony("server a.example.org\n"), Id::NoQuickStart);
        row("with iburst", chrony(threeServers), Id::NoQuickStart, false);
        row("a paste", pasted(chrony("server a.example.org\n")), Id::NoQuickStart);
        DiagnosisFacts stopped = chrony("server a.example.org\n");
        stopped.configurations[0].isRunning = false;
        row("of a daemon that does not run", stopped, Id::NoQuickStart, false);

        row("without makestep", chrony("server a.example.org iburst\n"), Id::NoStepRule);
        row("with makestep", chrony(threeServers), Id::NoStepRule, false);
        row("a piece of a file", pasted(chrony("server a.example.org iburst\n")), Id::NoStepRule, false);
        const auto fallback = files("[Time]\n#FallbackNTP=0.debian.pool.ntp.org 1.debian.pool.ntp.org\n",
                                    u"/etc/systemd/timesyncd.conf"_s);
        row("timesyncd's own", facts({configuration(fallback, DaemonKind::Timesyncd)}), Id::FallbackServers);
        row("chosen ones",
            facts({configuration(files("[Time]\nNTP=a.example\n#FallbackNTP=b.example\n"),
                                 DaemonKind::Timesyncd)}),
            Id::FallbackServers, false);
        DaemonReport handedOut = running(DaemonKind::Timesyncd);
        handedOut.sources = {source(u"10.0.0.1"_s, u"10.0.0.1"_s)};
        row("the network's", facts({configuration(fallback, DaemonKind::Timesyncd)}, {handedOut}),
            Id::FallbackServers, false);
    }

    static void addPollRows()
    {
        DaemonReport quick = running();
        quick.sources = {source(u"a.example.org"_s, u"203.0.113.1"_s)};
        quick.sources[0].pollLog2 = 4;
        row("every 16 s", facts({}, {quick}), Id::PollsTooOften);
        quick.sources[0].pollLog2 = 6;
        row("every 64 s", facts({}, {quick}), Id::PollsTooOften, false);
        quick.sources[0].pollLog2 = 4;
        for (const char *own : {"10.1.2.3", "172.20.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.123",
                                "100.64.1.1", "fd00::1", "fe80::1", "::1"}) {
            quick.sources[0].address = QString::fromLatin1(own);
            row(own, facts({}, {quick}), Id::PollsTooOften, false);
        }
        for (const char *others : {"172.32.0.1", "2001:db8::1", "193.168.1.1"}) {
            quick.sources[0].address = QString::fromLatin1(others);
            row(others, facts({}, {quick}), Id::PollsTooOften);
        }
        quick.kind = DaemonKind::Timesyncd;
        row("timesyncd's first polls", facts({}, {quick}), Id::PollsTooOften, false);
    }

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<DiagnosisFacts>("given");
        QTest::addColumn<int>("id");
        QTest::addColumn<bool>("isFound");
        addEffectRows();
        addFileRows();
        addCountRows();
        addListRows();
        addPollRows();
    }

    void finds()
    {
        QFETCH(DiagnosisFacts, given);
        QFETCH(int, id);
        QTEST(find(found(given), Id(id)) != nullptr, "isFound");
    }

    void whoReadsAsSomebodyElseLeavesItOut()
    {
        const QString path = u"/etc/systemd/timesyncd.conf.d/50-mine.conf"_s;
        const auto unreadable = [&path](DaemonKind kind, bool isThere) {
            const auto closed = files("[Time]\n", u"/etc/systemd/timesyncd.conf"_s);
            if (isThere)
                closed->files.push_back({path, {}});
            closed->problems = {{ErrorCode::FileUnreadable, path, u"Permission denied"_s}};
            const std::vector<Finding> findings =
                found(facts({configuration(closed, kind)}, {running(kind)}));
            const Finding *finding = find(findings, Id::FileUnreadable);
            return finding ? *finding : Finding();
        };
        const Finding finding = unreadable(DaemonKind::Timesyncd, true);
        QCOMPARE(finding.subject, path);
        QCOMPARE(finding.severity, Severity::Warning);
        QVERIFY(finding.flag);
        QVERIFY(std::ranges::any_of(finding.actions, [&path](const FindingAction &action) {
            return action.text == "sudo chmod a+rX "_L1 + path;
        }));
        QVERIFY(unreadable(DaemonKind::NtpdRs, true).flag);
        // A link that leads nowhere is not mended so.
        const Finding missing = unreadable(DaemonKind::Timesyncd, false);
        QCOMPARE(missing.severity, Severity::Warning);
        QVERIFY(!missing.flag && missing.actions.empty());
        // It began as root.
        const Finding root = unreadable(DaemonKind::Chrony, true);
        QCOMPARE(root.severity, Severity::Info);
        QVERIFY(!root.flag && root.actions.empty());
    }

    void restartsForWhatIsReadAtTheStart()
    {
        DiagnosisFacts edited = savedSince(5min);
        edited.machine.daemons[0].configuration.push_back({u"/etc/chrony/conf.d/a.conf"_s, now - 1min});
        const std::vector<Finding> findings = found(edited);
        const Finding *finding = find(findings, Id::NotInEffect);
        QVERIFY(finding);
        QCOMPARE(finding->severity, Severity::Warning);
        QCOMPARE(finding->subject, u"/etc/chrony/conf.d/a.conf"_s);
        QCOMPARE(finding->at, now - 1min);
        QCOMPARE(finding->span, Duration(1h));
        QCOMPARE(finding->evidence.size(), size_t(3));
        QCOMPARE(finding->actions.at(0).command,
                 (DaemonCommand{DaemonCommand::Kind::Restart, DaemonKind::Chrony}));
        QCOMPARE(finding->actions.at(1).text, u"sudo systemctl restart chrony.service"_s);
    }

    void reloadsFilesOfSources()
    {
        DiagnosisFacts edited = savedSince(5min, sourcesFile);
        auto named = files("server a.example.org iburst\n", sourcesFile, ConfigPart::Sources);
        named->servers = {{.host = *parseHostSpec(u"a.example.org"), .file = sourcesFile, .line = 1}};
        edited.configurations = {configuration(named)};
        const std::vector<Finding> findings = found(edited);
        QCOMPARE(find(findings, Id::NotInEffect)->actions.at(0).command,
                 (DaemonCommand{DaemonCommand::Kind::Reload, DaemonKind::Chrony}));
    }

    void namesTheBrokenLine()
    {
        const std::vector<Finding> findings =
            found(chrony(threeServers.toByteArray() + "sever d.example\nfoo\n"));
        const Finding *finding = find(findings, Id::BrokenLine);
        QVERIFY(finding);
        QCOMPARE(finding->subject, chronyConf);
        QCOMPARE(finding->count, 5);
        QVERIFY2(finding->text.contains(u"sever"_s), qPrintable(finding->text));
        QCOMPARE(finding->evidence.size(), size_t(2));
        QVERIFY(finding->evidence[0] ==
                Evidence(FileEvidence{
                    .path = chronyConf, .line = 5, .text = u"sever d.example"_s, .changedAt = {}}));
        QCOMPARE(finding->actions.at(0).kind, FindingAction::Kind::EditServers);
        QCOMPARE(finding->actions.at(0).line, 5);
    }

    void opensTheEditorAtTheServer()
    {
        const std::vector<Finding> findings =
            found(chrony(threeServers.toByteArray() + "server d.example.de\n"));
        const Finding *finding = find(findings, Id::NoQuickStart);
        QVERIFY(finding);
        QCOMPARE(finding->severity, Severity::Advice);
        QCOMPARE(finding->names, QStringList(u"d.example.de"_s));
        QVERIFY(finding->actions.at(0) ==
                (FindingAction{.kind = FindingAction::Kind::EditServers, .file = chronyConf, .line = 5}));
        QVERIFY(finding->evidence.at(0) ==
                Evidence(FileEvidence{
                    .path = chronyConf, .line = 5, .text = u"server d.example.de"_s, .changedAt = {}}));
    }

    void weighsTheDhcpCopy()
    {
        const std::vector<Finding> asMade = found(copiedNtpsec(now - 2h, now - 3h));
        QCOMPARE(find(asMade, Id::NtpsecDhcpFile)->severity, Severity::Info);
        const std::vector<Finding> edited = found(copiedNtpsec(now - 2h, now - 5min));
        const Finding *finding = find(edited, Id::NtpsecDhcpFile);
        QCOMPARE(finding->severity, Severity::Warning);
        QCOMPARE(finding->subject, ntpsecDhcpCopy);
        QCOMPARE(finding->others, QStringList(u"/etc/ntpsec/ntp.conf"_s));
    }

    void saysNothingOfADistributionsOwn_data()
    {
        QTest::addColumn<DiagnosisFacts>("healthy");
        // Debian's chrony, with the four servers that it took from the pool.
        DiagnosisFacts debian = chrony("pool 2.debian.pool.ntp.org iburst\nmakestep 1 3\nrtcsync\n");
        for (int i = 0; i < 4; ++i)
            debian.machine.daemons[0].sources.push_back(
                source(u"2.debian.pool.ntp.org"_s, u"203.0.113.%1"_s.arg(i + 1), i));
        debian.machine.daemons[0].configuration = {{chronyConf, now - 24h}};
        QTest::newRow("Debian's chrony") << debian;
        QTest::newRow("Ubuntu's chrony") << chrony("pool ntp.ubuntu.com        iburst maxsources 4\n"
                                                   "pool 0.ubuntu.pool.ntp.org iburst maxsources 1\n"
                                                   "pool 1.ubuntu.pool.ntp.org iburst maxsources 1\n"
                                                   "pool 2.ubuntu.pool.ntp.org iburst maxsources 2\n"
                                                   "makestep 1 3\n");
        QTest::newRow("Debian's NTPsec")
            << facts({configuration(files("pool 0.debian.pool.ntp.org iburst\npool 1.debian.pool.ntp.org "
                                          "iburst\npool 2.debian.pool.ntp.org iburst\npool "
                                          "3.debian.pool.ntp.org iburst\n"),
                                    DaemonKind::Ntpsec)},
                     {running(DaemonKind::Ntpsec)});
    }
    void saysNothingOfADistributionsOwn()
    {
        QFETCH(DiagnosisFacts, healthy);
        QVERIFY(found(healthy).empty());
    }
};

QTEST_GUILESS_MAIN(TestConfigurationRules)
#include "test_configurationrules.moc"
