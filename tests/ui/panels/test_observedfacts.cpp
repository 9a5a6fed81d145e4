// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/observedfacts.h"
#include "ui/panels/sourcedetails.h"

#include <QPushButton>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SourceRow rowOf(const QString &address)
{
    SourceRow row;
    row.id = {u"a"_s};
    row.name = u"a.example"_s;
    row.daemon.emplace();
    row.followed.emplace();
    row.followed->name = u"a.example"_s;
    row.followed->address = address;
    return row;
}

ChronyObservation observation()
{
    ChronyObservation made;
    made.selection[u"192.0.2.1"_s] = {.letter = '+',
                                      .configuredOptions = u"P"_s,
                                      .effectiveOptions = u"PR"_s,
                                      .lastSampleAgo = 3s,
                                      .score = 1.5,
                                      .lowest = Offset::fromLocalMinusRemote(-2ms),
                                      .highest = Offset::fromLocalMinusRemote(3ms)};
    made.authentication[u"192.0.2.1"_s] = {};
    ChronyExchange exchange;
    exchange.version = 4;
    exchange.tests = u"111 101 1110"_s;
    exchange.offset = Offset::fromLocalMinusRemote(-1ms);
    exchange.sendStamps = u"Kernel"_s;
    exchange.receiveStamps = u"Hardware"_s;
    exchange.sent = 1200;
    exchange.received = 1190;
    exchange.valid = 1180;
    exchange.good = 1170;
    made.exchanges[u"192.0.2.1"_s] = exchange;
    made.serving = ChronyServing{.received = 70, .dropped = 2, .commands = 9};
    return made;
}

Fact factNamed(const QList<Fact> &facts, const QString &name)
{
    for (const Fact &fact : facts) {
        if (fact.name == name)
            return fact;
    }
    return {};
}

QString plain(QString text)
{
    return text.replace(QChar(QChar::Nbsp), u' ');
}

} // namespace

class TestObservedFacts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sourceHasWhatChronydToldOfItsAddress()
    {
        const QList<Fact> facts = observedFacts(rowOf(u"192.0.2.1"_s), observation());
        QCOMPARE(factNamed(facts, u"In the last selection"_s).value, u"+"_s);
        QCOMPARE(plain(factNamed(facts, u"By this source this clock is"_s).value),
                 u"2.0 ms behind to 3.0 ms ahead"_s);
        QCOMPARE(factNamed(facts, u"Selection options"_s).value, u"prefer, require"_s);
        QVERIFY(factNamed(facts, u"Selection options"_s).meaning.contains("authselectmode"_L1));
        QCOMPARE(factNamed(facts, u"Score"_s).value, u"1.5"_s);
        QCOMPARE(factNamed(facts, u"Authentication"_s).value, u"none"_s);
        QCOMPARE(factNamed(facts, u"Packets"_s).value,
                 u"1,200 sent, 1,190 received, 1,180 valid, 1,170 good"_s);
        QCOMPARE(factNamed(facts, u"Tests of the last answer"_s).value,
                 u"6: the server is not synchronised\nD: it follows this computer"_s);
        QCOMPARE(factNamed(facts, u"Stamps by chronyd"_s).value, u"Kernel, Hardware"_s);
        QVERIFY(observedFacts(rowOf(u"192.0.2.2"_s), observation()).isEmpty());
        for (const Fact &fact : facts)
            QVERIFY2(!fact.meaning.isEmpty() || !fact.about.isEmpty() || !fact.term.isEmpty(),
                     qPrintable(fact.name));
    }

    void everyLetterHasItsReason()
    {
        QSet<QString> reasons;
        const QByteArray letters("NsMd~wSOTxWPUD+*");
        for (const char letter : letters) {
            ChronyObservation told;
            told.selection[u"192.0.2.1"_s].letter = letter;
            reasons.insert(observedFacts(rowOf(u"192.0.2.1"_s), told).constFirst().meaning);
        }
        QCOMPARE(reasons.size(), letters.size());
        ChronyObservation told;
        told.selection[u"192.0.2.1"_s].letter = '%';
        QVERIFY(observedFacts(rowOf(u"192.0.2.1"_s), told).constFirst().meaning.contains(u'%'));
    }

    void authenticationIsExplained_data()
    {
        using Mode = ChronyAuthentication::Mode;
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("bits");
        QTest::addColumn<bool>("isEstablished");
        QTest::addColumn<bool>("isRefused");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("meaning"); // its beginning
        QTest::newRow("none") << int(Mode::None) << 0 << false << false << u"none"_s << u"Anybody"_s;
        QTest::newRow("key") << int(Mode::SymmetricKey) << 160 << false << false << u"key 7, 160 bits"_s
                             << QString();
        QTest::newRow("no such key") << int(Mode::SymmetricKey) << 0 << false << false << u"key 7, 0 bits"_s
                                     << u"That key is not"_s;
        QTest::newRow("NTS to come") << int(Mode::Nts) << 0 << false << false << u"NTS, without keys so far"_s
                                     << u"2 attempts"_s;
        QTest::newRow("NTS") << int(Mode::Nts) << 256 << true << false
                             << u"NTS, keys of 256 bits, 5 min ago"_s << u"8 cookies left"_s;
        QTest::newRow("NAK") << int(Mode::Nts) << 256 << true << true << u"NTS, keys of 256 bits, 5 min ago"_s
                             << u"The server no longer"_s;
    }
    void authenticationIsExplained()
    {
        QFETCH(int, mode);
        QFETCH(int, bits);
        QFETCH(bool, isEstablished);
        QFETCH(bool, isRefused);
        QFETCH(QString, value);
        QFETCH(QString, meaning);
        ChronyObservation told;
        ChronyAuthentication &keys = told.authentication[u"192.0.2.1"_s];
        keys.mode = ChronyAuthentication::Mode(mode);
        keys.keyId = 7;
        keys.keyBits = bits;
        keys.attempts = 2;
        keys.cookies = 8;
        keys.isRefused = isRefused;
        if (isEstablished)
            keys.establishedAgo = 5min;
        const Fact fact = observedFacts(rowOf(u"192.0.2.1"_s), told).constFirst();
        QCOMPARE(plain(fact.value).replace("bit(s)"_L1, "bits"_L1), value);
        QVERIFY2(plain(fact.meaning).replace("(s)"_L1, "s"_L1).startsWith(meaning), qPrintable(fact.meaning));
    }

    void referenceClockIsKnownByItsName()
    {
        SourceRow row = rowOf({});
        row.followed->mode = SourceMode::ReferenceClock;
        row.followed->name = u"PHC0"_s;
        ChronyObservation told;
        told.selection[u"PHC0"_s].letter = 'P';
        QVERIFY(!observedFacts(row, told).isEmpty());
    }

    void daemonHasItsCounters()
    {
        SourceRow row = rowOf({});
        row.kind = SourceRow::Kind::Daemon;
        ChronyObservation told = observation();
        told.problems[u"ntpdata"_s] = u"501 Not authorised"_s;
        const QList<Fact> facts = observedFacts(row, told);
        QCOMPARE(factNamed(facts, u"Serves others"_s).value, u"70 questions, 2 of them dropped"_s);
        QCOMPARE(factNamed(facts, u"chronyc ntpdata"_s).meaning, u"501 Not authorised"_s);
    }

    void onlyChronydsOfThisComputerCanBeAsked()
    {
        SourceRow row = rowOf(u"192.0.2.1"_s);
        QVERIFY(canBeObserved(row));
        row.daemon->isElsewhere = true;
        QVERIFY(!canBeObserved(row));
        row = rowOf(u"192.0.2.1"_s);
        row.daemon->kind = DaemonKind::Timesyncd;
        QVERIFY(!canBeObserved(row) && observedFacts(row, observation()).isEmpty());
        row = rowOf(u"192.0.2.1"_s);
        row.followed.reset(); // only measured here
        QVERIFY(!canBeObserved(row));
        QVERIFY(!canBeObserved({}));
    }

    void detailsOfferToAskAndShowWhatWasTold()
    {
        SourceDetails details;
        auto *more = details.findChild<QPushButton *>(u"observe"_s);
        QSignalSpy asked(&details, &SourceDetails::observingRequested);
        details.setSource(rowOf(u"192.0.2.1"_s), Instant());
        details.setObservation({}, false, false);
        QVERIFY(more->isHidden());
        details.setObservation({}, true, false);
        QVERIFY(!more->isHidden());
        QVERIFY(!details.plainText().contains("In the last selection"_L1));
        more->click();
        QCOMPARE(asked.takeFirst(), QVariantList{true});
        details.setObservation(observation(), true, true);
        details.setSource(rowOf(u"192.0.2.1"_s), Instant());
        QVERIFY(details.plainText().contains("In the last selection"_L1));
        QVERIFY(more->text().startsWith("Stop"_L1));
        more->click();
        QCOMPARE(asked.takeFirst(), QVariantList{false});
        SourceRow elsewhere = rowOf(u"192.0.2.1"_s);
        elsewhere.daemon->isElsewhere = true;
        details.setSource(elsewhere, Instant());
        QVERIFY(more->isHidden());
    }
};

QTEST_MAIN(TestObservedFacts)
#include "test_observedfacts.moc"
