// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/serverscommand.h"

#include "app/ctl/applycommand.h"
#include "app/ctl/arguments.h"
#include "app/ctl/machinereading.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/serverplan.h"
#include "app/ctl/text.h"
#include "core/config/chronyconf.h"
#include "core/config/configline.h"
#include "core/config/dhcphook.h"
#include "core/config/ntpconf.h"
#include "core/config/ntpdrsconf.h"
#include "core/config/openntpdconf.h"
#include "core/config/timesyncdconf.h"
#include "ui/wording/originwording.h"
#include "ui/wording/planwording.h"
#include "ui/wording/problems.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

// --- list ---

/// Whether the running daemon has it. Null: that is not known.
QJsonValue effectiveValue(const Subject &subject, const ListedServer &server)
{
    if (!subject.report || !subject.report->readAt)
        return QJsonValue::Null;
    return std::ranges::any_of(subject.report->sources, [&server](const DaemonSource &source) {
        return isServer(source, server.host);
    });
}

QString originName(const ListedServer &server)
{
    return server.isOwn ? u"own"_s : nameOf(server.origin);
}

QJsonObject toJson(const Subject &subject, const ListedServer &server)
{
    return {
        {u"id"_s, server.id},
        {u"type"_s, nameOf(server.type)},
        {u"name"_s, server.host.typed},
        {u"options"_s, QJsonArray::fromStringList(server.options)},
        {u"enabled"_s, server.isEnabled},
        {u"in_force"_s, server.isInForce},
        {u"editable"_s, server.isEditable},
        {u"file"_s, server.file},
        {u"line"_s, server.line},
        {u"origin"_s, originName(server)},
        {u"written_by"_s, QJsonArray::fromStringList(dhcpHooks(server.file))},
        {u"effective"_s, effectiveValue(subject, server)},
    };
}

QString stateCell(const Subject &subject, const ListedServer &server)
{
    if (!server.isEnabled)
        return Text::tr("off", "a server that was switched off");
    if (!server.isInForce)
        return Text::tr("passed over", "a server that another file overrules");
    const QJsonValue effective = effectiveValue(subject, server);
    if (effective.isNull())
        return Text::tr("on", "a server that is configured");
    return effective.toBool() ? Text::tr("in use", "a server that the running daemon has")
                              : Text::tr("not in effect", "a server that the running daemon does not have");
}

void complainOfProblems(const NamedServers &configuration)
{
    for (const Error &problem : configuration.problems)
        complain(wording::error(problem));
}

int runList(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Lists the servers that a time daemon's configuration names, and where."));
    addSubjectOptions(parser);
    if (const EarlyExit exit = parse(parser, u"servers list"_s, arguments))
        return *exit;
    int exitCode = exitGood;
    const std::optional<Subject> subject = subjectOf(parser, exitCode);
    if (!subject)
        return exitCode;
    const std::vector<ListedServer> servers = listServers(subject->daemon, subject->configuration);
    complainOfProblems(subject->configuration);
    if (parser.isSet(u"json"_s)) {
        QJsonArray files;
        for (const ConfigurationFile &file : subject->configuration.files)
            files.append(file.path);
        QJsonArray list;
        for (const ListedServer &server : servers)
            list.append(toJson(*subject, server));
        printJson({{u"format"_s, 1},
                   {u"daemon"_s, nameOf(subject->daemon)},
                   {u"files"_s, files},
                   {u"servers"_s, list}});
        return exitCodeAfterPrinting(exitGood);
    }
    printLine(Text::tr("Servers of %1:").arg(wording::daemonName(subject->daemon)));
    Table table(
        {Text::tr("State"), Text::tr("Type"), Text::tr("Name"), Text::tr("Place"), Text::tr("Options")});
    for (const ListedServer &server : servers)
        table.addRow({stateCell(*subject, server), nameOf(server.type), server.host.typed, server.id,
                      server.options.join(u' ')});
    for (const QString &line : table.lines())
        printLine(line);
    return exitCodeAfterPrinting(exitGood);
}

// --- plan ---

QString effectName(ChangeEffect effect)
{
    switch (effect) {
    case ChangeEffect::None:
        return u"none"_s;
    case ChangeEffect::Reload:
        return u"reload"_s;
    case ChangeEffect::Restart:
        break;
    }
    return u"restart"_s;
}

QString warningName(PlanWarning::Kind kind)
{
    switch (kind) {
    case PlanWarning::Kind::AlreadyThere:
        return u"already_there"_s;
    case PlanWarning::Kind::StaysInForce:
        return u"stays_in_force"_s;
    case PlanWarning::Kind::CopiedByDhcp:
        return u"copied_by_dhcp"_s;
    case PlanWarning::Kind::TooFewToOutvote:
        return u"too_few_to_outvote"_s;
    case PlanWarning::Kind::LineDoubtful:
        return u"line_doubtful"_s;
    case PlanWarning::Kind::NoneLeft:
        break;
    }
    return u"none_left"_s;
}

void printPlanJson(const Subject &subject, const ChangePlan &plan)
{
    QJsonArray changes;
    for (const FileChange &change : plan.changes)
        changes.append(
            QJsonObject{{u"file"_s, change.path}, {u"diff"_s, QString::fromUtf8(unifiedDiff(change))}});
    QJsonArray warnings;
    for (const PlanWarning &warning : plan.warnings)
        warnings.append(QJsonObject{
            {u"id"_s, warningName(warning.kind)},
            {u"sentence"_s,
             wording::planWarning(warning, subject.daemon, wording::Reader::Terminal, versionOf(subject))}});
    printJson({{u"format"_s, 1},
               {u"daemon"_s, nameOf(subject.daemon)},
               {u"changes"_s, changes},
               {u"digest"_s, QString::fromLatin1(plan.digest)},
               {u"effect"_s, effectName(plan.effect)},
               {u"commands"_s, QJsonArray::fromStringList(commandsFor(subject, plan))},
               {u"warnings"_s, warnings}});
}

void printPlan(const Subject &subject, const ChangePlan &plan)
{
    for (const FileChange &change : plan.changes) {
        const QString diff = QString::fromUtf8(unifiedDiff(change));
        for (const QString &line : diff.chopped(1).split(u'\n'))
            printLine(line);
    }
    if (!plan.changes.empty())
        printLine({});
    printLine(wording::planEffect(plan.effect, subject.daemon));
    for (const PlanWarning &warning : plan.warnings)
        printLine(
            wording::planWarning(warning, subject.daemon, wording::Reader::Terminal, versionOf(subject)));
    if (plan.changes.empty())
        return;
    printLine({});
    printLine(Text::tr("The same by hand:"));
    for (const QString &command : commandsFor(subject, plan))
        printLine(u"    "_s + command);
    printLine({});
    printLine(Text::tr("Digest: %1").arg(QString::fromLatin1(plan.digest)));
}

int runPlan(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Shows what a change of the server list would do to which file. Writes nothing."));
    addSubjectOptions(parser);
    addEditOptions(parser);
    if (const EarlyExit exit = parse(parser, u"servers plan"_s, withJoinedPairs(arguments)))
        return *exit;
    int exitCode = exitGood;
    const std::optional<Planned> planned = plannedBy(parser, exitCode);
    if (!planned)
        return exitCode;
    if (parser.isSet(u"json"_s))
        printPlanJson(planned->subject, planned->plan);
    else
        printPlan(planned->subject, planned->plan);
    return exitCodeAfterPrinting(exitGood);
}

// --- check ---

std::vector<ConfigProblem> problemsOf(DaemonKind daemon, const QByteArray &text, const QString &file)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return parseChronyConf(text, file,
                               file.endsWith(".sources"_L1) ? ChronyFile::Sources : ChronyFile::Configuration)
            .problems;
    case DaemonKind::Timesyncd:
        return parseTimesyncdConf(text).problems;
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return parseNtpConf(text, file, daemon).problems;
    case DaemonKind::NtpdRs:
        return parseNtpdRsConf(text, file).problems;
    case DaemonKind::OpenNtpd:
        break;
    }
    return parseOpenNtpdConf(text, file).problems;
}

/// 1-based, in characters; where the subject cannot be found, that of the line's first word.
int columnOf(const std::vector<ConfigLine> &lines, const ConfigProblem &problem)
{
    if (problem.line < 1 || problem.line > int(lines.size()))
        return 1;
    const QString line = QString::fromUtf8(lines[size_t(problem.line) - 1].text);
    qsizetype place = problem.subject.isEmpty() ? -1 : line.indexOf(problem.subject);
    if (place < 0)
        place = line.indexOf(line.trimmed());
    return int(std::max<qsizetype>(place, 0)) + 1;
}

int runCheck(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Says what a time daemon would not understand in a configuration file."));
    parser.addOption({u"daemon"_s, Text::tr("Whose file it is."), u"KIND"_s});
    parser.addOption({u"json"_s, Text::tr("Print JSON.")});
    parser.addPositionalArgument(u"FILE"_s, Text::tr("The file to read."));
    if (const EarlyExit exit = parse(parser, u"servers check"_s, arguments))
        return *exit;
    if (parser.positionalArguments().size() != 1 || !parser.isSet(u"daemon"_s)) {
        complain(Text::tr("check takes one file and --daemon."));
        return exitWrongUsage;
    }
    const std::optional<DaemonKind> kind = daemonKindNamed(parser.value(u"daemon"_s));
    if (!kind)
        return exitWrongUsage;
    const QString path = parser.positionalArguments().constFirst();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(wording::error({ErrorCode::FileUnreadable, path, file.errorString()}));
        return exitFailed;
    }
    const QByteArray text = file.readAll();
    const std::vector<ConfigLine> lines = configLines(text);
    const std::vector<ConfigProblem> problems = problemsOf(*kind, text, path);
    if (parser.isSet(u"json"_s)) {
        QJsonArray list;
        for (const ConfigProblem &problem : problems)
            list.append(QJsonObject{{u"line"_s, problem.line},
                                    {u"column"_s, columnOf(lines, problem)},
                                    {u"message"_s, describe(problem)}});
        printJson({{u"format"_s, 1}, {u"ok"_s, problems.empty()}, {u"problems"_s, list}});
    } else if (problems.empty()) {
        printLine(Text::tr("%1 understands all of %2.").arg(wording::daemonName(*kind), path));
    } else {
        for (const ConfigProblem &problem : problems)
            printLine(u"%1:%2:%3: %4"_s.arg(path, QString::number(problem.line),
                                            QString::number(columnOf(lines, problem)), describe(problem)));
    }
    return exitCodeAfterPrinting(problems.empty() ? exitGood : exitBadNews);
}

} // namespace

int runServers(const QStringList &arguments)
{
    const QString command = arguments.value(0);
    const QStringList rest = arguments.isEmpty() ? QStringList() : arguments.sliced(1);
    if (command == "list"_L1)
        return runList(rest);
    if (command == "plan"_L1)
        return runPlan(rest);
    if (command == "apply"_L1)
        return runApply(rest);
    if (command == "undo"_L1)
        return runUndo(rest);
    if (command == "check"_L1)
        return runCheck(rest);
    const QString usage = Text::tr("Usage: synchroscopectl servers list|plan|apply|undo|check [ARGUMENTS]\n"
                                   "\n"
                                   "  list   the servers that the configuration names, and where\n"
                                   "  plan   what a change would do to which file; writes nothing\n"
                                   "  apply  do it; what fails is taken back\n"
                                   "  undo   take the last change back\n"
                                   "  check  what a daemon would not understand in a file");
    if (command == "--help"_L1 || command == "-h"_L1) {
        printLine(usage);
        return exitCodeAfterPrinting(exitGood);
    }
    complain(Text::tr("Say what to do with the servers.") + u"\n\n"_s + usage);
    return exitWrongUsage;
}

} // namespace synchroscope::ctl
