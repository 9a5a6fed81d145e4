// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/alertwording.h"

#include <QTest>
#include <QTranslator>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Kind = AlertChange::Kind;

QString plain(QString text)
{
    return text.replace(QChar(QChar::Nbsp), u' ');
}

AlertChange off(Kind kind, AlertLevel level, Duration offset, bool isCertain = true)
{
    AlertChange change{.kind = kind,
                       .subject = AlertSubject::ClockOff,
                       .level = level,
                       .isCertain = isCertain,
                       .limit = level == AlertLevel::Critical ? 5s : Duration(500ms),
                       .lasted = 0s,
                       .judgement = {}};
    change.judgement.offset = Offset::fromLocalMinusRemote(offset);
    change.judgement.bound = 20ms;
    change.judgement.measuredHere = true;
    change.judgement.agreeing = 3;
    return change;
}

QString titleOf(const AlertChange &change)
{
    return plain(wording::alertText(change).title);
}

QString bodyOf(const AlertChange &change)
{
    return plain(wording::alertText(change).body);
}

} // namespace

class TestAlertWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClockThatIsOff()
    {
        const AlertChange warning = off(Kind::Raised, AlertLevel::Warning, -700ms);
        QCOMPARE(titleOf(warning), u"This clock is off: 700 ms behind"_s);
        QCOMPARE(bodyOf(warning), u"It is 700 ms behind ± 20 ms, as 3 server(s) agree. That is for certain "
                                  u"more than the 500 ms that you allow."_s);
        QCOMPARE(titleOf(off(Kind::Raised, AlertLevel::Critical, 7s)),
                 u"This clock is far off: 7.00 s ahead"_s);
        QVERIFY(bodyOf(off(Kind::Raised, AlertLevel::Critical, 7s)).contains(u"the 5 s that you"_s));
        QCOMPARE(titleOf(off(Kind::Reminded, AlertLevel::Warning, 700ms)),
                 u"This clock is still off: 700 ms ahead"_s);
        QCOMPARE(titleOf(off(Kind::Eased, AlertLevel::Warning, 700ms)),
                 u"This clock is less far off: 700 ms ahead"_s);
        QCOMPARE(titleOf(off(Kind::Eased, AlertLevel::None, 1ms)), u"This clock is right again"_s);
    }

    void whatIsNotCertainIsNotCalledSo()
    {
        const QString body = bodyOf(off(Kind::Raised, AlertLevel::Warning, 600ms, false));
        QVERIFY(!body.contains(u"certain"_s));
        QVERIFY2(body.contains(u"Most of the latest measurements are beyond the 500 ms"_s), qPrintable(body));
    }

    void whoSaysSo()
    {
        AlertChange change = off(Kind::Raised, AlertLevel::Warning, 700ms);
        change.judgement.measuredHere = false;
        change.judgement.agreeing = 0;
        change.judgement.source = u"PHC0"_s;
        change.judgement.isBeingCorrected = true;
        const QString body = bodyOf(change);
        QVERIFY2(body.startsWith(u"By \"PHC0\" it is 700 ms ahead ± 20 ms. That is"_s), qPrintable(body));
        QVERIFY(body.endsWith(u"It is being corrected."_s));
        change.judgement.offset.reset(); // it may be told without
        QVERIFY(bodyOf(change).startsWith(u"That is for certain more"_s));
    }

    void everyAlertHasItsSentence()
    {
        for (const AlertSubject subject : {AlertSubject::NoAnswers, AlertSubject::Unkept}) {
            AlertChange change;
            change.subject = subject;
            change.level = AlertLevel::Warning;
            QVERIFY(!titleOf(change).isEmpty());
            QVERIFY(bodyOf(change).endsWith(u'.'));
            const QString raised = titleOf(change);
            change.kind = Kind::Eased;
            change.level = AlertLevel::None;
            QVERIFY(!titleOf(change).isEmpty());
            QVERIFY(titleOf(change) != raised);
        }
    }

    void limitsAreRound()
    {
        QCOMPARE(plain(wording::limitsSentence(everydayLimits)),
                 u"You are told when this clock is off by more than 500 ms, and urgently from 5 s on."_s);
        QVERIFY(plain(wording::limitsSentence({.warning = 1500us, .critical = 90s}))
                    .contains(u"more than 1.5 ms, and urgently from 90 s"_s));
    }

    void badgesAndMute()
    {
        QVERIFY(wording::badgeText(AlertBadge::None).isEmpty());
        for (const AlertBadge badge : {AlertBadge::CannotTell, AlertBadge::Warning, AlertBadge::Critical})
            QVERIFY(!wording::badgeText(badge).isEmpty());
        QVERIFY(wording::mutedSentence({}).endsWith(u"until you turn them on again."_s));
        const QString until = wording::mutedSentence(Instant(1'780'000'000s));
        QVERIFY2(until.contains(u"20:26"_s), qPrintable(until)); // 2026-05-28 20:26:40 UTC
    }
};

QTEST_GUILESS_MAIN(TestAlertWording)
#include "test_alertwording.moc"
