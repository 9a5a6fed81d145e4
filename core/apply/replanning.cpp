// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/replanning.h"

#include "core/apply/secureconfigfiles.h"
#include "core/config/changeplan.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

QString sentenceOf(const PlanFault &fault)
{
    switch (fault.kind) {
    case PlanFault::Kind::NotEditable:
        return u"The configuration of this daemon cannot be changed."_s;
    case PlanFault::Kind::NoConfiguration:
        return u"There is no %1, or it is not root's alone."_s.arg(fault.subject);
    case PlanFault::Kind::NotWhole:
        return u"%1 could not be read, or is not root's alone."_s.arg(fault.subject);
    case PlanFault::Kind::NoSuchServer:
        return u"There is no server \"%1\"."_s.arg(fault.subject);
    case PlanFault::Kind::Ambiguous:
        return u"Several servers are called \"%1\"."_s.arg(fault.subject);
    case PlanFault::Kind::OthersFile:
        return u"%1 is not the administrator's file."_s.arg(fault.subject);
    case PlanFault::Kind::LineRefused:
    case PlanFault::Kind::NotOneServer:
        return u"\"%1\" is not the line of one server."_s.arg(fault.subject);
    case PlanFault::Kind::LeavesNone:
        break;
    }
    return u"The daemon would be left without any server."_s;
}

/// Why root does not read one of the daemon's files, which others may well have read: there is no other way
/// to know why the plan is not theirs. Empty: all were read.
QString whyNotRead(SecureConfigFiles &files, const NamedServers &configuration)
{
    for (const Error &problem : configuration.problems) {
        // What an include names may well not be there.
        if (problem.code == ErrorCode::FileUnreadable && files.exists(problem.subject))
            return problem.detail;
    }
    return {};
}

} // namespace

Result<PlannedChange> replan(const HelperRequest &request, const QString &mainFile, const QString &root,
                             uint owner)
{
    SecureConfigFiles files(root, owner);
    const NamedServers configuration = collectNamedServers(files, request.daemon, mainFile);
    const auto planned = planChanges(request.daemon, configuration, request.edits);
    const QString unread = whyNotRead(files, configuration);
    const auto refusal = [&unread](const QString &why) {
        return Error{ErrorCode::ChangeFailed, {}, unread.isEmpty() ? why : unread + u' ' + why};
    };
    if (const PlanFault *fault = std::get_if<PlanFault>(&planned))
        return refusal(sentenceOf(*fault));
    const ChangePlan &plan = std::get<ChangePlan>(planned);
    if (plan.digest != request.expect)
        return refusal(unread.isEmpty()
                           ? u"The files are not those that the change was shown for. Look at it again."_s
                           : u"The change would not be the one that was shown."_s);
    return PlannedChange{
        .files = plan.changes, .effect = plan.effect, .unit = plan.unit, .digest = plan.digest};
}

} // namespace synchroscope
