// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>

namespace synchroscope {

/// One window per user: a second start asks the first to come forward, and ends.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// True when this is the first; then raiseRequested() tells of every later one.
    bool claim();

Q_SIGNALS:
    void raiseRequested();

private:
    QLocalServer m_server;
};

} // namespace synchroscope
