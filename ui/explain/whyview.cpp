// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/whyview.h"

#include "ui/panels/quietlabel.h"
#include "ui/table/sourcesmodel.h"

#include <QEvent>
#include <QScrollBar>
#include <QTextCursor>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString asHtml(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\n', u"<br>"_s);
}

/// Each source below the daemon whose decision it is.
QString rowsAsHtml(const SourcesModel &model, const QModelIndex &parent, const QString &quietColour)
{
    QString html;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, SourcesModel::State, parent);
        if (index.data(SourcesModel::HeadingRole).toBool())
            html += u"<h3>%1</h3>"_s.arg(asHtml(index.data().toString()));
        else
            html +=
                u"<p style='margin-top:0; margin-bottom:10px'><b>%1</b> <span style='color:%2'>– %3</span><br>%4</p>"_s
                    .arg(asHtml(index.siblingAtColumn(SourcesModel::Name).data().toString()), quietColour,
                         asHtml(index.data().toString()),
                         asHtml(index.data(SourcesModel::ReasonsRole).toString()));
        html += rowsAsHtml(model, index, quietColour);
    }
    return html;
}

} // namespace

WhyView::WhyView(QWidget *parent) : ReadingText(parent), m_model(new SourcesModel(this))
{
    setObjectName(u"whyView"_s);
    setAccessibleName(tr("Why each source is used or not"));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
}

void WhyView::setSnapshot(const SnapshotPtr &snapshot, Instant now)
{
    if (snapshot != m_snapshot) {
        m_snapshot = snapshot;
        m_model->setSnapshot(snapshot);
    }
    m_model->tick(now);
    refresh();
}

void WhyView::changeEvent(QEvent *event)
{
    ReadingText::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

// New text would undo a selection that somebody is about to copy.
void WhyView::refresh()
{
    if (textCursor().hasSelection())
        return;
    QString html = rowsAsHtml(*m_model, {}, quietTextColour(palette()).name());
    if (html.isEmpty())
        html = asHtml(tr("There are no sources yet, so there is nothing to explain."));
    if (html == m_html)
        return;
    m_html = html;
    // Whoever reads on by keyboard stays where they are.
    const int scrolled = verticalScrollBar()->value();
    const int caret = textCursor().position();
    setHtml(html);
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min(caret, document()->characterCount() - 1));
    setTextCursor(cursor);
    verticalScrollBar()->setValue(scrolled);
}

} // namespace synchroscope
