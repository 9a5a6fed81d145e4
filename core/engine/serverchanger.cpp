// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/serverchanger.h"

#include "core/diagnosis/changefollow.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// For the daemon to be up, on top of what systemd allows itself.
constexpr std::chrono::seconds helperPatience = 60s;
// Three polls of 64 s and some, as a server without iburst takes.
constexpr Duration followPatience = 10min;

/// The steps up to and with the files being as wished; what comes after them concerns the daemon, and then
/// what was done to take it all back.
bool isOfFiles(const QString &step)
{
    return QStringList{u"lock"_s, u"recover"_s, u"check"_s, u"validate"_s, u"journal"_s, u"write"_s}.contains(
        step);
}

bool isOfDaemon(const QString &step)
{
    return QStringList{u"reload"_s, u"restart"_s, u"verify"_s, u"commit"_s}.contains(step);
}

/// NTPsec runs from what the network's script has made of its file, so that the file itself is passed over.
bool isPassedOver(const NamedServers &files)
{
    return std::ranges::any_of(files.texts,
                               [](const ConfigText &text) { return text.path == ntpsecDhcpCopy; });
}

/// The servers that somebody who edits the files wants to be asked.
std::vector<ListedServer> wantedOf(const ServerConfiguration &configuration)
{
    std::vector<ListedServer> servers = listServers(configuration.daemon, *configuration.files);
    const bool isOwnFilePassedOver = isPassedOver(*configuration.files);
    std::erase_if(servers, [isOwnFilePassedOver](const ListedServer &server) {
        return isOwnFilePassedOver ? !server.isEnabled || !server.isEditable : !server.isInForce;
    });
    return servers;
}

/// Those that only the first list has. timesyncd goes on telling its fallback servers, which it does not ask
/// while others are named.
std::vector<HostSpec> without(const std::vector<ListedServer> &servers,
                              const std::vector<ListedServer> &others)
{
    std::vector<HostSpec> hosts;
    for (const ListedServer &server : servers) {
        const bool isThere = std::ranges::any_of(
            others, [&server](const ListedServer &other) { return other.host.host == server.host.host; });
        if (!isThere && !server.isFallback)
            hosts.push_back(server.host);
    }
    return hosts;
}

QStringList pathsOf(const NamedServers &files)
{
    QStringList paths;
    for (const ConfigText &text : files.texts)
        paths.append(text.path);
    return paths;
}

} // namespace

ServerChanger::ServerChanger(HelperRunner &runner, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
    , m_clock(clock)
{
    connect(&m_runner, &HelperRunner::stepTaken, this, &ServerChanger::takeStep);
    connect(&m_runner, &HelperRunner::finished, this, &ServerChanger::takeEnd);
}

void ServerChanger::change(const ServerChange &change, const std::vector<ServerConfiguration> &configurations)
{
    begin(change, false, configurations);
    m_runner.run(u"apply"_s, helperRequest(m_change.daemon, m_change.edits, m_change.digest, helperPatience));
}

void ServerChanger::undo(const ServerChange &change, const std::vector<ServerConfiguration> &configurations)
{
    begin(change, true, configurations);
    m_runner.run(u"undo"_s, undoRequest(m_change.digest, helperPatience));
}

void ServerChanger::begin(const ServerChange &change, bool isUndo,
                          const std::vector<ServerConfiguration> &configurations)
{
    m_change = change; // may be a part of the report
    ServerChangeReport report;
    report.number = m_report ? m_report->number + 1 : 1;
    report.isUndo = isUndo;
    report.daemon = m_change.daemon;
    report.effect = m_change.effect;
    if (m_report)
        report.undoable = m_report->undoable;
    m_readAt = m_clock.read();
    report.startedAt = m_readAt.realtime;
    report.steps = changeSteps();
    stepOf(report.steps, ChangeStage::Saved).state = ChangeStep::State::UnderWay;
    m_report = std::move(report);
    m_before = configurations;
    m_isBusy = true;
    Q_EMIT changed();
}

void ServerChanger::takeStep(const HelperStep &step)
{
    using State = ChangeStep::State;
    if (!m_report || !m_isBusy)
        return;
    m_report->helperSteps.push_back(step);
    ChangeStep &saved = stepOf(m_report->steps, ChangeStage::Saved);
    ChangeStep &told = stepOf(m_report->steps, ChangeStage::Told);
    const Instant now = readClock().realtime;
    if (isOfFiles(step.step) && !step.isOk) {
        saved.state = State::Failed;
        saved.endedAt = now;
    } else if (step.step == "write"_L1) {
        saved.state = State::Done;
        saved.endedAt = now;
        told.state = State::UnderWay;
    } else if (isOfDaemon(step.step) && !step.isOk && told.state != State::Failed) {
        told.state = State::Failed;
        told.endedAt = now;
    }
    Q_EMIT changed();
}

void ServerChanger::takeEnd(const HelperEnd &end)
{
    using State = ChangeStep::State;
    if (!m_report || !m_isBusy)
        return;
    m_isBusy = false;
    m_toldAt = readClock();
    const Instant now = m_toldAt.realtime;
    m_report->detail = end.detail;
    ChangeStep &saved = stepOf(m_report->steps, ChangeStage::Saved);
    ChangeStep &told = stepOf(m_report->steps, ChangeStage::Told);
    if (end.result == ChangeResult::Committed) {
        m_report->undoable = m_report->isUndo ? std::nullopt : std::optional(m_change);
        // Where nothing had to be written, it is as wished already.
        if (saved.state != State::Done)
            saved.endedAt = now;
        saved.state = State::Done;
        const bool wasTold = std::ranges::any_of(m_report->helperSteps, [](const HelperStep &step) {
            return step.step == "reload"_L1 || step.step == "restart"_L1;
        });
        told.state = wasTold ? State::Done : State::Skipped;
        told.endedAt = now;
        // A daemon that does not run is not started for it, and nobody takes the list up.
        if (!wasTold)
            finish(end.result, now);
    } else {
        finish(end.result, now);
    }
    Q_EMIT changed();
    Q_EMIT helperEnded();
}

const ServerConfiguration *
ServerChanger::configurationOf(const std::vector<ServerConfiguration> &configurations) const
{
    const auto found = std::ranges::find_if(configurations, [this](const ServerConfiguration &candidate) {
        return candidate.daemon == m_change.daemon && candidate.mainFile == m_change.mainFile;
    });
    return found == configurations.end() ? nullptr : &*found;
}

void ServerChanger::look(const MachineDaemons &machine,
                         const std::vector<ServerConfiguration> &configurations)
{
    if (!isUnderWay() || m_isBusy)
        return;
    const ClockReading reading = readClock();
    const Instant now = reading.realtime;
    const ServerConfiguration *configuration = configurationOf(configurations);
    const ServerChangeReport before = *m_report;
    if (configuration != nullptr)
        followDaemon(machine, *configuration, now);
    const std::vector<ChangeStep> &steps = m_report->steps;
    const bool isOver = std::ranges::all_of(steps, [](const ChangeStep &step) {
        return step.state == ChangeStep::State::Done || step.state == ChangeStep::State::Skipped;
    });
    const std::optional<Instant> expectedAt = stepOf(m_report->steps, ChangeStage::Followed).expectedAt;
    const bool isLate = reading.monotonic - m_toldAt.monotonic > followPatience;
    // Nothing is wanted that could be followed.
    const bool isWithout = stepOf(m_report->steps, ChangeStage::Followed).state == ChangeStep::State::Skipped;
    if (isOver)
        finish(isWithout ? ChangeResult::Committed : ChangeResult::Followed, now);
    else if (configuration != nullptr && isPassedOver(*configuration->files))
        finish(ChangeResult::Committed, now);
    else if (isLate && (!expectedAt || *expectedAt < now))
        finish(stepOf(m_report->steps, ChangeStage::Followed).state == ChangeStep::State::Done
                   ? ChangeResult::Followed
                   : ChangeResult::Committed,
               now);
    if (*m_report != before)
        Q_EMIT changed();
}

void ServerChanger::followDaemon(const MachineDaemons &machine, const ServerConfiguration &configuration,
                                 Instant now)
{
    FollowFacts facts;
    facts.wanted = wantedOf(configuration);
    if (const ServerConfiguration *before = configurationOf(m_before))
        facts.gone = without(wantedOf(*before), facts.wanted);
    facts.daemon = daemonOfChange(machine, configuration.daemon, configuration.unit,
                                  pathsOf(*configuration.files), facts.wanted);
    facts.toldAt = m_toldAt.realtime;
    facts.now = now;
    follow(m_report->steps, facts);
}

/// The clock, which the daemon may have stepped since it was read last, as the change may have made it: what
/// is dated by it moves with it.
ClockReading ServerChanger::readClock()
{
    const ClockReading reading = m_clock.read();
    const Duration moved = (reading.realtime - m_readAt.realtime) - (reading.boot - m_readAt.boot);
    m_readAt = reading;
    constexpr Duration leastStep = 100ms;
    if (std::chrono::abs(moved) < leastStep)
        return reading;
    m_report->startedAt += moved;
    m_toldAt.realtime += moved;
    for (ChangeStep &step : m_report->steps) {
        if (step.endedAt)
            *step.endedAt += moved;
    }
    return reading;
}

/// What was under way has not come to its end.
void ServerChanger::finish(ChangeResult result, Instant now)
{
    using State = ChangeStep::State;
    m_report->result = result;
    m_report->endedAt = now;
    for (ChangeStep &step : m_report->steps) {
        if (step.state != State::UnderWay)
            continue;
        const bool isWithdrawn = result == ChangeResult::Cancelled;
        step.state = isWithdrawn ? State::Waiting : State::Failed;
        step.expectedAt.reset();
        if (!isWithdrawn)
            step.endedAt = now;
    }
}

} // namespace synchroscope
