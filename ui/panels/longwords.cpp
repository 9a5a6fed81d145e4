// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/longwords.h"

namespace synchroscope {

QString withLongWordsElided(const QString &text, qsizetype longest)
{
    QString elided;
    for (qsizetype begin = 0; begin < text.size();) {
        qsizetype end = begin;
        while (end < text.size() && text[end] != u' ' && text[end] != u'\n')
            ++end;
        const QString word = text.sliced(begin, end - begin);
        elided += word.size() <= longest
                      ? word
                      : word.first(longest / 2) + u'…' + word.last(longest - longest / 2 - 1);
        if (end < text.size())
            elided += text[end];
        begin = end + 1;
    }
    return elided;
}

} // namespace synchroscope
