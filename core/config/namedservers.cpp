// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/namedservers.h"

#include "core/config/chronyconf.h"
#include "core/config/ntpconf.h"
#include "core/config/ntpdrsconf.h"
#include "core/config/ntpsecdefaults.h"
#include "core/config/openntpdconf.h"
#include "core/config/timesyncdconf.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostProblemsPerFile = 10;
/// MAX_INCLUDE_LEVEL in chronyd's conf.c; the main file is level 1.
constexpr qsizetype deepestChronyFile = 10;
/// MAXINCLUDELEVEL in ntpd's ntp_scanner.h counts what is included.
constexpr qsizetype deepestNtpFile = 6;
/// Unless cmdport says otherwise.
constexpr quint16 chronyCommandPort = 323;

QString cleanPath(const QString &path)
{
    return QDir::cleanPath(path);
}

bool hasPattern(const QString &path)
{
    return path.contains(u'*') || path.contains(u'?') || path.contains(u'[');
}

class Collector
{
public:
    explicit Collector(ConfigFiles &files) : m_files(files) {}

    NamedServers collect()
    {
        collectChrony();
        collectTimesyncd();
        collectNtpsec({});
        collectNtp(u"/etc/ntp.conf"_s, DaemonKind::Ntpd);
        collectNtpdRs(ntpdRsConf);
        collectOpenNtpd({});
        return std::move(m_found);
    }

    NamedServers collect(DaemonKind kind, const QString &mainFile)
    {
        switch (kind) {
        case DaemonKind::Chrony:
            if (mainFile.isEmpty())
                collectChrony();
            else
                collectChronyFrom(mainFile);
            break;
        case DaemonKind::Timesyncd:
            collectTimesyncd();
            break;
        case DaemonKind::Ntpsec:
            collectNtpsec(mainFile);
            break;
        case DaemonKind::Ntpd:
            collectNtp(mainFile.isEmpty() ? u"/etc/ntp.conf"_s : mainFile, kind);
            break;
        case DaemonKind::NtpdRs:
            collectNtpdRs(mainFile.isEmpty() ? ntpdRsConf : mainFile);
            break;
        case DaemonKind::OpenNtpd:
            collectOpenNtpd(mainFile);
            break;
        }
        return std::move(m_found);
    }

private:
    enum class Absence : quint8 { IsFine, IsProblem };

    /// The line that makes a daemon read another file.
    struct Includer
    {
        QString file;
        int line = 0;
        QString what;
    };

    void failFile(ErrorCode code, const QString &path, const QString &detail)
    {
        m_found.problems.push_back({code, path, detail});
    }

    void failLine(const Includer &includer, ConfigFault fault)
    {
        failFile(ErrorCode::FileMalformed, includer.file,
                 describe({includer.line, fault, quotedFrom(includer.what.toUtf8())}));
    }

    void tellProblems(const QString &path, const std::vector<ConfigProblem> &problems)
    {
        const qsizetype told = std::min<qsizetype>(std::ssize(problems), mostProblemsPerFile);
        for (qsizetype i = 0; i < told; ++i)
            failFile(ErrorCode::FileMalformed, path, describe(problems[static_cast<size_t>(i)]));
        if (const qsizetype more = std::ssize(problems) - told; more > 0)
            failFile(ErrorCode::FileMalformed, path,
                     QCoreApplication::translate("NamedServers", "%n more line(s) with faults", nullptr,
                                                 static_cast<int>(more)));
    }

    void tellCut(const QString &path, qsizetype line)
    {
        const QString text = QCoreApplication::translate(
            "NamedServers",
            "line %1 and everything after it: left out, because the file is larger than 1 MiB");
        failFile(ErrorCode::FileMalformed, path, text.arg(line));
    }

    void add(const std::optional<NamedServer> &server)
    {
        if (server)
            m_found.servers.push_back(*server);
    }

    void add(NamedDevice device)
    {
        if (device.referenceId.isEmpty())
            device.referenceId = chronyReferenceId(device.driver, m_found.devices.size());
        m_found.devices.push_back(std::move(device));
    }

    /// What chronyd calls a reference clock that was given no id: the driver's first three characters and its
    /// number among all (RCL_AddRefclock in 4.3).
    static QString chronyReferenceId(const QString &driver, size_t number)
    {
        QString id = driver.left(3).leftJustified(3) + QString::number(number % 10);
        if (number >= 10)
            id[2] = QChar(u'0' + char16_t(number / 10 % 10));
        return id;
    }

    std::optional<ConfigFiles::File> read(const QString &path, ConfigPart part, Absence absence)
    {
        std::variant<ConfigFiles::File, ConfigFiles::Failure> file = m_files.read(path);
        if (const auto *failure = std::get_if<ConfigFiles::Failure>(&file)) {
            if (!failure->isAbsent)
                m_found.files.push_back({.path = path, .changedAt = {}});
            // What is not there, and its name is: a link that leads nowhere.
            if (!failure->isAbsent || absence == Absence::IsProblem || m_files.exists(path))
                failFile(ErrorCode::FileUnreadable, path, failure->reason);
            return {};
        }
        ConfigFiles::File &text = std::get<ConfigFiles::File>(file);
        m_found.files.push_back({.path = path, .changedAt = text.changedAt});
        if (text.isCut)
            tellCut(path, text.text.count('\n') + 1);
        else
            m_found.texts.push_back({.path = path, .part = part, .text = text.text});
        return std::move(text);
    }

    /// The files of these folders with that suffix, by name; of those with one name, that in the first
    /// folder. So do chronyd for one directive and systemd for its drop-ins. Hidden files do not count.
    QStringList filesIn(const QStringList &folders, QLatin1StringView suffix)
    {
        std::map<QByteArray, QString> files;
        for (const QString &folder : folders) {
            const std::variant<QStringList, ConfigFiles::Failure> names = m_files.list(folder);
            if (const auto *failure = std::get_if<ConfigFiles::Failure>(&names)) {
                if (!failure->isAbsent)
                    failFile(ErrorCode::FileUnreadable, folder, failure->reason);
                continue;
            }
            for (const QString &name : std::get<QStringList>(names)) {
                if (name.endsWith(suffix) && !name.startsWith(u'.'))
                    files.try_emplace(name.toUtf8(), cleanPath(folder + u'/' + name));
            }
        }
        QStringList paths;
        for (const auto &[name, path] : files)
            paths.append(path);
        return paths;
    }

    /// The same where the daemon reads them at its start only. What was put there or taken away since shows
    /// in the folder alone, so that it counts as one of the files: "/etc/chrony/conf.d/".
    QStringList lastingFilesIn(const QStringList &folders, QLatin1StringView suffix)
    {
        for (const QString &folder : folders) {
            if (const std::optional<Instant> changedAt = m_files.folderChangedAt(folder))
                m_found.files.push_back({.path = folder + u'/', .changedAt = changedAt});
        }
        return filesIn(folders, suffix);
    }

    // --- One daemon's files that read each other ---

    void forgetFiles()
    {
        m_read.clear();
        m_reading.clear();
    }

    /// The text of a file that is to be parsed now; nothing if it cannot, was already or must not be.
    std::optional<ConfigFiles::File> enter(const QString &path, ConfigPart part, const Includer &includer,
                                           qsizetype deepest)
    {
        if (std::ssize(m_reading) >= deepest)
            return failLine(includer, ConfigFault::IncludeTooDeep), std::nullopt;
        std::optional<ConfigFiles::File> file =
            read(path, part, includer.line > 0 ? Absence::IsProblem : Absence::IsFine);
        if (!file)
            return {};
        if (std::find(m_reading.begin(), m_reading.end(), file->id) != m_reading.end())
            return failLine(includer, ConfigFault::IncludeLoop), std::nullopt;
        if (!m_read.insert(file->id).second)
            return {};
        m_reading.push_back(file->id);
        return file;
    }

    void leave() { m_reading.pop_back(); }

    // --- chrony ---

    void collectChrony()
    {
        forgetFiles();
        readChronyConf(u"/etc/chrony/chrony.conf"_s, ConfigPart::Main, {});
        readChronyConf(u"/etc/chrony.conf"_s, ConfigPart::Main, {});
        const QString dhcp = u"/run/chrony-dhcp"_s;
        const bool dhcpIsNamed =
            std::any_of(m_found.sourceFolders.begin(), m_found.sourceFolders.end(),
                        [&](const QStringList &folders) { return folders.contains(dhcp); });
        readSourceFolders(m_found.sourceFolders);
        if (!dhcpIsNamed)
            readSourceFolders({{dhcp}});
    }

    void collectChronyFrom(const QString &mainFile)
    {
        forgetFiles();
        readChronyConf(absolute(mainFile), ConfigPart::Main, {});
        readSourceFolders(m_found.sourceFolders);
    }

    void readSourceFolders(const QList<QStringList> &directives)
    {
        for (const QStringList &folders : directives) {
            for (const QString &path : filesIn(folders, ".sources"_L1))
                readChronySources(path);
        }
    }

    void readChronyConf(const QString &path, ConfigPart part, const Includer &includer)
    {
        const std::optional<ConfigFiles::File> file = enter(path, part, includer, deepestChronyFile);
        if (!file)
            return;
        if (m_reading.size() == 1)
            m_found.commandPort = chronyCommandPort;
        const ChronyConf conf = parseChronyConf(file->text, path);
        tellProblems(path, conf.problems);
        for (const ChronyDirective &directive : conf.directives)
            follow(path, directive);
        leave();
    }

    void follow(const QString &path, const ChronyDirective &directive)
    {
        switch (directive.kind) {
        case ChronyDirective::Kind::Source:
            return add(directive.server);
        case ChronyDirective::Kind::Device:
            return add(*directive.device);
        case ChronyDirective::Kind::Include:
            for (const QString &included : chronyIncludes(directive.arguments.first()))
                readChronyConf(included, ConfigPart::Included, {path, directive.line, included});
            return;
        case ChronyDirective::Kind::Confdir:
            for (const QString &included : lastingFilesIn(absolute(directive.arguments), ".conf"_L1))
                readChronyConf(included, ConfigPart::Included, {path, directive.line, included});
            return;
        case ChronyDirective::Kind::Sourcedir:
            m_found.sourceFolders.append(absolute(directive.arguments));
            return;
        case ChronyDirective::Kind::CommandPort: {
            bool isPort = false;
            const quint16 port = directive.arguments.first().toUShort(&isPort);
            m_found.commandPort = isPort ? std::optional(port) : std::nullopt;
            return;
        }
        case ChronyDirective::Kind::CommandAddress:
            takeCommandAddress(directive.arguments.first());
            return;
        case ChronyDirective::Kind::Other:
            return;
        }
    }

    /// The last one of each family counts. A socket's path is for root.
    void takeCommandAddress(const QString &text)
    {
        const Result<HostSpec> address = parseHostSpec(text);
        if (!address || !address->isAddress())
            return;
        const bool isIpv6 = address->host.contains(u':');
        m_found.commandAddresses.removeIf(
            [isIpv6](const QString &earlier) { return earlier.contains(u':') == isIpv6; });
        m_found.commandAddresses.append(address->host);
    }

    /// chronyd runs in "/".
    static QString absolute(const QString &path) { return cleanPath(u'/' + path); }

    static QStringList absolute(QStringList paths)
    {
        for (QString &path : paths)
            path = absolute(path);
        return paths;
    }

    /// chronyd wants a file that is named plainly to exist, and the folder of a pattern; a pattern that
    /// nothing matches is fine.
    QStringList chronyIncludes(const QString &argument)
    {
        const QString pattern = absolute(argument);
        if (!hasPattern(pattern))
            return {pattern};
        const std::variant<QStringList, ConfigFiles::Failure> found = m_files.match(pattern);
        if (const auto *failure = std::get_if<ConfigFiles::Failure>(&found)) {
            failFile(ErrorCode::FileUnreadable, pattern, failure->reason);
            return {};
        }
        return std::get<QStringList>(found);
    }

    void readChronySources(const QString &path)
    {
        const std::optional<ConfigFiles::File> file = read(path, ConfigPart::Sources, Absence::IsProblem);
        if (!file || !m_read.insert(file->id).second)
            return;
        const ChronyConf conf = parseChronyConf(file->text, path, ChronyFile::Sources);
        tellProblems(path, conf.problems);
        for (const ChronyDirective &directive : conf.directives)
            add(directive.server);
    }

    // --- systemd-timesyncd ---

    void collectTimesyncd()
    {
        // Until systemd 253 the main file is in /etc only, later the first of these is taken.
        const QStringList folders{u"/etc/systemd"_s, u"/run/systemd"_s, u"/usr/local/lib/systemd"_s,
                                  u"/usr/lib/systemd"_s, u"/lib/systemd"_s};
        const auto main = std::find_if(folders.begin(), folders.end(), [this](const QString &folder) {
            return m_files.exists(folder + "/timesyncd.conf"_L1);
        });
        // The main file has the first place even where there is none: only there do commented defaults count.
        std::vector<TimesyncdFile> files(1);
        if (main != folders.end())
            files.front() = readTimesyncdFile(*main + "/timesyncd.conf"_L1, ConfigPart::Main);
        QStringList dropIns;
        for (const QString &folder : folders)
            dropIns.append(folder + "/timesyncd.conf.d"_L1);
        for (const QString &path : lastingFilesIn(dropIns, ".conf"_L1))
            files.push_back(readTimesyncdFile(path, ConfigPart::Included));
        const std::vector<NamedServer> servers = effectiveServers(files);
        m_found.servers.insert(m_found.servers.end(), servers.begin(), servers.end());
    }

    TimesyncdFile readTimesyncdFile(const QString &path, ConfigPart part)
    {
        const std::optional<ConfigFiles::File> file = read(path, part, Absence::IsProblem);
        TimesyncdFile parsed{path, parseTimesyncdConf(file ? file->text : QByteArray())};
        tellProblems(path, parsed.conf.problems);
        return parsed;
    }

    // --- NTPsec and ntpd ---

    void collectNtpsec(const QString &mainFile)
    {
        const std::optional<ConfigFiles::File> defaults =
            read(ntpsecDefaults, ConfigPart::Defaults, Absence::IsFine);
        const bool isCopy = mainFile == ntpsecDhcpCopy;
        const bool isCopyIgnored = defaults && ignoresDhcp(defaults->text);
        // One that was started before it was told so runs from the copy all the same.
        if (isCopy || (mainFile.isEmpty() && !isCopyIgnored))
            collectNtp(ntpsecDhcpCopy, DaemonKind::Ntpsec);
        collectNtp(mainFile.isEmpty() || isCopy ? u"/etc/ntpsec/ntp.conf"_s : mainFile, DaemonKind::Ntpsec);
    }

    void collectNtp(const QString &path, DaemonKind daemon)
    {
        forgetFiles();
        readNtpConf(path, ConfigPart::Main, {}, daemon);
        if (daemon != DaemonKind::Ntpsec)
            return;
        for (const QString &included : ntpFilesOf(relativeTo(path, u"ntp.d"_s)))
            readNtpConf(included, ConfigPart::Included, {}, daemon);
    }

    void readNtpConf(const QString &path, ConfigPart part, const Includer &includer, DaemonKind daemon)
    {
        const std::optional<ConfigFiles::File> file = enter(path, part, includer, deepestNtpFile);
        if (!file)
            return;
        const NtpConf conf = parseNtpConf(file->text, path, daemon);
        tellProblems(path, conf.problems);
        for (const NtpCommand &command : conf.commands) {
            add(command.server);
            if (command.kind != NtpCommand::Kind::Includefile)
                continue;
            const QString target = relativeTo(path, command.arguments.first());
            const QStringList included =
                m_files.folderChangedAt(target) ? ntpFilesOf(target) : QStringList{target};
            for (const QString &name : included)
                readNtpConf(name, ConfigPart::Included, {path, command.line, name}, daemon);
        }
        leave();
    }

    static QString relativeTo(const QString &file, const QString &path)
    {
        return cleanPath(path.startsWith(u'/') ? path : file.section(u'/', 0, -2) + u'/' + path);
    }

    QStringList ntpFilesOf(const QString &folder) { return lastingFilesIn({folder}, ".conf"_L1); }

    // --- ntpd-rs and OpenNTPD, whose files read no others ---

    template <typename Conf>
    void take(const QString &path, const Conf &conf)
    {
        tellProblems(path, conf.problems);
        m_found.servers.insert(m_found.servers.end(), conf.servers.begin(), conf.servers.end());
        m_found.devices.insert(m_found.devices.end(), conf.devices.begin(), conf.devices.end());
    }

    void collectNtpdRs(const QString &path)
    {
        if (const std::optional<ConfigFiles::File> file = read(path, ConfigPart::Main, Absence::IsFine))
            take(path, parseNtpdRsConf(file->text, path));
    }

    /// Debian's place for it, and everybody else's.
    void collectOpenNtpd(const QString &mainFile)
    {
        const QString usual = u"/etc/openntpd/ntpd.conf"_s;
        const QString path = !mainFile.isEmpty()     ? mainFile
                             : m_files.exists(usual) ? usual
                                                     : u"/etc/ntpd.conf"_s;
        if (const std::optional<ConfigFiles::File> file = read(path, ConfigPart::Main, Absence::IsFine))
            take(path, parseOpenNtpdConf(file->text, path));
    }

    const QString ntpdRsConf = u"/etc/ntpd-rs/ntp.toml"_s;

    ConfigFiles &m_files;
    NamedServers m_found;
    std::set<ConfigFiles::Id> m_read;       ///< by the daemon that is being looked at
    std::vector<ConfigFiles::Id> m_reading; ///< the file being read, and those that led to it
};

} // namespace

ConfigFiles::~ConfigFiles() = default;

bool isUsualMainFile(DaemonKind daemon, const QString &path)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return path == "/etc/chrony/chrony.conf"_L1 || path == "/etc/chrony.conf"_L1;
    case DaemonKind::Ntpsec:
        return path == "/etc/ntpsec/ntp.conf"_L1 || path == ntpsecDhcpCopy;
    case DaemonKind::Ntpd:
        return path == "/etc/ntp.conf"_L1;
    case DaemonKind::Timesyncd:
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return false;
}

NamedServers collectNamedServers(ConfigFiles &files)
{
    return Collector(files).collect();
}

NamedServers collectNamedServers(ConfigFiles &files, DaemonKind kind, const QString &mainFile)
{
    return Collector(files).collect(kind, mainFile);
}

} // namespace synchroscope
