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

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t requestsKept = 8;

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
    for (const QJsonValue &request : requests)
        contact.requests.emplace_back(toDuration(request));
    contact.minimumInterval = toDuration(object[u"minimum_interval_ns"_s]);
    contact.refusedForGood = object[u"refused_for_good"_s].toBool();
    return contact;
}

ContactLedger::Answer decide(SharedContactLedger::Contact &contact, politeness::HostClass host,
                             BootInstant now)
{
    using Permission = ContactLedger::Permission;
    if (contact.refusedForGood)
        return {Permission::Never, {}, contact.minimumInterval};
    // An instant ahead of now can only come from a damaged file.
    std::erase_if(contact.requests, [now](BootInstant request) { return request > now; });
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
    if (contact.requests.size() > requestsKept)
        contact.requests.erase(contact.requests.begin());
    return {Permission::Granted, {}, contact.minimumInterval};
}

} // namespace

SharedContactLedger::SharedContactLedger(const QString &directory, const QByteArray &bootId)
    : m_directory(directory)
    , m_bootId(bootId)
{
    if (!m_directory.isEmpty() && !QDir().mkpath(m_directory))
        m_directory.clear();
}

SharedContactLedger::Contacts SharedContactLedger::load() const
{
    QFile file(m_directory + "/contacts.json"_L1);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    if (root[u"boot"_s].toString() != QString::fromLatin1(m_bootId))
        return {};
    Contacts contacts;
    const QJsonObject hosts = root[u"hosts"_s].toObject();
    for (auto host = hosts.begin(); host != hosts.end(); ++host)
        contacts.insert(host.key(), contactFromJson(host->toObject()));
    return contacts;
}

void SharedContactLedger::save(const Contacts &contacts) const
{
    QJsonObject hosts;
    for (auto contact = contacts.begin(); contact != contacts.end(); ++contact)
        hosts.insert(contact.key(), toJson(*contact));
    QSaveFile file(m_directory + "/contacts.json"_L1);
    const QJsonObject root{{u"boot"_s, QString::fromLatin1(m_bootId)}, {u"hosts"_s, hosts}};
    const QByteArray text = QJsonDocument(root).toJson(QJsonDocument::Compact);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.flush())
        file.commit();
}

template <typename Change>
void SharedContactLedger::transact(const QHostAddress &address, Change change)
{
    const QString key = address.toString();
    const bool shared =
        !m_directory.isEmpty() && politeness::classify(address) != politeness::HostClass::Loopback;
    if (!shared) {
        change(m_memory[key]);
        return;
    }
    const DirectoryLock lock(m_directory);
    Contacts contacts = load();
    // What this process did while the file was out of reach still counts.
    if (!contacts.contains(key) && m_memory.contains(key))
        contacts.insert(key, m_memory.value(key));
    change(contacts[key]);
    m_memory.insert(key, contacts.value(key));
    save(contacts);
}

ContactLedger::Answer SharedContactLedger::request(const QHostAddress &address, BootInstant now)
{
    Answer answer;
    transact(address,
             [&](Contact &contact) { answer = decide(contact, politeness::classify(address), now); });
    return answer;
}

void SharedContactLedger::noteRateKiss(const QHostAddress &address, Duration minimumInterval)
{
    transact(address, [minimumInterval](Contact &contact) {
        contact.minimumInterval = std::max(minimumInterval, contact.minimumInterval);
    });
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
