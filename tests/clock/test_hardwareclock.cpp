// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clock.h"
#include "core/clock/hardwareclock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <random>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct FixedClock final : Clock
{
    ClockReading read() const override { return {.realtime = now, .raw = {}, .boot = {}, .monotonic = {}}; }

    Instant now = Instant(1'700'000'000s);
};

void write(const QString &path, const QByteArray &text)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

std::optional<qint64> secondsOf(const std::optional<std::chrono::local_seconds> &time)
{
    return time ? std::optional<qint64>(time->time_since_epoch().count()) : std::nullopt;
}

} // namespace

class TestHardwareClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSinceEpoch_data();
    void readsSinceEpoch();
    void readsAdjtime_data();
    void readsAdjtime();
    void withoutAdjtimeItKeepsUtc();
    void withoutDeviceThereIsNone();
    void takesTheOneTheKernelTook();
    void aheadByUtcAndByLocalTime();
    void aDeviceInAFarYearIsFarAhead();
    void aDeviceThatCannotBeReadHasNoReading();
    void parsersSurviveAnything();
    void asTimedatedHasReadIt();
};

void TestHardwareClock::readsSinceEpoch_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::optional<qint64>>("seconds");
    const auto row = [](const char *name, const QByteArray &text, std::optional<qint64> seconds) {
        QTest::newRow(name) << text << seconds;
    };
    row("as the kernel writes it", "1700000000\n", 1'700'000'000);
    row("before 1970", "-1\n", -1);
    row("empty battery", "0\n", 0);
    row("nothing", "", std::nullopt);
    row("words", "n/a\n", std::nullopt);
    row("two numbers", "1 2\n", std::nullopt);
    row("hexadecimal", "0x10\n", std::nullopt);
    row("the last second", "253402300799\n", 253'402'300'799);
    row("year 10000", "253402300800\n", std::nullopt);
    row("overflow", "99999999999999999999999\n", std::nullopt);
}

void TestHardwareClock::readsSinceEpoch()
{
    QFETCH(const QByteArray, text);
    QFETCH(const std::optional<qint64>, seconds);
    QVERIFY(secondsOf(parseSinceEpoch(text)) == seconds);
}

void TestHardwareClock::readsAdjtime_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<std::optional<bool>>("local");
    const auto row = [](const char *name, const QByteArray &text, std::optional<bool> local) {
        QTest::newRow(name) << text << local;
    };
    row("hwclock, UTC", "0.000000 1700000000 0.000000\n1700000000\nUTC\n", false);
    row("hwclock, local", "0.000000 1700000000 0.000000\n1700000000\nLOCAL\n", true);
    row("timedated", "0.0 0 0\n0\nLOCAL\n", true);
    row("without the last newline", "0.0 0 0\n0\nLOCAL", true);
    row("more lines", "0.0 0 0\n0\nLOCAL\nUTC\n", true);
    row("two lines", "0.0 0 0\n0\n", false);
    row("one line", "0.0 0 0", false);
    row("nothing", "", false);
    row("another word", "0.0 0 0\n0\nlocaltime\n", std::nullopt);
}

void TestHardwareClock::readsAdjtime()
{
    QFETCH(const QByteArray, text);
    QFETCH(const std::optional<bool>, local);
    QVERIFY(parseAdjtime(text) == local);
}

void TestHardwareClock::withoutAdjtimeItKeepsUtc()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"adjtime"_s);
    QVERIFY(readAdjtime(file) == std::optional(false));
    write(file, "0.0 0 0\n0\nLOCAL\n");
    QVERIFY(readAdjtime(file) == std::optional(true));
    QVERIFY(QFile::remove(file));
    QVERIFY(QDir().mkpath(file)); // a folder of that name cannot be read
    QVERIFY(!readAdjtime(file));
}

void TestHardwareClock::withoutDeviceThereIsNone()
{
    const QTemporaryDir folder;
    QVERIFY(!readHardwareClock(folder.path(), FixedClock(), false, 0s));
    QVERIFY(!readHardwareClock(folder.filePath(u"none"_s), FixedClock(), false, 0s));
}

void TestHardwareClock::takesTheOneTheKernelTook()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"rtc1/since_epoch"_s), "1700000100\n");
    QCOMPARE(readHardwareClock(folder.path(), FixedClock(), false, 0s)->device, u"rtc1"_s);
    write(folder.filePath(u"rtc0/since_epoch"_s), "1700000050\n");
    write(folder.filePath(u"rtc0/hctosys"_s), "0\n");
    QCOMPARE(readHardwareClock(folder.path(), FixedClock(), false, 0s)->device, u"rtc0"_s);
    write(folder.filePath(u"rtc1/hctosys"_s), "1\n");
    const std::optional<HardwareClock> clock = readHardwareClock(folder.path(), FixedClock(), false, 0s);
    QCOMPARE(clock->device, u"rtc1"_s);
    QVERIFY(secondsOf(clock->reading) == std::optional<qint64>(1'700'000'100));
}

void TestHardwareClock::aheadByUtcAndByLocalTime()
{
    const QTemporaryDir folder;
    FixedClock clock;
    clock.now = Instant(1'700'000'000s + 250ms);
    const auto ahead = [&](std::optional<bool> local, std::optional<std::chrono::seconds> utcOffset) {
        return readHardwareClock(folder.path(), clock, local, utcOffset)->aheadOfSystem;
    };

    // It shows the same second: cut, so 0.25 s ahead, to within half a second.
    write(folder.filePath(u"rtc0/since_epoch"_s), "1700000000\n");
    QVERIFY(ahead(false, 9h) == std::optional<Duration>(250ms));
    QVERIFY(ahead(false, std::nullopt) == std::optional<Duration>(250ms));
    write(folder.filePath(u"rtc0/since_epoch"_s), "1699999990\n");
    QVERIFY(ahead(false, 9h) == std::optional<Duration>(-9'750ms));
    QVERIFY(!ahead(std::nullopt, 9h));

    write(folder.filePath(u"rtc0/since_epoch"_s), "1700032405\n"); // 9 h and 5 s further
    QVERIFY(ahead(true, 9h) == std::optional<Duration>(5'250ms));
    QVERIFY(!ahead(true, std::nullopt));
}

void TestHardwareClock::aDeviceInAFarYearIsFarAhead()
{
    const QTemporaryDir folder;
    write(folder.filePath(u"rtc0/since_epoch"_s), "253402300799\n");
    const std::optional<HardwareClock> clock = readHardwareClock(folder.path(), FixedClock(), false, 0s);
    QVERIFY(clock->aheadOfSystem > std::optional<Duration>(std::chrono::years(290)));
}

void TestHardwareClock::aDeviceThatCannotBeReadHasNoReading()
{
    const QTemporaryDir folder;
    QVERIFY(QDir().mkpath(folder.filePath(u"rtc0"_s)));
    const std::optional<HardwareClock> clock = readHardwareClock(folder.path(), FixedClock(), false, 0s);
    QVERIFY(clock);
    QVERIFY(!clock->reading);
    QVERIFY(!clock->aheadOfSystem);
}

void TestHardwareClock::parsersSurviveAnything()
{
    const std::array<QByteArray, 2> seeds = {"1700000000\n",
                                             "0.000000 1700000000 0.000000\n1700000000\nLOCAL\n"};
    std::mt19937 random(20'261'123); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same each time
    int read = 0;
    for (int i = 0; i < 100'000; ++i) {
        QByteArray text = seeds[random() % seeds.size()];
        for (quint32 change = random() % 4; change > 0 && !text.isEmpty(); --change) {
            const auto at = static_cast<qsizetype>(random()) % text.size();
            switch (random() % 3) {
            case 0:
                text[at] = static_cast<char>(random());
                break;
            case 1:
                text.remove(at, 1 + static_cast<qsizetype>(random() % 5));
                break;
            default:
                text.insert(at, static_cast<char>(random()));
            }
        }
        const std::optional<qint64> seconds = secondsOf(parseSinceEpoch(text));
        QVERIFY(!seconds || (*seconds >= -2'208'988'800 && *seconds < 253'402'300'800));
        read += seconds || parseAdjtime(text).value_or(false);
    }
    QVERIFY(read > 1000); // the mutations are not all nonsense
    QVERIFY(read < 99'000);
}

void TestHardwareClock::asTimedatedHasReadIt()
{
    TimedatedReport timedated;
    QVERIFY(!hardwareClockOf(timedated, 9h));
    timedated.readAt = Instant(1'700'000'000s);
    QVERIFY(!hardwareClockOf(timedated, 9h)); // it knows of none either
    timedated.hardwareReading = std::chrono::local_seconds(1'700'000'002s);
    std::optional<HardwareClock> clock = hardwareClockOf(timedated, 9h);
    QVERIFY(clock);
    QCOMPARE(clock->readAt, *timedated.readAt);
    QCOMPARE(secondsOf(clock->reading), std::optional<qint64>(1'700'000'002));
    QVERIFY(!clock->keepsLocalTime && !clock->aheadOfSystem);
    timedated.localRtc = false;
    clock = hardwareClockOf(timedated, 9h);
    QVERIFY(clock->aheadOfSystem == std::optional<Duration>(2'500ms));
    timedated.localRtc = true;
    clock = hardwareClockOf(timedated, 9h);
    QVERIFY(clock->aheadOfSystem == std::optional<Duration>(2'500ms - 9h));
    QVERIFY(!hardwareClockOf(timedated, {})->aheadOfSystem);
}

QTEST_GUILESS_MAIN(TestHardwareClock)
#include "test_hardwareclock.moc"
