// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engineparts.h"
#include "core/engine/probe.h"
#include "core/engine/selectable.h"
#include "core/lab/lab.h"
#include "support/chronyd.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>

#include <array>

using namespace synchroscope;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using test::Chronyd;

namespace {

// A busy machine has that long.
constexpr int patienceMs = 60'000;

using Servers = std::vector<LabEndpoint>;

/// What a chronyd makes of its servers, one letter for each: + for those that agree (* + -), else its own.
QString chronydsMarks(const Chronyd &client, const Servers &servers)
{
    QProcess process;
    process.start(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + u"/usr/bin/chronyc"_s,
                  {u"-h"_s, client.address().toString(), u"-p"_s, QString::number(client.commandPort()),
                   u"-c"_s, u"-n"_s, u"sources"_s});
    process.waitForFinished();
    QHash<QString, QString> letters;
    const QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n');
    for (const QString &line : lines)
        letters.insert(line.section(u',', 2, 2), line.section(u',', 1, 1));
    QString marks;
    for (const LabEndpoint &server : servers) {
        const QString letter = letters.value(server.address.toString());
        marks += letter == u"*"_s || letter == u"-"_s ? u"+"_s : letter;
    }
    return marks;
}

/// The same for what this program measures.
QString ourMarks(const Servers &servers)
{
    const EngineParts parts = EngineParts::real(EngineOptions::withoutTrace());
    std::vector<HostSpec> hosts;
    hosts.reserve(servers.size());
    for (const LabEndpoint &server : servers)
        hosts.push_back(*parseHostSpec(u"%1:%2"_s.arg(server.address.toString()).arg(server.port)));
    Probe probe(hosts, {.count = 8, .interval = 50ms, .timeout = 1s},
                {*parts.clock, *parts.scheduler, *parts.resolver, *parts.transport, *parts.ledger});
    std::vector<ProbeResult> results;
    QObject::connect(&probe, &Probe::finished, &probe,
                     [&results](const std::vector<ProbeResult> &all) { results = all; });
    probe.start();
    if (!QTest::qWaitFor([&results] { return !results.empty(); }, patienceMs))
        return u"nothing was measured"_s;
    std::vector<SelectionSource> sources;
    sources.reserve(results.size());
    for (const ProbeResult &result : results) {
        SourceSnapshot source;
        source.address = result.address;
        source.host.port = servers[sources.size()].port;
        source.lastOutcome = result.outcome;
        source.reach = 0xff;
        source.estimate = result.estimate;
        sources.push_back(selectable(source));
    }
    QString marks;
    for (const SourceUse use : selectSources(sources, parts.clock->read().realtime).uses) {
        const bool isDoubted = use == SourceUse::Falseticker || use == SourceUse::NoMajority;
        marks += agrees(use) ? u'+' : isDoubted ? u'x' : use == SourceUse::Jittery ? u'~' : u'?';
    }
    return marks;
}

} // namespace

/// Whom we believe of real servers, beside whom Debian's chronyd believes.
class TestRealSelection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        for (Chronyd &server : m_good)
            QVERIFY2(server.start(), qPrintable(server.failure()));
        const std::array aheads{50ms, -70ms, 120ms, -160ms};
        for (size_t i = 0; i < aheads.size(); ++i) {
            m_wrong[i] = std::make_unique<Chronyd>(Chronyd::chasing(m_good[0], aheads[i]));
            QVERIFY2(m_wrong[i]->start(), qPrintable(m_wrong[i]->failure()));
        }
        QVERIFY2(m_unsynchronised.start(), qPrintable(m_unsynchronised.failure()));
        m_restless = m_lab.addServer({}, test::unusedLoopbackAddress());
        QVERIFY(m_lab.endpoint(m_restless).port != 0);
        connect(&m_unrest, &QTimer::timeout, this, [this] {
            LabBehaviour behaviour;
            behaviour.ahead = std::chrono::milliseconds(QRandomGenerator::global()->bounded(-2500, 2500));
            m_lab.setBehaviour(m_restless, behaviour);
        });
        m_unrest.start(20ms);
    }

    void marks_data()
    {
        QTest::addColumn<QString>(
            "asked"); // 1, 2, 3: good; a, b, c, d: each wrong in its own way; u: not set; j: jumps
        QTest::addColumn<QString>("marks");
        QTest::newRow("one") << u"1"_s << u"+"_s;
        QTest::newRow("two that disagree") << u"1a"_s << u"xx"_s;
        QTest::newRow("three that disagree mutually") << u"1ab"_s << u"xxx"_s;
        QTest::newRow("three good, two bad, one unsynchronised") << u"123abu"_s << u"+++xx?"_s;
        QTest::newRow("five with two falsetickers") << u"a12b3"_s << u"x++x+"_s;
        QTest::newRow("five with three falsetickers") << u"12abc"_s << u"xxxxx"_s;
        QTest::newRow("five with four falsetickers") << u"1abcd"_s << u"xxxxx"_s;
        QTest::newRow("two good, one that scatters by seconds") << u"1j2"_s << u"+~+"_s;
    }

    void marks()
    {
        QFETCH(QString, asked);
        QFETCH(QString, marks);
        Servers servers;
        QStringList lines;
        for (const QChar which : std::as_const(asked)) {
            servers.push_back(serverOf(which));
            lines.append(u"server %1 port %2 minpoll -4 maxpoll -4 iburst"_s.arg(
                servers.back().address.toString(), QString::number(servers.back().port)));
        }
        Chronyd client({.lines = lines, .synchronised = false, .commandPort = test::freeUdpPort()});
        QVERIFY2(client.start(), qPrintable(client.failure()));
        // Each look measures anew, and one that finds the marks is enough.
        QString seen;
        const auto doesChronyd = [&] { return (seen = chronydsMarks(client, servers)) == marks; };
        QVERIFY2(QTest::qWaitFor(doesChronyd, patienceMs), qPrintable(seen));
        const auto doWe = [&] { return (seen = ourMarks(servers)) == marks; };
        QVERIFY2(QTest::qWaitFor(doWe, patienceMs), qPrintable(seen));
    }

private:
    LabEndpoint serverOf(QChar which) const
    {
        if (which == u'j')
            return m_lab.endpoint(m_restless);
        const Chronyd &server = which == u'u'     ? m_unsynchronised
                                : which.isDigit() ? m_good[size_t(which.digitValue() - 1)]
                                                  : *m_wrong[size_t(which.unicode() - u'a')];
        return {server.address(), server.port()};
    }

    std::array<Chronyd, 3> m_good{Chronyd(Chronyd::plain()), Chronyd(Chronyd::plain()),
                                  Chronyd(Chronyd::plain())};
    std::array<std::unique_ptr<Chronyd>, 4> m_wrong;
    Chronyd m_unsynchronised{Chronyd::unsynchronised()};
    Lab m_lab;
    Lab::ServerId m_restless = -1; ///< its clock jumps about
    QTimer m_unrest;
};

QTEST_GUILESS_MAIN(TestRealSelection)
#include "test_realselection.moc"
