// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

class QDBusMessage;

namespace synchroscope {

struct NotificationAction
{
    QString key;   ///< "default" is what a click on the notification does
    QString label; ///< of its button
};

struct Notification
{
    enum class Urgency : quint8 { Low, Normal, Critical }; // as the service counts them

    QString summary;
    QString body; ///< plain text
    Urgency urgency = Urgency::Normal;
    std::vector<NotificationAction> actions = {};
    QString aboutActions = {}; ///< a last line of the body, where the service shows actions
};

/// Shows notifications by org.freedesktop.Notifications 1.2. Never blocks: everything that the service is
/// asked is asked asynchronously, and one that does not answer in some seconds counts as absent. Main thread.
class Notifications final : public QObject
{
    Q_OBJECT

public:
    explicit Notifications(const QDBusConnection &bus = QDBusConnection::sessionBus(),
                           QObject *parent = nullptr);

    /// Shows it, in place of the one of the same `id` that may be there. Where nobody can show it,
    /// undelivered() follows, and it is shown as soon as somebody can, unless it is closed before.
    void show(const QString &id, const Notification &notification);
    /// Takes it away, wherever it is.
    void close(const QString &id);

    /// How long the service may take to answer; tests are less patient.
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }

Q_SIGNALS:
    /// The user chose an action. `activationToken` lets a window come forward on Wayland; may be empty.
    void actionInvoked(const QString &id, const QString &key, const QString &activationToken);
    /// The service has taken it.
    void delivered(const QString &id);
    /// Nobody shows notifications, or not at present.
    void undelivered(const QString &id, const synchroscope::Notification &notification);

private Q_SLOTS:
    void handleAction(uint number, const QString &key);
    void handleClosed(uint number, uint reason);
    void handleToken(uint number, const QString &token);

private:
    struct Shown
    {
        std::optional<Notification> pending; ///< to be shown, or shown again
        std::optional<Notification> sent;    ///< its answer is waited for
        uint number = 0;                     ///< the service's; 0: it is not there
        QString token;                       ///< for the action that follows
        bool isClosed = false;               ///< while it was being sent
        bool isGivenUp = false;              ///< undelivered() has told of it
    };

    void changeOwner(const QString &owner);
    void askCapabilities();
    void handleCapabilities(const QDBusMessage &reply, bool isOfFormer);
    void send(const QString &id, Shown &shown);
    void handleAnswer(const QString &id, const QDBusMessage &reply, bool isOfFormer);
    void closeNumber(uint number);
    void sendPending();
    void giveUpPending();
    QString idOf(uint number) const;

    QDBusConnection m_bus;
    std::chrono::milliseconds m_patience{5000};
    std::map<QString, Shown> m_shown;
    std::optional<QStringList> m_capabilities; ///< absent: not known yet
    bool m_isAsking = false;
    QString m_owner;   ///< the service's unique name; empty: not known, or none
    int m_service = 0; ///< counts its owners
};

} // namespace synchroscope
