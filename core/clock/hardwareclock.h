// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockreport.h"

#include <QByteArrayView>

namespace synchroscope {

class Clock;

/// The whole seconds of an RTC's `since_epoch` in sysfs, which are its calendar read as if it were UTC.
/// Absent when it is anything but a number of years 1900 to 9999. That one file is read, not `date` and
/// `time`: two readings could lie on two sides of midnight.
std::optional<std::chrono::local_seconds> parseSinceEpoch(QByteArrayView text);

/// Whether the hardware clock keeps local time, as hwclock(8) and systemd note in the third line of
/// /etc/adjtime: LOCAL or UTC. A file of fewer lines means UTC, as to both of them. Absent: another word.
std::optional<bool> parseAdjtime(QByteArrayView text);

/// Whether it keeps local time according to `file` (/etc/adjtime); without that file it does not. Absent: the
/// file cannot be read, or says something else.
std::optional<bool> readAdjtime(const QString &file);

/// Reads the hardware clock under `folder` (/sys/class/rtc): the one that the kernel set this clock from at
/// boot
/// (`hctosys`), else rtc0. Absent: there is none. `keepsLocalTime` and `utcOffset` (local − UTC) tell what it
/// is meant to show. Never waits for the device's next second; the kernel may take some milliseconds for the
/// reading.
std::optional<HardwareClock> readHardwareClock(const QString &folder, const Clock &clock,
                                               std::optional<bool> keepsLocalTime,
                                               std::optional<std::chrono::seconds> utcOffset);

/// The same as systemd-timedated has read it, for where this program may not; absent: it told none.
std::optional<HardwareClock> hardwareClockOf(const TimedatedReport &timedated,
                                             std::optional<std::chrono::seconds> utcOffset);

} // namespace synchroscope
