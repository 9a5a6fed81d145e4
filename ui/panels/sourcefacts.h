// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/sourcerows.h"

#include <QList>
#include <QString>

namespace synchroscope {

/// A figure as a person reads it, and what it means.
struct Fact
{
    QString name;
    QString value;      ///< may have several lines
    QString meaning;    ///< may be empty
    QString term = {};  ///< of the glossary, what such a figure is; may be empty
    QString about = {}; ///< the same in a sentence, for who asks: of those without a meaning or a term
};

/// Everything known of one source, a pool or a daemon, the most important first. `now` turns instants into
/// ages.
QList<Fact> sourceFacts(const SourceRow &source, Instant now);

} // namespace synchroscope
