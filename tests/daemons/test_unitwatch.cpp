// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/unitwatch.h"
#include "tests/daemons/privatebus.h"
#include "tests/support/manualtime.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::ManualTime;
using test::PrivateBus;

namespace {

/// A row of ListUnitsByNames.
struct ListedUnit
{
    QString name;
    QString description;
    QString load;
    QString active;
    QString sub;
    QString following;
    QDBusObjectPath path;
    uint job = 0;
    QString jobType;
    QDBusObjectPath jobPath = QDBusObjectPath(u"/"_s);
};

QDBusArgument &operator<<(QDBusArgument &argument, const ListedUnit &unit)
{
    argument.beginStructure();
    argument << unit.name << unit.description << unit.load << unit.active << unit.sub << unit.following
             << unit.path << unit.job << unit.jobType << unit.jobPath;
    argument.endStructure();
    return argument;
}

// Qt wants both.
const QDBusArgument &operator>>(const QDBusArgument &argument, ListedUnit &unit)
{
    argument.beginStructure();
    argument >> unit.name >> unit.description >> unit.load >> unit.active >> unit.sub >> unit.following >>
        unit.path >> unit.job >> unit.jobType >> unit.jobPath;
    argument.endStructure();
    return argument;
}

/// Plays systemd: a unit is its properties, by the name of its file.
class FakeSystemd1 final : public QDBusVirtualObject
{
public:
    explicit FakeSystemd1(const QDBusConnection &bus) : m_bus(bus)
    {
        m_bus.registerVirtualObject(u"/org/freedesktop/systemd1"_s, this, QDBusConnection::SubPath);
        appear();
    }
    ~FakeSystemd1() override
    {
        leave();
        m_bus.unregisterObject(u"/org/freedesktop/systemd1"_s);
    }

    void appear() { m_bus.registerService(u"org.freedesktop.systemd1"_s); }
    void leave() { m_bus.unregisterService(u"org.freedesktop.systemd1"_s); }

    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        calls.append(message.member());
        message.setDelayedReply(true);
        if (isMute)
            return true;
        if (message.interface() == "org.freedesktop.systemd1.Manager"_L1 &&
            message.member() == "ListUnitsByNames"_L1)
            m_bus.send(message.createReply(QVariant::fromValue(list(message.arguments().at(0)))));
        else if (message.interface() == "org.freedesktop.DBus.Properties"_L1 &&
                 message.member() == "GetAll"_L1 && message.arguments() == QVariantList{QString()})
            m_bus.send(properties(message));
        else
            m_bus.send(message.createErrorReply(QDBusError::AccessDenied, u"No."_s));
        return true;
    }

    /// "chrony.service" → "/org/freedesktop/systemd1/unit/chrony_2eservice"
    static QString pathOf(const QString &name)
    {
        return u"/org/freedesktop/systemd1/unit/"_s +
               QString(name).replace(u'.', u"_2e"_s).replace(u'-', u"_2d"_s);
    }

    std::map<QString, QVariantMap> units;
    QMap<QString, QString> aliases; ///< to the units that they stand for
    QStringList gone;               ///< units that are not there any more when they are asked
    bool isMute = false;
    QStringList calls;

private:
    QList<ListedUnit> list(const QVariant &names) const
    {
        QList<ListedUnit> listed;
        const QStringList asked = names.toStringList();
        for (const QString &name : asked) {
            const QString id = aliases.value(name, name);
            const auto unit = units.find(id);
            const bool isThere = unit != units.end();
            const auto word = [&](const QString &key, const QString &otherwise) {
                return isThere ? unit->second.value(key).toString() : otherwise;
            };
            listed.append({.name = id,
                           .description = id,
                           .load = word(u"LoadState"_s, u"not-found"_s),
                           .active = word(u"ActiveState"_s, u"inactive"_s),
                           .sub = word(u"SubState"_s, u"dead"_s),
                           .following = {},
                           .path = QDBusObjectPath(pathOf(id)),
                           .jobType = {}});
        }
        return listed;
    }

    QDBusMessage properties(const QDBusMessage &message) const
    {
        for (const auto &[name, values] : units) {
            if (pathOf(name) == message.path() && !gone.contains(name))
                return message.createReply(QVariant(values));
        }
        return message.createErrorReply(QDBusError::UnknownObject, u"Unknown object."_s);
    }

    QDBusConnection m_bus;
};

QVariantMap unit(const QString &name, const QVariantMap &others = {})
{
    QVariantMap properties{{u"Id"_s, name},
                           {u"Description"_s, u"A time service"_s},
                           {u"LoadState"_s, u"loaded"_s},
                           {u"UnitFileState"_s, u"enabled"_s},
                           {u"ActiveState"_s, u"active"_s},
                           {u"SubState"_s, u"running"_s},
                           {u"Result"_s, u"success"_s},
                           {u"ConditionResult"_s, true},
                           {u"ConditionTimestamp"_s, qulonglong(1'780'000'000'000'000)},
                           {u"StatusText"_s, QString()},
                           {u"MainPID"_s, 411U},
                           {u"ExecMainCode"_s, 0},
                           {u"ExecMainStatus"_s, 0},
                           {u"StateChangeTimestamp"_s, qulonglong(1'780'000'000'000'000)}};
    properties.insert(others);
    return properties;
}

QVariantMap failedUnit(const QString &name)
{
    return unit(name, {{u"ActiveState"_s, u"failed"_s},
                       {u"SubState"_s, u"failed"_s},
                       {u"Result"_s, u"exit-code"_s},
                       {u"MainPID"_s, 0U},
                       {u"ExecMainCode"_s, 1},
                       {u"ExecMainStatus"_s, 1}});
}

/// A folder with a journalctl that does what the test says.
class JournalStand
{
public:
    explicit JournalStand(const QByteArray &script)
    {
        QFile file(program());
        m_isReady = file.open(QFile::WriteOnly) && file.write("#!/bin/sh\n" + script) > 0 &&
                    file.setPermissions(file.permissions() | QFile::ExeOwner | QFile::ExeUser);
    }
    bool isReady() const { return m_isReady; }
    QString program() const { return m_folder.filePath(u"journalctl"_s); }
    QString folder() const { return m_folder.path(); }
    QByteArray read(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_folder;
    bool m_isReady = false;
};

/// A watch, what it has reported last, and how often.
struct Subject
{
    explicit Subject(const QDBusConnection &bus, const QString &journalctl = u"/nonexistent/journalctl"_s)
        : watch(bus, time, journalctl)
    {
        QObject::connect(&watch, &UnitWatch::reported, &watch, [this](const std::vector<UnitReport> &units) {
            last = units;
            ++reports;
        });
    }
    QStringList names() const
    {
        QStringList names;
        for (const UnitReport &unit : last)
            names.append(unit.name);
        return names;
    }

    ManualTime time;
    SystemdUnitWatch watch;
    std::vector<UnitReport> last;
    int reports = 0;
};

} // namespace

Q_DECLARE_METATYPE(ListedUnit)

class TestUnitWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void tellsWhatSystemdSays();
    void tellsOfMaskedUnitsAndOfUnmetConditions();
    void failedUnitHasItsLastLines();
    void runningUnitHasThoseOfTheLastHour();
    void logThatCannotBeReadIsEmpty_data();
    void logThatCannotBeReadIsEmpty();
    void journalThatHangsIsNotWaitedFor();
    void unitThatVanishesIsLeftOut();
    void asksAgainAfterFiveMinutesAndWhenTold();
    void withoutSystemdThereAreNoUnits();
    void withoutBusThereAreNoUnits();
    void keepsWhatWasSaidWhileNobodyAnswers();
    void destructionEndsTheQuestion();

private:
    std::unique_ptr<PrivateBus> m_bus;
    std::unique_ptr<FakeSystemd1> m_systemd;
};

void TestUnitWatch::initTestCase()
{
    qDBusRegisterMetaType<ListedUnit>();
    qDBusRegisterMetaType<QList<ListedUnit>>();
}

void TestUnitWatch::init()
{
    m_bus = std::make_unique<PrivateBus>();
    QVERIFY2(m_bus->trouble().isEmpty(), qPrintable(m_bus->trouble()));
    m_systemd = std::make_unique<FakeSystemd1>(m_bus->connection());
}

void TestUnitWatch::cleanup()
{
    m_systemd.reset();
    m_bus.reset();
}

void TestUnitWatch::tellsWhatSystemdSays()
{
    m_systemd->aliases = {{u"chronyd.service"_s, u"chrony.service"_s}};
    m_systemd->units[u"chrony.service"_s] = unit(u"chrony.service"_s, {{u"StatusText"_s, u"Following."_s}});
    m_systemd->units[u"openntpd.service"_s] =
        unit(u"openntpd.service"_s, {{u"UnitFileState"_s, u"disabled"_s},
                                     {u"ActiveState"_s, u"inactive"_s},
                                     {u"SubState"_s, u"dead"_s},
                                     {u"MainPID"_s, 0U},
                                     {u"ConditionResult"_s, false},
                                     {u"ConditionTimestamp"_s, qulonglong(0)},
                                     {u"StateChangeTimestamp"_s, qulonglong(0)}});
    m_systemd->units[u"sshd.service"_s] = unit(u"sshd.service"_s);
    Subject subject(m_bus->connection());
    subject.watch.start();
    subject.watch.start();        // once is enough
    QCOMPARE(subject.reports, 0); // never before start() has returned
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.names(), (QStringList{u"chrony.service"_s, u"openntpd.service"_s}));
    const UnitReport &chrony = subject.last[0];
    QCOMPARE(chrony.description, u"A time service"_s);
    QCOMPARE(chrony.load, UnitReport::Load::Loaded);
    QCOMPARE(chrony.enablement, UnitReport::Enablement::Enabled);
    QCOMPARE(chrony.activity, UnitReport::Activity::Active);
    QCOMPARE(chrony.state, u"running"_s);
    QCOMPARE(chrony.result, QString());
    QCOMPARE(chrony.since, u"Thu 2026-05-28 20:26:40 UTC"_s);
    QVERIFY(chrony.mainPid == 411);
    QVERIFY(!chrony.exitStatus);
    QCOMPARE(chrony.statusText, u"Following."_s);
    QVERIFY(!chrony.isConditionUnmet && chrony.log.empty());
    const UnitReport &openntpd = subject.last[1];
    QCOMPARE(openntpd.enablement, UnitReport::Enablement::Disabled);
    QCOMPARE(openntpd.activity, UnitReport::Activity::Inactive);
    QCOMPARE(openntpd.since, QString());
    QVERIFY(!openntpd.mainPid);
    QVERIFY(!openntpd.isConditionUnmet); // it was never started, so none was looked at
    // Nothing was started, and nobody else was asked for.
    QCOMPARE(m_systemd->calls, (QStringList{u"ListUnitsByNames"_s, u"GetAll"_s, u"GetAll"_s}));
}

void TestUnitWatch::tellsOfMaskedUnitsAndOfUnmetConditions()
{
    m_systemd->units[u"chrony.service"_s] = unit(u"chrony.service"_s, {{u"LoadState"_s, u"masked"_s},
                                                                       {u"UnitFileState"_s, u"masked"_s},
                                                                       {u"ActiveState"_s, u"inactive"_s},
                                                                       {u"SubState"_s, u"dead"_s}});
    m_systemd->units[u"systemd-timesyncd.service"_s] =
        unit(u"systemd-timesyncd.service"_s,
             {{u"ActiveState"_s, u"inactive"_s}, {u"SubState"_s, u"dead"_s}, {u"ConditionResult"_s, false}});
    m_systemd->units[u"ntpd.service"_s] =
        unit(u"ntpd.service"_s, {{u"LoadState"_s, u"bad-setting"_s}, {u"UnitFileState"_s, u"static"_s}});
    Subject subject(m_bus->connection());
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.names(),
             (QStringList{u"chrony.service"_s, u"systemd-timesyncd.service"_s, u"ntpd.service"_s}));
    QCOMPARE(subject.last[0].load, UnitReport::Load::Masked);
    QCOMPARE(subject.last[0].enablement, UnitReport::Enablement::Masked);
    QVERIFY(!subject.last[0].isConditionUnmet);
    QVERIFY(subject.last[1].isConditionUnmet);
    QCOMPARE(subject.last[2].load, UnitReport::Load::Broken);
    QCOMPARE(subject.last[2].enablement, UnitReport::Enablement::Static);
}

void TestUnitWatch::failedUnitHasItsLastLines()
{
    const JournalStand journal(
        "[ \"$2\" = chrony.service ] || exit 0\n"
        "echo \"$*\" >\"$(dirname \"$0\")/arguments\"\n"
        "echo \"$LC_ALL\" >\"$(dirname \"$0\")/locale\"\n"
        "echo '-- Boot 8c2f3f0f2a0b4f2ab3a5 --'\n"
        "echo '2026-05-28T10:00:01+0200 box chronyd[77]: Fatal error : Could not open /etc/chrony.keys'\n"
        "echo '2026-05-28T10:00:02+0200 box sh[78]: something of its own'\n"
        "echo '2026-05-28T10:00:03+0200 box systemd[1]: chrony.service: Failed with result "
        "'\\''exit-code'\\''.'\n"
        "echo 'no line of a log'\n");
    QVERIFY(journal.isReady());
    m_systemd->units[u"chrony.service"_s] = failedUnit(u"chrony.service"_s);
    m_systemd->units[u"ntpsec.service"_s] = unit(u"ntpsec.service"_s);
    Subject subject(m_bus->connection(), journal.program());
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.names(), (QStringList{u"chrony.service"_s, u"ntpsec.service"_s}));
    const UnitReport &chrony = subject.last[0];
    QCOMPARE(chrony.activity, UnitReport::Activity::Failed);
    QCOMPARE(chrony.result, u"exit-code"_s);
    QVERIFY(chrony.exitStatus == 1 && !chrony.mainPid);
    QCOMPARE(chrony.log.size(), 3U);
    QVERIFY(chrony.log[0].daemon == DaemonKind::Chrony);
    QCOMPARE(chrony.log[0].message, u"Fatal error : Could not open /etc/chrony.keys"_s);
    QCOMPARE(chrony.log[1].message, u"something of its own"_s);
    QCOMPARE(chrony.log[2].event, LogEvent::UnitFailed);
    QVERIFY(subject.last[1].log.empty());
    QVERIFY(!chrony.isLogHidden && !subject.last[1].isLogHidden);
    QCOMPARE(journal.read(u"arguments"_s), "-u chrony.service -n 10 --no-pager -o short-iso\n"_ba);
    QCOMPARE(journal.read(u"locale"_s), "C\n"_ba);
}

void TestUnitWatch::runningUnitHasThoseOfTheLastHour()
{
    const JournalStand journal(
        "echo \"$*\" >>\"$(dirname \"$0\")/arguments\"\n"
        "echo '2026-05-28T10:00:01+0200 box chronyd[77]: System clock was stepped by 12.500000 seconds'\n");
    QVERIFY(journal.isReady());
    m_systemd->units[u"chrony.service"_s] = unit(u"chrony.service"_s);
    m_systemd->units[u"ntpsec.service"_s] =
        unit(u"ntpsec.service"_s, {{u"ActiveState"_s, u"inactive"_s}, {u"MainPID"_s, 0U}});
    const auto readings = [&journal] { return journal.read(u"arguments"_s).count('\n'); };
    Subject subject(m_bus->connection(), journal.program());
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(journal.read(u"arguments"_s),
             "-u chrony.service --since=-1h -n 50 --no-pager -o short-iso\n"_ba);
    const auto hasLog = [&subject] {
        const std::vector<LogLine> &log = subject.last.at(0).log;
        return log.size() == 1 && log[0].event == LogEvent::ClockStepped && log[0].moved && log[0].at;
    };
    QVERIFY(hasLog());
    QVERIFY(subject.last[1].log.empty());
    // Not whenever something is read.
    subject.time.advance(299s);
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 2);
    QCOMPARE(readings(), 1);
    QVERIFY(hasLog());
    // However often it was read meanwhile.
    subject.time.advance(1s);
    QTRY_COMPARE(subject.reports, 3);
    QCOMPARE(readings(), 2);
    // Something has happened that it may tell of.
    subject.watch.refreshLogs();
    QTRY_COMPARE(subject.reports, 4);
    QCOMPARE(readings(), 3);
    QVERIFY(hasLog());
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 5);
    QCOMPARE(readings(), 3);
    // Also while it is being read.
    subject.watch.refresh();
    subject.watch.refreshLogs();
    QTRY_COMPARE(subject.reports, 7);
    QCOMPARE(readings(), 4);
    // It was started anew.
    m_systemd->units[u"chrony.service"_s][u"MainPID"_s] = 412U;
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 8);
    QCOMPARE(readings(), 5);
    QVERIFY(hasLog());
    // It has ended.
    m_systemd->units[u"chrony.service"_s][u"ActiveState"_s] = u"inactive"_s;
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 9);
    QCOMPARE(readings(), 5);
    QVERIFY(subject.last[0].log.empty());
}

void TestUnitWatch::logThatCannotBeReadIsEmpty_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<bool>("isHidden");
    QTest::newRow("no entries") << "echo '-- No entries --'\n"_ba << false;
    QTest::newRow("not permitted")
        << "echo 'No journal files were opened due to insufficient permissions.' >&2\nexit 1\n"_ba << true;
    QTest::newRow("a hint")
        << "echo 'Hint: You are currently not seeing messages from other users.' >&2\necho '-- No entries --'\n"_ba
        << true;
    QTest::newRow("crash") << "kill -9 $$\n"_ba << false;
    QTest::newRow("no such program") << QByteArray() << false;
}

void TestUnitWatch::logThatCannotBeReadIsEmpty()
{
    QFETCH(const QByteArray, script);
    QFETCH(const bool, isHidden);
    const JournalStand journal(script + '\n');
    QVERIFY(journal.isReady());
    m_systemd->units[u"chrony.service"_s] = failedUnit(u"chrony.service"_s);
    m_systemd->units[u"ntp.service"_s] = failedUnit(u"ntp.service"_s);
    Subject subject(m_bus->connection(), script.isEmpty() ? u"/nonexistent/journalctl"_s : journal.program());
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.last.size(), 2U);
    for (const UnitReport &failed : subject.last) {
        QCOMPARE(failed.activity, UnitReport::Activity::Failed);
        QVERIFY(failed.log.empty());
        QCOMPARE(failed.isLogHidden, isHidden);
    }
}

void TestUnitWatch::journalThatHangsIsNotWaitedFor()
{
    const JournalStand journal("exec sleep 1000\n");
    QVERIFY(journal.isReady());
    m_systemd->units[u"chrony.service"_s] = failedUnit(u"chrony.service"_s);
    Subject subject(m_bus->connection(), journal.program());
    subject.watch.start();
    QTRY_COMPARE_WITH_TIMEOUT(subject.reports, 1, 60'000);
    QCOMPARE(subject.names(), QStringList{u"chrony.service"_s});
    QVERIFY(subject.last[0].log.empty());
}

void TestUnitWatch::unitThatVanishesIsLeftOut()
{
    m_systemd->units[u"chrony.service"_s] = unit(u"chrony.service"_s);
    m_systemd->units[u"ntpsec.service"_s] = unit(u"ntpsec.service"_s);
    Subject subject(m_bus->connection());
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.last.size(), 2U);
    // Between the two questions; and for good.
    m_systemd->gone = {u"chrony.service"_s};
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 2);
    QCOMPARE(subject.names(), QStringList{u"ntpsec.service"_s});
    m_systemd->units.clear();
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 3);
    QVERIFY(subject.last.empty());
}

void TestUnitWatch::asksAgainAfterFiveMinutesAndWhenTold()
{
    Subject subject(m_bus->connection());
    subject.watch.refresh(); // not started
    QCOMPARE(subject.time.timers(), size_t(0));
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.time.timers(), size_t(1));
    m_systemd->units[u"chrony.service"_s] = unit(u"chrony.service"_s);
    subject.time.advance(299s);
    QCOMPARE(subject.time.timers(), size_t(1));
    subject.time.advance(1s);
    QCOMPARE(subject.time.timers(), size_t(0)); // a question is open
    QTRY_COMPARE(subject.reports, 2);
    QCOMPARE(subject.names(), QStringList{u"chrony.service"_s});
    // What may have changed since it was asked is asked once more.
    const qsizetype before = m_systemd->calls.size();
    subject.watch.refresh();
    subject.watch.refresh();
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 4);
    QCOMPARE(m_systemd->calls.sliced(before).count(u"ListUnitsByNames"_s), 2);
    QCOMPARE(subject.time.timers(), size_t(1));
}

void TestUnitWatch::withoutSystemdThereAreNoUnits()
{
    m_systemd->units[u"chrony.service"_s] = unit(u"chrony.service"_s);
    Subject subject(m_bus->connection());
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(subject.last.size(), 1U);
    m_systemd->leave();
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 2);
    QVERIFY(subject.last.empty());
    m_systemd->appear();
    subject.watch.refresh();
    QTRY_COMPARE(subject.reports, 3);
    QCOMPARE(subject.last.size(), 1U);
}

void TestUnitWatch::withoutBusThereAreNoUnits()
{
    const QDBusConnection none = QDBusConnection::connectToBus(u"unix:path=/nonexistent/bus"_s, u"none"_s);
    m_systemd->units[u"chrony.service"_s] = unit(u"chrony.service"_s);
    {
        Subject subject(none);
        subject.watch.start();
        QCOMPARE(subject.reports, 0);
        QTRY_COMPARE(subject.reports, 1);
        QVERIFY(subject.last.empty());
        subject.watch.setBus(m_bus->connection());
        QTRY_COMPARE(subject.reports, 2);
        QCOMPARE(subject.last.size(), 1U);
        // What it said last is told again while there is no bus.
        subject.watch.setBus(none);
        QTRY_COMPARE(subject.reports, 3);
        QCOMPARE(subject.last.size(), 1U);
    }
    QDBusConnection::disconnectFromBus(u"none"_s);
}

void TestUnitWatch::keepsWhatWasSaidWhileNobodyAnswers()
{
    m_systemd->units[u"chrony.service"_s] = unit(u"chrony.service"_s);
    Subject subject(m_bus->connection());
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    // The bus hangs.
    m_bus->pause();
    subject.watch.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(subject.reports, 2, 60'000);
    QCOMPARE(subject.names(), QStringList{u"chrony.service"_s});
    m_bus->resume();
    // systemd does.
    m_systemd->isMute = true;
    subject.watch.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(subject.reports, 3, 60'000);
    QCOMPARE(subject.names(), QStringList{u"chrony.service"_s});
    m_systemd->isMute = false;
    m_systemd->units.clear();
    subject.time.advance(5min);
    QTRY_COMPARE(subject.reports, 4);
    QVERIFY(subject.last.empty());
}

void TestUnitWatch::destructionEndsTheQuestion()
{
    m_systemd->units[u"chrony.service"_s] = failedUnit(u"chrony.service"_s);
    const JournalStand journal("echo $$ >\"$(dirname \"$0\")/pid\"\nexec sleep 1000\n");
    QVERIFY(journal.isReady());
    ManualTime time;
    int reports = 0;
    {
        SystemdUnitWatch doomed(m_bus->connection(), time, journal.program());
        connect(&doomed, &UnitWatch::reported, this, [&reports] { ++reports; });
        doomed.start();
        QTRY_VERIFY(journal.read(u"pid"_s).endsWith('\n'));
    }
    const QByteArray pid = journal.read(u"pid"_s).trimmed();
    QVERIFY(!QFile::exists(u"/proc/"_s + QString::fromLatin1(pid)));
    Subject subject(m_bus->connection());
    m_systemd->units.clear();
    subject.watch.start();
    QTRY_COMPARE(subject.reports, 1);
    QCOMPARE(reports, 0);
    QCOMPARE(time.timers(), size_t(0));
}

QTEST_GUILESS_MAIN(TestUnitWatch)
#include "test_unitwatch.moc"
