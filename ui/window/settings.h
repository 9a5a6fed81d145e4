// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/alerts.h"
#include "core/engine/snapshot.h"
#include "ui/chart/chartcontent.h"
#include "ui/chart/timewindow.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace synchroscope {

/// What somebody may choose for a limit of their own.
inline constexpr Duration leastOwnLimit = std::chrono::microseconds(10);
inline constexpr Duration greatestOwnLimit = std::chrono::hours(1);

/// When notifications are silenced.
struct Muting
{
    bool isMuted = false;
    std::optional<Instant> until = {}; ///< absent: until the user turns them on again

    bool isMutedAt(Instant now) const { return isMuted && (!until || now < *until); }
    friend bool operator==(const Muting &, const Muting &) = default;
};

/// For how long this computer has run without an answer from anybody.
struct KeptSilence
{
    Duration lasted{};
    Instant keptAt;
};

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

    AlertProfile alertProfile() const;
    void setAlertProfile(AlertProfile profile);
    /// Those of AlertProfile::Own, whatever the profile is.
    ClockLimits ownLimits() const;
    void setOwnLimits(const ClockLimits &limits);
    /// How far off this clock may be by all that.
    ClockLimits limits() const { return limitsOf(alertProfile(), ownLimits()); }

    bool notifies() const;
    void setNotifies(bool notifies);
    Muting muting() const;
    void setMuting(const Muting &muting);
    KeptSilence silence() const;
    void setSilence(const KeptSilence &silence);

    /// Closing the window leaves the icon in the tray, where there is one.
    bool staysInTray() const;
    void setStaysInTray(bool stays);

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
