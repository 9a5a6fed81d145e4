// SPDX-License-Identifier: GPL-3.0-or-later
// Of chronyd as a whole: chronyc tracking, activity, serverstats, rtcdata, smoothing.
#include "core/diagnosis/pasted/chronycwords.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace chronycwords;

namespace {

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

std::span<const BlockKind> chronycReportBlocks()
{
    static constexpr std::array kinds = {
        BlockKind{&TrackingReader::begins, &makeReader<TrackingReader>},
        BlockKind{&ActivityReader::begins, &makeReader<ActivityReader>},
        BlockKind{&ServingReader::begins, &makeReader<ServingReader>},
        BlockKind{&HardwareReader::begins, &makeReader<HardwareReader>},
        BlockKind{&SmoothingReader::begins, &makeReader<SmoothingReader>},
    };
    return kinds;
}

} // namespace synchroscope
