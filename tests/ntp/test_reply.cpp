// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/reply.h"
#include "tests/ntp/replyoracle.h"

#include <QTest>

#include <functional>

using namespace synchroscope;
using namespace std::chrono_literals;

namespace {

constexpr quint64 nonce = 0x5a5a1234deadbeef;
constexpr quint64 second = Q_UINT64_C(1) << 32;

NtpPacket goodPacket()
{
    NtpPacket packet;
    packet.version = 4;
    packet.mode = NtpMode::Server;
    packet.stratum = 2;
    packet.precision = -24;
    packet.rootDelay = 10ms;
    packet.rootDispersion = 20ms;
    packet.referenceId = 0xc0000207;
    packet.reference.bits = 0xe9000000'00000000;
    packet.origin.bits = nonce;
    packet.receive.bits = packet.reference.bits + 10 * second;
    packet.transmit.bits = packet.receive.bits + 1000;
    return packet;
}

QByteArray bytesOf(const NtpPacket &packet)
{
    const NtpDatagram datagram = encode(packet);
    return QByteArray(datagram.data(), datagram.size());
}

} // namespace

class TestReply final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data()
    {
        using Kind = ReplyJudgement::Kind;
        QTest::addColumn<QByteArray>("datagram");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("fault");
        const auto raw = [](const char *name, const QByteArray &bytes, Kind kind, QueryOutcome outcome,
                            ReplyFault fault) {
            QTest::newRow(name) << bytes << static_cast<int>(kind) << static_cast<int>(outcome)
                                << static_cast<int>(fault);
        };
        const auto row = [&raw](const char *name, const std::function<void(NtpPacket &)> &mutate, Kind kind,
                                QueryOutcome outcome, ReplyFault fault) {
            NtpPacket packet = goodPacket();
            mutate(packet);
            raw(name, bytesOf(packet), kind, outcome, fault);
        };
        const auto accepted = [&row](const char *name, const std::function<void(NtpPacket &)> &mutate) {
            row(name, mutate, Kind::Accepted, QueryOutcome::Ok, ReplyFault::None);
        };
        const auto notOurs = [&row](const char *name, ReplyFault fault,
                                    const std::function<void(NtpPacket &)> &mutate) {
            row(name, mutate, Kind::NotOurs, QueryOutcome::Invalid, fault);
        };
        const auto invalid = [&row](const char *name, ReplyFault fault,
                                    const std::function<void(NtpPacket &)> &mutate) {
            row(name, mutate, Kind::Rejected, QueryOutcome::Invalid, fault);
        };
        const auto unsynchronised = [&row](const char *name, const std::function<void(NtpPacket &)> &mutate) {
            row(name, mutate, Kind::Rejected, QueryOutcome::Unsynchronised, ReplyFault::None);
        };

        accepted("good", [](NtpPacket &) {});
        accepted("stratum 1", [](NtpPacket &p) { p.stratum = 1; });
        accepted("stratum 15", [](NtpPacket &p) { p.stratum = 15; });
        accepted("a leap second is announced", [](NtpPacket &p) { p.leap = LeapIndicator::InsertSecond; });
        accepted("no reference time", [](NtpPacket &p) { p.reference.bits = 0; });
        accepted("precision 2^-32 s", [](NtpPacket &p) { p.precision = -32; });
        accepted("precision 1 s", [](NtpPacket &p) { p.precision = 0; });
        accepted("across the era", [](NtpPacket &p) {
            p.reference.bits = 0xffffffff'00000000;
            p.receive.bits = 0xffffffff'ffffffff;
            p.transmit.bits = 0x00000000'00000001;
        });
        accepted("kept for 4 s", [](NtpPacket &p) { p.transmit.bits = p.receive.bits + 4 * second; });
        accepted("root distance just below 16 s", [](NtpPacket &p) {
            p.rootDelay = 16s;
            p.rootDispersion = 7999ms;
        });
        raw("with an extension field", bytesOf(goodPacket()) + QByteArray(28, '\0'), Kind::Accepted,
            QueryOutcome::Ok, ReplyFault::None);

        raw("empty", {}, Kind::NotOurs, QueryOutcome::Invalid, ReplyFault::WrongLength);
        raw("47 bytes", bytesOf(goodPacket()).left(47), Kind::NotOurs, QueryOutcome::Invalid,
            ReplyFault::WrongLength);
        raw("50 bytes", bytesOf(goodPacket()) + "xy", Kind::NotOurs, QueryOutcome::Invalid,
            ReplyFault::WrongLength);
        for (const int version : {0, 1, 2, 3, 5, 6, 7})
            notOurs(qPrintable(QStringLiteral("version %1").arg(version)), ReplyFault::WrongVersion,
                    [version](NtpPacket &p) { p.version = static_cast<quint8>(version); });
        for (const int mode : {0, 1, 2, 3, 5, 6, 7})
            notOurs(qPrintable(QStringLiteral("mode %1").arg(mode)), ReplyFault::WrongMode,
                    [mode](NtpPacket &p) { p.mode = static_cast<NtpMode>(mode); });
        notOurs("a guessed origin", ReplyFault::WrongOrigin, [](NtpPacket &p) { p.origin.bits ^= 1; });
        notOurs("no origin", ReplyFault::WrongOrigin, [](NtpPacket &p) { p.origin.bits = 0; });
        notOurs("a forged kiss", ReplyFault::WrongOrigin, [](NtpPacket &p) {
            p.stratum = 0;
            p.referenceId = 0x44454e59;
            p.origin.bits = 0;
        });

        unsynchronised("leap 3", [](NtpPacket &p) { p.leap = LeapIndicator::Unsynchronised; });
        unsynchronised("stratum 16", [](NtpPacket &p) { p.stratum = 16; });
        unsynchronised("stratum 255", [](NtpPacket &p) { p.stratum = 255; });
        unsynchronised("stratum 0 without a code", [](NtpPacket &p) {
            p.stratum = 0;
            p.referenceId = 0;
        });
        // What chronyd 4.3 sends before it has a reference.
        unsynchronised("a real unsynchronised chronyd", [](NtpPacket &p) {
            p.leap = LeapIndicator::Unsynchronised;
            p.stratum = 0;
            p.referenceId = 0;
            p.rootDelay = 1s;
            p.rootDispersion = 1s;
            p.reference.bits = 0;
        });

        // What ntpd and NTPsec send until they have a reference, and while they set their clock.
        for (const char *code : {"INIT", "STEP", "ACST", "NKEY"})
            unsynchronised(code, [code](NtpPacket &p) {
                p.leap = LeapIndicator::Unsynchronised;
                p.stratum = 0;
                p.precision = -24;
                p.referenceId = QByteArray(code).toHex().toUInt(nullptr, 16);
                p.rootDelay = 0s;
                p.reference.bits = 0;
            });

        invalid("precision 2 s", ReplyFault::ImpossiblePrecision, [](NtpPacket &p) { p.precision = 1; });
        invalid("precision 2^31 s", ReplyFault::ImpossiblePrecision, [](NtpPacket &p) { p.precision = 31; });
        invalid("precision 2^-33 s", ReplyFault::ImpossiblePrecision,
                [](NtpPacket &p) { p.precision = -33; });
        invalid("no receive time", ReplyFault::ZeroTimestamp, [](NtpPacket &p) { p.receive.bits = 0; });
        invalid("no transmit time", ReplyFault::ZeroTimestamp, [](NtpPacket &p) { p.transmit.bits = 0; });
        invalid("sent before it came", ReplyFault::TimeBackwards,
                [](NtpPacket &p) { p.transmit.bits = p.receive.bits - 1; });
        invalid("kept for more than 4 s", ReplyFault::SlowTurnaround,
                [](NtpPacket &p) { p.transmit.bits = p.receive.bits + 4 * second + 1; });
        invalid("set in the future", ReplyFault::ReferenceInFuture,
                [](NtpPacket &p) { p.reference.bits = p.transmit.bits + 1; });
        invalid("root distance 16 s", ReplyFault::RootDistanceTooLarge, [](NtpPacket &p) {
            p.rootDelay = 16s;
            p.rootDispersion = 8s;
        });
        invalid("a kiss that cannot be read", ReplyFault::UnknownKiss, [](NtpPacket &p) {
            p.stratum = 0;
            p.referenceId = 0x1b5b324a;
        });
        invalid("a kiss of three letters", ReplyFault::UnknownKiss, [](NtpPacket &p) {
            p.stratum = 0;
            p.referenceId = 0x41424300;
        });
    }
    void judges()
    {
        QFETCH(QByteArray, datagram);
        QFETCH(int, kind);
        QFETCH(int, outcome);
        QFETCH(int, fault);
        const ReplyJudgement judgement = judgeReply(datagram, nonce);
        QCOMPARE(static_cast<int>(judgement.kind), kind);
        QCOMPARE(static_cast<int>(judgement.fault), fault);
        if (judgement.kind != ReplyJudgement::Kind::NotOurs)
            QCOMPARE(static_cast<int>(judgement.outcome), outcome);
        // The rows are by hand: they prove the oracle too.
        QCOMPARE(test::differenceFromOracle(datagram, nonce), QString());
    }

    void kissesAreRead_data()
    {
        QTest::addColumn<QByteArray>("code");
        for (const char *code : {"RATE", "DENY", "RSTR", "X123"})
            QTest::newRow(code) << QByteArray(code);
    }
    void kissesAreRead()
    {
        QFETCH(QByteArray, code);
        NtpPacket packet = goodPacket();
        packet.stratum = 0;
        packet.leap = LeapIndicator::Unsynchronised;
        packet.referenceId = code.toHex().toUInt(nullptr, 16);
        const ReplyJudgement judgement = judgeReply(bytesOf(packet), nonce);
        QCOMPARE(judgement.kind, ReplyJudgement::Kind::Rejected);
        QCOMPARE(judgement.outcome, QueryOutcome::KissCode);
        QCOMPARE(judgement.kissCode, code);
    }

    void aNegativeRoundTripIsPossibleWithinTheStampsOnly()
    {
        QVERIFY(delayIsPossible(0ns, -24));
        QVERIFY(delayIsPossible(1s, -24));
        QVERIFY(delayIsPossible(-(fromLog2Seconds(-24) + fromLog2Seconds(-25)), -24));
        QVERIFY(!delayIsPossible(-100ns, -24));
        QVERIFY(delayIsPossible(-5ms, -7));
        QVERIFY(!delayIsPossible(-10ms, -7));
    }
};

QTEST_GUILESS_MAIN(TestReply)
#include "test_reply.moc"
