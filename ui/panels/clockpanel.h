// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/wording/clockwording.h"

#include <QDateTime>
#include <QFrame>
#include <QTimer>

#include <array>
#include <functional>
#include <optional>

class QFormLayout;
class QLabel;
class QPushButton;
class QScrollArea;
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
    /// Such a change waits for the user's password or the system: nothing else can be changed. Empty: no
    /// more.
    void setWaiting(std::optional<ClockChange::Kind> kind);
    bool showsKernelDetails() const;
    void showKernelDetails(bool shown);

Q_SIGNALS:
    void changeRequested(const synchroscope::ClockChange &change);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    /// Escape leaves what was opened to change something.
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();
    void showTime(const QDateTime &now);
    void showHardware();

    Now m_now;
    QTimer m_timer;
    QLabel *m_local;
    QLabel *m_universal;
    QLabel *m_zone;
    QLabel *m_zoneMeaning;
    /// Name, value and meaning; hidden until there is a value.
    struct Group
    {
        QWidget *heading; ///< with the name and the button
        QLabel *name;
        QLabel *value;
        QLabel *meaning;
        QPushButton *change = nullptr; ///< beside the name
    };
    /// What can be changed: its button, and below it what opens then, or that it is waited for.
    struct Changeable
    {
        QPushButton *button = nullptr;
        QWidget *box = nullptr;
        QLabel *waiting = nullptr;
    };
    /// What a change does, and whether to do it.
    struct Question
    {
        QWidget *box = nullptr;
        QLabel *consequence = nullptr;
        QPushButton *go = nullptr;
        ClockChange change;
    };
    /// `term`: of the glossary, what it is.
    Group makeGroup(const QString &name, const QString &objectName, const QString &term);
    QPushButton *makeChangeButton(const QString &objectName);
    void makeZone();
    void makeQuestion(Question &question, const QString &objectName);
    void makeChangeable(ClockChange::Kind kind, QPushButton *button, QWidget *box, const QString &objectName);
    void makeKernelDetails();
    Changeable &changeable(ClockChange::Kind kind) { return m_changeables.at(size_t(kind)); }
    void openZones();
    void ask(Question &question, const ClockChange &change, const QString &verb);
    void open(Changeable &what);
    /// The focus goes back to the button if it was in there.
    void close(Changeable &what);
    void closeWhatIsSettled();
    void reveal(const Changeable &what);
    void request(const ClockChange &change);
    void offerChanges();
    void showKernelLines(const KernelClock &kernel);
    QTimeZone zone(const QDateTime &now) const;
    QString systemZone() const;
    static void showFact(const Group &group, const std::optional<wording::ClockFact> &fact);

    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_column = nullptr;
    Group m_hardware;
    Group m_flag;
    Group m_event;
    Group m_service;
    Group m_machineFact;
    Group m_kernel;
    QLabel *m_zoneNote = nullptr;
    ZoneChooser *m_zones = nullptr;
    Question m_networkTime;
    Question m_hardwareClock;
    std::array<Changeable, 3> m_changeables; ///< by ClockChange::Kind
    QLabel *m_noChanges = nullptr;
    QToolButton *m_kernelButton = nullptr;
    QWidget *m_kernelBox = nullptr;
    QFormLayout *m_kernelLines = nullptr;
    QList<wording::KernelDetail> m_kernelDetails;
    std::optional<QTimeZone> m_systemZone; ///< absent: as this program was told
    ClockReport m_report;
    MachineDaemons m_machine;
    std::optional<ClockChange::Kind> m_waitingFor;
};

} // namespace synchroscope
