// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QString>

#include <optional>

namespace synchroscope {

/// A file that a daemon is configured by.
struct ConfigurationFile
{
    QString path;
    std::optional<Instant> changedAt; ///< absent where it cannot be read

    friend bool operator==(const ConfigurationFile &, const ConfigurationFile &) = default;
};

} // namespace synchroscope
