// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/association.h"

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

constexpr Duration answerTimeout = 3s;
// How long a user who asked for an answer now is kept waiting by politeness.
constexpr Duration patience = 5s;
constexpr Duration lookupHeadway = 8s;
// How often what is shown ages.
constexpr Duration estimateAge = 900ms;
constexpr Duration noticeableStep = 1us;
constexpr Duration earliestStart = 2ms;
constexpr Duration latestStart = 300ms;
// After a suspend or an outage all servers are due together, and the network may only be coming up.
constexpr Duration latestRepeat = 3s;
// Polls are spread by this share, so that servers asked together drift apart.
constexpr double pollSpread = 0.02;
// A silence is longer than this many polls.
constexpr double pollsInAGap = 2.5;

Duration startDelay(RandomSource &random, Duration latest = latestStart)
{
    return earliestStart + fromSeconds(toSeconds(latest - earliestStart) * random.fraction());
}

} // namespace

Association::Association(const HostSpec &host, QString label, const AssociationContext &context,
                         Callbacks callbacks)
    : m_context(context)
    , m_callbacks(std::move(callbacks))
    , m_label(std::move(label))
    , m_suspended(context.clock.read().suspended())
{
    m_state.id = SourceId{host.canonical()};
    m_state.host = host;
    m_state.label = m_label.isEmpty() ? host.label() : m_label;
    if (!host.isAddress())
        return;
    const QHostAddress address(host.host);
    m_addresses.noteLookUp({address}, context.clock.read().boot);
    m_state.addresses = 1;
    turnTo(address);
}

Association::~Association()
{
    m_context.scheduler.cancel(m_timer);
    if (m_isResolving)
        m_context.resolver.cancel(m_resolving);
    if (m_asking)
        m_context.transport.cancel(m_exchange);
}

void Association::rename(const QString &label)
{
    m_label = label;
    m_state.label = label.isEmpty() ? m_state.host.label() : label;
    m_callbacks.changed();
}

void Association::start()
{
    schedule(startDelay(m_context.random));
}

void Association::measureNow(std::function<void()> finished)
{
    const bool lookedUpJustNow =
        m_addresses.isEmpty() && m_lastLookup && m_context.clock.read().boot - *m_lastLookup < lookupHeadway;
    const bool underWay = m_asking || m_isResolving;
    if (m_paused || m_state.activity == SourceActivity::Stopped || (lookedUpJustNow && !underWay)) {
        finished();
        return;
    }
    const bool first = m_waiting.empty();
    m_waiting.push_back(std::move(finished));
    if (first && !underWay)
        schedule(startDelay(m_context.random));
}

void Association::askSoon()
{
    if (m_state.activity == SourceActivity::Waiting && m_lastRequest)
        schedule(startDelay(m_context.random, latestRepeat));
}

void Association::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    m_answeringSince.reset(); // what becomes of it meanwhile nobody sees
    if (m_asking || m_isResolving)
        return; // the turn under way ends by itself and then pauses
    if (!paused) {
        schedule(startDelay(m_context.random));
        return;
    }
    m_context.scheduler.cancel(m_timer);
    m_due.reset();
    if (m_state.activity != SourceActivity::Stopped)
        setActivity(SourceActivity::Paused);
    endTurn();
}

void Association::setAttendedSince(std::optional<BootInstant> since)
{
    const Duration before = pollInterval(m_failures, m_context.clock.read().boot);
    m_attendedSince = since;
    pollSoonerThan(before);
}

void Association::setFollowedFromPool(bool followed)
{
    if (followed == m_isFollowedFromPool)
        return;
    const Duration before = pollInterval(m_failures, m_context.clock.read().boot);
    m_isFollowedFromPool = followed; // a longer interval from the next poll on
    pollSoonerThan(before);
}

void Association::pollSoonerThan(Duration interval)
{
    const bool waiting = m_state.activity == SourceActivity::Waiting && m_lastRequest;
    const bool isShorter = pollInterval(m_failures, m_context.clock.read().boot) < interval;
    if (waiting && isShorter && m_burstLeft == 0)
        scheduleNextPoll();
}

void Association::askAgain()
{
    for (const QHostAddress &address : m_addresses.takeBack())
        m_context.ledger.forgive(address);
    m_kissInterval = Duration::zero();
    m_failures = 0;
    m_unasked = 0;
    if (m_state.activity == SourceActivity::Stopped && !m_paused)
        schedule(Duration::zero());
}

void Association::refresh(const ClockReading &now)
{
    beginAnewAfterBreak(now);
    const bool moved = std::chrono::abs(now.clockMinusRaw() - m_estimatedAt.clockMinusRaw()) > noticeableStep;
    if (!m_filter.isEmpty() && (moved || now.raw - m_estimatedAt.raw >= estimateAge)) {
        m_state.estimate = m_filter.estimate(now.raw, now.clockMinusRaw());
        m_estimatedAt = now;
    }
}

// MONOTONIC_RAW stands still in suspend, so older answers do not lie on one axis with the coming ones; and
// what this clock did meanwhile nobody knows. At a leap second the server's clock is set as this one is.
void Association::beginAnewAfterBreak(const ClockReading &now)
{
    const bool isLeap = !m_filter.isEmpty() && now.leapSince(m_estimatedAt) != Duration::zero();
    const Duration slept = now.suspended() - m_suspended;
    // It falls after a reading that was wrong, which must not hide the sleeps to come.
    if (slept < Duration::zero() || slept >= leastSuspend)
        m_suspended = now.suspended();
    if (slept >= leastSuspend || isLeap)
        beginAnew();
}

void Association::notePause(BootInstant end)
{
    if (!m_filter.isEmpty() && m_lastAgreement < end)
        beginAnew();
}

void Association::beginAnew()
{
    m_filter.clear();
    m_state.estimate.reset();
    m_answeringSince.reset();
    m_burstLeft = politeness::startBurst;
    if (m_state.activity == SourceActivity::Waiting || m_state.activity == SourceActivity::Held)
        schedule(startDelay(m_context.random, latestRepeat));
}

SourceSnapshot Association::snapshot(const ClockReading &now) const
{
    // To the millisecond: two readings of the clocks differ by less, and what did not change must not seem
    // so.
    const auto byThisClock = [&now](std::optional<BootInstant> instant) -> std::optional<Instant> {
        if (!instant)
            return std::nullopt;
        return std::chrono::round<std::chrono::milliseconds>(now.realtime - (now.boot - *instant));
    };
    SourceSnapshot state = m_state;
    state.pollInterval = pollInterval(m_failures, now.boot);
    state.otherAddress = m_addresses.otherWay().toString();
    state.lastRequest = byThisClock(m_lastRequest);
    state.lastAnswer = byThisClock(m_lastAnswer);
    state.failingSince = byThisClock(m_failingSince);
    state.answeringSince = byThisClock(m_answeringSince);
    if (m_due)
        state.nextRequest =
            std::chrono::round<std::chrono::milliseconds>(now.realtime + (*m_due - now.monotonic));
    return state;
}

std::optional<Instant> Association::expectedAnswer(const ClockReading &now) const
{
    if (m_state.answers > 0 || m_failingSince || m_paused)
        return std::nullopt;
    return now.realtime + (m_due ? std::max(*m_due - now.monotonic, Duration::zero()) : answerTimeout);
}

void Association::schedule(Duration delay)
{
    m_context.scheduler.cancel(m_timer);
    m_timer = m_context.scheduler.after(delay, [this] {
        m_timer = noTimer;
        takeTurn();
    });
    m_due = m_context.clock.read().monotonic + delay;
    setActivity(m_state.activity == SourceActivity::Held ? SourceActivity::Held : SourceActivity::Waiting);
}

void Association::scheduleNextPoll()
{
    const BootInstant now = m_context.clock.read().boot;
    const Duration interval =
        m_isOtherAddressDue ? politeness::startBurstInterval(m_hostClass) : pollInterval(m_failures, now);
    const double spread = 1 + pollSpread * (2 * m_context.random.fraction() - 1);
    const BootInstant due = m_lastRequest.value_or(now) + fromSeconds(toSeconds(interval) * spread);
    schedule(std::max(due - now, Duration::zero()));
}

void Association::takeTurn()
{
    if (m_paused) {
        setActivity(SourceActivity::Paused);
        endTurn();
        return;
    }
    if (!m_state.host.isAddress() && m_addresses.isLookUpDue(m_context.clock.read().boot))
        resolve();
    else
        ask();
}

void Association::resolve()
{
    m_isResolving = true;
    m_lastLookup = m_context.clock.read().boot;
    m_due.reset();
    setActivity(SourceActivity::Resolving);
    m_resolving = m_context.resolver.resolve(m_state.host.host, AddressFamily::Any,
                                             [this](const Resolution &resolution) {
                                                 m_isResolving = false;
                                                 handleResolution(resolution);
                                             });
}

void Association::handleResolution(const Resolution &resolution)
{
    m_addresses.noteLookUp(resolution.addresses, m_context.clock.read().boot);
    if (!resolution.addresses.isEmpty())
        m_state.addresses = static_cast<int>(resolution.addresses.size());
    if (!m_addresses.isEmpty()) {
        takeTurn();
        return;
    }
    // No server was asked: this is no missed poll.
    noteFailure(QueryOutcome::Unresolved, resolution.reason);
    endTurn();
    if (m_paused)
        setActivity(SourceActivity::Paused);
    else
        schedule(politeness::unaskedInterval(m_unasked));
}

void Association::turnTo(const QHostAddress &address)
{
    const QString text = address.toString();
    if (std::exchange(m_state.address, text) == text)
        return;
    m_hostClass = politeness::classify(address);
    m_kissInterval = Duration::zero();
    m_burstLeft = politeness::startBurst;
}

void Association::ask()
{
    const ClockReading now = m_context.clock.read();
    ContactLedger::Answer answer;
    do {
        turnTo(m_addresses.current());
        answer = m_context.ledger.request(m_addresses.current(), now.boot);
    } while (answer.permission == ContactLedger::Permission::Never && m_addresses.leave());
    m_kissInterval = answer.minimumInterval;
    switch (answer.permission) {
    case ContactLedger::Permission::Never:
        m_due.reset();
        noteFailure(QueryOutcome::KissCode, {});
        setActivity(SourceActivity::Stopped);
        endTurn();
        return;
    case ContactLedger::Permission::Later:
        m_state.activity = SourceActivity::Held;
        schedule(answer.notBefore - now.boot);
        if (answer.notBefore - now.boot > patience)
            endTurn();
        return;
    case ContactLedger::Permission::Granted:
        break;
    }
    m_asking = true;
    m_isOtherAddressDue = false;
    m_lastRequest = now.boot;
    m_suspendedAtRequest = now.suspended();
    m_due.reset();
    ++m_state.requests;
    if (m_burstLeft > 0)
        --m_burstLeft;
    setActivity(SourceActivity::Asking);
    m_exchange = m_context.transport.ask(m_addresses.current(), m_state.host.port, answerTimeout,
                                         [this](const ExchangeResult &result) {
                                             m_asking = false;
                                             handleResult(result);
                                         });
}

void Association::handleResult(const ExchangeResult &result)
{
    m_state.ignored += result.ignored;
    // The start is not over for what nobody got.
    if (!result.hasLeft)
        m_burstLeft = std::min(m_burstLeft + 1, politeness::startBurst);
    const bool wasSpoilt = isSpoilt(result);
    // Who sets this clock all the time does not have us ask all the time.
    const bool isRepeated = !std::exchange(m_wasSpoilt, wasSpoilt) && wasSpoilt;
    if (wasSpoilt) {
        beginAnewAfterBreak(m_context.clock.read());
        --m_state.requests; // as in the reach, it is no poll that ended
    } else {
        m_hasAsked = m_hasAsked || result.hasLeft;
        m_state.lastFault = result.fault;
        noteReach(result.sample.has_value());
        if (result.sample)
            handleSample(*result.sample);
        else
            handleFailure(result);
    }
    endTurn();
    if (m_state.activity == SourceActivity::Stopped)
        m_callbacks.changed();
    else if (m_paused)
        setActivity(SourceActivity::Paused);
    else if (isRepeated)
        schedule(startDelay(m_context.random, latestRepeat));
    else
        scheduleNextPoll();
}

// This computer slept, or its clock was set, while the question was under way: what came of it tells nothing
// of the server.
bool Association::isSpoilt(const ExchangeResult &result) const
{
    if (result.fault == ReplyFault::ClockStepped)
        return true;
    const bool isSilence =
        result.outcome == QueryOutcome::Timeout || result.outcome == QueryOutcome::Unreachable;
    return isSilence && m_context.clock.read().suspended() - m_suspendedAtRequest >= leastSuspend;
}

void Association::handleSample(const Sample &sample)
{
    const ClockReading now = m_context.clock.read();
    beginAnewAfterBreak(now);
    // Another server says nothing of what the last one said.
    const bool isOther = std::exchange(m_answeredBy, m_state.address) != m_state.address;
    if (isOther) {
        m_filter.clear();
        m_lastAgreement.reset();
    }
    addToFilter(sample, now);
    m_state.estimate = m_filter.estimate(now.raw, now.clockMinusRaw());
    m_estimatedAt = now;
    m_state.lastSample = sample;
    m_state.lastOutcome = QueryOutcome::Ok;
    m_state.systemReason.clear();
    ++m_state.answers;
    const std::optional<BootInstant> before = std::exchange(m_lastAnswer, now.boot);
    const bool hasFailed = std::exchange(m_failingSince, std::nullopt).has_value();
    m_failures = 0;
    m_unasked = 0;
    m_hasAsked = false;
    m_addresses.noteAnswer();

    const bool isFirst = !m_lastSampleAt;
    const bool isLate = isAfterGap(sample, now.boot);
    if (hasFailed || isLate || isOther || !m_answeringSince) {
        m_answeringSince = now.boot;
        m_state.answersApart = Duration::zero();
    } else if (before) {
        m_state.answersApart = std::max(m_state.answersApart, now.boot - *before);
    }
    m_callbacks.sampled(sample, isLate || (isOther && !isFirst));
}

void Association::addToFilter(const Sample &sample, const ClockReading &now)
{
    const auto byBoot = [&now](RawInstant raw) { return now.boot - (now.raw - raw); };
    const std::optional<FilterJump> jump = m_filter.add(sample);
    if (m_filter.isDoubting()) {
        // The next answer decides.
        m_burstLeft = std::max(m_burstLeft, 1);
        m_callbacks.doubted();
        return;
    }
    m_lastAgreement = byBoot(sample.raw);
    if (jump)
        m_callbacks.moved({jump->moved, jump->tolerance, byBoot(jump->after), byBoot(jump->before)});
}

std::optional<BootInstant> Association::lastAgreement() const
{
    return m_state.lastOutcome == QueryOutcome::Ok ? m_lastAgreement : std::nullopt;
}

// Polls become rarer when nobody looks; only what is longer than the rarer rhythm is silence.
bool Association::isAfterGap(const Sample &sample, BootInstant now)
{
    const Duration interval = pollInterval(0, now);
    const Duration silence = m_lastSampleAt ? sample.at - *m_lastSampleAt : Duration::zero();
    const Duration rhythm = std::max(interval, m_intervalAtLastSample) + answerTimeout;
    m_lastSampleAt = sample.at;
    m_intervalAtLastSample = interval;
    return toSeconds(silence) > pollsInAGap * toSeconds(rhythm);
}

void Association::handleFailure(const ExchangeResult &result)
{
    const bool isKiss = result.outcome == QueryOutcome::KissCode;
    if (isKiss)
        m_state.kissCode = result.kissCode;
    if (isKiss && (result.kissCode == "DENY" || result.kissCode == "RSTR")) {
        handleRefusal();
    } else if (isKiss && result.kissCode == "RATE") {
        m_burstLeft = 0;
        noteFailure(QueryOutcome::KissCode, {});
        const Duration interval = pollInterval(m_failures, m_context.clock.read().boot);
        m_kissInterval = m_context.ledger.noteRateKiss(m_addresses.current(), interval);
    } else {
        m_isOtherAddressDue = m_addresses.noteFailure();
        noteFailure(result.outcome, result.systemReason);
    }
}

void Association::handleRefusal()
{
    m_context.ledger.noteFinalKiss(m_addresses.current());
    m_isOtherAddressDue = m_addresses.leave();
    if (m_isOtherAddressDue)
        return;
    noteFailure(QueryOutcome::KissCode, {});
    m_state.activity = SourceActivity::Stopped;
}

// The server is only slower to be asked again when none of its addresses answers, and one that was not asked
// is not.
void Association::noteFailure(QueryOutcome outcome, const QString &reason)
{
    m_state.lastOutcome = outcome;
    m_state.systemReason = reason;
    if (!m_failingSince)
        m_failingSince = m_context.clock.read().boot;
    if (m_isOtherAddressDue)
        return;
    if (std::exchange(m_hasAsked, false)) {
        ++m_failures;
        m_unasked = 0;
    } else {
        ++m_unasked;
    }
}

void Association::endTurn()
{
    std::vector<std::function<void()>> waiting;
    waiting.swap(m_waiting);
    for (const std::function<void()> &finished : waiting)
        finished();
}

void Association::noteReach(bool answered)
{
    m_state.longReach = m_state.longReach << 1 | (answered ? 1 : 0);
    m_state.reach = static_cast<quint8>(m_state.longReach);
}

void Association::setActivity(SourceActivity activity)
{
    m_state.activity = activity;
    m_callbacks.changed();
}

Duration Association::pollInterval(int failures, BootInstant now) const
{
    std::optional<Duration> attention;
    if (m_attendedSince)
        attention = now - *m_attendedSince;
    Duration interval = politeness::pollInterval(m_hostClass, attention, m_isFollowedFromPool);
    interval = politeness::backedOff(interval, m_hostClass, failures);
    if (m_unasked > 0)
        interval = std::min(interval, politeness::unaskedInterval(m_unasked));
    else if (m_burstLeft > 0)
        interval = std::min(interval, politeness::startBurstInterval(m_hostClass, failures));
    return std::max(interval, m_kissInterval);
}

} // namespace synchroscope
