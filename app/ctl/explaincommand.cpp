// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/explaincommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/findingoutput.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "core/clock/clock.h"
#include "core/diagnosis/pasted/explained.h"
#include "ui/wording/pastedwording.h"
#include "ui/wording/problems.h"

#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

/// The text of a file, or of standard input; nothing, with a complaint: it cannot be read.
std::optional<QString> textOf(const QString &path)
{
    const bool isInput = path == "-"_L1;
    QFile file(path);
    const bool isOpen = isInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    const QByteArray bytes = isOpen ? file.readAll() : QByteArray();
    if (!isOpen || file.error() != QFileDevice::NoError) {
        const QString name = isInput ? Text::tr("standard input") : path;
        complain(wording::error({ErrorCode::FileUnreadable, name, file.errorString()}));
        return std::nullopt;
    }
    return pastedText(bytes);
}

QJsonArray recognisedJson(const PastedOutput &output)
{
    QJsonArray recognised;
    for (const PastedBlock &block : output.blocks)
        recognised.append(QJsonObject{{u"kind"_s, pastedKindName(block.kind())},
                                      {u"first_line"_s, block.firstLine},
                                      {u"last_line"_s, block.lastLine}});
    return recognised;
}

/// As status has it; null: nothing says how far off that clock was.
QJsonValue verdictJson(const PastedExplanation &explanation)
{
    if (!explanation.lastJudged)
        return QJsonValue::Null;
    const DiagnosisFacts &facts = explanation.moments[*explanation.lastJudged];
    const ClockJudgement &judgement = facts.judgement;
    const bool isBounded = judgement.bound > Duration::zero();
    return QJsonObject{{u"state"_s, nameOf(judgement.state)},
                       {u"sentence"_s, wording::pastedSentence(facts)},
                       {u"offset_s"_s, offsetValue(judgement.offset)},
                       {u"bound_s"_s, isBounded ? secondsValue(judgement.bound) : QJsonValue::Null},
                       {u"within_s"_s, isBounded ? secondsValue(judgement.within()) : QJsonValue::Null},
                       {u"source"_s, textValue(judgement.source)}};
}

void printExplanationJson(const PastedExplanation &explanation)
{
    QJsonArray unrecognised;
    for (const int line : explanation.output.unrecognisedLines)
        unrecognised.append(line);
    printJson({{u"format"_s, 1},
               {u"recognised"_s, recognisedJson(explanation.output)},
               {u"unrecognised_lines"_s, unrecognised},
               {u"cut"_s, explanation.output.isCut},
               {u"verdict"_s, verdictJson(explanation)},
               {u"findings"_s, toJson(explanation.findings, explanation.now)}});
}

void printRecognised(const PastedOutput &output)
{
    Table table({});
    for (const PastedBlock &block : output.blocks)
        table.addRow({wording::lineRange(block.firstLine, block.lastLine), wording::pastedName(block),
                      wording::pastedMeaning(block.kind())});
    printLine(Text::tr("What was read:"));
    for (const QString &line : table.lines()) {
        if (!line.isEmpty())
            printLine(u"  "_s + line);
    }
}

void printUnrecognised(const PastedOutput &output, const QString &text)
{
    if (output.unrecognisedLines.empty())
        return;
    printLine({});
    for (const QString &line : wrapped(wording::unrecognisedText(output.unrecognisedLines)))
        printLine(line);
    constexpr size_t mostShown = 5;
    constexpr qsizetype width = 74;
    const QList<QStringView> lines = QStringView(text).split(u'\n');
    const size_t shown = std::min(mostShown, output.unrecognisedLines.size());
    for (size_t i = 0; i < shown; ++i) {
        const qsizetype index = output.unrecognisedLines[i] - 1;
        if (index < lines.size())
            printLine(u"    "_s + fitting(lines[index].trimmed().toString(), width));
    }
}

void printExplanation(const PastedExplanation &explanation, const QString &text)
{
    const PastedOutput &output = explanation.output;
    if (output.blocks.empty()) {
        printLine(Text::tr("Nothing in this text is the output of a time tool that is known here."));
        return;
    }
    printRecognised(output);
    printUnrecognised(output, text);
    if (output.isCut)
        printLine(Text::tr("The text is longer than 4 million characters: its end was not read."));
    if (explanation.lastJudged) {
        printLine({});
        const QString sentence = wording::pastedSentence(explanation.moments[*explanation.lastJudged]);
        for (const QString &line : wrapped(sentence))
            printLine(line);
    }
    for (const Finding &finding : explanation.findings)
        printFinding(finding, explanation.now);
    const bool isWell = std::ranges::none_of(
        explanation.findings, [](const Finding &finding) { return finding.severity >= Severity::Advice; });
    if (!isWell)
        return;
    printLine({});
    for (const QString &line : wrapped(wording::nothingWrongText(output)))
        printLine(line);
}

} // namespace

int runExplain(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Text::tr(
        "Explains what time tools printed on a terminal, of this computer or of any other: chronyc, "
        "timedatectl, ntpq, ntpstat, systemctl status, log lines, w32tm, pieces of configuration.\n"
        "Exit code: 0 nothing is wrong, 1 something is, or nothing was recognised, 3 the file cannot "
        "be read."));
    parser.addOption({u"json"_s, Text::tr("Print JSON.")});
    parser.addPositionalArgument(u"[FILE]"_s,
                                 Text::tr("The text; without it, or if it is -, standard input."));
    if (const EarlyExit exit = parse(parser, u"explain"_s, arguments))
        return *exit;
    if (parser.positionalArguments().size() > 1) {
        complain(Text::tr("explain takes one file; \"%1\" is a second one.")
                     .arg(parser.positionalArguments().at(1)));
        return exitWrongUsage;
    }
    const QString path = parser.positionalArguments().value(0, u"-"_s);
    if (path == "-"_L1 && isatty(STDIN_FILENO) != 0) {
        complain(Text::tr("Give explain what a terminal showed, by a pipe or as a file:\n"
                          "    chronyc sources | synchroscopectl explain\n"
                          "    synchroscopectl explain FILE"));
        return exitWrongUsage;
    }
    const std::optional<QString> text = textOf(path);
    if (!text)
        return exitFailed;
    const PastedExplanation explanation = explainPasted(*text, SystemClock().read().realtime);
    if (parser.isSet(u"json"_s))
        printExplanationJson(explanation);
    else
        printExplanation(explanation, *text);
    return exitCodeAfterPrinting(explanation.output.blocks.empty() ? exitBadNews
                                                                   : exitCodeFor(explanation.findings));
}

} // namespace synchroscope::ctl
