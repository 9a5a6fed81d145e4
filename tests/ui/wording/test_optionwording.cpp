// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/optionfaultwording.h"
#include "ui/wording/optionwording.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using Kind = OptionFault::Kind;
using Weight = OptionFault::Weight;

namespace {

constexpr DaemonKind daemons[] = {DaemonKind::Chrony, DaemonKind::Ntpsec, DaemonKind::Ntpd};
constexpr ServerType types[] = {ServerType::Server, ServerType::Pool, ServerType::Peer};

/// The sentences about a line.
QStringList sentences(DaemonKind daemon, const char *version, const QByteArray &line)
{
    const std::variant<ServerLine, ConfigProblem> read = parseServerLine(daemon, line);
    if (!std::holds_alternative<ServerLine>(read))
        return {u"no server line"_s};
    const std::optional<DaemonVersion> known = DaemonVersion::parse(QString::fromLatin1(version));
    QStringList list;
    for (const OptionFault &fault : checkServerLine(daemon, std::get<ServerLine>(read), known))
        list.append(wording::optionFault(fault, daemon, known));
    return list;
}

/// One sentence or two, complete, and short enough for a line below a field.
bool isSound(const QString &text)
{
    static const QRegularExpression placeholder(u"%[0-9n]"_s);
    return text.size() <= 160 && text.endsWith(u'.') && !text.contains(u".."_s) && text == text.trimmed() &&
           !text.contains(u"  "_s) && !text.contains(placeholder);
}

} // namespace

class TestOptionWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOptionIsExplained();
    void sameWordsMeanTheirDaemonsOwn();
    void typesAreExplained();
    void unitsHaveWords();
    void everyFaultHasASentence();
    void sentencesNameTheRemedy_data();
    void sentencesNameTheRemedy();
    void quotesAreNoPlaceholders();
};

void TestOptionWording::everyOptionIsExplained()
{
    for (const DaemonKind daemon : daemons) {
        QSet<QString> labels;
        QSet<QString> helps;
        for (const SourceOption &option : sourceOptions(daemon)) {
            const QString label = wording::optionLabel(option, daemon);
            QVERIFY2(label.endsWith(u" ("_s + option.name + u')'), qPrintable(label));
            QVERIFY2(label.size() <= 50 && label.front().isUpper(), qPrintable(label));
            const QString help = wording::optionHelp(option, daemon);
            QVERIFY2(isSound(help), qPrintable(u"%1: %2"_s.arg(help.size()).arg(help)));
            // Whatever does something for a server has words of its own.
            QVERIFY2(label.startsWith(u"Not for servers"_s) == option.scope.isEmpty(), qPrintable(label));
            labels.insert(label);
            helps.insert(help);
        }
        QCOMPARE(labels.size(), std::ssize(sourceOptions(daemon)));
        QCOMPARE(helps.size(), std::ssize(sourceOptions(daemon)));
    }
}

void TestOptionWording::sameWordsMeanTheirDaemonsOwn()
{
    const auto help = [](DaemonKind daemon, const char *name) {
        return wording::optionHelp(*findOption(daemon, name), daemon);
    };
    QCOMPARE(help(DaemonKind::Chrony, "iburst"), help(DaemonKind::Ntpd, "iburst"));
    QVERIFY(help(DaemonKind::Chrony, "burst").contains(u"up to 4"));
    QVERIFY(help(DaemonKind::Ntpsec, "burst").contains(u"eight"));
    QVERIFY(help(DaemonKind::Ntpd, "xleave").contains(u"peers"));
    QVERIFY(help(DaemonKind::Ntpd, "ttl").startsWith(u"ttl is for reference clocks"));
    QCOMPARE(wording::optionLabel(*findOption(DaemonKind::Chrony, "iburst"), DaemonKind::Chrony),
             u"Quick start (iburst)"_s);
}

void TestOptionWording::typesAreExplained()
{
    for (const DaemonKind daemon : daemons) {
        QSet<QString> texts;
        for (const ServerType type : types) {
            const QString help = wording::serverTypeHelp(type, daemon);
            QVERIFY2(isSound(help), qPrintable(help));
            texts.insert(help);
            texts.insert(wording::serverTypeLabel(type));
        }
        QCOMPARE(texts.size(), 6);
    }
    QVERIFY(wording::serverTypeHelp(ServerType::Peer, DaemonKind::Ntpsec) !=
            wording::serverTypeHelp(ServerType::Peer, DaemonKind::Chrony));
}

void TestOptionWording::unitsHaveWords()
{
    QVERIFY(wording::optionUnit(OptionUnit::None).isEmpty());
    QSet<QString> units;
    for (const OptionUnit unit : {OptionUnit::Log2Seconds, OptionUnit::Seconds, OptionUnit::Samples,
                                  OptionUnit::Polls, OptionUnit::Servers})
        units.insert(wording::optionUnit(unit));
    QCOMPARE(units.size(), 5);
    QVERIFY(!units.contains(QString()));
}

void TestOptionWording::everyFaultHasASentence()
{
    for (const DaemonKind daemon : daemons) {
        QSet<QString> texts;
        constexpr int kinds = static_cast<int>(Kind::NoRoomForBurst) + 1;
        for (int kind = 0; kind < kinds; ++kind) {
            const OptionFault fault{.kind = static_cast<Kind>(kind),
                                    .weight = Weight::Fatal,
                                    .type = ServerType::Server,
                                    .option = u"OPTION"_s,
                                    .value = u"VALUE"_s,
                                    .other = u"OTHER"_s,
                                    .range = {11, 12},
                                    .since = {{7, 8}},
                                    .limit = 1234};
            for (const std::optional<DaemonVersion> &version :
                 {std::optional<DaemonVersion>(DaemonVersion{{5, 6}}), std::optional<DaemonVersion>()}) {
                const QString text = wording::optionFault(fault, daemon, version);
                QVERIFY2(isSound(text), qPrintable(u"%1: %2"_s.arg(text.size()).arg(text)));
                texts.insert(text);
            }
        }
        // Some name the version, and then differ with it.
        QVERIFY(texts.size() > kinds);
    }
}

void TestOptionWording::sentencesNameTheRemedy_data()
{
    QTest::addColumn<DaemonKind>("daemon");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QStringList>("expected");

    const auto row = [](DaemonKind daemon, const char *version, const char *line,
                        const QStringList &expected) {
        QTest::newRow(line) << daemon << QByteArray(version) << QByteArray(line) << expected;
    };
    constexpr DaemonKind chrony = DaemonKind::Chrony;
    constexpr DaemonKind ntpsec = DaemonKind::Ntpsec;
    row(chrony, "4.3", "pool a.example iburst", {});
    row(chrony, "4.3", "server a.example ipv4",
        {u"chrony 4.3 does not know ipv4 (it came with 4.6) and would not start. Leave it out."_s});
    row(chrony, "", "server a.example ibrust",
        {u"chrony does not know \"ibrust\" and would not start. Leave it out, or correct its spelling."_s});
    row(ntpsec, "1.2.2", "server a.example ibrust",
        {u"NTPsec 1.2.2 does not know \"ibrust\" and would ignore the line. Leave it out, or correct its "
         "spelling."_s});
    row(chrony, "4.3", "server a.example minpoll",
        {u"minpoll needs a value, and chrony 4.3 would not start without it. Write it behind the option."_s});
    row(chrony, "4.3", "server a.example minpoll often",
        {u"minpoll cannot be \"often\", and chrony 4.3 would not start. Write a whole number."_s});
    row(chrony, "4.3", "server a.example maxdelay short",
        {u"maxdelay cannot be \"short\", and chrony 4.3 would not start. Write a number, such as 0.5."_s});
    row(chrony, "4.3", "server a.example extfield yes",
        {u"extfield cannot be \"yes\", and chrony 4.3 would not start. Write a hexadecimal number."_s});
    row(ntpsec, "1.2.2", "server a.example minpoll 4.5",
        {u"minpoll cannot be \"4.5\", and NTPsec 1.2.2 would ignore the line. Write a whole number."_s});
    row(chrony, "4.3", "server a.example extfield F324",
        {u"chrony 4.3 does not know the extension field F324 (it came with 4.5) and would not start. Leave "
         u"it "
         "out."_s});
    row(chrony, "4.3", "server a.example minpoll -9",
        {u"minpoll takes -7 to 24, and chrony 4.3 may use another number than -9. Write one of these "
         "numbers."_s});
    row(chrony, "4.7", "server a.example filter -1",
        {u"filter takes 0 or more, not -1, and chrony 4.7 would not start. Write one of these numbers."_s});
    row(chrony, "4.3", "server a.example key 0",
        {u"key takes 1 to 4294967295, not 0, and chrony 4.3 would not start. Write one of these numbers."_s});
    row(ntpsec, "1.2.2", "server a.example key 70000",
        {u"key takes 1 to 65534, not 70000, and NTPsec 1.2.2 would have no server of this line. Write one of "
         "these numbers."_s});
    row(chrony, "4.3", "peer a.example iburst", {u"iburst does nothing on a peer. Leave it out."_s});
    row(chrony, "4.3", "server a.example maxsources 2",
        {u"maxsources does nothing on a server. Leave it out."_s});
    row(ntpsec, "1.2.2", "pool a.example prefer", {u"prefer does nothing on a pool. Leave it out."_s});
    row(ntpsec, "1.2.2", "pool a.example nts",
        {u"NTPsec 1.2.2 supports nts on a pool only from 1.2.5 on. Name servers instead."_s});
    row(chrony, "4.3", "server a.example nts key 3",
        {u"nts and key do not go together. Leave one of them out."_s});
    row(chrony, "4.3", "server a.example ntsport 4461",
        {u"ntsport does nothing without nts. Add nts, or leave ntsport out."_s});
    row(chrony, "4.3", "server a.example iburst iburst",
        {u"iburst is there more than once, and only the last one counts. Keep one."_s});
    row(chrony, "4.3", "server a.example maxpoll 5",
        {u"minpoll 6 is above maxpoll 5, and chrony 4.3 uses 6 for both. Raise maxpoll, or lower minpoll."_s});
    row(ntpsec, "1.2.2", "server a.example minpoll 12",
        {u"minpoll 12 is above maxpoll 10, and NTPsec 1.2.2 uses 10 for both. Raise maxpoll, or lower "
         "minpoll."_s});
    row(chrony, "4.3", "server a.example minsamples 20 maxsamples 9",
        {u"minsamples 20 is above maxsamples 9, and chrony 4.3 uses 9 for both. Raise maxsamples, or lower "
         "minsamples."_s});
    row(chrony, "4.3", "server a.example burst maxpoll 6",
        {u"burst does nothing while minpoll and maxpoll are both 6. Raise maxpoll, or leave burst out."_s});
    row(chrony, "4.6", "server ::1 ipv4",
        {u"ipv4 wants another kind of address than ::1, so that the line gives no server. Leave ipv4 out."_s});
    row(chrony, "4.3", "server 時計.jp",
        {u"chrony 4.3 cannot look up \"時計.jp\". Write xn--kjv590f.jp instead, which is the same name."_s});
    row(chrony, "4.3", "server a_.example:123",
        {u"\"a_.example:123\" is neither a name nor an address, so that the line gives no server. Correct "
         "it."_s});
}

void TestOptionWording::sentencesNameTheRemedy()
{
    QFETCH(const DaemonKind, daemon);
    QFETCH(const QByteArray, version);
    QFETCH(const QByteArray, line);
    QFETCH(const QStringList, expected);
    QCOMPARE(sentences(daemon, version.constData(), line), expected);
}

void TestOptionWording::quotesAreNoPlaceholders()
{
    QCOMPARE(sentences(DaemonKind::Chrony, "4.3", "server a.example minpoll %1%2%3"),
             QStringList{
                 u"minpoll cannot be \"%1%2%3\", and chrony 4.3 would not start. Write a whole number."_s});
}

QTEST_GUILESS_MAIN(TestOptionWording)
#include "test_optionwording.moc"
