// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/resolver.h"

#include <QElapsedTimer>
#include <QNetworkDatagram>
#include <QTest>
#include <QUdpSocket>
#include <QtEndian>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

/// A name server on loopback: "v4.test" has two addresses, "v6.test" one of IPv6, "both.test" one of each,
/// "dead*.test" is never answered, anything else does not exist.
class FakeNameServer final : public QObject
{
public:
    FakeNameServer()
    {
        if (!m_socket.bind(QHostAddress(u"127.77.2.1"_s), 0))
            qFatal("cannot bind");
        connect(&m_socket, &QUdpSocket::readyRead, this, [this] {
            while (m_socket.hasPendingDatagrams()) {
                const QNetworkDatagram question = m_socket.receiveDatagram();
                ++questions;
                const QByteArray reply = answer(question.data());
                if (!reply.isEmpty())
                    m_socket.writeDatagram(reply, question.senderAddress(),
                                           static_cast<quint16>(question.senderPort()));
            }
        });
    }
    QString servers() const { return u"127.77.2.1:%1"_s.arg(m_socket.localPort()); }

    int questions = 0;

private:
    static QByteArray bytes(quint16 value)
    {
        QByteArray result(2, Qt::Uninitialized);
        qToBigEndian(value, result.data());
        return result;
    }

    static QByteArray answer(const QByteArray &question)
    {
        // RFC 1035 section 4: a header of 12 bytes, then labels, type and class.
        QStringList labels;
        qsizetype position = 12;
        while (position < question.size() && question[position] != 0) {
            labels.append(QString::fromLatin1(question.mid(position + 1, question[position])).toLower());
            position += question[position] + 1;
        }
        const QString name = labels.join(u'.');
        const auto type = qFromBigEndian<quint16>(question.constData() + position + 1);
        const QByteArray asked = question.mid(12, position + 5 - 12);
        if (name.startsWith("dead"_L1))
            return {};
        QList<QByteArray> data;
        if (type == 1 && name == "v4.test"_L1)
            data = {QByteArray("\xc0\x00\x02\x01", 4), QByteArray("\xc0\x00\x02\x02", 4)};
        if (type == 1 && name == "both.test"_L1)
            data = {QByteArray("\xc0\x00\x02\x03", 4)};
        if (type == 28 && (name == "v6.test"_L1 || name == "both.test"_L1))
            data = {QByteArray::fromHex("20010db8000000000000000000000001")};
        const bool exists = name == "v4.test"_L1 || name == "v6.test"_L1 || name == "both.test"_L1;
        QByteArray reply = question.left(2) + bytes(exists ? 0x8180 : 0x8183) + bytes(1) +
                           bytes(static_cast<quint16>(data.size())) + bytes(0) + bytes(0) + asked;
        for (const QByteArray &address : std::as_const(data))
            reply += QByteArray("\xc0\x0c", 2) + bytes(type) + bytes(1) + bytes(0) + bytes(60) +
                     bytes(static_cast<quint16>(address.size())) + address;
        return reply;
    }

    QUdpSocket m_socket;
};

} // namespace

class TestResolver final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsAddresses_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("family");
        QTest::addColumn<QStringList>("expected");
        const int any = static_cast<int>(AddressFamily::Any);
        const int ipv4 = static_cast<int>(AddressFamily::IPv4);
        const int ipv6 = static_cast<int>(AddressFamily::IPv6);
        const QString six = u"2001:db8::1"_s;
        QTest::newRow("two addresses") << u"v4.test"_s << any << QStringList{u"192.0.2.1"_s, u"192.0.2.2"_s};
        QTest::newRow("IPv6 only") << u"v6.test"_s << any << QStringList{six};
        QTest::newRow("both families") << u"both.test"_s << any << QStringList{u"192.0.2.3"_s, six};
        QTest::newRow("both, IPv4 wanted") << u"both.test"_s << ipv4 << QStringList{u"192.0.2.3"_s};
        QTest::newRow("both, IPv6 wanted") << u"both.test"_s << ipv6 << QStringList{six};
        QTest::newRow("wrong family") << u"v4.test"_s << ipv6 << QStringList();
        QTest::newRow("no such name") << u"nowhere.test"_s << any << QStringList();
        QTest::newRow("IPv4 literal") << u"192.0.2.9"_s << any << QStringList{u"192.0.2.9"_s};
        QTest::newRow("IPv6 literal with scope") << u"fe80::1%lo"_s << ipv6 << QStringList{u"fe80::1%lo"_s};
        QTest::newRow("literal of the other family") << u"192.0.2.9"_s << ipv6 << QStringList();
        QTest::newRow("from /etc/hosts") << u"localhost"_s << ipv4 << QStringList{u"127.0.0.1"_s};
    }
    void findsAddresses()
    {
        QFETCH(QString, host);
        QFETCH(int, family);
        QFETCH(QStringList, expected);
        FakeNameServer server;
        CaresResolver resolver(server.servers());
        std::optional<Resolution> result;
        resolver.resolve(host, static_cast<AddressFamily>(family),
                         [&](const Resolution &found) { result = found; });
        QVERIFY2(!result, "the answer came from within the question");
        QTRY_VERIFY(result);
        QStringList addresses;
        for (const QHostAddress &address : std::as_const(result->addresses))
            addresses.append(address.toString());
        addresses.sort();
        expected.sort();
        QCOMPARE(addresses, expected);
        QCOMPARE(result->reason.isEmpty(), !expected.isEmpty());
    }

    void aHundredDeadNamesDelayNobody()
    {
        FakeNameServer server;
        CaresResolver resolver(server.servers());
        int dead = 0;
        for (int i = 0; i < 100; ++i)
            resolver.resolve(u"dead%1.test"_s.arg(i), AddressFamily::Any,
                             [&dead](const Resolution &) { ++dead; });
        bool found = false;
        resolver.resolve(u"v4.test"_s, AddressFamily::Any,
                         [&found](const Resolution &resolution) { found = !resolution.addresses.isEmpty(); });
        QTRY_VERIFY(found);
        // The live name is there while every dead one is still being waited for.
        QCOMPARE(dead, 0);
    }

    void cancelledLookupsAreSilent()
    {
        FakeNameServer server;
        int called = 0;
        {
            CaresResolver resolver(server.servers());
            const auto count = [&called](const Resolution &) { ++called; };
            resolver.cancel(resolver.resolve(u"v4.test"_s, AddressFamily::Any, count));
            resolver.cancel(resolver.resolve(u"192.0.2.1"_s, AddressFamily::Any, count));
            bool other = false;
            resolver.resolve(u"v6.test"_s, AddressFamily::Any,
                             [&other](const Resolution &) { other = true; });
            QTRY_VERIFY(other);
            // Destroyed with look-ups under way.
            resolver.resolve(u"dead.test"_s, AddressFamily::Any, count);
            resolver.resolve(u"v4.test"_s, AddressFamily::Any, count);
        }
        QCoreApplication::processEvents();
        QCOMPARE(called, 0);
    }

    void noNameServerIsSaidQuickly()
    {
        CaresResolver resolver(u"127.77.2.9:9"_s);
        std::optional<Resolution> result;
        resolver.resolve(u"v4.test"_s, AddressFamily::Any, [&](const Resolution &found) { result = found; });
        QTRY_VERIFY_WITH_TIMEOUT(result, 20000);
        QVERIFY(result->addresses.isEmpty());
        QVERIFY(!result->reason.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestResolver)
#include "test_resolver.moc"
