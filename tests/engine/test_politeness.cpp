// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/politeness.h"

#include <QTest>

using namespace synchroscope;
using namespace std::chrono_literals;
using politeness::HostClass;

class TestPoliteness final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classifiesAddresses_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("expected");
        const auto row = [](const char *address, HostClass expected) {
            QTest::newRow(address) << QString::fromLatin1(address) << static_cast<int>(expected);
        };
        row("127.0.0.1", HostClass::Loopback);
        row("127.77.3.4", HostClass::Loopback);
        row("::1", HostClass::Loopback);
        row("::ffff:127.0.0.1", HostClass::Loopback);
        row("10.0.0.1", HostClass::Private);
        row("172.16.0.1", HostClass::Private);
        row("172.31.255.255", HostClass::Private);
        row("172.32.0.1", HostClass::Public);
        row("192.168.1.1", HostClass::Private);
        row("::ffff:192.168.1.1", HostClass::Private);
        row("169.254.1.1", HostClass::Private);
        row("100.64.0.1", HostClass::Private);
        row("100.128.0.1", HostClass::Public);
        row("fd00::1", HostClass::Private);
        row("fe80::1", HostClass::Private);
        row("192.0.2.1", HostClass::Public);
        row("2001:db8::1", HostClass::Public);
    }
    void classifiesAddresses()
    {
        QFETCH(QString, address);
        QFETCH(int, expected);
        QCOMPARE(static_cast<int>(politeness::classify(QHostAddress(address))), expected);
    }

    void publicPollsBecomeRareWithTimeAndWithoutAnAudience()
    {
        QCOMPARE(politeness::pollInterval(HostClass::Public, 0s), Duration(64s));
        QCOMPARE(politeness::pollInterval(HostClass::Public, 15min - 1s), Duration(64s));
        QCOMPARE(politeness::pollInterval(HostClass::Public, 15min), Duration(1024s));
        QCOMPARE(politeness::pollInterval(HostClass::Public, std::nullopt), Duration(1024s));
    }

    void privateServersAreNeverAskedMoreThanOnceASecond()
    {
        QVERIFY(politeness::headway(HostClass::Private) >= 1s);
        QVERIFY(politeness::startBurstInterval(HostClass::Private) >= 1s);
        QVERIFY(politeness::pollInterval(HostClass::Private, 0s) >= 1s);
    }

    void theStartWaitsLongerForOneThatFails()
    {
        QCOMPARE(politeness::startBurstInterval(HostClass::Public), Duration(2s));
        QCOMPARE(politeness::startBurstInterval(HostClass::Public, 1), Duration(8s));
        QCOMPARE(politeness::startBurstInterval(HostClass::Public, 2), Duration(32s));
        QVERIFY(politeness::startBurstInterval(HostClass::Public, 1000000) >= 1024s);
    }

    void backOffDoublesUpToALimit()
    {
        QCOMPARE(politeness::backedOff(64s, HostClass::Public, 0), Duration(64s));
        QCOMPARE(politeness::backedOff(64s, HostClass::Public, 2), Duration(64s));
        QCOMPARE(politeness::backedOff(64s, HostClass::Public, 3), Duration(128s));
        QCOMPARE(politeness::backedOff(64s, HostClass::Public, 1000000), Duration(1024s));
        QCOMPARE(politeness::backedOff(1024s, HostClass::Public, 10), Duration(1024s));
        QCOMPARE(politeness::backedOff(16s, HostClass::Loopback, 10), Duration(16s));
    }

    void whereNobodyIsAskedTheNextTryIsSoon()
    {
        QCOMPARE(politeness::unaskedInterval(1), Duration(8s));
        QCOMPARE(politeness::unaskedInterval(2), Duration(16s));
        QCOMPARE(politeness::unaskedInterval(1000000), Duration(128s));
    }

    void everyRateKissDoubles()
    {
        QCOMPARE(politeness::afterRateKiss(64s), Duration(128s));
        Duration interval = 64s;
        for (int i = 0; i < 100; ++i)
            interval = politeness::afterRateKiss(interval);
        QCOMPARE(interval, Duration(16 * 1024s));
        QCOMPARE(politeness::afterRateKiss(Duration::max()), Duration(16 * 1024s));
        QVERIFY(politeness::afterRateKiss(Duration::zero()) >= 4s);
    }
};

QTEST_GUILESS_MAIN(TestPoliteness)
#include "test_politeness.moc"
