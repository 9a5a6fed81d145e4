// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configproblem.h"

#include <QCoreApplication>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumQuote = 60;

/// %1 is the line, %2 the subject.
const char *sentence(ConfigFault fault)
{
    switch (fault) {
    case ConfigFault::NullByte:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: it holds a null byte, so this is not text");
    case ConfigFault::NotUtf8:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: it is not valid UTF-8");
    case ConfigFault::LineTooLong:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: it is longer than %2 bytes");
    case ConfigFault::NotTerminated:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: chrony ignores it because no line break follows");
    case ConfigFault::UnknownDirective:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: the directive \"%2\" is unknown");
    case ConfigFault::NotASource:
        return QT_TRANSLATE_NOOP("ConfigProblem",
                                 "line %1: \"%2\" has no effect here, only server, pool and peer have");
    case ConfigFault::HostMissing:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: \"%2\" names no server");
    case ConfigFault::HostMalformed:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: \"%2\" is neither a host name nor an address");
    case ConfigFault::PortUnusable:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: the port \"%2\" is not a number from 1 to 65535");
    case ConfigFault::UnknownOption:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: the option \"%2\" is unknown");
    case ConfigFault::ValueMalformed:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: the option \"%2\" lacks a usable value");
    case ConfigFault::WrongArguments:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: \"%2\" has too few or too many arguments");
    case ConfigFault::IncludeLoop:
        return QT_TRANSLATE_NOOP("ConfigProblem",
                                 "line %1: \"%2\" is being read already, it includes itself");
    case ConfigFault::IncludeTooDeep:
        return QT_TRANSLATE_NOOP("ConfigProblem",
                                 "line %1: \"%2\" was not read, files include each other too deeply");
    case ConfigFault::OutsideSection:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: \"%2\" stands before the first section");
    case ConfigFault::UnknownSection:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: the section \"%2\" is unknown");
    case ConfigFault::SectionMalformed:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: \"%2\" lacks its closing bracket");
    case ConfigFault::EqualsMissing:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: \"%2\" is not of the form \"setting=value\"");
    case ConfigFault::UnknownSetting:
        return QT_TRANSLATE_NOOP("ConfigProblem", "line %1: the setting \"%2\" is unknown");
    case ConfigFault::NotToml:
        return QT_TRANSLATE_NOOP("ConfigProblem",
                                 "line %1: this is not TOML, so that nothing of this file counts (%2)");
    }
    Q_UNREACHABLE();
}

} // namespace

QString quotedFrom(QByteArrayView text)
{
    // Four bytes at most make one character; decoding more of a long line would be wasted.
    QString quoted = QString::fromUtf8(text.first(std::min(text.size(), 4 * maximumQuote)));
    for (QChar &character : quoted) {
        if (!character.isPrint() && !character.isSurrogate())
            character = QChar::ReplacementCharacter;
    }
    return quoted.size() > maximumQuote ? quoted.first(maximumQuote - 1) + u'…' : quoted;
}

QString describe(const ConfigProblem &problem)
{
    const QString text = QCoreApplication::translate("ConfigProblem", sentence(problem.fault));
    const QString line = QString::number(problem.line);
    return text.contains("%2"_L1) ? text.arg(line, problem.subject) : text.arg(line);
}

} // namespace synchroscope
