// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/chronyc.h"

#include "core/apply/program.h"
#include "core/config/chronyconf.h"

#include <algorithm>

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

/// chronyc takes several addresses with commas between them.
bool isSocketPath(const QString &path)
{
    constexpr qsizetype longest = 107; // of a Unix socket
    return path.startsWith(u'/') && path.size() <= longest &&
           std::all_of(path.cbegin(), path.cend(), [](QChar character) {
               return character.unicode() > 0x20 && character.unicode() < 0x7f && character != u',';
           });
}

struct Asker
{
    std::optional<ProgramUser> user; ///< absent: as this program
    ServiceStatus failure;
};

/// Whoever the socket's folder belongs to can change what is there: before 4.8 chronyc made a socket of its
/// own there and opened it for everybody by its name, which root must not do in a folder that is not root's.
Asker askerFor(const QString &socket)
{
    if (::geteuid() != 0)
        return {};
    const QString folder = socket.left(std::max<qsizetype>(socket.lastIndexOf(u'/'), 1));
    struct stat status = {};
    // chronyd may be about to make it, and to give it away.
    if (::stat(folder.toUtf8().constData(), &status) != 0)
        return {.user = {},
                .failure = u"The folder \"%1\" cannot be looked at: %2."_s.arg(folder, qt_error_string())};
    if (status.st_uid == 0) {
        const bool isOthers =
            (status.st_mode & S_IWOTH) != 0 || ((status.st_mode & S_IWGRP) != 0 && status.st_gid != 0);
        return {.user = {},
                .failure = isOthers ? u"Others than root can write to the folder \"%1\"."_s.arg(folder)
                                    : ServiceStatus()};
    }
    const passwd *entry = ::getpwuid(status.st_uid);
    if (entry == nullptr || entry->pw_gid == 0)
        return {.user = {}, .failure = u"The owner of the folder \"%1\" is no daemon's user."_s.arg(folder)};
    return {.user = ProgramUser{.user = entry->pw_uid, .group = entry->pw_gid}, .failure = {}};
}

} // namespace

QString Chronyc::usualSocket()
{
    return u"/run/chrony/chronyd.sock"_s;
}

Chronyc::Chronyc(QString program, QString socket, std::chrono::milliseconds limit)
    : m_program(std::move(program))
    , m_socket(socket.isEmpty() ? usualSocket() : std::move(socket))
    , m_limit(limit)
{}

Chronyc::Answer Chronyc::ask(const QStringList &words, const std::function<bool()> &isUnwanted) const
{
    if (!isSocketPath(m_socket))
        return {.text = {}, .failure = u"\"%1\" is no place of a socket."_s.arg(m_socket)};
    const Asker asker = askerFor(m_socket);
    if (asker.failure)
        return {.text = {}, .failure = asker.failure};
    const ProgramCall call{.program = m_program,
                           .arguments = QStringList{u"-h"_s, m_socket} + words,
                           .limit = m_limit,
                           .most = 4 * 1024 * 1024,
                           .as = asker.user,
                           .isUnwanted = isUnwanted};
    const ProgramRun run = runProgram(call);
    if (run.succeeded())
        return {.text = run.output, .failure = {}};
    return {.text = {}, .failure = sentenceOf(call, run)};
}

Chronyc::Sources Chronyc::sources() const
{
    const Answer answer = ask({u"-c"_s, u"-N"_s, u"sources"_s, u"-a"_s});
    if (answer.failure)
        return {.names = {}, .failure = answer.failure};
    const std::optional<QStringList> names = parseSourceNames(answer.text);
    if (!names)
        return {.names = {}, .failure = u"chronyc printed something else than chronyd's sources."_s};
    return {.names = *names, .failure = {}};
}

std::optional<QStringList> parseSourceNames(const QByteArray &printed)
{
    constexpr qsizetype fewestFields = 10;
    QStringList names;
    const QList<QByteArray> lines = printed.split('\n');
    for (const QByteArray &line : lines) {
        if (line.isEmpty())
            continue;
        const QList<QByteArray> fields = line.split(',');
        const QByteArray &mode = fields.constFirst();
        if (fields.size() < fewestFields || mode.size() != 1 || !QByteArrayView("^=#").contains(mode.at(0)))
            return std::nullopt;
        if (mode != "#")
            names.append(QString::fromUtf8(fields.at(2)));
    }
    return names;
}

QString chronySocketOf(const NamedServers &configuration)
{
    QString socket = Chronyc::usualSocket();
    for (const ConfigText &text : configuration.texts) {
        if (text.part == ConfigPart::Sources)
            continue;
        for (const ChronyDirective &directive : parseChronyConf(text.text, text.path).directives) {
            const QString place = directive.arguments.value(0);
            if (directive.kind == ChronyDirective::Kind::CommandAddress && place.startsWith(u'/'))
                socket = place == "/"_L1 ? QString() : place;
        }
    }
    return socket;
}

} // namespace synchroscope
