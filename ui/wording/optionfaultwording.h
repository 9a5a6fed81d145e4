// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/optionfault.h"

#include <QString>

#include <optional>

/// What is wrong with a server line, in sentences that name the consequence and the remedy. Pure.
namespace synchroscope::wording {

/// The daemon's version is named where it is known.
QString optionFault(const OptionFault &fault, DaemonKind daemon, const std::optional<DaemonVersion> &version);

} // namespace synchroscope::wording
