// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/names.h"

#include "core/config/helperwords.h"

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

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

QString nameOf(EstimateMethod method)
{
    switch (method) {
    case EstimateMethod::BestAnswer:
        return u"best_answer"_s;
    case EstimateMethod::Line:
        return u"line"_s;
    case EstimateMethod::CorrectedLine:
        break;
    }
    return u"corrected_line"_s;
}

QString nameOf(DaemonKind kind)
{
    return stableName(kind);
}

QString nameOf(DaemonAnswer answer)
{
    switch (answer) {
    case DaemonAnswer::NotYet:
        return u"not_yet"_s;
    case DaemonAnswer::Answering:
        return u"answering"_s;
    case DaemonAnswer::Silent:
        return u"silent"_s;
    case DaemonAnswer::Refused:
        return u"refused"_s;
    case DaemonAnswer::NotPermitted:
        return u"not_permitted"_s;
    case DaemonAnswer::NoInterface:
        return u"no_interface"_s;
    case DaemonAnswer::NotAsked:
        break;
    }
    return u"not_asked"_s;
}

QString nameOf(SourceMode mode)
{
    switch (mode) {
    case SourceMode::Server:
        return u"server"_s;
    case SourceMode::Peer:
        return u"peer"_s;
    case SourceMode::ReferenceClock:
        break;
    }
    return u"refclock"_s;
}

QString nameOf(SourceStanding standing)
{
    switch (standing) {
    case SourceStanding::Untold:
        return {};
    case SourceStanding::Selected:
        return u"selected"_s;
    case SourceStanding::Combined:
        return u"combined"_s;
    case SourceStanding::Selectable:
        return u"selectable"_s;
    case SourceStanding::Falseticker:
        return u"falseticker"_s;
    case SourceStanding::Jittery:
        return u"jittery"_s;
    case SourceStanding::Unusable:
        break;
    }
    return u"unusable"_s;
}

QString nameOf(ServerOrigin origin)
{
    switch (origin) {
    case ServerOrigin::Administrator:
        return u"admin"_s;
    case ServerOrigin::Distribution:
    case ServerOrigin::Default:
        return u"distribution"_s;
    case ServerOrigin::Dhcp:
        return u"dhcp"_s;
    case ServerOrigin::Running:
        break;
    }
    return u"runtime"_s;
}

QString nameOf(ServerType type)
{
    switch (type) {
    case ServerType::Pool:
        return u"pool"_s;
    case ServerType::Peer:
        return u"peer"_s;
    case ServerType::Server:
        break;
    }
    return u"server"_s;
}

QString nameOf(ClockState state)
{
    switch (state) {
    case ClockState::Synchronised:
        return u"synchronised"_s;
    case ClockState::Settling:
        return u"settling"_s;
    case ClockState::Unsynchronised:
        return u"unsynchronised"_s;
    case ClockState::Wrong:
        return u"wrong"_s;
    case ClockState::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString nameOf(Steering steering)
{
    switch (steering) {
    case Steering::Daemon:
        return u"daemon"_s;
    case Steering::SeveralDaemons:
        return u"several_daemons"_s;
    case Steering::OtherProgram:
        return u"other_program"_s;
    case Steering::Host:
        return u"host"_s;
    case Steering::Unseen:
        return u"unseen"_s;
    case Steering::Nobody:
        break;
    }
    return u"nobody"_s;
}

QString nameOf(HostMachine::Kind kind)
{
    switch (kind) {
    case HostMachine::Kind::Physical:
        return u"physical"_s;
    case HostMachine::Kind::VirtualMachine:
        return u"virtual_machine"_s;
    case HostMachine::Kind::Container:
        return u"container"_s;
    case HostMachine::Kind::Wsl:
        break;
    }
    return u"wsl"_s;
}

QString nameOf(NetworkTimeService service)
{
    switch (service) {
    case NetworkTimeService::NotAvailable:
        return u"n/a"_s;
    case NetworkTimeService::Inactive:
        return u"inactive"_s;
    case NetworkTimeService::Active:
        break;
    }
    return u"active"_s;
}

} // namespace synchroscope::ctl
