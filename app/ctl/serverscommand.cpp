// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/serverscommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/machinereading.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/config/changeplan.h"
#include "core/config/chronyconf.h"
#include "core/config/configline.h"
#include "core/config/ntpconf.h"
#include "core/config/ntpdrsconf.h"
#include "core/config/openntpdconf.h"
#include "core/config/timesyncdconf.h"
#include "core/daemons/namedservers.h"
#include "ui/wording/originwording.h"
#include "ui/wording/planwording.h"
#include "ui/wording/problems.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

// --- Whose servers ---

/// A daemon's configuration, and what it makes of it if it runs here.
struct Subject
{
    DaemonKind daemon = DaemonKind::Chrony;
    NamedServers configuration;
    std::optional<DaemonReport> report; ///< absent: another machine's files, or it does not run
    bool isOfThisMachine = true;
};

void addSubjectOptions(QCommandLineParser &parser)
{
    parser.addOptions({
        {u"daemon"_s,
         Text::tr(
             "Whose servers: chrony, timesyncd, ntpsec, ntp, ntpd-rs or openntpd; the one that runs here "
             "if this is left out."),
         u"KIND"_s},
        {u"root"_s, Text::tr("Use the files below this folder, and touch no daemon."), u"DIR"_s},
        {u"json"_s, Text::tr("Print JSON.")},
    });
}

/// The first kind whose files are there.
std::optional<DaemonKind> kindByFiles(const QString &root)
{
    for (const DaemonKind kind : daemonKinds()) {
        if (!collectNamedServers(root, kind).texts.empty())
            return kind;
    }
    return std::nullopt;
}

/// That of this machine which steers its clock, else any that answers.
std::optional<DaemonReport> runningDaemon(std::optional<DaemonKind> kind)
{
    const MachineDaemons machine = readDaemons({});
    const DaemonReport *best = nullptr;
    for (const DaemonReport &daemon : machine.daemons) {
        const bool isIt =
            !daemon.isElsewhere && daemon.answer != DaemonAnswer::Refused && (!kind || *kind == daemon.kind);
        if (isIt && (best == nullptr || (maySteer(daemon) && !maySteer(*best))))
            best = &daemon;
    }
    return best == nullptr ? std::nullopt : std::optional(*best);
}

std::optional<Subject> subjectOf(const QCommandLineParser &parser, int &exitCode)
{
    exitCode = exitWrongUsage;
    std::optional<DaemonKind> kind;
    if (parser.isSet(u"daemon"_s)) {
        kind = daemonKindNamed(parser.value(u"daemon"_s));
        if (!kind)
            return std::nullopt;
    }
    const QString root = parser.isSet(u"root"_s) ? parser.value(u"root"_s) : u"/"_s;
    Subject subject;
    subject.isOfThisMachine = !parser.isSet(u"root"_s);
    if (subject.isOfThisMachine)
        subject.report = runningDaemon(kind);
    if (!kind)
        kind = subject.report ? std::optional(subject.report->kind) : kindByFiles(root);
    if (!kind) {
        complain(Text::tr("No time service's configuration was found below \"%1\".").arg(root));
        exitCode = exitFailed;
        return std::nullopt;
    }
    subject.daemon = *kind;
    const QString mainFile =
        subject.report && subject.report->process ? subject.report->process->mainFile : QString();
    subject.configuration = collectNamedServers(root, *kind, mainFile);
    return subject;
}

// --- list ---

/// Whether the running daemon has it. Null: that is not known.
QJsonValue effectiveValue(const Subject &subject, const ListedServer &server)
{
    if (!subject.report || !subject.report->readAt)
        return QJsonValue::Null;
    return std::ranges::any_of(subject.report->sources, [&server](const DaemonSource &source) {
        return source.name.compare(server.host.typed, Qt::CaseInsensitive) == 0 ||
               source.name == server.host.host || source.address == server.host.host;
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

/// Stands for the space between the two arguments of --set.
constexpr QChar separator(0x1f);

/// --set takes a server and a line.
QStringList withJoinedPairs(const QStringList &arguments)
{
    QStringList joined;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        joined.append(arguments[i]);
        if (arguments[i] == "--set"_L1 && i + 2 < arguments.size()) {
            joined.append(arguments[i + 1] + separator + arguments[i + 2]);
            i += 2;
        }
    }
    return joined;
}

void addEditOptions(QCommandLineParser &parser)
{
    const QString line = u"LINE"_s;
    const QString server = u"SERVER"_s;
    parser.addOptions({
        {u"add"_s,
         Text::tr("Add a server beside the others: a LINE in the daemon's own words, such as \"server "
                  "ntp.example.org iburst\". May be repeated, as all of these may."),
         line},
        {u"only"_s, Text::tr("Use this server and the others given so, and switch all the rest off."), line},
        {u"remove"_s, Text::tr("Remove a SERVER, which is a name or a FILE:LINE of \"servers list\"."),
         server},
        {u"disable"_s, Text::tr("Switch a SERVER off; its line is kept as a comment."), server},
        {u"enable"_s, Text::tr("Switch a SERVER on again."), server},
        {u"set"_s, Text::tr("Replace a SERVER's line: --set SERVER LINE."), u"SERVER LINE"_s},
        {u"in-place"_s, Text::tr("Add to the daemon's main file instead of one of Synchroscope's own.")},
        {u"allow-none"_s, Text::tr("The daemon may end without any server.")},
        {u"expect"_s, Text::tr("Go on only if the plan has this digest."), u"DIGEST"_s},
    });
}

std::optional<ServerEdits> editsOf(const QCommandLineParser &parser)
{
    ServerEdits edits;
    edits.isInPlace = parser.isSet(u"in-place"_s);
    edits.mayLeaveNone = parser.isSet(u"allow-none"_s);
    if (parser.isSet(u"only"_s))
        edits.edits.push_back(
            {.verb = ServerEdit::Verb::Only, .target = {}, .lines = parser.values(u"only"_s)});
    if (parser.isSet(u"add"_s))
        edits.edits.push_back(
            {.verb = ServerEdit::Verb::Add, .target = {}, .lines = parser.values(u"add"_s)});
    for (const auto &[option, verb] : {std::pair(u"remove"_s, ServerEdit::Verb::Remove),
                                       std::pair(u"disable"_s, ServerEdit::Verb::Disable),
                                       std::pair(u"enable"_s, ServerEdit::Verb::Enable)}) {
        for (const QString &target : parser.values(option))
            edits.edits.push_back({.verb = verb, .target = target, .lines = {}});
    }
    for (const QString &pair : parser.values(u"set"_s)) {
        if (!pair.contains(separator)) {
            complain(
                Text::tr("--set takes a server and a line: --set ntp1.example.org \"server ntp1.example.org "
                         "iburst\"."));
            return std::nullopt;
        }
        edits.edits.push_back({.verb = ServerEdit::Verb::Set,
                               .target = pair.section(separator, 0, 0),
                               .lines = {pair.section(separator, 1)}});
    }
    if (edits.edits.empty()) {
        complain(Text::tr("Say what to change: --add, --only, --remove, --disable, --enable or --set."));
        return std::nullopt;
    }
    return edits;
}

/// Of a fault that lies in what was asked, not in the machine.
bool isWrongUsage(PlanFault::Kind kind)
{
    using enum PlanFault::Kind;
    return kind != NotEditable && kind != NoConfiguration && kind != NotWhole;
}

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
    case PlanWarning::Kind::NoneLeft:
        break;
    }
    return u"none_left"_s;
}

/// Debian's names, where the daemon does not run or tell another.
QString unitOf(const Subject &subject)
{
    if (subject.report && subject.report->process && !subject.report->process->unit.isEmpty())
        return subject.report->process->unit.section(u'.', 0, -2);
    switch (subject.daemon) {
    case DaemonKind::Timesyncd:
        return u"systemd-timesyncd"_s;
    case DaemonKind::Ntpsec:
        return u"ntpsec"_s;
    case DaemonKind::Ntpd:
        return u"ntp"_s;
    case DaemonKind::Chrony:
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return u"chrony"_s;
}

/// What a person would type to do the same.
QStringList commandsFor(const Subject &subject, const ChangePlan &plan)
{
    QStringList commands = shellCommands(plan.changes);
    if (plan.effect == ChangeEffect::Reload)
        commands.append(u"sudo chronyc reload sources"_s);
    else if (plan.effect == ChangeEffect::Restart)
        commands.append(u"sudo systemctl restart "_s + unitOf(subject));
    return commands;
}

void printPlanJson(const Subject &subject, const ChangePlan &plan)
{
    QJsonArray changes;
    for (const FileChange &change : plan.changes)
        changes.append(
            QJsonObject{{u"file"_s, change.path}, {u"diff"_s, QString::fromUtf8(unifiedDiff(change))}});
    QJsonArray warnings;
    for (const PlanWarning &warning : plan.warnings)
        warnings.append(QJsonObject{{u"id"_s, warningName(warning.kind)},
                                    {u"sentence"_s, wording::planWarning(warning, subject.daemon)}});
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
        printLine(wording::planWarning(warning, subject.daemon));
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
    if (!parser.positionalArguments().isEmpty()) {
        complain(Text::tr("\"%1\" is no option. Put a line into quotation marks.")
                     .arg(parser.positionalArguments().constFirst()));
        return exitWrongUsage;
    }
    const std::optional<ServerEdits> edits = editsOf(parser);
    if (!edits)
        return exitWrongUsage;
    int exitCode = exitGood;
    const std::optional<Subject> subject = subjectOf(parser, exitCode);
    if (!subject)
        return exitCode;
    const auto planned = planChanges(subject->daemon, subject->configuration, *edits);
    if (const PlanFault *fault = std::get_if<PlanFault>(&planned)) {
        complain(wording::planFault(*fault, subject->daemon));
        if (fault->kind == PlanFault::Kind::LeavesNone)
            complain(Text::tr("--allow-none does it all the same."));
        return isWrongUsage(fault->kind) ? exitWrongUsage : exitFailed;
    }
    const ChangePlan &plan = std::get<ChangePlan>(planned);
    if (parser.isSet(u"expect"_s) && parser.value(u"expect"_s).toLatin1() != plan.digest) {
        complain(Text::tr("The files have changed since that digest was printed. Look at the plan again."));
        return exitFailed;
    }
    if (parser.isSet(u"json"_s))
        printPlanJson(*subject, plan);
    else
        printPlan(*subject, plan);
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
    if (command == "check"_L1)
        return runCheck(rest);
    const QString usage = Text::tr("Usage: synchroscopectl servers list|plan|check [ARGUMENTS]\n"
                                   "\n"
                                   "  list   the servers that the configuration names, and where\n"
                                   "  plan   what a change would do to which file; writes nothing\n"
                                   "  check  what a daemon would not understand in a file");
    if (command == "--help"_L1 || command == "-h"_L1) {
        printLine(usage);
        return exitCodeAfterPrinting(exitGood);
    }
    complain(Text::tr("Say what to do with the servers.") + u"\n\n"_s + usage);
    return exitWrongUsage;
}

} // namespace synchroscope::ctl
