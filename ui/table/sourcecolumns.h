// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace synchroscope {

/// What a SourcesModel::Column is called.
QString columnTitle(int column);
/// What it tells, in a sentence or two.
QString columnToolTip(int column);
/// Its term in the glossary.
QString columnTerm(int column);
/// Whatever the daemon says, these are from our own questions.
bool isMeasuredHere(int column);

} // namespace synchroscope
