// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clockeventdetector.h"

#include <algorithm>
#include <cmath>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// Two readings tell a step to some tens of nanoseconds; under a slow clock source, to microseconds.
constexpr Duration leastStep = 100us;
constexpr Duration leastSleepTold = 1s;
// Readings come each second; a busy computer makes one late.
constexpr Duration usualPause = 1s;
constexpr Duration longestPause = 5s;

constexpr Duration rateStretch = 900ms;
// chronyd, ntpd and timesyncd correct the frequency itself by less from one second to the next.
constexpr double leastSlewRate = 50e-6;
constexpr Duration leastSlew = 1ms;
// adjtime()'s 500 ppm, and faster: nobody's everyday work, and told at once.
constexpr double fastSlewRate = 400e-6;
// A slew that pauses for less goes on; one that lasts longer has become the clock's frequency.
constexpr Duration slewRest = 5s;
constexpr Duration longestSlew = 6h;
// A rate that stays like this is a frequency: a drift file's, when a time service starts. Slews are done
// sooner, fade as they get there, or go at adjtime()'s 500 ppm.
constexpr Duration longestEvenSlew = 10min;
constexpr double evenRates = 2e-6;
constexpr double greatestFrequencyChange = 400e-6;
// What the usual rate follows in a second.
constexpr double rateWeight = 1.0 / 32;

constexpr int stretchesUntilUsual = 30;

constexpr size_t eventsKept = 200;

constexpr int readingsToBelieve = 4;
// No slew moves clocks apart so far.
constexpr Duration leastOscillatorJump = 200ms;

bool isJump(const ClockReading &before, const ClockReading &now)
{
    const Duration slept = now.suspended() - before.suspended();
    const Duration stepped = now.clockMinusBoot() - before.clockMinusBoot();
    const Duration ran = now.monotonic - before.monotonic;
    const Duration oscillated = now.raw - before.raw;
    return std::chrono::abs(slept) >= leastSuspend || std::chrono::abs(stepped) >= leastStep ||
           ran < Duration::zero() || ran >= longestPause ||
           std::chrono::abs(oscillated - ran) >= leastOscillatorJump ||
           now.taiMinusRealtime != before.taiMinusRealtime;
}

} // namespace

ClockReading ClockEventDetector::look(const Clock &clock)
{
    ClockReading now = clock.read();
    for (int reading = 1; reading < readingsToBelieve && (!m_last || isJump(*m_last, now)); ++reading) {
        const ClockReading again = clock.read();
        const bool isConfirmed = !isJump(now, again);
        now = again;
        if (isConfirmed)
            break;
    }
    look(now);
    return now;
}

void ClockEventDetector::look(const ClockReading &now)
{
    if (!m_last) {
        m_last = now;
        m_rateSince = now;
        m_completeSince = now.boot;
        return;
    }
    const Duration slept = now.suspended() - m_last->suspended();
    const Duration ran = now.monotonic - m_last->monotonic;
    const Duration leap = now.leapSince(*m_last);
    const Duration stepped = now.clockMinusBoot() - m_last->clockMinusBoot() - leap;
    m_last = now;
    if (slept >= leastSleepTold)
        note({.kind = ClockEvent::Kind::Suspended, .at = {}, .lasted = slept}, now.boot);
    if (ran >= longestPause)
        note({.kind = ClockEvent::Kind::Stalled, .at = {}, .lasted = ran - usualPause}, now.boot);
    const bool isLeap = leap != Duration::zero();
    if (isLeap)
        note({.kind = ClockEvent::Kind::LeapSecond, .at = {}, .moved = leap}, now.boot);
    const bool isStep = std::chrono::abs(stepped) >= leastStep;
    if (isStep) {
        note({.kind = ClockEvent::Kind::Stepped, .at = {}, .moved = stepped}, now.boot);
        m_steppedAt = now.boot;
    }
    // RAW stands still in suspend, and a step is no rate.
    if (isStep || isLeap || slept >= leastSuspend || ran >= longestPause)
        m_rateSince = now;
    else if (now.raw - m_rateSince.raw >= rateStretch)
        lookAtRate(now);
}

void ClockEventDetector::lookAtRate(const ClockReading &now)
{
    const double elapsed = toSeconds(now.raw - m_rateSince.raw);
    const Duration gained = now.clockMinusRaw() - m_rateSince.clockMinusRaw();
    const BootInstant began = m_rateSince.boot;
    const double rate = toSeconds(gained) / elapsed;
    noteEvenness(rate, now.raw - m_rateSince.raw);
    m_rateSince = now;
    const bool isUsual = std::abs(rate - m_usual) < leastSlewRate;
    // A slew may have been under way when the program came: what is usual has to be seen for a while.
    if (!isUsual && m_usualStretches < stretchesUntilUsual) {
        m_usual = rate;
        m_usualStretches = 0;
    }
    ++m_usualStretches;
    if (isUsual) {
        m_usual += (rate - m_usual) * rateWeight;
        if (m_slew && now.boot - m_slew->seen >= slewRest)
            endSlew();
        return;
    }
    if (m_usualStretches <= stretchesUntilUsual)
        return;
    if (m_even.lasted >= longestEvenSlew && std::abs(rate - m_usual) < greatestFrequencyChange) {
        takeAsFrequency(rate);
        return;
    }
    if (!m_slew)
        m_slew = Slew{.began = began, .seen = began};
    m_slew->moved += gained - fromSeconds(m_usual * elapsed);
    m_slew->seen = now.boot;
    const ClockEvent event{.kind = ClockEvent::Kind::Slewed,
                           .at = {},
                           .lasted = m_slew->seen - m_slew->began,
                           .moved = m_slew->moved,
                           .isOver = false};
    if (m_slew->isNoted) {
        for (auto noted = m_events.rbegin(); noted != m_events.rend(); ++noted) {
            if (noted->event.isOver)
                continue;
            *noted = {event, now.boot};
            ++m_revision;
            break;
        }
    } else if (std::chrono::abs(m_slew->moved) >= leastSlew || std::abs(rate - m_usual) >= fastSlewRate) {
        m_slew->isNoted = true;
        note(event, now.boot);
    }
    if (event.lasted >= longestSlew) {
        endSlew();
        m_usual = rate;
    }
}

void ClockEventDetector::noteEvenness(double rate, Duration elapsed)
{
    m_even.least = std::min(m_even.least, rate);
    m_even.greatest = std::max(m_even.greatest, rate);
    if (m_even.greatest - m_even.least >= evenRates)
        m_even = {.least = rate, .greatest = rate};
    m_even.lasted += elapsed;
}

void ClockEventDetector::takeAsFrequency(double rate)
{
    m_usual = rate;
    m_slew.reset();
    std::erase_if(m_events, [](const Noted &noted) { return !noted.event.isOver; });
    ++m_revision;
}

void ClockEventDetector::endSlew()
{
    m_slew.reset();
    for (Noted &noted : m_events)
        noted.event.isOver = true;
    ++m_revision;
}

void ClockEventDetector::notePause(BootInstant at, Duration lasted)
{
    note({.kind = ClockEvent::Kind::Paused, .at = {}, .lasted = lasted, .moved = -lasted}, at);
}

void ClockEventDetector::note(const ClockEvent &event, BootInstant at)
{
    if (m_events.size() == eventsKept) {
        m_completeSince = m_events.front().at;
        m_events.erase(m_events.begin());
    }
    m_events.push_back({event, at});
    ++m_revision;
}

std::vector<ClockEvent> ClockEventDetector::events(const ClockReading &now) const
{
    std::vector<ClockEvent> events;
    events.reserve(m_events.size());
    for (const Noted &noted : m_events) {
        events.push_back(noted.event);
        // To the millisecond: two readings of the clocks differ by less, and what did not change must not
        // seem so.
        events.back().at =
            std::chrono::round<std::chrono::milliseconds>(now.realtime - (now.boot - noted.at));
    }
    return events;
}

} // namespace synchroscope
