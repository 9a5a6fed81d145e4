// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/enginethread.h"
#include "core/lab/lab.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

int threadCount()
{
    return static_cast<int>(QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
}

LabBehaviour ahead(Duration span)
{
    LabBehaviour behaviour;
    behaviour.ahead = span;
    return behaviour;
}

WatchRequest requestFor(const LabEndpoint &endpoint)
{
    return {*parseHostSpec(u"%1:%2"_s.arg(endpoint.address.toString()).arg(endpoint.port)), {}};
}

} // namespace

/// The real engine on its real thread against real sockets; run under ThreadSanitizer too.
class TestEngineThread final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void measuresARealServer()
    {
        Lab lab;
        const Lab::ServerId server = lab.addServer(ahead(50ms));
        EngineThread engine({});
        QSignalSpy samples(&engine, &EngineClient::samplesAdded);
        engine.watch({requestFor(lab.endpoint(server))});
        engine.setAttended(true);
        QTRY_VERIFY_WITH_TIMEOUT(samples.count() >= 3, 10000);
        const std::vector<SourceSnapshot> &sources = engine.snapshot()->sources;
        QCOMPARE(sources.size(), 1u);
        QVERIFY(std::chrono::abs(sources[0].estimate->offset.localMinusRemote() + 50ms) < 5ms);
        QCOMPARE(sources[0].lastSample->timestamping(), Timestamping::Kernel);
    }

    void commandsAreAnsweredInOrder()
    {
        EngineThread engine({});
        QSignalSpy finished(&engine, &EngineClient::commandFinished);
        std::vector<quint64> commands;
        const HostSpec host = *parseHostSpec(u"127.77.9.9:9");
        commands.push_back(engine.watch({{host, {}}}));
        commands.push_back(engine.rename(SourceId{host.canonical()}, u"nobody"_s));
        commands.push_back(engine.setPaused(true));
        commands.push_back(engine.measureNow());
        commands.push_back(engine.setPaused(false));
        commands.push_back(engine.stopWatching(SourceId{host.canonical()}));
        QTRY_COMPARE(finished.count(), static_cast<int>(commands.size()));
        for (qsizetype i = 0; i < finished.count(); ++i)
            QCOMPARE(finished[i][0].toULongLong(), commands[static_cast<size_t>(i)]);
    }

    void stoppingIsCleanAtEveryMoment()
    {
        Lab lab;
        const LabEndpoint endpoint = lab.endpoint(lab.addServer({}));
        const QTemporaryDir directory;
        EngineOptions options;
        options.dataDirectory = directory.path();
        options.watchAtStart = {requestFor(endpoint), {*parseHostSpec(u"no-such-name.invalid"), {}}};
        // Qt starts threads of its own at first use.
        {
            EngineThread engine(options);
            QTRY_VERIFY(engine.snapshot());
        }
        const int before = threadCount();
        for (int i = 0; i < 50; ++i) {
            int late = 0;
            bool gone = false;
            {
                EngineThread engine(options);
                connect(&engine, &EngineClient::snapshotTaken, this, [&] { late += gone ? 1 : 0; });
                engine.setAttended(true);
                engine.measureNow();
                engine.requestSeries({1, {}, SeriesQuantity::Offset, Instant(), Instant(1h), 100});
                engine.requestStatistics({.id = 1, .source = {u"a"_s}, .from = Instant(), .to = Instant(1h)});
                if (i % 2 == 0)
                    QTRY_VERIFY(engine.snapshot());
            }
            gone = true;
            QCoreApplication::processEvents();
            QCOMPARE(late, 0);
        }
        // Fewer when one that was ending was counted above.
        QTRY_VERIFY(threadCount() <= before);
    }
};

QTEST_GUILESS_MAIN(TestEngineThread)
#include "test_enginethread.moc"
