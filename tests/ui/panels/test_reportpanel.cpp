// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/factsjson.h"
#include "ui/panels/announcinglabel.h"
#include "ui/panels/background.h"
#include "ui/panels/reportpanel.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/reportwording.h"

#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace std::chrono_literals;

class TestReportPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itSaysWhatIsInIt();
    void itWritesWhatItSays_data();
    void itWritesWhatItSays();
    void aFailureIsSaid();
    void aPanelThatIsGoneIsNotTold();
    void itAsksForAFile();
    void nothingIsKnownSoFar();
    void escapeCloses();
    void theReportTellsAll();
};

namespace {

const Instant now(1'795'984'560s); // 2026-11-29 20:36:00

DiagnosisFacts facts()
{
    DiagnosisFacts result;
    result.now = now;
    DaemonReport daemon;
    daemon.endpoint = u"127.0.0.1:323"_s;
    daemon.version = u"4.3"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.readAt = now;
    DaemonSource source;
    source.name = u"ntp1.company.com"_s;
    source.address = u"8.8.4.4"_s;
    source.standing = SourceStanding::Selected;
    source.letter = '*';
    source.reach = 255;
    source.stratum = 2;
    source.adjusted = Offset::fromLocalMinusRemote(-2900us);
    source.error = 53ms;
    daemon.sources.push_back(source);
    result.machine.daemons.push_back(daemon);
    result.machine.isComplete = true;
    ServerMeasurement measured;
    measured.host.host = u"ntp1.company.com"_s;
    measured.host.typed = measured.host.host;
    measured.label = u"Head office"_s;
    measured.requests = 4;
    measured.answers = 3;
    result.measured.push_back(measured);
    ClockReport clock;
    clock.readAt = now;
    clock.zone =
        TimeZone{.id = u"Asia/Tokyo"_s, .abbreviation = u"JST"_s, .utcOffset = 9h, .nextTransition = {}};
    result.clock = clock;
    result.clockEvents.push_back(
        {.kind = ClockEvent::Kind::Stepped, .at = now - 5min, .lasted = {}, .moved = 2s});
    result.judgement = judgeClock(result.verdict, result.machine, result.clock, now);
    return result;
}

EventList events()
{
    Event followed;
    followed.kind = Event::Kind::Followed;
    followed.at = now - 16min;
    followed.subject = u"ntp2.company.com"_s;
    followed.from = u"ntp1.company.com"_s;
    followed.daemon = DaemonKind::Chrony;
    return std::make_shared<const std::vector<Event>>(std::vector<Event>{followed});
}

struct Stage
{
    QTemporaryDir folder;
    QWidget window;
    std::optional<ReportMatter> known = ReportMatter{.facts = facts(), .events = events()};
    ReportPanel *panel = new ReportPanel([this] { return known; });
    QSignalSpy saved{panel, &ReportPanel::saved};
    QSignalSpy closed{panel, &ReportPanel::closed};

    Stage()
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(panel);
        layout->addStretch();
        window.resize(800, 300);
        window.show();
        panel->open();
    }

    template <typename Part>
    Part &part(const QString &name) const
    {
        return *panel->findChild<Part *>(name);
    }
    QString file(const QString &name) const { return folder.filePath(name); }
    QString outcome() const { return part<AnnouncingLabel>(u"reportOutcome"_s).text(); }
};

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestReportPanel::itSaysWhatIsInIt()
{
    const Stage stage;
    auto &blank = stage.part<QCheckBox>(u"blankReport"_s);
    const auto &contents = stage.part<QLabel>(u"reportContents"_s);
    QVERIFY(blank.isChecked());
    QCOMPARE(contents.text(), wording::reportContents(true));
    blank.setChecked(false);
    QCOMPARE(contents.text(), wording::reportContents(false));
    QVERIFY(wording::reportContents(true) != wording::reportContents(false));
}

void TestReportPanel::itWritesWhatItSays_data()
{
    QTest::addColumn<bool>("isBlanked");
    QTest::newRow("blanked") << true;
    QTest::newRow("as it is") << false;
}

void TestReportPanel::itWritesWhatItSays()
{
    QFETCH(bool, isBlanked);
    Stage stage;
    stage.part<QCheckBox>(u"blankReport"_s).setChecked(isBlanked);
    const QString name = stage.file(u"report.txt"_s);
    stage.panel->saveTo(name);
    QTRY_COMPARE(stage.saved.size(), 1);
    QCOMPARE(stage.saved.at(0).at(0).toString(), name);
    QVERIFY2(stage.outcome().contains(name), qPrintable(stage.outcome()));
    QVERIFY(stage.part<QPushButton>(u"saveReport"_s).isEnabled());
    const QByteArray text = contentOf(name);
    for (const char *word : {"ntp1.company.com", "8.8.4.4", "Head office"})
        QVERIFY2(text.contains(word) != isBlanked, word);
    QString why;
    const std::optional<DiagnosisFacts> read = readFacts(text, &why);
    QVERIFY2(read, qPrintable(why));
    QVERIFY(diagnose(*read).size() == diagnose(facts()).size());
    QCOMPARE(QFileInfo(name).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestReportPanel::aFailureIsSaid()
{
    Stage stage;
    const QString name = stage.file(u"no/such/folder.txt"_s);
    stage.panel->saveTo(name);
    QTRY_COMPARE(stage.saved.size(), 1);
    QCOMPARE(stage.saved.at(0).at(0).toString(), QString());
    QVERIFY2(stage.outcome().contains(name), qPrintable(stage.outcome()));
    QVERIFY(stage.part<QPushButton>(u"saveReport"_s).isEnabled());
    stage.panel->open();
    QVERIFY(!stage.part<AnnouncingLabel>(u"reportOutcome"_s).isVisible());
}

void TestReportPanel::aPanelThatIsGoneIsNotTold()
{
    QThreadPool &pool = backgroundPool();
    QSemaphore disk;
    for (int i = 0; i < pool.maxThreadCount(); ++i)
        pool.start([&disk] { disk.acquire(); });
    Stage stage;
    const QString name = stage.file(u"report.txt"_s);
    stage.panel->saveTo(name);
    delete stage.panel;
    disk.release(pool.maxThreadCount());
    QVERIFY(pool.waitForDone(60'000));
    QCoreApplication::processEvents();
    QVERIFY(contentOf(name).startsWith("Report of Synchroscope"));
}

void TestReportPanel::itAsksForAFile()
{
    Stage stage;
    QTest::mouseClick(&stage.part<QPushButton>(u"saveReport"_s), Qt::LeftButton);
    auto *dialog = stage.panel->findChild<QFileDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->acceptMode(), QFileDialog::AcceptSave);
    QVERIFY(dialog->selectedFiles().value(0).endsWith(u"synchroscope-20261129-203600.txt"_s));
    // What was chosen is written.
    const QString name = stage.file(u"chosen.txt"_s);
    Q_EMIT dialog->fileSelected(name);
    QTRY_COMPARE(stage.saved.size(), 1);
    QVERIFY(contentOf(name).startsWith("Report of Synchroscope"));
    dialog->reject();
}

void TestReportPanel::nothingIsKnownSoFar()
{
    Stage stage;
    stage.known.reset();
    QTest::mouseClick(&stage.part<QPushButton>(u"saveReport"_s), Qt::LeftButton);
    QVERIFY(!stage.panel->findChild<QFileDialog *>());
    QVERIFY(!stage.outcome().isEmpty());
}

void TestReportPanel::escapeCloses()
{
    Stage stage;
    QTest::keyClick(&stage.part<QPushButton>(u"saveReport"_s), Qt::Key_Escape);
    QCOMPARE(stage.closed.size(), 1);
    QTest::mouseClick(&stage.part<QPushButton>(u"closeReport"_s), Qt::LeftButton);
    QCOMPARE(stage.closed.size(), 2);
}

void TestReportPanel::theReportTellsAll()
{
    const DiagnosisFacts all = facts();
    Finding finding;
    finding.id = FindingId::ServerDead;
    finding.severity = Severity::Warning;
    finding.subject = u"ntp2.company.com"_s;
    const QString text = QString::fromUtf8(wording::reportText(all, {finding}));
    QVERIFY(text.contains(QStringLiteral(SYNCHROSCOPE_VERSION)));
    QVERIFY(text.contains(wording::judgementSentence(all.judgement, now)));
    QVERIFY(text.contains(u"warning: "_s + wording::findingText(finding, now).title + u" [server-dead]"_s));
    static const QRegularExpression row(u"\n  \\* +ntp1\\.company\\.com +2 +- +377 +[^\n]*2\\.9.ms behind"_s);
    QVERIFY2(text.contains(row), qPrintable(text));
    QVERIFY(text.contains(u"Head office"_s));
    QVERIFY(text.contains(u"3 of 4 requests answered"_s) || text.contains(u"3 of 4 request(s) answered"_s));
    QVERIFY(text.contains(u"Asia/Tokyo"_s));
    QVERIFY(text.contains(u"2026-11-29T20:31:00.000000000Z"_s)); // of the step
    QVERIFY(wording::reportText(all, {}).contains("Nothing is odd"));
    const QString happened = QString::fromUtf8(wording::reportText(all, {}, *events()));
    QVERIFY2(happened.contains(u"2026-11-29T20:20:00.000000000Z"_s) &&
                 happened.contains(u"follows ntp2.company.com"_s),
             qPrintable(happened));
}

QTEST_MAIN(TestReportPanel)
#include "test_reportpanel.moc"
