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
constexpr Duration firstResolveRetry = 8s;
constexpr Duration longestResolveRetry = 128s;
// Polls are spread by this share, so that servers asked together drift apart.
constexpr double pollSpread = 0.02;
// After so many failures in a row an address that has answered is left for the next one, and after so many
// rounds through all of them the name is looked up again.
constexpr int failuresPerAddress = 3;
// A silence is longer than this many polls.
constexpr double pollsInAGap = 2.5;

Duration startDelay(RandomSource &random)
{
    return earliestStart + fromSeconds(toSeconds(latestStart - earliestStart) * random.fraction());
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
    if (host.isAddress())
        setAddresses({QHostAddress(host.host)});
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
        schedule(startDelay(m_context.random));
}

void Association::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
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
    for (const QHostAddress &address : std::as_const(m_addresses))
        m_context.ledger.forgive(address);
    m_kissInterval = Duration::zero();
    m_failures = 0;
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
    if (now.suspended() - m_suspended < leastSuspend && !isLeap)
        return;
    m_suspended = now.suspended();
    m_filter.clear();
    m_state.estimate.reset();
    m_burstLeft = politeness::startBurst;
    if (m_state.activity == SourceActivity::Waiting || m_state.activity == SourceActivity::Held)
        schedule(startDelay(m_context.random));
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
    if (m_hasTwoWays)
        state.otherAddress = m_addresses.at(1 - m_addressIndex).toString();
    state.lastRequest = byThisClock(m_lastRequest);
    state.lastAnswer = byThisClock(m_lastAnswer);
    state.failingSince = byThisClock(m_failingSince);
    if (m_due)
        state.nextRequest =
            std::chrono::round<std::chrono::milliseconds>(now.realtime + (*m_due - now.monotonic));
    return state;
}

std::optional<Instant> Association::expectedAnswer(const ClockReading &now) const
{
    if (m_state.answers > 0 || m_failures > 0 || m_paused)
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
    const Duration interval = pollInterval(m_failures, now);
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
    if (m_addresses.isEmpty())
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
    setAddresses(resolution.addresses);
    if (!m_addresses.isEmpty()) {
        takeTurn();
        return;
    }
    // No server was asked: this is no missed poll, and asking the name server again soon is no burden.
    handleFailure(QueryOutcome::Unresolved, resolution.reason);
    Duration retry = firstResolveRetry;
    for (int i = 1; i < m_failures && retry < longestResolveRetry; ++i)
        retry *= 2;
    endTurn();
    if (m_paused)
        setActivity(SourceActivity::Paused);
    else
        schedule(retry);
}

void Association::ask()
{
    const QHostAddress address = m_addresses.at(m_addressIndex);
    const ClockReading now = m_context.clock.read();
    const ContactLedger::Answer answer = m_context.ledger.request(address, now.boot);
    m_kissInterval = std::max(m_kissInterval, answer.minimumInterval);
    switch (answer.permission) {
    case ContactLedger::Permission::Never:
        m_due.reset();
        m_state.lastOutcome = QueryOutcome::KissCode;
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
    m_state.address = address.toString();
    m_hostClass = politeness::classify(address);
    m_lastRequest = now.boot;
    m_due.reset();
    ++m_state.requests;
    if (m_burstLeft > 0)
        --m_burstLeft;
    setActivity(SourceActivity::Asking);
    m_exchange = m_context.transport.ask(address, m_state.host.port, answerTimeout,
                                         [this](const ExchangeResult &result) {
                                             m_asking = false;
                                             handleResult(result);
                                         });
}

void Association::handleResult(const ExchangeResult &result)
{
    m_state.ignored += result.ignored;
    m_state.lastFault = result.fault;
    noteReach(result.sample.has_value());
    m_state.activity = SourceActivity::Waiting;
    if (result.sample) {
        handleSample(*result.sample);
    } else {
        handleFailure(result.outcome, result.systemReason);
        if (result.outcome == QueryOutcome::KissCode)
            handleKiss(result.kissCode);
    }
    endTurn();
    if (m_state.activity == SourceActivity::Stopped) {
        m_callbacks.changed();
        return;
    }
    if (m_paused) {
        setActivity(SourceActivity::Paused);
        return;
    }
    scheduleNextPoll();
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
    m_lastAnswer = now.boot;
    m_failingSince.reset();
    m_failures = 0;
    m_failuresHere = 0;
    m_answeredHere = true;

    const bool isFirst = !m_lastSampleAt;
    const bool isLate = isAfterGap(sample, now.boot);
    m_callbacks.sampled(sample, isLate || (isOther && !isFirst));
}

void Association::addToFilter(const Sample &sample, const ClockReading &now)
{
    const auto byBoot = [&now](RawInstant raw) { return now.boot - (now.raw - raw); };
    const std::optional<FilterJump> jump = m_filter.add(sample);
    if (jump)
        m_callbacks.moved({jump->moved, jump->tolerance, byBoot(jump->after), byBoot(jump->before)});
    if (!m_filter.isDoubting()) {
        m_lastAgreement = byBoot(sample.raw);
        return;
    }
    // The next answer decides.
    m_burstLeft = std::max(m_burstLeft, 1);
    m_callbacks.doubted();
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

void Association::handleFailure(QueryOutcome outcome, const QString &reason)
{
    m_state.lastOutcome = outcome;
    m_state.systemReason = reason;
    if (!m_failingSince)
        m_failingSince = m_context.clock.read().boot;
    if (outcome == QueryOutcome::KissCode || outcome == QueryOutcome::Unresolved ||
        m_state.host.isAddress()) {
        ++m_failures;
        return;
    }
    // Of an address that has answered before, a packet may be lost.
    if (++m_failuresHere >= (m_answeredHere ? failuresPerAddress : 1))
        leaveAddress();
    else
        ++m_failures;
}

// The server is only slower to be asked again when none of its addresses answers.
void Association::leaveAddress()
{
    m_failuresHere = 0;
    m_answeredHere = false;
    m_burstLeft = politeness::startBurst;
    if (++m_addressIndex < m_addresses.size())
        return;
    m_addressIndex = 0;
    ++m_failures;
    if (m_failures % failuresPerAddress == 0)
        m_addresses.clear();
}

void Association::handleKiss(const QByteArray &code)
{
    m_state.kissCode = code;
    m_burstLeft = 0;
    const QHostAddress address = m_addresses.at(m_addressIndex);
    if (code == "RATE") {
        m_kissInterval =
            m_context.ledger.noteRateKiss(address, pollInterval(m_failures, m_context.clock.read().boot));
    } else if (code == "DENY" || code == "RSTR") {
        m_context.ledger.noteFinalKiss(address);
        m_state.activity = SourceActivity::Stopped;
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
    if (m_burstLeft > 0 && failures == 0)
        return std::max(politeness::startBurstInterval(m_hostClass), m_kissInterval);
    std::optional<Duration> attention;
    if (m_attendedSince)
        attention = now - *m_attendedSince;
    const Duration interval = politeness::pollInterval(m_hostClass, attention, m_isFollowedFromPool);
    return std::max(politeness::backedOff(interval, m_hostClass, failures), m_kissInterval);
}

void Association::setAddresses(const QList<QHostAddress> &addresses)
{
    m_addresses = addresses;
    m_state.addresses = int(addresses.size());
    m_addressIndex = 0;
    m_failuresHere = 0;
    m_answeredHere = false;
    m_state.address = addresses.isEmpty() ? QString() : addresses.first().toString();
    m_hasTwoWays = addresses.size() == 2 && addresses[0].protocol() != addresses[1].protocol();
    if (!addresses.isEmpty())
        m_hostClass = politeness::classify(addresses.first());
}

} // namespace synchroscope
