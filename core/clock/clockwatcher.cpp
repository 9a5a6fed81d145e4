// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clockwatcher.h"

#include "core/clock/hardwareclock.h"
#include "core/clock/timeservices.h"

#include <QFile>

#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration turnLength = 1s;
constexpr int zoneTurns = 2;
constexpr int hardwareTurns = 10;
constexpr int askTurns = 300;

Status statusOf(const ClockChangeResult &result)
{
    const auto error = [&result](ErrorCode code) { return Error{code, {}, result.sentence}; };
    switch (result.outcome) {
    case ChangeOutcome::Done:
        return {};
    case ChangeOutcome::Cancelled:
        return error(ErrorCode::ChangeCancelled);
    case ChangeOutcome::NobodyToAsk:
        return error(ErrorCode::NobodyToAsk);
    case ChangeOutcome::Refused:
        return error(ErrorCode::ChangeRefused);
    case ChangeOutcome::ServiceAbsent:
        return error(ErrorCode::ClockServiceGone);
    case ChangeOutcome::ServiceGone:
        return Error{ErrorCode::ClockServiceGone, u"systemd-timedated"_s, result.sentence};
    case ChangeOutcome::Failed:
        break;
    }
    return error(ErrorCode::ChangeFailed);
}

} // namespace

ClockWatcher::ClockWatcher(const Clock &clock, Scheduler &scheduler, const QDBusConnection &bus,
                           ClockFiles files, QObject *parent)
    : ClockWatch(parent)
    , m_clock(clock)
    , m_scheduler(scheduler)
    , m_files(std::move(files))
    , m_timedated(bus, clock, this)
{
    connect(&m_timedated, &TimedatedClient::reported, this, [this](const TimedatedReport &report) {
        m_report.timedated = report;
        m_turnsSinceAsked = 0;
        turnAtOnce();
    });
    // What it is now before the word that it has changed; of a change that failed too, for it may have been
    // made in part.
    connect(&m_timedated, &TimedatedClient::changeFinished, this,
            [this](quint64, const ClockChangeResult &result) {
                if (m_timer != noTimer) {
                    m_scheduler.cancel(m_timer);
                    m_turn = 0;
                    turn();
                }
                Q_EMIT changeFinished(statusOf(result));
            });
}

ClockWatcher::~ClockWatcher()
{
    m_scheduler.cancel(m_timer);
}

void ClockWatcher::start()
{
    if (m_timer != noTimer)
        return;
    m_timedated.start();
    m_timer = m_scheduler.after(Duration::zero(), [this] { turn(); });
}

void ClockWatcher::refresh()
{
    m_timedated.refresh();
    turnAtOnce();
}

void ClockWatcher::change(const ClockChange &change)
{
    switch (change.kind) {
    case ClockChange::Kind::TimeZone:
        m_timedated.setTimezone(change.zone);
        return;
    case ClockChange::Kind::NetworkTime:
        m_timedated.setNetworkTime(change.on);
        return;
    case ClockChange::Kind::HardwareClock:
        m_timedated.setHardwareClockLocal(change.on);
        return;
    }
}

void ClockWatcher::turnAtOnce()
{
    if (m_timer == noTimer)
        return; // not started
    m_turn = 0;
    m_scheduler.cancel(m_timer);
    m_timer = m_scheduler.after(Duration::zero(), [this] { turn(); });
}

void ClockWatcher::turn()
{
    m_timer = m_scheduler.after(turnLength, [this] { turn(); });
    const ClockReading now = m_clock.read();
    m_report.readAt = now.realtime;
    m_report.startedAt = now.realtime - now.boot.time_since_epoch();
    readKernel();
    if (m_turn % zoneTurns == 0)
        readZone();
    if (m_turn % hardwareTurns == 0)
        readHardware();
    m_hasReadFiles = true;
    m_turn = (m_turn + 1) % (zoneTurns * hardwareTurns);
    if (++m_turnsSinceAsked >= askTurns && m_isAttended) {
        m_turnsSinceAsked = 0;
        m_timedated.refresh();
    }
    publish();
}

void ClockWatcher::publish()
{
    // timedated reads /etc/adjtime when it starts, and never again.
    if (m_adjtime)
        m_report.timedated.localRtc = m_adjtime;
    Q_EMIT clockReported(m_report);
}

void ClockWatcher::readKernel()
{
    const std::optional<KernelClock> before = std::exchange(m_report.kernel, m_files.kernel());
    if (before && m_report.kernel && wasSteered(*before, *m_report.kernel))
        m_report.steeredAt = m_report.readAt;
}

void ClockWatcher::readZone()
{
    m_report.zoneOfProcess = zoneOfProcess();
    const LocaltimeFile localtime = localtimeFile(m_files.localtime);
    if (localtime != m_localtime || !m_hasReadFiles) {
        m_localtime = localtime;
        QByteArray id = localtime.linkedZone;
        if (localtime.isCopy)
            id = zoneOfCopy(m_files.localtime, {notedZoneId(m_files.timezone)});
        m_zone = id.isEmpty() ? QTimeZone() : QTimeZone(id); // an empty id would be this process' zone
        if (m_hasReadFiles)
            m_timedated.refresh();
    }
    m_report.zone.reset();
    if (m_zone.isValid()) {
        m_report.zone = timeZoneAt(m_zone, m_report.readAt);
        m_report.zone->isCopy = localtime.isCopy;
    } else if (localtime.isCopy && m_files.localtime == "/etc/localtime"_L1 &&
               m_report.zoneOfProcess.isEmpty()) {
        m_report.zone = zoneOfLibrary(m_report.readAt);
        m_report.zone->id = QString::fromLatin1(notedZoneId(m_files.timezone));
    }
}

void ClockWatcher::readHardware()
{
    const std::optional<bool> keepsLocalTime = readAdjtime(m_files.adjtime);
    const std::optional<bool> before =
        std::exchange(m_adjtime, QFile::exists(m_files.adjtime) ? keepsLocalTime : std::nullopt);
    if (m_hasReadFiles && before != m_adjtime)
        m_timedated.refresh();
    const auto utcOffset = m_report.zone ? std::optional(m_report.zone->utcOffset) : std::nullopt;
    m_report.hardware = readHardwareClock(m_files.rtcFolder, m_clock, keepsLocalTime, utcOffset);
    if (!m_report.hardware || !m_report.hardware->reading) {
        if (const std::optional<HardwareClock> told = hardwareClockOf(m_report.timedated, utcOffset))
            m_report.hardware = told;
    }
    m_report.timeServiceUnits = timeServiceUnits(m_files.root);
}

} // namespace synchroscope
