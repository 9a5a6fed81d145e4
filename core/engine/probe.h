// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/config/hostspec.h"
#include "core/engine/contactledger.h"
#include "core/engine/politeness.h"
#include "core/estimate/sourceestimate.h"
#include "core/net/resolver.h"
#include "core/net/transport.h"

#include <QObject>

#include <vector>

namespace synchroscope {

struct ProbeOptions
{
    int count = 4; ///< requests per address
    Duration interval = std::chrono::seconds(2);
    Duration timeout = std::chrono::seconds(3);
    AddressFamily family = AddressFamily::Any;
    bool allAddresses = false; ///< every address of a name, not only the first that answers
    /// An address that leaves so many requests without any answer is given up; 0: `count`.
    int silences = 0;
    /// Politeness may demand a longer pause than anybody waits for; what is known then is the result. The
    /// second is for who has an answer already.
    Duration longestHold = politeness::burstWindow;
    Duration longestHoldOnceAnswered = politeness::burstWindow;
};

/// What one address of one host said.
struct ProbeResult
{
    HostSpec host;
    QString address;                              ///< empty when unresolved
    QueryOutcome outcome = QueryOutcome::Timeout; ///< Ok as soon as one answer can be used
    ReplyFault fault = ReplyFault::None;
    QByteArray kissCode; ///< empty with KissCode: not asked, for it sent one of our programs away earlier
    QString systemReason;
    std::optional<NtpPacket> packet; ///< the latest answer's, one that can be used before one that cannot
    int requests = 0;
    std::vector<Sample> samples;
    std::optional<SourceEstimate> estimate; ///< as of the end of the probe
};

/// What those samples say that lie on one axis with `now`: RAW stands still while this computer sleeps, so
/// that those from before tell nothing. Pure.
std::optional<SourceEstimate> estimateOf(const std::vector<Sample> &samples, const ClockReading &now);

/// Asks servers a few times and is done: for the terminal and for tests of a server list. All hosts side by
/// side, each in its own rhythm, within the politeness that all our programs share. One thread.
class Probe final : public QObject
{
    Q_OBJECT

public:
    struct Context
    {
        const Clock &clock;
        Scheduler &scheduler;
        Resolver &resolver;
        NtpTransport &transport;
        ContactLedger &ledger;
    };

    /// The context outlives the probe.
    Probe(std::vector<HostSpec> hosts, const ProbeOptions &options, const Context &context);
    /// One host at this address, which is not looked up.
    Probe(const HostSpec &host, const QHostAddress &address, const ProbeOptions &options,
          const Context &context);
    ~Probe() override;

    void start();

Q_SIGNALS:
    /// Politeness holds a request back for so long.
    void held(const QString &address, synchroscope::Duration wait);
    /// What an address said so far, after each request but its last.
    void progressed(const synchroscope::ProbeResult &result);
    /// In the order of the hosts; once.
    void finished(const std::vector<synchroscope::ProbeResult> &results);

private:
    class Target;

    void handleResolution(size_t hostIndex, const Resolution &resolution);
    void targetDone();

    std::vector<HostSpec> m_hosts;
    QHostAddress m_address; ///< of the only host; null: look them up
    ProbeOptions m_options;
    Context m_context;
    std::vector<std::vector<std::unique_ptr<Target>>> m_targets; ///< per host
    std::vector<ResolveId> m_lookups;
    int m_pending = 0;
};

} // namespace synchroscope
