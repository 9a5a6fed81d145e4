// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/filechange.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace synchroscope {

class AnnouncingLabel;
class DiffView;

/// What is written when a change is undone, line by line, and what that means; in the place of what will
/// change, until the user says that it is to be done, or not.
class UndoPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit UndoPanel(QWidget *parent = nullptr);

    /// `changes` are made. `effect`: what the daemon must do, a sentence.
    void setChanges(const std::vector<FileChange> &changes, const QString &effect);
    void setPossible(bool isPossible);
    /// Has it read, by eyes and by a screen reader.
    void present();

Q_SIGNALS:
    void confirmed();
    void cancelled();

private:
    QLabel *m_title;
    AnnouncingLabel *m_effect;
    DiffView *m_diff;
    QPushButton *m_cancel;
    QPushButton *m_undo;
};

} // namespace synchroscope
