// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

void install(QCoreApplication &application, const QLocale &locale, const QString &catalogue,
             const QString &directory)
{
    auto *translator = new QTranslator(&application);
    if (translator->load(locale, catalogue, u"_"_s, directory))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

void installTranslations(QCoreApplication &application)
{
    const QLocale locale;
    install(application, locale, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // The one installed last is asked first; what it lacks is English.
    install(application, QLocale(QLocale::English), u"synchroscope"_s, u":/i18n"_s);
    install(application, locale, u"synchroscope"_s, u":/i18n"_s);
}

} // namespace synchroscope
