// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/findingslist.h"
#include "ui/explain/findingspanel.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace synchroscope;

namespace {

const Instant now(1'700'000'000s);

Finding noDaemon()
{
    return {.id = FindingId::NoDaemon,
            .severity = Severity::Critical,
            .flag = true,
            .actions = {{.kind = FindingAction::Kind::NetworkTimeOn},
                        {.kind = FindingAction::Kind::Copy, .text = u"sudo timedatectl set-ntp true"_s}}};
}

Finding deadServer(const QString &name)
{
    return {.id = FindingId::ServerDead,
            .severity = Severity::Warning,
            .subject = name,
            .others = {u"ntp1.example.net"_s},
            .span = 10min,
            .evidence = {MeasuredEvidence{
                .server = name, .offset = {}, .bound = {}, .lastAnswer = {}, .answers = 0, .requests = 12}}};
}

Finding known()
{
    return {.id = FindingId::HostSteers, .severity = Severity::Info, .text = u"Docker"_s};
}

QString textOf(const QWidget &widget, const QString &name)
{
    return widget.findChild<QLabel *>(name)->text().replace(QChar(QChar::Nbsp), u' ');
}

QStringList buttonsOf(const QWidget &widget)
{
    QStringList texts;
    for (const QPushButton *button : widget.findChildren<QPushButton *>(u"findingAction"_s)) {
        if (!button->isHidden())
            texts.append(button->text());
    }
    return texts;
}

/// In the order in which they stand.
QStringList subjectsOf(const FindingsList &list)
{
    QList<FindingCard *> cards = list.findChildren<FindingCard *>();
    cards.removeIf([](const FindingCard *card) { return card->isHidden(); });
    std::ranges::sort(cards, {}, [](const FindingCard *card) { return card->y(); });
    QStringList subjects;
    for (const FindingCard *card : cards)
        subjects.append(card->finding().subject);
    return subjects;
}

} // namespace

class TestFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCardSaysWhatIsTheMatter()
    {
        FindingCard card(FindingCard::Form::Whole);
        card.setFinding(noDaemon(), now);
        const wording::FindingText text = wording::findingText(noDaemon(), now);
        QVERIFY(!text.title.isEmpty() && !text.explanation.isEmpty() && !text.disproof.isEmpty());
        QCOMPARE(textOf(card, u"findingTitle"_s), text.title);
        QCOMPARE(textOf(card, u"findingExplanation"_s), text.explanation);
        QVERIFY(card.accessibleName().startsWith(u"critical"_s));
        QCOMPARE(buttonsOf(card).size(), 2);
        QVERIFY(!buttonsOf(card).contains(QString()));
    }

    void aCardTellsWhyOnRequest()
    {
        FindingCard card(FindingCard::Form::Whole);
        card.setFinding(deadServer(u"ntp9.example.net"_s), now);
        card.show();
        auto &why = *card.findChild<QToolButton *>(u"findingWhy"_s);
        const auto &reasons = *card.findChild<QLabel *>(u"findingReasons"_s);
        QVERIFY(reasons.isHidden());
        why.setFocus();
        QTest::keyClick(&why, Qt::Key_Space);
        QVERIFY(reasons.isVisible());
        QVERIFY2(reasons.text().contains(u"ntp9.example.net"_s), qPrintable(reasons.text()));
        const wording::FindingText text = wording::findingText(card.finding(), now);
        QVERIFY(reasons.text().endsWith(text.disproof));
        // As the finding grows older what was opened stays.
        card.setFinding(deadServer(u"ntp9.example.net"_s), now + 1min);
        QVERIFY(reasons.isVisible());
    }

    void whatCanBeDoneIsAsked()
    {
        FindingCard card(FindingCard::Form::Whole);
        card.setFinding(noDaemon(), now);
        QSignalSpy asked(&card, &FindingCard::actionRequested);
        card.findChildren<QPushButton *>(u"findingAction"_s).first()->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).value<FindingAction>(), noDaemon().actions.at(0));
    }

    void elsewhereOnlyACommandCanBeCopied()
    {
        FindingCard card(FindingCard::Form::Whole);
        card.setFinding(noDaemon(), now, false);
        QCOMPARE(buttonsOf(card).size(), 1);
        QSignalSpy asked(&card, &FindingCard::actionRequested);
        card.findChildren<QPushButton *>(u"findingAction"_s).first()->click();
        QCOMPARE(asked.at(0).at(0).value<FindingAction>().text, u"sudo timedatectl set-ntp true"_s);
    }

    void theListKeepsCardsAndTheirOrder()
    {
        FindingsList list(FindingCard::Form::Whole);
        list.resize(500, 600);
        list.setEmptyText(u"Nothing."_s);
        list.show();
        const auto &empty = *list.findChild<QLabel *>(u"noFindings"_s);
        list.setFindings({}, now);
        QVERIFY(empty.isVisible());
        list.setFindings({deadServer(u"a"_s), deadServer(u"b"_s)}, now);
        QVERIFY(!empty.isVisible());
        QCoreApplication::processEvents();
        QCOMPARE(subjectsOf(list), (QStringList{u"a"_s, u"b"_s}));
        list.reveal(FindingId::ServerDead, u"b"_s);
        const auto openOnes = [&list] {
            int open = 0;
            for (const QLabel *reasons : list.findChildren<QLabel *>(u"findingReasons"_s))
                open += reasons->isVisible() ? 1 : 0;
            return open;
        };
        QCOMPARE(openOnes(), 1);
        list.setFindings({deadServer(u"c"_s), deadServer(u"b"_s)}, now);
        QCoreApplication::processEvents();
        QCOMPARE(subjectsOf(list), (QStringList{u"c"_s, u"b"_s}));
        QCOMPARE(openOnes(), 1); // still the same card
        list.setFindings({}, now);
        QVERIFY(empty.isVisible());
    }

    void theFirstPageIsQuietWhereNothingIsToBeDone()
    {
        QWidget parent;
        auto &panel = *new FindingsPanel(&parent);
        parent.show();
        Snapshot snapshot;
        snapshot.takenAt = now;
        snapshot.findings = {known()};
        panel.setSnapshot(snapshot);
        QVERIFY(!panel.isVisible());
        snapshot.findings = {noDaemon(), known()};
        panel.setSnapshot(snapshot);
        QVERIFY(panel.isVisible());
        QCOMPARE(panel.findChildren<FindingCard *>().size(), 1);
        QSignalSpy all(&panel, &FindingsPanel::allRequested);
        auto &more = *panel.findChild<QPushButton *>(u"moreFindings"_s);
        QVERIFY(more.isVisible() && more.text().contains(u'1'));
        more.click();
        QCOMPARE(all.size(), 1);
        QSignalSpy why(&panel, &FindingsPanel::explanationRequested);
        panel.findChild<QToolButton *>(u"findingWhy"_s)->click();
        QCOMPARE(why.size(), 1);
        QCOMPARE(why.at(0).at(0).value<Finding>().id, FindingId::NoDaemon);
    }

    void nothingIsCutOffWhereItIsNarrow()
    {
        FindingsList list(FindingCard::Form::Brief);
        list.resize(260, 400);
        list.setFindings(
            {noDaemon(), deadServer(u"a-server-with-quite-a-long-name.department.example.net"_s)}, now);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        for (const QLabel *label : list.findChildren<QLabel *>()) {
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        }
        for (const QPushButton *button : list.findChildren<QPushButton *>()) {
            if (button->isVisible())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
    }
};

QTEST_MAIN(TestFindings)
#include "test_findings.moc"
