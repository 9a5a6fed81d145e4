// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/sample.h"

#include <optional>
#include <span>

namespace synchroscope {

/// How an estimate was made; shown beside it.
enum class EstimateMethod : quint8 {
    BestAnswer,        ///< the answer with the smallest error bound, as it was
    BestAnswerCarried, ///< the same, carried forward by the frequency of a straight line through the answers
};

/// What one source's answers say about this clock at one moment.
struct SourceEstimate
{
    Offset offset;
    /// Half-width: the true time, as the server claims it, lies within offset ± bound.
    Duration bound;
    /// The part of `bound` that does not rest on the server's claim about its own error.
    Duration boundToServer;
    /// The server's own claim with the best answer: root delay/2 + root dispersion. bound = boundToServer +
    /// rootDistance.
    Duration rootDistance;
    Duration minimumDelay;
    /// RMS of the answers' differences to the best one (RFC 5905 section 10, with erratum 5600). Zero with
    /// one answer.
    Duration jitter;
    /// Of this clock's oscillator against the server, positive: it runs fast. What daemons do about it is not
    /// in it. From three answers of different moments on; by plain least squares.
    std::optional<double> frequencyPpm;
    /// Half-width of the frequency's 99.95 % confidence interval. The scatter it rests on is that around the
    /// straight line, but never less than half of what the delays scatter, nor than what the stamps resolve:
    /// few answers can lie on a line by chance.
    std::optional<double> skewPpm;
    int samples = 0;
    EstimateMethod method = EstimateMethod::BestAnswer;
    Instant at; ///< the moment it speaks of, on this clock
};

/// `samples` are one source's, oldest first, of one boot and without a suspend in between. `now` and
/// `clockMinusRaw` are the present reading of the oscillator and of this clock against it. Nothing when there
/// are no samples.
///
/// The best answer is the one of the smallest bound at this moment: delay/2 + dispersion + 500 ppm of the
/// delay (this clock's own error while it measured the round trip) + ageing + the server's claim. It ages by
/// 500 ppm while there are fewer than three answers or they tell the frequency no better than that; then by
/// skew + 1 ppm, and is carried forward by the frequency. Steps and slews of this clock are taken out of the
/// samples before and put back after.
std::optional<SourceEstimate> estimateSource(std::span<const Sample> samples, RawInstant now,
                                             Duration clockMinusRaw);

} // namespace synchroscope
