// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/whatis.h"

#include <QCoreApplication>
#include <QStringList>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::WhatIs)
};

QString asHtml(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\n', u"<br>"_s);
}

} // namespace

QString whatIs(const QString &name, const QString &meaning, const QString &today, const QString &term)
{
    QStringList parts{u"<b>%1</b>"_s.arg(asHtml(name))};
    for (const QString &text : {meaning, today}) {
        if (!text.isEmpty())
            parts.append(asHtml(text));
    }
    if (!term.isEmpty())
        parts.append(u"<a href='glossary:%1'>%2</a>"_s.arg(term, asHtml(Words::tr("More in the glossary"))));
    return u"<p>%1</p>"_s.arg(parts.join(u"</p><p>"_s));
}

} // namespace synchroscope::wording
