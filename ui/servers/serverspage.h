// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"
#include "ui/servers/changepanel.h"
#include "ui/servers/draftstack.h"
#include "ui/servers/servertesting.h"

#include <QPersistentModelIndex>
#include <QUndoGroup>
#include <QWidget>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace synchroscope {

class AdditionBar;
class AdviceList;
class FollowPanel;
class LostBar;
class NothingToEdit;
class PlaceView;
class QuietLabel;
class ServerEditor;
class ServersModel;
class ServersView;
class Settings;
class UndoPanel;

/// The second page: the servers that a time daemon is to use, as they stand in its files, as they are wanted,
/// and as they are in effect; what will change, and how a change goes on.
class ServersPage final : public QWidget
{
    Q_OBJECT

public:
    /// Both must outlive the page.
    ServersPage(EngineClient &engine, Settings &settings, QWidget *parent = nullptr);
    ~ServersPage() override;

    void setSnapshot(const SnapshotPtr &snapshot);
    /// Once a second: countdowns.
    void tick(Instant now);
    /// Selects the server that stands there, in a file of one of the lists that can be chosen; where there is
    /// none, shows the place in the file. `line` is 1-based, 0: none is meant; an empty file: the list is.
    void reveal(const QString &file, int line);
    /// Esc: what is typed, then the selection. The draft stays.
    void leave();
    /// Of the lists that can be chosen.
    bool hasDraft() const;
    /// Splitters and columns.
    void saveLayout();

Q_SIGNALS:
    /// Whether something is pending has changed.
    void draftChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// One for each of the machine's configurations that was looked at.
    struct Subject
    {
        DaemonKind daemon;
        QString mainFile;
        std::unique_ptr<DraftStack> stack;
    };

    void makeList(QVBoxLayout &layout);
    void makeMenu();
    void makeLower();
    void connectParts();
    Subject &subjectOf(const ServerConfiguration &configuration);
    DraftStack *current() const { return m_current ? m_current->stack.get() : nullptr; }
    /// A slot that changes the list that is shown, and does nothing while there is none.
    template <typename... Arguments>
    auto changing(void (DraftStack::*change)(Arguments...))
    {
        return [this, change](Arguments... arguments) {
            if (DraftStack *stack = current())
                (stack->*change)(arguments...);
        };
    }
    void takeConfigurations();
    void fillChooser();
    void choose(Subject *subject);
    void showNothing();
    /// The list, or in its stead what there is to say.
    void showPage();
    /// Whether it is a server's.
    bool selectServerAt(const QString &file, int line);
    void showPlace();
    void closePlace();
    void showAll();
    void showRows();
    void showHead();
    void showQuestion();
    void showAdvice();
    void showPlan();
    void showUndo();
    void showSide();
    void add(const QString &text);
    void apply();
    /// Shows what would be written, first.
    void askToUndo();
    void undoChange();
    void cancelUndo();
    void makePools(const QStringList &servers);
    void noteDraft();
    void closeEditor();
    void followChange(const ServerChangeReport &report);
    void scrollToNewest();
    /// The list gets what its rows need, at most half, until the user shares the height otherwise.
    void shareHeight();
    bool isEditable() const;
    const ServerChange *undoable() const;
    QString whyNoUndo() const;
    ChangePanel::Circumstances circumstances() const;

    EngineClient &m_engine;
    Settings &m_settings;
    SnapshotPtr m_snapshot;
    std::vector<std::unique_ptr<Subject>> m_subjects;
    std::vector<Subject *> m_choices; ///< those that the latest snapshot has, each once
    Subject *m_current = nullptr;
    Subject *m_chosen = nullptr; ///< that is shown whenever it is there
    ServerTesting m_testing;
    QUndoGroup m_undoGroup;
    std::optional<EngineClient::CommandId> m_changeCommand;
    std::optional<ChangePanel::Circumstances> m_circumstances; ///< by which the plan is shown
    std::optional<ServerChange> m_toUndo; ///< is shown as it would be undone, in the place of the plan
    quint64 m_followed = 0;               ///< ServerChangeReport::number that was made room for
    bool m_isFollowing = false;
    QPersistentModelIndex m_newest; ///< the row that is to be seen, until the user looks elsewhere
    std::optional<std::pair<QString, int>> m_place; ///< file and line that are shown in the list's stead
    bool m_hadDraft = false;
    bool m_laidOut = false;
    bool m_sharesHeight = true;

    QStackedWidget *m_pages;
    NothingToEdit *m_nothing;
    PlaceView *m_placeView;
    QWidget *m_content;
    QWidget *m_upper;
    QLabel *m_title;
    QComboBox *m_chooser;
    QPushButton *m_testAll;
    QToolButton *m_menu;
    AdditionBar *m_addition;
    LostBar *m_lost;
    QuietLabel *m_readOnly;
    ServersModel *m_model;
    ServersView *m_view;
    AdviceList *m_advice;
    ChangePanel *m_change;
    UndoPanel *m_undo;
    FollowPanel *m_follow;
    ServerEditor *m_editor;
    QuietLabel *m_hint;
    QStackedWidget *m_side;
    QSplitter *m_lower;
    QSplitter *m_whole;
    QAction *m_undoChange = nullptr;
};

} // namespace synchroscope
