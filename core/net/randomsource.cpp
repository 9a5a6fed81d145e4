// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/randomsource.h"

#include <QRandomGenerator>

namespace synchroscope {

quint64 SystemRandom::next()
{
    return QRandomGenerator::system()->generate64();
}

} // namespace synchroscope
