// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/namestext.h"

#include <QCoreApplication>
#include <QLocale>

namespace synchroscope::wording {

namespace {

class NamesText
{
    Q_DECLARE_TR_FUNCTIONS(NamesText)
};

} // namespace

QString namesText(const QStringList &names, qsizetype most)
{
    if (names.size() <= most)
        return QLocale().createSeparatedList(names);
    QStringList shown = names.first(most - 1);
    shown.append(
        NamesText::tr("%n more", "after some servers or addresses", int(names.size() - shown.size())));
    return QLocale().createSeparatedList(shown);
}

} // namespace synchroscope::wording
