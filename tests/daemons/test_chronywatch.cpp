// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronywatch.h"
#include "tests/support/chronyd.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

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

    std::vector<DaemonReport> reports;
    size_t most = 0; ///< daemons at once, ever
    int readings = 0;

private:
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

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.failure())); }

    void oneIsOne()
    {
        Chronyd daemon(setup(follow()));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Watched watched(endpoints());
        QTRY_COMPARE(watched.names(), m_server.address().toString());
        // However often they are counted while they are updated each second.
        const int before = watched.readings;
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                watched.watch.recount();
                return watched.readings > before + 4;
            }(),
            20'000);
        QCOMPARE(watched.most, 1U);
    }

    void noneIsOneThatRefuses()
    {
        Watched watched(endpoints());
        QTRY_COMPARE(watched.reports.size(), 1U);
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
        QTRY_COMPARE(watched.names(), m_server.address().toString());
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
        QTRY_COMPARE_WITH_TIMEOUT(watched.reports.size(), 2U, 10'000);
        const bool hiddenFirst = watched.names() == u"PHC0; "_s + server;
        QVERIFY2(hiddenFirst || watched.names() == server + u"; PHC0"_s, qPrintable(watched.names()));
        // Each keeps its place from reading to reading.
        const QString names = watched.names();
        for (int i = 0; i < 10; ++i) {
            const int before = watched.readings;
            watched.watch.refresh();
            QTRY_VERIFY(watched.readings > before + 1);
            QCOMPARE(watched.names(), names);
        }

        // The hidden one ends: its socket reaches the other one then, which is no second daemon.
        hidden.stop();
        watched.watch.recount();
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), server, 15'000);
        QCOMPARE(watched.reports[0].answer, DaemonAnswer::Answering);

        // It comes back.
        QVERIFY2(hidden.start(), qPrintable(hidden.failure()));
        watched.watch.recount();
        QTRY_COMPARE_WITH_TIMEOUT(watched.reports.size(), 2U, 15'000);
        QVERIFY(watched.names().contains(u"PHC0"_s) && watched.names().contains(server));
    }

    void startedLater()
    {
        Watched watched(endpoints());
        QTRY_COMPARE(watched.reports.size(), 1U);
        Chronyd daemon(setup(follow()));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        QTRY_COMPARE_WITH_TIMEOUT(watched.names(), m_server.address().toString(), 15'000);
    }
};

QTEST_GUILESS_MAIN(TestChronyWatch)
#include "test_chronywatch.moc"
