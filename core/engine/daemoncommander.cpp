// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/daemoncommander.h"

#include "core/config/helperwords.h"
#include "core/diagnosis/helperorder.h"

#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

Status statusOf(const HelperEnd &end)
{
    if (end.result == ChangeResult::Committed)
        return {};
    ErrorCode reason = ErrorCode::ChangeFailed;
    if (end.result == ChangeResult::Cancelled)
        reason = ErrorCode::ChangeCancelled;
    else if (end.result == ChangeResult::NotAllowed) // pkexec ends alike for both, in words never translated
        reason = end.detail.contains("No authentication agent"_L1) ? ErrorCode::NobodyToAsk
                                                                   : ErrorCode::ChangeRefused;
    return Error{reason, {}, end.detail};
}

} // namespace

DaemonCommander::DaemonCommander(std::unique_ptr<HelperRunner> runner, QObject *parent)
    : QObject(parent)
    , m_runner(std::move(runner))
{
    connect(m_runner.get(), &HelperRunner::finished, this, &DaemonCommander::end);
}

DaemonCommander::~DaemonCommander() = default;

Status DaemonCommander::begin(const DaemonCommand &command)
{
    const std::optional<HelperOrder> order = helperOrder(command);
    if (!order)
        return Error{ErrorCode::CannotChange, stableName(command.daemon), {}};
    if (m_runner->ability() != ChangeAbility::Able)
        return Error{ErrorCode::CannotChange, {}, {}};
    if (std::exchange(m_isBusy, true))
        return Error{ErrorCode::ChangeUnderWay, {}, {}};
    m_runner->run(order->verb, order->request);
    return {};
}

void DaemonCommander::end(const HelperEnd &end)
{
    m_isBusy = false;
    Q_EMIT finished(statusOf(end));
}

} // namespace synchroscope
