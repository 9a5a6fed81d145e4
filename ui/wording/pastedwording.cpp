// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/pastedwording.h"

#include "core/diagnosis/standing.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::PastedWords)
};

QString nameOfUnit(const UnitReport &unit)
{
    return u"systemctl status "_s + unit.name;
}

struct ServerCount
{
    int agreeing = 0;
    int total = 0; ///< 0: its daemon does not compare them, or they were not pasted
};

/// The servers of the daemon that follows `source`, as it judges them.
ServerCount comparedBy(const MachineDaemons &machine, const QString &source)
{
    ServerCount count;
    const auto daemon = std::ranges::find_if(
        machine.daemons, [&source](const DaemonReport &report) { return followedName(report) == source; });
    if (daemon == machine.daemons.end() || daemon->kind == DaemonKind::Timesyncd)
        return count;
    for (const DaemonSource &each : daemon->sources) {
        // Of one that only another output names nobody knows what its daemon makes of it.
        if (each.mode == SourceMode::ReferenceClock || !each.reach)
            continue;
        ++count.total;
        const bool agrees = each.standing == SourceStanding::Selected ||
                            each.standing == SourceStanding::Combined ||
                            each.standing == SourceStanding::Selectable;
        count.agreeing += agrees ? 1 : 0;
    }
    return count;
}

} // namespace

QString pastedName(const PastedBlock &block)
{
    switch (block.kind()) {
    case PastedKind::ChronySources:
        return u"chronyc sources"_s;
    case PastedKind::ChronySourceStatistics:
        return u"chronyc sourcestats"_s;
    case PastedKind::ChronyTracking:
        return u"chronyc tracking"_s;
    case PastedKind::ChronyActivity:
        return u"chronyc activity"_s;
    case PastedKind::ChronyExchanges:
        return u"chronyc ntpdata"_s;
    case PastedKind::ChronySelection:
        return u"chronyc selectdata"_s;
    case PastedKind::ChronyAuthentication:
        return u"chronyc authdata"_s;
    case PastedKind::ChronyServing:
        return u"chronyc serverstats"_s;
    case PastedKind::ChronyHardwareClock:
        return u"chronyc rtcdata"_s;
    case PastedKind::ChronySmoothing:
        return u"chronyc smoothing"_s;
    case PastedKind::Clock:
        return u"timedatectl"_s;
    case PastedKind::Timesync:
        return u"timedatectl timesync-status"_s;
    case PastedKind::NtpPeers:
        return u"ntpq -p"_s;
    case PastedKind::NtpVariables:
        return u"ntpq -c rv"_s;
    case PastedKind::NtpAssociations:
        return u"ntpq -c as"_s;
    case PastedKind::NtpStat:
        return u"ntpstat"_s;
    case PastedKind::Unit:
        return nameOfUnit(std::get<UnitReport>(block.facts));
    case PastedKind::DaemonLog:
        return Words::tr("log lines of time services");
    case PastedKind::Answer:
        return Words::tr("the answer of a command");
    case PastedKind::WindowsStatus:
        return u"w32tm /query /status"_s;
    case PastedKind::WindowsPeers:
        return u"w32tm /query /peers"_s;
    case PastedKind::WindowsStripChart:
        return u"w32tm /stripchart"_s;
    case PastedKind::Configuration:
        break;
    }
    const auto &configuration = std::get<PastedConfiguration>(block.facts);
    return Words::tr("a piece of the configuration of %1").arg(daemonName(configuration.daemon));
}

QString pastedMeaning(PastedKind kind)
{
    switch (kind) {
    case PastedKind::ChronySources:
        return Words::tr("Each source of chronyd, and what it makes of it.");
    case PastedKind::ChronySourceStatistics:
        return Words::tr("How steady the answers of each source are.");
    case PastedKind::ChronyTracking:
        return Words::tr("What chronyd thinks of this clock, and whom it follows.");
    case PastedKind::ChronyActivity:
        return Words::tr("How many sources chronyd may ask, and of how many it knows no address.");
    case PastedKind::ChronyExchanges:
        return Words::tr("The last answer of each server, in detail.");
    case PastedKind::ChronySelection:
        return Words::tr("Why chronyd uses a source, or does not.");
    case PastedKind::ChronyAuthentication:
        return Words::tr("How the answers of each server are authenticated.");
    case PastedKind::ChronyServing:
        return Words::tr("How chronyd serves the time to others.");
    case PastedKind::ChronyHardwareClock:
        return Words::tr("How far chronyd has found the hardware clock to be off.");
    case PastedKind::ChronySmoothing:
        return Words::tr("How the time that chronyd serves to others is drawn near to the true one.");
    case PastedKind::Clock:
        return Words::tr("The clock, its time zone, the hardware clock and whether a time service is on.");
    case PastedKind::Timesync:
        return Words::tr("The server that systemd-timesyncd asks, and its last answer.");
    case PastedKind::NtpPeers:
        return Words::tr("Each source of ntpd, and what it makes of it.");
    case PastedKind::NtpVariables:
        return Words::tr("What ntpd thinks of this clock, or of one of its sources.");
    case PastedKind::NtpAssociations:
        return Words::tr("The state of each source of ntpd, by its number.");
    case PastedKind::NtpStat:
        return Words::tr("Whether the time service says that the clock is synchronised.");
    case PastedKind::Unit:
        return Words::tr("Whether a time service runs, and what it wrote last into its log.");
    case PastedKind::DaemonLog:
        return Words::tr("What time services wrote into the log.");
    case PastedKind::Answer:
        return Words::tr("What a command said instead of doing its work, or that it did it.");
    case PastedKind::WindowsStatus:
        return Words::tr("What the time service of Windows thinks of its clock.");
    case PastedKind::WindowsPeers:
        return Words::tr("The servers that the time service of Windows asks.");
    case PastedKind::WindowsStripChart:
        return Words::tr("How far the clock of a Windows computer is from a server.");
    case PastedKind::Configuration:
        break;
    }
    return Words::tr("Which servers a time service is told to ask, and how.");
}

QString lineRange(int first, int last)
{
    return first == last ? Words::tr("line %1").arg(first) : Words::tr("lines %1 to %2").arg(first).arg(last);
}

QString unrecognisedText(const std::vector<int> &lines)
{
    QStringList ranges;
    for (size_t i = 0; i < lines.size();) {
        size_t end = i + 1;
        while (end < lines.size() && lines[end] == lines[end - 1] + 1)
            ++end;
        const int first = lines[i];
        const int last = lines[end - 1];
        ranges.append(first == last ? QString::number(first) : Words::tr("%1 to %2").arg(first).arg(last));
        i = end;
    }
    if (ranges.isEmpty())
        return {};
    if (lines.size() == 1)
        return Words::tr("Line %1 was not understood.").arg(ranges.constFirst());
    return Words::tr("Lines %1 were not understood.").arg(QLocale().createSeparatedList(ranges));
}

QString pastedSentence(const DiagnosisFacts &facts)
{
    const ClockJudgement &judgement = facts.judgement;
    const bool isOfServers = judgement.state == ClockState::Synchronised && !judgement.measuredHere &&
                             !judgement.ofDeviceOnly && !judgement.source.isEmpty();
    if (!isOfServers)
        return judgementSentence(judgement, facts.now);
    const QString offset = claimText(*judgement.offset, judgement.bound);
    const ServerCount servers = comparedBy(facts.machine, judgement.source);
    if (servers.total == 0)
        return Words::tr("Synchronised to %1: %2.", "server, offset").arg(judgement.source, offset);
    if (servers.total == 1)
        return Words::tr("Synchronised to %1: %2; no other server confirms it.", "server, offset")
            .arg(judgement.source, offset);
    return Words::tr("Synchronised to %1: %2; %3 of %n server(s) agree.", "server, offset, number",
                     servers.total)
        .arg(judgement.source, offset, QLocale().toString(servers.agreeing));
}

QString nothingWrongText(const PastedOutput &output)
{
    QStringList names;
    for (const PastedBlock &block : output.blocks) {
        if (const QString name = pastedName(block); !names.contains(name))
            names.append(name);
    }
    return Words::tr("Nothing is wrong in what was read: %1.").arg(QLocale().createSeparatedList(names));
}

} // namespace synchroscope::wording
