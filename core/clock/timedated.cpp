// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/timedated.h"

#include "core/daemons/buscall.h"

#include <QDBusArgument>
#include <QDBusServiceWatcher>

#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The bus may have to start the service first.
constexpr auto readPatience = 30s;
// Somebody may be looking for a password.
constexpr auto changePatience = 1h;
// How long a change that is done may wait for the reading of what is now, and for systemd's jobs.
constexpr auto endedPatience = 10s;

QString service()
{
    return u"org.freedesktop.timedate1"_s;
}

QString path()
{
    return u"/org/freedesktop/timedate1"_s;
}

std::optional<bool> boolIn(const QVariant &value)
{
    return value.typeId() == QMetaType::Bool ? std::optional(value.toBool()) : std::nullopt;
}

/// Whether polkit would let this connection do it if the user authenticated: CheckAuthorization's answer is
/// (is_authorized, is_challenge, details).
bool wantsAuthentication(const QDBusMessage &answer)
{
    const QVariantList arguments = answer.arguments();
    if (answer.type() != QDBusMessage::ReplyMessage || arguments.isEmpty())
        return false;
    const auto result = arguments.first().value<QDBusArgument>();
    if (result.currentSignature() != "(bba{ss})"_L1)
        return false;
    bool isAuthorized = false;
    bool isChallenge = false;
    result.beginStructure();
    result >> isAuthorized >> isChallenge;
    result.endStructure(); // without it what was begun leaks
    return isChallenge && !isAuthorized;
}

} // namespace

ClockChangeResult clockChangeResult(const QDBusMessage &answer)
{
    if (answer.type() == QDBusMessage::ReplyMessage)
        return {.outcome = ChangeOutcome::Done, .errorName = {}, .sentence = {}};
    const QString name = answer.errorName();
    ChangeOutcome outcome = ChangeOutcome::Failed;
    if (name == "org.freedesktop.DBus.Error.AccessDenied"_L1 ||
        name == "org.freedesktop.PolicyKit1.Error.NotAuthorized"_L1)
        outcome = ChangeOutcome::Refused;
    else if (name == "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired"_L1)
        outcome = ChangeOutcome::NobodyToAsk;
    else if (name ==
             "org.freedesktop.PolicyKit1.Error.Cancelled"_L1) // passed on by timedated before version 256
        outcome = ChangeOutcome::Cancelled;
    else if (name == "org.freedesktop.DBus.Error.NoReply"_L1)
        outcome = ChangeOutcome::ServiceGone;
    else if (saysAbsent(answer))
        outcome = ChangeOutcome::ServiceAbsent;
    return {.outcome = outcome, .errorName = name, .sentence = answer.errorMessage()};
}

TimedatedClient::TimedatedClient(const QDBusConnection &bus, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
    , m_clock(clock)
{
    m_endedLimit.setSingleShot(true);
    m_endedLimit.setInterval(endedPatience);
    connect(&m_endedLimit, &QTimer::timeout, this, &TimedatedClient::tellEnded);
}

TimedatedClient::~TimedatedClient() = default;

void TimedatedClient::start()
{
    listen();
    refresh();
}

void TimedatedClient::setBus(const QDBusConnection &bus)
{
    m_bus = bus;
    listen();
    refresh();
}

void TimedatedClient::listen()
{
    // Without a sender's name: looking up who owns it would block. A liar can only have us ask again.
    m_bus.connect({}, path(), u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, this,
                  SLOT(onPropertiesChanged(QString)));
    m_watcher =
        std::make_unique<QDBusServiceWatcher>(service(), m_bus, QDBusServiceWatcher::WatchForRegistration);
    connect(m_watcher.get(), &QDBusServiceWatcher::serviceRegistered, this, [this] {
        // Not when it was our own question that started it.
        if (m_reading.open == 0)
            refresh();
    });
}

void TimedatedClient::onPropertiesChanged(const QString &interface)
{
    if (interface == service())
        refresh();
}

void TimedatedClient::refresh()
{
    if (m_reading.open > 0) {
        m_readAgain = true;
        return;
    }
    m_reading = {};
    // One by one: where systemd is absent CanNTP and NTP fail, and GetAll with them (timedated 252).
    ask(u"Timezone"_s,
        [](const QVariant &value, TimedatedReport &report) { report.zone = value.toString(); });
    ask(u"LocalRTC"_s,
        [](const QVariant &value, TimedatedReport &report) { report.localRtc = boolIn(value); });
    ask(u"CanNTP"_s,
        [](const QVariant &value, TimedatedReport &report) { report.canNetworkTime = boolIn(value); });
    ask(u"NTP"_s,
        [](const QVariant &value, TimedatedReport &report) { report.networkTimeEnabled = boolIn(value); });
    constexpr bool isOptional = true;
    ask(
        u"NTPSynchronized"_s,
        [](const QVariant &value, TimedatedReport &report) { report.synchronised = boolIn(value); },
        isOptional);
    ask(
        u"RTCTimeUSec"_s,
        [](const QVariant &value, TimedatedReport &report) {
            const std::chrono::microseconds reading(value.toULongLong());
            if (reading.count() > 0) // 0: there is no such device
                report.hardwareReading =
                    std::chrono::local_seconds(std::chrono::floor<std::chrono::seconds>(reading));
        },
        isOptional);
}

void TimedatedClient::ask(const QString &property, void (*take)(const QVariant &, TimedatedReport &),
                          bool isOptional)
{
    ++m_reading.open;
    callAsync(m_bus, propertyCall(service(), path(), service(), property), readPatience, this,
              [this, take, isOptional](const QDBusMessage &answer) {
                  if (answer.type() == QDBusMessage::ReplyMessage) {
                      ++m_reading.answered;
                      take(propertyIn(answer), m_reading.report);
                  } else {
                      m_reading.absent = m_reading.absent || saysAbsent(answer);
                      if (m_reading.report.problem.isEmpty() && !isOptional)
                          m_reading.report.problem = answer.errorMessage();
                  }
                  if (--m_reading.open == 0)
                      finishReading();
              });
}

void TimedatedClient::finishReading()
{
    if (m_reading.answered > 0) {
        m_report = m_reading.report;
        m_report.available = true;
        m_report.readAt = m_clock.read().realtime;
    } else {
        m_report.available = !m_reading.absent;
        m_report.problem = m_reading.report.problem;
    }
    const bool readAgain = std::exchange(m_readAgain, false);
    if (readAgain)
        refresh();
    Q_EMIT reported(m_report);
    // Otherwise it was begun before the change had ended.
    if (!readAgain && !isBeforeItsJobs())
        tellEnded();
}

bool TimedatedClient::isBeforeItsJobs() const
{
    return m_wantedNetworkTime && m_report.networkTimeEnabled &&
           *m_report.networkTimeEnabled != *m_wantedNetworkTime;
}

void TimedatedClient::tellEnded()
{
    m_endedLimit.stop();
    if (!m_ended.empty())
        m_wantedNetworkTime.reset();
    for (const Ended &ended : std::exchange(m_ended, {}))
        Q_EMIT changeFinished(ended.id, ended.result);
}

quint64 TimedatedClient::setTimezone(const QString &zone)
{
    return change(u"SetTimezone"_s, {zone}, u"org.freedesktop.timedate1.set-timezone"_s);
}

quint64 TimedatedClient::setNetworkTime(bool enabled)
{
    m_wantedNetworkTime = enabled;
    return change(u"SetNTP"_s, {enabled}, u"org.freedesktop.timedate1.set-ntp"_s);
}

quint64 TimedatedClient::setHardwareClockLocal(bool local)
{
    constexpr bool fixSystem = false;
    return change(u"SetLocalRTC"_s, {local, fixSystem}, u"org.freedesktop.timedate1.set-local-rtc"_s);
}

quint64 TimedatedClient::change(const QString &method, const QVariantList &arguments, const QString &action)
{
    constexpr bool interactive = true;
    QDBusMessage call = QDBusMessage::createMethodCall(service(), path(), service(), method);
    call.setInteractiveAuthorizationAllowed(true);
    call.setArguments(arguments + QVariantList{interactive});
    const quint64 id = ++m_lastId;
    callAsync(m_bus, call, changePatience, this, [this, id, action](const QDBusMessage &answer) {
        const ClockChangeResult result = clockChangeResult(answer);
        if (result.outcome == ChangeOutcome::Refused)
            findOutWhyDenied(id, result, action);
        else
            finishChange(id, result);
    });
    return id;
}

void TimedatedClient::findOutWhyDenied(quint64 id, const ClockChangeResult &denied, const QString &action)
{
    // timedated says "AccessDenied: Permission denied" of a user who may not and of one who closed the prompt
    // alike (systemd 252 looks at polkit's two booleans only; seen with polkit 122). polkit tells them apart
    // when it is asked without a prompt: a user who may, after authenticating, gets a challenge.
    QDBusMessage question = QDBusMessage::createMethodCall(
        u"org.freedesktop.PolicyKit1"_s, u"/org/freedesktop/PolicyKit1/Authority"_s,
        u"org.freedesktop.PolicyKit1.Authority"_s, u"CheckAuthorization"_s);
    QDBusArgument subject;
    subject.beginStructure();
    subject << u"system-bus-name"_s << QVariantMap{{u"name"_s, m_bus.baseService()}};
    subject.endStructure();
    QDBusArgument details;
    details.beginMap(QMetaType::fromType<QString>(), QMetaType::fromType<QString>());
    details.endMap();
    constexpr uint withoutPrompt = 0;
    question << QVariant::fromValue(subject) << action << QVariant::fromValue(details) << withoutPrompt
             << QString();
    callAsync(m_bus, question, readPatience, this, [this, id, denied](const QDBusMessage &answer) {
        ClockChangeResult result = denied;
        if (wantsAuthentication(answer))
            result.outcome = ChangeOutcome::Cancelled;
        finishChange(id, result);
    });
}

void TimedatedClient::finishChange(quint64 id, const ClockChangeResult &result)
{
    // One that failed may have been made in part.
    const bool isReadFirst = result.outcome == ChangeOutcome::Done || result.outcome == ChangeOutcome::Failed;
    if (result.outcome != ChangeOutcome::Done)
        m_wantedNetworkTime.reset();
    if (isReadFirst) {
        m_ended.push_back({.id = id, .result = result});
        m_endedLimit.start();
        refresh();
        return;
    }
    Q_EMIT changeFinished(id, result);
    if (result.outcome == ChangeOutcome::ServiceGone)
        refresh();
}

} // namespace synchroscope
