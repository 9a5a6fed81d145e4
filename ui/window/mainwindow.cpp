// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "core/engine/snapshotfacts.h"
#include "ui/alerts/alerts.h"
#include "ui/chart/offsetchart.h"
#include "ui/events/eventspage.h"
#include "ui/explain/explainpage.h"
#include "ui/panels/actionbar.h"
#include "ui/panels/addserverpanel.h"
#include "ui/panels/firststartpage.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/reportpanel.h"
#include "ui/panels/verdictstrip.h"
#include "ui/panels/whatisthis.h"
#include "ui/preferences/preferencespage.h"
#include "ui/servers/serverspage.h"
#include "ui/table/sourcesview.h"
#include "ui/window/helppage.h"
#include "ui/window/nowpage.h"
#include "ui/window/settings.h"
#include "ui/window/tray.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/problems.h"
#include "ui/wording/quantity.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QMessageBox>
#include <QScreen>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <QWhatsThis>

#include <algorithm>
#include <array>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The engine speaks at least once a second; after so long without a word something is wrong with it.
constexpr qint64 staleMilliseconds = 5000;

const QString demoBanner = u"demo"_s;
const QString pausedBanner = u"paused"_s;
const QString findingBanner = u"finding"_s;
const QString chooseBanner = u"choose"_s;
const QString removedBanner = u"removed"_s;
const QString commandBanner = u"command"_s;
const QString draftBanner = u"draft"_s;

constexpr QLatin1StringView geometryPart = "window"_L1;
constexpr QLatin1StringView pagePart = "page"_L1;

/// The pages of the tab row, in its order.
enum Page : quint8 { NowTab, ServersTab, EventsTab, ExplainTab };
/// As the settings call them.
constexpr std::array<QByteArrayView, 4> pageNames{"", "servers", "events", "explain"};

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
    // A banner that was dismissed cannot be undone from any more.
    connect(m_messages, &MessageBar::dismissed, this, [this](const QString &id) {
        if (id == removedBanner)
            m_removed.clear();
        if (id == draftBanner)
            m_mayDropDraft = false;
    });
    qApp->installEventFilter(this);

    connect(&m_tick, &QTimer::timeout, this, &MainWindow::tick);
    m_tick.start(1s);
    m_sinceSnapshot.start();
    resize(QSize(1180, 760).boundedTo(screen()->availableSize()));
    restoreGeometry(m_settings.layout(geometryPart));
}

MainWindow::~MainWindow()
{
    // What is typed there is finished when the window closes, and there is nobody left then to take it.
    delete m_servers;
}

void MainWindow::makePages()
{
    m_pages->addWidget(m_now);
    m_adding->hide();
    m_tabs->setObjectName(u"pageTabs"_s);
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setDrawBase(true);
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Now"));
    m_tabs->addTab(tr("Servers"));
    m_tabs->addTab(tr("Events"));
    m_tabs->addTab(tr("Explain"));
    const auto page = std::ranges::find(pageNames, QByteArrayView(m_settings.layout(pagePart)));
    if (page != pageNames.end())
        m_tabs->setCurrentIndex(int(page - pageNames.begin()));
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this] {
        if (m_helpOpen)
            toggleHelp();
        if (m_preferencesOpen)
            togglePreferences();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        m_helpOpen = m_preferencesOpen = false;
        showPage();
    });

    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_strip);
    layout->addWidget(m_messages);
    layout->addWidget(m_actions);
    layout->addWidget(m_adding);
    layout->addWidget(m_tabs);
    layout->addWidget(m_pages, 1);
    setCentralWidget(content);
}

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
    connect(alerts, &Alerts::undelivered, this, [this](const QString &title, const QString &text) {
        if (m_tray)
            m_tray->say(title, text);
    });
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
    m_strip->setSnapshot(snapshot);
    m_now->setSnapshot(snapshot);
    if (m_servers)
        m_servers->setSnapshot(snapshot);
    if (m_explain)
        m_explain->setSnapshot(snapshot);
    markFindings(*snapshot);
    if (m_events)
        m_events->setSnapshot(snapshot);
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

void MainWindow::showBanners(const Snapshot &snapshot)
{
    if (snapshot.demonstration)
        m_messages->setStanding(demoBanner,
                                tr("Demonstration: these servers run inside this program, and their faults "
                                   "are made up. Nothing is kept."),
                                MessageBar::Severity::Information);
    if (snapshot.paused)
        m_messages->setStanding(pausedBanner, tr("Paused: no server is asked."),
                                MessageBar::Severity::Information, tr("Resume"));
    else
        m_messages->removeBanner(pausedBanner);
    m_messages->setProblems(snapshot.problems);
    showTopFinding(snapshot);
    // While a removal can be undone that is the way back.
    const bool canChoose = snapshot.sources.empty() && m_choosing == false && m_removed.empty();
    tell(chooseBanner,
         canChoose ? tr("Synchroscope asks no server itself yet, so nothing here is measured independently.")
                   : QString(),
         false, tr("Choose servers…"));
}

// Where the findings have no place of their own.
void MainWindow::showTopFinding(const Snapshot &snapshot)
{
    const bool isTold = m_firstStart && m_pages->currentWidget() == m_firstStart &&
                        !snapshot.findings.empty() && snapshot.findings.front().severity >= Severity::Warning;
    m_topFinding = isTold ? std::optional(snapshot.findings.front()) : std::nullopt;
    if (!m_topFinding) {
        m_toldFinding.reset();
        tell(findingBanner, {}, false);
        return;
    }
    // Its numbers change, and a banner that was dismissed stays away while it is the same finding.
    const FindingKey key(m_topFinding->id, m_topFinding->subject);
    if (std::exchange(m_toldFinding, key) == key)
        return;
    const wording::FindingText text = wording::findingText(*m_topFinding, snapshot.takenAt);
    const QString action =
        m_topFinding->actions.empty()
            ? tr("Explain…")
            : wording::actionText(m_topFinding->actions.front(), m_topFinding->offset).label;
    tell(findingBanner, tr("%1. %2", "title, remedy").arg(text.title, text.remedy).trimmed(), true, action);
}

void MainWindow::tell(const QString &id, const QString &text, bool isTrouble, const QString &action)
{
    const News news{text, text.isEmpty() ? QString() : action};
    if (std::exchange(m_news[id], news) == news)
        return;
    if (text.isEmpty())
        m_messages->removeBanner(id);
    else
        m_messages->setBanner(
            id, text, isTrouble ? MessageBar::Severity::Warning : MessageBar::Severity::Information, action);
}

void MainWindow::finishCommand(quint64 command, const Status &status)
{
    if (m_actions->tellsOf(command))
        return;
    if (const auto added = m_addCommands.extract(command)) {
        finishAdding(added.mapped(), status);
    } else if (status && status->code == ErrorCode::ChangeCancelled) {
        return; // the user knows
    } else if (status) {
        m_bannerCommand = command;
        m_messages->setBanner(commandBanner, wording::error(*status), MessageBar::Severity::Warning);
    } else if (command > m_bannerCommand) {
        m_messages->removeBanner(commandBanner);
    }
}

void MainWindow::add(const std::vector<WatchRequest> &servers)
{
    m_addCommands[m_engine.watch(servers)] = servers;
}

void MainWindow::finishAdding(const std::vector<WatchRequest> &servers, const Status &status)
{
    if (!status) {
        m_adding->clear();
        return;
    }
    QString sentence = wording::error(*status);
    QStringList refused;
    for (const WatchRequest &server : servers) {
        if (status->code != ErrorCode::AlreadyWatched || server.host.shortText() == status->subject)
            refused.append(server.host.label());
    }
    if (status->code == ErrorCode::AlreadyWatched) {
        const auto isFirst = [&status](const WatchRequest &server) {
            return server.host.shortText() == status->subject;
        };
        const auto duplicate = std::find_if(servers.begin(), servers.end(), isFirst);
        if (duplicate != servers.end())
            m_now->select({duplicate->host.canonical()});
        if (servers.size() > 1)
            sentence += u' ' + tr("The others are watched now.");
    }
    m_adding->keep(refused, sentence);
    showAdding();
}

void MainWindow::remove(const SourceId &source)
{
    const SnapshotPtr snapshot = m_engine.snapshot();
    if (!snapshot)
        return;
    for (const SourceSnapshot &candidate : snapshot->sources) {
        if (candidate.id != source)
            continue;
        m_removed.push_back({candidate.host,
                             candidate.label == candidate.host.label() ? QString() : candidate.label,
                             candidate.kept});
        m_engine.stopWatching(source);
        QString text = m_removed.size() == 1 ? tr("%1 is no longer watched.").arg(candidate.label)
                                             : tr("%n server(s) are no longer watched.", "",
                                                  static_cast<int>(m_removed.size()));
        if (!snapshot->demonstration)
            text += u' ' + tr("What was measured is kept for 30 days.");
        m_messages->setBanner(removedBanner, text, MessageBar::Severity::Information, tr("Undo"));
    }
}

void MainWindow::undoRemoving()
{
    m_engine.watch(std::exchange(m_removed, {}));
    m_messages->removeBanner(removedBanner);
}

void MainWindow::handleBanner(const QString &id)
{
    if (id == pausedBanner)
        m_engine.setPaused(false);
    if (id == removedBanner)
        undoRemoving();
    if (id == chooseBanner)
        setChoosing(true);
    if (id == draftBanner)
        quit();
    if (id == findingBanner && m_topFinding) {
        if (m_topFinding->actions.empty())
            showFinding(*m_topFinding);
        else
            act(m_topFinding->actions.front());
    }
}

void MainWindow::copyVerdict()
{
    QApplication::clipboard()->setText(m_strip->verdictText());
}

void MainWindow::showAdding()
{
    if (m_firstStart && m_pages->currentWidget() == m_firstStart) {
        m_firstStart->focusOwnServers();
        return;
    }
    m_adding->show();
    m_adding->setFocus();
}

void MainWindow::findSource()
{
    if (isOnEvents() && !m_helpOpen && !m_preferencesOpen) {
        eventsPage().find();
        return;
    }
    goTo(NowTab);
    if (m_pages->currentWidget() == m_now)
        m_now->filterSources();
}

void MainWindow::closeAdding()
{
    m_adding->hide();
    focusPage(); // not in a field that is not seen any more
}

void MainWindow::showReport()
{
    if (!m_report) {
        const auto matter = [this]() -> std::optional<ReportMatter> {
            const SnapshotPtr snapshot = m_engine.snapshot();
            if (!snapshot)
                return std::nullopt;
            return ReportMatter{.facts = factsOf(*snapshot), .events = snapshot->events};
        };
        m_report = new ReportPanel(matter);
        connect(m_report, &ReportPanel::closed, this, &MainWindow::closeReport);
        auto *layout = static_cast<QVBoxLayout *>(centralWidget()->layout());
        layout->insertWidget(layout->indexOf(m_adding) + 1, m_report);
    }
    m_report->open();
}

void MainWindow::closeReport()
{
    m_report->hide();
    focusPage();
}

void MainWindow::toggleHelp()
{
    m_helpOpen = !m_helpOpen;
    m_preferencesOpen = false;
    showPage();
    focusPage();
}

void MainWindow::togglePreferences()
{
    m_preferencesOpen = !m_preferencesOpen;
    m_helpOpen = false;
    showPage();
    focusPage();
}

void MainWindow::focusPage()
{
    if (m_pages->currentWidget() == m_now)
        m_now->table().setFocus();
    else
        m_pages->currentWidget()->setFocus();
}

PreferencesPage &MainWindow::preferencesPage()
{
    if (m_preferences)
        return *m_preferences;
    m_preferences = new PreferencesPage(m_settings);
    m_pages->addWidget(m_preferences);
    connect(m_preferences, &PreferencesPage::closed, this, &MainWindow::togglePreferences);
    connect(m_preferences, &PreferencesPage::changed, this, [this] {
        m_engine.setLimits(m_settings.limits());
        if (m_alerts)
            m_alerts->readSettings();
    });
    connect(m_preferences, &PreferencesPage::muteRequested, this, [this](std::optional<Duration> span) {
        if (m_alerts)
            m_alerts->mute(span);
    });
    connect(m_preferences, &PreferencesPage::unmuteRequested, this, [this] {
        if (m_alerts)
            m_alerts->unmute();
    });
    return *m_preferences;
}

// Where there is nothing else to show yet, the first servers are chosen first. Once there was something, a
// banner offers it.
void MainWindow::decideOnChoosing(const Snapshot &snapshot)
{
    if (!snapshot.sources.empty())
        m_choosing = false;
    else if (!m_choosing && snapshot.machine.isComplete)
        m_choosing = snapshot.machine.daemons.empty();
}

void MainWindow::setChoosing(bool choosing)
{
    m_choosing = choosing;
    if (choosing)
        m_tabs->setCurrentIndex(NowTab);
    if (const SnapshotPtr snapshot = m_engine.snapshot())
        showBanners(*snapshot);
    showPage();
    if (choosing)
        m_firstStart->setFocus();
    else
        m_now->table().setFocus();
}

void MainWindow::goTo(int page)
{
    if (m_helpOpen)
        toggleHelp();
    if (m_preferencesOpen)
        togglePreferences();
    m_tabs->setCurrentIndex(page);
    focusPage();
}

bool MainWindow::isOnServers() const
{
    return m_tabs->currentIndex() == ServersTab;
}

bool MainWindow::isOnEvents() const
{
    return m_tabs->currentIndex() == EventsTab;
}

EventsPage &MainWindow::eventsPage()
{
    if (m_events)
        return *m_events;
    m_events = new EventsPage(m_settings);
    m_pages->addWidget(m_events);
    connect(m_events, &EventsPage::chartRequested, this, [this](Instant at) {
        goTo(NowTab);
        m_now->chart().reveal(at);
    });
    if (const SnapshotPtr snapshot = m_engine.snapshot()) {
        m_events->setSnapshot(snapshot);
        m_events->tick(snapshot->takenAt);
    }
    return *m_events;
}

ServersPage &MainWindow::serversPage()
{
    if (m_servers)
        return *m_servers;
    m_servers = new ServersPage(m_engine, m_settings);
    m_pages->addWidget(m_servers);
    connect(m_servers, &ServersPage::draftChanged, this, &MainWindow::markDraft);
    if (const SnapshotPtr snapshot = m_engine.snapshot())
        m_servers->setSnapshot(snapshot);
    return *m_servers;
}

ExplainPage &MainWindow::explainPage()
{
    if (m_explain)
        return *m_explain;
    m_explain = new ExplainPage;
    m_pages->addWidget(m_explain);
    connect(m_explain, &ExplainPage::actionRequested, this, &MainWindow::act);
    if (const SnapshotPtr snapshot = m_engine.snapshot())
        m_explain->setSnapshot(snapshot);
    return *m_explain;
}

void MainWindow::showFinding(const Finding &finding)
{
    goTo(ExplainTab);
    explainPage().showFinding(finding);
}

void MainWindow::markFindings(const Snapshot &snapshot)
{
    const int grave = int(std::ranges::count_if(
        snapshot.findings, [](const Finding &finding) { return finding.severity >= Severity::Warning; }));
    const QString title = grave > 0 ? tr("Explain (%1)").arg(grave) : tr("Explain");
    if (m_tabs->tabText(ExplainTab) == title)
        return; // the row is laid out anew with every text
    m_tabs->setTabText(ExplainTab, title);
    m_tabs->setAccessibleTabName(
        ExplainTab, grave > 0 ? tr("Explain, with %n finding(s) that need attention", "", grave) : QString());
}

void MainWindow::act(const FindingAction &action)
{
    const SnapshotPtr snapshot = m_engine.snapshot();
    m_actions->open(action, snapshot ? snapshot->judgement.offset : std::nullopt);
}

// By keyboard what has the focus, by mouse what is clicked next.
void MainWindow::askWhatThisIs()
{
    QWidget *focused = QApplication::focusWidget();
    if (focused == &m_now->table() && m_now->table().explainCurrent())
        return;
    const bool isAnswered =
        focused != nullptr && askWhatIsThis(*focused, focused->mapToGlobal(focused->rect().center()));
    if (!isAnswered)
        QWhatsThis::enterWhatsThisMode();
}

void MainWindow::markDraft()
{
    const bool hasDraft = m_servers && m_servers->hasDraft();
    m_tabs->setTabText(ServersTab, hasDraft ? tr("Servers ●") : tr("Servers"));
    m_tabs->setTabToolTip(ServersTab,
                          hasDraft ? tr("Changes are pending that have not been applied.") : QString());
    m_tabs->setAccessibleTabName(ServersTab,
                                 hasDraft ? tr("Servers, with changes that are not applied") : QString());
    if (!hasDraft && std::exchange(m_mayDropDraft, false))
        m_messages->removeBanner(draftBanner);
}

void MainWindow::quit()
{
    if (!isHeldByDraft())
        QApplication::quit();
}

bool MainWindow::isHeldByDraft()
{
    if (m_mayDropDraft || !m_servers || !m_servers->hasDraft())
        return false;
    m_mayDropDraft = true;
    m_messages->setBanner(
        draftBanner, tr("The server list has changes that are not applied. Quit once more to drop them."),
        MessageBar::Severity::Warning, tr("Quit and drop them"));
    bringForward();
    goTo(ServersTab);
    return true;
}

// The pages that are rarely seen are made when they are: laying out their texts takes half of the start.
void MainWindow::showPage()
{
    const bool choosing = m_choosing.value_or(false);
    if (choosing && !m_firstStart) {
        m_firstStart = new FirstStartPage;
        m_pages->addWidget(m_firstStart);
        connect(m_firstStart, &FirstStartPage::discoverRequested, this, [this] { m_engine.discover(); });
        connect(m_firstStart, &FirstStartPage::watchRequested, this,
                [this](const std::vector<WatchRequest> &servers) { m_engine.watch(servers); });
        connect(m_firstStart, &FirstStartPage::postponed, this, [this] { setChoosing(false); });
    }
    const SnapshotPtr snapshot = m_engine.snapshot();
    if (m_firstStart && snapshot)
        m_firstStart->setSnapshot(snapshot);
    if (m_helpOpen && !m_help) {
        m_help = new HelpPage;
        m_pages->addWidget(m_help);
        connect(m_help, &HelpPage::closed, this, &MainWindow::toggleHelp);
    }
    QWidget *page = choosing ? static_cast<QWidget *>(m_firstStart) : m_now;
    if (m_helpOpen)
        page = m_help;
    else if (m_preferencesOpen)
        page = &preferencesPage();
    else if (isOnServers())
        page = &serversPage();
    else if (isOnEvents())
        page = &eventsPage();
    else if (m_tabs->currentIndex() == ExplainTab)
        page = &explainPage();
    m_pages->setCurrentWidget(page);
    // Elsewhere Home is for the list or the text that has the focus.
    m_present->setEnabled(m_pages->currentWidget() == m_now);
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

void MainWindow::saveLayout()
{
    m_settings.setLayout(geometryPart, saveGeometry());
    m_settings.setLayout(pagePart, pageNames.at(size_t(m_tabs->currentIndex())).toByteArray());
    m_now->saveLayout();
    if (m_servers)
        m_servers->saveLayout();
    if (m_events)
        m_events->saveLayout();
    m_settings.sync();
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

// "glossary:reach", as wording::whatIs() writes it.
void MainWindow::followLink(const QString &link)
{
    constexpr QLatin1StringView glossary = "glossary:"_L1;
    if (!link.startsWith(glossary))
        return;
    goTo(ExplainTab);
    explainPage().showGlossary(link.sliced(glossary.size()));
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
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
