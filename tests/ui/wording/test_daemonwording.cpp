// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/daemonwording.h"
#include "ui/wording/originwording.h"

#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// 2023-08-17 12:49:05 UTC.
constexpr Instant now = Instant(1'692'276'545s);

DaemonSource source(SourceStanding standing, char letter)
{
    DaemonSource result;
    result.name = u"a.example"_s;
    result.address = u"192.0.2.1"_s;
    result.standing = standing;
    result.letter = letter;
    result.reach = 0b11101111;
    result.pollLog2 = 6;
    result.lastSample = now - 50s;
    result.measured = Offset::fromLocalMinusRemote(1s);
    result.adjusted = Offset::fromLocalMinusRemote(-2'910us);
    result.error = 24ms;
    result.statistics = SourceStatistics{.samples = 12, .standardDeviation = 1'200ms};
    return result;
}

/// Whether or not its plural has been written down already.
QString plural(QString text)
{
    return text.replace(u"(s)"_s, u"s"_s).replace(u"(es)"_s, u"es"_s);
}

DaemonReport chronyd(std::vector<DaemonSource> sources = {})
{
    DaemonReport daemon;
    daemon.endpoint = u"127.0.0.1:323"_s;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now;
    daemon.tracking.emplace();
    daemon.tracking->synchronised = true;
    daemon.sources = std::move(sources);
    return daemon;
}

/// Everything that can be charted of it.
DaemonReport tellingAll()
{
    DaemonReport daemon = chronyd();
    daemon.tracking->lastUpdate = now;
    daemon.tracking->systemOffset = Offset::fromLocalMinusRemote(1us);
    daemon.tracking->frequencyPpm = 0;
    daemon.tracking->rootDelay = 1ms;
    daemon.tracking->rootDispersion = 1ms;
    return daemon;
}

} // namespace

class TestDaemonWording final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QVERIFY(m_english.load(u":/i18n/synchroscope_en.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&m_english));
    }

    void statesAreExplainedWithTodaysValues_data()
    {
        QTest::addColumn<DaemonSource>("followed");
        QTest::addColumn<int>("nearestOf"); // 0: the numbers do not say
        QTest::addColumn<QStringList>("expected");
        using enum SourceStanding;
        const QString sample = u"Last sample 50 s ago: 2.9 ms behind ± 24 ms."_s;
        const QString reach = u"Reach: answered 7 of the last 8."_s;
        QTest::newRow("the nearest") << source(Selected, '*') << 3
                                     << QStringList{u"followed: chrony follows this source: it may be 24 ms "
                                                    "off at most, the least of the 3 sources that agree."_s,
                                                    sample, reach, u"chronyc shows it as \"*\"."_s};
        QTest::newRow("followed for another reason")
            << source(Selected, '*') << 0
            << QStringList{u"followed: chrony follows this source."_s, sample, reach,
                           u"chronyc shows it as \"*\"."_s};
        QTest::newRow("outvoted") << source(Falseticker, 'x') << 0
                                  << QStringList{u"disputed: The sources contradict each other and no side "
                                                 "has a majority: none is followed. More servers would "
                                                 "decide it."_s,
                                                 sample, reach, u"chronyc shows it as \"x\"."_s};
        QTest::newRow("unsteady") << source(Jittery, '~') << 0
                                  << QStringList{u"unsteady: Its samples vary too much. Where other sources "
                                                 "do so too, something else moved this clock between them."_s,
                                                 sample, u"Its samples scatter by 1.20 s."_s, reach,
                                                 u"chronyc shows it as \"~\"."_s};
        DaemonSource silent = source(Unusable, '?');
        silent.lastSample.reset();
        silent.statistics.reset();
        silent.reach = 0;
        QTest::newRow("never answered")
            << silent << 0
            << QStringList{u"no answer: Has not answered so far. Check the name, and whether UDP port 123 "
                           "is open on the way."_s,
                           u"Reach: answered 0 of the last 8."_s, u"chronyc shows it as \"?\"."_s};
    }
    void statesAreExplainedWithTodaysValues()
    {
        QFETCH(DaemonSource, followed);
        QFETCH(int, nearestOf);
        const DaemonReport daemon = chronyd({followed});
        QStringList lines =
            wording::standingLines(daemon, followed, standingOf(daemon, followed), followed.error,
                                   nearestOf > 0 ? std::optional(nearestOf) : std::nullopt, now);
        lines.replaceInStrings(QString(QChar::Nbsp), u" "_s);
        std::ranges::transform(lines, lines.begin(), plural);
        QTEST(lines, "expected");
    }

    void whatOnlyFilesTellIsSaid_data()
    {
        QTest::addColumn<DaemonAnswer>("answer");
        QTest::addColumn<QString>("expected");
        QTest::newRow("root only") << DaemonAnswer::NotPermitted
                                   << u"Named in its files. OpenNTPD answers an administrator only."_s;
        QTest::newRow("nobody") << DaemonAnswer::NoInterface
                                << u"Named in its files. OpenNTPD has nothing by which it could be asked."_s;
        QTest::newRow("silent") << DaemonAnswer::Silent << u"Named in its files. OpenNTPD does not answer."_s;
        QTest::newRow("not asked") << DaemonAnswer::NotAsked
                                   << u"Named in its files. OpenNTPD was not asked."_s;
    }
    void whatOnlyFilesTellIsSaid()
    {
        QFETCH(DaemonAnswer, answer);
        DaemonReport daemon;
        daemon.kind = DaemonKind::OpenNtpd;
        daemon.answer = answer;
        DaemonSource named;
        named.standing = SourceStanding::Untold;
        named.letter = ' ';
        const Standing standing = standingOf(daemon, named);
        QTEST(wording::standingSentence(daemon, named, standing, now), "expected");
        // Nothing was told, so nothing is past.
        QCOMPARE(wording::standingState(daemon, standing), u"not told"_s);
        QCOMPARE(wording::standingLines(daemon, named, standing, {}, {}, now).size(), 1);
    }

    void headings_data()
    {
        QTest::addColumn<DaemonReport>("daemon");
        QTest::addColumn<QString>("expected");
        QTest::newRow("follows") << chronyd({source(SourceStanding::Selected, '*')})
                                 << u"chrony 4.3 at 127.0.0.1:323 follows a.example."_s;
        DaemonReport daemon = chronyd();
        QTest::newRow("whom is not told")
            << daemon << u"chrony 4.3 at 127.0.0.1:323 is synchronised, and does not tell by which source."_s;
        daemon.tracking.reset();
        QTest::newRow("follows none")
            << daemon << u"chrony 4.3 at 127.0.0.1:323 answers, and follows no source at the moment."_s;
        daemon.readAt = now - 3min;
        daemon.answer = DaemonAnswer::Silent;
        QTest::newRow("silent") << daemon
                                << u"chrony 4.3 at 127.0.0.1:323 does not answer any more; it was last heard "
                                   "3 min ago."_s;
        daemon.answer = DaemonAnswer::Refused;
        QTest::newRow("ended") << daemon
                               << u"chrony 4.3 at 127.0.0.1:323 has ended; it was last heard 3 min ago."_s;
        daemon.readAt.reset();
        QTest::newRow("nobody") << daemon
                                << u"chrony 4.3 at 127.0.0.1:323 does not answer: nothing listens there. "
                                   "Check the address, and whether it runs."_s;
        daemon.answer = DaemonAnswer::Silent;
        QTest::newRow("silent from the start")
            << daemon << u"chrony 4.3 at 127.0.0.1:323 does not answer, though something is there."_s;
        daemon.answer = DaemonAnswer::NotPermitted;
        daemon.version.clear();
        daemon.endpoint.clear();
        QTest::newRow("not permitted") << daemon << u"chrony runs, and answers an administrator only."_s;
    }
    void headings()
    {
        QFETCH(DaemonReport, daemon);
        QString heading = wording::daemonHeading(daemon, wording::daemonTitle(daemon), now);
        QTEST(heading.replace(QChar(QChar::Nbsp), u' '), "expected");
    }

    void titlesDiffer()
    {
        DaemonReport second = chronyd();
        second.instance = 1;
        DaemonReport third = chronyd();
        third.instance = 2;
        third.endpoint = u"127.0.0.1:1323"_s;
        const std::vector<QString> expected = {u"chrony 4.3 #1 at 127.0.0.1:323"_s,
                                               u"chrony 4.3 #2 at 127.0.0.1:323"_s,
                                               u"chrony 4.3 #3 at 127.0.0.1:1323"_s};
        QCOMPARE(wording::daemonTitles({chronyd(), second, third}), expected);
        QCOMPARE(wording::daemonTitles({second}), std::vector<QString>{u"chrony 4.3 at 127.0.0.1:323"_s});
    }

    void poolPlaces()
    {
        // chronyd's `pool … maxsources 4`.
        QCOMPARE(wording::poolPlaces(1, 8), 4);
        QCOMPARE(wording::poolPlaces(4, 4), 4);
        QCOMPARE(wording::poolPlaces(5, 6), 5);
    }

    void identities_data()
    {
        QTest::addColumn<DaemonReport>("daemon");
        QTest::addColumn<MachineDaemons>("machine");
        QTest::addColumn<QString>("expected");
        MachineDaemons machine;
        machine.host.kind = HostMachine::Kind::VirtualMachine;
        DaemonSource phc = source(SourceStanding::Selected, '*');
        phc.mode = SourceMode::ReferenceClock;
        phc.name = u"PHC0"_s;
        phc.address.clear();

        DaemonReport own = chronyd({source(SourceStanding::Selected, '*')});
        own.process.emplace();
        own.process->startedAt = now - 1h;
        QTest::newRow("nothing known") << own << machine << QString();
        own.process->unit = u"chrony.service"_s;
        QTest::newRow("a unit") << own << machine << u"Yours: started by chrony.service."_s;
        own.configuration = {{.path = u"/etc/chrony/chrony.conf"_s, .changedAt = now - 2h}};
        QTest::newRow("a unit and a file")
            << own << machine << u"Yours: started by chrony.service, reads /etc/chrony/chrony.conf."_s;
        // The network's scripts write these, and have chronyd read them again.
        own.configuration.push_back({.path = u"/run/chrony-dhcp/eth0.sources"_s, .changedAt = now});
        QTest::newRow("sources of the network")
            << own << machine
            << u"Yours: started by chrony.service, reads /etc/chrony/chrony.conf, "
               "/run/chrony-dhcp/eth0.sources."_s;
        own.configuration.pop_back();
        own.configuration.push_back({.path = u"/etc/chrony/conf.d/own.conf"_s, .changedAt = now});
        QTest::newRow("a file saved later")
            << own << machine
            << u"Yours: started by chrony.service, reads /etc/chrony/chrony.conf, "
               "/etc/chrony/conf.d/own.conf. Saved after it started: /etc/chrony/conf.d/own.conf. That is "
               "not "
               "in effect before it is restarted."_s;
        own.process->unit.clear();
        own.configuration.pop_back();
        QTest::newRow("no unit") << own << machine << u"Yours: reads /etc/chrony/chrony.conf."_s;

        const DaemonReport foreign = chronyd({phc});
        QTest::newRow("the host's") << foreign << machine
                                    << u"Not started by this system; follows the host's clock (PHC0)."_s;
        MachineDaemons physical;
        QTest::newRow("somebody's") << foreign << physical
                                    << u"Not started by this system; follows a reference clock (PHC0)."_s;
        QTest::newRow("unseen") << chronyd({phc, source(SourceStanding::Combined, '+')}) << machine
                                << u"Its process cannot be seen from here."_s;
        machine.unassigned.resize(2);
        QTest::newRow("one of several") << foreign << machine
                                        << u"Several of this kind run here, and it cannot be told which of "
                                           "them this is."_s;
        DaemonReport nobody = chronyd();
        nobody.readAt.reset();
        QTest::newRow("nobody") << nobody << physical << QString();
        DaemonReport elsewhere = chronyd();
        elsewhere.isElsewhere = true;
        QTest::newRow("elsewhere") << elsewhere << physical << u"On another computer."_s;
    }
    void identities()
    {
        QFETCH(DaemonReport, daemon);
        QFETCH(MachineDaemons, machine);
        QTEST(wording::daemonIdentity(daemon, machine), "expected");
    }

    void countdownsComeFirst_data()
    {
        QTest::addColumn<Duration>("wait");
        QTest::addColumn<QString>("expected");
        const QString has = u" has 1 of 3 needed samples."_s;
        QTest::newRow("seconds") << Duration(8s) << u"Can be followed in about 8 s:"_s + has;
        QTest::newRow("minutes") << Duration(116s) << u"Can be followed in about 2 min:"_s + has;
    }
    void countdownsComeFirst()
    {
        QFETCH(Duration, wait);
        DaemonSource gathering = source(SourceStanding::Unusable, '?');
        gathering.statistics->samples = 1;
        const DaemonReport daemon = chronyd({gathering});
        Standing standing = standingOf(daemon, gathering);
        standing.readyAt = now + wait;
        const auto sentence = [&] {
            return wording::standingSentence(daemon, gathering, standing, now)
                .replace(QChar(QChar::Nbsp), u' ');
        };
        QTEST(sentence(), "expected");
        standing.readyAt.reset();
        QCOMPARE(sentence(), u"Has 1 of 3 needed samples."_s);
        standing.isOverdue = true;
        QCOMPARE(sentence(), u"The next sample is overdue: it has 1 of 3 needed ones."_s);
    }

    void whatWasSaidIsDated()
    {
        DaemonReport daemon = chronyd({source(SourceStanding::Selected, '*')});
        daemon.answer = DaemonAnswer::Refused;
        daemon.readAt = now - 19s;
        const Standing standing = standingOf(daemon, daemon.sources[0]);
        QStringList lines = wording::standingLines(daemon, daemon.sources[0], standing, 24ms, 3, now);
        QCOMPARE(lines.replaceInStrings(QString(QChar::Nbsp), u" "_s).at(0),
                 u"was: followed: chrony has not been heard for 19 s."_s);
    }

    void pools_data()
    {
        QTest::addColumn<int>("filled");
        QTest::addColumn<int>("places");
        QTest::addColumn<int>("counted");
        QTest::addColumn<QString>("expected");
        QTest::newRow("all") << 4 << 4 << 4 << u"Has 4 servers; 4 of them are counted."_s;
        QTest::newRow("some") << 3 << 4 << 2 << u"Has 3 of up to 4 servers; 2 of them are counted."_s;
        QTest::newRow("none") << 3 << 4 << 0 << u"Has 3 of up to 4 servers; none is counted."_s;
        QTest::newRow("all and none") << 2 << 2 << 0 << u"Has 2 servers; none is counted."_s;
    }
    void pools()
    {
        QFETCH(int, filled);
        QFETCH(int, places);
        QFETCH(int, counted);
        QFETCH(QString, expected);
        wording::PoolCounts pool{filled, places, counted, {}};
        QCOMPARE(plural(wording::poolSentence(pool)), expected);
        pool.addresses = 9;
        QCOMPARE(plural(wording::poolSentence(pool)), expected + u" The name has 9 addresses."_s);
    }

    void whatCannotBeChartedIsSaid_data()
    {
        QTest::addColumn<DaemonReport>("daemon");
        QTest::addColumn<int>("quantity");
        QTest::addColumn<QString>("expected");
        using enum TrackingQuantity;
        for (const TrackingQuantity quantity : {SystemOffset, Frequency, RootDelay, RootDispersion})
            QTest::addRow("told %d", int(quantity)) << tellingAll() << int(quantity) << QString();
        const QString untold = u"chrony does not tell this."_s;
        DaemonReport daemon = tellingAll();
        daemon.tracking->systemOffset.reset();
        daemon.tracking->frequencyPpm.reset();
        QTest::newRow("no system offset") << daemon << int(SystemOffset) << untold;
        QTest::newRow("no frequency") << daemon << int(Frequency) << untold;
        QTest::newRow("but a root delay") << daemon << int(RootDelay) << QString();
        daemon.tracking->rootDelay.reset();
        QTest::newRow("no root delay") << daemon << int(RootDelay) << untold;
        daemon.tracking->rootDispersion.reset();
        QTest::newRow("no root dispersion") << daemon << int(RootDispersion) << untold;
        daemon = tellingAll();
        daemon.tracking->synchronised = false;
        QTest::newRow("follows none")
            << daemon << int(Frequency)
            << u"chrony follows no source at the moment, so it has nothing to show here."_s;
        daemon.tracking.reset();
        daemon.answer = DaemonAnswer::NotYet;
        QTest::newRow("not yet") << daemon << int(Frequency) << u"chrony is being asked."_s;
        daemon.answer = DaemonAnswer::Silent;
        QTest::newRow("silent") << daemon << int(Frequency) << u"chrony does not answer."_s;
        daemon.answer = DaemonAnswer::NotPermitted;
        QTest::newRow("root only") << daemon << int(Frequency) << u"chrony answers an administrator only."_s;
        daemon.answer = DaemonAnswer::NoInterface;
        daemon.kind = DaemonKind::OpenNtpd;
        QTest::newRow("OpenNTPD") << daemon << int(RootDelay)
                                  << u"OpenNTPD has nothing by which it could be asked."_s;
        // What was read before it fell silent is still there.
        daemon = tellingAll();
        daemon.answer = DaemonAnswer::Silent;
        QTest::newRow("silent since") << daemon << int(RootDelay) << QString();
    }
    void whatCannotBeChartedIsSaid()
    {
        QFETCH(DaemonReport, daemon);
        QFETCH(int, quantity);
        QTEST(wording::lackSentence(daemon, wording::daemonName(daemon.kind),
                                    static_cast<TrackingQuantity>(quantity)),
              "expected");
    }

private:
    QTranslator m_english;
};

QTEST_GUILESS_MAIN(TestDaemonWording)
#include "test_daemonwording.moc"
