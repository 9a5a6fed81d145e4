// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/glossary.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

QStringList abbreviations(const QString &text)
{
    static const QRegularExpression pattern(u"\\b[A-Z][A-Z_]+\\b"_s);
    QStringList found;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(text))
        found.append(match.captured());
    return found;
}

} // namespace

/// The glossary: whole, plain, and explained by nothing that it does not explain.
class TestGlossary final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasWhatTheProgramShows_data()
    {
        QTest::addColumn<QString>("id");
        for (const char *id : {"offset",
                               "bound",
                               "delay",
                               "dispersion",
                               "jitter",
                               "skew",
                               "frequency",
                               "ppm",
                               "root-delay",
                               "root-dispersion",
                               "root-distance",
                               "stratum",
                               "reference-id",
                               "reach",
                               "poll",
                               "leap-second",
                               "smearing",
                               "truechimer",
                               "falseticker",
                               "selected",
                               "combined",
                               "survivor",
                               "majority",
                               "step",
                               "slew",
                               "drift",
                               "pool",
                               "server",
                               "peer",
                               "iburst",
                               "burst",
                               "makestep",
                               "phc",
                               "pps",
                               "shm-sock",
                               "reference-clock",
                               "hardware-clock",
                               "utc",
                               "tai",
                               "time-zone",
                               "ntp",
                               "nts",
                               "sntp",
                               "chronyd",
                               "systemd-timesyncd",
                               "ntpd",
                               "ntpsec",
                               "ntpd-rs",
                               "openntpd",
                               "timedatectl",
                               "timedated",
                               "system-clock-synchronized",
                               "maxerror",
                               "kiss-of-death",
                               "allan-deviation",
                               "mtie",
                               "percentile",
                               "kernel-time-stamp",
                               "verdict",
                               "profile"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void hasWhatTheProgramShows()
    {
        QFETCH(QString, id);
        const std::optional<wording::GlossaryTerm> term = wording::glossaryTerm(id);
        QVERIFY(term);
        QCOMPARE(term->id, id);
        QVERIFY(!term->name.isEmpty());
    }

    void unknownWordsHaveNoTerm()
    {
        QVERIFY(!wording::glossaryTerm(u"flux"));
        QVERIFY(!wording::glossaryTerm({}));
    }

    void everyTermIsTold()
    {
        const std::vector<wording::GlossaryTerm> terms = wording::glossary();
        QVERIFY(terms.size() >= 50);
        QSet<QString> ids;
        QSet<QString> names;
        static const QRegularExpression stable(u"^[a-z][a-z-]*[a-z]$"_s);
        static const QRegularExpression sentenceEnd(u"[.?!](?= [A-Z\"±]|$)"_s);
        for (const wording::GlossaryTerm &term : terms) {
            QVERIFY2(stable.match(term.id).hasMatch(), qPrintable(term.id));
            QVERIFY2(!ids.contains(term.id) && !names.contains(term.name), qPrintable(term.id));
            ids.insert(term.id);
            names.insert(term.name);
            QVERIFY2(term.text.endsWith(u'.'), qPrintable(term.id));
            const qsizetype sentences = term.text.count(sentenceEnd);
            QVERIFY2(sentences >= 1 && sentences <= 3, qPrintable(term.id));
            QVERIFY2(!term.text.contains(u'%') || term.id == "percentile"_L1, qPrintable(term.id));
        }
    }

    void noAbbreviationIsLeftUnexplained()
    {
        const std::vector<wording::GlossaryTerm> terms = wording::glossary();
        QSet<QString> explained;
        for (const wording::GlossaryTerm &term : terms) {
            for (const QString &word : abbreviations(term.name))
                explained.insert(word);
        }
        QVERIFY(explained.contains(u"NTP"_s));
        for (const wording::GlossaryTerm &term : terms) {
            for (const QString &word : abbreviations(term.text))
                QVERIFY2(explained.contains(word), qPrintable(term.id + u": "_s + word));
        }
    }

    void theOrderIsTheReaders()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        const std::vector<wording::GlossaryTerm> terms = wording::glossary();
        QLocale::setDefault(before);
        const auto placeOf = [&terms](QLatin1StringView id) {
            return std::ranges::find(terms, id, &wording::GlossaryTerm::id) - terms.begin();
        };
        // Capitals do not come first.
        QVERIFY(placeOf("bound"_L1) < placeOf("burst"_L1));
        QVERIFY(placeOf("burst"_L1) < placeOf("delay"_L1));
        QVERIFY(placeOf("iburst"_L1) < placeOf("utc"_L1));
        QVERIFY(placeOf("falseticker"_L1) < placeOf("truechimer"_L1));
    }
};

QTEST_GUILESS_MAIN(TestGlossary)

#include "test_glossary.moc"
