// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace synchroscope {

/// A configuration file that is edited line by line: what is not touched stays byte for byte, whatever its
/// line ends, spaces or encoding. Lines are known by the numbers that they had at first, so that one edit
/// does not move the next one's line.
class ConfigDocument
{
public:
    explicit ConfigDocument(const QByteArray &text);

    QByteArray text() const;
    /// Of at first.
    int lineCount() const { return m_lineCount; }

    // `number`: 1-based. `line`: without its end; it gets the end that the line in its place has.

    /// Empty after it was removed.
    QByteArray line(int number) const;
    void setLine(int number, const QByteArray &line);
    void removeLine(int number);
    /// Behind all that was inserted there before; 0: at the beginning. It ends as its neighbours do; a line
    /// before it that has no end gets one.
    void insertAfter(int number, const QByteArray &line);
    void append(const QByteArray &line) { insertAfter(m_lineCount, line); }

private:
    struct Line
    {
        int number = 0; ///< of an inserted one that of the line before it
        bool isInserted = false;
        bool isRemoved = false;
        QByteArray text;
        QByteArray end; ///< "\n", "\r\n", or nothing
    };

    Line *find(int number);
    const Line *find(int number) const;
    QByteArray endNear(size_t position) const;

    std::vector<Line> m_lines;
    int m_lineCount = 0;
};

} // namespace synchroscope
