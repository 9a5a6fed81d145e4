// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wording/clockwording.h"

#include <QDateTime>
#include <QFrame>
#include <QTimer>

#include <functional>
#include <optional>

class QFormLayout;
class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace synchroscope {

class ZoneChooser;

/// What this computer's clock shows, with its meaning, and what a user may change about it. It ticks at the
/// full second, and only while it is visible.
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
    /// A change that was asked for waits for the user's password or the system: nothing else can be changed.
    void setWaiting(bool waiting);
    bool showsKernelDetails() const;
    void showKernelDetails(bool shown);

Q_SIGNALS:
    void changeRequested(const synchroscope::ClockChange &change);

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
        QPushButton *change = nullptr; ///< beside the name
    };
    /// What a change does, and whether to do it.
    struct Question
    {
        QWidget *box;
        QLabel *consequence;
        QPushButton *go;
        ClockChange change;
    };
    Group makeGroup(const QString &name, const QString &objectName);
    QPushButton *makeChangeButton(const QString &objectName);
    void makeZone();
    void makeQuestion(Question &question, const QString &objectName);
    void makeKernelDetails();
    void ask(Question &question, const ClockChange &change, const QString &verb);
    void request(const ClockChange &change);
    void offerChanges(const ClockReport &clock);
    void showKernelLines(const KernelClock &kernel);
    QTimeZone zone(const QDateTime &now) const;
    static void showFact(const Group &group, const std::optional<wording::ClockFact> &fact);

    QVBoxLayout *m_column = nullptr;
    Group m_hardware;
    Group m_flag;
    Group m_service;
    Group m_kernel;
    QPushButton *m_changeZone = nullptr;
    ZoneChooser *m_zones = nullptr;
    Question m_networkTime{};
    Question m_hardwareClock{};
    QLabel *m_noChanges = nullptr;
    QLabel *m_waiting = nullptr;
    QToolButton *m_kernelButton = nullptr;
    QWidget *m_kernelBox = nullptr;
    QFormLayout *m_kernelLines = nullptr;
    std::optional<QTimeZone> m_systemZone; ///< absent: as this program was told
    ClockReport m_report;
    bool m_isWaiting = false;
};

} // namespace synchroscope
