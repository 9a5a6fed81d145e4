// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronywatch.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <functional>
#include <limits>
#include <set>
#include <tuple>

using namespace std::chrono_literals;

namespace synchroscope {

using cmdmon::Command;

namespace {

// That all of eight sockets reach the same one of two daemons happens once in 128 counts.
constexpr int socketsPerPort = 8;
constexpr Duration patience = 1s;
constexpr Duration countInterval = 30s;
// The first sources of a list tell daemons apart that are not synchronised.
constexpr quint32 sourcesLookedAt = 4;
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

/// A pool's members have one name.
std::set<QString> namesOf(const DaemonReport &report)
{
    std::set<QString> names;
    for (const DaemonSource &source : report.sources)
        names.insert(source.name);
    return names;
}

/// The share of sources that both have; 1: the same ones, 0: none in common.
double likeness(const DaemonReport &a, const DaemonReport &b)
{
    const std::set<QString> one = namesOf(a);
    const std::set<QString> other = namesOf(b);
    if (one.empty() && other.empty())
        return 1;
    const auto common =
        std::ranges::count_if(one, [&other](const QString &name) { return other.contains(name); });
    return double(common) / double(one.size() + other.size() - size_t(common));
}

/// How many samples both have: two daemons with the same sources do not measure the same.
qsizetype commonSamples(const DaemonReport &a, const DaemonReport &b)
{
    return std::ranges::count_if(a.sources, [&b](const DaemonSource &source) {
        return source.measured && std::ranges::any_of(b.sources, [&source](const DaemonSource &other) {
                   return other.name == source.name && other.address == source.address &&
                          other.measured == source.measured;
               });
    });
}

double frequencyDifference(const DaemonReport &a, const DaemonReport &b)
{
    if (!a.tracking || !b.tracking || !a.tracking->frequencyPpm || !b.tracking->frequencyPpm)
        return std::numeric_limits<double>::infinity();
    return std::abs(*a.tracking->frequencyPpm - *b.tracking->frequencyPpm);
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
    m_countTimer = m_scheduler.after(delay, [this] { count(); });
}

void ChronyWatch::refresh()
{
    for (const Watched &watched : m_watched)
        watched.monitor->refresh();
}

void ChronyWatch::recount()
{
    m_isDoubtful = true;
    countAfter(0s);
}

void ChronyWatch::count()
{
    countAfter(countInterval);
    if (!m_probes.empty())
        return;
    const QByteArray sockets = socketsOnPorts();
    m_isDoubtful = m_isDoubtful || sockets != m_socketsOnPorts;
    m_socketsOnPorts = sockets;
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

/// Another computer's cannot be seen.
QByteArray ChronyWatch::socketsOnPorts() const
{
    std::set<quint16> ports;
    for (const ChronyEndpoint &endpoint : m_endpoints) {
        if (endpoint.path.isEmpty() && endpoint.address.isLoopback())
            ports.insert(endpoint.port);
    }
    QByteArray sockets;
    for (const quint16 port : ports)
        sockets += socketsOnPort(port) + '\n';
    return sockets;
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
        failProbe(probe);
        return;
    }
    connect(probe.socket.get(), &CommandSocket::received, this,
            [this, &probe](const QByteArray &datagram) { handleAnswer(probe, datagram); });
    connect(probe.socket.get(), &CommandSocket::failed, this, [this, &probe] { failProbe(probe); });
    sendQuestions(probe);
}

void ChronyWatch::sendQuestions(Probe &probe)
{
    quint32 sequence = probe.sequence;
    std::vector<QByteArray> requests{cmdmon::makeRequest(Command::Tracking, sequence++),
                                     cmdmon::makeRequest(Command::SourceCount, sequence++)};
    for (quint32 i = 0; i < sourcesLookedAt; ++i)
        requests.push_back(cmdmon::makeIndexRequest(Command::SourceData, sequence++, i));
    for (const QByteArray &request : requests) {
        // A stopped daemon's Unix socket is full in the end; whatever else fails has reached nobody.
        const int error = probe.socket->send(request);
        if (error != 0 && error != EAGAIN) {
            failProbe(probe);
            return;
        }
    }
}

void ChronyWatch::failProbe(Probe &probe)
{
    if (!std::exchange(probe.failed, true) && probe.unanswered > 0)
        endProbe();
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
    const bool isComeBack = isAnyRefused() && !found.empty();
    if (count == m_watched.size() && !m_isDoubtful && !isComeBack)
        return;
    // An update between two answers makes one look like two, and chance two like one.
    const bool isFirst = m_watched.empty() && count == 1;
    if (!isFirst && count != before) {
        countAfter(0s);
        return;
    }
    m_isDoubtful = false;
    // What was read of one that has ended stays, and its monitor asks for the next one.
    if (!found.empty() || m_watched.size() != 1)
        watchThese(found);
}

void ChronyWatch::watchThese(const std::vector<Probe *> &found)
{
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
         .report = std::nullopt,
         .instance = std::nullopt});
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
    const bool isDoubted = isDoubtful(*watched, report);
    watched->report = report;
    if (isDoubted || twoAreOne()) {
        recount();
        return;
    }
    // It ended or was started; perhaps another one has taken its place.
    if (hasChanged)
        countAfter(0s);
    if (!std::ranges::all_of(m_watched, [](const Watched &each) { return each.report.has_value(); }))
        return;
    if (watched->instance)
        keep(*watched->instance, report);
    else
        numberInstances();
    publish();
}

/// Whether the report may be that of another daemon than the monitor's last one.
bool ChronyWatch::isDoubtful(const Watched &watched, const DaemonReport &report) const
{
    if (report.silentSince)
        return false; // tells nothing new
    if (m_isDoubtful || socketsOnPorts() != m_socketsOnPorts)
        return true;
    if (!watched.instance || !m_instances[*watched.instance].readAt)
        return false;
    const double own = likeness(report, m_instances[*watched.instance]);
    return own == 0 || std::ranges::any_of(m_instances, [&](const DaemonReport &other) {
               return likeness(report, other) > own;
           });
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

bool ChronyWatch::isAnyRefused() const
{
    return std::ranges::any_of(m_watched, [](const Watched &watched) {
        return watched.report && watched.report->answer == DaemonAnswer::Refused;
    });
}

/// Of those whose numbers are not known: what is most like a known daemon is that one. Whoever is like none
/// takes the place of one that is not there any more, as after a change of its configuration, or a new
/// number, in the order of their sources' names, so that it is the same in the next run.
void ChronyWatch::numberInstances()
{
    numberByLikeness();
    std::vector<Watched *> others;
    std::vector<size_t> left = m_present;
    for (Watched &watched : m_watched) {
        if (watched.instance)
            std::erase(left, *watched.instance);
        else
            others.push_back(&watched);
    }
    std::ranges::sort(others, {}, [](const Watched *watched) { return namesOf(*watched->report); });
    std::ranges::sort(left);
    for (size_t i = 0; i < others.size(); ++i) {
        if (i >= left.size())
            m_instances.emplace_back();
        others[i]->instance = i < left.size() ? left[i] : m_instances.size() - 1;
    }
    for (const Watched &watched : m_watched)
        keep(*watched.instance, *watched.report);
}

void ChronyWatch::numberByLikeness()
{
    struct Match
    {
        double likeness = 0;
        qsizetype samples = 0;
        double frequencyOff = 0; ///< ppm
        bool isPresent = false;
        size_t instance = 0;
        Watched *watched = nullptr;
    };
    std::vector<Match> matches;
    for (Watched &watched : m_watched) {
        for (size_t i = 0; i < m_instances.size(); ++i) {
            const bool areBothRead = watched.report->readAt && m_instances[i].readAt;
            matches.push_back({.likeness = areBothRead ? likeness(*watched.report, m_instances[i]) : 0,
                               .samples = commonSamples(*watched.report, m_instances[i]),
                               .frequencyOff = frequencyDifference(*watched.report, m_instances[i]),
                               .isPresent = std::ranges::find(m_present, i) != m_present.end(),
                               .instance = i,
                               .watched = &watched});
        }
    }
    // The latter decide between daemons that were told to follow the same sources.
    std::ranges::stable_sort(matches, std::greater(), [](const Match &match) {
        return std::tuple(match.likeness, match.samples, -match.frequencyOff, match.isPresent);
    });
    std::set<size_t> taken;
    for (const Match &match : matches) {
        if (match.likeness > 0 && !match.watched->instance && taken.insert(match.instance).second)
            match.watched->instance = match.instance;
    }
}

/// What has failed adds nothing but that it did: whose values the monitor has from before is not known.
void ChronyWatch::keep(size_t instance, const DaemonReport &report)
{
    DaemonReport &known = m_instances[instance];
    if (report.silentSince) {
        known.kind = report.kind;
        known.endpoint = report.endpoint;
        known.answer = report.answer;
        known.problem = report.problem;
        known.silentSince = known.silentSince ? known.silentSince : report.silentSince;
    } else {
        const std::vector<DaemonSource> before = std::move(known.sources);
        known = report;
        continueSources(known.sources, before);
    }
    known.instance = int(instance);
}

void ChronyWatch::publish()
{
    m_present.clear();
    for (const Watched &watched : m_watched)
        m_present.push_back(*watched.instance);
    std::ranges::sort(m_present);
    std::vector<DaemonReport> reports;
    for (const size_t instance : m_present)
        reports.push_back(m_instances[instance]);
    Q_EMIT reported(reports);
}

} // namespace synchroscope
