// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/verdict.h"

#include "core/estimate/agreement.h"

#include <algorithm>
#include <vector>

namespace synchroscope {

namespace {

bool isAnswering(const VerdictSource &source)
{
    return source.offset && !source.failed;
}

OffsetClaim claimOf(const VerdictSource &source)
{
    return {*source.offset, source.bound};
}

// The answering source to compare with; null when nobody answers.
const VerdictSource *bestAnswering(std::span<const VerdictSource> sources)
{
    std::vector<std::optional<OffsetClaim>> claims(sources.size());
    for (size_t i = 0; i < sources.size(); ++i) {
        if (isAnswering(sources[i]))
            claims[i] = claimOf(sources[i]);
    }
    const std::vector<bool> agrees = agreeingSources(claims);
    const VerdictSource *best = nullptr;
    for (size_t i = 0; i < sources.size(); ++i) {
        if (agrees[i] && (!best || sources[i].bound < best->bound))
            best = &sources[i];
    }
    return best;
}

// Who answered last, before they all fell silent; null when nobody ever did.
const VerdictSource *lastToAnswer(std::span<const VerdictSource> sources)
{
    const VerdictSource *last = nullptr;
    for (const VerdictSource &source : sources) {
        if (source.offset && (!last || source.measuredAt > last->measuredAt))
            last = &source;
    }
    return last;
}

VerdictState stateOf(const Verdict &counts, int failed, bool paused)
{
    if (counts.total == 0)
        return VerdictState::NothingWatched;
    if (paused)
        return VerdictState::Paused;
    if (counts.answering > 0)
        return VerdictState::Compared;
    return failed == counts.total ? VerdictState::NobodyAnswers : VerdictState::NoAnswerYet;
}

} // namespace

Verdict judge(std::span<const VerdictSource> sources, bool paused, Instant now)
{
    Verdict verdict;
    int failed = 0;
    std::optional<Instant> firstAnswer;
    for (const VerdictSource &source : sources) {
        ++verdict.total;
        verdict.asked += source.asked ? 1 : 0;
        verdict.answering += isAnswering(source) ? 1 : 0;
        failed += source.failed ? 1 : 0;
        verdict.noWay += source.failed && source.noWay ? 1 : 0;
        verdict.reached += source.failed && source.reached ? 1 : 0;
        if (!source.failed && source.expectedAnswer)
            firstAnswer = std::min(firstAnswer.value_or(*source.expectedAnswer), *source.expectedAnswer);
    }
    verdict.state = stateOf(verdict, failed, paused);
    if (verdict.state == VerdictState::NoAnswerYet && firstAnswer)
        verdict.firstAnswerIn = std::max(*firstAnswer - now, Duration::zero());
    const VerdictSource *best = bestAnswering(sources);
    if (best) {
        for (const VerdictSource &source : sources)
            verdict.contradicting +=
                isAnswering(source) && contradict(claimOf(source), claimOf(*best)) ? 1 : 0;
    } else {
        best = lastToAnswer(sources);
    }
    if (best) {
        verdict.source = best->name;
        verdict.offset = best->offset;
        verdict.bound = best->bound;
        verdict.measuredAt = best->measuredAt;
    }
    return verdict;
}

} // namespace synchroscope
