// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/clockwording.h"
#include "ui/wording/glossary.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// 2023-08-17 12:49:05 UTC.
constexpr Instant now = Instant(1'692'276'545s);

TimeZone zoneWith(std::chrono::seconds utcOffset)
{
    TimeZone zone;
    zone.id = u"Asia/Tokyo"_s;
    zone.abbreviation = u"JST"_s;
    zone.utcOffset = utcOffset;
    return zone;
}

/// As the core reckons it, a moment ago; `ahead` of what it is meant to show.
ClockReport withHardwareClock(std::optional<bool> keepsLocalTime, std::optional<Duration> ahead,
                              std::optional<TimeZone> zone = zoneWith(9h))
{
    ClockReport clock;
    clock.zone = std::move(zone);
    clock.hardware.emplace();
    clock.hardware->readAt = now;
    clock.hardware->reading = std::chrono::local_seconds(1'692'276'545s);
    clock.hardware->keepsLocalTime = keepsLocalTime;
    clock.hardware->aheadOfSystem = ahead;
    return clock;
}

ClockReport withKernel(Duration maximumError)
{
    ClockReport clock;
    clock.kernel.emplace();
    clock.kernel->maximumError = maximumError;
    return clock;
}

DaemonReport running(DaemonKind kind, const QString &version = {},
                     DaemonAnswer answer = DaemonAnswer::Answering, const QString &unit = {})
{
    DaemonReport daemon;
    daemon.kind = kind;
    daemon.version = version;
    daemon.answer = answer;
    daemon.process.emplace();
    daemon.process->kind = kind;
    daemon.process->maySetClock = true;
    daemon.process->unit = unit;
    if (answer == DaemonAnswer::Answering)
        daemon.readAt = now;
    return daemon;
}

DaemonReport updated(Duration ago)
{
    DaemonReport daemon = running(DaemonKind::Chrony, u"4.3"_s);
    daemon.tracking.emplace();
    daemon.tracking->synchronised = true;
    daemon.tracking->lastUpdate = now - ago;
    return daemon;
}

MachineDaemons machineOf(std::vector<DaemonReport> daemons)
{
    MachineDaemons machine;
    machine.daemons = std::move(daemons);
    return machine;
}

TimedatedReport timedatedSaying(std::optional<bool> can, std::optional<bool> enabled, Duration ago = 0s)
{
    TimedatedReport timedated;
    timedated.available = true;
    timedated.readAt = now - ago;
    timedated.canNetworkTime = can;
    timedated.networkTimeEnabled = enabled;
    return timedated;
}

QString detail(const KernelClock &kernel, const QString &name)
{
    for (const wording::KernelDetail &line : wording::kernelDetails(kernel)) {
        if (line.name == name)
            return line.value;
    }
    return u"no such line"_s;
}

} // namespace

Q_DECLARE_METATYPE(synchroscope::ClockReport)
Q_DECLARE_METATYPE(synchroscope::MachineDaemons)
Q_DECLARE_METATYPE(synchroscope::KernelClock)
Q_DECLARE_METATYPE(synchroscope::HostMachine)
Q_DECLARE_METATYPE(synchroscope::ClockChange)

/// Every sentence about this computer's clock. What would mislead a reader, a sign above all, fails here.
class TestClockWording final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void utcOffsets_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](int seconds, const QString &text, const QString &words) {
            QTest::newRow(qPrintable(text)) << seconds << text << words;
        };
        row(0, u"+00:00"_s, u"the same as universal time"_s);
        row(9 * 3600, u"+09:00"_s, u"9 hour(s) ahead of universal time"_s);
        row(-9 * 3600, u"−09:00"_s, u"9 hour(s) behind universal time"_s);
        row(5 * 3600 + 45 * 60, u"+05:45"_s, u"5 hour(s) 45 minute(s) ahead of universal time"_s);
        row(-(3 * 3600 + 30 * 60), u"−03:30"_s, u"3 hour(s) 30 minute(s) behind universal time"_s);
        row(-30 * 60, u"−00:30"_s, u"30 minute(s) behind universal time"_s);
    }

    void utcOffsets()
    {
        QFETCH(int, seconds);
        QFETCH(QString, words);
        QTEST(wording::utcOffsetText(std::chrono::seconds(seconds)), "text");
        QCOMPARE(wording::utcOffsetText(std::chrono::seconds(seconds), u'-').at(0),
                 QChar(seconds < 0 ? u'-' : u'+'));
        QCOMPARE(wording::zoneOffsetText(zoneWith(std::chrono::seconds(seconds))), words);
    }

    void zones()
    {
        TimeZone zone = zoneWith(9h);
        QCOMPARE(wording::zoneText(zone), u"Asia/Tokyo (JST, +09:00)"_s);
        zone.abbreviation = zone.id;
        QCOMPARE(wording::zoneText(zone), u"Asia/Tokyo (+09:00)"_s);
        zone.id.clear();
        zone.abbreviation = u"JST"_s;
        QCOMPARE(wording::zoneText(zone), u"without a name (JST, +09:00)"_s);
        zone.daylightSaving = true;
        QCOMPARE(wording::zoneOffsetText(zone),
                 u"9 hour(s) ahead of universal time, with daylight saving time"_s);
        zone.nextTransition = Instant(1'692'316'800s); // 2023-08-18 00:00 UTC
        QVERIFY(wording::zoneOffsetText(zone).endsWith(
            u"until "_s + QLocale().toString(QDate(2023, 8, 18), QLocale::ShortFormat)));
    }

    void zoneNotes()
    {
        ClockReport clock;
        QVERIFY(wording::zoneNote(clock).contains(u"/etc/localtime leads to none"_s));
        clock.zone = zoneWith(9h);
        QCOMPARE(wording::zoneNote(clock), QString());
        clock.zone->isCopy = true;
        QVERIFY(wording::zoneNote(clock).contains(u"is a copy of time zone data"_s));
        clock.zoneOfProcess = u"UTC"_s;
        QCOMPARE(wording::zoneNote(clock), u"Shown as this program's environment wants it (TZ=UTC). The "
                                           "system's time zone is Asia/Tokyo."_s);
        clock.zone->isCopy = false;
        clock.zoneOfProcess = u"Asia/Tokyo"_s;
        QCOMPARE(wording::zoneNote(clock), QString());
    }

    void hardwareClock_data()
    {
        QTest::addColumn<ClockReport>("clock");
        QTest::addColumn<QString>("meaning");
        const auto row = [](const char *name, const ClockReport &clock, const QString &meaning) {
            QTest::newRow(name) << clock << meaning;
        };
        const QString universal = u"Kept in universal time."_s;
        const QString local = u"Kept in local time, as Windows does it: each system on this computer may set "
                              "it anew when summer time begins or ends."_s;
        const QString agrees = u" Agrees with this clock to the second."_s;
        row("zone not known", withHardwareClock({}, {}),
            u"Whether in local or universal time is not known."_s);
        row("universal", withHardwareClock(false, {}), universal);
        row("local", withHardwareClock(true, {}), local);
        row("agrees", withHardwareClock(false, 0s), universal + agrees);
        row("agrees, local", withHardwareClock(true, -200ms), local + agrees);
        row("one second ahead", withHardwareClock(false, 1s), universal + agrees);
        row("one second behind", withHardwareClock(false, -1s), universal + agrees);
        row("more than a second ahead", withHardwareClock(false, 1001ms),
            universal + u" It is 1\u00a0s ahead of this clock."_s);
        row("more than a second behind", withHardwareClock(false, -1001ms),
            universal + u" It is 1\u00a0s behind this clock."_s);
        row("ahead, local", withHardwareClock(true, 100s),
            local + u" It is 1\u00a0min ahead of this clock."_s);
        row("behind, local", withHardwareClock(true, -100s),
            local + u" It is 1\u00a0min behind this clock."_s);
    }

    void hardwareClock()
    {
        QFETCH(ClockReport, clock);
        const wording::ClockFact fact = wording::hardwareClock(clock, now);
        QCOMPARE(fact.value, u"Thu 2023-08-17 12:49:05"_s);
        QTEST(fact.meaning, "meaning");
    }

    void aHardwareClockInAnotherZone_data()
    {
        QTest::addColumn<ClockReport>("clock");
        QTest::addColumn<QString>("found"); // in the meaning
        const auto row = [](const char *name, bool isLocal, Duration ahead, std::chrono::seconds utcOffset,
                            const QString &found) {
            QTest::newRow(name) << withHardwareClock(isLocal, ahead, zoneWith(utcOffset)) << found;
        };
        const QString showsLocal =
            u"It shows local time, and the system takes it for universal time: after the next start this "
            "clock can be wrong by "_s;
        const QString showsUniversal =
            u"It shows universal time, and the system takes it for local time: after the next start this "
            "clock can be wrong by "_s;
        row("local for universal, east", false, 9h, 9h, showsLocal + u"9\u00a0h."_s);
        row("local for universal, west", false, -3h - 30min, -3h - 30min,
            showsLocal + u"3\u00a0h 30\u00a0min."_s);
        row("read a little early", false, 9h - 2s, 9h, showsLocal + u"9\u00a0h."_s);
        row("and late", false, 9h + 2s, 9h, showsLocal + u"9\u00a0h."_s);
        row("universal for local, east", true, -9h, 9h, showsUniversal + u"9\u00a0h."_s);
        row("universal for local, west", true, 4h, -4h, showsUniversal + u"4\u00a0h."_s);
        row("another zone", false, 1h, 9h, u"It is 1\u00a0h ahead of this clock, as if it showed another"_s);
        row("another zone, behind", false, -9h, 9h,
            u"It is 9\u00a0h behind this clock, as if it showed another"_s);
        row("a quarter hour", true, -15min, 9h,
            u"It is 15\u00a0min behind this clock, as if it showed another"_s);
        row("no quarter hour", false, 9h + 3s, 9h, u"It is 9\u00a0h ahead of this clock."_s);
        row("no quarter hour, behind", false, -15min - 3s, 9h, u"It is 15\u00a0min behind this clock."_s);
        row("farther than any zone", false, 48h, 9h, u"It is 2 day(s) ahead of this clock."_s);
        row("in no other zone", false, 9h, 0h, u"It is 9\u00a0h ahead of this clock, as if"_s);
    }

    void aHardwareClockInAnotherZone()
    {
        QFETCH(ClockReport, clock);
        QFETCH(QString, found);
        const QString meaning = wording::hardwareClock(clock, now).meaning;
        QVERIFY2(meaning.contains(found), qPrintable(meaning));
        QCOMPARE(meaning.contains(u"hwclock --systohc"_s), !found.endsWith(u"this clock."_s)); // the remedy
    }

    void aHardwareClockGoesOn()
    {
        ClockReport clock = withHardwareClock(false, 0s);
        const auto shown = [&clock](Duration later) {
            return wording::hardwareClock(clock, now + later).value.right(8);
        };
        QCOMPARE(shown(0s), u"12:49:05"_s);
        QCOMPARE(shown(499ms), u"12:49:05"_s);
        QCOMPARE(shown(500ms), u"12:49:06"_s);
        QCOMPARE(shown(9s), u"12:49:14"_s);
        QCOMPARE(shown(-1h), u"12:49:05"_s); // this clock was set back
        clock.hardware->reading.reset();
        QCOMPARE(wording::hardwareClock(clock, now).value, u"cannot be read"_s);
    }

    void withoutAHardwareClock()
    {
        ClockReport clock;
        QCOMPARE(wording::hardwareClock(clock, now).value, u"none that can be read here"_s);
        QCOMPARE(wording::hardwareClock(clock, now).meaning, QString());
        clock.timedated.localRtc = true;
        QCOMPARE(wording::hardwareClock(clock, now).meaning, u"The system would keep it in local time."_s);
        clock.timedated.localRtc = false;
        QCOMPARE(wording::hardwareClock(clock, now).meaning,
                 u"The system would keep it in universal time."_s);
    }

    void flag_data()
    {
        QTest::addColumn<ClockReport>("clock");
        QTest::addColumn<MachineDaemons>("machine");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("meaning");
        const auto row = [](const char *name, const ClockReport &clock, const MachineDaemons &machine,
                            const QString &value, const QString &meaning) {
            QTest::newRow(name) << clock << machine << value << meaning;
        };
        const QString last = u"The kernel's flag. The clock was last updated %1."_s;
        row("just updated", withKernel(1ms), machineOf({updated(1s)}), u"yes"_s, last.arg(u"just now"_s));
        row("updated", withKernel(1ms), machineOf({updated(3min)}), u"yes"_s, last.arg(u"3\u00a0min ago"_s));
        row("the last of two", withKernel(1ms), machineOf({updated(3min), updated(20s)}), u"yes"_s,
            last.arg(u"20\u00a0s ago"_s));
        row("long ago", withKernel(16s), machineOf({updated(10h)}), u"no"_s, last.arg(u"10\u00a0h ago"_s));
        row("in the future", withKernel(1ms), machineOf({updated(-5s)}), u"yes"_s, last.arg(u"just now"_s));

        const QString within = u"The kernel's flag, which stays for hours. By the kernel's largest error the "
                               "clock was updated within the last %1; no time service tells when."_s;
        row("nobody tells", withKernel(30ms), {}, u"yes"_s, within.arg(u"1\u00a0min"_s));
        row("nobody tells for hours", withKernel(15'999ms), {}, u"yes"_s,
            within.arg(u"8\u00a0h 53\u00a0min"_s));
        ClockReport started = withKernel(15'000ms);
        started.startedAt = now - 10min;
        row("not before the start", started, {}, u"yes"_s, within.arg(u"10\u00a0min"_s));
        DaemonReport renounced = updated(3min); // so that it has updated nothing
        renounced.process->leavesClockAlone = true;
        row("told to leave the clock alone", withKernel(30ms), machineOf({renounced}), u"yes"_s,
            within.arg(u"1\u00a0min"_s));
        DaemonReport elsewhere = updated(3min);
        elsewhere.isElsewhere = true;
        row("of another computer", withKernel(30ms), machineOf({elsewhere}), u"yes"_s,
            within.arg(u"1\u00a0min"_s));
        ClockReport steered = withKernel(30ms);
        steered.steeredAt = now - 20s;
        row("seen to be corrected", steered, {}, u"yes"_s,
            u"The kernel's flag. The clock was last seen to be corrected 20\u00a0s ago; no time service "
            u"tells "
            "of it."_s);

        const QString none = u"The kernel reckons with an error of 16 s or more: no update "_s;
        row("no", withKernel(16s), {}, u"no"_s,
            none + u"for nine hours, since this computer was started, or since the clock was set."_s);
        ClockReport young = withKernel(16s);
        young.startedAt = now - 3min;
        row("no, just started", young, {}, u"no"_s,
            none + u"since this computer was started 3\u00a0min ago, or since the clock was set."_s);
        ClockReport old = withKernel(16s);
        old.startedAt = now - 9h;
        row("no, started long ago", old, {}, u"no"_s,
            none + u"for nine hours, since this computer was started, or since the clock was set."_s);

        const QString silence = u"The kernel does not tell this program here, as in some containers."_s;
        row("not told", {}, {}, u"not known"_s, silence);
        ClockReport byTimedated;
        byTimedated.timedated = timedatedSaying(true, true);
        byTimedated.timedated.synchronised = true;
        row("told by timedated", byTimedated, {}, u"yes"_s, silence + u" timedatectl says so."_s);
        byTimedated.timedated.synchronised = false;
        byTimedated.timedated.readAt = now - 4min;
        row("told by timedated a while ago", byTimedated, {}, u"no"_s,
            silence + u" timedatectl says so. It was asked 4\u00a0min ago."_s);
    }

    void flag()
    {
        QFETCH(ClockReport, clock);
        QFETCH(MachineDaemons, machine);
        const wording::ClockFact fact = wording::synchronisedFlag(clock, machine, now);
        QTEST(fact.value, "value");
        QTEST(fact.meaning, "meaning");
    }

    void services_data()
    {
        QTest::addColumn<MachineDaemons>("machine");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const std::vector<DaemonReport> &daemons,
                            const QString &value) { QTest::newRow(name) << machineOf(daemons) << value; };
        const DaemonReport chrony = running(DaemonKind::Chrony, u"4.3"_s);
        row("none", {}, u"none answers"_s);
        row("one", {chrony}, u"chrony 4.3"_s);
        row("without a version", {running(DaemonKind::NtpdRs)}, u"ntpd-rs"_s);
        row("two of one", {chrony, chrony}, u"chrony 4.3, running 2 time(s)"_s);
        row("two versions", {chrony, running(DaemonKind::Chrony, u"4.6"_s)}, u"chrony 4.3, chrony 4.6"_s);
        row("for an administrator", {running(DaemonKind::OpenNtpd, {}, DaemonAnswer::NotPermitted)},
            u"OpenNTPD (answers an administrator only)"_s);
        row("without a socket", {running(DaemonKind::NtpdRs, {}, DaemonAnswer::NoInterface)},
            u"ntpd-rs (cannot be asked)"_s);
        row("silent", {running(DaemonKind::Ntpsec, {}, DaemonAnswer::Silent)}, u"NTPsec (does not answer)"_s);
        row("refusing", {running(DaemonKind::Ntpd, {}, DaemonAnswer::Refused)}, u"ntpd (does not answer)"_s);
        row("being asked", {running(DaemonKind::Chrony, {}, DaemonAnswer::NotYet)}, u"chrony"_s);
        DaemonReport ended = running(DaemonKind::Chrony, {}, DaemonAnswer::Refused);
        ended.process.reset();
        row("ended", {ended}, u"none answers"_s);
        DaemonReport elsewhere = chrony;
        elsewhere.isElsewhere = true;
        row("on another computer", {elsewhere}, u"none answers"_s);
    }

    void services()
    {
        QFETCH(MachineDaemons, machine);
        QTEST(wording::timeService(machine, {}, now).value, "value");
        QCOMPARE(wording::timeService(machine, {}, now).meaning, QString());
    }

    void networkTime()
    {
        const auto meaning = [](const TimedatedReport &timedated) {
            return wording::timeService({}, timedated, now).meaning;
        };
        QCOMPARE(meaning(timedatedSaying(true, true)), u"timedatectl says: active."_s);
        QCOMPARE(meaning(timedatedSaying(true, false)), u"timedatectl says: inactive."_s);
        QCOMPARE(meaning(timedatedSaying(false, false)),
                 u"timedatectl says: not available. It knows no time service that is installed."_s);
        const QString cannotTell =
            u"timedatectl cannot tell whether network time is on: systemd does not answer here."_s;
        QCOMPARE(meaning(timedatedSaying({}, {})), cannotTell);
        QCOMPARE(meaning(timedatedSaying(true, {})), cannotTell);
        // How old it is, where that is worth a word.
        QCOMPARE(meaning(timedatedSaying(true, true, 179s)), u"timedatectl says: active."_s);
        QCOMPARE(meaning(timedatedSaying(true, true, 12min)),
                 u"timedatectl says: active. It was asked 12\u00a0min ago."_s);
        QCOMPARE(meaning({}), QString());
    }

    void hosts_data()
    {
        using Kind = HostMachine::Kind;
        QTest::addColumn<HostMachine>("host");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("meaning");
        const auto row = [](Kind kind, const QString &name, const QString &cloud, const QString &value,
                            const QString &meaning) {
            QTest::newRow(qPrintable(value))
                << HostMachine{.kind = kind, .name = name, .cloud = cloud} << value << meaning;
        };
        const QString pauses = u"Its host can pause it, and its clock then stands still."_s;
        row(Kind::VirtualMachine, u"KVM"_s, {}, u"A virtual machine (KVM)"_s, pauses);
        row(Kind::VirtualMachine, {}, u"Amazon EC2"_s, u"A virtual machine of Amazon EC2"_s, pauses);
        row(Kind::Container, u"Docker"_s, {}, u"A container (Docker)"_s,
            u"It has no clock of its own: it shows its host's."_s);
        row(Kind::Wsl, u"WSL 2"_s, {}, u"WSL 2"_s, u"Windows sets its clock, and can pause it."_s);
        row(Kind::Physical, {}, u"Amazon EC2"_s, u"Amazon EC2"_s, {});
    }

    void hosts()
    {
        QFETCH(HostMachine, host);
        const std::optional<wording::ClockFact> fact = wording::hostFact(host);
        QVERIFY(fact);
        QTEST(fact->value, "value");
        QTEST(fact->meaning, "meaning");
        QVERIFY(!wording::hostFact({})); // a computer of its own
    }

    void frequency()
    {
        KernelClock kernel;
        kernel.frequencyPpm = -12.345;
        kernel.maximumError = 31ms;
        QCOMPARE(wording::kernelFrequency(kernel).value, u"12.345\u00a0ppm slow"_s);
        QCOMPARE(wording::kernelFrequency(kernel).meaning,
                 u"So this clock would run without the kernel's correction."_s);
        kernel.frequencyPpm = 12.345;
        QCOMPARE(wording::kernelFrequency(kernel).value, u"12.345\u00a0ppm fast"_s);
    }

    void kernelDetails()
    {
        KernelClock kernel;
        QCOMPARE(detail(kernel, u"Still to correct"_s), u"not known: the kernel's own loop is off"_s);
        kernel.offset = Offset::fromLocalMinusRemote(2'900us);
        QCOMPARE(detail(kernel, u"Still to correct"_s), u"2.9\u00a0ms ahead"_s);
        kernel.offset = Offset::fromLocalMinusRemote(-2'900us);
        QCOMPARE(detail(kernel, u"Still to correct"_s), u"2.9\u00a0ms behind"_s);
        kernel.maximumError = 31ms;
        kernel.estimatedError = 25us;
        QCOMPARE(detail(kernel, u"Largest error"_s), u"31\u00a0ms"_s);
        QCOMPARE(detail(kernel, u"Estimated error"_s), u"25\u00a0µs"_s);
        QCOMPARE(detail(kernel, u"TAI − UTC"_s), u"not told to the kernel"_s);
        kernel.taiOffset = 37;
        QCOMPARE(detail(kernel, u"TAI − UTC"_s), u"37 s"_s);
    }

    void kernelDetailsSayWhatTheyMean()
    {
        KernelClock kernel;
        kernel.maximumError = 31ms;
        kernel.estimatedError = 25us;
        kernel.offset = Offset::fromLocalMinusRemote(2'900us);
        kernel.taiOffset = 37;
        kernel.status = KernelStatusBit::Pll;
        kernel.leap = KernelLeapState::InsertPending;
        for (const wording::KernelDetail &line : wording::kernelDetails(kernel)) {
            // With today's value where it is a figure.
            const bool isFigure = line.value.front().isDigit();
            QVERIFY2(!isFigure || line.meaning.contains(line.value), qPrintable(line.meaning));
            QVERIFY2(wording::glossaryTerm(line.term), qPrintable(line.term));
        }
        for (const wording::KernelDetail &line : wording::kernelDetails(KernelClock()))
            QVERIFY2(line.meaning.endsWith(u'.'), qPrintable(line.name));
        // Where the kernel puts both when it starts.
        const auto meaning = [&kernel](int line) { return wording::kernelDetails(kernel).at(line).meaning; };
        QVERIFY(meaning(1).contains(u"off by more than 31"_s));
        QVERIFY(meaning(2).contains(u"thought likely"_s));
        kernel.maximumError = 16s;
        kernel.estimatedError = 16s;
        QVERIFY(meaning(1).contains(u"as far as the kernel counts: nobody has told it"_s));
        QVERIFY(meaning(2).contains(u"stands for not known"_s));
        QVERIFY(meaning(3).startsWith(u"These flags are set now"_s));
        QVERIFY(meaning(5).contains(u"this clock's time plus 37 s"_s));
        kernel.offset = Offset::fromLocalMinusRemote(0ns);
        QVERIFY(wording::kernelDetails(kernel).at(0).meaning.contains(u"nothing left"_s));
    }

    void statusBits_data()
    {
        QTest::addColumn<int>("bit");
        QTest::addColumn<QString>("words");
        const auto row = [](KernelStatusBit bit, const QString &words) {
            QTest::newRow(qPrintable(words)) << int(bit) << words;
        };
        row(KernelStatusBit::Pll, u"corrects by its own loop"_s);
        row(KernelStatusBit::PpsFrequency, u"frequency by a pulse per second"_s);
        row(KernelStatusBit::PpsTime, u"time by a pulse per second"_s);
        row(KernelStatusBit::Fll, u"loop on frequency"_s);
        row(KernelStatusBit::InsertSecond, u"inserts a leap second"_s);
        row(KernelStatusBit::DeleteSecond, u"deletes a leap second"_s);
        row(KernelStatusBit::Unsynchronised, u"does not set the hardware clock"_s);
        row(KernelStatusBit::FrequencyHold, u"frequency held"_s);
        row(KernelStatusBit::PpsSignal, u"pulse per second is there"_s);
        row(KernelStatusBit::PpsJitter, u"pulse per second jitters"_s);
        row(KernelStatusBit::PpsWander, u"pulse per second wanders"_s);
        row(KernelStatusBit::PpsError, u"pulse per second is faulty"_s);
        row(KernelStatusBit::ClockError, u"clock fault"_s);
        row(KernelStatusBit::Nanoseconds, u"counts nanoseconds"_s);
        row(KernelStatusBit::Mode, u"loop locks the frequency"_s);
        row(KernelStatusBit::Clock, u"clock source B"_s);
    }

    void statusBits()
    {
        QFETCH(int, bit);
        KernelClock kernel;
        QCOMPARE(detail(kernel, u"Status"_s), u"no flags"_s);
        kernel.status = KernelStatus::fromInt(static_cast<quint16>(bit));
        QTEST(detail(kernel, u"Status"_s), "words");
        kernel.status |= KernelStatusBit::Nanoseconds;
        QVERIFY(detail(kernel, u"Status"_s).contains(u"counts nanoseconds"_s));
    }

    void leapSeconds_data()
    {
        QTest::addColumn<KernelClock>("kernel");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, KernelLeapState leap, KernelStatus status,
                            const QString &words) {
            KernelClock kernel;
            kernel.leap = leap;
            kernel.status = status;
            QTest::newRow(name) << kernel << words;
        };
        const QString inserted = u"inserted at the next midnight UTC"_s;
        const QString deleted = u"deleted at the next midnight UTC"_s;
        const KernelStatus unsynchronised = KernelStatusBit::Unsynchronised;
        row("none", KernelLeapState::Ok, {}, u"none announced"_s);
        row("insert", KernelLeapState::InsertPending, KernelStatusBit::InsertSecond, inserted);
        row("delete", KernelLeapState::DeletePending, KernelStatusBit::DeleteSecond, deleted);
        row("in progress", KernelLeapState::InProgress, KernelStatusBit::InsertSecond, u"being inserted"_s);
        row("occurred", KernelLeapState::Occurred, KernelStatusBit::InsertSecond, u"has just been"_s);
        // chronyd without rtcsync always has the kernel say so.
        row("unsynchronised", KernelLeapState::Error, unsynchronised,
            u"not told while the kernel counts as unsynchronised"_s);
        row("insert, unsynchronised", KernelLeapState::Error, unsynchronised | KernelStatusBit::InsertSecond,
            inserted);
        row("delete, unsynchronised", KernelLeapState::Error, unsynchronised | KernelStatusBit::DeleteSecond,
            deleted);
        row("fault", KernelLeapState::Error, KernelStatusBit::ClockError,
            u"not told: the clock or its pulse per second is faulty"_s);
    }

    void leapSeconds()
    {
        QFETCH(KernelClock, kernel);
        QTEST(detail(kernel, u"Leap second"_s), "words");
    }

    void leapSecondsInSentences()
    {
        KernelClock kernel;
        const auto sentence = [&kernel](KernelLeapState leap, KernelStatus status) {
            kernel.leap = leap;
            kernel.status = status;
            return wording::kernelDetails(kernel).at(4).meaning;
        };
        const KernelStatus inserts = KernelStatusBit::InsertSecond;
        const KernelStatus deletes = KernelStatusBit::DeleteSecond;
        const QString inserted = u"The kernel inserts one at the next midnight UTC."_s;
        QCOMPARE(sentence(KernelLeapState::InsertPending, inserts), inserted);
        QCOMPARE(sentence(KernelLeapState::Error, inserts), inserted);
        QCOMPARE(sentence(KernelLeapState::DeletePending, deletes),
                 u"The kernel leaves one second out at the next midnight UTC."_s);
        QCOMPARE(sentence(KernelLeapState::Occurred, inserts), u"A leap second has just been inserted."_s);
        QCOMPARE(sentence(KernelLeapState::Occurred, deletes), u"A second has just been left out."_s);
        QCOMPARE(sentence(KernelLeapState::Error, KernelStatusBit::Unsynchronised),
                 u"The kernel does not tell: it counts as unsynchronised."_s);
        QVERIFY(sentence(KernelLeapState::Error, {}).endsWith(u"faulty."_s));
    }

    void consequences_data()
    {
        using Kind = ClockChange::Kind;
        QTest::addColumn<ClockChange>("change");
        QTest::addColumn<QStringList>("units");
        QTest::addColumn<MachineDaemons>("machine");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *name, Kind kind, bool on, const QStringList &units,
                            const std::vector<DaemonReport> &daemons, const QString &sentence) {
            QTest::newRow(name) << ClockChange{.kind = kind, .zone = {}, .on = on} << units
                                << machineOf(daemons) << sentence;
        };
        const QString chronyUnit = u"chrony.service"_s;
        const QString timesyncdUnit = u"systemd-timesyncd.service"_s;
        const QStringList both{chronyUnit, timesyncdUnit};
        const DaemonReport chrony = running(DaemonKind::Chrony, {}, DaemonAnswer::Answering, chronyUnit);
        const DaemonReport ntpdRs =
            running(DaemonKind::NtpdRs, {}, DaemonAnswer::Answering, u"ntpd-rs.service"_s);
        DaemonReport harmless = ntpdRs;
        harmless.process->maySetClock = false;
        const QString nothing = u" Then nothing will keep this clock right."_s;

        row("on", Kind::NetworkTime, true, {chronyUnit}, {},
            u"The system starts chrony.service, now and whenever the computer starts. It may set this clock."_s);
        row("on, of two", Kind::NetworkTime, true, both, {},
            u"The system starts chrony.service, now and whenever the computer starts. It may set this clock. "
            "It stops and disables systemd-timesyncd.service."_s);
        row("on, not known which", Kind::NetworkTime, true, {}, {},
            u"The system starts its time service, which may set this clock."_s);
        row("off", Kind::NetworkTime, false, {chronyUnit}, {chrony},
            u"The system stops and disables chrony.service."_s + nothing);
        row("off, both", Kind::NetworkTime, false, both, {chrony},
            u"The system stops and disables chrony.service, systemd-timesyncd.service."_s + nothing);
        row("off, another runs", Kind::NetworkTime, false, {chronyUnit}, {chrony, ntpdRs},
            u"The system stops and disables chrony.service. Still running, and able to set this clock: "
            "ntpd-rs."_s);
        row("off, another runs and may not", Kind::NetworkTime, false, {chronyUnit}, {chrony, harmless},
            u"The system stops and disables chrony.service."_s + nothing);
        row("off, not known which", Kind::NetworkTime, false, {}, {chrony},
            u"The system stops its time service."_s + nothing);
        row("off, not known which of two", Kind::NetworkTime, false, {}, {chrony, ntpdRs},
            u"The system stops its time service."_s);
        row("zone", Kind::TimeZone, false, {}, {},
            u"The clock stays as it is; what programs show as local time changes at once."_s);
        row("hardware clock in local time", Kind::HardwareClock, true, {}, {},
            u"The hardware clock is set from this clock and kept in local time, which is for a computer that "
            "runs Windows too. It may be an hour wrong after summer time begins or ends."_s);
        row("hardware clock in universal time", Kind::HardwareClock, false, {}, {},
            u"The hardware clock is set from this clock and kept in universal time. Windows on this computer "
            "would then be wrong, unless it is told so too."_s);
    }

    void consequences()
    {
        QFETCH(ClockChange, change);
        QFETCH(QStringList, units);
        QFETCH(MachineDaemons, machine);
        ClockReport clock;
        clock.timeServiceUnits = units;
        QTEST(wording::changeConsequence(change, clock, machine), "sentence");
    }

    void ofUnassignedProcessesToo()
    {
        MachineDaemons machine;
        machine.unassigned = {*running(DaemonKind::Chrony).process};
        ClockReport clock;
        clock.timeServiceUnits = {u"systemd-timesyncd.service"_s};
        QVERIFY(wording::changeConsequence({.kind = ClockChange::Kind::NetworkTime, .zone = {}, .on = false},
                                           clock, machine)
                    .endsWith(u"able to set this clock: chrony."_s));
    }
};

QTEST_GUILESS_MAIN(TestClockWording)
#include "test_clockwording.moc"
