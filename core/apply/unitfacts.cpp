// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/unitfacts.h"

#include "core/apply/change.h"
#include "core/apply/securefolder.h"
#include "core/config/namedservers.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <climits>

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr qsizetype longestPath = 1024;

/// "{ path=/usr/sbin/chronyd ; argv[]=/usr/sbin/chronyd $DAEMON_OPTS ; … }"
QString programOf(const QString &execStart)
{
    const QString begin = u"{ path="_s;
    return execStart.startsWith(begin) ? execStart.sliced(begin.size()).section(" ; "_L1, 0, 0) : QString();
}

/// Whom the daemons become when root has started them.
QStringList usersOf(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return {u"_chrony"_s, u"chrony"_s};
    case DaemonKind::Ntpsec:
        return {u"ntpsec"_s, u"ntp"_s};
    case DaemonKind::Ntpd:
        return {u"ntp"_s, u"ntpsec"_s};
    case DaemonKind::Timesyncd:
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return {};
}

bool isUserOf(uint user, const UnitFacts &unit, DaemonKind daemon)
{
    if (user == 0)
        return true;
    QStringList names = usersOf(daemon);
    names.append(unit.user);
    return std::any_of(names.cbegin(), names.cend(), [user](const QString &name) {
        const passwd *entry = name.isEmpty() ? nullptr : ::getpwnam(name.toUtf8().constData());
        return entry != nullptr && entry->pw_uid == user;
    });
}

/// A process by its folder in /proc, opened once: should it end, nothing is read of another that has its
/// number by then.
class Process
{
public:
    explicit Process(const QString &path)
        : m_folder(::open(QFile::encodeName(path).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC))
    {}

    bool isThere() const { return m_folder.isOpen(); }
    /// Absent: it has ended.
    std::optional<QByteArray> read(const char *name) const
    {
        constexpr qint64 most = 128 * 1024;
        const int file = ::openat(m_folder.number(), name, O_RDONLY | O_CLOEXEC);
        QFile opened;
        if (file < 0 || !opened.open(file, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
            return std::nullopt;
        return opened.read(most);
    }
    /// Where its program is, or was.
    QString program() const
    {
        QByteArray path(PATH_MAX, '\0');
        const ssize_t size =
            ::readlinkat(m_folder.number(), "exe", path.data(), static_cast<size_t>(path.size()));
        return QFile::decodeName(path.left(std::max<ssize_t>(size, 0)));
    }
    /// Through the link, which leads to the program that runs even when another has taken its place.
    bool runsRootsProgram() const
    {
        struct stat status = {};
        return ::fstatat(m_folder.number(), "exe", &status, 0) == 0 && status.st_uid == 0 &&
               S_ISREG(status.st_mode) && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
    }

private:
    Descriptor m_folder;
};

/// Real, effective, saved and of files. The owner of the folder in /proc is root for whatever runs with
/// rights that it got from its program.
std::vector<uint> usersIn(const QByteArray &status)
{
    std::vector<uint> users;
    const QList<QByteArray> lines = status.split('\n');
    for (const QByteArray &line : lines) {
        if (!line.startsWith("Uid:"))
            continue;
        const QList<QByteArray> numbers = line.sliced(4).simplified().split(' ');
        for (const QByteArray &number : numbers)
            users.push_back(number.toUInt());
    }
    return users;
}

/// "0::/system.slice/chrony.service". Users can have units of that name as well, below their own manager.
bool isOfUnit(const QByteArray &cgroups, const QString &unit)
{
    const QList<QByteArray> lines = cgroups.split('\n');
    return std::any_of(lines.cbegin(), lines.cend(), [&unit](const QByteArray &line) {
        const QList<QByteArray> parts = line.split('/');
        return parts.contains(unit.toUtf8()) &&
               std::none_of(parts.cbegin(), parts.cend(),
                            [](const QByteArray &part) { return part.startsWith("user@"); });
    });
}

/// A script in the place of the daemon, or one that starts it, has other options.
bool isDaemonItself(const QString &program, DaemonKind daemon)
{
    const QString name = daemon == DaemonKind::Chrony ? u"chronyd"_s : u"ntpd"_s;
    const QString running = program.section(u'/', -1);
    return running == name || running == name + " (deleted)"_L1;
}

/// The value of a one-letter option, the last one given; `withValue` are the letters that take one.
std::optional<QByteArray> optionOf(const QList<QByteArray> &arguments, char letter, QByteArrayView withValue)
{
    std::optional<QByteArray> value;
    for (qsizetype at = 1; at < arguments.size(); ++at) {
        const QByteArray &word = arguments.at(at);
        if (word == "--")
            break;
        if (!word.startsWith('-') || word.startsWith("--"))
            continue;
        for (qsizetype place = 1; place < word.size(); ++place) {
            const char option = word.at(place);
            if (!withValue.contains(option))
                continue;
            const QByteArray rest = word.sliced(place + 1);
            if (rest.isEmpty())
                ++at;
            if (option == letter)
                value = rest.isEmpty() ? arguments.value(at) : rest;
            break;
        }
    }
    return value;
}

QByteArray longOption(const QList<QByteArray> &arguments, const QByteArray &name)
{
    QByteArray value;
    for (qsizetype at = 1; at < arguments.size(); ++at) {
        if (arguments.at(at) == name)
            value = arguments.value(at + 1);
        else if (arguments.at(at).startsWith(name + '='))
            value = arguments.at(at).sliced(name.size() + 1);
    }
    return value;
}

QString mainFileIn(const QList<QByteArray> &arguments, DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return QFile::decodeName(optionOf(arguments, 'f', "fFlLtuPwN").value_or(QByteArray()));
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return QFile::decodeName(
            optionOf(arguments, 'c', "cDfijIklprstTuUvV").value_or(longOption(arguments, "--configfile")));
    case DaemonKind::Timesyncd:
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return {};
}

bool isConfigurationInEtc(const QString &path)
{
    const QStringList names = path.split(u'/');
    const bool isPlain = std::all_of(path.cbegin(), path.cend(), [](QChar character) {
        return character.isPrint() && character.unicode() < 0x7f;
    });
    return isPlain && path.size() <= longestPath && path.startsWith("/etc/"_L1) &&
           path.endsWith(".conf"_L1) && !names.sliced(1).contains(QString()) && !names.contains(u"."_s) &&
           !names.contains(u".."_s);
}

} // namespace

std::optional<UnitFacts> parseUnitFacts(const QByteArray &shown)
{
    QHash<QString, QString> values;
    const QStringList lines = QString::fromUtf8(shown).split(u'\n');
    for (const QString &line : lines) {
        // Of several ExecStart= the first.
        const QString key = line.section(u'=', 0, 0);
        if (line.contains(u'=') && !values.contains(key))
            values.insert(key, line.section(u'=', 1));
    }
    UnitFacts facts;
    facts.unit = values.value(u"Id"_s);
    if (values.value(u"LoadState"_s) != "loaded"_L1 || !isServiceUnit(facts.unit))
        return std::nullopt;
    const QString state = values.value(u"ActiveState"_s);
    facts.isActive = state == "active"_L1 || state == "activating"_L1 || state == "reloading"_L1;
    facts.mainPid = std::max(values.value(u"MainPID"_s).toLongLong(), qint64(0));
    facts.program = programOf(values.value(u"ExecStart"_s));
    facts.user = values.value(u"User"_s);
    return facts;
}

Result<QString> mainFileOf(const UnitFacts &unit, DaemonKind daemon, const QString &proc)
{
    if (unit.mainPid <= 0)
        return QString();
    const Process process(proc + u'/' + QString::number(unit.mainPid));
    if (!process.isThere() || !isDaemonItself(process.program(), daemon))
        return QString();
    const std::optional<QByteArray> status = process.read("status");
    const std::optional<QByteArray> cgroups = process.read("cgroup");
    const std::optional<QByteArray> arguments = process.read("cmdline");
    // It may have ended meanwhile.
    if (!status || !cgroups || !arguments)
        return QString();
    const std::vector<uint> users = usersIn(*status);
    const bool isDaemons = !users.empty() && std::all_of(users.cbegin(), users.cend(), [&](uint user) {
        return isUserOf(user, unit, daemon);
    });
    if (!isDaemons || !isOfUnit(*cgroups, unit.unit) || !process.runsRootsProgram())
        return Error{ErrorCode::ChangeFailed,
                     {},
                     u"The process of \"%1\" is not root's own program, and which file it reads is not to be "
                     "believed."_s.arg(unit.unit)};
    const QString path = mainFileIn(arguments->split('\0'), daemon);
    const bool isCopy = daemon == DaemonKind::Ntpsec && path == ntpsecDhcpCopy;
    if (path.isEmpty() || isCopy || isConfigurationInEtc(path))
        return path;
    return Error{ErrorCode::ChangeFailed,
                 {},
                 u"\"%1\" runs with the file \"%2\". Only files in /etc are changed, and this is none, so "
                 "that a change would have no effect."_s.arg(unit.unit, path)};
}

} // namespace synchroscope
