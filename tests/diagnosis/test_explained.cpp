// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/explained.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <array>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Long after everything that was pasted.
constexpr Instant readAt = Instant(std::chrono::sys_days(2026y / 11 / 29)) + 12h;

QString textOf(const QString &file)
{
    QFile data(QStringLiteral(DATA "/") + file);
    if (!data.open(QIODevice::ReadOnly))
        qFatal("%s is not there", qPrintable(data.fileName()));
    return QString::fromUtf8(data.readAll());
}

PastedExplanation explain(const QString &text)
{
    return explainPasted(text, readAt);
}

QString story(int row)
{
    const QDir folder(QStringLiteral(DATA "/story"));
    const QStringList files =
        folder.entryList({QString::number(row).rightJustified(2, u'0') + u"-*"_s}, QDir::Files);
    if (files.size() != 1)
        qFatal("Row %d is not there", row);
    return textOf(u"story/"_s + files.front());
}

/// As somebody tells of it: files with a prompt, and words between.
QString storyOf(const QList<int> &rows)
{
    QString text = u"I wanted this machine to take its time from three servers.\n"_s;
    for (const int row : rows) {
        const QString output = story(row);
        const bool isFile = row == 1 || row == 2 || row == 6 || row == 9;
        text += isFile ? u"user@guest:~$ cat /etc/chrony/chrony.conf\n"_s : u"Then I saw:\n"_s;
        text += output + (output.endsWith(u'\n') ? QString() : u"\n"_s);
    }
    return text;
}

QStringList wordsOf(const std::vector<Finding> &findings)
{
    QStringList words;
    for (const Finding &finding : findings)
        words.append(severityName(finding.severity) + u' ' + findingName(finding.id) + u' ' +
                     finding.subject);
    return words;
}

const Finding *findingOf(const PastedExplanation &explanation, FindingId id)
{
    const auto found = std::ranges::find(explanation.findings, id, &Finding::id);
    return found == explanation.findings.end() ? nullptr : &*found;
}

std::vector<int> quotedLines(const Finding &finding)
{
    std::vector<int> lines;
    for (const Evidence &evidence : finding.evidence) {
        if (const auto *quote = std::get_if<QuotedEvidence>(&evidence); quote && quote->line > 0)
            lines.push_back(quote->line);
    }
    return lines;
}

const DaemonReport &onlyDaemon(const DiagnosisFacts &facts)
{
    if (facts.machine.daemons.size() != 1)
        qFatal("%zu daemons", facts.machine.daemons.size());
    return facts.machine.daemons.front();
}

const DaemonSource &sourceOf(const DaemonReport &daemon, const QString &name)
{
    const auto found = std::ranges::find(daemon.sources, name, &DaemonSource::name);
    if (found == daemon.sources.end())
        qFatal("%s is not there", qPrintable(name));
    return *found;
}

} // namespace

class TestExplained : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void storyRowByRow_data();
    void storyRowByRow();
    void wholeStory();
    void storyUpToARow_data();
    void storyUpToARow();
    void momentsAreNotMixed();
    void momentsBeginAnew();
    void outputsAreJoined();
    void instantsCountFromThePastedTime();
    void oldReferenceTimesProveNothing();
    void samplesOfNewSourcesAreCounted();
    void configurationKeepsItsLines();
    void filesOfAPromptGoByTheirNames();
    void ambiguousLinesGoByTheirDaemon();
    void unitsAreProcesses();
    void windowsIsMeasured();
    void twoDaemons_data();
    void twoDaemons();
    void twoListsOfServers_data();
    void twoListsOfServers();
    void onlyThoseThatTakeTurns();
    void lastOneThatTellsIsJudged();
    void whatIsOverIsNotTold_data();
    void whatIsOverIsNotTold();
    void silentListMayBeYoung();
    void silentServerMayBeYoung_data();
    void silentServerMayBeYoung();
    void evidenceIsQuoted();
    void actionsAreForATerminal();
    void nobodyQuotesNoUnit();
    void piecesOfFilesLackNothing();
    void healthyIsQuiet_data();
    void healthyIsQuiet();
    void refusalsOfNtpdsServers();
    void silentDevices();
    void anythingIsTaken();
};

void TestExplained::storyRowByRow_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](int number, const QStringList &expected) {
        QTest::addRow("%02d", number) << number << expected;
    };
    row(1, {});
    row(2, {u"no-quick-start"_s});
    row(3, {u"zone-is-no-error"_s});
    row(4, {u"password-needed"_s});
    row(5, {u"host-clock-followed"_s});
    row(6, {u"no-quick-start"_s});
    row(7, {u"gathering"_s});
    row(8, {u"zone-is-no-error"_s});
    row(9, {});
    row(10, {u"host-clock-followed"_s});
    row(11, {u"host-clock-followed"_s, u"machine-paused"_s, u"slew-takes-long"_s});
    row(12, {u"clock-moved-under"_s});
    row(13, {u"host-clock-followed"_s});
    row(14, {});
}

void TestExplained::storyRowByRow()
{
    QFETCH(const int, row);
    QFETCH(const QStringList, expected);
    const PastedExplanation explanation = explain(story(row));
    QCOMPARE(explanation.output.unrecognisedLines, std::vector<int>());
    QCOMPARE(explanation.moments.size(), 1U);
    QVERIFY(explanation.moments.front().isPasted);
    QStringList names;
    for (const Finding &finding : explanation.findings)
        names.append(findingName(finding.id));
    for (const QString &name : expected)
        QVERIFY2(names.contains(name), qPrintable(u"%1, not %2"_s.arg(names.join(u' '), name)));
}

void TestExplained::wholeStory()
{
    const PastedExplanation explanation = explain(storyOf({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}));
    // 01 | 02 to 05 | 06 to 08 | 09 10 | 11 | 12 | 13 | 14, and both daemons side by side.
    QCOMPARE(explanation.moments.size(), 9U);
    QCOMPARE(explanation.output.unrecognisedLines.size(), 11U); // the words between
    const DiagnosisFacts &joint = explanation.moments.back();
    QCOMPARE(joint.machine.daemons.size(), 2U);
    QCOMPARE(joint.judgement.steering, Steering::SeveralDaemons);

    const Finding *alternating = findingOf(explanation, FindingId::AlternatingAnswers);
    QVERIFY2(alternating, qPrintable(wordsOf(explanation.findings).join(u'\n')));
    QVERIFY(alternating->severity >= Severity::Warning);
    QCOMPARE(alternating->names + alternating->others,
             QStringList({u"PHC0"_s, u"ntp1.jst.mfeed.ad.jp"_s, u"ntp2.jst.mfeed.ad.jp"_s,
                          u"ntp3.jst.mfeed.ad.jp"_s}));
    // The last list of each.
    const std::vector<int> quoted = quotedLines(*alternating);
    QCOMPARE(quoted.size(), 4U);
    QVERIFY(std::ranges::all_of(quoted, [](int line) { return line > 100; }));
    for (const FindingId id : {FindingId::PasswordNeeded, FindingId::HostClockFollowed,
                               FindingId::MachinePaused, FindingId::ClockMovedUnder, FindingId::NoQuickStart,
                               FindingId::ZoneIsNoError, FindingId::PoolOfOne})
        QVERIFY2(findingOf(explanation, id), qPrintable(findingName(id) + u" is not among\n"_s +
                                                        wordsOf(explanation.findings).join(u'\n')));
    QVERIFY(!findingOf(explanation, FindingId::NotTheConfiguredDaemon));
    // It was so, and at the end it is well.
    for (const FindingId id : {FindingId::Gathering, FindingId::SlewTakesLong, FindingId::ClockOff})
        QVERIFY2(!findingOf(explanation, id), qPrintable(findingName(id)));
    // The gravest first, each once.
    QVERIFY(std::ranges::is_sorted(explanation.findings, std::ranges::greater(), &Finding::severity));
    QStringList keys;
    for (const Finding &finding : explanation.findings)
        keys.append(findingName(finding.id) + u' ' + finding.subject);
    QCOMPARE(keys.removeDuplicates(), 0);
}

void TestExplained::storyUpToARow_data()
{
    QTest::addColumn<QList<int>>("rows");
    QTest::addColumn<bool>("isAlternating");
    QTest::newRow("after the restart") << QList<int>{5} << false;
    // An edit and a restart could do that too.
    QTest::newRow("the servers came") << QList<int>{5, 7} << false;
    QTest::newRow("the device came back") << QList<int>{5, 7, 10} << true;
    QTest::newRow("the clock fell behind") << QList<int>{10, 11} << false;
    QTest::newRow("the servers again") << QList<int>{11, 12} << false;
    QTest::newRow("and the device") << QList<int>{11, 12, 13} << true;
    QTest::newRow("success") << QList<int>{12, 13, 14} << true;
    QTest::newRow("the servers throughout") << QList<int>{7, 12, 14} << false;
    QTest::newRow("the device throughout") << QList<int>{5, 10, 11, 13} << false;
}

void TestExplained::storyUpToARow()
{
    QFETCH(const QList<int>, rows);
    QFETCH(const bool, isAlternating);
    const PastedExplanation explanation = explain(storyOf(rows));
    QCOMPARE(explanation.moments.size(), size_t(rows.size()) + (isAlternating ? 1 : 0));
    QCOMPARE(findingOf(explanation, FindingId::AlternatingAnswers) != nullptr, isAlternating);
    QCOMPARE(findingOf(explanation, FindingId::SeveralDaemons) != nullptr && !isAlternating, false);
}

void TestExplained::momentsAreNotMixed()
{
    // The device fell behind, and the servers were asked before or while the clock was on its way back.
    for (const QList<int> &rows :
         {QList<int>{7, 10, 7, 11}, QList<int>{11, 12, 13}, QList<int>{5, 7, 10, 11, 12}}) {
        const PastedExplanation explanation = explain(storyOf(rows));
        QVERIFY(findingOf(explanation, FindingId::AlternatingAnswers));
        QVERIFY(findingOf(explanation, FindingId::MachinePaused));
        QVERIFY2(!findingOf(explanation, FindingId::ClockOff),
                 qPrintable(wordsOf(explanation.findings).join(u'\n')));
        const Finding *device = findingOf(explanation, FindingId::HostClockFollowed);
        QVERIFY(device);
        QCOMPARE(device->severity, Severity::Info);
    }
    // While it stood still they can be compared.
    const PastedExplanation explanation = explain(storyOf({5, 7, 10}));
    const Finding *device = findingOf(explanation, FindingId::HostClockFollowed);
    QVERIFY(device && device->flag);
    QCOMPARE(device->severity, Severity::Warning);
}

void TestExplained::momentsBeginAnew()
{
    const QString sources = story(14);
    const QString clock = story(8);
    QCOMPARE(explain(clock + sources).moments.size(), 1U);
    QCOMPARE(explain(clock + sources + clock).moments.size(), 2U);
    QCOMPARE(explain(clock + sources + clock + sources).moments.size(), 2U);
    // Answers, log lines and other units are any number.
    const QString log = textOf(u"pasted/journal-timesyncd.txt"_s);
    const QString answer = story(4);
    const PastedExplanation many = explain(answer + log + clock + answer + log);
    QCOMPARE(many.moments.size(), 1U);
    QCOMPARE(many.moments.front().answers.size(), 2U);
    QCOMPARE(many.moments.front().log.size(), 8U);
    QVERIFY(many.moments.front().answers.front().needsPassword);
    QCOMPARE(many.moments.front().answers.back().line, 13);
    const PastedExplanation units =
        explain(textOf(u"pasted/systemctl-running.txt"_s) + textOf(u"pasted/systemctl-masked.txt"_s));
    QCOMPARE(units.moments.size(), 1U);
    QCOMPARE(units.moments.front().units.size(), 2U);
    // Windows is another computer.
    const PastedExplanation mixed = explain(story(14) + textOf(u"pasted/w32tm-dataonly.txt"_s));
    QCOMPARE(mixed.moments.size(), 2U);
    QVERIFY(mixed.moments.front().measured.empty());
    QVERIFY(mixed.moments.back().machine.daemons.empty());
    QVERIFY(explain(u"nothing of that kind\n"_s).moments.empty());
}

void TestExplained::outputsAreJoined()
{
    const PastedExplanation explanation = explain(textOf(u"healthy/chrony.txt"_s));
    QCOMPARE(explanation.output.unrecognisedLines, std::vector<int>());
    QCOMPARE(explanation.moments.size(), 1U);
    const DiagnosisFacts &facts = explanation.moments.front();
    const DaemonReport &chrony = onlyDaemon(facts);
    QCOMPARE(chrony.kind, DaemonKind::Chrony);
    QCOMPARE(chrony.answer, DaemonAnswer::Answering);
    QCOMPARE(chrony.sources.size(), 3U);
    const DaemonSource &followed = sourceOf(chrony, u"ntp2.jst.mfeed.ad.jp"_s);
    QVERIFY(followed.statistics);
    QCOMPARE(followed.statistics->samples, 12);
    QCOMPARE(followed.lastSample, std::optional(facts.now - 50s));
    QVERIFY(chrony.tracking && chrony.tracking->synchronised);
    QCOMPARE(chrony.tracking->systemOffset, std::optional(Offset::fromLocalMinusRemote(-139'221ns)));
    QVERIFY(chrony.activity);
    QCOMPARE(chrony.activity->online, 3);
    QVERIFY(facts.clock);
    QCOMPARE(facts.judgement.state, ClockState::Synchronised);
    QCOMPARE(facts.judgement.source, u"ntp2.jst.mfeed.ad.jp"_s);

    const DiagnosisFacts ntpd =
        explain(textOf(u"pasted/ntpq-rv.txt"_s) + textOf(u"pasted/ntpq-p.txt"_s)).moments.front();
    QCOMPARE(onlyDaemon(ntpd).kind, DaemonKind::Ntpd);
    QCOMPARE(onlyDaemon(ntpd).sources.size(), 7U); // a pool itself is none
    QCOMPARE(onlyDaemon(ntpd).tracking->systemOffset, std::optional(Offset::fromLocalMinusRemote(123'456ns)));
    QCOMPARE(onlyDaemon(ntpd).tracking->lastUpdate, std::optional(ntpd.now - 173s));
    QCOMPARE(onlyDaemon(ntpd).tracking->source, u"192.0.2.10"_s);
    const DiagnosisFacts clocks =
        explain(textOf(u"pasted/rtcdata.txt"_s) + textOf(u"pasted/smoothing.txt"_s)).moments.front();
    QVERIFY(onlyDaemon(clocks).hardwareClock && onlyDaemon(clocks).smoothing);

    // What root is told is found by the same keys as of a live daemon.
    const PastedExplanation captured =
        explain(textOf(u"chronyc-4.3/sources_-a.txt"_s) + textOf(u"chronyc-4.3/selectdata.txt"_s) +
                textOf(u"chronyc-4.3/authdata.txt"_s) + textOf(u"chronyc-4.3/ntpdata.txt"_s));
    QCOMPARE(captured.moments.size(), 1U);
    const std::optional<ChronyObservation> &observation = captured.moments.front().observation;
    QVERIFY(observation);
    int found = 0;
    for (const DaemonSource &source : onlyDaemon(captured.moments.front()).sources) {
        const QString &key = source.address.isEmpty() ? source.name : source.address;
        found += observation->selection.contains(key) ? 1 : 0;
        if (observation->exchanges.contains(key))
            QVERIFY(source.rootDispersion || observation->exchanges.at(key).version == 0);
    }
    QCOMPARE(found, int(observation->selection.size()));
}

void TestExplained::instantsCountFromThePastedTime()
{
    const PastedExplanation with = explain(story(8) + story(14));
    QCOMPARE(with.now, Instant(std::chrono::sys_days(2023y / 8 / 17)) + 3h + 41min + 36s);
    QCOMPARE(with.moments.front().now, with.now);
    QCOMPARE(onlyDaemon(with.moments.front()).sources.front().lastSample, std::optional(with.now - 48s));
    const PastedExplanation without = explain(story(14));
    QCOMPARE(without.now, readAt);
    QCOMPARE(onlyDaemon(without.moments.front()).sources.front().lastSample, std::optional(readAt - 48s));
    // All of one text speak of one moment: the last that is told.
    const PastedExplanation twice = explain(story(3) + story(8));
    QCOMPARE(twice.moments.size(), 2U);
    QCOMPARE(twice.moments.front().now, with.now);
    QCOMPARE(twice.moments.front().clock->readAt, with.now);
}

void TestExplained::oldReferenceTimesProveNothing()
{
    const QString tracking = textOf(u"healthy/tracking-alone.txt"_s);
    const DiagnosisFacts alone = explain(tracking).moments.front();
    QVERIFY(!onlyDaemon(alone).tracking->lastUpdate);
    QCOMPARE(alone.judgement.state, ClockState::Synchronised);
    const DiagnosisFacts dated = explain(tracking + story(8)).moments.front();
    QCOMPARE(onlyDaemon(dated).tracking->lastUpdate, std::optional(dated.now - 50s));
}

void TestExplained::samplesOfNewSourcesAreCounted()
{
    const PastedExplanation early = explain(story(7));
    const DaemonSource &source = onlyDaemon(early.moments.front()).sources.front();
    QVERIFY(source.statistics);
    QCOMPARE(source.statistics->samples, 1);
    const Finding *gathering = findingOf(early, FindingId::Gathering);
    QVERIFY(gathering);
    QCOMPARE(gathering->count, 1);
    QCOMPARE(gathering->total, 3);
    // "in about 2 min": two polls of 64 s, nine seconds after the first.
    QVERIFY(gathering->span);
    QCOMPARE(*gathering->span, Duration(119s));
    QVERIFY(!sourceOf(onlyDaemon(explain(story(14)).moments.front()), u"ntp1.jst.mfeed.ad.jp"_s).statistics);
}

void TestExplained::configurationKeepsItsLines()
{
    const PastedExplanation explanation = explain(u"Now the file says\n\n"_s + story(2));
    QCOMPARE(explanation.moments.size(), 1U);
    QCOMPARE(explanation.moments.front().configurations.size(), 1U);
    const ServerConfiguration &configuration = explanation.moments.front().configurations.front();
    QCOMPARE(configuration.daemon, DaemonKind::Chrony);
    QCOMPARE(configuration.files->servers.size(), 3U);
    // The nineteenth line of the text holds the first server.
    const QStringList lines = (u"Now the file says\n\n"_s + story(2)).split(u'\n');
    for (const NamedServer &server : configuration.files->servers)
        QVERIFY(lines.at(server.line - 1).contains(server.host.typed));
    // What it includes was not pasted, and that is no fault.
    QVERIFY(configuration.files->problems.empty());
    const Finding *slow = findingOf(explanation, FindingId::NoQuickStart);
    QVERIFY(slow);
    QCOMPARE(quotedLines(*slow), std::vector<int>({20, 21, 22}));
}

void TestExplained::filesOfAPromptGoByTheirNames()
{
    const QString text = u"$ cat /etc/chrony/chrony.conf\n"
                         "sourcedir /etc/chrony/sources.d\n"
                         "driftfile /var/lib/chrony/chrony.drift\n"
                         "$ cat /etc/chrony/sources.d/own.sources\n"
                         "server ntp1.example.org iburst\n"
                         "server ntp2.example.net iburst\n"
                         "$ chronyc sources\n"_s +
                         story(14);
    const PastedExplanation explanation = explain(text);
    QCOMPARE(explanation.moments.size(), 1U);
    const ServerConfiguration &configuration = explanation.moments.front().configurations.front();
    QVERIFY(configuration.isRunning);
    QVERIFY(configuration.mainFile.isEmpty());
    QCOMPARE(configuration.files->servers.size(), 2U);
    QCOMPARE(configuration.files->servers.front().file, u"/etc/chrony/sources.d/own.sources"_s);
    QCOMPARE(configuration.files->servers.front().line, 5);
    const PastedExplanation lenient =
        explain(u"$ cat /etc/chrony/chrony.conf\nmaxdistance 16\n$ chronyc sources\n"_s + story(14));
    QCOMPARE(lenient.moments.front().machine.daemons.front().distanceLimit, std::optional<Duration>(16s));
    // The same file for the second time is another moment.
    QCOMPARE(explain(text + text).moments.size(), 2U);
}

void TestExplained::ambiguousLinesGoByTheirDaemon()
{
    const QString lines = u"server ntp1.example.org iburst\nserver ntp2.example.net iburst\n"_s;
    const auto daemonIn = [](const QString &text) {
        return explain(text).moments.front().configurations.front().daemon;
    };
    QCOMPARE(daemonIn(lines), DaemonKind::Chrony);
    QCOMPARE(daemonIn(lines + textOf(u"pasted/ntpq-p.txt"_s)), DaemonKind::Ntpd);
    QCOMPARE(daemonIn(lines + story(14)), DaemonKind::Chrony);
}

void TestExplained::unitsAreProcesses()
{
    const DiagnosisFacts facts = explain(textOf(u"healthy/chrony.txt"_s)).moments.front();
    const std::optional<DaemonProcess> &process = onlyDaemon(facts).process;
    QVERIFY(process);
    QCOMPARE(process->pid, 5123);
    QCOMPARE(process->unit, u"chrony.service"_s);
    QCOMPARE(process->startedAt, std::optional(facts.now - 21min));
    QCOMPARE(process->maySetClock, std::optional(true));
    const DiagnosisFacts failed = explain(textOf(u"pasted/systemctl-failed.txt"_s)).moments.front();
    QVERIFY(failed.machine.daemons.empty());
    QCOMPARE(failed.units.size(), 1U);
}

void TestExplained::windowsIsMeasured()
{
    const PastedExplanation explanation = explain(textOf(u"pasted/w32tm-dataonly.txt"_s));
    const DiagnosisFacts &facts = explanation.moments.front();
    QCOMPARE(facts.measured.size(), 1U);
    QCOMPARE(facts.measured.front().requests, 3);
    QCOMPARE(facts.measured.front().answers, 2);
    // Windows prints the server's clock minus its own.
    QVERIFY(facts.judgement.offset);
    QCOMPARE(facts.judgement.offset->localMinusRemote(), Duration(137'085'622'300ns));
    QVERIFY(findingOf(explanation, FindingId::ClockOff));
    QVERIFY(
        findingOf(explain(textOf(u"pasted/w32tm-status-local.txt"_s)), FindingId::ServesWhileUnsynchronised));
    const PastedExplanation wide = explain(textOf(u"pasted/w32tm-status.txt"_s));
    const Finding *tooFar = findingOf(wide, FindingId::TooFar);
    QVERIFY(tooFar);
    QCOMPARE(tooFar->span, std::optional<Duration>(7'805'859'300ns));
    QCOMPARE(tooFar->bound, std::optional<Duration>(3s));
    QVERIFY(findingOf(explain(textOf(u"pasted/w32tm-status-ja.txt"_s)), FindingId::HostClockFollowed));
}

void TestExplained::twoDaemons_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("areTwo");
    const QString head = u"MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"_s;
    const QString device = head + u"#* PHC0    0   3   377     8   -719ns[ -840ns] +/-  588ns\n"_s;
    const auto servers = [&head](const QString &reach) {
        return head + u"^* ntp-a.example   2   6   %1     8   -719us[ -840us] +/-  5ms\n"
                      "^+ ntp-b.example   2   6   %1     9   -619us[ -740us] +/-  6ms\n"_s.arg(reach);
    };
    const QString more =
        servers(u"377"_s) + u"^+ ntp-c.example   2   6     7     8   -719us[ -840us] +/-  5ms\n"_s;
    const QString numbers = head + u"^* 192.0.2.1   2   6   377     8   -719us[ -840us] +/-  5ms\n"_s;
    const QString cut = head + u"^* ntp-a.exa>   2   6   377     8   -719us[ -840us] +/-  5ms\n"_s;
    QTest::newRow("one") << device << false;
    QTest::newRow("configured anew") << device + servers(u"17"_s) << false;
    QTest::newRow("configured anew, much later") << servers(u"377"_s) + device << false;
    QTest::newRow("back after a restart") << servers(u"377"_s) + device + servers(u"7"_s) << false;
    QTest::newRow("back without one") << servers(u"377"_s) + device + servers(u"377"_s) << true;
    QTest::newRow("in turn") << device + servers(u"377"_s) + device << true;
    QTest::newRow("one more server") << servers(u"377"_s) + more + servers(u"377"_s) << false;
    QTest::newRow("by numbers") << servers(u"377"_s) + numbers + servers(u"377"_s) << false;
    QTest::newRow("by shorter names") << servers(u"377"_s) + cut + servers(u"377"_s) << false;
}

void TestExplained::twoDaemons()
{
    QFETCH(const QString, text);
    QFETCH(const bool, areTwo);
    const PastedExplanation explanation = explain(text);
    const bool found = findingOf(explanation, FindingId::AlternatingAnswers) ||
                       findingOf(explanation, FindingId::SeveralDaemons);
    QVERIFY2(found == areTwo, qPrintable(wordsOf(explanation.findings).join(u'\n')));
    QCOMPARE(explanation.moments.back().machine.daemons.size(), areTwo ? 2U : 1U);
}

void TestExplained::twoListsOfServers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("areTwo");
    const QString head = u"MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"_s;
    const auto listOf = [&head](const QStringList &names, const QString &reach, int poll = 6) {
        QString text = head;
        for (const QString &name : names)
            text += u"^%1 %2   2   %3   %4     8   -719us[ -840us] +/-  5ms\n"_s.arg(
                name == names.front() ? u"*"_s : u"+"_s, name, QString::number(poll), reach);
        return text;
    };
    const auto abc = [&listOf](const QString &reach = u"377"_s, int poll = 6) {
        return listOf({u"a.example"_s, u"b.example"_s, u"c.example"_s}, reach, poll);
    };
    const auto de = [&listOf](const QString &reach = u"377"_s) {
        return listOf({u"d.example"_s, u"e.example"_s}, reach);
    };
    const QString look = u"user@guest:~$ chronyc sources\n"_s;
    const QString restart = u"user@guest:~$ sudo systemctl restart chrony\n"_s;
    const QString edit = u"user@guest:~$ sudo vim /etc/chrony/chrony.conf\n"_s;
    const auto at = [](const QString &time) {
        return u"user@guest:~$ timedatectl\n               Local time: Thu 2023-08-17 %1 UTC\n"
               "           Universal time: Thu 2023-08-17 %1 UTC\n"
               "                Time zone: Etc/UTC (UTC, +0000)\n"_s.arg(time);
    };
    const auto date = [](const QString &time) { return u"Thu Aug 17 %1 JST 2023\n"_s.arg(time); };
    QTest::newRow("in turn") << abc() + de() + abc() << true;
    QTest::newRow("by addresses") << listOf({u"192.0.2.1"_s}, u"377"_s) + listOf({u"192.0.2.7"_s}, u"377"_s) +
                                         listOf({u"192.0.2.1"_s}, u"377"_s)
                                  << true;
    QTest::newRow("looked at, and nothing else") << look + abc() + look + de() + look + abc() << true;
    QTest::newRow("one answer lost") << look + abc() + look + de() + look + abc(u"376"_s) << true;
    QTest::newRow("the first one was restarted")
        << look + abc() + restart + look + de() + look + abc() << true;
    QTest::newRow("looked at otherwise")
        << look + abc() + look + de() + u"$ systemctl status chrony\n$ cat /etc/chrony/chrony.conf\n"_s +
               look + abc()
        << true;
    QTest::newRow("changed for good") << look + abc() + edit + restart + look + de() + look + de() << false;
    QTest::newRow("to and fro, young") << abc() + de() + abc(u"17"_s) << false;
    QTest::newRow("many asked quickly, one answer lost each")
        << look + abc() + look + de() + look + abc(u"252"_s) << false;
    QTest::newRow("to and fro with patience")
        << look + abc() + restart + look + de() + restart + look + abc() << false;
    QTest::newRow("edited") << look + abc() + look + de() + edit + look + abc() << false;
    QTest::newRow("written") << look + abc() + look + de() + u"# cat my > /etc/chrony.conf\n"_s + look + abc()
                             << false;
    QTest::newRow("the service's own words")
        << look + abc() + look + de() + u"Redirecting to /bin/systemctl restart chronyd.service\n"_s + abc()
        << false;
    QTest::newRow("by chronyc") << look + abc() + look + de() + u"$ chronyc reload sources\n"_s + look + abc()
                                << false;
    QTest::newRow("a new file") << look + abc() + look + de() + u"server a.example iburst\n"_s + look + abc()
                                << false;
    QTest::newRow("told of") << abc() + de() + u"Then I put the old ones back.\n"_s + abc() << false;
    QTest::newRow("told of, again and again")
        << abc() + u"And then\n"_s + de() + u"and\n"_s + abc() + u"and\n"_s + de() + u"and\n"_s + abc()
        << true;
    // Four polls of 64 s at the least, after four quick questions.
    QTest::newRow("within two minutes, restarted")
        << abc() + at(u"12:00:00"_s) + de() + restart + abc() + at(u"12:02:00"_s) << true;
    QTest::newRow("within ten minutes, restarted")
        << abc() + at(u"12:00:00"_s) + de() + restart + abc() + at(u"12:10:00"_s) << false;
    QTest::newRow("within ten minutes")
        << abc() + at(u"12:00:00"_s) + de() + abc() + at(u"12:10:00"_s) << false;
    QTest::newRow("within ten minutes, slowly polled")
        << abc() + at(u"12:00:00"_s) + de() + restart + abc(u"377"_s, 10) + at(u"12:10:00"_s) << true;
    QTest::newRow("within two minutes by date")
        << abc() + date(u"12:00:00"_s) + de() + restart + abc() + date(u"12:02:00"_s) << true;
    QTest::newRow("a loop with dates")
        << date(u"12:00:00"_s) + abc() + date(u"12:00:10"_s) + de() + date(u"12:00:20"_s) + abc() << true;
    QTest::newRow("set back meanwhile")
        << abc() + at(u"12:00:00"_s) + de() + restart + abc() + at(u"11:00:00"_s) << false;
    const QString other = u"user@other:~$ chronyc sources\n"_s;
    QTest::newRow("of two computers") << look + abc() + other + de() + look + abc() << false;
    QTest::newRow("a device of another computer")
        << look + abc() + other + head + u"#* PHC0    0   3   377     8   -719ns[ -840ns] +/-  588ns\n"_s +
               look + abc()
        << false;
    const auto remote = [](const QString &host) { return u"$ ssh %1 chronyc sources\n"_s.arg(host); };
    QTest::newRow("of others by ssh")
        << remote(u"one"_s) + abc() + remote(u"two"_s) + de() + remote(u"one"_s) + abc() << false;
}

void TestExplained::twoListsOfServers()
{
    QFETCH(const QString, text);
    QFETCH(const bool, areTwo);
    const PastedExplanation explanation = explain(text);
    const Finding *found = findingOf(explanation, FindingId::AlternatingAnswers);
    QVERIFY2((found != nullptr) == areTwo, qPrintable(wordsOf(explanation.findings).join(u'\n')));
    QCOMPARE(explanation.moments.back().machine.daemons.size(), areTwo ? 2U : 1U);
}

void TestExplained::onlyThoseThatTakeTurns()
{
    const QString head = u"MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"_s;
    const QString row = u"^* %1   2   6   377     8   -719us[ -840us] +/-  5ms\n"_s;
    const QString before = head + row.arg(u"before.example"_s);
    const QString one = head + row.arg(u"one.example"_s);
    const QString other = head + row.arg(u"other.example"_s);
    const PastedExplanation explanation = explain(before + one + other + one);
    const Finding *found = findingOf(explanation, FindingId::AlternatingAnswers);
    QVERIFY(found);
    QCOMPARE(found->names + found->others, QStringList({u"one.example"_s, u"other.example"_s}));
}

void TestExplained::lastOneThatTellsIsJudged()
{
    QVERIFY(!explain({}).lastJudged);
    QVERIFY(!explain(story(8)).lastJudged);
    QCOMPARE(explain(story(14)).lastJudged, std::optional<size_t>(0));
    // Both daemons side by side are no moment of their own.
    const PastedExplanation turns = explain(storyOf({12, 13, 14}));
    QCOMPARE(turns.moments.size(), 4U);
    QCOMPARE(turns.lastJudged, std::optional<size_t>(2));
    // At last nobody was followed, and what was before is past.
    QVERIFY(!explain(story(14) + story(7)).lastJudged);
    // Steadiness is no state.
    QCOMPARE(explain(textOf(u"chronyc-4.3/sourcestats.txt"_s) + story(14) +
                     textOf(u"chronyc-4.3/sourcestats.txt"_s))
                 .lastJudged,
             std::optional<size_t>(0));
}

void TestExplained::whatIsOverIsNotTold_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("finding");
    QTest::addColumn<bool>("isTold");
    const QString head = u"MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"_s;
    const auto listOf = [&head](const QString &name, bool isHeard) {
        const QString row = isHeard ? u"^* %1-a.example   2   6   377     8   -719us[ -840us] +/-  5ms\n"
                                      "^+ %1-b.example   2   6   377     9   -619us[ -740us] +/-  6ms\n"_s
                                    : u"^? %1-a.example   0   6     0     -     +0ns[   +0ns] +/-    0ns\n"
                                      "^? %1-b.example   0   6     0     -     +0ns[   +0ns] +/-    0ns\n"_s;
        return head + row.arg(name);
    };
    const auto trackingOf = [](const QString &source, const QString &offset) {
        return u"Reference ID    : C0000201 (%1)\nStratum         : 3\n"
               "Ref time (UTC)  : Sun Nov 29 11:59:30 2026\n"
               "System time     : %2 of NTP time\nLast offset     : -0.000000100 seconds\n"
               "RMS offset      : 0.000000100 seconds\nFrequency       : 12.500 ppm slow\n"
               "Residual freq   : -0.000 ppm\nSkew            : 0.050 ppm\n"
               "Root delay      : 0.010000000 seconds\nRoot dispersion : 0.002000000 seconds\n"
               "Update interval : 64.0 seconds\nLeap status     : Normal\n"_s.arg(source, offset);
    };
    const QString restart = u"$ sudo systemctl restart chrony\n$ chronyc sources\n"_s;
    const QString step = u"$ sudo chronyc makestep\n200 OK\n$ chronyc tracking\n"_s;
    const QString slow = u"350.000000000 seconds slow"_s;
    const QString right = u"0.000000100 seconds slow"_s;
    const QString blocked = findingName(FindingId::NtpBlocked);
    const QString off = findingName(FindingId::ClockOff);
    const QString slew = findingName(FindingId::SlewTakesLong);
    const auto row = [](const char *name, const QString &text, const QString &finding, bool isTold) {
        QTest::newRow(name) << text << finding << isTold;
    };
    row("silent", restart + listOf(u"x"_s, false), blocked, true);
    row("silent, then heard", restart + listOf(u"x"_s, false) + listOf(u"x"_s, true), blocked, false);
    row("heard, then silent", listOf(u"x"_s, true) + listOf(u"x"_s, false), blocked, true);
    row("silent twice", listOf(u"x"_s, false) + listOf(u"x"_s, false), blocked, true);
    row("of another daemon", listOf(u"x"_s, false) + listOf(u"y"_s, true), blocked, true);
    row("by another output",
        listOf(u"x"_s, false) + listOf(u"y"_s, true) + trackingOf(u"x-a.example"_s, right), blocked, true);
    row("slow", trackingOf(u"x"_s, slow), off, true);
    row("slow, then set", trackingOf(u"x"_s, slow) + step + trackingOf(u"x"_s, right), off, false);
    row("slow, then set", trackingOf(u"x"_s, slow) + step + trackingOf(u"x"_s, right), slew, false);
    row("slow, then set by another of its sources",
        trackingOf(u"x-a.example"_s, slow) + listOf(u"x"_s, true) + step +
            trackingOf(u"x-b.example"_s, right) + listOf(u"x"_s, true),
        off, false);
    row("right, then slow", trackingOf(u"x"_s, right) + trackingOf(u"x"_s, slow), off, true);
    row("slow, and of another daemon", trackingOf(u"x"_s, slow) + trackingOf(u"y"_s, right), off, true);
    // With its files in the first moment.
    const auto rowsOf = [&head](const QByteArray &letters) {
        QString text = u"$ chronyc sources\n"_s + head;
        for (qsizetype i = 0; i < letters.size(); ++i)
            text += u"^%1 %2.example   2   6   377     9   -619us[ -740us] +/-  6ms\n"_s
                        .arg(QChar::fromLatin1(letters[i]))
                        .arg(QChar(u'a' + int(i)));
        text += u"$ chronyc sourcestats\n"
                "Name/IP Address            NP  NR  Span  Frequency  Freq Skew  Offset  Std Dev\n"_s;
        for (qsizetype i = 0; i < letters.size(); ++i)
            text += u"%1.example   12   7   711     -0.039      1.374   -602us   310us\n"_s.arg(
                QChar(u'a' + int(i)));
        return text;
    };
    const auto optionsRow = [&](const char *name, const QString &file, const QByteArray &letters,
                                const QByteArray &mended, FindingId id) {
        const QString before = u"$ cat /etc/chrony/chrony.conf\n"_s + file + rowsOf(letters);
        row(name, before, findingName(id), true);
        row(name, before + restart.section(u'\n', 0, 0) + u'\n' + rowsOf(mended), findingName(id), false);
        row(name, before + rowsOf(letters), findingName(id), true);
        row(name, before + rowsOf(mended) + rowsOf(letters), findingName(id), false);
    };
    optionsRow("trusted", u"server a.example trust\nserver b.example\nserver c.example\n"_s, "*xx", "*++",
               FindingId::TrustedOverrule);
    optionsRow("required", u"server a.example require\nserver b.example\n"_s, "?-", "*+",
               FindingId::RequiredMissing);
    optionsRow("too few", u"minsources 3\nserver a.example\nserver b.example\n"_s, "--", "*+",
               FindingId::TooFewSelectable);
    optionsRow("only watched", u"server a.example noselect\nserver b.example noselect\n"_s, "??", "*+",
               FindingId::NoneSelectable);
    optionsRow("an orphan's", u"local stratum 2 orphan\nserver a.example\nserver b.example\n"_s, "??", "*+",
               FindingId::OrphanStratum);
    const QString failed = textOf(u"pasted/systemctl-failed.txt"_s);
    row("failed", failed, findingName(FindingId::UnitFailed), true);
    row("failed, then started",
        failed + QString(failed).replace(u"failed (Result: exit-code)"_s, u"active (running)"_s),
        findingName(FindingId::UnitFailed), false);
    row("failed, and another one runs", failed + textOf(u"pasted/systemctl-masked.txt"_s),
        findingName(FindingId::UnitFailed), true);
}

void TestExplained::whatIsOverIsNotTold()
{
    QFETCH(const QString, text);
    QFETCH(const QString, finding);
    QFETCH(const bool, isTold);
    const PastedExplanation explanation = explain(text);
    const QStringList words = wordsOf(explanation.findings);
    const bool isThere = std::ranges::any_of(
        explanation.findings, [&finding](const Finding &each) { return findingName(each.id) == finding; });
    QVERIFY2(isThere == isTold, qPrintable(words.join(u'\n')));
}

void TestExplained::silentListMayBeYoung()
{
    const QString list = u"MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"
                         "^? a.example   0   6     0     -     +0ns[   +0ns] +/-    0ns\n"
                         "^? b.example   0   6     0     -     +0ns[   +0ns] +/-    0ns\n"_s;
    const PastedExplanation alone = explain(list);
    const Finding *finding = findingOf(alone, FindingId::NtpBlocked);
    QVERIFY(finding);
    QCOMPARE(finding->severity, Severity::Advice);
    // Its samples show that it has had answers, and so that it is old enough.
    const PastedExplanation lost = explain(QString(list).replace(u"    -     +0ns[   +0ns] +/-    0ns"_s,
                                                                 u"  45m   -719us[ -840us] +/-   5ms"_s));
    const Finding *old = findingOf(lost, FindingId::NtpBlocked);
    QVERIFY2(old, qPrintable(wordsOf(lost.findings).join(u'\n')));
    QCOMPARE(old->severity, Severity::Warning);
}

void TestExplained::silentServerMayBeYoung_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Severity>("severity");
    QTest::addColumn<bool>("mayBeYoung");
    const QString head = u"MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"_s;
    const QString silent = u"^? quiet.example   0   6     0     -     +0ns[   +0ns] +/-    0ns\n"_s;
    const QString heard = u"^* a.example   2   6   %1     %2   -719us[ -840us] +/-   5ms\n"_s;
    const QString unit = u"● chrony.service - chrony, an NTP client/server\n"
                         "     Loaded: loaded (/lib/systemd/system/chrony.service; enabled)\n"
                         "     Active: active (running) since Thu 2023-08-17 12:20:11 JST; %1 ago\n"
                         "   Main PID: 5123 (chronyd)\n"_s;
    QTest::newRow("alone") << head + silent << Severity::Advice << true;
    QTest::newRow("alone, of a service that has run for long")
        << unit.arg(u"21min"_s) + head + silent << Severity::Warning << false;
    QTest::newRow("alone, lost after answers")
        << head + u"^? quiet.example   2   6     0   45m   -719us[ -840us] +/-   5ms\n"_s << Severity::Warning
        << false;
    QTest::newRow("beside a new one") << head + heard.arg(u"1"_s, u"9"_s) + silent << Severity::Info << true;
    QTest::newRow("beside one asked eight times")
        << head + heard.arg(u"377"_s, u"9"_s) + silent << Severity::Advice << false;
    QTest::newRow("beside one heard a while ago")
        << head + heard.arg(u"7"_s, u"5m"_s) + silent << Severity::Advice << false;
}

void TestExplained::silentServerMayBeYoung()
{
    QFETCH(const QString, text);
    const PastedExplanation explanation = explain(text);
    const Finding *dead = findingOf(explanation, FindingId::ServerDead);
    QVERIFY2(dead, qPrintable(wordsOf(explanation.findings).join(u'\n')));
    QCOMPARE(dead->subject, u"quiet.example"_s);
    QTEST(dead->severity, "severity");
    QTEST(dead->flag, "mayBeYoung");
}

void TestExplained::evidenceIsQuoted()
{
    const QString text = u"\n$ chronyc sources\n"_s + story(12);
    const PastedExplanation explanation = explain(text);
    const Finding *moved = findingOf(explanation, FindingId::ClockMovedUnder);
    QVERIFY(moved);
    QCOMPARE(quotedLines(*moved), std::vector<int>({13, 14, 15}));
    const QStringList lines = text.split(u'\n');
    for (const Evidence &evidence : moved->evidence) {
        if (const auto *quote = std::get_if<QuotedEvidence>(&evidence))
            QCOMPARE(quote->text, lines.at(quote->line - 1).trimmed());
    }
    const PastedExplanation refused = explain(u"words\n"_s + story(4));
    const Finding *needed = findingOf(refused, FindingId::PasswordNeeded);
    QVERIFY(needed);
    QCOMPARE(quotedLines(*needed), std::vector<int>({2}));
    // A rule that has quoted by itself has said what matters.
    const PastedExplanation failed = explain(textOf(u"pasted/systemctl-failed.txt"_s));
    const Finding *unit = findingOf(failed, FindingId::UnitFailed);
    QVERIFY(unit);
    QCOMPARE(quotedLines(*unit), std::vector<int>({6, 7}));
}

void TestExplained::actionsAreForATerminal()
{
    for (const int row : {2, 4, 5, 7, 11, 12}) {
        for (const Finding &finding : explain(story(row)).findings) {
            for (const FindingAction &action : finding.actions) {
                QCOMPARE(action.kind, FindingAction::Kind::Copy);
                QVERIFY(!action.text.isEmpty());
            }
        }
    }
    QString farOff = textOf(u"pasted/timesync-status.txt"_s);
    farOff.replace(QRegularExpression(u"Offset: .*"_s), u"Offset: +20s"_s);
    const PastedExplanation explanation = explain(farOff);
    const Finding *off = findingOf(explanation, FindingId::ClockOff);
    QVERIFY(off && !off->actions.empty());
    QCOMPARE(off->actions[0].text, u"sudo systemctl restart systemd-timesyncd"_s);
}

/// timedatectl's words are no quotes of the lines of others that have them.
void TestExplained::nobodyQuotesNoUnit()
{
    const PastedExplanation explanation =
        explain(u"$ timedatectl\n               Local time: Sun 2026-11-29 12:00:00 UTC\n"
                "           Universal time: Sun 2026-11-29 12:00:00 UTC\n"
                "                Time zone: Etc/UTC (UTC, +0000)\n"
                "System clock synchronized: no\n              NTP service: inactive\n"
                "          RTC in local TZ: no\n"
                "$ journalctl -u chrony\n"
                "Nov 29 11:00:00 host chronyd[1]: System clock was inactive\n"_s);
    const Finding *nobody = findingOf(explanation, FindingId::NoDaemon);
    QVERIFY(nobody);
    QCOMPARE(nobody->text, u"inactive"_s);
    QCOMPARE(quotedLines(*nobody), std::vector<int>{6});
}

void TestExplained::piecesOfFilesLackNothing()
{
    for (const QString &piece : {u"driftfile /var/lib/chrony/chrony.drift\n"_s,
                                 u"server ntp1.example.org iburst\nserver ntp2.example.net iburst\n"
                                 "server ntp3.example.com iburst\n"_s}) {
        const PastedExplanation explanation = explain(piece);
        QCOMPARE(explanation.output.blocks.size(), 1U);
        QVERIFY(!findingOf(explanation, FindingId::NoServer));
        QVERIFY(!findingOf(explanation, FindingId::NoStepRule));
    }
}

void TestExplained::healthyIsQuiet_data()
{
    QTest::addColumn<QString>("text");
    const QDir folder(QStringLiteral(DATA "/healthy"));
    const QStringList files = folder.entryList(QDir::Files, QDir::Name);
    QVERIFY(files.size() > 8);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << textOf(u"healthy/"_s + file);
    for (const char *file :
         {"story/01-chrony.conf.head", "story/03-timedatectl.txt", "story/14-sources-v.txt",
          "pasted/ntpq-wide.txt", "pasted/show-timesync.txt", "pasted/ntpstat.txt"})
        QTest::newRow(file) << textOf(QString::fromLatin1(file));
    QTest::newRow("twice") << textOf(u"healthy/chrony.txt"_s) + textOf(u"healthy/chrony.txt"_s);
    QTest::newRow("clock and sources") << story(8) + story(14);
}

void TestExplained::healthyIsQuiet()
{
    QFETCH(const QString, text);
    const PastedExplanation explanation = explain(text);
    QVERIFY(!explanation.output.blocks.empty());
    const bool isQuiet = std::ranges::none_of(
        explanation.findings, [](const Finding &finding) { return finding.severity >= Severity::Advice; });
    QVERIFY2(isQuiet, qPrintable(wordsOf(explanation.findings).join(u'\n')));
}

void TestExplained::refusalsOfNtpdsServers()
{
    const PastedExplanation explanation =
        explain(u"     remote           refid      st t when poll reach   delay   offset  jitter\n"
                "==============================================================================\n"
                " 192.0.2.10      .RATE.          16 u    -   64    0    0.000    0.000   0.000\n"
                " 192.0.2.11      .DENY.          16 u   40   64    0    0.000    0.000   0.000\n"
                " 192.0.2.12      .NKEY.          16 u    -   64    0    0.000    0.000   0.000\n"
                " 192.0.2.13      .INIT.          16 u    -   64    0    0.000    0.000   0.000\n"_s);
    QStringList kisses;
    for (const Finding &finding : explanation.findings) {
        if (finding.id == FindingId::KissOfDeath)
            kisses.append(finding.subject + u' ' + finding.text);
    }
    QCOMPARE(kisses, QStringList({u"192.0.2.11 DENY"_s, u"192.0.2.10 RATE"_s}));
    const Finding *unproven = findingOf(explanation, FindingId::NotAuthenticated);
    QVERIFY(unproven);
    QCOMPARE(unproven->names, QStringList(u"192.0.2.12"_s));
    const Finding *dead = findingOf(explanation, FindingId::ServerDead);
    QVERIFY(dead);
    QCOMPARE(dead->subject, u"192.0.2.13"_s);
    QVERIFY(!findingOf(explanation, FindingId::NtpBlocked));
}

void TestExplained::silentDevices()
{
    const QString head = u"MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"_s;
    const QString silent =
        u"#? GPS                           0   4     0     -     +0ns[   +0ns] +/-    0ns\n"_s;
    const QString server =
        u"^* ntp1.example.net              1   6   377    22   +221us[ +221us] +/- 1402us\n"_s;
    const PastedExplanation explanation = explain(head + silent + server);
    const Finding *device = findingOf(explanation, FindingId::ReferenceSilent);
    QVERIFY(device);
    QCOMPARE(device->subject, u"GPS"_s);
    QCOMPARE(device->severity, Severity::Advice);
    QCOMPARE(quotedLines(*device), std::vector<int>{2});
    // The server has been asked twice so far.
    QVERIFY(!findingOf(explain(head + silent + QString(server).replace(u"377"_s, u"  3"_s)),
                       FindingId::ReferenceSilent));
    // It gave samples later on.
    const QString heard =
        u"#- GPS                           0   4   377    13  -1325us[-1325us] +/-  200ms\n"_s;
    QVERIFY(!findingOf(explain(head + silent + server + head + heard + server), FindingId::ReferenceSilent));
}

void TestExplained::anythingIsTaken()
{
    QVERIFY(explain({}).findings.empty());
    // Each beginning of a text is a text.
    const QString whole = storyOf({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}) +
                          textOf(u"healthy/chrony.txt"_s) + textOf(u"pasted/w32tm-stripchart.txt"_s);
    for (qsizetype size = 0; size < whole.size(); size += 97) {
        const PastedExplanation explanation = explain(whole.first(size));
        for (const Finding &finding : explanation.findings) {
            for (const int line : quotedLines(finding))
                QVERIFY(line <= whole.first(size).count(u'\n') + 1);
        }
    }
}

QTEST_GUILESS_MAIN(TestExplained)
#include "test_explained.moc"
