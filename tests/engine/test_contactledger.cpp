// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/contactledger.h"

#include "core/engine/politeness.h"

#include "tests/fuzz/mutation.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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

void writeContact(const QTemporaryDir &directory, const QByteArray &content)
{
    QDir(directory.path()).mkdir(u"contacts"_s);
    QFile file(directory.filePath(u"contacts/192.0.2.1.json"_s));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
        qFatal("cannot write");
}

QByteArray nanoseconds(Duration span)
{
    return QByteArray::number(qint64(span.count()));
}

/// When the public server may be asked at the earliest by those requests that can be read in this file; now
/// when nothing stands against it.
BootInstant earliestBy(const QJsonObject &root, BootInstant now)
{
    std::vector<BootInstant> requests;
    const QJsonArray written = root[u"requests"_s].toArray();
    for (const auto &text : written) {
        bool isNumber = false;
        const BootInstant request{Duration(text.toString().toLongLong(&isNumber))};
        if (isNumber && request <= now + 1min)
            requests.push_back(request);
    }
    std::ranges::sort(requests, std::ranges::greater());
    const Duration kissed(root[u"minimum_interval_ns"_s].toString().toLongLong());
    BootInstant earliest = now;
    if (!requests.empty())
        earliest =
            std::max(earliest, requests.front() + std::clamp<Duration>(kissed, 2s, Duration(16 * 1024s)));
    if (requests.size() >= 8)
        earliest = std::max(earliest, requests[7] + 64s);
    return earliest;
}

QString brokenPromise(const QTemporaryDir &directory, const QByteArray &content)
{
    writeContact(directory, content);
    SharedContactLedger ledger(directory.path(), "boot");
    const ContactLedger::Answer answer = ledger.request(publicServer(), start);
    const QJsonObject root = QJsonDocument::fromJson(content).object();
    if (root[u"boot"_s].toString() != u"boot")
        return answer.permission == Permission::Granted ? QString() : u"Held back by another boot."_s;
    if (root[u"refused_for_good"_s].toBool())
        return answer.permission == Permission::Never ? QString() : u"Asked who has refused."_s;
    const BootInstant earliest = earliestBy(root, start);
    if (answer.permission == Permission::Later)
        return answer.notBefore == earliest ? QString() : u"Held back for another time."_s;
    if (answer.permission != Permission::Granted || earliest > start)
        return u"Asked too soon."_s;
    return ledger.request(publicServer(), start + 1999ms).permission == Permission::Later
               ? QString()
               : u"Asked twice within 2 s."_s;
}

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
        writeContact(directory, content);
        SharedContactLedger ledger(directory.path(), "boot");
        QCOMPARE(ledger.request(publicServer(), start).permission, Permission::Granted);
        QCOMPARE(ledger.request(publicServer(), start + 1s).permission, Permission::Later);
    }

    void anyFileKeepsThePromise()
    {
        // Where nothing is written to a disk, if there is such a place.
        const QTemporaryDir directory(QFileInfo(u"/dev/shm"_s).isWritable() ? u"/dev/shm/contacts-XXXXXX"_s
                                                                            : QString());
        QByteArrayList requests;
        for (int i = 8; i > 0; --i)
            requests.append('"' + nanoseconds(start.time_since_epoch() - 9s * i) + '"');
        const QByteArray busy = R"({"boot":"boot","minimum_interval_ns":"0","refused_for_good":false,)"
                                R"("requests":[)" +
                                requests.join(',') + "]}";
        const QList<QByteArray> corpus{
            busy,
            QByteArray(
                R"({"boot":"boot","minimum_interval_ns":"128000000000","requests":["3590000000000"]})"),
            QByteArray(R"({"boot":"boot","refused_for_good":true})")};
        const QList<QByteArray> words{R"("9223372036854775807",)",
                                      R"("-9223372036854775808",)",
                                      R"("3600500000000",)",
                                      R"("3599500000000",)",
                                      R"("requests":[)",
                                      R"("minimum_interval_ns":"9223372036854775807",)",
                                      R"("minimum_interval_ns":"-1",)",
                                      "true",
                                      "null",
                                      "[",
                                      "]",
                                      "{"};
        const QString broken = test::tryMutations(corpus, words, [&directory](const QByteArray &content) {
            return brokenPromise(directory, content);
        });
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
    }

    void numbersOfAFileAreNotTakenAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("requests");
        QTest::addColumn<QByteArray>("minimum");
        QTest::addColumn<Duration>("wait");
        const auto ago = [](Duration span) {
            return '"' + nanoseconds(start.time_since_epoch() - span) + '"';
        };
        const auto row = [](const char *name, const QByteArray &requests, const char *minimum,
                            Duration wait) {
            QTest::newRow(name) << requests << QByteArray(minimum) << wait;
        };
        row("the longest interval", ago(1s), "9223372036854775807", 16 * 1024s - 1s);
        row("the least interval", ago(1s), "-9223372036854775808", 1s);
        row("not in order", ago(1s) + ',' + ago(1h), "0", 1s);
        row("one that waited longer for the lock", ago(-500ms), "0", 2500ms);
        row("from the future beside those of now", ago(-2min) + ',' + ago(1s), "0", 1s);
        QByteArrayList many{ago(500ms)};
        for (int i = 0; i < 20; ++i)
            many.append(ago(-1h));
        row("many from the future beside one of now", many.join(','), "0", 1500ms);
    }
    void numbersOfAFileAreNotTakenAsTheyAre()
    {
        QFETCH(const QByteArray, requests);
        QFETCH(const QByteArray, minimum);
        QFETCH(const Duration, wait);
        const QTemporaryDir directory;
        writeContact(directory, R"({"boot":"boot","minimum_interval_ns":")" + minimum + R"(","requests":[)" +
                                    requests + "]}");
        SharedContactLedger ledger(directory.path(), "boot");
        const ContactLedger::Answer answer = ledger.request(publicServer(), start);
        QCOMPARE(answer.permission, Permission::Later);
        QCOMPARE(answer.notBefore, start + wait);
        QCOMPARE(ledger.request(publicServer(), start + wait - 1ms).permission, Permission::Later);
        QCOMPARE(ledger.request(publicServer(), start + wait).permission, Permission::Granted);
        QVERIFY(ledger.noteRateKiss(publicServer(), Duration::max()) == Duration(16 * 1024s));
    }

    void whoWaitedForTheLockDoesNotForgetWhoCameFirst()
    {
        const QTemporaryDir directory;
        SharedContactLedger window(directory.path(), "boot");
        SharedContactLedger terminal(directory.path(), "boot");
        QCOMPARE(window.request(publicServer(), start + 3ms).permission, Permission::Granted);
        // Its clock was read before the other's, and then it had to wait.
        const ContactLedger::Answer late = terminal.request(publicServer(), start);
        QCOMPARE(late.permission, Permission::Later);
        QCOMPARE(late.notBefore, start + 3ms + 2s);
        QCOMPARE(window.request(publicServer(), start + 2s).permission, Permission::Later);
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
