// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/lostbar.h"

#include "ui/panels/announcinglabel.h"
#include "ui/panels/longwords.h"
#include "ui/panels/tint.h"
#include "ui/window/verdicticon.h"
#include "ui/wording/namestext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 16;
constexpr double tintShare = 0.16;
constexpr QRgb warningHue = 0xffe08a00;
constexpr qsizetype longestWord = 60;

} // namespace

LostBar::LostBar(QWidget *parent) : QFrame(parent), m_text(new AnnouncingLabel)
{
    setObjectName(u"lostBar"_s);
    setAutoFillBackground(true);
    m_text->setObjectName(u"lostText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto *icon = new QLabel;
    icon->setPixmap(noticeIcon(true).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    icon->setAccessibleName(tr("Warning"));
    auto *add = new QPushButton(tr("Add again"));
    add->setObjectName(u"addLost"_s);
    auto *drop = new QPushButton(tr("Leave out"));
    drop->setObjectName(u"dropLost"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->addWidget(icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(add);
    layout->addWidget(drop);
    connect(add, &QPushButton::clicked, this, &LostBar::addRequested);
    connect(drop, &QPushButton::clicked, this, &LostBar::dropRequested);
    hide();
}

void LostBar::setLost(const std::vector<DraftRow> &lost)
{
    QStringList names;
    for (const DraftRow &row : lost)
        names.append(row.line.host);
    const QString text =
        tr("The files were changed meanwhile and no longer name %1, which you have edited. Your other "
           "changes are kept.",
           "servers")
            .arg(wording::namesText(names));
    const bool isNews = withLongWordsElided(text, longestWord) != m_text->text();
    setVisible(!lost.empty());
    if (lost.empty()) {
        m_text->clear(); // the same loss another time is news again
        return;
    }
    m_text->setText(withLongWordsElided(text, longestWord));
    m_text->setToolTip(m_text->text() == text ? QString() : text);
    if (isNews)
        m_text->announce();
}

void LostBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ParentChange)
        tintBackground(*this, QColor::fromRgb(warningHue), tintShare);
}

} // namespace synchroscope
