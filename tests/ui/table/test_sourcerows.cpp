// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/seriesid.h"
#include "tablefixture.h"
#include "ui/table/sourcerows.h"
#include "ui/table/sourcesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::tabletest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

DaemonSource source(const QString &name, const QString &address)
{
    DaemonSource result;
    result.name = name;
    result.address = address;
    result.resolved = !address.isEmpty();
    result.reach = 0377;
    result.pollLog2 = 6;
    result.lastSample = now - 20s;
    result.adjusted = result.measured = Offset::fromLocalMinusRemote(1ms);
    result.error = 5ms;
    return result;
}

DaemonReport chronyd(std::vector<DaemonSource> sources)
{
    DaemonReport daemon;
    daemon.endpoint = u"127.0.0.1:323"_s;
    daemon.answer = DaemonAnswer::Answering;
    daemon.sources = std::move(sources);
    return daemon;
}

Snapshot snapshotWith(std::vector<DaemonReport> daemons, std::vector<SourceSnapshot> watched = {})
{
    Snapshot snapshot;
    snapshot.takenAt = now;
    snapshot.sources = std::move(watched);
    snapshot.machine = {.isComplete = true, .daemons = std::move(daemons)};
    return snapshot;
}

SnapshotPtr share(Snapshot snapshot)
{
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

/// "a", "pool[b c]", "#daemon[a]" for headings.
QString outline(const std::vector<SourceRow> &rows)
{
    QStringList parts;
    for (const SourceRow &row : rows) {
        QString part = row.name;
        if (row.kind == SourceRow::Kind::Daemon)
            part = u"#daemon"_s;
        if (row.kind == SourceRow::Kind::Measured)
            part = u"#measured"_s;
        if (row.kind != SourceRow::Kind::Source)
            part += u'[' + outline(row.children) + u']';
        parts.append(part);
    }
    return parts.join(u' ');
}

} // namespace

/// Which rows there are, and that the table keeps them.
class TestSourceRows final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outlines_data()
    {
        QTest::addColumn<Snapshot>("snapshot");
        QTest::addColumn<QString>("expected");
        const DaemonSource a = source(u"a.example"_s, u"192.0.2.1"_s);
        const DaemonSource b = source(u"b.example"_s, u"192.0.2.2"_s);
        const SourceSnapshot watched = freshSource(u"a.example"_s);
        const SourceSnapshot other = freshSource(u"other.example"_s);
        QTest::newRow("nothing") << snapshotWith({}) << QString();
        QTest::newRow("no daemon") << snapshotWith({}, {watched, other}) << u"a.example other.example"_s;
        QTest::newRow("one daemon") << snapshotWith({chronyd({a, b})}) << u"a.example b.example"_s;
        QTest::newRow("its source watched too")
            << snapshotWith({chronyd({a, b})}, {watched}) << u"a.example b.example"_s;
        QTest::newRow("another one watched") << snapshotWith({chronyd({a, b})}, {watched, other})
                                             << u"#daemon[a.example b.example] #measured[other.example]"_s;
        DaemonReport second = chronyd({a});
        second.instance = 1;
        QTest::newRow("two daemons") << snapshotWith({chronyd({b}), second}, {watched})
                                     << u"#daemon[b.example] #daemon[a.example]"_s;
        QTest::newRow("a daemon without sources")
            << snapshotWith({chronyd({})}, {other}) << u"#daemon[] #measured[other.example]"_s;
    }
    void outlines()
    {
        QFETCH(Snapshot, snapshot);
        QFETCH(QString, expected);
        QCOMPARE(outline(sourceRows(snapshot)), expected);
    }

    void aPoolIsOneRowAndItsUnfilledPlacesAreNone()
    {
        std::vector<DaemonSource> members;
        for (int i = 0; i < 8; ++i) {
            const QString address = i < 3 ? u"192.0.2.%1"_s.arg(i + 1) : QString();
            members.push_back(source(u"pool.example"_s, address));
            members.back().ordinal = i;
        }
        members[1].standing = SourceStanding::Selected;
        const std::vector<SourceRow> rows = sourceRows(snapshotWith({chronyd(members)}));
        QCOMPARE(outline(rows), u"pool.example[pool.example pool.example pool.example]"_s);
        QCOMPARE(rows[0].poolFilled, 3);
        QCOMPARE(rows[0].poolPlaces, 4);
        QCOMPARE(rows[0].standing.reason, StandingReason::Followed); // of its best
    }

    void ourMeasurementJoinsByAddressAndByName_data()
    {
        QTest::addColumn<QString>("watchedHost");
        QTest::addColumn<QString>("watchedAddress");
        QTest::addColumn<bool>("joins");
        QTest::newRow("the name") << u"a.example"_s << QString() << true;
        QTest::newRow("the name in capitals") << u"A.Example"_s << QString() << true;
        QTest::newRow("the address") << u"192.0.2.1"_s << u"192.0.2.1"_s << true;
        QTest::newRow("another name of the address") << u"alias.example"_s << u"192.0.2.1"_s << true;
        QTest::newRow("another server") << u"b.example"_s << u"192.0.2.2"_s << false;
    }
    void ourMeasurementJoinsByAddressAndByName()
    {
        QFETCH(QString, watchedHost);
        QFETCH(QString, watchedAddress);
        QFETCH(bool, joins);
        SourceSnapshot watched = freshSource(watchedHost);
        watched.address = watchedAddress;
        const std::vector<SourceRow> rows =
            sourceRows(snapshotWith({chronyd({source(u"a.example"_s, u"192.0.2.1"_s)})}, {watched}));
        const SourceRow &row = joins ? rows[0] : rows[0].children[0];
        QCOMPARE(row.measured.has_value(), joins);
        QCOMPARE(row.name, u"a.example"_s);
    }

    void aDeviceIsNeverMeasured()
    {
        DaemonSource device = source(u"PHC0"_s, {});
        device.mode = SourceMode::ReferenceClock;
        const std::vector<SourceRow> rows =
            sourceRows(snapshotWith({chronyd({device})}, {freshSource(u"phc0"_s)}));
        QVERIFY(!rows[0].children[0].measured);
    }

    void yourOwnNameGoesBeforeTheConfigured()
    {
        SourceSnapshot watched = freshSource(u"a.example"_s);
        watched.label = u"the clock in the cellar"_s;
        const std::vector<SourceRow> rows =
            sourceRows(snapshotWith({chronyd({source(u"a.example"_s, u"192.0.2.1"_s)})}, {watched}));
        QCOMPARE(rows[0].name, watched.label);
    }

    void theModelKeepsItsRowsWhenANameResolves()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model);
        DaemonSource a = source(u"a.example"_s, {});
        model.setSnapshot(share(snapshotWith({chronyd({a, source(u"b.example"_s, u"192.0.2.2"_s)})})));
        const QPersistentModelIndex row = model.index(0, SourcesModel::Name);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        a.address = u"192.0.2.1"_s;
        a.resolved = true;
        model.setSnapshot(share(snapshotWith({chronyd({a, source(u"b.example"_s, u"192.0.2.2"_s)})})));
        QVERIFY(row.isValid());
        QCOMPARE(row.data(SourcesModel::AddressRole).toString(), a.address);
        QVERIFY(removed.isEmpty() && inserted.isEmpty());
        // Nothing of the other row has changed.
        for (const QList<QVariant> &arguments : std::as_const(changed))
            QCOMPARE(arguments[1].toModelIndex().row(), 0);
        QVERIFY(!changed.isEmpty());
    }

    void headingsComeAndGo()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model);
        const DaemonSource a = source(u"a.example"_s, u"192.0.2.1"_s);
        const Snapshot one = snapshotWith({chronyd({a})});
        DaemonReport hidden = chronyd({source(u"PHC0"_s, {})});
        hidden.instance = 1;
        const Snapshot two = snapshotWith({one.machine.daemons[0], hidden});
        model.setSnapshot(share(one));
        QCOMPARE(model.rowCount(), 1);
        model.setSnapshot(share(two));
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex heading = model.index(0, SourcesModel::State);
        QVERIFY(heading.data(SourcesModel::HeadingRole).toBool());
        QVERIFY(heading.data().toString().startsWith(u"chrony at 127.0.0.1:323"_s));
        QVERIFY(!heading.data(Qt::CheckStateRole).isValid());
        QCOMPARE(model.rowCount(heading), 1);
        const QModelIndex child = model.indexOf(seriesId(one.machine.daemons[0], a));
        QCOMPARE(child.parent(), heading);
        model.setSnapshot(share(one));
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.index(0, 0).data(SourcesModel::HeadingRole).toBool());
    }

    void bothOffsetsStandSideBySide()
    {
        SourcesModel model;
        SourceSnapshot watched = answeringSource(u"a.example"_s, -3ms);
        watched.address = u"192.0.2.1"_s;
        model.setSnapshot(
            share(snapshotWith({chronyd({source(u"a.example"_s, u"192.0.2.1"_s)})}, {watched})));
        const auto cell = [&model](int column) { return model.index(0, column).data().toString(); };
        QVERIFY(cell(SourcesModel::DaemonOffset).startsWith(u"1.0\u00a0ms ahead"_s));
        QVERIFY(cell(SourcesModel::Offset).startsWith(u"3.0\u00a0ms behind"_s));
        // Ours and the daemon's series lead to the same row.
        QCOMPARE(model.indexOf(watched.id), model.index(0, 0));
        QVERIFY(model.flags(model.index(0, SourcesModel::Name)) & Qt::ItemIsEditable);
    }
};

QTEST_MAIN(TestSourceRows)
#include "test_sourcerows.moc"
