// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/daemonreport.h"

#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDaemonReport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatWasChangedSinceStart_data();
    void tellsWhatWasChangedSinceStart();
    void needsAProcessAndFiles();
};

void TestDaemonReport::tellsWhatWasChangedSinceStart_data()
{
    QTest::addColumn<DaemonKind>("kind");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("changed");
    QTest::newRow("its file") << DaemonKind::Chrony << u"/etc/chrony/chrony.conf"_s << true;
    QTest::newRow("a folder of files that it read") << DaemonKind::Chrony << u"/etc/chrony/conf.d/"_s << true;
    QTest::newRow("what DHCP gave, and chronyd was told")
        << DaemonKind::Chrony << u"/run/chrony-dhcp/eth0.sources"_s << false;
    QTest::newRow("sources of its own")
        << DaemonKind::Chrony << u"/etc/chrony/sources.d/a.sources"_s << false;
    QTest::newRow("not chrony's") << DaemonKind::Ntpsec << u"/etc/ntpsec/ntp.d/a.sources"_s << true;
}

void TestDaemonReport::tellsWhatWasChangedSinceStart()
{
    QFETCH(const DaemonKind, kind);
    QFETCH(const QString, path);
    DaemonReport report;
    report.kind = kind;
    report.process = DaemonProcess();
    report.process->startedAt = Instant(100s);
    report.configuration = {{.path = u"/etc/old.conf"_s, .changedAt = Instant(50s)},
                            {.path = path, .changedAt = Instant(100s + 900ms)}};
    QCOMPARE(wasConfiguredSinceStart(report), std::optional(false)); // it was read then
    report.configuration[1].changedAt = Instant(102s);
    QTEST(wasConfiguredSinceStart(report).value(), "changed");
}

void TestDaemonReport::needsAProcessAndFiles()
{
    DaemonReport report;
    report.configuration = {{.path = u"/a"_s, .changedAt = Instant(50s)}};
    QVERIFY(!wasConfiguredSinceStart(report));
    report.process = DaemonProcess();
    QVERIFY(!wasConfiguredSinceStart(report));
    report.process->startedAt = Instant(100s);
    QCOMPARE(wasConfiguredSinceStart(report), std::optional(false));
    report.configuration.clear();
    QVERIFY(!wasConfiguredSinceStart(report));
}

QTEST_GUILESS_MAIN(TestDaemonReport)
#include "test_daemonreport.moc"
