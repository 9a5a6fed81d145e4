// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clockwatcher.h"

#include "core/clock/hardwareclock.h"
#include "core/clock/kernelclock.h"
#include "core/clock/timezone.h"

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

constexpr Duration turnLength = 1s;
constexpr int zoneTurns = 2;
constexpr int hardwareTurns = 10;

Status statusOf(const ChangeResult &result)
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
    case ChangeOutcome::ServiceGone:
        return error(ErrorCode::ClockServiceGone);
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
        turnAtOnce();
    });
    // What it is now before the word that it has changed; of a change that failed too, for it may have been
    // made in part.
    connect(&m_timedated, &TimedatedClient::changeFinished, this,
            [this](quint64, const ChangeResult &result) {
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
    m_report.readAt = m_clock.read().realtime;
    m_report.kernel = readKernelClock();
    if (m_turn % zoneTurns == 0)
        readZone();
    if (m_turn % hardwareTurns == 0)
        readHardware();
    m_turn = (m_turn + 1) % (zoneTurns * hardwareTurns);
    Q_EMIT clockReported(m_report);
}

void ClockWatcher::readZone()
{
    const QByteArray id = systemZoneId(m_files.localtime);
    if (id != m_zone.id())
        m_zone = id.isEmpty() ? QTimeZone() : QTimeZone(id); // an empty id would be this process' zone
    m_report.zone = m_zone.isValid() ? std::optional(timeZoneAt(m_zone, m_report.readAt)) : std::nullopt;
    m_report.zoneOfProcess = zoneOfProcess();
}

void ClockWatcher::readHardware()
{
    m_report.hardware =
        readHardwareClock(m_files.rtcFolder, m_clock, readAdjtime(m_files.adjtime),
                          m_report.zone ? std::optional(m_report.zone->utcOffset) : std::nullopt);
}

} // namespace synchroscope
