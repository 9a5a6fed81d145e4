// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>

#include <chrono>
#include <optional>

/// An NTP query written apart from the product's, on plain sockets, to judge servers and product by.
namespace synchroscope::test {

struct RawReply
{
    int leap = 0;
    int version = 0;
    int mode = 0;
    int stratum = 0;
    /// Server's clock minus this computer's: RFC 5905's theta, the opposite of the product's sign. User-space
    /// stamps: good to some 20 µs on loopback.
    std::chrono::nanoseconds serverAhead{};
    std::chrono::nanoseconds delay{};
};

/// Asks once; nothing when no answer to this very request came within the timeout.
std::optional<RawReply> askOnce(const QHostAddress &address, quint16 port,
                                std::chrono::milliseconds timeout = std::chrono::seconds(20));

/// Of so many queries, the one with the shortest way, which the process was least interrupted in.
std::optional<RawReply> askBest(const QHostAddress &address, quint16 port, int queries = 8);

} // namespace synchroscope::test
