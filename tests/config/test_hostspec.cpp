// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/hostspec.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(synchroscope::ErrorCode)

class TestHostSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("canonical");
        QTest::addColumn<QString>("shortText");
        QTest::addColumn<bool>("address");

        const auto row = [](const char *name, const QString &text, const QString &host, int port,
                            const QString &typed, const QString &canonical, const QString &shortText,
                            bool address) {
            QTest::newRow(name) << text << host << port << typed << canonical << shortText << address;
        };
        row("name", u"ntp.example.org"_s, u"ntp.example.org"_s, 123, u"ntp.example.org"_s,
            u"ntp.example.org:123"_s, u"ntp.example.org"_s, false);
        row("name and port", u"ntp.example.org:1123"_s, u"ntp.example.org"_s, 1123, u"ntp.example.org"_s,
            u"ntp.example.org:1123"_s, u"ntp.example.org:1123"_s, false);
        row("one label", u"gateway"_s, u"gateway"_s, 123, u"gateway"_s, u"gateway:123"_s, u"gateway"_s,
            false);
        row("space around", u" \t ntp.example.org \n"_s, u"ntp.example.org"_s, 123, u"ntp.example.org"_s,
            u"ntp.example.org:123"_s, u"ntp.example.org"_s, false);
        row("upper case", u"NTP.Example.ORG"_s, u"ntp.example.org"_s, 123, u"NTP.Example.ORG"_s,
            u"ntp.example.org:123"_s, u"ntp.example.org"_s, false);
        row("final dot", u"ntp.example.org."_s, u"ntp.example.org"_s, 123, u"ntp.example.org."_s,
            u"ntp.example.org:123"_s, u"ntp.example.org"_s, false);
        row("underscore", u"_ntp.my_host"_s, u"_ntp.my_host"_s, 123, u"_ntp.my_host"_s, u"_ntp.my_host:123"_s,
            u"_ntp.my_host"_s, false);
        row("digits in a name", u"0.debian.pool.ntp.org"_s, u"0.debian.pool.ntp.org"_s, 123,
            u"0.debian.pool.ntp.org"_s, u"0.debian.pool.ntp.org:123"_s, u"0.debian.pool.ntp.org"_s, false);
        row("last label begins with a digit", u"host.3com"_s, u"host.3com"_s, 123, u"host.3com"_s,
            u"host.3com:123"_s, u"host.3com"_s, false);
        row("Japanese", u"時計.jp"_s, u"xn--kjv590f.jp"_s, 123, u"時計.jp"_s, u"xn--kjv590f.jp:123"_s,
            u"xn--kjv590f.jp"_s, false);
        row("German, upper case", u"ZEIT.MÜNCHEN.example:124"_s, u"zeit.xn--mnchen-3ya.example"_s, 124,
            u"ZEIT.MÜNCHEN.example"_s, u"zeit.xn--mnchen-3ya.example:124"_s,
            u"zeit.xn--mnchen-3ya.example:124"_s, false);
        row("a name that is encoded already", u"xn--mnchen-3ya.example"_s, u"xn--mnchen-3ya.example"_s, 123,
            u"xn--mnchen-3ya.example"_s, u"xn--mnchen-3ya.example:123"_s, u"xn--mnchen-3ya.example"_s, false);
        row("label of 63", QString(63, u'a') + u".org"_s, QString(63, u'a') + u".org"_s, 123,
            QString(63, u'a') + u".org"_s, QString(63, u'a') + u".org:123"_s, QString(63, u'a') + u".org"_s,
            false);
        row("port 1", u"a:1"_s, u"a"_s, 1, u"a"_s, u"a:1"_s, u"a:1"_s, false);
        row("port 65535", u"a:65535"_s, u"a"_s, 65535, u"a"_s, u"a:65535"_s, u"a:65535"_s, false);
        row("port with zeros before", u"a:0123"_s, u"a"_s, 123, u"a"_s, u"a:123"_s, u"a"_s, false);
        row("IPv4", u"192.0.2.1"_s, u"192.0.2.1"_s, 123, u"192.0.2.1"_s, u"192.0.2.1:123"_s, u"192.0.2.1"_s,
            true);
        row("IPv4 and port", u"192.0.2.1:11123"_s, u"192.0.2.1"_s, 11123, u"192.0.2.1"_s,
            u"192.0.2.1:11123"_s, u"192.0.2.1:11123"_s, true);
        row("IPv6", u"::1"_s, u"::1"_s, 123, u"::1"_s, u"[::1]:123"_s, u"::1"_s, true);
        row("IPv6 in brackets", u"[::1]"_s, u"::1"_s, 123, u"::1"_s, u"[::1]:123"_s, u"::1"_s, true);
        row("IPv6 in brackets and port", u"[2001:db8::7]:124"_s, u"2001:db8::7"_s, 124, u"2001:db8::7"_s,
            u"[2001:db8::7]:124"_s, u"[2001:db8::7]:124"_s, true);
        row("IPv6 at length, upper case", u"2001:0DB8:0000:0000:0000:0000:0000:0007"_s, u"2001:db8::7"_s, 123,
            u"2001:0DB8:0000:0000:0000:0000:0000:0007"_s, u"[2001:db8::7]:123"_s, u"2001:db8::7"_s, true);
        row("IPv6 with an interface", u"fe80::1%eth0"_s, u"fe80::1%eth0"_s, 123, u"fe80::1%eth0"_s,
            u"[fe80::1%eth0]:123"_s, u"fe80::1%eth0"_s, true);
        row("IPv6 with an interface, in brackets", u"[FE80::1%eth0]:124"_s, u"fe80::1%eth0"_s, 124,
            u"FE80::1%eth0"_s, u"[fe80::1%eth0]:124"_s, u"[fe80::1%eth0]:124"_s, true);
        row("IPv6 with IPv4 in it", u"::ffff:192.0.2.1"_s, u"::ffff:192.0.2.1"_s, 123, u"::ffff:192.0.2.1"_s,
            u"[::ffff:192.0.2.1]:123"_s, u"::ffff:192.0.2.1"_s, true);
    }

    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(QString, typed);
        const Result<HostSpec> spec = parseHostSpec(text);
        QVERIFY2(spec, spec ? "" : qPrintable(QString::number(static_cast<int>(spec.error().code))));
        QCOMPARE(spec->host, host);
        QCOMPARE(int(spec->port), port);
        QCOMPARE(spec->typed, typed);
        QTEST(spec->canonical(), "canonical");
        QTEST(spec->shortText(), "shortText");
        QTEST(spec->isAddress(), "address");
        // What it is called is read as the same server again.
        QCOMPARE(parseHostSpec(spec->canonical())->canonical(), spec->canonical());
        QCOMPARE(parseHostSpec(spec->shortText())->canonical(), spec->canonical());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("subject");
        const auto row = [](const char *name, const QString &text, ErrorCode code, const QString &subject) {
            QTest::newRow(name) << text << code << subject;
        };
        row("empty", u""_s, ErrorCode::HostEmpty, {});
        row("spaces", u" \t\n"_s, ErrorCode::HostEmpty, {});
        row("a port alone", u":123"_s, ErrorCode::HostEmpty, {});
        row("spaces and a port", u"  :123"_s, ErrorCode::HostEmpty, {});

        row("300 characters", QString(300, u'a'), ErrorCode::HostTooLong, QString(300, u'a'));
        const QString labels = u"abcdefghi."_s.repeated(30).chopped(1);
        row("299 characters in labels", labels, ErrorCode::HostTooLong, labels);
        row("label of 64", QString(64, u'a') + u".org"_s, ErrorCode::HostTooLong,
            QString(64, u'a') + u".org"_s);
        const QString umlauts = u"äöüß"_s.repeated(15) + u".org"_s;
        row("label too long once encoded", umlauts, ErrorCode::HostMalformed, umlauts);

        row("port 0", u"a:0"_s, ErrorCode::PortOutOfRange, u"0"_s);
        row("port 65536", u"a:65536"_s, ErrorCode::PortOutOfRange, u"65536"_s);
        row("port beyond every number", u"a:99999999999999999999"_s, ErrorCode::PortOutOfRange,
            u"99999999999999999999"_s);
        row("port abc", u"a:abc"_s, ErrorCode::PortMalformed, u"abc"_s);
        row("port +1", u"a:+1"_s, ErrorCode::PortMalformed, u"+1"_s);
        row("port -1", u"a:-1"_s, ErrorCode::PortMalformed, u"-1"_s);
        row("port with space", u"a: 123"_s, ErrorCode::PortMalformed, u" 123"_s);
        row("port in hexadecimal", u"a:0x7b"_s, ErrorCode::PortMalformed, u"0x7b"_s);
        row("port in Arabic digits", u"a:١٢٣"_s, ErrorCode::PortMalformed, u"١٢٣"_s);
        row("port missing", u"a:"_s, ErrorCode::PortMalformed, {});
        row("port missing after brackets", u"[::1]:"_s, ErrorCode::PortMalformed, {});
        row("port 0 after brackets", u"[::1]:0"_s, ErrorCode::PortOutOfRange, u"0"_s);

        row("three numbers", u"1.2.3"_s, ErrorCode::HostMalformed, u"1.2.3"_s);
        row("five numbers", u"1.2.3.4.5"_s, ErrorCode::HostMalformed, u"1.2.3.4.5"_s);
        row("one number", u"1"_s, ErrorCode::HostMalformed, u"1"_s);
        row("a number too large", u"192.0.2.256"_s, ErrorCode::HostMalformed, u"192.0.2.256"_s);
        row("an octal number", u"192.0.2.010"_s, ErrorCode::HostMalformed, u"192.0.2.010"_s);
        row("a hexadecimal number", u"0x7f.0.0.1"_s, ErrorCode::HostMalformed, u"0x7f.0.0.1"_s);
        row("an address with a final dot", u"192.0.2.1."_s, ErrorCode::HostMalformed, u"192.0.2.1."_s);
        row("empty label", u"a..b"_s, ErrorCode::HostMalformed, u"a..b"_s);
        row("dot before", u".a"_s, ErrorCode::HostMalformed, u".a"_s);
        row("dot", u"."_s, ErrorCode::HostMalformed, u"."_s);
        row("two dots at the end", u"a.."_s, ErrorCode::HostMalformed, u"a.."_s);
        row("hyphen before", u"-a"_s, ErrorCode::HostMalformed, u"-a"_s);
        row("hyphen behind", u"a-.org"_s, ErrorCode::HostMalformed, u"a-.org"_s);
        row("space inside", u"ntp example.org"_s, ErrorCode::HostMalformed, u"ntp example.org"_s);
        row("two names", u"a,b"_s, ErrorCode::HostMalformed, u"a,b"_s);
        row("control character", u"a\u0007b"_s, ErrorCode::HostMalformed, u"a\u0007b"_s);
        row("line break", u"a\nb"_s, ErrorCode::HostMalformed, u"a\nb"_s);
        row("zero character", u"a\0b"_s, ErrorCode::HostMalformed, u"a\0b"_s);
        row("zero character in an address", u"192.0.2.1\0x"_s, ErrorCode::HostMalformed, u"192.0.2.1\0x"_s);
        row("emoji and a slash", u"⏰/x"_s, ErrorCode::HostMalformed, u"⏰/x"_s);
        row("URL", u"ntp://host"_s, ErrorCode::HostMalformed, u"ntp://host"_s);
        row("URL with port", u"ntp://host:123"_s, ErrorCode::HostMalformed, u"ntp://host:123"_s);
        row("path", u"host/path"_s, ErrorCode::HostMalformed, u"host/path"_s);
        row("user", u"me@host"_s, ErrorCode::HostMalformed, u"me@host"_s);
        row("option behind", u"host iburst"_s, ErrorCode::HostMalformed, u"host iburst"_s);
        row("IPv6 with a slip", u"2001:db8:::1"_s, ErrorCode::HostMalformed, u"2001:db8:::1"_s);
        row("IPv6 without an end", u"[::1"_s, ErrorCode::HostMalformed, u"[::1"_s);
        row("IPv6 with a tail", u"[::1]x"_s, ErrorCode::HostMalformed, u"[::1]x"_s);
        row("empty brackets", u"[]:123"_s, ErrorCode::HostMalformed, u"[]:123"_s);
        row("IPv4 in brackets", u"[192.0.2.1]"_s, ErrorCode::HostMalformed, u"[192.0.2.1]"_s);
        row("name in brackets", u"[ntp.example.org]:123"_s, ErrorCode::HostMalformed,
            u"[ntp.example.org]:123"_s);
        row("interface without a name", u"fe80::1%"_s, ErrorCode::HostMalformed, u"fe80::1%"_s);
        row("interface with a space", u"fe80::1%eth 0"_s, ErrorCode::HostMalformed, u"fe80::1%eth 0"_s);
        row("interface of IPv4", u"192.0.2.1%eth0"_s, ErrorCode::HostMalformed, u"192.0.2.1%eth0"_s);
        row("interface with a bracket", u"[fe80::1%e]th0]"_s, ErrorCode::HostMalformed, u"[fe80::1%e]th0]"_s);
    }

    void refuses()
    {
        QFETCH(QString, text);
        const Result<HostSpec> spec = parseHostSpec(text);
        QVERIFY2(!spec, spec ? qPrintable(spec->canonical()) : "");
        QTEST(spec.error().code, "code");
        QTEST(spec.error().subject, "subject");
    }

    void oneServerHasOneName_data()
    {
        QTest::addColumn<QStringList>("ways");
        QTest::newRow("name") << QStringList{u"ntp.example.org"_s, u"NTP.EXAMPLE.ORG."_s,
                                             u" ntp.example.org:123"_s, u"ntp.example.org.:0123"_s};
        QTest::newRow("name in another script")
            << QStringList{u"zeit.münchen.example"_s, u"ZEIT.MÜNCHEN.EXAMPLE."_s,
                           u"zeit.xn--mnchen-3ya.example"_s, u"zeit.mu\u0308nchen.example:123"_s};
        QTest::newRow("ideographic full stop") << QStringList{u"時計.jp"_s, u"時計。jp"_s};
        QTest::newRow("IPv4") << QStringList{u"192.0.2.1"_s, u"192.0.2.1:123"_s};
        QTest::newRow("IPv6") << QStringList{u"2001:db8::7"_s, u"[2001:DB8:0::7]"_s,
                                             u"[2001:db8:0:0:0:0:0:7]:123"_s};
    }

    void oneServerHasOneName()
    {
        QFETCH(QStringList, ways);
        for (const QString &way : ways) {
            const Result<HostSpec> spec = parseHostSpec(way);
            QVERIFY2(spec, qPrintable(way));
            QCOMPARE(spec->canonical(), parseHostSpec(ways[0])->canonical());
        }
    }

    void differentServersHaveDifferentNames()
    {
        const QStringList names{
            u"a"_s,      u"a:124"_s,     u"b"_s,       u"192.0.2.1"_s,    u"192.0.2.1:124"_s,
            u"::1"_s,    u"[::1]:124"_s, u"::1:124"_s, u"fe80::1%eth0"_s, u"fe80::1%eth1"_s,
            u"fe80::1"_s};
        QStringList canonical;
        for (const QString &name : names)
            canonical << parseHostSpec(name)->canonical();
        QCOMPARE(canonical.removeDuplicates(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHostSpec)
#include "test_hostspec.moc"
