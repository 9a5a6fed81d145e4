// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/probe.h"

#include "core/estimate/samplefilter.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace synchroscope {

std::optional<SourceEstimate> estimateOf(const std::vector<Sample> &samples, const ClockReading &now)
{
    std::vector<Sample> sinceAwake;
    std::ranges::copy_if(samples, std::back_inserter(sinceAwake), [&now](const Sample &sample) {
        return now.suspended() - sample.suspended < leastSuspend;
    });
    return SampleFilter(sinceAwake).estimate(now.raw, now.clockMinusRaw());
}

/// One address, or a name's addresses in turn, being asked.
class Probe::Target
{
public:
    /// `addresses` are tried in turn until one answers.
    Target(Probe &probe, const HostSpec &host, QList<QHostAddress> addresses)
        : m_probe(probe)
        , m_addresses(std::move(addresses))
    {
        m_result.host = host;
        takeNextAddress();
    }

    ~Target()
    {
        m_probe.m_context.scheduler.cancel(m_timer);
        if (m_asking)
            m_probe.m_context.transport.cancel(m_exchange);
    }

    Target(const Target &) = delete;
    Target &operator=(const Target &) = delete;

    void ask()
    {
        const BootInstant now = m_probe.m_context.clock.read().boot;
        const ContactLedger::Answer answer = m_probe.m_context.ledger.request(m_address, now);
        if (answer.permission == ContactLedger::Permission::Never) {
            finish(m_result.samples.empty() ? QueryOutcome::KissCode : QueryOutcome::Ok);
            return;
        }
        if (answer.permission == ContactLedger::Permission::Later) {
            const Duration wait = answer.notBefore - now;
            if (wait > longestHold()) {
                m_result.kissCode = "RATE";
                finish(m_result.samples.empty() ? QueryOutcome::KissCode : QueryOutcome::Ok);
                return;
            }
            Q_EMIT m_probe.held(m_result.address, wait);
            askAfter(wait);
            return;
        }
        const Duration sinceLast = now - std::exchange(m_lastRequest, now);
        m_rhythm = m_result.requests > 0 ? sinceLast : Duration::zero();
        ++m_result.requests;
        m_asking = true;
        m_exchange = m_probe.m_context.transport.ask(m_address, m_result.host.port, m_probe.m_options.timeout,
                                                     [this](const ExchangeResult &result) {
                                                         m_asking = false;
                                                         handle(result);
                                                     });
    }

    void fail(QueryOutcome outcome, const QString &reason)
    {
        m_result.systemReason = reason;
        finish(outcome);
    }

    const ProbeResult &result() const { return m_result; }

private:
    void handle(const ExchangeResult &exchange)
    {
        if (exchange.packet && (exchange.sample || m_result.samples.empty()))
            m_result.packet = exchange.packet;
        if (exchange.sample) {
            m_result.samples.push_back(*exchange.sample);
        } else {
            m_result.fault = exchange.fault;
            m_result.kissCode = exchange.kissCode;
            m_result.systemReason = exchange.systemReason;
        }
        if (exchange.kissCode == "DENY" || exchange.kissCode == "RSTR")
            m_probe.m_context.ledger.noteFinalKiss(m_address);
        else if (exchange.kissCode == "RATE")
            m_probe.m_context.ledger.noteRateKiss(m_address, rhythm());

        const bool nobodyThere = exchange.outcome == QueryOutcome::Refused ||
                                 exchange.outcome == QueryOutcome::Unreachable ||
                                 exchange.outcome == QueryOutcome::Timeout;
        if (nobodyThere && m_result.samples.empty() && takeNextAddress()) {
            ask();
            return;
        }
        // Asking again would only hear the same.
        const bool final = exchange.outcome == QueryOutcome::Refused ||
                           exchange.outcome == QueryOutcome::Unreachable ||
                           exchange.outcome == QueryOutcome::KissCode;
        if (final || m_result.requests >= mostRequests()) {
            finish(m_result.samples.empty() ? exchange.outcome : QueryOutcome::Ok);
            return;
        }
        note(m_result.samples.empty() ? exchange.outcome : QueryOutcome::Ok);
        Q_EMIT m_probe.progressed(m_result);
        askAfter(m_lastRequest + m_probe.m_options.interval - m_probe.m_context.clock.read().boot);
    }

    bool takeNextAddress()
    {
        if (m_addresses.isEmpty())
            return false;
        m_address = m_addresses.takeFirst();
        m_result.address = m_address.toString();
        m_result.requests = 0;
        return true;
    }

    void askAfter(Duration delay)
    {
        m_timer = m_probe.m_context.scheduler.after(delay, [this] { ask(); });
    }

    /// Of the requests to this address: as wished, or as far apart as politeness and the answers had them.
    Duration rhythm() const
    {
        const Duration headway = politeness::headway(politeness::classify(m_address));
        return std::max({m_probe.m_options.interval, headway, m_rhythm});
    }

    Duration longestHold() const
    {
        return m_result.samples.empty() ? m_probe.m_options.longestHold
                                        : m_probe.m_options.longestHoldOnceAnswered;
    }

    /// Of all, those made included.
    int mostRequests() const
    {
        const ProbeOptions &options = m_probe.m_options;
        const bool isSilent = !m_result.packet && m_result.samples.empty() && m_result.kissCode.isEmpty();
        return isSilent && options.silences > 0 ? std::min(options.silences, options.count) : options.count;
    }

    void note(QueryOutcome outcome)
    {
        m_result.outcome = outcome;
        m_result.estimate = estimateOf(m_result.samples, m_probe.m_context.clock.read());
    }

    void finish(QueryOutcome outcome)
    {
        note(outcome);
        // Never from within ask(): the caller may still be starting other targets.
        m_timer = m_probe.m_context.scheduler.after(Duration::zero(), [this] { m_probe.targetDone(); });
    }

    Probe &m_probe;
    QList<QHostAddress> m_addresses; ///< not tried yet
    QHostAddress m_address;
    ProbeResult m_result;
    BootInstant m_lastRequest{};
    Duration m_rhythm{}; ///< between the latest two requests to the address; zero at the first
    TimerId m_timer = noTimer;
    ExchangeId m_exchange = 0;
    bool m_asking = false;
};

Probe::Probe(std::vector<HostSpec> hosts, const ProbeOptions &options, const Context &context)
    : m_hosts(std::move(hosts))
    , m_options(options)
    , m_context(context)
    , m_targets(m_hosts.size())
    , m_lookups(m_hosts.size())
{}

Probe::Probe(const HostSpec &host, const QHostAddress &address, const ProbeOptions &options,
             const Context &context)
    : Probe(std::vector{host}, options, context)
{
    m_address = address;
}

Probe::~Probe()
{
    for (const ResolveId lookup : m_lookups)
        m_context.resolver.cancel(lookup);
}

void Probe::start()
{
    m_pending = static_cast<int>(m_hosts.size());
    if (!m_address.isNull()) {
        handleResolution(0, {{m_address}, {}});
        return;
    }
    for (size_t i = 0; i < m_hosts.size(); ++i) {
        m_lookups[i] = m_context.resolver.resolve(
            m_hosts[i].host, m_options.family,
            [this, i](const Resolution &resolution) { handleResolution(i, resolution); });
    }
}

void Probe::handleResolution(size_t hostIndex, const Resolution &resolution)
{
    std::vector<std::unique_ptr<Target>> &targets = m_targets[hostIndex];
    if (resolution.addresses.isEmpty()) {
        auto unresolved = std::make_unique<Target>(*this, m_hosts[hostIndex], QList<QHostAddress>());
        unresolved->fail(QueryOutcome::Unresolved, resolution.reason);
        targets.push_back(std::move(unresolved));
        return;
    }
    if (m_options.allAddresses) {
        m_pending += static_cast<int>(resolution.addresses.size()) - 1;
        for (const QHostAddress &address : resolution.addresses)
            targets.push_back(
                std::make_unique<Target>(*this, m_hosts[hostIndex], QList<QHostAddress>{address}));
    } else {
        targets.push_back(std::make_unique<Target>(*this, m_hosts[hostIndex], resolution.addresses));
    }
    for (const std::unique_ptr<Target> &target : targets)
        target->ask();
}

void Probe::targetDone()
{
    if (--m_pending > 0)
        return;
    std::vector<ProbeResult> results;
    for (const std::vector<std::unique_ptr<Target>> &targets : m_targets) {
        for (const std::unique_ptr<Target> &target : targets)
            results.push_back(target->result());
    }
    Q_EMIT finished(results);
}

} // namespace synchroscope
