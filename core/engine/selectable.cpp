// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/selectable.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// A lost packet, or that we are to ask less often, is no fault of the server, and what it said before ages
/// honestly: it counts until three in a row are lost.
bool hasFailed(const SourceSnapshot &source)
{
    if (!source.lastOutcome || *source.lastOutcome == QueryOutcome::Ok)
        return false;
    constexpr quint8 lastThree = 0b111;
    const bool isHeldOff = *source.lastOutcome == QueryOutcome::KissCode && source.kissCode == "RATE";
    const bool isPassing = *source.lastOutcome == QueryOutcome::Timeout || isHeldOff;
    return !isPassing || !source.estimate || (source.reach & lastThree) == 0;
}

/// What the estimate scatters, and what the oscillator's frequency may have wandered since the last answer.
std::optional<Duration> scatterNow(const SourceSnapshot &source)
{
    constexpr double wander = 1e-6;
    const std::optional<Duration> scatter = source.estimate->statistical;
    if (!scatter || *scatter == Duration::zero() || !source.lastAnswer)
        return scatter;
    const Duration age = std::max(source.estimate->at - *source.lastAnswer, Duration::zero());
    return fromSeconds(std::hypot(toSeconds(*scatter), wander * toSeconds(age)));
}

QString placeOf(const QString &address, quint16 port)
{
    return address.isEmpty() ? QString() : address + u' ' + QString::number(port);
}

} // namespace

SelectionSource selectable(const SourceSnapshot &source)
{
    SelectionSource claim;
    claim.failed = hasFailed(source);
    claim.isUnsynchronised = source.lastOutcome == QueryOutcome::Unsynchronised;
    // A server there reads the very clock that it is to judge.
    claim.isThisComputer = source.isThisComputer && source.host.port == ntpPort;
    claim.place = placeOf(source.address, source.host.port);
    claim.otherPlace = placeOf(source.otherAddress, source.host.port);
    if (source.lastSample)
        claim.stratum = source.lastSample->stratum;
    if (source.estimate) {
        claim.offset = source.estimate->offset;
        claim.bound = source.estimate->bound;
        claim.statistical = source.estimate->statistical;
        claim.jitter = source.estimate->jitter;
    }
    return claim;
}

std::vector<PathClaim> pathClaims(std::span<const SourceSnapshot> sources, std::span<const SourceUse> uses)
{
    // Both ways to a server get its name.
    QHash<QString, QString> servers;
    for (const SourceSnapshot &source : sources) {
        if (!source.otherAddress.isEmpty())
            servers.insert(placeOf(source.otherAddress, source.host.port), source.id.key);
    }
    std::vector<PathClaim> claims;
    claims.reserve(sources.size());
    for (size_t i = 0; i < sources.size(); ++i) {
        const SourceSnapshot &source = sources[i];
        const QString own = source.id.key;
        PathClaim claim{.host = servers.value(placeOf(source.address, source.host.port), own),
                        .isIpv6 = source.address.contains(u':'),
                        .agrees = agrees(uses[i]),
                        .offset = Offset::fromLocalMinusRemote({})};
        if (source.estimate) {
            claim.offset = source.estimate->offset;
            claim.statistical = scatterNow(source);
        }
        claims.push_back(claim);
    }
    return claims;
}

} // namespace synchroscope
