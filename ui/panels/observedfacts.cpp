// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/observedfacts.h"

#include "ui/wording/quantity.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

class ObservedFacts
{
    Q_DECLARE_TR_FUNCTIONS(ObservedFacts)
};

QString number(qint64 count)
{
    return QLocale().toString(count);
}

/// chronyc(1), selectdata.
QString selectionReason(char letter)
{
    switch (letter) {
    case 'N':
        return ObservedFacts::tr("It is configured never to be selected (noselect).");
    case 's':
        return ObservedFacts::tr("It is not synchronised, or has not answered.");
    case 'M':
        return ObservedFacts::tr("It has too few samples so far.");
    case 'd':
        return ObservedFacts::tr("Its own error is larger than what is allowed (maxdistance).");
    case '~':
        return ObservedFacts::tr("Its samples scatter more than is allowed (maxjitter).");
    case 'w':
        return ObservedFacts::tr("It waits for others to have enough samples.");
    case 'S':
        return ObservedFacts::tr("Its samples are older than those of others.");
    case 'O':
        return ObservedFacts::tr("Its stratum is no better than the one that this computer serves without a "
                                 "source (orphan).");
    case 'T':
        return ObservedFacts::tr("It does not fully agree with the sources that are trusted (trust).");
    case 'x':
        return ObservedFacts::tr("It contradicts the majority.");
    case 'W':
        return ObservedFacts::tr(
            "It is good, but more good sources are needed, or a certain one (minsources, "
            "require).");
    case 'P':
        return ObservedFacts::tr("It is good, but another one is preferred (prefer).");
    case 'U':
        return ObservedFacts::tr("It is good, and waits for its next sample, as another one has just been "
                                 "selected.");
    case 'D':
        return ObservedFacts::tr("It is good, but too far off to be counted in, or was a short while ago "
                                 "(combinelimit).");
    case '+':
        return ObservedFacts::tr("It is counted in.");
    case '*':
        return ObservedFacts::tr("It is the best one.");
    default:
        break;
    }
    return ObservedFacts::tr("chronyd gives it the letter \"%1\", which is not known here.")
        .arg(QLatin1Char(letter));
}

QString optionNames(const QString &letters)
{
    static constexpr std::array names{std::pair('N', "noselect"_L1), std::pair('P', "prefer"_L1),
                                      std::pair('T', "trust"_L1), std::pair('R', "require"_L1)};
    QStringList words;
    for (const auto &[letter, name] : names) {
        if (letters.contains(QLatin1Char(letter)))
            words.append(name);
    }
    return words.join(u", "_s);
}

void addSelection(QList<Fact> &facts, const ChronySelection &selection)
{
    facts.append({ObservedFacts::tr("In the last selection"), QString(QLatin1Char(selection.letter)),
                  selectionReason(selection.letter)});
    if (selection.lastSampleAgo)
        facts.append({ObservedFacts::tr("By this source this clock is"),
                      ObservedFacts::tr("%1 to %2", "two offsets")
                          .arg(wording::offsetText(selection.lowest), wording::offsetText(selection.highest)),
                      ObservedFacts::tr("The interval that the selection went by.")});
    if (!selection.effectiveOptions.isEmpty())
        facts.append({ObservedFacts::tr("Selection options"),
                      optionNames(selection.effectiveOptions),
                      selection.effectiveOptions == selection.configuredOptions
                          ? QString()
                          : ObservedFacts::tr("Some of them because sources without authentication are there "
                                              "too (authselectmode)."),
                      {},
                      ObservedFacts::tr("How its line wants it treated when chronyd chooses.")});
    if (selection.letter == '+' || selection.letter == '-')
        facts.append({ObservedFacts::tr("Score"), QLocale().toString(selection.score, 'f', 1),
                      ObservedFacts::tr("Against the one that is followed, whose place it takes above 10.")});
}

Fact authentication(const ChronyAuthentication &keys)
{
    const QString name = ObservedFacts::tr("Authentication");
    switch (keys.mode) {
    case ChronyAuthentication::Mode::None:
        return {name, ObservedFacts::tr("none"),
                ObservedFacts::tr("Anybody on the way could answer in its place.")};
    case ChronyAuthentication::Mode::SymmetricKey:
        return {name, ObservedFacts::tr("key %1, %n bit(s)", "", keys.keyBits).arg(keys.keyId),
                keys.keyBits == 0 ? ObservedFacts::tr("That key is not in the key file.") : QString(),
                u"authentication"_s};
    case ChronyAuthentication::Mode::Nts:
        break;
    }
    if (!keys.establishedAgo)
        return {name, ObservedFacts::tr("NTS, without keys so far"),
                ObservedFacts::tr("%n attempt(s) to get them. The server may not offer NTS, port 4460 may be "
                                  "blocked, or this clock may be too wrong for its certificate.",
                                  "", keys.attempts)};
    return {name,
            ObservedFacts::tr("NTS, keys of %n bit(s), %1", "age", keys.keyBits)
                .arg(wording::agoText(*keys.establishedAgo)),
            keys.isRefused ? ObservedFacts::tr("The server no longer knows them: new ones are asked for.")
                           : ObservedFacts::tr("%n cookie(s) left.", "", keys.cookies)};
}

/// The tests that failed, by chronyc's numbers (chronyc(1), ntpdata).
QString failedTests(const QString &tests)
{
    const std::array sentences{
        ObservedFacts::tr("1: the answer came twice"),
        ObservedFacts::tr("2: it answers no question"),
        ObservedFacts::tr("3: its stamps are not valid"),
        ObservedFacts::tr("5: authentication failed"),
        ObservedFacts::tr("6: the server is not synchronised"),
        ObservedFacts::tr("7: its root distance is not valid"),
        ObservedFacts::tr("A: its delay or its time is not possible"),
        ObservedFacts::tr("B: its delay is far above the smallest one"),
        ObservedFacts::tr("C: its delay is far above the usual one"),
        ObservedFacts::tr("D: it follows this computer"),
    };
    QStringList failed;
    const QString digits = QString(tests).remove(u' ');
    for (qsizetype i = 0; i < std::min(digits.size(), qsizetype(sentences.size())); ++i) {
        if (digits[i] == u'0')
            failed.append(sentences[size_t(i)]);
    }
    return failed.join(u'\n');
}

void addExchange(QList<Fact> &facts, const ChronyExchange &exchange)
{
    facts.append(
        {ObservedFacts::tr("Packets"),
         ObservedFacts::tr("%1 sent, %2 received, %3 valid, %4 good", "numbers of packets")
             .arg(number(exchange.sent), number(exchange.received), number(exchange.valid),
                  number(exchange.good)),
         ObservedFacts::tr("Since chronyd was started, or knows the source. Good ones are valid, and of a "
                           "server that is in order.")});
    if (exchange.version == 0)
        return;
    const QString failed = failedTests(exchange.tests);
    facts.append(
        {ObservedFacts::tr("Tests of the last answer"),
         failed.isEmpty() ? ObservedFacts::tr("all passed") : failed,
         {},
         {},
         ObservedFacts::tr("What chronyd checks of each answer: one that fails a test is not used.")});
    facts.append({ObservedFacts::tr("Last exchange"), wording::offsetText(exchange.offset),
                  ObservedFacts::tr("With a round trip of %1, of which the server took %2.")
                      .arg(wording::spanText(exchange.delay + exchange.responseTime),
                           wording::spanText(exchange.responseTime))});
    facts.append(
        {ObservedFacts::tr("Stamps by chronyd"),
         exchange.sendStamps == exchange.receiveStamps
             ? exchange.sendStamps
             : ObservedFacts::tr("%1, %2", "of sending, of receiving")
                   .arg(exchange.sendStamps, exchange.receiveStamps),
         ObservedFacts::tr("Who noted when packets left and arrived: the hardware is the most exact, the "
                           "daemon the least.")});
    if (exchange.isInterleaved)
        facts.append({ObservedFacts::tr("Interleaved"), ObservedFacts::tr("yes"),
                      ObservedFacts::tr("Answers carry the exact stamp of the one before.")});
}

void addServing(QList<Fact> &facts, const ChronyServing &serving)
{
    facts.append({ObservedFacts::tr("Serves others"),
                  ObservedFacts::tr("%1 questions, %2 of them dropped", "numbers of packets")
                      .arg(number(serving.received), number(serving.dropped)),
                  ObservedFacts::tr("%1 with authentication, %2 interleaved.", "numbers of packets")
                      .arg(number(serving.authenticated), number(serving.interleaved))});
    if (serving.keyExchanges > 0 || serving.keyExchangesDropped > 0)
        facts.append({ObservedFacts::tr("NTS keys given"), number(serving.keyExchanges),
                      ObservedFacts::tr("%1 dropped.", "number of connections")
                          .arg(number(serving.keyExchangesDropped))});
    facts.append({ObservedFacts::tr("Commands taken"), number(serving.commands),
                  ObservedFacts::tr("Those of Synchroscope are among them.")});
}

template <typename Row>
const Row *find(const std::map<QString, Row> &rows, const QString &name)
{
    const auto found = rows.find(name);
    return found == rows.end() ? nullptr : &found->second;
}

} // namespace

bool canBeObserved(const SourceRow &source)
{
    const bool isOne = source.kind == SourceRow::Kind::Daemon || source.kind == SourceRow::Kind::Source;
    return isOne && source.daemon && source.daemon->kind == DaemonKind::Chrony &&
           !source.daemon->isElsewhere && (source.kind == SourceRow::Kind::Daemon || source.followed);
}

QList<Fact> observedFacts(const SourceRow &source, const ChronyObservation &observation)
{
    QList<Fact> facts;
    if (!canBeObserved(source))
        return facts;
    if (source.kind == SourceRow::Kind::Daemon) {
        if (observation.serving)
            addServing(facts, *observation.serving);
    } else {
        const QString name = source.isDevice() ? source.followed->name : source.followed->address;
        if (const ChronySelection *selection = find(observation.selection, name))
            addSelection(facts, *selection);
        if (const ChronyAuthentication *keys = find(observation.authentication, name))
            facts.append(authentication(*keys));
        if (const ChronyExchange *exchange = find(observation.exchanges, name))
            addExchange(facts, *exchange);
    }
    for (const auto &[report, sentence] : observation.problems)
        facts.append({ObservedFacts::tr("chronyc %1", "a command").arg(report), ObservedFacts::tr("not told"),
                      sentence});
    return facts;
}

} // namespace synchroscope
