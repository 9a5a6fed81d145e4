// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serverdraft.h"

#include "core/config/configline.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// The line of a server as it stands, without the mark of one that is switched off.
QByteArray rawLine(const std::vector<ConfigLine> &lines, int number)
{
    if (number < 1 || size_t(number) > lines.size())
        return {};
    const QByteArray text = lines[size_t(number) - 1].text.toByteArray();
    return text.startsWith(switchedOffMark) ? text.sliced(switchedOffMark.size()) : text;
}

ServerLine lineOf(DaemonKind daemon, const ListedServer &server, const QByteArray &raw)
{
    if (daemon == DaemonKind::Chrony || daemon == DaemonKind::Ntpsec || daemon == DaemonKind::Ntpd) {
        const auto parsed = parseServerLine(daemon, raw);
        if (const ServerLine *line = std::get_if<ServerLine>(&parsed))
            return *line;
    }
    return {.type = server.type, .host = server.host.typed};
}

bool areSameWords(const ServerLine &a, const ServerLine &b)
{
    return a.type == b.type && a.family == b.family && a.options == b.options &&
           a.host.compare(b.host, Qt::CaseInsensitive) == 0;
}

} // namespace

QString ServerDraft::textOf(const ServerLine &line) const
{
    return m_configuration.daemon == DaemonKind::Timesyncd ? line.host : formatServerLine(line);
}

// --- The files ---

void ServerDraft::setConfiguration(const ServerConfiguration &configuration)
{
    if (configuration == m_configuration)
        return;
    const bool isSameFiles =
        configuration.files == m_configuration.files && configuration.daemon == m_configuration.daemon;
    const bool hadChanges = hasChanges();
    m_configuration = configuration;
    if (!isSameFiles) {
        std::vector<DiskRow> rows = readRows();
        takeKeys(rows);
        for (const DiskRow &row : m_disk)
            m_gone.insert_or_assign(row.key, row);
        m_disk = std::move(rows);
        for (DiskRow &row : m_disk) {
            row.key = row.key == 0 ? m_nextKey++ : row.key;
            m_gone.erase(row.key);
        }
    }
    rebuild();
    if (hadChanges && !hasChanges() && lost().empty())
        setWishes({});
}

std::vector<ServerDraft::DiskRow> ServerDraft::readRows() const
{
    const NamedServers &files = *m_configuration.files;
    QHash<QString, std::vector<ConfigLine>> lines;
    for (const ConfigText &text : files.texts)
        lines.insert(text.path, configLines(text.text));
    std::vector<DiskRow> rows;
    for (const ListedServer &server : listServers(m_configuration.daemon, files)) {
        const QByteArray raw = rawLine(lines.value(server.file), server.line);
        rows.push_back({.key = 0, .server = server, .line = lineOf(m_configuration.daemon, server, raw)});
    }
    return rows;
}

/// Each row gets the key of the one that it was: which says the same, else what was wished of it, else the
/// same server in the same file.
void ServerDraft::takeKeys(std::vector<DiskRow> &rows) const
{
    std::vector<DiskRow> known = m_disk;
    for (const auto &[key, row] : m_gone)
        known.push_back(row);
    const auto match = [&](auto &&signatureOfKnown, auto &&signatureOfNew) {
        QHash<QString, std::vector<int>> keys; // the first one last
        for (auto row = known.rbegin(); row != known.rend(); ++row) {
            const QString signature = row->key == 0 ? QString() : signatureOfKnown(*row);
            if (!signature.isEmpty())
                keys[signature].push_back(row->key);
        }
        for (DiskRow &row : rows) {
            const auto found = row.key == 0 ? keys.find(signatureOfNew(row)) : keys.end();
            if (found == keys.end() || found->empty())
                continue;
            row.key = found->back();
            found->pop_back();
            std::ranges::find(known, row.key, &DiskRow::key)->key = 0;
        }
    };
    const auto words = [this](const DiskRow &row) { return row.server.file + u'\n' + textOf(row.line); };
    const auto wanted = [this](const DiskRow &row) {
        const auto wish = m_wishes.rows.find(row.key);
        return wish == m_wishes.rows.end() || !wish->second.line
                   ? QString()
                   : row.server.file + u'\n' + textOf(*wish->second.line);
    };
    const auto host = [](const DiskRow &row) {
        return row.server.file + u'\n' + row.server.host.canonical();
    };
    match(words, words);
    match(wanted, words);
    match(host, host);
}

bool ServerDraft::isUsedOnDisk(const ListedServer &server) const
{
    // Of timesyncd's a later file may take servers back. NTPsec's are in force again when DHCP's copy goes.
    const bool counts =
        m_configuration.daemon != DaemonKind::Timesyncd || server.isInForce || server.isFallback;
    return server.isEnabled && counts;
}

// --- What is wanted ---

void ServerDraft::setWishes(const DraftWishes &wishes)
{
    m_wishes = wishes;
    rebuild();
}

const DraftRow *ServerDraft::row(int key) const
{
    const auto found = std::ranges::find(m_rows, key, &DraftRow::key);
    return found == m_rows.end() ? nullptr : &*found;
}

void ServerDraft::findTwins()
{
    m_twins.clear();
    for (const DraftWishes::Addition &addition : m_wishes.additions) {
        const auto twin = std::ranges::find_if(m_disk, [&](const DiskRow &row) {
            return isUsedOnDisk(row.server) && row.server.isEditable && !row.server.isFallback &&
                   areSameWords(row.line, addition.line);
        });
        if (twin != m_disk.end() && addition.isUsed)
            m_twins.emplace(addition.key, twin->key);
    }
}

bool ServerDraft::isThese(const DiskRow &row, const DraftWishes::OfRow &wish) const
{
    return wish.isNamed ||
           std::ranges::any_of(m_twins, [&row](const auto &twin) { return twin.second == row.key; });
}

bool ServerDraft::isOneOfThese(int key) const
{
    const auto wish = m_wishes.rows.find(key);
    return (wish != m_wishes.rows.end() && wish->second.isNamed) ||
           std::ranges::any_of(m_twins, [key](const auto &twin) { return twin.second == key; });
}

int ServerDraft::theseCount() const
{
    int count = 0;
    for (const DraftWishes::Addition &addition : m_wishes.additions)
        count += addition.isUsed ? 1 : 0;
    for (const DiskRow &row : m_disk) {
        const auto wish = m_wishes.rows.find(row.key);
        const bool counts = wish != m_wishes.rows.end() && wish->second.isNamed && !wish->second.isRemoved &&
                            wish->second.isUsed != false;
        count += counts ? 1 : 0;
    }
    return count;
}

bool ServerDraft::asksWhetherOnly() const
{
    if (theseCount() == 0)
        return false;
    return std::ranges::any_of(m_disk, [this](const DiskRow &row) {
        const auto found = m_wishes.rows.find(row.key);
        const DraftWishes::OfRow wish = found == m_wishes.rows.end() ? DraftWishes::OfRow() : found->second;
        const bool canGo = row.server.isEditable || m_configuration.daemon == DaemonKind::Timesyncd;
        return canGo && isUsedOnDisk(row.server) && !row.server.isFallback && !wish.isRemoved &&
               !isThese(row, wish);
    });
}

bool ServerDraft::isUsed(const DiskRow &row, const DraftWishes::OfRow &wish) const
{
    if (wish.isRemoved)
        return false;
    if (wish.isUsed) {
        // What another file took back is in force again where our own names it too.
        const bool isDone = *wish.isUsed && !isUsedOnDisk(row.server) && row.server.isEnabled &&
                            m_usedHosts.contains(row.server.host.canonical());
        return *wish.isUsed && !isDone;
    }
    const bool canGo = row.server.isEditable || m_configuration.daemon == DaemonKind::Timesyncd;
    const bool isSpared = m_sparedHosts.contains(row.server.host.canonical());
    if (canGo && !row.server.isFallback && m_takesOnlyThese && !isThese(row, wish) && !isSpared)
        return false;
    return isUsedOnDisk(row.server);
}

void ServerDraft::rebuild()
{
    m_plan.reset();
    m_usedHosts.clear();
    m_sparedHosts.clear();
    for (const DiskRow &row : m_disk) {
        if (m_configuration.daemon != DaemonKind::Timesyncd)
            break;
        if (isUsedOnDisk(row.server))
            m_usedHosts.insert(row.server.host.canonical());
        const auto wish = m_wishes.rows.find(row.key);
        if (wish != m_wishes.rows.end() && wish->second.isUsed == true)
            m_sparedHosts.insert(row.server.host.canonical());
    }
    findTwins();
    m_takesOnlyThese = m_wishes.onlyThese.value_or(m_wishes.onlyTheseIsUsual) && theseCount() > 0;
    m_rows.clear();
    m_rows.reserve(m_disk.size() + m_wishes.additions.size());
    for (const DiskRow &disk : m_disk) {
        const auto found = m_wishes.rows.find(disk.key);
        const DraftWishes::OfRow wish = found == m_wishes.rows.end() ? DraftWishes::OfRow() : found->second;
        m_rows.push_back({.key = disk.key,
                          .onDisk = disk.server,
                          .lineOnDisk = disk.line,
                          .line = wish.line.value_or(disk.line),
                          .isUsedOnDisk = isUsedOnDisk(disk.server),
                          .isUsed = isUsed(disk, wish),
                          .isRemoved = wish.isRemoved});
    }
    for (const DraftWishes::Addition &addition : m_wishes.additions) {
        if (!m_twins.contains(addition.key))
            m_rows.push_back({.key = addition.key,
                              .onDisk = {},
                              .lineOnDisk = {},
                              .line = addition.line,
                              .isUsedOnDisk = false,
                              .isUsed = addition.isUsed,
                              .isRemoved = false});
    }
}

/// The row that a pasted server is already: one that is in use before one that is not.
const ServerDraft::DiskRow *ServerDraft::findHost(const PastedServer &server) const
{
    const Result<HostSpec> host = m_configuration.daemon == DaemonKind::Timesyncd
                                      ? parseHostSpec(server.line.host)
                                      : hostOf(m_configuration.daemon, server.line);
    if (!host)
        return nullptr;
    const DiskRow *best = nullptr;
    for (const DiskRow &row : m_disk) {
        if (!row.server.isEditable || row.server.isFallback ||
            row.server.host.canonical() != host->canonical())
            continue;
        if (best == nullptr || (isUsedOnDisk(row.server) && !isUsedOnDisk(best->server)))
            best = &row;
    }
    return best;
}

DraftWishes ServerDraft::withAdded(const std::vector<PastedServer> &servers)
{
    DraftWishes wishes = m_wishes;
    for (const PastedServer &server : servers) {
        if (const DiskRow *row = findHost(server)) {
            DraftWishes::OfRow &wish = wishes.rows[row->key];
            wish.isNamed = true;
            wish.isRemoved = false;
            wish.isUsed = true;
            if (!server.isBare)
                wish.line = areSameWords(server.line, row->line) ? std::nullopt : std::optional(server.line);
            continue;
        }
        const auto added = std::ranges::find_if(wishes.additions, [&server](const auto &addition) {
            return addition.line.host.compare(server.line.host, Qt::CaseInsensitive) == 0;
        });
        if (added == wishes.additions.end()) {
            wishes.additions.push_back({.key = m_nextKey++, .line = server.line, .isUsed = true});
            continue;
        }
        added->isUsed = true;
        if (!server.isBare)
            added->line = server.line;
    }
    wishes.onlyTheseIsUsual = wishes.onlyTheseIsUsual || servers.size() > 1;
    return wishes;
}

DraftWishes ServerDraft::withUsed(const std::vector<int> &keys, bool isUsed) const
{
    DraftWishes wishes = m_wishes;
    for (const int key : keys) {
        const auto added = std::ranges::find(wishes.additions, key, &DraftWishes::Addition::key);
        const DraftRow *present = row(key);
        if (added != wishes.additions.end()) {
            added->isUsed = isUsed;
        } else if (present != nullptr && present->isEditable()) {
            wishes.rows[key].isUsed = isUsed;
            wishes.rows[key].isRemoved = false;
        }
    }
    return wishes;
}

DraftWishes ServerDraft::withRemoved(const std::vector<int> &keys) const
{
    DraftWishes wishes = m_wishes;
    for (const int key : keys) {
        const DraftRow *present = row(key);
        if (std::erase_if(wishes.additions, [key](const auto &addition) { return addition.key == key; }) ==
                0 &&
            present != nullptr && present->isEditable())
            wishes.rows[key] = {.isRemoved = true, .isNamed = false, .isUsed = {}, .line = {}};
    }
    return wishes;
}

DraftWishes ServerDraft::withRestored(const std::vector<int> &keys) const
{
    DraftWishes wishes = m_wishes;
    for (const int key : keys) {
        wishes.rows.erase(key);
        const DraftRow *present = row(key);
        // Also from what was said of all others.
        if (present != nullptr && present->onDisk && takesOnlyThese() && present->isEditable())
            wishes.rows[key].isUsed = present->isUsedOnDisk;
    }
    return wishes;
}

DraftWishes ServerDraft::withLine(int key, const ServerLine &line) const
{
    DraftWishes wishes = m_wishes;
    const auto added = std::ranges::find(wishes.additions, key, &DraftWishes::Addition::key);
    const DraftRow *present = row(key);
    if (added != wishes.additions.end())
        added->line = line;
    else if (present != nullptr && present->isEditable())
        wishes.rows[key].line = line == present->lineOnDisk ? std::nullopt : std::optional(line);
    return wishes;
}

DraftWishes ServerDraft::withOnlyThese(bool onlyThese) const
{
    DraftWishes wishes = m_wishes;
    wishes.onlyThese = onlyThese;
    return wishes;
}

DraftWishes ServerDraft::withMayLeaveNone(bool may) const
{
    DraftWishes wishes = m_wishes;
    wishes.mayLeaveNone = may;
    return wishes;
}

DraftWishes ServerDraft::withDhcpIgnored(bool isIgnored) const
{
    DraftWishes wishes = m_wishes;
    wishes.ignoresDhcp = isIgnored;
    return wishes;
}

bool ServerDraft::runsFromDhcpCopy() const
{
    return std::ranges::any_of(m_configuration.files->texts,
                               [](const ConfigText &text) { return text.path == ntpsecDhcpCopy; });
}

// --- Servers that have gone from the files ---

std::vector<DraftRow> ServerDraft::lost() const
{
    std::vector<DraftRow> lost;
    for (const auto &[key, wish] : m_wishes.rows) {
        const auto gone = m_gone.find(key);
        const bool isWanted =
            !wish.isRemoved && wish.isUsed != false && (wish.isUsed || wish.line || wish.isNamed);
        if (!isWanted || gone == m_gone.end())
            continue;
        const DiskRow &row = gone->second;
        lost.push_back({.key = key,
                        .onDisk = row.server,
                        .lineOnDisk = row.line,
                        .line = wish.line.value_or(row.line),
                        .isUsedOnDisk = isUsedOnDisk(row.server),
                        .isUsed = true,
                        .isRemoved = false});
    }
    return lost;
}

DraftWishes ServerDraft::withoutLost() const
{
    DraftWishes wishes = m_wishes;
    for (const DraftRow &row : lost())
        wishes.rows.erase(row.key);
    return wishes;
}

DraftWishes ServerDraft::withLostAdded()
{
    DraftWishes wishes = withoutLost();
    for (const DraftRow &row : lost())
        wishes.additions.push_back({.key = m_nextKey++, .line = row.line, .isUsed = true});
    return wishes;
}

} // namespace synchroscope
