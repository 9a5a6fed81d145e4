// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/sourceoptions.h"

#include <QtTest>

#include <limits>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

constexpr DaemonKind daemons[] = {DaemonKind::Chrony, DaemonKind::Ntpsec, DaemonKind::Ntpd};

} // namespace

class TestSourceOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsVersions_data();
    void readsVersions();
    void ordersVersions();
    void tableIsSound();
    void findsOptions();
    void tellsNumbers_data();
    void tellsNumbers();
};

void TestSourceOptions::readsVersions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // empty: none

    QTest::newRow("chrony") << u"4.3"_s << u"4.3"_s;
    QTest::newRow("a correction") << u"4.6.1"_s << u"4.6.1"_s;
    QTest::newRow("NTPsec") << u"1.2.2"_s << u"1.2.2"_s;
    QTest::newRow("NTPsec with a letter") << u"1.2.2a"_s << u"1.2.2"_s;
    QTest::newRow("ntpd") << u"4.2.8p15"_s << u"4.2.8p15"_s;
    QTest::newRow("a release to come") << u"4.7-pre1"_s << u"4.7"_s;
    QTest::newRow("of git") << u"4.8-22-gabcdef"_s << u"4.8"_s;
    QTest::newRow("two digits") << u"4.10"_s << u"4.10"_s;
    QTest::newRow("development") << u"DEVELOPMENT"_s << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("one number") << u"4"_s << QString();
    QTest::newRow("a point") << u"4."_s << QString();
    QTest::newRow("too large") << u"4.99999999999"_s << QString();
}

void TestSourceOptions::readsVersions()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    const std::optional<DaemonVersion> version = DaemonVersion::parse(text);
    QCOMPARE(version ? version->text() : QString(), expected);
}

void TestSourceOptions::ordersVersions()
{
    const char *ordered[] = {"4.2.8", "4.2.8p9", "4.2.8p14", "4.3", "4.6", "4.6.1", "4.9", "4.10", "5.0"};
    for (size_t i = 0; i + 1 < std::size(ordered); ++i)
        QVERIFY2(*DaemonVersion::parse(QString::fromLatin1(ordered[i])) <
                     *DaemonVersion::parse(QString::fromLatin1(ordered[i + 1])),
                 ordered[i]);
    QVERIFY(*DaemonVersion::parse(u"4.6") == *DaemonVersion::parse(u"4.6.0"));
}

void TestSourceOptions::tableIsSound()
{
    for (const DaemonKind daemon : daemons) {
        const std::span<const SourceOption> options = sourceOptions(daemon);
        QVERIFY(options.size() >= 16);
        QLatin1StringView previous;
        for (const SourceOption &option : options) {
            QVERIFY2(previous < option.name, option.name.data());
            previous = option.name;
            QCOMPARE(QString(option.name), QString(option.name).toLower());
            const bool isNumber =
                option.value == OptionValue::Integer || option.value == OptionValue::Decimal;
            QVERIFY2(isNumber || (!option.range && !option.standard && !option.limits), option.name.data());
            QVERIFY2(isNumber || option.unit == OptionUnit::None, option.name.data());
            if (option.range) {
                QVERIFY2(option.range->lowest < option.range->highest, option.name.data());
                QVERIFY2(!option.standard || option.range->contains(*option.standard), option.name.data());
                // What the documentation allows is never refused.
                QVERIFY2(!option.limits || (option.limits->contains(option.range->lowest) &&
                                            option.limits->contains(option.range->highest)),
                         option.name.data());
            }
            if (option.unit == OptionUnit::Log2Seconds)
                QVERIFY2(option.range, option.name.data());
            QVERIFY2(option.value != OptionValue::Hexadecimal || daemon == DaemonKind::Chrony,
                     option.name.data());
        }
        for (const OptionRelation &relation : optionRelations(daemon)) {
            for (const QLatin1StringView name : {relation.option, relation.other})
                QVERIFY2(findOption(daemon, name.data()), name.data());
        }
    }
    for (const DaemonKind daemon : {DaemonKind::Timesyncd, DaemonKind::NtpdRs, DaemonKind::OpenNtpd}) {
        QVERIFY(sourceOptions(daemon).empty());
        QVERIFY(optionRelations(daemon).empty());
    }
}

void TestSourceOptions::findsOptions()
{
    for (const DaemonKind daemon : daemons) {
        for (const SourceOption &option : sourceOptions(daemon)) {
            const QByteArray name(option.name.data(), option.name.size());
            QCOMPARE(findOption(daemon, name), &option);
            QCOMPARE(findOption(daemon, name.toUpper()), daemon == DaemonKind::Chrony ? &option : nullptr);
            QVERIFY(!findOption(daemon, name + 'x'));
        }
        QVERIFY(!findOption(daemon, ""));
    }
    // Words of one daemon that mean nothing to the others.
    for (const char *name : {"maxsources", "offline", "require", "trust", "polltarget"}) {
        QVERIFY2(findOption(DaemonKind::Chrony, name) && !findOption(DaemonKind::Ntpsec, name) &&
                     !findOption(DaemonKind::Ntpd, name),
                 name);
    }
    for (const char *name : {"ca", "noval", "bias"})
        QVERIFY2(!findOption(DaemonKind::Chrony, name) && findOption(DaemonKind::Ntpsec, name), name);
    for (const char *name : {"autokey", "preempt", "xmtnonce"})
        QVERIFY2(!findOption(DaemonKind::Ntpsec, name) && findOption(DaemonKind::Ntpd, name), name);
    QVERIFY(!findOption(DaemonKind::Ntpsec, "ask"));
}

void TestSourceOptions::tellsNumbers_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::addColumn<OptionValue>("kind");
    QTest::addColumn<QString>("word");
    QTest::addColumn<double>("expected"); // not a number: none

    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const auto row = [](const char *name, DaemonKind daemon, OptionValue kind, const QString &word,
                        double expected) { QTest::newRow(name) << daemon << kind << word << expected; };
    constexpr DaemonKind chrony = DaemonKind::Chrony;
    constexpr DaemonKind ntpsec = DaemonKind::Ntpsec;
    row("whole", chrony, OptionValue::Integer, u"10"_s, 10);
    row("negative", chrony, OptionValue::Integer, u"-6"_s, -6);
    row("with a plus", chrony, OptionValue::Integer, u"+4"_s, 4);
    row("ntpd has no plus", ntpsec, OptionValue::Integer, u"+4"_s, none);
    row("a fraction is not whole", chrony, OptionValue::Integer, u"4.5"_s, none);
    row("ntpd neither", ntpsec, OptionValue::Integer, u"4.5"_s, none);
    row("followed by a word", chrony, OptionValue::Integer, u"4iburst"_s, none);
    row("a fraction", chrony, OptionValue::Decimal, u"-.5e-3"_s, -0.0005);
    row("ntpd's fraction", ntpsec, OptionValue::Decimal, u"-0.25"_s, -0.25);
    row("a whole one will do", ntpsec, OptionValue::Decimal, u"3"_s, 3);
    row("a comma", chrony, OptionValue::Decimal, u"0,5"_s, none);
    row("no number", chrony, OptionValue::Decimal, u"nan"_s, none);
    row("without end", chrony, OptionValue::Decimal, u"inf"_s, none);
    row("ntpd's", ntpsec, OptionValue::Decimal, u"inf"_s, none);
    row("hexadecimal", chrony, OptionValue::Hexadecimal, u"F323"_s, 0xF323);
    row("marked as such", chrony, OptionValue::Hexadecimal, u"0xf323"_s, 0xF323);
    row("ntpd's hexadecimal", ntpsec, OptionValue::Integer, u"0x10"_s, 16);
    row("nothing", chrony, OptionValue::Integer, QString(), none);
    row("ntpd: nothing", ntpsec, OptionValue::Integer, QString(), none);
    row("a sign", ntpsec, OptionValue::Integer, u"-"_s, none);
    row("other digits", chrony, OptionValue::Integer, u"４"_s, none);
}

void TestSourceOptions::tellsNumbers()
{
    QFETCH(const DaemonKind, daemon);
    QFETCH(const OptionValue, kind);
    QFETCH(const QString, word);
    QFETCH(const double, expected);
    const std::optional<double> number = optionNumber(daemon, kind, word);
    QCOMPARE(number.has_value(), !qIsNaN(expected));
    if (number)
        QCOMPARE(*number, expected);
}

QTEST_GUILESS_MAIN(TestSourceOptions)
#include "test_sourceoptions.moc"
