// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/nothingtoedit.h"

#include "ui/panels/quietlabel.h"
#include "ui/window/verdicticon.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 48;
constexpr int sentenceWidth = 520;

} // namespace

NothingToEdit::NothingToEdit(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_sentence(new QuietLabel)
    , m_again(new QPushButton(tr("&Look again")))
{
    setObjectName(u"nothingToEdit"_s);
    m_title->setObjectName(u"nothingTitle"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    QFont large(m_title->font());
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_title->setFont(large);
    m_sentence->setObjectName(u"nothingSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setFixedWidth(sentenceWidth);
    m_again->setObjectName(u"lookAgain"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    layout->addWidget(m_again, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_again, &QPushButton::clicked, this, &NothingToEdit::lookAgainRequested);
}

void NothingToEdit::setReason(const QString &title, const QString &sentence, bool canLookAgain)
{
    m_icon->setAccessibleName(tr("Remark"));
    m_icon->setPixmap(noticeIcon(false).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    m_title->setText(title);
    m_sentence->setText(sentence);
    // A box layout does not ask an aligned label for its height at its width.
    m_sentence->setMinimumHeight(m_sentence->heightForWidth(sentenceWidth));
    m_again->setVisible(canLookAgain);
}

} // namespace synchroscope
