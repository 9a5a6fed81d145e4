// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/change.h"
#include "core/apply/staysactive.h"
#include "core/apply/systemctl.h"
#include "tests/apply/ownmachine.h"

#include <QTest>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Programs that write down how they were called, then do what the test says.
struct StandIns
{
    FileTree tree;
    Systemctl::Programs programs{tree.real(u"/systemctl"_s), tree.real(u"/chronyc"_s),
                                 tree.real(u"/journalctl"_s)};

    bool write(const QString &path, const QByteArray &script) const
    {
        const QByteArray folder = QFile::encodeName(tree.root());
        return tree.write(path, "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" >>" + folder +
                                    "/calls\ncat /proc/$$/environ >" + folder + "/environment\npwd >" +
                                    folder + "/place\n" + script + '\n') &&
               setMode(tree.real(path), 0755);
    }
    bool write(const QByteArray &script) const
    {
        return write(u"/systemctl"_s, script) && write(u"/chronyc"_s, script) &&
               write(u"/journalctl"_s, script);
    }
    /// Name and arguments of all calls, in words.
    QString calls() const
    {
        return QString::fromUtf8(textOf(tree.real(u"/calls"_s)).value_or(QByteArray()))
            .remove(tree.root() + u'/')
            .split(u'\n', Qt::SkipEmptyParts)
            .join(u' ');
    }
};

/// Says that the unit is active or not, as listed; then as at the end.
class Moody final : public ServiceManager
{
public:
    explicit Moody(QList<bool> moods) : m_moods(std::move(moods)) {}
    qsizetype asked() const { return m_asked; }

    ServiceStatus reloadSources() override { return {}; }
    ServiceStatus restart(const QString &) override { return {}; }
    ServiceStatus resetFailed(const QString &) override { return {}; }
    ServiceStatus isActive(const QString &) override
    {
        const bool active = m_moods.at(qMin(m_asked, m_moods.size() - 1));
        ++m_asked;
        return active ? ServiceStatus() : ServiceStatus(u"failed"_s);
    }

private:
    QList<bool> m_moods;
    qsizetype m_asked = 0;
};

} // namespace

class TestSystemctl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsThePrograms();
    void givesThemAnEnvironmentOfTheirOwn();
    void saysWhatWentWrong_data();
    void saysWhatWentWrong();
    void endsWhatDoesNotEnd();
    void missesAProgram();
    void touchesNoOtherUnit_data();
    void touchesNoOtherUnit();
    void isTheSystemsByDefault();
    void readsTheLog();
    void findsTheUnitThatIsThere();
    void takesForUpWhatStaysActive();
    void isNotFooledByWhatCrashesAgainAndAgain();
    void knowsWhatIsStopped_data();
    void knowsWhatIsStopped();
};

void TestSystemctl::callsThePrograms()
{
    const StandIns standIns;
    QVERIFY(standIns.write("exit 0"));
    Systemctl services(standIns.programs, {});
    QCOMPARE(services.resetFailed(u"chrony.service"_s), ServiceStatus());
    QCOMPARE(services.restart(u"systemd-timesyncd.service"_s), ServiceStatus());
    QCOMPARE(services.isActive(u"ntpsec.service"_s), ServiceStatus());
    QCOMPARE(services.reloadSources(), ServiceStatus());
    services.setChronySocket(u"/run/elsewhere/chronyd.sock"_s);
    QCOMPARE(services.reloadSources(), ServiceStatus());
    QCOMPARE(services.start(u"chronyd.service"_s), ServiceStatus());
    QCOMPARE(services.stop(u"ntpd.service"_s), ServiceStatus());
    QCOMPARE(standIns.calls(),
             u"systemctl reset-failed chrony.service systemctl restart systemd-timesyncd.service "
             "systemctl is-active ntpsec.service chronyc -h /run/chrony/chronyd.sock reload sources "
             "chronyc -h /run/elsewhere/chronyd.sock reload sources systemctl start chronyd.service "
             "systemctl stop ntpd.service"_s);
}

void TestSystemctl::givesThemAnEnvironmentOfTheirOwn()
{
    const StandIns standIns;
    QVERIFY(standIns.write("exit 0"));
    QVERIFY(qEnvironmentVariableIsSet("HOME"));
    Systemctl services(standIns.programs, {});
    QCOMPARE(services.restart(u"chrony.service"_s), ServiceStatus());
    QList<QByteArray> environment = textOf(standIns.tree.real(u"/environment"_s))->split('\0');
    environment.removeAll(QByteArray());
    std::sort(environment.begin(), environment.end());
    QCOMPARE(environment, (QList<QByteArray>{"LC_ALL=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"}));
    QCOMPARE(textOf(standIns.tree.real(u"/place"_s)), QByteArray("/\n"));
}

void TestSystemctl::saysWhatWentWrong_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("reason");
    QTest::newRow("in its words")
        << QByteArray("echo 'Job for chrony.service failed.' >&2; exit 1")
        << u"\"systemctl restart chrony.service\" said: Job for chrony.service failed."_s;
    QTest::newRow("on its output") << QByteArray("echo failed; exit 3")
                                   << u"\"systemctl restart chrony.service\" said: failed"_s;
    QTest::newRow("in one line") << QByteArray("printf 'one\\n\\033[31mtwo\\007\\n' >&2; exit 1")
                                 << u"\"systemctl restart chrony.service\" said: one [31mtwo"_s;
    QTest::newRow("without words") << QByteArray("exit 5")
                                   << u"\"systemctl restart chrony.service\" ended with exit code 5."_s;
    QTest::newRow("by a signal") << QByteArray("kill -9 $$")
                                 << u"\"systemctl restart chrony.service\" was ended by a signal."_s;
}

void TestSystemctl::saysWhatWentWrong()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, reason);
    const StandIns standIns;
    QVERIFY(standIns.write(script));
    Systemctl services(standIns.programs, {});
    QCOMPARE(services.restart(u"chrony.service"_s), ServiceStatus(reason));
}

void TestSystemctl::endsWhatDoesNotEnd()
{
    const StandIns standIns;
    QVERIFY(standIns.write("exec sleep 1000"));
    Systemctl services(standIns.programs, {300ms, 300ms});
    QCOMPARE(services.restart(u"chrony.service"_s),
             ServiceStatus(u"\"systemctl restart chrony.service\" did not end within 0.3 s."_s));
    QVERIFY(services.reloadSources());
    QVERIFY(services.isActive(u"chrony.service"_s));
}

void TestSystemctl::missesAProgram()
{
    const StandIns standIns;
    Systemctl services(standIns.programs, {});
    const ServiceStatus missing = services.restart(u"chrony.service"_s);
    QVERIFY(missing && missing->contains(standIns.programs.systemctl));
}

void TestSystemctl::touchesNoOtherUnit_data()
{
    QTest::addColumn<QString>("unit");
    for (const QString &unit :
         {u""_s, u"ssh.service"_s, u"chrony"_s, u"--force"_s, u"chrony.service ssh.service"_s,
          u"../chrony.service"_s, u"chrony.service\n"_s, u"CHRONY.service"_s, u"chrony*"_s,
          u"-H root@host chrony.service"_s, u"reboot.target"_s, QString(u"chrony.service\0"_s)})
        QTest::newRow(qPrintable(u"<"_s + unit + u">"_s)) << unit;
}

void TestSystemctl::touchesNoOtherUnit()
{
    QFETCH(QString, unit);
    const StandIns standIns;
    QVERIFY(standIns.write("exit 0"));
    Systemctl services(standIns.programs, {});
    QVERIFY(services.restart(unit) && services.resetFailed(unit) && services.isActive(unit));
    QVERIFY(services.start(unit) && services.stop(unit) && !services.unitAmong({unit}));
    QVERIFY(services.logSince(unit, QDateTime::currentDateTimeUtc()).isEmpty());
    QCOMPARE(standIns.calls(), QString());
}

void TestSystemctl::isTheSystemsByDefault()
{
    const Systemctl::Programs programs;
    QCOMPARE(programs.systemctl, u"/usr/bin/systemctl"_s);
    QCOMPARE(programs.chronyc, u"/usr/bin/chronyc"_s);
    QCOMPARE(programs.journalctl, u"/usr/bin/journalctl"_s);
}

void TestSystemctl::readsTheLog()
{
    const QDateTime since = QDateTime::fromMSecsSinceEpoch(1'800'000'000'999, Qt::UTC);
    const StandIns standIns;
    QVERIFY(standIns.write(
        "[ \"$1\" = --sync ] || printf 'one  line\\n\\n\\033[31mFatal\\007 error\\r\\n\\303\\251 \\377\\n'"));
    Systemctl services(standIns.programs, {});
    QCOMPARE(services.logSince(u"chrony.service"_s, since), u"one line\n[31mFatal error\n\u00e9 \ufffd"_s);
    QCOMPARE(
        standIns.calls(),
        u"journalctl --sync journalctl --unit=chrony.service --since=@1800000000 --lines=20 --output=cat "
        "--no-pager --quiet"_s);
    // Long lines lose their beginning, the end tells why.
    QVERIFY(
        standIns.write("[ \"$1\" = --sync ] || { head -c 500000 /dev/zero | tr '\\0' x; echo the end; }"));
    const QString end = services.logSince(u"chrony.service"_s, since);
    QVERIFY(end.size() == 4000 && end.endsWith("xthe end"_L1));
    // An endless one, an empty one, a broken one, none at all.
    QVERIFY(standIns.write("exec cat /dev/zero"));
    QCOMPARE(services.logSince(u"chrony.service"_s, since), QString());
    QVERIFY(standIns.write("exit 0"));
    QCOMPARE(services.logSince(u"chrony.service"_s, since), QString());
    QVERIFY(standIns.write("echo 'No journal files were found.' >&2; exit 1"));
    QCOMPARE(services.logSince(u"chrony.service"_s, since), QString());
    QVERIFY(QFile::remove(standIns.programs.journalctl));
    QCOMPARE(services.logSince(u"chrony.service"_s, since), QString());
}

void TestSystemctl::findsTheUnitThatIsThere()
{
    const StandIns standIns;
    const auto answer = [&standIns](const QByteArray &chrony, const QByteArray &chronyd) {
        return standIns.write("eval unit=\\${$#}; case $unit in\nchrony.service) printf '" + chrony +
                              "';;\nchronyd.service) printf '" + chronyd + "';;\nesac");
    };
    const QStringList both{u"chrony.service"_s, u"chronyd.service"_s};
    Systemctl services(standIns.programs, {});
    const QByteArray absent = "Id=chrony.service\\nLoadState=not-found\\nActiveState=inactive\\nMainPID=0\\n";
    const QByteArray there = "Id=chronyd.service\\nLoadState=loaded\\nActiveState=active\\nMainPID=77\\n"
                             "ExecStart={ path=/usr/bin/chronyd ; argv[]=/usr/bin/chronyd -F 2 ; }\\n";
    QVERIFY(answer(absent, there));
    const std::optional<UnitFacts> found = services.unitAmong(both);
    QVERIFY(found);
    QCOMPARE(found->unit, u"chronyd.service"_s);
    QCOMPARE(found->program, u"/usr/bin/chronyd"_s);
    QVERIFY(found->isActive && found->mainPid == 77);
    QVERIFY(standIns.calls().contains(
        u"systemctl show --property=Id,LoadState,ActiveState,MainPID,ExecStart,User chronyd.service"_s));
    // An alias has the unit's own name; one that is active comes before one that is not.
    QVERIFY(answer("Id=chrony.service\\nLoadState=loaded\\nActiveState=inactive\\n", there));
    QCOMPARE(services.unitAmong(both)->unit, u"chronyd.service"_s);
    QVERIFY(answer("Id=chrony.service\\nLoadState=loaded\\nActiveState=failed\\n", absent));
    QCOMPARE(services.unitAmong(both)->unit, u"chrony.service"_s);
    QVERIFY(!services.unitAmong(both)->isActive);
    QVERIFY(answer(absent, absent) && !services.unitAmong(both));
    QVERIFY(standIns.write("exit 1") && !services.unitAmong(both));
    QVERIFY(answer("Id=ssh.service\\nLoadState=loaded\\n", "") && !services.unitAmong(both));
}

void TestSystemctl::takesForUpWhatStaysActive()
{
    Moody services({false, false, true});
    StaysActive verifier(services, {60s, 30ms, 1ms});
    QCOMPARE(verifier.waitUntilUp(u"chrony.service"_s, Configuration::New), ServiceStatus());
    QVERIFY(services.asked() > 3);
}

void TestSystemctl::isNotFooledByWhatCrashesAgainAndAgain()
{
    QList<bool> moods;
    for (int index = 0; index < 10'000; ++index)
        moods.append(index % 2 == 0);
    Moody restless(moods);
    StaysActive verifier(restless, {100ms, 60s, 1ms});
    QVERIFY(verifier.waitUntilUp(u"chrony.service"_s, Configuration::New));
    QVERIFY(restless.asked() > 1);

    Moody dead({false});
    StaysActive patient(dead, {20ms, 5ms, 1ms});
    QCOMPARE(patient.waitUntilUp(u"chrony.service"_s, Configuration::Old), ServiceStatus(u"failed"_s));
}

void TestSystemctl::knowsWhatIsStopped_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<bool>("isStopped");
    QTest::newRow("active") << QByteArray("echo active") << false;
    QTest::newRow("inactive") << QByteArray("echo inactive; exit 3") << true;
    QTest::newRow("failed") << QByteArray("echo failed; exit 3") << true;
    // systemd is about to start it again.
    QTest::newRow("crashes") << QByteArray("echo activating; exit 3") << false;
    QTest::newRow("is being stopped or started anew") << QByteArray("echo deactivating; exit 3") << false;
    QTest::newRow("nobody knows") << QByteArray("echo 'Failed to connect to bus' >&2; exit 1") << false;
    QTest::newRow("hangs") << QByteArray("echo inactive; exec sleep 1000") << false;
}

void TestSystemctl::knowsWhatIsStopped()
{
    QFETCH(QByteArray, script);
    QFETCH(bool, isStopped);
    const StandIns standIns;
    QVERIFY(standIns.write(script));
    const std::chrono::milliseconds limit = script.contains("sleep") ? 300ms : 60'000ms;
    Systemctl services(standIns.programs, {limit, limit});
    QCOMPARE(services.isStopped(u"chrony.service"_s), isStopped);
    QVERIFY(!services.isStopped(u"ssh.service"_s));
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    const Mount run = Mount::small(u"/run"_s, "1m");
    if (!hasSocketFolder(run) || !QDir().mkpath(u"/run/elsewhere"_s))
        return 1;
    QCoreApplication application(argc, argv);
    TestSystemctl test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_systemctl.moc"
