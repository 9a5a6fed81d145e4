// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/helperrunner.h"

#include "tests/support/filetree.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

/// A folder with a pkexec that does what the test says, and a helper that is never run.
struct Stand
{
    explicit Stand(const QByteArray &script)
    {
        qputenv("PATH", QFile::encodeName(folder.path()) + ":/usr/bin:/bin");
        isReady = write(u"pkexec"_s, "#!/bin/sh\ncd " + QFile::encodeName(folder.path()) + "\n" + script) &&
                  write(u"helper"_s, "#!/bin/sh\nexit 9\n");
    }
    ~Stand() { qputenv("PATH", oldPath); }

    bool write(const QString &name, const QByteArray &text) const
    {
        QFile file(folder.filePath(name));
        return file.open(QFile::WriteOnly) && file.write(text) == text.size() &&
               file.setPermissions(file.permissions() | QFile::ExeOwner | QFile::ExeUser);
    }
    QByteArray read(const QString &name) const
    {
        QFile file(folder.filePath(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString helper() const { return folder.filePath(u"helper"_s); }

    QTemporaryDir folder;
    QByteArray oldPath = qgetenv("PATH");
    bool isReady = false;
};

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
        const Stand stand("echo \"$*\" > arguments; cat > request; echo '{\"result\": \"committed\"}'\n");
        QVERIFY(stand.isReady);
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
        const Stand stand(script);
        QVERIFY(stand.isReady);
        Run run(stand.helper());
        run.runner.run(u"undo"_s, {});
        QTRY_VERIFY(run.end);
        QCOMPARE(int(run.end->result), result);
        QCOMPARE(run.end->detail, detail);
        QCOMPARE(run.steps, steps);
    }

    void severalRunsFollowEachOther()
    {
        const Stand stand("echo '{\"result\": \"committed\"}'\n");
        QVERIFY(stand.isReady);
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
        const Stand stand("");
        QVERIFY(stand.isReady);
        QVERIFY(stand.write(u"pkexec"_s, "#!/nowhere/at/all\n"));
        Run run(stand.helper());
        run.runner.run(u"undo"_s, {});
        QTRY_VERIFY(run.end);
        QCOMPARE(run.end->result, ChangeResult::NotAllowed);
        QVERIFY(!run.end->detail.isEmpty());
    }

    void whatIsMissingIsTold()
    {
        const Stand stand("exit 0\n");
        QVERIFY(stand.isReady);
        QCOMPARE(PkexecRunner(stand.folder.filePath(u"nobody"_s)).ability(), ChangeAbility::NoHelper);
        qputenv("PATH", "/nowhere");
        QCOMPARE(PkexecRunner(stand.helper()).ability(), ChangeAbility::NoPkexec);
    }

    void runGoesOnWhenNobodyListensAnyMore()
    {
        const Stand stand(
            "echo '{\"step\": \"write\", \"ok\": true}'\nwhile [ ! -e go ]; do sleep 0.05; done\n"
            "echo '{\"result\": \"committed\"}'\ntouch done\n");
        QVERIFY(stand.isReady);
        {
            Run run(stand.helper());
            run.runner.run(u"apply"_s, "{}");
            QTRY_COMPARE(run.steps, QStringList{u"write"_s});
        }
        QVERIFY(stand.write(u"go"_s, {}));
        QTRY_VERIFY(QFile::exists(stand.folder.filePath(u"done"_s)));
    }
};

QTEST_GUILESS_MAIN(TestHelperRunner)
#include "test_helperrunner.moc"
