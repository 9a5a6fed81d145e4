// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/verdict.h"

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

/// The one of the smallest bound; null: there is none.
template <typename Counts>
const VerdictSource *nearest(std::span<const VerdictSource> sources, const Selection &selection,
                             Counts counts)
{
    const VerdictSource *best = nullptr;
    for (size_t i = 0; i < sources.size(); ++i) {
        if (counts(selection.uses[i]) && (!best || sources[i].bound < best->bound))
            best = &sources[i];
    }
    return best;
}

/// Its word is some evidence, though not of a majority.
bool isDoubted(SourceUse use)
{
    return use == SourceUse::NoMajority || use == SourceUse::TooFar;
}

// Who answered last, before they all fell silent; null when nobody ever did.
const VerdictSource *lastToAnswer(std::span<const VerdictSource> sources)
{
    const VerdictSource *last = nullptr;
    for (const VerdictSource &source : sources) {
        if (source.offset && !source.isThisComputer && (!last || source.measuredAt > last->measuredAt))
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

void takeWord(Verdict &verdict, const VerdictSource &source)
{
    verdict.source = source.name;
    verdict.offset = source.offset;
    verdict.bound = source.bound;
    verdict.statistical = source.statistical;
    verdict.measuredAt = source.measuredAt;
}

/// Says how far off the clock is.
void compare(Verdict &verdict, std::span<const VerdictSource> sources, Instant now)
{
    const std::vector<SelectionSource> claims(sources.begin(), sources.end());
    const Selection selection = selectSources(claims, now);
    verdict.isDisputed = selection.isDisputed();
    if (selection.answer) {
        takeWord(verdict, *nearest(sources, selection, agrees));
        verdict.offset = selection.answer->offset;
        verdict.bound = selection.answer->bound;
        verdict.statistical = selection.answer->statistical;
        verdict.agreeing = selection.answer->witnesses;
        verdict.contradicting = static_cast<int>(std::ranges::count(selection.uses, SourceUse::Falseticker));
        return;
    }
    if (const VerdictSource *best = nearest(sources, selection, isDoubted)) {
        takeWord(verdict, *best);
        for (size_t i = 0; i < sources.size(); ++i) {
            if (isDoubted(selection.uses[i]))
                ++(contradict(claimOf(sources[i]), claimOf(*best)) ? verdict.contradicting
                                                                   : verdict.agreeing);
        }
        return;
    }
    if (const VerdictSource *last = lastToAnswer(sources))
        takeWord(verdict, *last);
}

} // namespace

Verdict judge(std::span<const VerdictSource> sources, bool paused, Instant now)
{
    Verdict verdict;
    int failed = 0;
    std::optional<Instant> firstAnswer;
    for (const VerdictSource &source : sources) {
        if (source.isThisComputer)
            continue;
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
    compare(verdict, sources, now);
    return verdict;
}

} // namespace synchroscope
