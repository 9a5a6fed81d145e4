// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/hardwareclock.h"

#include "core/clock/clock.h"
#include "core/clock/smallfile.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString deviceIn(const QString &folder)
{
    const QStringList devices =
        QDir(folder).entryList({u"rtc*"_s}, QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &device : devices) {
        const std::optional<QByteArray> setTheClock = readSmallFile(folder + u'/' + device + "/hctosys"_L1);
        if (setTheClock && setTheClock->trimmed() == "1")
            return device;
    }
    return devices.contains("rtc0"_L1) ? u"rtc0"_s : devices.value(0);
}

/// Absent: it could not be read, or what it is meant to show is not known.
std::optional<Duration> aheadOfSystem(const HardwareClock &hardware,
                                      std::optional<std::chrono::seconds> utcOffset)
{
    using std::chrono::microseconds; // nanoseconds count no further than the year 2262
    if (!hardware.reading || !hardware.keepsLocalTime || (*hardware.keepsLocalTime && !utcOffset))
        return std::nullopt;
    const std::chrono::seconds zone = *hardware.keepsLocalTime ? *utcOffset : std::chrono::seconds(0);
    // The reading is cut: on average the device is half a second further.
    const microseconds ahead = hardware.reading->time_since_epoch() - zone + HardwareClock::aheadError -
                               std::chrono::floor<microseconds>(hardware.readAt.time_since_epoch());
    constexpr auto most = std::chrono::floor<microseconds>(Duration::max());
    return std::clamp(ahead, -most, most);
}

} // namespace

std::optional<std::chrono::local_seconds> parseSinceEpoch(QByteArrayView text)
{
    constexpr qint64 year1900 = -2'208'988'800;
    constexpr qint64 year10000 = 253'402'300'800;
    bool isNumber = false;
    const qint64 seconds = text.trimmed().toByteArray().toLongLong(&isNumber);
    if (!isNumber || seconds < year1900 || seconds >= year10000)
        return std::nullopt;
    return std::chrono::local_seconds(std::chrono::seconds(seconds));
}

std::optional<bool> parseAdjtime(QByteArrayView text)
{
    for (int line = 0; line < 2; ++line) {
        const qsizetype end = text.indexOf('\n');
        if (end < 0)
            return false;
        text = text.sliced(end + 1);
    }
    const qsizetype end = text.indexOf('\n');
    const QByteArrayView word = (end < 0 ? text : text.first(end)).trimmed();
    if (word == "LOCAL")
        return true;
    return word.isEmpty() || word == "UTC" ? std::optional(false) : std::nullopt;
}

std::optional<bool> readAdjtime(const QString &file)
{
    if (!QFile::exists(file))
        return false;
    const std::optional<QByteArray> text = readSmallFile(file);
    return text ? parseAdjtime(*text) : std::nullopt;
}

std::optional<HardwareClock> readHardwareClock(const QString &folder, const Clock &clock,
                                               std::optional<bool> keepsLocalTime,
                                               std::optional<std::chrono::seconds> utcOffset)
{
    const QString device = deviceIn(folder);
    if (device.isEmpty())
        return std::nullopt;
    const std::optional<QByteArray> text = readSmallFile(folder + u'/' + device + "/since_epoch"_L1);
    const Instant now = clock.read().realtime;
    HardwareClock hardware{.device = device,
                           .readAt = now,
                           .reading = text ? parseSinceEpoch(*text) : std::nullopt,
                           .keepsLocalTime = keepsLocalTime,
                           .aheadOfSystem = std::nullopt};
    hardware.aheadOfSystem = aheadOfSystem(hardware, utcOffset);
    return hardware;
}

std::optional<HardwareClock> hardwareClockOf(const TimedatedReport &timedated,
                                             std::optional<std::chrono::seconds> utcOffset)
{
    if (!timedated.readAt || !timedated.hardwareReading)
        return std::nullopt;
    HardwareClock hardware{.device = {},
                           .readAt = *timedated.readAt,
                           .reading = timedated.hardwareReading,
                           .keepsLocalTime = timedated.localRtc,
                           .aheadOfSystem = std::nullopt};
    hardware.aheadOfSystem = aheadOfSystem(hardware, utcOffset);
    return hardware;
}

} // namespace synchroscope
