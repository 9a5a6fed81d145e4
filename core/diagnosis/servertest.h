// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/hostspec.h"
#include "core/config/namedserver.h"
#include "core/estimate/sourceestimate.h"
#include "core/ntp/packet.h"
#include "core/ntp/reply.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// Servers asked before anything is written.
namespace synchroscope {

struct ServerTestRequest
{
    HostSpec host;
    ServerType type = ServerType::Server;

    friend bool operator==(const ServerTestRequest &, const ServerTestRequest &) = default;
};

/// What one address said.
struct AddressTest
{
    QString address;
    QueryOutcome outcome = QueryOutcome::Timeout;
    ReplyFault fault = ReplyFault::None;
    QByteArray kissCode;
    QString systemReason;
    std::optional<NtpPacket> packet;
    std::optional<SourceEstimate> estimate; ///< as of its latest answer
};

struct ServerTest
{
    ServerTestRequest server;
    bool isFinished = false;
    bool isHeld = false; ///< politeness lets its next question wait for longer than usual
    QStringList ipv4;    ///< its addresses; both empty and finished: it has none
    QStringList ipv6;
    QString systemReason;            ///< why its name has no address
    std::vector<AddressTest> asked;  ///< some of them: one of each family, of a pool up to four
    std::optional<Instant> testedAt; ///< when it was finished
};

} // namespace synchroscope
