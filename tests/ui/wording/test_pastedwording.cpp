// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/explained.h"
#include "ui/wording/pastedwording.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Instant readAt = Instant(std::chrono::sys_days(2026y / 11 / 29)) + 12h;

/// Empty: the text does not say how far off the clock was.
QString sentenceOf(const QString &text)
{
    const PastedExplanation explanation = explainPasted(text, readAt);
    if (!explanation.lastJudged)
        return {};
    return wording::pastedSentence(explanation.moments[*explanation.lastJudged]).replace(QChar::Nbsp, u' ');
}

} // namespace

class TestPastedWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentence_data();
    void sentence();
    void linesAreNamed();
};

void TestPastedWording::sentence_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); ///< how it begins
    const QString followed = u"^* a.example   2   6   377    50  -2961us[-2822us] +/-   50ms\n"_s;
    const QString combined = u"^+ b.example   2   6   377    49   +800us[ +800us] +/-   90ms\n"_s;
    const QString behind = u"Synchronised to a.example: 3.0 ms behind ± 50 ms"_s;
    QTest::newRow("one server") << followed << behind + u"; no other server confirms it."_s;
    QTest::newRow("two servers") << followed + combined << behind + u"; 2 of 2 server(s) agree."_s;
    QTest::newRow("one is left out")
        << followed + combined + u"^- c.example   2   6   377    49   +800us[ +800us] +/-   90ms\n"_s
        << behind + u"; 3 of 3 server(s) agree."_s;
    QTest::newRow("one is outvoted, one silent")
        << followed + combined +
               u"^x c.example   2   6   377    49   +500ms[ +500ms] +/-   9ms\n"
               "^? d.example   0   6     0     -     +0ns[   +0ns] +/-    0ns\n"_s
        << behind + u"; 2 of 4 server(s) agree."_s;
    QTest::newRow("devices are no servers")
        << followed + combined + u"#- PPS0   0   4   377    9   -200ns[ -200ns] +/-   1us\n"_s
        << behind + u"; 2 of 2 server(s) agree."_s;
    QTest::newRow("a device alone") << u"#* PHC0   0   3   377    6  -1678ns[-1806ns] +/-  722ns\n"_s
                                    << u"This clock is within 2.4 µs of "_s;
    QTest::newRow("far off") << u"^* a.example   2   6   377    50  -20.0s[-20.0s] +/-   50ms\n"_s
                             << u"This clock is wrong"_s;
    QTest::newRow("nobody is followed")
        << u"^? a.example   2   6     1    50  -2961us[-2822us] +/-   50ms\n"_s << QString();
    const QString tracking = u"Reference ID    : C0000201 (a.example)\nStratum         : 3\n"
                             "Ref time (UTC)  : Sun Nov 29 11:59:30 2026\n"
                             "System time     : 0.002961000 seconds slow of NTP time\n"
                             "Last offset     : -0.000000100 seconds\nRMS offset      : 0.000000100 seconds\n"
                             "Frequency       : 12.500 ppm slow\nResidual freq   : -0.000 ppm\n"
                             "Skew            : 0.050 ppm\nRoot delay      : 0.080000000 seconds\n"
                             "Root dispersion : 0.010000000 seconds\nUpdate interval : 64.0 seconds\n"
                             "Leap status     : Normal\n"_s;
    // What chronyd thinks of its clock counts, not the row of a source; its servers are not told of.
    QTest::newRow("tracking") << tracking << behind + u"."_s;
    QTest::newRow("tracking and sources")
        << tracking + followed + combined << behind + u"; 2 of 2 server(s) agree."_s;
    // It follows one server, and compares none.
    QTest::newRow("timesyncd") << u"       Server: 192.0.2.1 (a.example)\n"
                                  "Poll interval: 34min 8s (min: 32s; max 34min 8s)\n"
                                  "         Leap: normal\n      Version: 4\n      Stratum: 2\n"
                                  "    Reference: C0000202\n    Precision: 1us (-20)\n"
                                  "Root distance: 10ms (max: 5s)\n       Offset: +2.961ms\n"
                                  "        Delay: 80ms\n       Jitter: 1ms\n Packet count: 8\n"
                                  "    Frequency: +1.000ppm\n"_s
                               << u"Synchronised to a.example: 3.0 ms behind ± "_s;
    // Nothing there says how far off that may be.
    QTest::newRow("ntpq")
        << u"     remote           refid      st t when poll reach   delay   offset  jitter\n"
           "==============================================================================\n"
           "*192.0.2.1       .GPS.            1 u   34   64  377    1.123    0.250   0.030\n"
           "+192.0.2.2       192.0.2.1        2 u   12   64  377    1.345    0.280   0.050\n"_s
        << u"Synchronised to 192.0.2.1: 250 µs behind; 2 of 2 server(s) agree."_s;
}

void TestPastedWording::sentence()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    const QString said = sentenceOf(text);
    QVERIFY2(expected.isEmpty() ? said.isEmpty() : said.startsWith(expected), qPrintable(said));
    QVERIFY2(!said.contains(u"0 of"_s), qPrintable(said));
}

void TestPastedWording::linesAreNamed()
{
    QCOMPARE(wording::unrecognisedText({}), QString());
    QCOMPARE(wording::unrecognisedText({3}), u"Line 3 was not understood."_s);
    QCOMPARE(wording::unrecognisedText({3, 5, 6, 7}), u"Lines 3, 5 to 7 were not understood."_s);
    QCOMPARE(wording::lineRange(2, 2), u"line 2"_s);
    QCOMPARE(wording::lineRange(2, 4), u"lines 2 to 4"_s);
}

QTEST_GUILESS_MAIN(TestPastedWording)
#include "test_pastedwording.moc"
