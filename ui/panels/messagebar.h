// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFrame>
#include <QMap>
#include <QStringList>

#include <vector>

class QVBoxLayout;

namespace synchroscope {

/// What the user should know, in rows inside the window; nothing modal. Hidden while there is nothing to say.
class MessageBar final : public QFrame
{
    Q_OBJECT

public:
    enum class Severity : quint8 { Information, Warning };

    explicit MessageBar(QWidget *parent = nullptr);

    /// Adds the banner or changes its text. `action` is its button's text; empty: no button.
    void setBanner(const QString &id, const QString &text, Severity severity, const QString &action = {});
    void removeBanner(const QString &id);
    /// One banner for each; one that was dismissed stays away until its problem has gone and comes again.
    void setProblems(const std::vector<Error> &problems);

    QStringList texts() const;

Q_SIGNALS:
    void actionTriggered(const QString &id);
    void dismissed(const QString &id);

private:
    struct Row
    {
        QWidget *widget = nullptr;
        QString text;
    };

    QVBoxLayout *m_layout;
    QMap<QString, Row> m_rows;
    QStringList m_dismissedProblems;
};

} // namespace synchroscope
