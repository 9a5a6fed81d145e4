// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"

/// The words for programs and for files: never translated, never changed. Pure.
namespace synchroscope {

/// "followed", "answers-lost", "daemon-started" …
QString stableName(Event::Kind kind);
/// "stepped", "slewed" …
QString stableName(ClockEvent::Kind kind);
/// "synchronised" …
QString stableName(ClockState state);

} // namespace synchroscope
