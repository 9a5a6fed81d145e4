// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/pasted/explained.h"
#include "core/diagnosis/pasted/logline.h"
#include "core/diagnosis/rules/opentroubles.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant readAt = Instant(std::chrono::sys_days(2026y / 11 / 29)) + 12h;

/// As the journal has them, a minute after each other.
QString journal(const QStringList &lines)
{
    QString text;
    for (qsizetype i = 0; i < lines.size(); ++i)
        text += u"Nov 29 09:%1:00 host %2\n"_s.arg(10 + i).arg(lines[i]);
    return text;
}

QString chronyd(const QString &message)
{
    return u"chronyd[729]: "_s + message;
}

QString timesyncd(const QString &message)
{
    return u"systemd-timesyncd[268]: "_s + message;
}

QString ntpd(const QString &message)
{
    return u"ntpd[4711]: "_s + message;
}

QStringList idsOf(const std::vector<Finding> &findings)
{
    QStringList ids;
    for (const Finding &finding : findings)
        ids.append(findingName(finding.id));
    return ids;
}

QStringList wordsOf(const std::vector<Finding> &findings)
{
    QStringList words;
    for (const Finding &finding : findings)
        words.append(
            u"%1 %2 %3"_s.arg(severityName(finding.severity), findingName(finding.id), finding.subject)
                .trimmed());
    return words;
}

QStringList found(const QStringList &lines)
{
    return idsOf(explainPasted(journal(lines), readAt).findings);
}

const Finding *find(const std::vector<Finding> &findings, FindingId id)
{
    const auto found = std::ranges::find(findings, id, &Finding::id);
    return found == findings.end() ? nullptr : &*found;
}

LogLine lineOf(const QString &text)
{
    return readLogLine(u"Nov 29 09:10:00 host "_s + text).line;
}

const QString noSelectable = chronyd(u"Can't synchronise: no selectable sources"_s);
const QString selected = chronyd(u"Selected source 192.0.2.1 (a.example)"_s);
const QString started = chronyd(u"chronyd version 4.3 starting (+CMDMON +NTP)"_s);
const QString exiting = chronyd(u"chronyd exiting"_s);

/// Of each kind of event at least one line, and what it leads to where nothing follows it; empty: nothing.
struct Told
{
    LogEvent event;
    QString line;
    QString finding;
};

const std::vector<Told> &tellings()
{
    using E = LogEvent;
    static const std::vector<Told> all{
        {E::Other, chronyd(u"Frequency -3.337 +/- 3.061 ppm read from /var/lib/chrony/chrony.drift"_s), {}},
        {E::Started, started, {}},
        {E::Exiting, exiting, {}},
        {E::ClockWrong, chronyd(u"System clock wrong by 362.100000 seconds"_s), u"clock-off"_s},
        {E::ClockWrong, chronyd(u"System's initial offset : 362.100000 seconds fast of true (step)"_s), {}},
        {E::ClockStepped, chronyd(u"System clock was stepped by 362.100000 seconds"_s), {}},
        {E::CannotStep, chronyd(u"Could not step system clock"_s), u"cannot-step"_s},
        {E::SourceSelected, selected, {}},
        {E::SourceReplaced, chronyd(u"Source 192.0.2.1 replaced with 192.0.2.2 (a.example)"_s), {}},
        {E::SourceOnline, chronyd(u"Source 192.0.2.1 online"_s), {}},
        {E::SourceOffline, chronyd(u"Source 192.0.2.1 offline"_s), u"offline"_s},
        {E::SourceAdded, chronyd(u"Added source 192.0.2.1 (a.example)"_s), {}},
        {E::SourceRemoved, chronyd(u"Removed source 192.0.2.1 (a.example)"_s), {}},
        {E::NoSources, chronyd(u"Can't synchronise: no sources"_s), u"nothing-selectable"_s},
        {E::NoSelectableSources, noSelectable, u"nothing-selectable"_s},
        {E::NoSelectableSources, ntpd(u"no servers reachable"_s), u"nothing-selectable"_s},
        {E::NoMajority, chronyd(u"Can't synchronise: no majority"_s), u"no-majority"_s},
        {E::Falseticker, chronyd(u"Detected falseticker 192.0.2.1 (a.example)"_s), u"outvoted"_s},
        {E::TooFar, chronyd(u"Root distance of 192.0.2.1 (a.example) exceeds maxdistance of 3.000 seconds"_s),
         u"too-far"_s},
        {E::TooFar, timesyncd(u"Server has too large root distance. Disconnecting."_s),
         u"nothing-selectable"_s},
        {E::TooVariable, chronyd(u"Jitter of 192.0.2.1 (a.example) exceeds maxjitter of 1.000 seconds"_s),
         u"too-variable"_s},
        {E::Interference, chronyd(u"System clock interference detected (another NTP client?)"_s),
         u"interference"_s},
        {E::TimeJumpForward, chronyd(u"Forward time jump detected!"_s), u"clock-jumped"_s},
        {E::TimeJumpBackward, chronyd(u"Backward time jump detected!"_s), u"clock-jumped"_s},
        {E::TimeJumpBackward,
         timesyncd(u"System clock time unset or jumped backwards, restored from recorded timestamp: "
                   "Sun 2026-11-29 09:00:00 UTC"_s),
         u"clock-jumped"_s},
        {E::RateRefused, chronyd(u"Received KoD RATE from 192.0.2.1"_s), u"kiss-of-death"_s},
        {E::ServerContacted, timesyncd(u"Contacted time server 192.0.2.1:123 (a.example)."_s), {}},
        {E::Synchronised,
         timesyncd(u"Initial synchronization to time server 192.0.2.1:123 (a.example)."_s),
         {}},
        {E::ReplyTimeout, timesyncd(u"Timed out waiting for reply from 192.0.2.1:123 (a.example)."_s),
         u"server-dead"_s},
        {E::NetworkAbsent, timesyncd(u"No network connectivity, watching for changes."_s),
         u"computer-offline"_s},
        {E::CannotResolve, ntpd(u"error resolving pool a.example: Name or service not known (-2)"_s),
         u"unresolved"_s},
        {E::CannotOpenOrBind,
         chronyd(u"Fatal error : Could not open /dev/ptp0 : No such file or directory"_s), u"cannot-open"_s},
        {E::CannotOpenOrBind, timesyncd(u"Failed to set up connection socket: Permission denied"_s),
         u"cannot-open"_s},
        {E::CannotOpenOrBind,
         ntpd(u"unable to bind to wildcard address 0.0.0.0 - another process may be running - EXITING"_s),
         u"port-taken"_s},
        {E::CannotOpenOrBind, chronyd(u"Could not open NTP socket on 0.0.0.0:123"_s), u"port-taken"_s},
        {E::CannotOpenOrBind, chronyd(u"Could not bind NTP socket to 0.0.0.0:123 : Address already in use"_s),
         u"port-taken"_s},
        // Without IPv6, and before an address is there.
        {E::CannotOpenOrBind,
         chronyd(u"Could not open IPv6 NTP socket : Address family not supported by protocol"_s),
         {}},
        {E::CannotOpenOrBind,
         ntpd(u"bind(21) AF_INET6 fe80::1%2#123 flags 0x11 failed: Cannot assign requested address"_s),
         {}},
        {E::CannotOpenOrBind, ntpd(u"unable to create socket on eth0 (5) for fe80::1%2#123"_s), {}},
        {E::NotPermitted, chronyd(u"Fatal error : adjtimex(0x8001) failed : Operation not permitted"_s),
         u"cannot-step"_s},
        {E::BadConfiguration,
         chronyd(u"Fatal error : Invalid directive at line 7 in file /etc/chrony/chrony.conf"_s),
         u"refused-to-start"_s},
        {E::AlreadyRunning, chronyd(u"Fatal error : Another chronyd may already be running (pid=411)"_s),
         u"started-twice"_s},
        {E::CannotAuthenticate,
         chronyd(u"TLS handshake with 192.0.2.1:4460 (a.example) failed : The certificate is expired."_s),
         u"not-authenticated"_s},
        {E::OffsetTooLarge,
         chronyd(u"Adjustment of 3600.000 seconds exceeds the allowed maximum of 1.000 seconds (exiting)"_s),
         u"gave-up"_s},
        {E::OffsetTooLarge,
         chronyd(u"Adjustment of 3600.000 seconds exceeds the allowed maximum of 1.000 seconds (ignored)"_s),
         {}},
        {E::UnitFailed, u"systemd[1]: chronyd.service: Failed with result 'exit-code'."_s, u"unit-failed"_s},
        {E::UnitFailed, u"systemd[1]: Failed to start chrony, an NTP client/server."_s, u"unit-failed"_s},
        {E::UnitStarted, u"systemd[1]: Started chrony, an NTP client/server."_s, {}},
    };
    return all;
}

} // namespace

class TestLogRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEventIsJudged_data();
    void everyEventIsJudged();
    void noEventIsForgotten();
    void whatIsMendedIsOver_data();
    void whatIsMendedIsOver();
    void endsBeforeAreNoEnd();
    void logsOfOthers_data();
    void logsOfOthers();
    void manyThatDoNotAnswer();
    void clockIsWrongBySoMuch();
    void slowCorrectionsEnd();
    void jumpsDiffer();
    void portsAndDevices();
    void unitThatFailedSaysWhy();
    void sourcesKnowBetter();
    void liveLogsAreNotBelievedForLong();
};

void TestLogRules::everyEventIsJudged_data()
{
    QTest::addColumn<int>("event");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("finding");
    for (const Told &told : tellings())
        QTest::newRow(qPrintable(told.line)) << int(told.event) << told.line << told.finding;
}

void TestLogRules::everyEventIsJudged()
{
    QFETCH(const int, event);
    QFETCH(const QString, line);
    QFETCH(const QString, finding);
    QCOMPARE(int(lineOf(line).event), event);
    const PastedExplanation explanation = explainPasted(journal({line}), readAt);
    QCOMPARE(explanation.output.blocks.size(), 1U);
    QCOMPARE(idsOf(explanation.findings), finding.isEmpty() ? QStringList() : QStringList(finding));
    for (const Finding &each : explanation.findings) {
        const bool isQuoted = std::ranges::any_of(each.evidence, [](const Evidence &evidence) {
            const auto *quote = std::get_if<QuotedEvidence>(&evidence);
            return quote && quote->line == 1;
        });
        QVERIFY(isQuoted);
    }
}

void TestLogRules::noEventIsForgotten()
{
    for (int event = 0; event <= int(LogEvent::UnitStarted); ++event) {
        const bool isThere =
            std::ranges::any_of(tellings(), [event](const Told &told) { return int(told.event) == event; });
        QVERIFY2(isThere, qPrintable(QString::number(event)));
    }
}

void TestLogRules::whatIsMendedIsOver_data()
{
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("findings");
    const auto row = [](const char *name, const QStringList &lines, const QStringList &findings = {}) {
        QTest::newRow(name) << lines << findings;
    };
    const QString wrong = chronyd(u"System clock wrong by 3600.000000 seconds"_s);
    const QString stepped = chronyd(u"System clock was stepped by 3600.000000 seconds"_s);
    const QString timeout = timesyncd(u"Timed out waiting for reply from 192.0.2.1:123 (a.example)."_s);
    const QString contacted = timesyncd(u"Contacted time server 192.0.2.2:123 (b.example)."_s);
    const QString noNetwork = timesyncd(u"No network connectivity, watching for changes."_s);
    const QString offline = chronyd(u"Source 192.0.2.1 offline"_s);
    const QString falseticker = chronyd(u"Detected falseticker 192.0.2.1 (a.example)"_s);
    const QString noName =
        ntpd(u"error resolving pool a.example: Temporary failure in name resolution (-3)"_s);
    const QString typo = ntpd(u"error resolving pool a.example: Name or service not known (-2)"_s);
    const QString failed = u"systemd[1]: chrony.service: Failed with result 'exit-code'."_s;
    const QString nothing = u"nothing-selectable"_s;

    row("selected since", {noSelectable, selected});
    row("lost since", {selected, noSelectable}, {nothing});
    row("started since", {noSelectable, started});
    row("another one is well", {noSelectable, contacted}, {nothing});
    row("no majority since", {noSelectable, chronyd(u"Can't synchronise: no majority"_s)},
        {u"no-majority"_s});
    row("a majority since", {chronyd(u"Can't synchronise: no majority"_s), selected});
    row("nothing left", {chronyd(u"Can't synchronise: no majority"_s), noSelectable},
        {nothing, u"no-majority"_s});
    row("at its end", {noSelectable, exiting});
    row("minutes before its end", {noSelectable, chronyd(u"Initial frequency -3.337 ppm"_s), exiting},
        {nothing});
    row("stepped since", {wrong, stepped});
    row("wrong again", {wrong, stepped, wrong}, {u"clock-off"_s});
    row("another server answered", {timeout, contacted});
    row("no longer", {contacted, timeout}, {u"server-dead"_s});
    row("the network is back", {noNetwork, timeout}, {u"server-dead"_s});
    row("the network is gone", {timeout, noNetwork}, {u"computer-offline"_s});
    row("the network is back, and answers", {noNetwork, contacted});
    row("online since", {offline, chronyd(u"Source 192.0.2.1 online"_s)});
    row("another one online", {offline, chronyd(u"Source 192.0.2.2 online"_s)}, {u"offline"_s});
    row("removed since", {offline, chronyd(u"Removed source 192.0.2.1 (a.example)"_s)});
    row("outvoted, others followed", {falseticker, chronyd(u"Selected source 192.0.2.2 (b.example)"_s)},
        {u"outvoted"_s});
    row("outvoted, and followed since", {falseticker, selected});
    row("names at the start", {noName, ntpd(u"synchronized to 192.0.2.1, stratum 2"_s)});
    row("a name that there is not", {typo, ntpd(u"synchronized to 192.0.2.1, stratum 2"_s)},
        {u"unresolved"_s});
    const QString noNameThere = timesyncd(u"Failed to resolve a.example: Name or service not known"_s);
    row("the name was found since",
        {noNameThere, timesyncd(u"Contacted time server 192.0.2.1:123 (a.example)."_s)});
    row("another name was found", {noNameThere, contacted}, {u"unresolved"_s});
    row("the name was lost since",
        {timesyncd(u"Contacted time server 192.0.2.1:123 (a.example)."_s), noNameThere}, {u"unresolved"_s});
    row("the name was found since, by chronyd", {chronyd(u"Could not resolve a.example"_s), selected});
    row("another name was found, by chronyd", {chronyd(u"Could not resolve b.example"_s), selected},
        {u"unresolved"_s});
    const QString noKeys =
        chronyd(u"TLS handshake with 192.0.2.1:4460 (a.example) failed : Error in the pull function."_s);
    row("keys since", {noKeys, selected});
    row("another one has keys", {noKeys, chronyd(u"Selected source 192.0.2.11 (b.example)"_s)},
        {u"not-authenticated"_s});
    row("no keys any more", {selected, noKeys}, {u"not-authenticated"_s});
    const QString noKeys6 =
        chronyd(u"TLS handshake with [2001:db8::1]:4460 (a.example) failed : Error in the pull function."_s);
    row("keys since, by IPv6", {noKeys6, chronyd(u"Selected source 2001:db8::1 (a.example)"_s)});
    row("another one has keys, by IPv6", {noKeys6, chronyd(u"Selected source 2001:db8::14 (b.example)"_s)},
        {u"not-authenticated"_s});
    row("forward, and followed since", {chronyd(u"Forward time jump detected!"_s), selected});
    row("failed, then started", {failed, u"systemd[1]: Started chrony.service - an NTP client/server."_s});
    row("failed, then started, as old ones say it", {failed, u"systemd[1]: Started NTP client/server."_s});
    row("another one was started", {failed, u"systemd[1]: Started ntpsec.service - Network Time Service."_s},
        {u"unit-failed"_s});
    row("another one was started, as old ones say it",
        {failed, u"systemd[1]: Started Network Time Synchronization."_s}, {u"unit-failed"_s});
    const QString timesyncdFailed =
        u"systemd[1]: systemd-timesyncd.service: Failed with result 'exit-code'."_s;
    row("timesyncd failed, then started, as old ones say it",
        {timesyncdFailed, u"systemd[1]: Started Network Time Synchronization."_s});
    row("timesyncd failed, chronyd started, as old ones say it",
        {timesyncdFailed, u"systemd[1]: Started chrony, an NTP client/server."_s}, {u"unit-failed"_s});
    row("ntpsec failed, then started, as old ones say it",
        {u"systemd[1]: ntpsec.service: Failed with result 'exit-code'."_s,
         u"systemd[1]: Started Network Time Service."_s});
    row("started, then failed", {u"systemd[1]: Started NTP client/server."_s, failed}, {u"unit-failed"_s});
    row("port taken, started since", {chronyd(u"Could not open NTP socket on 0.0.0.0:123"_s), started});
    row("port taken, and followed since", {chronyd(u"Could not open NTP socket on 0.0.0.0:123"_s), selected},
        {u"port-taken"_s});
}

void TestLogRules::whatIsMendedIsOver()
{
    QFETCH(const QStringList, lines);
    QFETCH(const QStringList, findings);
    QStringList ids = found(lines);
    ids.sort();
    QStringList expected = findings;
    expected.sort();
    QCOMPARE(ids, expected);
}

// The clock was set back between.
void TestLogRules::endsBeforeAreNoEnd()
{
    const auto read = [](const QString &exitsAt) {
        const QString text =
            u"Nov 29 09:10:30 host %1\nNov 29 %2 host %3\n"_s.arg(noSelectable, exitsAt, exiting);
        return idsOf(explainPasted(text, readAt).findings);
    };
    QCOMPARE(read(u"09:10:50"_s), QStringList());
    QCOMPARE(read(u"09:02:00"_s), QStringList{u"nothing-selectable"_s});
}

void TestLogRules::logsOfOthers_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("timesyncd") << u"journal-timesyncd"_s << QStringList{u"advice computer-offline"_s};
    QTest::newRow("ntpd") << u"syslog-ntpd"_s
                          << QStringList{u"warning port-taken"_s, u"warning unresolved"_s};
    QTest::newRow("chronyd") << u"journal-chronyd"_s
                             << QStringList{u"warning too-far"_s,
                                            u"warning no-majority"_s,
                                            u"warning interference"_s,
                                            u"advice port-taken"_s,
                                            u"advice kiss-of-death 192.0.2.33"_s,
                                            u"advice outvoted 192.0.2.34"_s,
                                            u"info clock-jumped"_s};
}

void TestLogRules::logsOfOthers()
{
    QFETCH(const QString, file);
    QFETCH(const QStringList, words);
    QFile data(QStringLiteral(DATA "/pasted/%1.txt").arg(file));
    QVERIFY(data.open(QIODevice::ReadOnly));
    const PastedExplanation explanation = explainPasted(QString::fromUtf8(data.readAll()), readAt);
    QCOMPARE(wordsOf(explanation.findings), words);
}

void TestLogRules::manyThatDoNotAnswer()
{
    const QString timeout = timesyncd(u"Timed out waiting for reply from 192.0.2.%1:123 (a.example)."_s);
    const QString contacted = timesyncd(u"Contacted time server 192.0.2.9:123 (a.example)."_s);
    const std::vector<Finding> findings =
        explainPasted(journal({timeout.arg(1), timeout.arg(2), timeout.arg(1)}), readAt).findings;
    const Finding *blocked = find(findings, FindingId::NtpBlocked);
    QVERIFY(blocked);
    QCOMPARE(blocked->count, 2);
    QVERIFY(blocked->flag);
    QCOMPARE(blocked->severity, Severity::Warning);
    QCOMPARE(blocked->daemon, DaemonKind::Timesyncd);
    QVERIFY(!find(findings, FindingId::ServerDead));
    // They did before.
    const std::vector<Finding> later =
        explainPasted(journal({contacted, timeout.arg(1), timeout.arg(2)}), readAt).findings;
    QVERIFY(find(later, FindingId::NtpBlocked) && !find(later, FindingId::NtpBlocked)->flag);
    const std::vector<Finding> one =
        explainPasted(journal({contacted, timeout.arg(9), timeout.arg(9)}), readAt).findings;
    const Finding *dead = find(one, FindingId::ServerDead);
    QVERIFY(dead);
    QCOMPARE(dead->subject, u"a.example"_s);
    QCOMPARE(dead->span, std::optional<Duration>(2min));
}

void TestLogRules::clockIsWrongBySoMuch()
{
    const std::vector<Finding> findings =
        explainPasted(journal({chronyd(u"System clock wrong by 362.100000 seconds"_s)}), readAt).findings;
    const Finding *off = find(findings, FindingId::ClockOff);
    QVERIFY(off);
    QCOMPARE(off->offset->localMinusRemote(), -362'100ms); // it must go forward
    QCOMPARE(off->actions.at(0).text, u"sudo chronyc makestep"_s);
    QCOMPARE(found({chronyd(u"System clock wrong by 0.200000 seconds"_s)}), QStringList());
}

/// A twelfth of the time that passes goes into the correction.
void TestLogRules::slowCorrectionsEnd()
{
    const QString wrong = chronyd(u"System clock wrong by 9.500000 seconds"_s);
    const QString later = chronyd(u"Source 192.0.2.1 replaced with 192.0.2.2 (a.example)"_s);
    QCOMPARE(found({wrong, later}), QStringList(u"clock-off"_s)); // 60 s
    QCOMPARE(found({wrong, later, later}), QStringList());        // 120 s
    // Without dates, or over midnight, nobody knows.
    const QString overMidnight = u"Nov 29 09:10:00 host "_s + wrong + u"\nNov 30 09:30:00 host "_s + later;
    QCOMPARE(idsOf(explainPasted(overMidnight, readAt).findings), QStringList(u"clock-off"_s));
    const QString dated =
        u"2026-11-29T09:10:00+0100 host "_s + wrong + u"\n2026-11-30T09:30:00+0100 host "_s + later;
    QCOMPARE(idsOf(explainPasted(dated, readAt).findings), QStringList());
}

void TestLogRules::jumpsDiffer()
{
    const auto severity = [](const QString &line) {
        const std::vector<Finding> findings = explainPasted(journal({line}), readAt).findings;
        const Finding *jumped = find(findings, FindingId::ClockJumped);
        return jumped ? std::optional(jumped->severity) : std::nullopt;
    };
    QCOMPARE(severity(chronyd(u"Forward time jump detected!"_s)), Severity::Info);
    QCOMPARE(severity(chronyd(u"Backward time jump detected!"_s)), Severity::Advice);
    QCOMPARE(severity(timesyncd(u"System clock time unset or jumped backwards, restored"_s)),
             Severity::Warning);
}

void TestLogRules::portsAndDevices()
{
    const auto first = [](const QString &line) {
        return explainPasted(journal({line}), readAt).findings.at(0);
    };
    const Finding taken =
        first(ntpd(u"unable to bind to wildcard address :: - another process may be running - EXITING"_s));
    QCOMPARE(taken.id, FindingId::PortTaken);
    QVERIFY(taken.flag);
    QCOMPARE(taken.severity, Severity::Warning);
    QCOMPARE(taken.actions.at(0).text, u"sudo ss -ulpn"_s);
    const Finding serving = first(chronyd(u"Could not open NTP socket on 0.0.0.0:123"_s));
    QVERIFY(!serving.flag);
    QCOMPARE(serving.severity, Severity::Advice);
    const Finding device =
        first(chronyd(u"Fatal error : Could not open /dev/ptp0 : No such file or directory"_s));
    QCOMPARE(device.subject, u"/dev/ptp0"_s);
    QVERIFY(device.flag);
    QCOMPARE(device.severity, Severity::Warning);
    QCOMPARE(device.actions.at(0).text, u"ls -l /dev/ptp0"_s);
    const Finding file = first(chronyd(u"Could not open /var/lib/chrony/rtc : Permission denied"_s));
    QCOMPARE(file.severity, Severity::Advice);
    // timesyncd does nothing without one.
    const QString socket = timesyncd(u"Failed to set up connection socket: Permission denied"_s);
    QCOMPARE(first(socket).severity, Severity::Warning);
    QCOMPARE(found({socket, timesyncd(u"Contacted time server 192.0.2.2:123 (b.example)."_s)}),
             QStringList());
    // Each device for itself.
    QCOMPARE(found({chronyd(u"Could not open /dev/pps0 : No such file or directory"_s),
                    chronyd(u"Could not open /dev/pps1 : No such file or directory"_s)})
                 .size(),
             2);
}

void TestLogRules::unitThatFailedSaysWhy()
{
    const QStringList lines{
        chronyd(u"Fatal error : Could not open /etc/chrony.keys : Permission denied"_s),
        u"systemd[1]: chrony.service: Main process exited, code=exited, status=1/FAILURE"_s,
        u"systemd[1]: chrony.service: Failed with result 'exit-code'."_s,
        u"systemd[1]: Failed to start chrony, an NTP client/server."_s};
    const std::vector<Finding> findings = explainPasted(journal(lines), readAt).findings;
    QCOMPARE(std::ranges::count(findings, FindingId::UnitFailed, &Finding::id), 1);
    const Finding *failed = find(findings, FindingId::UnitFailed);
    QCOMPARE(failed->subject, u"chrony.service"_s);
    QCOMPARE(failed->text, u"exit-code"_s);
    QCOMPARE(failed->others,
             QStringList(u"Fatal error : Could not open /etc/chrony.keys : Permission denied"_s));
    QCOMPARE(failed->actions.at(0).text, u"sudo journalctl -n 20 -u chrony.service"_s);
    // systemctl knows more of it.
    const QString status = u"● chrony.service - chrony, an NTP client/server\n"
                           "     Loaded: loaded (/lib/systemd/system/chrony.service; enabled)\n"
                           "     Active: active (running) since Sun 2026-11-29 09:30:00 UTC; 5min ago\n"
                           "   Main PID: 812 (chronyd)\n\n"_s;
    const std::vector<Finding> now = explainPasted(journal(lines) + u"\n"_s + status, readAt).findings;
    QVERIFY2(!find(now, FindingId::UnitFailed), qPrintable(wordsOf(now).join(u'\n')));
}

/// Beside a list of sources, or on this computer, a log is the past.
void TestLogRules::sourcesKnowBetter()
{
    DiagnosisFacts facts;
    facts.now = readAt;
    facts.isPasted = true;
    facts.log = {lineOf(noSelectable), lineOf(chronyd(u"Source 192.0.2.1 offline"_s)),
                 lineOf(chronyd(u"System clock wrong by 362.100000 seconds"_s))};
    const auto ids = [&facts] { return idsOf(diagnose(facts)); };
    QVERIFY(ids().contains(u"nothing-selectable"_s) && ids().contains(u"offline"_s));
    DaemonReport daemon;
    daemon.kind = DaemonKind::Timesyncd;
    daemon.answer = DaemonAnswer::Answering;
    DaemonSource source;
    source.name = u"a.example"_s;
    source.address = u"192.0.2.1"_s;
    source.standing = SourceStanding::Selected;
    daemon.sources = {source};
    facts.machine.daemons = {daemon};
    QVERIFY(ids().contains(u"nothing-selectable"_s)); // that is another daemon
    facts.machine.daemons[0].kind = DaemonKind::Chrony;
    QVERIFY(!ids().contains(u"nothing-selectable"_s) && !ids().contains(u"offline"_s));
    facts.isPasted = false;
    QVERIFY(!ids().contains(u"nothing-selectable"_s));
    facts.machine.daemons[0].answer = DaemonAnswer::Silent;
    QVERIFY(ids().contains(u"nothing-selectable"_s));
    facts.isOffline = true;
    QVERIFY(!ids().contains(u"nothing-selectable"_s));
    // Whoever knows how far off the clock is asks no log.
    QVERIFY(ids().contains(u"clock-off"_s));
    facts.judgement.offset = Offset::fromLocalMinusRemote(1ms);
    QVERIFY(!ids().contains(u"clock-off"_s));
}

void TestLogRules::liveLogsAreNotBelievedForLong()
{
    DiagnosisFacts facts;
    facts.now = readAt;
    UnitReport unit;
    unit.name = u"chrony.service"_s;
    unit.activity = UnitReport::Activity::Active;
    const auto told = [&](const QString &text, Duration ago) {
        unit.log = {lineOf(text)};
        unit.log[0].at = readAt - ago;
        facts.units = {unit};
        return idsOf(diagnose(facts));
    };
    QVERIFY(told(noSelectable, 59min).contains(u"nothing-selectable"_s));
    QVERIFY(!told(noSelectable, 61min).contains(u"nothing-selectable"_s));
    const QString wrong = chronyd(u"System clock wrong by 9.500000 seconds"_s);
    QVERIFY(told(wrong, 1min).contains(u"clock-off"_s));
    QVERIFY(!told(wrong, 2min).contains(u"clock-off"_s));
    // This computer's sleep, and its units, are seen without a log.
    QVERIFY(!told(chronyd(u"Backward time jump detected!"_s), 1min).contains(u"clock-jumped"_s));
    QVERIFY(!told(u"systemd[1]: ntpsec.service: Failed with result 'exit-code'."_s, 1min)
                 .contains(u"unit-failed"_s));
    QVERIFY(told(chronyd(u"Could not open /dev/pps0 : No such file or directory"_s), 1min)
                .contains(u"cannot-open"_s));
}

QTEST_GUILESS_MAIN(TestLogRules)
#include "test_logrules.moc"
