// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pastedmoment.h"

#include "core/diagnosis/daemonkinds.h"

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

QString PastedText::line(int number) const
{
    const bool isThere = number >= 1 && number <= std::ssize(lines);
    return isThere ? QStringView(lines[size_t(number) - 1].text).trimmed().toString() : QString();
}

int PastedText::lineBeginning(const PastedBlock &block, QStringView beginning) const
{
    for (int number = block.firstLine; number <= block.lastLine; ++number) {
        if (lines[size_t(number) - 1].bare().startsWith(beginning))
            return number;
    }
    return 0;
}

QByteArray PastedText::fileOf(const PastedBlock &block) const
{
    QByteArray file;
    for (int number = 1; number <= block.lastLine; ++number) {
        if (number >= block.firstLine && !std::ranges::binary_search(output.unrecognisedLines, number))
            file += lines[size_t(number) - 1].text.toUtf8();
        file += '\n';
    }
    return file;
}

QString usualFile(DaemonKind daemon)
{
    switch (daemon) {
    case DaemonKind::Timesyncd:
        return u"/etc/systemd/timesyncd.conf"_s;
    case DaemonKind::Ntpsec:
        return u"/etc/ntpsec/ntp.conf"_s;
    case DaemonKind::Ntpd:
        return u"/etc/ntp.conf"_s;
    case DaemonKind::NtpdRs:
        return u"/etc/ntpd-rs/ntp.toml"_s;
    case DaemonKind::OpenNtpd:
        return u"/etc/openntpd/ntpd.conf"_s;
    case DaemonKind::Chrony:
        break;
    }
    return u"/etc/chrony/chrony.conf"_s;
}

std::optional<DaemonKind> daemonOfUnit(const QString &unit)
{
    struct Known
    {
        QLatin1StringView beginning;
        DaemonKind daemon;
    };
    static constexpr std::array known = {
        Known{"chrony"_L1, DaemonKind::Chrony},     Known{"systemd-timesyncd"_L1, DaemonKind::Timesyncd},
        Known{"ntpsec"_L1, DaemonKind::Ntpsec},     Known{"ntpd-rs"_L1, DaemonKind::NtpdRs},
        Known{"openntpd"_L1, DaemonKind::OpenNtpd}, Known{"ntp.service"_L1, DaemonKind::Ntpd},
        Known{"ntpd.service"_L1, DaemonKind::Ntpd},
    };
    const auto found =
        std::ranges::find_if(known, [&unit](const Known &each) { return unit.startsWith(each.beginning); });
    return found == known.end() ? std::nullopt : std::optional(found->daemon);
}

DaemonKind ntpdOf(const PastedOutput &output)
{
    for (const PastedBlock &block : output.blocks) {
        const auto *unit = std::get_if<UnitReport>(&block.facts);
        const auto *configuration = std::get_if<PastedConfiguration>(&block.facts);
        if ((unit && unit->name.startsWith("ntpsec"_L1)) ||
            (configuration && configuration->daemon == DaemonKind::Ntpsec))
            return DaemonKind::Ntpsec;
    }
    return DaemonKind::Ntpd;
}

DaemonKind daemonOf(const PastedConfiguration &configuration, const PastedOutput &output)
{
    if (!configuration.isAmbiguous)
        return configuration.daemon;
    const auto isThere = [&output](auto isIts) { return std::ranges::any_of(output.blocks, isIts); };
    const bool isOfChrony = isThere([](const PastedBlock &block) {
        const auto *unit = std::get_if<UnitReport>(&block.facts);
        const auto *other = std::get_if<PastedConfiguration>(&block.facts);
        return block.kind() <= PastedKind::ChronySmoothing || (unit && unit->name.startsWith("chrony"_L1)) ||
               (other && other->daemon == DaemonKind::Chrony && !other->isAmbiguous);
    });
    const bool isOfOthers = isThere([](const PastedBlock &block) {
        const auto *unit = std::get_if<UnitReport>(&block.facts);
        const auto *other = std::get_if<PastedConfiguration>(&block.facts);
        const std::optional<DaemonKind> daemon = unit ? daemonOfUnit(unit->name) : std::nullopt;
        return block.kind() == PastedKind::NtpPeers || (daemon && areAlike(*daemon, DaemonKind::Ntpd)) ||
               (other && areAlike(other->daemon, DaemonKind::Ntpd));
    });
    return isOfOthers && !isOfChrony ? ntpdOf(output) : configuration.daemon;
}

namespace {

/// What of it there can be once only in a moment; empty: any number.
QString keyOf(const PastedBlock &block)
{
    QString key = pastedKindName(block.kind());
    if (const auto *unit = std::get_if<UnitReport>(&block.facts))
        return key + u' ' + unit->name;
    if (const auto *variables = std::get_if<PastedVariables>(&block.facts))
        return key + u' ' + QString::number(variables->association);
    if (const auto *configuration = std::get_if<PastedConfiguration>(&block.facts)) {
        const QString usual = usualFile(configuration->daemon);
        return key + u' ' + (configuration->path.isEmpty() ? usual : configuration->path);
    }
    switch (block.kind()) {
    case PastedKind::DaemonLog:
    case PastedKind::Answer:
    case PastedKind::WindowsStripChart:
        return {};
    default:
        return key;
    }
}

bool isOfWindows(PastedKind kind)
{
    return kind == PastedKind::WindowsStatus || kind == PastedKind::WindowsPeers ||
           kind == PastedKind::WindowsStripChart;
}

} // namespace

std::vector<PastedMoment> momentsOf(const PastedOutput &output)
{
    std::vector<PastedMoment> moments;
    QStringList keys;
    for (const PastedBlock &block : output.blocks) {
        const QString key = keyOf(block);
        const bool isOfAnother =
            !moments.empty() && isOfWindows(moments.back().back()->kind()) != isOfWindows(block.kind());
        if (moments.empty() || isOfAnother || (!key.isEmpty() && keys.contains(key))) {
            moments.emplace_back();
            keys.clear();
        }
        moments.back().push_back(&block);
        keys.append(key);
    }
    return moments;
}

std::optional<Instant> universalTimeOf(const PastedMoment &moment)
{
    for (const PastedBlock *block : moment) {
        const auto *clock = std::get_if<PastedClock>(&block->facts);
        if (clock && clock->universalTime)
            return clock->universalTime;
    }
    return std::nullopt;
}

bool isNamed(const QString &name, bool isCut, const QString &whole)
{
    return isCut ? whole.startsWith(name, Qt::CaseInsensitive)
                 : whole.compare(name, Qt::CaseInsensitive) == 0;
}

std::vector<DaemonSource> sourcesOf(const std::vector<PastedSource> &rows, Instant now)
{
    std::vector<DaemonSource> sources;
    sources.reserve(rows.size());
    for (const PastedSource &row : rows) {
        DaemonSource source = row.source;
        if (row.lastSampleAge)
            source.lastSample = now - *row.lastSampleAge;
        source.ordinal = int(std::ranges::count(sources, source.name, &DaemonSource::name));
        sources.push_back(std::move(source));
    }
    return sources;
}

std::optional<DaemonTracking> trackingBy(const std::vector<DaemonSource> &sources)
{
    const auto followed = std::ranges::find(sources, SourceStanding::Selected, &DaemonSource::standing);
    if (followed == sources.end())
        return std::nullopt;
    DaemonTracking tracking;
    tracking.synchronised = true;
    tracking.source = followed->name;
    if (followed->stratum)
        tracking.stratum = *followed->stratum + 1;
    // The error reaches to the reference clock that the source follows.
    tracking.systemOffset = followed->adjusted;
    tracking.rootDispersion = followed->error;
    return tracking;
}

DaemonReport *daemonAlike(MachineDaemons &machine, DaemonKind daemon)
{
    const auto found = std::ranges::find_if(
        machine.daemons, [daemon](const DaemonReport &report) { return areAlike(report.kind, daemon); });
    return found == machine.daemons.end() ? nullptr : &*found;
}

} // namespace synchroscope
