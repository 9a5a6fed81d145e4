// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/udptransport.h"

#include <QDir>
#include <QElapsedTimer>
#include <QNetworkDatagram>
#include <QSet>
#include <QTest>
#include <QTimer>
#include <QUdpSocket>
#include <QtEndian>

#include <algorithm>
#include <ctime>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(std::function<void(synchroscope::NtpPacket &)>)
Q_DECLARE_METATYPE(synchroscope::QueryOutcome)
Q_DECLARE_METATYPE(synchroscope::ReplyFault)
Q_DECLARE_METATYPE(synchroscope::SocketBudget)

namespace {

/// A server on loopback that answers as the test says.
class ScriptedServer final : public QObject
{
public:
    using Script = std::function<QList<QByteArray>(const QByteArray &request)>;

    explicit ScriptedServer(Script serverScript, const QHostAddress &address = QHostAddress(u"127.77.1.1"_s))
        : script(std::move(serverScript))
    {
        if (!m_socket.bind(address, 0))
            qFatal("cannot bind");
        connect(&m_socket, &QUdpSocket::readyRead, this, [this] {
            while (m_socket.hasPendingDatagrams()) {
                const QNetworkDatagram datagram = m_socket.receiveDatagram();
                requests.append(datagram.data());
                ports.insert(datagram.senderPort());
                m_latest = datagram;
                for (const QByteArray &reply : script(datagram.data()))
                    send(reply);
            }
        });
    }
    /// To whoever asked last.
    void send(const QByteArray &reply)
    {
        m_socket.writeDatagram(reply, m_latest.senderAddress(), static_cast<quint16>(m_latest.senderPort()));
    }
    quint16 latestPort() const { return static_cast<quint16>(m_latest.senderPort()); }
    QHostAddress address() const { return m_socket.localAddress(); }
    quint16 port() const { return m_socket.localPort(); }

    Script script;
    QList<QByteArray> requests;
    QSet<int> ports;

private:
    QUdpSocket m_socket;
    QNetworkDatagram m_latest;
};

NtpPacket goodReply(const QByteArray &request)
{
    const NtpPacket asked = *decode(request);
    const Instant now = SystemClock().read().realtime;
    NtpPacket reply;
    reply.mode = NtpMode::Server;
    reply.stratum = 2;
    reply.precision = -24;
    reply.referenceId = 0x01020304;
    reply.reference = toNtpTimestamp(now - 10s);
    reply.origin = asked.transmit;
    reply.receive = toNtpTimestamp(now);
    reply.transmit = toNtpTimestamp(now + 1us);
    return reply;
}

QByteArray bytesOf(const NtpPacket &packet)
{
    const NtpDatagram datagram = encode(packet);
    return QByteArray(datagram.data(), datagram.size());
}

QList<QByteArray> goodAnswer(const QByteArray &request)
{
    return {bytesOf(goodReply(request))};
}

/// A good reply, spoilt.
QByteArray spoilt(const QByteArray &request, const std::function<void(NtpPacket &)> &spoil)
{
    NtpPacket reply = goodReply(request);
    spoil(reply);
    return bytesOf(reply);
}

/// What answers no request of ours, and how it is counted.
struct StrayPacket
{
    const char *name;
    QByteArray (*make)(const QByteArray &request);
    int IgnoredReplies::*counter;
};

std::vector<StrayPacket> strayPackets()
{
    return {
        {"empty", [](const QByteArray &) { return QByteArray(); }, &IgnoredReplies::malformed},
        {"short", [](const QByteArray &r) { return goodAnswer(r).constFirst().left(47); },
         &IgnoredReplies::malformed},
        {"one byte too long", [](const QByteArray &r) { return goodAnswer(r).constFirst() + 'x'; },
         &IgnoredReplies::malformed},
        {"a guessed origin",
         [](const QByteArray &r) { return spoilt(r, [](NtpPacket &p) { p.origin.bits ^= 1; }); },
         &IgnoredReplies::otherOrigin},
        {"no origin", [](const QByteArray &r) { return spoilt(r, [](NtpPacket &p) { p.origin.bits = 0; }); },
         &IgnoredReplies::otherOrigin},
        {"a kiss without the origin",
         [](const QByteArray &r) {
             return spoilt(r, [](NtpPacket &p) {
                 p.stratum = 0;
                 p.leap = LeapIndicator::Unsynchronised;
                 p.referenceId = 0x44454e59; // DENY
                 p.origin.bits = 0;
             });
         },
         &IgnoredReplies::otherOrigin},
        {"client mode",
         [](const QByteArray &r) { return spoilt(r, [](NtpPacket &p) { p.mode = NtpMode::Client; }); },
         &IgnoredReplies::otherKind},
        {"symmetric mode",
         [](const QByteArray &r) {
             return spoilt(r, [](NtpPacket &p) { p.mode = NtpMode::SymmetricPassive; });
         },
         &IgnoredReplies::otherKind},
        {"broadcast mode",
         [](const QByteArray &r) { return spoilt(r, [](NtpPacket &p) { p.mode = NtpMode::Broadcast; }); },
         &IgnoredReplies::otherKind},
        {"version 3", [](const QByteArray &r) { return spoilt(r, [](NtpPacket &p) { p.version = 3; }); },
         &IgnoredReplies::otherKind},
        {"version 5", [](const QByteArray &r) { return spoilt(r, [](NtpPacket &p) { p.version = 5; }); },
         &IgnoredReplies::otherKind},
        {"the request, reflected", [](const QByteArray &r) { return r; }, &IgnoredReplies::otherKind},
    };
}

/// The machine's clock, and what a test does to it.
class MovableClock final : public Clock
{
public:
    ClockReading read() const override
    {
        if (whenRead)
            whenRead();
        ClockReading reading = SystemClock().read();
        reading.realtime += stepped + slept;
        reading.boot += slept;
        return reading;
    }

    Duration stepped{};
    Duration slept{};
    std::function<void()> whenRead;
};

struct Rig
{
    explicit Rig(SocketBudget budget = {}) : transport(clock, scheduler, random, budget) {}

    ExchangeResult ask(const QHostAddress &address, quint16 port, Duration timeout = 500ms)
    {
        std::optional<ExchangeResult> result;
        int calls = 0;
        transport.ask(address, port, timeout, [&](const ExchangeResult &answer) {
            result = answer;
            ++calls;
        });
        const bool inside = calls > 0;
        const bool came = QTest::qWaitFor([&] { return result.has_value(); }, 5000);
        if (inside || !came || calls != 1)
            qFatal("the callback came %d times, %s", calls, inside ? "from within ask()" : "later");
        return *result;
    }
    ExchangeResult ask(const ScriptedServer &server, Duration timeout = 500ms)
    {
        return ask(server.address(), server.port(), timeout);
    }

    MovableClock clock;
    SystemRandom random;
    EventLoopScheduler scheduler;
    UdpTransport transport;
};

Duration processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + Duration(time.tv_nsec);
}

int openDescriptors()
{
    return static_cast<int>(
        QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
}

/// While it lives, this process may open only so many more files.
class FewFiles final
{
public:
    explicit FewFiles(int more)
    {
        getrlimit(RLIMIT_NOFILE, &m_before);
        int limit = 0;
        for (int room = more; room >= 0; ++limit) {
            if (fcntl(limit, F_GETFD) < 0)
                --room;
        }
        set(static_cast<rlim_t>(limit - 1));
    }
    ~FewFiles() { set(m_before.rlim_cur); }
    Q_DISABLE_COPY_MOVE(FewFiles)

    void set(rlim_t files) const
    {
        const rlimit limit{files, m_before.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0)
            qFatal("cannot set the limit");
    }

private:
    rlimit m_before{};
};

/// Of requests that were sent and have ended, in this order.
struct Ends
{
    void ask(Rig &rig, const QHostAddress &address, quint16 port, Duration timeout)
    {
        rig.transport.ask(address, port, timeout, [this, number = asked++](const ExchangeResult &result) {
            numbers.append(number);
            results.append(result);
        });
    }
    int count(QueryOutcome outcome) const
    {
        return static_cast<int>(std::ranges::count(results, outcome, &ExchangeResult::outcome));
    }

    int asked = 0;
    QList<int> numbers;
    QList<ExchangeResult> results;
};

} // namespace

class TestUdpTransport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodAnswerHasKernelStampsBothWays()
    {
        Rig rig;
        ScriptedServer server(goodAnswer);
        const ExchangeResult result = rig.ask(server);
        QCOMPARE(result.outcome, QueryOutcome::Ok);
        QCOMPARE(result.sample->sent, Timestamping::Kernel);
        QCOMPARE(result.sample->received, Timestamping::Kernel);
        QVERIFY(result.sample->offset.magnitude() < 100ms);
        QCOMPARE(result.packet->referenceId, 0x01020304u);
    }

    void ipv6Works()
    {
        Rig rig;
        ScriptedServer server(goodAnswer, QHostAddress(QHostAddress::LocalHostIPv6));
        const ExchangeResult result = rig.ask(server);
        QCOMPARE(result.outcome, QueryOutcome::Ok);
        QCOMPARE(result.sample->timestamping(), Timestamping::Kernel);
    }

    void requestsTellNothingAndNeverRepeat()
    {
        Rig rig({.inFlight = 100});
        ScriptedServer server(goodAnswer);
        constexpr int count = 1000;
        int answered = 0;
        for (int i = 0; i < count; ++i)
            rig.transport.ask(server.address(), server.port(), 5s,
                              [&answered](const ExchangeResult &) { ++answered; });
        QTRY_COMPARE_WITH_TIMEOUT(answered, count, 10000);
        QSet<QByteArray> nonces;
        for (const QByteArray &request : std::as_const(server.requests)) {
            QCOMPARE(request.size(), 48);
            QCOMPARE(request.left(4), QByteArray("\x23\x00\x00\x20", 4));
            QCOMPARE(request.mid(4, 36), QByteArray(36, '\0'));
            nonces.insert(request.right(8));
        }
        QCOMPARE(nonces.size(), count);
        // Of 28 000 ephemeral ports, a thousand random ones meet about 18 times.
        QVERIFY(server.ports.size() > count * 95 / 100);
    }

    void listeningGoesOnAfterStrayPackets_data()
    {
        QTest::addColumn<size_t>("index");
        const std::vector<StrayPacket> all = strayPackets();
        for (size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << i;
    }
    void listeningGoesOnAfterStrayPackets()
    {
        QFETCH(size_t, index);
        const StrayPacket stray = strayPackets()[index];
        Rig rig;
        ScriptedServer server([&stray](const QByteArray &request) {
            const QByteArray bad = stray.make(request);
            return QList<QByteArray>{bad, bad, bad} + goodAnswer(request);
        });
        const ExchangeResult result = rig.ask(server);
        QCOMPARE(result.outcome, QueryOutcome::Ok);
        IgnoredReplies expected;
        expected.*stray.counter = 3;
        QCOMPARE(result.ignored, expected);
    }

    void anEarlierAnswerIsNoAnswer()
    {
        Rig rig;
        QByteArray earlier;
        ScriptedServer server([&earlier](const QByteArray &request) {
            const QList<QByteArray> replies{earlier, bytesOf(goodReply(request))};
            earlier = replies.at(1);
            return replies.mid(replies.at(0).isEmpty() ? 1 : 0);
        });
        QCOMPARE(rig.ask(server).ignored, IgnoredReplies());
        const ExchangeResult second = rig.ask(server);
        QCOMPARE(second.outcome, QueryOutcome::Ok);
        QCOMPARE(second.ignored, IgnoredReplies{.otherOrigin = 1});
    }

    void anotherAddressIsNotHeard()
    {
        Rig rig;
        ScriptedServer server(goodAnswer);
        for (const auto &[address, port] : {std::pair(u"127.77.1.3"_s, server.port()),
                                            std::pair(server.address().toString(), quint16(0))}) {
            QUdpSocket other;
            QVERIFY(other.bind(QHostAddress(address), port));
            server.script = [&other, &server](const QByteArray &request) {
                other.writeDatagram(spoilt(request, [](NtpPacket &p) { p.stratum = 9; }),
                                    QHostAddress(QHostAddress::LocalHost), server.latestPort());
                return goodAnswer(request);
            };
            const ExchangeResult result = rig.ask(server);
            QCOMPARE(result.outcome, QueryOutcome::Ok);
            QCOMPARE(result.packet->stratum, quint8(2));
            QCOMPARE(result.ignored, IgnoredReplies());
        }
    }

    void aThousandForgeriesDoNotEndTheExchange()
    {
        constexpr int forgeries = 1000;
        Rig rig;
        int sent = 0;
        // As each one is read the next one comes, as the socket has no room for all.
        std::function<void()> sendNext;
        ScriptedServer server([&sendNext](const QByteArray &) {
            sendNext();
            return QList<QByteArray>();
        });
        sendNext = [&] {
            const QByteArray &request = server.requests.constLast();
            const int number = sent++;
            if (number > forgeries)
                return;
            if (number == forgeries)
                server.send(goodAnswer(request).constFirst());
            else if (number % 3 == 0)
                server.send(request);
            else
                server.send(spoilt(request, [number](NtpPacket &p) {
                    p.origin.bits += static_cast<quint64>(number);
                    p.stratum = number % 3 == 1 ? 0 : 1;
                    p.referenceId = 0x44454e59; // DENY
                    p.receive.bits += Q_UINT64_C(3600) << 32;
                    p.transmit.bits += Q_UINT64_C(3600) << 32;
                }));
        };
        rig.clock.whenRead = [&] {
            if (sent > 0)
                sendNext();
        };
        const ExchangeResult result = rig.ask(server, 10s);
        QCOMPARE(result.outcome, QueryOutcome::Ok);
        QCOMPARE(result.packet->stratum, quint8(2));
        QVERIFY(result.sample->offset.magnitude() < 1s);
        QCOMPARE(result.ignored, (IgnoredReplies{.otherOrigin = 666, .otherKind = 334}));
    }

    void onlyBadPacketsAreATimeout()
    {
        Rig rig;
        ScriptedServer server([](const QByteArray &request) { return QList{request}; });
        const ExchangeResult result = rig.ask(server, 200ms);
        QCOMPARE(result.outcome, QueryOutcome::Timeout);
        QCOMPARE(result.ignored, IgnoredReplies{.otherKind = 1});
    }

    void aSecondReplyIsNotTaken()
    {
        Rig rig;
        ScriptedServer server([](const QByteArray &request) {
            NtpPacket second = goodReply(request);
            second.stratum = 9;
            return QList{bytesOf(goodReply(request)), bytesOf(second)};
        });
        QCOMPARE(rig.ask(server).packet->stratum, quint8(2));
        // It is told with the next request, and so is what comes when that is over.
        server.script = goodAnswer;
        QCOMPARE(rig.ask(server).ignored, IgnoredReplies{.duplicate = 1});
        server.send(bytesOf(goodReply(server.requests.constLast())));
        server.send("x");
        QTest::qWait(20);
        QCOMPARE(rig.ask(server).ignored, (IgnoredReplies{.duplicate = 1, .malformed = 1}));
        QCOMPARE(rig.ask(server).ignored, IgnoredReplies());
    }

    void aLateReplyIsCounted()
    {
        Rig rig;
        ScriptedServer other(goodAnswer, QHostAddress(u"127.77.1.2"_s));
        ScriptedServer server([](const QByteArray &) { return QList<QByteArray>(); });
        QCOMPARE(rig.ask(server, 50ms).outcome, QueryOutcome::Timeout);
        server.send(bytesOf(goodReply(server.requests.constLast())));
        server.send(bytesOf(goodReply(server.requests.constLast())));
        QTest::qWait(20);
        QCOMPARE(rig.ask(other).ignored, IgnoredReplies());
        const ExchangeResult next = rig.ask(server, 50ms);
        QCOMPARE(next.outcome, QueryOutcome::Timeout);
        QCOMPARE(next.ignored, (IgnoredReplies{.duplicate = 1, .late = 1}));
    }

    void aFloodAfterTheAnswerIsNotListenedTo()
    {
        Rig rig;
        ScriptedServer server(goodAnswer);
        QCOMPARE(rig.ask(server).outcome, QueryOutcome::Ok);
        for (int i = 0; i < 200; ++i)
            server.send("x");
        const ExchangeResult next = rig.ask(server);
        QCOMPARE(next.outcome, QueryOutcome::Ok);
        QVERIFY2(next.ignored.malformed > 0 && next.ignored.malformed < 100,
                 qPrintable(QString::number(next.ignored.malformed)));
    }

    void answersThatAreNoTime_data()
    {
        QTest::addColumn<std::function<void(NtpPacket &)>>("spoil");
        QTest::addColumn<QueryOutcome>("outcome");
        QTest::addColumn<ReplyFault>("fault");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *name, QueryOutcome outcome, ReplyFault fault,
                            const std::function<void(NtpPacket &)> &spoil, const QByteArray &code = {}) {
            QTest::newRow(name) << spoil << outcome << fault << code;
        };
        const auto kiss = [&row](const QByteArray &code) {
            row(
                code.constData(), QueryOutcome::KissCode, ReplyFault::None,
                [code](NtpPacket &p) {
                    p.stratum = 0;
                    p.leap = LeapIndicator::Unsynchronised;
                    p.referenceId = qFromBigEndian<quint32>(code.constData());
                },
                code);
        };
        kiss("RATE");
        kiss("DENY");
        kiss("RSTR");
        row("leap 3", QueryOutcome::Unsynchronised, ReplyFault::None,
            [](NtpPacket &p) { p.leap = LeapIndicator::Unsynchronised; });
        row("stratum 0", QueryOutcome::Unsynchronised, ReplyFault::None, [](NtpPacket &p) {
            p.stratum = 0;
            p.referenceId = 0;
        });
        row("stratum 16", QueryOutcome::Unsynchronised, ReplyFault::None,
            [](NtpPacket &p) { p.stratum = 16; });
        row("no transmit time", QueryOutcome::Invalid, ReplyFault::ZeroTimestamp,
            [](NtpPacket &p) { p.transmit.bits = 0; });
        row("T3 before T2", QueryOutcome::Invalid, ReplyFault::TimeBackwards,
            [](NtpPacket &p) { std::swap(p.receive, p.transmit); });
        row("kept for 5 s", QueryOutcome::Invalid, ReplyFault::SlowTurnaround,
            [](NtpPacket &p) { p.receive.bits -= Q_UINT64_C(5) << 32; });
        row("negative delay", QueryOutcome::Invalid, ReplyFault::ImpossibleDelay,
            [](NtpPacket &p) { p.receive.bits -= Q_UINT64_C(3) << 32; });
    }
    void answersThatAreNoTime()
    {
        QFETCH(std::function<void(NtpPacket &)>, spoil);
        QFETCH(QueryOutcome, outcome);
        QFETCH(ReplyFault, fault);
        QFETCH(QByteArray, code);
        Rig rig;
        ScriptedServer server([&spoil](const QByteArray &request) {
            return QList<QByteArray>{spoilt(request, spoil)} + goodAnswer(request);
        });
        const ExchangeResult result = rig.ask(server);
        QCOMPARE(result.outcome, outcome);
        QCOMPARE(result.fault, fault);
        QCOMPARE(result.kissCode, code);
        // The server has answered, and a second answer does not count; nor do the stamps of this one.
        QVERIFY(!result.sample);
        QCOMPARE(result.ignored,
                 IgnoredReplies{.impossibleDelay = fault == ReplyFault::ImpossibleDelay ? 1 : 0});
    }

    void aClockThatIsSetDuringTheExchangeSpoilsIt_data()
    {
        QTest::addColumn<Duration>("stepped");
        QTest::addColumn<Duration>("slept");
        QTest::addColumn<bool>("spoilt");
        QTest::newRow("back") << Duration(-10s) << Duration() << true;
        QTest::newRow("forward") << Duration(10s) << Duration() << true;
        QTest::newRow("a little") << Duration(-20ms) << Duration() << true;
        QTest::newRow("asleep") << Duration() << Duration(1h) << true;
        QTest::newRow("slewed") << Duration(500us) << Duration() << false;
    }

    void aClockThatIsSetDuringTheExchangeSpoilsIt()
    {
        QFETCH(Duration, stepped);
        QFETCH(Duration, slept);
        QFETCH(bool, spoilt);
        Rig rig;
        bool first = true;
        ScriptedServer server([&](const QByteArray &request) {
            if (first) {
                rig.clock.stepped = stepped;
                rig.clock.slept = slept;
            }
            first = false;
            return QList{bytesOf(goodReply(request))};
        });
        const ExchangeResult result = rig.ask(server);
        QCOMPARE(result.outcome, spoilt ? QueryOutcome::Invalid : QueryOutcome::Ok);
        QCOMPARE(result.fault, spoilt ? ReplyFault::ClockStepped : ReplyFault::None);
        QCOMPARE(result.sample.has_value(), !spoilt);
        if (!spoilt)
            QVERIFY(result.sample->dispersion > 490us); // two readings of the clocks differ a little
        const ExchangeResult next = rig.ask(server);
        QCOMPARE(next.outcome, QueryOutcome::Ok);
        const Duration suspended = SystemClock().read().suspended() + slept;
        QVERIFY(std::chrono::abs(next.sample->suspended - suspended) < 100ms);
    }

    void aFloodDoesNotKeepOthersFromTheirTurn()
    {
        constexpr int flood = 20'000;
        Rig rig;
        QUdpSocket attacker;
        QVERIFY(attacker.bind(QHostAddress(u"127.77.1.1"_s), 0));
        std::optional<QNetworkDatagram> request;
        connect(&attacker, &QUdpSocket::readyRead, &attacker, [&] {
            request = attacker.receiveDatagram();
            attacker.writeDatagram("x", request->senderAddress(), quint16(request->senderPort()));
        });
        // As fast as they are read there are more.
        int sent = 0;
        int sinceTurn = 0;
        int mostAtOnce = 0;
        rig.clock.whenRead = [&] {
            mostAtOnce = std::max(mostAtOnce, ++sinceTurn);
            if (request && sent < flood && ++sent)
                attacker.writeDatagram("x", request->senderAddress(), quint16(request->senderPort()));
        };
        QTimer turns;
        connect(&turns, &QTimer::timeout, &turns, [&] { sinceTurn = 0; });
        turns.start(0);
        const ExchangeResult result = rig.ask(attacker.localAddress(), attacker.localPort(), 200ms);
        QCOMPARE(result.outcome, QueryOutcome::Timeout);
        QVERIFY(result.ignored.malformed > 100);
        QVERIFY2(mostAtOnce < 200, qPrintable(QString::number(mostAtOnce)));
    }

    void aClosedPortIsRefusedAtOnceAndDoesNotSpin()
    {
        Rig rig;
        const Duration before = processorTime();
        const ExchangeResult result = rig.ask(QHostAddress(u"127.77.1.2"_s), 9, 3s);
        QCOMPARE(result.outcome, QueryOutcome::Refused);
        QVERIFY(!result.systemReason.isEmpty());
        QVERIFY(result.hasLeft);
        const ExchangeResult ipv6 = rig.ask(QHostAddress(QHostAddress::LocalHostIPv6), 9, 3s);
        QCOMPARE(ipv6.outcome, QueryOutcome::Refused);
        // A server that never answers, for two seconds: an unread error queue would burn all of them.
        ScriptedServer silent([](const QByteArray &) { return QList<QByteArray>(); });
        rig.ask(silent, 2s);
        QVERIFY(processorTime() - before < 1s);
    }

    void anImpossibleAddressIsUnreachable()
    {
        Rig rig;
        // Multicast from a connected socket without a route, and 0/8: the kernel refuses at once.
        const ExchangeResult result = rig.ask(QHostAddress(u"255.255.255.255"_s), 123);
        QCOMPARE(result.outcome, QueryOutcome::Unreachable);
        QCOMPARE(result.fault, ReplyFault::None);
        QVERIFY(!result.hasLeft);
        QVERIFY(!result.systemReason.isEmpty());
    }

    void thereAreSocketsForHalfOfTheFilesAtMost_data()
    {
        QTest::addColumn<int>("files");
        QTest::addColumn<int>("inFlight");
        QTest::addColumn<int>("keptOpen");
        QTest::newRow("usual") << 1024 << 512 << 32;
        QTest::newRow("few") << 256 << 128 << 8;
        QTest::newRow("very few") << 31 << 15 << 0;
        QTest::newRow("one") << 1 << 1 << 0;
    }

    void thereAreSocketsForHalfOfTheFilesAtMost()
    {
        QFETCH(int, files);
        QFETCH(int, inFlight);
        QFETCH(int, keptOpen);
        SocketBudget budget;
        {
            const FewFiles limit(0);
            limit.set(static_cast<rlim_t>(files));
            budget = SocketBudget::ofThisProcess();
        }
        QCOMPARE(budget.inFlight, inFlight);
        QCOMPARE(budget.keptOpen, keptOpen);
    }

    void whatThisComputerLacksIsNotTheNetworksFault()
    {
        Rig rig;
        ScriptedServer server(goodAnswer);
        int tries = 0;
        rig.clock.whenRead = [&tries] { ++tries; };
        QElapsedTimer elapsed;
        Ends ends;
        {
            const FewFiles none(0);
            elapsed.start();
            for (int i = 0; i < 10; ++i)
                ends.ask(rig, server.address(), server.port(), 250ms);
            QTRY_COMPARE(ends.results.size(), 10);
        }
        QVERIFY(elapsed.elapsed() >= 250);
        for (const ExchangeResult &result : std::as_const(ends.results)) {
            QCOMPARE(result.fault, ReplyFault::NotSent);
            QVERIFY(!result.hasLeft);
            QCOMPARE(result.systemReason, u"Too many open files"_s);
        }
        // It looks now and then, and once more for each of them in the end.
        QVERIFY2(tries < 40, qPrintable(QString::number(tries)));
        QCOMPARE(server.requests.size(), 0);
        QCOMPARE(rig.ask(server).outcome, QueryOutcome::Ok);
    }

    void whoCannotBeAskedForLackOfFilesWaits_data()
    {
        QTest::addColumn<int>("files");
        QTest::addColumn<SocketBudget>("budget");
        QTest::newRow("as many as it may have") << 20 << SocketBudget{.inFlight = 15, .keptOpen = 0};
        QTest::newRow("fewer than it thought") << 20 << SocketBudget();
        QTest::newRow("one") << 1 << SocketBudget();
    }

    void whoCannotBeAskedForLackOfFilesWaits()
    {
        QFETCH(int, files);
        QFETCH(SocketBudget, budget);
        Rig rig(budget);
        ScriptedServer server(goodAnswer);
        Ends ends;
        const FewFiles few(files);
        for (int i = 0; i < 300; ++i)
            ends.ask(rig, server.address(), server.port(), 5s);
        QTRY_COMPARE(ends.results.size(), 300);
        QCOMPARE(ends.count(QueryOutcome::Ok), 300);
        QVERIFY(std::ranges::is_sorted(ends.numbers));
        QCOMPARE(server.requests.size(), 300);
    }

    void theTimeoutBeginsWithTheSending()
    {
        Rig rig;
        ScriptedServer silent([](const QByteArray &) { return QList<QByteArray>(); });
        ScriptedServer server(goodAnswer, QHostAddress(u"127.77.1.2"_s));
        Ends ends;
        const FewFiles few(1);
        ends.ask(rig, silent.address(), silent.port(), 600ms);
        ends.ask(rig, server.address(), server.port(), 200ms);
        ends.ask(rig, server.address(), server.port(), 200ms);
        const ExchangeId cancelled = rig.transport.ask(server.address(), server.port(), 200ms,
                                                       [](const ExchangeResult &) { QFAIL("cancelled"); });
        rig.transport.cancel(cancelled);
        QTRY_COMPARE(ends.numbers, QList({0, 1, 2}));
        QCOMPARE(ends.results.at(0).outcome, QueryOutcome::Timeout);
        QCOMPARE(ends.count(QueryOutcome::Ok), 2);
    }

    void filesThatOthersLeaveAreUsed()
    {
        Rig rig;
        ScriptedServer server(goodAnswer);
        int tries = 0;
        rig.clock.whenRead = [&tries] { ++tries; };
        Ends ends;
        {
            const FewFiles none(0);
            for (int i = 0; i < 10; ++i)
                ends.ask(rig, server.address(), server.port(), 10s);
            QTRY_VERIFY(tries >= 3);
            QCOMPARE(ends.results.size(), 0);
        }
        QTRY_COMPARE(ends.results.size(), 10);
        QCOMPARE(ends.count(QueryOutcome::Ok), 10);
        QVERIFY(std::ranges::is_sorted(ends.numbers));
    }

    void deadServersWithFewFilesAreAllToldAndNothingSpins()
    {
        Rig rig;
        int reads = 0;
        rig.clock.whenRead = [&reads] { ++reads; };
        Ends ends;
        const FewFiles few(20);
        for (int i = 1; i <= 100; ++i)
            ends.ask(rig, QHostAddress(u"127.77.2.%1"_s.arg(i)), 9, 3s);
        QTRY_COMPARE(ends.results.size(), 100);
        QCOMPARE(ends.count(QueryOutcome::Refused), 100);
        QCOMPARE(reads, 100); // each is tried once
    }

    void manyWaitForTheirTurnAndNoDescriptorIsLost()
    {
        const int before = openDescriptors();
        {
            Rig rig({.inFlight = 20});
            ScriptedServer server(goodAnswer);
            int answered = 0;
            int mostOpen = 0;
            for (int i = 0; i < 500; ++i)
                rig.transport.ask(server.address(), server.port(), 5s, [&](const ExchangeResult &result) {
                    answered += result.outcome == QueryOutcome::Ok ? 1 : 0;
                    mostOpen = std::max(mostOpen, openDescriptors());
                });
            QTRY_COMPARE(answered, 500);
            // Those under way and the latest ended ones.
            QVERIFY(mostOpen < before + 20 + 32 + 10);
        }
        QCOMPARE(openDescriptors(), before);
    }

    void cancellingIsSilent()
    {
        Rig rig({.inFlight = 1});
        ScriptedServer server(goodAnswer);
        int called = 0;
        const auto count = [&called](const ExchangeResult &) { ++called; };
        const ExchangeId first = rig.transport.ask(server.address(), server.port(), 1s, count);
        const ExchangeId queued = rig.transport.ask(server.address(), server.port(), 1s, count);
        const ExchangeId refused = rig.transport.ask(QHostAddress(u"127.77.1.2"_s), 9, 1s, count);
        rig.transport.cancel(first);
        rig.transport.cancel(queued);
        rig.transport.cancel(refused);
        rig.transport.cancel(refused);
        QCOMPARE(rig.ask(server).outcome, QueryOutcome::Ok);
        QCOMPARE(called, 0);
    }

    void destructionWithRequestsUnderWay()
    {
        ScriptedServer server([](const QByteArray &) { return QList<QByteArray>(); });
        int called = 0;
        {
            Rig rig({.inFlight = 2});
            for (int i = 0; i < 10; ++i)
                rig.transport.ask(server.address(), server.port(), 50ms,
                                  [&called](const ExchangeResult &) { ++called; });
        }
        QCoreApplication::processEvents();
        QCOMPARE(called, 0);
    }
};

QTEST_GUILESS_MAIN(TestUdpTransport)
#include "test_udptransport.moc"
