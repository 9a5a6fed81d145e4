// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/watchlist.h"

#include <QDateTime>
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

std::optional<std::vector<WatchRequest>> parse(const QByteArray &text)
{
    const QJsonObject root = QJsonDocument::fromJson(text).object();
    if (root[u"format"_s].toInt() != fileFormat || !root[u"servers"_s].isArray())
        return std::nullopt;
    std::vector<WatchRequest> servers;
    const QJsonArray entries = root[u"servers"_s].toArray();
    for (const QJsonValue &value : entries) {
        const Result<HostSpec> host = parseHostSpec(value[u"server"_s].toString());
        if (!host)
            return std::nullopt;
        servers.push_back({*host, value[u"label"_s].toString()});
    }
    return servers;
}

} // namespace

WatchList::WatchList(QString path) : m_path(std::move(path)) {}

WatchList::Loaded WatchList::load()
{
    QFile file(m_path);
    if (m_path.isEmpty() || !file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly)) {
        m_unreadable = Error{ErrorCode::FileUnreadable, m_path, file.errorString()};
        return {{}, m_unreadable};
    }
    std::optional<std::vector<WatchRequest>> servers = parse(file.readAll());
    file.close();
    if (servers)
        return {std::move(*servers), {}};
    const QString aside =
        m_path + ".damaged-"_L1 + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss'Z'"_s);
    if (!file.rename(aside)) {
        m_unreadable = Error{ErrorCode::FileUnreadable, m_path, file.errorString()};
        return {{}, m_unreadable};
    }
    return {{}, Error{ErrorCode::FileSetAside, m_path, aside}};
}

Status WatchList::save(const std::vector<WatchRequest> &servers) const
{
    if (m_path.isEmpty())
        return {};
    if (m_unreadable)
        return Error{ErrorCode::FileUnwritable, m_path, m_unreadable->detail};
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
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush() ||
        !file.commit())
        return Error{ErrorCode::FileUnwritable, m_path, file.errorString()};
    return {};
}

} // namespace synchroscope
