// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/timesyncdedit.h"

#include "core/config/configline.h"
#include "core/config/serverlist.h"
#include "core/config/timesyncdconf.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// "NTP=a b", or the same behind the mark of what is switched off, in its parts.
struct AssignmentLine
{
    bool isOff = false;
    QByteArray key; ///< with its '=' and the space around it: "NTP = "
    QStringList words;

    static AssignmentLine fromText(const QByteArray &text)
    {
        AssignmentLine line;
        line.isOff = text.startsWith(switchedOffMark);
        const QByteArray assignment = line.isOff ? text.sliced(switchedOffMark.size()) : text;
        const qsizetype equals = assignment.indexOf('=');
        line.key = assignment.first(equals + 1);
        for (const QByteArrayView word : configWords(QByteArrayView(assignment).sliced(equals + 1)))
            line.words.append(QString::fromUtf8(word));
        return line;
    }

    QByteArray text(const QStringList &names, bool off) const
    {
        return (off ? switchedOffMark.toByteArray() : QByteArray()) + key + names.join(u' ').toUtf8();
    }
};

/// Of the assignments of servers in [Time]; 0: there is none.
int lastAssignment(const QByteArray &text)
{
    int last = 0;
    for (const TimesyncdAssignment &assignment : parseTimesyncdConf(text).assignments) {
        if (assignment.key == TimesyncdAssignment::Key::Ntp)
            last = assignment.lastLine;
    }
    return last;
}

/// The last line that opens the section; 0: none does.
int timeSection(const QByteArray &text)
{
    int section = 0;
    for (const ConfigLine &line : configLines(text)) {
        if (strippedOf(line.text) == "[Time]")
            section = line.number;
    }
    return section;
}

} // namespace

Result<QStringList> timesyncdNames(const QString &line)
{
    QString text = line.simplified();
    for (const auto &beginning : {"NTP="_L1, "server "_L1, "Servers="_L1}) {
        if (text.startsWith(beginning))
            text = text.sliced(beginning.size());
    }
    const QStringList names = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &name : names) {
        const Result<HostSpec> host = hostFromWord(name.toUtf8());
        if (!host)
            return host.error();
    }
    if (names.isEmpty())
        return Error{ErrorCode::HostEmpty, line, {}};
    return names;
}

void applyWordEdits(ConfigDocument &document, int line, const std::vector<TimesyncdWordEdit> &edits)
{
    const AssignmentLine before = AssignmentLine::fromText(document.line(line));
    QStringList words = before.words;
    QStringList changedSides; // switched off where the line is on, and the other way round
    for (const TimesyncdWordEdit &edit : edits) {
        const qsizetype place = words.indexOf(edit.word);
        if (place < 0)
            continue;
        const bool isOff = edit.kind == TimesyncdWordEdit::Kind::SwitchOff;
        const bool changesSide =
            edit.kind != TimesyncdWordEdit::Kind::Remove && edit.kind != TimesyncdWordEdit::Kind::Replace;
        if (edit.kind == TimesyncdWordEdit::Kind::Replace) {
            words[place] = edit.replacement;
        } else if (!changesSide || isOff != before.isOff) {
            words.removeAt(place);
            if (changesSide)
                changedSides.append(edit.word);
        }
    }
    if (words.isEmpty() && changedSides == before.words) {
        // The whole line: byte for byte.
        const QByteArray text = document.line(line);
        document.setLine(line, before.isOff ? text.sliced(switchedOffMark.size())
                                            : switchedOffMark.toByteArray() + text);
        return;
    }
    if (words.isEmpty())
        document.removeLine(line);
    else if (words != before.words)
        document.setLine(line, before.text(words, before.isOff));
    for (const QString &name : std::as_const(changedSides))
        document.insertAfter(line, before.text({name}, !before.isOff));
}

void insertIntoTimeSection(ConfigDocument &document, const QByteArray &before, const QByteArray &line)
{
    const int last = lastAssignment(before);
    const int place = last > 0 ? last : timeSection(before);
    if (place > 0) {
        // The last line of a file may promise one more.
        if (document.line(place).endsWith('\\'))
            document.insertAfter(place, {});
        document.insertAfter(place, line);
        return;
    }
    if (timeSection(document.text()) == 0)
        document.append("[Time]");
    document.append(line);
}

bool dropsEarlierServers(const QByteArray &text)
{
    const std::vector<TimesyncdAssignment> assignments = parseTimesyncdConf(text).assignments;
    return std::ranges::any_of(assignments, [](const TimesyncdAssignment &assignment) {
        return assignment.key == TimesyncdAssignment::Key::Ntp && assignment.hosts.empty();
    });
}

void insertReset(ConfigDocument &document, const QByteArray &before)
{
    if (dropsEarlierServers(before))
        return;
    int first = 0;
    for (const TimesyncdAssignment &assignment : parseTimesyncdConf(before).assignments) {
        if (assignment.key == TimesyncdAssignment::Key::Ntp && first == 0)
            first = assignment.line;
    }
    if (first > 0)
        document.insertAfter(first - 1, "NTP=");
    else
        insertIntoTimeSection(document, before, "NTP=");
}

} // namespace synchroscope
