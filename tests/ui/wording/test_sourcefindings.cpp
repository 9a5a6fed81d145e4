// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/findingwording.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Instant now{1'800'000'000s};

Offset ahead(Duration by)
{
    return Offset::fromLocalMinusRemote(by);
}

/// With all that a finding of any kind may have.
Finding plausible(FindingId id)
{
    Finding finding;
    finding.id = id;
    finding.subject = u"ntp1.example"_s;
    finding.daemon = DaemonKind::Chrony;
    finding.names = {u"a.example"_s, u"b.example"_s};
    finding.others = {u"c.example"_s, u"d.example"_s};
    finding.text = u"RATE"_s;
    finding.offset = ahead(350s);
    finding.other = ahead(-2ms);
    finding.bound = 12ms;
    finding.span = 108s;
    finding.at = Instant(std::chrono::sys_days(2027y / std::chrono::January / 1));
    finding.count = 5;
    finding.total = 8;
    return finding;
}

QString spaced(QString text)
{
    return text.replace(u'\u00a0', u' ');
}

/// Everything that is said of it.
QString allOf(const wording::FindingText &text)
{
    return spaced((QStringList{text.title, text.explanation, text.remedy, text.disproof}).join(u'\n'));
}

wording::FindingText textOf(const Finding &finding)
{
    return wording::sourceFindingText(finding, now).value_or(wording::FindingText());
}

/// What the words must contain of plausible()'s values.
struct Expected
{
    FindingId id;
    QStringList values;
};

const std::vector<Expected> &expectations()
{
    static const QString server = u"ntp1.example"_s;
    static const QString names = u"a.example and b.example"_s;
    static const QString others = u"c.example and d.example"_s;
    static const std::vector<Expected> all{
        {FindingId::Gathering, {u"5 of 8"_s, u"2 min"_s, names, u"chrony"_s}},
        {FindingId::Unresolved, {u"2 name"_s, names}},
        {FindingId::NtpBlocked, {u"5 server"_s, u"port 123"_s}},
        {FindingId::ServerDead, {server, u"1 min"_s, others}},
        {FindingId::ServerRefuses, {server}},
        {FindingId::SourcePortBlocked, {u"2 server"_s, names, u"chrony"_s, u"port 123"_s}},
        {FindingId::AnswersUsOnly, {u"2 server"_s, names, u"chrony"_s}},
        {FindingId::Unsynchronised, {u"2 server"_s, names}},
        {FindingId::KissOfDeath, {server, u"RATE"_s}},
        {FindingId::NotAuthenticated, {u"2 server"_s, names, u"chrony"_s}},
        {FindingId::NtsClockWrong, {names, u"5 min ahead"_s}},
        {FindingId::TooFar, {u"2 source"_s, names, u"108.0 s"_s, u"beyond 12 ms"_s}},
        {FindingId::HostClockFollowed, {server, u"108.0 s"_s}},
        {FindingId::ClockMovedUnder, {names, u"by 12 ms"_s, u"chrony"_s}},
        {FindingId::TooVariable, {u"2 source"_s, names, u"108.0 s"_s, u"12 ms"_s}},
        {FindingId::NoMajority, {names, u"108.0 s"_s}},
        {FindingId::Outvoted, {server, u"350.0 s ahead"_s, u"5 source"_s}},
        {FindingId::TrustedOverrule, {u"2 other"_s, names, others, u"108.0 s"_s}},
        {FindingId::RequiredMissing, {names, others, u"2 source"_s, u"chrony"_s}},
        {FindingId::TooFewSelectable, {u"5 good"_s, u"minsources 8"_s, names, u"chrony"_s}},
        {FindingId::NoneSelectable, {names, u"chrony"_s}},
        {FindingId::OrphanStratum, {u"2 source"_s, u"stratum 5 orphan"_s, names, u"chrony"_s}},
        {FindingId::SmearMixed, {names, others, u"RATE"_s}},
        {FindingId::StaleSelection, {server, u"1 min"_s, u"5 poll"_s, u"chrony"_s}},
        {FindingId::HoldOver, {server, u"1 min ago"_s, u"chrony"_s}},
        {FindingId::Offline, {u"5 source"_s, names, u"chrony"_s}},
        {FindingId::ComputerOffline, {u"1 min"_s}},
        {FindingId::LossyPath, {server, u"5 of the last 8"_s}},
        {FindingId::UnevenPaths, {server, u"a.example"_s, u"b.example"_s, u"108.0 s"_s}},
        {FindingId::LeapAnnounced, {names, u"31 December 2026"_s}},
        {FindingId::LeapDisputed, {names, others, u"31 December 2026"_s}},
        {FindingId::LocalMode, {server}},
        {FindingId::ServesWhileUnsynchronised, {u"RATE"_s}},
        {FindingId::ContradictsDaemon,
         {server, u"5 server"_s, u"350.000 s ahead ± 0.012 s"_s, u"2.0 ms behind"_s}},
        {FindingId::Interference, {u"RATE"_s, u"chrony"_s}},
        {FindingId::LeapTwice, {names, u"RATE"_s, u"c.example"_s}},
        {FindingId::AddressOfNobody, {u"2 server"_s, names, u"RATE"_s}},
        {FindingId::NothingSelectable, {u"RATE"_s, u"chrony"_s}},
        {FindingId::ReferenceSilent, {server, u"a.example"_s, u"1 min ago"_s, u"chrony"_s}},
    };
    return all;
}

} // namespace

class TestSourceFindings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachIsSaid_data();
    void eachIsSaid();
    void groupIsComplete();
    void othersAreNotOurs();
    void littleIsKnown_data();
    void littleIsKnown();
    void tooEarlyIsACountdown();
    void hostsClockIsWrongBySoMuch();
    void clockFollowsTheHostsClock();
    void otherServiceIsBlamed();
    void listAloneMayBeYoung();
    void kissesDiffer();
    void ntpdSaysWhyItBeganAnew();
    void devicesHaveTheirOwnCauses();
    void proofsAreLookedUpWhereTheyAre();
    void lonelyServer();
    void silenceMayBeABeginning();
    void manyServersAreDead();
    void secondIsLeftOut();
    void smearingIsUrgentOnlyThen();
    void limitsAreTheDaemonsOwn_data();
    void limitsAreTheDaemonsOwn();
    void whoIsSilentIsNotSaidToAnswer();
};

void TestSourceFindings::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

void TestSourceFindings::eachIsSaid_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("flag");
    for (size_t i = 0; i < expectations().size(); ++i) {
        const QByteArray name = findingName(expectations()[i].id).toUtf8();
        QTest::addRow("%s", name.constData()) << int(i) << false;
        QTest::addRow("%s, flagged", name.constData()) << int(i) << true;
    }
}

void TestSourceFindings::eachIsSaid()
{
    QFETCH(int, index);
    QFETCH(bool, flag);
    const Expected &expected = expectations()[size_t(index)];
    Finding finding = plausible(expected.id);
    finding.flag = flag;
    const wording::FindingText text = textOf(finding);
    QVERIFY(!text.title.isEmpty());
    QVERIFY(!text.explanation.isEmpty());
    QVERIFY(!text.remedy.isEmpty());
    QVERIFY(!text.disproof.isEmpty());
    QVERIFY2(!text.title.endsWith(u'.'), qPrintable(text.title));
    QVERIFY2(text.title.size() < 80, qPrintable(text.title));
    for (const QString &sentence : {text.explanation, text.remedy, text.disproof})
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
    const QString all = allOf(text);
    QVERIFY2(!all.contains(u'%'), qPrintable(all));
    for (const QString &value : expected.values)
        QVERIFY2(all.contains(value), qPrintable(value + u" is missing: "_s + all));
}

void TestSourceFindings::groupIsComplete()
{
    for (int id = int(FindingId::Gathering); id < int(FindingId::ClockOff); ++id) {
        const bool isThere = std::ranges::any_of(
            expectations(), [id](const Expected &expected) { return int(expected.id) == id; });
        QVERIFY2(isThere, qPrintable(findingName(FindingId(id))));
    }
}

void TestSourceFindings::othersAreNotOurs()
{
    for (int id = 0; id < findingIds; ++id) {
        const bool isOurs = id >= int(FindingId::Gathering) && id < int(FindingId::ClockOff);
        QCOMPARE(wording::sourceFindingText(plausible(FindingId(id)), now).has_value(), isOurs);
    }
}

void TestSourceFindings::littleIsKnown_data()
{
    QTest::addColumn<int>("id");
    for (const Expected &expected : expectations())
        QTest::addRow("%s", qPrintable(findingName(expected.id))) << int(expected.id);
}

/// With what a rule always fills and no more, nothing is left open in the sentences.
void TestSourceFindings::littleIsKnown()
{
    QFETCH(int, id);
    Finding finding;
    finding.id = FindingId(id);
    finding.subject = u"ntp1.example"_s;
    finding.names = {u"a.example"_s};
    const wording::FindingText text = textOf(finding);
    QVERIFY(!text.title.isEmpty());
    QVERIFY(!text.explanation.isEmpty());
    QVERIFY(!text.disproof.isEmpty());
    QVERIFY2(!allOf(text).contains(u'%'), qPrintable(allOf(text)));
    // A kiss always has its code, and a log its line.
    const bool hasText = finding.id == FindingId::KissOfDeath || finding.id == FindingId::Interference;
    QVERIFY2(hasText || !allOf(text).contains(u"\"\""_s), qPrintable(allOf(text)));
}

void TestSourceFindings::tooEarlyIsACountdown()
{
    Finding finding = plausible(FindingId::Gathering);
    finding.count = 1;
    finding.total = 3;
    QCOMPARE(spaced(textOf(finding).title), u"1 of 3 needed samples: can be followed in about 2 min"_s);
    QVERIFY(!allOf(textOf(finding)).contains(u"not work"_s));
    finding.span.reset();
    QCOMPARE(textOf(finding).title, u"1 of 3 needed samples so far"_s);
    finding.count = 3;
    QVERIFY(textOf(finding).title.contains(u"compared"_s));
}

void TestSourceFindings::hostsClockIsWrongBySoMuch()
{
    Finding finding = plausible(FindingId::HostClockFollowed);
    finding.subject = u"PHC0"_s;
    finding.offset = ahead(-350s);
    finding.flag = true;
    const wording::FindingText text = textOf(finding);
    QCOMPARE(spaced(text.title), u"The host's clock (PHC0) is 350.0 s behind"_s);
    QVERIFY(spaced(text.explanation).contains(u"350.0 s behind"_s));
    QVERIFY(text.explanation.contains(u"The small error beside PHC0 says"_s));
}

void TestSourceFindings::clockFollowsTheHostsClock()
{
    Finding finding = plausible(FindingId::HostClockFollowed);
    finding.subject = u"PHC0"_s;
    finding.span = 1us;
    finding.offset.reset();
    const wording::FindingText text = textOf(finding);
    QVERIFY(spaced(text.explanation).contains(u"within 1.0 µs of PHC0"_s));
    QVERIFY(text.title.endsWith(u"is followed"_s));
}

void TestSourceFindings::otherServiceIsBlamed()
{
    Finding finding = plausible(FindingId::ClockMovedUnder);
    QVERIFY(!textOf(finding).explanation.contains(u"other time service"_s));
    finding.flag = true;
    QVERIFY(textOf(finding).explanation.contains(u"other time service"_s));
    QVERIFY(textOf(finding).explanation.contains(u"steady and agree"_s));
}

void TestSourceFindings::listAloneMayBeYoung()
{
    Finding finding{.id = FindingId::NtpBlocked, .severity = Severity::Advice, .count = 3, .flag = true};
    QVERIFY(allOf(textOf(finding)).contains(u"Unless the time service was started within the last minute"_s));
    finding.severity = Severity::Warning;
    QVERIFY(!allOf(textOf(finding)).contains(u"within the last minute"_s));
    QVERIFY(allOf(textOf(finding)).contains(u"None has ever answered"_s));
}

void TestSourceFindings::kissesDiffer()
{
    Finding finding = plausible(FindingId::KissOfDeath);
    QVERIFY(textOf(finding).title.contains(u"too often"_s));
    QVERIFY(!textOf(finding).remedy.contains(u"Synchroscope"_s));
    finding.evidence = {MeasuredEvidence{.server = u"ntp1.example"_s, .offset = {}, .lastAnswer = {}}};
    QVERIFY(textOf(finding).remedy.endsWith(u"Synchroscope asks it less often now."_s));
    finding.text = u"DENY"_s;
    QVERIFY(textOf(finding).title.contains(u"does not serve"_s));
    finding.text = u"XABC"_s;
    QVERIFY(textOf(finding).explanation.contains(u"XABC"_s));
}

void TestSourceFindings::ntpdSaysWhyItBeganAnew()
{
    Finding finding = plausible(FindingId::ServerDead);
    DaemonSource source;
    const auto explanation = [&](const QString &code) {
        source.referenceId = code;
        finding.evidence = {SourceEvidence{{}, source}};
        return textOf(finding).explanation;
    };
    QVERIFY(explanation(u"STEP"_s).contains(u".STEP."_s));
    QVERIFY(explanation(u"XFAC"_s).contains(u".XFAC."_s));
    QVERIFY(!explanation(u"INIT"_s).contains(u"It shows"_s));
}

void TestSourceFindings::devicesHaveTheirOwnCauses()
{
    Finding finding = plausible(FindingId::ReferenceSilent);
    finding.names = {u"/dev/pps0"_s};
    const std::pair<const char *, QString> causes[] = {
        {"SHM", u"shared memory"_s},
        {"SOCK", u"Start it after the time service"_s},
        {"PPS", u"whether /dev/pps0 is there, whether pulses"_s},
        {"PHC", u"whether /dev/pps0 is there and is still"_s},
        {"", u"whether the program that reads it runs"_s}};
    for (const auto &[driver, cause] : causes) {
        finding.text = QString::fromLatin1(driver);
        const QString remedy = textOf(finding).remedy;
        QVERIFY2(remedy.contains(cause) && remedy.contains(u"AppArmor"_s), qPrintable(remedy));
    }
    QVERIFY(textOf(finding).explanation.contains(u"Nothing else is followed"_s));
    finding.flag = true;
    finding.span.reset();
    QVERIFY(textOf(finding).explanation.contains(u"Another source is followed"_s));
    QVERIFY(textOf(finding).explanation.contains(u"(/dev/pps0) has not given a sample so far"_s));
}

void TestSourceFindings::proofsAreLookedUpWhereTheyAre()
{
    Finding finding = plausible(FindingId::NotAuthenticated);
    QVERIFY(textOf(finding).disproof.contains(u"chronyc"_s));
    finding.daemon = DaemonKind::Ntpsec;
    QVERIFY(textOf(finding).disproof.contains(u"ntpq"_s));
}

void TestSourceFindings::lonelyServer()
{
    Finding finding = plausible(FindingId::ServerDead);
    QVERIFY(textOf(finding).explanation.contains(u"the way out of here is open"_s));
    finding.others.clear();
    QVERIFY(textOf(finding).explanation.contains(u"cannot be told"_s));
}

/// No verdict on a server that may not have been asked yet.
void TestSourceFindings::silenceMayBeABeginning()
{
    Finding finding = plausible(FindingId::ServerDead);
    const QString proven = allOf(textOf(finding));
    QVERIFY(!proven.contains(u"just started"_s));
    finding.flag = true;
    finding.span.reset();
    QVERIFY(textOf(finding).title.endsWith(u"has not answered so far"_s));
    QVERIFY(textOf(finding).explanation.contains(u"since when this server is asked"_s));
    QVERIFY(textOf(finding).explanation.contains(u"just started"_s));
    QVERIFY(textOf(finding).explanation.contains(u"the way out of here is open"_s));
    QVERIFY(!textOf(finding).remedy.contains(u"in its place"_s));
    finding.others.clear();
    QVERIFY(textOf(finding).explanation.contains(u"cannot be told"_s));
    finding.subject.clear();
    finding.names = {u"a.example"_s, u"b.example"_s};
    QVERIFY(textOf(finding).explanation.contains(u"since when they are asked"_s));
    QVERIFY(textOf(finding).explanation.contains(u"just started"_s));
}

void TestSourceFindings::manyServersAreDead()
{
    Finding finding = plausible(FindingId::ServerDead);
    finding.subject.clear();
    finding.names.clear();
    for (int i = 1; i <= 12; ++i)
        finding.names.append(u"s%1.example"_s.arg(i));
    const wording::FindingText text = textOf(finding);
    QVERIFY2(text.title.contains(u"12 server"_s), qPrintable(text.title));
    QVERIFY2(text.explanation.contains(u"s1.example"_s), qPrintable(text.explanation));
    QVERIFY(text.explanation.contains(u"the way out of here is open"_s));
    finding.others.clear();
    QVERIFY(textOf(finding).explanation.contains(u"cannot be told"_s));
    QVERIFY(textOf(finding).remedy != text.remedy);
}

void TestSourceFindings::secondIsLeftOut()
{
    Finding finding = plausible(FindingId::LeapAnnounced);
    QVERIFY(textOf(finding).explanation.contains(u"inserted"_s));
    finding.flag = true;
    QVERIFY(textOf(finding).explanation.contains(u"left out"_s));
}

void TestSourceFindings::smearingIsUrgentOnlyThen()
{
    Finding finding = plausible(FindingId::SmearMixed);
    QVERIFY(textOf(finding).remedy.startsWith(u"Nothing today"_s));
    finding.flag = true;
    QVERIFY(textOf(finding).remedy.startsWith(u"Keep to one kind now"_s));
    QVERIFY(textOf(finding).explanation.contains(u"was made"_s));
    finding.span.reset();
    QVERIFY(textOf(finding).explanation.contains(u"comes within a day"_s));
}

void TestSourceFindings::limitsAreTheDaemonsOwn_data()
{
    QTest::addColumn<int>("daemon"); ///< -1: none
    QTest::addColumn<QStringList>("words");
    QTest::newRow("chrony") << int(DaemonKind::Chrony)
                            << QStringList{u"chrony uses none beyond 12 ms here (maxdistance)"_s,
                                           u"maxdistance 16"_s, u"chronyc ntpdata"_s};
    QTest::newRow("timesyncd") << int(DaemonKind::Timesyncd)
                               << QStringList{u"systemd-timesyncd uses none"_s, u"RootDistanceMaxSec=16"_s};
    QTest::newRow("NTPsec") << int(DaemonKind::Ntpsec) << QStringList{u"NTPsec"_s, u"tos maxdist 16"_s};
    QTest::newRow("nobody's") << -1 << QStringList{u"such as chrony use none beyond 12 ms"_s};
}

void TestSourceFindings::limitsAreTheDaemonsOwn()
{
    QFETCH(int, daemon);
    QFETCH(QStringList, words);
    Finding finding = plausible(FindingId::TooFar);
    finding.daemon.reset();
    if (daemon >= 0)
        finding.daemon = DaemonKind(daemon);
    const QString all = allOf(textOf(finding));
    for (const QString &word : words)
        QVERIFY2(all.contains(word), qPrintable(all));
    QCOMPARE(all.contains(u"chronyc"_s), daemon <= 0);
    QCOMPARE(all.contains(u"maxdistance"_s), daemon <= 0);
    // A limit of scatter that nobody knows is not told.
    finding = plausible(FindingId::TooVariable);
    QVERIFY(allOf(textOf(finding)).contains(u"maxjitter"_s));
    finding.bound.reset();
    QVERIFY(!allOf(textOf(finding)).contains(u"maxjitter"_s));
}

void TestSourceFindings::whoIsSilentIsNotSaidToAnswer()
{
    Finding finding = plausible(FindingId::StaleSelection);
    finding.flag = true;
    QVERIFY(allOf(textOf(finding)).contains(u"It answers"_s));
    finding.flag = false;
    QVERIFY(!allOf(textOf(finding)).contains(u"It answers"_s));
}

QTEST_GUILESS_MAIN(TestSourceFindings)
#include "test_sourcefindings.moc"
