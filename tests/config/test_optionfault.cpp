// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/optionfault.h"
#include "tests/config/printedconfig.h"
#include "tests/support/ntpsec.h"

#include <QtTest>

#include <algorithm>
#include <random>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using test::PrintedConfig;
using Kind = OptionFault::Kind;
using Weight = OptionFault::Weight;

namespace {

constexpr DaemonKind daemons[] = {DaemonKind::Chrony, DaemonKind::Ntpsec, DaemonKind::Ntpd};

ServerLine read(DaemonKind daemon, const QByteArray &line)
{
    const std::variant<ServerLine, ConfigProblem> result = parseServerLine(daemon, line);
    const ServerLine *server = std::get_if<ServerLine>(&result);
    return server ? *server : ServerLine();
}

std::vector<OptionFault> check(DaemonKind daemon, const QByteArray &line, const char *version)
{
    return checkServerLine(daemon, read(daemon, line), DaemonVersion::parse(QString::fromLatin1(version)));
}

bool isFatal(const std::vector<OptionFault> &faults)
{
    return std::any_of(faults.begin(), faults.end(),
                       [](const OptionFault &fault) { return fault.weight == Weight::Fatal; });
}

/// A value that the option takes and that means nothing odd.
QByteArray someValue(const SourceOption &option)
{
    switch (option.value) {
    case OptionValue::None:
        return {};
    case OptionValue::Hexadecimal:
        return " F323";
    case OptionValue::Text:
        return " AES_SIV_CMAC_256";
    case OptionValue::Integer:
        return ' ' + QByteArray::number(static_cast<qlonglong>(option.range ? option.range->lowest : 1));
    case OptionValue::Decimal:
        break;
    }
    return ' ' + QByteArray::number(option.range ? option.range->lowest : 0.25);
}

/// "NotYetKnown/Fatal ipv4" of each.
QStringList described(const std::vector<OptionFault> &faults)
{
    static constexpr const char *kinds[] = {"HostMissing",         "HostMalformed",  "HostNotAscii",
                                            "WrongFamily",         "NotOneWord",     "TooLong",
                                            "UnknownOption",       "NotYetKnown",    "ValueMissing",
                                            "ValueUnexpected",     "ValueMalformed", "UnknownField",
                                            "FieldNotYetKnown",    "OutOfRange",     "NoEffect",
                                            "GivenTwice",          "Excludes",       "Needs",
                                            "MinimumAboveMaximum", "NoRoomForBurst"};
    static constexpr const char *weights[] = {"Advice", "Useless", "Fatal"};
    QStringList list;
    for (const OptionFault &fault : faults) {
        QStringList words{u"%1/%2"_s.arg(QLatin1StringView(kinds[static_cast<int>(fault.kind)]),
                                         QLatin1StringView(weights[static_cast<int>(fault.weight)]))};
        for (const QString &word : {fault.option, fault.value, fault.other}) {
            if (!word.isEmpty())
                words.append(word);
        }
        list.append(words.join(u' '));
    }
    return list;
}

} // namespace

class TestOptionFault final : public QObject
{
    Q_OBJECT

public:
    explicit TestOptionFault(const test::PrivateNetwork &network) : m_network(network) {}

private Q_SLOTS:
    void finds_data();
    void finds();
    void carriesNumbers();
    void neverLetsALineBeBroken_data();
    void neverLetsALineBeBroken();
    void chronydTakesEveryOption_data();
    void chronydTakesEveryOption();
    void chronydRefusesWhatIsFatal_data();
    void chronydRefusesWhatIsFatal();
    void agreesWithChronydOnRandomLines();
    void agreesWithNtpsec();

private:
    const test::PrivateNetwork &m_network;
};

void TestOptionFault::finds_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QStringList>("faults");

    const auto row = [](const char *name, DaemonKind daemon, const char *version, const char *line,
                        const QStringList &faults) {
        QTest::newRow(name) << daemon << QByteArray(line) << QByteArray(version) << faults;
    };
    constexpr DaemonKind chrony = DaemonKind::Chrony;
    constexpr DaemonKind ntpsec = DaemonKind::Ntpsec;
    constexpr DaemonKind ntpd = DaemonKind::Ntpd;

    row("nothing", chrony, "4.3", "pool a.example iburst maxsources 3 minpoll 6 maxpoll 10", {});
    row("unknown", chrony, "4.3", "server a.example autokey", {u"UnknownOption/Fatal autokey"_s});
    row("unknown version", chrony, "", "server a.example autokey ipv4 extfield F324",
        {u"UnknownOption/Fatal autokey"_s});
    row("too new", chrony, "4.5", "server a.example IPv4", {u"NotYetKnown/Fatal IPv4"_s});
    row("new enough", chrony, "4.6.1", "server a.example ipv4", {});
    row("missing value", chrony, "4.3", "server a.example minpoll", {u"ValueMissing/Fatal minpoll"_s});
    row("malformed value", chrony, "4.3", "server a.example minpoll x",
        {u"ValueMalformed/Fatal minpoll x"_s});
    row("a word written to a number", chrony, "4.3", "server a.example minpoll 4x",
        {u"UnknownOption/Fatal x"_s});
    row("below", chrony, "4.3", "server a.example minpoll -8", {u"OutOfRange/Advice minpoll -8"_s});
    row("never checked", chrony, "4.8", "server a.example minpoll 99", {u"OutOfRange/Advice minpoll 99"_s});
    row("not checked yet", chrony, "4.6.1", "pool a.example maxsources 0",
        {u"OutOfRange/Advice maxsources 0"_s});
    row("checked", chrony, "4.7", "pool a.example maxsources 0", {u"OutOfRange/Fatal maxsources 0"_s});
    row("more than used", chrony, "4.7", "pool a.example maxsources 17",
        {u"OutOfRange/Advice maxsources 17"_s});
    row("nobody knows", chrony, "", "pool a.example maxsources 0", {u"OutOfRange/Advice maxsources 0"_s});
    row("key 0", chrony, "4.3", "server a.example key 0", {u"OutOfRange/Fatal key 0"_s});
    row("no such port", chrony, "4.3", "server a.example port 70000", {u"OutOfRange/Useless port 70000"_s});
    row("nor for 4.7", chrony, "4.7", "server a.example port 70000", {u"OutOfRange/Fatal port 70000"_s});
    row("extension field", chrony, "4.3", "server a.example extfield F999",
        {u"UnknownField/Fatal extfield F999"_s});
    row("newer field", chrony, "4.3", "server a.example extfield F323 extfield 0xF324",
        {u"FieldNotYetKnown/Fatal extfield 0xF324"_s});
    row("two fields", chrony, "4.8", "server a.example extfield F323 extfield F324", {});
    row("newest field", chrony, "4.8", "server a.example extfield 10A",
        {u"FieldNotYetKnown/Fatal extfield 10A"_s});
    row("peer", chrony, "4.3", "peer a.example iburst burst copy presend 6 nts xleave",
        {u"NoEffect/Advice iburst"_s, u"NoEffect/Advice burst"_s, u"NoEffect/Advice copy"_s,
         u"NoEffect/Advice presend"_s, u"NoEffect/Advice nts"_s});
    row("not a pool", chrony, "4.3", "server a.example maxsources 3", {u"NoEffect/Advice maxsources"_s});
    row("thrice", chrony, "4.3", "server a.example iburst IBURST iburst", {u"GivenTwice/Advice IBURST"_s});
    row("NTS and key", chrony, "4.3", "server a.example key 3 nts", {u"Excludes/Advice nts key"_s});
    row("for NTS only", chrony, "4.3", "server a.example certset 1 ntsport 4460",
        {u"Needs/Advice certset nts"_s, u"Needs/Advice ntsport nts"_s});
    row("both families", chrony, "4.6", "server a.example ipv4 ipv6", {u"Excludes/Advice ipv4 ipv6"_s});
    row("another family", chrony, "4.6", "server 192.0.2.1 ipv6", {u"WrongFamily/Useless ipv6 192.0.2.1"_s});
    row("its own family", chrony, "4.6", "server 2001:db8::1 ipv6", {});
    row("watched, preferred", chrony, "4.3", "server a.example noselect prefer require",
        {u"Excludes/Advice noselect prefer"_s, u"Excludes/Advice noselect require"_s});
    row("quantile", chrony, "4.3", "server a.example maxdelayquant 0.2 maxdelaydevratio 3",
        {u"Excludes/Advice maxdelayquant maxdelaydevratio"_s});
    row("polls", chrony, "4.3", "server a.example minpoll 8 maxpoll 6",
        {u"MinimumAboveMaximum/Advice minpoll maxpoll"_s});
    row("above the standard", chrony, "4.3", "server a.example minpoll 11",
        {u"MinimumAboveMaximum/Advice minpoll maxpoll"_s});
    row("below the standard", chrony, "4.3", "server a.example maxpoll 4",
        {u"MinimumAboveMaximum/Advice minpoll maxpoll"_s});
    row("samples", chrony, "4.3", "server a.example minsamples 9 maxsamples 8",
        {u"MinimumAboveMaximum/Advice minsamples maxsamples"_s});
    row("no limit", chrony, "4.3", "server a.example minsamples 9 maxsamples 0", {});
    row("no room", chrony, "4.3", "server a.example minpoll 6 maxpoll 6 burst",
        {u"NoRoomForBurst/Advice burst"_s});
    row("room", chrony, "4.3", "server a.example minpoll 6 maxpoll 7 burst", {});
    row("host", chrony, "4.3", "server a..example iburst", {u"HostMalformed/Useless a..example"_s});
    row("host with a port", chrony, "4.3", "server a.example:123",
        {u"HostMalformed/Useless a.example:123"_s});
    row("any script", chrony, "4.3", "server 時計.jp", {u"HostNotAscii/Useless 時計.jp xn--kjv590f.jp"_s});
    row("a family before", chrony, "4.3", "server -4 a.example",
        {u"HostMalformed/Useless -4"_s, u"UnknownOption/Fatal a.example"_s});
    row("a comment behind", chrony, "4.3", "server a.example #", {u"UnknownOption/Fatal #"_s});

    row("NTPsec", ntpsec, "1.2.2", "server -4 a.example:4460 nts noval ca /etc/ssl minpoll 0 # ours", {});
    row("NTPsec goes on", ntpsec, "1.2.2", "server a.example ask b.example",
        {u"UnknownOption/Useless ask"_s, u"UnknownOption/Useless b.example"_s});
    row("NTPsec's case", ntpsec, "1.2.2", "server a.example Iburst", {u"UnknownOption/Useless Iburst"_s});
    row("before NTS", ntpsec, "1.1.3", "server a.example nts", {u"NotYetKnown/Useless nts"_s});
    row("pools without NTS", ntpsec, "1.2.2", "pool a.example nts", {u"NoEffect/Advice nts"_s});
    row("pools with NTS", ntpsec, "1.2.5", "pool a.example nts", {});
    row("what members do not get", ntpsec, "1.2.5", "pool a.example iburst prefer key 3",
        {u"NoEffect/Advice prefer"_s, u"NoEffect/Advice key"_s});
    row("a clock's", ntpsec, "1.2.2", "server a.example mode 3", {u"NoEffect/Advice mode"_s});
    row("key", ntpsec, "1.2.2", "server a.example key 65535", {u"OutOfRange/Useless key 65535"_s});
    row("polls of NTPsec", ntpsec, "1.2.2", "server a.example maxpoll 18",
        {u"OutOfRange/Advice maxpoll 18"_s});
    row("NTPsec for NTS only", ntpsec, "1.2.2", "server a.example noval", {u"Needs/Advice noval nts"_s});
    row("NTPsec's numbers", ntpsec, "1.2.2", "server a.example minpoll 4iburst",
        {u"ValueMalformed/Useless minpoll 4iburst"_s});
    row("NTPsec's family", ntpsec, "1.2.2", "server -6 192.0.2.1", {u"WrongFamily/Useless -6 192.0.2.1"_s});
    row("an open quote", ntpsec, "1.2.2", "server a.example nts ca \"/etc/ssl",
        {u"NotOneWord/Fatal ca \"/etc/ssl"_s});

    row("ntpd", ntpd, "4.2.8p15", "pool a.example iburst preempt xmtnonce", {});
    row("ntpd before", ntpd, "4.2.8p10", "server a.example xmtnonce", {u"NotYetKnown/Useless xmtnonce"_s});
    row("ntpd's peer", ntpd, "4.2.8p15", "peer a.example burst xleave", {u"NoEffect/Advice burst"_s});
    row("ntpd's server", ntpd, "4.2.8p15", "server a.example xleave ttl 3",
        {u"NoEffect/Advice xleave"_s, u"NoEffect/Advice ttl"_s});
    row("ntpd's keys", ntpd, "4.2.8p15", "server a.example key 1 autokey",
        {u"Excludes/Advice autokey key"_s});
    row("ntpd's polls", ntpd, "4.2.8p15", "server a.example minpoll 2", {u"OutOfRange/Advice minpoll 2"_s});
}

void TestOptionFault::finds()
{
    QFETCH(const DaemonKind, daemon);
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, version);
    QFETCH(const QStringList, faults);
    QCOMPARE(described(check(daemon, line, version.constData())), faults);
}

void TestOptionFault::carriesNumbers()
{
    const auto only = [](DaemonKind daemon, const QByteArray &line, const char *version) {
        const std::vector<OptionFault> faults = check(daemon, line, version);
        return faults.size() == 1 ? faults.front() : OptionFault{Kind::HostMissing, Weight::Fatal, {}};
    };
    constexpr DaemonKind chrony = DaemonKind::Chrony;
    QCOMPARE(only(chrony, "server a.example ipv6", "4.3").since, (DaemonVersion{{4, 6}}));
    QCOMPARE(only(chrony, "server a.example maxunreach 9", "4.7").since, (DaemonVersion{{4, 8}}));
    QCOMPARE(only(chrony, "server a.example extfield F324", "4.3").since, (DaemonVersion{{4, 5}}));
    QCOMPARE(only(chrony, "server a.example minpoll 25", "4.3").range, (OptionRange{-7, 24}));
    QCOMPARE(only(chrony, "server a.example maxpoll 5", "4.3").range, (OptionRange{6, 5}));
    QCOMPARE(only(chrony, "server a.example burst maxpoll 6", "4.3").range, (OptionRange{6, 6}));
    QCOMPARE(only(chrony, "peer a.example iburst", "4.3").type, ServerType::Peer);
    QCOMPARE(only(DaemonKind::Ntpsec, "pool a.example nts", "1.2.2").since, (DaemonVersion{{1, 2, 5}}));
    QCOMPARE(only(DaemonKind::Ntpsec, "server a.example version 300", "1.2.2").range, (OptionRange{1, 4}));
}

void TestOptionFault::neverLetsALineBeBroken_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::addColumn<QString>("word");

    for (const DaemonKind daemon : daemons) {
        const auto row = [daemon](const char *name, const QString &word) {
            QTest::addRow("%s, %d", name, static_cast<int>(daemon)) << daemon << word;
        };
        row("a second line", u"a\nserver b"_s);
        row("a line break", u"a\n"_s);
        row("a carriage return", u"a\rb"_s);
        row("a space", u"a b"_s);
        row("a tab", u"a\tb"_s);
        row("vertical", u"a\vb"_s);
        row("null", u"a"_s + QChar(0) + u'b');
        row("escape", u"a\x1b[31m"_s);
        row("delete", u"a\x7f"_s);
        row("right to left", u"a\u202eb"_s);
        row("line separator", u"a\u2028b"_s);
        row("ideographic space", u"a\u3000b"_s);
        row("an invisible tag", u"a\U000E0041b"_s);
        row("half a pair", u"a"_s + QChar(0xd800));
        row("nothing", QString());
        if (daemon != DaemonKind::Chrony) {
            row("a comment", u"a#b"_s);
            row("an open quote", u"\"a"_s);
        }
    }
}

void TestOptionFault::neverLetsALineBeBroken()
{
    QFETCH(const DaemonKind, daemon);
    QFETCH(const QString, word);
    const auto refuses = [daemon](const ServerLine &line) {
        return isFatal(checkServerLine(daemon, line, std::nullopt));
    };
    const ServerLine good{.host = u"a.example"_s, .options = {{u"iburst"_s}}};
    QVERIFY(!refuses(good));
    QVERIFY(!isOneWord(daemon, word));
    // An empty host or family is not written, so the next word would be the host.
    if (!word.isEmpty() || daemon == DaemonKind::Chrony)
        QVERIFY(refuses({.host = word}));
    QVERIFY(refuses({.host = u"a.example"_s, .options = {{word}}}));
    QVERIFY(refuses({.host = u"a.example"_s, .options = {{u"minpoll"_s, word}}}));
    QVERIFY(refuses({.host = u"a.example"_s, .options = {{u"unknown"_s, word}}}));
    if (daemon == DaemonKind::Ntpsec)
        QVERIFY(refuses({.host = u"a.example"_s, .options = {{u"nts"_s}, {u"ca"_s, word}}}));
    if (!word.isEmpty()) {
        QVERIFY(refuses({.host = u"a.example"_s, .family = word}));
        // A comment may hold white space, quotes and another #.
        const bool isComment =
            daemon != DaemonKind::Chrony && isPlainText(QString(word).replace(u'\t', u' '));
        QCOMPARE(refuses({.host = u"a.example"_s, .comment = u'#' + word}), !isComment);
        QVERIFY(refuses({.host = u"a.example"_s, .comment = word}));
    }
    const QString longWord(5000, u'a');
    QVERIFY(refuses({.host = longWord}));
    QVERIFY(refuses({.host = u"a.example"_s, .options = {{longWord}}}));
}

void TestOptionFault::chronydTakesEveryOption_data()
{
    QTest::addColumn<QByteArray>("line");

    for (const SourceOption &option : sourceOptions(DaemonKind::Chrony)) {
        const QByteArray word = QByteArray(option.name.data(), option.name.size()) + someValue(option);
        for (const char *type : {"server", "pool", "peer"}) {
            QTest::addRow("%s %s", type, word.constData()) << QByteArray(type) + " a.example " + word;
        }
    }
}

void TestOptionFault::chronydTakesEveryOption()
{
    QFETCH(const QByteArray, line);
    const PrintedConfig printed = test::printedConfigOf(line + '\n');
    QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
    const std::vector<OptionFault> faults = check(DaemonKind::Chrony, line, "4.3");
    const bool isTooNew = std::any_of(faults.begin(), faults.end(), [](const OptionFault &fault) {
        return fault.kind == Kind::NotYetKnown && fault.since > DaemonVersion{{4, 3}};
    });
    QCOMPARE(isFatal(faults), isTooNew);
    QVERIFY2(printed.accepted == !isTooNew, qPrintable(printed.refusal));
    // Exactly those three came later.
    QCOMPARE(isTooNew, line.contains(" ipv") || line.contains(" maxunreach"));
}

void TestOptionFault::chronydRefusesWhatIsFatal_data()
{
    QTest::addColumn<QByteArray>("words");

    for (const char *words : {"frobnicate",
                              "frobnicate 3",
                              "autokey",
                              "ca /etc",
                              "#",
                              "iburst #",
                              "iburst 3",
                              "minpoll",
                              "minpoll x",
                              "minpoll 4x",
                              "minpoll 4 x",
                              "minpoll 99",
                              "minpoll -99",
                              "maxpoll 99",
                              "maxsources 0",
                              "maxsources -1",
                              "filter -1",
                              "polltarget 0",
                              "version 0",
                              "version 9",
                              "minstratum 99",
                              "port 0",
                              "port 70000",
                              "ntsport 70000",
                              "presend 99",
                              "key 0",
                              "key",
                              "key 7",
                              "certset 3",
                              "extfield",
                              "extfield F323",
                              "extfield 0xf323",
                              "extfield F324",
                              "extfield 10A",
                              "extfield F999",
                              "extfield zz",
                              "maxdelay",
                              "maxdelay x",
                              "maxdelay 1e4",
                              "maxdelay -1",
                              "offset --1",
                              "offset -.5e-3",
                              "nts key 3",
                              "ipv4 ipv6",
                              "noselect prefer",
                              "minpoll 8 maxpoll 6",
                              "iburst iburst",
                              "IBURST MinPoll 5"})
        QTest::newRow(words) << QByteArray(words);
}

void TestOptionFault::chronydRefusesWhatIsFatal()
{
    QFETCH(const QByteArray, words);
    const QByteArray line = "server a.example " + words;
    const PrintedConfig printed = test::printedConfigOf(line + '\n');
    QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
    const std::vector<OptionFault> faults = check(DaemonKind::Chrony, line, "4.3");
    QVERIFY2(isFatal(faults) == !printed.accepted, qPrintable(described(faults).join(u'\n')));
}

void TestOptionFault::agreesWithChronydOnRandomLines()
{
    QByteArrayList pieces{"4", "-6", "0.5", "F323", "x", "#", "4x", "+3", "1e-3", "0"};
    for (const SourceOption &option : sourceOptions(DaemonKind::Chrony)) {
        const QByteArray word = QByteArray(option.name.data(), option.name.size()) + someValue(option);
        pieces << word << word << word + "iburst";
    }
    std::mt19937 random(20261128);
    int accepted = 0;
    constexpr int rounds = 200;
    for (int round = 0; round < rounds; ++round) {
        QByteArray line = "pool a.example";
        for (unsigned count = 1 + random() % 4; count > 0; --count)
            line += ' ' + pieces[static_cast<qsizetype>(random() % static_cast<size_t>(pieces.size()))];
        const PrintedConfig printed = test::printedConfigOf(line + '\n');
        QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
        const std::vector<OptionFault> faults = check(DaemonKind::Chrony, line, "4.3");
        QVERIFY2(isFatal(faults) == !printed.accepted,
                 qPrintable(QString::fromUtf8(line) + u'\n' + described(faults).join(u'\n')));
        // Written by us it means the same.
        const QByteArray written = formatServerLine(read(DaemonKind::Chrony, line)).toUtf8();
        QCOMPARE(test::printedConfigOf(written + '\n').accepted, printed.accepted);
        accepted += printed.accepted ? 1 : 0;
    }
    // Both kinds must occur for this to mean anything.
    QVERIFY(accepted > rounds / 10);
    QVERIFY(accepted < rounds * 9 / 10);
}

void TestOptionFault::agreesWithNtpsec()
{
    QStringList lines;
    for (const SourceOption &option : sourceOptions(DaemonKind::Ntpsec)) {
        const QString word = option.name + QString::fromLatin1(someValue(option));
        lines << u"server 192.0.2.1 "_s + word << u"pool a.invalid "_s + word
              << u"server 192.0.2.1 "_s + word.toUpper();
    }
    for (const QLatin1StringView words : {"frobnicate"_L1,
                                          "maxsources 3"_L1,
                                          "ask b.example"_L1,
                                          "require b.example"_L1,

                                          "minpoll"_L1,
                                          "minpoll x"_L1,
                                          "minpoll 4iburst"_L1,
                                          "minpoll +4"_L1,
                                          "minpoll 4.5"_L1,
                                          "minpoll 0x5"_L1,
                                          "minpoll 99"_L1,
                                          "minpoll \"5\""_L1,
                                          "bias 1e-3"_L1,
                                          "bias x"_L1,
                                          "iburst 3"_L1,
                                          "nts key 3"_L1,
                                          "ttl 3"_L1,
                                          "autokey"_L1,
                                          "preempt"_L1,
                                          "iburst # x"_L1,
                                          "nts ca \"/etc/my certs\""_L1})
        lines << u"server 192.0.2.1 "_s + words;

    QVERIFY2(m_network.failure().isEmpty(), qPrintable(m_network.failure()));
    test::Ntpsec ntpsec({.lines = lines});
    QVERIFY2(ntpsec.start(), qPrintable(ntpsec.failure()));
    const QString log = ntpsec.log();
    QVERIFY2(log.contains(u"ntpsec-1.2.2"), qPrintable(log));

    int dropped = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const std::vector<OptionFault> faults = check(DaemonKind::Ntpsec, lines[i].toUtf8(), "1.2.2");
        const bool isUseless = std::any_of(faults.begin(), faults.end(), [](const OptionFault &fault) {
            return fault.weight == Weight::Useless;
        });
        static const QString complaint = u"syntax error in [^ ]+ line %1, column"_s;
        const bool isDropped = log.contains(QRegularExpression(complaint.arg(i + 1)));
        QVERIFY2(isUseless == isDropped,
                 qPrintable(lines[i] + u'\n' + described(faults).join(u'\n') + u'\n' + log));
        QVERIFY(!isFatal(faults));
        dropped += isDropped ? 1 : 0;
    }
    QVERIFY(dropped > 30 && dropped < lines.size() - 30);
}

int main(int argc, char *argv[])
{
    test::PrivateNetwork network; // before any thread
    network.enter();
    QCoreApplication application(argc, argv);
    TestOptionFault test(network);
    return QTest::qExec(&test, argc, argv);
}

#include "test_optionfault.moc"
