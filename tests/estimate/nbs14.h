// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

/// The 1000 frequency values of NIST SP 1065 that programs for clock stability are checked
/// with, as the 1001 points of phase that they add up to.
inline std::vector<double> nbs14Phase()
{
    constexpr quint64 modulus = 2147483647;
    std::vector<double> phase{0};
    phase.reserve(1001);
    quint64 n = 1234567890;
    for (int i = 0; i < 1000; ++i) {
        phase.push_back(phase.back() + double(n) / double(modulus));
        n = 16807 * n % modulus;
    }
    return phase;
}
