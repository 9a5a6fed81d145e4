// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/politeness.h"

#include <algorithm>
#include <array>

namespace synchroscope::politeness {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration followedPoolPoll = 1800s;
constexpr Duration longestPublicPoll = 1024s;
constexpr Duration quickAttention = 15min;
constexpr Duration firstUnasked = 8s;
constexpr Duration longestUnasked = 128s;
// Whoever is asked as fast as can be says it too.
constexpr Duration leastAfterKiss = 4s;

Duration longestBackOff(HostClass host)
{
    switch (host) {
    case HostClass::Loopback:
        return 8s;
    case HostClass::Private:
        return 64s;
    case HostClass::Public:
        break;
    }
    return longestPublicPoll;
}

} // namespace

HostClass classify(const QHostAddress &address)
{
    bool mapped = false;
    const quint32 ipv4 = address.toIPv4Address(&mapped);
    const QHostAddress plain = mapped ? QHostAddress(ipv4) : address;
    if (plain.isLoopback())
        return HostClass::Loopback;
    // RFC 1918, RFC 3927, RFC 6598, RFC 4193, RFC 4291.
    static const std::array privateSubnets{
        QHostAddress::parseSubnet(u"10.0.0.0/8"_s),     QHostAddress::parseSubnet(u"172.16.0.0/12"_s),
        QHostAddress::parseSubnet(u"192.168.0.0/16"_s), QHostAddress::parseSubnet(u"169.254.0.0/16"_s),
        QHostAddress::parseSubnet(u"100.64.0.0/10"_s),  QHostAddress::parseSubnet(u"fc00::/7"_s),
        QHostAddress::parseSubnet(u"fe80::/10"_s)};
    const bool isPrivate = std::any_of(privateSubnets.begin(), privateSubnets.end(),
                                       [&plain](const auto &subnet) { return plain.isInSubnet(subnet); });
    return isPrivate ? HostClass::Private : HostClass::Public;
}

Duration headway(HostClass host)
{
    switch (host) {
    case HostClass::Loopback:
        return Duration::zero();
    case HostClass::Private:
        return 1s;
    case HostClass::Public:
        break;
    }
    return 2s;
}

int burstLimit(HostClass host)
{
    return host == HostClass::Public ? 8 : 0;
}

Duration startBurstInterval(HostClass host, int failures)
{
    Duration interval = host == HostClass::Loopback ? Duration(500ms) : Duration(2s);
    for (int i = 0; i < failures && interval < longestPublicPoll; ++i)
        interval *= 4;
    return interval;
}

Duration pollInterval(HostClass host, std::optional<Duration> attention, bool isFollowedFromPool)
{
    switch (host) {
    case HostClass::Loopback:
        return attention ? 1s : 16s;
    case HostClass::Private:
        return attention ? 16s : 64s;
    case HostClass::Public:
        break;
    }
    if (isFollowedFromPool)
        return followedPoolPoll;
    return attention && *attention < quickAttention ? Duration(64s) : longestPublicPoll;
}

Duration backedOff(Duration interval, HostClass host, int failures)
{
    const Duration longest = std::max(longestBackOff(host), interval);
    // The first two failures may be lost packets; a server is not slower to come back for them.
    for (int i = 2; i < failures && interval < longest; ++i)
        interval *= 2;
    return std::min(interval, longest);
}

Duration unaskedInterval(int failures)
{
    Duration interval = firstUnasked;
    for (int i = 1; i < failures && interval < longestUnasked; ++i)
        interval *= 2;
    return interval;
}

Duration afterRateKiss(Duration interval)
{
    return std::max(std::min(interval, longestAfterKiss / 2) * 2, leastAfterKiss);
}

} // namespace synchroscope::politeness
