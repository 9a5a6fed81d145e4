// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/serveraddresses.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr BootInstant start(1h);

QHostAddress address(int number)
{
    return QHostAddress(u"192.0.2.%1"_s.arg(number));
}

QList<QHostAddress> addresses(std::initializer_list<int> numbers)
{
    QList<QHostAddress> result;
    for (const int number : numbers)
        result.append(address(number));
    return result;
}

ServerAddresses named(std::initializer_list<int> numbers)
{
    ServerAddresses result;
    result.noteLookUp(addresses(numbers), start);
    return result;
}

} // namespace

class TestServerAddresses final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneThatNeverAnsweredIsLeftAtOnce()
    {
        ServerAddresses server = named({1, 2, 3});
        QCOMPARE(server.current(), address(1));
        QVERIFY(server.noteFailure());
        QCOMPARE(server.current(), address(2));
        QVERIFY(server.noteFailure());
        QCOMPARE(server.current(), address(3));
        // The round is over, and the next begins as this one did.
        QVERIFY(!server.noteFailure());
        QCOMPARE(server.current(), address(1));
        QVERIFY(server.noteFailure());
    }

    void oneThatAnsweredMayLoseTwoPackets()
    {
        ServerAddresses server = named({1, 2});
        for (int i = 0; i < 10; ++i) {
            server.noteAnswer();
            QVERIFY(!server.noteFailure());
            QVERIFY(!server.noteFailure());
            QCOMPARE(server.current(), address(1));
        }
        QVERIFY(server.noteFailure());
        QCOMPARE(server.current(), address(2));
        server.noteAnswer();
        // It has the same patience.
        QVERIFY(!server.noteFailure());
        QCOMPARE(server.current(), address(2));
    }

    void theNameIsLookedUpAgainAfterAnHourAndAfterThreePollsInVain()
    {
        ServerAddresses server;
        QVERIFY(server.isLookUpDue(start));
        server.noteLookUp(addresses({1, 2}), start);
        QVERIFY(!server.isLookUpDue(start + 59min));
        QVERIFY(server.isLookUpDue(start + 1h));
        for (int poll = 0; poll < 3; ++poll) {
            QVERIFY(!server.isLookUpDue(start + 1min));
            QVERIFY(server.noteFailure());
            QVERIFY(!server.isLookUpDue(start + 1min));
            QVERIFY(!server.noteFailure());
        }
        QVERIFY(server.isLookUpDue(start + 1min));
        // A look-up that fails counts as one, and what is known stays.
        server.noteLookUp({}, start + 1min);
        QVERIFY(!server.isLookUpDue(start + 2min));
        QCOMPARE(server.current(), address(1));
        server.noteFailure();
        server.noteAnswer();
        for (int i = 0; i < 2; ++i)
            server.noteFailure();
        QVERIFY(!server.isLookUpDue(start + 2min));
    }

    void whoAnswersStaysHoweverTheNameTurnsItsAddresses()
    {
        ServerAddresses server = named({1, 2, 3});
        server.noteAnswer();
        server.noteLookUp(addresses({3, 1, 2}), start + 1h);
        QCOMPARE(server.current(), address(1));
        server.noteLookUp(addresses({4, 5, 6}), start + 2h);
        QCOMPARE(server.current(), address(1));
        // The others are the newest.
        for (int i = 0; i < 2; ++i)
            QVERIFY(!server.noteFailure());
        QVERIFY(server.noteFailure());
        QCOMPARE(server.current(), address(4));
    }

    void whoIsNotNamedForADayIsLeft()
    {
        ServerAddresses server = named({1, 2, 3, 4});
        server.noteAnswer();
        BootInstant now = start;
        // Of a pool one is named now and then.
        for (int hour = 1; hour <= 100; ++hour) {
            now += 1h;
            server.noteLookUp(hour % 20 == 0 ? addresses({9, 1}) : addresses({5, 6, 7, 8}), now);
            QCOMPARE(server.current(), address(1));
        }
        for (int hour = 1; hour < 24; ++hour) {
            now += 1h;
            server.noteLookUp(addresses({5, 6}), now);
            server.noteAnswer();
            QCOMPARE(server.current(), address(1));
        }
        // No look-up at all is no absence.
        server.noteLookUp({}, now + 1h);
        QCOMPARE(server.current(), address(1));
        server.noteLookUp(addresses({5, 6}), now + 2h);
        QCOMPARE(server.current(), address(5));
        QVERIFY(server.noteFailure());
        QCOMPARE(server.current(), address(6));
        QVERIFY(!server.noteFailure());
        QCOMPARE(server.current(), address(5));
    }

    void whoIsSilentAndNotNamedIsForgotten()
    {
        ServerAddresses server = named({1, 2});
        server.noteAnswer();
        for (int i = 0; i < 4; ++i)
            server.noteFailure();
        server.noteLookUp(addresses({3}), start + 10min);
        QCOMPARE(server.current(), address(3));
        QVERIFY(!server.noteFailure());
        QCOMPARE(server.current(), address(3));
    }

    void afterAnOutageTheOneBeforeIsTriedFirst()
    {
        ServerAddresses server = named({1, 2, 3});
        server.noteFailure();
        QCOMPARE(server.current(), address(2));
        server.noteAnswer();
        for (int i = 0; i < 3 + 2; ++i)
            server.noteFailure();
        // A round has come back to it.
        QCOMPARE(server.current(), address(2));
        server.noteFailure();
        server.noteLookUp(addresses({1, 2, 3}), start + 1h);
        QCOMPARE(server.current(), address(2));
    }

    void whoSentUsAwayIsLeftForGood()
    {
        ServerAddresses server = named({1, 2, 3});
        server.noteAnswer();
        QVERIFY(server.leave());
        QCOMPARE(server.current(), address(2));
        QVERIFY(server.noteFailure());
        QCOMPARE(server.current(), address(3));
        QVERIFY(!server.noteFailure());
        QCOMPARE(server.current(), address(2));
        QVERIFY(server.leave());
        QCOMPARE(server.current(), address(3));
        QVERIFY(!server.leave());
        QCOMPARE(server.current(), address(3));
        QCOMPARE(server.takeBack(), addresses({3, 1, 2}));
        server.noteFailure();
        QCOMPARE(server.current(), address(1));
    }

    void oneServerMayBeReachedByTwoWays()
    {
        const QHostAddress ipv6(u"2001:db8::1"_s);
        ServerAddresses server;
        QVERIFY(server.otherWay().isNull());
        server.noteLookUp({ipv6, address(1)}, start);
        QCOMPARE(server.otherWay(), address(1));
        server.noteFailure();
        QCOMPARE(server.otherWay(), ipv6);
        server.leave();
        QCOMPARE(server.otherWay(), address(1));
        // No pool, and no name with one way.
        server.noteLookUp({ipv6, address(1), address(2)}, start);
        QVERIFY(server.otherWay().isNull());
        server.noteLookUp(addresses({1, 2}), start);
        QVERIFY(server.otherWay().isNull());
        server.noteLookUp({ipv6}, start);
        QVERIFY(server.otherWay().isNull());
    }
};

QTEST_GUILESS_MAIN(TestServerAddresses)
#include "test_serveraddresses.moc"
