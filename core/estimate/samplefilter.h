// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/estimate/sourceestimate.h"
#include "core/ntp/sample.h"

#include <optional>
#include <span>
#include <vector>

namespace synchroscope {

/// A straight line through what this clock's oscillator gained on the server. Seconds; times and gains are
/// counted from the newest answer.
struct GainLine
{
    std::size_t first = 0; ///< the oldest answer it goes through
    int used = 0;          ///< how many it was made of
    double meanTime = 0;
    double meanGain = 0;
    double frequency = 0; ///< positive: this clock's oscillator runs fast
    double skew = 0;      ///< half-width of the frequency's 99.95 % confidence interval
    double error = 0;     ///< of the gain at the mean time, likewise

    double gainAt(double time) const { return meanGain + frequency * (time - meanTime); }
    /// Half-width of its 99.95 % confidence interval, while the oscillator keeps its frequency.
    double errorAt(double time) const;
};

/// Two answers in a row have contradicted all before: the server has jumped, or this computer's oscillator.
struct FilterJump
{
    Duration moved{};     ///< of this clock against the server, positive: forward
    Duration tolerance{}; ///< half-width of its error
    RawInstant after;     ///< the last answer that agreed
    RawInstant before;    ///< the first that did not
};

/// What one source's answers say about this clock. Pure; one thread.
///
/// The estimate is a weighted straight line through the latest answers, as chrony's, on the oscillator's
/// axis: steps and slews of this clock are taken out of the answers before and put back after. Answers held
/// up on their way (delay above the median by more than five median deviations) take no part; the others
/// weigh 1/(1 + (delay − shortest)/σ)², σ being half of what the median delay is above the shortest. The line
/// begins where the answers begin to follow one: a runs test of the residuals' signs moves its beginning.
/// Where only one way is jittery, offset follows delay with a slope of ±½; once that has been seen ten times
/// in a row it is taken out.
///
/// The bound takes no more from statistics than how fast an answer ages. Each answer says that the truth lies
/// within delay/2 + dispersion + 500 ppm of the delay (this clock's own error while it measured the round
/// trip) + ageing; where all agree, there it is, and the estimate is kept within. An answer ages by the
/// frequency's skew + 1 ppm, or by 500 ppm while fewer than three answers, or answers too uncertain, tell the
/// frequency. To this comes the server's claim, the answer's or the newest, whichever is larger: a server
/// left alone drifts within a growing claim.
///
/// One answer that contradicts all others waits for the next: if that agrees with the others it is forgotten,
/// else the server or the oscillator has changed, and the others are.
class SampleFilter
{
public:
    SampleFilter() = default;
    /// As if the samples had been added one after the other, oldest first.
    explicit SampleFilter(std::span<const Sample> samples);

    /// Of the same boot as the ones before and without a suspend in between. Costs a fit through at most 64.
    /// Returns the jump for which all answers before were forgotten.
    std::optional<FilterJump> add(const Sample &sample);
    void clear();
    /// Whether the newest answer waits for the next to confirm it.
    bool isDoubting() const { return m_doubted.has_value(); }
    bool isEmpty() const { return m_samples.empty(); }

    /// `now` and `clockMinusRaw` are the present reading of the oscillator and of this clock against it.
    /// Nothing when there are no samples. Does not fit anew.
    std::optional<SourceEstimate> estimate(RawInstant now, Duration clockMinusRaw) const;

private:
    struct Agreement;

    void refit();
    void noteAsymmetry(double slope);
    bool isCorrected() const;
    std::size_t firstUsed() const;
    Agreement agreement(RawInstant now) const;
    bool contradicts(const Sample &sample) const;
    FilterJump jumpTo(const Sample &sample) const;
    Duration jitter(const Sample &best, double frequency) const;

    std::vector<Sample> m_samples;   ///< oldest first
    std::optional<Sample> m_doubted; ///< newer than those, and contradicts them
    std::optional<GainLine> m_line;
    int m_asymmetricFits = 0; ///< in a row; negative: with a negative slope
};

} // namespace synchroscope
