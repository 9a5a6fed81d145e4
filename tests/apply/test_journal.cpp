// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/journal.h"
#include "core/apply/securefile.h"
#include "tests/apply/diskcalls.h"
#include "tests/apply/ownmachine.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <functional>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

namespace {

const QString folder = u"/var/lib/synchroscope"_s;
const QString conf = u"/etc/chrony/chrony.conf"_s;
const QString sources = u"/etc/chrony/sources.d/synchroscope.sources"_s;
QByteArray oldText()
{
    return "pool 2.debian.pool.ntp.org iburst\n";
}

QByteArray newText()
{
    return "#pool 2.debian.pool.ntp.org iburst\n";
}

QByteArray ownText()
{
    return QByteArray("server ntp.example.org iburst # \0 \xff\n", 36);
}

Change someChange()
{
    return {{{sources, std::nullopt, ownText()}, {conf, oldText(), newText()}},
            ChangeEffect::Restart,
            DaemonKind::Chrony,
            u"chrony.service"_s,
            QByteArray(64, 'a'),
            1000,
            QDateTime(QDate(2026, 5, 17), QTime(9, 30, 1), Qt::UTC),
            false};
}

/// A private machine whose chrony has its configuration, and its journal.
struct Machine
{
    FileTree tree;
    SecureFiles files{tree.root(), geteuid()};
    Journal journal;
    bool ready = tree.write(conf, oldText()) && tree.makeFolder(u"/var/lib"_s) &&
                 !journal.open(tree.root(), folder, geteuid());

    /// The lock goes with the process that had it.
    bool nextRun()
    {
        journal = Journal();
        return !journal.open(tree.root(), folder, geteuid());
    }
    bool isOld() const { return textOf(tree.real(conf)) == oldText() && !textOf(tree.real(sources)); }
    bool isNew() const
    {
        return textOf(tree.real(conf)) == newText() && textOf(tree.real(sources)) == ownText();
    }
    QStringList journalNames() const
    {
        return QDir(tree.real(folder)).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    QStringList confNames() const
    {
        return QDir(tree.real(u"/etc/chrony"_s)).entryList(QDir::Files | QDir::Hidden);
    }
};

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { diskcalls::reset(); }
    void readsItsOwnWords_data();
    void readsItsOwnWords();
    void readsTheFirstFormat();
    void takesNoOtherWords();
    void noticesEveryDamagedByte();
    void isRootsAlone();
    void letsOneIn();
    void findsNothingToRecover();
    void recovers_data();
    void recovers();
    void leavesAloneWhatChangedSince();
    void waitsForNobodyToMendAFile_data();
    void waitsForNobodyToMendAFile();
    void staysOpenWhileItCannotTakeBack();
    void setsAsideADamagedJournal();
    void keepsTheLastChange();
    void forgetsWhatWasTakenBack();
    void setsAsideADamagedLastChange();
    void writesOnTheDiskOrSaysWhyNot();
};

void TestJournal::readsItsOwnWords_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("effect");
    QTest::addColumn<int>("daemon");
    QTest::addColumn<QString>("unit");
    QTest::newRow("prepared") << int(ChangeState::Prepared) << int(ChangeEffect::None)
                              << int(DaemonKind::Chrony) << u"chronyd.service"_s;
    QTest::newRow("written") << int(ChangeState::Written) << int(ChangeEffect::Reload)
                             << int(DaemonKind::Timesyncd) << u"systemd-timesyncd.service"_s;
    QTest::newRow("effective") << int(ChangeState::Effective) << int(ChangeEffect::Restart)
                               << int(DaemonKind::Ntpsec) << u"ntpsec.service"_s;
    QTest::newRow("restored") << int(ChangeState::Restored) << int(ChangeEffect::Restart)
                              << int(DaemonKind::Ntpd) << u"ntp.service"_s;
}

void TestJournal::readsItsOwnWords()
{
    QFETCH(int, state);
    QFETCH(int, effect);
    QFETCH(int, daemon);
    QFETCH(QString, unit);
    JournalEntry entry{someChange(), ChangeState(state)};
    entry.change.effect = ChangeEffect(effect);
    entry.change.daemon = DaemonKind(daemon);
    entry.change.unit = unit;
    entry.change.undoes = state % 2 == 1;
    entry.wasActive = state % 2 == 0;
    entry.change.files.push_back({u"/etc/leer"_s, QByteArray(), std::nullopt});
    const std::optional<JournalEntry> read = parseJournal(journalText(entry));
    QVERIFY(read);
    QVERIFY(*read == entry);
    // Absent and empty are two things.
    QVERIFY(read->change.files.back().before && !read->change.files.back().after);
}

void TestJournal::readsTheFirstFormat()
{
    // As it was written before `was_active` came.
    QByteArray object =
        R"({"asked_by":1000,"daemon":"ntpsec","digest":"abc","effect":"restart","files":[{"after":)"
        R"({"base64":"eAo=","sha256":"73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac"},)"
        R"("before":null,"path":"/etc/x"}],"format":1,"state":"written","undoes":false,)"
        R"("unit":"ntpsec.service","when":"2026-05-17T09:30:01Z"})";
    QJsonObject written = QJsonDocument::fromJson(object).object();
    QCOMPARE(QJsonDocument(written).toJson(QJsonDocument::Compact), object);
    written.insert(u"sha256"_s,
                   QString::fromLatin1(QCryptographicHash::hash(object, QCryptographicHash::Sha256).toHex()));
    const std::optional<JournalEntry> entry = parseJournal(QJsonDocument(written).toJson());
    QVERIFY(entry);
    QVERIFY(entry->wasActive && entry->state == ChangeState::Written);
    QCOMPARE(entry->change.files.size(), size_t(1));
    QCOMPARE(entry->change.files.front().after, std::optional(QByteArray("x\n")));
    written.insert(u"was_active"_s, true);
    QVERIFY(!parseJournal(QJsonDocument(written).toJson()));
}

void TestJournal::takesNoOtherWords()
{
    const JournalEntry entry{someChange(), ChangeState::Written};
    const QByteArray text = journalText(entry);
    const auto with = [&text](const QByteArray &before, const QByteArray &after) {
        return text.contains(before) ? QByteArray(text).replace(before, after) : QByteArray("not tested");
    };
    const QList<QByteArray> others{
        QByteArray(),
        "{}",
        "[]",
        "null",
        text + ' ',
        text.chopped(1),
        with("\"format\": 2", "\"format\": 1"),
        with("\"format\": 2", "\"format\": 3"),
        with("\"was_active\": true", "\"was_active\": false"),
        with("\"written\"", "\"begun\""),
        with("\"restart\"", "\"reboot\""),
        with("\"chrony\"", "\"other\""),
        with("chrony.service", "ssh.service"),
        with("\"undoes\"", "\"redoes\""),
        with("\"asked_by\": 1000", "\"asked_by\": 1000,\n    \"asked_by\": 1000"),
        with("\"asked_by\": 1000", "\"asked_by\": 0"),
        with("\"when\": \"2026", "\"when\": \"2027"),
        with("/etc/chrony/chrony.conf", "/etc/shadow"),
        with(oldText().toBase64(), QByteArray("other\n").toBase64()),
    };
    for (const QByteArray &other : others) {
        QVERIFY(other != "not tested");
        QVERIFY2(!parseJournal(other), other.constData());
    }
    QVERIFY(parseJournal(text));
}

void TestJournal::noticesEveryDamagedByte()
{
    const QByteArray text = journalText({someChange(), ChangeState::Written});
    for (qsizetype index = 0; index < text.size(); ++index) {
        QByteArray damaged = text;
        damaged[index] = static_cast<char>(damaged.at(index) ^ 1);
        QVERIFY2(!parseJournal(damaged), qPrintable(QString::number(index)));
        QVERIFY2(!parseJournal(text.first(index)), qPrintable(QString::number(index)));
    }
}

void TestJournal::isRootsAlone()
{
    Machine machine;
    QVERIFY(machine.ready);
    QVERIFY(!machine.journal.begin(someChange()));
    QCOMPARE(statusOf(machine.tree.real(folder)).st_mode, mode_t(S_IFDIR | 0700));
    for (const QString &name : machine.journalNames())
        QCOMPARE(statusOf(machine.tree.real(folder + u'/' + name)).st_mode, mode_t(S_IFREG | 0600));

    const FileTree tree;
    QVERIFY(tree.makeFolder(folder) && setMode(tree.real(folder), 0777));
    Journal open;
    QCOMPARE(open.open(tree.root(), folder, geteuid())->fault, FileFault::WritableByOthers);
}

void TestJournal::letsOneIn()
{
    Machine machine;
    QVERIFY(machine.ready);
    Journal second;
    QCOMPARE(second.open(machine.tree.root(), folder, geteuid())->fault, FileFault::Busy);
    machine.journal = Journal();
    Journal third;
    QCOMPARE(third.open(machine.tree.root(), folder, geteuid()), FileStatus());
}

void TestJournal::findsNothingToRecover()
{
    Machine machine;
    QVERIFY(machine.ready);
    const Journal::Recovery recovery = machine.journal.recover(machine.files);
    QVERIFY(!recovery.found && !recovery.failure && recovery.setAside.isEmpty());
}

void TestJournal::recovers_data()
{
    QTest::addColumn<int>("written");
    QTest::addColumn<int>("state");
    QTest::newRow("nothing touched") << 0 << int(ChangeState::Prepared);
    QTest::newRow("nothing written yet") << 0 << int(ChangeState::Written);
    QTest::newRow("half written") << 1 << int(ChangeState::Written);
    QTest::newRow("written") << 2 << int(ChangeState::Written);
    QTest::newRow("effective") << 2 << int(ChangeState::Effective);
}

void TestJournal::recovers()
{
    QFETCH(int, written);
    QFETCH(int, state);
    Machine machine;
    QVERIFY(machine.ready);
    const Change change = someChange();
    QVERIFY(!machine.journal.begin(change));
    for (const FileChange &file : change.files)
        QVERIFY(!machine.files.stage(file));
    QVERIFY(!machine.journal.mark(ChangeState(state)));
    for (int index = 0; index < written; ++index)
        QVERIFY(!machine.files.change(change.files.at(static_cast<size_t>(index))));

    QVERIFY(machine.nextRun());
    const Journal::Recovery recovery = machine.journal.recover(machine.files);
    QVERIFY(recovery.found && !recovery.failure && !recovery.reversal.failure && recovery.setAside.isEmpty());
    QVERIFY(recovery.found->change == change);
    QCOMPARE(int(recovery.found->state), state);
    QVERIFY(machine.isOld());

    // Its daemon may have to be told, also by another run.
    QVERIFY(machine.nextRun());
    const Journal::Recovery again = machine.journal.recover(machine.files);
    QVERIFY(again.found && again.reversal.changedSince.isEmpty());
    QVERIFY(again.found->state ==
            (state == int(ChangeState::Prepared) ? ChangeState::Prepared : ChangeState::Restored));
    QVERIFY(!machine.journal.forget(machine.files));
    QCOMPARE(machine.journalNames(), QStringList{u"lock"_s});
    QCOMPARE(machine.confNames(), QStringList{u"chrony.conf"_s});
    QVERIFY(!machine.journal.recover(machine.files).found);
}

void TestJournal::leavesAloneWhatChangedSince()
{
    Machine machine;
    QVERIFY(machine.ready);
    const Change change = someChange();
    QVERIFY(!machine.journal.begin(change) && !machine.journal.mark(ChangeState::Written));
    for (const FileChange &file : change.files)
        QVERIFY(!machine.files.change(file));
    QVERIFY(machine.tree.write(conf, "somebody's\n"));

    QVERIFY(machine.nextRun());
    const Journal::Recovery recovery = machine.journal.recover(machine.files);
    QVERIFY(!recovery.failure);
    QCOMPARE(recovery.reversal.changedSince, QStringList{conf});
    QCOMPARE(textOf(machine.tree.real(conf)), QByteArray("somebody's\n"));
    QVERIFY(!textOf(machine.tree.real(sources)));
    QVERIFY(!machine.journal.forget(machine.files));
    // Its old text is still to be had.
    const std::optional<QByteArray> kept = textOf(machine.tree.real(recovery.reversal.setAside));
    QVERIFY(kept && parseJournal(*kept)->change == change);
    QVERIFY(!machine.journal.recover(machine.files).found);
}

void TestJournal::waitsForNobodyToMendAFile_data()
{
    QTest::addColumn<QString>("mischief");
    for (const QString &mischief :
         {u"link"_s, u"hard link"_s, u"folder"_s, u"pipe"_s, u"owner"_s, u"mode"_s, u"folder's mode"_s,
          u"folder's owner"_s, u"no folder"_s, u"link to a folder"_s, u"file for a folder"_s, u"too large"_s})
        QTest::newRow(qPrintable(mischief)) << mischief;
}

void TestJournal::waitsForNobodyToMendAFile()
{
    QFETCH(QString, mischief);
    Machine machine;
    QVERIFY(machine.ready);
    const Change change = someChange();
    QVERIFY(!machine.journal.begin(change) && !machine.journal.mark(ChangeState::Written));
    for (const FileChange &file : change.files)
        QVERIFY(!machine.files.change(file));
    const QString file = machine.tree.real(conf);
    const QString place = machine.tree.real(u"/etc/chrony"_s);
    const QByteArray fileName = QFile::encodeName(file);
    const QByteArray placeName = QFile::encodeName(place);
    const QString elsewhere = machine.tree.real(u"/etc/elsewhere"_s);
    const bool gone = mischief == "link"_L1 || mischief == "folder"_L1 || mischief == "pipe"_L1;
    QVERIFY(!gone || QFile::remove(file));
    const bool placeGone =
        mischief == "no folder"_L1 || mischief == "link to a folder"_L1 || mischief == "file for a folder"_L1;
    QVERIFY(!placeGone || QDir().rename(place, elsewhere));
    const QHash<QString, std::function<bool()>> deeds{
        {u"link"_s, [&] { return machine.tree.link(u"/etc/passwd"_s, conf); }},
        {u"hard link"_s,
         [&] { return ::link(fileName.constData(), QFile::encodeName(elsewhere).constData()) == 0; }},
        {u"folder"_s, [&] { return QDir().mkpath(file); }},
        {u"pipe"_s, [&] { return ::mkfifo(fileName.constData(), 0644) == 0; }},
        {u"owner"_s, [&] { return ::chown(fileName.constData(), 1000, 0) == 0; }},
        {u"mode"_s, [&] { return setMode(file, 0666); }},
        {u"folder's mode"_s, [&] { return setMode(place, 0777); }},
        {u"folder's owner"_s, [&] { return ::chown(placeName.constData(), 1000, 0) == 0; }},
        {u"no folder"_s, [] { return true; }},
        {u"link to a folder"_s, [&] { return QFile::link(elsewhere, place); }},
        {u"file for a folder"_s, [&] { return machine.tree.write(u"/etc/chrony"_s, "x"); }},
        {u"too large"_s,
         [&] { return machine.tree.write(conf, QByteArray(SecureFiles::mostBytes + 1, 'x')); }},
    };
    QVERIFY(deeds.value(mischief)());

    QVERIFY(machine.nextRun());
    const Journal::Recovery recovery = machine.journal.recover(machine.files);
    QCOMPARE(recovery.reversal.failure, FileStatus());
    QVERIFY(recovery.reversal.changedSince.contains(conf));
    const std::optional<QByteArray> kept = textOf(machine.tree.real(recovery.reversal.setAside));
    QVERIFY(kept && parseJournal(*kept)->change == change);
    QVERIFY(mischief != "link"_L1 || S_ISLNK(statusOf(file).st_mode));
    QVERIFY(!machine.journal.forget(machine.files));
    QVERIFY(machine.nextRun() && !machine.journal.recover(machine.files).found);
}

void TestJournal::staysOpenWhileItCannotTakeBack()
{
    Machine machine;
    QVERIFY(machine.ready);
    const Change change = someChange();
    QVERIFY(!machine.journal.begin(change) && !machine.journal.mark(ChangeState::Written));
    for (const FileChange &file : change.files)
        QVERIFY(!machine.files.change(file));
    QVERIFY(machine.nextRun());
    {
        const Mount disk = Mount::readOnly(machine.tree.real(u"/etc/chrony"_s));
        QVERIFY(disk.succeeded());
        QCOMPARE(machine.journal.recover(machine.files).reversal.failure->fault, FileFault::ReadOnly);
        QVERIFY(machine.isNew());
    }
    QVERIFY(machine.nextRun());
    QVERIFY(!machine.journal.recover(machine.files).reversal.failure);
    QVERIFY(machine.isOld());
}

void TestJournal::setsAsideADamagedJournal()
{
    Machine machine;
    QVERIFY(machine.ready);
    for (int time = 0; time < 3; ++time) {
        const QByteArray damaged = "damaged " + QByteArray::number(time);
        QVERIFY(machine.tree.write(folder + "/change.json"_L1, damaged));
        const Journal::Recovery recovery = machine.journal.recover(machine.files);
        QVERIFY(!recovery.found && !recovery.failure);
        QCOMPARE(textOf(machine.tree.real(recovery.setAside)), damaged);
    }
    QCOMPARE(machine.journalNames().size(), 4);
    QVERIFY(machine.isOld());
}

void TestJournal::keepsTheLastChange()
{
    Machine machine;
    QVERIFY(machine.ready);
    QVERIFY(!machine.journal.last().change);
    const Change change = someChange();
    QVERIFY(!machine.journal.begin(change) && !machine.journal.mark(ChangeState::Written));
    for (const FileChange &file : change.files)
        QVERIFY(!machine.files.stage(file) && !machine.files.change(file));
    QVERIFY(!machine.journal.commit(machine.files));

    QVERIFY(machine.nextRun());
    QVERIFY(!machine.journal.recover(machine.files).found);
    QVERIFY(machine.isNew());
    QVERIFY(machine.journal.last().change == change);
    QCOMPARE(machine.confNames(), QStringList{u"chrony.conf"_s});
}

void TestJournal::forgetsWhatWasTakenBack()
{
    Machine machine;
    QVERIFY(machine.ready);
    Change change = someChange();
    QVERIFY(!machine.journal.begin(change) && !machine.journal.commit(machine.files));
    change.undoes = true;
    QVERIFY(!machine.journal.begin(change) && !machine.journal.forget(machine.files));
    QVERIFY(machine.journal.last().change);
    QVERIFY(!machine.journal.begin(change) && !machine.journal.commit(machine.files));
    const Journal::Last last = machine.journal.last();
    QVERIFY(!last.change && !last.failure && last.setAside.isEmpty());
}

void TestJournal::setsAsideADamagedLastChange()
{
    Machine machine;
    QVERIFY(machine.ready);
    QVERIFY(machine.tree.write(folder + "/last.json"_L1, "{}"));
    const Journal::Last last = machine.journal.last();
    QVERIFY(!last.change && !last.failure);
    QCOMPARE(textOf(machine.tree.real(last.setAside)), QByteArray("{}"));
}

void TestJournal::writesOnTheDiskOrSaysWhyNot()
{
    Machine machine;
    QVERIFY(machine.ready);
    diskcalls::reset();
    QVERIFY(!machine.journal.begin(someChange()));
    const int calls = diskcalls::count();
    QVERIFY(calls >= 6); // the old partial file, the new one, its text, to the disk, its name, to the disk
    QVERIFY(!machine.journal.forget(machine.files));
    for (int call = 1; call <= calls; ++call) {
        diskcalls::failAt(call, ENOSPC);
        const FileStatus failure = machine.journal.begin(someChange());
        diskcalls::reset();
        QVERIFY2(failure && failure->fault == FileFault::DiskFull, qPrintable(QString::number(call)));
        QVERIFY(machine.nextRun());
        const Journal::Recovery recovery = machine.journal.recover(machine.files);
        QVERIFY(!recovery.failure && (!recovery.found || !machine.journal.forget(machine.files)));
        QCOMPARE(machine.journalNames().filter(u".json"_s), QStringList());
    }
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    TestJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_journal.moc"
