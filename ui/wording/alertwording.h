// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/alerts.h"

#include <QString>

/// What an alert says, in sentences. Any thread after the translators are installed.
namespace synchroscope::wording {

struct AlertText
{
    QString title; ///< a few words, without a full stop
    QString body;  ///< whole sentences, plain text
};

AlertText alertText(const AlertChange &change);

/// "Everyday".
QString profileText(AlertProfile profile);
/// What the limits mean: "You are told when this clock is off by more than 500 ms, and urgently from 5.0 s
/// on."
QString limitsSentence(const ClockLimits &limits);
/// A limit is a round number: "5 s", "1.5 ms".
QString limitText(Duration limit);
/// What the badge stands for; empty: nothing.
QString badgeText(AlertBadge badge);
/// Until when notifications are silenced, at most a day ahead; without an end until the user says so.
QString mutedSentence(std::optional<Instant> until);

} // namespace synchroscope::wording
