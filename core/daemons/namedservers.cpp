// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/namedservers.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <cerrno>
#include <system_error>

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

/// A system call's errno.
struct SystemError
{
    int number = 0; ///< 0: the call was fine, but what it found is no file

    ConfigFiles::Failure failure() const
    {
        return {.isAbsent = number == ENOENT || number == ENOTDIR, .reason = reason()};
    }

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

std::variant<ConfigFiles::File, SystemError> readFile(const QByteArray &path)
{
    // Without O_NONBLOCK a pipe would block here until somebody writes to it.
    const int descriptor = ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return SystemError{errno};
    const auto close = qScopeGuard([descriptor] { ::close(descriptor); });
    struct stat status = {};
    if (::fstat(descriptor, &status) < 0)
        return SystemError{errno};
    ConfigFiles::File file{
        .id = {status.st_dev, status.st_ino}, .text = {}, .isCut = false, .changedAt = changeOf(status)};
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

} // namespace

DiskFiles::DiskFiles(const QString &root) : m_root(root == "/"_L1 ? QString() : QDir(root).absolutePath()) {}

QByteArray DiskFiles::realPath(const QString &path) const
{
    return QFile::encodeName(m_root + path);
}

std::variant<ConfigFiles::File, ConfigFiles::Failure> DiskFiles::read(const QString &path)
{
    std::variant<File, SystemError> file = readFile(realPath(path));
    if (const SystemError *error = std::get_if<SystemError>(&file))
        return error->failure();
    return std::get<File>(std::move(file));
}

std::variant<QStringList, ConfigFiles::Failure> DiskFiles::list(const QString &path)
{
    DIR *folder = ::opendir(realPath(path).constData());
    if (!folder)
        return Failure{.isAbsent = errno == ENOENT, .reason = SystemError{errno}.reason()};
    QStringList names;
    while (const dirent *entry = ::readdir(folder))
        names.append(QFile::decodeName(entry->d_name));
    ::closedir(folder);
    return names;
}

std::variant<QStringList, ConfigFiles::Failure> DiskFiles::match(const QString &pattern)
{
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
        return Failure{.isAbsent = false, .reason = SystemError{error != 0 ? error : EIO}.reason()};
    // As in the C locale in which chronyd runs; glob() would sort as the user reads.
    std::sort(matches.begin(), matches.end());
    QStringList paths;
    for (const QByteArray &match : std::as_const(matches))
        paths.append(QFile::decodeName(match));
    return paths;
}

bool DiskFiles::exists(const QString &path)
{
    struct stat status = {};
    return ::lstat(realPath(path).constData(), &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

std::optional<Instant> DiskFiles::folderChangedAt(const QString &path)
{
    struct stat status = {};
    if (::stat(realPath(path).constData(), &status) != 0 || !S_ISDIR(status.st_mode))
        return std::nullopt;
    return changeOf(status);
}

NamedServers collectNamedServers(const QString &root)
{
    DiskFiles files(root);
    return collectNamedServers(files);
}

NamedServers collectNamedServers(const QString &root, DaemonKind kind, const QString &mainFile)
{
    DiskFiles files(root);
    return collectNamedServers(files, kind, mainFile);
}

std::vector<QHostAddress> chronyCommandAddresses(const NamedServers &configuration)
{
    std::vector<QHostAddress> addresses;
    for (const auto &[any, loopback] : {std::pair(QHostAddress::AnyIPv4, QHostAddress::LocalHost),
                                        std::pair(QHostAddress::AnyIPv6, QHostAddress::LocalHostIPv6)}) {
        const QHostAddress usual(loopback);
        QHostAddress told;
        for (const QString &text : configuration.commandAddresses) {
            const QHostAddress address(text);
            told = address.protocol() == usual.protocol() ? address : told;
        }
        addresses.push_back(told.isNull() || told == QHostAddress(any) ? usual : told);
    }
    return addresses;
}

} // namespace synchroscope
