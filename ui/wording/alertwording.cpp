// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/alertwording.h"

#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace synchroscope::wording {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::wording)
};

QString twoSentences(const QString &first, const QString &second)
{
    return first.isEmpty() ? second : Text::tr("%1 %2", "two sentences").arg(first, second);
}

/// What this clock shows now, and who says so. Empty: nothing is known.
QString evidenceSentence(const ClockJudgement &judgement)
{
    if (!judgement.offset)
        return {};
    const QString figure = Text::tr("%1 %2", "an offset and its bound: 2.9 ms ahead ± 25 ms")
                               .arg(offsetText(*judgement.offset), boundText(judgement.bound));
    if (judgement.measuredHere && judgement.agreeing > 1)
        return Text::tr("It is %1, as %n server(s) agree.", "", judgement.agreeing).arg(figure);
    if (judgement.source.isEmpty())
        return Text::tr("It is %1.").arg(figure);
    return Text::tr("By \"%2\" it is %1.").arg(figure, judgement.source);
}

AlertText clockOffText(const AlertChange &change)
{
    const ClockJudgement &judgement = change.judgement;
    const QString off = judgement.offset ? offsetText(*judgement.offset) : QString();
    AlertText text;
    if (change.kind == AlertChange::Kind::Eased && change.level == AlertLevel::None) {
        text.title = Text::tr("This clock is right again");
        text.body = evidenceSentence(judgement);
        return text;
    }
    if (change.kind == AlertChange::Kind::Eased) {
        text.title = Text::tr("This clock is less far off: %1").arg(off);
    } else if (change.kind == AlertChange::Kind::Reminded) {
        text.title = Text::tr("This clock is still off: %1").arg(off);
    } else if (change.level == AlertLevel::Critical) {
        text.title = Text::tr("This clock is far off: %1").arg(off);
    } else {
        text.title = Text::tr("This clock is off: %1").arg(off);
    }
    text.body = evidenceSentence(judgement);
    const QString limit = limitText(change.limit);
    if (change.kind != AlertChange::Kind::Eased) {
        const QString excess =
            change.isCertain ? Text::tr("That is for certain more than the %1 that you allow.")
                             : Text::tr("Most of the latest measurements are beyond the %1 that you allow.");
        text.body = twoSentences(text.body, excess.arg(limit));
    }
    if (judgement.isBeingCorrected)
        text.body = twoSentences(text.body, Text::tr("It is being corrected."));
    return text;
}

AlertText noAnswersText(const AlertChange &change)
{
    if (change.kind == AlertChange::Kind::Eased)
        return {Text::tr("A time server answers again"), {}};
    return {Text::tr("No time server has answered for a day"),
            Text::tr("For 24 hours in which this computer ran nobody has said what time it is. Its clock "
                     "goes on by itself meanwhile, and may be some seconds off by now. Look whether the "
                     "network is there and lets NTP through.")};
}

AlertText unkeptText(const AlertChange &change)
{
    if (change.kind == AlertChange::Kind::Eased)
        return {Text::tr("This clock is kept right again"), {}};
    return {Text::tr("Nothing keeps this clock right any more"),
            Text::tr("The time service that did has been gone for more than ten minutes. Without one a "
                     "clock drifts by up to some seconds a day.")};
}

} // namespace

QString limitText(Duration limit)
{
    const TimeUnit unit = unitFor(limit);
    constexpr int digits = 6;
    return QLocale().toString(toSeconds(limit) / toSeconds(unitSize(unit)), 'g', digits) +
           QChar(QChar::Nbsp) + unitSymbol(unit);
}

AlertText alertText(const AlertChange &change)
{
    switch (change.subject) {
    case AlertSubject::ClockOff:
        return clockOffText(change);
    case AlertSubject::NoAnswers:
        return noAnswersText(change);
    case AlertSubject::Unkept:
        break;
    }
    return unkeptText(change);
}

QString profileText(AlertProfile profile)
{
    switch (profile) {
    case AlertProfile::Everyday:
        return Text::tr("Everyday");
    case AlertProfile::Standard:
        return Text::tr("Standard");
    case AlertProfile::Precise:
        return Text::tr("Precise");
    case AlertProfile::Own:
        break;
    }
    return Text::tr("My own");
}

QString limitsSentence(const ClockLimits &limits)
{
    return Text::tr("You are told when this clock is off by more than %1, and urgently from %2 on.")
        .arg(limitText(limits.warning), limitText(limits.critical));
}

QString badgeText(AlertBadge badge)
{
    switch (badge) {
    case AlertBadge::None:
        return {};
    case AlertBadge::CannotTell:
        return Text::tr("Whether this clock is right cannot be told closely enough.");
    case AlertBadge::Warning:
        return Text::tr("Something is wrong with this clock.");
    case AlertBadge::Critical:
        break;
    }
    return Text::tr("This clock is far off.");
}

QString mutedSentence(std::optional<Instant> until)
{
    if (!until)
        return Text::tr("Notifications are muted until you turn them on again.");
    const auto time = QDateTime::fromMSecsSinceEpoch(
        std::chrono::floor<std::chrono::milliseconds>(*until).time_since_epoch().count());
    return Text::tr("Notifications are muted until %1.")
        .arg(QLocale().toString(time, QLocale().dateTimeFormat(QLocale::ShortFormat)));
}

} // namespace synchroscope::wording
