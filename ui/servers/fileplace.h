// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/serverconfiguration.h"

#include <optional>
#include <vector>

namespace synchroscope {

/// A line of a file that something leads to, and what is known of it. Plain values.
struct FilePlace
{
    QString file;
    int line = 0;                     ///< 1-based; 0: the whole file
    std::optional<DaemonKind> daemon; ///< whose file it is; absent: none of those that were read has it
    std::optional<QByteArray> text;   ///< of the file; absent: it was not read whole
    QString problem;           ///< why the daemon does not take that line, or all lines; empty: it does
    QString whyUnread;         ///< the reason why there is no text; empty: none is known
    bool isReadInPart = false; ///< and the text was not kept

    friend bool operator==(const FilePlace &, const FilePlace &) = default;
};

FilePlace placeIn(const std::vector<ServerConfiguration> &configurations, const QString &file, int line);

/// Opens the user's editor there as root, in a terminal.
QString editCommand(const FilePlace &place);

/// What is wrong there, or why it is shown here and not in the list.
QString placeSentence(const FilePlace &place);
/// How it is changed, and what comes after that.
QString placeRemedy(const FilePlace &place);

} // namespace synchroscope
