// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/ntpdrs.h"

#include <QHash>
#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

#include <algorithm>
#include <cerrno>
#include <cmath>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Duration interval = 2s;
constexpr Duration patience = 2s; // ntpd-rs itself gives up after 0.5 s
constexpr qsizetype lengthSize = 8;
constexpr quint64 largestMessage = 1 << 20; // MAX_JSON_MESSAGE_SIZE of its sockets.rs
constexpr qsizetype mostSources = 1000;

/// Beyond ±68 years NTP cannot tell it; NtpDuration::MAX stands for "not known".
std::optional<Duration> seconds(const QJsonObject &object, QLatin1StringView name)
{
    constexpr double largest = 2147483647.0;
    const QJsonValue value = object.value(name);
    if (!value.isDouble() || !(std::abs(value.toDouble()) < largest))
        return std::nullopt;
    return fromSeconds(value.toDouble());
}

std::optional<Duration> positiveSeconds(const QJsonObject &object, QLatin1StringView name)
{
    std::optional<Duration> value = seconds(object, name);
    return value && *value >= Duration::zero() ? value : std::nullopt;
}

std::optional<int> integer(const QJsonObject &object, QLatin1StringView name, int smallest, int largest)
{
    const QJsonValue value = object.value(name);
    const double number = value.toDouble();
    if (!value.isDouble() || !(number >= smallest && number <= largest) || number != std::floor(number))
        return std::nullopt;
    return static_cast<int>(number);
}

/// {"timestamp": 32.32 seconds as one number}; nothing for zero, "never". Qt keeps what exceeds 2^63 as a
/// double: half a microsecond is lost.
std::optional<Instant> timestamp(const QJsonObject &object, QLatin1StringView name, Instant near)
{
    const QJsonValue value = object.value(name).toObject().value("timestamp"_L1);
    const double number = value.toDouble();
    if (!value.isDouble() || !(number > 0 && number < 18446744073709551616.0))
        return std::nullopt;
    return toInstant({static_cast<quint64>(number)}, near);
}

std::optional<LeapIndicator> leapIndicator(const QString &name)
{
    static const QHash<QString, LeapIndicator> indicators = {
        {u"NoWarning"_s, LeapIndicator::NoWarning},
        {u"Leap61"_s, LeapIndicator::InsertSecond},
        {u"Leap59"_s, LeapIndicator::DeleteSecond},
        {u"Unsynchronized"_s, LeapIndicator::Unsynchronised},
    };
    const auto found = indicators.find(name);
    return found == indicators.end() ? std::nullopt : std::optional(*found);
}

/// SystemSnapshot's root_dispersion() (ntp-proto/src/system.rs, v1.8.0): a standard deviation that grows.
std::optional<Duration> rootDispersion(const QJsonObject &system, std::optional<Instant> now)
{
    const std::optional<Instant> base = now ? timestamp(system, "root_variance_base_time"_L1, *now) : now;
    if (!base)
        return std::nullopt;
    const double t = toSeconds(*now - *base);
    const auto coefficient = [&system](QLatin1StringView name) {
        return system.value(name).toDouble(std::numeric_limits<double>::quiet_NaN());
    };
    const double variance =
        coefficient("root_variance_base"_L1) + t * coefficient("root_variance_linear"_L1) +
        t * t * coefficient("root_variance_quadratic"_L1) + t * t * t * coefficient("root_variance_cubic"_L1);
    if (!(variance >= 0) || !std::isfinite(variance))
        return std::nullopt;
    return fromSeconds(std::sqrt(variance));
}

DaemonTracking trackingOf(const QJsonObject &system, std::optional<Instant> daemonNow, Instant now)
{
    DaemonTracking tracking;
    tracking.stratum = integer(system, "stratum"_L1, 0, 16);
    tracking.leap = leapIndicator(system.value("leap_indicator"_L1).toString());
    tracking.synchronised = tracking.leap && tracking.leap != LeapIndicator::Unsynchronised;
    const double referenceId = system.value("reference_id"_L1).toDouble(-1);
    if (tracking.stratum && referenceId >= 0 && referenceId <= 4294967295.0)
        tracking.referenceId = referenceIdText(static_cast<quint32>(referenceId), *tracking.stratum);
    tracking.lastUpdate = timestamp(system, "root_variance_base_time"_L1, now);
    tracking.rootDelay = positiveSeconds(system, "root_delay"_L1);
    tracking.rootDispersion = rootDispersion(system, daemonNow);
    return tracking;
}

/// Names are shown in terminals too.
QString printable(QString text)
{
    return text.removeIf([](QChar character) { return !character.isPrint(); });
}

/// "ntp.example.net" of "ntp.example.net:123": a port was added where none was configured, 4460 for NTS.
QString configuredName(const QString &name)
{
    for (const QLatin1StringView port : {":123"_L1, ":4460"_L1}) {
        if (name.endsWith(port))
            return name.chopped(port.size());
    }
    return name;
}

/// Of "192.0.2.10:123" and "[2001:db8::7]:123"; null when it is a path, as of a PPS device.
QHostAddress hostAddress(const QString &addressAndPort)
{
    QString host = addressAndPort.section(u':', 0, -2);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1).chopped(1);
    return QHostAddress(host);
}

DaemonSource sourceOf(const QJsonObject &object, Instant now)
{
    constexpr int polls = 8; // the register's width: so many unanswered ones, or more
    DaemonSource source;
    source.name = configuredName(printable(object.value("name"_L1).toString()));
    const QHostAddress address = hostAddress(object.value("address"_L1).toString());
    if (address.isNull()) {
        source.mode = SourceMode::ReferenceClock;
    } else {
        source.address = address.toString();
        source.pollLog2 = integer(object, "poll_interval"_L1, 0, 17);
    }
    const std::optional<int> unanswered = integer(object, "unanswered_polls"_L1, 0, polls);
    if (unanswered == polls)
        source.reach = 0; // fewer leave the older bits unknown
    source.lastSample = timestamp(object, "last_update"_L1, now);
    if (!source.lastSample)
        return source;
    if (unanswered && *unanswered < polls)
        source.standing = SourceStanding::Selectable;
    // Server minus local. ntp-proto/src/source.rs (v1.8.0; the same in v1.5.0), Measurement::from_packet:
    // "offset: ((packet.receive_timestamp() - send_timestamp) + (packet.transmit_timestamp() -
    // recv_timestamp)) / 2", which is RFC 5905's theta; algorithm/kalman/source.rs filters it ("as if the
    // local timescale is absolute truth, and the remote timescale is the one that is estimated") and
    // kalman/mod.rs's observe() shows the filter's state as it is.
    if (const std::optional<Duration> theta = seconds(object, "offset"_L1))
        source.adjusted = Offset::fromNtpTheta(*theta);
    source.delay = positiveSeconds(object, "delay"_L1);
    const std::optional<Duration> deviation = positiveSeconds(object, "uncertainty"_L1);
    if (source.delay && deviation)
        source.error = *source.delay / 2 + *deviation;
    source.rootDelay = positiveSeconds(object, "remote_delay"_L1);
    source.rootDispersion = positiveSeconds(object, "remote_uncertainty"_L1);
    return source;
}

} // namespace

std::optional<NtpdRsObservation> readNtpdRsObservation(const QByteArray &json, Instant now)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const QJsonValue program = root.value("program"_L1);
    const QJsonValue system = root.value("system"_L1);
    const QJsonValue sources = root.value("sources"_L1);
    if (!program.isObject() || !system.isObject() || !sources.isArray())
        return std::nullopt;

    NtpdRsObservation observation;
    observation.version = printable(program["version"_L1].toString());
    observation.tracking = trackingOf(system.toObject(), timestamp(program.toObject(), "now"_L1, now), now);
    std::vector<std::pair<double, DaemonSource>> byId;
    const QJsonArray list = sources.toArray();
    for (const auto &entry : list) {
        if (static_cast<qsizetype>(byId.size()) < mostSources && entry.isObject())
            byId.emplace_back(entry["id"_L1].toDouble(), sourceOf(entry.toObject(), now));
    }
    std::stable_sort(byId.begin(), byId.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    QHash<QString, int> ordinals;
    for (auto &[id, source] : byId) {
        source.ordinal = ordinals[source.name]++;
        observation.sources.push_back(std::move(source));
    }
    return observation;
}

NtpdRsMonitor::NtpdRsMonitor(const QString &socketPath, const Clock &clock, Scheduler &scheduler,
                             QObject *parent)
    : DaemonMonitor(parent)
    , m_clock(clock)
    , m_scheduler(scheduler)
{
    m_report.kind = DaemonKind::NtpdRs;
    m_report.endpoint = socketPath;
}

NtpdRsMonitor::~NtpdRsMonitor()
{
    endReading();
    m_scheduler.cancel(m_timer);
}

void NtpdRsMonitor::start()
{
    if (m_timer == noTimer)
        m_timer = m_scheduler.after(Duration::zero(), [this] { beginReading(); });
}

void NtpdRsMonitor::refresh()
{
    if (m_socket || m_timer == noTimer)
        return;
    m_scheduler.cancel(m_timer);
    m_timer = m_scheduler.after(Duration::zero(), [this] { beginReading(); });
}

void NtpdRsMonitor::beginReading()
{
    m_begun = m_clock.read().realtime;
    m_received.clear();
    m_timer = m_scheduler.after(patience, [this] { fail(DaemonAnswer::Silent, qt_error_string(ETIMEDOUT)); });
    m_socket = new QLocalSocket(this);
    m_socket->setReadBufferSize(64 * 1024);
    connect(m_socket, &QLocalSocket::readyRead, this, &NtpdRsMonitor::receive);
    connect(m_socket, &QLocalSocket::errorOccurred, this, &NtpdRsMonitor::failToConnect);
    m_socket->connectToServer(m_report.endpoint, QIODevice::ReadOnly);
}

void NtpdRsMonitor::receive()
{
    // As QLocalSocket holds back what its buffer has no place for, this sees all of it bit by bit.
    m_received += m_socket->readAll();
    if (m_received.size() < lengthSize)
        return;
    const auto length = qFromBigEndian<quint64>(m_received.constData());
    if (length > largestMessage)
        fail(DaemonAnswer::Silent, qt_error_string(EMSGSIZE));
    else if (m_received.size() >= lengthSize + static_cast<qsizetype>(length))
        use(m_received.sliced(lengthSize, static_cast<qsizetype>(length)));
}

void NtpdRsMonitor::failToConnect(QLocalSocket::LocalSocketError error)
{
    switch (error) {
    case QLocalSocket::ServerNotFoundError:
        fail(DaemonAnswer::Refused, qt_error_string(ENOENT));
        return;
    case QLocalSocket::ConnectionRefusedError:
        fail(DaemonAnswer::Refused, qt_error_string(ECONNREFUSED));
        return;
    case QLocalSocket::SocketAccessError:
        fail(DaemonAnswer::NotPermitted, qt_error_string(EACCES));
        return;
    case QLocalSocket::PeerClosedError:
        receive(); // its last bytes
        if (m_socket)
            fail(DaemonAnswer::Silent, qt_error_string(ECONNRESET));
        return;
    default:
        fail(DaemonAnswer::Silent, m_socket->errorString());
    }
}

void NtpdRsMonitor::use(const QByteArray &json)
{
    const Instant now = m_clock.read().realtime;
    std::optional<NtpdRsObservation> observation = readNtpdRsObservation(json, now);
    if (!observation) {
        fail(DaemonAnswer::Silent, qt_error_string(EBADMSG));
        return;
    }
    m_report.version = observation->version;
    m_report.tracking = observation->tracking;
    m_report.sources = std::move(observation->sources);
    m_report.answer = DaemonAnswer::Answering;
    m_report.problem.clear();
    m_report.readAt = now;
    m_report.silentSince.reset();
    endReading();
    Q_EMIT reported(m_report);
}

void NtpdRsMonitor::fail(DaemonAnswer answer, const QString &problem)
{
    m_report.answer = answer;
    m_report.problem = problem;
    if (!m_report.silentSince)
        m_report.silentSince = m_begun;
    endReading();
    Q_EMIT reported(m_report);
}

void NtpdRsMonitor::endReading()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket->deleteLater(); // this may be its own call
    m_socket = nullptr;
    m_scheduler.cancel(m_timer);
    m_timer = m_scheduler.after(interval, [this] { beginReading(); });
}

} // namespace synchroscope
