// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/install/installedtree.h"

#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QTest>
#include <QXmlStreamReader>

#include <array>
#include <map>

using namespace synchroscope::test;
using namespace Qt::StringLiterals;

/// What is installed, where, and whether desktops and polkit can use it.
class TestInstall : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void holdsWhatItShould();
    void refusesAnotherPrefix();
    void programsLookForLibrariesWhereTheSystemDoes_data();
    void programsLookForLibrariesWhereTheSystemDoes();
    void desktopEntriesAreValid_data();
    void desktopEntriesAreValid();
    void iconsHaveTheirSize_data();
    void iconsHaveTheirSize();
    void startsWithTheSessionOnlyWhenAsked();
    void metainfoIsValid();
    void policyAsksForPasswords_data();
    void policyAsksForPasswords();
    void policyHasNoOtherAction();
    void policyRunsTheInstalledHelper();

private:
    InstalledTree m_tree;
};

namespace {

const QString id = u"org.synchroscope.Synchroscope"_s;
constexpr std::array iconSizes{16, 22, 24, 32, 48, 64, 128, 256};

QString menuEntry()
{
    return InstalledTree::data() + u"/applications/"_s + id + u".desktop"_s;
}

QString autostartEntry()
{
    return InstalledTree::configuration() + u"/xdg/autostart/"_s + id + u".desktop"_s;
}

QString metainfo()
{
    return InstalledTree::data() + u"/metainfo/"_s + id + u".metainfo.xml"_s;
}

QString iconFile(int size)
{
    return InstalledTree::data() + u"/icons/hicolor/%1x%1/apps/"_s.arg(size) + id + u".png"_s;
}

/// The value of a key of a desktop entry.
QString valueOf(const QString &entry, const QString &key)
{
    const QRegularExpression line(u"^"_s + key + u"=(.*)$"_s, QRegularExpression::MultilineOption);
    return line.match(entry).captured(1);
}

struct Action
{
    QString path;
    QString verb;
    QStringList levels;                     ///< of anybody, of inactive and of active sessions
    QMap<QString, QStringList> languagesOf; ///< by element; English is ""
};

struct Policy
{
    std::map<QString, Action> actions; ///< by id
    QString fault;                     ///< what is wrong with its form; empty: nothing
};

void readLevels(QXmlStreamReader &xml, Action &action)
{
    for (const QString &who : {u"allow_any"_s, u"allow_inactive"_s, u"allow_active"_s}) {
        if (!xml.readNextStartElement() || xml.name() != who)
            xml.raiseError(who + u" is missing"_s);
        action.levels.append(xml.readElementText());
    }
    if (xml.readNextStartElement())
        xml.raiseError(u"there is a fourth level"_s);
}

void readAction(QXmlStreamReader &xml, Policy &policy)
{
    Action &action = policy.actions[xml.attributes().value("id"_L1).toString()];
    while (xml.readNextStartElement()) {
        const QString name = xml.name().toString();
        const QXmlStreamAttributes attributes = xml.attributes();
        if (name == "message"_L1 || name == "description"_L1) {
            const QString xmlNamespace = u"http://www.w3.org/XML/1998/namespace"_s;
            const QString language = attributes.value(xmlNamespace, u"lang"_s).toString();
            if (!xml.readElementText().isEmpty())
                action.languagesOf[name].append(language);
        } else if (name == "defaults"_L1) {
            readLevels(xml, action);
        } else if (attributes.value("key"_L1) == "org.freedesktop.policykit.exec.path"_L1) {
            action.path = xml.readElementText();
        } else if (attributes.value("key"_L1) == "org.freedesktop.policykit.exec.argv1"_L1) {
            action.verb = xml.readElementText();
        } else {
            xml.raiseError(u"unknown element "_s + name);
        }
    }
}

Policy parsePolicy(const QString &text)
{
    Policy policy;
    QXmlStreamReader xml(text);
    if (xml.readNextStartElement() && xml.name() != "policyconfig"_L1)
        xml.raiseError(u"not a policy"_s);
    while (xml.readNextStartElement()) {
        if (xml.name() == "action"_L1)
            readAction(xml, policy);
        else if (xml.name() == "vendor"_L1 || xml.name() == "icon_name"_L1)
            xml.skipCurrentElement();
        else
            xml.raiseError(u"unknown element "_s + xml.name().toString());
    }
    policy.fault = xml.errorString();
    return policy;
}

} // namespace

void TestInstall::initTestCase()
{
    const QString fault = m_tree.install();
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

void TestInstall::holdsWhatItShould()
{
    QStringList expected{
        menuEntry(),
        autostartEntry(),
        metainfo(),
        InstalledTree::policy(),
        InstalledTree::manual(u"synchroscope"_s, 1),
        InstalledTree::manual(u"synchroscopectl"_s, 1),
        InstalledTree::manual(u"synchroscope-helper"_s, 8),
        InstalledTree::data() + u"/icons/hicolor/scalable/apps/"_s + id + u".svg"_s,
    };
    for (const int size : iconSizes)
        expected.append(iconFile(size));
    for (const QString &program : {u"synchroscope"_s, u"synchroscopectl"_s}) {
        expected.append(InstalledTree::program(program));
        for (const QString &shell : {u"bash"_s, u"fish"_s, u"zsh"_s})
            expected.append(InstalledTree::completion(shell, program));
    }
    expected.sort();

    QStringList present = m_tree.files();
    for (const QString &file : std::as_const(present)) {
        const bool isProgram = file.startsWith(InstalledTree::program({})) || file == InstalledTree::helper();
        // What Qt calls the user's is what whoever asks may do.
        const QFile::Permissions asking = QFile::ReadUser | QFile::WriteUser | QFile::ExeUser;
        const QFile::Permissions permissions = QFileInfo(m_tree.at(file)).permissions() & ~asking;
        QVERIFY2(permissions == QFile::Permissions(isProgram ? 0x7055 : 0x6044), qPrintable(file));
    }
    // policyRunsTheInstalledHelper() looks for that one.
    present.removeAll(InstalledTree::helper());
    QCOMPARE(present, expected);
}

void TestInstall::refusesAnotherPrefix()
{
    const Run refused = m_tree.installElsewhere(u"/elsewhere"_s);
    QVERIFY(refused.exitCode > 0);
    QVERIFY2(refused.errors.contains(u"-DCMAKE_INSTALL_PREFIX=/elsewhere"_s), qPrintable(refused.errors));
    QVERIFY(!QFile::exists(m_tree.at(u"/elsewhere"_s)));
}

void TestInstall::programsLookForLibrariesWhereTheSystemDoes_data()
{
    QTest::addColumn<QString>("program");
    QTest::newRow("synchroscope") << u"synchroscope"_s;
    QTest::newRow("synchroscopectl") << u"synchroscopectl"_s;
}

void TestInstall::programsLookForLibrariesWhereTheSystemDoes()
{
    QFETCH(QString, program);
    const Run dynamic =
        run(u"readelf"_s, {u"--dynamic"_s, u"--wide"_s, m_tree.at(InstalledTree::program(program))});
    QVERIFY2(dynamic.output.contains(u"(NEEDED)"_s), qPrintable(dynamic.errors));
    QVERIFY2(!dynamic.output.contains(u"PATH)"_s), qPrintable(dynamic.output)); // RPATH, RUNPATH
}

void TestInstall::desktopEntriesAreValid_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("menu") << menuEntry();
    QTest::newRow("autostart") << autostartEntry();
}

void TestInstall::desktopEntriesAreValid()
{
    QFETCH(QString, file);
    const Run validated = run(u"desktop-file-validate"_s, {m_tree.at(file)});
    QVERIFY2(validated.exitCode == 0, qPrintable(validated.output + validated.errors));
    QCOMPARE(validated.output + validated.errors, QString()); // hints do not fail

    const QString entry = m_tree.textOf(file);
    const QString program = valueOf(entry, u"Exec"_s).section(u' ', 0, 0);
    QVERIFY(QFileInfo(m_tree.at(InstalledTree::program(program))).isExecutable());
    QCOMPARE(valueOf(entry, u"Icon"_s), id);
}

void TestInstall::iconsHaveTheirSize_data()
{
    QTest::addColumn<int>("size");
    for (const int size : iconSizes)
        QTest::addRow("%d", size) << size;
}

void TestInstall::iconsHaveTheirSize()
{
    QFETCH(int, size);
    QFile file(m_tree.at(iconFile(size)));
    QVERIFY(file.open(QIODevice::ReadOnly));
    // After 16 bytes a PNG says how wide and how high it is, big-endian.
    QDataStream stream(file.read(24).mid(16));
    quint32 width = 0;
    quint32 height = 0;
    stream >> width >> height;
    QCOMPARE(width, quint32(size));
    QCOMPARE(height, quint32(size));
}

void TestInstall::startsWithTheSessionOnlyWhenAsked()
{
    QCOMPARE(valueOf(m_tree.textOf(autostartEntry()), u"Hidden"_s), u"true"_s);
}

void TestInstall::metainfoIsValid()
{
    const Run validated =
        run(u"appstreamcli"_s, {u"validate"_s, u"--no-net"_s, u"--no-color"_s, m_tree.at(metainfo())});
    QVERIFY2(validated.exitCode == 0, qPrintable(validated.output + validated.errors));

    const QString text = m_tree.textOf(metainfo());
    QCOMPARE(captures(QRegularExpression(u"<id>(.*)</id>"_s), text), QStringList{id});
    QCOMPARE(captures(QRegularExpression(u"<launchable .*>(.*)</launchable>"_s), text),
             QStringList{QFileInfo(menuEntry()).fileName()});
    QCOMPARE(captures(QRegularExpression(u"<binary>(.*)</binary>"_s), text),
             (QStringList{u"synchroscope"_s, u"synchroscopectl"_s}));
}

void TestInstall::policyAsksForPasswords_data()
{
    QTest::addColumn<QString>("level");
    for (const char *verb : {"apply", "undo", "step", "burst", "online", "service"})
        QTest::newRow(verb) << u"auth_admin"_s;
    QTest::newRow("observe") << u"auth_admin_keep"_s;
}

void TestInstall::policyAsksForPasswords()
{
    QFETCH(QString, level);
    const QString verb = QString::fromLatin1(QTest::currentDataTag());
    Policy policy = parsePolicy(m_tree.textOf(InstalledTree::policy()));
    QCOMPARE(policy.fault, QString());
    const Action &action = policy.actions[u"org.synchroscope.helper."_s + verb];
    QCOMPARE(action.verb, verb);
    QCOMPARE(action.path, InstalledTree::helper());
    QCOMPARE(action.levels, QStringList({level, level, level}));
    const QStringList languages{QString(), u"ja"_s};
    QCOMPARE(action.languagesOf[u"message"_s], languages);
    QCOMPARE(action.languagesOf[u"description"_s], languages);
}

void TestInstall::policyHasNoOtherAction()
{
    QCOMPARE(parsePolicy(m_tree.textOf(InstalledTree::policy())).actions.size(), 7U);
}

/// pkexec knows the helper by its path alone. This fails when the helper is not installed
/// (app/CMakeLists.txt), or not where the policy (resources/CMakeLists.txt) says.
void TestInstall::policyRunsTheInstalledHelper()
{
    const Policy policy = parsePolicy(m_tree.textOf(InstalledTree::policy()));
    QVERIFY(!policy.actions.empty());
    for (const auto &[name, action] : policy.actions) {
        const QFileInfo file(m_tree.at(action.path));
        QVERIFY2(file.isFile() && file.isExecutable(), qPrintable(name + u": "_s + action.path));
    }
}

QTEST_GUILESS_MAIN(TestInstall)
#include "test_install.moc"
