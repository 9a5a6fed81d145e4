// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/servertest.h"
#include "core/engine/probe.h"

#include <QObject>

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace synchroscope {

/// Tests servers before anything is written: looks up each name, asks one of its addresses of each family, or
/// up to four of a pool, a few times each. All side by side; an address that several names have is asked
/// once for all of them. Within the politeness that all our programs share: where that makes an address wait
/// whose answers of a minute ago are known still, these serve once more.
///
/// Where everybody answers and nobody was asked a moment ago it takes about 6 s, on loopback 2 s; a silent
/// address is given up after three requests, 9 s. Lives in one thread, the context's.
class ServerTester final : public QObject
{
    Q_OBJECT

public:
    /// The context outlives the tester.
    explicit ServerTester(const Probe::Context &context, QObject *parent = nullptr);
    ~ServerTester() override;

    /// Drops a test under way and its results. The first signal comes from the event loop.
    void start(const std::vector<ServerTestRequest> &servers);

    /// Drops a test under way; what it has shown stays, and no signal follows.
    void stop();

    bool isRunning() const { return m_unfinished > 0; }
    /// In the order of the requests; they grow until all are finished.
    const std::vector<ServerTest> &results() const { return m_results; }

Q_SIGNALS:
    /// Results have grown: once for all that came at one moment.
    void changed();
    /// All are finished; once for each start(), after the last changed().
    void finished();

private:
    /// Where the words of an address belong.
    struct Place
    {
        size_t server;
        size_t asked;
    };

    /// One address and port, for all servers that have it.
    struct Inquiry
    {
        QString key; ///< its address and port
        HostSpec host;
        QHostAddress address;
        std::vector<Place> places;
        std::unique_ptr<Probe> probe; ///< null: it waits for its turn
        ProbeResult said;             ///< so far
        bool isHeld = false;
        bool isDone = false;
    };

    /// One name, for all servers that have it.
    struct LookUp
    {
        ResolveId id = 0;
        std::vector<size_t> servers;
    };

    void keepAnswers();
    bool isFresh(const ProbeResult &result) const;
    void drop();
    void lookUpNext();
    void handleResolution(const QString &host, const Resolution &resolution);
    void ask(size_t server, const QHostAddress &address);
    void launchNext();
    void launch(Inquiry &inquiry);
    ProbeResult withEarlierAnswer(const Inquiry &inquiry, const ProbeResult &result) const;
    void handleHold(Inquiry &inquiry, Duration wait);
    void handleResult(Inquiry &inquiry, const ProbeResult &result, bool isLast);
    void update(size_t server);
    void announce();

    Probe::Context m_context;
    std::vector<ServerTest> m_results;
    std::map<QString, LookUp> m_lookUps;      ///< by name
    std::map<QString, Inquiry> m_inquiries;   ///< by address and port
    std::map<QString, ProbeResult> m_earlier; ///< what was answered before the latest start; by the same
    std::deque<QString> m_unresolved;         ///< names whose turn to be looked up has not come
    std::deque<Inquiry *> m_unasked;          ///< whose turn has not come
    int m_lookingUp = 0;
    int m_asking = 0;
    int m_unfinished = 0;
    TimerId m_announcement = noTimer;
};

} // namespace synchroscope
