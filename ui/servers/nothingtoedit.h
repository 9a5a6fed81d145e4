// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace synchroscope {

class QuietLabel;

/// In the place of a server list where there is none: why, and what can be done.
class NothingToEdit final : public QWidget
{
    Q_OBJECT

public:
    explicit NothingToEdit(QWidget *parent = nullptr);

    void setReason(const QString &title, const QString &sentence, bool canLookAgain);

Q_SIGNALS:
    void lookAgainRequested();

private:
    QLabel *m_icon;
    QLabel *m_title;
    QuietLabel *m_sentence;
    QPushButton *m_again;
};

} // namespace synchroscope
