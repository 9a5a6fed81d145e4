// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/apply/applyrig.h"

#include <QTest>

#include <cerrno>

#include <signal.h>
#include <sys/wait.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

/// Whole changes, killed before and failing at every single call that does something to the disk or to the
/// daemon.
class TestInterrupted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { diskcalls::reset(); }
    void killed_data() { changes(); }
    void killed();
    void killedWhileRecovering();
    void recoversTheDaemonToo();
    void leavesAStoppedDaemonStopped();
    void tellsADaemonThatRunsByNow();
    void failing_data();
    void failing();

private:
    static void changes();
};

namespace {

enum Kind { Restarted, Reloaded, Restored, Undone };

bool prepare(ApplyRig &rig, Kind kind)
{
    return rig.ready && (kind != Undone || rig.apply(ApplyRig::change()).result == ApplyResult::Committed);
}

ApplyOutcome run(ApplyRig &rig, Kind kind)
{
    switch (kind) {
    case Restarted:
        return rig.apply(ApplyRig::change());
    case Reloaded:
        return rig.apply(ApplyRig::change(ChangeEffect::Reload));
    case Restored:
        return rig.apply(ApplyRig::badChange());
    case Undone:
        return rig.undo();
    }
    return {};
}

int callsOf(Kind kind)
{
    ApplyRig rig;
    if (!prepare(rig, kind))
        return 0;
    diskcalls::reset();
    run(rig, kind);
    const int calls = diskcalls::count();
    diskcalls::reset();
    return calls;
}

/// Runs in a process of its own. Whether that was killed.
bool isKilled(int call, const std::function<void()> &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        diskcalls::killAt(call);
        work();
        ::_exit(0);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGKILL;
}

/// Killed when both files are new and the daemon runs with them.
bool interrupt(ApplyRig &rig)
{
    rig.daemon.setHook([](const QString &call) {
        if (call.startsWith("verify"_L1))
            ::raise(SIGKILL);
    });
    constexpr int never = 1 << 20;
    const bool killed = isKilled(never, [&rig] { rig.apply(ApplyRig::change()); });
    rig.daemon.setHook({});
    return killed && rig.isNew();
}

/// At no moment are all servers gone, or is a file half written.
bool neverWithoutServers(const ApplyRig &rig)
{
    const std::optional<QByteArray> conf = textOf(rig.tree.real(ApplyRig::conf()));
    const std::optional<QByteArray> sources = textOf(rig.tree.real(ApplyRig::sources()));
    const bool whole =
        !sources || sources == ApplyRig::ownText() || sources == ApplyRig::badChange().files.front().after;
    return whole && (conf == ApplyRig::oldText() || (conf == ApplyRig::newText() && sources));
}

} // namespace

void TestInterrupted::changes()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("restart") << int(Restarted);
    QTest::newRow("reload") << int(Reloaded);
    QTest::newRow("restored") << int(Restored);
    QTest::newRow("undo") << int(Undone);
}

void TestInterrupted::killed()
{
    QFETCH(int, kind);
    const int calls = callsOf(Kind(kind));
    QVERIFY2(calls > 50, qPrintable(QString::number(calls)));
    bool sawOld = false;
    bool sawNew = false;
    for (int call = 1; call <= calls; ++call) {
        ApplyRig rig;
        QVERIFY(prepare(rig, Kind(kind)));
        const QByteArray place = "call " + QByteArray::number(call) + " of " + QByteArray::number(calls);
        QVERIFY2(isKilled(call, [&] { run(rig, Kind(kind)); }), place.constData());
        QVERIFY2(neverWithoutServers(rig), place.constData());

        const ServiceStatus recovered = rig.transaction().recover();
        QVERIFY2(!recovered, qPrintable(recovered.value_or(QString())));
        QVERIFY2(rig.isOld() || rig.isNew(), place.constData());
        QVERIFY2(rig.isTidy(), place.constData());
        sawOld |= rig.isOld();
        sawNew |= rig.isNew();
        // And life goes on.
        const ApplyOutcome next = rig.isOld() ? rig.apply(ApplyRig::change()) : rig.undo();
        QVERIFY2(next.result == ApplyResult::Committed, (place + ' ' + next.detail.toUtf8()).constData());
        QVERIFY(rig.isTidy());
    }
    QVERIFY(sawOld && sawNew == (kind != Restored));
}

void TestInterrupted::killedWhileRecovering()
{
    // Once more at every call of the recovery.
    int calls = 0;
    {
        ApplyRig rig;
        QVERIFY(rig.ready && interrupt(rig));
        diskcalls::reset();
        QVERIFY(!rig.transaction().recover());
        calls = diskcalls::count();
    }
    QVERIFY(calls > 15);
    for (int call = 1; call <= calls; ++call) {
        ApplyRig rig;
        QVERIFY(rig.ready && interrupt(rig));
        QVERIFY(isKilled(call, [&rig] { (void)rig.transaction().recover(); }));
        QVERIFY(neverWithoutServers(rig));
        QVERIFY(!rig.transaction().recover());
        QVERIFY2(rig.isOld() && rig.isTidy(), qPrintable(QString::number(call)));
    }
}

void TestInterrupted::recoversTheDaemonToo()
{
    {
        ApplyRig rig;
        QVERIFY(rig.ready && interrupt(rig));
        QVERIFY(!rig.transaction().recover());
        QVERIFY(rig.isOld() && rig.isTidy());
        QCOMPARE(rig.steps(), u"lock recover restart_old verify_old"_s);
        QCOMPARE(rig.daemon.calls(),
                 (QStringList{u"reset-failed chrony.service"_s, u"restart chrony.service"_s,
                              u"verify chrony.service old"_s}));
        QVERIFY(rig.reports.at(1).detail.contains(u"was taken back"_s));
    }
    // A daemon that does not come up is told of, and forbids no change: that may be what mends it.
    for (const QString &call : {u"restart"_s, u"verify"_s}) {
        ApplyRig rig;
        QVERIFY(rig.ready && interrupt(rig));
        rig.daemon.failOn(call, u"It is not up."_s);
        rig.daemon.setLog(u"Fatal error"_s);
        QVERIFY(!rig.transaction().recover());
        QVERIFY(rig.hasOldFiles() && rig.isTidy());
        QVERIFY2(rig.steps().endsWith(u"!%1_old"_s.arg(call)), qPrintable(rig.steps()));
        QCOMPARE(rig.reports.back().detail, u"It is not up.\nFatal error"_s);
        rig.daemon.failOn({}, {});
        QCOMPARE(int(rig.apply(ApplyRig::change()).result), int(ApplyResult::Committed));
        QVERIFY(rig.isNew() && rig.isTidy());
    }
    // What only files were changed for concerns no daemon.
    const int calls = callsOf(Restarted);
    int takenBack = 0;
    for (int call = 1; call <= calls; ++call) {
        ApplyRig files;
        if (!files.ready || !isKilled(call, [&files] { files.apply(ApplyRig::change(ChangeEffect::None)); }))
            break;
        files.reports.clear();
        QVERIFY(!files.transaction().recover());
        QCOMPARE(files.steps(), u"lock recover"_s);
        QVERIFY(files.daemon.calls().isEmpty());
        takenBack += files.reports.at(1).detail.contains(u"was taken back"_s) ? 1 : 0;
    }
    QVERIFY(takenBack > 0);
}

void TestInterrupted::leavesAStoppedDaemonStopped()
{
    diskcalls::reset();
    {
        ApplyRig rig;
        QVERIFY(rig.ready && rig.daemon.stop());
        diskcalls::reset();
        rig.apply(ApplyRig::change());
    }
    const int calls = diskcalls::count();
    QVERIFY(calls > 50);
    int takenBack = 0;
    for (int call = 1; call <= calls; ++call) {
        ApplyRig rig;
        QVERIFY(rig.ready && rig.daemon.stop());
        QVERIFY(isKilled(call, [&rig] { rig.apply(ApplyRig::change()); }));
        QVERIFY(!rig.transaction().recover());
        QVERIFY(rig.hasOldFiles() || rig.hasNewFiles());
        QVERIFY2(rig.isTidy() && rig.daemon.running().isEmpty(), qPrintable(rig.steps()));
        QCOMPARE(rig.steps(), u"lock recover"_s);
        const QString remark = rig.reports.back().detail;
        takenBack += remark.contains(u"was taken back"_s) ? 1 : 0;
        QCOMPARE(remark.contains(u"does not run, so nothing had to be told."_s),
                 remark.contains(u"was taken back"_s));
    }
    QVERIFY(takenBack > 5);
}

void TestInterrupted::tellsADaemonThatRunsByNow()
{
    // As after a crash of the machine, which starts it with what it finds.
    ApplyRig rig;
    QVERIFY(rig.ready && rig.daemon.stop());
    rig.daemon.setHook([&rig](const QString &call) {
        if (call.startsWith("is-active"_L1) && rig.hasNewFiles())
            ::raise(SIGKILL);
    });
    constexpr int never = 1 << 20;
    QVERIFY(isKilled(never, [&rig] { rig.apply(ApplyRig::change()); }));
    rig.daemon.setHook({});
    QVERIFY(rig.daemon.start() && rig.isNew());
    QVERIFY(!rig.transaction().recover());
    QCOMPARE(rig.steps(), u"lock recover restart_old verify_old"_s);
    QVERIFY(rig.isOld() && rig.isTidy());
}

void TestInterrupted::failing_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("forGood");
    for (const bool forGood : {false, true}) {
        for (const int error : {ENOSPC, EROFS, EIO}) {
            const QByteArray suffix =
                QByteArray(", ") + strerrorname_np(error) + (forGood ? " for good" : " once");
            QTest::newRow(("restart" + suffix).constData()) << int(Restarted) << error << forGood;
            QTest::newRow(("reload" + suffix).constData()) << int(Reloaded) << error << forGood;
            QTest::newRow(("restored" + suffix).constData()) << int(Restored) << error << forGood;
            QTest::newRow(("undo" + suffix).constData()) << int(Undone) << error << forGood;
        }
    }
}

void TestInterrupted::failing()
{
    QFETCH(int, kind);
    QFETCH(int, error);
    QFETCH(bool, forGood);
    const int calls = callsOf(Kind(kind));
    for (int call = 1; call <= calls; ++call) {
        ApplyRig rig;
        QVERIFY(prepare(rig, Kind(kind)));
        const bool wasOld = rig.isOld();
        if (forGood)
            diskcalls::failFrom(call, error);
        else
            diskcalls::failAt(call, error);
        const ApplyOutcome outcome = run(rig, Kind(kind));
        diskcalls::reset();

        const QByteArray place = "call " + QByteArray::number(call) + " of " + QByteArray::number(calls) +
                                 ": " + outcome.detail.toUtf8();
        QVERIFY2(neverWithoutServers(rig), place.constData());
        // A disk that takes nothing any more, or not the old text, keeps what it has until the next run.
        QVERIFY2(forGood || kind == Restored || outcome.result != ApplyResult::Failed, place.constData());
        QVERIFY2(outcome.result == ApplyResult::Committed || !outcome.detail.isEmpty(), place.constData());
        if (outcome.result == ApplyResult::Committed)
            QVERIFY2(wasOld ? rig.isNew() : rig.isOld(), place.constData());
        else if (outcome.result != ApplyResult::Failed)
            QVERIFY2(wasOld ? rig.isOld() : rig.isNew(), place.constData());

        QVERIFY2(!rig.transaction().recover(), place.constData());
        QVERIFY2(rig.isTidy(), place.constData());
        const bool changed = outcome.result == ApplyResult::Committed;
        QVERIFY2(wasOld == changed ? rig.isNew() : rig.isOld(), place.constData());
    }
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    // Thousands of whole changes, each with many waits for the disk, which memory does not need.
    const Mount memory = Mount::small(QDir::tempPath(), "64m");
    if (!memory.succeeded())
        return 1;
    TestInterrupted test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_interrupted.moc"
