// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/stepthreshold.h"

#include "core/config/configline.h"
#include "core/config/settinglines.h"
#include "core/config/sourceoptions.h"

#include <QStringView>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// NTP_MAX_ADJUST in systemd's timesyncd-manager.c; nothing configures it.
constexpr Duration timesyncdThreshold = 400ms;
/// CLOCK_MAX in ntp_loopfilter.c of ntpd and of NTPsec.
constexpr Duration ntpThreshold = 128ms;

/// What chronyd's sscanf() takes from the front of `text`, which loses it and the white space behind it.
std::optional<double> takeNumber(QByteArrayView &text, OptionValue kind)
{
    const qsizetype length = numberLength(text, kind);
    const std::optional<double> number =
        optionNumber(DaemonKind::Chrony, kind, QString::fromUtf8(text.first(length)));
    text = strippedOf(text.sliced(length));
    return number;
}

/// chronyd: the last line of each counts, wherever it stands (chrony.conf(5), "if a directive is specified
/// multiple times, only the last one will be effective").
class ChronyStepping
{
public:
    explicit ChronyStepping(const NamedServers &configuration)
    {
        for (const QByteArray &line : chronySettings(configuration))
            take(line);
    }

    std::optional<Duration> threshold() const
    {
        // initstepslew is done first; what it slews the first update of the clock may still step.
        if (m_makestep && m_initstepslew)
            return std::min(m_makestep->threshold, *m_initstepslew);
        return m_makestep ? m_makestep->threshold : m_initstepslew;
    }

    const std::optional<ChronyStepRule> &rule() const { return m_makestep; }

private:
    void take(QByteArrayView line)
    {
        const std::vector<QByteArrayView> words = configWords(line);
        const QByteArray name = words.front().toByteArray().toLower();
        const QByteArrayView rest = strippedOf(strippedOf(line).sliced(name.size()));
        if (name == "makestep" && words.size() == 3)
            takeMakestep(rest);
        else if (name == "initstepslew" && words.size() >= 2)
            takeInitstepslew(rest, words.size() > 2);
    }

    /// "makestep THRESHOLD LIMIT": so many updates of the clock after the start may step, each if the limit
    /// is negative.
    void takeMakestep(QByteArrayView arguments)
    {
        const QString text = QString::fromUtf8(arguments).simplified();
        const std::optional<double> threshold = takeNumber(arguments, OptionValue::Decimal);
        const std::optional<double> limit = takeNumber(arguments, OptionValue::Integer);
        // With such a line chronyd does not start.
        if (!threshold || !limit)
            return;
        m_makestep.reset();
        if (*limit != 0)
            m_makestep = {.threshold = spanOf(*threshold), .limit = static_cast<int>(*limit), .text = text};
    }

    /// "initstepslew THRESHOLD [SERVER]…": without a server it does nothing.
    void takeInitstepslew(QByteArrayView arguments, bool hasServers)
    {
        if (const std::optional<double> threshold = takeNumber(arguments, OptionValue::Decimal))
            m_initstepslew = hasServers ? std::optional(spanOf(*threshold)) : std::nullopt;
    }

    /// Every offset is larger than a negative threshold.
    static Duration spanOf(double seconds) { return fromSeconds(std::max(seconds, 0.0)); }

    std::optional<ChronyStepRule> m_makestep;
    std::optional<Duration> m_initstepslew;
};

/// ntpd and NTPsec: the last `tinker` of a direction counts; 0 and less is never.
class NtpStepping
{
public:
    NtpStepping(DaemonKind daemon, const NamedServers &configuration) : m_daemon(daemon)
    {
        for (const NtpCommand &command : ntpSettings(daemon, configuration)) {
            if (configWords(command.raw).front() == "tinker")
                take(command.arguments);
        }
    }

    std::optional<Duration> threshold() const
    {
        const bool stepsForward = m_forward > Duration::zero();
        const bool stepsBack = m_back > Duration::zero();
        if (stepsForward && stepsBack)
            return std::min(m_forward, m_back);
        if (!stepsForward && !stepsBack)
            return std::nullopt;
        return stepsForward ? m_forward : m_back;
    }

private:
    /// "tinker panic 0 step 0.5": names and values by turns.
    void take(const QStringList &arguments)
    {
        for (qsizetype i = 0; i + 1 < arguments.size(); i += 2) {
            const QString &name = arguments[i];
            const std::optional<double> value =
                optionNumber(m_daemon, OptionValue::Decimal, arguments[i + 1]);
            if (!value)
                continue;
            if (name == "step"_L1 || name == "stepfwd"_L1)
                m_forward = fromSeconds(*value);
            if (name == "step"_L1 || name == "stepback"_L1)
                m_back = fromSeconds(*value);
        }
    }

    DaemonKind m_daemon;
    Duration m_forward = ntpThreshold;
    Duration m_back = ntpThreshold;
};

} // namespace

std::optional<Duration> stepThreshold(DaemonKind daemon, const NamedServers &configuration)
{
    switch (daemon) {
    case DaemonKind::Chrony:
        return ChronyStepping(configuration).threshold();
    case DaemonKind::Timesyncd:
        return timesyncdThreshold;
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return NtpStepping(daemon, configuration).threshold();
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return std::nullopt;
}

std::optional<ChronyStepRule> chronyStepRule(const NamedServers &configuration)
{
    return ChronyStepping(configuration).rule();
}

} // namespace synchroscope
