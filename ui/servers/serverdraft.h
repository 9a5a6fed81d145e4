// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/changeplan.h"
#include "core/config/serverconfiguration.h"
#include "core/config/serverline.h"
#include "ui/servers/pastedservers.h"

#include <QSet>

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace synchroscope {

/// What somebody wants of a server list, apart from what stands on the disk: a value, so that undoing is
/// going back to an earlier one. Rows are known by keys, which stay the same when files are read again.
struct DraftWishes
{
    struct OfRow
    {
        bool isRemoved = false;
        bool isNamed = false; ///< it is one of "these"
        std::optional<bool> isUsed;
        std::optional<ServerLine> line;

        friend bool operator==(const OfRow &, const OfRow &) = default;
    };
    struct Addition
    {
        int key = 0;
        ServerLine line;
        bool isUsed = true;

        friend bool operator==(const Addition &, const Addition &) = default;
    };

    std::map<int, OfRow> rows; ///< of those on the disk
    std::vector<Addition> additions;
    std::optional<bool> onlyThese; ///< absent: not answered so far
    bool onlyTheseIsUsual = false; ///< what counts until it is
    bool mayLeaveNone = false;
    bool ignoresDhcp = false; ///< NTPsec is to run from the administrator's file

    friend bool operator==(const DraftWishes &, const DraftWishes &) = default;
};

/// One server of the list, on the disk and as it is wanted.
struct DraftRow
{
    int key = 0;
    std::optional<ListedServer> onDisk; ///< absent: it is new
    ServerLine lineOnDisk;
    ServerLine line;           ///< as wanted
    bool isUsedOnDisk = false; ///< not switched off, and no other file takes it back
    bool isUsed = false;
    bool isRemoved = false;

    bool isNew() const { return !onDisk.has_value(); }
    bool isChanged() const { return onDisk && !(line == lineOnDisk); }
    bool isSwitched() const { return onDisk && isUsed != isUsedOnDisk; }
    bool isPending() const { return isNew() || isRemoved || isChanged() || isSwitched(); }
    /// False: the network, or a package, writes its file.
    bool isEditable() const { return !onDisk || onDisk->isEditable; }
    QString host() const { return line.host; }

    friend bool operator==(const DraftRow &, const DraftRow &) = default;
};

/// The keys that the lines belong to, in their order.
std::vector<int> keysOf(const std::vector<std::pair<int, ServerLine>> &lines);

/// A server list that is being edited: what the files say and what is wanted, and the plan that follows.
/// Plain values, no widget; it writes nothing.
class ServerDraft
{
public:
    /// Reads the list again where these files are not the ones that it has. Wishes stay with their servers:
    /// a line is known again by what it says, wherever in its file it stands now, and what has come true
    /// meanwhile is no wish any more.
    void setConfiguration(const ServerConfiguration &configuration);
    const ServerConfiguration &configuration() const { return m_configuration; }

    const DraftWishes &wishes() const { return m_wishes; }
    void setWishes(const DraftWishes &wishes);

    /// In the order of the files, then the new ones.
    const std::vector<DraftRow> &rows() const { return m_rows; }
    const DraftRow *row(int key) const;

    /// The wishes as they would be after it; the draft stays as it is.
    DraftWishes withAdded(const std::vector<PastedServer> &servers);
    DraftWishes withUsed(const std::vector<int> &keys, bool isUsed) const;
    /// New ones go altogether.
    DraftWishes withRemoved(const std::vector<int> &keys) const;
    /// As on the disk again.
    DraftWishes withRestored(const std::vector<int> &keys) const;
    DraftWishes withLine(int key, const ServerLine &line) const;
    DraftWishes withLines(const std::vector<std::pair<int, ServerLine>> &lines) const;
    DraftWishes withOnlyThese(bool onlyThese) const;
    DraftWishes withMayLeaveNone(bool may) const;
    DraftWishes withDhcpIgnored(bool isIgnored) const;

    /// Whether there are servers beside those that were added, about which somebody must be asked.
    bool asksWhetherOnly() const;
    /// Whether the others are switched off.
    bool takesOnlyThese() const { return m_takesOnlyThese; }
    /// Those that were added, or named again.
    int theseCount() const;
    bool isOneOfThese(int key) const;

    /// Whether anything is to be done.
    bool hasChanges() const;
    ServerEdits edits() const;
    /// Made once for each change of files or wishes.
    const std::variant<ChangePlan, PlanFault> &plan() const;
    /// The list as it would be: the plan's, or where there is none, as the rows have it.
    std::vector<ListedServer> servers() const;

    /// NTPsec runs from a copy that the network's script has made, so that edits have no effect.
    bool runsFromDhcpCopy() const;

    /// Servers for which something is wanted and that no file has any more, as they were.
    std::vector<DraftRow> lost() const;
    /// The wishes without those, or with each of them as a new server.
    DraftWishes withoutLost() const;
    DraftWishes withLostAdded();

private:
    struct DiskRow
    {
        int key = 0;
        ListedServer server;
        ServerLine line;
    };

    std::vector<DiskRow> readRows() const;
    class KeyFinder;

    void takeKeys(std::vector<DiskRow> &rows) const;
    bool isUsedOnDisk(const ListedServer &server) const;
    bool isUsed(const DiskRow &row, const DraftWishes::OfRow &wish) const;
    void findTwins();
    bool isThese(const DiskRow &row, const DraftWishes::OfRow &wish) const;
    std::optional<QString> hostKeyOf(const PastedServer &server) const;
    DraftWishes wishesAbout(const std::vector<int> &keys) const;
    void rebuild();
    bool isOnlyTellable(const std::vector<DraftRow> &kept, const std::vector<DraftRow> &off) const;
    void planOnly(ServerEdits &edits, QStringList lines) const;
    QString textOf(const ServerLine &line) const;

    ServerConfiguration m_configuration;
    std::vector<DiskRow> m_disk;
    std::map<int, DiskRow> m_gone; ///< rows of earlier readings, by their keys
    DraftWishes m_wishes;
    std::map<int, int> m_twins; ///< additions that stand in a file already, and which row they are
    QSet<int> m_twinRows;       ///< those rows
    // Of timesyncd, whose files may name a server twice.
    QSet<QString> m_usedHosts;   ///< somewhere on the disk
    QSet<QString> m_sparedHosts; ///< that are to be used by a wish of their own
    bool m_takesOnlyThese = false;
    std::vector<DraftRow> m_rows;
    int m_nextKey = 1;
    mutable std::optional<std::variant<ChangePlan, PlanFault>> m_plan;
};

} // namespace synchroscope
