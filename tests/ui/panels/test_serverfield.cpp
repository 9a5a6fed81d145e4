// SPDX-License-Identifier: GPL-3.0-or-later
#include "panelfixture.h"

#include "ui/panels/addserverpanel.h"
#include "ui/panels/announcinglabel.h"
#include "ui/panels/serverfield.h"
#include "ui/wording/problems.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::paneltest;

Q_DECLARE_METATYPE(synchroscope::ErrorCode)

namespace {

/// The panel in a window that uses Esc itself, as the page below it does.
struct Stage
{
    QWidget window;
    AddServerPanel *panel = new AddServerPanel;
    QLineEdit *edit = panel->findChild<QLineEdit *>(u"serverEdit"_s);
    AnnouncingLabel *sentence = panel->findChild<AnnouncingLabel *>(u"serverSentence"_s);
    QShortcut escape{Qt::Key_Escape, &window};
    std::vector<std::vector<WatchRequest>> added;

    Stage()
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(panel);
        layout->addWidget(new QPushButton(u"elsewhere"_s));
        layout->addStretch();
        window.resize(700, 300);
        window.show();
        panel->setFocus();
        QObject::connect(panel, &AddServerPanel::addRequested, panel,
                         [this](const std::vector<WatchRequest> &servers) { added.push_back(servers); });
    }

    void submit(const QString &text)
    {
        edit->setText(text);
        QTest::keyClick(edit, Qt::Key_Return);
    }

    QStringList addedHosts() const
    {
        QStringList hosts;
        for (const std::vector<WatchRequest> &servers : added) {
            for (const WatchRequest &server : servers)
                hosts.append(server.host.canonical());
        }
        return hosts;
    }
};

} // namespace

class TestServerField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badHosts_data();
    void badHosts();
    void nothingTyped_data();
    void nothingTyped();
    void goodHosts_data();
    void goodHosts();
    void theRestGoesOn();
    void whileTyping();
    void manyBadOnes();
    void pastedLines();
    void engineSaysNo();
    void announcesTheSentence();
    void escapeCloses();
    void buttons();
    void readable();
};

void TestServerField::badHosts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("300 characters") << QString(300, u'a') << ErrorCode::HostTooLong;
    QTest::newRow("300 characters with dots")
        << QString(u"abcdefghi."_s).repeated(30) + u"org"_s << ErrorCode::HostTooLong;
    QTest::newRow("label of 64") << QString(64, u'a') + u".org"_s << ErrorCode::HostTooLong;
    QTest::newRow("port 0") << u"ntp.example.org:0"_s << ErrorCode::PortOutOfRange;
    QTest::newRow("port 65536") << u"ntp.example.org:65536"_s << ErrorCode::PortOutOfRange;
    QTest::newRow("huge port") << u"ntp.example.org:99999999999999999999"_s << ErrorCode::PortOutOfRange;
    QTest::newRow("negative port") << u"ntp.example.org:-1"_s << ErrorCode::PortMalformed;
    QTest::newRow("port in words") << u"ntp.example.org:ntp"_s << ErrorCode::PortMalformed;
    QTest::newRow("port missing") << u"ntp.example.org:"_s << ErrorCode::PortMalformed;
    QTest::newRow("port only") << u":123"_s << ErrorCode::HostEmpty;
    QTest::newRow("web address") << u"https://ntp.example.org/"_s << ErrorCode::HostMalformed;
    QTest::newRow("address with a slip") << u"192.0.2.256"_s << ErrorCode::HostMalformed;
    QTest::newRow("bracket left open") << u"[::1"_s << ErrorCode::HostMalformed;
    QTest::newRow("not an address in brackets") << u"[example]:123"_s << ErrorCode::HostMalformed;
    QTest::newRow("IPv6 with a slip") << u"2001:db8::g"_s << ErrorCode::HostMalformed;
    QTest::newRow("two dots") << u"ntp..example.org"_s << ErrorCode::HostMalformed;
    QTest::newRow("dots") << u"..."_s << ErrorCode::HostMalformed;
    QTest::newRow("hyphen") << u"-ntp.example.org"_s << ErrorCode::HostMalformed;
    QTest::newRow("punctuation") << u"ntp!example.org"_s << ErrorCode::HostMalformed;
    QTest::newRow("markup") << u"<b>ntp</b>"_s << ErrorCode::HostMalformed;
    QTest::newRow("control characters") << u"ntp\u0001\u001b[31m.example.org"_s << ErrorCode::HostMalformed;
    QTest::newRow("zero character") << u"ntp"_s + QChar(0) + u".example.org"_s << ErrorCode::HostMalformed;
    QTest::newRow("half a surrogate")
        << u"ntp"_s + QChar(0xD83D) + u".example.org"_s << ErrorCode::HostMalformed;
    QTest::newRow("emoji with punctuation") << u"🕰?.example.org"_s << ErrorCode::HostMalformed;
}

void TestServerField::badHosts()
{
    QFETCH(QString, text);
    QFETCH(ErrorCode, code);
    const Result<HostSpec> host = parseHostSpec(text);
    QVERIFY(!host);
    QCOMPARE(host.error().code, code);

    Stage stage;
    stage.submit(text);
    QVERIFY(stage.added.empty());
    QVERIFY(stage.sentence->isVisible());
    QCOMPARE(stage.sentence->text(), wording::error(host.error()));
    QVERIFY(stage.sentence->text().endsWith(u'.'));
    QCOMPARE(stage.edit->accessibleDescription(), stage.sentence->text());
    // Nothing is lost, and whatever was typed keeps within the window.
    QCOMPARE(stage.edit->text(), text);
    QVERIFY2(stage.panel->minimumSizeHint().width() <= 900,
             qPrintable(QString::number(stage.panel->minimumSizeHint().width())));
    QCoreApplication::processEvents();
    QCOMPARE(cutOffLabels(stage.window), QStringList());
}

void TestServerField::nothingTyped_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("spaces") << u"   "_s;
    QTest::newRow("separators") << u" , ;\t"_s;
}

void TestServerField::nothingTyped()
{
    QFETCH(QString, text);
    Stage stage;
    stage.submit(text);
    QVERIFY(stage.added.empty());
    QCOMPARE(stage.sentence->text(), wording::error({ErrorCode::HostEmpty, {}, {}}));
}

void TestServerField::goodHosts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("hosts");
    QTest::newRow("one") << u"ntp.example.org"_s << QStringList{u"ntp.example.org:123"_s};
    QTest::newRow("space around") << u"  ntp.example.org \t"_s << QStringList{u"ntp.example.org:123"_s};
    QTest::newRow("comma") << u"a.example,b.example, c.example"_s
                           << QStringList({u"a.example:123"_s, u"b.example:123"_s, u"c.example:123"_s});
    QTest::newRow("lines") << u"a.example\nb.example\r\nc.example\n"_s
                           << QStringList({u"a.example:123"_s, u"b.example:123"_s, u"c.example:123"_s});
    QTest::newRow("wide separators") << u"時計.jp、a.example\u3000b.example"_s
                                     << QStringList({u"xn--kjv590f.jp:123"_s, u"a.example:123"_s,
                                                     u"b.example:123"_s});
    QTest::newRow("no-break space") << u"a.example\u00a0b.example"_s
                                    << QStringList({u"a.example:123"_s, u"b.example:123"_s});
    QTest::newRow("ports and addresses")
        << u"192.0.2.1:1123 [::1]:123 2001:db8::1"_s
        << QStringList({u"192.0.2.1:1123"_s, u"[::1]:123"_s, u"[2001:db8::1]:123"_s});
    QTest::newRow("twice the same") << u"NTP.example.org ntp.example.org. ntp.example.org:123"_s
                                    << QStringList{u"ntp.example.org:123"_s};
    QTest::newRow("as long as can be") << longestName() << QStringList{longestName() + u":123"_s};
}

void TestServerField::goodHosts()
{
    QFETCH(QString, text);
    QFETCH(QStringList, hosts);
    Stage stage;
    stage.submit(text);
    QCOMPARE(stage.added.size(), 1u);
    QCOMPARE(stage.addedHosts(), hosts);
    QVERIFY(!stage.sentence->isVisible());
    stage.panel->clear();
    QCOMPARE(stage.edit->text(), QString());
}

void TestServerField::theRestGoesOn()
{
    Stage stage;
    stage.submit(u"a.example, b..example, c.example:0, d.example"_s);
    QCOMPARE(stage.addedHosts(), QStringList({u"a.example:123"_s, u"d.example:123"_s}));
    const QString sentences = wording::error(parseHostSpec(u"b..example"_s).error()) + u'\n' +
                              wording::error(parseHostSpec(u"c.example:0"_s).error());
    QCOMPARE(stage.sentence->text(), sentences);
    // The engine has taken the good ones.
    stage.panel->clear();
    QCOMPARE(stage.edit->text(), u"b..example c.example:0"_s);
    QCOMPARE(stage.sentence->text(), sentences);
    QVERIFY(stage.sentence->isVisible());
}

void TestServerField::whileTyping()
{
    Stage stage;
    // Every beginning of a good name is half a name, not a wrong one.
    for (const QChar c : QStringView(u"[2001:db8::1]:123")) {
        QTest::keyClicks(stage.edit, QString(c));
        QVERIFY(!stage.sentence->isVisible());
    }
    QTest::keyClicks(stage.edit, u", a..example"_s);
    QVERIFY(!stage.sentence->isVisible());
    QTest::keyClicks(stage.edit, u" "_s);
    QCOMPARE(stage.sentence->text(), wording::error(parseHostSpec(u"a..example"_s).error()));
    QVERIFY(stage.sentence->isVisible());
    // It stands while the next one is typed, and goes when it is put right.
    QTest::keyClicks(stage.edit, u"b.example"_s);
    QVERIFY(stage.sentence->isVisible());
    stage.edit->setCursorPosition(static_cast<int>(stage.edit->text().indexOf(u"..")));
    QTest::keyClick(stage.edit, Qt::Key_Delete);
    QVERIFY(!stage.sentence->isVisible());
    QVERIFY(stage.added.empty());
    QTest::keyClick(stage.edit, Qt::Key_Return);
    QCOMPARE(stage.addedHosts(),
             QStringList({u"[2001:db8::1]:123"_s, u"a.example:123"_s, u"b.example:123"_s}));
}

void TestServerField::manyBadOnes()
{
    Stage stage;
    QStringList texts;
    for (int i = 0; i < 200; ++i)
        texts.append(u"bad..%1"_s.arg(i));
    stage.submit(texts.join(u' '));
    QCOMPARE(stage.sentence->text().count(u'\n'), 5);
    QVERIFY2(stage.sentence->text().contains(u"195"_s), qPrintable(stage.sentence->text()));
    QVERIFY(stage.panel->sizeHint().height() < 250);
}

void TestServerField::pastedLines()
{
    Stage stage;
    QApplication::clipboard()->setText(u"a.example\nb.example\r\nc.example\n"_s);
    QTest::keySequence(stage.edit, QKeySequence::Paste);
    QTest::keyClick(stage.edit, Qt::Key_Return);
    QCOMPARE(stage.addedHosts(), QStringList({u"a.example:123"_s, u"b.example:123"_s, u"c.example:123"_s}));
}

void TestServerField::engineSaysNo()
{
    Stage stage;
    stage.submit(u"ntp.example.org, a..example, ntp2.example.org"_s);
    const QString sentence = wording::error({ErrorCode::AlreadyWatched, u"ntp.example.org"_s, {}});
    stage.panel->keep({u"ntp.example.org"_s}, sentence);
    QCOMPARE(stage.sentence->text(), sentence);
    QVERIFY(stage.sentence->isVisible());
    // What was added is gone; what was not stays to be mended.
    QCOMPARE(stage.edit->text(), u"a..example ntp.example.org"_s);
    stage.edit->setText(u"ntp.example.or"_s);
    QTest::keyClick(stage.edit, Qt::Key_G);
    QVERIFY(!stage.sentence->isVisible());
}

void TestServerField::announcesTheSentence()
{
    Stage stage;
    const QSignalSpy announced(stage.sentence, &AnnouncingLabel::announced);
    stage.submit(u"a..example"_s);
    QCOMPARE(announced.count(), 1);
    QCOMPARE(announced.first().first().toString(), stage.sentence->text());
    QTest::keyClick(stage.edit, Qt::Key_Return);
    QCOMPARE(announced.count(), 1);
}

void TestServerField::escapeCloses()
{
    Stage stage;
    QVERIFY(QTest::qWaitForWindowActive(&stage.window));
    QVERIFY(stage.edit->hasFocus());
    const QSignalSpy closed(stage.panel, &AddServerPanel::closed);
    const QSignalSpy elsewhere(&stage.escape, &QShortcut::activated);
    const QSignalSpy ambiguous(&stage.escape, &QShortcut::activatedAmbiguously);
    QTest::keyClick(stage.window.windowHandle(), Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
    QCOMPARE(elsewhere.count(), 0);
    QCOMPARE(ambiguous.count(), 0);
    // With the focus elsewhere it is the window's again.
    stage.panel->hide();
    QTest::keyClick(stage.window.windowHandle(), Qt::Key_Escape);
    QCOMPARE(closed.count(), 1);
    QCOMPARE(elsewhere.count(), 1);
}

void TestServerField::buttons()
{
    Stage stage;
    const QSignalSpy closed(stage.panel, &AddServerPanel::closed);
    stage.edit->setText(u"ntp.example.org"_s);
    stage.panel->findChild<QPushButton *>(u"addButton"_s)->click();
    QCOMPARE(stage.addedHosts(), QStringList{u"ntp.example.org:123"_s});
    stage.panel->findChild<QPushButton *>(u"closeButton"_s)->click();
    QCOMPARE(closed.count(), 1);
}

void TestServerField::readable()
{
    Stage stage;
    stage.submit(u"a..example"_s);
    for (const bool dark : {false, true}) {
        stage.window.setPalette(theme(dark));
        QVERIFY(textContrast(*stage.sentence) >= 4.5);
    }
}

QTEST_MAIN(TestServerField)
#include "test_serverfield.moc"
