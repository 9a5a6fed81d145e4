// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/settings.h"

#include "ui/chart/chartpalette.h"

#include <QStandardPaths>

#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// Every key of the file, with what it means when absent.
constexpr QLatin1StringView rangeKey = "chart/range"_L1;        // "10min"
constexpr QLatin1StringView contentKey = "chart/content"_L1;    // "offsets"
constexpr QLatin1StringView hiddenKey = "chart/hidden"_L1;      // none
constexpr QLatin1StringView colourGroup = "colours/"_L1;        // + source key: a number
constexpr QLatin1StringView trayHintKey = "tray/hint_shown"_L1; // false
constexpr QLatin1StringView layoutGroup = "layout/"_L1;         // + part: Qt's own state

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
