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

/// Which of the rows that were known the rows of files that were read again are.
class ServerDraft::KeyFinder
{
public:
    enum class Look : quint8 {
        Said,   ///< what its line said
        Wanted, ///< what was wished that it say
        Host,   ///< which server it was
    };

    KeyFinder(const ServerDraft &draft, const std::vector<DiskRow> &rows)
        : m_draft(draft)
        , m_rows(rows)
        , m_keys(rows.size(), 0)
    {
        for (const DiskRow &row : draft.m_disk)
            m_known.push_back(&row);
        for (const auto &[key, row] : draft.m_gone)
            m_known.push_back(&row);
    }

    const std::vector<int> &keys() const { return m_keys; }

    /// How many rows are known, and how many of these stand where they stood.
    std::pair<qsizetype, qsizetype> fitness() const
    {
        std::map<int, QString> places;
        for (const DiskRow &row : m_draft.m_disk)
            places.emplace(row.key, row.server.id);
        std::pair<qsizetype, qsizetype> fitness;
        for (size_t i = 0; i < m_rows.size(); ++i) {
            fitness.first += m_keys[i] != 0 ? 1 : 0;
            const auto place = places.find(m_keys[i]);
            fitness.second += place != places.end() && place->second == m_rows[i].server.id ? 1 : 0;
        }
        return fitness;
    }

    /// Those that have no key so far, in their order.
    void find(Look look)
    {
        QHash<QString, std::vector<int>> candidates;
        for (const DiskRow *row : m_known) {
            const QString signature = m_taken.contains(row->key) ? QString() : signatureOf(*row, look);
            if (!signature.isEmpty())
                candidates[signature].push_back(row->key);
        }
        QHash<QString, std::vector<size_t>> places;
        for (size_t i = 0; i < m_rows.size(); ++i) {
            if (m_keys[i] == 0)
                places[signatureOf(m_rows[i], look == Look::Wanted ? Look::Said : look)].push_back(i);
        }
        for (auto found = places.cbegin(); found != places.cend(); ++found) {
            std::vector<int> keys = candidates.value(found.key());
            leaveOut(keys, found.value().size());
            for (size_t i = 0; i < keys.size(); ++i) {
                m_keys[found.value()[i]] = keys[i];
                m_taken.insert(keys[i]);
            }
        }
    }

private:
    QString signatureOf(const DiskRow &row, Look look) const
    {
        if (look == Look::Host)
            return row.server.file + u'\n' + row.server.host.canonical();
        if (look == Look::Said)
            return row.server.file + u'\n' + m_draft.textOf(row.line);
        const auto wish = m_draft.m_wishes.rows.find(row.key);
        return wish == m_draft.m_wishes.rows.end() || !wish->second.line
                   ? QString()
                   : row.server.file + u'\n' + m_draft.textOf(*wish->second.line);
    }

    /// Of lines that are the same, those go first that were to go, or to become others.
    void leaveOut(std::vector<int> &keys, size_t most) const
    {
        if (keys.size() <= most)
            return;
        std::vector<int> chosen = keys;
        std::ranges::stable_sort(chosen, {}, [this](int key) {
            const auto wish = m_draft.m_wishes.rows.find(key);
            return wish != m_draft.m_wishes.rows.end() && (wish->second.isRemoved || wish->second.line);
        });
        chosen.resize(most);
        std::erase_if(keys, [&chosen](int key) { return std::ranges::find(chosen, key) == chosen.end(); });
    }

    const ServerDraft &m_draft;
    const std::vector<DiskRow> &m_rows;
    std::vector<const DiskRow *> m_known;
    std::vector<int> m_keys; ///< of each row; 0: not known
    QSet<int> m_taken;
};

/// Each row gets the key of the one that it was: which says the same, else what was wished of it, else the
/// same server in the same file. Where one line was to become what another one was, the wishes may have come
/// true; then it is the other way round, and more rows are known that way.
void ServerDraft::takeKeys(std::vector<DiskRow> &rows) const
{
    using Look = KeyFinder::Look;
    KeyFinder asBefore(*this, rows);
    asBefore.find(Look::Said);
    asBefore.find(Look::Wanted);
    KeyFinder asWished(*this, rows);
    asWished.find(Look::Wanted);
    asWished.find(Look::Said);
    KeyFinder &better = asWished.fitness() > asBefore.fitness() ? asWished : asBefore;
    better.find(Look::Host);
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i].key = better.keys()[i];
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
    m_twinRows.clear();
    if (m_wishes.additions.empty())
        return;
    QHash<QString, std::vector<const DiskRow *>> rows;
    for (const DiskRow &row : m_disk) {
        if (isUsedOnDisk(row.server) && row.server.isEditable && !row.server.isFallback)
            rows[row.line.host.toLower()].push_back(&row);
    }
    for (const DraftWishes::Addition &addition : m_wishes.additions) {
        if (!addition.isUsed)
            continue;
        for (const DiskRow *row : rows.value(addition.line.host.toLower())) {
            if (!areSameWords(row->line, addition.line))
                continue;
            m_twins.emplace(addition.key, row->key);
            m_twinRows.insert(row->key);
            break;
        }
    }
}

/// What has come true of the wishes is no addition any more where one of these rows is it: it would come
/// back as a new server once its line says something else.
DraftWishes ServerDraft::wishesAbout(const std::vector<int> &keys) const
{
    DraftWishes wishes = m_wishes;
    std::erase_if(wishes.additions, [&](const DraftWishes::Addition &addition) {
        const auto twin = m_twins.find(addition.key);
        if (twin == m_twins.end() || std::ranges::find(keys, twin->second) == keys.end())
            return false;
        wishes.rows[twin->second].isNamed = true;
        return true;
    });
    return wishes;
}

bool ServerDraft::isThese(const DiskRow &row, const DraftWishes::OfRow &wish) const
{
    return wish.isNamed || m_twinRows.contains(row.key);
}

bool ServerDraft::isOneOfThese(int key) const
{
    const auto wish = m_wishes.rows.find(key);
    return (wish != m_wishes.rows.end() && wish->second.isNamed) || m_twinRows.contains(key);
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

/// By which a pasted server is found among those of the files; absent: no server is called so.
std::optional<QString> ServerDraft::hostKeyOf(const PastedServer &server) const
{
    const Result<HostSpec> host = m_configuration.daemon == DaemonKind::Timesyncd
                                      ? parseHostSpec(server.line.host)
                                      : hostOf(m_configuration.daemon, server.line);
    return host ? std::optional(host->canonical()) : std::nullopt;
}

DraftWishes ServerDraft::withAdded(const std::vector<PastedServer> &servers)
{
    // One that is in use before one that is not.
    QHash<QString, const DiskRow *> known;
    for (const DiskRow &row : m_disk) {
        if (!row.server.isEditable || row.server.isFallback)
            continue;
        const DiskRow *&best = known[row.server.host.canonical()];
        if (best == nullptr || (isUsedOnDisk(row.server) && !isUsedOnDisk(best->server)))
            best = &row;
    }
    DraftWishes wishes = m_wishes;
    QHash<QString, size_t> additions;
    for (size_t i = 0; i < wishes.additions.size(); ++i)
        additions.insert(wishes.additions[i].line.host.toLower(), i);
    for (const PastedServer &server : servers) {
        const std::optional<QString> host = hostKeyOf(server);
        if (const DiskRow *row = host ? known.value(*host, nullptr) : nullptr) {
            DraftWishes::OfRow &wish = wishes.rows[row->key];
            wish.isNamed = true;
            wish.isRemoved = false;
            wish.isUsed = true;
            if (!server.isBare)
                wish.line = areSameWords(server.line, row->line) ? std::nullopt : std::optional(server.line);
            continue;
        }
        const auto added = additions.constFind(server.line.host.toLower());
        if (added == additions.constEnd()) {
            additions.insert(server.line.host.toLower(), wishes.additions.size());
            wishes.additions.push_back({.key = m_nextKey++, .line = server.line, .isUsed = true});
            continue;
        }
        DraftWishes::Addition &addition = wishes.additions[*added];
        addition.isUsed = true;
        if (!server.isBare)
            addition.line = server.line;
    }
    wishes.onlyTheseIsUsual = wishes.onlyTheseIsUsual || servers.size() > 1;
    return wishes;
}

DraftWishes ServerDraft::withUsed(const std::vector<int> &keys, bool isUsed) const
{
    DraftWishes wishes = wishesAbout(keys);
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
    DraftWishes wishes = wishesAbout(keys);
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

std::vector<int> keysOf(const std::vector<std::pair<int, ServerLine>> &lines)
{
    std::vector<int> keys(lines.size());
    std::ranges::transform(lines, keys.begin(), &std::pair<int, ServerLine>::first);
    return keys;
}

DraftWishes ServerDraft::withLine(int key, const ServerLine &line) const
{
    return withLines({{key, line}});
}

DraftWishes ServerDraft::withLines(const std::vector<std::pair<int, ServerLine>> &lines) const
{
    DraftWishes wishes = wishesAbout(keysOf(lines));
    for (const auto &[key, line] : lines) {
        const auto added = std::ranges::find(wishes.additions, key, &DraftWishes::Addition::key);
        const DraftRow *present = row(key);
        if (added != wishes.additions.end())
            added->line = line;
        else if (present != nullptr && present->isEditable())
            wishes.rows[key].line = line == present->lineOnDisk ? std::nullopt : std::optional(line);
    }
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
