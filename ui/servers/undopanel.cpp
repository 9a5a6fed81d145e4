// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/undopanel.h"

#include "ui/panels/announcinglabel.h"
#include "ui/servers/diffview.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

UndoPanel::UndoPanel(QWidget *parent)
    : QFrame(parent)
    , m_title(new QLabel(tr("What undoing it will write")))
    , m_effect(new AnnouncingLabel)
    , m_diff(new DiffView)
    , m_cancel(new QPushButton(tr("&Cancel")))
    , m_undo(new QPushButton(tr("Undo &it")))
{
    setObjectName(u"undoPanel"_s);
    QFont bold(m_title->font());
    bold.setBold(true);
    m_title->setFont(bold);
    m_effect->setObjectName(u"undoEffect"_s);
    m_effect->setWordWrap(true);
    m_effect->setTextFormat(Qt::PlainText);
    m_diff->setObjectName(u"undoDiff"_s);
    m_cancel->setObjectName(u"cancelUndo"_s);
    m_undo->setObjectName(u"undoIt"_s);
    m_undo->setToolTip(tr("Asks for the password, once, and writes what is shown here."));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_undo);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 12, 8);
    layout->setSpacing(5);
    layout->addWidget(m_title);
    layout->addWidget(m_effect);
    layout->addWidget(m_diff, 1);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &UndoPanel::cancelled);
    connect(m_undo, &QPushButton::clicked, this, &UndoPanel::confirmed);
}

void UndoPanel::setChanges(const std::vector<FileChange> &changes, const QString &effect)
{
    m_diff->setChanges(reversed(changes));
    m_effect->setText(effect);
}

void UndoPanel::setPossible(bool isPossible)
{
    m_undo->setEnabled(isPossible);
}

void UndoPanel::present()
{
    m_effect->announce();
    m_diff->setFocus();
}

} // namespace synchroscope
