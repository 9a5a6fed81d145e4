// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/journal.h"
#include "core/apply/securefile.h"
#include "core/apply/services.h"
#include "core/result.h"

#include <functional>

namespace synchroscope {

/// In the order in which they come; those from Restore on only after a failure, and the last three also after
/// Recover, when it took something back.
enum class ApplyStep : quint8 {
    Lock,
    Recover,    ///< what an interrupted run left
    Check,      ///< the change is planned, and every file compared with its `before`
    Validate,   ///< the daemon's own program takes the new lines
    Journal,    ///< the change is written down
    Write,      ///< files are replaced
    Reload,     ///< the daemon is told
    Restart,    ///< the daemon is restarted
    Verify,     ///< it is up with the new configuration
    Commit,     ///< there is no way back but `undo`
    Restore,    ///< files are as they were
    ReloadOld,  ///< the daemon is told of that
    RestartOld, ///< the daemon is restarted for that
    VerifyOld,  ///< it is up with the old configuration
};

/// As programs read it: "restart_old".
QLatin1StringView nameOf(ApplyStep step);

struct StepReport
{
    ApplyStep step = ApplyStep::Lock;
    bool ok = false;
    QString detail; ///< a sentence, or several; empty where there is nothing to say
    double seconds = 0;
};

enum class ApplyResult : quint8 {
    Committed, ///< the new configuration is whole and in use
    Restored,  ///< the old one is, after a failure
    Refused,   ///< nothing was touched
    Failed,    ///< a file could not be taken back yet, or the daemon did not come back with its old files
};

/// "committed" and so on.
QLatin1StringView nameOf(ApplyResult result);

struct ApplyOutcome
{
    ApplyResult result = ApplyResult::Refused;
    QString detail; ///< why; of a committed one what somebody should know, which is mostly nothing
};

/// Changes system files so that at the end either all of them are new and their daemon is up with them, or
/// all are as before and it is up with those. A daemon that does not run is not started: another one may be
/// running in its place.
class Transaction
{
public:
    struct Setup
    {
        QString root;          ///< "/", or a test's folder
        QString journalFolder; ///< below the root
        uint owner = 0;        ///< whose the files must be
        /// Of a change that nothing was done for so far: why it must not be made. A `remark` is no failure.
        /// Empty: there is nobody to ask, and no such step.
        std::function<ServiceStatus(const Change &change, QString &remark)> validate = {};
    };
    /// Called after each step.
    using Listener = std::function<void(const StepReport &)>;

    Transaction(Setup setup, ServiceManager &services, Verifier &verifier, Listener listener);

    /// Unless that was done, takes the lock and finishes what an interrupted run left, and nothing else: its
    /// files are as before, and its daemon was told and is up with them. What it returns is why no change may
    /// follow; that the daemon does not come up is none, as a change may be what mends it.
    ServiceStatus recover();

    /// Recovers first.
    ApplyOutcome apply(const Change &change);
    /// Recovers first, then asks for the change, which is planned from files that are as they should be. An
    /// error's `detail` is the sentence why there is none.
    ApplyOutcome apply(const std::function<Result<Change>()> &plan);

    /// Recovers first, then takes the last committed change back if every file of it still holds its text.
    /// `askedBy` and `when` as in Change; `expect`: the digest of the change that is meant, and empty
    /// whichever was the last; `chosen` hears of it before anything is touched.
    ApplyOutcome undo(uint askedBy, const QDateTime &when, const QByteArray &expect = {},
                      const std::function<void(const Change &)> &chosen = {});

private:
    /// Runs one step and tells the listener. Returns what went wrong; a remark is no failure.
    ServiceStatus step(ApplyStep which, const std::function<ServiceStatus(QString &remark)> &work) const;

    ServiceStatus takeInterruptedBack(std::optional<Change> &takenBack, QString &remark);
    /// Whether the daemon is to be told; says in `remark` if not.
    bool mustTell(const Change &change, QString &remark) const;
    ApplyOutcome run(const std::function<Result<Change>()> &plan);
    ServiceStatus check(const Change &change) const;
    ServiceStatus write(const Change &change);
    ServiceStatus tellDaemon(const Change &change);
    ServiceStatus makeEffective(const Change &change);
    ServiceStatus makeOldEffective(const Change &change);
    ServiceStatus verify(ApplyStep which, const Change &change, Configuration configuration);
    ApplyOutcome takeBack(const Change &change, const QString &why);
    /// A failure after the daemon was told, with what the daemon says of it itself.
    ServiceStatus withLog(const ServiceStatus &failure, const Change &change) const;

    Setup m_setup;
    SecureFiles m_files;
    ServiceManager &m_services;
    Verifier &m_verifier;
    Listener m_listener;
    Journal m_journal;
    bool m_isOpen = false;   ///< the lock is held, and nothing interrupted is left
    bool m_touched = false;  ///< files may have been replaced
    bool m_wasActive = true; ///< the daemon, before
    bool m_tells = false;    ///< the daemon is to be told of the files as they are now
    QDateTime m_toldAt;      ///< when the daemon was last about to be told
};

} // namespace synchroscope
