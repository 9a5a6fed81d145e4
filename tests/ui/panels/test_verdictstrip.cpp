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

/// chronyd follows one of three servers that agree, and this is what came out.
Snapshot judged(ClockState state)
{
    Snapshot snapshot = snapshotWith(VerdictState::Compared);
    DaemonReport daemon;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now;
    daemon.process.emplace();
    daemon.process->maySetClock = true;
    daemon.tracking.emplace();
    daemon.tracking->synchronised = true;
    daemon.tracking->systemOffset = Offset::fromLocalMinusRemote(-38us);
    daemon.tracking->rootDelay = 20ms;
    DaemonSource source;
    source.name = u"ntp2.example.org"_s;
    source.standing = SourceStanding::Selected;
    daemon.sources = {source};
    snapshot.machine.daemons = {daemon};
    snapshot.machine.isComplete = true;
    snapshot.judgement = judgeClock(snapshot.verdict, snapshot.machine, snapshot.clock, now);
    snapshot.judgement.state = state;
    return snapshot;
}

const std::vector<std::pair<const char *, Snapshot>> &everyAnswer()
{
    static const std::vector<std::pair<const char *, Snapshot>> answers{
        {"nothing watched", snapshotWith(VerdictState::NothingWatched)},
        {"paused", snapshotWith(VerdictState::Paused)},
        {"no answer yet", snapshotWith(VerdictState::NoAnswerYet)},
        {"compared", snapshotWith(VerdictState::Compared)},
        {"nobody answers", snapshotWith(VerdictState::NobodyAnswers)},
        {"right", judged(ClockState::Synchronised)},
        {"settling", judged(ClockState::Settling)},
        {"unkept", judged(ClockState::Unsynchronised)},
        {"wrong", judged(ClockState::Wrong)},
        {"unknown", judged(ClockState::Unknown)},
    };
    return answers;
}

void addAnswerRows()
{
    QTest::addColumn<Snapshot>("snapshot");
    for (const auto &[name, snapshot] : everyAnswer())
        QTest::newRow(name) << snapshot;
}

} // namespace

class TestVerdictStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data() { addAnswerRows(); }
    void states();
    void saysWhetherTheClockIsRight_data();
    void saysWhetherTheClockIsRight();
    void readable_data() { addAnswerRows(); }
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
    QFETCH(Snapshot, snapshot);
    VerdictStrip strip;
    strip.setSnapshot(shared(snapshot));
    const wording::VerdictText expected = wording::answer(snapshot, now);
    QVERIFY(!expected.headline.isEmpty() && !expected.proof.isEmpty());
    QCOMPARE(headline(strip), expected.headline);
    QCOMPARE(proof(strip), expected.proof);
    QCOMPARE(strip.verdictText(), expected.headline + u'\n' + expected.proof);
}

void TestVerdictStrip::saysWhetherTheClockIsRight_data()
{
    QTest::addColumn<Snapshot>("snapshot");
    QTest::addColumn<QString>("headline");
    QTest::addColumn<QString>("proof");
    QTest::addColumn<int>("sign");
    const auto row = [](const char *name, const Snapshot &snapshot, const QString &headline,
                        const QString &proof, wording::VerdictSign sign) {
        QTest::newRow(name) << snapshot << headline << proof << int(sign);
    };
    using enum ClockState;
    const QString follows =
        u"Follows ntp2.example.org · 3 of 3 servers agree, chrony says the same · measured 12 s ago"_s;
    row("right", judged(Synchronised), u"This clock is right: 2.9 ms behind, within ± 28 ms"_s, follows,
        wording::VerdictSign::Right);
    row("settling", judged(Settling), u"Settling: this clock is 2.9 ms behind ± 25 ms"_s, follows,
        wording::VerdictSign::Settling);
    row("wrong", judged(Wrong), u"This clock is wrong: 2.9 ms behind ± 25 ms"_s, follows,
        wording::VerdictSign::Wrong);
    Snapshot snapshot = judged(Synchronised);
    snapshot.judgement.offset = Offset::fromLocalMinusRemote(200us);
    row("no difference that counts", snapshot, u"This clock is right: within ± 26 ms"_s, follows,
        wording::VerdictSign::Right);
    snapshot = judged(Wrong);
    snapshot.judgement.offset = Offset::fromLocalMinusRemote(2s);
    row("the daemon is mistaken", snapshot, u"This clock is wrong: 2.00 s ahead ± 25 ms"_s,
        u"Follows ntp2.example.org · 3 of 3 servers agree, but chrony says 38 µs behind · measured 12 s ago"_s,
        wording::VerdictSign::Wrong);
    snapshot = judged(Unsynchronised);
    snapshot.machine.daemons.clear();
    snapshot.judgement.steering = Steering::Nobody;
    row("nobody keeps it", snapshot, u"Nothing keeps this clock right: now 2.9 ms behind ± 25 ms"_s,
        u"Nobody corrects it · 3 of 3 servers agree · measured 12 s ago"_s, wording::VerdictSign::Unkept);
    snapshot = judged(Unknown);
    snapshot.verdict.isDisputed = true;
    snapshot.verdict.contradicting = snapshot.judgement.agreeing = 1;
    snapshot.verdict.answering = 2;
    row("one against one", snapshot, u"The servers contradict each other about this clock"_s,
        u"Follows ntp2.example.org · 1 of 2 servers that answer agree, chrony says the same · measured 12 s ago"_s,
        wording::VerdictSign::Unknown);
    // A receiver on a ship: nobody else can be asked.
    snapshot = judged(Synchronised);
    snapshot.machine.daemons[0].sources[0].name = u"PPS0"_s;
    snapshot.verdict = verdictOf(VerdictState::NobodyAnswers);
    snapshot.verdict.offline = true;
    snapshot.judgement = judgeClock(snapshot.verdict, snapshot.machine, snapshot.clock, now);
    snapshot.judgement.source = u"PPS0"_s;
    snapshot.judgement.ofDeviceOnly = true;
    snapshot.judgement.offset = Offset::fromLocalMinusRemote(120ns);
    snapshot.judgement.bound = 600ns;
    snapshot.judgement.measuredAt = now - 6s;
    row("a device and no network", snapshot, u"This clock keeps to PPS0: 120 ns ahead, within ± 720 ns"_s,
        u"Follows PPS0 · a local device, confirmed by no server · offline: no server can be asked · updated 6 s ago"_s,
        wording::verdictSign(snapshot));
    // chronyd's word is all that there is.
    snapshot = judged(Synchronised);
    snapshot.sources.clear();
    snapshot.verdict = verdictOf(VerdictState::NothingWatched);
    snapshot.judgement = judgeClock(snapshot.verdict, snapshot.machine, snapshot.clock, now);
    row("not measured", snapshot, u"This clock is right: within ± 11 ms"_s,
        u"Follows ntp2.example.org · chrony says so · nothing is measured here · updated just now"_s,
        wording::VerdictSign::Right);
    snapshot = judged(Unsynchronised);
    snapshot.machine.daemons[0].answer = DaemonAnswer::Silent;
    snapshot.machine.daemons[0].silentSince = now - 40min;
    snapshot.verdict.asked = snapshot.verdict.answering = snapshot.verdict.total = 1;
    row("the daemon is silent", snapshot, u"This clock is right for now: 2.9 ms behind, within ± 28 ms"_s,
        u"chrony has not answered for 40 min · only ntp2.example.org is asked, and one server is no proof · "
        "measured 12 s ago"_s,
        wording::VerdictSign::Unkept);
    // Nothing is known of a demonstration's daemons.
    snapshot = judged(Synchronised);
    snapshot.demonstration = true;
    snapshot.machine = {};
    snapshot.judgement.steering = Steering::Nobody;
    row("demonstration", snapshot, u"This clock: 2.9 ms behind ± 25 ms"_s,
        u"3 of 3 servers agree · measured 12 s ago"_s, wording::VerdictSign::Compared);
}

void TestVerdictStrip::saysWhetherTheClockIsRight()
{
    QFETCH(Snapshot, snapshot);
    VerdictStrip strip;
    strip.setSnapshot(shared(snapshot));
    // Without a translation there are no plural forms.
    const auto plain = [](QString text) { return text.replace(QChar::Nbsp, u' ').replace(u"(s)"_s, u"s"_s); };
    QTEST(plain(headline(strip)), "headline");
    QTEST(plain(proof(strip)), "proof");
    QTEST(int(wording::verdictSign(snapshot)), "sign");
    QVERIFY(headline(strip).size() <= 60);
}

void TestVerdictStrip::readable()
{
    QFETCH(Snapshot, snapshot);
    QWidget window;
    auto *strip = new VerdictStrip(&window);
    strip->setSnapshot(shared(snapshot));
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
    QVERIFY(proof(strip).contains(u"12\u00a0s ago"_s));
    strip.tick(now + 3s);
    QVERIFY2(proof(strip).contains(u"15\u00a0s ago"_s), qPrintable(proof(strip)));
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
    snapshot.verdict.asked = snapshot.verdict.answering = snapshot.verdict.total = 1;
    snapshot.judgement.source = longestName();
    VerdictStrip strip;
    strip.setSnapshot(shared(snapshot));
    QVERIFY2(strip.minimumSizeHint().width() <= 1024,
             qPrintable(QString::number(strip.minimumSizeHint().width())));
    QVERIFY(proof(strip).contains(u'…'));
    // Nothing is lost.
    QVERIFY(strip.findChild<QLabel *>(u"verdictProof"_s)->toolTip().contains(longestName()));
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
    for (const auto &[name, snapshot] : everyAnswer()) {
        strip.setSnapshot(shared(snapshot));
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
