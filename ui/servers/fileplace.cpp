// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/fileplace.h"

#include "core/config/configline.h"
#include "core/config/fileproblems.h"
#include "ui/wording/originwording.h"

#include <QCoreApplication>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

class FilePlaceWords
{
    Q_DECLARE_TR_FUNCTIONS(FilePlace)
};

/// As one word of a shell's command.
QString shellWord(const QString &text)
{
    const bool isPlain = std::ranges::all_of(text, [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || QStringView(u"/._-+:@").contains(c);
    });
    return isPlain ? text : u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString joined(const QStringList &sentences)
{
    QString text;
    for (const QString &sentence : sentences) {
        if (!sentence.isEmpty())
            text =
                text.isEmpty() ? sentence : FilePlaceWords::tr("%1 %2", "two sentences").arg(text, sentence);
    }
    return text;
}

QString asSentence(const QString &text)
{
    return FilePlaceWords::tr("%1.", "what is wrong").arg(text.left(1).toUpper() + text.mid(1));
}

bool hasLine(const FilePlace &place)
{
    return place.line <= int(configLines(*place.text).size());
}

/// The first one; null: all of it was read and understood.
const Error *problemOf(const NamedServers &files, const QString &file)
{
    const auto problem = std::ranges::find(files.problems, file, &Error::subject);
    return problem != files.problems.end() ? &*problem : nullptr;
}

/// Of a file whose text is not at hand.
QString whyNoText(const FilePlace &place)
{
    if (place.isReadInPart)
        return FilePlaceWords::tr("Its text cannot be shown.");
    if (place.daemon)
        return FilePlaceWords::tr("Its text cannot be shown: the file could not be read from here.");
    return FilePlaceWords::tr(
        "Its text cannot be shown: none of the time services found here reads this file.");
}

} // namespace

FilePlace placeIn(const std::vector<ServerConfiguration> &configurations, const QString &file, int line)
{
    FilePlace place{.file = file, .line = line, .daemon = {}, .text = {}, .problem = {}, .whyUnread = {}};
    for (const ServerConfiguration &configuration : configurations) {
        const NamedServers &files = *configuration.files;
        if (std::ranges::find(files.files, file, &ConfigurationFile::path) != files.files.end() &&
            !place.daemon)
            place.daemon = configuration.daemon;
        const auto text = std::ranges::find(files.texts, file, &ConfigText::path);
        if (text == files.texts.end()) {
            if (const Error *problem = problemOf(files, file)) {
                place.whyUnread = problem->detail;
                place.isReadInPart = problem->code == ErrorCode::FileMalformed;
            }
            continue;
        }
        place.daemon = configuration.daemon;
        place.text = text->text;
        for (const ConfigProblem &problem : problemsIn(configuration.daemon, *text)) {
            if (problem.line == line && place.problem.isEmpty())
                place.problem = describe(problem);
        }
        // Also what shows only where files include each other.
        if (const Error *problem = problemOf(files, file); problem && line == 0)
            place.problem = problem->detail;
        break;
    }
    return place;
}

QString editCommand(const FilePlace &place)
{
    // sudoedit itself takes no line; editors do.
    if (place.line == 0)
        return u"sudoedit "_s + shellWord(place.file);
    return u"SUDO_EDITOR=\"${EDITOR:-nano} +%1\" sudoedit %2"_s.arg(QString::number(place.line),
                                                                    shellWord(place.file));
}

QString placeSentence(const FilePlace &place)
{
    if (!place.text) {
        const QString reason = place.whyUnread.isEmpty() ? QString() : asSentence(place.whyUnread);
        return joined({whyNoText(place), reason});
    }
    if (!hasLine(place))
        return FilePlaceWords::tr("The file has no such line any more: it has been changed.");
    const QString daemon = wording::daemonName(*place.daemon);
    if (!place.problem.isEmpty())
        return joined(
            {(place.line == 0 ? FilePlaceWords::tr("%1 cannot use all of this file.", "a time service")
                              : FilePlaceWords::tr("%1 cannot use this line.", "a time service"))
                 .arg(daemon),
             asSentence(place.problem)});
    return place.line == 0
               ? FilePlaceWords::tr("No line of this file names a server, so nothing of it is in the list.")
               : FilePlaceWords::tr("This line names no server, so it is not in the list. It can be changed "
                                    "in the file itself.");
}

QString placeRemedy(const FilePlace &place)
{
    QStringList sentences{
        place.problem.isEmpty()
            ? FilePlaceWords::tr("To change it, run this in a terminal: it opens your editor there.")
            : FilePlaceWords::tr("Run this in a terminal: it opens your editor there. Correct the line, or "
                                 "put # before it, and save.")};
    if (!place.file.startsWith("/etc/"_L1))
        sentences.append(FilePlaceWords::tr("Packages or the network's programs write this file: they may "
                                            "write it anew and undo what you change."));
    if (place.daemon)
        sentences.append(FilePlaceWords::tr("Once it is saved %1 has to read it: Explain then offers that.",
                                            "a time service")
                             .arg(wording::daemonName(*place.daemon)));
    return joined(sentences);
}

} // namespace synchroscope
