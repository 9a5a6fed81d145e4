// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <map>
#include <optional>
#include <utility>
#include <vector>

class QAction;
class QStackedWidget;
class QTabBar;

namespace synchroscope {

class ActionBar;
class AddServerPanel;
class ExplainPage;
class Alerts;
class EventsPage;
class FirstStartPage;
class HelpPage;
class MessageBar;
class NowPage;
class ReportPanel;
class PreferencesPage;
class ServersPage;
class Settings;
class Tray;
class VerdictStrip;
struct Notification;

/// The window: the verdict on top, banners, the pages below. It knows the engine by its door and keeps
/// nothing that the engine knows.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// Both must outlive the window.
    MainWindow(EngineClient &engine, Settings &settings, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// With a tray, closing hides the window; without, it quits. Neither it nor Quit drops a draft of the
    /// server list that the user has not been told of; a signal, or the session's end, does.
    void setTray(Tray *tray);
    /// They are fed with each snapshot; what nobody else shows is told by the tray and in a banner. Must
    /// outlive the window.
    void setAlerts(Alerts *alerts);
    /// Shows it wherever it is hidden: the tray and a second start ask for it.
    void bringForward();

protected:
    void closeEvent(QCloseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    /// Sees the application being told to quit, which closes this window too.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Of the tab row, in its order.
    enum Page : quint8 { NowTab, ServersTab, EventsTab, ExplainTab };

    void connectEngine();
    void takeSnapshot(const SnapshotPtr &snapshot);
    void showSnapshot(const SnapshotPtr &snapshot);
    /// Says what it does first.
    void act(const FindingAction &action);
    /// By the user's own command: a draft of the server list holds it back once.
    void quit();
    void setStale(const QString &reason);
    void tick();
    void updateAttention();

    // mainwindowmenus.cpp
    void makeMenus();
    void copyVerdict();
    void askWhatThisIs();
    void showAbout();

    // mainwindowpages.cpp: pages, what is laid over them and opened above them, and where the user left off.
    void makePages();
    void showPage();
    void goTo(Page page);
    bool isOnServers() const;
    bool isOnEvents() const;
    /// Gives the focus to the page that is shown.
    void focusPage();
    ServersPage &serversPage();
    EventsPage &eventsPage();
    ExplainPage &explainPage();
    PreferencesPage &preferencesPage();
    void decideOnChoosing(const Snapshot &snapshot);
    void setChoosing(bool choosing);
    void toggleHelp();
    void togglePreferences();
    void showFinding(const Finding &finding);
    void markFindings(const Snapshot &snapshot);
    void markDraft();
    void showAdding();
    void closeAdding();
    void showReport();
    void closeReport();
    void findSource();
    void followLink(const QString &link);
    void restoreLayout();
    void saveLayout();

    // mainwindowbanners.cpp: what is told in banners, and what their buttons do.
    void showBanners(const Snapshot &snapshot);
    void showTopFinding(const Snapshot &snapshot);
    /// A banner that is told once: the user may have dismissed it. An empty text takes it away.
    void tell(const QString &id, const QString &text, bool isTrouble, const QString &action = {});
    void forgetBanner(const QString &id);
    void handleBanner(const QString &id);
    /// Nobody shows notifications. Where the window is not to be seen and has no icon either, it comes.
    void showAlert(const QString &id, const Notification &notification);
    void dropAlert(const QString &id);
    void finishCommand(quint64 command, const Status &status);
    void add(const std::vector<WatchRequest> &servers);
    void finishAdding(const std::vector<WatchRequest> &added, const Status &status);
    void remove(const SourceId &source);
    void undoRemoving();
    bool isHeldByDraft();
    /// There is no draft any more.
    void letQuit();

    EngineClient &m_engine;
    Settings &m_settings;
    Tray *m_tray = nullptr;
    Alerts *m_alerts = nullptr;
    VerdictStrip *m_strip;
    MessageBar *m_messages;
    ActionBar *m_actions;
    AddServerPanel *m_adding;
    ReportPanel *m_report = nullptr; ///< until it is asked for
    NowPage *m_now;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    ServersPage *m_servers = nullptr;         ///< until it is looked at
    EventsPage *m_events = nullptr;           ///< likewise
    FirstStartPage *m_firstStart = nullptr;   ///< until it is needed
    ExplainPage *m_explain = nullptr;         ///< until it is looked at
    HelpPage *m_help = nullptr;               ///< until it is asked for
    PreferencesPage *m_preferences = nullptr; ///< until it is asked for
    QAction *m_pause = nullptr;
    QAction *m_present = nullptr;
    QTimer m_tick;
    QElapsedTimer m_sinceSnapshot;
    /// What a banner said last.
    struct News
    {
        QString text;
        QString action;
        friend bool operator==(const News &, const News &) = default;
    };
    std::map<QString, News> m_news;
    using FindingKey = std::pair<FindingId, QString>;
    std::optional<FindingKey> m_toldFinding;                    ///< by the banner, which may be dismissed
    std::optional<Finding> m_topFinding;                        ///< that the banner tells
    std::vector<WatchRequest> m_removed;                        ///< what Undo brings back
    std::map<quint64, std::vector<WatchRequest>> m_addCommands; ///< under way: what of each is new
    quint64 m_bannerCommand = 0;                                ///< whose failure the banner tells
    std::optional<bool> m_choosing; ///< the page to choose the first servers on is shown; absent: not decided
    bool m_discovered = false;
    bool m_attended = false;
    bool m_quitting = false;
    bool m_mayDropDraft = false; ///< the user was told that quitting drops it
    bool m_helpOpen = false;
    bool m_preferencesOpen = false;
};

} // namespace synchroscope
