// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/replanning.h"

#include "core/apply/secureconfigfiles.h"
#include "tests/support/filetree.h"

#include <QFile>
#include <QTest>

#include <unistd.h>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

const QString conf = u"/etc/chrony/chrony.conf"_s;
QByteArray confText()
{
    return "pool 2.debian.pool.ntp.org iburst\nconfdir /etc/chrony/conf.d\n"
           "include /etc/chrony/more/*.conf\nsourcedir /etc/chrony/sources.d\n";
}

HelperRequest only(const QString &line)
{
    HelperRequest request{
        .daemon = DaemonKind::Chrony, .edits = {}, .expect = {}, .wait = std::chrono::seconds(1)};
    request.edits.edits = {{.verb = ServerEdit::Verb::Only, .target = {}, .lines = {line}}};
    return request;
}

/// As the user's own program plans it, who has read the same files.
QByteArray shownDigest(const QString &root, const HelperRequest &request)
{
    SecureConfigFiles files(root, geteuid());
    const auto plan = planChanges(request.daemon, collectNamedServers(files, request.daemon), request.edits);
    return std::holds_alternative<ChangePlan>(plan) ? std::get<ChangePlan>(plan).digest : QByteArray();
}

bool isPrivate(const QString &path)
{
    return QFile::setPermissions(path,
                                 QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
}

} // namespace

/// What was shown is planned anew from files that root may believe.
class TestReplanning final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_tree.emplace();
        QVERIFY(m_tree->write(conf, confText()));
        QVERIFY(m_tree->write(u"/etc/chrony/conf.d/a.conf"_s, "server a.example\n"));
        QVERIFY(m_tree->write(u"/etc/chrony/more/b.conf"_s, "server b.example\n"));
        QVERIFY(m_tree->write(u"/etc/chrony/sources.d/c.sources"_s, "server c.example\n"));
    }

    void findsEveryFile()
    {
        HelperRequest request = only(u"server x.example iburst"_s);
        request.expect = shownDigest(m_tree->root(), request);
        QCOMPARE(request.expect.size(), 64);
        const Result<PlannedChange> planned = replan(request, {}, m_tree->root(), geteuid());
        QVERIFY2(planned, qPrintable(planned ? QString() : planned.error().detail));
        QStringList paths;
        for (const FileChange &change : planned->files)
            paths.append(change.path.section(u'/', -1));
        QCOMPARE(paths, (QStringList{u"synchroscope.sources"_s, u"chrony.conf"_s, u"a.conf"_s, u"b.conf"_s,
                                     u"c.sources"_s}));
        QCOMPARE(planned->effect, ChangeEffect::Restart);
        QCOMPARE(planned->unit, u"chrony.service"_s);
        QCOMPARE(planned->digest, request.expect);
    }

    void refusesWhatWasNotShown()
    {
        HelperRequest request = only(u"server x.example iburst"_s);
        request.expect = shownDigest(m_tree->root(), request);
        QVERIFY(m_tree->write(conf, confText() + "# changed since\n"));
        QVERIFY(!replan(request, {}, m_tree->root(), geteuid()));
        request = only(u"include /etc/shadow"_s);
        request.expect = QByteArray(64, '0');
        const Result<PlannedChange> planned = replan(request, {}, m_tree->root(), geteuid());
        QVERIFY(!planned && planned.error().detail.contains("include"_L1));
    }

    void goesByTheFileThatTheDaemonReads()
    {
        const QString other = u"/etc/chrony/other.conf"_s;
        QVERIFY(m_tree->write(other, "pool other.example\nsourcedir /etc/chrony/other.d\n"));
        HelperRequest request = only(u"server x.example iburst"_s);
        SecureConfigFiles files(m_tree->root(), geteuid());
        const auto shown =
            planChanges(request.daemon, collectNamedServers(files, request.daemon, other), request.edits);
        QVERIFY(std::holds_alternative<ChangePlan>(shown));
        request.expect = std::get<ChangePlan>(shown).digest;
        QVERIFY(!replan(request, {}, m_tree->root(), geteuid()));
        const Result<PlannedChange> planned = replan(request, other, m_tree->root(), geteuid());
        QVERIFY2(planned, qPrintable(planned ? QString() : planned.error().detail));
        QStringList paths;
        for (const FileChange &change : planned->files)
            paths.append(change.path);
        QCOMPARE(paths, (QStringList{u"/etc/chrony/other.d/synchroscope.sources"_s, other}));
    }

    void knowsThatNtpsecRunsFromTheCopyStill()
    {
        // IGNORE_DHCP=yes counts from its next start on. Who runs as the user sees the same list.
        QVERIFY(m_tree->write(u"/etc/ntpsec/ntp.conf"_s, "server a.example\n") &&
                m_tree->write(ntpsecDhcpCopy, "server a.example\nserver dhcp.example\n") &&
                m_tree->write(ntpsecDefaults, "IGNORE_DHCP=yes\n"));
        HelperRequest request = only(u"server x.example iburst"_s);
        request.daemon = DaemonKind::Ntpsec;
        const QString copy = ntpsecDhcpCopy;
        SecureConfigFiles files(m_tree->root(), geteuid());
        const NamedServers seen = collectNamedServers(files, request.daemon, copy);
        QCOMPARE(seen.servers.size(), size_t(3));
        const auto shown = planChanges(request.daemon, seen, request.edits);
        QVERIFY(std::holds_alternative<ChangePlan>(shown));
        request.expect = std::get<ChangePlan>(shown).digest;
        const Result<PlannedChange> planned = replan(request, copy, m_tree->root(), geteuid());
        QVERIFY2(planned, qPrintable(planned ? QString() : planned.error().detail));
        QCOMPARE(planned->digest, request.expect);
    }

    void believesRootsOwnFilesOnly_data()
    {
        QTest::addColumn<int>("fault");
        QTest::newRow("a link") << 0;
        QTest::newRow("writable by its group") << 1;
        QTest::newRow("somebody else's") << 2;
    }
    void believesRootsOwnFilesOnly()
    {
        QFETCH(int, fault);
        HelperRequest request = only(u"server x.example iburst"_s);
        const QString path = m_tree->real(conf);
        if (fault == 0) {
            QVERIFY(QFile::rename(path, path + u".real"_s) && QFile::link(path + u".real"_s, path));
        } else if (fault == 1) {
            QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::WriteGroup));
        }
        const uint owner = fault == 2 ? geteuid() + 1 : geteuid();
        request.expect = QByteArray(64, '0');
        const Result<PlannedChange> planned = replan(request, {}, m_tree->root(), owner);
        QVERIFY(!planned);
        QVERIFY2(!planned.error().detail.contains("Look at it again"_L1), qPrintable(planned.error().detail));
        if (fault == 1)
            QVERIFY(isPrivate(path));
    }

private:
    std::optional<test::FileTree> m_tree;
};

QTEST_GUILESS_MAIN(TestReplanning)
#include "test_replanning.moc"
