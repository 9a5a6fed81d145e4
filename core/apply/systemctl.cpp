// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/systemctl.h"

#include "core/apply/change.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

/// For one line of a log: what a program said may hold anything.
QString oneLine(const QByteArray &said)
{
    constexpr qsizetype most = 500;
    QString line;
    const QString words = QString::fromUtf8(said).simplified().left(most);
    for (const QChar character : words) {
        if (character.isPrint())
            line += character;
    }
    return line;
}

ServiceStatus run(const QString &program, const QStringList &arguments, std::chrono::milliseconds limit)
{
    const QString call = program.section(u'/', -1) + u' ' + arguments.join(u' ');
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/sbin:/usr/bin:/sbin:/bin"_s);
    environment.insert(u"LC_ALL"_s, u"C"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(u"/"_s);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForStarted())
        return u"\"%1\" could not be started: %2."_s.arg(program, process.errorString());
    if (!process.waitForFinished(static_cast<int>(limit.count()))) {
        process.kill();
        process.waitForFinished();
        return u"\"%1\" did not end within %2 s."_s.arg(call).arg(
            std::chrono::duration<double>(limit).count());
    }
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    const QString said = oneLine(process.readAllStandardError() + '\n' + process.readAllStandardOutput());
    if (!said.isEmpty())
        return u"\"%1\" said: %2"_s.arg(call, said);
    return process.exitStatus() == QProcess::NormalExit
               ? u"\"%1\" ended with exit code %2."_s.arg(call).arg(process.exitCode())
               : u"\"%1\" was ended by a signal."_s.arg(call);
}

} // namespace

ServiceStatus Systemctl::reloadSources()
{
    // Over its Unix socket, which is root's; the UDP port may be another daemon's.
    return run(m_programs.chronyc, {u"-h"_s, u"/run/chrony/chronyd.sock"_s, u"reload"_s, u"sources"_s},
               m_limits.answer);
}

ServiceStatus Systemctl::restart(const QString &unit)
{
    return control(u"restart"_s, unit, m_limits.restart);
}

ServiceStatus Systemctl::resetFailed(const QString &unit)
{
    return control(u"reset-failed"_s, unit, m_limits.answer);
}

ServiceStatus Systemctl::isActive(const QString &unit)
{
    return control(u"is-active"_s, unit, m_limits.answer);
}

ServiceStatus Systemctl::control(const QString &verb, const QString &unit,
                                 std::chrono::milliseconds limit) const
{
    if (!isServiceUnit(unit))
        return u"\"%1\" is not a time daemon's unit."_s.arg(unit);
    return run(m_programs.systemctl, {verb, unit}, limit);
}

} // namespace synchroscope
