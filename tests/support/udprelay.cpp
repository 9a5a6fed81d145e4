// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/udprelay.h"

#include "tests/support/chronyd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <ctime>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <system_error>
#include <thread>
#include <tuple>
#include <vector>

#include <netinet/in.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace synchroscope::test {

namespace {

using Nanoseconds = std::chrono::nanoseconds;

// The thread is awake by then, also where the processor has to be woken.
constexpr Nanoseconds earliness = 150us;
constexpr Nanoseconds heldBack = 20ms;
// A client's port without a datagram for so long is taken for closed.
constexpr Nanoseconds clientLifetime = 5s;
constexpr size_t latenessesKept = 100'000;

// What epoll reports; clients have numbers of their own, from `firstClient` on.
enum Waker : quint64 { Stop, Timer, Listener, firstClient };

// CLOCK_REALTIME, as the kernel's stamps.
Nanoseconds now()
{
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

sockaddr_in toSystemAddress(const QHostAddress &address, quint16 port)
{
    sockaddr_in ipv4{};
    ipv4.sin_family = AF_INET;
    ipv4.sin_port = htons(port);
    ipv4.sin_addr.s_addr = htonl(address.toIPv4Address());
    return ipv4;
}

const sockaddr *generic(const sockaddr_in &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

int stampedSocket()
{
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int enabled = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &enabled, sizeof enabled);
    return descriptor;
}

struct Arrival
{
    std::vector<char> bytes;
    sockaddr_in sender{};
    Nanoseconds at{};
};

std::optional<Arrival> receive(int descriptor)
{
    std::array<char, 2048> buffer;
    std::array<char, 128> control;
    Arrival arrival;
    iovec payload{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_name = &arrival.sender;
    message.msg_namelen = sizeof arrival.sender;
    message.msg_iov = &payload;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = ::recvmsg(descriptor, &message, MSG_DONTWAIT);
    if (size < 0)
        return std::nullopt;
    arrival.bytes.assign(buffer.data(), buffer.data() + size);
    arrival.at = now();
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_TIMESTAMPNS)
            continue;
        timespec stamp{};
        std::memcpy(&stamp, CMSG_DATA(header), sizeof stamp);
        arrival.at = std::chrono::seconds(stamp.tv_sec) + Nanoseconds(stamp.tv_nsec);
    }
    return arrival;
}

/// One direction: what becomes of its datagrams, and what became of them.
class Direction
{
public:
    explicit Direction(quint64 seed) : m_random(seed) {}

    RelayPath path;
    RelayCounts counts;

    /// The delays of a datagram that came: none when it is lost, two when it is duplicated.
    std::vector<Nanoseconds> drawFate()
    {
        ++counts.received;
        if (happens(path.loss, counts.lost))
            return {};
        std::vector<Nanoseconds> delays{drawDelay()};
        if (happens(path.duplication, counts.duplicated))
            delays.push_back(drawDelay());
        return delays;
    }

private:
    double fraction() { return std::uniform_real_distribution()(m_random); }

    bool happens(double share, quint64 &count)
    {
        if (share <= 0 || fraction() >= share)
            return false;
        ++count;
        return true;
    }

    Nanoseconds drawDelay()
    {
        Nanoseconds delay = path.delay;
        if (path.jitter > 0ns)
            delay += Nanoseconds(std::llround(
                std::exponential_distribution(1 / static_cast<double>(path.jitter.count()))(m_random)));
        if (happens(path.spikes, counts.spikes))
            delay += path.spikeLeast +
                     Nanoseconds(std::llround(
                         fraction() * static_cast<double>((path.spikeMost - path.spikeLeast).count())));
        if (happens(path.reordering, counts.reordered))
            delay += heldBack;
        return delay;
    }

    std::mt19937_64 m_random;
};

} // namespace

/// The thread's object. What both threads use is behind the mutex.
class UdpRelay::Worker
{
public:
    explicit Worker(const Setup &setup) : m_setup(setup), m_out(setup.seed), m_back(~setup.seed)
    {
        if (m_setup.address.isNull())
            m_setup.address = unusedLoopbackAddress();
        if (m_setup.port == 0)
            m_setup.port = freeUdpPort();
        m_out.path = m_setup.out;
        m_back.path = m_setup.back;
    }

    ~Worker()
    {
        if (m_thread.joinable()) {
            std::ignore = ::eventfd_write(m_stop, 1);
            m_thread.join();
        }
        for (const auto &[number, client] : m_clients)
            ::close(client.descriptor);
        for (const int descriptor : {m_listener, m_timer, m_stop, m_epoll}) {
            if (descriptor >= 0)
                ::close(descriptor);
        }
    }

    bool start()
    {
        const sockaddr_in own = toSystemAddress(m_setup.address, m_setup.port);
        m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
        m_stop = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        m_timer = ::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
        m_listener = stampedSocket();
        if (!watch(m_stop, Stop) || !watch(m_timer, Timer) || !watch(m_listener, Listener) ||
            ::bind(m_listener, generic(own), sizeof own) != 0) {
            m_failure = u"The relay could not be opened on %1:%2: %3."_s.arg(m_setup.address.toString())
                            .arg(m_setup.port)
                            .arg(QString::fromStdString(std::generic_category().message(errno)));
            return false;
        }
        m_thread = std::thread([this] { run(); });
        // Where this is allowed (root may), other programs do not keep it from its turn.
        const sched_param lowest{.sched_priority = 1};
        pthread_setschedparam(m_thread.native_handle(), SCHED_FIFO, &lowest);
        return true;
    }

    const Setup &setup() const { return m_setup; }
    QString failure() const { return m_failure; }

    void setPaths(const RelayPath &out, const RelayPath &back)
    {
        const std::lock_guard lock(m_mutex);
        m_out.path = out;
        m_back.path = back;
    }

    RelayStatistics statistics() const
    {
        const std::lock_guard lock(m_mutex);
        RelayStatistics statistics{.out = m_out.counts, .back = m_back.counts};
        if (m_lateness.empty())
            return statistics;
        std::vector<Nanoseconds> sorted = m_lateness;
        std::sort(sorted.begin(), sorted.end());
        statistics.medianLateness = sorted[sorted.size() / 2];
        statistics.worstLateness = sorted.back();
        return statistics;
    }

private:
    struct Client
    {
        int descriptor = -1; ///< towards the server
        sockaddr_in address{};
        Nanoseconds lastUsed{};
    };
    struct Pending
    {
        quint64 client = 0;
        bool isBack = false;
        std::vector<char> bytes;
    };

    bool watch(int descriptor, quint64 who) const
    {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = who;
        return descriptor >= 0 && ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
    }

    void run()
    {
        for (;;) {
            arm();
            std::array<epoll_event, 64> events{};
            const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                const quint64 who = events[static_cast<size_t>(i)].data.u64;
                if (who == Stop)
                    return;
                if (who == Timer) {
                    quint64 expirations = 0;
                    std::ignore = ::read(m_timer, &expirations, sizeof expirations);
                } else if (who == Listener) {
                    takeRequests();
                } else {
                    takeReplies(who);
                }
            }
            sendDue();
            forgetOldClients();
        }
    }

    void arm() const
    {
        itimerspec when{};
        if (!m_pending.empty()) {
            const Nanoseconds at = m_pending.begin()->first - earliness;
            when.it_value.tv_sec = static_cast<time_t>(at / 1s);
            when.it_value.tv_nsec = static_cast<long>((at % 1s).count());
        }
        ::timerfd_settime(m_timer, TFD_TIMER_ABSTIME, &when, nullptr);
    }

    void takeRequests()
    {
        while (std::optional<Arrival> arrival = receive(m_listener)) {
            const std::optional<quint64> client = clientAt(arrival->sender);
            if (client)
                accept(*client, false, *arrival);
        }
    }

    void takeReplies(quint64 client)
    {
        const auto found = m_clients.find(client);
        if (found == m_clients.end())
            return;
        while (std::optional<Arrival> arrival = receive(found->second.descriptor))
            accept(client, true, *arrival);
    }

    std::optional<quint64> clientAt(const sockaddr_in &address)
    {
        const auto key = std::pair(address.sin_addr.s_addr, address.sin_port);
        const auto known = m_numbers.find(key);
        if (known != m_numbers.end()) {
            m_clients[known->second].lastUsed = now();
            return known->second;
        }
        const sockaddr_in server = toSystemAddress(m_setup.server, m_setup.serverPort);
        Client client{.descriptor = stampedSocket(), .address = address, .lastUsed = now()};
        const quint64 number = m_nextClient++;
        if (::connect(client.descriptor, generic(server), sizeof server) != 0 ||
            !watch(client.descriptor, number)) {
            ::close(client.descriptor);
            return std::nullopt;
        }
        m_clients.emplace(number, client);
        m_numbers.emplace(key, number);
        return number;
    }

    void accept(quint64 client, bool isBack, const Arrival &arrival)
    {
        const std::lock_guard lock(m_mutex);
        for (const Nanoseconds delay : (isBack ? m_back : m_out).drawFate())
            m_pending.emplace(arrival.at + delay, Pending{client, isBack, arrival.bytes});
    }

    void sendDue()
    {
        while (!m_pending.empty() && m_pending.begin()->first - earliness <= now()) {
            const auto first = m_pending.begin();
            while (now() < first->first) {
            }
            const Nanoseconds late = now() - first->first;
            send(first->second);
            const std::lock_guard lock(m_mutex);
            ++(first->second.isBack ? m_back : m_out).counts.sent;
            if (m_lateness.size() < latenessesKept)
                m_lateness.push_back(late);
            m_pending.erase(first);
        }
    }

    // Whoever is gone meanwhile, client or server, is their own affair.
    void send(const Pending &pending)
    {
        const auto client = m_clients.find(pending.client);
        if (client == m_clients.end())
            return;
        if (pending.isBack)
            ::sendto(m_listener, pending.bytes.data(), pending.bytes.size(), MSG_NOSIGNAL,
                     generic(client->second.address), sizeof client->second.address);
        else
            ::send(client->second.descriptor, pending.bytes.data(), pending.bytes.size(), MSG_NOSIGNAL);
    }

    void forgetOldClients()
    {
        const Nanoseconds time = now();
        if (time - m_lookedForOldClients < 1s)
            return;
        m_lookedForOldClients = time;
        for (auto it = m_clients.begin(); it != m_clients.end();) {
            if (time - it->second.lastUsed < clientLifetime) {
                ++it;
                continue;
            }
            ::close(it->second.descriptor);
            m_numbers.erase({it->second.address.sin_addr.s_addr, it->second.address.sin_port});
            it = m_clients.erase(it);
        }
    }

    Setup m_setup;
    QString m_failure;
    int m_epoll = -1;
    int m_stop = -1;
    int m_timer = -1;
    int m_listener = -1;
    std::thread m_thread;

    // The relay's thread only.
    std::map<quint64, Client> m_clients;
    std::map<std::pair<in_addr_t, in_port_t>, quint64> m_numbers;
    quint64 m_nextClient = firstClient;
    std::multimap<Nanoseconds, Pending> m_pending; ///< by when to send
    Nanoseconds m_lookedForOldClients{};

    mutable std::mutex m_mutex;
    Direction m_out;
    Direction m_back;
    std::vector<Nanoseconds> m_lateness;
};

UdpRelay::UdpRelay(const Setup &setup) : m_worker(std::make_unique<Worker>(setup)) {}

UdpRelay::~UdpRelay() = default;

bool UdpRelay::start()
{
    return m_worker->start();
}

QString UdpRelay::failure() const
{
    return m_worker->failure();
}

QHostAddress UdpRelay::address() const
{
    return m_worker->setup().address;
}

quint16 UdpRelay::port() const
{
    return m_worker->setup().port;
}

void UdpRelay::setPaths(const RelayPath &out, const RelayPath &back)
{
    m_worker->setPaths(out, back);
}

RelayStatistics UdpRelay::statistics() const
{
    return m_worker->statistics();
}

} // namespace synchroscope::test
