// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// Facts as a file, so that they can be judged again, by another program version or on another computer.
/// Pure.
///
/// JSON, with "format": 1. Instants are RFC 3339 with nine decimals and spans texts of seconds with nine, so
/// that both are exact; what is not known is not there. A reader ignores members that it does not know.
namespace synchroscope {

inline constexpr int factsFormat = 1;

/// Indented. Passwords in configuration texts are left out.
QByteArray writeFacts(const DiagnosisFacts &facts);

/// Of a file of writeFacts(), or of a text with such a file between factsBegin and factsEnd (a report).
/// Absent if it is none, and then `why` says where and what is wrong, in the user's language and as a
/// sentence.
std::optional<DiagnosisFacts> readFacts(const QByteArray &text, QString *why);

// Lines around facts within another text.
inline constexpr QLatin1StringView factsBegin("-----BEGIN SYNCHROSCOPE FACTS-----");
inline constexpr QLatin1StringView factsEnd("-----END SYNCHROSCOPE FACTS-----");

} // namespace synchroscope
