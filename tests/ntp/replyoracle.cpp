// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ntp/replyoracle.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace synchroscope::test {

namespace {

// Figure 8: where the fields lie.
constexpr int stratumAt = 1;
constexpr int precisionAt = 3;
constexpr int rootDelayAt = 4;
constexpr int rootDispersionAt = 8;
constexpr int referenceIdAt = 12;
constexpr int referenceAt = 16;
constexpr int originAt = 24;
constexpr int receiveAt = 32;
constexpr int transmitAt = 40;
constexpr int headerLength = 48;

quint8 byteAt(const QByteArray &bytes, int at)
{
    return static_cast<quint8>(bytes.at(at));
}

quint64 numberAt(const QByteArray &bytes, int at, int size)
{
    quint64 value = 0;
    for (int i = 0; i < size; ++i)
        value = value * 256 + byteAt(bytes, at + i);
    return value;
}

bool isLater(quint64 timestamp, quint64 other)
{
    // Within half an era (section 6).
    return timestamp != other && timestamp - other < Q_UINT64_C(1) << 63;
}

std::set<ReplyFault> framingFaults(const QByteArray &bytes, quint64 nonce)
{
    // Section 7.3: whole words of 32 bits; RFC 7822 extends them by words.
    if (bytes.size() < headerLength || bytes.size() % 4 != 0)
        return {ReplyFault::WrongLength};
    std::set<ReplyFault> faults;
    if ((byteAt(bytes, 0) & 0b00'111'000) != 0b00'100'000)
        faults.insert(ReplyFault::WrongVersion);
    if ((byteAt(bytes, 0) & 0b00'000'111) != 4)
        faults.insert(ReplyFault::WrongMode);
    if (numberAt(bytes, originAt, 8) != nonce)
        faults.insert(ReplyFault::WrongOrigin);
    return faults;
}

std::set<ReplyFault> contentFaults(const QByteArray &bytes)
{
    std::set<ReplyFault> faults;
    // Two's complement: 2^-32 s, which a timestamp resolves, to 1 s.
    if (byteAt(bytes, precisionAt) != 0 && byteAt(bytes, precisionAt) < 0xe0)
        faults.insert(ReplyFault::ImpossiblePrecision);
    const quint64 reference = numberAt(bytes, referenceAt, 8);
    const quint64 receive = numberAt(bytes, receiveAt, 8);
    const quint64 transmit = numberAt(bytes, transmitAt, 8);
    if (receive == 0 || transmit == 0)
        faults.insert(ReplyFault::ZeroTimestamp);
    if (transmit != receive && !isLater(transmit, receive))
        faults.insert(ReplyFault::TimeBackwards);
    else if (transmit - receive > Q_UINT64_C(4) << 32)
        faults.insert(ReplyFault::SlowTurnaround);
    if (reference != 0 && transmit != reference && !isLater(transmit, reference))
        faults.insert(ReplyFault::ReferenceInFuture);
    // Half the root delay plus the dispersion, in units of 2^-17 s, against MAXDISP.
    if (numberAt(bytes, rootDelayAt, 4) + 2 * numberAt(bytes, rootDispersionAt, 4) >= Q_UINT64_C(16) << 17)
        faults.insert(ReplyFault::RootDistanceTooLarge);
    return faults;
}

/// Four printable letters, no blanks.
bool isCode(const QByteArray &four)
{
    for (const char letter : four) {
        if (letter < '!' || letter > '~')
            return false;
    }
    return true;
}

QString inWords(const OracleVerdict &verdict)
{
    QStringList faults;
    for (const ReplyFault fault : verdict.faults)
        faults.append(QString::number(static_cast<int>(fault)));
    return u"worth %1, faults %2"_s.arg(static_cast<int>(verdict.worth)).arg(faults.join(u' '));
}

OracleVerdict::Worth worthOf(const ReplyJudgement &judgement)
{
    using Worth = OracleVerdict::Worth;
    if (judgement.kind == ReplyJudgement::Kind::NotOurs)
        return Worth::Nothing;
    if (judgement.kind == ReplyJudgement::Kind::Accepted)
        return judgement.outcome == QueryOutcome::Ok ? Worth::Time : Worth::Impossible;
    if (judgement.outcome == QueryOutcome::KissCode)
        return Worth::Kiss;
    return judgement.outcome == QueryOutcome::Unsynchronised ? Worth::Unsynchronised : Worth::Impossible;
}

} // namespace

OracleVerdict oracleJudges(const QByteArray &datagram, quint64 nonce)
{
    using Worth = OracleVerdict::Worth;
    if (const std::set<ReplyFault> faults = framingFaults(datagram, nonce); !faults.empty())
        return {Worth::Nothing, faults};
    const quint8 stratum = byteAt(datagram, stratumAt);
    const QByteArray code = datagram.mid(referenceIdAt, 4);
    // Section 7.4: stratum 0 is a kiss. A chronyd that is not synchronised sends stratum 0 and no code.
    if (stratum == 0 && code != QByteArray(4, '\0')) {
        if (!isCode(code))
            return {Worth::Impossible, {ReplyFault::UnknownKiss}};
        if (code == "RATE" || code == "DENY" || code == "RSTR" || code.at(0) == 'X')
            return {Worth::Kiss, {}};
    }
    const bool isUnset = byteAt(datagram, 0) >> 6 == 3;
    if (isUnset || stratum == 0 || stratum > 15)
        return {Worth::Unsynchronised, {}};
    const std::set<ReplyFault> faults = contentFaults(datagram);
    return {faults.empty() ? Worth::Time : Worth::Impossible, faults};
}

QString differenceFromOracle(const QByteArray &datagram, quint64 nonce)
{
    const OracleVerdict oracle = oracleJudges(datagram, nonce);
    const ReplyJudgement judgement = judgeReply(datagram, nonce);
    const bool isNamed =
        oracle.faults.empty() ? judgement.fault == ReplyFault::None : oracle.faults.contains(judgement.fault);
    const bool isSame = worthOf(judgement) == oracle.worth && isNamed;
    const bool isCodeSame = oracle.worth == OracleVerdict::Worth::Kiss
                                ? judgement.kissCode == datagram.mid(referenceIdAt, 4)
                                : judgement.kissCode.isEmpty();
    if (isSame && isCodeSame)
        return {};
    return u"%1: the oracle says %2, the product kind %3, outcome %4, fault %5, code \"%6\""_s
        .arg(QString::fromLatin1(datagram.toHex()), inWords(oracle))
        .arg(static_cast<int>(judgement.kind))
        .arg(static_cast<int>(judgement.outcome))
        .arg(static_cast<int>(judgement.fault))
        .arg(QString::fromLatin1(judgement.kissCode));
}

} // namespace synchroscope::test
