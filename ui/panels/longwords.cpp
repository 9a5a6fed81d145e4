// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/longwords.h"

#include <QTextBoundaryFinder>

namespace synchroscope {

QString withLongWordsElided(const QString &text, qsizetype longest)
{
    QTextBoundaryFinder breaks(QTextBoundaryFinder::Line, text);
    QString elided;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype found = breaks.toNextBoundary();
        const qsizetype next = found > begin ? found : text.size();
        qsizetype end = next;
        while (end > begin && text[end - 1].isSpace())
            --end;
        const QString word = text.sliced(begin, end - begin);
        elided += word.size() <= longest
                      ? word
                      : word.first(longest / 2) + u'…' + word.last(longest - longest / 2 - 1);
        elided += text.sliced(end, next - end);
        begin = next;
    }
    return elided;
}

} // namespace synchroscope
