// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configdocument.h"

#include <QRandomGenerator>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

class TestConfigDocument final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void untouchedTextsStay_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one line") << QByteArray("server a\n");
        QTest::newRow("no last line end") << QByteArray("server a\nserver b");
        QTest::newRow("CRLF") << QByteArray("server a\r\n\r\nserver b\r\n");
        QTest::newRow("mixed ends") << QByteArray("a\r\nb\nc\r");
        QTest::newRow("empty lines at the end") << QByteArray("a\n\n\n");
        QTest::newRow("spaces and tabs") << QByteArray(" \tserver \t a  \n\t\n");
        QTest::newRow("bytes") << QByteArray("\xff\xfe\x01 caf\xe9\n\0x\n", 12);
        QTest::newRow("a long line") << QByteArray(100'000, 'x');
    }
    void untouchedTextsStay()
    {
        QFETCH(QByteArray, text);
        const ConfigDocument document(text);
        QCOMPARE(document.text(), text);
        QCOMPARE(document.lineCount(),
                 int(text.count('\n')) + (text.isEmpty() || text.endsWith('\n') ? 0 : 1));
    }

    void randomBytesStay()
    {
        QRandomGenerator random(11);
        for (int i = 0; i < 500; ++i) {
            QByteArray text(random.bounded(300), '\0');
            for (char &byte : text)
                byte = random.bounded(5) == 0 ? '\n' : char(random.bounded(256));
            QCOMPARE(ConfigDocument(text).text(), text);
        }
    }

    void editsKnowLinesByTheirFirstNumbers()
    {
        ConfigDocument document("one\ntwo\nthree\nfour\n");
        document.removeLine(1);
        document.insertAfter(2, "two and a half");
        document.setLine(3, "THREE");
        document.insertAfter(2, "two and three quarters");
        document.insertAfter(0, "zero");
        document.append("five");
        QCOMPARE(document.text(), "zero\ntwo\ntwo and a half\ntwo and three quarters\nTHREE\nfour\nfive\n");
        QCOMPARE(document.line(1), QByteArray());
        QCOMPARE(document.line(3), "THREE");
        document.setLine(1, "ONE");
        QVERIFY(document.text().startsWith("zero\nONE\ntwo\n"));
        // What is not there is not changed.
        document.setLine(9, "x");
        document.removeLine(9);
        QVERIFY(!document.text().contains('x'));
    }

    void newLinesEndAsTheirNeighbours_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("after");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing") << QByteArray() << 0 << QByteArray("new\n");
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << 1 << QByteArray("a\r\nnew\r\nb\r\n");
        QTest::newRow("before CRLF") << QByteArray("a\r\n") << 0 << QByteArray("new\r\na\r\n");
        QTest::newRow("after a line without an end")
            << QByteArray("a\r\nb") << 2 << QByteArray("a\r\nb\r\nnew\r\n");
        QTest::newRow("after the only one") << QByteArray("a") << 1 << QByteArray("a\nnew\n");
        QTest::newRow("before a line without an end") << QByteArray("a\nb") << 1 << QByteArray("a\nnew\nb");
    }
    void newLinesEndAsTheirNeighbours()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, after);
        ConfigDocument document(text);
        document.insertAfter(after, "new");
        QTEST(document.text(), "expected");
    }
};

QTEST_GUILESS_MAIN(TestConfigDocument)
#include "test_configdocument.moc"
