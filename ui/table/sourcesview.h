// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QSortFilterProxyModel>
#include <QTreeView>

namespace synchroscope {

class SourcesModel;

/// The sources table: sorted by raw values, columns to choose, everything by keyboard.
class SourcesView final : public QTreeView
{
    Q_OBJECT

public:
    /// The model must outlive the view.
    explicit SourcesView(SourcesModel *model, QWidget *parent = nullptr);

    void selectSource(const SourceId &source);
    SourceId selectedSource() const;
    void renameSelected();
    void copySelected() const;

    QByteArray saveColumns() const;
    /// Nothing changes when the state is not one of ours.
    void restoreColumns(const QByteArray &state);

Q_SIGNALS:
    /// An empty id: none.
    void sourceSelected(const synchroscope::SourceId &source);
    void renameRequested(const synchroscope::SourceId &source, const QString &label);
    void removeRequested(const synchroscope::SourceId &source);
    void askAgainRequested(const synchroscope::SourceId &source);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void showColumnMenu(const QPoint &position);

    SourcesModel *m_model;
    QSortFilterProxyModel m_sorted;
};

} // namespace synchroscope
