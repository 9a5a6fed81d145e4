// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronywatch.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>

using namespace std::chrono_literals;

namespace synchroscope {

using cmdmon::Command;

namespace {

// That all of eight sockets reach the same one of two daemons happens once in 128 counts.
constexpr int socketsPerPort = 8;
constexpr Duration patience = 1s;
constexpr Duration countInterval = 30s;
constexpr Duration secondLook = 2s;
// The first sources of a list tell daemons apart that are not synchronised.
constexpr quint32 sourcesLookedAt = 4;
constexpr int notNumbered = -1;
constexpr int questions = 2 + int(sourcesLookedAt);

/// A Unix socket belongs to one daemon, and its queue is short.
int socketsFor(const ChronyEndpoint &endpoint)
{
    return endpoint.path.isEmpty() ? socketsPerPort : 1;
}

/// Of an answer what does not change from one moment to the next.
QByteArray lastingPart(const cmdmon::Reply &reply)
{
    if (const std::optional<DaemonTracking> tracking = cmdmon::readTracking(reply)) {
        // A clock that serves itself says that its last update is now.
        const bool isDated = tracking->synchronised && tracking->lastUpdate;
        const qint64 updated = isDated ? tracking->lastUpdate->time_since_epoch().count() : 0;
        return tracking->referenceId.toLatin1() + ' ' + QByteArray::number(updated) + ' ' +
               QByteArray::number(*tracking->frequencyPpm);
    }
    if (const std::optional<cmdmon::SourceData> source = cmdmon::readSourceData(reply)) {
        QByteArray text = QByteArray::number(int(source->mode)) + QByteArray::number(source->referenceId, 16);
        for (const quint8 byte : source->address.bytes)
            text += char(byte);
        return text;
    }
    return reply.data;
}

std::vector<QString> namesOf(const DaemonReport &report)
{
    std::vector<QString> names;
    for (const DaemonSource &source : report.sources)
        names.push_back(source.name);
    std::ranges::sort(names);
    return names;
}

} // namespace

ChronyWatch::ChronyWatch(std::vector<ChronyEndpoint> endpoints, const Clock &clock, Scheduler &scheduler,
                         QObject *parent)
    : QObject(parent)
    , m_endpoints(std::move(endpoints))
    , m_clock(clock)
    , m_scheduler(scheduler)
{}

ChronyWatch::~ChronyWatch()
{
    m_scheduler.cancel(m_countTimer);
    m_scheduler.cancel(m_patienceTimer);
}

void ChronyWatch::start()
{
    countAfter(0s);
}

void ChronyWatch::countAfter(Duration delay)
{
    m_scheduler.cancel(m_countTimer);
    m_countTimer = m_scheduler.after(delay, [this] { recount(); });
}

void ChronyWatch::refresh()
{
    for (const Watched &watched : m_watched)
        watched.monitor->refresh();
}

void ChronyWatch::recount()
{
    if (!m_probes.empty())
        return;
    countAfter(countInterval);
    m_patienceTimer = m_scheduler.after(patience, [this] {
        m_patienceTimer = noTimer;
        finishCount();
    });
    m_openProbes = 0;
    for (const ChronyEndpoint &endpoint : m_endpoints)
        m_openProbes += size_t(socketsFor(endpoint));
    for (const ChronyEndpoint &endpoint : m_endpoints) {
        for (int i = 0; i < socketsFor(endpoint); ++i)
            openProbe(endpoint);
    }
}

void ChronyWatch::openProbe(const ChronyEndpoint &endpoint)
{
    m_probes.push_back(std::make_unique<Probe>());
    Probe &probe = *m_probes.back();
    probe.endpoint = endpoint;
    probe.socket = std::make_unique<CommandSocket>();
    probe.sequence = QRandomGenerator::global()->generate();
    probe.unanswered = questions;
    if (probe.socket->open(endpoint) != 0) {
        probe.failed = true;
        endProbe();
        return;
    }
    connect(probe.socket.get(), &CommandSocket::received, this,
            [this, &probe](const QByteArray &datagram) { handleAnswer(probe, datagram); });
    connect(probe.socket.get(), &CommandSocket::failed, this, [this, &probe] {
        if (!std::exchange(probe.failed, true) && probe.unanswered > 0)
            endProbe();
    });
    quint32 sequence = probe.sequence;
    probe.socket->send(cmdmon::makeRequest(Command::Tracking, sequence++));
    probe.socket->send(cmdmon::makeRequest(Command::SourceCount, sequence++));
    for (quint32 i = 0; i < sourcesLookedAt; ++i)
        probe.socket->send(cmdmon::makeIndexRequest(Command::SourceData, sequence++, i));
}

void ChronyWatch::handleAnswer(Probe &probe, const QByteArray &datagram)
{
    const std::optional<cmdmon::Reply> reply = cmdmon::parseReply(datagram);
    if (!reply || probe.failed || reply->sequence - probe.sequence >= quint32(questions))
        return;
    if (!probe.answers.emplace(reply->sequence - probe.sequence, lastingPart(*reply)).second)
        return;
    if (--probe.unanswered > 0)
        return;
    for (const auto &[question, answer] : probe.answers)
        probe.fingerprint += answer + '\n';
    endProbe();
}

void ChronyWatch::endProbe()
{
    // Not within a probe's own signal, as they are all removed then.
    if (--m_openProbes == 0) {
        m_scheduler.cancel(m_patienceTimer);
        m_patienceTimer = m_scheduler.after(0s, [this] {
            m_patienceTimer = noTimer;
            finishCount();
        });
    }
}

void ChronyWatch::finishCount()
{
    const std::vector<std::unique_ptr<Probe>> probes = std::exchange(m_probes, {});
    // One for each daemon; silence where others answer is a daemon too.
    std::vector<Probe *> found;
    for (const std::unique_ptr<Probe> &probe : probes) {
        const auto same = [&probe](const Probe *other) { return other->fingerprint == probe->fingerprint; };
        if (!probe->failed && std::ranges::none_of(found, same))
            found.push_back(probe.get());
    }

    const size_t count = std::max<size_t>(1, found.size());
    const size_t before = std::exchange(m_counted, count);
    if (count == m_watched.size() && !twoAreOne())
        return;
    // An update between two answers makes one look like two, and chance two like one.
    const bool isFirst = m_watched.empty() && count == 1;
    if (!isFirst && count != before) {
        countAfter(count > m_watched.size() ? Duration::zero() : secondLook);
        return;
    }

    m_former.clear();
    for (Watched &watched : m_watched) {
        if (watched.report && watched.report->instance != notNumbered)
            m_former.push_back(std::move(*watched.report));
    }
    m_watched.clear();
    if (found.empty())
        watch(m_endpoints.front(), {});
    for (Probe *probe : found) {
        probe->socket->disconnect(this);
        watch(probe->endpoint, std::move(probe->socket));
    }
}

void ChronyWatch::watch(const ChronyEndpoint &endpoint, std::unique_ptr<CommandSocket> socket)
{
    m_watched.push_back(
        {.monitor = std::make_unique<ChronyMonitor>(endpoint, m_clock, m_scheduler, std::move(socket)),
         .report = std::nullopt});
    const ChronyMonitor *monitor = m_watched.back().monitor.get();
    connect(monitor, &DaemonMonitor::reported, this,
            [this, monitor](const DaemonReport &report) { handleReport(monitor, report); });
    m_watched.back().monitor->start();
}

void ChronyWatch::handleReport(const ChronyMonitor *monitor, const DaemonReport &report)
{
    const auto watched = std::ranges::find_if(
        m_watched, [monitor](const Watched &candidate) { return candidate.monitor.get() == monitor; });
    if (watched == m_watched.end())
        return;
    const bool hasChanged = watched->report && watched->report->answer != report.answer;
    const int instance = watched->report ? watched->report->instance : notNumbered;
    watched->report = report;
    watched->report->instance = instance;
    // It ended or was started; perhaps another one has taken its place.
    if (hasChanged || twoAreOne())
        countAfter(0s);
    if (!std::ranges::all_of(m_watched, [](const Watched &each) { return each.report.has_value(); }))
        return;

    numberInstances();
    std::vector<DaemonReport> reports;
    for (const Watched &each : m_watched)
        reports.push_back(*each.report);
    std::ranges::sort(reports, {}, &DaemonReport::instance);
    Q_EMIT reported(reports);
}

// Those that were known keep their numbers; new ones get theirs in the order of their sources' names, so that
// they have the same in the next run.
void ChronyWatch::numberInstances()
{
    std::vector<DaemonReport *> unnumbered;
    std::vector<int> taken;
    for (Watched &watched : m_watched) {
        if (watched.report->instance == notNumbered)
            unnumbered.push_back(&*watched.report);
        else
            taken.push_back(watched.report->instance);
    }
    const auto take = [&taken](DaemonReport *report, int instance) {
        report->instance = instance;
        taken.push_back(instance);
    };
    const auto isFree = [&taken](int instance) { return std::ranges::find(taken, instance) == taken.end(); };
    for (DaemonReport *report : unnumbered) {
        const auto known = std::ranges::find_if(m_former, [&](const DaemonReport &former) {
            return isFree(former.instance) && namesOf(former) == namesOf(*report);
        });
        if (known != m_former.end())
            take(report, known->instance);
    }
    std::erase_if(unnumbered, [](const DaemonReport *report) { return report->instance != notNumbered; });
    std::ranges::sort(unnumbered, {}, [](const DaemonReport *report) { return namesOf(*report); });
    for (DaemonReport *report : unnumbered) {
        int instance = 0;
        while (!isFree(instance))
            ++instance;
        take(report, instance);
    }
}

bool ChronyWatch::twoAreOne() const
{
    for (size_t i = 1; i < m_watched.size(); ++i) {
        const std::optional<DaemonReport> &one = m_watched[i].report;
        for (size_t j = 0; j < i; ++j) {
            const std::optional<DaemonReport> &other = m_watched[j].report;
            if (one && other && one->tracking && other->tracking && one->answer == other->answer &&
                one->tracking->synchronised && one->tracking->lastUpdate == other->tracking->lastUpdate &&
                namesOf(*one) == namesOf(*other))
                return true;
        }
    }
    return false;
}

} // namespace synchroscope
