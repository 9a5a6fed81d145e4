// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clock/timeservices.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

/// A system whose folders are its own.
class Root
{
public:
    void write(const QString &path, const QByteArray &text) const
    {
        makeFolderOf(path);
        QFile file(m_folder.filePath(path));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(text) == text.size());
    }
    void link(const QString &path, const QString &target) const
    {
        makeFolderOf(path);
        QVERIFY(QFile::link(target, m_folder.filePath(path)));
    }
    void install(const QString &unit) const { write(u"usr/lib/systemd/system/"_s + unit, "[Unit]\n"); }
    QStringList units() const { return timeServiceUnits(m_folder.path() + u'/'); }

private:
    void makeFolderOf(const QString &path) const { QDir(m_folder.path()).mkpath(path.section(u'/', 0, -2)); }

    QTemporaryDir m_folder;
};

} // namespace

/// systemd's ntp-units.d(5), as timedated reads it.
class TestTimeServices final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutListsThereAreNone()
    {
        const Root root;
        root.install(u"chrony.service"_s);
        QCOMPARE(root.units(), QStringList());
    }

    void inTheOrderOfTheFilesNames()
    {
        const Root root;
        for (const QString &unit : {u"chrony.service"_s, u"ntpsec.service"_s, u"systemd-timesyncd.service"_s})
            root.install(unit);
        root.write(u"usr/lib/systemd/ntp-units.d/80-systemd-timesync.list"_s, "systemd-timesyncd.service\n");
        root.write(u"usr/local/lib/systemd/ntp-units.d/60-ntpsec.list"_s,
                   "# a comment\n\n  ntpsec.service  \nntpsec.service\n");
        root.write(u"etc/systemd/ntp-units.d/50-chrony.list"_s, "chrony.service");
        root.write(u"usr/lib/systemd/ntp-units.d/10-other.txt"_s, "other.service\n");
        QCOMPARE(root.units(),
                 (QStringList{u"chrony.service"_s, u"ntpsec.service"_s, u"systemd-timesyncd.service"_s}));
    }

    void theAdministratorsFileOfANameComesFirst()
    {
        const Root root;
        for (const QString &unit : {u"a.service"_s, u"b.service"_s, u"c.service"_s})
            root.install(unit);
        root.write(u"usr/lib/systemd/ntp-units.d/50.list"_s, "a.service\n");
        root.write(u"run/systemd/ntp-units.d/50.list"_s, "b.service\n");
        QCOMPARE(root.units(), QStringList{u"b.service"_s});
        root.write(u"etc/systemd/ntp-units.d/50.list"_s, "c.service\n");
        QCOMPARE(root.units(), QStringList{u"c.service"_s});
    }

    void aMaskedListCountsAsNone()
    {
        const Root root;
        root.install(u"a.service"_s);
        root.install(u"b.service"_s);
        root.write(u"usr/lib/systemd/ntp-units.d/50.list"_s, "a.service\n");
        root.write(u"usr/lib/systemd/ntp-units.d/60.list"_s, "b.service\n");
        root.link(u"etc/systemd/ntp-units.d/50.list"_s, u"/dev/null"_s);
        root.write(u"etc/systemd/ntp-units.d/60.list"_s, {});
        QCOMPARE(root.units(), QStringList());
    }

    void onlyThoseInstalled()
    {
        const Root root;
        root.write(u"usr/lib/systemd/ntp-units.d/50.list"_s,
                   "absent.service\nmasked.service\n../../escaped.service\nthere.service\nalias.service\n");
        root.install(u"masked.service"_s);
        root.link(u"etc/systemd/system/masked.service"_s, u"/dev/null"_s);
        root.write(u"escaped.service"_s, "[Unit]\n");
        root.install(u"there.service"_s);
        root.install(u"real.service"_s);
        root.link(u"etc/systemd/system/alias.service"_s, u"/usr/lib/systemd/system/real.service"_s);
        QCOMPARE(root.units(), (QStringList{u"there.service"_s, u"real.service"_s}));
    }
};

QTEST_GUILESS_MAIN(TestTimeServices)
#include "test_timeservices.moc"
