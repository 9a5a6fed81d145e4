// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/cmdmon.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <functional>
#include <map>

using namespace synchroscope;
using namespace synchroscope::cmdmon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray content(const QString &name)
{
    QFile file(QStringLiteral(DATA_FOLDER "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Exchange
{
    QString name;
    int command = 0;
    QByteArray request; ///< its first 64 bytes
    QByteArray reply;
};

std::vector<Exchange> exchanges()
{
    std::vector<Exchange> all;
    const QJsonArray array = QJsonDocument::fromJson(content(u"exchanges.json"_s)).array();
    for (const auto &value : array) {
        const QJsonObject object = value.toObject();
        all.push_back({object[u"name"_s].toString(), object[u"cmd"_s].toInt(),
                       QByteArray::fromHex(object[u"req_first_64"_s].toString().toLatin1()),
                       QByteArray::fromHex(object[u"reply"_s].toString().toLatin1())});
    }
    return all;
}

QByteArray rawReply(const QString &name)
{
    for (const Exchange &exchange : exchanges()) {
        if (exchange.name == name)
            return exchange.reply;
    }
    return {};
}

Reply reply(const QString &name)
{
    return *parseReply(rawReply(name));
}

/// What `chronyc -c` printed for the same daemon.
QList<QStringList> printed(const QString &name)
{
    QList<QStringList> rows;
    for (const QByteArray &line : content(name).split('\n')) {
        if (!line.isEmpty())
            rows.append(QString::fromLatin1(line).split(u','));
    }
    return rows;
}

// chronyc prints whole nanoseconds; the clock was slewed between the capture and the printing.
bool closeTo(Duration span, const QString &seconds, Duration tolerance = 3us)
{
    return std::chrono::abs(span - fromSeconds(seconds.toDouble())) <= tolerance;
}

} // namespace

/// The codec against what was captured from chronyd 4.3, and against what nobody should send.
class TestCmdmon final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void floats_data()
    {
        QTest::addColumn<quint32>("bits");
        QTest::addColumn<double>("value");
        const auto row = [](const char *name, quint32 bits, double value) {
            QTest::newRow(name) << bits << value;
        };
        row("0", 0x00000000, 0);
        row("1", 0x04800000, 1);
        row("-1", 0x03000000, -1);
        row("0.5", 0x02800000, 0.5);
        row("4", 0x08800000, 4);
        row("2000", 0x18fa0000, 2000);
        row("-0.25", 0xff000000, -0.25);
        row("1e-9", 0xc889705f, 1e-9);
        row("-1e-9", 0xc9768fa1, -1e-9);
        row("123.456", 0x10f6e979, 123.456);
        row("the largest", 0x7effffff, 4.611685743549481e18);
    }
    void floats()
    {
        QFETCH(quint32, bits);
        QFETCH(double, value);
        const double decoded = decodeFloat(bits);
        QVERIFY2(std::abs(decoded - value) <= std::abs(value) * 1e-7, qPrintable(QString::number(decoded)));
    }

    void requestsAreThoseOfTheCapture_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"n_sources", "tracking", "activity", "rtcreport", "smoothing", "source_data[0]",
              "source_data[7]", "sourcestats[3]", "source_name[1]", "source_name[6]"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void requestsAreThoseOfTheCapture()
    {
        QFETCH(QString, name);
        const std::vector<Exchange> all = exchanges();
        const auto exchange = std::find_if(
            all.begin(), all.end(), [&name](const Exchange &candidate) { return candidate.name == name; });
        QVERIFY(exchange != all.end());
        const auto command = Command(exchange->command);
        const quint32 sequence = parseReply(exchange->reply)->sequence;
        QByteArray request = makeRequest(command, sequence);
        if (command == Command::SourceName) {
            const QString data = QString(name).replace(u"name"_s, u"data"_s);
            request = makeAddressRequest(command, sequence, readSourceData(reply(data))->address);
        } else if (name.contains(u'[')) {
            request = makeIndexRequest(command, sequence, name.at(name.indexOf(u'[') + 1).digitValue());
        }
        QCOMPARE(request.size(), requestSize);
        QCOMPARE(request.first(64).toHex(), exchange->request.toHex());
        QCOMPARE(request.sliced(64), QByteArray(requestSize - 64, '\0'));
    }

    void sourcesAreWhatChronycPrinted()
    {
        const QList<QStringList> rows = printed(u"sources.csv"_s);
        QCOMPARE(readSourceCount(reply(u"n_sources"_s)), int(rows.size()));
        for (int i = 0; i < rows.size(); ++i) {
            const QStringList &row = rows[i];
            const std::optional<SourceData> source = readSourceData(reply(u"source_data[%1]"_s.arg(i)));
            QVERIFY(source);
            QCOMPARE(QString(QStringLiteral("^=#").at(int(source->mode))), row[0]);
            QCOMPARE(QString(QLatin1Char(source->letter)), row[1]);
            QCOMPARE(source->stratum, row[3].toInt());
            QCOMPARE(source->pollLog2, row[4].toInt());
            QCOMPARE(int(source->reach), row[5].toInt(nullptr, 8));
            QCOMPARE(source->sinceSample.has_value(), row[6] != "4294967295"_L1);
            QVERIFY(closeTo(source->adjusted.localMinusRemote(), row[7]));
            QVERIFY(closeTo(source->measured.localMinusRemote(), row[8]));
            QVERIFY(closeTo(source->error, row[9], 10us));
        }
    }

    void aReferenceClockIsNoAddress()
    {
        // "SHM7" reads like 83.72.77.55.
        const SourceData clock = *readSourceData(reply(u"source_data[0]"_s));
        QCOMPARE(clock.mode, SourceMode::ReferenceClock);
        QCOMPARE(clock.referenceId, 0x53484d37U);
        QVERIFY(!clock.address.isHost());
        QVERIFY(clock.address.host().isNull());
        QVERIFY(!readSourceName(reply(u"source_name[0]"_s)));
        QCOMPARE(reply(u"source_name[0]"_s).status, ReplyStatus::NoSuchSource);
    }

    void anUnresolvedSourceHasANameAndANumber()
    {
        const SourceData source = *readSourceData(reply(u"source_data[6]"_s));
        QCOMPARE(source.address.kind, Address::Kind::Unresolved);
        QVERIFY(source.address.number() > 0);
        QVERIFY(source.address.host().isNull());
        QCOMPARE(readSourceName(reply(u"source_name[6]"_s)), u"no-such-host.invalid"_s);
    }

    void addressesAndNames()
    {
        const SourceData source = *readSourceData(reply(u"source_data[1]"_s));
        QCOMPARE(source.address.host(), QHostAddress(u"127.77.0.1"_s));
        QCOMPARE(readSourceName(reply(u"source_name[1]"_s)), u"127.77.0.1"_s);
        Address ipv6{.kind = Address::Kind::Ipv6, .bytes = {0x20, 0x01, 0x0d, 0xb8}};
        ipv6.bytes[15] = 1;
        QCOMPARE(ipv6.host(), QHostAddress(u"2001:db8::1"_s));
    }

    void statisticsAreWhatChronycPrinted()
    {
        QStringList names;
        for (const QStringList &row : printed(u"sources.csv"_s))
            names.append(row[2]);
        for (const QStringList &row : printed(u"sourcestats.csv"_s)) {
            const auto index = names.indexOf(row[0]);
            const std::optional<SourceStats> stats = readSourceStats(reply(u"sourcestats[%1]"_s.arg(index)));
            QVERIFY2(stats, qPrintable(row[0]));
            // Some samples came between the capture and the printing.
            QVERIFY(std::abs(stats->line.samples - row[1].toInt()) <= 4);
            QVERIFY(std::abs(stats->line.frequencyPpm - row[4].toDouble()) <= 0.1);
            QVERIFY(std::abs(stats->line.skewPpm - row[5].toDouble()) <= 0.1);
            QVERIFY(closeTo(stats->line.offset.localMinusRemote(), row[6]));
            QVERIFY(closeTo(stats->line.standardDeviation, row[7]));
        }
    }

    void trackingIsWhatChronycPrinted()
    {
        const QStringList row = printed(u"tracking.csv"_s).at(0);
        const std::optional<DaemonTracking> tracking = readTracking(reply(u"tracking"_s));
        QVERIFY(tracking);
        QCOMPARE(tracking->referenceId, row[0]);
        QCOMPARE(tracking->source, row[1]);
        QCOMPARE(tracking->stratum, row[2].toInt());
        QVERIFY(std::abs(toSeconds(tracking->lastUpdate->time_since_epoch()) - row[3].toDouble()) < 60);
        QVERIFY(closeTo(tracking->systemOffset->localMinusRemote(), row[4]));
        QVERIFY(closeTo(tracking->lastOffset->localMinusRemote(), row[5]));
        QVERIFY(std::abs(*tracking->frequencyPpm - row[7].toDouble()) <= 0.1);
        QVERIFY(std::abs(*tracking->skewPpm - row[9].toDouble()) <= 0.1);
        QVERIFY(closeTo(*tracking->rootDelay, row[10]));
        QVERIFY(closeTo(*tracking->rootDispersion, row[11], 20us));
        QVERIFY(closeTo(*tracking->updateInterval, row[12], 1s));
        QCOMPARE(tracking->leap, LeapIndicator::NoWarning);
        QVERIFY(tracking->synchronised);
    }

    void theSignOfTheSystemTimeIsTurned()
    {
        QByteArray raw = rawReply(u"tracking"_s);
        // One second slow of NTP time.
        raw.replace(28 + 40, 4, QByteArray::fromHex("04800000"));
        const DaemonTracking tracking = *readTracking(*parseReply(raw));
        QCOMPARE(tracking.systemOffset->localMinusRemote(), Duration(-1s));
        QVERIFY(!tracking.systemOffset->ahead());
    }

    void syntheticTrackingIsSynchronisedAsWaitsyncSays_data()
    {
        QTest::addColumn<QByteArray>("referenceId");
        QTest::addColumn<bool>("addressed");
        QTest::addColumn<bool>("synchronised");
        QTest::newRow("no reference") << QByteArray("00000000") << false << false;
        QTest::newRow("local") << QByteArray("7f7f0101") << false << false;
        QTest::newRow("a reference clock") << QByteArray("50505300") << false << true;
        QTest::newRow("a server") << QByteArray("7f4d0001") << true << true;
    }
    void syntheticTrackingIsSynchronisedAsWaitsyncSays()
    {
        QFETCH(QByteArray, referenceId);
        QFETCH(bool, addressed);
        QFETCH(bool, synchronised);
        QByteArray raw = rawReply(u"tracking"_s);
        raw.replace(28, 4, QByteArray::fromHex(referenceId));
        if (!addressed)
            raw.replace(28 + 4, 20, QByteArray(20, '\0'));
        QCOMPARE(readTracking(*parseReply(raw))->synchronised, synchronised);
    }

    void syntheticTrackingWithoutAReferenceSoFar()
    {
        // As chronyd 4.3 begins: all nought, but for leap 3 and a root delay and dispersion of 1 s.
        QByteArray raw = rawReply(u"tracking"_s);
        raw.replace(28, 76, QByteArray(76, '\0'));
        raw[28 + 27] = 3;
        for (const int field : {64, 68})
            raw.replace(28 + field, 4, QByteArray::fromHex("04800000"));
        DaemonTracking expected;
        expected.leap = LeapIndicator::Unsynchronised;
        QCOMPARE(readTracking(*parseReply(raw)), std::optional(expected));

        // With a drift file.
        raw.replace(28 + 52, 4, QByteArray::fromHex("04800000"));
        raw.replace(28 + 60, 4, QByteArray::fromHex("02800000"));
        expected.frequencyPpm = 1;
        expected.skewPpm = 0.5;
        QCOMPARE(readTracking(*parseReply(raw)), std::optional(expected));
    }

    void activityIsWhatChronycPrinted()
    {
        const QStringList row = printed(u"activity.csv"_s).at(0);
        const SourceActivityCounts activity = *readActivity(reply(u"activity"_s));
        QCOMPARE(activity.online, row[0].toInt());
        QCOMPARE(activity.offline, row[1].toInt());
        QCOMPARE(activity.burstOnline, row[2].toInt());
        QCOMPARE(activity.burstOffline, row[3].toInt());
        QCOMPARE(activity.unresolved, row[4].toInt());
    }

    void refusalsAreToldApart()
    {
        QCOMPARE(reply(u"rtcreport"_s).status, ReplyStatus::NoRtc);
        QVERIFY(!readRtcReport(reply(u"rtcreport"_s)));
        QCOMPARE(reply(u"smoothing"_s).status, ReplyStatus::NotEnabled);
        QVERIFY(!readSmoothing(reply(u"smoothing"_s)));
        QCOMPARE(reply(u"unknown_cmd"_s).status, ReplyStatus::Invalid);
    }

    void syntheticRtcAndSmoothing()
    {
        QByteArray raw = rawReply(u"rtcreport"_s).first(28);
        raw.replace(6, 4, QByteArray::fromHex("00070000"));
        raw += QByteArray::fromHex("7fffffff"
                                   "6553f100"
                                   "00000001"
                                   "0005"
                                   "0003"
                                   "00000e10"
                                   "02800000"
                                   "04800000");
        const HardwareClockReport rtc = *readRtcReport(*parseReply(raw));
        QCOMPARE(rtc.measuredAt, Instant(1'700'000'000s + 1ns));
        QCOMPARE(rtc.samples, 5);
        QCOMPARE(rtc.runs, 3);
        QCOMPARE(rtc.span, Duration(1h));
        QCOMPARE(rtc.ahead.localMinusRemote(), Duration(500ms));
        QCOMPARE(rtc.gainPpm, 1.0);

        raw = rawReply(u"smoothing"_s).first(28);
        raw.replace(6, 4, QByteArray::fromHex("000d0000"));
        raw += QByteArray::fromHex("00000003"
                                   "02800000"
                                   "04800000"
                                   "04800000"
                                   "08800000"
                                   "18fa0000");
        const SmoothingReport smoothing = *readSmoothing(*parseReply(raw));
        QVERIFY(smoothing.active && smoothing.leapOnly);
        QCOMPARE(smoothing.offset, Duration(500ms));
        QCOMPARE(smoothing.remaining, Duration(2000s));
    }

    void whatIsNoReplyIsNone_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        const QByteArray good = rawReply(u"tracking"_s);
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a cut header") << good.first(27);
        QTest::newRow("synthetic: an older version") << QByteArray(good).replace(0, 1, "\x05");
        QTest::newRow("synthetic: a newer version") << QByteArray(good).replace(0, 1, "\x07");
        QTest::newRow("a request") << QByteArray(good).replace(1, 1, "\x01");
    }
    void whatIsNoReplyIsNone()
    {
        QFETCH(QByteArray, datagram);
        QVERIFY(!parseReply(datagram));
    }

    // A reply's code alone says what is in it, whatever the version and the command were.
    void syntheticCodesDecideAlone()
    {
        const std::map<int, std::function<bool(const Reply &)>> readers{
            {2, [](const Reply &reply) { return readSourceCount(reply).has_value(); }},
            {3, [](const Reply &reply) { return readSourceData(reply).has_value(); }},
            {5, [](const Reply &reply) { return readTracking(reply).has_value(); }},
            {6, [](const Reply &reply) { return readSourceStats(reply).has_value(); }},
            {7, [](const Reply &reply) { return readRtcReport(reply).has_value(); }},
            {12, [](const Reply &reply) { return readActivity(reply).has_value(); }},
            {13, [](const Reply &reply) { return readSmoothing(reply).has_value(); }},
            {19, [](const Reply &reply) { return readSourceName(reply).has_value(); }},
        };
        for (const Exchange &exchange : exchanges()) {
            const Reply own = *parseReply(exchange.reply);
            // Of ntpdata 16 (up to 4.5) and 26 (since 4.6), of serverstats 22 (4.1), 24 (4.3) and 25 (since
            // 4.4), and what is yet to come.
            for (int code = 0; code < 40; ++code) {
                Reply changed = own;
                changed.code = quint16(code);
                for (const auto &[expected, read] : readers)
                    QVERIFY(expected == code || !read(changed));
            }
        }
    }

    void syntheticRefusalsHaveNoValue_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {1, 2, 3, 4, 6, 13, 18, 19, 99})
            QTest::newRow(qPrintable(QString::number(status))) << status;
    }
    void syntheticRefusalsHaveNoValue()
    {
        QFETCH(int, status);
        for (const Exchange &exchange : exchanges()) {
            Reply refused = *parseReply(exchange.reply);
            refused.status = ReplyStatus(status);
            QVERIFY(!readSourceCount(refused) && !readSourceData(refused) && !readSourceStats(refused));
            QVERIFY(!readTracking(refused) && !readActivity(refused) && !readSourceName(refused));
            QVERIFY(!readRtcReport(refused) && !readSmoothing(refused));
        }
    }

    void syntheticLongerRepliesAreRead()
    {
        for (const Exchange &exchange : exchanges()) {
            const Reply whole = *parseReply(exchange.reply);
            const Reply longer = *parseReply(exchange.reply + QByteArray(100, '\xff'));
            QCOMPARE(readSourceCount(longer), readSourceCount(whole));
            QCOMPARE(readTracking(longer), readTracking(whole));
            QCOMPARE(readActivity(longer), readActivity(whole));
            QCOMPARE(readSourceName(longer), readSourceName(whole));
            QCOMPARE(readSourceData(longer).has_value(), readSourceData(whole).has_value());
            QCOMPARE(readSourceStats(longer).has_value(), readSourceStats(whole).has_value());
        }
    }

    // Whatever is cut off or turned over: a value or nothing, never what was not sent.
    void cutRepliesGiveNothing()
    {
        for (const Exchange &exchange : exchanges()) {
            const qsizetype whole = exchange.reply.size();
            for (qsizetype size = 28; size < whole; ++size) {
                const Reply cut = *parseReply(exchange.reply.first(size));
                QVERIFY(!readSourceCount(cut));
                QVERIFY(!readSourceData(cut));
                QVERIFY(!readSourceStats(cut));
                QVERIFY(!readTracking(cut));
                QVERIFY(!readActivity(cut));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCmdmon)
#include "test_cmdmon.moc"
