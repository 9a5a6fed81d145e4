// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/properties.h"
#include "tests/ntp/replyoracle.h"

#include <QTest>
#include <QtEndian>

#include <array>
#include <map>
#include <random>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

namespace {

constexpr quint64 second = Q_UINT64_C(1) << 32;

/// Replies to one request after another, each of them good, then spoilt by chance.
class Forger
{
public:
    explicit Forger(quint64 seed) : m_random(seed) {}

    quint64 nonce() const { return m_nonce; }

    QByteArray next()
    {
        m_earlierNonce = m_nonce;
        m_nonce = m_random();
        m_bytes = QByteArray(48, '\0');
        const std::array<quint64, 3> eras{0xe9000000'00000000, 0xffffffff'fffffff0, 0x00000000'80000000};
        const quint64 receive = eras[size_t(below(3))];
        m_bytes[0] = static_cast<char>(below(3) << 6 | 4 << 3 | 4);
        m_bytes[1] = static_cast<char>(1 + below(15));
        m_bytes[3] = static_cast<char>(-32 + below(33));
        put32(4, quint32(below(1 << 16)));
        put32(8, quint32(below(1 << 16)));
        put32(12, 0x47505300);
        put64(16, below(10) == 0 ? 0 : receive - quint64(below(1 << 20)) * second);
        put64(24, m_nonce);
        put64(32, receive);
        put64(40, receive + m_random() % (4 * second + 1));
        // A fifth stays good.
        for (int spoils = below(5); spoils > 0; --spoils)
            spoil();
        return m_bytes;
    }

private:
    int below(int end) { return static_cast<int>(m_random() % static_cast<quint64>(end)); }
    bool reaches(int size) const { return m_bytes.size() >= size; }
    quint64 get64(int at) const { return qFromBigEndian<quint64>(m_bytes.constData() + at); }
    void put32(int at, quint32 value) { qToBigEndian(value, m_bytes.data() + at); }
    void put64(int at, quint64 value) { qToBigEndian(value, m_bytes.data() + at); }

    void spoil()
    {
        if (!reaches(48)) {
            m_bytes.append(QByteArray(below(60), '\x04'));
            return;
        }
        switch (below(14)) {
        case 0: // any byte
            m_bytes[below(48)] = static_cast<char>(m_random());
            break;
        case 1: { // any bit
            const int at = below(48);
            m_bytes[at] = static_cast<char>(m_bytes.at(at) ^ (1 << below(8)));
            break;
        }
        case 2: // a word of extremes
            put32(4 * below(12), below(2) == 0 ? 0 : 0xffffffff);
            break;
        case 3: // leap, version, mode
            m_bytes[0] = static_cast<char>(m_random());
            break;
        case 4: // around the ends of the strata
            m_bytes[1] = static_cast<char>(std::array{0, 1, 15, 16, 17, 255}[size_t(below(6))]);
            break;
        case 5: // around the ends of the precision
            m_bytes[3] = static_cast<char>(std::array{-34, -33, -32, -31, -1, 0, 1, 2}[size_t(below(8))]);
            break;
        case 6: { // a kiss, or what looks like one
            static constexpr std::array codes{"RATE", "DENY", "RSTR",    "XABC",  "INIT",     "STEP",
                                              "rate", "RAT ", "\x1b[2J", "GPS\0", "\0\0\0\0", "\0ABC"};
            m_bytes[1] = below(4) == 0 ? 1 : 0;
            m_bytes.replace(12, 4, QByteArray(codes[size_t(below(int(codes.size())))], 4));
            break;
        }
        case 7: // what an attacker who does not see the request would send, or replay
            put64(24, std::array<quint64, 5>{0, m_earlierNonce, ~m_nonce, m_nonce + 1,
                                             m_random()}[size_t(below(5))]);
            break;
        case 8: // the request itself, reflected
            m_bytes = QByteArray(48, '\0');
            m_bytes[0] = 0x23;
            m_bytes[3] = 0x20;
            put64(40, m_nonce);
            if (below(2) == 0)
                m_bytes[0] = 0x24;
            break;
        case 9: // around no turnaround, and around 4 s
            put64(40, get64(32) + std::array<quint64, 7>{0, ~quint64(0), 1, 4 * second - 1, 4 * second,
                                                         4 * second + 1, second << 31}[size_t(below(7))]);
            break;
        case 10: // around the moment of the answer, and half an era from it
            put64(16, get64(40) + std::array<quint64, 5>{0, 1, ~quint64(0), Q_UINT64_C(1) << 63,
                                                         (Q_UINT64_C(1) << 63) + 1}[size_t(below(5))]);
            break;
        case 11: { // around 16 s of root distance
            const auto dispersion = quint32(below(17)) << 16;
            put32(8, dispersion);
            put32(4, (quint32(32) << 16) - 2 * dispersion + quint32(below(3)) - 1);
            break;
        }
        case 12: // lengths
            m_bytes.resize(below(130), '\0');
            break;
        default: // no time at all
            put64(below(2) == 0 ? 32 : 40, 0);
            break;
        }
    }

    std::mt19937_64 m_random;
    quint64 m_nonce = 0;
    quint64 m_earlierNonce = 0;
    QByteArray m_bytes;
};

} // namespace

/// Every reply that the product takes may be taken, every one that may be taken is, and what is refused is
/// refused for a reason that is there and has a name.
class TestReplyOracle final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMillionRepliesAreJudgedAlike()
    {
        Forger forger(20360207);
        std::map<OracleVerdict::Worth, int> worths;
        std::map<ReplyFault, int> faults;
        for (int i = 0; i < 1'000'000; ++i) {
            const QByteArray datagram = forger.next();
            const QString difference = differenceFromOracle(datagram, forger.nonce());
            if (!difference.isEmpty())
                QFAIL(qPrintable(difference));
            ++worths[oracleJudges(datagram, forger.nonce()).worth];
            ++faults[judgeReply(datagram, forger.nonce()).fault];
        }
        // Nothing is proven by what never came up.
        using Worth = OracleVerdict::Worth;
        for (const Worth worth :
             {Worth::Nothing, Worth::Time, Worth::Kiss, Worth::Unsynchronised, Worth::Impossible})
            QVERIFY2(worths[worth] > 1000, qPrintable(QString::number(int(worth))));
        QVERIFY(worths[Worth::Time] > 200'000);
        for (const ReplyFault fault :
             {ReplyFault::WrongLength, ReplyFault::WrongVersion, ReplyFault::WrongMode,
              ReplyFault::WrongOrigin, ReplyFault::ZeroTimestamp, ReplyFault::TimeBackwards,
              ReplyFault::SlowTurnaround, ReplyFault::ReferenceInFuture, ReplyFault::RootDistanceTooLarge,
              ReplyFault::ImpossiblePrecision, ReplyFault::UnknownKiss})
            QVERIFY2(faults[fault] > 1000, qPrintable(QString::number(int(fault))));
    }

    void anyBytesHaveTheProperties()
    {
        QList<QByteArray> replies;
        Forger forger(4);
        for (int i = 0; i < 50; ++i)
            replies.append(forger.next());
        const QString broken =
            tryMutations(replies, {QByteArray(8, '\0'), QByteArray(8, '\xff'), "RATE", "\x24\x01"},
                         brokenPropertyOfPacket);
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
    }
};

QTEST_GUILESS_MAIN(TestReplyOracle)
#include "test_replyoracle.moc"
