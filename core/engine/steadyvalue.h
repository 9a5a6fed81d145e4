// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <algorithm>
#include <map>
#include <optional>

namespace synchroscope {

/// At most one in five minutes; of what comes back as soon as it may, ever fewer, down to one in an hour.
class Restraint
{
public:
    Restraint() = default;
    /// In another time than five minutes; twelve times as long at most.
    explicit Restraint(Duration shortest) : m_shortest(shortest), m_pause(shortest) {}

    bool allows(Duration now)
    {
        const bool isAllowed = !m_toldAt || now - *m_toldAt >= m_pause;
        m_wasHeldBack = m_wasHeldBack || !isAllowed;
        return isAllowed;
    }
    void noteTold(Duration now)
    {
        m_pause = m_wasHeldBack ? std::min(2 * m_pause, 12 * m_shortest) : m_shortest;
        m_wasHeldBack = false;
        m_toldAt = now;
    }

private:
    Duration m_shortest = std::chrono::minutes(5);
    Duration m_pause = m_shortest;
    std::optional<Duration> m_toldAt;
    bool m_wasHeldBack = false;
};

/// A value whose changes are told: once each has lasted for a while, and not too often. What is held back
/// then is told later if it still holds. What is seen first is no change.
template <typename T>
class SteadyValue
{
public:
    struct Change
    {
        T from;
        T to;
        Duration since{}; ///< when it began, as `uptime` was then
    };

    SteadyValue() = default;
    explicit SteadyValue(const T &first) : m_told(first), m_latest(first) {}

    /// `now` counts the time in which somebody looked; `hold` is how long this value must last, or
    /// `firstHold` where none was told or seen before.
    std::optional<Change> look(const T &value, Duration now, Duration uptime, Duration hold,
                               Duration firstHold = {})
    {
        if (!m_latest || *m_latest != value) {
            m_latest = value;
            m_latestAt = now;
            m_since = uptime;
        }
        if (m_told == value || now - m_latestAt < (m_told ? hold : firstHold))
            return std::nullopt;
        if (!m_told) {
            m_told = value;
            return std::nullopt;
        }
        Restraint &restraint = m_restraints[value];
        if (!restraint.allows(now))
            return std::nullopt;
        restraint.noteTold(now);
        const Change change{*m_told, value, m_since};
        m_told = value;
        return change;
    }

    /// What was told, or seen first; nothing: no value has lasted so far.
    const std::optional<T> &told() const { return m_told; }

private:
    std::optional<T> m_told;
    std::optional<T> m_latest;
    Duration m_latestAt{};
    Duration m_since{};
    std::map<T, Restraint> m_restraints;
};

} // namespace synchroscope
