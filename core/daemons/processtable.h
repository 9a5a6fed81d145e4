// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock/clock.h"
#include "core/diagnosis/daemonreport.h"

#include <QHash>
#include <QStringList>

#include <vector>

namespace synchroscope {

/// The processes of a moment that have to do with this computer's clock.
struct TimeProcesses
{
    std::vector<DaemonProcess> daemons; ///< by process number; a daemon of several processes once
    std::vector<OtherSteerer> others;   ///< and the kernel's own for Hyper-V, which is no process

    friend bool operator==(const TimeProcesses &, const TimeProcesses &) = default;
};

/// Finds time daemons in /proc by what every user may read there. Linux hides who has which socket, and the
/// path of a program, from others than its user; so a daemon is known by its name, its arguments and its
/// unit. One thread; read() takes some 10 µs for each process of the machine.
class ProcessTable
{
public:
    /// Of the folder `root`/proc.
    ProcessTable(const QString &root, const Clock &clock);

    TimeProcesses read();

private:
    struct Process;

    std::optional<Process> readProcess(qint64 pid);
    Instant startOf(qint64 pid, qint64 ticks);
    DaemonKind kindOf(const Process &process, const std::vector<Process> &all);
    DaemonKind kindOfProgram(const QString &program);

    QString m_root;
    const Clock &m_clock;
    bool m_isFirstUserNamespace;
    /// By process number, with the ticks that they were reckoned from: the clocks are not read twice alike.
    QHash<qint64, std::pair<qint64, Instant>> m_starts;
    QHash<QString, DaemonKind> m_kindsOfPrograms; ///< of those that are all called "ntpd"
};

/// What chronyd, ntpd or another daemon was told at its start, as far as we want to know it: `process` gets
/// its file and whether it leaves the clock alone.
void readDaemonArguments(const QStringList &arguments, DaemonProcess &process);

/// A cgroup's systemd unit: "chrony.service" for "0::/system.slice/chrony.service". Empty: none.
QString unitOfCgroup(QByteArrayView cgroup);

} // namespace synchroscope
