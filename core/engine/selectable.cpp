// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/selectable.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// A server there reads the very clock that it is to judge.
bool isOwnServer(const SourceSnapshot &source)
{
    return source.host.port == 123 && (source.address == "127.0.0.1"_L1 || source.address == "::1"_L1);
}

} // namespace

SelectionSource selectable(const SourceSnapshot &source)
{
    SelectionSource claim;
    claim.failed = source.lastOutcome && *source.lastOutcome != QueryOutcome::Ok;
    claim.isUnsynchronised = source.lastOutcome == QueryOutcome::Unsynchronised;
    claim.isThisComputer = isOwnServer(source);
    if (!source.address.isEmpty())
        claim.place = source.address + u' ' + QString::number(source.host.port);
    if (source.lastSample)
        claim.stratum = source.lastSample->stratum;
    if (source.estimate) {
        claim.offset = source.estimate->offset;
        claim.bound = source.estimate->bound;
        claim.statistical = source.estimate->statistical;
    }
    return claim;
}

PathClaim pathClaim(const SourceSnapshot &source, SourceUse use)
{
    PathClaim claim{.host = source.host.host,
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
