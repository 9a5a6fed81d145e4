// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/advicelist.h"

#include "ui/panels/longwords.h"
#include "ui/window/verdicticon.h"
#include "ui/wording/testwording.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int iconSize = 15;
constexpr qsizetype longestWord = 60;
// More would push the list itself out of a small window.
constexpr size_t usualRows = 2;

} // namespace

AdviceList::AdviceList(QWidget *parent) : QWidget(parent), m_rows(new QVBoxLayout), m_more(new QToolButton)
{
    setObjectName(u"adviceList"_s);
    m_more->setObjectName(u"moreAdvice"_s);
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->hide();
    m_rows->setSpacing(3);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->addLayout(m_rows, 1);
    layout->addWidget(m_more, 0, Qt::AlignBottom);
    connect(m_more, &QToolButton::toggled, this, &AdviceList::rebuild);
    hide();
}

void AdviceList::setAdvice(const std::vector<ServerAdvice> &advice, DaemonKind daemon)
{
    if (advice == m_advice && daemon == m_daemon)
        return;
    m_advice = advice;
    m_daemon = daemon;
    rebuild();
}

void AdviceList::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        // Later, because its own button may have asked for it.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const size_t shown = m_more->isChecked() ? m_advice.size() : std::min(m_advice.size(), usualRows);
    for (size_t i = 0; i < shown; ++i)
        m_rows->addWidget(makeRow(m_advice[i]));
    m_more->setVisible(m_advice.size() > usualRows);
    m_more->setText(m_more->isChecked() ? tr("Fewer")
                                        : tr("%n more", "remarks", int(m_advice.size() - shown)));
    setVisible(!m_advice.empty());
}

QWidget *AdviceList::makeRow(const ServerAdvice &advice)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *icon = new QLabel;
    const bool warns = advice.weight == ServerAdvice::Weight::Warning;
    icon->setPixmap(noticeIcon(warns).pixmap(QSize(iconSize, iconSize), devicePixelRatioF()));
    icon->setAccessibleName(warns ? tr("Warning") : tr("Remark"));
    const QString text = wording::serverAdvice(advice, m_daemon);
    auto *label = new QLabel(withLongWordsElided(text, longestWord));
    label->setObjectName(u"adviceText"_s);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(label, 1);
    if (advice.kind == ServerAdvice::Kind::ServerOfMany) {
        auto *mend = new QPushButton(tr("Make it a pool"));
        if (advice.servers.size() > 1)
            mend->setText(tr("Make them pools"));
        mend->setObjectName(u"makePool"_s);
        connect(mend, &QPushButton::clicked, this,
                [this, servers = advice.servers] { Q_EMIT poolRequested(servers); });
        layout->addWidget(mend, 0, Qt::AlignTop);
    }
    return row;
}

} // namespace synchroscope
