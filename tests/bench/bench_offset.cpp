// SPDX-License-Identifier: GPL-3.0-or-later
// How well one offset is measured: the noise against a chronyd on loopback that serves this computer's own
// time, so that the truth is zero. Idle, and with more busy loops than processors; with the kernel's stamps,
// with user space's, and beside `ntpdate -q` on the same server in the same run.

#include "core/net/udptransport.h"
#include "ntpdig.h"
#include "support/chronyd.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Noise
{
    std::vector<double> offsets; ///< microseconds
    int kernelStamps = 0;
};

double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

struct Figures
{
    double median, p99, deviation, worst;
};

Figures figuresOf(const Noise &noise)
{
    std::vector<double> magnitudes;
    double sum = 0;
    double squares = 0;
    for (const double offset : noise.offsets) {
        magnitudes.push_back(std::fabs(offset));
        sum += offset;
        squares += offset * offset;
    }
    const auto count = static_cast<double>(noise.offsets.size());
    return {quantile(magnitudes, 0.5), quantile(magnitudes, 0.99),
            std::sqrt(std::max(0.0, squares / count - sum / count * sum / count)), quantile(magnitudes, 1)};
}

Noise measureHere(const test::Chronyd &server, int count)
{
    SystemClock clock;
    SystemRandom random;
    EventLoopScheduler scheduler;
    UdpTransport transport(clock, scheduler, random);
    Noise noise;
    QEventLoop loop;
    int left = count;
    std::function<void()> ask = [&] {
        transport.ask(server.address(), server.port(), 1s, [&](const ExchangeResult &result) {
            if (result.sample) {
                noise.offsets.push_back(result.sample->offset.seconds() * 1e6);
                noise.kernelStamps += result.sample->timestamping() == Timestamping::Kernel ? 1 : 0;
            }
            if (--left == 0)
                loop.quit();
            else
                scheduler.after(5ms, ask);
        });
    };
    ask();
    loop.exec();
    return noise;
}

// The same exchange with clock_gettime around send and receive: what a program without kernel stamps sees.
Noise measureInUserSpace(const test::Chronyd &server, int count)
{
    SystemClock clock;
    SystemRandom random;
    Noise noise;
    sockaddr_in target{};
    target.sin_family = AF_INET;
    target.sin_port = htons(server.port());
    target.sin_addr.s_addr = htonl(server.address().toIPv4Address());
    for (int i = 0; i < count; ++i) {
        const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        std::ignore = ::connect(descriptor, reinterpret_cast<const sockaddr *>(&target), sizeof target);
        const quint64 nonce = random.next();
        const NtpDatagram request = encodeClientRequest(nonce);
        const Instant sent = clock.read().realtime;
        pollfd waiting{descriptor, POLLIN, 0};
        char buffer[128];
        if (::send(descriptor, request.data(), request.size(), 0) == ntpHeaderSize &&
            ::poll(&waiting, 1, 1000) == 1) {
            const ssize_t size = ::recv(descriptor, buffer, sizeof buffer, 0);
            const ClockReading received = clock.read();
            const ReplyJudgement judgement = judgeReply(QByteArrayView(buffer, size), nonce);
            if (judgement.kind == ReplyJudgement::Kind::Accepted)
                noise.offsets.push_back(
                    makeSample(judgement.packet, sent, received.realtime, received.clockMinusRaw())
                        .offset.seconds() *
                    1e6);
        }
        ::close(descriptor);
        ::poll(nullptr, 0, 5);
    }
    return noise;
}

Noise measureByNtpdate(const test::Chronyd &server, int runs)
{
    Noise noise;
    for (int i = 0; i < runs; ++i) {
        if (const std::optional<Offset> offset = bench::measureByNtpdig(server.address()))
            noise.offsets.push_back(offset->seconds() * 1e6);
    }
    return noise;
}

/// Processes that do nothing but burn their processor.
class BusyLoops
{
public:
    explicit BusyLoops(int count)
    {
        for (int i = 0; i < count; ++i) {
            auto process = std::make_unique<QProcess>();
            process->start(u"/bin/sh"_s, {u"-c"_s, u"while :; do :; done"_s});
            process->waitForStarted();
            m_processes.push_back(std::move(process));
        }
    }
    ~BusyLoops()
    {
        for (const std::unique_ptr<QProcess> &process : m_processes) {
            process->kill();
            process->waitForFinished();
        }
    }

private:
    std::vector<std::unique_ptr<QProcess>> m_processes;
};

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

void print(const QString &name, const Noise &noise, double reference)
{
    if (noise.offsets.empty()) {
        out() << u"%1  no answer\n"_s.arg(name, -34);
        return;
    }
    const Figures figures = figuresOf(noise);
    out() << u"%1 %2 %3 %4 %5 %6 %7\n"_s.arg(name, -34)
                 .arg(noise.offsets.size(), 6)
                 .arg(reference > 0 ? figures.deviation / reference : 1.0, 8, 'f', 1)
                 .arg(figures.median, 10, 'f', 2)
                 .arg(figures.p99, 10, 'f', 2)
                 .arg(figures.deviation, 10, 'f', 2)
                 .arg(figures.worst, 10, 'f', 2);
    out().flush();
}

void compare(const QString &title, const test::Chronyd &server, int count, int ntpdateRuns)
{
    out() << "\n"
          << title << "\n"
          << u"%1 %2 %3 %4 %5 %6 %7\n"_s.arg(u""_s, -34)
                 .arg(u"n"_s, 6)
                 .arg(u"SD ratio"_s, 8)
                 .arg(u"median"_s, 10)
                 .arg(u"p99"_s, 10)
                 .arg(u"SD"_s, 10)
                 .arg(u"worst"_s, 10);
    const Noise here = measureHere(server, count);
    const double deviation = here.offsets.empty() ? 0 : figuresOf(here).deviation;
    print(u"Synchroscope (%1 % kernel stamps)"_s.arg(100 * here.kernelStamps /
                                                     std::max(1, int(here.offsets.size()))),
          here, deviation);
    print(u"same, user-space stamps"_s, measureInUserSpace(server, count), deviation);
    print(u"ntpdate -q (ntpdig 1.2.2)"_s, measureByNtpdate(server, ntpdateRuns), deviation);
}

void printCost(const test::Chronyd &server)
{
    SystemClock clock;
    SystemRandom random;
    EventLoopScheduler scheduler;
    UdpTransport transport(clock, scheduler, random);
    constexpr int total = 200000;
    constexpr int together = 64;
    int sent = 0;
    int answered = 0;
    QEventLoop loop;
    std::function<void()> ask = [&] {
        ++sent;
        transport.ask(server.address(), server.port(), 1s, [&](const ExchangeResult &result) {
            answered += result.sample ? 1 : 0;
            if (sent < total)
                ask();
            else if (answered + together >= total)
                loop.quit();
        });
    };
    rusage before{};
    getrusage(RUSAGE_SELF, &before);
    const ClockReading begun = clock.read();
    for (int i = 0; i < together; ++i)
        ask();
    loop.exec();
    const double wall = toSeconds(clock.read().monotonic - begun.monotonic);
    rusage after{};
    getrusage(RUSAGE_SELF, &after);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    const double processor = seconds(after.ru_utime) + seconds(after.ru_stime) - seconds(before.ru_utime) -
                             seconds(before.ru_stime);
    out() << "\nCost of a query, 64 under way against one chronyd\n"
          << u"  %1 queries per second, %2 µs of processor each\n"_s.arg(qRound(answered / wall))
                 .arg(processor / answered * 1e6, 0, 'f', 1);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    // ntpdate knows no other port than 123.
    test::Chronyd::Setup setup = test::Chronyd::plain();
    setup.address = QHostAddress(u"127.77.123.1"_s);
    setup.port = 123;
    test::Chronyd server(setup);
    if (!server.start()) {
        out() << server.failure() << "\n";
        return 1;
    }
    out()
        << "Offset noise against a chronyd on loopback that tells this computer's own time, in microseconds\n"
        << "(SD ratio: standard deviation against Synchroscope's in the same run)\n";
    compare(u"Idle"_s, server, 3000, 30);
    {
        const BusyLoops load(3);
        compare(u"With 3 busy loops"_s, server, 2000, 10);
    }
    printCost(server);
    return 0;
}
