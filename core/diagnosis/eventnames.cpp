// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/eventnames.h"

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kindNames{"clock"_L1,
                               "followed"_L1,
                               "outvoted"_L1,
                               "believed"_L1,
                               "answers-lost"_L1,
                               "answers-regained"_L1,
                               "daemon-started"_L1,
                               "daemon-stopped"_L1,
                               "daemon-silent"_L1,
                               "files-changed"_L1,
                               "leap-announced"_L1,
                               "zone-changed"_L1,
                               "network-time-changed"_L1,
                               "state-changed"_L1,
                               "program-started"_L1};
static_assert(kindNames.size() == size_t(Event::Kind::ProgramStarted) + 1);

constexpr std::array clockNames{"stepped"_L1,   "leap-second"_L1, "slewed"_L1,
                                "suspended"_L1, "stalled"_L1,     "paused"_L1};
static_assert(clockNames.size() == size_t(ClockEvent::Kind::Paused) + 1);

constexpr std::array stateNames{"synchronised"_L1, "settling"_L1, "unsynchronised"_L1, "wrong"_L1,
                                "unknown"_L1};
static_assert(stateNames.size() == size_t(ClockState::Unknown) + 1);

} // namespace

QString stableName(Event::Kind kind)
{
    return kindNames[size_t(kind)];
}

QString stableName(ClockEvent::Kind kind)
{
    return clockNames[size_t(kind)];
}

QString stableName(ClockState state)
{
    return stateNames[size_t(state)];
}

} // namespace synchroscope
