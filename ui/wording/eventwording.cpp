// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/eventwording.h"

#include "ui/wording/quantity.h"

#include <QCoreApplication>

namespace synchroscope::wording {

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
        return (isForward(event) ? Words::tr("Somebody set this computer's clock forward by %1, at once. "
                                             "The servers did not move.")
                                 : Words::tr("Somebody set this computer's clock back by %1, at once. The "
                                             "servers did not move."))
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

} // namespace synchroscope::wording
