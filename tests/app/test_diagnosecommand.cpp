// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/blanked.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/factsjson.h"
#include "tests/support/chronyd.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::Chronyd;

namespace {

// Long enough for the busiest machine; nothing waits that long unless it is broken.
constexpr int patienceMs = 60'000;

struct Run
{
    int exitCode = -1; ///< -1: it did not end by itself
    QByteArray out;
    QByteArray err;

    QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    QStringList ids() const
    {
        QStringList ids;
        const QJsonArray findings = object()[u"findings"_s].toArray();
        for (const auto &finding : findings)
            ids.append(finding[u"id"_s].toString());
        return ids;
    }
};

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A chronyd that lost its only server, and more, a day ago.
DiagnosisFacts troubledFacts()
{
    DiagnosisFacts facts;
    facts.now = Instant(1'795'984'560s);
    facts.startedAt = facts.now - 48h;
    DaemonReport daemon;
    daemon.endpoint = u"127.0.0.1:323"_s;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = facts.now;
    daemon.tracking.emplace();
    DaemonProcess process;
    process.pid = 77;
    process.startedAt = facts.now - 47h;
    process.maySetClock = true;
    process.leavesClockAlone = true;
    daemon.process = process;
    DaemonSource source;
    source.name = u"ntp1.company.com"_s;
    source.address = u"8.8.4.4"_s;
    source.reach = 0;
    source.lastSample = facts.now - 24h;
    daemon.sources.push_back(source);
    facts.machine.daemons.push_back(daemon);
    facts.machine.isComplete = true;
    facts.judgement = judgeClock(facts.verdict, facts.machine, facts.clock, facts.now);
    return facts;
}

} // namespace

/// synchroscopectl diagnose, as a process, on this machine with a real chronyd and on recorded facts.
class TestDiagnoseCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void whatIsRecordedIsReplayed();
    void whoeverIsNotAskedIsNotSilent();
    void factsAreJudgedAsTheRulesSay();
    void languagesDifferInSentencesOnly();
    void aReportCanBeReplayed();
    void nothingIsLeftOfBlankedNames();
    void aFileIsWrittenWholeAndForNobodyElse();
    void wrongUsage_data();
    void wrongUsage();
    void whatCannotBeDone_data();
    void whatCannotBeDone();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    bool write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }
    Run run(const QStringList &arguments, const QString &locale = u"C.UTF-8"_s) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, locale);
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path());
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(QStringLiteral(SYNCHROSCOPECTL), QStringList{u"diagnose"_s} + arguments);
        if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QTemporaryDir m_folder;
};

void TestDiagnoseCommand::whatIsRecordedIsReplayed()
{
    Chronyd daemon({.lines = {u"server no-such-host.invalid"_s},
                    .synchronised = false,
                    .commandPort = test::freeUdpPort()});
    QVERIFY2(daemon.start(), qPrintable(daemon.failure()));
    const QString address = u"chrony=%1:%2"_s.arg(daemon.address().toString()).arg(daemon.commandPort());
    const QString record = path(u"record.json"_s);
    const Run live = run({u"--daemon"_s, address, u"--no-measure"_s, u"--json"_s, u"--record"_s, record});
    QVERIFY2(live.exitCode == 0 || live.exitCode == 1, live.err.constData());

    QString why;
    const std::optional<DiagnosisFacts> facts = readFacts(contentOf(record), &why);
    QVERIFY2(facts, qPrintable(why));
    const auto isIt = [&address](const DaemonReport &report) {
        return u"chrony="_s + report.endpoint == address;
    };
    const auto report = std::ranges::find_if(facts->machine.daemons, isIt);
    QVERIFY(report != facts->machine.daemons.end());
    QVERIFY(report->answer == DaemonAnswer::Answering);
    QCOMPARE(report->sources.size(), size_t(1));
    QCOMPARE(report->sources[0].name, u"no-such-host.invalid"_s);
    QVERIFY(facts->clock && facts->clock->kernel);
    QVERIFY(facts->measured.empty());

    daemon.stop();
    const Run replayed = run({u"--replay"_s, record, u"--json"_s});
    QCOMPARE(replayed.out, live.out);
    QCOMPARE(replayed.exitCode, live.exitCode);
    // Written anew, it is the same file.
    const QString again = path(u"again.json"_s);
    QCOMPARE(run({u"--replay"_s, record, u"--record"_s, again}).exitCode, live.exitCode);
    QCOMPARE(contentOf(again), contentOf(record));
}

void TestDiagnoseCommand::whoeverIsNotAskedIsNotSilent()
{
    Chronyd asked({.lines = {}, .synchronised = false, .commandPort = test::freeUdpPort()});
    Chronyd other({.lines = {}, .synchronised = false, .commandPort = test::freeUdpPort()});
    QVERIFY2(asked.start(), qPrintable(asked.failure()));
    QVERIFY2(other.start(), qPrintable(other.failure()));
    const QString place = u"%1:%2"_s.arg(asked.address().toString()).arg(asked.commandPort());
    const QString record = path(u"asked.json"_s);
    const QString report = path(u"asked.txt"_s);
    const Run answer = run(
        {u"--chrony"_s, place, u"--no-measure"_s, u"--json"_s, u"--record"_s, record, u"--report"_s, report});
    QVERIFY2(answer.exitCode == 0 || answer.exitCode == 1, answer.err.constData());
    QVERIFY(!answer.ids().contains(findingName(FindingId::DaemonTellsNothing)));
    const std::optional<DiagnosisFacts> facts = readFacts(contentOf(record), nullptr);
    QVERIFY(facts);
    // It may steer this clock all the same.
    QVERIFY(facts->machine.daemons.size() > 1);
    for (const DaemonReport &daemon : facts->machine.daemons)
        QCOMPARE(daemon.answer == DaemonAnswer::Answering, daemon.endpoint == place);
    for (const DaemonReport &daemon : facts->machine.daemons)
        QVERIFY(daemon.answer == DaemonAnswer::Answering || daemon.answer == DaemonAnswer::NotAsked);
    // Nor is it said that it is being asked.
    const QByteArray told = contentOf(report);
    QVERIFY2(told.contains("runs, and was not asked."), told.constData());
    QVERIFY2(!told.contains("is being asked"), told.constData());
}

void TestDiagnoseCommand::factsAreJudgedAsTheRulesSay()
{
    const DiagnosisFacts facts = troubledFacts();
    const std::vector<Finding> findings = diagnose(facts);
    QVERIFY(write(u"facts.json"_s, writeFacts(facts)));
    const Run answer = run({u"--replay"_s, path(u"facts.json"_s), u"--json"_s});
    QStringList ids;
    for (const Finding &finding : findings)
        ids.append(findingName(finding.id));
    QCOMPARE(answer.ids(), ids);
    const bool isBad = std::ranges::any_of(
        findings, [](const Finding &finding) { return finding.severity >= Severity::Warning; });
    QCOMPARE(answer.exitCode, isBad ? 1 : 0);
    QCOMPARE(answer.object()[u"format"_s].toInt(), 1);
    const QJsonArray told = answer.object()[u"findings"_s].toArray();
    for (const auto &finding : told) {
        for (const QString &member : {u"severity"_s, u"title"_s, u"explanation"_s})
            QVERIFY2(!finding[member].toString().isEmpty(), qPrintable(finding[u"id"_s].toString()));
        QVERIFY(finding[u"evidence"_s].isArray());
        QVERIFY(finding[u"actions"_s].isArray());
    }
}

void TestDiagnoseCommand::languagesDifferInSentencesOnly()
{
    QVERIFY(write(u"facts.json"_s, writeFacts(troubledFacts())));
    const QStringList arguments{u"--replay"_s, path(u"facts.json"_s), u"--json"_s};
    const Run english = run(arguments);
    const Run japanese = run(arguments, u"ja_JP.UTF-8"_s);
    QCOMPARE(japanese.exitCode, english.exitCode);
    QCOMPARE(japanese.ids(), english.ids());
    const QJsonObject verdict = english.object()[u"verdict"_s].toObject();
    const QJsonObject shown = japanese.object()[u"verdict"_s].toObject();
    QCOMPARE(shown[u"state"_s], verdict[u"state"_s]);
    QVERIFY(shown[u"sentence"_s] != verdict[u"sentence"_s]);
}

void TestDiagnoseCommand::aReportCanBeReplayed()
{
    QVERIFY(write(u"facts.json"_s, writeFacts(troubledFacts())));
    const QString report = path(u"report.txt"_s);
    const Run first = run({u"--replay"_s, path(u"facts.json"_s), u"--json"_s, u"--report"_s, report});
    QVERIFY(first.exitCode >= 0 && first.exitCode <= 1);
    const QByteArray text = contentOf(report);
    QVERIFY(text.startsWith("Report of Synchroscope"));
    QVERIFY(text.contains("ntp1.company.com"));
    for (const QString &id : first.ids())
        QVERIFY2(text.contains('[' + id.toLatin1() + ']'), qPrintable(id));
    const Run again = run({u"--replay"_s, report, u"--json"_s});
    QCOMPARE(again.out, first.out);
    QCOMPARE(again.exitCode, first.exitCode);
}

void TestDiagnoseCommand::nothingIsLeftOfBlankedNames()
{
    const DiagnosisFacts facts = troubledFacts();
    QVERIFY(write(u"facts.json"_s, writeFacts(facts)));
    const QString report = path(u"report.txt"_s);
    const QString record = path(u"blanked.json"_s);
    const Run plain = run({u"--replay"_s, path(u"facts.json"_s), u"--json"_s});
    const Run answer = run({u"--replay"_s, path(u"facts.json"_s), u"--blank"_s, u"--json"_s, u"--report"_s,
                            report, u"--record"_s, record});
    QCOMPARE(answer.exitCode, plain.exitCode);
    QCOMPARE(answer.ids(), plain.ids());
    for (const QByteArray &text : {contentOf(report), contentOf(record), answer.out}) {
        QVERIFY(!text.isEmpty());
        QVERIFY(!text.contains("company.com"));
        QVERIFY(!text.contains("8.8.4.4"));
    }
    QVERIFY(contentOf(report).contains("server-1.network-1.example"));
}

void TestDiagnoseCommand::aFileIsWrittenWholeAndForNobodyElse()
{
    QVERIFY(write(u"facts.json"_s, writeFacts(troubledFacts())));
    QVERIFY(write(u"old.json"_s, "what was there before"));
    for (const QString &name : {u"new.json"_s, u"old.json"_s}) {
        QVERIFY(run({u"--replay"_s, path(u"facts.json"_s), u"--record"_s, path(name)}).exitCode <= 1);
        QCOMPARE(contentOf(path(name)), contentOf(path(u"facts.json"_s)));
        QCOMPARE(QFileInfo(path(name)).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
    }
}

void TestDiagnoseCommand::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("argument") << QStringList{u"now"_s};
    QTest::newRow("option") << QStringList{u"--loud"_s};
    QTest::newRow("daemon") << QStringList{u"--daemon"_s, u"sundial"_s};
    QTest::newRow("replay of a daemon") << QStringList{u"--replay"_s, u"x"_s, u"--daemon"_s, u"chrony"_s};
    QTest::newRow("replay of chronyd") << QStringList{u"--replay"_s, u"x"_s, u"--chrony"_s, u"127.0.0.1"_s};
    QTest::newRow("another computer's chronyd") << QStringList{u"--chrony"_s, u"192.0.2.77"_s};
    QTest::newRow("another computer's ntpd") << QStringList{u"--daemon"_s, u"ntpsec=[2001:db8::7]:123"_s};
    QTest::newRow("replay without measuring") << QStringList{u"--replay"_s, u"x"_s, u"--no-measure"_s};
}

void TestDiagnoseCommand::wrongUsage()
{
    QFETCH(QStringList, arguments);
    const Run answer = run(arguments);
    QCOMPARE(answer.exitCode, 2);
    QVERIFY(answer.out.isEmpty());
    QVERIFY(!answer.err.isEmpty());
}

void TestDiagnoseCommand::whatCannotBeDone_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const QString facts = path(u"facts.json"_s);
    QVERIFY(write(u"facts.json"_s, writeFacts(troubledFacts())));
    QVERIFY(write(u"broken.json"_s, "{\n\"format\":1,\n\"now\":}"));
    QVERIFY(write(u"newer.json"_s, "{\"format\":2}"));
    const QString nowhere = path(u"no/such/folder"_s);
    QTest::newRow("no file") << QStringList{u"--replay"_s, nowhere} << nowhere.toUtf8();
    QTest::newRow("a folder") << QStringList{u"--replay"_s, m_folder.path()} << m_folder.path().toUtf8();
    QTest::newRow("broken") << QStringList{u"--replay"_s, path(u"broken.json"_s)} << "line 3"_ba;
    QTest::newRow("newer") << QStringList{u"--replay"_s, path(u"newer.json"_s)} << "newer version"_ba;
    QTest::newRow("endless") << QStringList{u"--replay"_s, u"/dev/zero"_s} << "too large"_ba;
    QTest::newRow("record") << QStringList{u"--replay"_s, facts, u"--record"_s, nowhere} << nowhere.toUtf8();
    QTest::newRow("report") << QStringList{u"--replay"_s, facts, u"--report"_s, nowhere} << nowhere.toUtf8();
    QTest::newRow("nobody there") << QStringList{u"--chrony"_s, u"127.77.0.1:%1"_s.arg(test::freeUdpPort()),
                                                 u"--no-measure"_s}
                                  << "127.77.0.1"_ba;
}

void TestDiagnoseCommand::whatCannotBeDone()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, said);
    const Run answer = run(arguments);
    QCOMPARE(answer.exitCode, 3);
    QVERIFY(answer.out.isEmpty());
    QVERIFY2(answer.err.contains(said), answer.err.constData());
}

QTEST_GUILESS_MAIN(TestDiagnoseCommand)
#include "test_diagnosecommand.moc"
