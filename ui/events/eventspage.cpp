// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/events/eventspage.h"

#include "ui/events/eventsexport.h"
#include "ui/panels/announcinglabel.h"
#include "ui/panels/fileio.h"
#include "ui/panels/longwords.h"
#include "ui/panels/quietlabel.h"
#include "ui/table/sourcescopy.h"
#include "ui/window/settings.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QDate>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;
using wording::EventGroup;

namespace {

// In characters: a longer word would make the window wider.
constexpr qsizetype longestWord = 60;

constexpr QLatin1StringView columnsPart = "eventColumns"_L1;
constexpr std::array groups{EventGroup::Clock, EventGroup::Daemons, EventGroup::Sources,
                            EventGroup::Configuration, EventGroup::Verdict};
/// In the tests' words.
constexpr std::array groupNames{"clock"_L1, "daemons"_L1, "sources"_L1, "configuration"_L1, "verdict"_L1};

} // namespace

EventsPage::EventsPage(Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_filter(&m_model)
    , m_search(new QLineEdit(this))
    , m_count(new AnnouncingLabel({}, this))
    , m_export(new QToolButton(this))
    , m_exportCsv(new QAction(this))
    , m_exportJson(new QAction(this))
    , m_table(new QTreeView(this))
    , m_nothing(new QLabel(this))
    , m_body(new QStackedWidget(this))
    , m_note(new QuietLabel({}, this))
    , m_sentence(new QLabel(this))
    , m_show(new QPushButton(this))
    , m_result(new AnnouncingLabel({}, this))
{
    setObjectName(u"eventsPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    makeHeader();
    makeTable();
    layout->addWidget(m_note);
    layout->addWidget(m_body, 1);

    m_note->setObjectName(u"eventsNote"_s);
    m_note->setWordWrap(true);
    m_sentence->setObjectName(u"eventSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    // Two lines, so that the table does not jump while somebody walks along it.
    m_sentence->setMinimumHeight(2 * m_sentence->fontMetrics().lineSpacing());
    m_show->setObjectName(u"showOnChart"_s);
    m_result->setObjectName(u"exportResult"_s);
    m_result->setWordWrap(true);
    m_result->hide();
    auto *details = new QHBoxLayout;
    details->addWidget(m_sentence, 1);
    details->addWidget(m_show, 0, Qt::AlignTop);
    layout->addLayout(details);
    layout->addWidget(m_result);

    connect(m_show, &QPushButton::clicked, this, [this] {
        if (const Event *event = m_model.eventAt(m_filter.mapToSource(m_table->currentIndex())))
            Q_EMIT chartRequested(event->at);
    });
    setTexts();
    showSelected();
    showState();
}

void EventsPage::makeHeader()
{
    m_search->setObjectName(u"eventSearch"_s);
    m_search->setClearButtonEnabled(true);
    m_count->setObjectName(u"eventCount"_s);
    m_count->hide();
    m_export->setObjectName(u"exportEvents"_s);
    m_export->setPopupMode(QToolButton::InstantPopup);
    m_export->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(m_export);
    menu->addAction(m_exportCsv);
    menu->addAction(m_exportJson);
    m_export->setMenu(menu);
    connect(m_exportCsv, &QAction::triggered, this, [this] { exportEvents(Format::Csv); });
    connect(m_exportJson, &QAction::triggered, this, [this] { exportEvents(Format::Json); });

    auto *first = new QHBoxLayout;
    first->addWidget(m_search, 1);
    first->addWidget(m_count);
    first->addWidget(m_export);
    auto *second = new QHBoxLayout;
    second->setSpacing(4);
    for (const EventGroup group : groups) {
        auto *button = new QToolButton(this);
        button->setObjectName(u"group-"_s + groupNames[size_t(group)]);
        button->setCheckable(true);
        button->setChecked(true);
        button->setFocusPolicy(Qt::StrongFocus);
        connect(button, &QToolButton::toggled, this, [this, group](bool shown) {
            m_filter.setShown(group, shown);
            showState();
        });
        m_groups.append(button);
        second->addWidget(button);
    }
    second->addStretch(1);
    static_cast<QVBoxLayout *>(layout())->addLayout(first);
    static_cast<QVBoxLayout *>(layout())->addLayout(second);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setText(text);
        showState();
    });
}

void EventsPage::makeTable()
{
    m_table->setObjectName(u"eventsTable"_s);
    m_table->setModel(&m_filter);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->header()->setStretchLastSection(true);
    const int letter = m_table->fontMetrics().averageCharWidth();
    m_table->setColumnWidth(EventsModel::When, letter * 44);
    m_table->setColumnWidth(EventsModel::What, letter * 46);
    m_table->setColumnWidth(EventsModel::Who, letter * 19);
    m_table->header()->restoreState(m_settings.layout(columnsPart));
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &EventsPage::showSelected);
    connect(m_table, &QTreeView::activated, m_show, &QPushButton::click);

    m_nothing->setObjectName(u"noEvents"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setAutoFillBackground(true);
    m_nothing->setBackgroundRole(QPalette::Base);
    m_body->addWidget(m_table);
    m_body->addWidget(m_nothing);
}

void EventsPage::setTexts()
{
    m_search->setPlaceholderText(tr("Source, time service, file or word"));
    m_search->setAccessibleName(tr("Show only the events that contain"));
    m_export->setText(tr("Export"));
    m_export->setToolTip(tr("Write the events that are shown into a file"));
    m_exportCsv->setText(tr("As a table (CSV)…"));
    m_exportJson->setText(tr("For programs (JSON)…"));
    m_table->setAccessibleName(tr("Events"));
    m_show->setText(tr("Show on the chart"));
    for (const EventGroup group : groups) {
        QToolButton *button = m_groups[qsizetype(group)];
        button->setText(wording::groupName(group));
        button->setToolTip(tr("Show or hide the events of this group"));
    }
}

void EventsPage::setSnapshot(const SnapshotPtr &snapshot)
{
    const bool isOther = !m_snapshot || m_snapshot->events != snapshot->events;
    m_snapshot = snapshot;
    if (!isOther)
        return;
    m_model.setEvents(snapshot->events);
    // A slew may have grown.
    if (m_table->selectionModel()->hasSelection())
        showSelected();
    showState();
}

void EventsPage::tick(Instant now)
{
    m_model.setZone(QTimeZone::systemTimeZone());
    m_model.tick(now);
    showState();
}

void EventsPage::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void EventsPage::leave()
{
    if (!m_search->text().isEmpty()) {
        m_search->clear();
        m_table->setFocus();
    } else if (m_search->hasFocus()) {
        m_table->setFocus();
    } else {
        m_table->selectionModel()->clear();
    }
}

void EventsPage::saveLayout()
{
    m_settings.setLayout(columnsPart, m_table->header()->saveState());
}

void EventsPage::focusInEvent(QFocusEvent *)
{
    m_table->setFocus();
}

void EventsPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setTexts();
}

bool EventsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    if (watched == m_table && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void EventsPage::showSelected()
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const Event *event = rows.isEmpty() ? nullptr : m_model.eventAt(m_filter.mapToSource(rows.last()));
    if (rows.contains(m_table->currentIndex().siblingAtColumn(0)))
        event = m_model.eventAt(m_filter.mapToSource(m_table->currentIndex()));
    const QString sentence =
        event ? wording::eventSentence(*event) : tr("Select an event to read what it means.");
    m_sentence->setText(withLongWordsElided(sentence, longestWord));
    m_sentence->setToolTip(m_sentence->text() == sentence ? QString() : sentence);
    m_sentence->setForegroundRole(event ? QPalette::WindowText : QPalette::PlaceholderText);
    m_show->setEnabled(event != nullptr);
}

// What the table cannot say by its rows.
void EventsPage::showState()
{
    const bool isEmpty = m_filter.rowCount() == 0;
    m_body->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_nothing) : m_table);
    const int all = m_model.rowCount();
    m_nothing->setText(all > 0 ? tr("No event matches.") : tr("Nothing has happened so far."));
    const QString count = !m_filter.isFiltering() ? QString()
                          : isEmpty               ? tr("No event matches.")
                                    : tr("%1 of %n event(s)", nullptr, all).arg(m_filter.rowCount());
    if (count != m_count->text()) {
        m_count->setText(count);
        m_count->setVisible(!count.isEmpty());
        if (!count.isEmpty())
            m_count->announce();
    }
    const Event *newest = m_model.eventAt(m_model.index(0, 0));
    const bool isQuiet = newest && newest->kind == Event::Kind::ProgramStarted;
    m_note->setVisible(isQuiet);
    if (isQuiet)
        m_note->setText(tr("Nothing has happened since this program was started: %1.", "when")
                            .arg(m_model.whenText(*newest)));
    m_export->setEnabled(!isEmpty && !m_isWriting);
}

void EventsPage::exportEvents(Format format)
{
    const QString suffix = format == Format::Csv ? u"csv"_s : u"json"_s;
    auto *dialog = new QFileDialog(this, tr("Export events"));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(format == Format::Csv ? tr("Tables (*.csv)") : tr("JSON (*.json)"));
    dialog->selectFile(
        u"synchroscope-events-%1.%2"_s.arg(QDate::currentDate().toString(Qt::ISODate), suffix));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &path) { write(path, format); });
    dialog->open();
}

void EventsPage::write(const QString &path, Format format)
{
    m_isWriting = true;
    showState();
    const std::vector<Event> events = m_filter.events();
    const int count = int(events.size());
    writeFile(
        this, path, FileReaders::AsUsual,
        [events, format] { return format == Format::Csv ? eventsAsCsv(events) : eventsAsJson(events); },
        [this, path, count](const QString &problem) {
            sayResult(problem.isEmpty() ? tr("%n event(s) were written to %1.", nullptr, count)
                                              .arg(QDir::toNativeSeparators(path))
                                        : problem);
        });
}

void EventsPage::sayResult(const QString &result)
{
    m_isWriting = false;
    showState();
    m_result->setText(withLongWordsElided(result, longestWord));
    m_result->setToolTip(result);
    m_result->show();
    m_result->announce();
}

void EventsPage::copy() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    const auto cellsOf = [](auto textOfColumn) {
        QStringList cells;
        for (int column = 0; column < EventsModel::ColumnCount; ++column)
            cells.append(textOfColumn(column));
        return cells;
    };
    std::vector<TextRow> text;
    for (const QModelIndex &row : rows)
        text.push_back(
            {.cells = cellsOf([&row](int column) { return row.siblingAtColumn(column).data().toString(); })});
    if (text.empty())
        return;
    const QStringList header =
        cellsOf([this](int column) { return m_filter.headerData(column, Qt::Horizontal).toString(); });
    QApplication::clipboard()->setText(alignedText(header, text));
}

} // namespace synchroscope
