// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/helper.h"

#include "core/apply/journal.h"
#include "core/config/helperwords.h"
#include "tests/apply/helperrig.h"
#include "tests/apply/privatemachine.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QByteArray serviceRequest(const QString &action, const QString &daemon = u"chrony"_s)
{
    return QJsonDocument(
               QJsonObject{{u"format"_s, 1}, {u"action"_s, action}, {u"daemon"_s, daemon}, {u"wait_s"_s, 1}})
        .toJson();
}

QByteArray commandRequest(const QString &daemon = u"chrony"_s)
{
    return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"daemon"_s, daemon}}).toJson();
}

} // namespace

/// All verbs with a real chronyd.
class TestHelperVerbs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_machine.reset(); }
    void appliesAndUndoes();
    void undoesWhatChronydNeverTook();
    void asksChronydBeforeAnythingIsWritten();
    void takesBackWhatChronydIgnores();
    void takesBackWhatKeepsChronydFromStarting();
    void goesByTheFileOfTheRunningDaemon();
    void goesByNoNumberOfAnotherProcess();
    void refusesAFileElsewhere();
    void goesByTheSocketOfTheFile();
    void stepsTheClock();
    void refusesAStep();
    void asksTheSourcesAtOnce();
    void asksAgainWhatWasTakenOffline();
    void refusesOtherCommands();
    void controlsTheService();
    void saysWhyAServiceDoesNotStart();
    void refusesAService();
    void recoversBeforeAService();
    void recoversBeforeItPlans();
    void startsNothingForAChange();
    void startsAChronydThatIgnoresALine();
    void observes();

private:
    std::unique_ptr<PrivateMachine> m_machine;
};

void TestHelperVerbs::init()
{
    m_machine = std::make_unique<PrivateMachine>();
    QVERIFY2(m_machine->failure().isEmpty(), qPrintable(m_machine->failure()));
}

void TestHelperVerbs::appliesAndUndoes()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray before = PrivateMachine::everythingInEtc();
    HelperRig rig;
    const QByteArray request = additionOf(u"server new.invalid iburst"_s);
    const QByteArray digest = QJsonDocument::fromJson(request)[u"expect"_s].toString().toLatin1();
    QCOMPARE(rig.helper().apply(request), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover check validate journal write reload verify commit"_s);
    QCOMPARE(rig.detailOf(u"validate"_s), QString());
    QVERIFY(follows(u"new.invalid"_s));
    QVERIFY(textOf(PrivateMachine::ownSources())->endsWith("\nserver new.invalid iburst\n"));
    QCOMPARE(rig.helper().undo(undoRequest(QByteArray(64, '0'), 1s)), int(Helper::exitRefused));
    QVERIFY(follows(u"new.invalid"_s));
    QCOMPARE(rig.helper().undo(undoRequest(digest, 1s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover check journal write reload verify commit"_s);
    QVERIFY(!follows(u"new.invalid"_s) && follows(u"127.0.0.1"_s));
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
}

void TestHelperVerbs::undoesWhatChronydNeverTook()
{
    const QString theirs = u"/etc/chrony/sources.d/theirs.sources"_s;
    QVERIFY(PrivateMachine::write(theirs, "server theirs.invalid maxunreach 5\nserver mine.invalid\n"));
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray before = PrivateMachine::everythingInEtc();
    HelperRig rig;
    const ServerEdits only = editsOf(ServerEdit::Verb::Only, {u"server new.invalid"_s});
    QCOMPARE(rig.helper().apply(requestOf(only)), int(Helper::exitCommitted));
    QVERIFY(follows(u"new.invalid"_s) && !follows(u"mine.invalid"_s));
    QCOMPARE(rig.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitCommitted));
    QCOMPARE(rig.detailOf(u"verify"_s), u"As before, chronyd does not follow \"theirs.invalid\"."_s);
    QVERIFY(follows(u"mine.invalid"_s));
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
}

void TestHelperVerbs::asksChronydBeforeAnythingIsWritten()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray before = PrivateMachine::everythingInEtc();
    HelperRig rig;
    // Later versions know that option.
    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid maxunreach 5"_s)), int(Helper::exitRefused));
    QCOMPARE(rig.steps(), u"lock recover check !validate"_s);
    QCOMPARE(
        rig.detail(),
        u"chronyd does not take \"server new.invalid maxunreach 5\": Could not parse server directive."_s);
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QVERIFY(!QFile::exists(u"/var/lib/synchroscope/change.json"_s));
}

void TestHelperVerbs::takesBackWhatChronydIgnores()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray before = PrivateMachine::everythingInEtc();
    HelperRig rig;
    // systemd names no program, and there is none where it could be looked for.
    rig.setup.parser.programs = {u"/nowhere/chronyd"_s};
    QVERIFY(
        PrivateMachine::setMischief("[ \"$1\" != show ] || { printf 'Id=chrony.service\\nLoadState=loaded\\n"
                                    "ActiveState=active\\nMainPID=0\\n'; exit 0; }"));
    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid maxunreach 5"_s)),
             int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(),
             u"lock recover check validate journal write reload !verify restore reload_old verify_old"_s);
    QVERIFY(rig.detailOf(u"validate"_s).startsWith(u"There is no chronyd"_s));
    QCOMPARE(rig.result(), u"restored"_s);
    QVERIFY2(rig.detail().startsWith(u"chronyd does not follow \"new.invalid\".\n"_s),
             qPrintable(rig.detail()));
    QVERIFY2(rig.detail().contains(u"chronyd version"_s), "the daemon's log is missing");
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QVERIFY(follows(u"127.0.0.1"_s));
}

void TestHelperVerbs::takesBackWhatKeepsChronydFromStarting()
{
    QVERIFY(
        PrivateMachine::write(PrivateMachine::conf(), "server 127.0.0.1\npidfile /run/chrony/chronyd.pid\n"));
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray before = PrivateMachine::everythingInEtc();
    const qint64 pid = PrivateMachine::chronydPid();
    HelperRig rig;
    // Without any sourcedir the main file gets one, and chronyd is restarted. Here it does not start once.
    QVERIFY(
        PrivateMachine::setMischief("[ \"$1\" != restart ] || [ -e /run/once ] || { touch /run/once; stop; "
                                    "echo \"Fatal error : none today\" >>/run/chronyd.log; "
                                    "echo 'Job for chrony.service failed.' >&2; exit 1; }"));
    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid"_s)), int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(),
             u"lock recover check validate journal write !restart restore restart_old verify_old"_s);
    QVERIFY2(rig.detail().contains(u"Job for chrony.service failed.\n"_s) &&
                 rig.detail().endsWith(u"\nFatal error : none today"_s),
             qPrintable(rig.detail()));
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QVERIFY(PrivateMachine::chronydPid() > 0 && PrivateMachine::chronydPid() != pid &&
            follows(u"127.0.0.1"_s));

    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover check validate journal write restart verify commit"_s);
    QVERIFY(follows(u"new.invalid"_s));
}

void TestHelperVerbs::goesByTheFileOfTheRunningDaemon()
{
    const QString other = u"/etc/chrony/other.conf"_s;
    QVERIFY(PrivateMachine::write(other, "server 127.0.0.9\nsourcedir /etc/chrony/other.d\n"
                                         "pidfile /run/chrony/chronyd.pid\n") &&
            PrivateMachine::setOptions("-f " + other.toUtf8()) && PrivateMachine::systemctl(u"start"_s));
    HelperRig rig;
    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid"_s)), int(Helper::exitRefused));
    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid"_s, other)), int(Helper::exitCommitted));
    QVERIFY(follows(u"new.invalid"_s) && follows(u"127.0.0.9"_s));
    QVERIFY(QFile::exists(u"/etc/chrony/other.d/synchroscope.sources"_s));
    QCOMPARE(textOf(PrivateMachine::conf()), PrivateMachine::debiansConf());
}

void TestHelperVerbs::goesByNoNumberOfAnotherProcess()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray request = additionOf(u"server new.invalid"_s);
    HelperRig rig;
    // Each time that systemd is asked there is another one.
    QVERIFY(PrivateMachine::setMischief(
        "[ \"$1\" != show ] || { n=$(cat /run/shown || echo 0); echo $((n + 1)) >/run/shown; printf "
        "'Id=chrony.service\\nLoadState=loaded\\nActiveState=active\\nMainPID=%s\\n' $((n + 4000000)); exit "
        "0; } "
        "2>/dev/null"));
    QCOMPARE(rig.helper().apply(request), int(Helper::exitRefused));
    QCOMPARE(rig.detail(), u"\"chrony.service\" is started again and again."_s);
    // Only the first time.
    QVERIFY(
        QFile::remove(u"/run/shown"_s) &&
        PrivateMachine::setMischief(
            "[ \"$1\" != show ] || [ -e /run/shown ] || { touch /run/shown; printf "
            "'Id=chrony.service\\nLoadState=loaded\\nActiveState=active\\nMainPID=4000000\\n'; exit 0; }"));
    QCOMPARE(rig.helper().apply(request), int(Helper::exitCommitted));
}

void TestHelperVerbs::refusesAFileElsewhere()
{
    QVERIFY(
        PrivateMachine::write(u"/run/other.conf"_s, "server 127.0.0.9\npidfile /run/chrony/chronyd.pid\n") &&
        PrivateMachine::setOptions("-f /run/other.conf") && PrivateMachine::systemctl(u"start"_s));
    HelperRig rig;
    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid"_s)), int(Helper::exitRefused));
    QVERIFY2(rig.detail().contains(u"\"/run/other.conf\""_s), qPrintable(rig.detail()));
    QCOMPARE(rig.helper().stepClock(commandRequest()), int(Helper::exitRefused));
    // It can be restarted all the same.
    QCOMPARE(rig.helper().controlService(serviceRequest(u"restart"_s)), int(Helper::exitCommitted));
    QVERIFY(rig.detailOf(u"verify"_s).contains(u"was not asked"_s));
}

void TestHelperVerbs::goesByTheSocketOfTheFile()
{
    QVERIFY(PrivateMachine::write(u"/etc/chrony/conf.d/socket.conf"_s,
                                  "bindcmdaddress /run/chrony/elsewhere.sock\n") &&
            PrivateMachine::systemctl(u"start"_s));
    QVERIFY(!QFile::exists(PrivateMachine::socket()));
    HelperRig rig;
    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover check validate journal write reload verify commit"_s);
    QCOMPARE(rig.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitCommitted));
}

void TestHelperVerbs::stepsTheClock()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    HelperRig rig;
    // A chronyd that may not touch the clock says so.
    QCOMPARE(rig.helper().stepClock(commandRequest()), int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(), u"!step"_s);
    QCOMPARE(rig.result(), u"failed"_s);
    QCOMPARE(rig.detail(), u"\"chronyc -h /run/chrony/chronyd.sock makestep\" said: 500 Failure"_s);
    QVERIFY(textOf(u"/run/chronyd.log"_s)->contains("Could not step system clock"));

    QVERIFY(PrivateMachine::write(u"/run/chronyc"_s,
                                  "#!/bin/sh\n[ \"$*\" = '-h /run/chrony/chronyd.sock makestep' ] && "
                                  "echo '200 OK'\n") &&
            setMode(u"/run/chronyc"_s, 0755));
    rig.setup.programs.chronyc = u"/run/chronyc"_s;
    QCOMPARE(rig.helper().stepClock(commandRequest()), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"step"_s);
    QCOMPARE(rig.detailOf(u"step"_s), u"200 OK"_s);
    QCOMPARE(rig.result(), u"done"_s);

    QVERIFY(PrivateMachine::write(u"/run/chronyc"_s, "#!/bin/sh\nexec sleep 1000\n"));
    rig.setup.limits.answer = 200ms;
    QCOMPARE(rig.helper().stepClock(commandRequest()), int(Helper::exitNotCommitted));
    QVERIFY(rig.detail().contains(u"did not end"_s));
}

void TestHelperVerbs::refusesAStep()
{
    HelperRig rig;
    for (const QString &daemon : {u"timesyncd"_s, u"ntpsec"_s, u"ntp"_s}) {
        QCOMPARE(rig.helper().stepClock(commandRequest(daemon)), int(Helper::exitRefused));
        QCOMPARE(rig.detail(), u"Only chrony can be told to correct the clock at once."_s);
    }
    QCOMPARE(rig.helper().stepClock("{}"), int(Helper::exitRefused));
    QVERIFY(PrivateMachine::write(u"/etc/chrony/conf.d/none.conf"_s, "bindcmdaddress /\n"));
    QCOMPARE(rig.helper().stepClock(commandRequest()), int(Helper::exitRefused));
    QVERIFY(rig.steps().isEmpty());
}

namespace {

QString chronyc(const QStringList &words)
{
    QProcess process;
    process.start(u"/usr/bin/chronyc"_s, QStringList{u"-h"_s, PrivateMachine::socket(), u"-c"_s} + words);
    return process.waitForFinished() ? QString::fromLatin1(process.readAllStandardOutput()).trimmed()
                                     : process.errorString();
}

/// Sources online, offline, in a burst from either, without an address.
QStringList activity()
{
    return chronyc({u"activity"_s}).split(u',');
}

} // namespace

void TestHelperVerbs::asksTheSourcesAtOnce()
{
    // Nobody answers there, and it is not asked again for a day.
    QVERIFY(PrivateMachine::write(PrivateMachine::conf(),
                                  "server 127.0.0.9 port 11123 minpoll 16 maxpoll 16\n"
                                  "pidfile /run/chrony/chronyd.pid\n") &&
            PrivateMachine::systemctl(u"start"_s));
    QCOMPARE(activity(), (QStringList{u"1"_s, u"0"_s, u"0"_s, u"0"_s, u"0"_s}));
    HelperRig rig;
    QCOMPARE(rig.helper().burst(commandRequest()), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"burst"_s);
    QCOMPARE(rig.detailOf(u"burst"_s), u"200 OK"_s);
    QCOMPARE(rig.result(), u"done"_s);
    QVERIFY(rig.logged.contains(u"user 1000: burst"_s));
    QCOMPARE(activity(), (QStringList{u"0"_s, u"0"_s, u"1"_s, u"0"_s, u"0"_s}));

    // A chronyd without sources says so.
    QVERIFY(PrivateMachine::write(PrivateMachine::conf(), "pidfile /run/chrony/chronyd.pid\n") &&
            PrivateMachine::systemctl(u"restart"_s));
    QCOMPARE(rig.helper().burst(commandRequest()), int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(), u"!burst"_s);
    QVERIFY2(rig.detail().endsWith(u"burst 4/4\" said: 503 No such source"_s), qPrintable(rig.detail()));
}

void TestHelperVerbs::asksAgainWhatWasTakenOffline()
{
    // To the second there is no route, and the third has no address.
    QVERIFY(PrivateMachine::write(PrivateMachine::conf(),
                                  "server 127.0.0.9 port 11123 offline\nserver 192.0.2.1 offline\n"
                                  "server nowhere.invalid offline\npidfile /run/chrony/chronyd.pid\n") &&
            PrivateMachine::systemctl(u"start"_s));
    QCOMPARE(activity(), (QStringList{u"0"_s, u"2"_s, u"0"_s, u"0"_s, u"1"_s}));
    HelperRig rig;
    QCOMPARE(rig.helper().goOnline(commandRequest()), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"online"_s);
    QCOMPARE(rig.detailOf(u"online"_s), u"200 OK"_s);
    QCOMPARE(activity(), (QStringList{u"2"_s, u"0"_s, u"0"_s, u"0"_s, u"1"_s}));
    // Which is why it is not the other word: that one takes away what has no route at this moment.
    QCOMPARE(chronyc({u"onoffline"_s}), u"200 OK"_s);
    QCOMPARE(activity(), (QStringList{u"1"_s, u"1"_s, u"0"_s, u"0"_s, u"1"_s}));
}

void TestHelperVerbs::refusesOtherCommands()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    HelperRig rig;
    for (const QString &daemon : {u"timesyncd"_s, u"ntpsec"_s, u"ntp"_s}) {
        QCOMPARE(rig.helper().burst(commandRequest(daemon)), int(Helper::exitRefused));
        QCOMPARE(rig.detail(), u"Only chrony can be told to ask its sources at once."_s);
        QCOMPARE(rig.helper().goOnline(commandRequest(daemon)), int(Helper::exitRefused));
        QCOMPARE(rig.detail(), u"Only chrony can be told to ask its sources again."_s);
    }
    for (const QByteArray &request :
         {QByteArray(), QByteArray("{}"), QByteArray(R"({"format":1,"daemon":"chrony","wait_s":1})")}) {
        QCOMPARE(rig.helper().burst(request), int(Helper::exitRefused));
        QCOMPARE(rig.helper().goOnline(request), int(Helper::exitRefused));
    }
    QVERIFY(rig.steps().isEmpty());
}

void TestHelperVerbs::controlsTheService()
{
    HelperRig rig;
    QCOMPARE(rig.helper().controlService(serviceRequest(u"start"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover start verify"_s);
    QCOMPARE(rig.result(), u"done"_s);
    const qint64 pid = PrivateMachine::chronydPid();
    QVERIFY(pid > 0);
    QVERIFY(PrivateMachine::write(u"/etc/chrony/sources.d/mine.sources"_s, "server mine.invalid\n"));
    QCOMPARE(rig.helper().controlService(serviceRequest(u"reload"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover reload verify"_s);
    QVERIFY(PrivateMachine::chronydPid() == pid && follows(u"mine.invalid"_s));
    QCOMPARE(rig.helper().controlService(serviceRequest(u"restart"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover restart verify"_s);
    QVERIFY(PrivateMachine::chronydPid() > 0 && PrivateMachine::chronydPid() != pid);
    QCOMPARE(rig.helper().controlService(serviceRequest(u"stop"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover stop"_s);
    QCOMPARE(PrivateMachine::chronydPid(), 0);
    const QStringList calls = PrivateMachine::calls();
    QVERIFY(calls.contains(u"start chrony.service"_s) && calls.contains(u"reset-failed chrony.service"_s));
    for (const QString &call : calls)
        QVERIFY2(call.endsWith(u" chrony.service"_s), qPrintable(call));
    QVERIFY(rig.logged.contains(u"user 1000: stop chrony.service"_s));
    QCOMPARE(rig.helper().controlService(serviceRequest(u"reload"_s)), int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(), u"lock recover !reload"_s);
}

void TestHelperVerbs::saysWhyAServiceDoesNotStart()
{
    QVERIFY(PrivateMachine::write(u"/etc/chrony/conf.d/bad.conf"_s, "server a foo\n"));
    HelperRig rig;
    for (const QString &action : {u"start"_s, u"restart"_s}) {
        QCOMPARE(rig.helper().controlService(serviceRequest(action)), int(Helper::exitNotCommitted));
        QCOMPARE(rig.steps(), u"lock recover !"_s + action);
        QVERIFY2(rig.detail().contains(u"failed"_s) &&
                     rig.detail().contains(u"at line 1 in file /etc/chrony/conf.d/bad.conf"_s),
                 qPrintable(rig.detail()));
    }
    // One that ends again is not up.
    QVERIFY(QFile::remove(u"/etc/chrony/conf.d/bad.conf"_s));
    QVERIFY(PrivateMachine::setMischief("[ \"$1\" != start ] || exit 0"));
    QCOMPARE(rig.helper().controlService(serviceRequest(u"start"_s)), int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(), u"lock recover start !verify"_s);
}

void TestHelperVerbs::refusesAService()
{
    HelperRig rig;
    for (const QString &daemon : {u"timesyncd"_s, u"ntpsec"_s, u"ntp"_s}) {
        QCOMPARE(rig.helper().controlService(serviceRequest(u"start"_s, daemon)), int(Helper::exitRefused));
        QCOMPARE(rig.detail(), u"There is no such time service here."_s);
        QCOMPARE(rig.helper().controlService(serviceRequest(u"reload"_s, daemon)), int(Helper::exitRefused));
    }
    QCOMPARE(rig.helper().controlService("[]"), int(Helper::exitRefused));
    QCOMPARE(PrivateMachine::calls(), QStringList());
    // In the midst of a change.
    Journal journal;
    QVERIFY(!journal.open(u"/"_s, rig.setup.journalFolder, 0));
    QCOMPARE(rig.helper().controlService(serviceRequest(u"start"_s)), int(Helper::exitRefused));
    QCOMPARE(rig.detail(), u"Another change is under way."_s);
    QCOMPARE(PrivateMachine::calls(), QStringList());
}

namespace {

/// A change that was interrupted when its file was there.
bool leaveHalfAChange()
{
    const Change change{{{PrivateMachine::ownSources(), std::nullopt, "server half.invalid\n"}},
                        ChangeEffect::Reload,
                        DaemonKind::Chrony,
                        u"chrony.service"_s,
                        QByteArray(64, 'a'),
                        1000,
                        QDateTime(QDate(2026, 5, 17), QTime(9, 30, 1), Qt::UTC),
                        false};
    const SecureFiles files(u"/"_s, 0);
    Journal journal;
    return !journal.open(u"/"_s, HelperRig().setup.journalFolder, 0) && !journal.begin(change) &&
           !journal.mark(ChangeState::Effective) && !files.change(change.files.front());
}

} // namespace

void TestHelperVerbs::recoversBeforeAService()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray before = PrivateMachine::everythingInEtc();
    QVERIFY(leaveHalfAChange());
    HelperRig rig;
    QCOMPARE(rig.helper().controlService(serviceRequest(u"restart"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover reload_old verify_old restart verify"_s);
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QVERIFY(!follows(u"half.invalid"_s));
}

void TestHelperVerbs::recoversBeforeItPlans()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray request = additionOf(u"server new.invalid"_s);
    QVERIFY(leaveHalfAChange());
    HelperRig rig;
    // What was shown is what the files will be like when the other change has been taken back.
    QCOMPARE(rig.helper().apply(request), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(),
             u"lock recover reload_old verify_old check validate journal write reload verify commit"_s);
    QVERIFY(follows(u"new.invalid"_s) && !follows(u"half.invalid"_s));
    QCOMPARE(rig.helper().apply(request), int(Helper::exitRefused));
    QCOMPARE(rig.steps(), u"lock recover !check"_s);
    QVERIFY2(rig.detail().contains(u"not those that the change was shown for"_s), qPrintable(rig.detail()));
}

void TestHelperVerbs::startsNothingForAChange()
{
    const QByteArray before = PrivateMachine::everythingInEtc();
    HelperRig rig;
    QCOMPARE(rig.helper().apply(additionOf(u"server new.invalid"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover check validate journal write commit"_s);
    QCOMPARE(rig.detail(), u"\"chrony.service\" does not run, so nothing had to be told."_s);
    QCOMPARE(PrivateMachine::chronydPid(), 0);
    // What its program refuses is refused all the same.
    QCOMPARE(rig.helper().apply(additionOf(u"server other.invalid maxunreach 5"_s)),
             int(Helper::exitRefused));
    // Who wants it to run says so.
    QCOMPARE(rig.helper().controlService(serviceRequest(u"start"_s)), int(Helper::exitCommitted));
    QVERIFY(follows(u"new.invalid"_s) && PrivateMachine::systemctl(u"stop"_s));
    QCOMPARE(rig.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover check journal write commit"_s);
    QCOMPARE(PrivateMachine::everythingInEtc(), before);
    QCOMPARE(PrivateMachine::chronydPid(), 0);
}

void TestHelperVerbs::startsAChronydThatIgnoresALine()
{
    QVERIFY(PrivateMachine::write(u"/etc/chrony/sources.d/theirs.sources"_s,
                                  "server theirs.invalid maxunreach 5\nserver fine.invalid\n"));
    HelperRig rig;
    // It cannot be asked before it runs.
    QCOMPARE(rig.helper().controlService(serviceRequest(u"start"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.detailOf(u"verify"_s), u"As before, chronyd does not follow \"theirs.invalid\"."_s);
    QVERIFY(follows(u"fine.invalid"_s));
    // Nor while it hangs, which a restart mends.
    const auto pid = static_cast<pid_t>(PrivateMachine::chronydPid());
    QVERIFY(::kill(pid, SIGSTOP) == 0);
    rig.setup.limits.answer = 500ms;
    QCOMPARE(rig.helper().controlService(serviceRequest(u"restart"_s)), int(Helper::exitCommitted));
    QCOMPARE(rig.detailOf(u"verify"_s), u"As before, chronyd does not follow \"theirs.invalid\"."_s);
}

void TestHelperVerbs::observes()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    int input[2] = {-1, -1};
    int output[2] = {-1, -1};
    QVERIFY(::pipe2(input, O_CLOEXEC) == 0 && ::pipe2(output, O_CLOEXEC) == 0);
    HelperRig rig;
    rig.setup.observer.input = input[0];
    rig.setup.observer.output = output[1];
    int exitCode = -1;
    std::thread observing(
        [&] { exitCode = rig.helper().observe(R"({"format":1,"daemon":"chrony","interval_s":1})"); });
    QFile lines;
    QVERIFY(lines.open(output[0], QFile::ReadOnly, QFile::AutoCloseHandle));
    const auto next = [&lines] {
        return QJsonDocument::fromJson(lines.readLine())[u"observation"_s].toObject();
    };
    const QJsonObject first = next();
    QVERIFY(first[u"errors"_s].toObject().isEmpty());
    const QString selectdata = first[u"selectdata"_s].toString();
    QVERIFY2(selectdata.endsWith(u'\n') && selectdata.section(u',', 1, 1) == "127.0.0.1"_L1,
             qPrintable(selectdata));
    QCOMPARE(selectdata.count(u','), 17);
    QVERIFY(first[u"ntpdata"_s].toString().startsWith(u"127.0.0.1,7F000001,11123,"_s));
    QVERIFY(first[u"authdata"_s].toString().startsWith(u"127.0.0.1,-,"_s));
    QVERIFY(first[u"serverstats"_s].toString().count(u',') >= 10);
    // A chronyd that ends meanwhile, and one that comes.
    QVERIFY(PrivateMachine::systemctl(u"stop"_s));
    QJsonObject later;
    while (later[u"errors"_s].toObject().size() < 4)
        later = next();
    QVERIFY(later[u"selectdata"_s].isNull() && later[u"serverstats"_s].isNull());
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    while (!later[u"errors"_s].toObject().isEmpty())
        later = next();
    QVERIFY(later[u"selectdata"_s].isString());
    ::close(input[1]);
    observing.join();
    QCOMPARE(exitCode, int(Helper::exitCommitted));
    QCOMPARE(rig.result(), u"done"_s);
    ::close(input[0]);
    ::close(output[1]);

    for (const QByteArray &request :
         {QByteArray("{}"), QByteArray(R"({"format":1,"daemon":"ntp","interval_s":1})"),
          QByteArray(R"({"format":1,"daemon":"chrony","interval_s":61})")})
        QCOMPARE(rig.helper().observe(request), int(Helper::exitRefused));
    // chronyc leaves nothing behind.
    QCOMPARE(QDir(u"/run/chrony"_s).entryList({u"chronyc*"_s}, QDir::System | QDir::Files | QDir::Dirs),
             QStringList());
}

int main(int argc, char **argv)
{
    return inOwnMachine(argc, argv, [](int count, char **arguments) {
        QCoreApplication application(count, arguments);
        TestHelperVerbs test;
        return QTest::qExec(&test, count, arguments);
    });
}

#include "test_helperverbs.moc"
