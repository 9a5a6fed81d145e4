// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/daemons/ntpcontrol.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <random>

using namespace synchroscope;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Of data/ntpsec-1.2.2.mode6.
QByteArray recorded(const QByteArray &name)
{
    QFile file(QFINDTESTDATA("data/ntpsec-1.2.2.mode6"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(name + ' '))
            return QByteArray::fromHex(line.sliced(name.size() + 1));
    }
    return {};
}

ControlFragment recordedFragment(const QByteArray &name)
{
    return decodeControlFragment(recorded(name)).value_or(ControlFragment{});
}

/// Shortly after the recording.
constexpr Instant recordedAt(1795446994s);

std::optional<DaemonSource> recordedSource(const QByteArray &name)
{
    const ControlFragment fragment = recordedFragment(name);
    return peerSource(fragment.status, ControlVariables::parse(fragment.data), recordedAt);
}

ControlFragment piece(quint16 offset, const QByteArray &data, bool hasMore)
{
    return {.operation = 2,
            .isError = false,
            .hasMore = hasMore,
            .sequence = 1,
            .status = 0,
            .association = 0,
            .offset = offset,
            .data = data};
}

} // namespace

class TestNtpControl final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesRequests();
    void readsAnswersOfNtpsec();
    void refusesWhatIsNoAnswer_data();
    void refusesWhatIsNoAnswer();
    void putsFragmentsTogether_data();
    void putsFragmentsTogether();
    void fragmentsLikeABruteForceTwin();
    void readsVariables_data();
    void readsVariables();
    void readsNumbers();
    void readsStatusWords();
    void tellsWhichNtpd_data();
    void tellsWhichNtpd();
    void signsAreOurs();
    void sourcesOfNtpsec();
    void readsTheClockFilter();
    void measuredIsTheNewest();
    void sourcesOfSyntheticClassicNtpd();
};

void TestNtpControl::writesRequests()
{
    // RFC 9327 section 2: LI 0, VN 4, mode 6; opcode; sequence; status; association; offset; count; data.
    QCOMPARE(
        encode({.operation = ControlOperation::ReadStatus, .sequence = 0x1234, .association = 0}).toHex(),
        "260112340000000000000000");
    QCOMPARE(encode({.operation = ControlOperation::ReadVariables,
                     .sequence = 0x00ff,
                     .association = 0x4567,
                     .names = "offset"})
                 .toHex(),
             "260200ff0000456700000006" + QByteArray("offset").toHex() + "0000");
}

void TestNtpControl::readsAnswersOfNtpsec()
{
    const ControlFragment list = recordedFragment("associations");
    QCOMPARE(list.operation, quint8(1));
    QCOMPARE(list.sequence, quint16(77));
    QVERIFY(!list.isError && !list.hasMore);
    const std::vector<ControlAssociation> expected = {
        {17767, 0xb61a}, {17768, 0x8011}, {17769, 0x8011}, {17770, 0x801b}};
    QVERIFY(decodeAssociations(list.data) == expected);

    const ControlFragment system = recordedFragment("system");
    const ControlVariables variables = ControlVariables::parse(system.data);
    QCOMPARE(variables.size(), 8);
    QCOMPARE(variables.text("version"), std::optional(u"ntpd ntpsec-1.2.2"_s));
    const DaemonTracking tracking = systemTracking(system.status, variables, recordedAt);
    QVERIFY(tracking.synchronised);
    QCOMPARE(tracking.referenceId, u"10.77.9.1"_s);
    QCOMPARE(tracking.stratum, std::optional(2));
    QVERIFY(tracking.leap == LeapIndicator::NoWarning);
    QVERIFY(tracking.rootDelay == Duration(50us));
    QVERIFY(tracking.rootDispersion == Duration(1060us));
    QVERIFY(tracking.lastOffset == Offset::fromLocalMinusRemote(-12406ns));
    QCOMPARE(tracking.frequencyPpm, std::optional(0.0));
    // 0xeeaed6b1.39871a72, in Unix seconds
    QVERIFY(tracking.lastUpdate.has_value());
    QCOMPARE(std::chrono::floor<std::chrono::seconds>(*tracking.lastUpdate).time_since_epoch().count(),
             0xeeaed6b1LL - 2208988800LL);

    // Two fragments whose padding holds stray bytes, the later first.
    ControlAnswer answer;
    QVERIFY(answer.add(recordedFragment("everything-2")));
    QVERIFY(!answer.isComplete());
    QVERIFY(answer.add(recordedFragment("everything-1")));
    QVERIFY(answer.isComplete());
    const ControlVariables everything = ControlVariables::parse(answer.data());
    QCOMPARE(everything.text("srcadr"), std::optional(u"10.77.9.1"_s));
    QCOMPARE(everything.number("ntscookies"), std::optional(-1.0));
    QCOMPARE(everything.text("filtdisp"), std::nullopt); // a stray control character of 1.2.2

    const ControlFragment vanished = recordedFragment("vanished");
    QVERIFY(vanished.isError);
    QCOMPARE(vanished.errorCode(), controlErrorUnknownAssociation);
}

void TestNtpControl::refusesWhatIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("short") << QByteArray("2682004d00140000000000");
    QTest::newRow("request") << QByteArray("2602004d0014000000000000");
    QTest::newRow("mode 4") << QByteArray("2482004d0014000000000000");
    QTest::newRow("counts more than it has") << QByteArray("2682004d001400000000000261");
}

void TestNtpControl::refusesWhatIsNoAnswer()
{
    QFETCH(QByteArray, hex);
    QVERIFY(!decodeControlFragment(QByteArray::fromHex(hex)));
}

void TestNtpControl::putsFragmentsTogether_data()
{
    QTest::addColumn<QList<ControlFragment>>("fragments");
    QTest::addColumn<bool>("isTaken");     // all of them
    QTest::addColumn<QByteArray>("whole"); // null: not complete
    using List = QList<ControlFragment>;
    QTest::newRow("one") << List{piece(0, "abc", false)} << true << QByteArray("abc");
    QTest::newRow("empty") << List{piece(0, "", false)} << true << QByteArray("");
    QTest::newRow("in order") << List{piece(0, "abc", true), piece(3, "de", false)} << true
                              << QByteArray("abcde");
    QTest::newRow("out of order") << List{piece(5, "f", false), piece(3, "de", true), piece(0, "abc", true)}
                                  << true << QByteArray("abcdef");
    QTest::newRow("twice") << List{piece(0, "abc", true), piece(0, "abc", true), piece(3, "de", false),
                                   piece(3, "de", false)}
                           << true << QByteArray("abcde");
    QTest::newRow("gap") << List{piece(0, "abc", true), piece(4, "e", false)} << true << QByteArray();
    QTest::newRow("no beginning") << List{piece(3, "de", false)} << true << QByteArray();
    QTest::newRow("no end") << List{piece(0, "abc", true)} << true << QByteArray();
    QTest::newRow("overlap") << List{piece(0, "abc", true), piece(2, "cd", false)} << false << QByteArray();
    QTest::newRow("overlap from before")
        << List{piece(2, "cd", true), piece(0, "abc", true)} << false << QByteArray();
    QTest::newRow("other bytes") << List{piece(0, "abc", true), piece(0, "abd", true)} << false
                                 << QByteArray();
    QTest::newRow("second end") << List{piece(3, "d", false), piece(0, "ab", false)} << false << QByteArray();
    QTest::newRow("behind the end") << List{piece(0, "abc", false), piece(3, "d", true)} << false
                                    << QByteArray("abc");
    QTest::newRow("end before others")
        << List{piece(4, "e", true), piece(0, "abc", false)} << false << QByteArray();
    QTest::newRow("nothing, and more") << List{piece(0, "", true)} << false << QByteArray();
    QTest::newRow("beyond 64 KiB") << List{piece(65535, "ab", true)} << false << QByteArray();
}

void TestNtpControl::putsFragmentsTogether()
{
    QFETCH(QList<ControlFragment>, fragments);
    QFETCH(bool, isTaken);
    QFETCH(QByteArray, whole);
    ControlAnswer answer;
    bool taken = true;
    for (const ControlFragment &fragment : std::as_const(fragments))
        taken = answer.add(fragment) && taken;
    QCOMPARE(taken, isTaken);
    QCOMPARE(answer.isComplete(), !whole.isNull());
    if (answer.isComplete())
        QCOMPARE(answer.data(), whole);
}

/// A text is cut at random, shuffled, and some pieces come twice or not at all; the twin keeps a byte map.
void TestNtpControl::fragmentsLikeABruteForceTwin()
{
    std::mt19937 random(20260101); // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
    for (int round = 0; round < 2000; ++round) {
        QByteArray text(1 + static_cast<int>(random() % 60), '\0');
        for (char &c : text)
            c = static_cast<char>('a' + random() % 26);
        std::vector<ControlFragment> pieces;
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype size = std::min<qsizetype>(1 + random() % 20, text.size() - at);
            pieces.push_back(piece(static_cast<quint16>(at), text.sliced(at, size), at + size < text.size()));
            at += size;
        }
        std::vector<ControlFragment> sent;
        for (const ControlFragment &fragment : pieces) {
            for (auto times = random() % 8 == 0 ? 0 : 1 + random() % 2; times > 0; --times)
                sent.push_back(fragment);
        }
        std::shuffle(sent.begin(), sent.end(), random);
        ControlAnswer answer;
        QByteArray have(text.size(), '.');
        for (const ControlFragment &fragment : sent) {
            QVERIFY(answer.add(fragment));
            have.replace(fragment.offset, fragment.data.size(), fragment.data);
            QCOMPARE(answer.isComplete(), have == text);
        }
        if (answer.isComplete())
            QCOMPARE(answer.data(), text);
    }
}

void TestNtpControl::readsVariables_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("value"); // null: none
    QTest::addColumn<int>("count");
    QTest::newRow("plain") << QByteArray("a=1, b=2\r\n") << QByteArray("b") << u"2"_s << 2;
    QTest::newRow("comma in quotes") << QByteArray("version=\"ntpd, 4\",\r\nb=2") << QByteArray("version")
                                     << u"ntpd, 4"_s << 2;
    QTest::newRow("after quotes") << QByteArray("version=\"a=1, c=3\", b=2") << QByteArray("b") << u"2"_s
                                  << 2;
    QTest::newRow("no value") << QByteArray("a, b=2") << QByteArray("a") << QString() << 1;
    QTest::newRow("empty value") << QByteArray("a=, b=2") << QByteArray("a") << QString() << 2;
    QTest::newRow("empty quotes") << QByteArray("a=\"\", b=2") << QByteArray("a") << QString() << 2;
    QTest::newRow("open quotes") << QByteArray("b=2, a=\"x, c=3") << QByteArray("a") << QString() << 1;
    QTest::newRow("list") << QByteArray("f= 1.0 2.0,\r\nb=2") << QByteArray("f") << u"1.0 2.0"_s << 2;
    QTest::newRow("spaces and NULs") << QByteArray(" a = 1 \0\0", 9) << QByteArray("a") << u"1"_s << 1;
    QTest::newRow("twice") << QByteArray("a=1, a=2") << QByteArray("a") << u"2"_s << 1;
    QTest::newRow("no name") << QByteArray("=1, a=2") << QByteArray("a") << u"2"_s << 1;
    QTest::newRow("control characters") << QByteArray("a=\"x\x1b[2J\"") << QByteArray("a") << QString() << 1;
    QTest::newRow("no UTF-8") << QByteArray("a=\"\xff\xfe\"") << QByteArray("a") << QString() << 1;
    QTest::newRow("nothing") << QByteArray() << QByteArray("a") << QString() << 0;
}

void TestNtpControl::readsVariables()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    QFETCH(QString, value);
    QFETCH(int, count);
    const ControlVariables variables = ControlVariables::parse(text);
    QCOMPARE(variables.text(name).value_or(QString()), value);
    QCOMPARE(variables.size(), count);
}

void TestNtpControl::readsNumbers()
{
    const ControlVariables variables = ControlVariables::parse(
        "d=-1.5, nan=nan, inf=inf, huge=1e999, hex=0x1f, dec=377, negative=-1, over=256, word=x,"
        "zero=0x00000000.00000000, stamp=0x83aa7e80.80000000, short=0x83aa7e80, long=0x83aa7e80.800000001");
    QCOMPARE(variables.number("d"), std::optional(-1.5));
    for (const char *name : {"nan", "inf", "huge", "word", "none"})
        QCOMPARE(variables.number(name), std::nullopt);
    // Both ntpds print reach with "0x%x"; ntpq turns it into octal afterwards.
    QCOMPARE(variables.unsignedInteger("hex", 255), std::optional(31));
    QCOMPARE(variables.unsignedInteger("dec", 1000), std::optional(377));
    for (const char *name : {"negative", "over", "word", "d", "none"})
        QCOMPARE(variables.unsignedInteger(name, 255), std::nullopt);
    QVERIFY(variables.timestamp("stamp", Instant(0s)) == Instant(500ms)); // 0x83aa7e80 is 1970
    for (const char *name : {"zero", "short", "long", "dec"})
        QVERIFY(!variables.timestamp(name, Instant(0s)));
}

void TestNtpControl::readsStatusWords()
{
    // RFC 9327 section 3.1: LI 2 bits, source 6, count 4, code 4.
    const SystemStatus system = {
        .leap = LeapIndicator::Unsynchronised, .clockSource = 6, .eventCount = 1, .event = 5};
    QVERIFY(decodeSystemStatus(0xc615) == system);
    // Section 3.2; the words as ntpq's manual explains them: config, authenb, auth, reach, bcst, select.
    const PeerStatus peer = {.configured = true,
                             .authenticationEnabled = false,
                             .authenticated = true,
                             .reachable = true,
                             .broadcast = false,
                             .selection = ControlSelection::SystemPeer,
                             .eventCount = 1,
                             .event = 0xa};
    QVERIFY(decodePeerStatus(0xb61a) == peer);
    QVERIFY(decodePeerStatus(0x4800).authenticationEnabled && decodePeerStatus(0x4800).broadcast);
    // The letters of ntpq's manual in the order of its "select" codes.
    const QByteArray letters = " x.-+#*o";
    const std::array standings = {SourceStanding::Unusable,   SourceStanding::Falseticker,
                                  SourceStanding::Selectable, SourceStanding::Selectable,
                                  SourceStanding::Combined,   SourceStanding::Selectable,
                                  SourceStanding::Selected,   SourceStanding::Selected};
    for (quint16 select = 0; select < 8; ++select) {
        const ControlSelection selection = decodePeerStatus(static_cast<quint16>(select << 8)).selection;
        QCOMPARE(tallyLetter(selection), letters[select]);
        QVERIFY(standingOf(selection) == standings.at(select));
    }
}

void TestNtpControl::tellsWhichNtpd_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isNtpsec");
    QTest::addColumn<QString>("version"); // null: neither
    QTest::newRow("Debian 12") << u"ntpd ntpsec-1.2.2"_s << true << u"1.2.2"_s;
    QTest::newRow("older NTPsec") << u"ntpd ntpsec-1.1.3 2019-11-18T06:04:00Z"_s << true << u"1.1.3"_s;
    QTest::newRow("classic") << u"ntpd 4.2.8p15@1.3728-o Wed Sep 23 11:46:38 UTC 2020 (1)"_s << false
                             << u"4.2.8p15"_s;
    QTest::newRow("other") << u"chronyd 4.3"_s << false << QString();
    QTest::newRow("none") << u"ntpd "_s << false << QString();
    QTest::newRow("none of NTPsec") << u"ntpd ntpsec-"_s << false << QString();
}

void TestNtpControl::tellsWhichNtpd()
{
    QFETCH(QString, text);
    QFETCH(bool, isNtpsec);
    QFETCH(QString, version);
    const std::optional<NtpdVersion> told = ntpdVersion(text);
    QCOMPARE(told.has_value(), !version.isNull());
    if (told) {
        QCOMPARE(told->version, version);
        QVERIFY(told->kind == (isNtpsec ? DaemonKind::Ntpsec : DaemonKind::Ntpd));
    }
}

void TestNtpControl::signsAreOurs()
{
    // The server, and what ntpd makes of all, is 50 ms ahead: this clock is behind.
    const ControlVariables variables = ControlVariables::parse(
        "srcadr=192.0.2.1, rec=0xeeaed6b1.00000000, offset=50.000000, frequency=12.500");
    QVERIFY(peerSource(0x9614, variables, recordedAt)->measured == Offset::fromLocalMinusRemote(-50ms));
    const DaemonTracking tracking = systemTracking(0x0615, variables, recordedAt);
    QVERIFY(tracking.lastOffset == Offset::fromLocalMinusRemote(-50ms));
    QVERIFY(tracking.systemOffset == Offset::fromLocalMinusRemote(-50ms));
    // The kernel is told to add 12.5 ppm: without that this clock would be slow.
    QCOMPARE(tracking.frequencyPpm, std::optional(-12.5));
    // Before it is synchronised its offset of zero means nothing.
    QVERIFY(!systemTracking(0xc016, variables, recordedAt).systemOffset);
}

void TestNtpControl::sourcesOfNtpsec()
{
    const std::optional<DaemonSource> selected = recordedSource("selected");
    QVERIFY(selected.has_value());
    QCOMPARE(selected->name, u"10.77.9.1"_s);
    QCOMPARE(selected->address, u"10.77.9.1"_s);
    QVERIFY(selected->mode == SourceMode::Server);
    QVERIFY(selected->standing == SourceStanding::Selected);
    QCOMPARE(selected->letter, '*');
    QCOMPARE(selected->stratum, std::optional(1));
    QCOMPARE(selected->pollLog2, std::optional(3)); // hpoll; the peer's 99 says nothing
    QCOMPARE(selected->reach, std::optional<quint8>(0xff));
    QVERIFY(selected->leap == LeapIndicator::NoWarning);
    QVERIFY(selected->measured == Offset::fromLocalMinusRemote(-14853ns));
    QVERIFY(selected->delay == Duration(49852ns));
    QVERIFY(selected->error == Duration(24926ns + 117219ns));
    QVERIFY(recordedAt - *selected->lastSample < 10min);

    const std::optional<DaemonSource> unreachable = recordedSource("unreachable");
    QCOMPARE(unreachable->letter, ' ');
    QVERIFY(unreachable->standing == SourceStanding::Unusable);
    QCOMPARE(unreachable->reach, std::optional<quint8>(0));
    QVERIFY(unreachable->resolved && !unreachable->lastSample && !unreachable->measured &&
            !unreachable->error);

    const std::optional<DaemonSource> unresolved = recordedSource("unresolved");
    QVERIFY(!unresolved->resolved);
    QCOMPARE(unresolved->name, u"no-such.invalid"_s);
    QCOMPARE(unresolved->address, QString());

    const std::optional<DaemonSource> clock = recordedSource("reference-clock");
    QVERIFY(clock->mode == SourceMode::ReferenceClock);
    QCOMPARE(clock->name, u"SHM(1)"_s);
    QCOMPARE(clock->address, QString());
    QCOMPARE(clock->referenceId, u"SHM"_s);
}

void TestNtpControl::readsTheClockFilter()
{
    // As a real NTPsec 1.2.2 printed it, with what lay about in its memory.
    ControlAnswer answer;
    QVERIFY(answer.add(recordedFragment("everything-2")));
    QVERIFY(answer.add(recordedFragment("everything-1")));
    const ControlVariables everything = ControlVariables::parse(answer.data());
    const std::vector<FilterSample> filter = clockFilter(everything);
    QCOMPARE(filter.size(), 8U);
    QCOMPARE(filter.front(), (FilterSample{.offset = 0.01, .delay = 0.05, .dispersion = 0}));
    QCOMPARE(filter.back(), (FilterSample{.offset = 0.01, .delay = 0.04, .dispersion = 0.93}));

    const auto filterOf = [](const QByteArray &text) {
        return clockFilter(ControlVariables::parse(text)).size();
    };
    const QByteArray chosen = "offset=1.234, delay=5.006, ";
    const QByteArray delays = "filtdelay=9 9 5.01 9 9 9 9 9, ";
    const QByteArray dispersions = "filtdisp=0 1 2 3 4 5 6 16000";
    QCOMPARE(filterOf(chosen + delays + "filtoffset=7 7 1.23 7 7 7 7 7, " + dispersions), 8U);
    // The chosen one is not there: numbers of something else.
    QCOMPARE(filterOf(chosen + delays + "filtoffset=7 1.23 7 7 7 7 7 7, " + dispersions), 0U);
    QCOMPARE(filterOf(chosen + delays + "filtoffset=7 1.23, " + dispersions), 0U);
    QCOMPARE(filterOf(chosen + delays + dispersions), 0U);
    QCOMPARE(filterOf(delays + "filtoffset=7 7 1.23 7 7 7 7 7, " + dispersions), 0U);
}

void TestNtpControl::measuredIsTheNewest()
{
    const auto source = [](const QByteArray &filter) {
        return *peerSource(0x9614,
                           ControlVariables::parse("srcadr=192.0.2.1, rec=0xeeaed6b1.00000000, "
                                                   "offset=1.234, delay=5.006, dispersion=0.9, " +
                                                   filter),
                           recordedAt);
    };
    const QByteArray delays = "filtdelay=9 8 5.01 9 9 9 9 9, ";
    const QByteArray offsets = "filtoffset=7 6 1.23 7 7 7 7 7, ";
    const DaemonSource newer = source(delays + offsets + "filtdisp=0.01 1 2 3 4 5 6 7");
    QCOMPARE(newer.measured, std::optional(Offset::fromNtpTheta(7ms)));
    QCOMPARE(newer.delay, std::optional<Duration>(9ms));
    QCOMPARE(newer.error, std::optional<Duration>(4500us + 15us));         // 5 µs of rounding
    QCOMPARE(newer.adjusted, std::optional(Offset::fromNtpTheta(1234us))); // as ntpq shows it
    // The last poll was not answered: the newest sample is older.
    const DaemonSource silent = source(delays + offsets + "filtdisp=16000 1 2 3 4 5 6 7");
    QCOMPARE(silent.measured, std::optional(Offset::fromNtpTheta(6ms)));
    // What ntpd has chosen is the newest: then it is known better.
    const DaemonSource best = source(delays + offsets + "filtdisp=16000 16000 0.02 3 4 5 6 7");
    QCOMPARE(best.measured, std::optional(Offset::fromNtpTheta(1234us)));
    QCOMPARE(best.delay, std::optional<Duration>(5006us));
    QCOMPARE(best.error, std::optional<Duration>(2503us + 25us));
    const DaemonSource unknown = source({});
    QCOMPARE(unknown.measured, unknown.adjusted);
    QCOMPARE(unknown.error, std::optional<Duration>(2503us + 900us));
}

/// Built from ntp_control.c of 4.2.8: the same names; three decimals; no name for a reference clock.
void TestNtpControl::sourcesOfSyntheticClassicNtpd()
{
    const auto source = [](const char *text, quint16 status = 0x9424) {
        return peerSource(status, ControlVariables::parse(text), recordedAt);
    };
    const std::optional<DaemonSource> server =
        source("srcadr=2001:db8::7, leap=1, hmode=3, stratum=2,\r\nppoll=7, hpoll=6, rootdelay=1.25, "
               "rootdisp=12.5, refid=192.0.2.9,\r\nrec=0xeeaed6b1.80000000, reach=0xbf, delay=8.000, "
               "offset=-1.500,\r\ndispersion=2.500, srchost=\"ntp.example.org\"\r\n");
    QCOMPARE(server->name, u"ntp.example.org"_s);
    QCOMPARE(server->address, u"2001:db8::7"_s);
    QCOMPARE(server->letter, '+');
    QCOMPARE(server->pollLog2, std::optional(6));
    QCOMPARE(server->reach, std::optional<quint8>(0xbf));
    QVERIFY(server->leap == LeapIndicator::InsertSecond);
    QVERIFY(server->measured == Offset::fromLocalMinusRemote(1500us));
    QVERIFY(server->error == Duration(6500us));
    QVERIFY(server->rootDelay == Duration(1250us));
    QVERIFY(server->rootDispersion == Duration(12500us));
    QCOMPARE(server->referenceId, u"192.0.2.9"_s);

    const std::optional<DaemonSource> clock = source("srcadr=127.127.20.3, hmode=3, refid=GPS, stratum=0");
    QVERIFY(clock->mode == SourceMode::ReferenceClock);
    QCOMPARE(clock->name, u"GPS(3)"_s);
    QVERIFY(source("srcadr=192.0.2.1, hmode=1")->mode == SourceMode::Peer);
    QVERIFY(!source("srcadr=192.0.2.255, hmode=5")); // our own broadcast
    QVERIFY(!source("leap=0, hmode=3"));
    // Nonsense is absent, and no zero.
    const std::optional<DaemonSource> odd =
        source("srcadr=192.0.2.1, rec=0xeeaed6b1.80000000, stratum=77, reach=0x100, leap=4, hpoll=200, "
               "offset=1e300, delay=-3, dispersion=inf, rootdelay=nan");
    QVERIFY(!odd->stratum && !odd->reach && !odd->leap && !odd->pollLog2 && !odd->measured && !odd->delay &&
            !odd->error && !odd->rootDelay);
}

QTEST_GUILESS_MAIN(TestNtpControl)
#include "test_ntpcontrol.moc"
