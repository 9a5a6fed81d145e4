// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chronyd.h"
#include "tests/support/rawntp.h"

#include <QFile>
#include <QTest>
#include <QUdpSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace synchroscope::test;

/// The servers that other tests measure by are what they say they are: signs, sizes and flags, asked by code
/// that shares nothing with the product.
class TestChronydRig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainServesThisClock();
    void chaserIsAhead_data();
    void chaserIsAhead();
    void unsynchronisedSaysSo();
    void fakedIsAnHourAhead();
    void cannotSetTheClock();
    void comesBackOnTheSamePort();
    void refusesATakenPort();
    void missingProgramIsAFailure();
    void badConfigurationIsAFailure();
};

namespace {

/// Loopback and user-space stamps on a busy machine.
constexpr std::chrono::nanoseconds tolerance = 500us;

bool near(std::chrono::nanoseconds actual, std::chrono::nanoseconds expected)
{
    return std::chrono::abs(actual - expected) <= tolerance;
}

} // namespace

void TestChronydRig::plainServesThisClock()
{
    Chronyd server(Chronyd::plain());
    QVERIFY2(server.start(), qPrintable(server.failure()));
    const std::optional<RawReply> reply = askBest(server.address(), server.port());
    QVERIFY(reply);
    QCOMPARE(reply->mode, 4);
    QCOMPARE(reply->version, 4);
    QCOMPARE(reply->stratum, 1);
    QCOMPARE(reply->leap, 0);
    QVERIFY(near(reply->serverAhead, 0ns));
    QVERIFY(reply->delay > 0ns);
}

void TestChronydRig::chaserIsAhead_data()
{
    QTest::addColumn<qint64>("aheadMs");
    QTest::newRow("50 ms ahead") << qint64(50);
    QTest::newRow("250 ms behind") << qint64(-250);
}

void TestChronydRig::chaserIsAhead()
{
    QFETCH(qint64, aheadMs);
    const std::chrono::milliseconds ahead(aheadMs);
    Chronyd good(Chronyd::plain());
    QVERIFY2(good.start(), qPrintable(good.failure()));
    Chronyd wrong(Chronyd::chasing(good, ahead));
    QVERIFY2(wrong.start(), qPrintable(wrong.failure()));
    // Its first measurements may have been of a busy moment.
    std::optional<RawReply> reply;
    const auto isNear = [&] {
        reply = askBest(wrong.address(), wrong.port());
        return reply && near(reply->serverAhead, ahead);
    };
    QVERIFY(QTest::qWaitFor(isNear, 60'000));
    QCOMPARE(reply->stratum, 2);
}

void TestChronydRig::unsynchronisedSaysSo()
{
    Chronyd server(Chronyd::unsynchronised());
    QVERIFY2(server.start(), qPrintable(server.failure()));
    const std::optional<RawReply> reply = askOnce(server.address(), server.port());
    QVERIFY(reply);
    QCOMPARE(reply->leap, 3);
    QCOMPARE(reply->stratum, 0);
}

void TestChronydRig::fakedIsAnHourAhead()
{
    Chronyd server(Chronyd::fakedAhead(3600s));
    QVERIFY2(server.start(), qPrintable(server.failure()));
    const std::optional<RawReply> reply = askBest(server.address(), server.port());
    QVERIFY(reply);
    QCOMPARE(reply->stratum, 1);
    QVERIFY2(near(reply->serverAhead, 3600s), qPrintable(QString::number(reply->serverAhead.count())));
}

void TestChronydRig::cannotSetTheClock()
{
    Chronyd server(Chronyd::plain());
    QVERIFY2(server.start(), qPrintable(server.failure()));
    QTRY_VERIFY(server.log().contains(u"Disabled control of system clock"_s));

    QFile status(u"/proc/%1/status"_s.arg(server.processId()));
    QVERIFY2(status.open(QIODevice::ReadOnly), qPrintable(status.errorString()));
    const QByteArray text = status.readAll();
    const qsizetype start = text.indexOf("CapEff:\t") + 8;
    bool isNumber = false;
    const quint64 rights = text.mid(start, 16).toULongLong(&isNumber, 16);
    QVERIFY2(isNumber, text.constData());
    constexpr int capSysTime = 25;
    QCOMPARE((rights >> capSysTime) & 1, quint64(0));
}

void TestChronydRig::comesBackOnTheSamePort()
{
    Chronyd server(Chronyd::plain());
    QVERIFY2(server.start(), qPrintable(server.failure()));
    server.stop();
    QVERIFY(!askOnce(server.address(), server.port()));
    QVERIFY2(server.start(), qPrintable(server.failure()));
    QVERIFY(askOnce(server.address(), server.port()));
}

void TestChronydRig::refusesATakenPort()
{
    const QHostAddress address(u"127.77.255.254"_s);
    for (const QHostAddress &held :
         {address, QHostAddress(QHostAddress::AnyIPv4), QHostAddress(QHostAddress::Any)}) {
        QUdpSocket holder;
        QVERIFY(holder.bind(held, 0));
        QVERIFY(udpPortIsTaken(holder.localPort()));
        QCOMPARE(udpAddressIsTaken(QHostAddress(u"127.77.255.253"_s), holder.localPort()), held != address);

        Chronyd::Setup setup = Chronyd::plain();
        setup.address = address;
        setup.port = holder.localPort();
        Chronyd server(setup);
        QVERIFY(!server.start());
        QVERIFY2(server.failure().contains(u"in use already"_s), qPrintable(server.failure()));
    }
}

void TestChronydRig::missingProgramIsAFailure()
{
    const QByteArray daemons = qgetenv("SYNCHROSCOPE_DAEMONS");
    qputenv("SYNCHROSCOPE_DAEMONS", "/nonexistent");
    Chronyd server(Chronyd::plain());
    const bool started = server.start();
    qputenv("SYNCHROSCOPE_DAEMONS", daemons);
    QVERIFY(!started);
    QVERIFY2(server.failure().contains(u"/nonexistent/usr/sbin/chronyd"_s), qPrintable(server.failure()));
}

void TestChronydRig::badConfigurationIsAFailure()
{
    Chronyd::Setup setup = Chronyd::plain();
    setup.lines.append(u"nonsense 1"_s);
    Chronyd server(setup);
    QVERIFY(!server.start());
    QVERIFY2(server.failure().contains(u"Invalid directive"_s), qPrintable(server.failure()));
}

QTEST_GUILESS_MAIN(TestChronydRig)
#include "test_chronyd_rig.moc"
