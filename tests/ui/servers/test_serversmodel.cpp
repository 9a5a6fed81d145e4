// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverfixture.h"
#include "ui/servers/draftstack.h"
#include "ui/servers/serversmodel.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::serverstest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ServerRow plainRow(int key, const QString &name)
{
    ServerRow row;
    row.key = key;
    row.name = name;
    row.isUsed = true;
    row.isEditable = true;
    return row;
}

QStringList namesIn(const ServersModel &model)
{
    QStringList names;
    for (int i = 0; i < model.rowCount(); ++i)
        names.append(model.index(i, ServersModel::Name).data().toString());
    return names;
}

const ServerRow &rowNamed(const std::vector<ServerRow> &rows, const QString &name)
{
    const auto found = std::ranges::find(rows, name, &ServerRow::name);
    if (found == rows.end())
        qFatal("There is no such row.");
    return *found;
}

} // namespace

/// From a draft to cells.
class TestServersModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsKeepTheirPlaces_data()
    {
        QTest::addColumn<QList<int>>("before");
        QTest::addColumn<QList<int>>("after");
        QTest::newRow("none") << QList<int>{} << QList<int>{};
        QTest::newRow("first") << QList<int>{} << QList<int>{1, 2};
        QTest::newRow("inserted") << QList<int>{1, 2} << QList<int>{3, 1, 4, 5, 2, 6};
        QTest::newRow("removed") << QList<int>{1, 2, 3, 4, 5} << QList<int>{2, 5};
        QTest::newRow("moved") << QList<int>{1, 2, 3, 4} << QList<int>{4, 2, 1, 3};
        QTest::newRow("all at once") << QList<int>{1, 2, 3, 4} << QList<int>{5, 4, 6, 2};
        QTest::newRow("gone") << QList<int>{1, 2} << QList<int>{};
    }
    void rowsKeepTheirPlaces()
    {
        QFETCH(QList<int>, before);
        QFETCH(QList<int>, after);
        ServersModel model;
        const QAbstractItemModelTester tester(&model);
        const auto rowsOf = [](const QList<int> &keys) {
            std::vector<ServerRow> rows;
            for (const int key : keys)
                rows.push_back(plainRow(key, u"server %1"_s.arg(key)));
            return rows;
        };
        model.setRows(rowsOf(before));
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        std::vector<QPersistentModelIndex> kept;
        for (int i = 0; i < model.rowCount(); ++i)
            kept.emplace_back(model.index(i, 0));
        model.setRows(rowsOf(after));
        QCOMPARE(resets.count(), 0);
        QCOMPARE(model.rows(), rowsOf(after));
        for (qsizetype i = 0; i < before.size(); ++i) {
            const QPersistentModelIndex &index = kept[size_t(i)];
            QCOMPARE(index.isValid(), after.contains(before[i]));
            if (index.isValid())
                QCOMPARE(index.data(ServersModel::KeyRole).toInt(), before[i]);
        }
    }

    void tellsOnlyWhatHasChanged()
    {
        ServersModel model;
        std::vector<ServerRow> rows{plainRow(1, u"a"_s), plainRow(2, u"b"_s), plainRow(3, u"c"_s)};
        model.setRows(rows);
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setRows(rows);
        QCOMPARE(changes.count(), 0);
        rows[1].test = u"answers"_s;
        model.setRows(rows);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(changes.front().front().toModelIndex().row(), 1);
    }

    void tellsRowsBesideEachOtherAtOnce()
    {
        ServersModel model;
        std::vector<ServerRow> rows;
        for (int key = 1; key <= 1000; ++key)
            rows.push_back(plainRow(key, u"server %1"_s.arg(key)));
        model.setRows(rows);
        const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        for (ServerRow &row : rows)
            row.test = row.key == 500 ? QString() : u"answers"_s;
        model.setRows(rows);
        QCOMPARE(changes.count(), 2);
        QCOMPARE(changes[0][0].toModelIndex().row(), 0);
        QCOMPARE(changes[0][1].toModelIndex().row(), 498);
        QCOMPARE(changes[1][0].toModelIndex().row(), 500);
        QCOMPARE(changes[1][1].toModelIndex().row(), 999);
        QCOMPARE(model.rows(), rows);
    }

    void membersOfPoolsStandForTheirLine()
    {
        Snapshot snapshot = ubuntu();
        DraftStack stack;
        stack.setConfiguration(configurationOf(
            DaemonKind::Ntpsec,
            {{ntpsecConf, "pool a.example.org iburst\nserver 192.0.2.7 iburst\nserver b.example.org\n"}},
            DaemonVersion{{1, 2, 2}}));
        DaemonReport report = snapshot.machine.daemons.front();
        report.kind = DaemonKind::Ntpsec;
        const QStringList addresses{u"192.0.2.7"_s, u"192.0.2.8"_s, u"192.0.2.9"_s};
        for (qsizetype i = 0; i < addresses.size(); ++i) {
            report.sources[size_t(i)].name = report.sources[size_t(i)].address = addresses[i];
            report.sources[size_t(i)].standing = i == 0   ? SourceStanding::Selected
                                                 : i == 1 ? SourceStanding::Unusable
                                                          : SourceStanding::Combined;
        }
        std::vector<ServerRow> rows = serverRows(stack.draft(), &report, {});
        QCOMPARE(rowNamed(rows, u"a.example.org"_s).inEffect, u"used"_s);
        QVERIFY(rowNamed(rows, u"a.example.org"_s).effectHelp.contains("192.0.2.9"_L1));
        QCOMPARE(rowNamed(rows, u"192.0.2.7"_s).inEffect, u"followed"_s);
        QCOMPARE(rowNamed(rows, u"b.example.org"_s).inEffect, u"not in effect yet"_s);
        // chrony names them by the pool.
        report.kind = DaemonKind::Chrony;
        rows = serverRows(stack.draft(), &report, {});
        QCOMPARE(rowNamed(rows, u"a.example.org"_s).inEffect, u"not in effect yet"_s);
    }

    void fallbacksAreNotInEffect()
    {
        DraftStack stack;
        stack.setConfiguration(
            configurationOf(DaemonKind::Timesyncd,
                            {{timesyncdConf, "[Time]\nNTP=a.example.org\nFallbackNTP=b.example.org\n"}}, {}));
        DaemonReport report = ubuntu().machine.daemons.front();
        report.kind = DaemonKind::Timesyncd;
        report.sources.resize(2);
        report.sources[0].name = u"a.example.org"_s;
        report.sources[1].name = u"b.example.org"_s;
        report.sources[1].standing = SourceStanding::Untold;
        const std::vector<ServerRow> rows = serverRows(stack.draft(), &report, {});
        QCOMPARE(rowNamed(rows, u"a.example.org"_s).inEffect, u"followed"_s);
        QCOMPARE(rowNamed(rows, u"b.example.org"_s).inEffect, u"fallback, not asked now"_s);
        report.sources[1].standing = SourceStanding::Selected;
        QVERIFY(rowNamed(serverRows(stack.draft(), &report, {}), u"b.example.org"_s)
                    .inEffect.startsWith("still"_L1));
    }

    void threeThingsAreTold()
    {
        Snapshot snapshot = ubuntu();
        DraftStack stack;
        stack.setConfiguration(snapshot.configurations.front());
        stack.add(readPastedServers(DaemonKind::Chrony, {}, u"ntp1.example.org"_s).servers);
        stack.setUsed({stack.draft().rows()[1].key}, false);
        const DaemonReport *report = reportOf(snapshot.configurations.front(), snapshot.machine);
        QVERIFY(report != nullptr);
        ServerTests tests;
        tests.insert(u"ntp1.example.org:123"_s, answering(u"ntp1.example.org"_s, -700us, {u"192.0.2.1"_s}));
        const std::vector<ServerRow> rows = serverRows(stack.draft(), report, tests);
        QCOMPARE(rows.size(), 5U);
        QCOMPARE(rows[0].where, u"chrony.conf:4"_s);
        QCOMPARE(rows[0].inEffect, u"followed"_s);
        QCOMPARE(rows[0].poll, u"6–10"_s);
        QVERIFY(rows[0].iburst && !rows[0].prefer && !rows[0].nts);
        QCOMPARE(rows[1].where, u"chrony.conf:5, will be commented out"_s);
        QCOMPARE(rows[1].pending, ServerRow::Pending::SwitchedOff);
        QCOMPARE(rows[1].inEffect, u"used"_s);
        QCOMPARE(rows[3].inEffect, u"not in effect yet"_s);
        QCOMPARE(rows[4].where, u"own file, new"_s);
        QVERIFY(rows[4].inEffect.isEmpty());
        QVERIFY(rows[4].test.startsWith("answers"_L1));
        QCOMPARE(rows[4].testMark.shape, StateShape::Tick);
    }

    void whatIsNotInForceIsTold()
    {
        Files files = ubuntuFiles();
        files[chronyConf] += "#off(synchroscope): server old.example.org iburst\n"
                             "refclock PHC /dev/ptp0 poll 0\n";
        files[u"/run/chrony-dhcp/eth0.sources"_s] = "server dhcp.example.org iburst\n";
        files[ownSources] = "server own.example.org nts\n";
        DraftStack stack;
        stack.setConfiguration(configurationOf(DaemonKind::Chrony, files));
        const std::vector<ServerRow> rows = serverRows(stack.draft(), nullptr, {});
        QCOMPARE(rowNamed(rows, u"old.example.org"_s).where, u"chrony.conf:13, switched off"_s);
        QVERIFY(rowNamed(rows, u"old.example.org"_s).isUsed == false);
        const ServerRow &dhcp = rowNamed(rows, u"dhcp.example.org"_s);
        QCOMPARE(dhcp.where, u"DHCP: eth0.sources:1"_s);
        QVERIFY(!dhcp.isEditable);
        QCOMPARE(rowNamed(rows, u"own.example.org"_s).where, u"own file:1"_s);
        QVERIFY(rowNamed(rows, u"own.example.org"_s).nts);
        const ServerRow &device = rowNamed(rows, u"/dev/ptp0"_s);
        QVERIFY(device.key < 0 && !device.isUsed && !device.isEditable);
        QVERIFY(device.test.startsWith("a local device"_L1));
        QCOMPARE(dhcp.inEffect, u"not running"_s);
    }

    void cellsSpeak()
    {
        ServersModel model;
        ServerRow row = plainRow(1, u"ntp1.example.org"_s);
        row.iburst = true;
        row.pending = ServerRow::Pending::Removed;
        row.where = u"chrony.conf:4, will be removed"_s;
        ServerRow device = plainRow(-1, u"/dev/ptp0"_s);
        device.isUsed.reset();
        model.setRows({row, device});
        const auto spoken = [&model](int column, int line = 0) {
            return model.index(line, column).data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(spoken(ServersModel::Use), u"used"_s);
        QCOMPARE(spoken(ServersModel::Use, 1), u"device"_s);
        QCOMPARE(spoken(ServersModel::Name), u"ntp1.example.org: will be removed"_s);
        QCOMPARE(spoken(ServersModel::Iburst), u"with iburst"_s);
        QCOMPARE(spoken(ServersModel::Prefer), u"not preferred"_s);
        QCOMPARE(spoken(ServersModel::Test), u"not tested"_s);
        QVERIFY(model.index(0, ServersModel::Name).data(Qt::FontRole).value<QFont>().strikeOut());
        QVERIFY(!model.index(0, ServersModel::Name).data(Qt::DecorationRole).isNull());
        for (int column = 0; column < ServersModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void boxesAskAndKeepNothing()
    {
        ServersModel model;
        ServerRow fixed = plainRow(2, u"dhcp"_s);
        fixed.isEditable = false;
        model.setRows({plainRow(1, u"a"_s), fixed});
        const QSignalSpy requests(&model, &ServersModel::useRequested);
        QVERIFY(model.setData(model.index(0, ServersModel::Use), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(requests.count(), 1);
        QCOMPARE(requests.front(), (QVariantList{1, false}));
        QCOMPARE(model.index(0, ServersModel::Use).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(!model.setData(model.index(1, ServersModel::Use), Qt::Unchecked, Qt::CheckStateRole));
        QVERIFY(!(model.index(1, ServersModel::Use).flags() & Qt::ItemIsUserCheckable));
    }

    void thousandServers()
    {
        QByteArray text;
        for (int i = 0; i < 1000; ++i)
            text += "server " + QByteArray::number(i) + ".example.org iburst\n";
        DraftStack stack;
        stack.setConfiguration(configurationOf(DaemonKind::Chrony, {{chronyConf, text}}));
        stack.add(readPastedServers(DaemonKind::Chrony, {}, u"a.example.org b.example.org"_s).servers);
        ServersModel model;
        model.setRows(serverRows(stack.draft(), nullptr, {}));
        QCOMPARE(model.rowCount(), 1002);
        QCOMPARE(std::get<ChangePlan>(stack.draft().plan()).servers.size(), 1002U);
        QCOMPARE(namesIn(model).constLast(), u"b.example.org"_s);
    }
};

QTEST_MAIN(TestServersModel)
#include "test_serversmodel.moc"
