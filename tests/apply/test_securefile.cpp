// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/securefile.h"
#include "tests/apply/ownmachine.h"

#include <QTest>

#include <functional>

#include <sys/xattr.h>
#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

namespace {

using Preparation = std::function<bool(const FileTree &)>;

const QString conf = u"/etc/chrony/chrony.conf"_s;
QByteArray oldText()
{
    return "pool 2.debian.pool.ntp.org iburst\n";
}

QByteArray newText()
{
    return "server ntp.example.org iburst\n";
}

QByteArray encoded(const FileTree &tree, const QString &path)
{
    return QFile::encodeName(tree.real(path));
}

} // namespace

Q_DECLARE_METATYPE(Preparation)
Q_DECLARE_METATYPE(synchroscope::FileFault)

class TestSecureFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsThere();
    void replaces();
    void creates();
    void removes();
    void keepsOwnerModeAndAttributes();
    void bringsARemovedFileBackAsItWas();
    void changesOnlyWhatItWasPlannedFor();
    void refuses_data();
    void refuses();
    void refusesPaths_data();
    void refusesPaths();
    void leavesNothingBehind();
    void namesNoFileThatADaemonReads();
    void staysWholeOnAFullDisk();
    void goesBackOnAFullDisk();
    void staysWholeOnAReadOnlyDisk();

private:
    /// Everything in a folder, hidden files too.
    static QStringList names(const FileTree &tree, const QString &folder)
    {
        return QDir(tree.real(folder)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
};

void TestSecureFile::readsWhatIsThere()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText()));
    QVERIFY(tree.write(u"/etc/large"_s, QByteArray(SecureFiles::mostBytes, 'x')));
    QCOMPARE(files.read(conf).text, oldText());
    QCOMPARE(files.read(u"/etc/large"_s).text->size(), SecureFiles::mostBytes);
    for (const QString &path : {u"/etc/chrony/none.conf"_s, u"/etc/none/chrony.conf"_s, u"/none"_s}) {
        const FileReading reading = files.read(path);
        QVERIFY(!reading.text && !reading.failure);
    }
}

void TestSecureFile::replaces()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText()));
    QCOMPARE(files.change({conf, oldText(), newText()}), FileStatus());
    QCOMPARE(textOf(tree.real(conf)), newText());
    QCOMPARE(files.change({conf, newText(), oldText()}), FileStatus());
    QCOMPARE(textOf(tree.real(conf)), oldText());
    QCOMPARE(names(tree, u"/etc/chrony"_s), QStringList{u"chrony.conf"_s});
}

void TestSecureFile::creates()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    const QString path = u"/etc/systemd/timesyncd.conf.d/synchroscope.conf"_s;
    QVERIFY(tree.makeFolder(u"/etc"_s));
    const mode_t before = umask(0077);
    const FileStatus created = files.change({path, std::nullopt, newText()});
    umask(before);
    QCOMPARE(created, FileStatus());
    QCOMPARE(textOf(tree.real(path)), newText());
    QCOMPARE(statusOf(tree.real(path)).st_mode, mode_t(S_IFREG | 0644));
    QCOMPARE(statusOf(tree.real(u"/etc/systemd"_s)).st_mode, mode_t(S_IFDIR | 0755));
    QCOMPARE(statusOf(tree.real(u"/etc/systemd/timesyncd.conf.d"_s)).st_mode, mode_t(S_IFDIR | 0755));
    QCOMPARE(files.change({path, std::nullopt, newText()})->fault, FileFault::Changed);
}

void TestSecureFile::removes()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText()));
    QCOMPARE(files.change({conf, newText(), std::nullopt})->fault, FileFault::Changed);
    QCOMPARE(textOf(tree.real(conf)), oldText());
    QCOMPARE(files.change({conf, oldText(), std::nullopt}), FileStatus());
    QVERIFY(names(tree, u"/etc/chrony"_s).isEmpty());
    QCOMPARE(files.change({conf, oldText(), std::nullopt})->fault, FileFault::Changed);
}

void TestSecureFile::keepsOwnerModeAndAttributes()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    constexpr gid_t group = 123;
    QVERIFY(tree.write(conf, oldText()));
    const QByteArray real = encoded(tree, conf);
    QCOMPARE(chown(real.constData(), geteuid(), group), 0);
    QVERIFY(setMode(tree.real(conf), 0640));
    QCOMPARE(setxattr(real.constData(), "trusted.synchroscope", "kept", 4, 0), 0);

    QCOMPARE(files.change({conf, oldText(), newText()}), FileStatus());
    const struct stat status = statusOf(tree.real(conf));
    QCOMPARE(status.st_mode, mode_t(S_IFREG | 0640));
    QCOMPARE(status.st_gid, group);
    QByteArray value(8, '\0');
    const ssize_t length = getxattr(real.constData(), "trusted.synchroscope", value.data(), 8);
    QCOMPARE(value.first(qMax<ssize_t>(length, 0)), QByteArray("kept"));
}

void TestSecureFile::bringsARemovedFileBackAsItWas()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText()) && setMode(tree.real(conf), 0600));
    const FileChange removal{conf, oldText(), std::nullopt};
    QCOMPARE(files.stage(removal), FileStatus());
    QCOMPARE(files.change(removal), FileStatus());
    QVERIFY(!textOf(tree.real(conf)));
    QCOMPARE(files.change({conf, std::nullopt, oldText()}), FileStatus());
    QCOMPARE(textOf(tree.real(conf)), oldText());
    QCOMPARE(statusOf(tree.real(conf)).st_mode, mode_t(S_IFREG | 0600));
}

void TestSecureFile::changesOnlyWhatItWasPlannedFor()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText() + '\n'));
    QCOMPARE(files.change({conf, oldText(), newText()})->fault, FileFault::Changed);
    QCOMPARE(files.change({conf, std::nullopt, newText()})->fault, FileFault::Changed);
    QCOMPARE(textOf(tree.real(conf)), oldText() + '\n');
    const QString none = u"/etc/chrony/none.conf"_s;
    QCOMPARE(files.change({none, oldText(), newText()})->fault, FileFault::Changed);
    QVERIFY(!textOf(tree.real(none)));
    QCOMPARE(files.change({u"/etc/none/a.conf"_s, oldText(), newText()})->fault, FileFault::Missing);
    QVERIFY(!QFile::exists(tree.real(u"/etc/none"_s)));
}

void TestSecureFile::refuses_data()
{
    QTest::addColumn<Preparation>("prepare");
    QTest::addColumn<FileFault>("fault");

    const auto row = [](const char *name, FileFault fault, const Preparation &prepare) {
        QTest::newRow(name) << prepare << fault;
    };
    constexpr uid_t nobody = 65534;
    row("symlinked file", FileFault::SymbolicLink, [](const FileTree &tree) {
        return QFile::remove(tree.real(conf)) && tree.write(u"/etc/other"_s, oldText()) &&
               tree.link(u"../other"_s, conf);
    });
    row("dangling link", FileFault::SymbolicLink,
        [](const FileTree &tree) { return QFile::remove(tree.real(conf)) && tree.link(u"nowhere"_s, conf); });
    row("symlinked folder", FileFault::SymbolicLink, [](const FileTree &tree) {
        return QDir().rename(tree.real(u"/etc/chrony"_s), tree.real(u"/etc/other"_s)) &&
               tree.link(u"other"_s, u"/etc/chrony"_s);
    });
    row("link further up", FileFault::SymbolicLink, [](const FileTree &tree) {
        return QDir().rename(tree.real(u"/etc"_s), tree.real(u"/other"_s)) &&
               tree.link(u"other"_s, u"/etc"_s);
    });
    row("file for a folder", FileFault::NotAFolder, [](const FileTree &tree) {
        return QFile::remove(tree.real(conf)) && QDir().rmdir(tree.real(u"/etc/chrony"_s)) &&
               tree.write(u"/etc/chrony"_s, oldText());
    });
    row("folder for a file", FileFault::NotAFile,
        [](const FileTree &tree) { return QFile::remove(tree.real(conf)) && tree.makeFolder(conf); });
    row("pipe", FileFault::NotAFile, [](const FileTree &tree) {
        return QFile::remove(tree.real(conf)) && mkfifo(encoded(tree, conf).constData(), 0644) == 0;
    });
    row("somebody's file", FileFault::ForeignOwner,
        [](const FileTree &tree) { return chown(encoded(tree, conf).constData(), nobody, 0) == 0; });
    row("somebody's folder", FileFault::ForeignOwner, [](const FileTree &tree) {
        return chown(encoded(tree, u"/etc/chrony"_s).constData(), nobody, 0) == 0;
    });
    row("somebody's folder further up", FileFault::ForeignOwner,
        [](const FileTree &tree) { return chown(encoded(tree, u"/etc"_s).constData(), nobody, 0) == 0; });
    row("group may write to the file", FileFault::WritableByOthers,
        [](const FileTree &tree) { return setMode(tree.real(conf), 0664); });
    row("all may write to the file", FileFault::WritableByOthers,
        [](const FileTree &tree) { return setMode(tree.real(conf), 0646); });
    row("group may write to the folder", FileFault::WritableByOthers,
        [](const FileTree &tree) { return setMode(tree.real(u"/etc/chrony"_s), 0775); });
    row("all may write further up", FileFault::WritableByOthers,
        [](const FileTree &tree) { return setMode(tree.real(u"/etc"_s), 01777); });
    row("all may write to the root", FileFault::WritableByOthers,
        [](const FileTree &tree) { return setMode(tree.root(), 01777); });
    row("second name", FileFault::HardLinked, [](const FileTree &tree) {
        return link(encoded(tree, conf).constData(), encoded(tree, u"/etc/second"_s).constData()) == 0;
    });
    row("too large", FileFault::TooLarge,
        [](const FileTree &tree) { return tree.write(conf, QByteArray(SecureFiles::mostBytes + 1, 'x')); });
}

void TestSecureFile::refuses()
{
    QFETCH(Preparation, prepare);
    QFETCH(FileFault, fault);
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText()));
    QVERIFY(!files.read(conf).failure);
    QVERIFY(prepare(tree));
    // Whoever opens a pipe waits.
    const auto text = [&] { return fault == FileFault::NotAFile ? std::nullopt : textOf(tree.real(conf)); };
    const std::optional<QByteArray> before = text();
    const struct stat status = statusOf(tree.real(conf));

    const FileReading reading = files.read(conf);
    QVERIFY(!reading.text && reading.failure);
    QCOMPARE(reading.failure->fault, fault);
    QVERIFY(!sentenceOf(*reading.failure).contains(u'%'));
    for (const FileChange &change :
         {FileChange{conf, oldText(), newText()}, FileChange{conf, std::nullopt, newText()},
          FileChange{conf, oldText(), std::nullopt}}) {
        const FileStatus refused = files.change(change);
        QVERIFY(refused);
        QCOMPARE(refused->fault, fault);
    }
    QCOMPARE(statusOf(tree.real(conf)).st_ino, status.st_ino);
    QCOMPARE(text(), before);
}

void TestSecureFile::refusesPaths_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : {u""_s, u"/"_s, u"chrony.conf"_s, u"etc/chrony.conf"_s, u"//etc/chrony.conf"_s,
                                u"/etc//chrony.conf"_s, u"/etc/./chrony.conf"_s, u"/etc/../chrony.conf"_s,
                                u"/../chrony.conf"_s, u"/etc/chrony.conf/"_s, u"/etc/."_s, u"/etc/.."_s,
                                u"/.."_s, u"./chrony.conf"_s, QString(u"/etc/chrony\0.conf"_s),
                                QString(u"/etc\0/chrony.conf"_s), QString(u"/etc/"_s + QChar(0xd800))})
        QTest::newRow(qPrintable(path.isEmpty() ? u"empty"_s : path.toHtmlEscaped())) << path;
}

void TestSecureFile::refusesPaths()
{
    QFETCH(QString, path);
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.makeFolder(u"/etc"_s));
    const FileStatus refused = files.read(path).failure;
    QVERIFY(refused);
    QCOMPARE(refused->fault, FileFault::PathMalformed);
    QCOMPARE(files.change({path, std::nullopt, newText()}), refused);
    QCOMPARE(files.stage({path, std::nullopt, newText()}), refused);
    QVERIFY(names(tree, u"/etc"_s).isEmpty());
}

void TestSecureFile::leavesNothingBehind()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText()));
    const FileChange change{conf, oldText(), newText()};
    QCOMPARE(files.stage(change), FileStatus());
    QCOMPARE(names(tree, u"/etc/chrony"_s).size(), 3);
    QCOMPARE(textOf(tree.real(conf)), oldText());
    QCOMPARE(files.unstage(change), FileStatus());
    QCOMPARE(names(tree, u"/etc/chrony"_s), QStringList{u"chrony.conf"_s});
    QCOMPARE(files.unstage(change), FileStatus());
}

void TestSecureFile::namesNoFileThatADaemonReads()
{
    const FileTree tree;
    const SecureFiles files(tree.root(), geteuid());
    const QString sources = u"/etc/chrony/sources.d/synchroscope.sources"_s;
    QVERIFY(tree.write(sources, oldText()));
    QCOMPARE(files.stage({sources, oldText(), newText()}), FileStatus());
    for (const QString &name : names(tree, u"/etc/chrony/sources.d"_s)) {
        QVERIFY2(name == "synchroscope.sources"_L1 ||
                     (name.startsWith(u'.') && !name.endsWith(".sources"_L1) && !name.endsWith(".conf"_L1)),
                 qPrintable(name));
    }
}

void TestSecureFile::staysWholeOnAFullDisk()
{
    const FileTree tree;
    QVERIFY(tree.makeFolder(u"/etc/chrony"_s));
    const Mount disk = Mount::small(tree.real(u"/etc/chrony"_s), "64k");
    QVERIFY(disk.succeeded());
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText()));
    const QByteArray large(128 * 1024, 'x');
    QCOMPARE(files.change({conf, oldText(), large})->fault, FileFault::DiskFull);
    QCOMPARE(files.stage({conf, oldText(), large})->fault, FileFault::DiskFull);
    QCOMPARE(files.change({u"/etc/chrony/new.conf"_s, std::nullopt, large})->fault, FileFault::DiskFull);
    QCOMPARE(textOf(tree.real(conf)), oldText());
    QCOMPARE(names(tree, u"/etc/chrony"_s), QStringList{u"chrony.conf"_s});
}

void TestSecureFile::goesBackOnAFullDisk()
{
    const FileTree tree;
    QVERIFY(tree.makeFolder(u"/etc/chrony"_s));
    const Mount disk = Mount::small(tree.real(u"/etc/chrony"_s), "64k");
    QVERIFY(disk.succeeded());
    const SecureFiles files(tree.root(), geteuid());
    QVERIFY(tree.write(conf, oldText()));
    const FileChange change{conf, oldText(), newText()};
    QCOMPARE(files.stage(change), FileStatus());
    QVERIFY(!tree.write(u"/etc/chrony/filler"_s, QByteArray(256 * 1024, 'x')));
    QCOMPARE(files.change(change), FileStatus());
    QCOMPARE(textOf(tree.real(conf)), newText());
    QCOMPARE(files.change({conf, newText(), oldText()}), FileStatus());
    QCOMPARE(textOf(tree.real(conf)), oldText());
}

void TestSecureFile::staysWholeOnAReadOnlyDisk()
{
    const FileTree tree;
    QVERIFY(tree.write(conf, oldText()));
    const Mount disk = Mount::readOnly(tree.real(u"/etc/chrony"_s));
    QVERIFY(disk.succeeded());
    const SecureFiles files(tree.root(), geteuid());
    QCOMPARE(files.read(conf).text, oldText());
    QCOMPARE(files.change({conf, oldText(), newText()})->fault, FileFault::ReadOnly);
    QCOMPARE(files.change({conf, oldText(), std::nullopt})->fault, FileFault::ReadOnly);
    QCOMPARE(files.change({u"/etc/chrony/new/a.conf"_s, std::nullopt, newText()})->fault,
             FileFault::ReadOnly);
    QCOMPARE(textOf(tree.real(conf)), oldText());
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    TestSecureFile test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_securefile.moc"
