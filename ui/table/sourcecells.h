// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/sourcerows.h"

#include <QStringList>
#include <QVariant>

namespace synchroscope {

/// What the cells of the sources' table hold: functions of the row, the SourcesModel::Column and the moment.

/// Of a pool, which has several: none.
QString addressOf(const SourceRow &row);
/// The second line of a name: an address, or what a device reads.
QString detailOf(const SourceRow &row);

QString cellText(const SourceRow &row, int column, Instant now);
/// Raw, for sorting; invalid where there is none.
QVariant cellSortValue(const SourceRow &row, int column, Instant now);
QString accessibleCellText(const SourceRow &row, int column, Instant now);
/// All that a cell has no room for.
QString cellToolTip(const SourceRow &row, int column, Instant now);
/// What the column shows, and what it shows here.
QString whatThisCellIs(const SourceRow &row, int column, Instant now);
/// In place of a legend: what the state means, with the values that it comes from.
QStringList stateLines(const SourceRow &row, Instant now);
/// What the filter looks at: name, address, state, daemon, a line for each.
QString rowFilterText(const SourceRow &row, Instant now);

} // namespace synchroscope
