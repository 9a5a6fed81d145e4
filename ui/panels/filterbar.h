// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace synchroscope {

class AnnouncingLabel;

/// One line above a table: a text to look for, how many rows have it, and a way back to all of them. It is
/// there from the moment somebody looks for something until the text is given up.
class FilterBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FilterBar(QWidget *parent = nullptr);

    /// Shows it, with what was written there before marked.
    void open();
    QString text() const;
    /// Of `all` rows so many have the text.
    void setCount(int shown, int all);

Q_SIGNALS:
    void textChanged(const QString &text);
    /// Emptied and hidden.
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void giveUp();
    void tellCount();

    QLineEdit *m_field;
    AnnouncingLabel *m_count;
    QToolButton *m_showAll;
    int m_shown = 0;
    int m_all = 0;
};

} // namespace synchroscope
