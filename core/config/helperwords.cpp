// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/helperwords.h"

#include "core/config/timesyncdedit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(ServerEdit::Verb verb)
{
    switch (verb) {
    case ServerEdit::Verb::Add:
        return u"add"_s;
    case ServerEdit::Verb::Only:
        return u"only"_s;
    case ServerEdit::Verb::Remove:
        return u"remove"_s;
    case ServerEdit::Verb::Disable:
        return u"disable"_s;
    case ServerEdit::Verb::Enable:
        return u"enable"_s;
    case ServerEdit::Verb::Set:
        return u"set"_s;
    case ServerEdit::Verb::IgnoreDhcp:
        break;
    }
    return u"ignore_dhcp"_s;
}

/// The helper knows servers by lines such as chrony's, whatever the daemon.
QJsonArray linesFor(DaemonKind daemon, const QStringList &lines)
{
    if (daemon != DaemonKind::Timesyncd)
        return QJsonArray::fromStringList(lines);
    QJsonArray servers;
    for (const QString &line : lines) {
        const Result<QStringList> names = timesyncdNames(line);
        for (const QString &name : names ? *names : QStringList())
            servers.append(u"server "_s + name);
    }
    return servers;
}

} // namespace

QString stableName(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return u"chrony"_s;
    case DaemonKind::Timesyncd:
        return u"timesyncd"_s;
    case DaemonKind::Ntpsec:
        return u"ntpsec"_s;
    case DaemonKind::Ntpd:
        return u"ntp"_s;
    case DaemonKind::NtpdRs:
        return u"ntpd-rs"_s;
    case DaemonKind::OpenNtpd:
        break;
    }
    return u"openntpd"_s;
}

QByteArray helperRequest(DaemonKind daemon, const ServerEdits &edits, const QByteArray &digest,
                         std::chrono::seconds wait)
{
    QJsonArray wishes;
    for (const ServerEdit &edit : edits.edits) {
        QJsonObject wish{{u"verb"_s, nameOf(edit.verb)}};
        if (!edit.target.isEmpty())
            wish.insert(u"target"_s, edit.target);
        if (!edit.lines.isEmpty())
            wish.insert(u"lines"_s, linesFor(daemon, edit.lines));
        wishes.append(wish);
    }
    return QJsonDocument(QJsonObject{{u"format"_s, 1},
                                     {u"daemon"_s, stableName(daemon)},
                                     {u"edits"_s, wishes},
                                     {u"in_place"_s, edits.isInPlace},
                                     {u"allow_none"_s, edits.mayLeaveNone},
                                     {u"expect"_s, QString::fromLatin1(digest)},
                                     {u"wait_s"_s, qint64(wait.count())}})
        .toJson(QJsonDocument::Compact);
}

QByteArray undoRequest(const QByteArray &digest, std::chrono::seconds wait)
{
    QJsonObject request{{u"format"_s, 1}, {u"wait_s"_s, qint64(wait.count())}};
    if (!digest.isEmpty())
        request.insert(u"expect"_s, QString::fromLatin1(digest));
    return QJsonDocument(request).toJson(QJsonDocument::Compact);
}

HelperLine parseHelperLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    HelperLine read;
    if (object.contains(u"step"_s))
        read.step = HelperStep{.step = object[u"step"_s].toString(),
                               .isOk = object[u"ok"_s].toBool(),
                               .detail = object[u"detail"_s].toString(),
                               .seconds = object[u"seconds"_s].toDouble()};
    read.result = object[u"result"_s].toString();
    read.detail = read.step ? QString() : object[u"detail"_s].toString();
    return read;
}

} // namespace synchroscope
