// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablefixture.h"
#include "ui/table/sourcescopy.h"

#include <QLocale>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::tabletest;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using M = SourcesModel;

QList<M::Column> allColumns()
{
    QList<M::Column> columns;
    for (int column = 0; column < M::ColumnCount; ++column)
        columns.append(static_cast<M::Column>(column));
    return columns;
}

SourceRow rowOf(const DaemonReport &daemon, std::vector<SourceSnapshot> watched = {})
{
    Snapshot snapshot = *snapshotOf(std::move(watched), {daemon});
    return sourceRows(snapshot).front().children.front();
}

} // namespace

/// Rows for other programs: the same for every reader, and nothing lost.
class TestSourcesCopy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany)); } // 1.234,5

    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void figuresAreRawAndWhole()
    {
        SourceSnapshot watched = answeringSource(u"a.example"_s, -2'910'001ns);
        const SourceRow row = measuredRow(watched);
        QCOMPARE(
            csvText({&row}, {M::Name, M::Offset, M::LastAnswer, M::Reach, M::Frequency, M::Answers}, false),
            u"name,offset_s,bound_s,last_answer_utc,reach_octal,frequency_ppm,answers,questions\r\n"
            "a.example,-0.002910001,0.013000000,2023-08-17T12:48:53.000Z,357,-3.271000,30,31\r\n"_s);
    }

    void everyColumnHasItsHeader()
    {
        const QString header = csvText({}, allColumns(), true);
        QCOMPARE(header, u"service,service_heard_utc,state,name,reach_octal,last_answer_utc,service_offset_s,"
                         u"service_error_s,"
                         "offset_s,bound_s,activity,next_question_utc,address,stratum,poll_s,delay_s,"
                         "jitter_s,root_distance_s,frequency_ppm,reference,answers,questions,stamps,samples,"
                         "deviation_s,residual_frequency_ppm\r\n"_s);
    }

    void theDaemonsWordGoesFirst()
    {
        DaemonSource source = followedSource(u"a.example"_s, u"192.0.2.1"_s);
        source.standing = SourceStanding::Selected;
        source.stratum = 3;
        source.statistics =
            SourceStatistics{.samples = 12, .standardDeviation = 420us, .frequencyPpm = -0.013};
        source.referenceId = u"GPS"_s;
        DaemonReport daemon = chronyd({source});
        daemon.readAt = now - 1s;
        const SourceRow row = rowOf(daemon, {answeringSource(u"a.example"_s, 2s)});
        QCOMPARE(csvText({&row}, allColumns(), true).section(u"\r\n"_s, 1, 1),
                 u"chrony#0,2023-08-17T12:49:04.000Z,followed,a.example,377,2023-08-17T12:48:45.000Z,0."
                 u"001000000,0.005000000,"
                 "2.000000000,0.013000000,waiting,2023-08-17T12:49:57.000Z,192.0.2.1,3,64.000000000,"
                 "0.020000000,0.000340000,0.002500000,-3.271000,GPS,30,31,kernel,12,0.000420000,-0.013000"_s);
    }

    void whatIsUnknownIsEmpty()
    {
        DaemonSource source;
        source.name = u"a.example"_s;
        const SourceRow row = rowOf(chronyd({source}));
        const QString record = csvText({&row}, allColumns(), false).section(u"\r\n"_s, 1, 1);
        QCOMPARE(record, u"never_answered,a.example"_s + QString(22, u','));
        const SourceRow unasked = measuredRow(freshSource(u"b.example"_s));
        QCOMPARE(csvText({&unasked}, {M::State, M::Name, M::Reach, M::Offset, M::Happening, M::Poll}, false)
                     .section(u"\r\n"_s, 1, 1),
                 u",b.example,,,,waiting,,64.000000000"_s);
    }

    void quotesAsTheRfcSays_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("field");
        QTest::newRow("plain") << u"the good one"_s << u"the good one"_s;
        QTest::newRow("comma") << u"cellar, left"_s << u"\"cellar, left\""_s;
        QTest::newRow("quote") << u"the \"good\" one"_s << u"\"the \"\"good\"\" one\""_s;
        QTest::newRow("line") << u"two\nlines"_s << u"\"two\nlines\""_s;
    }
    void quotesAsTheRfcSays()
    {
        QFETCH(QString, name);
        QFETCH(QString, field);
        SourceSnapshot watched = freshSource(u"a.example"_s);
        watched.label = name;
        const SourceRow row = measuredRow(watched);
        QCOMPARE(csvText({&row}, {M::Name, M::Address}, false), u"name,address\r\n"_s + field + u",\r\n"_s);
    }

    void largestFigures()
    {
        SourceSnapshot watched = answeringSource(u"a.example"_s, Duration::min());
        const SourceRow row = measuredRow(watched);
        QVERIFY(csvText({&row}, {M::Offset}, false).contains(u"\n-9223372036.854775808,"_s));
    }

    void textStandsInColumns()
    {
        const QString text = alignedText({u"State"_s, u"Server"_s, u"Offset"_s},
                                         {{{u"chrony 4.3 follows PHC0."_s}, 0},
                                          {{u"followed"_s, u"a"_s, u"2.9\u00a0ms"_s}, 1},
                                          {{u"no answer"_s, u"b.example"_s, u"–"_s}, 1}});
        QCOMPARE(text, u"State        Server     Offset\n"
                       "chrony 4.3 follows PHC0.\n"
                       "  followed   a          2.9 ms\n"
                       "  no answer  b.example  –\n"_s);
    }

    void wideLettersTakeTwoPlaces()
    {
        QCOMPARE(alignedText({u"状態"_s, u"x"_s}, {{{u"応答なし"_s, u"a"_s}, 0}, {{u"ok"_s, u"b"_s}, 0}}),
                 u"状態      x\n応答なし  a\nok        b\n"_s);
    }
};

QTEST_MAIN(TestSourcesCopy)
#include "test_sourcescopy.moc"
