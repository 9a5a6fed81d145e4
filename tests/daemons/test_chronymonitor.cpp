// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronymonitor.h"
#include "tests/support/chronyd.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>
#include <QtEndian>

#include <cmath>
#include <csignal>
#include <functional>
#include <random>
#include <set>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

/// A chronyd that follows what its lines say and can be asked over UDP.
Chronyd::Setup client(const QStringList &lines)
{
    return {.lines = lines, .synchronised = false, .commandPort = test::freeUdpPort()};
}

ChronyEndpoint endpointOf(const Chronyd &daemon)
{
    return {.address = daemon.address(), .port = daemon.commandPort(), .path = {}};
}

// A busy machine has that long.
constexpr int patienceMs = 60'000;

/// What `chronyc -c` prints, line by line and field by field.
QList<QStringList> chronyc(const Chronyd &daemon, const QStringList &command)
{
    QProcess process;
    process.start(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u"/usr/bin/chronyc"_s,
                  QStringList{u"-h"_s, daemon.address().toString(), u"-p"_s,
                              QString::number(daemon.commandPort()), u"-c"_s, u"-N"_s} +
                      command);
    process.waitForFinished();
    QList<QStringList> rows;
    for (const QString &line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n')) {
        if (!line.isEmpty())
            rows.append(line.split(u','));
    }
    return rows;
}

/// All of it at one moment.
struct Printed
{
    QList<QStringList> sources;
    QList<QStringList> statistics;
    QList<QStringList> tracking;
};

Printed print(const Chronyd &daemon)
{
    Printed printed;
    const QList<QStringList> rows =
        chronyc(daemon, {u"-m"_s, u"sources -a"_s, u"sourcestats -a"_s, u"tracking"_s});
    for (const QStringList &row : rows) {
        if (row.size() == 10)
            printed.sources.append(row);
        else if (row.size() == 8)
            printed.statistics.append(row);
        else
            printed.tracking.append(row);
    }
    return printed;
}

/// A monitor with its latest report.
class Watched
{
public:
    explicit Watched(const ChronyEndpoint &endpoint) : m_monitor(endpoint, m_clock, m_scheduler)
    {
        QObject::connect(&m_monitor, &DaemonMonitor::reported, &m_monitor,
                         [this](const DaemonReport &latest) {
                             report = latest;
                             if (latest.answer == DaemonAnswer::Answering)
                                 answered = latest;
                             ++reports;
                         });
        m_monitor.start();
    }

    /// Waits for a reading that begins now.
    bool refresh()
    {
        const int before = reports;
        m_monitor.refresh();
        return QTest::qWaitFor([this, before] { return reports > before; }, patienceMs);
    }

    const DaemonSource *source(const QString &name) const
    {
        for (const DaemonSource &candidate : report.sources) {
            if (candidate.name == name)
                return &candidate;
        }
        return nullptr;
    }

    DaemonReport report;
    DaemonReport answered; ///< the latest that the daemon has answered
    int reports = 0;

private:
    SystemClock m_clock;
    EventLoopScheduler m_scheduler;
    ChronyMonitor m_monitor;
};

QString letters(const DaemonReport &report)
{
    QString all;
    for (const DaemonSource &source : report.sources)
        all += QLatin1Char(source.letter);
    return all;
}

std::set<QString> names(const DaemonReport &report)
{
    std::set<QString> all;
    for (const DaemonSource &source : report.sources)
        all.insert(source.name);
    return all;
}

std::set<QString> addresses(const DaemonReport &report)
{
    std::set<QString> all;
    for (const DaemonSource &source : report.sources)
        all.insert(source.address);
    return all;
}

/// Through its Unix socket.
bool command(const Chronyd &daemon, const QString &words)
{
    QProcess process;
    process.start(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u"/usr/bin/chronyc"_s,
                  QStringList{u"-h"_s, daemon.commandSocketPath()} + words.split(u' '));
    return process.waitForFinished() && process.exitCode() == 0;
}

/// `before` and `after` were printed before and after our reading: chronyd carries its values forward to the
/// moment of the question.
bool isBetween(double ours, const QString &before, const QString &after, double tolerance)
{
    const auto [least, most] = std::minmax({before.toDouble(), after.toDouble()});
    return ours >= least - tolerance && ours <= most + tolerance;
}

/// The protocol's numbers have 24 significant bits, and chronyc rounds to `resolution`.
double toleranceOf(double value, double resolution)
{
    return resolution + std::abs(value) * 1e-6;
}

constexpr double nanoseconds = 2e-9; // nine decimals

/// How a report differs from what chronyc printed of the same daemon; empty: in nothing. Whole seconds may
/// pass between the two.
QString sourceDifference(const DaemonSource &source, const QStringList &before, const QStringList &after,
                         Instant readAt)
{
    const auto differs = [&after](int field, const QString &ours) {
        return u"field %1 is %2, and ours %3"_s.arg(field).arg(after[field], ours);
    };
    const QString mode{QLatin1Char("^=#"[int(source.mode)])};
    if (after[0] != mode)
        return differs(0, mode);
    if (after[1] != QLatin1Char(source.letter))
        return differs(1, QString(QLatin1Char(source.letter)));
    if (after[2] != source.name)
        return differs(2, source.name);
    const bool sampled = after[6] != "4294967295"_L1;
    if (sampled != source.lastSample.has_value())
        return differs(6, u"different"_s);
    if (sampled && after[3].toInt() != source.stratum)
        return differs(3, QString::number(source.stratum.value_or(-1)));
    if (after[4].toInt() != source.pollLog2)
        return differs(4, QString::number(source.pollLog2.value_or(-99)));
    if (after[5].toInt(nullptr, 8) != source.reach)
        return differs(5, QString::number(source.reach.value_or(0), 8));
    if (!sampled)
        return source.measured || source.adjusted || source.error ? u"values without a sample"_s : QString();
    if (std::abs(toSeconds(readAt - *source.lastSample) - after[6].toInt()) > 1.5)
        return differs(6, QString::number(toSeconds(readAt - *source.lastSample)));
    const QList<double> ours{source.adjusted->seconds(), source.measured->seconds(),
                             toSeconds(*source.error)};
    for (int i = 0; i < ours.size(); ++i) {
        if (!isBetween(ours[i], before[i + 7], after[i + 7], toleranceOf(ours[i], nanoseconds)))
            return differs(i + 7, QString::number(ours[i], 'f', 9));
    }
    return {};
}

QString statisticsDifference(const DaemonSource &source, const QStringList &before, const QStringList &after)
{
    if (!source.statistics)
        return before[1] == u'0' ? QString() : u"no statistics, and chronyc has %1 samples"_s.arg(before[1]);
    const SourceStatistics &line = *source.statistics;
    const QList<double> ours{double(line.samples),
                             double(line.runs),
                             toSeconds(line.span),
                             line.frequencyPpm,
                             line.skewPpm,
                             line.offset.seconds(),
                             toSeconds(line.standardDeviation)};
    const QList<double> resolution{0, 0, 0, 0.0006, 0.0006, nanoseconds, nanoseconds};
    for (int i = 0; i < ours.size(); ++i) {
        if (!isBetween(ours[i], before[i + 1], after[i + 1], toleranceOf(ours[i], resolution[i])))
            return u"%1: field %2 is %3, and ours %4"_s.arg(before[0])
                .arg(i + 1)
                .arg(before[i + 1])
                .arg(ours[i]);
    }
    return {};
}

/// Samples, runs, span, frequency and skew: another sample changes them.
bool sameSamples(const QList<QStringList> &before, const QList<QStringList> &after)
{
    return std::ranges::equal(before, after, [](const QStringList &a, const QStringList &b) {
        return a.first(std::min<qsizetype>(6, a.size())) == b.first(std::min<qsizetype>(6, b.size()));
    });
}

QString trackingDifference(const DaemonTracking &tracking, const QStringList &before,
                           const QStringList &after)
{
    if (after[0] != (tracking.referenceId.isEmpty() ? u"00000000"_s : tracking.referenceId))
        return u"reference %1, and ours %2"_s.arg(after[0], tracking.referenceId);
    if (tracking.synchronised && after[1] != tracking.source)
        return u"source %1, and ours %2"_s.arg(after[1], tracking.source);
    const QStringList leaps{u"Normal"_s, u"Insert second"_s, u"Delete second"_s, u"Not synchronised"_s};
    if (after[13] != leaps[int(*tracking.leap)])
        return u"leap %1"_s.arg(after[13]);
    if (!tracking.lastUpdate && tracking.referenceId.isEmpty()) {
        // Of what never was chronyc prints noughts; ours is absent.
        return after[3].toDouble() != 0 || tracking.systemOffset || tracking.rootDelay
                   ? u"a reference that never was"_s
                   : QString();
    }
    const double updated = tracking.lastUpdate ? toSeconds(tracking.lastUpdate->time_since_epoch()) : 0.0;
    if (!isBetween(updated, before[3], after[3], 1e-6)) // which is what a double holds of it
        return u"updated at %1, and ours %2"_s.arg(after[3]).arg(updated, 0, 'f', 9);
    const std::map<int, std::pair<double, double>> ours{
        // by field: ours, and how chronyc rounds
        {2, {double(*tracking.stratum), 0}},
        {4, {-tracking.systemOffset->seconds(), nanoseconds}},
        {5, {tracking.lastOffset->seconds(), nanoseconds}},
        {6, {toSeconds(*tracking.rmsOffset), nanoseconds}},
        {7, {*tracking.frequencyPpm, 0.0006}},
        {8, {*tracking.residualFrequencyPpm, 0.0006}},
        {9, {*tracking.skewPpm, 0.0006}},
        {10, {toSeconds(*tracking.rootDelay), nanoseconds}},
        {11, {toSeconds(*tracking.rootDispersion), nanoseconds}},
        {12, {toSeconds(*tracking.updateInterval), 0.06}}};
    for (const auto &[field, value] : ours) {
        if (!isBetween(value.first, before[field], after[field], toleranceOf(value.first, value.second)))
            return u"field %1 is %2, and ours %3"_s.arg(field).arg(after[field]).arg(value.first, 0, 'g', 12);
    }
    return {};
}

/// The one row of a source; -1: there is none, or there are several.
qsizetype rowOf(const DaemonSource &source, const QList<QStringList> &statistics)
{
    const auto isOf = [&source](const QStringList &row) { return row[0] == source.name; };
    return std::ranges::count_if(statistics, isOf) == 1
               ? std::ranges::find_if(statistics, isOf) - statistics.begin()
               : -1;
}

QString difference(const DaemonReport &report, const Printed &before, const Printed &after)
{
    const auto number = qsizetype(report.sources.size());
    if (after.sources.size() != number || before.sources.size() != number)
        return u"chronyc has %1 sources"_s.arg(after.sources.size());
    if (after.statistics.size() != number)
        return u"chronyc has statistics of %1 sources"_s.arg(after.statistics.size());
    for (qsizetype i = 0; i < number; ++i) {
        const DaemonSource &source = report.sources[size_t(i)];
        const qsizetype row = rowOf(source, after.statistics);
        if (row < 0)
            return u"not one row of statistics for %1"_s.arg(source.name);
        QString differs = sourceDifference(source, before.sources[i], after.sources[i], *report.readAt);
        if (differs.isEmpty())
            differs = statisticsDifference(source, before.statistics[row], after.statistics[row]);
        if (!differs.isEmpty())
            return differs;
    }
    if (before.tracking.size() != 1 || after.tracking.size() != 1 || !report.tracking ||
        before.tracking[0].size() != 14 || after.tracking[0].size() != 14)
        return u"no tracking"_s;
    return trackingDifference(*report.tracking, before.tracking[0], after.tracking[0]);
}

/// A report that was taken between two prints of chronyc's about the same samples is compared with them.
QString difference(Watched &watched, const Chronyd &daemon)
{
    QString last = u"no two prints were of the same samples"_s;
    for (int attempt = 0; attempt < 20; ++attempt) {
        const Printed before = print(daemon);
        if (!watched.refresh())
            return u"no report"_s;
        const DaemonReport report = watched.report;
        const Printed after = print(daemon);
        if (!sameSamples(before.statistics, after.statistics))
            continue; // a sample came in between
        last = difference(report, before, after);
        if (last.isEmpty())
            return {};
    }
    return last;
}

/// Stands between a monitor and its chronyd and spoils the replies.
class Spoiler
{
public:
    enum class Fault {
        None,
        Cut,
        CutCounts,   ///< those of the sources
        CutOneCount, ///< and then None
        Reversed,
        Doubled,
        EveryThirdLost,
        FromAnotherPort,
        EveryFourthMutated, ///< where it can be noticed: see mutate()
        Silent,
        SourcesRefused,    ///< as with `opencommands tracking`
        StatisticsOfLater, ///< their reply has a code that nobody knows yet
    };

    explicit Spoiler(const Chronyd &daemon)
    {
        m_front.bind(QHostAddress::LocalHost);
        m_other.bind(QHostAddress::LocalHost);
        ask(daemon);
        QObject::connect(&m_front, &QUdpSocket::readyRead, &m_front, [this] {
            while (m_front.hasPendingDatagrams()) {
                QByteArray request(int(m_front.pendingDatagramSize()), '\0');
                m_front.readDatagram(request.data(), request.size(), &m_clientAddress, &m_clientPort);
                ++asked[commandOf(request)];
                if (beforeRequest && requestsUntil-- == 0)
                    std::exchange(beforeRequest, {})();
                if (fault != Fault::Silent)
                    m_back.write(request);
            }
        });
        QObject::connect(&m_back, &QUdpSocket::readyRead, &m_back, [this] {
            QList<QByteArray> replies;
            while (m_back.hasPendingDatagrams()) {
                QByteArray reply(int(m_back.pendingDatagramSize()), '\0');
                m_back.read(reply.data(), reply.size());
                replies.append(reply);
            }
            spoil(replies);
        });
    }

    ChronyEndpoint endpoint() const
    {
        return {.address = m_front.localAddress(), .port = m_front.localPort(), .path = {}};
    }

    /// Asks this one from now on.
    void ask(const Chronyd &daemon)
    {
        m_back.disconnectFromHost();
        m_back.connectToHost(daemon.address(), daemon.commandPort());
        m_back.waitForConnected();
    }

    /// Does something before it passes on one of the next requests.
    void before(int request, std::function<void()> action)
    {
        requestsUntil = request;
        beforeRequest = std::move(action);
    }

    Fault fault = Fault::None;
    std::map<int, int> asked; ///< how often each command was
    std::function<void()> beforeRequest;
    int requestsUntil = 0;

private:
    static int commandOf(const QByteArray &datagram)
    {
        return qFromBigEndian<quint16>(datagram.constData() + 4);
    }

    /// A byte of the header, or of a source's address. That one refusal or number has become another one
    /// could only be told by a checksum.
    void mutate(QByteArray &reply)
    {
        const bool hasAddress = commandOf(reply) == 15 || commandOf(reply) == 34;
        // A refusal is no longer than its header.
        const qsizetype size = std::min<qsizetype>(hasAddress ? 52 : 28, reply.size());
        const auto at = qsizetype(m_random() % size_t(size));
        reply[at == 9 ? 8 : at] = char(m_random());
    }

    void refuse(QByteArray &reply)
    {
        const int command = commandOf(reply);
        if (command != 14 && command != 15 && command != 34)
            return;
        reply.truncate(28);
        reply.replace(6, 4, QByteArray::fromHex("00010002"));
    }

    void spoil(QList<QByteArray> replies)
    {
        if (fault == Fault::Reversed)
            std::ranges::reverse(replies);
        for (QByteArray &reply : replies) {
            ++m_count;
            if (fault == Fault::EveryThirdLost && m_count % 3 == 0)
                continue;
            const bool isCount = commandOf(reply) == 14;
            if (fault == Fault::Cut || (isCount && fault == Fault::CutCounts))
                reply.truncate(int(m_random() % size_t(reply.size())));
            if (isCount && fault == Fault::CutOneCount) {
                reply.chop(1);
                fault = Fault::None;
            }
            if (fault == Fault::EveryFourthMutated && m_count % 4 == 0)
                mutate(reply);
            if (fault == Fault::SourcesRefused)
                refuse(reply);
            if (fault == Fault::StatisticsOfLater && commandOf(reply) == 34)
                reply[7] = 28;
            QUdpSocket &from = fault == Fault::FromAnotherPort ? m_other : m_front;
            from.writeDatagram(reply, m_clientAddress, m_clientPort);
            if (fault == Fault::Doubled)
                from.writeDatagram(reply, m_clientAddress, m_clientPort);
        }
    }

    QUdpSocket m_front;
    QUdpSocket m_back;
    QUdpSocket m_other;
    QHostAddress m_clientAddress;
    quint16 m_clientPort = 0;
    int m_count = 0;
    std::mt19937 m_random{5};
};

struct Recipe
{
    const char *name;
    QStringList lines;
    QString letters; ///< of the sources in the order of the lines
    /// A source that has not answered yet has the same letter as one that is not used.
    bool areSampled = false;
    QString reference{}; ///< the daemon's own; empty: not looked at
};

} // namespace

/// Against real chronyds: chronyc is the oracle.
class TestChronyMonitor final : public QObject
{
    Q_OBJECT

private:
    QString serverLine(const Chronyd &server, const QString &options = {}) const
    {
        return u"server %1 port %2 minpoll 0 maxpoll 0 iburst %3"_s.arg(server.address().toString())
            .arg(server.port())
            .arg(options);
    }
    QList<Recipe> recipes() const
    {
        const QString good1 = serverLine(m_good1);
        const QString good2 = serverLine(m_good2);
        const QString far = serverLine(m_good3, u"offset 0.25"_s);
        const QString unsynchronised = serverLine(m_unsynchronised);
        const QString dead = u"server 127.77.0.1 port %1 minpoll 0 maxpoll 0"_s.arg(test::freeUdpPort());
        return {
            {"two agree, one is far", {good1, good2, far}, u"*+x"_s},
            {"two disagree", {good1, far}, u"xx"_s},
            {"unsynchronised, dead, without address",
             {unsynchronised, dead, u"server no-such-host.invalid"_s},
             u"???"_s},
            {"too few", {u"minsources 3"_s, good1, good2}, u"--"_s},
            {"prefer", {good1 + u" prefer"_s, good2}, u"*-"_s},
            {"nothing combined", {u"combinelimit 0"_s, good1, good2}, u"*-"_s},
            {"trust", {good1 + u" trust"_s, good2, far}, u"*?x"_s, true},
            {"orphan", {u"local stratum 2 orphan"_s, good2}, u"?"_s, true},
            {"required", {unsynchronised + u" require"_s, good1}, u"?-"_s},
            {"too variable", {u"maxjitter 1e-7"_s, good1}, u"~"_s},
            {"too distant", {u"maxdistance 2e-5"_s, serverLine(m_distant), good1}, u"?*"_s, true},
            {"local and dead", {u"local stratum 10"_s, dead}, u"?"_s, false, u"7F7F0101"_s},
            {"ahead", {good1 + u" offset 5"_s}, u"*"_s},
            {"a reference clock", {u"refclock SHM 77 refid SHM7 noselect"_s, good1}, u"?*"_s},
        };
    }

    Chronyd m_good1{Chronyd::plain()};
    Chronyd m_good2{{.lines = {u"local stratum 2"_s}}};
    Chronyd m_good3{Chronyd::plain()};
    Chronyd m_distant{Chronyd::chasing(m_good1, 0ns)}; ///< what it says of itself has steps of 15 µs
    Chronyd m_unsynchronised{Chronyd::unsynchronised()};
    std::vector<std::unique_ptr<Chronyd>> m_clients; ///< of recipes(), all at once

    Chronyd &clientOf(const QByteArray &recipe) const
    {
        const QList<Recipe> all = recipes();
        const auto found = std::ranges::find(all, recipe, &Recipe::name);
        return *m_clients.at(size_t(found - all.begin()));
    }
    /// Its sources are settled: two agree, and one does not.
    Chronyd &agreed() const { return clientOf("two agree, one is far"); }
    std::set<QString> agreedNames() const
    {
        return {m_good1.address().toString(), m_good2.address().toString(), m_good3.address().toString()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (Chronyd *server : {&m_good1, &m_good2, &m_good3, &m_distant, &m_unsynchronised})
            QVERIFY2(server->start(), qPrintable(server->failure()));
        for (const Recipe &recipe : recipes()) {
            m_clients.push_back(std::make_unique<Chronyd>(client(recipe.lines)));
            QVERIFY2(m_clients.back()->start(), qPrintable(m_clients.back()->failure()));
        }
    }

    void everyRecipeIsWhatChronycPrints_data()
    {
        QTest::addColumn<int>("index");
        const QList<Recipe> all = recipes();
        for (int i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name) << i;
    }
    void everyRecipeIsWhatChronycPrints()
    {
        QFETCH(int, index);
        const Recipe recipe = recipes().at(index);
        Chronyd &daemon = *m_clients[size_t(index)];
        Watched watched(endpointOf(daemon));
        const auto isCookedThrough = [&] {
            const DaemonReport &report = watched.report;
            const bool areSampled = std::ranges::all_of(report.sources, [](const DaemonSource &source) {
                return source.measured && source.statistics && source.statistics->samples > 2;
            });
            return letters(report) == recipe.letters && (areSampled || !recipe.areSampled) &&
                   (recipe.reference.isEmpty() || report.tracking->referenceId == recipe.reference);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isCookedThrough(), qPrintable(letters(watched.report)), patienceMs);
        const QString differs = difference(watched, daemon);
        QVERIFY2(differs.isEmpty(), qPrintable(differs));
    }

    void aThousandSourcesAreWhatChronycPrints()
    {
        QStringList lines;
        QStringList expected;
        for (int i = 0; i < 1000; ++i) {
            expected.append(u"127.78.%1.%2"_s.arg(i / 250).arg(1 + i % 250));
            lines.append(u"server %1 port 9 minpoll 12 maxpoll 12"_s.arg(expected.last()));
        }
        Chronyd daemon(client(lines));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Watched watched(endpointOf(daemon));
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.sources.size(), 1000U, patienceMs);
        QStringList ours;
        for (const DaemonSource &source : watched.report.sources) {
            ours.append(source.name);
            QCOMPARE(source.address, source.name);
        }
        QCOMPARE(ours, expected);
        QStringList printed;
        for (const QStringList &row : chronyc(daemon, {u"sources"_s, u"-a"_s}))
            printed.append(row.first(3).join(u' '));
        QStringList like;
        for (const DaemonSource &source : watched.report.sources)
            like.append(QLatin1Char("^=#"[int(source.mode)]) + u" "_s + QLatin1Char(source.letter) + u' ' +
                        source.name);
        QCOMPARE(like, printed);
    }

    void theFarServerIsAheadByWhatItSays()
    {
        Watched watched(endpointOf(agreed()));
        const auto far = [&] { return watched.source(m_good3.address().toString()); };
        QTRY_VERIFY_WITH_TIMEOUT(far() != nullptr && far()->measured, patienceMs);
        // chrony's `offset 0.25` says that the server is 250 ms ahead: this clock is behind it.
        QVERIFY(std::abs(far()->measured->seconds() + 0.25) < 0.01);
        QVERIFY(!far()->measured->ahead());
    }

    // Its server is 5 s ahead, and it may not set the clock: that stays behind, which chronyc calls slow.
    void aClockThatIsNotSetStaysBehind()
    {
        Chronyd &daemon = clientOf("ahead");
        Watched watched(endpointOf(daemon));
        QTRY_VERIFY_WITH_TIMEOUT(watched.report.tracking && watched.report.tracking->systemOffset &&
                                     std::abs(watched.report.tracking->systemOffset->seconds() + 5) < 0.01,
                                 patienceMs);
        QVERIFY(!watched.report.tracking->systemOffset->ahead());
        const Printed printed = print(daemon);
        QCOMPARE(printed.tracking.size(), 1);
        QVERIFY(std::abs(printed.tracking[0][4].toDouble() - 5) < 0.01);
    }

    void theUnresolvedSourceHasItsNameAndIsCounted()
    {
        Watched watched(endpointOf(clientOf("unsynchronised, dead, without address")));
        QTRY_VERIFY_WITH_TIMEOUT(watched.source(u"no-such-host.invalid"_s) != nullptr, patienceMs);
        const DaemonSource *source = watched.source(u"no-such-host.invalid"_s);
        QVERIFY(!source->resolved);
        QVERIFY(source->address.isEmpty());
        QCOMPARE(watched.report.activity->unresolved, 1);
        QVERIFY(!watched.report.tracking->synchronised);
        QVERIFY(!watched.report.hardwareClock);
        QVERIFY(!watched.report.smoothing);
    }

    void theReferenceClockIsNoServer()
    {
        Watched watched(endpointOf(clientOf("a reference clock")));
        QTRY_VERIFY_WITH_TIMEOUT(watched.source(u"SHM7"_s) != nullptr, patienceMs);
        const DaemonSource *clock = watched.source(u"SHM7"_s);
        QCOMPARE(clock->mode, SourceMode::ReferenceClock);
        QVERIFY(clock->address.isEmpty());
        QVERIFY(clock->resolved);
    }

    void localStratumIsNotSynchronised()
    {
        Watched watched(endpointOf(clientOf("local and dead")));
        QTRY_VERIFY_WITH_TIMEOUT(
            watched.report.tracking && watched.report.tracking->referenceId == u"7F7F0101"_s, patienceMs);
        QCOMPARE(watched.report.tracking->leap, LeapIndicator::NoWarning);
        QCOMPARE(watched.report.tracking->stratum, 10);
        QVERIFY(!watched.report.tracking->synchronised);
    }

    void theTimeOfASampleStandsStill()
    {
        // Whole seconds ago: each reading alone would move it by up to one second. The first source never
        // answers, the second each second.
        Watched watched(endpointOf(clientOf("required")));
        const QString name = m_good1.address().toString();
        std::optional<DaemonSource> before;
        int samples = 0;
        int later = 0;
        const auto hasSeenSome = [&] {
            const DaemonSource *now = watched.refresh() ? watched.source(name) : nullptr;
            if (now == nullptr || !now->measured)
                return false;
            const bool isSame = before && now->measured == before->measured;
            later += isSame && *now->lastSample > *before->lastSample ? 1 : 0;
            samples += isSame ? 0 : 1;
            before = *now;
            return samples > 3;
        };
        QTRY_VERIFY_WITH_TIMEOUT(hasSeenSome(), patienceMs);
        QCOMPARE(later, 0);
    }

    void theUnixSocketGivesTheSame()
    {
        Chronyd daemon({.lines = {serverLine(m_good1)}, .synchronised = false, .commandSocket = true});
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Watched watched({.address = {}, .port = 0, .path = daemon.commandSocketPath()});
        QTRY_COMPARE_WITH_TIMEOUT(letters(watched.report), u"*"_s, patienceMs);
        QCOMPARE(watched.report.endpoint, daemon.commandSocketPath());
    }

    void nobodyListening()
    {
        Watched watched({.address = QHostAddress(u"127.77.0.1"_s), .port = test::freeUdpPort(), .path = {}});
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.answer, DaemonAnswer::Refused, patienceMs);
        QVERIFY(!watched.report.problem.isEmpty());
        QVERIFY(watched.report.silentSince);
        QVERIFY(!watched.report.readAt);
    }

    void stoppedContinuedEndedAndStartedAgain_data()
    {
        QTest::addColumn<int>("end");
        QTest::newRow("told to end") << SIGTERM;
        QTest::newRow("killed") << SIGKILL;
    }
    void stoppedContinuedEndedAndStartedAgain()
    {
        QFETCH(int, end);
        Chronyd daemon(client({serverLine(m_good1), serverLine(m_good2)}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Watched watched(endpointOf(daemon));
        QTRY_COMPARE_WITH_TIMEOUT(letters(watched.report), u"*+"_s, patienceMs);

        kill(pid_t(daemon.processId()), SIGSTOP);
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.answer, DaemonAnswer::Silent, patienceMs);
        QVERIFY(watched.report.sources == watched.answered.sources); // what was known stays, dated
        QCOMPARE(watched.report.readAt, watched.answered.readAt);
        QVERIFY(*watched.report.silentSince >= *watched.report.readAt);
        kill(pid_t(daemon.processId()), SIGCONT);
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.answer, DaemonAnswer::Answering, patienceMs);
        QVERIFY(!watched.report.silentSince);

        kill(pid_t(daemon.processId()), end);
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.answer, DaemonAnswer::Refused, patienceMs);
        QVERIFY(watched.report.sources == watched.answered.sources);
        QVERIFY(*watched.report.silentSince >= *watched.report.readAt);
        daemon.stop();
        // At the same place, and to be told apart by what it follows.
        Chronyd::Setup again = client({serverLine(m_good2)});
        again.address = daemon.address();
        again.commandPort = daemon.commandPort();
        Chronyd next(again);
        QVERIFY2(next.start(), qPrintable(next.failure()));
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.answer, DaemonAnswer::Answering, patienceMs);
        QCOMPARE(watched.report.sources.size(), 1U);
        QCOMPARE(watched.report.sources.front().address, m_good2.address().toString());
    }

    void badRepliesAreNoAnswers_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("from another port") << int(Spoiler::Fault::FromAnotherPort);
        QTest::newRow("none") << int(Spoiler::Fault::Silent);
        QTest::newRow("cut") << int(Spoiler::Fault::Cut);
        QTest::newRow("only the number of sources is cut") << int(Spoiler::Fault::CutCounts);
    }
    void badRepliesAreNoAnswers()
    {
        QFETCH(int, fault);
        Spoiler spoiler(agreed());
        Watched watched(spoiler.endpoint());
        QTRY_COMPARE_WITH_TIMEOUT(letters(watched.report), u"*+x"_s, patienceMs);
        spoiler.fault = Spoiler::Fault(fault);
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.answer, DaemonAnswer::Silent, patienceMs);
        QVERIFY(watched.report.sources == watched.answered.sources); // what was read last stays, dated
        QCOMPARE(watched.report.readAt, watched.answered.readAt);
        QVERIFY(watched.report.tracking && watched.report.sources[0].statistics);
        spoiler.fault = Spoiler::Fault::None;
        QTRY_VERIFY_WITH_TIMEOUT(watched.refresh() && watched.report.answer == DaemonAnswer::Answering,
                                 patienceMs);
    }

    void disorderAndLossCostNothingButTime_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("reversed") << int(Spoiler::Fault::Reversed);
        QTest::newRow("doubled") << int(Spoiler::Fault::Doubled);
        QTest::newRow("every third lost") << int(Spoiler::Fault::EveryThirdLost);
    }
    void disorderAndLossCostNothingButTime()
    {
        QFETCH(int, fault);
        Spoiler spoiler(agreed());
        spoiler.fault = Spoiler::Fault(fault);
        Watched watched(spoiler.endpoint());
        for (int i = 0; i < 2; ++i) {
            QVERIFY(watched.refresh());
            QCOMPARE(watched.report.answer, DaemonAnswer::Answering);
            QCOMPARE(watched.report.sources.size(), 3U);
            QCOMPARE(names(watched.report), agreedNames());
            for (const DaemonSource &source : watched.report.sources)
                QVERIFY(source.statistics);
        }
        // chronyd may think for a moment that two of them are as good.
        QTRY_COMPARE_WITH_TIMEOUT(letters(watched.report), u"*+x"_s, patienceMs);
    }

    void oneBadReplyIsAskedAgain()
    {
        Spoiler spoiler(agreed());
        Watched watched(spoiler.endpoint());
        QTRY_COMPARE_WITH_TIMEOUT(letters(watched.report), u"*+x"_s, patienceMs);
        const int before = watched.reports;
        spoiler.fault = Spoiler::Fault::CutOneCount;
        QTRY_COMPARE_WITH_TIMEOUT(spoiler.fault, Spoiler::Fault::None, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(watched.reports > before, patienceMs);
        QCOMPARE(watched.report.answer, DaemonAnswer::Answering);
        QCOMPARE(names(watched.report), agreedNames());
    }

    void mutatedRepliesMakeNoSources()
    {
        Spoiler spoiler(agreed());
        Watched watched(spoiler.endpoint());
        QTRY_COMPARE_WITH_TIMEOUT(letters(watched.report), u"*+x"_s, patienceMs);
        const std::set<QString> addresses = agreedNames();
        spoiler.fault = Spoiler::Fault::EveryFourthMutated;
        int replies = 0;
        int readings = 0;
        for (; readings < 6; ++readings) {
            const int before = watched.reports;
            QTRY_VERIFY_WITH_TIMEOUT(watched.reports > before, patienceMs);
            replies = spoiler.asked[15];
            for (const DaemonSource &source : watched.report.sources) {
                QVERIFY2(addresses.contains(source.address), qPrintable(source.address));
                QCOMPARE(source.name, source.address);
                QVERIFY(source.mode == SourceMode::ReferenceClock || source.resolved);
            }
            QVERIFY(!watched.report.sources.empty());
            QVERIFY(watched.report.sources.size() <= 3);
        }
        QVERIFY(replies > readings);
        spoiler.fault = Spoiler::Fault::None;
        const auto isAsBefore = [&watched] {
            return watched.refresh() && watched.report.answer == DaemonAnswer::Answering &&
                   letters(watched.report) == u"*+x"_s;
        };
        QVERIFY(QTest::qWaitFor(isAsBefore, patienceMs));
    }

    void syntheticRefusedSourcesAreNotPermitted()
    {
        Spoiler spoiler(agreed());
        spoiler.fault = Spoiler::Fault::SourcesRefused;
        Watched watched(spoiler.endpoint());
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.answer, DaemonAnswer::NotPermitted, patienceMs);
        QVERIFY(watched.report.sources.empty());
        QVERIFY(watched.report.tracking && watched.report.tracking->synchronised);
    }

    void syntheticStatisticsOfALaterVersionAreAbsent()
    {
        Spoiler spoiler(agreed());
        spoiler.fault = Spoiler::Fault::StatisticsOfLater;
        Watched watched(spoiler.endpoint());
        for (int i = 0; i < 2; ++i) {
            const int before = watched.reports;
            QTRY_VERIFY_WITH_TIMEOUT(watched.reports > before, patienceMs);
            QCOMPARE(watched.report.answer, DaemonAnswer::Answering);
            QCOMPARE(names(watched.report), agreedNames());
            for (const DaemonSource &source : watched.report.sources)
                QVERIFY(!source.statistics);
        }
    }

    void theListChangesWithinAReading()
    {
        Chronyd daemon(
            {.lines = {}, .synchronised = false, .commandPort = test::freeUdpPort(), .commandSocket = true});
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        std::set<QString> expected;
        for (int i = 1; i <= 21; ++i) {
            expected.insert(u"127.78.0.%1"_s.arg(i));
            QVERIFY(command(daemon, u"add server 127.78.0.%1"_s.arg(i)));
        }
        Spoiler spoiler(daemon);
        Watched watched(spoiler.endpoint());
        QTRY_COMPARE_WITH_TIMEOUT(addresses(watched.report), expected, patienceMs);
        int number = 0;
        for (const int moment : {1, 5, 12, 30, 46, 50, 60}) {
            const std::set<QString> before = expected;
            // One goes and another comes, so that their number tells nothing.
            const QString gone = u"127.78.0.%1"_s.arg(++number);
            const QString come = u"127.78.1.%1"_s.arg(number);
            expected.erase(gone);
            expected.insert(come);
            bool isChanged = false;
            spoiler.before(moment, [&] {
                isChanged = command(daemon, u"delete "_s + gone) && command(daemon, u"add server "_s + come);
            });
            const int reports = watched.reports;
            QTRY_VERIFY_WITH_TIMEOUT(isChanged && watched.reports > reports, patienceMs);
            QCOMPARE(watched.report.answer, DaemonAnswer::Answering);
            const std::set<QString> read = addresses(watched.report);
            QCOMPARE(read.size(), watched.report.sources.size()); // none comes twice
            for (const QString &address : read)
                QVERIFY(before.contains(address) || expected.contains(address));
            QVERIFY(!(read.contains(gone) && read.contains(come)));
            QTRY_COMPARE_WITH_TIMEOUT(addresses(watched.report), expected, patienceMs);
        }
    }

    void restartedWithinAReading()
    {
        Chronyd daemon(client({serverLine(m_good1), u"server unresolved.invalid"_s}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Spoiler spoiler(daemon);
        Watched watched(spoiler.endpoint());
        const std::set<QString> expected{m_good1.address().toString(), u"unresolved.invalid"_s};
        QTRY_COMPARE_WITH_TIMEOUT(names(watched.report), expected, patienceMs);
        for (const int moment : {0, 2, 4, 7, 9}) {
            bool isStarted = false;
            spoiler.before(moment, [&] {
                daemon.stop();
                isStarted = daemon.start();
            });
            const int before = watched.reports;
            QTRY_VERIFY_WITH_TIMEOUT(isStarted && watched.reports > before, patienceMs);
            QTRY_COMPARE_WITH_TIMEOUT(watched.report.answer, DaemonAnswer::Answering, patienceMs);
            QCOMPARE(names(watched.report), expected);
        }
    }

    // Both have as many sources.
    void anotherDaemonWithinAReading_data()
    {
        QTest::addColumn<int>("moment");
        for (const int moment : {0, 1, 3, 4, 5, 6, 7, 8, 9})
            QTest::newRow(qPrintable(QString::number(moment))) << moment;
    }
    void anotherDaemonWithinAReading()
    {
        QFETCH(int, moment);
        Chronyd other(client({serverLine(m_good2), serverLine(m_good3)}));
        Chronyd first(client({serverLine(m_good1), serverLine(m_unsynchronised)}));
        QVERIFY2(first.start(), qPrintable(first.failure()));
        QVERIFY2(other.start(), qPrintable(other.failure()));
        const std::set<QString> firstNames{m_good1.address().toString(),
                                           m_unsynchronised.address().toString()};
        const std::set<QString> otherNames{m_good2.address().toString(), m_good3.address().toString()};
        Spoiler spoiler(first);
        Watched watched(spoiler.endpoint());
        QTRY_COMPARE_WITH_TIMEOUT(names(watched.report), firstNames, patienceMs);
        spoiler.before(moment, [&] { spoiler.ask(other); });
        const int before = watched.reports;
        QTRY_VERIFY_WITH_TIMEOUT(!spoiler.beforeRequest && watched.reports > before, patienceMs);
        const std::set<QString> read = names(watched.report);
        QVERIFY2(read == firstNames || read == otherNames,
                 qPrintable(QStringList(read.begin(), read.end()).join(u' ')));
        QTRY_COMPARE_WITH_TIMEOUT(names(watched.report), otherNames, patienceMs);
    }

    // Their numbers begin with 1 in each chronyd.
    void unresolvedNamesAreTheDaemonsOwn()
    {
        Chronyd first(client({u"server first.invalid"_s}));
        Chronyd other(client({u"server other.invalid"_s}));
        QVERIFY2(first.start(), qPrintable(first.failure()));
        QVERIFY2(other.start(), qPrintable(other.failure()));
        Spoiler spoiler(first);
        Watched watched(spoiler.endpoint());
        QTRY_COMPARE_WITH_TIMEOUT(names(watched.report), std::set<QString>{u"first.invalid"_s}, patienceMs);
        spoiler.ask(other);
        const int before = watched.reports;
        QTRY_VERIFY_WITH_TIMEOUT(watched.reports > before, patienceMs);
        QCOMPARE(names(watched.report), std::set<QString>{u"other.invalid"_s});
    }

    void namesOfALongListAreAskedAgainAfterARestart()
    {
        QStringList lines;
        for (int i = 1; i <= 60; ++i)
            lines.append(u"server 127.78.0.%1"_s.arg(i));
        Chronyd daemon(client(lines + QStringList{serverLine(m_good1)}));
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Spoiler spoiler(daemon);
        Watched watched(spoiler.endpoint());
        QTRY_VERIFY_WITH_TIMEOUT(watched.report.tracking && watched.report.tracking->synchronised,
                                 patienceMs);
        // When most samples are dropped at once, which happens early on, that looks like a restart.
        int asked = 0;
        const auto isNoNameAsked = [&] {
            asked = spoiler.asked[65];
            return watched.refresh() && spoiler.asked[65] == asked;
        };
        QVERIFY(QTest::qWaitFor(isNoNameAsked, patienceMs));
        daemon.stop();
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        const int before = watched.reports;
        QTRY_VERIFY_WITH_TIMEOUT(watched.reports > before, patienceMs);
        QCOMPARE(watched.report.sources.size(), 61U);
        QVERIFY(spoiler.asked[65] >= asked + 61);
    }

    void sourcesThatComeAndGoBetweenQuestions()
    {
        Chronyd daemon({.lines = {serverLine(m_good1)},
                        .synchronised = false,
                        .commandPort = test::freeUdpPort(),
                        .commandSocket = true});
        QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
        Watched watched(endpointOf(daemon));
        for (int i = 1; i <= 20; ++i)
            QVERIFY(command(daemon, u"add server 127.78.0.%1"_s.arg(i)));
        QVERIFY(watched.refresh());
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.sources.size(), 21U, patienceMs);
        for (int i = 1; i <= 20; i += 2) {
            QVERIFY(command(daemon, u"delete 127.78.0.%1"_s.arg(i)));
            QVERIFY(watched.refresh());
            QCOMPARE(watched.report.answer, DaemonAnswer::Answering);
        }
        QTRY_COMPARE_WITH_TIMEOUT(watched.report.sources.size(), 11U, patienceMs);
        QVERIFY(watched.source(u"127.78.0.1"_s) == nullptr);
        QVERIFY(watched.source(u"127.78.0.2"_s) != nullptr);
    }
};

QTEST_GUILESS_MAIN(TestChronyMonitor)
#include "test_chronymonitor.moc"
