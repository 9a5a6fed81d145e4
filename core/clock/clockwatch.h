// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockreport.h"

#include <QObject>

namespace synchroscope {

/// Reads again and again what this computer says of its own clock. Never blocks; lives in one thread with an
/// event loop.
class ClockWatch : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins; clockReported() follows each second, always after this function has returned.
    virtual void start() = 0;
    /// Reads all anew at the next turn.
    virtual void refresh() = 0;

Q_SIGNALS:
    void clockReported(const synchroscope::ClockReport &report);
};

} // namespace synchroscope
