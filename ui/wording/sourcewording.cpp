// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/sourcewording.h"

#include "ui/wording/problems.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>

namespace synchroscope::wording {

using namespace std::chrono_literals;

namespace {

class SourceWording
{
    Q_DECLARE_TR_FUNCTIONS(SourceWording)
};

bool failing(const SourceSnapshot &source)
{
    return source.lastOutcome && *source.lastOutcome != QueryOutcome::Ok;
}

QString outcomeState(const SourceSnapshot &source)
{
    switch (*source.lastOutcome) {
    case QueryOutcome::Ok:
        return SourceWording::tr("answers");
    case QueryOutcome::Timeout:
        return SourceWording::tr("no answer");
    case QueryOutcome::Refused:
        return SourceWording::tr("refused");
    case QueryOutcome::Unreachable:
        return SourceWording::tr("unreachable");
    case QueryOutcome::Unresolved:
        return SourceWording::tr("name not found");
    case QueryOutcome::KissCode:
        return source.activity == SourceActivity::Stopped ? SourceWording::tr("sent us away")
                                                          : SourceWording::tr("asked too often");
    case QueryOutcome::Unsynchronised:
        return SourceWording::tr("clock not set");
    case QueryOutcome::Invalid:
        break;
    }
    return SourceWording::tr("bad answer");
}

QString nextQuestion(const SourceSnapshot &source, Instant now)
{
    if (!source.nextRequest)
        return {};
    const Duration wait = std::max(*source.nextRequest - now, Duration::zero());
    // What is asked every second or two would only flicker.
    if (wait < 2s)
        return {};
    return SourceWording::tr("Asked again in %1.").arg(waitText(wait));
}

QString failureText(const SourceSnapshot &source, Instant now)
{
    QString detail = probeDetail(*source.lastOutcome, source.lastFault, source.kissCode, source.systemReason);
    if (!source.failingSince)
        return detail;
    const Duration silence = std::max(now - *source.failingSince, Duration::zero());
    return SourceWording::tr("%1 This has lasted %2.", "a sentence; a span of time")
        .arg(detail, ageText(silence));
}

QString join(const QString &first, const QString &second)
{
    if (first.isEmpty() || second.isEmpty())
        return first + second;
    return SourceWording::tr("%1 %2", "two sentences").arg(first, second);
}

QString answerText(const SourceSnapshot &source)
{
    if (source.lastSample->timestamping() == Timestamping::User)
        return SourceWording::tr("Answers; the kernel gave no time stamps, so this is less exact.");
    if (source.estimate->samples < 3)
        return SourceWording::tr("Answered %n time(s); from 3 on, its frequency is known too.", "",
                                 source.estimate->samples);
    return SourceWording::tr("Answers in %1.").arg(spanText(source.lastSample->delay));
}

// Few answers leave more open than half of a round trip.
std::optional<Duration> tellingScatter(const SourceEstimate &estimate)
{
    return estimate.statistical < estimate.boundToServer ? estimate.statistical : std::nullopt;
}

} // namespace

SourceTone sourceTone(const SourceSnapshot &source)
{
    if (source.activity == SourceActivity::Stopped)
        return SourceTone::Bad;
    if (source.activity == SourceActivity::Paused || !source.lastOutcome)
        return SourceTone::Neutral;
    if (!failing(source))
        return SourceTone::Good;
    const bool answeredBefore = (source.reach & 0b111) != 0;
    return answeredBefore || *source.lastOutcome == QueryOutcome::KissCode ? SourceTone::Warning
                                                                           : SourceTone::Bad;
}

QString sourceState(const SourceSnapshot &source)
{
    if (source.activity == SourceActivity::Stopped)
        return SourceWording::tr("sent us away");
    if (source.activity == SourceActivity::Paused)
        return SourceWording::tr("paused");
    if (source.lastOutcome)
        return outcomeState(source);
    switch (source.activity) {
    case SourceActivity::Resolving:
        return SourceWording::tr("looking up");
    case SourceActivity::Asking:
        return SourceWording::tr("asking");
    default:
        return SourceWording::tr("waiting");
    }
}

QString sourceHappening(const SourceSnapshot &source, Instant now)
{
    if (source.activity == SourceActivity::Stopped)
        return join(kiss(source.kissCode.isEmpty() ? QByteArray("DENY") : source.kissCode),
                    SourceWording::tr("Choose \"Ask again\" if you know that it may be asked."));
    if (source.activity == SourceActivity::Paused)
        return SourceWording::tr("Paused: it is not asked.");
    if (failing(source))
        return join(failureText(source, now), nextQuestion(source, now));
    if (source.activity == SourceActivity::Held)
        return join(SourceWording::tr("Waits to be polite: this address was asked a moment ago."),
                    nextQuestion(source, now));
    if (source.activity == SourceActivity::Resolving)
        return SourceWording::tr("Its name is being looked up.");
    if (source.lastOutcome && source.lastSample && source.estimate)
        return join(answerText(source), nextQuestion(source, now));
    if (source.activity == SourceActivity::Asking)
        return SourceWording::tr("The first question is under way.");
    return SourceWording::tr("The first question is about to be sent.");
}

QString reachText(const SourceSnapshot &source)
{
    const int asked = std::min(source.requests, 8);
    if (asked == 0)
        return SourceWording::tr("not asked yet");
    return SourceWording::tr("answered %1 of the last %2").arg(std::popcount(source.reach)).arg(asked);
}

QString reachText(quint8 reach)
{
    return SourceWording::tr("answered %1 of the last %2").arg(std::popcount(reach)).arg(8);
}

QString methodText(EstimateMethod method)
{
    switch (method) {
    case EstimateMethod::BestAnswer:
        return SourceWording::tr("the answer with the smallest error bound, as it was");
    case EstimateMethod::Line:
        return SourceWording::tr("a straight line through the latest answers, in which those with a short "
                                 "round trip weigh most");
    case EstimateMethod::CorrectedLine:
        break;
    }
    return SourceWording::tr(
        "a straight line through the latest answers, less what packets that were held up "
        "on one way had put into them");
}

QString estimateText(const SourceEstimate &estimate)
{
    const std::optional<Duration> scatter = tellingScatter(estimate);
    return scatter ? offsetText(estimate.offset, *scatter) : offsetText(estimate.offset);
}

QString scatterSentence(const SourceEstimate &estimate)
{
    if (tellingScatter(estimate))
        return SourceWording::tr("± is what the answers' scatter leaves open, with 99.95\u00a0% confidence.");
    if (estimate.samples < 3)
        return SourceWording::tr("What the answers' scatter leaves open is known from three answers on.");
    return SourceWording::tr("The answers are too few, or lie too far apart, for their scatter to tell more "
                             "than the bounds do.");
}

QString errorText(Duration bound)
{
    return SourceWording::tr("%1 at most", "bound of an error").arg(boundText(bound));
}

} // namespace synchroscope::wording
