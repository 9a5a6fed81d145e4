// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/verdict.h"

#include <algorithm>

namespace synchroscope {

namespace {

bool isAnswering(const VerdictSource &source)
{
    return source.offset && !source.failed;
}

// Whether `a` says more about this clock than `b`: an answering source of small bound, else whoever answered
// last.
bool saysMore(const VerdictSource &a, const VerdictSource &b)
{
    if (isAnswering(a) != isAnswering(b))
        return isAnswering(a);
    if (isAnswering(a))
        return a.bound < b.bound;
    return a.measuredAt > b.measuredAt;
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
    const VerdictSource *best = nullptr;
    std::optional<Instant> firstAnswer;
    for (const VerdictSource &source : sources) {
        ++verdict.total;
        verdict.asked += source.asked ? 1 : 0;
        verdict.answering += isAnswering(source) ? 1 : 0;
        failed += source.failed ? 1 : 0;
        if (source.offset && (!best || saysMore(source, *best)))
            best = &source;
        if (!source.failed && source.expectedAnswer)
            firstAnswer = std::min(firstAnswer.value_or(*source.expectedAnswer), *source.expectedAnswer);
    }
    verdict.state = stateOf(verdict, failed, paused);
    if (verdict.state == VerdictState::NoAnswerYet && firstAnswer)
        verdict.firstAnswerIn = std::max(*firstAnswer - now, Duration::zero());
    if (best) {
        verdict.source = best->name;
        verdict.offset = best->offset;
        verdict.bound = best->bound;
        verdict.measuredAt = best->measuredAt;
    }
    return verdict;
}

} // namespace synchroscope
