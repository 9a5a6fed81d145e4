// SPDX-License-Identifier: GPL-3.0-or-later
// What it takes to read all that a chronyd tells, beside chronyc, and what watching one costs.

#include "core/daemons/chronymonitor.h"
#include "core/daemons/daemonwatch.h"
#include "tests/support/chronyd.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <ctime>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

constexpr int rounds = 15;
// Until the daemon is known and its program has told its version.
constexpr auto beginning = 5s;

struct Spread
{
    double least = 0;
    double median = 0;
    double most = 0;
};

Spread spreadOf(std::vector<double> values)
{
    std::ranges::sort(values);
    return {values.front(), values[values.size() / 2], values.back()};
}

QString text(const Spread &spread)
{
    return u"median %1 ms (%2 to %3)"_s.arg(spread.median, 0, 'f', 1)
        .arg(spread.least, 0, 'f', 1)
        .arg(spread.most, 0, 'f', 1);
}

ChronyEndpoint endpointOf(const Chronyd &daemon)
{
    return {.address = daemon.address(), .port = daemon.commandPort(), .path = {}};
}

/// Sources that are asked so seldom that chronyd has nothing else to do.
std::unique_ptr<Chronyd> daemonWith(int sources)
{
    QStringList lines;
    for (int i = 0; i < sources; ++i)
        lines.append(u"server 127.78.%1.%2 port 9 minpoll 12 maxpoll 12"_s.arg(i / 250).arg(1 + i % 250));
    auto daemon = std::make_unique<Chronyd>(
        Chronyd::Setup{.lines = lines, .synchronised = false, .commandPort = test::freeUdpPort()});
    if (!daemon->start())
        qFatal("%s", qPrintable(daemon->failure()));
    return daemon;
}

/// From nothing known to everything read, names included; in milliseconds.
double readOnce(const Chronyd &daemon, size_t expected)
{
    const SystemClock clock;
    EventLoopScheduler scheduler;
    ChronyMonitor monitor(endpointOf(daemon), clock, scheduler);
    QEventLoop loop;
    DaemonReport report;
    QObject::connect(&monitor, &DaemonMonitor::reported, &loop, [&](const DaemonReport &latest) {
        report = latest;
        loop.quit();
    });
    QElapsedTimer timer;
    timer.start();
    monitor.start();
    loop.exec();
    const double elapsed = double(timer.nsecsElapsed()) / 1e6;
    if (report.answer != DaemonAnswer::Answering || report.sources.size() != expected ||
        report.sources.front().name != "127.78.0.1"_L1)
        qFatal("The reading was not complete.");
    return elapsed;
}

double chronycOnce(const Chronyd &daemon, const QString &command)
{
    QProcess process;
    QElapsedTimer timer;
    timer.start();
    process.start(u"chronyc"_s, {u"-h"_s, daemon.address().toString(), u"-p"_s,
                                 QString::number(daemon.commandPort()), u"-c"_s, command, u"-a"_s});
    process.waitForFinished();
    if (process.exitCode() != 0)
        qFatal("chronyc failed.");
    return double(timer.nsecsElapsed()) / 1e6;
}

double processorSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// The share of one core that watching takes in this process once it has begun: the daemon itself, its
/// process and its files.
double watch(const Chronyd &daemon, std::chrono::seconds span)
{
    const SystemClock clock;
    EventLoopScheduler scheduler;
    const DaemonSelection selection{
        .kind = DaemonKind::Chrony,
        .address = u"%1:%2"_s.arg(daemon.address().toString()).arg(daemon.commandPort())};
    MachineDaemonWatch machine({selection}, clock, scheduler, QDBusConnection(u"none"_s));
    machine.start();
    const auto wait = [](std::chrono::seconds time) {
        QTimer::singleShot(time, QCoreApplication::instance(), &QCoreApplication::quit);
        QCoreApplication::exec();
    };
    wait(beginning);
    const double before = processorSeconds();
    wait(span);
    return (processorSeconds() - before) / double(span.count());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QTextStream out(stdout);

    std::unique_ptr<Chronyd> thousand = daemonWith(1000);
    std::vector<double> ours;
    std::vector<double> theirs;
    for (int i = 0; i < rounds; ++i) {
        ours.push_back(readOnce(*thousand, 1000));
        theirs.push_back(chronycOnce(*thousand, u"sources"_s) + chronycOnce(*thousand, u"sourcestats"_s));
    }
    const Spread our = spreadOf(ours);
    const Spread their = spreadOf(theirs);
    out << u"chronyd with 1000 sources read whole: chronyc takes %1 x our time; ours, names and tracking included: %2; chronyc -c sources and sourcestats: %3\n"_s
               .arg(their.median / our.median, 0, 'f', 2)
               .arg(text(our), text(their));
    out << u"the same chronyd watched:             %1 % of one core\n"_s.arg(watch(*thousand, 60s) * 100, 0,
                                                                             'f', 3);

    // It would be seen beside the next one, and its thousand names compared with those that are told.
    thousand.reset();
    const std::unique_ptr<Chronyd> eight = daemonWith(8);
    out << u"chronyd with 8 sources watched:       %1 % of one core\n"_s.arg(watch(*eight, 60s) * 100, 0, 'f',
                                                                             3);
    return 0;
}
