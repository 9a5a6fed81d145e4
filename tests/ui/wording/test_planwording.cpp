// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/optionfaultwording.h"
#include "ui/wording/planwording.h"

#include <QTest>
#include <QTranslator>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

const OptionFault unknownOption{.kind = OptionFault::Kind::UnknownOption,
                                .weight = OptionFault::Weight::Fatal,
                                .type = ServerType::Server,
                                .option = u"ibrust"_s};

} // namespace

class TestPlanWording final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_english.load(u":/i18n/synchroscope_en.qm"_s));
        QVERIFY(QCoreApplication::installTranslator(&m_english));
    }

    void faults_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("expected");
        using enum PlanFault::Kind;
        const auto row = [](PlanFault::Kind kind, const QString &expected) {
            QTest::newRow(qPrintable(expected.left(40))) << int(kind) << expected;
        };
        row(NotEditable, u"The configuration of chrony is shown here, and cannot be changed from here."_s);
        row(NoConfiguration, u"chrony has no configuration: there is no SUBJECT. Is it installed?"_s);
        row(NotWhole, u"SUBJECT could not be read whole, so it is not changed."_s);
        row(NoSuchServer,
            u"No server is called \"SUBJECT\". \"synchroscopectl servers list\" shows them all."_s);
        row(Ambiguous, u"Several servers are called \"SUBJECT\". Say which one by its place: /x:1, /x:2."_s);
        row(OthersFile,
            u"SUBJECT is not yours to change: the network or a package writes it, and would write it again."_s);
        row(LineRefused, u"\"SUBJECT\": "_s + wording::optionFault(unknownOption, DaemonKind::Chrony, {}));
        row(NotOneServer, u"\"SUBJECT\" is not the line of one server. Write it as chrony has it, such as "
                          "\"server ntp.example.org iburst\"."_s);
        row(LeavesNone,
            u"chrony would be left without any server, and this clock would drift. Name another server with it."_s);
    }
    void faults()
    {
        QFETCH(int, kind);
        const PlanFault fault{.kind = PlanFault::Kind(kind),
                              .subject = u"SUBJECT"_s,
                              .candidates = {u"/x:1"_s, u"/x:2"_s},
                              .line = unknownOption};
        QTEST(wording::planFault(fault, DaemonKind::Chrony, wording::Reader::Terminal), "expected");
        // A window names no command of a terminal.
        QVERIFY(!wording::planFault(fault, DaemonKind::Chrony, wording::Reader::Window)
                     .contains("synchroscopectl"_L1));
    }

    void windowHasABoxToTick()
    {
        QVERIFY(wording::planFault(
                    {.kind = PlanFault::Kind::LeavesNone, .subject = {}, .candidates = {}, .line = {}},
                    DaemonKind::Chrony, wording::Reader::Window)
                    .endsWith("Add another server, or tick the box below."_L1));
        const PlanWarning copied{
            .kind = PlanWarning::Kind::CopiedByDhcp, .subject = {}, .file = u"/f"_s, .count = 0, .line = {}};
        const QString window = wording::planWarning(copied, DaemonKind::Ntpsec, wording::Reader::Window);
        const QString terminal = wording::planWarning(copied, DaemonKind::Ntpsec, wording::Reader::Terminal);
        QVERIFY(!window.contains("--ignore-dhcp"_L1) && window.contains("tick the box"_L1));
        QVERIFY(terminal.contains("--ignore-dhcp"_L1) && !terminal.contains("tick"_L1));
    }

    void warnings()
    {
        using enum PlanWarning::Kind;
        const auto sentence = [](PlanWarning::Kind kind, int count = 0) {
            return wording::planWarning(
                {.kind = kind, .subject = u"a"_s, .file = u"/f"_s, .count = count, .line = unknownOption},
                DaemonKind::Ntpsec, wording::Reader::Terminal);
        };
        QCOMPARE(sentence(AlreadyThere), u"\"a\" is in force already, and not added again."_s);
        QCOMPARE(sentence(StaysInForce), u"a stays in force: /f is not the administrator's file."_s);
        QVERIFY(sentence(CopiedByDhcp).startsWith("NTPsec runs from /f, "_L1));
        QCOMPARE(sentence(TooFewToOutvote, 1), u"1 source cannot outvote a wrong one: three or more can."_s);
        QCOMPARE(sentence(TooFewToOutvote, 2), u"2 sources cannot outvote a wrong one: three or more can."_s);
        QVERIFY(sentence(LineDoubtful).contains("ibrust"_L1));
        QCOMPARE(sentence(NoneLeft),
                 u"NTPsec is left without any server, as asked: this clock will drift."_s);
    }

    void effects()
    {
        QCOMPARE(wording::planEffect(ChangeEffect::None, DaemonKind::Chrony), u"Nothing changes."_s);
        QVERIFY(wording::planEffect(ChangeEffect::Reload, DaemonKind::Chrony).startsWith("chrony reads"_L1));
        QVERIFY(wording::planEffect(ChangeEffect::Restart, DaemonKind::Timesyncd)
                    .startsWith("systemd-timesyncd must be restarted"_L1));
        using namespace std::chrono_literals;
        const auto restart = [](std::optional<Duration> step) {
            return wording::planEffect(ChangeEffect::Restart, DaemonKind::Chrony, step);
        };
        QVERIFY(restart(470ms).endsWith(u"may step this clock by 470\u00a0ms."_s));
        QVERIFY(restart({}).endsWith(u"As far as is measured, it will not step this clock."_s));
        QCOMPARE(wording::planEffect(ChangeEffect::Reload, DaemonKind::Chrony, 470ms),
                 wording::planEffect(ChangeEffect::Reload, DaemonKind::Chrony));
    }

private:
    QTranslator m_english;
};

QTEST_GUILESS_MAIN(TestPlanWording)
#include "test_planwording.moc"
