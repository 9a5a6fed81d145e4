// SPDX-License-Identifier: GPL-3.0-or-later
#include "sourcefacts.h"

#include <QTest>

#include <functional>

using namespace synchroscope;
using namespace synchroscope::sourcefacts;

namespace {

using Id = FindingId;
using Spoil = std::function<void(DiagnosisFacts &)>;

const QString path = u"/etc/chrony/chrony.conf"_s;

DaemonReport &chronyOf(DiagnosisFacts &facts)
{
    return facts.machine.daemons[0];
}

/// chronyd with a server, a.example, b.example and so on, for each of these letters of `chronyc sources`;
/// with that file.
DiagnosisFacts chronyWith(const QByteArray &letters, const QByteArray &text)
{
    DaemonReport report = daemon();
    for (qsizetype i = 0; i < letters.size(); ++i) {
        DaemonSource source = server(nameOfServer(i), addresses[i]);
        source.letter = letters[i];
        switch (source.letter) {
        case '*':
            source.standing = SourceStanding::Selected;
            break;
        case '-':
            source.standing = SourceStanding::Selectable;
            break;
        case 'x':
            source.standing = SourceStanding::Falseticker;
            source.adjusted = ahead(250ms);
            break;
        case '?':
            source.standing = SourceStanding::Unusable;
            break;
        default: // it never answered
            source = unheard(nameOfServer(i), addresses[i]);
        }
        report.sources.push_back(source);
    }
    report.tracking->synchronised = letters.contains('*');
    DiagnosisFacts facts = withDaemon(report);
    NamedServers files;
    files.texts = {{.path = path, .part = ConfigPart::Main, .text = text}};
    ServerConfiguration configuration;
    configuration.isRunning = true;
    configuration.files = std::make_shared<const NamedServers>(files);
    facts.configurations = {configuration};
    return facts;
}

DiagnosisFacts with(DiagnosisFacts facts, const Spoil &spoil)
{
    spoil(facts);
    return facts;
}

/// What chronyd tells root of a server.
void observe(DiagnosisFacts &facts, qsizetype number, char letter, const QString &configured,
             const QString &effective)
{
    if (!facts.observation)
        facts.observation.emplace();
    ChronySelection selection;
    selection.letter = letter;
    selection.configuredOptions = configured;
    selection.effectiveOptions = effective;
    facts.observation->selection[addresses[number]] = selection;
}

struct Case
{
    const char *name;
    Id id;
    bool isThere;
    DiagnosisFacts facts;
};

void addTooFew(std::vector<Case> &cases)
{
    const auto add = [&cases](const char *name, bool isThere, const DiagnosisFacts &facts) {
        cases.push_back({name, Id::TooFewSelectable, isThere, facts});
    };
    const QByteArray three = "minsources 3\nserver a.example\nserver b.example\nserver c.example\n";
    add("two of three", true, chronyWith("--.", three));
    add("any case", true, chronyWith("--.", "MinSources 3\n"));
    add("a comment", false, chronyWith("--.", "#minsources 3\n"));
    add("enough", false, chronyWith("--.", "minsources 2\n"));
    add("of two lines either may count", false, chronyWith("--.", "minsources 3\nminsources 2\n"));
    add("of two lines both are too much", true, chronyWith("--.", "minsources 4\nminsources 3\n"));
    add("nothing is written", false, chronyWith("--.", "server a.example\n"));
    add("one is followed", false, chronyWith("*-.", three));
    add("none is good", false, chronyWith("...", three));
    add("one gathers samples", false, with(chronyWith("--?", three), [](DiagnosisFacts &facts) {
            chronyOf(facts).sources[2].statistics->samples = 2;
        }));
    add("just started", false, with(chronyWith("--.", three), [](DiagnosisFacts &facts) {
            chronyOf(facts).process->startedAt = now - 30s;
        }));
    add("just woken", false, with(chronyWith("--.", three), [](DiagnosisFacts &facts) {
            facts.clockEvents = {{.kind = ClockEvent::Kind::Suspended, .at = now - 30s, .lasted = 1h}};
        }));
    add("the file was saved since", false, with(chronyWith("--.", three), [](DiagnosisFacts &facts) {
            chronyOf(facts).configuration = {{.path = path, .changedAt = now - 1h}};
        }));
    add("whose file that is, is not seen", false,
        with(chronyWith("--.", three), [](DiagnosisFacts &facts) { chronyOf(facts).process.reset(); }));
    add("of a paste", true, with(chronyWith("--.", three), [](DiagnosisFacts &facts) {
            facts.isPasted = true;
            chronyOf(facts).process.reset();
        }));
    add("a file that could not be read", false, with(chronyWith("--.", three), [](DiagnosisFacts &facts) {
            NamedServers files = *facts.configurations[0].files;
            files.problems = {{ErrorCode::FileUnreadable, u"/etc/chrony/conf.d/x.conf"_s, {}}};
            facts.configurations[0].files = std::make_shared<const NamedServers>(files);
        }));
    add("another daemon", false, with(chronyWith("--.", three), [](DiagnosisFacts &facts) {
            chronyOf(facts).kind = DaemonKind::Ntpsec;
        }));
}

void addRequired(std::vector<Case> &cases)
{
    const auto add = [&cases](const char *name, bool isThere, const DiagnosisFacts &facts) {
        cases.push_back({name, Id::RequiredMissing, isThere, facts});
    };
    const QByteArray one = "server a.example require\nserver b.example\n";
    add("it does not answer", true, chronyWith(".-", one));
    add("it contradicts the others", true, chronyWith("x--", one + "server c.example\n"));
    add("it is good", false, chronyWith("--", one));
    add("another required one is good", false,
        chronyWith(".-", "server a.example require\nserver b.example require\n"));
    add("none is required", false, chronyWith(".-", "server a.example\nserver b.example\n"));
    add("one is followed", false, chronyWith(".*", one));
    add("nobody waits", false, chronyWith("..", one));
    add("of the good one it is not known", false, chronyWith(".-", "server a.example require\n"));
    add("the line is switched off", false,
        chronyWith(".-", "#off(synchroscope): server a.example require\nserver b.example\n"));
    // authselectmode
    const QByteArray nts = "server a.example nts\nserver b.example\n";
    add("NTS beside one without", true, chronyWith(".-", nts));
    add("a key beside one without", true, chronyWith(".-", "server a.example key 1\nserver b.example\n"));
    add("both with NTS", false, chronyWith(".-", "server a.example nts\nserver b.example nts\n"));
    add("NTS, and it does not matter", false, chronyWith(".-", nts + "authselectmode ignore\n"));
    add("NTS, and which mode counts is not known", false,
        chronyWith(".-", nts + "authselectmode ignore\nauthselectmode mix\n"));
    add("NTS beside one that is only watched", false,
        chronyWith(".-", "server a.example nts\nserver b.example noselect\n"));
    // What chronyd says itself goes before the files.
    add("told by selectdata", true, with(chronyWith(".-", {}), [](DiagnosisFacts &facts) {
            observe(facts, 0, 's', u"R"_s, u"R"_s);
            observe(facts, 1, 'W', {}, {});
        }));
    add("told otherwise by selectdata", false, with(chronyWith(".-", one), [](DiagnosisFacts &facts) {
            observe(facts, 0, 's', {}, {});
            observe(facts, 1, 'W', {}, {});
        }));
}

void addTrusted(std::vector<Case> &cases)
{
    const auto add = [&cases](const char *name, Id id, bool isThere, const DiagnosisFacts &facts) {
        cases.push_back({name, id, isThere, facts});
    };
    const QByteArray trusted = "server a.example trust\nserver b.example\nserver c.example\n";
    add("one against two", Id::TrustedOverrule, true, chronyWith("*xx", trusted));
    add("one against two: they are not outvoted", Id::Outvoted, false, chronyWith("*xx", trusted));
    add("one against one", Id::TrustedOverrule, true, chronyWith("*x", trusted));
    add("it has the majority", Id::TrustedOverrule, false, chronyWith("*-x", trusted));
    add("it has the majority: one is outvoted", Id::Outvoted, true, chronyWith("*-x", trusted));
    add("none is trusted", Id::TrustedOverrule, false,
        chronyWith("*xx", "server a.example\nserver b.example\nserver c.example\n"));
    add("an overruled one is trusted", Id::TrustedOverrule, false,
        chronyWith("*xx", "server a.example\nserver b.example trust\nserver c.example\n"));
    add("nobody is followed", Id::TrustedOverrule, false, chronyWith("-xx", trusted));
    add("for its key", Id::TrustedOverrule, true,
        chronyWith("*xx", "server a.example key 1\nserver b.example\nserver c.example\n"));
    add("a receiver", Id::TrustedOverrule, true,
        with(chronyWith("*xx", "refclock SHM 0 refid GPS trust\n"), [](DiagnosisFacts &facts) {
            chronyOf(facts).sources[0] = device(u"GPS"_s, SourceStanding::Selected);
            NamedServers files = *facts.configurations[0].files;
            files.devices = {
                {.driver = u"SHM"_s, .parameter = u"0"_s, .referenceId = u"GPS"_s, .file = path, .line = 1}};
            facts.configurations[0].files = std::make_shared<const NamedServers>(files);
        }));
}

void addNone(std::vector<Case> &cases)
{
    const auto add = [&cases](const char *name, bool isThere, const DiagnosisFacts &facts) {
        cases.push_back({name, Id::NoneSelectable, isThere, facts});
    };
    const QByteArray watched = "server a.example noselect\nserver b.example iburst NoSelect\n";
    add("all are watched", true, chronyWith("??", watched));
    add("one is not", false, chronyWith("??", "server a.example noselect\nserver b.example\n"));
    add("of one it is not known", false, chronyWith("??", "server a.example noselect\n"));
    add("there is none", false, chronyWith("", {}));
    add("authentication is required", true,
        chronyWith("??", "authselectmode require\nserver a.example\nserver b.example\n"));
    add("authentication is required, and there", false,
        chronyWith("??", "authselectmode require\nserver a.example nts\nserver b.example\n"));
    add("authentication is preferred, and nowhere", false,
        chronyWith("??", "authselectmode prefer\nserver a.example\nserver b.example\n"));
}

void addOrphan(std::vector<Case> &cases)
{
    const auto add = [&cases](const char *name, bool isThere, const DiagnosisFacts &facts) {
        cases.push_back({name, Id::OrphanStratum, isThere, facts});
    };
    add("as the orphan's", true, chronyWith("?", "local stratum 2 orphan\nserver a.example\n"));
    add("above the orphan's", true, chronyWith("?", "local orphan stratum 1\nserver a.example\n"));
    add("below the orphan's", false, chronyWith("?", "local stratum 3 orphan\nserver a.example\n"));
    add("the usual stratum", false, chronyWith("?", "local orphan\nserver a.example\n"));
    add("beyond the usual stratum", true,
        with(chronyWith("?", "local orphan\nserver a.example\n"),
             [](DiagnosisFacts &facts) { chronyOf(facts).sources[0].stratum = 11; }));
    add("no orphan", false, chronyWith("?", "local stratum 2\nserver a.example\n"));
    add("only watched", false, chronyWith("?", "local stratum 2 orphan\nserver a.example noselect\n"));
    add("too few samples", false,
        with(chronyWith("?", "local stratum 2 orphan\nserver a.example\n"),
             [](DiagnosisFacts &facts) { chronyOf(facts).sources[0].statistics->samples = 2; }));
    // It is too far for its root distance.
    const QByteArray lenient = "maxdistance 30\nlocal stratum 2 orphan\nserver a.example\n";
    const auto far = [](DiagnosisFacts &facts) { chronyOf(facts).sources[0].error = 20s; };
    add("too far away", false, with(chronyWith("?", "local stratum 2 orphan\nserver a.example\n"), far));
    add("far away, and its files allow it", true,
        with(chronyWith("?", lenient), [&far](DiagnosisFacts &facts) {
            far(facts);
            chronyOf(facts).distanceLimit = 30s;
        }));
    add("another is followed", false,
        chronyWith("*?", "local stratum 2 orphan\nserver a.example\nserver b.example\n"));
}

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    addTooFew(cases);
    addRequired(cases);
    addTrusted(cases);
    addNone(cases);
    addOrphan(cases);
    return cases;
}

bool opens(const Finding &finding, int line)
{
    return std::ranges::any_of(finding.actions, [line](const FindingAction &action) {
        return action.kind == FindingAction::Kind::EditServers && action.file == path && action.line == line;
    });
}

} // namespace

/// What chronyd was told about whom to follow.
class TestSelectionOptions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<Case> cases = allCases();
        for (size_t i = 0; i < cases.size(); ++i)
            QTest::addRow("%s: %s", qPrintable(findingName(cases[i].id)), cases[i].name) << int(i);
    }
    void rules()
    {
        QFETCH(int, index);
        const Case tested = allCases()[size_t(index)];
        QCOMPARE(isFound(tested.facts, tested.id), tested.isThere);
    }

    void tooFewAreCounted()
    {
        const DiagnosisFacts facts = chronyWith("-.-.", "# Three.\nminsources 3\n");
        const Finding finding = findingOf(facts, Id::TooFewSelectable);
        QCOMPARE(finding.severity, Severity::Warning);
        QCOMPARE(finding.names, (QStringList{u"a.example"_s, u"c.example"_s}));
        QCOMPARE(finding.count, 2);
        QCOMPARE(finding.total, 3);
        const auto *line = std::get_if<FileEvidence>(&finding.evidence.back());
        QVERIFY(line);
        QCOMPARE(line->text, u"minsources 3"_s);
        QVERIFY(opens(finding, 2));
    }

    void requiredAndWaitingAreNamed()
    {
        const Finding finding =
            findingOf(chronyWith(".--", "server a.example require\nserver b.example\nserver c.example\n"),
                      Id::RequiredMissing);
        QCOMPARE(finding.severity, Severity::Warning);
        QCOMPARE(finding.names, QStringList{u"a.example"_s});
        QCOMPARE(finding.others, (QStringList{u"b.example"_s, u"c.example"_s}));
        QVERIFY(!finding.flag);
        QVERIFY(findingOf(chronyWith(".-", "server a.example nts\nserver b.example\n"), Id::RequiredMissing)
                    .flag);
    }

    void whoAgreesAgainstTheTrustedOneMayBeRight()
    {
        DiagnosisFacts facts =
            chronyWith("*xx", "server a.example trust\nserver b.example\nserver c.example\n");
        Finding finding = findingOf(facts, Id::TrustedOverrule);
        QCOMPARE(finding.severity, Severity::Warning);
        QCOMPARE(finding.names, QStringList{u"a.example"_s});
        QCOMPARE(finding.others, (QStringList{u"b.example"_s, u"c.example"_s}));
        QCOMPARE(finding.span, std::optional<Duration>(249ms));
        chronyOf(facts).sources[2].adjusted = ahead(-400ms);
        finding = findingOf(facts, Id::TrustedOverrule);
        QCOMPARE(finding.severity, Severity::Advice);
        QCOMPARE(finding.span, std::optional<Duration>(249ms));
    }

    void whoOnlyWatchesIsNotWarned()
    {
        DiagnosisFacts facts = chronyWith("??", "server a.example noselect\nserver b.example noselect\n");
        QCOMPARE(findingOf(facts, Id::NoneSelectable).severity, Severity::Warning);
        QVERIFY(!findingOf(facts, Id::NoneSelectable).flag);
        chronyOf(facts).process->leavesClockAlone = true;
        QCOMPARE(findingOf(facts, Id::NoneSelectable).severity, Severity::Info);
        QVERIFY(findingOf(chronyWith("?", "authselectmode require\nserver a.example\n"), Id::NoneSelectable)
                    .flag);
    }

    void orphanHasItsStratum()
    {
        const Finding finding =
            findingOf(chronyWith("?", "server a.example\nlocal stratum 2 orphan\n"), Id::OrphanStratum);
        QCOMPARE(finding.count, 2);
        QCOMPARE(finding.names, QStringList{u"a.example"_s});
        QVERIFY(opens(finding, 2));
    }

    void healthyComputers()
    {
        for (const DiagnosisFacts &facts : {healthy(), timesyncdAlone(), receiverWithTwelveSources()}) {
            for (const Id id : {Id::TrustedOverrule, Id::RequiredMissing, Id::TooFewSelectable,
                                Id::NoneSelectable, Id::OrphanStratum})
                QVERIFY2(!isFound(facts, id), qPrintable(findingName(id)));
        }
    }
};

QTEST_GUILESS_MAIN(TestSelectionOptions)
#include "test_selectionoptions.moc"
