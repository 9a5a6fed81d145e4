// SPDX-License-Identifier: GPL-3.0-or-later
// chronyc of chrony 2 to 4.8: the text for people, and -c.
#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

using Words = std::vector<QStringView>;

// How chronyc prints "never" with -c.
constexpr QStringView neverAgo = u"4294967295";

/// Fields between commas; none where a line is no such line.
Words fieldsOf(QStringView line)
{
    const QList<QStringView> fields = line.split(u',');
    return {fields.begin(), fields.end()};
}

/// chronyc prints seconds with exactly nine decimals: fewer are a cut line.
std::optional<Duration> readSeconds(QStringView text)
{
    constexpr qsizetype decimals = 9;
    const qsizetype point = text.indexOf(u'.');
    return point >= 0 && text.size() - point - 1 == decimals ? readDecimal(text) : std::nullopt;
}

std::optional<Offset> ahead(std::optional<Duration> span)
{
    return span ? std::optional(Offset::fromLocalMinusRemote(*span)) : std::nullopt;
}

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
        m_hasHead = m_hasHead || isHead(line);
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

/// "0.000027 seconds"
std::optional<Duration> withUnit(QStringView value, QStringView unit)
{
    const Words words = wordsOf(value);
    return words.size() == 2 && words[1] == unit ? readDecimal(words[0]) : std::nullopt;
}

std::optional<Duration> readSpanOfSeconds(QStringView value)
{
    return withUnit(value, u"seconds");
}

/// "0.002 ppm slow", "+0.000 ppm": positive is fast.
std::optional<double> readPpm(QStringView value, bool hasDirection)
{
    const Words words = wordsOf(value);
    if (words.size() != (hasDirection ? 3 : 2) || words[1] != u"ppm")
        return std::nullopt;
    const std::optional<double> ppm = readNumber(words[0]);
    if (!hasDirection || !ppm)
        return ppm;
    if (words[2] != u"slow" && words[2] != u"fast")
        return std::nullopt;
    return words[2] == u"slow" ? -*ppm : *ppm;
}

/// "7F4D0001 (127.77.0.1)"; before version 3: "127.77.0.1 (ntp.example)".
struct Reference
{
    QString id;
    QString name;
    bool isHex = false;
};

std::optional<Reference> readReference(QStringView value)
{
    const qsizetype open = value.indexOf(u" (");
    if (open <= 0 || !value.endsWith(u')'))
        return std::nullopt;
    const QStringView id = value.first(open).trimmed();
    constexpr qsizetype hexDigits = 8;
    const bool isHex = id.size() == hexDigits && readHex(id);
    if (!isHex && addressOf(id).isEmpty())
        return std::nullopt;
    return Reference{id.toString(), value.sliced(open + 2).chopped(1).toString(), isHex};
}

constexpr QStringView noReference = u"00000000";
constexpr QStringView localReference = u"7F7F0101";

const std::array trackingFields = {
    KeyedField<DaemonTracking>{u"Reference ID",
                               [](QStringView value, DaemonTracking &tracking) {
                                   const std::optional<Reference> reference = readReference(value);
                                   if (!reference)
                                       return false;
                                   tracking.referenceId = reference->id;
                                   tracking.source = reference->name;
                                   return true;
                               }},
    KeyedField<DaemonTracking>{u"Stratum",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.stratum, readInteger(value));
                               }},
    KeyedField<DaemonTracking>{u"Ref time (UTC)",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.lastUpdate, readChronyTime(value));
                               }},
    KeyedField<DaemonTracking>{u"System time",
                               [](QStringView value, DaemonTracking &tracking) {
                                   const Words words = wordsOf(value);
                                   if (words.size() != 6 || words[1] != u"seconds" || words[5] != u"time")
                                       return false;
                                   const std::optional<Duration> span = readDecimal(words[0]);
                                   if (!span || (words[2] != u"slow" && words[2] != u"fast"))
                                       return false;
                                   tracking.systemOffset = words[2] == u"slow"
                                                               ? Offset::fromNtpTheta(*span)
                                                               : Offset::fromLocalMinusRemote(*span);
                                   return true;
                               }},
    KeyedField<DaemonTracking>{u"Last offset",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.lastOffset, ahead(readSpanOfSeconds(value)));
                               }},
    KeyedField<DaemonTracking>{u"RMS offset",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.rmsOffset, readSpanOfSeconds(value));
                               }},
    KeyedField<DaemonTracking>{u"Frequency",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.frequencyPpm, readPpm(value, true));
                               }},
    KeyedField<DaemonTracking>{u"Residual freq",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.residualFrequencyPpm, readPpm(value, false));
                               }},
    KeyedField<DaemonTracking>{u"Skew",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.skewPpm, readPpm(value, false));
                               }},
    KeyedField<DaemonTracking>{u"Root delay",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.rootDelay, readSpanOfSeconds(value));
                               }},
    KeyedField<DaemonTracking>{u"Root dispersion",
                               [](QStringView value, DaemonTracking &tracking) {
                                   return store(tracking.rootDispersion, readSpanOfSeconds(value));
                               }},
    KeyedField<DaemonTracking>{
        u"Update interval",
        [](QStringView value,
           DaemonTracking &tracking) { return store(tracking.updateInterval, readSpanOfSeconds(value)); }},
    KeyedField<DaemonTracking>{
        u"Leap status", [](QStringView value,
                           DaemonTracking &tracking) { return store(tracking.leap, readChronyLeap(value)); }},
};

/// Decides as live readings do (daemons/cmdmon): without any reference so far, only the frequency is news.
DaemonTracking judged(DaemonTracking tracking)
{
    const bool isNone = tracking.referenceId == noReference || tracking.referenceId == u"0.0.0.0"_s;
    if (tracking.lastUpdate == Instant())
        tracking.lastUpdate.reset();
    if (isNone && !tracking.lastUpdate) {
        DaemonTracking never;
        never.leap = tracking.leap;
        if (tracking.frequencyPpm.value_or(0) != 0) {
            never.frequencyPpm = tracking.frequencyPpm;
            never.skewPpm = tracking.skewPpm;
        }
        return never;
    }
    const bool isLocal = tracking.referenceId == localReference || tracking.referenceId == u"127.127.1.1"_s;
    // A part of the output may lack the reference.
    const bool hasLeap = tracking.leap && tracking.leap != LeapIndicator::Unsynchronised;
    tracking.synchronised = tracking.referenceId.isEmpty() ? hasLeap : !isNone && !isLocal;
    if (isNone)
        tracking.referenceId.clear();
    if (!tracking.synchronised)
        tracking.source.clear();
    return tracking;
}

class TrackingReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        // Keys that hardly come first in another output: parts are pasted too.
        static constexpr std::array keys = {QStringView(u"Ref time (UTC)"), QStringView(u"System time"),
                                            QStringView(u"RMS offset"),     QStringView(u"Last offset"),
                                            QStringView(u"Leap status"),    QStringView(u"Frequency"),
                                            QStringView(u"Residual freq"),  QStringView(u"Update interval")};
        const QStringView bare = line.bare();
        const KeyedText text = keyedText(bare);
        if (!text.value)
            return isCsv(bare);
        if (text.key == u"Reference ID")
            return readReference(*text.value).has_value();
        DaemonTracking tracking;
        return std::ranges::find(keys, text.key) != keys.end() &&
               KeyedLines<DaemonTracking>(trackingFields).take(bare, tracking) == LineFit::Taken;
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (isCsv(bare)) {
            if (m_isCsv || m_lines.hasRead())
                return LineFit::Foreign;
            m_isCsv = true;
            return readCsv(bare) ? LineFit::Taken : LineFit::Unreadable;
        }
        return m_isCsv ? LineFit::Foreign : m_lines.take(bare, m_tracking);
    }

    std::optional<PastedFacts> finish() override
    {
        if (!m_lines.hasRead() && !m_tracking.leap)
            return std::nullopt;
        return judged(m_tracking);
    }

private:
    /// id, source, stratum, time, system time, last, RMS, frequency, residual, skew, delay, dispersion,
    /// interval, leap
    static bool isCsv(QStringView line)
    {
        if (line.size() < 8 || !readHex(line.first(8)) || line.count(u',') != 13)
            return false;
        return readChronyLeap(line.sliced(line.lastIndexOf(u',') + 1)).has_value();
    }

    bool readCsv(QStringView line)
    {
        const Words fields = fieldsOf(line);
        const std::optional<Duration> time = readSeconds(fields[3]);
        // Unlike all others of chronyc, positive when this clock is slow.
        const std::optional<Duration> correction = readSeconds(fields[4]);
        m_tracking.referenceId = fields[0].toString();
        m_tracking.source = fields[1].toString();
        m_tracking.leap = readChronyLeap(fields[13]);
        if (time)
            m_tracking.lastUpdate = Instant(*time);
        if (correction)
            m_tracking.systemOffset = Offset::fromNtpTheta(*correction);
        m_tracking.stratum = readInteger(fields[2]);
        m_tracking.lastOffset = ahead(readSeconds(fields[5]));
        m_tracking.rmsOffset = readSeconds(fields[6]);
        m_tracking.frequencyPpm = readNumber(fields[7]);
        m_tracking.residualFrequencyPpm = readNumber(fields[8]);
        m_tracking.skewPpm = readNumber(fields[9]);
        m_tracking.rootDelay = readSeconds(fields[10]);
        m_tracking.rootDispersion = readSeconds(fields[11]);
        m_tracking.updateInterval = readDecimal(fields[12]);
        const bool isGood = time && correction && m_tracking.stratum && m_tracking.lastOffset &&
                            m_tracking.rmsOffset && m_tracking.frequencyPpm && m_tracking.rootDelay &&
                            m_tracking.rootDispersion && m_tracking.updateInterval;
        if (!isGood)
            m_tracking = {};
        return isGood;
    }

    DaemonTracking m_tracking;
    KeyedLines<DaemonTracking> m_lines{trackingFields};
    bool m_isCsv = false;
};

struct ActivityLine
{
    QStringView text;
    int SourceActivityCounts::*count;
};
constexpr std::array activityLines = {
    ActivityLine{u" sources online", &SourceActivityCounts::online},
    ActivityLine{u" sources offline", &SourceActivityCounts::offline},
    ActivityLine{u" sources doing burst (return to online)", &SourceActivityCounts::burstOnline},
    ActivityLine{u" sources doing burst (return to offline)", &SourceActivityCounts::burstOffline},
    ActivityLine{u" sources with unknown address", &SourceActivityCounts::unresolved},
};

/// Also a "200 OK" that stands alone: many commands say it.
class ActivityReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand &command)
    {
        const QStringView bare = line.bare();
        return bare == u"200 OK" || lineOf(bare) != nullptr ||
               (command.output == PastedKind::ChronyActivity && readCsv(bare));
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (bare == u"200 OK") {
            if (m_hasAnything)
                return LineFit::Foreign;
            m_hasAnything = true;
            return LineFit::Taken;
        }
        if (const ActivityLine *known = lineOf(bare)) {
            m_counts.*known->count = *readInteger(bare.first(bare.indexOf(u' ')));
            m_hasAnything = m_hasCounts = true;
            return LineFit::Taken;
        }
        if (m_hasAnything)
            return LineFit::Foreign;
        m_hasAnything = true;
        m_hasCounts = store(m_counts, readCsv(bare));
        return m_hasCounts ? LineFit::Taken : LineFit::Foreign;
    }

    std::optional<PastedFacts> finish() override
    {
        if (m_hasCounts)
            return m_counts;
        return PastedAnswer{PastedAnswer::Meaning::Done, u"chronyc"_s, u"200 OK"_s};
    }

private:
    static const ActivityLine *lineOf(QStringView line)
    {
        const qsizetype space = line.indexOf(u' ');
        if (space <= 0 || !readCount(line.first(space)) || !readInteger(line.first(space)))
            return nullptr;
        const auto found = std::ranges::find(activityLines, line.sliced(space), &ActivityLine::text);
        return found == activityLines.end() ? nullptr : &*found;
    }

    static std::optional<SourceActivityCounts> readCsv(QStringView line)
    {
        const Words fields = fieldsOf(line);
        SourceActivityCounts counts;
        if (fields.size() != activityLines.size())
            return std::nullopt;
        for (size_t i = 0; i < fields.size(); ++i) {
            const std::optional<int> count = readInteger(fields[i]);
            if (!count)
                return std::nullopt;
            counts.*activityLines.at(i).count = *count;
        }
        return counts;
    }

    SourceActivityCounts m_counts;
    bool m_hasAnything = false;
    bool m_hasCounts = false;
};

using Exchange = PastedExchanges::Row;

bool storeSpan(Duration &place, QStringView value)
{
    return store(place, readSpanOfSeconds(value));
}

const std::array exchangeFields = {
    KeyedField<Exchange>{u"Remote address",
                         [](QStringView value, Exchange &row) {
                             const std::optional<Reference> address = readReference(value);
                             row.address = address ? addressOf(address->id) : QString();
                             return !row.address.isEmpty();
                         }},
    KeyedField<Exchange>{u"Remote port",
                         [](QStringView value, Exchange &row) {
                             const std::optional<int> port = readInteger(value);
                             if (!port || *port < 0 || *port > 0xffff)
                                 return false;
                             row.port = static_cast<quint16>(*port);
                             return true;
                         }},
    KeyedField<Exchange>{u"Local address", [](QStringView value, Exchange &) { return value.endsWith(u')'); }},
    KeyedField<Exchange>{u"Leap status",
                         [](QStringView value, Exchange &row) { return store(row.leap, readChronyLeap(value)); }},
    KeyedField<Exchange>{u"Version",
                         [](QStringView value, Exchange &row) {
                             return store(row.exchange.version, readInteger(value));
                         }},
    KeyedField<Exchange>{u"Mode", [](QStringView value, Exchange &) { return !value.isEmpty(); }},
    KeyedField<Exchange>{u"Stratum",
                         [](QStringView value, Exchange &row) { return store(row.stratum, readInteger(value)); }},
    KeyedField<Exchange>{u"Poll interval",
                         [](QStringView value, Exchange &row) {
                             const Words words = wordsOf(value);
                             return words.size() == 3 && words[2] == u"seconds)" &&
                                    store(row.pollLog2, readInteger(words[0]));
                         }},
    KeyedField<Exchange>{u"Precision", [](QStringView value, Exchange &) { return value.endsWith(u"seconds)"); }},
    KeyedField<Exchange>{u"Root delay",
                         [](QStringView value, Exchange &row) {
                             return store(row.rootDelay, readSpanOfSeconds(value));
                         }},
    KeyedField<Exchange>{u"Root dispersion",
                         [](QStringView value, Exchange &row) {
                             return store(row.rootDispersion, readSpanOfSeconds(value));
                         }},
    KeyedField<Exchange>{u"Reference ID",
                         [](QStringView value, Exchange &row) {
                             const std::optional<Reference> reference = readReference(value);
                             row.referenceId = !reference                  ? QString()
                                               : reference->name.isEmpty() ? reference->id
                                                                           : reference->name;
                             return reference.has_value();
                         }},
    KeyedField<Exchange>{u"Reference time",
                         [](QStringView value, Exchange &) { return readChronyTime(value).has_value(); }},
    // Remote minus local, unlike all other offsets of chronyc.
    KeyedField<Exchange>{u"Offset",
                         [](QStringView value, Exchange &row) {
                             const std::optional<Duration> theta = readSpanOfSeconds(value);
                             if (theta)
                                 row.exchange.offset = Offset::fromNtpTheta(*theta);
                             return theta.has_value();
                         }},
    KeyedField<Exchange>{u"Peer delay",
                         [](QStringView value, Exchange &row) { return storeSpan(row.exchange.delay, value); }},
    KeyedField<Exchange>{u"Peer dispersion",
                         [](QStringView value, Exchange &row) { return storeSpan(row.exchange.dispersion, value); }},
    KeyedField<Exchange>{u"Response time",
                         [](QStringView value, Exchange &row) {
                             return storeSpan(row.exchange.responseTime, value);
                         }},
    KeyedField<Exchange>{u"Jitter asymmetry",
                         [](QStringView value, Exchange &row) {
                             return store(row.exchange.jitterAsymmetry, readNumber(value));
                         }},
    KeyedField<Exchange>{u"NTP tests",
                         [](QStringView value, Exchange &row) {
                             constexpr qsizetype size = 12;
                             row.exchange.tests = value.toString();
                             return value.size() == size;
                         }},
    KeyedField<Exchange>{u"Interleaved",
                         [](QStringView value, Exchange &row) {
                             row.exchange.isInterleaved = value == u"Yes";
                             return value == u"Yes" || value == u"No";
                         }},
    KeyedField<Exchange>{u"Authenticated",
                         [](QStringView value, Exchange &row) {
                             row.exchange.isAuthenticated = value == u"Yes";
                             return value == u"Yes" || value == u"No";
                         }},
    KeyedField<Exchange>{u"TX timestamping",
                         [](QStringView value, Exchange &row) {
                             row.exchange.sendStamps = value.toString();
                             return !value.isEmpty();
                         }},
    KeyedField<Exchange>{u"RX timestamping",
                         [](QStringView value, Exchange &row) {
                             row.exchange.receiveStamps = value.toString();
                             return !value.isEmpty();
                         }},
    KeyedField<Exchange>{u"Total TX",
                         [](QStringView value, Exchange &row) { return store(row.exchange.sent, readCount(value)); }},
    KeyedField<Exchange>{u"Total RX",
                         [](QStringView value, Exchange &row) {
                             return store(row.exchange.received, readCount(value));
                         }},
    KeyedField<Exchange>{u"Total valid RX",
                         [](QStringView value, Exchange &row) { return store(row.exchange.valid, readCount(value)); }},
    KeyedField<Exchange>{u"Total good RX",
                         [](QStringView value, Exchange &row) { return store(row.exchange.good, readCount(value)); }},
    // From version 4.6 on.
    KeyedField<Exchange>{u"Total kernel TX",
                         [](QStringView value, Exchange &) { return readCount(value).has_value(); }},
    KeyedField<Exchange>{u"Total kernel RX",
                         [](QStringView value, Exchange &) { return readCount(value).has_value(); }},
    KeyedField<Exchange>{u"Total HW TX",
                         [](QStringView value, Exchange &) { return readCount(value).has_value(); }},
    KeyedField<Exchange>{u"Total HW RX",
                         [](QStringView value, Exchange &) { return readCount(value).has_value(); }},
};

/// Without a valid answer the rest is zeros.
Exchange judged(Exchange row)
{
    if (row.exchange.version == 0) {
        row.stratum.reset();
        row.leap.reset();
        row.pollLog2.reset();
        row.rootDelay.reset();
        row.rootDispersion.reset();
        row.referenceId.clear();
    }
    return row;
}

class ExchangesReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        const QStringView bare = line.bare();
        Exchange row;
        return readCsv(bare) || (keyedText(bare).key == u"Remote address" &&
                                 KeyedLines<Exchange>(exchangeFields).take(bare, row) == LineFit::Taken);
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (std::optional<Exchange> row = readCsv(bare)) {
            row->line = line.number;
            m_facts.rows.push_back(judged(std::move(*row)));
            return LineFit::Taken;
        }
        if (keyedText(bare).key == u"Remote address" && m_lines.knows(bare)) {
            m_facts.rows.emplace_back().line = line.number;
            m_lines.beginAnew();
        }
        return m_facts.rows.empty() ? LineFit::Foreign : m_lines.take(bare, m_facts.rows.back());
    }

    std::optional<PastedFacts> finish() override
    {
        std::erase_if(m_facts.rows, [](const Exchange &row) { return row.address.isEmpty(); });
        if (m_facts.rows.empty())
            return std::nullopt;
        for (Exchange &row : m_facts.rows)
            row = judged(std::move(row));
        return std::move(m_facts);
    }

private:
    static std::optional<Exchange> readCsv(QStringView line)
    {
        constexpr qsizetype least = 33;
        if (line.count(u',') < least)
            return std::nullopt;
        const std::optional<ChronyExchange> exchange = parseChronyExchange(line.toString());
        const Words fields = fieldsOf(line);
        Exchange row;
        row.address = addressOf(fields[0]);
        const std::optional<int> port = readInteger(fields[2]);
        row.leap = readChronyLeap(fields[5]);
        if (!exchange || row.address.isEmpty() || !port || *port < 0 || *port > 0xffff || !row.leap)
            return std::nullopt;
        row.exchange = *exchange;
        row.port = static_cast<quint16>(*port);
        row.stratum = readInteger(fields[8]);
        row.pollLog2 = readInteger(fields[9]);
        row.rootDelay = readDecimal(fields[13]);
        row.rootDispersion = readDecimal(fields[14]);
        row.referenceId = (fields[16].isEmpty() ? fields[15] : fields[16]).toString();
        return row;
    }

    PastedExchanges m_facts;
    KeyedLines<Exchange> m_lines{exchangeFields};
};

template <qint64 ChronyServing::*count>
bool readServed(QStringView value, ChronyServing &serving)
{
    return store(serving.*count, readCount(value));
}
bool isServed(QStringView value, ChronyServing & /*serving*/)
{
    return readCount(value).has_value();
}

const std::array servingFields = {
    KeyedField<ChronyServing>{u"NTP packets received", readServed<&ChronyServing::received>},
    KeyedField<ChronyServing>{u"NTP packets dropped", readServed<&ChronyServing::dropped>},
    KeyedField<ChronyServing>{u"Command packets received", readServed<&ChronyServing::commands>},
    KeyedField<ChronyServing>{u"Command packets dropped", readServed<&ChronyServing::commandsDropped>},
    KeyedField<ChronyServing>{u"Client log records dropped", isServed},
    KeyedField<ChronyServing>{u"NTS-KE connections accepted", readServed<&ChronyServing::keyExchanges>},
    KeyedField<ChronyServing>{u"NTS-KE connections dropped", readServed<&ChronyServing::keyExchangesDropped>},
    KeyedField<ChronyServing>{u"Authenticated NTP packets", readServed<&ChronyServing::authenticated>},
    KeyedField<ChronyServing>{u"Interleaved NTP packets", readServed<&ChronyServing::interleaved>},
    KeyedField<ChronyServing>{u"NTP timestamps held", isServed},
    KeyedField<ChronyServing>{u"NTP timestamp span", isServed},
    // From version 4.4 on.
    KeyedField<ChronyServing>{u"NTP daemon RX timestamps", isServed},
    KeyedField<ChronyServing>{u"NTP daemon TX timestamps", isServed},
    KeyedField<ChronyServing>{u"NTP kernel RX timestamps", isServed},
    KeyedField<ChronyServing>{u"NTP kernel TX timestamps", isServed},
    KeyedField<ChronyServing>{u"NTP hardware RX timestamps", isServed},
    KeyedField<ChronyServing>{u"NTP hardware TX timestamps", isServed},
};

class ServingReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand &command)
    {
        const QStringView bare = line.bare();
        ChronyServing serving;
        return KeyedLines<ChronyServing>(servingFields).take(bare, serving) == LineFit::Taken ||
               (command.output == PastedKind::ChronyServing && parseChronyServing(bare.toString()));
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (!m_lines.hasRead() && !m_isCsv && !m_lines.knows(bare)) {
            m_isCsv = store(m_serving, parseChronyServing(bare.toString()));
            return m_isCsv ? LineFit::Taken : LineFit::Foreign;
        }
        return m_isCsv ? LineFit::Foreign : m_lines.take(bare, m_serving);
    }

    std::optional<PastedFacts> finish() override { return m_serving; }

private:
    ChronyServing m_serving;
    KeyedLines<ChronyServing> m_lines{servingFields};
    bool m_isCsv = false;
};

const std::array hardwareFields = {
    KeyedField<HardwareClockReport>{u"RTC ref time (UTC)",
                                    [](QStringView value, HardwareClockReport &report) {
                                        return store(report.measuredAt, readChronyTime(value));
                                    }},
    KeyedField<HardwareClockReport>{u"Number of samples",
                                    [](QStringView value, HardwareClockReport &report) {
                                        return store(report.samples, readInteger(value));
                                    }},
    KeyedField<HardwareClockReport>{u"Number of runs",
                                    [](QStringView value, HardwareClockReport &report) {
                                        return store(report.runs, readInteger(value));
                                    }},
    KeyedField<HardwareClockReport>{
        u"Sample span period",
        [](QStringView value, HardwareClockReport &report) { return store(report.span, readAge(value)); }},
    KeyedField<HardwareClockReport>{u"RTC is fast by",
                                    [](QStringView value, HardwareClockReport &report) {
                                        return store(report.ahead, ahead(readSpanOfSeconds(value)));
                                    }},
    KeyedField<HardwareClockReport>{u"RTC gains time at",
                                    [](QStringView value, HardwareClockReport &report) {
                                        return store(report.gainPpm, readPpm(value, false));
                                    }},
};

const std::array smoothingFields = {
    KeyedField<SmoothingReport>{u"Active",
                                [](QStringView value, SmoothingReport &report) {
                                    const Words words = wordsOf(value);
                                    report.active = !words.empty() && words[0] == u"Yes";
                                    report.leapOnly = value.endsWith(u"(leap second only)");
                                    return report.active || (!words.empty() && words[0] == u"No");
                                }},
    KeyedField<SmoothingReport>{u"Offset",
                                [](QStringView value, SmoothingReport &report) {
                                    return store(report.offset, readSpanOfSeconds(value));
                                }},
    KeyedField<SmoothingReport>{u"Frequency",
                                [](QStringView value, SmoothingReport &report) {
                                    return store(report.frequencyPpm, readPpm(value, false));
                                }},
    KeyedField<SmoothingReport>{u"Wander",
                                [](QStringView value, SmoothingReport &report) {
                                    constexpr QStringView unit = u" per second";
                                    return value.endsWith(unit) &&
                                           store(report.wanderPpm,
                                                 readPpm(value.chopped(unit.size()), false));
                                }},
    KeyedField<SmoothingReport>{
        u"Last update",
        [](QStringView value, SmoothingReport & /*report*/) { return value.endsWith(u" seconds ago"); }},
    KeyedField<SmoothingReport>{u"Remaining time",
                                [](QStringView value, SmoothingReport &report) {
                                    return store(report.remaining, readSpanOfSeconds(value));
                                }},
};

/// An output of keys, of which the first one begins it.
template <typename Facts, const auto &fields>
class KeyedReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        Facts facts;
        return keyedText(line.bare()).key == fields.front().key &&
               KeyedLines<Facts>(fields).take(line.bare(), facts) == LineFit::Taken;
    }

    LineFit take(const PastedLine &line) override { return m_lines.take(line.bare(), m_facts); }
    std::optional<PastedFacts> finish() override { return std::move(m_facts); }

private:
    Facts m_facts;
    KeyedLines<Facts> m_lines{fields};
};

using HardwareReader = KeyedReader<HardwareClockReport, hardwareFields>;
using SmoothingReader = KeyedReader<SmoothingReport, smoothingFields>;

} // namespace

std::span<const BlockKind> chronycBlocks()
{
    static constexpr std::array kinds = {
        BlockKind{&SourcesReader::begins, &makeReader<SourcesReader>},
        BlockKind{&StatisticsReader::begins, &makeReader<StatisticsReader>},
        BlockKind{&SelectionReader::begins, &makeReader<SelectionReader>},
        BlockKind{&AuthenticationReader::begins, &makeReader<AuthenticationReader>},
        BlockKind{&ExchangesReader::begins, &makeReader<ExchangesReader>},
        BlockKind{&TrackingReader::begins, &makeReader<TrackingReader>},
        BlockKind{&ActivityReader::begins, &makeReader<ActivityReader>},
        BlockKind{&ServingReader::begins, &makeReader<ServingReader>},
        BlockKind{&HardwareReader::begins, &makeReader<HardwareReader>},
        BlockKind{&SmoothingReader::begins, &makeReader<SmoothingReader>},
    };
    return kinds;
}

} // namespace synchroscope
