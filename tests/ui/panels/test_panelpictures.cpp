// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"
#include "tests/ui/longertexts.h"
#include "tests/ui/window/fakeengine.h"

#include "ui/chart/stabilityview.h"
#include "ui/panels/actionbar.h"
#include "ui/panels/addserverpanel.h"
#include "ui/panels/clockpanel.h"
#include "ui/panels/firststartpage.h"
#include "ui/panels/messagebar.h"
#include "ui/panels/reportpanel.h"
#include "ui/panels/sourcedetails.h"
#include "ui/panels/statisticspanel.h"
#include "ui/panels/verdictstrip.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QTest>
#include <QTextEdit>
#include <QTimeZone>

#include <functional>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;
using namespace std::chrono_literals;

namespace {

/// As wide as the window, as high as it then asks for.
std::unique_ptr<QWidget> acrossTheWindow(std::unique_ptr<QWidget> widget, int width)
{
    widget->resize(width, widget->layout()->totalHeightForWidth(width));
    return widget;
}

std::unique_ptr<QWidget> strip(const Snapshot &snapshot, int width = 1024)
{
    auto widget = std::make_unique<VerdictStrip>();
    widget->setSnapshot(shared(snapshot));
    return acrossTheWindow(std::move(widget), width);
}

std::unique_ptr<QWidget> staleStrip()
{
    auto widget = std::make_unique<VerdictStrip>();
    widget->setSnapshot(shared(snapshotWith(VerdictState::Compared)));
    widget->setStale(
        VerdictStrip::tr("The measuring part of this program has not spoken for 7 s. What you see is old."));
    return acrossTheWindow(std::move(widget), 1024);
}

Snapshot longName()
{
    Snapshot snapshot = snapshotWith(VerdictState::Compared);
    snapshot.verdict.source = longestName();
    snapshot.operations = {
        {.id = 1, .kind = Operation::Kind::Measuring, .done = 2, .total = 3, .startedAt = now}};
    return snapshot;
}

std::unique_ptr<QWidget> clockFace()
{
    auto widget = std::make_unique<ClockPanel>(
        nullptr, [] { return QDateTime(QDate(2023, 8, 17), QTime(12, 49, 5), QTimeZone("Asia/Tokyo")); });
    widget->resize(250, 240);
    return widget;
}

/// A machine that shares its hardware clock with Windows.
Snapshot changeableClock()
{
    Snapshot snapshot;
    snapshot.takenAt = now;
    snapshot.clock.emplace();
    ClockReport &clock = *snapshot.clock;
    clock.zone.emplace();
    clock.zone->id = u"Asia/Tokyo"_s;
    clock.hardware.emplace();
    clock.hardware->readAt = now;
    clock.hardware->reading = std::chrono::local_seconds(std::chrono::seconds(1'700'000'000));
    clock.hardware->keepsLocalTime = true;
    clock.kernel.emplace();
    clock.kernel->status = KernelStatusBit::Nanoseconds;
    clock.timedated.available = true;
    clock.timedated.readAt = now;
    clock.timedated.localRtc = true;
    clock.timedated.canNetworkTime = true;
    clock.timedated.networkTimeEnabled = true;
    return snapshot;
}

std::unique_ptr<ClockPanel> clockWith(const Snapshot &snapshot, QSize size)
{
    auto widget = std::make_unique<ClockPanel>(
        nullptr, [] { return QDateTime(QDate(2023, 8, 17), QTime(12, 49, 5), QTimeZone("Asia/Tokyo")); });
    widget->resize(size);
    widget->setSnapshot(snapshot);
    return widget;
}

/// As it is while a user changes something: `button` was pressed, and then `next`.
std::unique_ptr<QWidget> changingClock(const QString &button, const QString &next = {},
                                       QSize size = {250, 900})
{
    std::unique_ptr<ClockPanel> widget = clockWith(changeableClock(), size);
    widget->showKernelDetails(true);
    widget->show();
    widget->findChild<QPushButton *>(button)->click();
    if (!next.isEmpty())
        widget->findChild<QPushButton *>(next)->click();
    QCoreApplication::processEvents(); // it scrolls to what has opened
    return widget;
}

/// In a container with a zone of its own.
std::unique_ptr<QWidget> clockOfWhichLittleIsKnown()
{
    Snapshot snapshot = changeableClock();
    ClockReport &clock = *snapshot.clock;
    clock.hardware.reset();
    clock.kernel.reset();
    clock.zone->id = u"America/Argentina/ComodRivadavia"_s;
    clock.zoneOfProcess = u"Asia/Tokyo"_s;
    clock.timedated.canNetworkTime.reset();
    clock.timedated.networkTimeEnabled.reset();
    return clockWith(snapshot, {250, 700});
}

/// All that the kernel can tell.
std::unique_ptr<QWidget> clockWithFullKernel()
{
    Snapshot snapshot = changeableClock();
    KernelClock &kernel = *snapshot.clock->kernel;
    kernel.status = KernelStatus::fromInt(0xffff);
    kernel.offset = Offset::fromLocalMinusRemote(std::chrono::microseconds(-1234));
    kernel.frequencyPpm = -12.345;
    kernel.maximumError = std::chrono::seconds(16);
    kernel.estimatedError = std::chrono::microseconds(51);
    kernel.leap = KernelLeapState::InsertPending;
    kernel.taiOffset = 37;
    snapshot.clock->timedated = {};
    snapshot.clock->timedated.problem = u"no bus"_s;
    std::unique_ptr<ClockPanel> widget = clockWith(snapshot, {250, 1000});
    widget->showKernelDetails(true);
    return widget;
}

std::unique_ptr<QWidget> details(const SourceSnapshot &source, QSize size)
{
    auto widget = std::make_unique<SourceDetails>();
    widget->resize(size);
    widget->setSource(measuredRow(source), now);
    return widget;
}

/// As high as all of it asks for, even beside a scroll bar, or with `low` as a small window leaves it.
std::unique_ptr<QWidget> statistics(const std::optional<StatisticsReply> &reply, bool low = false)
{
    auto widget = std::make_unique<StatisticsPanel>();
    widget->setReply(reply);
    constexpr int width = 250;
    widget->resize(width, low ? 220 : widget->widget()->heightForWidth(width) + 20);
    return widget;
}

/// While the keyboard reads out a figure of each picture; that of the oscillator is of this measure.
std::unique_ptr<QWidget> statisticsReadOut(StabilityMeasure measure, Qt::Key key)
{
    std::unique_ptr<QWidget> widget = statistics(statisticsOf(1350));
    widget->findChild<QComboBox *>(u"stabilityMeasure"_s)->setCurrentIndex(int(measure));
    for (SmallPlot *plot : widget->findChildren<SmallPlot *>()) {
        QTest::keyClick(plot, key);
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(plot, key == Qt::Key_Left ? Qt::Key_PageUp : Qt::Key_PageDown);
    }
    return widget;
}

std::unique_ptr<QWidget> detailsWithStatistics()
{
    std::unique_ptr<QWidget> widget = details(answeringSource(), {270, 800});
    auto &panel = static_cast<SourceDetails &>(*widget);
    panel.setHasStatistics(true);
    panel.setStatistics(statisticsOf(1350));
    widget->findChild<QTabBar *>(u"detailPages"_s)->setCurrentIndex(1);
    return widget;
}

std::unique_ptr<QWidget> messages()
{
    auto widget = std::make_unique<MessageBar>();
    widget->setStanding(
        u"demo"_s, u"Demonstration: these servers run inside this program, and their faults are made up."_s,
        MessageBar::Severity::Information);
    widget->setStanding(u"paused"_s, u"Paused: no server is asked."_s, MessageBar::Severity::Information,
                        u"Resume"_s);
    widget->setBanner(u"removed"_s,
                      u"ntp2.example.org is no longer watched. Its history is kept for 30 days."_s,
                      MessageBar::Severity::Information, u"Undo"_s);
    widget->setProblems({{ErrorCode::HistoryUnwritable, u"/home/user/.local/share/synchroscope/history.db"_s,
                          u"disk I/O error"_s}});
    // The rows are shown with the next events.
    QCoreApplication::processEvents();
    return acrossTheWindow(std::move(widget), 1024);
}

std::unique_ptr<QWidget> adding()
{
    auto widget = std::make_unique<AddServerPanel>();
    auto *edit = widget->findChild<QLineEdit *>(u"serverEdit"_s);
    edit->setText(u"ntp1.example.org ntp..example.org ntp2.example.org:65536"_s);
    widget->resize(1024, 90);
    widget->show();
    QTest::keyClick(edit, Qt::Key_Return);
    return widget;
}

std::unique_ptr<QWidget> firstStart(const Snapshot &snapshot, QSize size)
{
    auto widget = std::make_unique<FirstStartPage>();
    widget->setSnapshot(shared(snapshot));
    widget->resize(size);
    return widget;
}

Snapshot found()
{
    const QString chronyConf = u"/etc/chrony/chrony.conf"_s;
    Snapshot snapshot = snapshotWith(VerdictState::NothingWatched);
    snapshot.discovery.finished = true;
    snapshot.discovery.servers = {
        named(u"ntp1.example.org"_s, ServerOrigin::Administrator, chronyConf, 18),
        named(u"ntp2.example.org"_s, ServerOrigin::Administrator, u"/etc/chrony/sources.d/office.sources"_s,
              2),
        named(u"ntp1.example.org"_s, ServerOrigin::Running, {}, 0, DaemonKind::Timesyncd),
        named(u"192.0.2.53"_s, ServerOrigin::Dhcp, u"/run/chrony-dhcp/eth0.sources"_s, 1),
        named(u"2.debian.pool.ntp.org"_s, ServerOrigin::Default, u"/etc/systemd/timesyncd.conf"_s, 21,
              DaemonKind::Timesyncd)};
    snapshot.discovery.servers.back().type = ServerType::Pool;
    snapshot.discovery.problems = {
        {ErrorCode::FileUnreadable, u"/etc/ntpsec/ntp.conf"_s, u"Permission denied"_s}};
    return snapshot;
}

Snapshot foundNothing()
{
    Snapshot snapshot = snapshotWith(VerdictState::NothingWatched);
    snapshot.discovery.finished = true;
    return snapshot;
}

Snapshot looking()
{
    return snapshotWith(VerdictState::NothingWatched);
}

/// The strip with which the window asks before it does something.
std::unique_ptr<QWidget> action(const FindingAction &action)
{
    static windowtest::FakeEngineClient engine;
    auto widget = std::make_unique<ActionBar>(engine);
    widget->open(action, Offset::fromLocalMinusRemote(472ms));
    return acrossTheWindow(std::move(widget), 1024);
}

std::unique_ptr<QWidget> report(bool isBlanked)
{
    auto widget = std::make_unique<ReportPanel>([] { return std::optional<ReportMatter>(); });
    widget->open();
    widget->findChild<QCheckBox *>(u"blankReport"_s)->setChecked(isBlanked);
    if (!isBlanked)
        widget->findChild<QPushButton *>(u"saveReport"_s)->click(); // nothing is known so far
    return acrossTheWindow(std::move(widget), 1024);
}

struct Scene
{
    const char *name;
    std::function<std::unique_ptr<QWidget>()> make;
};

const std::vector<Scene> &scenes()
{
    static const std::vector<Scene> all{
        {"strip-compared", [] { return strip(snapshotWith(VerdictState::Compared)); }},
        {"strip-nobody", [] { return strip(snapshotWith(VerdictState::NobodyAnswers)); }},
        {"strip-nobody-narrow", [] { return strip(snapshotWith(VerdictState::NobodyAnswers), 640); }},
        {"strip-asking", [] { return strip(snapshotWith(VerdictState::NoAnswerYet)); }},
        {"strip-paused", [] { return strip(snapshotWith(VerdictState::Paused)); }},
        {"strip-nothing", [] { return strip(snapshotWith(VerdictState::NothingWatched)); }},
        {"strip-stale", [] { return staleStrip(); }},
        {"strip-long", [] { return strip(longName()); }},
        {"clock", [] { return clockFace(); }},
        {"clock-zone", [] { return changingClock(u"timeZoneChange"_s); }},
        {"clock-network", [] { return changingClock(u"timeServiceChange"_s); }},
        {"clock-hardware", [] { return changingClock(u"hardwareClockChange"_s); }},
        {"clock-waiting", [] { return changingClock(u"timeServiceChange"_s, u"networkTimeQuestionGo"_s); }},
        {"clock-zone-low",
         [] {
             return changingClock(u"timeZoneChange"_s, {}, {250, 290});
         }},
        {"clock-network-low",
         [] {
             return changingClock(u"timeServiceChange"_s, {}, {250, 290});
         }},
        {"clock-unknown", [] { return clockOfWhichLittleIsKnown(); }},
        {"clock-kernel", [] { return clockWithFullKernel(); }},
        {"details-answering",
         [] {
             return details(answeringSource(), {270, 950});
         }},
        {"details-silent",
         [] {
             return details(silentSource(), {270, 420});
         }},
        {"details-low",
         [] {
             return details(answeringSource(), {240, 220});
         }},
        {"statistics", [] { return statistics(statisticsOf(1350)); }},
        {"statistics-few", [] { return statistics(statisticsOf(3)); }},
        {"statistics-none", [] { return statistics(statisticsOf(0)); }},
        {"statistics-reading", [] { return statistics({}); }},
        {"statistics-low", [] { return statistics(statisticsOf(1350), true); }},
        {"statistics-rate",
         [] { return statisticsReadOut(StabilityMeasure::AllanDeviation, Qt::Key_Right); }},
        {"statistics-averaged",
         [] { return statisticsReadOut(StabilityMeasure::ModifiedAllanDeviation, Qt::Key_Left); }},
        {"statistics-time", [] { return statisticsReadOut(StabilityMeasure::TimeDeviation, Qt::Key_Right); }},
        {"statistics-largest",
         [] { return statisticsReadOut(StabilityMeasure::MaximumTimeError, Qt::Key_Left); }},
        {"details-statistics", [] { return detailsWithStatistics(); }},
        {"messages", [] { return messages(); }},
        {"adding", [] { return adding(); }},
        {"action-asking",
         [] {
             return action({.kind = FindingAction::Kind::Command,
                            .command = {.kind = DaemonCommand::Kind::Step, .daemon = DaemonKind::Chrony}});
         }},
        {"action-impossible",
         [] {
             return action({.kind = FindingAction::Kind::Command,
                            .command = {.kind = DaemonCommand::Kind::Step, .daemon = DaemonKind::OpenNtpd}});
         }},
        {"action-copied",
         [] {
             return action({.kind = FindingAction::Kind::Copy,
                            .text = u"sudo systemctl disable --now systemd-timesyncd.service"_s});
         }},
        {"report", [] { return report(true); }},
        {"report-whole", [] { return report(false); }},
        {"first-start",
         [] {
             return firstStart(found(), {1024, 540});
         }},
        {"first-start-small",
         [] {
             return firstStart(found(), {640, 420});
         }},
        {"first-start-nothing",
         [] {
             return firstStart(foundNothing(), {1024, 540});
         }},
        {"first-start-looking",
         [] {
             return firstStart(looking(), {1024, 540});
         }},
    };
    return all;
}

/// Colours that cover at least a thousandth of the picture.
int coloursIn(const QImage &image)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    }
    const int least = image.width() * image.height() / 1000;
    return static_cast<int>(
        std::count_if(counts.begin(), counts.end(), [least](int count) { return count >= least; }));
}

} // namespace

/// Draws every panel in its situations, light and dark, at scale 1 and 2, and looks for what a person would
/// notice.
class TestPanelPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_japanese.load(u":/i18n/synchroscope_ja.qm"_s)); }
    void situations_data();
    void situations();
    void cleanup()
    {
        QCoreApplication::removeTranslator(&m_longer);
        QCoreApplication::removeTranslator(&m_japanese);
    }
    void cleanupTestCase() { QApplication::setPalette(theme(false)); }

private:
    LongerTexts m_longer;
    QTranslator m_japanese;
};

void TestPanelPictures::situations_data()
{
    QTest::addColumn<int>("scene");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("scale");
    QTest::addColumn<QTranslator *>("language");
    for (size_t i = 0; i < scenes().size(); ++i) {
        for (const bool dark : {false, true}) {
            for (const double scale : {1.0, 2.0}) {
                const QString row =
                    u"%1-%2-%3"_s.arg(QLatin1StringView(scenes()[i].name), dark ? u"dark"_s : u"light"_s)
                        .arg(scale);
                QTest::newRow(qPrintable(row))
                    << static_cast<int>(i) << dark << scale << static_cast<QTranslator *>(nullptr);
            }
        }
        QTest::newRow(qPrintable(QLatin1StringView(scenes()[i].name) + u"-longer"_s))
            << static_cast<int>(i) << false << 1.0 << static_cast<QTranslator *>(&m_longer);
        QTest::newRow(qPrintable(QLatin1StringView(scenes()[i].name) + u"-japanese"_s))
            << static_cast<int>(i) << false << 1.0 << static_cast<QTranslator *>(&m_japanese);
    }
}

void TestPanelPictures::situations()
{
    QFETCH(int, scene);
    QFETCH(bool, dark);
    QFETCH(double, scale);
    QFETCH(QTranslator *, language);
    if (language)
        QVERIFY(QCoreApplication::installTranslator(language));
    QApplication::setPalette(theme(dark));
    const std::unique_ptr<QWidget> widget = scenes()[static_cast<size_t>(scene)].make();
    widget->show();
    QVERIFY(QTest::qWaitForWindowExposed(widget.get()));
    QCoreApplication::processEvents();

    QCOMPARE(cutOffLabels(*widget), QStringList());
    for (const QTextEdit *text : widget->findChildren<QTextEdit *>())
        QVERIFY(text->document()->idealWidth() <= text->viewport()->width());

    for (const QScrollArea *area : widget->findChildren<QScrollArea *>())
        QVERIFY(!area->isVisible() || area->widget()->width() <= area->viewport()->width());

    const QSize size = widget->size();
    const QImage image = picture(*widget, scale);
    QCOMPARE(image.size(), size * scale);
    QVERIFY(coloursIn(image) >= 2);
    QCOMPARE(image.pixelColor(image.width() / 2, 1).lightness() < 128, dark);
    const QString folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES", u"pictures"_s);
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(image.save(folder + u"/panel-"_s + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));
}

QTEST_MAIN(TestPanelPictures)
#include "test_panelpictures.moc"
