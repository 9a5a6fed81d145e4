// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/stablenames.h"

namespace synchroscope::wording {

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

QString nameOf(StandingReason reason)
{
    switch (reason) {
    case StandingReason::Followed:
        return u"followed"_s;
    case StandingReason::Counted:
        return u"counted"_s;
    case StandingReason::NotNeeded:
        return u"not_needed"_s;
    case StandingReason::TooFewSources:
        return u"too_few_sources"_s;
    case StandingReason::Outvoted:
        return u"outvoted"_s;
    case StandingReason::NoMajority:
        return u"no_majority"_s;
    case StandingReason::TooVariable:
        return u"too_variable"_s;
    case StandingReason::NoAddress:
        return u"no_address"_s;
    case StandingReason::Offline:
        return u"offline"_s;
    case StandingReason::NeverAnswered:
        return u"never_answered"_s;
    case StandingReason::DeviceSilent:
        return u"device_silent"_s;
    case StandingReason::Gathering:
        return u"gathering"_s;
    case StandingReason::AnswersLost:
        return u"answers_lost"_s;
    case StandingReason::TooFar:
        return u"too_far"_s;
    case StandingReason::Spare:
        return u"spare"_s;
    case StandingReason::UnfilledPlace:
        return u"unfilled_place"_s;
    case StandingReason::OnlyNamed:
        return u"only_named"_s;
    case StandingReason::Comparing:
        return u"comparing"_s;
    case StandingReason::NotTold:
        break;
    }
    return u"not_told"_s;
}

} // namespace synchroscope::wording
