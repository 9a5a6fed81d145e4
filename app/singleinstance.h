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

    /// True when this is the first; then raiseRequested() tells of every later one, with its `hosts`.
    bool claim(const QStringList &hosts);

Q_SIGNALS:
    void raiseRequested(const QStringList &hosts);

private:
    QLocalServer m_server;
};

} // namespace synchroscope
