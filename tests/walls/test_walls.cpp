// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

/// What the programs and the libraries' walls load at run time: the dynamic linker is asked to list it
/// without starting them (LD_TRACE_LOADED_OBJECTS, as ldd does).
class TestWalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void loadsOnly_data();
    void loadsOnly();
};

namespace {

struct Listing
{
    QStringList qtModules; ///< "Core", "Network", sorted
    QString text;
};

Listing loadedBy(const QString &program)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LD_TRACE_LOADED_OBJECTS"_s, u"1"_s);
    process.setProcessEnvironment(environment);
    process.start(program, QStringList());
    process.waitForFinished();

    Listing listing;
    listing.text = QString::fromLocal8Bit(process.readAllStandardOutput() + process.readAllStandardError());
    static const QRegularExpression module(u"libQt6(\\w+)\\.so"_s);
    QRegularExpressionMatchIterator match = module.globalMatch(listing.text);
    while (match.hasNext())
        listing.qtModules.append(match.next().captured(1));
    listing.qtModules.removeDuplicates();
    listing.qtModules.sort();
    return listing;
}

} // namespace

void TestWalls::loadsOnly_data()
{
    QTest::addColumn<QStringList>("allowed");

    const QStringList core{u"Core"_s, u"DBus"_s, u"Network"_s, u"Sql"_s};
    QTest::newRow("wall_pure") << QStringList{u"Core"_s};
    QTest::newRow("wall_door") << QStringList{u"Core"_s};
    QTest::newRow("wall_apply") << QStringList{u"Core"_s};
    QTest::newRow("wall_wording") << QStringList{u"Core"_s};
    QTest::newRow("wall_lab") << QStringList{u"Core"_s, u"Network"_s};
    QTest::newRow("wall_core") << core;
    QTest::newRow("synchroscopectl") << core;
}

void TestWalls::loadsOnly()
{
    QFETCH(QStringList, allowed);
    const QString program =
        qEnvironmentVariable("SYNCHROSCOPE_BIN") + u'/' + QString::fromLatin1(QTest::currentDataTag());
    const Listing listing = loadedBy(program);
    QVERIFY2(listing.qtModules.contains(u"Core"_s), qPrintable(program + u": "_s + listing.text));
    for (const QString &module : listing.qtModules)
        QVERIFY2(allowed.contains(module), qPrintable(u"%1 loads Qt %2"_s.arg(program, module)));
}

QTEST_GUILESS_MAIN(TestWalls)
#include "test_walls.moc"
