// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QObject>
#include <QString>

#include <memory>

class QDBusConnection;

namespace synchroscope {

class TimesyncdReader;

/// Looks for servers that this machine already names. Asks none of them anything.
class Discoverer : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Begins anew; finished() follows once, always after this function has returned. A search under way is
    /// dropped.
    virtual void start() = 0;

Q_SIGNALS:
    void finished(const synchroscope::Discovery &discovery);
};

/// Looks into configuration files, then asks systemd-timesyncd over D-Bus. Lives in one thread; the files,
/// which are small, are read in start().
class MachineDiscoverer final : public Discoverer
{
    Q_OBJECT

public:
    /// Of the files under the folder `root` and a given bus.
    MachineDiscoverer(const QString &root, const QDBusConnection &bus, QObject *parent = nullptr);
    ~MachineDiscoverer() override;

    void start() override;
    /// Of now on: the bus has gone, or is there again. A search under way asks there.
    void setBus(const QDBusConnection &bus);

private:
    QString m_root;
    std::unique_ptr<TimesyncdReader> m_timesyncd;
    Discovery m_found; ///< what the files say, while timesyncd is asked
    bool m_isSearching = false;
};

} // namespace synchroscope
