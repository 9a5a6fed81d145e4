// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/apply/privatemachine.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace synchroscope::test;
using namespace Qt::StringLiterals;

namespace {

QString conf()
{
    return u"/etc/chrony/chrony.conf"_s;
}

QString helper()
{
    return QStringLiteral(SYNCHROSCOPE_HELPER_PATH);
}

bool write(const QString &path, const QByteArray &text, bool isProgram = false)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QFile::WriteOnly) &&
           file.write(text) == text.size() &&
           file.setPermissions(QFile::Permissions(isProgram ? 0x7755 : 0x6644));
}

/// What the program printed, and how it ended.
struct Run
{
    int exitCode = -1;
    QByteArray out;
    QByteArray errors;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QStringList steps() const
    {
        QStringList names;
        const QJsonArray steps = json()[u"steps"_s].toArray();
        for (const auto &step : steps)
            names.append(step[u"step"_s].toString());
        return names;
    }
};

Run run(const QStringList &arguments)
{
    QProcess process;
    process.start(QStringLiteral(SYNCHROSCOPECTL), QStringList{u"servers"_s} + arguments);
    Run run;
    if (process.waitForFinished())
        run = {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    return run;
}

} // namespace

/// `synchroscopectl servers` on a whole machine: /etc, the helper's place, programs and the network are this
/// test's own.
class TestServersOnMachine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_etc.succeeded() && m_libexec.succeeded());
        QVERIFY(write(conf(),
                      "server 192.0.2.7 iburst offline\nserver 192.0.2.8 iburst offline\ncmdport 323\n"
                      "port 0\nbindcmdaddress 127.0.0.1\nbindcmdaddress /\npidfile /etc/chronyd.pid\n"));
        QVERIFY(write(u"/etc/passwd"_s, "root:x:0:0::/:/bin/sh\n"));
        QVERIFY(write(u"/etc/group"_s, "root:x:0:\n"));
        qputenv("PATH", QFile::encodeName(m_programs.path()) + ":/usr/bin:/bin");
        qputenv("LC_ALL", "C.UTF-8");
    }

    void listSaysWhatTheRunningDaemonHas()
    {
        QProcess daemon;
        daemon.start(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + "/usr/sbin/chronyd"_L1,
                     {u"-d"_s, u"-x"_s, u"-U"_s, u"-u"_s, u"root"_s, u"-f"_s, conf()});
        QVERIFY(daemon.waitForStarted());
        const auto isEffective = [](const QString &name) {
            const QJsonArray servers = run({u"list"_s, u"--json"_s}).json()[u"servers"_s].toArray();
            for (const auto &server : servers) {
                if (server[u"name"_s].toString() == name)
                    return server[u"effective"_s];
            }
            return QJsonValue(QJsonValue::Undefined);
        };
        QTRY_COMPARE_WITH_TIMEOUT(isEffective(u"192.0.2.7"_s), QJsonValue(true), 20'000);
        // Saved is not in effect.
        const QByteArray before = *textOf(conf());
        QVERIFY(write(conf(), before + "server 192.0.2.9 iburst offline\n"));
        QCOMPARE(isEffective(u"192.0.2.9"_s), QJsonValue(false));
        QCOMPARE(isEffective(u"192.0.2.8"_s), QJsonValue(true));
        QVERIFY(run({u"list"_s}).out.contains("not in effect"));
        QVERIFY(write(conf(), before));
        daemon.terminate();
        QVERIFY(daemon.waitForFinished());
    }

    void withoutHelperTheCommandsAreTold()
    {
        const Run told =
            run({u"apply"_s, u"--add"_s, u"server 192.0.2.9"_s, u"--daemon"_s, u"chrony"_s, u"--json"_s});
        QCOMPARE(told.exitCode, 3);
        QVERIFY(told.out.isEmpty());
        QVERIFY2(told.errors.contains("sudo systemctl restart chrony"), told.errors.constData());
        QVERIFY(write(helper(), "#!/bin/sh\nexit 9\n", true));
        QVERIFY(run({u"undo"_s}).errors.contains("pkexec"));
    }

    void helperIsRunByPkexec()
    {
        QVERIFY(pkexec("echo \"$*\" > /etc/arguments; cat > /etc/request\n"
                       "echo '{\"step\": \"write\", \"ok\": true, \"detail\": \"\", \"seconds\": 0.25}'\n"
                       "echo '{\"result\": \"committed\", \"detail\": \"\"}'\n"));
        const QStringList change{u"--add"_s, u"server 192.0.2.9 iburst"_s, u"--daemon"_s, u"chrony"_s,
                                 u"--json"_s};
        const QString digest = run(QStringList{u"plan"_s} + change).json()[u"digest"_s].toString();
        QCOMPARE(digest.size(), 64);
        const Run done = run(QStringList{u"apply"_s, u"--wait"_s, u"7"_s} + change);
        QCOMPARE(done.exitCode, 0);
        QCOMPARE(done.steps(), QStringList{u"write"_s});
        QCOMPARE(done.json()[u"result"_s].toString(), u"committed"_s);
        QCOMPARE(*textOf(u"/etc/arguments"_s), helper().toUtf8() + " apply\n");
        const QJsonObject request = QJsonDocument::fromJson(*textOf(u"/etc/request"_s)).object();
        QCOMPARE(request[u"expect"_s].toString(), digest);
        QCOMPARE(request[u"wait_s"_s].toInt(), 7);
        QCOMPARE(run({u"undo"_s}).exitCode, 0);
        QCOMPARE(*textOf(u"/etc/arguments"_s), helper().toUtf8() + " undo\n");
        const QJsonObject last = QJsonDocument::fromJson(*textOf(u"/etc/request"_s)).object();
        QVERIFY(last[u"wait_s"_s].toInt() == 60 && !last.contains(u"expect"_s));
        QCOMPARE(run({u"undo"_s, u"--wait"_s, u"7"_s, u"--expect"_s, digest}).exitCode, 0);
        const QJsonObject undo = QJsonDocument::fromJson(*textOf(u"/etc/request"_s)).object();
        QCOMPARE(undo[u"expect"_s].toString(), digest);
        QCOMPARE(undo[u"wait_s"_s].toInt(), 7);
    }

    void failureIsTold_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("words"); // of the sentence for people
        const QByteArray step = "echo '{\"step\": \"write\", \"ok\": true}'\n";
        QTest::newRow("prompt closed")
            << QByteArray("exit 126\n") << 3 << QByteArray("password was not given");
        QTest::newRow("not allowed") << QByteArray("echo 'No agent.' >&2\nexit 127\n") << 3
                                     << QByteArray("No agent.");
        QTest::newRow("refused") << QByteArray(
                                        "echo '{\"result\": \"refused\", \"detail\": \"Stale.\"}'\nexit 3\n")
                                 << 3 << QByteArray("Nothing was changed. Stale.");
        QTest::newRow("refused, after what comes first")
            << QByteArray("echo '{\"step\": \"recover\", \"ok\": true}'\n"
                          "echo '{\"result\": \"refused\", \"detail\": \"Another one.\"}'\nexit 3\n")
            << 3 << QByteArray("Nothing was changed. Another one.");
        QTest::newRow("a step failed")
            << QByteArray("echo '{\"step\": \"check\", \"ok\": false}'\n"
                          "echo '{\"result\": \"refused\", \"detail\": \"Stale.\"}'\nexit 3\n")
            << 1 << QByteArray("Stale.");
        QTest::newRow("restored")
            << step + "echo '{\"result\": \"restored\", \"detail\": \"Not up.\"}'\nexit 1\n"
            << 1 << QByteArray("Not up.");
        QTest::newRow("died in the middle") << step + "kill -9 $$\n"
                                            << 1 << QByteArray("ended before it was done");
    }
    void failureIsTold()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, words);
        QVERIFY(pkexec("cat > /dev/null\n" + script));
        const QStringList change{u"apply"_s, u"--add"_s, u"server 192.0.2.9"_s, u"--daemon"_s, u"chrony"_s};
        const Run told = run(change);
        QCOMPARE(told.exitCode, exitCode);
        QVERIFY2(told.errors.contains(words), told.errors.constData());
        const Run json = run(change + QStringList{u"--json"_s});
        QCOMPARE(json.exitCode, exitCode);
        QCOMPARE(json.out.isEmpty(), exitCode == 3);
    }

private:
    bool pkexec(const QByteArray &script) const
    {
        return write(m_programs.filePath(u"pkexec"_s), "#!/bin/sh\n" + script, true);
    }

    Mount m_etc = Mount::small(u"/etc"_s, "4m");
    Mount m_libexec = Mount::small(u"/usr/libexec"_s, "4m");
    QTemporaryDir m_programs;
};

int main(int argc, char **argv)
{
    return inOwnMachine(argc, argv, [](int count, char **arguments) {
        const QCoreApplication application(count, arguments);
        TestServersOnMachine test;
        return QTest::qExec(&test, count, arguments);
    });
}

#include "test_serversonmachine.moc"
