// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/diagnosis/clockevent.h"

#include <optional>
#include <vector>

namespace synchroscope {

/// Notices what happened to this computer's clock between two readings of it. Pure but for its memory.
///
/// A step is a jump of REALTIME − BOOTTIME, which slews leave alone, but for leap seconds; a suspend one of
/// BOOTTIME − MONOTONIC; a slew a change in the rate of REALTIME − RAW that does not stay. Readings are
/// expected each second: much longer without one, and the program was stopped.
class ClockEventDetector
{
public:
    /// Returns the reading that it believes: one that differs from the last by more than the time that
    /// passed is read once more, for kernels and hypervisors are known for a reading that is wrong by 2^32 ns
    /// and the next that is not.
    ClockReading look(const Clock &clock);
    /// What only the servers show: this computer stood still with its clocks for `lasted`.
    void notePause(BootInstant at, Duration lasted);

    /// Oldest first; those of the last days of this run.
    std::vector<ClockEvent> events(const ClockReading &now) const;
    /// From when on events() has all; absent: there was no look.
    std::optional<BootInstant> completeSince() const { return m_completeSince; }
    /// When the clock was last seen to have been set; absent: not in this run.
    std::optional<BootInstant> steppedAt() const { return m_steppedAt; }
    /// Grows with each event, and whenever one changes.
    int revision() const { return m_revision; }

private:
    struct Noted
    {
        ClockEvent event;
        BootInstant at; ///< the wall clock may be set later
    };
    struct Slew
    {
        Duration moved{};
        BootInstant began;
        BootInstant seen; ///< when it was last under way
        bool isNoted = false;
    };
    /// Since when the rate has kept within a little.
    struct Even
    {
        double least = 0;
        double greatest = 0;
        Duration lasted{};
    };

    void look(const ClockReading &now);
    void lookAtRate(const ClockReading &now);
    void noteEvenness(double rate, Duration elapsed);
    void endSlew();
    void takeAsFrequency(double rate);
    void note(const ClockEvent &event, BootInstant at);

    std::optional<ClockReading> m_last;
    ClockReading m_rateSince; ///< where the stretch begins over which the rate is taken
    double m_usual = 0;       ///< rate of REALTIME − RAW, seconds per second
    int m_usualStretches = 0; ///< that it was seen in; of more than enough not counted well
    Even m_even;
    std::optional<Slew> m_slew;
    std::vector<Noted> m_events;
    std::optional<BootInstant> m_completeSince;
    std::optional<BootInstant> m_steppedAt;
    int m_revision = 0;
};

} // namespace synchroscope
