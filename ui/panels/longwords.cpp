// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/longwords.h"

#include <QStringList>

namespace synchroscope {

using namespace Qt::StringLiterals;

QString withLongWordsElided(const QString &text, qsizetype longest)
{
    QStringList words = text.split(u' ');
    for (QString &word : words) {
        if (word.size() > longest)
            word = word.first(longest / 2) + u'…' + word.last(longest - longest / 2 - 1);
    }
    return words.join(u' ');
}

} // namespace synchroscope
