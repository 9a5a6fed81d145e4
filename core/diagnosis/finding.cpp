// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/finding.h"

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QLatin1StringView, findingIds> names{
    "several-daemons"_L1,
    "alternating-answers"_L1,
    "other-program-steers"_L1,
    "no-daemon"_L1,
    "host-steers"_L1,
    "may-not-set-clock"_L1,
    "leaves-clock-alone"_L1,
    "unit-masked"_L1,
    "unit-failed"_L1,
    "unit-kept-off"_L1,
    "unit-not-enabled"_L1,
    "daemon-silent"_L1,
    "daemon-tells-nothing"_L1,
    "not-the-configured-daemon"_L1,
    "service-unknown"_L1,
    "password-needed"_L1,
    "nobody-answered"_L1,
    "started-twice"_L1,
    "cannot-step"_L1,
    "refused-to-start"_L1,
    "gave-up"_L1,
    "port-taken"_L1,
    "cannot-open"_L1,
    "gathering"_L1,
    "unresolved"_L1,
    "ntp-blocked"_L1,
    "server-dead"_L1,
    "server-refuses"_L1,
    "source-port-blocked"_L1,
    "answers-us-only"_L1,
    "unsynchronised"_L1,
    "kiss-of-death"_L1,
    "not-authenticated"_L1,
    "nts-clock-wrong"_L1,
    "too-far"_L1,
    "host-clock-followed"_L1,
    "clock-moved-under"_L1,
    "too-variable"_L1,
    "no-majority"_L1,
    "outvoted"_L1,
    "trusted-overrule"_L1,
    "required-missing"_L1,
    "too-few-selectable"_L1,
    "none-selectable"_L1,
    "orphan-stratum"_L1,
    "smear-mixed"_L1,
    "stale-selection"_L1,
    "hold-over"_L1,
    "offline"_L1,
    "computer-offline"_L1,
    "lossy-path"_L1,
    "uneven-paths"_L1,
    "leap-announced"_L1,
    "leap-disputed"_L1,
    "local-mode"_L1,
    "serves-while-unsynchronised"_L1,
    "contradicts-daemon"_L1,
    "interference"_L1,
    "leap-twice"_L1,
    "address-of-nobody"_L1,
    "nothing-selectable"_L1,
    "reference-silent"_L1,
    "clock-off"_L1,
    "slew-takes-long"_L1,
    "quarter-hours"_L1,
    "zone-is-no-error"_L1,
    "hardware-clock-local"_L1,
    "hardware-clock-off"_L1,
    "machine-paused"_L1,
    "stepped-by-other"_L1,
    "flag-says-yes"_L1,
    "flag-says-no"_L1,
    "not-marked-for-kernel"_L1,
    "extreme-frequency"_L1,
    "cannot-tell"_L1,
    "days-without-answer"_L1,
    "clock-jumped"_L1,
    "not-in-effect"_L1,
    "broken-line"_L1,
    "file-unreadable"_L1,
    "no-server"_L1,
    "too-few-sources"_L1,
    "too-many-sources"_L1,
    "one-operator"_L1,
    "same-address"_L1,
    "pool-of-one"_L1,
    "server-of-many"_L1,
    "no-quick-start"_L1,
    "ntpsec-dhcp-file"_L1,
    "no-step-rule"_L1,
    "fallback-servers"_L1,
    "polls-too-often"_L1,
};

} // namespace

QString findingName(FindingId id)
{
    return names.at(size_t(id));
}

QString severityName(Severity severity)
{
    switch (severity) {
    case Severity::Info:
        break;
    case Severity::Advice:
        return u"advice"_s;
    case Severity::Warning:
        return u"warning"_s;
    case Severity::Critical:
        return u"critical"_s;
    }
    return u"info"_s;
}

} // namespace synchroscope
