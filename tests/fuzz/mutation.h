// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace synchroscope::test {

/// Tries a property on thousands of texts that are made from `corpus` and `words` by chance, for some seconds
/// at most. Says what does not hold, and of which text.
///
/// $SYNCHROSCOPE_FUZZ_SEED, a number, makes others.
QString tryMutations(const QList<QByteArray> &corpus, const QList<QByteArray> &words,
                     const std::function<QString(const QByteArray &)> &brokenProperty);

} // namespace synchroscope::test
