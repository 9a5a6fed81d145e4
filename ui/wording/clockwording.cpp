// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/clockwording.h"

#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

#include <cstdlib>

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

} // namespace

QString zoneOffsetText(const QTimeZone &zone, const QDateTime &when)
{
    const int offset = zone.offsetFromUtc(when);
    if (offset == 0)
        return ClockWording::tr("the same as universal time");
    const QString length = lengthText(std::abs(offset));
    QString text = offset > 0 ? ClockWording::tr("%1 ahead of universal time").arg(length)
                              : ClockWording::tr("%1 behind universal time").arg(length);
    if (!zone.isDaylightTime(when))
        return text;
    const QTimeZone::OffsetData next = zone.nextTransition(when);
    if (!next.atUtc.isValid())
        return ClockWording::tr("%1, with daylight saving time").arg(text);
    const QString end = QLocale().toString(next.atUtc.toTimeZone(zone).date(), QLocale::ShortFormat);
    return ClockWording::tr("%1, with daylight saving time until %2").arg(text, end);
}

QString zoneText(const QTimeZone &zone, const QDateTime &when)
{
    const int offset = zone.offsetFromUtc(when);
    const QString numeric = u"%1%2:%3"_s.arg(QChar(offset < 0 ? u'−' : u'+'))
                                .arg(std::abs(offset) / 3600, 2, 10, QChar(u'0'))
                                .arg(std::abs(offset) / 60 % 60, 2, 10, QChar(u'0'));
    const QString id = QString::fromUtf8(zone.id());
    const QString abbreviation = zone.abbreviation(when);
    if (abbreviation.isEmpty() || abbreviation == id)
        return u"%1 (%2)"_s.arg(id, numeric);
    return u"%1 (%2, %3)"_s.arg(id, abbreviation, numeric);
}

QString zoneNote(const ClockReport &clock)
{
    if (!clock.zone)
        return ClockWording::tr("The system's time zone has no name: /etc/localtime leads to none.");
    if (clock.zoneOfProcess.isEmpty() || clock.zoneOfProcess == clock.zone->id)
        return {};
    return ClockWording::tr("Shown as this program's environment wants it (TZ=%1). The system's time "
                            "zone is %2.")
        .arg(clock.zoneOfProcess, clock.zone->id);
}

ClockFact hardwareClock(const HardwareClock &clock)
{
    if (!clock.reading)
        return {ClockWording::tr("cannot be read"), {}};
    const QDateTime reading =
        QDateTime::fromSecsSinceEpoch(clock.reading->time_since_epoch().count(), QTimeZone::utc());
    const QString shown = QLocale().toString(reading, u"ddd yyyy-MM-dd HH:mm:ss"_s);
    if (!clock.keepsLocalTime)
        return {shown, ClockWording::tr("Whether in local or universal time is not known.")};
    const QString zone = *clock.keepsLocalTime
                             ? ClockWording::tr("Kept in local time, as Windows does it: each system on this "
                                                "computer may set it anew when summer time begins or ends.")
                             : ClockWording::tr("Kept in universal time.");
    if (!clock.aheadOfSystem)
        return {shown, zone};
    // It is read to whole seconds.
    if (std::chrono::abs(*clock.aheadOfSystem) <= 2 * HardwareClock::aheadError)
        return {shown, ClockWording::tr("%1 Agrees with this clock to the second.", "a sentence").arg(zone)};
    const QString length = ageText(*clock.aheadOfSystem);
    return {shown, *clock.aheadOfSystem > Duration::zero()
                       ? ClockWording::tr("%1 It is %2 ahead of this clock.", "a sentence").arg(zone, length)
                       : ClockWording::tr("%1 It is %2 behind this clock.", "a sentence").arg(zone, length)};
}

ClockFact noHardwareClock(const TimedatedReport &timedated)
{
    const QString value = ClockWording::tr("none that can be read here");
    if (!timedated.localRtc)
        return {value, {}};
    return {value, *timedated.localRtc ? ClockWording::tr("The system would keep it in local time.")
                                       : ClockWording::tr("The system would keep it in universal time.")};
}

ClockFact noKernelClock()
{
    return {ClockWording::tr("not known"),
            ClockWording::tr("The kernel does not tell this program here, as in some containers.")};
}

ClockFact synchronisedFlag(const KernelClock &kernel, const MachineDaemons &machine, Instant now)
{
    const QString flag = kernel.synchronized() ? ClockWording::tr("yes") : ClockWording::tr("no");
    std::optional<Instant> updated;
    for (const DaemonReport &daemon : machine.daemons) {
        // One that was told to leave the clock alone has updated nothing.
        if (maySteer(daemon) && daemon.tracking && daemon.tracking->synchronised &&
            daemon.tracking->lastUpdate)
            updated = std::max(updated, daemon.tracking->lastUpdate);
    }
    if (updated)
        return {flag, ClockWording::tr("The kernel's flag. The clock was last updated %1.")
                          .arg(agoText(std::max(now - *updated, Duration::zero())))};
    if (kernel.synchronized())
        return {flag,
                ClockWording::tr("The kernel's flag. It stays for hours after the last update, and no time "
                                 "service tells of one.")};
    return {flag, ClockWording::tr("The kernel's flag: nobody has updated the clock for hours.")};
}

ClockFact timeService(const MachineDaemons &machine, const TimedatedReport &timedated)
{
    QStringList names;
    for (const DaemonReport &daemon : machine.daemons) {
        if (daemon.answer != DaemonAnswer::Answering)
            continue;
        const QString name = daemonName(daemon.kind);
        names.append(daemon.version.isEmpty()
                         ? name
                         : ClockWording::tr("%1 %2", "program and version").arg(name, daemon.version));
    }
    names.removeDuplicates();
    QString value = names.isEmpty() ? ClockWording::tr("none answers") : QLocale().createSeparatedList(names);
    const std::optional<NetworkTimeService> service = timedated.networkTimeService();
    if (!service && timedated.available && timedated.readAt)
        return {value,
                ClockWording::tr("timedatectl cannot tell whether network time is on: systemd does not "
                                 "answer here.")};
    if (!service)
        return {value, {}};
    switch (*service) {
    case NetworkTimeService::Active:
        return {value, ClockWording::tr("timedatectl says: active.")};
    case NetworkTimeService::Inactive:
        return {value, ClockWording::tr("timedatectl says: inactive.")};
    case NetworkTimeService::NotAvailable:
        break;
    }
    return {value,
            ClockWording::tr("timedatectl says: not available. It knows no time service that is installed.")};
}

ClockFact kernelClock(const KernelClock &kernel)
{
    const QString size = QLocale().toString(std::abs(kernel.frequencyPpm), 'f', 3);
    return {kernel.frequencyPpm < 0 ? ClockWording::tr("%1 ppm slow").arg(size)
                                    : ClockWording::tr("%1 ppm fast").arg(size),
            ClockWording::tr("Without the kernel's correction. Its largest error, as the kernel reckons: %1.")
                .arg(spanText(kernel.maximumError))};
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

QString leapText(KernelLeapState leap)
{
    switch (leap) {
    case KernelLeapState::Ok:
        return ClockWording::tr("none announced");
    case KernelLeapState::InsertPending:
        return ClockWording::tr("inserted at the next midnight UTC");
    case KernelLeapState::DeletePending:
        return ClockWording::tr("deleted at the next midnight UTC");
    case KernelLeapState::InProgress:
        return ClockWording::tr("being inserted");
    case KernelLeapState::Occurred:
        return ClockWording::tr("has just been");
    case KernelLeapState::Error:
        break;
    }
    return ClockWording::tr("not known: not synchronised");
}

} // namespace

QList<std::pair<QString, QString>> kernelDetails(const KernelClock &kernel)
{
    QStringList bits;
    for (int bit = 0; bit < 16; ++bit) {
        const auto flag = KernelStatusBit(1U << unsigned(bit));
        if (kernel.status.testFlag(flag))
            bits.append(statusText(flag));
    }
    return {
        {ClockWording::tr("Still to correct"),
         kernel.offset ? offsetText(*kernel.offset)
                       : ClockWording::tr("not known: the kernel's own loop is off")},
        {ClockWording::tr("Largest error"), spanText(kernel.maximumError)},
        {ClockWording::tr("Estimated error"), spanText(kernel.estimatedError)},
        {ClockWording::tr("Status"),
         bits.isEmpty() ? ClockWording::tr("no flags") : QLocale().createSeparatedList(bits)},
        {ClockWording::tr("Leap second"), leapText(kernel.leap)},
        {ClockWording::tr("TAI − UTC"), kernel.taiOffset ? ClockWording::tr("%1 s").arg(*kernel.taiOffset)
                                                         : ClockWording::tr("not told to the kernel")},
    };
}

QString changeConsequence(const ClockChange &change)
{
    switch (change.kind) {
    case ClockChange::Kind::TimeZone:
        return ClockWording::tr(
            "The clock stays as it is; what programs show as local time changes at once.");
    case ClockChange::Kind::NetworkTime:
        return change.on ? ClockWording::tr("The system starts its time service, which may set this clock.")
                         : ClockWording::tr("The system stops its time service: nothing will keep this clock "
                                            "right.");
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
