// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/seriesid.h"
#include "tablefixture.h"
#include "ui/table/sourcerows.h"
#include "ui/table/sourcesmodel.h"
#include "ui/wording/daemonwording.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::tabletest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Snapshot snapshotWith(std::vector<DaemonReport> daemons, std::vector<SourceSnapshot> watched = {})
{
    Snapshot snapshot;
    snapshot.takenAt = now;
    snapshot.sources = std::move(watched);
    snapshot.machine.isComplete = true;
    snapshot.machine.daemons = std::move(daemons);
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
        const DaemonSource a = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        const DaemonSource b = followedSource(u"b.example"_s, u"192.0.2.2"_s);
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
            members.push_back(followedSource(u"pool.example"_s, address));
            members.back().ordinal = i;
        }
        members[1].standing = SourceStanding::Selected;
        const std::vector<SourceRow> rows = sourceRows(snapshotWith({chronyd(members)}));
        QCOMPARE(outline(rows), u"pool.example[pool.example pool.example pool.example]"_s);
        QCOMPARE(rows[0].poolFilled, 3);
        QCOMPARE(rows[0].poolPlaces, 4);
        QCOMPARE(rows[0].standing.reason, StandingReason::Followed); // of its best
    }

    void theFollowedIsTheNearestOnlyWhenTheNumbersSaySo_data()
    {
        QTest::addColumn<DaemonReport>("daemon");
        QTest::addColumn<int>("expected"); // 0: they do not
        using enum SourceStanding;
        const auto member = [](SourceStanding standing, std::optional<Duration> error) {
            DaemonSource source = followedSource(u"a.example"_s, u"192.0.2.1"_s);
            source.standing = standing;
            source.error = error;
            return source;
        };
        const DaemonSource selected = member(Selected, 5ms);
        QTest::newRow("of three") << chronyd({member(Combined, 6ms), selected, member(Selectable, 5ms)}) << 3;
        QTest::newRow("those that do not agree do not count")
            << chronyd({selected, member(Combined, 6ms), member(Falseticker, 1ms), member(Unusable, {})})
            << 2;
        QTest::newRow("another is nearer") << chronyd({selected, member(Selectable, 4ms)}) << 0;
        QTest::newRow("one distance is unknown") << chronyd({selected, member(Combined, {})}) << 0;
        QTest::newRow("alone") << chronyd({selected, member(Falseticker, 6ms)}) << 0;
        // ntpd tells the server's part apart: 5 ms + 10/2 ms + 2 ms against 6 ms + 2/2 ms + 1 ms.
        DaemonReport ntpd = chronyd({selected, member(Combined, 6ms)});
        ntpd.kind = DaemonKind::Ntpsec;
        QTest::newRow("no root delay is told") << ntpd << 0;
        ntpd.sources[0].rootDelay = 10ms;
        ntpd.sources[0].rootDispersion = 2ms;
        ntpd.sources[1].rootDelay = 2ms;
        ntpd.sources[1].rootDispersion = 1ms;
        QTest::newRow("near, but its server is far") << ntpd << 0;
        std::swap(ntpd.sources[0].standing, ntpd.sources[1].standing);
        QTest::newRow("far, but its server is near") << ntpd << 2;
    }
    void theFollowedIsTheNearestOnlyWhenTheNumbersSaySo()
    {
        QFETCH(DaemonReport, daemon);
        QFETCH(int, expected);
        for (const DaemonSource &source : daemon.sources) {
            const bool isFollowed = source.standing == SourceStanding::Selected;
            QCOMPARE(nearestOf(daemon, source).value_or(0), isFollowed ? expected : 0);
        }
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
            sourceRows(snapshotWith({chronyd({followedSource(u"a.example"_s, u"192.0.2.1"_s)})}, {watched}));
        const SourceRow &row = joins ? rows[0] : rows[0].children[0];
        QCOMPARE(row.measured.has_value(), joins);
        QCOMPARE(row.name, u"a.example"_s);
    }

    void aDeviceIsNeverMeasured()
    {
        DaemonSource device = followedSource(u"PHC0"_s, {});
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
            sourceRows(snapshotWith({chronyd({followedSource(u"a.example"_s, u"192.0.2.1"_s)})}, {watched}));
        QCOMPARE(rows[0].name, watched.label);
    }

    void theModelKeepsItsRowsWhenANameResolves()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model);
        DaemonSource a = followedSource(u"a.example"_s, {});
        model.setSnapshot(
            share(snapshotWith({chronyd({a, followedSource(u"b.example"_s, u"192.0.2.2"_s)})})));
        const QPersistentModelIndex row = model.index(0, SourcesModel::Name);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        a.address = u"192.0.2.1"_s;
        a.resolved = true;
        model.setSnapshot(
            share(snapshotWith({chronyd({a, followedSource(u"b.example"_s, u"192.0.2.2"_s)})})));
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
        const DaemonSource a = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        const Snapshot one = snapshotWith({chronyd({a})});
        DaemonReport hidden = chronyd({followedSource(u"PHC0"_s, {})});
        hidden.instance = 1;
        const Snapshot two = snapshotWith({one.machine.daemons[0], hidden});
        model.setSnapshot(share(one));
        QCOMPARE(model.rowCount(), 1);
        model.setSnapshot(share(two));
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex heading = model.index(0, SourcesModel::State);
        QVERIFY(heading.data(SourcesModel::HeadingRole).toBool());
        QCOMPARE(heading.data().toString(),
                 u"chrony 4.3 at 127.0.0.1:323, no. 1 answers. Follows no source at the moment."_s);
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
            share(snapshotWith({chronyd({followedSource(u"a.example"_s, u"192.0.2.1"_s)})}, {watched})));
        const auto cell = [&model](int column) { return model.index(0, column).data().toString(); };
        QVERIFY(cell(SourcesModel::DaemonOffset).startsWith(u"1.0\u00a0ms ahead"_s));
        QVERIFY(cell(SourcesModel::Offset).startsWith(u"3.0\u00a0ms behind"_s));
        // Ours and the daemon's series lead to the same row.
        QCOMPARE(model.indexOf(watched.id), model.index(0, 0));
        QVERIFY(model.flags(model.index(0, SourcesModel::Name)) & Qt::ItemIsEditable);
    }

    void aPoolOfOneIsAPoolAndKnowsItsAddresses()
    {
        DaemonReport daemon = chronyd({});
        DaemonSource member;
        member.name = u"pool.example"_s;
        member.address = u"192.0.2.1"_s;
        member.isOfPool = true;
        daemon.sources = {member};
        SourceSnapshot watched;
        watched.id = {u"pool.example:123"_s};
        watched.host = *parseHostSpec(u"Pool.example");
        watched.label = u"Pool.example"_s;
        watched.addresses = 9;
        const std::vector<SourceRow> rows = sourceRows(snapshotWith({daemon}, {watched}));
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].kind, SourceRow::Kind::Pool);
        QCOMPARE(rows[0].poolAddresses, std::optional(9));
        QVERIFY(wording::poolSentence(1, 4, 9).contains(u"The name has 9 address"));
    }

    void offlineIsNobodysFault()
    {
        SourceSnapshot watched;
        watched.id = {u"a.example:123"_s};
        watched.lastOutcome = QueryOutcome::Unreachable;
        Snapshot snapshot = snapshotWith({}, {watched});
        QVERIFY(sourceTone(sourceRows(snapshot).at(0)) != wording::SourceTone::Neutral);
        snapshot.verdict.offline = true;
        QCOMPARE(sourceTone(sourceRows(snapshot).at(0)), wording::SourceTone::Neutral);
    }

    void aDaemonWithoutSourcesHasItsHeading()
    {
        DaemonReport daemon;
        daemon.kind = DaemonKind::OpenNtpd;
        daemon.answer = DaemonAnswer::NotPermitted;
        const std::vector<SourceRow> rows = sourceRows(snapshotWith({daemon}));
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].kind, SourceRow::Kind::Daemon);
    }
};

QTEST_MAIN(TestSourceRows)
#include "test_sourcerows.moc"
