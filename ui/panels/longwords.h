// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace synchroscope {

/// The text with the middle of every word longer than `longest` characters left out, so that a server's name
/// of 253 characters does not make the window as wide. A word is what a label does not break: Japanese, which
/// it breaks between most characters, is left alone.
QString withLongWordsElided(const QString &text, qsizetype longest);

} // namespace synchroscope
