// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/scheduler.h"

#include <algorithm>
#include <ctime>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

MonotonicInstant monotonicNow()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return MonotonicInstant(std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec));
}

// A QTimer counts whole milliseconds in an int; longer waits are slept in pieces.
constexpr Duration longestSleep = 1h;

// Waking up costs more than most of what is done then, so long waits end together at whole multiples of
// this. A thousand sources that are polled each second are asked four at a time: few enough not to stand in
// each other's way.
using Tick = std::chrono::duration<qint64, std::ratio<4, 1000>>;
constexpr Duration longWait = 100ms;

} // namespace

EventLoopScheduler::EventLoopScheduler(QObject *parent) : QObject(parent), m_timer(this)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &EventLoopScheduler::runDue);
}

TimerId EventLoopScheduler::after(Duration delay, std::function<void()> callback)
{
    const TimerId id = ++m_lastId;
    MonotonicInstant deadline = monotonicNow() + std::max(delay, Duration::zero());
    if (delay >= longWait)
        deadline = std::chrono::ceil<Tick>(deadline);
    m_byId[id] = m_deadlines.emplace(deadline, Entry{id, std::move(callback)});
    arm();
    return id;
}

void EventLoopScheduler::cancel(TimerId id)
{
    const auto found = m_byId.find(id);
    if (found == m_byId.end())
        return;
    m_deadlines.erase(found->second);
    m_byId.erase(found);
    arm();
}

void EventLoopScheduler::runDue()
{
    // What a callback adds is due in a later turn, so a callback that re-arms itself at once cannot hold up
    // the loop.
    const MonotonicInstant now = monotonicNow();
    const TimerId lastBefore = m_lastId;
    m_isRunning = true;
    while (!m_deadlines.empty()) {
        const auto first = m_deadlines.begin();
        if (first->first > now || first->second.id > lastBefore)
            break;
        const std::function<void()> callback = std::move(first->second.callback);
        m_byId.erase(first->second.id);
        m_deadlines.erase(first);
        callback();
    }
    m_isRunning = false;
    m_armedFor.reset();
    arm();
}

void EventLoopScheduler::arm()
{
    if (m_isRunning)
        return; // once, at the end
    if (m_deadlines.empty()) {
        m_timer.stop();
        m_armedFor.reset();
        return;
    }
    const MonotonicInstant first = m_deadlines.begin()->first;
    if (m_armedFor == first)
        return;
    m_armedFor = first;
    const Duration wait = std::clamp(first - monotonicNow(), Duration::zero(), longestSleep);
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(wait));
}

} // namespace synchroscope
