// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/daemonwording.h"

#include "core/diagnosis/daemonkinds.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class DaemonWording
{
    Q_DECLARE_TR_FUNCTIONS(DaemonWording)
};

// A name to look up, and the first answers of all servers.
constexpr Duration timeToAnswer = 10s;

QString gatheringSentence(const Standing &standing, Instant now)
{
    const QString has = QString::number(standing.samples);
    const QString needed = QString::number(standing.neededSamples.value_or(0));
    if (standing.isOverdue)
        return DaemonWording::tr("The next sample is overdue: it has %1 of %2 needed ones.").arg(has, needed);
    if (!standing.readyAt)
        return DaemonWording::tr("Has %1 of %2 needed samples.").arg(has, needed);
    return DaemonWording::tr("Can be followed in about %1: has %2 of %3 needed samples.")
        .arg(waitText(*standing.readyAt - now), has, needed);
}

/// Why a daemon, called `name`, tells nothing. Empty: it answers.
QString silenceSentence(const DaemonReport &daemon, const QString &name)
{
    switch (daemon.answer) {
    case DaemonAnswer::NotYet:
        return DaemonWording::tr("%1 is being asked.").arg(name);
    case DaemonAnswer::Silent:
    case DaemonAnswer::Refused:
        return DaemonWording::tr("%1 does not answer.").arg(name);
    case DaemonAnswer::NotPermitted:
        return DaemonWording::tr("%1 answers an administrator only.").arg(name);
    case DaemonAnswer::NoInterface:
        return DaemonWording::tr("%1 has nothing by which it could be asked.").arg(name);
    case DaemonAnswer::NotAsked:
        return DaemonWording::tr("%1 was not asked.").arg(name);
    case DaemonAnswer::Answering:
        break;
    }
    return {};
}

/// Of a daemon that does not answer any more.
QString pastSentence(const DaemonReport &daemon, Instant now)
{
    const QString name = daemonName(daemon.kind);
    if (!daemon.readAt)
        return silenceSentence(daemon, name);
    return DaemonWording::tr("%1 has not been heard for %2.", "program, age")
        .arg(name, ageText(std::max(now - *daemon.readAt, Duration::zero())));
}

/// The last sample, as this clock is now.
QString sampleLine(const DaemonSource &source, Instant now)
{
    const std::optional<Offset> offset = source.adjusted ? source.adjusted : source.measured;
    if (!source.lastSample || !offset)
        return {};
    const QString ago = agoText(std::max(now - *source.lastSample, Duration::zero()));
    if (!source.error)
        return DaemonWording::tr("Last sample %1: %2.", "age, offset").arg(ago, offsetText(*offset));
    return DaemonWording::tr("Last sample %1: %2 %3.", "age, offset, error")
        .arg(ago, offsetText(*offset), boundText(*source.error));
}

/// The daemon's own mark, for who knows its list.
QString letterLine(const DaemonReport &daemon, const DaemonSource &source)
{
    if (source.letter == ' ')
        return {};
    switch (daemon.kind) {
    case DaemonKind::Chrony:
        return DaemonWording::tr("chronyc shows it as \"%1\".").arg(QLatin1Char(source.letter));
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return DaemonWording::tr("ntpq shows it as \"%1\".").arg(QLatin1Char(source.letter));
    default:
        return {};
    }
}

/// Files that were saved after the daemon had started. Those of sources are none of them: chronyd reads them
/// again when it is told to, as the network's scripts do.
QStringList unreadFiles(const DaemonReport &daemon)
{
    QStringList files;
    for (const ConfigurationFile &file : daemon.configuration) {
        DaemonReport single;
        single.process = daemon.process;
        single.configuration = {file};
        if (!file.path.endsWith(".sources"_L1) && wasConfiguredSinceStart(single).value_or(false))
            files.append(file.path);
    }
    return files;
}

/// Of one whose process is seen.
QString ownIdentity(const DaemonReport &daemon)
{
    QStringList files;
    files.reserve(qsizetype(daemon.configuration.size()));
    for (const ConfigurationFile &file : daemon.configuration)
        files.append(file.path);
    const QString list = QLocale().createSeparatedList(files);
    const QString &unit = daemon.process->unit;
    if (files.isEmpty())
        return unit.isEmpty() ? QString() : DaemonWording::tr("Yours: started by %1.", "a unit").arg(unit);
    QString text =
        unit.isEmpty()
            ? DaemonWording::tr("Yours: reads %1.", "files").arg(list)
            : DaemonWording::tr("Yours: started by %1, reads %2.", "a unit, files").arg(unit, list);
    const QStringList unread = unreadFiles(daemon);
    if (unread.isEmpty())
        return text;
    return DaemonWording::tr("%1 Saved after it started: %2. That is not in effect before it is restarted.",
                             "a sentence, files")
        .arg(text, QLocale().createSeparatedList(unread));
}

/// Of one that answers here, and whose process is none that can be seen.
QString foreignIdentity(const DaemonReport &daemon, const MachineDaemons &machine)
{
    const bool followsDevicesOnly =
        !daemon.sources.empty() && std::ranges::all_of(daemon.sources, [](const DaemonSource &source) {
            return source.mode == SourceMode::ReferenceClock;
        });
    if (!followsDevicesOnly)
        return DaemonWording::tr("Its process cannot be seen from here.");
    const QString followed = followedName(daemon);
    const QString name = followed.isEmpty() ? daemon.sources.front().name : followed;
    // A virtual machine reads its host's clock as a PTP device.
    const bool isHosts = machine.host.kind != HostMachine::Kind::Physical && name.startsWith("PHC"_L1);
    return isHosts
               ? DaemonWording::tr("Not started by this system; follows the host's clock (%1).").arg(name)
               : DaemonWording::tr("Not started by this system; follows a reference clock (%1).").arg(name);
}

QString titleOf(const QString &program, const QString &endpoint)
{
    return endpoint.isEmpty() ? program
                              : DaemonWording::tr("%1 at %2", "program, address").arg(program, endpoint);
}

QString programText(const DaemonReport &daemon)
{
    const QString name = daemonName(daemon.kind);
    return daemon.version.isEmpty()
               ? name
               : DaemonWording::tr("%1 %2", "program and version").arg(name, daemon.version);
}

QString followingSentence(const DaemonReport &daemon, const QString &title)
{
    if (!daemon.tracking || !daemon.tracking->synchronised)
        return DaemonWording::tr("%1 answers, and follows no source at the moment.").arg(title);
    const QString followed = followedName(daemon);
    if (followed.isEmpty())
        return DaemonWording::tr("%1 is synchronised, and does not tell by which source.").arg(title);
    return DaemonWording::tr("%1 follows %2.", "program, source").arg(title, followed);
}

} // namespace

QString standingState(const Standing &standing)
{
    switch (standing.reason) {
    case StandingReason::Followed:
        return DaemonWording::tr("followed");
    case StandingReason::Counted:
        return DaemonWording::tr("combined");
    case StandingReason::NotNeeded:
        return DaemonWording::tr("not combined");
    case StandingReason::TooFewSources:
        return DaemonWording::tr("waiting for others");
    case StandingReason::Outvoted:
        return DaemonWording::tr("wrong");
    case StandingReason::NoMajority:
        return DaemonWording::tr("disputed");
    case StandingReason::TooVariable:
        return DaemonWording::tr("unsteady");
    case StandingReason::NoAddress:
        return DaemonWording::tr("no address");
    case StandingReason::UnfilledPlace:
        return DaemonWording::tr("free place");
    case StandingReason::Offline:
        return DaemonWording::tr("offline");
    case StandingReason::NeverAnswered:
    case StandingReason::AnswersLost:
        return DaemonWording::tr("no answer");
    case StandingReason::DeviceSilent:
        return DaemonWording::tr("silent");
    case StandingReason::Gathering:
        return DaemonWording::tr("gathering");
    case StandingReason::Comparing:
        return DaemonWording::tr("being compared");
    case StandingReason::TooFar:
        return DaemonWording::tr("too far");
    case StandingReason::Spare:
        return DaemonWording::tr("spare");
    case StandingReason::OnlyNamed:
        return DaemonWording::tr("not told");
    case StandingReason::NotTold:
        break;
    }
    return DaemonWording::tr("not used");
}

QString standingState(const DaemonReport &daemon, const Standing &standing)
{
    const QString state = standingState(standing);
    return isPast(daemon, standing) ? DaemonWording::tr("was: %1", "state").arg(state) : state;
}

bool isAskedForTheFirstTime(const DaemonReport &daemon, const Standing &standing, Instant now)
{
    return standing.reason == StandingReason::NeverAnswered && daemon.process && daemon.process->startedAt &&
           now - *daemon.process->startedAt < timeToAnswer;
}

QString standingSentence(const DaemonReport &daemon, const DaemonSource &source, const Standing &standing,
                         Instant now)
{
    if (standing.reason == StandingReason::OnlyNamed)
        return DaemonWording::tr("Named in its files. %1", "a sentence: why no more is known")
            .arg(silenceSentence(daemon, daemonName(daemon.kind)));
    if (daemon.answer != DaemonAnswer::Answering)
        return pastSentence(daemon, now);
    const QString name = daemonName(daemon.kind);
    switch (standing.reason) {
    case StandingReason::Followed:
        return DaemonWording::tr("%1 follows this source.").arg(name);
    case StandingReason::Counted:
        return DaemonWording::tr("Agrees, and is counted into the result.");
    case StandingReason::NotNeeded:
        return DaemonWording::tr("Good, but not counted: a better source is followed.");
    case StandingReason::TooFewSources:
        return DaemonWording::tr("Good; %1 waits for more good sources before it follows one.").arg(name);
    case StandingReason::Outvoted:
        return DaemonWording::tr("Contradicts the others, which agree; it is not used.");
    case StandingReason::NoMajority:
        return DaemonWording::tr("The sources contradict each other and no side has a majority: none is "
                                 "followed. More servers would decide it.");
    case StandingReason::TooVariable:
        return DaemonWording::tr("Its samples vary too much. Where other sources do so too, something else "
                                 "moved this clock between them.");
    case StandingReason::NoAddress:
        return DaemonWording::tr("Its name has no address so far. Check the name, and whether names can be "
                                 "looked up here.");
    case StandingReason::UnfilledPlace:
        return DaemonWording::tr("A place of a pool that has no more addresses at the moment. That is fine.");
    case StandingReason::Offline:
        return DaemonWording::tr("%1 was told not to ask it, as it is while the network is down.").arg(name);
    case StandingReason::NeverAnswered:
        if (isAskedForTheFirstTime(daemon, standing, now))
            return DaemonWording::tr("Asked for the first time.");
        return DaemonWording::tr("Has not answered so far. Check the name, and whether UDP port 123 is open "
                                 "on the way.");
    case StandingReason::DeviceSilent:
        return DaemonWording::tr("This device has not given the time so far.");
    case StandingReason::Gathering:
        return gatheringSentence(standing, now);
    case StandingReason::Comparing:
        return DaemonWording::tr("Has enough samples, and is being compared with the others.");
    case StandingReason::AnswersLost:
        return DaemonWording::tr("None of the last eight questions was answered.");
    case StandingReason::TooFar:
        return DaemonWording::tr("Its own error, %1, is larger than allowed.")
            .arg(boundText(source.error.value_or(Duration::zero())));
    case StandingReason::Spare:
        return DaemonWording::tr("Asked when the server in use fails.");
    case StandingReason::OnlyNamed:
    case StandingReason::NotTold:
        break;
    }
    if (source.standing == SourceStanding::Selectable)
        return DaemonWording::tr("%1 does not tell which source it follows.").arg(name);
    return DaemonWording::tr("%1 does not use it, and tells only an administrator why.").arg(name);
}

QString standingReason(const DaemonReport &daemon, const DaemonSource &source, const Standing &standing,
                       std::optional<Duration> distance, std::optional<int> nearestOf, Instant now)
{
    if (standing.reason != StandingReason::Followed || !distance || !nearestOf ||
        daemon.answer != DaemonAnswer::Answering)
        return standingSentence(daemon, source, standing, now);
    return DaemonWording::tr("%1 follows this source: it may be %2 off at most, the least of the %n "
                             "source(s) that agree.",
                             nullptr, *nearestOf)
        .arg(daemonName(daemon.kind), spanText(*distance));
}

QStringList standingLines(const DaemonReport &daemon, const DaemonSource &source, const Standing &standing,
                          std::optional<Duration> distance, std::optional<int> nearestOf, Instant now)
{
    QStringList lines{DaemonWording::tr("%1: %2", "state, sentence")
                          .arg(standingState(daemon, standing),
                               standingReason(daemon, source, standing, distance, nearestOf, now))};
    lines.append(sampleLine(source, now));
    if (standing.reason == StandingReason::TooVariable && source.statistics)
        lines.append(DaemonWording::tr("Its samples scatter by %1.")
                         .arg(spanText(source.statistics->standardDeviation)));
    if (source.reach)
        lines.append(DaemonWording::tr("Reach: %1.").arg(reachText(*source.reach)));
    lines.append(letterLine(daemon, source));
    lines.removeAll(QString());
    return lines;
}

SourceTone standingTone(const Standing &standing)
{
    switch (standing.reason) {
    case StandingReason::Followed:
    case StandingReason::Counted:
    case StandingReason::NotNeeded:
        return SourceTone::Good;
    case StandingReason::TooFewSources:
    case StandingReason::TooVariable:
    case StandingReason::AnswersLost:
    case StandingReason::NoMajority:
    case StandingReason::TooFar:
        return SourceTone::Warning;
    case StandingReason::Outvoted:
    case StandingReason::NoAddress:
    case StandingReason::NeverAnswered:
        return SourceTone::Bad;
    case StandingReason::Offline:
    case StandingReason::DeviceSilent:
    case StandingReason::Gathering:
    case StandingReason::Comparing:
    case StandingReason::UnfilledPlace:
    case StandingReason::Spare:
    case StandingReason::OnlyNamed:
    case StandingReason::NotTold:
        break;
    }
    return SourceTone::Neutral;
}

QString poolSentence(const PoolCounts &pool)
{
    const QString filled = QString::number(pool.filled);
    const QString places = QString::number(pool.places);
    QString used;
    if (pool.filled == 1 && pool.places == 1 && pool.counted == 1)
        used = DaemonWording::tr("Has one server, which is counted.");
    else if (pool.filled == pool.places)
        used = pool.counted == 0
                   ? DaemonWording::tr("Has %n server(s); none is counted.", nullptr, pool.filled)
                   : DaemonWording::tr("Has %1 servers; %n of them are counted.", nullptr, pool.counted)
                         .arg(filled);
    else
        used = pool.counted == 0
                   ? DaemonWording::tr("Has %1 of up to %2 servers; none is counted.").arg(filled, places)
                   : DaemonWording::tr("Has %1 of up to %2 servers; %n of them are counted.", nullptr,
                                       pool.counted)
                         .arg(filled, places);
    if (!pool.addresses)
        return used;
    return DaemonWording::tr("%1 The name has %n address(es).", "a sentence about a pool", *pool.addresses)
        .arg(used);
}

int poolPlaces(int filled, int all)
{
    // While not all are filled, chronyd keeps twice as many places as it wants sources (4.3).
    return all > filled ? std::max(filled, all / 2) : filled;
}

QString daemonTitle(const DaemonReport &daemon)
{
    return titleOf(programText(daemon), daemon.endpoint);
}

std::vector<QString> daemonTitles(const std::vector<DaemonReport> &daemons)
{
    std::vector<QString> titles;
    titles.reserve(daemons.size());
    for (const DaemonReport &daemon : daemons) {
        const int number = numberAmong(daemons, daemon);
        const QString numbered = u"%1 #%2"_s.arg(programText(daemon)).arg(number);
        titles.push_back(titleOf(number == 0 ? programText(daemon) : numbered, daemon.endpoint));
    }
    return titles;
}

QString daemonHeading(const DaemonReport &daemon, const QString &title, Instant now)
{
    const QString ago = daemon.readAt ? agoText(std::max(now - *daemon.readAt, Duration::zero())) : QString();
    switch (daemon.answer) {
    case DaemonAnswer::NotYet:
        return DaemonWording::tr("%1 is being asked.").arg(title);
    case DaemonAnswer::Silent:
        if (daemon.readAt)
            return DaemonWording::tr("%1 does not answer any more; it was last heard %2.").arg(title, ago);
        return DaemonWording::tr("%1 does not answer, though something is there.").arg(title);
    case DaemonAnswer::Refused:
        if (daemon.readAt)
            return DaemonWording::tr("%1 has ended; it was last heard %2.").arg(title, ago);
        return DaemonWording::tr("%1 does not answer: nothing listens there. Check the address, and whether "
                                 "it runs.")
            .arg(title);
    case DaemonAnswer::NotPermitted:
        return DaemonWording::tr("%1 runs, and answers an administrator only.").arg(title);
    case DaemonAnswer::NoInterface:
        return DaemonWording::tr("%1 runs, and has nothing by which it could be asked.").arg(title);
    case DaemonAnswer::NotAsked:
        return DaemonWording::tr("%1 runs, and was not asked.").arg(title);
    case DaemonAnswer::Answering:
        break;
    }
    return followingSentence(daemon, title);
}

QString measuredHeading()
{
    return DaemonWording::tr("Measured by Synchroscope only; no time service uses these");
}

QString daemonIdentity(const DaemonReport &daemon, const MachineDaemons &machine)
{
    if (daemon.isElsewhere)
        return DaemonWording::tr("On another computer.");
    if (daemon.process)
        return ownIdentity(daemon);
    const bool mayBeUnassigned =
        std::ranges::any_of(machine.unassigned, [&daemon](const DaemonProcess &process) {
            return areAlike(process.kind, daemon.kind);
        });
    if (mayBeUnassigned)
        return DaemonWording::tr(
            "Several of this kind run here, and it cannot be told which of them this is.");
    return daemon.readAt ? foreignIdentity(daemon, machine) : QString();
}

QString lackSentence(const DaemonReport &daemon, const QString &name, TrackingQuantity quantity)
{
    if (daemon.tracking && daemon.tracking->synchronised) {
        const DaemonTracking &tracking = *daemon.tracking;
        bool isTold = tracking.lastUpdate.has_value();
        switch (quantity) {
        case TrackingQuantity::SystemOffset:
            isTold = isTold && tracking.systemOffset && tracking.rootDelay && tracking.rootDispersion;
            break;
        case TrackingQuantity::Frequency:
            isTold = isTold && tracking.frequencyPpm;
            break;
        case TrackingQuantity::RootDelay:
            isTold = isTold && tracking.rootDelay;
            break;
        case TrackingQuantity::RootDispersion:
            isTold = isTold && tracking.rootDispersion;
            break;
        }
        return isTold ? QString() : DaemonWording::tr("%1 does not tell this.", "program").arg(name);
    }
    if (daemon.answer != DaemonAnswer::Answering)
        return silenceSentence(daemon, name);
    return DaemonWording::tr("%1 follows no source at the moment, so it has nothing to show here.").arg(name);
}

} // namespace synchroscope::wording
