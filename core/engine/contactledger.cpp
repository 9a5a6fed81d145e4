// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/contactledger.h"

#include "core/engine/politeness.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <iterator>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr size_t requestsKept = 8;
// Another program may have asked while this one waited for the lock; what lies further ahead is damage.
constexpr Duration longestWaitForLock = 60s;

/// Held while one program reads, decides and writes. The few microseconds it takes are shorter than any
/// request.
class DirectoryLock
{
public:
    explicit DirectoryLock(const QString &directory)
        : m_descriptor(::open(QFile::encodeName(directory + "/contacts.lock"_L1).constData(),
                              O_CREAT | O_RDWR | O_CLOEXEC, 0600))
    {
        if (m_descriptor >= 0)
            ::flock(m_descriptor, LOCK_EX);
    }
    ~DirectoryLock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    DirectoryLock(const DirectoryLock &) = delete;
    DirectoryLock &operator=(const DirectoryLock &) = delete;

private:
    int m_descriptor;
};

// Nanoseconds do not fit into JSON's doubles.
QString toText(Duration span)
{
    return QString::number(span.count());
}

Duration toDuration(const QJsonValue &value)
{
    return Duration(value.toString().toLongLong());
}

// One host under one name, whichever way its address was written.
QString plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4).toString() : address.toString();
}

QJsonObject toJson(const SharedContactLedger::Contact &contact)
{
    QJsonArray requests;
    for (const BootInstant request : contact.requests)
        requests.append(toText(request.time_since_epoch()));
    return {{u"requests"_s, requests},
            {u"minimum_interval_ns"_s, toText(contact.minimumInterval)},
            {u"refused_for_good"_s, contact.refusedForGood}};
}

SharedContactLedger::Contact contactFromJson(const QJsonObject &object)
{
    SharedContactLedger::Contact contact;
    const QJsonArray requests = object[u"requests"_s].toArray();
    for (const auto &request : requests) {
        bool isNumber = false;
        const Duration instant(request.toString().toLongLong(&isNumber));
        if (isNumber)
            contact.requests.emplace_back(instant);
    }
    std::ranges::sort(contact.requests);
    contact.minimumInterval = std::clamp(toDuration(object[u"minimum_interval_ns"_s]), Duration::zero(),
                                         politeness::longestAfterKiss);
    contact.refusedForGood = object[u"refused_for_good"_s].toBool();
    return contact;
}

ContactLedger::Answer decide(SharedContactLedger::Contact &contact, politeness::HostClass host,
                             BootInstant now)
{
    using Permission = ContactLedger::Permission;
    if (contact.refusedForGood)
        return {Permission::Never, {}, contact.minimumInterval};
    std::erase_if(contact.requests,
                  [now](BootInstant request) { return request > now + longestWaitForLock; });
    if (contact.requests.size() > requestsKept)
        contact.requests.erase(contact.requests.begin(),
                               contact.requests.end() - static_cast<std::ptrdiff_t>(requestsKept));
    BootInstant earliest = now;
    if (!contact.requests.empty())
        earliest = contact.requests.back() + std::max(politeness::headway(host), contact.minimumInterval);
    const auto limit = static_cast<size_t>(politeness::burstLimit(host));
    if (limit > 0 && contact.requests.size() >= limit)
        earliest =
            std::max(earliest, contact.requests[contact.requests.size() - limit] + politeness::burstWindow);
    if (earliest > now)
        return {Permission::Later, earliest, contact.minimumInterval};
    contact.requests.push_back(now);
    return {Permission::Granted, {}, contact.minimumInterval};
}

// What this process did while the file could not be written still counts.
void addRequests(SharedContactLedger::Contact &contact, const std::vector<BootInstant> &requests)
{
    std::vector<BootInstant> all;
    std::ranges::set_union(contact.requests, requests, std::back_inserter(all));
    contact.requests = std::move(all);
}

} // namespace

SharedContactLedger::SharedContactLedger(const QString &directory, const QByteArray &bootId)
    : m_bootId(bootId)
{
    if (!directory.isEmpty() && QDir().mkpath(directory + "/contacts"_L1))
        m_directory = directory + "/contacts"_L1;
}

std::optional<SharedContactLedger::Contact> SharedContactLedger::load(const QString &path) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    if (root[u"boot"_s].toString() != QString::fromLatin1(m_bootId))
        return std::nullopt;
    return contactFromJson(root);
}

bool SharedContactLedger::save(const QString &path, const Contact &contact) const
{
    QJsonObject root = toJson(contact);
    root.insert(u"boot"_s, QString::fromLatin1(m_bootId));
    const QByteArray text = QJsonDocument(root).toJson(QJsonDocument::Compact);
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush() &&
           file.commit();
}

template <typename Change>
void SharedContactLedger::transact(const QHostAddress &address, Change change)
{
    const QString key = plainAddress(address);
    Contact &contact = m_contacts[key];
    const bool shared =
        !m_directory.isEmpty() && politeness::classify(address) != politeness::HostClass::Loopback;
    if (!shared) {
        change(contact);
        return;
    }
    const DirectoryLock lock(m_directory);
    const QString path = m_directory + '/'_L1 + key + ".json"_L1;
    if (std::optional<Contact> stored = load(path)) {
        // Kisses of a file that could not be written since are older than what this process knows.
        if (contact.isUnsaved)
            addRequests(contact, stored->requests);
        else
            contact = std::move(*stored);
    }
    change(contact);
    contact.isUnsaved = !save(path, contact);
}

ContactLedger::Answer SharedContactLedger::request(const QHostAddress &address, BootInstant now)
{
    Answer answer;
    transact(address,
             [&](Contact &contact) { answer = decide(contact, politeness::classify(address), now); });
    return answer;
}

Duration SharedContactLedger::noteRateKiss(const QHostAddress &address, Duration interval)
{
    Duration minimum{};
    transact(address, [interval, &minimum](Contact &contact) {
        minimum = politeness::afterRateKiss(std::max(interval, contact.minimumInterval));
        contact.minimumInterval = minimum;
    });
    return minimum;
}

void SharedContactLedger::noteFinalKiss(const QHostAddress &address)
{
    transact(address, [](Contact &contact) { contact.refusedForGood = true; });
}

void SharedContactLedger::forgive(const QHostAddress &address)
{
    transact(address, [](Contact &contact) {
        contact.refusedForGood = false;
        contact.minimumInterval = Duration::zero();
    });
}

} // namespace synchroscope
