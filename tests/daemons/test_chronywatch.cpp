// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronywatch.h"
#include "tests/support/chronyd.h"
#include "tests/support/longestwait.h"
#include "tests/support/manualtime.h"

#include <QTest>

#include <algorithm>
#include <bit>
#include <csignal>
#include <map>
#include <set>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

// A busy machine has that long.
constexpr int patienceMs = 30'000;
// That all sockets of a count reach the same one of two daemons happens once in 128 counts, and the next one
// may come only half a minute later: the time for three.
constexpr int countsMs = 100'000;

/// What a ChronyWatch has told last.
class Watched
{
public:
    explicit Watched(const std::vector<ChronyEndpoint> &endpoints) : watch(endpoints, m_clock, m_scheduler)
    {
        QObject::connect(&watch, &ChronyWatch::reported, &watch,
                         [this](const std::vector<DaemonReport> &latest) {
                             reports = latest;
                             ++readings;
                             most = std::max(most, latest.size());
                             remember();
                         });
        watch.start();
    }

    /// "name name; name" of the sources of each daemon, in the order of their instances.
    QString names() const
    {
        QStringList daemons;
        for (const DaemonReport &report : reports) {
            QStringList sources;
            for (const DaemonSource &source : report.sources)
                sources.append(source.name);
            daemons.append(sources.join(u' '));
        }
        return daemons.join(u"; "_s);
    }

    bool areAnswering(size_t number) const
    {
        return reports.size() == number && std::ranges::all_of(reports, [](const DaemonReport &report) {
                   return report.answer == DaemonAnswer::Answering;
               });
    }

    std::vector<DaemonReport> reports;
    size_t most = 0; ///< daemons at once, ever
    int readings = 0;
    std::map<int, QStringList> everNamed;          ///< by instance: each list of sources that it ever had
    std::map<int, std::set<int>> everPolled;       ///< by instance: the poll intervals of its sources, log2
    std::map<int, std::set<QString>> everFollowed; ///< by instance

private:
    void remember()
    {
        for (const DaemonReport &report : reports) {
            QStringList sources;
            for (const DaemonSource &source : report.sources) {
                sources.append(source.name);
                everPolled[report.instance].insert(source.pollLog2.value_or(-99));
            }
            if (report.readAt && !everNamed[report.instance].contains(sources.join(u' ')))
                everNamed[report.instance].append(sources.join(u' '));
            if (report.tracking && report.tracking->synchronised)
                everFollowed[report.instance].insert(report.tracking->source);
        }
    }

    SystemClock m_clock;
    EventLoopScheduler m_scheduler;

public:
    ChronyWatch watch;
};

} // namespace

/// Two real chronyds behind one port, as they stand on machines where one is hidden.
class TestChronyWatch final : public QObject
{
    Q_OBJECT

private:
    Chronyd m_server{Chronyd::plain()};
    QHostAddress m_address{u"127.77.99.1"_s};
    quint16 m_port = test::freeUdpPort();

    Chronyd::Setup setup(const QStringList &lines) const
    {
        return {.lines = lines, .address = m_address, .synchronised = false, .commandPort = m_port};
    }
    QStringList follow() const
    {
        return {u"server %1 port %2 minpoll 0 maxpoll 0 iburst"_s.arg(m_server.address().toString())
                    .arg(m_server.port())};
    }
    std::vector<ChronyEndpoint> endpoints() const
    {
        return {{.address = m_address, .port = m_port, .path = {}}};
    }
    /// Takes commands on ::1 and nowhere else that is asked here.
    Chronyd::Setup ipv6Setup() const
    {
        return {.lines = follow() + QStringList{u"cmdport %1"_s.arg(m_port), u"bindcmdaddress ::1"_s},
                .synchronised = false};
    }
    ChronyEndpoint ipv6Endpoint() const
    {
        return {.address = QHostAddress(QHostAddress::LocalHostIPv6), .port = m_port, .path = {}};
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.failure())); }

    void oneIsOne()
    {
        Chronyd daemon(setup(follow()));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Watched watched(endpoints());
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), m_server.address().toString(), patienceMs);
        // However often they are counted while they are updated each second.
        const int before = watched.readings;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                watched.watch.recount();
                return watched.readings > before + 4;
            }(),
            patienceMs);
        QCOMPARE(watched.most, 1U);
    }

    void noneIsOneThatRefuses()
    {
        Watched watched(endpoints());
        QTRY_COMPARE_WITH_TIMEOUT(watched.reports.size(), 1U, patienceMs);
        QCOMPARE(watched.reports[0].answer, DaemonAnswer::Refused);
    }

    void oneOnSeveralEndpointsIsOne()
    {
        Chronyd daemon({.lines = follow(),
                        .address = m_address,
                        .synchronised = false,
                        .commandPort = m_port,
                        .commandSocket = true});
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        std::vector<ChronyEndpoint> both = endpoints();
        both.push_back({.address = {}, .port = 0, .path = daemon.commandSocketPath()});
        Watched watched(both);
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), m_server.address().toString(), patienceMs);
        QCOMPARE(watched.reports[0].endpoint, both[0].toString());
    }

    void twoBehindOnePortAreTwo()
    {
        // The one that follows a device, which never answers here, and the one with the servers.
        Chronyd hidden(setup({u"refclock SHM 77 refid PHC0"_s}));
        Chronyd configured(setup(follow()));
        QVERIFY2(hidden.start(), qPrintable(hidden.failure()));
        QVERIFY2(configured.start(), qPrintable(configured.failure()));
        const QString server = m_server.address().toString();

        Watched watched(endpoints());
        QTRY_COMPARE_WITH_TIMEOUT(watched.reports.size(), 2U, countsMs);
        const bool hiddenFirst = watched.names() == u"PHC0; "_s + server;
        QVERIFY2(hiddenFirst || watched.names() == server + u"; PHC0"_s, qPrintable(watched.names()));
        // Each keeps its place from reading to reading.
        const QString names = watched.names();
        for (int i = 0; i < 10; ++i) {
            const int before = watched.readings;
            watched.watch.refresh();
            QTRY_VERIFY_WITH_TIMEOUT(watched.readings > before + 1, patienceMs);
            QCOMPARE(watched.names(), names);
        }

        // The hidden one ends: its socket reaches the other one then, which is no second daemon.
        hidden.stop();
        watched.watch.recount();
        QTRY_VERIFY_WITH_TIMEOUT(watched.names() == server && watched.areAnswering(1), countsMs);

        // It comes back.
        QVERIFY2(hidden.start(), qPrintable(hidden.failure()));
        watched.watch.recount();
        QTRY_VERIFY_WITH_TIMEOUT(watched.areAnswering(2), countsMs);
        QVERIFY(watched.names().contains(u"PHC0"_s) && watched.names().contains(server));
    }

    // The kernel deals the places of those that share a port anew each time.
    void eachKeepsItsNumberThroughRestarts()
    {
        Chronyd hidden(setup({u"refclock SHM 77 refid PHC0"_s}));
        Chronyd configured(setup(follow()));
        QVERIFY2(hidden.start(), qPrintable(hidden.failure()));
        QVERIFY2(configured.start(), qPrintable(configured.failure()));
        Watched watched(endpoints());
        QTRY_VERIFY_WITH_TIMEOUT(watched.areAnswering(2) && !watched.everFollowed.empty(), countsMs);
        const std::map<int, QStringList> named = watched.everNamed;
        QCOMPARE(named.size(), 2U);

        for (int round = 0; round < 8; ++round) {
            Chronyd &restarted = round % 2 == 0 ? hidden : configured;
            if (round % 3 == 0)
                kill(pid_t(restarted.processId()), SIGKILL);
            restarted.stop();
            // At once, or after it was missed.
            if (round >= 4)
                QTRY_VERIFY_WITH_TIMEOUT(watched.areAnswering(1), countsMs);
            QVERIFY2(restarted.start(), qPrintable(restarted.failure()));
            const int before = watched.readings;
            // Sometimes the process is seen, sometimes its effect only.
            if (round % 2 == 0)
                watched.watch.recount();
            QTRY_VERIFY_WITH_TIMEOUT((watched.watch.refresh(), watched.areAnswering(2)) &&
                                         watched.readings > before + 3,
                                     countsMs);
            QCOMPARE(watched.everNamed, named);
        }
        // Only one of them has ever followed a server.
        QCOMPARE(watched.everFollowed.size(), 1U);
        const auto &[instance, followed] = *watched.everFollowed.begin();
        QCOMPARE(followed, std::set<QString>{m_server.address().toString()});
        QCOMPARE(named.at(instance), QStringList{m_server.address().toString()});
    }

    // Both were told to follow the same server; only its poll interval tells them apart, and nobody looks at
    // that.
    void twinsKeepTheirNumbersThroughRestarts()
    {
        const QString line =
            u"server %1 port %2 iburst "_s.arg(m_server.address().toString()).arg(m_server.port());
        Chronyd steady(setup({line + u"minpoll 8 maxpoll 8"_s}));
        Chronyd restarted(setup({line + u"minpoll 7 maxpoll 7"_s}));
        // The places change when another than the last one leaves.
        QVERIFY2(restarted.start(), qPrintable(restarted.failure()));
        QVERIFY2(steady.start(), qPrintable(steady.failure()));
        Watched watched(endpoints());
        const auto haveSamples = [&] {
            return watched.areAnswering(2) &&
                   std::ranges::all_of(watched.reports, [](const DaemonReport &report) {
                       return report.sources.size() == 1 &&
                              std::popcount(report.sources[0].reach.value_or(0)) >= 4;
                   });
        };
        QTRY_VERIFY_WITH_TIMEOUT(haveSamples(), countsMs);
        const std::map<int, std::set<int>> polled = watched.everPolled;
        QCOMPARE(polled.size(), 2U);
        for (int round = 0; round < 3; ++round) {
            restarted.stop();
            QVERIFY2(restarted.start(), qPrintable(restarted.failure()));
            const int before = watched.readings;
            QTRY_VERIFY_WITH_TIMEOUT((watched.watch.refresh(), watched.areAnswering(2)) &&
                                         watched.readings > before + 3,
                                     countsMs);
            QCOMPARE(watched.everPolled, polled);
        }
    }

    void anotherConfigurationIsNoOtherDaemon()
    {
        Chronyd former(setup(follow()));
        Chronyd latter(setup({u"server reconfigured.invalid"_s}));
        QVERIFY2(former.start(), qPrintable(former.failure()));
        Watched watched(endpoints());
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), m_server.address().toString(), patienceMs);
        former.stop();
        QVERIFY2(latter.start(), qPrintable(latter.failure()));
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), u"reconfigured.invalid"_s, patienceMs);
        QCOMPARE(watched.reports[0].instance, 0);
        QCOMPARE(watched.most, 1U);
    }

    // No second one is behind the family where nobody listens.
    void onOneFamilyOnly_data()
    {
        QTest::addColumn<bool>("onIpv6");
        QTest::newRow("IPv6") << true;
        QTest::newRow("IPv4") << false;
    }
    void onOneFamilyOnly()
    {
        QFETCH(bool, onIpv6);
        Chronyd daemon(onIpv6 ? ipv6Setup() : setup(follow()));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        std::vector<ChronyEndpoint> both = endpoints();
        both.push_back(ipv6Endpoint());
        if (!onIpv6)
            both = {{.address = QHostAddress(QHostAddress::LocalHostIPv6),
                     .port = test::freeUdpPort(),
                     .path = {}},
                    both.front()};
        Watched watched(both);
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), m_server.address().toString(), patienceMs);
        const int before = watched.readings;
        QTRY_VERIFY_WITH_TIMEOUT((watched.watch.recount(), watched.readings > before + 3), patienceMs);
        QCOMPARE(watched.most, 1U);
        QCOMPARE(watched.reports[0].instance, 0);
        QCOMPARE(watched.reports[0].answer, DaemonAnswer::Answering);
        QCOMPARE(watched.reports[0].endpoint, both[1].toString());
    }

    void startedLaterOnIpv6Only()
    {
        std::vector<ChronyEndpoint> both = endpoints();
        both.push_back(ipv6Endpoint());
        Watched watched(both);
        QTRY_COMPARE_WITH_TIMEOUT(watched.reports.size(), 1U, patienceMs);
        Chronyd daemon(ipv6Setup());
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        watched.watch.recount();
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), m_server.address().toString(), patienceMs);
        QCOMPARE(watched.reports[0].endpoint, u"[::1]:%1"_s.arg(m_port));
        QCOMPARE(watched.reports[0].instance, 0);
    }

    // No timer is waited for.
    void refusedIsKnownAtOnce()
    {
        test::ManualTime time;
        std::vector<ChronyEndpoint> both = endpoints();
        both.push_back(ipv6Endpoint());
        ChronyWatch watch(both, time, time);
        std::vector<DaemonReport> reports;
        connect(&watch, &ChronyWatch::reported, &watch,
                [&reports](const std::vector<DaemonReport> &latest) { reports = latest; });
        watch.start();
        QTRY_VERIFY_WITH_TIMEOUT((time.advance(0s), reports.size() == 1), patienceMs);
        QCOMPARE(reports[0].answer, DaemonAnswer::Refused);
    }

    void startedLater()
    {
        Watched watched(endpoints());
        QTRY_COMPARE_WITH_TIMEOUT(watched.reports.size(), 1U, patienceMs);
        Chronyd daemon(setup(follow()));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), m_server.address().toString(), patienceMs);
    }

    // Whatever becomes of its daemon.
    void holdsNobodyUp_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("stopped and continued") << SIGSTOP;
        QTest::newRow("killed and started again") << SIGKILL;
    }
    void holdsNobodyUp()
    {
        QFETCH(int, signal);
        qint64 longest = test::LongestWait::limitMs;
        for (int i = 0; i < test::LongestWait::tries && longest >= test::LongestWait::limitMs; ++i) {
            Chronyd daemon(setup(follow()));
            QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
            const test::LongestWait untilItIsMissed;
            Watched watched(endpoints());
            QTRY_VERIFY_WITH_TIMEOUT(watched.areAnswering(1), patienceMs);
            kill(pid_t(daemon.processId()), signal);
            const DaemonAnswer expected = signal == SIGSTOP ? DaemonAnswer::Silent : DaemonAnswer::Refused;
            QTRY_COMPARE_WITH_TIMEOUT(watched.reports[0].answer, expected, patienceMs);
            QVERIFY(watched.reports[0].silentSince);
            longest = untilItIsMissed.milliseconds();

            if (signal == SIGSTOP) {
                kill(pid_t(daemon.processId()), SIGCONT);
            } else {
                daemon.stop();
                QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
            }
            const test::LongestWait untilItIsBack; // what the test itself waited for does not count
            QTRY_VERIFY_WITH_TIMEOUT(watched.areAnswering(1), patienceMs);
            longest = std::max(longest, untilItIsBack.milliseconds());
        }
        QVERIFY2(longest < test::LongestWait::limitMs, QByteArray::number(longest).constData());
    }
};

QTEST_GUILESS_MAIN(TestChronyWatch)
#include "test_chronywatch.moc"
