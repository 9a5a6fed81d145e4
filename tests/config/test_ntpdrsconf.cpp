// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/ntpdrsconf.h"

#include <QtTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

/// As ntpd-rs 1.5's package has it, but for the comments.
constexpr QByteArrayView stock = R"([observability]
observation-path = "/var/run/ntpd-rs/observe"
log-level = "info"

[[source]]
mode = "pool"
address = "ntpd-rs.pool.ntp.org"
count = 4

[synchronization]
single-step-panic-threshold = 1800
startup-step-panic-threshold = { forward="inf", backward = 86400 }
minimum-agreeing-sources = 3
)";

QStringList described(const NtpdRsConf &conf)
{
    QStringList found;
    for (const NamedServer &server : conf.servers)
        found.append(u"%1 %2 %3 %4"_s.arg(server.type == ServerType::Pool ? u"pool"_s : u"server"_s,
                                          server.host.shortText(), QString::number(server.line),
                                          QString::number(int(server.origin))));
    for (const NamedDevice &device : conf.devices)
        found.append(u"%1 %2 %3"_s.arg(device.driver, device.parameter, QString::number(device.line)));
    return found;
}

} // namespace

class TestNtpdRsConf final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSources();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void survivesGarbage();
    void lettersOfAnyScriptAreRead();
};

void TestNtpdRsConf::readsSources()
{
    const QString distribution = QString::number(int(ServerOrigin::Distribution));
    const QString admin = QString::number(int(ServerOrigin::Administrator));
    QCOMPARE(described(parseNtpdRsConf(stock, u"/etc/ntpd-rs/ntp.toml"_s)),
             QStringList{u"pool ntpd-rs.pool.ntp.org 5 "_s + distribution});
    const NtpdRsConf conf = parseNtpdRsConf(R"(
[[source]]
mode = "server"
address = "Time.Example:1123"
[[source]] # keys are exchanged at another port
mode = "nts"
address = "nts.example:4460"
[[source]]
address = '[2001:db8::1]:123'
mode = 'server'
[[source]]
mode = "nts-pool"
address = "many.example"
[[source]]
mode = "sock"
path = "/run/gps.sock"
precision = 1e-3
[[source]]
mode = "pps"
path = "/dev/pps0"
precision = 1e-7
)",
                                            u"/x.toml"_s);
    QCOMPARE(described(conf),
             (QStringList{u"server time.example:1123 2 "_s + admin, u"server nts.example 5 "_s + admin,
                          u"server 2001:db8::1 8 "_s + admin, u"pool many.example 11 "_s + admin,
                          u"SOCK /run/gps.sock 14"_s, u"PPS /dev/pps0 18"_s}));
    QVERIFY(conf.problems.empty());
    QCOMPARE(conf.servers[0].daemon, DaemonKind::NtpdRs);
    QCOMPARE(conf.servers[0].file, u"/x.toml"_s);
    QVERIFY(described(parseNtpdRsConf("", u"/x.toml"_s)).isEmpty());
    // In one line, as an array of tables may be.
    QCOMPARE(parseNtpdRsConf("source = [{ mode = 'server', address = 'a.example' }]", {}).servers.size(), 1U);
}

void TestNtpdRsConf::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<ConfigFault>("fault");
    QTest::addColumn<QString>("subject");
    const auto row = [](const char *text, int line, ConfigFault fault, const QString &subject) {
        QTest::newRow(QByteArray(text).simplified().constData())
            << QByteArray(text) << line << fault << subject;
    };
    row("[[source]]\naddress = 'a.example'\n", 1, ConfigFault::ValueMalformed, u"mode"_s);
    row("\n[[source]]\nmode = 'fast'\naddress = 'a.example'\n", 2, ConfigFault::ValueMalformed, u"mode"_s);
    row("[[source]]\nmode = 'server'\n", 1, ConfigFault::HostMissing, u"source"_s);
    row("[[source]]\nmode = 'server'\naddress = 7\n", 1, ConfigFault::HostMissing, u"source"_s);
    row("[[source]]\nmode = 'server'\naddress = 'a..b'\n", 1, ConfigFault::HostMalformed, u"a..b"_s);
    row("[[source]]\nmode = 'pps'\n", 1, ConfigFault::ValueMalformed, u"path"_s);
    row("source = [7]", 1, ConfigFault::ValueMalformed, u"source"_s);
    row("[[source]]\nmode = 'server'\naddress = 'm\xfcller'\n", 3, ConfigFault::NotToml, u"not UTF-8"_s);
    row("[[source]]\nmode = 'm\u00fcller'\naddress = 'a.example'\n", 1, ConfigFault::ValueMalformed,
        u"mode"_s);
    row("[[source]]\nmode = 'server'\naddress = 'a..m\u00fcller'\n", 1, ConfigFault::HostMalformed,
        u"a..m\u00fcller"_s);
}

void TestNtpdRsConf::saysWhatIsWrong()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, line);
    QFETCH(const ConfigFault, fault);
    QFETCH(const QString, subject);
    const NtpdRsConf conf = parseNtpdRsConf(text, u"/x"_s);
    QCOMPARE(conf.problems.size(), 1U);
    QCOMPARE(conf.problems[0], (ConfigProblem{line, fault, subject}));
}

void TestNtpdRsConf::survivesGarbage()
{
    for (const QByteArray &text :
         {QByteArray("[[source]\nmode"), QByteArray("a = \n[[source]]"), QByteArray("\xff\xfe\0\x80", 4),
          QByteArray("[").repeated(100'000), QByteArray("a=[").repeated(100'000),
          QByteArray("[[source]]\nmode='server'\naddress='a.example'\nmode='pool'")}) {
        const NtpdRsConf conf = parseNtpdRsConf(text, u"/x"_s);
        QCOMPARE(conf.problems.size(), 1U);
        QCOMPARE(conf.problems[0].fault, ConfigFault::NotToml);
        QVERIFY(conf.problems[0].line >= 1);
        QVERIFY(describe(conf.problems[0]).contains(u"TOML"_s));
        QVERIFY(conf.servers.empty());
    }
}

void TestNtpdRsConf::lettersOfAnyScriptAreRead()
{
    // In places where toml++ looks for spaces too.
    for (const QString &letters : {u"\u00e9"_s, u"\u6642\u8a08"_s, u"\u00a0"_s, u"\u1681"_s, u"\ufefe"_s}) {
        const NtpdRsConf broken = parseNtpdRsConf((letters + u" = 1\n"_s).toUtf8(), u"/x"_s);
        QCOMPARE(broken.problems.size(), 1U);
        QCOMPARE(broken.problems[0].fault, ConfigFault::NotToml);
        const QString text = u"# %1\n[[source]]\nmode = 'server'\naddress = '\u6642\u8a08.jp' # %1\n"_s;
        const NtpdRsConf conf = parseNtpdRsConf(text.arg(letters).toUtf8(), u"/x"_s);
        QVERIFY(conf.problems.empty());
        QCOMPARE(conf.servers.size(), 1U);
        QCOMPARE(conf.servers[0].host.typed, u"\u6642\u8a08.jp"_s);
    }
}

QTEST_GUILESS_MAIN(TestNtpdRsConf)
#include "test_ntpdrsconf.moc"
