// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QSortFilterProxyModel>
#include <QTimer>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;

namespace synchroscope {

/// Chooses a time zone inside the window: a filter, the zones that fit with their time of now, and what will
/// happen. Escape leaves it.
class ZoneChooser final : public QFrame
{
    Q_OBJECT

public:
    explicit ZoneChooser(QWidget *parent = nullptr);

    /// Shows all zones, `zone`, which is the present one, selected, and takes the focus.
    void open(const QString &zone);

Q_SIGNALS:
    /// Another than the present one.
    void chosen(const QString &zone);
    void cancelled();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void showTimes();
    QString current() const;
    void applyFilter();
    void choose();

    QSortFilterProxyModel m_matches;
    QTimer m_minute; ///< to the next
    QString m_present;
    QLineEdit *m_filter;
    QListView *m_list;
    QLabel *m_none;
    QPushButton *m_choose;
};

} // namespace synchroscope
