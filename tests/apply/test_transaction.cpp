// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/transaction.h"
#include "tests/apply/applyrig.h"

#include <QTest>

#include <cerrno>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

class TestTransaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void restarts();
    void reloads();
    void changesFilesOnly();
    void refusesWhatIsNoChange();
    void refusesAFileThatChanged();
    void refusesWhatTheDaemonsProgramDoesNotTake();
    void saysWhatTheDaemonLogged();
    void refusesALink();
    void restoresWhenTheDaemonDoesNotStart();
    void restoresWhenTheReloadFails();
    void restoresWhenTheDaemonDoesNotComeUp();
    void saysThatTheOldConfigurationDoesNotComeUpEither();
    void startsNoDaemonThatDoesNotRun_data();
    void startsNoDaemonThatDoesNotRun();
    void leavesADaemonStoppedWhenAChangeFails();
    void tellsADaemonThatWasStartedMeanwhile();
    void plansWhenNothingIsLeftUnfinished();
    void refusesWhatCannotBePlanned();
    void leavesAloneWhatChangesMeanwhile();
    void staysWholeOnAFullDisk_data();
    void staysWholeOnAFullDisk();
    void staysWholeOnAReadOnlyDisk_data();
    void staysWholeOnAReadOnlyDisk();
    void goesBackWhenTheDiskFillsUpMeanwhile();
    void letsOneChangeAtATime();
    void goesOnAfterADamagedJournal();
    void undoes();
    void undoesOnlyItsOwnText();
    void restoresAFailedUndo();
    void hasNothingToUndo();
};

void TestTransaction::restarts()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    const ApplyOutcome outcome = rig.apply(ApplyRig::change());
    QCOMPARE(int(outcome.result), int(ApplyResult::Committed));
    QVERIFY(outcome.detail.isEmpty());
    QVERIFY(rig.isNew() && rig.isTidy());
    QCOMPARE(rig.steps(), u"lock recover check journal write restart verify commit"_s);
    QCOMPARE(rig.daemon.calls(), (QStringList{u"is-active chrony.service"_s, u"reset-failed chrony.service"_s,
                                              u"restart chrony.service"_s, u"verify chrony.service new"_s}));
    for (const StepReport &report : rig.reports)
        QVERIFY(report.seconds >= 0 && report.detail.isEmpty());
}

void TestTransaction::reloads()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QCOMPARE(int(rig.apply(ApplyRig::change(ChangeEffect::Reload)).result), int(ApplyResult::Committed));
    QVERIFY(rig.isNew() && rig.isTidy());
    QCOMPARE(rig.steps(), u"lock recover check journal write reload verify commit"_s);
    QCOMPARE(rig.daemon.calls(),
             (QStringList{u"is-active chrony.service"_s, u"reload"_s, u"verify chrony.service new"_s}));
}

void TestTransaction::changesFilesOnly()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QCOMPARE(int(rig.apply(ApplyRig::change(ChangeEffect::None)).result), int(ApplyResult::Committed));
    QVERIFY(rig.hasNewFiles() && rig.isTidy());
    QCOMPARE(rig.daemon.calls(), QStringList());
    QCOMPARE(rig.steps(), u"lock recover check journal write commit"_s);
}

void TestTransaction::refusesWhatIsNoChange()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    Change none = ApplyRig::change();
    none.files.clear();
    Change twice = ApplyRig::change();
    twice.files.push_back(twice.files.front());
    Change foreign = ApplyRig::change();
    foreign.unit = u"ssh.service"_s;
    for (const Change &change : {none, twice, foreign}) {
        QCOMPARE(int(rig.apply(change).result), int(ApplyResult::Refused));
        QCOMPARE(rig.steps(), u"lock recover !check"_s);
        QVERIFY(rig.isOld() && rig.isTidy());
    }
    QCOMPARE(rig.daemon.calls(), QStringList());
}

void TestTransaction::refusesAFileThatChanged()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QVERIFY(rig.tree.write(ApplyRig::conf(), "server somebody.example\n"));
    const ApplyOutcome outcome = rig.apply(ApplyRig::change());
    QCOMPARE(int(outcome.result), int(ApplyResult::Refused));
    QVERIFY2(outcome.detail.contains(ApplyRig::conf()), qPrintable(outcome.detail));
    QCOMPARE(textOf(rig.tree.real(ApplyRig::conf())), QByteArray("server somebody.example\n"));
    QVERIFY(!textOf(rig.tree.real(ApplyRig::sources())));
    QVERIFY(rig.isTidy());
}

void TestTransaction::refusesWhatTheDaemonsProgramDoesNotTake()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    rig.validate = [](const Change &change, QString &) {
        return change.files.front().after == ApplyRig::ownText()
                   ? ServiceStatus()
                   : ServiceStatus(u"chronyd does not take the line."_s);
    };
    const ApplyOutcome outcome = rig.apply(ApplyRig::badChange());
    QCOMPARE(int(outcome.result), int(ApplyResult::Refused));
    QCOMPARE(outcome.detail, u"chronyd does not take the line."_s);
    QCOMPARE(rig.steps(), u"lock recover check !validate"_s);
    QVERIFY(rig.isOld() && rig.isTidy() && rig.daemon.calls().isEmpty());

    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    QCOMPARE(rig.steps(), u"lock recover check validate journal write restart verify commit"_s);
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Refused)); // by this stand-in, before anything is done
    QVERIFY(rig.isNew());
    rig.validate = [](const Change &, QString &remark) {
        remark = u"There is no chronyd here."_s;
        return ServiceStatus();
    };
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Committed));
    QCOMPARE(rig.reports.at(3).detail, u"There is no chronyd here."_s);
}

void TestTransaction::saysWhatTheDaemonLogged()
{
    const QString log = u"Fatal error : Could not parse server directive\nchronyd exiting"_s;
    ApplyRig rig;
    QVERIFY(rig.ready);
    rig.daemon.setLog(log);
    QCOMPARE(rig.apply(ApplyRig::badChange()).detail, u"Job for the unit failed.\n"_s + log);
    QCOMPARE(rig.steps(), u"lock recover check journal write !restart restore restart_old verify_old"_s);
    QCOMPARE(rig.reports.at(5).detail, u"Job for the unit failed.\n"_s + log);
    for (const StepReport &report : rig.reports)
        QVERIFY(!report.ok || !report.detail.contains(log));

    rig.daemon.failOn(u"verify"_s, u"It is not up."_s);
    const ApplyOutcome failed = rig.apply(ApplyRig::change());
    QCOMPARE(int(failed.result), int(ApplyResult::Failed));
    QCOMPARE(failed.detail, u"It is not up.\n%1\nIt is not up.\n%1"_s.arg(log));
    rig.daemon.failOn({}, {});
    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    for (const StepReport &report : rig.reports)
        QVERIFY(report.detail.isEmpty());
}

void TestTransaction::refusesALink()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QVERIFY(rig.tree.write(u"/etc/chrony.elsewhere"_s, ApplyRig::oldText()) &&
            QFile::remove(rig.tree.real(ApplyRig::conf())) &&
            rig.tree.link(u"../chrony.elsewhere"_s, ApplyRig::conf()));
    const ApplyOutcome outcome = rig.apply(ApplyRig::change());
    QCOMPARE(int(outcome.result), int(ApplyResult::Refused));
    QVERIFY2(outcome.detail.contains(u"symbolic link"_s), qPrintable(outcome.detail));
    QVERIFY(rig.isOld());
}

void TestTransaction::restoresWhenTheDaemonDoesNotStart()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    const ApplyOutcome outcome = rig.apply(ApplyRig::badChange());
    QCOMPARE(int(outcome.result), int(ApplyResult::Restored));
    QCOMPARE(outcome.detail, u"Job for the unit failed."_s);
    QVERIFY(rig.isOld() && rig.isTidy());
    QCOMPARE(rig.steps(), u"lock recover check journal write !restart restore restart_old verify_old"_s);
    QCOMPARE(rig.daemon.calls().mid(3),
             (QStringList{u"reset-failed chrony.service"_s, u"restart chrony.service"_s,
                          u"verify chrony.service old"_s}));
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Refused));
}

void TestTransaction::restoresWhenTheReloadFails()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    int reloads = 0;
    rig.daemon.setHook([&](const QString &call) {
        reloads += call == "reload"_L1 ? 1 : 0;
        rig.daemon.failOn(reloads == 1 ? call : QString(), u"501 Not authorised"_s);
    });
    rig.daemon.failOn(u"none"_s, {});
    const ApplyOutcome outcome = rig.apply(ApplyRig::change(ChangeEffect::Reload));
    QCOMPARE(int(outcome.result), int(ApplyResult::Restored));
    QCOMPARE(outcome.detail, u"501 Not authorised"_s);
    QVERIFY(rig.isOld() && rig.isTidy());
    QCOMPARE(rig.steps(), u"lock recover check journal write !reload restore reload_old verify_old"_s);
}

void TestTransaction::restoresWhenTheDaemonDoesNotComeUp()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    rig.daemon.failOn(u"verify chrony.service new"_s, u"It does not list its servers."_s);
    const ApplyOutcome outcome = rig.apply(ApplyRig::change());
    QCOMPARE(int(outcome.result), int(ApplyResult::Restored));
    QCOMPARE(outcome.detail, u"It does not list its servers."_s);
    QVERIFY(rig.isOld() && rig.isTidy());
    QCOMPARE(rig.steps(),
             u"lock recover check journal write restart !verify restore restart_old verify_old"_s);
}

void TestTransaction::saysThatTheOldConfigurationDoesNotComeUpEither()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    rig.daemon.failOn(u"restart"_s, u"Nothing starts here."_s);
    const ApplyOutcome outcome = rig.apply(ApplyRig::change());
    QCOMPARE(int(outcome.result), int(ApplyResult::Failed));
    QVERIFY(rig.hasOldFiles() && rig.isTidy());
    QCOMPARE(rig.steps(), u"lock recover check journal write !restart restore !restart_old"_s);
}

void TestTransaction::startsNoDaemonThatDoesNotRun_data()
{
    QTest::addColumn<int>("effect");
    QTest::newRow("reload") << int(ChangeEffect::Reload);
    QTest::newRow("restart") << int(ChangeEffect::Restart);
}

void TestTransaction::startsNoDaemonThatDoesNotRun()
{
    QFETCH(int, effect);
    const QString untold = u"\"chrony.service\" does not run, so nothing had to be told."_s;
    ApplyRig rig;
    QVERIFY(rig.ready && rig.daemon.stop());
    const ApplyOutcome outcome = rig.apply(ApplyRig::change(ChangeEffect(effect)));
    QCOMPARE(int(outcome.result), int(ApplyResult::Committed));
    QCOMPARE(outcome.detail, untold);
    QCOMPARE(rig.steps(), u"lock recover check journal write commit"_s);
    QCOMPARE(rig.reports.back().detail, untold);
    QVERIFY(rig.hasNewFiles() && rig.isTidy() && rig.daemon.running().isEmpty());
    const auto asked = [&rig] { return rig.daemon.calls().filter(u"is-active"_s) == rig.daemon.calls(); };
    QVERIFY2(asked(), qPrintable(rig.daemon.calls().join(u' ')));

    QCOMPARE(int(rig.undo().result), int(ApplyResult::Committed));
    QVERIFY(rig.hasOldFiles() && rig.isTidy() && rig.daemon.running().isEmpty() && asked());
}

void TestTransaction::leavesADaemonStoppedWhenAChangeFails()
{
    ApplyRig rig;
    QVERIFY(rig.ready && rig.daemon.stop());
    diskcalls::reset();
    rig.apply(ApplyRig::change());
    const int calls = diskcalls::count();
    int restored = 0;
    for (int call = 1; call <= calls; ++call) {
        ApplyRig failing;
        QVERIFY(failing.ready && failing.daemon.stop());
        diskcalls::failAt(call, EIO);
        const ApplyOutcome outcome = failing.apply(ApplyRig::change());
        diskcalls::reset();
        QVERIFY(outcome.result != ApplyResult::Failed);
        QVERIFY2(failing.daemon.running().isEmpty(), qPrintable(failing.steps()));
        QVERIFY(outcome.result == ApplyResult::Committed ? failing.hasNewFiles() : failing.hasOldFiles());
        restored += failing.steps().endsWith(u" restore"_s) ? 1 : 0;
    }
    QVERIFY(restored > 10);
}

void TestTransaction::tellsADaemonThatWasStartedMeanwhile()
{
    ApplyRig rig;
    QVERIFY(rig.ready && rig.daemon.stop());
    int asked = 0;
    rig.daemon.setHook([&](const QString &call) {
        // When the files are new somebody has just started it.
        if (call.startsWith("is-active"_L1) && ++asked == 2 &&
            !rig.tree.write(u"/run/daemon"_s, "with whatever was there"))
            qFatal("The daemon could not be started.");
    });
    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    QCOMPARE(rig.steps(), u"lock recover check journal write restart verify commit"_s);
    QVERIFY(rig.isNew());
}

void TestTransaction::plansWhenNothingIsLeftUnfinished()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    {
        const SecureFiles files(rig.tree.root(), geteuid());
        Journal journal;
        const Change half = ApplyRig::change();
        QVERIFY(!journal.open(rig.tree.root(), ApplyRig::folder(), geteuid()) && !journal.begin(half) &&
                !journal.mark(ChangeState::Written) && !files.change(half.files.front()) &&
                !files.change(half.files.back()));
    }
    Transaction transaction = rig.transaction();
    const ApplyOutcome outcome = transaction.apply([&rig]() -> Result<Change> {
        if (!rig.hasOldFiles())
            return Error{ErrorCode::ChangeFailed, {}, u"The files are half new."_s};
        return ApplyRig::change();
    });
    QCOMPARE(outcome.detail, QString());
    QCOMPARE(int(outcome.result), int(ApplyResult::Committed));
    QCOMPARE(rig.steps(), u"lock recover restart_old verify_old check journal write restart verify commit"_s);
    QVERIFY(rig.isNew() && rig.isTidy());
}

void TestTransaction::refusesWhatCannotBePlanned()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    Transaction transaction = rig.transaction();
    const ApplyOutcome outcome = transaction.apply([]() -> Result<Change> {
        return Error{ErrorCode::ChangeFailed, {}, u"There is no such server."_s};
    });
    QCOMPARE(int(outcome.result), int(ApplyResult::Refused));
    QCOMPARE(outcome.detail, u"There is no such server."_s);
    QCOMPARE(rig.steps(), u"lock recover !check"_s);
    QVERIFY(rig.isOld() && rig.isTidy());
}

void TestTransaction::leavesAloneWhatChangesMeanwhile()
{
    for (const QString &moment : {u"is-active"_s, u"restart"_s}) {
        ApplyRig rig;
        QVERIFY(rig.ready);
        rig.daemon.setHook([&](const QString &call) {
            if (call.startsWith(moment) && !rig.tree.write(ApplyRig::conf(), "server somebody.example\n"))
                qFatal("The file could not be written.");
        });
        rig.daemon.failOn(u"verify chrony.service new"_s, u"It is not up."_s);
        const ApplyOutcome outcome = rig.apply(ApplyRig::change());
        QCOMPARE(int(outcome.result), int(ApplyResult::Failed));
        QVERIFY2(outcome.detail.contains(ApplyRig::conf()), qPrintable(outcome.detail));
        QCOMPARE(textOf(rig.tree.real(ApplyRig::conf())), QByteArray("server somebody.example\n"));
        QVERIFY(!textOf(rig.tree.real(ApplyRig::sources())));
        QVERIFY(rig.daemonFollows() && rig.isTidy());
    }
}

void TestTransaction::staysWholeOnAFullDisk_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("result");
    QTest::newRow("the second file's") << u"/etc/chrony"_s << int(ApplyResult::Restored);
    QTest::newRow("the journal's") << u"/var/lib"_s << int(ApplyResult::Refused);
}

void TestTransaction::staysWholeOnAFullDisk()
{
    QFETCH(QString, folder);
    QFETCH(int, result);
    ApplyRig rig;
    QVERIFY(rig.ready);
    const Mount disk = Mount::small(rig.tree.real(folder), "64k");
    QVERIFY(disk.succeeded());
    if (folder == "/etc/chrony"_L1)
        QVERIFY(rig.tree.write(ApplyRig::conf(), ApplyRig::oldText()));
    Change change = ApplyRig::change();
    change.files.back().after = QByteArray(128 * 1024, '#');
    const ApplyOutcome outcome = rig.apply(change);
    QCOMPARE(int(outcome.result), result);
    QVERIFY2(outcome.detail.contains(u" is full."_s), qPrintable(outcome.detail));
    QVERIFY(rig.isOld() && rig.isTidy());
    // Nobody restarted what had not changed.
    QVERIFY(!rig.daemon.calls().contains(u"restart chrony.service"_s));
}

void TestTransaction::staysWholeOnAReadOnlyDisk_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("result");
    QTest::newRow("both files'") << u"/etc"_s << int(ApplyResult::Restored);
    QTest::newRow("the first file's") << u"/etc/chrony/sources.d"_s << int(ApplyResult::Restored);
    QTest::newRow("the journal's") << u"/var/lib"_s << int(ApplyResult::Refused);
}

void TestTransaction::staysWholeOnAReadOnlyDisk()
{
    QFETCH(QString, folder);
    QFETCH(int, result);
    ApplyRig rig;
    QVERIFY(rig.ready && rig.tree.makeFolder(folder));
    const Mount disk = Mount::readOnly(rig.tree.real(folder));
    QVERIFY(disk.succeeded());
    const ApplyOutcome outcome = rig.apply(ApplyRig::change());
    QCOMPARE(int(outcome.result), result);
    QVERIFY2(outcome.detail.contains(u"read-only"_s), qPrintable(outcome.detail));
    QVERIFY(rig.isOld() && rig.isTidy());
    QVERIFY(!rig.daemon.calls().contains(u"restart chrony.service"_s));
}

void TestTransaction::goesBackWhenTheDiskFillsUpMeanwhile()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    const Mount files = Mount::small(rig.tree.real(u"/etc/chrony"_s), "64k");
    const Mount record = Mount::small(rig.tree.real(u"/var/lib"_s), "64k");
    QVERIFY(files.succeeded() && record.succeeded());
    QVERIFY(rig.tree.write(ApplyRig::conf(), ApplyRig::oldText()));
    rig.daemon.setHook([&](const QString &call) {
        const QByteArray much(256 * 1024, 'x');
        if (call.startsWith("restart"_L1) && (rig.tree.write(u"/etc/chrony/sources.d/filler"_s, much) ||
                                              rig.tree.write(u"/var/lib/filler"_s, much)))
            qFatal("The disk is not full.");
    });
    const ApplyOutcome outcome = rig.apply(ApplyRig::badChange());
    QCOMPARE(int(outcome.result), int(ApplyResult::Restored));
    QVERIFY(rig.isOld() && rig.isTidy());
}

void TestTransaction::letsOneChangeAtATime()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    std::vector<ApplyOutcome> others;
    rig.daemon.setHook([&](const QString &call) {
        if (call.startsWith("restart"_L1)) {
            const std::vector<StepReport> own = rig.reports;
            others = {rig.apply(ApplyRig::change()), rig.undo()};
            rig.reports = own;
        }
    });
    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    QCOMPARE(others.size(), size_t(2));
    for (const ApplyOutcome &other : others) {
        QCOMPARE(int(other.result), int(ApplyResult::Refused));
        QCOMPARE(other.detail, u"Another change is under way."_s);
    }
    QVERIFY(rig.isNew() && rig.isTidy());
}

void TestTransaction::goesOnAfterADamagedJournal()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QVERIFY(rig.tree.write(ApplyRig::folder() + u"/change.json"_s, "{\"format\": 1,"));
    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    QVERIFY(rig.isNew() && rig.isTidy());
    const QString remark = rig.reports.at(1).detail;
    const QString aside = remark.section(u'"', 1, 1);
    QCOMPARE(textOf(rig.tree.real(aside)), QByteArray("{\"format\": 1,"));
}

void TestTransaction::undoes()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    const ApplyOutcome outcome = rig.undo();
    QVERIFY2(outcome.result == ApplyResult::Committed, qPrintable(outcome.detail));
    QVERIFY(rig.isOld() && rig.isTidy());
    QCOMPARE(rig.steps(), u"lock recover check journal write restart verify commit"_s);
    // Once.
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Refused));
    QVERIFY(rig.isOld());
    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Committed));
    QVERIFY(rig.isOld() && rig.isTidy());
}

void TestTransaction::undoesOnlyItsOwnText()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    QVERIFY(rig.tree.write(ApplyRig::sources(), "server somebody.example\n"));
    const ApplyOutcome outcome = rig.undo();
    QCOMPARE(int(outcome.result), int(ApplyResult::Refused));
    QVERIFY2(outcome.detail.contains(ApplyRig::sources()), qPrintable(outcome.detail));
    QCOMPARE(textOf(rig.tree.real(ApplyRig::conf())), ApplyRig::newText());
    QCOMPARE(textOf(rig.tree.real(ApplyRig::sources())), QByteArray("server somebody.example\n"));
    // When that is mended it can be undone.
    QVERIFY(rig.tree.write(ApplyRig::sources(), ApplyRig::ownText()));
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Committed));
    QVERIFY(rig.isOld());
}

void TestTransaction::restoresAFailedUndo()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
    rig.daemon.failOn(u"verify chrony.service new"_s, u"It is not up."_s);
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Restored));
    QVERIFY(rig.isNew() && rig.isTidy());
    rig.daemon.failOn({}, {});
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Committed));
    QVERIFY(rig.isOld() && rig.isTidy());
}

void TestTransaction::hasNothingToUndo()
{
    ApplyRig rig;
    QVERIFY(rig.ready);
    QCOMPARE(int(rig.undo().result), int(ApplyResult::Refused));
    QVERIFY(rig.tree.write(ApplyRig::folder() + u"/last.json"_s, "damaged"));
    const ApplyOutcome outcome = rig.undo();
    QCOMPARE(int(outcome.result), int(ApplyResult::Refused));
    QVERIFY2(outcome.detail.contains(u"last.json.damaged-"_s), qPrintable(outcome.detail));
    QVERIFY(rig.isOld());
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    TestTransaction test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_transaction.moc"
