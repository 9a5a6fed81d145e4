// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockevent.h"
#include "core/diagnosis/clockreport.h"
#include "core/diagnosis/daemoncommand.h"
#include "core/diagnosis/daemonreport.h"
#include "core/diagnosis/unitreport.h"

#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

/// What is odd, or good to know, about this computer's time: values, of which ui/wording makes sentences.
namespace synchroscope {

enum class Severity : quint8 {
    Info,     ///< good to know, nothing to do
    Advice,   ///< works, and could be better
    Warning,  ///< does not work as it should, or will not for long
    Critical, ///< this clock is wrong, or nothing keeps it right
};

/// One value for each rule. Behind each: what Finding's values mean for it; those that are not named are
/// absent.
enum class FindingId : quint8 {
    // Who steers this clock.
    SeveralDaemons,     ///< names: titles; others: file, unit or source of each; text: WSL; flag: a host's
    AlternatingAnswers, ///< pasted: one command reached two daemons; names: sources only of one; others: of
                        ///< the other
    OtherProgramSteers, ///< names: programs beside a daemon (phc2sys)
    NoDaemon,           ///< flag: network time could be turned on; text: timedatectl's word for it ("n/a")
    HostSteers,         ///< text: the host ("Docker"); a container's clock is its host's
    MayNotSetClock,     ///< names: the daemon, which lacks CAP_SYS_TIME; flag: in a container
    LeavesClockAlone,   ///< names: the daemon, told so (-x); flag: in a container
    UnitMasked,         ///< subject: the unit
    UnitFailed,     ///< subject: the unit; text: systemd's result; others: what it said last; flag: this user
                    ///< may not read its log
    UnitKeptOff,    ///< subject: the unit, which a condition kept from starting
    UnitNotEnabled, ///< subject: the unit, which runs now and will not after the next start
    DaemonSilent,   ///< subject: the daemon; span: for so long
    DaemonTellsNothing,     ///< subject: the daemon; flag: it would tell root; else it has no interface
    NotTheConfiguredDaemon, ///< subject: the daemon; names: its sources that no file names; others: servers
                            ///< of the files that it does not have
    ServiceUnknown, ///< names: the daemon, which timedated does not know ("NTP service: n/a" though it runs)
    PasswordNeeded, ///< pasted: a command was refused for want of rights; text: the line
    NobodyAnswered, ///< pasted: "506 Cannot talk to daemon"; text: the line
    StartedTwice,   ///< log: another daemon of the kind runs already; text: the line
    CannotStep,     ///< log: the system forbids it to set the clock; text: the line
    RefusedToStart, ///< log: a line of its configuration; text: the line
    GaveUp,         ///< log: it ended because the correction was larger than allowed; offset
    PortTaken,      ///< log: another program has a port that it needs; text: the line; flag: it ended
    CannotOpen,     ///< log: subject: the device or file, if it is told; text: the line; flag: it ended

    // Sources, and what daemons make of them.
    Gathering,  ///< names: sources; count of total samples of the best; span: until it can be followed
    Unresolved, ///< names: of which no address is known; flag: this clock is far off, so DNSSEC may fail
    NtpBlocked, ///< count: servers, none of which answers; flag: nothing at all was ever heard
    /// subject: the server; span: without an answer; others: those that answer.
    /// More than ten are one finding, that has no subject and no span;
    /// names: the servers. flag: of a pasted list whose daemon may only just have begun to ask.
    ServerDead,
    ServerRefuses,     ///< subject: the server, whose computer says that nothing listens
    SourcePortBlocked, ///< names: servers that answer us and not the daemon, which asks from port 123
    AnswersUsOnly,     ///< names: the same where the daemon asks from any port
    Unsynchronised,    ///< names: servers that say themselves that they do not know the time
    KissOfDeath,       ///< subject: the server; text: its code
    NotAuthenticated,  ///< names: servers whose packets fail authentication (key or NTS)
    NtsClockWrong, ///< names: NTS servers without keys; offset: of this clock, so that certificates seem not
                   ///< valid
    TooFar,        ///< names: sources with a root distance beyond the limit; span: the largest; bound: the
                   ///< limit, of the daemon or, where none is named, of this program
    HostClockFollowed, ///< subject: the device; span: within so much of it; flag: three agreeing servers
                       ///< exclude it; offset: what they say
    ClockMovedUnder,   ///< names: steady servers that scatter together; span: by how much; bound: by so much
                       ///< this clock was seen to be moved meanwhile; flag: another daemon is there
    TooVariable, ///< names: sources that scatter, while others do not; span: by how much; bound: the limit
    NoMajority,  ///< names: those that contradict each other; span: the farthest apart
    Outvoted,    ///< subject: the source; offset: from the majority; count: of the majority
    TrustedOverrule, ///< names: trusted sources; others: more that contradict them; span: by so much at least
    RequiredMissing, ///< names: required sources, none of them good; others: good ones, which wait; flag:
                     ///< they are required for being authenticated
    TooFewSelectable, ///< names: the good sources; count of total: so many of those that are wanted
    NoneSelectable,   ///< names: sources that are only watched; flag: for want of authentication
    OrphanStratum,    ///< names: sources passed over for their stratum; count: that of the orphan
    SmearMixed, ///< names: those that smear leap seconds; others: those that do not; text: operators; flag: a
                ///< leap second is within a day; at: when; span: since then, if it is past
    StaleSelection, ///< subject: the followed source; span: since its last answer; count: of polls; flag: it
                    ///< is known to answer
    HoldOver,       ///< subject: the followed source, of which no answer came lately; span: since the last
    Offline, ///< names, count: sources that the daemon was told not to ask, though the network is there
    ComputerOffline, ///< span: for so long, if known
    LossyPath,       ///< subject: the source; count of total polls answered
    UnevenPaths,     ///< subject: the server; names: the two ways; span: what one way is slower
    LeapAnnounced,   ///< names: who announces; at: when; flag: a second is left out
    LeapDisputed,    ///< names: who announces it; others: who does not
    LocalMode, ///< subject: the daemon, which serves its own clock as if it was synchronised (127.127.1.1)
    ServesWhileUnsynchronised, ///< pasted w32tm: "Local CMOS Clock"
    ContradictsDaemon,         ///< subject: the daemon; offset: as it is measured here; other: as it says
    Interference,              ///< log: something else moves this clock; text: the line
    LeapTwice, ///< names: those that smear leap seconds, of a chrony that makes them by a list of its
               ///< own too; others: the line of the list; text: operators; flag, at, span: as SmearMixed
    AddressOfNobody,   ///< names: servers at an address that is no computer's (multicast, unspecified,
                       ///< broadcast); text: the first one's
    NothingSelectable, ///< log: it had no source to follow, and names none since; text: the line
    /// subject: the device, which gives no samples; names: what it reads; text: its driver; span: since the
    /// last; flag: another source is followed.
    ReferenceSilent,

    // The clock itself.
    ClockOff,      ///< offset, bound: beyond the limit for certain; names: who says so
    SlewTakesLong, ///< offset; span: that it takes at the daemon's pace; total: seconds for each, of chrony;
                   ///< text: its rule for steps ("1 3"); flag: its budget is used
    QuarterHours, ///< offset: a whole number of quarter hours; count: of quarter hours; flag: a pause of this
                  ///< machine would look the same
    ZoneIsNoError,      ///< pasted timedatectl: local and universal time differ by the zone; span: by so much
    HardwareClockLocal, ///< flag: another system on this computer (Windows) probably wants it so
    HardwareClockOff,   ///< span: the hardware clock is ahead of this one; count: of quarter hours, 0: none
    MachinePaused,  ///< span: it stood still; at: when; offset: off since; count: daemons that correct it;
                    ///< total: seconds that chrony takes for each
    SteppedByOther, ///< evidence: the step; span: by so much; at; flag: forward
    FlagSaysYes, ///< offset, bound: wrong or unknown, while the kernel's flag says synchronised; span: since
                 ///< the last update
    FlagSaysNo,  ///< right, while the kernel's flag says that it is not; span: its largest error
    NotMarkedForKernel, ///< STA_UNSYNC is set though a daemon follows a source: no rtcsync
    ExtremeFrequency,   ///< count: ppm, rounded; flag: beyond what can be corrected (500)
    CannotTell,         ///< bound: wider than the limit; span: the limit
    DaysWithoutAnswer,  ///< span: without a valid answer of anybody
    ClockJumped,        ///< log: no daemon moved this clock so; text: the line; flag: forward

    // Configuration.
    NotInEffect,     ///< subject: the file; at: saved; span: the daemon runs for so long
    BrokenLine,      ///< subject: the file; count: the line; text: the problem in words
    FileUnreadable,  ///< subject: the file; text: why; flag: its daemon may not be able to read it either
    NoServer,        ///< daemon: its files name none
    TooFewSources,   ///< count: of effective sources; flag: none has a certain remedy (one device or the
                     ///< cloud's own)
    TooManySources,  ///< count
    OneOperator,     ///< names; text: the domain
    SameAddress,     ///< names; text: address or name
    PoolOfOne,       ///< names
    ServerOfMany,    ///< names: servers whose names have several addresses: a pool was meant
    NoQuickStart,    ///< names: without iburst
    NtpsecDhcpFile,  ///< subject: the file that it runs from; others: the file whose edits do nothing
    NoStepRule,      ///< daemon: chrony without makestep
    FallbackServers, ///< names: compiled in; nobody has chosen them
    PollsTooOften,   ///< names: public servers asked more often than every 64 s
};
inline constexpr int findingIds = int(FindingId::PollsTooOften) + 1;

/// Stable, for JSON and tests: "several-daemons", "kiss-of-death".
QString findingName(FindingId id);
QString severityName(Severity severity);

/// What our own questions to a server came to.
struct MeasuredEvidence
{
    QString server;
    std::optional<Offset> offset;
    Duration bound{};
    std::optional<Instant> lastAnswer;
    int answers = 0;
    int requests = 0;

    friend bool operator==(const MeasuredEvidence &, const MeasuredEvidence &) = default;
};

/// A source as its daemon tells of it.
struct SourceEvidence
{
    QString daemon; ///< its title, where there are several; may be empty
    DaemonSource source;

    friend bool operator==(const SourceEvidence &, const SourceEvidence &) = default;
};

struct TrackingEvidence
{
    QString daemon;
    DaemonTracking tracking;

    friend bool operator==(const TrackingEvidence &, const TrackingEvidence &) = default;
};

/// A line of a file, or a file as a whole.
struct FileEvidence
{
    QString path;
    int line = 0; ///< 1-based; 0: the whole file
    QString text; ///< what stands there; may be empty
    std::optional<Instant> changedAt;

    friend bool operator==(const FileEvidence &, const FileEvidence &) = default;
};

/// A line that a program wrote: of a log, or of what was pasted.
struct QuotedEvidence
{
    int line = 0; ///< of the pasted text, 1-based; 0: it is no pasted one
    QString text;

    friend bool operator==(const QuotedEvidence &, const QuotedEvidence &) = default;
};

struct UnitEvidence
{
    QString name;
    UnitReport::Load load = UnitReport::Load::Unknown;
    UnitReport::Enablement enablement = UnitReport::Enablement::Unknown;
    UnitReport::Activity activity = UnitReport::Activity::Unknown;

    friend bool operator==(const UnitEvidence &, const UnitEvidence &) = default;
};

/// What led to a finding, each as it was read.
using Evidence = std::variant<MeasuredEvidence, SourceEvidence, TrackingEvidence, DaemonProcess, KernelClock,
                              HardwareClock, ClockEvent, FileEvidence, QuotedEvidence, UnitEvidence>;

/// What can be done about it. Nothing is done unasked.
struct FindingAction
{
    enum class Kind : quint8 {
        Command,            ///< see `command`
        NetworkTimeOn,      ///< by timedated
        HardwareClockToUtc, ///< by timedated
        EditServers,        ///< opens the editor, at file and line if there are
        MeasureNow,
        Copy, ///< the text: a command for a terminal
    };

    Kind kind = Kind::MeasureNow;
    DaemonCommand command = {};
    QString file = {};
    int line = 0;
    QString text = {};

    friend bool operator==(const FindingAction &, const FindingAction &) = default;
};

struct Finding
{
    FindingId id = FindingId::NoDaemon;
    Severity severity = Severity::Info;
    /// What it is about; with the id it tells a finding from all others, and again the next time.
    QString subject = {};
    std::optional<DaemonKind> daemon = {};
    QStringList names = {};
    QStringList others = {};
    QString text = {};
    std::optional<Offset> offset = {};
    std::optional<Offset> other = {};
    std::optional<Duration> bound = {};
    std::optional<Duration> span = {};
    std::optional<Instant> at = {};
    int count = 0;
    int total = 0;
    bool flag = false;
    std::vector<Evidence> evidence = {};
    std::vector<FindingAction> actions = {};

    friend bool operator==(const Finding &, const Finding &) = default;
};

} // namespace synchroscope
