// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/change.h"
#include "core/apply/chronyanswers.h"
#include "core/apply/chronyparser.h"
#include "core/apply/helperrequest.h"
#include "core/apply/observer.h"
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
/// that was taken, then {"result", "detail"}. Steps of changes are ApplyStep's; "step", "burst"
/// and "online" are those of the verbs; "start", "stop", "restart", "reload" and "verify" are a service's.
/// Results of changes are ApplyResult's; other verbs have "done", "failed" and "refused".
class Helper
{
public:
    /// Everything that a test replaces.
    struct Setup
    {
        QString root = QStringLiteral("/");
        QString proc = QStringLiteral("/proc");
        QString journalFolder = QStringLiteral("/var/lib/synchroscope");
        uint owner = 0;
        uint caller = 0;
        Systemctl::Programs programs;
        Systemctl::Limits limits;
        ChronyParser::Setup parser;
        StaysActive::Pace pace;                         ///< its limit is the request's
        std::chrono::milliseconds longestWait{600'000}; ///< whatever a request says
        Observer::Setup observer;
        /// `mainFile` as in mainFileOf(). An error's `detail` is the sentence why not.
        std::function<Result<PlannedChange>(const HelperRequest &, const QString &mainFile)> plan;
        std::function<void(const QByteArray &line)> print;
        std::function<void(const QString &line)> log; ///< for the system's log
    };

    enum ExitCode : int { exitCommitted = 0, exitNotCommitted = 1, exitUsage = 2, exitRefused = 3 };

    explicit Helper(Setup setup);

    int apply(const QByteArray &request);
    int undo(const QByteArray &request);
    /// Has the daemon correct the clock at once.
    int stepClock(const QByteArray &request);
    /// Has it ask every source a few times, beginning now; what they say is not waited for.
    int burst(const QByteArray &request);
    /// Has it ask those sources again that it was told not to ask.
    int goOnline(const QByteArray &request);
    int controlService(const QByteArray &request);
    /// Until nobody listens any more.
    int observe(const QByteArray &request);
    int refuse(const QString &why, ExitCode code = exitRefused);

private:
    /// A daemon as it is set up on this machine.
    struct DaemonPlace
    {
        std::optional<UnitFacts> unit;
        Result<QString> mainFile = QString(); ///< as in mainFileOf()
    };
    DaemonPlace findDaemon(DaemonKind daemon) const;
    struct ChronyPlace : DaemonPlace
    {
        QString socket; ///< empty: it takes no commands
    };
    ChronyPlace findChrony();
    NamedServers readChrony(const ChronyPlace &place) const;
    std::optional<Chronyc> chronycFor(const ChronyPlace &place) const;
    /// That the running chronyd is told something by. An error's `detail` is the sentence why not.
    Result<Chronyc> chronycToCommand();
    /// `name`: of the step; `refusal`: the sentence for other daemons, which cannot be told that.
    int tellChrony(const QByteArray &request, const QString &name, const QStringList &words,
                   const QString &refusal);
    ChronyAnswers verifierFor(const ChronyPlace &place, StaysActive::Pace pace);
    /// Has the verifier ask that chronyd, and excuses what it misses now.
    void lookAround(ChronyAnswers &verifier, const ChronyPlace &place) const;
    void excuseRefused(ChronyAnswers &verifier, const ChronyPlace &place,
                       const std::vector<QByteArray> &lines) const;
    Result<Change> planned(const HelperRequest &request, const DaemonPlace &place) const;
    ChronyParser parserFor(const std::optional<UnitFacts> &unit) const;
    StaysActive::Pace paceFor(std::chrono::seconds wait) const;

    Transaction transaction(Verifier &verifier,
                            std::function<ServiceStatus(const Change &, QString &)> validate = {});
    ServiceStatus step(const QString &name, const std::function<ServiceStatus(QString &remark)> &work) const;
    int finish(const ApplyOutcome &outcome);
    int finish(const ServiceStatus &failure);
    int end(const QString &result, const QString &detail, ExitCode code);
    void printStep(const QString &name, bool ok, const QString &detail, double seconds) const;
    void logChange(const QString &verb, const Change &change, const QByteArray &expected) const;
    void log(const QString &text) const;

    Setup m_setup;
    Systemctl m_services;
};

} // namespace synchroscope
