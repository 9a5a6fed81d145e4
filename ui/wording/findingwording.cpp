// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"

#include "ui/wording/clockwording.h"
#include "ui/wording/eventwording.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"
#include "ui/wording/sourcewording.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::FindingWords)
};

QString twoSentences(const QString &first, const QString &second)
{
    return second.isEmpty() ? first : Words::tr("%1 %2", "two sentences").arg(first, second);
}

/// What was read, one thing after the other.
QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(Words::tr(", ", "between the parts of what was read"));
}

/// "ntp.example.org: answered 7 of the last 8, 2.9 ms behind"
QString headed(const QString &head, const QStringList &parts)
{
    return Words::tr("%1: %2", "what, and what was read of it").arg(head, joined(parts));
}

QString ago(const std::optional<Instant> &then, Instant now)
{
    return then ? agoText(std::max(now - *then, Duration::zero())) : QString();
}

QString withBound(Offset offset, const std::optional<Duration> &bound)
{
    return bound ? u"%1 %2"_s.arg(offsetText(offset), boundText(*bound)) : offsetText(offset);
}

QString answerText(const std::optional<Instant> &last, Instant now)
{
    return last ? Words::tr("last answer %1", "… ago").arg(ago(last, now)) : Words::tr("no answer so far");
}

QString textOf(const MeasuredEvidence &measured, Instant now)
{
    QStringList parts;
    if (measured.offset)
        parts.append(withBound(*measured.offset, measured.bound));
    if (measured.requests > 0)
        parts.append(Words::tr("%1 of %n request(s) answered", "", measured.requests)
                         .arg(QLocale().toString(measured.answers)));
    parts.append(answerText(measured.lastAnswer, now));
    return headed(Words::tr("%1, asked from here", "server").arg(measured.server), parts);
}

/// The daemon's mark of a source, in words.
QString standingText(const DaemonSource &source)
{
    switch (source.standing) {
    case SourceStanding::Selected:
        return Words::tr("followed", "a source");
    case SourceStanding::Combined:
        return Words::tr("counted into the result", "a source");
    case SourceStanding::Selectable:
        return Words::tr("good, and not needed", "a source");
    case SourceStanding::Falseticker:
        return Words::tr("outvoted by the others", "a source");
    case SourceStanding::Jittery:
        return Words::tr("varies too much", "a source");
    case SourceStanding::Untold:
        return Words::tr("only named in its files", "a source");
    case SourceStanding::Unusable:
        break;
    }
    return source.resolved ? Words::tr("cannot be followed at the moment", "a source")
                           : Words::tr("its name has no address", "a source");
}

QString textOf(const SourceEvidence &evidence, Instant now)
{
    const DaemonSource &source = evidence.source;
    QStringList parts{standingText(source)};
    if (source.adjusted)
        parts.append(withBound(*source.adjusted, source.error));
    if (source.reach)
        parts.append(reachText(*source.reach));
    if (source.lastSample)
        parts.append(answerText(source.lastSample, now));
    const QString name = source.name.isEmpty() ? source.address : source.name;
    return headed(evidence.daemon.isEmpty()
                      ? name
                      : Words::tr("%1 of %2", "source, time service").arg(name, evidence.daemon),
                  parts);
}

QString textOf(const TrackingEvidence &evidence, Instant now)
{
    const DaemonTracking &tracking = evidence.tracking;
    QStringList parts;
    if (!tracking.synchronised)
        parts.append(Words::tr("follows no source"));
    else if (!tracking.source.isEmpty())
        parts.append(Words::tr("follows %1").arg(tracking.source));
    if (tracking.systemOffset) {
        std::optional<Duration> bound;
        if (tracking.rootDispersion)
            bound = tracking.rootDelay.value_or(Duration::zero()) / 2 + *tracking.rootDispersion;
        parts.append(withBound(*tracking.systemOffset, bound));
    }
    if (tracking.frequencyPpm)
        parts.append(frequencyText(*tracking.frequencyPpm));
    if (tracking.lastUpdate)
        parts.append(Words::tr("updated %1", "… ago").arg(ago(tracking.lastUpdate, now)));
    if (parts.isEmpty())
        parts.append(Words::tr("follows a source"));
    return headed(evidence.daemon.isEmpty() ? Words::tr("The time service") : evidence.daemon, parts);
}

QString textOf(const DaemonProcess &process, Instant now)
{
    QStringList parts{process.pid > 0 ? Words::tr("process %1").arg(QString::number(process.pid))
                                      : Words::tr("runs", "a program")};
    if (!process.unit.isEmpty())
        parts.append(Words::tr("service %1", "systemd's").arg(process.unit));
    if (process.startedAt)
        parts.append(Words::tr("started %1", "… ago").arg(ago(process.startedAt, now)));
    if (process.isInContainer)
        parts.append(Words::tr("in a container"));
    if (process.leavesClockAlone)
        parts.append(Words::tr("told to leave the clock alone (-x)"));
    else if (process.maySetClock)
        parts.append(*process.maySetClock ? Words::tr("may set the clock")
                                          : Words::tr("may not set the clock"));
    return headed(process.program.isEmpty() ? daemonName(process.kind) : process.program, parts);
}

QString textOf(const KernelClock &kernel)
{
    QStringList parts{Words::tr("largest error %1").arg(spanText(kernel.maximumError)),
                      kernel.synchronized() ? Words::tr("\"System clock synchronized: yes\"")
                                            : Words::tr("\"System clock synchronized: no\"")};
    if (kernel.status.testFlag(KernelStatusBit::Unsynchronised))
        parts.append(u"STA_UNSYNC"_s);
    if (kernel.offset)
        parts.append(Words::tr("%1 still to correct", "an offset").arg(offsetText(*kernel.offset)));
    parts.append(frequencyText(kernel.frequencyPpm));
    return headed(Words::tr("The kernel"), parts);
}

QString textOf(const HardwareClock &hardware)
{
    QStringList parts;
    if (hardware.reading) {
        const QDateTime shown =
            QDateTime::fromSecsSinceEpoch(hardware.reading->time_since_epoch().count(), Qt::UTC);
        parts.append(
            Words::tr("shows %1", "date and time").arg(QLocale().toString(shown, u"yyyy-MM-dd HH:mm:ss"_s)));
    } else {
        parts.append(Words::tr("cannot be read"));
    }
    if (hardware.keepsLocalTime)
        parts.append(*hardware.keepsLocalTime ? Words::tr("kept in local time")
                                              : Words::tr("kept in universal time"));
    if (hardware.aheadOfSystem) {
        const Duration ahead = *hardware.aheadOfSystem;
        parts.append((ahead < Duration::zero() ? Words::tr("%1 behind this clock")
                                               : Words::tr("%1 ahead of this clock"))
                         .arg(spanText(ahead)));
    }
    return headed(Words::tr("The hardware clock"), parts);
}

QString textOf(const FileEvidence &file, Instant now)
{
    QString place =
        file.line > 0
            ? Words::tr("%1, line %2", "a file and a line in it").arg(file.path, QString::number(file.line))
            : file.path;
    if (file.changedAt)
        place = Words::tr("%1 (changed %2)", "a file, … ago").arg(place, ago(file.changedAt, now));
    return file.text.isEmpty()
               ? place
               : Words::tr("%1: %2", "what, and what was read of it").arg(place, file.text.trimmed());
}

QString textOf(const QuotedEvidence &quoted)
{
    const QString text = quoted.text.trimmed();
    return quoted.line > 0 ? Words::tr("Line %1: %2").arg(QString::number(quoted.line), text) : text;
}

QString loadText(UnitReport::Load load)
{
    switch (load) {
    case UnitReport::Load::Masked:
        return Words::tr("masked: nothing can start it");
    case UnitReport::Load::NotFound:
        return Words::tr("not installed");
    case UnitReport::Load::Broken:
        return Words::tr("its file is broken");
    case UnitReport::Load::Unknown:
    case UnitReport::Load::Loaded:
        break;
    }
    return {};
}

QString activityText(UnitReport::Activity activity)
{
    switch (activity) {
    case UnitReport::Activity::Active:
    case UnitReport::Activity::Reloading:
        return Words::tr("runs", "a service");
    case UnitReport::Activity::Inactive:
        return Words::tr("does not run");
    case UnitReport::Activity::Failed:
        return Words::tr("has failed");
    case UnitReport::Activity::Activating:
        return Words::tr("is being started");
    case UnitReport::Activity::Deactivating:
        return Words::tr("is being stopped");
    case UnitReport::Activity::Unknown:
        break;
    }
    return {};
}

QString enablementText(UnitReport::Enablement enablement)
{
    switch (enablement) {
    case UnitReport::Enablement::Enabled:
        return Words::tr("starts with the computer");
    case UnitReport::Enablement::Disabled:
        return Words::tr("does not start with the computer");
    case UnitReport::Enablement::Unknown:
    case UnitReport::Enablement::Masked:
    case UnitReport::Enablement::Static:
    case UnitReport::Enablement::Other:
        break;
    }
    return {};
}

QString textOf(const UnitEvidence &unit)
{
    const QStringList parts{loadText(unit.load), activityText(unit.activity),
                            enablementText(unit.enablement)};
    const QString words = joined(parts);
    return words.isEmpty() ? unit.name
                           : Words::tr("%1: %2", "what, and what was read of it").arg(unit.name, words);
}

/// A word for each kind of evidence.
struct EvidenceWords
{
    Instant now;

    QString operator()(const MeasuredEvidence &evidence) const { return textOf(evidence, now); }
    QString operator()(const SourceEvidence &evidence) const { return textOf(evidence, now); }
    QString operator()(const TrackingEvidence &evidence) const { return textOf(evidence, now); }
    QString operator()(const DaemonProcess &evidence) const { return textOf(evidence, now); }
    QString operator()(const KernelClock &evidence) const { return textOf(evidence); }
    QString operator()(const HardwareClock &evidence) const { return textOf(evidence); }
    QString operator()(const ClockEvent &evidence) const { return eventFact(evidence, now).value; }
    QString operator()(const FileEvidence &evidence) const { return textOf(evidence, now); }
    QString operator()(const QuotedEvidence &evidence) const { return textOf(evidence); }
    QString operator()(const UnitEvidence &evidence) const { return textOf(evidence); }
};

QString stepConsequence(const std::optional<Offset> &offset)
{
    if (!offset || offset->magnitude() == Duration::zero())
        return Words::tr("Sets the clock right at once. Programs that measure time see a jump.");
    return (offset->ahead()
                ? Words::tr("Sets the clock back by %1 at once. Programs that measure time see a jump, and "
                            "the same moments twice.")
                : Words::tr("Sets the clock forward by %1 at once. Programs that measure time see a jump."))
        .arg(spanText(offset->magnitude()));
}

/// For a button: the rest of a long command is in its explanation.
QString shortened(const QString &command)
{
    constexpr qsizetype longest = 30;
    return command.size() > longest ? command.first(longest - 1) + u'…' : command;
}

QString restartConsequence(DaemonKind daemon, const std::optional<Offset> &offset)
{
    // No daemon steps for less unless it is told to.
    constexpr auto leastStep = std::chrono::milliseconds(100);
    const QString stops = Words::tr("Stops %1 and starts it again, so that it reads its configuration anew.")
                              .arg(daemonName(daemon));
    const QString waiting = Words::tr("Other computers that take their time from this one wait as long.");
    QString anew =
        Words::tr("What it has measured is lost: it follows a server again after some seconds or a "
                  "few minutes, and may step the clock then.");
    if (offset && offset->magnitude() >= leastStep)
        anew =
            Words::tr("What it has measured is lost: it follows a server again after some seconds or a few "
                      "minutes, and may step the clock by %1 then.")
                .arg(spanText(offset->magnitude()));
    else if (offset)
        anew =
            Words::tr("What it has measured is lost: it follows a server again after some seconds or a few "
                      "minutes. A step is hardly to be expected: as far as is known the clock is only %1 "
                      "off.")
                .arg(spanText(offset->magnitude()));
    return twoSentences(stops, twoSentences(anew, waiting));
}

ActionText commandText(const DaemonCommand &command, const std::optional<Offset> &offset)
{
    const QString name = daemonName(command.daemon);
    switch (command.kind) {
    case DaemonCommand::Kind::Step:
        return {Words::tr("Step the clock"),
                command.daemon == DaemonKind::Chrony
                    ? stepConsequence(offset)
                    : twoSentences(Words::tr("Restarts %1, which then asks its server at once.").arg(name),
                                   stepConsequence(offset))};
    case DaemonCommand::Kind::Burst:
        return {
            Words::tr("Have %1 ask its servers now").arg(name),
            Words::tr("%1 asks each of its servers a few times within seconds, once, and goes on as usual. "
                      "The clock is not stepped by it.")
                .arg(name)};
    case DaemonCommand::Kind::GoOnline:
        return {Words::tr("Let %1 ask its servers again").arg(name),
                Words::tr("%1 asks the servers again that it was told not to ask.").arg(name)};
    case DaemonCommand::Kind::Start:
        return {Words::tr("Start %1").arg(name),
                Words::tr("Starts %1 now. It may set this clock, also by a step; whether it starts with the "
                          "computer stays as it is.")
                    .arg(name)};
    case DaemonCommand::Kind::Restart:
        return {Words::tr("Restart %1").arg(name), restartConsequence(command.daemon, offset)};
    case DaemonCommand::Kind::Reload:
        break;
    }
    return {
        Words::tr("Have %1 re-read its server files").arg(name),
        Words::tr("%1 reads its files of servers again and goes on with what it has measured. For all else "
                  "in its configuration it has to be restarted.")
            .arg(name)};
}

QString editConsequence(const FindingAction &action)
{
    const QString unchanged = Words::tr("Nothing is changed before you apply it.");
    if (action.file.isEmpty())
        return twoSentences(Words::tr("Opens the list of servers."), unchanged);
    if (action.line > 0)
        return Words::tr("Shows line %2 of %1. Nothing is changed by that.")
            .arg(action.file, QString::number(action.line));
    return twoSentences(Words::tr("Opens %1.").arg(action.file), unchanged);
}

} // namespace

FindingText findingText(const Finding &finding, Instant now)
{
    for (const auto text :
         {daemonFindingText, sourceFindingText, clockFindingText, configurationFindingText}) {
        if (const std::optional<FindingText> found = text(finding, now))
            return *found;
    }
    return {};
}

QString evidenceText(const Evidence &evidence, Instant now)
{
    return std::visit(EvidenceWords{now}, evidence);
}

ActionText actionText(const FindingAction &action, const std::optional<Offset> &offset)
{
    switch (action.kind) {
    case FindingAction::Kind::Command:
        return commandText(action.command, offset);
    case FindingAction::Kind::NetworkTimeOn:
        return {Words::tr("Turn network time on"),
                Words::tr("The system starts its time service, now and whenever the computer starts. It may "
                          "set this clock, also by a step.")};
    case FindingAction::Kind::HardwareClockToUtc:
        return {Words::tr("Keep the hardware clock in universal time"),
                changeConsequence({.kind = ClockChange::Kind::HardwareClock, .zone = {}})};
    case FindingAction::Kind::EditServers:
        return {action.line > 0 ? Words::tr("Show the line") : Words::tr("Edit the servers"),
                editConsequence(action)};
    case FindingAction::Kind::Copy:
        return {Words::tr("Copy \"%1\"", "a command").arg(shortened(action.text)),
                Words::tr("Copies \"%1\". Nothing is run.").arg(action.text)};
    case FindingAction::Kind::MeasureNow:
        break;
    }
    return {Words::tr("Measure from here now"),
            Words::tr("Asks the servers of this program's list now, as far as they may be asked already. "
                      "Nothing is changed.")};
}

QString severityText(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        break;
    case Severity::Advice:
        return Words::tr("advice");
    case Severity::Warning:
        return Words::tr("warning");
    case Severity::Critical:
        return Words::tr("critical");
    }
    return Words::tr("good to know");
}

} // namespace synchroscope::wording
