// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/judgement.h"

#include <QString>

namespace synchroscope::wording {

/// Whether this clock is right, in one sentence: "This clock is right to within 21 ms: …".
QString judgementSentence(const ClockJudgement &judgement, Instant now);

/// Why nothing says what this clock shows: nobody was asked or answers, and whose word does not count.
QString lackOfEvidence(const ClockJudgement &judgement);

/// Who corrects this clock, and what to do where nobody does or too many do. `clock` tells what timedated can
/// do about it.
QString steeringSentence(const MachineDaemons &machine, Steering steering,
                         const std::optional<ClockReport> &clock = {});

/// What to do where nothing keeps this clock right, by what timedated says of its service; absent: it
/// does not say.
QString startingRemedy(std::optional<NetworkTimeService> service);

/// What is seen of a daemon from outside: its process, since when, and whether it may set the clock. Empty:
/// nothing is.
QString processSentence(const DaemonReport &daemon, Instant now);

/// "a container (Docker) on Amazon EC2", "a virtual machine (KVM)". Empty: a computer of its own.
QString hostText(const HostMachine &host);

} // namespace synchroscope::wording
