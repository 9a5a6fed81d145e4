// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/instant.h"
#include "core/ntp/offset.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace synchroscope;
using namespace std::chrono_literals;

class TestInstant final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondsBecomeNanoseconds_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("zero") << 0.0 << qint64(0);
        QTest::newRow("rounds up") << 0.6e-9 << qint64(1);
        QTest::newRow("rounds down") << 0.4e-9 << qint64(0);
        QTest::newRow("rounds away when negative") << -0.6e-9 << qint64(-1);
        QTest::newRow("a day") << 86400.0 << qint64(86400) * 1'000'000'000;
        QTest::newRow("too large") << 1e12 << std::numeric_limits<qint64>::max();
        QTest::newRow("too small") << -1e12 << -std::numeric_limits<qint64>::max();
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity()
                                  << std::numeric_limits<qint64>::max();
        QTest::newRow("not a number") << std::nan("") << qint64(0);
    }
    void secondsBecomeNanoseconds()
    {
        QFETCH(double, seconds);
        QFETCH(qint64, nanoseconds);
        QCOMPARE(fromSeconds(seconds).count(), nanoseconds);
    }

    void anOffsetSaysWhichSignItWasGiven()
    {
        // A server 50 ms ahead: theta is +50 ms, this clock minus the server's −50 ms.
        const Offset offset = Offset::fromNtpTheta(50ms);
        QCOMPARE(offset, Offset::fromLocalMinusRemote(-50ms));
        QVERIFY(!offset.ahead());
        QCOMPARE(offset.seconds(), -0.05);
        QCOMPARE(offset.magnitude(), Duration(50ms));
        QCOMPARE(offset.advancedBy(60ms), Offset::fromLocalMinusRemote(10ms));
        QVERIFY(offset.advancedBy(60ms).ahead());
    }
};

QTEST_GUILESS_MAIN(TestInstant)
#include "test_instant.moc"
