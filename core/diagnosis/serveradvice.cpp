// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/serveradvice.h"

#include "core/config/changeplan.h"
#include "core/config/serverline.h"
#include "core/estimate/asymmetry.h"
#include "core/estimate/selection.h"

#include <QMultiHash>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

using Kind = ServerAdvice::Kind;
using Weight = ServerAdvice::Weight;

constexpr int fewestToOutvote = 3;
/// Beyond, more servers make the time no better and only their owners' load larger.
constexpr int mostThatHelp = 8;
/// A zone that answers with so many addresses usually has more, and tells others the next time.
constexpr int addressesOfLargeZone = 4;

/// What stands between a country's code and the name that an organisation can register: "ad" in
/// "mfeed.ad.jp".
constexpr auto categoryLabels =
    std::to_array<std::string_view>({"ac", "ad", "co", "com", "ed", "edu", "go", "gob", "gouv", "gov", "govt",
                                     "gr", "lg", "mil", "ne", "net", "or", "org", "sch"});
static_assert(std::is_sorted(categoryLabels.begin(), categoryLabels.end()));

/// Its servers belong to thousands of operators, vendors' zones included.
bool isOfNtpPool(const HostSpec &host)
{
    return host.host == "pool.ntp.org"_L1 || host.host.endsWith(".pool.ntp.org"_L1);
}

/// A server that is in force, and its finished test.
struct Candidate
{
    const ListedServer *server;
    const ServerTest *test = nullptr;

    QString name() const { return server->host.label(); }
    bool isPool() const { return server->type == ServerType::Pool; }

    QStringList addresses() const
    {
        if (server->host.isAddress())
            return {server->host.host};
        return test ? test->ipv4 + test->ipv6 : QStringList();
    }

    /// As computers: each may have an address of both families. 0: not known, or none.
    int hosts() const { return test ? static_cast<int>(std::max(test->ipv4.size(), test->ipv6.size())) : 0; }

    bool hasOutcome(QueryOutcome outcome) const
    {
        return test && std::ranges::any_of(test->asked, [outcome](const AddressTest &address) {
                   return address.outcome == outcome;
               });
    }

    /// Asked, and no address gave a time, nor said that it is there and does not know any.
    bool isSilent() const
    {
        if (!test || test->asked.empty())
            return false;
        return std::ranges::none_of(test->asked, [](const AddressTest &address) {
            // Who asks us to slow down is there; it may be we who asked too much.
            return address.outcome == QueryOutcome::Ok || address.outcome == QueryOutcome::Unsynchronised ||
                   (address.outcome == QueryOutcome::KissCode && address.kissCode == "RATE");
        });
    }
};

/// Whose word on the time counts once: a server, or one address of a pool; several names of one address
/// together.
struct Voter
{
    QStringList names;
    QString place; ///< "192.0.2.1 123": its address and port
    bool isOfPool = false;
    OffsetClaim claim;
};

class Adviser
{
public:
    Adviser(DaemonKind daemon, const std::vector<ListedServer> &list, const std::vector<ServerTest> &tests,
            int referenceClocks)
        : m_daemon(daemon)
        , m_referenceClocks(referenceClocks)
    {
        const TestsByHost finished = byHost(tests);
        for (const ListedServer &server : list) {
            if (server.isInForce)
                m_candidates.push_back({&server, testOf(server, finished)});
        }
        m_latest = latestEstimate();
    }

    std::vector<ServerAdvice> advise()
    {
        if (m_candidates.empty()) {
            if (m_referenceClocks == 0)
                add({.kind = Kind::NoServer, .weight = Weight::Warning});
            return std::move(m_advice);
        }
        adviseOnAnswers();
        adviseOnTimes();
        const int sources = countSources();
        if (countsVotes() && sources + m_referenceClocks < fewestToOutvote)
            add({.kind = Kind::TooFewToOutvote,
                 .weight = Weight::Warning,
                 .count = sources + m_referenceClocks});
        adviseOnAddresses();
        adviseOnOperator(sources);
        adviseOnLines();
        if (countsVotes() && sources > mostThatHelp)
            add({.kind = Kind::TooMany, .count = sources});
        return std::move(m_advice);
    }

private:
    using TestsByHost = QMultiHash<QString, const ServerTest *>;

    /// Those that are finished.
    static TestsByHost byHost(const std::vector<ServerTest> &tests)
    {
        TestsByHost found;
        for (const ServerTest &test : tests) {
            if (test.isFinished)
                found.insert(test.server.host.canonical(), &test);
        }
        return found;
    }

    /// Its own, else that of another type: the addresses are the same.
    static const ServerTest *testOf(const ListedServer &server, const TestsByHost &tests)
    {
        const QList<const ServerTest *> found = tests.values(server.host.canonical());
        const auto own = std::ranges::find_if(
            found, [&server](const ServerTest *test) { return test->server.type == server.type; });
        return own != found.end() ? *own : found.value(0);
    }

    /// timesyncd follows one server and asks the next only when that falls silent.
    bool countsVotes() const { return m_daemon != DaemonKind::Timesyncd; }
    /// timesyncd's have no type.
    bool hasTypes() const { return m_daemon != DaemonKind::Timesyncd; }
    bool hasQuickStart() const
    {
        return m_daemon == DaemonKind::Chrony || m_daemon == DaemonKind::Ntpsec ||
               m_daemon == DaemonKind::Ntpd;
    }

    void add(ServerAdvice advice) { m_advice.push_back(std::move(advice)); }

    template <typename Concerned>
    void addNames(Kind kind, Weight weight, Concerned isConcerned)
    {
        QStringList names;
        for (const Candidate &candidate : m_candidates) {
            if (isConcerned(candidate) && !names.contains(candidate.name()))
                names.append(candidate.name());
        }
        if (!names.isEmpty())
            add({.kind = kind, .weight = weight, .servers = names});
    }

    void adviseOnAnswers()
    {
        addNames(Kind::NoAddress, Weight::Warning, [](const Candidate &candidate) {
            return candidate.test && candidate.addresses().isEmpty();
        });
        addNames(Kind::NoAnswer, Weight::Warning, [](const Candidate &candidate) {
            return !candidate.addresses().isEmpty() && candidate.isSilent();
        });
        addNames(Kind::Unsynchronised, Weight::Warning, [](const Candidate &candidate) {
            return candidate.hasOutcome(QueryOutcome::Unsynchronised) &&
                   !candidate.hasOutcome(QueryOutcome::Ok);
        });
    }

    // --- Whether their times agree ---

    void adviseOnTimes()
    {
        const std::vector<Voter> voters = collectVoters();
        std::vector<SelectionSource> sources;
        sources.reserve(voters.size());
        for (const Voter &voter : voters)
            sources.push_back({.offset = voter.claim.offset, .bound = voter.claim.bound});
        const Selection selection = selectSources(sources, m_latest);
        if (selection.isDisputed())
            adviseOnNoMajority(voters);
        else
            adviseOnMinority(voters, selection.uses);
        for (const Candidate &candidate : m_candidates)
            adviseOnPaths(candidate);
    }

    /// Of one server, asked by IPv4 and IPv6.
    void adviseOnPaths(const Candidate &candidate)
    {
        const bool hasTwoWays =
            candidate.test && candidate.test->ipv4.size() == 1 && candidate.test->ipv6.size() == 1;
        if (!hasTwoWays)
            return;
        std::vector<PathClaim> paths;
        for (const AddressTest &address : candidate.test->asked) {
            if (!address.estimate || !address.estimate->statistical)
                continue;
            const Duration aged = claimOf(*address.estimate).bound - address.estimate->bound;
            paths.push_back({.host = candidate.name(),
                             .isIpv6 = candidate.test->ipv6.contains(address.address),
                             .offset = address.estimate->offset,
                             .statistical = *address.estimate->statistical + aged});
        }
        for (const PathAsymmetry &found : findAsymmetries(paths))
            add({.kind = Kind::UnevenPaths, .servers = {candidate.name()}, .by = found.atLeast()});
    }

    std::vector<Voter> collectVoters() const
    {
        std::vector<Voter> voters;
        for (const Candidate &candidate : m_candidates) {
            if (!candidate.test)
                continue;
            const AddressTest *best = nullptr;
            for (const AddressTest &address : candidate.test->asked) {
                if (!address.estimate)
                    continue;
                if (candidate.isPool())
                    addVoter(voters, candidate, address);
                else if (!best || address.estimate->bound < best->estimate->bound)
                    best = &address;
            }
            if (best)
                addVoter(voters, candidate, *best);
        }
        return voters;
    }

    void addVoter(std::vector<Voter> &voters, const Candidate &candidate, const AddressTest &tested) const
    {
        const HostSpec &host = candidate.server->host;
        const QString place = tested.address + u' ' + QString::number(host.port);
        const auto known = std::ranges::find(voters, place, &Voter::place);
        if (known == voters.end())
            voters.push_back({{candidate.name()}, place, candidate.isPool(), claimOf(*tested.estimate)});
        else if (!known->names.contains(candidate.name()))
            known->names.append(candidate.name());
    }

    /// At the moment of the latest estimate; until then, this clock may have drifted by 500 ppm.
    OffsetClaim claimOf(const SourceEstimate &estimate) const
    {
        return {estimate.offset, estimate.bound + (m_latest - estimate.at) / 2000};
    }

    Instant latestEstimate() const
    {
        Instant latest = Instant::min();
        for (const Candidate &candidate : m_candidates) {
            if (!candidate.test)
                continue;
            for (const AddressTest &address : candidate.test->asked) {
                if (address.estimate)
                    latest = std::max(latest, address.estimate->at);
            }
        }
        return latest;
    }

    void adviseOnMinority(const std::vector<Voter> &voters, const std::vector<SourceUse> &uses)
    {
        size_t nearest = 0;
        for (size_t i = 1; i < voters.size(); ++i) {
            const bool isBetter =
                !agrees(uses[nearest]) || voters[i].claim.bound < voters[nearest].claim.bound;
            if (agrees(uses[i]) && isBetter)
                nearest = i;
        }
        ServerAdvice advice{.kind = Kind::Disagree, .weight = Weight::Warning};
        int wrong = 0;
        for (size_t i = 0; i < voters.size(); ++i) {
            if (uses[i] != SourceUse::Falseticker)
                continue;
            addNamesOf(voters[i], advice.servers);
            advice.by =
                std::max(advice.by, std::chrono::abs(voters[i].claim.offset.localMinusRemote() -
                                                     voters[nearest].claim.offset.localMinusRemote()));
            advice.subject =
                ++wrong == 1 && voters[i].isOfPool ? voters[i].place.section(u' ', 0, 0) : QString();
        }
        if (wrong > 0)
            add(std::move(advice));
    }

    void adviseOnNoMajority(const std::vector<Voter> &voters)
    {
        ServerAdvice advice{.kind = Kind::NoMajority, .weight = Weight::Warning};
        for (const Voter &voter : voters) {
            const bool isContradicted = std::ranges::any_of(
                voters, [&voter](const Voter &other) { return contradict(voter.claim, other.claim); });
            if (isContradicted)
                addNamesOf(voter, advice.servers);
        }
        add(std::move(advice));
    }

    static void addNamesOf(const Voter &voter, QStringList &names)
    {
        for (const QString &name : voter.names) {
            if (!names.contains(name))
                names.append(name);
        }
    }

    // --- How many they are, and whose ---

    int countSources() const
    {
        std::set<QString> places;
        int count = 0;
        for (const Candidate &candidate : m_candidates) {
            const int most = effectiveSources({*candidate.server});
            if (candidate.isPool()) {
                const int hosts = candidate.hosts();
                count += hosts > 0 && hosts < addressesOfLargeZone ? std::min(hosts, most) : most;
                continue;
            }
            // A second name of the same server is no second source.
            bool isNew = true;
            for (const QString &place : placesOf(candidate))
                isNew = places.insert(place).second && isNew;
            count += isNew ? most : 0;
        }
        return count;
    }

    /// Where it is asked; the name itself while its addresses are not known.
    static QStringList placesOf(const Candidate &candidate)
    {
        QStringList places = candidate.addresses();
        if (places.isEmpty())
            places.append(candidate.server->host.host);
        for (QString &place : places)
            place += u' ' + QString::number(candidate.server->host.port);
        return places;
    }

    void adviseOnAddresses()
    {
        std::map<QString, QStringList> namesAt;
        QStringList places;
        for (const Candidate &candidate : m_candidates) {
            if (candidate.isPool())
                continue;
            for (const QString &place : placesOf(candidate)) {
                namesAt[place].append(candidate.name());
                places.append(place);
            }
        }
        std::set<QStringList> told;
        for (const QString &place : places) {
            const QStringList &names = namesAt[place];
            if (names.size() > 1 && told.insert(names).second)
                add({.kind = Kind::SameAddress, .servers = names, .subject = place.section(u' ', 0, 0)});
        }
    }

    void adviseOnOperator(int sources)
    {
        const QString domain = operatorOf(m_candidates.front().server->host);
        const bool isShared = std::ranges::all_of(m_candidates, [&domain](const Candidate &candidate) {
            return operatorOf(candidate.server->host) == domain;
        });
        // Of one source alone, that it is one says more.
        if (domain.isEmpty() || !isShared || sources < 2)
            return;
        QStringList names;
        for (const Candidate &candidate : m_candidates) {
            if (!names.contains(candidate.name()))
                names.append(candidate.name());
        }
        add({.kind = Kind::OneOperator, .servers = names, .subject = domain});
    }

    // --- How their lines are written ---

    void adviseOnLines()
    {
        if (hasTypes()) {
            addNames(Kind::ServerOfMany, Weight::Note, [](const Candidate &candidate) {
                return candidate.server->type == ServerType::Server && candidate.hosts() > 1;
            });
            addNames(Kind::PoolOfOne, Weight::Note,
                     [](const Candidate &candidate) { return candidate.isPool() && candidate.hosts() == 1; });
        }
        if (hasQuickStart()) {
            addNames(Kind::NoQuickStart, Weight::Note, [this](const Candidate &candidate) {
                return candidate.server->type != ServerType::Peer && !startsQuickly(*candidate.server);
            });
        }
    }

    bool startsQuickly(const ListedServer &server) const
    {
        const QString text = "server a.example "_L1 + server.options.join(u' ');
        const std::variant<ServerLine, ConfigProblem> line = parseServerLine(m_daemon, text.toUtf8());
        const auto *parsed = std::get_if<ServerLine>(&line);
        return parsed && optionOf(m_daemon, *parsed, "iburst"_L1);
    }

    DaemonKind m_daemon;
    int m_referenceClocks;
    std::vector<Candidate> m_candidates;
    Instant m_latest = Instant::min(); ///< of the estimates
    std::vector<ServerAdvice> m_advice;
};

} // namespace

QString operatorOf(const HostSpec &host)
{
    if (host.isAddress() || isOfNtpPool(host))
        return {};
    const QStringList labels = host.host.split(u'.');
    if (labels.size() < 2)
        return {};
    const std::string category = labels[labels.size() - 2].toStdString();
    const bool hasCategory = labels.constLast().size() == 2 &&
                             std::binary_search(categoryLabels.begin(), categoryLabels.end(), category);
    const qsizetype length = hasCategory ? 3 : 2;
    return labels.size() < length ? QString() : labels.mid(labels.size() - length).join(u'.');
}

std::vector<ServerAdvice> adviseOn(DaemonKind daemon, const std::vector<ListedServer> &list,
                                   const std::vector<ServerTest> &tests, int referenceClocks)
{
    return Adviser(daemon, list, tests, referenceClocks).advise();
}

} // namespace synchroscope
