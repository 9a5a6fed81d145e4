// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/changewording.h"

#include "ui/wording/namestext.h"
#include "ui/wording/originwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class ChangeWording
{
    Q_DECLARE_TR_FUNCTIONS(ChangeWording)
};

/// "Restarting chrony", and the like.
QString toldText(const ServerChangeReport &report, ChangeStep::State state)
{
    const QString daemon = daemonName(report.daemon);
    const bool isDone = state == ChangeStep::State::Done;
    if (report.effect == ChangeEffect::Restart)
        return isDone ? ChangeWording::tr("%1 restarted").arg(daemon)
                      : ChangeWording::tr("Restart of %1").arg(daemon);
    return isDone ? ChangeWording::tr("%1 told to read its sources again").arg(daemon)
                  : ChangeWording::tr("%1 is told to read its sources again").arg(daemon);
}

/// A stage by itself, before there is anything to count.
QString stageText(ChangeStage stage, const ServerChangeReport &report, ChangeStep::State state)
{
    const bool isDone = state == ChangeStep::State::Done;
    switch (stage) {
    case ChangeStage::Saved:
        if (report.isUndo)
            return isDone ? ChangeWording::tr("The former files put back")
                          : ChangeWording::tr("Putting the former files back");
        return isDone ? ChangeWording::tr("Checked and saved") : ChangeWording::tr("Checking and saving");
    case ChangeStage::Told:
        return toldText(report, state);
    case ChangeStage::Listed:
        return ChangeWording::tr("%1 itself names the servers").arg(daemonName(report.daemon));
    case ChangeStage::Resolved:
        return ChangeWording::tr("Names resolved");
    case ChangeStage::Answered:
        return ChangeWording::tr("First answers");
    case ChangeStage::Selectable:
        return ChangeWording::tr("Enough answers to follow a server");
    case ChangeStage::Followed:
        break;
    }
    return ChangeWording::tr("One server followed");
}

QString countedText(const ChangeStep &step, const ServerChangeReport &report)
{
    const QString done = QLocale().toString(step.done);
    switch (step.stage) {
    case ChangeStage::Listed:
        return ChangeWording::tr("%1 itself names %2 of %n server(s)", "a daemon, a number", step.total)
            .arg(daemonName(report.daemon), done);
    case ChangeStage::Resolved:
        return ChangeWording::tr("%1 of %n name(s) resolved", nullptr, step.total).arg(done);
    case ChangeStage::Answered:
        return ChangeWording::tr("First answers from %1 of %n server(s)", nullptr, step.total).arg(done);
    case ChangeStage::Selectable:
        return ChangeWording::tr("%1 of %n server(s) can be followed", nullptr, step.total).arg(done);
    case ChangeStage::Saved:
    case ChangeStage::Told:
    case ChangeStage::Followed:
        break;
    }
    return stageText(step.stage, report, step.state);
}

/// What the servers that are lacking have not done.
QString lackText(const ChangeStep &step, const QString &text)
{
    const QString names = namesText(step.lacking);
    switch (step.stage) {
    case ChangeStage::Listed:
        return ChangeWording::tr("%1: not %2", "how far, servers").arg(text, names);
    case ChangeStage::Resolved:
        return ChangeWording::tr("%1: no address for %2", "how far, servers").arg(text, names);
    case ChangeStage::Answered:
        return ChangeWording::tr("%1: no answer from %2", "how far, servers").arg(text, names);
    case ChangeStage::Selectable:
    case ChangeStage::Saved:
    case ChangeStage::Told:
    case ChangeStage::Followed:
        break;
    }
    return ChangeWording::tr("%1: not yet %2", "how far, servers").arg(text, names);
}

bool isSkipped(const ServerChangeReport &report, ChangeStage stage)
{
    const auto step = std::ranges::find(report.steps, stage, &ChangeStep::stage);
    return step != report.steps.end() && step->state == ChangeStep::State::Skipped;
}

const ChangeStep *failedStep(const ServerChangeReport &report)
{
    const auto failed = std::ranges::find(report.steps, ChangeStep::State::Failed, &ChangeStep::state);
    return failed == report.steps.end() ? nullptr : &*failed;
}

QString withDetail(const QString &sentence, const QString &detail)
{
    return detail.isEmpty() ? sentence : sentence + u'\n' + detail.trimmed();
}

/// "It failed at: Restart of chrony."
QString failureText(const ServerChangeReport &report)
{
    const ChangeStep *step = failedStep(report);
    return step == nullptr ? ChangeWording::tr("It failed.")
                           : ChangeWording::tr("It failed at this step: %1.")
                                 .arg(stageText(step->stage, report, step->state));
}

/// Whether what was done so far would still be taken back.
QString underWayText(const ServerChangeReport &report)
{
    const QString daemon = daemonName(report.daemon);
    if (!staysChanged(report))
        return ChangeWording::tr("If %1 does not come back, the old configuration returns by itself.")
            .arg(daemon);
    if (report.isUndo)
        return ChangeWording::tr("The former files are back. From here on nothing is taken back by itself.");
    return report.effect == ChangeEffect::None
               ? ChangeWording::tr("Saved. From here on nothing is taken back by itself.")
               : ChangeWording::tr("Saved, and %1 is up. From here on nothing is taken back by itself.")
                     .arg(daemon);
}

} // namespace

QString changeStep(const ChangeStep &step, const ServerChangeReport &report, Instant now)
{
    if (step.state == ChangeStep::State::Skipped)
        return ChangeWording::tr("%1: not needed", "a step").arg(stageText(step.stage, report, step.state));
    const bool isCounted = step.total > 0 && step.state != ChangeStep::State::Waiting;
    QString text = isCounted ? countedText(step, report) : stageText(step.stage, report, step.state);
    if (isCounted && !step.lacking.isEmpty())
        text = lackText(step, text);
    if (isCounted && step.lacking.isEmpty() && !step.lingering.isEmpty())
        text =
            ChangeWording::tr("%1: still asks %2", "how far, servers").arg(text, namesText(step.lingering));
    if (step.state == ChangeStep::State::UnderWay && step.expectedAt) {
        const Duration left = *step.expectedAt - now;
        text = left > Duration::zero()
                   ? ChangeWording::tr("%1, about %2 left", "a step, a span").arg(text, waitText(left))
                   : ChangeWording::tr("%1, any moment now", "a step").arg(text);
    }
    return text;
}

bool staysChanged(const ServerChangeReport &report)
{
    const auto told = std::ranges::find(report.steps, ChangeStage::Told, &ChangeStep::stage);
    return told != report.steps.end() &&
           (told->state == ChangeStep::State::Done || told->state == ChangeStep::State::Skipped);
}

QString changeStepState(const ChangeStep &step, const ServerChangeReport &report)
{
    switch (step.state) {
    case ChangeStep::State::Waiting:
        return report.result == ChangeResult::UnderWay ? ChangeWording::tr("waiting")
                                                       : ChangeWording::tr("not reached", "a step");
    case ChangeStep::State::UnderWay:
        return ChangeWording::tr("under way");
    case ChangeStep::State::Done:
        return ChangeWording::tr("done");
    case ChangeStep::State::Failed:
        return ChangeWording::tr("failed");
    case ChangeStep::State::Skipped:
        break;
    }
    return ChangeWording::tr("not needed");
}

QString changeStepTime(const ChangeStep &step, const ServerChangeReport &report)
{
    if (!step.endedAt || *step.endedAt < report.startedAt)
        return {};
    const Duration after = *step.endedAt - report.startedAt;
    return after < std::chrono::minutes(1) ? spanText(after) : ageText(after);
}

QString changeResult(const ServerChangeReport &report)
{
    const QString daemon = daemonName(report.daemon);
    switch (report.result) {
    case ChangeResult::UnderWay:
        return underWayText(report);
    case ChangeResult::Followed:
        return report.isUndo ? ChangeWording::tr("The last change is undone, and %1 follows a server again.")
                                   .arg(daemon)
                             : ChangeWording::tr("Done: %1 follows a server of the new list.").arg(daemon);
    case ChangeResult::Committed:
        if (!report.steps.empty() && report.steps.back().state == ChangeStep::State::Skipped)
            return ChangeWording::tr("Done: %1 has no server to follow any more.").arg(daemon);
        if (report.isUndo && isSkipped(report, ChangeStage::Told))
            return ChangeWording::tr("%1 does not run: the files are as before.").arg(daemon);
        if (report.effect != ChangeEffect::None && isSkipped(report, ChangeStage::Told))
            return ChangeWording::tr("Saved. %1 does not run, so the list counts from its next start on.")
                .arg(daemon);
        return withDetail(ChangeWording::tr("Saved, and %1 is up. It has not come to follow a server so far: "
                                            "look at the list for what it lacks.")
                              .arg(daemon),
                          report.detail);
    case ChangeResult::Cancelled:
        return ChangeWording::tr("The prompt for the password was closed: nothing was changed.");
    case ChangeResult::NotAllowed:
        if (report.isUndo)
            return withDetail(
                ChangeWording::tr("You may not undo it, or nobody could ask you for a password: "
                                  "nothing was changed. An administrator can type: "
                                  "synchroscopectl servers undo"),
                report.detail);
        return withDetail(ChangeWording::tr("You may not change it, or nobody could ask you for a password: "
                                            "nothing was changed. \"Copy commands\" gives what an "
                                            "administrator would type."),
                          report.detail);
    case ChangeResult::Refused:
        return withDetail(ChangeWording::tr("It was refused, and nothing was changed."), report.detail);
    case ChangeResult::Restored:
        return withDetail(ChangeWording::tr("%1 Everything is as it was before.", "which step failed")
                              .arg(failureText(report)),
                          report.detail);
    case ChangeResult::Failed:
        break;
    }
    return withDetail(
        ChangeWording::tr("%1 Not everything could be put back. Compare the files with what you "
                          "had; the next change, also one by \"synchroscopectl servers …\", "
                          "first tries again to put them back.",
                          "which step failed")
            .arg(failureText(report)),
        report.detail);
}

QString changeAbility(ChangeAbility ability)
{
    switch (ability) {
    case ChangeAbility::Able:
        return {};
    case ChangeAbility::NoHelper:
        return ChangeWording::tr(
            "Nothing can be applied from here: Synchroscope's helper, which changes files as "
            "root, is not installed. \"Copy commands\" gives what does the same.");
    case ChangeAbility::NoPkexec:
        return ChangeWording::tr(
            "Nothing can be applied from here: pkexec, which asks for the password, is not "
            "installed. \"Copy commands\" gives what does the same.");
    case ChangeAbility::NotHere:
        break;
    }
    return ChangeWording::tr(
        "Nothing is applied here, in a demonstration. \"Copy commands\" gives what would "
        "do it.");
}

} // namespace synchroscope::wording
