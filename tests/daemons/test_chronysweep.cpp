// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronysweep.h"

#include <QTest>
#include <QtEndian>

#include <algorithm>
#include <functional>
#include <set>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using cmdmon::Address;
using cmdmon::Command;
using cmdmon::Reply;
using cmdmon::ReplyStatus;
using Outcome = ChronySweep::Outcome;

namespace {

constexpr Instant now{1'780'000'000s};

struct Entry
{
    Address address;
    QByteArray name;
    QByteArray letters{}; ///< of a reference clock
};

Entry server(quint8 number, const QByteArray &name = {})
{
    const QByteArray text = "127.78.0." + QByteArray::number(number);
    return {.address = {.kind = Address::Kind::Ipv4, .bytes = {127, 78, 0, number}},
            .name = name.isEmpty() ? text : name};
}

Entry unresolved(quint8 number, const QByteArray &name)
{
    return {.address = {.kind = Address::Kind::Unresolved, .bytes = {0, 0, 0, number}}, .name = name};
}

Entry clock(const QByteArray &letters)
{
    return {.address = {}, .name = {}, .letters = letters};
}

/// Bytes as chronyd lays them out.
class Bytes
{
public:
    template <typename Number>
    Bytes &add(Number number)
    {
        const Number big = qToBigEndian(number);
        data.append(reinterpret_cast<const char *>(&big), sizeof big);
        return *this;
    }
    Bytes &add(const Address &address)
    {
        for (const quint8 byte : address.bytes)
            data.append(char(byte));
        return add(quint16(address.kind)).add(quint16(0));
    }
    Bytes &zeros(qsizetype count)
    {
        data.append(count, '\0');
        return *this;
    }

    QByteArray data;
};

Reply reply(Command command, quint16 code, const QByteArray &data)
{
    return {.command = quint16(command),
            .sequence = 0,
            .code = code,
            .status = ReplyStatus::Success,
            .data = data};
}

Reply refusal(Command command, ReplyStatus status)
{
    return {.command = quint16(command), .sequence = 0, .code = 1, .status = status, .data = {}};
}

/// A chronyd's list of sources, which the test changes between two questions.
class List
{
public:
    Reply answer(const ChronySweep::Question &question)
    {
        ++asked[question.command];
        switch (question.command) {
        case Command::SourceCount:
            return reply(question.command, 2, Bytes().add(quint32(entries.size())).data);
        case Command::SourceData:
        case Command::SourceStats:
            if (question.index >= entries.size())
                return refusal(question.command, ReplyStatus::NoSuchSource);
            return question.command == Command::SourceData ? sourceData(entries[question.index])
                                                           : sourceStats(entries[question.index]);
        case Command::SourceName:
            for (const Entry &entry : entries) {
                if (entry.address == question.address && entry.letters.isEmpty())
                    return reply(question.command, 19, entry.name.leftJustified(256, '\0'));
            }
            return refusal(question.command, ReplyStatus::NoSuchSource);
        case Command::Tracking:
            return reply(question.command, 5, QByteArray(76, '\0'));
        case Command::Activity:
            return reply(question.command, 12, QByteArray(20, '\0'));
        case Command::RtcReport:
            return refusal(question.command, ReplyStatus::NoRtc);
        case Command::Smoothing:
            return refusal(question.command, ReplyStatus::NotEnabled);
        }
        return {};
    }

    std::vector<Entry> entries;
    std::map<Command, int> asked;

private:
    static Reply sourceData(const Entry &entry)
    {
        const bool isClock = !entry.letters.isEmpty();
        Address address = entry.address;
        if (isClock) {
            address.kind = Address::Kind::Ipv4;
            std::ranges::copy(entry.letters, address.bytes.begin());
        }
        // Poll, stratum, state, mode, flags, reach, the age of the sample.
        return reply(Command::SourceData, 3,
                     Bytes()
                         .add(address)
                         .add(qint16(6))
                         .add(quint16(2))
                         .add(quint16(5))
                         .add(quint16(isClock ? 2 : 0))
                         .zeros(2)
                         .add(quint16(0377))
                         .add(quint32(1))
                         .zeros(12)
                         .data);
    }
    /// The number of samples is the last byte of the address, so that a row's two halves can be told apart.
    static Reply sourceStats(const Entry &entry)
    {
        Bytes bytes;
        bytes.data = entry.letters.leftJustified(4, '\0');
        return reply(Command::SourceStats, 6,
                     bytes.add(entry.address).add(quint32(entry.address.bytes[3])).zeros(28).data);
    }
};

using Change = std::function<void(int number, const ChronySweep::Question &question)>;

/// Puts all questions one after the other; `change` is called before each is answered.
int run(ChronySweep &sweep, List &list, const Change &change = {})
{
    int number = 0;
    while (sweep.hasQuestion() && number < 10'000) {
        const ChronySweep::Question question = sweep.takeQuestion();
        if (change)
            change(number, question);
        sweep.answer(question, list.answer(question), now);
        ++number;
    }
    return number;
}

QString names(const DaemonReport &report)
{
    QStringList all;
    for (const DaemonSource &source : report.sources)
        all.append(source.name);
    return all.join(u' ');
}

ChronySweep fresh()
{
    return ChronySweep({}, {}, true);
}

} // namespace

/// One reading against a list that changes under its hands. All replies are synthetic.
class TestChronySweep final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsAsked()
    {
        List list{.entries = {server(1), clock("PHC0"), unresolved(1, "ntp.example")}, .asked = {}};
        ChronySweep sweep = fresh();
        QCOMPARE(run(sweep, list), 14); // five, two of each source, one behind them, two names
        const DaemonReport report = sweep.takeReport();
        QCOMPARE(names(report), u"127.78.0.1 PHC0 ntp.example"_s);
        QCOMPARE(report.sources[0].statistics->samples, 1);
        QVERIFY(!report.sources[2].resolved && report.sources[2].address.isEmpty());
        QVERIFY(report.tracking && report.activity && !report.hardwareClock && !report.smoothing);
        QVERIFY(!sweep.isForbidden());
    }

    // Before each question in turn: what is read is one of the two lists, never a mixture.
    void aListThatChangesOnce_data()
    {
        QTest::addColumn<QList<int>>("after");
        QTest::newRow("shrinks at its end") << QList<int>{1, 2};
        QTest::newRow("shrinks at its beginning") << QList<int>{2, 3};
        QTest::newRow("is emptied") << QList<int>{};
        QTest::newRow("grows at its end") << QList<int>{1, 2, 3, 4};
        QTest::newRow("grows at its beginning") << QList<int>{4, 1, 2, 3};
        QTest::newRow("is shuffled") << QList<int>{2, 3, 1};
        QTest::newRow("is another one") << QList<int>{4, 5, 6};
    }
    void aListThatChangesOnce()
    {
        QFETCH(QList<int>, after);
        const auto sorted = [](const QString &text) {
            QStringList all = text.split(u' ');
            all.sort();
            return all.join(u' ');
        };
        List changed;
        for (const int number : after)
            changed.entries.push_back(server(quint8(number)));
        List plain{.entries = {server(1), server(2), server(3)}, .asked = {}};
        ChronySweep sweep = fresh();
        const int questions = run(sweep, plain);
        const QString before = sorted(names(sweep.takeReport()));
        sweep = fresh();
        run(sweep, changed);
        const QString then = sorted(names(sweep.takeReport()));
        for (int moment = 0; moment < questions; ++moment) {
            List list{.entries = {server(1), server(2), server(3)}, .asked = {}};
            sweep = fresh();
            run(sweep, list, [&](int number, const ChronySweep::Question &) {
                if (number == moment)
                    list.entries = changed.entries;
            });
            const DaemonReport report = sweep.takeReport();
            const QString read = sorted(names(report));
            QVERIFY2(read == before || read == then, qPrintable(u"%1: %2"_s.arg(moment).arg(read)));
            for (const DaemonSource &source : report.sources)
                QCOMPARE(QString::number(source.statistics->samples), source.address.section(u'.', -1));
        }
    }

    void theIndexShiftsBetweenDataAndStatistics()
    {
        List list{.entries = {server(1), server(2)}, .asked = {}};
        ChronySweep sweep = fresh();
        bool isShifted = false;
        run(sweep, list, [&](int, const ChronySweep::Question &question) {
            if (question.command == Command::SourceStats && !std::exchange(isShifted, true))
                std::ranges::reverse(list.entries);
        });
        const DaemonReport report = sweep.takeReport();
        QCOMPARE(names(report), u"127.78.0.2 127.78.0.1"_s);
        QCOMPARE(report.sources[0].statistics->samples, 2);
        QCOMPARE(list.asked[Command::SourceCount], 2);
    }

    void aListThatNeverStandsStillIsReadAllTheSame()
    {
        List list;
        for (quint8 i = 1; i <= 12; ++i)
            list.entries.push_back(server(i));
        ChronySweep sweep = fresh();
        quint8 next = 13;
        const int questions = run(sweep, list, [&](int, const ChronySweep::Question &) {
            std::rotate(list.entries.begin(), list.entries.begin() + 5, list.entries.end());
            list.entries.front() = server(next++);
        });
        QVERIFY(questions < 200);
        QCOMPARE(list.asked[Command::SourceCount], 4);
        std::set<QString> seen;
        for (const DaemonSource &source : sweep.takeReport().sources) {
            QVERIFY2(seen.insert(source.address).second, "no source comes twice");
            QCOMPARE(source.name, source.address);
            if (source.statistics)
                QCOMPARE(QString::number(source.statistics->samples), source.address.section(u'.', -1));
        }
    }

    void whatIsGoneBeforeItsNameIsAskedIsNoRow()
    {
        List list{.entries = {server(1), server(2)}, .asked = {}};
        ChronySweep sweep = fresh();
        run(sweep, list, [&](int, const ChronySweep::Question &question) {
            if (question.command == Command::SourceName && list.entries.size() == 2)
                list.entries.erase(list.entries.begin());
        });
        QCOMPARE(names(sweep.takeReport()), u"127.78.0.2"_s);
    }

    void namesOfShortListsAreAskedEachTime()
    {
        List list{.entries = {server(1, "new.example"), unresolved(1, "other.example")}, .asked = {}};
        ChronySweep sweep(
            {}, {{server(1).address, u"old.example"_s}, {unresolved(1, {}).address, u"stale.example"_s}},
            false);
        run(sweep, list);
        QCOMPARE(names(sweep.takeReport()), u"new.example other.example"_s);
    }

    void namesOfLongListsAreKeptWhereThereIsAnAddress()
    {
        List list;
        for (quint8 i = 1; i <= 60; ++i)
            list.entries.push_back(server(i, "ntp" + QByteArray::number(i) + ".example"));
        list.entries.push_back(unresolved(1, "first.example"));
        ChronySweep sweep = fresh();
        run(sweep, list);
        QCOMPARE(list.asked[Command::SourceName], 61);
        const DaemonReport report = sweep.takeReport();
        const ChronySweep::Names kept = sweep.takeNames();
        QCOMPARE(kept.size(), 60U);

        // The numbers of unresolved sources begin anew in another daemon.
        list.entries.back() = unresolved(1, "second.example");
        ChronySweep next(report, kept, false);
        run(next, list);
        QCOMPARE(list.asked[Command::SourceName], 62);
        const DaemonReport then = next.takeReport();
        QCOMPARE(then.sources.front().name, u"ntp1.example"_s);
        QCOMPARE(then.sources.back().name, u"second.example"_s);
    }

    void aForbiddenListIsNoEmptyOne_data()
    {
        QTest::addColumn<int>("first");
        QTest::newRow("not even counted") << int(Command::SourceCount);
        QTest::newRow("counted only") << int(Command::SourceData);
    }
    void aForbiddenListIsNoEmptyOne()
    {
        QFETCH(int, first);
        List list{.entries = {server(1)}, .asked = {}};
        ChronySweep sweep = fresh();
        while (sweep.hasQuestion()) {
            const ChronySweep::Question question = sweep.takeQuestion();
            const bool isForbidden =
                int(question.command) == first || question.command == Command::SourceStats;
            QCOMPARE(sweep.answer(question,
                                  isForbidden ? refusal(question.command, ReplyStatus::Unauthorised)
                                              : list.answer(question),
                                  now),
                     Outcome::Taken);
        }
        QVERIFY(sweep.isForbidden());
        const DaemonReport report = sweep.takeReport();
        QVERIFY(report.sources.empty());
        QVERIFY(report.tracking); // `opencommands tracking`
    }

    void forbiddenTrackingOrStatisticsAreOnlyAbsent()
    {
        List list{.entries = {server(1)}, .asked = {}};
        ChronySweep sweep = fresh();
        while (sweep.hasQuestion()) {
            const ChronySweep::Question question = sweep.takeQuestion();
            const bool isOpen =
                question.command == Command::SourceCount || question.command == Command::SourceData;
            sweep.answer(
                question,
                isOpen ? list.answer(question) : refusal(question.command, ReplyStatus::Unauthorised), now);
        }
        QVERIFY(!sweep.isForbidden());
        const DaemonReport report = sweep.takeReport();
        QCOMPARE(names(report), u"127.78.0.1"_s);
        QVERIFY(!report.tracking && !report.activity && !report.sources[0].statistics);
    }

    // Cut, of another kind, with a status that nobody knows: as if it had not come.
    void spoiledRepliesAreNotTaken_data()
    {
        QTest::addColumn<QByteArray>("fault");
        for (const char *fault : {"cut", "emptied", "another code", "a newer code", "an unknown status"})
            QTest::newRow(fault) << QByteArray(fault);
    }
    void spoiledRepliesAreNotTaken()
    {
        QFETCH(QByteArray, fault);
        List list{.entries = {server(1), server(2)}, .asked = {}};
        ChronySweep sweep = fresh();
        while (sweep.hasQuestion()) {
            const ChronySweep::Question question = sweep.takeQuestion();
            const Reply good = list.answer(question);
            Reply bad = good;
            if (fault == "cut" && question.command != Command::SourceName)
                bad.data.chop(1);
            else if (fault == "cut" || fault == "emptied")
                bad.data.clear();
            else if (fault == "another code")
                bad.code = question.command == Command::SourceStats ? 3 : 6;
            else if (fault == "a newer code")
                bad.code = 27;
            else
                bad.status = ReplyStatus(99);
            if (good.status == ReplyStatus::Success)
                QCOMPARE(sweep.answer(question, bad, now), Outcome::Unreadable);
            QCOMPARE(sweep.answer(question, good, now), Outcome::Taken);
        }
        const DaemonReport report = sweep.takeReport();
        QCOMPARE(names(report), u"127.78.0.1 127.78.0.2"_s);
        QVERIFY(report.tracking && report.activity && report.sources[1].statistics);
    }

    void longerRepliesAreRead()
    {
        List list{.entries = {server(1)}, .asked = {}};
        ChronySweep sweep = fresh();
        while (sweep.hasQuestion()) {
            const ChronySweep::Question question = sweep.takeQuestion();
            Reply longer = list.answer(question);
            longer.data += "what a later version added";
            QCOMPARE(sweep.answer(question, longer, now), Outcome::Taken);
        }
        const DaemonReport report = sweep.takeReport();
        QCOMPARE(names(report), u"127.78.0.1"_s);
        QVERIFY(report.tracking && report.activity && report.sources[0].statistics);
    }

    void refusalsAreAnswers_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {1, 2, 3, 4, 6, 13, 18, 19})
            QTest::newRow(qPrintable(QString::number(status))) << status;
    }
    void refusalsAreAnswers()
    {
        QFETCH(int, status);
        const auto refused = [status](Command command) { return refusal(command, ReplyStatus(status)); };
        ChronySweep sweep = fresh();
        // Only "not over this socket" makes sense here, and nothing else may read as an empty list.
        QCOMPARE(sweep.answer({.command = Command::SourceCount, .index = 0, .address = {}},
                              refused(Command::SourceCount), now),
                 status == 2 ? Outcome::Taken : Outcome::Unreadable);
        for (const Command command :
             {Command::Tracking, Command::Activity, Command::RtcReport, Command::Smoothing})
            QCOMPARE(sweep.answer({.command = command, .index = 0, .address = {}}, refused(command), now),
                     Outcome::Taken);
        const DaemonReport report = sweep.takeReport();
        QVERIFY(!report.tracking && !report.activity && !report.hardwareClock && !report.smoothing);
    }

    void whatAReadingCannotDoWithout()
    {
        const auto canDoWithout = [](Command command) {
            return ChronySweep::canDoWithout({.command = command, .index = 0, .address = {}});
        };
        QVERIFY(!canDoWithout(Command::SourceCount) && !canDoWithout(Command::SourceData));
        QVERIFY(canDoWithout(Command::SourceStats) && canDoWithout(Command::Tracking));
    }

    void ordinalsAndSampleTimesGoOn()
    {
        List list{.entries = {server(1, "pool.example"), server(2, "pool.example")}, .asked = {}};
        ChronySweep sweep = fresh();
        run(sweep, list);
        DaemonReport first = sweep.takeReport();
        std::ranges::reverse(list.entries);
        ChronySweep next = fresh();
        run(next, list);
        DaemonReport second = next.takeReport();
        second.sources[0].lastSample = *second.sources[0].lastSample + 400ms;
        continueSources(second.sources, first.sources);
        QCOMPARE(second.sources[0].address, u"127.78.0.2"_s);
        QCOMPARE(second.sources[0].ordinal, 1);
        QCOMPARE(second.sources[1].ordinal, 0);
        QVERIFY(second.sources[0].lastSample == first.sources[1].lastSample);
    }
};

QTEST_GUILESS_MAIN(TestChronySweep)
#include "test_chronysweep.moc"
