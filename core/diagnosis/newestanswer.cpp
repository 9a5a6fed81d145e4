// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/newestanswer.h"

#include "core/diagnosis/judgement.h"
#include "core/diagnosis/standing.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

bool isOwnClock(const DaemonSource &source)
{
    return source.mode == SourceMode::ReferenceClock &&
           (isLocalReference(source.referenceId) || isLocalReference(source.name));
}

} // namespace

bool isLocalReference(const QString &reference)
{
    return reference.compare("7F7F0101"_L1, Qt::CaseInsensitive) == 0 ||
           reference.startsWith("127.127.1."_L1) || reference.startsWith("LOCAL("_L1) ||
           reference == ".LOCL."_L1 || reference == "LOCL"_L1;
}

bool followsOwnClock(const DaemonReport &daemon)
{
    const DaemonSource *followed = followedSource(daemon);
    return (daemon.tracking && isLocalReference(daemon.tracking->referenceId)) ||
           (followed && isOwnClock(*followed));
}

NewestAnswer newestAnswer(const MachineDaemons &machine, const std::optional<ClockReport> &clock)
{
    NewestAnswer newest;
    bool isCorrectedByOwnClock = false;
    for (const DaemonReport &daemon : machine.daemons) {
        if (daemon.isElsewhere || !maySteer(daemon))
            continue;
        const bool isOwn = followsOwnClock(daemon);
        isCorrectedByOwnClock |= isOwn;
        // One that does not tell its sources tells when it was last corrected by one.
        if (daemon.tracking && !isOwn)
            newest.note(daemon.tracking->lastUpdate);
        for (const DaemonSource &source : daemon.sources) {
            if (isOwnClock(source))
                continue;
            newest.isAnybodyAsked = true;
            newest.note(source.lastSample);
        }
    }
    if (clock && !isCorrectedByOwnClock)
        newest.note(clock->steeredAt);
    return newest;
}

} // namespace synchroscope
