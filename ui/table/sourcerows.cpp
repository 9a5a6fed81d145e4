// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcerows.h"

#include "core/engine/seriesid.h"
#include "ui/wording/daemonwording.h"

#include <algorithm>
#include <map>
#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Whether our own watching of a server is of the one that a daemon uses.
bool isSame(const SourceSnapshot &watched, const DaemonSource &source)
{
    if (source.mode == SourceMode::ReferenceClock)
        return false;
    if (!source.address.isEmpty() &&
        (watched.address == source.address || watched.host.host == source.address))
        return true;
    // Of a name with several addresses each may be on another server.
    return watched.host.host == source.name.toLower() &&
           (watched.address.isEmpty() || source.address.isEmpty() || source.ordinal == 0);
}

/// What a heading, and each row, needs of its daemon.
DaemonReport headingOf(const DaemonReport &daemon)
{
    DaemonReport heading = daemon;
    std::erase_if(heading.sources,
                  [](const DaemonSource &source) { return source.standing != SourceStanding::Selected; });
    return heading;
}

SourceRow sourceRow(const DaemonReport &daemon, const DaemonReport &heading, const DaemonSource &source,
                    const Snapshot &snapshot, std::set<QString> &shown)
{
    SourceRow row;
    row.id = seriesId(daemon, source);
    row.name = source.name;
    row.daemon = heading;
    row.followed = source;
    row.standing = standingOf(daemon, source);
    row.nearestOf = nearestOf(daemon, source);
    const auto watched = std::ranges::find_if(
        snapshot.sources, [&source](const SourceSnapshot &candidate) { return isSame(candidate, source); });
    if (watched != snapshot.sources.end()) {
        row.measured = *watched;
        row.name = watched->label == watched->host.typed ? source.name : watched->label;
        shown.insert(watched->id.key);
    }
    return row;
}

/// Several sources of one name, which the daemon has from a pool.
SourceRow poolRow(const DaemonReport &daemon, const DaemonReport &heading,
                  const std::vector<const DaemonSource *> &members, const Snapshot &snapshot,
                  std::set<QString> &shown)
{
    SourceRow pool;
    pool.kind = SourceRow::Kind::Pool;
    pool.name = members.front()->name;
    pool.id = {seriesId(daemon, *members.front()).key.section(u'/', 0, -2)};
    pool.daemon = heading;
    for (const DaemonSource *member : members) {
        if (member->resolved)
            pool.children.push_back(sourceRow(daemon, heading, *member, snapshot, shown));
    }
    std::ranges::sort(pool.children, {}, [](const SourceRow &row) { return row.followed->ordinal; });
    const auto filled = int(pool.children.size());
    pool.poolFilled = filled;
    const auto watched = std::ranges::find_if(snapshot.sources, [&pool](const SourceSnapshot &candidate) {
        return candidate.host.host.compare(pool.name, Qt::CaseInsensitive) == 0 && candidate.addresses > 0;
    });
    if (watched != snapshot.sources.end())
        pool.poolAddresses = watched->addresses;
    pool.poolPlaces = wording::poolPlaces(filled, int(members.size()));
    const auto best = std::ranges::min_element(pool.children, {},
                                               [](const SourceRow &row) { return row.followed->standing; });
    if (best != pool.children.end()) {
        pool.followed = best->followed;
        pool.standing = best->standing;
        pool.nearestOf = best->nearestOf;
        pool.measured = best->measured;
    } else {
        pool.followed = *members.front();
        pool.standing = standingOf(daemon, *members.front());
    }
    return pool;
}

std::vector<SourceRow> daemonRows(const DaemonReport &daemon, const Snapshot &snapshot,
                                  std::set<QString> &shown)
{
    const DaemonReport heading = headingOf(daemon);
    std::map<QString, std::vector<const DaemonSource *>> byName;
    for (const DaemonSource &source : daemon.sources)
        byName[source.name].push_back(&source);

    std::vector<SourceRow> rows;
    std::set<QString> done;
    for (const DaemonSource &source : daemon.sources) {
        if (!done.insert(source.name).second)
            continue;
        const std::vector<const DaemonSource *> &members = byName[source.name];
        if (members.size() > 1 || source.isOfPool)
            rows.push_back(poolRow(daemon, heading, members, snapshot, shown));
        else
            rows.push_back(sourceRow(daemon, heading, source, snapshot, shown));
    }
    return rows;
}

} // namespace

wording::SourceTone sourceTone(const SourceRow &row)
{
    if (row.followed)
        return wording::standingTone(row.standing);
    if (row.isOffline)
        return wording::SourceTone::Neutral;
    return row.measured ? wording::sourceTone(*row.measured) : wording::SourceTone::Neutral;
}

std::optional<Duration> rootDistance(const DaemonReport &daemon, const DaemonSource &source)
{
    if (!source.error)
        return std::nullopt;
    // latest_meas_err has the server's own part in it already (chrony's sourcestats.c).
    if (daemon.kind == DaemonKind::Chrony)
        return source.error;
    if (!source.rootDelay || !source.rootDispersion)
        return std::nullopt;
    return *source.error + *source.rootDelay / 2 + *source.rootDispersion;
}

std::optional<int> nearestOf(const DaemonReport &daemon, const DaemonSource &source)
{
    using enum SourceStanding;
    const std::optional<Duration> nearest = rootDistance(daemon, source);
    if (source.standing != Selected || !nearest)
        return std::nullopt;
    int agreeing = 0;
    for (const DaemonSource &other : daemon.sources) {
        if (other.standing != Selected && other.standing != Combined && other.standing != Selectable)
            continue;
        const std::optional<Duration> distance = rootDistance(daemon, other);
        if (!distance || *distance < *nearest)
            return std::nullopt;
        ++agreeing;
    }
    return agreeing > 1 ? std::optional(agreeing) : std::nullopt;
}

SourceRow measuredRow(const SourceSnapshot &source)
{
    SourceRow row;
    row.id = source.id;
    row.name = source.label;
    row.measured = source;
    return row;
}

std::vector<SourceRow> sourceRows(const Snapshot &snapshot)
{
    std::set<QString> shown; // of our own, under a daemon
    std::vector<SourceRow> groups;
    const std::vector<QString> titles = wording::daemonTitles(snapshot.machine.daemons);
    for (size_t i = 0; i < titles.size(); ++i) {
        const DaemonReport &daemon = snapshot.machine.daemons[i];
        SourceRow group;
        group.name = titles[i];
        group.kind = SourceRow::Kind::Daemon;
        group.id = seriesId(daemon);
        group.daemon = headingOf(daemon);
        group.children = daemonRows(daemon, snapshot, shown);
        groups.push_back(std::move(group));
    }
    SourceRow ours;
    ours.kind = SourceRow::Kind::Measured;
    ours.id = {u"measured"_s};
    for (const SourceSnapshot &source : snapshot.sources) {
        if (shown.contains(source.id.key))
            continue;
        ours.children.push_back(measuredRow(source));
        ours.children.back().isOffline = snapshot.verdict.offline;
    }
    if (!ours.children.empty())
        groups.push_back(std::move(ours));

    // A daemon that tells of no source has its heading all the same.
    if (groups.size() == 1 && !groups.front().children.empty())
        return std::move(groups.front().children);
    return groups;
}

} // namespace synchroscope
