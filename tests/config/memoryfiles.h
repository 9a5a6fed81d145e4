// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/namedservers.h"

#include <QRegularExpression>

#include <map>

namespace synchroscope::test {

/// A machine's files that exist nowhere.
class MemoryFiles final : public ConfigFiles
{
public:
    explicit MemoryFiles(std::map<QString, QByteArray> files) : m_files(std::move(files)) {}

    std::variant<File, Failure> read(const QString &path) override
    {
        const auto file = m_files.find(path);
        if (file == m_files.end())
            return absent();
        return File{.id = {1, quint64(std::distance(m_files.begin(), file))},
                    .text = file->second,
                    .isCut = false,
                    .changedAt = {}};
    }

    std::variant<QStringList, Failure> list(const QString &folder) override
    {
        QStringList names;
        for (const auto &[path, text] : m_files) {
            if (path.section(u'/', 0, -2) == folder)
                names.append(path.section(u'/', -1));
        }
        return names.isEmpty() ? std::variant<QStringList, Failure>(absent()) : names;
    }

    std::variant<QStringList, Failure> match(const QString &pattern) override
    {
        const QRegularExpression expression(QRegularExpression::wildcardToRegularExpression(pattern));
        QStringList paths;
        for (const auto &[path, text] : m_files) {
            if (expression.match(path).hasMatch())
                paths.append(path);
        }
        return paths;
    }

    bool exists(const QString &path) override { return m_files.contains(path); }

    std::optional<Instant> folderChangedAt(const QString &path) override
    {
        const std::variant<QStringList, Failure> names = list(path);
        return std::holds_alternative<QStringList>(names) ? std::optional(Instant()) : std::nullopt;
    }

private:
    static Failure absent()
    {
        return {.isAbsent = true, .reason = QStringLiteral("No such file or directory")};
    }

    std::map<QString, QByteArray> m_files;
};

} // namespace synchroscope::test
