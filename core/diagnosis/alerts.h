// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/clockevent.h"
#include "core/diagnosis/judgement.h"
#include "core/diagnosis/verdict.h"

#include <QString>

#include <array>
#include <deque>
#include <optional>
#include <span>
#include <vector>

/// When the user is told that something is wrong, without having asked. Pure but for the keeper's memory.
namespace synchroscope {

/// How far off this clock may be, by what the computer is used for.
enum class AlertProfile : quint8 { Everyday, Standard, Precise, Own };

/// Those of the profile; of Own `own`, of which the critical limit is at least the warning one.
ClockLimits limitsOf(AlertProfile profile, const ClockLimits &own);
/// "everyday", "standard", "precise", "own": stable, for settings.
QString profileName(AlertProfile profile);
std::optional<AlertProfile> profileFromName(const QString &name);

/// What can be alarming.
enum class AlertSubject : quint8 {
    ClockOff,  ///< this clock is off by more than a limit
    NoAnswers, ///< nobody has given a valid answer for a day in which this computer ran
    Unkept,    ///< what kept this clock right has gone
};
inline constexpr int alertSubjects = int(AlertSubject::Unkept) + 1;

enum class AlertLevel : quint8 { None, Warning, Critical };

/// What the tray shows; never silenced.
enum class AlertBadge : quint8 {
    None,
    CannotTell, ///< the evidence is wider than the limit, or contradicts itself: no reason for an alarm
    Warning,
    Critical,
};

/// What an alarm is decided by, at one moment.
struct AlertInput
{
    ClockJudgement judgement;
    /// The latest answers of everybody on whom its offset may rest were given between these, by this clock as
    /// it is now.
    Instant evidenceFrom = judgement.measuredAt;
    Instant evidenceTo = judgement.measuredAt;
    /// Servers contradict each other, and nobody can say who is right; or one answers alone, because others
    /// were not asked since.
    bool isDisputed = false;
    std::span<const ClockEvent> events = {}; ///< of this run, oldest first
    bool isAnybodyAsked = false;             ///< a server by us, or a source by a daemon
    std::optional<Duration> sinceAnswer =
        {};                                ///< of whoever gave the newest valid one; absent: nobody ever did
    bool isSilent = false;                 ///< nobody did for a day in which this computer ran, as is found
    bool isPaused = false;                 ///< the user stopped the questions
    std::optional<Steering> steering = {}; ///< absent: not known yet
    bool isMuted = false;
};

/// The evidence is not a majority's (`verdict`: of what is measured here), or is one server's word against a
/// daemon's, or one daemon's against another's.
bool isDisputed(const ClockJudgement &judgement, const Verdict &verdict);

/// What the user is told, with what it rests on.
struct AlertChange
{
    enum class Kind : quint8 {
        Raised,   ///< or raised from a warning to a critical one
        Reminded, ///< it still lasts
        Eased,    ///< it is over, or (level) less grave than it was
    };

    Kind kind = Kind::Raised;
    AlertSubject subject = AlertSubject::ClockOff;
    AlertLevel level = AlertLevel::None; ///< from now on
    bool isCertain = false;              ///< ClockOff: |offset| − bound is beyond the limit of `level`
    Duration limit{};                    ///< ClockOff: of `level`; of an eased one the warning limit
    Duration lasted{};                   ///< since it was told for the first time; zero of a new one
    ClockJudgement judgement;
};

/// Decides when to speak. Looked at once a second, or at least every ten seconds.
///
/// This clock is off if |offset| − bound exceeds a limit (certain), or if the median |offset| of the latest
/// five readings does, none of which is wider than the limit. Either has to last for 30 s and two readings
/// (critical: 10 s and two readings) without a look that says otherwise, so that one reading alone never
/// alarms. It is over when |offset| has been below 0.8 of the limit for 60 s and two readings. It is a new
/// reading when everybody has answered anew, so that one answer, however long it stands, is in one only. What
/// is disputed, or not there, proves nothing.
///
/// So a clock that is off is told of no later than with the sixth narrow reading in a row, after the hold
/// time and the grace; a certain case with the second one.
///
/// Nothing but a certain critical case is told within 512 s of the first look, and within 120 s of a step, a
/// suspend or a pause, by which all readings begin anew. An alert is told once, and once more after half an
/// hour if it is still so. While muted nothing is told; what still lasts then is told afterwards.
///
/// The time in which this computer ran and nobody answered goes on over starts of this program and of the
/// computer, if it is kept. What was kept makes no alert before it has been silent here too for the grace.
class AlertKeeper
{
public:
    explicit AlertKeeper(const ClockLimits &limits = everydayLimits);

    /// What is raised stays so until it is below the new limits for long enough.
    void setLimits(const ClockLimits &limits);
    /// `now` never goes back.
    std::vector<AlertChange> look(const AlertInput &input, BootInstant now);

    AlertBadge badge() const { return m_badge; }
    /// Whether it is so, told or not.
    AlertLevel level(AlertSubject subject) const;

    /// For how long this computer has run without an answer; to be kept for the next start.
    Duration silence() const { return m_silence; }
    /// As it was kept; before the first look.
    void resumeSilence(Duration kept);

private:
    /// That something is so, look for look, and in how many readings.
    struct Hold
    {
        std::optional<BootInstant> since;
        int readings = 0;

        /// `first`: how many readings it begins with.
        void note(bool isSo, int first, bool isNewReading, BootInstant now);
        bool hasLasted(Duration span, BootInstant now) const;
    };

    /// One of the two limits.
    struct Watch
    {
        Duration limit{};
        Duration holdTime{};
        Hold certain;
        Hold median;
        Hold below;
        std::deque<Duration> readings; ///< |offset| of the latest in a row that are narrow enough
        bool isRaised = false;

        void begin();
        /// `isMended`: this clock was set just now, and what is there tells of it.
        void look(const ClockJudgement &judgement, bool isNewReading, bool isMended, BootInstant now);
        bool isCertain(BootInstant now) const { return certain.hasLasted(holdTime, now); }
        bool isMet(BootInstant now) const { return isCertain(now) || median.hasLasted(holdTime, now); }
    };

    /// What the user knows of a subject.
    struct Told
    {
        AlertLevel level = AlertLevel::None;
        BootInstant first; ///< since it is not None
        BootInstant at;    ///< of its present level
        bool isReminded = false;
    };

    bool noteEvents(std::span<const ClockEvent> events);
    bool isNewReading(const AlertInput &input);
    void lookAtOffset(const AlertInput &input, BootInstant now);
    void lookAtAnswers(const AlertInput &input, Duration awake);
    void lookAtSteering(const AlertInput &input, Duration awake);
    /// The gravest level that may be told of now.
    AlertLevel tellable(AlertSubject subject, BootInstant now) const;
    void tell(AlertSubject subject, const AlertInput &input, BootInstant now,
              std::vector<AlertChange> &changes);

    Watch m_warning;
    Watch m_critical;
    std::optional<BootInstant> m_lastLook;
    BootInstant m_graceEnd;
    std::optional<BootInstant> m_lastEvent; ///< when it was noticed
    ptrdiff_t m_events = 0;                 ///< those that matter, at the last look
    std::optional<ClockEvent> m_latest;     ///< of them
    std::optional<Instant> m_reading;       ///< the newest answer of the latest
    Duration m_silence{};                   ///< in which this computer ran and nobody answered
    Duration m_unasked{};                   ///< in which there was nobody to ask
    bool m_isSilent = false;
    bool m_wasKept = false;
    Duration m_unkeptFor{};
    Duration m_keptFor{};
    bool m_isUnkept = false;
    AlertBadge m_badge = AlertBadge::None;
    std::array<Told, alertSubjects> m_told{};
};

} // namespace synchroscope
