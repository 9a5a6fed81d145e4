// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/reply.h"
#include "core/result.h"

#include <QString>

/// What went wrong, in sentences that name the place and the remedy. Pure.
namespace synchroscope::wording {

QString error(const Error &error);

/// What is wrong with an answer: "The server's answer says that it was sent before the request arrived."
QString fault(ReplyFault fault);

/// Why a server gave no usable answer; empty for Ok.
QString probeDetail(QueryOutcome outcome, ReplyFault replyFault, const QByteArray &kissCode,
                    const QString &systemReason);

/// The meaning of a kiss code: "told us to ask less often (RATE)".
QString kiss(const QByteArray &code);

} // namespace synchroscope::wording
