// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/daemoncommand.h"
#include "core/engine/helperrunner.h"
#include "core/result.h"

#include <QObject>

#include <memory>

namespace synchroscope {

/// Has the helper tell a daemon, or its service, to do something at once: one command at a time. Lives in the
/// engine's thread.
class DaemonCommander final : public QObject
{
    Q_OBJECT

public:
    /// `runner`: nobody else's.
    explicit DaemonCommander(std::unique_ptr<HelperRunner> runner, QObject *parent = nullptr);
    ~DaemonCommander() override;

    /// Why that cannot be begun now: ChangeUnderWay, or CannotChange, with the daemon's stable name for its
    /// subject if that daemon cannot be told so. Otherwise finished() follows, after this function has
    /// returned; the user may be asked for a password meanwhile.
    Status begin(const DaemonCommand &command);

Q_SIGNALS:
    /// ChangeCancelled, ChangeRefused, NobodyToAsk or ChangeFailed, each with the helper's or the system's
    /// words.
    void finished(const synchroscope::Status &status);

private:
    void end(const HelperEnd &end);

    std::unique_ptr<HelperRunner> m_runner;
    bool m_isBusy = false;
};

} // namespace synchroscope
