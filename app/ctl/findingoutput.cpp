// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/findingoutput.h"

#include "app/ctl/names.h"
#include "app/ctl/text.h"
#include "ui/wording/findingwording.h"

#include <algorithm>

namespace synchroscope::ctl {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(ClockEvent::Kind kind)
{
    switch (kind) {
    case ClockEvent::Kind::Stepped:
        return u"stepped"_s;
    case ClockEvent::Kind::LeapSecond:
        return u"leap_second"_s;
    case ClockEvent::Kind::Slewed:
        return u"slewed"_s;
    case ClockEvent::Kind::Suspended:
        return u"suspended"_s;
    case ClockEvent::Kind::Stalled:
        return u"stalled"_s;
    case ClockEvent::Kind::Paused:
        break;
    }
    return u"paused"_s;
}

QString nameOf(UnitReport::Load load)
{
    switch (load) {
    case UnitReport::Load::Unknown:
        return {};
    case UnitReport::Load::Loaded:
        return u"loaded"_s;
    case UnitReport::Load::Masked:
        return u"masked"_s;
    case UnitReport::Load::NotFound:
        return u"not_found"_s;
    case UnitReport::Load::Broken:
        break;
    }
    return u"broken"_s;
}

QString nameOf(UnitReport::Enablement enablement)
{
    switch (enablement) {
    case UnitReport::Enablement::Unknown:
        return {};
    case UnitReport::Enablement::Enabled:
        return u"enabled"_s;
    case UnitReport::Enablement::Disabled:
        return u"disabled"_s;
    case UnitReport::Enablement::Masked:
        return u"masked"_s;
    case UnitReport::Enablement::Static:
        return u"static"_s;
    case UnitReport::Enablement::Other:
        break;
    }
    return u"other"_s;
}

QString nameOf(UnitReport::Activity activity)
{
    switch (activity) {
    case UnitReport::Activity::Unknown:
        return {};
    case UnitReport::Activity::Active:
        return u"active"_s;
    case UnitReport::Activity::Reloading:
        return u"reloading"_s;
    case UnitReport::Activity::Inactive:
        return u"inactive"_s;
    case UnitReport::Activity::Failed:
        return u"failed"_s;
    case UnitReport::Activity::Activating:
        return u"activating"_s;
    case UnitReport::Activity::Deactivating:
        break;
    }
    return u"deactivating"_s;
}

QString nameOf(const FindingAction &action)
{
    switch (action.kind) {
    case FindingAction::Kind::Command:
        break;
    case FindingAction::Kind::NetworkTimeOn:
        return u"network_time_on"_s;
    case FindingAction::Kind::HardwareClockToUtc:
        return u"hardware_clock_to_utc"_s;
    case FindingAction::Kind::EditServers:
        return u"edit_servers"_s;
    case FindingAction::Kind::MeasureNow:
        return u"measure_now"_s;
    case FindingAction::Kind::Copy:
        return u"copy"_s;
    }
    switch (action.command.kind) {
    case DaemonCommand::Kind::Step:
        return u"step"_s;
    case DaemonCommand::Kind::Burst:
        return u"burst"_s;
    case DaemonCommand::Kind::GoOnline:
        return u"online"_s;
    case DaemonCommand::Kind::Start:
        return u"start"_s;
    case DaemonCommand::Kind::Restart:
        return u"restart"_s;
    case DaemonCommand::Kind::Reload:
        break;
    }
    return u"reload"_s;
}

/// 0: there is no line.
QJsonValue lineValue(int line)
{
    return line > 0 ? QJsonValue(line) : QJsonValue(QJsonValue::Null);
}

// --- what led to it, by its kind ---

QJsonObject valuesOf(const MeasuredEvidence &measured)
{
    return {{u"kind"_s, u"measured"_s},
            {u"server"_s, measured.server},
            {u"offset_s"_s, offsetValue(measured.offset)},
            {u"bound_s"_s, measured.offset ? secondsValue(measured.bound) : QJsonValue::Null},
            {u"last_answer"_s, instantValue(measured.lastAnswer)},
            {u"answers"_s, measured.answers},
            {u"requests"_s, measured.requests}};
}

QJsonObject valuesOf(const SourceEvidence &evidence)
{
    const DaemonSource &source = evidence.source;
    return {{u"kind"_s, u"source"_s},
            {u"daemon"_s, textValue(evidence.daemon)},
            {u"name"_s, source.name},
            {u"address"_s, textValue(source.address)},
            {u"mode"_s, ctl::nameOf(source.mode)},
            {u"state"_s, textValue(ctl::nameOf(source.standing))},
            {u"stratum"_s, numberValue(source.stratum)},
            {u"poll_log2"_s, numberValue(source.pollLog2)},
            {u"reach"_s, numberValue(source.reach)},
            {u"last_rx"_s, instantValue(source.lastSample)},
            {u"offset_s"_s, offsetValue(source.adjusted)},
            {u"error_s"_s, secondsValue(source.error)}};
}

QJsonObject valuesOf(const TrackingEvidence &evidence)
{
    const DaemonTracking &tracking = evidence.tracking;
    return {{u"kind"_s, u"tracking"_s},
            {u"daemon"_s, textValue(evidence.daemon)},
            {u"synchronised"_s, tracking.synchronised},
            {u"source"_s, textValue(tracking.source)},
            {u"stratum"_s, numberValue(tracking.stratum)},
            {u"ref_time"_s, instantValue(tracking.lastUpdate)},
            {u"system_offset_s"_s, offsetValue(tracking.systemOffset)},
            {u"root_delay_s"_s, secondsValue(tracking.rootDelay)},
            {u"root_dispersion_s"_s, secondsValue(tracking.rootDispersion)}};
}

QJsonObject valuesOf(const DaemonProcess &process)
{
    return {{u"kind"_s, u"process"_s},
            {u"daemon"_s, ctl::nameOf(process.kind)},
            {u"pid"_s, process.pid > 0 ? QJsonValue(process.pid) : QJsonValue(QJsonValue::Null)},
            {u"program"_s, textValue(process.program)},
            {u"unit"_s, textValue(process.unit)},
            {u"started_at"_s, instantValue(process.startedAt)},
            {u"may_set_clock"_s, numberValue(process.maySetClock)},
            {u"leaves_clock_alone"_s, process.leavesClockAlone}};
}

QJsonObject valuesOf(const KernelClock &kernel)
{
    return {{u"kind"_s, u"kernel"_s},
            {u"offset_s"_s, offsetValue(kernel.offset)},
            {u"freq_ppm"_s, kernel.frequencyPpm},
            {u"maxerror_s"_s, secondsValue(kernel.maximumError)},
            {u"esterror_s"_s, secondsValue(kernel.estimatedError)},
            {u"status"_s, QJsonArray::fromStringList(kernelStatusNames(kernel.status))},
            {u"leap"_s, kernelLeapStateName(kernel.leap)}};
}

QJsonObject valuesOf(const HardwareClock &hardware)
{
    return {{u"kind"_s, u"hardware_clock"_s},
            {u"ahead_s"_s, secondsValue(hardware.aheadOfSystem)},
            {u"in_local_tz"_s, numberValue(hardware.keepsLocalTime)}};
}

QJsonObject valuesOf(const ClockEvent &event)
{
    return {{u"kind"_s, u"clock_event"_s},
            {u"event"_s, nameOf(event.kind)},
            {u"at"_s, instantValue(event.at)},
            {u"lasted_s"_s, secondsValue(event.lasted)},
            {u"moved_s"_s, secondsValue(event.moved)}};
}

QJsonObject valuesOf(const FileEvidence &file)
{
    return {{u"kind"_s, u"file"_s},
            {u"file"_s, file.path},
            {u"line"_s, lineValue(file.line)},
            {u"quote"_s, textValue(file.text)},
            {u"changed_at"_s, instantValue(file.changedAt)}};
}

QJsonObject valuesOf(const QuotedEvidence &quoted)
{
    return {{u"kind"_s, u"quote"_s}, {u"line"_s, lineValue(quoted.line)}, {u"quote"_s, quoted.text}};
}

QJsonObject valuesOf(const UnitEvidence &unit)
{
    return {{u"kind"_s, u"unit"_s},
            {u"unit"_s, unit.name},
            {u"load"_s, textValue(nameOf(unit.load))},
            {u"enablement"_s, textValue(nameOf(unit.enablement))},
            {u"activity"_s, textValue(nameOf(unit.activity))}};
}

QJsonObject toJson(const Evidence &evidence, Instant now)
{
    QJsonObject object = std::visit([](const auto &values) { return valuesOf(values); }, evidence);
    object.insert(u"text"_s, wording::evidenceText(evidence, now));
    return object;
}

QJsonObject toJson(const FindingAction &action, const std::optional<Offset> &offset)
{
    const wording::ActionText text = wording::actionText(action, offset);
    const bool isCommand = action.kind == FindingAction::Kind::Command;
    return {{u"kind"_s, nameOf(action)},
            {u"daemon"_s, isCommand ? QJsonValue(ctl::nameOf(action.command.daemon)) : QJsonValue::Null},
            {u"file"_s, textValue(action.file)},
            {u"line"_s, lineValue(action.line)},
            {u"text"_s, textValue(action.text)},
            {u"label"_s, text.label},
            {u"consequence"_s, textValue(text.consequence)}};
}

/// Where a line of a script without spaces may end as well as anywhere.
bool isOfWideScript(QChar character)
{
    return character.unicode() >= 0x2E80;
}

/// How much of the text stands on the next line, so many columns wide.
qsizetype breakOf(const QString &text, qsizetype width)
{
    qsizetype most = fitting(text, width).size();
    if (most == text.size())
        return most;
    most = std::max<qsizetype>(most, 1);
    for (qsizetype at = most; at > 0; --at) {
        if (text.at(at) == u' ')
            return at;
        // Not before what closes: "。", "、", "」".
        if (isOfWideScript(text.at(at - 1)) && text.at(at).isLetterOrNumber())
            return at;
    }
    return most;
}

void printWrapped(const QString &text, qsizetype indent)
{
    constexpr qsizetype columns = 78;
    for (const QString &line : wrapped(text, columns, indent))
        printLine(line);
}

} // namespace

QJsonObject toJson(const Finding &finding, Instant now)
{
    const wording::FindingText text = wording::findingText(finding, now);
    QJsonArray evidence;
    for (const Evidence &each : finding.evidence)
        evidence.append(toJson(each, now));
    QJsonArray actions;
    for (const FindingAction &action : finding.actions)
        actions.append(toJson(action, finding.offset));
    return {{u"id"_s, findingName(finding.id)},
            {u"severity"_s, severityName(finding.severity)},
            {u"title"_s, text.title},
            {u"explanation"_s, text.explanation},
            {u"remedy"_s, textValue(text.remedy)},
            {u"disproof"_s, textValue(text.disproof)},
            {u"subject"_s, textValue(finding.subject)},
            {u"daemon"_s, finding.daemon ? QJsonValue(ctl::nameOf(*finding.daemon)) : QJsonValue::Null},
            {u"names"_s, QJsonArray::fromStringList(finding.names)},
            {u"others"_s, QJsonArray::fromStringList(finding.others)},
            {u"offset_s"_s, offsetValue(finding.offset)},
            {u"bound_s"_s, secondsValue(finding.bound)},
            {u"span_s"_s, secondsValue(finding.span)},
            {u"at"_s, instantValue(finding.at)},
            {u"evidence"_s, evidence},
            {u"actions"_s, actions}};
}

QJsonArray toJson(const std::vector<Finding> &findings, Instant now)
{
    QJsonArray array;
    for (const Finding &finding : findings)
        array.append(toJson(finding, now));
    return array;
}

void printFinding(const Finding &finding, Instant now)
{
    const wording::FindingText text = wording::findingText(finding, now);
    printLine({});
    printWrapped(u"%1: %2"_s.arg(wording::severityText(finding.severity), text.title), 0);
    printWrapped(text.explanation, 2);
    for (const Evidence &evidence : finding.evidence) {
        if (const QString line = wording::evidenceText(evidence, now); !line.isEmpty())
            printLine(u"    "_s + line);
    }
    printWrapped(text.remedy, 2);
}

ExitCode exitCodeFor(const std::vector<Finding> &findings)
{
    const bool isBad = std::ranges::any_of(
        findings, [](const Finding &finding) { return finding.severity >= Severity::Warning; });
    return isBad ? exitBadNews : exitGood;
}

QStringList wrapped(const QString &text, qsizetype width, qsizetype indent)
{
    QStringList lines;
    for (QString rest : text.split(u'\n')) {
        do {
            const qsizetype end = breakOf(rest, std::max<qsizetype>(width - indent, 1));
            lines.append(QString(indent, u' ') + rest.left(end).trimmed());
            rest = rest.sliced(end).trimmed();
        } while (!rest.isEmpty());
    }
    if (text.isEmpty())
        lines.clear();
    return lines;
}

} // namespace synchroscope::ctl
