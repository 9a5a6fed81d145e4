// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/sourcerows.h"

#include <QAbstractItemModel>

#include <functional>
#include <memory>
#include <vector>

namespace synchroscope {

/// All sources as a table: those that this machine's daemons follow and those that this program measures, one
/// row for both where they are the same; daemons and pools have their sources below them. A row is the same
/// one for as long as its source is there: snapshots change cells, and never reset the model. A source that
/// comes to stand elsewhere is there before it leaves its old place, so that a selection can follow it. Only
/// cells that show something else are told to have changed, so that an editor or a tool tip on another is
/// left alone.
class SourcesModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column : int {
        State,
        Name,
        Reach,
        LastAnswer,
        DaemonOffset,
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
        Samples,
        Deviation,
        Residual,
        ColumnCount,
    };
    static constexpr int firstOptionalColumn = Address;

    enum Role : int {
        SortRole = Qt::UserRole, ///< raw values; invalid when there is none
        KeyRole,                 ///< SourceId::key
        ShapeRole,               ///< StateShape
        ToneRole,                ///< wording::SourceTone
        AddressRole,
        DetailRole, ///< the second line of a name: an address, or what a device reads
        ReachRole,  ///< eight bits, newest in bit 0
        AskedRole,  ///< how many of them were asked
        ColourRole, ///< index for sourceColour()
        StoppedRole,
        PastRole,     ///< what it shows was true, and may not be so now
        WatchedRole,  ///< this program measures it
        OtherWayRole, ///< the address by which the same server can be watched too; empty: there is none
        HeadingRole,  ///< not a source: a daemon, or what only this program asks
        ReasonsRole,  ///< why its state is what it is, with the values that it comes from, a line for each
        FilterRole,   ///< what the filter looks at: name, address, state, daemon, a line for each
    };

    explicit SourcesModel(QObject *parent = nullptr);
    ~SourcesModel() override;

    void setSnapshot(const SnapshotPtr &snapshot);
    /// Once a second: only what ages is told to have changed.
    void tick(Instant now);

    void setColourIndex(std::function<int(const SourceId &)> colourOf) { m_colourOf = std::move(colourOf); }
    QStringList hiddenSources() const { return m_hidden; }
    void setHiddenSources(const QStringList &keys);
    /// Of a row's id, of our measurement in it, or of the daemon's series; invalid if there is none.
    QModelIndex indexOf(const SourceId &source) const;
    /// Null for an index of none.
    const SourceRow *rowAt(const QModelIndex &index) const;
    /// All rows that are sources, from the top.
    std::vector<const SourceRow *> sourceRows() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
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
    struct Node
    {
        SourceRow row; ///< its children are nodes instead
        Node *parent = nullptr;
        bool isGone = false; ///< taken away when all others have found their places
        std::vector<std::unique_ptr<Node>> children;
    };

    static Node *nodeOf(const QModelIndex &index);
    QModelIndex indexOf(const Node *node, int column) const;
    void merge(Node *parent, std::vector<SourceRow> rows);
    void place(Node *parent, int at, SourceRow row);
    void update(Node *node, SourceRow row);
    void removeGone(Node *parent);
    static std::unique_ptr<Node> makeNode(Node *parent, SourceRow row);
    void announceChanges(const Node *node, const SourceRow &before);
    void announceAge(const Node *parent);
    void announceChecks(const Node *parent);
    bool isShown(const SourceRow &row) const;
    QVariant rowData(const SourceRow &row, int role) const;

    std::unique_ptr<Node> m_root;
    Instant m_now;
    QStringList m_hidden;
    std::function<int(const SourceId &)> m_colourOf = [](const SourceId &) { return 0; };
};

} // namespace synchroscope
