// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/chronyparser.h"

#include "core/apply/program.h"
#include "core/config/configline.h"
#include "core/config/serverline.h"

#include <QDeadlineTimer>
#include <QRegularExpression>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

std::set<QByteArray> serverLinesOf(const std::optional<QByteArray> &text)
{
    std::set<QByteArray> found;
    const QByteArray whole = text.value_or(QByteArray()); // lines are views of it
    for (const ConfigLine &line : configLines(whole)) {
        const QByteArrayView words = strippedOf(line.text);
        if (std::holds_alternative<ServerLine>(parseServerLine(DaemonKind::Chrony, words)))
            found.insert(words.toByteArray());
    }
    return found;
}

/// "2026-05-17T09:30:01Z Fatal error : Could not parse server directive at line 1", or the same without the
/// time where it is a console that is written to.
QString wordsOf(const QByteArray &errors)
{
    static const QRegularExpression beginning(u"^.*?Fatal error : "_s);
    static const QRegularExpression place(u" at line 1$"_s);
    return oneLine(errors).remove(beginning).remove(place);
}

} // namespace

std::vector<QByteArray> newChronyLines(const std::vector<FileChange> &files)
{
    std::vector<QByteArray> lines;
    for (const FileChange &file : files) {
        const std::set<QByteArray> before = serverLinesOf(file.before);
        for (const QByteArray &line : serverLinesOf(file.after)) {
            if (!before.contains(line) && std::find(lines.cbegin(), lines.cend(), line) == lines.cend())
                lines.push_back(line);
        }
    }
    return lines;
}

std::vector<QByteArray> chronyLines(const NamedServers &configuration)
{
    std::set<QByteArray> lines;
    for (const ConfigText &text : configuration.texts)
        lines.merge(serverLinesOf(text.text));
    return {lines.cbegin(), lines.cend()};
}

std::vector<ChronyParser::Refusal> ChronyParser::refusals(const std::vector<QByteArray> &lines,
                                                          QString &remark) const
{
    if (lines.empty())
        return {};
    QString program;
    for (const QString &place : m_setup.programs)
        program = program.isEmpty() ? rootsProgram(place) : program;
    if (program.isEmpty()) {
        remark = u"There is no chronyd here to be asked about new lines before they are written."_s;
        return {};
    }
    const auto question = [&](const QString &line) {
        constexpr qsizetype most = 64 * 1024;
        return ProgramCall{.program = program,
                           .arguments = {u"-p"_s, line},
                           .limit = m_setup.limit,
                           .most = most,
                           .as = nobody};
    };
    // What it says to a line that every version takes tells whether it can be asked at all.
    if (!runProgram(question(u"server localhost"_s)).succeeded()) {
        remark = u"This chronyd cannot be asked about new lines before they are written."_s;
        return {};
    }
    std::vector<Refusal> refused;
    const QDeadlineTimer end(m_setup.altogether);
    for (const QByteArray &line : lines) {
        if (end.hasExpired()) {
            remark = u"chronyd was not asked about every line before it was written: it took too long."_s;
            break;
        }
        const ProgramCall call = question(QString::fromUtf8(line));
        const ProgramRun run = runProgram(call);
        if (run.end == ProgramRun::End::BySignal)
            refused.push_back({line, u"it was ended by a signal"_s});
        else if (run.end != ProgramRun::End::Exited)
            remark = u"chronyd was not asked about every line before it was written: %1"_s.arg(
                sentenceOf(call, run));
        else if (run.exitCode != 0)
            refused.push_back({line, wordsOf(run.errors)});
    }
    return refused;
}

ServiceStatus ChronyParser::check(const std::vector<QByteArray> &lines, QString &remark) const
{
    const std::vector<Refusal> refused = refusals(lines, remark);
    if (refused.empty())
        return {};
    return u"chronyd does not take \"%1\": %2."_s.arg(oneLine(refused.front().line), refused.front().words);
}

} // namespace synchroscope
