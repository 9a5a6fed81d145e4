// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/contactledger.h"

#include "core/engine/politeness.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Permission = ContactLedger::Permission;

namespace {

const QHostAddress publicServer(u"192.0.2.1"_s);
const QHostAddress privateServer(u"192.168.7.7"_s);
const QHostAddress loopback(QHostAddress::LocalHost);

constexpr BootInstant start(1h);

} // namespace

class TestContactLedger final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publicServersGetTwoSecondsOfPeace()
    {
        SharedContactLedger ledger({}, "boot");
        QCOMPARE(ledger.request(publicServer, start).permission, Permission::Granted);
        const ContactLedger::Answer early = ledger.request(publicServer, start + 1999ms);
        QCOMPARE(early.permission, Permission::Later);
        QCOMPARE(early.notBefore, start + 2s);
        QCOMPARE(ledger.request(publicServer, start + 2s).permission, Permission::Granted);
    }

    void atMostEightRequestsIn64Seconds()
    {
        SharedContactLedger ledger({}, "boot");
        std::vector<BootInstant> granted;
        // An impatient program that tries every 100 ms for ten minutes.
        for (BootInstant now = start; now < start + 10min; now += 100ms) {
            if (ledger.request(publicServer, now).permission == Permission::Granted)
                granted.push_back(now);
        }
        QVERIFY(granted.size() > 60);
        for (size_t i = 8; i < granted.size(); ++i)
            QVERIFY(granted[i] - granted[i - 8] >= 64s);
    }

    void privateServersOneSecondAndLoopbackFree()
    {
        SharedContactLedger ledger({}, "boot");
        QCOMPARE(ledger.request(privateServer, start).permission, Permission::Granted);
        QCOMPARE(ledger.request(privateServer, start + 999ms).notBefore, start + 1s);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(ledger.request(loopback, start).permission, Permission::Granted);
    }

    void programsShareOneMemory()
    {
        const QTemporaryDir directory;
        SharedContactLedger window(directory.path(), "boot");
        SharedContactLedger terminal(directory.path(), "boot");
        QCOMPARE(window.request(publicServer, start).permission, Permission::Granted);
        QCOMPARE(terminal.request(publicServer, start + 1s).permission, Permission::Later);
        terminal.noteFinalKiss(publicServer);
        QCOMPARE(window.request(publicServer, start + 1h).permission, Permission::Never);
        window.forgive(publicServer);
        QCOMPARE(terminal.request(publicServer, start + 1h).permission, Permission::Granted);
    }

    void otherProcessesShareItToo()
    {
        const QTemporaryDir directory;
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {u"--ask"_s, directory.path()});
        QVERIFY(other.waitForFinished());
        QCOMPARE(other.readAllStandardOutput().trimmed(), QByteArray("granted"));
        SharedContactLedger ledger(directory.path(), "boot");
        QCOMPARE(ledger.request(publicServer, start + 1s).permission, Permission::Later);
    }

    void aNewBootForgets()
    {
        const QTemporaryDir directory;
        SharedContactLedger(directory.path(), "one").noteFinalKiss(publicServer);
        SharedContactLedger ledger(directory.path(), "two");
        QCOMPARE(ledger.request(publicServer, start).permission, Permission::Granted);
    }

    void rateKissesLengthenTheWait()
    {
        SharedContactLedger ledger({}, "boot");
        ledger.noteRateKiss(loopback, 128s);
        QCOMPARE(ledger.request(loopback, start).permission, Permission::Granted);
        const ContactLedger::Answer answer = ledger.request(loopback, start + 127s);
        QCOMPARE(answer.permission, Permission::Later);
        QCOMPARE(answer.notBefore, start + 128s);
        QCOMPARE(answer.minimumInterval, Duration(128s));
    }

    void aDamagedFileOrAFullDiskKeepsThePromise_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("garbage") << QByteArray("\0\xff{[", 4);
        QTest::newRow("wrong types") << QByteArray(
            R"({"boot":"boot","hosts":{"192.0.2.1":{"requests":"x"}}})");
        QTest::newRow("far future") << QByteArray(
            R"({"boot":"boot","hosts":{"192.0.2.1":{"requests":["9000000000000000000"]}}})");
    }
    void aDamagedFileOrAFullDiskKeepsThePromise()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"contacts.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        SharedContactLedger ledger(directory.path(), "boot");
        QCOMPARE(ledger.request(publicServer, start).permission, Permission::Granted);
        QCOMPARE(ledger.request(publicServer, start + 1s).permission, Permission::Later);
    }

    void withoutADirectoryItStillRemembers()
    {
        const QTemporaryDir directory;
        SharedContactLedger ledger(directory.filePath(u"gone"_s), "boot");
        QVERIFY(QDir(directory.filePath(u"gone"_s)).removeRecursively());
        QCOMPARE(ledger.request(publicServer, start).permission, Permission::Granted);
        QCOMPARE(ledger.request(publicServer, start + 1s).permission, Permission::Later);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--ask") == 0) {
        SharedContactLedger ledger(QString::fromLocal8Bit(argv[2]), "boot");
        const bool granted = ledger.request(publicServer, start).permission == Permission::Granted;
        std::puts(granted ? "granted" : "refused");
        return 0;
    }
    TestContactLedger test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_contactledger.moc"
