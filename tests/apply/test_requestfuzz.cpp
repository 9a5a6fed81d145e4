// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/helperrequest.h"
#include "core/apply/journaltext.h"
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/properties.h"
#include "tests/fuzz/words.h"

#include <QTest>

using namespace synchroscope;
using namespace synchroscope::test;
using namespace Qt::StringLiterals;

/// What users send to the helper, what it finds in its journal and what programs tell it, damaged by chance.
class TestRequestFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requests();
    void journals();
    void journalsOfAnyChange();
    void answers();
};

namespace {

QList<QByteArray> goodRequests()
{
    const QByteArray head =
        R"({"format":1,"daemon":"chrony","in_place":false,"allow_none":true,"wait_s":60,"expect":")" +
        QByteArray(64, 'a') + R"(","edits":[)";
    return {
        head + R"({"verb":"add","lines":["server ntp.example iburst minpoll 4","pool b"]}]})",
        head +
            R"({"verb":"only","lines":["peer 2001:db8::1 key 7"]},{"verb":"remove","target":"192.0.2.1"}]})",
        head +
            R"({"verb":"set","target":"/etc/chrony/chrony.conf:12","lines":["server a"]},{"verb":"disable","target":"::1"}]})",
        QByteArray(head).replace("chrony", "ntpsec") + R"({"verb":"add","lines":["server a nts noval"]}]})",
        R"({"format":1,"daemon":"chrony"})",
        R"({"format":1,"action":"restart","daemon":"timesyncd","wait_s":5})",
        R"({"format":1,"daemon":"chrony","interval_s":5})",
    };
}

Change change(const std::optional<QByteArray> &before, const std::optional<QByteArray> &after)
{
    return {
        {{u"/etc/chrony/chrony.conf"_s, before, after}, {u"/etc/chrony/sources.d/a.sources"_s, {}, after}},
        ChangeEffect::Restart,
        DaemonKind::Chrony,
        u"chrony.service"_s,
        QByteArray(64, 'a'),
        1000,
        QDateTime(QDate(2026, 5, 17), QTime(9, 30, 1), Qt::UTC),
        false};
}

} // namespace

void TestRequestFuzz::requests()
{
    const QList<QByteArray> good = goodRequests();
    for (qsizetype index = 0; index < 4; ++index)
        QVERIFY(parseHelperRequest(good.at(index)).request);
    const QString broken = tryMutations(good, wordsOfRequests(), brokenPropertyOfRequest);
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

void TestRequestFuzz::journals()
{
    QList<QByteArray> good;
    for (const ChangeState state :
         {ChangeState::Prepared, ChangeState::Written, ChangeState::Effective, ChangeState::Restored})
        good.append(journalText({change("server a\n", "server b\n"), state}));
    QVERIFY(parseJournal(good.constFirst()));
    int accepted = 0;
    const QString broken = tryMutations(good, wordsOfRequests(), [&](const QByteArray &text) {
        const bool isGood = good.contains(text);
        // The sums let no change through, wherever it is.
        if (parseJournal(text).has_value() != isGood)
            return u"A journal that was changed is accepted."_s;
        accepted += isGood ? 1 : 0;
        return brokenPropertyOfJournal(text);
    });
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
    QVERIFY(accepted >= good.size());
}

void TestRequestFuzz::journalsOfAnyChange()
{
    const QString broken = tryMutations({"server a\n", "\xff\0"}, wordsOfFiles(), [](const QByteArray &text) {
        for (const Change &any :
             {change(text, std::nullopt), change(std::nullopt, text), change(text, text)}) {
            const JournalEntry entry{any, ChangeState::Written};
            const std::optional<JournalEntry> read = parseJournal(journalText(entry));
            if (!read || !(*read == entry))
                return u"A journal is not read back as it was written."_s;
        }
        return QString();
    });
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

void TestRequestFuzz::answers()
{
    const QList<QByteArray> good{
        "Id=chrony.service\nLoadState=loaded\nActiveState=active\nMainPID=77\nUser=\n"
        "ExecStart={ path=/usr/sbin/chronyd ; argv[]=/usr/sbin/chronyd $DAEMON_OPTS ; }\n",
        "^,*,192.0.2.1,1,6,377,12,0.000000001,0.000000001,0.000000009\n#,?,SHM7,0,4,0,4294967295,0,0,0\n",
    };
    const QString broken =
        tryMutations(good, {"=", "\n", ",", "^", "#", "Id=", "MainPID=-1", "99999999999999999999"},
                     brokenPropertyOfAnswer);
    QVERIFY2(broken.isEmpty(), qPrintable(broken));
}

QTEST_GUILESS_MAIN(TestRequestFuzz)
#include "test_requestfuzz.moc"
