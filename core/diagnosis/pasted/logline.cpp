// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/logline.h"

#include "core/diagnosis/pasted/blockreader.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

struct LogPattern
{
    QStringView start;
    LogEvent event;
    /// Reads what follows the start; false: it is something else.
    bool (*read)(QStringView rest, LogLine &line);
    /// Nobody writes this in prose: taken also without time and program before it.
    bool isDistinct = false;
};

bool anything(QStringView /*rest*/, LogLine & /*line*/)
{
    return true;
}

bool nothingMore(QStringView rest, LogLine & /*line*/)
{
    return rest.isEmpty();
}

/// "192.0.2.1", "192.0.2.1 (ntp.example)", "192.0.2.1:123 (ntp.example)."
bool subject(QStringView rest, LogLine &line)
{
    if (rest.endsWith(u'.'))
        rest.chop(1);
    const qsizetype space = rest.indexOf(u' ');
    line.subject = (space < 0 ? rest : rest.first(space)).toString();
    const QStringView name = space < 0 ? QStringView() : rest.sliced(space + 1);
    if (name.startsWith(u'(') && name.endsWith(u')'))
        line.detail = name.sliced(1).chopped(1).toString();
    else if (!name.isEmpty())
        return false;
    return !line.subject.isEmpty();
}

/// The rest up to `end`, which must follow it.
QStringView before(QStringView rest, QStringView end)
{
    const qsizetype at = rest.indexOf(end);
    return at < 0 ? QStringView() : rest.first(at);
}

/// chronyd prints the correction that is needed: positive, this clock is slow.
bool wrongBy(QStringView rest, LogLine &line)
{
    const std::optional<Duration> theta = readDecimal(before(rest, u" seconds"));
    if (theta)
        line.offset = Offset::fromNtpTheta(*theta);
    return theta.has_value();
}

bool steppedBy(QStringView rest, LogLine &line)
{
    line.moved = readDecimal(before(rest, u" seconds"));
    return line.moved.has_value();
}

/// ntpd's "+0.157420 s"
bool resetBy(QStringView rest, LogLine &line)
{
    line.moved = readDecimal(before(rest, u" s"));
    return line.moved.has_value();
}

/// "0.5 seconds fast of true (step)"
bool initialOffset(QStringView rest, LogLine &line)
{
    const std::optional<Duration> span = readDecimal(before(rest, u" seconds"));
    if (!span)
        return false;
    line.offset =
        rest.contains(u" slow of true") ? Offset::fromNtpTheta(*span) : Offset::fromLocalMinusRemote(*span);
    return rest.contains(u" of true");
}

/// "192.0.2.1 replaced with 192.0.2.2 (pool.example)"
bool replaced(QStringView rest, LogLine &line)
{
    for (const QStringView between : {QStringView(u" replaced with "), QStringView(u" changed to ")}) {
        const QStringView old = before(rest, between);
        if (old.isEmpty() || old.contains(u' '))
            continue;
        LogLine other;
        if (!subject(rest.sliced(old.size() + between.size()), other))
            return false;
        line.subject = old.toString();
        line.detail = other.subject;
        return true;
    }
    return false;
}

bool ends(QStringView rest, QStringView end, LogLine &line)
{
    if (!rest.endsWith(end))
        return false;
    return subject(rest.chopped(end.size()), line);
}
bool online(QStringView rest, LogLine &line)
{
    return ends(rest, u" online", line);
}
bool offline(QStringView rest, LogLine &line)
{
    return ends(rest, u" offline", line);
}

bool exceeds(QStringView rest, LogLine &line)
{
    const QStringView source = before(rest, u" exceeds");
    return !source.isEmpty() && subject(source, line);
}

/// "3600.000 seconds exceeds the allowed maximum of 1.000 seconds (exiting)": the sign is wrongBy()'s.
bool adjustment(QStringView rest, LogLine &line)
{
    return rest.contains(u" exceeds the allowed maximum") && wrongBy(rest, line);
}

/// "Could not parse server directive at line 3 in file /etc/chrony/chrony.conf"
bool fatal(QStringView rest, LogLine &line)
{
    const qsizetype at = rest.indexOf(u" at line ");
    if (at < 0)
        return false;
    const qsizetype file = rest.indexOf(u" in file ", at);
    if (file >= 0)
        line.subject = rest.sliced(file + 9).trimmed().toString();
    line.detail = rest.sliced(at + 1).toString();
    return true;
}
/// "/dev/ptp0 : No such file or directory"
bool opening(QStringView rest, LogLine &line)
{
    rest = rest.trimmed();
    if (rest.startsWith(u'/')) {
        const qsizetype space = rest.indexOf(u' ');
        line.subject = (space < 0 ? rest : rest.first(space)).toString();
    }
    return true;
}
bool notPermitted(QStringView rest, LogLine & /*line*/)
{
    return rest.contains(u"Operation not permitted");
}
bool addressInUse(QStringView rest, LogLine & /*line*/)
{
    return rest.contains(u"failed");
}
bool version(QStringView rest, LogLine &line)
{
    line.detail = before(rest, u" starting").toString();
    return rest.contains(u"starting", Qt::CaseInsensitive);
}
bool resolving(QStringView rest, LogLine &line)
{
    const qsizetype end = rest.indexOf(u": ");
    line.subject = (end < 0 ? rest : rest.first(end)).toString();
    return !line.subject.isEmpty() && !line.subject.contains(u' ');
}
bool firstWord(QStringView rest, LogLine &line)
{
    const std::vector<QStringView> words = wordsOf(rest);
    if (words.empty())
        return false;
    line.subject = words[0].endsWith(u',') ? words[0].chopped(1).toString() : words[0].toString();
    return true;
}

// The first that fits counts. chronyd 3 to 4.8, ntpd 4.2, NTPsec 1.2, timesyncd 232 to 257.
constexpr std::array patterns = {
    LogPattern{u"System clock wrong by ", LogEvent::ClockWrong, wrongBy, true},
    LogPattern{u"System's initial offset : ", LogEvent::ClockWrong, initialOffset, true},
    LogPattern{u"System clock was stepped by ", LogEvent::ClockStepped, steppedBy, true},
    LogPattern{u"System clock was stepped for leap second", LogEvent::ClockStepped, nothingMore, true},
    LogPattern{u"Could not step system clock", LogEvent::CannotStep, anything, true},
    LogPattern{u"Selected source ", LogEvent::SourceSelected, subject, true},
    LogPattern{u"Can't synchronise: no sources", LogEvent::NoSources, anything, true},
    LogPattern{u"Can't synchronise: no majority", LogEvent::NoMajority, anything, true},
    LogPattern{u"Can't synchronise: ", LogEvent::NoSelectableSources, anything, true},
    LogPattern{u"Detected falseticker ", LogEvent::Falseticker, subject, true},
    LogPattern{u"Root distance of ", LogEvent::TooFar, exceeds, true},
    LogPattern{u"Jitter of ", LogEvent::TooVariable, exceeds, true},
    LogPattern{u"System clock interference detected", LogEvent::Interference, anything, true},
    LogPattern{u"Forward time jump detected!", LogEvent::TimeJumpForward, nothingMore, true},
    LogPattern{u"Backward time jump detected!", LogEvent::TimeJumpBackward, nothingMore, true},
    LogPattern{u"Source ", LogEvent::SourceReplaced, replaced, true},
    LogPattern{u"Source ", LogEvent::SourceOnline, online},
    LogPattern{u"Source ", LogEvent::SourceOffline, offline},
    LogPattern{u"Added source ", LogEvent::SourceAdded, subject},
    LogPattern{u"Added pool ", LogEvent::SourceAdded, subject},
    LogPattern{u"Removed source ", LogEvent::SourceRemoved, subject},
    LogPattern{u"Removed pool ", LogEvent::SourceRemoved, subject},
    LogPattern{u"Received KoD RATE from ", LogEvent::RateRefused, subject, true},
    LogPattern{u"chronyd version ", LogEvent::Started, version},
    LogPattern{u"chronyd exiting", LogEvent::Exiting, nothingMore},
    LogPattern{u"Adjustment of ", LogEvent::OffsetTooLarge, adjustment, true},
    LogPattern{u"Fatal error : Another chronyd may already be running", LogEvent::AlreadyRunning, anything,
               true},
    LogPattern{u"Another chronyd may already be running", LogEvent::AlreadyRunning, anything, true},
    LogPattern{u"Fatal error : adjtimex", LogEvent::NotPermitted, notPermitted, true},
    LogPattern{u"adjtimex", LogEvent::NotPermitted, notPermitted},
    LogPattern{u"Fatal error : Could not open", LogEvent::CannotOpenOrBind, opening, true},
    LogPattern{u"Fatal error : ", LogEvent::BadConfiguration, fatal, true},
    LogPattern{u"Could not resolve address of initstepslew server ", LogEvent::CannotResolve, firstWord},
    LogPattern{u"Could not resolve ", LogEvent::CannotResolve, firstWord},
    LogPattern{u"Invalid host ", LogEvent::CannotResolve, firstWord},
    LogPattern{u"Could not open ", LogEvent::CannotOpenOrBind, opening},
    LogPattern{u"Could not bind", LogEvent::CannotOpenOrBind, anything},
    LogPattern{u"TLS handshake with ", LogEvent::CannotAuthenticate, firstWord},
    LogPattern{u"NTS-KE session with ", LogEvent::CannotAuthenticate, firstWord},
    // timesyncd
    LogPattern{u"Timed out waiting for reply from ", LogEvent::ReplyTimeout, subject, true},
    LogPattern{u"Initial synchronization to time server ", LogEvent::Synchronised, subject, true},
    LogPattern{u"Synchronized to time server for the first time ", LogEvent::Synchronised, subject, true},
    LogPattern{u"Synchronized to time server ", LogEvent::Synchronised, subject, true},
    LogPattern{u"Initial clock synchronization to ", LogEvent::Synchronised, anything},
    LogPattern{u"Contacted time server ", LogEvent::ServerContacted, subject, true},
    LogPattern{u"No network connectivity, watching for changes.", LogEvent::NetworkAbsent, nothingMore, true},
    LogPattern{u"Server has too large root distance.", LogEvent::TooFar, anything, true},
    LogPattern{u"Failed to resolve ", LogEvent::CannotResolve, resolving},
    LogPattern{u"Failed to call clock_adjtime(): ", LogEvent::NotPermitted, notPermitted, true},
    LogPattern{u"System clock time unset or jumped backwards", LogEvent::TimeJumpBackward, anything},
    LogPattern{u"Failed to set up connection socket", LogEvent::CannotOpenOrBind, anything},
    LogPattern{u"Failed to setup connection socket", LogEvent::CannotOpenOrBind, anything},
    // ntpd: the clock was moved by so much.
    LogPattern{u"time reset ", LogEvent::ClockStepped, resetBy},
    LogPattern{u"CLOCK: time stepped by ", LogEvent::ClockStepped,
               [](QStringView rest, LogLine &line) {
                   line.moved = readDecimal(rest.trimmed());
                   return line.moved.has_value();
               }},
    LogPattern{u"0.0.0.0 c61c 0c clock_step ", LogEvent::ClockStepped, resetBy},
    LogPattern{u"synchronized to ", LogEvent::Synchronised, firstWord},
    LogPattern{u"no servers reachable", LogEvent::NoSelectableSources, anything},
    LogPattern{u"no reply; clock not set", LogEvent::NoSelectableSources, anything},
    LogPattern{u"time correction of ", LogEvent::OffsetTooLarge, anything},
    LogPattern{u"CLOCK: Panic: offset too big", LogEvent::OffsetTooLarge, anything},
    LogPattern{u"host name not found: ", LogEvent::CannotResolve, firstWord},
    LogPattern{u"error resolving pool ", LogEvent::CannotResolve, resolving},
    LogPattern{u"DNS: dns_take_status: ", LogEvent::CannotResolve,
               [](QStringView rest, LogLine &line) {
                   line.subject = before(rest, u"=>").toString();
                   return rest.contains(u"=>error") || rest.contains(u"=>temp");
               }},
    LogPattern{u"unable to bind", LogEvent::CannotOpenOrBind, anything},
    LogPattern{u"unable to create socket", LogEvent::CannotOpenOrBind, anything},
    LogPattern{u"bind(", LogEvent::CannotOpenOrBind, addressInUse},
    LogPattern{u"IO: unable to bind", LogEvent::CannotOpenOrBind, anything},
    LogPattern{u"IO: bind(", LogEvent::CannotOpenOrBind, addressInUse},
    LogPattern{u"ntpd exiting on signal", LogEvent::Exiting, anything},
    LogPattern{u"ERR: ntpd exiting on signal", LogEvent::Exiting, anything},
    LogPattern{u"ntpd ", LogEvent::Started, version},
    LogPattern{u"INIT: ntpd ", LogEvent::Started, version},
};

/// What the message says; false: nothing that is known, or nothing that could stand alone where that is
/// asked.
bool readMessage(QStringView message, LogLine &line, bool onlyDistinct)
{
    for (const LogPattern &pattern : patterns) {
        if ((onlyDistinct && !pattern.isDistinct) || !message.startsWith(pattern.start))
            continue;
        LogLine read = line;
        if (!pattern.read(message.sliced(pattern.start.size()), read))
            continue;
        line = read;
        line.event = pattern.event;
        return true;
    }
    return false;
}

struct Program
{
    QStringView name;
    std::optional<DaemonKind> daemon;
};
// What is called ntpd is any of three: the classic one stands for all.
constexpr std::array programs = {
    Program{u"chronyd", DaemonKind::Chrony},
    Program{u"systemd-timesyncd", DaemonKind::Timesyncd},
    Program{u"systemd-timesyn", DaemonKind::Timesyncd},
    Program{u"ntpd", DaemonKind::Ntpd},
    Program{u"ntpd_intres", DaemonKind::Ntpd}, // asks for names
    Program{u"ntp-daemon", DaemonKind::NtpdRs},
    Program{u"ntpd-rs", DaemonKind::NtpdRs},
    Program{u"ntpdate", std::nullopt},
};

bool isAboutTime(QStringView message)
{
    static constexpr std::array words = {QStringView(u"chrony"),   QStringView(u"NTP"),
                                         QStringView(u"ntpsec"),   QStringView(u"ntp.service"),
                                         QStringView(u"ntpd"),     QStringView(u"Network Time"),
                                         QStringView(u"timesyncd")};
    return std::ranges::any_of(words, [message](QStringView word) { return message.contains(word); });
}

/// "chrony.service - chrony, an NTP client/server." → "chrony.service"; older ones have no name before.
QString unitIn(QStringView rest)
{
    const QStringView word = rest.first(qMax<qsizetype>(0, rest.indexOf(u' ')));
    if (word.endsWith(u".service"))
        return word.toString();
    return (rest.endsWith(u'.') ? rest.chopped(1) : rest).toString();
}

/// systemd's own words about a unit.
void readUnitMessage(QStringView message, LogLine &line)
{
    constexpr QStringView started = u"Started ";
    constexpr QStringView failedToStart = u"Failed to start ";
    if (message.startsWith(started)) {
        line.event = LogEvent::UnitStarted;
        line.subject = unitIn(message.sliced(started.size()));
        return;
    }
    if (message.startsWith(failedToStart)) {
        line.event = LogEvent::UnitFailed;
        line.subject = unitIn(message.sliced(failedToStart.size()));
        return;
    }
    const QStringView unit = before(message, u": ");
    if (unit.endsWith(u".service"))
        line.subject = unit.toString();
    const bool isFailure = message.contains(u": Failed with result ") ||
                           message.contains(u": Main process exited, code=exited, status=1") ||
                           message.contains(u": Start request repeated too quickly");
    if (isFailure)
        line.event = LogEvent::UnitFailed;
}

/// "2025-08-13T13:57:49.388941+00:00", "2023-08-17T03:41:36Z"
std::optional<Instant> readInstant(QStringView text)
{
    constexpr qsizetype dateTimeSize = 19;
    if (text.size() <= dateTimeSize || text[10] != u'T')
        return std::nullopt;
    const std::optional<std::chrono::local_seconds> time = readDateTime(text.first(dateTimeSize));
    QStringView rest = text.sliced(dateTimeSize);
    Duration fraction{};
    if (rest.startsWith(u'.')) {
        qsizetype end = 1;
        while (end < rest.size() && rest[end].isDigit())
            ++end;
        fraction = readDecimal(QString(u'0' + rest.first(end).toString())).value_or(Duration());
        rest = rest.sliced(end);
    }
    std::chrono::minutes zone{};
    if (rest != u"Z") {
        const QString digits = rest.sliced(qMin<qsizetype>(1, rest.size())).toString().remove(u':');
        const std::optional<qint64> number = readCount(digits);
        if (digits.size() != 4 || !number || (rest[0] != u'+' && rest[0] != u'-'))
            return std::nullopt;
        zone = std::chrono::hours(*number / 100) + std::chrono::minutes(*number % 100);
        if (rest[0] == u'-')
            zone = -zone;
    }
    return time ? std::optional(Instant(time->time_since_epoch()) - zone + fraction) : std::nullopt;
}

/// A time of day stands in it.
bool hasClock(QStringView text)
{
    for (qsizetype colon = text.indexOf(u':'); colon > 0; colon = text.indexOf(u':', colon + 1)) {
        if (colon + 5 < text.size() && text[colon - 1].isDigit() && text[colon + 1].isDigit() &&
            text[colon + 3] == u':' && text[colon + 4].isDigit())
            return true;
    }
    return false;
}

/// "Aug 17 12:41:36 host chronyd[123]", or only the program.
struct LogHead
{
    QStringView time;
    QStringView program;
    bool hasPid = false;
};

std::optional<LogHead> readHead(QStringView head)
{
    constexpr qsizetype longest = 160;
    const std::vector<QStringView> words = head.size() > longest ? std::vector<QStringView>() : wordsOf(head);
    if (words.empty())
        return std::nullopt;
    LogHead read;
    const QStringView tag = words.back();
    const qsizetype bracket = tag.indexOf(u'[');
    read.hasPid = bracket > 0 && tag.endsWith(u']') && readCount(tag.sliced(bracket + 1).chopped(1));
    read.program = read.hasPid ? tag.first(bracket) : tag;
    if (const qsizetype slash = read.program.lastIndexOf(u'/'); slash >= 0)
        read.program = read.program.sliced(slash + 1);
    if (words.size() == 1)
        return read.hasPid ? std::optional(read) : std::nullopt;
    // Between the time and the program there is the host's name, unless it was left out.
    QStringView time = head.first(tag.data() - head.data()).trimmed();
    if (!hasClock(words[words.size() - 2]))
        time = time.first(words[words.size() - 2].data() - head.data()).trimmed();
    read.time = time;
    return hasClock(time) ? std::optional(read) : std::nullopt;
}

} // namespace

ReadLogLine readLogLine(QStringView text)
{
    ReadLogLine read;
    const qsizetype colon = text.indexOf(u": ");
    const std::optional<LogHead> head = colon > 0 ? readHead(text.first(colon)) : std::nullopt;
    if (head) {
        const QStringView message = text.sliced(colon + 2).trimmed();
        read.line.message = message.toString();
        read.line.time = head->time.toString();
        read.line.at = readInstant(head->time);
        const auto program = std::ranges::find(programs, head->program, &Program::name);
        if (program != programs.end()) {
            read.kind = LogLineKind::Time;
            read.line.daemon = program->daemon;
            readMessage(message, read.line, false);
        } else if (head->program == u"systemd" && isAboutTime(message)) {
            read.kind = LogLineKind::Time;
            readUnitMessage(message, read.line);
        } else {
            read.kind = LogLineKind::Foreign;
        }
        return read;
    }
    // chronyd's own log file begins with the time; journalctl -o cat with nothing.
    const qsizetype space = text.indexOf(u' ');
    const std::optional<Instant> at = space > 0 ? readInstant(text.first(space)) : std::nullopt;
    const QStringView message = at ? text.sliced(space + 1) : text;
    if (!readMessage(message, read.line, !at))
        return {};
    read.kind = LogLineKind::Time;
    read.line.message = message.toString();
    read.line.at = at;
    if (at) {
        read.line.time = text.first(space).toString();
        read.line.daemon = DaemonKind::Chrony;
    }
    return read;
}

bool isLogRemark(QStringView text)
{
    static constexpr std::array beginnings = {
        QStringView(u"-- Logs begin at"),
        QStringView(u"-- Journal begins at"),
        QStringView(u"-- Boot "),
        QStringView(u"-- Reboot --"),
        QStringView(u"-- No entries --"),
        QStringView(u"Hint: Some lines were"),
        QStringView(u"Hint: You are currently not seeing messages"),
    };
    return std::ranges::any_of(beginnings,
                               [text](QStringView beginning) { return text.startsWith(beginning); });
}

bool isTimeUnit(QStringView name)
{
    static constexpr std::array names = {
        QStringView(u"chrony"),
        QStringView(u"chronyd"),
        QStringView(u"chrony-wait"),
        QStringView(u"ntp"),
        QStringView(u"ntpd"),
        QStringView(u"ntpsec"),
        QStringView(u"ntpd-rs"),
        QStringView(u"openntpd"),
        QStringView(u"ntpdate"),
        QStringView(u"systemd-timesyncd"),
        QStringView(u"systemd-timedated"),
        QStringView(u"systemd-time-wait-sync"),
        QStringView(u"chronyd-restricted"),
    };
    if (name.endsWith(u".service"))
        name.chop(8);
    return std::ranges::find(names, name) != names.end();
}

} // namespace synchroscope
