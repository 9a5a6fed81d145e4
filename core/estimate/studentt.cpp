// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/estimate/studentt.h"

#include <algorithm>
#include <array>

namespace synchroscope {

namespace {

// For 1, 2, … degrees of freedom: the distribution function for whole degrees (Abramowitz and Stegun 26.7.3
// and 26.7.4) solved by bisection.
constexpr std::array<double, 62> values = {
    1273.3, 44.71, 16.33, 10.31, 7.976, 6.788, 6.082, 5.618, 5.291, 5.050, 4.863, 4.717, 4.598,
    4.500,  4.417, 4.347, 4.287, 4.233, 4.188, 4.147, 4.111, 4.078, 4.048, 4.021, 3.997, 3.975,
    3.954,  3.936, 3.919, 3.903, 3.888, 3.874, 3.860, 3.848, 3.837, 3.826, 3.816, 3.806, 3.797,
    3.789,  3.781, 3.773, 3.766, 3.759, 3.752, 3.746, 3.740, 3.734, 3.729, 3.723, 3.718, 3.714,
    3.709,  3.705, 3.700, 3.696, 3.692, 3.689, 3.685, 3.681, 3.678, 3.675};

} // namespace

double studentT(std::size_t freedom)
{
    return values[std::clamp<std::size_t>(freedom, 1, values.size()) - 1];
}

} // namespace synchroscope
