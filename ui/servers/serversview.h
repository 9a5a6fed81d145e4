// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

#include <vector>

class QAction;

namespace synchroscope {

class ServersModel;

/// The table of a server list. Its columns share the width until the user says otherwise; what does not fit
/// is elided, and whole in its tooltip.
class ServersView final : public QTreeView
{
    Q_OBJECT

public:
    /// The view shows `model` and does not own it.
    explicit ServersView(ServersModel *model, QWidget *parent = nullptr);

    /// By ServerRow::key.
    std::vector<int> selectedKeys() const;
    /// Without those for options, which the daemon's lines do not have.
    void setHasOptions(bool hasOptions);

    QByteArray columns() const;
    void restoreColumns(const QByteArray &state);

    /// "Use", "Remove", "Leave as it is", "Test", for menus; they work on the selected rows.
    QList<QAction *> rowActions() const;

Q_SIGNALS:
    void selectionChangedTo(const std::vector<int> &keys);
    void useRequested(const std::vector<int> &keys, bool isUsed);
    void removeRequested(const std::vector<int> &keys);
    void restoreRequested(const std::vector<int> &keys);
    void testRequested(const std::vector<int> &keys);

protected:
    void resizeEvent(QResizeEvent *event) override;
    /// Space, Delete and Enter are for the current row where none is selected.
    void keyPressEvent(QKeyEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void updateActions();
    void shareWidth();
    void toggleUse();

    ServersModel *m_model;
    QAction *m_use = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_restore = nullptr;
    QAction *m_test = nullptr;
    bool m_sharesWidth = true;
    bool m_isSharing = false;
};

} // namespace synchroscope
