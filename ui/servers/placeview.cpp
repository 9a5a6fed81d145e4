// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/placeview.h"

#include "core/config/configline.h"
#include "ui/chart/chartpalette.h"
#include "ui/panels/announcinglabel.h"
#include "ui/panels/longwords.h"
#include "ui/servers/diffview.h"
#include "ui/window/verdicticon.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 16;
constexpr double tintShare = 0.2;
constexpr QRgb markHue = 0xffe08a00;
constexpr qsizetype longestWord = 60;
constexpr int besideNumber = 4; // the mark and the spaces around a line's number

void makeReadable(QLabel &label, const QString &objectName)
{
    label.setObjectName(objectName);
    label.setWordWrap(true);
    label.setTextFormat(Qt::PlainText);
    label.setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void setElided(QLabel &label, const QString &text)
{
    label.setText(withLongWordsElided(text, longestWord));
    label.setToolTip(label.text() == text ? QString() : text);
}

} // namespace

PlaceView::PlaceView(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_sentence(new AnnouncingLabel)
    , m_text(new QPlainTextEdit)
    , m_remedy(new QLabel)
    , m_command(new QLineEdit)
    , m_copy(new QPushButton(tr("&Copy the command")))
    , m_copied(new AnnouncingLabel)
{
    setObjectName(u"placeView"_s);
    makeReadable(*m_title, u"placeTitle"_s);
    makeReadable(*m_sentence, u"placeSentence"_s);
    makeReadable(*m_remedy, u"placeRemedy"_s);
    makeReadable(*m_copied, u"placeCopied"_s);
    QFont bold(m_title->font());
    bold.setBold(true);
    m_title->setFont(bold);
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_text->setObjectName(u"placeText"_s);
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFont(fixed);
    m_command->setObjectName(u"placeCommand"_s);
    m_command->setReadOnly(true);
    m_command->setFont(fixed);
    m_command->setAccessibleName(tr("Command that opens an editor at this line"));
    m_copy->setObjectName(u"copyPlaceCommand"_s);
    auto *back = new QPushButton(tr("&Back to the list"));
    back->setObjectName(u"closePlace"_s);
    back->setToolTip(tr("Back to the list (Esc)"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_icon, 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    head->addWidget(back, 0, Qt::AlignTop);
    auto *command = new QHBoxLayout;
    command->addWidget(m_command, 1);
    command->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_sentence);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_remedy);
    layout->addLayout(command);
    layout->addWidget(m_copied);
    layout->addStretch(); // where there is no text to be shown
    connect(back, &QPushButton::clicked, this, &PlaceView::closed);
    connect(m_copy, &QPushButton::clicked, this, &PlaceView::copyCommand);
}

void PlaceView::setPlace(const FilePlace &place)
{
    if (place == m_place)
        return;
    const bool isAnother = place.file != m_place.file || place.line != m_place.line;
    const bool isOtherText = isAnother || place.text != m_place.text;
    m_place = place;
    const bool warns = !place.problem.isEmpty() || !place.text;
    m_icon->setPixmap(noticeIcon(warns).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_icon->setAccessibleName(warns ? tr("Warning") : tr("Remark"));
    setElided(*m_title, place.line > 0
                            ? tr("%1, line %2", "a file").arg(place.file, QString::number(place.line))
                            : place.file);
    setElided(*m_sentence, placeSentence(place));
    setElided(*m_remedy, placeRemedy(place));
    m_command->setText(editCommand(place));
    m_command->setCursorPosition(0);
    if (isAnother)
        m_copied->clear();
    m_text->setVisible(place.text.has_value());
    m_text->setAccessibleName(tr("Text of %1", "a file").arg(place.file));
    if (isOtherText)
        showText();
}

void PlaceView::showText()
{
    QStringList shown;
    qsizetype digits = 0;
    if (m_place.text) {
        const std::vector<ConfigLine> lines = configLines(*m_place.text);
        digits = QString::number(lines.size()).size();
        for (const ConfigLine &line : lines)
            shown.append(u"%1 %2  %3"_s.arg(line.number == m_place.line ? u">"_s : u" "_s)
                             .arg(line.number, int(digits))
                             .arg(shownText(QString::fromUtf8(line.text))));
    }
    m_text->setPlainText(shown.join(u'\n'));
    mark();
    const QTextBlock block = m_text->document()->findBlockByNumber(std::max(0, m_place.line - 1));
    QTextCursor cursor(block.isValid() ? block : m_text->document()->firstBlock());
    // Behind the number, so that it hides no mark.
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor,
                        std::min(int(digits) + besideNumber, cursor.block().length() - 1));
    m_text->setTextCursor(cursor);
    m_text->centerCursor();
}

void PlaceView::mark()
{
    const QTextBlock block =
        m_place.line > 0 ? m_text->document()->findBlockByNumber(m_place.line - 1) : QTextBlock();
    QList<QTextEdit::ExtraSelection> selections;
    if (block.isValid()) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(block);
        selection.format.setBackground(
            mixed(palette().color(QPalette::Base), QColor::fromRgb(markHue), tintShare));
        selection.format.setProperty(QTextFormat::FullWidthSelection, true);
        selections.append(selection);
    }
    m_text->setExtraSelections(selections);
}

void PlaceView::present()
{
    m_sentence->announce();
    if (m_place.text) {
        m_text->setFocus();
        m_text->centerCursor();
    } else {
        m_copy->setFocus();
    }
}

void PlaceView::copyCommand()
{
    QGuiApplication::clipboard()->setText(m_command->text());
    m_copied->setText(tr("Copied. Paste it into a terminal."));
    m_copied->announce();
}

void PlaceView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        mark();
}

} // namespace synchroscope
