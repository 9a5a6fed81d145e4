// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/alerts/alerts.h"
#include "ui/events/eventspage.h"
#include "ui/explain/explainpage.h"
#include "ui/panels/actionbar.h"
#include "ui/panels/addserverpanel.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/reportpanel.h"
#include "ui/panels/verdictstrip.h"
#include "ui/preferences/preferencespage.h"
#include "ui/servers/serverspage.h"
#include "ui/window/nowpage.h"
#include "ui/window/settings.h"
#include "ui/window/tray.h"
#include "ui/wording/quantity.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QWhatsThisClickedEvent>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The engine speaks at least once a second; after so long without a word something is wrong with it.
constexpr qint64 staleMilliseconds = 5000;

Instant wallClock()
{
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

} // namespace

MainWindow::MainWindow(EngineClient &engine, Settings &settings, QWidget *parent)
    : QMainWindow(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_strip(new VerdictStrip)
    , m_messages(new MessageBar)
    , m_actions(new ActionBar(engine))
    , m_adding(new AddServerPanel)
    , m_now(new NowPage(engine, settings))
    , m_tabs(new QTabBar)
    , m_pages(new QStackedWidget)
{
    setWindowTitle(tr("Synchroscope"));
    makePages();
    makeMenus();
    connectEngine();
    connect(m_strip, &VerdictStrip::measureRequested, this, [this] { m_engine.measureNow(); });
    connect(m_strip, &VerdictStrip::copyRequested, this, &MainWindow::copyVerdict);
    connect(m_messages, &MessageBar::actionTriggered, this, &MainWindow::handleBanner);
    connect(m_adding, &AddServerPanel::addRequested, this, &MainWindow::add);
    connect(m_adding, &AddServerPanel::closed, this, &MainWindow::closeAdding);
    connect(m_now, &NowPage::removeRequested, this, &MainWindow::remove);
    connect(m_now, &NowPage::actionRequested, this, &MainWindow::act);
    connect(m_actions, &ActionBar::editRequested, this, [this](const QString &file, int line) {
        goTo(ServersTab);
        serversPage().reveal(file, line);
    });
    connect(m_now, &NowPage::explanationRequested, this, &MainWindow::showFinding);
    connect(m_now, &NowPage::explanationsRequested, this, [this] {
        goTo(ExplainTab);
        explainPage().showFindings();
    });
    connect(m_messages, &MessageBar::dismissed, this, &MainWindow::forgetBanner);
    qApp->installEventFilter(this);

    connect(&m_tick, &QTimer::timeout, this, &MainWindow::tick);
    m_tick.start(1s);
    m_sinceSnapshot.start();
    restoreLayout();
}

MainWindow::~MainWindow()
{
    // What is typed there is finished when the window closes, and there is nobody left then to take it.
    delete m_servers;
}

void MainWindow::connectEngine()
{
    connect(&m_engine, &EngineClient::snapshotTaken, this, &MainWindow::takeSnapshot);
    connect(&m_engine, &EngineClient::commandFinished, this, &MainWindow::finishCommand);
    m_engine.setLimits(m_settings.limits());
    if (m_engine.snapshot())
        takeSnapshot(m_engine.snapshot());
}

void MainWindow::setTray(Tray *tray)
{
    m_tray = tray;
    connect(tray, &Tray::openRequested, this, &MainWindow::bringForward);
    connect(tray, &Tray::toggleRequested, this, [this] {
        if (isVisible() && !isMinimized())
            hide();
        else
            bringForward();
    });
    connect(tray, &Tray::explanationRequested, this, [this] {
        bringForward();
        goTo(ExplainTab);
        explainPage().showFindings();
    });
    connect(tray, &Tray::actionRequested, this, [this](const FindingAction &action) {
        bringForward();
        act(action);
    });
    connect(tray, &Tray::pauseRequested, this, [this](bool paused) { m_engine.setPaused(paused); });
    connect(tray, &Tray::quitRequested, this, &MainWindow::quit);
    connect(tray, &Tray::availableChanged, this, [this](bool available) {
        // The tray went away while it was the only way back to the program.
        if (!available && !isVisible())
            bringForward();
    });
}

void MainWindow::setAlerts(Alerts *alerts)
{
    m_alerts = alerts;
    connect(alerts, &Alerts::openRequested, this, [this](const QString &activationToken) {
        // Qt for Wayland takes it from there.
        if (!activationToken.isEmpty())
            qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
        bringForward();
    });
    connect(alerts, &Alerts::commandRequested, this, [this](const DaemonCommand &command) {
        bringForward();
        act({.kind = FindingAction::Kind::Command, .command = command});
    });
    connect(alerts, &Alerts::badgeChanged, this, [this](AlertBadge badge) {
        if (m_tray)
            m_tray->setBadge(badge);
    });
    connect(alerts, &Alerts::undelivered, this, &MainWindow::showAlert);
    connect(alerts, &Alerts::withdrawn, this, &MainWindow::dropAlert);
    connect(alerts, &Alerts::mutedChanged, this, [this](bool muted) {
        if (m_preferences)
            m_preferences->refresh();
        if (m_tray)
            m_tray->setMuted(muted);
    });
    if (m_tray) {
        m_tray->setMuted(alerts->isMuted());
        m_tray->setBadge(alerts->badge());
        connect(m_tray, &Tray::muteRequested, alerts, [alerts](bool mute) {
            if (mute)
                alerts->mute(std::nullopt);
            else
                alerts->unmute();
        });
    }
    if (const SnapshotPtr snapshot = m_engine.snapshot())
        alerts->setSnapshot(snapshot);
}

void MainWindow::bringForward()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::takeSnapshot(const SnapshotPtr &snapshot)
{
    m_sinceSnapshot.restart();
    setStale({});
    if (isVisible())
        showSnapshot(snapshot);
    if (m_servers)
        m_servers->setSnapshot(snapshot); // which follows a change
    markFindings(*snapshot);
    m_pause->setChecked(snapshot->paused);
    decideOnChoosing(*snapshot);
    showPage();
    if (snapshot->sources.empty() && !m_discovered) {
        m_discovered = true;
        m_engine.discover();
    }
    showBanners(*snapshot);
    if (m_tray)
        m_tray->setSnapshot(snapshot);
    if (m_alerts)
        m_alerts->setSnapshot(snapshot);
}

// While nobody sees it this would be most of what a hidden window costs.
void MainWindow::showSnapshot(const SnapshotPtr &snapshot)
{
    m_strip->setSnapshot(snapshot);
    m_now->setSnapshot(snapshot);
    if (m_explain)
        m_explain->setSnapshot(snapshot);
    if (m_events)
        m_events->setSnapshot(snapshot);
}

void MainWindow::act(const FindingAction &action)
{
    const SnapshotPtr snapshot = m_engine.snapshot();
    m_actions->open(action, snapshot ? snapshot->judgement.offset : std::nullopt);
}

void MainWindow::quit()
{
    if (!isHeldByDraft())
        QApplication::quit();
}

void MainWindow::tick()
{
    if (m_sinceSnapshot.hasExpired(staleMilliseconds))
        setStale(tr("The measuring part of this program has not spoken for %1. What you see is old.")
                     .arg(wording::ageText(std::chrono::milliseconds(m_sinceSnapshot.elapsed()))));
    if (!isVisible())
        return;
    const Instant now = wallClock();
    m_strip->tick(now);
    m_now->tick(now);
    if (m_servers)
        m_servers->tick(now);
    if (m_explain && m_explain->isVisible())
        m_explain->tick(now);
    if (m_events && m_pages->currentWidget() == m_events)
        m_events->tick(now);
}

void MainWindow::setStale(const QString &reason)
{
    m_strip->setStale(reason);
    m_pages->setEnabled(reason.isEmpty());
    if (m_tray)
        m_tray->setStale(reason);
}

void MainWindow::updateAttention()
{
    const bool attended = isVisible() && !isMinimized();
    if (attended == m_attended)
        return;
    m_attended = attended;
    m_engine.setAttended(attended);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QMainWindow::keyPressEvent(event);
        return;
    }
    // What was laid over the page goes first.
    if (m_helpOpen)
        toggleHelp();
    else if (m_preferencesOpen)
        togglePreferences();
    else if (m_adding->isVisible())
        closeAdding();
    else if (m_report && m_report->isVisible())
        closeReport();
    else if (m_actions->isVisible())
        m_actions->dismiss();
    else if (isOnServers())
        serversPage().leave();
    else if (isOnEvents())
        eventsPage().leave();
    else if (m_tabs->currentIndex() == ExplainTab)
        explainPage().leave();
    else if (m_choosing == true)
        setChoosing(false);
    else
        m_now->select({});
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    const bool isEnd = !m_quitting && (!m_tray || !m_tray->available() || !m_settings.staysInTray());
    event->setAccepted(!isEnd || !isHeldByDraft());
    if (m_quitting)
        return;
    if (isEnd) {
        if (event->isAccepted())
            QApplication::quit();
        return;
    }
    if (m_settings.trayHintShown())
        return;
    m_settings.setTrayHintShown();
    m_tray->say(tr("Synchroscope keeps watch"),
                tr("It goes on measuring behind its icon here. To end it, choose Quit in the icon's menu."));
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    m_quitting = m_quitting || (watched == qApp && event->type() == QEvent::Quit);
    // Qt closes the box when this is over: until then nothing may take it away.
    if (event->type() == QEvent::WhatsThisClicked)
        QMetaObject::invokeMethod(
            this, [this, link = static_cast<QWhatsThisClickedEvent *>(event)->href()] { followLink(link); },
            Qt::QueuedConnection);
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (const SnapshotPtr snapshot = m_engine.snapshot())
        showSnapshot(snapshot);
    tick();
    updateAttention();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    saveLayout();
    updateAttention();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        updateAttention();
}

} // namespace synchroscope
