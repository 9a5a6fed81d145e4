// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/filechange.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

/// What the system's own diff says, without its two heading lines, which carry times.
QByteArray systemDiff(const QByteArray &before, const QByteArray &after)
{
    const QTemporaryDir folder;
    for (const auto &[name, text] : {std::pair(u"before"_s, before), std::pair(u"after"_s, after)}) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("No file could be written.");
    }
    QProcess diff;
    diff.start(u"diff"_s, {u"-u"_s, u"--text"_s, u"--minimal"_s, folder.filePath(u"before"_s),
                           folder.filePath(u"after"_s)});
    if (!diff.waitForFinished() || diff.exitCode() > 1)
        qFatal("There is no diff.");
    const QByteArray output = diff.readAllStandardOutput();
    return output.sliced(output.isEmpty() ? 0 : output.indexOf("@@ "));
}

QByteArray withoutHeading(const QByteArray &diff)
{
    return diff.sliced(diff.isEmpty() ? 0 : diff.indexOf("@@ "));
}

/// Undoes or does what a diff says.
QByteArray patched(const QByteArray &text, const QByteArray &diff)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.flush())
        qFatal("No file could be written.");
    QProcess patch;
    patch.start(u"patch"_s, {u"--silent"_s, u"--binary"_s, u"--fuzz=0"_s, file.fileName()});
    patch.write(diff);
    patch.closeWriteChannel();
    if (!patch.waitForFinished() || patch.exitCode() != 0)
        qFatal("patch: %s", patch.readAllStandardOutput().constData());
    QFile result(file.fileName());
    return result.open(QIODevice::ReadOnly) ? result.readAll() : QByteArray("missing");
}

QByteArray randomText(QRandomGenerator &random)
{
    QByteArray text;
    const int lines = random.bounded(30);
    for (int i = 0; i < lines; ++i)
        text += "line " + QByteArray::number(random.bounded(8)) + (random.bounded(9) == 0 ? "\r\n" : "\n");
    if (random.bounded(4) == 0)
        text.chop(1);
    return text;
}

} // namespace

class TestFileChange final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void diffs_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto numbered = [](int count) {
            QByteArray text;
            for (int i = 0; i < count; ++i)
                text += "server ntp" + QByteArray::number(i) + ".example\n";
            return text;
        };
        const QByteArray twenty = numbered(20);
        QTest::newRow("nothing") << twenty << twenty;
        QTest::newRow("one line changed") << twenty << QByteArray(twenty).replace("ntp9", "ntp99");
        QTest::newRow("two blocks") << twenty
                                    << QByteArray(twenty).replace("ntp2.", "a.").replace("ntp17.", "b.");
        QTest::newRow("two that touch")
            << twenty << QByteArray(twenty).replace("ntp2.", "a.").replace("ntp9.", "b.");
        QTest::newRow("two just apart")
            << twenty << QByteArray(twenty).replace("ntp2.", "a.").replace("ntp11.", "b.");
        QTest::newRow("the last line ends") << QByteArray("a\nb") << QByteArray("a\nb\n");
        QTest::newRow("no line ends") << QByteArray("a") << QByteArray("b");
        QTest::newRow("emptied") << twenty << QByteArray();
        QTest::newRow("filled") << QByteArray() << twenty;
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << QByteArray("a\r\nc\r\nb\r\n");
        QTest::newRow("bytes") << QByteArray("a\n\xff\xfe\n") << QByteArray("a\n\xff\xfd\n");
    }
    void diffs()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const QByteArray ours = unifiedDiff({.path = u"/etc/x"_s, .before = before, .after = after});
        QCOMPARE(withoutHeading(ours), systemDiff(before, after));
    }

    void diffsAreReadByPatch()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 200; ++i) {
            const QByteArray before = randomText(random);
            const QByteArray after = randomText(random);
            const QByteArray diff = unifiedDiff({.path = u"/etc/x"_s, .before = before, .after = after});
            QCOMPARE(diff.isEmpty(), before == after);
            if (diff.isEmpty())
                continue;
            // patch takes a file that becomes empty away.
            if (!after.isEmpty())
                QCOMPARE(patched(before, diff), after);
        }
    }

    void aLargeChangeIsOneBlock()
    {
        QByteArray before;
        QByteArray after;
        for (int i = 0; i < 5000; ++i) {
            before += "a" + QByteArray::number(i) + '\n';
            after += "b" + QByteArray::number(i) + '\n';
        }
        const QByteArray diff = unifiedDiff({.path = u"/etc/x"_s, .before = before, .after = after});
        QCOMPARE(diff.count("\n@@ "), 1);
        QCOMPARE(diff.count("\n-"), 5000);
    }

    void aShellDoesTheSame_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("made") << QByteArray() << QByteArray("# it's \"ours\" $HOME `x`\nserver a\n");
        QTest::newRow("changed in the middle") << QByteArray("a\nb\nc\n") << QByteArray("a\nB\nBB\nc\n");
        QTest::newRow("at both ends") << QByteArray("a\nb\n") << QByteArray("x\na\nb\ny\n");
        QTest::newRow("at the end") << QByteArray("a\n") << QByteArray("a\ny\nz\n");
        QTest::newRow("behind a line without an end") << QByteArray("a") << QByteArray("a\nz\n");
        QTest::newRow("taken out") << QByteArray("a\nb\nc\nd\n") << QByteArray("b\nd\n");
        QTest::newRow("spaces, tabs, backslashes")
            << QByteArray("a\n") << QByteArray("  \tserver \\n C:\\t \na\n\n  x\n");
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << QByteArray("a\r\nnew\r\nb\r\n");
        QTest::newRow("made without an end") << QByteArray() << QByteArray("a\nb");
        QTest::newRow("the only line, without an end") << QByteArray("a") << QByteArray("b");
        QTest::newRow("the last line, without an end") << QByteArray("a\nb") << QByteArray("a\nc");
        QTest::newRow("switched off")
            << QByteArray("a \xfc\r\nb \xfc\nc\nd")
            << QByteArray("#off(synchroscope): a \xfc\r\n#off(synchroscope): b \xfc\n"
                          "n\n#off(synchroscope): d");
        QTest::newRow("switched on") << QByteArray("#off(synchroscope): a\n#off(synchroscope): b \xfc")
                                     << QByteArray("x\na\nb \xfc");
    }
    void aShellDoesTheSame()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"it's/x.conf"_s);
        QVERIFY(QDir(folder.path()).mkpath(u"it's"_s));
        if (!before.isEmpty()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(before) == before.size());
        }
        QStringList commands =
            shellCommands({{.path = path,
                            .before = before.isEmpty() ? std::nullopt : std::optional(before),
                            .after = after}});
        commands.replaceInStrings(u"sudo "_s, QString());
        QProcess shell;
        shell.start(u"sh"_s, {u"-ec"_s, commands.join(u'\n')});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardError(), QByteArray());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), after);
    }

    void headingsTellOfFilesThatComeAndGo()
    {
        QVERIFY(unifiedDiff({.path = u"/etc/x"_s, .before = {}, .after = "a\n"})
                    .startsWith("--- /dev/null\n+++ /etc/x\n@@ -0,0 +1 @@\n+a\n"));
        QVERIFY(unifiedDiff({.path = u"/etc/x"_s, .before = "a\n", .after = {}})
                    .startsWith("--- /etc/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"));
    }

    void digestsDiffer()
    {
        const FileChange change{.path = u"/etc/x"_s, .before = "a", .after = "b"};
        const QByteArray digest = digestOf({change});
        QCOMPARE(digest.size(), 64);
        QCOMPARE(digestOf({change}), digest);
        std::vector<FileChange> others(5, change);
        others[0].path = u"/etc/y"_s;
        others[1].before.reset();
        others[2].after = "c";
        others[3].before = "ab";
        others[4].after = QByteArray();
        for (const FileChange &other : others)
            QVERIFY(digestOf({other}) != digest);
        QVERIFY(digestOf({change, change}) != digest);
        QVERIFY(digestOf({}) != digest);
    }
};

QTEST_GUILESS_MAIN(TestFileChange)
#include "test_filechange.moc"
