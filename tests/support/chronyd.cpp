// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chronyd.h"

#include "tests/support/rawntp.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>

#include <linux/capability.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace synchroscope::test {

namespace {

QString chronydPath()
{
    const QString daemons = qEnvironmentVariable("SYNCHROSCOPE_DAEMONS");
    return daemons.isEmpty() ? QString() : QDir::cleanPath(daemons + u"/usr/sbin/chronyd"_s);
}

QString userName()
{
    const passwd *user = getpwuid(geteuid());
    return user ? QString::fromLocal8Bit(user->pw_name) : QString::number(geteuid());
}

/// In the child, before chronyd takes its place.
void giveUpTheClock()
{
    prctl(PR_CAPBSET_DROP, CAP_SYS_TIME); // denied without root, who has no such right to lose
    prctl(PR_SET_PDEATHSIG, SIGTERM);     // a test that crashes leaves no daemon behind
}

} // namespace

QString faketimeLibrary()
{
    QStringList folders{u"/usr/lib64"_s, u"/usr/lib"_s};
    const QStringList architectures = QDir(u"/usr/lib"_s).entryList({u"*-linux-gnu*"_s}, QDir::Dirs);
    for (const QString &architecture : architectures)
        folders.append(u"/usr/lib/"_s + architecture);
    for (const QString &folder : std::as_const(folders)) {
        QString library = folder + u"/faketime/libfaketime.so.1"_s;
        if (QFileInfo::exists(library))
            return library;
    }
    return {};
}

namespace {

/// "  sl  local_address rem_address …": the second field is ADDRESS:PORT in hexadecimal.
QByteArrayList localAddresses(const QString &table)
{
    QByteArrayList addresses;
    QFile file(table);
    if (!file.open(QIODevice::ReadOnly))
        return addresses; // no IPv6 here
    const QByteArrayList rows = file.readAll().split('\n');
    for (const QByteArray &row : rows)
        addresses.append(row.simplified().split(' ').value(1));
    return addresses;
}

QByteArray hexadecimal(quint32 number, int digits)
{
    return QByteArray::number(number, 16).rightJustified(digits, '0').toUpper();
}

} // namespace

bool udpPortIsTaken(quint16 port)
{
    const QByteArray ending = ':' + hexadecimal(port, 4);
    const QByteArrayList all = localAddresses(u"/proc/net/udp"_s) + localAddresses(u"/proc/net/udp6"_s);
    return std::ranges::any_of(all, [&](const QByteArray &address) { return address.endsWith(ending); });
}

bool udpAddressIsTaken(const QHostAddress &address, quint16 port)
{
    const QByteArray ending = ':' + hexadecimal(port, 4);
    // The kernel prints the address as a number of its own byte order.
    const QByteArray own = hexadecimal(qToBigEndian(address.toIPv4Address()), 8) + ending;
    const QByteArrayList all = localAddresses(u"/proc/net/udp"_s);
    return all.contains(own) || all.contains(QByteArray(8, '0') + ending) ||
           localAddresses(u"/proc/net/udp6"_s).contains(QByteArray(32, '0') + ending);
}

// Test programs that run at the same time differ in their process id; this one counts on from there.
QHostAddress unusedLoopbackAddress()
{
    static quint32 next = static_cast<quint32>(getpid()) * 16;
    constexpr quint32 network = 0x7f4d0000; // 127.77.0.0/16
    return QHostAddress(network | (1 + next++ % 0xfffe));
}

quint16 freeUdpPort()
{
    // Below the range the kernel takes client ports from (32768 and up), so that none turns up there by
    // chance.
    for (;;) {
        const auto port = static_cast<quint16>(QRandomGenerator::global()->bounded(20'000, 32'000));
        if (!udpPortIsTaken(port))
            return port;
    }
}

Chronyd::Setup Chronyd::plain()
{
    return {.lines = {u"local stratum 1"_s}};
}

Chronyd::Setup Chronyd::chasing(const Chronyd &reference, std::chrono::nanoseconds ahead)
{
    const QString seconds = QString::number(std::chrono::duration<double>(ahead).count(), 'f', 9);
    return {.lines = {u"server %1 port %2 offset %3 minpoll -4 maxpoll -4 iburst"_s
                          .arg(reference.address().toString())
                          .arg(reference.port())
                          .arg(seconds)}};
}

Chronyd::Setup Chronyd::unsynchronised()
{
    return {.synchronised = false};
}

Chronyd::Setup Chronyd::fakedAhead(std::chrono::seconds ahead)
{
    return {.lines = {u"local stratum 1"_s}, .ahead = ahead};
}

Chronyd::Chronyd(Setup setup) : m_setup(std::move(setup))
{
    if (m_setup.address.isNull())
        m_setup.address = unusedLoopbackAddress();
    if (m_setup.port == 0)
        m_setup.port = freeUdpPort();
}

Chronyd::~Chronyd()
{
    stop();
}

bool Chronyd::start()
{
    return writeConfiguration() && launch() && waitUntilServing();
}

void Chronyd::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(5'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

QString Chronyd::hostAndPort() const
{
    return u"%1:%2"_s.arg(m_setup.address.toString()).arg(m_setup.port);
}

QString Chronyd::commandSocketPath() const
{
    return m_folder.filePath(u"chronyd.sock"_s);
}

QString Chronyd::configurationPath() const
{
    return m_folder.filePath(u"chrony.conf"_s);
}

QString Chronyd::log()
{
    if (m_process.isOpen())
        m_log += m_process.readAllStandardError();
    return QString::fromUtf8(m_log);
}

bool Chronyd::fail(const QString &sentence)
{
    m_failure = sentence;
    const QString said = log();
    if (!said.isEmpty())
        m_failure += u" It said:\n"_s + said;
    stop();
    return false;
}

bool Chronyd::writeConfiguration()
{
    if (!m_folder.isValid())
        return fail(u"No folder for chronyd could be made: %1."_s.arg(m_folder.errorString()));
    QFile file(configurationPath());
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return fail(u"%1 could not be written: %2."_s.arg(file.fileName(), file.errorString()));
    QStringList commandAddresses;
    if (m_setup.commandPort != 0)
        commandAddresses.append(u"bindcmdaddress "_s + m_setup.address.toString());
    commandAddresses.append(u"bindcmdaddress "_s +
                            (m_setup.commandSocket ? commandSocketPath() : u"/"_s)); // "/": none
    const QStringList lines =
        QStringList{
            u"bindaddress "_s + m_setup.address.toString(),
            u"port "_s + QString::number(m_setup.port),
            u"allow 127.0.0.0/8"_s,
            u"cmdport "_s + QString::number(m_setup.commandPort),
            u"pidfile "_s + m_folder.filePath(u"chronyd.pid"_s),
        } +
        commandAddresses + m_setup.lines;
    file.write(lines.join(u'\n').toUtf8() + '\n');
    return true;
}

bool Chronyd::launch()
{
    const QString program = chronydPath();
    if (!QFileInfo(program).isExecutable()) {
        return fail(
            u"There is no chronyd at \"%1\". Run the tests by \"./dev test\", which unpacks one, or set "
            u"SYNCHROSCOPE_DAEMONS to a folder that holds usr/sbin/chronyd."_s.arg(program));
    }
    if (udpAddressIsTaken(m_setup.address, m_setup.port))
        return fail(u"%1 is in use already, so chronyd was not started."_s.arg(hostAndPort()));

    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (m_setup.ahead != 0s) {
        const QString library = faketimeLibrary();
        if (library.isEmpty())
            return fail(u"libfaketime is missing. \"./dev test\" installs it."_s);
        environment.insert(u"LD_PRELOAD"_s, library);
        environment.insert(u"FAKETIME"_s,
                           QString::asprintf("%+llds", static_cast<long long>(m_setup.ahead.count())));
    }
    m_process.setProcessEnvironment(environment);
    m_process.setChildProcessModifier(giveUpTheClock);
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    // -x: never touch the clock. -d: stay in the foreground and log to standard error. -U: root is not
    // required.
    m_process.start(program, {u"-x"_s, u"-d"_s, u"-U"_s, u"-u"_s, userName(), u"-f"_s, configurationPath()});
    return m_process.waitForStarted() ||
           fail(u"chronyd could not be started: %1."_s.arg(m_process.errorString()));
}

bool Chronyd::waitUntilServing()
{
    const QDeadlineTimer deadline(30s);
    while (!deadline.hasExpired()) {
        const std::optional<RawReply> reply = askOnce(m_setup.address, m_setup.port, 100ms);
        if (reply && reply->mode == 4 && (!m_setup.synchronised || reply->leap != 3))
            return true;
        if (m_process.waitForFinished(50))
            return fail(
                u"chronyd ended with exit code %1 instead of serving time."_s.arg(m_process.exitCode()));
    }
    return fail(u"chronyd on %1 did not serve time within 30 s."_s.arg(hostAndPort()));
}

} // namespace synchroscope::test
