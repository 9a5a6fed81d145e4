// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/finding.h"

#include <QString>

#include <optional>

/// Sentences about findings. Any thread after the translators are installed.
namespace synchroscope::wording {

struct FindingText
{
    QString title;       ///< what is the matter, in a few words, without a full stop
    QString explanation; ///< why that is so, with the numbers that led to it
    QString remedy;      ///< what to do about it; empty: nothing
    QString disproof;    ///< what would show that it is not so
};

/// `now` turns instants into ages.
FindingText findingText(const Finding &finding, Instant now);

/// One line: what was read.
QString evidenceText(const Evidence &evidence, Instant now);

struct ActionText
{
    QString label;       ///< of a button
    QString consequence; ///< what it does, said before it is done
};
ActionText actionText(const FindingAction &action, const std::optional<Offset> &offset = {});

QString severityText(Severity severity);

// The findings by what they are about, as their rules; absent: it is none of these.
std::optional<FindingText> daemonFindingText(const Finding &finding, Instant now);
std::optional<FindingText> sourceFindingText(const Finding &finding, Instant now);
std::optional<FindingText> clockFindingText(const Finding &finding, Instant now);
std::optional<FindingText> configurationFindingText(const Finding &finding, Instant now);

} // namespace synchroscope::wording
