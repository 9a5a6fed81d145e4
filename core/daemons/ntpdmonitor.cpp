// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/ntpdmonitor.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <cerrno>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr size_t mostOpenQuestions = 8;
constexpr Duration firstPatience = 1s;
constexpr Duration secondPatience = 2s;
/// Two seconds for up to 16 associations: ntpd answers, and does not sit, all day long.
constexpr Duration shortestInterval = 2s;
constexpr Duration intervalPerAssociation = 125ms;

QString endpointText(const QHostAddress &address, quint16 port)
{
    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isIpv6 ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address.toString()).arg(port);
}

} // namespace

NtpdMonitor::NtpdMonitor(const QHostAddress &address, quint16 port, const Clock &clock, Scheduler &scheduler,
                         QObject *parent)
    : DaemonMonitor(parent)
    , m_address(address)
    , m_port(port)
    , m_clock(clock)
    , m_scheduler(scheduler)
    , m_sequence(static_cast<quint16>(QRandomGenerator::system()->generate()))
{
    m_report.kind = DaemonKind::Ntpd;
    m_report.endpoint = endpointText(address, port);
}

NtpdMonitor::~NtpdMonitor()
{
    endReading();
    m_scheduler.cancel(m_nextReading);
}

void NtpdMonitor::start()
{
    if (m_reading || m_nextReading != noTimer)
        return;
    m_nextReading = m_scheduler.after(Duration::zero(), [this] { beginReading(); });
}

void NtpdMonitor::refresh()
{
    if (m_reading || m_nextReading == noTimer)
        return;
    m_scheduler.cancel(m_nextReading);
    m_nextReading = m_scheduler.after(Duration::zero(), [this] { beginReading(); });
}

void NtpdMonitor::beginReading()
{
    m_nextReading = noTimer;
    m_reading.reset(new Reading{.begun = m_clock.read().realtime,
                                .socket{m_address, m_port},
                                .notifier = {},
                                .waiting = {Question{}},
                                .open = {},
                                .tracking = {},
                                .version = {},
                                .peers = {}});
    if (m_reading->socket.descriptor() >= 0) {
        m_reading->notifier =
            std::make_unique<QSocketNotifier>(m_reading->socket.descriptor(), QSocketNotifier::Read);
        connect(m_reading->notifier.get(), &QSocketNotifier::activated, this, &NtpdMonitor::receive);
    }
    askOn();
}

void NtpdMonitor::askOn()
{
    while (!m_reading->waiting.empty() && m_reading->open.size() < mostOpenQuestions) {
        const Question question = m_reading->waiting.front();
        m_reading->waiting.pop_front();
        // An earlier try's late fragments must not be mixed with this one's: each has its own number.
        const quint16 sequence = ++m_sequence;
        const bool isRead = question.operation == ControlOperation::ReadVariables;
        const QByteArray names = question.association == 0 ? systemVariableNames() : peerVariableNames();
        if (!m_reading->socket.send(encode({.operation = question.operation,
                                            .sequence = sequence,
                                            .association = question.association,
                                            .names = isRead ? names : QByteArray()}))) {
            const int error = m_reading->socket.error();
            fail(error == ECONNREFUSED ? DaemonAnswer::Refused : DaemonAnswer::Silent,
                 qt_error_string(error));
            return;
        }
        const TimerId deadline = m_scheduler.after(question.isRepeated ? secondPatience : firstPatience,
                                                   [this, sequence] { expire(sequence); });
        m_reading->open.emplace(sequence,
                                OpenQuestion{.question = question, .answer = {}, .deadline = deadline});
    }
    if (m_reading->open.empty())
        finish();
}

void NtpdMonitor::expire(quint16 sequence)
{
    const auto found = m_reading->open.find(sequence);
    Question question = found->second.question;
    m_reading->open.erase(found);
    if (question.isRepeated) {
        fail(DaemonAnswer::Silent, {});
        return;
    }
    question.isRepeated = true;
    m_reading->waiting.push_front(question);
    askOn();
}

void NtpdMonitor::receive()
{
    // A reading may end while its datagrams are read; the next one begins by the scheduler, not in here.
    constexpr int mostAtOnce = 256; // the rest waits for the event loop's next turn
    std::array<char, 2048> buffer{};
    for (int i = 0; m_reading && i < mostAtOnce; ++i) {
        const std::optional<TimestampingSocket::Datagram> datagram = m_reading->socket.receive(buffer);
        if (!datagram)
            break;
        const auto size = std::min<qsizetype>(datagram->size, buffer.size());
        const QByteArrayView bytes(buffer.data(), size);
        if (const std::optional<ControlFragment> fragment = decodeControlFragment(bytes))
            take(*fragment);
    }
    if (!m_reading)
        return;
    m_reading->socket.drainErrors();
    if (const int error = m_reading->socket.error(); error != 0)
        fail(error == ECONNREFUSED ? DaemonAnswer::Refused : DaemonAnswer::Silent, qt_error_string(error));
}

void NtpdMonitor::take(const ControlFragment &fragment)
{
    const auto found = m_reading->open.find(fragment.sequence);
    if (found == m_reading->open.end())
        return;
    OpenQuestion &open = found->second;
    const Question question = open.question;
    if (fragment.operation != static_cast<quint8>(question.operation) ||
        fragment.association != question.association)
        return;
    if (fragment.isError) {
        const quint8 code = fragment.errorCode();
        if (question.association == 0 || code != controlErrorUnknownAssociation) {
            const bool isForbidden = code == controlErrorPermission || code == controlErrorProhibited;
            fail(isForbidden ? DaemonAnswer::NotPermitted : DaemonAnswer::Silent,
                 u"mode 6 error %1"_s.arg(code));
            return;
        }
        // It vanished since the list was read.
    } else {
        if (!open.answer.add(fragment) || !open.answer.isComplete())
            return; // what contradicts itself runs out of time
        use(question, open.answer);
    }
    m_scheduler.cancel(open.deadline);
    m_reading->open.erase(found);
    askOn();
}

void NtpdMonitor::use(const Question &question, const ControlAnswer &answer)
{
    const QByteArray data = answer.data();
    if (question.operation == ControlOperation::ReadStatus) {
        m_reading->waiting.push_back({.operation = ControlOperation::ReadVariables});
        for (const ControlAssociation &association : decodeAssociations(data))
            m_reading->waiting.push_back(
                {.operation = ControlOperation::ReadVariables, .association = association.id});
        return;
    }
    const ControlVariables variables = ControlVariables::parse(data);
    const Instant now = m_clock.read().realtime;
    if (question.association == 0) {
        m_reading->tracking = systemTracking(answer.status(), variables, now);
        m_reading->version = ntpdVersion(variables.text("version").value_or(QString()));
    } else if (std::optional<DaemonSource> source = peerSource(answer.status(), variables, now)) {
        const std::optional<Instant> received = source->lastSample;
        m_reading->peers[question.association] = {.isConfigured =
                                                      decodePeerStatus(answer.status()).configured,
                                                  .source = *std::move(source),
                                                  .received = received,
                                                  .filter = clockFilter(variables)};
    }
}

/// A poll that nobody answered, and a datagram that ntpd threw away, brought no new sample. Without a clock
/// filter an answer that is no better than an earlier one cannot be told from those.
bool NtpdMonitor::Reading::Peer::hasSampleOf(const Peer &earlier) const
{
    if (source.address != earlier.source.address || !received || !earlier.source.lastSample)
        return false;
    if (received == earlier.received)
        return true;
    if (filter.empty())
        return source.adjusted == earlier.source.adjusted && source.delay == earlier.source.delay;
    return filter == earlier.filter || !filter.front().isAnswer();
}

void NtpdMonitor::keepSamples()
{
    for (auto &[id, peer] : m_reading->peers) {
        const auto earlier = m_peers.find(id);
        if (earlier == m_peers.end() || !peer.hasSampleOf(earlier->second))
            continue;
        const DaemonSource &known = earlier->second.source;
        peer.source.lastSample = known.lastSample;
        peer.source.measured = known.measured;
        peer.source.delay = known.delay;
        peer.source.error = known.error;
    }
    m_peers = m_reading->peers;
}

void NtpdMonitor::finish()
{
    keepSamples();
    // A pool's own entry never gets an address; it is a source only while it has no members.
    const bool hasPoolMembers = std::any_of(m_reading->peers.cbegin(), m_reading->peers.cend(),
                                            [](const auto &entry) { return !entry.second.isConfigured; });
    m_report.sources.clear();
    QHash<QString, int> ordinals;
    m_report.tracking = m_reading->tracking;
    for (auto &[id, peer] : m_reading->peers) {
        DaemonSource &source = peer.source;
        if (hasPoolMembers && !source.resolved && source.referenceId == "POOL"_L1)
            continue;
        source.ordinal = ordinals[source.name]++;
        if (m_report.tracking && source.standing == SourceStanding::Selected)
            m_report.tracking->source = source.address.isEmpty() ? source.name : source.address;
        m_report.sources.push_back(std::move(source));
    }
    if (m_reading->version) {
        m_report.kind = m_reading->version->kind;
        m_report.version = m_reading->version->version;
    }
    m_report.answer = DaemonAnswer::Answering;
    m_report.problem.clear();
    m_report.readAt = m_clock.read().realtime;
    m_report.silentSince.reset();
    endReading();
    Q_EMIT reported(m_report);
}

void NtpdMonitor::fail(DaemonAnswer answer, const QString &problem)
{
    m_report.answer = answer;
    m_report.problem = problem;
    if (!m_report.silentSince)
        m_report.silentSince = m_reading->begun;
    endReading();
    Q_EMIT reported(m_report);
}

void NtpdMonitor::endReading()
{
    if (!m_reading)
        return;
    for (const auto &[sequence, open] : m_reading->open)
        m_scheduler.cancel(open.deadline);
    if (m_reading->notifier) {
        m_reading->notifier->setEnabled(false);
        m_reading->notifier.release()->deleteLater(); // this may be its own call
    }
    m_reading.reset();
    const Duration byLength = intervalPerAssociation * static_cast<int>(m_report.sources.size());
    m_nextReading = m_scheduler.after(std::max(shortestInterval, byLength), [this] { beginReading(); });
}

} // namespace synchroscope
