// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>
#include <QStringList>

namespace synchroscope {

/// One window per user: a second start asks the first to come forward and to watch what it was given, and
/// ends.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Whether a later one wants the window to come forward; one that the session starts does not.
    enum class Raise : quint8 { No, Yes };

    /// True when this is the first; then the signals tell of every later one.
    bool claim(const QStringList &hosts, Raise raise);

Q_SIGNALS:
    void raiseRequested();
    /// The later one's `hosts`; may be none.
    void handedOver(const QStringList &hosts);

private:
    QLocalServer m_server;
};

} // namespace synchroscope
