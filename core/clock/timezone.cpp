// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/timezone.h"

#include "core/clock/smallfile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <ctime>

#include <limits.h>
#include <unistd.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

bool isZoneCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_' ||
           c == u'-' || c == u'+';
}

bool isZoneId(QStringView id)
{
    constexpr qsizetype longest = 255;
    if (id.isEmpty() || id.size() > longest)
        return false;
    const QList<QStringView> parts = id.split(u'/');
    return std::all_of(parts.begin(), parts.end(), [](QStringView part) {
        return !part.isEmpty() && std::all_of(part.begin(), part.end(), isZoneCharacter);
    });
}

} // namespace

QByteArray zoneIdOfLink(QStringView target)
{
    constexpr QLatin1StringView folder = "/zoneinfo/"_L1;
    const qsizetype found = target.lastIndexOf(folder);
    if (found < 0)
        return {};
    QStringView id = target.sliced(found + folder.size());
    if (id.startsWith("posix/"_L1))
        id = id.sliced(6);
    return isZoneId(id) ? id.toLatin1() : QByteArray();
}

QByteArray systemZoneId(const QString &link)
{
    std::array<char, PATH_MAX> target{};
    const ssize_t size = readlink(QFile::encodeName(link).constData(), target.data(), target.size());
    if (size < 0)
        return errno == ENOENT ? "UTC"_ba : QByteArray();
    return zoneIdOfLink(QString::fromUtf8(target.data(), size));
}

QByteArray notedZoneId(const QString &file)
{
    const QByteArray line = readSmallFile(file).value_or(QByteArray()).split('\n').first().trimmed();
    return isZoneId(QString::fromLatin1(line)) ? line : QByteArray();
}

QByteArray zoneOfCopy(const QString &file, const QList<QByteArray> &named)
{
    const std::optional<QByteArray> content = readSmallFile(file);
    if (!content || !content->startsWith("TZif"))
        return {};
    const auto isOf = [&content](const QByteArray &id) {
        const QString data = "/usr/share/zoneinfo/"_L1 + QLatin1StringView(id);
        return isZoneId(QString::fromLatin1(id)) && readSmallFile(data) == content;
    };
    for (const QList<QByteArray> &ids : {named, QList<QByteArray>{"UTC"_ba}, zoneIds()}) {
        const auto found = std::ranges::find_if(ids, isOf);
        if (found != ids.end())
            return *found;
    }
    return {};
}

TimeZone zoneOfLibrary(Instant at)
{
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    std::tm local{};
    tzset(); // looks whether the file has changed
    localtime_r(&seconds, &local);
    return {.id = {},
            .abbreviation = QString::fromUtf8(local.tm_zone),
            .utcOffset = std::chrono::seconds(local.tm_gmtoff),
            .daylightSaving = local.tm_isdst > 0,
            .nextTransition = std::nullopt,
            .isCopy = true};
}

LocaltimeFile localtimeFile(const QString &path)
{
    LocaltimeFile file{.linkedZone = systemZoneId(path), .isCopy = false, .changedAt = {}};
    const QFileInfo data(path);
    if (file.linkedZone.isEmpty() && data.isFile()) {
        file.isCopy = true;
        file.changedAt = data.lastModified();
    }
    return file;
}

QString zoneOfProcess()
{
    return qEnvironmentVariable("TZ");
}

TimeZone timeZoneAt(const QTimeZone &zone, Instant at)
{
    using std::chrono::milliseconds;
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<milliseconds>(at).time_since_epoch().count(), Qt::UTC);
    const QTimeZone::OffsetData next = zone.nextTransition(time);
    return {.id = QString::fromLatin1(zone.id()),
            .abbreviation = zone.abbreviation(time),
            .utcOffset = std::chrono::seconds(zone.offsetFromUtc(time)),
            .daylightSaving = zone.isDaylightTime(time),
            .nextTransition = next.atUtc.isValid()
                                  ? std::optional(Instant(milliseconds(next.atUtc.toMSecsSinceEpoch())))
                                  : std::nullopt,
            .isCopy = false};
}

} // namespace synchroscope
