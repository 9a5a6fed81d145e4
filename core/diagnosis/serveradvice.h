// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/serverlist.h"
#include "core/diagnosis/servertest.h"

#include <QStringList>

#include <vector>

namespace synchroscope {

/// What somebody who chooses servers should know of the choice. `servers` are names as written in the list.
struct ServerAdvice
{
    enum class Kind : quint8 {
        NoServer,        ///< nothing is in force
        TooFewToOutvote, ///< count: of effective sources, fewer than three
        TooMany,         ///< count: more than helps
        NoAnswer,        ///< servers: that were tested and did not answer
        NoAddress,       ///< servers: whose names have none
        Unsynchronised,  ///< servers: that say themselves that they do not know the time
        Disagree,        ///< servers: whose time the majority contradicts; by: how far, the farthest;
                         ///< subject: the address, if it is one alone of a pool
        NoMajority,      ///< servers: two or more that contradict each other, nobody has a majority
        UnevenPaths,     ///< servers: one; its times by IPv4 and IPv6 differ; by: what at least one path is
                         ///< slower one way than back
        OneOperator,     ///< servers: all of them; subject: the domain that they share
        SameAddress,     ///< servers: of one address, or one name as often as it is there; subject: it
        PoolOfOne,       ///< servers: written as pools whose names have one address
        ServerOfMany,    ///< servers: written as servers whose names have several addresses
        NoQuickStart,    ///< servers: without iburst, which take minutes until they can be followed
    };
    enum class Weight : quint8 { Note, Warning };

    Kind kind;
    Weight weight = Weight::Note;
    QStringList servers = {};
    QString subject = {};
    int count = 0;
    Duration by{};

    friend bool operator==(const ServerAdvice &, const ServerAdvice &) = default;
};

/// Of the servers of `list` that are in force, with what tests have shown of them; a server without a
/// finished test is judged by its line alone. Warnings first. `daemon` decides what counts: timesyncd follows
/// one server at a time, so that none outvotes another. A reference clock is a source like a server.
std::vector<ServerAdvice> adviseOn(DaemonKind daemon, const std::vector<ListedServer> &list,
                                   const std::vector<ServerTest> &tests, int referenceClocks = 0);

/// "mfeed.ad.jp" of "ntp1.jst.mfeed.ad.jp"; empty for addresses, names of one label and the NTP pool, which
/// have no operator that could be told.
QString operatorOf(const HostSpec &host);

} // namespace synchroscope
