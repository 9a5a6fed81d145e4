// SPDX-License-Identifier: GPL-3.0-or-later
#include "pkexecstand.h"

#include "core/engine/helperrunner.h"

#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using test::PkexecStand;

namespace {

struct Run
{
    explicit Run(const QString &helper) : runner(helper)
    {
        QObject::connect(&runner, &HelperRunner::stepTaken, &runner,
                         [this](const HelperStep &step) { steps.append(step.step); });
        QObject::connect(&runner, &HelperRunner::finished, &runner,
                         [this](const HelperEnd &reported) { end = reported; });
    }

    PkexecRunner runner;
    QStringList steps;
    std::optional<HelperEnd> end;
};

} // namespace

class TestHelperRunner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helperIsRunByItsPathWithItsVerbAndRequest()
    {
        const PkexecStand stand(
            "echo \"$*\" > arguments; cat > request; echo '{\"result\": \"committed\"}'\n");
        QVERIFY(stand.isReady());
        Run run(stand.helper());
        QCOMPARE(run.runner.ability(), ChangeAbility::Able);
        run.runner.run(u"apply"_s, "{\"format\":1}");
        QVERIFY(!run.end);
        QTRY_VERIFY(run.end);
        QCOMPARE(stand.read(u"arguments"_s), stand.helper().toUtf8() + " apply\n");
        QCOMPARE(stand.read(u"request"_s), "{\"format\":1}");
        QCOMPARE(run.end->result, ChangeResult::Committed);
    }

    void endIsReadFromLinesOrExitCode_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("result");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QStringList>("steps");
        const QByteArray step =
            "echo '{\"step\": \"write\", \"ok\": true, \"detail\": \"\", \"seconds\": 0.1}'\n";
        const auto row = [](const char *name, const QByteArray &script, ChangeResult result,
                            const QString &detail = {}, const QStringList &steps = {}) {
            QTest::newRow(name) << script << int(result) << detail << steps;
        };
        row("committed", step + "echo '{\"result\": \"committed\", \"detail\": \"\"}'\n",
            ChangeResult::Committed, {}, {u"write"_s});
        row("restored", step + "echo '{\"result\": \"restored\", \"detail\": \"It is not up.\"}'\nexit 1\n",
            ChangeResult::Restored, u"It is not up."_s, {u"write"_s});
        row("refused", "echo '{\"result\": \"refused\", \"detail\": \"No.\"}'\nexit 3\n",
            ChangeResult::Refused, u"No."_s);
        row("failed", "echo '{\"result\": \"failed\", \"detail\": \"Disk.\"}'\nexit 1\n",
            ChangeResult::Failed, u"Disk."_s);
        row("a result of a later version", "echo '{\"result\": \"wondered\"}'\n", ChangeResult::Failed);
        row("the prompt was closed", "exit 126\n", ChangeResult::Cancelled);
        row("nobody could be asked", "echo 'No authentication agent found.' >&2\nexit 127\n",
            ChangeResult::NotAllowed, u"No authentication agent found."_s);
        row("ended in the middle", step + "exit 126\n", ChangeResult::Failed, {}, {u"write"_s});
        row("killed in the middle", step + "kill -9 $$\n", ChangeResult::Failed, {}, {u"write"_s});
        row("no word", "exit 0\n", ChangeResult::Refused);
        row("no JSON", "echo hello\necho '[1]'\n", ChangeResult::Refused);
        row("no line's end", "printf '{\"result\": \"committed\"}'\n", ChangeResult::Committed);
    }
    void endIsReadFromLinesOrExitCode()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, result);
        QFETCH(QString, detail);
        QFETCH(QStringList, steps);
        const PkexecStand stand(script);
        QVERIFY(stand.isReady());
        Run run(stand.helper());
        run.runner.run(u"undo"_s, {});
        QTRY_VERIFY(run.end);
        QCOMPARE(int(run.end->result), result);
        QCOMPARE(run.end->detail, detail);
        QCOMPARE(run.steps, steps);
    }

    void severalRunsFollowEachOther()
    {
        const PkexecStand stand("echo '{\"result\": \"committed\"}'\n");
        QVERIFY(stand.isReady());
        Run run(stand.helper());
        for (int i = 0; i < 3; ++i) {
            run.end.reset();
            run.runner.run(u"undo"_s, {});
            QTRY_VERIFY(run.end);
            QCOMPARE(run.end->result, ChangeResult::Committed);
        }
    }

    void programThatCannotBeStartedIsSaid()
    {
        const PkexecStand stand("");
        QVERIFY(stand.isReady());
        QVERIFY(stand.write(u"pkexec"_s, "#!/nowhere/at/all\n"));
        Run run(stand.helper());
        run.runner.run(u"undo"_s, {});
        QTRY_VERIFY(run.end);
        QCOMPARE(run.end->result, ChangeResult::NotAllowed);
        QVERIFY(!run.end->detail.isEmpty());
    }

    void whatIsMissingIsTold()
    {
        const PkexecStand stand("exit 0\n");
        QVERIFY(stand.isReady());
        QCOMPARE(PkexecRunner(stand.helper() + u"s"_s).ability(), ChangeAbility::NoHelper);
        qputenv("PATH", "/nowhere");
        QCOMPARE(PkexecRunner(stand.helper()).ability(), ChangeAbility::NoPkexec);
    }

    void runGoesOnWhenNobodyListensAnyMore()
    {
        const PkexecStand stand(
            "echo '{\"step\": \"write\", \"ok\": true}'\nwhile [ ! -e go ]; do sleep 0.05; done\n"
            "echo '{\"result\": \"committed\"}'\n"
            // Once this one has ended, and whoever started it has seen that.
            "( while kill -0 $$; do sleep 0.02; done; touch done ) >/dev/null 2>&1 &\n");
        QVERIFY(stand.isReady());
        {
            Run run(stand.helper());
            run.runner.run(u"apply"_s, "{}");
            QTRY_COMPARE(run.steps, QStringList{u"write"_s});
        }
        QVERIFY(stand.write(u"go"_s, {}));
        QTRY_VERIFY(stand.exists(u"done"_s));
    }
};

QTEST_GUILESS_MAIN(TestHelperRunner)
#include "test_helperrunner.moc"
