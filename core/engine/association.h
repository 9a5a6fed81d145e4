// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/scheduler.h"
#include "core/engine/contactledger.h"
#include "core/engine/politeness.h"
#include "core/engine/serveraddresses.h"
#include "core/engine/snapshot.h"
#include "core/estimate/commonmove.h"
#include "core/estimate/samplefilter.h"
#include "core/net/randomsource.h"
#include "core/net/resolver.h"
#include "core/net/transport.h"

namespace synchroscope {

/// What an association needs of the world; all outlive it.
struct AssociationContext
{
    const Clock &clock;
    Scheduler &scheduler;
    RandomSource &random;
    Resolver &resolver;
    NtpTransport &transport;
    ContactLedger &ledger;
};

/// One watched server: finds its address, asks it in its own rhythm, keeps its answers. At most one request
/// is under way. Lives in the engine's thread; calls back from timers only.
class Association
{
public:
    struct Callbacks
    {
        std::function<void()> changed;
        std::function<void(const Sample &, bool afterGap)> sampled;
        /// An answer contradicts those before; whether it is the server's fault others can tell.
        std::function<void()> doubted;
        std::function<void(const SourceMove &)> moved;
    };

    Association(const HostSpec &host, QString label, const AssociationContext &context, Callbacks callbacks);
    ~Association();

    Association(const Association &) = delete;
    Association &operator=(const Association &) = delete;

    const SourceId &id() const { return m_state.id; }
    const HostSpec &host() const { return m_state.host; }
    const QString &label() const { return m_label; }
    void rename(const QString &label);

    /// The first request goes out after a short random time, so that not all servers are asked in the same
    /// millisecond.
    void start();
    /// `finished` is called when the next request has ended, or at once when none may be made for now.
    void measureNow(std::function<void()> finished);
    void setPaused(bool paused);
    /// The next request goes out within 3 s, unless one is under way or politeness says later.
    void askSoon();
    /// Since when somebody looks; nothing when nobody does.
    void setAttendedSince(std::optional<BootInstant> since);
    /// Whether one of this machine's daemons follows it as a member of a pool.
    void setFollowedFromPool(bool followed);
    /// Of the server that is asked; empty while its name is not resolved.
    const QString &address() const { return m_state.address; }
    /// By which the same server can be asked too, see SourceSnapshot::otherAddress.
    QString otherAddress() const { return m_addresses.otherWay().toString(); }
    /// Forgets that the server, or one of its addresses, told us to slow down or to go away.
    void askAgain();
    /// When the answer before this run came, so that the silence in between is a gap.
    void setLastAnswerBefore(std::optional<Instant> instant) { m_lastSampleAt = instant; }

    /// Brings up to date what time alone changes: the estimate grows older, this clock may have been set,
    /// this computer may have slept.
    void refresh(const ClockReading &now);
    /// This computer stood still with its clocks until `end`: answers before are on another axis, as those
    /// before a suspend are.
    void notePause(BootInstant end);
    SourceSnapshot snapshot(const ClockReading &now) const;
    /// Of an answer that agrees with those before; nothing while it fails.
    std::optional<BootInstant> lastAgreement() const;
    /// When its first answer can be there; nothing once there was an answer or a failure.
    std::optional<Instant> expectedAnswer(const ClockReading &now) const;

private:
    void schedule(Duration delay);
    void scheduleNextPoll();
    /// The next poll comes earlier, if polls have become more frequent than this.
    void pollSoonerThan(Duration interval);
    void takeTurn();
    void resolve();
    void handleResolution(const Resolution &resolution);
    void turnTo(const QHostAddress &address);
    void ask();
    void handleResult(const ExchangeResult &result);
    bool isSpoilt(const ExchangeResult &result) const;
    void handleSample(const Sample &sample);
    void addToFilter(const Sample &sample, const ClockReading &now);
    void handleFailure(const ExchangeResult &result);
    void handleRefusal();
    void noteFailure(QueryOutcome outcome, const QString &reason);
    void beginAnewAfterBreak(const ClockReading &now);
    void beginAnew();
    void endTurn();
    void noteReach(bool answered);
    void setActivity(SourceActivity activity);
    /// As it is now; `failures` in a row lengthen it.
    Duration pollInterval(int failures, BootInstant now) const;
    bool isAfterGap(const Sample &sample, BootInstant now);

    AssociationContext m_context;
    Callbacks m_callbacks;
    QString m_label;
    SourceSnapshot m_state;
    ServerAddresses m_addresses;
    politeness::HostClass m_hostClass = politeness::HostClass::Public; ///< of the latest address
    SampleFilter m_filter; ///< of the time since this computer last slept, and since the last leap second
    ClockReading m_estimatedAt;
    std::optional<Instant> m_lastSampleAt;
    Duration m_intervalAtLastSample{};
    Duration m_suspended{};          ///< time spent in suspend since boot
    Duration m_suspendedAtRequest{}; ///< the same when the latest request went out
    // This clock may be set at any time; the snapshot says when these were by the clock as it is now.
    std::optional<BootInstant> m_lastRequest;
    std::optional<BootInstant> m_lastAnswer;
    std::optional<BootInstant> m_lastAgreement;
    QString m_answeredBy; ///< the address of the answers in the filter
    std::optional<BootInstant> m_failingSince;
    std::optional<BootInstant> m_answeringSince;
    std::optional<BootInstant> m_lastLookup; ///< its beginning
    std::optional<MonotonicInstant> m_due;
    std::optional<BootInstant> m_attendedSince;
    bool m_isFollowedFromPool = false;
    TimerId m_timer = noTimer;
    ResolveId m_resolving = 0;
    ExchangeId m_exchange = 0;
    bool m_asking = false;
    bool m_isResolving = false;
    bool m_paused = false;
    int m_burstLeft = politeness::startBurst;
    int m_failures = 0;                           ///< failed polls in a row, of those that asked somebody
    int m_unasked = 0;                            ///< polls in a row that could ask nobody
    bool m_hasAsked = false;                      ///< in the poll under way
    bool m_isOtherAddressDue = false;             ///< at once: the poll goes on
    bool m_wasSpoilt = false;                     ///< the latest request was spoilt
    Duration m_kissInterval{};                    ///< of the current address
    std::vector<std::function<void()>> m_waiting; ///< measureNow() callers
};

} // namespace synchroscope
