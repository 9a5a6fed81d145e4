// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/daemonreport.h"

#include <algorithm>

namespace synchroscope {

bool isServer(const DaemonSource &source, const HostSpec &host)
{
    return source.mode != SourceMode::ReferenceClock &&
           (source.name.compare(host.host, Qt::CaseInsensitive) == 0 ||
            source.name.compare(host.typed, Qt::CaseInsensitive) == 0 ||
            (host.isAddress() && source.address == host.host));
}

Discipline disciplineOf(const DaemonReport &daemon)
{
    if (!daemon.process)
        return Discipline::Unknown;
    if (daemon.process->leavesClockAlone)
        return Discipline::Renounced;
    if (!daemon.process->maySetClock)
        return Discipline::Unknown;
    if (!*daemon.process->maySetClock)
        return Discipline::Forbidden;
    if (daemon.answer != DaemonAnswer::Answering || !daemon.readAt)
        return Discipline::Unknown;
    // chronyd's tracking keeps its last reference when all sources have been lost.
    const bool hasLost = daemon.kind == DaemonKind::Chrony &&
                         std::ranges::find(daemon.sources, SourceStanding::Selected,
                                           &DaemonSource::standing) == daemon.sources.end();
    return daemon.tracking && daemon.tracking->synchronised && !hasLost ? Discipline::Disciplining
                                                                        : Discipline::NotYet;
}

namespace {

/// chronyd takes these anew whenever it is told to, as the hooks of DHCP clients do after each change.
bool isReadAgain(const DaemonReport &daemon, const ConfigurationFile &file)
{
    return daemon.kind == DaemonKind::Chrony && file.path.endsWith(QLatin1StringView(".sources"));
}

} // namespace

std::optional<bool> wasConfiguredSinceStart(const DaemonReport &daemon)
{
    // The kernel rounds a process's start down, and it reads its files a moment later.
    constexpr Duration rounding = std::chrono::seconds(1);
    if (!daemon.process || !daemon.process->startedAt || daemon.configuration.empty())
        return std::nullopt;
    const Instant readBy = *daemon.process->startedAt + rounding;
    return std::ranges::any_of(daemon.configuration, [&daemon, readBy](const ConfigurationFile &file) {
        return file.changedAt && *file.changedAt > readBy && !isReadAgain(daemon, file);
    });
}

int numberAmong(const std::vector<DaemonReport> &daemons, const DaemonReport &daemon)
{
    return std::ranges::count(daemons, daemon.kind, &DaemonReport::kind) > 1 ? daemon.instance + 1 : 0;
}

} // namespace synchroscope
