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
    offline.activity->online = 1;
    all.push_back({"some are offline", StandingReason::NeverAnswered, source, offline});
    source.resolved = false;
    source.address.clear();
    all.push_back({"no address", StandingReason::NoAddress, source});
    source = neverHeard();
    source.mode = SourceMode::ReferenceClock;
    all.push_back({"a device", StandingReason::DeviceSilent, source});
    source = neverHeard();
    source.letter = ' ';
    source.reach.reset();
    all.push_back({"timesyncd's others", StandingReason::Spare, source, synchronised(DaemonKind::Timesyncd)});

    source = unusable();
    source.statistics->samples = 1;
    all.push_back({"one answer", StandingReason::Gathering, source});
    source = unusable();
    source.reach = 0;
    all.push_back({"answers lost", StandingReason::AnswersLost, source});
    source = unusable();
    source.error = 4s;
    all.push_back({"a Windows server", StandingReason::TooFar, source});
    all.push_back({"for another reason", StandingReason::NotTold, unusable()});
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
