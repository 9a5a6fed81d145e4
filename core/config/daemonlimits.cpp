// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/daemonlimits.h"

#include "core/config/configline.h"
#include "core/config/settinglines.h"
#include "core/config/sourceoptions.h"

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// DEFAULT_MAX_DISTANCE, max_jitter and DEFAULT_MAX_SLEW_RATE in chrony's conf.c.
constexpr Duration chronyDistance = 3s;
constexpr Duration chronyScatter = 1s;
constexpr double chronySlewRate = 1e6 / 12; // ppm
// MAXDISTANCE of ntpd and of NTPsec.
constexpr Duration ntpDistance = 1500ms;
// DEFAULT_ROOT_DISTANCE_MAX in systemd's timesyncd-manager.h.
constexpr Duration timesyncdDistance = 5s;

/// The value of the last line of chrony's of that name.
std::optional<double> chronyNumber(const NamedServers &configuration, QByteArrayView name)
{
    std::optional<double> value;
    for (const QByteArray &line : chronySettings(configuration)) {
        const std::vector<QByteArrayView> words = configWords(line);
        if (words.size() == 2 && words[0].compare(name, Qt::CaseInsensitive) == 0)
            value = optionNumber(DaemonKind::Chrony, OptionValue::Decimal, QString::fromUtf8(words[1]));
    }
    return value && *value > 0 ? value : std::nullopt;
}

/// "tos maxdist 16 minsane 2": names and values by turns.
Duration ntpDistanceLimit(DaemonKind daemon, const NamedServers &configuration)
{
    Duration limit = ntpDistance;
    for (const NtpCommand &command : ntpSettings(daemon, configuration)) {
        if (configWords(command.raw).front() != "tos")
            continue;
        const QStringList &words = command.arguments;
        for (qsizetype i = 0; i + 1 < words.size(); i += 2) {
            const std::optional<double> value = words[i] == "maxdist"_L1
                                                    ? optionNumber(daemon, OptionValue::Decimal, words[i + 1])
                                                    : std::nullopt;
            if (value && *value > 0)
                limit = fromSeconds(*value);
        }
    }
    return limit;
}

} // namespace

std::optional<Duration> distanceLimit(DaemonKind daemon, const NamedServers &configuration)
{
    switch (daemon) {
    case DaemonKind::Chrony: {
        const std::optional<double> limit = chronyNumber(configuration, "maxdistance");
        return limit ? fromSeconds(*limit) : chronyDistance;
    }
    case DaemonKind::Timesyncd:
        return timesyncdDistance;
    case DaemonKind::Ntpsec:
    case DaemonKind::Ntpd:
        return ntpDistanceLimit(daemon, configuration);
    case DaemonKind::NtpdRs:
    case DaemonKind::OpenNtpd:
        break;
    }
    return std::nullopt;
}

Duration chronyScatterLimit(const NamedServers &configuration)
{
    const std::optional<double> limit = chronyNumber(configuration, "maxjitter");
    return limit ? fromSeconds(*limit) : chronyScatter;
}

double chronySlewPace(const NamedServers &configuration)
{
    const double rate = chronyNumber(configuration, "maxslewrate").value_or(chronySlewRate);
    return 1e6 / std::min(rate, chronySlewRate);
}

QString chronyLeapList(const NamedServers &configuration)
{
    QString found;
    for (const QByteArray &line : chronySettings(configuration)) {
        const QByteArray name = configWords(line).front().toByteArray().toLower();
        if (name == "leapsectz" || name == "leapseclist")
            found = QString::fromUtf8(line).trimmed();
    }
    return found;
}

} // namespace synchroscope
