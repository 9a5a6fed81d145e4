// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"

#include <map>

namespace synchroscope::test {

/// Clock and timers in one, moved by the test.
class ManualTime final : public Clock, public Scheduler
{
public:
    ClockReading read() const override { return {.realtime = m_now, .raw = {}, .boot = {}, .monotonic = {}}; }

    TimerId after(Duration delay, std::function<void()> callback) override
    {
        m_timers.emplace(++m_lastId, std::pair(m_now + delay, std::move(callback)));
        return m_lastId;
    }

    void cancel(TimerId id) override { m_timers.erase(id); }

    /// Without running what was due meanwhile.
    void set(Instant now) { m_now = now; }

    void advance(Duration span)
    {
        const Instant end = m_now + span;
        for (;;) {
            auto first = m_timers.end();
            for (auto timer = m_timers.begin(); timer != m_timers.end(); ++timer) {
                if (first == m_timers.end() || timer->second.first < first->second.first)
                    first = timer;
            }
            if (first == m_timers.end() || first->second.first > end)
                break;
            m_now = first->second.first;
            const std::function<void()> callback = std::move(first->second.second);
            m_timers.erase(first);
            callback();
        }
        m_now = end;
    }

    size_t timers() const { return m_timers.size(); }

private:
    Instant m_now{std::chrono::seconds(1'780'000'000)}; // 2026-05-28
    std::map<TimerId, std::pair<Instant, std::function<void()>>> m_timers;
    TimerId m_lastId = noTimer;
};

} // namespace synchroscope::test
