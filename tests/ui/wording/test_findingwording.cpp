// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant now{2'000'000'000s};

QString plain(QString text)
{
    return text.replace(u'\u00a0', u' ');
}

QString read(const Evidence &evidence)
{
    return plain(wording::evidenceText(evidence, now));
}

wording::ActionText told(const FindingAction &action, const std::optional<Offset> &offset = {})
{
    wording::ActionText text = wording::actionText(action, offset);
    text.consequence = plain(text.consequence);
    return text;
}

FindingAction command(DaemonCommand::Kind kind, DaemonKind daemon = DaemonKind::Chrony)
{
    return {.kind = FindingAction::Kind::Command, .command = {kind, daemon}};
}

DaemonSource ntp2()
{
    DaemonSource source;
    source.name = u"ntp2.jst.mfeed.ad.jp"_s;
    source.standing = SourceStanding::Selected;
    source.reach = quint8(0x7f);
    source.lastSample = now - 12s;
    source.adjusted = Offset::fromLocalMinusRemote(-2961us);
    source.error = 52ms;
    return source;
}

DaemonTracking tracking()
{
    DaemonTracking tracking;
    tracking.synchronised = true;
    tracking.source = u"192.0.2.1"_s;
    tracking.systemOffset = Offset::fromLocalMinusRemote(-2961us);
    tracking.rootDelay = 20ms;
    tracking.rootDispersion = 2ms;
    tracking.frequencyPpm = -12.5;
    tracking.lastUpdate = now - 64s;
    return tracking;
}

DaemonProcess process()
{
    DaemonProcess process;
    process.pid = 411;
    process.program = u"chronyd"_s;
    process.unit = u"chrony.service"_s;
    process.startedAt = now - 2h;
    process.maySetClock = false;
    return process;
}

KernelClock kernel()
{
    KernelClock kernel;
    kernel.maximumError = 16s;
    kernel.frequencyPpm = 20;
    kernel.status = KernelStatusBit::Unsynchronised;
    return kernel;
}

HardwareClock hardware()
{
    HardwareClock hardware;
    hardware.reading = std::chrono::local_seconds(1'692'241'497s);
    hardware.keepsLocalTime = false;
    hardware.aheadOfSystem = -3s;
    return hardware;
}

} // namespace

Q_DECLARE_METATYPE(synchroscope::Evidence)
Q_DECLARE_METATYPE(synchroscope::FindingAction)

/// The sentences that all findings share.
class TestFindingWording final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evidence_data()
    {
        QTest::addColumn<Evidence>("evidence");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const Evidence &evidence, const QString &expected) {
            QTest::newRow(name) << evidence << expected;
        };
        row("measured",
            MeasuredEvidence{.server = u"a.example"_s,
                             .offset = Offset::fromLocalMinusRemote(-2900us),
                             .bound = 25ms,
                             .lastAnswer = now - 12s,
                             .answers = 7,
                             .requests = 8},
            u"a.example, asked from here: 2.9 ms behind ± 25 ms, 7 of 8 request(s) answered, last answer 12 s ago"_s);
        row("never answered",
            MeasuredEvidence{.server = u"a.example"_s, .offset = {}, .lastAnswer = {}, .requests = 8},
            u"a.example, asked from here: 0 of 8 request(s) answered, no answer so far"_s);
        row("source", SourceEvidence{.daemon = {}, .source = ntp2()},
            u"ntp2.jst.mfeed.ad.jp: followed, 3.0 ms behind ± 52 ms, answered 7 of the last 8, last answer 12 s ago"_s);
        row("source of one of several", SourceEvidence{.daemon = u"chrony 4.3 #2"_s, .source = ntp2()},
            u"ntp2.jst.mfeed.ad.jp of chrony 4.3 #2: followed, 3.0 ms behind ± 52 ms, answered 7 of the last 8, last answer 12 s ago"_s);
        DaemonSource unresolved;
        unresolved.name = u"no.example"_s;
        unresolved.resolved = false;
        row("unresolved", SourceEvidence{.daemon = {}, .source = unresolved},
            u"no.example: its name has no address"_s);
        row("tracking", TrackingEvidence{.daemon = u"chrony 4.3"_s, .tracking = tracking()},
            u"chrony 4.3: follows 192.0.2.1, 3.0 ms behind ± 12 ms, 12.500 ppm slow, updated 1 min ago"_s);
        row("follows nobody", TrackingEvidence{.daemon = {}, .tracking = {}},
            u"The time service: follows no source"_s);
        row("process", process(),
            u"chronyd: process 411, service chrony.service, started 2 h ago, may not set the clock"_s);
        DaemonProcess told = process();
        told.leavesClockAlone = true;
        row("told to leave the clock alone", told,
            u"chronyd: process 411, service chrony.service, started 2 h ago, told to leave the clock alone (-x)"_s);
        row("kernel", kernel(),
            u"The kernel: largest error 16.0 s, \"System clock synchronized: no\", STA_UNSYNC, 20.000 ppm fast"_s);
        row("hardware clock", hardware(),
            u"The hardware clock: shows 2023-08-17 03:04:57, kept in universal time, 3.00 s behind this clock"_s);
        row("hardware clock that cannot be read", HardwareClock(), u"The hardware clock: cannot be read"_s);
        row("event",
            ClockEvent{.kind = ClockEvent::Kind::Paused, .at = now - 3min, .lasted = 362s, .moved = -362s},
            u"paused for 362.0 s, 3 min ago"_s);
        row("line of a file",
            FileEvidence{
                .path = u"/etc/chrony/chrony.conf"_s, .line = 12, .text = u" serer a "_s, .changedAt = {}},
            u"/etc/chrony/chrony.conf, line 12: serer a"_s);
        row("file", FileEvidence{.path = u"/etc/chrony/chrony.conf"_s, .text = {}, .changedAt = now - 3min},
            u"/etc/chrony/chrony.conf (changed 3 min ago)"_s);
        row("quoted", QuotedEvidence{.line = 4, .text = u"506 Cannot talk to daemon\n"_s},
            u"Line 4: 506 Cannot talk to daemon"_s);
        row("quoted, of a log", QuotedEvidence{.text = u"chronyd exiting"_s}, u"chronyd exiting"_s);
        row("unit",
            UnitEvidence{.name = u"chrony.service"_s,
                         .load = UnitReport::Load::Masked,
                         .enablement = UnitReport::Enablement::Masked,
                         .activity = UnitReport::Activity::Inactive},
            u"chrony.service: masked: nothing can start it, does not run"_s);
        row("unit that runs",
            UnitEvidence{.name = u"chrony.service"_s,
                         .load = UnitReport::Load::Loaded,
                         .enablement = UnitReport::Enablement::Disabled,
                         .activity = UnitReport::Activity::Active},
            u"chrony.service: runs, does not start with the computer"_s);
        row("unit of which nothing is known", UnitEvidence{.name = u"chrony.service"_s}, u"chrony.service"_s);
    }
    void evidence()
    {
        QFETCH(Evidence, evidence);
        QTEST(read(evidence), "expected");
    }

    void everyKindOfEvidenceIsTold()
    {
        QSet<size_t> kinds;
        for (const Evidence &evidence :
             {Evidence(MeasuredEvidence()), Evidence(SourceEvidence()), Evidence(TrackingEvidence()),
              Evidence(DaemonProcess()), Evidence(KernelClock()), Evidence(HardwareClock()),
              Evidence(ClockEvent()), Evidence(FileEvidence{.path = u"/a"_s, .text = {}, .changedAt = {}}),
              Evidence(QuotedEvidence{.text = u"a"_s}), Evidence(UnitEvidence{.name = u"a"_s})}) {
            kinds.insert(evidence.index());
            const QString text = read(evidence);
            QVERIFY(!text.isEmpty());
            QVERIFY2(!text.contains(QRegularExpression(u"%[n0-9]"_s)), qPrintable(text));
        }
        QCOMPARE(size_t(kinds.size()), std::variant_size_v<Evidence>);
    }

    void standings()
    {
        QSet<QString> words;
        for (int standing = 0; standing <= int(SourceStanding::Untold); ++standing) {
            SourceEvidence evidence{.daemon = {}, .source = ntp2()};
            evidence.source.standing = SourceStanding(standing);
            words.insert(read(evidence));
        }
        QCOMPARE(words.size(), int(SourceStanding::Untold) + 1);
    }

    void actions_data()
    {
        QTest::addColumn<FindingAction>("action");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *name, const FindingAction &action, const QString &label,
                            const QStringList &words) { QTest::newRow(name) << action << label << words; };
        using Kind = FindingAction::Kind;
        row("step", command(DaemonCommand::Kind::Step), u"Step the clock"_s,
            {u"right at once"_s, u"see a jump"_s});
        row("step by a restart", command(DaemonCommand::Kind::Step, DaemonKind::Timesyncd),
            u"Step the clock"_s, {u"Restarts systemd-timesyncd"_s, u"see a jump"_s});
        row("burst", command(DaemonCommand::Kind::Burst), u"Have chrony ask its servers now"_s,
            {u"chrony asks each"_s, u"not stepped"_s});
        row("online", command(DaemonCommand::Kind::GoOnline), u"Let chrony ask its servers again"_s,
            {u"told not to ask"_s});
        row("start", command(DaemonCommand::Kind::Start, DaemonKind::Timesyncd), u"Start systemd-timesyncd"_s,
            {u"systemd-timesyncd"_s, u"may set this clock"_s});
        row("restart", command(DaemonCommand::Kind::Restart), u"Restart chrony"_s,
            {u"measured is lost"_s, u"configuration anew"_s, u"Other computers"_s});
        row("reload", command(DaemonCommand::Kind::Reload), u"Have chrony re-read its server files"_s,
            {u"restarted"_s});
        row("network time", {.kind = Kind::NetworkTimeOn}, u"Turn network time on"_s,
            {u"starts its time service"_s});
        row("hardware clock", {.kind = Kind::HardwareClockToUtc},
            u"Keep the hardware clock in universal time"_s, {u"set from this clock"_s, u"Windows"_s});
        row("edit a line", {.kind = Kind::EditServers, .file = u"/etc/chrony/chrony.conf"_s, .line = 12},
            u"Show the line"_s,
            {u"Shows line 12 of /etc/chrony/chrony.conf."_s, u"Nothing is changed by that"_s});
        row("edit a file", {.kind = Kind::EditServers, .file = u"/etc/ntp.conf"_s}, u"Edit the servers"_s,
            {u"Opens /etc/ntp.conf."_s});
        row("edit", {.kind = Kind::EditServers}, u"Edit the servers"_s, {u"Opens the list of servers."_s});
        row("measure", {.kind = Kind::MeasureNow}, u"Measure from here now"_s, {u"Nothing is changed"_s});
        row("copy", {.kind = Kind::Copy, .text = u"sudo hwclock --systohc"_s},
            u"Copy \"sudo hwclock --systohc\""_s, {u"\"sudo hwclock --systohc\""_s, u"Nothing is run"_s});
        row("copy what is long", {.kind = Kind::Copy, .text = u"journalctl -n 20 -u systemd-timesyncd"_s},
            u"Copy \"journalctl -n 20 -u systemd-t…\""_s, {u"\"journalctl -n 20 -u systemd-timesyncd\""_s});
    }
    void actions()
    {
        QFETCH(FindingAction, action);
        QFETCH(QStringList, words);
        const wording::ActionText text = told(action);
        QTEST(text.label, "label");
        QVERIFY(text.consequence.endsWith(u'.'));
        QVERIFY2(!text.consequence.contains(QRegularExpression(u"%[n0-9]"_s)), qPrintable(text.consequence));
        for (const QString &word : words)
            QVERIFY2(text.consequence.contains(word), qPrintable(text.consequence));
    }

    void aRestartSaysByHowMuchItMayStep()
    {
        const FindingAction restart = command(DaemonCommand::Kind::Restart);
        QVERIFY(told(restart, {}).consequence.contains(u"may step the clock then."_s));
        QVERIFY(told(restart, Offset::fromLocalMinusRemote(-471ms))
                    .consequence.contains(u"may step the clock by 471 ms then."_s));
        const QString little = told(restart, Offset::fromLocalMinusRemote(3ms)).consequence;
        QVERIFY2(little.contains(u"only 3.0 ms off"_s) && !little.contains(u"may step"_s),
                 qPrintable(little));
        QVERIFY(little.contains(u"Other computers"_s));
    }

    void aStepSaysByHowMuch()
    {
        const FindingAction step = command(DaemonCommand::Kind::Step);
        QCOMPARE(told(step, Offset::fromLocalMinusRemote(-362s)).consequence,
                 u"Sets the clock forward by 362.0 s at once. Programs that measure time see a jump."_s);
        QCOMPARE(
            told(step, Offset::fromLocalMinusRemote(2s)).consequence,
            u"Sets the clock back by 2.00 s at once. Programs that measure time see a jump, and the same "
            u"moments twice."_s);
    }

    void severities()
    {
        QSet<QString> words;
        for (const auto severity :
             {Severity::Info, Severity::Advice, Severity::Warning, Severity::Critical}) {
            QVERIFY(!wording::severityText(severity).isEmpty());
            words.insert(wording::severityText(severity));
        }
        QCOMPARE(words.size(), 4);
    }
};

QTEST_GUILESS_MAIN(TestFindingWording)

#include "test_findingwording.moc"
