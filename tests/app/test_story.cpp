// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/explained.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/pastedwording.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Rows = QList<int>;

namespace {

// Long after everything that was pasted.
constexpr Instant readAt = Instant(std::chrono::sys_days(2026y / 11 / 29)) + 12h;

/// What the terminal showed in these rows, one after the other.
QString textOf(const Rows &rows)
{
    const QDir folder(QStringLiteral(DATA "/story"));
    QString text;
    for (const int row : rows) {
        const QStringList files =
            folder.entryList({QString::number(row).rightJustified(2, u'0') + u"-*"_s}, QDir::Files);
        QFile file(folder.filePath(files.value(0)));
        if (files.size() != 1 || !file.open(QIODevice::ReadOnly))
            qFatal("Row %d is not there", row);
        text += QString::fromUtf8(file.readAll());
        if (!text.endsWith(u'\n'))
            text += u'\n';
    }
    return text;
}

PastedExplanation explained(const Rows &rows)
{
    return explainPasted(textOf(rows), readAt);
}

const Finding *findingOf(const PastedExplanation &explanation, FindingId id)
{
    const auto found = std::ranges::find(explanation.findings, id, &Finding::id);
    return found == explanation.findings.end() ? nullptr : &*found;
}

/// With plain spaces between numbers and units.
QString plain(QString text)
{
    return text.replace(QChar::Nbsp, u' ').replace(QChar(0x202f), u' ');
}

QString wordsOf(const wording::FindingText &text)
{
    return plain(QStringList{text.title, text.explanation, text.remedy}.join(u'\n'));
}

QString idsOf(const PastedExplanation &explanation)
{
    QStringList ids;
    for (const Finding &finding : explanation.findings)
        ids.append(severityName(finding.severity) + u' ' + findingName(finding.id));
    return ids.join(u", "_s);
}

bool isQuiet(const PastedExplanation &explanation)
{
    return std::ranges::none_of(explanation.findings,
                                [](const Finding &finding) { return finding.severity >= Severity::Advice; });
}

/// How right the clock was at last.
QString sentenceOf(const PastedExplanation &explanation)
{
    if (!explanation.lastJudged)
        return {};
    return plain(wording::pastedSentence(explanation.moments[*explanation.lastJudged]));
}

/// While it lives the program speaks that language.
class Speaking
{
public:
    explicit Speaking(const QString &language)
    {
        QLocale::setDefault(QLocale(language));
        // As the program does: what the language lacks is English.
        m_isThere = m_english.load(u":/i18n/synchroscope_en.qm"_s) &&
                    m_own.load(u":/i18n/synchroscope_%1.qm"_s.arg(language));
        QCoreApplication::installTranslator(&m_english);
        QCoreApplication::installTranslator(&m_own);
    }
    ~Speaking() { QLocale::setDefault(m_before); }
    Speaking(const Speaking &) = delete;
    Speaking &operator=(const Speaking &) = delete;

    bool isThere() const { return m_isThere; }

private:
    QLocale m_before; ///< that was the default
    QTranslator m_english;
    QTranslator m_own;
    bool m_isThere = false;
};

} // namespace

/// The user's story: at each row what he should have been told, of what his terminal showed. What no paste
/// shows is tested where it is seen:
///   row 01, on disk, pending and in effect: test_changefollow, test_serverspage
///   row 04, one question by polkit: test_program, test_serversonmachine
///   row 06, the type where it is chosen: test_serveradvice, test_serverspage
///   row 09, saved and not in effect: test_livefindings (changedFile)
///   rows 05, 08 and 13, of two daemons that run: test_livefindings (twoOnOnePort)
///   row 11, of a pause that happens: test_publishedfindings
class TestStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTold_data();
    void isTold();
    void isToldInJapanese_data() { isTold_data(); }
    void isToldInJapanese();
    void isNotSaid_data();
    void isNotSaid();
    void canBeDone_data();
    void canBeDone();
    void isASuccess();
    void isASuccessInJapanese();
};

void TestStory::isTold_data()
{
    QTest::addColumn<Rows>("rows"); ///< pasted together
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("severity");
    QTest::addColumn<QStringList>("sentences"); ///< parts of what is said in English
    QTest::addColumn<QStringList>("values");    ///< of what is said in any language
    const auto row = [](const char *name, const Rows &rows, const QString &id, const QString &severity,
                        const QStringList &sentences, const QStringList &values) {
        QTest::newRow(name) << rows << id << severity << sentences << values;
    };
    const QString one = u"ntp1.jst.mfeed.ad.jp"_s;
    const QString two = u"ntp2.jst.mfeed.ad.jp"_s;
    const QString three = u"ntp3.jst.mfeed.ad.jp"_s;
    const QString phc = u"PHC0"_s;
    row("02 what iburst means, and costs to leave out", {2}, u"no-quick-start"_s, u"advice"_s,
        {u"iburst means 4 to 8 quick requests at the start, then polling as usual"_s, u"about 130 s"_s},
        {one, two, three, u"iburst"_s, u"130"_s});
    row("03 nine hours are the zone", {3}, u"zone-is-no-error"_s, u"info"_s,
        {u"9 h ahead of universal time"_s, u"the clock is not wrong by it"_s}, {u"9"_s});
    row("03 yes proves nothing", {3}, u"flag-says-yes"_s, u"info"_s, {u"does not prove it"_s}, {u"16"_s});
    row("04 it was refused", {4}, u"password-needed"_s, u"advice"_s, {u"Nothing was done"_s},
        {u"Interactive authentication required"_s});
    row("05 whose configuration it is", {2, 4, 5}, u"not-the-configured-daemon"_s, u"warning"_s,
        {u"chrony does not use your configuration"_s}, {phc, one, two, three});
    row("05 what PHC0 is", {5}, u"host-clock-followed"_s, u"info"_s,
        {u"that is the clock of its host"_s, u"nothing about how right it is"_s}, {phc, u"2.4 µs"_s});
    row("05 two chronyds", {5, 7, 10}, u"alternating-answers"_s, u"warning"_s,
        {u"two of them answer at one address, and chance decides which one"_s,
         u"a hidden one follows the host's clock"_s, u"The sources that seem to be gone are not lost"_s},
        {phc, one, two, three});
    row("06 server and pool", {6, 7}, u"pool-of-one"_s, u"advice"_s,
        {u"\"server\" is one address; \"pool\" is several addresses of one name, replaced when they go bad"_s},
        {one, two, three});
    row("07 a countdown", {7}, u"gathering"_s, u"info"_s,
        {u"1 of 3 needed samples: can be followed in about 2 min"_s}, {u"1"_s, u"3"_s, u"2"_s, one});
    row("08 yes while it is wrong", {7, 8}, u"flag-says-yes"_s, u"advice"_s,
        {u"does not prove it"_s, u"471 ms ahead ± 59 ms"_s}, {u"471 ms"_s, u"59 ms"_s, u"16"_s});
    row("08 how well it is read, and how right it is", {5, 7, 10, 8}, u"host-clock-followed"_s, u"warning"_s,
        {u"within 1.3 µs of PHC0"_s, u"servers agree that this clock of the host is 471 ms ahead"_s},
        {phc, u"1.3 µs"_s, u"471 ms"_s});
    row("10 the other one answered", {9, 10}, u"not-the-configured-daemon"_s, u"warning"_s,
        {u"chrony does not use your configuration"_s}, {phc, one, two, three});
    row("11 the machine was paused", {11}, u"machine-paused"_s, u"critical"_s,
        {u"This clock fell 362.1 s behind everyone: the machine was paused"_s, u"Step it now"_s},
        {u"362.1 s"_s});
    row("11 what slewing takes", {11}, u"slew-takes-long"_s, u"warning"_s, {u"12 × 362.1 s"_s},
        {u"362.1 s"_s, u"12"_s});
    row("12 something else moved it", {12}, u"clock-moved-under"_s, u"warning"_s,
        {u"The servers are steady and agree"_s, u"something other than chrony moved this clock"_s},
        {one, two, three});
    row("12 by how much", {11, 12}, u"clock-moved-under"_s, u"warning"_s,
        {u"something other than chrony moved this clock by 12.0 s between its samples"_s},
        {u"12.0 s"_s, one});
    row("12 the other daemon did", {11, 12, 13}, u"clock-moved-under"_s, u"warning"_s,
        {u"moved this clock by 12.0 s"_s, u"Most likely it was the other time service"_s},
        {u"12.0 s"_s, one, two, three});
    row("13 no fail-over", {11, 12, 13}, u"alternating-answers"_s, u"warning"_s,
        {u"two of them answer at one address"_s}, {phc, one, two, three});
    row("14 and still two", {12, 13, 14}, u"alternating-answers"_s, u"warning"_s,
        {u"Both correct the same clock"_s}, {phc, one, two, three});
}

void TestStory::isTold()
{
    QFETCH(const Rows, rows);
    QFETCH(const QString, id);
    QFETCH(const QStringList, sentences);
    QFETCH(const QStringList, values);
    const Speaking english(u"en"_s);
    QVERIFY(english.isThere());
    const PastedExplanation explanation = explained(rows);
    const auto found = std::ranges::find(explanation.findings, id,
                                         [](const Finding &finding) { return findingName(finding.id); });
    QVERIFY2(found != explanation.findings.end(), qPrintable(idsOf(explanation)));
    QTEST(severityName(found->severity), "severity");
    const QString words = wordsOf(wording::findingText(*found, explanation.now));
    for (const QString &part : sentences + values)
        QVERIFY2(words.contains(part), qPrintable(u"\"%1\" is not in: %2"_s.arg(part, words)));
}

void TestStory::isToldInJapanese()
{
    QFETCH(const Rows, rows);
    QFETCH(const QString, id);
    QFETCH(const QStringList, values);
    const PastedExplanation explanation = explained(rows);
    const auto found = std::ranges::find(explanation.findings, id,
                                         [](const Finding &finding) { return findingName(finding.id); });
    QVERIFY2(found != explanation.findings.end(), qPrintable(idsOf(explanation)));
    const auto textIn = [&](const QString &language) {
        const Speaking speaking(language);
        return wording::findingText(*found, explanation.now);
    };
    const wording::FindingText english = textIn(u"en"_s);
    const wording::FindingText japanese = textIn(u"ja"_s);
    using Part = QString wording::FindingText::*;
    for (const Part part : {&wording::FindingText::title, &wording::FindingText::explanation,
                            &wording::FindingText::remedy, &wording::FindingText::disproof}) {
        QCOMPARE((japanese.*part).isEmpty(), (english.*part).isEmpty());
        const bool isJapanese = std::ranges::any_of(japanese.*part, [](QChar letter) {
            return letter.script() == QChar::Script_Hiragana || letter.script() == QChar::Script_Katakana ||
                   letter.script() == QChar::Script_Han;
        });
        QVERIFY2((japanese.*part).isEmpty() || isJapanese, qPrintable(japanese.*part));
    }
    const QString words = wordsOf(japanese);
    for (const QString &value : values)
        QVERIFY2(words.contains(value), qPrintable(u"\"%1\" is not in: %2"_s.arg(value, words)));
}

void TestStory::isNotSaid_data()
{
    QTest::addColumn<Rows>("rows");
    QTest::addColumn<QStringList>("ids");
    const QStringList blame{u"too-variable"_s, u"outvoted"_s, u"no-majority"_s, u"server-dead"_s,
                            u"lossy-path"_s};
    QTest::newRow("03 a zone is no error") << Rows{3}
                                           << QStringList{u"quarter-hours"_s, u"clock-off"_s,
                                                          u"hardware-clock-local"_s, u"hardware-clock-off"_s};
    QTest::newRow("05 no servers are gone") << Rows{5} << blame;
    QTest::newRow("07 no server is dead") << Rows{7} << blame + QStringList{u"clock-off"_s};
    QTest::newRow("09 iburst is not broken")
        << Rows{9, 10} << QStringList{u"no-quick-start"_s, u"broken-line"_s};
    QTest::newRow("11 no zone") << Rows{11} << QStringList{u"quarter-hours"_s, u"clock-off"_s};
    QTest::newRow("12 the servers are not capricious") << Rows{12} << blame;
    QTest::newRow("13 nobody took over") << Rows{11, 12, 13} << blame + QStringList{u"clock-off"_s};
}

void TestStory::isNotSaid()
{
    QFETCH(const Rows, rows);
    QFETCH(const QStringList, ids);
    const PastedExplanation explanation = explained(rows);
    for (const Finding &finding : explanation.findings)
        QVERIFY2(!ids.contains(findingName(finding.id)), qPrintable(idsOf(explanation)));
}

void TestStory::canBeDone_data()
{
    QTest::addColumn<Rows>("rows");
    QTest::addColumn<FindingId>("id");
    QTest::addColumn<QString>("command"); ///< for the terminal that this was pasted from
    QTest::newRow("07 quick questions") << Rows{7} << FindingId::Gathering << u"sudo chronyc burst 4/4"_s;
    QTest::newRow("11 step") << Rows{11} << FindingId::MachinePaused << u"sudo chronyc makestep"_s;
    QTest::newRow("11 step, too") << Rows{11} << FindingId::SlewTakesLong << u"sudo chronyc makestep"_s;
}

void TestStory::canBeDone()
{
    QFETCH(const Rows, rows);
    QFETCH(const FindingId, id);
    QFETCH(const QString, command);
    const PastedExplanation explanation = explained(rows);
    const Finding *finding = findingOf(explanation, id);
    QVERIFY2(finding, qPrintable(idsOf(explanation)));
    QVERIFY(std::ranges::find(finding->actions, command, &FindingAction::text) != finding->actions.end());
}

// Rows 01 and 14: the four pools of the distribution are a good list, and three servers that agree a success.
void TestStory::isASuccess()
{
    const Speaking english(u"en"_s);
    QVERIFY2(isQuiet(explained({1})), qPrintable(idsOf(explained({1}))));
    const PastedExplanation explanation = explained({14});
    QVERIFY2(isQuiet(explanation), qPrintable(idsOf(explanation)));
    const ClockJudgement &judgement = explanation.moments.back().judgement;
    QCOMPARE(judgement.state, ClockState::Synchronised);
    // The row says -2961 µs.
    QCOMPARE(sentenceOf(explanation),
             u"Synchronised to ntp2.jst.mfeed.ad.jp: 3.0 ms behind ± 50 ms; 3 of 3 servers agree."_s);
    // And still two daemons steer this clock.
    const PastedExplanation turns = explained({12, 13, 14});
    QCOMPARE(sentenceOf(turns), sentenceOf(explanation));
    QVERIFY(findingOf(turns, FindingId::AlternatingAnswers));
}

void TestStory::isASuccessInJapanese()
{
    const Speaking japanese(u"ja"_s);
    QVERIFY(japanese.isThere());
    const PastedExplanation explanation = explained({14});
    QCOMPARE(
        sentenceOf(explanation),
        u"ntp2.jst.mfeed.ad.jp に同期しています: 3.0 ms 遅れ ± 50 ms、3 台のサーバーのうち 3 台が一致しています。"_s);
}

QTEST_GUILESS_MAIN(TestStory)
#include "test_story.moc"
