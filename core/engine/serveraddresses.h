// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QHostAddress>
#include <QList>

namespace synchroscope {

/// The addresses of one server's name, and which of them is asked. Pure; one thread.
///
/// The one that answers is kept for as long as it does: another server would be measured from the start. When
/// it is silent three times, or never answered, the others are asked in turn and at once; one that answers or
/// a round through all of them ends the poll. One that told us to go away is left for good.
///
/// The name is looked up once an hour, and after three polls that nobody answered. Whoever takes a server out
/// of service takes it out of the name, and so does a pool with one that is bad; clients that never look
/// again still ask it years later. An address that the name has lost is therefore left although it answers,
/// as by chronyd's `refresh`, but not for one absence: a pool names another four of its thousands each time,
/// and to change servers every hour would measure none well. It is left once none of a day's look-ups has
/// named it. Of 20 servers, named four at a time, one that is still there is then left by mistake once in six
/// weeks; of thousands, each day, where chronyd does so each fortnight.
class ServerAddresses
{
public:
    /// A look-up has ended: what it found, the first choice first. Empty: it failed, which proves nothing,
    /// and what is known stays.
    void noteLookUp(const QList<QHostAddress> &named, BootInstant now);
    bool isLookUpDue(BootInstant now) const;

    bool isEmpty() const { return m_addresses.isEmpty(); }
    /// The one to be asked. There must be one.
    const QHostAddress &current() const { return m_addresses.first(); }
    /// Of a name with one IPv4 and one IPv6 address the one that is not current, for both are one server's.
    /// Null for all other names.
    QHostAddress otherWay() const;

    void noteAnswer();
    /// It was asked in vain. Returns whether another is to be asked at once, as part of the same poll.
    bool noteFailure();
    /// The current one must not be asked any more. Returns false if it is the last.
    bool leave();
    /// Returns all, those included that were left, which may be asked again.
    const QList<QHostAddress> &takeBack();

private:
    void begin(const QList<QHostAddress> &addresses);

    QList<QHostAddress> m_addresses; ///< in the order of their turns
    QList<QHostAddress> m_left;
    bool m_hasTwoWays = false;
    QHostAddress m_lastAnswered;
    bool m_isAnswering = false; ///< the current one
    int m_failures = 0;         ///< in a row, of the current one
    qsizetype m_untried = 0;    ///< others that this poll has not asked
    int m_silentPolls = 0;      ///< in a row, since the latest look-up
    BootInstant m_lookedUpAt{};
    BootInstant m_lastNamed{}; ///< when a look-up last named the one that answered last
};

} // namespace synchroscope
