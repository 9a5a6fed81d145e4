// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/eventwording.h"

#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

#include <utility>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::EventWords)
};

bool isForward(const ClockEvent &event)
{
    return event.moved > Duration::zero();
}

QString moved(const ClockEvent &event)
{
    return spanText(event.moved);
}

QString meaningOf(const ClockEvent &event)
{
    switch (event.kind) {
    case ClockEvent::Kind::Stepped:
        return (isForward(event) ? Words::tr("This computer's clock was set forward by %1 at once, by a "
                                             "program or by hand.")
                                 : Words::tr("This computer's clock was set back by %1 at once, by a program "
                                             "or by hand."))
            .arg(moved(event));
    case ClockEvent::Kind::LeapSecond:
        return isForward(event)
                   ? Words::tr(
                         "A second was taken from the day, all over the world, to keep it with the Earth: "
                         "this computer's clock left its last second out, as the servers did. That is no "
                         "fault; they are asked anew.")
                   : Words::tr(
                         "A second was added to the day, all over the world, to keep it with the Earth: "
                         "this computer's clock counted its last second twice, as the servers did. That "
                         "is no fault; they are asked anew.");
    case ClockEvent::Kind::Slewed:
        if (!event.isOver)
            return Words::tr("This computer's clock is being moved little by little, by %1 so far.")
                .arg(moved(event));
        return Words::tr("This computer's clock was moved by %1 within %2, little by little, as time "
                         "services do to avoid a jump.")
            .arg(moved(event), ageText(event.lasted));
    case ClockEvent::Kind::Suspended:
        return Words::tr("This computer slept for %1. What was measured before tells nothing of its clock "
                         "after; it is measured anew.")
            .arg(ageText(event.lasted));
    case ClockEvent::Kind::Stalled:
        return Words::tr("This program did not run for %1, while the clock went on: the program or the "
                         "whole computer was stopped.")
            .arg(ageText(event.lasted));
    case ClockEvent::Kind::Paused:
        break;
    }
    return Words::tr("All servers have moved ahead by %1 together. So it was this computer that stood still, "
                     "with its clock: a virtual machine that its host has paused, for instance.")
        .arg(spanText(event.lasted));
}

QString fileName(const QString &path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

QString stateWord(ClockState state)
{
    switch (state) {
    case ClockState::Synchronised:
        //: The state of this computer's clock, as the next ones.
        return Words::tr("right");
    case ClockState::Settling:
        return Words::tr("settling");
    case ClockState::Unsynchronised:
        return Words::tr("kept right by nobody");
    case ClockState::Wrong:
        return Words::tr("wrong");
    case ClockState::Unknown:
        break;
    }
    return Words::tr("not known");
}

QString stateMark(ClockState state)
{
    switch (state) {
    case ClockState::Synchronised:
        //: A mark on the chart: the state of this computer's clock, as the next ones.
        return Words::tr("clock is right");
    case ClockState::Settling:
        return Words::tr("clock is settling");
    case ClockState::Unsynchronised:
        return Words::tr("nothing keeps the clock right");
    case ClockState::Wrong:
        return Words::tr("clock is wrong");
    case ClockState::Unknown:
        break;
    }
    return Words::tr("clock: not certain");
}

QString stateSentence(ClockState state)
{
    switch (state) {
    case ClockState::Synchronised:
        return Words::tr("From then on this computer's clock was right, and somebody kept it right.");
    case ClockState::Settling:
        return Words::tr("From then on this computer's clock was settling: answers were being gathered, or a "
                         "correction was under way.");
    case ClockState::Unsynchronised:
        return Words::tr(
            "From then on nothing kept this computer's clock right, though it may have shown the "
            "right time for a while.");
    case ClockState::Wrong:
        return Words::tr("From then on this computer's clock was wrong: off by more than the limit for "
                         "certain.");
    case ClockState::Unknown:
        break;
    }
    return Words::tr("From then on there was no fresh evidence of whether this computer's clock was right, "
                     "or none that was narrow enough.");
}

QString numbered(const QString &name, const Event &event)
{
    return event.daemonNumber == 0 ? name : u"%1 #%2"_s.arg(name).arg(event.daemonNumber);
}

/// "chrony"; of several "chrony #2".
QString nameOf(const Event &event)
{
    return numbered(daemonName(*event.daemon), event);
}

/// "chrony 4.3", "chrony"; of several "chrony 4.3 #2".
QString versionedName(const Event &event)
{
    const QString name = daemonName(*event.daemon);
    //: A time service and its version.
    return numbered(event.subject.isEmpty() ? name : Words::tr("%1 %2").arg(name, event.subject), event);
}

QString followedSentence(const Event &event)
{
    const QString daemon = nameOf(event);
    if (event.subject.isEmpty())
        return Words::tr(
                   "%1 followed no source any more; before, it followed %2. Until it follows one again, "
                   "this clock runs by itself.")
            .arg(daemon, event.from);
    if (event.from.isEmpty())
        return Words::tr("%1 began to follow %2; before, it followed no source.").arg(daemon, event.subject);
    return Words::tr("%1 began to follow %2 instead of %3. That is no fault: it takes whichever seems best.")
        .arg(daemon, event.subject, event.from);
}

QString outvotedSentence(const Event &event)
{
    if (event.daemon)
        return Words::tr("%1 took %2 for wrong: its time contradicted that of the majority. It was not "
                         "followed any more.")
            .arg(nameOf(event), event.subject);
    return Words::tr(
               "%1 contradicted the majority of the servers that this program asks, and was not counted "
               "any more.")
        .arg(event.subject);
}

QString believedSentence(const Event &event)
{
    if (event.daemon)
        return Words::tr("%1 believed %2 again: its time agreed with that of the majority.")
            .arg(nameOf(event), event.subject);
    return Words::tr("%1 agreed again with the majority of the servers that this program asks.")
        .arg(event.subject);
}

QString answersLostSentence(const Event &event)
{
    if (event.daemon)
        return Words::tr("%1 did not answer any of the last eight questions of %2.")
            .arg(event.subject, nameOf(event));
    return Words::tr("%1 did not answer any of the last eight questions of this program.").arg(event.subject);
}

QString answersRegainedSentence(const Event &event)
{
    if (event.daemon)
        return Words::tr("%1 answered %2 again, after %3 without an answer.")
            .arg(event.subject, nameOf(event), ageText(event.lasted));
    return Words::tr("%1 answered this program again, after %2 without an answer.")
        .arg(event.subject, ageText(event.lasted));
}

QString leapSentence(const Event &event)
{
    const QString end =
        event.isForward ? Words::tr("At the end of the month, in UTC, the last second is left out, all "
                                    "over the world.")
                        : Words::tr("At the end of the month, in UTC, one second more is counted, all over "
                                    "the world.");
    const QString who = event.subject.isEmpty()
                            ? Words::tr("A leap second was announced: this computer's kernel knows of it.")
                            : Words::tr("A leap second was announced by %1.").arg(event.subject);
    //: Two sentences.
    return Words::tr("%1 %2").arg(who, end);
}

bool isRestart(const Event &event)
{
    return event.lasted > Duration::zero();
}

} // namespace

QString eventMark(const ClockEvent &event)
{
    switch (event.kind) {
    case ClockEvent::Kind::Stepped:
        //: %1 is a span of time. A mark on the chart.
        return (isForward(event) ? Words::tr("clock set forward %1") : Words::tr("clock set back %1"))
            .arg(moved(event));
    case ClockEvent::Kind::LeapSecond:
        //: A mark on the chart: the kernel took a second from the day, or added one to it.
        return isForward(event) ? Words::tr("leap second deleted") : Words::tr("leap second inserted");
    case ClockEvent::Kind::Slewed:
        //: %1 is a span of time. A mark on the chart: the clock ran faster, or slower, until it had moved.
        return (isForward(event) ? Words::tr("clock slewed forward %1") : Words::tr("clock slewed back %1"))
            .arg(moved(event));
    case ClockEvent::Kind::Suspended:
        //: %1 is how long this computer was suspended. A mark on the chart.
        return Words::tr("slept %1").arg(ageText(event.lasted));
    case ClockEvent::Kind::Stalled:
        //: %1 is how long this program did not run. A mark on the chart.
        return Words::tr("stopped for %1").arg(ageText(event.lasted));
    case ClockEvent::Kind::Paused:
        break;
    }
    //: %1 is how long this computer stood still, with its clock. A mark on the chart.
    return Words::tr("paused for %1").arg(spanText(event.lasted));
}

ClockFact eventFact(const ClockEvent &event, Instant now)
{
    //: %1 is what happened to the clock, %2 how long ago.
    return {Words::tr("%1, %2").arg(eventMark(event), agoText(now - event.at)), meaningOf(event)};
}

EventGroup groupOf(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Followed:
    case Event::Kind::Outvoted:
    case Event::Kind::Believed:
    case Event::Kind::AnswersLost:
    case Event::Kind::AnswersRegained:
        return EventGroup::Sources;
    case Event::Kind::DaemonStarted:
    case Event::Kind::DaemonStopped:
    case Event::Kind::DaemonSilent:
        return EventGroup::Daemons;
    case Event::Kind::FilesChanged:
    case Event::Kind::ZoneChanged:
    case Event::Kind::NetworkTimeChanged:
        return EventGroup::Configuration;
    case Event::Kind::StateChanged:
    case Event::Kind::ProgramStarted:
        return EventGroup::Verdict;
    case Event::Kind::Clock:
    case Event::Kind::LeapAnnounced:
        break;
    }
    return EventGroup::Clock;
}

QString groupName(EventGroup group)
{
    switch (group) {
    case EventGroup::Clock:
        //: A group of events, as the next ones.
        return Words::tr("Clock");
    case EventGroup::Daemons:
        return Words::tr("Time services");
    case EventGroup::Sources:
        return Words::tr("Sources");
    case EventGroup::Configuration:
        return Words::tr("Configuration");
    case EventGroup::Verdict:
        break;
    }
    return Words::tr("Verdict");
}

QString eventMark(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Clock:
        return eventMark(*event.clock);
    case Event::Kind::Followed:
        //: %1 is a source. A mark on the chart, as the next ones.
        return event.subject.isEmpty() ? Words::tr("follows no source")
                                       : Words::tr("now follows %1").arg(event.subject);
    case Event::Kind::Outvoted:
        return Words::tr("%1 outvoted").arg(event.subject);
    case Event::Kind::Believed:
        return Words::tr("%1 believed again").arg(event.subject);
    case Event::Kind::AnswersLost:
        return Words::tr("no answer from %1").arg(event.subject);
    case Event::Kind::AnswersRegained:
        return Words::tr("%1 answers again").arg(event.subject);
    case Event::Kind::DaemonStarted:
        //: %1 is a time service.
        return (isRestart(event) ? Words::tr("%1 restarted") : Words::tr("%1 started")).arg(nameOf(event));
    case Event::Kind::DaemonStopped:
        return Words::tr("%1 stopped").arg(nameOf(event));
    case Event::Kind::DaemonSilent:
        return Words::tr("%1 does not answer").arg(nameOf(event));
    case Event::Kind::FilesChanged:
        //: %1 is a file.
        return Words::tr("%1 changed").arg(fileName(event.subject));
    case Event::Kind::LeapAnnounced:
        return Words::tr("leap second announced");
    case Event::Kind::ZoneChanged:
        return Words::tr("time zone %1").arg(event.subject);
    case Event::Kind::NetworkTimeChanged:
        return event.isForward ? Words::tr("network time on") : Words::tr("network time off");
    case Event::Kind::StateChanged:
        return stateMark(event.state);
    case Event::Kind::ProgramStarted:
        break;
    }
    return Words::tr("Synchroscope started");
}

QString eventSentence(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Clock:
        return meaningOf(*event.clock);
    case Event::Kind::Followed:
        return followedSentence(event);
    case Event::Kind::Outvoted:
        return outvotedSentence(event);
    case Event::Kind::Believed:
        return believedSentence(event);
    case Event::Kind::AnswersLost:
        return answersLostSentence(event);
    case Event::Kind::AnswersRegained:
        return answersRegainedSentence(event);
    case Event::Kind::DaemonStarted:
        return (isRestart(event)
                    ? Words::tr("%1 was restarted. It asks its servers anew, and needs some answers "
                                "before it follows one.")
                    : Words::tr("%1 was started. It needs some answers from its servers before it "
                                "follows one."))
            .arg(versionedName(event));
    case Event::Kind::DaemonStopped:
        return Words::tr("%1 stopped: from then on it corrected this clock no more.")
            .arg(versionedName(event));
    case Event::Kind::DaemonSilent:
        return Words::tr("%1 ran on and answered no questions any more.").arg(versionedName(event));
    case Event::Kind::FilesChanged:
        return Words::tr(
                   "The file %1 of %2 was changed, created or removed. Whether that is in effect is for "
                   "%2 to say: the page \"Servers\" compares the two.")
            .arg(event.subject, nameOf(event));
    case Event::Kind::LeapAnnounced:
        return leapSentence(event);
    case Event::Kind::ZoneChanged:
        return Words::tr("The time zone was changed from %1 to %2. The clock itself was not moved: it counts "
                         "universal time, and only what is shown has changed.")
            .arg(event.from, event.subject);
    case Event::Kind::NetworkTimeChanged:
        return event.isForward
                   ? Words::tr("Network time was turned on: the system starts a time service that "
                               "keeps this clock right.")
                   : Words::tr("Network time was turned off: the system has stopped its time "
                               "service, and nothing keeps this clock right unless another does.");
    case Event::Kind::StateChanged:
        //: A sentence, and what the clock was before ("wrong").
        return Words::tr("%1 Before: %2.").arg(stateSentence(event.state), stateWord(event.fromState));
    case Event::Kind::ProgramStarted:
        break;
    }
    return Words::tr("This program was started. What happened while it did not run was seen by nobody.");
}

QString eventWho(const Event &event)
{
    if (event.daemon)
        return nameOf(event);
    switch (event.kind) {
    case Event::Kind::Outvoted:
    case Event::Kind::Believed:
    case Event::Kind::AnswersLost:
    case Event::Kind::AnswersRegained:
    case Event::Kind::StateChanged:
    case Event::Kind::ProgramStarted:
        //: Whose event it is.
        return Words::tr("this program");
    default:
        return {};
    }
}

QString eventDetail(const Event &event)
{
    switch (event.kind) {
    case Event::Kind::Clock:
        return event.clock->kind == ClockEvent::Kind::Slewed
                   //: %1 is a span of time.
                   ? Words::tr("within %1").arg(ageText(event.clock->lasted))
                   : QString();
    case Event::Kind::Followed:
    case Event::Kind::ZoneChanged:
        //: %1 is a source, or a time zone.
        return event.from.isEmpty() ? QString() : Words::tr("before: %1").arg(event.from);
    case Event::Kind::AnswersRegained:
        return Words::tr("after %1").arg(ageText(event.lasted));
    case Event::Kind::DaemonStarted:
    case Event::Kind::DaemonStopped:
    case Event::Kind::DaemonSilent:
    case Event::Kind::FilesChanged:
        return event.subject;
    case Event::Kind::LeapAnnounced:
        return event.isForward ? Words::tr("one second less") : Words::tr("one second more");
    case Event::Kind::StateChanged:
        //: %1 is the state of this computer's clock.
        return Words::tr("before: %1").arg(stateWord(event.fromState));
    default:
        return {};
    }
}

} // namespace synchroscope::wording
