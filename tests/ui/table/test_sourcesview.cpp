// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablefixture.h"
#include "ui/table/sourcesmodel.h"
#include "ui/table/sourcesview.h"
#include "ui/table/stateicon.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
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
    return snapshotOf({answeringSource(first, 1ms), answeringSource(second, 900us), stopped});
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

    void copiesTheRowAsWords()
    {
        m_view->selectSource(idOf(first));
        QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
        const QStringList cells =
            QApplication::clipboard()->text().replace(QChar(QChar::Nbsp), u' ').split(u'\t');
        QCOMPARE(cells.mid(0, 5),
                 QStringList({u"answers"_s, first + u", address 192.0.2.1"_s, u"answered 7 of the last 8"_s,
                              u"12 s ago"_s, u"1.0 ms ahead ± 13 ms"_s}));
        QCOMPARE(cells.size(), 6); // hidden columns are not copied
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
        using enum wording::SourceTone;
        for (const wording::SourceTone tone : {Neutral, Good, Warning, Bad}) {
            QImage image = stateIcon(tone, 16, 1.0).toImage().convertToFormat(QImage::Format_ARGB32);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    const bool mark = pixel.red() > 230 && pixel.green() > 230 && pixel.blue() > 230;
                    image.setPixelColor(x, y, pixel.alpha() < 128 || mark ? Qt::white : Qt::black);
                }
            }
            shapes.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
        }
        QCOMPARE(shapes.size(), 4);
    }

private:
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
