// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/serverline.h"
#include "core/config/sourceoptions.h"

#include <QString>

#include <optional>
#include <vector>

/// What would come of a server line: whether the daemon starts with it, uses it, and means by it what it
/// says.
namespace synchroscope {

struct OptionFault
{
    enum class Kind : quint8 {
        HostMissing,
        HostMalformed, ///< value: the host
        HostNotAscii,  ///< value: the host; other: its ASCII form, which the daemon needs
        WrongFamily,   ///< option: which asks for addresses of the other family than the host, the value, has
        NotOneWord, ///< value: white space, control characters or an open quote; it would be read otherwise
        TooLong,    ///< limit; of the line, with ntp.conf of one word, which is the value
        UnknownOption,
        NotYetKnown, ///< since
        ValueMissing,
        ValueUnexpected,  ///< the option takes none
        ValueMalformed,   ///< not a number, or not of the form of one
        UnknownField,     ///< an extension field that chrony has never known
        FieldNotYetKnown, ///< since
        OutOfRange,       ///< range
        NoEffect,         ///< on a line of this type; since: it has on a pool from that version on, or zero
        GivenTwice,       ///< only the last one counts
        Excludes,         ///< other
        Needs,            ///< other
        /// option and other; range: their numbers, or what they are without the option
        MinimumAboveMaximum,
        /// chrony's burst needs a poll interval of at least twice the shortest one
        NoRoomForBurst, ///< range: the shortest and the longest interval, log2 s
    };

    enum class Weight : quint8 {
        Advice,  ///< the line works, but not as it seems to
        Useless, ///< the daemon starts, but has no server of this line
        /// The daemon does not start; chronyd drops the line if it stands in a .sources file. Also what
        /// cannot be written as one line at all.
        Fatal,
    };

    Kind kind;
    Weight weight;
    ServerType type; ///< of the line
    // As they stand in the line, but fit to be quoted in a sentence.
    QString option = {};
    QString value = {};
    QString other = {};
    OptionRange range = {0, 0};
    DaemonVersion since = {};
    qsizetype limit = 0; ///< in bytes

    friend bool operator==(const OptionFault &, const OptionFault &) = default;
};

/// In the order of the line. With an unknown version nothing is refused for being too new.
std::vector<OptionFault> checkServerLine(DaemonKind daemon, const ServerLine &line,
                                         const std::optional<DaemonVersion> &version);

} // namespace synchroscope
