// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/timesyncdstate.h"
#include "core/diagnosis/diagnose.h"

#include <QRegularExpression>
#include <QtTest>

#include <limits>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint64 now = 1'780'000'000'000'000; // µs

/// Of a server 0.25 s ahead, 10 ms away, that held the request for 2 ms.
TimesyncdFields fields()
{
    return {.leap = 0,
            .version = 4,
            .mode = 4,
            .stratum = 2,
            .precision = -20,
            .rootDelay = 3000,
            .rootDispersion = 1000,
            .reference = "\xc0\x00\x02\x07"_ba,
            .origin = now,
            .receive = now + 250'000 + 5'000,
            .transmit = now + 250'000 + 7'000,
            .destination = now + 12'000,
            .ignored = false,
            .packetCount = 5,
            .jitter = 400};
}

TimesyncdState state()
{
    TimesyncdState state;
    state.serverName = u"ntp.example.org"_s;
    state.serverAddress = u"192.0.2.7"_s;
    state.message = decodeTimesyncdMessage(fields());
    state.pollInterval = 64s;
    state.frequencyPpm = 12.5;
    for (const QString &host :
         {u"ntp.example.org"_s, u"ntp.example.org"_s, u"192.0.2.9"_s, u"fallback.example"_s}) {
        state.servers.push_back(
            {*parseHostSpec(host), DaemonKind::Timesyncd, ServerOrigin::Running, ServerType::Server, {}, 0});
    }
    return state;
}

DaemonReport reportOf(const TimesyncdState &state, const TimesyncdContext &context)
{
    DaemonReport report;
    fillTimesyncdReport(state, context, report);
    return report;
}

constexpr TimesyncdContext good{.messageIsOfServer = true,
                                .kernelSynchronised = true,
                                .now = Instant(std::chrono::microseconds(now) + 30s)};

} // namespace

class TestTimesyncdState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reckonsOffsetAndDelay();
    void rejectsWhatIsNoAnswer_data();
    void rejectsWhatIsNoAnswer();
    void firstPacketHasNoJitter();
    void theServerInUseComesFirst();
    void tellsWhoGaveEachServer();
    void addsTheExchangeToTheRoot();
    void selectsOnlyWhatIsGood_data();
    void selectsOnlyWhatIsGood();
    void itsTroublesAreFound_data();
    void itsTroublesAreFound();
    void anotherServersMessageIsNotShown();
    void withoutServerThereIsNothing();
    void frequencyIsTheKernelsWithItsSignTurned();
    void readsNothingFromOddProperties();
};

void TestTimesyncdState::reckonsOffsetAndDelay()
{
    const std::optional<TimesyncdMessage> message = decodeTimesyncdMessage(fields());
    QVERIFY(message);
    QCOMPARE(message->offset, Offset::fromLocalMinusRemote(-250ms)); // the server is ahead, this clock behind
    QCOMPARE(message->delay, Duration(10ms));
    QCOMPARE(message->turnaround, Duration(12ms));
    QCOMPARE(message->destination, Instant(std::chrono::microseconds(now + 12'000)));
    QCOMPARE(message->rootDelay, Duration(3ms));
    QCOMPARE(message->jitter, std::optional<Duration>(400us));
    QCOMPARE(referenceIdText(message->referenceId, message->stratum), u"192.0.2.7"_s);
}

void TestTimesyncdState::rejectsWhatIsNoAnswer_data()
{
    QTest::addColumn<TimesyncdFields>("fields");
    const auto row = [](const char *name, void (*spoil)(TimesyncdFields &)) {
        TimesyncdFields spoilt = fields();
        spoil(spoilt);
        QTest::newRow(name) << spoilt;
    };
    QTest::newRow("before the first answer") << TimesyncdFields();
    row("no packet", [](TimesyncdFields &f) { f.packetCount = 0; });
    row("leap", [](TimesyncdFields &f) { f.leap = 4; });
    row("stratum", [](TimesyncdFields &f) { f.stratum = 256; });
    row("precision", [](TimesyncdFields &f) { f.precision = 128; });
    row("root delay", [](TimesyncdFields &f) { f.rootDelay = std::numeric_limits<quint64>::max(); });
    row("reference", [](TimesyncdFields &f) { f.reference.chop(1); });
    row("arrived before it left", [](TimesyncdFields &f) { f.destination = f.origin - 1; });
    row("answered before it came", [](TimesyncdFields &f) { f.transmit = f.receive - 1; });
    row("held for longer than it was away", [](TimesyncdFields &f) { f.transmit = f.receive + 12'001; });
    // systemd 252 counts the seconds of era 0 only, so that after 2036-02-07 they are far below zero
    row("era 1", [](TimesyncdFields &f) { f.receive = f.transmit = static_cast<quint64>(-1'000'000); });
}

void TestTimesyncdState::rejectsWhatIsNoAnswer()
{
    QFETCH(const TimesyncdFields, fields);
    QVERIFY(!decodeTimesyncdMessage(fields));
}

void TestTimesyncdState::firstPacketHasNoJitter()
{
    TimesyncdFields first = fields();
    first.packetCount = 1;
    first.jitter = 0;
    QVERIFY(!decodeTimesyncdMessage(first)->jitter);
}

void TestTimesyncdState::theServerInUseComesFirst()
{
    const DaemonReport report = reportOf(state(), good);
    QCOMPARE(report.sources.size(), size_t(3));
    const DaemonSource &inUse = report.sources[0];
    QCOMPARE(inUse.name, u"ntp.example.org"_s);
    QCOMPARE(inUse.address, u"192.0.2.7"_s);
    QCOMPARE(inUse.standing, SourceStanding::Selected);
    QCOMPARE(inUse.letter, '*');
    QCOMPARE(inUse.pollLog2, std::optional(6));
    QVERIFY(!report.distanceLimit);
    TimesyncdState odd = state();
    odd.pollInterval = 100s; // PollIntervalMaxSec= may be anything
    odd.rootDistanceMaximum = 12s;
    const DaemonReport oddReport = reportOf(odd, good);
    QCOMPARE(oddReport.sources[0].pollLog2, std::optional(7));
    QCOMPARE(oddReport.distanceLimit, std::optional<Duration>(12s));
    QCOMPARE(inUse.measured, std::optional(Offset::fromLocalMinusRemote(-250ms)));
    QVERIFY(!inUse.adjusted);
    QVERIFY(!inUse.reach); // which timesyncd does not keep
    QCOMPARE(inUse.error, std::optional<Duration>(5ms + fromLog2Seconds(-20)));
    QCOMPARE(inUse.jitter, std::optional<Duration>(400us));

    QCOMPARE(report.sources[1].name, u"192.0.2.9"_s);
    QCOMPARE(report.sources[1].address, u"192.0.2.9"_s);
    QCOMPARE(report.sources[2].name, u"fallback.example"_s);
    for (size_t i = 1; i < 3; ++i) {
        QCOMPARE(report.sources[i].standing, SourceStanding::Unusable);
        QCOMPARE(report.sources[i].letter, ' ');
        QVERIFY(!report.sources[i].lastSample);
    }
    QVERIFY(!report.sources[2].resolved);
}

void TestTimesyncdState::tellsWhoGaveEachServer()
{
    const QVariantMap properties{{u"ServerName"_s, u"link.example"_s},
                                 {u"RuntimeNTPServers"_s, QStringList{u"set.example"_s}},
                                 {u"LinkNTPServers"_s, QStringList{u"link.example"_s, u"192.0.2.9"_s}},
                                 {u"SystemNTPServers"_s, QStringList{u"file.example"_s}},
                                 {u"FallbackNTPServers"_s, QStringList{u"fallback.example"_s}}};
    const auto origins = [](const QVariantMap &of) {
        QStringList list;
        for (const DaemonSource &source : reportOf(timesyncdState(of), good).sources)
            list.append(
                u"%1 %2"_s.arg(source.name, source.origin ? QString::number(int(*source.origin)) : u"?"_s));
        return list;
    };
    const auto row = [](const QString &name, ServerOrigin origin) {
        return u"%1 %2"_s.arg(name, QString::number(int(origin)));
    };
    const QStringList others{row(u"192.0.2.9"_s, ServerOrigin::Dhcp),
                             row(u"file.example"_s, ServerOrigin::Administrator),
                             row(u"fallback.example"_s, ServerOrigin::Distribution)};
    QCOMPARE(origins(properties), (QStringList{row(u"link.example"_s, ServerOrigin::Dhcp),
                                               row(u"set.example"_s, ServerOrigin::Running)} +
                                   others));
    // The network has just taken it back.
    QVariantMap gone = properties;
    gone[u"ServerName"_s] = u"old.example"_s;
    QCOMPARE(origins(gone).constFirst(), u"old.example ?"_s);
    // One that is no host is in no list of ours either.
    gone[u"ServerName"_s] = u"no host"_s;
    gone[u"RuntimeNTPServers"_s] = QStringList();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no host"_s));
    QCOMPARE(origins(gone),
             (QStringList{u"no host ?"_s, row(u"link.example"_s, ServerOrigin::Dhcp)} + others));
}

void TestTimesyncdState::addsTheExchangeToTheRoot()
{
    const DaemonReport report = reportOf(state(), good);
    QVERIFY(report.tracking);
    const DaemonTracking &tracking = *report.tracking;
    QVERIFY(tracking.synchronised);
    QCOMPARE(tracking.source, u"192.0.2.7"_s);
    QCOMPARE(tracking.stratum, std::optional(3));
    QCOMPARE(tracking.rootDelay, std::optional<Duration>(13ms));
    // 1 ms of the server's; its precision and ours; 15 ppm of 12 ms; the offset; the jitter
    const Duration expected = 1ms + fromLog2Seconds(-20) + 1us + 180ns + 250ms + 400us;
    QCOMPARE(tracking.rootDispersion, std::optional(expected));
    QCOMPARE(tracking.lastOffset, std::optional(Offset::fromLocalMinusRemote(-250ms)));
    QCOMPARE(tracking.frequencyPpm, std::optional(12.5));
    QCOMPARE(tracking.updateInterval, std::optional<Duration>(64s));
}

void TestTimesyncdState::selectsOnlyWhatIsGood_data()
{
    QTest::addColumn<TimesyncdState>("state");
    QTest::addColumn<TimesyncdContext>("context");
    QTest::addColumn<bool>("selected");

    QTest::newRow("good") << state() << good << true;
    TimesyncdContext context = good;
    context.kernelSynchronised = false;
    QTest::newRow("the kernel is not synchronised") << state() << context << false;
    context = good;
    context.now = state().message->destination + 2 * 64s + 1min;
    QTest::newRow("two polls and a minute") << state() << context << true;
    context.now += 1ns;
    QTest::newRow("longer") << state() << context << false;
    TimesyncdState other = state();
    other.message->ignored = true;
    QTest::newRow("ignored") << other << good << false;
    other = state();
    other.message->leap = LeapIndicator::Unsynchronised;
    QTest::newRow("not synchronised itself") << other << good << false;
    other = state();
    other.pollInterval.reset();
    QTest::newRow("no interval") << other << good << false;
}

void TestTimesyncdState::selectsOnlyWhatIsGood()
{
    QFETCH(const TimesyncdState, state);
    QFETCH(const TimesyncdContext, context);
    QFETCH(const bool, selected);
    const DaemonReport report = reportOf(state, context);
    QCOMPARE(report.sources[0].standing, selected ? SourceStanding::Selected : SourceStanding::Unusable);
    QCOMPARE(report.sources[0].letter, selected ? '*' : '?');
    QCOMPARE(report.tracking->synchronised, selected);
    QCOMPARE(report.tracking->source.isEmpty(), !selected);
    QCOMPARE(report.tracking->leap == LeapIndicator::Unsynchronised, !selected);
    QVERIFY(report.sources[0].measured); // what was measured is shown all the same
}

void TestTimesyncdState::itsTroublesAreFound_data()
{
    QTest::addColumn<TimesyncdState>("state");
    QTest::addColumn<Duration>("since"); // the latest answer
    QTest::addColumn<QStringList>("found");
    const QString dead = findingName(FindingId::ServerDead);
    QTest::newRow("well") << state() << Duration(30s) << QStringList();
    QTest::newRow("silent for two hours") << state() << Duration(2h) << QStringList{dead};
    TimesyncdState other = state();
    other.message.reset();
    QTest::newRow("never heard") << other << Duration(30s) << QStringList{dead};
    other.serverAddress.clear();
    QTest::newRow("no address") << other << Duration(30s) << QStringList{findingName(FindingId::Unresolved)};
}

void TestTimesyncdState::itsTroublesAreFound()
{
    QFETCH(const TimesyncdState, state);
    QFETCH(const Duration, since);
    QFETCH(const QStringList, found);
    DiagnosisFacts facts;
    facts.now = ::state().message->destination + since;
    facts.startedAt = facts.now - 6h;
    DaemonReport report;
    report.kind = DaemonKind::Timesyncd;
    report.answer = DaemonAnswer::Answering;
    report.readAt = facts.now;
    report.process = DaemonProcess();
    report.process->kind = DaemonKind::Timesyncd;
    report.process->startedAt = facts.now - 5h;
    fillTimesyncdReport(state, {.messageIsOfServer = true, .kernelSynchronised = true, .now = facts.now},
                        report);
    facts.machine.daemons = {report};
    facts.machine.isComplete = true;
    QStringList silences;
    for (const Finding &finding : diagnose(facts)) {
        const bool isSilence = finding.id == FindingId::ServerDead || finding.id == FindingId::Unresolved ||
                               finding.id == FindingId::NtpBlocked;
        if (!isSilence)
            continue;
        silences.append(findingName(finding.id));
        QCOMPARE(finding.subject + finding.names.join(u' '), u"ntp.example.org"_s);
    }
    QCOMPARE(silences, found);
}

void TestTimesyncdState::anotherServersMessageIsNotShown()
{
    TimesyncdContext context = good;
    context.messageIsOfServer = false;
    const DaemonReport report = reportOf(state(), context);
    QVERIFY(!report.tracking);
    QCOMPARE(report.sources[0].standing, SourceStanding::Unusable);
    QVERIFY(!report.sources[0].measured);
    QVERIFY(!report.sources[0].lastSample);
}

void TestTimesyncdState::withoutServerThereIsNothing()
{
    const DaemonReport report = reportOf({}, good);
    QVERIFY(report.sources.empty());
    QVERIFY(!report.tracking);
}

void TestTimesyncdState::frequencyIsTheKernelsWithItsSignTurned()
{
    // timedatectl prints "+20.000ppm": the kernel speeds the clock up, which would be slow without.
    QCOMPARE(timesyncdState({{u"Frequency"_s, qlonglong(20 * 65536)}}).frequencyPpm, std::optional(-20.0));
    QCOMPARE(timesyncdState({{u"Frequency"_s, qlonglong(-98304)}}).frequencyPpm, std::optional(1.5));
    QVERIFY(!timesyncdState({{u"Frequency"_s, qlonglong(0)}}).frequencyPpm);
}

void TestTimesyncdState::readsNothingFromOddProperties()
{
    const TimesyncdState state =
        timesyncdState({{u"NTPMessage"_s, u"none"_s},
                        {u"ServerAddress"_s, 7},
                        {u"ServerName"_s, QVariant()},
                        {u"PollIntervalUSec"_s, -1},
                        {u"RootDistanceMaxUSec"_s, std::numeric_limits<qulonglong>::max()},
                        {u"Frequency"_s, u"20"_s}});
    QVERIFY(!state.message);
    QVERIFY(state.serverAddress.isEmpty());
    QVERIFY(state.serverName.isEmpty());
    QVERIFY(!state.pollInterval);
    QVERIFY(!state.rootDistanceMaximum);
    QVERIFY(!state.frequencyPpm);
    QVERIFY(state.servers.empty());
}

QTEST_GUILESS_MAIN(TestTimesyncdState)
#include "test_timesyncdstate.moc"
