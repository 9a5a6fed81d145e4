// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/chronyobservation.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant noon{std::chrono::seconds(1'800'000'000)};

QByteArray lineOf(const QJsonObject &tables)
{
    return QJsonDocument(QJsonObject{{u"observation"_s, tables}}).toJson(QJsonDocument::Compact);
}

/// As chronyc 4.3 has printed it; 127.0.0.4 was a server 0.25 s ahead of this clock.
QJsonObject recorded()
{
    return {
        {u"selectdata"_s,
         u"N,TST,N,N,-,-,-,-,N,-,-,-,-,0,1.0,0.000000000,0.000000000,Not synchronised\n"
         "*,127.0.0.2,N,-,P,-,-,-,-,P,-,-,-,0,1.0,-0.000003341,0.000003235,Normal\n"
         "x,127.0.0.4,N,-,-,-,-,-,-,-,-,-,-,7,1.5,-0.250003457,-0.249996617,Normal\n"
         "s,127.0.0.5,Y,-,-,-,-,-,-,-,T,R,-,4294967295,1.0,0.000000000,0.000000000,Not synchronised\n"_s},
        {u"ntpdata"_s,
         u"127.0.0.4,7F000004,123,127.0.0.1,7F000001,Normal,4,Server,2,0,1,-26,0.000000015,0.000000,0.000000,"
         "7F7F0101,,1795934194.604158510,0.250000030,0.000006692,0.000000035,0.000058455,0.25,111,101,1111,"
         "No,Yes,Kernel,Daemon,10,9,8,7\n"
         "127.0.0.9,7F000009,123,[UNSPEC],00000000,Normal,0,Invalid,0,0,1,0,1.000000000,0.000000,0.000000,"
         "00000000,,0.000000000,0.000000000,0.000000000,0.000000000,0.000000000,0.00,000,000,0000,No,No,"
         "Invalid,Invalid,4,0,0,0\n"_s},
        {u"authdata"_s, u"127.0.0.2,-,0,0,0,4294967295,0,0,0,0\n127.0.0.3,NTS,2,15,256,30,1,1,7,100\n"
                        "127.0.0.4,SK,1,2,160,4294967295,0,0,0,0\n"_s},
        {u"serverstats"_s, u"1,2,83,4,5,6,7,8,9,10,11\n"_s},
        {u"errors"_s, QJsonObject()}};
}

} // namespace

class TestChronyObservation final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatChronycPrints()
    {
        const std::optional<ChronyObservation> read = parseChronyObservation(lineOf(recorded()), noon);
        QVERIFY(read);
        QCOMPARE(read->readAt, noon);
        QCOMPARE(read->selection.size(), 4u);
        const ChronySelection &followed = read->selection.at(u"127.0.0.2"_s);
        QCOMPARE(followed.letter, '*');
        QCOMPARE(followed.configuredOptions, u"P"_s);
        QCOMPARE(read->selection.at(u"TST"_s).effectiveOptions, u"N"_s);
        const ChronySelection &far = read->selection.at(u"127.0.0.4"_s);
        QCOMPARE(far.lowest.localMinusRemote(), Duration(-250'003'457));
        QCOMPARE(far.highest.localMinusRemote(), Duration(-249'996'617));
        QCOMPARE(far.lastSampleAgo, std::optional<Duration>(7s));
        QCOMPARE(far.score, 1.5);
        const ChronySelection &nts = read->selection.at(u"127.0.0.5"_s);
        QVERIFY(nts.isAuthenticated && !nts.lastSampleAgo && nts.effectiveOptions == "TR"_L1);

        const ChronyExchange &exchange = read->exchanges.at(u"127.0.0.4"_s);
        // The other sign than selectdata's, of the same server.
        QCOMPARE(exchange.offset.localMinusRemote(), Duration(-250'000'030));
        QCOMPARE(exchange.delay, Duration(6692));
        QCOMPARE(exchange.responseTime, Duration(58'455));
        QCOMPARE(exchange.jitterAsymmetry, 0.25);
        QCOMPARE(exchange.tests, u"111 101 1111"_s);
        QVERIFY(!exchange.isInterleaved && exchange.isAuthenticated);
        QCOMPARE(exchange.sendStamps, u"Kernel"_s);
        QCOMPARE(exchange.receiveStamps, u"Daemon"_s);
        QCOMPARE(exchange.sent * 1000 + exchange.received * 100 + exchange.valid * 10 + exchange.good,
                 10'987);
        QCOMPARE(read->exchanges.at(u"127.0.0.9"_s).version, 0);

        const ChronyAuthentication &keys = read->authentication.at(u"127.0.0.3"_s);
        QCOMPARE(keys.mode, ChronyAuthentication::Mode::Nts);
        QCOMPARE(keys.keyId, 2u);
        QCOMPARE(keys.keyBits, 256);
        QCOMPARE(keys.establishedAgo, std::optional<Duration>(30s));
        QVERIFY(keys.attempts == 1 && keys.isRefused && keys.cookies == 7);
        QCOMPARE(read->authentication.at(u"127.0.0.4"_s).mode, ChronyAuthentication::Mode::SymmetricKey);
        QCOMPARE(read->authentication.at(u"127.0.0.2"_s).mode, ChronyAuthentication::Mode::None);
        QVERIFY(!read->authentication.at(u"127.0.0.2"_s).establishedAgo);

        QCOMPARE(read->serving->received, 1);
        QCOMPARE(read->serving->commandsDropped, 4);
        QCOMPARE(read->serving->keyExchanges, 6);
        QCOMPARE(read->serving->interleaved, 9);
    }

    void longerRowsOfLaterVersionsAreRead()
    {
        QJsonObject tables = recorded();
        tables[u"serverstats"_s] = u"1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17\n"_s;
        tables[u"ntpdata"_s] =
            tables[u"ntpdata"_s].toString().replace(u",10,9,8,7\n"_s, u",10,9,8,7,3,3,0,0\n"_s);
        const std::optional<ChronyObservation> read = parseChronyObservation(lineOf(tables), noon);
        QCOMPARE(read->serving->interleaved, 9);
        QCOMPARE(read->exchanges.at(u"127.0.0.4"_s).good, 7);
    }

    void whatCouldNotBeHadIsNamed()
    {
        const QJsonObject tables{{u"selectdata"_s, QJsonValue::Null},
                                 {u"errors"_s, QJsonObject{{u"selectdata"_s, u"501 Not authorised"_s}}}};
        const std::optional<ChronyObservation> read = parseChronyObservation(lineOf(tables), noon);
        QVERIFY(read && read->selection.empty() && !read->serving);
        QCOMPARE(read->problems.at(u"selectdata"_s), u"501 Not authorised"_s);
    }

    void otherLinesAreNoReadings()
    {
        for (const char *line : {"", "{}", "[]", "hello", R"({"result": "done"})", R"({"observation": 1})"})
            QVERIFY(!parseChronyObservation(line, noon));
    }

    void damagedTablesLoseTheirBadLinesOnly()
    {
        std::mt19937 random(20261129);
        const QJsonObject good = recorded();
        for (int round = 0; round < 3000; ++round) {
            QJsonObject tables = good;
            for (const QString &name : {u"selectdata"_s, u"ntpdata"_s, u"authdata"_s, u"serverstats"_s}) {
                QString text = tables[name].toString();
                for (int change = 0; change < 3; ++change) {
                    const auto at = qsizetype(random() % size_t(text.size()));
                    if (random() % 3 == 0)
                        text.remove(at, 1);
                    else
                        text[at] = QChar(ushort(random() % 2 == 0 ? random() % 128 : ','));
                }
                tables[name] = text;
            }
            const std::optional<ChronyObservation> read = parseChronyObservation(lineOf(tables), noon);
            QVERIFY(read);
            for (const auto &[name, selection] : read->selection)
                QVERIFY(std::isfinite(selection.score));
            for (const auto &[name, exchange] : read->exchanges)
                QVERIFY(exchange.sent >= 0 && exchange.good >= 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestChronyObservation)
#include "test_chronyobservation.moc"
