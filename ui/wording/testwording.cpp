// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/testwording.h"

#include "ui/wording/namestext.h"
#include "ui/wording/originwording.h"
#include "ui/wording/problems.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class TestWording
{
    Q_DECLARE_TR_FUNCTIONS(TestWording)
};

/// More of them would make a sentence that nobody reads.
constexpr qsizetype mostNames = 5;

QString listText(const QStringList &names)
{
    return namesText(names, mostNames);
}

bool isAnswering(const AddressTest &address)
{
    return address.outcome == QueryOutcome::Ok && address.estimate && address.packet;
}

bool isIpv6(const AddressTest &address)
{
    return address.address.contains(u':');
}

/// How asking ended, in a word or two.
QString outcomeText(QueryOutcome outcome, const QByteArray &kissCode)
{
    switch (outcome) {
    case QueryOutcome::Ok:
        return TestWording::tr("answers");
    case QueryOutcome::Timeout:
        return TestWording::tr("no answer");
    case QueryOutcome::Refused:
        return TestWording::tr("refused");
    case QueryOutcome::Unreachable:
        return TestWording::tr("unreachable");
    case QueryOutcome::Unresolved:
        return TestWording::tr("name not found");
    case QueryOutcome::KissCode:
        return kissCode == "RATE" ? TestWording::tr("asked too often") : TestWording::tr("sent us away");
    case QueryOutcome::Unsynchronised:
        return TestWording::tr("clock not set");
    case QueryOutcome::Invalid:
        break;
    }
    return TestWording::tr("bad answer");
}

/// "IPv4 22 ms".
QString delayText(const AddressTest &address)
{
    const QString delay = spanText(address.estimate->minimumDelay);
    return isIpv6(address) ? TestWording::tr("IPv6 %1", "a span of time").arg(delay)
                           : TestWording::tr("IPv4 %1", "a span of time").arg(delay);
}

/// "IPv6: no answer".
QString failureText(const AddressTest &address)
{
    const QString outcome = outcomeText(address.outcome, address.kissCode);
    return isIpv6(address) ? TestWording::tr("IPv6: %1", "how asking ended").arg(outcome)
                           : TestWording::tr("IPv4: %1", "how asking ended").arg(outcome);
}

/// "this clock 2.9 ms behind".
QString clockText(const SourceEstimate &estimate)
{
    if (estimate.offset.localMinusRemote() == Duration::zero())
        return TestWording::tr("this clock the same");
    return TestWording::tr("this clock %1", "2.9 ms behind").arg(offsetText(estimate.offset));
}

/// Null if none answers.
const AddressTest *bestAnswer(const ServerTest &test)
{
    const AddressTest *best = nullptr;
    for (const AddressTest &address : test.asked) {
        if (isAnswering(address) && (!best || address.estimate->bound < best->estimate->bound))
            best = &address;
    }
    return best;
}

bool hasSeveralOfOneFamily(const ServerTest &test)
{
    const auto ofIpv6 = std::ranges::count_if(test.asked, isIpv6);
    return ofIpv6 > 1 || std::ssize(test.asked) - ofIpv6 > 1;
}

/// Of a server that answers, by family.
QString familiesText(const ServerTest &test, const AddressTest &best)
{
    QStringList delays;
    QStringList failures;
    for (const AddressTest &address : test.asked) {
        if (isAnswering(address))
            delays.append(delayText(address));
        else if (test.isFinished)
            failures.append(failureText(address));
    }
    const QString delay = delays.size() < 2
                              ? delays.value(0)
                              : TestWording::tr("%1, %2", "IPv4 22 ms, IPv6 24 ms").arg(delays[0], delays[1]);
    QString answer = TestWording::tr("answers: %1, %2, stratum %3", "IPv4 22 ms, this clock 2.9 ms behind")
                         .arg(delay, clockText(*best.estimate), QLocale().toString(best.packet->stratum));
    if (failures.isEmpty())
        return answer;
    return TestWording::tr("%1; %2", "an address answers, another one fails").arg(answer, failures.value(0));
}

/// Of a pool of which some answer.
QString countsText(const ServerTest &test, const AddressTest &best)
{
    const auto answering = std::ranges::count_if(test.asked, isAnswering);
    const auto fastest = std::ranges::min(test.asked, {}, [](const AddressTest &address) {
        return isAnswering(address) ? address.estimate->minimumDelay : Duration::max();
    });
    return TestWording::tr("%1 of %n address(es) asked answer, the fastest in %2, %3",
                           "the last is: this clock 2.9 ms behind", static_cast<int>(test.asked.size()))
        .arg(QLocale().toString(qlonglong(answering)), spanText(fastest.estimate->minimumDelay),
             clockText(*best.estimate));
}

QString failedText(const ServerTest &test)
{
    if (test.asked.empty())
        return TestWording::tr("name not found");
    const AddressTest &first = test.asked.front();
    const bool isOneReason = std::ranges::all_of(test.asked, [&first](const AddressTest &address) {
        return outcomeText(address.outcome, address.kissCode) == outcomeText(first.outcome, first.kissCode);
    });
    if (isOneReason && test.asked.size() == 1)
        return outcomeText(first.outcome, first.kissCode);
    if (isOneReason)
        return TestWording::tr("%1 (%n address(es) asked)", "no answer", static_cast<int>(test.asked.size()))
            .arg(outcomeText(first.outcome, first.kissCode));
    if (!hasSeveralOfOneFamily(test))
        return TestWording::tr("%1, %2", "IPv4: no answer, IPv6: unreachable")
            .arg(failureText(test.asked[0]), failureText(test.asked[1]));
    return TestWording::tr("none of %n address(es) asked answers", nullptr,
                           static_cast<int>(test.asked.size()));
}

QString answersText(const ServerTest &test)
{
    const AddressTest *best = bestAnswer(test);
    if (!best)
        return failedText(test);
    return hasSeveralOfOneFamily(test) ? countsText(test, *best) : familiesText(test, *best);
}

QString addressDetail(const AddressTest &address)
{
    const QString name = address.address;
    if (!isAnswering(address))
        return TestWording::tr("%1: %2", "an address, a sentence")
            .arg(name, probeDetail(address.outcome, address.fault, address.kissCode, address.systemReason));
    const QString offset = TestWording::tr("%1 %2", "2.9 ms behind ± 12 ms")
                               .arg(offsetText(address.estimate->offset), boundText(address.estimate->bound));
    return TestWording::tr("%1: answers in %2. By it, this clock is %3. Stratum %4.",
                           "address; 22 ms; 2.9 ms behind ± 12 ms; a number")
        .arg(name, spanText(address.estimate->minimumDelay), offset,
             QLocale().toString(address.packet->stratum));
}

QStringList addressesNotAsked(const ServerTest &test)
{
    QStringList others = test.ipv4 + test.ipv6;
    for (const AddressTest &address : test.asked)
        others.removeAll(address.address);
    return others;
}

QString sameAddressText(const ServerAdvice &advice)
{
    const int count = static_cast<int>(advice.servers.size());
    const bool isOneName = std::ranges::count(advice.servers, advice.servers.constFirst()) == count;
    if (isOneName)
        return TestWording::tr("%1 is named %n times and counts once: remove the other lines.", nullptr,
                               count)
            .arg(advice.servers.constFirst());
    return TestWording::tr(
               "%1 are one server, with the address %2, and no protection against each other: keep one of "
               "these names.")
        .arg(listText(advice.servers), advice.subject);
}

QString disagreementText(const ServerAdvice &advice)
{
    const QString names = listText(advice.servers);
    if (!advice.subject.isEmpty())
        return TestWording::tr(
                   "Of %1, the address %2 contradicts the majority by %3. As long as the others answer, they "
                   "outvote it; if it stays so, choose another pool.")
            .arg(names, advice.subject, spanText(advice.by));
    return TestWording::tr("%1 contradict(s) the majority by up to %2, so that their time is wrong: remove "
                           "them, or choose others.",
                           nullptr, static_cast<int>(advice.servers.size()))
        .arg(names, spanText(advice.by));
}

QString operatorText(const ServerAdvice &advice)
{
    if (advice.servers.size() == 1)
        return TestWording::tr("All sources of %1 belong to one operator (%2): add one of another to be safe "
                               "from a common fault.")
            .arg(advice.servers.constFirst(), advice.subject);
    return TestWording::tr("All %n server(s) belong to one operator (%1): add one of another to be safe from "
                           "a common fault.",
                           nullptr, static_cast<int>(advice.servers.size()))
        .arg(advice.subject);
}

QString tooManyText(int count, DaemonKind daemon)
{
    if (daemon == DaemonKind::Chrony)
        return TestWording::tr("%n source(s) are more than help, and a load to those who run them: eight are "
                               "plenty. Remove some, or give the pools a smaller maxsources.",
                               nullptr, count);
    return TestWording::tr("%n source(s) are more than help, and a load to those who run them: eight are "
                           "plenty. Remove some.",
                           nullptr, count);
}

} // namespace

QString testSummary(const ServerTest &test)
{
    if (test.isFinished)
        return answersText(test);
    if (!bestAnswer(test))
        return test.isHeld ? TestWording::tr("waits to be polite") : TestWording::tr("testing…");
    return TestWording::tr("testing… %1", "what is known so far").arg(answersText(test));
}

QString testDetails(const ServerTest &test)
{
    QStringList lines;
    if (test.isHeld && !test.isFinished)
        lines.append(TestWording::tr("Waits to be polite: this server was asked a moment ago."));
    else if (!test.isFinished)
        lines.append(TestWording::tr("The test is under way."));
    if (test.isFinished && test.asked.empty())
        lines.append(probeDetail(QueryOutcome::Unresolved, ReplyFault::None, {}, test.systemReason));
    for (const AddressTest &address : test.asked) {
        // Of a test under way, silence says nothing yet.
        if (test.isFinished || isAnswering(address))
            lines.append(addressDetail(address));
    }
    const QStringList others = addressesNotAsked(test);
    if (test.isFinished && !others.isEmpty())
        lines.append(
            TestWording::tr("%n more address(es), not asked: %1", nullptr, static_cast<int>(others.size()))
                .arg(listText(others)));
    return lines.join(u'\n');
}

QString serverAdvice(const ServerAdvice &advice, DaemonKind daemon)
{
    const QString names = listText(advice.servers);
    const int count = static_cast<int>(advice.servers.size());
    switch (advice.kind) {
    case ServerAdvice::Kind::NoServer:
        return TestWording::tr("%1 has no server in force, so that this clock drifts: add one, better three.")
            .arg(daemonName(daemon));
    case ServerAdvice::Kind::TooFewToOutvote:
        return TestWording::tr("%n source(s) cannot outvote a wrong one: have three or more, or a pool.",
                               nullptr, advice.count);
    case ServerAdvice::Kind::TooMany:
        return tooManyText(advice.count, daemon);
    case ServerAdvice::Kind::NoAnswer:
        return TestWording::tr("%1 gave no answer that can be used: check the way there (UDP port 123), or "
                               "choose another server.",
                               nullptr, count)
            .arg(names);
    case ServerAdvice::Kind::NoAddress:
        return TestWording::tr("The name(s) %1 have no address, so that nobody can be asked: check the "
                               "spelling.",
                               nullptr, count)
            .arg(names);
    case ServerAdvice::Kind::Unsynchronised:
        return TestWording::tr("%1 answer(s), but say that their own clock is not set, so that they are of "
                               "no use: choose others, or have them mended.",
                               nullptr, count)
            .arg(names);
    case ServerAdvice::Kind::Disagree:
        return disagreementText(advice);
    case ServerAdvice::Kind::NoMajority:
        return TestWording::tr(
                   "%1 contradict each other, and no majority says who is right: add servers of other "
                   "operators.")
            .arg(names);
    case ServerAdvice::Kind::UnevenPaths:
        return TestWording::tr("%1 tells different times by IPv4 and IPv6: at least %2 of path asymmetry, "
                               "one of the two ways being slower one way than back.",
                               "server, at least")
            .arg(names, spanText(advice.by));
    case ServerAdvice::Kind::OneOperator:
        return operatorText(advice);
    case ServerAdvice::Kind::SameAddress:
        return sameAddressText(advice);
    case ServerAdvice::Kind::PoolOfOne:
        return TestWording::tr("%1 is written as a pool, but its name has one address, so that it is one "
                               "source: write it as a server.",
                               nullptr, count)
            .arg(names);
    case ServerAdvice::Kind::ServerOfMany:
        return TestWording::tr("%1 is written as a server, so that only one of its addresses is used: "
                               "written as a pool, it gives several sources, and silent ones are replaced.",
                               nullptr, count)
            .arg(names);
    case ServerAdvice::Kind::NoQuickStart:
        break;
    }
    return TestWording::tr("%1 can be followed only minutes after a start, for want of iburst: add it, and "
                           "the first questions come quickly.",
                           nullptr, count)
        .arg(names);
}

} // namespace synchroscope::wording
