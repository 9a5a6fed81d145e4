// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ntp/packet.h"

#include <QTest>

#include <random>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant unixSecond(qint64 seconds, Duration rest = {})
{
    return Instant(std::chrono::seconds(seconds) + rest);
}

// 2036-02-07 06:28:16 UTC, where 32 bits of seconds since 1900 are full.
constexpr qint64 eraEnd = 2085978496;

QByteArray bytesOf(const NtpDatagram &datagram)
{
    return QByteArray(datagram.data(), datagram.size());
}

} // namespace

class TestPacket final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timestamps_data()
    {
        QTest::addColumn<qint64>("nanoseconds"); // since 1970
        QTest::addColumn<quint64>("bits");
        const auto row = [](const char *name, Instant instant, quint64 bits) {
            QTest::newRow(name) << static_cast<qint64>(instant.time_since_epoch().count()) << bits;
        };
        // RFC 5905 figure 4 and section 6.
        row("Unix epoch", unixSecond(0), Q_UINT64_C(2208988800) << 32);
        row("first day of UTC, 1972", unixSecond(63072000), Q_UINT64_C(2272060800) << 32);
        row("last second of the era", unixSecond(eraEnd - 1), Q_UINT64_C(0xffffffff) << 32);
        row("half a second later", unixSecond(eraEnd - 1, 500ms), Q_UINT64_C(0xffffffff80000000));
        row("next era, a quarter", unixSecond(eraEnd, 250ms), Q_UINT64_C(0x0000000040000000));
        row("before 1970", unixSecond(-1, 500ms), (Q_UINT64_C(2208988799) << 32) + 0x80000000);
    }
    void timestamps()
    {
        QFETCH(qint64, nanoseconds);
        QFETCH(quint64, bits);
        const Instant instant{Duration(nanoseconds)};
        QCOMPARE(toNtpTimestamp(instant).bits, bits);
        // Whatever day within 68 years the reader lives in, the era comes out right.
        for (const Duration distance : {Duration(0), Duration(24h * 365 * 60), Duration(-24h * 365 * 60)})
            QCOMPARE(toInstant({bits}, instant + distance), instant);
    }

    void everyInstantSurvivesTheWayThere()
    {
        std::mt19937_64 random(7);
        const auto sixtyYears = std::chrono::duration_cast<Duration>(24h * 365 * 60).count();
        std::uniform_int_distribution<qint64> any(-sixtyYears, sixtyYears);
        for (int i = 0; i < 200000; ++i) {
            const Instant instant = unixSecond(eraEnd) + Duration(any(random) / 2);
            const Instant pivot = instant + Duration(any(random));
            const Duration error = toInstant(toNtpTimestamp(instant), pivot) - instant;
            QVERIFY2(std::chrono::abs(error) <= 1ns, qPrintable(QString::number(error.count())));
        }
    }

    void theMiddleOfTheEraBoundaryIsASecond()
    {
        const Instant before = unixSecond(eraEnd - 1);
        const Instant after = unixSecond(eraEnd);
        QCOMPARE(toInstant(toNtpTimestamp(after), before) - toInstant(toNtpTimestamp(before), after),
                 Duration(1s));
    }

    void shortFormat_data()
    {
        QTest::addColumn<quint32>("bits");
        QTest::addColumn<qint64>("nanoseconds");
        QTest::newRow("zero") << 0u << qint64(0);
        QTest::newRow("one step is 15.26 µs") << 1u << qint64(15258);
        QTest::newRow("one second") << 0x00010000u << qint64(1'000'000'000);
        QTest::newRow("16 seconds") << 0x00100000u << qint64(16'000'000'000);
        QTest::newRow("largest") << 0xffffffffu << qint64(65535'999984741);
    }
    void shortFormat()
    {
        QFETCH(quint32, bits);
        QFETCH(qint64, nanoseconds);
        QCOMPARE(fromNtpShort(bits).count(), nanoseconds);
    }

    void shortFormatNeverClaimsLess()
    {
        QCOMPARE(toNtpShort(0ns), 0u);
        QCOMPARE(toNtpShort(-5s), 0u);
        QCOMPARE(toNtpShort(1ns), 1u);
        QCOMPARE(toNtpShort(1s), 0x00010000u);
        QCOMPARE(toNtpShort(1s + 1ns), 0x00010001u);
        QCOMPARE(toNtpShort(100000s), 0xffffffffu);
        std::mt19937_64 random(3);
        std::uniform_int_distribution<qint64> any(0, 60'000'000'000);
        for (int i = 0; i < 100000; ++i) {
            const Duration span(any(random));
            const Duration back = fromNtpShort(toNtpShort(span));
            QVERIFY(back > span - 1ns && back < span + 16us);
        }
    }

    void powersOfTwo()
    {
        QCOMPARE(fromLog2Seconds(0), Duration(1s));
        QCOMPARE(fromLog2Seconds(6), Duration(64s));
        QCOMPARE(fromLog2Seconds(-1), Duration(500ms));
        QCOMPARE(fromLog2Seconds(-20), Duration(953ns));
        QCOMPARE(fromLog2Seconds(127), fromLog2Seconds(31));
        QCOMPARE(fromLog2Seconds(-128), Duration(0));
    }

    void theWireLayoutIsTheRfcs()
    {
        NtpPacket packet;
        packet.leap = LeapIndicator::DeleteSecond;
        packet.version = 4;
        packet.mode = NtpMode::Server;
        packet.stratum = 2;
        packet.poll = 6;
        packet.precision = -24;
        packet.rootDelay = 1s;
        packet.rootDispersion = 500ms;
        packet.referenceId = 0xc0000207;
        packet.reference.bits = 0x0102030405060708;
        packet.origin.bits = 0x1112131415161718;
        packet.receive.bits = 0x2122232425262728;
        packet.transmit.bits = 0x3132333435363738;
        const QByteArray expected = QByteArray::fromHex("a40206e8 00010000 00008000 c0000207 0102030405060708"
                                                        "1112131415161718 2122232425262728 3132333435363738");
        QCOMPARE(bytesOf(encode(packet)), expected);
        const NtpPacket back = *decode(expected);
        QCOMPARE(bytesOf(encode(back)), expected);
        QCOMPARE(back.poll, qint8(6));
        QCOMPARE(back.precision, qint8(-24));
        QVERIFY(back.leap == LeapIndicator::DeleteSecond && back.mode == NtpMode::Server);
    }

    void everyHeaderSurvivesDecodingAndEncoding()
    {
        std::mt19937_64 random(11);
        for (int i = 0; i < 100000; ++i) {
            QByteArray bytes(ntpHeaderSize, Qt::Uninitialized);
            for (char &byte : bytes)
                byte = static_cast<char>(random());
            QCOMPARE(bytesOf(encode(*decode(bytes))), bytes);
        }
    }

    void shortDatagramsAreNoPackets()
    {
        for (qsizetype size = 0; size < ntpHeaderSize; ++size)
            QVERIFY(!decode(QByteArray(size, '\x24')));
        QVERIFY(decode(QByteArray(ntpHeaderSize, '\x24')));
        QVERIFY(decode(QByteArray(1000, '\x24')));
    }

    void aRequestTellsNothing()
    {
        const QByteArray request = bytesOf(encodeClientRequest(0x0123456789abcdef));
        QCOMPARE(request, QByteArray::fromHex("23000020") + QByteArray(36, '\0') +
                              QByteArray::fromHex("0123456789abcdef"));
    }

    void referenceIds_data()
    {
        QTest::addColumn<quint32>("referenceId");
        QTest::addColumn<int>("stratum");
        QTest::addColumn<QString>("text");
        QTest::newRow("GPS") << 0x47505300u << 1 << u"GPS"_s;
        QTest::newRow("four letters") << 0x50505330u << 1 << u"PPS0"_s;
        QTest::newRow("an address") << 0xc0000207u << 2 << u"192.0.2.7"_s;
        QTest::newRow("an address that looks like letters") << 0x47505330u << 2 << u"71.80.83.48"_s;
        QTest::newRow("stratum 1 with an address") << 0x7f7f0101u << 1 << u"127.127.1.1"_s;
        QTest::newRow("control characters are never shown") << 0x1b5b324au << 1 << u"27.91.50.74"_s;
        QTest::newRow("nothing") << 0u << 0 << u"0.0.0.0"_s;
    }
    void referenceIds()
    {
        QFETCH(quint32, referenceId);
        QFETCH(int, stratum);
        QFETCH(QString, text);
        QCOMPARE(referenceIdText(referenceId, stratum), text);
    }
};

QTEST_GUILESS_MAIN(TestPacket)
#include "test_packet.moc"
