// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/apply/diskcalls.h"
#include "tests/apply/helperrig.h"
#include "tests/apply/privatemachine.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <vector>

#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

namespace {

using Verb = ServerEdit::Verb;

struct TextAt
{
    QString path;
    QByteArray text;
};
using Texts = std::vector<TextAt>;

QString theirSources()
{
    return u"/etc/chrony/sources.d/theirs.sources"_s;
}

QByteArray theirText()
{
    return "server one.invalid iburst\npool two.invalid iburst\n";
}

/// The servers of the machine: the first two are in its main file.
QStringList oldNames()
{
    return {u"127.0.0.1"_s, u"conf.invalid"_s, u"one.invalid"_s, u"two.invalid"_s};
}

QByteArray confText()
{
    return PrivateMachine::debiansConf() + "server conf.invalid iburst\n";
}

QByteArray ownText(const QByteArray &line)
{
    return "# Written by Synchroscope. Lines may be edited here as well.\n" + line + '\n';
}

/// With these lines switched off.
QByteArray without(QByteArray text, const QList<QByteArray> &lines)
{
    for (const QByteArray &line : lines)
        text.replace(line, "#off(synchroscope): " + line);
    return text;
}

ServerEdits only()
{
    return editsOf(Verb::Only, {u"server only.invalid iburst"_s});
}

/// What only() makes of the machine's files.
Texts onlyTexts()
{
    return {{PrivateMachine::ownSources(), ownText("server only.invalid iburst")},
            {PrivateMachine::conf(),
             without(confText(), {"server 127.0.0.1 port 11123 iburst", "server conf.invalid iburst"})},
            {theirSources(), without(theirText(), {"server one.invalid iburst", "pool two.invalid iburst"})}};
}

/// What everythingInEtc() becomes when files get these texts.
QByteArray etcWith(const QByteArray &etc, const Texts &texts)
{
    QStringList lines = QString::fromUtf8(etc).split(u'\n');
    for (const TextAt &file : texts) {
        const QString beginning = file.path + u" 100644 "_s;
        lines.removeIf([&](const QString &line) { return line.startsWith(beginning); });
        lines.append(beginning + QString::fromLatin1(file.text.toPercentEncoding()));
    }
    lines.sort();
    return lines.join(u'\n').toUtf8();
}

/// The servers of a file as chronyd itself reads it; empty: it does not take the file.
QStringList namesIn(const QString &file)
{
    QProcess chronyd;
    chronyd.start(u"/usr/sbin/chronyd"_s, {u"-p"_s, u"-f"_s, file});
    if (!chronyd.waitForFinished() || chronyd.exitCode() != 0)
        return {};
    QStringList names;
    const QStringList lines = QString::fromUtf8(chronyd.readAllStandardOutput()).split(u'\n');
    for (const QString &line : lines) {
        const QStringList words = line.simplified().split(u' ');
        if (words.size() > 1 && QStringList{u"server"_s, u"pool"_s, u"peer"_s}.contains(words.at(0)))
            names.append(words.at(1));
    }
    return names;
}

QStringList namesInFiles()
{
    const QDir folder(u"/etc/chrony/sources.d"_s);
    QStringList names = namesIn(PrivateMachine::conf());
    const QStringList files = folder.entryList({u"*.sources"_s}, QDir::Files);
    for (const QString &file : files)
        names += namesIn(folder.filePath(file));
    names.sort();
    return names;
}

bool isChangeUnderWay()
{
    return QFile::exists(u"/var/lib/synchroscope/change.json"_s);
}

/// What is to stay as it is when a change is not made.
struct Moment
{
    QByteArray etc = PrivateMachine::everythingInEtc();
    qint64 pid = PrivateMachine::chronydPid();
    QStringList names = followed();
    QStringList calls = PrivateMachine::calls();

    /// Empty: it is as it was. "is-active" changes nothing.
    QString whatChanged() const
    {
        QStringList acts = PrivateMachine::calls().mid(calls.size());
        acts.removeIf([](const QString &call) { return call.startsWith("is-active "_L1); });
        if (PrivateMachine::everythingInEtc() != etc)
            return QString::fromUtf8(PrivateMachine::everythingInEtc());
        if (!acts.isEmpty() || PrivateMachine::chronydPid() != pid || pid == 0)
            return u"chronyd was told something: "_s + acts.join(u", "_s);
        if (followed() != names)
            return u"chronyd follows "_s + followed().join(u' ');
        return isChangeUnderWay() ? u"A change is under way."_s : QString();
    }
};

/// A file that leaves just so many blocks of its disk free.
bool fill(const QString &folder, qint64 blocks)
{
    struct statvfs disk = {};
    const QByteArray name = QFile::encodeName(folder);
    return ::statvfs(name.constData(), &disk) == 0 &&
           PrivateMachine::write(folder + u"/filler"_s,
                                 QByteArray((qint64(disk.f_bavail) - blocks) * qint64(disk.f_bsize), 'x')) &&
           ::statvfs(name.constData(), &disk) == 0 && qint64(disk.f_bavail) == blocks;
}

bool shell(const QString &command)
{
    return QProcess::execute(u"/bin/sh"_s, {u"-ec"_s, command}) == 0;
}

/// A restart as systemd would tell of it, with what the real chronyd has to say.
QByteArray doesNotStart()
{
    return "stop; /usr/sbin/chronyd -x -l /run/chronyd.log -f /run/none.conf; exit 1";
}

/// In a process of its own. Whether that was killed.
bool isKilled(const std::function<void()> &work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    return child > 0 && ::waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGKILL;
}

/// The helper, once it has taken so many steps of its verb.
bool isKilledAfter(qsizetype steps, const std::function<int(Helper &)> &verb)
{
    return isKilled([&] {
        HelperRig rig;
        rig.setup.print = [&rig, steps](const QByteArray &line) {
            rig.answer.take(line);
            if (rig.answer.steps.size() == steps)
                ::raise(SIGKILL);
        };
        Helper helper = rig.helper();
        verb(helper);
    });
}

bool isKilledAfter(qsizetype steps, const QByteArray &request)
{
    return isKilledAfter(steps, [&request](Helper &helper) { return helper.apply(request); });
}

/// Shown for other files, so that it does nothing but recover.
QByteArray staleRequest()
{
    return helperRequest(DaemonKind::Chrony, only(), QByteArray(64, '0'), std::chrono::seconds(30));
}

} // namespace

/// Whole changes with a real chronyd, whatever comes between.
class TestHelperMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void changes_data();
    void changes();
    void refusesOptions_data();
    void refusesOptions();
    void bringsTheOldOneBack_data();
    void bringsTheOldOneBack();
    void tellsThatNothingComesBack();
    void staysWholeOnAFullDisk_data();
    void staysWholeOnAFullDisk();
    void staysWholeOnAReadOnlyDisk_data();
    void staysWholeOnAReadOnlyDisk();
    void survivesAKillAfterAStep_data();
    void survivesAKillAfterAStep();
    void survivesAKillInAnUndo_data();
    void survivesAKillInAnUndo();
    void survivesASecondKill_data();
    void survivesASecondKill();
    void survivesAKillInARestart_data();
    void survivesAKillInARestart();
    void survivesAKillAtEveryDiskCall();
    void refusesWhatChangedSinceItWasShown_data();
    void refusesWhatChangedSinceItWasShown();
    void keepsWhatIsWrittenMeanwhile();
    void undoesNothingOfOthers_data();
    void undoesNothingOfOthers();
    void trustsNothingOfOthers_data();
    void trustsNothingOfOthers();

private:
    void recovers(const QByteArray &place);

    std::unique_ptr<PrivateMachine> m_machine;
    QByteArray m_old; ///< everythingInEtc()
    QByteArray m_new; ///< the same, changed by only()
    bool m_sawOld = false;
    bool m_sawNew = false;
};

void TestHelperMatrix::init()
{
    m_machine = std::make_unique<PrivateMachine>();
    QVERIFY2(m_machine->failure().isEmpty(), qPrintable(m_machine->failure()));
    QVERIFY(PrivateMachine::write(PrivateMachine::conf(), confText()) &&
            PrivateMachine::write(theirSources(), theirText()) && PrivateMachine::systemctl(u"start"_s));
    QTRY_COMPARE(followed(), oldNames());
    m_old = PrivateMachine::everythingInEtc();
    m_new = etcWith(m_old, onlyTexts());
    m_sawOld = m_sawNew = false;
}

void TestHelperMatrix::cleanup()
{
    diskcalls::reset();
    m_machine.reset();
}

void TestHelperMatrix::changes_data()
{
    QTest::addColumn<ServerEdits>("edits");
    QTest::addColumn<Texts>("texts");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("told");
    const QString conf = PrivateMachine::conf();
    const QByteArray one = "server one.invalid iburst";
    const QByteArray ofConf = "server conf.invalid iburst";
    const auto of = [](Verb verb, const QString &target, const QStringList &lines = {}) {
        return editsOf(verb, lines, target);
    };
    QTest::newRow("disable in a folder")
        << of(Verb::Disable, u"one.invalid"_s) << Texts{{theirSources(), without(theirText(), {one})}}
        << QStringList{u"127.0.0.1"_s, u"conf.invalid"_s, u"two.invalid"_s} << u"reload"_s;
    QTest::newRow("disable in the main file")
        << of(Verb::Disable, u"conf.invalid"_s) << Texts{{conf, without(confText(), {ofConf})}}
        << QStringList{u"127.0.0.1"_s, u"one.invalid"_s, u"two.invalid"_s} << u"restart"_s;
    QTest::newRow("remove") << of(Verb::Remove, u"one.invalid"_s)
                            << Texts{{theirSources(), theirText().replace(one + '\n', "")}}
                            << QStringList{u"127.0.0.1"_s, u"conf.invalid"_s, u"two.invalid"_s}
                            << u"reload"_s;
    QTest::newRow("set") << of(Verb::Set, u"conf.invalid"_s, {u"pool set.invalid"_s})
                         << Texts{{conf, confText().replace(ofConf, "pool set.invalid")}}
                         << QStringList{u"127.0.0.1"_s, u"one.invalid"_s, u"set.invalid"_s, u"two.invalid"_s}
                         << u"restart"_s;
    QTest::newRow("only one that is there")
        << of(Verb::Only, {}, {u"pool two.invalid iburst"_s})
        << Texts{{conf, without(confText(), {"server 127.0.0.1 port 11123 iburst", ofConf})},
                 {theirSources(), without(theirText(), {one})}}
        << QStringList{u"two.invalid"_s} << u"restart"_s;
    QTest::newRow("only") << only() << onlyTexts() << QStringList{u"only.invalid"_s} << u"restart"_s;
}

void TestHelperMatrix::changes()
{
    QFETCH(ServerEdits, edits);
    QFETCH(Texts, texts);
    QFETCH(QStringList, names);
    QFETCH(QString, told);
    const qint64 pid = PrivateMachine::chronydPid();
    HelperRig rig;
    QCOMPARE(rig.helper().apply(requestOf(edits)), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover check validate journal write %1 verify commit"_s.arg(told));
    QCOMPARE(rig.detail(), QString());
    QCOMPARE(PrivateMachine::everythingInEtc(), etcWith(m_old, texts));
    QCOMPARE(followed(), names);
    QCOMPARE(namesInFiles(), names);
    QCOMPARE(PrivateMachine::chronydPid() == pid, told == "reload"_L1);
    QVERIFY(PrivateMachine::chronydPid() > 0 && !isChangeUnderWay());

    QCOMPARE(rig.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitCommitted));
    QCOMPARE(rig.steps(), u"lock recover check journal write %1 verify commit"_s.arg(told));
    QCOMPARE(PrivateMachine::everythingInEtc(), m_old);
    QCOMPARE(followed(), oldNames());
    QCOMPARE(namesInFiles(), oldNames());
    QVERIFY(!isChangeUnderWay());
}

void TestHelperMatrix::refusesOptions_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<QString>("why");
    QTest::newRow("of a later version")
        << u"server new.invalid maxunreach 5"_s << u"lock recover check !validate"_s
        << u"chronyd does not take \"server new.invalid maxunreach 5\": "
           "Could not parse server directive."_s;
    // No chronyd is asked about these.
    QTest::newRow("of no version") << u"server new.invalid bogus"_s << QString() << u"Edit 1 has a line"_s;
    QTest::newRow("of another directive")
        << u"server new.invalid stratum 5"_s << QString() << u"Edit 1 has a line"_s;
    QTest::newRow("no number") << u"server new.invalid minpoll six"_s << QString() << u"Edit 1 has a line"_s;
}

void TestHelperMatrix::refusesOptions()
{
    QFETCH(QString, line);
    QFETCH(QString, steps);
    QFETCH(QString, why);
    const Moment before;
    HelperRig rig;
    QCOMPARE(rig.helper().apply(additionOf(line)), int(Helper::exitRefused));
    QCOMPARE(rig.steps(), steps);
    QCOMPARE(rig.result(), u"refused"_s);
    QVERIFY2(rig.detail().contains(why), qPrintable(rig.detail()));
    QCOMPARE(before.whatChanged(), QString());
}

void TestHelperMatrix::bringsTheOldOneBack_data()
{
    QTest::addColumn<QByteArray>("mischief");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<QString>("why");
    // What happens to the restart with the new configuration; the next one is as it should be.
    QTest::newRow("does not start") << doesNotStart() << u"!restart restore restart_old verify_old"_s
                                    << u"Could not open /run/none.conf"_s;
    QTest::newRow("ends again") << QByteArray("stop; start; kill -9 $(pid); exit 0")
                                << u"restart !verify restore restart_old verify_old"_s << u"is-active"_s;
    QTest::newRow("hangs") << QByteArray("stop; start; kill -STOP $(pid); exit 0")
                           << u"restart !verify restore restart_old verify_old"_s << u"does not answer"_s;
    QTest::newRow("keeps its old ones")
        << QByteArray("exit 0") << u"restart !verify restore restart_old verify_old"_s
        << u"chronyd does not follow \"only.invalid\"."_s;
}

void TestHelperMatrix::bringsTheOldOneBack()
{
    QFETCH(QByteArray, mischief);
    QFETCH(QString, steps);
    QFETCH(QString, why);
    QVERIFY(PrivateMachine::setMischief(
        "[ \"$1\" != restart ] || ! grep -q '^#off' /etc/chrony/chrony.conf || { " + mischief + "; }"));
    HelperRig rig;
    // Some of it is waited for in vain.
    constexpr std::chrono::seconds inVain(20);
    rig.setup.limits.answer = inVain;
    rig.setup.longestWait = inVain;
    QCOMPARE(rig.helper().apply(requestOf(only())), int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(), u"lock recover check validate journal write "_s + steps);
    QCOMPARE(rig.result(), u"restored"_s);
    QVERIFY2(rig.detail().contains(why), qPrintable(rig.detail()));
    QCOMPARE(PrivateMachine::everythingInEtc(), m_old);
    QCOMPARE(followed(), oldNames());
    QVERIFY(PrivateMachine::chronydPid() > 0 && !isChangeUnderWay());
}

void TestHelperMatrix::tellsThatNothingComesBack()
{
    QVERIFY(PrivateMachine::setMischief("[ \"$1\" != restart ] || { " + doesNotStart() + "; }"));
    HelperRig rig;
    QCOMPARE(rig.helper().apply(requestOf(only())), int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(), u"lock recover check validate journal write !restart restore !restart_old"_s);
    QCOMPARE(rig.result(), u"failed"_s);
    QVERIFY2(rig.detail().contains(u"Could not open /run/none.conf"_s), qPrintable(rig.detail()));
    QCOMPARE(PrivateMachine::everythingInEtc(), m_old);
    QVERIFY(PrivateMachine::chronydPid() == 0 && !isChangeUnderWay());
    // Once it can, it does with what it had.
    QVERIFY(PrivateMachine::setMischief({}) && PrivateMachine::systemctl(u"start"_s));
    QTRY_COMPARE(followed(), oldNames());
}

void TestHelperMatrix::staysWholeOnAFullDisk_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("blocks");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<QString>("path"); // empty: that is enough
    const QString journal = u"/var/lib/synchroscope/change.json"_s;
    const QString write = u"validate journal !write restore"_s;
    const QString all = u"validate journal write restart verify commit"_s;
    // Each file takes a block for its text after and one for that before.
    QTest::newRow("first file") << u"/etc"_s << 0 << write << PrivateMachine::ownSources();
    QTest::newRow("second file") << u"/etc"_s << 1 << write << PrivateMachine::conf();
    QTest::newRow("second file's old text") << u"/etc"_s << 2 << write << PrivateMachine::conf();
    QTest::newRow("third file") << u"/etc"_s << 3 << write << theirSources();
    QTest::newRow("third file's old text") << u"/etc"_s << 4 << write << theirSources();
    QTest::newRow("just enough") << u"/etc"_s << 5 << all << QString();
    QTest::newRow("journal") << u"/var/lib"_s << 0 << u"validate !journal"_s << journal;
    QTest::newRow("journal's next state") << u"/var/lib"_s << 1 << write << journal;
}

void TestHelperMatrix::staysWholeOnAFullDisk()
{
    QFETCH(QString, folder);
    QFETCH(int, blocks);
    QFETCH(QString, steps);
    QFETCH(QString, path);
    const QByteArray request = requestOf(only());
    QVERIFY(fill(folder, blocks));
    const Moment before;
    HelperRig rig;
    const int code = rig.helper().apply(request);
    QCOMPARE(rig.steps(), u"lock recover check "_s + steps);
    if (path.isEmpty()) {
        QCOMPARE(code, int(Helper::exitCommitted));
        QCOMPARE(PrivateMachine::everythingInEtc(), etcWith(before.etc, onlyTexts()));
        QCOMPARE(followed(), QStringList{u"only.invalid"_s});
        return;
    }
    QCOMPARE(code, int(steps.endsWith("!journal"_L1) ? Helper::exitRefused : Helper::exitNotCommitted));
    QCOMPARE(rig.detail(), u"The disk that holds \"%1\" is full. Make room there."_s.arg(path));
    QCOMPARE(before.whatChanged(), QString());
    // And once there is room.
    QVERIFY(QFile::remove(folder + u"/filler"_s));
    QCOMPARE(rig.helper().apply(request), int(Helper::exitCommitted));
    QCOMPARE(PrivateMachine::everythingInEtc(), m_new);
}

void TestHelperMatrix::staysWholeOnAReadOnlyDisk_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("steps");
    QTest::addColumn<QString>("path");
    QTest::newRow("/etc") << u"/etc"_s << u"lock recover check validate journal !write restore"_s
                          << PrivateMachine::ownSources();
    QTest::newRow("main file's") << u"/etc/chrony"_s
                                 << u"lock recover check validate journal !write restore"_s
                                 << PrivateMachine::ownSources();
    QTest::newRow("journal's") << u"/var/lib"_s << u"!lock"_s << u"/var/lib/synchroscope"_s;
}

void TestHelperMatrix::staysWholeOnAReadOnlyDisk()
{
    QFETCH(QString, folder);
    QFETCH(QString, steps);
    QFETCH(QString, path);
    const QByteArray request = requestOf(only());
    const Mount disk = Mount::readOnly(folder);
    QVERIFY(disk.succeeded());
    const Moment before;
    HelperRig rig;
    QVERIFY(rig.helper().apply(request) != Helper::exitCommitted);
    QCOMPARE(rig.steps(), steps);
    QCOMPARE(rig.detail(),
             u"\"%1\" is on a read-only file system. Mount it so that it can be written to."_s.arg(path));
    QCOMPARE(before.whatChanged(), QString());
}

/// After a helper was killed: chronyd still follows something whole, and whoever comes next puts the rest
/// in order.
void TestHelperMatrix::recovers(const QByteArray &place)
{
    const QStringList newNames{u"only.invalid"_s};
    QStringList names;
    QTRY_VERIFY2((names = followed()) == oldNames() || names == newNames,
                 (place + ": " + names.join(u' ').toUtf8()).constData());

    HelperRig next;
    QCOMPARE(next.helper().apply(staleRequest()), int(Helper::exitRefused));
    QVERIFY2(next.steps().endsWith(u"!check"_s) && !next.steps().contains(u"!restart_old"_s) &&
                 !next.steps().contains(u"!verify_old"_s),
             (place + ": " + next.steps().toUtf8() + ' ' + next.detail().toUtf8()).constData());
    const QByteArray etc = PrivateMachine::everythingInEtc();
    QVERIFY2(etc == m_old || etc == m_new, (place + '\n' + etc).constData());
    QVERIFY2(!isChangeUnderWay() && PrivateMachine::chronydPid() > 0, place.constData());
    names = etc == m_old ? oldNames() : newNames;
    QVERIFY2(followed() == names && namesInFiles() == names,
             (place + ": " + followed().join(u' ').toUtf8()).constData());
    m_sawOld |= etc == m_old;
    m_sawNew |= etc == m_new;
    if (etc == m_old)
        return;
    QCOMPARE(next.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitCommitted));
    QCOMPARE(PrivateMachine::everythingInEtc(), m_old);
    QCOMPARE(followed(), oldNames());
}

void TestHelperMatrix::survivesAKillAfterAStep_data()
{
    QTest::addColumn<int>("steps");
    QTest::addColumn<bool>("isNew");
    const QStringList steps =
        u"lock recover check validate journal write restart verify commit"_s.split(u' ');
    for (int step = 0; step < steps.size(); ++step)
        QTest::newRow(qPrintable(steps.at(step))) << step + 1 << (steps.at(step) == "commit"_L1);
}

void TestHelperMatrix::survivesAKillAfterAStep()
{
    QFETCH(int, steps);
    QFETCH(bool, isNew);
    const QByteArray request = requestOf(only());
    QVERIFY(isKilledAfter(steps, request));
    recovers(QTest::currentDataTag());
    QCOMPARE(m_sawNew, isNew);
}

void TestHelperMatrix::survivesAKillInAnUndo_data()
{
    QTest::addColumn<int>("steps");
    QTest::addColumn<bool>("isNew");
    const QStringList steps = u"lock recover check journal write restart verify commit"_s.split(u' ');
    for (int step = 0; step < steps.size(); ++step)
        QTest::newRow(qPrintable(steps.at(step))) << step + 1 << (steps.at(step) != "commit"_L1);
}

void TestHelperMatrix::survivesAKillInAnUndo()
{
    QFETCH(int, steps);
    QFETCH(bool, isNew);
    QCOMPARE(HelperRig().helper().apply(requestOf(only())), int(Helper::exitCommitted));
    QVERIFY(isKilledAfter(
        steps, [](Helper &helper) { return helper.undo(undoRequest({}, std::chrono::seconds(60))); }));
    recovers(QTest::currentDataTag());
    QCOMPARE(m_sawNew, isNew);
}

void TestHelperMatrix::survivesASecondKill_data()
{
    QTest::addColumn<int>("steps");
    const QStringList steps = u"lock recover restart_old verify_old !check"_s.split(u' ');
    for (int step = 0; step < steps.size(); ++step)
        QTest::newRow(qPrintable(steps.at(step))) << step + 1;
}

void TestHelperMatrix::survivesASecondKill()
{
    QFETCH(int, steps);
    constexpr int untilItIsRestarted = 7;
    QVERIFY(isKilledAfter(untilItIsRestarted, requestOf(only())));
    QCOMPARE(followed(), QStringList{u"only.invalid"_s});
    QVERIFY(isKilledAfter(steps, staleRequest()));
    recovers(QTest::currentDataTag());
    QVERIFY(m_sawOld);
}

void TestHelperMatrix::survivesAKillInARestart_data()
{
    QTest::addColumn<QByteArray>("mischief");
    // systemctl is the helper's child; systemd goes on with what it was told.
    QTest::newRow("before") << QByteArray("kill -9 $PPID");
    QTest::newRow("while chronyd is away") << QByteArray("stop; kill -9 $PPID");
    QTest::newRow("after") << QByteArray("stop; start; kill -9 $PPID; exit 0");
}

void TestHelperMatrix::survivesAKillInARestart()
{
    QFETCH(QByteArray, mischief);
    const QByteArray request = requestOf(only());
    QVERIFY(PrivateMachine::setMischief("[ \"$1\" != restart ] || { trap 'touch /run/restarted' EXIT; " +
                                        mischief + "; }"));
    QVERIFY(isKilled([&] { HelperRig().helper().apply(request); }));
    QTRY_VERIFY(QFile::exists(u"/run/restarted"_s));
    QVERIFY(PrivateMachine::setMischief({}));
    QVERIFY(QFile::exists(PrivateMachine::ownSources()) && isChangeUnderWay());
    recovers(QTest::currentDataTag());
    QVERIFY(m_sawOld);
}

void TestHelperMatrix::survivesAKillAtEveryDiskCall()
{
    const QByteArray request = requestOf(only());
    int calls = 0;
    bool killed = true;
    while (killed && !QTest::currentTestFailed()) {
        ++calls;
        killed = isKilled([&] {
            diskcalls::killAt(calls);
            HelperRig().helper().apply(request);
        });
        recovers("call " + QByteArray::number(calls));
    }
    QVERIFY2(calls > 50 && m_sawOld && m_sawNew, qPrintable(QString::number(calls)));
}

void TestHelperMatrix::refusesWhatChangedSinceItWasShown_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("main file") << PrivateMachine::conf() << QByteArray(confText() + "server by.invalid\n");
    QTest::newRow("a comment there") << PrivateMachine::conf() << QByteArray(confText() + "# why\n");
    QTest::newRow("another file") << theirSources() << QByteArray("server one.invalid iburst\n");
    QTest::newRow("our file") << PrivateMachine::ownSources() << QByteArray("server by.invalid\n");
    QTest::newRow("a new file") << u"/etc/chrony/conf.d/by.conf"_s << QByteArray("server by.invalid\n");
}

void TestHelperMatrix::refusesWhatChangedSinceItWasShown()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, text);
    const QByteArray request = requestOf(only());
    QVERIFY(PrivateMachine::write(path, text));
    const Moment before;
    HelperRig rig;
    QCOMPARE(rig.helper().apply(request), int(Helper::exitRefused));
    QCOMPARE(rig.steps(), u"lock recover !check"_s);
    QCOMPARE(rig.detail(), u"The files are not those that the change was shown for. Look at it again."_s);
    QCOMPARE(before.whatChanged(), QString());
    QCOMPARE(textOf(path), text);
}

void TestHelperMatrix::keepsWhatIsWrittenMeanwhile()
{
    const QByteArray request = requestOf(only());
    // The helper asks whether the unit is active when it has compared the files.
    QVERIFY(PrivateMachine::setMischief("[ \"$1\" != is-active ] || [ -e /run/once ] || { touch /run/once; "
                                        "echo 'server by.invalid' >>/etc/chrony/chrony.conf; }"));
    HelperRig rig;
    QCOMPARE(rig.helper().apply(request), int(Helper::exitNotCommitted));
    QCOMPARE(rig.steps(), u"lock recover check validate journal !write restore restart_old verify_old"_s);
    QVERIFY2(rig.detail().contains(u"\"/etc/chrony/chrony.conf\" has been changed by somebody else since"_s),
             qPrintable(rig.detail()));
    QCOMPARE(PrivateMachine::everythingInEtc(),
             etcWith(m_old, {{PrivateMachine::conf(), confText() + "server by.invalid\n"}}));
    QVERIFY(follows(u"by.invalid"_s) && !follows(u"only.invalid"_s) && !isChangeUnderWay());
    QCOMPARE(followed(), namesInFiles());
}

void TestHelperMatrix::undoesNothingOfOthers_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("main file") << PrivateMachine::conf();
    QTest::newRow("another file") << theirSources();
    QTest::newRow("our file") << PrivateMachine::ownSources();
}

void TestHelperMatrix::undoesNothingOfOthers()
{
    QFETCH(QString, path);
    HelperRig rig;
    QCOMPARE(rig.helper().apply(requestOf(only())), int(Helper::exitCommitted));
    QCOMPARE(PrivateMachine::everythingInEtc(), m_new);
    const QByteArray edited = textOf(path).value_or(QByteArray()) + "# mine\n";
    QVERIFY(PrivateMachine::write(path, edited));
    const Moment before;
    QCOMPARE(rig.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitRefused));
    QCOMPARE(rig.steps(), u"lock recover !check"_s);
    QCOMPARE(rig.detail(), u"\"%1\" has been changed by somebody else since."_s.arg(path));
    QCOMPARE(before.whatChanged(), QString());
    QCOMPARE(textOf(path), edited);
}

void TestHelperMatrix::trustsNothingOfOthers_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("why");
    const QString conf = PrivateMachine::conf();
    const QString own = PrivateMachine::ownSources();
    const QString link = u"\"%1\" is a symbolic link, and none is followed. "
                         "Put a file or folder in its place."_s;
    const QString owner = u"\"%1\" does not belong to root"_s;
    const QString writable =
        u"\"%1\" can be written to by others than its owner. Take that right from them."_s;
    QTest::newRow("main file is a link")
        << u"mv chrony.conf real.conf; ln -s real.conf chrony.conf"_s << link.arg(conf);
    QTest::newRow("folder of sources is a link")
        << u"mv sources.d real.d; ln -s real.d sources.d"_s << link.arg(u"/etc/chrony/sources.d"_s);
    QTest::newRow("folder of all is a link")
        << u"mv /etc/chrony /etc/real; ln -s real /etc/chrony"_s << link.arg(u"/etc/chrony"_s);
    QTest::newRow("our file is a link")
        << u"ln -s /etc/passwd sources.d/synchroscope.sources"_s << link.arg(own);
    QTest::newRow("our file is a link to nowhere")
        << u"ln -s /etc/nowhere sources.d/synchroscope.sources"_s << link.arg(own);
    QTest::newRow("another's main file") << u"chown nobody chrony.conf"_s << owner.arg(conf);
    QTest::newRow("another's folder of sources")
        << u"chown nobody sources.d"_s << owner.arg(u"/etc/chrony/sources.d"_s);
    QTest::newRow("another's folder of all") << u"chown nobody ."_s << owner.arg(u"/etc/chrony"_s);
    QTest::newRow("others' main file") << u"chmod o+w chrony.conf"_s << writable.arg(conf);
    QTest::newRow("a group's main file") << u"chmod g+w chrony.conf"_s << writable.arg(conf);
    QTest::newRow("others' folder of sources")
        << u"chmod o+w sources.d"_s << writable.arg(u"/etc/chrony/sources.d"_s);
    QTest::newRow("a group's folder of all") << u"chmod g+w ."_s << writable.arg(u"/etc/chrony"_s);
    QTest::newRow("others' /etc") << u"chmod o+w /etc"_s << writable.arg(u"/etc"_s);
    QTest::newRow("two names") << u"ln chrony.conf second.conf"_s
                               << u"\"%1\" has a second name (a hard link). Remove that name."_s.arg(conf);
}

void TestHelperMatrix::trustsNothingOfOthers()
{
    QFETCH(QString, command);
    QFETCH(QString, why);
    const QByteArray request = requestOf(only());
    QVERIFY(shell(u"cd /etc/chrony; "_s + command));
    const Moment before;
    HelperRig rig;
    QCOMPARE(rig.helper().apply(request), int(Helper::exitRefused));
    QVERIFY2(rig.steps() == "lock recover !check"_L1, qPrintable(rig.steps()));
    QVERIFY2(rig.detail().startsWith(why), qPrintable(rig.detail()));
    QCOMPARE(before.whatChanged(), QString());
}

int main(int argc, char **argv)
{
    // One function kills at every disk call.
    qputenv("QTEST_FUNCTION_TIMEOUT", "600000");
    return inOwnMachine(argc, argv, [](int count, char **arguments) {
        QCoreApplication application(count, arguments);
        TestHelperMatrix test;
        return QTest::qExec(&test, count, arguments);
    });
}

#include "test_helpermatrix.moc"
