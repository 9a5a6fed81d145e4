// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/settings.h"

#include "ui/chart/chartpalette.h"

#include <QStandardPaths>

#include <algorithm>
#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// Every key of the file, with what it means when absent.
constexpr QLatin1StringView rangeKey = "chart/range"_L1;                  // "10min"
constexpr QLatin1StringView contentKey = "chart/content"_L1;              // "offsets"
constexpr QLatin1StringView hiddenKey = "chart/hidden"_L1;                // none
constexpr QLatin1StringView colourGroup = "colours/"_L1;                  // + source key: a number
constexpr QLatin1StringView profileKey = "alerts/profile"_L1;             // "everyday"
constexpr QLatin1StringView ownWarningKey = "alerts/own_warning_ns"_L1;   // 500 ms
constexpr QLatin1StringView ownCriticalKey = "alerts/own_critical_ns"_L1; // 5 s
constexpr QLatin1StringView notifiesKey = "alerts/notifications"_L1;      // true
constexpr QLatin1StringView mutedKey = "alerts/muted"_L1;                 // false
constexpr QLatin1StringView mutedUntilKey =
    "alerts/muted_until"_L1;                                    // without an end; seconds since 1970, UTC
constexpr QLatin1StringView silenceKey = "alerts/silence_s"_L1; // 0
constexpr QLatin1StringView silenceKeptKey = "alerts/silence_kept"_L1; // never; seconds since 1970, UTC
constexpr QLatin1StringView staysInTrayKey = "tray/stays"_L1;          // true
constexpr QLatin1StringView trayHintKey = "tray/hint_shown"_L1;        // false
constexpr QLatin1StringView layoutGroup = "layout/"_L1;                // + part: Qt's own state

// Of a damaged file: the year 2100.
constexpr qint64 latestEnd = 4'102'444'800;

QString userFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           "/synchroscope/window.ini"_L1;
}

// A slash begins a group in QSettings, and a source's key may be an IPv6 address.
QString colourKey(const SourceId &source)
{
    return colourGroup + QString::fromLatin1(source.key.toUtf8().toHex());
}

// A damaged file must not make a limit that nothing or everything is beyond.
Duration limitFrom(const QVariant &value, Duration otherwise)
{
    bool isNumber = false;
    const Duration limit(value.toLongLong(&isNumber));
    return isNumber ? std::clamp(limit, leastOwnLimit, greatestOwnLimit) : otherwise;
}

} // namespace

Settings::Settings() : Settings(userFile()) {}

Settings::Settings(const QString &path) : m_store(path, QSettings::IniFormat) {}

ChartRange Settings::chartRange() const
{
    return rangeFromName(m_store.value(rangeKey).toString()).value_or(ChartRange::TenMinutes);
}

void Settings::setChartRange(ChartRange range)
{
    m_store.setValue(rangeKey, rangeName(range));
}

ChartContent Settings::chartContent() const
{
    return contentFromName(m_store.value(contentKey).toString()).value_or(ChartContent::Offsets);
}

void Settings::setChartContent(ChartContent content)
{
    m_store.setValue(contentKey, contentName(content));
}

QStringList Settings::hiddenSources() const
{
    return m_store.value(hiddenKey).toStringList();
}

void Settings::setHiddenSources(const QStringList &keys)
{
    m_store.setValue(hiddenKey, keys);
}

int Settings::colourOf(const SourceId &source, const std::vector<SourceId> &present)
{
    bool known = false;
    const int kept = m_store.value(colourKey(source)).toInt(&known);
    if (known && kept >= 0 && kept < sourceColourCount)
        return kept;
    std::set<int> taken;
    for (const SourceId &other : present)
        taken.insert(m_store.value(colourKey(other), -1).toInt());
    int colour = 0;
    while (colour < sourceColourCount - 1 && taken.contains(colour))
        ++colour;
    m_store.setValue(colourKey(source), colour);
    return colour;
}

AlertProfile Settings::alertProfile() const
{
    return profileFromName(m_store.value(profileKey).toString()).value_or(AlertProfile::Everyday);
}

void Settings::setAlertProfile(AlertProfile profile)
{
    m_store.setValue(profileKey, profileName(profile));
}

ClockLimits Settings::ownLimits() const
{
    return {.warning = limitFrom(m_store.value(ownWarningKey), everydayLimits.warning),
            .critical = limitFrom(m_store.value(ownCriticalKey), everydayLimits.critical)};
}

void Settings::setOwnLimits(const ClockLimits &limits)
{
    m_store.setValue(ownWarningKey, qlonglong(limits.warning.count()));
    m_store.setValue(ownCriticalKey, qlonglong(limits.critical.count()));
}

bool Settings::notifies() const
{
    return m_store.value(notifiesKey, true).toBool();
}

void Settings::setNotifies(bool notifies)
{
    m_store.setValue(notifiesKey, notifies);
}

Muting Settings::muting() const
{
    bool hasEnd = false;
    const qint64 seconds = m_store.value(mutedUntilKey).toLongLong(&hasEnd);
    Muting muting{.isMuted = m_store.value(mutedKey).toBool(), .until = {}};
    if (hasEnd)
        muting.until = Instant(std::chrono::seconds(std::clamp<qint64>(seconds, 0, latestEnd)));
    return muting;
}

void Settings::setMuting(const Muting &muting)
{
    m_store.setValue(mutedKey, muting.isMuted);
    if (muting.until)
        m_store.setValue(
            mutedUntilKey,
            qlonglong(std::chrono::floor<std::chrono::seconds>(muting.until->time_since_epoch()).count()));
    else
        m_store.remove(mutedUntilKey);
}

KeptSilence Settings::silence() const
{
    return {.lasted = std::chrono::seconds(
                std::clamp<qint64>(m_store.value(silenceKey).toLongLong(), 0, latestEnd)),
            .keptAt = Instant(std::chrono::seconds(
                std::clamp<qint64>(m_store.value(silenceKeptKey).toLongLong(), 0, latestEnd)))};
}

void Settings::setSilence(const KeptSilence &silence)
{
    m_store.setValue(silenceKey, qlonglong(std::chrono::floor<std::chrono::seconds>(silence.lasted).count()));
    m_store.setValue(
        silenceKeptKey,
        qlonglong(std::chrono::floor<std::chrono::seconds>(silence.keptAt.time_since_epoch()).count()));
}

bool Settings::staysInTray() const
{
    return m_store.value(staysInTrayKey, true).toBool();
}

void Settings::setStaysInTray(bool stays)
{
    m_store.setValue(staysInTrayKey, stays);
}

bool Settings::trayHintShown() const
{
    return m_store.value(trayHintKey).toBool();
}

void Settings::setTrayHintShown()
{
    m_store.setValue(trayHintKey, true);
}

QByteArray Settings::layout(QLatin1StringView part) const
{
    return m_store.value(layoutGroup + part).toByteArray();
}

void Settings::setLayout(QLatin1StringView part, const QByteArray &state)
{
    m_store.setValue(layoutGroup + part, state);
}

} // namespace synchroscope
