// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/scheduler.h"

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSet>
#include <QTest>

#include <functional>
#include <optional>
#include <vector>

using namespace synchroscope;
using namespace std::chrono_literals;

class TestScheduler final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingComesBeforeItsTime_data()
    {
        QTest::addColumn<Duration>("delay");
        for (const Duration delay :
             {Duration(0), Duration(1), Duration(1ms), Duration(7500us), Duration(99ms), Duration(100ms),
              Duration(101us + 100ms), Duration(203ms)})
            QTest::addRow("%lld us", static_cast<long long>(delay / 1us)) << delay;
    }

    void nothingComesBeforeItsTime()
    {
        QFETCH(Duration, delay);
        EventLoopScheduler scheduler;
        std::optional<Duration> came;
        QElapsedTimer elapsed;
        elapsed.start();
        scheduler.after(delay, [&] { came = Duration(elapsed.nsecsElapsed()); });
        QVERIFY(!came);
        QTRY_VERIFY(came);
        QVERIFY(*came >= delay);
    }

    void longWaitsEndTogether()
    {
        int turn = 0;
        QEventLoop loop;
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop,
                [&turn] { ++turn; });
        std::optional<EventLoopScheduler> scheduler;
        int called = 0;
        QSet<int> turns;
        QElapsedTimer elapsed;
        // Unless this process lost the processor meanwhile, they are due within 4 ms.
        do {
            scheduler.emplace();
            elapsed.start();
            for (int i = 0; i < 10; ++i)
                scheduler->after(200ms + i * 400us, [&] {
                    turns.insert(turn);
                    if (++called == 10)
                        loop.quit();
                });
        } while (elapsed.nsecsElapsed() > 350'000);
        loop.exec();
        QVERIFY2(turns.size() <= 2, qPrintable(QString::number(turns.size())));
    }

    void shortWaitsDoNotWaitForOthers()
    {
        EventLoopScheduler scheduler;
        std::vector<int> order;
        scheduler.after(120ms, [&order] { order.push_back(2); });
        scheduler.after(0ms, [&order] { order.push_back(0); });
        scheduler.after(20ms, [&order] { order.push_back(1); });
        QTRY_COMPARE(order, (std::vector{0, 1, 2}));
    }

    void whatIsCancelledDoesNotCome()
    {
        EventLoopScheduler scheduler;
        int called = 0;
        const TimerId early = scheduler.after(1ms, [&called] { called += 1; });
        TimerId late = noTimer;
        scheduler.after(150ms, [&] {
            called += 10;
            scheduler.cancel(late);
        });
        late = scheduler.after(150ms, [&called] { called += 100; });
        scheduler.after(160ms, [&called] { called += 1000; });
        scheduler.cancel(early);
        scheduler.cancel(early);
        scheduler.cancel(noTimer);
        QTRY_VERIFY(called >= 1000);
        QCOMPARE(called, 1010);
    }

    void aCallbackThatComesAgainAtOnceLeavesOthersTheirTurn()
    {
        EventLoopScheduler scheduler;
        bool isOver = false;
        std::function<void()> again = [&] {
            if (!isOver)
                scheduler.after(0ms, again);
        };
        again();
        QTimer::singleShot(0, &scheduler, [&isOver] { isOver = true; });
        QTRY_VERIFY(isOver);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "test_scheduler.moc"
