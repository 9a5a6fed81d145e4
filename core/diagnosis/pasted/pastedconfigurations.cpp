// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pastedconfigurations.h"

#include "core/config/configline.h"
#include "core/config/daemonlimits.h"
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/standing.h"

#include <algorithm>
#include <map>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// One file, and beside it nothing but what else was pasted: what these files read otherwise is not known,
/// and that is no fault of theirs.
class PastedFiles final : public ConfigFiles
{
public:
    void add(const QString &path, const QByteArray &text) { m_files.emplace(path, text); }
    bool isEmpty() const { return m_files.empty(); }

    std::variant<File, Failure> read(const QString &path) override
    {
        const auto found = m_files.find(path);
        if (found != m_files.end())
            return File{.id = {0, quint64(std::distance(m_files.begin(), found))},
                        .text = found->second,
                        .changedAt = {}};
        if (path == ntpsecDefaults || path == ntpsecDhcpCopy)
            return Failure{.isAbsent = true, .reason = {}};
        return File{.id = {1, m_nextId++}, .text = {}, .changedAt = {}};
    }
    std::variant<QStringList, Failure> list(const QString &folder) override
    {
        QStringList names;
        for (const auto &[path, text] : m_files) {
            if (path.section(u'/', 0, -2) == folder)
                names.append(path.section(u'/', -1));
        }
        return names;
    }
    std::variant<QStringList, Failure> match(const QString & /*pattern*/) override { return QStringList(); }
    bool exists(const QString &path) override { return m_files.contains(path); }
    std::optional<Instant> folderChangedAt(const QString & /*path*/) override { return std::nullopt; }

    /// What the daemon begins with.
    QString mainFile() const
    {
        const auto main = std::ranges::find_if(
            m_files, [](const auto &file) { return !file.first.endsWith(".sources"_L1); });
        return main == m_files.end() ? m_files.begin()->first : main->first;
    }

private:
    std::map<QString, QByteArray> m_files;
    quint64 m_nextId = 0;
};

/// A piece of timesyncd's file may begin below its section's head.
QByteArray withSection(QByteArray text, int firstLine)
{
    constexpr QByteArrayView head = "[Time]";
    if (text.contains(head))
        return text;
    return firstLine > 1 ? text.insert(firstLine - 2, head) : head.toByteArray() + '\n' + text;
}

void tellOrigins(DaemonReport &report, const NamedServers &named)
{
    for (DaemonSource &source : report.sources) {
        const auto server = std::ranges::find_if(
            named.servers, [&source](const NamedServer &each) { return isServer(source, each.host); });
        if (server == named.servers.end())
            continue;
        source.origin = server->origin;
        source.isOfPool = server->type == ServerType::Pool;
    }
}

ServerConfiguration configurationOf(DaemonKind daemon, PastedFiles &files, MachineDaemons &machine)
{
    const QString mainFile = files.mainFile();
    NamedServers named = collectNamedServers(files, daemon, mainFile);
    // What was not pasted is not known to be empty.
    std::erase_if(named.files, [&files](const ConfigurationFile &file) { return !files.exists(file.path); });
    std::erase_if(named.texts, [&files](const ConfigText &text) { return !files.exists(text.path); });
    for (ConfigurationFile &file : named.files)
        file.changedAt.reset();
    ServerConfiguration configuration;
    configuration.daemon = daemon;
    if (!isUsualMainFile(daemon, mainFile))
        configuration.mainFile = mainFile;
    if (DaemonReport *report = daemonAlike(machine, daemon)) {
        configuration.isRunning = true;
        report->configuration = named.files;
        if (report->kind == DaemonKind::Chrony)
            report->distanceLimit = distanceLimit(report->kind, named);
        tellOrigins(*report, named);
    }
    configuration.files = std::make_shared<const NamedServers>(std::move(named));
    return configuration;
}

} // namespace

void joinConfigurations(const std::vector<const PastedBlock *> &blocks, const PastedText &text,
                        DiagnosisFacts &facts)
{
    std::map<DaemonKind, PastedFiles> files;
    for (const PastedBlock *block : blocks) {
        const auto &configuration = std::get<PastedConfiguration>(block->facts);
        const DaemonKind daemon = daemonOf(configuration, text.output);
        const bool isPathKnown = configuration.path.startsWith(u'/');
        QByteArray file = text.fileOf(*block);
        if (daemon == DaemonKind::Timesyncd)
            file = withSection(file, block->firstLine);
        files[daemon].add(isPathKnown ? configuration.path : usualFile(daemon), file);
    }
    for (auto &[daemon, pasted] : files)
        facts.configurations.push_back(configurationOf(daemon, pasted, facts.machine));
}

} // namespace synchroscope
