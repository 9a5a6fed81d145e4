// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pausedetector.h"

#include <QSet>

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

constexpr Duration longestOthersPause = 24h;
// Beyond this two clocks do not differ because one of them runs otherwise than a moment ago.
constexpr Duration leastPause = 1ms;
constexpr double largestRateChange = 20e-6;
// How long a move waits for the others'.
constexpr Duration moveKept = 1h;

} // namespace

bool PauseDetector::shouldAskOthers(BootInstant now)
{
    if (m_othersAsked && now - *m_othersAsked < m_othersPause)
        return false;
    if (m_othersAsked)
        m_othersPause = std::min(m_othersPause * 2, longestOthersPause);
    m_othersAsked = now;
    return true;
}

std::optional<CommonMove> PauseDetector::noteMove(const SourceId &source, const SourceMove &move,
                                                  const std::vector<Server> &servers)
{
    m_moves[source] = move;
    std::erase_if(m_moves,
                  [&move](const auto &other) { return move.after - other.second.before > moveKept; });
    std::vector<MoveWitness> witnesses;
    QSet<QString> places;
    for (const Server &server : servers) {
        if (places.contains(server.place))
            continue;
        places.insert(server.place);
        const auto moved = m_moves.find(server.id);
        if (moved != m_moves.end())
            witnesses.push_back({moved->second, moved->second.before});
        else if (server.lastAgreement)
            witnesses.push_back({std::nullopt, *server.lastAgreement});
    }
    const std::optional<CommonMove> common = commonMove(witnesses);
    if (!common)
        return std::nullopt;
    // Clocks that stand still fall behind; none gains by it.
    const Duration behind = -common->moved - common->tolerance;
    if (behind <= leastPause + fromSeconds(largestRateChange * toSeconds(common->before - common->after)))
        return std::nullopt;
    m_moves.clear();
    m_othersPause = firstOthersPause;
    return common;
}

} // namespace synchroscope
