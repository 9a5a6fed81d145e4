// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablefixture.h"
#include "ui/table/sourcesmodel.h"
#include "ui/wording/sourcewording.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace synchroscope;
using namespace synchroscope::tabletest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString first = u"ntp1.example.net"_s;
const QString second = u"ntp2.example.net"_s;
const QString third = u"ntp3.example.net"_s;

QString plain(QString text)
{
    return text.replace(QChar(QChar::Nbsp), u' ');
}

QString shown(const SourcesModel &model, int row, int column, int role = Qt::DisplayRole)
{
    return plain(model.index(row, column).data(role).toString());
}

/// The columns of the dataChanged signals seen, in order.
QList<int> changedColumns(const QSignalSpy &spy)
{
    QList<int> columns;
    for (const QList<QVariant> &signal : spy) {
        const int from = signal[0].toModelIndex().column();
        const int to = signal[1].toModelIndex().column();
        for (int column = from; column <= to; ++column)
            columns.append(column);
    }
    return columns;
}

} // namespace

class TestSourcesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsComeAndGoByIdentity()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.setSnapshot(snapshotOf({freshSource(first), freshSource(second), freshSource(third)}));
        QCOMPARE(model.rowCount(), 3);
        const QPersistentModelIndex kept = model.index(2, SourcesModel::Name);

        model.setSnapshot(snapshotOf({freshSource(first), freshSource(third)}));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(kept.row(), 1);
        QCOMPARE(kept.data().toString(), third);
        QVERIFY(!model.indexOf(idOf(second)).isValid());

        model.setSnapshot(snapshotOf({freshSource(first), freshSource(third), freshSource(second)}));
        QCOMPARE(model.indexOf(idOf(second)).row(), 2);
        QCOMPARE(inserted.size(), 4);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(reset.size(), 0);
    }

    void rowsFollowAnyChangeOfOrder()
    {
        SourcesModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<SourceSnapshot> all;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s, u"g"_s})
            all.push_back(freshSource(name));
        std::mt19937 generator(5);
        std::vector<SourceSnapshot> before;
        for (int run = 0; run < 200; ++run) {
            std::ranges::shuffle(all, generator);
            const std::vector<SourceSnapshot> some(all.begin(), all.begin() + 1 + run % int(all.size()));
            std::vector<QPersistentModelIndex> kept;
            kept.reserve(before.size());
            for (const SourceSnapshot &source : before)
                kept.emplace_back(model.indexOf(source.id));
            model.setSnapshot(snapshotOf(some));
            QCOMPARE(model.rowCount(), int(some.size()));
            for (int row = 0; row < int(some.size()); ++row)
                QCOMPARE(shown(model, row, SourcesModel::Name, SourcesModel::KeyRole),
                         some[size_t(row)].id.key);
            for (size_t i = 0; i < before.size(); ++i)
                QCOMPARE(QModelIndex(kept[i]).siblingAtColumn(0), model.indexOf(before[i].id));
            before = some;
        }
    }

    void onlyWhatChangedIsAnnounced()
    {
        SourcesModel model;
        const SourceSnapshot before = answeringSource(first, 1ms);
        model.setSnapshot(snapshotOf({before, freshSource(second)}));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setSnapshot(snapshotOf({before, freshSource(second)}));
        QCOMPARE(changed.size(), 0);

        SourceSnapshot failing = before;
        failing.lastOutcome = QueryOutcome::Timeout;
        failing.failingSince = now;
        failing.reach = 0b11011110;
        failing.requests = 32;
        model.setSnapshot(snapshotOf({failing, freshSource(second)}));
        QCOMPARE(changedColumns(changed), QList<int>({SourcesModel::State, SourcesModel::Reach,
                                                      SourcesModel::Happening, SourcesModel::Answers}));
        for (const QList<QVariant> &signal : changed)
            QCOMPARE(signal[0].toModelIndex().row(), 0);

        changed.clear();
        SourceSnapshot renamed = failing;
        renamed.label = u"the good one"_s;
        model.setSnapshot(snapshotOf({renamed, freshSource(second)}));
        QCOMPARE(changedColumns(changed), QList<int>({SourcesModel::Name}));

        changed.clear();
        SourceSnapshot answered = renamed;
        answered.lastSample->raw += 64s;
        answered.lastSample->stratum = 3;
        answered.estimate->offset = Offset::fromLocalMinusRemote(2ms);
        model.setSnapshot(snapshotOf({answered, freshSource(second)}));
        QVERIFY(changedColumns(changed).contains(SourcesModel::Offset));
        QVERIFY(changedColumns(changed).contains(SourcesModel::Stratum));
        QVERIFY(!changedColumns(changed).contains(SourcesModel::Name));
    }

    void whatAgesIsToldEverySecond()
    {
        SourcesModel model;
        model.setSnapshot(snapshotOf({answeringSource(first, 1ms)}));
        QCOMPARE(shown(model, 0, SourcesModel::LastAnswer), u"12 s"_s);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.tick(now + 3s);
        QCOMPARE(shown(model, 0, SourcesModel::LastAnswer), u"15 s"_s);
        QVERIFY(shown(model, 0, SourcesModel::Happening).endsWith(u"Asked again in 49 s."_s));
        // Of the state only what explains it: its tool tip has ages.
        QCOMPARE(changedColumns(changed),
                 QList<int>({SourcesModel::LastAnswer, SourcesModel::Happening, SourcesModel::State}));
        QVERIFY(!changed.last()[2].value<QList<int>>().contains(Qt::DisplayRole));
        // Nothing moves in a sorted table because a second has passed.
        for (const QList<QVariant> &signal : changed)
            QVERIFY(!signal[2].value<QList<int>>().contains(SourcesModel::SortRole));
    }

    void texts_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("answered");
        QTest::addColumn<QString>("fresh");
        QTest::addColumn<QString>("accessible");
        QTest::addColumn<QString>("freshAccessible");
        using M = SourcesModel;
        const QString none = u"–"_s;
        const QString unknown = u"unknown"_s;
        QTest::newRow("state") << int(M::State) << u"answers"_s << u"waiting"_s << u"answers"_s
                               << u"waiting"_s;
        QTest::newRow("name") << int(M::Name) << first << second << first + u", address 192.0.2.1"_s
                              << second;
        QTest::newRow("reach") << int(M::Reach) << QString() << QString() << u"answered 7 of the last 8"_s
                               << u"not asked yet"_s;
        QTest::newRow("last answer") << int(M::LastAnswer) << u"12 s"_s << u"never"_s << u"12 s ago"_s
                                     << u"never"_s;
        QTest::newRow("offset") << int(M::Offset) << u"2.9 ms behind ± 13 ms"_s << none
                                << u"2.9 ms behind ± 13 ms"_s << unknown;
        QTest::newRow("address") << int(M::Address) << u"192.0.2.1"_s << none << u"192.0.2.1"_s << unknown;
        QTest::newRow("stratum") << int(M::Stratum) << u"2"_s << none << u"2"_s << unknown;
        QTest::newRow("poll") << int(M::Poll) << u"64 s"_s << u"64 s"_s << u"64 s"_s << u"64 s"_s;
        QTest::newRow("delay") << int(M::Delay) << u"20 ms"_s << none << u"20 ms"_s << unknown;
        QTest::newRow("jitter") << int(M::Jitter) << u"340 µs"_s << none << u"340 µs"_s << unknown;
        QTest::newRow("root distance")
            << int(M::RootDistance) << u"2.5 ms"_s << none << u"2.5 ms"_s << unknown;
        QTest::newRow("frequency") << int(M::Frequency) << u"3.271 ppm slow"_s << none << u"3.271 ppm slow"_s
                                   << unknown;
        QTest::newRow("reference") << int(M::ReferenceId) << u"192.0.2.7"_s << none << u"192.0.2.7"_s
                                   << unknown;
        QTest::newRow("answers") << int(M::Answers) << u"30 of 31"_s << u"0 of 0"_s << u"30 of 31"_s
                                 << u"0 of 0"_s;
        QTest::newRow("stamps") << int(M::Stamps) << u"kernel"_s << none << u"kernel"_s << unknown;
    }

    void texts()
    {
        QFETCH(int, column);
        SourcesModel model;
        model.setSnapshot(snapshotOf({answeringSource(first, -2'910us), freshSource(second)}));
        QTEST(shown(model, 0, column), "answered");
        QTEST(shown(model, 1, column), "fresh");
        QTEST(shown(model, 0, column, Qt::AccessibleTextRole), "accessible");
        QTEST(shown(model, 1, column, Qt::AccessibleTextRole), "freshAccessible");
    }

    void everyColumnHasItsMeaning()
    {
        const SourcesModel model;
        QSet<QString> texts;
        QSet<QString> meanings;
        for (int column = 0; column < SourcesModel::ColumnCount; ++column) {
            texts.insert(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
            const QString meaning = model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
            QVERIFY2(meaning.endsWith(u'.'), qPrintable(meaning));
            meanings.insert(meaning);
        }
        QCOMPARE(texts.size(), SourcesModel::ColumnCount);
        QCOMPARE(meanings.size(), SourcesModel::ColumnCount);
    }

    void rawValuesSortAsNumbers()
    {
        SourcesModel model;
        SourceSnapshot fast = answeringSource(first, 900us);
        SourceSnapshot slow = answeringSource(second, 1ms, 5s);
        model.setSnapshot(snapshotOf({fast, slow, freshSource(third)}));
        const auto raw = [&model](int row, int column) {
            return model.index(row, column).data(SourcesModel::SortRole);
        };
        // As text "900 µs" comes after "1.0 ms".
        QVERIFY(raw(0, SourcesModel::Offset).toLongLong() < raw(1, SourcesModel::Offset).toLongLong());
        // The youngest answer first.
        QVERIFY(raw(1, SourcesModel::LastAnswer).toLongLong() <
                raw(0, SourcesModel::LastAnswer).toLongLong());
        // What is unknown is no number.
        QVERIFY(!raw(2, SourcesModel::LastAnswer).isValid());
        QVERIFY(!raw(2, SourcesModel::Offset).isValid());
    }

    void theStateIsExplained()
    {
        SourcesModel model;
        DaemonSource followed = followedSource(first, u"192.0.2.1"_s);
        followed.standing = SourceStanding::Selected;
        followed.letter = '*';
        DaemonSource other = followedSource(u"<b>odd</b>"_s, u"192.0.2.2"_s);
        other.standing = SourceStanding::Combined;
        model.setSnapshot(snapshotOf({answeringSource(first, -2'910us)}, {chronyd({followed, other})}));
        const QModelIndex row = model.index(0, SourcesModel::State, model.index(0, 0));
        QCOMPARE(plain(row.data(Qt::ToolTipRole).toString()),
                 u"<qt>followed: chrony follows this source: it may be 5.0 ms off at most, the least of "
                 "the 2 source(s) that agree.<br>Last sample 20 s ago: 1.0 ms ahead ± 5.0 ms.<br>Reach: "
                 "answered 8 of the last 8.<br>chronyc shows it as &quot;*&quot;.<br>Measured here: 2.9 ms "
                 "behind ± 13 ms.</qt>"_s);
        QCOMPARE(row.data(Qt::AccessibleDescriptionRole).toString().count(u'\n'), 4);
        model.setSnapshot(snapshotOf({answeringSource(first, -2'910us)}));
        QCOMPARE(
            shown(model, 0, SourcesModel::State, Qt::ToolTipRole),
            u"<qt>answers: Answers in 21 ms. Asked again in 52 s.<br>Reach: answered 7 of the last 8.<br>"
            "Measured here: 2.9 ms behind ± 13 ms.</qt>"_s);
    }

    void theOffsetTellsItsErrors()
    {
        SourcesModel model;
        SourceSnapshot source = answeringSource(first, -2'910us);
        source.estimate->statistical = 78us;
        model.setSnapshot(snapshotOf({source}));
        QCOMPARE(shown(model, 0, SourcesModel::Offset, Qt::ToolTipRole),
                 u"<qt>Measured here: 2.910 ms behind ± 0.078 ms.<br>Error against this server: ± 11 ms at "
                 "most.<br>Error against UTC, as it claims: ± 13 ms at most.</qt>"_s);
        // The cell itself tells the one that holds against everything.
        QCOMPARE(shown(model, 0, SourcesModel::Offset, Qt::DisplayRole), u"2.9 ms behind ± 13 ms"_s);
    }

    void thereIsATipForWhatHasNoRoom()
    {
        SourcesModel model;
        SourceSnapshot failing = freshSource(first);
        failing.lastOutcome = QueryOutcome::Unreachable;
        failing.systemReason = u"<no way>"_s;
        model.setSnapshot(snapshotOf({failing}, {chronyd({})}));
        for (const int column : {SourcesModel::Happening, SourcesModel::Name}) {
            const QModelIndex cell = model.index(0, column, model.index(1, 0));
            QCOMPARE(cell.data(Qt::ToolTipRole).toString(),
                     u"<qt>%1</qt>"_s.arg(cell.data().toString().toHtmlEscaped())); // which wraps it
        }
        QVERIFY(
            model.index(0, 0).data(Qt::ToolTipRole).toString().contains(model.index(0, 0).data().toString()));
    }

    void aDaemonsFrequencyIsAnotherThanOurs()
    {
        DaemonSource followed = followedSource(first, u"192.0.2.1"_s);
        followed.pollLog2 = 6;
        followed.statistics = SourceStatistics{.samples = 9, .frequencyPpm = -0.013};
        SourcesModel model;
        model.setSnapshot(snapshotOf({answeringSource(first, 1ms)}, {chronyd({followed})}));
        const auto cell = [&model](int column) {
            return plain(model.index(0, column, model.index(0, 0)).data().toString());
        };
        QCOMPARE(cell(SourcesModel::Residual), u"0.013 ppm slow"_s);
        QCOMPARE(cell(SourcesModel::Frequency), u"3.271 ppm slow"_s);
        QCOMPARE(cell(SourcesModel::Poll), u"64 s"_s);
        model.setSnapshot(snapshotOf({}, {chronyd({followed})}));
        QCOMPARE(cell(SourcesModel::Frequency), u"–"_s);
    }

    void checkBoxHidesFromTheChart()
    {
        SourcesModel model;
        model.setHiddenSources({idOf(u"gone.example.net"_s).key});
        model.setSnapshot(snapshotOf({freshSource(first)}));
        const QSignalSpy changed(&model, &SourcesModel::visibilityChanged);
        const QModelIndex state = model.index(0, SourcesModel::State);
        QVERIFY(state.flags() & Qt::ItemIsUserCheckable);
        QCOMPARE(state.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(model.setData(state, Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(state.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        // What is not watched now stays hidden, should it come back.
        QCOMPARE(model.hiddenSources().size(), 2);
        QVERIFY(model.hiddenSources().contains(idOf(first).key));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first()[1].toBool(), false);
        QVERIFY(model.setData(state, Qt::Checked, Qt::CheckStateRole));
        QVERIFY(!model.hiddenSources().contains(idOf(first).key));
    }

    void renamingIsARequest()
    {
        SourcesModel model;
        model.setSnapshot(snapshotOf({freshSource(first)}));
        const QSignalSpy requested(&model, &SourcesModel::renameRequested);
        const QModelIndex name = model.index(0, SourcesModel::Name);
        QVERIFY(name.flags() & Qt::ItemIsEditable);
        QVERIFY(!(model.index(0, SourcesModel::Offset).flags() & Qt::ItemIsEditable));
        QVERIFY(model.setData(name, u"  the good one "_s, Qt::EditRole));
        QCOMPARE(requested.size(), 1);
        QCOMPARE(requested.first()[0].value<SourceId>(), idOf(first));
        QCOMPARE(requested.first()[1].toString(), u"the good one"_s);
        QCOMPARE(name.data().toString(), first); // until the engine says so
    }

    void colourAndToneComeAlong()
    {
        SourcesModel model;
        model.setColourIndex([](const SourceId &id) { return id == idOf(second) ? 5 : 0; });
        SourceSnapshot stopped = freshSource(second);
        stopped.activity = SourceActivity::Stopped;
        model.setSnapshot(snapshotOf({answeringSource(first, 1ms), stopped}));
        QCOMPARE(model.index(1, 0).data(SourcesModel::ColourRole).toInt(), 5);
        QCOMPARE(model.index(1, 0).data(SourcesModel::StoppedRole).toBool(), true);
        QCOMPARE(model.index(0, 0).data(SourcesModel::ToneRole).toInt(), int(wording::SourceTone::Good));
        QCOMPARE(model.index(1, 0).data(SourcesModel::ToneRole).toInt(), int(wording::SourceTone::Bad));
    }
};

QTEST_MAIN(TestSourcesModel)
#include "test_sourcesmodel.moc"
