// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/alerts.h"
#include "core/diagnosis/newestanswer.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int runs = 22;
constexpr int secondsOfRun = 3 * 86'400;

quint64 seedOfTest()
{
    bool isGiven = false;
    const quint64 given = qEnvironmentVariable("SYNCHROSCOPE_FUZZ_SEED").toULongLong(&isGiven);
    return isGiven ? given : 1;
}

Instant wallAt(int second)
{
    return Instant(1'780'000'000s + std::chrono::seconds(second));
}

Duration ofSeconds(double seconds)
{
    return fromSeconds(seconds);
}

/// A server, as it is asked again and again.
struct Server
{
    double bias = 0;  ///< what its path makes of the truth
    double noise = 0; ///< a half-width
    double bound = 0; ///< more than both
    int poll = 64;
    int next = 0; ///< when it is asked, seconds of the run
    int answers = 0;
    int lastGlitch = 0;           ///< by its answers
    double lie = 0;               ///< of a falseticker
    std::optional<double> offset; ///< of the latest answer
    double offsetBound = 0;
    int answeredAt = 0;
    bool failed = false;
};

/// A computer whose clock's error is known, with all that goes wrong on it. All offsets are in seconds.
class World
{
public:
    World(quint64 seed, const ClockLimits &limits)
        : m_chance(quint32(seed * 2'654'435'761U + 97))
        , m_unit(toSeconds(limits.warning))
        , m_critical(toSeconds(limits.critical))
    {
        const int count = 1 + m_chance.bounded(5);
        const std::array polls{16, 32, 64, 128, 256};
        m_poll = polls[m_chance.bounded(quint32(polls.size()))];
        for (int i = 0; i < count; ++i) {
            Server server;
            server.bias = between(-0.1, 0.1) * m_unit;
            server.noise = between(0.01, 0.1) * m_unit;
            server.bound = between(0.21, 0.6) * m_unit;
            server.poll = m_poll << m_chance.bounded(2);
            server.next = m_chance.bounded(m_poll);
            m_servers.push_back(server);
        }
        m_nextFault = 60 + m_chance.bounded(3600);
        if (m_chance.bounded(3) == 0) { // it is off from the beginning
            m_truth = anySign(between(1.4, 3) * m_unit);
            leaveOff(0);
        }
    }

    /// Goes on to the second `t`; false: this computer sleeps then.
    bool goTo(int t)
    {
        m_events.clear();
        if (t < m_sleepsUntil) {
            m_hasSlept = true;
            return false;
        }
        if (m_hasSlept) {
            m_hasSlept = false;
            for (Server &server : m_servers) {
                server.offset.reset();
                server.next = t + 2 + m_chance.bounded(20);
            }
            note(ClockEvent::Kind::Suspended, t, 0);
        }
        moveClock(t);
        if (t >= m_nextFault)
            beginFault(t);
        for (Server &server : m_servers) {
            if (t >= server.next)
                ask(server, t);
        }
        // A pause shows by what the servers say after it.
        if (m_pausedBy != 0 && std::ranges::all_of(m_servers, [this](const Server &server) {
                return server.answeredAt > m_pausedAt || server.failed;
            })) {
            note(ClockEvent::Kind::Paused, t, m_pausedBy);
            m_pausedBy = 0;
        }
        judgeAll(t);
        return true;
    }

    double truth() const { return m_truth; }
    int poll() const { return 2 * m_poll; } ///< the longest
    const ClockJudgement &judgement() const { return m_judgement; }
    bool disputed() const { return m_disputed; }
    bool daemonGone(int t) const { return t < m_daemonGoneUntil; }
    const std::vector<ClockEvent> &events() const { return m_allEvents; }
    /// In this second.
    bool hadEvent() const { return !m_events.empty(); }
    /// The oldest and the newest of the latest answers, of those that answer.
    std::pair<int, int> answers() const
    {
        std::pair<int, int> range{secondsOfRun, 0};
        for (const Server &server : m_servers) {
            if (server.failed || !server.offset)
                continue;
            range.first = std::min(range.first, server.answeredAt);
            range.second = std::max(range.second, server.answeredAt);
        }
        return range;
    }
    std::optional<int> lastAnswer() const
    {
        std::optional<int> last;
        for (const Server &server : m_servers) {
            if (server.answers > 0)
                last = std::max(last.value_or(0), server.answeredAt);
        }
        return last;
    }
    /// A chronyd that serves its own clock whenever it follows nobody, and asks the same servers.
    MachineDaemons machine(int t) const
    {
        MachineDaemons machine;
        DaemonReport &chrony = machine.daemons.emplace_back();
        chrony.answer = DaemonAnswer::Answering;
        chrony.readAt = wallAt(t);
        chrony.process = DaemonProcess();
        chrony.process->maySetClock = true;
        chrony.tracking = DaemonTracking();
        chrony.tracking->referenceId = u"7F7F0101"_s;
        chrony.tracking->lastUpdate = wallAt(t - 1);
        for (const Server &server : m_servers) {
            DaemonSource &source = chrony.sources.emplace_back();
            if (server.answers > 0)
                source.lastSample = wallAt(server.answeredAt);
        }
        return machine;
    }
    /// This program has just been started.
    void restart() { m_allEvents.clear(); }
    const QMap<QString, int> &faults() const { return m_faults; }

private:
    double between(double least, double greatest)
    {
        return least + m_chance.generateDouble() * (greatest - least);
    }

    double anySign(double value) { return m_chance.bounded(2) == 0 ? value : -value; }

    void note(ClockEvent::Kind kind, int t, double moved)
    {
        const ClockEvent event{.kind = kind,
                               .at = wallAt(t),
                               .lasted = ofSeconds(std::abs(moved)),
                               .moved = ofSeconds(moved),
                               .isOver = true};
        m_events.push_back(event);
        m_allEvents.push_back(event);
    }

    void step(int t, double by)
    {
        m_truth += by;
        // What was measured is known of the clock as it is now.
        for (Server &server : m_servers) {
            if (server.offset)
                *server.offset += by;
        }
        note(ClockEvent::Kind::Stepped, t, by);
    }

    void moveClock(int t)
    {
        const int passed = t - std::exchange(m_movedAt, t);
        if (m_drift != 0) {
            m_truth += m_drift * passed;
            if ((m_drift > 0) == (m_truth > m_driftGoal)) {
                m_drift = 0;
                m_mendAt = t + 1800 + m_chance.bounded(4 * 3600);
            }
        } else if (m_mendAt == 0) {
            m_truth += between(-1e-4, 1e-4) * m_unit;
            m_truth = std::clamp(m_truth, -0.3 * m_unit, 0.3 * m_unit);
        }
        if (m_mendAt != 0 && t >= m_mendAt && m_drift == 0) {
            m_mendAt = 0;
            if (m_chance.bounded(2) == 0)
                step(t, -m_truth + between(-0.1, 0.1) * m_unit);
            else
                driftTo(between(-0.1, 0.1) * m_unit);
        }
    }

    /// Slowly enough that every reading is right when it is made and until the next.
    void driftTo(double goal)
    {
        m_driftGoal = goal;
        m_drift = (goal > m_truth ? 1 : -1) * between(0.02, 0.06) * m_unit / (2 * m_poll);
    }

    void leaveOff(int t) { m_mendAt = t + 1800 + m_chance.bounded(3 * 3600); }

    void beginFault(int t)
    {
        m_nextFault = t + 1200 + m_chance.bounded(4 * 3600);
        if (m_drift != 0 || m_mendAt != 0) {
            if (m_chance.bounded(2) == 0)
                return;
        }
        const bool isCalm = m_drift == 0 && m_mendAt == 0;
        switch (m_chance.bounded(9)) {
        case 0:
            if (isCalm) {
                count(u"drift"_s);
                driftTo(anySign(between(0.5, 4) * m_unit));
            }
            break;
        case 1:
            if (isCalm) {
                count(u"step"_s);
                step(t, anySign(between(0.2, 3) * (m_chance.bounded(2) == 0 ? m_unit : m_critical)));
                leaveOff(t);
            }
            break;
        case 2:
            if (isCalm && m_pausedBy == 0) {
                count(u"pause"_s);
                m_pausedAt = t;
                m_pausedBy = -between(0.2, 3) * (m_chance.bounded(2) == 0 ? m_unit : m_critical);
                m_truth += m_pausedBy;
                leaveOff(t);
            }
            break;
        case 3:
            count(u"suspend"_s);
            m_sleepsUntil = t + 60 + m_chance.bounded(6 * 3600);
            break;
        case 4:
            count(u"silence"_s);
            m_silentUntil = t + 60 + m_chance.bounded(m_chance.bounded(8) == 0 ? 40 * 3600 : 3600);
            if (m_silentUntil - t > 7200)
                m_nextFault = m_silentUntil + 60;
            break;
        case 5:
            if (anyLies())
                break; // what is wide enough agrees with everybody
            count(u"wide"_s);
            m_wideUntil = t + 300 + m_chance.bounded(2 * 3600);
            m_widening = between(5, 20);
            break;
        case 6:
            if (m_servers.size() > 1 && t > m_wideUntil + 3 * m_poll) {
                count(u"falsetickers"_s);
                const size_t liars = (m_servers.size() - 1) / 2 + (m_servers.size() == 2 ? 1 : 0);
                for (size_t i = 0; i < liars; ++i)
                    m_servers[i].lie = m_chance.bounded(3) == 0 ? 0 : anySign(between(3, 30) * m_unit);
            }
            break;
        case 7:
            count(u"daemon gone"_s);
            m_daemonGoneUntil = t + 60 + m_chance.bounded(1800);
            break;
        default:
            count(u"noise"_s);
            for (Server &server : m_servers)
                server.noise = between(0.01, 0.1) * m_unit;
        }
    }

    bool anyLies() const
    {
        return std::ranges::any_of(m_servers, [](const Server &server) { return server.lie != 0; });
    }

    void count(const QString &fault) { ++m_faults[fault]; }

    void ask(Server &server, int t)
    {
        server.next = t + server.poll + m_chance.bounded(3);
        if (t < m_silentUntil) {
            server.failed = true;
            return;
        }
        server.failed = false;
        ++server.answers;
        server.answeredAt = t;
        server.offset = m_truth + server.bias + between(-server.noise, server.noise) + server.lie;
        server.offsetBound = server.bound * (t < m_wideUntil ? m_widening : 1);
        // A glitch is one reading of one server; the next six are none, whoever made it. With one beside the
        // falsetickers those who tell the truth might not be the majority any more.
        const bool mayGlitch = !anyLies() && t - m_lastGlitch > 16 * m_poll && server.answers > 1;
        if (mayGlitch && m_chance.bounded(12) == 0) {
            count(u"glitch"_s);
            m_lastGlitch = t;
            server.offset = *server.offset + anySign(between(1, 200) * m_unit);
        }
    }

    void judgeAll(int t)
    {
        const Instant now = wallAt(t);
        std::vector<VerdictSource> sources;
        for (size_t i = 0; i < m_servers.size(); ++i) {
            const Server &server = m_servers[i];
            VerdictSource source;
            source.name = QString::number(i);
            source.asked = true;
            source.failed = server.failed;
            if (server.offset) {
                source.offset = Offset::fromLocalMinusRemote(ofSeconds(*server.offset));
                source.bound = ofSeconds(server.offsetBound);
                source.measuredAt = wallAt(server.answeredAt);
            }
            sources.push_back(source);
        }
        const Verdict verdict = judge(sources, false, now);
        m_judgement = judgeClock(verdict, {}, {}, now);
        m_disputed = isDisputed(m_judgement, verdict);
    }

    QRandomGenerator m_chance;
    double m_unit;
    double m_critical;
    int m_poll = 64;
    std::vector<Server> m_servers;
    double m_truth = 0;
    int m_movedAt = 0;
    double m_drift = 0; ///< per second
    double m_driftGoal = 0;
    int m_mendAt = 0;
    int m_nextFault = 0;
    int m_sleepsUntil = 0;
    bool m_hasSlept = false;
    int m_silentUntil = 0;
    int m_wideUntil = 0;
    double m_widening = 1;
    int m_lastGlitch = 0;
    int m_daemonGoneUntil = 0;
    int m_pausedAt = 0;
    double m_pausedBy = 0;
    ClockJudgement m_judgement;
    bool m_disputed = false;
    std::vector<ClockEvent> m_events;
    std::vector<ClockEvent> m_allEvents;
    QMap<QString, int> m_faults;
};

/// What may and what must be told, by the truth. It shares no code with the keeper.
class Oracle
{
public:
    explicit Oracle(const ClockLimits &limits)
        : m_limits{toSeconds(limits.warning), toSeconds(limits.critical)}
    {}

    /// Empty, or what is wrong with what was told at `t`.
    QString look(int t, const World &world, bool isMuted, const std::vector<AlertChange> &changes)
    {
        notice(t, world);
        for (const AlertChange &change : changes) {
            if (QString wrong = check(t, world, isMuted, change); !wrong.isEmpty())
                return wrong;
        }
        return isMuted ? QString() : missing(t);
    }

    int alarms() const { return m_alarms; }
    int silences() const { return m_silences; }

    /// A new keeper, that knows nothing but how long the silence has lasted.
    void restart(int t, const World &world)
    {
        m_start = t;
        m_awakeAtStart = m_awake;
        m_rows = {};
        m_subjects = {};
        m_reading = world.answers().second;
        m_wasKept = false;
    }

private:
    /// A stretch in which this clock is off by far more than the limit, and the evidence says so.
    struct Row
    {
        int readings = 0;
        int fifth = 0;
        int sixth = 0;
    };

    void notice(int t, const World &world)
    {
        const int passed = t - m_last;
        m_last = t;
        m_awake += passed > 10 ? 0 : passed;
        if (world.hadEvent())
            m_event = t;
        // Everybody has answered since the last one.
        const auto [oldest, newest] = world.answers();
        const bool isNew = oldest > m_reading && t - m_event > 5;
        if (isNew || world.hadEvent() || t - m_event <= 5)
            m_reading = newest;
        m_truths.push_back({t, std::abs(world.truth())});
        const int span = 5 * world.poll() + 200;
        while (m_truths.front().first < t - span)
            m_truths.pop_front();

        const ClockJudgement &judgement = world.judgement();
        for (int i = 0; i < 2; ++i) {
            const bool isShown = judgement.offset && !world.disputed() &&
                                 toSeconds(judgement.bound) <= m_limits[size_t(i)] * 0.99;
            const bool isOff = std::abs(world.truth()) > 1.3 * m_limits[size_t(i)];
            Row &row = m_rows[size_t(i)];
            if (!isShown || !isOff || world.hadEvent()) {
                row = {};
            } else if (isNew) {
                ++row.readings;
                if (row.readings == 5)
                    row.fifth = t;
                if (row.readings == 6)
                    row.sixth = t;
            }
        }

        const std::optional<int> answer = world.lastAnswer();
        if (answer && answer != m_answer)
            m_silentSince = m_awake;
        m_answer = answer;
        m_wasKept = m_wasKept || !world.daemonGone(t);
        if (!world.daemonGone(t) || !m_wasKept)
            m_keptAt = m_awake;
    }

    double mostOff(int since) const
    {
        double most = 0;
        for (const auto &[at, truth] : m_truths)
            most = at >= since ? std::max(most, truth) : most;
        return most;
    }

    double leastOff(int since) const
    {
        double least = 1e9;
        for (const auto &[at, truth] : m_truths)
            least = at >= since ? std::min(least, truth) : least;
        return least;
    }

    QString check(int t, const World &world, bool isMuted, const AlertChange &change)
    {
        const bool isOver = change.kind == AlertChange::Kind::Eased;
        const bool isCritical = change.level == AlertLevel::Critical;
        if (isMuted && !isOver)
            return u"told while muted"_s;
        const bool isGrace = t - m_start < 512 || (m_event && t - m_event < 120);
        if (isGrace && !isOver && !(isCritical && change.isCertain))
            return u"told in the grace"_s;
        auto &subject = m_subjects[size_t(change.subject)];
        if (change.kind == AlertChange::Kind::Raised) {
            ++m_alarms;
            if (change.level <= subject.level)
                return u"raised twice"_s;
            subject = {.level = change.level, .at = t, .reminded = false};
        } else if (change.kind == AlertChange::Kind::Reminded) {
            if (subject.reminded || subject.level != change.level || t - subject.at < 1800)
                return u"reminded too often or too soon"_s;
            subject.reminded = true;
        } else {
            if (change.level >= subject.level)
                return u"eased what is not so"_s;
            subject.level = change.level;
        }
        m_silences += change.subject == AlertSubject::NoAnswers && change.kind == AlertChange::Kind::Raised;
        if (change.subject == AlertSubject::NoAnswers)
            return isOver == (m_awake - m_silentSince >= 86'400 - 15) ? u"silence: wrong"_s : QString();
        if (change.subject == AlertSubject::Unkept)
            return isOver == (m_awake - m_keptAt >= 600 - 15) ? u"daemon: wrong"_s : QString();
        const double limit = m_limits[isCritical ? 1 : 0];
        const int since = t - 4 * world.poll() - 60;
        if (!isOver && mostOff(since) < 0.7 * limit)
            return u"false alarm"_s;
        if (!isOver && change.isCertain && mostOff(since) < limit)
            return u"called certain"_s;
        const double left = change.level == AlertLevel::None ? m_limits[0] : m_limits[1];
        if (isOver && leastOff(since) > 1.1 * left)
            return u"eased while off"_s;
        return {};
    }

    QString missing(int t) const
    {
        const bool isGrace = t - m_start < 512 + 15 || t - m_event < 120 + 15;
        for (int i = 0; i < 2; ++i) {
            const Row &row = m_rows[size_t(i)];
            const bool isDue = row.readings >= 6 && t > row.sixth + 15 && t > row.fifth + 30 + 15;
            const auto level = i == 0 ? AlertLevel::Warning : AlertLevel::Critical;
            if (isDue && !isGrace && m_subjects[size_t(AlertSubject::ClockOff)].level < level)
                return u"missed alarm"_s;
        }
        const bool isSilent = m_awake - m_silentSince > 86'400 + 30 && m_awake - m_awakeAtStart > 512 + 30;
        if (isSilent && !isGrace && m_subjects[size_t(AlertSubject::NoAnswers)].level == AlertLevel::None)
            return u"silence missed"_s;
        const bool isUnkept = m_awake - m_keptAt > 600 + 30;
        if (isUnkept && !isGrace && m_subjects[size_t(AlertSubject::Unkept)].level == AlertLevel::None)
            return u"missing daemon missed"_s;
        return {};
    }

    struct Subject
    {
        AlertLevel level = AlertLevel::None;
        int at = 0;
        bool reminded = false;
    };

    std::array<double, 2> m_limits;
    std::array<Row, 2> m_rows;
    std::array<Subject, alertSubjects> m_subjects;
    std::deque<std::pair<int, double>> m_truths;
    int m_reading = 0;
    std::optional<int> m_answer;
    int m_event = -10'000; ///< the latest
    int m_last = 0;
    int m_awake = 0; ///< in which this computer ran
    int m_silentSince = 0;
    int m_keptAt = 0;
    bool m_wasKept = true;
    int m_start = 0;
    int m_awakeAtStart = 0;
    int m_alarms = 0;
    int m_silences = 0;
};

} // namespace

/// Sixty-six days of a made-up computer, looked at every one to three seconds, with this program started anew
/// now and then.
class TestAlertSoak : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noFalseAndNoMissedAlarm()
    {
        const std::array limits{everydayLimits, standardLimits, preciseLimits,
                                ClockLimits{.warning = 2ms, .critical = 3ms}};
        QMap<QString, int> faults;
        int alarms = 0;
        int silences = 0;
        int restarts = 0;
        for (int run = 0; run < runs; ++run) {
            const quint64 seed = seedOfTest() + quint64(run);
            const ClockLimits &own = limits[size_t(seed % limits.size())];
            World world(seed, own);
            Oracle oracle(own);
            AlertKeeper keeper(own);
            QRandomGenerator chance(static_cast<quint32>(seed));
            QRandomGenerator restarting(static_cast<quint32>(seed) + 1000);
            int mutedUntil = 0;
            for (int t = 0; t < secondsOfRun; t += 1 + chance.bounded(3)) {
                if (chance.bounded(40'000) == 0)
                    mutedUntil = t + chance.bounded(7200);
                if (!world.goTo(t))
                    continue;
                if (restarting.bounded(20'000) == 0) {
                    ++restarts;
                    const Duration kept = keeper.silence();
                    keeper = AlertKeeper(own);
                    keeper.resumeSilence(kept);
                    world.restart();
                    oracle.restart(t, world);
                }
                const NewestAnswer answer = newestAnswer(world.machine(t), {});
                const auto [oldest, newest] = world.answers();
                AlertInput input{.judgement = world.judgement(),
                                 .evidenceFrom = wallAt(oldest),
                                 .evidenceTo = wallAt(newest),
                                 .isDisputed = world.disputed(),
                                 .events = world.events(),
                                 .isAnybodyAsked = answer.isAnybodyAsked,
                                 .sinceAnswer = {},
                                 .isSilent = false,
                                 .isPaused = false,
                                 .steering = world.daemonGone(t) ? Steering::Nobody : Steering::Daemon,
                                 .isMuted = t < mutedUntil};
                if (answer.at)
                    input.sinceAnswer = wallAt(t) - *answer.at;
                const std::vector<AlertChange> changes =
                    keeper.look(input, BootInstant(5000s + std::chrono::seconds(t)));
                const QString wrong = oracle.look(t, world, input.isMuted, changes);
                QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 at second %2; the clock is off by %3 s; "
                                                     u"SYNCHROSCOPE_FUZZ_SEED=%4"_s.arg(wrong)
                                                         .arg(t)
                                                         .arg(world.truth())
                                                         .arg(seed)));
            }
            for (auto fault = world.faults().begin(); fault != world.faults().end(); ++fault)
                faults[fault.key()] += fault.value();
            alarms += oracle.alarms();
            silences += oracle.silences();
        }
        // Of all that can go wrong enough did.
        for (const QString &fault : {u"drift"_s, u"step"_s, u"pause"_s, u"suspend"_s, u"silence"_s, u"wide"_s,
                                     u"falsetickers"_s, u"daemon gone"_s, u"glitch"_s})
            QVERIFY2(faults[fault] > 10, qPrintable(fault + u' ' + QString::number(faults[fault])));
        QVERIFY(alarms > 50);
        QVERIFY2(silences > 1, qPrintable(QString::number(silences)));
        QVERIFY2(restarts > 50, qPrintable(QString::number(restarts)));
        QString summary = u"alarms %1, of silence %2, restarts %3"_s.arg(alarms).arg(silences).arg(restarts);
        for (auto fault = faults.begin(); fault != faults.end(); ++fault)
            summary += u", %1 %2"_s.arg(fault.key()).arg(fault.value());
        qInfo("%s", qPrintable(summary));
    }
};

QTEST_GUILESS_MAIN(TestAlertSoak)
#include "test_alertsoak.moc"
