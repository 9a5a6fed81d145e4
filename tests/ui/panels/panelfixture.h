// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QImage>
#include <QPalette>
#include <QStringList>

class QWidget;

/// Made-up sources and snapshots for the tests of the panels, and what the tests look with.
namespace synchroscope::paneltest {

/// 2023-08-17 03:49:05 UTC.
inline constexpr Instant now = Instant(std::chrono::seconds(1'692'244'145));

HostSpec host(const QString &text);
/// It answers: 2.9 ms behind, ± 25 ms, 12 s ago, seven of eight questions.
SourceSnapshot answeringSource();
/// Its name is known and nothing else.
SourceSnapshot newSource(const QString &text);
/// Three questions without an answer.
SourceSnapshot silentSource();

/// So many answers of a server on the internet, every 64 s: 120 µs ahead in the middle, packets that wait on
/// one way, every hundredth wild.
StatisticsReply statisticsOf(int answers);

Verdict verdictOf(VerdictState state);
Snapshot snapshotWith(VerdictState state);
SnapshotPtr shared(Snapshot snapshot);

NamedServer named(const QString &text, ServerOrigin origin, const QString &file, int line,
                  DaemonKind daemon = DaemonKind::Chrony);

/// A name as long as names can be.
QString longestName();

QPalette theme(bool dark);
/// WCAG contrast between a label's text and what it lies on.
double textContrast(const QWidget &label);

/// The widget as it would look on a screen of this scale.
QImage picture(QWidget &widget, double scale);
/// Labels that are cut off: their text needs more room than they have, or they leave their parent. Empty is
/// good.
QStringList cutOffLabels(const QWidget &widget);

} // namespace synchroscope::paneltest
