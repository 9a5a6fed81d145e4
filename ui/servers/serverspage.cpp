// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/serverspage.h"

#include "ui/panels/quietlabel.h"
#include "ui/servers/additionbar.h"
#include "ui/servers/advicelist.h"
#include "ui/servers/followpanel.h"
#include "ui/servers/lostbar.h"
#include "ui/servers/nothingtoedit.h"
#include "ui/servers/placeview.h"
#include "ui/servers/servereditor.h"
#include "ui/servers/serversmodel.h"
#include "ui/servers/serversview.h"
#include "ui/servers/undopanel.h"
#include "ui/wording/namestext.h"
#include "ui/wording/originwording.h"
#include "ui/wording/planwording.h"

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QSet>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

bool canEdit(DaemonKind daemon)
{
    return daemon != DaemonKind::NtpdRs && daemon != DaemonKind::OpenNtpd;
}

Instant wallClock()
{
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

} // namespace

// --- From the engine ---

void ServersPage::setSnapshot(const SnapshotPtr &snapshot)
{
    const bool isSameMachine = m_snapshot && m_snapshot->machine == snapshot->machine;
    const bool isNewTest = m_testing.take(snapshot->serverTests);
    m_snapshot = snapshot;
    takeConfigurations();
    if (m_place)
        showPlace();
    if (m_current == nullptr) {
        showNothing();
        return;
    }
    showPage();
    if (isNewTest)
        showAdvice();
    if ((isNewTest || !isSameMachine) && isVisible())
        showRows();
    if (snapshot->serverChange) {
        m_follow->setReport(*snapshot->serverChange, wallClock());
        followChange(*snapshot->serverChange);
    }
    showSide();
    showPlan();
    showUndo();
}

/// Its beginning is shown, and an end that leaves something to do.
void ServersPage::followChange(const ServerChangeReport &report)
{
    const bool isFollowing = report.result == ChangeResult::UnderWay;
    const bool isNew = report.number != m_followed;
    const bool hasFailed = m_isFollowing && !isFollowing && report.result != ChangeResult::Followed;
    m_followed = report.number;
    m_isFollowing = isFollowing;
    if (isNew || hasFailed)
        closeEditor();
}

void ServersPage::closeEditor()
{
    // What has the focus there is hidden, and the keys would go to whatever comes next.
    const bool hasFocus = m_editor->isAncestorOf(QWidget::focusWidget());
    m_view->clearSelection();
    if (hasFocus)
        m_view->setFocus();
}

ServersPage::Subject &ServersPage::subjectOf(const ServerConfiguration &configuration)
{
    const auto known = std::ranges::find_if(m_subjects, [&configuration](const auto &subject) {
        return subject->daemon == configuration.daemon && subject->mainFile == configuration.mainFile;
    });
    if (known != m_subjects.end())
        return **known;
    m_subjects.push_back(std::make_unique<Subject>(
        Subject{configuration.daemon, configuration.mainFile, std::make_unique<DraftStack>()}));
    Subject &subject = *m_subjects.back();
    m_undoGroup.addStack(&subject.stack->undoStack());
    connect(subject.stack.get(), &DraftStack::changed, this, [this, &subject] {
        if (m_current == &subject)
            showAll();
        noteDraft();
    });
    return subject;
}

void ServersPage::takeConfigurations()
{
    m_choices.clear();
    for (const ServerConfiguration &configuration : m_snapshot->configurations) {
        Subject &subject = subjectOf(configuration);
        // Of several daemons that share their files the first one counts.
        if (std::ranges::find(m_choices, &subject) != m_choices.end())
            continue;
        m_choices.push_back(&subject);
        subject.stack->setConfiguration(configuration);
    }
    const auto isThere = [this](const Subject *subject) {
        return std::ranges::find(m_choices, subject) != m_choices.end();
    };
    Subject *wanted = isThere(m_chosen) ? m_chosen : m_current;
    if (!isThere(wanted))
        wanted = m_choices.empty() ? nullptr : m_choices.front();
    if (wanted != m_current)
        choose(wanted);
    if (m_chosen == nullptr)
        m_chosen = m_current;
    fillChooser();
    noteDraft();
}

void ServersPage::fillChooser()
{
    QStringList names;
    for (const Subject *subject : m_choices) {
        QString name = wording::daemonName(subject->daemon);
        if (!subject->mainFile.isEmpty())
            name = tr("%1, %2", "a time service, its file").arg(name, subject->mainFile);
        names.append(subject->stack->draft().configuration().isRunning
                         ? tr("%1 (running)", "a time service").arg(name)
                         : name);
    }
    QStringList present;
    for (int i = 0; i < m_chooser->count(); ++i)
        present.append(m_chooser->itemText(i));
    if (present != names) {
        m_chooser->clear();
        m_chooser->addItems(names);
    }
    m_chooser->setCurrentIndex(int(std::ranges::find(m_choices, m_current) - m_choices.begin()));
    m_chooser->setVisible(names.size() > 1);
}

void ServersPage::choose(Subject *subject)
{
    // What is typed belongs to the list that goes; rows of two lists may have the same key.
    if (m_current != nullptr) {
        m_editor->commit();
        closeEditor();
    }
    m_editor->clear();
    m_current = subject;
    showPage();
    if (subject != nullptr)
        showAll();
}

void ServersPage::reveal(const QString &file, int line)
{
    m_place.reset();
    if (!file.isEmpty())
        m_place.emplace(file, line);
    showPlace();
    showPage();
    if (m_place)
        m_placeView->present();
}

/// A line that has become a server's, or was one before its file was read, is one of the list.
void ServersPage::showPlace()
{
    if (m_place && selectServerAt(m_place->first, m_place->second))
        m_place.reset();
    if (m_place)
        m_placeView->setPlace(
            placeIn(m_snapshot ? m_snapshot->configurations : std::vector<ServerConfiguration>(),
                    m_place->first, m_place->second));
}

void ServersPage::closePlace()
{
    m_place.reset();
    showPage();
    m_view->setFocus();
    // It may have been edited meanwhile.
    m_engine.readConfigurations();
}

bool ServersPage::selectServerAt(const QString &file, int line)
{
    const auto isThere = [&](const DraftRow &row) {
        return row.onDisk && row.onDisk->file == file && (line == 0 || row.onDisk->line == line);
    };
    for (Subject *subject : m_choices) {
        const std::vector<DraftRow> &rows = subject->stack->draft().rows();
        const auto row = std::ranges::find_if(rows, isThere);
        if (row == rows.end())
            continue;
        if (subject != m_current) {
            m_chosen = subject;
            choose(subject);
            fillChooser();
        }
        if (const int index = m_model->rowOf(row->key); index >= 0)
            m_view->setCurrentIndex(m_model->index(index, ServersModel::Name));
        return true;
    }
    return false;
}

void ServersPage::tick(Instant now)
{
    m_follow->tick(now);
}

// --- What is shown ---

void ServersPage::showPage()
{
    QWidget *page = m_current != nullptr ? m_content : m_nothing;
    if (m_place)
        page = m_placeView;
    m_pages->setCurrentWidget(page);
    // Nothing is undone in a list that is not seen.
    m_undoGroup.setActiveStack(m_place || m_current == nullptr ? nullptr : &m_current->stack->undoStack());
}

void ServersPage::showNothing()
{
    showPage();
    if (m_snapshot && m_snapshot->demonstration)
        m_nothing->setReason(
            tr("No server list in a demonstration"),
            tr("Here the server list of this computer's time service is shown and changed. The "
               "demonstration's servers run inside this program, and it touches no file."),
            false);
    else if (m_snapshot && m_snapshot->machine.isComplete)
        m_nothing->setReason(
            tr("No time service was found here"),
            tr("No configuration of chrony, systemd-timesyncd, NTPsec, ntpd, ntpd-rs or OpenNTPD is "
               "on this computer. Install one of them, such as chrony; its servers can be chosen "
               "here then."),
            true);
    else
        m_nothing->setReason(tr("Looking for time services"),
                             tr("The files of this computer's time services are being read."), false);
}

bool ServersPage::isEditable() const
{
    return m_current != nullptr && canEdit(m_current->daemon);
}

void ServersPage::showAll()
{
    m_circumstances.reset();
    showHead();
    showRows();
    showQuestion();
    showAdvice();
    showPlan();
    showUndo();
    showSide();
}

void ServersPage::showHead()
{
    const ServerDraft &draft = current()->draft();
    const DaemonKind daemon = draft.configuration().daemon;
    m_title->setText(tr("Servers that %1 is to use", "a time service").arg(wording::daemonName(daemon)));
    m_view->setHasOptions(daemon != DaemonKind::Timesyncd && isEditable());
    m_addition->setVisible(isEditable());
    m_lower->setVisible(isEditable() || m_snapshot->serverChange);
    m_readOnly->setVisible(!isEditable());
    if (!isEditable()) {
        const std::vector<ConfigText> &texts = draft.configuration().files->texts;
        const QString file = texts.empty() ? draft.configuration().mainFile : texts.front().path;
        m_readOnly->setText(
            tr("%1's list is shown here and cannot be changed from here. Edit %2 and restart it.",
               "a time service, a file")
                .arg(wording::daemonName(daemon), file));
    }
    m_lost->setLost(draft.lost());
}

void ServersPage::showRows()
{
    const ServerDraft &draft = current()->draft();
    const DaemonReport *report = m_snapshot ? reportOf(draft.configuration(), m_snapshot->machine) : nullptr;
    m_model->setRows(serverRows(draft, report, m_testing.tests()));
    m_testAll->setEnabled(!draft.rows().empty());
    shareHeight();
}

void ServersPage::showQuestion()
{
    const ServerDraft &draft = current()->draft();
    int others = 0;
    if (draft.asksWhetherOnly()) {
        const auto isOther = [&draft](const DraftRow &row) {
            return row.isUsedOnDisk && !draft.isOneOfThese(row.key) && !row.isRemoved && row.onDisk &&
                   !row.onDisk->isFallback;
        };
        others = int(std::ranges::count_if(draft.rows(), isOther));
    }
    m_addition->ask(draft.theseCount(), others, draft.takesOnlyThese());
}

void ServersPage::showAdvice()
{
    const ServerDraft &draft = current()->draft();
    const ServerConfiguration &configuration = draft.configuration();
    m_advice->setAdvice(adviseOn(configuration.daemon, draft.servers(), m_testing.testsOf(draft),
                                 int(configuration.files->devices.size())),
                        configuration.daemon);
}

ChangePanel::Circumstances ServersPage::circumstances() const
{
    ChangePanel::Circumstances circumstances;
    if (m_snapshot) {
        circumstances.ability = m_snapshot->changeAbility;
        circumstances.offset = m_snapshot->judgement.offset;
        circumstances.bound = m_snapshot->judgement.bound;
    }
    circumstances.isUnderWay = m_changeCommand.has_value();
    return circumstances;
}

void ServersPage::showPlan()
{
    if (m_current == nullptr || m_circumstances == circumstances())
        return;
    m_circumstances = circumstances();
    m_change->setDraft(current()->draft(), *m_circumstances);
}

/// Null: none is known of that could be taken back.
const ServerChange *ServersPage::undoable() const
{
    return m_snapshot && m_snapshot->serverChange && m_snapshot->serverChange->undoable
               ? &*m_snapshot->serverChange->undoable
               : nullptr;
}

/// Empty: there is a change that can be taken back.
QString ServersPage::whyNoUndo() const
{
    if (undoable() != nullptr)
        return {};
    if (m_snapshot && m_snapshot->serverChange && m_snapshot->serverChange->isUndo)
        return tr("The last change has been taken back.");
    return tr("No change was made since this program was started. An earlier one is taken back by: "
              "synchroscopectl servers undo");
}

void ServersPage::showUndo()
{
    const ServerChange *change = undoable();
    // Another one may have been made since.
    if (m_toUndo && (change == nullptr || *change != *m_toUndo))
        m_toUndo.reset();
    const ChangePanel::Circumstances now = circumstances();
    const bool isPossible = now.ability == ChangeAbility::Able && !now.isUnderWay;
    m_undoChange->setEnabled(isPossible && change != nullptr);
    m_undoChange->setToolTip(whyNoUndo());
    if (!m_toUndo && m_undo->isAncestorOf(QWidget::focusWidget()))
        m_view->setFocus();
    m_change->setVisible(isEditable() && !m_toUndo);
    m_undo->setVisible(m_toUndo.has_value());
    if (!m_toUndo)
        return;
    const auto subject = std::ranges::find_if(m_choices, [this](const Subject *each) {
        return each->daemon == m_toUndo->daemon && each->mainFile == m_toUndo->mainFile;
    });
    m_undo->setChanges(
        m_toUndo->files,
        subject == m_choices.end()
            ? wording::planEffect(m_toUndo->effect, m_toUndo->daemon)
            : ChangePanel::effectText((*subject)->stack->draft().configuration(), m_toUndo->effect, now));
    m_undo->setPossible(isPossible);
}

void ServersPage::showSide()
{
    if (m_current == nullptr)
        return;
    const std::vector<int> keys = m_view->selectedKeys();
    if (!keys.empty())
        m_newest = QPersistentModelIndex();
    const DraftRow *row = keys.size() == 1 && isEditable() ? current()->draft().row(keys.front()) : nullptr;
    if (row != nullptr) {
        m_editor->setServer(current()->draft().configuration(), *row);
        m_side->setCurrentWidget(m_editor);
        return;
    }
    const bool follows = m_snapshot && m_snapshot->serverChange;
    m_side->setCurrentWidget(follows ? static_cast<QWidget *>(m_follow) : m_hint);
}

void ServersPage::noteDraft()
{
    if (m_hadDraft == hasDraft())
        return;
    m_hadDraft = !m_hadDraft;
    Q_EMIT draftChanged();
}

bool ServersPage::hasDraft() const
{
    return std::ranges::any_of(m_choices,
                               [](const Subject *subject) { return subject->stack->draft().hasChanges(); });
}

// --- From the user ---

void ServersPage::add(const QString &text)
{
    if (m_current == nullptr)
        return;
    const ServerConfiguration &configuration = current()->draft().configuration();
    const PastedServers pasted = readPastedServers(configuration.daemon, configuration.version, text);
    QStringList sentences = pasted.sentences;
    QSet<QString> used;
    for (const DraftRow &row : current()->draft().rows()) {
        if (row.isUsed)
            used.insert(row.line.host.toLower());
    }
    QStringList known;
    for (const PastedServer &server : pasted.servers) {
        if (used.contains(server.line.host.toLower()))
            known.append(server.line.host);
    }
    if (!pasted.servers.empty())
        current()->add(pasted.servers);
    if (!known.isEmpty())
        sentences.append(tr("In the list already: %1.", "servers").arg(wording::namesText(known)));
    if (pasted.passedOver > 0)
        sentences.append(tr("%n line(s) of other settings were passed over.", "", pasted.passedOver));
    if (pasted.servers.empty() && sentences.isEmpty())
        sentences.append(tr("No server is named there, only comments."));
    const int passedOver = m_testing.testNew(current()->draft());
    if (passedOver > 0)
        sentences.append(
            tr("Not tested by itself: %n new server(s). \"Test all\" tests them too.", "", passedOver));
    m_addition->keep(pasted.senseless, sentences);
    scrollToNewest();
}

/// Where the page is low they would come below what is seen.
void ServersPage::scrollToNewest()
{
    const std::vector<ServerRow> &rows = m_model->rows();
    const auto newest = std::find_if(rows.rbegin(), rows.rend(), [](const ServerRow &row) {
        return row.pending == ServerRow::Pending::New;
    });
    if (newest == rows.rend())
        return;
    m_newest = m_model->index(int(rows.rend() - newest) - 1, ServersModel::Name);
    m_view->scrollTo(m_newest);
}

void ServersPage::apply()
{
    // Of a plan that is not shown nothing is done.
    if (!isEditable() || !m_snapshot || m_changeCommand || m_toUndo || m_place)
        return;
    // What was typed and not finished is in no plan that anybody has seen.
    const DraftWishes seen = current()->draft().wishes();
    m_editor->commit();
    if (!(seen == current()->draft().wishes())) {
        m_change->tellThatPlanIsNew();
        return;
    }
    const ServerDraft &draft = current()->draft();
    const ChangePlan *plan = std::get_if<ChangePlan>(&draft.plan());
    if (plan == nullptr || plan->changes.empty() || m_snapshot->changeAbility != ChangeAbility::Able)
        return;
    m_changeCommand = m_engine.changeServers({.daemon = draft.configuration().daemon,
                                              .mainFile = draft.configuration().mainFile,
                                              .edits = draft.edits(),
                                              .digest = plan->digest,
                                              .effect = plan->effect,
                                              .files = plan->changes});
    showPlan();
    showUndo();
}

void ServersPage::askToUndo()
{
    if (m_changeCommand || m_current == nullptr || undoable() == nullptr)
        return;
    m_toUndo = *undoable();
    showUndo();
    m_undo->present();
}

void ServersPage::undoChange()
{
    if (m_changeCommand || !m_toUndo)
        return;
    m_changeCommand = m_engine.undoServerChange(*m_toUndo);
    cancelUndo();
    showPlan();
}

void ServersPage::cancelUndo()
{
    m_toUndo.reset();
    showUndo();
}

void ServersPage::makePools(const QStringList &servers)
{
    if (m_current == nullptr)
        return;
    std::vector<std::pair<int, ServerLine>> lines;
    for (const DraftRow &row : current()->draft().rows()) {
        const bool isMeant = row.isUsed && row.isEditable() && row.line.type == ServerType::Server &&
                             servers.contains(row.line.host, Qt::CaseInsensitive);
        if (!isMeant)
            continue;
        ServerLine line = row.line;
        line.type = ServerType::Pool;
        lines.emplace_back(row.key, line);
    }
    current()->setLines(lines);
}

void ServersPage::leave()
{
    if (m_place) {
        closePlace();
        return;
    }
    if (m_toUndo) {
        cancelUndo();
        return;
    }
    if (m_addition->isAncestorOf(QWidget::focusWidget()) && !m_addition->isEmpty()) {
        m_addition->clear();
        return;
    }
    if (m_editor->isVisible() && m_editor->revert())
        return;
    m_view->clearSelection();
    m_view->setFocus();
}

} // namespace synchroscope
