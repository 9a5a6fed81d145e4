// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/factsjson.h"
#include "core/ntp/instanttext.h"
#include "tests/diagnosis/randomfacts.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/properties.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestFactsJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead();
    void textsOfTime_data();
    void textsOfTime();
    void noOtherTextOfTime_data();
    void noOtherTextOfTime();
    void textsKeepTheirBytes();
    void passwordsAreLeftOut();
    void whatIsUnknownIsIgnored();
    void whatIsAbsentStaysAbsent();
    void itSaysWhere_data();
    void itSaysWhere();
    void itIsFoundInAReport();
    void anyBytesDoNoHarm();
};

namespace {

QJsonObject objectOf(const DiagnosisFacts &facts)
{
    return QJsonDocument::fromJson(writeFacts(facts)).object();
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

DiagnosisFacts factsWithText(const QByteArray &text)
{
    NamedServers files;
    files.texts.push_back({.path = u"/etc/ntp.conf"_s, .part = ConfigPart::Main, .text = text});
    DiagnosisFacts facts;
    facts.configurations.push_back({.daemon = DaemonKind::Ntpd,
                                    .version = {},
                                    .isRunning = true,
                                    .unit = {},
                                    .mainFile = {},
                                    .files = std::make_shared<const NamedServers>(files)});
    return facts;
}

QByteArray textOf(const DiagnosisFacts &facts)
{
    return facts.configurations.at(0).files->texts.at(0).text;
}

} // namespace

void TestFactsJson::whatIsWrittenIsRead()
{
    constexpr quint32 rounds = 200;
    for (quint32 seed = 0; seed < rounds; ++seed) {
        const DiagnosisFacts facts = randomFacts(seed);
        const QByteArray written = writeFacts(facts);
        QString why;
        const std::optional<DiagnosisFacts> read = readFacts(written, &why);
        QVERIFY2(read, qPrintable(u"%1: %2"_s.arg(seed).arg(why)));
        QCOMPARE(writeFacts(*read), written);
        QVERIFY2(diagnose(*read) == diagnose(facts), qPrintable(QString::number(seed)));
        // Those that can be compared as they are.
        QCOMPARE(read->now, facts.now);
        QVERIFY(read->machine == facts.machine);
        QVERIFY(read->clock == facts.clock);
        QVERIFY(read->observation == facts.observation);
        QVERIFY(read->verdict == facts.verdict);
        QVERIFY(read->judgement == facts.judgement);
        QVERIFY(read->limits == facts.limits);
        QVERIFY(read->asymmetries == facts.asymmetries);
        QVERIFY(read->clockEvents == facts.clockEvents);
    }
}

void TestFactsJson::textsOfTime_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("span");
    QTest::addColumn<QString>("instant");
    QTest::newRow("zero") << qint64(0) << u"0.000000000"_s << u"1970-01-01T00:00:00.000000000Z"_s;
    QTest::newRow("one") << qint64(1) << u"0.000000001"_s << u"1970-01-01T00:00:00.000000001Z"_s;
    QTest::newRow("less") << qint64(-1) << u"-0.000000001"_s << u"1969-12-31T23:59:59.999999999Z"_s;
    QTest::newRow("story") << qint64(1'796'000'000'123'456'789) << u"1796000000.123456789"_s
                           << u"2026-11-30T00:53:20.123456789Z"_s;
    QTest::newRow("most") << std::numeric_limits<qint64>::max() << u"9223372036.854775807"_s
                          << u"2262-04-11T23:47:16.854775807Z"_s;
    QTest::newRow("least") << std::numeric_limits<qint64>::min() << u"-9223372036.854775808"_s
                           << u"1677-09-21T00:12:43.145224192Z"_s;
}

void TestFactsJson::textsOfTime()
{
    QFETCH(qint64, nanoseconds);
    QFETCH(QString, span);
    QFETCH(QString, instant);
    QCOMPARE(secondsText(Duration(nanoseconds)), span);
    QCOMPARE(parseSecondsText(span), std::optional(Duration(nanoseconds)));
    QCOMPARE(instantText(Instant(Duration(nanoseconds))), instant);
    QCOMPARE(parseInstantText(instant), std::optional(Instant(Duration(nanoseconds))));
}

void TestFactsJson::noOtherTextOfTime_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "-",
                             "1",
                             "1.5",
                             ".000000000",
                             "1.00000000",
                             "1.0000000000",
                             "1e9.000000000",
                             "9223372036.854775808",
                             "-9223372036.854775809",
                             "99999999999999999999.000000000",
                             "- 1.000000000",
                             "+1.000000000",
                             "2026-11-29T20:36:00Z",
                             "2026-11-29 20:36:00.000000000Z",
                             "2026-02-30T20:36:00.000000000Z",
                             "2026-11-29T20:36:00.00000000xZ",
                             "2026-11-29T20:36:00.000000000",
                             "2262-04-11T23:47:16.854775808Z",
                             "9999-04-11T23:47:16.854775808Z"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestFactsJson::noOtherTextOfTime()
{
    QFETCH(QString, text);
    QVERIFY(!parseSecondsText(text));
    QVERIFY(!parseInstantText(text));
}

void TestFactsJson::textsKeepTheirBytes()
{
    QByteArray all;
    for (int byte = 0; byte < 256; ++byte)
        all += char(byte);
    for (const QByteArray &text : {QByteArray(), "server a\r\n\tserver b"_ba, "\0"_ba, "時計\n"_ba, all}) {
        QString why;
        const auto read = readFacts(writeFacts(factsWithText(text)), &why);
        QVERIFY2(read, qPrintable(why));
        QCOMPARE(textOf(*read), text);
    }
}

void TestFactsJson::passwordsAreLeftOut()
{
    const QByteArray text = "keys /etc/ntp.keys\n crypto host a pw hunter2 randfile x\nCRYPTO pw \xff\x31\n";
    const QByteArray written = writeFacts(factsWithText(text));
    QString why;
    const auto read = readFacts(written, &why);
    QVERIFY2(read, qPrintable(why));
    QCOMPARE(textOf(*read),
             "keys /etc/ntp.keys\n crypto host a pw ******** randfile x\nCRYPTO pw ********\n"_ba);
    QVERIFY(!written.contains("hunter2"));
}

void TestFactsJson::whatIsUnknownIsIgnored()
{
    const DiagnosisFacts facts = randomFacts(1);
    QJsonObject object = objectOf(facts);
    object.insert(u"of_tomorrow"_s, QJsonObject{{u"a"_s, 1}});
    QJsonObject machine = object[u"machine"_s].toObject();
    machine.insert(u"colour"_s, u"blue"_s);
    object.insert(u"machine"_s, machine);
    QString why;
    const auto read = readFacts(bytesOf(object), &why);
    QVERIFY2(read, qPrintable(why));
    QCOMPARE(writeFacts(*read), writeFacts(facts));
}

void TestFactsJson::whatIsAbsentStaysAbsent()
{
    QString why;
    const auto read = readFacts(R"({"format":1,"now":"2026-11-29T20:36:00.000000000Z"})", &why);
    QVERIFY2(read, qPrintable(why));
    DiagnosisFacts facts;
    facts.now = *parseInstantText(u"2026-11-29T20:36:00.000000000Z");
    QCOMPARE(writeFacts(*read), writeFacts(facts));
    QVERIFY(!objectOf(facts).contains(u"clock"_s));
}

void TestFactsJson::itSaysWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const QByteArray &members, const QString &why) {
        QTest::newRow(name) << R"({"format":1,"now":"2026-11-29T20:36:00.000000000Z",)" + members + '}'
                            << why;
    };
    row("word", R"("machine":{"daemons":[{},{"kind":"sundial"}]})", u"\"machine.daemons[1].kind\""_s);
    row("span", R"("limits":{"warning_s":0.5})", u"\"limits.warning_s\""_s);
    row("instant", R"("started_at":"yesterday")", u"\"started_at\""_s);
    row("list", R"("log":{})", u"\"log\""_s);
    row("object", R"("verdict":[])", u"\"verdict\""_s);
    row("number", R"("measured":[{"host":{"port":65536}}])", u"\"measured[0].host.port\""_s);
    row("fraction", R"("verdict":{"asked":1.5})", u"\"verdict.asked\""_s);
    row("member", R"("measured":[{"estimate":{}}])", u"\"measured[0].estimate.offset_s\""_s);
    row("key", R"("observation":{"selection":{"a.b":{"lowest_s":"x"}}})",
        u"\"observation.selection[\"a.b\"].lowest_s\""_s);
    row("index", R"("asymmetries":[{"first":0,"second":1}])", u"\"asymmetries\""_s);
    row("bit", R"("clock":{"kernel":{"status":["STA_SUN"]}})", u"\"clock.kernel.status\""_s);
    row("version", R"("configurations":[{"version":{"parts":[1,2]}}])",
        u"\"configurations[0].version.parts\""_s);
    QTest::newRow("no JSON") << "{\n\n\"format\":,"_ba << u"line 3"_s;
    QTest::newRow("empty") << QByteArray() << u"line 1"_s;
    QTest::newRow("other JSON") << "{\"findings\":[]}"_ba << u"no recorded facts"_s;
    QTest::newRow("newer") << "{\"format\":2,\"now\":7}"_ba << u"newer version"_s;
}

void TestFactsJson::itSaysWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, why);
    QString said;
    QVERIFY(!readFacts(text, &said));
    QVERIFY2(said.contains(why), qPrintable(said));
    QVERIFY(said.endsWith(u'.'));
}

void TestFactsJson::itIsFoundInAReport()
{
    const QByteArray facts = writeFacts(randomFacts(2));
    const QByteArray report = "What is wrong: {\"format\":1}\n\n" + QByteArray(factsBegin.data()) + '\n' +
                              facts + QByteArray(factsEnd.data()) + "\nThanks!\n";
    QString why;
    const auto read = readFacts(report, &why);
    QVERIFY2(read, qPrintable(why));
    QCOMPARE(writeFacts(*read), facts);
}

void TestFactsJson::anyBytesDoNoHarm()
{
    QList<QByteArray> corpus;
    for (quint32 seed = 0; seed < 4; ++seed)
        corpus.append(writeFacts(randomFacts(seed)));
    corpus.append(writeFacts({}));
    const QList<QByteArray> words = {"null",
                                     "[]",
                                     "{}",
                                     "\"\"",
                                     "-1",
                                     "1e300",
                                     "18446744073709551616",
                                     ",",
                                     "}",
                                     "\"-0.000000001\"",
                                     "true",
                                     "\\u0000",
                                     "\\ud800",
                                     "\"format\": 2,",
                                     "-----BEGIN SYNCHROSCOPE FACTS-----",
                                     "\xff"};
    const QString broken = tryMutations(corpus, words, brokenPropertyOfFacts);
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

QTEST_GUILESS_MAIN(TestFactsJson)
#include "test_factsjson.moc"
