// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/changewording.h"
#include "ui/wording/namestext.h"

#include <QTest>
#include <QTranslator>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant start{1'700'000'000s};

ServerChangeReport report(ChangeEffect effect = ChangeEffect::Restart)
{
    ServerChangeReport report;
    report.effect = effect;
    report.startedAt = start;
    return report;
}

ServerChangeReport failedAt(ChangeStage stage, ChangeResult result, const QString &detail)
{
    ServerChangeReport failed = report();
    failed.result = result;
    failed.detail = detail;
    ChangeStep step;
    step.stage = stage;
    step.state = ChangeStep::State::Failed;
    failed.steps = {step};
    return failed;
}

} // namespace

class TestChangeWording final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void steps_data()
    {
        QTest::addColumn<int>("stage");
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("done");
        QTest::addColumn<int>("total");
        QTest::addColumn<QStringList>("lacking");
        QTest::addColumn<QString>("text");
        const auto row = [](ChangeStage stage, ChangeStep::State state, int done, int total,
                            const QStringList &lacking, const QString &text) {
            QTest::newRow(qPrintable(text)) << int(stage) << int(state) << done << total << lacking << text;
        };
        using enum ChangeStage;
        using enum ChangeStep::State;
        row(Saved, Done, 0, 0, {}, u"Checked and saved"_s);
        row(Saved, UnderWay, 0, 0, {}, u"Checking and saving"_s);
        row(Told, Done, 0, 0, {}, u"chrony restarted"_s);
        row(Told, Waiting, 0, 0, {}, u"Restart of chrony"_s);
        row(Resolved, Waiting, 0, 3, {}, u"Names resolved"_s);
        row(Resolved, Done, 3, 3, {}, u"3 of 3 name(s) resolved"_s);
        row(Resolved, UnderWay, 2, 3, {u"ntp3"_s}, u"2 of 3 name(s) resolved: no address for ntp3"_s);
        row(Answered, UnderWay, 2, 3, {u"ntp3"_s},
            u"First answers from 2 of 3 server(s): no answer from ntp3"_s);
        row(Listed, UnderWay, 1, 6, {u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s},
            u"chrony itself names 1 of 6 server(s): not b, c, d, 2 more"_s);
        row(Selectable, UnderWay, 0, 3, {u"a"_s}, u"0 of 3 server(s) can be followed: not yet a"_s);
        row(Followed, Done, 0, 0, {}, u"One server followed"_s);
        row(Followed, Skipped, 0, 0, {}, u"One server followed: not needed"_s);
    }
    void steps()
    {
        QFETCH(int, stage);
        QFETCH(int, state);
        ChangeStep step;
        step.stage = ChangeStage(stage);
        step.state = ChangeStep::State(state);
        QFETCH(int, done);
        step.done = done;
        QFETCH(int, total);
        step.total = total;
        QFETCH(QStringList, lacking);
        step.lacking = lacking;
        QTEST(wording::changeStep(step, report(), start), "text");
    }

    void countsDown()
    {
        ChangeStep step;
        step.stage = ChangeStage::Selectable;
        step.state = ChangeStep::State::UnderWay;
        step.total = 3;
        step.done = 1;
        step.expectedAt = start + 5s;
        const auto text = [&step](Duration after) {
            return wording::changeStep(step, report(), start + after).replace(QChar::Nbsp, u' ');
        };
        QCOMPARE(text(3s), u"1 of 3 server(s) can be followed, about 2 s left"_s);
        QCOMPARE(text(3500ms), u"1 of 3 server(s) can be followed, about 2 s left"_s);
        QCOMPARE(text(6s), u"1 of 3 server(s) can be followed, any moment now"_s);
    }

    void tellsWhatLingers()
    {
        ChangeStep step;
        step.stage = ChangeStage::Listed;
        step.state = ChangeStep::State::UnderWay;
        step.total = step.done = 3;
        step.lingering = {u"ntp.ubuntu.com"_s};
        QCOMPARE(wording::changeStep(step, report(), start),
                 u"chrony itself names 3 of 3 server(s): still asks ntp.ubuntu.com"_s);
    }

    void reloadIsNoRestart()
    {
        ChangeStep step;
        step.stage = ChangeStage::Told;
        step.state = ChangeStep::State::Done;
        QCOMPARE(wording::changeStep(step, report(ChangeEffect::Reload), start),
                 u"chrony told to read its sources again"_s);
    }

    void times()
    {
        ChangeStep step;
        QVERIFY(wording::changeStepTime(step, report()).isEmpty());
        step.endedAt = start + 800ms;
        QCOMPARE(wording::changeStepTime(step, report()), u"800\u00a0ms"_s);
        step.endedAt = start + 95s;
        QCOMPARE(wording::changeStepTime(step, report()), u"1\u00a0min"_s);
        step.endedAt = start - 1s; // this clock was stepped meanwhile
        QVERIFY(wording::changeStepTime(step, report()).isEmpty());
    }

    void results()
    {
        QCOMPARE(wording::changeResult(report()),
                 u"If chrony does not come back, the old configuration returns by itself."_s);
        QCOMPARE(
            wording::changeResult(
                failedAt(ChangeStage::Told, ChangeResult::Restored, u"exit 1\nFatal: x\n"_s)),
            u"It failed at this step: Restart of chrony. Everything is as it was before.\nexit 1\nFatal: x"_s);
        const QString broken = wording::changeResult(failedAt(ChangeStage::Told, ChangeResult::Failed, {}));
        QVERIFY(broken.contains("Not everything could be put back"_L1));
        // That would take back the change before, too.
        QVERIFY(!broken.contains("servers undo"_L1));
        QStringList sentences;
        for (int result = 0; result <= int(ChangeResult::Failed); ++result) {
            ServerChangeReport ended = report();
            ended.result = ChangeResult(result);
            sentences.append(wording::changeResult(ended));
            QVERIFY(sentences.last().endsWith(u'.'));
        }
        QCOMPARE(sentences.removeDuplicates(), 0);
        ServerChangeReport undone = report();
        undone.isUndo = true;
        undone.result = ChangeResult::Followed;
        QVERIFY(wording::changeResult(undone).startsWith("The last change is undone"_L1));
        ChangeStep told;
        told.stage = ChangeStage::Told;
        told.state = ChangeStep::State::Skipped;
        undone.result = ChangeResult::Committed;
        undone.steps = {told, {}};
        QCOMPARE(wording::changeResult(undone), u"chrony does not run: the files are as before."_s);
    }

    void underWayTellsWhatStillReturns_data()
    {
        QTest::addColumn<int>("told");
        QTest::addColumn<int>("effect");
        QTest::addColumn<bool>("isUndo");
        QTest::addColumn<QString>("sentence");
        using enum ChangeStep::State;
        const auto row = [](ChangeStep::State told, ChangeEffect effect, bool isUndo,
                            const QString &sentence) {
            QTest::addRow("%d %d %d", int(told), int(effect), int(isUndo))
                << int(told) << int(effect) << isUndo << sentence;
        };
        row(Waiting, ChangeEffect::Restart, false,
            u"If chrony does not come back, the old configuration returns by itself."_s);
        row(UnderWay, ChangeEffect::Restart, false,
            u"If chrony does not come back, the old configuration returns by itself."_s);
        row(Done, ChangeEffect::Restart, false,
            u"Saved, and chrony is up. From here on nothing is taken back by itself."_s);
        row(Skipped, ChangeEffect::None, false, u"Saved. From here on nothing is taken back by itself."_s);
        row(Done, ChangeEffect::Restart, true,
            u"The former files are back. From here on nothing is taken back by itself."_s);
    }
    void underWayTellsWhatStillReturns()
    {
        QFETCH(int, told);
        QFETCH(int, effect);
        QFETCH(bool, isUndo);
        ServerChangeReport underWay = report(ChangeEffect(effect));
        underWay.isUndo = isUndo;
        ChangeStep step;
        step.stage = ChangeStage::Told;
        step.state = ChangeStep::State(told);
        underWay.steps = {step};
        QTEST(wording::changeResult(underWay), "sentence");
    }

    void stepsThatAreNotReachedDoNotWait()
    {
        ServerChangeReport ended = report();
        const ChangeStep step;
        QCOMPARE(wording::changeStepState(step, ended), u"waiting"_s);
        ended.result = ChangeResult::Restored;
        QCOMPARE(wording::changeStepState(step, ended), u"not reached"_s);
    }

    void manyNamesAreNotAllNamed()
    {
        QCOMPARE(wording::namesText({u"a"_s, u"b"_s, u"c"_s, u"d"_s}), u"a, b, c, d"_s);
        QCOMPARE(wording::namesText({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}), u"a, b, c, 2 more"_s);
        QCOMPARE(wording::namesText({u"a"_s, u"b"_s, u"c"_s}, 2), u"a, 2 more"_s);
    }

    void abilities()
    {
        QVERIFY(wording::changeAbility(ChangeAbility::Able).isEmpty());
        for (const ChangeAbility ability :
             {ChangeAbility::NoHelper, ChangeAbility::NoPkexec, ChangeAbility::NotHere})
            QVERIFY(wording::changeAbility(ability).contains("\"Copy commands\""_L1));
    }
};

QTEST_GUILESS_MAIN(TestChangeWording)
#include "test_changewording.moc"
