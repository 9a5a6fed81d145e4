// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "core/estimate/commonmove.h"

#include <map>

namespace synchroscope {

/// Tells a pause of this computer, as under a host that stops its virtual machine, from a server that jumps.
/// All clocks of a paused computer stand still, so that only the servers can tell: when the answers of one
/// contradict those before, the others are asked, and if all have moved alike it was this computer. Pure;
/// one thread.
class PauseDetector
{
public:
    struct Server
    {
        SourceId id;
        QString place; ///< its address and port: one server under two names is one witness
        std::optional<BootInstant> lastAgreement; ///< of an answer with those before; absent: it fails
    };

    /// A server contradicts itself. Returns whether the others are to be asked now: not within five minutes
    /// of the last time, and ever more rarely, for a server that is wild must not have them asked all day.
    bool shouldAskOthers(BootInstant now);

    /// This clock has moved against a server. Returns the pause that explains it, with a negative `moved`, if
    /// the servers agree that there was one.
    std::optional<CommonMove> noteMove(const SourceId &source, const SourceMove &move,
                                       const std::vector<Server> &servers);

private:
    std::map<SourceId, SourceMove> m_moves; ///< of the last while
    std::optional<BootInstant> m_othersAsked;
    Duration m_othersPause = firstOthersPause; ///< until they may be asked again

    static constexpr Duration firstOthersPause = std::chrono::minutes(5);
};

} // namespace synchroscope
