// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/chronymonitor.h"

namespace synchroscope {

/// Watches every chronyd that answers at the given endpoints. Usually that is one, on IPv4 and IPv6; but two
/// can share a port without either of them noticing, and then the kernel decides for each new socket which
/// one it reaches (daemons.md 1). So several sockets are opened from time to time, and their answers told
/// apart. Lives in one thread with an event loop.
///
/// A socket is no daemon: whenever one of several is started or ended, sockets may reach another one than
/// before. Reports are published only while it is sure whose they are, and an instance's number belongs to
/// the daemon, known by its sources, for as long as this object lives.
class ChronyWatch final : public QObject
{
    Q_OBJECT

public:
    ChronyWatch(std::vector<ChronyEndpoint> endpoints, const Clock &clock, Scheduler &scheduler,
                QObject *parent = nullptr);
    ~ChronyWatch() override;

    void start();
    /// Reads all of them now.
    void refresh();
    /// One was started or ended: finds out at once who is there, and forgets what the next answers need not
    /// bear out.
    void recount();

Q_SIGNALS:
    /// One for each daemon, by instance, whenever one of them was read; one that says Refused where there is
    /// none.
    void reported(const std::vector<synchroscope::DaemonReport> &reports);

private:
    /// A socket of a count, and what tells its daemon from others.
    struct Probe
    {
        ChronyEndpoint endpoint;
        std::unique_ptr<CommandSocket> socket;
        quint32 sequence = 0; ///< of the first of its questions
        int unanswered = 0;
        bool failed = false;
        QByteArray fingerprint;
        std::map<quint32, QByteArray> answers; ///< by sequence number
    };
    struct Watched
    {
        std::unique_ptr<ChronyMonitor> monitor;
        std::optional<DaemonReport> report; ///< its latest
        std::optional<size_t> instance;
    };

    void count();
    void countAfter(Duration delay);
    void openProbe(const ChronyEndpoint &endpoint);
    void sendQuestions(Probe &probe);
    void handleAnswer(Probe &probe, const QByteArray &datagram);
    void failProbe(Probe &probe);
    void endProbe();
    void finishCount();
    void watchThese(const std::vector<Probe *> &found);
    void watch(const ChronyEndpoint &endpoint, std::unique_ptr<CommandSocket> socket);
    void handleReport(const ChronyMonitor *monitor, const DaemonReport &report);
    QByteArray socketsOnPorts() const;
    bool isDoubtful(const Watched &watched, const DaemonReport &report) const;
    bool twoAreOne() const;
    bool isAnyRefused() const;
    void numberInstances();
    void numberByLikeness();
    void keep(size_t instance, const DaemonReport &report);
    void publish();

    std::vector<ChronyEndpoint> m_endpoints;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    QByteArray m_socketsOnPorts;                  ///< when the latest count began
    std::vector<std::unique_ptr<Probe>> m_probes; ///< of the count under way
    size_t m_openProbes = 0;
    size_t m_counted = 0;      ///< by the latest count; a change is believed when two counts agree
    bool m_isDoubtful = false; ///< who it is that the monitors read
    std::vector<Watched> m_watched;
    std::vector<DaemonReport> m_instances; ///< all that ever were, by number: what each has said last
    std::vector<size_t> m_present;         ///< those that were published last
    TimerId m_countTimer = noTimer;
    TimerId m_patienceTimer = noTimer;
};

} // namespace synchroscope
