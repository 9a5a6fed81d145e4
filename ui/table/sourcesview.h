// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"
#include "ui/table/sourcesfilter.h"
#include "ui/table/sourcesmodel.h"

#include <QMap>
#include <QSet>
#include <QTreeView>

class QMenu;

namespace synchroscope {

/// The sources table: sorted by raw values, filtered by a text, columns to choose, everything by keyboard.
class SourcesView final : public QTreeView
{
    Q_OBJECT

public:
    /// The model must outlive the view.
    explicit SourcesView(SourcesModel *model, QWidget *parent = nullptr);

    /// Whether there is a time service whose offsets have a column.
    void setDaemonsPresent(bool present);
    /// Only the rows that contain the text; an empty one shows all. A selected source stays selected, also
    /// while its row is not shown.
    void setFilter(const QString &text);
    int shownSources() const { return m_sorted.sourceCount(); }
    /// An empty id: none.
    void selectSource(const SourceId &source);
    /// The row that was selected last.
    const SourceId &selectedSource() const { return m_selected; }
    void renameSelected();
    /// The visible columns in their order, as words in aligned columns.
    void copyAsText() const;
    /// As csvText() writes it: of the selected rows, or of all that are shown.
    void copyAsCsv() const;
    void copyAllAsCsv() const;
    /// What can be done with the selected source, for menus: enabled when it makes sense. They work by their
    /// keys in the whole window that holds the table.
    const QList<QAction *> &sourceActions() const { return m_actions; }
    /// Adds an entry for each column that may be hidden.
    void fillColumnMenu(QMenu &menu);

    QByteArray saveColumns() const;
    /// Nothing changes when the state is not one of ours.
    void restoreColumns(const QByteArray &state);

Q_SIGNALS:
    /// An empty id: none.
    void sourceSelected(const synchroscope::SourceId &source);
    /// The mouse is on it; an empty id: on none.
    void sourceHovered(const synchroscope::SourceId &source);
    void renameRequested(const synchroscope::SourceId &source, const QString &label);
    void removeRequested(const synchroscope::SourceId &source);
    void askAgainRequested(const synchroscope::SourceId &source);
    /// Its server is to be watched by this address too.
    void otherWayRequested(const synchroscope::SourceId &source, const QString &address);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeActions();
    void updateActions();
    void connectModel();
    void tellSelection();
    void reselect();
    /// In the order of the screen.
    QModelIndexList selectedRows() const;
    QList<SourcesModel::Column> visibleColumns() const;
    void collectSources(const QModelIndex &index, std::vector<const SourceRow *> &sources) const;
    void copyCsv(const std::vector<const SourceRow *> &sources) const;
    std::vector<SourceId> selectedMeasurements() const;
    /// A heading takes the whole width of the table.
    void spanHeadings();
    /// Headings are open and pools closed, unless the user has turned them; the filter opens all.
    void expandGroups();
    /// Sentences have what the other columns leave, and at least room for the first words. For that those
    /// columns give way whose width nobody has chosen, those first that can best do so.
    void shareWidth();
    void toggleShown();
    void showDaemonOffset();

    SourcesModel *m_model;
    SourcesFilter m_sorted;
    SourceId m_selected;
    bool m_selectedShown = false;  ///< before rows went
    SourceId m_selectedMeasured;   ///< before rows went: what is measured of it here
    bool m_removing = false;       ///< rows are going: not the user's doing
    QSet<QString> m_turned;        ///< pools that the user has opened, and headings that were closed
    QMap<int, int> m_chosenWidths; ///< of columns
    bool m_sharing = false;        ///< widths change that nobody chose
    QList<QAction *> m_actions;
    QList<QAction *> m_watchedActions; ///< for what this program measures
    QAction *m_copyAddress = nullptr;
    QAction *m_copyAll = nullptr;
    QAction *m_askAgain = nullptr;
    QAction *m_otherWay = nullptr;
    bool m_daemonsPresent = false;
    bool m_daemonOffsetWanted = true; ///< where there is a daemon
};

} // namespace synchroscope
