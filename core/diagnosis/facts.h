// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/hostspec.h"
#include "core/config/serverconfiguration.h"
#include "core/diagnosis/chronyobservation.h"
#include "core/diagnosis/clockevent.h"
#include "core/diagnosis/clockreport.h"
#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/unitreport.h"
#include "core/diagnosis/verdict.h"
#include "core/estimate/asymmetry.h"
#include "core/estimate/sourceestimate.h"
#include "core/ntp/reply.h"
#include "core/ntp/sample.h"

#include <optional>
#include <vector>

namespace synchroscope {

/// A server that this program asks itself.
struct ServerMeasurement
{
    HostSpec host;
    QString label;   ///< the user's name for it; else the host
    QString address; ///< empty: not known
    bool isThisComputer = false;
    std::optional<QueryOutcome> lastOutcome; ///< absent: not asked so far
    QByteArray kissCode;                     ///< of the last kiss
    quint8 reach = 0;                        ///< our last eight requests, newest in bit 0
    int requests = 0;
    int answers = 0;
    std::optional<Instant> lastAnswer;
    std::optional<Instant> failingSince;   ///< the first failure after the last answer
    std::optional<Instant> answeringSince; ///< the first answer after a failure, a gap or a sleep
    Duration answersApart{};               ///< the longest time between two answers since
    Duration pollInterval{};               ///< zero: it was asked once, and is not watched
    std::optional<Sample> lastSample;
    std::optional<SourceEstimate> estimate;
    SourceUse use = SourceUse::NoAnswer;
};

/// A paste's own lines that are no state of anything: what a tool answered.
struct AnswerLine
{
    int line = 0; ///< 1-based
    bool needsPassword = false;
    bool nobodyThere = false;
    QString text;
};

/// All that the rules look at: this computer as it is now, or what a person pasted, of any computer. What is
/// not known is absent, and a rule that needs it stays silent.
struct DiagnosisFacts
{
    /// Of pasted text: when it was read, or the universal time in it; ages are reckoned back from it.
    Instant now;
    bool isPasted = false;
    bool isOffline = false;           ///< this computer has no network
    std::optional<Instant> startedAt; ///< this computer
    Duration suspended{};             ///< how long it has slept since
    std::vector<ServerMeasurement> measured;
    std::vector<PathAsymmetry> asymmetries; ///< indices of `measured`
    MachineDaemons machine;
    std::optional<ClockReport> clock;
    std::vector<ClockEvent> clockEvents; ///< oldest first
    /// From when on all that happened is among them; absent: nobody watched.
    std::optional<Instant> clockEventsSince;
    std::optional<Instant> steppedHere; ///< when a daemon last set this clock at this program's word
    std::vector<ServerConfiguration> configurations;
    std::optional<ChronyObservation> observation;
    std::vector<UnitReport> units; ///< of the time services that are installed
    std::vector<LogLine> log;      ///< that belong to no unit
    std::vector<AnswerLine> answers;
    Verdict verdict;
    ClockJudgement judgement;
    ClockLimits limits;
};

} // namespace synchroscope
