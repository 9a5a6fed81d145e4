// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/randomsource.h"

#include <QRandomGenerator>

#include <sys/random.h>

namespace synchroscope {

quint64 SystemRandom::next()
{
    if (m_used == m_numbers.size()) {
        // So few bytes come whole or, where there is no such call, not at all.
        if (::getrandom(m_numbers.data(), sizeof m_numbers, 0) != sizeof m_numbers)
            QRandomGenerator::system()->fillRange(m_numbers.data(), std::ssize(m_numbers));
        m_used = 0;
    }
    return m_numbers[m_used++];
}

} // namespace synchroscope
