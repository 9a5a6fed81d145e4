// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronysweep.h"

#include <algorithm>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace synchroscope {

using cmdmon::Command;
using cmdmon::ReplyStatus;

namespace {

// MAX_SOURCES of chrony's ntp_sources.c.
constexpr int mostSources = 65536;
// A list that changes all the time is taken as it comes.
constexpr int mostRestarts = 3;

QString unresolvedName(const cmdmon::Address &address)
{
    return u"ID#%1"_s.arg(address.number(), 10, 10, QLatin1Char('0')); // as chronyc prints it
}

QString addressText(const cmdmon::Address &address)
{
    return address.isHost() ? address.host().toString() : QString();
}

/// chronyd says only how many whole seconds ago a sample was, so that each reading tells the latest moment at
/// which it can have been: of several readings of one sample the earliest moment counts.
Instant sampleTime(const DaemonSource *before, const DaemonSource &source, Instant latest)
{
    if (before == nullptr || !before->lastSample || before->measured != source.measured)
        return latest;
    const Duration later = latest - *before->lastSample;
    // More is a clock that was set, or a new sample of exactly the same offset.
    return later > -1s && later < 1s ? std::min(latest, *before->lastSample) : latest;
}

/// chronyd's order is that of a hash table: an address keeps its number among those of its name, and a new
/// one takes the lowest that is free, those without an address last.
void numberOrdinals(std::vector<DaemonSource> &sources, const std::vector<DaemonSource> &before)
{
    std::map<QString, std::set<int>> taken;
    std::vector<DaemonSource *> unnumbered;
    for (DaemonSource &source : sources) {
        const auto known = std::ranges::find_if(before, [&source](const DaemonSource &candidate) {
            return !source.address.isEmpty() && candidate.name == source.name &&
                   candidate.address == source.address;
        });
        if (known != before.end() && taken[source.name].insert(known->ordinal).second)
            source.ordinal = known->ordinal;
        else
            unnumbered.push_back(&source);
    }
    std::stable_partition(unnumbered.begin(), unnumbered.end(),
                          [](const DaemonSource *source) { return source->resolved; });
    for (DaemonSource *source : unnumbered) {
        std::set<int> &numbers = taken[source->name];
        source->ordinal = 0;
        while (numbers.contains(source->ordinal))
            ++source->ordinal;
        numbers.insert(source->ordinal);
    }
}

} // namespace

QByteArray ChronySweep::Question::request(quint32 sequence) const
{
    switch (command) {
    case Command::SourceData:
    case Command::SourceStats:
        return cmdmon::makeIndexRequest(command, sequence, index);
    case Command::SourceName:
        return cmdmon::makeAddressRequest(command, sequence, address);
    case Command::SourceCount:
    case Command::Tracking:
    case Command::RtcReport:
    case Command::Activity:
    case Command::Smoothing:
        break;
    }
    return cmdmon::makeRequest(command, sequence);
}

ChronySweep::ChronySweep(const DaemonReport &before, Names names, bool rarely)
    : m_report(before)
    , m_knownNames(std::move(names))
    , m_rarely(rarely)
{
    begin();
}

void ChronySweep::begin()
{
    m_sources.clear();
    m_names.clear();
    m_questions = {{.command = Command::SourceCount, .index = 0, .address = {}},
                   {.command = Command::Tracking, .index = 0, .address = {}},
                   {.command = Command::Activity, .index = 0, .address = {}}};
    if (m_rarely) {
        m_questions.push_back({.command = Command::RtcReport, .index = 0, .address = {}});
        m_questions.push_back({.command = Command::Smoothing, .index = 0, .address = {}});
    }
}

ChronySweep::Question ChronySweep::takeQuestion()
{
    const Question question = m_questions.front();
    m_questions.pop_front();
    return question;
}

bool ChronySweep::answer(const Question &question, const cmdmon::Reply &reply, Instant now)
{
    switch (question.command) {
    case Command::SourceCount: {
        m_sourcesForbidden = reply.status == ReplyStatus::Unauthorised;
        const int count = std::min(cmdmon::readSourceCount(reply).value_or(0), mostSources);
        m_sources.resize(size_t(count));
        for (quint32 i = 0; i < quint32(count); ++i) {
            m_questions.push_back({.command = Command::SourceData, .index = i, .address = {}});
            m_questions.push_back({.command = Command::SourceStats, .index = i, .address = {}});
        }
        return true;
    }
    case Command::SourceData:
        return answerSourceData(question, reply, now);
    case Command::SourceStats:
        return answerSourceStats(question, reply);
    case Command::SourceName:
        if (const std::optional<QString> name = cmdmon::readSourceName(reply))
            m_names[question.address] = *name;
        return true;
    case Command::Tracking:
        m_trackingForbidden = reply.status == ReplyStatus::Unauthorised;
        m_report.tracking = cmdmon::readTracking(reply);
        return true;
    case Command::Activity:
        m_report.activity = cmdmon::readActivity(reply);
        return true;
    case Command::RtcReport:
        m_report.hardwareClock = cmdmon::readRtcReport(reply);
        return true;
    case Command::Smoothing:
        m_report.smoothing = cmdmon::readSmoothing(reply);
        return true;
    }
    return true;
}

bool ChronySweep::answerSourceData(const Question &question, const cmdmon::Reply &reply, Instant now)
{
    if (question.index >= m_sources.size())
        return true;
    Source &source = m_sources[question.index];
    source.data = cmdmon::readSourceData(reply);
    source.readAt = now;
    if (source.data && source.data->mode != SourceMode::ReferenceClock) {
        const cmdmon::Address &address = source.data->address;
        const auto known = m_knownNames.find(address);
        if (known != m_knownNames.end())
            m_names[address] = known->second;
        else
            m_questions.push_back({.command = Command::SourceName, .index = 0, .address = address});
    }
    return stillHolds(question, reply, source);
}

bool ChronySweep::answerSourceStats(const Question &question, const cmdmon::Reply &reply)
{
    if (question.index >= m_sources.size())
        return true;
    Source &source = m_sources[question.index];
    source.stats = cmdmon::readSourceStats(reply);
    return stillHolds(question, reply, source);
}

bool ChronySweep::stillHolds(const Question &question, const cmdmon::Reply &reply, const Source &source)
{
    const bool isBeyond = reply.status == ReplyStatus::NoSuchSource;
    if (!isBeyond && matches(source))
        return true;
    if (m_restarts == mostRestarts) {
        if (isBeyond)
            std::erase_if(m_questions,
                          [&question](const Question &next) { return next.index > question.index; });
        return true;
    }
    ++m_restarts;
    begin();
    return false;
}

bool ChronySweep::matches(const Source &source)
{
    return !source.data || !source.stats ||
           (source.data->address == source.stats->address &&
            (source.data->mode != SourceMode::ReferenceClock ||
             source.data->referenceId == source.stats->referenceId));
}

DaemonReport ChronySweep::takeReport()
{
    std::map<QString, const DaemonSource *> before; // by address, or a reference clock's letters
    for (const DaemonSource &source : m_report.sources)
        before.emplace(source.address.isEmpty() ? source.name : source.address, &source);

    std::vector<DaemonSource> sources;
    for (const Source &row : m_sources) {
        if (!row.data)
            continue;
        const cmdmon::SourceData &data = *row.data;
        const bool isClock = data.mode == SourceMode::ReferenceClock;
        DaemonSource source;
        source.mode = data.mode;
        source.standing = data.standing;
        source.letter = data.letter;
        source.resolved = isClock || data.address.isHost();
        source.address = addressText(data.address);
        const auto name = m_names.find(data.address);
        if (isClock)
            source.name = cmdmon::referenceLetters(data.referenceId);
        else if (name != m_names.end())
            source.name = name->second;
        else
            source.name = source.resolved ? source.address : unresolvedName(data.address);
        source.pollLog2 = data.pollLog2;
        source.reach = data.reach;
        if (data.sinceSample) {
            source.stratum = data.stratum;
            source.measured = data.measured;
            source.adjusted = data.adjusted;
            source.error = data.error;
            const auto old = before.find(isClock ? source.name : source.address);
            source.lastSample = sampleTime(old == before.end() ? nullptr : old->second, source,
                                           row.readAt - *data.sinceSample);
        }
        if (row.stats && row.stats->line.samples > 0 && matches(row))
            source.statistics = row.stats->line;
        sources.push_back(std::move(source));
    }
    numberOrdinals(sources, m_report.sources);
    m_report.sources = std::move(sources);
    return std::move(m_report);
}

ChronySweep::Names ChronySweep::takeNames()
{
    return std::move(m_names);
}

} // namespace synchroscope
