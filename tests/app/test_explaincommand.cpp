// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

// Long enough for the busiest machine; nothing waits that long unless it is broken.
constexpr int patienceMs = 30'000;

QByteArray textOf(const QString &file)
{
    QFile data(QStringLiteral(DATA "/") + file);
    if (!data.open(QIODevice::ReadOnly))
        qFatal("%s is not there", qPrintable(data.fileName()));
    return data.readAll();
}

QString pathOf(const QString &file)
{
    return QStringLiteral(DATA "/") + file;
}

struct Answer
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// synchroscopectl explain as a process; `input` comes by a pipe.
Answer run(const QStringList &arguments, const QByteArray &input = {}, const QString &locale = u"C.UTF-8"_s)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, locale);
    environment.remove(u"LANGUAGE"_s);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(SYNCHROSCOPECTL), QStringList{u"explain"_s} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit)
        qFatal("explain has not ended");
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList idsOf(const QJsonObject &answer)
{
    QStringList ids;
    const QJsonArray findings = answer.value(u"findings"_s).toArray();
    for (const auto &finding : findings)
        ids.append(finding.toObject().value(u"id"_s).toString());
    return ids;
}

} // namespace

class TestExplainCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonHasTheContract();
    void findingsAreWhole();
    void exitCodes_data();
    void exitCodes();
    void inputComesByPipeOrFile();
    void utf16IsRead();
    void unreadableFiles();
    void wrongUsage();
    void terminalIsToldHow();
    void peopleReadSentences();
    void nothingWrongIsSaid();
    void theClockIsJudged();
    void whatIsNotUnderstoodIsNamed();
    void linesFitATerminal();
    void helpIsPrinted();
};

void TestExplainCommand::jsonHasTheContract()
{
    const QByteArray text = "Here it is:\n\n" + textOf(u"story/08-timedatectl.txt"_s) +
                            textOf(u"story/14-sources-v.txt"_s) + "what is that?\n";
    const Answer answer = run({u"--json"_s}, text);
    QCOMPARE(answer.exitCode, 0);
    QCOMPARE(answer.err, QByteArray());
    QCOMPARE(answer.out.count('\n'), 1);
    const QJsonObject json = answer.json();
    QCOMPARE(json.value(u"format"_s).toInt(), 1);
    const QJsonArray recognised{
        QJsonObject{{u"kind"_s, u"timedatectl"_s}, {u"first_line"_s, 3}, {u"last_line"_s, 9}},
        QJsonObject{{u"kind"_s, u"chronyc-sources"_s}, {u"first_line"_s, 10}, {u"last_line"_s, 22}}};
    QCOMPARE(json.value(u"recognised"_s).toArray(), recognised);
    QCOMPARE(json.value(u"unrecognised_lines"_s).toArray(), QJsonArray({1, 23}));
    QVERIFY(json.value(u"findings"_s).isArray());
    QCOMPARE(json.value(u"cut"_s), QJsonValue(false));
}

void TestExplainCommand::findingsAreWhole()
{
    const QJsonObject json = run({u"--json"_s, pathOf(u"story/04-restart-refused.txt"_s)}).json();
    QCOMPARE(idsOf(json), QStringList(u"password-needed"_s));
    const QJsonObject finding = json.value(u"findings"_s).toArray().first().toObject();
    for (const QString &key : {u"title"_s, u"explanation"_s, u"remedy"_s, u"disproof"_s})
        QVERIFY2(!finding.value(key).toString().isEmpty(), qPrintable(key));
    const QStringList severities{u"info"_s, u"advice"_s, u"warning"_s, u"critical"_s};
    QVERIFY(severities.contains(finding.value(u"severity"_s).toString()));
    const QJsonArray evidence = finding.value(u"evidence"_s).toArray();
    QCOMPARE(evidence.size(), 1);
    const QJsonObject quote = evidence.first().toObject();
    QCOMPARE(quote.value(u"kind"_s).toString(), u"quote"_s);
    QCOMPARE(quote.value(u"line"_s).toInt(), 1);
    QCOMPARE(quote.value(u"quote"_s).toString(),
             u"Failed to restart chronyd.service: Interactive authentication required."_s);
    const QJsonArray actions = finding.value(u"actions"_s).toArray();
    for (const auto &action : actions)
        QCOMPARE(action.toObject().value(u"kind"_s).toString(), u"copy"_s);
    QVERIFY(finding.value(u"actions"_s).isArray());

    // What is not known is null, and numbers are numbers.
    const QJsonArray paused =
        run({u"--json"_s, pathOf(u"story/11-sources.txt"_s)}).json().value(u"findings"_s).toArray();
    QVERIFY(!paused.isEmpty());
    const QJsonObject gravest = paused.first().toObject();
    QCOMPARE(gravest.value(u"severity"_s).toString(), u"critical"_s);
    QVERIFY(gravest.value(u"offset_s"_s).toDouble() < -360);
    QVERIFY(gravest.value(u"at"_s).isNull() || gravest.value(u"at"_s).isString());
}

void TestExplainCommand::exitCodes_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("healthy") << u"healthy/chrony.txt"_s << 0;
    QTest::newRow("info") << u"story/05-sources.txt"_s << 0;
    QTest::newRow("advice") << u"story/02-chrony.conf.head"_s << 0;
    QTest::newRow("warning") << u"story/12-sources-v.txt"_s << 1;
    QTest::newRow("failed") << u"pasted/systemctl-failed.txt"_s << 1;
}

void TestExplainCommand::exitCodes()
{
    QFETCH(const QString, file);
    QFETCH(const int, exitCode);
    QCOMPARE(run({pathOf(file)}).exitCode, exitCode);
    QCOMPARE(run({u"--json"_s, pathOf(file)}).exitCode, exitCode);
}

void TestExplainCommand::inputComesByPipeOrFile()
{
    const QString file = pathOf(u"story/12-sources-v.txt"_s);
    const QByteArray text = textOf(u"story/12-sources-v.txt"_s);
    const Answer byFile = run({u"--json"_s, file});
    const auto kindsOf = [](const Answer &answer) { return answer.json().value(u"recognised"_s); };
    QCOMPARE(kindsOf(run({u"--json"_s}, text)), kindsOf(byFile));
    QCOMPARE(kindsOf(run({u"--json"_s, u"-"_s}, text)), kindsOf(byFile));
    QCOMPARE(idsOf(run({u"--json"_s}, text).json()), idsOf(byFile.json()));
    const Answer nothing = run({u"--json"_s}, "Good morning\n");
    QCOMPARE(nothing.exitCode, 1);
    QCOMPARE(nothing.json().value(u"recognised"_s).toArray(), QJsonArray());
    QCOMPARE(nothing.json().value(u"unrecognised_lines"_s).toArray(), QJsonArray({1}));
    QCOMPARE(run({u"--json"_s}, {}).exitCode, 1);
}

// As PowerShell's > writes it.
void TestExplainCommand::utf16IsRead()
{
    const QString text = QString::fromUtf8(textOf(u"pasted/w32tm-status-ja.txt"_s));
    QByteArray utf16("\xff\xfe", 2);
    for (const QChar character : text) {
        utf16.append(char(character.unicode() & 0xff));
        utf16.append(char(character.unicode() >> 8));
    }
    const QJsonArray recognised = run({u"--json"_s}, utf16).json().value(u"recognised"_s).toArray();
    QCOMPARE(recognised.size(), 1);
    QCOMPARE(recognised.first().toObject().value(u"kind"_s).toString(), u"w32tm-status"_s);
}

void TestExplainCommand::unreadableFiles()
{
    const QTemporaryDir folder;
    for (const QString &path : {folder.filePath(u"missing"_s), folder.path()}) {
        const Answer answer = run({u"--json"_s, path});
        QCOMPARE(answer.exitCode, 3);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY(answer.err.contains(path.toUtf8()));
    }
}

void TestExplainCommand::wrongUsage()
{
    const QString file = pathOf(u"story/05-sources.txt"_s);
    for (const QStringList &arguments : {QStringList{file, file}, QStringList{u"--nonsense"_s}}) {
        const Answer answer = run(arguments);
        QCOMPARE(answer.exitCode, 2);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY(!answer.err.isEmpty());
    }
}

// Waiting in silence for what nobody knows to type helps nobody.
void TestExplainCommand::terminalIsToldHow()
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    QVERIFY(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    const QString name = QString::fromLocal8Bit(ptsname(terminal));
    QProcess process;
    process.setStandardInputFile(name);
    process.start(QStringLiteral(SYNCHROSCOPECTL), {u"explain"_s});
    QVERIFY(process.waitForFinished(patienceMs));
    QCOMPARE(process.exitCode(), 2);
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QVERIFY(process.readAllStandardError().contains("chronyc sources | synchroscopectl explain"));
    ::close(terminal);
}

void TestExplainCommand::peopleReadSentences()
{
    const Answer answer = run({pathOf(u"story/04-restart-refused.txt"_s)});
    const QString out = QString::fromUtf8(answer.out).simplified();
    const QJsonObject finding = run({u"--json"_s, pathOf(u"story/04-restart-refused.txt"_s)})
                                    .json()
                                    .value(u"findings"_s)
                                    .toArray()
                                    .first()
                                    .toObject();
    for (const QString &key : {u"title"_s, u"explanation"_s, u"remedy"_s})
        QVERIFY2(out.contains(finding.value(key).toString().simplified()), qPrintable(key));
    QVERIFY(out.contains(u"line 1"_s));
}

void TestExplainCommand::nothingWrongIsSaid()
{
    const Answer answer = run({pathOf(u"healthy/chrony.txt"_s)});
    const QString out = QString::fromUtf8(answer.out).simplified();
    QVERIFY2(out.contains(u"Nothing is wrong in what was read: chronyc sources, chronyc sourcestats, "
                          "chronyc tracking, chronyc activity, timedatectl"_s),
             qPrintable(out));
    QVERIFY(
        !QString::fromUtf8(run({pathOf(u"story/12-sources-v.txt"_s)}).out).contains(u"Nothing is wrong"_s));
}

void TestExplainCommand::theClockIsJudged()
{
    const QString success = pathOf(u"story/14-sources-v.txt"_s);
    const QString sentence =
        u"Synchronised to ntp2.jst.mfeed.ad.jp: 3.0 ms behind ± 50 ms; 3 of 3 servers agree."_s;
    const auto plain = [](QString text) { return text.replace(QChar::Nbsp, u' ').simplified(); };
    QVERIFY(plain(QString::fromUtf8(run({success}).out)).contains(sentence));
    const QJsonObject verdict = run({u"--json"_s, success}).json().value(u"verdict"_s).toObject();
    QCOMPARE(verdict.value(u"state"_s).toString(), u"synchronised"_s);
    QCOMPARE(plain(verdict.value(u"sentence"_s).toString()), sentence);
    QCOMPARE(verdict.value(u"offset_s"_s).toDouble(), -0.002961);
    QCOMPARE(verdict.value(u"bound_s"_s).toDouble(), 0.05);
    QCOMPARE(verdict.value(u"within_s"_s).toDouble(), 0.052961);
    const QJsonObject unbounded =
        run({u"--json"_s}, "     remote           refid      st t when poll reach   delay   offset  jitter\n"
                           "==============================================================================\n"
                           "*192.0.2.1       .GPS.            1 u   34   64  377    1.123    2.961   0.030\n")
            .json()
            .value(u"verdict"_s)
            .toObject();
    QCOMPARE(unbounded.value(u"offset_s"_s).toDouble(), -0.002961);
    QVERIFY(unbounded.value(u"bound_s"_s).isNull() && unbounded.value(u"within_s"_s).isNull());
    QCOMPARE(verdict.value(u"source"_s).toString(), u"ntp2.jst.mfeed.ad.jp"_s);
    // Also beside findings; and of what says nothing of the clock nothing is said.
    const QByteArray turns = textOf(u"story/12-sources-v.txt"_s) + textOf(u"story/13-sources.txt"_s) +
                             textOf(u"story/14-sources-v.txt"_s);
    const QString told = plain(QString::fromUtf8(run({}, turns).out));
    QVERIFY(told.contains(sentence) && told.indexOf(sentence) < told.indexOf(u"warning: "_s));
    const QString early = pathOf(u"story/07-sources.txt"_s);
    QVERIFY(run({u"--json"_s, early}).json().value(u"verdict"_s).isNull());
    QVERIFY(!QString::fromUtf8(run({early}).out).contains(u"Synchronised"_s));
}

void TestExplainCommand::whatIsNotUnderstoodIsNamed()
{
    const QByteArray text = "Hello\n" + textOf(u"story/14-sources-v.txt"_s) + "one\ntwo\n\nthree\n";
    const QString out = QString::fromUtf8(run({}, text).out);
    QVERIFY2(out.contains(u"Lines 1, 15 to 16, 18 were not understood."_s), qPrintable(out));
    QVERIFY(out.contains(u"    Hello\n"_s));
    QVERIFY(QString::fromUtf8(run({}, "Hello\n").out).contains(u"Nothing in this text"_s));
    QVERIFY(!QString::fromUtf8(run({pathOf(u"story/14-sources-v.txt"_s)}).out).contains(u"understood"_s));
}

void TestExplainCommand::linesFitATerminal()
{
    constexpr qsizetype columns = 80;
    const QString out = QString::fromUtf8(run({pathOf(u"story/02-chrony.conf.head"_s)}).out);
    const qsizetype findings = out.indexOf(u"advice: "_s);
    QVERIFY(findings > 0);
    for (const QString &line : out.sliced(findings).split(u'\n'))
        QVERIFY2(line.size() <= columns, qPrintable(line));
}

void TestExplainCommand::helpIsPrinted()
{
    const Answer answer = run({u"--help"_s});
    QCOMPARE(answer.exitCode, 0);
    QVERIFY(answer.out.startsWith("Usage: synchroscopectl explain"));
    QVERIFY(answer.out.contains("[FILE]"));
}

QTEST_GUILESS_MAIN(TestExplainCommand)
#include "test_explaincommand.moc"
