// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "ui/chart/chartcontent.h"
#include "ui/chart/timewindow.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace synchroscope {

/// What the window keeps between starts. Main thread.
class Settings
{
public:
    /// The user's own file.
    Settings();
    /// Another one; demonstrations and tests.
    explicit Settings(const QString &path);

    ChartRange chartRange() const;
    void setChartRange(ChartRange range);

    ChartContent chartContent() const;
    void setChartContent(ChartContent content);

    QStringList hiddenSources() const; ///< not drawn in the chart, by SourceId::key
    void setHiddenSources(const QStringList &keys);

    /// The colour index of a source, given once and kept: the lowest that no source of `present` has.
    int colourOf(const SourceId &source, const std::vector<SourceId> &present);

    bool trayHintShown() const;
    void setTrayHintShown();

    /// State of windows and splitters, apart from preferences; empty before the first time.
    QByteArray layout(QLatin1StringView part) const;
    void setLayout(QLatin1StringView part, const QByteArray &state);

    void sync() { m_store.sync(); }

private:
    QSettings m_store;
};

} // namespace synchroscope
