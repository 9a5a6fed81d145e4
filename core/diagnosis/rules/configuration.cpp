// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"
#include "core/config/fileproblems.h"
#include "core/config/stepthreshold.h"
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/rules/steerers.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostLines = 10;

QString lineOf(const ConfigText &text, int number)
{
    for (const ConfigLine &line : configLines(text.text)) {
        if (line.number == number)
            return quotedFrom(strippedOf(line.text));
    }
    return {};
}

/// What is under /run others write at any time, and what is under /usr belongs to packages.
bool isEditable(const QString &path)
{
    return path.startsWith("/etc/"_L1);
}

class ConfigurationRules
{
public:
    ConfigurationRules(const DiagnosisFacts &facts, std::vector<Finding> &findings)
        : m_facts(facts)
        , m_findings(findings)
    {}

    void apply()
    {
        for (const DaemonReport &daemon : m_facts.machine.daemons)
            findUnread(daemon);
        for (const ServerConfiguration &configuration : m_facts.configurations) {
            if (!matters(configuration))
                continue;
            findBrokenLines(configuration);
            findUnreadable(configuration);
            if (configuration.isRunning) {
                findDhcpCopy(configuration);
                findNoStepRule(configuration);
            }
        }
    }

private:
    void add(Finding finding) { m_findings.push_back(std::move(finding)); }

    /// Files that an uninstalled program has left behind are nobody's trouble.
    bool matters(const ServerConfiguration &configuration) const
    {
        const bool isInstalled = std::ranges::any_of(m_facts.units, [&configuration](const UnitReport &unit) {
            const std::optional<DaemonKind> kind = kindOfUnit(unit.name);
            return kind && areAlike(*kind, configuration.daemon) && unit.load != UnitReport::Load::NotFound;
        });
        return configuration.isRunning || m_facts.isPasted || isInstalled;
    }

    /// NTPsec's file, from which Debian's hook for DHCP has made the one that it runs from.
    bool isCopiedElsewhere(const DaemonReport &daemon, const QString &path) const
    {
        return daemon.kind == DaemonKind::Ntpsec && path != ntpsecDhcpCopy &&
               std::ranges::any_of(m_facts.configurations, [](const ServerConfiguration &configuration) {
                   return configuration.daemon == DaemonKind::Ntpsec && hasDhcpCopy(*configuration.files);
               });
    }

    static bool hasDhcpCopy(const NamedServers &files)
    {
        return std::ranges::any_of(files.files, [](const ConfigurationFile &file) {
            return file.path == ntpsecDhcpCopy && file.changedAt;
        });
    }

    // --- Saved, and not in effect ---

    void findUnread(const DaemonReport &daemon)
    {
        if (m_facts.isPasted || daemon.isElsewhere)
            return;
        Finding finding{.id = FindingId::NotInEffect, .severity = Severity::Warning};
        finding.daemon = daemon.kind;
        for (const ConfigurationFile &file : daemon.configuration) {
            // The program that saved it may be about to restart the daemon.
            const bool isOld = file.changedAt && m_facts.now - *file.changedAt >= settlingTime;
            if (!isOld || isCopiedElsewhere(daemon, file.path) || !isUnread(daemon, file))
                continue;
            if (finding.subject.isEmpty() || *file.changedAt > *finding.at) {
                finding.subject = file.path;
                finding.at = file.changedAt;
            }
            finding.evidence.emplace_back(
                FileEvidence{.path = file.path, .text = {}, .changedAt = file.changedAt});
        }
        if (finding.subject.isEmpty())
            return;
        const bool needsRestart = wasChangedSinceStart(daemon);
        finding.span = m_facts.now - *daemon.process->startedAt;
        finding.evidence.emplace_back(*daemon.process);
        finding.actions.push_back(
            {.kind = FindingAction::Kind::Command,
             .command = {needsRestart ? DaemonCommand::Kind::Restart : DaemonCommand::Kind::Reload,
                         daemon.kind}});
        if (!daemon.process->unit.isEmpty())
            finding.actions.push_back({.kind = FindingAction::Kind::Copy,
                                       .text = needsRestart
                                                   ? u"sudo systemctl restart "_s + daemon.process->unit
                                                   : u"sudo chronyc reload sources"_s});
        add(std::move(finding));
    }

    bool wasChangedSinceStart(const DaemonReport &daemon) const
    {
        return std::ranges::any_of(daemon.configuration, [&](const ConfigurationFile &file) {
            return !isCopiedElsewhere(daemon, file.path) && isUnread(daemon, file) &&
                   !file.path.endsWith(".sources"_L1);
        });
    }

    bool isUnread(const DaemonReport &daemon, const ConfigurationFile &file) const
    {
        DaemonReport single;
        single.kind = daemon.kind;
        single.process = daemon.process;
        single.configuration = {file};
        return wasConfiguredSinceStart(single).value_or(false) || lacksSourcesOf(daemon, file);
    }

    /// A file of sources is read again whenever chronyd is told to; that nobody has shows in its list.
    bool lacksSourcesOf(const DaemonReport &daemon, const ConfigurationFile &file) const
    {
        const bool isOfInterest = daemon.kind == DaemonKind::Chrony && file.path.endsWith(".sources"_L1) &&
                                  daemon.answer == DaemonAnswer::Answering && daemon.readAt &&
                                  file.changedAt && *daemon.readAt > *file.changedAt && daemon.process &&
                                  daemon.process->startedAt && *file.changedAt > *daemon.process->startedAt;
        if (!isOfInterest)
            return false;
        return std::ranges::any_of(m_facts.configurations, [&](const ServerConfiguration &configuration) {
            return areFilesOf(configuration, daemon) &&
                   std::ranges::any_of(configuration.files->servers, [&](const NamedServer &server) {
                       return server.file == file.path && !lists(daemon, server.host);
                   });
        });
    }

    static bool lists(const DaemonReport &daemon, const HostSpec &host)
    {
        return std::ranges::any_of(daemon.sources,
                                   [&host](const DaemonSource &source) { return isServer(source, host); });
    }

    // --- Files ---

    void findBrokenLines(const ServerConfiguration &configuration)
    {
        const NamedServers &files = *configuration.files;
        for (const ConfigText &text : files.texts) {
            const std::vector<ConfigProblem> problems = problemsIn(configuration.daemon, text);
            if (problems.empty())
                continue;
            const ConfigProblem &first = problems.front();
            Finding finding = brokenLine(configuration.daemon, text.path, describe(first));
            finding.count = first.line;
            for (size_t i = 0; i < std::min(problems.size(), mostLines); ++i)
                finding.evidence.emplace_back(FileEvidence{.path = text.path,
                                                           .line = problems[i].line,
                                                           .text = lineOf(text, problems[i].line),
                                                           .changedAt = {}});
            if (isEditable(text.path))
                finding.actions.push_back(
                    {.kind = FindingAction::Kind::EditServers, .file = text.path, .line = first.line});
            add(std::move(finding));
        }
        // What shows only where files include each other, or where the text is not at hand.
        for (const Error &problem : files.problems) {
            const bool isTold = std::ranges::any_of(m_findings, [&problem](const Finding &finding) {
                return finding.id == FindingId::BrokenLine && finding.subject == problem.subject;
            });
            if (problem.code != ErrorCode::FileMalformed || isTold)
                continue;
            Finding finding = brokenLine(configuration.daemon, problem.subject, problem.detail);
            finding.evidence.emplace_back(
                FileEvidence{.path = problem.subject, .text = problem.detail, .changedAt = {}});
            if (isEditable(problem.subject))
                finding.actions.push_back(
                    {.kind = FindingAction::Kind::EditServers, .file = problem.subject});
            add(std::move(finding));
        }
    }

    static Finding brokenLine(DaemonKind daemon, const QString &file, const QString &problem)
    {
        Finding finding{.id = FindingId::BrokenLine, .severity = Severity::Warning};
        finding.subject = file;
        finding.daemon = daemon;
        finding.text = problem;
        return finding;
    }

    void findUnreadable(const ServerConfiguration &configuration)
    {
        // Nobody pastes all files.
        if (m_facts.isPasted)
            return;
        for (const Error &problem : configuration.files->problems) {
            if (problem.code != ErrorCode::FileUnreadable)
                continue;
            // Most that run have read what they need, as root. Who runs as somebody else from the beginning
            // leaves out what only root may read.
            const bool isLeftOut =
                readsAsSomebodyElse(configuration.daemon) && isThere(configuration, problem);
            const bool isRead = configuration.isRunning && !readsAsSomebodyElse(configuration.daemon);
            Finding finding{.id = FindingId::FileUnreadable,
                            .severity = isRead ? Severity::Info : Severity::Warning};
            finding.subject = problem.subject;
            finding.flag = isLeftOut;
            finding.daemon = configuration.daemon;
            finding.text = problem.detail;
            finding.evidence.emplace_back(
                FileEvidence{.path = problem.subject, .text = problem.detail, .changedAt = {}});
            if (isLeftOut)
                finding.actions.push_back(
                    {.kind = FindingAction::Kind::Copy, .text = u"sudo chmod a+rX "_s + problem.subject});
            add(std::move(finding));
        }
    }

    /// Its unit starts it as a user of its own.
    static bool readsAsSomebodyElse(DaemonKind daemon)
    {
        return daemon == DaemonKind::Timesyncd || daemon == DaemonKind::NtpdRs;
    }

    /// What could not be read is a file that is there.
    static bool isThere(const ServerConfiguration &configuration, const Error &problem)
    {
        return std::ranges::find(configuration.files->files, problem.subject, &ConfigurationFile::path) !=
               configuration.files->files.end();
    }

    void findDhcpCopy(const ServerConfiguration &configuration)
    {
        const NamedServers &files = *configuration.files;
        if (configuration.daemon != DaemonKind::Ntpsec || !hasDhcpCopy(files))
            return;
        Finding finding{.id = FindingId::NtpsecDhcpFile, .subject = ntpsecDhcpCopy};
        finding.daemon = DaemonKind::Ntpsec;
        std::optional<Instant> copiedAt;
        std::optional<Instant> editedAt;
        for (const ConfigurationFile &file : files.files) {
            const bool isCopy = file.path == ntpsecDhcpCopy;
            if (!isCopy && (!file.path.endsWith(".conf"_L1) || !file.changedAt))
                continue;
            (isCopy ? copiedAt : editedAt) = std::max(isCopy ? copiedAt : editedAt, file.changedAt);
            if (!isCopy)
                finding.others.append(file.path);
            finding.evidence.emplace_back(
                FileEvidence{.path = file.path, .text = {}, .changedAt = file.changedAt});
        }
        if (finding.others.isEmpty())
            return;
        // Somebody has edited it since, and nothing came of it.
        if (editedAt > copiedAt)
            finding.severity = Severity::Warning;
        finding.actions.push_back({.kind = FindingAction::Kind::EditServers, .file = finding.others.front()});
        finding.actions.push_back(
            {.kind = FindingAction::Kind::Copy,
             .text = u"echo IGNORE_DHCP=yes | sudo tee -a %1 && sudo systemctl restart ntpsec.service"_s.arg(
                 ntpsecDefaults)});
        add(std::move(finding));
    }

    void findNoStepRule(const ServerConfiguration &configuration)
    {
        const NamedServers &files = *configuration.files;
        // A piece of a file, or one that could not be read, may have it elsewhere.
        const bool isWhole =
            std::ranges::any_of(files.texts,
                                [](const ConfigText &text) { return text.part == ConfigPart::Main; }) &&
            std::ranges::none_of(files.problems, [](const Error &problem) {
                return problem.code == ErrorCode::FileUnreadable;
            });
        if (m_facts.isPasted || configuration.daemon != DaemonKind::Chrony || !isWhole ||
            stepThreshold(DaemonKind::Chrony, files) || leavesClockAlone(configuration, m_facts))
            return;
        Finding finding{.id = FindingId::NoStepRule, .severity = Severity::Advice};
        finding.daemon = DaemonKind::Chrony;
        const auto main = std::ranges::find(files.texts, ConfigPart::Main, &ConfigText::part);
        finding.evidence.emplace_back(FileEvidence{.path = main->path, .text = {}, .changedAt = {}});
        finding.actions.push_back(
            {.kind = FindingAction::Kind::Copy,
             .text = u"echo 'makestep 1 3' | sudo tee -a %1 && sudo systemctl restart %2"_s.arg(
                 main->path, configuration.unit.isEmpty() ? u"chronyd"_s : configuration.unit)});
        add(std::move(finding));
    }

    const DiagnosisFacts &m_facts;
    std::vector<Finding> &m_findings;
};

} // namespace

void findAboutConfiguration(const DiagnosisFacts &facts, std::vector<Finding> &findings)
{
    ConfigurationRules(facts, findings).apply();
    findInServerLists(facts, findings);
}

} // namespace synchroscope
