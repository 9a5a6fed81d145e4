// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/reply.h"
#include "core/ntp/sample.h"

#include <QHostAddress>

#include <functional>
#include <optional>

namespace synchroscope {

/// How one request to one address ended.
struct ExchangeResult
{
    QueryOutcome outcome = QueryOutcome::Timeout;
    ReplyFault fault = ReplyFault::None; ///< for Invalid; NotSent with Unreachable
    std::optional<Sample> sample;        ///< for Ok
    std::optional<NtpPacket> packet; ///< when the server answered at all; of kisses no timestamp may be used
    QByteArray kissCode;             ///< for KissCode
    QString systemReason;            ///< for Refused and Unreachable: the system's words
    bool hasLeft = true;             ///< else for want of a route, or of something here, nobody was asked
    /// What was seen meanwhile and not taken; also what came to earlier requests after they had ended.
    IgnoredReplies ignored;
};

using ExchangeId = quint64;

/// Asks a server once. Injected, so that tests decide what the network does.
class NtpTransport
{
public:
    using Finished = std::function<void(const ExchangeResult &)>;

    virtual ~NtpTransport() = default;
    /// Calls `finished` exactly once and never from within this call, unless cancelled before.
    virtual ExchangeId ask(const QHostAddress &address, quint16 port, Duration timeout,
                           Finished finished) = 0;
    virtual void cancel(ExchangeId exchange) = 0;
};

} // namespace synchroscope
