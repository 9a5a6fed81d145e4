// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

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

/// The kernel's random numbers, fetched a few at a time. One thread.
class SystemRandom final : public RandomSource
{
public:
    quint64 next() override;

private:
    std::array<quint64, 32> m_numbers{};
    std::size_t m_used = std::tuple_size_v<decltype(m_numbers)>;
};

} // namespace synchroscope
