// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/rules/steerers.h"

#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/standing.h"

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString programAndVersion(const DaemonReport &daemon)
{
    const QString name = programName(daemon.kind);
    return daemon.version.isEmpty() ? name : name + u' ' + daemon.version;
}

/// What tells a daemon from another: its device if it is the host's; else its file, its unit or whom it
/// follows.
QString markOf(const DaemonReport &daemon, const MachineDaemons &machine)
{
    if (isOfTheHost(daemon, machine))
        return daemon.sources.front().name;
    if (!daemon.configuration.empty())
        return daemon.configuration.front().path;
    if (daemon.process && !daemon.process->unit.isEmpty())
        return daemon.process->unit;
    return followedName(daemon);
}

/// The one of two to give up.
const DaemonReport &lessWorth(const DaemonReport &first, const DaemonReport &second,
                              const MachineDaemons &machine)
{
    const bool isHostsFirst = isOfTheHost(first, machine);
    const bool isHostsSecond = isOfTheHost(second, machine);
    // The one that follows something now is worth keeping.
    const bool isFirst = isHostsSecond || (!isHostsFirst && disciplineOf(first) == Discipline::NotYet);
    return isFirst ? first : second;
}

} // namespace

QString programName(DaemonKind kind)
{
    const std::array names{u"chrony"_s, u"systemd-timesyncd"_s, u"NTPsec"_s,
                           u"ntpd"_s,   u"ntpd-rs"_s,           u"OpenNTPD"_s};
    static_assert(int(DaemonKind::OpenNtpd) + 1 == names.size());
    return names.at(size_t(kind));
}

std::vector<QString> titlesOf(const std::vector<DaemonReport> &daemons)
{
    std::vector<QString> titles;
    titles.reserve(daemons.size());
    for (const DaemonReport &daemon : daemons) {
        const QString title = programAndVersion(daemon);
        const int number = numberAmong(daemons, daemon);
        titles.push_back(number == 0 ? title : u"%1 #%2"_s.arg(title).arg(number));
    }
    return titles;
}

std::optional<DaemonKind> kindOfUnit(const QString &unit)
{
    const QStringView name = QStringView(unit).left(unit.lastIndexOf(".service"_L1));
    if (name == "chrony"_L1 || name == "chronyd"_L1)
        return DaemonKind::Chrony;
    if (name == "systemd-timesyncd"_L1)
        return DaemonKind::Timesyncd;
    if (name == "ntpsec"_L1)
        return DaemonKind::Ntpsec;
    if (name == "ntp"_L1 || name == "ntpd"_L1)
        return DaemonKind::Ntpd;
    if (name == "ntpd-rs"_L1)
        return DaemonKind::NtpdRs;
    if (name == "openntpd"_L1)
        return DaemonKind::OpenNtpd;
    return std::nullopt;
}

bool areFilesOf(const ServerConfiguration &configuration, const DaemonReport &daemon)
{
    if (!areAlike(configuration.daemon, daemon.kind))
        return false;
    if (!daemon.process)
        return true;
    // NTPsec's unit, for one, names the usual file on its command line.
    const QString &told = daemon.process->mainFile;
    return told == configuration.mainFile ||
           (configuration.mainFile.isEmpty() && isUsualMainFile(configuration.daemon, told));
}

const ServerConfiguration *configurationOf(const DiagnosisFacts &facts, const DaemonReport &daemon)
{
    const auto sameKind = std::ranges::count(facts.machine.daemons, daemon.kind, &DaemonReport::kind);
    if (sameKind > 1 && daemon.configuration.empty())
        return nullptr;
    const auto found =
        std::ranges::find_if(facts.configurations, [&daemon](const ServerConfiguration &configuration) {
            return areFilesOf(configuration, daemon);
        });
    return found == facts.configurations.end() || found->files->texts.empty() ? nullptr : &*found;
}

bool isOfTheHost(const DaemonReport &daemon, const MachineDaemons &machine)
{
    const auto isAlike = [&daemon](const DaemonProcess &process) {
        return areAlike(process.kind, daemon.kind);
    };
    const auto isDevice = [](const DaemonSource &source) {
        return source.mode == SourceMode::ReferenceClock;
    };
    return !daemon.process && std::ranges::none_of(machine.unassigned, isAlike) && !daemon.sources.empty() &&
           std::ranges::all_of(daemon.sources, isDevice);
}

std::vector<Evidence> evidenceOf(const DaemonReport &daemon, const QString &title)
{
    std::vector<Evidence> evidence;
    if (const DaemonSource *followed = followedSource(daemon))
        evidence.emplace_back(SourceEvidence{title, *followed});
    else if (daemon.tracking)
        evidence.emplace_back(TrackingEvidence{title, *daemon.tracking});
    if (daemon.process)
        evidence.emplace_back(*daemon.process);
    if (!daemon.configuration.empty()) {
        const ConfigurationFile &file = daemon.configuration.front();
        evidence.emplace_back(FileEvidence{.path = file.path, .text = {}, .changedAt = file.changedAt});
    }
    return evidence;
}

std::optional<Finding> severalDaemons(const MachineDaemons &machine)
{
    const std::vector<DaemonKind> kinds = steeringKinds(machine);
    if (kinds.size() < 2)
        return std::nullopt;
    struct Steerer
    {
        const DaemonReport *daemon;
        QString title;
    };
    const std::vector<QString> titles = titlesOf(machine.daemons);
    std::vector<Steerer> steerers;
    for (size_t i = 0; i < titles.size(); ++i) {
        if (maySteer(machine.daemons[i]))
            steerers.push_back({&machine.daemons[i], titles[i]});
    }
    // What was not started here comes first: it is the news.
    const auto isHosts = [&machine](const Steerer &steerer) { return isOfTheHost(*steerer.daemon, machine); };
    std::stable_partition(steerers.begin(), steerers.end(), isHosts);

    Finding finding{.id = FindingId::SeveralDaemons, .severity = Severity::Warning};
    finding.flag = std::ranges::any_of(steerers, isHosts);
    if (std::ranges::all_of(kinds, [&kinds](DaemonKind kind) { return kind == kinds.front(); }))
        finding.daemon = kinds.front();
    if (machine.host.kind == HostMachine::Kind::Wsl)
        finding.text = machine.host.name.isEmpty() ? u"WSL"_s : machine.host.name;
    for (const Steerer &steerer : steerers) {
        finding.names.append(steerer.title);
        finding.others.append(markOf(*steerer.daemon, machine));
        const std::vector<Evidence> seen = evidenceOf(*steerer.daemon, steerer.title);
        finding.evidence.insert(finding.evidence.end(), seen.begin(), seen.end());
    }
    for (const DaemonProcess &process : machine.unassigned)
        finding.evidence.emplace_back(process);
    // Processes without a report of their own.
    for (size_t i = steerers.size(); i < kinds.size(); ++i)
        finding.names.append(programName(kinds[i]));
    if (steerers.size() == 2 && kinds.size() == 2) {
        const DaemonReport &given = lessWorth(*steerers[0].daemon, *steerers[1].daemon, machine);
        if (given.process && !given.process->unit.isEmpty())
            finding.actions.push_back({.kind = FindingAction::Kind::Copy,
                                       .text = u"sudo systemctl disable --now "_s + given.process->unit});
    }
    return finding;
}

bool hasJustStarted(const DaemonReport &daemon, Instant now)
{
    return daemon.process && daemon.process->startedAt && now - *daemon.process->startedAt < settlingTime;
}

bool leavesClockAlone(const ServerConfiguration &configuration, const DiagnosisFacts &facts)
{
    const auto isIts = [&configuration](const DaemonProcess &process) {
        return areAlike(process.kind, configuration.daemon) && process.mainFile == configuration.mainFile;
    };
    bool isAnybodySeen = false;
    for (const DaemonReport &daemon : facts.machine.daemons) {
        if (daemon.isElsewhere || !daemon.process || !isIts(*daemon.process))
            continue;
        if (maySteer(*daemon.process))
            return false;
        isAnybodySeen = true;
    }
    for (const DaemonProcess &process : facts.machine.unassigned) {
        if (!isIts(process))
            continue;
        if (maySteer(process))
            return false;
        isAnybodySeen = true;
    }
    return isAnybodySeen;
}

} // namespace synchroscope
