// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/helperrequest.h"
#include "core/config/helperwords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace synchroscope;
using namespace Qt::StringLiterals;

namespace {

const QString place = u"/etc/chrony/chrony.conf:12"_s;
const QString line = u"server ntp.example.org iburst minpoll 4"_s;

QJsonObject addition(const QJsonArray &lines)
{
    return {{u"verb"_s, u"add"_s}, {u"lines"_s, lines}};
}

QJsonObject targeted(const QString &verb, const QString &target)
{
    return {{u"verb"_s, verb}, {u"target"_s, target}};
}

QJsonObject good()
{
    return {{u"format"_s, 1},
            {u"daemon"_s, u"chrony"_s},
            {u"edits"_s, QJsonArray{addition({line}), targeted(u"disable"_s, place)}},
            {u"in_place"_s, false},
            {u"allow_none"_s, false},
            {u"expect"_s, QString(64, u'a')},
            {u"wait_s"_s, 60}};
}

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray with(const QString &key, const QJsonValue &value)
{
    QJsonObject object = good();
    object.insert(key, value);
    return text(object);
}

QByteArray withEdit(const QJsonValue &edit)
{
    return with(u"edits"_s, QJsonArray{edit});
}

QByteArray withLine(const QJsonValue &value)
{
    return withEdit(addition({value}));
}

QByteArray withTarget(const QString &target)
{
    return withEdit(targeted(u"remove"_s, target));
}

QByteArray replaced(const QByteArray &before, const QByteArray &after)
{
    const QByteArray whole = text(good());
    if (!whole.contains(before))
        qFatal("The request does not hold %s.", before.constData());
    return QByteArray(whole).replace(before, after);
}

void row(RequestFault fault, const QByteArray &name, const QByteArray &bytes)
{
    QTest::newRow(name.left(60).constData()) << bytes << int(fault);
}

QByteArray shown(const QString &value)
{
    return value.toLatin1().toPercentEncoding();
}

void structureRows()
{
    const QByteArray whole = text(good());
    for (const QByteArray &other : {QByteArray(),
                                    QByteArray("null"),
                                    QByteArray("true"),
                                    QByteArray("1"),
                                    QByteArray("\"text\""),
                                    QByteArray("[]"),
                                    '[' + whole + ']',
                                    whole + whole,
                                    whole + ',',
                                    whole + " x",
                                    whole + '\0',
                                    '\0' + whole,
                                    "//\n" + whole,
                                    whole + "/**/",
                                    whole.chopped(1) + ",}",
                                    "\xef\xbb\xbf" + whole,
                                    QByteArray(100'000, '['),
                                    QByteArray("{'format':1}"),
                                    QByteArray("format=1"),
                                    QByteArray("<?xml version=\"1.0\"?>"),
                                    QByteArray("\xff\xfe{\0}\0", 6),
                                    replaced("chrony", "chro\xc0\xafny"),
                                    replaced("chrony", "chro\xffny"),
                                    replaced("chrony", "chro\xed\xa0\x80ny"),
                                    replaced("60", "060"),
                                    replaced("60", "0x3c"),
                                    replaced("60", "NaN"),
                                    replaced("60", "+60"),
                                    replaced("60", "Infinity")})
        row(RequestFault::NotJson, "no JSON object: " + other.toPercentEncoding(), other);
    for (qsizetype length = 1; length < whole.size(); ++length)
        row(RequestFault::NotJson, "cut at " + QByteArray::number(length), whole.first(length));
    row(RequestFault::TooLarge, "too large", whole + QByteArray(mostRequestBytes, ' '));

    const QStringList keys = good().keys();
    for (const QString &key : keys) {
        QJsonObject object = good();
        object.remove(key);
        row(RequestFault::MissingKey, "without " + key.toLatin1(), text(object));
        const QByteArray quoted = '"' + key.toLatin1() + '"';
        row(RequestFault::DoubledKey, "doubled " + key.toLatin1(),
            replaced("{\"allow_none\"", '{' + quoted + ":1,\"allow_none\""));
        row(RequestFault::UnknownKey, "escaped " + key.toLatin1(),
            replaced("{\"allow_none\"", "{\"\\u0061" + key.toLatin1() + "\":1,\"allow_none\""));
        row(RequestFault::UnknownKey, "capital " + key.toLatin1(), with(key.toUpper(), good()[key]));
        for (const QJsonValue &value :
             {QJsonValue(), QJsonValue(QJsonObject()), QJsonValue(QJsonArray()), QJsonValue(QString()),
              QJsonValue(u"x"_s), QJsonValue(0), QJsonValue(-1), QJsonValue(1.5), QJsonValue(1e300)})
            row(RequestFault::WrongValue, key.toLatin1() + " is something else", with(key, value));
    }
    for (const QString &key : {u"path"_s, u"command"_s, u"root"_s, u"unit"_s, u"exec"_s, u"files"_s, u""_s,
                               u" format"_s, u"__proto__"_s, u"environment"_s})
        row(RequestFault::UnknownKey, "unknown " + key.toLatin1(), with(key, u"/etc/shadow"_s));
    row(RequestFault::DoubledKey, "doubled in an edit",
        replaced("\"verb\":\"add\"", "\"verb\":\"remove\",\"verb\":\"add\""));
}

void valueRows()
{
    for (const QString &daemon : {u"Chrony"_s, u"chrony "_s, u"chronyd"_s, u"ntpd-rs"_s, u"openntpd"_s,
                                  u"../chrony"_s, u"sshd"_s, u"chrony.service"_s, u"chrony;reboot"_s})
        row(RequestFault::WrongValue, "daemon " + shown(daemon), with(u"daemon"_s, daemon));
    for (const QString &digest : {QString(63, u'a'), QString(65, u'a'), QString(64, u'A'), QString(64, u'g'),
                                  QString(64, u' '), QString(64, QChar(0x0661)), QString(63, u'a') + u' ',
                                  u"sha256:"_s + QString(57, u'a'), u"0x"_s + QString(62, u'0')})
        row(RequestFault::WrongValue, "digest " + shown(digest), with(u"expect"_s, digest));
    for (const QJsonValue &wait :
         {QJsonValue(0), QJsonValue(601), QJsonValue(-60), QJsonValue(1e9), QJsonValue(4294967356.0),
          QJsonValue(60.5), QJsonValue(u"60"_s), QJsonValue(true)})
        row(RequestFault::WrongValue, "wait", with(u"wait_s"_s, wait));
    for (const QJsonValue &format :
         {QJsonValue(2), QJsonValue(0), QJsonValue(u"1"_s), QJsonValue(true), QJsonValue(1.1)})
        row(RequestFault::WrongValue, "format", with(u"format"_s, format));
    for (const QString &key : {u"in_place"_s, u"allow_none"_s}) {
        for (const QJsonValue &value : {QJsonValue(1), QJsonValue(0), QJsonValue(u"true"_s),
                                        QJsonValue(u"false"_s), QJsonValue(), QJsonValue(QJsonArray{true})})
            row(RequestFault::WrongValue, key.toLatin1(), with(key, value));
    }
}

void editRows()
{
    for (const QString &verb :
         {u"Add"_s, u"add "_s, u"delete"_s, u"exec"_s, u"write"_s, u"include"_s, u""_s, u"undo"_s})
        row(RequestFault::WrongValue, "verb " + shown(verb), withEdit(targeted(verb, place)));
    for (const QJsonValue &edit :
         {QJsonValue(), QJsonValue(1), QJsonValue(u"add"_s), QJsonValue(QJsonArray{line}),
          QJsonValue(QJsonObject()), QJsonValue(QJsonObject{{u"lines"_s, QJsonArray{line}}})})
        row(RequestFault::WrongValue, "no edit", withEdit(edit));
    const QJsonArray one{line};
    for (const QString &verb : {u"add"_s, u"only"_s}) {
        row(RequestFault::MissingKey, "no lines", withEdit(QJsonObject{{u"verb"_s, verb}}));
        row(RequestFault::WrongValue, "empty lines",
            withEdit(QJsonObject{{u"verb"_s, verb}, {u"lines"_s, QJsonArray()}}));
        row(RequestFault::WrongValue, "lines are text",
            withEdit(QJsonObject{{u"verb"_s, verb}, {u"lines"_s, line}}));
        row(RequestFault::UnknownKey, "a target too many",
            withEdit(QJsonObject{{u"verb"_s, verb}, {u"lines"_s, one}, {u"target"_s, place}}));
    }
    for (const QString &verb : {u"remove"_s, u"disable"_s, u"enable"_s}) {
        row(RequestFault::MissingKey, "no target", withEdit(QJsonObject{{u"verb"_s, verb}}));
        row(RequestFault::BadTarget, "a list of targets",
            withEdit(QJsonObject{{u"verb"_s, verb}, {u"target"_s, QJsonArray{place}}}));
        row(RequestFault::UnknownKey, "lines too many",
            withEdit(QJsonObject{{u"verb"_s, verb}, {u"lines"_s, one}, {u"target"_s, place}}));
    }
    row(RequestFault::WrongValue, "set to two lines",
        withEdit(
            QJsonObject{{u"verb"_s, u"set"_s}, {u"lines"_s, QJsonArray{line, line}}, {u"target"_s, place}}));
    row(RequestFault::MissingKey, "set to nothing", withEdit(targeted(u"set"_s, place)));

    QJsonArray many;
    QJsonArray manyLines;
    for (int index = 0; index < 1001; ++index) {
        many.append(targeted(u"remove"_s, u"a.example"_s));
        manyLines.append(u"server a"_s);
    }
    row(RequestFault::WrongValue, "1001 edits", with(u"edits"_s, many));
    row(RequestFault::WrongValue, "1001 lines", withEdit(addition(manyLines)));
    const QJsonArray half{u"server a"_s, u"server b"_s};
    QJsonArray spread;
    for (int index = 0; index < 501; ++index)
        spread.append(addition(half));
    row(RequestFault::WrongValue, "1002 lines in 501 edits", with(u"edits"_s, spread));
}

void targetRows()
{
    for (const QString &target : {u""_s,
                                  u" "_s,
                                  u"/"_s,
                                  u"/etc"_s,
                                  u"/etc/"_s,
                                  u"/etc/chrony/chrony.conf"_s,
                                  u"/etc/chrony/chrony.conf:"_s,
                                  u"/etc/chrony/chrony.conf:0"_s,
                                  u"/etc/chrony/chrony.conf:01"_s,
                                  u"/etc/chrony/chrony.conf:-1"_s,
                                  u"/etc/chrony/chrony.conf:x"_s,
                                  u"/etc/chrony/chrony.conf:1x"_s,
                                  u"/etc/chrony/chrony.conf:12345678"_s,
                                  u"/etc/chrony/chrony.conf:1:2"_s,
                                  u"/etc/../root/.ssh/config:1"_s,
                                  u"/etc/chrony/../shadow:1"_s,
                                  u"/etc/./chrony.conf:1"_s,
                                  u"/etc//chrony.conf:1"_s,
                                  u"//etc/chrony.conf:1"_s,
                                  u"/etc/chrony/:1"_s,
                                  u"/etc/:1"_s,
                                  u"/etc/..:1"_s,
                                  u"/run/chrony-dhcp/eth0.sources:1"_s,
                                  u"/tmp/chrony.conf:1"_s,
                                  u"/home/user/chrony.conf:1"_s,
                                  u"/proc/self/environ:1"_s,
                                  u"/etcetera/chrony.conf:1"_s,
                                  u"etc/chrony.conf:1"_s,
                                  u"../etc/chrony.conf:1"_s,
                                  u"/etc/chrony/chrony conf:1"_s,
                                  u"/etc/chrony/$(reboot):1"_s,
                                  u"/etc/chrony/`reboot`:1"_s,
                                  u"/etc/chrony/*:1"_s,
                                  u"/etc/chrony/chrony.conf;x:1"_s,
                                  u"/etc/chrony/a%s:1"_s,
                                  u"/etc/chrony/a\\..:1"_s,
                                  u"~/chrony.conf:1"_s,
                                  u"file:///etc/chrony.conf:1"_s,
                                  u"-rf"_s,
                                  u"--help"_s,
                                  u".example"_s,
                                  u"_x"_s,
                                  u"%eth0"_s,
                                  u"a b"_s,
                                  u"a;b"_s,
                                  u"a|b"_s,
                                  u"a&b"_s,
                                  u"a'b"_s,
                                  u"a\"b"_s,
                                  u"$HOME"_s,
                                  u"a#b"_s,
                                  u"a@b"_s,
                                  u"a,b"_s,
                                  u"a*"_s,
                                  u"a\\b"_s,
                                  u"[::1]"_s,
                                  u"a/b"_s,
                                  u"http://a/"_s,
                                  u"ntp.例.jp"_s,
                                  u"ntp\u00e9"_s,
                                  QString(1025, u'a'),
                                  u"/etc/"_s + QString(1024, u'a') + u":1"_s})
        row(RequestFault::BadTarget, "target " + shown(target), withTarget(target));
}

void lineRows()
{
    for (const QString &bad : {u""_s,
                               u" "_s,
                               u"server"_s,
                               u"server "_s,
                               u"server  a"_s,
                               u" server a"_s,
                               u"server a "_s,
                               u"Server a"_s,
                               u"SERVER a"_s,
                               u"servers a"_s,
                               u"a"_s,
                               u"#server a"_s,
                               u"!server a"_s,
                               u"; server a"_s,
                               u"% server a"_s,
                               u"include /etc/shadow"_s,
                               u"confdir /tmp"_s,
                               u"sourcedir /tmp"_s,
                               u"pidfile /etc/cron.d/x"_s,
                               u"keyfile /etc/shadow"_s,
                               u"driftfile /etc/passwd"_s,
                               u"logdir /etc"_s,
                               u"dumpdir /etc"_s,
                               u"user root"_s,
                               u"mailonchange root 0.1"_s,
                               u"bindcmdaddress /etc/x"_s,
                               u"cmdallow all"_s,
                               u"allow"_s,
                               u"local stratum 1"_s,
                               u"refclock SHM 0"_s,
                               u"makestep 1 -1"_s,
                               u"makestep"_s,
                               u"maxdistance 16"_s,
                               u"restrict default"_s,
                               u"includefile /etc/shadow"_s,
                               u"crypto pw x"_s,
                               u"disable auth"_s,
                               u"tos minclock 1"_s,
                               u"NTP=a"_s,
                               u"[Time]"_s,
                               u"serverintf a"_s,
                               u"server;reboot"_s,
                               u"server.a b"_s,
                               u"peer"_s,
                               u"pool"_s,
                               u"peers a"_s,
                               u"server n\u00e9"_s,
                               u"s\u0435rver a"_s,
                               u"server\u00a0a b"_s,
                               u"server 時計.jp"_s,
                               QString(u"server "_s + QString(2048, u'a'))})
        row(RequestFault::BadLine, "line " + shown(bad), withLine(bad));
    // What the daemon of every version would refuse, ignore or read otherwise.
    for (const QString &bad : {u"server a # x"_s,
                               u"server a iburst ; reboot"_s,
                               u"server a $(reboot)"_s,
                               u"server a include /etc/shadow"_s,
                               u"server a \"{[:,]}\" \\"_s,
                               u"server a foo"_s,
                               u"server a minpoll"_s,
                               u"server a minpoll x"_s,
                               u"server a minpoll 4 5"_s,
                               u"server a key /etc/shadow"_s,
                               u"server a certset /etc/ssl"_s,
                               u"server a extfield F999"_s,
                               u"server a port 0"_s,
                               u"server a ca /etc/shadow"_s,
                               u"server a path /dev/sda"_s,
                               u"server a ipv4 -4"_s,
                               u"server -4 a"_s,
                               u"server -f"_s,
                               u"server a..b"_s,
                               u"server .a"_s,
                               u"server a_/b"_s,
                               u"server /etc/shadow"_s,
                               u"server a,b"_s,
                               u"server 2001:db8::1 ipv4"_s,
                               u"server 127.0.0.1 ipv6"_s,
                               QString(u"server "_s + QString(254, u'a')),
                               QString(u"server a"_s + QString(u" iburst"_s).repeated(400))})
        row(RequestFault::BadLine, "chrony's line " + shown(bad), withLine(bad));
    for (const QString &bad :
         {u"server a ca /etc/shadow"_s, u"server a nts ca /etc/ssl/certs/mine.pem"_s, u"server a CA /etc/x"_s,
          u"server a path /dev/sda"_s, u"server a ppspath /dev/sda"_s, u"server a cert /etc/shadow"_s,
          u"server a \"b"_s, u"server \"a b\""_s, u"server 127.127.20.0 mode 1"_s, u"server a maxsources 4"_s,
          u"server a iburst minpoll 99999999999999999999x"_s, u"server a key"_s, u"server a offset 0.1"_s}) {
        QJsonObject object = good();
        object[u"daemon"_s] = u"ntpsec"_s;
        object[u"edits"_s] = QJsonArray{addition({bad})};
        row(RequestFault::BadLine, "NTPsec's line " + shown(bad), text(object));
        object[u"daemon"_s] = u"ntp"_s;
        row(RequestFault::BadLine, "ntpd's line " + shown(bad), text(object));
    }
    for (const QString &bad : {u"server a b"_s, u"server a iburst"_s, u"pool a"_s, u"peer a"_s,
                               u"server a NTP=b"_s, u"server NTP=a"_s, u"server a]"_s, u"server [Time]"_s}) {
        QJsonObject object = good();
        object[u"daemon"_s] = u"timesyncd"_s;
        object[u"edits"_s] = QJsonArray{addition({bad})};
        row(RequestFault::BadLine, "timesyncd's line " + shown(bad), text(object));
    }
    for (const QJsonValue &value : {QJsonValue(), QJsonValue(1), QJsonValue(true),
                                    QJsonValue(QJsonArray{line}), QJsonValue(QJsonObject{{u"line"_s, line}})})
        row(RequestFault::BadLine, "a line that is no text", withLine(value));
}

void controlRows()
{
    std::vector<char16_t> controls{0x7f,   0xad,   0x61c,  0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a,
                                   0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff};
    for (char16_t unit = 0; unit < 0x20; ++unit)
        controls.push_back(unit);
    for (char16_t unit = 0x80; unit < 0xa0; ++unit)
        controls.push_back(unit);
    controls.push_back(0xd800); // half a character
    controls.push_back(0xdc00);
    for (const char16_t unit : controls) {
        const QByteArray escape = "\\u" + QByteArray::number(unit, 16).rightJustified(4, '0');
        row(RequestFault::ControlCharacter, "in a line: " + escape,
            replaced("iburst", "iburst" + escape + "include"));
        row(RequestFault::ControlCharacter, "in a target: " + escape,
            replaced("chrony.conf", "chrony" + escape + ".conf"));
        row(RequestFault::ControlCharacter, "in a daemon: " + escape,
            replaced("\"chrony\"", "\"chrony" + escape + '"'));
        row(RequestFault::ControlCharacter, "in a verb: " + escape,
            replaced("\"add\"", "\"add" + escape + '"'));
        row(RequestFault::ControlCharacter, "in a digest: " + escape,
            replaced("aaaa\"", "aaaa" + escape + '"'));
        if (unit < 0x20)
            continue;
        // As it stands, where JSON lets it stand.
        if (!QChar::isSurrogate(unit))
            row(RequestFault::ControlCharacter, "bare: " + escape,
                replaced("iburst", "iburst " + QString(QChar(unit)).toUtf8()));
    }
    // Qt lets these stand too, though JSON does not.
    for (const QByteArray &bare : {QByteArray("\n"), QByteArray("\r\n"), QByteArray("\t"),
                                   QByteArray("\x1b[31m"), QByteArray(1, '\0')})
        row(RequestFault::ControlCharacter, "bare in a line: " + bare.toPercentEncoding(),
            replaced("iburst", "iburst" + bare + "include /etc/shadow"));
    row(RequestFault::ControlCharacter, "in a key", replaced("\"verb\"", QByteArray("\"ve\xe2\x80\xaerb\"")));
    row(RequestFault::ControlCharacter, "deep inside",
        withLine(QJsonArray{QJsonArray{QJsonObject{{u"x"_s, QString(QChar(7))}}}}));
}

} // namespace

class TestHelperRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsGoodOnes_data();
    void readsGoodOnes();
    void readsEveryWord();
    void refuses_data();
    void refuses();
    void refusedMoreThanAThousand() { QVERIFY2(m_refused > 1000, qPrintable(QString::number(m_refused))); }
    void readsTheOtherVerbs();
    void refusesTheOtherVerbs_data();
    void refusesTheOtherVerbs();

private:
    int m_refused = 0;
};

void TestHelperRequest::readsGoodOnes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray whole = text(good());
    QTest::newRow("compact") << whole;
    QTest::newRow("indented") << QJsonDocument(good()).toJson();
    QTest::newRow("in space") << " \r\n\t" + whole + " \n";
    QTest::newRow("as large as may be") << whole + QByteArray(mostRequestBytes - whole.size(), ' ');
    for (const QString &daemon : {u"chrony"_s, u"ntpsec"_s, u"ntp"_s})
        QTest::newRow(qPrintable(daemon)) << with(u"daemon"_s, daemon);
    QTest::newRow("timesyncd") << replaced(" iburst minpoll 4", "").replace("chrony\"", "timesyncd\"");
    QTest::newRow("may leave none") << with(u"allow_none"_s, true);
    for (const QString &target :
         {u"a"_s, u"ntp.example.org"_s, u"192.0.2.1"_s, u"2001:db8::1"_s, u"::1"_s, u"fe80::1%eth0"_s,
          u"127.127.20.0"_s, u"ntp.example.org:1123"_s, QString(place),
          u"/etc/systemd/timesyncd.conf.d/50-own.conf:3"_s, u"/etc/ntp.conf:9999999"_s})
        QTest::newRow(qPrintable(u"target "_s + target)) << withTarget(target);
    for (const QString &one :
         {u"server a"_s, u"pool 2.debian.pool.ntp.org iburst"_s, u"peer 192.0.2.1 key 7"_s,
          u"server 2001:db8::1 nts ntsport 4460 offset -0.5"_s, u"server a certset 3 extfield F323"_s,
          u"server a MINPOLL 4iburst"_s, u"server a maxunreach 5 ipv4"_s,
          QString(u"server a"_s + QString(u" iburst"_s).repeated(250))})
        QTest::newRow(qPrintable(u"line "_s + one.left(40))) << withLine(one);
    QJsonArray lines;
    QJsonArray edits;
    for (int index = 0; index < 1000; ++index) {
        lines.append(u"server %1.example.org"_s.arg(index));
        edits.append(targeted(u"remove"_s, u"%1.example.org"_s.arg(index)));
    }
    QTest::newRow("1000 lines") << withEdit(addition(lines));
    QTest::newRow("1000 edits") << with(u"edits"_s, edits);
}

void TestHelperRequest::readsGoodOnes()
{
    QFETCH(QByteArray, bytes);
    const RequestReading reading = parseHelperRequest(bytes);
    QVERIFY2(reading.request, qPrintable(reading.refusal ? reading.refusal->sentence : QString()));
    QVERIFY(!reading.refusal);
    QCOMPARE(reading.request->expect, QByteArray(64, 'a'));
}

void TestHelperRequest::readsEveryWord()
{
    const QString set = u"pool pool.example.org"_s;
    QJsonObject object = good();
    object[u"daemon"_s] = u"ntpsec"_s;
    object[u"in_place"_s] = true;
    object[u"edits"_s] = QJsonArray{
        addition({line, u"peer b"_s}),
        QJsonObject{{u"verb"_s, u"only"_s}, {u"lines"_s, QJsonArray{line}}},
        targeted(u"remove"_s, u"a.example"_s),
        targeted(u"disable"_s, place),
        targeted(u"enable"_s, u"::1"_s),
        QJsonObject{{u"verb"_s, u"set"_s}, {u"target"_s, place}, {u"lines"_s, QJsonArray{set}}},
    };
    const HelperRequest expected{DaemonKind::Ntpsec,
                                 {{{ServerEdit::Verb::Add, {}, {line, u"peer b"_s}},
                                   {ServerEdit::Verb::Only, {}, {line}},
                                   {ServerEdit::Verb::Remove, u"a.example"_s, {}},
                                   {ServerEdit::Verb::Disable, place, {}},
                                   {ServerEdit::Verb::Enable, u"::1"_s, {}},
                                   {ServerEdit::Verb::Set, place, {set}}},
                                  true,
                                  false,
                                  {}},
                                 QByteArray(64, 'a'),
                                 std::chrono::seconds(60)};
    const RequestReading reading = parseHelperRequest(text(object));
    QVERIFY(reading.request && *reading.request == expected);
}

void TestHelperRequest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("fault");
    structureRows();
    valueRows();
    editRows();
    targetRows();
    lineRows();
    controlRows();
}

void TestHelperRequest::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, fault);
    const RequestReading reading = parseHelperRequest(bytes);
    QVERIFY(!reading.request);
    QVERIFY(reading.refusal && !reading.refusal->sentence.isEmpty());
    QVERIFY2(int(reading.refusal->fault) == fault, qPrintable(reading.refusal->sentence));
    ++m_refused;
}

void TestHelperRequest::readsTheOtherVerbs()
{
    const auto command = parseCommandRequest(R"({"format": 1, "daemon": "ntpsec"})");
    QVERIFY(command.request && !command.refusal && command.request->daemon == DaemonKind::Ntpsec);
    using Action = ServiceRequest::Action;
    for (const auto &[name, action] :
         {std::pair("start", Action::Start), std::pair("stop", Action::Stop),
          std::pair("restart", Action::Restart), std::pair("reload", Action::Reload)}) {
        const auto service = parseServiceRequest(R"({"format":1,"action":")" + QByteArray(name) +
                                                 R"(","daemon":"timesyncd","wait_s":7})");
        QVERIFY(service.request && !service.refusal);
        QVERIFY((*service.request == ServiceRequest{action, DaemonKind::Timesyncd, std::chrono::seconds(7)}));
    }
    const auto undo = parseUndoRequest(undoRequest(QByteArray(64, 'f'), std::chrono::seconds(7)));
    QVERIFY(undo.request && !undo.refusal);
    QVERIFY((*undo.request == UndoRequest{QByteArray(64, 'f'), std::chrono::seconds(7)}));
    // None is named: it is the last change that is meant.
    const auto last = parseUndoRequest(undoRequest({}, std::chrono::seconds(7)));
    QVERIFY(last.request && !last.refusal && last.request->expect.isEmpty());
    const auto observe = parseObserveRequest(R"({"format":1,"daemon":"chrony","interval_s":60})");
    QVERIFY(observe.request && !observe.refusal);
    QCOMPARE(observe.request->interval, std::chrono::seconds(60));
}

void TestHelperRequest::refusesTheOtherVerbs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("fault");
    const QJsonObject whole{{u"format"_s, 1},  {u"action"_s, u"start"_s}, {u"daemon"_s, u"chrony"_s},
                            {u"wait_s"_s, 60}, {u"interval_s"_s, 5},      {u"expect"_s, QString(64, u'a')}};
    for (const QStringList &keys :
         {QStringList{u"format"_s, u"daemon"_s}, QStringList{u"format"_s, u"wait_s"_s, u"expect"_s},
          QStringList{u"format"_s, u"daemon"_s, u"action"_s, u"wait_s"_s},
          QStringList{u"format"_s, u"daemon"_s, u"interval_s"_s}}) {
        QJsonObject verb;
        for (const QString &key : keys)
            verb.insert(key, whole[key]);
        const QByteArray name = keys.constLast().toLatin1() + ": ";
        for (const QString &key : keys) {
            QJsonObject without = verb;
            without.remove(key);
            if (key != "expect"_L1) // may be absent
                row(RequestFault::MissingKey, name + "without " + key.toLatin1(), text(without));
            for (const QJsonValue &value :
                 {QJsonValue(), QJsonValue(0), QJsonValue(-1), QJsonValue(0.5), QJsonValue(601),
                  QJsonValue(1e300), QJsonValue(true), QJsonValue(QString()), QJsonValue(u"x"_s),
                  QJsonValue(u"60"_s), QJsonValue(QJsonArray{1}), QJsonValue(QJsonObject())}) {
                QJsonObject wrong = verb;
                wrong[key] = value;
                row(RequestFault::WrongValue, name + key.toLatin1() + " is something else", text(wrong));
            }
            row(RequestFault::DoubledKey, name + "doubled " + key.toLatin1(),
                text(verb).replace("{\"", "{\"" + key.toLatin1() + "\":1,\""));
        }
        for (const QString &key :
             {u"path"_s, u"command"_s, u"unit"_s, u"edits"_s, u"socket"_s, u"threshold"_s}) {
            QJsonObject more = verb;
            more[key] = u"/etc/shadow"_s;
            row(RequestFault::UnknownKey, name + key.toLatin1(), text(more));
        }
        const QByteArray bytes = text(verb);
        for (qsizetype length = 0; length < bytes.size(); ++length)
            row(RequestFault::NotJson, name + "cut at " + QByteArray::number(length), bytes.first(length));
        for (const QByteArray &noise :
             {QByteArray(" "), QByteArray("\n"), QByteArray(1, '\0'), QByteArray("null"), QByteArray("[]"),
              QByteArray(100'000, '['), "\xef\xbb\xbf" + bytes, bytes + '\0'})
            row(RequestFault::NotJson, name + "no JSON object: " + noise.toPercentEncoding(), noise);
        row(RequestFault::NotJson, name + "twice", bytes + bytes);
        row(RequestFault::TooLarge, name + "too large", bytes + QByteArray(mostRequestBytes, ' '));
        row(RequestFault::ControlCharacter, name + "control character",
            QByteArray(bytes).replace("chrony", "chrony\\u001b").replace("aa", "a\\u001b"));
    }
    for (const QString &digest : {QString(63, u'a'), QString(65, u'a'), QString(64, u'A'), QString(64, u'g'),
                                  QString(63, u'a') + u' ', u"last"_s})
        row(RequestFault::WrongValue, "expect: digest " + shown(digest),
            undoRequest(digest.toLatin1(), std::chrono::seconds(60)));
    row(RequestFault::UnknownKey, "expect: of a daemon",
        R"({"format":1,"daemon":"chrony","wait_s":60,"expect":")" + QByteArray(64, 'a') + "\"}");
    for (const QString &action : {u"Start"_s, u"start "_s, u"enable"_s, u"disable"_s, u"mask"_s, u"kill"_s,
                                  u"reset-failed"_s, u"--now"_s, u"daemon-reload"_s, u"edit"_s})
        row(RequestFault::WrongValue, "action " + shown(action),
            R"({"format":1,"daemon":"chrony","wait_s":60,"action":")" + action.toLatin1() + "\"}");
}

void TestHelperRequest::refusesTheOtherVerbs()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, fault);
    const QByteArray whole(QTest::currentDataTag());
    const auto check = [fault](const auto &reading) {
        return !reading.request && reading.refusal && int(reading.refusal->fault) == fault;
    };
    if (whole.startsWith("daemon"))
        QVERIFY(check(parseCommandRequest(bytes)));
    else if (whole.startsWith("expect"))
        QVERIFY(check(parseUndoRequest(bytes)));
    else if (whole.startsWith("interval_s"))
        QVERIFY(check(parseObserveRequest(bytes)));
    else
        QVERIFY(check(parseServiceRequest(bytes)));
}

QTEST_GUILESS_MAIN(TestHelperRequest)
#include "test_helperrequest.moc"
