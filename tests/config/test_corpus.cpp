// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configdocument.h"

#include "tests/config/corpus.h"
#include "tests/config/plainreading.h"
#include "tests/config/printedconfig.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using test::contentOf;
using test::corpusFiles;
using test::Outcome;
using test::outcomeOf;
using test::Sample;
using test::unpackedFile;
using test::writeFile;

using Verb = ServerEdit::Verb;

namespace {

constexpr qsizetype fewestFiles = 46;
constexpr int fewestAccepted = 20;
const QByteArray mark = switchedOffMark.toByteArray();

Outcome outcomeOf(const Sample &sample, Verb verb, const QString &id, const QStringList &lines = {})
{
    return outcomeOf(sample, {.verb = verb, .target = id, .lines = lines});
}

QStringList additions(DaemonKind daemon)
{
    return daemon == DaemonKind::Timesyncd
               ? QStringList{u"added1.example"_s, u"added2.example"_s}
               : QStringList{u"server added1.example iburst"_s, u"pool added2.example"_s};
}

// --- Lines ---

/// One more than there are line breaks; each may end with '\r'.
QByteArrayList linesOf(const QByteArray &text)
{
    return text.split('\n');
}

QByteArray withoutReturn(const QByteArray &line)
{
    return line.endsWith('\r') ? line.chopped(1) : line;
}

/// A line of timesyncd's with another word, or without it.
QByteArray withWord(const QByteArray &line, const QString &word, const QString &replacement)
{
    const QByteArray key = line.first(line.indexOf('=') + 1);
    QStringList words = QString::fromUtf8(line.sliced(key.size())).simplified().split(u' ');
    words[words.indexOf(word)] = replacement;
    words.removeAll(QString());
    return key + words.join(u' ').toUtf8() + (line.endsWith('\r') ? "\r" : "");
}

/// Its line has no other servers.
bool isAlone(const ListedServer &server)
{
    return server.id == u"%1:%2"_s.arg(server.file).arg(server.line);
}

Verb otherSide(const ListedServer &server)
{
    return server.isEnabled ? Verb::Disable : Verb::Enable;
}

/// Empty, or a line of `after` that is neither one of `before`, as it was or switched off and in its order,
/// nor one that may be new.
QByteArray strayLine(const QByteArray &before, const QByteArray &after, const QByteArrayList &mayBeNew)
{
    QByteArrayList old = linesOf(before);
    if (old.last().isEmpty())
        old.removeLast();
    QByteArrayList now = linesOf(after);
    if (now.last().isEmpty())
        now.removeLast();
    qsizetype next = 0;
    for (const QByteArray &line : std::as_const(now)) {
        const bool isLast = next == old.size() - 1; // which gets an end when something comes behind it
        const QByteArray same = isLast && !old[next].endsWith('\r') ? withoutReturn(line) : line;
        if (next < old.size() && (same == old[next] || same == mark + old[next]))
            ++next;
        else if (!mayBeNew.contains(withoutReturn(line)))
            return line;
    }
    return next == old.size() ? QByteArray() : "missing: " + old[next];
}

// --- Lists ---

QString typeWord(ServerType type)
{
    return type == ServerType::Server ? u"server"_s : type == ServerType::Pool ? u"pool"_s : u"peer"_s;
}

/// "pool ntp.example iburst"
QString directive(const ListedServer &server)
{
    return (QStringList{typeWord(server.type), server.host.typed} + server.options).join(u' ');
}

QStringList described(const std::vector<ListedServer> &servers)
{
    QStringList list;
    for (const ListedServer &server : servers)
        list.append(test::plainLine(server.line, !server.isEnabled,
                                    (server.isFallback ? u"fallback "_s : QString()) + directive(server)));
    return list;
}

/// What keeps time, without what is asked only while there is nothing else.
QStringList inForce(const Sample &sample, bool onlyEditable = false)
{
    QStringList list;
    for (const ListedServer &server : listServers(sample.daemon, sample.read())) {
        if (server.isInForce && !server.isFallback && (server.isEditable || !onlyEditable))
            list.append(directive(server));
    }
    list.sort();
    return list;
}

} // namespace

/// Configurations as people have them, each through everything that can be done to it.
class TestCorpus final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhole();
    void staysAsItIs_data() { everyFile(); }
    void staysAsItIs();
    void isReadAsByAnother_data() { everyFile(); }
    void isReadAsByAnother();
    void isReadAsByChronyd();
    void changesOneLine_data() { everyFile(); }
    void changesOneLine();
    void keepsEveryLine_data() { everyFile(); }
    void keepsEveryLine();
    void diffsAndCommandsGiveTheSame_data() { everyFile(); }
    void diffsAndCommandsGiveTheSame();
    void openNtpdsDefaultIsReadOnly();

private:
    static void everyFile();
    static void checkDisabled(const Sample &sample, const ListedServer &server);
    static void checkRemoved(const Sample &sample, const ListedServer &server);
    static void checkSet(const Sample &sample, const ListedServer &server);
};

void TestCorpus::isWhole()
{
    QVERIFY(!QFINDTESTDATA("data/corpus").isEmpty());
    const qsizetype chrony = corpusFiles(u"chrony"_s).size();
    const qsizetype sources = corpusFiles(u"sources"_s).size();
    const qsizetype timesyncd = corpusFiles(u"timesyncd"_s).size();
    const qsizetype ntp = corpusFiles(u"ntp"_s).size();
    QVERIFY(chrony >= 26 && sources >= 4 && timesyncd >= 8 && ntp >= 8);
    QVERIFY(chrony + sources + timesyncd + ntp >= fewestFiles);
}

void TestCorpus::everyFile()
{
    QTest::addColumn<int>("daemon");
    QTest::addColumn<QString>("file");
    const auto row = [](DaemonKind daemon, const QString &file) {
        QTest::newRow(qPrintable(file.section(u'/', -2))) << int(daemon) << file;
    };
    for (const QString &file : corpusFiles(u"chrony"_s) + corpusFiles(u"sources"_s))
        row(DaemonKind::Chrony, file);
    for (const QString &file : corpusFiles(u"timesyncd"_s))
        row(DaemonKind::Timesyncd, file);
    for (const QString &file : corpusFiles(u"ntp"_s))
        row(file.contains(u"/ntpsec-"_s) ? DaemonKind::Ntpsec : DaemonKind::Ntpd, file);
    // What Debian installs.
    row(DaemonKind::Chrony, unpackedFile(u"usr/share/chrony/chrony.conf"_s));
    row(DaemonKind::Ntpsec, unpackedFile(u"etc/ntpsec/ntp.conf"_s));
    row(DaemonKind::Timesyncd, unpackedFile(u"etc/systemd/timesyncd.conf"_s));
}

#define FETCH_SAMPLE()                                                                                       \
    QFETCH(int, daemon);                                                                                     \
    QFETCH(QString, file);                                                                                   \
    QVERIFY2(QFile::exists(file), qPrintable(file));                                                         \
    const Sample sample = test::sampleOf(DaemonKind(daemon), file)

void TestCorpus::staysAsItIs()
{
    FETCH_SAMPLE();
    QCOMPARE(ConfigDocument(sample.text()).text(), sample.text());
    const auto planned = planChanges(sample.daemon, sample.read(), {});
    QVERIFY(std::holds_alternative<ChangePlan>(planned));
    QVERIFY(std::get<ChangePlan>(planned).changes.empty());
}

void TestCorpus::isReadAsByAnother()
{
    FETCH_SAMPLE();
    QCOMPARE(described(sample.list()), test::plainReading(sample.daemon, sample.text(), sample.part));
}

void TestCorpus::isReadAsByChronyd()
{
    // What chronyd 4.3 does not start with, and what it says of it.
    const std::map<QString, QString> refusals{
        {u"bom.conf"_s, u"Invalid directive at line 1"_s},
        {u"family-options.conf"_s, u"Could not parse pool directive at line 2"_s}, // options of 4.6
        {u"hopeful-continuation.conf"_s, u"Could not parse server directive at line 2"_s},
        {u"opensuse-includes.conf"_s, u"Could not search for files matching"_s}, // there is no such folder
        {u"too-long-comment.conf"_s, u"String too long at line 2"_s},
        {u"trailing-comments.conf"_s, u"Could not parse server directive at line 2"_s},
        {u"with-other-directives.sources"_s, u"Could not open /etc/chrony/more.conf"_s},
    };
    int accepted = 0;
    size_t refused = 0;
    for (const QString &file : corpusFiles(u"chrony"_s) + corpusFiles(u"sources"_s) +
                                   QStringList{unpackedFile(u"usr/share/chrony/chrony.conf"_s)}) {
        const QString name = file.section(u'/', -1);
        const Sample sample = test::sampleOf(DaemonKind::Chrony, file);
        QByteArray text = sample.text();
        if (name.endsWith(u".sources"_s)) // of which chronyd reads terminated lines only
            text.truncate(text.lastIndexOf('\n') + 1);
        const test::PrintedConfig printed = test::printedConfigOf(text);
        QVERIFY2(printed.trouble.isEmpty(), qPrintable(printed.trouble));
        const auto refusal = refusals.find(name);
        QVERIFY2(printed.accepted == (refusal == refusals.end()),
                 qPrintable(name + u": "_s + printed.refusal));
        if (!printed.accepted) {
            QVERIFY2(printed.refusal.contains(refusal->second), qPrintable(printed.refusal));
            ++refused;
            continue;
        }
        QStringList expected{name};
        for (const QString &line : printed.directives) {
            const QString first = line.section(u' ', 0, 0).toLower();
            if (first == u"server" || first == u"pool" || first == u"peer")
                expected.append(first + u' ' + line.section(u' ', 1));
        }
        QStringList listed{name};
        for (const ListedServer &server : sample.list()) {
            if (server.isInForce)
                listed.append(directive(server));
        }
        QCOMPARE(listed, expected);
        ++accepted;
    }
    QVERIFY(accepted >= fewestAccepted);
    QCOMPARE(refused, refusals.size());
}

/// Its line is kept as a comment, and comes back as it was; of a line with other servers only its name goes.
void TestCorpus::checkDisabled(const Sample &sample, const ListedServer &server)
{
    const Outcome off = outcomeOf(sample, Verb::Disable, server.id);
    QCOMPARE(off.trouble, QString());
    QCOMPARE(off.plan.changes.size(), 1U);
    QCOMPARE(off.plan.changes.front().path, sample.path);
    const qsizetype index = server.line - 1;
    QByteArrayList lines = linesOf(sample.text());
    if (isAlone(server)) {
        lines[index] = mark + lines[index];
        QCOMPARE(off.after.text(), lines.join('\n'));
        const Outcome on = outcomeOf(off.after, Verb::Enable, server.id);
        QCOMPARE(on.trouble, QString());
        QCOMPARE(on.after.text(), sample.text());
        return;
    }
    const QByteArray whole = lines[index];
    const QByteArray key = whole.first(whole.indexOf('=') + 1);
    lines[index] = withWord(whole, server.host.typed, {});
    lines.insert(index + 1, mark + key + server.host.typed.toUtf8() + (whole.endsWith('\r') ? "\r" : ""));
    if (index + 2 == lines.size()) // a line that has no end gets one
        lines.append(QByteArray());
    QCOMPARE(off.after.text(), lines.join('\n'));
    const Outcome on = outcomeOf(off.after, Verb::Enable, u"%1:%2"_s.arg(server.file).arg(server.line + 1));
    QCOMPARE(on.trouble, QString());
    QCOMPARE(inForce(on.after), inForce(sample));
    lines[index + 1].remove(0, mark.size());
    QCOMPARE(on.after.text(), lines.join('\n'));
}

void TestCorpus::checkRemoved(const Sample &sample, const ListedServer &server)
{
    const Outcome removed = outcomeOf(sample, Verb::Remove, server.id);
    QCOMPARE(removed.trouble, QString());
    QByteArrayList lines = linesOf(sample.text());
    const qsizetype index = server.line - 1;
    if (!isAlone(server))
        lines[index] = withWord(lines[index], server.host.typed, {});
    else if (index == lines.size() - 1) // the line before keeps its end
        lines[index].clear();
    else
        lines.removeAt(index);
    QCOMPARE(removed.after.text(), lines.join('\n'));
    QCOMPARE(removed.plan.changes.size(), 1U);
}

void TestCorpus::checkSet(const Sample &sample, const ListedServer &server)
{
    const bool isTimesyncd = sample.daemon == DaemonKind::Timesyncd;
    const QString wanted = isTimesyncd ? u"set.example"_s : u"server set.example iburst"_s;
    const Outcome set = outcomeOf(sample, Verb::Set, server.id, {wanted});
    QCOMPARE(set.trouble, QString());
    QByteArrayList lines = linesOf(sample.text());
    QByteArray &line = lines[server.line - 1];
    if (isTimesyncd)
        line = withWord(line, server.host.typed, wanted);
    else
        line = (server.isEnabled ? QByteArray() : mark) + wanted.toUtf8() + (line.endsWith('\r') ? "\r" : "");
    QCOMPARE(set.after.text(), lines.join('\n'));
}

void TestCorpus::changesOneLine()
{
    FETCH_SAMPLE();
    for (const ListedServer &server : sample.list()) {
        if (!server.isEditable) {
            QVERIFY(!outcomeOf(sample, Verb::Remove, server.id).trouble.isEmpty());
            continue;
        }
        checkSet(sample, server);
        checkRemoved(sample, server);
        if (server.isEnabled) {
            checkDisabled(sample, server);
        } else {
            const Outcome on = outcomeOf(sample, Verb::Enable, server.id);
            QCOMPARE(on.trouble, QString());
            const Outcome off = outcomeOf(on.after, Verb::Disable, server.id);
            QVERIFY(on.after.text() != sample.text());
            QCOMPARE(off.after.text(), sample.text());
        }
        if (QTest::currentTestFailed())
            return;
    }
}

void TestCorpus::keepsEveryLine()
{
    FETCH_SAMPLE();
    const bool isTimesyncd = sample.daemon == DaemonKind::Timesyncd;
    const QStringList wanted = additions(sample.daemon);
    QByteArrayList mayBeNew{"# Written by Synchroscope. Lines may be edited here as well."};
    if (isTimesyncd)
        mayBeNew.append({"[Time]", "NTP="});
    else
        mayBeNew.append("sourcedir /etc/chrony/sources.d");
    QStringList added;
    for (const QString &line : wanted) {
        mayBeNew.append(isTimesyncd ? "NTP=" + line.toUtf8() : line.toUtf8());
        added.append(isTimesyncd ? u"server "_s + line : line);
    }
    for (const bool isInPlace : {false, true}) {
        const Outcome also = outcomeOf(sample, {.verb = Verb::Add, .target = {}, .lines = wanted}, isInPlace);
        QCOMPARE(also.trouble, QString());
        QStringList expected = inForce(sample) + added;
        expected.sort();
        QCOMPARE(inForce(also.after), expected);

        const ServerEdit edit{.verb = Verb::Only, .target = {}, .lines = wanted};
        const Outcome only = outcomeOf(sample, edit, isInPlace);
        QCOMPARE(only.trouble, QString());
        // An empty NTP= drops what cannot be switched off.
        added.sort();
        QCOMPARE(isInPlace ? inForce(only.after, true) : inForce(only.after), added);
        QVERIFY(outcomeOf(only.after, edit, isInPlace).plan.changes.empty());

        for (const Outcome &outcome : {also, only}) {
            for (const FileChange &change : outcome.plan.changes)
                QCOMPARE(strayLine(change.before.value_or(QByteArray()), *change.after, mayBeNew),
                         QByteArray());
        }
    }
}

/// `patch` and a shell do the same to files as the plan does.
void TestCorpus::diffsAndCommandsGiveTheSame()
{
    FETCH_SAMPLE();
    const QStringList wanted = additions(sample.daemon);
    std::vector<Outcome> outcomes{
        outcomeOf(sample, {.verb = Verb::Only, .target = {}, .lines = wanted}),
        outcomeOf(sample, {.verb = Verb::Add, .target = {}, .lines = wanted}, true),
    };
    std::vector<ListedServer> servers = sample.list();
    std::erase_if(servers, [](const ListedServer &server) { return !server.isEditable; });
    ServerEdits edits{.edits = {}, .isInPlace = false, .mayLeaveNone = true};
    for (size_t i = 0; i < servers.size(); ++i) {
        const Verb verb = i % 3 == 1 ? Verb::Remove : i % 3 == 2 ? Verb::Set : otherSide(servers[i]);
        edits.edits.push_back({.verb = verb, .target = servers[i].id, .lines = {wanted.front()}});
    }
    outcomes.push_back(test::outcomeOfAll(sample, edits));
    const QTemporaryDir root;
    QByteArray diff;
    std::vector<FileChange> commanded; // and what `patch` makes of the same
    std::vector<FileChange> patched;
    for (size_t i = 0; i < outcomes.size(); ++i) {
        QCOMPARE(outcomes[i].trouble, QString());
        for (const FileChange &change : outcomes[i].plan.changes) {
            for (std::vector<FileChange> *changes : {&commanded, &patched}) {
                FileChange &moved = changes->emplace_back(change);
                moved.path = u"%1/%2/%3%4"_s.arg(root.path(), changes == &patched ? u"p"_s : u"c"_s)
                                 .arg(i)
                                 .arg(change.path);
                QVERIFY(!change.before || writeFile(moved.path, *change.before));
            }
            diff += unifiedDiff(patched.back());
        }
    }
    QVERIFY(writeFile(root.filePath(u"diff"_s), diff));
    QStringList commands = shellCommands(commanded);
    commands.replaceInStrings(u"sudo "_s, QString());
    const QByteArray script = "patch -s --binary -p0 -d / -i " + root.filePath(u"diff"_s).toUtf8() + '\n' +
                              commands.join(u'\n').toUtf8();
    QVERIFY(writeFile(root.filePath(u"script"_s), script));
    QProcess shell;
    shell.setProcessChannelMode(QProcess::MergedChannels);
    shell.start(u"sh"_s, {u"-e"_s, root.filePath(u"script"_s)});
    QVERIFY(shell.waitForFinished());
    QVERIFY2(shell.exitCode() == 0, shell.readAll().constData());
    for (const std::vector<FileChange> *changes : {&commanded, &patched}) {
        for (const FileChange &change : *changes)
            QCOMPARE(contentOf(change.path), *change.after);
    }
}

void TestCorpus::openNtpdsDefaultIsReadOnly()
{
    const QString file = unpackedFile(u"openntpd/etc/openntpd/ntpd.conf"_s);
    QVERIFY2(QFile::exists(file), qPrintable(file));
    const QByteArray text = contentOf(file);
    QCOMPARE(ConfigDocument(text).text(), text);
    const Sample sample{.daemon = DaemonKind::OpenNtpd,
                        .path = u"/etc/openntpd/ntpd.conf"_s,
                        .part = ConfigPart::Main,
                        .files = {{u"/etc/openntpd/ntpd.conf"_s, text}}};
    const QStringList expected = test::plainReading(sample.daemon, text, sample.part);
    QVERIFY(!expected.isEmpty());
    const std::vector<ListedServer> servers = sample.list();
    QCOMPARE(described(servers), expected);
    QVERIFY(std::ranges::none_of(servers, &ListedServer::isEditable));
    const auto planned =
        planChanges(sample.daemon, sample.read(),
                    {.edits = {{.verb = Verb::Remove, .target = servers.front().id, .lines = {}}},
                     .isInPlace = false,
                     .mayLeaveNone = true});
    QCOMPARE(std::get<PlanFault>(planned).kind, PlanFault::Kind::NotEditable);
}

QTEST_GUILESS_MAIN(TestCorpus)
#include "test_corpus.moc"
