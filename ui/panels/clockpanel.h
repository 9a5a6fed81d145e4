// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;

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
};

} // namespace synchroscope
