// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wording/clockwording.h"

#include <QDateTime>
#include <QFrame>
#include <QTimer>

#include <functional>
#include <optional>

class QLabel;
class QVBoxLayout;

namespace synchroscope {

/// What this computer's clock shows, with its meaning. It ticks at the full second, and only while it is
/// visible.
class ClockPanel final : public QFrame
{
    Q_OBJECT

public:
    /// The local time with its zone.
    using Now = std::function<QDateTime()>;

    explicit ClockPanel(
        QWidget *parent = nullptr, Now now = [] { return QDateTime::currentDateTime(); });

    /// What the machine says beside the time; each part is there when it is known.
    void setSnapshot(const Snapshot &snapshot);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void refresh();
    void showTime(const QDateTime &now);

    Now m_now;
    QTimer m_timer;
    QLabel *m_local;
    QLabel *m_universal;
    QLabel *m_zone;
    QLabel *m_zoneMeaning;
    /// Name, value and meaning; hidden until there is a value.
    struct Group
    {
        QLabel *name;
        QLabel *value;
        QLabel *meaning;
    };
    Group makeGroup(const QString &name, const QString &objectName);
    static void showFact(const Group &group, const std::optional<wording::ClockFact> &fact);

    QVBoxLayout *m_column = nullptr;
    Group m_hardware;
    Group m_flag;
    Group m_service;
    Group m_kernel;
};

} // namespace synchroscope
