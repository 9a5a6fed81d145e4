// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace synchroscope::test {

/// How a real chronyd understands a configuration: `chronyd -p` prints it, with what it includes, and exits.
/// It neither needs privileges nor touches the clock.
struct PrintedConfig
{
    QString trouble;        ///< why chronyd could not be asked at all: a failure of the test; else empty
    QStringList directives; ///< words between single spaces; the last one may be that which it refuses
    bool accepted = false;
    int refusedLine = 0; ///< 0 if it does not name one
    QString refusal;     ///< its words
};

/// The program is $SYNCHROSCOPE_DAEMONS/usr/sbin/chronyd, which `./dev test` provides.
PrintedConfig printedConfig(const QString &file);

/// The same of a text, which is written to a file of its own.
PrintedConfig printedConfigOf(const QByteArray &text);

} // namespace synchroscope::test
