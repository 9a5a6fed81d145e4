// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QString>

#include <optional>

namespace synchroscope {

/// What the chart must know of a source besides its measurements.
struct ChartSource
{
    SourceId id;
    QString label;
    int colour =
        0; ///< index for sourceColour(); given once to a source and kept, whatever comes and goes around it
    bool visible = true;                 ///< drawn at all
    bool agrees = true;                  ///< counts for the scale of values, see selectSources()
    std::optional<Instant> failingSince; ///< the silence that still lasts
    bool followed = false;               ///< drawn as if it was selected while nothing is
    bool named = false;                  ///< its name always stands at its end: no table says whose it is

    friend bool operator==(const ChartSource &, const ChartSource &) = default;
};

} // namespace synchroscope
