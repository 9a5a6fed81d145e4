// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace synchroscope {

/// Injected, so that tests repeat.
class RandomSource
{
public:
    virtual ~RandomSource() = default;
    /// 64 bits that nobody can guess.
    virtual quint64 next() = 0;

    /// Uniform in [0, 1).
    double fraction() { return static_cast<double>(next() >> 11) * 0x1p-53; }
};

/// The kernel's random numbers. Any thread.
class SystemRandom final : public RandomSource
{
public:
    quint64 next() override;
};

} // namespace synchroscope
