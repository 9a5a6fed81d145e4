// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <optional>
#include <unordered_map>

namespace synchroscope {

using TimerId = quint64;
inline constexpr TimerId noTimer = 0;

/// Calls back later, in the thread it lives in. Injected, so that tests decide what time it is.
class Scheduler
{
public:
    virtual ~Scheduler() = default;
    /// Calls once, not before `delay` has passed, and never from within this call.
    virtual TimerId after(Duration delay, std::function<void()> callback) = 0;
    /// An unknown or spent id is ignored.
    virtual void cancel(TimerId id) = 0;
};

/// All deadlines of a thread behind one timer of its event loop. Delays of 100 ms and more may last up to 4
/// ms longer, so that those that end at nearly the same time wake the thread once.
class EventLoopScheduler final : public QObject, public Scheduler
{
    Q_OBJECT

public:
    explicit EventLoopScheduler(QObject *parent = nullptr);

    TimerId after(Duration delay, std::function<void()> callback) override;
    void cancel(TimerId id) override;

private:
    struct Entry
    {
        TimerId id = noTimer;
        std::function<void()> callback;
    };
    using Deadlines = std::multimap<MonotonicInstant, Entry>;

    void runDue();
    void arm();

    QTimer m_timer;
    Deadlines m_deadlines;
    std::unordered_map<TimerId, Deadlines::iterator> m_byId;
    TimerId m_lastId = noTimer;
    std::optional<MonotonicInstant> m_armedFor;
    bool m_isRunning = false;
};

} // namespace synchroscope
