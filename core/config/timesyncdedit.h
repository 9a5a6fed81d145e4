// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configdocument.h"
#include "core/result.h"

#include <QStringList>

#include <vector>

/// Edits of timesyncd's files, where a line names several servers.
namespace synchroscope {

/// The names in "a.example", "NTP=a.example b.example" or "server a.example". The fault is HostMalformed.
Result<QStringList> timesyncdNames(const QString &line);

/// What becomes of one word of a line.
struct TimesyncdWordEdit
{
    enum class Kind : quint8 { Remove, SwitchOff, SwitchOn, Replace };

    Kind kind = Kind::Remove;
    QString word;
    QString replacement;
};

/// A line that keeps no word goes; what is switched off is kept as a comment of its own behind the line.
void applyWordEdits(ConfigDocument &document, int line, const std::vector<TimesyncdWordEdit> &edits);

// `before` is the document's text as it was at first.

/// Behind the last assignment of servers in [Time] that was there at first, and behind what was inserted
/// since; the section is made if there is none.
void insertIntoTimeSection(ConfigDocument &document, const QByteArray &before, const QByteArray &line);

/// By an empty NTP=.
bool dropsEarlierServers(const QByteArray &text);

/// An empty NTP= before the first assignment of [Time], which drops what other files have named so far;
/// nothing if there is one already. Comes before any other insertion.
void insertReset(ConfigDocument &document, const QByteArray &before);

} // namespace synchroscope
