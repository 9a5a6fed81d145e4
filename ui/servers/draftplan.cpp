// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serverdraft.h"

#include <algorithm>

/// From a draft's wishes to edits, and to the plan.
namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

using Verb = ServerEdit::Verb;

ServerEdit onTarget(Verb verb, const DraftRow &row, const QStringList &lines = {})
{
    return {.verb = verb, .target = row.onDisk->id, .lines = lines};
}

bool areTheSame(const ServerLine &a, const ServerLine &b)
{
    return a.type == b.type && a.host.compare(b.host, Qt::CaseInsensitive) == 0 &&
           std::equal(a.options.begin(), a.options.end(), b.options.begin(), b.options.end(),
                      [](const OptionWord &one, const OptionWord &other) {
                          return one.name.compare(other.name, Qt::CaseInsensitive) == 0 &&
                                 one.value == other.value;
                      });
}

} // namespace

bool ServerDraft::hasChanges() const
{
    return std::ranges::any_of(m_rows, &DraftRow::isPending) || (m_wishes.ignoresDhcp && runsFromDhcpCopy());
}

/// Whether Only does to the rows what is wanted: it spares every line that is the same as one of those that
/// stay, and takes no line that the daemon refuses.
bool ServerDraft::isOnlyTellable(const std::vector<DraftRow> &kept, const std::vector<DraftRow> &off) const
{
    return std::ranges::all_of(kept, [&](const DraftRow &row) {
        const std::vector<OptionFault> faults =
            checkServerLine(m_configuration.daemon, row.lineOnDisk, m_configuration.version);
        return std::ranges::all_of(
                   faults,
                   [](const OptionFault &fault) { return fault.weight == OptionFault::Weight::Advice; }) &&
               std::ranges::none_of(off, [&row](const DraftRow &other) {
                   return areTheSame(row.lineOnDisk, other.lineOnDisk);
               });
    });
}

/// `lines`: the new ones.
void ServerDraft::planOnly(ServerEdits &edits, QStringList lines) const
{
    std::vector<DraftRow> kept;
    std::vector<DraftRow> off;
    for (const DraftRow &row : m_rows) {
        if (row.isNew() || row.isRemoved || !row.onDisk->isEnabled || row.onDisk->isFallback)
            continue;
        const bool isNamedAgain = m_configuration.daemon == DaemonKind::Timesyncd && !row.onDisk->isOwn;
        if (row.isUsed && row.isEditable() && !isNamedAgain)
            kept.push_back(row);
        else if (!row.isUsed && row.isEditable())
            off.push_back(row);
    }
    if (isOnlyTellable(kept, off)) {
        for (const DraftRow &row : kept)
            lines.append(textOf(row.lineOnDisk));
        edits.edits.push_back({.verb = Verb::Only, .target = {}, .lines = lines});
        return;
    }
    if (!lines.isEmpty())
        edits.edits.push_back({.verb = Verb::Add, .target = {}, .lines = lines});
    for (const DraftRow &row : off)
        edits.edits.push_back(onTarget(Verb::Disable, row));
}

ServerEdits ServerDraft::edits() const
{
    ServerEdits edits;
    edits.version = m_configuration.version;
    edits.mayLeaveNone = m_wishes.mayLeaveNone;
    const bool isTimesyncd = m_configuration.daemon == DaemonKind::Timesyncd;
    const bool isOnly = takesOnlyThese();
    const bool takesBack = isTimesyncd && (isOnly || std::ranges::any_of(m_rows, [](const DraftRow &row) {
                                               return row.onDisk && row.onDisk->isEnabled &&
                                                      !row.onDisk->isInForce && !row.onDisk->isFallback;
                                           }));
    // Of timesyncd's a server in another file counts only where our own names it too.
    const auto isNamedAgain = [takesBack, isOnly](const DraftRow &row) {
        return takesBack && row.isUsed && !row.isNew() && !row.onDisk->isOwn && !row.onDisk->isFallback &&
               (isOnly || row.isSwitched());
    };
    // First the lines, since each is put in the place of all that stands there.
    QStringList added;
    for (const DraftRow &row : m_rows) {
        if ((row.isNew() && row.isUsed) || isNamedAgain(row))
            added.append(textOf(row.line));
        else if (row.isChanged() && !row.isRemoved)
            edits.edits.push_back(onTarget(Verb::Set, row, {textOf(row.line)}));
    }
    if (isOnly)
        planOnly(edits, added);
    else if (!added.isEmpty())
        edits.edits.push_back({.verb = Verb::Add, .target = {}, .lines = added});
    for (const DraftRow &row : m_rows) {
        if (row.isNew())
            continue;
        const bool goes = row.isSwitched() && row.onDisk->isEnabled && !row.isUsed;
        if (row.isRemoved)
            edits.edits.push_back(onTarget(Verb::Remove, row));
        else if (goes && (!isOnly || row.onDisk->isFallback))
            edits.edits.push_back(onTarget(Verb::Disable, row));
        else if (row.isUsed && !row.onDisk->isEnabled && !isNamedAgain(row))
            edits.edits.push_back(onTarget(Verb::Enable, row));
    }
    if (m_wishes.ignoresDhcp && runsFromDhcpCopy())
        edits.edits.push_back({.verb = Verb::IgnoreDhcp, .target = {}, .lines = {}});
    return edits;
}

const std::variant<ChangePlan, PlanFault> &ServerDraft::plan() const
{
    if (!m_plan)
        m_plan = planChanges(m_configuration.daemon, *m_configuration.files, edits());
    return *m_plan;
}

std::vector<ListedServer> ServerDraft::servers() const
{
    if (const ChangePlan *made = std::get_if<ChangePlan>(&plan()))
        return made->servers;
    std::vector<ListedServer> servers;
    for (const DraftRow &row : m_rows) {
        if (row.isRemoved)
            continue;
        ListedServer server = row.onDisk.value_or(ListedServer());
        const Result<HostSpec> host = parseHostSpec(row.line.host);
        server.type = row.line.type;
        server.host = host ? *host : server.host;
        server.options.clear();
        for (const OptionWord &option : row.line.options) {
            server.options.append(option.name);
            if (option.value)
                server.options.append(*option.value);
        }
        server.isEnabled = row.isUsed;
        server.isInForce = row.isUsed && (!row.onDisk || row.onDisk->isInForce || row.isSwitched());
        servers.push_back(std::move(server));
    }
    return servers;
}

} // namespace synchroscope
