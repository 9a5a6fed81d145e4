// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/sourcerows.h"
#include "ui/table/sourcesmodel.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

/// Rows of the sources table for other programs. Pure.
namespace synchroscope {

/// RFC 4180, with a header: the same on every computer, whatever its language. Spans are in seconds with all
/// their digits, offsets are this clock minus the reference, times are UTC; what is unknown is empty. Columns
/// are those of the table, in the order that is given; one that shows two figures becomes two.
/// `withDaemon` puts before them whose source it is, as the headings of the table say, and when that daemon
/// was last heard.
QString csvText(const std::vector<const SourceRow *> &rows, const QList<SourcesModel::Column> &columns,
                bool withDaemon);

/// One row of a text: its cells, or a single one for a heading, which needs no columns.
struct TextRow
{
    QStringList cells;
    int indent = 0; ///< how deep it lies below a heading or a pool
};

/// Columns aligned by spaces, for a mail; `header` first. A letter of East Asia is as wide as two others.
QString alignedText(const QStringList &header, const std::vector<TextRow> &rows);

} // namespace synchroscope
