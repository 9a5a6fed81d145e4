// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/diagnosecommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/findingoutput.h"
#include "app/ctl/machinefacts.h"
#include "app/ctl/machinereading.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/diagnosis/blanked.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/factsjson.h"
#include "core/net/localnetwork.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/problems.h"
#include "ui/wording/reportwording.h"

#include <QFile>
#include <QHostAddress>
#include <QSaveFile>
#include <QSysInfo>

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

const QString recordOption = u"record"_s;
const QString replayOption = u"replay"_s;
const QString reportOption = u"report"_s;
const QString blankOption = u"blank"_s;
const QString noMeasureOption = u"no-measure"_s;
const QString jsonOption = u"json"_s;

// A file of a thousand sources has some 3 MB.
constexpr qint64 mostBytes = 64LL * 1024 * 1024;

void addOptions(QCommandLineParser &parser)
{
    addDaemonOptions(parser);
    const QString file = u"FILE"_s;
    parser.addOptions({
        {recordOption, Text::tr("Write down there all that was looked at, for --replay."), file},
        {replayOption,
         Text::tr("Judge what was recorded there, or what a report holds, in place of this computer."), file},
        {reportOption, Text::tr("Write a report there: all that is needed to ask somebody for help."), file},
        {blankOption,
         Text::tr("Put others in the place of names and addresses, in what is printed and written.")},
        {noMeasureOption, Text::tr("Ask no server: only what this computer and its daemons say.")},
        {jsonOption, Text::tr("Print JSON.")},
    });
}

/// Absent, after a complaint: it cannot be read.
std::optional<DiagnosisFacts> recordedFacts(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        complain(wording::error({ErrorCode::FileUnreadable, name, file.errorString()}));
        return std::nullopt;
    }
    const QByteArray text = file.read(mostBytes + 1);
    if (file.error() != QFileDevice::NoError) {
        complain(wording::error({ErrorCode::FileUnreadable, name, file.errorString()}));
        return std::nullopt;
    }
    if (text.size() > mostBytes) {
        complain(Text::tr("%1 is too large to be a record.").arg(name));
        return std::nullopt;
    }
    QString why;
    std::optional<DiagnosisFacts> facts = readFacts(text, &why);
    if (!facts)
        complain(Text::tr("%1 cannot be replayed. %2", "file, a sentence why").arg(name, why));
    return facts;
}

/// Whole or not at all, and for nobody else to read. Complains if it fails.
bool writeFile(const QString &name, const QByteArray &text)
{
    QSaveFile file(name);
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                           file.write(text) == text.size() && file.commit();
    if (!isWritten)
        complain(Text::tr("%1 could not be written: %2").arg(name, file.errorString()));
    return isWritten;
}

void printText(const DiagnosisFacts &facts, const std::vector<Finding> &findings)
{
    for (const QString &line : wrapped(wording::judgementSentence(facts.judgement, facts.now)))
        printLine(line);
    for (const Finding &finding : findings)
        printFinding(finding, facts.now);
    if (findings.empty()) {
        printLine({});
        printLine(Text::tr("Nothing is odd, as far as can be seen from here."));
    }
}

void printDiagnosisJson(const DiagnosisFacts &facts, const std::vector<Finding> &findings)
{
    const ClockJudgement &judgement = facts.judgement;
    printJson({{u"format"_s, 1},
               {u"read_at"_s, instantValue(facts.now)},
               {u"verdict"_s, QJsonObject{{u"state"_s, nameOf(judgement.state)},
                                          {u"sentence"_s, wording::judgementSentence(judgement, facts.now)}}},
               {u"findings"_s, toJson(findings, facts.now)}});
}

/// Whether the options can stand together; complains if not.
bool areSound(const QCommandLineParser &parser)
{
    if (!parser.positionalArguments().isEmpty()) {
        complain(Text::tr("diagnose takes no arguments, only options; \"%1\" is neither.")
                     .arg(parser.positionalArguments().constFirst()));
        return false;
    }
    for (const QString &option : {u"daemon"_s, u"chrony"_s, noMeasureOption}) {
        if (parser.isSet(replayOption) && parser.isSet(option)) {
            complain(Text::tr("--replay reads a file and asks nobody, so that --%1 means nothing beside it.")
                         .arg(option));
            return false;
        }
    }
    return true;
}

/// Whose processes, files and clock can be seen from here.
bool isOfThisComputer(const DaemonSelection &selection)
{
    const Result<HostSpec> spec = parseHostSpec(selection.address);
    QHostAddress address(spec ? spec->host : QString());
    if (address.isNull() || address.isLoopback()) // a null one: the usual place, or a socket's path
        return true;
    address.setScopeId({});
    return ownAddresses().contains(address.toString());
}

/// Complains of the first that is not.
bool areOfThisComputer(const std::vector<DaemonSelection> &selections)
{
    const auto other = std::ranges::find_if_not(selections, isOfThisComputer);
    if (other == selections.end())
        return true;
    complain(Text::tr("diagnose looks at this computer: at its processes, its files and its clock. It cannot "
                      "look at those of %1, where another computer is. \"synchroscopectl status\" and "
                      "\"synchroscopectl sources\" ask a daemon there, and \"synchroscopectl explain\" "
                      "explains what its terminal shows.")
                 .arg(other->address));
    return false;
}

} // namespace

int runDiagnose(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Says what is odd about this computer's time, why, and what to do about it.\n"
                 "Exit code: 0 nothing that matters, 1 something that does, 3 a file cannot be read or "
                 "written, or nobody answers where --daemon or --chrony says."));
    addOptions(parser);
    if (const EarlyExit exit = parse(parser, u"diagnose"_s, arguments))
        return *exit;
    if (!areSound(parser))
        return exitWrongUsage;
    const std::optional<std::vector<DaemonSelection>> selections = daemonSelections(parser);
    if (!selections || !areOfThisComputer(*selections))
        return exitWrongUsage;

    std::optional<DiagnosisFacts> facts = parser.isSet(replayOption)
                                              ? recordedFacts(parser.value(replayOption))
                                              : readMachineFacts(*selections, !parser.isSet(noMeasureOption));
    if (!facts)
        return exitFailed;
    if (parser.isSet(blankOption))
        facts = blanked(*facts, QSysInfo::machineHostName());
    const std::vector<Finding> findings = diagnose(*facts);
    if (parser.isSet(recordOption) && !writeFile(parser.value(recordOption), writeFacts(*facts)))
        return exitFailed;
    if (parser.isSet(reportOption) &&
        !writeFile(parser.value(reportOption), wording::reportText(*facts, findings)))
        return exitFailed;
    if (parser.isSet(jsonOption))
        printDiagnosisJson(*facts, findings);
    else
        printText(*facts, findings);
    return exitCodeAfterPrinting(exitCodeFor(findings));
}

} // namespace synchroscope::ctl
