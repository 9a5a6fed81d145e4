// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace synchroscope {

enum class AddressFamily : quint8 { Any, IPv4, IPv6 };

struct Resolution
{
    QList<QHostAddress> addresses; ///< empty: unresolved
    QString reason;                ///< why it is empty, in the resolver's words
};

using ResolveId = quint64;

/// Finds the addresses of names. Injected, so that tests need no DNS.
class Resolver
{
public:
    using Finished = std::function<void(const Resolution &)>;

    virtual ~Resolver() = default;
    /// Calls `finished` once and never from within this call, unless cancelled before.
    virtual ResolveId resolve(const QString &host, AddressFamily family, Finished finished) = 0;
    virtual void cancel(ResolveId id) = 0;
};

/// c-ares on the thread's event loop: every look-up is independent, so a hundred dead names delay nobody, and
/// all can be dropped at once (getaddrinfo can do neither). Reads /etc/resolv.conf, /etc/hosts and
/// nsswitch.conf's order of the two; other name services (mDNS) are reached through the DNS server only.
class CaresResolver final : public QObject, public Resolver
{
    Q_OBJECT

public:
    /// `servers` replaces the system's name servers ("127.0.0.1:5353,…"), for tests.
    explicit CaresResolver(const QString &servers = {}, QObject *parent = nullptr);
    ~CaresResolver() override;

    ResolveId resolve(const QString &host, AddressFamily family, Finished finished) override;
    void cancel(ResolveId id) override;

private:
    class Channel;
    std::unique_ptr<Channel> m_channel;
};

} // namespace synchroscope
