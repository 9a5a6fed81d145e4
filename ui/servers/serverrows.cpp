// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serverrows.h"

#include "core/config/dhcphook.h"
#include "core/diagnosis/changefollow.h"
#include "core/diagnosis/daemonkinds.h"
#include "core/diagnosis/judgement.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/optionwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/testwording.h"

#include <QCoreApplication>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using wording::SourceTone;

namespace {

class ServerRows
{
    Q_DECLARE_TR_FUNCTIONS(ServerRows)
};

/// What a daemon makes of servers, found by their names.
class InEffect
{
public:
    InEffect(const DaemonReport *report, const ServerDraft &draft) : m_report(report)
    {
        if (report == nullptr)
            return;
        for (const DaemonSource &source : report->sources) {
            m_sources[source.name.toLower()].push_back(&source);
            if (!source.address.isEmpty() && source.address != source.name)
                m_sources[source.address.toLower()].push_back(&source);
        }
        std::vector<ListedServer> inForce;
        for (const DraftRow &row : draft.rows()) {
            if (row.onDisk && row.onDisk->isInForce)
                inForce.push_back(*row.onDisk);
        }
        for (const DaemonSource &source : report->sources) {
            const bool isBetter = m_bestMember == nullptr || source.standing < m_bestMember->standing;
            if (isBetter && isUnnamedMember(*report, source, inForce))
                m_bestMember = &source;
        }
    }

    /// Of a line of the files.
    void tell(ServerRow &row, const ListedServer &server) const
    {
        const QStringList names{server.host.typed, server.host.host};
        const DaemonSource *source = m_report == nullptr ? nullptr : bestOf(names);
        if (server.type == ServerType::Pool && server.isInForce && m_bestMember != nullptr &&
            (source == nullptr || m_bestMember->standing < source->standing))
            return tellMember(row);
        if (source != nullptr && server.isFallback && !server.isInForce && server.isEnabled &&
            source->standing != SourceStanding::Selected)
            return tellFallback(row);
        tell(row, names, server.isInForce);
    }

    void tell(ServerRow &row, const QStringList &names, bool isInForce) const
    {
        if (m_report == nullptr) {
            row.inEffect = ServerRows::tr("not running");
            row.effectHelp = ServerRows::tr("The time service does not run, so nothing is in effect.");
            return;
        }
        const DaemonSource *source = bestOf(names);
        if (source == nullptr)
            return tellUnnamed(row, isInForce);
        const Standing standing = standingOf(*m_report, *source);
        row.effectMark = {shapeOf(source->standing, standing), wording::standingTone(standing)};
        row.inEffect = wordOf(standing);
        row.effectHelp =
            ServerRows::tr("%1 names this server itself.").arg(wording::daemonName(m_report->kind));
        if (isInForce)
            return;
        row.inEffect =
            ServerRows::tr("still %1", "in effect though it is in no file any more: used").arg(row.inEffect);
        row.effectHelp += u' ' + ServerRows::tr("Its files do not, so it will go at the next restart.");
    }

private:
    void tellMember(ServerRow &row) const
    {
        const Standing standing = standingOf(*m_report, *m_bestMember);
        row.effectMark = {shapeOf(m_bestMember->standing, standing), wording::standingTone(standing)};
        row.inEffect = wordOf(standing);
        row.effectHelp =
            ServerRows::tr("%1 names the members of its pools by their addresses alone. This is the best of "
                           "those that no other line names: %2.",
                           "a time service, an address")
                .arg(wording::daemonName(m_report->kind), m_bestMember->address);
    }

    void tellFallback(ServerRow &row) const
    {
        row.inEffect = ServerRows::tr("fallback, not asked now");
        row.effectHelp = ServerRows::tr("%1 asks it only while no other server is known.")
                             .arg(wording::daemonName(m_report->kind));
    }

    const DaemonSource *bestOf(const QStringList &names) const
    {
        const DaemonSource *best = nullptr;
        for (const QString &name : names) {
            for (const DaemonSource *source : m_sources.value(name.toLower())) {
                if (best == nullptr || source->standing < best->standing)
                    best = source;
            }
        }
        return best;
    }

    QString wordOf(const Standing &standing) const
    {
        return standing.reason == StandingReason::Counted && !isPast(*m_report, standing)
                   ? ServerRows::tr("used", "its time is counted")
                   : wording::standingState(*m_report, standing);
    }

    void tellUnnamed(ServerRow &row, bool isInForce) const
    {
        const QString daemon = wording::daemonName(m_report->kind);
        if (m_report->answer != DaemonAnswer::Answering || m_report->sources.empty()) {
            row.inEffect = isInForce ? ServerRows::tr("not told") : QString();
            row.effectHelp = ServerRows::tr("%1 does not tell which servers it has.").arg(daemon);
        } else if (isInForce) {
            row.inEffect = ServerRows::tr("not in effect yet");
            row.effectMark = {StateShape::Clock, SourceTone::Warning};
            row.effectHelp = ServerRows::tr("Its files name this server and %1 does not: it has not read "
                                            "them since they were changed.")
                                 .arg(daemon);
        }
    }

    static StateShape shapeOf(SourceStanding standing, const Standing &told)
    {
        switch (standing) {
        case SourceStanding::Selected:
            return StateShape::Star;
        case SourceStanding::Combined:
            return StateShape::Plus;
        case SourceStanding::Selectable:
            return StateShape::Dash;
        case SourceStanding::Falseticker:
            return StateShape::Cross;
        case SourceStanding::Jittery:
            return StateShape::Tilde;
        case SourceStanding::Unusable:
        case SourceStanding::Untold:
            break;
        }
        const bool isComing =
            told.reason == StandingReason::Gathering || told.reason == StandingReason::Comparing;
        return isComing ? StateShape::Clock : StateShape::Question;
    }

    const DaemonReport *m_report;
    QHash<QString, std::vector<const DaemonSource *>> m_sources;
    const DaemonSource *m_bestMember = nullptr; ///< of pools, whose lines are not told by name
};

StateMark testMark(const ServerTest &test)
{
    if (!test.isFinished)
        return {StateShape::Clock, SourceTone::Neutral};
    const auto answers = std::ranges::count(test.asked, QueryOutcome::Ok, &AddressTest::outcome);
    if (answers == 0)
        return {StateShape::Triangle, SourceTone::Bad};
    return answers == std::ssize(test.asked) ? StateMark{StateShape::Tick, SourceTone::Good}
                                             : StateMark{StateShape::Triangle, SourceTone::Warning};
}

ServerRow::Pending pendingOf(const DraftRow &row)
{
    using enum ServerRow::Pending;
    if (row.isRemoved)
        return Removed;
    if (row.isNew())
        return New;
    if (row.isSwitched())
        return row.isUsed ? SwitchedOn : SwitchedOff;
    return row.isChanged() ? Changed : None;
}

/// "chrony.conf:18", "own file:3", "DHCP: eth0.sources:1".
QString placeOf(const ListedServer &server)
{
    const QString line = u":%1"_s.arg(server.line);
    if (server.isOwn)
        return ServerRows::tr("own file%1", "of this program; then a colon and the line").arg(line);
    QString place = server.file.isEmpty() ? QString() : server.file.section(u'/', -1) + line;
    switch (server.origin) {
    case ServerOrigin::Dhcp:
        return ServerRows::tr("DHCP: %1", "a file and line").arg(place);
    case ServerOrigin::Default:
        return ServerRows::tr("built-in default");
    case ServerOrigin::Administrator:
    case ServerOrigin::Distribution:
    case ServerOrigin::Running:
        break;
    }
    return place;
}

QString whereText(const DraftRow &row, ServerRow::Pending pending, DaemonKind daemon)
{
    const bool hasOwnFile = daemon == DaemonKind::Chrony || daemon == DaemonKind::Timesyncd;
    if (row.isNew() && !row.isUsed)
        return ServerRows::tr("new, will not be added");
    if (row.isNew())
        return hasOwnFile ? ServerRows::tr("own file, new") : ServerRows::tr("ntp.conf, new");
    const ListedServer &server = *row.onDisk;
    QString place = placeOf(server);
    switch (pending) {
    case ServerRow::Pending::Removed:
        return ServerRows::tr("%1, will be removed", "a file and line").arg(place);
    case ServerRow::Pending::SwitchedOff:
        return daemon == DaemonKind::Timesyncd && !server.isOwn
                   ? ServerRows::tr("%1, will no longer count", "a file and line").arg(place)
                   : ServerRows::tr("%1, will be commented out", "a file and line").arg(place);
    case ServerRow::Pending::SwitchedOn:
        return ServerRows::tr("%1, will be switched on", "a file and line").arg(place);
    case ServerRow::Pending::Changed:
        return ServerRows::tr("%1, changed", "a file and line").arg(place);
    case ServerRow::Pending::None:
    case ServerRow::Pending::New:
        break;
    }
    if (!server.isEnabled)
        return ServerRows::tr("%1, switched off", "a file and line").arg(place);
    if (!server.isInForce)
        return server.isFallback ? ServerRows::tr("%1, fallback", "a file and line").arg(place)
                                 : ServerRows::tr("%1, not in force", "a file and line").arg(place);
    return place;
}

QString whereHelp(const DraftRow &row, DaemonKind daemon)
{
    if (row.isNew())
        return ServerRows::tr("New: it stands in no file yet.");
    const ListedServer &server = *row.onDisk;
    QStringList sentences{wording::origin({.host = server.host,
                                           .daemon = daemon,
                                           .origin = server.origin,
                                           .type = server.type,
                                           .file = server.file,
                                           .line = server.line})};
    if (const QStringList hooks = dhcpHooks(server.file); !hooks.isEmpty())
        sentences.append(ServerRows::tr("Whatever manages the network has it written: %1", "scripts")
                             .arg(hooks.join(u", "_s)));
    if (!server.isEditable)
        sentences.append(ServerRows::tr("It is not the administrator's file, so it is not changed here."));
    if (server.isEnabled && !server.isInForce && !server.isFallback)
        sentences.append(ServerRows::tr("Another file takes it back."));
    if (server.isEnabled && server.isFallback)
        sentences.append(ServerRows::tr("It is asked only while no other server is known."));
    if (row.isChanged() && !row.isRemoved)
        sentences.append(ServerRows::tr("On the disk: %1", "a line").arg(formatServerLine(row.lineOnDisk)));
    return sentences.join(u'\n');
}

QString pollText(DaemonKind daemon, const ServerLine &line)
{
    const auto number = [&](QLatin1StringView name) {
        if (const OptionWord *word = optionOf(daemon, line, name))
            return word->value.value_or(QString());
        const SourceOption *option = findOption(daemon, QByteArrayView(name.data(), name.size()));
        return option && option->standard ? QString::number(*option->standard) : QString();
    };
    const QString shortest = number("minpoll"_L1);
    const QString longest = number("maxpoll"_L1);
    return shortest.isEmpty() || longest.isEmpty() ? QString() : shortest + u'–' + longest;
}

bool hasOption(DaemonKind daemon, const ServerLine &line, QLatin1StringView name)
{
    return optionOf(daemon, line, name) != nullptr;
}

void addDevices(std::vector<ServerRow> &rows, const std::vector<NamedDevice> &devices,
                const InEffect &inEffect)
{
    int key = 0;
    for (const NamedDevice &device : devices) {
        ServerRow row;
        row.key = --key;
        row.type = device.driver;
        row.name = device.parameter.isEmpty() ? device.referenceId : device.parameter;
        inEffect.tell(row, {device.referenceId}, true);
        row.test = ServerRows::tr("a local device, cannot be asked");
        row.testHelp = row.test;
        row.where = u"%1:%2"_s.arg(device.file.section(u'/', -1)).arg(device.line);
        row.whereHelp = ServerRows::tr("%1, line %2. Reference clocks are not changed here.")
                            .arg(device.file, QString::number(device.line));
        rows.push_back(std::move(row));
    }
}

} // namespace

const DaemonReport *reportOf(const ServerConfiguration &configuration, const MachineDaemons &machine)
{
    const DaemonReport *best = nullptr;
    int bestFit = -1;
    for (const DaemonReport &daemon : machine.daemons) {
        if (daemon.isElsewhere || !areAlike(daemon.kind, configuration.daemon) ||
            daemon.answer == DaemonAnswer::Refused)
            continue;
        const bool isUnit =
            daemon.process && !configuration.unit.isEmpty() && daemon.process->unit == configuration.unit;
        const bool isFile =
            daemon.process && (daemon.process->mainFile == configuration.mainFile ||
                               (configuration.mainFile.isEmpty() &&
                                isUsualMainFile(configuration.daemon, daemon.process->mainFile)));
        const int fit = (isUnit ? 4 : 0) + (isFile ? 2 : 0) + (maySteer(daemon) ? 1 : 0);
        if (fit > bestFit) {
            best = &daemon;
            bestFit = fit;
        }
    }
    return best;
}

std::optional<HostSpec> hostOfRow(const ServerDraft &draft, const DraftRow &row)
{
    const DaemonKind daemon = draft.configuration().daemon;
    if (row.onDisk && row.line.host == row.lineOnDisk.host)
        return row.onDisk->host;
    const bool hasLines =
        daemon == DaemonKind::Chrony || daemon == DaemonKind::Ntpsec || daemon == DaemonKind::Ntpd;
    const Result<HostSpec> host = hasLines ? hostOf(daemon, row.line) : parseHostSpec(row.line.host);
    return host ? std::optional(*host) : std::nullopt;
}

std::vector<ServerRow> serverRows(const ServerDraft &draft, const DaemonReport *report,
                                  const ServerTests &tests)
{
    const DaemonKind daemon = draft.configuration().daemon;
    const InEffect inEffect(report, draft);
    std::vector<ServerRow> rows;
    rows.reserve(draft.rows().size());
    for (const DraftRow &each : draft.rows()) {
        ServerRow row;
        row.key = each.key;
        row.pending = pendingOf(each);
        row.isUsed = each.isUsed;
        row.isEditable = each.isEditable();
        row.isQuiet = !each.isUsed || (each.onDisk && !each.onDisk->isInForce && !each.isSwitched());
        row.type = wording::serverTypeLabel(each.line.type);
        row.name = each.line.host;
        row.iburst = hasOption(daemon, each.line, "iburst"_L1);
        row.prefer = hasOption(daemon, each.line, "prefer"_L1);
        row.nts = hasOption(daemon, each.line, "nts"_L1);
        row.poll = pollText(daemon, each.line);
        const std::optional<HostSpec> host = hostOfRow(draft, each);
        if (each.onDisk)
            inEffect.tell(row, *each.onDisk);
        if (host && tests.contains(host->canonical())) {
            const ServerTest test = tests.value(host->canonical());
            row.test = wording::testSummary(test);
            row.testHelp = wording::testDetails(test);
            row.testMark = testMark(test);
        }
        row.where = whereText(each, row.pending, daemon);
        row.whereHelp = whereHelp(each, daemon);
        rows.push_back(std::move(row));
    }
    addDevices(rows, draft.configuration().files->devices, inEffect);
    return rows;
}

} // namespace synchroscope
