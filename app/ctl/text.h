// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace synchroscope::ctl {

/// Text::tr(): what synchroscopectl says, in the user's language.
class Text
{
    Q_DECLARE_TR_FUNCTIONS(synchroscopectl)
};

} // namespace synchroscope::ctl
