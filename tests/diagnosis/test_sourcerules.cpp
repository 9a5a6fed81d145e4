// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/rules/sourcerules.h"
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

using Spoil = std::function<void(DiagnosisFacts &)>;

DiagnosisFacts with(DiagnosisFacts facts, const Spoil &spoil)
{
    spoil(facts);
    return facts;
}

DaemonReport &chronyOf(DiagnosisFacts &facts)
{
    return facts.machine.daemons[0];
}

/// The story's chronyd: three servers, nothing followed so far.
DaemonReport story(SourceStanding standing, Duration offset, Duration error, int samples)
{
    DaemonReport report = daemon();
    report.tracking->synchronised = false;
    report.tracking->systemOffset = ahead(0ns); // nothing to correct so far
    report.process->startedAt = now - 90s;
    for (int i = 1; i <= 3; ++i) {
        DaemonSource source =
            server(u"ntp%1.jst.mfeed.ad.jp"_s.arg(i), u"210.173.160.%1"_s.arg(27 + 30 * (i - 1)), standing);
        source.letter = standing == SourceStanding::Jittery ? '~' : '?';
        source.adjusted = ahead(offset);
        source.error = error;
        source.reach = quint8((1U << unsigned(std::min(samples, 8))) - 1);
        source.statistics = SourceStatistics{.samples = samples};
        report.sources.push_back(source);
    }
    return report;
}

/// Its other chronyd: the host's clock is followed.
DaemonReport hosts(Duration offset = -3us, Duration error = 600ns)
{
    DaemonReport report = daemon();
    report.instance = 1;
    report.process.reset();
    DaemonSource source = device(u"PHC0"_s, SourceStanding::Selected);
    // By the clock that it keeps itself, and to which it leads this computer's.
    source.adjusted = ahead(0ns);
    source.error = error;
    report.sources = {source};
    report.tracking->source = u"PHC0"_s;
    report.tracking->referenceId = u"50484330"_s;
    report.tracking->systemOffset = ahead(offset);
    report.tracking->rootDelay = 0ns;
    report.tracking->rootDispersion = error;
    return report;
}

DiagnosisFacts onVirtualMachine(const std::vector<DaemonReport> &daemons)
{
    DiagnosisFacts facts = withDaemon({});
    facts.machine.daemons = daemons;
    facts.machine.host.kind = HostMachine::Kind::VirtualMachine;
    return facts;
}

DiagnosisFacts gathering(int samples)
{
    return withDaemon(story(SourceStanding::Unusable, 472ms, 61ms, samples));
}

DiagnosisFacts moved(Duration offset = -350s)
{
    DaemonReport report = story(SourceStanding::Jittery, offset, 73ms, 5);
    for (DaemonSource &source : report.sources)
        source.statistics->standardDeviation = 12s;
    return withDaemon(report);
}

/// The second server's samples scatter.
DiagnosisFacts scattering()
{
    return with(healthy(), [](DiagnosisFacts &facts) {
        chronyOf(facts).sources[1].standing = SourceStanding::Jittery;
        chronyOf(facts).sources[1].statistics->standardDeviation = 2s;
    });
}

/// All contradict each other.
DiagnosisFacts disputed()
{
    return with(healthy(), [](DiagnosisFacts &facts) {
        DaemonReport &report = chronyOf(facts);
        report.tracking->synchronised = false;
        report.sources.resize(2);
        for (DaemonSource &source : report.sources)
            source.standing = SourceStanding::Falseticker;
        report.sources[1].adjusted = ahead(251ms);
    });
}

DiagnosisFacts outvoted()
{
    return with(healthy(), [](DiagnosisFacts &facts) {
        chronyOf(facts).sources[3].standing = SourceStanding::Falseticker;
        chronyOf(facts).sources[3].adjusted = ahead(-249ms);
    });
}

DiagnosisFacts contradicting(int servers = 4)
{
    return with(healthy(), [servers](DiagnosisFacts &facts) {
        facts.verdict = agreeing(3s, servers);
        facts.judgement.contradictsDaemon = true;
        facts.judgement.offset = ahead(3s);
    });
}

DiagnosisFacts announcing(int servers, LeapIndicator leap = LeapIndicator::InsertSecond)
{
    return with(healthy(), [=](DiagnosisFacts &facts) {
        for (int i = 0; i < servers; ++i)
            facts.measured[size_t(i)].lastSample->leap = leap;
    });
}

/// chrony asks these.
DiagnosisFacts asking(const QStringList &names)
{
    DaemonReport report = daemon();
    for (const QString &name : names)
        report.sources.push_back(server(name, u"192.0.2.%1"_s.arg(report.sources.size() + 1)));
    report.sources[0].standing = SourceStanding::Selected;
    return withDaemon(report);
}

void pendInKernel(DiagnosisFacts &facts)
{
    facts.clock = ClockReport();
    facts.clock->kernel = KernelClock();
    facts.clock->kernel->leap = KernelLeapState::InsertPending;
}

void observe(DiagnosisFacts &facts, const QString &address, const ChronyAuthentication &authentication)
{
    facts.observation = ChronyObservation();
    facts.observation->authentication[address] = authentication;
}

/// A server with NTS that has no keys.
DiagnosisFacts withoutKeys(Duration clockOff)
{
    return with(healthy(), [clockOff](DiagnosisFacts &facts) {
        DaemonSource &source = chronyOf(facts).sources[3];
        source = unheard(nameOfServer(3), addresses[3]);
        ChronyAuthentication authentication;
        authentication.mode = ChronyAuthentication::Mode::Nts;
        authentication.attempts = 4;
        observe(facts, addresses[3], authentication);
        facts.judgement.offset = ahead(clockOff);
    });
}

/// All of its line says that it has keys; we get answers without.
DiagnosisFacts written(const QString &options)
{
    return with(healthy(), [&options](DiagnosisFacts &facts) {
        chronyOf(facts).sources[3] = unheard(nameOfServer(3), addresses[3]);
        const QString path = u"/etc/chrony/chrony.conf"_s;
        NamedServers files;
        const QString line = u"server d.example iburst %1\n"_s.arg(options);
        files.texts = {{.path = path, .part = ConfigPart::Main, .text = line.toUtf8()}};
        files.servers = {{.host = host(nameOfServer(3)), .file = path, .line = 1}};
        files.files = {{.path = path, .changedAt = now - 24h}};
        ServerConfiguration configuration;
        configuration.daemon = DaemonKind::Chrony;
        configuration.files = std::make_shared<const NamedServers>(files);
        facts.configurations = {configuration};
    });
}

/// Its main file says so.
DiagnosisFacts set(DiagnosisFacts facts, const QByteArray &text)
{
    const QString path = u"/etc/a.conf"_s;
    NamedServers files;
    files.texts = {{.path = path, .part = ConfigPart::Main, .text = text}};
    files.files = {{.path = path, .changedAt = now - 24h}};
    ServerConfiguration configuration;
    configuration.daemon = chronyOf(facts).kind;
    configuration.files = std::make_shared<const NamedServers>(files);
    facts.configurations = {configuration};
    return facts;
}

DiagnosisFacts ofNtpsec(DiagnosisFacts facts, const QByteArray &text)
{
    chronyOf(facts).kind = DaemonKind::Ntpsec;
    return set(facts, text);
}

DiagnosisFacts saying(QueryOutcome outcome, const QByteArray &kissCode = {})
{
    return with(healthy(), [&](DiagnosisFacts &facts) {
        silence(facts.measured[2], 1h, outcome);
        facts.measured[2].kissCode = kissCode;
    });
}

class Cases
{
public:
    void add(const char *name, FindingId id, bool isThere, const DiagnosisFacts &facts)
    {
        m_all.push_back({name, id, isThere, facts});
    }
    std::vector<Case> take() { return std::move(m_all); }

private:
    std::vector<Case> m_all;
};

void addSelection(Cases &cases)
{
    using Id = FindingId;
    cases.add("one sample", Id::Gathering, true, gathering(1));
    cases.add("enough, and nobody followed", Id::Gathering, true, gathering(3));
    cases.add("one is followed", Id::Gathering, false, healthy());
    cases.add("a server in addition", Id::Gathering, false, with(healthy(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources[3].standing = SourceStanding::Unusable;
                  chronyOf(facts).sources[3].statistics->samples = 1;
              }));
    cases.add("never answered", Id::Gathering, false, with(healthy(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources = {unheard(nameOfServer(0), addresses[0])};
                  chronyOf(facts).tracking->synchronised = false;
              }));
    cases.add("asked for the first time", Id::Gathering, true, with(healthy(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources = {unheard(nameOfServer(0), addresses[0])};
                  chronyOf(facts).tracking->synchronised = false;
                  chronyOf(facts).process->startedAt = now - 5s;
              }));

    const auto ntpd = [](Duration started) {
        return with(healthy(), [started](DiagnosisFacts &facts) {
            DaemonReport &report = chronyOf(facts);
            report.kind = DaemonKind::Ntpsec;
            report.process->startedAt = now - started;
            report.tracking->synchronised = false;
            for (DaemonSource &source : report.sources) {
                source.standing = SourceStanding::Unusable;
                source.statistics.reset();
                source.reach = 1;
            }
        });
    };
    cases.add("NTPsec at its start", Id::Gathering, true, ntpd(2min));
    cases.add("NTPsec later", Id::Gathering, false, ntpd(2h));

    cases.add("moved by something else", Id::ClockMovedUnder, true, moved());
    cases.add("so nobody is unsteady", Id::TooVariable, false, moved());
    cases.add("steady", Id::ClockMovedUnder, false, healthy());
    cases.add("only a strict maxjitter", Id::ClockMovedUnder, false, with(moved(), [](DiagnosisFacts &facts) {
                  for (DaemonSource &source : chronyOf(facts).sources)
                      source.statistics->standardDeviation = 348ns;
              }));
    cases.add("one alone scatters", Id::ClockMovedUnder, false, scattering());
    cases.add("they do not agree", Id::ClockMovedUnder, false, with(moved(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources[0].adjusted = ahead(-340s);
              }));
    cases.add("one scatters", Id::TooVariable, true, scattering());
    cases.add("this clock was stepped", Id::TooVariable, false, with(scattering(), [](DiagnosisFacts &facts) {
                  facts.clockEvents = {{.kind = ClockEvent::Kind::Stepped, .at = now - 5min, .moved = -12s}};
              }));
    cases.add("none scatters", Id::TooVariable, false, healthy());

    cases.add("two contradict", Id::NoMajority, true, disputed());
    cases.add("one is outvoted", Id::NoMajority, false, outvoted());
    cases.add("measured here", Id::NoMajority, true, with(healthy(), [](DiagnosisFacts &facts) {
                  facts.verdict.isDisputed = true;
                  facts.measured[0].use = SourceUse::NoMajority;
                  facts.measured[1].use = SourceUse::NoMajority;
              }));
    const Spoil logged = [](DiagnosisFacts &facts) {
        facts.isPasted = true;
        facts.machine.daemons.clear();
        facts.measured.clear();
        facts.log = {logLine(LogEvent::NoMajority, {}, u"Can't synchronise: no majority"_s)};
    };
    cases.add("a line that was pasted", Id::NoMajority, true, with(healthy(), logged));
    cases.add("a past line of this computer's", Id::NoMajority, false,
              with(healthy(), [&](DiagnosisFacts &facts) {
                  logged(facts);
                  facts.isPasted = false;
              }));
    cases.add("outvoted", Id::Outvoted, true, outvoted());
    cases.add("nobody is", Id::Outvoted, false, healthy());
    cases.add("without a majority", Id::Outvoted, false, disputed());

    cases.add("contradicts", Id::ContradictsDaemon, true, contradicting());
    cases.add("a device is another matter", Id::ContradictsDaemon, false,
              with(contradicting(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources[0].mode = SourceMode::ReferenceClock;
              }));
    cases.add("agrees", Id::ContradictsDaemon, false, healthy());
    const QString interference = u"System clock interference detected (another NTP client?)"_s;
    const auto interfering = [&](Duration ago) {
        return with(healthy(), [&](DiagnosisFacts &facts) {
            UnitReport unit;
            unit.log = {logLine(LogEvent::Interference, {}, interference)};
            unit.log[0].at = now - ago;
            facts.units = {unit};
        });
    };
    cases.add("in the log", Id::Interference, true, interfering(10min));
    cases.add("long ago", Id::Interference, false, interfering(3h));

    const auto following = [](const QString &reference) {
        return with(healthy(),
                    [&](DiagnosisFacts &facts) { chronyOf(facts).tracking->referenceId = reference; });
    };
    cases.add("chrony's", Id::LocalMode, true, following(u"7F7F0101"_s));
    cases.add("as an address", Id::LocalMode, true, following(u"127.127.1.1"_s));
    cases.add("a server", Id::LocalMode, false, following(u"C0000201"_s));
    cases.add("a receiver", Id::LocalMode, false, receiverWithTwelveSources());
    const auto windows = [](const QString &source) {
        return with(healthy(), [&](DiagnosisFacts &facts) {
            facts.isPasted = true;
            chronyOf(facts).tracking->source = source;
        });
    };
    cases.add("Windows' own clock", Id::ServesWhileUnsynchronised, true, windows(u"Local CMOS Clock"_s));
    cases.add("Windows with a server", Id::ServesWhileUnsynchronised, false, windows(u"time.windows.com"_s));
}

void addDevices(Cases &cases)
{
    using Id = FindingId;
    cases.add("followed", Id::HostClockFollowed, true, onVirtualMachine({hosts()}));
    cases.add("a network card's clock", Id::HostClockFollowed, false,
              with(onVirtualMachine({hosts()}),
                   [](DiagnosisFacts &facts) { facts.machine.host.kind = HostMachine::Kind::Physical; }));
    cases.add("a receiver's", Id::HostClockFollowed, false, receiverWithTwelveSources());
    cases.add("not followed", Id::HostClockFollowed, false,
              with(onVirtualMachine({hosts()}), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources[0].standing = SourceStanding::Selectable;
              }));
    cases.add("of a paste", Id::HostClockFollowed, true,
              with(withDaemon(hosts()), [](DiagnosisFacts &facts) { facts.isPasted = true; }));
}

/// Beside four servers.
DiagnosisFacts withSilentDevice()
{
    return with(healthy(), [](DiagnosisFacts &facts) {
        DaemonSource silent = device(u"GPS"_s, SourceStanding::Unusable);
        silent.reach = 0;
        silent.lastSample.reset();
        silent.adjusted.reset();
        silent.statistics.reset();
        chronyOf(facts).sources.push_back(silent);
    });
}

void addSilentDevices(Cases &cases)
{
    using Id = FindingId;
    const Spoil pasted = [](DiagnosisFacts &facts) {
        facts.isPasted = true;
        facts.measured.clear();
        chronyOf(facts).process.reset();
    };
    cases.add("nothing so far", Id::ReferenceSilent, true, withSilentDevice());
    cases.add("nothing any more", Id::ReferenceSilent, true,
              with(withSilentDevice(),
                   [](DiagnosisFacts &facts) { chronyOf(facts).sources[4].lastSample = now - 1h; }));
    cases.add("of a paste", Id::ReferenceSilent, true, with(withSilentDevice(), pasted));
    cases.add("of a paste, others have begun", Id::ReferenceSilent, false,
              with(withSilentDevice(), [&](DiagnosisFacts &facts) {
                  pasted(facts);
                  for (size_t i = 0; i < 4; ++i)
                      chronyOf(facts).sources[i].reach = 017;
              }));
    cases.add("just started", Id::ReferenceSilent, false, with(withSilentDevice(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).process->startedAt = now - 4min;
              }));
    cases.add("started before its poll", Id::ReferenceSilent, false,
              with(withSilentDevice(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).process->startedAt = now - 6min;
                  chronyOf(facts).sources[4].pollLog2 = 8;
              }));
    cases.add("woke just now", Id::ReferenceSilent, false,
              with(withSilentDevice(), [](DiagnosisFacts &facts) {
                  facts.clockEvents = {{.kind = ClockEvent::Kind::Suspended, .at = now - 1min, .lasted = 1h}};
              }));
    cases.add("a server", Id::ReferenceSilent, false, with(withSilentDevice(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources[4].mode = SourceMode::Server;
              }));
    cases.add("followed from memory", Id::ReferenceSilent, false,
              with(withSilentDevice(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources[4].standing = SourceStanding::Selected;
              }));
    cases.add(
        "no register is kept", Id::ReferenceSilent, false,
        with(withSilentDevice(), [](DiagnosisFacts &facts) { chronyOf(facts).sources[4].reach.reset(); }));
    const Spoil notSelected = [](DiagnosisFacts &facts) {
        facts.observation = ChronyObservation();
        facts.observation->selection[u"GPS"_s].configuredOptions = u"N---"_s;
    };
    cases.add("noselect", Id::ReferenceSilent, false, with(withSilentDevice(), notSelected));
    cases.add("noselect, and nothing else", Id::ReferenceSilent, true,
              with(withSilentDevice(), [&](DiagnosisFacts &facts) {
                  notSelected(facts);
                  facts.measured.clear();
                  chronyOf(facts).tracking->synchronised = false;
                  chronyOf(facts).sources.erase(chronyOf(facts).sources.begin(),
                                                chronyOf(facts).sources.begin() + 4);
              }));
    cases.add("all give samples", Id::ReferenceSilent, false, receiverWithTwelveSources());
}

void addAnswers(Cases &cases)
{
    using Id = FindingId;
    cases.add("does not know the time", Id::Unsynchronised, true, saying(QueryOutcome::Unsynchronised));
    cases.add("does not know the time, asked once", Id::Unsynchronised, true,
              with(saying(QueryOutcome::Unsynchronised),
                   [](DiagnosisFacts &facts) { facts.measured[2].failingSince.reset(); }));
    cases.add("no answer", Id::Unsynchronised, false, saying(QueryOutcome::Timeout));
    cases.add("stratum 16", Id::Unsynchronised, true,
              with(healthy(), [](DiagnosisFacts &facts) { chronyOf(facts).sources[1].stratum = 16; }));
    cases.add("stratum 16 before the first answer", Id::Unsynchronised, false,
              with(healthy(), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources[1] = unheard(nameOfServer(1), addresses[1]);
                  chronyOf(facts).sources[1].stratum = 16;
              }));
    const auto exchanged = [](const QString &tests) {
        return with(healthy(), [&](DiagnosisFacts &facts) {
            facts.measured.clear();
            chronyOf(facts).sources[1] = unheard(nameOfServer(1), addresses[1]);
            ChronyExchange exchange;
            exchange.received = 45;
            exchange.valid = 45;
            exchange.tests = tests;
            facts.observation = ChronyObservation();
            facts.observation->exchanges[addresses[1]] = exchange;
        });
    };
    cases.add("test 6 failed", Id::Unsynchronised, true, exchanged(u"111 101 0000"_s));
    cases.add("test 6 passed", Id::Unsynchronised, false, exchanged(u"111 011 0000"_s));
    cases.add("what speaks is not dead", Id::ServerDead, false, exchanged(u"111 101 0000"_s));

    cases.add("RATE", Id::KissOfDeath, true, saying(QueryOutcome::KissCode, "RATE"));
    cases.add("no kiss", Id::KissOfDeath, false, saying(QueryOutcome::Timeout, "RATE"));
    const auto refusedRate = [](Duration ago) {
        return with(healthy(), [ago](DiagnosisFacts &facts) {
            facts.log = {logLine(LogEvent::RateRefused, addresses[2])};
            facts.log[0].at = now - ago;
        });
    };
    cases.add("in the log", Id::KissOfDeath, true, refusedRate(10min));
    cases.add("long ago", Id::KissOfDeath, false, refusedRate(5h));

    const auto showing = [](const QString &code, DaemonKind kind = DaemonKind::Ntpsec) {
        return with(healthy(), [&](DiagnosisFacts &facts) {
            facts.measured.clear();
            chronyOf(facts).kind = kind;
            chronyOf(facts).sources[1] = unheard(nameOfServer(1), addresses[1]);
            chronyOf(facts).sources[1].referenceId = code;
        });
    };
    for (const char *code : {"RATE", "DENY", "RSTR"}) {
        const DiagnosisFacts refused = showing(QString::fromLatin1(code));
        cases.add(code, Id::KissOfDeath, true, refused);
        cases.add(code, Id::ServerDead, false, refused);
        cases.add(code, Id::Unsynchronised, false, with(refused, [](DiagnosisFacts &facts) {
                      chronyOf(facts).sources[1].stratum = 16;
                      chronyOf(facts).sources[1].reach = 1;
                  }));
    }
    cases.add("RATE by all", Id::NtpBlocked, false, with(showing(u"RATE"_s), [](DiagnosisFacts &facts) {
                  chronyOf(facts).tracking->synchronised = false;
                  for (qsizetype i = 0; i < addresses.size(); ++i) {
                      chronyOf(facts).sources[size_t(i)] = unheard(nameOfServer(i), addresses[i]);
                      chronyOf(facts).sources[size_t(i)].referenceId = u"RATE"_s;
                  }
              }));
    cases.add("INIT", Id::KissOfDeath, false, showing(u"INIT"_s));
    cases.add("INIT", Id::ServerDead, true, showing(u"INIT"_s));
    cases.add("a stratum 1 server's reference", Id::KissOfDeath, false,
              with(showing(u"RATE"_s), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources[1] = server(nameOfServer(1), addresses[1]);
                  chronyOf(facts).sources[1].stratum = 1;
                  chronyOf(facts).sources[1].referenceId = u"RATE"_s;
              }));
    cases.add("chrony has no such codes", Id::KissOfDeath, false, showing(u"RATE"_s, DaemonKind::Chrony));
    for (const char *code : {"AUTH", "CRYP", "NKEY"}) {
        cases.add(code, Id::NotAuthenticated, true, showing(QString::fromLatin1(code)));
        cases.add(code, Id::ServerDead, false, showing(QString::fromLatin1(code)));
    }
    cases.add("INIT", Id::NotAuthenticated, false, showing(u"INIT"_s));

    cases.add("NTS, clock right", Id::NotAuthenticated, true, withoutKeys(3ms));
    cases.add("NTS, clock right", Id::NtsClockWrong, false, withoutKeys(3ms));
    cases.add("NTS, clock wrong", Id::NtsClockWrong, true, withoutKeys(-48h));
    cases.add("NTS, clock wrong", Id::NotAuthenticated, false, withoutKeys(-48h));
    cases.add("without keys it is not asked", Id::ServerDead, false, withoutKeys(3ms));
    cases.add("NTS with keys", Id::NotAuthenticated, false, with(withoutKeys(3ms), [](DiagnosisFacts &facts) {
                  facts.observation->authentication[addresses[3]].keyId = 2;
              }));
    cases.add("its line has a key", Id::NotAuthenticated, true, written(u"key 10"_s));
    cases.add("its line has a key", Id::AnswersUsOnly, false, written(u"key 10"_s));
    cases.add("its line has none", Id::NotAuthenticated, false, written({}));
    cases.add("its line has none", Id::AnswersUsOnly, true, written({}));

    const auto far = [](Duration error) {
        return with(healthy(), [error](DiagnosisFacts &facts) {
            chronyOf(facts).sources[2].standing = SourceStanding::Unusable;
            chronyOf(facts).sources[2].error = error;
        });
    };
    cases.add("beyond 3 s", Id::TooFar, true, far(7800ms));
    cases.add("below 3 s", Id::TooFar, false, far(2900ms));
    cases.add("allowed here", Id::TooFar, false, set(far(7800ms), "maxdistance 16\n"));
    cases.add("not allowed here", Id::TooFar, true, set(far(2900ms), "maxdistance 1\n"));
    cases.add("beyond 1.5 s of NTPsec", Id::TooFar, true, ofNtpsec(far(1800ms), {}));
    cases.add("below 1.5 s of NTPsec", Id::TooFar, false, ofNtpsec(far(1400ms), {}));
    cases.add("allowed to NTPsec", Id::TooFar, false, ofNtpsec(far(7800ms), "tos minsane 1 maxdist 16\n"));
    const auto timesyncd = [&far](Duration error, std::optional<Duration> limit) {
        return with(far(error), [limit](DiagnosisFacts &facts) {
            chronyOf(facts).kind = DaemonKind::Timesyncd;
            chronyOf(facts).distanceLimit = limit;
        });
    };
    cases.add("beyond 5 s of timesyncd", Id::TooFar, true, timesyncd(6s, {}));
    cases.add("below 5 s of timesyncd", Id::TooFar, false, timesyncd(4s, {}));
    cases.add("as timesyncd tells", Id::TooFar, true, timesyncd(4s, 3s));
    cases.add("as timesyncd tells, less", Id::TooFar, false, timesyncd(6s, 10s));
    cases.add("measured here", Id::TooFar, true,
              with(healthy(), [](DiagnosisFacts &facts) { facts.measured[0].use = SourceUse::TooFar; }));
    cases.add("without statistics, as pasted", Id::TooFar, true, with(far(7800ms), [](DiagnosisFacts &facts) {
                  facts.isPasted = true;
                  chronyOf(facts).sources[2].statistics.reset();
              }));
    const auto uneven = [](bool isOneServer) {
        return with(healthy(), [isOneServer](DiagnosisFacts &facts) {
            facts.asymmetries = {{.first = 0, .second = 1, .isOneServer = isOneServer, .difference = 25ms}};
        });
    };
    cases.add("two ways", Id::UnevenPaths, true, uneven(true));
    cases.add("two servers", Id::UnevenPaths, false, uneven(false));
}

void addLeapSeconds(Cases &cases)
{
    using Id = FindingId;
    cases.add("all", Id::LeapAnnounced, true, announcing(4));
    cases.add("three of four", Id::LeapAnnounced, true, announcing(3));
    cases.add("three of four", Id::LeapDisputed, false, announcing(3));
    cases.add("two of four", Id::LeapDisputed, true, announcing(2));
    cases.add("two of four", Id::LeapAnnounced, false, announcing(2));
    cases.add("none", Id::LeapAnnounced, false, announcing(0));
    cases.add("no time is no announcement", Id::LeapAnnounced, false,
              announcing(4, LeapIndicator::Unsynchronised));
    const Spoil decide = [](DiagnosisFacts &facts) {
        chronyOf(facts).tracking->leap = LeapIndicator::InsertSecond;
    };
    cases.add("chronyd, by its list", Id::LeapAnnounced, true, with(announcing(0), decide));
    cases.add("chronyd, by its list", Id::LeapDisputed, false, with(announcing(1), decide));
    cases.add("the kernel", Id::LeapAnnounced, true, with(announcing(0), pendInKernel));
    cases.add("who smears has no say", Id::LeapDisputed, false,
              with(announcing(3), [](DiagnosisFacts &facts) {
                  facts.measured.erase(facts.measured.begin(), facts.measured.begin() + 2);
                  facts.measured[1].host = host(u"time.google.com"_s);
                  facts.measured[1].address = u"216.239.35.0"_s;
              }));

    cases.add("Google beside others", Id::SmearMixed, true, asking({u"time.google.com"_s, u"a.example"_s}));
    const QByteArray list = "leapsectz right/UTC\n";
    cases.add("Google, and a list", Id::LeapTwice, true, set(asking({u"time.google.com"_s}), list));
    cases.add(
        "Google, and a file", Id::LeapTwice, true,
        set(asking({u"time.google.com"_s, u"a.example"_s}), "leapseclist /usr/share/leap-seconds.list\n"));
    cases.add("Google, and no list", Id::LeapTwice, false, set(asking({u"time.google.com"_s}), "rtcsync\n"));
    cases.add("others, and a list", Id::LeapTwice, false, set(asking({u"a.example"_s}), list));
    cases.add("Google, and NTPsec", Id::LeapTwice, false, ofNtpsec(asking({u"time.google.com"_s}), list));
    cases.add("Google and Amazon", Id::SmearMixed, false, asking({u"time.google.com"_s, u"time.aws.com"_s}));
    cases.add("Cloudflare beside others", Id::SmearMixed, false,
              asking({u"time.cloudflare.com"_s, u"a.example"_s}));
    cases.add("Amazon's link and its device", Id::SmearMixed, true,
              with(asking({u"169.254.169.123"_s}), [](DiagnosisFacts &facts) {
                  chronyOf(facts).sources.push_back(device(u"PHC0"_s, SourceStanding::Combined));
              }));
    cases.add("one at a time", Id::SmearMixed, false,
              with(asking({u"time.google.com"_s, u"a.example"_s}),
                   [](DiagnosisFacts &facts) { chronyOf(facts).kind = DaemonKind::Timesyncd; }));
}

std::vector<Case> allCases()
{
    Cases cases;
    addSelection(cases);
    addDevices(cases);
    addSilentDevices(cases);
    addAnswers(cases);
    addLeapSeconds(cases);
    return cases.take();
}

} // namespace

class TestSourceRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data();
    void rules();
    void gatheringTellsWhenItIsReady();
    void theOtherDaemonIsNamed();
    void hostsClockIsWithinSoMuch();
    void localModeNamesItsLine_data();
    void localModeNamesItsLine();
    void serversRefuteTheHostsClock_data();
    void serversRefuteTheHostsClock();
    void serversInUseRefuteTheHostsClock();
    void clockOnItsWayRefutesNobody_data();
    void clockOnItsWayRefutesNobody();
    void outvotedTellsHowFar();
    void noMajorityTellsHowFarApart();
    void contradictionHasBothWords();
    void kissHasItsCode();
    void silentDeviceIsNamed();
    void ntsTellsTheClocksOffset();
    void leapTellsWhen();
    void smearingWarnsNearALeapSecond();
    void smearingWarnsAfterALeapSecond_data();
    void smearingWarnsAfterALeapSecond();
    void limitsAreTheDaemonsOwn();
    void movedBySoMuch();
};

void TestSourceRules::rules_data()
{
    QTest::addColumn<int>("index");
    const std::vector<Case> cases = allCases();
    for (size_t i = 0; i < cases.size(); ++i)
        QTest::addRow("%s: %s", qPrintable(findingName(cases[i].id)), cases[i].name) << int(i);
}

void TestSourceRules::rules()
{
    QFETCH(int, index);
    const Case tested = allCases()[size_t(index)];
    QCOMPARE(isFound(tested.facts, tested.id), tested.isThere);
}

void TestSourceRules::gatheringTellsWhenItIsReady()
{
    const DiagnosisFacts facts = gathering(1);
    const Finding finding = findingOf(facts, FindingId::Gathering);
    QCOMPARE(finding.severity, Severity::Info);
    QCOMPARE(finding.names.size(), 3);
    QCOMPARE(finding.count, 1);
    QCOMPARE(finding.total, 3);
    // The last sample came 20 s ago; two more, 64 s apart.
    QCOMPARE(finding.span, std::optional<Duration>(108s));
    // It is the whole answer to looking too early.
    QCOMPARE(findingsOf(facts).size(), size_t(1));

    // The same, pasted: chronyc sources has no number of samples.
    DiagnosisFacts pasted = facts;
    pasted.isPasted = true;
    chronyOf(pasted).process.reset();
    chronyOf(pasted).readAt.reset();
    for (DaemonSource &source : chronyOf(pasted).sources)
        source.statistics.reset();
    const Finding told = findingOf(pasted, FindingId::Gathering);
    QCOMPARE(told.count, 1);
    QCOMPARE(told.span, std::optional<Duration>(108s));
    QCOMPARE(findingsOf(pasted).size(), size_t(1));
}

void TestSourceRules::theOtherDaemonIsNamed()
{
    DiagnosisFacts facts = moved();
    Finding finding = findingOf(facts, FindingId::ClockMovedUnder);
    QCOMPARE(finding.names.size(), 3);
    QCOMPARE(finding.span, std::optional<Duration>(12s));
    QVERIFY(!finding.flag);
    facts.machine.daemons.push_back(hosts(-362s, 1008ms));
    finding = findingOf(facts, FindingId::ClockMovedUnder);
    QVERIFY(finding.flag);
    // Nobody blames servers that agree.
    for (const Finding &other : findingsOf(facts))
        QVERIFY(other.id != FindingId::TooVariable && other.id != FindingId::Outvoted);
    QVERIFY(wasMovedUnder(facts.machine.daemons[0]));
}

void TestSourceRules::hostsClockIsWithinSoMuch()
{
    const Finding finding = findingOf(onVirtualMachine({hosts()}), FindingId::HostClockFollowed);
    QCOMPARE(finding.severity, Severity::Info);
    QCOMPARE(finding.subject, u"PHC0"_s);
    QCOMPARE(finding.span, std::optional<Duration>(3600ns));
    QVERIFY(!finding.flag);
}

void TestSourceRules::localModeNamesItsLine_data()
{
    QTest::addColumn<int>("daemon");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line"); // 0: none
    const int chrony = int(DaemonKind::Chrony);
    const int ntpsec = int(DaemonKind::Ntpsec);
    QTest::newRow("chrony's") << chrony << QByteArray("makestep 1 3\n  Local stratum 10\n") << 2;
    QTest::newRow("the last one counts") << chrony << QByteArray("local\nlocal stratum 8 orphan\n") << 2;
    QTest::newRow("a comment") << chrony << QByteArray("#local stratum 10\nserver local\n") << 0;
    QTest::newRow("another word") << chrony << QByteArray("localstratum 10\n") << 0;
    QTest::newRow("ntpd's driver") << ntpsec
                                   << QByteArray("server 127.127.1.0\nfudge 127.127.1.0 stratum 10\n") << 1;
    QTest::newRow("NTPsec's word for it") << ntpsec << QByteArray("refclock local unit 0\n") << 1;
    QTest::newRow("another driver") << ntpsec << QByteArray("server 127.127.28.0\n") << 0;
}

void TestSourceRules::localModeNamesItsLine()
{
    QFETCH(int, daemon);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const QString path = u"/etc/time.conf"_s;
    NamedServers files;
    files.texts = {{.path = path, .part = ConfigPart::Main, .text = text}};
    ServerConfiguration configuration;
    configuration.daemon = DaemonKind(daemon);
    configuration.mainFile = path;
    configuration.files = std::make_shared<const NamedServers>(files);
    const DiagnosisFacts facts = with(healthy(), [&](DiagnosisFacts &spoilt) {
        chronyOf(spoilt).kind = DaemonKind(daemon);
        chronyOf(spoilt).process->mainFile = path;
        chronyOf(spoilt).tracking->referenceId = u"127.127.1.1"_s;
        spoilt.configurations = {configuration};
    });
    const Finding finding = findingOf(facts, FindingId::LocalMode);
    const auto leads =
        std::ranges::find(finding.actions, FindingAction::Kind::EditServers, &FindingAction::kind);
    QVERIFY(leads != finding.actions.end());
    QCOMPARE(leads->line, line);
    QCOMPARE(leads->file, line > 0 ? path : QString());
    const auto quoted = std::ranges::find_if(finding.evidence, [](const Evidence &evidence) {
        return std::holds_alternative<FileEvidence>(evidence);
    });
    QCOMPARE(quoted != finding.evidence.end(), line > 0);
    if (line > 0)
        QCOMPARE(std::get<FileEvidence>(*quoted).text.toUtf8(), text.split('\n').at(line - 1).trimmed());
    // Of another daemon's files it is no line.
    DiagnosisFacts others = facts;
    others.configurations[0].mainFile = u"/etc/others.conf"_s;
    const Finding elsewhere = findingOf(others, FindingId::LocalMode);
    QVERIFY(
        std::ranges::all_of(elsewhere.actions, [](const FindingAction &action) { return action.line == 0; }));
}

void TestSourceRules::serversRefuteTheHostsClock_data()
{
    QTest::addColumn<int>("witnesses");
    QTest::addColumn<bool>("areMeasured");
    QTest::addColumn<int>("offset"); // of this clock, ms
    QTest::addColumn<bool>("isRefuted");
    QTest::newRow("three measured") << 3 << true << 472 << true;
    QTest::newRow("two measured") << 2 << true << 472 << false;
    QTest::newRow("three measured, that agree with it") << 3 << true << 5 << false;
    QTest::newRow("the daemon's three") << 3 << false << 472 << true;
    QTest::newRow("the daemon's two") << 2 << false << 472 << false;
    QTest::newRow("the daemon's three, that agree with it") << 3 << false << 30 << false;
}

void TestSourceRules::serversRefuteTheHostsClock()
{
    QFETCH(int, witnesses);
    QFETCH(bool, areMeasured);
    QFETCH(int, offset);
    QFETCH(bool, isRefuted);
    const Duration off = std::chrono::milliseconds(offset);
    DiagnosisFacts facts = onVirtualMachine({hosts()});
    if (areMeasured) {
        facts.verdict = agreeing(off, witnesses);
    } else {
        DaemonReport own = story(SourceStanding::Unusable, off, 61ms, 1);
        own.sources.resize(size_t(witnesses));
        facts.machine.daemons.push_back(own);
    }
    const Finding finding = findingOf(facts, FindingId::HostClockFollowed);
    QCOMPARE(finding.flag, isRefuted);
    QCOMPARE(finding.severity, isRefuted ? Severity::Warning : Severity::Info);
    // This clock is 3 µs behind the device, and the servers put it so far ahead of themselves.
    if (isRefuted)
        QCOMPARE(finding.offset->localMinusRemote(), off + 3us);
}

// Whom a daemon believes it makes its own clock, and corrects this computer's slowly.
void TestSourceRules::serversInUseRefuteTheHostsClock()
{
    DiagnosisFacts facts = onVirtualMachine({hosts()});
    DaemonReport own = story(SourceStanding::Combined, 0ms, 61ms, 8);
    own.tracking->systemOffset = ahead(472ms);
    facts.machine.daemons.push_back(own);
    const Finding finding = findingOf(facts, FindingId::HostClockFollowed);
    QVERIFY(finding.flag);
    QCOMPARE(finding.offset->localMinusRemote(), Duration(472ms + 3us));
}

// Rows 11 and 12 of the story: what the servers said seconds before tells nothing of where the clock is now.
void TestSourceRules::clockOnItsWayRefutesNobody_data()
{
    QTest::addColumn<DaemonReport>("device");
    QTest::addColumn<DaemonReport>("servers");
    QTest::addColumn<bool>("isPasted");
    const DaemonReport scattering = story(SourceStanding::Jittery, -350s, 73ms, 5);
    const DaemonReport former = story(SourceStanding::Unusable, 472ms, 61ms, 1);
    for (const bool isPasted : {false, true}) {
        const char *where = isPasted ? "pasted" : "here";
        QTest::addRow("%s: both behind", where) << hosts(-362s, 1008ms) << scattering << isPasted;
        QTest::addRow("%s: caught up", where) << hosts() << scattering << isPasted;
        QTest::addRow("%s: fell behind since", where) << hosts(-362s, 1008ms) << former << isPasted;
    }
}

void TestSourceRules::clockOnItsWayRefutesNobody()
{
    QFETCH(DaemonReport, device);
    QFETCH(DaemonReport, servers);
    QFETCH(bool, isPasted);
    DiagnosisFacts facts = onVirtualMachine({device, servers});
    facts.isPasted = isPasted;
    if (isPasted) // as chronyc sources has it, without tracking
        facts.machine.daemons[0].sources[0].adjusted = device.tracking->systemOffset;
    const Finding finding = findingOf(facts, FindingId::HostClockFollowed);
    QVERIFY(!finding.flag);
    QCOMPARE(finding.severity, Severity::Info);
}

void TestSourceRules::outvotedTellsHowFar()
{
    // This clock is 249 ms behind it, and 1 ms ahead of the others.
    const Finding finding = findingOf(outvoted(), FindingId::Outvoted);
    QCOMPARE(finding.subject, u"d.example"_s);
    QCOMPARE(finding.offset, std::optional(ahead(250ms)));
    QCOMPARE(finding.count, 3);
}

void TestSourceRules::noMajorityTellsHowFarApart()
{
    const Finding finding = findingOf(disputed(), FindingId::NoMajority);
    QCOMPARE(finding.names, (QStringList{u"a.example"_s, u"b.example"_s}));
    QCOMPARE(finding.span, std::optional<Duration>(250ms));
}

void TestSourceRules::contradictionHasBothWords()
{
    const Finding finding = findingOf(contradicting(), FindingId::ContradictsDaemon);
    QCOMPARE(finding.subject, u"chrony 4.3"_s);
    QCOMPARE(finding.offset, std::optional(ahead(3s)));
    QCOMPARE(finding.other, std::optional(ahead(20us)));
    QCOMPARE(finding.severity, Severity::Warning);
    QCOMPARE(findingOf(contradicting(1), FindingId::ContradictsDaemon).severity, Severity::Advice);
}

void TestSourceRules::kissHasItsCode()
{
    Finding finding = findingOf(saying(QueryOutcome::KissCode, "DENY"), FindingId::KissOfDeath);
    QCOMPARE(finding.subject, u"c.example"_s);
    QCOMPARE(finding.text, u"DENY"_s);
    QCOMPARE(finding.severity, Severity::Warning);
    // The log has addresses.
    DiagnosisFacts facts = healthy();
    facts.log = {logLine(LogEvent::RateRefused, addresses[2])};
    finding = findingOf(facts, FindingId::KissOfDeath);
    QCOMPARE(finding.subject, u"c.example"_s);
    QCOMPARE(finding.severity, Severity::Advice);
    // ntpd shows it in place of the server's reference.
    facts.log.clear();
    facts.measured.clear();
    chronyOf(facts).kind = DaemonKind::Ntpd;
    chronyOf(facts).sources[1] = unheard(nameOfServer(1), addresses[1]);
    chronyOf(facts).sources[1].referenceId = u"DENY"_s;
    finding = findingOf(facts, FindingId::KissOfDeath);
    QCOMPARE(finding.subject, u"b.example"_s);
    QCOMPARE(finding.text, u"DENY"_s);
    QCOMPARE(finding.severity, Severity::Warning);
    QCOMPARE(finding.daemon, DaemonKind::Ntpd);
}

void TestSourceRules::silentDeviceIsNamed()
{
    DiagnosisFacts facts = withSilentDevice();
    auto files = std::make_shared<NamedServers>();
    files->devices.push_back({.driver = u"SHM"_s,
                              .parameter = u"0"_s,
                              .referenceId = u"GPS"_s,
                              .file = u"/etc/chrony/chrony.conf"_s,
                              .line = 7});
    ServerConfiguration configuration;
    configuration.files = files;
    facts.configurations = {configuration};
    Finding finding = findingOf(facts, FindingId::ReferenceSilent);
    QCOMPARE(finding.subject, u"GPS"_s);
    QCOMPARE(finding.text, u"SHM"_s);
    QCOMPARE(finding.names, QStringList(u"SHM 0"_s));
    QCOMPARE(finding.severity, Severity::Advice);
    QVERIFY(finding.flag && !finding.span);
    QCOMPARE(finding.actions.at(0).kind, FindingAction::Kind::EditServers);
    QCOMPARE(finding.actions.at(0).line, 7);
    QCOMPARE(finding.actions.at(1).text, u"systemctl status gpsd.service gpsd.socket"_s);
    // Nothing else is followed.
    chronyOf(facts).tracking->synchronised = false;
    chronyOf(facts).sources.erase(chronyOf(facts).sources.begin(), chronyOf(facts).sources.begin() + 4);
    facts.measured.clear();
    finding = findingOf(facts, FindingId::ReferenceSilent);
    QCOMPARE(finding.severity, Severity::Warning);
    QVERIFY(!finding.flag);
    // By chronyd's own letters for it, and by what it reads.
    facts.configurations.clear();
    chronyOf(facts).sources[0].name = u"PPS0"_s;
    chronyOf(facts).sources[0].device = u"/dev/pps0"_s;
    chronyOf(facts).sources[0].lastSample = now - 1h;
    finding = findingOf(facts, FindingId::ReferenceSilent);
    QCOMPARE(finding.text, u"PPS"_s);
    QCOMPARE(finding.span, std::optional<Duration>(1h));
    QVERIFY(std::ranges::any_of(
        finding.actions, [](const FindingAction &action) { return action.text == "ls -l /dev/pps0"_L1; }));
    // A list alone may be of a daemon that has only just begun.
    facts.isPasted = true;
    chronyOf(facts).process.reset();
    chronyOf(facts).sources[0].lastSample.reset();
    QCOMPARE(findingOf(facts, FindingId::ReferenceSilent).severity, Severity::Advice);
}

void TestSourceRules::ntsTellsTheClocksOffset()
{
    const Finding finding = findingOf(withoutKeys(-48h), FindingId::NtsClockWrong);
    QCOMPARE(finding.names, QStringList{u"d.example"_s});
    QCOMPARE(finding.offset, std::optional(ahead(-48h)));
}

void TestSourceRules::leapTellsWhen()
{
    // 2027-01-15: the end of the month.
    Finding finding = findingOf(announcing(4, LeapIndicator::DeleteSecond), FindingId::LeapAnnounced);
    QCOMPARE(finding.names.size(), 4);
    QVERIFY(finding.flag);
    using namespace std::chrono;
    QVERIFY(finding.at == Instant(sys_days(2027y / February / 1)));
    finding = findingOf(with(announcing(0), pendInKernel), FindingId::LeapAnnounced);
    QVERIFY(finding.at == Instant(sys_days(2027y / January / 16)));
    QVERIFY(!finding.flag);
}

void TestSourceRules::smearingWarnsNearALeapSecond()
{
    DiagnosisFacts facts = asking({u"time.google.com"_s, u"a.example"_s});
    Finding finding = findingOf(facts, FindingId::SmearMixed);
    QCOMPARE(finding.severity, Severity::Info);
    QCOMPARE(finding.names, QStringList{u"time.google.com"_s});
    QCOMPARE(finding.others, QStringList{u"a.example"_s});
    QCOMPARE(finding.text, u"Google"_s);
    pendInKernel(facts);
    finding = findingOf(facts, FindingId::SmearMixed);
    QCOMPARE(finding.severity, Severity::Warning);
    QVERIFY(finding.flag && finding.at && !finding.span);
    QCOMPARE(findingOf(set(facts, "leapsectz right/UTC\n"), FindingId::LeapTwice).severity,
             Severity::Warning);
}

/// The smear goes on until noon after it, and Meta's until the evening.
void TestSourceRules::smearingWarnsAfterALeapSecond_data()
{
    QTest::addColumn<Duration>("ago");
    QTest::addColumn<bool>("isSeen"); ///< by this program, which ran then
    QTest::addColumn<bool>("isNear");
    QTest::newRow("at once") << Duration(1h) << true << true;
    QTest::newRow("in the morning") << Duration(11h) << true << true;
    QTest::newRow("a day later") << Duration(25h) << true << false;
    QTest::newRow("the kernel's word") << Duration(11h) << false << true;
    QTest::newRow("the kernel's old word") << Duration(25h) << false << false;
}

void TestSourceRules::smearingWarnsAfterALeapSecond()
{
    QFETCH(Duration, ago);
    QFETCH(bool, isSeen);
    QFETCH(bool, isNear);
    constexpr Instant leap{std::chrono::sys_days(2027y / std::chrono::January / 1)};
    DiagnosisFacts facts = asking({u"time.google.com"_s, u"a.example"_s});
    facts.now = leap + ago;
    chronyOf(facts).readAt = facts.now;
    facts.clock = ClockReport();
    facts.clock->kernel = KernelClock();
    if (isSeen)
        facts.clockEvents = {{.kind = ClockEvent::Kind::LeapSecond, .at = leap, .moved = -1s}};
    else
        facts.clock->kernel->leap = KernelLeapState::Occurred;
    // Who still announces it is late.
    chronyOf(facts).tracking->leap = LeapIndicator::InsertSecond;
    const Finding finding = findingOf(facts, FindingId::SmearMixed);
    QCOMPARE(finding.flag, isNear);
    QCOMPARE(finding.severity, isNear ? Severity::Warning : Severity::Info);
    QCOMPARE(finding.span, isNear ? std::optional(ago) : std::nullopt);
    QCOMPARE(isFound(facts, FindingId::LeapAnnounced), !isNear);
}

void TestSourceRules::limitsAreTheDaemonsOwn()
{
    const auto far = [](DiagnosisFacts facts) {
        chronyOf(facts).sources[2].standing = SourceStanding::Unusable;
        chronyOf(facts).sources[2].error = 20s;
        return findingOf(facts, FindingId::TooFar).bound;
    };
    QCOMPARE(far(healthy()), std::optional<Duration>(3s));
    QCOMPARE(far(set(healthy(), "maxdistance 16\n")), std::optional<Duration>(16s));
    // Of two it is not known whose files they are, unless it is seen.
    const auto beside = [](DiagnosisFacts facts) {
        DaemonReport other = daemon();
        other.instance = 1;
        facts.machine.daemons.push_back(other);
        return facts;
    };
    QCOMPARE(far(beside(set(healthy(), "maxdistance 16\n"))), std::optional<Duration>(3s));
    const DiagnosisFacts seen = with(beside(set(healthy(), "maxdistance 16\n")), [](DiagnosisFacts &facts) {
        chronyOf(facts).configuration = facts.configurations[0].files->files;
    });
    QCOMPARE(far(seen), std::optional<Duration>(16s));
    QCOMPARE(far(ofNtpsec(healthy(), {})), std::optional<Duration>(1500ms));
    QCOMPARE(findingOf(scattering(), FindingId::TooVariable).bound, std::optional<Duration>(1s));
    QCOMPARE(findingOf(set(scattering(), "maxjitter 0.5\n"), FindingId::TooVariable).bound,
             std::optional<Duration>(500ms));
    QVERIFY(!findingOf(ofNtpsec(scattering(), {}), FindingId::TooVariable).bound);
}

void TestSourceRules::movedBySoMuch()
{
    QVERIFY(!findingOf(moved(), FindingId::ClockMovedUnder).bound);
    const auto after = [](ClockEvent::Kind kind, Duration ago) {
        return findingOf(with(moved(),
                              [=](DiagnosisFacts &facts) {
                                  facts.clockEvents = {{.kind = kind, .at = now - ago, .moved = -12s}};
                              }),
                         FindingId::ClockMovedUnder)
            .bound;
    };
    QCOMPARE(after(ClockEvent::Kind::Slewed, 2min), std::optional<Duration>(12s));
    QVERIFY(!after(ClockEvent::Kind::Slewed, 2h));
    QVERIFY(!after(ClockEvent::Kind::Suspended, 2min));
}

QTEST_GUILESS_MAIN(TestSourceRules)
#include "test_sourcerules.moc"
