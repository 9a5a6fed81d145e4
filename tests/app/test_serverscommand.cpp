// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A machine's files in a folder of their own, and what the program says of them.
class Machine
{
public:
    bool write(const QString &path, const QByteArray &text) const
    {
        QFile file(real(path));
        return QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly) &&
               file.write(text) == text.size();
    }
    QByteArray read(const QString &path) const
    {
        QFile file(real(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
    }
    QString real(const QString &path) const { return m_folder.path() + path; }

    /// The exit code of `synchroscopectl servers COMMAND --root HERE …`.
    int run(const QString &command, const QStringList &arguments = {}, bool hasRoot = true)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        process.setProcessEnvironment(environment);
        QStringList all{u"servers"_s, command};
        if (hasRoot)
            all += QStringList{u"--root"_s, m_folder.path()};
        process.start(QStringLiteral(SYNCHROSCOPECTL), all + arguments);
        if (!process.waitForFinished())
            return -1;
        out = process.readAllStandardOutput();
        errors = process.readAllStandardError();
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    }
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }

    QByteArray out;
    QByteArray errors;

private:
    QTemporaryDir m_folder;
};

const QString chronyConf = u"/etc/chrony/chrony.conf"_s;
QByteArray configured()
{
    return "pool 2.debian.pool.ntp.org iburst\nsourcedir /run/chrony-dhcp\n"
           "sourcedir /etc/chrony/sources.d\n";
}

} // namespace

/// The contract of `synchroscopectl servers`, on files of the test's own.
class TestServersCommand final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsWithEveryField()
    {
        Machine machine;
        QVERIFY(machine.write(chronyConf, configured() + "#off(synchroscope): server old.example\n"));
        QVERIFY(machine.write(u"/run/chrony-dhcp/eth0.sources"_s, "server 192.0.2.1 iburst\n"));
        QVERIFY(machine.write(u"/etc/chrony/sources.d/synchroscope.sources"_s, "server a.example key 1\n"));
        QCOMPARE(machine.run(u"list"_s, {u"--json"_s}), 0);
        QVERIFY2(machine.errors.isEmpty(), machine.errors.constData());
        const QJsonObject list = machine.json();
        QCOMPARE(list[u"format"_s].toInt(), 1);
        QCOMPARE(list[u"daemon"_s].toString(), u"chrony"_s);
        QVERIFY(list[u"files"_s].toArray().contains(chronyConf));
        const QJsonArray servers = list[u"servers"_s].toArray();
        QCOMPARE(servers.size(), 4);
        const QJsonObject pool = servers[0].toObject();
        QCOMPARE(pool[u"id"_s].toString(), chronyConf + u":1"_s);
        QCOMPARE(pool[u"type"_s].toString(), u"pool"_s);
        QCOMPARE(pool[u"name"_s].toString(), u"2.debian.pool.ntp.org"_s);
        QCOMPARE(pool[u"options"_s].toArray(), QJsonArray{u"iburst"_s});
        QCOMPARE(pool[u"enabled"_s], QJsonValue(true));
        QCOMPARE(pool[u"file"_s].toString(), chronyConf);
        QCOMPARE(pool[u"line"_s].toInt(), 1);
        QCOMPARE(pool[u"origin"_s].toString(), u"distribution"_s);
        QVERIFY(pool[u"effective"_s].isNull());
        QCOMPARE(servers[1].toObject()[u"enabled"_s], QJsonValue(false));
        QCOMPARE(servers[2].toObject()[u"origin"_s].toString(), u"dhcp"_s);
        QCOMPARE(servers[2].toObject()[u"written_by"_s].toArray().at(0).toString(),
                 u"/etc/dhcp/dhclient-exit-hooks.d/chrony"_s);
        QVERIFY(pool[u"written_by"_s].toArray().isEmpty());
        QCOMPARE(servers[3].toObject()[u"origin"_s].toString(), u"own"_s);
        QCOMPARE(machine.run(u"list"_s), 0);
        QVERIFY2(machine.out.contains("a.example") && machine.out.contains("passed over") == false &&
                     machine.out.contains(" off ") == false && machine.out.contains("off    server"),
                 machine.out.constData());
    }

    void ntpsecIgnoresTheNetwork()
    {
        Machine machine;
        QVERIFY(machine.write(u"/etc/ntpsec/ntp.conf"_s, "pool a.example\n"));
        QVERIFY(machine.write(u"/run/ntpsec/ntp.conf.dhcp"_s, "server 192.0.2.1\n"));
        QVERIFY(machine.write(u"/etc/default/ntpsec"_s, "IGNORE_DHCP=\"\"\n"));
        QCOMPARE(machine.run(u"plan"_s, {u"--add"_s, u"server b.example"_s}), 0);
        QVERIFY2(machine.out.contains("--ignore-dhcp"), machine.out.constData());
        QCOMPARE(machine.run(u"apply"_s, {u"--ignore-dhcp"_s, u"--json"_s}), 0);
        QCOMPARE(machine.read(u"/etc/default/ntpsec"_s), QByteArray("IGNORE_DHCP=yes\n"));
        QCOMPARE(machine.run(u"list"_s, {u"--json"_s}), 0);
        const QJsonArray servers = machine.json()[u"servers"_s].toArray();
        QCOMPARE(servers.size(), 1);
        QCOMPARE(servers[0].toObject()[u"name"_s].toString(), u"a.example"_s);
    }

    void findsTheDaemonByItsFiles()
    {
        Machine machine;
        QCOMPARE(machine.run(u"list"_s, {u"--json"_s}), 3);
        QVERIFY(machine.out.isEmpty() && !machine.errors.isEmpty());
        QVERIFY(machine.write(u"/etc/ntpsec/ntp.conf"_s, "pool a.example\n"));
        QCOMPARE(machine.run(u"list"_s, {u"--json"_s}), 0);
        QCOMPARE(machine.json()[u"daemon"_s].toString(), u"ntpsec"_s);
        QVERIFY(machine.write(u"/etc/openntpd/ntpd.conf"_s, "servers b.example\n"));
        QCOMPARE(machine.run(u"list"_s, {u"--json"_s, u"--daemon"_s, u"openntpd"_s}), 0);
        QCOMPARE(machine.json()[u"servers"_s].toArray().at(0).toObject()[u"name"_s].toString(),
                 u"b.example"_s);
        QCOMPARE(machine.run(u"list"_s, {u"--daemon"_s, u"sundial"_s}), 2);
    }

    void plansAndWritesNothing()
    {
        Machine machine;
        QVERIFY(machine.write(chronyConf, configured()));
        const QStringList change{u"--only"_s, u"server a.example iburst"_s, u"--json"_s};
        QCOMPARE(machine.run(u"plan"_s, change), 0);
        const QJsonObject plan = machine.json();
        const QJsonArray changes = plan[u"changes"_s].toArray();
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes[0].toObject()[u"file"_s].toString(),
                 u"/etc/chrony/sources.d/synchroscope.sources"_s);
        QVERIFY(changes[1].toObject()[u"diff"_s].toString().contains(
            "\n+#off(synchroscope): pool 2.debian.pool.ntp.org iburst\n"_L1));
        QCOMPARE(plan[u"effect"_s].toString(), u"restart"_s);
        QCOMPARE(plan[u"digest"_s].toString().size(), 64);
        QCOMPARE(plan[u"warnings"_s].toArray().at(0).toObject()[u"id"_s].toString(), u"too_few_to_outvote"_s);
        QCOMPARE(plan[u"commands"_s].toArray().last().toString(), u"sudo systemctl restart chrony"_s);
        QCOMPARE(machine.read(chronyConf), configured());
        // The same files, the same digest; others are noticed.
        const QString digest = plan[u"digest"_s].toString();
        QCOMPARE(machine.run(u"plan"_s, change + QStringList{u"--expect"_s, digest}), 0);
        QVERIFY(machine.write(chronyConf, configured() + "# a comment\n"));
        QCOMPARE(machine.run(u"plan"_s, change + QStringList{u"--expect"_s, digest}), 3);
        QVERIFY(machine.out.isEmpty() && machine.errors.contains("changed"));
    }

    void appliesAndTakesBack()
    {
        Machine machine;
        QVERIFY(machine.write(chronyConf, configured()));
        const QString own = u"/etc/chrony/sources.d/synchroscope.sources"_s;
        const QStringList change{u"--only"_s, u"server a.example iburst"_s, u"--json"_s};
        QCOMPARE(machine.run(u"plan"_s, change), 0);
        const QString digest = machine.json()[u"digest"_s].toString();
        // There is nothing yet, and no step that could have failed.
        for (const QStringList &arguments : {QStringList(), QStringList{u"--json"_s}}) {
            QCOMPARE(machine.run(u"undo"_s, arguments), 3);
            QVERIFY2(machine.out.isEmpty() && machine.errors.contains("no change"),
                     machine.errors.constData());
        }
        QCOMPARE(machine.run(u"apply"_s, change), 0);
        QVERIFY2(machine.errors.isEmpty(), machine.errors.constData());
        QCOMPARE(machine.json()[u"result"_s].toString(), u"committed"_s);
        QStringList steps;
        const QJsonArray taken = machine.json()[u"steps"_s].toArray();
        for (const auto &step : taken) {
            steps.append(step.toObject()[u"step"_s].toString());
            QVERIFY(step.toObject()[u"ok"_s].toBool() && step.toObject()[u"seconds"_s].isDouble());
        }
        QCOMPARE(steps.join(u' '), u"lock recover check journal write commit"_s);
        QVERIFY(
            machine.read(chronyConf).startsWith("#off(synchroscope): pool 2.debian.pool.ntp.org iburst\n"));
        QVERIFY(machine.read(own).endsWith("server a.example iburst\n"));
        // Once more it changes nothing.
        QCOMPARE(machine.run(u"apply"_s, change), 0);
        QCOMPARE(machine.json()[u"steps"_s].toArray().size(), 0);
        // Another change than the one that is meant stays.
        const QByteArray changed = machine.read(chronyConf);
        QCOMPARE(machine.run(u"undo"_s, {u"--expect"_s, QString()}), 2);
        QCOMPARE(machine.run(u"undo"_s, {u"--expect"_s, u"0123"_s}), 2);
        QCOMPARE(machine.run(u"undo"_s, {u"--expect"_s, QString(64, u'0')}), 3);
        QVERIFY2(machine.out.isEmpty() && machine.errors.contains("is another one, made by user"),
                 machine.errors.constData());
        QCOMPARE(machine.read(chronyConf), changed);
        QCOMPARE(machine.run(u"undo"_s, {u"--json"_s, u"--expect"_s, digest}), 0);
        QCOMPARE(machine.read(chronyConf), configured());
        QCOMPARE(machine.read(own), QByteArray("missing"));
        // For people.
        QCOMPARE(machine.run(u"apply"_s, {u"--add"_s, u"server b.example"_s}), 0);
        QVERIFY(machine.out.contains("saved"));
        QVERIFY(machine.write(own, "server c.example\n"));
        QCOMPARE(machine.run(u"undo"_s), 1);
        QVERIFY2(machine.errors.contains(own.toUtf8()), machine.errors.constData());
        QCOMPARE(machine.read(own), QByteArray("server c.example\n"));
    }

    void refusesToWriteThroughALink()
    {
        Machine machine;
        QVERIFY(machine.write(u"/elsewhere/chrony.conf"_s, configured()));
        QVERIFY(QDir().mkpath(machine.real(u"/etc/chrony"_s)));
        QVERIFY(QFile::link(machine.real(u"/elsewhere/chrony.conf"_s), machine.real(chronyConf)));
        QCOMPARE(machine.run(u"apply"_s, {u"--add"_s, u"server a"_s, u"--in-place"_s}), 1);
        QVERIFY2(machine.errors.contains("link"), machine.errors.constData());
        QCOMPARE(machine.read(u"/elsewhere/chrony.conf"_s), configured());
    }

    void everyVerbIsThere_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("line"); // of the diff
        const QString name = u"2.debian.pool.ntp.org"_s;
        QTest::newRow("add") << QStringList{u"--add"_s, u"server a"_s} << QByteArray("+server a");
        QTest::newRow("add in place") << QStringList{u"--add"_s, u"server a"_s, u"--in-place"_s}
                                      << QByteArray("+++ /etc/chrony/chrony.conf");
        QTest::newRow("remove") << QStringList{u"--remove"_s, name, u"--add"_s, u"server a"_s}
                                << QByteArray("-pool 2.debian.pool.ntp.org iburst");
        QTest::newRow("remove the last") << QStringList{u"--remove"_s, name, u"--allow-none"_s}
                                         << QByteArray("-pool 2.debian.pool.ntp.org iburst");
        QTest::newRow("disable") << QStringList{u"--disable"_s, chronyConf + u":1"_s, u"--allow-none"_s}
                                 << QByteArray("+#off(synchroscope): pool 2.debian.pool.ntp.org iburst");
        QTest::newRow("enable") << QStringList{u"--enable"_s, u"off.example"_s}
                                << QByteArray("+server off.example");
        QTest::newRow("set") << QStringList{u"--set"_s, name, u"pool 2.debian.pool.ntp.org"_s}
                             << QByteArray("+pool 2.debian.pool.ntp.org\n");
    }
    void everyVerbIsThere()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, line);
        Machine machine;
        QVERIFY(machine.write(chronyConf, configured() + "#off(synchroscope): server off.example\n"));
        QCOMPARE(machine.run(u"plan"_s, arguments), 0);
        QVERIFY2(machine.out.contains('\n' + line), machine.out.constData());
        QVERIFY(machine.out.contains("The same by hand:"));
    }

    void wrongUsageIsSaid_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("complaint");
        QTest::newRow("nothing") << QStringList() << QByteArray("--add");
        QTest::newRow("no such option")
            << QStringList{u"--add"_s, u"server a ibrust"_s} << QByteArray("ibrust");
        QTest::newRow("no server") << QStringList{u"--remove"_s, u"x"_s} << QByteArray("\"x\"");
        QTest::newRow("several") << QStringList{u"--remove"_s, u"twice.example"_s}
                                 << QByteArray("/etc/chrony/chrony.conf:4, /etc/chrony/chrony.conf:5");
        QTest::newRow("half a pair") << QStringList{u"--set"_s, u"x"_s} << QByteArray("--set");
        QTest::newRow("no quotation marks")
            << QStringList{u"--add"_s, u"server"_s, u"a.example"_s} << QByteArray("quotation marks");
        QTest::newRow("the last ones")
            << QStringList{u"--remove"_s,        chronyConf + u":1"_s, u"--remove"_s,
                           chronyConf + u":4"_s, u"--remove"_s,        chronyConf + u":5"_s}
            << QByteArray("--allow-none");
    }
    void wrongUsageIsSaid()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, complaint);
        Machine machine;
        QVERIFY(machine.write(chronyConf, configured() + "server twice.example\npool twice.example\n"));
        QCOMPARE(machine.run(u"plan"_s, arguments), 2);
        QVERIFY(machine.out.isEmpty());
        QVERIFY2(machine.errors.contains(complaint), machine.errors.constData());
    }

    void checks()
    {
        Machine machine;
        QVERIFY(machine.write(u"/x.conf"_s, "server a\n  server b ibrust\n"));
        const QStringList file{machine.real(u"/x.conf"_s), u"--daemon"_s, u"chrony"_s, u"--json"_s};
        QCOMPARE(machine.run(u"check"_s, file, false), 1);
        const QJsonObject answer = machine.json();
        QCOMPARE(answer[u"ok"_s], QJsonValue(false));
        const QJsonObject problem = answer[u"problems"_s].toArray().at(0).toObject();
        QCOMPARE(problem[u"line"_s].toInt(), 2);
        QCOMPARE(problem[u"column"_s].toInt(), 12);
        QVERIFY(problem[u"message"_s].toString().contains("ibrust"_L1));
        QVERIFY(machine.write(u"/x.conf"_s, "server a\n"));
        QCOMPARE(machine.run(u"check"_s, file, false), 0);
        QCOMPARE(machine.json()[u"ok"_s], QJsonValue(true));
        QCOMPARE(machine.run(u"check"_s, {machine.real(u"/none"_s), u"--daemon"_s, u"chrony"_s}, false), 3);
        QCOMPARE(machine.run(u"check"_s, {machine.real(u"/x.conf"_s)}, false), 2);
        QCOMPARE(machine.run(u"nonsense"_s, {}, false), 2);
    }
};

QTEST_GUILESS_MAIN(TestServersCommand)
#include "test_serverscommand.moc"
