// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace synchroscope::wording {

/// What is shown when somebody asks "What is this?": a name, what it means at all, and what it says today. Rich
/// text; what is empty is left out. A term of the glossary (its id) is offered for more.
QString whatIs(const QString &name, const QString &meaning, const QString &today, const QString &term = {});

} // namespace synchroscope::wording
