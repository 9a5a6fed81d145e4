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

std::vector<ListedServer> inForce(DaemonKind daemon, const ServerConfiguration &configuration)
{
    std::vector<ListedServer> servers = listServers(daemon, *configuration.files);
    std::erase_if(servers, [](const ListedServer &server) { return !server.isInForce; });
    return servers;
}

bool isSameDaemon(const ServerConfiguration &a, const ServerConfiguration &b)
{
    return a.daemon == b.daemon && a.mainFile == b.mainFile;
}

/// Those that only the first list has.
std::vector<HostSpec> without(const std::vector<ListedServer> &servers,
                              const std::vector<ListedServer> &others)
{
    std::vector<HostSpec> hosts;
    for (const ListedServer &server : servers) {
        if (std::ranges::none_of(
                others, [&server](const ListedServer &other) { return other.host.host == server.host.host; }))
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
    m_runner.run(u"apply"_s, helperRequest(change.daemon, change.edits, change.digest, helperPatience));
}

void ServerChanger::undo(const std::vector<ServerConfiguration> &configurations)
{
    begin({}, true, configurations);
    m_runner.run(u"undo"_s, {});
}

void ServerChanger::begin(const ServerChange &change, bool isUndo,
                          const std::vector<ServerConfiguration> &configurations)
{
    ServerChangeReport report;
    report.number = m_report ? m_report->number + 1 : 1;
    report.isUndo = isUndo;
    report.daemon = change.daemon;
    report.effect = change.effect;
    report.startedAt = m_clock.read().realtime;
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
    const Instant now = m_clock.read().realtime;
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
    // Of an undo it is not known before.
    if (step.step == "restart"_L1)
        m_report->effect = ChangeEffect::Restart;
    else if (step.step == "reload"_L1)
        m_report->effect = ChangeEffect::Reload;
    Q_EMIT changed();
}

void ServerChanger::takeEnd(const HelperEnd &end)
{
    using State = ChangeStep::State;
    if (!m_report || !m_isBusy)
        return;
    m_isBusy = false;
    m_toldAt = m_clock.read().realtime;
    m_report->detail = end.detail;
    ChangeStep &saved = stepOf(m_report->steps, ChangeStage::Saved);
    ChangeStep &told = stepOf(m_report->steps, ChangeStage::Told);
    if (end.result == ChangeResult::Committed) {
        // Where nothing had to be written, it is as wished already.
        if (saved.state != State::Done)
            saved.endedAt = m_toldAt;
        saved.state = State::Done;
        told.state = m_report->effect == ChangeEffect::None ? State::Skipped : State::Done;
        told.endedAt = m_toldAt;
    } else {
        finish(end.result, m_toldAt);
    }
    Q_EMIT changed();
    Q_EMIT helperEnded();
}

const ServerConfiguration *
ServerChanger::configurationOf(const std::vector<ServerConfiguration> &configurations) const
{
    const auto found = std::ranges::find_if(configurations, [this](const ServerConfiguration &candidate) {
        if (!m_report->isUndo)
            return candidate.daemon == m_report->daemon;
        // What an undo takes back is known by its files alone.
        const auto before = std::ranges::find_if(m_before, [&candidate](const ServerConfiguration &each) {
            return isSameDaemon(each, candidate);
        });
        return before == m_before.end() || before->files != candidate.files;
    });
    return found == configurations.end() ? nullptr : &*found;
}

void ServerChanger::look(const MachineDaemons &machine,
                         const std::vector<ServerConfiguration> &configurations)
{
    if (!isUnderWay() || m_isBusy)
        return;
    const Instant now = m_clock.read().realtime;
    const ServerConfiguration *configuration = configurationOf(configurations);
    const ServerChangeReport before = *m_report;
    if (configuration != nullptr)
        followDaemon(machine, *configuration, now);
    const std::vector<ChangeStep> &steps = m_report->steps;
    const bool isOver = std::ranges::all_of(steps, [](const ChangeStep &step) {
        return step.state == ChangeStep::State::Done || step.state == ChangeStep::State::Skipped;
    });
    const std::optional<Instant> expectedAt = stepOf(m_report->steps, ChangeStage::Followed).expectedAt;
    if (isOver)
        finish(ChangeResult::Followed, now);
    else if (now - m_toldAt > followPatience && (!expectedAt || *expectedAt < now))
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
    m_report->daemon = configuration.daemon;
    FollowFacts facts;
    facts.wanted = inForce(configuration.daemon, configuration);
    const auto before = std::ranges::find_if(m_before, [&configuration](const ServerConfiguration &each) {
        return isSameDaemon(each, configuration);
    });
    if (before != m_before.end())
        facts.gone = without(inForce(configuration.daemon, *before), facts.wanted);
    facts.daemon = daemonOfChange(machine, configuration.daemon, configuration.unit,
                                  pathsOf(*configuration.files), facts.wanted);
    facts.toldAt = m_toldAt;
    facts.now = now;
    follow(m_report->steps, facts);
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
