// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/glossaryview.h"

#include "ui/explain/readingtext.h"
#include "ui/wording/glossary.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

GlossaryView::GlossaryView(QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit)
    , m_text(new ReadingText)
{
    setObjectName(u"glossaryView"_s);
    m_search->setObjectName(u"glossarySearch"_s);
    m_search->setPlaceholderText(tr("Look for a word"));
    m_search->setAccessibleName(tr("Look for a word in the glossary"));
    m_search->setClearButtonEnabled(true);
    m_text->setObjectName(u"glossaryText"_s);
    m_text->setAccessibleName(tr("Glossary"));
    m_search->setMaximumWidth(readingWidth(font()));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search);
    layout->addWidget(m_text, 1);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &GlossaryView::refresh);
    refresh();
}

void GlossaryView::showTerm(const QString &id)
{
    m_search->clear();
    m_text->scrollToAnchor(id);
}

void GlossaryView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        m_search->setMaximumWidth(readingWidth(font()));
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange)
        refresh();
}

void GlossaryView::refresh()
{
    const QString wanted = m_search->text().trimmed();
    QString html;
    for (const wording::GlossaryTerm &term : wording::glossary()) {
        if (!term.name.contains(wanted, Qt::CaseInsensitive) &&
            !term.text.contains(wanted, Qt::CaseInsensitive))
            continue;
        html += u"<p style='margin-top:0; margin-bottom:10px'><a name='%1'></a><b>%2</b><br>%3</p>"_s.arg(
            term.id, term.name.toHtmlEscaped(), term.text.toHtmlEscaped());
    }
    if (html.isEmpty())
        html = u"<p>%1</p>"_s.arg(tr("No term contains \"%1\".").arg(wanted).toHtmlEscaped());
    m_text->setHtml(html);
}

} // namespace synchroscope
