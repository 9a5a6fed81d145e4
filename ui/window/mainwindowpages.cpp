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
#include "ui/preferences/preferencespage.h"
#include "ui/servers/serverspage.h"
#include "ui/table/sourcesview.h"
#include "ui/window/helppage.h"
#include "ui/window/nowpage.h"
#include "ui/window/settings.h"

#include <QAction>
#include <QScreen>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView geometryPart = "window"_L1;
constexpr QLatin1StringView pagePart = "page"_L1;

/// The pages as the settings call them.
constexpr std::array<QByteArrayView, 4> pageNames{"", "servers", "events", "explain"};

} // namespace

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

void MainWindow::goTo(Page page)
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

void MainWindow::focusPage()
{
    if (m_pages->currentWidget() == m_now)
        m_now->table().setFocus();
    else
        m_pages->currentWidget()->setFocus();
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

void MainWindow::markDraft()
{
    const bool hasDraft = m_servers && m_servers->hasDraft();
    m_tabs->setTabText(ServersTab, hasDraft ? tr("Servers ●") : tr("Servers"));
    m_tabs->setTabToolTip(ServersTab,
                          hasDraft ? tr("Changes are pending that have not been applied.") : QString());
    m_tabs->setAccessibleTabName(ServersTab,
                                 hasDraft ? tr("Servers, with changes that are not applied") : QString());
    if (!hasDraft)
        letQuit();
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

// "glossary:reach", as wording::whatIs() writes it.
void MainWindow::followLink(const QString &link)
{
    constexpr QLatin1StringView glossary = "glossary:"_L1;
    if (!link.startsWith(glossary))
        return;
    goTo(ExplainTab);
    explainPage().showGlossary(link.sliced(glossary.size()));
}

void MainWindow::restoreLayout()
{
    resize(QSize(1180, 760).boundedTo(screen()->availableSize()));
    restoreGeometry(m_settings.layout(geometryPart));
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

} // namespace synchroscope
