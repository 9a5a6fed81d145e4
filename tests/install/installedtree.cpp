// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/install/installedtree.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

namespace {

Run run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    Run result;
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit) {
        result.errors = program + u": "_s + process.errorString();
        return result;
    }
    result.exitCode = process.exitCode();
    result.output = QString::fromUtf8(process.readAllStandardOutput());
    result.errors = QString::fromUtf8(process.readAllStandardError());
    return result;
}

} // namespace

Run run(const QString &program, const QStringList &arguments)
{
    return run(program, arguments, QProcessEnvironment::systemEnvironment());
}

QStringList captures(const QRegularExpression &expression, const QString &text)
{
    QStringList found;
    for (const QRegularExpressionMatch &match : expression.globalMatch(text))
        found.append(match.captured(1));
    found.removeDuplicates();
    found.sort();
    return found;
}

Run InstalledTree::cmakeInstall(const QString &prefix)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DESTDIR"_s, m_root.path());
    return run(QStringLiteral(CMAKE), {u"--install"_s, QStringLiteral(BUILD), u"--prefix"_s, prefix},
               environment);
}

QString InstalledTree::install()
{
    const Run installed = cmakeInstall(QStringLiteral(INSTALL_PREFIX));
    return installed.exitCode == 0 ? QString() : installed.errors + u" (failed)"_s;
}

Run InstalledTree::installElsewhere(const QString &prefix)
{
    return cmakeInstall(prefix);
}

QString InstalledTree::textOf(const QString &file) const
{
    QFile opened(at(file));
    return opened.open(QIODevice::ReadOnly) ? QString::fromUtf8(opened.readAll()) : QString();
}

QStringList InstalledTree::files() const
{
    QStringList found;
    QDirIterator files(m_root.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        found.append(files.next().mid(m_root.path().size()));
    found.sort();
    return found;
}

QString InstalledTree::program(const QString &name)
{
    return QStringLiteral(INSTALL_BIN) + u'/' + name;
}

QString InstalledTree::helper()
{
    return QStringLiteral(INSTALL_HELPER);
}

QString InstalledTree::policy()
{
    return data() + u"/polkit-1/actions/org.synchroscope.helper.policy"_s;
}

QString InstalledTree::data()
{
    return QStringLiteral(INSTALL_DATA);
}

QString InstalledTree::configuration()
{
    return QStringLiteral(INSTALL_CONFIG);
}

QString InstalledTree::manual(const QString &name, int section)
{
    return QStringLiteral(INSTALL_MAN) + u"/man%1/%2.%1"_s.arg(section).arg(name);
}

QString InstalledTree::completion(const QString &shell, const QString &program)
{
    if (shell == "bash"_L1)
        return data() + u"/bash-completion/completions/"_s + program;
    if (shell == "fish"_L1)
        return data() + u"/fish/vendor_completions.d/"_s + program + u".fish"_s;
    // Debian's zsh looks for the completions of packages in a folder of its own.
    const bool isDebian = QFile::exists(u"/etc/debian_version"_s);
    return data() + (isDebian ? u"/zsh/vendor-completions/_"_s : u"/zsh/site-functions/_"_s) + program;
}

} // namespace synchroscope::test
