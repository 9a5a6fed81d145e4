// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/servers/serverrows.h"

#include <QAbstractTableModel>
#include <QIcon>

#include <map>
#include <vector>

namespace synchroscope {

/// The servers of a list as rows. What was typed into it is not kept here but asked for by a signal: the
/// draft has it.
class ServersModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : quint8 { Use, Type, Name, Iburst, Prefer, Poll, Nts, InEffect, Test, Where, ColumnCount };
    enum Role : quint16 {
        KeyRole = Qt::UserRole, ///< ServerRow::key
        PendingRole,            ///< ServerRow::Pending
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows keep their place and their selection by their keys; of those that stay only what has changed is
    /// told, rows beside each other at once.
    void setRows(std::vector<ServerRow> rows);
    const std::vector<ServerRow> &rows() const { return m_rows; }
    /// −1: there is none.
    int rowOf(int key) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void useRequested(int key, bool isUsed);

private:
    static QString textOf(const ServerRow &row, int column);
    static QString helpOf(const ServerRow &row, int column);
    static QString accessibleTextOf(const ServerRow &row, int column);
    QVariant iconOf(const ServerRow &row, int column) const;

    std::vector<ServerRow> m_rows;
};

/// What a row's pending change is called: "new", "will be removed".
QString pendingText(ServerRow::Pending pending);

} // namespace synchroscope
