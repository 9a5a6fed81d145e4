// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pausedetector.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr BootInstant start(1h);

const SourceId first{u"192.0.2.1:123"_s};
const SourceId second{u"192.0.2.2:123"_s};
const SourceId alias{u"ntp.example.org:123"_s};

SourceMove moved(Duration by, BootInstant after)
{
    return {.moved = by, .tolerance = 10ms, .after = after, .before = after + 64s};
}

PauseDetector::Server server(const SourceId &id, const QString &place,
                             std::optional<BootInstant> lastAgreement)
{
    return {id, place, lastAgreement};
}

} // namespace

class TestPauseDetector final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allThatMoveAlikeAreOnePause()
    {
        PauseDetector detector;
        const std::vector servers{server(first, u"a"_s, start), server(second, u"b"_s, start)};
        QVERIFY(!detector.noteMove(first, moved(-30s, start), servers));
        const std::optional<CommonMove> pause = detector.noteMove(second, moved(-30s, start + 5s), servers);
        QVERIFY(pause);
        QVERIFY(std::chrono::abs(pause->moved + 30s) <= 10ms);
        // It is told once.
        QVERIFY(!detector.noteMove(second, moved(-30s, start + 5s), servers));
    }

    void clocksThatStandStillDoNotGain()
    {
        PauseDetector detector;
        const std::vector servers{server(first, u"a"_s, start), server(second, u"b"_s, start)};
        QVERIFY(!detector.noteMove(first, moved(30s, start), servers));
        QVERIFY(!detector.noteMove(second, moved(30s, start), servers));
    }

    void oneServerUnderTwoNamesIsOneWitness()
    {
        PauseDetector detector;
        const std::vector servers{server(first, u"a"_s, start), server(alias, u"a"_s, start)};
        QVERIFY(!detector.noteMove(first, moved(-30s, start), servers));
        QVERIFY(!detector.noteMove(alias, moved(-30s, start), servers));
    }

    void whoAnswersAsBeforeAcquitsThisComputer()
    {
        PauseDetector detector;
        const SourceId third{u"192.0.2.3:123"_s};
        const std::vector servers{server(first, u"a"_s, start), server(second, u"b"_s, start),
                                  server(third, u"c"_s, start + 2min)};
        QVERIFY(!detector.noteMove(first, moved(-30s, start), servers));
        QVERIFY(!detector.noteMove(second, moved(-30s, start), servers));
    }

    void aMoveOfLongAgoIsForgotten()
    {
        PauseDetector detector;
        const std::vector servers{server(first, u"a"_s, start), server(second, u"b"_s, start)};
        QVERIFY(!detector.noteMove(first, moved(-30s, start), servers));
        QVERIFY(!detector.noteMove(second, moved(-30s, start + 64s + 1h + 1s), servers));
    }

    void theOthersAreAskedEverMoreRarely()
    {
        PauseDetector detector;
        std::vector<Duration> asked;
        for (Duration time{}; time < 7 * 24h; time += 1min) {
            if (detector.shouldAskOthers(start + time))
                asked.push_back(time);
        }
        QCOMPARE(asked.front(), Duration(0));
        QCOMPARE(asked[1], Duration(5min));
        QCOMPARE(asked[2], Duration(15min));
        QCOMPARE(asked[3], Duration(35min));
        QCOMPARE(asked.back() - asked[asked.size() - 2], Duration(24h));
        // Once there was a pause, they may be asked as at first.
        const BootInstant now = start + 7 * 24h;
        const std::vector servers{server(first, u"a"_s, now), server(second, u"b"_s, now)};
        detector.noteMove(first, moved(-30s, now), servers);
        QVERIFY(detector.noteMove(second, moved(-30s, now), servers));
        QVERIFY(detector.shouldAskOthers(start + asked.back() + 5min));
    }
};

QTEST_GUILESS_MAIN(TestPauseDetector)
#include "test_pausedetector.moc"
