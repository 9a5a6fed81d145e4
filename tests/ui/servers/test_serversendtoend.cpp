// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/enginethread.h"
#include "tests/apply/polkit.h"
#include "tests/install/installedtree.h"
#include "tests/support/chronyd.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"

#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray lineOf(const Chronyd &server)
{
    return "server " + server.address().toString().toLatin1() + " port " + QByteArray::number(server.port()) +
           " iburst minpoll 0 maxpoll 0";
}

bool isTested(const SnapshotPtr &snapshot, size_t servers)
{
    return snapshot && snapshot->serverTests.size() == servers &&
           std::ranges::all_of(snapshot->serverTests, [](const ServerTest &test) {
               return test.isFinished && !test.asked.empty() && test.asked.front().estimate;
           });
}

} // namespace

/// The whole way: what is pasted into the window, real servers that are tested, the installed helper through
/// a real pkexec, and a real chronyd that takes the list up. The machine is this test's own.
class TestServersEndToEnd final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // pkexec refuses shells that /etc/shells does not name, and this machine's names none.
        qunsetenv("SHELL");
        // Fonts are found before /etc is another one.
        QVERIFY(!QFontDatabase::families().isEmpty());
        const QString failure = m_tree.install();
        QVERIFY2(failure.isEmpty(), qPrintable(failure));
        QVERIFY2(Polkit::addTo(m_tree.at({})), "There is no polkit where chronyd is.");
        m_machine = std::make_unique<PrivateMachine>(m_tree.at({}));
        QVERIFY2(m_machine->failure().isEmpty(), qPrintable(m_machine->failure()));
        QVERIFY2(m_polkit.start("org.synchroscope.helper."), qPrintable(m_polkit.failure()));
    }

    void pastedListIsTestedAppliedFollowedAndUndone()
    {
        Chronyd former(Chronyd::plain());
        Chronyd first(Chronyd::plain());
        Chronyd second(Chronyd::plain());
        for (Chronyd *server : {&former, &first, &second})
            QVERIFY2(server->start(), qPrintable(server->failure()));
        const QByteArray before =
            PrivateMachine::debiansConf().replace("server 127.0.0.1 port 11123 iburst", lineOf(former));
        QVERIFY(before.contains(lineOf(former)));
        QVERIFY(PrivateMachine::write(PrivateMachine::conf(), before));
        QVERIFY(PrivateMachine::systemctl(u"start"_s));

        EngineOptions options = EngineOptions::withoutTrace();
        options.helperProgram = InstalledTree::helper();
        EngineThread engine(options);
        const QTemporaryDir folder;
        Settings settings(folder.filePath(u"window.ini"_s));
        MainWindow window(engine, settings);
        window.resize(1180, 760);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.findChild<QAction *>(u"serversAction"_s)->trigger();
        QTRY_VERIFY(window.findChild<QAbstractItemView *>(u"serversView"_s) != nullptr);
        const auto &list = *window.findChild<QAbstractItemView *>(u"serversView"_s)->model();
        QTRY_COMPARE_WITH_TIMEOUT(list.rowCount(), 1, 20'000);
        QCOMPARE(engine.snapshot()->changeAbility, ChangeAbility::Able);

        auto &field = *window.findChild<QPlainTextEdit *>(u"additionField"_s);
        QApplication::clipboard()->setText(
            QString::fromLatin1("# my list\n" + lineOf(first) + "\n" + lineOf(second) + "\n"));
        field.setFocus();
        field.paste();
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(list.rowCount(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(isTested(engine.snapshot(), 2), 30'000);
        // Nothing is written before it is wanted.
        QCOMPARE(textOf(PrivateMachine::conf()), before);
        QVERIFY(!QFile::exists(PrivateMachine::ownSources()));

        auto &apply = *window.findChild<QPushButton *>(u"applyChanges"_s);
        QVERIFY(apply.isEnabled());
        QTest::mouseClick(&apply, Qt::LeftButton);
        const auto change = [&engine] {
            return engine.snapshot()->serverChange.value_or(ServerChangeReport());
        };
        QTRY_VERIFY_WITH_TIMEOUT(change().number == 1 && change().endedAt, 90'000);
        QVERIFY2(change().result == ChangeResult::Followed, qPrintable(change().detail));
        for (const ChangeStep &step : change().steps)
            QCOMPARE(step.state, ChangeStep::State::Done);
        QCOMPARE(textOf(PrivateMachine::ownSources()),
                 "# Written by Synchroscope. Lines may be edited here as well.\n" + lineOf(first) + "\n" +
                     lineOf(second) + "\n");
        QByteArray switchedOff = before;
        switchedOff.replace(lineOf(former), "#off(synchroscope): " + lineOf(former));
        QCOMPARE(textOf(PrivateMachine::conf()), switchedOff);
        // The draft has come true.
        QTRY_VERIFY(!apply.isEnabled());

        // Back again, by the same window.
        auto &undo = *window.findChild<QPushButton *>(u"undoChange"_s);
        QTRY_VERIFY(undo.isVisible());
        QTest::mouseClick(&undo, Qt::LeftButton);
        auto &undoIt = *window.findChild<QPushButton *>(u"undoIt"_s);
        QTRY_VERIFY(undoIt.isVisible() && undoIt.isEnabled());
        QTest::mouseClick(&undoIt, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(change().number == 2 && change().endedAt, 90'000);
        QVERIFY2(change().result == ChangeResult::Followed, qPrintable(change().detail));
        QCOMPARE(textOf(PrivateMachine::conf()), before);
        QVERIFY(!QFile::exists(PrivateMachine::ownSources()));
        QTRY_COMPARE(list.rowCount(), 1);
        QVERIFY(PrivateMachine::systemctl(u"stop"_s));
    }

private:
    InstalledTree m_tree;
    std::unique_ptr<PrivateMachine> m_machine;
    Polkit m_polkit;
};

int main(int argc, char **argv)
{
    return inOwnMachine(argc, argv, [](int count, char **arguments) {
        QApplication application(count, arguments);
        QApplication::setQuitOnLastWindowClosed(false);
        TestServersEndToEnd test;
        return QTest::qExec(&test, count, arguments);
    });
}

#include "test_serversendtoend.moc"
