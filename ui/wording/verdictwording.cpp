// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/verdictwording.h"

#include "ui/wording/quantity.h"

#include <QCoreApplication>

#include <algorithm>

namespace synchroscope::wording {

using namespace std::chrono_literals;

namespace {

class VerdictWording
{
    Q_DECLARE_TR_FUNCTIONS(VerdictWording)
};

// Digits far below the bound say nothing, and would flicker with every answer.
QString differenceText(Offset offset, Duration bound)
{
    constexpr int meaningless = 100;
    return std::chrono::abs(offset.localMinusRemote()) * meaningless < bound
               ? VerdictWording::tr("no difference")
               : offsetText(offset);
}

QString measuredText(const Verdict &verdict, Instant now)
{
    // A clock that was set back must not make an answer come from the future.
    const Duration age = std::max(now - verdict.measuredAt, Duration::zero());
    return VerdictWording::tr("%1: %2 %3, %4", "server: offset, bound, how long ago")
        .arg(verdict.source, differenceText(*verdict.offset, verdict.bound), boundText(verdict.bound),
             agoText(age));
}

QString lastKnown(const Verdict &verdict, Instant now)
{
    if (!verdict.offset)
        return {};
    return VerdictWording::tr("Last known from %1.").arg(measuredText(verdict, now));
}

QString whoAnswers(const Verdict &verdict)
{
    if (verdict.total == 1)
        return VerdictWording::tr(
            "Measured by this program itself; one server is no proof, three could outvote a wrong one.");
    QString answering =
        VerdictWording::tr("Measured by this program itself; %1 of %n server(s) answer.", "", verdict.total)
            .arg(verdict.answering);
    if (verdict.contradicting == 0)
        return answering;
    return VerdictWording::tr("%1 %2", "two sentences")
        .arg(answering, VerdictWording::tr("%n server(s) contradict it.", "", verdict.contradicting));
}

VerdictText noAnswerYet(const Verdict &verdict)
{
    if (verdict.asked == 0)
        return {VerdictWording::tr("No answer yet"),
                VerdictWording::tr("The first question is about to be sent.")};
    if (!verdict.firstAnswerIn)
        return {VerdictWording::tr("No answer yet"),
                VerdictWording::tr("Asking %n server(s).", "", verdict.asked)};
    const auto seconds =
        std::max<qint64>(1, std::chrono::ceil<std::chrono::seconds>(*verdict.firstAnswerIn).count());
    return {VerdictWording::tr("No answer yet"),
            VerdictWording::tr("Asking %n server(s), first answer in about %1 s.", "", verdict.asked)
                .arg(seconds)};
}

} // namespace

VerdictText verdict(const Verdict &verdict, Instant now)
{
    switch (verdict.state) {
    case VerdictState::NothingWatched:
        return {VerdictWording::tr("No time server is watched yet"),
                VerdictWording::tr("Choose some, and this computer's clock is compared with theirs.")};
    case VerdictState::Paused:
        return {VerdictWording::tr("Paused"),
                verdict.offset ? lastKnown(verdict, now)
                               : VerdictWording::tr("No server is asked until you resume.")};
    case VerdictState::NoAnswerYet:
        return noAnswerYet(verdict);
    case VerdictState::Compared:
        return {VerdictWording::tr("Compared with %1").arg(measuredText(verdict, now)), whoAnswers(verdict)};
    case VerdictState::NobodyAnswers:
        break;
    }
    if (verdict.offline) {
        const QString known = lastKnown(verdict, now);
        return {VerdictWording::tr("No server can be asked: this computer is offline"),
                known.isEmpty() ? VerdictWording::tr("They are asked again when there is a network.")
                                : known};
    }
    const bool anyReached = verdict.reached > 0;
    const QString remedy =
        anyReached
            ? VerdictWording::tr("%n server(s) asked. The list says what is wrong with each; choose others.",
                                 "", verdict.total)
            : VerdictWording::tr(
                  "%n server(s) asked. Check the network, and that a firewall lets NTP (UDP port 123) out.",
                  "", verdict.total);
    const QString known = lastKnown(verdict, now);
    return {anyReached ? VerdictWording::tr("No usable answer") : VerdictWording::tr("Nobody answers"),
            known.isEmpty() ? remedy : VerdictWording::tr("%1 %2", "two sentences").arg(known, remedy)};
}

} // namespace synchroscope::wording
