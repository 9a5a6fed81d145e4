// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/changefollow.h"

#include "core/diagnosis/standing.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace synchroscope {

namespace {

constexpr std::array stages{ChangeStage::Saved,    ChangeStage::Told,     ChangeStage::Listed,
                            ChangeStage::Resolved, ChangeStage::Answered, ChangeStage::Selectable,
                            ChangeStage::Followed};

/// The stage that a source has come to.
ChangeStage stageOf(const DaemonReport &daemon, const DaemonSource &source)
{
    switch (source.standing) {
    case SourceStanding::Selected:
        return ChangeStage::Followed;
    case SourceStanding::Combined:
    case SourceStanding::Selectable:
        return ChangeStage::Selectable;
    case SourceStanding::Untold:
        return ChangeStage::Told; // its files name it; the daemon has said nothing
    case SourceStanding::Falseticker:
    case SourceStanding::Jittery:
    case SourceStanding::Unusable:
        break;
    }
    const Standing standing = standingOf(daemon, source);
    if (!source.resolved || standing.reason == StandingReason::Spare)
        return ChangeStage::Listed;
    const bool hasAnswered = source.lastSample || standing.samples > 0 || source.reach.value_or(0) != 0;
    return hasAnswered ? ChangeStage::Answered : ChangeStage::Resolved;
}

/// A server of the list, and how far it has come.
struct Progress
{
    QString name;
    ChangeStage stage = ChangeStage::Told;
    std::optional<Instant> readyAt; ///< when it can be followed, while it gathers samples
};

std::vector<Progress> progressOf(const FollowFacts &facts)
{
    std::vector<Progress> all;
    for (const ListedServer &server : facts.wanted) {
        const QString name = server.host.label();
        if (std::ranges::find(all, name, &Progress::name) != all.end())
            continue;
        Progress progress{.name = name, .stage = ChangeStage::Told, .readyAt = {}};
        for (const DaemonSource &source : facts.daemon->sources) {
            const bool isIts =
                isServer(source, server.host) ||
                (server.type == ServerType::Pool && isUnnamedMember(*facts.daemon, source, facts.wanted));
            if (!isIts)
                continue;
            progress.stage = std::max(progress.stage, stageOf(*facts.daemon, source));
            const std::optional<Instant> readyAt = standingOf(*facts.daemon, source).readyAt;
            if (readyAt && (!progress.readyAt || *readyAt < *progress.readyAt))
                progress.readyAt = readyAt;
        }
        all.push_back(std::move(progress));
    }
    return all;
}

bool isNamed(const DaemonReport &daemon, const HostSpec &host)
{
    return std::ranges::any_of(daemon.sources,
                               [&host](const DaemonSource &source) { return isServer(source, host); });
}

bool followsDevice(const DaemonReport &daemon)
{
    const DaemonSource *source = followedSource(daemon);
    return source != nullptr && source->mode == SourceMode::ReferenceClock;
}

/// When the first of them, or the last, can be followed.
std::optional<Instant> readiness(const std::vector<Progress> &all, bool isOfFirst)
{
    std::optional<Instant> at;
    for (const Progress &each : all) {
        if (each.stage < ChangeStage::Selectable && each.readyAt &&
            (!at || (isOfFirst ? *each.readyAt < *at : *each.readyAt > *at)))
            at = each.readyAt;
    }
    return at;
}

void countServers(ChangeStep &step, const std::vector<Progress> &all, int enough)
{
    step.lacking.clear();
    step.done = 0;
    for (const Progress &each : all) {
        if (each.stage >= step.stage)
            ++step.done;
        else
            step.lacking.append(each.name);
    }
    step.total = int(all.size());
    if (enough > 0) {
        step.total = std::min(step.total, enough);
        step.done = std::min(step.done, step.total);
    }
    if (step.done == step.total)
        step.lacking.clear();
}

} // namespace

bool isUnnamedMember(const DaemonReport &daemon, const DaemonSource &source,
                     const std::vector<ListedServer> &servers)
{
    const bool isNtpd = daemon.kind == DaemonKind::Ntpsec || daemon.kind == DaemonKind::Ntpd;
    return isNtpd && source.mode == SourceMode::Server && source.name == source.address &&
           std::ranges::none_of(
               servers, [&source](const ListedServer &server) { return isServer(source, server.host); });
}

std::vector<ChangeStep> changeSteps()
{
    std::vector<ChangeStep> steps;
    steps.reserve(stages.size());
    for (const ChangeStage stage : stages) {
        steps.emplace_back();
        steps.back().stage = stage;
    }
    return steps;
}

ChangeStep &stepOf(std::vector<ChangeStep> &steps, ChangeStage stage)
{
    return *std::ranges::find(steps, stage, &ChangeStep::stage);
}

void follow(std::vector<ChangeStep> &steps, const FollowFacts &facts)
{
    using State = ChangeStep::State;
    const bool isOld = facts.daemon == nullptr || facts.daemon->answer != DaemonAnswer::Answering ||
                       !facts.daemon->readAt || *facts.daemon->readAt <= facts.toldAt;
    const std::vector<Progress> all = isOld ? std::vector<Progress>() : progressOf(facts);
    const bool isOneAtATime = !isOld && facts.daemon->kind == DaemonKind::Timesyncd;
    bool hasBegun = true; // something has come through the stage before
    for (ChangeStep &step : steps) {
        if (step.stage < ChangeStage::Listed)
            continue;
        // What is gone must be gone all the same.
        if (facts.wanted.empty() && step.stage != ChangeStage::Listed) {
            step.state = State::Skipped;
            continue;
        }
        if (step.state == State::Done)
            continue;
        step.expectedAt.reset();
        if (isOld) {
            step.state = step.stage == ChangeStage::Listed ? State::UnderWay : State::Waiting;
            continue;
        }
        const bool isForOne =
            step.stage == ChangeStage::Followed || (isOneAtATime && step.stage > ChangeStage::Listed);
        countServers(step, all, isForOne ? 1 : 0);
        bool isDone = step.done == step.total;
        if (step.stage == ChangeStage::Listed) {
            step.lingering.clear();
            for (const HostSpec &host : facts.gone) {
                if (isNamed(*facts.daemon, host))
                    step.lingering.append(host.label());
            }
            isDone = isDone && step.lingering.isEmpty();
        }
        if (step.stage == ChangeStage::Followed && followsDevice(*facts.daemon))
            isDone = isDone || std::ranges::any_of(all, [](const Progress &each) {
                         return each.stage >= ChangeStage::Selectable;
                     });
        if (isDone) {
            step.state = State::Done;
            step.endedAt = facts.now;
            step.lacking.clear();
        } else {
            step.state = hasBegun ? State::UnderWay : State::Waiting;
            if (step.stage >= ChangeStage::Selectable)
                step.expectedAt = readiness(all, step.stage == ChangeStage::Followed);
        }
        hasBegun = step.done > 0;
    }
}

const DaemonReport *daemonOfChange(const MachineDaemons &machine, DaemonKind kind, const QString &unit,
                                   const QStringList &files, const std::vector<ListedServer> &wanted)
{
    using Fitness = std::tuple<bool, bool, qsizetype>;
    const DaemonReport *best = nullptr;
    Fitness most;
    for (const DaemonReport &daemon : machine.daemons) {
        if (daemon.kind != kind || daemon.isElsewhere || daemon.answer == DaemonAnswer::Refused ||
            (daemon.process && daemon.process->isInContainer))
            continue;
        const bool isUnit = daemon.process && !unit.isEmpty() && daemon.process->unit == unit;
        const bool readsFile =
            std::ranges::any_of(daemon.configuration, [&files](const ConfigurationFile &file) {
                return files.contains(file.path);
            });
        const qsizetype named = std::ranges::count_if(
            wanted, [&daemon](const ListedServer &server) { return isNamed(daemon, server.host); });
        const Fitness fitness{isUnit, readsFile, named};
        if (best == nullptr || fitness > most) {
            best = &daemon;
            most = fitness;
        }
    }
    return best;
}

} // namespace synchroscope
