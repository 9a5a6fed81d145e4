// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/optionwording.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace synchroscope::wording {

using namespace Qt::StringLiterals;

namespace {

class OptionWording
{
    Q_DECLARE_TR_FUNCTIONS(OptionWording)
};

struct OptionTexts
{
    QLatin1StringView name;
    const char *label; ///< without the name, which follows in brackets
    const char *help;
};

/// What chrony means by them; where ntpd and NTPsec have the same word, they mean the same, except below.
constexpr auto commonTexts = std::to_array<OptionTexts>({
    {"aead"_L1, QT_TRANSLATE_NOOP("OptionWording", "Cipher of NTS"),
     QT_TRANSLATE_NOOP("OptionWording", "The cipher to ask for with NTS, such as AES_SIV_CMAC_256, which is "
                                        "used without it. The server may choose another one.")},
    {"asymmetry"_L1, QT_TRANSLATE_NOOP("OptionWording", "Asymmetry of the jitter"),
     QT_TRANSLATE_NOOP("OptionWording", "How much more the way back varies than the way there, from −0.5 to "
                                        "0.5. chrony finds it by itself if it is left out.")},
    {"auto_offline"_L1, QT_TRANSLATE_NOOP("OptionWording", "Offline when sending fails"),
     QT_TRANSLATE_NOOP("OptionWording", "Stops asking when a request cannot be sent, until the network is "
                                        "said to be back. For computers that are often offline.")},
    {"autokey"_L1, QT_TRANSLATE_NOOP("OptionWording", "Autokey"),
     QT_TRANSLATE_NOOP(
         "OptionWording",
         "Authenticates by the old Autokey, which no longer protects. Use a key, or a time service with NTS, "
         "instead.")},
    {"bias"_L1, QT_TRANSLATE_NOOP("OptionWording", "Correction"),
     QT_TRANSLATE_NOOP("OptionWording", "Seconds that are added to what is measured, against a lasting error "
                                        "of the way. A wrong number makes the clock wrong.")},
    {"burst"_L1, QT_TRANSLATE_NOOP("OptionWording", "Several tries"),
     QT_TRANSLATE_NOOP("OptionWording", "Asks up to 4 times in a row when no good measurement comes. Helps "
                                        "over an unsteady network, such as Wi-Fi.")},
    {"ca"_L1, QT_TRANSLATE_NOOP("OptionWording", "Certificates"),
     QT_TRANSLATE_NOOP("OptionWording", "A file or folder of certificates, of which one must have signed the "
                                        "server's. For NTS with a server of your own.")},
    {"certset"_L1, QT_TRANSLATE_NOOP("OptionWording", "Set of certificates"),
     QT_TRANSLATE_NOOP("OptionWording", "Which set of trusted certificates counts for NTS; 0 is the "
                                        "system's. For an NTS server of your own.")},
    {"copy"_L1, QT_TRANSLATE_NOOP("OptionWording", "Pass on as its own"),
     QT_TRANSLATE_NOOP("OptionWording", "Passes the server's stratum and identity on as its own. For several "
                                        "chronyd on one computer that belong together.")},
    {"extfield"_L1, QT_TRANSLATE_NOOP("OptionWording", "Extension field"),
     QT_TRANSLATE_NOOP("OptionWording", "Adds an extension to requests, by its hexadecimal number, for more "
                                        "accuracy. Only if the server is known to support it.")},
    {"filter"_L1, QT_TRANSLATE_NOOP("OptionWording", "Polls per measurement"),
     QT_TRANSLATE_NOOP("OptionWording", "Makes one measurement out of so many polls by a median filter, "
                                        "against noise. For very short polls in a local network.")},
    {"iburst"_L1, QT_TRANSLATE_NOOP("OptionWording", "Quick start"),
     QT_TRANSLATE_NOOP("OptionWording", "Asks 4 to 8 times quickly at the start, so that the clock is right "
                                        "within seconds. Good for nearly every server.")},
    {"ident"_L1, QT_TRANSLATE_NOOP("OptionWording", "Group of Autokey"),
     QT_TRANSLATE_NOOP("OptionWording", "The name of the group for Autokey, which no longer protects. Only "
                                        "where a server still asks for it.")},
    {"ipv4"_L1, QT_TRANSLATE_NOOP("OptionWording", "IPv4 only"),
     QT_TRANSLATE_NOOP(
         "OptionWording",
         "Uses only the server's IPv4 addresses. For a network where IPv6 does not work well.")},
    {"ipv6"_L1, QT_TRANSLATE_NOOP("OptionWording", "IPv6 only"),
     QT_TRANSLATE_NOOP(
         "OptionWording",
         "Uses only the server's IPv6 addresses. For a network where IPv4 does not work well.")},
    {"key"_L1, QT_TRANSLATE_NOOP("OptionWording", "Key number"),
     QT_TRANSLATE_NOOP("OptionWording", "Accepts only answers that are signed with this key. The server must "
                                        "have the same key under the same number.")},
    {"maxdelay"_L1, QT_TRANSLATE_NOOP("OptionWording", "Longest round trip"),
     QT_TRANSLATE_NOOP(
         "OptionWording",
         "Ignores answers that took longer than this. For a way to the server that is busy at times.")},
    {"maxdelaydevratio"_L1, QT_TRANSLATE_NOOP("OptionWording", "Largest rise of the delay"),
     QT_TRANSLATE_NOOP("OptionWording", "Ignores answers whose delay rises above the shortest by so many "
                                        "times its usual scatter. A smaller number is stricter.")},
    {"maxdelayquant"_L1, QT_TRANSLATE_NOOP("OptionWording", "Share of fast answers"),
     QT_TRANSLATE_NOOP("OptionWording", "Uses only this share of the answers, the fastest; 0.2 is a fifth. "
                                        "For very short polls in a steady local network.")},
    {"maxdelayratio"_L1, QT_TRANSLATE_NOOP("OptionWording", "Largest ratio of delays"),
     QT_TRANSLATE_NOOP("OptionWording", "Ignores answers that took more than so many times as long as the "
                                        "fastest one. For networks that are fast as a rule.")},
    {"maxpoll"_L1, QT_TRANSLATE_NOOP("OptionWording", "Longest interval"),
     QT_TRANSLATE_NOOP("OptionWording", "The longest time between requests, as a power of 2: 10 is 1024 s. A "
                                        "shorter one notices changes sooner and asks more often.")},
    {"maxsamples"_L1, QT_TRANSLATE_NOOP("OptionWording", "Most measurements"),
     QT_TRANSLATE_NOOP(
         "OptionWording",
         "Reckons with so many past measurements at most. Fewer of them follow changes of the clock sooner, "
         "but are noisier.")},
    {"maxsources"_L1, QT_TRANSLATE_NOOP("OptionWording", "Servers of the pool"),
     QT_TRANSLATE_NOOP("OptionWording", "How many servers of the pool are asked at the same time. Of 4, the "
                                        "usual number, a wrong one is outvoted.")},
    {"maxunreach"_L1, QT_TRANSLATE_NOOP("OptionWording", "Polls without an answer"),
     QT_TRANSLATE_NOOP("OptionWording", "No longer follows the server after so many polls without an answer. "
                                        "Without it, chrony holds on to it for very long.")},
    {"mindelay"_L1, QT_TRANSLATE_NOOP("OptionWording", "Known round trip"),
     QT_TRANSLATE_NOOP("OptionWording", "Takes this as the shortest round trip instead of measuring it. Only "
                                        "where it is known exactly and never changes.")},
    {"minpoll"_L1, QT_TRANSLATE_NOOP("OptionWording", "Shortest interval"),
     QT_TRANSLATE_NOOP("OptionWording",
                       "The shortest time between requests, as a power of 2: 6 is 64 s. Less than 6 may be "
                       "taken for abuse by servers that are not your own.")},
    {"minsamples"_L1, QT_TRANSLATE_NOOP("OptionWording", "Fewest measurements"),
     QT_TRANSLATE_NOOP("OptionWording", "Reckons with so many past measurements at least, against noise. The "
                                        "clock then follows changes more slowly.")},
    {"minstratum"_L1, QT_TRANSLATE_NOOP("OptionWording", "Lowest stratum"),
     QT_TRANSLATE_NOOP("OptionWording", "Counts the server as this stratum if it says a lower one, so that "
                                        "others are preferred. For one that is worse than it says.")},
    {"noselect"_L1, QT_TRANSLATE_NOOP("OptionWording", "Only watched"),
     QT_TRANSLATE_NOOP("OptionWording", "Measures the server but never follows it. To try or watch a server "
                                        "without any effect on the clock.")},
    {"noval"_L1, QT_TRANSLATE_NOOP("OptionWording", "Certificate not checked"),
     QT_TRANSLATE_NOOP(
         "OptionWording",
         "Does not check the server's certificate, so that anybody can pose as the server. Only for tests.")},
    {"nts"_L1, QT_TRANSLATE_NOOP("OptionWording", "Secured by NTS"),
     QT_TRANSLATE_NOOP("OptionWording", "Makes sure that answers come from this server, unchanged. The "
                                        "server must offer NTS, as a rule on TCP port 4460.")},
    {"ntsport"_L1, QT_TRANSLATE_NOOP("OptionWording", "Port of NTS"),
     QT_TRANSLATE_NOOP("OptionWording",
                       "The TCP port on which the server hands out the keys of NTS, if it is not 4460.")},
    {"offline"_L1, QT_TRANSLATE_NOOP("OptionWording", "Offline at first"),
     QT_TRANSLATE_NOOP("OptionWording", "Does not ask the server until \"chronyc online\" is called. For "
                                        "computers that start without a network.")},
    {"offset"_L1, QT_TRANSLATE_NOOP("OptionWording", "Correction"),
     QT_TRANSLATE_NOOP("OptionWording", "Seconds by which what is measured is corrected, against a lasting "
                                        "error of the way. A wrong number makes the clock wrong.")},
    {"polltarget"_L1, QT_TRANSLATE_NOOP("OptionWording", "Wanted measurements"),
     QT_TRANSLATE_NOOP("OptionWording", "How many measurements chrony wants to reckon with; it chooses its "
                                        "intervals by that. A higher number means more requests.")},
    {"port"_L1, QT_TRANSLATE_NOOP("OptionWording", "Port"),
     QT_TRANSLATE_NOOP("OptionWording", "The UDP port of the server, if it is not 123. Only for a server "
                                        "that is known to use another one.")},
    {"preempt"_L1, QT_TRANSLATE_NOOP("OptionWording", "Replaceable"),
     QT_TRANSLATE_NOOP("OptionWording",
                       "Lets ntpd drop this server when there are enough better ones. For pools, mostly.")},
    {"prefer"_L1, QT_TRANSLATE_NOOP("OptionWording", "Preferred"),
     QT_TRANSLATE_NOOP("OptionWording", "Follows this server rather than others while it works well. For the "
                                        "one that is known to be the best.")},
    {"presend"_L1, QT_TRANSLATE_NOOP("OptionWording", "Ask ahead from interval"),
     QT_TRANSLATE_NOOP("OptionWording", "Sends a request ahead of each measurement if the interval is this "
                                        "long, as a power of 2, or longer. For links that fall asleep.")},
    {"require"_L1, QT_TRANSLATE_NOOP("OptionWording", "Required"),
     QT_TRANSLATE_NOOP("OptionWording", "Corrects the clock only while one of the required servers works "
                                        "well. Together with trust, the others cannot mislead it.")},
    {"true"_L1, QT_TRANSLATE_NOOP("OptionWording", "Always believed"),
     QT_TRANSLATE_NOOP("OptionWording", "Believes this server even if all others disagree, so that its "
                                        "errors reach the clock. Hardly ever wanted for a server.")},
    {"trust"_L1, QT_TRANSLATE_NOOP("OptionWording", "Trusted"),
     QT_TRANSLATE_NOOP("OptionWording", "Believes this server against all others but trusted ones. For a "
                                        "server of your own whose time is known to be right.")},
    {"version"_L1, QT_TRANSLATE_NOOP("OptionWording", "NTP version"),
     QT_TRANSLATE_NOOP("OptionWording", "The protocol's version in requests, 4 as a rule. A lower one is for "
                                        "very old servers that do not answer otherwise.")},
    {"xleave"_L1, QT_TRANSLATE_NOOP("OptionWording", "Interleaved mode"),
     QT_TRANSLATE_NOOP("OptionWording", "Lets the server send more accurate times, each in its next answer. "
                                        "Servers without it answer as usual.")},
    {"xmtnonce"_L1, QT_TRANSLATE_NOOP("OptionWording", "Random number for the time"),
     QT_TRANSLATE_NOOP("OptionWording", "Sends a random number instead of this computer's time, so that "
                                        "answers are harder to forge. Good for every server.")},
});

/// Of ntpd and NTPsec, where they mean something else.
constexpr auto ntpTexts = std::to_array<OptionTexts>({
    {"burst"_L1, QT_TRANSLATE_NOOP("OptionWording", "Eight requests each time"),
     QT_TRANSLATE_NOOP("OptionWording", "Sends eight requests each time instead of one. Only for servers of "
                                        "your own: others may refuse to answer.")},
    {"xleave"_L1, QT_TRANSLATE_NOOP("OptionWording", "Interleaved mode"),
     QT_TRANSLATE_NOOP(
         "OptionWording",
         "Sends more accurate times, each in the next packet. Only between peers that both have it.")},
});

const OptionTexts *textsOf(const SourceOption &option, DaemonKind daemon)
{
    const auto isIt = [&](const OptionTexts &texts) { return texts.name == option.name; };
    const auto own = std::find_if(ntpTexts.begin(), ntpTexts.end(), isIt);
    if (daemon != DaemonKind::Chrony && own != ntpTexts.end())
        return &*own;
    const auto common = std::find_if(commonTexts.begin(), commonTexts.end(), isIt);
    return common == commonTexts.end() ? nullptr : &*common;
}

} // namespace

QString serverTypeLabel(ServerType type)
{
    switch (type) {
    case ServerType::Server:
        return OptionWording::tr("Server");
    case ServerType::Pool:
        return OptionWording::tr("Pool");
    case ServerType::Peer:
        break;
    }
    return OptionWording::tr("Peer");
}

QString serverTypeHelp(ServerType type, DaemonKind daemon)
{
    switch (type) {
    case ServerType::Server:
        return OptionWording::tr("One server. Of a name with several addresses one is used.");
    case ServerType::Pool:
        return OptionWording::tr("A name with many servers behind it, such as pool.ntp.org. Several of them "
                                 "are asked, and replaced when they fail.");
    case ServerType::Peer:
        break;
    }
    if (daemon == DaemonKind::Ntpsec)
        return OptionWording::tr("An old word that NTPsec reads as server. Use server.");
    return OptionWording::tr("A computer that takes the time from this one, too. Only between computers of "
                             "your own; a server line on each is safer.");
}

QString optionLabel(const SourceOption &option, DaemonKind daemon)
{
    const OptionTexts *texts = textsOf(option, daemon);
    const QString label = texts ? OptionWording::tr(texts->label) : OptionWording::tr("Not for servers");
    return OptionWording::tr("%1 (%2)", "what an option does, and its name").arg(label, option.name);
}

QString optionHelp(const SourceOption &option, DaemonKind daemon)
{
    if (const OptionTexts *texts = textsOf(option, daemon))
        return OptionWording::tr(texts->help);
    return OptionWording::tr(
               "%1 is for reference clocks or broadcasting and does nothing for a server. Leave it out.")
        .arg(option.name);
}

QString optionUnit(OptionUnit unit)
{
    switch (unit) {
    case OptionUnit::Log2Seconds:
        return OptionWording::tr("as a power of 2, in seconds", "unit behind a number");
    case OptionUnit::Seconds:
        return OptionWording::tr("s", "seconds, behind a number");
    case OptionUnit::Samples:
        return OptionWording::tr("measurements", "unit behind a number");
    case OptionUnit::Polls:
        return OptionWording::tr("polls", "unit behind a number");
    case OptionUnit::Servers:
        return OptionWording::tr("servers", "unit behind a number");
    case OptionUnit::None:
        break;
    }
    return {};
}

} // namespace synchroscope::wording
