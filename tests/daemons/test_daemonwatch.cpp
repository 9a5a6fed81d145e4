// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/busline.h"
#include "core/daemons/daemonwatch.h"
#include "tests/daemons/privatebus.h"
#include "tests/support/chronyd.h"
#include "tests/support/filetree.h"
#include "tests/support/longestwait.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QTest>
#include <QtEndian>

#include <csignal>
#include <memory>

#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;
using test::LongestWait;

namespace {

// A busy machine has that long.
constexpr int patienceMs = 60'000;

/// The system's, and so much later.
class LaterClock final : public Clock
{
public:
    ClockReading read() const override
    {
        ClockReading reading = m_clock.read();
        reading.realtime += later;
        return reading;
    }
    Duration later{};

private:
    SystemClock m_clock;
};

class Watched
{
public:
    explicit Watched(std::vector<DaemonSelection> selections, const QString &root = u"/"_s,
                     const QDBusConnection &bus = QDBusConnection(u"none"_s))
        : watch(std::move(selections), clock, m_scheduler, bus, root)
    {
        QObject::connect(&watch, &DaemonWatch::reported, &watch,
                         [this](const MachineDaemons &latest) { machine = latest; });
        QObject::connect(&watch, &DaemonWatch::configurationsRead, &watch,
                         [this](const std::vector<ServerConfiguration> &read) {
                             configurations = read;
                             ++readings;
                         });
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

    /// Of what answers, or answered, there; null: it is not told of.
    const DaemonReport *ofEndpoint(const QString &endpoint) const
    {
        const auto found = std::ranges::find(machine.daemons, endpoint, &DaemonReport::endpoint);
        return found == machine.daemons.end() ? nullptr : &*found;
    }

    bool isAnswerAt(const QString &endpoint, DaemonAnswer answer) const
    {
        return ofEndpoint(endpoint) != nullptr && ofEndpoint(endpoint)->answer == answer;
    }

    /// The one of a kind; null: there is none, or several.
    const DaemonReport *ofKind(DaemonKind kind) const
    {
        const auto isOf = [kind](const DaemonReport &daemon) { return daemon.kind == kind; };
        return std::ranges::count_if(machine.daemons, isOf) == 1
                   ? &*std::ranges::find_if(machine.daemons, isOf)
                   : nullptr;
    }

    bool isAnswer(DaemonKind kind, DaemonAnswer answer) const
    {
        return ofKind(kind) != nullptr && ofKind(kind)->answer == answer;
    }

    /// Of the daemon that was told to read `mainFile`; null: there is none.
    const ServerConfiguration *configurationOf(const QString &mainFile) const
    {
        const auto found = std::ranges::find(configurations, mainFile, &ServerConfiguration::mainFile);
        return found == configurations.end() ? nullptr : &*found;
    }

    MachineDaemons machine;
    std::vector<ServerConfiguration> configurations;
    int readings = 0; ///< how often configurations were told
    LaterClock clock;

private:
    EventLoopScheduler m_scheduler;

public:
    MachineDaemonWatch watch;
};

DaemonSelection chronyAt(const Chronyd &daemon)
{
    return {.kind = DaemonKind::Chrony,
            .address = u"%1:%2"_s.arg(daemon.address().toString()).arg(daemon.commandPort())};
}

/// A chronyd that asks nobody. Its server, which tells it from others, is in no file of another test that
/// runs at the same time.
Chronyd::Setup quiet(bool takesCommands = true)
{
    static quint32 next = static_cast<quint32>(getpid()) * 16;
    constexpr quint32 network = 0xc6120000; // 198.18.0.0/15 is for tests
    const QHostAddress server(network | (1 + next++ % 0x1fffe));
    return {.lines = {u"server %1 iburst offline"_s.arg(server.toString())},
            .synchronised = false,
            .commandPort = takesCommands ? test::freeUdpPort() : quint16(0)};
}

} // namespace

/// Real daemons, watched as those of this machine are.
class TestDaemonWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsAddresses();
    void joinsProcessFilesAndAnswers();
    void followsOneThatEndsAndOneThatStarts_data();
    void followsOneThatEndsAndOneThatStarts();
    void tellsWhatFilesHold();
    void tellsWhatFilesOfOneThatRunsHold();
    void tellsOfOneThatAnswersNobody();
    void asksWhereFilesSay();
    void remembersOneThatHasEnded();
    void remembersNtpdRs();
    void remembersOpenNtpd();
    void holdsNobodyUp_data();
    void holdsNobodyUp();

private:
    /// What fails and comes back: a chronyd, and the bus of timesyncd. `longest` becomes the longest wait
    /// meanwhile.
    static void failAndComeBack(bool isKilled, qint64 &longest);
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
                   u"refclock SHM 77 poll 4"_s, u"maxdistance 16"_s},
         .synchronised = false,
         .commandPort = test::freeUdpPort()});
    QVERIFY2(client.start(), qPrintable(client.failure()));
    const Watched watched({chronyAt(client)});
    // Two chronyds run, and one is asked: which of them answers is told by its server.
    QTRY_VERIFY_WITH_TIMEOUT(watched.machine.isComplete && watched.ofProcess(client.processId()) != nullptr,
                             patienceMs);
    // The other one, which nobody asks, is seen all the same: it might steer the clock.
    QVERIFY(watched.ofProcess(server.processId()) != nullptr);
    QCOMPARE(watched.ofProcess(server.processId())->endpoint, QString());
    const DaemonReport &daemon = *watched.ofProcess(client.processId());
    QCOMPARE(disciplineOf(daemon), Discipline::Renounced);
    QCOMPARE(daemon.answer, DaemonAnswer::Answering);
    QCOMPARE(daemon.configuration.size(), 1U);
    QCOMPARE(daemon.configuration[0].path, daemon.process->mainFile);
    QVERIFY(*daemon.configuration[0].changedAt < *daemon.process->startedAt + 1s);
    QCOMPARE(daemon.distanceLimit, std::optional<Duration>(16s));
    QCOMPARE(daemon.sources.size(), 2U);
    const auto device = std::ranges::find(daemon.sources, SourceMode::ReferenceClock, &DaemonSource::mode);
    QCOMPARE(device->name, u"SHM0"_s); // the first reference clock, whatever its segment
    QCOMPARE(device->device, u"SHM 77"_s);
    const auto named = std::ranges::find(daemon.sources, SourceMode::Server, &DaemonSource::mode);
    QCOMPARE(named->origin, std::optional(ServerOrigin::Administrator));
}

void TestDaemonWatch::followsOneThatEndsAndOneThatStarts_data()
{
    QTest::addColumn<int>("end");
    QTest::newRow("told to end") << SIGTERM;
    QTest::newRow("killed") << SIGKILL;
}

void TestDaemonWatch::followsOneThatEndsAndOneThatStarts()
{
    QFETCH(int, end);
    Chronyd daemon(quiet());
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    Watched watched({chronyAt(daemon)});
    const QString endpoint = chronyAt(daemon).address;
    const auto answers = [&] {
        const DaemonReport *report = watched.ofProcess(daemon.processId());
        return report != nullptr && report->answer == DaemonAnswer::Answering;
    };
    QTRY_VERIFY_WITH_TIMEOUT(answers(), patienceMs);
    const qint64 former = daemon.processId();

    kill(pid_t(former), end);
    daemon.stop();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isAnswerAt(endpoint, DaemonAnswer::Refused) &&
                                 !watched.ofEndpoint(endpoint)->process,
                             patienceMs);
    // What it said last stays, dated.
    QCOMPARE(watched.ofEndpoint(endpoint)->sources.size(), 1U);
    QVERIFY(watched.ofEndpoint(endpoint)->silentSince);

    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    QTRY_VERIFY_WITH_TIMEOUT(answers(), patienceMs);
    QVERIFY(daemon.processId() != former);
}

void TestDaemonWatch::tellsWhatFilesHold()
{
    const test::FileTree tree;
    const QString conf = u"/etc/chrony/chrony.conf"_s;
    QVERIFY(tree.write(conf, "server a.example iburst\nsourcedir /etc/chrony/sources.d\n"));
    QVERIFY(tree.write(u"/etc/systemd/timesyncd.conf"_s, "[Time]\nNTP=b.example\n"));
    Watched watched({}, tree.root());
    QTRY_COMPARE_WITH_TIMEOUT(watched.configurations.size(), 2u, patienceMs);
    const ServerConfiguration chrony = watched.configurations[0];
    QCOMPARE(chrony.daemon, DaemonKind::Chrony);
    QVERIFY(!chrony.isRunning);
    QCOMPARE(chrony.files->servers.size(), 1u);
    QCOMPARE(watched.configurations[1].daemon, DaemonKind::Timesyncd);

    // The same text again is no news, and stays the same object.
    const int readings = watched.readings;
    watched.watch.refresh();
    QCOMPARE(watched.readings, readings);

    QVERIFY(tree.write(u"/etc/chrony/sources.d/more.sources"_s, "server c.example\n"));
    watched.watch.refresh();
    QCOMPARE(watched.readings, readings + 1);
    QCOMPARE(watched.configurations[0].files->servers.size(), 2u);
    QVERIFY(watched.configurations[0].files != chrony.files);
    QCOMPARE(watched.configurations[1].files->servers.size(), 1u);

    // Sources of the network alone are no configuration.
    QVERIFY(QFile::remove(tree.real(conf)));
    QVERIFY(tree.write(u"/run/chrony-dhcp/eth0.sources"_s, "server d.example\n"));
    watched.watch.refresh();
    QCOMPARE(watched.configurations.size(), 1u);
}

void TestDaemonWatch::tellsWhatFilesOfOneThatRunsHold()
{
    Chronyd daemon(quiet());
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    Watched watched({chronyAt(daemon)});
    const auto mainFile = [&watched, &daemon] {
        const DaemonReport *report = watched.ofProcess(daemon.processId());
        return report == nullptr ? QString() : report->process->mainFile;
    };
    QTRY_VERIFY_WITH_TIMEOUT(!mainFile().isEmpty(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(watched.configurationOf(mainFile()) != nullptr, patienceMs);
    const ServerConfiguration &configuration = *watched.configurationOf(mainFile());
    QVERIFY(configuration.isRunning);
    QCOMPARE(configuration.files->texts.size(), 1u);
    QCOMPARE(configuration.files->texts[0].path, mainFile());
    QVERIFY(configuration.files->texts[0].text.contains("iburst offline"));
}

void TestDaemonWatch::tellsOfOneThatAnswersNobody()
{
    Chronyd hidden(quiet(false));
    QVERIFY2(hidden.start(), qPrintable(hidden.failure()));
    const Watched watched({{.kind = DaemonKind::Chrony, .address = {}}});
    QTRY_VERIFY_WITH_TIMEOUT(watched.machine.isComplete && watched.ofProcess(hidden.processId()) != nullptr,
                             patienceMs);
    const DaemonReport &daemon = *watched.ofProcess(hidden.processId());
    QCOMPARE(daemon.answer, DaemonAnswer::NoInterface);
    QCOMPARE(daemon.sources.size(), 1U);
    QCOMPARE(daemon.sources[0].standing, SourceStanding::Untold);
    QCOMPARE(daemon.configuration.size(), 1U);
    QCOMPARE(daemon.configuration[0].path, daemon.process->mainFile);
}

void TestDaemonWatch::asksWhereFilesSay()
{
    Chronyd daemon(quiet());
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    Watched watched({});
    const auto isFound = [&](DaemonAnswer answer) {
        const DaemonReport *report = watched.ofProcess(daemon.processId());
        return report != nullptr && report->answer == answer;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isFound(DaemonAnswer::Answering) && watched.machine.isComplete, patienceMs);
    const DaemonReport report = *watched.ofProcess(daemon.processId());
    QCOMPARE(report.endpoint, chronyAt(daemon).address);
    QVERIFY(!report.version.isEmpty());
    QVERIFY(!report.isElsewhere);
    QCOMPARE(report.sources.size(), 1U);

    // It has ended: what it said stays for ten minutes.
    daemon.stop();
    const auto atPlace = [&] { return watched.ofEndpoint(report.endpoint); };
    QTRY_VERIFY_WITH_TIMEOUT(
        watched.isAnswerAt(report.endpoint, DaemonAnswer::Refused) && !atPlace()->process, patienceMs);
    QCOMPARE(atPlace()->sources.size(), 1U);
    QCOMPARE(atPlace()->version, report.version);
    QVERIFY(atPlace()->silentSince && atPlace()->readAt);
    watched.clock.later = 9min;
    watched.watch.refresh();
    QVERIFY(atPlace() != nullptr);
    watched.clock.later = 11min;
    watched.watch.refresh();
    QVERIFY(atPlace() == nullptr);
}

void TestDaemonWatch::remembersOneThatHasEnded()
{
    // A daemon that somebody names is shown whether or not it is there.
    const test::FileTree tree; // where no process of another test is seen
    const Chronyd absent(quiet());
    Watched named({chronyAt(absent)}, tree.root());
    QTRY_VERIFY_WITH_TIMEOUT(named.isAnswer(DaemonKind::Chrony, DaemonAnswer::Refused), patienceMs);
    named.clock.later = 20min;
    named.watch.refresh();
    QVERIFY(named.isAnswer(DaemonKind::Chrony, DaemonAnswer::Refused));
}

void TestDaemonWatch::remembersNtpdRs()
{
    const test::FileTree tree;
    QVERIFY(tree.makeFolder(u"/run/ntpd-rs"_s) && tree.makeFolder(u"/proc"_s));
    const QString place = tree.real(u"/run/ntpd-rs/observe"_s);
    QByteArray answer(8, '\0');
    QFile file(QFINDTESTDATA("data/synthetic-ntpd-rs-1.5.0-observe.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray json = file.readAll();
    qToBigEndian<quint64>(quint64(json.size()), answer.data());
    answer += json;
    auto server = std::make_unique<QLocalServer>();
    const auto serve = [&] {
        connect(server.get(), &QLocalServer::newConnection, server.get(), [&] {
            QLocalSocket *socket = server->nextPendingConnection();
            socket->write(answer);
            socket->disconnectFromServer();
        });
        return server->listen(place);
    };
    QVERIFY(serve());
    Watched watched({}, tree.root());
    constexpr DaemonKind kind = DaemonKind::NtpdRs;
    QTRY_VERIFY_WITH_TIMEOUT(watched.isAnswer(kind, DaemonAnswer::Answering), patienceMs);
    const size_t sources = watched.ofKind(kind)->sources.size();
    QVERIFY(sources > 0);

    server.reset();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isAnswer(kind, DaemonAnswer::Refused), patienceMs);
    watched.watch.refresh(); // which finds that there is no socket any more
    QVERIFY(watched.isAnswer(kind, DaemonAnswer::Refused));
    QCOMPARE(watched.ofKind(kind)->sources.size(), sources);
    QVERIFY(watched.ofKind(kind)->silentSince);

    server = std::make_unique<QLocalServer>();
    QVERIFY(serve());
    watched.watch.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isAnswer(kind, DaemonAnswer::Answering), patienceMs);
    server.reset();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isAnswer(kind, DaemonAnswer::Refused), patienceMs);
    watched.clock.later = 11min;
    watched.watch.refresh();
    QVERIFY(watched.ofKind(kind) == nullptr);
}

void TestDaemonWatch::remembersOpenNtpd()
{
    const test::FileTree tree;
    const QString process = u"/proc/10/"_s;
    QVERIFY(tree.write(process + u"comm"_s, "openntpd\n") && tree.write(process + u"cmdline"_s, "openntpd") &&
            tree.write(process + u"status"_s, "PPid:\t1\nCapEff:\t0\n") &&
            tree.write(process + u"stat"_s, "10 (openntpd) S 1\n"));
    QVERIFY(tree.write(u"/etc/openntpd/ntpd.conf"_s, "servers a.example\n"));
    QVERIFY(tree.makeFolder(u"/var/lib/openntpd/run"_s));
    auto server = std::make_unique<QLocalServer>();
    QVERIFY(server->listen(tree.real(u"/var/lib/openntpd/run/ntpd.sock"_s)));
    Watched watched({}, tree.root());
    constexpr DaemonKind kind = DaemonKind::OpenNtpd;
    // One daemon, and not a process beside what its socket tells.
    QTRY_VERIFY_WITH_TIMEOUT(watched.machine.isComplete &&
                                 watched.isAnswer(kind, DaemonAnswer::NoInterface) &&
                                 !watched.ofKind(kind)->endpoint.isEmpty(),
                             patienceMs);
    QCOMPARE(watched.ofKind(kind)->process->pid, 10);
    QCOMPARE(watched.ofKind(kind)->configuration.at(0).path, u"/etc/openntpd/ntpd.conf"_s);
    QVERIFY(watched.ofKind(kind)->configuration.at(0).changedAt);
    QCOMPARE(watched.ofKind(kind)->sources.at(0).name, u"a.example"_s);

    server.reset();
    QVERIFY(QDir(tree.real(u"/proc/10"_s)).removeRecursively());
    watched.watch.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(watched.isAnswer(kind, DaemonAnswer::Refused), patienceMs);
    QVERIFY(watched.ofKind(kind)->silentSince && !watched.ofKind(kind)->process);
    watched.clock.later = 11min;
    watched.watch.refresh();
    QVERIFY(watched.ofKind(kind) == nullptr);
}

void TestDaemonWatch::holdsNobodyUp_data()
{
    QTest::addColumn<bool>("isKilled");
    QTest::newRow("stopped and continued") << false;
    QTest::newRow("killed and started again") << true;
}

void TestDaemonWatch::holdsNobodyUp()
{
    QFETCH(bool, isKilled);
    qint64 longest = LongestWait::limitMs;
    for (int i = 0; i < LongestWait::tries && longest >= LongestWait::limitMs; ++i) {
        failAndComeBack(isKilled, longest);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY2(longest < LongestWait::limitMs, QByteArray::number(longest).constData());
}

void TestDaemonWatch::failAndComeBack(bool isKilled, qint64 &longest)
{
    auto bus = std::make_unique<test::PrivateBus>();
    QVERIFY2(bus->trouble().isEmpty(), qPrintable(bus->trouble()));
    auto timesyncd = std::make_unique<test::FakeTimesyncd>(bus->connection());
    Chronyd daemon(quiet());
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const QString endpoint = chronyAt(daemon).address;
    EventLoopScheduler scheduler;
    BusLine line([&bus] { return bus->address(); }, scheduler);
    QTRY_VERIFY_WITH_TIMEOUT(line.connection().isConnected(), patienceMs);
    Watched watched({chronyAt(daemon), {.kind = DaemonKind::Timesyncd, .address = {}}}, u"/"_s,
                    line.connection());
    connect(&line, &BusLine::changed, &watched.watch, &MachineDaemonWatch::setBus);
    const auto areBoth = [&](DaemonAnswer answer) {
        return watched.isAnswerAt(endpoint, answer) && watched.isAnswer(DaemonKind::Timesyncd, answer);
    };
    QTRY_VERIFY_WITH_TIMEOUT(areBoth(DaemonAnswer::Answering), patienceMs);

    const auto pid = pid_t(daemon.processId());
    const LongestWait untilTheyAreMissed;
    kill(pid, isKilled ? SIGKILL : SIGSTOP);
    if (isKilled)
        bus->stop();
    else
        bus->pause();
    QTRY_VERIFY_WITH_TIMEOUT(areBoth(isKilled ? DaemonAnswer::Refused : DaemonAnswer::Silent), patienceMs);
    QVERIFY(watched.ofEndpoint(endpoint)->silentSince && watched.ofKind(DaemonKind::Timesyncd)->silentSince);
    longest = untilTheyAreMissed.milliseconds();

    if (isKilled) {
        timesyncd.reset();
        bus = std::make_unique<test::PrivateBus>();
        timesyncd = std::make_unique<test::FakeTimesyncd>(bus->connection());
        daemon.stop();
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    } else {
        kill(pid, SIGCONT);
        bus->resume();
    }
    const LongestWait untilTheyAreBack; // what the test itself waited for does not count
    QTRY_VERIFY_WITH_TIMEOUT(areBoth(DaemonAnswer::Answering), patienceMs);
    longest = std::max(longest, untilTheyAreBack.milliseconds());
}

QTEST_GUILESS_MAIN(TestDaemonWatch)
#include "test_daemonwatch.moc"
