// SPDX-License-Identifier: GPL-3.0-or-later
#include "sourcefacts.h"

#include <QTest>

#include <functional>

using namespace synchroscope;
using namespace synchroscope::sourcefacts;

namespace {

struct Case
{
    const char *name;
    FindingId id;
    bool isThere;
    DiagnosisFacts facts;
};

/// No server answers anybody, for an hour.
DiagnosisFacts allSilent()
{
    DiagnosisFacts facts = healthy();
    for (ServerMeasurement &measurement : facts.measured)
        silence(measurement, 1h);
    for (DaemonSource &source : facts.machine.daemons[0].sources)
        source.reach = 0;
    facts.verdict.state = VerdictState::NobodyAnswers;
    return facts;
}

/// One server answers neither us nor the daemon.
DiagnosisFacts oneDead(qsizetype number = 3)
{
    DiagnosisFacts facts = healthy();
    silence(facts.measured[size_t(number)], 2h);
    facts.machine.daemons[0].sources[size_t(number)] = unheard(nameOfServer(number), addresses[number]);
    return facts;
}

/// Nothing of any server was heard by the daemon, and all answer us.
DiagnosisFacts answeringUsOnly(DaemonKind kind = DaemonKind::Chrony)
{
    DiagnosisFacts facts = healthy();
    DaemonReport &report = facts.machine.daemons[0];
    report.kind = kind;
    report.tracking->synchronised = false;
    for (size_t i = 0; i < report.sources.size(); ++i)
        report.sources[i] = unheard(nameOfServer(qsizetype(i)), addresses[qsizetype(i)]);
    return facts;
}

void configure(DiagnosisFacts &facts, const QByteArray &text)
{
    NamedServers files;
    files.texts = {{.path = u"/etc/chrony/chrony.conf"_s, .part = ConfigPart::Main, .text = text}};
    ServerConfiguration configuration;
    configuration.daemon = DaemonKind::Chrony;
    configuration.files = std::make_shared<const NamedServers>(files);
    facts.configurations = {configuration};
}

DiagnosisFacts with(DiagnosisFacts facts, const std::function<void(DiagnosisFacts &)> &spoil)
{
    spoil(facts);
    return facts;
}

DaemonReport &chronyOf(DiagnosisFacts &facts)
{
    return facts.machine.daemons[0];
}

DiagnosisFacts reaching(quint8 reach)
{
    return with(healthy(), [reach](DiagnosisFacts &facts) { chronyOf(facts).sources[1].reach = reach; });
}

/// The followed source has given nothing for so long.
DiagnosisFacts oldSample(Duration age, quint8 reach = 0377)
{
    return with(healthy(), [=](DiagnosisFacts &facts) {
        chronyOf(facts).sources[0].lastSample = *chronyOf(facts).readAt - age;
        chronyOf(facts).sources[0].reach = reach;
    });
}

void rest(DiagnosisFacts &facts, ClockEvent::Kind kind, Duration ago)
{
    facts.clockEvents.push_back({.kind = kind, .at = now - ago, .lasted = 1h});
}

std::vector<Case> silenceCases()
{
    using Id = FindingId;
    std::vector<Case> cases;
    const auto add = [&cases](const char *name, Id id, bool isThere, const DiagnosisFacts &facts) {
        cases.push_back({name, id, isThere, facts});
    };
    add("all silent", Id::NtpBlocked, true, allSilent());
    add("all silent: none is dead", Id::ServerDead, false, allSilent());
    add("one answers us", Id::NtpBlocked, false,
        with(allSilent(), [](DiagnosisFacts &facts) { facts.measured[0] = measured(0); }));
    add("one answers the daemon", Id::NtpBlocked, false,
        with(allSilent(), [](DiagnosisFacts &facts) { chronyOf(facts).sources[2].reach = 0377; }));
    add("one refuses: the way is open", Id::NtpBlocked, false, with(allSilent(), [](DiagnosisFacts &facts) {
            silence(facts.measured[0], 1h, QueryOutcome::Refused);
        }));
    add("of a paste", Id::NtpBlocked, true, with(allSilent(), [](DiagnosisFacts &facts) {
            facts.isPasted = true;
            facts.measured.clear();
        }));
    add("only one is known", Id::NtpBlocked, false, with(allSilent(), [](DiagnosisFacts &facts) {
            facts.measured.resize(1);
            chronyOf(facts).sources.resize(1);
        }));
    add("the daemon was started now", Id::NtpBlocked, false, with(allSilent(), [](DiagnosisFacts &facts) {
            facts.measured.clear();
            chronyOf(facts).process->startedAt = now - 20s;
        }));
    add("this program was started now", Id::NtpBlocked, false, with(allSilent(), [](DiagnosisFacts &facts) {
            facts.machine.daemons.clear();
            for (ServerMeasurement &measurement : facts.measured)
                silence(measurement, 20s);
        }));
    add("just woken", Id::NtpBlocked, false, with(allSilent(), [](DiagnosisFacts &facts) {
            facts.measured.clear();
            rest(facts, ClockEvent::Kind::Suspended, 20s);
        }));

    const DiagnosisFacts offline = with(allSilent(), [](DiagnosisFacts &facts) { facts.isOffline = true; });
    add("offline", Id::ComputerOffline, true, offline);
    add("offline: not blocked", Id::NtpBlocked, false, offline);
    add("offline: nobody is dead", Id::ServerDead, false, offline);
    add("offline: nothing is held over", Id::HoldOver, false, offline);
    add("online", Id::ComputerOffline, false, allSilent());

    add("one is dead", Id::ServerDead, true, oneDead());
    add("one is dead: not blocked", Id::NtpBlocked, false, oneDead());
    add("the daemon hears it", Id::ServerDead, false,
        with(oneDead(), [](DiagnosisFacts &facts) { chronyOf(facts).sources[3].reach = 0377; }));
    add("a lost packet", Id::ServerDead, false, with(healthy(), [](DiagnosisFacts &facts) {
            silence(facts.measured[3], 10min);
            facts.measured[3].reach = 0b11111100;
            chronyOf(facts).sources.pop_back();
        }));
    add("dead for moments", Id::ServerDead, false, with(healthy(), [](DiagnosisFacts &facts) {
            silence(facts.measured[3], 30s);
            chronyOf(facts).sources.pop_back();
        }));
    add("the only one", Id::ServerDead, true, with(oneDead(0), [](DiagnosisFacts &facts) {
            facts.measured.resize(1);
            chronyOf(facts).sources.resize(1);
        }));
    add("this computer's own", Id::ServerDead, false, with(oneDead(), [](DiagnosisFacts &facts) {
            facts.measured[3].isThisComputer = true;
            chronyOf(facts).sources.pop_back();
        }));

    const auto refusing = [](DiagnosisFacts &facts) {
        silence(facts.measured[3], 1h, QueryOutcome::Refused);
    };
    add("refuses", Id::ServerRefuses, true, with(oneDead(), refusing));
    add("refuses: not dead", Id::ServerDead, false, with(oneDead(), refusing));
    add("refused once", Id::ServerRefuses, false, with(oneDead(), [&](DiagnosisFacts &facts) {
            refusing(facts);
            facts.measured[3].reach = 0b1110;
        }));
    const auto askedOnce = [&](DiagnosisFacts &facts) {
        refusing(facts);
        facts.measured[3].requests = 1;
        facts.measured[3].failingSince.reset();
    };
    add("asked once, and silent to the daemon", Id::ServerRefuses, true, with(oneDead(), askedOnce));
    add("asked once", Id::ServerRefuses, false, with(healthy(), askedOnce));
    return cases;
}

std::vector<Case> portCases()
{
    using Id = FindingId;
    std::vector<Case> cases;
    const auto add = [&cases](const char *name, Id id, bool isThere, const DiagnosisFacts &facts) {
        cases.push_back({name, id, isThere, facts});
    };
    add("ntpd", Id::SourcePortBlocked, true, answeringUsOnly(DaemonKind::Ntpd));
    const auto askedOnce = [](DiagnosisFacts &facts) {
        for (ServerMeasurement &measured : facts.measured) {
            measured.pollInterval = {};
            measured.requests = measured.answers = measured.reach = 1;
        }
    };
    add("asked once, one of several", Id::AnswersUsOnly, true, with(oneDead(), [&](DiagnosisFacts &facts) {
            facts.measured = healthy().measured;
            askedOnce(facts);
        }));
    add("asked once, lost", Id::AnswersUsOnly, false, with(healthy(), [&](DiagnosisFacts &facts) {
            chronyOf(facts).sources[3].reach = 0;
            askedOnce(facts);
        }));
    add("NTPsec", Id::SourcePortBlocked, true, answeringUsOnly(DaemonKind::Ntpsec));
    add("chrony asks from any port", Id::SourcePortBlocked, false, answeringUsOnly());
    add("chrony asks from any port, and", Id::AnswersUsOnly, true, answeringUsOnly());
    add("nobody is dead", Id::ServerDead, false, answeringUsOnly());
    const auto acquisition = [](const QByteArray &text) {
        return with(answeringUsOnly(), [text](DiagnosisFacts &facts) { configure(facts, text); });
    };
    add("acquisitionport 123", Id::SourcePortBlocked, true, acquisition("AcquisitionPort 123\n"));
    add("acquisitionport 0", Id::SourcePortBlocked, false, acquisition("acquisitionport 0\n"));
    add("a comment", Id::SourcePortBlocked, false, acquisition("#acquisitionport 123\n"));
    add("the last one counts", Id::SourcePortBlocked, false,
        acquisition("acquisitionport 123\nacquisitionport 1234\n"));
    add("a peer of chrony's", Id::SourcePortBlocked, true, with(answeringUsOnly(), [](DiagnosisFacts &facts) {
            chronyOf(facts).sources[0].mode = SourceMode::Peer;
        }));
    add("the network is back", Id::AnswersUsOnly, false, with(answeringUsOnly(), [](DiagnosisFacts &facts) {
            for (ServerMeasurement &measurement : facts.measured)
                measurement.answeringSince = now - 74s;
        }));
    // Our answers come every 17 minutes: an outage that the daemon's eight polls saw fits between two of
    // them.
    const auto seldom = [](Duration lost, Duration answering) {
        return with(answeringUsOnly(), [=](DiagnosisFacts &facts) {
            for (DaemonSource &source : chronyOf(facts).sources) {
                source.lastSample = now - lost;
                source.statistics = SourceStatistics{.samples = 12};
            }
            for (ServerMeasurement &measurement : facts.measured) {
                measurement.answersApart = 1024s;
                measurement.answeringSince = now - answering;
            }
        });
    };
    add("an outage between two of our answers", Id::AnswersUsOnly, false, seldom(10min, 20h));
    add("the same, longer ago", Id::AnswersUsOnly, false, seldom(35min, 20h));
    add("no outage is so long unseen by us", Id::AnswersUsOnly, true, seldom(40min, 20h));
    add("our answers are as young", Id::AnswersUsOnly, false, seldom(20h, 35min));
    add("and as many", Id::AnswersUsOnly, true, seldom(20h, 40min));
    add("in between we ask often", Id::AnswersUsOnly, true,
        with(seldom(6min, 20h), [](DiagnosisFacts &facts) {
            for (ServerMeasurement &measurement : facts.measured)
                measurement.answersApart = 64s;
        }));
    add("since when it hears nothing is not known", Id::AnswersUsOnly, false,
        with(answeringUsOnly(), [](DiagnosisFacts &facts) { chronyOf(facts).process.reset(); }));
    add("our first answers come quickly", Id::AnswersUsOnly, false,
        with(answeringUsOnly(), [](DiagnosisFacts &facts) {
            for (ServerMeasurement &measurement : facts.measured)
                measurement.answeringSince = now - 30s;
        }));
    add("since when is not known", Id::AnswersUsOnly, false,
        with(answeringUsOnly(), [](DiagnosisFacts &facts) {
            for (ServerMeasurement &measurement : facts.measured)
                measurement.answeringSince.reset();
        }));
    add("we have paused", Id::AnswersUsOnly, false, with(answeringUsOnly(), [](DiagnosisFacts &facts) {
            for (ServerMeasurement &measurement : facts.measured)
                measurement.lastAnswer = now - 4min;
        }));
    add("the daemon was started now", Id::AnswersUsOnly, false,
        with(answeringUsOnly(),
             [](DiagnosisFacts &facts) { chronyOf(facts).process->startedAt = now - 9s; }));
    add("the daemon polls seldom, we answer shortly", Id::AnswersUsOnly, false,
        with(answeringUsOnly(), [](DiagnosisFacts &facts) {
            for (ServerMeasurement &measurement : facts.measured)
                measurement.answeringSince = now - 12min;
            for (DaemonSource &source : chronyOf(facts).sources)
                source.pollLog2 = 10;
        }));
    add("we get no answer either", Id::AnswersUsOnly, false, allSilent());
    // By the command.
    const auto allAskedOnce = [](const std::function<void(DiagnosisFacts &)> &spoil) {
        return with(answeringUsOnly(), [&spoil](DiagnosisFacts &facts) {
            for (ServerMeasurement &measurement : facts.measured) {
                measurement.pollInterval = 0s;
                measurement.requests = 1;
                measurement.reach = 1;
                measurement.answeringSince.reset();
            }
            spoil(facts);
        });
    };
    add("asked once", Id::AnswersUsOnly, true, allAskedOnce([](DiagnosisFacts &) {}));
    add("asked once: the daemon was started lately", Id::AnswersUsOnly, false,
        allAskedOnce([](DiagnosisFacts &facts) { chronyOf(facts).process->startedAt = now - 5min; }));
    add("asked once: since when it runs is not seen", Id::AnswersUsOnly, false,
        allAskedOnce([](DiagnosisFacts &facts) { chronyOf(facts).process.reset(); }));
    add("asked once: just woken", Id::AnswersUsOnly, false,
        allAskedOnce([](DiagnosisFacts &facts) { rest(facts, ClockEvent::Kind::Suspended, 5min); }));
    return cases;
}

std::vector<Case> otherCases()
{
    using Id = FindingId;
    std::vector<Case> cases;
    const auto add = [&cases](const char *name, Id id, bool isThere, const DiagnosisFacts &facts) {
        cases.push_back({name, id, isThere, facts});
    };
    const auto unresolved = [](Duration started) {
        return with(healthy(), [started](DiagnosisFacts &facts) {
            DaemonSource &source = chronyOf(facts).sources[3];
            source = unheard(u"typo.example"_s, {});
            source.resolved = false;
            chronyOf(facts).process->startedAt = now - started;
        });
    };
    add("a name without an address", Id::Unresolved, true, unresolved(1h));
    add("just started", Id::Unresolved, false, unresolved(20s));
    add("a free place of a pool", Id::Unresolved, false, with(healthy(), [](DiagnosisFacts &facts) {
            DaemonSource place = unheard(chronyOf(facts).sources[0].name, {});
            place.resolved = false;
            chronyOf(facts).sources.push_back(place);
        }));
    add("our own look-up", Id::Unresolved, true, with(healthy(), [](DiagnosisFacts &facts) {
            silence(facts.measured[0], 5min, QueryOutcome::Unresolved);
            facts.machine.daemons.clear();
        }));
    add("a line that was pasted", Id::Unresolved, true, with(healthy(), [](DiagnosisFacts &facts) {
            facts.isPasted = true;
            facts.log = {logLine(LogEvent::CannotResolve, u"typo.example"_s)};
        }));
    add("a line of this computer's log", Id::Unresolved, false, with(healthy(), [](DiagnosisFacts &facts) {
            facts.log = {logLine(LogEvent::CannotResolve, u"typo.example"_s)};
        }));

    const auto offline = [](int online, int offlineSources) {
        return with(healthy(), [=](DiagnosisFacts &facts) {
            chronyOf(facts).activity = SourceActivityCounts{.online = online, .offline = offlineSources};
        });
    };
    add("told not to ask", Id::Offline, true, offline(0, 4));
    add("all online", Id::Offline, false, offline(4, 0));
    add("no network", Id::Offline, false, with(allSilent(), [](DiagnosisFacts &facts) {
            chronyOf(facts).activity = SourceActivityCounts{.offline = 4};
        }));
    // A laptop out of reach: its chronyd had answers, and was told that the network has gone.
    const auto outOfReach = [](const SourceActivityCounts &activity) {
        return with(allSilent(), [&activity](DiagnosisFacts &facts) {
            facts.measured.clear();
            chronyOf(facts).activity = activity;
            for (DaemonSource &source : chronyOf(facts).sources)
                source.standing = SourceStanding::Unusable;
        });
    };
    add("silent, and asked", Id::NtpBlocked, true, outOfReach({.online = 4}));
    add("silent, and not to be asked", Id::NtpBlocked, false, outOfReach({.offline = 4}));
    add("silent, and not to be asked", Id::ServerDead, false, outOfReach({.offline = 4}));
    add("just woken", Id::Offline, false,
        with(offline(0, 4), [](DiagnosisFacts &facts) { rest(facts, ClockEvent::Kind::Suspended, 20s); }));

    add("gaps", Id::LossyPath, true, reaching(0b10001001));
    add("four of eight", Id::LossyPath, false, reaching(0b10010110));
    add("an outage that is over", Id::LossyPath, false, reaching(0b00000111));
    add("an outage that has begun", Id::LossyPath, false, reaching(0b11100000));
    add("just started", Id::LossyPath, false, with(reaching(0b00000101), [](DiagnosisFacts &facts) {
            chronyOf(facts).process->startedAt = now - 3min;
        }));
    add("our own questions", Id::LossyPath, true,
        with(healthy(), [](DiagnosisFacts &facts) { facts.measured[0].reach = 0b01000100; }));
    add("our first questions", Id::LossyPath, false, with(healthy(), [](DiagnosisFacts &facts) {
            facts.measured[0].reach = 0b101;
            facts.measured[0].requests = 4;
        }));

    add("old sample", Id::StaleSelection, true, oldSample(260s));
    add("a sample of three polls", Id::StaleSelection, false, oldSample(190s));
    add("no answer at all", Id::StaleSelection, false, oldSample(1000s, 0));
    add("started lately", Id::StaleSelection, false, with(oldSample(260s), [](DiagnosisFacts &facts) {
            chronyOf(facts).process->startedAt = now - 9min;
        }));
    add("woken lately", Id::StaleSelection, false,
        with(oldSample(260s), [](DiagnosisFacts &facts) { rest(facts, ClockEvent::Kind::Suspended, 9min); }));
    add("paused lately", Id::StaleSelection, false,
        with(oldSample(260s), [](DiagnosisFacts &facts) { rest(facts, ClockEvent::Kind::Paused, 9min); }));
    add("woken long ago", Id::StaleSelection, true, with(oldSample(260s), [](DiagnosisFacts &facts) {
            rest(facts, ClockEvent::Kind::Suspended, 11min);
        }));
    // Those who were not there when this computer woke.
    const auto allOld = [](Duration age, Duration slept) {
        return with(healthy(), [=](DiagnosisFacts &facts) {
            Duration spread = 0s;
            for (DaemonSource &source : chronyOf(facts).sources) {
                source.lastSample = *chronyOf(facts).readAt - age - spread;
                spread += 17s;
            }
            facts.suspended = slept;
        });
    };
    add("all old", Id::StaleSelection, true, allOld(8h + 30s, 0s));
    add("all old, and it slept", Id::StaleSelection, false, allOld(8h + 30s, 8h));
    add("all old, and it slept for less", Id::StaleSelection, true, allOld(8h + 30s, 7h));
    add("all old, it slept, and another is asked seldom", Id::StaleSelection, false,
        with(allOld(10min, 10min), [](DiagnosisFacts &facts) {
            chronyOf(facts).sources[3].pollLog2 = 10;
            *chronyOf(facts).sources[3].lastSample += 130s;
        }));
    add("one old, and it slept", Id::StaleSelection, true,
        with(oldSample(260s), [](DiagnosisFacts &facts) { facts.suspended = 8h; }));
    // Who was there has taken note of each sleep.
    const auto watched = [](DiagnosisFacts facts, Duration since, Duration slept) {
        facts.suspended = 100h; // on other days
        facts.clockEventsSince = now - since;
        if (slept > 0s)
            facts.clockEvents = {{.kind = ClockEvent::Kind::Suspended, .at = now - 11min, .lasted = slept}};
        return facts;
    };
    const DiagnosisFacts only = with(oldSample(9h), [](DiagnosisFacts &facts) {
        chronyOf(facts).sources.resize(1);
        chronyOf(facts).sources[0].pollLog2 = 10;
    });
    add("the only source, of a laptop that slept on other days", Id::StaleSelection, true,
        watched(only, 24h, 0s));
    add("the only source, and it slept since", Id::StaleSelection, false, watched(only, 24h, 8h + 30min));
    add("the only source, and it slept for less", Id::StaleSelection, true, watched(only, 24h, 7h));
    add("the only source, and nobody watched then", Id::StaleSelection, false, watched(only, 1h, 0s));
    add("the only source, and it never slept", Id::StaleSelection, true, only);
    add("another daemon's silence", Id::StaleSelection, false,
        with(oldSample(260s), [](DiagnosisFacts &facts) { chronyOf(facts).answer = DaemonAnswer::Silent; }));
    add("held over", Id::HoldOver, true, oldSample(1000s, 0));
    const DiagnosisFacts heldOver =
        with(oldSample(1000s, 0), [](DiagnosisFacts &facts) { facts.measured.clear(); });
    add("held over, not asked by us", Id::HoldOver, true, heldOver);
    add("held over is not dead", Id::ServerDead, false, heldOver);
    add("not held over", Id::HoldOver, false, oldSample(1000s, 1));
    return cases;
}

std::vector<Case> allCases()
{
    std::vector<Case> all = silenceCases();
    for (const std::vector<Case> &some : {portCases(), otherCases()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

} // namespace

class TestReachRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data();
    void rules();
    void healthyComputers_data();
    void healthyComputers();
    void blockedTellsHowMany();
    void pastedListMayBeOfAYoungDaemon();
    void pastedServersMayNotHaveBeenAskedLongEnough();
    void deadTellsSinceWhenAndWhoAnswers();
    void lonelyServerMayNotBeAtFault();
    void poolReplacesItsOwn();
    void manyDeadAreOneFinding();
    void offlineIsOneFinding();
    void sourcePortOpensItsLine();
    void staleTellsPolls();
    void offlineOnesCanBeAskedAgain();
};

void TestReachRules::rules_data()
{
    QTest::addColumn<int>("index");
    const std::vector<Case> cases = allCases();
    for (size_t i = 0; i < cases.size(); ++i)
        QTest::addRow("%s: %s", qPrintable(findingName(cases[i].id)), cases[i].name) << int(i);
}

void TestReachRules::rules()
{
    QFETCH(int, index);
    const Case tested = allCases()[size_t(index)];
    QCOMPARE(isFound(tested.facts, tested.id), tested.isThere);
}

void TestReachRules::healthyComputers_data()
{
    QTest::addColumn<int>("computer");
    QTest::newRow("chrony with four servers") << 0;
    QTest::newRow("timesyncd alone") << 1;
    QTest::newRow("a receiver and ten servers") << 2;
    QTest::newRow("nothing is known") << 3;
}

void TestReachRules::healthyComputers()
{
    QFETCH(int, computer);
    const std::vector<DiagnosisFacts> computers{healthy(), timesyncdAlone(), receiverWithTwelveSources(),
                                                DiagnosisFacts()};
    DiagnosisFacts facts = computers[size_t(computer)];
    for (const bool isPasted : {false, true}) {
        facts.isPasted = isPasted;
        for (const Finding &finding : findingsOf(facts))
            QVERIFY2(finding.severity < Severity::Advice, qPrintable(findingName(finding.id)));
    }
}

void TestReachRules::blockedTellsHowMany()
{
    Finding finding = findingOf(allSilent(), FindingId::NtpBlocked);
    QCOMPARE(finding.count, 4);
    QVERIFY(!finding.flag);
    QVERIFY(!finding.evidence.empty());
    finding = findingOf(with(allSilent(),
                             [](DiagnosisFacts &facts) {
                                 facts.machine.daemons.clear();
                                 for (ServerMeasurement &measurement : facts.measured)
                                     measurement.lastAnswer.reset();
                             }),
                        FindingId::NtpBlocked);
    QVERIFY(finding.flag);
    QCOMPARE(finding.severity, Severity::Warning);
}

void TestReachRules::pastedListMayBeOfAYoungDaemon()
{
    DiagnosisFacts facts = with(allSilent(), [](DiagnosisFacts &silent) {
        silent.isPasted = true;
        silent.measured.clear();
        chronyOf(silent).process.reset();
        for (DaemonSource &source : chronyOf(silent).sources) {
            source.lastSample.reset();
            source.standing = SourceStanding::Unusable;
        }
    });
    QCOMPARE(findingOf(facts, FindingId::NtpBlocked).severity, Severity::Advice);
    chronyOf(facts).process = allSilent().machine.daemons[0].process;
    QCOMPARE(findingOf(facts, FindingId::NtpBlocked).severity, Severity::Warning);
    chronyOf(facts).process.reset();
    chronyOf(facts).sources[0].lastSample = now - 1h;
    QCOMPARE(findingOf(facts, FindingId::NtpBlocked).severity, Severity::Warning);
}

void TestReachRules::pastedServersMayNotHaveBeenAskedLongEnough()
{
    DiagnosisFacts facts = healthy();
    facts.isPasted = true;
    facts.measured.clear();
    chronyOf(facts).process.reset();
    for (DaemonSource &source : chronyOf(facts).sources) {
        source.lastSample = now - 9s;
        source.reach = 1;
    }
    for (int i = 0; i < 11; ++i)
        chronyOf(facts).sources.push_back(unheard(u"s%1.example"_s.arg(i), u"192.0.2.%1"_s.arg(100 + i)));
    Finding finding = findingOf(facts, FindingId::ServerDead);
    QVERIFY(finding.flag);
    QCOMPARE(finding.severity, Severity::Info);
    chronyOf(facts).sources[0].reach = 0377;
    finding = findingOf(facts, FindingId::ServerDead);
    QVERIFY(!finding.flag);
    QCOMPARE(finding.severity, Severity::Advice);
    // Eight questions within two seconds prove little.
    chronyOf(facts).sources[0].pollLog2 = -2;
    QVERIFY(findingOf(facts, FindingId::ServerDead).flag);
    // Of this computer it is known since when.
    facts.isPasted = false;
    QVERIFY(!findingOf(facts, FindingId::ServerDead).flag);
}

void TestReachRules::deadTellsSinceWhenAndWhoAnswers()
{
    const Finding finding = findingOf(oneDead(), FindingId::ServerDead);
    QCOMPARE(finding.subject, u"d.example"_s);
    QCOMPARE(finding.span, std::optional<Duration>(2h + 64s));
    QCOMPARE(finding.others, (QStringList{u"a.example"_s, u"b.example"_s, u"c.example"_s}));
    QCOMPARE(finding.severity, Severity::Advice);
    // One finding, though it is asked twice.
    QCOMPARE(std::ranges::count(findingsOf(oneDead()), FindingId::ServerDead, &Finding::id), 1);
}

void TestReachRules::lonelyServerMayNotBeAtFault()
{
    DiagnosisFacts facts = oneDead(0);
    facts.measured.resize(1);
    facts.machine.daemons[0].sources.resize(1);
    const Finding finding = findingOf(facts, FindingId::ServerDead);
    QVERIFY(finding.others.isEmpty());
    QCOMPARE(finding.severity, Severity::Warning);
}

void TestReachRules::poolReplacesItsOwn()
{
    DiagnosisFacts facts = healthy();
    facts.measured.clear();
    DaemonReport &report = facts.machine.daemons[0];
    report.sources[3] = unheard(u"pool.example"_s, u"192.0.2.77"_s);
    report.sources[3].isOfPool = true;
    report.sources[2].name = u"pool.example"_s;
    const Finding finding = findingOf(facts, FindingId::ServerDead);
    QCOMPARE(finding.subject, u"pool.example (192.0.2.77)"_s);
    QCOMPARE(finding.severity, Severity::Info);
}

void TestReachRules::manyDeadAreOneFinding()
{
    DiagnosisFacts facts = healthy();
    const auto addDead = [&facts](int number) {
        chronyOf(facts).sources.push_back(
            unheard(u"s%1.example"_s.arg(number), u"192.0.2.%1"_s.arg(100 + number)));
    };
    const auto dead = [&facts] {
        std::vector<Finding> findings = findingsOf(facts);
        std::erase_if(findings, [](const Finding &finding) { return finding.id != FindingId::ServerDead; });
        return findings;
    };
    for (int i = 0; i < 10; ++i)
        addDead(i);
    QCOMPARE(dead().size(), size_t(10));
    addDead(10);
    const std::vector<Finding> findings = dead();
    QCOMPARE(findings.size(), size_t(1));
    const Finding &finding = findings[0];
    QVERIFY(finding.subject.isEmpty());
    QCOMPARE(finding.names.size(), 11);
    QCOMPARE(finding.names[10], u"s10.example"_s);
    QCOMPARE(finding.others.size(), 4);
    QCOMPARE(finding.severity, Severity::Advice);
    QVERIFY(!finding.evidence.empty() && finding.evidence.size() < 11);
}

void TestReachRules::offlineIsOneFinding()
{
    DiagnosisFacts facts = allSilent();
    facts.isOffline = true;
    const std::vector<Finding> findings = findingsOf(facts);
    QCOMPARE(findings.size(), size_t(1));
    QCOMPARE(findings[0].id, FindingId::ComputerOffline);
    QCOMPARE(findings[0].span, std::optional<Duration>(1h));
}

void TestReachRules::sourcePortOpensItsLine()
{
    DiagnosisFacts facts = answeringUsOnly();
    configure(facts, "server a.example\nacquisitionport 123\n");
    const Finding finding = findingOf(facts, FindingId::SourcePortBlocked);
    QCOMPARE(finding.names.size(), 4);
    QVERIFY(finding.daemon == DaemonKind::Chrony);
    QCOMPARE(finding.actions.size(), size_t(1));
    QCOMPARE(finding.actions[0].file, u"/etc/chrony/chrony.conf"_s);
    QCOMPARE(finding.actions[0].line, 2);
}

void TestReachRules::staleTellsPolls()
{
    const Finding finding = findingOf(oldSample(330s), FindingId::StaleSelection);
    QCOMPARE(finding.subject, u"a.example"_s);
    QCOMPARE(finding.span, std::optional<Duration>(330s));
    QCOMPARE(finding.count, 5);
    QVERIFY(finding.flag);
    // One that keeps no register of its answers.
    DiagnosisFacts untold = oldSample(330s);
    chronyOf(untold).sources[0].reach.reset();
    QVERIFY(!findingOf(untold, FindingId::StaleSelection).flag);
}

void TestReachRules::offlineOnesCanBeAskedAgain()
{
    DiagnosisFacts facts = healthy();
    facts.machine.daemons[0].activity = SourceActivityCounts{.offline = 4};
    const Finding here = findingOf(facts, FindingId::Offline);
    QCOMPARE(here.count, 4);
    QCOMPARE(here.names.size(), 4);
    QCOMPARE(here.actions.size(), size_t(1));
    QCOMPARE(here.actions[0].kind, FindingAction::Kind::Command);
    QCOMPARE(here.actions[0].command.kind, DaemonCommand::Kind::GoOnline);
}

QTEST_GUILESS_MAIN(TestReachRules)
#include "test_reachrules.moc"
