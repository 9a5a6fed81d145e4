// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/clockwording.h"

#include "core/diagnosis/judgement.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

#include <cstdlib>
#include <utility>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class ClockWording
{
    Q_DECLARE_TR_FUNCTIONS(ClockWording)
};

QString lengthText(int seconds)
{
    const int hours = seconds / 3600;
    const int minutes = seconds / 60 % 60;
    QString hoursText = ClockWording::tr("%n hour(s)", "", hours);
    QString minutesText = ClockWording::tr("%n minute(s)", "", minutes);
    if (minutes == 0)
        return hoursText;
    if (hours == 0)
        return minutesText;
    return ClockWording::tr("%1 %2", "hours and minutes").arg(hoursText, minutesText);
}

TimeZone zoneAt(const QTimeZone &zone, const QDateTime &when)
{
    const QTimeZone::OffsetData next = zone.nextTransition(when);
    return {.id = QString::fromUtf8(zone.id()),
            .abbreviation = zone.abbreviation(when),
            .utcOffset = std::chrono::seconds(zone.offsetFromUtc(when)),
            .daylightSaving = zone.isDaylightTime(when),
            .nextTransition =
                next.atUtc.isValid()
                    ? std::optional(Instant(std::chrono::milliseconds(next.atUtc.toMSecsSinceEpoch())))
                    : std::nullopt,
            .isCopy = false};
}

QDateTime universal(std::chrono::seconds sinceEpoch)
{
    return QDateTime::fromSecsSinceEpoch(sinceEpoch.count(), QTimeZone::utc());
}

QString twoSentences(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : ClockWording::tr("%1 %2", "two sentences").arg(first, second);
}

Duration ageOf(Instant then, Instant now)
{
    return std::max(now - then, Duration::zero());
}

QString list(const QStringList &names)
{
    return QLocale().createSeparatedList(names);
}

} // namespace

QString utcOffsetText(std::chrono::seconds utcOffset, QChar minus)
{
    const auto minutes =
        std::chrono::abs(std::chrono::duration_cast<std::chrono::minutes>(utcOffset)).count();
    return u"%1%2:%3"_s.arg(utcOffset < std::chrono::seconds(0) ? minus : QChar(u'+'))
        .arg(minutes / 60, 2, 10, QChar(u'0'))
        .arg(minutes % 60, 2, 10, QChar(u'0'));
}

QString zoneOffsetText(const QTimeZone &zone, const QDateTime &when)
{
    return zoneOffsetText(zoneAt(zone, when));
}

QString zoneOffsetText(const TimeZone &zone)
{
    const auto offset = static_cast<int>(zone.utcOffset.count());
    if (offset == 0 && !zone.daylightSaving)
        return ClockWording::tr("the same as universal time");
    const QString length = lengthText(std::abs(offset));
    QString text = offset == 0  ? ClockWording::tr("the same as universal time")
                   : offset > 0 ? ClockWording::tr("%1 ahead of universal time").arg(length)
                                : ClockWording::tr("%1 behind universal time").arg(length);
    if (!zone.daylightSaving)
        return text;
    if (!zone.nextTransition)
        return ClockWording::tr("%1, with daylight saving time").arg(text);
    const auto end = std::chrono::floor<std::chrono::seconds>(zone.nextTransition->time_since_epoch());
    return ClockWording::tr("%1, with daylight saving time until %2")
        .arg(text, QLocale().toString(universal(end + zone.utcOffset).date(), QLocale::ShortFormat));
}

QString zoneText(const QTimeZone &zone, const QDateTime &when)
{
    return zoneText(zoneAt(zone, when));
}

QString zoneText(const TimeZone &zone)
{
    const QString numeric = utcOffsetText(zone.utcOffset);
    const QString id = zone.id.isEmpty() ? ClockWording::tr("without a name", "a time zone") : zone.id;
    if (zone.abbreviation.isEmpty() || zone.abbreviation == zone.id)
        return u"%1 (%2)"_s.arg(id, numeric);
    return u"%1 (%2, %3)"_s.arg(id, zone.abbreviation, numeric);
}

QString zoneNote(const ClockReport &clock)
{
    if (!clock.zone)
        return ClockWording::tr(
            "The system's time zone has no name: /etc/localtime leads to none. Set the time zone anew.");
    if (!clock.zoneOfProcess.isEmpty() && clock.zoneOfProcess != clock.zone->id)
        return ClockWording::tr("Shown as this program's environment wants it (TZ=%1). The system's time "
                                "zone is %2.")
            .arg(clock.zoneOfProcess, clock.zone->id);
    if (clock.zone->isCopy)
        return ClockWording::tr(
            "/etc/localtime is a copy of time zone data and no link to it: it does not follow new rules for "
            "daylight saving time, and systemd does not know the zone's name. Setting the time zone anew "
            "mends "
            "that.");
    return {};
}

namespace {

// The clock is read to whole seconds, and this clock may have been read a moment later.
constexpr Duration alikeWithin = std::chrono::seconds(2) + HardwareClock::aheadError;

/// The whole number of quarter hours that two clocks are apart, as two time zones are; absent: none, or zero.
std::optional<Duration> quarterHours(Duration difference)
{
    using std::chrono::minutes;
    constexpr Duration farthest = std::chrono::hours(26); // from UTC−12 to UTC+14
    constexpr Duration quarter = minutes(15);
    const auto count =
        std::llround(std::chrono::duration<double>(difference) / std::chrono::duration<double>(quarter));
    const Duration whole = count * quarter;
    if (count == 0 || std::chrono::abs(whole) > farthest ||
        std::chrono::abs(difference - whole) > alikeWithin)
        return std::nullopt;
    return whole;
}

/// How a hardware clock that is read keeps its time, and how well.
QString hardwareMeaning(const HardwareClock &hardware, const std::optional<TimeZone> &zone)
{
    if (!hardware.keepsLocalTime)
        return ClockWording::tr("Whether in local or universal time is not known.");
    const bool isLocal = *hardware.keepsLocalTime;
    QString kept = isLocal ? ClockWording::tr("Kept in local time, as Windows does it: each system on this "
                                              "computer may set it anew when summer time begins or ends.")
                           : ClockWording::tr("Kept in universal time.");
    if (!hardware.aheadOfSystem)
        return kept;
    const Duration ahead = *hardware.aheadOfSystem;
    // It is read to whole seconds.
    if (std::chrono::abs(ahead) <= 2 * HardwareClock::aheadError)
        return ClockWording::tr("%1 Agrees with this clock to the second.", "a sentence").arg(kept);
    if (const std::optional<Duration> whole = quarterHours(ahead)) {
        const Duration zoneOffset = zone ? Duration(zone->utcOffset) : Duration::zero();
        const QString length = ageText(*whole);
        if (!isLocal && *whole == zoneOffset)
            return ClockWording::
                tr("It shows local time, and the system takes it for universal time: after the next start "
                   "this clock can be wrong by %1. Another system on this computer may have set it. Set it "
                   "from this clock by \"hwclock --systohc\" as administrator.")
                    .arg(length);
        if (isLocal && *whole == -zoneOffset)
            return ClockWording::
                tr("It shows universal time, and the system takes it for local time: after the next start "
                   "this clock can be wrong by %1. Set it from this clock by \"hwclock --systohc\" as "
                   "administrator.")
                    .arg(length);
        return (ahead > Duration::zero()
                    ? ClockWording::tr(
                          "%1 It is %2 ahead of this clock, as if it showed another time zone. Set "
                          "it from this clock by \"hwclock --systohc\" as administrator.",
                          "a sentence")
                    : ClockWording::tr(
                          "%1 It is %2 behind this clock, as if it showed another time zone. Set "
                          "it from this clock by \"hwclock --systohc\" as administrator.",
                          "a sentence"))
            .arg(kept, length);
    }
    return ahead > Duration::zero()
               ? ClockWording::tr("%1 It is %2 ahead of this clock.", "a sentence").arg(kept, ageText(ahead))
               : ClockWording::tr("%1 It is %2 behind this clock.", "a sentence").arg(kept, ageText(ahead));
}

/// How the system would keep a hardware clock.
ClockFact noHardwareClock(const TimedatedReport &timedated)
{
    const QString value = ClockWording::tr("none that can be read here");
    if (!timedated.localRtc)
        return {value, {}};
    return {value, *timedated.localRtc ? ClockWording::tr("The system would keep it in local time.")
                                       : ClockWording::tr("The system would keep it in universal time.")};
}

} // namespace

ClockFact hardwareClock(const ClockReport &clock, Instant now)
{
    if (!clock.hardware)
        return noHardwareClock(clock.timedated);
    const HardwareClock &hardware = *clock.hardware;
    if (!hardware.reading)
        return {ClockWording::tr("cannot be read"), {}};
    // It goes on; on average it was half a second further than what was read.
    const auto since =
        std::chrono::floor<std::chrono::seconds>(ageOf(hardware.readAt, now) + HardwareClock::aheadError);
    const QDateTime shown = universal(hardware.reading->time_since_epoch() + since);
    return {QLocale().toString(shown, u"ddd yyyy-MM-dd HH:mm:ss"_s), hardwareMeaning(hardware, clock.zone)};
}

namespace {

/// When one of the daemons last updated the clock; absent: none tells.
std::optional<Instant> updatedByDaemon(const MachineDaemons &machine)
{
    std::optional<Instant> updated;
    for (const DaemonReport &daemon : machine.daemons) {
        // One that was told to leave the clock alone has updated nothing.
        if (maySteer(daemon) && daemon.tracking && daemon.tracking->synchronised &&
            daemon.tracking->lastUpdate)
            updated = std::max(updated, daemon.tracking->lastUpdate);
    }
    return updated;
}

/// For how long at most the largest error has grown by 500 ppm since it was set.
Duration longestSinceUpdate(const KernelClock &kernel, std::optional<Duration> uptime)
{
    constexpr int growth = 2000; // one in 500 ppm
    const Duration byError = kernel.maximumError * growth;
    return uptime ? std::min(byError, *uptime) : byError;
}

QString flagMeaning(const ClockReport &clock, const MachineDaemons &machine, Instant now)
{
    if (const std::optional<Instant> updated = updatedByDaemon(machine))
        return ClockWording::tr("The kernel's flag. The clock was last updated %1.")
            .arg(agoText(ageOf(*updated, now)));
    std::optional<Duration> uptime;
    if (clock.startedAt)
        uptime = ageOf(*clock.startedAt, now);
    if (clock.kernel->synchronized()) {
        if (clock.steeredAt)
            return ClockWording::tr("The kernel's flag. The clock was last seen to be corrected %1; no time "
                                    "service tells of it.")
                .arg(agoText(ageOf(*clock.steeredAt, now)));
        return ClockWording::tr("The kernel's flag, which stays for hours. By the kernel's largest error the "
                                "clock was updated within the last %1; no time service tells when.")
            .arg(ageText(longestSinceUpdate(*clock.kernel, uptime)));
    }
    // By then the largest error has grown to 16 s in any case.
    constexpr Duration longestFlag = std::chrono::hours(9);
    if (uptime && *uptime < longestFlag)
        return ClockWording::tr("The kernel reckons with an error of 16 s or more: no update since this "
                                "computer was started %1, or since the clock was set.")
            .arg(agoText(*uptime));
    return ClockWording::tr(
        "The kernel reckons with an error of 16 s or more: no update for nine hours, since "
        "this computer was started, or since the clock was set.");
}

/// A sentence of timedated's, with its age when it is worth a word.
QString datedSentence(const QString &sentence, const TimedatedReport &timedated, Instant now)
{
    constexpr Duration old = std::chrono::minutes(3);
    if (!timedated.readAt || ageOf(*timedated.readAt, now) < old)
        return sentence;
    return twoSentences(sentence,
                        ClockWording::tr("It was asked %1.").arg(agoText(ageOf(*timedated.readAt, now))));
}

} // namespace

ClockFact synchronisedFlag(const ClockReport &clock, const MachineDaemons &machine, Instant now)
{
    const auto yesNo = [](bool flag) { return flag ? ClockWording::tr("yes") : ClockWording::tr("no"); };
    if (clock.kernel)
        return {yesNo(clock.kernel->synchronized()), flagMeaning(clock, machine, now)};
    const QString silence =
        ClockWording::tr("The kernel does not tell this program here, as in some containers.");
    if (!clock.timedated.synchronised)
        return {ClockWording::tr("not known"), silence};
    return {
        yesNo(*clock.timedated.synchronised),
        twoSentences(silence, datedSentence(ClockWording::tr("timedatectl says so."), clock.timedated, now))};
}

namespace {

/// "chrony 4.3", "OpenNTPD (answers an administrator only)"; empty: it does not run here.
QString serviceText(const DaemonReport &daemon)
{
    if (daemon.isElsewhere)
        return {};
    QString name = daemonName(daemon.kind);
    if (!daemon.version.isEmpty())
        name = ClockWording::tr("%1 %2", "program and version").arg(name, daemon.version);
    switch (daemon.answer) {
    case DaemonAnswer::Answering:
        return name;
    case DaemonAnswer::NotPermitted:
        return ClockWording::tr("%1 (answers an administrator only)", "program").arg(name);
    case DaemonAnswer::NoInterface:
        return ClockWording::tr("%1 (cannot be asked)", "program").arg(name);
    case DaemonAnswer::Silent:
        return ClockWording::tr("%1 (does not answer)", "program").arg(name);
    case DaemonAnswer::NotYet:
    case DaemonAnswer::NotAsked:
        return daemon.process ? name : QString();
    case DaemonAnswer::Refused:
        break;
    }
    return daemon.process ? ClockWording::tr("%1 (does not answer)", "program").arg(name) : QString();
}

QString servicesText(const MachineDaemons &machine)
{
    QStringList names;
    for (const DaemonReport &daemon : machine.daemons)
        names.append(serviceText(daemon));
    names.removeAll(QString());
    QStringList counted;
    for (const QString &name : std::as_const(names)) {
        const auto count = static_cast<int>(names.count(name));
        counted.append(count > 1 ? ClockWording::tr("%1, running %n time(s)", "program", count).arg(name)
                                 : name);
    }
    counted.removeDuplicates();
    return counted.isEmpty() ? ClockWording::tr("none answers") : list(counted);
}

QString networkTimeSentence(const TimedatedReport &timedated)
{
    const std::optional<NetworkTimeService> service = timedated.networkTimeService();
    if (!service)
        return timedated.available && timedated.readAt
                   ? ClockWording::tr("timedatectl cannot tell whether network time is on: systemd does not "
                                      "answer here.")
                   : QString();
    switch (*service) {
    case NetworkTimeService::Active:
        return ClockWording::tr("timedatectl says: active.");
    case NetworkTimeService::Inactive:
        return ClockWording::tr("timedatectl says: inactive.");
    case NetworkTimeService::NotAvailable:
        break;
    }
    return ClockWording::tr("timedatectl says: not available. It knows no time service that is installed.");
}

} // namespace

ClockFact timeService(const MachineDaemons &machine, const TimedatedReport &timedated, Instant now)
{
    const QString sentence = networkTimeSentence(timedated);
    return {servicesText(machine), sentence.isEmpty() ? sentence : datedSentence(sentence, timedated, now)};
}

std::optional<ClockFact> hostFact(const HostMachine &host)
{
    QString text = hostText(host);
    if (text.isEmpty())
        return std::nullopt;
    text = text.left(1).toUpper() + text.mid(1);
    switch (host.kind) {
    case HostMachine::Kind::VirtualMachine:
        return ClockFact{text, ClockWording::tr("Its host can pause it, and its clock then stands still.")};
    case HostMachine::Kind::Container:
        return ClockFact{text, ClockWording::tr("It has no clock of its own: it shows its host's.")};
    case HostMachine::Kind::Wsl:
        return ClockFact{text, ClockWording::tr("Windows sets its clock, and can pause it.")};
    case HostMachine::Kind::Physical:
        break;
    }
    return ClockFact{text, {}};
}

ClockFact kernelFrequency(const KernelClock &kernel)
{
    return {frequencyText(kernel.frequencyPpm),
            ClockWording::tr("So this clock would run without the kernel's correction.")};
}

namespace {

QString statusText(KernelStatusBit bit)
{
    switch (bit) {
    case KernelStatusBit::Pll:
        return ClockWording::tr("corrects by its own loop");
    case KernelStatusBit::PpsFrequency:
        return ClockWording::tr("frequency by a pulse per second");
    case KernelStatusBit::PpsTime:
        return ClockWording::tr("time by a pulse per second");
    case KernelStatusBit::Fll:
        return ClockWording::tr("loop on frequency");
    case KernelStatusBit::InsertSecond:
        return ClockWording::tr("inserts a leap second");
    case KernelStatusBit::DeleteSecond:
        return ClockWording::tr("deletes a leap second");
    case KernelStatusBit::Unsynchronised:
        return ClockWording::tr("does not set the hardware clock");
    case KernelStatusBit::FrequencyHold:
        return ClockWording::tr("frequency held");
    case KernelStatusBit::PpsSignal:
        return ClockWording::tr("pulse per second is there");
    case KernelStatusBit::PpsJitter:
        return ClockWording::tr("pulse per second jitters");
    case KernelStatusBit::PpsWander:
        return ClockWording::tr("pulse per second wanders");
    case KernelStatusBit::PpsError:
        return ClockWording::tr("pulse per second is faulty");
    case KernelStatusBit::ClockError:
        return ClockWording::tr("clock fault");
    case KernelStatusBit::Nanoseconds:
        return ClockWording::tr("counts nanoseconds");
    case KernelStatusBit::Mode:
        return ClockWording::tr("loop locks the frequency");
    case KernelStatusBit::Clock:
        break;
    }
    return ClockWording::tr("clock source B");
}

/// In a few words, and in a sentence.
std::pair<QString, QString> leapTexts(const KernelClock &kernel)
{
    const auto inserted = [] {
        return std::pair(ClockWording::tr("inserted at the next midnight UTC"),
                         ClockWording::tr("The kernel inserts one at the next midnight UTC."));
    };
    const auto deleted = [] {
        return std::pair(ClockWording::tr("deleted at the next midnight UTC"),
                         ClockWording::tr("The kernel leaves one second out at the next midnight UTC."));
    };
    switch (kernel.leap) {
    case KernelLeapState::Ok:
        return {ClockWording::tr("none announced"),
                ClockWording::tr("No time service has told the kernel of one.")};
    case KernelLeapState::InsertPending:
        return inserted();
    case KernelLeapState::DeletePending:
        return deleted();
    case KernelLeapState::InProgress:
        return {ClockWording::tr("being inserted"),
                ClockWording::tr("A leap second is being inserted at this moment.")};
    case KernelLeapState::Occurred:
        return {ClockWording::tr("has just been"),
                kernel.status.testFlag(KernelStatusBit::DeleteSecond)
                    ? ClockWording::tr("A second has just been left out.")
                    : ClockWording::tr("A leap second has just been inserted.")};
    case KernelLeapState::Error:
        break;
    }
    // The kernel does what it was told to do all the same.
    if (kernel.status.testFlag(KernelStatusBit::InsertSecond))
        return inserted();
    if (kernel.status.testFlag(KernelStatusBit::DeleteSecond))
        return deleted();
    if (kernel.status.testFlag(KernelStatusBit::Unsynchronised))
        return {ClockWording::tr("not told while the kernel counts as unsynchronised"),
                ClockWording::tr("The kernel does not tell: it counts as unsynchronised.")};
    return {ClockWording::tr("not told: the clock or its pulse per second is faulty"),
            ClockWording::tr("The kernel does not tell: the clock or its pulse per second is faulty.")};
}

KernelDetail stillToCorrect(const KernelClock &kernel)
{
    const QString name = ClockWording::tr("Still to correct");
    const QString term = u"slew"_s;
    if (!kernel.offset)
        return {name, ClockWording::tr("not known: the kernel's own loop is off"),
                ClockWording::tr("A time service such as chrony corrects the clock without this loop, and "
                                 "knows itself what is left."),
                term};
    const QString value = offsetText(*kernel.offset);
    return {name, value,
            kernel.offset->magnitude() == Duration::zero()
                ? ClockWording::tr("The kernel has nothing left to take away.")
                : ClockWording::tr("%1: the kernel takes that away little by little, as the time service has "
                                   "told it to.",
                                   "offset")
                      .arg(value),
            term};
}

/// Here the kernel stops counting; when it starts, and whenever the clock is set, it puts both errors there.
constexpr Duration mostErrorCounted = std::chrono::seconds(16);

KernelDetail largestError(const KernelClock &kernel)
{
    const QString value = spanText(kernel.maximumError);
    return {ClockWording::tr("Largest error"), value,
            kernel.maximumError >= mostErrorCounted
                ? ClockWording::tr(
                      "%1 is as far as the kernel counts: nobody has told it that the clock is right "
                      "since it was started or the clock was set, or not for hours.",
                      "span")
                      .arg(value)
                : ClockWording::tr("By the kernel's reckoning this clock is not off by more than %1; it adds "
                                   "half a millisecond each second until a time service tells it anew.",
                                   "span")
                      .arg(value),
            u"maxerror"_s};
}

KernelDetail estimatedError(const KernelClock &kernel)
{
    const QString value = spanText(kernel.estimatedError);
    const QString meaning =
        kernel.estimatedError >= mostErrorCounted
            ? ClockWording::tr("%1 stands for not known: no time service has told the kernel since it was "
                               "started or the clock was set.",
                               "span")
            : ClockWording::tr(
                  "%1 is what the time service thought likely at its last update. The kernel has "
                  "measured nothing itself.",
                  "span");
    return {ClockWording::tr("Estimated error"), value, meaning.arg(value), u"esterror"_s};
}

KernelDetail kernelStatus(const KernelClock &kernel)
{
    QStringList bits;
    for (int bit = 0; bit < 16; ++bit) {
        const auto flag = KernelStatusBit(1U << unsigned(bit));
        if (kernel.status.testFlag(flag))
            bits.append(statusText(flag));
    }
    const QString value = bits.isEmpty() ? ClockWording::tr("no flags") : list(bits);
    return {ClockWording::tr("Status"), value,
            bits.isEmpty()
                ? ClockWording::tr("No flag is set: the kernel sets the hardware clock, and "
                                   "corrects by nothing of its own.")
                : ClockWording::tr("These flags are set now; the glossary says what they are for."),
            u"kernel-status"_s};
}

KernelDetail leapSecond(const KernelClock &kernel)
{
    const auto [value, meaning] = leapTexts(kernel);
    return {ClockWording::tr("Leap second"), value, meaning, u"leap-second"_s};
}

KernelDetail taiOffset(const KernelClock &kernel)
{
    const QString name = ClockWording::tr("TAI − UTC");
    if (!kernel.taiOffset)
        return {name, ClockWording::tr("not told to the kernel"),
                ClockWording::tr("Programs that ask the kernel for TAI get UTC, for nobody has told it the "
                                 "difference. Few programs ask."),
                u"tai"_s};
    const QString value = ClockWording::tr("%1 s").arg(*kernel.taiOffset);
    return {name, value,
            ClockWording::tr("Programs that ask the kernel for TAI get this clock's time plus %1.", "span")
                .arg(value),
            u"tai"_s};
}

} // namespace

QList<KernelDetail> kernelDetails(const KernelClock &kernel)
{
    return {stillToCorrect(kernel), largestError(kernel), estimatedError(kernel),
            kernelStatus(kernel),   leapSecond(kernel),   taiOffset(kernel)};
}

namespace {

/// Those that go on keeping this clock when the services that timedated knows have ended.
QStringList othersThatSteer(const QStringList &units, const MachineDaemons &machine)
{
    QStringList names;
    const auto add = [&](DaemonKind kind, const QString &unit) {
        if (unit.isEmpty() || !units.contains(unit))
            names.append(daemonName(kind));
    };
    for (const DaemonReport &daemon : machine.daemons) {
        // One of the unassigned processes is its own.
        const bool isToCome =
            !daemon.process && std::ranges::find(machine.unassigned, daemon.kind, &DaemonProcess::kind) !=
                                   machine.unassigned.end();
        if (maySteer(daemon) && !isToCome)
            add(daemon.kind, daemon.process ? daemon.process->unit : QString());
    }
    for (const DaemonProcess &process : machine.unassigned) {
        if (process.maySetClock.value_or(true) && !process.leavesClockAlone)
            add(process.kind, process.unit);
    }
    names.removeDuplicates();
    return names;
}

QString startConsequence(const QStringList &units)
{
    if (units.isEmpty())
        return ClockWording::tr("The system starts its time service, which may set this clock.");
    QString starts =
        ClockWording::tr("The system starts %1, now and whenever the computer starts. It may set this clock.")
            .arg(units.first());
    if (units.size() == 1)
        return starts;
    return twoSentences(starts, ClockWording::tr("It stops and disables %1.").arg(list(units.mid(1))));
}

QString stopConsequence(const QStringList &units, const MachineDaemons &machine)
{
    QString stops = units.isEmpty() ? ClockWording::tr("The system stops its time service.")
                                    : ClockWording::tr("The system stops and disables %1.").arg(list(units));
    const QStringList others = othersThatSteer(units, machine);
    // Without the units it is not known which of them ends.
    if (others.size() <= (units.isEmpty() ? 1 : 0))
        return twoSentences(stops, ClockWording::tr("Then nothing will keep this clock right."));
    if (units.isEmpty())
        return stops;
    return twoSentences(stops,
                        ClockWording::tr("Still running, and able to set this clock: %1.").arg(list(others)));
}

} // namespace

QString changeConsequence(const ClockChange &change, const ClockReport &clock, const MachineDaemons &machine)
{
    switch (change.kind) {
    case ClockChange::Kind::TimeZone:
        return ClockWording::tr(
            "The clock stays as it is; what programs show as local time changes at once.");
    case ClockChange::Kind::NetworkTime:
        return change.on ? startConsequence(clock.timeServiceUnits)
                         : stopConsequence(clock.timeServiceUnits, machine);
    case ClockChange::Kind::HardwareClock:
        break;
    }
    return change.on
               ? ClockWording::tr(
                     "The hardware clock is set from this clock and kept in local time, which is "
                     "for a computer that runs Windows too. It may be an hour wrong after "
                     "summer time begins or ends.")
               : ClockWording::tr("The hardware clock is set from this clock and kept in universal time. "
                                  "Windows on this computer would then be wrong, unless it is told so too.");
}

} // namespace synchroscope::wording
