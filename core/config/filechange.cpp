// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/filechange.h"

#include "core/config/configline.h"
#include "core/config/serverlist.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace synchroscope {

namespace {

constexpr qsizetype context = 3;
// Beyond it the lines that differ are shown as one block: 16 MiB for the table.
constexpr qsizetype largestTable = qsizetype(1) << 22;

/// One line of a diff.
struct DiffLine
{
    char sign; ///< ' ', '-' or '+'
    ConfigLine line;
};

bool areSame(const ConfigLine &a, const ConfigLine &b)
{
    return a.terminated == b.terminated && a.text == b.text;
}

/// The lines of both, those in common once, by the longest common subsequence.
class Comparison
{
public:
    Comparison(QByteArrayView before, QByteArrayView after)
        : m_before(configLines(before))
        , m_after(configLines(after))
    {}

    std::vector<DiffLine> lines()
    {
        const qsizetype most = std::min(std::ssize(m_before), std::ssize(m_after));
        qsizetype head = 0;
        while (head < most && areSame(m_before[size_t(head)], m_after[size_t(head)]))
            ++head;
        qsizetype tail = 0;
        while (tail < most - head && areSame(m_before[m_before.size() - size_t(tail) - 1],
                                             m_after[m_after.size() - size_t(tail) - 1]))
            ++tail;
        for (qsizetype i = 0; i < head; ++i)
            add(' ', m_before[size_t(i)]);
        compare(head, std::ssize(m_before) - tail, std::ssize(m_after) - tail);
        for (qsizetype i = std::ssize(m_before) - tail; i < std::ssize(m_before); ++i)
            add(' ', m_before[size_t(i)]);
        return std::move(m_lines);
    }

private:
    void add(char sign, const ConfigLine &line) { m_lines.push_back({sign, line}); }

    /// From `begin`, which is the same in both, to the ends.
    void compare(qsizetype begin, qsizetype endBefore, qsizetype endAfter)
    {
        const qsizetype rows = endBefore - begin;
        const qsizetype columns = endAfter - begin;
        qsizetype row = 0;
        qsizetype column = 0;
        if (rows > 0 && columns <= largestTable / (rows + 1) - 1) {
            const std::vector<std::int32_t> common = commonLengths(begin, rows, columns);
            const auto at = [&common, columns](qsizetype r, qsizetype c) {
                return common[size_t(r * (columns + 1) + c)];
            };
            while (row < rows && column < columns) {
                const ConfigLine &before = m_before[size_t(begin + row)];
                if (areSame(before, m_after[size_t(begin + column)])) {
                    add(' ', before);
                    ++row;
                    ++column;
                } else if (at(row + 1, column) >= at(row, column + 1)) {
                    add('-', m_before[size_t(begin + row++)]);
                } else {
                    add('+', m_after[size_t(begin + column++)]);
                }
            }
        }
        while (row < rows)
            add('-', m_before[size_t(begin + row++)]);
        while (column < columns)
            add('+', m_after[size_t(begin + column++)]);
    }

    /// Of the lines from each row and column on.
    std::vector<std::int32_t> commonLengths(qsizetype begin, qsizetype rows, qsizetype columns) const
    {
        std::vector<std::int32_t> lengths(size_t((rows + 1) * (columns + 1)), 0);
        const auto at = [&lengths, columns](qsizetype r, qsizetype c) -> std::int32_t & {
            return lengths[size_t(r * (columns + 1) + c)];
        };
        for (qsizetype r = rows - 1; r >= 0; --r) {
            for (qsizetype c = columns - 1; c >= 0; --c) {
                const bool same = areSame(m_before[size_t(begin + r)], m_after[size_t(begin + c)]);
                at(r, c) = same ? at(r + 1, c + 1) + 1 : std::max(at(r + 1, c), at(r, c + 1));
            }
        }
        return lengths;
    }

    std::vector<ConfigLine> m_before;
    std::vector<ConfigLine> m_after;
    std::vector<DiffLine> m_lines;
};

/// "12,3"; an empty range begins after the line before it.
QByteArray rangeText(qsizetype first, qsizetype count)
{
    const QByteArray start = QByteArray::number(count == 0 ? first - 1 : first);
    return count == 1 ? start : start + ',' + QByteArray::number(count);
}

/// One block of a diff: lines [begin, end), which start at these numbers of the two files.
QByteArray hunk(const std::vector<DiffLine> &lines, qsizetype begin, qsizetype end, qsizetype before,
                qsizetype after)
{
    QByteArray body;
    qsizetype removed = 0;
    qsizetype added = 0;
    for (qsizetype i = begin; i < end; ++i) {
        const DiffLine &line = lines[size_t(i)];
        removed += line.sign != '+' ? 1 : 0;
        added += line.sign != '-' ? 1 : 0;
        body += line.sign;
        body += line.line.text;
        body += line.line.terminated ? "\n" : "\n\\ No newline at end of file\n";
    }
    return "@@ -" + rangeText(before, removed) + " +" + rangeText(after, added) + " @@\n" + body;
}

/// As one word of a shell's command.
QByteArray shellWord(const QByteArray &text)
{
    return '\'' + QByteArray(text).replace('\'', "'\\''") + '\'';
}

/// For what ends each of its lines, where the last one has no end.
QByteArray commandToCutEnd(const QByteArray &path)
{
    return " && sudo truncate -s -1 " + path;
}

QByteArray commandToWrite(const QByteArray &path, const QByteArray &text)
{
    QByteArray words;
    for (const ConfigLine &line : configLines(text))
        words += ' ' + shellWord(line.text.toByteArray());
    const bool lacksEnd = !text.isEmpty() && !text.endsWith('\n');
    return "printf '%s\\n'" + words + " | sudo tee " + path + " > /dev/null" +
           (lacksEnd ? commandToCutEnd(path) : QByteArray());
}

/// Puts the mark before a line or takes it away; right whatever the line's encoding and its end are. Empty:
/// that is not what becomes of it.
QByteArray switchCommand(const ConfigLine &before, const ConfigLine &after)
{
    const auto isMarked = [](QByteArrayView marked, QByteArrayView text) {
        return marked.startsWith(switchedOffMark) && marked.sliced(switchedOffMark.size()) == text;
    };
    if (isMarked(after.text, before.text))
        return "s/^/" + switchedOffMark.toByteArray() + '/';
    return isMarked(before.text, after.text) ? "s/^" + switchedOffMark.toByteArray() + "//" : QByteArray();
}

/// The options of sed for lines that stand together. It counts the lines that it reads, so that all numbers
/// are of the text before. It ends with a line when it deletes it: that comes last.
class SedEdits
{
public:
    explicit SedEdits(qsizetype count) : m_count(count) {}

    /// `first`: the number of the first of `removed`, or of the line that follows `added`.
    void addRun(const std::vector<ConfigLine> &removed, const std::vector<ConfigLine> &added, qsizetype first)
    {
        const qsizetype end = first + std::ssize(removed);
        std::vector<QByteArray> waiting; // for the line before which they are inserted
        qsizetype next = first;
        for (const ConfigLine &line : added) {
            qsizetype twin = next;
            while (twin < end && !becomes(removed[size_t(twin - first)], line))
                ++twin;
            if (twin == end) {
                waiting.push_back(line.text.toByteArray());
                m_lacksEnd = !line.terminated;
                continue;
            }
            insert(waiting, twin);
            const QByteArray command = switchCommand(removed[size_t(twin - first)], line);
            m_switches += " -e " + shellWord(QByteArray::number(twin) + command);
            remove(next, twin);
            next = twin + 1;
        }
        remove(next, end);
        insert(waiting, end);
    }

    QByteArray options() const { return m_insertions + m_switches + m_deletions; }
    /// The last line that was inserted should have none.
    bool lacksEnd() const { return m_lacksEnd; }

private:
    static bool becomes(const ConfigLine &before, const ConfigLine &after)
    {
        return before.terminated == after.terminated && !switchCommand(before, after).isEmpty();
    }

    void insert(std::vector<QByteArray> &lines, qsizetype number)
    {
        const QByteArray command = number > m_count ? QByteArray("$a\\") : QByteArray::number(number) + "i\\";
        for (QByteArray &text : lines)
            m_insertions +=
                " -e " + shellWord(command + (text.isEmpty() ? "\n" : "") + text.replace('\\', "\\\\"));
        lines.clear();
    }

    void remove(qsizetype begin, qsizetype end)
    {
        for (qsizetype number = begin; number < end; ++number)
            m_deletions += " -e " + QByteArray::number(number) + 'd';
    }

    qsizetype m_count; ///< of the lines before
    QByteArray m_insertions;
    QByteArray m_switches;
    QByteArray m_deletions;
    bool m_lacksEnd = false;
};

QByteArray commandToEdit(const QByteArray &path, const QByteArray &before, const QByteArray &after)
{
    SedEdits edits(std::ssize(configLines(before)));
    std::vector<ConfigLine> removed;
    std::vector<ConfigLine> added;
    qsizetype next = 1; // of the lines before
    const auto finishRun = [&] {
        edits.addRun(removed, added, next - std::ssize(removed));
        removed.clear();
        added.clear();
    };
    for (const DiffLine &line : Comparison(before, after).lines()) {
        if (line.sign == ' ')
            finishRun();
        else
            (line.sign == '+' ? added : removed).push_back(line.line);
        next += line.sign == '+' ? 0 : 1;
    }
    finishRun();
    return "sudo sed -i" + edits.options() + ' ' + path +
           (edits.lacksEnd() ? commandToCutEnd(path) : QByteArray());
}

void addPart(QCryptographicHash &hash, const QByteArray &part)
{
    hash.addData(QByteArray::number(part.size()) + ':');
    hash.addData(part);
}

void addText(QCryptographicHash &hash, const std::optional<QByteArray> &text)
{
    hash.addData(text ? "+" : "-");
    addPart(hash, text.value_or(QByteArray()));
}

} // namespace

QByteArray digestOf(const std::vector<FileChange> &changes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const FileChange &change : changes) {
        addPart(hash, change.path.toUtf8());
        addText(hash, change.before);
        addText(hash, change.after);
    }
    return hash.result().toHex();
}

QStringList shellCommands(const std::vector<FileChange> &changes)
{
    QStringList commands;
    for (const FileChange &change : changes) {
        const QByteArray path = shellWord(change.path.toUtf8());
        QByteArray command;
        if (!change.after)
            command = "sudo rm " + path;
        else if (!change.before || change.before->isEmpty())
            command = commandToWrite(path, *change.after);
        else
            command = commandToEdit(path, *change.before, *change.after);
        if (!change.before && change.after)
            commands.append(
                QString::fromUtf8("sudo mkdir -p " + shellWord(change.path.section(u'/', 0, -2).toUtf8())));
        commands.append(QString::fromUtf8(command));
    }
    return commands;
}

std::vector<FileChange> reversed(std::vector<FileChange> changes)
{
    std::reverse(changes.begin(), changes.end());
    for (FileChange &change : changes)
        std::swap(change.before, change.after);
    return changes;
}

QByteArray unifiedDiff(const FileChange &change)
{
    if (change.before == change.after)
        return {};
    const QByteArray before = change.before.value_or(QByteArray());
    const QByteArray after = change.after.value_or(QByteArray());
    const std::vector<DiffLine> lines = Comparison(before, after).lines();
    const QByteArray path = change.path.toUtf8();
    QByteArray diff =
        "--- " + (change.before ? path : "/dev/null") + "\n+++ " + (change.after ? path : "/dev/null") + '\n';
    const auto isChange = [&lines](qsizetype i) { return lines[size_t(i)].sign != ' '; };
    const qsizetype count = std::ssize(lines);
    qsizetype begin = 0; // of the lines that are not shown yet
    qsizetype lineBefore = 1;
    qsizetype lineAfter = 1;
    const auto skipTo = [&](qsizetype end) {
        for (; begin < end; ++begin) {
            lineBefore += lines[size_t(begin)].sign != '+' ? 1 : 0;
            lineAfter += lines[size_t(begin)].sign != '-' ? 1 : 0;
        }
    };
    for (qsizetype i = 0; i < count; ++i) {
        if (!isChange(i))
            continue;
        qsizetype last = i;
        for (qsizetype j = i; j < count && j <= last + 2 * context + 1; ++j)
            last = isChange(j) ? j : last;
        skipTo(std::max(begin, i - context));
        const qsizetype end = std::min(count, last + context + 1);
        diff += hunk(lines, begin, end, lineBefore, lineAfter);
        skipTo(end);
        i = end - 1;
    }
    return diff;
}

} // namespace synchroscope
