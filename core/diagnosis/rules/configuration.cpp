// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/diagnose.h"

namespace synchroscope {

void findAboutConfiguration(const DiagnosisFacts &, std::vector<Finding> &) {}

} // namespace synchroscope
