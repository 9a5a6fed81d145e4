// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/serverchange.h"

#include <QFrame>

#include <optional>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace synchroscope {

class AnnouncingLabel;
class QuietLabel;

/// "Following the change", and afterwards "The last change": its steps, each with its state, how far it has
/// come and when; and how it ended. A screen reader says each step's end.
class FollowPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit FollowPanel(QWidget *parent = nullptr);

    void setReport(const ServerChangeReport &report, Instant now);
    /// Once a second: countdowns.
    void tick(Instant now);

Q_SIGNALS:
    void undoRequested();

private:
    struct Row
    {
        QLabel *icon;
        AnnouncingLabel *text;
        QuietLabel *time;
    };

    void makeRows(size_t count);
    void showSteps(Instant now);
    void announceSteps(const ServerChangeReport &before);
    void showResult();

    std::optional<ServerChangeReport> m_report;
    QLabel *m_title;
    QGridLayout *m_steps;
    std::vector<Row> m_rows;
    AnnouncingLabel *m_result;
    QPushButton *m_undo;
};

} // namespace synchroscope
