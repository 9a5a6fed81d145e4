// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/servertester.h"

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

/// Each costs a socket at the most; the rest waits for its turn.
constexpr int mostAtOnce = 100;
constexpr qsizetype mostOfPool = 4;
constexpr int requestsPerAddress = 4;
constexpr int silencesBorne = 3;
/// Who has answered already need not be waited for longer.
constexpr Duration longestHoldOnceAnswered = 5s;
/// What is waited for longer than this between two requests is worth a word.
constexpr Duration usualPause = 3s;

bool isIpv6(const QHostAddress &address)
{
    return address.protocol() == QAbstractSocket::IPv6Protocol;
}

/// Of a server one of each family; of a pool up to four, of both families by turns.
QList<QHostAddress> chosenAddresses(ServerType type, const QList<QHostAddress> &all)
{
    QList<QHostAddress> ipv4;
    QList<QHostAddress> ipv6;
    for (const QHostAddress &address : all)
        (isIpv6(address) ? ipv6 : ipv4).append(address);
    const qsizetype perFamily = type == ServerType::Pool ? mostOfPool : 1;
    const qsizetype most = type == ServerType::Pool ? mostOfPool : 2;
    QList<QHostAddress> chosen;
    for (qsizetype i = 0; i < perFamily; ++i) {
        for (const QList<QHostAddress> &family : {ipv4, ipv6}) {
            if (i < family.size() && chosen.size() < most)
                chosen.append(family[i]);
        }
    }
    return chosen;
}

/// Where an address is asked for this server: whoever asks there too shares the answers.
QString placeOf(const QString &address, const HostSpec &host)
{
    return address + u' ' + QString::number(host.port);
}

AddressTest toAddressTest(const ProbeResult &result)
{
    return {.address = result.address,
            .outcome = result.outcome,
            .fault = result.fault,
            .kissCode = result.kissCode,
            .systemReason = result.systemReason,
            .packet = result.packet,
            .estimate = result.estimate};
}

} // namespace

ServerTester::ServerTester(const Probe::Context &context, QObject *parent)
    : QObject(parent)
    , m_context(context)
{}

ServerTester::~ServerTester()
{
    drop();
}

void ServerTester::stop()
{
    std::vector<ServerTest> results = std::move(m_results);
    drop();
    m_results = std::move(results);
}

void ServerTester::drop()
{
    for (const auto &[host, lookUp] : m_lookUps)
        m_context.resolver.cancel(lookUp.id);
    m_context.scheduler.cancel(m_announcement);
    m_announcement = noTimer;
    m_unresolved.clear();
    m_unasked.clear();
    m_lookUps.clear();
    m_inquiries.clear();
    m_results.clear();
    m_lookingUp = m_asking = m_unfinished = 0;
}

bool ServerTester::isFresh(const ProbeResult &result) const
{
    if (result.samples.empty())
        return false;
    const ClockReading now = m_context.clock.read();
    const Sample &last = result.samples.back();
    return now.raw - last.raw < politeness::burstWindow && now.suspended() - last.suspended < leastSuspend;
}

void ServerTester::keepAnswers()
{
    for (const auto &[key, inquiry] : m_inquiries) {
        if (!inquiry.said.samples.empty())
            m_earlier[key] = inquiry.said;
    }
    std::erase_if(m_earlier, [this](const auto &answer) { return !isFresh(answer.second); });
}

void ServerTester::start(const std::vector<ServerTestRequest> &servers)
{
    keepAnswers();
    drop();
    m_unfinished = static_cast<int>(servers.size());
    for (const ServerTestRequest &server : servers) {
        LookUp &lookUp = m_lookUps[server.host.host];
        if (lookUp.servers.empty())
            m_unresolved.push_back(server.host.host);
        lookUp.servers.push_back(m_results.size());
        m_results.emplace_back().server = server;
    }
    lookUpNext();
    announce();
}

void ServerTester::lookUpNext()
{
    while (m_lookingUp < mostAtOnce && !m_unresolved.empty()) {
        const QString host = m_unresolved.front();
        m_unresolved.pop_front();
        ++m_lookingUp;
        m_lookUps[host].id =
            m_context.resolver.resolve(host, AddressFamily::Any, [this, host](const Resolution &resolution) {
                handleResolution(host, resolution);
            });
    }
}

void ServerTester::handleResolution(const QString &host, const Resolution &resolution)
{
    --m_lookingUp;
    for (const size_t server : m_lookUps[host].servers) {
        ServerTest &test = m_results[server];
        test.systemReason = resolution.reason;
        for (const QHostAddress &address : resolution.addresses)
            (isIpv6(address) ? test.ipv6 : test.ipv4).append(address.toString());
        for (const QHostAddress &address : chosenAddresses(test.server.type, resolution.addresses))
            ask(server, address);
        update(server);
    }
    launchNext();
    lookUpNext();
}

void ServerTester::ask(size_t server, const QHostAddress &address)
{
    ServerTest &test = m_results[server];
    const QString key = placeOf(address.toString(), test.server.host);
    const auto [position, isNew] = m_inquiries.try_emplace(key);
    Inquiry &inquiry = position->second;
    if (isNew) {
        inquiry.key = key;
        inquiry.host = test.server.host;
        inquiry.address = address;
        inquiry.said.address = address.toString();
        m_unasked.push_back(&inquiry);
    }
    inquiry.places.push_back({server, test.asked.size()});
    test.asked.push_back(toAddressTest(inquiry.said));
}

void ServerTester::launchNext()
{
    while (m_asking < mostAtOnce && !m_unasked.empty()) {
        Inquiry &inquiry = *m_unasked.front();
        m_unasked.pop_front();
        launch(inquiry);
    }
}

void ServerTester::launch(Inquiry &inquiry)
{
    ++m_asking;
    ProbeOptions options{.count = requestsPerAddress,
                         .interval = politeness::startBurstInterval(politeness::classify(inquiry.address)),
                         .silences = silencesBorne,
                         .longestHoldOnceAnswered = longestHoldOnceAnswered};
    if (m_earlier.contains(inquiry.key))
        options.longestHold = longestHoldOnceAnswered;
    inquiry.probe = std::make_unique<Probe>(inquiry.host, inquiry.address, options, m_context);
    Probe *probe = inquiry.probe.get();
    Inquiry *asked = &inquiry;
    connect(probe, &Probe::held, this,
            [this, asked](const QString &, Duration wait) { handleHold(*asked, wait); });
    connect(probe, &Probe::progressed, this,
            [this, asked](const ProbeResult &result) { handleResult(*asked, result, false); });
    connect(probe, &Probe::finished, this, [this, asked](const std::vector<ProbeResult> &results) {
        handleResult(*asked, results.front(), true);
    });
    probe->start();
}

void ServerTester::handleHold(Inquiry &inquiry, Duration wait)
{
    if (wait <= usualPause)
        return;
    inquiry.isHeld = true;
    for (const Place &place : inquiry.places)
        update(place.server);
}

ProbeResult ServerTester::withEarlierAnswer(const Inquiry &inquiry, const ProbeResult &result) const
{
    const bool wasHeldBack = result.requests == 0 && result.kissCode == "RATE";
    const auto earlier = m_earlier.find(inquiry.key);
    if (!wasHeldBack || earlier == m_earlier.end())
        return result;
    ProbeResult answer = earlier->second;
    answer.outcome = QueryOutcome::Ok;
    // What happened to this clock since is taken out.
    answer.estimate = estimateOf(answer.samples, m_context.clock.read());
    return answer;
}

void ServerTester::handleResult(Inquiry &inquiry, const ProbeResult &result, bool isLast)
{
    inquiry.said = isLast ? withEarlierAnswer(inquiry, result) : result;
    inquiry.isHeld = false;
    inquiry.isDone = isLast;
    for (const Place &place : inquiry.places) {
        m_results[place.server].asked[place.asked] = toAddressTest(inquiry.said);
        update(place.server);
    }
    if (!isLast)
        return;
    --m_asking;
    launchNext();
}

void ServerTester::update(size_t server)
{
    ServerTest &test = m_results[server];
    bool isDone = true;
    test.isHeld = false;
    for (const AddressTest &address : test.asked) {
        const Inquiry &inquiry = m_inquiries.at(placeOf(address.address, test.server.host));
        isDone = isDone && inquiry.isDone;
        test.isHeld = test.isHeld || inquiry.isHeld;
    }
    if (isDone && !test.isFinished) {
        test.isFinished = true;
        test.testedAt = m_context.clock.read().realtime;
        --m_unfinished;
    }
    announce();
}

void ServerTester::announce()
{
    if (m_announcement != noTimer)
        return;
    // Later: whoever hears of it may start anew, which destroys the probe that this came from.
    m_announcement = m_context.scheduler.after(Duration::zero(), [this] {
        m_announcement = noTimer;
        const bool isLast = m_unfinished == 0;
        Q_EMIT changed();
        if (isLast && m_announcement == noTimer)
            Q_EMIT finished();
    });
}

} // namespace synchroscope
