// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/helper.h"
#include "core/config/helperwords.h"
#include "tests/apply/ownmachine.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <unistd.h>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

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
    return "server ntp.example.org iburst\n";
}

QByteArray shownDigest()
{
    return QByteArray(64, '7');
}

/// The helper on a private machine, with scripts for systemctl and chronyc.
struct Rig
{
    FileTree tree;
    QList<QByteArray> printed;
    QStringList logged;
    PlannedChange planned{{{sources, std::nullopt, ownText()}, {conf, oldText(), newText()}},
                          ChangeEffect::Restart,
                          u"chrony.service"_s,
                          shownDigest()};
    std::optional<HelperRequest> request; ///< that was planned for
    QString mainFile;
    std::optional<Error> planError;
    bool ready = tree.write(conf, oldText()) && tree.makeFolder(u"/var/lib"_s) && answer("exit 0");

    bool answer(const QByteArray &script) const
    {
        const QByteArray head =
            "#!/bin/sh\necho \"$*\" >>" + QFile::encodeName(tree.real(u"/calls"_s)) + '\n';
        // chronyd follows what stands in its files.
        const QByteArray listing = "case \"$*\" in *' -c -N sources -a') sed -nE 's/^(server|pool) ([^ ]*).*/"
                                   "^,?,\\2,0,6,0,0,0,0,0/p' " +
                                   QFile::encodeName(tree.real(conf)) + ' ' +
                                   QFile::encodeName(tree.real(u"/etc/chrony/sources.d"_s)) +
                                   "/*.sources 2>/dev/null; exit 0;; esac\n";
        return tree.write(u"/systemctl"_s, head + script + '\n') &&
               setMode(tree.real(u"/systemctl"_s), 0755) &&
               tree.write(u"/chronyc"_s, head + listing + script + '\n') &&
               setMode(tree.real(u"/chronyc"_s), 0755);
    }
    Helper helper()
    {
        Helper::Setup setup;
        setup.root = tree.root();
        setup.owner = geteuid();
        setup.caller = 1000;
        setup.programs = {tree.real(u"/systemctl"_s), tree.real(u"/chronyc"_s), tree.real(u"/journalctl"_s)};
        setup.parser.programs = {};
        setup.longestWait = 2s;
        setup.pace = {2s, 2ms, 1ms};
        setup.plan = [this](const HelperRequest &asked, const QString &file) -> Result<PlannedChange> {
            request = asked;
            mainFile = file;
            if (planError)
                return *planError;
            return planned;
        };
        setup.print = [this](const QByteArray &line) { printed.append(line); };
        setup.log = [this](const QString &line) { logged.append(line); };
        return Helper(setup);
    }
    /// Of the last line that was printed.
    QString said(const QString &key) const
    {
        return QJsonDocument::fromJson(printed.constLast())[key].toString();
    }
    /// Steps of the other lines; a failed one with "!" before it.
    QString steps() const
    {
        QStringList names;
        for (const QByteArray &line : printed.first(printed.size() - 1)) {
            const QJsonDocument step = QJsonDocument::fromJson(line);
            names.append((step[u"ok"_s].toBool() ? QString() : u"!"_s) + step[u"step"_s].toString());
        }
        return names.join(u' ');
    }
    QByteArray calls() const { return textOf(tree.real(u"/calls"_s)).value_or(QByteArray()); }
    /// Somebody was told to do something, not only asked.
    bool hasChanged() const
    {
        return calls().contains("start ") || calls().contains("reload ") || calls().contains("reset-failed ");
    }
    bool isOld() const { return textOf(tree.real(conf)) == oldText() && !textOf(tree.real(sources)); }
    bool isNew() const
    {
        return textOf(tree.real(conf)) == newText() && textOf(tree.real(sources)) == ownText();
    }
};

QByteArray requestText(const QByteArray &expect = shownDigest())
{
    return QJsonDocument(
               QJsonObject{{u"format"_s, 1},
                           {u"daemon"_s, u"chrony"_s},
                           {u"edits"_s, QJsonArray{QJsonObject{
                                            {u"verb"_s, u"only"_s},
                                            {u"lines"_s, QJsonArray{u"server ntp.example.org iburst"_s}}}}},
                           {u"in_place"_s, false},
                           {u"allow_none"_s, false},
                           {u"expect"_s, QString::fromLatin1(expect)},
                           {u"wait_s"_s, 60}})
        .toJson();
}

} // namespace

class TestHelper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsCaller_data();
    void knowsItsCaller();
    void worksOnlyInstalledAndAsRoot();
    void applies();
    void reloads();
    void logsWhoAndWhat();
    void refusesABadRequest();
    void refusesWhatCannotBePlanned();
    void refusesWhatWasNotShown();
    void refusesFilesElsewhere_data();
    void refusesFilesElsewhere();
    void restores();
    void undoes();
    void undoesTheChangeThatIsMeant();
    void refusesToUndo();
};

void TestHelper::knowsItsCaller_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("caller");
    QTest::newRow("a user") << QByteArray("1000") << 1000;
    QTest::newRow("root") << QByteArray("0") << 0;
    for (const QByteArray &text :
         {QByteArray(), QByteArray(""), QByteArray(" 1000"), QByteArray("1000 "), QByteArray("+1000"),
          QByteArray("-1"), QByteArray("0x10"), QByteArray("root"), QByteArray("1e3"),
          QByteArray("4294967296"), QByteArray("1000\n"), QByteArray("99999999999999999999")})
        QTest::newRow(("<" + text + ">").constData()) << text << -1;
}

void TestHelper::knowsItsCaller()
{
    QFETCH(QByteArray, text);
    QFETCH(int, caller);
    const std::optional<uint> found = callerOf({text, 0, {}, {}});
    QCOMPARE(found, caller < 0 ? std::nullopt : std::optional(uint(caller)));
}

void TestHelper::worksOnlyInstalledAndAsRoot()
{
    const QString place = u"/usr/libexec/synchroscope/synchroscope-helper"_s;
    const Invocation good{"1000", 0, place, place};
    QVERIFY(!whyNotAllowed(good));
    Invocation bad = good;
    bad.pkexecUser.reset();
    QVERIFY(whyNotAllowed(bad));
    bad = good;
    bad.pkexecUser = "somebody";
    QVERIFY(whyNotAllowed(bad));
    bad = good;
    bad.effectiveUser = 1000;
    QVERIFY(whyNotAllowed(bad));
    for (const QString &program :
         {u"/home/user/build/bin/synchroscope-helper"_s, place + " (deleted)"_L1, QString()}) {
        bad = good;
        bad.program = program;
        QVERIFY(whyNotAllowed(bad));
    }
    bad = good;
    bad.program = bad.installed = QString();
    QVERIFY(whyNotAllowed(bad));
}

void TestHelper::applies()
{
    Rig rig;
    QVERIFY(rig.ready);
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitCommitted));
    QVERIFY(rig.isNew());
    QCOMPARE(rig.said(u"result"_s), u"committed"_s);
    QCOMPARE(rig.steps(), u"lock recover check validate journal write restart verify commit"_s);
    QVERIFY(rig.calls().contains("restart chrony.service\n"));
    QVERIFY(rig.request && rig.request->edits.edits.front().verb == ServerEdit::Verb::Only);
    for (const QByteArray &line : rig.printed) {
        QVERIFY2(line.count('\n') == 1 && line.endsWith('\n'), line.constData());
        QVERIFY(QJsonDocument::fromJson(line).isObject());
    }
}

void TestHelper::reloads()
{
    Rig rig;
    QVERIFY(rig.ready);
    rig.planned.effect = ChangeEffect::Reload;
    rig.planned.files.pop_back();
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitCommitted));
    QVERIFY(rig.calls().contains("-h /run/chrony/chronyd.sock reload sources\n"));
    QVERIFY(!rig.calls().contains("restart"));
}

void TestHelper::logsWhoAndWhat()
{
    Rig rig;
    QVERIFY(rig.ready);
    rig.planned.files.front().path = u"/etc/chrony/sources.d/two\nlines.sources"_s;
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitCommitted));
    const QString log = rig.logged.join(u'\n');
    const QString shown = QString::fromLatin1(shownDigest());
    QVERIFY2(log.contains(u"apply chrony.service: shown %1, planned %1"_s.arg(shown)), qPrintable(log));
    QVERIFY2(log.contains(u"/etc/chrony/sources.d/two?lines.sources: from no file to "_s), qPrintable(log));
    QVERIFY2(log.contains(u"/etc/chrony/chrony.conf: from "_s), qPrintable(log));
    QVERIFY2(rig.logged.constLast().endsWith(u"committed."_s), qPrintable(log));
    for (const QString &line : rig.logged)
        QVERIFY2(line.startsWith(u"user 1000: "_s) && !line.contains(u'\n'), qPrintable(line));
}

void TestHelper::refusesABadRequest()
{
    Rig rig;
    QVERIFY(rig.ready);
    QCOMPARE(rig.helper().apply("{}"), int(Helper::exitRefused));
    QCOMPARE(rig.said(u"result"_s), u"refused"_s);
    QVERIFY(!rig.said(u"detail"_s).isEmpty());
    QVERIFY(!rig.request && rig.isOld() && rig.calls().isEmpty());
}

void TestHelper::refusesWhatCannotBePlanned()
{
    Rig rig;
    QVERIFY(rig.ready);
    rig.planError = Error{ErrorCode::ChangeRefused, {}, u"There would be no server left."_s};
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitRefused));
    QCOMPARE(rig.said(u"detail"_s), u"There would be no server left."_s);
    QVERIFY(rig.isOld() && !rig.hasChanged());
}

void TestHelper::refusesWhatWasNotShown()
{
    Rig rig;
    QVERIFY(rig.ready);
    QCOMPARE(rig.helper().apply(requestText(QByteArray(64, '8'))), int(Helper::exitRefused));
    QVERIFY(rig.isOld() && !rig.hasChanged());
}

void TestHelper::refusesFilesElsewhere_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path :
         {u"/run/chrony-dhcp/eth0.sources"_s, u"/usr/lib/chrony.conf"_s, u"/root/.profile"_s, u"/etc"_s,
          u"/etcetera/chrony.conf"_s, u"etc/chrony.conf"_s, u"/etc/../root/.profile"_s,
          u"/etc/chrony/../../root/x"_s})
        QTest::newRow(qPrintable(path)) << path;
}

void TestHelper::refusesFilesElsewhere()
{
    QFETCH(QString, path);
    Rig rig;
    QVERIFY(rig.ready && rig.tree.makeFolder(u"/root"_s));
    rig.planned.files.front().path = path;
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitRefused));
    QVERIFY(rig.isOld() && !rig.hasChanged());
    QVERIFY(QDir(rig.tree.real(u"/root"_s)).isEmpty());
}

void TestHelper::restores()
{
    Rig rig;
    QVERIFY(rig.ready);
    QVERIFY(rig.answer("[ \"$1\" != restart ] || grep -q ^pool " + QFile::encodeName(rig.tree.real(conf)) +
                       " || { echo 'Job failed.' >&2; exit 1; }"));
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitNotCommitted));
    QCOMPARE(rig.said(u"result"_s), u"restored"_s);
    QCOMPARE(rig.said(u"detail"_s), u"\"systemctl restart chrony.service\" said: Job failed."_s);
    QCOMPARE(rig.steps(),
             u"lock recover check validate journal write !restart restore restart_old verify_old"_s);
    QVERIFY(rig.isOld());
}

void TestHelper::undoes()
{
    Rig rig;
    QVERIFY(rig.ready);
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitCommitted));
    rig.printed.clear();
    rig.logged.clear();
    QCOMPARE(rig.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitCommitted));
    QVERIFY(rig.isOld());
    QCOMPARE(rig.said(u"result"_s), u"committed"_s);
    QVERIFY(rig.logged.constFirst().startsWith(u"user 1000: undo chrony.service: "_s));
}

void TestHelper::undoesTheChangeThatIsMeant()
{
    Rig rig;
    QVERIFY(rig.ready);
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitCommitted));
    QVERIFY(QFile::remove(rig.tree.real(u"/calls"_s)));
    QCOMPARE(rig.helper().undo("{}"), int(Helper::exitRefused));
    QVERIFY(rig.isNew() && rig.calls().isEmpty());
    QCOMPARE(rig.helper().undo(undoRequest(QByteArray(64, '8'), 60s)), int(Helper::exitRefused));
    QCOMPARE(rig.said(u"result"_s), u"refused"_s);
    const QRegularExpression sentence(
        u"^The last change is another one, made by user 1000 at 20[0-9-]{8} [0-9:]{8} UTC\\. "
        "\"synchroscopectl servers undo\" takes that one back\\.$"_s);
    QVERIFY2(sentence.match(rig.said(u"detail"_s)).hasMatch(), qPrintable(rig.said(u"detail"_s)));
    QVERIFY(rig.isNew() && !rig.hasChanged());
    QCOMPARE(rig.helper().undo(undoRequest(shownDigest(), 60s)), int(Helper::exitCommitted));
    QVERIFY(rig.isOld());
    // Once.
    QCOMPARE(rig.helper().undo(undoRequest(shownDigest(), 60s)), int(Helper::exitRefused));
    QCOMPARE(rig.said(u"detail"_s), u"There is no change to take back."_s);
}

void TestHelper::refusesToUndo()
{
    Rig rig;
    QVERIFY(rig.ready);
    QCOMPARE(rig.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitRefused));
    QCOMPARE(rig.said(u"detail"_s), u"There is no change to take back."_s);
    QCOMPARE(rig.helper().apply(requestText()), int(Helper::exitCommitted));
    QVERIFY(rig.tree.write(conf, "somebody's\n"));
    QCOMPARE(rig.helper().undo(undoRequest({}, std::chrono::seconds(60))), int(Helper::exitRefused));
    QVERIFY(rig.said(u"detail"_s).contains(conf));
    QCOMPARE(textOf(rig.tree.real(sources)), ownText());
}

int main(int argc, char **argv)
{
    if (!enterOwnMounts())
        return 1;
    const Mount run = Mount::small(u"/run"_s, "1m");
    if (!hasSocketFolder(run))
        return 1;
    QCoreApplication application(argc, argv);
    TestHelper test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_helper.moc"
