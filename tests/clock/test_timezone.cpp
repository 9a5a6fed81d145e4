// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/timezone.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestTimeZone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheZoneOfALink_data();
    void namesTheZoneOfALink();
    void readsTheLink();
    void saysWhatHolds_data();
    void saysWhatHolds();
    void namesOnlyZones();
    void offersZones();
    void findsTheZoneOfACopy();
    void readsTheNotedName_data();
    void readsTheNotedName();
    void seesThatTheFileIsAnother();
    void theLibraryKnowsTheOffset();
};

void TestTimeZone::namesTheZoneOfALink_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("Debian") << u"/usr/share/zoneinfo/Asia/Tokyo"_s << "Asia/Tokyo"_ba;
    QTest::newRow("timedated") << u"../usr/share/zoneinfo/Europe/Paris"_s << "Europe/Paris"_ba;
    QTest::newRow("NixOS") << u"/etc/zoneinfo/America/Argentina/Ushuaia"_s << "America/Argentina/Ushuaia"_ba;
    QTest::newRow("posix") << u"/usr/share/zoneinfo/posix/UTC"_s << "UTC"_ba;
    QTest::newRow("signs") << u"/usr/share/zoneinfo/Etc/GMT+9"_s << "Etc/GMT+9"_ba;
    QTest::newRow("elsewhere") << u"/home/a/Asia/Tokyo"_s << QByteArray();
    QTest::newRow("the folder") << u"/usr/share/zoneinfo/"_s << QByteArray();
    QTest::newRow("out of it") << u"/usr/share/zoneinfo/../../../etc/shadow"_s << QByteArray();
    QTest::newRow("no part") << u"/usr/share/zoneinfo/Asia//Tokyo"_s << QByteArray();
    QTest::newRow("letters of another script") << u"/usr/share/zoneinfo/東京"_s << QByteArray();
    QTest::newRow("long") << (u"/usr/share/zoneinfo/"_s + QString(256, u'a')) << QByteArray();
    QTest::newRow("nothing") << QString() << QByteArray();
}

void TestTimeZone::namesTheZoneOfALink()
{
    QFETCH(const QString, target);
    QFETCH(const QByteArray, id);
    QCOMPARE(zoneIdOfLink(target), id);
}

void TestTimeZone::readsTheLink()
{
    const QTemporaryDir folder;
    const QString link = folder.filePath(u"localtime"_s);
    QCOMPARE(systemZoneId(link), "UTC"_ba); // as systemd has it
    QVERIFY(QFile::link(u"/usr/share/zoneinfo/Asia/Tokyo"_s, link));
    QCOMPARE(systemZoneId(link), "Asia/Tokyo"_ba);
    QVERIFY(QFile::remove(link));
    QFile copy(link); // which has no name
    QVERIFY(copy.open(QIODevice::WriteOnly));
    QCOMPARE(systemZoneId(link), QByteArray());
}

void TestTimeZone::saysWhatHolds_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QDateTime>("at");
    QTest::addColumn<QString>("abbreviation");
    QTest::addColumn<int>("utcOffset");
    QTest::addColumn<bool>("daylightSaving");
    QTest::addColumn<QDateTime>("next");

    const auto utc = [](const char *time) {
        return QDateTime::fromString(QLatin1StringView(time), Qt::ISODateWithMs);
    };
    // The tz database's rules for the European Union: last Sundays of March and October, 01:00 UTC.
    QTest::newRow("Paris, summer") << "Europe/Paris"_ba << utc("2026-07-01T00:00:00Z") << u"CEST"_s << 7200
                                   << true << utc("2026-10-25T01:00:00Z");
    QTest::newRow("Paris, before the change") << "Europe/Paris"_ba << utc("2026-10-25T00:59:59.999Z")
                                              << u"CEST"_s << 7200 << true << utc("2026-10-25T01:00:00Z");
    QTest::newRow("Paris, winter") << "Europe/Paris"_ba << utc("2026-10-25T01:00:00Z") << u"CET"_s << 3600
                                   << false << utc("2027-03-28T01:00:00Z");
    QTest::newRow("Tokyo never changes")
        << "Asia/Tokyo"_ba << utc("2026-07-01T00:00:00Z") << u"JST"_s << 32400 << false << QDateTime();
    QTest::newRow("west") << "America/New_York"_ba << utc("2026-01-01T00:00:00Z") << u"EST"_s << -18000
                          << false << utc("2026-03-08T07:00:00Z");
}

void TestTimeZone::saysWhatHolds()
{
    QFETCH(const QByteArray, id);
    QFETCH(const QDateTime, at);
    QFETCH(const QString, abbreviation);
    QFETCH(const int, utcOffset);
    QFETCH(const bool, daylightSaving);
    QFETCH(const QDateTime, next);
    const TimeZone zone =
        timeZoneAt(QTimeZone(id), Instant(std::chrono::milliseconds(at.toMSecsSinceEpoch())));
    QCOMPARE(zone.id, QString::fromLatin1(id));
    QCOMPARE(zone.abbreviation, abbreviation);
    QCOMPARE(zone.utcOffset.count(), utcOffset);
    QCOMPARE(zone.daylightSaving, daylightSaving);
    QCOMPARE(zone.nextTransition.has_value(), next.isValid());
    if (zone.nextTransition)
        QCOMPARE(zone.nextTransition->time_since_epoch() / 1ms, next.toMSecsSinceEpoch());
}

void TestTimeZone::namesOnlyZones()
{
    const QString seed = u"/usr/share/zoneinfo/America/Argentina/Ushuaia"_s;
    std::mt19937 random(20'261'123); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    int named = 0;
    for (int i = 0; i < 100'000; ++i) {
        QString text = seed;
        for (quint32 change = random() % 4; change > 0; --change) {
            const auto at = static_cast<qsizetype>(random()) % text.size();
            if (random() % 2 == 0)
                text[at] = QChar(static_cast<char16_t>(random() % 3 == 0 ? random() : random() % 128));
            else
                text.insert(at, u"/../"_s);
        }
        const QByteArray id = zoneIdOfLink(text);
        named += id.isEmpty() ? 0 : 1;
        QVERIFY(!id.contains('.') && !id.contains("//") && !id.startsWith('/') && !id.contains('\0'));
    }
    QVERIFY(named > 10'000);
}

void TestTimeZone::offersZones()
{
    const QList<QByteArray> ids = zoneIds();
    QVERIFY(ids.size() > 300);
    QVERIFY(ids.contains("Asia/Tokyo"));
    QVERIFY(ids.contains("UTC"));
    QVERIFY(std::is_sorted(ids.begin(), ids.end()));
    for (const QByteArray &id : ids) {
        QVERIFY2(QTimeZone(id).isValid(), id.constData());
        QVERIFY2(QFile::exists(u"/usr/share/zoneinfo/"_s + QString::fromLatin1(id)), id.constData());
    }
}

void TestTimeZone::findsTheZoneOfACopy()
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(u"localtime"_s);
    QVERIFY(QFile::copy(u"/usr/share/zoneinfo/Asia/Kathmandu"_s, copy));
    QCOMPARE(zoneOfCopy(copy, {}).left(8), "Asia/Kat"_ba); // Katmandu has the same data
    QCOMPARE(zoneOfCopy(copy, {"Europe/Paris"_ba, "Asia/Kathmandu"_ba}), "Asia/Kathmandu"_ba);
    QCOMPARE(zoneOfCopy(copy, {"Asia/Katmandu"_ba}), "Asia/Katmandu"_ba);
    QCOMPARE(zoneOfCopy(copy, {"../zoneinfo/Asia/Kathmandu"_ba, {}}).left(8), "Asia/Kat"_ba);
    QVERIFY(QFile::remove(copy));
    QVERIFY(QFile::copy(u"/usr/share/zoneinfo/UTC"_s, copy));
    QCOMPARE(zoneOfCopy(copy, {}), "UTC"_ba);
    QFile file(copy);
    QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    QVERIFY(file.open(QFile::WriteOnly) && file.write("TZif2 of nobody's") > 0);
    file.close();
    QCOMPARE(zoneOfCopy(copy, {"Asia/Tokyo"_ba}), QByteArray());
    QCOMPARE(zoneOfCopy(folder.filePath(u"absent"_s), {"Asia/Tokyo"_ba}), QByteArray());
}

void TestTimeZone::readsTheNotedName_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("Debian") << "Europe/Paris\n"_ba
                            << "Europe/Paris"_ba;
    QTest::newRow("no end of the line") << "Etc/UTC"_ba
                                        << "Etc/UTC"_ba;
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("a way out") << "../../etc/passwd\n"_ba << QByteArray();
    QTest::newRow("a sentence") << "the zone is Paris\n"_ba << QByteArray();
}

void TestTimeZone::readsTheNotedName()
{
    QFETCH(const QByteArray, text);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"timezone"_s));
    QVERIFY(file.open(QFile::WriteOnly) && file.write(text) == text.size());
    file.close();
    QTEST(notedZoneId(file.fileName()), "id");
    QCOMPARE(notedZoneId(u"/nonexistent"_s), QByteArray());
}

void TestTimeZone::seesThatTheFileIsAnother()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"localtime"_s);
    const LocaltimeFile absent = localtimeFile(path);
    QCOMPARE(absent.linkedZone, "UTC"_ba); // as to systemd
    QVERIFY(!absent.isCopy);
    QVERIFY(QFile::link(u"/usr/share/zoneinfo/Asia/Tokyo"_s, path));
    const LocaltimeFile link = localtimeFile(path);
    QCOMPARE(link.linkedZone, "Asia/Tokyo"_ba);
    QVERIFY(!link.isCopy && !(link == absent) && link == localtimeFile(path));
    QVERIFY(QFile::remove(path));
    QVERIFY(QFile::copy(u"/usr/share/zoneinfo/Asia/Tokyo"_s, path));
    const LocaltimeFile copy = localtimeFile(path);
    QVERIFY(copy.isCopy && copy.linkedZone.isEmpty() && copy == localtimeFile(path));
    QFile file(path);
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(file.open(QFile::ReadWrite));
    QVERIFY(
        file.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000'000), QFileDevice::FileModificationTime));
    file.close();
    QVERIFY(!(localtimeFile(path) == copy));
    QVERIFY(QFile::remove(path));
    QVERIFY(QFile::link(u"/nowhere"_s, path));
    QVERIFY(!localtimeFile(path).isCopy && localtimeFile(path).linkedZone.isEmpty());
}

void TestTimeZone::theLibraryKnowsTheOffset()
{
    const Instant at = Instant(1'692'276'545s); // 2023-08-17 12:49:05 UTC
    const QByteArray before = qgetenv("TZ");    // CTest sets one
    qputenv("TZ", "Europe/Paris");
    const TimeZone paris = zoneOfLibrary(at);
    qputenv("TZ", "<-0330>3:30");
    const TimeZone west = zoneOfLibrary(at);
    qputenv("TZ", before);
    QCOMPARE(paris.utcOffset, 2h);
    QCOMPARE(paris.abbreviation, u"CEST"_s);
    QVERIFY(paris.daylightSaving && paris.isCopy && paris.id.isEmpty());
    QCOMPARE(west.utcOffset, std::chrono::seconds(-3h - 30min));
    QVERIFY(!west.daylightSaving);
}

QTEST_GUILESS_MAIN(TestTimeZone)
#include "test_timezone.moc"
