// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/chart/chartpalette.h"
#include "ui/panels/quietlabel.h"
#include "ui/panels/sourcedetails.h"
#include "ui/panels/sourcefacts.h"
#include "ui/panels/whatisthis.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/glossary.h"
#include "ui/wording/quantity.h"
#include "ui/wording/sourcewording.h"

#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>
#include <QWhatsThis>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;

Q_DECLARE_METATYPE(int synchroscope::IgnoredReplies::*)

namespace {

QList<Fact> sourceFacts(const SourceSnapshot &source, Instant now)
{
    return synchroscope::sourceFacts(measuredRow(source), now);
}

/// chronyd, which has run for three hours and follows a server.
DaemonReport chronyd()
{
    DaemonReport daemon;
    daemon.endpoint = u"127.0.0.1:323"_s;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now;
    daemon.tracking.emplace().synchronised = true;
    daemon.process.emplace().pid = 411;
    daemon.process->program = u"/usr/sbin/chronyd"_s;
    daemon.process->unit = u"chrony.service"_s;
    daemon.process->startedAt = now - 3h;
    daemon.process->maySetClock = true;
    DaemonSource followed;
    followed.name = u"a.example"_s;
    followed.standing = SourceStanding::Selected;
    followed.error = 24ms;
    daemon.sources = {followed};
    return daemon;
}

SourceRow daemonRow(const DaemonReport &daemon)
{
    SourceRow row;
    row.kind = SourceRow::Kind::Daemon;
    row.id = {u"chrony#0"_s};
    row.name = wording::daemonTitle(daemon);
    row.daemon = daemon;
    return row;
}

QString plain(QString text)
{
    return text.replace(QChar(QChar::Nbsp), u' ');
}

QTextEdit &textOf(const SourceDetails &details)
{
    return *details.findChild<QTextEdit *>(u"sourceFacts"_s);
}

Fact factNamed(const QList<Fact> &facts, const QString &name)
{
    for (const Fact &fact : facts) {
        if (fact.name == name)
            return fact;
    }
    return {};
}

QStringList names(const QList<Fact> &facts)
{
    QStringList names;
    for (const Fact &fact : facts)
        names.append(fact.name);
    return names;
}

} // namespace

class TestSourceDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figures_data();
    void figures();
    void unknownScatterIsSaidSo();
    void whatItIsAmongTheServers();
    void frequency_data();
    void frequency();
    void leapSeconds();
    void nothingKnownYet();
    void silence();
    void ignoredRepliesAreNamed_data();
    void ignoredRepliesAreNamed();
    void clockSetBack();
    void aDaemonHasFactsOfItsOwn();
    void filesChangedSinceAreNotInEffect();
    void aPoolListsItsServers();
    void whyItIsFollowed();
    void whatWasTrueIsSaidSo();
    void showsEverything();
    void everyFigureSaysWhatItIs();
    void keepsASelection();
    void keepsThePlace();
    void nothingIsMarkup();
    void longNames();
    void closes();
    void followsTheTheme();
};

void TestSourceDetails::figures_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("offset") << u"This clock is"_s << u"2.900\u00a0ms behind ±\u00a00.079\u00a0ms"_s
                            << u"scatter"_s;
    QTest::newRow("against the server")
        << u"Error against this server"_s << u"±\u00a05.6\u00a0ms at most"_s << u"half of the round trip"_s;
    QTest::newRow("against UTC") << u"Error against UTC, as it claims"_s << u"±\u00a025\u00a0ms at most"_s
                                 << u"19\u00a0ms"_s;
    QTest::newRow("method") << u"The offset is taken from"_s << wording::methodText(EstimateMethod::Line)
                            << u""_s;
    QTest::newRow("round trip") << u"Shortest round trip"_s << u"11\u00a0ms"_s << u"38"_s;
    QTest::newRow("jitter") << u"Jitter"_s << u"310\u00a0µs"_s << u"differ"_s;
    QTest::newRow("frequency") << u"Frequency"_s << u"12.34\u00a0ppm slow ±\u00a00.56\u00a0ppm"_s
                               << u"86 ms a day"_s;
    QTest::newRow("last answer") << u"Last answer"_s << u"12\u00a0s ago"_s << u"round trip of 11\u00a0ms"_s;
    QTest::newRow("reach") << u"Reach"_s << u"answered 7 of the last 8"_s << u"38 of 40"_s;
    QTest::newRow("poll") << u"Asked every"_s << u"64\u00a0s"_s << u"52\u00a0s"_s;
    QTest::newRow("claim") << u"The server claims"_s << u"±\u00a020\u00a0ms"_s << u"30\u00a0ms"_s;
    QTest::newRow("stratum") << u"Stratum"_s << u"2"_s << u"210.173.160.57"_s;
    QTest::newRow("stamps") << u"Time stamps"_s << u"by the kernel"_s << u"left and arrived"_s;
    QTest::newRow("server") << u"Server"_s << u"ntp2.example.org"_s << u"192.0.2.2"_s;
}

void TestSourceDetails::figures()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, meaning);
    const Fact fact = factNamed(sourceFacts(answeringSource(), now), name);
    QCOMPARE(fact.value, value);
    QVERIFY2(fact.meaning.contains(meaning), qPrintable(fact.meaning));
}

void TestSourceDetails::unknownScatterIsSaidSo()
{
    SourceSnapshot source = answeringSource();
    const auto offset = [&source] { return factNamed(sourceFacts(source, now), u"This clock is"_s); };
    QVERIFY2(offset().meaning.contains(u"99.95\u00a0% confidence"_s), qPrintable(offset().meaning));
    // Two answers have no scatter.
    source.estimate->statistical.reset();
    source.estimate->samples = 2;
    QCOMPARE(offset().value, u"2.9\u00a0ms behind"_s);
    QVERIFY2(offset().meaning.endsWith(u"is known from three answers on."_s), qPrintable(offset().meaning));
    // Of a few more it is known, and tells less than the round trip.
    source.estimate->samples = 3;
    const QString tooFew = offset().meaning;
    QVERIFY2(tooFew.contains(u"too few"_s), qPrintable(tooFew));
    source.estimate->statistical = source.estimate->boundToServer;
    QCOMPARE(offset().value, u"2.9\u00a0ms behind"_s);
    QCOMPARE(offset().meaning, tooFew);
    source.estimate->statistical = source.estimate->boundToServer - 100us;
    QCOMPARE(offset().value, u"2.9\u00a0ms behind ±\u00a05.5\u00a0ms"_s);
    // The bounds are there all the same.
    source.estimate->statistical.reset();
    const QList<Fact> facts = sourceFacts(source, now);
    QCOMPARE(factNamed(facts, u"Error against this server"_s).value, u"±\u00a05.6\u00a0ms at most"_s);
}

void TestSourceDetails::whatItIsAmongTheServers()
{
    SourceRow row = measuredRow(answeringSource());
    row.use = SourceUse::Outlier;
    const Fact fact = factNamed(synchroscope::sourceFacts(row, now), u"Among the servers"_s);
    QCOMPARE(fact.value, u"confirms"_s);
    QVERIFY(fact.meaning.contains(u"scatter"));
}

void TestSourceDetails::frequency_data()
{
    QTest::addColumn<double>("ppm");
    QTest::addColumn<std::optional<double>>("skew");
    QTest::addColumn<QString>("value");
    QTest::newRow("fast") << 50.0 << std::optional<double>(0.5)
                          << u"50.00\u00a0ppm fast ±\u00a00.50\u00a0ppm"_s;
    QTest::newRow("slow") << -0.126 << std::optional<double>(2.0)
                          << u"0.1\u00a0ppm slow ±\u00a02.0\u00a0ppm"_s;
    QTest::newRow("error unknown") << 3.0 << std::optional<double>() << u"3.000\u00a0ppm fast"_s;
}

void TestSourceDetails::frequency()
{
    QFETCH(double, ppm);
    QFETCH(std::optional<double>, skew);
    QFETCH(QString, value);
    SourceSnapshot source = answeringSource();
    source.estimate->frequencyPpm = ppm;
    source.estimate->skewPpm = skew;
    QCOMPARE(factNamed(sourceFacts(source, now), u"Frequency"_s).value, value);
    source.estimate->frequencyPpm.reset();
    QVERIFY(!names(sourceFacts(source, now)).contains(u"Frequency"_s));
}

void TestSourceDetails::leapSeconds()
{
    SourceSnapshot source = answeringSource();
    QVERIFY(!names(sourceFacts(source, now)).contains(u"Leap second"_s));
    source.lastSample->leap = LeapIndicator::InsertSecond;
    QVERIFY(factNamed(sourceFacts(source, now), u"Leap second"_s).meaning.contains(u"61"_s));
    source.lastSample->leap = LeapIndicator::DeleteSecond;
    QVERIFY(factNamed(sourceFacts(source, now), u"Leap second"_s).meaning.contains(u"59"_s));
}

void TestSourceDetails::nothingKnownYet()
{
    const QList<Fact> facts = sourceFacts(newSource(u"ntp1.example.org"_s), now);
    QCOMPARE(names(facts), QStringList({u"What is happening"_s, u"Reach"_s, u"Server"_s}));
    QCOMPARE(factNamed(facts, u"Reach"_s).value, u"not asked yet"_s);
    QCOMPARE(factNamed(facts, u"Server"_s).meaning, u"No address known."_s);
}

void TestSourceDetails::silence()
{
    const SourceSnapshot source = silentSource();
    const QList<Fact> facts = sourceFacts(source, now);
    QCOMPARE(facts.first().value, wording::sourceHappening(source, now));
    QVERIFY(facts.first().value.contains(u"firewall"_s));
    QVERIFY(!names(facts).contains(u"Last answer"_s));
}

void TestSourceDetails::ignoredRepliesAreNamed_data()
{
    QTest::addColumn<int IgnoredReplies::*>("counter");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("origin") << &IgnoredReplies::otherOrigin << u"Forged or repeated answers"_s << u"random"_s;
    QTest::newRow("duplicate") << &IgnoredReplies::duplicate << u"Answers that came twice"_s << u"first"_s;
    QTest::newRow("late") << &IgnoredReplies::late << u"Answers that came too late"_s << u"waiting"_s;
    QTest::newRow("malformed") << &IgnoredReplies::malformed << u"Damaged packets"_s << u"short"_s;
    QTest::newRow("kind") << &IgnoredReplies::otherKind << u"Packets of another kind"_s << u"version"_s;
    QTest::newRow("delay") << &IgnoredReplies::impossibleDelay << u"Impossible round trips"_s
                           << u"cannot be true"_s;
}

void TestSourceDetails::ignoredRepliesAreNamed()
{
    QFETCH(int IgnoredReplies::*, counter);
    QFETCH(QString, name);
    QFETCH(QString, meaning);
    SourceSnapshot source = answeringSource();
    const QList<Fact> quiet = sourceFacts(source, now);
    QVERIFY(!names(quiet).contains(name));
    source.ignored.*counter = 1234;
    const QList<Fact> facts = sourceFacts(source, now);
    // This one and no other.
    QCOMPARE(facts.size(), quiet.size() + 1);
    QCOMPARE(factNamed(facts, name).value, u"1,234"_s);
    QVERIFY(factNamed(facts, name).meaning.contains(meaning));
    SourceDetails details;
    details.setSource(measuredRow(source), now);
    QVERIFY(details.plainText().contains(name));
}

void TestSourceDetails::clockSetBack()
{
    const QList<Fact> facts = sourceFacts(answeringSource(), now - 1h);
    QCOMPARE(factNamed(facts, u"Last answer"_s).value, u"just now"_s);
}

void TestSourceDetails::aDaemonHasFactsOfItsOwn()
{
    DaemonReport daemon = chronyd();
    daemon.activity = SourceActivityCounts{.online = 3, .offline = 1, .unresolved = 2};
    daemon.tracking->systemOffset = Offset::fromLocalMinusRemote(-38us);
    daemon.tracking->frequencyPpm = -12.345;
    daemon.tracking->rootDelay = 20ms;
    daemon.tracking->rootDispersion = 5ms;
    daemon.hardwareClock = HardwareClockReport{.measuredAt = now - 5min,
                                               .samples = 12,
                                               .ahead = Offset::fromLocalMinusRemote(200ms),
                                               .gainPpm = 3.5};
    daemon.smoothing = SmoothingReport{.active = true, .offset = 2ms, .remaining = 90s};
    SourceRow row = daemonRow(daemon);
    row.identity = u"Yours: started by chrony.service."_s;
    const QList<Fact> facts = synchroscope::sourceFacts(row, now);
    const auto fact = [&facts](const QString &name) {
        const Fact found = factNamed(facts, name);
        return plain(found.value + u" | "_s + found.meaning);
    };
    QCOMPARE(fact(u"Whose it is"_s), u"Yours: started by chrony.service. | "_s);
    QCOMPARE(fact(u"Program"_s), u"chrony | Version 4.3."_s);
    QCOMPARE(fact(u"Asked at"_s), u"127.0.0.1:323 | Last heard just now."_s);
    QCOMPARE(fact(u"Process"_s), u"411 | /usr/sbin/chronyd"_s);
    QCOMPARE(plain(factNamed(facts, u"Runs since"_s).meaning), u"3 h ago"_s);
    QCOMPARE(fact(u"systemd unit"_s), u"chrony.service | "_s);
    QCOMPARE(fact(u"Corrects this clock"_s), u"yes | "_s);
    QCOMPARE(factNamed(facts, u"Sources"_s).value, u"3 online, 1 offline, 2 without an address"_s);
    QCOMPARE(factNamed(facts, u"This clock is"_s).value, u"38\u00a0µs behind"_s);
    QCOMPARE(factNamed(facts, u"Bound"_s).value, u"±\u00a015\u00a0ms"_s);
    QCOMPARE(factNamed(facts, u"Frequency"_s).value, u"12.345\u00a0ppm slow"_s);
    QCOMPARE(factNamed(facts, u"Hardware clock"_s).value, u"200\u00a0ms ahead"_s);
    QVERIFY(factNamed(facts, u"Hardware clock"_s).meaning.contains(u"3.500\u00a0ppm fast"_s));
    QVERIFY(factNamed(facts, u"Served time"_s).meaning.contains(u"2.0\u00a0ms"_s));
    // One that only shows as a process.
    DaemonReport openntpd;
    openntpd.kind = DaemonKind::OpenNtpd;
    openntpd.answer = DaemonAnswer::NoInterface;
    openntpd.process.emplace().pid = 7;
    openntpd.process->maySetClock = false;
    const QList<Fact> few = synchroscope::sourceFacts(daemonRow(openntpd), now);
    QCOMPARE(names(few),
             QStringList({u"What it does"_s, u"Program"_s, u"Process"_s, u"Corrects this clock"_s}));
    QCOMPARE(factNamed(few, u"Corrects this clock"_s).value, u"no"_s);
}

void TestSourceDetails::filesChangedSinceAreNotInEffect()
{
    DaemonReport daemon = chronyd();
    const QString main = u"/etc/chrony/chrony.conf"_s;
    const QString other = u"/etc/chrony/conf.d/a.conf"_s;
    daemon.configuration = {{main, now - 5h}, {other, std::nullopt}};
    const auto files = [&] {
        return factNamed(synchroscope::sourceFacts(daemonRow(daemon), now), u"Files read"_s);
    };
    QVERIFY(files().value.startsWith(main + u", changed "_s) && files().value.endsWith(u'\n' + other));
    QVERIFY(files().meaning.startsWith(u"In effect"_s));
    daemon.configuration[0].changedAt = now - 1h;
    const QString meaning = files().meaning;
    QVERIFY2(meaning.startsWith(u"Saved, not in effect: it runs with what it read at "_s) &&
                 meaning.endsWith(u"Restart it."_s),
             qPrintable(meaning));
    daemon.process.reset();
    QCOMPARE(files().meaning, QString());
    SourceDetails details;
    details.setSource(daemonRow(daemon), now);
    QVERIFY(details.plainText().contains(main + u'\n' + other));
}

void TestSourceDetails::aPoolListsItsServers()
{
    SourceRow pool = daemonRow(chronyd());
    pool.kind = SourceRow::Kind::Pool;
    pool.name = u"pool.example"_s;
    pool.followed.emplace();
    Standing counted;
    counted.reason = StandingReason::Counted;
    Standing lost;
    lost.reason = StandingReason::AnswersLost;
    pool.members = {{u"192.0.2.1"_s, counted}, {u"192.0.2.2"_s, lost}};
    pool.pool = {2, 4, 1, 9};
    const QList<Fact> facts = synchroscope::sourceFacts(pool, now);
    QCOMPARE(factNamed(facts, u"Servers"_s).value, u"192.0.2.1: combined\n192.0.2.2: no answer"_s);
    QCOMPARE(factNamed(facts, u"Servers"_s).meaning, wording::poolSentence(pool.pool));
    QCOMPARE(factNamed(facts, u"Pool"_s).value, pool.name);
}

void TestSourceDetails::whyItIsFollowed()
{
    SourceRow row = daemonRow(chronyd());
    row.kind = SourceRow::Kind::Source;
    row.followed = row.daemon->sources[0];
    row.standing.reason = StandingReason::Followed;
    row.nearestOf = 3;
    const Fact fact = synchroscope::sourceFacts(row, now).constFirst();
    QCOMPARE(fact.name, u"What chrony makes of it"_s);
    QVERIFY2(fact.meaning.contains(u"it may be 24\u00a0ms off at most"_s), qPrintable(fact.meaning));
}

void TestSourceDetails::whatWasTrueIsSaidSo()
{
    DaemonReport daemon = chronyd();
    daemon.answer = DaemonAnswer::Silent;
    daemon.readAt = now - 19s;
    SourceRow row = daemonRow(daemon);
    row.kind = SourceRow::Kind::Source;
    row.followed = daemon.sources[0];
    row.standing.reason = StandingReason::Followed;
    const Fact fact = synchroscope::sourceFacts(row, now).constFirst();
    QCOMPARE(fact.value, u"was: followed"_s);
    QVERIFY(fact.meaning.startsWith(u"chrony has not been heard for 19\u00a0s"_s));
}

void TestSourceDetails::showsEverything()
{
    SourceDetails details;
    const SourceSnapshot source = answeringSource();
    details.setSource(measuredRow(source), now);
    const QString text = details.plainText();
    QVERIFY(text.startsWith(source.label + u'\n'));
    // Rich text shows a no-break space as what it is.
    const QList<Fact> facts = sourceFacts(source, now);
    for (const Fact &fact : facts) {
        for (const QString &part : {fact.name, fact.value, fact.meaning})
            QVERIFY2(QString(text).replace(u'\u00a0', u' ').contains(QString(part).replace(u'\u00a0', u' ')),
                     qPrintable(part));
    }
    // Time goes on.
    details.setSource(measuredRow(source), now + 8s);
    QVERIFY(QString(details.plainText()).replace(u'\u00a0', u' ').contains(u"20 s ago"_s));
}

/// Of whatever is shown, with and without what may be missing.
void TestSourceDetails::everyFigureSaysWhatItIs()
{
    SourceSnapshot leaping = answeringSource();
    leaping.lastSample->leap = LeapIndicator::InsertSecond;
    leaping.ignored = {.otherOrigin = 1, .duplicate = 1, .late = 1, .malformed = 1, .otherKind = 1};
    SourceSnapshot bare = answeringSource();
    bare.nextRequest.reset();
    bare.lastSample.reset();
    SourceRow followed = daemonRow(chronyd());
    followed.kind = SourceRow::Kind::Source;
    followed.followed = chronyd().sources.front();
    followed.followed->origin = ServerOrigin::Administrator;
    followed.followed->adjusted = Offset::fromLocalMinusRemote(1ms);
    followed.followed->error.reset();
    followed.followed->lastSample = now;
    followed.followed->pollLog2 = 6;
    followed.followed->stratum = 2;
    followed.followed->reach = 255;
    followed.followed->statistics.emplace();
    SourceRow device = followed;
    device.followed->mode = SourceMode::ReferenceClock;
    device.followed->device = u"PHC"_s;
    SourceRow pool = followed;
    pool.kind = SourceRow::Kind::Pool;
    pool.members.resize(2);
    DaemonReport daemon = chronyd();
    daemon.configuration = {{.path = u"/etc/chrony/chrony.conf"_s, .changedAt = {}}};
    daemon.tracking->lastUpdate = now;
    daemon.tracking->stratum = 3;
    daemon.tracking->systemOffset = Offset::fromLocalMinusRemote(1ms);
    daemon.smoothing.emplace();
    SourceRow named = daemonRow(daemon);
    named.identity = u"of the host"_s;
    DaemonReport stranger = daemon;
    stranger.process.reset();
    stranger.tracking.reset();
    SourceDetails details;
    details.resize(280, 500);
    details.show();
    const std::vector<SourceRow> rows{measuredRow(leaping),
                                      measuredRow(bare),
                                      measuredRow(silentSource()),
                                      measuredRow(newSource(u"x"_s)),
                                      followed,
                                      device,
                                      pool,
                                      named,
                                      daemonRow(stranger)};
    for (size_t i = 0; i < rows.size(); ++i) {
        SourceRow row = rows[i];
        row.id = {QString::number(i)};
        details.setSource(row, now);
        const QList<Fact> facts = synchroscope::sourceFacts(row, now);
        QCOMPARE(textOf(details).document()->blockCount(), int(facts.size()));
        for (int at = 0; at < facts.size(); ++at) {
            const Fact &fact = facts[at];
            QVERIFY2(fact.term.isEmpty() || wording::glossaryTerm(fact.term), qPrintable(fact.term));
            QVERIFY2(!fact.meaning.isEmpty() || !fact.about.isEmpty() || !fact.term.isEmpty(),
                     qPrintable(fact.name));
            const QString answer = details.whatThisIs(at);
            QVERIFY2(answer.startsWith(u"<p><b>%1</b></p><p>"_s.arg(fact.name.toHtmlEscaped())),
                     qPrintable(answer));
            QVERIFY(answer.contains(fact.value.toHtmlEscaped().replace(u'\n', u"<br>"_s)));
        }
    }
    // By keyboard where the cursor is, by mouse what is under it.
    QWidget &text = textOf(details);
    QVERIFY(askWhatIsThis(text, text.mapToGlobal(text.rect().center())));
    QWhatsThis::hideText();
    QWidget &viewport = *textOf(details).viewport();
    QVERIFY(askWhatIsThis(viewport, viewport.mapToGlobal(QPoint(5, 5))));
    QWhatsThis::hideText();
    SourceDetails empty;
    QVERIFY(!askWhatIsThis(*empty.findChild<QTextEdit *>(), QPoint()));
}

void TestSourceDetails::keepsASelection()
{
    SourceDetails details;
    details.resize(260, 500);
    details.show();
    details.setSource(measuredRow(answeringSource()), now);
    QVERIFY(QTest::qWaitForWindowActive(&details));
    textOf(details).setFocus();
    QTest::keySequence(&textOf(details), QKeySequence::SelectAll);
    const QString selected = textOf(details).textCursor().selectedText();
    QVERIFY(!selected.isEmpty());
    details.setSource(measuredRow(answeringSource()), now + 30s);
    QCOMPARE(textOf(details).textCursor().selectedText(), selected);
    QTest::keySequence(&textOf(details), QKeySequence::Copy);
    QVERIFY(QApplication::clipboard()->text().contains(u"This clock is"_s));
    // Another source is another text, whatever is selected.
    details.setSource(measuredRow(silentSource()), now);
    QVERIFY(details.plainText().contains(u"Forged or repeated answers"_s));
    QVERIFY(!details.plainText().contains(u"This clock is"_s));
}

void TestSourceDetails::keepsThePlace()
{
    SourceDetails details;
    details.resize(240, 200);
    details.show();
    details.setSource(measuredRow(answeringSource()), now);
    QScrollBar &bar = *textOf(details).verticalScrollBar();
    QTRY_VERIFY(bar.maximum() > 100);
    bar.setValue(80);
    details.setSource(measuredRow(answeringSource()), now + 30s);
    QCOMPARE(bar.value(), 80);
    SourceSnapshot other = answeringSource();
    other.id = {u"another:123"_s};
    details.setSource(measuredRow(other), now);
    QCOMPARE(bar.value(), 0);
}

void TestSourceDetails::nothingIsMarkup()
{
    SourceSnapshot source = silentSource();
    source.label = u"<b>bold</b> & \"quoted\""_s;
    source.systemReason = u"<img src='x'>"_s;
    source.lastOutcome = QueryOutcome::Unreachable;
    SourceDetails details;
    details.setSource(measuredRow(source), now);
    QVERIFY(details.plainText().startsWith(source.label));
    QVERIFY(details.plainText().contains(source.systemReason));
    QCOMPARE(details.findChild<QLabel *>(u"sourceTitle"_s)->text(), source.label);
    QCOMPARE(details.findChild<QLabel *>(u"sourceTitle"_s)->textFormat(), Qt::PlainText);
}

void TestSourceDetails::longNames()
{
    SourceDetails details;
    details.resize(240, 400);
    details.show();
    details.setSource(measuredRow(newSource(longestName())), now);
    QVERIFY2(details.minimumSizeHint().width() <= 360,
             qPrintable(QString::number(details.minimumSizeHint().width())));
    QVERIFY(textOf(details).document()->idealWidth() <= textOf(details).viewport()->width());
    QCOMPARE(details.findChild<QLabel *>(u"sourceTitle"_s)->toolTip(), longestName());
    QVERIFY(textOf(details).toPlainText().contains(longestName()));
}

void TestSourceDetails::closes()
{
    SourceDetails details;
    details.show();
    QVERIFY(QTest::qWaitForWindowActive(&details));
    const QSignalSpy closed(&details, &SourceDetails::closed);
    details.findChild<QToolButton *>(u"closeDetails"_s)->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(closed.count(), 1);
    // The tabulator leaves the text instead of being typed into it.
    textOf(details).setFocus();
    QTest::keyClick(&textOf(details), Qt::Key_Tab);
    QVERIFY(!textOf(details).hasFocus());
}

void TestSourceDetails::followsTheTheme()
{
    SourceDetails details;
    details.setSource(measuredRow(answeringSource()), now);
    for (const bool dark : {true, false}) {
        details.setPalette(theme(dark));
        const QColor quiet = quietTextColour(details.palette());
        QVERIFY(textOf(details).toHtml().contains(quiet.name()));
        QVERIFY(contrast(quiet, details.palette().color(QPalette::Window)) >= 4.5);
        // It lies on the panel, not on a page of its own.
        QVERIFY(!textOf(details).viewport()->autoFillBackground());
    }
}

QTEST_MAIN(TestSourceDetails)
#include "test_sourcedetails.moc"
