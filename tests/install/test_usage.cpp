// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/install/installedtree.h"

#include <QTest>

using namespace synchroscope::test;
using namespace Qt::StringLiterals;

/// The installed man pages and shell completions know the commands and options that the installed programs
/// have.
class TestUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void manualsAreWellFormed_data();
    void manualsAreWellFormed();
    void manualsNameEveryOption_data();
    void manualsNameEveryOption();
    void manualsNameNoOtherOption_data();
    void manualsNameNoOtherOption();
    void manualNamesTheVerbsOfTheHelper();
    void shellsCompleteOptions_data();
    void shellsCompleteOptions();
    void shellsCompleteWords_data();
    void shellsCompleteWords();

private:
    QString manual(const QString &name, int section = 1) const;
    QString helpOf(const QString &program, const QString &command = {}) const;
    QStringList commands(const QString &of = {}) const;
    QStringList wholeCommands() const;
    void addProgramsAndCommands() const;
    QStringList completions(const QString &shell, const QStringList &words) const;
    QStringList zshCompletions(const QStringList &words) const;

    InstalledTree m_tree;
};

namespace {

const QString ctl = u"synchroscopectl"_s;

/// The long and short options that a help text lists, sorted.
QStringList optionsOf(const QString &help)
{
    QStringList lists;
    for (const QString &line : help.split(u'\n')) {
        if (line.startsWith(u"  -"_s))
            lists.append(line.trimmed().section(u"  "_s, 0, 0));
    }
    static const QRegularExpression option(u"(?<![\\w-])(--?[a-z][a-z0-9-]*)"_s);
    return captures(option, lists.join(u'\n'));
}

QStringList longOptionsOf(const QString &help)
{
    return optionsOf(help).filter(QRegularExpression(u"^--"_s));
}

/// The part of a formatted man page below a heading, which stands behind `margin` spaces: 0 for a section, 3
/// for a part of one.
QString partOf(const QString &page, const QString &heading, int margin)
{
    const QRegularExpression part(
        u"^ {%1}%2\\n((?: {%3}.*\\n|\\n)*)"_s.arg(margin).arg(heading).arg(margin + 1),
        QRegularExpression::MultilineOption);
    return part.match(page).captured(1);
}

/// As a whole word.
bool names(const QString &text, const QString &option)
{
    return QRegularExpression(u"(?<![\\w-])"_s + option + u"(?![\\w-])"_s).match(text).hasMatch();
}

} // namespace

/// A man page as its reader sees it, without bold and underlined.
QString TestUsage::manual(const QString &name, int section) const
{
    return run(u"groff"_s,
               {u"-man"_s, u"-Tascii"_s, u"-P-cbou"_s, m_tree.at(InstalledTree::manual(name, section))})
        .output;
}

/// What `program --help` or `program command --help` prints.
QString TestUsage::helpOf(const QString &program, const QString &command) const
{
    const QStringList arguments = command.split(u' ', Qt::SkipEmptyParts) + QStringList{u"--help"_s};
    return run(m_tree.at(InstalledTree::program(program)), arguments).output;
}

/// The commands of synchroscopectl ("status"), or those of one of them ("list" of "servers").
QStringList TestUsage::commands(const QString &of) const
{
    static const QRegularExpression command(u"^  ([a-z]+) .*$"_s, QRegularExpression::MultilineOption);
    return captures(command, helpOf(ctl, of).section(u"\n\n"_s, 1, 1));
}

/// With options of their own: "status", "servers list".
QStringList TestUsage::wholeCommands() const
{
    QStringList whole;
    for (const QString &command : commands()) {
        const QStringList further = commands(command);
        if (further.isEmpty())
            whole.append(command);
        for (const QString &each : further)
            whole.append(command + u' ' + each);
    }
    return whole;
}

/// Columns "program" and "command", and a row for each help text that lists options.
void TestUsage::addProgramsAndCommands() const
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("command");
    QTest::newRow("synchroscope") << u"synchroscope"_s << QString();
    for (const QString &command : wholeCommands())
        QTest::newRow(qPrintable(command)) << ctl << command;
}

/// What a shell offers for the last of the words.
QStringList TestUsage::completions(const QString &shell, const QStringList &words) const
{
    if (shell == "zsh"_L1)
        return zshCompletions(words);
    const QString file = m_tree.at(InstalledTree::completion(shell, words.constFirst()));
    Run offer;
    if (shell == "bash"_L1) {
        const QString script = u"source \"$1\"; shift; COMP_WORDS=(\"$@\"); COMP_CWD=$(($# - 1)); \"_$1\"; "
                               "printf '%s\\n' \"${COMPREPLY[@]}\""_s;
        offer = run(shell, QStringList{u"--norc"_s, u"-c"_s, script, shell, file} + words);
    } else {
        offer = run(shell, {u"--no-config"_s, u"-c"_s, u"source $argv[1]; complete -C \"$argv[2]\""_s, file,
                            words.join(u' ')});
    }
    static const QRegularExpression word(u"^([^\\t\\n]+)"_s, QRegularExpression::MultilineOption);
    return captures(word, offer.output + offer.errors);
}

/// zsh completes at a terminal only. Its two functions that offer are replaced by ones that print what they
/// are given:
/// "--count=[requests per server]:number", "(- *)--help[print help]", "probe:ask time servers".
QStringList TestUsage::zshCompletions(const QStringList &words) const
{
    const QString script =
        u"_arguments() { print -rl -- \"$@\"; state=$state_then }\n"
        "_describe() { print -rl -- \"${(P@)2}\" }\n"
        "state_then=$2; file=$1; shift 2; words=(\"$@\"); CURRENT=$#; set --; source $file"_s;
    const bool isCommand = words.size() == 2 && words.constFirst() == ctl;
    const Run offer =
        run(u"zsh"_s, QStringList{u"-f"_s, u"-c"_s, script, u"zsh"_s,
                                  m_tree.at(InstalledTree::completion(u"zsh"_s, words.constFirst())),
                                  isCommand ? u"command"_s : u"argument"_s} +
                          words.sliced(1));
    if (!offer.errors.isEmpty())
        return {offer.errors};
    // The options of the program itself come first, and those of its command then.
    const QString told = isCommand || words.constFirst() != ctl
                             ? offer.output
                             : offer.output.section(u"*::argument:->argument\n"_s, 1);
    static const QRegularExpression word(u"^(?:\\([^)]*\\)|\\*)?((?:--)?[a-z][a-z0-9-]*)=?[\\[:]"_s,
                                         QRegularExpression::MultilineOption);
    return captures(word, told).filter(QRegularExpression(u"^"_s + words.constLast()));
}

void TestUsage::initTestCase()
{
    const QString fault = m_tree.install();
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QVERIFY(commands().contains(u"status"_s));
}

void TestUsage::manualsAreWellFormed_data()
{
    QTest::addColumn<int>("section");
    QTest::newRow("synchroscope") << 1;
    QTest::newRow("synchroscopectl") << 1;
    QTest::newRow("synchroscope-helper") << 8;
}

void TestUsage::manualsAreWellFormed()
{
    QFETCH(int, section);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const Run formatted = run(u"groff"_s, {u"-man"_s, u"-Tutf8"_s, u"-wall"_s, u"-ww"_s, u"-z"_s,
                                           m_tree.at(InstalledTree::manual(name, section))});
    QVERIFY2(formatted.exitCode == 0, qPrintable(formatted.errors));
    QCOMPARE(formatted.errors, QString());

    const QString page = manual(name, section);
    QVERIFY(partOf(page, u"NAME"_s, 0).trimmed().startsWith(name + u" - "_s));
    for (const QString &heading : {u"SYNOPSIS"_s, u"DESCRIPTION"_s, u"SEE ALSO"_s})
        QVERIFY2(!partOf(page, heading, 0).isEmpty(), qPrintable(heading));
}

void TestUsage::manualsNameEveryOption_data()
{
    addProgramsAndCommands();
}

void TestUsage::manualsNameEveryOption()
{
    QFETCH(QString, program);
    QFETCH(QString, command);
    const QString page = manual(program);
    const QString text =
        partOf(page, u"OPTIONS"_s, 0) + (command.isEmpty() ? QString() : partOf(page, command, 3));
    const QStringList options = optionsOf(helpOf(program, command));
    QVERIFY2(options.contains(u"--help"_s), qPrintable(options.join(u' ')));
    for (const QString &option : options)
        QVERIFY2(names(text, option), qPrintable(option));
}

void TestUsage::manualsNameNoOtherOption_data()
{
    QTest::addColumn<QStringList>("known");
    QTest::newRow("synchroscope") << longOptionsOf(helpOf(u"synchroscope"_s));
    QStringList known{u"--version"_s};
    for (const QString &command : wholeCommands())
        known += longOptionsOf(helpOf(ctl, command));
    QTest::newRow("synchroscopectl") << known;
}

void TestUsage::manualsNameNoOtherOption()
{
    QFETCH(QStringList, known);
    static const QRegularExpression option(u"(?<![\\w-])(--[a-z][a-z0-9-]*)"_s);
    const QStringList named = captures(option, manual(QString::fromLatin1(QTest::currentDataTag())));
    QVERIFY(named.contains(u"--demo"_s));
    for (const QString &each : named)
        QVERIFY2(known.contains(each), qPrintable(each));
}

void TestUsage::manualNamesTheVerbsOfTheHelper()
{
    static const QRegularExpression verb(u"exec\\.argv1\">(.*)<"_s);
    const QStringList verbs = captures(verb, m_tree.textOf(InstalledTree::policy()));
    static const QRegularExpression tag(u"^ {7}([a-z]+)"_s, QRegularExpression::MultilineOption);
    QCOMPARE(captures(tag, partOf(manual(u"synchroscope-helper"_s, 8), u"VERBS"_s, 0)), verbs);
}

void TestUsage::shellsCompleteOptions_data()
{
    addProgramsAndCommands();
}

void TestUsage::shellsCompleteOptions()
{
    QFETCH(QString, program);
    QFETCH(QString, command);
    const QStringList words =
        QStringList{program} + command.split(u' ', Qt::SkipEmptyParts) + QStringList{u"--"_s};
    const QStringList options = longOptionsOf(helpOf(program, command));
    for (const QString &shell : {u"bash"_s, u"fish"_s, u"zsh"_s}) {
        const QStringList offered = completions(shell, words);
        QVERIFY2(offered == options, qPrintable(shell + u" offers "_s + offered.join(u' ')));
    }
}

void TestUsage::shellsCompleteWords_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("offered");
    for (const QString &shell : {u"bash"_s, u"fish"_s, u"zsh"_s}) {
        const auto addCompleteWord = [&shell](const QStringList &words) {
            QTest::addRow("%s, %s", qPrintable(shell), qPrintable(words.join(u' ')))
                << shell << words << words.last(1);
        };
        QTest::addRow("%s, st", qPrintable(shell))
            << shell << QStringList{ctl, u"st"_s} << QStringList{u"status"_s};
        addCompleteWord({ctl, u"help"_s});
        for (const QString &command : commands()) {
            addCompleteWord({ctl, command});
            for (const QString &each : commands(command))
                addCompleteWord({ctl, command, each});
        }
    }
    const QStringList value{ctl, u"status"_s, u"--daemon"_s, u"ntp"_s};
    const QStringList apart{ctl, u"status"_s, u"--daemon"_s, u"="_s, u"ntp"_s}; // by bash
    const QStringList kinds{u"ntp"_s, u"ntpd-rs"_s, u"ntpsec"_s};
    QTest::newRow("bash, a value") << u"bash"_s << value << kinds;
    QTest::newRow("bash, a value after the sign") << u"bash"_s << apart << kinds;
    QTest::newRow("fish, a value") << u"fish"_s << value << kinds;
}

void TestUsage::shellsCompleteWords()
{
    QFETCH(QString, shell);
    QFETCH(QStringList, words);
    QFETCH(QStringList, offered);
    QCOMPARE(completions(shell, words), offered);
}

QTEST_GUILESS_MAIN(TestUsage)
#include "test_usage.moc"
