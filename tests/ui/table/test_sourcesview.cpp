// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/seriesid.h"
#include "tablefixture.h"
#include "ui/table/sourcedelegates.h"
#include "ui/table/sourcesmodel.h"
#include "ui/table/sourcesview.h"
#include "ui/table/stateicon.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::tabletest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString first = u"ntp1.example.net"_s;
const QString second = u"ntp2.example.net"_s;
const QString third = u"ntp3.example.net"_s;

SnapshotPtr threeSources()
{
    SourceSnapshot stopped = freshSource(third);
    stopped.activity = SourceActivity::Stopped;
    SourceSnapshot other = answeringSource(second, 900us);
    other.address = u"192.0.2.2"_s;
    return snapshotOf({answeringSource(first, 1ms), other, stopped});
}

QAction *actionOf(QMenu &menu, const QString &text)
{
    const QList<QAction *> actions = menu.actions();
    for (QAction *action : actions) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

} // namespace

class TestSourcesView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<SourcesModel>();
        m_view = std::make_unique<SourcesView>(m_model.get());
        m_model->setSnapshot(threeSources());
        m_view->resize(1000, 220);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_view->setFocus();
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void selectionIsTold()
    {
        const QSignalSpy selected(m_view.get(), &SourcesView::sourceSelected);
        m_view->selectSource(idOf(second));
        QCOMPARE(m_view->selectedSource(), idOf(second));
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.last()[0].value<SourceId>(), idOf(second));
        m_view->clearSelection();
        QCOMPARE(selected.last()[0].value<SourceId>(), SourceId());
        m_view->selectSource(idOf(u"unknown.example.net"_s));
        QCOMPARE(m_view->selectedSource(), SourceId());
    }

    void selectionStaysWithItsSource()
    {
        m_view->selectSource(idOf(second));
        m_model->setSnapshot(snapshotOf({answeringSource(second, 900us)}));
        QCOMPARE(m_view->selectedSource(), idOf(second));
        m_model->setSnapshot(snapshotOf({}));
        QCOMPARE(m_view->selectedSource(), SourceId());
    }

    void sortsByRawValues()
    {
        m_view->sortByColumn(SourcesModel::Offset, Qt::AscendingOrder);
        const QAbstractItemModel &sorted = *m_view->model();
        QCOMPARE(sorted.index(0, SourcesModel::Name).data().toString(), second); // 900 µs
        QCOMPARE(sorted.index(1, SourcesModel::Name).data().toString(), first);  // 1.0 ms
        QCOMPARE(sorted.index(2, SourcesModel::Name).data().toString(), third);  // unknown
        m_view->sortByColumn(-1, Qt::AscendingOrder);
        QCOMPARE(sorted.index(0, SourcesModel::Name).data().toString(), first);
    }

    void renamesInPlaceWhileSnapshotsCome()
    {
        const QSignalSpy renamed(m_view.get(), &SourcesView::renameRequested);
        m_view->selectSource(idOf(first));
        QTest::keyClick(m_view.get(), Qt::Key_F2);
        auto *editor = m_view->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), first);
        editor->selectAll();
        QTest::keyClicks(editor, u"the good"_s);
        SourceSnapshot later = answeringSource(first, 2ms);
        later.requests = 40;
        later.lastSample->raw += 64s;
        m_model->setSnapshot(snapshotOf({later, answeringSource(second, 900us), freshSource(third)}));
        m_model->tick(now + 1s);
        QCOMPARE(editor->text(), u"the good"_s); // nobody pulls it away
        QTest::keyClicks(editor, u" one"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(renamed.size(), 1);
        QCOMPARE(renamed.first()[0].value<SourceId>(), idOf(first));
        QCOMPARE(renamed.first()[1].toString(), u"the good one"_s);
    }

    void escapeGivesUpRenaming()
    {
        const QSignalSpy renamed(m_view.get(), &SourcesView::renameRequested);
        m_view->selectSource(idOf(first));
        QTest::keyClick(m_view.get(), Qt::Key_F2);
        auto *editor = m_view->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor);
        QTest::keyClicks(editor, u"x"_s);
        QTest::keyClick(editor, Qt::Key_Escape);
        QCOMPARE(renamed.size(), 0);
        QCOMPARE(m_view->selectedSource(), idOf(first));
    }

    void deleteAsksForRemoval()
    {
        const QSignalSpy removed(m_view.get(), &SourcesView::removeRequested);
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(removed.size(), 0); // nothing is selected
        m_view->selectSource(idOf(second));
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first()[0].value<SourceId>(), idOf(second));
    }

    void copiesTheSelectedRowsAsText()
    {
        m_view->selectSource(idOf(first));
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith(u"State    Server                        Reach "_s));
        // As on the screen, without the columns that are not there.
        QVERIFY2(lines[1].startsWith(u"answers  ntp1.example.net (192.0.2.1)  answered 7 of the last 8  "
                                     "12 s         1.0 ms ahead ± 13 ms  Answers in "_s),
                 qPrintable(lines[1]));
        QVERIFY(lines[2].startsWith(u"answers  ntp2.example.net (192.0.2.2)  "_s));
        QCOMPARE(lines[3], QString());
        QVERIFY(!lines[0].contains(u"Stratum"_s));
    }

    void copiesAsCsv()
    {
        m_view->sortByColumn(SourcesModel::Name, Qt::DescendingOrder);
        m_view->setColumnHidden(SourcesModel::Stratum, false);
        m_view->header()->moveSection(m_view->header()->visualIndex(SourcesModel::Stratum), 0);
        for (const int column :
             {SourcesModel::State, SourcesModel::Reach, SourcesModel::LastAnswer, SourcesModel::Happening})
            m_view->setColumnHidden(column, true);
        // Nothing is selected: all can be copied, and nothing else be done.
        QMenu *menu = openMenu();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 1);
        actionOf(*menu, u"Copy All as CSV"_s)->trigger();
        menu->close();
        const QString header = u"stratum,name,offset_s,bound_s\r\n"_s;
        const QString two = u"2,ntp2.example.net,0.000900000,0.013000000\r\n"_s;
        QCOMPARE(QApplication::clipboard()->text(), header + u",ntp3.example.net,,\r\n"_s + two +
                                                        u"2,ntp1.example.net,0.001000000,0.013000000\r\n"_s);
        QCOMPARE(QApplication::clipboard()->mimeData()->data(u"text/csv"_s).count("\r\n"), 4);

        m_view->selectSource(idOf(second));
        menu = openMenu();
        QVERIFY(menu);
        actionOf(*menu, u"Copy as CSV"_s)->trigger();
        menu->close();
        QCOMPARE(QApplication::clipboard()->text(), header + two);
    }

    void headingsAndPoolsStandForTheirRows()
    {
        DaemonSource member = followedSource(u"pool.example"_s, u"203.0.113.1"_s);
        DaemonSource other = member;
        other.ordinal = 1;
        m_model->setSnapshot(snapshotOf({answeringSource(first, 1ms)}, {chronyd({member, other})}));
        for (const int column :
             {SourcesModel::State, SourcesModel::Reach, SourcesModel::LastAnswer, SourcesModel::Happening})
            m_view->setColumnHidden(column, true);
        QApplication::clipboard()->clear();
        m_view->copyAllAsCsv();
        const QString pool = u"chrony#0,,pool.example,,\r\n"_s;
        QCOMPARE(QApplication::clipboard()->text(), u"service,service_heard_utc,name,offset_s,bound_s\r\n"_s +
                                                        pool + pool +
                                                        u",,ntp1.example.net,0.001000000,0.013000000\r\n"_s);
        m_view->selectAll();
        m_view->copyAsCsv();
        QCOMPARE(QApplication::clipboard()->text().count(pool), 2); // once for the pool and its rows together
    }

    void severalAreRemovedTogether()
    {
        const QSignalSpy removed(m_view.get(), &SourcesView::removeRequested);
        m_view->selectSource(idOf(first));
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(removed.size(), 2);
        QCOMPARE(removed[0][0].value<SourceId>(), idOf(first));
        QCOMPARE(removed[1][0].value<SourceId>(), idOf(second));
    }

    void theFilterLeavesTheSelectionAlone()
    {
        m_view->selectSource(idOf(second));
        const QSignalSpy selected(m_view.get(), &SourcesView::sourceSelected);
        m_view->setFilter(u"NTP1"_s);
        QCOMPARE(m_view->shownSources(), 1);
        QVERIFY(!m_view->selectionModel()->hasSelection());
        QCOMPARE(m_view->selectedSource(), idOf(second));
        // Keys do nothing to what is not seen.
        const QSignalSpy removed(m_view.get(), &SourcesView::removeRequested);
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(removed.size(), 0);
        m_model->setSnapshot(threeSources());
        m_view->setFilter(u"nobody"_s);
        QCOMPARE(m_view->shownSources(), 0);
        m_view->setFilter({});
        QCOMPARE(m_view->shownSources(), 3);
        QCOMPARE(m_view->selectionModel()->selectedRows().value(0).data(SourcesModel::KeyRole).toString(),
                 idOf(second).key);
        QCOMPARE(selected.size(), 0);
    }

    void whatIsFilteredOutCanStillBeSelectedAndGo()
    {
        m_view->setFilter(u"ntp1"_s);
        const QSignalSpy selected(m_view.get(), &SourcesView::sourceSelected);
        m_view->selectSource(idOf(second)); // in the chart
        QCOMPARE(selected.size(), 1);
        QCOMPARE(m_view->selectedSource(), idOf(second));
        m_model->setSnapshot(snapshotOf({answeringSource(first, 1ms)}));
        QCOMPARE(selected.size(), 2);
        QCOMPARE(selected.last()[0].value<SourceId>(), SourceId());
        QVERIFY(!m_view->selectionModel()->hasSelection());
    }

    void theFilterOpensPoolsForAWhile()
    {
        DaemonSource member = followedSource(u"pool.example"_s, u"203.0.113.1"_s);
        DaemonSource other = followedSource(u"pool.example"_s, u"203.0.113.2"_s);
        other.ordinal = 1;
        DaemonReport daemon = chronyd({member, other});
        m_model->setSnapshot(snapshotOf({}, {daemon}));
        const auto isOpen = [this] { return m_view->isExpanded(poolIndex()); };
        QVERIFY(!isOpen());
        m_view->setFilter(u"113.2"_s);
        QVERIFY(isOpen());
        QCOMPARE(m_view->shownSources(), 1);
        m_view->setFilter(u"xyz"_s);
        m_view->setFilter({});
        QVERIFY(!isOpen());
        m_view->expand(poolIndex());
        m_view->setFilter(u"xyz"_s);
        m_view->setFilter({});
        QVERIFY(isOpen()); // as the user left it
    }

    void headingsStayAsTheUserLeftThem()
    {
        const DaemonReport one = chronyd({followedSource(u"a.example"_s, u"203.0.113.1"_s)});
        DaemonReport two = chronyd({followedSource(u"b.example"_s, u"203.0.113.2"_s)});
        two.instance = 1;
        m_model->setSnapshot(snapshotOf({freshSource(third)}, {one}));
        const auto heading = [this](int row) { return m_view->model()->index(row, 0); };
        QVERIFY(m_view->isExpanded(heading(0)) && m_view->isExpanded(heading(1)));
        m_view->collapse(heading(1));
        m_view->selectSource(seriesId(one, one.sources[0]));
        const QSignalSpy selected(m_view.get(), &SourcesView::sourceSelected);
        for (const bool isThere : {true, false, true}) {
            m_model->setSnapshot(isThere ? snapshotOf({freshSource(third)}, {one, two})
                                         : snapshotOf({freshSource(third)}, {one}));
            QVERIFY(m_view->isExpanded(heading(0)));
            const int last = m_view->model()->rowCount() - 1;
            QVERIFY(!m_view->isExpanded(heading(last)));
            for (int row = 0; row <= last; ++row)
                QVERIFY(m_view->isFirstColumnSpanned(row, {}));
        }
        QVERIFY(m_view->isExpanded(heading(1)));
        QVERIFY(m_view->selectionModel()->hasSelection());
        QCOMPARE(selected.size(), 0);
    }

    void theSelectionFollowsItsSourceUnderADaemon()
    {
        m_view->selectSource(idOf(second));
        SourceSnapshot watched = answeringSource(second, 900us);
        watched.address = u"203.0.113.1"_s;
        const DaemonReport daemon = chronyd({followedSource(second, watched.address)});
        m_model->setSnapshot(snapshotOf({freshSource(first), watched}, {daemon}));
        QCOMPARE(m_view->selectedSource(), seriesId(daemon, daemon.sources[0]));
        QVERIFY(m_view->selectionModel()->hasSelection());
        m_model->setSnapshot(snapshotOf({freshSource(first), watched}));
        QCOMPARE(m_view->selectedSource(), idOf(second));
        QVERIFY(m_view->selectionModel()->hasSelection());
    }

    void spaceTogglesTheChart()
    {
        m_view->selectSource(idOf(second));
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QCOMPARE(m_model->hiddenSources(), QStringList{idOf(second).key});
        QTest::keyClick(m_view.get(), Qt::Key_Space);
        QCOMPARE(m_model->hiddenSources(), QStringList());
    }

    void arrowsWalkThroughTheRows()
    {
        m_view->selectSource(idOf(first));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->selectedSource(), idOf(second));
    }

    void contextMenuCopiesTheAddressAndAsksAgain()
    {
        const QSignalSpy again(m_view.get(), &SourcesView::askAgainRequested);
        m_view->selectSource(idOf(first));
        QMenu *menu = openMenu();
        QVERIFY(menu);
        QVERIFY(!actionOf(*menu, u"Ask again"_s)->isEnabled()); // nobody has sent us away
        actionOf(*menu, u"Copy the address"_s)->trigger();
        QCOMPARE(QApplication::clipboard()->text(), u"192.0.2.1"_s);
        menu->close();

        m_view->selectSource(idOf(third));
        menu = openMenu();
        QVERIFY(menu);
        actionOf(*menu, u"Ask again"_s)->trigger();
        QCOMPARE(again.size(), 1);
        QCOMPARE(again.first()[0].value<SourceId>(), idOf(third));
        // The row may go while the menu is open.
        m_model->setSnapshot(snapshotOf({}));
        QVERIFY(!actionOf(*menu, u"Ask again"_s)->isEnabled());
        QVERIFY(!actionOf(*menu, u"Rename"_s)->isEnabled());
    }

    void contextMenuOffersTheOtherWay()
    {
        const QSignalSpy otherWay(m_view.get(), &SourcesView::otherWayRequested);
        SourceSnapshot dual = answeringSource(first, 1ms);
        dual.otherAddress = u"2001:db8::1"_s;
        m_model->setSnapshot(snapshotOf({dual, answeringSource(second, 900us)}));
        m_view->selectSource(idOf(second));
        QMenu *menu = openMenu();
        QVERIFY(menu);
        QVERIFY(!actionOf(*menu, u"Watch by IPv4 and IPv6"_s)->isEnabled());
        menu->close();
        m_view->selectSource(idOf(first));
        menu = openMenu();
        QVERIFY(menu);
        actionOf(*menu, u"Watch by IPv4 and IPv6"_s)->trigger();
        QCOMPARE(otherWay.size(), 1);
        QCOMPARE(otherWay.first()[0].value<SourceId>(), idOf(first));
        QCOMPARE(otherWay.first()[1].toString(), u"2001:db8::1"_s);
        menu->close();
        // Once it is watched there is nothing more to offer.
        SourceSnapshot other = answeringSource(u"[2001:db8::1]"_s, 1ms);
        other.address = u"2001:db8::1"_s;
        m_model->setSnapshot(snapshotOf({dual, other}));
        m_view->selectSource(idOf(first));
        menu = openMenu();
        QVERIFY(menu);
        QVERIFY(!actionOf(*menu, u"Watch by IPv4 and IPv6"_s)->isEnabled());
    }

    void columnsAreChosenAndKept()
    {
        QVERIFY(m_view->isColumnHidden(SourcesModel::Stratum));
        QMenu menu;
        m_view->fillColumnMenu(menu);
        QVERIFY(!actionOf(menu, u"Server"_s)); // never hidden
        actionOf(menu, u"Stratum"_s)->trigger();
        actionOf(menu, u"Reach"_s)->trigger();
        QVERIFY(!m_view->isColumnHidden(SourcesModel::Stratum));
        QVERIFY(m_view->isColumnHidden(SourcesModel::Reach));
        m_view->header()->moveSection(m_view->header()->visualIndex(SourcesModel::Stratum), 0);
        m_view->setColumnWidth(SourcesModel::Name, 321);
        m_view->sortByColumn(SourcesModel::Offset, Qt::DescendingOrder);
        const QByteArray state = m_view->saveColumns();

        SourcesView other(m_model.get());
        other.restoreColumns(state);
        QVERIFY(!other.isColumnHidden(SourcesModel::Stratum));
        QVERIFY(other.isColumnHidden(SourcesModel::Reach));
        QCOMPARE(other.header()->visualIndex(SourcesModel::Stratum), 0);
        QCOMPARE(other.columnWidth(SourcesModel::Name), 321);
        QCOMPARE(other.header()->sortIndicatorSection(), int(SourcesModel::Offset));

        SourcesView unchanged(m_model.get());
        unchanged.restoreColumns("nonsense");
        QVERIFY(unchanged.isColumnHidden(SourcesModel::Stratum));
        QVERIFY(!unchanged.isColumnHidden(SourcesModel::Reach));
    }

    void theColumnOfTheTimeServiceStaysAsItWasChosen()
    {
        const auto toggle = [](SourcesView &view) {
            QMenu menu;
            view.fillColumnMenu(menu);
            actionOf(menu, u"Time service says"_s)->trigger();
        };
        const auto isShown = [](const SourcesView &view) {
            return !view.isColumnHidden(SourcesModel::DaemonOffset);
        };
        QVERIFY(!isShown(*m_view));
        const QByteArray without = m_view->saveColumns();
        m_view->setDaemonsPresent(true);
        QVERIFY(isShown(*m_view));
        toggle(*m_view);
        QVERIFY(!isShown(*m_view));
        m_view->setDaemonsPresent(false);
        m_view->setDaemonsPresent(true);
        QVERIFY(!isShown(*m_view));

        SourcesView next(m_model.get());
        next.restoreColumns(m_view->saveColumns());
        next.setDaemonsPresent(true);
        QVERIFY(!isShown(next));
        toggle(next);
        QVERIFY(isShown(next));
        SourcesView again(m_model.get());
        again.restoreColumns(next.saveColumns());
        QVERIFY(!isShown(again)); // nobody has such an offset yet
        again.setDaemonsPresent(true);
        QVERIFY(isShown(again));
        // That there was no time service is no choice.
        SourcesView fourth(m_model.get());
        fourth.restoreColumns(without);
        fourth.setDaemonsPresent(true);
        QVERIFY(isShown(fourth));
    }

    void theMouseTellsWhatItIsOn()
    {
        const QSignalSpy hovered(m_view.get(), &SourcesView::sourceHovered);
        const QModelIndex row = m_view->model()->index(1, SourcesModel::Name);
        QTest::mouseMove(m_view->viewport(), m_view->visualRect(row).center());
        QTRY_VERIFY(!hovered.isEmpty() && hovered.last()[0].value<SourceId>() == idOf(second));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(m_view.get(), &leave);
        QCOMPARE(hovered.last()[0].value<SourceId>(), SourceId());
    }

    void sentencesHaveRoom_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("the window's usual size") << 1160;
        QTest::newRow("a small window") << 1000;
    }
    void sentencesHaveRoom()
    {
        QFETCH(int, width);
        DaemonSource member = followedSource(u"pool.example"_s, u"203.0.113.1"_s);
        member.isOfPool = true;
        m_model->setSnapshot(snapshotOf({}, {chronyd({member})}));
        m_view->setDaemonsPresent(true);
        m_view->resize(width, 220);
        const int letter = m_view->fontMetrics().averageCharWidth();
        QVERIFY(m_view->columnWidth(SourcesModel::Happening) >= 30 * letter);
        QCOMPARE(m_view->header()->length(),
                 std::max(m_view->header()->length(), m_view->viewport()->width()));
        if (width > 1100)
            QCOMPARE(m_view->header()->length(), m_view->viewport()->width()); // nothing is outside
        // The header and the words for states are whole.
        const QFontMetrics metrics = m_view->fontMetrics();
        QVERIFY(metrics.horizontalAdvance(u"What is happening"_s) + 12 <
                m_view->columnWidth(SourcesModel::Happening));
        const int indent = 3 * m_view->indentation();
        QVERIFY(indent + metrics.horizontalAdvance(u"waiting for others"_s) +
                    StateDelegate::widthBesideText(*m_view) <=
                m_view->columnWidth(SourcesModel::State));
    }

    void whatNobodyChoseGivesWayToSentences()
    {
        m_view->setDaemonsPresent(true);
        m_view->resize(1600, 220);
        const int reach = m_view->columnWidth(SourcesModel::Reach);
        const int name = m_view->columnWidth(SourcesModel::Name);
        const auto takeAway = [this](int room) { m_view->resize(m_view->width() - room, 220); };
        takeAway(m_view->columnWidth(SourcesModel::Happening) -
                 32 * m_view->fontMetrics().averageCharWidth() + 20);
        QVERIFY(m_view->columnWidth(SourcesModel::Reach) < reach); // these first
        QCOMPARE(m_view->columnWidth(SourcesModel::Name), name);
        m_view->setColumnWidth(SourcesModel::Reach, reach - 1); // as by the mouse
        takeAway(100);
        QCOMPARE(m_view->columnWidth(SourcesModel::Reach), reach - 1);
        QVERIFY(m_view->columnWidth(SourcesModel::Name) < name);
        m_view->resize(1600, 220);
        QCOMPARE(m_view->columnWidth(SourcesModel::Name), name);
    }

    void theLastColumnStaysInTheWindow()
    {
        const int end = m_view->header()->sectionViewportPosition(SourcesModel::Happening) +
                        m_view->columnWidth(SourcesModel::Happening);
        QVERIFY(end <= m_view->viewport()->width());
        QVERIFY(m_view->columnWidth(SourcesModel::Happening) >= 100);
    }

    void statesDifferInShapeNotOnlyInColour()
    {
        // The alpha channel knows no colour; white marks count as shape, so the picture is made black and
        // white.
        QSet<QByteArray> shapes;
        for (int shape = 0; shape <= int(StateShape::Past); ++shape) {
            const StateMark mark{static_cast<StateShape>(shape), wording::SourceTone::Warning};
            QImage image = stateIcon(mark, 16, 1.0).toImage().convertToFormat(QImage::Format_ARGB32);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    const bool isWhite = pixel.red() > 230 && pixel.green() > 230 && pixel.blue() > 230;
                    image.setPixelColor(x, y, pixel.alpha() < 128 || isWhite ? Qt::white : Qt::black);
                }
            }
            shapes.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(shapes.size(), int(StateShape::Past) + 1);
    }

    void whatADaemonMakesOfASourceHasItsShape()
    {
        using enum SourceStanding;
        DaemonReport daemon = chronyd({});
        daemon.tracking.emplace().synchronised = true;
        for (const SourceStanding standing :
             {Selected, Combined, Selectable, Falseticker, Jittery, Unusable}) {
            daemon.sources.push_back(followedSource(u"n%1.example"_s.arg(int(standing)), u"192.0.2.1"_s));
            daemon.sources.back().standing = standing;
            daemon.sources.back().statistics.emplace().samples = 8;
        }
        m_model->setSnapshot(snapshotOf({}, {daemon}));
        QList<StateShape> shapes;
        for (const SourceRow *row : m_model->sourceRows())
            shapes.append(stateMark(*row).shape);
        using enum StateShape;
        QCOMPARE(shapes, QList<StateShape>({Star, Plus, Dash, Cross, Tilde, Question}));
    }

private:
    QModelIndex poolIndex() const
    {
        const QAbstractItemModel &shown = *m_view->model();
        return shown.index(0, 0, shown.index(0, 0));
    }

    QMenu *openMenu()
    {
        const QPoint position = m_view->viewport()->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, position,
                                m_view->viewport()->mapToGlobal(position));
        QCoreApplication::sendEvent(m_view->viewport(), &event);
        const QList<QMenu *> menus = m_view->findChildren<QMenu *>();
        for (QMenu *menu : menus) {
            if (menu->isVisible())
                return menu;
        }
        return nullptr;
    }

    std::unique_ptr<SourcesModel> m_model;
    std::unique_ptr<SourcesView> m_view;
};

QTEST_MAIN(TestSourcesView)
#include "test_sourcesview.moc"
