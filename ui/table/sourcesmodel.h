// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace synchroscope {

/// The watched sources as a table. A row is its source for as long as that is watched: snapshots change
/// cells, and never reset the model. Only cells whose facts changed are told to have, so that an editor or a
/// tool tip on another is left alone.
class SourcesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : int {
        State,
        Name,
        Reach,
        LastAnswer,
        Offset,
        Happening,
        // Off until chosen:
        Address,
        Stratum,
        Poll,
        Delay,
        Jitter,
        RootDistance,
        Frequency,
        ReferenceId,
        Answers,
        Stamps,
        ColumnCount,
    };
    static constexpr int firstOptionalColumn = Address;

    enum Role : int {
        SortRole = Qt::UserRole, ///< raw values
        KeyRole,                 ///< SourceId::key
        ToneRole,                ///< wording::SourceTone
        AddressRole,
        ReachRole,  ///< eight bits, newest in bit 0
        AskedRole,  ///< how many of them were asked
        ColourRole, ///< index for sourceColour()
        StoppedRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSnapshot(const SnapshotPtr &snapshot);
    /// Once a second: only what ages is told to have changed.
    void tick(Instant now);

    void setColourIndex(std::function<int(const SourceId &)> colourOf) { m_colourOf = std::move(colourOf); }
    QStringList hiddenSources() const { return m_hidden; }
    void setHiddenSources(const QStringList &keys);
    int rowOf(const SourceId &source) const;
    SourceId sourceAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void visibilityChanged(const synchroscope::SourceId &source, bool visible);
    void renameRequested(const synchroscope::SourceId &source, const QString &label);

private:
    QString text(const SourceSnapshot &source, int column) const;
    QVariant sortValue(const SourceSnapshot &source, int column) const;
    QString accessibleText(const SourceSnapshot &source, int column) const;
    QString toolTip(const SourceSnapshot &source, int column) const;
    void removeMissing(const Snapshot &snapshot);
    void announceChanges(int row, const SourceSnapshot &before, const SourceSnapshot &after);

    std::vector<SourceSnapshot> m_rows;
    Instant m_now;
    QStringList m_hidden;
    std::function<int(const SourceId &)> m_colourOf = [](const SourceId &) { return 0; };
};

} // namespace synchroscope
