// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/contactledger.h"

#include "core/engine/politeness.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Permission = ContactLedger::Permission;

namespace {

QHostAddress publicServer()
{
    return QHostAddress(u"192.0.2.1"_s);
}

QHostAddress privateServer()
{
    return QHostAddress(u"192.168.7.7"_s);
}

QHostAddress loopback()
{
    return QHostAddress(QHostAddress::LocalHost);
}

constexpr BootInstant start(1h);

/// Returns the limit before.
rlimit fileSizeLimit(rlim_t bytes)
{
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit limit{bytes, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    return before;
}

} // namespace

class TestContactLedger final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publicServersGetTwoSecondsOfPeace()
    {
        SharedContactLedger ledger({}, "boot");
        QCOMPARE(ledger.request(publicServer(), start).permission, Permission::Granted);
        const ContactLedger::Answer early = ledger.request(publicServer(), start + 1999ms);
        QCOMPARE(early.permission, Permission::Later);
        QCOMPARE(early.notBefore, start + 2s);
        QCOMPARE(ledger.request(publicServer(), start + 2s).permission, Permission::Granted);
    }

    void atMostEightRequestsIn64Seconds()
    {
        SharedContactLedger ledger({}, "boot");
        std::vector<BootInstant> granted;
        // An impatient program that tries every 100 ms for ten minutes.
        for (BootInstant now = start; now < start + 10min; now += 100ms) {
            if (ledger.request(publicServer(), now).permission == Permission::Granted)
                granted.push_back(now);
        }
        QVERIFY(granted.size() > 60);
        for (size_t i = 8; i < granted.size(); ++i)
            QVERIFY(granted[i] - granted[i - 8] >= 64s);
    }

    void privateServersOneSecondAndLoopbackFree()
    {
        SharedContactLedger ledger({}, "boot");
        QCOMPARE(ledger.request(privateServer(), start).permission, Permission::Granted);
        QCOMPARE(ledger.request(privateServer(), start + 999ms).notBefore, start + 1s);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(ledger.request(loopback(), start).permission, Permission::Granted);
    }

    void programsShareOneMemory()
    {
        const QTemporaryDir directory;
        SharedContactLedger window(directory.path(), "boot");
        SharedContactLedger terminal(directory.path(), "boot");
        QCOMPARE(window.request(publicServer(), start).permission, Permission::Granted);
        QCOMPARE(terminal.request(publicServer(), start + 1s).permission, Permission::Later);
        terminal.noteFinalKiss(publicServer());
        QCOMPARE(window.request(publicServer(), start + 1h).permission, Permission::Never);
        window.forgive(publicServer());
        QCOMPARE(terminal.request(publicServer(), start + 1h).permission, Permission::Granted);
    }

    void otherProcessesShareItToo()
    {
        const QTemporaryDir directory;
        QProcess other;
        other.start(QCoreApplication::applicationFilePath(), {u"--ask"_s, directory.path()});
        QVERIFY(other.waitForFinished());
        QCOMPARE(other.readAllStandardOutput().trimmed(), QByteArray("granted"));
        SharedContactLedger ledger(directory.path(), "boot");
        QCOMPARE(ledger.request(publicServer(), start + 1s).permission, Permission::Later);
    }

    void aNewBootForgets()
    {
        const QTemporaryDir directory;
        SharedContactLedger(directory.path(), "one").noteFinalKiss(publicServer());
        SharedContactLedger ledger(directory.path(), "two");
        QCOMPARE(ledger.request(publicServer(), start).permission, Permission::Granted);
    }

    void rateKissesLengthenTheWait()
    {
        SharedContactLedger ledger({}, "boot");
        QCOMPARE(ledger.noteRateKiss(loopback(), 64s), Duration(128s));
        QCOMPARE(ledger.request(loopback(), start).permission, Permission::Granted);
        const ContactLedger::Answer answer = ledger.request(loopback(), start + 127s);
        QCOMPARE(answer.permission, Permission::Later);
        QCOMPARE(answer.notBefore, start + 128s);
        QCOMPARE(answer.minimumInterval, Duration(128s));
        // However the next program that hears one has asked.
        QCOMPARE(ledger.noteRateKiss(loopback(), 2s), Duration(256s));
    }

    void aDamagedFileOrAFullDiskKeepsThePromise_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("garbage") << QByteArray("\0\xff{[", 4);
        QTest::newRow("wrong types") << QByteArray(R"({"boot":"boot","requests":"x"})");
        QTest::newRow("far future") << QByteArray(R"({"boot":"boot","requests":["9000000000000000000"]})");
    }
    void aDamagedFileOrAFullDiskKeepsThePromise()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir directory;
        QVERIFY(QDir(directory.path()).mkdir(u"contacts"_s));
        QFile file(directory.filePath(u"contacts/192.0.2.1.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        SharedContactLedger ledger(directory.path(), "boot");
        QCOMPARE(ledger.request(publicServer(), start).permission, Permission::Granted);
        QCOMPARE(ledger.request(publicServer(), start + 1s).permission, Permission::Later);
    }

    void aFileThatCannotBeWrittenKeepsThePromise()
    {
        const QTemporaryDir directory;
        SharedContactLedger window(directory.path(), "boot");
        SharedContactLedger terminal(directory.path(), "boot");
        QCOMPARE(window.request(publicServer(), start).permission, Permission::Granted);
        {
            const rlimit before = fileSizeLimit(0);
            for (int i = 1; i < 4; ++i) {
                QCOMPARE(window.request(publicServer(), start + 2s * i).permission, Permission::Granted);
                QCOMPARE(window.request(publicServer(), start + 2s * i + 1s).permission, Permission::Later);
            }
            window.noteRateKiss(publicServer(), 64s);
            QCOMPARE(window.request(publicServer(), start + 1min).permission, Permission::Later);
            fileSizeLimit(before.rlim_cur);
        }
        // What the others did meanwhile counts as well.
        QCOMPARE(terminal.request(publicServer(), start + 70s).permission, Permission::Granted);
        QCOMPARE(window.request(publicServer(), start + 3min).notBefore, start + 70s + 128s);
        QCOMPARE(terminal.request(publicServer(), start + 3min).notBefore, start + 70s + 128s);
    }

    void oneHostHoweverItsAddressIsWritten()
    {
        const QTemporaryDir directory;
        SharedContactLedger ledger(directory.path(), "boot");
        QCOMPARE(ledger.request(publicServer(), start).permission, Permission::Granted);
        QCOMPARE(ledger.request(QHostAddress(u"::ffff:192.0.2.1"_s), start + 1s).permission,
                 Permission::Later);
    }

    void aHostHasNoShareInTheCostOfOthers()
    {
        const QTemporaryDir directory;
        SharedContactLedger ledger(directory.path(), "boot");
        for (quint32 i = 0; i < 500; ++i)
            ledger.request(QHostAddress(0xc6336400 + i), start);
        for (const QFileInfo &file : QDir(directory.filePath(u"contacts"_s)).entryInfoList(QDir::Files))
            QVERIFY(file.size() < 500);
    }

    void withoutADirectoryItStillRemembers()
    {
        const QTemporaryDir directory;
        SharedContactLedger ledger(directory.filePath(u"gone"_s), "boot");
        QVERIFY(QDir(directory.filePath(u"gone"_s)).removeRecursively());
        QCOMPARE(ledger.request(publicServer(), start).permission, Permission::Granted);
        QCOMPARE(ledger.request(publicServer(), start + 1s).permission, Permission::Later);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--ask") == 0) {
        SharedContactLedger ledger(QString::fromLocal8Bit(argv[2]), "boot");
        const bool granted = ledger.request(publicServer(), start).permission == Permission::Granted;
        std::puts(granted ? "granted" : "refused");
        return 0;
    }
    TestContactLedger test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_contactledger.moc"
