// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/quietlabel.h"
#include "ui/servers/additionbar.h"
#include "ui/servers/advicelist.h"
#include "ui/servers/followpanel.h"
#include "ui/servers/lostbar.h"
#include "ui/servers/nothingtoedit.h"
#include "ui/servers/placeview.h"
#include "ui/servers/servereditor.h"
#include "ui/servers/serversmodel.h"
#include "ui/servers/serverspage.h"
#include "ui/servers/serversview.h"
#include "ui/servers/undopanel.h"
#include "ui/window/settings.h"

#include <QAction>
#include <QComboBox>
#include <QFocusEvent>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

/// The page's parts, how they lie, and what they tell each other.
namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView wholePart = "servers_whole"_L1;
constexpr QLatin1StringView lowerPart = "servers_lower"_L1;
constexpr QLatin1StringView columnsPart = "server_columns"_L1;

} // namespace

ServersPage::ServersPage(EngineClient &engine, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_testing(engine)
    , m_pages(new QStackedWidget)
    , m_nothing(new NothingToEdit)
    , m_placeView(new PlaceView)
    , m_content(new QWidget)
    , m_upper(new QWidget)
    , m_title(new QLabel)
    , m_chooser(new QComboBox)
    , m_testAll(new QPushButton(tr("&Test all")))
    , m_menu(new QToolButton)
    , m_addition(new AdditionBar)
    , m_lost(new LostBar)
    , m_readOnly(new QuietLabel)
    , m_model(new ServersModel(this))
    , m_view(new ServersView(m_model))
    , m_advice(new AdviceList)
    , m_change(new ChangePanel)
    , m_undo(new UndoPanel)
    , m_follow(new FollowPanel)
    , m_editor(new ServerEditor)
    , m_hint(new QuietLabel)
    , m_side(new QStackedWidget)
    , m_lower(new QSplitter(Qt::Horizontal))
    , m_whole(new QSplitter(Qt::Vertical))
{
    setObjectName(u"serversPage"_s);
    auto *upperLayout = new QVBoxLayout(m_upper);
    upperLayout->setContentsMargins(0, 4, 0, 0);
    upperLayout->setSpacing(4);
    makeList(*upperLayout);
    makeMenu();
    makeLower();
    m_whole->setObjectName(u"serversWhole"_s);
    m_whole->addWidget(m_upper);
    m_whole->addWidget(m_lower);
    m_whole->setChildrenCollapsible(false);
    m_whole->setStretchFactor(0, 1);
    m_whole->setStretchFactor(1, 1);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 0, 0, 0);
    content->addWidget(m_whole);
    m_pages->addWidget(m_nothing);
    m_pages->addWidget(m_content);
    m_pages->addWidget(m_placeView);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    m_view->restoreColumns(m_settings.layout(columnsPart));
    m_upper->installEventFilter(this);
    connectParts();
    showNothing();
}

ServersPage::~ServersPage()
{
    // A field that loses the focus, or a selection that goes, finds no draft any more.
    m_view->disconnect(this);
    m_editor->disconnect(this);
}

void ServersPage::makeList(QVBoxLayout &layout)
{
    QFont bold(m_title->font());
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(u"serversTitle"_s);
    m_chooser->setObjectName(u"daemonChooser"_s);
    m_chooser->setAccessibleName(tr("Time service"));
    m_testAll->setObjectName(u"testAll"_s);
    m_testAll->setToolTip(tr("Asks each server that is used a few questions; nothing is changed by it."));
    m_menu->setObjectName(u"serversMenu"_s);
    m_menu->setText(tr("More"));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setFocusPolicy(Qt::StrongFocus);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 12, 0);
    head->addWidget(m_title);
    head->addWidget(m_chooser);
    head->addStretch();
    head->addWidget(m_testAll);
    head->addWidget(m_menu);
    m_readOnly->setObjectName(u"readOnlySentence"_s);
    m_readOnly->setWordWrap(true);
    m_readOnly->setContentsMargins(12, 0, 12, 4);
    layout.addLayout(head);
    layout.addWidget(m_addition);
    layout.addWidget(m_readOnly);
    layout.addWidget(m_lost);
    layout.addWidget(m_view, 1);
    layout.addWidget(m_advice);
}

void ServersPage::makeMenu()
{
    auto *menu = new QMenu(m_menu);
    QAction *undo = m_undoGroup.createUndoAction(this, tr("&Undo"));
    undo->setObjectName(u"undoDraft"_s);
    undo->setShortcut(QKeySequence::Undo);
    undo->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QAction *redo = m_undoGroup.createRedoAction(this, tr("&Redo"));
    redo->setObjectName(u"redoDraft"_s);
    redo->setShortcut(QKeySequence::Redo);
    redo->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    auto *apply = new QAction(this);
    apply->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    apply->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(apply, &QAction::triggered, this, &ServersPage::apply);
    addActions({undo, redo, apply});
    menu->addActions({undo, redo});
    menu->addSeparator();
    menu->addActions(m_view->rowActions());
    menu->addSeparator();
    menu->addAction(tr("Read the &files again"), this, [this] { m_engine.readConfigurations(); })
        ->setObjectName(u"readAgain"_s);
    m_undoChange = menu->addAction(tr("Undo the &last change of the files…"), this, &ServersPage::askToUndo);
    m_undoChange->setObjectName(u"undoLastChange"_s);
    menu->setToolTipsVisible(true);
    m_menu->setMenu(menu);
}

void ServersPage::makeLower()
{
    m_hint->setObjectName(u"serversHint"_s);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignTop);
    m_hint->setContentsMargins(12, 10, 12, 8);
    m_hint->setText(
        tr("Choose a server in the list to see and change its options.\n\nSpace switches it off and "
           "on, Delete removes it, Ctrl+Z takes a step back. Nothing is written before you apply "
           "it."));
    m_side->addWidget(m_hint);
    m_side->addWidget(m_follow);
    m_side->addWidget(m_editor);
    m_lower->setObjectName(u"serversLower"_s);
    auto *change = new QWidget;
    auto *changeLayout = new QVBoxLayout(change);
    changeLayout->setContentsMargins(12, 0, 0, 0);
    changeLayout->addWidget(m_change);
    changeLayout->addWidget(m_undo);
    m_undo->hide();
    m_lower->addWidget(change);
    m_lower->addWidget(m_side);
    m_lower->setChildrenCollapsible(false);
    m_lower->setStretchFactor(0, 1);
    m_lower->setStretchFactor(1, 1);
}

void ServersPage::connectParts()
{
    connect(m_nothing, &NothingToEdit::lookAgainRequested, this, [this] { m_engine.readConfigurations(); });
    connect(m_placeView, &PlaceView::closed, this, &ServersPage::closePlace);
    connect(m_whole, &QSplitter::splitterMoved, this, [this] { m_sharesHeight = false; });
    connect(m_chooser, &QComboBox::activated, this, [this](int index) {
        m_chosen = m_choices.at(size_t(index));
        choose(m_chosen);
    });
    connect(m_testAll, &QPushButton::clicked, this, [this] {
        if (m_current != nullptr)
            m_testing.testAll(current()->draft());
    });
    connect(m_addition, &AdditionBar::addRequested, this, &ServersPage::add);
    connect(m_addition, &AdditionBar::onlyTheseChosen, this, changing(&DraftStack::setOnlyThese));
    connect(m_lost, &LostBar::addRequested, this, changing(&DraftStack::addLost));
    connect(m_lost, &LostBar::dropRequested, this, changing(&DraftStack::dropLost));
    connect(m_view, &ServersView::selectionChangedTo, this, &ServersPage::showSide);
    connect(m_view, &ServersView::useRequested, this, changing(&DraftStack::setUsed));
    connect(m_view, &ServersView::removeRequested, this, changing(&DraftStack::remove));
    connect(m_view, &ServersView::restoreRequested, this, changing(&DraftStack::restore));
    connect(m_view, &ServersView::testRequested, this, [this](const std::vector<int> &keys) {
        if (m_current != nullptr)
            m_testing.test(current()->draft(), keys);
    });
    connect(m_view, &QAbstractItemView::activated, this, [this] {
        if (m_side->currentWidget() == m_editor)
            m_editor->focusHost();
    });
    // The user looks elsewhere.
    connect(m_view->verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { m_newest = QPersistentModelIndex(); });
    connect(m_advice, &AdviceList::poolRequested, this, &ServersPage::makePools);
    connect(m_editor, &ServerEditor::lineEdited, this, changing(&DraftStack::setLine));
    connect(m_editor, &ServerEditor::closed, this, &ServersPage::closeEditor);
    connect(m_change, &ChangePanel::applyRequested, this, &ServersPage::apply);
    connect(m_change, &ChangePanel::discardRequested, this, changing(&DraftStack::discard));
    connect(m_change, &ChangePanel::mayLeaveNoneChanged, this, changing(&DraftStack::setMayLeaveNone));
    connect(m_change, &ChangePanel::dhcpIgnoredChanged, this, changing(&DraftStack::setDhcpIgnored));
    connect(m_follow, &FollowPanel::undoRequested, this, &ServersPage::askToUndo);
    connect(m_undo, &UndoPanel::confirmed, this, &ServersPage::undoChange);
    connect(m_undo, &UndoPanel::cancelled, this, &ServersPage::cancelUndo);
    connect(&m_engine, &EngineClient::commandFinished, this, [this](quint64 command) {
        if (command != m_changeCommand)
            return;
        m_changeCommand.reset();
        m_engine.readConfigurations();
        showPlan();
        showUndo();
    });
}

void ServersPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_engine.readConfigurations();
    if (m_current != nullptr)
        showRows();
    if (m_laidOut)
        return;
    // Only now is there a size to share.
    m_laidOut = true;
    if (!m_lower->restoreState(m_settings.layout(lowerPart)))
        m_lower->setSizes({width() / 2, width() / 2});
    m_sharesHeight = !m_whole->restoreState(m_settings.layout(wholePart));
    shareHeight();
}

// No focus proxy: Tab would skip what stands before it.
void ServersPage::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_view->isVisible())
        m_view->setFocus(event->reason());
    else
        focusNextChild();
}

void ServersPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    shareHeight();
}

bool ServersPage::eventFilter(QObject *watched, QEvent *event)
{
    // Sentences come and go above and below the list.
    if (watched == m_upper && event->type() == QEvent::LayoutRequest)
        QTimer::singleShot(0, this, &ServersPage::shareHeight);
    return QWidget::eventFilter(watched, event);
}

void ServersPage::shareHeight()
{
    if (!m_laidOut || !m_sharesHeight || m_model->rowCount() == 0)
        return;
    const int row = m_view->visualRect(m_model->index(0, ServersModel::Use)).height();
    const int beside = m_upper->height() - m_view->viewport()->height();
    const int fewest = 3;
    const int rows = std::max(fewest, m_model->rowCount()) * row;
    const int upper = std::min(beside + rows + row / 2, height() * 55 / 100);
    m_whole->setSizes({upper, height() - upper});
    if (m_newest.isValid())
        m_view->scrollTo(m_newest);
}

void ServersPage::saveLayout()
{
    m_settings.setLayout(columnsPart, m_view->columns());
    if (!m_laidOut)
        return;
    m_settings.setLayout(lowerPart, m_lower->saveState());
    m_settings.setLayout(wholePart, m_sharesHeight ? QByteArray() : m_whole->saveState());
}

} // namespace synchroscope
