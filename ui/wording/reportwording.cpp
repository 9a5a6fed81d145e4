// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/reportwording.h"

#include "core/diagnosis/factsjson.h"
#include "core/diagnosis/standing.h"
#include "core/ntp/instanttext.h"
#include "ui/wording/clockwording.h"
#include "ui/wording/daemonwording.h"
#include "ui/wording/eventwording.h"
#include "ui/wording/findingwording.h"
#include "ui/wording/judgementwording.h"
#include "ui/wording/quantity.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t mostEvents = 200;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::ReportWords)
};

/// Lines, in parts with headings.
class Text
{
public:
    void add(const QString &line) { m_lines.append(line); }
    void addUnlessEmpty(const QString &line)
    {
        if (!line.isEmpty())
            add(line);
    }
    void begin(const QString &heading) { m_lines.append({QString(), u"== %1 =="_s.arg(heading), QString()}); }
    /// "Name: value (meaning)".
    void addFact(const QString &name, const ClockFact &fact)
    {
        add(fact.meaning.isEmpty() ? u"%1: %2"_s.arg(name, fact.value)
                                   : u"%1: %2 (%3)"_s.arg(name, fact.value, fact.meaning));
    }
    /// Columns as wide as their widest cell; the last one runs free.
    void addTable(const QList<QStringList> &rows)
    {
        QList<qsizetype> widths;
        for (const QStringList &row : rows) {
            widths.resize(std::max(widths.size(), row.size()));
            for (qsizetype i = 0; i < row.size(); ++i)
                widths[i] = std::max(widths[i], row[i].size());
        }
        for (const QStringList &row : rows) {
            QString line = u"  "_s;
            for (qsizetype i = 0; i + 1 < row.size(); ++i)
                line += row[i].leftJustified(widths[i] + 2);
            add(line + row.last());
        }
    }

    QByteArray utf8() const { return m_lines.join(u'\n').toUtf8() + '\n'; }

private:
    QStringList m_lines;
};

QString number(const std::optional<int> &value)
{
    return value ? QString::number(*value) : u"-"_s;
}

QString offsetWithError(const std::optional<Offset> &offset, const std::optional<Duration> &error)
{
    if (!offset)
        return {};
    return error ? u"%1 %2"_s.arg(offsetText(*offset), boundText(*error)) : offsetText(*offset);
}

/// What is known of it, with commas between.
QString listed(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

void addFindings(Text &text, const DiagnosisFacts &facts, const std::vector<Finding> &findings)
{
    text.begin(Words::tr("Findings"));
    if (findings.empty())
        text.add(Words::tr("Nothing is odd, as far as this program can see."));
    bool isFirst = true;
    for (const Finding &finding : findings) {
        if (!std::exchange(isFirst, false))
            text.add({});
        const FindingText words = findingText(finding, facts.now);
        text.add(u"%1: %2 [%3]"_s.arg(severityText(finding.severity), words.title, findingName(finding.id)));
        text.addUnlessEmpty(words.explanation);
        for (const Evidence &evidence : finding.evidence)
            text.add(u"  - "_s + evidenceText(evidence, facts.now));
        text.addUnlessEmpty(words.remedy);
        text.addUnlessEmpty(words.disproof);
    }
}

void addDaemons(Text &text, const DiagnosisFacts &facts)
{
    text.begin(Words::tr("Time services"));
    text.add(steeringSentence(facts.machine, facts.judgement.steering, facts.clock));
    constexpr int octal = 8;
    const std::vector<QString> titles = daemonTitles(facts.machine.daemons);
    for (size_t i = 0; i < titles.size(); ++i) {
        const DaemonReport &daemon = facts.machine.daemons[i];
        text.add({});
        text.add(daemonHeading(daemon, titles[i], facts.now));
        text.addUnlessEmpty(processSentence(daemon, facts.now));
        text.addUnlessEmpty(daemonIdentity(daemon, facts.machine));
        QList<QStringList> rows;
        if (!daemon.sources.empty())
            rows.append({QString(), Words::tr("source"), Words::tr("stratum"), Words::tr("poll"),
                         Words::tr("reach"), Words::tr("state")});
        for (const DaemonSource &source : daemon.sources) {
            rows.append({QString(QLatin1Char(source.letter)), source.name, number(source.stratum),
                         number(source.pollLog2),
                         source.reach ? QString::number(*source.reach, octal) : u"-"_s,
                         listed({standingState(daemon, standingOf(daemon, source)),
                                 offsetWithError(source.adjusted, source.error),
                                 source.lastSample ? agoText(facts.now - *source.lastSample) : QString(),
                                 source.address == source.name ? QString() : source.address})});
        }
        text.addTable(rows);
    }
}

void addMeasured(Text &text, const DiagnosisFacts &facts)
{
    if (facts.measured.empty())
        return;
    text.begin(Words::tr("Measured by this program"));
    QList<QStringList> rows;
    for (const ServerMeasurement &server : facts.measured) {
        const auto offset = server.estimate ? std::optional(server.estimate->offset) : std::nullopt;
        const auto bound = server.estimate ? std::optional(server.estimate->bound) : std::nullopt;
        const QString answers =
            Words::tr("%1 of %n request(s) answered", nullptr, server.requests).arg(server.answers);
        rows.append(
            {server.label, listed({offsetWithError(offset, bound), answers,
                                   server.lastAnswer ? agoText(facts.now - *server.lastAnswer) : QString(),
                                   server.address == server.label ? QString() : server.address})});
    }
    text.addTable(rows);
}

void addClock(Text &text, const DiagnosisFacts &facts)
{
    if (!facts.clock)
        return;
    const ClockReport &clock = *facts.clock;
    text.begin(Words::tr("Clock"));
    text.addFact(Words::tr("Universal time"), {.value = instantText(clock.readAt), .meaning = {}});
    text.addFact(Words::tr("Hardware clock"), hardwareClock(clock, facts.now));
    if (clock.zone)
        text.addFact(Words::tr("Time zone"),
                     {.value = zoneText(*clock.zone), .meaning = zoneOffsetText(*clock.zone)});
    text.addFact(Words::tr("Synchronised"), synchronisedFlag(clock, facts.machine, facts.now));
    text.addFact(Words::tr("Time service"), timeService(facts.machine, clock.timedated, facts.now));
    if (clock.kernel) {
        text.addFact(Words::tr("Frequency"), kernelFrequency(*clock.kernel));
        for (const KernelDetail &detail : kernelDetails(*clock.kernel))
            text.addFact(detail.name, {.value = detail.value, .meaning = {}});
    }
    if (const std::optional<ClockFact> host = hostFact(facts.machine.host))
        text.addFact(Words::tr("Machine"), *host);
}

void addEvents(Text &text, const std::vector<Event> &events)
{
    text.begin(Words::tr("What happened lately"));
    const size_t first = events.size() > mostEvents ? events.size() - mostEvents : 0;
    for (size_t i = first; i < events.size(); ++i) {
        const QString who = eventWho(events[i]);
        const QString what =
            who.isEmpty() ? eventMark(events[i]) : u"%1: %2"_s.arg(who, eventMark(events[i]));
        text.add(u"%1: %2"_s.arg(instantText(events[i].at), what));
    }
}

void addClockEvents(Text &text, const DiagnosisFacts &facts)
{
    if (facts.clockEvents.empty())
        return;
    text.begin(Words::tr("What happened to this clock"));
    for (const ClockEvent &event : facts.clockEvents) {
        const ClockFact fact = eventFact(event, facts.now);
        text.add(u"%1: %2. %3"_s.arg(instantText(event.at), fact.value, fact.meaning));
    }
}

} // namespace

QByteArray reportText(const DiagnosisFacts &facts, const std::vector<Finding> &findings,
                      const std::vector<Event> &events)
{
    Text text;
    text.add(Words::tr("Report of Synchroscope %1, %2")
                 .arg(QStringLiteral(SYNCHROSCOPE_VERSION), instantText(facts.now)));
    text.add({});
    text.add(judgementSentence(facts.judgement, facts.now));
    addFindings(text, facts, findings);
    addDaemons(text, facts);
    addMeasured(text, facts);
    addClock(text, facts);
    if (events.empty())
        addClockEvents(text, facts);
    else
        addEvents(text, events);
    text.begin(Words::tr("All that this rests on"));
    text.add(Words::tr("For programs: \"synchroscopectl diagnose --replay FILE\" judges it again."));
    text.add({});
    return text.utf8() + factsBegin.data() + '\n' + writeFacts(facts) + factsEnd.data() + '\n';
}

QString reportContents(bool isBlanked)
{
    const QString contents =
        Words::tr("One text file with the verdict, the findings, what time services and servers say, the "
                  "clock's state, the configuration files of time services and the last lines of their logs. "
                  "Keys and passwords are never in it.");
    const QString names =
        isBlanked
            ? Words::tr(
                  "Names and addresses of servers and of this computer are replaced by others, the same "
                  "everywhere; comments in files are left out. The time zone and well-known public "
                  "servers stay. Look through it before you send it.")
            : Words::tr("Names and addresses are in it as they are.");
    return Words::tr("%1 %2", "two sentences").arg(contents, names);
}

QString reportFileName(Instant now)
{
    const QString text = instantText(now);
    return u"synchroscope-%1-%2.txt"_s.arg(text.first(10).remove(u'-'), text.sliced(11, 8).remove(u':'));
}

} // namespace synchroscope::wording
