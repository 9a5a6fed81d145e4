// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/seriesid.h"
#include "tablefixture.h"
#include "ui/table/sourcerows.h"
#include "ui/table/sourcesmodel.h"
#include "ui/wording/daemonwording.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionRange>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace synchroscope::tabletest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(synchroscope::DaemonAnswer)

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

/// Of the first daemon.
std::vector<SourceRow> rowsOf(const Snapshot &snapshot)
{
    return sourceRows(snapshot).at(0).children;
}

QString plain(QString text)
{
    return text.replace(QChar(QChar::Nbsp), u' ');
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
        QTest::newRow("one daemon") << snapshotWith({chronyd({a, b})}) << u"#daemon[a.example b.example]"_s;
        QTest::newRow("its source watched too")
            << snapshotWith({chronyd({a, b})}, {watched}) << u"#daemon[a.example b.example]"_s;
        QTest::newRow("another one watched") << snapshotWith({chronyd({a, b})}, {watched, other})
                                             << u"#daemon[a.example b.example] #measured[other.example]"_s;
        DaemonReport second = chronyd({a});
        second.instance = 1;
        QTest::newRow("two daemons") << snapshotWith({chronyd({b}), second}, {watched})
                                     << u"#daemon[b.example] #daemon[a.example]"_s;
        DaemonSource handedOut = followedSource(u"pool.example"_s, u"192.0.2.7"_s);
        handedOut.origin = ServerOrigin::Dhcp;
        DaemonSource configured = followedSource(u"pool.example"_s, u"192.0.2.8"_s);
        configured.origin = ServerOrigin::Administrator;
        configured.isOfPool = true;
        configured.ordinal = 1;
        QTest::newRow("a server from the network and a pool from a file")
            << snapshotWith({chronyd({handedOut, configured})})
            << u"#daemon[pool.example pool.example[pool.example]]"_s;
        DaemonSource device = followedSource(u"PHC0"_s, {});
        device.mode = SourceMode::ReferenceClock;
        QTest::newRow("devices first")
            << snapshotWith({chronyd({a, device, b})}) << u"#daemon[PHC0 a.example b.example]"_s;
        DaemonReport closed = chronyd({});
        closed.kind = DaemonKind::OpenNtpd;
        closed.answer = DaemonAnswer::NotPermitted;
        DaemonSource named;
        named.name = u"pool.example"_s;
        named.resolved = false;
        named.isOfPool = true;
        named.standing = SourceStanding::Untold;
        closed.sources = {named};
        QTest::newRow("what only files tell") << snapshotWith({closed}) << u"#daemon[pool.example]"_s;
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
        const std::vector<SourceRow> rows = rowsOf(snapshotWith({chronyd(members)}));
        QCOMPARE(outline(rows), u"pool.example[pool.example pool.example pool.example]"_s);
        QCOMPARE(rows[0].pool.filled, 3);
        QCOMPARE(rows[0].pool.places, 4);
        QCOMPARE(rows[0].pool.counted, 1);
        QCOMPARE(wording::poolSentence(rows[0].pool).section(u';', 0, 0), u"Has 3 of up to 4 servers"_s);
        QCOMPARE(rows[0].standing.reason, StandingReason::Followed); // of its best
    }

    void aPoolThatGathersSaysWhenItIsReady()
    {
        DaemonSource member = followedSource(u"pool.example"_s, u"192.0.2.1"_s);
        member.isOfPool = true;
        member.standing = SourceStanding::Unusable;
        member.reach = 1;
        member.lastSample = now - 4s;
        member.pollLog2 = 6;
        member.statistics = SourceStatistics{.samples = 1};
        DaemonReport daemon = chronyd({member});
        daemon.readAt = now;
        SourcesModel model;
        model.setSnapshot(share(snapshotWith({daemon})));
        const QModelIndex row = model.index(0, SourcesModel::Happening, model.index(0, 0));
        QCOMPARE(model.index(0, SourcesModel::State, model.index(0, 0)).data().toString(), u"gathering"_s);
        QVERIFY2(row.data().toString().startsWith(u"Can be followed in about "_s),
                 qPrintable(row.data().toString()));
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
        QTest::addColumn<QString>("daemonsAddress");
        QTest::addColumn<bool>("joins");
        const QString one = u"192.0.2.1"_s;
        const QString two = u"192.0.2.2"_s;
        QTest::newRow("the name") << u"a.example"_s << QString() << one << true;
        QTest::newRow("the name in capitals") << u"A.Example"_s << QString() << one << true;
        QTest::newRow("the name, and the daemon has no address")
            << u"a.example"_s << one << QString() << true;
        QTest::newRow("the address") << one << one << one << true;
        QTest::newRow("the address, not asked yet") << one << QString() << one << true;
        QTest::newRow("another name of the address") << u"alias.example"_s << one << one << true;
        QTest::newRow("the address in capitals")
            << u"alias.example"_s << u"2001:db8::1"_s << u"2001:DB8::1"_s << true;
        QTest::newRow("another server") << u"b.example"_s << two << one << false;
        QTest::newRow("another address of the name") << u"a.example"_s << two << one << false;
        QTest::newRow("another port of the address") << u"192.0.2.1:1123"_s << one << one << false;
        QTest::newRow("another port of the name") << u"a.example:1123"_s << QString() << one << false;
    }
    void ourMeasurementJoinsByAddressAndByName()
    {
        QFETCH(QString, watchedHost);
        QFETCH(QString, watchedAddress);
        QFETCH(QString, daemonsAddress);
        QFETCH(bool, joins);
        SourceSnapshot watched = freshSource(watchedHost);
        watched.label = watched.host.label();
        watched.address = watchedAddress;
        const std::vector<SourceRow> groups =
            sourceRows(snapshotWith({chronyd({followedSource(u"a.example"_s, daemonsAddress)})}, {watched}));
        QCOMPARE(groups.size(), joins ? 1U : 2U);
        const SourceRow &row = groups[0].children.at(0);
        QCOMPARE(row.measured.has_value(), joins);
        QCOMPARE(row.name, u"a.example"_s); // whatever we call it
    }

    void aPortOfItsOwnJoinsWithItself()
    {
        DaemonSource source = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        source.port = 1123;
        SourceSnapshot usual = freshSource(u"a.example"_s);
        SourceSnapshot own = freshSource(u"a.example:1123"_s);
        usual.address = own.address = u"192.0.2.1"_s;
        const std::vector<SourceRow> groups = sourceRows(snapshotWith({chronyd({source})}, {usual, own}));
        QCOMPARE(groups[0].children.at(0).measuredId(), own.id);
        QCOMPARE(groups.at(1).children.at(0).measuredId(), usual.id);
    }

    void allThatMatchAreUsedByTheDaemon()
    {
        SourceSnapshot byAddress = freshSource(u"192.0.2.1"_s);
        SourceSnapshot byName = freshSource(u"a.example"_s);
        byAddress.address = byName.address = u"192.0.2.1"_s;
        for (const QString &known : {byAddress.address, QString()}) {
            byName.address = known;
            for (const std::vector<SourceSnapshot> &watched :
                 {std::vector{byAddress, byName}, std::vector{byName, byAddress}}) {
                const std::vector<SourceRow> groups = sourceRows(
                    snapshotWith({chronyd({followedSource(u"a.example"_s, u"192.0.2.1"_s)})}, watched));
                QCOMPARE(outline(groups), u"#daemon[a.example]"_s);
                QCOMPARE(groups[0].children[0].measuredId(), byName.id);
            }
        }
    }

    void aPoolsMeasurementBelongsToThePool()
    {
        DaemonSource member = followedSource(u"pool.example"_s, u"192.0.2.1"_s);
        DaemonSource other = followedSource(u"pool.example"_s, u"192.0.2.2"_s);
        other.ordinal = 1;
        SourceSnapshot watched = freshSource(u"pool.example"_s);
        for (const QString &elsewhere : {QString(), u"192.0.2.9"_s}) {
            watched.address = elsewhere;
            const std::vector<SourceRow> groups =
                sourceRows(snapshotWith({chronyd({member, other})}, {watched}));
            QCOMPARE(outline(groups), u"#daemon[pool.example[pool.example pool.example pool.example]]"_s);
            const SourceRow &pool = groups[0].children[0];
            QCOMPARE(pool.measuredId(), watched.id);
            QCOMPARE(pool.pool.filled, 2);
            QVERIFY(!pool.children[0].measured && !pool.children[1].measured);
            QVERIFY(!pool.children[2].followed); // its own row: it can be charted, renamed and removed
        }
        watched.address = u"192.0.2.2"_s;
        const std::vector<SourceRow> groups = sourceRows(snapshotWith({chronyd({member, other})}, {watched}));
        QCOMPARE(outline(groups), u"#daemon[pool.example[pool.example pool.example]]"_s);
        QVERIFY(!groups[0].children[0].children[0].measured);
        QCOMPARE(groups[0].children[0].children[1].measuredId(), watched.id);
    }

    void aDeviceIsNeverMeasured()
    {
        DaemonSource device = followedSource(u"PHC0"_s, {});
        device.mode = SourceMode::ReferenceClock;
        device.device = u"PHC /dev/ptp0"_s;
        const std::vector<SourceRow> rows =
            rowsOf(snapshotWith({chronyd({device})}, {freshSource(u"phc0"_s)}));
        QVERIFY(!rows[0].measured);
        SourcesModel model;
        model.setSnapshot(share(snapshotWith({chronyd({device})})));
        const QModelIndex name = model.index(0, SourcesModel::Name, model.index(0, 0));
        QCOMPARE(name.siblingAtColumn(SourcesModel::Offset).data().toString(),
                 u"a local device, cannot be asked"_s);
        QCOMPARE(name.data(SourcesModel::DetailRole).toString(), u"PHC /dev/ptp0"_s);
        QCOMPARE(name.data(Qt::ToolTipRole).toString(), u"<qt>PHC0, reads PHC /dev/ptp0</qt>"_s);
        QVERIFY(name.data(SourcesModel::AddressRole).toString().isEmpty());
        device.deviceName = u"KVM virtual PTP"_s;
        model.setSnapshot(share(snapshotWith({chronyd({device})})));
        QCOMPARE(name.data(SourcesModel::DetailRole).toString(), device.deviceName);
    }

    void yourOwnNameGoesBeforeTheConfigured()
    {
        SourceSnapshot watched = freshSource(u"a.example"_s);
        watched.label = u"the clock in the cellar"_s;
        const Snapshot snapshot =
            snapshotWith({chronyd({followedSource(u"a.example"_s, u"192.0.2.1"_s)})}, {watched});
        QCOMPARE(rowsOf(snapshot)[0].name, watched.label);
        SourcesModel model;
        model.setSnapshot(share(snapshot));
        const QModelIndex name = model.index(0, SourcesModel::Name, model.index(0, 0));
        QVERIFY(name.data(Qt::ToolTipRole).toString().contains(u"Configured as a.example."_s));
    }

    void theKeyKnowsWhoConfiguredIt()
    {
        DaemonSource pool = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        pool.isOfPool = true;
        DaemonSource handedOut = followedSource(u"a.example"_s, u"192.0.2.2"_s);
        handedOut.origin = ServerOrigin::Dhcp;
        const SourceId before = rowsOf(snapshotWith({chronyd({pool})}))[0].children[0].id;
        // The network's comes first in chronyd's list, and so the pool's ordinals move.
        pool.ordinal = 1;
        const std::vector<SourceRow> rows = rowsOf(snapshotWith({chronyd({handedOut, pool})}));
        QCOMPARE(rows[0].kind, SourceRow::Kind::Source);
        QCOMPARE(rows[1].children[0].id, before);
        QVERIFY(rows[0].id != before);
        // Who wrote the file may be learnt later.
        pool.origin = ServerOrigin::Administrator;
        QCOMPARE(rowsOf(snapshotWith({chronyd({handedOut, pool})}))[1].children[0].id, before);
    }

    void whatADaemonSaidBeforeItFellSilentIsMarked_data()
    {
        QTest::addColumn<DaemonAnswer>("answer");
        QTest::addColumn<QString>("heading");
        QTest::newRow("stopped") << DaemonAnswer::Silent
                                 << u"chrony 4.3 at 127.0.0.1:323 does not answer any more; it was last "
                                    "heard 19 s ago."_s;
        QTest::newRow("ended") << DaemonAnswer::Refused
                               << u"chrony 4.3 at 127.0.0.1:323 has ended; it was last heard 19 s ago."_s;
    }
    void whatADaemonSaidBeforeItFellSilentIsMarked()
    {
        QFETCH(DaemonAnswer, answer);
        QFETCH(QString, heading);
        DaemonSource followed = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        followed.standing = SourceStanding::Selected;
        DaemonReport daemon = chronyd({followed});
        daemon.readAt = now - 19s;
        SourcesModel model;
        model.setSnapshot(share(snapshotWith({daemon})));
        const QModelIndex row = model.index(0, SourcesModel::State, model.index(0, 0));
        QCOMPARE(row.data().toString(), u"followed"_s);
        QCOMPARE(row.data(SourcesModel::ShapeRole).toInt(), int(StateShape::Star));

        daemon.answer = answer;
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setSnapshot(share(snapshotWith({daemon})));
        QCOMPARE(plain(model.index(0, 0).data().toString()), heading);
        QCOMPARE(row.data().toString(), u"was: followed"_s);
        QCOMPARE(row.data(SourcesModel::ShapeRole).toInt(), int(StateShape::Past));
        QCOMPARE(row.data(SourcesModel::ToneRole).toInt(), int(wording::SourceTone::Neutral));
        QVERIFY(row.data(SourcesModel::PastRole).toBool());
        QVERIFY(!row.siblingAtColumn(SourcesModel::Offset).data(SourcesModel::PastRole).toBool()); // ours
        const QModelIndex happening = row.siblingAtColumn(SourcesModel::Happening);
        QCOMPARE(plain(happening.data().toString()), u"chrony has not been heard for 19 s."_s);
        QVERIFY(!row.data(Qt::ToolTipRole).toString().contains(u"follows this source"_s));
        const auto tells = [&changed](const QModelIndex &index) {
            return std::ranges::any_of(std::as_const(changed), [&index](const QList<QVariant> &signal) {
                return QItemSelectionRange(signal[0].toModelIndex(), signal[1].toModelIndex())
                    .contains(index);
            });
        };
        for (int column = 0; column < SourcesModel::ColumnCount; ++column)
            QVERIFY(tells(row.siblingAtColumn(column))); // all of it turns grey

        // What ages is told, the heading too.
        changed.clear();
        model.tick(now + 5s);
        QCOMPARE(plain(happening.data().toString()), u"chrony has not been heard for 24 s."_s);
        QVERIFY(tells(happening) && tells(model.index(0, 0)));
    }

    void itTellsWhoContradictsTheMajority()
    {
        const SourceSnapshot a = answeringSource(u"a.example"_s, 1ms);
        SourceSnapshot b = answeringSource(u"b.example"_s, 2ms);
        SourceSnapshot wrong = answeringSource(u"wrong.example"_s, -250ms);
        b.address = u"192.0.2.2"_s;
        wrong.address = u"192.0.2.3"_s;
        SourcesModel model;
        model.setSnapshot(share(snapshotWith({}, {a, b, wrong})));
        QCOMPARE(model.index(0, SourcesModel::State).data().toString(), u"answers"_s);
        QCOMPARE(model.index(2, SourcesModel::State).data().toString(), u"contradicts the others"_s);
        QCOMPARE(model.index(2, 0).data(SourcesModel::ShapeRole).toInt(), int(StateShape::Cross));
        QVERIFY(model.index(2, SourcesModel::Happening).data().toString().startsWith(u"Contradicts"_s));
        // One against one: nobody can tell, and both are doubted.
        model.setSnapshot(share(snapshotWith({}, {a, wrong})));
        for (const int row : {0, 1}) {
            QCOMPARE(model.index(row, SourcesModel::State).data().toString(), u"disputed"_s);
            QCOMPARE(model.index(row, 0).data(SourcesModel::ShapeRole).toInt(), int(StateShape::Cross));
            QVERIFY(model.index(row, SourcesModel::Happening)
                        .data()
                        .toString()
                        .startsWith(u"Servers contradict"));
        }
    }

    void oneServerUnderTwoNamesCountsOnce()
    {
        SourceSnapshot other = answeringSource(u"other.example"_s, 2ms);
        other.address = u"192.0.2.2"_s;
        SourceSnapshot again = answeringSource(u"again.example"_s, 1ms);
        again.estimate->bound += 1ms;
        const Snapshot snapshot = snapshotWith({}, {answeringSource(u"a.example"_s, 1ms), other, again});
        SourcesModel model;
        model.setSnapshot(share(snapshot));
        QCOMPARE(model.index(0, SourcesModel::State).data().toString(), u"answers"_s);
        QCOMPARE(model.index(1, SourcesModel::State).data().toString(), u"answers"_s);
        QCOMPARE(model.index(2, SourcesModel::State).data().toString(), u"asked twice"_s);
        QCOMPARE(model.index(2, 0).data(SourcesModel::ShapeRole).toInt(), int(StateShape::Dash));
        QCOMPARE(sourceRows(snapshot)[0].use, SourceUse::Combined);
        QVERIFY(!doubtOf(sourceRows(snapshot)[0]));
    }

    void offlineIsNoDaemonsFaultEither()
    {
        DaemonSource lost = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        lost.reach = 0;
        lost.statistics.emplace().samples = 6;
        DaemonSource never = followedSource(u"b.example"_s, u"192.0.2.2"_s);
        never.reach = 0;
        never.lastSample.reset();
        DaemonSource device = followedSource(u"PHC0"_s, {});
        device.mode = SourceMode::ReferenceClock;
        device.resolved = true;
        device.reach = 0;
        device.lastSample.reset();
        Snapshot snapshot = snapshotWith({chronyd({lost, never, device})});
        const auto texts = [](const Snapshot &shown, int column) {
            SourcesModel model;
            model.setSnapshot(share(shown));
            QStringList each;
            for (int row = 0; row < 3; ++row)
                each.append(model.index(row, column, model.index(0, 0)).data().toString());
            return each;
        };
        QCOMPARE(texts(snapshot, SourcesModel::State),
                 QStringList({u"silent"_s, u"no answer"_s, u"no answer"_s}));
        snapshot.verdict.offline = true;
        QCOMPARE(texts(snapshot, SourcesModel::State),
                 QStringList({u"silent"_s, u"waiting"_s, u"waiting"_s}));
        QVERIFY(!texts(snapshot, SourcesModel::Happening).join(u' ').contains(u"UDP"_s));
        QCOMPARE(rowsOf(snapshot)[1].standing.reason, StandingReason::AnswersLost);
        QCOMPARE(stateMark(rowsOf(snapshot)[1]), StateMark());
    }

    void aDaemonThatHasJustStartedIsGivenTime()
    {
        DaemonSource never = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        never.reach = 0;
        never.lastSample.reset();
        DaemonReport daemon = chronyd({never});
        daemon.process.emplace().startedAt = now - 4s;
        SourcesModel model;
        model.setSnapshot(share(snapshotWith({daemon})));
        const QModelIndex row = model.index(0, SourcesModel::State, model.index(0, 0));
        QCOMPARE(row.data().toString(), u"asking"_s);
        QCOMPARE(row.siblingAtColumn(SourcesModel::Happening).data().toString(),
                 u"Asked for the first time."_s);
        QCOMPARE(row.data(SourcesModel::ToneRole).toInt(), int(wording::SourceTone::Neutral));
        daemon.process->startedAt = now - 11s;
        model.setSnapshot(share(snapshotWith({daemon})));
        QCOMPARE(row.data().toString(), u"no answer"_s);
        QCOMPARE(row.data(SourcesModel::ToneRole).toInt(), int(wording::SourceTone::Bad));
    }

    void theModelKeepsItsRowsWhenANameResolves()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model);
        DaemonSource a = followedSource(u"a.example"_s, {});
        model.setSnapshot(
            share(snapshotWith({chronyd({a, followedSource(u"b.example"_s, u"192.0.2.2"_s)})})));
        const QPersistentModelIndex row = model.index(0, SourcesModel::Name, model.index(0, 0));
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

    void groupsComeAndGoInPlace()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model);
        const DaemonSource a = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        const SourceSnapshot watched = freshSource(u"other.example"_s);
        const Snapshot one = snapshotWith({chronyd({a})}, {watched});
        DaemonSource device = followedSource(u"PHC0"_s, {});
        device.mode = SourceMode::ReferenceClock;
        DaemonReport hidden = chronyd({device});
        hidden.readAt = now;
        hidden.instance = 1;
        const Snapshot two = snapshotWith({one.machine.daemons[0], hidden}, {watched});
        model.setSnapshot(share(one));
        const QPersistentModelIndex row = model.indexOf(seriesId(one.machine.daemons[0], a));
        const QPersistentModelIndex ours = model.indexOf(watched.id);
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.setSnapshot(share(two));
        QCOMPARE(model.rowCount(), 3);
        const auto title = [&model](int group) {
            return model.index(group, SourcesModel::State).data().toString();
        };
        QCOMPARE(title(0), u"chrony 4.3 #1 at 127.0.0.1:323 answers, and follows no source at the moment."_s);
        QVERIFY(title(1).contains(u"#2"_s));
        // Which one is yours.
        QVERIFY(model.index(1, 0).data(Qt::ToolTipRole).toString().contains(u"Not started by this system"_s));
        QVERIFY(title(2).startsWith(u"Measured by Synchroscope only"_s)); // below all daemons
        QCOMPARE(row.parent(), model.index(0, 0));
        QCOMPARE(ours.parent(), model.index(2, 0));
        QVERIFY(!model.index(0, 0).data(Qt::CheckStateRole).isValid());
        QCOMPARE(removed.size(), 0);
        model.setSnapshot(share(one));
        QCOMPARE(removed.size(), 1);
        QVERIFY(row.isValid() && ours.isValid());
        QCOMPARE(title(0), u"chrony 4.3 at 127.0.0.1:323 answers, and follows no source at the moment."_s);
    }

    void aSourceIsThereBeforeItLeavesItsOldPlace()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model);
        const SourceSnapshot watched = freshSource(u"a.example"_s);
        const Snapshot alone = snapshotWith({}, {watched, freshSource(u"b.example"_s)});
        Snapshot followed = alone;
        followed.machine.daemons = {chronyd({followedSource(u"a.example"_s, u"192.0.2.1"_s)})};
        model.setSnapshot(share(alone));
        bool isThere = true;
        connect(&model, &QAbstractItemModel::rowsRemoved, this,
                [&] { isThere = isThere && model.indexOf(watched.id).isValid(); });
        model.setSnapshot(share(followed));
        QCOMPARE(model.indexOf(watched.id).parent(), model.index(0, 0));
        model.setSnapshot(share(alone));
        QCOMPARE(model.indexOf(watched.id), model.index(0, 0));
        QVERIFY(isThere);
    }

    void rowsStandInTheDaemonsOrder()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model);
        const DaemonSource a = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        const DaemonSource b = followedSource(u"b.example"_s, u"192.0.2.2"_s);
        const DaemonSource c = followedSource(u"c.example"_s, u"192.0.2.3"_s);
        const auto names = [&model] {
            QStringList each;
            const QModelIndex heading = model.index(0, 0);
            for (int row = 0; row < model.rowCount(heading); ++row)
                each.append(model.index(row, SourcesModel::Name, heading).data().toString().left(1));
            return each.join(QString());
        };
        for (const auto &[sources, order] : {std::pair(std::vector{a, c}, u"ac"_s),
                                             {std::vector{a, b, c}, u"abc"_s},
                                             {std::vector{c, a, b}, u"cab"_s},
                                             {std::vector{b, c}, u"bc"_s},
                                             {std::vector{c, a, b}, u"cab"_s}}) {
            model.setSnapshot(share(snapshotWith({chronyd(sources)})));
            QCOMPARE(names(), order);
        }
    }

    void bothOffsetsStandSideBySide()
    {
        SourcesModel model;
        SourceSnapshot watched = answeringSource(u"a.example"_s, -3ms);
        watched.address = u"192.0.2.1"_s;
        model.setSnapshot(
            share(snapshotWith({chronyd({followedSource(u"a.example"_s, u"192.0.2.1"_s)})}, {watched})));
        const auto cell = [&model](int column) {
            return model.index(0, column, model.index(0, 0)).data().toString();
        };
        QVERIFY(cell(SourcesModel::DaemonOffset).startsWith(u"1.0\u00a0ms ahead"_s));
        QVERIFY(cell(SourcesModel::Offset).startsWith(u"3.0\u00a0ms behind"_s));
        // Ours and the daemon's series lead to the same row.
        QCOMPARE(model.indexOf(watched.id), model.index(0, 0, model.index(0, 0)));
        QVERIFY(model.flags(model.index(0, SourcesModel::Name, model.index(0, 0))) & Qt::ItemIsEditable);
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
        const std::vector<SourceRow> rows = rowsOf(snapshotWith({daemon}, {watched}));
        QCOMPARE(rows.size(), 1U);
        QCOMPARE(rows[0].kind, SourceRow::Kind::Pool);
        QCOMPARE(rows[0].pool.addresses, std::optional(9));
        QVERIFY(wording::poolSentence(rows[0].pool).contains(u"The name has 9 address"));
    }

    void offlineIsNobodysFault()
    {
        SourceSnapshot watched;
        watched.id = {u"a.example:123"_s};
        watched.lastOutcome = QueryOutcome::Unreachable;
        Snapshot snapshot = snapshotWith({}, {watched});
        QVERIFY(stateMark(sourceRows(snapshot).at(0)).tone != wording::SourceTone::Neutral);
        snapshot.verdict.offline = true;
        QCOMPARE(stateMark(sourceRows(snapshot).at(0)), StateMark());
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
