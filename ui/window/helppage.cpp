// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/helppage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

struct Entry
{
    QString what;
    QString meaning;
};

QString asTable(const QString &title, const QList<Entry> &entries)
{
    QString rows;
    for (const Entry &entry : entries)
        rows += u"<tr><td style='padding-right:18px'><b>%1</b></td><td>%2</td></tr>"_s.arg(
            entry.what.toHtmlEscaped(), entry.meaning.toHtmlEscaped());
    return u"<h3>%1</h3><table cellspacing='3'>%2</table>"_s.arg(title.toHtmlEscaped(), rows);
}

} // namespace

HelpPage::HelpPage(QWidget *parent) : QFrame(parent)
{
    setObjectName(u"helpPage"_s);
    setFrameShape(QFrame::StyledPanel);
    const QString keys = asTable(
        tr("Keys"), {
                        {u"Ctrl+1 … Ctrl+4"_s, tr("go to the page Now, Servers, Events or Explain")},
                        {u"Shift+F1"_s, tr("say what this is: what has the focus, or what is clicked next")},
                        {u"Ctrl+,"_s, tr("preferences: when to be told, and the start with the session")},
                        {u"F5"_s, tr("measure now")},
                        {tr("Home"), tr("back to the present in the chart")},
                        {u"Ctrl+N"_s, tr("watch a server")},
                        {u"Ctrl+F"_s, tr("look for a source; Esc shows all again")},
                        {u"Ctrl+C"_s, tr("copy the selected rows of the table as text")},
                        {u"F2"_s, tr("rename the selected server")},
                        {tr("Del"), tr("stop watching it; its history is kept for 30 days")},
                        {tr("Esc"), tr("close the details, or what was opened last")},
                        {u"Ctrl+Shift+C"_s, tr("copy the sentence at the top")},
                        {u"Ctrl+P"_s, tr("pause and resume")},
                    });
    const QString servers =
        asTable(tr("On the page Servers"),
                {
                    {tr("Space"), tr("switch the selected servers off or on")},
                    {tr("Del"), tr("remove them")},
                    {u"Ctrl+Z, Ctrl+Shift+Z"_s, tr("take a step back, or do it again")},
                    {u"Ctrl+Enter"_s, tr("apply what is shown under \"What will change\"")},
                    {tr("Esc"), tr("drop what is typed, then the selection; what is pending stays")},
                });
    const QString chart = asTable(
        tr("In the chart"), {
                                {tr("Wheel"), tr("zoom through time around the pointer")},
                                {tr("Ctrl+wheel"), tr("zoom the values")},
                                {tr("Shift+wheel"), tr("move through time")},
                                {tr("Drag, Page Up, Page Down"), tr("move through time")},
                                {tr("Double click"), tr("back to the present")},
                                {tr("Left, Right"), tr("walk along the answers of the selected server")},
                                {tr("Up, Down"), tr("go to another server")},
                                {u"+, −"_s, tr("zoom")},
                                {u"F"_s, tr("fit everything, also what is far off")},
                                {u"E, Shift+E"_s, tr("say what happened before, or after")},
                            });
    const QString statistics = asTable(tr("In the pictures of the statistics"),
                                       {
                                           {tr("Left, Right"), tr("read out one figure after the other")},
                                           {tr("Page Up, Page Down"), tr("skip a tenth of them")},
                                           {tr("Esc"), tr("end that")},
                                       });
    const QString figures = asTable(
        tr("What the figures mean"),
        {
            {tr("ahead, behind"),
             tr("This computer's clock compared with the server's. Ahead: this clock is fast.")},
            {u"±"_s, tr("The true time, as the server claims it, lies within this much of the figure, even "
                        "if one way of the round trip took all its time. The details say where it means "
                        "something else.")},
            {tr("Reach"), tr("The last eight questions, oldest at the left; a filled box was answered.")},
        });
    auto *text = new QLabel(keys + servers + chart + statistics + figures);
    text->setTextFormat(Qt::RichText);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    text->setMargin(12);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *scroll = new QScrollArea;
    scroll->setWidget(text);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    setFocusProxy(scroll); // arrow keys scroll
    auto *close = new QPushButton(tr("Close"));
    connect(close, &QPushButton::clicked, this, &HelpPage::closed);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addLayout(buttons);
}

} // namespace synchroscope
