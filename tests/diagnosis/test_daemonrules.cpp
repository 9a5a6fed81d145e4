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

DaemonSource server(const QString &name, SourceStanding standing = SourceStanding::Combined)
{
    DaemonSource source;
    source.name = name;
    source.address = u"192.0.2.1"_s;
    source.standing = standing;
    source.reach = 0xff;
    return source;
}

DaemonSource device(quint8 reach = 0xff)
{
    DaemonSource source;
    source.name = u"PHC0"_s;
    source.mode = SourceMode::ReferenceClock;
    source.standing = SourceStanding::Selected;
    source.reach = reach;
    return source;
}

/// Not `daemon`, as a function of <unistd.h> is called.
DaemonReport running(DaemonKind kind = DaemonKind::Chrony)
{
    DaemonReport daemon;
    daemon.kind = kind;
    daemon.version = kind == DaemonKind::Chrony ? u"4.3"_s : u"252"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now - 1s;
    daemon.process = DaemonProcess();
    daemon.process->kind = kind;
    daemon.process->pid = 411;
    daemon.process->maySetClock = true;
    daemon.process->startedAt = now - 1h;
    daemon.process->unit = kind == DaemonKind::Chrony ? u"chrony.service"_s : u"systemd-timesyncd.service"_s;
    daemon.tracking = DaemonTracking();
    daemon.tracking->synchronised = true;
    daemon.sources = {server(u"ntp1.example.org"_s, SourceStanding::Selected), server(u"ntp2.example.org"_s),
                      server(u"ntp3.example.org"_s)};
    daemon.configuration = {{u"/etc/chrony/chrony.conf"_s, now - 24h}};
    return daemon;
}

/// As WSL has it: its process cannot be seen.
DaemonReport hostsDaemon()
{
    DaemonReport daemon = running();
    daemon.process.reset();
    daemon.configuration.clear();
    daemon.sources = {device()};
    return daemon;
}

DiagnosisFacts facts(const std::vector<DaemonReport> &daemons)
{
    DiagnosisFacts facts;
    facts.now = now;
    facts.startedAt = now - 24h;
    facts.machine.isComplete = true;
    facts.machine.daemons = daemons;
    facts.clock = ClockReport();
    facts.clock->readAt = now;
    facts.clock->timedated.canNetworkTime = true;
    facts.clock->timedated.networkTimeEnabled = !daemons.empty();
    return facts;
}

DiagnosisFacts pasted(const std::vector<DaemonReport> &daemons)
{
    DiagnosisFacts facts = ::facts(daemons);
    facts.isPasted = true;
    facts.machine.isComplete = false;
    facts.clock.reset();
    for (DaemonReport &daemon : facts.machine.daemons) {
        daemon.process.reset();
        daemon.configuration.clear();
        daemon.version.clear();
    }
    return facts;
}

ServerConfiguration configuration(const QStringList &hosts, const QString &referenceId = {})
{
    auto files = std::make_shared<NamedServers>();
    for (const QString &host : hosts)
        files->servers.push_back(
            {.host = *parseHostSpec(host), .file = u"/etc/chrony/chrony.conf"_s, .line = 3});
    if (!referenceId.isEmpty())
        files->devices.push_back({.driver = u"PHC"_s,
                                  .parameter = u"/dev/ptp0"_s,
                                  .referenceId = referenceId,
                                  .file = u"/etc/chrony/chrony.conf"_s});
    ServerConfiguration configuration;
    configuration.files = files;
    return configuration;
}

UnitReport unit(const QString &name, UnitReport::Activity activity = UnitReport::Activity::Active)
{
    UnitReport unit;
    unit.name = name;
    unit.load = UnitReport::Load::Loaded;
    unit.enablement = UnitReport::Enablement::Enabled;
    unit.activity = activity;
    return unit;
}

LogLine logLine(LogEvent event, const QString &message, std::optional<DaemonKind> kind = DaemonKind::Chrony)
{
    LogLine line;
    line.daemon = kind;
    line.event = event;
    line.message = message;
    return line;
}

const Finding *find(const std::vector<Finding> &findings, Id id)
{
    const auto found = std::ranges::find(findings, id, &Finding::id);
    return found != findings.end() ? &*found : nullptr;
}

std::vector<Finding> found(const DiagnosisFacts &facts)
{
    std::vector<Finding> findings;
    findAboutDaemons(facts, findings);
    return findings;
}

bool hasCommand(const Finding &finding, const QString &command)
{
    return std::ranges::any_of(finding.actions, [&command](const FindingAction &action) {
        return action.kind == FindingAction::Kind::Copy && action.text == command;
    });
}

} // namespace

class TestDaemonRules : public QObject
{
    Q_OBJECT

private:
    static void row(const char *name, const DiagnosisFacts &facts, Id id, bool isFound = true)
    {
        QTest::addRow("%s: %s", qPrintable(findingName(id)), name) << facts << int(id) << isFound;
    }

    static void addSteeringRows()
    {
        row("two kinds", facts({running(), running(DaemonKind::Timesyncd)}), Id::SeveralDaemons);
        row("one", facts({running()}), Id::SeveralDaemons, false);
        DaemonReport idle = running();
        idle.process->leavesClockAlone = true;
        row("one of two leaves it alone", facts({running(DaemonKind::Timesyncd), idle}), Id::SeveralDaemons,
            false);
        row("a paste of two kinds", pasted({running(), running(DaemonKind::Timesyncd)}), Id::SeveralDaemons);
        row("a paste of two lists of one kind", pasted({running(), hostsDaemon()}), Id::SeveralDaemons,
            false);
        DaemonReport young = running();
        young.process->startedAt = now - 3s;
        DaemonReport old = running();
        old.process.reset();
        old.answer = DaemonAnswer::Silent;
        row("a restart", facts({old, young}), Id::SeveralDaemons, false);

        row("the device alone, and servers", pasted({hostsDaemon(), running()}), Id::AlternatingAnswers);
        row("in another order", pasted({running(), hostsDaemon()}), Id::AlternatingAnswers);
        row("not pasted", facts({running(), hostsDaemon()}), Id::AlternatingAnswers, false);
        DaemonReport both = running();
        both.sources.push_back(device());
        row("the device is in both lists", pasted({both, hostsDaemon()}), Id::AlternatingAnswers, false);
        DaemonReport others = running();
        others.sources = {server(u"ntp9.example.net"_s)};
        row("lists of servers", pasted({running(), others}), Id::AlternatingAnswers);
        row("of two kinds", pasted({running(DaemonKind::Timesyncd), others}), Id::AlternatingAnswers, false);

        DiagnosisFacts withProgram = facts({running()});
        withProgram.machine.others = {{.name = u"phc2sys"_s, .maySetClock = true, .steersByItself = true}};
        row("phc2sys", withProgram, Id::OtherProgramSteers);
        withProgram.machine.others[0].steersByItself = false;
        row("a guest agent", withProgram, Id::OtherProgramSteers, false);
        withProgram.machine.others[0].steersByItself = true;
        withProgram.machine.daemons.clear();
        row("phc2sys alone", withProgram, Id::OtherProgramSteers, false);
        row("phc2sys alone", withProgram, Id::NoDaemon, false);
    }

    static void addNobodyRows()
    {
        DiagnosisFacts empty = facts({});
        row("none", empty, Id::NoDaemon);
        empty.startedAt = now - 20s;
        row("just booted", empty, Id::NoDaemon, false);
        empty = facts({});
        empty.machine.isComplete = false;
        row("not all places were asked", empty, Id::NoDaemon, false);
        empty = facts({});
        empty.units = {unit(u"chrony.service"_s, UnitReport::Activity::Activating)};
        row("one is being started", empty, Id::NoDaemon, false);
        empty.units[0].state = u"auto-restart"_s;
        row("one fails again and again", empty, Id::NoDaemon);
        DaemonReport ended = running();
        ended.process.reset();
        ended.answer = DaemonAnswer::Refused;
        ended.silentSince = now - 2s;
        row("one ended 2 s ago", facts({ended}), Id::NoDaemon, false);
        ended.silentSince = now - 30s;
        row("one ended 30 s ago", facts({ended}), Id::NoDaemon);
        row("one runs", facts({running()}), Id::NoDaemon, false);
        DiagnosisFacts terminal = pasted({});
        row("a paste of something else", terminal, Id::NoDaemon, false);
        terminal.clock = ClockReport();
        terminal.clock->timedated.canNetworkTime = true;
        terminal.clock->timedated.networkTimeEnabled = false;
        terminal.clock->timedated.synchronised = false;
        row("timedatectl says no twice", terminal, Id::NoDaemon);
        terminal.clock->timedated.synchronised = true;
        row("timedatectl says synchronised", terminal, Id::NoDaemon, false);

        DiagnosisFacts container = facts({});
        container.machine.host = {.kind = HostMachine::Kind::Container, .name = u"Docker"_s, .cloud = {}};
        row("a container", container, Id::HostSteers);
        row("a container", container, Id::NoDaemon, false);
        row("a computer", facts({}), Id::HostSteers, false);

        DaemonReport idle = running();
        idle.process->maySetClock = false;
        row("without the right", facts({idle}), Id::MayNotSetClock);
        row("without the right", facts({idle}), Id::NoDaemon, false);
        row("with the right", facts({running()}), Id::MayNotSetClock, false);
        idle = running();
        idle.process->leavesClockAlone = true;
        row("-x", facts({idle}), Id::LeavesClockAlone);
        row("-x", facts({idle}), Id::NoDaemon, false);
        row("without -x", facts({running()}), Id::LeavesClockAlone, false);
    }

    static void addUnitRows()
    {
        UnitReport masked = unit(u"chrony.service"_s, UnitReport::Activity::Inactive);
        masked.load = UnitReport::Load::Masked;
        DiagnosisFacts alone = facts({});
        alone.units = {masked};
        row("nothing else runs", alone, Id::UnitMasked);
        DiagnosisFacts kept = facts({running()});
        kept.units = {unit(u"chrony.service"_s), masked};
        kept.units[1].name = u"systemd-timesyncd.service"_s;
        row("another one does its work", kept, Id::UnitMasked, false);
        kept.isPasted = true;
        row("another one does its work, and somebody asks", kept, Id::UnitMasked);

        DiagnosisFacts failed = facts({running()});
        failed.units = {unit(u"chrony.service"_s, UnitReport::Activity::Failed)};
        row("failed", failed, Id::UnitFailed);
        failed.units[0].activity = UnitReport::Activity::Activating;
        row("being started", failed, Id::UnitFailed, false);
        failed.units[0].state = u"auto-restart"_s;
        row("to be started again", failed, Id::UnitFailed);

        DiagnosisFacts conditional = facts({});
        conditional.units = {unit(u"systemd-timesyncd.service"_s, UnitReport::Activity::Inactive)};
        row("inactive", conditional, Id::UnitKeptOff, false);
        conditional.units[0].isConditionUnmet = true;
        row("a condition", conditional, Id::UnitKeptOff);
        conditional.machine.daemons = {running()};
        row("a condition, and another one runs", conditional, Id::UnitKeptOff, false);

        DiagnosisFacts disabled = facts({running()});
        disabled.units = {unit(u"chrony.service"_s)};
        row("enabled", disabled, Id::UnitNotEnabled, false);
        disabled.units[0].enablement = UnitReport::Enablement::Disabled;
        row("disabled", disabled, Id::UnitNotEnabled);
        disabled.units[0].activity = UnitReport::Activity::Inactive;
        row("disabled and off", disabled, Id::UnitNotEnabled, false);
    }

    static void addTellingRows()
    {
        DaemonReport silent = running();
        silent.answer = DaemonAnswer::Silent;
        silent.silentSince = now - 40s;
        row("for 40 s", facts({silent}), Id::DaemonSilent);
        silent.silentSince = now - 4s;
        row("for 4 s", facts({silent}), Id::DaemonSilent, false);
        silent.silentSince = now - 40s;
        silent.process->startedAt = now - 5s;
        row("started 5 s ago", facts({silent}), Id::DaemonSilent, false);
        row("answers", facts({running()}), Id::DaemonSilent, false);

        DaemonReport closed = running();
        closed.answer = DaemonAnswer::NotPermitted;
        row("root only", facts({closed}), Id::DaemonTellsNothing);
        closed.answer = DaemonAnswer::NoInterface;
        row("no interface", facts({closed}), Id::DaemonTellsNothing);
        closed.process->isInContainer = true;
        row("a container's", facts({closed}), Id::DaemonTellsNothing, false);
        closed.process->isInContainer = false;
        closed.answer = DaemonAnswer::Refused;
        row("no port for commands", facts({closed}), Id::DaemonTellsNothing);
        closed.process.reset();
        row("ended", facts({closed}), Id::DaemonTellsNothing, false);
        row("answers", facts({running()}), Id::DaemonTellsNothing, false);

        DiagnosisFacts other = facts({hostsDaemon()});
        other.configurations = {configuration({u"ntp1.example.org"_s})};
        row("a device that no file names", other, Id::NotTheConfiguredDaemon);
        other.configurations = {configuration({u"ntp1.example.org"_s}, u"PHC0"_s)};
        row("a device of the files", other, Id::NotTheConfiguredDaemon, false);
        other.configurations = {configuration({})};
        row("the files name nothing", other, Id::NotTheConfiguredDaemon, false);
        other = facts({running()});
        other.configurations = {configuration({u"ntp3.example.org"_s, u"ntp8.example.org"_s})};
        row("a server of the files", other, Id::NotTheConfiguredDaemon, false);
        other.configurations = {configuration({u"ntp8.example.org"_s})};
        row("other servers than in the files", other, Id::NotTheConfiguredDaemon);
        other.machine.daemons[0].process->mainFile = u"/etc/chrony/chrony.conf"_s;
        row("its usual file was named at its start", other, Id::NotTheConfiguredDaemon);
        other.machine.daemons[0].process->mainFile = u"/etc/chrony/second.conf"_s;
        row("another file was named at its start", other, Id::NotTheConfiguredDaemon, false);
        other.machine.daemons[0].process->mainFile.clear();
        other.machine.daemons[0].configuration[0].changedAt = now - 1min;
        row("the files were changed since", other, Id::NotTheConfiguredDaemon, false);
        other.machine.daemons[0] = running();
        other.machine.daemons[0].sources = {server(u"192.0.2.1"_s)};
        row("it tells addresses only", other, Id::NotTheConfiguredDaemon, false);
        other = pasted({running()});
        other.configurations = {configuration({u"ntp8.example.org"_s})};
        row("a paste may have other names", other, Id::NotTheConfiguredDaemon, false);
        other.machine.daemons = pasted({hostsDaemon()}).machine.daemons;
        row("a paste of a device", other, Id::NotTheConfiguredDaemon);

        DiagnosisFacts unknown = facts({running()});
        row("active", unknown, Id::ServiceUnknown, false);
        unknown.clock->timedated.canNetworkTime = false;
        row("n/a", unknown, Id::ServiceUnknown);
        unknown.machine.daemons.clear();
        row("n/a, and nothing runs", unknown, Id::ServiceUnknown, false);
    }

    static void addLogRows()
    {
        DiagnosisFacts terminal = pasted({});
        terminal.answers = {
            {.line = 3, .needsPassword = true, .text = u"Interactive authentication required."_s}};
        row("refused", terminal, Id::PasswordNeeded);
        row("refused", terminal, Id::NobodyAnswered, false);
        terminal.answers = {{.line = 3, .nobodyThere = true, .text = u"506 Cannot talk to daemon"_s}};
        row("506", terminal, Id::NobodyAnswered);
        row("506", terminal, Id::PasswordNeeded, false);

        const LogLine start = logLine(LogEvent::Started, u"chronyd version 4.3 starting"_s);
        const std::pair<Id, LogLine> lines[] = {
            {Id::StartedTwice,
             logLine(LogEvent::AlreadyRunning, u"Another chronyd may already be running"_s)},
            {Id::CannotStep, logLine(LogEvent::CannotStep, u"Could not step system clock"_s)},
            {Id::CannotStep, logLine(LogEvent::NotPermitted, u"adjtimex failed: Operation not permitted"_s)},
            {Id::RefusedToStart,
             logLine(LogEvent::BadConfiguration, u"Invalid directive at line 7 in file /etc/chrony.conf"_s)},
            {Id::GaveUp, logLine(LogEvent::OffsetTooLarge, u"Adjustment exceeds the maximum (exiting)"_s)}};
        for (const auto &[id, line] : lines) {
            const QByteArray message = line.message.toUtf8();
            DiagnosisFacts log = facts({running()});
            log.log = {start, line};
            row(message.constData(), log, id);
            std::swap(log.log[0], log.log[1]);
            row((message + ", started again since").constData(), log, id, false);
            log.log[1].daemon = DaemonKind::Ntpsec;
            row((message + ", another one started since").constData(), log, id);
            DiagnosisFacts ofUnit = facts({running()});
            ofUnit.units = {unit(u"chrony.service"_s)};
            ofUnit.units[0].log = {start, line};
            row((message + ", of a unit").constData(), ofUnit, id);
        }
        DiagnosisFacts ignored = facts({running()});
        ignored.log = {logLine(LogEvent::OffsetTooLarge, u"Adjustment exceeds the maximum (ignored)"_s)};
        row("ignored", ignored, Id::GaveUp, false);
    }

private Q_SLOTS:
    void finds_data()
    {
        QTest::addColumn<DiagnosisFacts>("given");
        QTest::addColumn<int>("id");
        QTest::addColumn<bool>("isFound");
        addSteeringRows();
        addNobodyRows();
        addUnitRows();
        addTellingRows();
        addLogRows();
    }

    void finds()
    {
        QFETCH(DiagnosisFacts, given);
        QFETCH(int, id);
        QTEST(find(found(given), Id(id)) != nullptr, "isFound");
    }

    /// Row 05 of the story: which of the two is whose.
    void tellsTwoDaemonsApart()
    {
        DiagnosisFacts wsl = facts({running(), hostsDaemon()});
        wsl.machine.daemons[1].instance = 1;
        wsl.machine.host = {.kind = HostMachine::Kind::Wsl, .name = u"WSL 2"_s, .cloud = {}};
        const std::vector<Finding> findings = found(wsl);
        const Finding *several = find(findings, Id::SeveralDaemons);
        QVERIFY(several);
        QCOMPARE(several->severity, Severity::Warning);
        QCOMPARE(several->names, QStringList({u"chrony 4.3 #2"_s, u"chrony 4.3 #1"_s}));
        QCOMPARE(several->others, QStringList({u"PHC0"_s, u"/etc/chrony/chrony.conf"_s}));
        QCOMPARE(several->daemon, DaemonKind::Chrony);
        QVERIFY(several->flag);
        QVERIFY(hasCommand(*several, u"sudo systemctl disable --now chrony.service"_s));
        const std::vector<Evidence> expected{
            SourceEvidence{u"chrony 4.3 #2"_s, device()},
            SourceEvidence{u"chrony 4.3 #1"_s, server(u"ntp1.example.org"_s, SourceStanding::Selected)},
            *wsl.machine.daemons[0].process,
            FileEvidence{
                .path = u"/etc/chrony/chrony.conf"_s, .line = 0, .text = {}, .changedAt = now - 24h}};
        QVERIFY(several->evidence == expected);
        // That explains it: the configuration belongs to the other one.
        wsl.configurations = {configuration({u"ntp1.example.org"_s})};
        QVERIFY(!find(found(wsl), Id::NotTheConfiguredDaemon));
    }

    void tellsTheTwoListsOfAPaste()
    {
        const std::vector<Finding> findings = found(pasted({running(), hostsDaemon()}));
        const Finding *alternating = find(findings, Id::AlternatingAnswers);
        QVERIFY(alternating);
        QCOMPARE(alternating->names, QStringList(u"PHC0"_s));
        QCOMPARE(alternating->others,
                 QStringList({u"ntp1.example.org"_s, u"ntp2.example.org"_s, u"ntp3.example.org"_s}));
        QCOMPARE(alternating->evidence.size(), size_t(4));
    }

    void turnsNetworkTimeOn()
    {
        const std::vector<Finding> findings = found(facts({}));
        const Finding *nobody = find(findings, Id::NoDaemon);
        QVERIFY(nobody);
        QCOMPARE(nobody->severity, Severity::Critical);
        QVERIFY(nobody->flag);
        QCOMPARE(nobody->text, u"inactive"_s);
        QCOMPARE(nobody->actions.at(0).kind, FindingAction::Kind::NetworkTimeOn);
        DiagnosisFacts notTold = facts({});
        notTold.clock->timedated.networkTimeEnabled.reset();
        const std::vector<Finding> maybe = found(notTold);
        QVERIFY(find(maybe, Id::NoDaemon)->text.isEmpty());
        QCOMPARE(find(maybe, Id::NoDaemon)->actions.at(0).kind, FindingAction::Kind::NetworkTimeOn);
        DiagnosisFacts turnedOn = facts({});
        turnedOn.clock->timedated.networkTimeEnabled = true;
        const std::vector<Finding> on = found(turnedOn);
        QCOMPARE(find(on, Id::NoDaemon)->text, u"active"_s);
        QVERIFY(find(on, Id::NoDaemon)->actions.empty());
        DiagnosisFacts nothingInstalled = facts({});
        nothingInstalled.clock->timedated.canNetworkTime = false;
        const std::vector<Finding> without = found(nothingInstalled);
        QCOMPARE(find(without, Id::NoDaemon)->text, u"n/a"_s);
        QVERIFY(!find(without, Id::NoDaemon)->flag);
        QVERIFY(find(without, Id::NoDaemon)->actions.empty());
    }

    void weighsByWhatItCosts()
    {
        DaemonReport idle = running();
        idle.process->leavesClockAlone = true;
        const auto severity = [](const DiagnosisFacts &facts, Id id) {
            const std::vector<Finding> findings = found(facts);
            const Finding *finding = find(findings, id);
            return finding ? std::optional(finding->severity) : std::nullopt;
        };
        QCOMPARE(severity(facts({idle}), Id::LeavesClockAlone), Severity::Warning);
        QCOMPARE(severity(facts({idle, running(DaemonKind::Timesyncd)}), Id::LeavesClockAlone),
                 Severity::Advice);
        // As Debian's chrony is started in a container, whose clock is the host's.
        DiagnosisFacts debians = facts({idle});
        debians.machine.host.kind = HostMachine::Kind::Container;
        QCOMPARE(severity(debians, Id::LeavesClockAlone), Severity::Info);
        QVERIFY(find(found(debians), Id::LeavesClockAlone)->flag);
        idle.process->isInContainer = true;
        QCOMPARE(severity(facts({idle, running(DaemonKind::Timesyncd)}), Id::LeavesClockAlone),
                 Severity::Info);
        idle.process->isInContainer = false;
        idle.process->leavesClockAlone = false;
        idle.process->maySetClock = false;
        QCOMPARE(severity(facts({idle}), Id::MayNotSetClock), Severity::Warning);
        DiagnosisFacts container = facts({idle});
        container.machine.host.kind = HostMachine::Kind::Container;
        QCOMPARE(severity(container, Id::MayNotSetClock), Severity::Info);
        DiagnosisFacts disabled = facts({running()});
        disabled.units = {unit(u"chrony.service"_s)};
        disabled.units[0].enablement = UnitReport::Enablement::Disabled;
        QCOMPARE(severity(disabled, Id::UnitNotEnabled), Severity::Warning);
        disabled.units.push_back(unit(u"systemd-timesyncd.service"_s, UnitReport::Activity::Inactive));
        QCOMPARE(severity(disabled, Id::UnitNotEnabled), Severity::Advice);
    }

    void showsTheLastLinesOfAUnitThatFailed()
    {
        DiagnosisFacts failed = facts({});
        failed.units = {unit(u"chronyd.service"_s, UnitReport::Activity::Failed)};
        failed.units[0].result = u"exit-code"_s;
        for (int i = 1; i <= 7; ++i)
            failed.units[0].log.push_back(logLine(LogEvent::Other, u"line %1"_s.arg(i)));
        failed.units[0].log[6].daemon.reset(); // systemd says that it failed.
        const std::vector<Finding> findings = found(failed);
        const Finding *finding = find(findings, Id::UnitFailed);
        QVERIFY(finding);
        QCOMPARE(finding->subject, u"chronyd.service"_s);
        QCOMPARE(finding->text, u"exit-code"_s);
        QCOMPARE(finding->others, QStringList(u"line 6"_s));
        QCOMPARE(finding->evidence.size(), size_t(6));
        QVERIFY(finding->evidence[1] == Evidence(QuotedEvidence{.line = 0, .text = u"line 3"_s}));
        QVERIFY(finding->evidence[5] == Evidence(QuotedEvidence{.line = 0, .text = u"line 7"_s}));
        QCOMPARE(finding->actions.at(0).command,
                 (DaemonCommand{DaemonCommand::Kind::Start, DaemonKind::Chrony}));
    }

    void aLogThatMayNotBeReadIsNoEmptyOne()
    {
        DiagnosisFacts failed = facts({});
        failed.units = {unit(u"chronyd.service"_s, UnitReport::Activity::Failed)};
        const auto finding = [&failed] { return *find(found(failed), Id::UnitFailed); };
        QVERIFY(!finding().flag);
        QVERIFY(hasCommand(finding(), u"journalctl -n 20 -u chronyd.service"_s));
        failed.units[0].isLogHidden = true;
        QVERIFY(finding().flag);
        QVERIFY(hasCommand(finding(), u"sudo journalctl -n 20 -u chronyd.service"_s));
        failed.units[0].log = {logLine(LogEvent::Other, u"a line"_s)};
        QVERIFY(!finding().flag);
    }

    void aServiceThatIsSwitchedOffMayFail()
    {
        DiagnosisFacts two = facts({running()});
        two.units = {unit(u"chrony.service"_s), unit(u"ntpsec.service"_s, UnitReport::Activity::Failed)};
        const auto severity = [&two] { return find(found(two), Id::UnitFailed)->severity; };
        QCOMPARE(severity(), Severity::Warning);
        two.units[1].enablement = UnitReport::Enablement::Disabled;
        QCOMPARE(severity(), Severity::Info);
        two.machine.daemons.clear();
        QCOMPARE(severity(), Severity::Warning);
    }

    void aStartTakesBackWhatThisDaemonSaid()
    {
        const LogLine twice = logLine(LogEvent::AlreadyRunning, u"Another chronyd may already be running"_s);
        const LogLine start = logLine(LogEvent::Started, u"chronyd version 4.3 starting"_s);
        const LogLine others = logLine(LogEvent::Started, u"ntpd starting"_s, DaemonKind::Ntpsec);
        const LogLine anybodys = logLine(LogEvent::Started, u"Started."_s, std::nullopt);
        const LogLine untold = logLine(LogEvent::AlreadyRunning, u"twice"_s, std::nullopt);
        const auto isTold = [](const std::vector<LogLine> &lines) {
            DiagnosisFacts log = facts({running()});
            log.log = lines;
            return find(found(log), Id::StartedTwice) != nullptr;
        };
        QVERIFY(isTold({start, twice}));
        QVERIFY(!isTold({twice, start}));
        QVERIFY(isTold({twice, others}));
        QVERIFY(!isTold({twice, others, start}));
        QVERIFY(!isTold({twice, anybodys}));
        QVERIFY(!isTold({untold, others}));
        QVERIFY(isTold({others, untold}));
    }

    void whatALogSaidLongAgoIsOver()
    {
        DiagnosisFacts log = facts({running()});
        LogLine line = logLine(LogEvent::AlreadyRunning, u"Another chronyd may already be running"_s);
        const auto isTold = [&log, &line](std::optional<Instant> at) {
            line.at = at;
            log.units = {unit(u"chrony.service"_s)};
            log.units[0].log = {line};
            return find(found(log), Id::StartedTwice) != nullptr;
        };
        QVERIFY(isTold(now - 59min));
        QVERIFY(!isTold(now - 61min));
        QVERIFY(isTold(std::nullopt));
        log.isPasted = true;
        QVERIFY(isTold(now - 61min));
    }

    void opensTheLineThatStopsADaemon()
    {
        DiagnosisFacts log = facts({});
        LogLine line = logLine(LogEvent::BadConfiguration,
                               u"Fatal error : Invalid directive at line 7 in file /etc/chrony.conf"_s);
        line.subject = u"/etc/chrony.conf"_s;
        log.log = {line};
        const std::vector<Finding> findings = found(log);
        const Finding *finding = find(findings, Id::RefusedToStart);
        QVERIFY(finding);
        QCOMPARE(finding->text, line.message);
        QCOMPARE(finding->actions.at(0).kind, FindingAction::Kind::EditServers);
        QCOMPARE(finding->actions.at(0).file, u"/etc/chrony.conf"_s);
        QCOMPARE(finding->actions.at(0).line, 7);
    }

    void tellsTheNewestOfALog()
    {
        DiagnosisFacts log = facts({running()});
        LogLine first = logLine(LogEvent::OffsetTooLarge, u"first"_s);
        first.offset = Offset::fromLocalMinusRemote(1h);
        LogLine second = logLine(LogEvent::OffsetTooLarge, u"second"_s);
        second.offset = Offset::fromLocalMinusRemote(-2h);
        log.log = {first, second};
        const std::vector<Finding> findings = found(log);
        QCOMPARE(find(findings, Id::GaveUp)->text, u"second"_s);
        QCOMPARE(find(findings, Id::GaveUp)->offset, second.offset);
    }

    void saysNothingOfAHealthyMachine()
    {
        DiagnosisFacts healthy = facts({running()});
        healthy.units = {unit(u"chrony.service"_s),
                         unit(u"systemd-timesyncd.service"_s, UnitReport::Activity::Inactive)};
        healthy.units[0].log = {logLine(LogEvent::Started, u"chronyd version 4.3 starting"_s),
                                logLine(LogEvent::SourceSelected, u"Selected source 192.0.2.1"_s)};
        healthy.configurations = {
            configuration({u"ntp1.example.org"_s, u"ntp2.example.org"_s, u"ntp3.example.org"_s})};
        QVERIFY(found(healthy).empty());
        QVERIFY(found(pasted({running()})).empty());
    }
};

QTEST_GUILESS_MAIN(TestDaemonRules)
#include "test_daemonrules.moc"
