// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/apply/polkit.h"

#include <QDeadlineTimer>
#include <QDirIterator>

#include <grp.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope::test {

namespace {

constexpr uint ann = 1000;

QByteArray busConfiguration()
{
    QByteArray text =
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
        "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
        "<busconfig><type>system</type><listen>unix:path=/run/dbus/system_bus_socket</listen>"
        "<auth>EXTERNAL</auth><policy context=\"default\"><allow user=\"*\"/><allow own=\"*\"/>";
    for (const char *type : {"method_call", "method_return", "error", "signal"})
        text += QByteArray("<allow send_requested_reply=\"true\" send_type=\"") + type +
                "\"/><allow receive_type=\"" + type + "\"/>";
    return text + "</policy></busconfig>\n";
}

bool copyTree(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = to + path.sliced(from.size());
        if (!QDir().mkpath(copy.section(u'/', 0, -2)) || !QFile::copy(path, copy))
            return false;
    }
    return true;
}

} // namespace

bool Polkit::addTo(const QString &folder)
{
    const QString daemons = qEnvironmentVariable("SYNCHROSCOPE_DAEMONS");
    const QString pkexec = u"/usr/bin/pkexec"_s;
    const QString own = u"/usr/share/polkit-1"_s;
    return QDir().mkpath(folder + u"/usr/bin"_s) && QDir().mkpath(folder + u"/usr/lib/polkit-1"_s) &&
           QFile::copy(daemons + pkexec, folder + pkexec) && setMode(folder + pkexec, 04755) &&
           copyTree(daemons + u"/usr/lib/polkit-1"_s, folder + u"/usr/lib/polkit-1"_s) &&
           copyTree(daemons + own, folder + own);
}

bool Polkit::start(const QByteArray &action)
{
    const QByteArray pam = "#%PAM-1.0\nauth required pam_deny.so\naccount required pam_permit.so\n"
                           "session required pam_permit.so\n";
    const QByteArray users = textOf(u"/etc/passwd"_s).value_or(QByteArray());
    const bool written =
        PrivateMachine::write(u"/etc/passwd"_s,
                              users + "ann:x:1000:1000::/:/bin/sh\npolkitd:x:998:998::/:/bin/false\n") &&
        PrivateMachine::write(u"/etc/shells"_s, "/bin/sh\n") &&
        PrivateMachine::write(u"/etc/pam.d/polkit-1"_s, pam) &&
        PrivateMachine::write(u"/etc/pam.d/other"_s, pam) &&
        PrivateMachine::write(
            u"/etc/polkit-1/rules.d/10-test.rules"_s,
            "polkit.addRule(function(action, subject) {\n    if (action.id.indexOf(\"" + action +
                "\") == 0 && subject.user == \"ann\")\n        return polkit.Result.YES;\n});\n") &&
        PrivateMachine::write(u"/run/bus.conf"_s, busConfiguration()) && QDir().mkpath(u"/run/dbus"_s);
    // What polkitd watches; there is no logind.
    for (const QString &folder : {u"seats"_s, u"sessions"_s, u"users"_s, u"machines"_s})
        QDir().mkpath(u"/run/systemd/"_s + folder);
    if (!written) {
        m_failure = u"polkit's files could not be written."_s;
        return false;
    }
    return launch(m_bus, u"/usr/bin/dbus-daemon"_s,
                  {u"--config-file=/run/bus.conf"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address=1"_s},
                  "unix:path=/run/dbus/system_bus_socket") &&
           launch(m_polkitd, u"/usr/lib/polkit-1/polkitd"_s, {},
                  "Acquired the name org.freedesktop.PolicyKit1");
}

bool Polkit::launch(QProcess &process, const QString &program, const QStringList &arguments,
                    const QByteArray &ready)
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    QByteArray said;
    QDeadlineTimer end(30'000);
    while (!said.contains(ready) && !end.hasExpired()) {
        if (!process.waitForReadyRead(1'000) && process.state() == QProcess::NotRunning)
            break;
        said += process.readAll();
    }
    if (said.contains(ready))
        return true;
    m_failure = u"%1 did not start: %2 %3"_s.arg(program, process.errorString(), QString::fromUtf8(said));
    return false;
}

Polkit::~Polkit()
{
    for (QProcess *process : {&m_polkitd, &m_bus}) {
        process->kill();
        process->waitForFinished();
    }
}

void Polkit::startAsAnn(QProcess &process, const QString &program, const QStringList &arguments)
{
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    environment.insert(u"SHELL"_s, u"/bin/sh"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, u"/nonexistent"_s);
    process.setProcessEnvironment(environment);
    process.setChildProcessModifier([] {
        if (::setgroups(0, nullptr) != 0 || ::setresgid(ann, ann, ann) != 0 ||
            ::setresuid(ann, ann, ann) != 0)
            ::_exit(1);
        // Without a terminal nobody can be asked for a password.
        ::setsid();
    });
    process.start(program, arguments);
}

} // namespace synchroscope::test
