// SPDX-License-Identifier: GPL-3.0-or-later
// How well servers are measured through networks that are not good, beside other programs: a chronyd client,
// ntpdig (which is NTPsec's ntpdate) and systemd-timesyncd, on the same server through relays of the same
// kind in the same run. The server tells this computer's own time, so whatever anybody measures is error.

#include "core/daemons/timesyncdstate.h"
#include "core/engine/association.h"
#include "core/net/udptransport.h"
#include "ntpdig.h"
#include "support/chronyd.h"
#include "support/ntpsec.h"
#include "support/timesyncd.h"
#include "support/udprelay.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusReply>
#include <QEventLoop>
#include <QTextStream>

#include <algorithm>
#include <cmath>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int routes = 16; ///< side by side, each with a relay of its own
constexpr int fewSamples = 8;
constexpr int manySamples = 64; ///< the errors at each of the second half count
constexpr Duration pollInterval = 500ms;
constexpr int timesyncdRuns = 12;
constexpr quint16 ntpPort = 123;

struct Way
{
    QString title;
    test::RelayPath out;
    test::RelayPath back;
    bool isDirect = false; ///< no relay
};

std::vector<Way> ways()
{
    return {
        {.title = u"Idle loopback, no relay"_s, .out = {}, .back = {}, .isDirect = true},
        {.title = u"10 ms each way, jitter of 1 ms both ways"_s,
         .out = {.delay = 10ms, .jitter = 1ms},
         .back = {.delay = 10ms, .jitter = 1ms}},
        {.title = u"10 ms each way, jitter of 2 ms on the way back only"_s,
         .out = {.delay = 10ms},
         .back = {.delay = 10ms, .jitter = 2ms}},
        {.title = u"10 ms each way, jitter of 200 µs, 5 % spikes of 50 to 200 ms on the way back"_s,
         .out = {.delay = 10ms, .jitter = 200us},
         .back = {.delay = 10ms, .jitter = 200us, .spikes = 0.05, .spikeLeast = 50ms, .spikeMost = 200ms}},
        {.title = u"12 ms there and 8 ms back, jitter of 500 µs (2 ms of error nobody can see)"_s,
         .out = {.delay = 12ms, .jitter = 500us},
         .back = {.delay = 8ms, .jitter = 500us}},
    };
}

/// Of one program, in microseconds: after few samples, and with many.
struct Errors
{
    std::vector<double> few;
    std::vector<double> many;
};

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

QHostAddress routeAddress(int route)
{
    return QHostAddress(u"127.77.123.%1"_s.arg(1 + route));
}

double rootMeanSquare(const std::vector<double> &values)
{
    double squares = 0;
    for (const double value : values)
        squares += value * value;
    return values.empty() ? std::nan("") : std::sqrt(squares / static_cast<double>(values.size()));
}

double medianMagnitude(std::vector<double> values)
{
    if (values.empty())
        return std::nan("");
    for (double &value : values)
        value = std::fabs(value);
    std::nth_element(values.begin(), values.begin() + qsizetype(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// What the engine itself makes of each route: associations that are measured every half second or so.
class OurClient
{
public:
    OurClient()
    {
        for (int route = 0; route < routes; ++route) {
            const HostSpec host = *parseHostSpec(routeAddress(route).toString());
            m_associations.push_back(std::make_unique<Association>(
                host, QString(),
                AssociationContext{m_clock, m_scheduler, m_random, m_resolver, m_transport, m_ledger},
                Association::Callbacks{.changed = [] {},
                                       .sampled = [this, route](const Sample &, bool) { take(route); },
                                       .doubted = [] {},
                                       .moved = [](const SourceMove &) {}}));
        }
        m_samples.resize(m_associations.size());
        for (const std::unique_ptr<Association> &association : m_associations)
            association->start();
    }

    const Errors &errors() const { return m_errors; }

private:
    void take(int route)
    {
        const auto index = static_cast<size_t>(route);
        const int count = ++m_samples[index];
        if (count > manySamples)
            return;
        // An association chooses a moment within 300 ms by itself. Not from within its own callback.
        m_scheduler.after(pollInterval - 150ms, [this, index] { m_associations[index]->measureNow([] {}); });
        m_scheduler.after(0ns, [this, index, count] {
            const ClockReading now = m_clock.read();
            Association &association = *m_associations[index];
            association.refresh(now);
            const std::optional<SourceEstimate> estimate = association.snapshot(now).estimate;
            if (!estimate)
                return;
            const double error = estimate->offset.seconds() * 1e6;
            if (count == fewSamples)
                m_errors.few.push_back(error);
            if (count > manySamples / 2)
                m_errors.many.push_back(error);
        });
    }

    SystemClock m_clock;
    SystemRandom m_random;
    EventLoopScheduler m_scheduler;
    CaresResolver m_resolver;
    UdpTransport m_transport{m_clock, m_scheduler, m_random};
    SharedContactLedger m_ledger{{}, "bench"};
    std::vector<std::unique_ptr<Association>> m_associations;
    std::vector<int> m_samples;
    Errors m_errors;
};

/// A chronyd that follows nobody (noselect), so that its clock stays this computer's and its estimates speak
/// of that.
class ChronyClient
{
public:
    ChronyClient() : m_chronyd(setup()) {}

    bool start() { return m_chronyd.start(); }
    QString failure() const { return m_chronyd.failure(); }
    const Errors &errors() const { return m_errors; }

    /// After each of its polls.
    void take(bool isSecondHalf)
    {
        QProcess chronyc;
        chronyc.start(u"chronyc"_s,
                      {u"-h"_s, m_chronyd.commandSocketPath(), u"-n"_s, u"-c"_s, u"sourcestats"_s});
        chronyc.waitForFinished(5000);
        const QStringList rows = QString::fromUtf8(chronyc.readAllStandardOutput()).split(u'\n');
        for (const QString &row : rows) {
            // Address, samples, runs, span, frequency, skew, offset, standard deviation
            const QStringList fields = row.split(u',');
            if (fields.size() < 8)
                continue;
            const double error = fields.at(6).toDouble() * 1e6;
            if (fields.at(1).toInt() >= fewSamples && !m_isTaken.contains(fields.at(0))) {
                m_isTaken.append(fields.at(0));
                m_errors.few.push_back(error);
            }
            if (isSecondHalf)
                m_errors.many.push_back(error);
        }
    }

private:
    static test::Chronyd::Setup setup()
    {
        test::Chronyd::Setup setup;
        setup.synchronised = false;
        setup.commandSocket = true;
        for (int route = 0; route < routes; ++route)
            setup.lines.append(
                u"server %1 minpoll -1 maxpoll -1 noselect"_s.arg(routeAddress(route).toString()));
        return setup;
    }

    test::Chronyd m_chronyd;
    QStringList m_isTaken;
    Errors m_errors;
};

/// The first answer that timesyncd takes after its start is what it sets the clock by. It runs in a network
/// of its own, with a server and a relay there.
class TimesyncdClient
{
public:
    explicit TimesyncdClient(const Way &way)
        : m_timesyncd({way.isDirect ? u"127.0.0.1"_s : routeAddress(0).toString()})
        , m_relay({.server = QHostAddress(u"127.0.0.1"_s),
                   .serverPort = ntpPort,
                   .out = way.out,
                   .back = way.back,
                   .seed = routes,
                   .address = routeAddress(0),
                   .port = ntpPort})
        , m_isDirect(way.isDirect)
    {}

    bool start()
    {
        return m_timesyncd.startBus() && m_timesyncd.startServer() && (m_isDirect || startRelay());
    }
    QString failure() const { return m_failure.isEmpty() ? m_timesyncd.failure() : m_failure; }

    Errors measure()
    {
        Errors errors;
        for (int run = 0; run < timesyncdRuns && m_timesyncd.startTimesyncd(); ++run) {
            if (const std::optional<Offset> offset = firstOffset())
                errors.few.push_back(offset->seconds() * 1e6);
            m_timesyncd.stopTimesyncd();
        }
        return errors;
    }

private:
    bool startRelay()
    {
        QFile id(m_timesyncd.bus().folder() + "/bus.pid"_L1);
        const int home = ::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
        const QByteArray process = id.open(QFile::ReadOnly) ? id.readAll().trimmed() : QByteArray();
        const int there = ::open(("/proc/" + process + "/ns/net").constData(), O_RDONLY | O_CLOEXEC);
        const bool isOpen = ::setns(there, CLONE_NEWNET) == 0 && m_relay.start();
        if (!isOpen)
            m_failure = u"No relay in timesyncd's network: "_s + m_relay.failure();
        if (::setns(home, CLONE_NEWNET) != 0)
            qFatal("There is no way back to the network.");
        ::close(home);
        ::close(there);
        return isOpen;
    }

    std::optional<Offset> firstOffset()
    {
        QDBusConnection bus = m_timesyncd.bus().connection();
        QDBusMessage question =
            QDBusMessage::createMethodCall(u"org.freedesktop.timesync1"_s, u"/org/freedesktop/timesync1"_s,
                                           u"org.freedesktop.DBus.Properties"_s, u"GetAll"_s);
        question << u"org.freedesktop.timesync1.Manager"_s;
        for (int tries = 0; tries < 250; ++tries) {
            const QDBusReply<QVariantMap> reply = bus.call(question);
            if (reply.isValid()) {
                const TimesyncdState state = timesyncdState(reply.value());
                if (state.message)
                    return state.message->offset;
            }
            usleep(20'000);
        }
        return std::nullopt;
    }

    test::Timesyncd m_timesyncd;
    test::UdpRelay m_relay;
    bool m_isDirect;
    QString m_failure;
};

void wait(Duration span)
{
    QEventLoop loop;
    QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(span), &loop, &QEventLoop::quit);
    loop.exec();
}

QString ratio(const std::vector<double> &ours, const std::vector<double> &theirs)
{
    const double quotient = rootMeanSquare(ours) / rootMeanSquare(theirs);
    return std::isnan(quotient) ? u"–"_s : QString::number(quotient, 'g', 2);
}

void print(const QString &name, const std::vector<double> &errors)
{
    const auto figure = [](double value) {
        return std::isnan(value) ? u"–"_s : QString::number(value, 'f', 2);
    };
    double worst = std::nan("");
    for (const double error : errors)
        worst = std::fmax(worst, std::fabs(error));
    out() << u"  %1 %2 %3 %4 %5\n"_s.arg(name, -36)
                 .arg(errors.size(), 6)
                 .arg(figure(rootMeanSquare(errors)), 12)
                 .arg(figure(medianMagnitude(errors)), 12)
                 .arg(figure(worst), 12);
}

bool compare(const Way &way)
{
    // All of loopback, so that one server has an address for each route.
    test::Chronyd::Setup setup = test::Chronyd::plain();
    setup.address = way.isDirect ? QHostAddress(QHostAddress::AnyIPv4) : QHostAddress(u"127.77.124.1"_s);
    setup.port = way.isDirect ? ntpPort : 0;
    test::Chronyd server(setup);
    if (!server.start()) {
        out() << server.failure() << "\n";
        return false;
    }
    std::vector<std::unique_ptr<test::UdpRelay>> relays;
    for (int route = 0; route < routes && !way.isDirect; ++route) {
        relays.push_back(
            std::make_unique<test::UdpRelay>(test::UdpRelay::Setup{.server = server.address(),
                                                                   .serverPort = server.port(),
                                                                   .out = way.out,
                                                                   .back = way.back,
                                                                   .seed = static_cast<quint64>(route),
                                                                   .address = routeAddress(route),
                                                                   .port = ntpPort}));
        if (!relays.back()->start()) {
            out() << relays.back()->failure() << "\n";
            return false;
        }
    }
    ChronyClient chronyd;
    if (!chronyd.start()) {
        out() << chronyd.failure() << "\n";
        return false;
    }
    Errors ours;
    {
        const OurClient client;
        for (int poll = 0; poll < manySamples; ++poll) {
            wait(pollInterval);
            chronyd.take(poll >= manySamples / 2);
        }
        wait(2s); // those that were a little slower
        ours = client.errors();
    }
    Errors ntpdig;
    for (int route = 0; route < routes; ++route) {
        if (const std::optional<Offset> offset = bench::measureByNtpdig(routeAddress(route), fewSamples))
            ntpdig.few.push_back(offset->seconds() * 1e6);
    }
    TimesyncdClient timesyncd(way);
    const Errors timesyncdErrors = timesyncd.start() ? timesyncd.measure() : Errors();

    out() << "\n" << way.title << "\n";
    out() << u"  our error / theirs: chronyd %1 with %2 samples, %3 with %4; ntpdig %5; timesyncd %6\n"_s
                 .arg(ratio(ours.few, chronyd.errors().few))
                 .arg(fewSamples)
                 .arg(ratio(ours.many, chronyd.errors().many),
                      u"%1 to %2"_s.arg(manySamples / 2).arg(manySamples), ratio(ours.few, ntpdig.few),
                      ratio(ours.few, timesyncdErrors.few));
    out() << u"  %1 %2 %3 %4 %5\n"_s.arg(u"error in µs"_s, -36)
                 .arg(u"n"_s, 6)
                 .arg(u"RMS"_s, 12)
                 .arg(u"median"_s, 12)
                 .arg(u"worst"_s, 12);
    print(u"Synchroscope, 8 samples"_s, ours.few);
    print(u"chronyd -x, 8 samples"_s, chronyd.errors().few);
    print(u"ntpdig, 8 samples"_s, ntpdig.few);
    print(u"timesyncd, first sample"_s, timesyncdErrors.few);
    print(u"Synchroscope, 32 to 64 samples"_s, ours.many);
    print(u"chronyd -x, 32 to 64 samples"_s, chronyd.errors().many);
    if (timesyncdErrors.few.empty())
        out() << "  timesyncd: " << timesyncd.failure() << "\n";
    if (!relays.empty()) {
        const test::RelayStatistics relay = relays.front()->statistics();
        out() << u"  (the relay's own noise: %1 µs in the median, %2 µs at the worst)\n"_s
                     .arg(static_cast<double>(relay.medianLateness.count()) / 1e3, 0, 'f', 1)
                     .arg(static_cast<double>(relay.worstLateness.count()) / 1e3, 0, 'f', 1);
    }
    out().flush();
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    // ntpdig and timesyncd know no other port than 123: in a network of its own it is free.
    test::PrivateNetwork network;
    if (!network.enter()) {
        out() << network.failure() << "\n";
        return 1;
    }
    QCoreApplication application(argc, argv);
    out() << "Error of estimates through bad networks, true offset zero: ours divided by that of others "
             "first\n";
    const std::vector<Way> all = ways();
    return std::all_of(all.begin(), all.end(), compare) ? 0 : 1;
}
