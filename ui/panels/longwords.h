// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace synchroscope {

/// The text with the middle of every word longer than `longest` characters left out, so that a server's name
/// of 253 characters does not make the window as wide.
QString withLongWordsElided(const QString &text, qsizetype longest);

} // namespace synchroscope
