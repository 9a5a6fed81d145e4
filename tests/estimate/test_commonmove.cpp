// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/commonmove.h"

#include <QtTest>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

BootInstant at(Duration since)
{
    return BootInstant(since);
}

MoveWitness moved(Duration by, Duration tolerance, Duration after, Duration before)
{
    return {SourceMove{by, tolerance, at(after), at(before)}, at(before)};
}

MoveWitness steady(Duration lastAnswer)
{
    return {std::nullopt, at(lastAnswer)};
}

} // namespace

class TestCommonMove final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allTogetherIsThisComputers()
    {
        const std::array sources{moved(-30s, 20ms, 100s, 164s), moved(-30s - 5ms, 10ms, 120s, 190s),
                                 moved(-30s + 1ms, 30ms, 90s, 150s)};
        const std::optional<CommonMove> move = commonMove(sources);
        QVERIFY(move);
        QVERIFY(std::chrono::abs(move->moved + 30s) <= 10ms);
        QVERIFY(move->tolerance <= 10ms);
        QCOMPARE(move->after, at(120s));
        QCOMPARE(move->before, at(150s));
    }

    void oneAloneMayBeTheServers()
    {
        QVERIFY(!commonMove(std::array{moved(-30s, 20ms, 100s, 164s)}));
        QVERIFY(!commonMove(std::array{moved(-30s, 20ms, 100s, 164s), steady(90s)}));
        QVERIFY(!commonMove({}));
    }

    void whoAnsweredLaterAndHasNotMovedAcquitsTheComputer()
    {
        const MoveWitness first = moved(-30s, 20ms, 100s, 164s);
        const MoveWitness second = moved(-30s, 20ms, 120s, 170s);
        QVERIFY(commonMove(std::array{first, second, steady(130s)}));
        QVERIFY(!commonMove(std::array{first, second, steady(164s)}));
    }

    void theMostMustHaveMoved()
    {
        const MoveWitness first = moved(-30s, 20ms, 100s, 164s);
        const MoveWitness second = moved(-30s, 20ms, 120s, 170s);
        QVERIFY(!commonMove(std::array{first, second, steady(130s), steady(130s)}));
    }

    void differentMovesAreTheServers()
    {
        QVERIFY(!commonMove(std::array{moved(-30s, 20ms, 100s, 164s), moved(-29s, 20ms, 120s, 170s)}));
        // Of the same size, but not at the same time.
        QVERIFY(!commonMove(std::array{moved(-30s, 20ms, 100s, 164s), moved(-30s, 20ms, 164s, 228s)}));
    }

    void movesThatTouchAgree()
    {
        const std::optional<CommonMove> move =
            commonMove(std::array{moved(-30s, 20ms, 100s, 164s), moved(-30s + 40ms, 20ms, 120s, 170s)});
        QVERIFY(move);
        QCOMPARE(move->moved, Duration(-30s + 20ms));
        QCOMPARE(move->tolerance, Duration::zero());
    }
};

QTEST_APPLESS_MAIN(TestCommonMove)

#include "test_commonmove.moc"
