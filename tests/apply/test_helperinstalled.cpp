// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/apply/helperanswer.h"
#include "tests/apply/polkit.h"
#include "tests/install/installedtree.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

namespace {

struct HelperRun : Answer
{
    int exitCode = -1;
    QByteArray errors;
};

/// `pkexec HELPER VERB`, as ann.
HelperRun helper(const QString &verb, const QByteArray &request = {})
{
    QProcess process;
    Polkit::startAsAnn(process, u"/usr/bin/pkexec"_s, {InstalledTree::helper(), verb});
    process.write(request);
    process.closeWriteChannel();
    HelperRun answer;
    if (!process.waitForFinished(90'000) || process.exitStatus() != QProcess::NormalExit)
        return answer;
    answer.exitCode = process.exitCode();
    answer.errors = process.readAllStandardError();
    while (process.canReadLine())
        answer.take(process.readLine());
    return answer;
}

QByteArray additionInPlaceOf(const QString &line)
{
    ServerEdits edits = editsOf(ServerEdit::Verb::Add, {line});
    edits.isInPlace = true;
    return requestOf(edits);
}

/// Of the machine that the tests run on: what the helper would change.
QByteArray traces()
{
    QByteArray all;
    for (const QString &path : {u"/etc/chrony"_s, u"/etc/chrony.conf"_s, u"/etc/systemd/timesyncd.conf"_s,
                                u"/etc/ntp.conf"_s, u"/etc/ntpsec"_s, u"/etc/polkit-1"_s, u"/run/chrony"_s,
                                u"/var/lib/synchroscope"_s, u"/usr/bin/systemctl"_s}) {
        const QFileInfo file(path);
        all += path.toUtf8() + ' ' +
               QByteArray::number(file.exists() ? file.lastModified().toMSecsSinceEpoch() : 0) + ' ' +
               QByteArray::number(file.size()) + '\n';
    }
    return all;
}

} // namespace

/// All of it as it is installed: ann starts pkexec, polkitd lets her, and the helper changes a machine with a
/// real chronyd.
class TestHelperInstalled : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void appliesAndUndoes();
    void appliesFromTheTerminal();
    void restoresWhatIsBroken();
    void restoresWhatWasKilled();
    void controlsStepsAndObserves();
    void doesNothingForAnybodyElse();

private:
    InstalledTree m_tree;
    std::unique_ptr<PrivateMachine> m_machine;
    std::unique_ptr<Polkit> m_polkit;
};

void TestHelperInstalled::initTestCase()
{
    const QString failure = m_tree.install();
    QVERIFY2(failure.isEmpty(), qPrintable(failure));
    // polkitd reads policies nowhere else.
    QVERIFY(InstalledTree::helper().startsWith(u"/usr/"_s));
    QVERIFY2(Polkit::addTo(m_tree.at({})), "There is no polkit where chronyd is.");
}

void TestHelperInstalled::init()
{
    m_machine = std::make_unique<PrivateMachine>(m_tree.at({}));
    QVERIFY2(m_machine->failure().isEmpty(), qPrintable(m_machine->failure()));
    m_polkit = std::make_unique<Polkit>();
    QVERIFY2(m_polkit->start("org.synchroscope.helper."), qPrintable(m_polkit->failure()));
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
}

void TestHelperInstalled::cleanup()
{
    m_polkit.reset();
    m_machine.reset();
}

void TestHelperInstalled::appliesAndUndoes()
{
    const QByteArray before = PrivateMachine::everythingInEtc();
    const HelperRun applied = helper(u"apply"_s, additionOf(u"server new.invalid iburst"_s));
    QVERIFY2(applied.exitCode == 0, qPrintable(applied.detail + QString::fromUtf8(applied.errors)));
    QCOMPARE(applied.result, u"committed"_s);
    QCOMPARE(applied.steps.join(u' '), u"lock recover check validate journal write reload verify commit"_s);
    QCOMPARE(applied.errors, QByteArray());
    QCOMPARE(
        textOf(PrivateMachine::ownSources()),
        QByteArray(
            "# Written by Synchroscope. Lines may be edited here as well.\nserver new.invalid iburst\n"));
    QCOMPARE(textOf(PrivateMachine::conf()), PrivateMachine::debiansConf());
    QVERIFY(follows(u"new.invalid"_s));
    const struct stat own = statusOf(PrivateMachine::ownSources());
    QCOMPARE(own.st_mode, mode_t(S_IFREG | 0644));
    QVERIFY(own.st_uid == 0 && own.st_gid == 0 && own.st_nlink == 1);
    // The journal, root's alone, with the user who asked.
    QCOMPARE(statusOf(u"/var/lib/synchroscope"_s).st_mode, mode_t(S_IFDIR | 0700));
    QCOMPARE(statusOf(u"/var/lib/synchroscope/last.json"_s).st_mode, mode_t(S_IFREG | 0600));
    QVERIFY(!QFile::exists(u"/var/lib/synchroscope/change.json"_s));
    const QJsonDocument journal =
        QJsonDocument::fromJson(textOf(u"/var/lib/synchroscope/last.json"_s).value_or(QByteArray()));
    QCOMPARE(journal[u"asked_by"_s].toInt(), 1000);
    QCOMPARE(journal[u"files"_s][0][u"path"_s].toString(), PrivateMachine::ownSources());

    const QByteArray digest = journal[u"digest"_s].toString().toLatin1();
    QCOMPARE(helper(u"undo"_s, undoRequest(QByteArray(64, '0'), std::chrono::seconds(30))).result,
             u"refused"_s);
    QVERIFY(follows(u"new.invalid"_s));
    const HelperRun undone = helper(u"undo"_s, undoRequest(digest, std::chrono::seconds(30)));
    QCOMPARE(undone.result, u"committed"_s);
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QVERIFY(!follows(u"new.invalid"_s) && follows(u"127.0.0.1"_s));
    QCOMPARE(helper(u"undo"_s, undoRequest({}, std::chrono::seconds(30))).result, u"refused"_s);
}

void TestHelperInstalled::appliesFromTheTerminal()
{
    const QByteArray before = PrivateMachine::everythingInEtc();
    const auto terminal = [](const QStringList &arguments) {
        QProcess process;
        Polkit::startAsAnn(process, InstalledTree::program(u"synchroscopectl"_s),
                           QStringList{u"servers"_s} + arguments + QStringList{u"--json"_s});
        QJsonObject answer;
        if (process.waitForFinished(90'000))
            answer = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        if (answer.isEmpty())
            qWarning("%s", process.readAllStandardError().constData());
        return answer;
    };
    const QJsonObject applied =
        terminal({u"apply"_s, u"--daemon"_s, u"chrony"_s, u"--only"_s, u"pool only.invalid iburst"_s});
    QCOMPARE(applied[u"result"_s].toString(), u"committed"_s);
    QVERIFY(follows(u"only.invalid"_s) && !follows(u"127.0.0.1"_s));
    QVERIFY(textOf(PrivateMachine::conf())
                ->contains("\n#off(synchroscope): server 127.0.0.1 port 11123 iburst\n"));
    QCOMPARE(terminal({u"undo"_s})[u"result"_s].toString(), u"committed"_s);
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QVERIFY(!follows(u"only.invalid"_s) && follows(u"127.0.0.1"_s));
}

void TestHelperInstalled::restoresWhatIsBroken()
{
    const QByteArray before = PrivateMachine::everythingInEtc();
    // chronyd has a mind of its own about what comes after its first start.
    QVERIFY(PrivateMachine::setMischief("[ \"$1\" != restart ] || [ -e /run/once ] || { touch /run/once; "
                                        "printf 'server broken foo\\n' >/etc/chrony/conf.d/zz.conf; stop; "
                                        "start; }"));
    const HelperRun broken = helper(u"apply"_s, additionInPlaceOf(u"server new.invalid iburst"_s));
    QCOMPARE(broken.exitCode, 1);
    QVERIFY2(
        broken.steps.join(u' ').startsWith(u"lock recover check validate journal write !restart restore"_s),
        qPrintable(broken.steps.join(u' ')));
    QVERIFY2(broken.detail.contains(u"Could not parse server directive at line 1 in file "
                                    "/etc/chrony/conf.d/zz.conf"_s),
             qPrintable(broken.detail));
    QVERIFY(QFile::remove(u"/etc/chrony/conf.d/zz.conf"_s));
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QVERIFY(!QFile::exists(u"/var/lib/synchroscope/change.json"_s));

    const HelperRun refused = helper(u"apply"_s, additionOf(u"server new.invalid maxunreach 5"_s));
    QCOMPARE(refused.exitCode, 3);
    QCOMPARE(refused.steps.join(u' '), u"lock recover check !validate"_s);
    QCOMPARE(PrivateMachine::everythingInEtc(), before);

    // No change starts what did not come back.
    QCOMPARE(PrivateMachine::chronydPid(), 0);
    QCOMPARE(helper(u"service"_s, R"({"format":1,"action":"start","daemon":"chrony","wait_s":30})").result,
             u"done"_s);
    const HelperRun applied = helper(u"apply"_s, additionInPlaceOf(u"server new.invalid iburst"_s));
    QCOMPARE(applied.result, u"committed"_s);
    QVERIFY(follows(u"new.invalid"_s));
}

void TestHelperInstalled::restoresWhatWasKilled()
{
    const QByteArray before = PrivateMachine::everythingInEtc();
    QProcess process;
    Polkit::startAsAnn(process, u"/usr/bin/pkexec"_s, {InstalledTree::helper(), u"apply"_s});
    process.write(additionOf(u"server half.invalid"_s));
    process.closeWriteChannel();
    Answer killed;
    while (!killed.steps.contains(u"reload"_s) && process.waitForReadyRead(30'000)) {
        while (process.canReadLine())
            killed.take(process.readLine());
    }
    // pkexec has become the helper.
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGKILL), 0);
    QVERIFY(process.waitForFinished());
    QVERIFY(follows(u"half.invalid"_s) && QFile::exists(u"/var/lib/synchroscope/change.json"_s));

    const HelperRun restarted =
        helper(u"service"_s, R"({"format":1,"action":"restart","daemon":"chrony","wait_s":30})");
    QCOMPARE(restarted.result, u"done"_s);
    QCOMPARE(restarted.steps.join(u' '), u"lock recover reload_old verify_old restart verify"_s);
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QVERIFY(!follows(u"half.invalid"_s) && !QFile::exists(u"/var/lib/synchroscope/change.json"_s));
}

void TestHelperInstalled::controlsStepsAndObserves()
{
    const HelperRun step = helper(u"step"_s, R"({"format":1,"daemon":"chrony"})");
    QCOMPARE(step.steps.join(u' '), u"!step"_s);
    QVERIFY2(step.detail.contains(u"500 Failure"_s), qPrintable(step.detail)); // it may not touch the clock
    for (const QString &verb : {u"burst"_s, u"online"_s}) {
        const HelperRun told = helper(verb, R"({"format":1,"daemon":"chrony"})");
        QCOMPARE(told.result, u"done"_s);
        QCOMPARE(told.steps, QStringList{verb});
    }
    QCOMPARE(helper(u"service"_s, R"({"format":1,"action":"stop","daemon":"chrony","wait_s":1})").result,
             u"done"_s);
    QCOMPARE(PrivateMachine::chronydPid(), 0);
    QCOMPARE(helper(u"service"_s, R"({"format":1,"action":"start","daemon":"chrony","wait_s":30})").result,
             u"done"_s);

    QProcess process;
    Polkit::startAsAnn(process, u"/usr/bin/pkexec"_s, {InstalledTree::helper(), u"observe"_s});
    process.write("{\"format\":1,\"daemon\":\"chrony\",\"interval_s\":1}\n");
    for (int reading = 0; reading < 2; ++reading) {
        QTRY_VERIFY_WITH_TIMEOUT(process.canReadLine(), 30'000);
        const QJsonDocument line = QJsonDocument::fromJson(process.readLine());
        QVERIFY(line[u"observation"_s][u"ntpdata"_s].toString().startsWith(u"127.0.0.1,"_s));
    }
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    // A window that has gone, though its end of the input is still there.
    const QByteArray pipe = "/run/observed";
    QVERIFY(::mkfifo(pipe.constData(), 0666) == 0 && setMode(QString::fromLatin1(pipe), 0666));
    const int reader = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    QProcess left;
    left.setStandardOutputFile(QString::fromLatin1(pipe));
    Polkit::startAsAnn(left, u"/usr/bin/pkexec"_s, {InstalledTree::helper(), u"observe"_s});
    left.write("{\"format\":1,\"daemon\":\"chrony\",\"interval_s\":1}\n");
    char byte = 0;
    QTRY_VERIFY_WITH_TIMEOUT(::read(reader, &byte, 1) == 1, 30'000);
    QCOMPARE(left.state(), QProcess::Running);
    ::close(reader);
    QVERIFY(left.waitForFinished());
    QCOMPARE(left.exitCode(), 0);
}

void TestHelperInstalled::doesNothingForAnybodyElse()
{
    m_polkit.reset();
    m_polkit = std::make_unique<Polkit>();
    QVERIFY2(m_polkit->start("org.synchroscope.helper.undo"), qPrintable(m_polkit->failure()));
    const QByteArray before = PrivateMachine::everythingInEtc();
    const QStringList calls = PrivateMachine::calls();
    const HelperRun refused = helper(u"apply"_s, additionOf(u"server new.invalid"_s));
    QVERIFY2(refused.exitCode == 126 || refused.exitCode == 127, refused.errors.constData());
    QVERIFY(refused.result.isEmpty());
    QCOMPARE(helper(u"service"_s, R"({"format":1,"action":"stop","daemon":"chrony","wait_s":1})").result,
             QString());
    for (const QString &verb : {u"step"_s, u"burst"_s, u"online"_s})
        QCOMPARE(helper(verb, R"({"format":1,"daemon":"chrony"})").result, QString());
    // What she may do says so itself: each verb is an action of its own.
    QCOMPARE(helper(u"undo"_s, undoRequest({}, std::chrono::seconds(30))).result, u"refused"_s);
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QCOMPARE(PrivateMachine::calls(), calls);
}

int main(int argc, char **argv)
{
    const QByteArray before = traces();
    const int result = inOwnMachine(argc, argv, [](int count, char **arguments) {
        QCoreApplication application(count, arguments);
        TestHelperInstalled test;
        return QTest::qExec(&test, count, arguments);
    });
    const QByteArray after = traces();
    if (after != before)
        std::fprintf(stderr, "The machine's own files have changed:\n%s\n%s\n", before.constData(),
                     after.constData());
    return after == before ? result : 1;
}

#include "test_helperinstalled.moc"
