// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/discoverer.h"
#include "tests/daemons/privatebus.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using test::FakeTimesyncd;
using test::PrivateBus;

namespace {

bool writeFile(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return QDir().mkpath(QFileInfo(path).path()) && file.open(QFile::WriteOnly) &&
           file.write(text) == text.size();
}

QStringList hosts(const Discovery &discovery)
{
    QStringList list;
    for (const NamedServer &server : discovery.servers)
        list.append(server.host.host);
    return list;
}

} // namespace

class TestDiscoverer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesComeBeforeTheBus();
    void aNewStartDropsTheOld();
    void anEmptyMachineNamesNothing();
    void destructionCancels();
    void aBusThatComesMeanwhileIsAsked();
    void canStartAgainFromItsOwnSignal();
    void theMachineItselfCanBeLookedAt();
};

void TestDiscoverer::filesComeBeforeTheBus()
{
    const QTemporaryDir root;
    QVERIFY(writeFile(root.filePath(u"etc/chrony/chrony.conf"_s), "server a.example\nsever b.example\n"));
    PrivateBus bus;
    QVERIFY2(bus.trouble().isEmpty(), qPrintable(bus.trouble()));
    FakeTimesyncd timesyncd(bus.connection());
    timesyncd.properties = {{u"ServerName"_s, u"c.example"_s}};

    MachineDiscoverer discoverer(root.path(), bus.connection());
    QSignalSpy finished(&discoverer, &Discoverer::finished);
    discoverer.start();
    QCOMPARE(finished.size(), 0);
    QTRY_COMPARE(finished.size(), 1);
    const auto discovery = finished.first().first().value<Discovery>();
    QVERIFY(discovery.finished);
    QCOMPARE(hosts(discovery), (QStringList{u"a.example"_s, u"c.example"_s}));
    QCOMPARE(discovery.problems.size(), size_t(1));
    QCOMPARE(discovery.problems.front(), (Error{ErrorCode::FileMalformed, u"/etc/chrony/chrony.conf"_s,
                                                u"line 2: the directive \"sever\" is unknown"_s}));
}

void TestDiscoverer::aNewStartDropsTheOld()
{
    const QTemporaryDir root;
    QVERIFY(writeFile(root.filePath(u"etc/ntp.conf"_s), "server a.example\n"));
    PrivateBus bus;
    FakeTimesyncd timesyncd(bus.connection());
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    MachineDiscoverer discoverer(root.path(), bus.connection());
    QSignalSpy finished(&discoverer, &Discoverer::finished);
    discoverer.start();
    QVERIFY(writeFile(root.filePath(u"etc/ntp.conf"_s), "server b.example\n"));
    discoverer.start();
    QTRY_COMPARE(timesyncd.questions, 2);
    timesyncd.answer();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(hosts(finished.first().first().value<Discovery>()), QStringList{u"b.example"_s});
}

void TestDiscoverer::anEmptyMachineNamesNothing()
{
    const QTemporaryDir root;
    MachineDiscoverer discoverer(root.path(),
                                 QDBusConnection::connectToBus(u"unix:path=/nonexistent/bus"_s, u"none"_s));
    QSignalSpy finished(&discoverer, &Discoverer::finished);
    discoverer.start();
    QTRY_COMPARE(finished.size(), 1);
    const auto discovery = finished.first().first().value<Discovery>();
    QVERIFY(discovery.finished);
    QVERIFY(discovery.servers.empty());
    QVERIFY(discovery.problems.empty());
    QDBusConnection::disconnectFromBus(u"none"_s);
}

void TestDiscoverer::destructionCancels()
{
    const QTemporaryDir root;
    PrivateBus bus;
    FakeTimesyncd timesyncd(bus.connection());
    timesyncd.mode = FakeTimesyncd::Mode::Wait;
    int results = 0;
    {
        MachineDiscoverer discoverer(root.path(), bus.connection());
        connect(&discoverer, &Discoverer::finished, this, [&results] { ++results; });
        discoverer.start();
        QTRY_COMPARE(timesyncd.questions, 1);
    }
    timesyncd.answer();
    QCoreApplication::processEvents();
    QCOMPARE(results, 0);
}

void TestDiscoverer::aBusThatComesMeanwhileIsAsked()
{
    const QTemporaryDir root;
    QVERIFY(writeFile(root.filePath(u"etc/ntp.conf"_s), "server a.example\n"));
    PrivateBus bus;
    FakeTimesyncd timesyncd(bus.connection());
    timesyncd.properties = {{u"ServerName"_s, u"c.example"_s}};
    MachineDiscoverer discoverer(root.path(), QDBusConnection(u"never made"_s));
    QSignalSpy finished(&discoverer, &Discoverer::finished);
    discoverer.start();
    discoverer.setBus(bus.connection());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(hosts(finished.first().first().value<Discovery>()),
             (QStringList{u"a.example"_s, u"c.example"_s}));
    discoverer.setBus(bus.connection()); // it is not searched for that reason
    QCoreApplication::processEvents();
    QCOMPARE(timesyncd.questions, 1);
    QCOMPARE(finished.size(), 1);
}

void TestDiscoverer::canStartAgainFromItsOwnSignal()
{
    const QTemporaryDir root;
    PrivateBus bus;
    MachineDiscoverer discoverer(root.path(), bus.connection());
    int results = 0;
    connect(&discoverer, &Discoverer::finished, this, [&] {
        if (++results < 3)
            discoverer.start();
    });
    discoverer.start();
    QTRY_COMPARE(results, 3);
}

void TestDiscoverer::theMachineItselfCanBeLookedAt()
{
    MachineDiscoverer discoverer(u"/"_s, QDBusConnection::systemBus());
    QSignalSpy finished(&discoverer, &Discoverer::finished);
    discoverer.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30000);
    QVERIFY(finished.first().first().value<Discovery>().finished);
}

QTEST_GUILESS_MAIN(TestDiscoverer)
#include "test_discoverer.moc"
