// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/addserverpanel.h"

#include "ui/panels/serverfield.h"
#include "ui/wording/problems.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

namespace synchroscope {

using namespace Qt::StringLiterals;

AddServerPanel::AddServerPanel(QWidget *parent) : QFrame(parent), m_field(new ServerField)
{
    setObjectName(u"addServerPanel"_s);
    auto *label = new QLabel(tr("&Watch"));
    label->setBuddy(m_field);
    // Beside the field's first line, whatever is said below it.
    label->setMinimumHeight(m_field->sizeHint().height());
    auto *add = new QPushButton(tr("Add"));
    add->setObjectName(u"addButton"_s);
    auto *close = new QPushButton(tr("Close"));
    close->setObjectName(u"closeButton"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->addWidget(label, 0, Qt::AlignTop);
    layout->addWidget(m_field, 1);
    layout->addWidget(add, 0, Qt::AlignTop);
    layout->addWidget(close, 0, Qt::AlignTop);
    setFocusProxy(m_field);
    connect(m_field, &ServerField::submitted, this, &AddServerPanel::submit);
    connect(add, &QPushButton::clicked, this, &AddServerPanel::submit);
    connect(close, &QPushButton::clicked, this, &AddServerPanel::closed);
}

void AddServerPanel::clear()
{
    m_field->keepMalformedAnd({});
}

void AddServerPanel::keep(const QStringList &servers, const QString &sentence)
{
    m_field->keepMalformedAnd(servers);
    m_field->setSentence(sentence);
}

bool AddServerPanel::event(QEvent *event)
{
    // Esc means this panel while the focus is in it, whatever the window uses it for.
    if (event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QFrame::event(event);
}

void AddServerPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QFrame::keyPressEvent(event);
        return;
    }
    Q_EMIT closed();
}

void AddServerPanel::submit()
{
    if (m_field->isEmpty()) {
        m_field->setSentence(wording::error({ErrorCode::HostEmpty, {}, {}}));
        return;
    }
    const ServerField::Entry entry = m_field->read();
    if (!entry.servers.empty())
        Q_EMIT addRequested(entry.servers);
}

} // namespace synchroscope
