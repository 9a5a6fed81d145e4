// SPDX-License-Identifier: GPL-3.0-or-later
// timedatectl of systemd 215 to 257. Its words are English everywhere, the weekdays and decimals are not.
#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <QRegularExpression>

#include <array>
#include <bit>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

std::optional<bool> readYesNo(QStringView value)
{
    if (value == u"yes")
        return true;
    return value == u"no" ? std::optional(false) : std::nullopt;
}

constexpr QStringView notAvailable = u"n/a";

bool readNetworkTime(QStringView value, PastedClock &clock)
{
    TimedatedReport &timedated = clock.report.timedated;
    if (value == notAvailable) {
        timedated.canNetworkTime = false;
        return true;
    }
    const bool isOn = value == u"yes" || value == u"active";
    if (!isOn && value != u"no" && value != u"inactive")
        return false;
    timedated.canNetworkTime = true;
    timedated.networkTimeEnabled = isOn;
    return true;
}

bool readSynchronised(QStringView value, PastedClock &clock)
{
    return store(clock.report.timedated.synchronised, readYesNo(value));
}

bool readLocalRtc(QStringView value, PastedClock &clock)
{
    return store(clock.report.timedated.localRtc, readYesNo(value));
}

std::optional<Instant> asUtc(std::optional<std::chrono::local_seconds> time)
{
    return time ? std::optional(Instant(time->time_since_epoch())) : std::nullopt;
}

/// "Asia/Tokyo (JST, +0900)"
bool readZone(QStringView value, PastedClock &clock)
{
    static const QRegularExpression pattern(u"^(\\S+) \\(([^ ,]+), ([+-])(\\d\\d):?(\\d\\d)\\)$"_s);
    const QRegularExpressionMatch match = pattern.match(value.toString());
    if (!match.hasMatch())
        return false;
    TimeZone zone;
    if (match.capturedView(1) != notAvailable)
        zone.id = match.captured(1);
    zone.abbreviation = match.captured(2);
    zone.utcOffset = std::chrono::hours(match.capturedView(4).toInt()) +
                     std::chrono::minutes(match.capturedView(5).toInt());
    if (match.capturedView(3) == u"-")
        zone.utcOffset = -zone.utcOffset;
    clock.report.timedated.zone = zone.id;
    clock.report.zone = zone;
    return true;
}

const std::array clockFields = {
    KeyedField<PastedClock>{u"Local time",
                            [](QStringView value, PastedClock &clock) {
                                return value == notAvailable || store(clock.localTime, readDateTime(value));
                            }},
    KeyedField<PastedClock>{u"Universal time",
                            [](QStringView value, PastedClock &clock) {
                                return value == notAvailable ||
                                       store(clock.universalTime, asUtc(readDateTime(value)));
                            }},
    KeyedField<PastedClock>{u"RTC time",
                            [](QStringView value, PastedClock &clock) {
                                return value == notAvailable ||
                                       store(clock.report.timedated.hardwareReading, readDateTime(value));
                            }},
    KeyedField<PastedClock>{u"Time zone", readZone},
    KeyedField<PastedClock>{u"Timezone", readZone},
    KeyedField<PastedClock>{u"System clock synchronized", readSynchronised},
    KeyedField<PastedClock>{u"NTP synchronized", readSynchronised}, // before systemd 239
    KeyedField<PastedClock>{u"NTP service", readNetworkTime},
    KeyedField<PastedClock>{u"systemd-timesyncd.service active", readNetworkTime}, // 237, 238
    KeyedField<PastedClock>{u"Network time on", readNetworkTime},                  // to 236
    KeyedField<PastedClock>{u"NTP enabled", readNetworkTime},                      // to 219
    KeyedField<PastedClock>{u"RTC in local TZ", readLocalRtc},
    KeyedField<PastedClock>{u"DST active",
                            [](QStringView value, PastedClock &clock) {
                                const std::optional<bool> isActive = readYesNo(value);
                                if (clock.report.zone)
                                    clock.report.zone->daylightSaving = isActive.value_or(false);
                                return isActive || value == notAvailable;
                            }},
    KeyedField<PastedClock>{u"Last DST change",
                            [](QStringView value, PastedClock &) { return !value.isEmpty(); }},
    KeyedField<PastedClock>{u"Next DST change",
                            [](QStringView value, PastedClock &) { return !value.isEmpty(); }},
};

/// What the old one adds to a change of daylight saving, and the warning about local hardware clocks.
bool isClockContinuation(QStringView line)
{
    static constexpr std::array beginnings = {
        QStringView(u"Warning: The system is configured to read the RTC time in the local time zone"),
        QStringView(u"This mode can not be fully supported."),
        QStringView(u"This mode cannot be fully supported."),
        QStringView(u"with time zone changes and daylight saving time"),
        QStringView(u"time is never updated, it relies on external facilities"),
        QStringView(u"If at all possible, use RTC in UTC"),
        QStringView(u"'timedatectl set-local-rtc 0'."),
        QStringView(u"DST ended at"),
        QStringView(u"DST began at"),
        QStringView(u"DST ends (the clock jumps"),
        QStringView(u"DST begins (the clock jumps"),
    };
    if (std::ranges::any_of(beginnings, [line](QStringView beginning) { return line.startsWith(beginning); }))
        return true;
    // The two moments around a change of daylight saving, without a key.
    const std::vector<QStringView> words = wordsOf(line);
    return words.size() == 4 && readDateTime(line);
}

PastedClock judged(PastedClock clock)
{
    ClockReport &report = clock.report;
    report.timedated.available = true;
    if (!clock.universalTime)
        return clock;
    report.readAt = *clock.universalTime;
    report.timedated.readAt = clock.universalTime;
    const std::optional<bool> isLocal = report.timedated.localRtc;
    if (!report.timedated.hardwareReading)
        return clock;
    HardwareClock hardware;
    hardware.readAt = report.readAt;
    hardware.reading = report.timedated.hardwareReading;
    hardware.keepsLocalTime = isLocal;
    if (isLocal && (!*isLocal || report.zone)) {
        const std::chrono::seconds zone = *isLocal ? report.zone->utcOffset : std::chrono::seconds(0);
        hardware.aheadOfSystem =
            hardware.reading->time_since_epoch() - zone - clock.universalTime->time_since_epoch();
    }
    report.hardware = hardware;
    return clock;
}

class ClockReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        PastedClock clock;
        return KeyedLines<PastedClock>(clockFields).take(line.bare(), clock) == LineFit::Taken;
    }

    LineFit take(const PastedLine &line) override
    {
        const LineFit fit = m_lines.take(line.bare(), m_clock);
        if (fit == LineFit::Foreign && !m_lines.knows(line.bare()) && isClockContinuation(line.bare()))
            return LineFit::Taken;
        return fit;
    }

    std::optional<PastedFacts> finish() override
    {
        const TimedatedReport &timedated = m_clock.report.timedated;
        const bool hasFacts = m_clock.localTime || m_clock.universalTime || timedated.hardwareReading ||
                              m_clock.report.zone || timedated.synchronised || timedated.canNetworkTime ||
                              timedated.localRtc;
        return hasFacts ? std::optional<PastedFacts>(judged(m_clock)) : std::nullopt;
    }

private:
    PastedClock m_clock;
    KeyedLines<PastedClock> m_lines{clockFields};
};

const std::array propertyFields = {
    KeyedField<PastedClock>{u"Timezone",
                            [](QStringView value, PastedClock &clock) {
                                clock.report.timedated.zone = value.toString();
                                return !value.contains(u' ');
                            }},
    KeyedField<PastedClock>{u"LocalRTC", readLocalRtc},
    KeyedField<PastedClock>{u"CanNTP",
                            [](QStringView value, PastedClock &clock) {
                                return store(clock.report.timedated.canNetworkTime, readYesNo(value));
                            }},
    KeyedField<PastedClock>{u"NTP",
                            [](QStringView value, PastedClock &clock) {
                                return store(clock.report.timedated.networkTimeEnabled, readYesNo(value));
                            }},
    KeyedField<PastedClock>{u"NTPSynchronized", readSynchronised},
    // The zone is an abbreviation, of which only UTC says how far it is from UTC.
    KeyedField<PastedClock>{u"TimeUSec",
                            [](QStringView value, PastedClock &clock) {
                                const std::optional<std::chrono::local_seconds> time = readDateTime(value);
                                clock.localTime = time;
                                if (value.endsWith(u" UTC"))
                                    clock.universalTime = asUtc(time);
                                return time || value == notAvailable;
                            }},
    KeyedField<PastedClock>{u"RTCTimeUSec",
                            [](QStringView value, PastedClock &clock) {
                                const std::optional<std::chrono::local_seconds> time = readDateTime(value);
                                if (value.endsWith(u" UTC"))
                                    clock.report.timedated.hardwareReading = time;
                                return time || value == notAvailable;
                            }},
};

class PropertiesReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        PastedClock clock;
        return KeyedLines<PastedClock>(propertyFields, u'=').take(line.bare(), clock) == LineFit::Taken;
    }

    LineFit take(const PastedLine &line) override { return m_lines.take(line.bare(), m_clock); }
    std::optional<PastedFacts> finish() override { return judged(m_clock); }

private:
    PastedClock m_clock;
    KeyedLines<PastedClock> m_lines{propertyFields, u'='};
};

std::optional<LeapIndicator> readLeap(QStringView value)
{
    if (value == u"normal")
        return LeapIndicator::NoWarning;
    if (value == u"last minute of the day has 61 seconds")
        return LeapIndicator::InsertSecond;
    if (value == u"last minute of the day has 59 seconds")
        return LeapIndicator::DeleteSecond;
    return value == u"not synchronized" ? std::optional(LeapIndicator::Unsynchronised) : std::nullopt;
}

/// "34min 8s (min: 32s; max 34min 8s)", "24.350ms (max: 5s)"
struct SpanWithLimits
{
    std::optional<Duration> span;
    std::optional<Duration> minimum;
    std::optional<Duration> maximum;
};

std::optional<SpanWithLimits> readLimits(QStringView value)
{
    static const QRegularExpression pattern(u"^([^(]+) \\((?:min: ([^;)]+); )?max:? ([^)]+)\\)$"_s);
    const QRegularExpressionMatch match = pattern.match(value.toString());
    if (!match.hasMatch())
        return std::nullopt;
    SpanWithLimits limits{readSystemdSpan(match.capturedView(1)), readSystemdSpan(match.capturedView(2)),
                          readSystemdSpan(match.capturedView(3))};
    return limits.span && limits.maximum ? std::optional(limits) : std::nullopt;
}

std::optional<int> log2Seconds(std::optional<Duration> interval)
{
    if (!interval || *interval < std::chrono::seconds(1))
        return std::nullopt;
    return std::bit_width(static_cast<quint64>(*interval / std::chrono::seconds(1))) - 1;
}

/// The sign is theta's.
std::optional<Offset> readTheta(QStringView value)
{
    if (value.size() < 2 || (value[0] != u'+' && value[0] != u'-'))
        return std::nullopt;
    const std::optional<Duration> span = readSystemdSpan(value.sliced(1));
    if (!span)
        return std::nullopt;
    return Offset::fromNtpTheta(value[0] == u'-' ? -*span : *span);
}

/// Above stratum 1 an address in hexadecimal.
QString referenceOf(QStringView value, std::optional<int> stratum)
{
    const std::optional<quint32> id = readHex(value);
    return stratum.value_or(0) > 1 && id ? referenceIdText(*id, *stratum) : value.toString();
}

const std::array timesyncFields = {
    KeyedField<PastedTimesync>{u"Server",
                               [](QStringView value, PastedTimesync &timesync) {
                                   const qsizetype open = value.indexOf(u" (");
                                   if (open <= 0 || !value.endsWith(u')'))
                                       return false;
                                   const QStringView address = value.first(open);
                                   DaemonSource &source = timesync.source;
                                   source.address = addressOf(address);
                                   source.resolved = !source.address.isEmpty();
                                   source.name = value.sliced(open + 2).chopped(1).toString();
                                   return source.resolved || address == notAvailable;
                               }},
    KeyedField<PastedTimesync>{u"Poll interval",
                               [](QStringView value, PastedTimesync &timesync) {
                                   const std::optional<SpanWithLimits> limits = readLimits(value);
                                   if (!limits)
                                       return false;
                                   timesync.pollInterval = limits->span;
                                   timesync.pollIntervalMinimum = limits->minimum;
                                   timesync.pollIntervalMaximum = limits->maximum;
                                   timesync.source.pollLog2 = log2Seconds(limits->span);
                                   return true;
                               }},
    KeyedField<PastedTimesync>{u"Leap",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.source.leap, readLeap(value));
                               }},
    KeyedField<PastedTimesync>{u"Version",
                               [](QStringView value, PastedTimesync &) { return readCount(value).has_value(); }},
    KeyedField<PastedTimesync>{u"Stratum",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.source.stratum, readInteger(value));
                               }},
    KeyedField<PastedTimesync>{u"Reference",
                               [](QStringView value, PastedTimesync &timesync) {
                                   timesync.source.referenceId = referenceOf(value, timesync.source.stratum);
                                   return true;
                               }},
    KeyedField<PastedTimesync>{u"Precision", [](QStringView value, PastedTimesync &) { return value.endsWith(u')'); }},
    KeyedField<PastedTimesync>{u"Root distance",
                               [](QStringView value, PastedTimesync &timesync) {
                                   const std::optional<SpanWithLimits> limits = readLimits(value);
                                   if (!limits)
                                       return false;
                                   timesync.rootDistance = limits->span;
                                   timesync.rootDistanceMaximum = limits->maximum;
                                   return true;
                               }},
    KeyedField<PastedTimesync>{u"Offset",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.source.measured, readTheta(value));
                               }},
    KeyedField<PastedTimesync>{u"Delay",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.source.delay, readSystemdSpan(value));
                               }},
    KeyedField<PastedTimesync>{u"Jitter",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.source.jitter, readSystemdSpan(value));
                               }},
    KeyedField<PastedTimesync>{u"Packet count",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.packetCount, readCount(value));
                               }},
    // The kernel's sign: positive speeds this clock up.
    KeyedField<PastedTimesync>{u"Frequency",
                               [](QStringView value, PastedTimesync &timesync) {
                                   if (!value.endsWith(u"ppm"))
                                       return false;
                                   const std::optional<double> ppm = readNumber(value.chopped(3));
                                   if (ppm)
                                       timesync.frequencyPpm = -*ppm;
                                   return ppm.has_value();
                               }},
};

/// Of "1min 3.4s" a text that ends too early may have only the minutes.
bool mayBeCut(const PastedLine &line)
{
    static constexpr std::array units = {QStringView(u"min"), QStringView(u"h"),     QStringView(u"d"),
                                         QStringView(u"w"),   QStringView(u"month"), QStringView(u"y")};
    return line.isCut &&
           std::ranges::any_of(units, [&line](QStringView unit) { return line.text.endsWith(unit); });
}

PastedTimesync judged(PastedTimesync timesync)
{
    DaemonSource &source = timesync.source;
    source.letter = ' ';
    const bool hasAnswer = timesync.packetCount.value_or(source.measured ? 1 : 0) > 0 &&
                           source.leap != LeapIndicator::Unsynchronised &&
                           !timesync.isIgnored.value_or(false);
    source.standing = hasAnswer ? SourceStanding::Selected : SourceStanding::Unusable;
    if (timesync.packetCount == 1)
        source.jitter.reset(); // it takes two
    if (source.name.isEmpty())
        source.name = source.address;
    return timesync;
}

class TimesyncReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        static constexpr std::array keys = {QStringView(u"Server"), QStringView(u"Poll interval"),
                                            QStringView(u"Root distance")};
        PastedTimesync timesync;
        return std::ranges::find(keys, keyedText(line.bare()).key) != keys.end() &&
               KeyedLines<PastedTimesync>(timesyncFields).take(line.bare(), timesync) == LineFit::Taken;
    }

    LineFit take(const PastedLine &line) override
    {
        if (line.bare() == u"Invalid NTP response")
            return LineFit::Taken;
        if (mayBeCut(line) && m_lines.knows(line.bare()))
            return LineFit::Unreadable;
        return m_lines.take(line.bare(), m_timesync);
    }
    std::optional<PastedFacts> finish() override
    {
        // One line alone could be anybody's.
        const bool isTold = m_timesync.pollInterval || m_timesync.rootDistance;
        return isTold ? std::optional<PastedFacts>(judged(m_timesync)) : std::nullopt;
    }

private:
    PastedTimesync m_timesync;
    KeyedLines<PastedTimesync> m_lines{timesyncFields};
};

bool storeServers(QStringList &list, QStringView value)
{
    for (const QStringView word : wordsOf(value))
        list.append(word.toString());
    return true;
}

/// "{ Leap=0, Version=4, …, Ignored=no PacketCount=115, Jitter=126.318ms }": old versions lack a comma.
bool readMessage(QStringView value, PastedTimesync &timesync)
{
    if (!value.startsWith(u'{') || !value.endsWith(u'}'))
        return false;
    const QString text = value.sliced(1).chopped(1).toString().replace(u',', u", "_s);
    const auto field = [&text](QStringView key) -> QStringView {
        const QString start = u' ' + key.toString() + u'=';
        const qsizetype at = text.indexOf(start);
        if (at < 0)
            return {};
        const qsizetype begin = at + start.size();
        qsizetype end = text.indexOf(u',', begin);
        if (end < 0)
            end = text.size();
        return QStringView(text).sliced(begin, end - begin).trimmed();
    };
    const std::optional<int> leap = readInteger(field(u"Leap"));
    DaemonSource &source = timesync.source;
    if (!leap || *leap < 0 || *leap > static_cast<int>(LeapIndicator::Unsynchronised))
        return false;
    source.leap = static_cast<LeapIndicator>(*leap);
    source.stratum = readInteger(field(u"Stratum"));
    source.rootDelay = readSystemdSpan(field(u"RootDelay"));
    source.rootDispersion = readSystemdSpan(field(u"RootDispersion"));
    source.referenceId = referenceOf(field(u"Reference"), source.stratum);
    source.jitter = readSystemdSpan(field(u"Jitter"));
    timesync.isIgnored = field(u"Ignored").startsWith(u"yes");
    timesync.packetCount = readCount(field(u"PacketCount"));
    if (source.rootDelay && source.rootDispersion)
        timesync.rootDistance = *source.rootDelay / 2 + *source.rootDispersion;
    return source.stratum.has_value();
}

const std::array timesyncProperties = {
    KeyedField<PastedTimesync>{u"LinkNTPServers",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return storeServers(timesync.linkServers, value);
                               }},
    KeyedField<PastedTimesync>{u"SystemNTPServers",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return storeServers(timesync.systemServers, value);
                               }},
    KeyedField<PastedTimesync>{u"RuntimeNTPServers",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return storeServers(timesync.runtimeServers, value);
                               }},
    KeyedField<PastedTimesync>{u"FallbackNTPServers",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return storeServers(timesync.fallbackServers, value);
                               }},
    KeyedField<PastedTimesync>{u"ServerName",
                               [](QStringView value, PastedTimesync &timesync) {
                                   timesync.source.name = value.toString();
                                   return !value.contains(u' ');
                               }},
    KeyedField<PastedTimesync>{u"ServerAddress",
                               [](QStringView value, PastedTimesync &timesync) {
                                   timesync.source.address = addressOf(value);
                                   return !timesync.source.address.isEmpty() || value.isEmpty();
                               }},
    KeyedField<PastedTimesync>{u"RootDistanceMaxUSec",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.rootDistanceMaximum, readSystemdSpan(value));
                               }},
    KeyedField<PastedTimesync>{u"PollIntervalMinUSec",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.pollIntervalMinimum, readSystemdSpan(value));
                               }},
    KeyedField<PastedTimesync>{u"PollIntervalMaxUSec",
                               [](QStringView value, PastedTimesync &timesync) {
                                   return store(timesync.pollIntervalMaximum, readSystemdSpan(value));
                               }},
    KeyedField<PastedTimesync>{u"PollIntervalUSec",
                               [](QStringView value, PastedTimesync &timesync) {
                                   timesync.source.pollLog2 = log2Seconds(readSystemdSpan(value));
                                   return store(timesync.pollInterval, readSystemdSpan(value));
                               }},
    KeyedField<PastedTimesync>{u"NTPMessage", readMessage},
    // Parts per million in 16.16, with the kernel's sign.
    KeyedField<PastedTimesync>{u"Frequency",
                               [](QStringView value, PastedTimesync &timesync) {
                                   constexpr double one = 65536;
                                   const std::optional<double> scaled = readNumber(value);
                                   if (scaled && *scaled != 0) // zero until the first adjustment
                                       timesync.frequencyPpm = -*scaled / one;
                                   return scaled.has_value();
                               }},
};

class TimesyncPropertiesReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        PastedTimesync timesync;
        const KeyedText text = keyedText(line.bare(), u'=');
        return text.value && text.key != u"Frequency" && text.key != u"NTPMessage" &&
               KeyedLines<PastedTimesync>(timesyncProperties, u'=').take(line.bare(), timesync) ==
                   LineFit::Taken;
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (mayBeCut(line) && m_lines.knows(bare))
            return LineFit::Unreadable;
        if (!m_message.isEmpty())
            return continueMessage(bare);
        if (bare.startsWith(u"NTPMessage={") && !bare.endsWith(u'}')) {
            m_message = QStringList{bare.toString()};
            return LineFit::Incomplete;
        }
        return m_lines.take(bare, m_timesync);
    }

    std::optional<PastedFacts> finish() override { return judged(m_timesync); }

private:
    /// It is longer than most terminals are wide. These break within words, mail programs between them.
    LineFit continueMessage(QStringView bare)
    {
        constexpr qsizetype mostLines = 20;
        if (m_message.size() > mostLines || keyedText(bare, u'=').key == u"Frequency") {
            m_message.clear();
            return m_lines.take(bare, m_timesync);
        }
        m_message.append(bare.toString());
        if (!bare.endsWith(u'}'))
            return LineFit::Incomplete;
        const QString whole = m_message.join(QString());
        const QString ofWords = m_message.join(u' ');
        m_message.clear();
        LineFit fit = m_lines.take(whole, m_timesync);
        if (!m_timesync.packetCount && m_lines.takeAgain(ofWords, m_timesync))
            fit = LineFit::Taken;
        return fit == LineFit::Taken ? LineFit::Completing : fit;
    }

    PastedTimesync m_timesync;
    KeyedLines<PastedTimesync> m_lines{timesyncProperties, u'='};
    QStringList m_message; ///< its lines so far
};

} // namespace

std::span<const BlockKind> timedatectlBlocks()
{
    static constexpr std::array kinds = {
        BlockKind{&ClockReader::begins, &makeReader<ClockReader>},
        BlockKind{&PropertiesReader::begins, &makeReader<PropertiesReader>},
        BlockKind{&TimesyncReader::begins, &makeReader<TimesyncReader>},
        BlockKind{&TimesyncPropertiesReader::begins, &makeReader<TimesyncPropertiesReader>},
    };
    return kinds;
}

} // namespace synchroscope
