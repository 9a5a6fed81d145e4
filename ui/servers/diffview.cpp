// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/diffview.h"

#include "ui/chart/chartpalette.h"
#include "ui/panels/quietlabel.h"

#include <QEvent>
#include <QFontDatabase>
#include <QMimeData>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr double tintShare = 0.16;
constexpr QRgb goneHue = 0xffd54e00;
constexpr QRgb comeHue = 0xff008f68;

QString headingOf(const FileChange &change)
{
    if (!change.before)
        return DiffView::tr("%1 (new)", "a file").arg(change.path);
    if (!change.after)
        return DiffView::tr("%1 (removed)", "a file").arg(change.path);
    return change.path;
}

} // namespace

QString shownText(QString line)
{
    for (QChar &c : line) {
        const QChar::Category category = c.category();
        if (c == u'\r')
            c = QChar(0x240d);
        else if (c != u'\t' && (category == QChar::Other_Control || category == QChar::Other_Format ||
                                category == QChar::Separator_Line || category == QChar::Separator_Paragraph))
            c = QChar::ReplacementCharacter;
    }
    return line;
}

DiffView::DiffView(QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(u"diffView"_s);
    setAccessibleName(tr("Changes of files, line by line"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFrameShape(QFrame::NoFrame);
}

void DiffView::addChange(const FileChange &change, QStringList &shown)
{
    QString diff = QString::fromUtf8(unifiedDiff(change));
    if (diff.endsWith(u'\n'))
        diff.chop(1);
    QStringList lines = diff.split(u'\n');
    const QStringList head = lines.first(std::min<qsizetype>(2, lines.size()));
    lines.remove(0, head.size());
    shown.append(headingOf(change));
    m_lines.push_back({LineKind::Heading, head.join(u'\n')});
    for (const QString &line : std::as_const(lines)) {
        m_lines.push_back({line.startsWith("@@"_L1) ? LineKind::Place
                           : line.startsWith(u'+')  ? LineKind::Come
                           : line.startsWith(u'-')  ? LineKind::Gone
                                                    : LineKind::Context,
                           line});
        shown.append(shownText(line));
    }
}

void DiffView::setChanges(const std::vector<FileChange> &changes)
{
    if (changes == m_changes)
        return;
    m_changes = changes;
    m_lines.clear();
    QStringList shown;
    for (const FileChange &change : changes)
        addChange(change, shown);
    setPlainText(shown.join(u'\n'));
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    QTextBlock block = document()->firstBlock();
    for (const Line &line : m_lines) {
        QTextCursor cursor(block);
        block = block.next();
        if (line.kind != LineKind::Heading)
            continue;
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(bold);
    }
    colour();
}

QMimeData *DiffView::createMimeDataFromSelection() const
{
    const int begin = textCursor().selectionStart();
    const int end = textCursor().selectionEnd();
    QStringList copied;
    bool isWhole = false;
    for (QTextBlock block = document()->findBlock(begin); block.isValid() && block.position() <= end;
         block = block.next()) {
        const int length = block.length() - 1; // without its end
        const int from = std::max(0, begin - block.position());
        const int to = std::min(length, end - block.position());
        const size_t number = size_t(block.blockNumber());
        isWhole = from == 0 && to == length && number < m_lines.size();
        copied.append(isWhole ? m_lines[number].exact : block.text().sliced(from, to - from));
    }
    // A diff that ends within a line is none.
    const bool isToTheEnd = isWhole && copied.size() > 1 && end == document()->characterCount() - 1;
    auto *copy = new QMimeData;
    copy->setText(copied.join(u'\n') + (isToTheEnd ? u"\n"_s : QString()));
    return copy;
}

void DiffView::colour()
{
    const QColor base = palette().color(QPalette::Base);
    QPalette onBase = palette();
    onBase.setColor(QPalette::Window, base);
    onBase.setColor(QPalette::WindowText, palette().color(QPalette::Text));
    QList<QTextEdit::ExtraSelection> selections;
    QTextBlock block = document()->firstBlock();
    for (const Line &line : m_lines) {
        const LineKind kind = line.kind;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(block);
        block = block.next();
        if (kind == LineKind::Context || kind == LineKind::Heading)
            continue;
        if (kind == LineKind::Gone || kind == LineKind::Come) {
            const QColor hue = QColor::fromRgb(kind == LineKind::Gone ? goneHue : comeHue);
            selection.format.setBackground(mixed(base, hue, tintShare));
            selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        } else {
            selection.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
            selection.format.setForeground(quietTextColour(onBase));
        }
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void DiffView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace synchroscope
