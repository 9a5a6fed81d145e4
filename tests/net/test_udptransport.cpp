// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/udptransport.h"

#include <QDir>
#include <QNetworkDatagram>
#include <QSet>
#include <QTest>
#include <QTimer>
#include <QUdpSocket>
#include <QtEndian>

#include <ctime>

#include <sys/resource.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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
                for (const QByteArray &reply : script(datagram.data()))
                    m_socket.writeDatagram(reply, datagram.senderAddress(),
                                           static_cast<quint16>(datagram.senderPort()));
            }
        });
    }
    QHostAddress address() const { return m_socket.localAddress(); }
    quint16 port() const { return m_socket.localPort(); }

    Script script;
    QList<QByteArray> requests;
    QSet<int> ports;

private:
    QUdpSocket m_socket;
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
    explicit Rig(int maximumInFlight = 512) : transport(clock, scheduler, random, maximumInFlight) {}

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

} // namespace

class TestUdpTransport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodAnswerHasKernelStampsBothWays()
    {
        Rig rig;
        ScriptedServer server([](const QByteArray &request) { return QList{bytesOf(goodReply(request))}; });
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
        ScriptedServer server([](const QByteArray &request) { return QList{bytesOf(goodReply(request))}; },
                              QHostAddress(QHostAddress::LocalHostIPv6));
        const ExchangeResult result = rig.ask(server);
        QCOMPARE(result.outcome, QueryOutcome::Ok);
        QCOMPARE(result.sample->timestamping(), Timestamping::Kernel);
    }

    void requestsTellNothingAndNeverRepeat()
    {
        Rig rig(100);
        ScriptedServer server([](const QByteArray &request) { return QList{bytesOf(goodReply(request))}; });
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

    void listeningGoesOnAfterBadPackets_data()
    {
        QTest::addColumn<int>("kind");
        const char *const names[] = {"short",          "odd length", "wrong origin",       "client mode",
                                     "broadcast mode", "version 3",  "echo of the request"};
        for (int kind = 0; kind < 7; ++kind)
            QTest::newRow(names[kind]) << kind;
    }
    void listeningGoesOnAfterBadPackets()
    {
        QFETCH(int, kind);
        Rig rig(100); // the server's socket holds some 270 datagrams
        ScriptedServer server([kind](const QByteArray &request) {
            const NtpPacket good = goodReply(request);
            NtpPacket forged = good;
            QByteArray bad;
            switch (kind) {
            case 0:
                bad = bytesOf(good).left(47);
                break;
            case 1:
                bad = bytesOf(good) + 'x';
                break;
            case 2:
                forged.origin.bits ^= 1;
                break;
            case 3:
                forged.mode = NtpMode::Client;
                break;
            case 4:
                forged.mode = NtpMode::Broadcast;
                break;
            case 5:
                forged.version = 3;
                break;
            default:
                bad = request;
            }
            if (bad.isEmpty())
                bad = bytesOf(forged);
            return QList<QByteArray>{bad, bad, bad, bytesOf(good)};
        });
        const ExchangeResult result = rig.ask(server);
        QCOMPARE(result.outcome, QueryOutcome::Ok);
        QCOMPARE(result.strayReplies, 3);
    }

    void aThousandForgeriesDoNotEndTheExchange()
    {
        Rig rig;
        ScriptedServer server([](const QByteArray &request) {
            QList<QByteArray> replies;
            for (quint64 i = 0; i < 1000; ++i) {
                NtpPacket forged = goodReply(request);
                forged.origin.bits += i + 1;
                replies.append(bytesOf(forged));
                // Room in the socket's buffer: the receiver reads in between.
                if (i % 50 == 49)
                    QCoreApplication::processEvents();
            }
            replies.append(bytesOf(goodReply(request)));
            return replies;
        });
        const ExchangeResult result = rig.ask(server, 3s);
        QVERIFY2(result.outcome == QueryOutcome::Ok || result.outcome == QueryOutcome::Timeout,
                 "a forgery was taken");
        // The kernel's buffer holds some 270 datagrams of a burst; what it dropped is not the exchange's
        // fault.
        QVERIFY(result.strayReplies > 0);
    }

    void onlyBadPacketsAreATimeout()
    {
        Rig rig;
        ScriptedServer server([](const QByteArray &request) { return QList{request}; });
        const ExchangeResult result = rig.ask(server, 200ms);
        QCOMPARE(result.outcome, QueryOutcome::Timeout);
        QCOMPARE(result.strayReplies, 1);
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
    }

    void outcomesAreToldApart()
    {
        Rig rig;
        ScriptedServer kiss([](const QByteArray &request) {
            NtpPacket reply = goodReply(request);
            reply.stratum = 0;
            reply.leap = LeapIndicator::Unsynchronised;
            reply.referenceId = 0x52415445;
            return QList{bytesOf(reply)};
        });
        const ExchangeResult kissed = rig.ask(kiss);
        QCOMPARE(kissed.outcome, QueryOutcome::KissCode);
        QCOMPARE(kissed.kissCode, QByteArray("RATE"));
        QVERIFY(!kissed.sample);

        ScriptedServer unsynchronised([](const QByteArray &request) {
            NtpPacket reply = goodReply(request);
            reply.leap = LeapIndicator::Unsynchronised;
            return QList{bytesOf(reply)};
        });
        QCOMPARE(rig.ask(unsynchronised).outcome, QueryOutcome::Unsynchronised);

        ScriptedServer backwards([](const QByteArray &request) {
            NtpPacket reply = goodReply(request);
            std::swap(reply.receive, reply.transmit);
            return QList{bytesOf(reply)};
        });
        const ExchangeResult invalid = rig.ask(backwards);
        QCOMPARE(invalid.outcome, QueryOutcome::Invalid);
        QCOMPARE(invalid.fault, ReplyFault::TimeBackwards);
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
            QVERIFY(result.sample->dispersion >= 500us);
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
        QVERIFY(result.strayReplies > 100);
        QVERIFY2(mostAtOnce < 200, qPrintable(QString::number(mostAtOnce)));
    }

    void aClosedPortIsRefusedAtOnceAndDoesNotSpin()
    {
        Rig rig;
        const Duration before = processorTime();
        const ExchangeResult result = rig.ask(QHostAddress(u"127.77.1.2"_s), 9, 3s);
        QCOMPARE(result.outcome, QueryOutcome::Refused);
        QVERIFY(!result.systemReason.isEmpty());
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
        QVERIFY(!result.systemReason.isEmpty());
    }

    void whatThisComputerLacksIsNotTheNetworksFault()
    {
        Rig rig;
        ScriptedServer server([](const QByteArray &request) { return QList{bytesOf(goodReply(request))}; });
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
        // As many as are open, so that waiting for them still works.
        const int free = ::dup(STDERR_FILENO);
        ::close(free);
        const rlimit noMore{static_cast<rlim_t>(free), before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &noMore), 0);
        const ExchangeResult result = rig.ask(server);
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
        QCOMPARE(result.fault, ReplyFault::NotSent);
        QCOMPARE(result.systemReason, u"Too many open files"_s);
        QCOMPARE(rig.ask(server).outcome, QueryOutcome::Ok);
    }

    void manyWaitForTheirTurnAndNoDescriptorIsLost()
    {
        const int before = openDescriptors();
        {
            Rig rig(20);
            ScriptedServer server(
                [](const QByteArray &request) { return QList{bytesOf(goodReply(request))}; });
            int answered = 0;
            int mostOpen = 0;
            for (int i = 0; i < 500; ++i)
                rig.transport.ask(server.address(), server.port(), 5s, [&](const ExchangeResult &result) {
                    answered += result.outcome == QueryOutcome::Ok ? 1 : 0;
                    mostOpen = std::max(mostOpen, openDescriptors());
                });
            QTRY_COMPARE(answered, 500);
            QVERIFY(mostOpen < before + 40);
        }
        QCOMPARE(openDescriptors(), before);
    }

    void cancellingIsSilent()
    {
        Rig rig(1);
        ScriptedServer server([](const QByteArray &request) { return QList{bytesOf(goodReply(request))}; });
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
            Rig rig(2);
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
