// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace synchroscope {

/// A label whose news a screen reader says by itself, wherever the focus is.
///
/// Qt before 6.8 has no announcements, and its bridge to AT-SPI drops QAccessible::Alert. What gets through
/// is an object with the role of a notification that appears: Orca reads that out.
class AnnouncingLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit AnnouncingLabel(const QString &text = {}, QWidget *parent = nullptr);

    /// Says the present accessible name, or else the text; nothing while the window is hidden.
    void announce();
    QString spokenText() const { return accessibleName().isEmpty() ? text() : accessibleName(); }

Q_SIGNALS:
    void announced(const QString &text);
};

} // namespace synchroscope
