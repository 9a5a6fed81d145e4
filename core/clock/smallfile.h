// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace synchroscope {

/// The first 4096 bytes of a file: a page, which is the most that a file of sysfs can hold. Absent: it cannot
/// be read.
std::optional<QByteArray> readSmallFile(const QString &path);

} // namespace synchroscope
