// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/watchlist.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;

class TestWatchList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedIsLoaded()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"deep/er/watched.json"_s);
        std::vector<WatchRequest> servers;
        for (const QString &text : {u"ntp.example.org"_s, u"Time.Example.org:1123"_s, u"[::1]:1123"_s,
                                    u"fe80::1%lo"_s, u"192.0.2.7"_s, u"\u6642\u8a08.jp"_s})
            servers.push_back(
                {*parseHostSpec(text), text == "192.0.2.7"_L1 ? u"b\u00fcro \"quoted\""_s : QString()});
        WatchList list(path);
        QVERIFY(!list.save(servers));
        const WatchList::Loaded loaded = WatchList(path).load();
        QVERIFY(!loaded.problem);
        QCOMPARE(loaded.servers.size(), servers.size());
        for (size_t i = 0; i < servers.size(); ++i) {
            QCOMPARE(loaded.servers[i].host.canonical(), servers[i].host.canonical());
            QCOMPARE(loaded.servers[i].host.typed, servers[i].host.typed);
            QCOMPARE(loaded.servers[i].label, servers[i].label);
        }
    }

    void aMissingFileIsAnEmptyList()
    {
        const QTemporaryDir directory;
        const WatchList::Loaded loaded = WatchList(directory.filePath(u"watched.json"_s)).load();
        QVERIFY(!loaded.problem);
        QVERIFY(loaded.servers.empty());
    }

    void aDamagedFileIsSetAsideWhole_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"format\":1,\"servers\":[{\"server\":\"ntp.exam");
        QTest::newRow("another format") << QByteArray("{\"format\":7,\"servers\":[]}");
        QTest::newRow("a bad server") << QByteArray("{\"format\":1,\"servers\":[{\"server\":\"a b\"}]}");
    }
    void aDamagedFileIsSetAsideWhole()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"watched.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        WatchList list(path);
        const WatchList::Loaded loaded = list.load();
        QVERIFY(loaded.problem);
        QCOMPARE(loaded.problem->code, ErrorCode::FileSetAside);
        QFile aside(loaded.problem->detail);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content);
        QVERIFY(!list.save({}));
    }

    void whatCannotBeReadIsNeverOverwritten()
    {
        const QTemporaryDir directory;
        // A directory in the file's place: unreadable even for root.
        const QString path = directory.filePath(u"watched.json"_s);
        QVERIFY(QDir().mkpath(path));
        WatchList list(path);
        QCOMPARE(list.load().problem->code, ErrorCode::FileUnreadable);
        QCOMPARE(list.save({})->code, ErrorCode::FileUnwritable);
        QVERIFY(QDir(path).exists());
    }

    void aFullDiskLeavesTheOldFile()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"watched.json"_s);
        const std::vector<WatchRequest> servers{{*parseHostSpec(u"ntp.example.org"), {}}};
        QVERIFY(!WatchList(path).save(servers));
        // No file of this process may grow past ten bytes, as on a full disk.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit tiny{10, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &tiny);
        const Status status = WatchList(path).save({});
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(status);
        QCOMPARE(status->code, ErrorCode::FileUnwritable);
        QVERIFY(!status->detail.isEmpty());
        QCOMPARE(WatchList(path).load().servers.size(), 1u);
    }
};

QTEST_GUILESS_MAIN(TestWatchList)
#include "test_watchlist.moc"
