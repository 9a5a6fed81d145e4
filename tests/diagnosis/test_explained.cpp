// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/explained.h"

#include <QDir>
#include <QFile>
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
    void evidenceIsQuoted();
    void actionsAreForATerminal();
    void piecesOfFilesLackNothing();
    void healthyIsQuiet_data();
    void healthyIsQuiet();
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
    for (const FindingId id : {FindingId::PasswordNeeded, FindingId::HostClockFollowed, FindingId::Gathering,
                               FindingId::SlewTakesLong, FindingId::MachinePaused, FindingId::ClockMovedUnder,
                               FindingId::NoQuickStart, FindingId::ZoneIsNoError, FindingId::PoolOfOne})
        QVERIFY2(findingOf(explanation, id), qPrintable(findingName(id) + u" is not among\n"_s +
                                                        wordsOf(explanation.findings).join(u'\n')));
    QVERIFY(!findingOf(explanation, FindingId::NotTheConfiguredDaemon));
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
