// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventsfixture.h"

#include "ui/events/eventsexport.h"
#include "ui/events/eventsmodel.h"
#include "ui/wording/glossary.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPersistentModelIndex>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace synchroscope;
using namespace synchroscope::eventstest;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Kind = Event::Kind;

namespace {

std::vector<Kind> kindsOf(const EventsModel &model)
{
    std::vector<Kind> kinds;
    for (int row = 0; row < model.rowCount(); ++row)
        kinds.push_back(model.eventAt(model.index(row, 0))->kind);
    return kinds;
}

} // namespace

class TestEventsModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void iconsAreSeenOnTheHighlight()
    {
        EventsModel model;
        model.setEvents(listOf({eventOf(Kind::Followed, 1min)}));
        const auto icon = model.index(0, EventsModel::What).data(Qt::DecorationRole).value<QIcon>();
        // Beside the star.
        const auto ground = [&icon](QIcon::Mode mode) {
            return icon.pixmap(QSize(16, 16), 1.0, mode).toImage().pixelColor(1, 12);
        };
        QCOMPARE(ground(QIcon::Normal).alpha(), 0);
        QCOMPARE(ground(QIcon::Selected), QColor(Qt::white));
    }

    void theNewestComesFirst()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setZone(QTimeZone("Asia/Tokyo"));
        model.tick(now);
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.eventAt(model.index(0, 0)));
        model.setEvents(listOf(aDay()));
        QCOMPARE(model.rowCount(), int(aDay().size()));
        const auto text = [&model](int row, int column) {
            return plain(model.index(row, column).data().toString());
        };
        QCOMPARE(text(0, EventsModel::What), u"clock is wrong"_s);
        QCOMPARE(text(0, EventsModel::Who), u"this program"_s);
        QCOMPARE(text(0, EventsModel::Details), u"before: right"_s);
        QVERIFY2(text(0, EventsModel::When).contains(u"12:48:35, 30 s ago"_s),
                 qPrintable(text(0, EventsModel::When)));
        QCOMPARE(text(1, EventsModel::What), u"follows no source"_s);
        QCOMPARE(text(2, EventsModel::What), u"chrony stopped"_s);
        QCOMPARE(text(2, EventsModel::Who), u"chrony"_s);
        QCOMPARE(text(model.rowCount() - 2, EventsModel::What), u"chrony.conf changed"_s);
        QCOMPARE(text(model.rowCount() - 2, EventsModel::Details), u"/etc/chrony/chrony.conf"_s);
        model.tick(now + 5min);
        QVERIFY(text(0, EventsModel::When).contains(u"5 min ago"_s));
        QVERIFY(model.index(0, EventsModel::What)
                    .data(Qt::AccessibleTextRole)
                    .toString()
                    .endsWith(u"Before: right."_s));
    }

    void eachColumnSaysWhatItIs()
    {
        EventsModel model;
        model.tick(now);
        const auto answer = [&model](int column) {
            return model.headerData(column, Qt::Horizontal, Qt::WhatsThisRole).toString();
        };
        for (int column = 0; column < EventsModel::ColumnCount; ++column) {
            QVERIFY(answer(column).contains(u"Nothing has happened"_s));
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
        }
        model.setEvents(listOf(aDay()));
        for (int column = 0; column < EventsModel::ColumnCount; ++column) {
            const QString text = answer(column);
            QVERIFY2(text.contains(model.headerData(column, Qt::Horizontal).toString()), qPrintable(text));
            // With what the newest event has there, and a term that there is.
            QVERIFY2(text.contains(model.index(0, column).data().toString()), qPrintable(text));
            const QString term = text.section(u"glossary:"_s, 1).section(u'\'', 0, 0);
            QVERIFY2(wording::glossaryTerm(term), qPrintable(text));
        }
        QVERIFY(answer(EventsModel::ColumnCount).isEmpty());
        QVERIFY(model.headerData(0, Qt::Vertical, Qt::WhatsThisRole).isNull());
    }

    void eachKindHasWordsAndAnIconOfItsOwnShape()
    {
        EventsModel model;
        model.setEvents(listOf(aDay()));
        QSet<int> kinds;
        for (int row = 0; row < model.rowCount(); ++row) {
            const Event &event = *model.eventAt(model.index(row, 0));
            kinds.insert(int(event.kind));
            QVERIFY(!model.index(row, EventsModel::What).data().toString().isEmpty());
            QVERIFY(!model.index(row, EventsModel::What).data(Qt::DecorationRole).isNull());
            const QString sentence = model.index(row, EventsModel::What).data(Qt::ToolTipRole).toString();
            QVERIFY2(sentence.endsWith(u'.') && !sentence.contains(u"%"_s), qPrintable(sentence));
        }
        QCOMPARE(kinds.size(), int(Kind::ProgramStarted) + 1);
        // Good and bad news differ in shape, not by colour alone.
        QVERIFY(markOf(eventOf(Kind::Outvoted, 0s)).shape != markOf(eventOf(Kind::Believed, 0s)).shape);
        QVERIFY(markOf(eventOf(Kind::AnswersLost, 0s)).shape !=
                markOf(eventOf(Kind::AnswersRegained, 0s)).shape);
        QVERIFY(markOf(eventOf(Kind::DaemonStarted, 0s)).shape !=
                markOf(eventOf(Kind::DaemonStopped, 0s)).shape);
    }

    void rowsThatStayKeepTheirPlace()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model);
        std::vector<Event> events = aDay();
        model.setEvents(listOf(events));
        const QPersistentModelIndex third(model.index(2, 0));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
        // One more.
        events.push_back(eventOf(Kind::DaemonStarted, 0s));
        model.setEvents(listOf(events));
        QCOMPARE(third.row(), 3);
        QCOMPARE(changes.size(), 0);
        // The oldest goes, and one more comes.
        events.erase(events.begin());
        events.push_back(eventOf(Kind::ZoneChanged, 0s));
        model.setEvents(listOf(events));
        QCOMPARE(third.row(), 4);
        QCOMPARE(removals.size(), 1);
        QCOMPARE(removals.front().at(1).toInt(), model.rowCount() - 1);
        QCOMPARE(model.eventAt(third)->kind, Kind::DaemonStopped);
        // The clock was set: all have another time.
        for (Event &each : events)
            each.at += 1h;
        model.setEvents(listOf(events));
        QCOMPARE(removals.size(), 1);
        QCOMPARE(third.row(), 4);
        QVERIFY(!changes.isEmpty());
        // One comes between.
        events.insert(events.end() - 1, eventOf(Kind::Followed, -1min));
        model.setEvents(listOf(events));
        QCOMPARE(model.eventAt(third)->kind, Kind::DaemonStopped);
        std::vector<Kind> expected;
        for (auto each = events.rbegin(); each != events.rend(); ++each)
            expected.push_back(each->kind);
        QCOMPARE(kindsOf(model), expected);
        // Two of a kind are told apart.
        const QPersistentModelIndex newest(model.index(0, 0));
        events.back().daemonNumber = 2;
        model.setEvents(listOf(events));
        QVERIFY(!newest.isValid());
        model.setEvents(listOf({}));
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(resets.isEmpty());
    }

    void aSlewGrowsInItsRow()
    {
        EventsModel model;
        const QAbstractItemModelTester tester(&model);
        std::vector<Event> events{eventOf(Kind::ProgramStarted, 1h),
                                  clockEvent(ClockEvent::Kind::Slewed, 1min, 1min, 2ms)};
        model.setEvents(listOf(events));
        const QPersistentModelIndex slew(model.index(0, 0));
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        events.back() = clockEvent(ClockEvent::Kind::Slewed, 0s, 2min, 4ms);
        model.setEvents(listOf(events));
        QVERIFY(slew.isValid());
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.front().at(0).toModelIndex().row(), 0);
        QCOMPARE(changes.front().at(1).toModelIndex().row(), 0);
        QVERIFY(plain(model.index(0, EventsModel::What).data().toString()).contains(u"4.0 ms"_s));
    }

    void groupsAndWordsFilter()
    {
        EventsModel model;
        EventsFilter filter(&model);
        const QAbstractItemModelTester tester(&filter);
        model.setEvents(listOf(aDay()));
        const int all = filter.rowCount();
        QVERIFY(!filter.isFiltering());
        using wording::EventGroup;
        int sum = 0;
        const QList groups{EventGroup::Clock, EventGroup::Daemons, EventGroup::Sources,
                           EventGroup::Configuration, EventGroup::Verdict};
        for (const EventGroup shown : groups) {
            for (const EventGroup group : groups)
                filter.setShown(group, group == shown);
            QVERIFY(filter.rowCount() > 0);
            for (const Event &each : filter.events())
                QCOMPARE(wording::groupOf(each), shown);
            sum += filter.rowCount();
        }
        QCOMPARE(sum, all);
        for (const EventGroup group : groups)
            filter.setShown(group, true);
        filter.setText(u" NTP3 "_s);
        QCOMPARE(filter.rowCount(), 4);
        filter.setText(u"/etc/chrony"_s);
        QCOMPARE(filter.rowCount(), 1);
        filter.setText(u"majority"_s); // of the sentences
        QCOMPARE(filter.rowCount(), 2);
        filter.setText(u"nothing of that kind"_s);
        QCOMPARE(filter.rowCount(), 0);
        QVERIFY(filter.events().empty());
        filter.setText({});
        QCOMPARE(filter.rowCount(), all);
        QCOMPARE(filter.events().front(), aDay().back());
    }

    void exportsAsCsv()
    {
        std::vector<Event> events{eventOf(Kind::Followed, 0s, u"a \"b\", c"_s, u"PHC0"_s),
                                  clockEvent(ClockEvent::Kind::Stepped, 1500ms, 0s, -2s)};
        events[0].daemonNumber = 2;
        const QStringList lines = QString::fromUtf8(eventsAsCsv(events)).split(u"\r\n"_s);
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[0],
                 u"time,kind,clock_event,daemon,daemon_number,subject,from,lasted_s,moved_s,forward,state,"
                 "from_state,sentence"_s);
        QVERIFY2(lines[1].startsWith(
                     u"2023-08-17T03:49:05.000Z,followed,,chrony,2,\"a \"\"b\"\", c\",PHC0,,,,,,\""_s),
                 qPrintable(lines[1]));
        QVERIFY(lines[1].contains(u"chrony #2"_s));
        Event started = eventOf(Kind::DaemonStarted, 0s, u"4.3"_s);
        started.daemonNumber = 2;
        QVERIFY(eventsAsCsv({started}).contains("chrony 4.3 #2 was started"));
        QVERIFY2(lines[2].startsWith(u"2023-08-17T03:49:03.500Z,clock,stepped,,,,,,-2.000000000,,,,"_s),
                 qPrintable(lines[2]));
        QVERIFY(lines[3].isEmpty());
        QCOMPARE(eventsAsCsv({}).count('\n'), 1);
    }

    void exportsAsJson()
    {
        const QJsonObject whole = QJsonDocument::fromJson(eventsAsJson(aDay())).object();
        QCOMPARE(whole.value("format"_L1).toInt(), 1);
        const QJsonArray list = whole.value("events"_L1).toArray();
        QCOMPARE(list.size(), qsizetype(aDay().size()));
        const QJsonObject state = list.last().toObject();
        QCOMPARE(state.value("kind"_L1).toString(), u"state-changed"_s);
        QCOMPARE(state.value("state"_L1).toString(), u"wrong"_s);
        QCOMPARE(state.value("from_state"_L1).toString(), u"synchronised"_s);
        QCOMPARE(state.value("time"_L1).toString(), u"2023-08-17T03:48:35.000Z"_s);
        QVERIFY(state.value("subject"_L1).isNull() && state.value("moved_s"_L1).isNull());
        QVERIFY(state.value("sentence"_L1).toString().endsWith(u'.'));
        const QJsonObject step = list.at(4).toObject();
        QCOMPARE(step.value("moved_s"_L1).toDouble(), 362.0);
        QCOMPARE(list.at(11).toObject().value("lasted_s"_L1).toDouble(), 47 * 60.0);
        QCOMPARE(list.at(14).toObject().value("forward"_L1), QJsonValue(false));
        QCOMPARE(QJsonDocument::fromJson(eventsAsJson({})).object().value("events"_L1).toArray().size(), 0);
    }
};

QTEST_MAIN(TestEventsModel)
#include "test_eventsmodel.moc"
