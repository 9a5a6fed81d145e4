// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"
#include "ui/table/stateicon.h"
#include "ui/wording/eventwording.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QTimeZone>

namespace synchroscope {

/// Events as rows, the newest first.
class EventsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : quint8 { When, What, Who, Details, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows that stay keep their place and their selection.
    void setEvents(const EventList &events);
    /// How long ago things were.
    void tick(Instant now);
    void setZone(const QTimeZone &zone);
    /// Null: there is no such row.
    const Event *eventAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// "29 Nov 2026 20:01:05", and how long ago that was.
    QString whenText(const Event &event) const;

private:
    QString whatThisIs(int column) const;
    QString textOf(const Event &event, int column) const;
    size_t indexOf(int row) const { return m_events->size() - 1 - static_cast<size_t>(row); }

    EventList m_events = std::make_shared<const std::vector<Event>>();
    Instant m_now;
    Instant m_toldAll; ///< when the ages of all rows were told last
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

/// The rows of some groups that contain a text.
class EventsFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit EventsFilter(EventsModel *model);

    /// Upper and lower case are the same; an empty text lets everything through.
    void setText(const QString &text);
    void setShown(wording::EventGroup group, bool shown);
    bool isShown(wording::EventGroup group) const { return !m_hidden.contains(int(group)); }
    bool isFiltering() const { return !m_text.isEmpty() || !m_hidden.isEmpty(); }
    /// Those that are shown, in the order of the rows.
    std::vector<Event> events() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    EventsModel *m_model;
    QString m_text;
    QSet<int> m_hidden;
};

/// How an event looks, by shape and colour.
StateMark markOf(const Event &event);

} // namespace synchroscope
