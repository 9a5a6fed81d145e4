// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/timesyncdstate.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/properties.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

/// What time daemons tell, damaged by chance, through everything that reads it.
class TestDaemonFuzz final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cmdmon();
    void control();
    void ntpdRs();
    void timesyncd();
};

namespace {

QByteArray content(const QString &name)
{
    QFile file(QStringLiteral(DATA_FOLDER "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestDaemonFuzz::cmdmon()
{
    QList<QByteArray> replies;
    const QJsonArray exchanges = QJsonDocument::fromJson(content(u"cmdmon-4.3/exchanges.json"_s)).array();
    for (const auto &exchange : exchanges)
        replies.append(QByteArray::fromHex(exchange[u"reply"_s].toString().toLatin1()));
    QVERIFY(replies.size() > 20);
    const QString broken =
        tryMutations(replies, {"\xff\xff\xff\xff", QByteArray(4, '\0'), "\x7f\xff\xff\xff", "\x80"},
                     brokenPropertyOfCmdmon);
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

void TestDaemonFuzz::control()
{
    QList<QByteArray> datagrams;
    const QList<QByteArray> lines = content(u"ntpsec-1.2.2.mode6"_s).split('\n');
    for (const QByteArray &line : lines) {
        if (!line.isEmpty() && !line.startsWith('#'))
            datagrams.append(QByteArray::fromHex(line.mid(line.indexOf(' ') + 1)));
    }
    QVERIFY(datagrams.size() >= 6);
    const QString broken =
        tryMutations(datagrams,
                     {"=", ",", "\"", "\r\n", "-", "e308", "0x", "nan", "inf", "offset=", "rootdelay=-1",
                      "srcadr=127.127.28.0", "filtoffset=1 2 3", "\xff"},
                     brokenPropertyOfControl);
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

void TestDaemonFuzz::ntpdRs()
{
    const QList<QByteArray> observations{content(u"synthetic-ntpd-rs-1.5.0-observe.json"_s)};
    QVERIFY(observations.constFirst().size() > 100);
    const QString broken = tryMutations(observations,
                                        {"{", "}", "[", "]", ":", ",", "\"", "null", "-", "e308", "1e-300",
                                         "\\u0000", "\\ud800", "18446744073709551615", "\"sources\":[{}],"},
                                        brokenPropertyOfNtpdRs);
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

void TestDaemonFuzz::timesyncd()
{
    constexpr quint64 now = 1'780'000'000'000'000; // µs
    TimesyncdFields fields{.leap = 0,
                           .version = 4,
                           .mode = 4,
                           .stratum = 2,
                           .precision = -20,
                           .rootDelay = 3000,
                           .rootDispersion = 1000,
                           .reference = "\xc0\x00\x02\x07"_ba,
                           .origin = now,
                           .receive = now + 255'000,
                           .transmit = now + 257'000,
                           .destination = now + 12'000,
                           .ignored = false,
                           .packetCount = 5,
                           .jitter = 400};
    QVERIFY(decodeTimesyncdMessage(fields));
    const QString broken =
        tryMutations({timesyncdBytes(fields)},
                     {QByteArray(8, '\xff'), QByteArray(8, '\0'), "\x7f\xff\xff\xff\xff\xff\xff\xff", "\x80",
                      "\x00\x20\xc4\x9b\xa5\xe3\x53\xf7"_ba},
                     brokenPropertyOfTimesyncd);
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

QTEST_GUILESS_MAIN(TestDaemonFuzz)
#include "test_daemonfuzz.moc"
