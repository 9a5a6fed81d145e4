// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace synchroscope {

/// Student's t that |T| exceeds in 0.05 % of cases, for so many degrees of freedom, at least one: the factor
/// from a standard error to the half-width of a 99.95 % confidence interval, as chrony uses it.
double studentT(std::size_t freedom);

} // namespace synchroscope
