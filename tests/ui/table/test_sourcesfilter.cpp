// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablefixture.h"
#include "ui/table/sourcesfilter.h"
#include "ui/table/sourcesmodel.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::tabletest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SourceStatistics line(int samples, Duration deviation, double frequencyPpm)
{
    return {.samples = samples, .standardDeviation = deviation, .frequencyPpm = frequencyPpm};
}

/// "ntp2" has the smaller figure in every column, "ntp10" the larger, "silent" none.
SnapshotPtr smallLargeNone()
{
    DaemonSource small = followedSource(u"ntp2.example"_s, u"192.0.2.9"_s);
    small.standing = SourceStanding::Selected;
    small.reach = 0b10000001;
    small.lastSample = now - 5s;
    small.adjusted = Offset::fromLocalMinusRemote(-9ms);
    small.stratum = 1;
    small.pollLog2 = 4;
    small.referenceId = u"GPS"_s;
    small.statistics = line(9, 900us, -10.5);
    DaemonSource large = followedSource(u"ntp10.example"_s, u"192.0.2.10"_s);
    large.standing = SourceStanding::Falseticker;
    large.reach = 0b01111110;
    large.lastSample = now - 10s;
    large.adjusted = Offset::fromLocalMinusRemote(1us);
    large.stratum = 10;
    large.pollLog2 = 10;
    large.referenceId = u"PPS"_s;
    large.statistics = line(10, 1ms, -9.5);
    DaemonSource none;
    none.name = u"silent.example"_s;

    SourceSnapshot near = answeringSource(u"ntp2.example"_s, 900us);
    near.address = small.address;
    near.answers = 9;
    near.estimate->frequencyPpm = -10.5;
    near.estimate->minimumDelay = near.estimate->jitter = near.estimate->rootDistance = 900us;
    SourceSnapshot far = answeringSource(u"ntp10.example"_s, 1ms);
    far.address = large.address;
    far.answers = 10;
    far.estimate->frequencyPpm = -9.5;
    far.estimate->minimumDelay = far.estimate->jitter = far.estimate->rootDistance = 1ms;
    far.lastSample->sent = Timestamping::User;
    DaemonReport daemon = chronyd({none, large, small});
    daemon.tracking.emplace();
    daemon.tracking->synchronised = true;
    return snapshotOf({near, far}, {daemon});
}

/// The first letters of what is shown, in its order: "#[ntp2 ntp10 silent]", "#[ntp2] pool[pool pool]".
QString outline(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, SourcesModel::Name, parent);
        const QModelIndex first = index.siblingAtColumn(0);
        QString text = index.data().toString().section(u'.', 0, 0);
        if (first.data(SourcesModel::HeadingRole).toBool())
            text = u"#"_s;
        if (model.hasChildren(first))
            text += u'[' + outline(model, first) + u']';
        rows.append(text);
    }
    return rows.join(u' ');
}

} // namespace

/// Which rows are left, and in which order.
class TestSourcesFilter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void sorts_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("ascending");
        QTest::addColumn<QString>("descending");
        for (int column = 0; column < SourcesModel::ColumnCount; ++column) {
            QString ascending = u"#[ntp2 ntp10 silent]"_s;
            QString descending = u"#[ntp10 ntp2 silent]"_s; // what is unknown comes last again
            // Everybody has these.
            if (column == SourcesModel::State || column == SourcesModel::Happening ||
                column == SourcesModel::Name)
                descending = u"#[silent ntp10 ntp2]"_s;
            QTest::addRow("%d", column) << column << ascending << descending;
        }
    }
    void sorts()
    {
        QFETCH(int, column);
        SourcesModel model;
        model.setSnapshot(smallLargeNone());
        SourcesFilter filter;
        filter.setSourceModel(&model);
        QCOMPARE(outline(filter), u"#[silent ntp10 ntp2]"_s);
        filter.sort(column, Qt::AscendingOrder);
        QTEST(outline(filter), "ascending");
        filter.sort(column, Qt::DescendingOrder);
        QTEST(outline(filter), "descending");
        filter.sort(-1);
        QCOMPARE(outline(filter), u"#[silent ntp10 ntp2]"_s);
    }

    void headingsStayInTheirOrder()
    {
        SourcesModel model;
        DaemonReport other = chronyd({followedSource(u"a.example"_s, u"192.0.2.2"_s)});
        other.instance = 1;
        model.setSnapshot(snapshotOf({}, {chronyd({followedSource(u"z.example"_s, u"192.0.2.1"_s),
                                                   followedSource(u"b.example"_s, u"192.0.2.3"_s)}),
                                          other}));
        SourcesFilter filter;
        filter.setSourceModel(&model);
        filter.sort(SourcesModel::Name, Qt::AscendingOrder);
        QCOMPARE(outline(filter), u"#[b z] #[a]"_s);
        filter.sort(SourcesModel::Name, Qt::DescendingOrder);
        QCOMPARE(outline(filter), u"#[z b] #[a]"_s);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const QString all = u"#[one pool[pool pool]] #[two] #[mine]"_s;
        QTest::newRow("nothing") << QString() << all;
        QTest::newRow("blanks") << u"  "_s << all;
        QTest::newRow("a name") << u"ONE"_s << u"#[one]"_s;
        QTest::newRow("an address in a pool") << u"203.0.113.2"_s << u"#[pool[pool]]"_s;
        QTest::newRow("a pool's name") << u"pool"_s << u"#[pool[pool pool]]"_s;
        QTest::newRow("the state in words") << u"followed"_s << u"#[one]"_s;
        QTest::newRow("the daemon's version") << u"4.9"_s << u"#[two]"_s;
        QTest::newRow("both daemons") << u"chrony"_s << u"#[one pool[pool pool]] #[two]"_s;
        QTest::newRow("your own name for it") << u"cellar"_s << u"#[mine]"_s;
        QTest::newRow("what you typed for it") << u"mine.example"_s << u"#[mine]"_s;
        QTest::newRow("not what its heading says") << u"Synchroscope"_s << QString();
        QTest::newRow("nobody") << u"xyz"_s << QString();
    }
    void filters()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        SourcesModel model;
        SourcesFilter filter;
        const QAbstractItemModelTester tester(&filter);
        filter.setSourceModel(&model);
        model.setSnapshot(groups());
        filter.setText(text);
        QString shown = outline(filter);
        QCOMPARE(shown.replace(u"mine in the cellar"_s, u"mine"_s), expected);
        QCOMPARE(filter.sourceCount(), int(expected.count(QRegularExpression(u"\\b[a-z]+\\b(?!\\[)"_s))));
        filter.setText({});
        QCOMPARE(filter.sourceCount(), 5);
    }

    void aRowComesAndGoesWithItsState()
    {
        SourcesModel model;
        SourcesFilter filter;
        const QAbstractItemModelTester tester(&filter);
        filter.setSourceModel(&model);
        filter.setText(u"followed"_s);
        model.setSnapshot(groups());
        QCOMPARE(outline(filter), u"#[one]"_s);
        Snapshot later = *groups();
        later.machine.daemons[0].sources[0].standing = SourceStanding::Falseticker;
        later.machine.daemons[0].sources[1].standing = SourceStanding::Selected;
        model.setSnapshot(std::make_shared<const Snapshot>(later));
        QCOMPARE(outline(filter), u"#[pool[pool]]"_s);
        later.machine.daemons[0].sources[1].standing = SourceStanding::Falseticker;
        model.setSnapshot(std::make_shared<const Snapshot>(later));
        QCOMPARE(outline(filter), QString());
    }

private:
    static SnapshotPtr groups()
    {
        DaemonSource one = followedSource(u"one.example"_s, u"192.0.2.1"_s);
        one.standing = SourceStanding::Selected;
        DaemonSource first = followedSource(u"pool.example"_s, u"203.0.113.1"_s);
        DaemonSource second = followedSource(u"pool.example"_s, u"203.0.113.2"_s);
        second.ordinal = 1;
        DaemonReport other = chronyd({followedSource(u"two.example"_s, u"192.0.2.2"_s)});
        other.instance = 1;
        other.version = u"4.9"_s;
        SourceSnapshot mine = freshSource(u"mine.example"_s);
        mine.label = u"mine in the cellar"_s;
        return snapshotOf({mine}, {chronyd({one, first, second}), other});
    }
};

QTEST_MAIN(TestSourcesFilter)
#include "test_sourcesfilter.moc"
