// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/alerts.h"

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::array profiles{AlertProfile::Everyday, AlertProfile::Standard, AlertProfile::Precise,
                              AlertProfile::Own};

constexpr int readingsNeeded = 2;
constexpr size_t medianOf = 5;
constexpr Duration warningHold = 30s;
constexpr Duration criticalHold = 10s;
constexpr Duration easedHold = 60s;
// Of the limit, in tenths: below that it is over.
constexpr int easedTenths = 8;
constexpr Duration graceAfterStart = 512s;
constexpr Duration graceAfterEvent = 120s;
constexpr Duration reminderAfter = 30min;
constexpr Duration silenceAllowed = 24h;
constexpr Duration unkeptAllowed = 10min;
// Of a longer time between two looks it is not known what this computer did.
constexpr Duration longestLook = 10s;
// Servers are asked 2 s apart at least; the time of one reading as it is told moves by less.
constexpr Duration betweenReadings = 500ms;
// After a step the times of readings move with the clock, here a little sooner and there a little later.
constexpr Duration timesMoveFor = 5s;

/// It makes all readings before it worthless, or has this computer gather itself.
bool isUpsetting(const ClockEvent &event)
{
    return event.kind != ClockEvent::Kind::Slewed && event.kind != ClockEvent::Kind::Stalled;
}

/// They are the same though this clock was set since, and with it the time of either.
bool areSame(const ClockEvent &a, const ClockEvent &b)
{
    return a.kind == b.kind && a.lasted == b.lasted && a.moved == b.moved;
}

} // namespace

ClockLimits limitsOf(AlertProfile profile, const ClockLimits &own)
{
    switch (profile) {
    case AlertProfile::Everyday:
        return everydayLimits;
    case AlertProfile::Standard:
        return standardLimits;
    case AlertProfile::Precise:
        return preciseLimits;
    case AlertProfile::Own:
        break;
    }
    return {.warning = own.warning, .critical = std::max(own.warning, own.critical)};
}

QString profileName(AlertProfile profile)
{
    switch (profile) {
    case AlertProfile::Everyday:
        return u"everyday"_s;
    case AlertProfile::Standard:
        return u"standard"_s;
    case AlertProfile::Precise:
        return u"precise"_s;
    case AlertProfile::Own:
        break;
    }
    return u"own"_s;
}

std::optional<AlertProfile> profileFromName(const QString &name)
{
    const auto *profile = std::ranges::find(profiles, name, profileName);
    return profile == profiles.end() ? std::nullopt : std::optional(*profile);
}

bool isDisputed(const ClockJudgement &judgement, const Verdict &verdict)
{
    const bool hasMajority =
        !judgement.measuredHere || (!verdict.isDisputed && verdict.agreeing > verdict.contradicting);
    const bool doClaimsCount = !judgement.measuredHere && judgement.state != ClockState::Wrong;
    return !hasMajority || (judgement.claimsContradict && doClaimsCount) ||
           (judgement.contradictsDaemon && judgement.agreeing <= 1);
}

void AlertKeeper::Hold::note(bool isSo, int first, bool isNewReading, BootInstant now)
{
    if (!isSo) {
        *this = {};
        return;
    }
    if (!since) {
        since = now;
        readings = first;
    } else if (isNewReading) {
        ++readings;
    }
}

bool AlertKeeper::Hold::hasLasted(Duration span, BootInstant now) const
{
    return since && readings >= readingsNeeded && now - *since >= span;
}

void AlertKeeper::Watch::begin()
{
    certain = median = below = {};
    readings.clear();
}

void AlertKeeper::Watch::look(const ClockJudgement &judgement, bool isNewReading, bool isMended,
                              BootInstant now)
{
    const Duration off = judgement.offset->magnitude();
    certain.note(off - judgement.bound > limit, isNewReading ? 1 : 0, isNewReading, now);
    if (judgement.bound > limit)
        readings.clear();
    else if (isNewReading)
        readings.push_back(off);
    if (readings.size() > medianOf)
        readings.pop_front();
    const ptrdiff_t beyond = std::ranges::count_if(readings, [this](Duration one) { return one > limit; });
    // More than half of them: so the one in the middle is too.
    median.note(readings.size() == medianOf && beyond > ptrdiff_t(medianOf) / 2, 1, isNewReading, now);
    below.note(off < limit / 10 * easedTenths, isNewReading || isMended ? 1 : 0, isNewReading, now);

    isRaised = isRaised || isMet(now);
    if (isRaised && below.hasLasted(easedHold, now)) {
        isRaised = false;
        begin(); // what was before it was mended counts no more
    }
}

AlertKeeper::AlertKeeper(const ClockLimits &limits)
{
    m_warning.holdTime = warningHold;
    m_critical.holdTime = criticalHold;
    setLimits(limits);
}

void AlertKeeper::setLimits(const ClockLimits &limits)
{
    if (m_warning.limit == limits.warning && m_critical.limit == limits.critical)
        return;
    m_warning.limit = limits.warning;
    m_critical.limit = limits.critical;
    m_warning.begin();
    m_critical.begin();
}

AlertLevel AlertKeeper::level(AlertSubject subject) const
{
    switch (subject) {
    case AlertSubject::ClockOff:
        if (m_critical.isRaised)
            return AlertLevel::Critical;
        return m_warning.isRaised ? AlertLevel::Warning : AlertLevel::None;
    case AlertSubject::NoAnswers:
        return m_isSilent ? AlertLevel::Warning : AlertLevel::None;
    case AlertSubject::Unkept:
        break;
    }
    return m_isUnkept ? AlertLevel::Warning : AlertLevel::None;
}

std::vector<AlertChange> AlertKeeper::look(const AlertInput &input, BootInstant now)
{
    if (!m_lastLook)
        m_graceEnd = now + graceAfterStart;
    const Duration passed = now - m_lastLook.value_or(now);
    const Duration awake = passed > longestLook ? Duration::zero() : passed;
    m_lastLook = now;
    if (noteEvents(input.events)) {
        m_lastEvent = now;
        m_graceEnd = std::max(m_graceEnd, now + graceAfterEvent);
        m_warning.begin();
        m_critical.begin();
    }
    lookAtOffset(input, now);
    lookAtAnswers(input, awake);
    lookAtSteering(input, awake);

    std::vector<AlertChange> changes;
    for (int i = 0; i < alertSubjects; ++i)
        tell(static_cast<AlertSubject>(i), input, now, changes);
    return changes;
}

/// Whether one is new that makes everything begin anew.
bool AlertKeeper::noteEvents(std::span<const ClockEvent> events)
{
    const ptrdiff_t count = std::ranges::count_if(events, isUpsetting);
    const auto latest = std::find_if(events.rbegin(), events.rend(), isUpsetting);
    if (latest == events.rend())
        return false; // they are forgotten after some days
    const bool isNew = count > m_events || !m_latest || !areSame(*latest, *m_latest);
    m_events = count;
    m_latest = *latest;
    return isNew;
}

bool AlertKeeper::isNewReading(const AlertInput &input)
{
    if (m_reading && input.evidenceFrom < *m_reading + betweenReadings)
        return false;
    m_reading = input.evidenceTo;
    return true;
}

void AlertKeeper::lookAtOffset(const AlertInput &input, BootInstant now)
{
    const ClockJudgement &judgement = input.judgement;
    const bool isEvidence = judgement.offset && !input.isDisputed;
    if (isEvidence) {
        const bool isMended = m_lastEvent && now - *m_lastEvent < timesMoveFor;
        const bool isNew = !isMended && isNewReading(input);
        if (isMended)
            m_reading = input.evidenceTo;
        m_warning.look(judgement, isNew, isMended, now);
        m_critical.look(judgement, isNew, isMended, now);
        m_warning.isRaised = m_warning.isRaised || m_critical.isRaised;
    } else {
        m_warning.begin();
        m_critical.begin();
    }

    const bool isWide = isEvidence && judgement.bound > m_warning.limit &&
                        judgement.offset->magnitude() - judgement.bound <= m_warning.limit;
    m_badge = isWide || (judgement.offset && input.isDisputed) ? AlertBadge::CannotTell : AlertBadge::None;
}

void AlertKeeper::lookAtAnswers(const AlertInput &input, Duration awake)
{
    // At a start it takes a while until the servers are known.
    m_unasked = input.isAnybodyAsked ? Duration::zero() : m_unasked + awake;
    if (m_unasked >= graceAfterStart)
        m_silence = Duration::zero();
    if (!input.isPaused && input.isAnybodyAsked)
        m_silence = input.isSilent ? std::max(m_silence + awake, silenceAllowed) : m_silence + awake;
    if (input.sinceAnswer)
        m_silence = std::min(m_silence, std::max(*input.sinceAnswer, Duration::zero()));
    m_isSilent = m_silence >= silenceAllowed;
}

void AlertKeeper::resumeSilence(Duration kept)
{
    m_silence = std::clamp(kept, Duration::zero(), silenceAllowed - graceAfterStart);
}

void AlertKeeper::lookAtSteering(const AlertInput &input, Duration awake)
{
    if (!input.steering)
        return;
    if (*input.steering == Steering::Nobody) {
        m_unkeptFor += awake;
        m_keptFor = Duration::zero();
        m_isUnkept = m_isUnkept || (m_wasKept && m_unkeptFor >= unkeptAllowed);
        return;
    }
    m_wasKept = true;
    m_keptFor += awake;
    if (m_keptFor >= easedHold || !m_isUnkept) {
        m_unkeptFor = Duration::zero();
        m_isUnkept = false;
    }
}

AlertLevel AlertKeeper::tellable(AlertSubject subject, BootInstant now) const
{
    const bool isGrace = now < m_graceEnd;
    if (subject != AlertSubject::ClockOff)
        return isGrace ? AlertLevel::None : level(subject);
    // What is raised may be near its end by now.
    if (isGrace ? m_critical.isCertain(now) : m_critical.isMet(now))
        return AlertLevel::Critical;
    return !isGrace && m_warning.isMet(now) ? AlertLevel::Warning : AlertLevel::None;
}

void AlertKeeper::tell(AlertSubject subject, const AlertInput &input, BootInstant now,
                       std::vector<AlertChange> &changes)
{
    const AlertLevel present = level(subject);
    if (present != AlertLevel::None) {
        const bool isCritical = present == AlertLevel::Critical;
        m_badge = std::max(m_badge, isCritical ? AlertBadge::Critical : AlertBadge::Warning);
    }
    Told &told = m_told[static_cast<size_t>(subject)];
    const AlertLevel worth = input.isMuted ? AlertLevel::None : tellable(subject, now);
    const auto note = [&](AlertChange::Kind kind) {
        const Watch &watch = told.level == AlertLevel::Critical ? m_critical : m_warning;
        const bool isOffset = subject == AlertSubject::ClockOff;
        changes.push_back({.kind = kind,
                           .subject = subject,
                           .level = told.level,
                           .isCertain = isOffset && told.level != AlertLevel::None && watch.isCertain(now),
                           .limit = isOffset ? watch.limit : Duration::zero(),
                           .lasted = now - told.first,
                           .judgement = input.judgement});
    };
    if (worth > told.level) {
        if (told.level == AlertLevel::None)
            told.first = now;
        told = {.level = worth, .first = told.first, .at = now, .isReminded = false};
        note(AlertChange::Kind::Raised);
    } else if (present < told.level) {
        told.level = present;
        note(AlertChange::Kind::Eased);
    } else if (told.level != AlertLevel::None && worth == told.level && !told.isReminded &&
               now - told.at >= reminderAfter) {
        told.isReminded = true;
        note(AlertChange::Kind::Reminded);
    }
}

} // namespace synchroscope
