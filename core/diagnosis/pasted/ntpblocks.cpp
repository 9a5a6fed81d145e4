// SPDX-License-Identifier: GPL-3.0-or-later
// ntpq of ntpd 4.2 and of NTPsec, and ntpstat.
#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <QRegularExpression>

#include <array>
#include <bit>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Words = std::vector<QStringView>;

bool isTally(QChar letter)
{
    return QStringView(u" *+-x.#o").contains(letter);
}

SourceStanding standingOf(char letter)
{
    switch (letter) {
    case '*':
    case 'o':
        return SourceStanding::Selected;
    case '+':
        return SourceStanding::Combined;
    case '-':
    case '#':
    case '.':
        return SourceStanding::Selectable;
    case 'x':
        return SourceStanding::Falseticker;
    default:
        return SourceStanding::Unusable;
    }
}

/// ntpq's milliseconds; NTPsec's ntpq -u writes a unit behind them.
std::optional<Duration> readMilliseconds(QStringView text)
{
    struct Unit
    {
        QStringView name;
        Duration length;
    };
    static constexpr std::array units = {Unit{u"ns", 1ns}, Unit{u"us", 1us}, Unit{u"\u00b5s", 1us},
                                         Unit{u"\u03bcs", 1us}, Unit{u"ms", 1ms}};
    for (const Unit &unit : units) {
        if (text.endsWith(unit.name))
            return readDecimal(text.chopped(unit.name.size()), unit.length);
    }
    return text.endsWith(u's') ? readDecimal(text.chopped(1)) : readDecimal(text, 1ms);
}

/// Seconds, of which ntpd uses powers of two only; "17m", "36h" for long ones.
std::optional<int> readPoll(QStringView text)
{
    const std::optional<Duration> poll = readAge(text);
    if (!poll || *poll < 1s || *poll > 24h * 3)
        return std::nullopt;
    return std::bit_width(static_cast<quint64>(*poll / 1s)) - 1;
}

/// remote, refid, stratum, type, when, poll, reach, delay, offset, jitter
constexpr size_t columnCount = 10;

/// The columns behind the name.
std::optional<PastedSource> readColumns(QStringView name, char letter, std::span<const QStringView> columns)
{
    if (columns.size() != columnCount - 1 || columns[2].size() != 1)
        return std::nullopt;
    constexpr int unsynchronised = 16;
    const std::optional<int> stratum = readInteger(columns[1]);
    const std::optional<Duration> age = readAge(columns[3]);
    const std::optional<int> poll = readPoll(columns[4]);
    const std::optional<quint8> reach = readReach(columns[5]);
    const std::optional<Duration> delay = readMilliseconds(columns[6]);
    const std::optional<Duration> theta = readMilliseconds(columns[7]);
    const std::optional<Duration> jitter = readMilliseconds(columns[8]);
    if (!stratum || *stratum < 0 || *stratum > unsynchronised || (!age && columns[3] != u"-") || !poll ||
        !reach || !delay || !theta || !jitter)
        return std::nullopt;
    PastedSource row;
    const QChar type = columns[2].front();
    row.isPool = type == u'p' || columns[0] == u".POOL.";
    row.lastSampleAge = age;
    DaemonSource &source = row.source;
    source.name = name.toString();
    source.address = addressOf(name);
    source.letter = letter;
    source.standing = standingOf(letter);
    if (type == u'l')
        source.mode = SourceMode::ReferenceClock;
    else if (type == u's' || type == u'S')
        source.mode = SourceMode::Peer;
    QStringView reference = columns[0];
    if (reference.size() > 2 && reference.startsWith(u'.') && reference.endsWith(u'.'))
        reference = reference.sliced(1).chopped(1);
    source.referenceId = reference.toString();
    source.pollLog2 = poll;
    source.reach = reach;
    if (!age)
        return row; // never heard: the rest is zeros
    source.stratum = stratum;
    source.measured = Offset::fromNtpTheta(*theta);
    source.adjusted = source.measured;
    source.delay = delay;
    source.jitter = jitter;
    return row;
}

/// ntpq prints at most three, so that a number with three of them is whole.
bool hasAllDecimals(QStringView number)
{
    constexpr qsizetype most = 3;
    const qsizetype point = number.indexOf(u'.');
    return point >= 0 && number.size() - point - 1 >= most;
}

/// Where the mark before the name stands, as far as the head's indentation tells it.
constexpr qsizetype headIndent = 5;

class PeersReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        return isHead(line.bare());
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (isHead(bare)) {
            if (m_hasHead)
                return LineFit::Foreign;
            m_hasHead = true;
            m_isHashed = QStringView(line.text).trimmed().startsWith(u"# ");
            const QStringView text = unhashed(line);
            m_markColumn = text.indexOf(u"remote") - headIndent;
            m_nameRoom = text.indexOf(u"refid") - text.indexOf(u"remote");
            m_head = WrappedHead(bare, bare.contains(u" local ")
                                           ? u"remote local st t when poll reach delay offset disp"
                                           : u"remote refid st t when poll reach delay offset jitter");
            return LineFit::Taken;
        }
        if (isRule(bare) || (m_facts.rows.empty() && m_head.takeRest(bare)))
            return LineFit::Taken;
        if (const LineFit fit = takeTornOff(bare); fit != LineFit::Foreign)
            return fit;
        // Perhaps the columns behind a name that took a line of its own.
        const Words words = wordsOf(bare);
        if (!m_longName.isEmpty() && words.size() == columnCount - 1) {
            const std::optional<PastedSource> row = readColumns(m_longName, m_longLetter, words);
            m_longName.clear();
            if (row)
                return add(*row, m_longLine, LineFit::Completing);
        }
        m_longName.clear();
        m_torn.reset();
        m_tornNumber.clear();
        const LineFit fit = takeRow(line);
        if (fit == LineFit::Incomplete && m_longName.isEmpty())
            m_torn = line;
        return fit;
    }

    std::optional<PastedFacts> finish() override { return std::move(m_facts); }

private:
    static bool isHead(QStringView line)
    {
        const Words words = wordsOf(line);
        return words.size() >= 6 && words[0] == u"remote" && (words[1] == u"refid" || words[1] == u"local") &&
               words[2] == u"st" && words[3] == u"t" && words[4] == u"when";
    }

    QStringView unhashed(const PastedLine &line) const
    {
        const QStringView text = line.text;
        const qsizetype hash = text.indexOf(u'#');
        return m_isHashed && hash >= 0 && text.first(hash).trimmed().isEmpty()
                   ? text.sliced(qMin(hash + 2, text.size()))
                   : text;
    }

    /// The end of the row before it.
    LineFit takeTornOff(QStringView bare)
    {
        const QString number = m_tornNumber + bare.toString();
        if (!m_tornNumber.isEmpty() && hasAllDecimals(number) && readMilliseconds(number)) {
            if (PastedSource &row = m_facts.rows.back(); row.lastSampleAge) // else it was never heard
                row.source.jitter = readMilliseconds(number);
            m_tornNumber.clear();
            return LineFit::Taken;
        }
        if (!m_torn)
            return LineFit::Foreign;
        for (const QStringView between : {u"", u" "}) {
            PastedLine whole = *m_torn;
            whole.text += between.toString() + bare.toString();
            if (takeRow(whole) == LineFit::Taken) {
                m_torn.reset();
                return LineFit::Completing;
            }
        }
        return LineFit::Foreign;
    }

    LineFit takeRow(const PastedLine &line)
    {
        const QStringView text = unhashed(line);
        const QStringView bare = text.trimmed();
        if (bare.isEmpty())
            return LineFit::Foreign;
        char letter = ' ';
        QStringView name = bare;
        const bool hasColumn = m_markColumn >= 0 && m_markColumn < text.size() &&
                               isTally(text[m_markColumn]) && text.first(m_markColumn).trimmed().isEmpty();
        const bool isCertain = QStringView(u"*+-#.").contains(bare.front());
        if (hasColumn) {
            letter = text[m_markColumn].toLatin1();
            name = text.sliced(m_markColumn + 1).trimmed();
        } else if (isCertain) { // no host begins so, though the indentation was lost
            letter = bare.front().toLatin1();
            name = bare.sliced(1).trimmed();
        }
        const Words words = wordsOf(name);
        if (words.size() == columnCount) {
            std::optional<PastedSource> row =
                readColumns(words[0], letter, std::span<const QStringView>(words).subspan(1));
            if (!row)
                return LineFit::Unreadable;
            // There are 15 characters for the name where the reference follows 17 behind.
            constexpr qsizetype gap = 2;
            if (line.isCut && !hasAllDecimals(words.back()))
                row->source.jitter.reset();
            row->isNameCut = words[0].size() >= m_nameRoom - gap && row->source.address.isEmpty();
            m_tornNumber = hasAllDecimals(words.back()) ? QString() : words.back().toString();
            return add(*row, line.number, LineFit::Taken);
        }
        if (words.size() == 1 && (hasColumn || isCertain)) {
            m_longName = words[0].toString();
            m_longLetter = letter;
            m_longLine = line.number;
            return LineFit::Incomplete;
        }
        const bool isRow = words.size() > 3 && words.size() < columnCount && readInteger(words[2]);
        return isRow ? LineFit::Incomplete : LineFit::Foreign;
    }

    LineFit add(PastedSource row, int line, LineFit fit)
    {
        row.line = line;
        m_facts.rows.push_back(std::move(row));
        return fit;
    }

    PastedPeers m_facts;
    bool m_hasHead = false;
    bool m_isHashed = false;
    qsizetype m_markColumn = 0;
    qsizetype m_nameRoom = 0;
    WrappedHead m_head;
    std::optional<PastedLine> m_torn; ///< the beginning of a row
    QString m_tornNumber;             ///< of the last row, its last number, if it may go on
    QString m_longName;
    char m_longLetter = ' ';
    int m_longLine = 0;
};

/// "key=value, key=value", quoted values; a time with a comma in it is only read to there.
class VariablesReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        return line.bare().startsWith(u"associd=") && line.bare().contains(u" status=");
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        const bool isRest = bare.startsWith(u','); // of a line that was broken before it
        if (!m_text.isEmpty() && !isRest && (begins(line, {}) || !beginsWithKey(bare)))
            return LineFit::Foreign;
        m_text += bare.toString() + u", "_s;
        return LineFit::Taken;
    }

    std::optional<PastedFacts> finish() override
    {
        PastedVariables variables;
        variables.association = readCount(firstWordOf(u"associd")).value_or(0);
        const std::optional<quint32> status = readHex(firstWordOf(u"status"));
        if (variables.association != 0 || !status)
            return variables;
        DaemonTracking &tracking = variables.tracking;
        constexpr int leapShift = 14;
        tracking.leap = static_cast<LeapIndicator>(*status >> leapShift & 3);
        tracking.synchronised = tracking.leap != LeapIndicator::Unsynchronised;
        tracking.referenceId = valueOf(u"refid").toString();
        tracking.stratum = readInteger(valueOf(u"stratum"));
        tracking.rootDelay = readMilliseconds(valueOf(u"rootdelay"));
        tracking.rootDispersion = readMilliseconds(valueOf(u"rootdisp"));
        const std::optional<Duration> theta = readMilliseconds(valueOf(u"offset"));
        if (theta && tracking.synchronised) {
            tracking.lastOffset = Offset::fromNtpTheta(*theta);
            tracking.systemOffset = tracking.lastOffset;
        }
        // As of a live ntpd: what the kernel adds to this clock's rate.
        if (const std::optional<double> added = readNumber(valueOf(u"frequency")))
            tracking.frequencyPpm = 0 - *added;
        const std::optional<quint32> clock = secondsOf(u"clock");
        const std::optional<quint32> update = secondsOf(u"reftime");
        if (clock && update && *update != 0)
            variables.sinceUpdate = std::chrono::seconds(static_cast<qint32>(*clock - *update));
        return variables;
    }

private:
    static bool beginsWithKey(QStringView line)
    {
        const qsizetype equals = line.indexOf(u'=');
        return equals > 0 && std::ranges::all_of(line.first(equals), [](QChar c) {
                   return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_';
               });
    }

    QStringView valueOf(QStringView key) const
    {
        const QString start = key.toString() + u'=';
        qsizetype at = m_text.indexOf(start);
        while (at > 0 && m_text.at(at - 1) != u' ')
            at = m_text.indexOf(start, at + 1);
        if (at < 0)
            return {};
        const qsizetype begin = at + start.size();
        QStringView value = QStringView(m_text).sliced(begin);
        if (value.startsWith(u'"'))
            value = value.sliced(1).first(qMax<qsizetype>(value.sliced(1).indexOf(u'"'), 0));
        else
            value = value.first(value.indexOf(u','));
        return value.trimmed();
    }

    /// "0615 leap_none": the number.
    QStringView firstWordOf(QStringView key) const
    {
        const Words words = wordsOf(valueOf(key));
        return words.empty() ? QStringView() : words.front();
    }

    /// Since 1900, of "e2c8d7f4.1c1e1b5a  Wed, Jul 29 2020 10:20:20.109"; they wrap in 2036.
    std::optional<quint32> secondsOf(QStringView key) const
    {
        constexpr qsizetype digits = 8;
        const QStringView value = valueOf(key);
        return value.size() > digits && value[digits] == u'.' ? readHex(value.first(digits)) : std::nullopt;
    }

    QString m_text;
};

/// "  1 56943  961a   yes   yes  none  sys.peer    sys_peer  1"
class AssociationsReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        return isHead(line.bare());
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (isHead(bare)) {
            const bool isFirst = !m_hasHead;
            m_hasHead = true;
            return isFirst ? LineFit::Taken : LineFit::Foreign;
        }
        if (isRule(bare))
            return LineFit::Taken;
        const Words words = wordsOf(bare);
        constexpr size_t least = 7; // what happened last may be absent
        if (words.size() < least || !readCount(words[0]))
            return LineFit::Foreign;
        const std::optional<qint64> association = readCount(words[1]);
        if (!association || !readHex(words[2]))
            return LineFit::Unreadable;
        m_facts.rows.push_back({*association, words[6].toString(), words[5] == u"bad", line.number});
        return LineFit::Taken;
    }

    std::optional<PastedFacts> finish() override { return std::move(m_facts); }

private:
    static bool isHead(QStringView line)
    {
        const Words words = wordsOf(line);
        constexpr size_t least = 7;
        return words.size() >= least && words[0] == u"ind" &&
               (words[1] == u"assid" || words[1] == u"assID") && words[2] == u"status" &&
               words[6] == u"condition";
    }

    PastedAssociations m_facts;
    bool m_hasHead = false;
};

class NtpStatReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        PastedNtpStat status;
        return line.bare() == u"unsynchronised" || readSynchronised(line.bare(), status);
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (!m_hasBegun) {
            m_hasBegun = true;
            readSynchronised(bare, m_status);
            return LineFit::Taken;
        }
        if (bare == u"time server re-starting") {
            m_status.isRestarting = true;
            return LineFit::Taken;
        }
        if (bare == u"poll interval unknown")
            return LineFit::Taken;
        if (const QStringView number = between(bare, u"time correct to within ", u" ms"); !number.isEmpty())
            return store(m_status.bound, readDecimal(number, 1ms)) ? LineFit::Taken : LineFit::Unreadable;
        if (const QStringView number = between(bare, u"polling server every ", u" s"); !number.isEmpty())
            return store(m_status.pollInterval, readDecimal(number)) ? LineFit::Taken : LineFit::Unreadable;
        return LineFit::Foreign;
    }

    std::optional<PastedFacts> finish() override { return m_status; }

private:
    static QStringView between(QStringView line, QStringView start, QStringView end)
    {
        if (!line.startsWith(start) || !line.endsWith(end) || line.size() < start.size() + end.size())
            return {};
        return line.sliced(start.size()).chopped(end.size()).trimmed();
    }

    /// "synchronised to NTP server (192.0.2.1) at stratum 3", "synchronised to local net at stratum 6"
    static bool readSynchronised(QStringView line, PastedNtpStat &status)
    {
        static const QRegularExpression pattern(
            u"^synchronised to (?:NTP server|unspecified|([A-Za-z /]+?))(?: \\(([^)]+)\\))?(?: at stratum (\\d+))?$"_s);
        if (!line.startsWith(u"synchronised to "))
            return false;
        const QRegularExpressionMatch match = pattern.match(line.toString());
        if (!match.hasMatch() || (match.capturedView(2).isEmpty() && match.capturedView(3).isEmpty()))
            return false;
        status.isSynchronised = true;
        status.source = match.captured(2).isEmpty() ? match.captured(1) : match.captured(2);
        status.stratum = readInteger(match.capturedView(3));
        return true;
    }

    PastedNtpStat m_status;
    bool m_hasBegun = false;
};

} // namespace

std::span<const BlockKind> ntpBlocks()
{
    static constexpr std::array kinds = {
        BlockKind{&PeersReader::begins, &makeReader<PeersReader>},
        BlockKind{&VariablesReader::begins, &makeReader<VariablesReader>},
        BlockKind{&AssociationsReader::begins, &makeReader<AssociationsReader>},
        BlockKind{&NtpStatReader::begins, &makeReader<NtpStatReader>},
    };
    return kinds;
}

} // namespace synchroscope
