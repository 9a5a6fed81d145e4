// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/background.h"
#include "ui/panels/fileio.h"

#include <QFile>
#include <QFileInfo>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <optional>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace synchroscope;

class TestFileIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_context.emplace();
    }

    void workIsDoneElsewhereAndToldHere()
    {
        QThread *worker = nullptr;
        QThread *teller = nullptr;
        inBackground(
            &*m_context, [] { return QThread::currentThread(); },
            [&](QThread *thread) {
                worker = thread;
                teller = QThread::currentThread();
            });
        QVERIFY(!teller); // later, even if it is done at once
        QTRY_VERIFY(teller);
        QCOMPARE(teller, QThread::currentThread());
        QVERIFY(worker && worker != teller);
    }

    void whoIsGoneIsNotTold()
    {
        QSemaphore gone;
        std::atomic<bool> isDone = false;
        bool isTold = false;
        inBackground(
            &*m_context,
            [&] {
                gone.acquire();
                return isDone.exchange(true);
            },
            [&](bool) { isTold = true; });
        m_context.reset();
        gone.release();
        QTRY_VERIFY(isDone);
        QVERIFY(backgroundPool().waitForDone(60'000));
        QCoreApplication::processEvents();
        QVERIFY(!isTold);
    }

    void reads()
    {
        const QString path = put(u"text"_s, "0123456789");
        QCOMPARE(read(path, 100).bytes, QByteArray("0123456789"));
        QCOMPARE(read(path, 100).problem, QString());
        QCOMPARE(read(path, 4).bytes, QByteArray("0123"));
        QCOMPARE(read(path, 4).problem, QString());
        const FileContent empty = read(put(u"empty"_s, {}), 100);
        QVERIFY(empty.bytes.isEmpty() && empty.problem.isEmpty());
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("absent") << u"nowhere"_s;
        QTest::newRow("folder") << u"folder"_s;
        QTest::newRow("pipe") << u"pipe"_s; // nobody writes into it
    }
    void whatCannotBeReadIsSaid()
    {
        QFETCH(const QString, name);
        QVERIFY(QDir(m_folder->path()).mkdir(u"folder"_s));
        QCOMPARE(::mkfifo(QFile::encodeName(m_folder->filePath(u"pipe"_s)).constData(), 0600), 0);
        const FileContent content = read(m_folder->filePath(name), 100);
        QVERIFY(content.bytes.isEmpty());
        QVERIFY2(content.problem.startsWith(m_folder->filePath(name)), qPrintable(content.problem));
    }

    void writesWhole()
    {
        const QString path = m_folder->filePath(u"text"_s);
        QThread *maker = nullptr;
        QCOMPARE(write(path, FileReaders::AsUsual,
                       [&] {
                           maker = QThread::currentThread();
                           return QByteArray("first");
                       }),
                 QString());
        QVERIFY(maker && maker != QThread::currentThread());
        QCOMPARE(content(path), QByteArray("first"));
        QCOMPARE(write(path, FileReaders::AsUsual, [] { return QByteArray("2nd"); }), QString());
        QCOMPARE(content(path), QByteArray("2nd"));
    }

    void forWhomItIs()
    {
        const QString path = put(u"text"_s, "old");
        const QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
        QVERIFY(QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner | others));
        write(path, FileReaders::AsUsual, [] { return QByteArray("new"); });
        QCOMPARE(QFileInfo(path).permissions() & others, others);
        write(path, FileReaders::OwnerOnly, [] { return QByteArray("newer"); });
        QCOMPARE(content(path), QByteArray("newer"));
        QCOMPARE(QFileInfo(path).permissions() & others, QFileDevice::Permissions());
    }

    void whatCannotBeWrittenIsSaid()
    {
        const QString path = m_folder->filePath(u"no/such/folder"_s);
        const QString problem = write(path, FileReaders::AsUsual, [] { return QByteArray("text"); });
        QVERIFY2(problem.startsWith(path), qPrintable(problem));
        QVERIFY(!QFile::exists(path));
        // Neither is a folder replaced.
        QVERIFY(!write(m_folder->path(), FileReaders::AsUsual, [] { return QByteArray("text"); }).isEmpty());
        QVERIFY(QFileInfo(m_folder->path()).isDir());
    }

private:
    QString put(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }

    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    FileContent read(const QString &path, qint64 limit)
    {
        std::optional<FileContent> content;
        readFile(&*m_context, path, limit, [&](const FileContent &read) { content = read; });
        const bool isTold = QTest::qWaitFor([&] { return content.has_value(); }, 60'000);
        return isTold ? *content : FileContent{.bytes = "not told", .problem = u"not told"_s};
    }

    QString write(const QString &path, FileReaders readers, const std::function<QByteArray()> &make)
    {
        std::optional<QString> problem;
        writeFile(&*m_context, path, readers, make, [&](const QString &told) { problem = told; });
        return QTest::qWaitFor([&] { return problem.has_value(); }, 60'000) ? *problem : u"not told"_s;
    }

    std::optional<QTemporaryDir> m_folder;
    std::optional<QObject> m_context;
};

QTEST_GUILESS_MAIN(TestFileIo)
#include "test_fileio.moc"
