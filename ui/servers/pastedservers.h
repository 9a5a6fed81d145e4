// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/optionfault.h"
#include "core/config/serverline.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace synchroscope {

/// A server that somebody typed or pasted, as a line of the daemon that is to use it.
struct PastedServer
{
    ServerLine line;     ///< of timesyncd the host alone
    bool isBare = false; ///< only a name was given: type and options are what most people want

    friend bool operator==(const PastedServer &, const PastedServer &) = default;
};

/// A text of names or of lines of another machine's file, sorted.
struct PastedServers
{
    std::vector<PastedServer> servers; ///< each once
    QStringList senseless;             ///< lines as they stand that no server can be read from
    QStringList sentences;             ///< what is wrong with them
    int passedOver = 0;                ///< lines of a configuration that name no server
};

/// Reads names between spaces, commas, semicolons (wide ones too) or line breaks; lines "server NAME …",
/// "pool NAME …", "peer NAME …" of chrony.conf and ntp.conf; "NTP=NAME NAME" of timesyncd.conf. Comments,
/// section headings and other settings are passed over. What the daemon would not take, be it for its
/// version, is senseless.
PastedServers readPastedServers(DaemonKind daemon, const std::optional<DaemonVersion> &version,
                                const QString &text);

} // namespace synchroscope
