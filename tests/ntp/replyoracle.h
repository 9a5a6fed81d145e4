// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/reply.h"

#include <QByteArray>

#include <set>

namespace synchroscope::test {

/// What a reply is worth, reckoned byte by byte from RFC 5905 (figure 8, sections 7.3, 7.4 and 9.2) and from
/// what DESIGN adds, without any code of the product's: its twin in tests.
struct OracleVerdict
{
    enum class Worth : quint8 {
        Nothing,        ///< answers another request, or none
        Time,           ///< may be taken as the time
        Kiss,           ///< an order to ask less or not at all
        Unsynchronised, ///< an answer of a server whose clock is not set
        Impossible,     ///< an answer with values that cannot be
    };

    Worth worth = Worth::Nothing;
    /// Everything that is wrong with it; of Nothing and Impossible at least one. The product names one of
    /// these.
    std::set<ReplyFault> faults;
};

OracleVerdict oracleJudges(const QByteArray &datagram, quint64 nonce);

/// Where product and oracle differ about a reply to the request with this nonce; empty: nowhere. A datagram
/// that is judged must have a name for its fault, that fault must be real, and an accepted one must have
/// none.
QString differenceFromOracle(const QByteArray &datagram, quint64 nonce);

} // namespace synchroscope::test
