// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/unitfacts.h"

#include "core/config/namedservers.h"

#include "core/apply/change.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <algorithm>

#include <pwd.h>
#include <sys/stat.h>

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

bool isUserOf(uid_t user, const UnitFacts &unit, DaemonKind daemon)
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

/// Through the link in /proc, which leads to the program that runs even when another has taken its place.
bool runsRootsProgram(const QString &process)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(process + u"/exe"_s).constData(), &status) == 0 && status.st_uid == 0 &&
           S_ISREG(status.st_mode) && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/// A script in the place of the daemon, or one that starts it, has other options.
bool runsDaemonItself(const QString &process, DaemonKind daemon)
{
    const QString name = daemon == DaemonKind::Chrony ? u"chronyd"_s : u"ntpd"_s;
    const QString running = QFileInfo(process + u"/exe"_s).symLinkTarget().section(u'/', -1);
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
    const QString process = proc + u'/' + QString::number(unit.mainPid);
    struct stat status = {};
    // It may have ended meanwhile.
    if (unit.mainPid <= 0 || ::stat(QFile::encodeName(process).constData(), &status) != 0 ||
        !runsDaemonItself(process, daemon))
        return QString();
    if (!isUserOf(status.st_uid, unit, daemon) || !runsRootsProgram(process))
        return Error{ErrorCode::ChangeFailed,
                     {},
                     u"The process of \"%1\" is not root's own program, and which file it reads is not to be "
                     "believed."_s.arg(unit.unit)};
    QFile file(process + u"/cmdline"_s);
    constexpr qint64 most = 128 * 1024;
    if (!file.open(QIODevice::ReadOnly))
        return QString();
    const QString path = mainFileIn(file.read(most).split('\0'), daemon);
    if (daemon == DaemonKind::Ntpsec && path == ntpsecDhcpCopy)
        return QString();
    if (path.isEmpty() || isConfigurationInEtc(path))
        return path;
    return Error{ErrorCode::ChangeFailed,
                 {},
                 u"\"%1\" runs with the file \"%2\". Only files in /etc are changed, and this is none, so "
                 "that a change would have no effect."_s.arg(unit.unit, path)};
}

} // namespace synchroscope
