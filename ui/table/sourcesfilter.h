// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>

namespace synchroscope {

/// The rows of SourcesModel that contain a text, sorted by raw values. Headings and pools stay for as long as
/// one of their rows does, and headings stay in their order. What has no value comes last either way.
class SourcesFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit SourcesFilter(QObject *parent = nullptr);

    /// Upper and lower case are the same; an empty text lets everything through.
    void setText(const QString &text);
    const QString &text() const { return m_text; }
    /// How many of the rows that are left are sources.
    int sourceCount(const QModelIndex &parent = {}) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_text;
    QCollator m_collator;
};

} // namespace synchroscope
