// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/watchcommand.h"

#include "app/ctl/arguments.h"
#include "app/ctl/names.h"
#include "app/ctl/output.h"
#include "app/ctl/text.h"
#include "app/demooptions.h"
#include "app/quitsignals.h"
#include "core/engine/enginethread.h"
#include "ui/wording/problems.h"
#include "ui/wording/quantity.h"
#include "ui/wording/sourcewording.h"
#include "ui/wording/verdictwording.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QSize>
#include <QTimer>

#include <cmath>

#include <sys/ioctl.h>
#include <unistd.h>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

/// The names are those of the "sources" table of every other view; what only our own measurement knows is
/// added.
QJsonObject toJson(const SourceSnapshot &source, Instant now)
{
    const auto sampled = [&source](auto value) {
        return source.lastSample ? QJsonValue(value(*source.lastSample)) : QJsonValue(QJsonValue::Null);
    };
    const auto estimated = [&source](auto member) { return memberOf(source.estimate, member); };
    return {
        {u"id"_s, source.id.key},
        {u"name"_s, source.label},
        {u"host"_s, source.host.typed},
        {u"port"_s, source.host.port},
        {u"address"_s, textValue(source.address)},
        {u"resolved"_s, !source.address.isEmpty()},
        {u"activity"_s, nameOf(source.activity)},
        {u"status"_s,
         source.lastOutcome ? QJsonValue(nameOf(*source.lastOutcome)) : QJsonValue(QJsonValue::Null)},
        {u"reach"_s, source.reach},
        {u"requests"_s, source.requests},
        {u"answers"_s, source.answers},
        {u"poll_log2"_s, static_cast<int>(std::lround(std::log2(toSeconds(source.pollInterval))))},
        {u"last_rx_s"_s, secondsValue(since(source.lastAnswer, now))},
        {u"samples"_s, source.estimate ? source.estimate->samples : 0},
        {u"freq_ppm"_s, numberValue(estimated(&SourceEstimate::frequencyPpm))},
        {u"skew_ppm"_s, numberValue(estimated(&SourceEstimate::skewPpm))},
        {u"stratum"_s, sampled([](const Sample &sample) { return int(sample.stratum); })},
        {u"refid"_s,
         sampled([](const Sample &sample) { return referenceIdText(sample.referenceId, sample.stratum); })},
        {u"leap"_s, sampled([](const Sample &sample) { return nameOf(sample.leap); })},
        {u"measured_offset_s"_s, offsetValue(memberOf(source.lastSample, &Sample::offset))},
        {u"offset_s"_s, offsetValue(estimated(&SourceEstimate::offset))},
        {u"statistical_s"_s, secondsValue(estimated(&SourceEstimate::statistical))},
        {u"server_bound_s"_s, secondsValue(estimated(&SourceEstimate::boundToServer))},
        {u"bound_s"_s, secondsValue(estimated(&SourceEstimate::bound))},
        {u"delay_s"_s, secondsValue(estimated(&SourceEstimate::minimumDelay))},
        {u"jitter_s"_s, secondsValue(estimated(&SourceEstimate::jitter))},
        {u"root_distance_s"_s, secondsValue(estimated(&SourceEstimate::rootDistance))},
        {u"estimate"_s,
         source.estimate ? QJsonValue(nameOf(source.estimate->method)) : QJsonValue(QJsonValue::Null)},
    };
}

QJsonObject toJson(const Snapshot &snapshot)
{
    QJsonArray sources;
    for (const SourceSnapshot &source : snapshot.sources)
        sources.append(toJson(source, snapshot.takenAt));
    QJsonArray problems;
    for (const Error &problem : snapshot.problems)
        problems.append(wording::error(problem));
    const Verdict &verdict = snapshot.verdict;
    const QJsonObject verdictObject{
        {u"sentence"_s, wording::verdict(verdict, snapshot.takenAt).headline},
        {u"source"_s, textValue(verdict.source)},
        {u"offset_s"_s, offsetValue(verdict.offset)},
        {u"bound_s"_s, verdict.offset ? secondsValue(verdict.bound) : QJsonValue(QJsonValue::Null)},
        {u"measured_at"_s, verdict.offset ? instantValue(verdict.measuredAt) : QJsonValue(QJsonValue::Null)},
    };
    return {{u"format"_s, 1},
            {u"taken_at"_s, instantValue(snapshot.takenAt)},
            {u"demonstration"_s, snapshot.demonstration},
            {u"paused"_s, snapshot.paused},
            {u"problems"_s, problems},
            {u"verdict"_s, verdictObject},
            {u"sources"_s, sources}};
}

QString reachText(const SourceSnapshot &source)
{
    QString boxes;
    for (int bit = 7; bit >= 0; --bit) {
        const bool wasAsked = bit < source.requests;
        boxes += !wasAsked ? u'·' : (source.reach >> bit & 1) != 0 ? u'█' : u'░';
    }
    return boxes;
}

QStringList toLines(const Snapshot &snapshot)
{
    const Instant now = snapshot.takenAt;
    const wording::VerdictText verdict = wording::verdict(snapshot.verdict, now);
    QStringList lines;
    if (snapshot.demonstration)
        lines.append(
            Text::tr("Demonstration: these servers run inside this program, and their faults are made up."));
    lines.append(verdict.headline);
    if (!verdict.proof.isEmpty())
        lines.append(verdict.proof);
    for (const Error &problem : snapshot.problems)
        lines.append(wording::error(problem));
    lines.append(QString());
    Table table({Text::tr("Server"), Text::tr("Reach"), Text::tr("Last answer"), Text::tr("This clock is"),
                 Text::tr("What is happening")});
    for (const SourceSnapshot &source : snapshot.sources) {
        const QString offset = source.estimate ? u"%1 %2"_s.arg(wording::offsetText(source.estimate->offset),
                                                                wording::boundText(source.estimate->bound))
                                               : u"–"_s;
        table.addRow({source.label, reachText(source),
                      source.lastAnswer ? wording::agoText(now - *source.lastAnswer) : u"–"_s, offset,
                      wording::sourceHappening(source, now)});
    }
    return lines + table.lines();
}

QSize terminalSize()
{
    winsize size{};
    const bool known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
    return known ? QSize(size.ws_col, size.ws_row) : QSize(80, 24);
}

// From the upper left corner, each line cleared to its end, the rest of the screen too: nothing flickers.
void redraw(const QStringList &lines)
{
    const QSize size = terminalSize();
    // The cursor ends below the last line; were that below the screen, everything would move up.
    const qsizetype shown = std::clamp<qsizetype>(size.height() - 2, 0, lines.size());
    QString screen = u"\x1b[H"_s;
    for (const QString &line : lines.first(shown))
        screen += fitting(line, size.width()) + u"\x1b[K\n"_s;
    printLine(screen + u"\x1b[J"_s);
}

/// Prints snapshots as they come, no more than one a second.
class Printer
{
public:
    explicit Printer(bool json) : m_json(json), m_live(!json && ::isatty(STDOUT_FILENO) == 1)
    {
        if (m_live)
            printLine(u"\x1b[2J"_s);
    }

    void show(const Snapshot &snapshot)
    {
        constexpr Duration interval = std::chrono::milliseconds(950);
        const bool tooSoon =
            m_shownAt && snapshot.takenAt >= *m_shownAt && snapshot.takenAt - *m_shownAt < interval;
        if (tooSoon)
            return;
        m_shownAt = snapshot.takenAt;
        if (m_json)
            printJson(toJson(snapshot));
        else if (m_live)
            redraw(toLines(snapshot));
    }

    /// A file or a pipe gets the last state only.
    void finish(const Snapshot &snapshot) const
    {
        if (m_json || m_live)
            return;
        for (const QString &line : toLines(snapshot))
            printLine(line);
    }

private:
    bool m_json;
    bool m_live;
    std::optional<Instant> m_shownAt;
};

} // namespace

int runWatch(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        Text::tr("Shows the watched servers, live, until interrupted (Ctrl+C)."));
    parser.addPositionalArgument(u"host"_s,
                                 Text::tr("Servers to watch; without any, those that the window watches."),
                                 u"[HOST[:PORT]…]"_s);
    parser.addOptions({
        {u"demo"_s, Text::tr("Watch seven servers inside this program that misbehave on purpose.")},
        {u"for"_s, Text::tr("End after so many seconds."), u"S"_s},
        {u"json"_s, Text::tr("Print one JSON object per line and second.")},
    });
    if (const EarlyExit exit = parse(parser, u"watch"_s, arguments))
        return *exit;
    const std::optional<std::vector<HostSpec>> specs = hosts(parser.positionalArguments());
    if (!specs)
        return exitWrongUsage;
    std::optional<Duration> span;
    if (parser.isSet(u"for"_s)) {
        span = seconds(parser, u"for"_s, 0.001, 1e6);
        if (!span)
            return exitWrongUsage;
    } else if (::isatty(STDOUT_FILENO) != 1) {
        complain(Text::tr("Standard output is not a terminal: say with --for how many seconds to watch."));
        return exitWrongUsage;
    }

    quitOnSignals(); // before the demonstration's thread is made
    EngineOptions options = EngineOptions::withoutTrace();
    std::unique_ptr<DemoLab> demo;
    if (parser.isSet(u"demo"_s)) {
        demo = std::make_unique<DemoLab>();
        options = demoOptions(*demo);
    } else if (specs->empty()) {
        options.configurationDirectory = EngineOptions::forUser().configurationDirectory;
    }
    for (const HostSpec &host : *specs)
        options.watchAtStart.push_back({host, {}});

    EngineThread engine(options);
    Printer printer(parser.isSet(u"json"_s));
    ExitCode exitCode = exitGood;
    QObject::connect(&engine, &EngineClient::snapshotTaken, &engine, [&](const SnapshotPtr &snapshot) {
        if (!snapshot->sources.empty()) {
            printer.show(*snapshot);
            if (!allWasWritten())
                QCoreApplication::quit();
            return;
        }
        for (const Error &problem : snapshot->problems)
            complain(wording::error(problem));
        // A list that cannot be read may well name some.
        if (snapshot->problems.empty())
            complain(Text::tr(
                "No server is watched yet. Name some, as in \"synchroscopectl watch ntp.example.org\", "
                "or try --demo."));
        exitCode = snapshot->problems.empty() ? exitWrongUsage : exitFailed;
        QCoreApplication::quit();
    });
    engine.setAttended(true);
    if (span)
        QTimer::singleShot(std::chrono::ceil<std::chrono::milliseconds>(*span), QCoreApplication::instance(),
                           &QCoreApplication::quit);
    QCoreApplication::exec();
    if (exitCode == exitGood && engine.snapshot())
        printer.finish(*engine.snapshot());
    return exitCodeAfterPrinting(exitCode);
}

} // namespace synchroscope::ctl
