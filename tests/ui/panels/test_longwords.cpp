// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/longwords.h"

#include <QFontMetrics>
#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace synchroscope;

namespace {

constexpr qsizetype longest = 20;

} // namespace

class TestLongWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void elides_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const QString name = QString(60, u'a') + u".example.net"_s;
        const QString shortName = u"aaaaaaaaaa…ample.net"_s;
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("short words") << u"This clock is right."_s << u"This clock is right."_s;
        QTest::newRow("long sentence of short words")
            << u"Nothing keeps this clock right any more."_s << u"Nothing keeps this clock right any more."_s;
        QTest::newRow("just as long") << QString(20, u'a') << QString(20, u'a');
        QTest::newRow("one too long") << QString(21, u'a') << u"aaaaaaaaaa…aaaaaaaaa"_s;
        QTest::newRow("a name") << name << shortName.left(11) + name.last(9);
        QTest::newRow("within a sentence")
            << u"Follows "_s + name + u"  well.\n"_s
            << u"Follows "_s + shortName.left(11) + name.last(9) + u"  well.\n"_s;
        QTest::newRow("a value and its unit stay together")
            << u"It is 472\u00a0ms ahead."_s << u"It is 472\u00a0ms ahead."_s;
        const QString japanese =
            u"互いに妨げ合いますが、自身のものは取り除けません。ホストの時計が間違っていない限り、停止してください。"_s;
        QTest::newRow("Japanese") << japanese << japanese;
        QTest::newRow("a name within Japanese")
            << u"現在は、"_s + name + u"に同期しています。"_s
            << u"現在は、"_s + shortName.left(11) + name.last(9) + u"に同期しています。"_s;
    }
    void elides()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, expected);
        QCOMPARE(withLongWordsElided(text, longest), expected);
    }

    /// What it is there for: no label becomes wider than such a word.
    void labelsStayNarrow_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("one letter") << QString(253, u'w');
        QTest::newRow("labels") << QString(u"wwwwwwww."_s).repeated(28);
        QTest::newRow("hyphens") << QString(u"www-"_s).repeated(63);
        QTest::newRow("a path") << QString(u"/wwwwww"_s).repeated(36);
        QTest::newRow("an address") << u"2001:db8:1111:2222:3333:4444:5555:6666%wwwwwwwwwwwwwww"_s;
    }
    void labelsStayNarrow()
    {
        QFETCH(const QString, text);
        QLabel label(withLongWordsElided(text, longest));
        label.setWordWrap(true);
        const int widest = label.fontMetrics().horizontalAdvance(QString(longest + 1, u'w'));
        QVERIFY2(label.minimumSizeHint().width() <= widest, qPrintable(label.text()));
    }
};

QTEST_MAIN(TestLongWords)
#include "test_longwords.moc"
