// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/names.h"

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

QString nameOf(QueryOutcome outcome)
{
    switch (outcome) {
    case QueryOutcome::Ok:
        return u"ok"_s;
    case QueryOutcome::Timeout:
        return u"timeout"_s;
    case QueryOutcome::Refused:
        return u"refused"_s;
    case QueryOutcome::Unreachable:
        return u"unreachable"_s;
    case QueryOutcome::Unresolved:
        return u"unresolved"_s;
    case QueryOutcome::KissCode:
        return u"kod"_s;
    case QueryOutcome::Unsynchronised:
        return u"unsynchronised"_s;
    case QueryOutcome::Invalid:
        break;
    }
    return u"invalid"_s;
}

QString nameOf(LeapIndicator leap)
{
    switch (leap) {
    case LeapIndicator::NoWarning:
        return u"none"_s;
    case LeapIndicator::InsertSecond:
        return u"insert"_s;
    case LeapIndicator::DeleteSecond:
        return u"delete"_s;
    case LeapIndicator::Unsynchronised:
        break;
    }
    return u"unsynchronised"_s;
}

QString nameOf(Timestamping timestamping)
{
    return timestamping == Timestamping::Kernel ? u"kernel"_s : u"user"_s;
}

QString nameOf(SourceActivity activity)
{
    switch (activity) {
    case SourceActivity::Resolving:
        return u"resolving"_s;
    case SourceActivity::Asking:
        return u"asking"_s;
    case SourceActivity::Waiting:
        return u"waiting"_s;
    case SourceActivity::Held:
        return u"held"_s;
    case SourceActivity::Stopped:
        return u"stopped"_s;
    case SourceActivity::Paused:
        break;
    }
    return u"paused"_s;
}

QString nameOf(EstimateMethod method)
{
    return method == EstimateMethod::BestAnswer ? u"best_answer"_s : u"best_answer_carried"_s;
}

} // namespace synchroscope::ctl
