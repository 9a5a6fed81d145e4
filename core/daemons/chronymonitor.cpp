// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronymonitor.h"

#include <QRandomGenerator>

#include <algorithm>
#include <cerrno>
#include <system_error>

using namespace std::chrono_literals;

namespace synchroscope {

namespace {

// As many as the receive buffer of chronyd's port holds several times over; a Unix socket queues eleven.
constexpr size_t mostUnderWay = 32;
constexpr size_t mostUnderWayOnUnixSocket = 8;
// Then what is not answered is asked again; when nothing at all came three times, the daemon counts as
// silent.
constexpr Duration patience = 1s;
constexpr int mostSilences = 3;
constexpr Duration shortestInterval = 1s;
constexpr Duration intervalPerSource = 20ms;
constexpr Duration intervalOfTheSilent = 5s;
// Names and slow values are read again after that time, in case they have changed unnoticed.
constexpr Duration namesLast = 60s;
constexpr Duration slowValuesLast = 16s;

int samplesOf(const DaemonReport &report)
{
    int samples = 0;
    for (const DaemonSource &source : report.sources)
        samples += source.statistics ? source.statistics->samples : 0;
    return samples;
}

/// Whether another process has answered than before, as far as that shows. Wrongly thought so costs only a
/// few questions.
bool hasRestarted(const DaemonReport &before, const DaemonReport &after)
{
    const auto updated = [](const DaemonReport &report) {
        return report.tracking && report.tracking->synchronised ? report.tracking->lastUpdate : std::nullopt;
    };
    // Some samples are dropped now and then, but not most of all.
    return updated(after) < updated(before) || after.sources.size() < before.sources.size() ||
           samplesOf(after) < samplesOf(before) / 2;
}

} // namespace

ChronyMonitor::ChronyMonitor(const ChronyEndpoint &endpoint, const Clock &clock, Scheduler &scheduler,
                             std::unique_ptr<CommandSocket> socket, QObject *parent)
    : DaemonMonitor(parent)
    , m_endpoint(endpoint)
    , m_clock(clock)
    , m_scheduler(scheduler)
{
    m_report.kind = DaemonKind::Chrony;
    m_report.endpoint = endpoint.toString();
    if (socket)
        use(std::move(socket));
}

ChronyMonitor::~ChronyMonitor()
{
    m_scheduler.cancel(m_turnTimer);
    m_scheduler.cancel(m_patienceTimer);
}

void ChronyMonitor::use(std::unique_ptr<CommandSocket> socket)
{
    m_socket = std::move(socket);
    connect(m_socket.get(), &CommandSocket::received, this, &ChronyMonitor::handleDatagram);
    connect(m_socket.get(), &CommandSocket::failed, this,
            [this](int error) { failReading(DaemonAnswer::Refused, error); });
}

void ChronyMonitor::start()
{
    schedule(0s);
}

void ChronyMonitor::refresh()
{
    if (!m_sweep)
        schedule(0s);
}

void ChronyMonitor::schedule(Duration delay)
{
    m_scheduler.cancel(m_turnTimer);
    m_turnTimer = m_scheduler.after(delay, [this] { beginReading(); });
}

void ChronyMonitor::beginReading()
{
    m_turnTimer = noTimer;
    m_beganAt = m_clock.read().realtime;
    if (!m_socket) {
        use(std::make_unique<CommandSocket>());
        const int error = m_socket->open(m_endpoint);
        if (error != 0) {
            failReading(error == EACCES || error == EPERM ? DaemonAnswer::NotPermitted
                                                          : DaemonAnswer::Refused,
                        error);
            return;
        }
    }
    // A clock that was set back must not put these off.
    if (std::chrono::abs(m_beganAt - m_namesReadAt) >= namesLast) {
        m_names.clear();
        m_namesReadAt = m_beganAt;
    }
    const bool rarely = std::chrono::abs(m_beganAt - m_rarelyReadAt) >= slowValuesLast;
    if (rarely)
        m_rarelyReadAt = m_beganAt;
    m_reliesOnOld = !m_names.empty() || !rarely;
    m_sweep = std::make_unique<ChronySweep>(m_report, std::exchange(m_names, {}), rarely);
    m_silences = 0;
    m_hasHeard = false;
    m_patienceTimer = m_scheduler.after(patience, [this] { handlePatienceEnd(); });
    sendMore();
}

void ChronyMonitor::sendMore()
{
    const size_t most = m_endpoint.path.isEmpty() ? mostUnderWay : mostUnderWayOnUnixSocket;
    while (m_sweep->hasQuestion() && m_underWay.size() < most) {
        const ChronySweep::Question question = m_sweep->takeQuestion();
        quint32 sequence = 0;
        do {
            sequence = QRandomGenerator::global()->generate();
        } while (m_underWay.contains(sequence));
        UnderWay &asked = m_underWay[sequence];
        asked = {.question = question, .request = question.request(sequence)};
        // Whatever fails now is put again like a datagram that was lost.
        const int error = m_socket->send(asked.request);
        if (error == ECONNREFUSED) {
            failReading(DaemonAnswer::Refused, error);
            return;
        }
    }
}

void ChronyMonitor::handleDatagram(const QByteArray &datagram)
{
    const std::optional<cmdmon::Reply> reply = cmdmon::parseReply(datagram);
    if (!reply || !m_sweep)
        return;
    const auto found = m_underWay.find(reply->sequence);
    if (found == m_underWay.end() || quint16(found->second.question.command) != reply->command)
        return;
    const ChronySweep::Question question = found->second.question;
    const ChronySweep::Outcome outcome = m_sweep->answer(question, *reply, m_clock.read().realtime);
    if (outcome == ChronySweep::Outcome::Unreadable) {
        // Asked again when patience ends, as if it had been lost.
        found->second.isUnreadable = true;
        if (!m_unreadable.contains(question.command))
            return;
    } else {
        m_unreadable.erase(question.command);
    }
    m_underWay.erase(found);
    m_hasHeard = true;
    if (outcome == ChronySweep::Outcome::ListChanged)
        m_underWay.clear();
    goOn();
}

void ChronyMonitor::goOn()
{
    if (m_underWay.empty() && !m_sweep->hasQuestion())
        finishReading();
    else
        sendMore();
}

void ChronyMonitor::handlePatienceEnd()
{
    m_patienceTimer = m_scheduler.after(patience, [this] { handlePatienceEnd(); });
    m_silences = m_hasHeard ? 0 : m_silences + 1;
    m_hasHeard = false;
    if (m_silences == mostSilences) {
        handleSilence();
        return;
    }
    // With the same numbers: an answer that was only late counts.
    for (const auto &[sequence, asked] : m_underWay) {
        if (m_socket->send(asked.request) == ECONNREFUSED) {
            failReading(DaemonAnswer::Refused, ECONNREFUSED);
            return;
        }
    }
}

/// Nothing has come any more. Where only such answers are missing that cannot be read, and a reading is worth
/// something without them, it goes on.
void ChronyMonitor::handleSilence()
{
    const bool canDoWithout = std::ranges::all_of(m_underWay, [](const auto &entry) {
        return entry.second.isUnreadable && ChronySweep::canDoWithout(entry.second.question);
    });
    if (!canDoWithout) {
        failReading(DaemonAnswer::Silent, 0);
        return;
    }
    for (const auto &[sequence, asked] : m_underWay)
        m_unreadable.insert(asked.question.command);
    m_underWay.clear();
    m_silences = 0;
    goOn();
}

void ChronyMonitor::finishReading()
{
    const bool forbidden = m_sweep->isForbidden();
    DaemonReport report = m_sweep->takeReport();
    if (m_reliesOnOld && m_report.readAt && hasRestarted(m_report, report)) {
        beginAgain();
        return;
    }
    m_report = std::move(report);
    m_names = m_sweep->takeNames();
    m_report.answer = forbidden ? DaemonAnswer::NotPermitted : DaemonAnswer::Answering;
    m_report.problem.clear();
    m_report.readAt = m_clock.read().realtime;
    m_report.silentSince.reset();
    endReading(std::max(shortestInterval, Duration(intervalPerSource * m_report.sources.size())));
    Q_EMIT reported(m_report);
}

/// With nothing of what was known.
void ChronyMonitor::beginAgain()
{
    m_names.clear();
    m_rarelyReadAt = {};
    endReading(0s);
}

void ChronyMonitor::failReading(DaemonAnswer answer, int systemError)
{
    m_report.answer = answer;
    m_report.problem =
        systemError == 0 ? QString() : QString::fromStdString(std::system_category().message(systemError));
    if (!m_report.silentSince)
        m_report.silentSince = m_beganAt;
    // A socket that reaches nobody may reach the next daemon, whose names are others.
    if (answer != DaemonAnswer::Silent && m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater(); // it may be this call's sender
    }
    m_names.clear();
    m_rarelyReadAt = {};
    m_unreadable.clear();
    endReading(intervalOfTheSilent);
    Q_EMIT reported(m_report);
}

void ChronyMonitor::endReading(Duration next)
{
    m_sweep.reset();
    m_underWay.clear();
    m_scheduler.cancel(std::exchange(m_patienceTimer, noTimer));
    schedule(next);
}

} // namespace synchroscope
