// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/standing.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon{std::chrono::seconds(1'800'000'000)};

/// A source of chrony that has been followed for long.
DaemonSource good()
{
    DaemonSource source;
    source.name = u"ntp.example.org"_s;
    source.address = u"192.0.2.1"_s;
    source.standing = SourceStanding::Selected;
    source.letter = '*';
    source.reach = 0377;
    source.pollLog2 = 6;
    source.lastSample = noon;
    source.error = 20ms;
    source.statistics = SourceStatistics{.samples = 20};
    return source;
}

DaemonSource unusable()
{
    DaemonSource source = good();
    source.standing = SourceStanding::Unusable;
    source.letter = '?';
    return source;
}

DaemonSource neverHeard()
{
    DaemonSource source = unusable();
    source.reach = 0;
    source.lastSample.reset();
    source.error.reset();
    source.statistics.reset();
    return source;
}

struct Case
{
    const char *name;
    StandingReason reason;
    DaemonSource source;
    DaemonReport daemon{};
};

DaemonReport synchronised(DaemonKind kind = DaemonKind::Chrony)
{
    DaemonReport daemon;
    daemon.kind = kind;
    daemon.tracking.emplace();
    daemon.tracking->synchronised = true;
    return daemon;
}

std::vector<Case> cases()
{
    std::vector<Case> all;
    all.push_back({"followed", StandingReason::Followed, good()});
    DaemonSource source = good();
    source.standing = SourceStanding::Combined;
    all.push_back({"combined", StandingReason::Counted, source});
    source.standing = SourceStanding::Selectable;
    all.push_back({"a better one", StandingReason::NotNeeded, source, synchronised()});
    all.push_back({"fewer than minsources", StandingReason::TooFewSources, source});
    all.push_back(
        {"ntpd-rs tells of none", StandingReason::NotTold, source, synchronised(DaemonKind::NtpdRs)});
    source.standing = SourceStanding::Jittery;
    all.push_back({"~", StandingReason::TooVariable, source});

    source.standing = SourceStanding::Falseticker;
    DaemonReport outvoted;
    outvoted.sources = {good(), source};
    all.push_back({"x against *", StandingReason::Outvoted, source, outvoted});
    DaemonReport torn;
    torn.sources = {source, source};
    all.push_back({"all x", StandingReason::NoMajority, source, torn});

    source = neverHeard();
    all.push_back({"never heard", StandingReason::NeverAnswered, source});
    DaemonReport offline;
    offline.activity = SourceActivityCounts{.offline = 2};
    all.push_back({"all are offline", StandingReason::Offline, source, offline});
    DaemonSource lost = unusable();
    lost.reach = 0;
    all.push_back({"all are offline, and it was heard before", StandingReason::Offline, lost, offline});
    lost.mode = SourceMode::ReferenceClock;
    all.push_back({"a device is never offline", StandingReason::AnswersLost, lost, offline});
    offline.activity->burstOnline = 1;
    all.push_back({"one has a burst under way", StandingReason::NeverAnswered, source, offline});
    offline.activity->burstOnline = 0;
    offline.activity->online = 1;
    all.push_back({"some are offline", StandingReason::NeverAnswered, source, offline});
    source.resolved = false;
    source.address.clear();
    all.push_back({"no address", StandingReason::NoAddress, source});
    source.isOfPool = true;
    DaemonReport pool;
    pool.sources = {source, source};
    all.push_back({"a pool without any address", StandingReason::NoAddress, source, pool});
    pool.sources[0].resolved = true;
    all.push_back({"a pool's place that is not filled", StandingReason::UnfilledPlace, source, pool});
    pool.sources[0].name = u"another.example.org"_s;
    all.push_back({"another name's address is no help", StandingReason::NoAddress, source, pool});
    source = neverHeard();
    source.mode = SourceMode::ReferenceClock;
    all.push_back({"a device", StandingReason::DeviceSilent, source});
    source = neverHeard();
    source.letter = ' ';
    source.reach.reset();
    all.push_back({"timesyncd's others", StandingReason::Spare, source, synchronised(DaemonKind::Timesyncd)});
    source.resolved = false;
    all.push_back({"timesyncd's others, that were not looked up", StandingReason::Spare, source,
                   synchronised(DaemonKind::Timesyncd)});

    source = unusable();
    source.reach.reset();
    DaemonReport timesyncd = synchronised(DaemonKind::Timesyncd);
    timesyncd.readAt = noon + 2 * 64s + 1min;
    all.push_back({"timesyncd's, within two polls", StandingReason::NotTold, source, timesyncd});
    *timesyncd.readAt += 1s;
    all.push_back({"timesyncd's, for longer", StandingReason::AnswersLost, source, timesyncd});

    source = DaemonSource();
    source.standing = SourceStanding::Untold;
    source.resolved = false;
    all.push_back({"its files name it, and no more", StandingReason::OnlyNamed, source});

    source = unusable();
    source.statistics->samples = 1;
    all.push_back({"one answer", StandingReason::Gathering, source});
    source = unusable();
    source.reach = 0;
    all.push_back({"answers lost", StandingReason::AnswersLost, source});
    source = unusable();
    source.error = 4s;
    all.push_back({"a Windows server", StandingReason::TooFar, source});
    DaemonReport lenient;
    lenient.distanceLimit = 16s;
    all.push_back({"a Windows server, and its files allow it", StandingReason::NotTold, source, lenient});
    lenient.distanceLimit = 3900ms;
    all.push_back(
        {"a Windows server, and its files do not allow so much", StandingReason::TooFar, source, lenient});
    all.push_back({"for another reason", StandingReason::NotTold, unusable()});
    source = unusable();
    source.statistics->samples = 3;
    DaemonReport undecided;
    undecided.sources = {source, source};
    all.push_back(
        {"enough samples, and nobody is followed yet", StandingReason::Comparing, source, undecided});
    undecided.sources[0] = good();
    all.push_back({"enough samples, and another is followed", StandingReason::NotTold, source, undecided});
    source.error = 4s;
    all.push_back({"enough samples, and too far", StandingReason::TooFar, source});
    return all;
}

} // namespace

class TestStanding final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reasons_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<Case> all = cases();
        for (size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << int(i);
    }
    void reasons()
    {
        QFETCH(int, index);
        const Case tried = cases()[size_t(index)];
        QCOMPARE(standingOf(tried.daemon, tried.source).reason, tried.reason);
    }

    // One answer, polls of 64 s, three needed: about two minutes (the user's row 07).
    void theTimeToReadinessIsReckonedInPolls()
    {
        DaemonSource source = unusable();
        source.reach = 1;
        source.statistics->samples = 1;
        const Standing standing = standingOf({}, source);
        QCOMPARE(standing.samples, 1);
        QCOMPARE(standing.neededSamples, 3);
        QCOMPARE(standing.readyAt, noon + 128s);
    }

    // With iburst, which is Debian's default, the next requests follow every two seconds.
    void aBurstUnderWayIsReckonedWith()
    {
        DaemonSource source = unusable();
        source.reach = 1;
        source.statistics->samples = 1;
        DaemonReport daemon;
        daemon.answer = DaemonAnswer::Answering;
        daemon.readAt = noon + 1s;
        daemon.activity = SourceActivityCounts{.online = 2, .burstOnline = 1};
        QCOMPARE(standingOf(daemon, source).readyAt, noon + 4s);
        // It was another source's: this one goes at its own pace.
        daemon.readAt = noon + 6s;
        QCOMPARE(standingOf(daemon, source).readyAt, noon + 128s);
        daemon.readAt = noon + 1s;
        daemon.activity->burstOnline = 0;
        QCOMPARE(standingOf(daemon, source).readyAt, noon + 128s);
        // A device is not asked.
        daemon.activity->burstOnline = 1;
        source.mode = SourceMode::ReferenceClock;
        source.pollLog2 = 4;
        QCOMPARE(standingOf(daemon, source).readyAt, noon + 32s);
    }

    void anOverdueAnswerIsSaidAndNoTimeIsPromised()
    {
        DaemonSource source = unusable();
        source.reach = 2;
        source.statistics->samples = 2;
        DaemonReport daemon;
        daemon.answer = DaemonAnswer::Answering;
        daemon.readAt = noon + 64s;
        Standing standing = standingOf(daemon, source);
        QVERIFY(!standing.isOverdue);
        QCOMPARE(standing.readyAt, noon + 64s);
        daemon.readAt = noon + 128s; // a little late: never in the past
        standing = standingOf(daemon, source);
        QVERIFY(!standing.isOverdue);
        QCOMPARE(standing.readyAt, daemon.readAt);
        daemon.readAt = noon + 130s;
        standing = standingOf(daemon, source);
        QCOMPARE(standing.reason, StandingReason::Gathering);
        QVERIFY(standing.isOverdue);
        QVERIFY(!standing.readyAt);
        // Of one that does not answer any more nobody knows.
        daemon.answer = DaemonAnswer::Silent;
        daemon.readAt = noon + 10s;
        QVERIFY(!standingOf(daemon, source).readyAt);
    }

    void absurdPollsDoNoHarm()
    {
        DaemonSource source = unusable();
        source.statistics->samples = 1;
        for (const int poll : {-32768, 32767}) {
            source.pollLog2 = poll;
            QVERIFY(standingOf({}, source).readyAt >= noon);
        }
    }
};

QTEST_GUILESS_MAIN(TestStanding)
#include "test_standing.moc"
