// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/namedservers.h"

#include "core/config/chronyconf.h"
#include "core/config/ntpconf.h"
#include "core/config/ntpdrsconf.h"
#include "core/config/openntpdconf.h"
#include "core/config/timesyncdconf.h"
#include "core/daemons/cmdmon.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <cerrno>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <variant>

#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostBytes = qsizetype(1024) * 1024;
constexpr qsizetype mostProblemsPerFile = 10;
/// MAX_INCLUDE_LEVEL in chronyd's conf.c; the main file is level 1.
constexpr qsizetype deepestChronyFile = 10;
/// MAXINCLUDELEVEL in ntpd's ntp_scanner.h counts what is included.
constexpr qsizetype deepestNtpFile = 6;

/// A file whatever name it is reached by.
using FileId = std::pair<dev_t, ino_t>;

struct FileText
{
    FileId id;
    QByteArray text;
    bool isCut = false; ///< there was more
    Instant changedAt;
};

/// A system call's errno.
struct SystemError
{
    int number = 0; ///< 0: the call was fine, but what it found is no file

    QString reason() const
    {
        return number == 0 ? QCoreApplication::translate("NamedServers", "Not a regular file")
                           : QString::fromStdString(std::generic_category().message(number));
    }
};

/// Reads until the end or one byte over the limit.
std::variant<QByteArray, SystemError> readDescriptor(int descriptor)
{
    QByteArray text(mostBytes + 1, Qt::Uninitialized);
    qsizetype size = 0;
    while (size < text.size()) {
        const ssize_t count = ::read(descriptor, text.data() + size, static_cast<size_t>(text.size() - size));
        if (count < 0 && errno != EINTR)
            return SystemError{errno};
        if (count == 0)
            break;
        size += std::max<ssize_t>(count, 0);
    }
    return text.first(size);
}

Instant instantOf(const timespec &time)
{
    return Instant(std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec));
}

/// When it came to be what it is: `cp -p` and rsync take the time of the content along.
Instant changeOf(const struct stat &status)
{
    return std::max(instantOf(status.st_mtim), instantOf(status.st_ctim));
}

std::variant<FileText, SystemError> readFile(const QByteArray &path)
{
    // Without O_NONBLOCK a pipe would block here until somebody writes to it.
    const int descriptor = ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return SystemError{errno};
    const auto close = qScopeGuard([descriptor] { ::close(descriptor); });
    struct stat status = {};
    if (::fstat(descriptor, &status) < 0)
        return SystemError{errno};
    FileText file{{status.st_dev, status.st_ino}, {}, false, changeOf(status)};
    // A link to /dev/null in place of a drop-in is systemd's way to say "nothing".
    if (S_ISCHR(status.st_mode) && status.st_rdev == makedev(1, 3))
        return file;
    if (!S_ISREG(status.st_mode))
        return SystemError{S_ISDIR(status.st_mode) ? EISDIR : 0};
    std::variant<QByteArray, SystemError> text = readDescriptor(descriptor);
    if (const SystemError *error = std::get_if<SystemError>(&text))
        return *error;
    file.text = std::get<QByteArray>(std::move(text));
    file.isCut = file.text.size() > mostBytes;
    // A line that is cut in two would be read as another one.
    if (file.isCut)
        file.text.truncate(file.text.lastIndexOf('\n', mostBytes - 1) + 1);
    return file;
}

std::optional<Instant> changeOf(const std::variant<FileText, SystemError> &file)
{
    const auto *text = std::get_if<FileText>(&file);
    return text != nullptr ? std::optional(text->changedAt) : std::nullopt;
}

std::variant<QByteArrayList, SystemError> listFolder(const QByteArray &path)
{
    DIR *folder = ::opendir(path.constData());
    if (!folder)
        return SystemError{errno};
    QByteArrayList names;
    while (const dirent *entry = ::readdir(folder))
        names.append(entry->d_name);
    ::closedir(folder);
    return names;
}

bool hasPattern(const QString &path)
{
    return path.contains(u'*') || path.contains(u'?') || path.contains(u'[');
}

QByteArray withoutPattern(const QByteArray &path)
{
    QByteArray escaped;
    for (const char character : path) {
        if (QByteArrayView("*?[]\\").contains(character))
            escaped += '\\';
        escaped += character;
    }
    return escaped;
}

class Collector
{
public:
    explicit Collector(const QString &root) : m_root(root == "/"_L1 ? QString() : QDir(root).absolutePath())
    {}

    NamedServers collect()
    {
        collectChrony();
        collectTimesyncd();
        collectNtp(u"/run/ntpsec/ntp.conf.dhcp"_s, DaemonKind::Ntpsec);
        collectNtp(u"/etc/ntpsec/ntp.conf"_s, DaemonKind::Ntpsec);
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
            if (mainFile.isEmpty())
                collectNtp(u"/run/ntpsec/ntp.conf.dhcp"_s, kind);
            collectNtp(mainFile.isEmpty() ? u"/etc/ntpsec/ntp.conf"_s : mainFile, kind);
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

    QByteArray realPath(const QString &path) const { return QFile::encodeName(m_root + path); }

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

    /// Whether something of that name is there, even a link that leads nowhere, or what nobody lets us see.
    bool exists(const QString &path) const
    {
        struct stat status = {};
        return ::lstat(realPath(path).constData(), &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
    }

    std::optional<FileText> read(const QString &path, Absence absence)
    {
        std::variant<FileText, SystemError> file = readFile(realPath(path));
        const SystemError *error = std::get_if<SystemError>(&file);
        const bool isAbsent = error != nullptr && (error->number == ENOENT || error->number == ENOTDIR);
        if (!isAbsent)
            m_found.files.push_back({.path = path, .changedAt = changeOf(file)});
        if (error != nullptr) {
            if (!isAbsent || absence == Absence::IsProblem || exists(path))
                failFile(ErrorCode::FileUnreadable, path, error->reason());
            return {};
        }
        FileText &text = std::get<FileText>(file);
        if (text.isCut)
            tellCut(path, text.text.count('\n') + 1);
        return std::move(text);
    }

    /// The files of these folders with that suffix, by name; of those with one name, that in the first
    /// folder. So do chronyd for one directive and systemd for its drop-ins. Hidden files do not count.
    QStringList filesIn(const QStringList &folders, QByteArrayView suffix)
    {
        std::map<QByteArray, QString> files;
        for (const QString &folder : folders) {
            const std::variant<QByteArrayList, SystemError> names = listFolder(realPath(folder));
            if (const SystemError *error = std::get_if<SystemError>(&names)) {
                if (error->number != ENOENT)
                    failFile(ErrorCode::FileUnreadable, folder, error->reason());
                continue;
            }
            for (const QByteArray &name : std::get<QByteArrayList>(names)) {
                if (name.endsWith(suffix) && !name.startsWith('.'))
                    files.try_emplace(name, QDir::cleanPath(folder + u'/' + QFile::decodeName(name)));
            }
        }
        QStringList paths;
        for (const auto &[name, path] : files)
            paths.append(path);
        return paths;
    }

    /// The same where the daemon reads them at its start only. What was put there or taken away since shows
    /// in the folder alone, so that it counts as one of the files: "/etc/chrony/conf.d/".
    QStringList lastingFilesIn(const QStringList &folders, QByteArrayView suffix)
    {
        for (const QString &folder : folders) {
            struct stat status = {};
            if (::stat(realPath(folder).constData(), &status) == 0 && S_ISDIR(status.st_mode))
                m_found.files.push_back({.path = folder + u'/', .changedAt = changeOf(status)});
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
    std::optional<FileText> enter(const QString &path, const Includer &includer, qsizetype deepest)
    {
        if (std::ssize(m_reading) >= deepest)
            return failLine(includer, ConfigFault::IncludeTooDeep), std::nullopt;
        std::optional<FileText> file = read(path, includer.line > 0 ? Absence::IsProblem : Absence::IsFine);
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
        readChronyConf(u"/etc/chrony/chrony.conf"_s, {});
        readChronyConf(u"/etc/chrony.conf"_s, {});
        const QString dhcp = u"/run/chrony-dhcp"_s;
        const bool dhcpIsNamed =
            std::any_of(m_sourceFolders.begin(), m_sourceFolders.end(),
                        [&](const QStringList &folders) { return folders.contains(dhcp); });
        if (!dhcpIsNamed)
            m_sourceFolders.append({dhcp});
        readSourceFolders();
    }

    void collectChronyFrom(const QString &mainFile)
    {
        forgetFiles();
        readChronyConf(absolute(mainFile), {});
        readSourceFolders();
    }

    void readSourceFolders()
    {
        for (const QStringList &folders : std::as_const(m_sourceFolders)) {
            for (const QString &path : filesIn(folders, ".sources"))
                readChronySources(path);
        }
    }

    void readChronyConf(const QString &path, const Includer &includer)
    {
        const std::optional<FileText> file = enter(path, includer, deepestChronyFile);
        if (!file)
            return;
        if (m_reading.size() == 1)
            m_found.commandPort = cmdmon::defaultPort;
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
                readChronyConf(included, {path, directive.line, included});
            return;
        case ChronyDirective::Kind::Confdir:
            for (const QString &included : lastingFilesIn(absolute(directive.arguments), ".conf"))
                readChronyConf(included, {path, directive.line, included});
            return;
        case ChronyDirective::Kind::Sourcedir:
            m_sourceFolders.append(absolute(directive.arguments));
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
        const QHostAddress address(text);
        if (address.isNull())
            return;
        std::erase_if(m_found.commandAddresses, [&address](const QHostAddress &earlier) {
            return earlier.protocol() == address.protocol();
        });
        m_found.commandAddresses.push_back(address);
    }

    /// chronyd runs in "/".
    static QString absolute(const QString &path) { return QDir::cleanPath(u'/' + path); }

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
        QByteArrayList matches;
        glob_t found = {};
        const QByteArray root = QFile::encodeName(m_root);
        const QByteArray realPattern = withoutPattern(root) + QFile::encodeName(pattern);
        errno = 0;
        const int result = ::glob(realPattern.constData(), GLOB_NOSORT | GLOB_ERR, nullptr, &found);
        const int error = errno;
        for (size_t i = 0; result == 0 && i < found.gl_pathc; ++i)
            matches.append(QByteArray(found.gl_pathv[i]).sliced(root.size()));
        ::globfree(&found);
        if (result != 0 && result != GLOB_NOMATCH)
            failFile(ErrorCode::FileUnreadable, pattern, SystemError{error != 0 ? error : EIO}.reason());
        // As in the C locale in which chronyd runs; glob() would sort as the user reads.
        std::sort(matches.begin(), matches.end());
        QStringList paths;
        for (const QByteArray &match : std::as_const(matches))
            paths.append(QFile::decodeName(match));
        return paths;
    }

    void readChronySources(const QString &path)
    {
        const std::optional<FileText> file = read(path, Absence::IsProblem);
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
            return exists(folder + "/timesyncd.conf"_L1);
        });
        // The main file has the first place even where there is none: only there do commented defaults count.
        std::vector<TimesyncdFile> files(1);
        if (main != folders.end())
            files.front() = readTimesyncdFile(*main + "/timesyncd.conf"_L1);
        QStringList dropIns;
        for (const QString &folder : folders)
            dropIns.append(folder + "/timesyncd.conf.d"_L1);
        for (const QString &path : lastingFilesIn(dropIns, ".conf"))
            files.push_back(readTimesyncdFile(path));
        const std::vector<NamedServer> servers = effectiveServers(files);
        m_found.servers.insert(m_found.servers.end(), servers.begin(), servers.end());
    }

    TimesyncdFile readTimesyncdFile(const QString &path)
    {
        const std::optional<FileText> file = read(path, Absence::IsProblem);
        TimesyncdFile parsed{path, parseTimesyncdConf(file ? file->text : QByteArray())};
        tellProblems(path, parsed.conf.problems);
        return parsed;
    }

    // --- NTPsec and ntpd ---

    void collectNtp(const QString &path, DaemonKind daemon)
    {
        forgetFiles();
        readNtpConf(path, {}, daemon);
        if (daemon != DaemonKind::Ntpsec)
            return;
        for (const QString &included : ntpFilesOf(relativeTo(path, u"ntp.d"_s)))
            readNtpConf(included, {}, daemon);
    }

    void readNtpConf(const QString &path, const Includer &includer, DaemonKind daemon)
    {
        const std::optional<FileText> file = enter(path, includer, deepestNtpFile);
        if (!file)
            return;
        const NtpConf conf = parseNtpConf(file->text, path, daemon);
        tellProblems(path, conf.problems);
        for (const NtpCommand &command : conf.commands) {
            add(command.server);
            if (command.kind != NtpCommand::Kind::Includefile)
                continue;
            const QString target = relativeTo(path, command.arguments.first());
            const QStringList included = isFolder(target) ? ntpFilesOf(target) : QStringList{target};
            for (const QString &name : included)
                readNtpConf(name, {path, command.line, name}, daemon);
        }
        leave();
    }

    static QString relativeTo(const QString &file, const QString &path)
    {
        return QDir::cleanPath(path.startsWith(u'/') ? path : file.section(u'/', 0, -2) + u'/' + path);
    }

    bool isFolder(const QString &path) const
    {
        struct stat status = {};
        return ::stat(realPath(path).constData(), &status) == 0 && S_ISDIR(status.st_mode);
    }

    QStringList ntpFilesOf(const QString &folder) { return lastingFilesIn({folder}, ".conf"); }

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
        if (const std::optional<FileText> file = read(path, Absence::IsFine))
            take(path, parseNtpdRsConf(file->text, path));
    }

    /// Debian's place for it, and everybody else's.
    void collectOpenNtpd(const QString &mainFile)
    {
        const QString usual = u"/etc/openntpd/ntpd.conf"_s;
        const QString path = !mainFile.isEmpty() ? mainFile : exists(usual) ? usual : u"/etc/ntpd.conf"_s;
        if (const std::optional<FileText> file = read(path, Absence::IsFine))
            take(path, parseOpenNtpdConf(file->text, path));
    }

    const QString ntpdRsConf = u"/etc/ntpd-rs/ntp.toml"_s;

    QString m_root; ///< without a final slash, so empty for "/"
    NamedServers m_found;
    std::set<FileId> m_read;            ///< by the daemon that is being looked at
    std::vector<FileId> m_reading;      ///< the file being read, and those that led to it
    QList<QStringList> m_sourceFolders; ///< of each sourcedir directive
};

} // namespace

NamedServers collectNamedServers(const QString &root)
{
    return Collector(root).collect();
}

NamedServers collectNamedServers(const QString &root, DaemonKind kind, const QString &mainFile)
{
    return Collector(root).collect(kind, mainFile);
}

std::vector<QHostAddress> chronyCommandAddresses(const NamedServers &configuration)
{
    std::vector<QHostAddress> addresses;
    for (const auto &[any, loopback] : {std::pair(QHostAddress::AnyIPv4, QHostAddress::LocalHost),
                                        std::pair(QHostAddress::AnyIPv6, QHostAddress::LocalHostIPv6)}) {
        const QHostAddress usual(loopback);
        const auto told =
            std::ranges::find(configuration.commandAddresses, usual.protocol(), &QHostAddress::protocol);
        const bool isUsual = told == configuration.commandAddresses.end() || *told == QHostAddress(any);
        addresses.push_back(isUsual ? usual : *told);
    }
    return addresses;
}

} // namespace synchroscope
