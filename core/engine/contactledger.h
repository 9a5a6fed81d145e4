// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"
#include "core/result.h"

#include <QHash>
#include <QHostAddress>
#include <QString>

#include <optional>
#include <vector>

namespace synchroscope {

/// Who was asked when, and who told us to slow down or go away: asked before every request, so that several
/// programs and several sources at one address together stay polite.
class ContactLedger
{
public:
    enum class Permission : quint8 { Granted, Later, Never };
    struct Answer
    {
        Permission permission = Permission::Granted;
        BootInstant notBefore;      ///< for Later
        Duration minimumInterval{}; ///< between requests, after RATE kisses
    };

    virtual ~ContactLedger() = default;
    /// Granted requests are noted as made.
    virtual Answer request(const QHostAddress &address, BootInstant now) = 0;
    /// RATE to requests that came every `interval`: from now on at least the returned time between requests,
    /// twice as long as before.
    virtual Duration noteRateKiss(const QHostAddress &address, Duration interval) = 0;
    /// DENY, RSTR: no request until forgive().
    virtual void noteFinalKiss(const QHostAddress &address) = 0;
    virtual void forgive(const QHostAddress &address) = 0;
};

/// Shared by all programs of a user through a file for each address in the runtime directory, under a lock;
/// forgotten at the next boot. Loopback addresses are free and stay in memory. When the files cannot be used,
/// the promise is kept within this process.
class SharedContactLedger final : public ContactLedger
{
public:
    /// An empty directory keeps everything in memory.
    SharedContactLedger(const QString &directory, const QByteArray &bootId);

    Answer request(const QHostAddress &address, BootInstant now) override;
    Duration noteRateKiss(const QHostAddress &address, Duration interval) override;
    void noteFinalKiss(const QHostAddress &address) override;
    void forgive(const QHostAddress &address) override;

    struct Contact
    {
        std::vector<BootInstant> requests; ///< the last few at least, oldest first
        Duration minimumInterval{};        ///< after RATE kisses
        bool refusedForGood = false;
        bool isUnsaved = false; ///< the file could not be written
    };

private:
    template <typename Change>
    void transact(const QHostAddress &address, Change change);
    std::optional<Contact> load(const QString &path) const;
    bool save(const QString &path, const Contact &contact) const;

    QString m_directory;
    QByteArray m_bootId;
    QHash<QString, Contact> m_contacts; ///< by address
};

} // namespace synchroscope
