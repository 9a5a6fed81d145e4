// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/alerts.h"

#include "core/diagnosis/newestanswer.h"
#include "ui/window/settings.h"
#include "ui/wording/alertwording.h"
#include "ui/wording/findingwording.h"

#include <algorithm>
#include <utility>

#include <ctime>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString openKey = u"default"_s;
const QString muteKey = u"mute"_s;
const QString commandKey = u"command"_s;
constexpr Duration mutedByNotification = 24h;

QString idOf(AlertSubject subject)
{
    switch (subject) {
    case AlertSubject::ClockOff:
        return u"clock-off"_s;
    case AlertSubject::NoAnswers:
        return u"no-answers"_s;
    case AlertSubject::Unkept:
        break;
    }
    return u"unkept"_s;
}

Notification::Urgency urgencyOf(const AlertChange &change)
{
    if (change.kind == AlertChange::Kind::Eased)
        return Notification::Urgency::Low;
    return change.level == AlertLevel::Critical ? Notification::Urgency::Critical
                                                : Notification::Urgency::Normal;
}

/// To set the clock, if a finding about it says that this would mend it.
std::optional<FindingAction> stepOffered(const Snapshot &snapshot)
{
    for (const Finding &finding : snapshot.findings) {
        for (const FindingAction &action : finding.actions) {
            if (action.kind == FindingAction::Kind::Command &&
                action.command.kind == DaemonCommand::Kind::Step)
                return action;
        }
    }
    return {};
}

// Servers may be asked half an hour apart: a shorter silence is none, and is not written down all the time.
constexpr Duration leastKeptSilence = 30min;
constexpr Duration keptSilenceStep = 10min;
// What was answered while this program did not run nobody knows.
constexpr Duration silenceForgotten = std::chrono::days(14);

bool isEvidence(const SourceSnapshot &source)
{
    return !source.isThisComputer && source.estimate && source.lastAnswer && !source.failingSince;
}

/// After a sleep, or when the network comes back, one server may answer alone for a quarter of an hour: who
/// is asked more rarely has not had its say.
bool isOneAheadOfOthers(const Snapshot &snapshot)
{
    if (!snapshot.judgement.measuredHere || std::ranges::count_if(snapshot.sources, isEvidence) != 1)
        return false;
    const SourceSnapshot &witness = *std::ranges::find_if(snapshot.sources, isEvidence);
    return std::ranges::any_of(snapshot.sources, [&witness](const SourceSnapshot &other) {
        const bool isAwaited = !other.isThisComputer && !isEvidence(other) && other.nextRequest;
        return isAwaited && witness.answeringSince && other.lastRequest < witness.answeringSince;
    });
}

} // namespace

AlertInput alertInput(const Snapshot &snapshot, bool isMuted)
{
    AlertInput input{.judgement = snapshot.judgement};
    input.isDisputed = isDisputed(snapshot.judgement, snapshot.verdict) || isOneAheadOfOthers(snapshot);
    input.events = snapshot.clockEvents;
    input.isPaused = snapshot.paused;
    input.isMuted = isMuted;
    if (snapshot.machine.isComplete)
        input.steering = snapshot.judgement.steering;
    NewestAnswer newest = newestAnswer(snapshot.machine, snapshot.clock);
    for (const SourceSnapshot &source : snapshot.sources) {
        if (source.isThisComputer)
            continue;
        newest.isAnybodyAsked = true;
        newest.note(source.lastAnswer);
        if (!snapshot.judgement.measuredHere || !isEvidence(source))
            continue;
        input.evidenceFrom = std::min(input.evidenceFrom, *source.lastAnswer);
        input.evidenceTo = std::max(input.evidenceTo, *source.lastAnswer);
    }
    input.isAnybodyAsked = newest.isAnybodyAsked;
    if (newest.at)
        input.sinceAnswer = snapshot.takenAt - *newest.at;
    input.isSilent = std::ranges::any_of(
        snapshot.findings, [](const Finding &finding) { return finding.id == FindingId::DaysWithoutAnswer; });
    return input;
}

Alerts::Clocks Alerts::systemClocks()
{
    return {.boot =
                [] {
                    timespec now{};
                    ::clock_gettime(CLOCK_BOOTTIME, &now);
                    return BootInstant(std::chrono::seconds(now.tv_sec) +
                                       std::chrono::nanoseconds(now.tv_nsec));
                },
            .wall = [] { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }};
}

Alerts::Alerts(Settings &settings, const QDBusConnection &bus, Clocks clocks, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clocks(std::move(clocks))
    , m_notifications(bus)
    , m_keeper(settings.limits())
    , m_isMuted(settings.muting().isMutedAt(m_clocks.wall()))
{
    const KeptSilence kept = settings.silence();
    if (m_clocks.wall() - kept.keptAt < silenceForgotten)
        m_keptSilence = kept.lasted;
    m_keeper.resumeSilence(m_keptSilence);
    connect(&m_notifications, &Notifications::actionInvoked, this,
            [this](const QString &, const QString &key, const QString &token) { act(key, token); });
    connect(&m_notifications, &Notifications::undelivered, this, &Alerts::undelivered);
    connect(&m_notifications, &Notifications::delivered, this, &Alerts::withdrawn);
}

Alerts::~Alerts()
{
    keepSilence(Duration::zero());
}

/// Written down when it has changed by so much.
void Alerts::keepSilence(Duration step)
{
    const Duration silence = m_keeper.silence();
    const Duration kept = step == Duration::zero()     ? silence
                          : silence < leastKeptSilence ? Duration::zero()
                                                       : silence - silence % step;
    if (std::exchange(m_keptSilence, kept) != kept)
        m_settings.setSilence({.lasted = kept, .keptAt = m_clocks.wall()});
}

bool Alerts::isSilenced() const
{
    return m_isMuted || !m_settings.notifies();
}

void Alerts::setSnapshot(const SnapshotPtr &snapshot)
{
    checkMuting();
    if (snapshot->demonstration)
        return;
    const std::vector<AlertChange> changes =
        m_keeper.look(alertInput(*snapshot, isSilenced()), m_clocks.boot());
    for (const AlertChange &change : changes)
        tell(change, *snapshot);
    keepSilence(keptSilenceStep);
    const AlertBadge former = std::exchange(m_badge, m_keeper.badge());
    if (former != m_badge)
        Q_EMIT badgeChanged(m_badge);
}

void Alerts::tell(const AlertChange &change, const Snapshot &snapshot)
{
    const QString id = idOf(change.subject);
    const bool isOver = change.kind == AlertChange::Kind::Eased;
    if (change.subject == AlertSubject::ClockOff)
        m_offered.reset();
    if (isOver && isSilenced()) {
        m_notifications.close(id);
        Q_EMIT withdrawn(id);
        return;
    }
    const wording::AlertText text = wording::alertText(change);
    Notification notification{.summary = text.title, .body = text.body, .urgency = urgencyOf(change)};
    notification.actions.push_back({openKey, tr("Open")});
    if (!isOver)
        notification.actions.push_back({muteKey, tr("Mute for a day")});
    if (change.subject == AlertSubject::ClockOff && change.level != AlertLevel::None) {
        const std::optional<FindingAction> step = stepOffered(snapshot);
        const wording::ActionText words =
            step ? wording::actionText(*step, change.judgement.offset) : wording::ActionText();
        if (step && !words.label.isEmpty()) {
            m_offered = step->command;
            notification.actions.push_back({commandKey, words.label});
            if (!words.consequence.isEmpty())
                notification.aboutActions =
                    tr("%1: %2", "a button, what it does").arg(words.label, words.consequence);
        }
    }
    m_notifications.show(id, notification);
}

void Alerts::act(const QString &key, const QString &activationToken)
{
    if (key == openKey)
        Q_EMIT openRequested(activationToken);
    else if (key == muteKey)
        mute(mutedByNotification);
    else if (key == commandKey && m_offered)
        Q_EMIT commandRequested(*m_offered);
}

void Alerts::mute(std::optional<Duration> span)
{
    Muting muting{.isMuted = true, .until = {}};
    if (span)
        muting.until = m_clocks.wall() + *span;
    m_settings.setMuting(muting);
    checkMuting();
}

void Alerts::unmute()
{
    m_settings.setMuting({});
    checkMuting();
}

void Alerts::readSettings()
{
    m_keeper.setLimits(m_settings.limits());
    checkMuting();
}

void Alerts::checkMuting()
{
    const bool isMuted = m_settings.muting().isMutedAt(m_clocks.wall());
    if (std::exchange(m_isMuted, isMuted) != isMuted)
        Q_EMIT mutedChanged(isMuted);
}

} // namespace synchroscope
