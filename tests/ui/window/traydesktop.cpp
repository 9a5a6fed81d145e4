// SPDX-License-Identifier: GPL-3.0-or-later
#include "traydesktop.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>

#include <initializer_list>
#include <vector>

#include <csignal>
#include <cstdlib>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace synchroscope::windowtest {

using namespace Qt::StringLiterals;

namespace {

const QString watcherService = u"org.kde.StatusNotifierWatcher"_s;
const QString watcherPath = u"/StatusNotifierWatcher"_s;

/// Starts a program and reads the line with which it says where it is; empty when it ends without one.
QByteArray spawn(std::initializer_list<const char *> arguments, pid_t &child)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return {};
    child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(ends[1], STDOUT_FILENO);
        std::vector<char *> words;
        for (const char *argument : arguments)
            words.push_back(const_cast<char *>(argument));
        words.push_back(nullptr);
        ::execvp(words.front(), words.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    QByteArray line;
    char character = 0;
    while (::read(ends[0], &character, 1) == 1 && character != '\n')
        line.append(character);
    ::close(ends[0]);
    return line;
}

void end(pid_t child)
{
    if (child <= 0)
        return;
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
}

} // namespace

OwnDisplay::OwnDisplay()
{
    const QByteArray display =
        spawn({"Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"}, m_display);
    const QByteArray bus = spawn({"dbus-daemon", "--session", "--nofork", "--print-address=1"}, m_bus);
    if (display.isEmpty() || bus.isEmpty()) {
        end(m_display);
        end(m_bus);
        m_display = m_bus = 0;
        return;
    }
    qputenv("DISPLAY", ":" + display);
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
    qputenv("QT_QPA_PLATFORM", "xcb");
}

OwnDisplay::~OwnDisplay()
{
    end(m_display);
    end(m_bus);
}

class FakeWatcher final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ isStatusNotifierHostRegistered NOTIFY
                   StatusNotifierHostRegistered)
    Q_PROPERTY(int ProtocolVersion READ protocolVersion CONSTANT)

public:
    bool isStatusNotifierHostRegistered() const { return m_host; }
    int protocolVersion() const { return 0; }
    void setHost(bool host)
    {
        m_host = host;
        if (host)
            Q_EMIT StatusNotifierHostRegistered();
    }

public Q_SLOTS:
    // The protocol's name for it.
    // NOLINTNEXTLINE(readability-identifier-naming)
    void RegisterStatusNotifierItem(const QString &service) { Q_EMIT registered(service); }

Q_SIGNALS:
    // NOLINTNEXTLINE(readability-identifier-naming)
    void StatusNotifierHostRegistered();
    void registered(const QString &service);

private:
    bool m_host = false;
};

FakePanel::FakePanel() : m_watcher(new FakeWatcher)
{
    m_watcher->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_watcher, &QObject::deleteLater);
    connect(m_watcher, &FakeWatcher::registered, this,
            [this](const QString &service) { m_items.append(service); });
    m_thread.start();
}

FakePanel::~FakePanel()
{
    stop();
    m_thread.quit();
    m_thread.wait();
}

void FakePanel::start(bool host)
{
    m_items.clear();
    QMetaObject::invokeMethod(
        m_watcher,
        [this, host] {
            m_watcher->setHost(host);
            QDBusConnection bus = QDBusConnection::connectToBus(
                qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"), watcherService);
            bus.registerObject(watcherPath, m_watcher,
                               QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllProperties |
                                   QDBusConnection::ExportAllSignals);
            bus.registerService(watcherService);
        },
        Qt::BlockingQueuedConnection);
}

void FakePanel::addHost()
{
    QMetaObject::invokeMethod(
        m_watcher, [this] { m_watcher->setHost(true); }, Qt::BlockingQueuedConnection);
}

void FakePanel::stop()
{
    QMetaObject::invokeMethod(
        m_watcher, [] { QDBusConnection::disconnectFromBus(watcherService); }, Qt::BlockingQueuedConnection);
}

} // namespace synchroscope::windowtest

#include "traydesktop.moc"
