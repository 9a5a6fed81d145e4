// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/chart/offsetchart.h"
#include "ui/explain/explainpage.h"
#include "ui/panels/verdictstrip.h"
#include "ui/panels/whatisthis.h"
#include "ui/table/sourcesview.h"
#include "ui/window/nowpage.h"

#include <QApplication>
#include <QClipboard>
#include <QMenuBar>
#include <QMessageBox>
#include <QWhatsThis>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

void MainWindow::makeMenus()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Watch a server…"), QKeySequence::New, this, &MainWindow::showAdding)
        ->setObjectName(u"watchAction"_s);
    file->addAction(tr("Save a &report…"), this, &MainWindow::showReport)->setObjectName(u"reportAction"_s);
    file->addSeparator();
    file->addAction(tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), this, &MainWindow::quit)
        ->setObjectName(u"quitAction"_s);

    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    edit->addAction(tr("&Copy the verdict"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                    &MainWindow::copyVerdict);
    edit->addAction(tr("&Find a source"), QKeySequence::Find, this, &MainWindow::findSource)
        ->setObjectName(u"findAction"_s);
    edit->addSeparator();
    edit->addActions(m_now->table().sourceActions());
    edit->addSeparator();
    edit->addAction(tr("P&references…"), QKeySequence(Qt::CTRL | Qt::Key_Comma), this,
                    &MainWindow::togglePreferences)
        ->setObjectName(u"preferencesAction"_s);

    QMenu *view = menuBar()->addMenu(tr("&View"));
    view->addAction(tr("&Now"), QKeySequence(Qt::CTRL | Qt::Key_1), this, [this] { goTo(NowTab); })
        ->setObjectName(u"nowAction"_s);
    view->addAction(tr("&Servers"), QKeySequence(Qt::CTRL | Qt::Key_2), this, [this] { goTo(ServersTab); })
        ->setObjectName(u"serversAction"_s);
    view->addAction(tr("&Events"), QKeySequence(Qt::CTRL | Qt::Key_3), this, [this] { goTo(EventsTab); })
        ->setObjectName(u"eventsAction"_s);
    view->addAction(tr("E&xplain"), QKeySequence(Qt::CTRL | Qt::Key_4), this, [this] { goTo(ExplainTab); })
        ->setObjectName(u"explainAction"_s);
    view->addSeparator();
    m_present =
        view->addAction(tr("Back to the &present"), QKeySequence(Qt::Key_Home), m_now, &NowPage::goLive);
    m_present->setObjectName(u"presentAction"_s);
    const std::array<QString, chartRanges.size()> rangeTexts{
        tr("Last &10 minutes"), tr("Last &hour"), tr("Last &day"), tr("Last &week"), tr("Last 30 da&ys")};
    for (size_t i = 0; i < chartRanges.size(); ++i)
        view->addAction(rangeTexts[i], this, [this, i] { m_now->chart().setRange(chartRanges[i]); });
    view->addSeparator();
    QMenu *columns = view->addMenu(tr("&Columns"));
    connect(columns, &QMenu::aboutToShow, this, [this, columns] {
        columns->clear();
        m_now->table().fillColumnMenu(*columns);
    });

    QMenu *measure = menuBar()->addMenu(tr("&Measure"));
    QAction *measureNow = measure->addAction(tr("Measure &now"), QKeySequence(Qt::Key_F5), this,
                                             [this] { m_engine.measureNow(); });
    measureNow->setObjectName(u"measureAction"_s);
    measureNow->setAutoRepeat(false);
    m_pause = measure->addAction(tr("&Pause"), QKeySequence(Qt::CTRL | Qt::Key_P), this,
                                 [this](bool paused) { m_engine.setPaused(paused); });
    m_pause->setCheckable(true);
    m_pause->setObjectName(u"pauseAction"_s);

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&What is this?"), QKeySequence(Qt::SHIFT | Qt::Key_F1), this,
                    &MainWindow::askWhatThisIs)
        ->setObjectName(u"whatIsAction"_s);
    help->addAction(tr("&Glossary"), this, [this] {
        goTo(ExplainTab);
        explainPage().showGlossary();
    });
    help->addAction(tr("&Keys and figures"), QKeySequence(Qt::Key_F1), this, &MainWindow::toggleHelp)
        ->setObjectName(u"helpAction"_s);
    help->addAction(tr("&About Synchroscope"), this, &MainWindow::showAbout);
}

void MainWindow::copyVerdict()
{
    QApplication::clipboard()->setText(m_strip->verdictText());
}

// By keyboard what has the focus, by mouse what is clicked next.
void MainWindow::askWhatThisIs()
{
    QWidget *focused = QApplication::focusWidget();
    const bool isAnswered =
        focused != nullptr && askWhatIsThis(*focused, focused->mapToGlobal(focused->rect().center()));
    if (!isAnswered)
        QWhatsThis::enterWhatsThisMode();
}

void MainWindow::showAbout()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Synchroscope"),
                                tr("<h3>Synchroscope %1</h3>"
                                   "<p>Is this computer's clock right, by how much, and says who?</p>"
                                   "<p>It measures time servers itself and never sets the clock. Free "
                                   "software under the GNU General Public License, "
                                   "version 3 or later; it comes without any warranty.</p>")
                                    .arg(QCoreApplication::applicationVersion()),
                                QMessageBox::Close, this);
    box->setIconPixmap(windowIcon().pixmap(64));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

} // namespace synchroscope
