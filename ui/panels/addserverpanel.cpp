// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/addserverpanel.h"

#include "ui/panels/serverfield.h"
#include "ui/wording/problems.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>

namespace synchroscope {

using namespace Qt::StringLiterals;

AddServerPanel::AddServerPanel(QWidget *parent) : QFrame(parent), m_field(new ServerField)
{
    setObjectName(u"addServerPanel"_s);
    auto *label = new QLabel(tr("&Watch"));
    label->setBuddy(m_field);
    auto *add = new QPushButton(tr("Add"));
    add->setObjectName(u"addButton"_s);
    auto *close = new QPushButton(tr("Close"));
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
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &AddServerPanel::closed);
}

void AddServerPanel::showSentence(const QString &sentence)
{
    m_field->setSentence(sentence);
}

void AddServerPanel::clear()
{
    m_field->clear();
}

void AddServerPanel::submit()
{
    if (m_field->isEmpty()) {
        m_field->setSentence(wording::error({ErrorCode::HostEmpty, {}, {}}));
        return;
    }
    const std::vector<WatchRequest> servers = m_field->takeServers();
    if (!servers.empty())
        Q_EMIT addRequested(servers);
}

} // namespace synchroscope
