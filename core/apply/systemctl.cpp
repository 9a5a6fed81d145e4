// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/systemctl.h"

#include "core/apply/change.h"
#include "core/apply/chronyc.h"
#include "core/apply/program.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

ServiceStatus run(const ProgramCall &call)
{
    const ProgramRun run = runProgram(call);
    return run.succeeded() ? ServiceStatus() : sentenceOf(call, run);
}

} // namespace

ServiceStatus Systemctl::reloadSources()
{
    return Chronyc(m_programs.chronyc, m_chronySocket, m_limits.answer)
        .ask({u"reload"_s, u"sources"_s})
        .failure;
}

ServiceStatus Systemctl::restart(const QString &unit)
{
    return control(u"restart"_s, unit, m_limits.restart);
}

ServiceStatus Systemctl::start(const QString &unit)
{
    return control(u"start"_s, unit, m_limits.restart);
}

ServiceStatus Systemctl::stop(const QString &unit)
{
    return control(u"stop"_s, unit, m_limits.restart);
}

ServiceStatus Systemctl::resetFailed(const QString &unit)
{
    return control(u"reset-failed"_s, unit, m_limits.answer);
}

ServiceStatus Systemctl::isActive(const QString &unit)
{
    return control(u"is-active"_s, unit, m_limits.answer);
}

bool Systemctl::isStopped(const QString &unit)
{
    if (!isServiceUnit(unit))
        return false;
    const ProgramRun run = runProgram(
        {.program = m_programs.systemctl, .arguments = {u"is-active"_s, unit}, .limit = m_limits.answer});
    const QByteArray state = run.output.trimmed();
    // One that crashes again and again is "activating".
    return run.end == ProgramRun::End::Exited && (state == "inactive" || state == "failed");
}

QString Systemctl::logSince(const QString &unit, const QDateTime &since)
{
    if (!isServiceUnit(unit))
        return {};
    // What a daemon says as it ends may still be on its way.
    (void)runProgram(
        {.program = m_programs.journalctl, .arguments = {u"--sync"_s}, .limit = m_limits.answer});
    const ProgramRun run = runProgram(
        {.program = m_programs.journalctl,
         .arguments = {u"--unit="_s + unit, u"--since=@"_s + QString::number(since.toSecsSinceEpoch()),
                       u"--lines=20"_s, u"--output=cat"_s, u"--no-pager"_s, u"--quiet"_s},
         .limit = m_limits.answer});
    constexpr qsizetype most = 4000;
    return run.succeeded() ? cleanLines(run.output, most) : QString();
}

std::optional<UnitFacts> Systemctl::unitAmong(const QStringList &units) const
{
    std::optional<UnitFacts> found;
    for (const QString &unit : units) {
        if (!isServiceUnit(unit))
            continue;
        const ProgramRun run = runProgram(
            {.program = m_programs.systemctl,
             .arguments = {u"show"_s, u"--property=Id,LoadState,ActiveState,MainPID,ExecStart,User"_s, unit},
             .limit = m_limits.answer});
        const std::optional<UnitFacts> facts = run.succeeded() ? parseUnitFacts(run.output) : std::nullopt;
        if (facts && (!found || (facts->isActive && !found->isActive)))
            found = facts;
    }
    return found;
}

ServiceStatus Systemctl::control(const QString &verb, const QString &unit,
                                 std::chrono::milliseconds limit) const
{
    if (!isServiceUnit(unit))
        return u"\"%1\" is not a time daemon's unit."_s.arg(unit);
    return run({.program = m_programs.systemctl, .arguments = {verb, unit}, .limit = limit});
}

} // namespace synchroscope
