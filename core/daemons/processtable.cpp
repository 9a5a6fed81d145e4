// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/processtable.h"

#include "core/clock/smallfile.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>

#include <unistd.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int capSysTime = 25;
/// Of the user namespace that the machine starts with.
constexpr QByteArrayView wholeMap = "0 0 4294967295";

/// A program that is no time daemon and may move the clock.
struct Steerer
{
    QLatin1StringView name; ///< as the kernel keeps it: 15 characters
    bool steersByItself = false;
};

constexpr std::array otherSteerers{
    // Its work is to draw one clock to another; which ones its arguments say.
    Steerer{"phc2sys"_L1, true},
    // These steer clocks in network cards. ptp4l takes the system's where it stamps in software.
    Steerer{"ptp4l"_L1, false},
    Steerer{"ts2phc"_L1, false},
    // It starts a time daemon, ptp4l and phc2sys, which all are seen themselves.
    Steerer{"timemaster"_L1, false},
    // VirtualBox's follows the host from its start on: Debian's unit has
    // "Conflicts=systemd-timesyncd.service".
    Steerer{"VBoxService"_L1, true},
    // VMware's and Parallels' do so only where the host was told to; QEMU's at a single command of the
    // host's.
    Steerer{"vmtoolsd"_L1, false},
    Steerer{"prltoolsd"_L1, false},
    Steerer{"qemu-ga"_L1, false},
    // They take the time from the network, or correct what they have measured, again and again.
    Steerer{"adjtimed"_L1, true},
    Steerer{"htpdate"_L1, true},
    Steerer{"tlsdated"_L1, true},
    // It sets the clock once and ends: a loop around it shows now and then.
    Steerer{"ntpdate"_L1, true},
};

const Steerer *steererOf(const QString &name)
{
    const auto found = std::ranges::find(otherSteerers, name, &Steerer::name);
    return found == otherSteerers.end() ? nullptr : &*found;
}

constexpr std::array ntpdNames{"ntpd"_L1, "openntpd"_L1};

bool isTimeName(const QString &name)
{
    return name == "chronyd"_L1 || name == "systemd-timesyn"_L1 || name == "ntp-daemon"_L1 ||
           std::ranges::find(ntpdNames, name) != ntpdNames.end() || steererOf(name) != nullptr;
}

/// What follows "Name:" in /proc/PID/status.
QByteArray statusLine(const QByteArray &status, QByteArrayView name)
{
    const qsizetype start = ("\n" + status).indexOf("\n" + name.toByteArray() + ":");
    return start < 0 ? QByteArray() : status.sliced(start + name.size() + 1).split('\n').first().trimmed();
}

/// The value of an option with one letter, as getopt(3) takes it: "-f FILE", "-fFILE", "-df FILE". `valued`
/// has the letters that take one.
struct ShortOptions
{
    QByteArray letters; ///< those without a value
    QHash<char, QString> values;
};

ShortOptions shortOptions(const QStringList &arguments, QByteArrayView valued)
{
    ShortOptions options;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &word = arguments[i];
        if (word == "--"_L1)
            break;
        if (word.size() < 2 || !word.startsWith(u'-') || word.startsWith("--"_L1))
            continue;
        for (qsizetype at = 1; at < word.size(); ++at) {
            const char letter = word[at].toLatin1();
            if (!valued.contains(letter)) {
                options.letters += letter;
                continue;
            }
            const bool isNextWord = at + 1 == word.size();
            options.values[letter] = isNextWord ? arguments.value(++i) : word.sliced(at + 1);
            break;
        }
    }
    return options;
}

QString longOption(const QStringList &arguments, const QString &name)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments[i] == name)
            return arguments.value(i + 1);
        if (arguments[i].startsWith(name + u'='))
            return arguments[i].sliced(name.size() + 1);
    }
    return {};
}

/// Whether phc2sys moves the system's clock, and does not only read it or hand its offset to a daemon.
bool movesSystemClock(const ShortOptions &phc2sys)
{
    if (QStringList{u"ntpshm"_s, u"refclock_sock"_s, u"nullf"_s}.contains(phc2sys.values.value('E')))
        return false;
    if (phc2sys.letters.contains('a')) // what ptp4l tells; -r adds the system's
        return phc2sys.letters.contains('r');
    return phc2sys.values.value('c', u"CLOCK_REALTIME"_s) == "CLOCK_REALTIME"_L1;
}

bool steersByItself(const Steerer &steerer, const QStringList &arguments)
{
    if (steerer.name == "phc2sys"_L1)
        return movesSystemClock(shortOptions(arguments, "cdsEPISFRNOLMiunzltf"));
    if (steerer.name == "ptp4l"_L1)
        return shortOptions(arguments, "fipl").letters.contains('S');
    if (steerer.name == "ntpdate"_L1)
        return !shortOptions(arguments, "aekopt").letters.contains('q'); // which only asks
    if (steerer.name == "VBoxService"_L1)
        return !arguments.contains("--disable-timesync"_L1);
    return steerer.steersByItself;
}

/// Hyper-V's part of the kernel: it takes the host's time when the host says so, as after a pause.
bool hasHyperVUtilities(const QString &root)
{
    return QFileInfo::exists(root + "/sys/bus/vmbus/drivers/hv_utils"_L1) ||
           QFileInfo::exists(root + "/sys/module/hv_utils"_L1);
}

} // namespace

struct ProcessTable::Process
{
    qint64 pid = 0;
    qint64 parent = 0;
    QString name;
    QStringList arguments; ///< a single one, with spaces, where the process has renamed itself
    std::optional<Instant> startedAt;
    std::optional<bool> maySetClock;
    bool isInContainer = false;
    QString unit;
};

ProcessTable::ProcessTable(const QString &root, const Clock &clock)
    : m_root(root == "/"_L1 ? QString() : root)
    , m_clock(clock)
    // In another one, as of a container without root, rights hold for that one only, and the clock is not in
    // it.
    , m_isFirstUserNamespace(
          readSmallFile(m_root + "/proc/self/uid_map"_L1).value_or(QByteArray()).simplified() == wholeMap)
{}

std::optional<ProcessTable::Process> ProcessTable::readProcess(qint64 pid)
{
    const QString folder = m_root + "/proc/"_L1 + QString::number(pid);
    Process process{
        .pid = pid,
        .parent = 0,
        .name = QString::fromUtf8(readSmallFile(folder + "/comm"_L1).value_or(QByteArray())).trimmed(),
        .arguments = {},
        .startedAt = {},
        .maySetClock = {},
        .isInContainer = false,
        .unit = {}};
    if (!isTimeName(process.name))
        return std::nullopt;
    const std::optional<QByteArray> status = readSmallFile(folder + "/status"_L1);
    const std::optional<QByteArray> stat = readSmallFile(folder + "/stat"_L1);
    if (!status || !stat)
        return std::nullopt; // it has just ended
    // The name is in parentheses and may have anything in it. What follows it is field 3.
    const QList<QByteArray> fields = stat->sliced(stat->lastIndexOf(')') + 1).simplified().split(' ');
    // One that has ended stays until its parent has looked: as a zombie, with its name and rights.
    if (fields[0] == "Z" || fields[0] == "X")
        return std::nullopt;
    process.parent = statusLine(*status, "PPid").toLongLong();
    bool isNumber = false;
    const quint64 rights = statusLine(*status, "CapEff").toULongLong(&isNumber, 16);
    // Rights that hold in a user namespace of their own are none to set the clock.
    const QByteArray users = readSmallFile(folder + "/uid_map"_L1).value_or(wholeMap.toByteArray());
    if (isNumber && m_isFirstUserNamespace)
        process.maySetClock = users.simplified() == wholeMap && ((rights >> capSysTime) & 1) != 0;
    // Each namespace that it is in gives it a number; ours is the first.
    process.isInContainer = statusLine(*status, "NSpid").simplified().contains(' ');

    const qint64 ticks = fields.value(22 - 3).toLongLong(&isNumber);
    if (isNumber)
        process.startedAt = startOf(pid, ticks);
    const QByteArray line = readSmallFile(folder + "/cmdline"_L1).value_or(QByteArray());
    for (const QByteArray &word : line.split('\0'))
        process.arguments.append(QString::fromUtf8(word));
    // Each word ends with a zero byte.
    if (!process.arguments.isEmpty() && process.arguments.last().isEmpty())
        process.arguments.removeLast();
    process.unit = unitOfCgroup(readSmallFile(folder + "/cgroup"_L1).value_or(QByteArray()));
    return process;
}

Instant ProcessTable::startOf(qint64 pid, qint64 ticks)
{
    const auto known = m_starts.constFind(pid);
    if (known != m_starts.constEnd() && known->first == ticks)
        return known->second;
    const ClockReading now = m_clock.read();
    const auto sinceBoot = Duration(ticks * (std::nano::den / sysconf(_SC_CLK_TCK)));
    const Instant start = now.realtime - (now.boot.time_since_epoch() - sinceBoot);
    m_starts.insert(pid, {ticks, start});
    return start;
}

DaemonKind ProcessTable::kindOf(const Process &process, const std::vector<Process> &all)
{
    if (process.name == "chronyd"_L1)
        return DaemonKind::Chrony;
    if (process.name == "systemd-timesyn"_L1)
        return DaemonKind::Timesyncd;
    if (process.name == "ntp-daemon"_L1)
        return DaemonKind::NtpdRs;
    // OpenNTPD's own processes rename themselves: "ntpd: ntp engine", "ntpd: dns engine".
    const bool isOpen = std::ranges::any_of(all, [&process](const Process &other) {
        return (other.pid == process.pid || other.parent == process.pid || other.pid == process.parent) &&
               other.arguments.value(0).startsWith("ntpd: "_L1);
    });
    if (isOpen || process.name == "openntpd"_L1 || process.unit.startsWith("openntpd"_L1))
        return DaemonKind::OpenNtpd;
    if (process.unit.startsWith("ntpsec"_L1))
        return DaemonKind::Ntpsec;
    return process.isInContainer ? DaemonKind::Ntpd : kindOfProgram(process.arguments.value(0));
}

DaemonKind ProcessTable::kindOfProgram(const QString &program)
{
    const auto known = m_kindsOfPrograms.constFind(program);
    if (known != m_kindsOfPrograms.constEnd())
        return *known;
    constexpr qint64 mostBytes = 8'000'000;
    DaemonKind kind = DaemonKind::Ntpd;
    QFile file(m_root + program);
    if (program.startsWith(u'/') && QFileInfo(file).isFile() && file.open(QIODevice::ReadOnly)) {
        const QByteArray content = file.read(mostBytes);
        if (content.contains("ntpsec"))
            kind = DaemonKind::Ntpsec;
        else if (content.contains("ntp engine"))
            kind = DaemonKind::OpenNtpd;
    }
    m_kindsOfPrograms.insert(program, kind);
    return kind;
}

TimeProcesses ProcessTable::read()
{
    std::vector<Process> all;
    const QStringList names = QDir(m_root + "/proc"_L1).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        bool isNumber = false;
        const qint64 pid = name.toLongLong(&isNumber);
        if (!isNumber)
            continue;
        if (std::optional<Process> process = readProcess(pid))
            all.push_back(*std::move(process));
    }
    std::ranges::sort(all, {}, &Process::pid);

    TimeProcesses found;
    const auto isParent = [](const Process &process) {
        return [&process](const Process &other) {
            return other.pid == process.parent && other.name == process.name;
        };
    };
    for (const Process &process : all) {
        if (const Steerer *steerer = steererOf(process.name)) {
            found.others.push_back({.name = process.name,
                                    .pid = process.pid,
                                    .maySetClock = process.maySetClock,
                                    .steersByItself = steersByItself(*steerer, process.arguments)});
            continue;
        }
        if (std::ranges::any_of(all, isParent(process)))
            continue; // counted with its parent
        DaemonProcess daemon{.kind = kindOf(process, all),
                             .pid = process.pid,
                             .program = process.arguments.value(0),
                             .mainFile = {},
                             .startedAt = process.startedAt,
                             .maySetClock = process.maySetClock,
                             .leavesClockAlone = false,
                             .isInContainer = process.isInContainer,
                             .unit = process.unit};
        for (const Process &child : all) {
            if (isParent(child)(process) && child.maySetClock.value_or(false))
                daemon.maySetClock = true;
        }
        readDaemonArguments(process.arguments, daemon);
        found.daemons.push_back(std::move(daemon));
    }
    if (hasHyperVUtilities(m_root))
        found.others.push_back(
            {.name = u"hv_utils"_s, .pid = 0, .maySetClock = true, .steersByItself = false});
    return found;
}

void readDaemonArguments(const QStringList &arguments, DaemonProcess &process)
{
    switch (process.kind) {
    case DaemonKind::Chrony: {
        const ShortOptions options = shortOptions(arguments, "fFlLPtu");
        process.mainFile = options.values.value('f');
        process.leavesClockAlone = options.letters.contains('x');
        return;
    }
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        process.mainFile = shortOptions(arguments, "cDfijIklprstTuUvV").values.value('c');
        if (process.mainFile.isEmpty())
            process.mainFile = longOption(arguments, u"--configfile"_s);
        return;
    case DaemonKind::NtpdRs:
        process.mainFile = shortOptions(arguments, "cl").values.value('c');
        if (process.mainFile.isEmpty())
            process.mainFile = longOption(arguments, u"--config"_s);
        return;
    case DaemonKind::OpenNtpd:
        process.mainFile = shortOptions(arguments, "fpP").values.value('f');
        return;
    case DaemonKind::Timesyncd:
        return;
    }
}

QString unitOfCgroup(QByteArrayView cgroup)
{
    // The one line of version 2, or that of systemd's own hierarchy of version 1.
    for (const QByteArray &line : cgroup.toByteArray().split('\n')) {
        if (!line.startsWith("0::") && !line.contains(":name=systemd:"))
            continue;
        // A user's own service is below the one that all of that user's belong to.
        const QList<QByteArray> parts = line.sliced(line.lastIndexOf(':') + 1).split('/');
        const auto unit = std::find_if(parts.rbegin(), parts.rend(),
                                       [](const QByteArray &part) { return part.endsWith(".service"); });
        if (unit != parts.rend())
            return QString::fromUtf8(*unit);
    }
    return {};
}

} // namespace synchroscope
