// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/servers/fileplace.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace synchroscope {

class AnnouncingLabel;

/// A line of a file that the list of servers does not have: the file as it stands with that line marked, what
/// is wrong there, and the command that opens an editor at it.
class PlaceView final : public QWidget
{
    Q_OBJECT

public:
    explicit PlaceView(QWidget *parent = nullptr);

    /// What is read on and selected stays while the place stays the same.
    void setPlace(const FilePlace &place);
    /// For who has just been led there.
    void present();

Q_SIGNALS:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showText();
    void mark();
    void copyCommand();

    FilePlace m_place;
    QLabel *m_icon;
    QLabel *m_title;
    AnnouncingLabel *m_sentence;
    QPlainTextEdit *m_text;
    QLabel *m_remedy;
    QLineEdit *m_command;
    QPushButton *m_copy;
    AnnouncingLabel *m_copied;
};

} // namespace synchroscope
