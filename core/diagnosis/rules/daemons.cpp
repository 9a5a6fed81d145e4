// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/rules/steerers.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool isDevice(const DaemonSource &source)
{
    return source.mode == SourceMode::ReferenceClock;
}

bool hasOnlyDevices(const DaemonReport &daemon)
{
    return !daemon.sources.empty() && std::ranges::all_of(daemon.sources, isDevice);
}

QStringList sourceNames(const DaemonReport &daemon)
{
    QStringList names;
    for (const DaemonSource &source : daemon.sources) {
        if (!names.contains(source.name))
            names.append(source.name);
    }
    return names;
}

bool shareASource(const DaemonReport &one, const DaemonReport &other)
{
    const QStringList names = sourceNames(one);
    return std::ranges::any_of(sourceNames(other),
                               [&names](const QString &name) { return names.contains(name); });
}

/// timedatectl's.
QString wordFor(std::optional<NetworkTimeService> service)
{
    if (!service)
        return {};
    switch (*service) {
    case NetworkTimeService::NotAvailable:
        return u"n/a"_s;
    case NetworkTimeService::Inactive:
        return u"inactive"_s;
    case NetworkTimeService::Active:
        break;
    }
    return u"active"_s;
}

/// A program that answers may belong to a restart that is not over.
bool isBeingRestarted(const MachineDaemons &machine, Instant now)
{
    return std::ranges::any_of(machine.daemons, [&machine, now](const DaemonReport &old) {
        const bool mayBeGone = !old.process && old.answer != DaemonAnswer::Answering;
        return mayBeGone && std::ranges::any_of(machine.daemons, [&old, now](const DaemonReport &young) {
                   return areAlike(old.kind, young.kind) && hasJustStarted(young, now);
               });
    });
}

class DaemonRules
{
public:
    DaemonRules(const DiagnosisFacts &facts, std::vector<Finding> &findings)
        : m_facts(facts)
        , m_machine(facts.machine)
        , m_titles(titlesOf(facts.machine.daemons))
        , m_steering(steeringOf(facts.machine, facts.clock))
        , m_findings(findings)
    {}

    void apply()
    {
        findSeveral();
        findAlternatingAnswers();
        findOtherPrograms();
        findNobody();
        findHost();
        findIdle(Discipline::Forbidden);
        findIdle(Discipline::Renounced);
        for (size_t i = 0; i < m_machine.daemons.size(); ++i)
            findAbout(m_machine.daemons[i], m_titles[i]);
        findUnknownService();
    }

private:
    void add(Finding finding) { m_findings.push_back(std::move(finding)); }

    // --- Who steers this clock ---

    void findSeveral()
    {
        if (isBeingRestarted(m_machine, m_facts.now))
            return;
        std::optional<Finding> finding = severalDaemons(m_machine);
        // Several lists of one kind in a paste may be one daemon at different times.
        if (!finding || (m_facts.isPasted && finding->daemon))
            return;
        add(std::move(*finding));
    }

    /// Who fills the facts gives a daemon each to lists that cannot be of one.
    void findAlternatingAnswers()
    {
        if (!m_facts.isPasted)
            return;
        const std::vector<DaemonReport> &daemons = m_machine.daemons;
        for (size_t i = 0; i < daemons.size(); ++i) {
            for (size_t j = i + 1; j < daemons.size(); ++j) {
                const bool areTwoLists = daemons[i].kind == daemons[j].kind && !daemons[i].sources.empty() &&
                                         !daemons[j].sources.empty() && !shareASource(daemons[i], daemons[j]);
                if (!areTwoLists)
                    continue;
                // The strange one first.
                return hasOnlyDevices(daemons[j]) ? addAlternating(j, i) : addAlternating(i, j);
            }
        }
    }

    void addAlternating(size_t one, size_t other)
    {
        Finding finding{.id = FindingId::AlternatingAnswers, .severity = Severity::Warning};
        finding.daemon = m_machine.daemons[one].kind;
        finding.names = sourceNames(m_machine.daemons[one]);
        finding.others = sourceNames(m_machine.daemons[other]);
        addSources(finding, m_machine.daemons[one], m_titles[one]);
        addSources(finding, m_machine.daemons[other], m_titles[other]);
        add(std::move(finding));
    }

    static void addSources(Finding &finding, const DaemonReport &daemon, const QString &title)
    {
        for (const DaemonSource &source : daemon.sources)
            finding.evidence.emplace_back(SourceEvidence{title, source});
    }

    void findOtherPrograms()
    {
        Finding finding{.id = FindingId::OtherProgramSteers, .severity = Severity::Warning};
        for (const OtherSteerer &other : m_machine.others) {
            if (maySteer(other))
                finding.names.append(other.name);
        }
        finding.names.removeDuplicates();
        if (finding.names.isEmpty() || steeringKinds(m_machine).empty())
            return;
        for (size_t i = 0; i < m_machine.daemons.size(); ++i) {
            if (!maySteer(m_machine.daemons[i]))
                continue;
            const std::vector<Evidence> seen = evidenceOf(m_machine.daemons[i], m_titles[i]);
            finding.evidence.insert(finding.evidence.end(), seen.begin(), seen.end());
        }
        add(std::move(finding));
    }

    /// One ended, or this computer started, so short a time ago that the next may be on its way.
    bool mayBeStarting() const
    {
        const Instant now = m_facts.now;
        const bool hasJustEnded = std::ranges::any_of(m_machine.daemons, [now](const DaemonReport &daemon) {
            return daemon.silentSince && now - *daemon.silentSince < settlingTime;
        });
        const bool isOnTheWay = std::ranges::any_of(m_facts.units, [](const UnitReport &unit) {
            return unit.activity == UnitReport::Activity::Reloading ||
                   unit.activity == UnitReport::Activity::Deactivating ||
                   (unit.activity == UnitReport::Activity::Activating && unit.state != "auto-restart"_L1);
        });
        return hasJustEnded || isOnTheWay || (m_facts.startedAt && now - *m_facts.startedAt < 60s);
    }

    /// timedatectl's words, which are all that a paste has of daemons that are absent.
    bool isPastedWithoutAny() const
    {
        const bool isActive = std::ranges::any_of(m_facts.units, [](const UnitReport &unit) {
            return unit.activity == UnitReport::Activity::Active;
        });
        return m_facts.clock && m_facts.clock->timedated.synchronised == false && !isActive &&
               networkTime().value_or(NetworkTimeService::Active) != NetworkTimeService::Active;
    }

    std::optional<NetworkTimeService> networkTime() const
    {
        return m_facts.clock ? m_facts.clock->timedated.networkTimeService() : std::nullopt;
    }

    void findNobody()
    {
        const bool isKnown =
            m_facts.isPasted ? isPastedWithoutAny() : m_machine.isComplete && !mayBeStarting();
        // Those that run and leave the clock alone have findings of their own.
        const bool hasIdle = std::ranges::any_of(
            m_machine.daemons, [this](const DaemonReport &daemon) { return isIdle(daemon); });
        if (m_steering != Steering::Nobody || !isKnown || hasIdle)
            return;
        Finding finding{.id = FindingId::NoDaemon, .severity = Severity::Critical};
        finding.flag = m_facts.clock && m_facts.clock->timedated.canNetworkTime == true &&
                       networkTime() != NetworkTimeService::Active;
        finding.text = wordFor(networkTime());
        if (finding.flag)
            finding.actions.push_back({.kind = FindingAction::Kind::NetworkTimeOn});
        if (m_facts.clock && m_facts.clock->kernel)
            finding.evidence.emplace_back(*m_facts.clock->kernel);
        for (const UnitReport &unit : m_facts.units)
            finding.evidence.emplace_back(UnitEvidence{unit.name, unit.load, unit.enablement, unit.activity});
        add(std::move(finding));
    }

    void findHost()
    {
        if (m_steering == Steering::Host)
            add({.id = FindingId::HostSteers, .text = m_machine.host.name});
    }

    bool isIdle(const DaemonReport &daemon) const
    {
        const Discipline discipline = disciplineOf(daemon);
        return !daemon.isElsewhere &&
               (discipline == Discipline::Forbidden || discipline == Discipline::Renounced);
    }

    /// Those that leave the clock alone for one reason.
    void findIdle(Discipline discipline)
    {
        const bool isForbidden = discipline == Discipline::Forbidden;
        Finding finding{.id = isForbidden ? FindingId::MayNotSetClock : FindingId::LeavesClockAlone};
        bool areAllInContainers = true;
        for (size_t i = 0; i < m_machine.daemons.size(); ++i) {
            const DaemonReport &daemon = m_machine.daemons[i];
            if (daemon.isElsewhere || disciplineOf(daemon) != discipline)
                continue;
            finding.names.append(m_titles[i]);
            finding.evidence.emplace_back(*daemon.process);
            const QString &unit = daemon.process->unit;
            if (finding.actions.empty() && !unit.isEmpty())
                finding.actions.push_back(
                    {.kind = FindingAction::Kind::Copy, .text = u"systemctl cat "_s + unit});
            const bool isInContainer =
                daemon.process->isInContainer || m_machine.host.kind == HostMachine::Kind::Container;
            areAllInContainers = areAllInContainers && isInContainer;
            finding.flag |= isForbidden && isInContainer;
        }
        if (finding.names.isEmpty())
            return;
        if (!isForbidden)
            finding.flag = areAllInContainers;
        // In a container that is as it should be: Debian's chrony adds -x there by itself.
        finding.severity = m_steering == Steering::Nobody      ? Severity::Warning
                           : isForbidden || areAllInContainers ? Severity::Info
                                                               : Severity::Advice;
        add(std::move(finding));
    }

    // --- What one of them says ---

    void findAbout(const DaemonReport &daemon, const QString &title)
    {
        if (hasJustStarted(daemon, m_facts.now))
            return;
        findSilence(daemon, title);
        findOther(daemon, title);
    }

    void findSilence(const DaemonReport &daemon, const QString &title)
    {
        const bool isThere = daemon.process.has_value();
        Finding finding{.subject = title, .daemon = daemon.kind};
        switch (daemon.answer) {
        case DaemonAnswer::NotYet:
        case DaemonAnswer::NotAsked:
        case DaemonAnswer::Answering:
            return;
        case DaemonAnswer::Silent:
            if (!daemon.silentSince || m_facts.now - *daemon.silentSince < settlingTime)
                return;
            finding.id = FindingId::DaemonSilent;
            finding.severity = Severity::Warning;
            finding.span = m_facts.now - *daemon.silentSince;
            if (isThere && !daemon.process->unit.isEmpty())
                finding.actions.push_back({.kind = FindingAction::Kind::Command,
                                           .command = {DaemonCommand::Kind::Restart, daemon.kind}});
            break;
        case DaemonAnswer::Refused:
            // Without a process it has ended.
            if (!isThere || (daemon.silentSince && m_facts.now - *daemon.silentSince < settlingTime))
                return;
            finding.id = FindingId::DaemonTellsNothing;
            break;
        case DaemonAnswer::NotPermitted:
        case DaemonAnswer::NoInterface:
            // Of a container's, that it may not set the clock is all that matters here.
            if (daemon.answer == DaemonAnswer::NoInterface && isThere && daemon.process->isInContainer)
                return;
            finding.id = FindingId::DaemonTellsNothing;
            finding.flag = daemon.answer == DaemonAnswer::NotPermitted;
            break;
        }
        if (isThere)
            finding.evidence.emplace_back(*daemon.process);
        add(std::move(finding));
    }

    /// All that it has is other than all that its files name, so that they are not its files.
    void findOther(const DaemonReport &daemon, const QString &title)
    {
        const bool isTold = std::ranges::any_of(m_findings, [](const Finding &finding) {
            return finding.id == FindingId::SeveralDaemons || finding.id == FindingId::AlternatingAnswers;
        });
        const bool wasChanged = wasConfiguredSinceStart(daemon).value_or(false);
        if (isTold || wasChanged || daemon.isElsewhere || daemon.answer != DaemonAnswer::Answering ||
            daemon.sources.empty())
            return;
        for (const ServerConfiguration &configuration : m_facts.configurations) {
            if (!areFilesOf(configuration, daemon) || configuration.files->servers.empty() ||
                !isComparable(daemon, *configuration.files))
                continue;
            const NamedServers &files = *configuration.files;
            const bool isKnown = std::ranges::any_of(
                daemon.sources, [&files](const DaemonSource &source) { return isNamed(source, files); });
            if (isKnown)
                continue;
            Finding finding{.id = FindingId::NotTheConfiguredDaemon, .severity = Severity::Warning};
            finding.subject = title;
            finding.daemon = daemon.kind;
            finding.names = sourceNames(daemon);
            for (const NamedServer &server : files.servers)
                finding.others.append(server.host.label());
            finding.others.removeDuplicates();
            addSources(finding, daemon, title);
            const NamedServer &first = files.servers.front();
            finding.evidence.emplace_back(
                FileEvidence{.path = first.file, .line = first.line, .text = {}, .changedAt = {}});
            if (!configuration.isRunning && !m_facts.isPasted)
                finding.actions.push_back({.kind = FindingAction::Kind::Command,
                                           .command = {DaemonCommand::Kind::Start, daemon.kind}});
            return add(std::move(finding));
        }
    }

    /// Its sources go by the names that files have: chronyc and ntpq also show addresses, or what these are
    /// called elsewhere.
    bool isComparable(const DaemonReport &daemon, const NamedServers &files) const
    {
        const bool hasOnlyAddresses = std::ranges::all_of(
            files.servers, [](const NamedServer &server) { return server.host.isAddress(); });
        return std::ranges::all_of(daemon.sources, [&](const DaemonSource &source) {
            const bool isByName = source.name != source.address && !m_facts.isPasted;
            return isDevice(source) || isByName || (hasOnlyAddresses && !source.address.isEmpty());
        });
    }

    static bool isNamed(const DaemonSource &source, const NamedServers &files)
    {
        if (!isDevice(source))
            return std::ranges::any_of(files.servers, [&source](const NamedServer &server) {
                return isServer(source, server.host);
            });
        return std::ranges::any_of(files.devices, [&source](const NamedDevice &device) {
            return device.referenceId == source.name ||
                   (!source.device.isEmpty() && device.parameter == source.device);
        });
    }

    void findUnknownService()
    {
        const std::optional<NetworkTimeService> service = networkTime();
        if (!service || *service == NetworkTimeService::Active || mayBeStarting())
            return;
        Finding finding{.id = FindingId::ServiceUnknown};
        for (size_t i = 0; i < m_machine.daemons.size(); ++i) {
            if (!maySteer(m_machine.daemons[i]))
                continue;
            finding.names.append(m_titles[i]);
            if (m_machine.daemons[i].process)
                finding.evidence.emplace_back(*m_machine.daemons[i].process);
        }
        if (!finding.names.isEmpty())
            add(std::move(finding));
    }

    const DiagnosisFacts &m_facts;
    const MachineDaemons &m_machine;
    std::vector<QString> m_titles; ///< of its daemons, in their order
    Steering m_steering;
    std::vector<Finding> &m_findings;
};

} // namespace

void findAboutDaemons(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    DaemonRules(facts, findings).apply();
    findAboutUnits(facts, findings);
    findInLogs(facts, findings);
}

} // namespace synchroscope
