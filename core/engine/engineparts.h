// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/clock/clockwatch.h"
#include "core/clock/scheduler.h"
#include "core/daemons/busline.h"
#include "core/daemons/daemonwatch.h"
#include "core/daemons/discoverer.h"
#include "core/daemons/unitwatch.h"
#include "core/engine/chronyobserver.h"
#include "core/engine/contactledger.h"
#include "core/engine/daemoncommander.h"
#include "core/engine/helperrunner.h"
#include "core/engine/watchlist.h"
#include "core/history/history.h"
#include "core/net/randomsource.h"
#include "core/net/resolver.h"
#include "core/net/transport.h"

#include <memory>

namespace synchroscope {

/// What an engine is told at its start.
struct EngineOptions
{
    QString configurationDirectory; ///< for the watch list; empty: nothing is kept
    QString dataDirectory;          ///< for the history; empty: in memory only
    QString runtimeDirectory;       ///< for the contacts shared by all our programs; empty: in memory only
    bool demonstration = false;     ///< nothing is told of this computer's time daemons and clock
    /// Root's helper, by the path that polkit knows; empty: no server list can be changed.
    QString helperProgram;
    std::vector<DaemonSelection> daemons;   ///< instead of this computer's usual ones
    std::vector<WatchRequest> watchAtStart; ///< watched in addition to the kept list, and not kept

    /// The user's own directories (XDG).
    static EngineOptions forUser();
    /// Leaves no trace on disk, but keeps the promise to servers together with the user's other programs.
    static EngineOptions withoutTrace();
};

/// The world as the engine sees it; tests put their own in. Made, used and destroyed in the engine's thread;
/// members are destroyed last to first.
struct EngineParts
{
    std::unique_ptr<Clock> clock;
    std::unique_ptr<RandomSource> random;
    std::unique_ptr<Scheduler> scheduler;
    std::unique_ptr<Resolver> resolver;
    std::unique_ptr<NtpTransport> transport;
    std::unique_ptr<ContactLedger> ledger;
    std::unique_ptr<History> history;
    std::unique_ptr<WatchList> watchList;
    std::unique_ptr<Discoverer> discoverer;
    std::unique_ptr<BusLine> bus;               ///< null: daemons, units and clockWatch use none
    std::unique_ptr<DaemonWatch> daemons;       ///< null: none are watched
    std::unique_ptr<UnitWatch> units;           ///< null as well
    std::unique_ptr<ClockWatch> clockWatch;     ///< null: nobody looks
    std::unique_ptr<HelperRunner> helper;       ///< null: no server list can be changed
    std::unique_ptr<ChronyObserver> observer;   ///< null as well
    std::unique_ptr<DaemonCommander> commander; ///< null: no daemon can be told anything
    std::function<bool()> hasNetwork;           ///< null: there is one
    std::function<QStringList()> ownAddresses;  ///< null: none is known

    /// This machine's own.
    static EngineParts real(const EngineOptions &options);
};

} // namespace synchroscope
