// SPDX-License-Identifier: GPL-3.0-or-later
#include "situations.h"
#include "ui/chart/chartpalette.h"
#include "ui/window/settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::windowtest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"window.ini"_s);
    }

    void nothingKeptYet()
    {
        const Settings settings(m_path);
        QCOMPARE(settings.chartRange(), ChartRange::TenMinutes);
        QCOMPARE(settings.chartContent(), ChartContent::Offsets);
        QVERIFY(settings.hiddenSources().isEmpty());
        QVERIFY(!settings.trayHintShown());
        QCOMPARE(settings.alertProfile(), AlertProfile::Everyday);
        QCOMPARE(settings.ownLimits(), everydayLimits);
        QVERIFY(settings.notifies());
        QCOMPARE(settings.muting(), Muting());
        QVERIFY(settings.staysInTray());
        QVERIFY(settings.layout("window"_L1).isEmpty());
    }

    void everythingIsKept()
    {
        {
            Settings settings(m_path);
            settings.setChartRange(ChartRange::Week);
            settings.setChartContent(ChartContent::RootDelay);
            settings.setHiddenSources({u"[2001:db8::1]:123"_s, u"ntp1.example.net:123"_s});
            settings.setTrayHintShown();
            settings.setAlertProfile(AlertProfile::Own);
            settings.setOwnLimits({.warning = 1500us, .critical = 2s});
            settings.setNotifies(false);
            settings.setMuting({.isMuted = true, .until = Instant(1'780'000'000s)});
            settings.setStaysInTray(false);
            settings.setLayout("window"_L1, QByteArray("\0\x01state", 7));
        }
        const Settings settings(m_path);
        QCOMPARE(settings.chartRange(), ChartRange::Week);
        QCOMPARE(settings.chartContent(), ChartContent::RootDelay);
        QCOMPARE(settings.hiddenSources(), QStringList({u"[2001:db8::1]:123"_s, u"ntp1.example.net:123"_s}));
        QVERIFY(settings.trayHintShown());
        QCOMPARE(settings.alertProfile(), AlertProfile::Own);
        QCOMPARE(settings.ownLimits(), (ClockLimits{.warning = 1500us, .critical = 2s}));
        QCOMPARE(settings.limits(), settings.ownLimits());
        QVERIFY(!settings.notifies());
        QCOMPARE(settings.muting(), (Muting{.isMuted = true, .until = Instant(1'780'000'000s)}));
        QVERIFY(!settings.staysInTray());
        QCOMPARE(settings.layout("window"_L1), QByteArray("\0\x01state", 7));
    }

    void mutingEnds()
    {
        const Instant now(1'780'000'000s);
        QVERIFY(!Muting().isMutedAt(now));
        QVERIFY((Muting{.isMuted = true, .until = {}}.isMutedAt(now)));
        QVERIFY((Muting{.isMuted = true, .until = now + 1s}.isMutedAt(now)));
        QVERIFY((!Muting{.isMuted = true, .until = now}.isMutedAt(now)));
        Settings settings(m_path);
        settings.setMuting({.isMuted = true, .until = now});
        settings.setMuting({.isMuted = true, .until = {}});
        QVERIFY(!settings.muting().until);
    }

    void coloursDifferAndStay()
    {
        const std::vector<SourceId> present = {sourceId(u"ntp1.example.net"_s),
                                               sourceId(u"ntp2.example.net"_s), sourceId(u"2001:db8::1"_s)};
        {
            Settings settings(m_path);
            for (int i = 0; i < 3; ++i)
                QCOMPARE(settings.colourOf(present[size_t(i)], present), i);
            // The first has gone: its colour is free for another one, and everybody else keeps theirs.
            const SourceId late = sourceId(u"ntp4.example.net"_s);
            QCOMPARE(settings.colourOf(late, {present[1], present[2], late}), 0);
        }
        Settings settings(m_path);
        QCOMPARE(settings.colourOf(present[2], present), 2);
        QCOMPARE(settings.colourOf(present[1], present), 1);
    }

    void moreSourcesThanColours()
    {
        Settings settings(m_path);
        std::vector<SourceId> present;
        for (int i = 0; i < sourceColourCount + 5; ++i)
            present.push_back(sourceId(u"ntp%1.example.net"_s.arg(i)));
        for (const SourceId &source : present) {
            const int colour = settings.colourOf(source, present);
            QVERIFY(colour >= 0 && colour < sourceColourCount);
        }
    }

    void damagedFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addRow("not an INI file") << QByteArray("\x7f\x45\x4c\x46\0\0\xff\xfe garbage", 16);
        QTest::addRow("unknown words")
            << QByteArray("[chart]\nrange=yesterday\n[tray]\nhint_shown=perhaps\n");
        QTest::addRow("wrong kinds") << QByteArray(
            "[chart]\nrange=@Invalid()\nhidden=@Size(3 4)\n"
            "[colours]\n6e74703a313233=-7\n[layout]\nwindow=@Point(1 1)\n"
            "[alerts]\nprofile=7\nown_warning_ns=@Point(1 1)\nown_critical_ns=soon\n");
        QTest::addRow("limits beyond sense") << QByteArray(
            "[alerts]\nprofile=sloppy\nown_warning_ns=-5\nown_critical_ns=9999999999999999999999\n"
            "muted=true\nmuted_until=999999999999999\n");
    }

    void damagedFile()
    {
        QFETCH(QByteArray, content);
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        file.close();
        Settings settings(m_path);
        QCOMPARE(settings.chartRange(), ChartRange::TenMinutes);
        QVERIFY(settings.hiddenSources().isEmpty());
        QCOMPARE(settings.alertProfile(), AlertProfile::Everyday);
        QVERIFY(settings.ownLimits().warning >= leastOwnLimit);
        QVERIFY(settings.ownLimits().critical <= greatestOwnLimit);
        QVERIFY(!settings.muting().until || *settings.muting().until < Instant(5'000'000'000s));
        const SourceId source{u"ntp:123"_s};
        QCOMPARE(settings.colourOf(source, {source}), 0);
        settings.setChartRange(ChartRange::Day); // and it can be written again
        settings.sync();
        QCOMPARE(Settings(m_path).chartRange(), ChartRange::Day);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
