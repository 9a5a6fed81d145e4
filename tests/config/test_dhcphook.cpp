// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/dhcphook.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

class TestDhcpHook final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void debiansPackagesHaveTheScripts_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("chrony") << u"/run/chrony-dhcp/eth0.sources"_s;
        QTest::newRow("ntpsec") << u"/run/ntpsec/ntp.conf.dhcp"_s;
        QTest::newRow("timesyncd") << u"/run/systemd/timesyncd.conf.d/01-dhclient.conf"_s;
    }
    /// Each is there, and it, or the one that it runs, names the folder that it writes to.
    void debiansPackagesHaveTheScripts()
    {
        QFETCH(QString, file);
        const QStringList hooks = dhcpHooks(file);
        QVERIFY(!hooks.isEmpty());
        const QByteArray folder = QFileInfo(file).path().toUtf8();
        bool isNamed = false;
        for (const QString &hook : hooks) {
            QFile script(qEnvironmentVariable("SYNCHROSCOPE_DAEMONS") + hook);
            QVERIFY2(script.open(QFile::ReadOnly), qPrintable(script.fileName()));
            isNamed = isNamed || script.readAll().contains(folder);
        }
        QVERIFY(isNamed);
    }

    void otherFilesHaveNone()
    {
        for (const QString &file :
             {u"/etc/chrony/chrony.conf"_s, u"/run/chrony/chronyd.pid"_s, u"/run/x.sources"_s,
              u"/run/systemd/timesyncd.conf.d/50-mine.conf"_s, QString()})
            QVERIFY(dhcpHooks(file).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDhcpHook)
#include "test_dhcphook.moc"
