// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/secureconfigfiles.h"

#include "core/apply/securefolder.h"

#include <QFile>

#include <algorithm>

#include <dirent.h>
#include <fnmatch.h>
#include <unistd.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

ConfigFiles::Failure failureOf(const FileFailure &failure)
{
    return {.isAbsent = failure.fault == FileFault::Missing, .reason = sentenceOf(failure)};
}

ConfigFiles::Failure absent()
{
    return {.isAbsent = true, .reason = u"There is no such file."_s};
}

} // namespace

SecureConfigFiles::SecureConfigFiles(const QString &root, uint owner)
    : m_root(root)
    , m_owner(owner)
    , m_files(root, owner)
{}

std::variant<ConfigFiles::File, ConfigFiles::Failure> SecureConfigFiles::read(const QString &path)
{
    const FileReading reading = m_files.read(path);
    if (reading.failure)
        return failureOf(*reading.failure);
    if (!reading.text)
        return absent();
    const auto number = m_numbers.try_emplace(path, m_numbers.size()).first;
    return File{.id = {0, number->second}, .text = *reading.text, .isCut = false, .changedAt = {}};
}

std::variant<QStringList, ConfigFiles::Failure> SecureConfigFiles::list(const QString &folder)
{
    const FolderOpening opening = openFolder(m_root, folder, m_owner, MissingFolders::Refused);
    if (opening.failure)
        return failureOf(*opening.failure);
    // The stream closes its own descriptor.
    DIR *entries = ::fdopendir(::dup(opening.folder.number()));
    if (entries == nullptr)
        return failureOf(systemFailure(folder));
    QStringList names;
    while (const dirent *entry = ::readdir(entries))
        names.append(QFile::decodeName(entry->d_name));
    ::closedir(entries);
    return names;
}

std::variant<QStringList, ConfigFiles::Failure> SecureConfigFiles::match(const QString &pattern)
{
    QStringList found{QString()}; // folders, without a final slash
    const QStringList parts = pattern.split(u'/', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        QStringList deeper;
        for (const QString &folder : std::as_const(found)) {
            const auto names = list(folder.isEmpty() ? u"/"_s : folder);
            if (const Failure *failure = std::get_if<Failure>(&names))
                return *failure;
            for (const QString &name : std::get<QStringList>(names)) {
                const bool isSelf = name == "."_L1 || name == ".."_L1;
                if (!isSelf && ::fnmatch(QFile::encodeName(part).constData(),
                                         QFile::encodeName(name).constData(), FNM_PERIOD) == 0)
                    deeper.append(folder + u'/' + name);
            }
        }
        found = deeper;
    }
    std::sort(found.begin(), found.end());
    return found;
}

bool SecureConfigFiles::exists(const QString &path)
{
    const FileReading reading = m_files.read(path);
    return reading.text || (reading.failure && reading.failure->fault != FileFault::Missing);
}

std::optional<Instant> SecureConfigFiles::folderChangedAt(const QString &path)
{
    const FolderOpening opening = openFolder(m_root, path, m_owner, MissingFolders::Refused);
    return opening.failure ? std::nullopt : std::optional(Instant());
}

} // namespace synchroscope
