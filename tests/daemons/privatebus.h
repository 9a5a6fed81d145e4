// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QVariantMap>

#include <vector>

namespace synchroscope::test {

/// A D-Bus daemon of our own, which nobody else can reach. It could start timesync1, and leaves a mark if it
/// does.
class PrivateBus
{
public:
    PrivateBus();
    ~PrivateBus();

    /// Empty, or why there is no bus: a failure of the test.
    const QString &trouble() const { return m_trouble; }
    /// A new connection; closed with the bus.
    QDBusConnection connection();
    const QString &address() const { return m_address; }
    bool hasStartedService() const;
    void stop();
    /// From now on it accepts connections, as the kernel does for it, and says nothing.
    void pause();
    void resume();

private:
    QTemporaryDir m_directory;
    QProcess m_daemon;
    QString m_address;
    QString m_trouble;
    QStringList m_names;
};

/// Plays systemd-timesyncd: answers GetAll as it is told.
class FakeTimesyncd final : public QDBusVirtualObject
{
    Q_OBJECT

public:
    enum class Mode : quint8 { Answer, Wait, Fail };

    explicit FakeTimesyncd(const QDBusConnection &bus);
    ~FakeTimesyncd() override;

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

    /// Answers what was left waiting.
    void answer();

    Mode mode = Mode::Answer;
    QVariantMap properties;
    int questions = 0;

private:
    QDBusConnection m_bus;
    std::vector<QDBusMessage> m_waiting;
};

} // namespace synchroscope::test
