// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace synchroscope {

/// The program's and Qt's own texts in the user's language. English is a translation too: of its plural
/// forms.
void installTranslations(QCoreApplication &application);

} // namespace synchroscope
