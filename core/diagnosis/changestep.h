// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QStringList>

#include <optional>

namespace synchroscope {

/// How far a daemon has come with a changed server list; in this order.
enum class ChangeStage : quint8 {
    Saved,      ///< authorised, checked, written to the disk
    Told,       ///< the daemon was reloaded or restarted, and is up
    Listed,     ///< the daemon itself names the servers of its files
    Resolved,   ///< names have addresses
    Answered,   ///< servers have answered it
    Selectable, ///< enough samples
    Followed,   ///< one is selected
};

struct ChangeStep
{
    enum class State : quint8 {
        Waiting, ///< for those before it
        UnderWay,
        Done,
        Failed,
        Skipped, ///< not needed: nothing has to be told, or nothing is left to follow
    };

    ChangeStage stage = ChangeStage::Saved;
    State state = State::Waiting;
    std::optional<Instant> endedAt;    ///< Done, Failed
    int done = 0;                      ///< servers
    int total = 0;                     ///< 0: not counted
    QStringList lacking;               ///< the servers that are not there yet, as configured
    QStringList lingering;             ///< Listed: servers that are on the list no more and still asked
    std::optional<Instant> expectedAt; ///< about when it is done, while UnderWay; absent: not known

    friend bool operator==(const ChangeStep &, const ChangeStep &) = default;
};

} // namespace synchroscope
