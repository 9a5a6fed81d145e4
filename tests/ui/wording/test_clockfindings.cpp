// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"

#include <QRegularExpression>
#include <QTest>

#include <cstdlib>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using synchroscope::wording::FindingText;

namespace {

constexpr Instant now{2'000'000'000s};

Offset off(Duration localMinusRemote)
{
    return Offset::fromLocalMinusRemote(localMinusRemote);
}

FindingAction stepBy(DaemonKind daemon)
{
    return {.kind = FindingAction::Kind::Command, .command = {DaemonCommand::Kind::Step, daemon}};
}

FindingAction copied(const QString &command)
{
    return {.kind = FindingAction::Kind::Copy, .text = command};
}

/// A finding with all values that its rule fills.
Finding plausible(FindingId id)
{
    Finding finding;
    finding.id = id;
    switch (id) {
    case FindingId::ClockOff:
        finding.offset = off(-600ms);
        finding.bound = 50ms;
        finding.names = {u"a.example"_s, u"b.example"_s};
        finding.actions = {stepBy(DaemonKind::Chrony)};
        break;
    case FindingId::SlewTakesLong:
        finding.daemon = DaemonKind::Chrony;
        finding.offset = off(-362s);
        finding.span = 4344s;
        finding.text = u"1 3"_s;
        finding.flag = true;
        break;
    case FindingId::QuarterHours:
        finding.offset = off(9h);
        finding.count = 36;
        finding.actions = {stepBy(DaemonKind::Chrony)};
        break;
    case FindingId::ZoneIsNoError:
        finding.span = 9h;
        break;
    case FindingId::HardwareClockLocal:
        finding.flag = true;
        break;
    case FindingId::HardwareClockOff:
        finding.span = 9h;
        finding.count = 36;
        break;
    case FindingId::MachinePaused:
        finding.offset = off(-362100ms);
        finding.span = 362s;
        finding.at = now - 3min;
        finding.count = 2;
        finding.actions = {stepBy(DaemonKind::Chrony)};
        finding.evidence = {ClockEvent{.kind = ClockEvent::Kind::Paused, .at = now - 3min, .lasted = 362s}};
        break;
    case FindingId::SteppedByOther:
        finding.span = 12s;
        finding.at = now - 2min;
        finding.flag = true;
        break;
    case FindingId::FlagSaysYes:
        finding.offset = off(471ms);
        finding.bound = 59ms;
        finding.span = 5min;
        break;
    case FindingId::FlagSaysNo:
        finding.span = 16s;
        break;
    case FindingId::NotMarkedForKernel:
        finding.daemon = DaemonKind::Chrony;
        break;
    case FindingId::ExtremeFrequency:
        finding.count = -612;
        finding.flag = true;
        break;
    case FindingId::CannotTell:
        finding.bound = 700ms;
        finding.span = 500ms;
        break;
    case FindingId::DaysWithoutAnswer:
        finding.span = 72h;
        break;
    case FindingId::ClockJumped:
        finding.daemon = DaemonKind::Chrony;
        finding.text = u"Forward time jump detected!"_s;
        finding.flag = true;
        break;
    default:
        break;
    }
    return finding;
}

QString plain(QString text)
{
    return text.replace(u'\u00a0', u' ');
}

QString whole(const FindingText &text)
{
    return plain(QStringList{text.title, text.explanation, text.remedy, text.disproof}.join(u'\n'));
}

FindingText told(const Finding &finding)
{
    const std::optional<FindingText> text = wording::clockFindingText(finding, now);
    return text.value_or(FindingText());
}

} // namespace

Q_DECLARE_METATYPE(synchroscope::FindingAction)

/// Sentences about findings of the clock.
class TestClockFindings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFindingIsTold_data()
    {
        QTest::addColumn<int>("id");
        QTest::addColumn<QStringList>("values");
        const auto row = [](FindingId id, const QStringList &values) {
            QTest::newRow(qPrintable(findingName(id))) << int(id) << values;
        };
        row(FindingId::ClockOff, {u"600 ms behind ± 50 ms"_s, u"at least 550 ms"_s, u"a.example"_s});
        row(FindingId::SlewTakesLong, {u"362.0 s behind"_s, u"1 h 13 min"_s, u"makestep 1 3"_s, u"12 ×"_s});
        row(FindingId::QuarterHours, {u"9 h ahead ("_s, u"universal time"_s});
        row(FindingId::ZoneIsNoError, {u"9 h ahead"_s});
        row(FindingId::HardwareClockLocal, {u"local time"_s, u"Windows"_s});
        row(FindingId::HardwareClockOff, {u"9 h ahead"_s, u"quarter hours (9 h)"_s, u"hwclock --systohc"_s});
        row(FindingId::MachinePaused,
            {u"362.1 s behind"_s, u"362.0 s"_s, u"3 min ago"_s, u"2 time service"_s, u"1 h 13 min"_s});
        row(FindingId::SteppedByOther, {u"forward by 12.0 s"_s, u"2 min ago"_s});
        row(FindingId::FlagSaysYes,
            {u"471 ms ahead ± 59 ms"_s, u"5 min ago"_s, u"System clock synchronized: yes"_s});
        row(FindingId::FlagSaysNo, {u"16.0 s"_s, u"System clock synchronized: no"_s});
        row(FindingId::NotMarkedForKernel, {u"chrony"_s, u"rtcsync"_s});
        row(FindingId::ExtremeFrequency, {u"slow by 612 ppm"_s, u"52.9 s a day"_s, u"500 ppm"_s});
        row(FindingId::CannotTell, {u"± 700 ms"_s, u"the limit of 500 ms."_s});
        row(FindingId::DaysWithoutAnswer, {u"3 day"_s, u"port 123"_s});
        row(FindingId::ClockJumped, {u"jumped forward"_s, u"\"Forward time jump detected!\""_s, u"slept"_s});
    }
    void everyFindingIsTold()
    {
        QFETCH(int, id);
        QFETCH(QStringList, values);
        const FindingText text = told(plausible(FindingId(id)));
        QVERIFY(!text.title.isEmpty() && !text.title.endsWith(u'.'));
        QVERIFY(text.explanation.endsWith(u'.'));
        QVERIFY(text.disproof.startsWith(u"It would not be so if "_s) && text.disproof.endsWith(u'.'));
        QCOMPARE(text.remedy.isEmpty(), FindingId(id) == FindingId::ZoneIsNoError);
        for (const QString &value : values)
            QVERIFY2(whole(text).contains(value), qPrintable(value + u" is not in: "_s + whole(text)));
        static const QRegularExpression unfilled(u"%[n0-9]"_s);
        QVERIFY2(!whole(text).contains(unfilled), qPrintable(whole(text)));
        QVERIFY(!text.explanation.contains(u"  "_s));
    }

    void aPauseMayLookLikeAZone()
    {
        Finding finding = plausible(FindingId::QuarterHours);
        finding.flag = false;
        QVERIFY(!told(finding).explanation.contains(u"pause"_s));
        finding.flag = true;
        QVERIFY(told(finding).explanation.contains(u"pause"_s));
    }

    void aLowerSlewRateTakesLonger()
    {
        Finding finding = plausible(FindingId::SlewTakesLong);
        finding.total = 1000;
        QVERIFY2(whole(told(finding)).contains(u"one second in 1000 s (maxslewrate)"_s),
                 qPrintable(whole(told(finding))));
        finding.total = 12;
        QVERIFY(whole(told(finding)).contains(u"a twelfth"_s));
        finding = plausible(FindingId::MachinePaused);
        finding.total = 1000;
        QVERIFY2(whole(told(finding)).contains(u"5 day"_s), qPrintable(whole(told(finding))));
    }

    void allOfThemAreAmongTheRows()
    {
        for (int id = 0; id < findingIds; ++id) {
            Finding finding;
            finding.id = FindingId(id);
            const bool isOurs = id >= int(FindingId::ClockOff) && id < int(FindingId::NotInEffect);
            QCOMPARE(wording::clockFindingText(finding, now).has_value(), isOurs);
        }
    }

    /// A recorded finding may lack what a rule fills: it is told all the same, and without holes.
    void nothingIsUnfilledWithoutValues()
    {
        for (int id = int(FindingId::ClockOff); id < int(FindingId::NotInEffect); ++id) {
            Finding finding;
            finding.id = FindingId(id);
            const FindingText text = told(finding);
            QVERIFY(!text.title.isEmpty() && !text.explanation.isEmpty() && !text.disproof.isEmpty());
            static const QRegularExpression unfilled(u"%[n0-9]"_s);
            QVERIFY2(!whole(text).contains(unfilled), qPrintable(whole(text)));
        }
    }

    void jumpsDiffer()
    {
        Finding finding = plausible(FindingId::ClockJumped);
        finding.flag = false;
        QVERIFY(told(finding).title.contains(u"jumped back"_s));
        QVERIFY(told(finding).remedy.contains(u"hwclock"_s));
        finding.daemon = DaemonKind::Timesyncd;
        QVERIFY(told(finding).title.contains(u"lost the time"_s));
        QVERIFY(told(finding).remedy.contains(u"battery"_s));
    }

    /// STORY row 11.
    void thePauseOfTheStory()
    {
        const FindingText text = told(plausible(FindingId::MachinePaused));
        QCOMPARE(plain(text.title), u"This clock fell 362.1 s behind everyone: the machine was paused"_s);
        QVERIFY(text.remedy.startsWith(u"Step it now"_s));
    }

    /// Where nothing offers to step the clock, no remedy tells to.
    void whatCanStep_data()
    {
        QTest::addColumn<FindingAction>("action");
        QTest::addColumn<bool>("steps");
        QTest::addColumn<bool>("isChronys");
        const auto row = [](const char *name, const FindingAction &action, bool steps, bool isChronys) {
            QTest::newRow(name) << action << steps << isChronys;
        };
        row("chrony", stepBy(DaemonKind::Chrony), true, true);
        row("timesyncd", stepBy(DaemonKind::Timesyncd), true, false);
        row("chrony, in a terminal", copied(u"sudo chronyc makestep"_s), true, true);
        row("timesyncd, in a terminal", copied(u"sudo systemctl restart systemd-timesyncd"_s), true, false);
        row("nobody", copied(u"sudo timedatectl set-ntp true"_s), false, false);
    }
    void whatCanStep()
    {
        QFETCH(FindingAction, action);
        QFETCH(bool, steps);
        QFETCH(bool, isChronys);
        for (const FindingId id : {FindingId::ClockOff, FindingId::QuarterHours, FindingId::MachinePaused}) {
            Finding finding = plausible(id);
            finding.actions = {{.kind = FindingAction::Kind::MeasureNow}, action};
            const QString remedy = told(finding).remedy;
            QVERIFY2(remedy.startsWith(u"Step "_s) == steps, qPrintable(remedy));
            QVERIFY2(remedy.startsWith(u"Have a time service "_s) != steps, qPrintable(remedy));
            QCOMPARE(remedy.contains(u"would take chrony"_s), isChronys && id == FindingId::MachinePaused);
        }
    }

    void aStepMayBeTheReadersOwn()
    {
        const FindingText text = told(plausible(FindingId::SteppedByOther));
        QCOMPARE(plain(text.explanation),
                 u"This clock was set forward by 12.0 s at once, 2 min ago. No time service had just been "
                 u"started, and none has a rule by which it would do so by itself."_s);
        QVERIFY(text.remedy.startsWith(u"If you stepped it, here or with chronyc makestep, all is well."_s));
    }

    void directions_data()
    {
        QTest::addColumn<int>("id");
        QTest::addColumn<bool>("forward");
        QTest::addColumn<QString>("word");
        QTest::newRow("ahead") << int(FindingId::ClockOff) << true << u"ahead"_s;
        QTest::newRow("behind") << int(FindingId::ClockOff) << false << u"behind"_s;
        QTest::newRow("quarters ahead") << int(FindingId::QuarterHours) << true << u"9 h ahead"_s;
        QTest::newRow("quarters behind") << int(FindingId::QuarterHours) << false << u"9 h behind"_s;
        QTest::newRow("zone ahead") << int(FindingId::ZoneIsNoError) << true << u"ahead of universal time"_s;
        QTest::newRow("zone behind") << int(FindingId::ZoneIsNoError) << false << u"behind universal time"_s;
        QTest::newRow("hardware clock ahead")
            << int(FindingId::HardwareClockOff) << true << u"ahead of this"_s;
        QTest::newRow("hardware clock behind")
            << int(FindingId::HardwareClockOff) << false << u"behind this"_s;
        QTest::newRow("set forward") << int(FindingId::SteppedByOther) << true << u"set forward by"_s;
        QTest::newRow("set back") << int(FindingId::SteppedByOther) << false << u"set back by"_s;
        QTest::newRow("fast") << int(FindingId::ExtremeFrequency) << true << u"gain"_s;
        QTest::newRow("slow") << int(FindingId::ExtremeFrequency) << false << u"lose"_s;
    }
    void directions()
    {
        QFETCH(int, id);
        QFETCH(bool, forward);
        QFETCH(QString, word);
        Finding finding = plausible(FindingId(id));
        const int sign = forward ? 1 : -1;
        if (finding.offset)
            finding.offset = off(sign * finding.offset->magnitude());
        if (finding.span && finding.id != FindingId::SteppedByOther)
            finding.span = sign * *finding.span;
        finding.count = sign * std::abs(finding.count);
        finding.flag = forward;
        QVERIFY2(whole(told(finding)).contains(word), qPrintable(whole(told(finding))));
    }

    void whatStoodStill_data()
    {
        QTest::addColumn<int>("kind"); // −1: nobody saw it
        QTest::addColumn<QString>("words");
        QTest::newRow("paused") << int(ClockEvent::Kind::Paused)
                                << u"stood still with its clocks for 362.0 s"_s;
        QTest::newRow("slept") << int(ClockEvent::Kind::Suspended) << u"slept for 362.0 s"_s;
        QTest::newRow("stalled") << int(ClockEvent::Kind::Stalled) << u"Nothing ran here for 362.0 s"_s;
        QTest::newRow("inferred") << -1 << u"All that it can be compared with agree"_s;
    }
    void whatStoodStill()
    {
        QFETCH(int, kind);
        QFETCH(QString, words);
        Finding finding = plausible(FindingId::MachinePaused);
        if (kind < 0) {
            finding.evidence.clear();
            finding.span.reset();
            finding.at.reset();
        } else {
            std::get<ClockEvent>(finding.evidence[0]).kind = ClockEvent::Kind(kind);
        }
        QVERIFY2(whole(told(finding)).contains(words), qPrintable(whole(told(finding))));
    }

    void nothingCorrectsIt()
    {
        Finding finding = plausible(FindingId::MachinePaused);
        finding.count = 0;
        QVERIFY(whole(told(finding)).contains(u"Nothing corrects it."_s));
    }

    void slewsOfOthers()
    {
        Finding finding = plausible(FindingId::SlewTakesLong);
        finding.daemon = DaemonKind::Ntpsec;
        finding.offset = off(100ms);
        finding.span = 200s;
        finding.text.clear();
        finding.flag = false;
        const QString text = whole(told(finding));
        QVERIFY2(text.contains(u"NTPsec"_s) && text.contains(u"half a millisecond"_s), qPrintable(text));
        QVERIFY(!text.contains(u"makestep"_s));
    }

    void withoutMeasurementTheFlagIsAlone()
    {
        Finding finding;
        finding.id = FindingId::FlagSaysYes;
        QVERIFY(whole(told(finding)).contains(u"nothing else here tells"_s));
    }

    void aHardwareClockThatDrifts()
    {
        Finding finding = plausible(FindingId::HardwareClockOff);
        finding.count = 0;
        finding.span = -200s;
        const FindingText text = told(finding);
        QCOMPARE(plain(text.title), u"The hardware clock is 200.0 s behind"_s);
        QVERIFY(!text.explanation.contains(u"zone"_s));
    }

    void findingTextFindsThem()
    {
        QCOMPARE(wording::findingText(plausible(FindingId::CannotTell), now).title,
                 told(plausible(FindingId::CannotTell)).title);
    }
};

QTEST_GUILESS_MAIN(TestClockFindings)

#include "test_clockfindings.moc"
