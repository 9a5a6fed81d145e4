// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/localnetwork.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

class TestLocalNetwork final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatEachInterfaceHasLeadsNowhere_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("expected");
        QTest::addRow("IPv4") << u"192.0.2.1"_s << true;
        QTest::addRow("private") << u"192.168.1.5"_s << true;
        // Given when there is no DHCP server: two computers on one cable.
        QTest::addRow("IPv4 link-local") << u"169.254.3.4"_s << true;
        QTest::addRow("IPv6") << u"2001:db8::1"_s << true;
        QTest::addRow("unique local") << u"fd00::1"_s << true;
        QTest::addRow("IPv6 link-local") << u"fe80::1"_s << false;
        QTest::addRow("with its scope") << u"fe80::1%eth0"_s << false;
        QTest::addRow("the last of them") << u"febf::1"_s << false;
    }
    void whatEachInterfaceHasLeadsNowhere()
    {
        QFETCH(const QString, address);
        QFETCH(const bool, expected);
        QCOMPARE(leadsOut(QHostAddress(address)), expected);
    }
};

QTEST_GUILESS_MAIN(TestLocalNetwork)
#include "test_localnetwork.moc"
