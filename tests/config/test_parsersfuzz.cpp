// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/config/corpus.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/properties.h"
#include "tests/fuzz/words.h"

#include <QDirIterator>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(synchroscope::DaemonKind)

/// Configurations of every daemon, damaged by chance, through every parser and editor.
class TestParsersFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void files_data();
    void files();
    void lines_data();
    void lines();
};

namespace {

QList<QByteArray> corpus()
{
    QList<QByteArray> texts;
    QDirIterator files(QStringLiteral(CORPUS), QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        texts.append(contentOf(files.next()));
    return texts;
}

} // namespace

void TestParsersFuzz::files_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::newRow("chrony") << DaemonKind::Chrony;
    QTest::newRow("timesyncd") << DaemonKind::Timesyncd;
    QTest::newRow("NTPsec") << DaemonKind::Ntpsec;
    QTest::newRow("ntpd") << DaemonKind::Ntpd;
    QTest::newRow("ntpd-rs") << DaemonKind::NtpdRs;
    QTest::newRow("OpenNTPD") << DaemonKind::OpenNtpd;
}

void TestParsersFuzz::files()
{
    QFETCH(DaemonKind, daemon);
    const QList<QByteArray> texts = corpus();
    QVERIFY(texts.size() > 80);
    const QString broken = tryMutations(texts, wordsOfFiles(), [daemon](const QByteArray &text) {
        return brokenPropertyOfFile(daemon, text);
    });
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

void TestParsersFuzz::lines_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::newRow("chrony") << DaemonKind::Chrony;
    QTest::newRow("NTPsec") << DaemonKind::Ntpsec;
    QTest::newRow("ntpd") << DaemonKind::Ntpd;
}

void TestParsersFuzz::lines()
{
    QFETCH(DaemonKind, daemon);
    QList<QByteArray> lines;
    const QList<QByteArray> texts = corpus();
    for (const QByteArray &text : texts) {
        const QList<QByteArray> ofOne = text.split('\n');
        for (const QByteArray &line : ofOne) {
            if (line.contains("server") || line.contains("pool") || line.contains("peer"))
                lines.append(line);
        }
    }
    QVERIFY(lines.size() > 100);
    const QString broken = tryMutations(lines, wordsOfFiles(), [daemon](const QByteArray &line) {
        return brokenPropertyOfLine(daemon, line);
    });
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

QTEST_GUILESS_MAIN(TestParsersFuzz)
#include "test_parsersfuzz.moc"
