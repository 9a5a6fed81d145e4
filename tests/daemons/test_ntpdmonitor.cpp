// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/ntpdmonitor.h"

#include "core/daemons/daemonwatch.h"
#include "core/engine/daemonseries.h"
#include "core/lab/lab.h"
#include "tests/support/chronyd.h"
#include "tests/support/filetree.h"
#include "tests/support/ntpsec.h"

#include <QCoreApplication>
#include <QNetworkDatagram>
#include <QTest>
#include <QUdpSocket>
#include <QtEndian>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include <signal.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;
using test::Ntpsec;
using test::PrivateNetwork;

namespace {

constexpr int longPatience = 90'000; // ms, however busy the machine is

/// The event loop's, with a list of the delays that were asked for.
class NotingScheduler final : public Scheduler
{
public:
    TimerId after(Duration delay, std::function<void()> callback) override
    {
        delays.push_back(delay);
        return m_scheduler.after(delay, std::move(callback));
    }
    void cancel(TimerId id) override { m_scheduler.cancel(id); }

    std::vector<Duration> delays;

private:
    EventLoopScheduler m_scheduler;
};

/// A monitor and all that it reported.
struct Watch
{
    explicit Watch(const QHostAddress &address, quint16 port) : monitor(address, port, clock, scheduler)
    {
        QObject::connect(&monitor, &DaemonMonitor::reported, &monitor,
                         [this](const DaemonReport &report) { reports.push_back(report); });
        monitor.start();
    }

    bool isAnswer(DaemonAnswer answer) const { return !reports.empty() && reports.back().answer == answer; }
    const DaemonSource *source(const QString &name) const
    {
        if (reports.empty())
            return nullptr;
        const std::vector<DaemonSource> &sources = reports.back().sources;
        const auto found = std::find_if(sources.begin(), sources.end(),
                                        [&name](const DaemonSource &source) { return source.name == name; });
        return found == sources.end() ? nullptr : &*found;
    }
    char letter(const QString &name) const
    {
        const DaemonSource *found = source(name);
        return found ? found->letter : '\0';
    }

    SystemClock clock;
    NotingScheduler scheduler;
    NtpdMonitor monitor;
    std::vector<DaemonReport> reports;
};

QByteArray word(int value)
{
    QByteArray bytes(2, '\0');
    qToBigEndian(static_cast<quint16>(value), bytes.data());
    return bytes;
}

/// What a test lets answer in ntpd's place. Answers to what is asked before are kept when `holds` is set.
class FakeNtpd final
{
public:
    struct Request
    {
        QNetworkDatagram datagram;
        int operation = 0;
        int sequence = 0;
        int association = 0;
        QByteArray names;
    };

    FakeNtpd()
    {
        m_socket.bind(QHostAddress(QHostAddress::LocalHost), 0);
        QObject::connect(&m_socket, &QUdpSocket::readyRead, &m_socket, [this] {
            while (m_socket.hasPendingDatagrams())
                take(m_socket.receiveDatagram());
        });
    }

    quint16 port() const { return m_socket.localPort(); }

    /// status: of the answer; flags: 0x80 answer, 0x40 error, 0x20 more to come.
    void answer(const Request &request, int status, const QByteArray &data, int flags = 0x80, int offset = 0)
    {
        QByteArray bytes;
        bytes.append(0x26).append(static_cast<char>(flags | request.operation));
        bytes += word(request.sequence) + word(status) + word(request.association) + word(offset) +
                 word(static_cast<int>(data.size())) + data;
        send(request, bytes);
    }
    void send(const Request &request, const QByteArray &bytes)
    {
        m_socket.writeDatagram(bytes, request.datagram.senderAddress(),
                               static_cast<quint16>(request.datagram.senderPort()));
    }

    std::function<void(const Request &)> handler;
    std::vector<Request> requests;

private:
    void take(const QNetworkDatagram &datagram)
    {
        const QByteArray bytes = datagram.data();
        const auto number = [&bytes](int at) { return qFromBigEndian<quint16>(bytes.constData() + at); };
        requests.push_back({.datagram = datagram,
                            .operation = bytes[1],
                            .sequence = number(2),
                            .association = number(6),
                            .names = bytes.sliced(12, number(10))});
        if (handler)
            handler(Request(requests.back()));
    }

    QUdpSocket m_socket;
};

/// Answers like an ntpd with so many associations, 1 to `count`.
void answerLikeNtpd(FakeNtpd &ntpd, const FakeNtpd::Request &request, int count)
{
    if (request.operation == 1) {
        QByteArray list;
        for (int id = 1; id <= count; ++id)
            list += word(id) + word(0x9414);
        ntpd.answer(request, 0x0615, list);
    } else if (request.association == 0) {
        ntpd.answer(request, 0x0615, "version=\"ntpd 4.2.8p15@1.3728-o\", stratum=2, offset=1.5");
    } else {
        ntpd.answer(request, 0x9414,
                    "srcadr=192.0.2." + QByteArray::number(request.association) + ", reach=0xff");
    }
}

} // namespace

class TestNtpdMonitor final : public QObject
{
    Q_OBJECT

public:
    explicit TestNtpdMonitor(PrivateNetwork &network) : m_network(network) {}

private Q_SLOTS:
    void initTestCase();
    void followsARealNtpsec();
    void tellsEachSampleOfARealNtpsecOnce();
    void isAskedWhereNoProcessIsSeen();
    void noqueryLooksLikeSilence();
    void nobodyListens();
    void asksEightAtATimeAndLessOftenForMore();
    void datesEachSampleOnce();
    void leavesOutWhatVanishes();
    void takesNoAnswerToAnotherQuestion();
    void repeatsOnceAndThenIsSilent();
    void forbiddenIsNotPermitted();
    void hidesThePoolsOwnEntry();
    void survivesAnythingInItsSocket();

private:
    bool serve(Chronyd::Setup setup);

    PrivateNetwork &m_network;
    std::vector<std::unique_ptr<Chronyd>> m_servers;
    QString m_failure;
};

bool TestNtpdMonitor::serve(Chronyd::Setup setup)
{
    return m_network.onServerSide([this, &setup] {
        m_servers.push_back(std::make_unique<Chronyd>(std::move(setup)));
        if (m_servers.back()->start())
            return true;
        m_failure = m_servers.back()->failure();
        return false;
    });
}

void TestNtpdMonitor::initTestCase()
{
    QVERIFY2(m_network.failure().isEmpty(), qPrintable(m_network.failure()));
    QVERIFY2(serve(Chronyd::plain()), qPrintable(m_failure));
    // Two that are 50 ms ahead, and one that is 950 ms ahead.
    const Chronyd &reference = *m_servers.front();
    int which = 0;
    for (const auto ahead : {50ms, 50ms, 950ms}) {
        Chronyd::Setup setup = Chronyd::chasing(reference, ahead);
        setup.address = PrivateNetwork::serverAddress(which++);
        setup.port = Ntpsec::port;
        setup.lines.append(u"allow 10.77.0.0/16"_s);
        QVERIFY2(serve(std::move(setup)), qPrintable(m_failure));
    }
}

void TestNtpdMonitor::followsARealNtpsec()
{
    const QString first = PrivateNetwork::serverAddress(0).toString();
    const QString second = PrivateNetwork::serverAddress(1).toString();
    const QString wrong = PrivateNetwork::serverAddress(2).toString();
    const QString dead = PrivateNetwork::serverAddress(3).toString(); // nobody serves there
    Ntpsec::Setup setup;
    for (const QString &address : {first, second, wrong, dead})
        setup.lines.append(u"server %1 iburst minpoll 3 maxpoll 3"_s.arg(address));
    setup.lines.append(u"server no-such.invalid"_s);
    setup.lines.append(u"refclock shm unit 1"_s);
    Ntpsec ntpsec(setup);
    QVERIFY2(ntpsec.start(), qPrintable(ntpsec.failure()));

    Watch watch(QHostAddress(QHostAddress::LocalHost), Ntpsec::port);
    QVERIFY(watch.reports.empty()); // not from within start()
    const auto hasSettled = [&] {
        return QByteArray("*+o").contains(watch.letter(first)) &&
               QByteArray("*+o").contains(watch.letter(second)) && watch.letter(wrong) == 'x' &&
               watch.reports.back().tracking->synchronised;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(hasSettled(), qPrintable(ntpsec.log()), longPatience);

    const DaemonReport settled = watch.reports.back();
    QCOMPARE(settled.endpoint, u"127.0.0.1:123"_s);
    QVERIFY(settled.kind == DaemonKind::Ntpsec);
    QVERIFY2(settled.version.startsWith(u"1."), qPrintable(settled.version));
    QVERIFY(settled.answer == DaemonAnswer::Answering);
    QVERIFY(!settled.silentSince);
    QCOMPARE(settled.sources.size(), size_t(6));
    QCOMPARE(settled.sources.front().name, first); // in the configuration's order
    QVERIFY(settled.tracking->source == first || settled.tracking->source == second);
    QCOMPARE(settled.tracking->stratum, std::optional(*watch.source(first)->stratum + 1));
    QCOMPARE(settled.tracking->referenceId, settled.tracking->source);

    const Instant now = SystemClock().read().realtime;
    for (const auto &[name, ahead] : {std::pair(first, 50ms), {second, 50ms}, {wrong, 950ms}}) {
        const DaemonSource &source = *watch.source(name);
        QCOMPARE(source.address, name);
        QVERIFY(source.mode == SourceMode::Server);
        QVERIFY(source.reach.value_or(0) & 1);
        QCOMPARE(source.pollLog2, std::optional(3));
        QVERIFY(source.leap == LeapIndicator::NoWarning);
        // The server is ahead: this clock is behind it, a negative offset of ours.
        const Duration error = source.measured->localMinusRemote() + ahead;
        QVERIFY2(std::chrono::abs(error) < 1ms, qPrintable(QString::number(toSeconds(error))));
        QVERIFY(*source.delay > Duration::zero() && *source.delay < 50ms);
        QVERIFY(*source.error > Duration::zero());
        QVERIFY(now - *source.lastSample < 60s && now - *source.lastSample > -1s);
    }
    QVERIFY(watch.source(wrong)->standing == SourceStanding::Falseticker);
    // What is told is the newest sample in ntpd's filter: its dispersion has not grown, by 15 ppm of 8 s at
    // each poll.
    const auto isNewest = [&watch](const QString &name) {
        return *watch.source(name)->error - *watch.source(name)->delay / 2 < 110us;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isNewest(first) && isNewest(second) && isNewest(wrong), longPatience);
    for (const auto &[name, ahead] : {std::pair(first, 50ms), {second, 50ms}, {wrong, 950ms}})
        QVERIFY(std::chrono::abs(watch.source(name)->measured->localMinusRemote() + ahead) < 5ms);
    // Each sample is told at one time, and no time has two.
    std::map<QString, std::map<Instant, std::set<std::pair<Duration, Duration>>>> samples;
    for (const DaemonReport &report : watch.reports) {
        for (const DaemonSource &source : report.sources) {
            if (source.lastSample)
                samples[source.name][*source.lastSample].insert(
                    {source.measured->localMinusRemote(), *source.delay});
        }
    }
    QCOMPARE(samples.size(), size_t(3));
    for (const auto &[name, ofSource] : samples) {
        QVERIFY(ofSource.size() >= 2);
        for (const auto &[time, values] : ofSource)
            QCOMPARE(values.size(), size_t(1));
    }
    // ntpd may not touch the clock here, so that what it would correct stays: 50 ms.
    QVERIFY(std::chrono::abs(settled.tracking->systemOffset->localMinusRemote() + 50ms) < 5ms);

    const DaemonSource &unreachable = *watch.source(dead);
    QVERIFY(unreachable.standing == SourceStanding::Unusable && unreachable.reach == quint8(0));
    QVERIFY(!unreachable.lastSample && !unreachable.measured);
    QVERIFY(!watch.source(u"no-such.invalid"_s)->resolved);
    QVERIFY(watch.source(u"SHM(1)"_s)->mode == SourceMode::ReferenceClock);

    // A stopped daemon: what was read stays, with its date.
    const Instant before = *settled.readAt;
    QVERIFY(ntpsec.signal(SIGSTOP));
    QTRY_VERIFY_WITH_TIMEOUT(watch.isAnswer(DaemonAnswer::Silent), longPatience);
    const DaemonReport silent = watch.reports.back();
    QVERIFY(silent.readAt >= before && silent.silentSince > silent.readAt);
    QCOMPARE(silent.sources.size(), size_t(6));
    QVERIFY(silent.tracking.has_value());
    QCOMPARE(silent.version, settled.version);
    // It stays silent since the same moment.
    const size_t count = watch.reports.size();
    QTRY_VERIFY_WITH_TIMEOUT(watch.reports.size() > count, longPatience);
    QCOMPARE(watch.reports.back().silentSince, silent.silentSince);
    QCOMPARE(watch.reports.back().readAt, silent.readAt);

    QVERIFY(ntpsec.signal(SIGCONT));
    QTRY_VERIFY_WITH_TIMEOUT(watch.isAnswer(DaemonAnswer::Answering), longPatience);
    QVERIFY(watch.reports.back().readAt > silent.silentSince && !watch.reports.back().silentSince);

    ntpsec.stop();
    QTRY_VERIFY_WITH_TIMEOUT(watch.isAnswer(DaemonAnswer::Refused), longPatience);
    QVERIFY(!watch.reports.back().problem.isEmpty());
    QCOMPARE(watch.reports.back().sources.size(), size_t(6));

    QVERIFY2(ntpsec.start(), qPrintable(ntpsec.failure()));
    QTRY_VERIFY_WITH_TIMEOUT(watch.isAnswer(DaemonAnswer::Answering), longPatience);
    QVERIFY(watch.reports.back().problem.isEmpty());
}

void TestNtpdMonitor::tellsEachSampleOfARealNtpsecOnce()
{
    const QHostAddress address = PrivateNetwork::serverAddress(3);
    std::unique_ptr<Lab> lab;
    Lab::ServerId server = 0;
    QVERIFY(m_network.onServerSide([&] {
        lab = std::make_unique<Lab>(); // whose thread is on that side too
        server = lab->addServer({}, address, Ntpsec::port);
        return lab->endpoint(server).port == Ntpsec::port;
    }));
    Ntpsec ntpsec({.lines = {u"server %1 minpoll 3 maxpoll 3"_s.arg(address.toString())}});
    QVERIFY2(ntpsec.start(), qPrintable(ntpsec.failure()));
    const Watch watch(QHostAddress(QHostAddress::LocalHost), Ntpsec::port);
    const auto source = [&] { return watch.source(address.toString()); };
    QTRY_VERIFY_WITH_TIMEOUT(source() != nullptr && source()->lastSample, longPatience);

    // The way there becomes long, which looks as if the server were ahead.
    LabBehaviour slow;
    slow.there.delay = 200ms;
    lab->setBehaviour(server, slow);
    const quint64 before = lab->requestCount(server);
    const auto slowSamples = [&watch] {
        DaemonSeries series([](const SourceId &) { return std::optional<Instant>(); });
        size_t count = 0;
        for (const DaemonReport &report : watch.reports) {
            for (const NewSample &sample : series.take(report, watch.clock.read())) {
                if (sample.sample.delay > 150ms && std::chrono::abs(sample.point.value + 100ms) < 50ms)
                    ++count;
            }
        }
        return count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(slowSamples() >= 3, longPatience);
    // As many as were asked for, at polls of 8 s and readings of 2 s, while no reading was held up by a poll.
    bool isEach = false;
    for (int round = 0; round < 4 && !isEach; ++round) {
        const size_t told = slowSamples();
        const quint64 asked = lab->requestCount(server);
        const auto isEachNow = [&] {
            const size_t more = slowSamples() - told;
            return more >= 2 && more == size_t(lab->requestCount(server) - asked);
        };
        isEach = QTest::qWaitFor(isEachNow, 40'000);
    }
    QVERIFY(isEach);
    QVERIFY(slowSamples() <= size_t(lab->requestCount(server) - before)); // none twice
}

/// Its process is another user's, of a /proc that shows only one's own, or a container's.
void TestNtpdMonitor::isAskedWhereNoProcessIsSeen()
{
    Ntpsec ntpsec({});
    QVERIFY2(ntpsec.start(), qPrintable(ntpsec.failure()));
    const test::FileTree tree;
    const auto showPorts = [&tree] {
        for (const QString &table : {u"/proc/net/udp"_s, u"/proc/net/udp6"_s}) {
            QFile file(QString(table).replace(u"net"_s, u"thread-self/net"_s));
            if (!file.open(QIODevice::ReadOnly) || !tree.write(table, file.readAll()))
                return false;
        }
        return true;
    };
    QVERIFY(showPorts());
    const SystemClock clock;
    EventLoopScheduler scheduler;
    MachineDaemonWatch watch({}, clock, scheduler, QDBusConnection(u"none"_s), tree.root());
    MachineDaemons machine;
    connect(&watch, &DaemonWatch::reported, &watch,
            [&machine](const MachineDaemons &latest) { machine = latest; });
    watch.start();
    const auto isAnswer = [&machine](DaemonAnswer answer) {
        return machine.daemons.size() == 1 && machine.daemons[0].kind == DaemonKind::Ntpsec &&
               machine.daemons[0].answer == answer && !machine.daemons[0].process;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAnswer(DaemonAnswer::Answering), longPatience);
    ntpsec.stop();
    QVERIFY(showPorts());
    watch.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(isAnswer(DaemonAnswer::Refused), longPatience);

    // That somebody has the port is no proof: who never answers is no daemon.
    Ntpsec silent({.lines = {}, .answersUs = false});
    QVERIFY2(silent.start(), qPrintable(silent.failure()));
    QVERIFY(showPorts());
    MachineDaemonWatch another({}, clock, scheduler, QDBusConnection(u"none"_s), tree.root());
    MachineDaemons seen;
    connect(&another, &DaemonWatch::reported, &another,
            [&seen](const MachineDaemons &latest) { seen = latest; });
    another.start();
    QTRY_VERIFY_WITH_TIMEOUT(seen.isComplete, longPatience); // and so it was asked
    QVERIFY(seen.daemons.empty());
}

void TestNtpdMonitor::noqueryLooksLikeSilence()
{
    Ntpsec ntpsec({.lines = {}, .answersUs = false});
    QVERIFY2(ntpsec.start(), qPrintable(ntpsec.failure()));
    const Watch watch(QHostAddress(QHostAddress::LocalHost), Ntpsec::port);
    QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
    QVERIFY(watch.isAnswer(DaemonAnswer::Silent));
    QVERIFY(!watch.reports.back().readAt && watch.reports.back().silentSince);
}

void TestNtpdMonitor::nobodyListens()
{
    for (const QHostAddress::SpecialAddress address :
         {QHostAddress::LocalHost, QHostAddress::LocalHostIPv6}) {
        const Watch watch(QHostAddress(address), test::freeUdpPort());
        QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
        QVERIFY(watch.isAnswer(DaemonAnswer::Refused));
        // At once: no second question was put.
        QCOMPARE(std::ranges::count(watch.scheduler.delays, Duration(2s)), 1); // until the next reading
    }
}

void TestNtpdMonitor::asksEightAtATimeAndLessOftenForMore()
{
    FakeNtpd ntpd;
    size_t answered = 0;
    constexpr int count = 40;
    const Watch watch(QHostAddress(QHostAddress::LocalHost), ntpd.port());
    QTRY_COMPARE_WITH_TIMEOUT(ntpd.requests.size(), size_t(1), longPatience);
    answerLikeNtpd(ntpd, ntpd.requests[answered++], count);
    while (answered < count + 2) {
        // It waits with eight questions open, or with all that are left.
        const size_t open = std::min<size_t>(8, count + 2 - answered);
        QTRY_COMPARE_WITH_TIMEOUT(ntpd.requests.size(), answered + open, longPatience);
        answerLikeNtpd(ntpd, FakeNtpd::Request(ntpd.requests[answered++]), count);
    }
    QTRY_COMPARE_WITH_TIMEOUT(watch.reports.size(), size_t(1), longPatience);
    const DaemonReport &report = watch.reports.back();
    QCOMPARE(report.sources.size(), size_t(count));
    QVERIFY(report.kind == DaemonKind::Ntpd);
    QCOMPARE(report.version, u"4.2.8p15"_s);
    QCOMPARE(report.sources.back().letter, '+');
    QVERIFY(watch.scheduler.delays.back() == Duration(5s)); // 40 · 125 ms

    FakeNtpd small;
    small.handler = [&small](const FakeNtpd::Request &request) { answerLikeNtpd(small, request, 3); };
    Watch often(QHostAddress(QHostAddress::LocalHost), small.port());
    QTRY_COMPARE_WITH_TIMEOUT(often.reports.size(), size_t(1), longPatience);
    QVERIFY(often.scheduler.delays.back() == Duration(2s));
    often.monitor.refresh(); // now, and not in 2 s
    QVERIFY(often.scheduler.delays.back() == Duration::zero());
    QTRY_COMPARE_WITH_TIMEOUT(often.reports.size(), size_t(2), longPatience);
}

void TestNtpdMonitor::datesEachSampleOnce()
{
    FakeNtpd ntpd;
    QByteArray variables;
    bool isServed = false;
    ntpd.handler = [&](const FakeNtpd::Request &request) {
        if (request.association == 1)
            ntpd.answer(request, 0x9614, "srcadr=192.0.2.1, " + variables);
        else
            answerLikeNtpd(ntpd, request, 1);
        isServed = isServed || request.association == 1;
    };
    Watch watch(QHostAddress(QHostAddress::LocalHost), ntpd.port());
    const auto read = [&](const char *received, const char *chosen, const char *offsets,
                          const char *dispersions) {
        variables = QByteArray("rec=0x") + received + ".00000000, delay=2.000, offset=" + chosen +
                    ", filtdelay=2 2 2 2 2 2 2 2, filtoffset=" + offsets + ", filtdisp=" + dispersions;
        isServed = false;
        watch.monitor.refresh();
        size_t before = watch.reports.size();
        const auto isRead = [&] { // a reading may have been under way
            before = isServed ? before : watch.reports.size();
            return watch.reports.size() > before;
        };
        return QTest::qWaitFor(isRead, longPatience) ? watch.reports.back().sources.front() : DaemonSource();
    };
    const DaemonSource first = read("eeaed600", "1.000", "1 3 3 3 3 3 3 3", "0 1 2 3 4 5 6 7");
    QVERIFY(first.lastSample && first.measured == Offset::fromNtpTheta(1ms));
    // A worse one came: ntpd still goes by the earlier one, and what came is told.
    const DaemonSource second = read("eeaed640", "1.000", "2 1 3 3 3 3 3 3", "0 1 2 3 4 5 6 7");
    QVERIFY(second.lastSample > first.lastSample && second.measured == Offset::fromNtpTheta(2ms));
    QVERIFY(second.adjusted == Offset::fromNtpTheta(1ms));
    // A datagram that was thrown away.
    const DaemonSource thrown = read("eeaed680", "1.000", "2 1 3 3 3 3 3 3", "0 1 2 3 4 5 6 7");
    QVERIFY(thrown.lastSample == second.lastSample && thrown.measured == second.measured);
    // A poll that nobody answered, and what ntpd chooses changes meanwhile.
    const DaemonSource silent = read("eeaed680", "2.003", "0 2 1 3 3 3 3 3", "16000 1 2 3 4 5 6 7");
    QVERIFY(silent.lastSample == second.lastSample && silent.measured == second.measured);
    const DaemonSource next = read("eeaed6c0", "2.003", "2 0 2 1 3 3 3 3", "0 16000 1 2 3 4 5 6");
    QVERIFY(next.lastSample > second.lastSample);
    // Without the filter: what is the same as before may be an old one.
    const DaemonSource same = read("eeaed700", "2.003", "", "");
    QVERIFY(same.lastSample == next.lastSample);
    QVERIFY(read("eeaed740", "2.004", "", "").lastSample > next.lastSample);
}

void TestNtpdMonitor::leavesOutWhatVanishes()
{
    FakeNtpd ntpd;
    ntpd.handler = [&ntpd](const FakeNtpd::Request &request) {
        if (request.association == 2)
            ntpd.answer(request, 0x0400, {}, 0xc0, 468); // as NTPsec does: the offset means nothing
        else
            answerLikeNtpd(ntpd, request, 3);
    };
    const Watch watch(QHostAddress(QHostAddress::LocalHost), ntpd.port());
    QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
    QVERIFY(watch.isAnswer(DaemonAnswer::Answering));
    QCOMPARE(watch.reports.back().sources.size(), size_t(2));
    QCOMPARE(watch.reports.back().sources[1].name, u"192.0.2.3"_s);
}

void TestNtpdMonitor::takesNoAnswerToAnotherQuestion()
{
    FakeNtpd ntpd;
    QUdpSocket stranger;
    QVERIFY(stranger.bind(QHostAddress(QHostAddress::LocalHost), 0));
    ntpd.handler = [&](const FakeNtpd::Request &request) {
        const auto wrong = [&ntpd, &request](auto change) {
            FakeNtpd::Request other = request;
            change(other);
            ntpd.answer(other, 0xd614, "srcadr=198.51.100.66");
        };
        wrong([](FakeNtpd::Request &other) { other.sequence ^= 0x100; });
        wrong([](FakeNtpd::Request &other) { other.association += 1; });
        wrong([](FakeNtpd::Request &other) { other.operation ^= 3; });
        ntpd.answer(request, 0xd614, "srcadr=198.51.100.66", 0x00); // a request
        ntpd.send(request, "garbage");
        stranger.writeDatagram(QByteArray::fromHex("2681") + word(request.sequence) + word(0) +
                                   word(request.association) + word(0) + word(0),
                               request.datagram.senderAddress(),
                               static_cast<quint16>(request.datagram.senderPort()));
        answerLikeNtpd(ntpd, request, 1);
        answerLikeNtpd(ntpd, request, 1); // doubled by the network
    };
    const Watch watch(QHostAddress(QHostAddress::LocalHost), ntpd.port());
    QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
    QVERIFY(watch.isAnswer(DaemonAnswer::Answering));
    QCOMPARE(watch.reports.back().sources.size(), size_t(1));
    QCOMPARE(watch.reports.back().sources.front().name, u"192.0.2.1"_s);
    QVERIFY(watch.reports.back().tracking->synchronised);
}

void TestNtpdMonitor::repeatsOnceAndThenIsSilent()
{
    FakeNtpd ntpd;
    // The list comes at the second asking; of association 1 only ever the first half, without end.
    ntpd.handler = [&ntpd](const FakeNtpd::Request &request) {
        if (request.operation == 1 && ntpd.requests.size() == 1)
            return;
        if (request.association == 1)
            ntpd.answer(request, 0x9414, "srcadr=192.0.2.1, ", 0xa0);
        else
            answerLikeNtpd(ntpd, request, 1);
    };
    const Watch watch(QHostAddress(QHostAddress::LocalHost), ntpd.port());
    QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
    QVERIFY(watch.isAnswer(DaemonAnswer::Silent));
    QVERIFY(!watch.reports.back().readAt);
    QCOMPARE(ntpd.requests.size(), size_t(5)); // list, list, system, 1, 1
    QVERIFY(ntpd.requests[0].sequence != ntpd.requests[1].sequence);
    // Begin; 1 s, 2 s for the list; 1 s for the system; 1 s, 2 s for the association; 2 s to the next.
    const std::vector<Duration> expected = {0s, 1s, 2s, 1s, 1s, 2s, 2s};
    QVERIFY(watch.scheduler.delays == expected);
}

void TestNtpdMonitor::forbiddenIsNotPermitted()
{
    FakeNtpd ntpd;
    ntpd.handler = [&ntpd](const FakeNtpd::Request &request) { ntpd.answer(request, 0x0100, {}, 0xc0); };
    const Watch watch(QHostAddress(QHostAddress::LocalHost), ntpd.port());
    QTRY_VERIFY_WITH_TIMEOUT(!watch.reports.empty(), longPatience);
    QVERIFY(watch.isAnswer(DaemonAnswer::NotPermitted));
}

void TestNtpdMonitor::hidesThePoolsOwnEntry()
{
    FakeNtpd ntpd;
    int members = 0;
    ntpd.handler = [&ntpd, &members](const FakeNtpd::Request &request) {
        // Both kinds of ntpd: the pool's entry is configured and has no address; its members are not
        // configured.
        if (request.association == 1)
            ntpd.answer(request, 0x8011, "srcadr=0.0.0.0, hmode=3, refid=POOL, srchost=\"pool.example\"");
        else if (request.association > 1)
            ntpd.answer(request, 0x1414, "srcadr=192.0.2.9, hmode=3, srchost=\"pool.example\"");
        else
            answerLikeNtpd(ntpd, request, 1 + members);
    };
    Watch watch(QHostAddress(QHostAddress::LocalHost), ntpd.port());
    QTRY_COMPARE_WITH_TIMEOUT(watch.reports.size(), size_t(1), longPatience);
    QCOMPARE(watch.reports.back().sources.size(), size_t(1));
    QVERIFY(!watch.reports.back().sources.front().resolved);
    members = 2;
    watch.monitor.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(watch.reports.size(), size_t(2), longPatience);
    QCOMPARE(watch.reports.back().sources.size(), size_t(2));
    QVERIFY(watch.reports.back().sources.front().resolved);
    QCOMPARE(watch.reports.back().sources[0].ordinal, 0);
    QCOMPARE(watch.reports.back().sources[1].ordinal, 1);
}

void TestNtpdMonitor::survivesAnythingInItsSocket()
{
    FakeNtpd ntpd;
    quint32 state = 1;
    const auto next = [&state](quint32 below) {
        state = state * 1664525 + 1013904223; // Numerical Recipes' generator
        return (state >> 16) % below;
    };
    ntpd.handler = [&](const FakeNtpd::Request &request) {
        for (int i = 0; i < 40; ++i) {
            QByteArray data(static_cast<int>(next(400)), '\0');
            for (char &c : data)
                c = static_cast<char>(next(256));
            FakeNtpd::Request other = request;
            other.association += next(4) == 0;
            // Many contradict each other; many never end.
            ntpd.answer(other, static_cast<int>(next(65536)), data,
                        next(16) == 0 ? 0xc0 : 0x80 | next(2) * 0x20,
                        static_cast<int>(next(3) * next(65536)));
        }
    };
    Watch watch(QHostAddress(QHostAddress::LocalHost), ntpd.port());
    for (size_t count = 1; count <= 12; ++count) {
        QTRY_VERIFY_WITH_TIMEOUT(watch.reports.size() >= count, longPatience);
        QVERIFY(watch.reports.back().sources.size() <= 1000);
        watch.monitor.refresh();
    }
}

int main(int argc, char *argv[])
{
    PrivateNetwork network; // before any thread
    network.enter();
    QCoreApplication application(argc, argv);
    TestNtpdMonitor test(network);
    return QTest::qExec(&test, argc, argv);
}

#include "test_ntpdmonitor.moc"
