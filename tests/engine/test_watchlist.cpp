// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/watchlist.h"

#include "tests/fuzz/mutation.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

#include <sys/resource.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write");
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

QStringList filesIn(const QTemporaryDir &directory)
{
    return QDir(directory.path()).entryList(QDir::Files, QDir::Name);
}

// What is loaded of a file can be kept, and is then the same without a fault.
QString brokenList(const QTemporaryDir &directory, const QByteArray &content)
{
    const QString path = directory.filePath(u"watched.json"_s);
    const QString copy = directory.filePath(u"copy.json"_s);
    write(path, content);
    WatchList list(path);
    const std::vector<WatchRequest> servers = list.load().servers;
    if (WatchList(copy).save(servers))
        return u"It cannot be saved."_s;
    const WatchList::Loaded again = WatchList(copy).load();
    if (again.problem)
        return u"What was saved has a fault: %1 %2"_s.arg(again.problem->subject, again.problem->detail);
    const bool isSame =
        std::ranges::equal(servers, again.servers, [](const WatchRequest &one, const WatchRequest &other) {
            return one.host.canonical() == other.host.canonical() && one.label == other.label;
        });
    if (!isSame)
        return u"What was saved is another list."_s;
    return read(path) == content ? QString() : u"Reading it changed the file."_s;
}

} // namespace

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

    void aDamagedFileIsSetAsideOnlyWhenTheListIsSaved_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"format\":1,\"servers\":[{\"server\":\"ntp.exam");
        QTest::newRow("no format") << QByteArray("{\"servers\":[]}");
        QTest::newRow("a format that never was") << QByteArray("{\"format\":0,\"servers\":[]}");
        QTest::newRow("no servers") << QByteArray("{\"format\":1}");
    }
    void aDamagedFileIsSetAsideOnlyWhenTheListIsSaved()
    {
        QFETCH(QByteArray, content);
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"watched.json"_s);
        write(path, content);
        WatchList list(path);
        const WatchList::Loaded loaded = list.load();
        QCOMPARE(loaded.problem, (Error{ErrorCode::FileDamaged, path, {}}));
        QVERIFY(loaded.servers.empty());
        QCOMPARE(filesIn(directory), QStringList{u"watched.json"_s});
        QCOMPARE(read(path), content);

        const Status saved = list.save({{*parseHostSpec(u"ntp.example.org"), {}}});
        QCOMPARE(saved->code, ErrorCode::FileSetAside);
        QCOMPARE(saved->subject, path);
        QCOMPARE(read(saved->detail), content);
        // Once is enough.
        QVERIFY(!list.save({}));
        QCOMPARE(filesIn(directory).size(), 2);
    }

    void setAsideTwiceInOneSecond()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"watched.json"_s);
        for (const char *content : {"one", "two", "three"}) {
            write(path, content);
            WatchList list(path);
            list.load();
            const Status saved = list.save({});
            QCOMPARE(saved->code, ErrorCode::FileSetAside);
            QCOMPARE(read(saved->detail), QByteArray(content));
        }
        QCOMPARE(filesIn(directory).size(), 4);
    }

    void aBadEntryCostsNoOther()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"watched.json"_s);
        const QByteArray content =
            R"({"format":1,"servers":[{"server":"192.0.2.1"},{"server":"a b","label":"x"},7,)"
            R"({"server":"192.0.2.2","label":"the second"}]})";
        write(path, content);
        WatchList list(path);
        const WatchList::Loaded loaded = list.load();
        QCOMPARE(loaded.problem, (Error{ErrorCode::FileMalformed, path,
                                        u"server 2: \"a b\" is neither a name nor an address"_s}));
        QCOMPARE(loaded.servers.size(), 2u);
        QCOMPARE(loaded.servers[0].host.typed, u"192.0.2.1"_s);
        QCOMPARE(loaded.servers[1].label, u"the second"_s);
        QCOMPARE(filesIn(directory), QStringList{u"watched.json"_s});
        // What could not be understood is not lost either.
        const Status saved = list.save(loaded.servers);
        QCOMPARE(saved->code, ErrorCode::FileSetAside);
        QCOMPARE(read(saved->detail), content);
        QCOMPARE(WatchList(path).load().servers.size(), 2u);
    }

    void anyFileIsReadWithoutHarm()
    {
        // Where nothing is written to a disk, if there is such a place.
        const QTemporaryDir directory(QFileInfo(u"/dev/shm"_s).isWritable() ? u"/dev/shm/watched-XXXXXX"_s
                                                                            : QString());
        const QList<QByteArray> corpus{
            R"({"format":1,"servers":[{"server":"192.0.2.1"},{"server":"[2001:db8::1]:1123","label":"six"},)"
            R"({"server":"ntp.example.org","label":"b\u00fcro"},{"server":"fe80::1%lo"}]})",
            R"({"format":1,"servers":[{"server":"time.example.org:123"},7,{"label":"x"},{"server":"a b"}]})"};
        const QList<QByteArray> words{R"({"server":"192.0.2.2"},)",
                                      R"("server":)",
                                      R"("label":"\ud800",)",
                                      R"("format":1e999,)",
                                      ":65536",
                                      "%",
                                      "[",
                                      "]",
                                      "{",
                                      "\u0000",
                                      "xn--"};
        const QString broken = test::tryMutations(corpus, words, [&directory](const QByteArray &content) {
            return brokenList(directory, content);
        });
        QVERIFY2(broken.isEmpty(), qPrintable(broken));
    }

    void aNewerVersionsFileIsLeftAlone()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(u"watched.json"_s);
        const QByteArray content = R"({"format":7,"servers":[{"server":"192.0.2.1"}]})";
        write(path, content);
        WatchList list(path);
        const Error newer{ErrorCode::FileOfNewerVersion, path, {}};
        QCOMPARE(list.load().problem, newer);
        QCOMPARE(list.save({}), newer);
        QCOMPARE(read(path), content);
        QCOMPARE(filesIn(directory), QStringList{u"watched.json"_s});
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
