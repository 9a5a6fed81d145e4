// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/panels/clockpanel.h"

#include <QLabel>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;

namespace {

QString text(const ClockPanel &panel, const QString &name)
{
    return panel.findChild<QLabel *>(name)->text();
}

QDateTime at(const QByteArray &zone, const QString &local)
{
    QDateTime time = QDateTime::fromString(local, Qt::ISODateWithMs);
    time.setTimeZone(QTimeZone(zone));
    return time;
}

const QTimer &timerOf(const ClockPanel &panel)
{
    return *panel.findChild<QTimer *>();
}

} // namespace

class TestClockPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zones_data();
    void zones();
    void ticksAtTheSecond();
    void hiddenItRests();
    void systemClock();
    void readable();
};

void TestClockPanel::zones_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("shownLocal");
    QTest::addColumn<QString>("shownUniversal");
    QTest::addColumn<QString>("shownZone");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("Tokyo") << QByteArray("Asia/Tokyo") << u"2023-08-17T12:49:05.250"_s
                           << u"Thu 2023-08-17 12:49:05"_s << u"Thu 2023-08-17 03:49:05"_s << u"+09:00"_s
                           << u"ahead of universal time"_s;
    QTest::newRow("another day") << QByteArray("Asia/Tokyo") << u"2024-01-01T00:30:00.000"_s
                                 << u"Mon 2024-01-01 00:30:00"_s << u"Sun 2023-12-31 15:30:00"_s
                                 << u"Asia/Tokyo"_s << u"ahead of universal time"_s;
    QTest::newRow("Kathmandu") << QByteArray("Asia/Kathmandu") << u"2023-08-17T12:49:05.999"_s
                               << u"Thu 2023-08-17 12:49:05"_s << u"Thu 2023-08-17 07:04:05"_s << u"+05:45"_s
                               << u"45 minute"_s;
    QTest::newRow("New York in summer")
        << QByteArray("America/New_York") << u"2023-08-17T12:49:05.000"_s << u"Thu 2023-08-17 12:49:05"_s
        << u"Thu 2023-08-17 16:49:05"_s << u"−04:00"_s
        << u"behind universal time, with daylight saving time"_s;
    QTest::newRow("New York in winter")
        << QByteArray("America/New_York") << u"2023-12-17T12:49:05.000"_s << u"Sun 2023-12-17 12:49:05"_s
        << u"Sun 2023-12-17 17:49:05"_s << u"−05:00"_s << u"behind universal time"_s;
    QTest::newRow("universal") << QByteArray("UTC") << u"2023-08-17T12:49:05.000"_s
                               << u"Thu 2023-08-17 12:49:05"_s << u"Thu 2023-08-17 12:49:05"_s << u"UTC"_s
                               << u"The same as universal time"_s;
}

void TestClockPanel::zones()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, local);
    QFETCH(QString, shownLocal);
    QFETCH(QString, shownUniversal);
    QFETCH(QString, shownZone);
    QFETCH(QString, meaning);
    const ClockPanel panel(nullptr, [&] { return at(zone, local); });
    QCOMPARE(text(panel, u"localTime"_s), shownLocal);
    QCOMPARE(text(panel, u"universalTime"_s), shownUniversal);
    QVERIFY2(text(panel, u"timeZone"_s).contains(shownZone), qPrintable(text(panel, u"timeZone"_s)));
    QVERIFY2(text(panel, u"timeZoneMeaning"_s).contains(meaning),
             qPrintable(text(panel, u"timeZoneMeaning"_s)));
    QVERIFY(text(panel, u"timeZoneMeaning"_s).front().isUpper() ||
            text(panel, u"timeZoneMeaning"_s).front().isDigit());
}

void TestClockPanel::ticksAtTheSecond()
{
    QDateTime time = at("UTC", u"2023-08-17T12:49:05.750"_s);
    ClockPanel panel(nullptr, [&time] { return time; });
    panel.show();
    QVERIFY(timerOf(panel).isActive());
    QCOMPARE(timerOf(panel).interval(), 250);
    time = at("UTC", u"2023-08-17T12:49:06.002"_s);
    QTRY_COMPARE(text(panel, u"localTime"_s), u"Thu 2023-08-17 12:49:06"_s);
    QCOMPARE(timerOf(panel).interval(), 998);
    // A clock that is set shows at once what it is set to, one way or the other.
    time = at("UTC", u"2023-08-17T11:00:00.990"_s);
    QTRY_COMPARE(text(panel, u"localTime"_s), u"Thu 2023-08-17 11:00:00"_s);
}

void TestClockPanel::hiddenItRests()
{
    QDateTime time = at("UTC", u"2023-08-17T12:49:05.000"_s);
    ClockPanel panel(nullptr, [&time] { return time; });
    QVERIFY(!timerOf(panel).isActive());
    panel.show();
    QVERIFY(timerOf(panel).isActive());
    panel.hide();
    QVERIFY(!timerOf(panel).isActive());
    time = time.addSecs(3600);
    panel.show();
    QCOMPARE(text(panel, u"localTime"_s), u"Thu 2023-08-17 13:49:05"_s);
    QVERIFY(timerOf(panel).isActive());
}

void TestClockPanel::systemClock()
{
    const QDateTime before = QDateTime::currentDateTimeUtc();
    const ClockPanel panel;
    const QDateTime after = QDateTime::currentDateTimeUtc();
    QDateTime shown = QDateTime::fromString(text(panel, u"universalTime"_s).mid(4), u"yyyy-MM-dd HH:mm:ss"_s);
    shown.setTimeSpec(Qt::UTC);
    QVERIFY(shown.isValid());
    QVERIFY(shown.addSecs(1) > before && shown <= after);
}

void TestClockPanel::readable()
{
    for (const bool dark : {false, true}) {
        ClockPanel panel(nullptr, [] { return at("Asia/Tokyo", u"2023-08-17T12:49:05.000"_s); });
        panel.setPalette(theme(dark));
        panel.resize(220, 260);
        panel.show();
        const QList<QLabel *> labels = panel.findChildren<QLabel *>();
        QVERIFY(labels.size() >= 8);
        for (const QLabel *label : labels)
            QVERIFY2(textContrast(*label) >= 4.5, qPrintable(label->text()));
        QCOMPARE(cutOffLabels(panel), QStringList());
    }
}

QTEST_MAIN(TestClockPanel)
#include "test_clockpanel.moc"
