// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pastednumbers.h"

#include <QTest>

#include <array>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(synchroscope::Duration)

namespace {

using Reader = std::optional<Duration> (*)(QStringView);

std::optional<Duration> readSeconds(QStringView text)
{
    return readDecimal(text);
}
std::optional<Duration> readMilliseconds(QStringView text)
{
    return readDecimal(text, 1ms);
}

struct Case
{
    Reader reader;
    const char *text;
    std::optional<Duration> span;
};

constexpr auto cases = std::to_array<Case>({
    // w32tm counts in 100 ns, chronyc in ns
    {readSeconds, "+00.0001234s", {}},
    {readSeconds, "+00.0001234", 123'400ns},
    {readSeconds, "-137.0856223", -137'085'622'300ns},
    {readSeconds, "-0.000000012", -12ns},
    {readSeconds, "0.0000000019", 1ns},
    {readSeconds, "3600", 1h},
    {readSeconds, "+5", 5s},
    {readSeconds, "", {}},
    {readSeconds, "-", {}},
    {readSeconds, ".5", {}},
    {readSeconds, "1.2.3", {}},
    {readSeconds, "1e5", {}},
    {readSeconds, "nan", {}},
    {readSeconds, "--1", {}},
    {readSeconds, "9223372035", 9'223'372'035s},
    {readSeconds, "9223372037", {}},
    {readSeconds, "99999999999999999999", {}},
    // ntpq
    {readMilliseconds, "2.591", 2'591us},
    {readMilliseconds, "-0.987", -987us},
    {readMilliseconds, "+0.000001", 1ns},
    {readMilliseconds, "447024.", 447'024ms},
    // chronyc, both ends of each unit
    {readChronySpan, "0ns", 0ns},
    {readChronySpan, "+0ns", 0ns},
    {readChronySpan, "-4258ns", -4'258ns},
    {readChronySpan, "9999ns", 9'999ns},
    {readChronySpan, "+10us", 10us},
    {readChronySpan, "-620us", -620us},
    {readChronySpan, "1008ms", 1'008ms},
    {readChronySpan, "-250ms", -250ms},
    {readChronySpan, "-362.1s", -362'100ms},
    {readChronySpan, "99999s", 99'999s},
    {readChronySpan, "+1667m", 1'667min},
    {readChronySpan, "50m", {}}, // a cut "50ms"
    {readChronySpan, "99999m", 99'999min},
    {readChronySpan, "1667h", 1'667h},
    {readChronySpan, "20h", {}},
    {readChronySpan, "-4167d", -4'167 * 24h},
    {readChronySpan, "274y", 274 * 365 * 24h},
    {readChronySpan, "300y", {}}, // more than 292 years
    {readChronySpan, "12", {}},
    {readChronySpan, "ms", {}},
    {readChronySpan, "1 ms", {}},
    {readChronySpan, "1min", {}},
    {readAge, "0", 0s},
    {readAge, "1199", 1'199s},
    {readAge, "21m", 21min},
    {readAge, "10h", 10h},
    {readAge, "7d", 7 * 24h},
    {readAge, "2y", 730 * 24h},
    {readAge, "-", {}},
    {readAge, "-5", {}},
    {readAge, "1.5", {}},
    {readSystemdSpan, "0", 0s},
    {readSystemdSpan, "348us", 348us},
    {readSystemdSpan, "24.350ms", 24'350us},
    {readSystemdSpan, "7.493693s", 7'493'693us},
    {readSystemdSpan, "34min 8s", 34min + 8s},
    {readSystemdSpan, "1h 28min 23.169258s", 1h + 28min + 23'169'258us},
    {readSystemdSpan, "1month 2w 1d", 2'629'800s + 15 * 24h},
    {readSystemdSpan, "8s 34min", {}},
    {readSystemdSpan, "8s 8s", {}},
    {readSystemdSpan, "-8s", {}},
    {readSystemdSpan, "infinity", {}},
    {readSystemdSpan, "", {}},
    {readSystemdSpan, "292y 292y", {}},
    {readSystemdSpan, "293y", {}},
});

} // namespace

class TestPastedNumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSpans_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < cases.size(); ++i)
            QTest::addRow("%d: %s", int(i), cases[i].text) << int(i);
    }
    void readsSpans()
    {
        QFETCH(int, index);
        const Case &one = cases.at(size_t(index));
        const std::optional<Duration> span = one.reader(QString::fromLatin1(one.text));
        QCOMPARE(span.has_value(), one.span.has_value());
        QCOMPARE(span.value_or(0ns).count(), one.span.value_or(0ns).count());
    }

    void readsOtherNumbers()
    {
        QCOMPARE(readReach(u"377"), std::optional<quint8>(0377));
        QCOMPARE(readReach(u"0"), std::optional<quint8>(0));
        QVERIFY(!readReach(u"378"));
        QVERIFY(!readReach(u"400"));
        QVERIFY(!readReach(u"-1"));
        QCOMPARE(readInteger(u"-6"), std::optional(-6));
        QVERIFY(!readInteger(u"1234567"));
        QCOMPARE(readNumber(u"-0,870"), std::optional(-0.87));
        QVERIFY(!readNumber(u"inf"));
        QVERIFY(!readNumber(u""));
        QVERIFY(!readNumber(u"5x"));
        QCOMPARE(readHex(u"7F7F0101"), std::optional<quint32>(0x7f7f0101));
        QVERIFY(!readHex(u"7F7F01010"));
        QVERIFY(!readHex(u"0x12"));
    }

    void readsTimes()
    {
        using namespace std::chrono;
        const local_seconds noon = local_days(2023y / 8 / 17) + 12h + 4min + 57s;
        QVERIFY(readDateTime(u"Thu 2023-08-17 12:04:57 JST") == noon);
        QVERIFY(readDateTime(u"木 2023-08-17 12:04:57") == noon);
        QVERIFY(readDateTime(u"2023-08-17T12:04:57Z") == noon);
        for (const QStringView bad : {u"2023-08-17 12:04:5", u"2023-13-17 12:04:57", u"2023-02-30 12:04:57",
                                      u"0000-01-01 00:00:00", u"2023-08-17 24:04:57", u"2023-08-17x12:04:57"})
            QVERIFY2(!readDateTime(bad), qPrintable(bad.toString()));
        const Instant reference{sys_days(2026y / 11 / 22) + 9h + 42min + 10s};
        QVERIFY(readChronyTime(u"Sun Nov 22 09:42:10 2026") == reference);
        QVERIFY(readChronyTime(u"Thu Jan 01 00:00:00 1970") == Instant());
        QVERIFY(!readChronyTime(u"Sun Nov 22 09:42:10 202"));
        QVERIFY(!readChronyTime(u"Sun Nov 31 09:42:10 2026"));
    }
};

QTEST_GUILESS_MAIN(TestPastedNumbers)
#include "test_pastednumbers.moc"
