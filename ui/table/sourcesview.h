// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QSortFilterProxyModel>
#include <QTreeView>

class QMenu;

namespace synchroscope {

class SourcesModel;

/// The sources table: sorted by raw values, columns to choose, everything by keyboard.
class SourcesView final : public QTreeView
{
    Q_OBJECT

public:
    /// The model must outlive the view.
    explicit SourcesView(SourcesModel *model, QWidget *parent = nullptr);

    /// Whether there is a time service whose offsets have a column.
    void setDaemonsPresent(bool present);
    void selectSource(const SourceId &source);
    /// The selected row's id.
    SourceId selectedSource() const;
    void renameSelected();
    void copySelected() const;
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

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void makeActions();
    void updateActions();
    SourceId selectedMeasurement() const;
    /// A heading takes the whole width of the table.
    void spanHeadings(const QModelIndex &parent);
    void toggleShown();

    SourcesModel *m_model;
    QSortFilterProxyModel m_sorted;
    QList<QAction *> m_actions;
    QList<QAction *> m_watchedActions; ///< for what this program measures
    QAction *m_copyAddress = nullptr;
    bool m_daemonsPresent = false;
    QAction *m_askAgain = nullptr;
};

} // namespace synchroscope
