// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/resolver.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSocketNotifier>
#include <QTimer>

#include <ares.h>

#include <algorithm>
#include <map>
#include <unordered_map>

#include <netinet/in.h>
#include <sys/socket.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// Three tries of 2, 4 and 8 seconds: a dead name server is given up after 14 s.
constexpr int firstTryMilliseconds = 2000;
constexpr int tries = 3;

int toSystemFamily(AddressFamily family)
{
    switch (family) {
    case AddressFamily::IPv4:
        return AF_INET;
    case AddressFamily::IPv6:
        return AF_INET6;
    case AddressFamily::Any:
        break;
    }
    return AF_UNSPEC;
}

QDateTime resolverConfigurationTime()
{
    return QFileInfo(u"/etc/resolv.conf"_s).lastModified();
}

QList<QHostAddress> addressesOf(const ares_addrinfo &info)
{
    QList<QHostAddress> addresses;
    for (const ares_addrinfo_node *node = info.nodes; node; node = node->ai_next) {
        const QHostAddress address(node->ai_addr);
        if (!addresses.contains(address))
            addresses.append(address);
    }
    return addresses;
}

// c-ares 1.18 does not know scopes ("fe80::1%eth0").
Resolution resolutionOfLiteral(const QHostAddress &address, AddressFamily family)
{
    const bool isIpv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    if (family == AddressFamily::Any || isIpv6 == (family == AddressFamily::IPv6))
        return {{address}, {}};
    return {{}, QString::fromUtf8(ares_strerror(ARES_EBADFAMILY))};
}

} // namespace

/// One c-ares channel and everything that waits on it.
class CaresResolver::Channel
{
public:
    Channel(const QString &servers, QObject *context) : m_servers(servers), m_context(context)
    {
        m_timer.setSingleShot(true);
        QObject::connect(&m_timer, &QTimer::timeout, m_context, [this] {
            ares_process_fd(m_channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
            arm();
        });
        open();
    }

    ~Channel()
    {
        m_closing = true;
        close();
    }

    Channel(const Channel &) = delete;
    Channel &operator=(const Channel &) = delete;

    ResolveId resolve(const QString &host, AddressFamily family, Finished finished)
    {
        followConfiguration();
        const ResolveId id = ++m_lastId;
        m_pending.emplace(id, Query{host, family, std::move(finished)});
        submit(id);
        return id;
    }

    void cancel(ResolveId id) { m_pending.erase(id); }

private:
    struct Query
    {
        QString host;
        AddressFamily family = AddressFamily::Any;
        Finished finished;
    };
    struct Call
    {
        Channel *channel;
        ResolveId id;
    };
    struct Notifiers
    {
        std::unique_ptr<QSocketNotifier> read;
        std::unique_ptr<QSocketNotifier> write;
    };

    void open()
    {
        ares_options options{};
        options.timeout = firstTryMilliseconds;
        options.tries = tries;
        options.sock_state_cb = [](void *self, ares_socket_t socket, int readable, int writable) {
            static_cast<Channel *>(self)->watch(socket, readable != 0, writable != 0);
        };
        options.sock_state_cb_data = this;
        const int mask = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB;
        m_openError = ares_init_options(&m_channel, &options, mask);
        if (m_openError != ARES_SUCCESS) {
            m_channel = nullptr;
            return;
        }
        if (!m_servers.isEmpty())
            ares_set_servers_ports_csv(m_channel, m_servers.toLatin1().constData());
        m_configurationTime = resolverConfigurationTime();
    }

    void close()
    {
        if (m_channel)
            ares_destroy(m_channel);
        m_channel = nullptr;
        m_notifiers.clear();
    }

    // c-ares 1.18 reads resolv.conf once; a laptop's changes with every network. What was being asked is
    // asked anew.
    void followConfiguration()
    {
        if (m_channel && m_configurationTime == resolverConfigurationTime())
            return;
        m_closing = true;
        close();
        m_closing = false;
        open();
        std::vector<ResolveId> unanswered;
        for (const auto &[id, query] : m_pending)
            unanswered.push_back(id);
        for (const ResolveId id : unanswered)
            submit(id);
    }

    void submit(ResolveId id)
    {
        const Query &query = m_pending.at(id);
        if (const QHostAddress literal(query.host); !literal.isNull()) {
            deliverLater(id, resolutionOfLiteral(literal, query.family));
            return;
        }
        if (!m_channel) {
            deliverLater(id, {{}, QString::fromUtf8(ares_strerror(m_openError))});
            return;
        }
        ares_addrinfo_hints hints{};
        hints.ai_family = toSystemFamily(query.family);
        hints.ai_socktype = SOCK_DGRAM;
        const QByteArray host = query.host.toUtf8();
        ares_getaddrinfo(
            m_channel, host.constData(), nullptr, &hints,
            [](void *argument, int status, int, ares_addrinfo *info) {
                const std::unique_ptr<Call> call(static_cast<Call *>(argument));
                call->channel->handleReply(call->id, status, info);
                if (info)
                    ares_freeaddrinfo(info);
            },
            new Call{this, id});
        arm();
    }

    void handleReply(ResolveId id, int status, const ares_addrinfo *info)
    {
        if (m_closing)
            return;
        Resolution resolution;
        if (status == ARES_SUCCESS && info)
            resolution.addresses = addressesOf(*info);
        if (resolution.addresses.isEmpty())
            resolution.reason =
                QString::fromUtf8(ares_strerror(status == ARES_SUCCESS ? ARES_ENODATA : status));
        deliverLater(id, resolution);
    }

    // A name from /etc/hosts is answered from within the question; callers are promised otherwise.
    void deliverLater(ResolveId id, const Resolution &resolution)
    {
        QMetaObject::invokeMethod(
            m_context,
            [this, id, resolution] {
                const auto found = m_pending.find(id);
                if (found == m_pending.end())
                    return;
                const Finished finished = std::move(found->second.finished);
                m_pending.erase(found);
                finished(resolution);
            },
            Qt::QueuedConnection);
    }

    void watch(ares_socket_t socket, bool readable, bool writable)
    {
        Notifiers &notifiers = m_notifiers[socket];
        setNotifier(notifiers.read, socket, QSocketNotifier::Read, readable);
        setNotifier(notifiers.write, socket, QSocketNotifier::Write, writable);
        if (!notifiers.read && !notifiers.write)
            m_notifiers.erase(socket);
    }

    void setNotifier(std::unique_ptr<QSocketNotifier> &notifier, ares_socket_t socket,
                     QSocketNotifier::Type type, bool wanted)
    {
        if (wanted == (notifier != nullptr))
            return;
        if (!wanted) {
            // This may run inside the notifier's own signal.
            notifier->setEnabled(false);
            notifier.release()->deleteLater();
            return;
        }
        notifier = std::make_unique<QSocketNotifier>(socket, type);
        QObject::connect(notifier.get(), &QSocketNotifier::activated, m_context, [this, socket, type] {
            const bool reads = type == QSocketNotifier::Read;
            ares_process_fd(m_channel, reads ? socket : ARES_SOCKET_BAD, reads ? ARES_SOCKET_BAD : socket);
            arm();
        });
    }

    void arm()
    {
        timeval storage{};
        const timeval *wait = m_channel ? ares_timeout(m_channel, nullptr, &storage) : nullptr;
        if (!wait) {
            m_timer.stop();
            return;
        }
        m_timer.start(std::chrono::seconds(wait->tv_sec) +
                      std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(wait->tv_usec)));
    }

    QString m_servers;
    QObject *m_context;
    ares_channel m_channel = nullptr;
    int m_openError = ARES_SUCCESS;
    bool m_closing = false;
    QDateTime m_configurationTime;
    QTimer m_timer;
    std::map<ares_socket_t, Notifiers> m_notifiers;
    std::unordered_map<ResolveId, Query> m_pending;
    ResolveId m_lastId = 0;
};

CaresResolver::CaresResolver(const QString &servers, QObject *parent)
    : QObject(parent)
    , m_channel(std::make_unique<Channel>(servers, this))
{}

CaresResolver::~CaresResolver() = default;

ResolveId CaresResolver::resolve(const QString &host, AddressFamily family, Finished finished)
{
    return m_channel->resolve(host, family, std::move(finished));
}

void CaresResolver::cancel(ResolveId id)
{
    m_channel->cancel(id);
}

} // namespace synchroscope
