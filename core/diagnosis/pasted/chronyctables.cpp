// SPDX-License-Identifier: GPL-3.0-or-later
// Of each source a row: chronyc sources, sourcestats, selectdata, authdata.
#include "core/diagnosis/pasted/chronycwords.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace chronycwords;

namespace {

struct SourceLetters
{
    SourceMode mode = SourceMode::Server;
    SourceStanding standing = SourceStanding::Unusable;
    char letter = '?';
};

std::optional<SourceLetters> sourceLetters(QChar mode, QChar state)
{
    SourceLetters letters;
    if (mode == u'=')
        letters.mode = SourceMode::Peer;
    else if (mode == u'#')
        letters.mode = SourceMode::ReferenceClock;
    else if (mode != u'^')
        return std::nullopt;
    letters.letter = state.toLatin1();
    switch (letters.letter) {
    case '*':
        letters.standing = SourceStanding::Selected;
        break;
    case '+':
        letters.standing = SourceStanding::Combined;
        break;
    case '-':
        letters.standing = SourceStanding::Selectable;
        break;
    case 'x':
        letters.standing = SourceStanding::Falseticker;
        break;
    case '~':
        letters.standing = SourceStanding::Jittery;
        break;
    case '?':
        break;
    default:
        return std::nullopt;
    }
    return letters;
}

/// The cells of a row of `sources`, of either form.
struct SourceCells
{
    QStringView name;
    QStringView stratum;
    QStringView poll;
    QStringView reach;
    std::optional<Duration> age; ///< absent: never
    std::optional<Duration> adjusted;
    std::optional<Duration> measured;
    std::optional<Duration> error;
};

std::optional<PastedSource> sourceOf(const SourceLetters &letters, const SourceCells &cells)
{
    constexpr int deepest = 16;
    const std::optional<int> stratum = readInteger(cells.stratum);
    const std::optional<int> poll = readInteger(cells.poll);
    const std::optional<quint8> reach = readReach(cells.reach);
    if (!stratum || *stratum < 0 || *stratum > deepest || !poll || qAbs(*poll) > 32 || !reach ||
        !cells.adjusted || !cells.measured || !cells.error || *cells.error < Duration::zero())
        return std::nullopt;
    PastedSource row;
    const CutName name = cutName(cells.name);
    row.isNameCut = name.isCut;
    row.source.name = name.name;
    row.source.mode = letters.mode;
    row.source.standing = letters.standing;
    row.source.letter = letters.letter;
    row.source.resolved = !name.name.startsWith("ID#"_L1);
    if (letters.mode != SourceMode::ReferenceClock)
        row.source.address = addressOf(name.name);
    row.source.pollLog2 = poll;
    row.source.reach = reach;
    // Without a sample the numbers are zeros that say nothing. Old versions print an age of years then.
    constexpr Duration longAgo = std::chrono::hours(24) * 365;
    const bool isNever =
        !cells.age || (*reach == 0 && *cells.age >= longAgo && *cells.error == Duration::zero());
    if (!isNever) {
        row.lastSampleAge = cells.age;
        row.source.stratum = stratum;
        row.source.adjusted = ahead(cells.adjusted);
        row.source.measured = ahead(cells.measured);
        row.source.error = cells.error;
    }
    return row;
}

/// mode, state, name, stratum, poll, reach, last, adjusted, measured, error
std::optional<PastedSource> sourceOfFields(const Words &fields)
{
    if (fields.size() != 10 || fields[0].size() != 1 || fields[1].size() != 1)
        return std::nullopt;
    const std::optional<SourceLetters> letters = sourceLetters(fields[0][0], fields[1][0]);
    const std::optional<qint64> age = readCount(fields[6]);
    if (!letters || !age)
        return std::nullopt;
    SourceCells cells{fields[2],
                      fields[3],
                      fields[4],
                      fields[5],
                      {},
                      readSeconds(fields[7]),
                      readSeconds(fields[8]),
                      readSeconds(fields[9])};
    constexpr qint64 most = 0xffffffff;
    if (*age < most)
        cells.age = std::chrono::seconds(*age);
    return sourceOf(*letters, cells);
}

/// "^* name 2 6 377 50 -2961us[-2822us] +/- 50ms", with any spaces.
std::optional<PastedSource> sourceOfText(QStringView row)
{
    const QStringView columns = row.first(row.indexOf(u'[') < 0 ? 0 : row.indexOf(u'['));
    if (columns.size() < 2)
        return std::nullopt;
    const std::optional<SourceLetters> letters = sourceLetters(columns[0], columns[1]);
    const Words words = wordsOf(columns.sliced(2));
    const qsizetype close = row.indexOf(u']');
    if (!letters || words.size() != 6 || close < columns.size())
        return std::nullopt;
    const QStringView measured = row.sliced(columns.size() + 1, close - columns.size() - 1).trimmed();
    const QStringView rest = row.sliced(close + 1).trimmed();
    if (!rest.startsWith(u"+/-"))
        return std::nullopt;
    const std::optional<Duration> age = readAge(words[4]);
    if (!age && words[4] != u"-")
        return std::nullopt;
    return sourceOf(*letters, {words[0], words[1], words[2], words[3], age, readChronySpan(words[5]),
                               readChronySpan(measured), readChronySpan(rest.sliced(3).trimmed())});
}

bool isSourceRow(QStringView line)
{
    return line.size() > 3 && line[2] == u' ' && sourceLetters(line[0], line[1]);
}

/// With -c, the second character is a comma.
bool isSourceFields(QStringView line)
{
    return line.size() > 4 && line[1] == u',' && line[3] == u',' && sourceLetters(line[0], line[2]);
}

/// The explanation that -v prints above a table: drawn with dots, strokes and backslashes.
bool isLegend(QStringView line)
{
    return line.startsWith(u".-") || line.startsWith(u"/ .-") || line.startsWith(u'|') ||
           line.startsWith(u"/  ") || line.startsWith(u". State:") || line == u"\\" ||
           (line.startsWith(u'/') && line.contains(u" .-"));
}

/// A table: its head, its legend, its rows. A row may be wrapped by a narrow terminal.
template <typename Facts>
class TableReader : public BlockReader
{
public:
    LineFit take(const PastedLine &line) final
    {
        const QStringView bare = line.bare();
        if (isHead(bare) || isRule(bare) || isLegend(bare))
            return takeHead(bare);
        if (m_facts.rows.empty() && m_head.takeRest(bare))
            return LineFit::Taken;
        if (std::optional<Row> row = readRow(bare, line.isCut)) {
            m_incomplete.clear();
            return takeRow(*row, line.number);
        }
        if (looksLikeRow(bare)) {
            m_incomplete = bare.toString();
            m_incompleteLine = line.number;
            return LineFit::Incomplete;
        }
        return complete(bare, line);
    }

    std::optional<PastedFacts> finish() final
    {
        if (!m_hasHead && m_facts.rows.empty())
            return std::nullopt;
        return std::move(m_facts);
    }

protected:
    using Row = typename decltype(Facts::rows)::value_type;

    virtual bool isHead(QStringView line) const = 0;
    virtual QStringView wholeHead() const = 0;
    /// Whether a line that could not be read was meant to be a row.
    virtual bool looksLikeRow(QStringView line) const = 0;
    /// `isCut`: the text ends here, perhaps in the middle of the last word.
    virtual std::optional<Row> readRow(QStringView line, bool isCut) const = 0;

private:
    LineFit takeHead(QStringView line)
    {
        // Another head is another output.
        if (!isRule(line) && (m_hasHead || !m_facts.rows.empty()))
            return LineFit::Foreign;
        if (isHead(line)) {
            m_hasHead = true;
            m_head = WrappedHead(line, wholeHead());
        }
        return LineFit::Taken;
    }

    LineFit takeRow(Row &row, int line)
    {
        row.line = line;
        m_facts.rows.push_back(std::move(row));
        return LineFit::Taken;
    }

    LineFit complete(QStringView bare, const PastedLine &line)
    {
        constexpr qsizetype longestRow = 400;
        if (m_incomplete.isEmpty() || m_incomplete.size() + bare.size() > longestRow)
            return LineFit::Foreign;
        // A terminal breaks within words, mail programs between them.
        for (const QString &joined :
             {QString(m_incomplete + bare.toString()), QString(m_incomplete + u' ' + bare.toString())}) {
            if (std::optional<Row> row = readRow(joined, line.isCut)) {
                m_incomplete.clear();
                takeRow(*row, m_incompleteLine);
                return LineFit::Completing;
            }
        }
        m_incomplete.clear();
        return LineFit::Foreign;
    }

    Facts m_facts;
    bool m_hasHead = false;
    WrappedHead m_head;
    QString m_incomplete;
    int m_incompleteLine = 0;
};

class SourcesReader final : public TableReader<PastedSources>
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        const QStringView bare = line.bare();
        return bare.startsWith(u"MS Name/IP") || bare.startsWith(u".-- Source mode") || row(bare, line.isCut);
    }

private:
    static std::optional<PastedSource> row(QStringView line, bool isCut)
    {
        if (isSourceFields(line))
            return sourceOfFields(fieldsOf(line));
        if (!isSourceRow(line) || (isCut && line.endsWith(u'm'))) // perhaps of "ms"
            return std::nullopt;
        return sourceOfText(line);
    }

    bool isHead(QStringView line) const override { return line.startsWith(u"MS Name/IP"); }
    QStringView wholeHead() const override
    {
        return u"MS Name/IP address Stratum Poll Reach LastRx Last sample";
    }
    bool looksLikeRow(QStringView line) const override { return isSourceRow(line) || isSourceFields(line); }
    std::optional<Row> readRow(QStringView line, bool isCut) const override { return row(line, isCut); }
};

/// name, samples, runs, span, frequency, skew, offset, deviation
std::optional<PastedStatistics::Row> statisticsOf(const Words &cells, std::optional<Duration> span,
                                                  std::optional<Duration> offset,
                                                  std::optional<Duration> deviation)
{
    const std::optional<int> samples = readInteger(cells[1]);
    const std::optional<int> runs = readInteger(cells[2]);
    const std::optional<double> frequency = readNumber(cells[4]);
    const std::optional<double> skew = readNumber(cells[5]);
    if (!samples || !runs || !span || !frequency || !skew || !offset || !deviation)
        return std::nullopt;
    const CutName name = cutName(cells[0]);
    PastedStatistics::Row row;
    row.name = name.name;
    row.isNameCut = name.isCut;
    row.statistics.samples = *samples;
    row.statistics.runs = *runs;
    row.statistics.span = *span;
    row.statistics.frequencyPpm = *frequency;
    row.statistics.skewPpm = *skew;
    row.statistics.offset = Offset::fromLocalMinusRemote(*offset);
    row.statistics.standardDeviation = *deviation;
    return row;
}

class StatisticsReader final : public TableReader<PastedStatistics>
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        const QStringView bare = line.bare();
        return isHeadLine(bare) || bare.startsWith(u".- Number of sample points") || readFields(bare);
    }

private:
    static bool isHeadLine(QStringView line)
    {
        const Words words = wordsOf(line);
        return words.size() >= 4 && words[0] == u"Name/IP" && words[2] == u"NP" && words[3] == u"NR";
    }

    static std::optional<Row> readFields(QStringView line)
    {
        const Words fields = fieldsOf(line);
        if (fields.size() != 8 || fields[0].isEmpty() || fields[0].contains(u' '))
            return std::nullopt;
        const std::optional<qint64> span = readCount(fields[3]);
        const bool hasDecimals = fields[4].contains(u'.') && fields[5].contains(u'.');
        if (!span || *span > 0xffffffff || !hasDecimals)
            return std::nullopt;
        return statisticsOf(fields, Duration(std::chrono::seconds(*span)), readSeconds(fields[6]),
                            readSeconds(fields[7]));
    }

    bool isHead(QStringView line) const override { return isHeadLine(line); }
    QStringView wholeHead() const override
    {
        return u"Name/IP Address NP NR Span Frequency Freq Skew Offset Std Dev";
    }
    bool looksLikeRow(QStringView line) const override
    {
        const Words words = wordsOf(line);
        return words.size() >= 4 && words.size() <= 8 && readInteger(words[1]) && readInteger(words[2]);
    }
    std::optional<Row> readRow(QStringView line, bool isCut) const override
    {
        if (line.contains(u','))
            return readFields(line);
        const Words words = wordsOf(line);
        if (words.size() != 8 || (isCut && line.endsWith(u'm')))
            return std::nullopt;
        return statisticsOf(words, readAge(words[3]), readChronySpan(words[6]), readChronySpan(words[7]));
    }
};

/// Letters as chronyc's -c gives them: without the strokes between.
QString optionLetters(QStringView column)
{
    QString letters;
    for (const QChar letter : column) {
        if (letter != u'-')
            letters.append(letter);
    }
    return letters;
}

std::optional<LeapIndicator> leapLetter(QStringView text)
{
    if (text == u"N")
        return LeapIndicator::NoWarning;
    if (text == u"I" || text == u"+")
        return LeapIndicator::InsertSecond;
    if (text == u"D" || text == u"-")
        return LeapIndicator::DeleteSecond;
    return text == u"?" ? std::optional(LeapIndicator::Unsynchronised) : std::nullopt;
}

class SelectionReader final : public TableReader<PastedSelection>
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        const QStringView bare = line.bare();
        return isHeadLine(bare) || bare.startsWith(u". State: N - noselect") || readFields(bare);
    }

private:
    static bool isHeadLine(QStringView line)
    {
        return line.startsWith(u"S Name/IP") && line.contains(u"COpts");
    }

    static std::optional<Row> readFields(QStringView line)
    {
        const Words fields = fieldsOf(line);
        constexpr size_t least = 10;
        if (fields.size() < least || fields[0].size() != 1)
            return std::nullopt;
        const std::optional<LeapIndicator> leap = readChronyLeap(fields.back());
        const std::optional<ChronySelection> selection = parseChronySelection(line.toString());
        if (!leap || !selection)
            return std::nullopt;
        return Row{fields[1].toString(), false, leap, *selection};
    }

    bool isHead(QStringView line) const override { return isHeadLine(line); }
    QStringView wholeHead() const override
    {
        return u"S Name/IP Address Auth COpts EOpts Last Score Interval Leap";
    }
    bool looksLikeRow(QStringView line) const override
    {
        const Words words = wordsOf(line);
        return words.size() >= 4 && words.size() <= 10 && words[0].size() == 1 &&
               (words[2] == u"Y" || words[2] == u"N") && words[3].size() == 5;
    }
    std::optional<Row> readRow(QStringView line, bool /*isCut*/) const override
    {
        if (line.contains(u','))
            return readFields(line);
        const Words words = wordsOf(line);
        if (words.size() != 10 || words[0].size() != 1)
            return std::nullopt;
        const std::optional<Duration> age = readAge(words[5]);
        const std::optional<double> score = readNumber(words[6]);
        const std::optional<Duration> lowest = readChronySpan(words[7]);
        const std::optional<Duration> highest = readChronySpan(words[8]);
        const std::optional<LeapIndicator> leap = leapLetter(words[9]);
        if ((!age && words[5] != u"-") || !score || !lowest || !highest || !leap)
            return std::nullopt;
        const CutName name = cutName(words[1]);
        ChronySelection selection;
        selection.letter = words[0].front().toLatin1();
        selection.isAuthenticated = words[2] == u"Y";
        selection.configuredOptions = optionLetters(words[3]);
        selection.effectiveOptions = optionLetters(words[4]);
        selection.lastSampleAgo = age;
        selection.score = *score;
        selection.lowest = Offset::fromLocalMinusRemote(*lowest);
        selection.highest = Offset::fromLocalMinusRemote(*highest);
        return Row{name.name, name.isCut, leap, selection};
    }
};

class AuthenticationReader final : public TableReader<PastedAuthentication>
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        const QStringView bare = line.bare();
        return isHeadLine(bare) || bare.startsWith(u".- Auth. mechanism") || readFields(bare);
    }

private:
    static bool isHeadLine(QStringView line)
    {
        return line.startsWith(u"Name/IP") && line.contains(u" Mode ") && line.contains(u"KeyID");
    }
    static bool isMode(QStringView text)
    {
        return text == u"-" || text == u"NTS" || text == u"SK" || text == u"?";
    }

    static std::optional<Row> readFields(QStringView line)
    {
        const Words fields = fieldsOf(line);
        if (fields.size() != 10 || fields[0].isEmpty() || !isMode(fields[1]) || !readCount(fields[9]))
            return std::nullopt;
        const std::optional<ChronyAuthentication> authentication = parseChronyAuthentication(line.toString());
        return authentication ? std::optional(Row{fields[0].toString(), false, *authentication})
                              : std::nullopt;
    }

    bool isHead(QStringView line) const override { return isHeadLine(line); }
    QStringView wholeHead() const override
    {
        return u"Name/IP address Mode KeyID Type KLen Last Atmp NAK Cook CLen";
    }
    bool looksLikeRow(QStringView line) const override
    {
        const Words words = wordsOf(line);
        return words.size() >= 3 && words.size() <= 10 && isMode(words[1]) && readCount(words[2]);
    }
    std::optional<Row> readRow(QStringView line, bool /*isCut*/) const override
    {
        if (line.contains(u','))
            return readFields(line);
        const Words words = wordsOf(line);
        if (words.size() != 10)
            return std::nullopt;
        // The text is -c with other separators, but for the age and the name.
        const std::optional<Duration> age = readAge(words[5]);
        if (!age && words[5] != u"-")
            return std::nullopt;
        QString fields;
        for (size_t i = 0; i < words.size(); ++i) {
            if (i > 0)
                fields += u',';
            fields += i == 5 ? neverAgo : words[i];
        }
        std::optional<Row> row = readFields(fields);
        if (row) {
            const CutName name = cutName(words[0]);
            row->name = name.name;
            row->isNameCut = name.isCut;
            row->authentication.establishedAgo = age;
        }
        return row;
    }
};

} // namespace

std::span<const BlockKind> chronycTableBlocks()
{
    static constexpr std::array kinds = {
        BlockKind{&SourcesReader::begins, &makeReader<SourcesReader>},
        BlockKind{&StatisticsReader::begins, &makeReader<StatisticsReader>},
        BlockKind{&SelectionReader::begins, &makeReader<SelectionReader>},
        BlockKind{&AuthenticationReader::begins, &makeReader<AuthenticationReader>},
    };
    return kinds;
}

} // namespace synchroscope
