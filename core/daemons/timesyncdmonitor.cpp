// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/timesyncdmonitor.h"

#include "core/clock/kernelclock.h"
#include "core/daemons/buscall.h"
#include "core/daemons/timesyncd.h"
#include "core/daemons/timesyncdstate.h"

#include <QDBusArgument>
#include <QDBusServiceWatcher>

#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 5s;
constexpr Duration interval = 5s;

QString service()
{
    return u"org.freedesktop.timesync1"_s;
}

QString interfaceName()
{
    return u"org.freedesktop.timesync1.Manager"_s;
}

/// Why a question was not answered.
DaemonAnswer answerOf(const QDBusMessage &error)
{
    if (saysAbsent(error))
        return DaemonAnswer::Refused;
    return error.errorName() == "org.freedesktop.DBus.Error.AccessDenied"_L1 ? DaemonAnswer::NotPermitted
                                                                             : DaemonAnswer::Silent;
}

} // namespace

TimesyncdMonitor::TimesyncdMonitor(const QDBusConnection &bus, const Clock &clock, Scheduler &scheduler,
                                   QObject *parent)
    : DaemonMonitor(parent)
    , m_bus(bus)
    , m_clock(clock)
    , m_scheduler(scheduler)
{
    m_report.kind = DaemonKind::Timesyncd;
    m_report.endpoint = service();
}

TimesyncdMonitor::~TimesyncdMonitor()
{
    m_scheduler.cancel(m_timer);
}

void TimesyncdMonitor::start()
{
    if (std::exchange(m_isStarted, true))
        return;
    listen();
    readVersion();
    read();
}

void TimesyncdMonitor::setBus(const QDBusConnection &bus)
{
    m_bus = bus;
    if (!m_isStarted)
        return;
    listen();
    readVersion();
    m_readAgain = m_isReading;
    read();
}

void TimesyncdMonitor::listen()
{
    // Without a sender's name: looking up who owns it would block. A liar can only have us ask again.
    m_bus.connect({}, u"/org/freedesktop/timesync1"_s, u"org.freedesktop.DBus.Properties"_s,
                  u"PropertiesChanged"_s, this, SLOT(onPropertiesChanged(QString)));
    m_watcher = std::make_unique<QDBusServiceWatcher>(service(), m_bus,
                                                      QDBusServiceWatcher::WatchForRegistration |
                                                          QDBusServiceWatcher::WatchForUnregistration);
    connect(m_watcher.get(), &QDBusServiceWatcher::serviceRegistered, this, [this] {
        readVersion();
        m_readAgain = m_isReading;
        read();
    });
    connect(m_watcher.get(), &QDBusServiceWatcher::serviceUnregistered, this, &TimesyncdMonitor::leave);
}

void TimesyncdMonitor::refresh()
{
    read();
}

void TimesyncdMonitor::onPropertiesChanged(const QString &interface)
{
    if (interface != interfaceName())
        return;
    m_readAgain = m_isReading;
    read();
}

void TimesyncdMonitor::read()
{
    if (m_isReading)
        return;
    m_isReading = true;
    m_hasLeft = false;
    m_scheduler.cancel(std::exchange(m_timer, noTimer));
    callAsync(m_bus, timesyncdQuestion(), patience, this,
              [this, asked = m_clock.read().realtime](const QDBusMessage &answer) { finish(answer, asked); });
}

void TimesyncdMonitor::readVersion()
{
    QDBusMessage call = propertyCall(u"org.freedesktop.systemd1"_s, u"/org/freedesktop/systemd1"_s,
                                     u"org.freedesktop.systemd1.Manager"_s, u"Version"_s);
    call.setAutoStartService(false);
    callAsync(m_bus, call, patience, this, [this](const QDBusMessage &answer) {
        const QString version = propertyIn(answer).toString();
        if (version.isEmpty() || version == m_report.version)
            return;
        m_report.version = version;
        if (m_report.answer != DaemonAnswer::NotYet)
            Q_EMIT reported(m_report);
    });
}

void TimesyncdMonitor::finish(const QDBusMessage &answer, Instant asked)
{
    m_isReading = false;
    const QVariantList arguments = answer.arguments();
    if (answer.type() == QDBusMessage::ReplyMessage && !arguments.isEmpty())
        take(qdbus_cast<QVariantMap>(arguments.first()));
    else
        fallSilent(answerOf(answer), answer.errorMessage(), asked);
    if (m_hasLeft) // after it answered, and before that was read here
        fallSilent(DaemonAnswer::Refused, {}, m_clock.read().realtime);
    const bool isThere = m_report.answer != DaemonAnswer::Refused;
    if (std::exchange(m_readAgain, false))
        read();
    else if (isThere) // otherwise it is waited for
        m_timer = m_scheduler.after(interval, [this] {
            m_timer = noTimer;
            read();
        });
    Q_EMIT reported(m_report);
}

void TimesyncdMonitor::take(const QVariantMap &properties)
{
    const Instant now = m_clock.read().realtime;
    const TimesyncdState state = timesyncdState(properties);
    if (state.message && m_lastAnswer != state.message->destination) {
        m_lastAnswer = state.message->destination;
        m_answerer = state.serverAddress;
    }
    const std::optional<KernelClock> kernel = readKernelClock();
    m_report.answer = DaemonAnswer::Answering;
    m_report.problem.clear();
    m_report.silentSince.reset();
    m_report.readAt = now;
    fillTimesyncdReport(state,
                        {.messageIsOfServer = m_answerer == state.serverAddress,
                         .kernelSynchronised = kernel && kernel->synchronized(),
                         .now = now},
                        m_report);
}

void TimesyncdMonitor::leave()
{
    m_scheduler.cancel(std::exchange(m_timer, noTimer));
    m_hasLeft = true;
    m_readAgain = false;
    if (m_isReading)
        return; // finish() follows
    fallSilent(DaemonAnswer::Refused, {}, m_clock.read().realtime);
    Q_EMIT reported(m_report);
}

void TimesyncdMonitor::fallSilent(DaemonAnswer answer, const QString &problem, Instant since)
{
    m_report.answer = answer;
    m_report.problem = problem;
    if (!m_report.silentSince)
        m_report.silentSince = since;
}

} // namespace synchroscope
