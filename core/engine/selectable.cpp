// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/selectable.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// A lost packet, or a step of this clock while one was under way, is no fault of the server, and what it
/// said before ages honestly: it counts until three in a row are lost.
bool hasFailed(const SourceSnapshot &source)
{
    if (!source.lastOutcome || *source.lastOutcome == QueryOutcome::Ok)
        return false;
    constexpr quint8 lastThree = 0b111;
    const bool isPassing =
        *source.lastOutcome == QueryOutcome::Timeout || source.lastFault == ReplyFault::ClockStepped;
    return !isPassing || !source.estimate || (source.reach & lastThree) == 0;
}

QString placeOf(const QString &address, quint16 port)
{
    return address.isEmpty() ? QString() : address + u' ' + QString::number(port);
}

} // namespace

ServerNames namesOfServers(std::span<const SourceSnapshot> sources)
{
    ServerNames names;
    for (const SourceSnapshot &source : sources) {
        if (source.otherAddress.isEmpty())
            continue;
        for (const QString &address : {source.address, source.otherAddress})
            names.insert(placeOf(address, source.host.port), source.id.key);
    }
    return names;
}

SelectionSource selectable(const SourceSnapshot &source, const ServerNames &names)
{
    SelectionSource claim;
    claim.failed = hasFailed(source);
    claim.isUnsynchronised = source.lastOutcome == QueryOutcome::Unsynchronised;
    // A server there reads the very clock that it is to judge.
    claim.isThisComputer = source.isThisComputer && source.host.port == 123;
    claim.place = placeOf(source.address, source.host.port);
    claim.place = names.value(claim.place, claim.place);
    if (source.lastSample)
        claim.stratum = source.lastSample->stratum;
    if (source.estimate) {
        claim.offset = source.estimate->offset;
        claim.bound = source.estimate->bound;
        claim.statistical = source.estimate->statistical;
    }
    return claim;
}

PathClaim pathClaim(const SourceSnapshot &source, SourceUse use, const ServerNames &names)
{
    PathClaim claim{.host = names.value(placeOf(source.address, source.host.port), source.id.key),
                    .isIpv6 = source.address.contains(u':'),
                    .agrees = agrees(use),
                    .offset = Offset::fromLocalMinusRemote({})};
    if (source.estimate) {
        claim.offset = source.estimate->offset;
        claim.statistical = source.estimate->statistical;
    }
    return claim;
}

} // namespace synchroscope
