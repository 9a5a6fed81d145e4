// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <map>
#include <optional>

namespace synchroscope::test {

/// A D-Bus daemon of our own that plays the system bus to real services of systemd, and the place where they
/// run: an /etc, a /run and a /var/lib of their own, and a network that is a loopback device only. Whatever
/// it starts has lost the right to set the clock, and does not run before that is verified. Needs root, for
/// the namespaces.
class SystemBus
{
public:
    SystemBus();
    ~SystemBus();
    SystemBus(const SystemBus &) = delete;
    SystemBus &operator=(const SystemBus &) = delete;

    /// The bus will start that program, under `$SYNCHROSCOPE_DAEMONS`, when somebody asks for `name`. Before
    /// start().
    void makeActivatable(const QString &name, const QString &program, const QStringList &environment = {});
    /// Otherwise failure() says why.
    bool start();
    QString failure() const { return m_failure; }
    void stopBus();

    /// A new connection, closed with the bus; `user` is who the bus sees.
    QDBusConnection connection(std::optional<uint> user = std::nullopt);

    /// The services' /etc.
    QString etc() const { return m_folder.filePath(QStringLiteral("etc")); }
    QString folder() const { return m_folder.path(); }

    /// Where the services find $SYNCHROSCOPE_DAEMONS/`program`.
    static QString pathInside(const QString &program);
    /// How to run a program where the services run: for QProcess. Its process id is then the program's own.
    QStringList commandInside(const QStringList &command) const;
    /// With the bus's address in it.
    QProcessEnvironment environment() const;
    /// In the child of a QProcess, before another program takes its place: without the clock, and ended with
    /// us.
    static void giveUpTheClock();

    /// Runs a program where the services run, to its end, while this thread's events go on: what it printed
    /// on both outputs.
    QString output(const QStringList &command);
    /// Of the service that the bus has started; 0: it does not run.
    qint64 processId(const QString &name) const;
    /// Whether the bus ever tried to start it, since the last endService().
    bool wasActivated(const QString &name) const;
    /// Ends it and waits until it has ended.
    void endService(const QString &name);

private:
    bool fail(const QString &sentence);
    bool write(const QString &name, const QString &text);

    QTemporaryDir m_folder;
    QProcess m_daemon;
    QStringList m_activatable;
    QString m_failure;
    QStringList m_connections;
};

/// $SYNCHROSCOPE_DAEMONS/`program`
QString daemonPath(const QString &program);

/// Plays polkit's authority: what it answers to CheckAuthorization, by whether it may prompt.
class FakePolkit final : public QDBusVirtualObject
{
    Q_OBJECT

public:
    struct Answer
    {
        bool authorized = false;
        bool challenge = false;
        QMap<QString, QString> details{};
        QString error{};   ///< answered instead, if not empty
        bool none = false; ///< says nothing, as while the user looks at the prompt
    };

    explicit FakePolkit(const QDBusConnection &bus);
    ~FakePolkit() override;

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

    Answer withPrompt;
    Answer withoutPrompt;
    QStringList actions; ///< that were asked about

private:
    QDBusConnection m_bus;
};

/// Plays systemd, as far as timedated needs it to start and stop one time daemon.
class FakeSystemd final : public QDBusVirtualObject
{
    Q_OBJECT

public:
    explicit FakeSystemd(const QDBusConnection &bus);
    ~FakeSystemd() override;

    QString introspect(const QString &path) const override;
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override;

    QString loadState = QStringLiteral("loaded");
    QString activeState = QStringLiteral("inactive");
    QString unitFileState = QStringLiteral("disabled");
    QString version = QStringLiteral("252.39-1~deb12u1");
    QStringList calls; ///< "StartUnit fake-ntp.service" …
    bool holdsJobs = false;
    /// Ends a job that was held.
    void finishJob();

private:
    QDBusConnection m_bus;
    QString m_heldState;
    QString m_heldUnit;
};

} // namespace synchroscope::test
