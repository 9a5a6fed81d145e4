// SPDX-License-Identifier: GPL-3.0-or-later
// What many sources cost: processor time of the engine's thread alone, the lab's servers being on a thread of
// their own.

#include "core/engine/enginethread.h"
#include "core/lab/lab.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTextStream>
#include <QTimer>

#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// utime + stime of the thread with this name, in seconds (proc(5), fields 14 and 15).
double threadSeconds(const QByteArray &name)
{
    double seconds = 0;
    const QStringList tasks = QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &task : tasks) {
        QFile file(u"/proc/self/task/%1/stat"_s.arg(task));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray line = file.readAll();
        const qsizetype end = line.lastIndexOf(')');
        if (line.mid(line.indexOf('(') + 1, end - line.indexOf('(') - 1) != name)
            continue;
        const QList<QByteArray> fields = line.mid(end + 2).split(' ');
        seconds += static_cast<double>(fields[11].toLongLong() + fields[12].toLongLong()) /
                   static_cast<double>(sysconf(_SC_CLK_TCK));
    }
    return seconds;
}

void runFor(std::chrono::seconds span)
{
    QTimer::singleShot(span, QCoreApplication::instance(), &QCoreApplication::quit);
    QCoreApplication::exec();
}

struct Load
{
    double share = 0; ///< of one core
    size_t samples = 0;
    int silent = 0; ///< sources without an answer
};

Load measure(const std::vector<WatchRequest> &servers, std::chrono::seconds warmUp, std::chrono::seconds span)
{
    EngineThread engine({});
    size_t samples = 0;
    QObject::connect(&engine, &EngineClient::samplesAdded, &engine,
                     [&samples](const std::vector<NewSample> &batch) { samples += batch.size(); });
    engine.setAttended(true);
    engine.watch(servers);
    runFor(warmUp);
    samples = 0;
    const double before = threadSeconds("engine");
    runFor(span);
    Load load{(threadSeconds("engine") - before) / static_cast<double>(span.count()), samples, 0};
    for (const SourceSnapshot &source : engine.snapshot()->sources)
        load.silent += source.answers == 0 ? 1 : 0;
    return load;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);

    Lab lab;
    std::vector<WatchRequest> servers;
    for (int i = 0; i < 1000; ++i) {
        const LabEndpoint endpoint = lab.endpoint(lab.addServer({}));
        servers.push_back(
            {*parseHostSpec(u"%1:%2"_s.arg(endpoint.address.toString()).arg(endpoint.port)), {}});
    }
    const Load thousand = measure(servers, 5s, 20s);
    out << u"1000 sources polled every second: %1 % of one core in the engine's thread, %2 samples in 20 s, %3 sources without an answer\n"_s
               .arg(thousand.share * 100, 0, 'f', 2)
               .arg(thousand.samples)
               .arg(thousand.silent);

    std::vector<WatchRequest> dead;
    for (int i = 1; i <= 100; ++i)
        dead.push_back({*parseHostSpec(u"127.77.200.%1:9"_s.arg(i)), {}});
    const Load refused = measure(dead, 5s, 20s);
    out << u"100 dead servers (refused):       %1 % of one core\n"_s.arg(refused.share * 100, 0, 'f', 2);

    const Load eight = measure({servers.begin(), servers.begin() + 8}, 5s, 20s);
    out << u"8 sources polled every second:    %1 % of one core\n"_s.arg(eight.share * 100, 0, 'f', 2);
    return 0;
}
