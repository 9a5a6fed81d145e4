// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QStringList>
#include <QThread>

#include <sys/types.h>

/// A display and a D-Bus of a test's own, and a panel that shows tray icons.
namespace synchroscope::windowtest {

/// Starts Xvfb and a bus and points the environment at them: to be made before the application object. Both
/// end with it, or with the test, should that crash.
class OwnDisplay
{
public:
    OwnDisplay();
    ~OwnDisplay();
    OwnDisplay(const OwnDisplay &) = delete;
    OwnDisplay &operator=(const OwnDisplay &) = delete;

    bool works() const { return m_display > 0 && m_bus > 0; }

private:
    pid_t m_display = 0;
    pid_t m_bus = 0;
};

class FakeWatcher;

/// Plays org.kde.StatusNotifierWatcher. It answers on a thread of its own, since Qt asks it some things while
/// it blocks.
class FakePanel final : public QObject
{
    Q_OBJECT

public:
    FakePanel();
    ~FakePanel() override;

    /// With `host`, somebody is there to show icons; without, the watcher runs alone.
    void start(bool host);
    void addHost();
    void stop();

    /// Services of the icons that were registered.
    QStringList items() const { return m_items; }

private:
    QThread m_thread;
    FakeWatcher *m_watcher;
    QStringList m_items;
};

} // namespace synchroscope::windowtest
