// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/systembus.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDeadlineTimer>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>

#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace synchroscope::test {

namespace {

constexpr const char *busConfiguration = R"(<busconfig>
  <listen>unix:path=%1/bus</listen>
  <servicedir>%1/services</servicedir>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

/// A network namespace is made with the bus, and lasts as long as that.
constexpr const char *busInItsNetwork = R"(set -e
echo $$ > "%1/bus.pid"
ip link set lo up
exec dbus-daemon --nofork --nopidfile --print-address --config-file="%1/bus.conf"
)";

/// Three steps, each of which takes the place of the one before, so that the process id stays. $1: where to
/// note it.
constexpr const char *outside = R"(#!/bin/sh
set -e
echo $$ > "%1/$1.pid"; shift
exec nsenter --net=/proc/$(cat "%1/bus.pid")/ns/net unshare --mount --propagation private /bin/sh "%1/inside" "$@"
)";

// timedatectl looks whether /run/systemd/system is there before it believes in systemd. The daemons may lie
// where only root may go.
constexpr const char *inside = R"(set -e
mount --bind "%1/etc" /etc
mount -t tmpfs none /run
mkdir -p /run/systemd/system /run/daemons
mount --bind "%2" /run/daemons
mount -t tmpfs none /var/lib
mkdir -p /var/lib/systemd/timesync /run/systemd/timesync
chown 997:997 /var/lib/systemd/timesync /run/systemd/timesync
exec setpriv --bounding-set=-sys_time --inh-caps=-sys_time /bin/sh "%1/verified" "$@"
)";

constexpr const char *verified = R"(set -e
caps=$(sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status)
[ -n "$caps" ] && [ $((0x$caps & 0x2000000)) -eq 0 ] || { echo "It could still set the clock." >&2; exit 77; }
export LD_LIBRARY_PATH="%1"
exec "$@"
)";

constexpr const char *passwd = R"(root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
systemd-timesync:x:997:997:systemd Time Synchronization:/:/usr/sbin/nologin
)";

constexpr const char *group = "root:x:0:\nnogroup:x:65534:\nsystemd-timesync:x:997:\n";

QString libraryPath()
{
    QStringList paths;
    for (const QString &root : {u"usr/lib"_s, u"lib"_s}) {
        const QStringList folders = QDir(daemonPath(root)).entryList({u"*-linux-gnu*"_s}, QDir::Dirs);
        for (const QString &folder : folders)
            paths.append(SystemBus::pathInside(root + u'/' + folder + u"/systemd"_s));
    }
    return paths.join(u':');
}

} // namespace

QString daemonPath(const QString &program)
{
    return QDir::cleanPath(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u'/' + program);
}

SystemBus::SystemBus()
{
    const QString path = m_folder.path();
    if (geteuid() != 0)
        fail(u"Services of systemd run in namespaces of their own here, which only root may make."_s);
    else if (!m_folder.isValid() || !QDir(path).mkpath(u"etc"_s) || !QDir(path).mkpath(u"services"_s) ||
             !write(u"bus.conf"_s, QString::fromUtf8(busConfiguration).arg(path)) ||
             !write(u"bus.sh"_s, QString::fromUtf8(busInItsNetwork).arg(path)) ||
             !write(u"outside"_s, QString::fromUtf8(outside).arg(path)) ||
             !write(u"inside"_s, QString::fromUtf8(inside).arg(path, daemonPath({}))) ||
             !write(u"verified"_s, QString::fromUtf8(verified).arg(libraryPath())) ||
             !write(u"etc/passwd"_s, QString::fromUtf8(passwd)) ||
             !write(u"etc/group"_s, QString::fromUtf8(group)))
        fail(u"The files of a private system bus could not be written to %1."_s.arg(path));
    else // others than root are to reach the bus
        QFile::setPermissions(path, QFile::permissions(path) | QFile::ExeGroup | QFile::ExeOther);
}

SystemBus::~SystemBus()
{
    for (const QString &name : std::as_const(m_connections))
        QDBusConnection::disconnectFromBus(name);
    stopBus(); // which starts nothing more from then on
    for (const QString &name : std::as_const(m_activatable))
        endService(name);
}

bool SystemBus::fail(const QString &sentence)
{
    if (m_failure.isEmpty())
        m_failure = sentence;
    return false;
}

bool SystemBus::write(const QString &name, const QString &text)
{
    QFile file(m_folder.filePath(name));
    const QByteArray bytes = text.toUtf8();
    return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size();
}

void SystemBus::makeActivatable(const QString &name, const QString &program, const QStringList &environment)
{
    m_activatable.append(name);
    const QString path = daemonPath(program);
    if (!QFileInfo(path).isExecutable()) {
        fail(
            u"There is no \"%1\". Run the tests by \"./dev test\", which unpacks it, or set SYNCHROSCOPE_DAEMONS."_s
                .arg(path));
        return;
    }
    const QStringList command = QStringList{u"/bin/sh"_s, m_folder.filePath(u"outside"_s), name, u"env"_s} +
                                environment + QStringList{pathInside(program)};
    write(u"services/%1.service"_s.arg(name),
          u"[D-BUS Service]\nName=%1\nExec=%2\n"_s.arg(name, command.join(u' ')));
}

bool SystemBus::start()
{
    if (!m_failure.isEmpty())
        return false;
    m_daemon.setChildProcessModifier(giveUpTheClock);
    m_daemon.setProcessEnvironment(environment());
    m_daemon.start(u"unshare"_s, {u"--net"_s, u"/bin/sh"_s, m_folder.filePath(u"bus.sh"_s)});
    while (m_daemon.waitForReadyRead(30'000)) {
        if (m_daemon.canReadLine())
            return true;
    }
    return fail(u"dbus-daemon did not start: %1 %2"_s.arg(
        m_daemon.errorString(), QString::fromUtf8(m_daemon.readAllStandardError())));
}

void SystemBus::stopBus()
{
    if (m_daemon.state() == QProcess::NotRunning)
        return;
    m_daemon.kill();
    m_daemon.waitForFinished();
}

QDBusConnection SystemBus::connection(std::optional<uint> user)
{
    static int count = 0;
    const QString name = u"system-%1"_s.arg(++count);
    m_connections.append(name);
    const QString address = u"unix:path=%1/bus"_s.arg(m_folder.path());
    // The bus asks the kernel who we are, while the connection is made.
    if (user && setresuid(*user, *user, 0) != 0)
        fail(u"This process could not become user %1."_s.arg(*user));
    QDBusConnection connection = QDBusConnection::connectToBus(address, name);
    if (user && setresuid(0, 0, 0) != 0)
        fail(u"This process could not become root again."_s);
    return connection;
}

QString SystemBus::pathInside(const QString &program)
{
    return u"/run/daemons/"_s + program;
}

QStringList SystemBus::commandInside(const QStringList &command) const
{
    return QStringList{u"/bin/sh"_s, m_folder.filePath(u"outside"_s), u"other"_s} + command;
}

QProcessEnvironment SystemBus::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DBUS_SYSTEM_BUS_ADDRESS"_s, u"unix:path=%1/bus"_s.arg(m_folder.path()));
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    return environment;
}

void SystemBus::giveUpTheClock()
{
    prctl(PR_CAPBSET_DROP, CAP_SYS_TIME);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

QString SystemBus::output(const QStringList &command)
{
    QProcess process;
    process.setChildProcessModifier(giveUpTheClock);
    process.setProcessEnvironment(environment());
    process.setProcessChannelMode(QProcess::MergedChannels);
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    const QStringList all = commandInside(command);
    process.start(all.first(), all.sliced(1));
    loop.exec();
    return QString::fromUtf8(process.readAll());
}

qint64 SystemBus::processId(const QString &name) const
{
    QFile file(m_folder.filePath(name + u".pid"_s));
    if (!file.open(QFile::ReadOnly))
        return 0;
    const qint64 id = file.readAll().trimmed().toLongLong();
    // One that has ended is there until the bus has asked for its exit code, which may take seconds.
    QFile status(u"/proc/%1/stat"_s.arg(id));
    if (id <= 0 || !status.open(QFile::ReadOnly))
        return 0;
    const QByteArray fields = status.readAll();
    return fields.mid(fields.lastIndexOf(')') + 2).startsWith('Z') ? 0 : id;
}

bool SystemBus::wasActivated(const QString &name) const
{
    return QFile::exists(m_folder.filePath(name + u".pid"_s));
}

void SystemBus::endService(const QString &name)
{
    const qint64 id = processId(name);
    if (id != 0)
        kill(static_cast<pid_t>(id), SIGTERM);
    // It is the bus's child, not ours. What was asked meanwhile may have another one started, which stays.
    for (const QDeadlineTimer deadline(10s); id != 0 && processId(name) == id; usleep(5'000)) {
        if (!deadline.hasExpired())
            continue;
        kill(static_cast<pid_t>(id), SIGKILL);
        break;
    }
    if (processId(name) == 0)
        QFile::remove(m_folder.filePath(name + u".pid"_s));
}

FakePolkit::FakePolkit(const QDBusConnection &bus) : m_bus(bus)
{
    m_bus.registerVirtualObject(u"/org/freedesktop/PolicyKit1/Authority"_s, this);
    m_bus.registerService(u"org.freedesktop.PolicyKit1"_s);
}

FakePolkit::~FakePolkit()
{
    m_bus.unregisterService(u"org.freedesktop.PolicyKit1"_s);
    m_bus.unregisterObject(u"/org/freedesktop/PolicyKit1/Authority"_s);
}

QString FakePolkit::introspect(const QString &) const
{
    return {};
}

bool FakePolkit::handleMessage(const QDBusMessage &message, const QDBusConnection &)
{
    // CheckAuthorization((sa{sv}) subject, s action, a{ss} details, u flags, s cancellation)
    if (message.member() != "CheckAuthorization"_L1 || message.signature() != "(sa{sv})sa{ss}us"_L1)
        return false;
    const QVariantList arguments = message.arguments();
    message.setDelayedReply(true);
    actions.append(arguments.at(1).toString());
    const Answer &answer = arguments.at(3).toUInt() & 1U ? withPrompt : withoutPrompt;
    if (answer.none)
        return true;
    if (!answer.error.isEmpty()) {
        m_bus.send(message.createErrorReply(answer.error, u"As the test wants it."_s));
        return true;
    }
    QDBusArgument result;
    result.beginStructure();
    result << answer.authorized << answer.challenge;
    result.beginMap(QMetaType::fromType<QString>(), QMetaType::fromType<QString>());
    for (const auto &[key, value] : answer.details.toStdMap()) {
        result.beginMapEntry();
        result << key << value;
        result.endMapEntry();
    }
    result.endMap();
    result.endStructure();
    m_bus.send(message.createReply(QVariant::fromValue(result)));
    return true;
}

namespace {

QDBusObjectPath theJob()
{
    return QDBusObjectPath(u"/org/freedesktop/systemd1/job/1"_s);
}

} // namespace

FakeSystemd::FakeSystemd(const QDBusConnection &bus) : m_bus(bus)
{
    m_bus.registerVirtualObject(u"/org/freedesktop/systemd1"_s, this, QDBusConnection::SubPath);
    m_bus.registerService(u"org.freedesktop.systemd1"_s);
}

FakeSystemd::~FakeSystemd()
{
    m_bus.unregisterService(u"org.freedesktop.systemd1"_s);
    m_bus.unregisterObject(u"/org/freedesktop/systemd1"_s);
}

QString FakeSystemd::introspect(const QString &) const
{
    return {};
}

bool FakeSystemd::handleMessage(const QDBusMessage &message, const QDBusConnection &)
{
    const QString member = message.member();
    const QVariantList arguments = message.arguments();
    if (member == "GetAll"_L1) {
        m_bus.send(message.createReply(QVariantMap{{u"LoadState"_s, loadState},
                                                   {u"ActiveState"_s, activeState},
                                                   {u"UnitFileState"_s, unitFileState}}));
        return true;
    }
    if (member == "Get"_L1) {
        m_bus.send(message.createReply(QVariant::fromValue(QDBusVariant(version))));
        return true;
    }
    const bool starts = member == "StartUnit"_L1;
    if (starts || member == "StopUnit"_L1) {
        const QString unit = arguments.value(0).toString();
        calls.append(member + u' ' + unit);
        m_heldState = starts ? u"active"_s : u"inactive"_s;
        m_heldUnit = unit;
        m_bus.send(message.createReply(QVariant::fromValue(theJob())));
        if (!holdsJobs)
            finishJob();
        return true;
    }
    const bool enables = member == "EnableUnitFiles"_L1;
    if (enables || member == "DisableUnitFiles"_L1) {
        calls.append(member + u' ' + arguments.value(0).toStringList().join(u' '));
        unitFileState = enables ? u"enabled"_s : u"disabled"_s;
        m_bus.send(message.createReply()); // the list of links is not looked at
        return true;
    }
    if (member == "Reload"_L1) {
        m_bus.send(message.createReply());
        return true;
    }
    return false;
}

void FakeSystemd::finishJob()
{
    activeState = m_heldState;
    QDBusMessage removed = QDBusMessage::createSignal(u"/org/freedesktop/systemd1"_s,
                                                      u"org.freedesktop.systemd1.Manager"_s, u"JobRemoved"_s);
    removed << 1U << QVariant::fromValue(theJob()) << m_heldUnit << u"done"_s;
    m_bus.send(removed);
}

} // namespace synchroscope::test
