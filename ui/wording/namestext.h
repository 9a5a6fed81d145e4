// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace synchroscope::wording {

/// "a, b, and c"; of more than `most` the first `most` - 1, and how many more, so that a sentence stays one
/// that is read. Pure.
QString namesText(const QStringList &names, qsizetype most = 4);

} // namespace synchroscope::wording
