// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pasted.h"
#include "tests/fuzz/properties.h"

using namespace Qt::StringLiterals;

namespace synchroscope::test {

namespace {

/// Its lines lie within the block.
template <typename Rows>
bool areWithin(const Rows &rows, const PastedBlock &block)
{
    return std::ranges::all_of(rows, [&block](const auto &row) {
        return row.line >= block.firstLine && row.line <= block.lastLine;
    });
}

struct RowsOf
{
    const PastedBlock &block;

    bool operator()(const PastedSources &facts) const { return areWithin(facts.rows, block); }
    bool operator()(const PastedPeers &facts) const { return areWithin(facts.rows, block); }
    bool operator()(const PastedWindowsPeers &facts) const { return areWithin(facts.rows, block); }
    bool operator()(const PastedStatistics &facts) const { return areWithin(facts.rows, block); }
    bool operator()(const PastedExchanges &facts) const { return areWithin(facts.rows, block); }
    bool operator()(const PastedSelection &facts) const { return areWithin(facts.rows, block); }
    bool operator()(const PastedAuthentication &facts) const { return areWithin(facts.rows, block); }
    bool operator()(const PastedStripChart &facts) const { return areWithin(facts.rows, block); }
    bool operator()(const PastedLog &facts) const { return areWithin(facts.lines, block); }
    bool operator()(const UnitReport &facts) const { return areWithin(facts.log, block); }
    bool operator()(const PastedConfiguration &facts) const
    {
        if (const auto *chrony = std::get_if<ChronyConf>(&facts.content))
            return areWithin(chrony->directives, block) && areWithin(chrony->problems, block);
        if (const auto *ntp = std::get_if<NtpConf>(&facts.content))
            return areWithin(ntp->commands, block) && areWithin(ntp->problems, block);
        const auto &timesyncd = std::get<TimesyncdConf>(facts.content);
        return areWithin(timesyncd.assignments, block) && areWithin(timesyncd.problems, block);
    }
    bool operator()(const auto & /*other*/) const { return true; }
};

} // namespace

QString brokenPropertyOfPaste(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    const PastedOutput output = readPasted(text);
    const qsizetype lines = text.count(u'\n') + 1;
    int last = 0;
    for (const PastedBlock &block : output.blocks) {
        if (block.firstLine <= last || block.lastLine < block.firstLine || block.lastLine > lines)
            return u"%1 lies at %2 to %3, after %4."_s.arg(pastedKindName(block.kind()))
                .arg(block.firstLine)
                .arg(block.lastLine)
                .arg(last);
        if (!std::visit(RowsOf{block}, block.facts))
            return u"%1 has a row outside."_s.arg(pastedKindName(block.kind()));
        last = block.lastLine;
    }
    int before = 0;
    for (const int line : output.unrecognisedLines) {
        if (line <= before || line > lines)
            return u"Line %1 is not recognised after %2."_s.arg(line).arg(before);
        before = line;
    }
    for (const PastedBlock &block : output.blocks) {
        const auto isEdge = [&block](int line) { return line == block.firstLine || line == block.lastLine; };
        if (std::ranges::any_of(output.unrecognisedLines, isEdge))
            return u"%1 begins or ends with what was not recognised."_s.arg(pastedKindName(block.kind()));
    }
    return {};
}

} // namespace synchroscope::test
