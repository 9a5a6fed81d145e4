// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverfixture.h"
#include "ui/servers/draftstack.h"

#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::serverstest;
using namespace Qt::StringLiterals;

using Verb = ServerEdit::Verb;

namespace {

const DraftRow &rowOf(const DraftStack &stack, const QString &host)
{
    for (const DraftRow &row : stack.draft().rows()) {
        if (row.line.host == host)
            return row;
    }
    qFatal("There is no such server.");
    return stack.draft().rows().front();
}

int keyOf(const DraftStack &stack, const QString &host)
{
    return rowOf(stack, host).key;
}

void paste(DraftStack &stack, const QString &text)
{
    const ServerConfiguration &configuration = stack.draft().configuration();
    stack.add(readPastedServers(configuration.daemon, configuration.version, text).servers);
}

const ChangePlan &planOf(const DraftStack &stack)
{
    const auto &plan = stack.draft().plan();
    if (!std::holds_alternative<ChangePlan>(plan))
        qFatal("There is no plan.");
    return std::get<ChangePlan>(plan);
}

/// What the files would be.
Files after(const DraftStack &stack, const Files &files)
{
    return applied(files, planOf(stack).changes);
}

/// The servers in force after it, by their names.
QStringList inForce(const DraftStack &stack)
{
    QStringList names;
    for (const ListedServer &server : planOf(stack).servers) {
        if (server.isInForce)
            names.append(server.host.label());
    }
    return names;
}

ServerLine lineFrom(const char *text)
{
    return std::get<ServerLine>(parseServerLine(DaemonKind::Chrony, text));
}

QStringList ubuntuNames()
{
    return {u"ntp.ubuntu.com"_s, u"0.ubuntu.pool.ntp.org"_s, u"1.ubuntu.pool.ntp.org"_s,
            u"2.ubuntu.pool.ntp.org"_s};
}

QString threeServers()
{
    return u"ntp1.example.org ntp2.example.org ntp3.example.org"_s;
}

QStringList threeNames()
{
    return {u"ntp1.example.org"_s, u"ntp2.example.org"_s, u"ntp3.example.org"_s};
}

} // namespace

/// Wishes, the plan that follows, and what becomes of them when files change.
class TestServerDraft final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_stack = std::make_unique<DraftStack>();
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, ubuntuFiles()));
    }

    void listsWhatIsThere()
    {
        QCOMPARE(m_stack->draft().rows().size(), 4U);
        QVERIFY(!m_stack->draft().hasChanges());
        QVERIFY(m_stack->draft().edits().edits.empty());
        QVERIFY(planOf(*m_stack).changes.empty());
        const DraftRow &row = m_stack->draft().rows().front();
        QCOMPARE(row.line.type, ServerType::Pool);
        QVERIFY(row.isUsed && row.isUsedOnDisk && !row.isPending());
    }

    void switchesOffAndOn()
    {
        const int key = keyOf(*m_stack, u"ntp.ubuntu.com"_s);
        m_stack->setUsed({key}, false);
        QVERIFY(m_stack->draft().row(key)->isSwitched());
        QCOMPARE(m_stack->draft().edits().edits,
                 (std::vector<ServerEdit>{{Verb::Disable, u"/etc/chrony/chrony.conf:4"_s, {}}}));
        const Files off = after(*m_stack, ubuntuFiles());
        QVERIFY(off.at(chronyConf).contains("#off(synchroscope): pool ntp.ubuntu.com        iburst"));
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, off));
        QVERIFY(!m_stack->draft().hasChanges());
        QCOMPARE(keyOf(*m_stack, u"ntp.ubuntu.com"_s), key);
        m_stack->setUsed({key}, true);
        QCOMPARE(m_stack->draft().edits().edits,
                 (std::vector<ServerEdit>{{Verb::Enable, u"/etc/chrony/chrony.conf:4"_s, {}}}));
        QCOMPARE(after(*m_stack, off), ubuntuFiles());
    }

    void removes()
    {
        m_stack->remove({keyOf(*m_stack, u"0.ubuntu.pool.ntp.org"_s), keyOf(*m_stack, u"ntp.ubuntu.com"_s)});
        QCOMPARE(m_stack->draft().edits().edits.size(), 2U);
        QCOMPARE(inForce(*m_stack), ubuntuNames().mid(2));
        QCOMPARE(m_stack->undoStack().count(), 1);
    }

    void changesALine()
    {
        const int key = keyOf(*m_stack, u"0.ubuntu.pool.ntp.org"_s);
        m_stack->setLine(key, lineFrom("pool 0.ubuntu.pool.ntp.org iburst maxsources 2"));
        QVERIFY(m_stack->draft().row(key)->isChanged());
        QCOMPARE(m_stack->draft().edits().edits,
                 (std::vector<ServerEdit>{{Verb::Set,
                                           u"/etc/chrony/chrony.conf:5"_s,
                                           {u"pool 0.ubuntu.pool.ntp.org iburst maxsources 2"_s}}}));
        m_stack->setLine(key, m_stack->draft().row(key)->lineOnDisk);
        QVERIFY(!m_stack->draft().hasChanges());
    }

    void addsOne()
    {
        paste(*m_stack, u"ntp1.example.org"_s);
        QVERIFY(rowOf(*m_stack, u"ntp1.example.org"_s).isNew());
        QVERIFY(m_stack->draft().asksWhetherOnly());
        QVERIFY(!m_stack->draft().takesOnlyThese());
        QCOMPARE(m_stack->draft().edits().edits,
                 (std::vector<ServerEdit>{{Verb::Add, {}, {u"server ntp1.example.org iburst"_s}}}));
        QCOMPARE(planOf(*m_stack).effect, ChangeEffect::Reload);
    }

    void addsOnlyThese()
    {
        paste(*m_stack, threeServers());
        QVERIFY(m_stack->draft().takesOnlyThese());
        QCOMPARE(m_stack->draft().theseCount(), 3);
        QCOMPARE(inForce(*m_stack), threeNames());
        QCOMPARE(m_stack->draft().edits().edits.size(), 1U);
        QCOMPARE(m_stack->draft().edits().edits.front().verb, Verb::Only);
        const DraftRow &pool = rowOf(*m_stack, u"ntp.ubuntu.com"_s);
        QVERIFY(pool.isSwitched() && !pool.isUsed);
        m_stack->setOnlyThese(false);
        QCOMPARE(inForce(*m_stack), ubuntuNames() + threeNames());
        m_stack->setOnlyThese(true);
        QCOMPARE(inForce(*m_stack), threeNames());
    }

    void onlyTheseCanSpareOne()
    {
        paste(*m_stack, threeServers());
        m_stack->setUsed({keyOf(*m_stack, u"ntp.ubuntu.com"_s)}, true);
        QCOMPARE(inForce(*m_stack), QStringList{u"ntp.ubuntu.com"_s} + threeNames());
        m_stack->setUsed({keyOf(*m_stack, u"ntp.ubuntu.com"_s)}, false);
        QCOMPARE(inForce(*m_stack), threeNames());
    }

    void onlyTheseSparesWhatIsDoubtful()
    {
        Files files = ubuntuFiles();
        // An option that the installed version does not know yet.
        files[chronyConf] += "server old.example.org ipv4\n";
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, files));
        paste(*m_stack, threeServers());
        m_stack->setUsed({keyOf(*m_stack, u"old.example.org"_s)}, true);
        QVERIFY(std::holds_alternative<ChangePlan>(m_stack->draft().plan()));
        QVERIFY(inForce(*m_stack).contains(u"old.example.org"_s));
    }

    void pastesWhatIsThereAlready()
    {
        paste(*m_stack, u"ntp.ubuntu.com ntp1.example.org"_s);
        QCOMPARE(m_stack->draft().rows().size(), 5U);
        QCOMPARE(m_stack->draft().theseCount(), 2);
        QCOMPARE(inForce(*m_stack), (QStringList{u"ntp.ubuntu.com"_s, u"ntp1.example.org"_s}));
        QVERIFY(!m_stack->draft().row(keyOf(*m_stack, u"ntp.ubuntu.com"_s))->isPending());
    }

    void pastesAnotherLineOfAServer()
    {
        paste(*m_stack, u"pool ntp.ubuntu.com iburst maxsources 2"_s);
        QCOMPARE(m_stack->draft().rows().size(), 4U);
        QCOMPARE(m_stack->draft().edits().edits.front().verb, Verb::Set);
    }

    void additionsCanBeLeftOut()
    {
        paste(*m_stack, u"ntp1.example.org ntp2.example.org"_s);
        m_stack->setUsed({keyOf(*m_stack, u"ntp2.example.org"_s)}, false);
        QCOMPARE(inForce(*m_stack), QStringList{u"ntp1.example.org"_s});
        m_stack->remove({keyOf(*m_stack, u"ntp1.example.org"_s), keyOf(*m_stack, u"ntp2.example.org"_s)});
        QVERIFY(!m_stack->draft().hasChanges());
        QVERIFY(!m_stack->draft().takesOnlyThese());
    }

    void undoesEachStep()
    {
        const QSignalSpy changes(m_stack.get(), &DraftStack::changed);
        std::vector<DraftWishes> states{m_stack->draft().wishes()};
        const auto note = [&] { states.push_back(m_stack->draft().wishes()); };
        paste(*m_stack, threeServers());
        note();
        m_stack->setOnlyThese(false);
        note();
        m_stack->setUsed({keyOf(*m_stack, u"ntp.ubuntu.com"_s)}, false);
        note();
        m_stack->setLine(keyOf(*m_stack, u"ntp1.example.org"_s), lineFrom("pool ntp1.example.org iburst"));
        note();
        m_stack->remove({keyOf(*m_stack, u"ntp2.example.org"_s)});
        note();
        m_stack->discard();
        note();
        QVERIFY(!m_stack->draft().hasChanges());
        for (size_t i = states.size() - 1; i-- > 0;) {
            m_stack->undoStack().undo();
            QCOMPARE(m_stack->draft().wishes(), states[i]);
        }
        QVERIFY(!m_stack->undoStack().canUndo());
        for (size_t i = 1; i < states.size(); ++i) {
            m_stack->undoStack().redo();
            QCOMPARE(m_stack->draft().wishes(), states[i]);
        }
        QCOMPARE(changes.count(), 18);
    }

    void whatChangesNothingIsNoStep()
    {
        m_stack->setLine(keyOf(*m_stack, u"ntp.ubuntu.com"_s), rowOf(*m_stack, u"ntp.ubuntu.com"_s).line);
        m_stack->discard();
        m_stack->dropLost();
        QCOMPARE(m_stack->undoStack().count(), 0);
    }

    void wishesStayWithTheirServers()
    {
        m_stack->setUsed({keyOf(*m_stack, u"ntp.ubuntu.com"_s)}, false);
        m_stack->setLine(keyOf(*m_stack, u"0.ubuntu.pool.ntp.org"_s),
                         lineFrom("pool 0.ubuntu.pool.ntp.org iburst maxsources 3"));
        paste(*m_stack, u"ntp1.example.org"_s);
        Files files = ubuntuFiles();
        files[chronyConf].prepend("# A line more.\nserver first.example.org iburst\n");
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, files));
        QVERIFY(m_stack->draft().lost().empty());
        QCOMPARE(m_stack->draft().rows().size(), 6U);
        QCOMPARE(inForce(*m_stack), (QStringList{u"first.example.org"_s} + ubuntuNames().mid(1) +
                                     QStringList{u"ntp1.example.org"_s}));
        QVERIFY(after(*m_stack, files).at(chronyConf).contains("0.ubuntu.pool.ntp.org iburst maxsources 3"));
        QCOMPARE(m_stack->undoStack().count(), 3);
        m_stack->undoStack().undo();
        m_stack->undoStack().undo();
        m_stack->undoStack().undo();
        QVERIFY(!m_stack->draft().hasChanges());
    }

    void whatHasGoneIsTold()
    {
        const int key = keyOf(*m_stack, u"0.ubuntu.pool.ntp.org"_s);
        m_stack->setLine(key, lineFrom("pool 0.ubuntu.pool.ntp.org iburst maxsources 3"));
        Files files = ubuntuFiles();
        files[chronyConf].replace("pool 0.ubuntu.pool.ntp.org iburst maxsources 1\n", "");
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, files));
        QCOMPARE(m_stack->draft().lost().size(), 1U);
        QCOMPARE(m_stack->draft().lost().front().line.host, u"0.ubuntu.pool.ntp.org"_s);
        QVERIFY(std::holds_alternative<ChangePlan>(m_stack->draft().plan()));
        m_stack->addLost();
        QVERIFY(m_stack->draft().lost().empty());
        QVERIFY(inForce(*m_stack).contains(u"0.ubuntu.pool.ntp.org"_s));
        m_stack->undoStack().undo();
        m_stack->dropLost();
        QVERIFY(m_stack->draft().lost().empty() && !m_stack->draft().hasChanges());
    }

    void whatWasToGoAndHasGoneIsDone()
    {
        m_stack->remove({keyOf(*m_stack, u"0.ubuntu.pool.ntp.org"_s)});
        Files files = ubuntuFiles();
        files[chronyConf].replace("pool 0.ubuntu.pool.ntp.org iburst maxsources 1\n", "");
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, files));
        QVERIFY(m_stack->draft().lost().empty());
        QVERIFY(!m_stack->draft().hasChanges());
        QVERIFY(!m_stack->undoStack().canUndo());
    }

    /// What was wished of one of two lines is not wished of the other once it is done.
    void linesThatAreTheSameAreToldApart_data()
    {
        QTest::addColumn<bool>("isTimesyncd");
        QTest::addColumn<bool>("isRemoval");
        QTest::newRow("one is removed") << false << true;
        QTest::newRow("one is changed") << false << false;
        QTest::newRow("one is removed, timesyncd") << true << true;
        QTest::newRow("one is changed, timesyncd") << true << false;
    }
    void linesThatAreTheSameAreToldApart()
    {
        QFETCH(bool, isTimesyncd);
        QFETCH(bool, isRemoval);
        const DaemonKind daemon = isTimesyncd ? DaemonKind::Timesyncd : DaemonKind::Chrony;
        const Files files =
            isTimesyncd ? Files{{timesyncdConf, "[Time]\nNTP=a.example.org a.example.org c.example.org\n"}}
                        : Files{{chronyConf, "server a.example.org iburst\nserver a.example.org iburst\n"
                                             "server c.example.org iburst\n"}};
        m_stack->setConfiguration(configurationOf(daemon, files));
        const std::vector<DraftRow> rows = m_stack->draft().rows();
        if (isRemoval)
            m_stack->remove({rows[0].key});
        else
            m_stack->setLine(rows[0].key, isTimesyncd ? ServerLine{.host = u"b.example.org"_s}
                                                      : lineFrom("server b.example.org iburst"));
        const Files done = after(*m_stack, files);
        // Something else is wanted still, so that the wishes stay.
        m_stack->setLine(rows[2].key, isTimesyncd ? ServerLine{.host = u"d.example.org"_s}
                                                  : lineFrom("server d.example.org iburst"));
        m_stack->setConfiguration(configurationOf(daemon, done));
        QVERIFY(!rowOf(*m_stack, u"a.example.org"_s).isPending());
        QCOMPARE(keyOf(*m_stack, u"a.example.org"_s), rows[1].key);
        QVERIFY(rowOf(*m_stack, u"d.example.org"_s).isChanged());
        QVERIFY(m_stack->draft().lost().empty());
        QCOMPARE(m_stack->draft().edits().edits.size(), 1U);
    }

    /// One line becomes what another one was.
    void linesThatTakeEachOthersPlaceAreToldApart_data()
    {
        QTest::addColumn<bool>("isExchange");
        QTest::addColumn<bool>("isDone");
        QTest::newRow("in a row") << false << true;
        QTest::newRow("in a row, not done yet") << false << false;
        QTest::newRow("exchanged") << true << true;
        QTest::newRow("exchanged, not done yet") << true << false;
    }
    void linesThatTakeEachOthersPlaceAreToldApart()
    {
        QFETCH(bool, isExchange);
        QFETCH(bool, isDone);
        const Files files{{chronyConf, "server a.example.org\nserver b.example.org\nserver x.example.org\n"}};
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, files));
        const int first = keyOf(*m_stack, u"a.example.org"_s);
        const int second = keyOf(*m_stack, u"b.example.org"_s);
        m_stack->setLine(first, lineFrom("server b.example.org"));
        m_stack->setLine(second, lineFrom(isExchange ? "server a.example.org" : "server c.example.org"));
        Files next = isDone ? after(*m_stack, files) : files;
        next[chronyConf] += "# A line more.\n";
        m_stack->setUsed({keyOf(*m_stack, u"x.example.org"_s)}, false);
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, next));
        QVERIFY(m_stack->draft().lost().empty());
        QCOMPARE(m_stack->draft().rows()[0].key, first);
        QCOMPARE(m_stack->draft().rows()[1].key, second);
        QCOMPARE(m_stack->draft().rows()[0].isChanged(), !isDone);
        QCOMPARE(m_stack->draft().rows()[1].isChanged(), !isDone);
    }

    void whatCameTrueDoesNotComeBack_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("removed") << 0;
        QTest::newRow("switched off") << 1;
        QTest::newRow("changed") << 2;
    }
    void whatCameTrueDoesNotComeBack()
    {
        QFETCH(int, kind);
        paste(*m_stack, u"ntp1.example.org ntp2.example.org"_s);
        m_stack->setOnlyThese(true);
        Files files = ubuntuFiles();
        files[ownSources] = "server ntp1.example.org iburst\nserver ntp9.example.org iburst\n";
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, files));
        const int key = keyOf(*m_stack, u"ntp1.example.org"_s);
        QVERIFY(!m_stack->draft().row(key)->isPending());
        if (kind == 0)
            m_stack->remove({key});
        else if (kind == 1)
            m_stack->setUsed({key}, false);
        else
            m_stack->setLine(key, lineFrom("server ntp1.example.org iburst prefer"));
        QVERIFY(kind != 2 || m_stack->draft().row(key)->isUsed); // still one of these
        files[ownSources] = QByteArrayList{"server ntp9.example.org iburst\n",
                                           "#off(synchroscope): server ntp1.example.org iburst\n"
                                           "server ntp9.example.org iburst\n",
                                           "server ntp1.example.org iburst prefer\n"
                                           "server ntp9.example.org iburst\n"}[kind];
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, files));
        int rows = 0;
        for (const DraftRow &row : m_stack->draft().rows()) {
            QVERIFY(row.host() != "ntp1.example.org"_L1 || !row.isPending());
            rows += row.host() == "ntp1.example.org"_L1 ? 1 : 0;
        }
        QCOMPARE(rows, kind == 0 ? 0 : 1);
        QVERIFY(rowOf(*m_stack, u"ntp2.example.org"_s).isNew());
    }

    void stepsAreCalledWhatTheyDo()
    {
        m_stack->setMayLeaveNone(true);
        const QString leave = m_stack->undoStack().undoText();
        m_stack->setMayLeaveNone(false);
        QVERIFY(m_stack->undoStack().undoText() != leave);
        m_stack->setDhcpIgnored(true);
        const QString ignore = m_stack->undoStack().undoText();
        m_stack->setDhcpIgnored(false);
        QVERIFY(m_stack->undoStack().undoText() != ignore);
    }

    void isForgottenWhenItHasComeTrue_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("only these") << 0;
        QTest::newRow("also these") << 1;
        QTest::newRow("a changed line") << 2;
        QTest::newRow("all at once") << 3;
    }
    void isForgottenWhenItHasComeTrue()
    {
        QFETCH(int, kind);
        if (kind != 2)
            paste(*m_stack, threeServers());
        if (kind == 1 || kind == 3)
            m_stack->setOnlyThese(false);
        if (kind >= 2)
            m_stack->setLine(keyOf(*m_stack, u"ntp.ubuntu.com"_s), lineFrom("server time.example.org"));
        if (kind == 3) {
            m_stack->remove({keyOf(*m_stack, u"0.ubuntu.pool.ntp.org"_s)});
            m_stack->setUsed({keyOf(*m_stack, u"1.ubuntu.pool.ntp.org"_s)}, false);
        }
        QVERIFY(m_stack->draft().hasChanges());
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, after(*m_stack, ubuntuFiles())));
        QVERIFY(!m_stack->draft().hasChanges());
        QVERIFY(m_stack->draft().lost().empty());
        QCOMPARE(m_stack->draft().wishes(), DraftWishes());
        QVERIFY(!m_stack->undoStack().canUndo());
    }

    void sameFilesAreNotReadAgain()
    {
        const ServerConfiguration configuration = m_stack->draft().configuration();
        const auto *plan = &planOf(*m_stack);
        const QSignalSpy changes(m_stack.get(), &DraftStack::changed);
        m_stack->setConfiguration(configuration);
        QCOMPARE(changes.count(), 0);
        QCOMPARE(&planOf(*m_stack), plan);
    }

    void leavesNoneOnlyWhenAllowed()
    {
        std::vector<int> keys;
        for (const DraftRow &row : m_stack->draft().rows())
            keys.push_back(row.key);
        m_stack->setUsed(keys, false);
        QCOMPARE(std::get<PlanFault>(m_stack->draft().plan()).kind, PlanFault::Kind::LeavesNone);
        QVERIFY(m_stack->draft().servers().size() == 4 && !m_stack->draft().servers().front().isInForce);
        m_stack->setMayLeaveNone(true);
        QVERIFY(inForce(*m_stack).isEmpty());
    }

    void versionsDecide()
    {
        const int key = keyOf(*m_stack, u"ntp.ubuntu.com"_s);
        const ServerLine line = lineFrom("pool ntp.ubuntu.com iburst ipv4");
        m_stack->setLine(key, line);
        QCOMPARE(std::get<PlanFault>(m_stack->draft().plan()).kind, PlanFault::Kind::LineRefused);
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, ubuntuFiles(), DaemonVersion{{4, 6}}));
        QVERIFY(std::holds_alternative<ChangePlan>(m_stack->draft().plan()));
    }

    void networksFilesAreLeftAlone()
    {
        Files files = ubuntuFiles();
        files[u"/run/chrony-dhcp/eth0.sources"_s] = "server dhcp.example.org iburst\n";
        m_stack->setConfiguration(configurationOf(DaemonKind::Chrony, files));
        const int key = keyOf(*m_stack, u"dhcp.example.org"_s);
        m_stack->setUsed({key}, false);
        m_stack->remove({key});
        QVERIFY(!m_stack->draft().hasChanges());
        paste(*m_stack, threeServers());
        QVERIFY(m_stack->draft().row(key)->isUsed);
        QVERIFY(inForce(*m_stack).contains(u"dhcp.example.org"_s));
        QVERIFY(std::ranges::any_of(planOf(*m_stack).warnings, [](const PlanWarning &warning) {
            return warning.kind == PlanWarning::Kind::StaysInForce;
        }));
    }

    void timesyncd()
    {
        const Files files{{timesyncdConf, "[Time]\nNTP=a.example.org b.example.org\n"}};
        m_stack->setConfiguration(configurationOf(DaemonKind::Timesyncd, files, {}));
        QCOMPARE(m_stack->draft().rows().size(), 2U);
        paste(*m_stack, threeServers());
        QCOMPARE(inForce(*m_stack), threeNames());
        Files changed = after(*m_stack, files);
        m_stack->setConfiguration(configurationOf(DaemonKind::Timesyncd, changed, {}));
        QCOMPARE(m_stack->draft().wishes(), DraftWishes());
        // What our own file takes back can be taken into use again.
        const int key = keyOf(*m_stack, u"a.example.org"_s);
        QVERIFY(!m_stack->draft().row(key)->isUsed);
        m_stack->setUsed({key}, true);
        QCOMPARE(inForce(*m_stack), threeNames() + QStringList{u"a.example.org"_s});
        m_stack->setUsed({key}, false);
        m_stack->setLine(keyOf(*m_stack, u"ntp1.example.org"_s), {.host = u"ntp9.example.org"_s});
        QCOMPARE(inForce(*m_stack),
                 (QStringList{u"ntp9.example.org"_s, u"ntp2.example.org"_s, u"ntp3.example.org"_s}));
        m_stack->remove({keyOf(*m_stack, u"ntp2.example.org"_s)});
        QCOMPARE(inForce(*m_stack), (QStringList{u"ntp9.example.org"_s, u"ntp3.example.org"_s}));
    }

    void timesyncdSparesOne()
    {
        const Files files{{timesyncdConf, "[Time]\nNTP=a.example.org b.example.org\n"}};
        m_stack->setConfiguration(configurationOf(DaemonKind::Timesyncd, files, {}));
        paste(*m_stack, threeServers());
        m_stack->setUsed({keyOf(*m_stack, u"b.example.org"_s)}, true);
        QStringList names = inForce(*m_stack);
        names.sort();
        QCOMPARE(names, QStringList{u"b.example.org"_s} + threeNames());
    }

    void ntpsec()
    {
        const Files files{
            {ntpsecConf, "driftfile /var/lib/ntpsec/ntp.drift\npool 0.example.org iburst # ours\n"}};
        m_stack->setConfiguration(configurationOf(DaemonKind::Ntpsec, files, DaemonVersion{{1, 2, 2}}));
        paste(*m_stack, threeServers());
        QCOMPARE(inForce(*m_stack), threeNames());
        QVERIFY(after(*m_stack, files)
                    .at(ntpsecConf)
                    .contains("#off(synchroscope): pool 0.example.org iburst # ours\n"));
    }

    void networksServersAreIgnoredOnceAsked()
    {
        const QString defaults = u"/etc/default/ntpsec"_s;
        const Files files{{ntpsecConf, "pool a.example.org iburst\n"},
                          {u"/run/ntpsec/ntp.conf.dhcp"_s, "server 192.0.2.1 iburst\n"},
                          {defaults, "IGNORE_DHCP=\"\"\n"}};
        m_stack->setConfiguration(configurationOf(DaemonKind::Ntpsec, files, DaemonVersion{{1, 2, 2}}));
        QVERIFY(m_stack->draft().runsFromDhcpCopy());
        QCOMPARE(inForce(*m_stack), QStringList{u"192.0.2.1"_s});
        QVERIFY(!m_stack->draft().hasChanges());
        m_stack->setDhcpIgnored(true);
        QVERIFY(m_stack->draft().hasChanges());
        QCOMPARE(inForce(*m_stack), QStringList{u"a.example.org"_s});
        const Files done = after(*m_stack, files);
        QCOMPARE(done.at(defaults), QByteArray("IGNORE_DHCP=yes\n"));
        m_stack->undoStack().undo();
        QVERIFY(!m_stack->draft().hasChanges());
        m_stack->undoStack().redo();
        // It has come true.
        m_stack->setConfiguration(configurationOf(DaemonKind::Ntpsec, done, DaemonVersion{{1, 2, 2}}));
        QVERIFY(!m_stack->draft().runsFromDhcpCopy() && !m_stack->draft().hasChanges());
    }

    void othersAreOnlyShown()
    {
        const Files files{{u"/etc/openntpd/ntpd.conf"_s, "servers pool.ntp.org\n"}};
        m_stack->setConfiguration(configurationOf(DaemonKind::OpenNtpd, files, {}));
        QCOMPARE(m_stack->draft().rows().size(), 1U);
        m_stack->setUsed({m_stack->draft().rows().front().key}, false);
        QVERIFY(!m_stack->draft().hasChanges());
        QCOMPARE(std::get<PlanFault>(m_stack->draft().plan()).kind, PlanFault::Kind::NotEditable);
    }

    /// Every mixture of wishes that a person can make leads to the list that the rows show.
    void planDoesWhatTheRowsSay()
    {
        for (unsigned mixture = 0; mixture < 512; ++mixture) {
            DraftStack stack;
            const bool isTimesyncd = (mixture & 256) != 0;
            const Files files = isTimesyncd
                                    ? Files{{timesyncdConf, "[Time]\nNTP=a.example.org b.example.org\n"},
                                            {u"/etc/systemd/timesyncd.conf.d/90-synchroscope.conf"_s,
                                             "[Time]\nNTP=\nNTP=c.example.org d.example.org\n"}}
                                    : ubuntuFiles();
            stack.setConfiguration(
                configurationOf(isTimesyncd ? DaemonKind::Timesyncd : DaemonKind::Chrony, files));
            std::vector<int> keys;
            for (const DraftRow &row : stack.draft().rows())
                keys.push_back(row.key);
            if (mixture & 1)
                paste(stack, threeServers());
            if (mixture & 2)
                stack.setOnlyThese((mixture & 4) != 0);
            if (mixture & 8)
                stack.setUsed({keys[0]}, (mixture & 16) != 0);
            if (mixture & 32)
                stack.remove({keys[1]});
            if (mixture & 64)
                stack.setLine(keys[2], isTimesyncd ? ServerLine{.host = u"z.example.org"_s}
                                                   : lineFrom("server z.example.org iburst"));
            if (mixture & 128)
                stack.setUsed({keys[3]}, false);
            QStringList wanted;
            for (const DraftRow &row : stack.draft().rows()) {
                if (row.isUsed)
                    wanted.append(row.line.host);
            }
            const PlanFault *fault = std::get_if<PlanFault>(&stack.draft().plan());
            if (wanted.isEmpty()) {
                QVERIFY(fault != nullptr && fault->kind == PlanFault::Kind::LeavesNone);
                continue;
            }
            QStringList planned = inForce(stack);
            wanted.sort();
            planned.sort();
            QVERIFY2(planned == wanted, qPrintable(u"%1: %2 instead of %3"_s.arg(mixture).arg(
                                            planned.join(u' '), wanted.join(u' '))));
            stack.setConfiguration(configurationOf(isTimesyncd ? DaemonKind::Timesyncd : DaemonKind::Chrony,
                                                   after(stack, files)));
            QVERIFY2(!stack.draft().hasChanges() && stack.draft().lost().empty(),
                     qPrintable(u"%1 is not done after it was done"_s.arg(mixture)));
        }
    }

private:
    std::unique_ptr<DraftStack> m_stack;
};

QTEST_GUILESS_MAIN(TestServerDraft)
#include "test_serverdraft.moc"
