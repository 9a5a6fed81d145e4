// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"
#include "ui/wording/quantity.h"

#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Id = FindingId;

/// Of the day of these tests, 23 November 2026, by this computer's zone.
Instant local(int hour, int minute)
{
    return Instant(
        std::chrono::seconds(QDateTime(QDate(2026, 11, 23), QTime(hour, minute)).toSecsSinceEpoch()));
}

const Instant now = local(14, 30);

FindingAction copy(const QString &command)
{
    return {.kind = FindingAction::Kind::Copy, .text = command};
}

Finding finding(Id id, Severity severity = Severity::Warning)
{
    return {.id = id, .severity = severity};
}

Finding about(Id id, const QString &subject, Severity severity = Severity::Warning)
{
    return {.id = id, .severity = severity, .subject = subject};
}

Finding of(Id id, const QStringList &names, Severity severity = Severity::Warning)
{
    return {.id = id, .severity = severity, .names = names};
}

Finding pair(bool isHosts)
{
    Finding several = of(Id::SeveralDaemons, {u"chrony 4.3 #2"_s, u"chrony 4.3 #1"_s});
    several.others = {isHosts ? u"PHC0"_s : u"chronyd.service"_s, u"/etc/chrony/chrony.conf"_s};
    several.daemon = DaemonKind::Chrony;
    several.flag = isHosts;
    several.actions = {copy(u"sudo systemctl disable --now chrony.service"_s)};
    return several;
}

} // namespace

class TestDaemonFindings : public QObject
{
    Q_OBJECT

private:
    static void row(const char *variant, const Finding &finding, const QStringList &told)
    {
        QTest::addRow("%s: %s", qPrintable(findingName(finding.id)), variant) << finding << told;
    }

    static void addSteering()
    {
        const QString disable = u"sudo systemctl disable --now chrony.service"_s;
        Finding wsl = pair(true);
        wsl.text = u"WSL 2"_s;
        row("WSL", wsl,
            {u"2 time service(s) correct this clock"_s,
             u"Two chronyds answer here. One follows the host's clock (PHC0) and was not started by this "
             u"system; "
             "the other one is yours and reads /etc/chrony/chrony.conf."_s,
             u"WSL's own cannot be removed: stop yours (%1)"_s.arg(disable)});
        row("another host", pair(true), {u"PHC0"_s, u"have the host's stopped"_s, disable});
        row("two of one kind", pair(false),
            {u"One is the service chronyd.service; the other one reads /etc/chrony/chrony.conf."_s, disable});
        Finding kinds = of(Id::SeveralDaemons, {u"chrony 4.3"_s, u"systemd-timesyncd 252"_s});
        kinds.others = {u"ntp.example.org"_s, QString()};
        row("two kinds", kinds,
            {u"chrony 4.3 follows ntp.example.org; systemd-timesyncd 252 follows no source"_s,
             u"keep one of them"_s});
        row("three", of(Id::SeveralDaemons, {u"chrony 4.3"_s, u"NTPsec"_s, u"OpenNTPD"_s}),
            {u"3 time service(s)"_s, u"chrony 4.3, NTPsec, OpenNTPD"_s});
        Finding alternating = of(Id::AlternatingAnswers, {u"PHC0"_s});
        alternating.others = {u"ntp1.example.org"_s, u"ntp2.example.org"_s};
        alternating.daemon = DaemonKind::Chrony;
        row("a device and servers", alternating,
            {u"PHC0"_s, u"ntp1.example.org, ntp2.example.org"_s, u"chrony"_s});
        row("phc2sys", of(Id::OtherProgramSteers, {u"phc2sys"_s}), {u"phc2sys"_s});
        DaemonSource device;
        device.name = u"PHC0"_s;
        device.mode = SourceMode::ReferenceClock;
        device.reach = 0xff;
        alternating.evidence = {SourceEvidence{{}, device}};
        row("a device that is read for long", alternating, {u"The last eight readings of PHC0 all came"_s});
        Finding nobody = finding(Id::NoDaemon, Severity::Critical);
        row("nothing to turn on", nobody, {u"install one such as chrony"_s});
        nobody.text = u"n/a"_s;
        row("nothing installed", nobody, {u"No time service is installed"_s});
        nobody.text = u"active"_s;
        row("turned on", nobody, {u"Network time is turned on, and yet"_s});
        nobody.flag = true;
        nobody.text = u"inactive"_s;
        KernelClock kernel;
        kernel.maximumError = 2500ms;
        nobody.evidence = {kernel};
        row("to be turned on", nobody, {u"Turn network time on."_s, u"2.50 s"_s});
        Finding host = finding(Id::HostSteers, Severity::Info);
        row("a container", host, {u"container"_s});
        host.text = u"Docker"_s;
        row("Docker", host, {u"Docker"_s});
        host.text = u"WSL 2"_s;
        row("WSL", host, {u"This is WSL 2: Windows"_s});
        Finding mayNot = of(Id::MayNotSetClock, {u"chrony 4.3"_s});
        row("a computer", mayNot, {u"chrony 4.3"_s, u"CAP_SYS_TIME"_s});
        mayNot.flag = true;
        row("a container", mayNot, {u"chrony 4.3"_s, u"--cap-add SYS_TIME"_s});
        row("alone", of(Id::LeavesClockAlone, {u"chrony 4.3"_s}), {u"chrony 4.3"_s, u"Nothing else"_s});
        row("beside another", of(Id::LeavesClockAlone, {u"chrony 4.3"_s}, Severity::Advice),
            {u"chrony 4.3"_s, u"(-x)"_s, u"take the option -x away"_s});
        Finding contained = of(Id::LeavesClockAlone, {u"chrony 4.3"_s}, Severity::Info);
        contained.flag = true;
        row("in a container", contained, {u"chrony 4.3"_s, u"Nothing has to be done"_s});
    }

    static void addUnits()
    {
        Finding masked = about(Id::UnitMasked, u"chrony.service"_s);
        masked.actions = {copy(u"sudo systemctl unmask chrony.service"_s)};
        row("alone", masked, {u"chrony.service"_s, u"sudo systemctl unmask chrony.service"_s});
        masked.severity = Severity::Info;
        row("beside another", masked, {u"Another time service"_s});
        Finding failed = about(Id::UnitFailed, u"chronyd.service"_s);
        failed.actions = {copy(u"journalctl -n 20 -u chronyd.service"_s)};
        row("without a word", failed, {u"chronyd.service"_s, u"journalctl"_s});
        failed.text = u"exit-code"_s;
        failed.others = {u"Fatal error : 100%1"_s};
        row("with its log", failed, {u"\"exit-code\""_s, u"\"Fatal error : 100%1\""_s});
        Finding hidden = about(Id::UnitFailed, u"chronyd.service"_s);
        hidden.flag = true;
        hidden.actions = {copy(u"sudo journalctl -n 20 -u chronyd.service"_s)};
        row("its log is not for this user", hidden,
            {u"may not read its log"_s, u"sudo journalctl -n 20 -u chronyd.service"_s, u"systemd-journal"_s});
        row("nothing to copy", about(Id::UnitFailed, u"chrony, an NTP client/server"_s),
            {u"Its log says why."_s});
        Finding keptOff = about(Id::UnitKeptOff, u"ntp.service"_s);
        keptOff.actions = {copy(u"systemctl status ntp.service"_s)};
        row("a condition", keptOff, {u"ntp.service"_s, u"systemctl status ntp.service"_s});
        Finding disabled = about(Id::UnitNotEnabled, u"ntp.service"_s);
        disabled.actions = {copy(u"sudo systemctl enable ntp.service"_s)};
        row("alone", disabled, {u"ntp.service"_s, u"sudo systemctl enable ntp.service"_s});
        disabled.severity = Severity::Advice;
        row("beside another", disabled, {u"Another time service"_s});
    }

    static void addWords()
    {
        Finding silent = about(Id::DaemonSilent, u"chrony 4.3"_s);
        silent.span = 3min;
        row("for 3 min", silent, {u"chrony 4.3"_s, u"3 min"_s});
        Finding closed = about(Id::DaemonTellsNothing, u"NTPsec"_s, Severity::Info);
        row("no interface", closed, {u"NTPsec"_s});
        closed.flag = true;
        row("root only", closed, {u"NTPsec"_s, u"administrator"_s});
        Finding other = about(Id::NotTheConfiguredDaemon, u"chrony 4.3"_s);
        other.names = {u"PHC0"_s};
        other.others = {u"ntp1.example.org"_s, u"ntp2.example.org"_s};
        row("a device", other, {u"chrony 4.3"_s, u"PHC0"_s, u"ntp1.example.org, ntp2.example.org"_s});
        row("n/a", of(Id::ServiceUnknown, {u"chrony 4.3"_s}, Severity::Info), {u"chrony 4.3"_s});
        for (const Id id : {Id::PasswordNeeded, Id::NobodyAnswered, Id::StartedTwice, Id::CannotStep,
                            Id::RefusedToStart, Id::GaveUp, Id::PortTaken, Id::CannotOpen}) {
            Finding quoting = finding(id);
            quoting.text = u"a line, as it was"_s;
            quoting.actions = {copy(u"systemctl status chrony.service"_s)};
            row("of nobody known", quoting, {u"\"a line, as it was\""_s});
            if (id == Id::PasswordNeeded || id == Id::NobodyAnswered)
                continue;
            quoting.daemon = DaemonKind::Ntpsec;
            row("of a program", quoting, {u"NTPsec"_s, u"\"a line, as it was\""_s});
        }
        Finding taken = finding(Id::PortTaken);
        taken.daemon = DaemonKind::Ntpd;
        taken.text = u"a line"_s;
        row("it goes on", taken, {u"can still ask servers"_s});
        taken.flag = true;
        row("it ended", taken, {u"ntpd ended at its start"_s, u"ss -ulpn"_s});
        Finding device = about(Id::CannotOpen, u"/dev/ptp0"_s);
        device.daemon = DaemonKind::Chrony;
        device.text = u"a line"_s;
        row("a device", device, {u"ls -l /dev/ptp0"_s, u"goes on without"_s, u"/dev/ptp_hyperv"_s});
        device.flag = true;
        device.subject = u"/dev/pps0"_s;
        row("a device it needs", device, {u"ended because"_s, u"/dev/pps0"_s, u"AppArmor"_s});
        device.subject = u"/etc/chrony.keys"_s;
        row("a file", device, {u"ls -l /etc/chrony.keys"_s});
        Finding gaveUp = finding(Id::GaveUp);
        gaveUp.text = u"a line"_s;
        gaveUp.offset = Offset::fromLocalMinusRemote(-3600s);
        row("behind", gaveUp,
            {wording::offsetText(*gaveUp.offset).replace(QChar::Nbsp, QChar::Space), u"behind"_s});
    }

    static void addFiles()
    {
        Finding saved = about(Id::NotInEffect, u"/etc/chrony/chrony.conf"_s);
        saved.daemon = DaemonKind::Chrony;
        saved.at = now - 4min;
        DaemonProcess process;
        process.startedAt = local(12, 41);
        saved.span = now - *process.startedAt;
        saved.evidence = {process};
        saved.actions = {{.kind = FindingAction::Kind::Command, .command = {DaemonCommand::Kind::Restart}},
                         copy(u"sudo systemctl restart chrony.service"_s)};
        const QStringList told{u"/etc/chrony/chrony.conf was saved 4 min ago"_s};
        // Row 09 of the story.
        row("restart", saved,
            told + QStringList{u"chronyd still runs with the configuration read at 12:41"_s,
                               u"Restart it. In a terminal: sudo systemctl restart"_s});
        saved.actions[0].command.kind = DaemonCommand::Kind::Reload;
        row("reload", saved,
            told + QStringList{u"chronyd, which read its configuration at 12:41"_s,
                               u"read its files of servers again"_s});
        Finding broken = about(Id::BrokenLine, u"/etc/chrony/chrony.conf"_s);
        broken.daemon = DaemonKind::Chrony;
        broken.text = u"line 7: the directive \"sever\" is unknown"_s;
        broken.evidence = {FileEvidence{.path = broken.subject, .line = 7, .text = {}, .changedAt = {}}};
        row("somewhere", broken, {broken.subject, broken.text});
        broken.count = 7;
        row("at a place", broken, {u"Line 7 of /etc/chrony/chrony.conf"_s, broken.text, u"may not start"_s});
        broken.evidence.resize(3, broken.evidence[0]);
        broken.subject = u"/etc/chrony/sources.d/a.sources"_s;
        row("three", broken, {u"2 more line(s)"_s, u"without a word"_s});
        Finding closed = about(Id::FileUnreadable, u"/etc/ntp.conf"_s);
        closed.text = u"Permission denied"_s;
        row("a stopped daemon", closed, {u"/etc/ntp.conf"_s, u"Permission denied"_s});
        closed.severity = Severity::Info;
        closed.daemon = DaemonKind::Ntpsec;
        row("a running daemon", closed, {u"/etc/ntp.conf"_s, u"NTPsec runs"_s});
        Finding copied = about(Id::NtpsecDhcpFile, u"/run/ntpsec/ntp.conf.dhcp"_s, Severity::Info);
        copied.others = {u"/etc/ntpsec/ntp.conf"_s};
        row("as made", copied, {copied.subject, copied.others[0], u"IGNORE_DHCP=yes"_s});
        copied.severity = Severity::Warning;
        row("edited", copied, {u"nothing came of it"_s});
        Finding noStep = finding(Id::NoStepRule, Severity::Advice);
        noStep.evidence = {
            FileEvidence{.path = u"/etc/chrony.conf"_s, .line = 0, .text = {}, .changedAt = {}}};
        row("chrony", noStep, {u"/etc/chrony.conf"_s, u"makestep 1 3"_s});
    }

    static void addLists()
    {
        Finding none = finding(Id::NoServer);
        none.daemon = DaemonKind::OpenNtpd;
        row("none", none, {u"OpenNTPD"_s});
        Finding few = finding(Id::TooFewSources, Severity::Advice);
        few.count = 1;
        row("one", few, {u"Only 1 source(s)"_s});
        few.count = 2;
        row("two", few, {u"Only 2 source(s)"_s, u"contradict"_s});
        Finding many = finding(Id::TooManySources, Severity::Advice);
        many.count = 12;
        row("twelve", many, {u"12"_s});
        Finding operators = of(Id::OneOperator, {u"ntp1.jst.mfeed.ad.jp"_s, u"ntp2.jst.mfeed.ad.jp"_s});
        operators.text = u"mfeed.ad.jp"_s;
        row("one", operators, {u"mfeed.ad.jp"_s, u"ntp1.jst.mfeed.ad.jp, ntp2.jst.mfeed.ad.jp"_s});
        Finding same = of(Id::SameAddress, {u"a.example"_s, u"b.example"_s});
        same.text = u"192.0.2.1"_s;
        row("two names", same, {u"a.example"_s, u"b.example"_s, u"192.0.2.1"_s});
        row("a name", of(Id::PoolOfOne, {u"a.example"_s}), {u"a.example"_s});
        row("a zone", of(Id::ServerOfMany, {u"0.pool.ntp.org"_s}), {u"0.pool.ntp.org"_s});
        row("a server", of(Id::NoQuickStart, {u"a.example"_s}),
            {u"a.example"_s, u"iburst"_s, u"about 130 s"_s, u"4 to 8 quick requests"_s});
        Finding fallback = of(Id::FallbackServers, {u"0.debian.pool.ntp.org"_s}, Severity::Info);
        fallback.daemon = DaemonKind::Timesyncd;
        row("timesyncd", fallback, {u"0.debian.pool.ntp.org"_s, u"systemd-timesyncd"_s});
        Finding quick = of(Id::PollsTooOften, {u"a.example"_s});
        row("by how much is not known", quick, {u"a.example"_s, u"64 s"_s});
        DaemonSource source;
        source.pollLog2 = 4;
        quick.evidence = {SourceEvidence{{}, source}};
        row("every 16 s", quick, {u"a.example"_s, u"every 16 s"_s});
    }

    static void addRows()
    {
        QTest::addColumn<Finding>("finding");
        QTest::addColumn<QStringList>("told");
        addSteering();
        addUnits();
        addWords();
        addFiles();
        addLists();
    }

private Q_SLOTS:
    void says_data() { addRows(); }

    void says()
    {
        QFETCH(Finding, finding);
        QFETCH(QStringList, told);
        const wording::FindingText text = wording::findingText(finding, now);
        const QString all = QStringList{text.title, text.explanation, text.remedy}.join(u'\n').replace(
            QChar::Nbsp, QChar::Space);
        for (const QString &part : told)
            QVERIFY2(all.contains(part), qPrintable(part + u" is not in:\n"_s + all));
        QVERIFY(!text.title.isEmpty());
        QVERIFY2(!text.title.endsWith(u'.'), qPrintable(text.title));
        QVERIFY2(text.title.size() <= 70, qPrintable(text.title));
        // What was quoted may hold anything, and ends its sentence with its quotation mark.
        const bool isQuoting = text.explanation.endsWith(u'"');
        QVERIFY2(isQuoting || text.explanation.endsWith(u'.'), qPrintable(text.explanation));
        QVERIFY2(text.disproof.startsWith(u"It would not be so if "_s), qPrintable(text.disproof));
        QVERIFY2(text.disproof.endsWith(u'.'), qPrintable(text.disproof));
        static const QRegularExpression unfilled(u"(?<!100)%[0-9nL]|  |\\(\\)| ,"_s);
        QVERIFY2(!(all + text.disproof).contains(unfilled), qPrintable(all + text.disproof));
    }

    void tellsWhenTheFileWasRead_data()
    {
        QTest::addColumn<Instant>("startedAt");
        QTest::addColumn<bool>("isSeen");
        QTest::addColumn<QString>("read");
        QTest::newRow("today") << local(12, 41) << true << u"12:41"_s;
        QTest::newRow("on another day") << local(12, 41) - 48h << true << u"21/11/2026 12:41"_s;
        QTest::newRow("the process is not seen") << local(9, 5) << false << u"09:05"_s;
    }
    void tellsWhenTheFileWasRead()
    {
        QFETCH(Instant, startedAt);
        QFETCH(bool, isSeen);
        QFETCH(QString, read);
        const QLocale former;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        Finding saved = about(Id::NotInEffect, u"/etc/chrony/chrony.conf"_s);
        saved.daemon = DaemonKind::Chrony;
        saved.span = now - startedAt;
        DaemonProcess process;
        process.startedAt = startedAt;
        if (isSeen)
            saved.evidence = {process};
        const QString explanation = wording::findingText(saved, now).explanation;
        QLocale::setDefault(former);
        const QString told = u"chronyd still runs with the configuration read at %1."_s.arg(read);
        QVERIFY2(explanation.endsWith(told), qPrintable(explanation));
    }

    void everyIdHasWords()
    {
        for (int i = 0; i < findingIds; ++i) {
            const auto id = Id(i);
            const bool isOfDaemons = id < Id::Gathering;
            const bool isOfConfiguration = id >= Id::NotInEffect;
            Finding finding{.id = id};
            finding.names = {u"a.example"_s};
            QCOMPARE(wording::daemonFindingText(finding, now).has_value(), isOfDaemons);
            QCOMPARE(wording::configurationFindingText(finding, now).has_value(), isOfConfiguration);
        }
    }
};

QTEST_GUILESS_MAIN(TestDaemonFindings)
#include "test_daemonfindings.moc"
