// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/securefolder.h"

#include <QByteArray>

#include <chrono>
#include <optional>

/// How the helper talks with the program that started it, which may stop reading or writing at any moment.
namespace synchroscope {

enum class RequestEnd : quint8 {
    Input, ///< it is all that there is to read
    Line,  ///< what follows says only that somebody is there
};

/// A request, or one byte more than one may have. Absent: it was not there within the limit.
std::optional<QByteArray> readRequest(int descriptor, RequestEnd end, std::chrono::milliseconds limit);

/// Prints lines for as long as somebody takes them. Whether anybody does makes no difference to a change:
/// after the first line that was not taken within `patience` no other is tried.
class LinePrinter
{
public:
    LinePrinter(int descriptor, std::chrono::milliseconds patience);

    void print(const QByteArray &line);

private:
    Descriptor m_own;
    int m_descriptor;
    std::chrono::milliseconds m_patience;
    bool m_isHeard = true;
};

} // namespace synchroscope
