// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mainwindow.h"

#include "ui/alerts/notifications.h"
#include "ui/explain/explainpage.h"
#include "ui/panels/actionbar.h"
#include "ui/panels/addserverpanel.h"
#include "ui/panels/firststartpage.h"
#include "ui/panels/messagebar.h"
#include "ui/servers/serverspage.h"
#include "ui/window/nowpage.h"
#include "ui/window/tray.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/problems.h"

#include <QApplication>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

const QString demoBanner = u"demo"_s;
const QString pausedBanner = u"paused"_s;
const QString findingBanner = u"finding"_s;
const QString chooseBanner = u"choose"_s;
const QString removedBanner = u"removed"_s;
const QString commandBanner = u"command"_s;
const QString draftBanner = u"draft"_s;
const QString alertPrefix = u"alert-"_s; // and the subject's id

} // namespace

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

// A banner that was dismissed cannot be undone from any more.
void MainWindow::forgetBanner(const QString &id)
{
    if (id == removedBanner)
        m_removed.clear();
    if (id == draftBanner)
        m_mayDropDraft = false;
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
    if (id.startsWith(alertPrefix)) {
        goTo(ExplainTab);
        explainPage().showFindings();
    }
    if (id == findingBanner && m_topFinding) {
        if (m_topFinding->actions.empty())
            showFinding(*m_topFinding);
        else
            act(m_topFinding->actions.front());
    }
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
    serversPage().reveal({}, 0);
    return true;
}

void MainWindow::letQuit()
{
    if (std::exchange(m_mayDropDraft, false))
        m_messages->removeBanner(draftBanner);
}

void MainWindow::showAlert(const QString &id, const Notification &notification)
{
    const bool isOver = notification.urgency == Notification::Urgency::Low;
    m_messages->setBanner(
        alertPrefix + id,
        tr("%1. %2", "title, remedy").arg(notification.summary, notification.body).trimmed(),
        isOver ? MessageBar::Severity::Information : MessageBar::Severity::Warning,
        isOver ? QString() : tr("Explain…"));
    if (m_tray)
        m_tray->say(notification.summary, notification.body);
    if (!isOver && !isVisible() && !(m_tray && m_tray->available()))
        bringForward();
    QApplication::alert(this);
}

void MainWindow::dropAlert(const QString &id)
{
    m_messages->removeBanner(alertPrefix + id);
}

} // namespace synchroscope
