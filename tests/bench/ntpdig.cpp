// SPDX-License-Identifier: GPL-3.0-or-later
#include "ntpdig.h"

#include <QProcess>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace synchroscope::bench {

std::optional<Offset> measureByNtpdig(const QHostAddress &server, int samples)
{
    const QString daemons = qEnvironmentVariable("SYNCHROSCOPE_DAEMONS");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PYTHONPATH"_s, daemons + "/usr/lib/python3/dist-packages"_L1);
    environment.insert(u"LD_LIBRARY_PATH"_s, daemons + "/usr/lib/x86_64-linux-gnu"_L1);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(u"python3"_s, {daemons + "/usr/bin/ntpdig"_L1, u"-j"_s, u"-p"_s, QString::number(samples),
                                 u"-g"_s, u"50"_s, server.toString()});
    process.waitForFinished(20'000);
    // ntpdate's word: seconds by which the server is ahead.
    static const QRegularExpression offsetField(u"\"offset\":\\s*(-?[0-9.eE+-]+)"_s);
    const QRegularExpressionMatch match =
        offsetField.match(QString::fromUtf8(process.readAllStandardOutput()));
    if (!match.hasMatch())
        return std::nullopt;
    return Offset::fromNtpTheta(fromSeconds(match.captured(1).toDouble()));
}

} // namespace synchroscope::bench
