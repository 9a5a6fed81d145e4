// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockreport.h"
#include "core/result.h"

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
    /// Reads all anew at once; clockReported() follows, always after this function has returned.
    virtual void refresh() = 0;
    /// Whether somebody looks: what has to be started to be read is read again now and then only meanwhile.
    virtual void setAttended(bool attended) = 0;
    /// Has it changed by systemd-timedated, which may ask the user for a password; changeFinished() follows,
    /// always after this function has returned, and after a report that was read since. One at a time.
    virtual void change(const ClockChange &change) = 0;

Q_SIGNALS:
    void clockReported(const synchroscope::ClockReport &report);
    /// ErrorCode::ClockServiceGone has the service's name for its subject if it was there and left.
    void changeFinished(const synchroscope::Status &status);
};

} // namespace synchroscope
