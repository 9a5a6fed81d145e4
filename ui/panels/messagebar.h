// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QFrame>
#include <QStringList>

#include <vector>

namespace synchroscope {

class Banner;

/// What the user should know, in rows inside the window; nothing modal. Hidden while there is nothing to say.
/// Rows keep the order in which they came.
class MessageBar final : public QFrame
{
    Q_OBJECT

public:
    enum class Severity : quint8 { Information, Warning };

    explicit MessageBar(QWidget *parent = nullptr);

    /// Something has happened: adds the banner, or changes it where it stands. `action` is its button's text;
    /// empty: no button. The user can dismiss it.
    void setBanner(const QString &id, const QString &text, Severity severity, const QString &action = {});
    /// The same for a state, which is told again and again: it cannot be dismissed and stays until
    /// removeBanner().
    void setStanding(const QString &id, const QString &text, Severity severity, const QString &action = {});
    void removeBanner(const QString &id);
    /// One banner for each; one that was dismissed stays away until its problem has gone and comes again.
    void setProblems(const std::vector<Error> &problems);

    /// From top to bottom.
    QStringList texts() const;

Q_SIGNALS:
    void actionTriggered(const QString &id);
    void dismissed(const QString &id);

private:
    Banner &banner(const QString &id);
    void dismiss(const QString &id);

    std::vector<Banner *> m_banners;
    QStringList m_dismissedProblems;
};

} // namespace synchroscope
