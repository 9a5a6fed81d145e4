// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/diffview.h"

#include "ui/chart/chartpalette.h"
#include "ui/panels/quietlabel.h"

#include <QEvent>
#include <QFontDatabase>
#include <QTextBlock>

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

void DiffView::setChanges(const std::vector<FileChange> &changes)
{
    if (changes == m_changes)
        return;
    m_changes = changes;
    m_kinds.clear();
    QStringList lines;
    for (const FileChange &change : changes) {
        lines.append(headingOf(change));
        m_kinds.push_back(LineKind::Heading);
        QString diff = QString::fromUtf8(unifiedDiff(change));
        if (diff.endsWith(u'\n'))
            diff.chop(1);
        // What is no line break in a file is none here.
        diff.replace(QChar::ParagraphSeparator, QChar::ReplacementCharacter);
        diff.replace(QChar::LineSeparator, QChar::ReplacementCharacter);
        diff.replace(u'\r', QChar(0x240d));
        // What would not be seen, or would turn the line around, shows that it is there.
        for (QChar &c : diff) {
            const bool isHidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
            if (isHidden && c != u'\n' && c != u'\t')
                c = QChar::ReplacementCharacter;
        }
        qsizetype number = 0;
        for (const QString &line : diff.split(u'\n')) {
            lines.append(line);
            const bool isHead = number++ < 2 || line.startsWith("@@"_L1);
            m_kinds.push_back(isHead                  ? LineKind::Place
                              : line.startsWith(u'+') ? LineKind::Come
                              : line.startsWith(u'-') ? LineKind::Gone
                                                      : LineKind::Context);
        }
    }
    setPlainText(lines.join(u'\n'));
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    QTextBlock block = document()->firstBlock();
    for (const LineKind kind : m_kinds) {
        QTextCursor cursor(block);
        block = block.next();
        if (kind != LineKind::Heading)
            continue;
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(bold);
    }
    colour();
}

void DiffView::colour()
{
    const QColor base = palette().color(QPalette::Base);
    QPalette onBase = palette();
    onBase.setColor(QPalette::Window, base);
    onBase.setColor(QPalette::WindowText, palette().color(QPalette::Text));
    QList<QTextEdit::ExtraSelection> selections;
    QTextBlock block = document()->firstBlock();
    for (const LineKind kind : m_kinds) {
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
