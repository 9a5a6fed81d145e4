// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "ui/events/eventsmodel.h"

#include <QWidget>

class QFileDialog;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace synchroscope {

class AnnouncingLabel;
class QuietLabel;
class Settings;

/// The third page: what happened to this computer's clock, its time services and their sources in 30 days.
class EventsPage final : public QWidget
{
    Q_OBJECT

public:
    enum class Format : quint8 { Csv, Json };

    /// The settings must outlive the page.
    explicit EventsPage(Settings &settings, QWidget *parent = nullptr);

    void setSnapshot(const SnapshotPtr &snapshot);
    /// Once a second: ages.
    void tick(Instant now);
    /// Into the field that looks for events.
    void find();
    /// Esc: what is looked for, then the selection.
    void leave();
    /// Columns.
    void saveLayout();
    /// Asks where to, and does not wait for the answer. Those that are shown.
    void exportEvents(Format format);
    /// The selected rows, as aligned text.
    void copy() const;

Q_SIGNALS:
    /// The chart is to show this moment.
    void chartRequested(synchroscope::Instant at);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeHeader();
    void makeTable();
    void setTexts();
    void showSelected();
    void showState();
    /// In the background.
    void write(const QString &path, Format format);
    void sayResult(const QString &result);

    Settings &m_settings;
    EventsModel m_model;
    EventsFilter m_filter;
    SnapshotPtr m_snapshot;
    QLineEdit *m_search;
    QList<QToolButton *> m_groups; ///< by EventGroup
    AnnouncingLabel *m_count;
    QToolButton *m_export;
    QAction *m_exportCsv;
    QAction *m_exportJson;
    QTreeView *m_table;
    QLabel *m_nothing; ///< in the table's place
    QStackedWidget *m_body;
    QuietLabel *m_note; ///< since when nothing has happened
    QLabel *m_sentence;
    QPushButton *m_show;
    AnnouncingLabel *m_result; ///< of an export
    bool m_isWriting = false;
};

} // namespace synchroscope
