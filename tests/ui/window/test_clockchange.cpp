// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/clockwatcher.h"
#include "core/clock/hardwareclock.h"
#include "core/clock/timezone.h"
#include "core/engine/enginethread.h"
#include "core/net/udptransport.h"
#include "tests/support/timedated.h"
#include "ui/panels/clockpanel.h"
#include "ui/panels/messagebar.h"
#include "ui/window/mainwindow.h"
#include "ui/window/settings.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::FakePolkit;
using test::FakeSystemd;
using test::Timedated;

namespace {

constexpr uint nobody = 65534;
constexpr int patienceMs = 30'000;

QByteArray machinesFiles()
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString &path : {u"/etc/localtime"_s, u"/etc/adjtime"_s, u"/etc/timezone"_s}) {
        QFile file(path);
        hash.addData(file.open(QFile::ReadOnly) ? file.readAll() : "absent"_ba);
        hash.addData(QFile::symLinkTarget(path).toUtf8());
    }
    return hash.result();
}

/// The real window and engine on a computer whose only service is a real timedated with an /etc of its own.
struct Desk
{
    explicit Desk(Timedated &timedated, std::optional<uint> user = std::nullopt)
    {
        QDir(folder.path()).mkpath(u"rtc/rtc0"_s);
        QFile reading(folder.filePath(u"rtc/rtc0/since_epoch"_s));
        if (reading.open(QFile::WriteOnly))
            reading.write("1780000005\n");
        reading.close();
        const ClockFiles files{.localtime = timedated.bus().etc() + "/localtime"_L1,
                               .adjtime = timedated.bus().etc() + "/adjtime"_L1,
                               .rtcFolder = folder.filePath(u"rtc"_s),
                               .timezone = timedated.bus().etc() + "/timezone"_L1,
                               .root = folder.path() + u'/'};
        EngineOptions options; // nothing is kept
        options.watchAtStart = {{*parseHostSpec(u"127.77.9.9:9"), {}}};
        const QDBusConnection bus = timedated.bus().connection(user);
        engine = std::make_unique<EngineThread>(options, [bus, files](const EngineOptions &) {
            EngineParts parts;
            parts.clock = std::make_unique<SystemClock>();
            parts.random = std::make_unique<SystemRandom>();
            parts.scheduler = std::make_unique<EventLoopScheduler>();
            parts.resolver = std::make_unique<CaresResolver>();
            parts.transport = std::make_unique<UdpTransport>(*parts.clock, *parts.scheduler, *parts.random);
            parts.ledger = std::make_unique<SharedContactLedger>(QString(), QByteArray());
            parts.history = std::make_unique<History>(QString(), QByteArray());
            parts.watchList = std::make_unique<WatchList>(QString());
            parts.discoverer = std::make_unique<MachineDiscoverer>(u"/nonexistent"_s, bus);
            parts.clockWatch = std::make_unique<ClockWatcher>(*parts.clock, *parts.scheduler, bus, files);
            return parts;
        });
        window = std::make_unique<MainWindow>(*engine, settings);
        window->show();
    }

    template <typename Widget>
    Widget &part(const QString &name)
    {
        auto *found = window->findChild<Widget *>(name);
        Q_ASSERT(found);
        return *found;
    }
    QString text(const QString &name) { return part<QLabel>(name).text(); }
    bool isOffered(const QString &button)
    {
        return part<QPushButton>(button).isVisible() && part<QPushButton>(button).isEnabled();
    }
    QStringList banners() { return window->findChild<MessageBar *>()->texts(); }
    void chooseZone(const QString &words)
    {
        part<QPushButton>(u"timeZoneChange"_s).click();
        QTest::keyClicks(&part<QLineEdit>(u"zoneFilter"_s), words);
        QTest::keyClick(&part<QLineEdit>(u"zoneFilter"_s), Qt::Key_Return);
    }

    QTemporaryDir folder;
    Settings settings{folder.filePath(u"window.ini"_s)};
    std::unique_ptr<EngineThread> engine;
    std::unique_ptr<MainWindow> window;
};

} // namespace

/// From a press of a button to the system's files and back to what is shown.
class TestClockChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qunsetenv("TZ"); // which would be shown instead of the system's zone
        m_before = machinesFiles();
    }
    void cleanupTestCase() { QCOMPARE(machinesFiles(), m_before); }

    void whatIsChangedIsShown()
    {
        Timedated timedated({u"some-ntp.service"_s});
        QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
        FakeSystemd systemd(timedated.bus().connection());
        Desk desk(timedated);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isOffered(u"timeZoneChange"_s), patienceMs);
        QVERIFY(desk.text(u"timeZone"_s).startsWith(u"Etc/UTC"_s));

        desk.chooseZone(u"asia/kathmandu"_s);
        if (systemZoneId(timedated.bus().etc() + "/localtime"_L1) == "Etc/UTC")
            QVERIFY(!desk.isOffered(u"timeZoneChange"_s));
        QTRY_VERIFY_WITH_TIMEOUT(desk.isOffered(u"timeZoneChange"_s), patienceMs);
        QCOMPARE(systemZoneId(timedated.bus().etc() + "/localtime"_L1), "Asia/Kathmandu"_ba);
        // By the time that it can be changed again it shows what it is.
        QCOMPARE(desk.engine->snapshot()->clock->zone->id, u"Asia/Kathmandu"_s);
        QTRY_COMPARE(desk.text(u"timeZone"_s), u"Asia/Kathmandu (+0545, +05:45)"_s);
        QCOMPARE(desk.text(u"timeZoneMeaning"_s), u"5 hour(s) 45 minute(s) ahead of universal time"_s);

        QVERIFY(desk.text(u"hardwareClockMeaning"_s).startsWith(u"Kept in universal time"_s));
        desk.part<QPushButton>(u"hardwareClockChange"_s).click();
        desk.part<QPushButton>(u"hardwareClockQuestionGo"_s).click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isOffered(u"hardwareClockChange"_s), patienceMs);
        QCOMPARE(readAdjtime(timedated.bus().etc() + "/adjtime"_L1), std::optional(true));
        // So it is to timedated, too, by the time that it can be changed again.
        QCOMPARE(desk.engine->snapshot()->clock->timedated.localRtc, std::optional(true));
        QVERIFY(desk.text(u"hardwareClockMeaning"_s).startsWith(u"Kept in local time"_s));

        QVERIFY(desk.text(u"timeServiceMeaning"_s).contains(u"inactive"_s));
        desk.part<QPushButton>(u"timeServiceChange"_s).click();
        desk.part<QPushButton>(u"networkTimeQuestionGo"_s).click();
        QTRY_VERIFY_WITH_TIMEOUT(desk.isOffered(u"timeServiceChange"_s), patienceMs);
        QVERIFY2(desk.text(u"timeServiceMeaning"_s).contains(u": active"_s),
                 qPrintable(desk.text(u"timeServiceMeaning"_s)));
        QCOMPARE(systemd.calls,
                 (QStringList{u"EnableUnitFiles some-ntp.service"_s, u"StartUnit some-ntp.service"_s}));
        QCOMPARE(desk.banners(), QStringList());
    }

    void whatIsNotChangedIsSaid_data()
    {
        using Answer = FakePolkit::Answer;
        QTest::addColumn<std::function<void(FakePolkit &)>>("answers");
        QTest::addColumn<QString>("sentence"); // empty: quiet
        QTest::addColumn<bool>("done");
        const auto row = [](const char *name, const Answer &withPrompt, const Answer &withoutPrompt,
                            const QString &sentence, bool done = false) {
            const std::function<void(FakePolkit &)> answers = [=](FakePolkit &polkit) {
                polkit.withPrompt = withPrompt;
                polkit.withoutPrompt = withoutPrompt;
            };
            QTest::newRow(name) << answers << sentence << done;
        };
        const Answer no;
        const Answer yes{.authorized = true};
        const Answer challenge{.challenge = true};
        row("authenticated", yes, challenge, {}, true);
        row("cancelled", {.details = {{u"polkit.dismissed"_s, u"true"_s}}}, challenge, {});
        row("may not", no, no, u"your user may not do that here. Ask the administrator"_s);
        row("no agent", challenge, challenge, u"Start a polkit agent, or use timedatectl"_s);
        row("polkit is out of order", {.error = u"org.freedesktop.PolicyKit1.Error.Failed"_s}, challenge,
            u"The system could not change it. Try again"_s);
    }

    void whatIsNotChangedIsSaid()
    {
        QFETCH(const std::function<void(FakePolkit &)>, answers);
        QFETCH(const QString, sentence);
        QFETCH(const bool, done);
        Timedated timedated;
        QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
        FakePolkit polkit(timedated.bus().connection());
        answers(polkit);
        Desk desk(timedated, nobody);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isOffered(u"timeZoneChange"_s), patienceMs);
        desk.chooseZone(u"tokyo"_s);
        QVERIFY(!desk.isOffered(u"timeZoneChange"_s));
        QVERIFY(desk.part<QLabel>(u"timeZoneWaiting"_s).isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(desk.isOffered(u"timeZoneChange"_s), patienceMs);
        QVERIFY(!desk.part<QLabel>(u"timeZoneWaiting"_s).isVisible());
        QVERIFY(!polkit.actions.isEmpty());
        const QStringList banners = desk.banners();
        QCOMPARE(banners.size(), sentence.isEmpty() ? 0 : 1);
        if (!sentence.isEmpty())
            QVERIFY2(banners[0].contains(sentence), qPrintable(banners[0]));
        QTRY_VERIFY(desk.text(u"timeZone"_s).startsWith(done ? u"Asia/Tokyo"_s : u"Etc/UTC"_s));
        QCOMPARE(timedated.localtimeTarget().endsWith(u"/Asia/Tokyo"_s), done);
    }

    void aServiceThatLeavesMeanwhile()
    {
        Timedated timedated;
        QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
        FakePolkit polkit(timedated.bus().connection());
        polkit.withPrompt.none = true;
        Desk desk(timedated, nobody);
        QTRY_VERIFY_WITH_TIMEOUT(desk.isOffered(u"timeZoneChange"_s), patienceMs);
        desk.chooseZone(u"tokyo"_s);
        QTRY_COMPARE_WITH_TIMEOUT(polkit.actions.size(), 1, patienceMs);
        QVERIFY(desk.part<QLabel>(u"timeZoneWaiting"_s).isVisible());
        QCOMPARE(desk.banners(), QStringList());
        timedated.endService();
        QTRY_COMPARE_WITH_TIMEOUT(desk.banners().size(), 1, patienceMs);
        QVERIFY2(desk.banners().at(0).contains(u"is not known: systemd-timedated"_s),
                 qPrintable(desk.banners().at(0)));
        QVERIFY(!desk.part<QLabel>(u"timeZoneWaiting"_s).isVisible());
    }

    // Without a bus the kernel and the files still tell all but what only timedated knows.
    void withoutTimedatedNothingIsOfferedAndTheRestIsShown()
    {
        Timedated timedated;
        QVERIFY2(timedated.start(), qPrintable(timedated.failure()));
        QFile::remove(timedated.bus().etc() + "/localtime"_L1);
        QFile::link(u"/usr/share/zoneinfo/Europe/Paris"_s, timedated.bus().etc() + "/localtime"_L1);
        timedated.bus().stopBus();
        Desk desk(timedated);
        QTRY_VERIFY_WITH_TIMEOUT(desk.part<QLabel>(u"noChanges"_s).isVisible(), patienceMs);
        for (const QString &button : {u"timeZoneChange"_s, u"hardwareClockChange"_s, u"timeServiceChange"_s})
            QVERIFY(!desk.part<QPushButton>(button).isVisible());
        QTRY_VERIFY(desk.text(u"timeZone"_s).startsWith(u"Europe/Paris"_s));
        QVERIFY(desk.text(u"hardwareClockMeaning"_s).startsWith(u"Kept in universal time"_s));
        QVERIFY(!desk.text(u"synchronisedFlag"_s).isEmpty());
    }

private:
    QByteArray m_before;
};

QTEST_MAIN(TestClockChange)
#include "test_clockchange.moc"
