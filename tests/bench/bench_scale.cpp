// SPDX-License-Identifier: GPL-3.0-or-later
// What many sources cost: processor time of the engine's thread alone, the lab's servers being on a thread of
// their own. The history is a file, as the user's is. Beside it what the same requests cost without an
// engine.

#include "core/engine/enginethread.h"
#include "core/history/history.h"
#include "core/lab/lab.h"
#include "core/net/timestampingsocket.h"
#include "core/ntp/packet.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <array>
#include <ctime>
#include <thread>
#include <unordered_map>

#include <sys/epoll.h>
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
    double share = 0;           ///< of one core
    std::vector<double> errors; ///< of each sample: microseconds
    int silent = 0;             ///< sources without an answer
};

// A day, asked every quarter of an hour: enough for each source to have pages of its own.
void fillHistory(const QString &path, const std::vector<WatchRequest> &servers)
{
    History history(path, "an earlier boot");
    history.open();
    const Instant now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    for (Duration age = 24h; age > 0h; age -= 15min) {
        std::vector<NewSample> samples;
        for (const WatchRequest &server : servers) {
            const Sample sample = makeSample(NtpPacket(), now - age, now - age, now.time_since_epoch());
            samples.push_back({{server.host.canonical()}, sample, {}});
        }
        history.append(samples);
    }
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    const auto at =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, at);
    return *at;
}

Load measure(const std::vector<WatchRequest> &servers, std::chrono::seconds warmUp, std::chrono::seconds span)
{
    const QTemporaryDir directory;
    EngineOptions options;
    options.dataDirectory = directory.path();
    fillHistory(directory.filePath(u"history.sqlite"_s), servers);
    EngineThread engine(options);
    std::vector<double> errors;
    QObject::connect(&engine, &EngineClient::samplesAdded, &engine,
                     [&errors](const std::vector<NewSample> &batch) {
                         for (const NewSample &sample : batch)
                             errors.push_back(toSeconds(sample.sample.offset.magnitude()) * 1e6);
                     });
    engine.setAttended(true);
    engine.watch(servers);
    runFor(warmUp);
    errors.clear();
    const double before = threadSeconds("engine");
    runFor(span);
    Load load{(threadSeconds("engine") - before) / static_cast<double>(span.count()), errors, 0};
    for (const SourceSnapshot &source : engine.snapshot()->sources)
        load.silent += source.answers == 0 ? 1 : 0;
    return load;
}

// Asks `atOnce` of the servers, waits, reads what comes: a thousand requests a second with a socket, a random
// port and kernel stamps each, and nothing else. Processor time of a query in microseconds.
double bareCost(const std::vector<LabEndpoint> &servers, size_t atOnce, std::chrono::seconds span)
{
    using Clock = std::chrono::steady_clock;
    double microseconds = 0;
    std::thread asking([&] {
        const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
        std::unordered_map<int, std::unique_ptr<TimestampingSocket>> sockets;
        size_t asked = 0;
        const Clock::time_point end = Clock::now() + span;
        for (Clock::time_point next = Clock::now(); next < end;) {
            for (size_t i = 0; next <= Clock::now() && i < atOnce; ++i) {
                const LabEndpoint &server = servers[asked++ % servers.size()];
                auto socket = std::make_unique<TimestampingSocket>(server.address, server.port);
                const NtpDatagram request = encodeClientRequest(asked);
                socket->send(QByteArrayView(request.data(), request.size()));
                epoll_event event{};
                event.events = EPOLLIN;
                event.data.fd = socket->descriptor();
                ::epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
                sockets[event.data.fd] = std::move(socket);
                if (i + 1 == atOnce)
                    next += std::chrono::milliseconds(atOnce);
            }
            const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
            std::array<epoll_event, 64> events{};
            const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()),
                                           static_cast<int>(std::max<qint64>(wait.count(), 0)));
            for (const epoll_event &event :
                 std::span(events).first(static_cast<size_t>(std::max(count, 0)))) {
                std::array<char, 1024> buffer;
                sockets[event.data.fd]->receive(buffer);
                sockets.erase(event.data.fd);
            }
        }
        timespec used{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        microseconds = (static_cast<double>(used.tv_sec) * 1e6 + static_cast<double>(used.tv_nsec) / 1e3) /
                       static_cast<double>(asked);
        ::close(epoll);
    });
    asking.join();
    return microseconds;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QTextStream out(stdout);

    Lab lab;
    std::vector<WatchRequest> servers;
    std::vector<LabEndpoint> endpoints;
    for (int i = 0; i < 1000; ++i) {
        const LabEndpoint endpoint = lab.endpoint(lab.addServer({}));
        endpoints.push_back(endpoint);
        servers.push_back(
            {*parseHostSpec(u"%1:%2"_s.arg(endpoint.address.toString()).arg(endpoint.port)), {}});
    }
    const Load thousand = measure(servers, 5s, 20s);
    out << u"1000 sources polled every second: %1 % of one core in the engine's thread, %2 samples in 20 s, %3 sources without an answer\n"_s
               .arg(thousand.share * 100, 0, 'f', 2)
               .arg(thousand.errors.size())
               .arg(thousand.silent);
    // Servers on loopback tell this computer's own time. That several are asked at a time must not show.
    out << u"  their offsets: half within %1 us, 99 % within %2 us\n"_s
               .arg(quantile(thousand.errors, 0.5), 0, 'f', 1)
               .arg(quantile(thousand.errors, 0.99), 0, 'f', 1);
    for (const size_t atOnce : {size_t(1), size_t(4)})
        out << u"the same requests without an engine, %1 at a time: %2 us each\n"_s.arg(atOnce).arg(
            bareCost(endpoints, atOnce, 10s), 0, 'f', 1);
    out.flush();

    std::vector<WatchRequest> dead;
    for (int i = 1; i <= 100; ++i)
        dead.push_back({*parseHostSpec(u"127.77.200.%1:9"_s.arg(i)), {}});
    const Load refused = measure(dead, 5s, 20s);
    out << u"100 dead servers (refused):       %1 % of one core\n"_s.arg(refused.share * 100, 0, 'f', 2);

    const Load eight = measure({servers.begin(), servers.begin() + 8}, 5s, 20s);
    out << u"8 sources polled every second:    %1 % of one core\n"_s.arg(eight.share * 100, 0, 'f', 2);
    return 0;
}
