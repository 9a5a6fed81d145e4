// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/pasted.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <array>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString textOf(const QString &file)
{
    QFile data(QStringLiteral(DATA "/") + file);
    if (!data.open(QIODevice::ReadOnly))
        qFatal("%s is not there", qPrintable(data.fileName()));
    return QString::fromUtf8(data.readAll());
}

PastedOutput read(const QString &file)
{
    return readPasted(textOf(file));
}

/// The kinds with their lines: "chronyc-sources 1-5", and then the lines that were not recognised.
QString summary(const PastedOutput &output)
{
    QStringList parts;
    for (const PastedBlock &block : output.blocks)
        parts += u"%1 %2-%3"_s.arg(pastedKindName(block.kind())).arg(block.firstLine).arg(block.lastLine);
    if (!output.unrecognisedLines.empty()) {
        QStringList numbers;
        for (const int line : output.unrecognisedLines)
            numbers += QString::number(line);
        parts += u"not "_s + numbers.join(u' ');
    }
    return parts.join(u"; "_s);
}

template <typename Facts>
const Facts &only(const PastedOutput &output)
{
    if (output.blocks.size() != 1 || !std::holds_alternative<Facts>(output.blocks.front().facts))
        qFatal("Another output: %s", qPrintable(summary(output)));
    return std::get<Facts>(output.blocks.front().facts);
}

struct Whole
{
    const char *file;
    const char *summary;
};

// Everything is recognised, to the last line.
constexpr auto wholes = std::to_array<Whole>({
    {"story/01-chrony.conf.head", "configuration 1-23"},
    {"story/02-chrony.conf.head", "configuration 1-26"},
    {"story/03-timedatectl.txt", "timedatectl 1-7"},
    {"story/04-restart-refused.txt", "answer 1-1"},
    {"story/05-sources.txt", "chronyc-sources 1-3"},
    {"story/06-chrony.conf.lines", "configuration 1-3"},
    {"story/07-sources.txt", "chronyc-sources 1-5"},
    {"story/08-timedatectl.txt", "timedatectl 1-7"},
    {"story/09-chrony.conf.lines", "configuration 1-3"},
    {"story/10-sources.txt", "chronyc-sources 1-3"},
    {"story/11-sources.txt", "chronyc-sources 1-3"},
    {"story/12-sources-v.txt", "chronyc-sources 1-13"},
    {"story/13-sources.txt", "chronyc-sources 1-3"},
    {"story/14-sources-v.txt", "chronyc-sources 1-13"},
    {"chronyc-4.3/activity.txt", "chronyc-activity 1-6"},
    {"chronyc-4.3/authdata.txt", "chronyc-authdata 1-8"},
    {"chronyc-4.3/ntpdata.txt", "chronyc-ntpdata 2-168"},
    {"chronyc-4.3/selectdata.txt", "chronyc-selectdata 1-9"},
    {"chronyc-4.3/serverstats.txt", "chronyc-serverstats 1-11"},
    {"chronyc-4.3/sources_-a.txt", "chronyc-sources 1-10"},
    {"chronyc-4.3/sourcestats.txt", "chronyc-sourcestats 1-9"},
    {"chronyc-4.3/tracking.txt", "chronyc-tracking 1-13"},
    {"chronyc-4.3/c_authdata.csv", "chronyc-authdata 1-6"},
    {"chronyc-4.3/c_ntpdata.csv", "chronyc-ntpdata 1-6"},
    {"chronyc-4.3/c_selectdata.csv", "chronyc-selectdata 1-7"},
    {"chronyc-4.3/c_sources_-a.csv", "chronyc-sources 1-8"},
    {"chronyc-4.3/c_sourcestats.csv", "chronyc-sourcestats 1-7"},
    {"chronyc-4.3/c_tracking.csv", "chronyc-tracking 1-1"},
    {"pasted/timedatectl-219.txt", "timedatectl 1-14"},
    {"pasted/timedatectl-232.txt", "timedatectl 1-7"},
    {"pasted/timedatectl-local-rtc.txt", "timedatectl 1-14"},
    {"pasted/timedatectl-show.txt", "timedatectl 1-7"},
    {"pasted/timesync-status.txt", "timesync-status 1-13"},
    {"pasted/timesync-status-none.txt", "timesync-status 1-3"},
    {"pasted/show-timesync.txt", "timesync-status 1-12"},
    {"pasted/ntpq-p.txt", "ntpq-peers 1-10"},
    {"pasted/ntpq-wide.txt", "ntpq-peers 1-4"},
    {"pasted/ntpq-rv.txt", "ntpq-variables 1-9"},
    {"pasted/ntpq-as.txt", "ntpq-associations 1-5"},
    {"pasted/rtcdata.txt", "chronyc-rtcdata 1-6"},
    {"pasted/smoothing.txt", "chronyc-smoothing 1-6"},
    {"pasted/ntpstat.txt", "ntpstat 1-3"},
    {"pasted/ntpstat-restarting.txt", "ntpstat 1-3"},
    {"pasted/systemctl-running.txt", "systemctl-status 1-21"},
    {"pasted/systemctl-failed.txt", "systemctl-status 1-7"},
    {"pasted/systemctl-masked.txt", "systemctl-status 1-3"},
    {"pasted/systemctl-condition.txt", "systemctl-status 1-9"},
    {"pasted/journal-chronyd.txt", "log 1-16"},
    {"pasted/journal-timesyncd.txt", "log 1-4"},
    {"pasted/syslog-ntpd.txt", "log 1-5"},
    {"pasted/w32tm-status.txt", "w32tm-status 1-17"},
    {"pasted/w32tm-status-local.txt", "w32tm-status 1-9"},
    {"pasted/w32tm-status-ja.txt", "w32tm-status 1-9"},
    {"pasted/w32tm-peers.txt", "w32tm-peers 1-24"},
    {"pasted/w32tm-stripchart.txt", "w32tm-stripchart 1-5"},
    {"pasted/w32tm-dataonly.txt", "w32tm-stripchart 1-6"},
    {"pasted/timesyncd.conf.txt", "configuration 1-5"},
    {"pasted/ntp.conf.txt", "configuration 1-5"},
});

/// Whether `row` says nothing that `whole` does not say.
bool isOf(const PastedSource &row, const PastedSource &whole)
{
    PastedSource filled = row;
    if (!filled.source.jitter) // perhaps cut
        filled.source.jitter = whole.source.jitter;
    return filled.source == whole.source && row.lastSampleAge == whole.lastSampleAge &&
           row.line == whole.line;
}
bool isOf(const PastedStatistics::Row &row, const PastedStatistics::Row &whole)
{
    return row.name == whole.name && row.statistics == whole.statistics;
}
bool isOf(const PastedSelection::Row &row, const PastedSelection::Row &whole)
{
    return row.name == whole.name && row.selection == whole.selection;
}
bool isOf(const PastedAuthentication::Row &row, const PastedAuthentication::Row &whole)
{
    return row.name == whole.name && row.authentication == whole.authentication;
}
bool isOf(const PastedExchanges::Row &row, const PastedExchanges::Row &whole)
{
    return row.address == whole.address;
}
bool isOf(const PastedStripChart::Row &row, const PastedStripChart::Row &whole)
{
    return row.offset == whole.offset && row.delay == whole.delay && row.timeOfDay == whole.timeOfDay;
}

template <typename T>
bool isNothingOrSame(const std::optional<T> &part, const std::optional<T> &whole)
{
    return !part || part == whole;
}

/// Whether a text that was cut tells only what the whole one tells.
struct Beginning
{
    const PastedFacts &whole;

    template <typename Facts>
    requires requires(const Facts &facts) { isOf(facts.rows[0], facts.rows[0]); }
    bool operator()(const Facts &part) const
    {
        const auto *all = std::get_if<Facts>(&whole);
        return all && part.rows.size() <= all->rows.size() &&
               std::equal(part.rows.begin(), part.rows.end(), all->rows.begin(),
                          [](const auto &row, const auto &other) { return isOf(row, other); });
    }
    bool operator()(const PastedWindowsPeers &part) const
    {
        const auto *all = std::get_if<PastedWindowsPeers>(&whole);
        return all && part.rows.size() <= all->rows.size() &&
               std::equal(part.rows.begin(), part.rows.end(), all->rows.begin(),
                          [](const PastedSource &row, const PastedSource &other) {
                              return row.source.name == other.source.name;
                          });
    }
    bool operator()(const DaemonTracking &part) const
    {
        const auto *all = std::get_if<DaemonTracking>(&whole);
        return all && isNothingOrSame(part.systemOffset, all->systemOffset) &&
               isNothingOrSame(part.lastOffset, all->lastOffset) &&
               isNothingOrSame(part.skewPpm, all->skewPpm) &&
               isNothingOrSame(part.frequencyPpm, all->frequencyPpm) &&
               isNothingOrSame(part.rootDelay, all->rootDelay);
    }
    bool operator()(const PastedTimesync &part) const
    {
        const auto *all = std::get_if<PastedTimesync>(&whole);
        return all && isNothingOrSame(part.source.measured, all->source.measured) &&
               isNothingOrSame(part.source.delay, all->source.delay) &&
               isNothingOrSame(part.source.jitter, all->source.jitter) &&
               isNothingOrSame(part.pollInterval, all->pollInterval);
    }
    bool operator()(const PastedWindowsStatus &part) const
    {
        const auto *all = std::get_if<PastedWindowsStatus>(&whole);
        return all && isNothingOrSame(part.tracking.rootDispersion, all->tracking.rootDispersion) &&
               isNothingOrSame(part.phaseOffset, all->phaseOffset);
    }
    bool operator()(const PastedClock &part) const
    {
        const auto *all = std::get_if<PastedClock>(&whole);
        return all && isNothingOrSame(part.universalTime, all->universalTime) &&
               isNothingOrSame(part.localTime, all->localTime) &&
               isNothingOrSame(part.report.timedated.networkTimeEnabled,
                               all->report.timedated.networkTimeEnabled);
    }
    bool operator()(const auto & /*other*/) const { return true; }
};

bool isBeginning(const PastedFacts &part, const PastedFacts &whole)
{
    return std::visit(Beginning{whole}, part);
}

/// What mail, forums, terminals and word processors do to a text; the lines stay.
struct Disguise
{
    const char *name;
    QString (*put)(const QString &line);
};
constexpr auto disguises = std::to_array<Disguise>({
    {"indented", [](const QString &line) { return u"    "_s + line; }},
    {"quoted", [](const QString &line) { return u"> "_s + line; }},
    {"quoted twice", [](const QString &line) { return u"> > "_s + line; }},
    {"CRLF", [](const QString &line) { return line + u'\r'; }},
    {"non-breaking", [](const QString &line) { return QString(line).replace(u' ', QChar(0xa0)); }},
    {"coloured", [](const QString &line) { return u"\u001b[0;1;32m"_s + line + u"\u001b[0m"_s; }},
    {"spaces behind", [](const QString &line) { return line + u"   "_s; }},
});

QString disguised(const QString &text, const Disguise &disguise)
{
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        if (!line.trimmed().isEmpty())
            line = disguise.put(line);
    }
    return lines.join(u'\n');
}

QString brokenAt(qsizetype width, bool isByWords, const QString &text)
{
    QStringList broken;
    for (QString line : text.split(u'\n')) {
        while (line.size() > width) {
            const qsizetype space = line.lastIndexOf(u' ', width);
            const bool isWord = isByWords && space > 0 && !line.first(space).trimmed().isEmpty();
            const qsizetype at = isWord ? space : width;
            broken.append(line.first(at));
            line = line.sliced(isWord ? at + 1 : at);
        }
        broken.append(line);
    }
    return broken.join(u'\n');
}

/// What matters in them.
bool tellsAsMuch(const PastedFacts &broken, const PastedFacts &whole)
{
    if (const auto *unit = std::get_if<UnitReport>(&whole)) {
        const auto &other = std::get<UnitReport>(broken);
        return other.activity == unit->activity && other.result == unit->result &&
               other.mainPid == unit->mainPid && other.enablement == unit->enablement;
    }
    if (const auto *timesync = std::get_if<PastedTimesync>(&whole)) {
        const auto &other = std::get<PastedTimesync>(broken);
        return other.packetCount == timesync->packetCount &&
               other.source.stratum == timesync->source.stratum &&
               other.rootDistance == timesync->rootDistance;
    }
    return std::visit(
        [&whole]<typename Facts>(const Facts &facts) {
            if constexpr (requires { isOf(facts.rows[0], facts.rows[0]); }) {
                const auto &all = std::get<Facts>(whole).rows;
                return std::ranges::equal(facts.rows, all, [](auto row, const auto &other) {
                    row.line = other.line;
                    return isOf(row, other);
                });
            } else {
                return false;
            }
        },
        broken);
}

} // namespace

class TestPasted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognisesWhole_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < wholes.size(); ++i)
            QTest::addRow("%s", wholes[i].file) << int(i);
    }
    void recognisesWhole()
    {
        QFETCH(int, index);
        const Whole &whole = wholes.at(size_t(index));
        const QString text = textOf(QString::fromLatin1(whole.file));
        QCOMPARE(summary(readPasted(text)), QString::fromLatin1(whole.summary));
        for (const Disguise &disguise : disguises) {
            const QString found = summary(readPasted(disguised(text, disguise)));
            QVERIFY2(found == QString::fromLatin1(whole.summary),
                     qPrintable(QString::fromLatin1(disguise.name) + u": "_s + found));
        }
    }

    /// Terminals break lines at their width, mail programs between words.
    void brokenLinesAreJoined_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("width");
        for (const char *file :
             {"story/14-sources-v.txt", "chronyc-4.3/sources_-a.txt", "chronyc-4.3/sourcestats.txt",
              "chronyc-4.3/selectdata.txt", "chronyc-4.3/authdata.txt", "pasted/ntpq-p.txt",
              "pasted/ntpq-wide.txt", "pasted/show-timesync.txt", "pasted/systemctl-failed.txt",
              "pasted/systemctl-running.txt", "pasted/w32tm-stripchart.txt"}) {
            for (const int width : {72, 76, 80})
                QTest::addRow("%s, %d", file, width) << QString::fromLatin1(file) << width;
        }
    }
    void brokenLinesAreJoined()
    {
        QFETCH(const QString, file);
        QFETCH(const int, width);
        const QString text = textOf(file);
        const PastedFacts whole = readPasted(text).blocks.front().facts;
        for (const bool isByWords : {false, true}) {
            const PastedOutput broken = readPasted(brokenAt(width, isByWords, text));
            QVERIFY(!broken.blocks.empty());
            QCOMPARE(broken.blocks.front().kind(), static_cast<PastedKind>(whole.index()));
            const QString said = summary(broken) + (isByWords ? u" by words"_s : QString());
            QVERIFY2(tellsAsMuch(broken.blocks.front().facts, whole), qPrintable(said));
        }
    }

    void proseIsNoRestOfALine()
    {
        const QString log =
            u"Aug 17 12:20:11 guest chronyd[812]: some words that are not known here at all\n"_s;
        QCOMPARE(summary(readPasted(log + u"and that was the end of it\n"_s)), u"log 1-1; not 2"_s);
        const QString unit = textOf(u"pasted/systemctl-masked.txt"_s);
        const qsizetype lines = unit.count(u'\n');
        QCOMPARE(summary(readPasted(unit + u"and so it was\n"_s)),
                 u"systemctl-status 1-%1; not %2"_s.arg(lines).arg(lines + 1));
        const QString head = u"MS Name/IP address         Stratum Poll Reach LastRx\n"_s;
        const QString row = u"^* a.example   2   6   377    50  -2961us[-2822us] +/-   50ms\n"_s;
        QCOMPARE(summary(readPasted(head + u"Last sample\n"_s + row)), u"chronyc-sources 1-3"_s);
        QCOMPARE(summary(readPasted(head + u"Last orders\n"_s + row)),
                 u"chronyc-sources 1-1; chronyc-sources 3-3; not 2"_s);
    }

    void everyFileIsTested()
    {
        for (const QString &folder : {u"story"_s, u"pasted"_s}) {
            for (const QString &name : QDir(QStringLiteral(DATA "/") + folder).entryList(QDir::Files)) {
                const QString file = folder + u'/' + name;
                const bool isTested = std::ranges::any_of(
                    wholes, [&file](const Whole &whole) { return file == QLatin1StringView(whole.file); });
                QVERIFY2(isTested, qPrintable(file));
            }
        }
    }

    void sources()
    {
        const PastedOutput output = read(u"story/14-sources-v.txt"_s);
        const auto &rows = only<PastedSources>(output).rows;
        QCOMPARE(rows.size(), size_t(3));
        const DaemonSource &followed = rows[1].source;
        QCOMPARE(followed.name, u"ntp2.jst.mfeed.ad.jp"_s);
        QCOMPARE(followed.address, QString());
        QCOMPARE(followed.standing, SourceStanding::Selected);
        QCOMPARE(followed.letter, '*');
        QCOMPARE(followed.stratum, std::optional(2));
        QCOMPARE(followed.pollLog2, std::optional(6));
        QCOMPARE(followed.reach, std::optional<quint8>(0377));
        QVERIFY(!followed.lastSample);
        QCOMPARE(rows[1].lastSampleAge, std::optional<Duration>(50s));
        QCOMPARE(rows[1].line, 12);
        // Behind: the sign is ours already.
        QCOMPARE(followed.adjusted->localMinusRemote(), -2'961us);
        QCOMPARE(followed.measured->localMinusRemote(), -2'822us);
        QCOMPARE(followed.error, std::optional<Duration>(50ms));
        QCOMPARE(rows[0].source.standing, SourceStanding::Selectable);
        QCOMPARE(rows[2].source.standing, SourceStanding::Combined);
        QCOMPARE(rows[2].source.adjusted->localMinusRemote(), 800us);

        const PastedOutput paused = read(u"story/11-sources.txt"_s);
        const PastedSource &device = only<PastedSources>(paused).rows.front();
        QCOMPARE(device.source.mode, SourceMode::ReferenceClock);
        QCOMPARE(device.source.name, u"PHC0"_s);
        QCOMPARE(device.source.adjusted->localMinusRemote(), -362'100ms);
        QCOMPARE(device.source.error, std::optional<Duration>(1'008ms));
        const PastedOutput shaken = read(u"story/12-sources-v.txt"_s);
        QCOMPARE(only<PastedSources>(shaken).rows.front().source.standing, SourceStanding::Jittery);
    }

    void sourcesTwoWays()
    {
        const PastedOutput text = read(u"chronyc-4.3/sources_-a.txt"_s);
        const PastedOutput csv = read(u"chronyc-4.3/c_sources_-a.csv"_s);
        const auto &rows = only<PastedSources>(text).rows;
        const auto &exact = only<PastedSources>(csv).rows;
        QCOMPARE(rows.size(), size_t(8));
        QCOMPARE(exact.size(), size_t(8));
        for (size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i].source.name, exact[i].source.name);
            QCOMPARE(rows[i].source.address, exact[i].source.address);
            QCOMPARE(rows[i].source.standing, exact[i].source.standing);
            QCOMPARE(rows[i].source.reach, exact[i].source.reach);
            QCOMPARE(rows[i].source.stratum, exact[i].source.stratum);
            QCOMPARE(rows[i].lastSampleAge, exact[i].lastSampleAge);
            QCOMPARE(rows[i].source.measured.has_value(), exact[i].source.measured.has_value());
        }
        // Without a sample the printed zeros are no measurement.
        QVERIFY(!rows[0].source.measured);
        QVERIFY(!rows[4].source.stratum);
        QCOMPARE(exact[3].source.adjusted->localMinusRemote(), -249'997'929ns);
        QCOMPARE(exact[3].source.measured->localMinusRemote(), -249'998'823ns);
        QCOMPARE(exact[3].source.standing, SourceStanding::Falseticker);
        QCOMPARE(exact[3].source.address, u"127.77.0.3"_s);
    }

    void oddSources()
    {
        const PastedOutput output =
            readPasted(u"210 Number of sources = 6\n"
                       "MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"
                       "===============================================================================\n"
                       "^* a-name-that-is-far-too-lon>     2   6   377   12m   +15us[  -57us] +/- 5489us\n"
                       "=+ 2001:db8::1                   2  -6   377    3h  +1700m[+1700m] +/-  1700m\n"
                       "^? ID#0000000001                 0   6     0     -     +0ns[   +0ns] +/-    0ns\n"
                       "^? old.example                   0  10     0   10y     +0ns[   +0ns] +/-    0ns\n"
                       "^x 192.0.2.4                     2   6   377     5   +1hs[ +1ms] +/-   1ms\n"
                       "^- 192.0.2.5                     1   6   377     5   +1ms[ +1ms] +/-   1ms\n"_s);
        const auto &rows = only<PastedSources>(output).rows;
        QCOMPARE(summary(output), u"chronyc-sources 2-9; not 8"_s);
        QCOMPARE(rows.size(), size_t(5));
        QVERIFY(rows[0].isNameCut);
        QCOMPARE(rows[0].source.name, u"a-name-that-is-far-too-lon"_s);
        QCOMPARE(rows[0].lastSampleAge, std::optional<Duration>(12min));
        QCOMPARE(rows[1].source.mode, SourceMode::Peer);
        QCOMPARE(rows[1].source.address, u"2001:db8::1"_s);
        QCOMPARE(rows[1].source.pollLog2, std::optional(-6));
        QCOMPARE(rows[1].source.measured->localMinusRemote(), 1'700min);
        QVERIFY(!rows[2].source.resolved);
        QVERIFY(!rows[3].lastSampleAge);
        QVERIFY(!rows[3].source.measured);
        QCOMPARE(rows[4].source.address, u"192.0.2.5"_s);
    }

    void wrappedRows()
    {
        // A terminal of 60 columns, and a mail program.
        const PastedOutput output =
            readPasted(u"MS Name/IP address         Stratum Poll Reach LastRx Last sample\n"
                       "================================================================\n"
                       "^* ntp1.example.org              2   6   377    50  -2961us[\n"
                       "-2822us] +/-   50ms\n"
                       "^+ ntp2.example.org              2   6   377    49   +800u\n"
                       "s[ +800us] +/-   90ms\n"
                       "^- ntp3.example.org              2   6   377    49   +800us[ +800us] +/-\n"
                       "so much for that\n"_s);
        QCOMPARE(summary(output), u"chronyc-sources 1-6; not 7 8"_s);
        const auto &rows = only<PastedSources>(output).rows;
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(rows[0].source.error, std::optional<Duration>(50ms));
        QCOMPARE(rows[1].source.adjusted->localMinusRemote(), 800us);
        QCOMPARE(rows[1].line, 5);
    }

    void statistics()
    {
        const PastedOutput text = read(u"chronyc-4.3/sourcestats.txt"_s);
        const PastedOutput csv = read(u"chronyc-4.3/c_sourcestats.csv"_s);
        const auto &row = only<PastedStatistics>(text).rows.at(3);
        QCOMPARE(row.name, u"127.77.0.3"_s);
        QCOMPARE(row.statistics.samples, 9);
        QCOMPARE(row.statistics.runs, 5);
        QCOMPARE(row.statistics.span, Duration(16s));
        QCOMPARE(row.statistics.frequencyPpm, 0.022);
        QCOMPARE(row.statistics.skewPpm, 0.069);
        QCOMPARE(row.statistics.offset.localMinusRemote(), -250ms);
        QCOMPARE(row.statistics.standardDeviation, Duration(210ns));
        const auto &exact = only<PastedStatistics>(csv).rows.at(3);
        QCOMPARE(exact.statistics.offset.localMinusRemote(), -249'997'944ns);
        QCOMPARE(exact.statistics.standardDeviation, Duration(210ns));
    }

    void tracking()
    {
        const PastedOutput text = read(u"chronyc-4.3/tracking.txt"_s);
        const auto &tracking = only<DaemonTracking>(text);
        QVERIFY(tracking.synchronised);
        QCOMPARE(tracking.referenceId, u"7F4D0001"_s);
        QCOMPARE(tracking.source, u"127.77.0.1"_s);
        QCOMPARE(tracking.stratum, std::optional(2));
        QCOMPARE(tracking.leap, std::optional(LeapIndicator::NoWarning));
        QCOMPARE(tracking.lastOffset->localMinusRemote(), -12ns);
        QCOMPARE(tracking.frequencyPpm, std::optional(-0.002)); // slow
        QCOMPARE(tracking.rootDispersion, std::optional<Duration>(3'359ns));
        QCOMPARE(tracking.updateInterval, std::optional<Duration>(2s));

        const PastedOutput csv = read(u"chronyc-4.3/c_tracking.csv"_s);
        const auto &exact = only<DaemonTracking>(csv);
        QCOMPARE(exact.lastUpdate, std::optional(Instant(1'795'340'530'336'018'409ns)));
        QCOMPARE(exact.frequencyPpm, std::optional(-0.002));
        QCOMPARE(exact.synchronised, true);
    }

    void trackingSigns()
    {
        const QString csv = u"C0000201,192.0.2.1,3,1795340530.000000000,%1,-0.000000012,0.1,1.5,0.0,0.006,"
                            "0.000001569,0.000003355,64.2,Normal"_s;
        QVERIFY(readPasted(csv.arg(u"0.25"_s)).blocks.empty()); // nine decimals, or it was cut
        const QString whole = QString(csv).replace(u",0.1,"_s, u",0.100000000,"_s);
        // Positive means slow: behind.
        const PastedOutput slow = readPasted(whole.arg(u"0.250000000"_s));
        QCOMPARE(only<DaemonTracking>(slow).systemOffset->localMinusRemote(), -250ms);
        const PastedOutput fast = readPasted(whole.arg(u"-0.250000000"_s));
        QCOMPARE(only<DaemonTracking>(fast).systemOffset->localMinusRemote(), 250ms);
        const PastedOutput slowText = readPasted(u"System time     : 0.250000000 seconds slow of NTP time"_s);
        QCOMPARE(only<DaemonTracking>(slowText).systemOffset->localMinusRemote(), -250ms);
        const PastedOutput fastText = readPasted(u"System time     : 0.250000000 seconds fast of NTP time\n"
                                                 "Frequency       : 12.500 ppm fast\n"_s);
        QCOMPARE(only<DaemonTracking>(fastText).systemOffset->localMinusRemote(), 250ms);
        QCOMPARE(only<DaemonTracking>(fastText).frequencyPpm, std::optional(12.5));
    }

    void trackingWithoutReference()
    {
        const PastedOutput none = readPasted(u"Reference ID    : 00000000 ()\n"
                                             "Stratum         : 0\n"
                                             "Ref time (UTC)  : Thu Jan 01 00:00:00 1970\n"
                                             "System time     : 0.000000000 seconds fast of NTP time\n"
                                             "Last offset     : +0.000000000 seconds\n"
                                             "Frequency       : 3.000 ppm slow\n"
                                             "Skew            : 0.500 ppm\n"
                                             "Root delay      : 1.000000000 seconds\n"
                                             "Leap status     : Not synchronised\n"_s);
        QCOMPARE(summary(none), u"chronyc-tracking 1-9"_s);
        const auto &tracking = only<DaemonTracking>(none);
        QVERIFY(!tracking.synchronised);
        QVERIFY(!tracking.systemOffset);
        QVERIFY(!tracking.lastUpdate);
        QCOMPARE(tracking.frequencyPpm, std::optional(-3.0));
        const PastedOutput local = readPasted(u"Reference ID    : 7F7F0101 ()\nStratum         : 10\n"
                                              "Leap status     : Normal\n"_s);
        QVERIFY(!only<DaemonTracking>(local).synchronised);
        // Before version 3 the reference was an address.
        const PastedOutput old =
            readPasted(u"Reference ID    : 192.0.2.15 (ntp1.example.net)\nStratum         : 3\n"
                       "Ref time (UTC)  : Fri Feb  3 15:00:29 2012\n"_s);
        QVERIFY(only<DaemonTracking>(old).synchronised);
        QCOMPARE(only<DaemonTracking>(old).source, u"ntp1.example.net"_s);
        QVERIFY(only<DaemonTracking>(old).lastUpdate);
    }

    void partOfTracking()
    {
        const PastedOutput output = readPasted(u"Update interval : 64.2 seconds\n"
                                               "Leap status     : Not synchronised\n"_s);
        QCOMPARE(only<DaemonTracking>(output).leap, std::optional(LeapIndicator::Unsynchronised));
        QVERIFY(!only<DaemonTracking>(output).synchronised);
        QVERIFY(readPasted(u"Leap status: who knows\nFrequency: 5 GHz\n"_s).blocks.empty());
    }

    void otherChronyc()
    {
        const PastedOutput activity = read(u"chronyc-4.3/activity.txt"_s);
        QCOMPARE(only<SourceActivityCounts>(activity).online, 6);
        QCOMPARE(only<SourceActivityCounts>(activity).unresolved, 1);
        const PastedOutput csv = readPasted(u"user@host:~$ chronyc -c activity\n6,1,2,3,4\n"_s);
        QCOMPARE(summary(csv), u"chronyc-activity 2-2"_s);
        QCOMPARE(only<SourceActivityCounts>(csv).burstOffline, 3);

        // Here a positive offset is a slow clock, as nowhere else in chronyc.
        for (const QString &file : {u"chronyc-4.3/ntpdata.txt"_s, u"chronyc-4.3/c_ntpdata.csv"_s}) {
            const PastedOutput output = read(file);
            const auto &rows = only<PastedExchanges>(output).rows;
            QCOMPARE(rows.size(), size_t(6));
            QCOMPARE(rows[2].address, u"127.77.0.3"_s);
            QCOMPARE(rows[2].port, quint16(21123));
            QCOMPARE(rows[2].exchange.offset.localMinusRemote(), -249'998'823ns);
            QCOMPARE(rows[2].exchange.delay, Duration(4'032ns));
            QCOMPARE(rows[2].exchange.good, qint64(170));
            QCOMPARE(rows[2].exchange.tests, u"111 111 1111"_s);
            QCOMPARE(rows[2].stratum, std::optional(2));
            QCOMPARE(rows[2].rootDelay, std::optional<Duration>(15us));
            QCOMPARE(rows[3].exchange.tests, u"111 101 0000"_s);
            QCOMPARE(rows[4].exchange.version, 0);
            QVERIFY(!rows[4].stratum);
        }
        const PastedOutput selection = read(u"chronyc-4.3/selectdata.txt"_s);
        const auto &rows = only<PastedSelection>(selection).rows;
        QCOMPARE(rows[0].selection.configuredOptions, u"N"_s);
        QCOMPARE(rows[1].selection.letter, '*');
        QCOMPARE(rows[1].selection.lowest.localMinusRemote(), -1'523ns);
        QCOMPARE(rows[1].selection.highest.localMinusRemote(), 738ns);
        QCOMPARE(rows[4].leap, std::optional(LeapIndicator::Unsynchronised));
        const PastedOutput authentication =
            readPasted(u"Name/IP address             Mode KeyID Type KLen Last Atmp  NAK Cook CLen\n"
                       "=========================================================================\n"
                       "time.example.org             NTS     1   15  256  33m    2    1    8  100\n"
                       "192.0.2.1                     SK    30   13  128    -    0    0    0    0\n"_s);
        const auto &keys = only<PastedAuthentication>(authentication).rows;
        QCOMPARE(keys.at(0).authentication.mode, ChronyAuthentication::Mode::Nts);
        QCOMPARE(keys.at(0).authentication.establishedAgo, std::optional<Duration>(33min));
        QCOMPARE(keys.at(0).authentication.attempts, 2);
        QVERIFY(keys.at(0).authentication.isRefused);
        QCOMPARE(keys.at(1).authentication.mode, ChronyAuthentication::Mode::SymmetricKey);
        const PastedOutput serving = read(u"chronyc-4.3/serverstats.txt"_s);
        QCOMPARE(only<ChronyServing>(serving).commands, qint64(526));
        const PastedOutput servingCsv =
            readPasted(u"$ chronyc -c serverstats\n"_s + textOf(u"chronyc-4.3/c_serverstats.csv"_s));
        QCOMPARE(only<ChronyServing>(servingCsv).commands, qint64(525));
    }

    void clocks()
    {
        using namespace std::chrono;
        const PastedOutput story = read(u"story/03-timedatectl.txt"_s);
        const auto &clock = only<PastedClock>(story);
        const sys_seconds universal = sys_days(2023y / 8 / 17) + 3h + 4min + 57s;
        QVERIFY(clock.universalTime == Instant(universal));
        QVERIFY(clock.localTime == local_seconds((universal + 9h).time_since_epoch()));
        QCOMPARE(clock.report.zone->id, u"Asia/Tokyo"_s);
        QCOMPARE(clock.report.zone->utcOffset, seconds(9h));
        QVERIFY(clock.report.localTime()->time_since_epoch() == clock.localTime->time_since_epoch());
        QCOMPARE(clock.report.timedated.synchronised, std::optional(true));
        QVERIFY(clock.report.timedated.networkTimeService() == NetworkTimeService::Active);
        QCOMPARE(clock.report.rtcInLocalZone(), std::optional(false));
        QVERIFY(clock.report.hardware->aheadOfSystem == 0ns);

        const PastedOutput old = read(u"pasted/timedatectl-232.txt"_s);
        const auto &before = only<PastedClock>(old);
        QCOMPARE(before.report.zone->utcOffset, seconds(-4h));
        QCOMPARE(before.report.timedated.synchronised, std::optional(false));
        QVERIFY(before.report.timedated.networkTimeService() == NetworkTimeService::Active);
        QVERIFY(before.report.hardware->aheadOfSystem == -1s); // behind

        const PastedOutput rtc = read(u"pasted/timedatectl-local-rtc.txt"_s);
        const auto &local = only<PastedClock>(rtc);
        QVERIFY(local.report.timedated.networkTimeService() == NetworkTimeService::NotAvailable);
        QVERIFY(local.report.hardware->aheadOfSystem == 9h);
        const PastedOutput ancient = read(u"pasted/timedatectl-219.txt"_s);
        QVERIFY(only<PastedClock>(ancient).report.zone->daylightSaving);
        const PastedOutput show = read(u"pasted/timedatectl-show.txt"_s);
        QCOMPARE(only<PastedClock>(show).report.timedated.zone, u"Etc/UTC"_s);
        QVERIFY(only<PastedClock>(show).report.hardware->aheadOfSystem == 1s);
        QVERIFY(only<PastedClock>(show).report.timedated.networkTimeService() ==
                NetworkTimeService::Inactive);
    }

    void timesync()
    {
        const PastedOutput output = read(u"pasted/timesync-status.txt"_s);
        const auto &status = only<PastedTimesync>(output);
        QCOMPARE(status.source.name, u"0.debian.pool.ntp.org"_s);
        QCOMPARE(status.source.address, u"192.0.2.145"_s);
        QCOMPARE(status.source.referenceId, u"192.0.2.24"_s);
        // Theta: the server is 5.086 ms behind, this clock ahead.
        QCOMPARE(status.source.measured->localMinusRemote(), 5'086us);
        QCOMPARE(status.source.delay, std::optional<Duration>(273'384us));
        QCOMPARE(status.source.standing, SourceStanding::Selected);
        QCOMPARE(status.frequencyPpm, std::optional(0.87));
        QCOMPARE(status.pollInterval, std::optional<Duration>(512s));
        QCOMPARE(status.source.pollLog2, std::optional(9));
        QCOMPARE(status.rootDistance, std::optional<Duration>(38'803us));
        QCOMPARE(status.rootDistanceMaximum, std::optional<Duration>(5s));
        QCOMPARE(status.packetCount, std::optional<qint64>(17));
        QString ahead = textOf(u"pasted/timesync-status.txt"_s).replace(u"-5.086ms"_s, u"+7.493693s"_s);
        const PastedOutput other = readPasted(ahead);
        QCOMPARE(only<PastedTimesync>(other).source.measured->localMinusRemote(), -7'493'693us);

        const PastedOutput nobody = read(u"pasted/timesync-status-none.txt"_s);
        QCOMPARE(only<PastedTimesync>(nobody).packetCount, std::optional<qint64>(0));
        QCOMPARE(only<PastedTimesync>(nobody).source.standing, SourceStanding::Unusable);
        QVERIFY(!only<PastedTimesync>(nobody).source.resolved);

        const QString show = textOf(u"pasted/show-timesync.txt"_s);
        for (const QString &text :
             {show, QString(show).replace(u"RootDispersion"_s, u"Root\nDispersion"_s)}) {
            const PastedOutput properties = readPasted(text);
            const auto &told = only<PastedTimesync>(properties);
            QVERIFY2(properties.unrecognisedLines.empty(), qPrintable(summary(properties)));
            QCOMPARE(told.systemServers, QStringList({u"ntp1.example.org"_s, u"ntp2.example.org"_s}));
            QCOMPARE(told.source.rootDispersion, std::optional<Duration>(3'982us));
            QCOMPARE(told.packetCount, std::optional<qint64>(115));
            QCOMPARE(told.isIgnored, std::optional(false));
            QCOMPARE(told.frequencyPpm, std::optional(3812749.0 / 65536));
        }
    }

    void ntpPeers()
    {
        const PastedOutput output = read(u"pasted/ntpq-p.txt"_s);
        const auto &rows = only<PastedPeers>(output).rows;
        QCOMPARE(rows.size(), size_t(8));
        QVERIFY(rows[0].isPool);
        QVERIFY(!rows[0].source.measured);
        QCOMPARE(rows[1].source.referenceId, u"INIT"_s);
        QVERIFY(rows[1].isNameCut);
        QCOMPARE(rows[1].source.pollLog2, std::optional(10));
        QVERIFY(!rows[1].lastSampleAge);
        QCOMPARE(rows[2].source.letter, '*');
        QCOMPARE(rows[2].source.standing, SourceStanding::Selected);
        QCOMPARE(rows[2].source.address, u"192.0.2.10"_s);
        QCOMPARE(rows[2].source.referenceId, u"GPS"_s);
        // ntpq's offset is theta: the server is ahead, this clock behind.
        QCOMPARE(rows[2].source.measured->localMinusRemote(), -2'591us);
        QCOMPARE(rows[2].source.delay, std::optional<Duration>(262us));
        QCOMPARE(rows[2].source.jitter, std::optional<Duration>(3'260us));
        QCOMPARE(rows[3].source.standing, SourceStanding::Combined);
        QCOMPARE(rows[3].source.measured->localMinusRemote(), 987us);
        QCOMPARE(rows[3].source.reach, std::optional<quint8>(0375));
        QCOMPARE(rows[3].lastSampleAge, std::optional<Duration>(2min));
        QCOMPARE(rows[4].source.mode, SourceMode::Peer);
        QCOMPARE(rows[5].source.standing, SourceStanding::Falseticker);
        QCOMPARE(rows[5].source.measured->localMinusRemote(), -447'024ms);
        QCOMPARE(rows[6].source.name, u"PPS(0)"_s);
        QCOMPARE(rows[6].source.mode, SourceMode::ReferenceClock);
        QCOMPARE(rows[6].source.standing, SourceStanding::Selected);
        QCOMPARE(rows[7].source.letter, '#');
        const PastedOutput wide = read(u"pasted/ntpq-wide.txt"_s);
        QCOMPARE(only<PastedPeers>(wide).rows[0].source.address, u"2001:db8::7"_s);
        QVERIFY(!only<PastedPeers>(wide).rows[1].isNameCut);
        // ntpq -w gives a long name a line of its own.
        const PastedOutput broken =
            readPasted(u"     remote           refid      st t when poll reach   delay   offset  jitter\n"
                       "==============================================================================\n"
                       "*a-very-long-name.example.org\n"
                       "                 192.0.2.1        2 u   33   64  377    8.100    0.250   0.352\n"_s);
        QCOMPARE(summary(broken), u"ntpq-peers 1-4"_s);
        QCOMPARE(only<PastedPeers>(broken).rows.front().source.name, u"a-very-long-name.example.org"_s);
        QCOMPARE(only<PastedPeers>(broken).rows.front().line, 3);
    }

    void ntpStat()
    {
        const PastedOutput output = read(u"pasted/ntpstat.txt"_s);
        QVERIFY(only<PastedNtpStat>(output).isSynchronised);
        QCOMPARE(only<PastedNtpStat>(output).source, u"192.0.2.130"_s);
        QCOMPARE(only<PastedNtpStat>(output).bound, std::optional<Duration>(45ms));
        QCOMPARE(only<PastedNtpStat>(output).pollInterval, std::optional<Duration>(128s));
        const PastedOutput restarting = read(u"pasted/ntpstat-restarting.txt"_s);
        QVERIFY(!only<PastedNtpStat>(restarting).isSynchronised);
        QVERIFY(only<PastedNtpStat>(restarting).isRestarting);
    }

    void hardwareClockAndSmoothing()
    {
        const PastedOutput hardware = read(u"pasted/rtcdata.txt"_s);
        const auto &report = only<HardwareClockReport>(hardware);
        QCOMPARE(report.measuredAt, Instant(std::chrono::sys_days(2015y / 5 / 30)) + 7h + 25min + 56s);
        QCOMPARE(report.samples, 10);
        QCOMPARE(report.runs, 5);
        QCOMPARE(report.span, Duration(549s));
        QCOMPARE(report.ahead, Offset::fromLocalMinusRemote(-1'632'736us));
        QCOMPARE(report.gainPpm, -107.623);
        const PastedOutput drawn = read(u"pasted/smoothing.txt"_s);
        const auto &smoothing = only<SmoothingReport>(drawn);
        QVERIFY(smoothing.active && !smoothing.leapOnly);
        QCOMPARE(smoothing.offset, Duration(1'000'268'817ns));
        QCOMPARE(smoothing.frequencyPpm, -0.142859);
        QCOMPARE(smoothing.wanderPpm, -0.01);
        QCOMPARE(smoothing.remaining, Duration(19'988'400ms));
        // systemd's "Active:" is another one.
        QVERIFY(readPasted(u"Active: active (running)\n"_s).blocks.empty());
    }

    void ntpqVariables()
    {
        const PastedOutput output = read(u"pasted/ntpq-rv.txt"_s);
        const auto &variables = only<PastedVariables>(output);
        const DaemonTracking &tracking = variables.tracking;
        QVERIFY(tracking.synchronised);
        QCOMPARE(tracking.stratum, std::optional(2));
        QCOMPARE(tracking.referenceId, u"192.0.2.1"_s);
        // ntpq prints the server's clock minus this one's, in milliseconds.
        QCOMPARE(tracking.systemOffset, std::optional(Offset::fromLocalMinusRemote(123'456ns)));
        QCOMPARE(tracking.frequencyPpm, std::optional(12.345));
        QCOMPARE(tracking.rootDelay, std::optional<Duration>(1'234us));
        QCOMPARE(tracking.rootDispersion, std::optional<Duration>(12'345us));
        QCOMPARE(variables.sinceUpdate, std::optional<Duration>(173s));
        const PastedOutput lost = readPasted(u"associd=0 status=c016 leap_alarm, sync_unspec, 1 event, "
                                             "restart,\nstratum=16, offset=0.000\n"_s);
        QVERIFY(!only<PastedVariables>(lost).tracking.synchronised);
        QVERIFY(!only<PastedVariables>(lost).tracking.systemOffset);
        const PastedOutput peer = readPasted(u"associd=56943 status=961a conf, reach, sel_sys.peer,\n"
                                             "srcadr=192.0.2.1, offset=5.000\n"_s);
        QCOMPARE(only<PastedVariables>(peer).association, 56943);
        QVERIFY(!only<PastedVariables>(peer).tracking.systemOffset);
        for (const QString &torn : {u"associd=0 status=\n"_s, u"associd= status=zz\noffset=\n"_s})
            QCOMPARE(readPasted(torn).blocks.size(), size_t(1));
    }

    void ntpqAssociations()
    {
        const PastedOutput output = read(u"pasted/ntpq-as.txt"_s);
        const auto &rows = only<PastedAssociations>(output).rows;
        QCOMPARE(rows.size(), size_t(3));
        QCOMPARE(rows[0].association, 56943);
        QCOMPARE(rows[0].condition, u"sys.peer"_s);
        QVERIFY(!rows[0].isAuthenticationBad && rows[2].isAuthenticationBad);
        QCOMPARE(rows[2].line, 5);
    }

    void units()
    {
        const PastedOutput running = read(u"pasted/systemctl-running.txt"_s);
        const auto &unit = only<UnitReport>(running);
        QCOMPARE(unit.name, u"chrony.service"_s);
        QCOMPARE(unit.load, UnitReport::Load::Loaded);
        QCOMPARE(unit.enablement, UnitReport::Enablement::Enabled);
        QCOMPARE(unit.activity, UnitReport::Activity::Active);
        QCOMPARE(unit.state, u"running"_s);
        QCOMPARE(unit.since, u"Thu 2023-08-17 12:20:11 JST"_s);
        QCOMPARE(unit.mainPid, std::optional<qint64>(5123));
        QCOMPARE(unit.log.size(), size_t(6));
        QCOMPARE(unit.log[4].event, LogEvent::SourceSelected);
        QCOMPARE(unit.log[5].event, LogEvent::ClockWrong);
        QCOMPARE(unit.log[5].offset->localMinusRemote(), 471'230us); // ahead: it must go back
        const PastedOutput failed = read(u"pasted/systemctl-failed.txt"_s);
        const auto &down = only<UnitReport>(failed);
        QCOMPARE(down.activity, UnitReport::Activity::Failed);
        QCOMPARE(down.enablement, UnitReport::Enablement::Disabled);
        QCOMPARE(down.result, u"exit-code"_s);
        QCOMPARE(down.exitStatus, std::optional(1));
        QCOMPARE(down.log[0].event, LogEvent::BadConfiguration);
        QCOMPARE(down.log[0].subject, u"/etc/chrony.conf"_s);
        QCOMPARE(down.log[1].event, LogEvent::UnitFailed);
        const PastedOutput masked = read(u"pasted/systemctl-masked.txt"_s);
        QCOMPARE(only<UnitReport>(masked).load, UnitReport::Load::Masked);
        QCOMPARE(only<UnitReport>(masked).activity, UnitReport::Activity::Inactive);
        const PastedOutput kept = read(u"pasted/systemctl-condition.txt"_s);
        QVERIFY(only<UnitReport>(kept).isConditionUnmet);
        QCOMPARE(only<UnitReport>(kept).statusText, u"Idle."_s);
    }

    void logs()
    {
        using E = LogEvent;
        const PastedOutput chrony = read(u"pasted/journal-chronyd.txt"_s);
        const auto &lines = only<PastedLog>(chrony).lines;
        const std::vector<E> expected = {
            E::Started,        E::CannotOpenOrBind, E::SourceSelected,      E::ClockWrong,    E::ClockStepped,
            E::SourceReplaced, E::TimeJumpForward,  E::NoSelectableSources, E::NoMajority,    E::RateRefused,
            E::Falseticker,    E::TooFar,           E::Interference,        E::SourceOffline, E::Exiting};
        QCOMPARE(lines.size(), expected.size());
        for (size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(lines[i].event == expected[i], qPrintable(lines[i].message));
        QCOMPARE(lines[0].daemon, std::optional(DaemonKind::Chrony));
        QCOMPARE(lines[2].subject, u"192.0.2.130"_s);
        QCOMPARE(lines[2].detail, u"pool.example.org"_s);
        // "Wrong by" a positive number: the clock is slow, and is then stepped forward.
        QCOMPARE(lines[3].offset->localMinusRemote(), -2'500ms);
        QCOMPARE(lines[4].moved, std::optional<Duration>(2'500ms));
        QCOMPARE(lines[5].detail, u"192.0.2.33"_s);
        QCOMPARE(lines[5].line, 7);

        const PastedOutput timesyncd = read(u"pasted/journal-timesyncd.txt"_s);
        const auto &others = only<PastedLog>(timesyncd).lines;
        QCOMPARE(others[0].event, E::ReplyTimeout);
        QCOMPARE(others[0].subject, u"192.0.2.157:123"_s);
        QCOMPARE(others[1].event, E::ServerContacted);
        QCOMPARE(others[2].event, E::Synchronised);
        QCOMPARE(others[2].at, others[3].at); // in another zone
        QCOMPARE(others[3].event, E::NetworkAbsent);

        const PastedOutput ntpd = read(u"pasted/syslog-ntpd.txt"_s);
        const auto &steps = only<PastedLog>(ntpd).lines;
        QCOMPARE(steps[0].event, E::Started);
        QCOMPARE(steps[1].event, E::CannotOpenOrBind);
        QCOMPARE(steps[2].moved, std::optional<Duration>(157'420us));
        QCOMPARE(steps[3].moved, std::optional<Duration>(-1'500ms));
        QCOMPARE(steps[4].event, E::CannotResolve);
        QCOMPARE(steps[4].subject, u"0.pool.example.org"_s);

        // Without time and program; and among others' lines.
        const PastedOutput bare = readPasted(u"System clock wrong by 0.472000 seconds\n"_s);
        QCOMPARE(only<PastedLog>(bare).lines.front().event, E::ClockWrong);
        const PastedOutput own = readPasted(u"2023-08-17T03:41:36Z chronyd exiting\n"_s);
        QCOMPARE(only<PastedLog>(own).lines.front().event, E::Exiting);
        const PastedOutput mixed =
            readPasted(u"Sep 3 06:58:01 m chronyd[1]: chronyd exiting\nSep 3 06:58:01 m sshd[2]: bye\n"
                       "Sep 3 06:58:02 m chronyd[1]: Could not step system clock\n"_s);
        QCOMPARE(summary(mixed), u"log 1-3; not 2"_s);
    }

    void answers_data()
    {
        using M = PastedAnswer::Meaning;
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("meaning");
        const auto row = [](const char *line, M meaning) {
            QTest::newRow(line) << QString::fromLatin1(line) << int(meaning);
        };
        row("Failed to restart chronyd.service: Interactive authentication required.",
            M::AuthenticationNeeded);
        row("Failed to start ntp.service: Access denied", M::NotPermitted);
        row("Failed to restart chronyd.service: Unit chronyd.service not found.", M::NoSuchUnit);
        row("Failed to set ntp: NTP not supported", M::Failed);
        row("Unit ntp.service could not be found.", M::NoSuchUnit);
        row("200 OK", M::Done);
        row("501 Not authorised", M::NotPermitted);
        row("506 Cannot talk to daemon", M::NobodyAnswers);
        row("Unable to talk to NTP daemon. Is it running?", M::NobodyAnswers);
        row("ntpq: read: Connection refused", M::NobodyAnswers);
        row("-bash: chronyc: command not found", M::NoSuchCommand);
        row("bash: line 1: ntpq: command not found", M::NoSuchCommand);
        row("zsh: command not found: chronyc", M::NoSuchCommand);
        row("sudo: chronyc: command not found", M::NoSuchCommand);
        row("Command 'ntpq' not found, but can be installed with:", M::NoSuchCommand);
        row("The following error occurred: The service has not been started. (0x80070426)", M::NobodyAnswers);
        row("The computer did not resync because no time data was available.", M::Failed);
    }
    void answers()
    {
        QFETCH(QString, line);
        QFETCH(int, meaning);
        const PastedOutput output = readPasted(line);
        QCOMPARE(int(only<PastedAnswer>(output).meaning), meaning);
        QCOMPARE(summary(output), u"answer 1-1"_s);
    }

    void windows()
    {
        const PastedOutput output = read(u"pasted/w32tm-status.txt"_s);
        const auto &status = only<PastedWindowsStatus>(output);
        QVERIFY(status.tracking.synchronised);
        QCOMPARE(status.tracking.source, u"dc01.corp.example.com"_s);
        QCOMPARE(status.tracking.referenceId, u"C0000201"_s);
        QCOMPARE(status.tracking.stratum, std::optional(4));
        QCOMPARE(status.tracking.rootDelay, std::optional<Duration>(31'250us));
        QCOMPARE(status.tracking.rootDispersion, std::optional<Duration>(7'790'234'300ns));
        QCOMPARE(status.phaseOffset, std::optional<Duration>(12'345'600ns));
        QCOMPARE(status.sinceLastSuccess, std::optional<Duration>(3'600s + 100ns));
        QCOMPARE(status.pollLog2, std::optional(10));
        const PastedOutput local = read(u"pasted/w32tm-status-local.txt"_s);
        QVERIFY(!only<PastedWindowsStatus>(local).tracking.synchronised);
        QVERIFY(only<PastedWindowsStatus>(local).isLocalClock);

        const PastedOutput japanese = read(u"pasted/w32tm-status-ja.txt"_s);
        QVERIFY(only<PastedWindowsStatus>(japanese).tracking.synchronised);
        QCOMPARE(only<PastedWindowsStatus>(japanese).tracking.rootDispersion,
                 std::optional<Duration>(7'793'895us));
        QVERIFY(only<PastedWindowsStatus>(japanese).isVirtualHost);

        const PastedOutput peers = read(u"pasted/w32tm-peers.txt"_s);
        const auto &rows = only<PastedWindowsPeers>(peers).rows;
        QCOMPARE(rows.size(), size_t(2));
        QCOMPARE(rows[0].source.name, u"time.windows.com"_s);
        QCOMPARE(rows[0].source.reach, std::optional<quint8>(0xff));
        QCOMPARE(rows[0].source.pollLog2, std::optional(6));
        QVERIFY(rows[1].isPending);
        QVERIFY(!rows[1].source.stratum);

        // "o:" is the other clock minus this one.
        const PastedOutput chart = read(u"pasted/w32tm-stripchart.txt"_s);
        const auto &strip = only<PastedStripChart>(chart);
        QCOMPARE(strip.host, u"time.windows.com"_s);
        QCOMPARE(strip.address, u"192.0.2.9"_s);
        QCOMPARE(strip.rows.size(), size_t(3));
        QCOMPARE(strip.rows[0].offset->localMinusRemote(), 688'775'900ns);
        QCOMPARE(strip.rows[0].delay, std::optional<Duration>(62'399'100ns));
        QCOMPARE(strip.rows[1].error, quint32(0x800705b4));
        QVERIFY(!strip.rows[1].offset);
        QCOMPARE(strip.rows[2].offset->localMinusRemote(), -9'931'204'400ns);
        const PastedOutput data = read(u"pasted/w32tm-dataonly.txt"_s);
        const auto &plain = only<PastedStripChart>(data);
        QCOMPARE(plain.address, u"2001:db8::9"_s);
        QCOMPARE(plain.rows[0].offset->localMinusRemote(), -123'400ns);
        QCOMPARE(plain.rows[1].offset->localMinusRemote(), 137'085'622'300ns);
        QCOMPARE(plain.rows[1].timeOfDay, std::chrono::seconds(14h + 23min));
    }

    void configurations()
    {
        const PastedOutput story = read(u"story/02-chrony.conf.head"_s);
        const auto &chrony = only<PastedConfiguration>(story);
        QCOMPARE(chrony.daemon, DaemonKind::Chrony);
        QVERIFY(!chrony.isAmbiguous);
        const auto &directives = std::get<ChronyConf>(chrony.content).directives;
        QCOMPARE(directives.size(), size_t(5));
        QCOMPARE(directives[0].line, 18);
        QCOMPARE(directives[0].server->line, 18);
        QCOMPARE(directives[0].server->host.host, u"ntp1.jst.mfeed.ad.jp"_s);

        const PastedOutput either = read(u"story/09-chrony.conf.lines"_s);
        QVERIFY(only<PastedConfiguration>(either).isAmbiguous);
        const PastedOutput ntp = read(u"pasted/ntp.conf.txt"_s);
        QCOMPARE(only<PastedConfiguration>(ntp).daemon, DaemonKind::Ntpd);
        const PastedOutput shown = readPasted(u"root@host:~# cat /etc/ntp.conf\npool a.example iburst\n"_s);
        QCOMPARE(only<PastedConfiguration>(shown).daemon, DaemonKind::Ntpd);
        QVERIFY(!only<PastedConfiguration>(shown).isAmbiguous);
        QCOMPARE(summary(shown), u"configuration 2-2"_s);

        const PastedOutput timesyncd = read(u"pasted/timesyncd.conf.txt"_s);
        const auto &assignments =
            std::get<TimesyncdConf>(only<PastedConfiguration>(timesyncd).content).assignments;
        QCOMPARE(assignments.size(), size_t(2));
        QCOMPARE(assignments[0].line, 4);
        const PastedOutput piece = readPasted(u"I have set this:\n\nNTP=a.example.org\n"_s);
        QCOMPARE(summary(piece), u"configuration 3-3; not 1"_s);
        QCOMPARE(std::get<TimesyncdConf>(only<PastedConfiguration>(piece).content).assignments.at(0).line, 3);

        // A comment is no prompt.
        const PastedOutput comments =
            readPasted(u"# Use chronyc tracking to see what it does\npool a.example\n"
                       "# chronyd needs this\nmakestep 1 3\n"_s);
        QCOMPARE(summary(comments), u"configuration 1-4"_s);

        // A fault is told by the reader of the file, a line that is none by its number.
        const PastedOutput faulty =
            readPasted(u"server a.example iburst\nserver b.example ibrust\nwhat is this\n"
                       "makestep 1 3\n"_s);
        QCOMPARE(summary(faulty), u"configuration 1-4; not 3"_s);
        const auto &problems = std::get<ChronyConf>(only<PastedConfiguration>(faulty).content).problems;
        QCOMPARE(problems.size(), size_t(1));
        QCOMPARE(problems[0].line, 2);
        QCOMPARE(problems[0].fault, ConfigFault::UnknownOption);
    }

    void proseIsNothing_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {
                 "I ran chronyc sources and it shows only PHC0.",
                 "chronyc sources shows nothing",
                 "server is down",
                 "the server crashed again",
                 "pool party at the peer",
                 "local time is wrong",
                 "Local time: about noon",
                 "NTP service: I think it is active",
                 "allow me to log manual changes",
                 "makestep is what I tried",
                 "Server: it does not answer (really)",
                 "Offset: +5ms",
                 "Stratum: 3",
                 "unsynchronised clocks are bad",
                 "^^ this",
                 "* a list\n+ of things\n- with marks",
                 "# A heading\n\nSome words: and more.",
                 "6,0,0,0,1",
                 "12:30 lunch",
                 "Failed to start the car: no petrol",
                 "Tracking my parcel [ABC:123].",
                 "Active: yes\nLoaded: no",
                 "==========",
                 "https://example.org/",
             })
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void proseIsNothing()
    {
        QFETCH(QString, text);
        const PastedOutput output = readPasted(text);
        QVERIFY2(output.blocks.empty(), qPrintable(summary(output)));
        const auto lines = text.split(u'\n');
        const auto blank = std::ranges::count(lines, QString());
        QCOMPARE(qsizetype(output.unrecognisedLines.size()), lines.size() - blank);
    }

    void commands_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"user@host:~$ chronyc sources",
                                 "[root@host ~]# chronyc -n tracking",
                                 "# timedatectl",
                                 "$ sudo systemctl restart chronyd",
                                 "chronyc sources -v",
                                 "chronyc> sourcestats",
                                 "PS C:\\Windows\\system32> w32tm /query /status",
                                 "C:\\>w32tm /stripchart /computer:time.windows.com /samples:2",
                                 "> w32tm /resync",
                                 "% ntpq -pn",
                                 "root@host:/etc# cat /etc/chrony/chrony.conf",
                                 "$ journalctl -u systemd-timesyncd --since today",
                                 "~ $ LC_ALL=C watch -n 1 chronyc tracking",
                                 "systemctl status chrony",
                                 "Every 2.0s: chronyc sources      host: Thu Aug 17 12:04:57 2023",
                                 "user@host:~$",
                                 "$> docker exec ntp chronyc sources",
                                 "210 Number of sources = 4",
                                 "[root@host ~]#",
                                 "PS C:\\Users\\me>",
                                 "C:\\>"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void commands()
    {
        QFETCH(QString, line);
        QCOMPARE(summary(readPasted(line)), QString());
    }

    void severalInOne()
    {
        const QString text =
            u"Hello, my clock is wrong.\n" // 1
            "\n"
            "```\n"
            "user@guest:~$ timedatectl\n"_s +
            textOf(u"story/08-timedatectl.txt"_s) +                                    // 5 to 11
            u"user@guest:~$ chronyc sources\n"_s + textOf(u"story/07-sources.txt"_s) + // 13 to 17
            u"user@guest:~$ sudo systemctl restart chronyd\n"_s +
            textOf(u"story/04-restart-refused.txt"_s) + // 19
            u"user@guest:~$ chronyc tracking; chronyc sources\n"_s +
            textOf(u"chronyc-4.3/tracking.txt"_s) + // 21 to 33
            textOf(u"story/10-sources.txt"_s) +     // 34 to 36
            u"```\nWhat now?\n"                     // 38
            "> ^* ntp9.example.org              2   6   377    50  -2961us[-2822us] +/-   50ms\n"
            "server ntp1.example.org iburst\n"_s;
        QCOMPARE(summary(readPasted(text)),
                 u"timedatectl 5-11; chronyc-sources 13-17; answer 19-19; chronyc-tracking 21-33; "
                 "chronyc-sources 34-36; chronyc-sources 39-39; configuration 40-40; not 1 38"_s);
    }

    void quotedByHashes()
    {
        QString text;
        for (const QString &line : textOf(u"story/12-sources-v.txt"_s).split(u'\n', Qt::SkipEmptyParts))
            text += u"# "_s + line + u'\n';
        QCOMPARE(summary(readPasted(text)), u"chronyc-sources 1-13"_s);
        text.clear();
        for (const QString &line : textOf(u"pasted/ntpq-p.txt"_s).split(u'\n', Qt::SkipEmptyParts))
            text += u"# "_s + line + u'\n';
        const PastedOutput output = readPasted(text);
        QCOMPARE(only<PastedPeers>(output).rows.size(), size_t(8));
        QCOMPARE(only<PastedPeers>(output).rows[5].source.standing, SourceStanding::Falseticker);
    }

    /// Cut anywhere, a text tells no row that the whole one does not tell.
    void beginningsInventNothing_data() { recognisesWhole_data(); }
    void beginningsInventNothing()
    {
        QFETCH(int, index);
        const QString text = textOf(QString::fromLatin1(wholes.at(size_t(index)).file));
        const PastedOutput whole = readPasted(text);
        for (qsizetype size = 0; size < text.size(); ++size) {
            const PastedOutput part = readPasted(text.first(size));
            QVERIFY2(part.blocks.size() <= whole.blocks.size(), qPrintable(text.first(size)));
            for (size_t i = 0; i < part.blocks.size(); ++i) {
                QVERIFY(part.blocks[i].lastLine <= whole.blocks[i].lastLine);
                QVERIFY2(isBeginning(part.blocks[i].facts, whole.blocks[i].facts),
                         qPrintable(text.first(size)));
            }
        }
    }

    void longTexts()
    {
        // One line of a megabyte; as many short ones; and more than is read.
        const PastedOutput line = readPasted(QString(1'000'000, u'^'));
        QCOMPARE(summary(line), u"not 1"_s);
        const PastedOutput output = readPasted(textOf(u"story/14-sources-v.txt"_s).repeated(1000));
        QCOMPARE(output.blocks.size(), size_t(1000));
        QVERIFY(!output.isCut);
        QVERIFY(readPasted(QString(mostPastedCharacters + 1, u'\n')).isCut);
        QCOMPARE(summary(readPasted(u""_s)), QString());
    }
};

QTEST_GUILESS_MAIN(TestPasted)
#include "test_pasted.moc"
