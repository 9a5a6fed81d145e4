// SPDX-License-Identifier: GPL-3.0-or-later
// w32tm of Windows 7 to 11, in English; its status in Japanese too. Other languages translate the keys and
// are not read.
#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <QRegularExpression>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// "7.7902343s": Windows counts in 100 ns.
std::optional<Duration> readSpan(QStringView value)
{
    return value.endsWith(u's') ? readDecimal(value.chopped(1)) : std::nullopt;
}

/// "3 (secondary reference - syncd by (S)NTP)", "0(no warning)": the number.
std::optional<int> readExplained(QStringView value)
{
    const qsizetype open = value.indexOf(u'(');
    return open > 0 && value.endsWith(u')') ? readInteger(value.first(open).trimmed()) : std::nullopt;
}

std::optional<int> readPoll(QStringView value)
{
    constexpr int longest = 17; // more is "out of valid range"
    const std::optional<int> poll = readExplained(value);
    return poll && *poll > 0 && *poll <= longest ? poll : std::nullopt;
}

/// "time.windows.com,0x9": the flags say how it is asked.
QString withoutFlags(QStringView name)
{
    const qsizetype comma = name.indexOf(u',');
    return (comma < 0 ? name : name.first(comma)).trimmed().toString();
}

bool isText(QStringView value, PastedWindowsStatus & /*status*/)
{
    return !value.isEmpty();
}

const std::array statusFields = {
    KeyedField<PastedWindowsStatus>{u"Leap Indicator",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        const std::optional<int> leap = readExplained(value);
                                        if (!leap || *leap < 0 || *leap > 3)
                                            return false;
                                        status.tracking.leap = static_cast<LeapIndicator>(*leap);
                                        return true;
                                    }},
    KeyedField<PastedWindowsStatus>{u"Stratum",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        return store(status.tracking.stratum, readExplained(value));
                                    }},
    KeyedField<PastedWindowsStatus>{u"Precision", isText},
    KeyedField<PastedWindowsStatus>{u"Root Delay",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        return store(status.tracking.rootDelay, readSpan(value));
                                    }},
    KeyedField<PastedWindowsStatus>{u"Root Dispersion",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        return store(status.tracking.rootDispersion, readSpan(value));
                                    }},
    // "0xC0000210 (source IP:  192.0.2.16)", "0x4C4F434C (source name: "LOCL")", "0x00000000 (unspecified)"
    KeyedField<PastedWindowsStatus>{u"ReferenceId",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        static const QRegularExpression pattern(
                                            u"^0x([0-9A-F]{8})(?: \\([^)]*\\))?$"_s);
                                        const QRegularExpressionMatch match = pattern.match(value.toString());
                                        if (match.hasMatch() && match.capturedView(1) != u"00000000")
                                            status.tracking.referenceId = match.captured(1);
                                        return match.hasMatch();
                                    }},
    KeyedField<PastedWindowsStatus>{u"Last Successful Sync Time",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        if (value != u"unspecified")
                                            status.lastSuccess = value.toString();
                                        return !value.isEmpty();
                                    }},
    KeyedField<PastedWindowsStatus>{u"Source",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        status.tracking.source = withoutFlags(value);
                                        status.isLocalClock = value == u"Local CMOS Clock" ||
                                                              value == u"Free-running System Clock";
                                        status.isVirtualHost = value.startsWith(u"VM IC Time");
                                        return !value.isEmpty();
                                    }},
    KeyedField<PastedWindowsStatus>{u"Poll Interval",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        status.pollLog2 = readPoll(value);
                                        return readExplained(value).has_value();
                                    }},
    // With /verbose.
    KeyedField<PastedWindowsStatus>{u"Phase Offset",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        const std::optional<Duration> offset = readSpan(value);
                                        if (offset)
                                            status.phaseOffset = std::chrono::abs(*offset);
                                        return offset.has_value();
                                    }},
    KeyedField<PastedWindowsStatus>{u"ClockRate", isText},
    KeyedField<PastedWindowsStatus>{u"State Machine", isText},
    KeyedField<PastedWindowsStatus>{u"Time Source Flags", isText},
    KeyedField<PastedWindowsStatus>{u"Server Role", isText},
    KeyedField<PastedWindowsStatus>{u"Last Sync Error", isText},
    KeyedField<PastedWindowsStatus>{u"Time since Last Good Sync Time",
                                    [](QStringView value, PastedWindowsStatus &status) {
                                        return store(status.sinceLastSuccess, readSpan(value));
                                    }},
};

struct Translation
{
    QStringView japanese;
    QStringView english;
};
constexpr std::array translations = {
    Translation{u"閏インジケーター", u"Leap Indicator"},
    Translation{u"階層", u"Stratum"},
    Translation{u"精度", u"Precision"},
    Translation{u"ルート遅延", u"Root Delay"},
    Translation{u"ルート分散", u"Root Dispersion"},
    Translation{u"参照 ID", u"ReferenceId"},
    Translation{u"最終正常同期時刻", u"Last Successful Sync Time"},
    Translation{u"ソース", u"Source"},
    Translation{u"ポーリング間隔", u"Poll Interval"},
    Translation{u"フェーズ オフセット", u"Phase Offset"},
    Translation{u"クロック レート", u"ClockRate"},
    Translation{u"最終同期エラー", u"Last Sync Error"},
    Translation{u"最終正常同期時刻からの時間", u"Time since Last Good Sync Time"},
};

/// The line with an English key.
QString translated(QStringView line)
{
    const KeyedText text = keyedText(line);
    const auto found = std::ranges::find(translations, text.key, &Translation::japanese);
    if (!text.value || found == translations.end())
        return line.toString();
    const QStringView value = *text.value == u"未指定" ? QStringView(u"unspecified") : *text.value;
    return found->english.toString() + u": "_s + value.toString();
}

class StatusReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        static constexpr std::array keys = {QStringView(u"Leap Indicator"), QStringView(u"ReferenceId"),
                                            QStringView(u"Last Successful Sync Time")};
        if (!line.bare().contains(u':'))
            return false;
        PastedWindowsStatus status;
        const QString english = translated(line.bare());
        return std::ranges::find(keys, keyedText(english).key) != keys.end() &&
               KeyedLines<PastedWindowsStatus>(statusFields).take(english, status) == LineFit::Taken;
    }

    LineFit take(const PastedLine &line) override { return m_lines.take(translated(line.bare()), m_status); }

    std::optional<PastedFacts> finish() override
    {
        DaemonTracking &tracking = m_status.tracking;
        tracking.synchronised = tracking.leap && *tracking.leap != LeapIndicator::Unsynchronised &&
                                tracking.stratum.value_or(1) > 0 && !m_status.isLocalClock;
        if (!tracking.synchronised)
            tracking.source.clear();
        return m_status;
    }

private:
    PastedWindowsStatus m_status;
    KeyedLines<PastedWindowsStatus> m_lines{statusFields};
};

bool isPeerText(QStringView value, PastedSource & /*row*/)
{
    return !value.isEmpty();
}

const std::array peerFields = {
    KeyedField<PastedSource>{u"Peer",
                             [](QStringView value, PastedSource &row) {
                                 const QString name = withoutFlags(value);
                                 if (name.isEmpty() || name.contains(u' '))
                                     return false;
                                 row.source.name = name;
                                 row.source.address = addressOf(row.source.name);
                                 return true;
                             }},
    KeyedField<PastedSource>{u"State",
                             [](QStringView value, PastedSource &row) {
                                 row.isPending = value == u"Pending";
                                 return value == u"Pending" || value == u"Active";
                             }},
    KeyedField<PastedSource>{u"Time Remaining",
                             [](QStringView value, PastedSource &) { return readSpan(value).has_value(); }},
    KeyedField<PastedSource>{u"Mode",
                             [](QStringView value, PastedSource &row) {
                                 const std::optional<int> mode = readExplained(value);
                                 if (mode == 1 || mode == 2)
                                     row.source.mode = SourceMode::Peer;
                                 return mode.has_value();
                             }},
    KeyedField<PastedSource>{u"Stratum",
                             [](QStringView value, PastedSource &row) {
                                 const std::optional<int> stratum = readExplained(value);
                                 if (stratum.value_or(0) > 0) // 0 is "unspecified"
                                     row.source.stratum = stratum;
                                 return stratum.has_value();
                             }},
    KeyedField<PastedSource>{
        u"PeerPoll Interval",
        [](QStringView value, PastedSource &) { return readExplained(value).has_value(); }},
    KeyedField<PastedSource>{u"HostPoll Interval",
                             [](QStringView value, PastedSource &row) {
                                 row.source.pollLog2 = readPoll(value);
                                 return readExplained(value).has_value();
                             }},
    // With /verbose.
    KeyedField<PastedSource>{u"Last Successful Sync Time", isPeerText},
    KeyedField<PastedSource>{u"LastSyncError", isPeerText},
    KeyedField<PastedSource>{u"LastSyncErrorMsgId", isPeerText},
    KeyedField<PastedSource>{u"AuthTypeMsgId", isPeerText},
    KeyedField<PastedSource>{u"Resolve Attempts", isPeerText},
    KeyedField<PastedSource>{u"ValidDataCounter", isPeerText},
    KeyedField<PastedSource>{u"Reachability", // in decimal
                             [](QStringView value, PastedSource &row) {
                                 const std::optional<int> reach = readInteger(value);
                                 if (!reach || *reach < 0 || *reach > 0xff)
                                     return false;
                                 row.source.reach = static_cast<quint8>(*reach);
                                 return true;
                             }},
};

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
            return LineFit::Taken;
        }
        if (keyedText(bare).key == u"Peer" && m_lines.knows(bare)) {
            if (line.isCut) // perhaps within the name, and nothing follows
                return LineFit::Unreadable;
            m_facts.rows.emplace_back().line = line.number;
            m_facts.rows.back().source.letter = ' ';
            m_lines.beginAnew();
        }
        return m_facts.rows.empty() ? LineFit::Foreign : m_lines.take(bare, m_facts.rows.back());
    }

    std::optional<PastedFacts> finish() override
    {
        std::erase_if(m_facts.rows, [](const PastedSource &row) { return row.source.name.isEmpty(); });
        return std::move(m_facts);
    }

private:
    /// "#Peers: 2"; Windows 10 and later.
    static bool isHead(QStringView line)
    {
        const KeyedText text = keyedText(line);
        return text.value && (text.key == u"#Peers" || text.key == u"#Peer") && readCount(*text.value);
    }

    PastedWindowsPeers m_facts;
    KeyedLines<PastedSource> m_lines{peerFields};
    bool m_hasHead = false;
};

class StripChartReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        PastedStripChart chart;
        return readHead(line.bare(), chart) || readRow(line.bare()).has_value();
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (bare.startsWith(u"Tracking ")) {
            if (m_hasHead || !m_chart.rows.empty())
                return LineFit::Foreign;
            m_hasHead = readHead(bare, m_chart);
            return m_hasHead ? LineFit::Taken : LineFit::Foreign;
        }
        if (bare.startsWith(u"Collecting ") && bare.endsWith(u" samples."))
            return LineFit::Taken;
        if (bare.startsWith(u"The current time is "))
            return LineFit::Taken;
        if (std::optional<PastedStripChart::Row> row = readRow(bare)) {
            row->line = line.number;
            m_chart.rows.push_back(*row);
            return LineFit::Taken;
        }
        // The end of the bar that is drawn behind each row.
        const bool isBar =
            std::ranges::all_of(bare, [](QChar c) { return QStringView(u" []*|").contains(c); });
        if (isBar && !m_chart.rows.empty())
            return LineFit::Taken;
        return isTime(bare.first(qMin<qsizetype>(bare.size(), 8))) ? LineFit::Unreadable : LineFit::Foreign;
    }

    std::optional<PastedFacts> finish() override { return std::move(m_chart); }

private:
    /// "Tracking time.windows.com [192.0.2.1:123]."
    static bool readHead(QStringView line, PastedStripChart &chart)
    {
        static const QRegularExpression pattern(u"^Tracking (\\S+) \\[(.+):(\\d+)\\]\\.$"_s);
        if (!line.startsWith(u"Tracking "))
            return false;
        const QRegularExpressionMatch match = pattern.match(line.toString());
        if (!match.hasMatch())
            return false;
        chart.host = match.captured(1);
        QStringView address = match.capturedView(2);
        if (address.startsWith(u'[') && address.endsWith(u']'))
            address = address.sliced(1).chopped(1);
        chart.address = addressOf(address);
        chart.port = static_cast<quint16>(readInteger(match.capturedView(3)).value_or(ntpPort));
        return true;
    }

    static bool isTime(QStringView text)
    {
        constexpr qsizetype size = 8;
        return text.size() == size && text[2] == u':' && text[5] == u':' && readInteger(text.first(2)) &&
               readInteger(text.sliced(3, 2)) && readInteger(text.sliced(6, 2));
    }

    /// "14:22:58, +00.1439319s", "09:56:11 d:+00.0623991s o:-00.6887759s  [  *  |   ]", "09:56:13 error:
    /// 0x800705B4"
    static std::optional<PastedStripChart::Row> readRow(QStringView line)
    {
        constexpr qsizetype timeSize = 8;
        if (!isTime(line.first(qMin(line.size(), timeSize))))
            return std::nullopt;
        PastedStripChart::Row row;
        row.timeOfDay = std::chrono::hours(line.first(2).toInt()) +
                        std::chrono::minutes(line.sliced(3, 2).toInt()) +
                        std::chrono::seconds(line.sliced(6, 2).toInt());
        QStringView rest = line.sliced(timeSize);
        const bool isPlain = rest.startsWith(u", ");
        if (isPlain)
            rest = rest.sliced(1);
        rest = rest.trimmed();
        if (rest.startsWith(u"error: 0x")) {
            const std::optional<quint32> code = readHex(rest.sliced(9));
            return store(row.error, code) ? std::optional(row) : std::nullopt;
        }
        if (isPlain && !rest.startsWith(u"d:"))
            return setOffset(row, rest) ? std::optional(row) : std::nullopt;
        const std::vector<QStringView> words = wordsOf(rest);
        if (words.size() < 2 || !words[0].startsWith(u"d:") || !words[1].startsWith(u"o:") ||
            !store(row.delay, readSpan(words[0].sliced(2))) || !setOffset(row, words[1].sliced(2)))
            return std::nullopt;
        return row;
    }

    /// w32tm prints the other clock minus this one, as RFC 5905's theta; always with a sign.
    static bool setOffset(PastedStripChart::Row &row, QStringView text)
    {
        const std::optional<Duration> theta = readSpan(text);
        if (!theta || (!text.startsWith(u'+') && !text.startsWith(u'-')))
            return false;
        row.offset = Offset::fromNtpTheta(*theta);
        return true;
    }

    PastedStripChart m_chart;
    bool m_hasHead = false;
};

} // namespace

std::span<const BlockKind> windowsBlocks()
{
    static constexpr std::array kinds = {
        BlockKind{&StatusReader::begins, &makeReader<StatusReader>},
        BlockKind{&PeersReader::begins, &makeReader<PeersReader>},
        BlockKind{&StripChartReader::begins, &makeReader<StripChartReader>},
    };
    return kinds;
}

} // namespace synchroscope
