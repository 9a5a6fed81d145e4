// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/apply/ownmachine.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace synchroscope::test {

/// For main(): runs `work` in a process with processes, mounts and a network of its own, which end with it.
/// Returns what it returned. Needs root.
int inOwnMachine(int argc, char **argv, int (*work)(int argc, char **argv));

/// A Debian with a real chronyd, as far as the helper looks at it: /etc, /run and /var/lib are empty but for
/// chrony's files, /usr/bin and /usr/sbin have chronyc and chronyd, and a script in the place of systemctl
/// starts and stops that chronyd, which cannot touch the clock. Only in inOwnMachine().
class PrivateMachine
{
public:
    /// `installed`: a folder with a "usr" whose files are there as well.
    explicit PrivateMachine(const QString &installed = {});
    ~PrivateMachine();
    PrivateMachine(const PrivateMachine &) = delete;
    PrivateMachine &operator=(const PrivateMachine &) = delete;

    /// Why it could not be made; empty: it was.
    QString failure() const { return m_failure; }

    static QString conf() { return QStringLiteral("/etc/chrony/chrony.conf"); }
    static QString ownSources() { return QStringLiteral("/etc/chrony/sources.d/synchroscope.sources"); }
    static QString socket() { return QStringLiteral("/run/chrony/chronyd.sock"); }
    /// Debian's, shortened.
    static QByteArray debiansConf();

    static bool write(const QString &path, const QByteArray &text);
    /// Of /etc: path and text of every file, and its mode.
    static QByteArray everythingInEtc();

    /// The options of the unit's chronyd, such as "-f /etc/chrony/other.conf".
    static bool setOptions(const QByteArray &options);
    /// A line of shell that systemctl runs before anything else.
    static bool setMischief(const QByteArray &shell);
    static bool systemctl(const QString &verb);
    /// 0: it does not run.
    static qint64 chronydPid();
    /// Verbs and units that systemctl was called with, "show" left out.
    static QStringList calls();

private:
    bool prepare(const QString &installed);

    FileTree m_programs;
    std::vector<std::unique_ptr<Mount>> m_mounts;
    QString m_failure;
};

} // namespace synchroscope::test
