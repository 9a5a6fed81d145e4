// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/filterbar.h"

#include "ui/panels/announcinglabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>

namespace synchroscope {

using namespace Qt::StringLiterals;

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_field(new QLineEdit(this))
    , m_count(new AnnouncingLabel({}, this))
    , m_showAll(new QToolButton(this))
{
    setObjectName(u"filterBar"_s);
    m_field->setObjectName(u"filterField"_s);
    m_field->setPlaceholderText(tr("Name, address, state or time service"));
    m_field->setAccessibleName(tr("Show only the sources that contain"));
    m_field->setClearButtonEnabled(true);
    m_count->setObjectName(u"filterCount"_s);
    m_showAll->setObjectName(u"showAllSources"_s);
    m_showAll->setText(tr("Show all"));
    m_showAll->setToolTip(tr("Empty the field (Esc)"));
    m_showAll->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_showAll);
    hide();

    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        tellCount();
        Q_EMIT textChanged(text);
    });
    connect(m_showAll, &QToolButton::clicked, this, &FilterBar::giveUp);
}

void FilterBar::open()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

QString FilterBar::text() const
{
    return m_field->text();
}

void FilterBar::setCount(int shown, int all)
{
    m_shown = shown;
    m_all = all;
    tellCount();
}

void FilterBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        giveUp();
    else
        QWidget::keyPressEvent(event);
}

void FilterBar::giveUp()
{
    m_field->clear();
    hide();
    Q_EMIT closed();
}

void FilterBar::tellCount()
{
    QString count;
    if (!m_field->text().trimmed().isEmpty())
        count =
            m_shown == 0 ? tr("No source matches.") : tr("%1 of %n source(s)", nullptr, m_all).arg(m_shown);
    if (count == m_count->text())
        return;
    m_count->setText(count);
    if (!count.isEmpty())
        m_count->announce();
}

} // namespace synchroscope
