// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemonreport.h"

#include <QObject>

namespace synchroscope {

/// Asks one time daemon again and again what it knows. Never blocks; lives in one thread with an event loop,
/// and destroying it ends the questions.
class DaemonMonitor : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins; reported() follows, always after this function has returned.
    virtual void start() = 0;
    /// Asks now instead of at the next turn; nothing happens while a reading is under way.
    virtual void refresh() = 0;

Q_SIGNALS:
    /// After each complete reading, and after each that failed: then with what was read before, still dated
    /// with its own time.
    void reported(const synchroscope::DaemonReport &report);
};

} // namespace synchroscope
