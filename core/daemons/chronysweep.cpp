// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/chronysweep.h"

#include <algorithm>
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
// Names of more sources are asked once and kept: chronyd serves time with the same thread.
constexpr size_t mostNamedEachTime = 50;

QString unresolvedName(const cmdmon::Address &address)
{
    return u"ID#%1"_s.arg(address.number(), 10, 10, QLatin1Char('0')); // as chronyc prints it
}

QString addressText(const cmdmon::Address &address)
{
    return address.isHost() ? address.host().toString() : QString();
}

/// Whether chronyd says in so many words that it has no such value for us.
bool isRefusal(const cmdmon::Reply &reply)
{
    switch (reply.status) {
    case ReplyStatus::Success:
        return false;
    case ReplyStatus::Failed:
    case ReplyStatus::Unauthorised:
    case ReplyStatus::Invalid:
    case ReplyStatus::NoSuchSource:
    case ReplyStatus::NotEnabled:
    case ReplyStatus::NoRtc:
    case ReplyStatus::BadVersion:
    case ReplyStatus::BadLength:
        return true;
    }
    return false;
}

template <typename Value>
ChronySweep::Outcome take(std::optional<Value> &place, const std::optional<Value> &value,
                          const cmdmon::Reply &reply)
{
    if (!value && !isRefusal(reply))
        return ChronySweep::Outcome::Unreadable;
    place = value;
    return ChronySweep::Outcome::Taken;
}

/// chronyd says only how many whole seconds ago a sample was, so that each reading tells the latest moment at
/// which it can have been: of several readings of one sample the earliest moment counts.
Instant sampleTime(const DaemonSource &before, const DaemonSource &source)
{
    const Instant latest = *source.lastSample;
    if (!before.lastSample || before.measured != source.measured)
        return latest;
    const Duration later = latest - *before.lastSample;
    // More is a clock that was set, or a new sample of exactly the same offset.
    return later > -1s && later < 1s ? std::min(latest, *before.lastSample) : latest;
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
    m_addresses.clear();
    m_gone.clear();
    m_names.clear();
    m_sourcesForbidden = false;
    m_questions = {{.command = Command::SourceCount, .index = 0, .address = {}},
                   {.command = Command::Tracking, .index = 0, .address = {}},
                   {.command = Command::Activity, .index = 0, .address = {}}};
    if (m_rarely) {
        m_questions.push_back({.command = Command::RtcReport, .index = 0, .address = {}});
        m_questions.push_back({.command = Command::Smoothing, .index = 0, .address = {}});
    }
}

ChronySweep::Outcome ChronySweep::beginAnew()
{
    if (m_restarts == mostRestarts)
        return Outcome::Taken;
    ++m_restarts;
    begin();
    return Outcome::ListChanged;
}

ChronySweep::Question ChronySweep::takeQuestion()
{
    const Question question = m_questions.front();
    m_questions.pop_front();
    return question;
}

ChronySweep::Outcome ChronySweep::answer(const Question &question, const cmdmon::Reply &reply, Instant now)
{
    switch (question.command) {
    case Command::SourceCount:
        return answerSourceCount(reply);
    case Command::SourceData:
        return answerSourceData(question, reply, now);
    case Command::SourceStats:
        return answerSourceStats(question, reply);
    case Command::SourceName:
        return answerSourceName(question, reply);
    case Command::Tracking:
        return take(m_report.tracking, cmdmon::readTracking(reply), reply);
    case Command::Activity:
        return take(m_report.activity, cmdmon::readActivity(reply), reply);
    case Command::RtcReport:
        return take(m_report.hardwareClock, cmdmon::readRtcReport(reply), reply);
    case Command::Smoothing:
        return take(m_report.smoothing, cmdmon::readSmoothing(reply), reply);
    }
    return Outcome::Taken;
}

bool ChronySweep::canDoWithout(const Question &question)
{
    return question.command != Command::SourceCount && question.command != Command::SourceData;
}

ChronySweep::Outcome ChronySweep::answerSourceCount(const cmdmon::Reply &reply)
{
    m_sourcesForbidden = reply.status == ReplyStatus::Unauthorised;
    const std::optional<int> counted = cmdmon::readSourceCount(reply);
    // No other refusal makes sense, and what is spoiled must not read as an empty list.
    if (!counted && !m_sourcesForbidden)
        return Outcome::Unreadable;
    if (m_sourcesForbidden)
        return Outcome::Taken;
    const int count = std::min(*counted, mostSources);
    m_sources.resize(size_t(count));
    for (quint32 i = 0; i < quint32(count); ++i) {
        m_questions.push_back({.command = Command::SourceData, .index = i, .address = {}});
        m_questions.push_back({.command = Command::SourceStats, .index = i, .address = {}});
    }
    // There should be none, unless the list has grown meanwhile.
    m_questions.push_back({.command = Command::SourceData, .index = quint32(count), .address = {}});
    return Outcome::Taken;
}

ChronySweep::Outcome ChronySweep::answerSourceData(const Question &question, const cmdmon::Reply &reply,
                                                   Instant now)
{
    if (question.index >= m_sources.size()) {
        std::optional<cmdmon::SourceData> beyond;
        const Outcome outcome = take(beyond, cmdmon::readSourceData(reply), reply);
        return beyond ? beginAnew() : outcome;
    }
    if (reply.status == ReplyStatus::NoSuchSource)
        return endOfList(question);
    Source &source = m_sources[question.index];
    if (take(source.data, cmdmon::readSourceData(reply), reply) == Outcome::Unreadable)
        return Outcome::Unreadable;
    source.readAt = now;
    m_sourcesForbidden = m_sourcesForbidden || reply.status == ReplyStatus::Unauthorised;
    if (source.data && source.data->mode != SourceMode::ReferenceClock) {
        const cmdmon::Address address = source.data->address;
        if (!m_addresses.insert(address).second) {
            // It was moved to another index and so has come twice.
            source.data.reset();
            return beginAnew();
        }
        askName(address);
    }
    return matches(source) ? Outcome::Taken : beginAnew();
}

void ChronySweep::askName(const cmdmon::Address &address)
{
    const auto known = m_knownNames.find(address);
    const bool isKept = address.isHost() && m_sources.size() > mostNamedEachTime;
    if (isKept && known != m_knownNames.end())
        m_names[address] = known->second;
    else
        m_questions.push_back({.command = Command::SourceName, .index = 0, .address = address});
}

ChronySweep::Outcome ChronySweep::answerSourceStats(const Question &question, const cmdmon::Reply &reply)
{
    if (question.index >= m_sources.size())
        return Outcome::Taken;
    if (reply.status == ReplyStatus::NoSuchSource)
        return endOfList(question);
    Source &source = m_sources[question.index];
    if (take(source.stats, cmdmon::readSourceStats(reply), reply) == Outcome::Unreadable)
        return Outcome::Unreadable;
    return matches(source) ? Outcome::Taken : beginAnew();
}

ChronySweep::Outcome ChronySweep::answerSourceName(const Question &question, const cmdmon::Reply &reply)
{
    if (reply.status == ReplyStatus::NoSuchSource) {
        m_gone.insert(question.address);
        return beginAnew();
    }
    const std::optional<QString> name = cmdmon::readSourceName(reply);
    if (!name && !isRefusal(reply))
        return Outcome::Unreadable;
    if (name)
        m_names[question.address] = *name;
    return Outcome::Taken;
}

/// The list has become shorter than it was counted.
ChronySweep::Outcome ChronySweep::endOfList(const Question &question)
{
    const Outcome outcome = beginAnew();
    if (outcome == Outcome::Taken)
        std::erase_if(m_questions, [&question](const Question &next) { return next.index > question.index; });
    return outcome;
}

bool ChronySweep::matches(const Source &source)
{
    return !source.data || !source.stats ||
           (source.data->address == source.stats->address &&
            (source.data->mode != SourceMode::ReferenceClock ||
             source.data->referenceId == source.stats->referenceId));
}

DaemonSource ChronySweep::row(const Source &answers) const
{
    const cmdmon::SourceData &data = *answers.data;
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
        source.lastSample = answers.readAt - *data.sinceSample;
    }
    if (answers.stats && answers.stats->line.samples > 0 && matches(answers))
        source.statistics = answers.stats->line;
    return source;
}

DaemonReport ChronySweep::takeReport()
{
    std::vector<DaemonSource> sources;
    for (const Source &source : m_sources) {
        if (source.data && !m_gone.contains(source.data->address))
            sources.push_back(row(source));
    }
    continueSources(sources, m_report.sources);
    m_report.sources = std::move(sources);
    return std::move(m_report);
}

ChronySweep::Names ChronySweep::takeNames()
{
    std::erase_if(m_names, [](const Names::value_type &entry) { return !entry.first.isHost(); });
    return std::move(m_names);
}

void continueSources(std::vector<DaemonSource> &sources, const std::vector<DaemonSource> &before)
{
    const auto key = [](const DaemonSource &source) {
        return source.address.isEmpty() ? source.name : source.address; // of a clock its letters
    };
    std::map<QString, const DaemonSource *> known;
    for (const DaemonSource &source : before)
        known.emplace(key(source), &source);
    for (DaemonSource &source : sources) {
        const auto old = known.find(key(source));
        if (source.lastSample && old != known.end())
            source.lastSample = sampleTime(*old->second, source);
    }
    numberOrdinals(sources, before);
}

} // namespace synchroscope
