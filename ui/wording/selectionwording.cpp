// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/selectionwording.h"

#include "ui/wording/quantity.h"

#include <QCoreApplication>

namespace synchroscope::wording {

namespace {

class SelectionWording
{
    Q_DECLARE_TR_FUNCTIONS(SelectionWording)
};

} // namespace

QString useState(SourceUse use)
{
    switch (use) {
    case SourceUse::Combined:
        return SelectionWording::tr("counted");
    case SourceUse::Distant:
    case SourceUse::Outlier:
        return SelectionWording::tr("confirms");
    case SourceUse::Falseticker:
        return SelectionWording::tr("contradicts the others");
    case SourceUse::NoMajority:
        return SelectionWording::tr("disputed");
    case SourceUse::UnconfirmedDevice:
        return SelectionWording::tr("not confirmed");
    case SourceUse::NoAnswer:
        return SelectionWording::tr("no answer yet");
    case SourceUse::Stale:
        return SelectionWording::tr("silent now");
    case SourceUse::Unsynchronised:
        return SelectionWording::tr("clock not set");
    case SourceUse::StratumTooHigh:
    case SourceUse::TooFar:
        return SelectionWording::tr("too far");
    case SourceUse::Jittery:
        return SelectionWording::tr("unsteady");
    case SourceUse::SameServer:
        return SelectionWording::tr("asked twice");
    case SourceUse::ThisComputer:
        break;
    }
    return SelectionWording::tr("this computer");
}

QString useSentence(SourceUse use)
{
    switch (use) {
    case SourceUse::Combined:
        return SelectionWording::tr("No majority contradicts it: it is counted into the result.");
    case SourceUse::Distant:
        return SelectionWording::tr(
            "Agrees with the majority and is much less exact than the best: it confirms "
            "the result, and is not counted into it.");
    case SourceUse::Outlier:
        return SelectionWording::tr(
            "Agrees with the majority, and its answers scatter so much that the result "
            "is better without them: it only confirms it.");
    case SourceUse::Falseticker:
        return SelectionWording::tr(
            "Contradicts the others, which agree: its clock is wrong, or the way to it misleads. If that "
            "stays so, choose another server in its place.");
    case SourceUse::NoMajority:
        return SelectionWording::tr(
            "Servers contradict each other, and no majority decides about this one: it may "
            "be wrong. More servers would decide it.");
    case SourceUse::UnconfirmedDevice:
        return SelectionWording::tr("A local device, which says nothing of how right it is, and no server "
                                    "confirms it. Three servers beside it would.");
    case SourceUse::NoAnswer:
        return SelectionWording::tr("No answer of it counts so far, since the program began or this "
                                    "computer woke up: it has no vote.");
    case SourceUse::Stale:
        return SelectionWording::tr("Gives no answer that can be used now: until it does, it has no vote.");
    case SourceUse::Unsynchronised:
        return SelectionWording::tr("Says itself that it does not know the time. If that stays so, choose "
                                    "another server.");
    case SourceUse::StratumTooHigh:
        return SelectionWording::tr("Too many servers lie between it and a reference clock. Choose another "
                                    "server.");
    case SourceUse::TooFar:
        return SelectionWording::tr("May be more than three seconds wrong by its own word, its way and its "
                                    "last answer's age: too much to count. Choose a nearer server.");
    case SourceUse::Jittery:
        return SelectionWording::tr(
            "Its answers scatter by more than a second. Where those of other servers "
            "do so too, look at this computer's network; else choose another server.");
    case SourceUse::SameServer:
        return SelectionWording::tr(
            "The same server is asked under another name or address too, and counts once. One of "
            "the two can go, unless its two ways are to be compared.");
    case SourceUse::ThisComputer:
        break;
    }
    return SelectionWording::tr("It is this computer, and reads the very clock that is to be judged. Choose "
                                "another server.");
}

QString asymmetrySentence(const PathAsymmetry &asymmetry, const QString &first, const QString &second)
{
    const QString difference = spanText(asymmetry.difference);
    const QString error = boundText(asymmetry.statistical);
    const QString least = spanText(asymmetry.atLeast());
    if (asymmetry.isOneServer)
        return SelectionWording::tr(
                   "By IPv4 and IPv6 %1 tells times that differ by %2 %3: at least %4 of path "
                   "asymmetry. One of the two ways is slower one way than back.",
                   "server, difference, ± error, at least")
            .arg(first, difference, error, least);
    return SelectionWording::tr("%1 and %2 agree, and yet differ by %3 %4: at least %5 of path "
                                "asymmetry, unless one of their clocks is off by that.",
                                "server, server, difference, ± error, at least")
        .arg(first, second, difference, error, least);
}

} // namespace synchroscope::wording
