// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/apply/privatemachine.h"

#include <QProcess>

namespace synchroscope::test {

/// A real polkitd on a system bus of its own, and pkexec, on a PrivateMachine. Both are unpacked beside
/// chronyd.
class Polkit
{
public:
    /// Puts pkexec, polkitd and polkit's own files into a folder that the machine is to have as `installed`.
    static bool addTo(const QString &folder);

    /// Lets the user "ann", 1000, do everything that begins with `action`, and nobody anything else without
    /// a password, which nobody can type. Otherwise failure() says why.
    bool start(const QByteArray &action);
    ~Polkit();
    QString failure() const { return m_failure; }

    /// As ann would type it.
    static void startAsAnn(QProcess &process, const QString &program, const QStringList &arguments);

private:
    bool launch(QProcess &process, const QString &program, const QStringList &arguments,
                const QByteArray &ready);

    QProcess m_bus;
    QProcess m_polkitd;
    QString m_failure;
};

} // namespace synchroscope::test
