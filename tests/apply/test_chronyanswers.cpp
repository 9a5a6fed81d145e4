// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/chronyanswers.h"

#include "core/apply/change.h"
#include "core/apply/chronyparser.h"
#include "core/apply/secureconfigfiles.h"
#include "core/apply/systemctl.h"
#include "tests/apply/privatemachine.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <csignal>

#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr StaysActive::Pace shortPace{3s, 100ms, 20ms};
const QString unit = u"chrony.service"_s;

NamedServers configuration()
{
    SecureConfigFiles files(u"/"_s, 0);
    return collectNamedServers(files, DaemonKind::Chrony, PrivateMachine::conf());
}

Chronyc chronyc(std::chrono::milliseconds limit = 10s, const QString &socket = {})
{
    return Chronyc(u"/usr/bin/chronyc"_s, socket, limit);
}

/// Its unit is active whatever is.
class AlwaysActive final : public ServiceManager
{
public:
    ServiceStatus reloadSources() override { return {}; }
    ServiceStatus restart(const QString &) override { return {}; }
    ServiceStatus resetFailed(const QString &) override { return {}; }
    ServiceStatus isActive(const QString &) override { return {}; }
};

NamedServers fileWith(const QByteArray &text)
{
    NamedServers servers;
    servers.texts = {{.path = u"/etc/chrony.conf"_s, .part = ConfigPart::Main, .text = text}};
    return servers;
}

} // namespace

/// Real chronyds are asked whether they follow what their files name.
class TestChronyAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_machine.reset(); }
    void readsNames_data();
    void readsNames();
    void knowsTheSocket_data();
    void knowsTheSocket();
    void findsEverySourceListed();
    void namesWhatIsIgnored();
    void waitsForWhatTheChangeHas();
    void blamesNoChangeForWhatWasIgnoredBefore();
    void takesNoOtherChronydForIt();
    void waitsForOneThatHangs();
    void needsAUnitThatIsActive();
    void asksNobodyAboutOtherUnits();
    void saysThatItCouldNotAsk();
    void asksAsTheOwnerOfTheSocket();
    void asksNobodyAsRootElsewhere_data();
    void asksNobodyAsRootElsewhere();

private:
    std::unique_ptr<PrivateMachine> m_machine;
    Systemctl m_services{{}, {}};
};

void TestChronyAnswers::init()
{
    m_machine = std::make_unique<PrivateMachine>();
    QVERIFY2(m_machine->failure().isEmpty(), qPrintable(m_machine->failure()));
}

void TestChronyAnswers::readsNames_data()
{
    QTest::addColumn<QByteArray>("printed");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<bool>("isList");
    QTest::newRow("4.3") << QByteArray("#,?,SHM7,0,4,0,4294967295,0.000000000,0.000000000,0.000000000\n"
                                       "^,*,192.0.2.1,1,6,377,12,0.000000001,0.000000001,0.000000009\n"
                                       "=,?,NTP.Example,0,6,0,4294967295,0.0,0.0,0.0\n")
                         << QStringList{u"192.0.2.1"_s, u"NTP.Example"_s} << true;
    QTest::newRow("more fields, as a later one may have")
        << QByteArray("^,*,a,1,6,377,12,0.1,0.1,0.1,new\n") << QStringList{u"a"_s} << true;
    QTest::newRow("none") << QByteArray() << QStringList() << true;
    QTest::newRow("fewer fields") << QByteArray("^,*,a,1,6,377,12,0.1,0.1\n") << QStringList() << false;
    QTest::newRow("words") << QByteArray("506 Cannot talk to daemon\n") << QStringList() << false;
    QTest::newRow("a table") << QByteArray("MS Name/IP address,,,,,,,,,,\n") << QStringList() << false;
}

void TestChronyAnswers::readsNames()
{
    QFETCH(QByteArray, printed);
    QFETCH(QStringList, names);
    QFETCH(bool, isList);
    const std::optional<QStringList> read = parseSourceNames(printed);
    QCOMPARE(read.has_value(), isList);
    QCOMPARE(read.value_or(QStringList()), names);
}

void TestChronyAnswers::knowsTheSocket_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("socket");
    const QString usual = u"/run/chrony/chronyd.sock"_s;
    QTest::newRow("not said") << QByteArray("server a\n") << usual;
    QTest::newRow("an address only") << QByteArray("bindcmdaddress 127.0.0.1\nbindcmdaddress ::1\n") << usual;
    QTest::newRow("elsewhere") << QByteArray("bindcmdaddress /run/other/c.sock\n") << u"/run/other/c.sock"_s;
    QTest::newRow("the last one") << QByteArray("bindcmdaddress /a\nBindCmdAddress /b\nbindcmdaddress ::\n")
                                  << u"/b"_s;
    QTest::newRow("nowhere") << QByteArray("bindcmdaddress /\n") << QString();
    QTest::newRow("a comment") << QByteArray("#bindcmdaddress /a\n") << usual;
}

void TestChronyAnswers::knowsTheSocket()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, socket);
    QCOMPARE(chronySocketOf(fileWith(text)), socket);
}

void TestChronyAnswers::findsEverySourceListed()
{
    QVERIFY(PrivateMachine::write(u"/etc/chrony/conf.d/more.conf"_s,
                                  "server NTP.Example.INVALID\npeer 2001:DB8:0::0001\nrefclock SHM 77\n"));
    QVERIFY(PrivateMachine::write(PrivateMachine::ownSources(),
                                  "pool pool.example.invalid maxsources 2 iburst\nserver 192.0.2.1\n"
                                  "server 192.0.2.1 iburst\n#server off.example\n"));
    QVERIFY(PrivateMachine::write(u"/run/chrony-dhcp/eth0.sources"_s, "server 192.0.2.7 iburst\n"));
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    ChronyAnswers verifier(m_services, chronyc(), shortPace, configuration);
    verifier.expect({"server ntp.example.invalid iburst"});
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::New), ServiceStatus());
    QCOMPARE(verifier.remark(), QString());
    // That list is really what it was compared with: names without an address are in it.
    const Chronyc::Sources sources = chronyc().sources();
    QVERIFY2(!sources.failure, qPrintable(sources.failure.value_or(QString())));
    for (const QString &name : {u"127.0.0.1"_s, u"NTP.Example.INVALID"_s, u"pool.example.invalid"_s,
                                u"192.0.2.1"_s, u"192.0.2.7"_s})
        QVERIFY2(sources.names.contains(name), qPrintable(sources.names.join(u' ')));

    // Of a folder that chronyd was not told to look into nothing is expected.
    QVERIFY(PrivateMachine::write(PrivateMachine::conf(),
                                  PrivateMachine::debiansConf().replace("sourcedir /run/chrony-dhcp\n", "")));
    QVERIFY(PrivateMachine::systemctl(u"restart"_s));
    QVERIFY(!chronyc().sources().names.contains(u"192.0.2.7"_s));
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::Old), ServiceStatus());
}

void TestChronyAnswers::namesWhatIsIgnored()
{
    // Only chronyd 4.8 knows that option. Others say nothing of such a line in such a file.
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    ChronyAnswers verifier(m_services, chronyc(), {8s, 10ms, 20ms}, configuration);
    verifier.lookAround();
    QVERIFY(PrivateMachine::write(PrivateMachine::ownSources(),
                                  "server good.invalid\nserver new.invalid maxunreach 5\n"));
    QCOMPARE(m_services.reloadSources(), ServiceStatus());
    const ServiceStatus failure = verifier.waitUntilUp(unit, Configuration::New);
    QCOMPARE(failure, ServiceStatus(u"chronyd does not follow \"new.invalid\"."_s));
    // When that is mended all is well.
    QVERIFY(PrivateMachine::write(PrivateMachine::ownSources(), "server good.invalid\nserver new.invalid\n"));
    QCOMPARE(m_services.reloadSources(), ServiceStatus());
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::New), ServiceStatus());
    // Many are counted.
    QByteArray many;
    for (char letter = 'a'; letter < 'h'; ++letter)
        many += QByteArray("server ") + letter + ".invalid maxunreach 5\n";
    QVERIFY(PrivateMachine::write(PrivateMachine::ownSources(), many));
    QCOMPARE(m_services.reloadSources(), ServiceStatus());
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::New),
             ServiceStatus(u"chronyd does not follow \"a.invalid\", \"b.invalid\", \"c.invalid\", "
                           "\"d.invalid\", \"e.invalid\" and 2 more."_s));
}

void TestChronyAnswers::waitsForWhatTheChangeHas()
{
    // Lines that no chronyd takes are not in the list that is read from the files.
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const QByteArray text = "server good.invalid\nserver bad.invalid foo\nserver last.invalid";
    QVERIFY(PrivateMachine::write(PrivateMachine::ownSources(), text));
    QCOMPARE(m_services.reloadSources(), ServiceStatus());
    ChronyAnswers verifier(m_services, chronyc(), {8s, 10ms, 20ms}, configuration);
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::New), ServiceStatus());
    verifier.expect(newChronyLines({{PrivateMachine::ownSources(), std::nullopt, text}}));
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::New),
             ServiceStatus(u"chronyd does not follow \"bad.invalid\", \"last.invalid\"."_s));
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::Old), ServiceStatus());
}

void TestChronyAnswers::blamesNoChangeForWhatWasIgnoredBefore()
{
    QVERIFY(PrivateMachine::write(u"/etc/chrony/sources.d/theirs.sources"_s,
                                  "server theirs.invalid maxunreach 5\n"));
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    ChronyAnswers verifier(m_services, chronyc(), {8s, 10ms, 20ms}, configuration);
    verifier.lookAround();
    QVERIFY(PrivateMachine::write(PrivateMachine::ownSources(), "server ours.invalid\n"));
    QCOMPARE(m_services.reloadSources(), ServiceStatus());
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::New), ServiceStatus());
    QCOMPARE(verifier.remark(), u"As before, chronyd does not follow \"theirs.invalid\"."_s);
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::Old), ServiceStatus());
    // Of its own lines that is no excuse.
    verifier.expect({"server theirs.invalid maxunreach 5"});
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::New),
             ServiceStatus(u"chronyd does not follow \"theirs.invalid\"."_s));
    QCOMPARE(verifier.remark(), QString());
}

void TestChronyAnswers::takesNoOtherChronydForIt()
{
    // Another one follows the same server, has the UDP port and answers whoever asks there.
    QVERIFY(PrivateMachine::write(u"/run/other.conf"_s, "server 127.0.0.1 port 11123\nbindcmdaddress /\n"
                                                        "pidfile /run/other.pid\nport 0\n"));
    QProcess other;
    other.start(u"setpriv"_s, {u"--bounding-set=-sys_time"_s, u"/usr/sbin/chronyd"_s, u"-x"_s, u"-n"_s,
                               u"-u"_s, u"root"_s, u"-f"_s, u"/run/other.conf"_s});
    const auto answersThere = [] {
        QProcess client;
        client.start(u"/usr/bin/chronyc"_s, {u"-h"_s, u"127.0.0.1"_s, u"tracking"_s});
        return client.waitForFinished() && client.exitCode() == 0;
    };
    QTRY_VERIFY(answersThere());
    AlwaysActive services;
    ChronyAnswers verifier(services, chronyc(), {300ms, 10ms, 20ms}, configuration);
    const ServiceStatus failure = verifier.waitUntilUp(unit, Configuration::New);
    QVERIFY(failure);
    QVERIFY2(failure->startsWith(u"The time service does not answer."_s), qPrintable(*failure));
    other.kill();
    QVERIFY(other.waitForFinished());
}

void TestChronyAnswers::waitsForOneThatHangs()
{
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const auto pid = static_cast<pid_t>(PrivateMachine::chronydPid());
    QVERIFY(pid > 0 && ::kill(pid, SIGSTOP) == 0);
    ChronyAnswers verifier(m_services, chronyc(500ms), {2500ms, 10ms, 20ms}, configuration);
    const ServiceStatus failure = verifier.waitUntilUp(unit, Configuration::New);
    QVERIFY2(failure && failure->contains(u"did not end within 0.5 s"_s),
             qPrintable(failure.value_or(QString())));
    // chronyc, which was ended each time, leaves nothing behind.
    QCOMPARE(QDir(u"/run/chrony"_s).entryList({u"chronyc*"_s}, QDir::System | QDir::Files), QStringList());
    QVERIFY(::kill(pid, SIGCONT) == 0);
    ChronyAnswers patient(m_services, chronyc(), {60s, 10ms, 20ms}, configuration);
    QCOMPARE(patient.waitUntilUp(unit, Configuration::New), ServiceStatus());
}

void TestChronyAnswers::needsAUnitThatIsActive()
{
    ChronyAnswers verifier(m_services, chronyc(), {300ms, 10ms, 20ms}, configuration);
    const ServiceStatus failure = verifier.waitUntilUp(unit, Configuration::New);
    QVERIFY2(failure && failure->contains(u"inactive"_s), qPrintable(failure.value_or(QString())));
}

void TestChronyAnswers::asksNobodyAboutOtherUnits()
{
    AlwaysActive services;
    ChronyAnswers verifier(services, chronyc(), {1s, 10ms, 5ms}, configuration);
    for (const QString &other : serviceUnits()) {
        if (!unitsOf(DaemonKind::Chrony).contains(other))
            QCOMPARE(verifier.waitUntilUp(other, Configuration::New), ServiceStatus());
    }
    QVERIFY(verifier.waitUntilUp(u"chronyd.service"_s, Configuration::New));
}

void TestChronyAnswers::saysThatItCouldNotAsk()
{
    AlwaysActive services;
    ChronyAnswers verifier(services, std::nullopt, {1s, 10ms, 5ms}, configuration);
    verifier.lookAround();
    QCOMPARE(verifier.waitUntilUp(unit, Configuration::New), ServiceStatus());
    QVERIFY(verifier.remark().contains(u"was not asked"_s));
    QVERIFY(chronyc(1s, u"/run/a,b"_s).sources().failure);
    QVERIFY(chronyc(1s, u"127.0.0.1"_s).sources().failure);
}

void TestChronyAnswers::asksAsTheOwnerOfTheSocket()
{
    QVERIFY(PrivateMachine::write(u"/run/chronyc"_s, "#!/bin/sh\nid -u; id -g; id -G\n") &&
            setMode(u"/run/chronyc"_s, 0755));
    QVERIFY(PrivateMachine::systemctl(u"start"_s));
    const Chronyc usual(u"/run/chronyc"_s, {}, 10s);
    QCOMPARE(usual.ask({u"x"_s}).text, QByteArray("117\n124\n124\n"));
    // Root's own folder.
    const Chronyc other(u"/run/chronyc"_s, u"/run/chronyd.sock"_s, 10s);
    QCOMPARE(other.ask({u"x"_s}).text.left(4), QByteArray("0\n0\n"));
    // The group is the owner's own, whatever the folder's is.
    QVERIFY(::chown("/run/chrony", 117, 0) == 0);
    QCOMPARE(usual.ask({u"x"_s}).text, QByteArray("117\n124\n124\n"));
}

void TestChronyAnswers::asksNobodyAsRootElsewhere_data()
{
    QTest::addColumn<int>("owner");
    QTest::addColumn<int>("group");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("reason");
    QTest::newRow("not there yet") << -1 << -1 << 0 << u"cannot be looked at"_s;
    QTest::newRow("others write there") << 0 << 0 << 0757 << u"Others than root"_s;
    QTest::newRow("a group writes there") << 0 << 124 << 0770 << u"Others than root"_s;
    QTest::newRow("root's group writes there") << 0 << 0 << 0770 << QString();
    QTest::newRow("a user without a name") << 12345 << 124 << 0700 << u"no daemon's user"_s;
    QTest::newRow("a user of root's group") << 118 << 124 << 0700 << u"no daemon's user"_s;
}

void TestChronyAnswers::asksNobodyAsRootElsewhere()
{
    QFETCH(int, owner);
    QFETCH(int, group);
    QFETCH(int, mode);
    QFETCH(QString, reason);
    QVERIFY(PrivateMachine::write(u"/etc/passwd"_s, textOf(u"/etc/passwd"_s).value_or(QByteArray()) +
                                                        "mallory:x:118:0::/:/bin/false\n"));
    QVERIFY(PrivateMachine::write(u"/run/chronyc"_s, "#!/bin/sh\nid -u\n") &&
            setMode(u"/run/chronyc"_s, 0755));
    const QString folder = u"/run/other"_s;
    if (owner >= 0)
        QVERIFY(QDir().mkpath(folder) &&
                ::chown("/run/other", static_cast<uid_t>(owner), static_cast<gid_t>(group)) == 0 &&
                setMode(folder, static_cast<mode_t>(mode)));
    const Chronyc::Answer answer = Chronyc(u"/run/chronyc"_s, folder + u"/chronyd.sock"_s, 10s).ask({u"x"_s});
    QCOMPARE(answer.failure.has_value(), !reason.isEmpty());
    QCOMPARE(answer.text, reason.isEmpty() ? QByteArray("0\n") : QByteArray());
    QVERIFY2(reason.isEmpty() || answer.failure->contains(reason), qPrintable(*answer.failure));
}

int main(int argc, char **argv)
{
    return inOwnMachine(argc, argv, [](int count, char **arguments) {
        QCoreApplication application(count, arguments);
        TestChronyAnswers test;
        return QTest::qExec(&test, count, arguments);
    });
}

#include "test_chronyanswers.moc"
