// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/applycommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/output.h"
#include "app/ctl/serverplan.h"
#include "app/ctl/text.h"
#include "core/apply/transaction.h"
#include "core/engine/helperrunner.h"

#include <QDateTime>
#include <QEventLoop>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include <unistd.h>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

const QString journalFolder = u"/var/lib/synchroscope"_s;
constexpr std::chrono::seconds defaultWait(60);
constexpr int longestWait = 600; // seconds

QCommandLineOption waitOption()
{
    return {u"wait"_s, Text::tr("Wait so many seconds for the time service to be up."), u"S"_s,
            QString::number(defaultWait.count())};
}

bool isDigest(const QByteArray &text)
{
    static const QRegularExpression digest(u"^[0-9a-f]{64}\\z"_s);
    return digest.match(QString::fromLatin1(text)).hasMatch();
}

/// Steps by their stable names, which programs read.
struct StepName
{
    QLatin1StringView name;
    const char *text;
};
constexpr std::array stepNames{
    StepName{"lock"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "no other change is under way")},
    StepName{"recover"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "nothing was left unfinished")},
    StepName{"check"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "the files are those that were looked at")},
    StepName{"validate"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "the daemon itself takes every line")},
    StepName{"journal"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "the change is written down")},
    StepName{"write"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "saved")},
    StepName{"reload"_L1,
             QT_TRANSLATE_NOOP("synchroscopectl", "the time service has read its sources again")},
    StepName{"restart"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "the time service is restarted")},
    StepName{"verify"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "the time service is up")},
    StepName{"commit"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "done")},
    StepName{"restore"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "the files are as they were before")},
    StepName{"reload_old"_L1,
             QT_TRANSLATE_NOOP("synchroscopectl", "the time service has read its old sources again")},
    StepName{"restart_old"_L1,
             QT_TRANSLATE_NOOP("synchroscopectl", "the time service is restarted as before")},
    StepName{"verify_old"_L1, QT_TRANSLATE_NOOP("synchroscopectl", "the time service is up as before")},
};

/// Prints steps as they come, or all of them at the end as JSON; none where it is refused before there was
/// anything to do.
class Progress
{
public:
    explicit Progress(bool isJson) : m_isJson(isJson) {}

    void add(const HelperStep &step)
    {
        m_steps.append(QJsonObject{{u"step"_s, step.step},
                                   {u"ok"_s, step.isOk},
                                   {u"detail"_s, step.detail},
                                   {u"seconds"_s, step.seconds}});
        const bool isBeforehand = step.step == "lock"_L1 || step.step == "recover"_L1;
        m_hasBegun = m_hasBegun || !isBeforehand || !step.isOk || !step.detail.isEmpty();
        const auto *known =
            std::ranges::find(stepNames, step.step, [](const StepName &name) { return name.name; });
        const QString text = known == stepNames.end() ? step.step : Text::tr(known->text);
        const QString line = step.isOk ? text : Text::tr("Not: %1", "a step that failed").arg(text);
        m_unprinted.append(step.detail.isEmpty() ? line : u"%1. %2"_s.arg(line, step.detail));
        if (m_hasBegun)
            printLines();
    }

    /// The exit code.
    int finish(const QString &result, const QString &detail)
    {
        if (result == "refused"_L1 && !m_hasBegun) {
            complain(Text::tr("Nothing was changed. %1").arg(detail));
            return exitFailed;
        }
        printLines();
        if (m_isJson)
            printJson({{u"format"_s, 1},
                       {u"result"_s, result},
                       {u"detail"_s, detail},
                       {u"steps"_s, std::exchange(m_steps, {})}});
        else if (!detail.isEmpty())
            complain(detail);
        return exitCodeAfterPrinting(result == "committed"_L1 ? exitGood : exitBadNews);
    }

private:
    void printLines()
    {
        const QStringList lines = std::exchange(m_unprinted, {});
        for (const QString &line : lines) {
            if (!m_isJson)
                printLine(line);
        }
    }

    bool m_isJson;
    bool m_hasBegun = false;
    QJsonArray m_steps;
    QStringList m_unprinted;
};

/// Files alone, of a folder that is no machine's.
class NoService final : public ServiceManager, public Verifier
{
public:
    ServiceStatus reloadSources() override { return {}; }
    ServiceStatus restart(const QString &) override { return {}; }
    ServiceStatus resetFailed(const QString &) override { return {}; }
    ServiceStatus isActive(const QString &) override { return {}; }
    ServiceStatus waitUntilUp(const QString &, Configuration) override { return {}; }
};

/// Below a folder of the user's own, without a helper and without a daemon.
int changeFolder(const QString &root, Progress &progress,
                 const std::function<ApplyOutcome(Transaction &, uint)> &change)
{
    NoService service;
    Transaction transaction(
        {.root = QFileInfo(root).absoluteFilePath(), .journalFolder = journalFolder, .owner = ::getuid()},
        service, service, [&progress](const StepReport &report) {
            progress.add({.step = nameOf(report.step),
                          .isOk = report.ok,
                          .detail = report.detail,
                          .seconds = report.seconds});
        });
    const ApplyOutcome outcome = change(transaction, ::getuid());
    return progress.finish(nameOf(outcome.result), outcome.detail);
}

/// Runs the helper as root, which asks for the password, and prints what it reports. `commands`: the same by
/// hand.
int runHelper(const QString &verb, const QByteArray &request, Progress &progress, const QStringList &commands)
{
    const QString helper = QStringLiteral(SYNCHROSCOPE_HELPER_PATH);
    PkexecRunner runner(helper);
    const ChangeAbility ability = runner.ability();
    if (ability != ChangeAbility::Able) {
        complain(ability == ChangeAbility::NoPkexec
                     ? Text::tr("There is no pkexec here, which would ask for the password.")
                     : Text::tr("Synchroscope's helper is not installed (%1).").arg(helper));
        if (!commands.isEmpty())
            complain(Text::tr("The same by hand:") + u"\n    "_s + commands.join(u"\n    "_s));
        return exitFailed;
    }
    QEventLoop loop;
    HelperEnd end;
    QObject::connect(&runner, &HelperRunner::stepTaken, &loop,
                     [&progress](const HelperStep &step) { progress.add(step); });
    QObject::connect(&runner, &HelperRunner::finished, &loop, [&loop, &end](const HelperEnd &reported) {
        end = reported;
        loop.quit();
    });
    runner.run(verb, request);
    loop.exec();
    switch (end.result) {
    case ChangeResult::Cancelled:
        complain(Text::tr("Nothing was changed: the password was not given."));
        return exitFailed;
    case ChangeResult::NotAllowed:
        complain(Text::tr("Nothing was changed: you may not do that."));
        if (!end.detail.isEmpty())
            complain(end.detail);
        return exitFailed;
    case ChangeResult::Refused:
        return progress.finish(u"refused"_s, end.detail);
    case ChangeResult::Restored:
        return progress.finish(u"restored"_s, end.detail);
    case ChangeResult::Failed:
        return progress.finish(
            u"failed"_s,
            !end.detail.isEmpty()
                ? end.detail
                : Text::tr("The helper ended before it was done. The next change first takes back what was "
                           "left unfinished; \"servers undo\" would then take back the change before it "
                           "too."));
    case ChangeResult::UnderWay:
    case ChangeResult::Followed:
    case ChangeResult::Committed:
        break;
    }
    return progress.finish(u"committed"_s, {});
}

QByteArray request(const Planned &planned, std::chrono::seconds wait)
{
    return helperRequest(planned.subject.daemon, planned.edits, planned.plan.digest, wait);
}

} // namespace

int runApply(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Changes the server list and has the time service take it up; what fails is taken back."));
    addSubjectOptions(parser);
    addEditOptions(parser);
    parser.addOption(waitOption());
    if (const EarlyExit exit = parse(parser, u"servers apply"_s, withJoinedPairs(arguments)))
        return *exit;
    const std::optional<int> wait = wholeNumber(parser, u"wait"_s, 1, longestWait);
    if (!wait)
        return exitWrongUsage;
    int exitCode = exitGood;
    const std::optional<Planned> planned = plannedBy(parser, exitCode);
    if (!planned)
        return exitCode;
    Progress progress(parser.isSet(u"json"_s));
    if (planned->plan.changes.empty())
        return progress.finish(u"committed"_s, {});
    if (planned->subject.isOfThisMachine)
        return runHelper(u"apply"_s, request(*planned, std::chrono::seconds(*wait)), progress,
                         commandsFor(planned->subject, planned->plan));
    return changeFolder(parser.value(u"root"_s), progress, [&planned](Transaction &transaction, uint user) {
        return transaction.apply({.files = planned->plan.changes,
                                  .effect = ChangeEffect::None,
                                  .daemon = planned->subject.daemon,
                                  .unit = serviceUnits().front(),
                                  .digest = planned->plan.digest,
                                  .askedBy = user,
                                  .when = QDateTime::currentDateTimeUtc(),
                                  .undoes = false});
    });
}

int runUndo(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Takes back the last change of the server list that was made here."));
    parser.addOptions(
        {{u"root"_s, Text::tr("Use the files below this folder, and touch no daemon."), u"DIR"_s},
         {u"expect"_s, Text::tr("Take it back only if its plan had this digest."), u"DIGEST"_s},
         waitOption(),
         {u"json"_s, Text::tr("Print JSON.")}});
    if (const EarlyExit exit = parse(parser, u"servers undo"_s, arguments))
        return *exit;
    const std::optional<int> wait = wholeNumber(parser, u"wait"_s, 1, longestWait);
    if (!wait)
        return exitWrongUsage;
    const QByteArray expect = parser.value(u"expect"_s).toLatin1();
    if (parser.isSet(u"expect"_s) && !isDigest(expect)) {
        complain(Text::tr("--expect takes the digest of a plan."));
        return exitWrongUsage;
    }
    if (!parser.positionalArguments().isEmpty()) {
        complain(Text::tr("undo takes no arguments, only options."));
        return exitWrongUsage;
    }
    Progress progress(parser.isSet(u"json"_s));
    if (!parser.isSet(u"root"_s))
        return runHelper(u"undo"_s, undoRequest(expect, std::chrono::seconds(*wait)), progress, {});
    return changeFolder(parser.value(u"root"_s), progress, [&expect](Transaction &transaction, uint user) {
        return transaction.undo(user, QDateTime::currentDateTimeUtc(), expect);
    });
}

} // namespace synchroscope::ctl
