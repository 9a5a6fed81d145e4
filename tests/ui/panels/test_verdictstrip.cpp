// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/panels/announcinglabel.h"
#include "ui/panels/verdictstrip.h"
#include "ui/window/verdicticon.h"
#include "ui/wording/verdictwording.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QPalette>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;

namespace {

QString headline(const VerdictStrip &strip)
{
    return strip.findChild<QLabel *>(u"verdictHeadline"_s)->text();
}

QString proof(const VerdictStrip &strip)
{
    return strip.findChild<QLabel *>(u"verdictProof"_s)->text();
}

QPushButton &measureButton(const VerdictStrip &strip)
{
    return *strip.findChild<QPushButton *>(u"measureButton"_s);
}

Snapshot measuring(int done, int total)
{
    Snapshot snapshot = snapshotWith(VerdictState::Compared);
    snapshot.operations = {
        {.id = 1, .kind = Operation::Kind::Measuring, .done = done, .total = total, .startedAt = now}};
    return snapshot;
}

void addStateRows()
{
    QTest::addColumn<VerdictState>("state");
    QTest::newRow("nothing watched") << VerdictState::NothingWatched;
    QTest::newRow("paused") << VerdictState::Paused;
    QTest::newRow("no answer yet") << VerdictState::NoAnswerYet;
    QTest::newRow("compared") << VerdictState::Compared;
    QTest::newRow("nobody answers") << VerdictState::NobodyAnswers;
}

} // namespace

Q_DECLARE_METATYPE(synchroscope::VerdictState)

class TestVerdictStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data() { addStateRows(); }
    void states();
    void readable_data() { addStateRows(); }
    void readable();
    void beforeTheFirstSnapshot();
    void agesGoOn();
    void stale();
    void staleBeforeTheFirstSnapshot();
    void measureButtonStates();
    void asksByKeyboard();
    void copies();
    void longNames();
    void announcesAnotherState();
    void everyStateHasItsOwnIcon();
};

void TestVerdictStrip::states()
{
    QFETCH(VerdictState, state);
    VerdictStrip strip;
    strip.setSnapshot(shared(snapshotWith(state)));
    const wording::VerdictText expected = wording::verdict(verdictOf(state), now);
    QVERIFY(!expected.headline.isEmpty() && !expected.proof.isEmpty());
    QCOMPARE(headline(strip), expected.headline);
    QCOMPARE(proof(strip), expected.proof);
    QCOMPARE(strip.verdictText(), expected.headline + u'\n' + expected.proof);
}

void TestVerdictStrip::readable()
{
    QFETCH(VerdictState, state);
    QWidget window;
    auto *strip = new VerdictStrip(&window);
    strip->setSnapshot(shared(snapshotWith(state)));
    // Another theme while it is open.
    for (const bool dark : {false, true, false}) {
        window.setPalette(theme(dark));
        QCOMPARE(strip->palette().color(QPalette::Window).lightness() < 128, dark);
        QVERIFY(strip->palette().color(QPalette::Window) != window.palette().color(QPalette::Window));
        QVERIFY(textContrast(*strip->findChild<QLabel *>(u"verdictHeadline"_s)) >= 4.5);
        QVERIFY(textContrast(*strip->findChild<QLabel *>(u"verdictProof"_s)) >= 4.5);
    }
}

void TestVerdictStrip::beforeTheFirstSnapshot()
{
    VerdictStrip strip;
    QCOMPARE(headline(strip), u"Starting…"_s);
    strip.tick(now);
    QCOMPARE(strip.verdictText(), u"Starting…"_s);
    QVERIFY(!measureButton(strip).isEnabled());
}

void TestVerdictStrip::agesGoOn()
{
    VerdictStrip strip;
    strip.setSnapshot(shared(snapshotWith(VerdictState::Compared)));
    QVERIFY(headline(strip).contains(u"12\u00a0s ago"_s));
    strip.tick(now + 3s);
    QVERIFY2(headline(strip).contains(u"15\u00a0s ago"_s), qPrintable(headline(strip)));
}

void TestVerdictStrip::stale()
{
    VerdictStrip strip;
    strip.setSnapshot(shared(snapshotWith(VerdictState::Compared)));
    const QColor fresh = strip.palette().color(QPalette::Window);
    const QString before = proof(strip);
    const QString reason = u"Nothing was heard for 6 s."_s;
    strip.tick(now + 6s);
    strip.setStale(reason);
    QCOMPARE(proof(strip), reason);
    QVERIFY(!strip.findChild<QLabel *>(u"verdictHeadline"_s)->isEnabled());
    QVERIFY(!strip.findChild<QLabel *>(u"verdictIcon"_s)->isEnabled());
    QVERIFY(strip.findChild<QLabel *>(u"verdictProof"_s)->isEnabled());
    QVERIFY(strip.palette().color(QPalette::Window) != fresh);
    QVERIFY(strip.verdictText().endsWith(reason));
    // What is old goes on growing older.
    QVERIFY(headline(strip).contains(u"18\u00a0s ago"_s));

    strip.setStale({});
    strip.setSnapshot(shared(snapshotWith(VerdictState::Compared)));
    QCOMPARE(proof(strip), before);
    QVERIFY(strip.findChild<QLabel *>(u"verdictHeadline"_s)->isEnabled());
    QCOMPARE(strip.palette().color(QPalette::Window), fresh);
}

void TestVerdictStrip::staleBeforeTheFirstSnapshot()
{
    VerdictStrip strip;
    strip.setStale(u"Nothing was heard."_s);
    QCOMPARE(proof(strip), u"Nothing was heard."_s);
}

void TestVerdictStrip::measureButtonStates()
{
    VerdictStrip strip;
    Snapshot idle = snapshotWith(VerdictState::Compared);
    strip.setSnapshot(shared(idle));
    QVERIFY(measureButton(strip).isEnabled());
    QCOMPARE(measureButton(strip).text(), u"Measure now"_s);
    QVERIFY(measureButton(strip).toolTip().contains(u"F5"_s));

    strip.setSnapshot(shared(measuring(2, 3)));
    QVERIFY(!measureButton(strip).isEnabled());
    QCOMPARE(measureButton(strip).text(), u"Measuring: 2 of 3"_s);
    strip.setSnapshot(shared(measuring(0, 0)));
    QCOMPARE(measureButton(strip).text(), u"Measuring…"_s);

    // Other work does not concern the button.
    idle.operations = {
        {.id = 2, .kind = Operation::Kind::LoadingHistory, .done = 0, .total = 0, .startedAt = now}};
    strip.setSnapshot(shared(idle));
    QVERIFY(measureButton(strip).isEnabled());
    strip.setSnapshot(shared(snapshotWith(VerdictState::Paused)));
    QVERIFY(!measureButton(strip).isEnabled());
    strip.setSnapshot(shared(snapshotWith(VerdictState::NothingWatched)));
    QVERIFY(!measureButton(strip).isEnabled());
}

void TestVerdictStrip::asksByKeyboard()
{
    VerdictStrip strip;
    strip.setSnapshot(shared(snapshotWith(VerdictState::Compared)));
    strip.show();
    QVERIFY(QTest::qWaitForWindowActive(&strip));
    const QSignalSpy asked(&strip, &VerdictStrip::measureRequested);
    measureButton(strip).setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), strip.findChild<QToolButton *>(u"moreButton"_s));
}

void TestVerdictStrip::copies()
{
    VerdictStrip strip;
    const QSignalSpy copied(&strip, &VerdictStrip::copyRequested);
    strip.show();
    QVERIFY(QTest::qWaitForWindowActive(&strip));
    // By keyboard: the button opens the menu, whose first entry it is.
    auto *more = strip.findChild<QToolButton *>(u"moreButton"_s);
    more->setFocus();
    QTest::keyClick(more, Qt::Key_Space);
    QWidget *menu = QApplication::activePopupWidget();
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(copied.count(), 1);
}

void TestVerdictStrip::longNames()
{
    Snapshot snapshot = snapshotWith(VerdictState::Compared);
    snapshot.verdict.source = longestName();
    VerdictStrip strip;
    strip.setSnapshot(shared(snapshot));
    QVERIFY2(strip.minimumSizeHint().width() <= 1024,
             qPrintable(QString::number(strip.minimumSizeHint().width())));
    QVERIFY(headline(strip).contains(u'…'));
    // Nothing is lost.
    QVERIFY(strip.findChild<QLabel *>(u"verdictHeadline"_s)->toolTip().contains(longestName()));
    QVERIFY(strip.verdictText().contains(longestName()));
}

void TestVerdictStrip::announcesAnotherState()
{
    VerdictStrip strip;
    auto *label = strip.findChild<AnnouncingLabel *>(u"verdictHeadline"_s);
    const QSignalSpy announced(label, &AnnouncingLabel::announced);
    // A window that nobody sees says nothing.
    strip.setSnapshot(shared(snapshotWith(VerdictState::NobodyAnswers)));
    QCOMPARE(announced.count(), 0);
    strip.show();
    strip.setSnapshot(shared(snapshotWith(VerdictState::Compared)));
    QCOMPARE(announced.count(), 1);
    QCOMPARE(announced.last().first().toString(), headline(strip));
    // Time that passes is nothing new.
    strip.tick(now + 5s);
    strip.setSnapshot(shared(snapshotWith(VerdictState::Compared)));
    QCOMPARE(announced.count(), 1);
    strip.setSnapshot(shared(snapshotWith(VerdictState::NobodyAnswers)));
    QCOMPARE(announced.count(), 2);
    QCOMPARE(announced.last().first().toString(), headline(strip));

    // What is read out on request is what is shown; the role is what makes a screen reader speak up.
    strip.tick(now + 60s);
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(label);
    QCOMPARE(accessible->text(QAccessible::Name), headline(strip));
    QCOMPARE(accessible->role(), QAccessible::Notification);
}

void TestVerdictStrip::everyStateHasItsOwnIcon()
{
    std::vector<QImage> shapes;
    VerdictStrip strip;
    for (const VerdictState state :
         {VerdictState::NothingWatched, VerdictState::Paused, VerdictState::NoAnswerYet,
          VerdictState::Compared, VerdictState::NobodyAnswers}) {
        strip.setSnapshot(shared(snapshotWith(state)));
        // Without colour.
        shapes.push_back(strip.findChild<QLabel *>(u"verdictIcon"_s)
                             ->pixmap()
                             .toImage()
                             .convertToFormat(QImage::Format_Grayscale8));
        QVERIFY(!shapes.back().isNull());
    }
    for (size_t i = 0; i < shapes.size(); ++i) {
        for (size_t j = 0; j < i; ++j)
            QVERIFY(shapes[i] != shapes[j]);
    }
}

QTEST_MAIN(TestVerdictStrip)
#include "test_verdictstrip.moc"
