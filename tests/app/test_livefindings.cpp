// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/daemonwatch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/factsjson.h"
#include "core/lab/lab.h"
#include "tests/support/chronyd.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUdpSocket>

#include <algorithm>
#include <array>
#include <csignal>
#include <thread>

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

// The slowest rules wait for a minute after the start of a daemon; the rest is for a busy machine.
constexpr auto patience = 120s;

/// Tells a chronyd, as a reference clock, that this computer's time is right.
class RightDevice
{
public:
    explicit RightDevice(const QString &socketPath) : m_path(socketPath.toLocal8Bit()) {}

    void start()
    {
        m_thread = std::jthread([this](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                send();
                std::this_thread::sleep_for(50ms);
            }
        });
    }

private:
    /// chrony's struct sock_sample, refclock_sock.c.
    struct SockSample
    {
        timeval at;
        double ahead; ///< of the device, in seconds
        int isPulse;
        int leap;
        int padding;
        int magic;
    };

    void send() const
    {
        SockSample sample{};
        gettimeofday(&sample.at, nullptr);
        sample.magic = 0x534f434b;
        sockaddr_un place{};
        place.sun_family = AF_UNIX;
        std::copy(m_path.begin(), m_path.end(), std::begin(place.sun_path));
        const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        // While its chronyd is not there nobody hears.
        sendto(socket, &sample, sizeof sample, MSG_DONTWAIT, reinterpret_cast<const sockaddr *>(&place),
               sizeof place);
        close(socket);
    }

    QByteArray m_path;
    std::jthread m_thread;
};

QString serverLine(const QHostAddress &address, quint16 port, const QString &options)
{
    return u"server %1 port %2 %3"_s.arg(address.toString()).arg(port).arg(options);
}

const QString quickly = u"minpoll 0 maxpoll 0 iburst"_s;

QString follow(const Chronyd &server)
{
    return serverLine(server.address(), server.port(), quickly);
}

QString follow(const LabEndpoint &server)
{
    return serverLine(server.address, server.port, quickly);
}

/// A chronyd with these lines that commands reach, at an address and a port of its own.
Chronyd::Setup client(const QStringList &lines)
{
    return {.lines = QStringList{u"makestep 1 3"_s} + lines,
            .synchronised = false,
            .commandPort = test::freeUdpPort()};
}

/// `synchroscopectl diagnose`, of one daemon.
struct Answer
{
    QStringList ids;               ///< all that the program said
    DiagnosisFacts facts;          ///< that it has recorded, of those that were asked; see alone()
    std::vector<Finding> findings; ///< of these facts

    const Finding *finding(FindingId id, const QString &subject = {}) const
    {
        const auto found = std::ranges::find_if(findings, [&](const Finding &one) {
            return one.id == id && (subject.isEmpty() || one.subject == subject);
        });
        return found == findings.end() ? nullptr : &*found;
    }
    QString said() const
    {
        QStringList lines;
        for (const Finding &one : findings)
            lines.append(severityName(one.severity) + u' ' + findingName(one.id) + u' ' + one.subject +
                         u" ["_s + one.names.join(u' ') + u']');
        return lines.join(u'\n');
    }
};

void judgeAnew(DiagnosisFacts &facts)
{
    facts.judgement = judgeClock(facts.verdict, facts.machine, facts.clock, facts.now, facts.limits);
}

/// Without this machine's other daemons, units and clock: what is said of those that were asked.
DiagnosisFacts alone(DiagnosisFacts facts)
{
    std::erase_if(facts.machine.daemons,
                  [](const DaemonReport &daemon) { return daemon.answer != DaemonAnswer::Answering; });
    std::erase_if(facts.configurations, [&facts](const ServerConfiguration &configuration) {
        return std::ranges::none_of(facts.machine.daemons, [&configuration](const DaemonReport &daemon) {
            return daemon.process && daemon.process->mainFile == configuration.mainFile;
        });
    });
    facts.machine.unassigned.clear();
    facts.machine.others.clear();
    facts.machine.host = {};
    facts.units.clear();
    facts.clock.reset();
    judgeAnew(facts);
    return facts;
}

/// As if these daemons, which must not touch this clock, did.
DiagnosisFacts steering(DiagnosisFacts facts)
{
    for (DaemonReport &daemon : facts.machine.daemons) {
        if (daemon.process) {
            daemon.process->leavesClockAlone = false;
            daemon.process->maySetClock = true;
        }
    }
    judgeAnew(facts);
    return facts;
}

Answer answerOf(const DiagnosisFacts &facts)
{
    return {.ids = {}, .facts = facts, .findings = diagnose(facts)};
}

} // namespace

/// What is found about real chronyds in trouble, by the program as people run it. None of them can touch this
/// computer's clock.
class TestLiveFindings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void healthyIsQuiet();
    void justStarted();
    void outvoted();
    void noMajority();
    void unsynchronised();
    void localMode();
    void tooFar();
    void tooVariable();
    void movedUnder();
    void lossyPath();
    void kissOfDeath();
    void quarterHours();
    void oneServerOnly();
    void brokenLine();
    void twoOnOnePort();
    void hostsClockAgainstServers();
    void silentDaemon();
    void changedFile();
    void deadServer();
    void refused();
    void nobodyAnswers();
    void unknownName();
    void wrongKey();
    void toldOffline();
    void selectionOptions_data();
    void selectionOptions();

private:
    enum class Measuring : quint8 { No, Yes };

    Answer ask(const Chronyd &daemon, Measuring measuring) const;
    /// The first answer that has it; the last one, where none has.
    Answer awaited(const Chronyd &daemon, FindingId id, Measuring measuring,
                   const QString &subject = {}) const;

    void setAhead(Lab::ServerId server, Duration ahead)
    {
        LabBehaviour behaviour;
        behaviour.ahead = ahead;
        m_lab.setBehaviour(server, behaviour);
    }
    static Duration anything()
    {
        return std::chrono::milliseconds(QRandomGenerator::global()->bounded(-9000, 9000));
    }

    QTemporaryDir m_folder;
    std::array<Chronyd, 4> m_good{Chronyd(Chronyd::plain()), Chronyd(Chronyd::plain()),
                                  Chronyd(Chronyd::plain()), Chronyd(Chronyd::plain())};
    std::array<Chronyd, 3> m_hourAhead{Chronyd(Chronyd::fakedAhead(3600s)),
                                       Chronyd(Chronyd::fakedAhead(3600s)),
                                       Chronyd(Chronyd::fakedAhead(3600s))};
    std::vector<std::unique_ptr<Chronyd>> m_behind; ///< this clock is 0.47 s ahead of them, as in the story
    std::unique_ptr<Chronyd> m_far;
    Chronyd m_unset{Chronyd::unsynchronised()};
    std::array<QUdpSocket, 3> m_deaf; ///< hear, and never answer
    Lab m_lab;
    LabEndpoint m_distant;
    LabEndpoint m_kissing;
    quint16 m_closedPort = test::freeUdpPort();
    QHostAddress m_closedAddress = test::unusedLoopbackAddress();
    // Those that must have run for a while.
    std::unique_ptr<Chronyd> m_bereft;  ///< of two of its servers, and of the address of a third
    std::unique_ptr<Chronyd> m_blocked; ///< of all
    std::unique_ptr<Chronyd> m_offline;
    std::unique_ptr<Chronyd> m_keyed; ///< has a key for one of its servers
    std::unique_ptr<Chronyd> m_edited;
    std::unique_ptr<Chronyd> m_healthy;
    std::vector<std::pair<FindingId, std::unique_ptr<Chronyd>>> m_told; ///< whom to follow
};

void TestLiveFindings::initTestCase()
{
    QVERIFY(m_folder.isValid());
    for (Chronyd &server : m_good)
        QVERIFY2(server.start(), qPrintable(server.failure()));
    for (QUdpSocket &deaf : m_deaf)
        QVERIFY(deaf.bind(test::unusedLoopbackAddress()));
    const auto toDeaf = [this](size_t i) {
        return serverLine(m_deaf.at(i).localAddress(), m_deaf.at(i).localPort(), quickly);
    };
    m_bereft = std::make_unique<Chronyd>(
        client({follow(m_good[0]), toDeaf(0), u"server no-such-host.invalid iburst"_s,
                serverLine(m_closedAddress, m_closedPort, quickly)}));
    m_blocked = std::make_unique<Chronyd>(client({toDeaf(1), toDeaf(2)}));
    m_offline = std::make_unique<Chronyd>(
        client({follow(m_good[0]) + u" offline"_s, follow(m_good[1]) + u" offline"_s,
                follow(m_good[2]) + u" offline"_s}));
    QFile keys(m_folder.filePath(u"chrony.keys"_s));
    QVERIFY(keys.open(QIODevice::WriteOnly));
    keys.write("1 MD5 nobody-else-knows-it\n");
    keys.close();
    m_keyed =
        std::make_unique<Chronyd>(client({u"keyfile "_s + keys.fileName(), follow(m_good[0]) + u" key 1"_s,
                                          follow(m_good[1]), follow(m_good[2])}));
    m_edited = std::make_unique<Chronyd>(client({follow(m_good[0])}));
    m_healthy = std::make_unique<Chronyd>(
        client({follow(m_good[0]), follow(m_good[1]), follow(m_good[2]), follow(m_good[3])}));
    for (Chronyd *daemon : {m_bereft.get(), m_blocked.get(), m_offline.get(), m_keyed.get(), m_edited.get(),
                            m_healthy.get(), &m_unset})
        QVERIFY2(daemon->start(), qPrintable(daemon->failure()));
    const auto tell = [this](FindingId id, const QStringList &lines) {
        m_told.emplace_back(id, std::make_unique<Chronyd>(client(lines)));
    };
    tell(FindingId::TooFewSelectable, {u"minsources 3"_s, follow(m_good[0]), follow(m_good[1])});
    tell(FindingId::RequiredMissing, {follow(m_unset) + u" require"_s, follow(m_good[0])});
    tell(FindingId::NoneSelectable, {follow(m_good[0]) + u" noselect"_s, follow(m_good[1]) + u" noselect"_s});
    tell(FindingId::OrphanStratum, {u"local stratum 1 orphan"_s, follow(m_good[0])});
    for (const auto &[id, daemon] : m_told)
        QVERIFY2(daemon->start(), qPrintable(daemon->failure()));
    m_far = std::make_unique<Chronyd>(Chronyd::chasing(m_good[0], 250ms));
    QVERIFY2(m_far->start(), qPrintable(m_far->failure()));
    for (const Chronyd &good : m_good) {
        m_behind.push_back(std::make_unique<Chronyd>(Chronyd::chasing(good, -472ms)));
        QVERIFY2(m_behind.back()->start(), qPrintable(m_behind.back()->failure()));
    }
    for (Chronyd &server : m_hourAhead)
        QVERIFY2(server.start(), qPrintable(server.failure()));
    m_told.emplace_back(FindingId::TrustedOverrule,
                        std::make_unique<Chronyd>(
                            client({follow(*m_far) + u" trust"_s, follow(m_good[0]), follow(m_good[1])})));
    QVERIFY2(m_told.back().second->start(), qPrintable(m_told.back().second->failure()));
    // Later than what is taken for the moment of its start.
    QFile edited(m_edited->configurationPath());
    QVERIFY(edited.open(QIODevice::Append));
    edited.write("# A line more.\n");
    edited.close();
    // As Windows says of itself.
    LabBehaviour distant;
    distant.rootDispersion = 8s;
    m_distant = m_lab.endpoint(m_lab.addServer(distant, test::unusedLoopbackAddress()));
    LabBehaviour kissing;
    kissing.kissCode = "RATE"_ba;
    m_kissing = m_lab.endpoint(m_lab.addServer(kissing, test::unusedLoopbackAddress()));
    QVERIFY(m_distant.port != 0 && m_kissing.port != 0);
}

Answer TestLiveFindings::ask(const Chronyd &daemon, Measuring measuring) const
{
    const QString place = u"chrony=%1:%2"_s.arg(daemon.address().toString()).arg(daemon.commandPort());
    const QString record = m_folder.filePath(u"record.json"_s);
    QStringList arguments{u"diagnose"_s, u"--json"_s, u"--daemon"_s, place, u"--record"_s, record};
    if (measuring == Measuring::No)
        arguments.append(u"--no-measure"_s);
    QProcess process;
    process.start(QStringLiteral(SYNCHROSCOPECTL), arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() > 1) {
        qWarning("%s", process.readAllStandardError().constData());
        return {};
    }
    Answer answer;
    const QJsonArray told =
        QJsonDocument::fromJson(process.readAllStandardOutput()).object()[u"findings"_s].toArray();
    for (const auto &finding : told)
        answer.ids.append(finding[u"id"_s].toString());
    QFile file(record);
    QString why;
    std::optional<DiagnosisFacts> facts;
    if (file.open(QIODevice::ReadOnly))
        facts = readFacts(file.readAll(), &why);
    if (!facts) {
        qWarning("%s", qPrintable(why));
        return {};
    }
    answer.facts = alone(*facts);
    answer.findings = diagnose(answer.facts);
    return answer;
}

Answer TestLiveFindings::awaited(const Chronyd &daemon, FindingId id, Measuring measuring,
                                 const QString &subject) const
{
    const QDeadlineTimer deadline(patience);
    for (;;) {
        Answer answer = ask(daemon, measuring);
        if ((answer.finding(id, subject) && answer.ids.contains(findingName(id))) || deadline.hasExpired())
            return answer;
        QTest::qWait(500);
    }
}

void TestLiveFindings::justStarted()
{
    Chronyd daemon(client({serverLine(m_good[0].address(), m_good[0].port(), {}),
                           serverLine(m_good[1].address(), m_good[1].port(), {}),
                           serverLine(m_good[2].address(), m_good[2].port(), {})}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const Answer answer = awaited(daemon, FindingId::Gathering, Measuring::No);
    const Finding *gathering = answer.finding(FindingId::Gathering);
    QVERIFY2(gathering, qPrintable(answer.said()));
    QCOMPARE(gathering->severity, Severity::Info);
    QCOMPARE(gathering->names.size(), 3);
    const Finding *slow = answer.finding(FindingId::NoQuickStart);
    QVERIFY2(slow, qPrintable(answer.said()));
    QCOMPARE(slow->names.size(), 3);
    for (const Finding &finding : answer.findings)
        QVERIFY2(finding.severity == Severity::Info || finding.id == FindingId::NoQuickStart ||
                     finding.id == FindingId::LeavesClockAlone,
                 qPrintable(answer.said()));
}

void TestLiveFindings::healthyIsQuiet()
{
    QTRY_VERIFY_WITH_TIMEOUT(!ask(*m_healthy, Measuring::No).finding(FindingId::Gathering), 60'000);
    const Answer answer = ask(*m_healthy, Measuring::Yes);
    QVERIFY2(answer.ids.contains(findingName(FindingId::LeavesClockAlone)), qPrintable(answer.said()));
    QCOMPARE(answer.facts.measured.size(), m_good.size());
    for (const Finding &finding : answer.findings)
        QVERIFY2(finding.severity == Severity::Info || finding.id == FindingId::LeavesClockAlone,
                 qPrintable(answer.said()));
    const Answer steered = answerOf(steering(answer.facts));
    QVERIFY2(steered.findings.empty(), qPrintable(steered.said()));
    QCOMPARE(steered.facts.judgement.state, ClockState::Synchronised);
    QCOMPARE(steered.facts.judgement.agreeing, int(m_good.size()));
}

void TestLiveFindings::outvoted()
{
    Chronyd daemon(client({follow(m_good[0]), follow(m_good[1]), follow(*m_far)}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const QString far = m_far->address().toString();
    const Answer answer = awaited(daemon, FindingId::Outvoted, Measuring::No, far);
    const Finding *finding = answer.finding(FindingId::Outvoted, far);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->count, 2);
    QVERIFY(finding->offset);
    // It is a quarter of a second ahead of the others.
    QVERIFY(std::chrono::abs(finding->offset->localMinusRemote() - 250ms) < 10ms);
    QVERIFY(!answer.finding(FindingId::Outvoted, m_good[0].address().toString()));
    QVERIFY2(!answer.finding(FindingId::NoMajority), qPrintable(answer.said()));
    // Our own measurement says the same.
    const Answer measured = awaited(daemon, FindingId::Outvoted, Measuring::Yes, far);
    QCOMPARE(std::ranges::count(measured.findings, FindingId::Outvoted, &Finding::id), 1);
}

void TestLiveFindings::noMajority()
{
    Chronyd daemon(client({follow(m_good[0]), follow(*m_far)}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    for (const Measuring measuring : {Measuring::No, Measuring::Yes}) {
        const Answer answer = awaited(daemon, FindingId::NoMajority, measuring);
        const Finding *finding = answer.finding(FindingId::NoMajority);
        QVERIFY2(finding, qPrintable(answer.said()));
        QVERIFY(finding->severity >= Severity::Warning);
        QCOMPARE(finding->names.size(), 2);
        QVERIFY(finding->span && std::chrono::abs(*finding->span - 250ms) < 10ms);
        QVERIFY2(!answer.finding(FindingId::Outvoted), qPrintable(answer.said()));
    }
}

void TestLiveFindings::unsynchronised()
{
    Chronyd daemon(client({follow(m_unset)}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const Answer answer = awaited(daemon, FindingId::Unsynchronised, Measuring::Yes);
    const Finding *finding = answer.finding(FindingId::Unsynchronised);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->names, QStringList{m_unset.address().toString()});
    QCOMPARE(finding->severity, Severity::Warning);
}

void TestLiveFindings::localMode()
{
    Chronyd daemon(client({u"local stratum 10"_s}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const Answer answer = awaited(daemon, FindingId::LocalMode, Measuring::No);
    QVERIFY2(answer.finding(FindingId::LocalMode), qPrintable(answer.said()));
    // It leaves this clock alone (-x), and so needs no servers for it.
    QVERIFY2(!answer.finding(FindingId::NoServer), qPrintable(answer.said()));
    // Who has servers serves their time.
    Chronyd fed(client({u"local stratum 10"_s, follow(m_good[0])}));
    QVERIFY2(fed.start(), qPrintable(fed.failure()));
    QTRY_VERIFY_WITH_TIMEOUT(!ask(fed, Measuring::No).finding(FindingId::LocalMode), 60'000);
}

void TestLiveFindings::tooFar()
{
    Chronyd daemon(client({follow(m_distant), follow(m_good[0]), follow(m_good[1])}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const Answer answer = awaited(daemon, FindingId::TooFar, Measuring::No);
    const Finding *finding = answer.finding(FindingId::TooFar);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->names, QStringList{m_distant.address.toString()});
    QVERIFY(finding->span && *finding->span >= 8s && *finding->span < 9s);
}

void TestLiveFindings::tooVariable()
{
    const Lab::ServerId restless = m_lab.addServer({}, test::unusedLoopbackAddress());
    const LabEndpoint place = m_lab.endpoint(restless);
    Chronyd daemon(client({follow(place), follow(m_good[0]), follow(m_good[1])}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    QTimer unrest;
    connect(&unrest, &QTimer::timeout, this, [&] { setAhead(restless, anything()); });
    unrest.start(20ms);
    const Answer answer = awaited(daemon, FindingId::TooVariable, Measuring::No);
    const Finding *finding = answer.finding(FindingId::TooVariable);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->names, QStringList{place.address.toString()});
    QVERIFY(finding->span && *finding->span > 1s);
    QVERIFY2(!answer.finding(FindingId::ClockMovedUnder), qPrintable(answer.said()));
}

// Row 12 of the story. All servers move together, as they seem to when somebody moves this clock.
void TestLiveFindings::movedUnder()
{
    std::vector<Lab::ServerId> steady;
    QStringList lines;
    for (int i = 0; i < 3; ++i) {
        steady.push_back(m_lab.addServer({}, test::unusedLoopbackAddress()));
        lines.append(follow(m_lab.endpoint(steady.back())));
    }
    Chronyd daemon(client(lines));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    // All of them are asked within a second, and again in the next one.
    QTimer move;
    connect(&move, &QTimer::timeout, this, [&] {
        const Duration ahead = anything();
        for (const Lab::ServerId server : steady)
            setAhead(server, ahead);
    });
    move.start(4s);
    const Answer answer = awaited(daemon, FindingId::ClockMovedUnder, Measuring::No);
    const Finding *finding = answer.finding(FindingId::ClockMovedUnder);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->names.size(), 3);
    QVERIFY(finding->span && *finding->span > 1s);
    QVERIFY2(!answer.finding(FindingId::TooVariable), qPrintable(answer.said()));
}

void TestLiveFindings::lossyPath()
{
    LabBehaviour lossy;
    lossy.loss = 0.75;
    const LabEndpoint place = m_lab.endpoint(m_lab.addServer(lossy, test::unusedLoopbackAddress()));
    Chronyd daemon(client({follow(place), follow(m_good[0]), follow(m_good[1])}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const QString name = place.address.toString();
    const Answer answer = awaited(daemon, FindingId::LossyPath, Measuring::No, name);
    const Finding *finding = answer.finding(FindingId::LossyPath, name);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->total, 8);
    QVERIFY(finding->count > 0 && finding->count < 4);
    QVERIFY2(!answer.finding(FindingId::LossyPath, m_good[0].address().toString()),
             qPrintable(answer.said()));
}

void TestLiveFindings::kissOfDeath()
{
    Chronyd daemon(client({follow(m_kissing), follow(m_good[0]), follow(m_good[1])}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const Answer answer = awaited(daemon, FindingId::KissOfDeath, Measuring::Yes);
    const Finding *finding = answer.finding(FindingId::KissOfDeath);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->subject, m_kissing.address.toString());
    QCOMPARE(finding->text, u"RATE"_s);
}

void TestLiveFindings::refused()
{
    const Answer answer = awaited(*m_bereft, FindingId::ServerRefuses, Measuring::Yes);
    const Finding *finding = answer.finding(FindingId::ServerRefuses);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->subject, m_closedAddress.toString());
    QCOMPARE(finding->others, QStringList{m_good[0].address().toString()});
    QVERIFY2(!answer.finding(FindingId::ServerDead, m_closedAddress.toString()), qPrintable(answer.said()));
}

void TestLiveFindings::quarterHours()
{
    Chronyd daemon(client({follow(m_hourAhead[0]), follow(m_hourAhead[1]), follow(m_hourAhead[2])}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    for (const Measuring measuring : {Measuring::No, Measuring::Yes}) {
        const Answer answer = awaited(daemon, FindingId::QuarterHours, measuring);
        const Finding *finding = answer.finding(FindingId::QuarterHours);
        QVERIFY2(finding, qPrintable(answer.said()));
        QCOMPARE(finding->count, -4);
        QVERIFY(finding->offset && std::chrono::abs(finding->offset->localMinusRemote() + 3600s) < 1s);
    }
    // A daemon that may set the clock has used its three steps by now, and takes twelve hours.
    const auto slew = [&daemon, this] {
        const Answer answer = answerOf(steering(ask(daemon, Measuring::No).facts));
        const Finding *finding = answer.finding(FindingId::SlewTakesLong);
        return finding ? *finding : Finding();
    };
    QTRY_VERIFY_WITH_TIMEOUT(slew().flag, 60'000);
    QCOMPARE(slew().text, u"1 3"_s);
    QVERIFY(std::chrono::abs(*slew().span - 12 * 3600s) < 1min);
}

void TestLiveFindings::oneServerOnly()
{
    Chronyd daemon(client({follow(m_good[0])}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const Answer answer = awaited(daemon, FindingId::TooFewSources, Measuring::No);
    const Finding *finding = answer.finding(FindingId::TooFewSources);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->count, 1);
    QCOMPARE(finding->severity, Severity::Advice);
}

void TestLiveFindings::brokenLine()
{
    const QString folder = m_folder.filePath(u"sources.d"_s);
    QVERIFY(QDir().mkpath(folder));
    const QString name = folder + u"/company.sources"_s;
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    // chronyd ignores it without a word but in its log.
    file.write("# our own\nservr ntp.company.example iburst\n");
    file.close();
    Chronyd daemon(
        client({follow(m_good[0]), follow(m_good[1]), follow(m_good[2]), u"sourcedir "_s + folder}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const Answer answer = awaited(daemon, FindingId::BrokenLine, Measuring::No);
    const Finding *finding = answer.finding(FindingId::BrokenLine);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->subject, name);
    QCOMPARE(finding->count, 2);
}

// Rows 05, 07 and 13 of the story: the one with the device was not started by this system.
void TestLiveFindings::twoOnOnePort()
{
    const QString socket = m_folder.filePath(u"phc.sock"_s);
    Chronyd::Setup hiddenSetup =
        client({u"refclock SOCK %1 refid PHC0 poll 0 filter 4 delay 1e-6"_s.arg(socket)});
    Chronyd::Setup setup = client({follow(*m_behind[0]), follow(*m_behind[1]), follow(*m_behind[2])});
    hiddenSetup.address = setup.address = test::unusedLoopbackAddress();
    setup.commandPort = hiddenSetup.commandPort;
    Chronyd hidden(hiddenSetup);
    Chronyd configured(setup);
    QVERIFY2(hidden.start(), qPrintable(hidden.failure()));
    QVERIFY2(configured.start(), qPrintable(configured.failure()));
    RightDevice device(socket);
    device.start();

    const auto hasBoth = [](const Answer &answer) {
        const auto &daemons = answer.facts.machine.daemons;
        return std::ranges::count(daemons, DaemonAnswer::Answering, &DaemonReport::answer) == 2 &&
               std::ranges::all_of(daemons, [](const DaemonReport &daemon) {
                   return daemon.answer != DaemonAnswer::Answering ||
                          (daemon.tracking && daemon.tracking->synchronised);
               });
    };
    Answer answer;
    QTRY_VERIFY_WITH_TIMEOUT(hasBoth(answer = ask(configured, Measuring::No)), 60'000);

    // On WSL the process of one is not to be seen, and the other one is free to set the clock.
    DiagnosisFacts facts = steering(answer.facts);
    facts.machine.host = {.kind = HostMachine::Kind::Wsl, .name = u"WSL"_s, .cloud = {}};
    for (DaemonReport &daemon : facts.machine.daemons) {
        QCOMPARE(daemon.process.has_value(), true);
        if (daemon.sources.front().name == u"PHC0"_s) {
            daemon.process.reset();
            daemon.configuration.clear();
        }
    }
    std::erase_if(facts.configurations, [&](const ServerConfiguration &configuration) {
        return configuration.mainFile == hidden.configurationPath();
    });
    judgeAnew(facts);
    const Answer story = answerOf(facts);
    const Finding *several = story.finding(FindingId::SeveralDaemons);
    QVERIFY2(several, qPrintable(story.said()));
    QVERIFY(several->flag);
    QCOMPARE(several->text, u"WSL"_s);
    QCOMPARE(several->others, QStringList({u"PHC0"_s, configured.configurationPath()}));
    QVERIFY(several->severity >= Severity::Warning);

    // Row 08: three servers put the host's clock 0.47 s ahead, however well it is read.
    const Finding *followed = story.finding(FindingId::HostClockFollowed);
    QVERIFY2(followed, qPrintable(story.said()));
    QCOMPARE(followed->subject, u"PHC0"_s);
    QCOMPARE(followed->severity, Severity::Warning);
    QVERIFY(followed->flag && followed->offset);
    QVERIFY(std::chrono::abs(followed->offset->localMinusRemote() - 472ms) < 10ms);
    QVERIFY(followed->span && *followed->span < 10ms);

    // Without the other one, and without the device.
    DiagnosisFacts one = facts;
    std::erase_if(one.machine.daemons, [](const DaemonReport &daemon) { return !daemon.process; });
    judgeAnew(one);
    QVERIFY2(!answerOf(one).finding(FindingId::SeveralDaemons), qPrintable(answerOf(one).said()));
    QVERIFY2(!answerOf(one).finding(FindingId::HostClockFollowed), qPrintable(answerOf(one).said()));
}

// The device is right, and alone, or beside servers that say so too.
void TestLiveFindings::hostsClockAgainstServers()
{
    const QString socket = m_folder.filePath(u"right.sock"_s);
    Chronyd daemon(client({u"refclock SOCK %1 refid PHC0 poll 0 filter 4 delay 1e-6 prefer"_s.arg(socket),
                           follow(m_good[0]), follow(m_good[1]), follow(m_good[2])}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    RightDevice device(socket);
    device.start();
    DiagnosisFacts facts;
    const auto isFollowed = [&] {
        facts = steering(ask(daemon, Measuring::Yes).facts);
        facts.machine.host = {.kind = HostMachine::Kind::VirtualMachine, .name = u"KVM"_s, .cloud = {}};
        judgeAnew(facts);
        return answerOf(facts).finding(FindingId::HostClockFollowed) != nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isFollowed(), 60'000);
    const Answer answer = answerOf(facts);
    QCOMPARE(answer.finding(FindingId::HostClockFollowed)->severity, Severity::Info);
    QVERIFY(!answer.finding(FindingId::HostClockFollowed)->flag);
    QVERIFY2(std::ranges::all_of(answer.findings,
                                 [](const Finding &finding) { return finding.severity == Severity::Info; }),
             qPrintable(answer.said()));
}

// The program asks once and cannot know for how long; who watches can.
void TestLiveFindings::silentDaemon()
{
    Chronyd daemon(client({follow(m_good[0])}));
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const SystemClock clock;
    EventLoopScheduler scheduler;
    const QString place = u"%1:%2"_s.arg(daemon.address().toString()).arg(daemon.commandPort());
    MachineDaemonWatch watch({{.kind = DaemonKind::Chrony, .address = place}}, clock, scheduler,
                             QDBusConnection(QString()));
    DiagnosisFacts facts;
    connect(&watch, &DaemonWatch::reported, &watch,
            [&facts](const MachineDaemons &machine) { facts.machine = machine; });
    watch.start();
    const auto answerOfDaemon = [&] {
        const auto found = std::ranges::find(facts.machine.daemons, place, &DaemonReport::endpoint);
        return found == facts.machine.daemons.end() ? DaemonAnswer::NotYet : found->answer;
    };
    QTRY_COMPARE_WITH_TIMEOUT(answerOfDaemon(), DaemonAnswer::Answering, 60'000);
    kill(pid_t(daemon.processId()), SIGSTOP);
    const auto silent = [&] {
        facts.now = clock.read().realtime;
        return answerOf(facts).finding(FindingId::DaemonSilent) != nullptr;
    };
    QTRY_VERIFY_WITH_TIMEOUT(silent(), 60'000);
    const Answer answer = answerOf(facts);
    QVERIFY(answer.finding(FindingId::DaemonSilent)->span >= 10s);
    kill(pid_t(daemon.processId()), SIGCONT);
    QTRY_VERIFY_WITH_TIMEOUT(!silent(), 60'000);
}

void TestLiveFindings::changedFile()
{
    const Answer answer = awaited(*m_edited, FindingId::NotInEffect, Measuring::No);
    const Finding *finding = answer.finding(FindingId::NotInEffect);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->subject, m_edited->configurationPath());
    QVERIFY(finding->at && finding->span);
    // When it read its files is known.
    const bool isStartKnown = std::ranges::any_of(finding->evidence, [](const Evidence &evidence) {
        const auto *process = std::get_if<DaemonProcess>(&evidence);
        return process && process->startedAt;
    });
    QVERIFY(isStartKnown);
    QVERIFY2(!ask(*m_healthy, Measuring::No).finding(FindingId::NotInEffect), qPrintable(answer.said()));
    // Row 09: restarted, it is in effect.
    m_edited->stop();
    QVERIFY2(m_edited->start(), qPrintable(m_edited->failure()));
    QVERIFY2(!ask(*m_edited, Measuring::No).finding(FindingId::NotInEffect), qPrintable(answer.said()));
}

void TestLiveFindings::deadServer()
{
    const QString dead = m_deaf[0].localAddress().toString();
    for (const Measuring measuring : {Measuring::No, Measuring::Yes}) {
        const Answer answer = awaited(*m_bereft, FindingId::ServerDead, measuring, dead);
        const Finding *finding = answer.finding(FindingId::ServerDead, dead);
        QVERIFY2(finding, qPrintable(answer.said()));
        QCOMPARE(finding->others, QStringList{m_good[0].address().toString()});
        QCOMPARE(finding->severity, Severity::Advice);
        QVERIFY2(!answer.finding(FindingId::NtpBlocked), qPrintable(answer.said()));
        QVERIFY2(!answer.finding(FindingId::ServerDead, m_good[0].address().toString()),
                 qPrintable(answer.said()));
    }
}

void TestLiveFindings::nobodyAnswers()
{
    const Answer answer = awaited(*m_blocked, FindingId::NtpBlocked, Measuring::Yes);
    const Finding *finding = answer.finding(FindingId::NtpBlocked);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->count, 2);
    QVERIFY(finding->flag);
    QVERIFY2(!answer.finding(FindingId::ServerDead), qPrintable(answer.said()));
}

void TestLiveFindings::unknownName()
{
    const Answer answer = awaited(*m_bereft, FindingId::Unresolved, Measuring::No);
    const Finding *finding = answer.finding(FindingId::Unresolved);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->names, QStringList{u"no-such-host.invalid"_s});
    QCOMPARE(finding->severity, Severity::Advice);
}

// The server does not know the key, and answers whoever has none.
void TestLiveFindings::wrongKey()
{
    const Answer answer = awaited(*m_keyed, FindingId::NotAuthenticated, Measuring::Yes);
    const Finding *finding = answer.finding(FindingId::NotAuthenticated);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->names, QStringList{m_good[0].address().toString()});
    QVERIFY2(!answer.finding(FindingId::ServerDead), qPrintable(answer.said()));
    QVERIFY2(!answer.finding(FindingId::AnswersUsOnly), qPrintable(answer.said()));
}

void TestLiveFindings::toldOffline()
{
    const Answer answer = awaited(*m_offline, FindingId::Offline, Measuring::Yes);
    const Finding *finding = answer.finding(FindingId::Offline);
    QVERIFY2(finding, qPrintable(answer.said()));
    QCOMPARE(finding->count, 3);
    QCOMPARE(finding->severity, Severity::Warning);
    QVERIFY2(!answer.finding(FindingId::ServerDead), qPrintable(answer.said()));
    QVERIFY2(!ask(*m_healthy, Measuring::No).finding(FindingId::Offline), qPrintable(answer.said()));
}

void TestLiveFindings::selectionOptions_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_told.size(); ++i)
        QTest::addRow("%s", qPrintable(findingName(m_told[i].first))) << int(i);
}

void TestLiveFindings::selectionOptions()
{
    QFETCH(int, index);
    const auto &[id, daemon] = m_told[size_t(index)];
    const Answer answer = awaited(*daemon, id, Measuring::No);
    QVERIFY2(answer.finding(id), qPrintable(answer.said()));
    // And none of the others.
    for (const auto &[other, unused] : m_told)
        QVERIFY2(other == id || !answer.finding(other), qPrintable(answer.said()));
    QVERIFY2(!answer.finding(FindingId::Outvoted), qPrintable(answer.said()));
    const Answer steered = answerOf(steering(answer.facts));
    QVERIFY(steered.finding(id)->severity >= Severity::Advice);
    QVERIFY2(!ask(*m_healthy, Measuring::No).finding(id), qPrintable(answer.said()));
}

QTEST_GUILESS_MAIN(TestLiveFindings)
#include "test_livefindings.moc"
