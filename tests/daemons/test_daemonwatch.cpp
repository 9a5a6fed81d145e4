// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/daemonwatch.h"
#include "tests/support/chronyd.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

class Watched
{
public:
    explicit Watched(std::vector<DaemonSelection> selections)
        : watch(std::move(selections), m_clock, m_scheduler, QDBusConnection(u"none"_s))
    {
        QObject::connect(&watch, &DaemonWatch::reported, &watch,
                         [this](const MachineDaemons &latest) { machine = latest; });
        watch.start();
    }

    /// Of the process `pid`; null: it is not told of.
    const DaemonReport *ofProcess(qint64 pid) const
    {
        const auto found = std::ranges::find_if(machine.daemons, [pid](const DaemonReport &daemon) {
            return daemon.process && daemon.process->pid == pid;
        });
        return found == machine.daemons.end() ? nullptr : &*found;
    }

    MachineDaemons machine;

private:
    SystemClock m_clock;
    EventLoopScheduler m_scheduler;

public:
    MachineDaemonWatch watch;
};

DaemonSelection chronyAt(const Chronyd &daemon)
{
    return {.kind = DaemonKind::Chrony,
            .address = u"%1:%2"_s.arg(daemon.address().toString()).arg(daemon.commandPort())};
}

} // namespace

/// Real daemons, watched as those of this machine are.
class TestDaemonWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsAddresses();
    void joinsProcessFilesAndAnswers();
    void followsOneThatEndsAndOneThatStarts();
    void tellsOfOneThatAnswersNobody();
};

void TestDaemonWatch::knowsAddresses()
{
    const auto is = &MachineDaemonWatch::isAddress;
    QVERIFY(is(DaemonKind::Chrony, u"127.0.0.1:323"_s));
    QVERIFY(is(DaemonKind::Chrony, u"/run/chrony/chronyd.sock"_s));
    QVERIFY(!is(DaemonKind::Chrony, u"chrony.example"_s));
    QVERIFY(is(DaemonKind::Ntpsec, u"192.0.2.1"_s));
    QVERIFY(is(DaemonKind::Ntpd, u"[::1]:1123"_s));
    QVERIFY(!is(DaemonKind::Ntpd, u"ntp.example"_s));
    QVERIFY(!is(DaemonKind::Ntpd, {}));
    QVERIFY(is(DaemonKind::NtpdRs, u"/run/observe"_s));
    QVERIFY(!is(DaemonKind::OpenNtpd, u"127.0.0.1"_s));
    QVERIFY(!is(DaemonKind::Timesyncd, u"/run/x"_s));
}

void TestDaemonWatch::joinsProcessFilesAndAnswers()
{
    Chronyd server(Chronyd::plain());
    QVERIFY2(server.start(), qPrintable(server.failure()));
    Chronyd client(
        {.lines = {u"server %1 port %2 minpoll 0 maxpoll 0 iburst"_s.arg(server.address().toString())
                       .arg(server.port()),
                   u"refclock SHM 77 poll 4"_s},
         .synchronised = false,
         .commandPort = test::freeUdpPort()});
    QVERIFY2(client.start(), qPrintable(client.failure()));
    const Watched watched({chronyAt(client)});
    // Two chronyds run, and one is asked: which of them answers is told by its server.
    QTRY_VERIFY_WITH_TIMEOUT(watched.machine.isComplete && watched.ofProcess(client.processId()) != nullptr,
                             10000);
    // The other one, which nobody asks, is seen all the same: it might steer the clock.
    QVERIFY(watched.ofProcess(server.processId()) != nullptr);
    QCOMPARE(watched.ofProcess(server.processId())->endpoint, QString());
    const DaemonReport &daemon = *watched.ofProcess(client.processId());
    QCOMPARE(disciplineOf(daemon), Discipline::Renounced);
    QCOMPARE(daemon.answer, DaemonAnswer::Answering);
    QCOMPARE(daemon.configuration.size(), 1U);
    QCOMPARE(daemon.configuration[0].path, daemon.process->mainFile);
    QVERIFY(*daemon.configuration[0].changedAt < *daemon.process->startedAt + 1s);
    QCOMPARE(daemon.sources.size(), 2U);
    const auto device = std::ranges::find(daemon.sources, SourceMode::ReferenceClock, &DaemonSource::mode);
    QCOMPARE(device->name, u"SHM0"_s); // the first reference clock, whatever its segment
    QCOMPARE(device->device, u"SHM 77"_s);
    const auto named = std::ranges::find(daemon.sources, SourceMode::Server, &DaemonSource::mode);
    QCOMPARE(named->origin, std::optional(ServerOrigin::Administrator));
}

void TestDaemonWatch::followsOneThatEndsAndOneThatStarts()
{
    const QStringList lines{u"server 192.0.2.77 iburst offline"_s};
    Chronyd daemon({.lines = lines, .synchronised = false, .commandPort = test::freeUdpPort()});
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    Watched watched({chronyAt(daemon)});
    const auto answers = [&] {
        const DaemonReport *report = watched.ofProcess(daemon.processId());
        return report != nullptr && report->answer == DaemonAnswer::Answering;
    };
    QTRY_VERIFY_WITH_TIMEOUT(answers(), 30000);
    const qint64 former = daemon.processId();

    daemon.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!watched.machine.daemons.empty() && !watched.machine.daemons[0].process &&
                                 watched.machine.daemons[0].answer != DaemonAnswer::Answering,
                             15000);
    // What it said last stays, dated.
    QCOMPARE(watched.machine.daemons[0].sources.size(), 1U);
    QVERIFY(watched.machine.daemons[0].silentSince);

    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    QTRY_VERIFY_WITH_TIMEOUT(answers(), 30000);
    QVERIFY(daemon.processId() != former);
}

void TestDaemonWatch::tellsOfOneThatAnswersNobody()
{
    Chronyd hidden({.lines = {u"server 192.0.2.78 iburst offline"_s}, .synchronised = false});
    QVERIFY2(hidden.start(), qPrintable(hidden.failure()));
    const Watched watched({{.kind = DaemonKind::Chrony, .address = {}}});
    QTRY_VERIFY_WITH_TIMEOUT(watched.ofProcess(hidden.processId()) != nullptr, 10000);
    const DaemonReport &daemon = *watched.ofProcess(hidden.processId());
    QCOMPARE(daemon.answer, DaemonAnswer::NoInterface);
    QVERIFY(daemon.sources.empty());
    QCOMPARE(daemon.configuration[0].path, daemon.process->mainFile);
}

QTEST_GUILESS_MAIN(TestDaemonWatch)
#include "test_daemonwatch.moc"
