// SPDX-License-Identifier: GPL-3.0-or-later
#include "pkexecstand.h"
#include "virtualworld.h"

#include "core/engine/chronyobserver.h"
#include "core/engine/syncengine.h"

#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::PkexecStand;

namespace {

const QByteArray &reading()
{
    static const QByteArray line(
        R"(echo '{"observation": {"serverstats": "1,2,3,4,5,6,7,8,9,10,11", "errors": {}}}')"
        "\n");
    return line;
}

class FakeObserver final : public ChronyObserver
{
public:
    void start() override { ++started; }
    void stop() override { ++stopped; }
    int started = 0;
    int stopped = 0;
};

class FakeRunner final : public HelperRunner
{
public:
    ChangeAbility ability() const override { return isThere ? ChangeAbility::Able : ChangeAbility::NoPkexec; }
    void run(const QString &, const QByteArray &) override {}
    bool isThere = true;
};

} // namespace

class TestChronyObserver final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readingsComeUntilTheyAreStopped()
    {
        const PkexecStand stand("echo \"$*\" > arguments\nread request; echo \"$request\" > request\n" +
                                reading() + "while read more; do :; done\ntouch ended\n");
        QVERIFY(stand.isReady());
        const SystemClock clock;
        EventLoopScheduler scheduler;
        PkexecObserver observer(stand.helper(), clock, scheduler);
        QSignalSpy observed(&observer, &ChronyObserver::observed);
        QSignalSpy ended(&observer, &ChronyObserver::ended);
        observer.start();
        observer.start(); // it runs already
        QTRY_COMPARE(observed.size(), 1);
        QCOMPARE(observed[0][0].value<ChronyObservation>().serving->received, 1);
        QCOMPARE(stand.read(u"arguments"_s), stand.helper().toUtf8() + " observe\n");
        QCOMPARE(stand.read(u"request"_s), "{\"format\": 1, \"daemon\": \"chrony\", \"interval_s\": 2}\n");
        QVERIFY(!stand.exists(u"ended"_s));
        observer.stop();
        QTRY_VERIFY(stand.exists(u"ended"_s));
        QCOMPARE(ended.size(), 0);
        // And again.
        observer.start();
        QTRY_COMPARE(observed.size(), 2);
    }

    void endIsTold_data()
    {
        QTest::addColumn<QByteArray>("script");
        QTest::addColumn<int>("result");
        QTest::addColumn<QString>("detail");
        QTest::newRow("prompt closed")
            << QByteArray("exit 126\n") << int(ChangeResult::Cancelled) << QString();
        QTest::newRow("refused")
            << QByteArray("echo '{\"result\": \"refused\", \"detail\": \"No socket.\"}'\nexit 3\n")
            << int(ChangeResult::Refused) << u"No socket."_s;
        QTest::newRow("left") << reading() + "exit 1\n" << int(ChangeResult::Failed) << QString();
        QTest::newRow("done") << reading() + "echo '{\"result\": \"done\", \"detail\": \"\"}'\n"
                              << int(ChangeResult::Committed) << QString();
    }
    void endIsTold()
    {
        QFETCH(QByteArray, script);
        QFETCH(int, result);
        QFETCH(QString, detail);
        const PkexecStand stand(script);
        QVERIFY(stand.isReady());
        const SystemClock clock;
        EventLoopScheduler scheduler;
        PkexecObserver observer(stand.helper(), clock, scheduler);
        QSignalSpy ended(&observer, &ChronyObserver::ended);
        observer.start();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(int(ended[0][0].value<HelperEnd>().result), result);
        QCOMPARE(ended[0][0].value<HelperEnd>().detail, detail);
    }

    void engineObservesWhileSomebodyLooks()
    {
        VirtualWorld world;
        EngineParts parts = virtualParts(world);
        parts.helper = std::make_unique<FakeRunner>();
        auto *runner = static_cast<FakeRunner *>(parts.helper.get());
        parts.observer = std::make_unique<FakeObserver>();
        auto *observer = static_cast<FakeObserver *>(parts.observer.get());
        SyncEngine engine(std::move(parts), {});
        SnapshotPtr last;
        QObject::connect(&engine, &SyncEngine::snapshotTaken, &engine,
                         [&last](const SnapshotPtr &snapshot) { last = snapshot; });
        QSignalSpy finished(&engine, &SyncEngine::commandFinished);
        engine.start();
        engine.setAttended(true);
        runner->isThere = false;
        engine.setObserving(1, true);
        QCOMPARE(finished.takeFirst().at(1).value<Status>()->code, ErrorCode::CannotChange);
        runner->isThere = true;

        engine.setObserving(2, true);
        QCOMPARE(observer->started, 1);
        QVERIFY(finished.isEmpty());
        world.advance(1s);
        QVERIFY(last->isObserving && !last->observation);
        ChronyObservation observation;
        observation.readAt = world.read().realtime;
        Q_EMIT observer->observed(observation);
        QCOMPARE(finished.takeFirst().at(0).toULongLong(), 2u);
        world.advance(1s);
        QCOMPARE(*last->observation, observation);

        // The window is hidden.
        engine.setAttended(false);
        QCOMPARE(observer->stopped, 1);
        world.advance(1s);
        QVERIFY(!last->isObserving && !last->observation);

        engine.setObserving(3, true);
        Q_EMIT observer->ended({.result = ChangeResult::Cancelled, .detail = {}});
        QCOMPARE(finished.takeFirst().at(1).value<Status>()->code, ErrorCode::ChangeCancelled);
        engine.setObserving(4, true);
        Q_EMIT observer->ended({.result = ChangeResult::Refused, .detail = u"No."_s});
        QCOMPARE(*finished.takeFirst().at(1).value<Status>(),
                 (Error{ErrorCode::ObservationRefused, {}, u"No."_s}));
        engine.setObserving(5, true);
        engine.setObserving(6, false);
        QCOMPARE(finished.size(), 2);
        world.advance(1s);
        QVERIFY(!last->isObserving);
    }
};

QTEST_GUILESS_MAIN(TestChronyObserver)
#include "test_chronyobserver.moc"
