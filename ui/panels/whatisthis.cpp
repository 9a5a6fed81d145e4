// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatisthis.h"

#include "ui/wording/glossary.h"
#include "ui/wording/whatis.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QWhatsThis>

#include <utility>

namespace synchroscope {

namespace {

class Answerer final : public QObject
{
public:
    Answerer(QWidget &widget, QString term, std::function<QString()> today)
        : QObject(&widget)
        , m_widget(widget)
        , m_term(std::move(term))
        , m_today(std::move(today))
    {
        widget.installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched != &m_widget)
            return false;
        if (event->type() == QEvent::QueryWhatsThis) {
            event->accept();
            return true;
        }
        if (event->type() != QEvent::WhatsThis)
            return false;
        if (const std::optional<wording::GlossaryTerm> term = wording::glossaryTerm(m_term))
            QWhatsThis::showText(static_cast<QHelpEvent *>(event)->globalPos(),
                                 wording::whatIs(term->name, term->text, today(), m_term), &m_widget);
        return true;
    }

private:
    QString today() const
    {
        if (m_today)
            return m_today();
        const auto *label = qobject_cast<const QLabel *>(&m_widget);
        return m_widget.accessibleName().isEmpty() && label != nullptr ? label->text()
                                                                       : m_widget.accessibleName();
    }

    QWidget &m_widget;
    QString m_term;
    std::function<QString()> m_today;
};

} // namespace

void answerWhatIsThis(QWidget &widget, const QString &term, std::function<QString()> today)
{
    new Answerer(widget, term, std::move(today)); // it is the widget's
}

bool explainCurrent(QAbstractItemView &view)
{
    const QModelIndex current = view.currentIndex();
    const QString text = current.data(Qt::WhatsThisRole).toString();
    if (text.isEmpty())
        return false;
    const QPoint below = view.visualRect(current).bottomLeft();
    QWhatsThis::showText(view.viewport()->mapToGlobal(below), text, &view);
    return true;
}

bool askWhatIsThis(QWidget &widget, const QPoint &at)
{
    auto *table = qobject_cast<QAbstractItemView *>(&widget);
    if (table != nullptr && explainCurrent(*table))
        return true;
    for (QWidget *asked = &widget; asked != nullptr; asked = asked->parentWidget()) {
        const QPoint position = asked->mapFromGlobal(at);
        QHelpEvent query(QEvent::QueryWhatsThis, position, at);
        query.ignore();
        if (!QCoreApplication::sendEvent(asked, &query) || !query.isAccepted())
            continue;
        QHelpEvent question(QEvent::WhatsThis, position, at);
        QCoreApplication::sendEvent(asked, &question);
        return true;
    }
    return false;
}

} // namespace synchroscope
