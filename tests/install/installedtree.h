// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QStringList>
#include <QTemporaryDir>

namespace synchroscope::test {

/// How a program ended and what it printed.
struct Run
{
    int exitCode = -1; ///< -1: it could not be started, or crashed
    QString output;
    QString errors;
};

Run run(const QString &program, const QStringList &arguments);

/// All that the first group of the expression matches, sorted, each once.
QStringList captures(const QRegularExpression &expression, const QString &text);

/// What was built, installed into a folder of the test's own (DESTDIR), which goes with this object. Files
/// are named by the paths that they have where the program is really installed.
class InstalledTree
{
public:
    /// What went wrong; empty: nothing.
    QString install();
    /// What an installation to another prefix than the build was made for says.
    Run installElsewhere(const QString &prefix);

    /// Where the file is now.
    QString at(const QString &file) const { return m_root.path() + file; }
    /// Its content; nothing where there is no such file.
    QString textOf(const QString &file) const;
    /// All files, sorted.
    QStringList files() const;

    static QString program(const QString &name);
    static QString helper();
    static QString policy();
    static QString data();          ///< /usr/share
    static QString configuration(); ///< /etc
    static QString manual(const QString &name, int section);
    /// The file that completes a program in "bash", "fish" or "zsh".
    static QString completion(const QString &shell, const QString &program);

private:
    Run cmakeInstall(const QString &prefix);

    QTemporaryDir m_root;
};

} // namespace synchroscope::test
