// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/unitreport.h"

#include <QStringView>

namespace synchroscope {

// systemd's words for the states of a unit, as systemctl prints them and D-Bus has them.

/// Unknown: it is none of those.
UnitReport::Load unitLoad(QStringView word);
/// Unknown: it is empty.
UnitReport::Enablement unitEnablement(QStringView word);
/// Unknown: it is none of those.
UnitReport::Activity unitActivity(QStringView word);

} // namespace synchroscope
