// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/change.h"
#include "core/apply/helperrequest.h"
#include "core/apply/staysactive.h"
#include "core/apply/systemctl.h"
#include "core/apply/transaction.h"
#include "core/result.h"

namespace synchroscope {

/// How the helper was started.
struct Invocation
{
    std::optional<QByteArray> pkexecUser; ///< the variable PKEXEC_UID; absent: it is not set
    uint effectiveUser = 0;
    QString program;   ///< what runs, as /proc/self/exe says
    QString installed; ///< where it was installed, without links; empty: nothing is there
};

/// The user who was asked for the password. Absent: that is no number.
std::optional<uint> callerOf(const Invocation &invocation);

/// Why the helper does nothing when it was started like that, in a sentence.
std::optional<QString> whyNotAllowed(const Invocation &invocation);

/// What is to be done about a request.
struct PlannedChange
{
    std::vector<FileChange> files;
    ChangeEffect effect = ChangeEffect::None;
    QString unit;
    QByteArray digest; ///< digestOf(files)
};

/// The helper's verbs. It prints one JSON object a line: {"step", "ok", "detail", "seconds"} for every step
/// that was taken, then {"result", "detail"}.
class Helper
{
public:
    /// Everything that a test replaces.
    struct Setup
    {
        QString root = QStringLiteral("/");
        QString journalFolder = QStringLiteral("/var/lib/synchroscope");
        uint owner = 0;
        uint caller = 0;
        Systemctl::Programs programs;
        Systemctl::Limits limits;
        StaysActive::Pace pace; ///< a request has its own limit
        /// An error's `detail` is the sentence why not.
        std::function<Result<PlannedChange>(const HelperRequest &)> plan;
        std::function<void(const QByteArray &line)> print;
        std::function<void(const QString &line)> log; ///< for the system's log
    };

    enum ExitCode : int { exitCommitted = 0, exitNotCommitted = 1, exitUsage = 2, exitRefused = 3 };

    explicit Helper(Setup setup);

    int apply(const QByteArray &request);
    int undo();
    int refuse(const QString &why, ExitCode code = exitRefused) const;

private:
    Transaction transaction(Verifier &verifier);
    int finish(const ApplyOutcome &outcome) const;
    void logChange(const QString &verb, const Change &change, const QByteArray &expected) const;
    void log(const QString &text) const;

    Setup m_setup;
    Systemctl m_services;
};

} // namespace synchroscope
