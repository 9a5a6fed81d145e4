// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/offset.h"

#include <optional>

namespace synchroscope {

/// How an estimate was made; shown beside it.
enum class EstimateMethod : quint8 {
    BestAnswer, ///< the answer with the smallest error bound, as it was: how the clock runs is not known yet
    Line,       ///< a straight line through the answers, those of short delay weighing more
    CorrectedLine, ///< the same, less what packets held up on one way put into the offsets
};

/// What one source's answers say about this clock at one moment.
struct SourceEstimate
{
    Offset offset;
    /// Half-width: the true time, as the server claims it, lies within offset ± bound.
    Duration bound;
    /// The part of `bound` that does not rest on the server's claim about its own error.
    Duration boundToServer;
    /// What that claim adds: bound = boundToServer + rootDistance.
    Duration rootDistance;
    Duration minimumDelay;
    /// RMS of the answers' differences to the best one (RFC 5905 section 10, with erratum 5600). Zero with
    /// one answer.
    Duration jitter;
    /// Half-width of the offset's 99.95 % confidence interval, while the oscillator keeps its frequency. It
    /// knows nothing of a path that is longer one way than the other; `bound` does. Nothing without a line.
    std::optional<Duration> statistical = std::nullopt;
    /// Of this clock's oscillator against the server, positive: it runs fast. What daemons do about it is not
    /// in it. From three answers of different moments on.
    std::optional<double> frequencyPpm = std::nullopt;
    /// Half-width of the frequency's 99.95 % confidence interval. The scatter it rests on is that around the
    /// straight line, but never less than half of what the delays scatter, nor than what the stamps resolve:
    /// few answers can lie on a line by chance.
    std::optional<double> skewPpm = std::nullopt;
    int samples = 0;     ///< answers that are kept
    int samplesUsed = 0; ///< of these, those that the offset was made of
    EstimateMethod method = EstimateMethod::BestAnswer;
    Instant at; ///< the moment it speaks of, on this clock
};

} // namespace synchroscope
