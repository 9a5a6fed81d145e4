// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/services.h"
#include "core/config/filechange.h"
#include "core/config/namedservers.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <vector>

namespace synchroscope {

/// The lines of chrony's servers that files will have and did not have, each once, as they stand: what is
/// not well formed is there too.
std::vector<QByteArray> newChronyLines(const std::vector<FileChange> &files);

/// All lines of servers that its files have.
std::vector<QByteArray> chronyLines(const NamedServers &configuration);

/// chronyd itself, asked whether it takes a line (`chronyd -p 'server …'`): the line is its argument, no file
/// is read, and it runs as nobody. Never with a file, which `include` would have it print.
class ChronyParser
{
public:
    struct Setup
    {
        /// In the order in which they are looked for. Only root's own are run.
        QStringList programs{QStringLiteral("/usr/sbin/chronyd"), QStringLiteral("/usr/bin/chronyd")};
        std::chrono::milliseconds limit{5'000}; ///< for one line
        std::chrono::milliseconds altogether{30'000};
    };

    explicit ChronyParser(Setup setup) : m_setup(std::move(setup)) {}

    struct Refusal
    {
        QByteArray line;
        QString words; ///< chronyd's own
    };
    /// The lines that it refuses, or crashes at, in their order. `remark` says why it could not be asked
    /// about one, which is no failure: a chronyd before 4.0 cannot be.
    std::vector<Refusal> refusals(const std::vector<QByteArray> &lines, QString &remark) const;

    /// The first of them, in a sentence; nothing: it takes all of them.
    ServiceStatus check(const std::vector<QByteArray> &lines, QString &remark) const;

private:
    Setup m_setup;
};

} // namespace synchroscope
