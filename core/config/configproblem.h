// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace synchroscope {

/// Why a line of a configuration file means nothing, or not what it seems to, to the daemon that reads it.
enum class ConfigFault : quint8 {
    NullByte,         ///< the line is not text
    NotUtf8,          ///< systemd ignores such a line
    LineTooLong,      ///< over what the daemon reads; subject: its limit in bytes
    NotTerminated,    ///< the last line of a chrony .sources file without a line break, which chronyd drops
    UnknownDirective, ///< subject: the first word
    NotASource,       ///< a directive in a .sources file that has no effect there; subject: the first word
    HostMissing,      ///< subject: the directive
    HostMalformed,    ///< subject: the host as written
    PortUnusable,     ///< not 1 to 65535; subject: the port as written
    UnknownOption,    ///< subject: the word
    ValueMalformed,   ///< an option without its number; subject: the option
    WrongArguments,   ///< too few or too many file or folder names; subject: the directive
    IncludeLoop,      ///< a file that includes itself, perhaps by way of others; subject: what is included
    IncludeTooDeep,   ///< subject: what is included
    OutsideSection,   ///< an assignment before the first [section] of a systemd file; subject: the setting
    UnknownSection,   ///< subject: the section
    SectionMalformed, ///< subject: the line
    EqualsMissing,    ///< subject: the line
    UnknownSetting,   ///< subject: the setting
    NotToml,          ///< subject: why, in the words of the reader
};

/// A line that could not be taken as it stands. Reading always goes on after it.
struct ConfigProblem
{
    int line = 0; ///< 1-based
    ConfigFault fault = ConfigFault::NullByte;
    QString subject; ///< made by quotedFrom(), so fit to be shown

    friend bool operator==(const ConfigProblem &, const ConfigProblem &) = default;
};

/// What a file says, fit to be quoted in a sentence: short, on one line, nothing that a terminal would obey.
QString quotedFrom(QByteArrayView text);

/// "line 7: …" in the user's language, without a final full stop.
QString describe(const ConfigProblem &problem);

} // namespace synchroscope
