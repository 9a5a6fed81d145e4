// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QVariantMap>

#include <vector>

namespace synchroscope::test {

/// Plays org.freedesktop.Notifications.
class FakeNotifications final : public QDBusVirtualObject
{
    Q_OBJECT

public:
    enum class Mode : quint8 { Answer, Hang, Fail };

    struct Notify
    {
        QString application;
        uint replaces = 0;
        QString icon;
        QString summary;
        QString body;
        QStringList actions;
        QVariantMap hints;
        int timeout = 0;
    };

    explicit FakeNotifications(const QDBusConnection &bus);
    ~FakeNotifications() override;

    void start();
    void stop();
    /// Answers what was left waiting.
    void answer();
    void invoke(uint number, const QString &key, const QString &token = {});
    void dismiss(uint number);

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

    Mode mode = Mode::Answer;
    QStringList capabilities{QStringLiteral("actions"), QStringLiteral("body"),
                             QStringLiteral("body-markup")};
    std::vector<Notify> shown; ///< the first one's number is 101
    std::vector<uint> closed;
    int questions = 0; ///< for its capabilities

private:
    void reply(const QDBusMessage &message);

    QDBusConnection m_bus;
    std::vector<QDBusMessage> m_waiting;
    uint m_last = 100;
};

} // namespace synchroscope::test
