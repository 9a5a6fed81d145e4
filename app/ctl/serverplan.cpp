// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/serverplan.h"

#include "app/ctl/machinereading.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/config/changecommands.h"
#include "core/daemons/namedservers.h"
#include "core/diagnosis/judgement.h"
#include "ui/wording/planwording.h"

#include <utility>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Stands for the space between the two arguments of --set.
constexpr QChar separator(0x1f);

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
    if (parser.isSet(u"ignore-dhcp"_s))
        edits.edits.push_back({.verb = ServerEdit::Verb::IgnoreDhcp, .target = {}, .lines = {}});
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

} // namespace

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
        {u"ignore-dhcp"_s,
         Text::tr("NTPsec: use the servers of its configuration, and not those that the network hands out "
                  "(IGNORE_DHCP=yes).")},
        {u"expect"_s, Text::tr("Go on only if the plan has this digest."), u"DIGEST"_s},
    });
}

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

std::optional<DaemonVersion> versionOf(const Subject &subject)
{
    return subject.report ? DaemonVersion::parse(subject.report->version) : std::nullopt;
}

QStringList commandsFor(const Subject &subject, const ChangePlan &plan)
{
    const bool isKnown =
        subject.report && subject.report->process && !subject.report->process->unit.isEmpty();
    return changeCommands(plan, isKnown ? subject.report->process->unit : QString());
}

std::optional<Planned> plannedBy(const QCommandLineParser &parser, int &exitCode)
{
    exitCode = exitWrongUsage;
    if (!parser.positionalArguments().isEmpty()) {
        complain(Text::tr("\"%1\" is no option. Put a line into quotation marks.")
                     .arg(parser.positionalArguments().constFirst()));
        return std::nullopt;
    }
    std::optional<ServerEdits> edits = editsOf(parser);
    if (!edits)
        return std::nullopt;
    std::optional<Subject> subject = subjectOf(parser, exitCode);
    if (!subject)
        return std::nullopt;
    exitCode = exitFailed;
    edits->version = versionOf(*subject);
    auto planned = planChanges(subject->daemon, subject->configuration, *edits);
    if (const PlanFault *fault = std::get_if<PlanFault>(&planned)) {
        complain(wording::planFault(*fault, subject->daemon, wording::Reader::Terminal, edits->version));
        if (fault->kind == PlanFault::Kind::LeavesNone)
            complain(Text::tr("--allow-none does it all the same."));
        exitCode = isWrongUsage(fault->kind) ? exitWrongUsage : exitFailed;
        return std::nullopt;
    }
    ChangePlan plan = std::get<ChangePlan>(std::move(planned));
    if (parser.isSet(u"expect"_s) && parser.value(u"expect"_s).toLatin1() != plan.digest) {
        complain(Text::tr("The files have changed since that digest was printed. Look at the plan again."));
        return std::nullopt;
    }
    return Planned{.subject = *std::move(subject), .edits = *edits, .plan = std::move(plan)};
}

} // namespace synchroscope::ctl
