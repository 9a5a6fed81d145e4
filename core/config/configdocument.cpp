// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configdocument.h"

#include "core/config/configline.h"

#include <algorithm>
#include <utility>

namespace synchroscope {

ConfigDocument::ConfigDocument(const QByteArray &text)
{
    const std::vector<ConfigLine> lines = configLines(text);
    m_lines.reserve(lines.size());
    for (const ConfigLine &line : lines) {
        Line &own = m_lines.emplace_back();
        own.number = line.number;
        own.text = line.text.toByteArray();
        own.end = line.terminated ? "\n" : "";
        if (line.terminated && own.text.endsWith('\r')) {
            own.text.chop(1);
            own.end = "\r\n";
        }
    }
    m_lineCount = int(m_lines.size());
}

QByteArray ConfigDocument::text() const
{
    QByteArray text;
    for (const Line &line : m_lines) {
        if (!line.isRemoved)
            text += line.text + line.end;
    }
    return text;
}

const ConfigDocument::Line *ConfigDocument::find(int number) const
{
    const auto found = std::find_if(m_lines.begin(), m_lines.end(), [number](const Line &line) {
        return line.number == number && !line.isInserted;
    });
    return found == m_lines.end() ? nullptr : &*found;
}

ConfigDocument::Line *ConfigDocument::find(int number)
{
    return const_cast<Line *>(std::as_const(*this).find(number));
}

QByteArray ConfigDocument::line(int number) const
{
    const Line *line = find(number);
    return line != nullptr && !line->isRemoved ? line->text : QByteArray();
}

void ConfigDocument::setLine(int number, const QByteArray &text)
{
    if (Line *line = find(number)) {
        line->text = text;
        line->isRemoved = false;
    }
}

void ConfigDocument::removeLine(int number)
{
    if (Line *line = find(number))
        line->isRemoved = true;
}

void ConfigDocument::insertAfter(int number, const QByteArray &text)
{
    const auto behind = std::find_if(m_lines.begin(), m_lines.end(),
                                     [number](const Line &line) { return line.number > number; });
    const size_t position = size_t(behind - m_lines.begin());
    const QByteArray end = endNear(position);
    if (position > 0 && m_lines[position - 1].end.isEmpty())
        m_lines[position - 1].end = end;
    Line line;
    line.number = number;
    line.isInserted = true;
    line.text = text;
    line.end = end;
    m_lines.insert(behind, line);
}

/// That of the line before, else of the one after, else of any.
QByteArray ConfigDocument::endNear(size_t position) const
{
    for (size_t before = position; before > 0; --before) {
        if (!m_lines[before - 1].end.isEmpty())
            return m_lines[before - 1].end;
    }
    return position < m_lines.size() && !m_lines[position].end.isEmpty() ? m_lines[position].end : "\n";
}

} // namespace synchroscope
