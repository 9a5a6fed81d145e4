// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/serveraddresses.h"

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;

namespace {

// Of an address that has answered, a packet may be lost.
constexpr int silencesBorne = 3;
constexpr int silentPollsBorne = 3;
constexpr Duration lookUpInterval = 1h;
constexpr Duration absenceBorne = 24h;

} // namespace

void ServerAddresses::noteLookUp(const QList<QHostAddress> &named, BootInstant now)
{
    m_lookedUpAt = now;
    m_silentPolls = 0;
    if (named.isEmpty())
        return;
    QList<QHostAddress> addresses = named;
    // Also after a while without network, when nobody could answer.
    const qsizetype place = addresses.indexOf(m_lastAnswered);
    if (place >= 0) {
        m_lastNamed = now;
        addresses.move(place, 0);
    } else if (m_isAnswering && now - m_lastNamed < absenceBorne) {
        addresses.prepend(m_lastAnswered);
    } else {
        m_isAnswering = false;
    }
    begin(addresses);
}

bool ServerAddresses::isLookUpDue(BootInstant now) const
{
    return isEmpty() || m_silentPolls >= silentPollsBorne || now - m_lookedUpAt >= lookUpInterval;
}

QHostAddress ServerAddresses::otherWay() const
{
    if (!m_hasTwoWays)
        return {};
    return m_left.isEmpty() ? m_addresses.last() : m_left.first();
}

void ServerAddresses::noteAnswer()
{
    if (m_lastAnswered != current()) {
        m_lastAnswered = current();
        m_lastNamed = m_lookedUpAt;
    }
    m_isAnswering = true;
    m_failures = 0;
    m_silentPolls = 0;
    m_untried = m_addresses.size() - 1;
}

bool ServerAddresses::noteFailure()
{
    const bool isLeft = ++m_failures >= silencesBorne || !m_isAnswering;
    if (isLeft) {
        m_failures = 0;
        m_isAnswering = false;
        m_addresses.append(m_addresses.takeFirst());
        if (m_untried-- > 0)
            return true;
        m_untried = m_addresses.size() - 1;
    }
    ++m_silentPolls;
    return false;
}

bool ServerAddresses::leave()
{
    if (m_addresses.size() == 1)
        return false;
    m_left.append(m_addresses.takeFirst());
    m_failures = 0;
    m_isAnswering = false;
    m_untried = std::max<qsizetype>(m_untried - 1, 0);
    return true;
}

const QList<QHostAddress> &ServerAddresses::takeBack()
{
    begin(m_addresses + m_left);
    return m_addresses;
}

void ServerAddresses::begin(const QList<QHostAddress> &addresses)
{
    m_addresses = addresses;
    m_hasTwoWays = addresses.size() == 2 && addresses[0].protocol() != addresses[1].protocol();
    m_left.clear();
    m_untried = addresses.size() - 1;
    if (!m_isAnswering)
        m_failures = 0;
}

} // namespace synchroscope
