// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/chronyconf.h"
#include "core/config/ntpconf.h"
#include "core/config/timesyncdconf.h"
#include "core/diagnosis/chronyobservation.h"
#include "core/diagnosis/clockreport.h"
#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/unitreport.h"

#include <QStringList>
#include <QStringView>

#include <optional>
#include <utility>
#include <variant>
#include <vector>

/// What a person pasted from a terminal, of this computer or of any other: the output of time tools, several
/// in one text, with prompts and prose between. Pure; any thread.
///
/// Facts have the types that live daemons' have, our signs and units. A terminal shows ages and seldom says
/// when it was: where a live fact has an instant, a pasted one leaves it absent and has the age beside it.
namespace synchroscope {

/// The order is that of PastedFacts.
enum class PastedKind : quint8 {
    ChronySources,          ///< chronyc sources, with -a, -n, -v or -c
    ChronySourceStatistics, ///< chronyc sourcestats
    ChronyTracking,
    ChronyActivity,
    ChronyExchanges,      ///< chronyc ntpdata
    ChronySelection,      ///< chronyc selectdata
    ChronyAuthentication, ///< chronyc authdata
    ChronyServing,        ///< chronyc serverstats
    ChronyHardwareClock,  ///< chronyc rtcdata
    ChronySmoothing,
    Clock,           ///< timedatectl, timedatectl status or show
    Timesync,        ///< timedatectl timesync-status or show-timesync
    NtpPeers,        ///< ntpq -p
    NtpVariables,    ///< ntpq -c rv
    NtpAssociations, ///< ntpq -c as
    NtpStat,
    Unit,      ///< systemctl status, with its log lines
    DaemonLog, ///< lines of the journal or of a log file
    Answer,    ///< what a tool says instead of an output: done, refused, nobody there
    WindowsStatus,
    WindowsPeers,
    WindowsStripChart,
    Configuration,
};

/// Stable, for JSON: "chronyc-sources", "timedatectl" …
QString pastedKindName(PastedKind kind);

/// A row of `chronyc sources`, `ntpq -p` or `w32tm /query /peers`.
struct PastedSource
{
    /// Its `lastSample` is absent. What is no address stands in `name` only.
    DaemonSource source;
    std::optional<Duration> lastSampleAge; ///< absent: never, or it is not told
    bool isNameCut = false;                ///< the table had no room for the whole name
    bool isPool = false;                   ///< ntpq's row for a pool itself; it is never asked
    bool isPending = false;                ///< w32tm's State: Pending
    int line = 0;                          ///< 1-based
};

struct PastedSources
{
    std::vector<PastedSource> rows;
};

/// ntpq -p: rows as above, another command.
struct PastedPeers
{
    std::vector<PastedSource> rows;
};

struct PastedWindowsPeers
{
    std::vector<PastedSource> rows;
};

struct PastedStatistics
{
    struct Row
    {
        QString name;
        bool isNameCut = false;
        SourceStatistics statistics; ///< offsetError is not printed: zero
        int line = 0;
    };
    std::vector<Row> rows;
};

struct PastedExchanges
{
    struct Row
    {
        QString address;
        quint16 port = 0;
        std::optional<int> stratum; ///< this and what follows: absent without a valid answer
        std::optional<LeapIndicator> leap;
        std::optional<int> pollLog2;
        std::optional<Duration> rootDelay;
        std::optional<Duration> rootDispersion;
        QString referenceId;
        ChronyExchange exchange; ///< version 0: there was no valid answer
        int line = 0;            ///< of its first line
    };
    std::vector<Row> rows;
};

struct PastedSelection
{
    struct Row
    {
        QString name;
        bool isNameCut = false;
        std::optional<LeapIndicator> leap;
        ChronySelection selection;
        int line = 0;
    };
    std::vector<Row> rows;
};

struct PastedAuthentication
{
    struct Row
    {
        QString name;
        bool isNameCut = false;
        ChronyAuthentication authentication;
        int line = 0;
    };
    std::vector<Row> rows;
};

struct PastedClock
{
    std::optional<Instant> universalTime;
    std::optional<std::chrono::local_seconds> localTime;
    /// `readAt`, and with it `hardware` and `timedated.readAt`, is the universal time, cut to seconds;
    /// without one it means nothing. `hardware->aheadOfSystem` is the difference of two cut readings: ± 1 s.
    ClockReport report;
};

/// systemd-timesyncd by timedatectl. What is absent was not told.
struct PastedTimesync
{
    /// Offset with our sign; Selected once there was an answer.
    DaemonSource source;
    std::optional<Duration> pollInterval;
    std::optional<Duration> pollIntervalMinimum;
    std::optional<Duration> pollIntervalMaximum;
    std::optional<Duration> rootDistance;
    std::optional<Duration> rootDistanceMaximum; ///< a server beyond it is not used
    std::optional<qint64> packetCount;           ///< 0: no server has answered
    std::optional<bool> isIgnored;               ///< the answer was left out as a spike
    std::optional<double> frequencyPpm; ///< positive: this clock would be fast by it without correction
    QStringList linkServers;
    QStringList systemServers;
    QStringList runtimeServers;
    QStringList fallbackServers;
};

/// ntpq -c rv: of ntpd itself, or of one of its sources.
struct PastedVariables
{
    qint64 association = 0;  ///< 0: ntpd itself; of others only that is known
    DaemonTracking tracking; ///< its `lastUpdate` is absent
    std::optional<Duration> sinceUpdate;
};

/// ntpq -c as: sources by numbers, in the order of -p.
struct PastedAssociations
{
    struct Row
    {
        qint64 association = 0;
        QString condition; ///< "sys.peer", "reject"
        bool isAuthenticationBad = false;
        int line = 0;
    };
    std::vector<Row> rows;
};

struct PastedNtpStat
{
    bool isSynchronised = false;
    bool isRestarting = false; ///< "time server re-starting"
    QString source;            ///< address, or "local net", "atomic clock" …
    std::optional<int> stratum;
    std::optional<Duration> bound; ///< "time correct to within": half-width
    std::optional<Duration> pollInterval;
};

struct PastedLog
{
    std::vector<LogLine> lines;
};

struct PastedAnswer
{
    enum class Meaning : quint8 {
        Done,
        AuthenticationNeeded, ///< polkit or sudo wants a password
        NotPermitted,
        NobodyAnswers, ///< no daemon there, or it is silent
        NoSuchUnit,
        NoSuchCommand,
        Failed,
    };

    Meaning meaning = Meaning::Failed;
    QString subject; ///< unit or program; may be empty
    QString text;    ///< the whole line
};

struct PastedWindowsStatus
{
    DaemonTracking tracking;
    bool isLocalClock = false;  ///< "Local CMOS Clock", "Free-running System Clock": no server is followed
    bool isVirtualHost = false; ///< "VM IC Time Synchronization Provider"
    std::optional<int> pollLog2;
    QString lastSuccess; ///< as printed: its order of day and month is not told
    std::optional<Duration> sinceLastSuccess;
    /// "Phase Offset" without its sign, which Microsoft does not tell.
    std::optional<Duration> phaseOffset;
};

struct PastedStripChart
{
    struct Row
    {
        std::chrono::seconds timeOfDay{}; ///< of the other computer's zone
        std::optional<Offset> offset;     ///< of the computer that printed it; absent: no answer
        std::optional<Duration> delay;    ///< round trip
        quint32 error = 0;                ///< Windows' code; 0x800705B4: no answer in time
        int line = 0;
    };
    QString host;
    QString address;
    quint16 port = 123;
    std::vector<Row> rows;
};

/// Lines of a configuration file. Line numbers within are those of the pasted text.
struct PastedConfiguration
{
    DaemonKind daemon = DaemonKind::Chrony;
    /// The lines mean the same to another daemon ("server a.example iburst"): chrony is guessed.
    bool isAmbiguous = false;
    QString path; ///< as a prompt before it shows; empty: not known
    std::variant<ChronyConf, TimesyncdConf, NtpConf> content;
};

/// By PastedKind.
using PastedFacts =
    std::variant<PastedSources, PastedStatistics, DaemonTracking, SourceActivityCounts, PastedExchanges,
                 PastedSelection, PastedAuthentication, ChronyServing, HardwareClockReport, SmoothingReport,
                 PastedClock, PastedTimesync, PastedPeers, PastedVariables, PastedAssociations, PastedNtpStat,
                 UnitReport, PastedLog, PastedAnswer, PastedWindowsStatus, PastedWindowsPeers,
                 PastedStripChart, PastedConfiguration>;

struct PastedBlock
{
    int firstLine = 0; ///< 1-based, of the text as it was given
    int lastLine = 0;  ///< inclusive
    PastedFacts facts;

    PastedKind kind() const { return static_cast<PastedKind>(facts.index()); }
};

struct PastedOutput
{
    std::vector<PastedBlock> blocks; ///< in the order of the text; they do not overlap
    /// Lines that are not blank and that nothing understood, also rows within a block; ascending. Prompts
    /// with a command of a time tool, and markdown's fences, count as understood.
    std::vector<int> unrecognisedLines;
    bool isCut = false; ///< the text was longer than mostPastedCharacters: its end was not read
};

inline constexpr qsizetype mostPastedCharacters = 4 * 1024 * 1024;

PastedOutput readPasted(QStringView text);

/// A file's text: UTF-8, or what its first bytes say. PowerShell writes UTF-16.
QString pastedText(const QByteArray &bytes);

} // namespace synchroscope
