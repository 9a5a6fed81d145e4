// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"
#include "core/diagnosis/pasted/pasted.h"
#include "core/diagnosis/pasted/pastedlines.h"

#include <QStringList>

#include <optional>
#include <vector>

/// Joins what several tools said at about one time. Pure; any thread.
namespace synchroscope {

/// What was pasted, with its text.
struct PastedText
{
    PastedOutput output;
    std::vector<PastedLine> lines; ///< all of them
    Instant now;                   ///< that all facts speak of

    /// Trimmed; empty where there is no such line.
    QString line(int number) const;
    /// The first line of a block that begins so; 0: there is none.
    int lineBeginning(const PastedBlock &block, QStringView beginning) const;
    /// The block alone, each line at its number, what was not understood left out: a file as a daemon reads
    /// it.
    QByteArray fileOf(const PastedBlock &block) const;
};

/// Outputs of about the same time and of one computer, none of them twice; in the order of the text.
using PastedMoment = std::vector<const PastedBlock *>;

std::vector<PastedMoment> momentsOf(const PastedOutput &output);

/// The universal time that is in it.
std::optional<Instant> universalTimeOf(const PastedMoment &moment);

DiagnosisFacts factsOf(const PastedMoment &moment, const PastedText &text);

/// Whether a source's name, of which a table may have cut the end, is that name.
bool isNamed(const QString &name, bool isCut, const QString &whole);

/// The sources of `chronyc sources` as a live daemon has them.
std::vector<DaemonSource> sourcesOf(const std::vector<PastedSource> &rows, Instant now);
/// What `chronyc sources` alone tells of chronyd's own idea of the time: by the source that it follows.
std::optional<DaemonTracking> trackingBy(const std::vector<DaemonSource> &sources);

/// Where such a file usually is; what a paste shows is taken for it where no prompt says otherwise.
QString usualFile(DaemonKind daemon);

std::optional<DaemonKind> daemonOfUnit(const QString &unit);
/// Which of the two it is of: their ntpq print the same.
DaemonKind ntpdOf(const PastedOutput &output);
/// The one of that kind, or of one whose outputs and files are the same; null: none.
DaemonReport *daemonAlike(MachineDaemons &machine, DaemonKind daemon);

/// A pasted configuration by the daemon that it is for, as far as the rest of the text tells.
DaemonKind daemonOf(const PastedConfiguration &configuration, const PastedOutput &output);

} // namespace synchroscope
