// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/chronyc.h"

#include <QByteArray>

#include <chrono>

namespace synchroscope {

/// Tells again and again what chronyd tells only root, as chronyc prints it, until nobody listens any more.
/// Reading it is left to those who run without root's rights.
///
/// A line a reading: {"observation": {"selectdata": "…", "ntpdata": "…", "authdata": "…", "serverstats": "…",
/// "errors": {}}}. What could not be had is null, and `errors` has a sentence under its name.
class Observer
{
public:
    struct Setup
    {
        std::chrono::milliseconds interval{1'000}; ///< between the beginnings of two readings
        /// It ends when this long nothing was written to its input.
        std::chrono::milliseconds patience{600'000};
        int input = 0; ///< descriptors
        int output = 1;
    };

    Observer(Setup setup, Chronyc chronyc) : m_setup(setup), m_chronyc(std::move(chronyc)) {}

    enum class End : quint8 {
        InputClosed,
        OutputClosed,
        NobodyThere, ///< nobody wrote for so long
    };

    /// Returns at once when its input or output is closed, whatever chronyc does meanwhile.
    End run();

private:
    /// Looks, for so long at most, for a reason to end.
    bool isOver(std::chrono::milliseconds wait);
    QByteArray reading();
    void print(const QByteArray &line);

    Setup m_setup;
    Chronyc m_chronyc;
    std::optional<End> m_end;
    std::chrono::steady_clock::time_point m_heardAt;
};

} // namespace synchroscope
