// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/association.h"

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

constexpr Duration answerTimeout = 3s;
constexpr Duration earliestStart = 2ms;
constexpr Duration latestStart = 300ms;
constexpr Duration firstResolveRetry = 8s;
constexpr Duration longestResolveRetry = 128s;
// Polls are spread by this share, so that servers asked together drift apart.
constexpr double pollSpread = 0.02;
// As many answers as a straight line through them still describes the clock.
constexpr size_t samplesKept = 16;
// After so many failures in a row the next address is tried, and past the last one the name is looked up
// again.
constexpr int failuresPerAddress = 3;
// A silence is longer than this many polls.
constexpr double pollsInAGap = 2.5;

} // namespace

Association::Association(const HostSpec &host, QString label, const AssociationContext &context,
                         Callbacks callbacks)
    : m_context(context)
    , m_callbacks(std::move(callbacks))
    , m_label(std::move(label))
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
    const Duration spread = latestStart - earliestStart;
    schedule(earliestStart + fromSeconds(toSeconds(spread) * m_context.random.fraction()));
}

void Association::measureNow(std::function<void()> finished)
{
    if (m_paused || m_state.activity == SourceActivity::Stopped) {
        finished();
        return;
    }
    m_waiting.push_back(std::move(finished));
    if (!m_asking && !m_isResolving)
        schedule(Duration::zero());
}

void Association::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (m_asking || m_isResolving)
        return; // the turn under way ends by itself and then pauses
    if (!paused) {
        schedule(Duration::zero());
        return;
    }
    m_context.scheduler.cancel(m_timer);
    m_state.nextRequest.reset();
    if (m_state.activity != SourceActivity::Stopped)
        setActivity(SourceActivity::Paused);
    endTurn();
}

void Association::setAttendedSince(std::optional<BootInstant> since)
{
    const Duration before = pollInterval(m_failures);
    m_attendedSince = since;
    const bool waiting = m_state.activity == SourceActivity::Waiting && m_state.lastRequest;
    if (waiting && pollInterval(m_failures) < before && m_burstLeft == 0)
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

SourceSnapshot Association::snapshot() const
{
    SourceSnapshot state = m_state;
    state.pollInterval = pollInterval(m_failures);
    return state;
}

std::optional<Instant> Association::expectedAnswer() const
{
    if (m_state.answers > 0 || m_failures > 0 || m_paused)
        return std::nullopt;
    const Instant now = m_context.clock.read().realtime;
    return m_state.nextRequest ? std::max(*m_state.nextRequest, now) : now + answerTimeout;
}

void Association::schedule(Duration delay)
{
    m_context.scheduler.cancel(m_timer);
    m_timer = m_context.scheduler.after(delay, [this] {
        m_timer = noTimer;
        takeTurn();
    });
    m_state.nextRequest = m_context.clock.read().realtime + delay;
    setActivity(m_state.activity == SourceActivity::Held ? SourceActivity::Held : SourceActivity::Waiting);
}

void Association::scheduleNextPoll()
{
    const ClockReading now = m_context.clock.read();
    const Duration interval = pollInterval(m_failures);
    const double spread = 1 + pollSpread * (2 * m_context.random.fraction() - 1);
    const Instant due =
        m_state.lastRequest.value_or(now.realtime) + fromSeconds(toSeconds(interval) * spread);
    // The clock may have been stepped since; no wait is longer than a whole interval.
    schedule(std::clamp(due - now.realtime, Duration::zero(), interval * 2));
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
    m_state.nextRequest.reset();
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
        m_state.nextRequest.reset();
        setActivity(SourceActivity::Stopped);
        endTurn();
        return;
    case ContactLedger::Permission::Later:
        m_state.activity = SourceActivity::Held;
        schedule(answer.notBefore - now.boot);
        return;
    case ContactLedger::Permission::Granted:
        break;
    }
    m_asking = true;
    m_state.address = address.toString();
    m_hostClass = politeness::classify(address);
    m_state.lastRequest = now.realtime;
    m_state.nextRequest.reset();
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
    m_state.strayReplies += result.strayReplies;
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
    // MONOTONIC_RAW stands still in suspend, so older answers no longer lie on one axis with this one.
    const Duration suspended = now.boot.time_since_epoch() - now.monotonic.time_since_epoch();
    if (std::chrono::abs(suspended - m_suspended) > 1s)
        m_samples.clear();
    m_suspended = suspended;

    m_samples.push_back(sample);
    if (m_samples.size() > samplesKept)
        m_samples.pop_front();
    const std::vector<Sample> samples(m_samples.begin(), m_samples.end());
    m_state.estimate = estimateSource(samples, now.raw, now.clockMinusRaw());
    m_state.lastSample = sample;
    m_state.lastAnswer = sample.at;
    m_state.lastOutcome = QueryOutcome::Ok;
    m_state.systemReason.clear();
    m_state.failingSince.reset();
    ++m_state.answers;
    m_failures = 0;

    m_callbacks.sampled(sample, isAfterGap(sample));
}

// Polls become rarer when nobody looks; only what is longer than the rarer rhythm is silence.
bool Association::isAfterGap(const Sample &sample)
{
    const Duration interval = pollInterval(0);
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
    if (!m_state.failingSince)
        m_state.failingSince = m_context.clock.read().realtime;
    ++m_failures;
    const bool addressIsBad = outcome != QueryOutcome::Unresolved && outcome != QueryOutcome::KissCode &&
                              m_failures % failuresPerAddress == 0;
    if (m_state.host.isAddress() || !addressIsBad)
        return;
    if (++m_addressIndex >= m_addresses.size())
        m_addresses.clear();
}

void Association::handleKiss(const QByteArray &code)
{
    m_state.kissCode = code;
    m_burstLeft = 0;
    const QHostAddress address = m_addresses.at(m_addressIndex);
    if (code == "RATE") {
        m_kissInterval = politeness::afterRateKiss(std::max(pollInterval(m_failures), m_kissInterval));
        m_context.ledger.noteRateKiss(address, m_kissInterval);
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
    m_state.reach = static_cast<quint8>(m_state.reach << 1 | (answered ? 1 : 0));
}

void Association::setActivity(SourceActivity activity)
{
    m_state.activity = activity;
    m_callbacks.changed();
}

Duration Association::pollInterval(int failures) const
{
    if (m_burstLeft > 0 && failures == 0)
        return std::max(politeness::startBurstInterval(m_hostClass), m_kissInterval);
    std::optional<Duration> attention;
    if (m_attendedSince)
        attention = m_context.clock.read().boot - *m_attendedSince;
    const Duration interval = politeness::pollInterval(m_hostClass, attention);
    return std::max(politeness::backedOff(interval, m_hostClass, failures), m_kissInterval);
}

void Association::setAddresses(const QList<QHostAddress> &addresses)
{
    m_addresses = addresses;
    m_addressIndex = 0;
    m_state.address = addresses.isEmpty() ? QString() : addresses.first().toString();
    if (!addresses.isEmpty())
        m_hostClass = politeness::classify(addresses.first());
}

} // namespace synchroscope
