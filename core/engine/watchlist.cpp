// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/watchlist.h"

#include "core/config/configproblem.h"
#include "core/history/setaside.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int fileFormat = 1;

WatchList::Loaded parse(const QString &path, const QByteArray &text)
{
    const QJsonObject root = QJsonDocument::fromJson(text).object();
    const double format = root[u"format"_s].toDouble();
    if (format > fileFormat)
        return {{}, Error{ErrorCode::FileOfNewerVersion, path, {}}};
    if (format != fileFormat || !root[u"servers"_s].isArray())
        return {{}, Error{ErrorCode::FileDamaged, path, {}}};
    WatchList::Loaded loaded;
    const QJsonArray entries = root[u"servers"_s].toArray();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QJsonValue entry = entries[i];
        const QString typed = entry[u"server"_s].toString();
        if (const Result<HostSpec> host = parseHostSpec(typed))
            loaded.servers.push_back({*host, entry[u"label"_s].toString()});
        else if (!loaded.problem)
            loaded.problem =
                Error{ErrorCode::FileMalformed, path,
                      QCoreApplication::translate("synchroscope::WatchList",
                                                  "server %1: \"%2\" is neither a name nor an address",
                                                  "place and fault in a file")
                          .arg(i + 1)
                          .arg(quotedFrom(typed.toUtf8()))};
    }
    return loaded;
}

} // namespace

WatchList::WatchList(QString path) : m_path(std::move(path)) {}

WatchList::Loaded WatchList::load()
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly)) {
        m_refusal = Error{ErrorCode::FileUnwritable, m_path, file.errorString()};
        return {{}, Error{ErrorCode::FileUnreadable, m_path, file.errorString()}};
    }
    Loaded loaded = parse(m_path, file.readAll());
    if (loaded.problem && loaded.problem->code == ErrorCode::FileOfNewerVersion)
        m_refusal = loaded.problem;
    else
        m_damaged = loaded.problem.has_value();
    return loaded;
}

Status WatchList::save(const std::vector<WatchRequest> &servers)
{
    if (m_path.isEmpty())
        return {};
    if (m_refusal)
        return m_refusal;
    QJsonArray array;
    for (const WatchRequest &server : servers) {
        QJsonObject entry{{u"server"_s, server.host.label()}};
        if (!server.label.isEmpty())
            entry.insert(u"label"_s, server.label);
        array.append(entry);
    }
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    const QByteArray text = QJsonDocument({{u"format"_s, fileFormat}, {u"servers"_s, array}}).toJson();
    // commit() does not notice when its own flush fails (Qt 6.4), and would put a cut file in the old one's
    // place.
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        return Error{ErrorCode::FileUnwritable, m_path, file.errorString()};
    Status status;
    if (m_damaged && QFile::exists(m_path)) {
        const Result<QString> aside = setAside(m_path);
        if (!aside)
            return aside.error();
        m_damaged = false;
        status = Error{ErrorCode::FileSetAside, m_path, *aside};
    }
    if (!file.commit())
        return Error{ErrorCode::FileUnwritable, m_path, file.errorString()};
    return status;
}

} // namespace synchroscope
