// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcerows.h"

#include "core/engine/selectable.h"
#include "core/engine/seriesid.h"

#include <QHash>
#include <QList>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// Our own measurements, by what a daemon's sources can be joined with.
class Watched
{
public:
    explicit Watched(const Snapshot &snapshot) : m_snapshot(snapshot)
    {
        index();
        std::vector<SelectionSource> claims;
        claims.reserve(snapshot.sources.size());
        for (const SourceSnapshot &source : snapshot.sources)
            claims.push_back(selectable(source));
        const Selection selection = selectSources(claims, snapshot.takenAt);
        for (size_t i = 0; i < claims.size(); ++i)
            m_uses.emplace(snapshot.sources[i].id.key, selection.uses[i]);
        const std::vector<PathClaim> paths = pathClaims(snapshot.sources, selection.uses);
        for (const PathAsymmetry &found : findAsymmetries(paths)) {
            const SourceSnapshot &first = snapshot.sources[found.first];
            const SourceSnapshot &second = snapshot.sources[found.second];
            for (const SourceSnapshot *source : {&first, &second})
                m_differences.try_emplace(source->id.key, PathDifference{found, first.label, second.label});
        }
    }

    bool isOffline() const { return m_snapshot.verdict.offline; }
    void judge(SourceRow &row, const SourceSnapshot &source) const
    {
        row.use = m_uses.at(source.id.key);
        const auto found = m_differences.find(source.id.key);
        if (found != m_differences.end())
            row.difference = found->second;
        if (!m_byAddress.contains(source.otherAddress))
            row.otherAddress = source.otherAddress;
    }

    /// The one that measures this source of a daemon. A name joins only while an address is missing, and not
    /// with one of several that have it: each may be another server.
    const SourceSnapshot *take(const DaemonSource &source, bool isAloneOfName)
    {
        if (source.mode == SourceMode::ReferenceClock)
            return nullptr;
        const QString name = hostName(source);
        const QList<size_t> ofAddress = m_byAddress.value(source.address.toLower());
        const QList<size_t> ofHost = m_byHost.value(name);
        QList<size_t> either;
        either.reserve(ofAddress.size() + ofHost.size());
        std::ranges::set_union(ofAddress, ofHost, std::back_inserter(either));
        return takeBest(either, name, [&](const SourceSnapshot &candidate) {
            if (candidate.host.port != source.port)
                return false;
            const QString address = addressOf(candidate);
            if (!address.isEmpty() && !source.address.isEmpty())
                return address.compare(source.address, Qt::CaseInsensitive) == 0;
            return isAloneOfName && candidate.host.host == name;
        });
    }

    /// The one that measures a pool's name, and none of its members.
    const SourceSnapshot *takePool(const SourceRow &pool)
    {
        const DaemonSource &member = *pool.followed;
        const QString name = hostName(member);
        return takeBest(m_byHost.value(name), name, [&](const SourceSnapshot &candidate) {
            return candidate.host.port == member.port &&
                   std::ranges::find(pool.children, candidate.id, &SourceRow::measuredId) ==
                       pool.children.end();
        });
    }

    std::optional<int> addressesOf(const DaemonSource &member) const
    {
        const QList<size_t> places = m_byHost.value(hostName(member));
        for (const size_t place : places) {
            if (m_snapshot.sources[place].addresses > 0)
                return m_snapshot.sources[place].addresses;
        }
        return std::nullopt;
    }

    bool isTaken(const SourceSnapshot &source) const { return m_taken.contains(source.id.key); }

private:
    /// As a watched host has it.
    static QString hostName(const DaemonSource &source)
    {
        const Result<HostSpec> host = parseHostSpec(source.name);
        return host ? host->host : source.name.toLower();
    }

    /// Empty: not known yet.
    static QString addressOf(const SourceSnapshot &source)
    {
        return source.address.isEmpty() && source.host.isAddress() ? source.host.host : source.address;
    }

    void index()
    {
        for (size_t place = 0; place < m_snapshot.sources.size(); ++place) {
            const SourceSnapshot &source = m_snapshot.sources[place];
            m_byHost[source.host.host].append(place);
            if (const QString address = addressOf(source); !address.isEmpty())
                m_byAddress[address.toLower()].append(place);
        }
    }

    /// Of those at these places all that match are taken, whatever they are called; the one that has the name
    /// is shown.
    template <typename Matches>
    const SourceSnapshot *takeBest(const QList<size_t> &places, const QString &name, Matches matches)
    {
        const SourceSnapshot *best = nullptr;
        for (const size_t place : places) {
            const SourceSnapshot &candidate = m_snapshot.sources[place];
            if (!matches(candidate))
                continue;
            m_taken.insert(candidate.id.key);
            if (best == nullptr || (best->host.host != name && candidate.host.host == name))
                best = &candidate;
        }
        return best;
    }

    const Snapshot &m_snapshot;
    QHash<QString, QList<size_t>> m_byHost;    ///< places in the snapshot, in its order
    QHash<QString, QList<size_t>> m_byAddress; ///< in lower case
    std::set<QString> m_taken;
    std::map<QString, SourceUse> m_uses;
    std::map<QString, PathDifference> m_differences; ///< the largest of each
};

/// What a heading, and each row, needs of its daemon.
DaemonReport headingOf(const DaemonReport &daemon)
{
    DaemonReport heading = daemon;
    std::erase_if(heading.sources,
                  [](const DaemonSource &source) { return source.standing != SourceStanding::Selected; });
    return heading;
}

/// Whether a missing network explains it.
bool isExplainedByNoNetwork(const DaemonReport &daemon, StandingReason reason)
{
    return !daemon.isElsewhere &&
           (reason == StandingReason::NeverAnswered || reason == StandingReason::AnswersLost ||
            reason == StandingReason::NoAddress);
}

SourceRow ourRow(const SourceSnapshot &source, const Watched &watched)
{
    SourceRow row = measuredRow(source);
    row.isOffline = watched.isOffline();
    watched.judge(row, source);
    return row;
}

/// Sources of one daemon that have a name from one place: a row, or a pool of rows.
struct NameGroup
{
    std::vector<const DaemonSource *> members;
    SourceId id; ///< without an ordinal

    bool isPool() const
    {
        return members.size() > 1 || std::ranges::any_of(members, [](const DaemonSource *member) {
                   return member->isOfPool && member->standing != SourceStanding::Untold;
               });
    }
};

/// What the network hands out comes and goes by itself, beside what somebody has configured under the same
/// name. Other origins change when a file is edited, and then the row stays the same.
QString originKey(const DaemonSource &source)
{
    return source.origin == ServerOrigin::Dhcp ? u"dhcp:"_s : QString();
}

std::vector<NameGroup> nameGroups(const DaemonReport &daemon)
{
    std::vector<NameGroup> groups;
    std::map<QString, size_t> places;
    for (const DaemonSource &source : daemon.sources) {
        const QString name = originKey(source) + source.name;
        const auto [place, isNew] = places.try_emplace(name, groups.size());
        if (isNew)
            groups.push_back({{}, {u"%1/%2"_s.arg(seriesId(daemon).key, name)}});
        groups[place->second].members.push_back(&source);
    }
    for (NameGroup &group : groups)
        std::ranges::sort(group.members, {}, &DaemonSource::ordinal);
    // Devices together, above the servers.
    std::stable_partition(groups.begin(), groups.end(), [](const NameGroup &group) {
        return group.members.front()->mode == SourceMode::ReferenceClock;
    });
    return groups;
}

wording::PoolCounts poolCounts(const std::vector<SourceRow::Member> &members, int places)
{
    wording::PoolCounts pool;
    pool.filled = int(members.size());
    pool.places = wording::poolPlaces(pool.filled, places);
    pool.counted = int(std::ranges::count_if(members, [](const SourceRow::Member &member) {
        return member.standing.reason == StandingReason::Followed ||
               member.standing.reason == StandingReason::Counted;
    }));
    return pool;
}

class DaemonRows
{
public:
    DaemonRows(const DaemonReport &daemon, Watched &watched, Instant now)
        : m_daemon(daemon)
        , m_heading(headingOf(daemon))
        , m_watched(watched)
        , m_now(now)
    {}

    std::vector<SourceRow> rows()
    {
        std::vector<SourceRow> rows;
        for (const NameGroup &group : nameGroups(m_daemon)) {
            if (group.isPool())
                rows.push_back(poolRow(group));
            else
                rows.push_back(sourceRow(*group.members.front(), {group.id.key + u"/0"_s}, true));
        }
        return rows;
    }

private:
    SourceRow sourceRow(const DaemonSource &source, const SourceId &id, bool isAloneOfName)
    {
        SourceRow row;
        row.id = id;
        row.name = source.name;
        row.daemon = m_heading;
        describe(row, source);
        if (const SourceSnapshot *measured = m_watched.take(source, isAloneOfName)) {
            row.measured = *measured;
            m_watched.judge(row, *measured);
            // The user's own name for it, if there is one.
            if (measured->label != measured->host.typed && measured->label != measured->host.label())
                row.name = measured->label;
        }
        return row;
    }

    void describe(SourceRow &row, const DaemonSource &source) const
    {
        row.followed = source;
        row.standing = standingOf(m_daemon, source);
        row.nearestOf = nearestOf(m_daemon, source);
        row.isOffline = m_watched.isOffline() && isExplainedByNoNetwork(m_daemon, row.standing.reason);
        row.isJustAsked = wording::isAskedForTheFirstTime(m_daemon, row.standing, m_now);
    }

    /// Its members, and our own measurement where that is of another of the name's addresses.
    SourceRow poolRow(const NameGroup &group)
    {
        const std::vector<const DaemonSource *> &places = group.members;
        const DaemonSource &first = *places.front();
        SourceRow pool;
        pool.kind = SourceRow::Kind::Pool;
        pool.name = first.name;
        pool.id = group.id;
        pool.daemon = m_heading;
        for (size_t i = 0; i < places.size(); ++i) {
            const bool isFilled = places[i]->resolved &&
                                  standingOf(m_daemon, *places[i]).reason != StandingReason::UnfilledPlace;
            if (!isFilled)
                continue;
            pool.children.push_back(
                sourceRow(*places[i], {u"%1/%2"_s.arg(group.id.key, QString::number(i))}, false));
            pool.members.push_back({places[i]->address, pool.children.back().standing});
        }
        pool.pool = poolCounts(pool.members, int(places.size()));
        pool.pool.addresses = m_watched.addressesOf(first);
        const auto best = std::ranges::min_element(
            pool.children, {}, [](const SourceRow &row) { return row.followed->standing; });
        describe(pool, best == pool.children.end() ? first : *best->followed);
        if (best != pool.children.end())
            pool.measured = best->measured;
        if (const SourceSnapshot *own = m_watched.takePool(pool)) {
            pool.measured = *own;
            pool.children.push_back(ourRow(*own, m_watched));
        }
        return pool;
    }

    const DaemonReport &m_daemon;
    const DaemonReport m_heading;
    Watched &m_watched;
    const Instant m_now;
};

StateMark standingMark(const Standing &standing)
{
    const wording::SourceTone tone = wording::standingTone(standing);
    switch (standing.reason) {
    case StandingReason::Followed:
        return {StateShape::Star, tone};
    case StandingReason::Counted:
        return {StateShape::Plus, tone};
    case StandingReason::NotNeeded:
        return {StateShape::Dash, tone};
    case StandingReason::Outvoted:
    case StandingReason::NoMajority:
        return {StateShape::Cross, tone};
    case StandingReason::TooVariable:
        return {StateShape::Tilde, tone};
    case StandingReason::TooFewSources:
    case StandingReason::Gathering:
    case StandingReason::Comparing:
        return {StateShape::Clock, tone};
    case StandingReason::TooFar:
        return {StateShape::Triangle, tone};
    case StandingReason::Offline:
    case StandingReason::Spare:
    case StandingReason::UnfilledPlace:
        return {StateShape::Ring, tone};
    case StandingReason::NoAddress:
    case StandingReason::NeverAnswered:
    case StandingReason::DeviceSilent:
    case StandingReason::AnswersLost:
    case StandingReason::OnlyNamed:
    case StandingReason::NotTold:
        break;
    }
    return {StateShape::Question, tone};
}

StateMark doubtMark(SourceUse doubt)
{
    switch (doubt) {
    case SourceUse::Falseticker:
        return {StateShape::Cross, wording::SourceTone::Bad};
    case SourceUse::NoMajority:
        return {StateShape::Cross, wording::SourceTone::Warning};
    case SourceUse::Jittery:
        return {StateShape::Tilde, wording::SourceTone::Warning};
    case SourceUse::SameServer:
        return {StateShape::Dash, wording::SourceTone::Neutral};
    default:
        break;
    }
    return {StateShape::Triangle, wording::SourceTone::Warning};
}

StateMark measuredMark(const SourceRow &row)
{
    const wording::SourceTone tone = wording::sourceTone(*row.measured);
    if (row.measured->activity == SourceActivity::Stopped)
        return {StateShape::NoEntry, tone};
    switch (tone) {
    case wording::SourceTone::Good: {
        const std::optional<SourceUse> doubt = doubtOf(row);
        return doubt ? doubtMark(*doubt) : StateMark{StateShape::Tick, tone};
    }
    case wording::SourceTone::Warning:
        return {StateShape::Triangle, tone};
    case wording::SourceTone::Bad:
        return {StateShape::Question, tone};
    case wording::SourceTone::Neutral:
        break;
    }
    return {};
}

StateMark daemonMark(const DaemonReport &daemon)
{
    if (daemon.answer == DaemonAnswer::Answering)
        return daemon.tracking && daemon.tracking->synchronised
                   ? StateMark{StateShape::Tick, wording::SourceTone::Good}
                   : StateMark{StateShape::Clock, wording::SourceTone::Neutral};
    return {daemon.readAt ? StateShape::Past : StateShape::Question, wording::SourceTone::Neutral};
}

} // namespace

std::optional<SourceUse> doubtOf(const SourceRow &row)
{
    // What does not answer has a reason of its own.
    const bool answers = row.measured && row.measured->estimate &&
                         wording::sourceTone(*row.measured) == wording::SourceTone::Good;
    return answers && row.use && !agrees(*row.use) ? row.use : std::nullopt;
}

StateMark stateMark(const SourceRow &row)
{
    if (row.kind == SourceRow::Kind::Daemon)
        return daemonMark(*row.daemon);
    if (row.followed && row.isPast())
        return {StateShape::Past, wording::SourceTone::Neutral};
    if (row.isOffline)
        return {};
    if (row.isJustAsked)
        return {StateShape::Clock, wording::SourceTone::Neutral};
    if (row.followed)
        return standingMark(row.standing);
    return row.measured ? measuredMark(row) : StateMark();
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
    Watched watched(snapshot);
    std::vector<SourceRow> groups;
    const std::vector<QString> titles = wording::daemonTitles(snapshot.machine.daemons);
    for (size_t i = 0; i < titles.size(); ++i) {
        const DaemonReport &daemon = snapshot.machine.daemons[i];
        SourceRow group;
        group.name = titles[i];
        group.kind = SourceRow::Kind::Daemon;
        group.id = seriesId(daemon);
        group.identity = wording::daemonIdentity(daemon, snapshot.machine);
        group.daemon = headingOf(daemon);
        group.children = DaemonRows(daemon, watched, snapshot.takenAt).rows();
        groups.push_back(std::move(group));
    }
    SourceRow ours;
    ours.kind = SourceRow::Kind::Measured;
    ours.id = {u"measured"_s};
    ours.name = wording::measuredHeading();
    for (const SourceSnapshot &source : snapshot.sources) {
        if (!watched.isTaken(source))
            ours.children.push_back(ourRow(source, watched));
    }
    if (groups.empty())
        return std::move(ours.children);
    if (!ours.children.empty())
        groups.push_back(std::move(ours));
    return groups;
}

} // namespace synchroscope
