// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QHostAddress>

#include <optional>

/// How often a server may be asked, by whose server it is. Pure.
///
/// Public servers belong to strangers: at most 8 requests in 64 s, never less than 2 s apart, polls of 64 s
/// while somebody looks and at most 15 minutes of that, then 1024 s (rules of support.ntp.org and RFC 8633
/// section 5.4).
namespace synchroscope::politeness {

enum class HostClass : quint8 { Loopback, Private, Public };

/// Loopback; RFC 1918, link-local, unique-local and carrier-grade NAT addresses; all others.
HostClass classify(const QHostAddress &address);

/// Two requests to one address are never closer.
Duration headway(HostClass host);

/// At most this many requests to one address within `burstWindow`; 0: no limit.
int burstLimit(HostClass host);
inline constexpr Duration burstWindow = std::chrono::seconds(64);

/// The first few requests come quickly, so that the first estimate is soon a good one, also when a packet is
/// lost or the network is only coming up: after each failure in a row the next waits four times as long.
inline constexpr int startBurst = 4;
Duration startBurstInterval(HostClass host, int failures = 0);

/// Time between polls. `attention` is how long somebody has been looking; nothing when nobody is.
/// `isFollowedFromPool`: this machine's daemon asks it already, and it is a volunteer's.
Duration pollInterval(HostClass host, std::optional<Duration> attention, bool isFollowedFromPool = false);

/// The same for a server that failed so many times in a row: doubling, up to 1024 s for public servers.
Duration backedOff(Duration interval, HostClass host, int failures);

/// Until the next try when so many in a row could ask nobody, for no packet left this computer or the name
/// was not found: 8 s, doubling up to 128 s, whosever server it is.
Duration unaskedInterval(int failures);

/// After a RATE kiss: at least twice what it was (RFC 5905 section 7.4), and 4 s.
Duration afterRateKiss(Duration interval);
/// No kisses make it longer.
inline constexpr Duration longestAfterKiss = std::chrono::seconds(16 * 1024);

} // namespace synchroscope::politeness
