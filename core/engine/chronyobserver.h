// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/diagnosis/chronyobservation.h"
#include "core/engine/helperrunner.h"

#include <QObject>

#include <memory>

class QProcess;

namespace synchroscope {

/// Has the helper ask chronyd for what it tells root only, again and again. Lives in one thread with an event
/// loop.
class ChronyObserver : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// The user may be asked for a password. Nothing if it runs.
    virtual void start() = 0;
    /// ended() does not follow.
    virtual void stop() = 0;

Q_SIGNALS:
    void observed(const synchroscope::ChronyObservation &observation);
    /// By itself: cancelled, refused, or the helper has left.
    void ended(const synchroscope::HelperEnd &end);
};

/// By pkexec; see PkexecRunner.
class PkexecObserver final : public ChronyObserver
{
    Q_OBJECT

public:
    /// Both outlive it. `helper`: its absolute path, by which polkit knows it.
    PkexecObserver(QString helper, const Clock &clock, Scheduler &scheduler, QObject *parent = nullptr);
    ~PkexecObserver() override;

    void start() override;
    void stop() override;

private:
    void readLines();
    void sayThatSomebodyIsThere();
    void end();

    QString m_helper;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::unique_ptr<QProcess> m_process; ///< null: none runs
    HelperLine m_last;
    bool m_hasObserved = false;
    TimerId m_timer = noTimer;
};

} // namespace synchroscope
