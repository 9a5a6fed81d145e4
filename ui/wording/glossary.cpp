// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wording/glossary.h"

#include <QCollator>
#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <iterator>

namespace synchroscope::wording {

namespace {

struct Entry
{
    const char *id;
    const char *name;
    const char *text;
};

constexpr auto entries = std::to_array<Entry>({
    {"offset", QT_TRANSLATE_NOOP("Glossary", "Offset"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "How far this computer's clock is from another one: ahead if it shows a later time, behind if an "
         "earlier one. It is the number that says whether the clock is right, together with its bound.")},
    {"bound", QT_TRANSLATE_NOOP("Glossary", "Bound (±)"),
     QT_TRANSLATE_NOOP("Glossary",
                       "How far from the truth a measured offset can be at the most, if the server is right: "
                       "half of the delay, and what the server says of its own error. An offset of 3 ms "
                       "ahead ± 50 ms can be any error between 47 ms behind and 53 ms ahead.")},
    {"delay", QT_TRANSLATE_NOOP("Glossary", "Delay"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "How long a question to a server and its answer were under way together. The shorter it is, the "
         "better the time is known, for nobody can tell how much of it either way took.")},
    {"dispersion", QT_TRANSLATE_NOOP("Glossary", "Dispersion"),
     QT_TRANSLATE_NOOP("Glossary",
                       "What is added to an error because clocks cannot be read exactly and go on drifting "
                       "after the last answer. It grows with time, so that old answers count less.")},
    {"jitter", QT_TRANSLATE_NOOP("Glossary", "Jitter"),
     QT_TRANSLATE_NOOP("Glossary",
                       "How much the offsets of successive answers differ from each other. Much jitter comes "
                       "from a busy network or computer, and makes each single answer worth less.")},
    {"skew", QT_TRANSLATE_NOOP("Glossary", "Skew"),
     QT_TRANSLATE_NOOP("Glossary", "How well the frequency of a clock is known. While it is large, a time "
                                   "service has seen too little, or the clock runs unevenly.")},
    {"frequency", QT_TRANSLATE_NOOP("Glossary", "Frequency"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "How fast a clock runs by itself: every computer's clock gains or loses a little all the time. A "
         "time service learns this and corrects it, so that the clock stays right between two answers.")},
    {"ppm", QT_TRANSLATE_NOOP("Glossary", "ppm"),
     QT_TRANSLATE_NOOP("Glossary", "Parts per million, for frequencies: 1 ppm is a microsecond in each "
                                   "second, or 86 ms a day. Computers' clocks are usually within 100 ppm.")},
    {"drift", QT_TRANSLATE_NOOP("Glossary", "Drift"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "What a clock gains or loses by itself as time goes by. A time service keeps what it has learnt of "
         "it in a drift file, so that the clock runs well right after the next start.")},
    {"root-delay", QT_TRANSLATE_NOOP("Glossary", "Root delay"),
     QT_TRANSLATE_NOOP("Glossary",
                       "The delay of the whole way from here, or from a server, to the reference clock that "
                       "the time comes from. A server far from its reference is less exact.")},
    {"root-dispersion", QT_TRANSLATE_NOOP("Glossary", "Root dispersion"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "The error that has been gathered on the whole way from the reference clock, beside the delay. A "
         "server with a large one is unsure of its own time; Windows servers often have some seconds.")},
    {"root-distance", QT_TRANSLATE_NOOP("Glossary", "Root distance"),
     QT_TRANSLATE_NOOP("Glossary", "Half of the root delay and the root dispersion together: how wrong the "
                                   "time can be that comes from a source. Time services prefer the source "
                                   "with the smallest, and chrony does not follow any with more than 3 s.")},
    {"stratum", QT_TRANSLATE_NOOP("Glossary", "Stratum"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "How many steps a clock is from a reference clock: 1 has one itself, 2 asks a server of stratum 1, "
         "and so on up to 15; 16 means not synchronised. A small number alone is no proof of a good clock.")},
    {"reference-id", QT_TRANSLATE_NOOP("Glossary", "Reference ID"),
     QT_TRANSLATE_NOOP("Glossary", "Whom a server follows itself: a name such as GPS at stratum 1, else a "
                                   "number made of its server's address. Two servers with the same one get "
                                   "their time from the same place, and so confirm each other less.")},
    {"reach", QT_TRANSLATE_NOOP("Glossary", "Reach"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "Which of the last eight questions a server has answered. chrony and ntpd print it as an octal "
         "number: 377 is all eight, 0 is none, and after a start it takes eight polls to get to 377.")},
    {"poll", QT_TRANSLATE_NOOP("Glossary", "Poll"),
     QT_TRANSLATE_NOOP("Glossary",
                       "How often a server is asked. Time services begin with about every minute and ask "
                       "less often once the clock runs well, up to every 17 or 34 minutes.")},
    {"sample", QT_TRANSLATE_NOOP("Glossary", "Sample"),
     QT_TRANSLATE_NOOP("Glossary", "One answer of a server, made into an offset, a delay and an error. A "
                                   "time service needs a few of them, chrony three, before it follows a "
                                   "server: that is why nothing seems to happen right after a start.")},
    {"leap-second", QT_TRANSLATE_NOOP("Glossary", "Leap second"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A second that is put into, or left out of, the last minute of a month, to keep the "
                       "clocks of the world with the turning of the Earth. A time service passes it on, so "
                       "that the clock is right again a moment later; there has been none since 2016.")},
    {"smearing", QT_TRANSLATE_NOOP("Glossary", "Smearing"),
     QT_TRANSLATE_NOOP("Glossary",
                       "Some servers spread a leap second over many hours instead of inserting it, and "
                       "are up to half a second from the others meanwhile. Never mix such servers with "
                       "others: around a leap second they contradict each other.")},
    {"truechimer", QT_TRANSLATE_NOOP("Glossary", "Truechimer"),
     QT_TRANSLATE_NOOP("Glossary", "A source that tells the right time, as far as can be seen: its time "
                                   "agrees with that of most others. Only such sources are followed.")},
    {"falseticker", QT_TRANSLATE_NOOP("Glossary", "Falseticker"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A source that contradicts the majority of the others; chrony marks it with \"x\". It "
                       "is not followed, and does no harm as long as most of the others are right.")},
    {"selected", QT_TRANSLATE_NOOP("Glossary", "Followed (selected)"),
     QT_TRANSLATE_NOOP("Glossary",
                       "The source that a time service goes by at the moment; chrony and ntpd mark it with "
                       "\"*\". It says whom the clock is kept to, not that the clock is right already.")},
    {"combined", QT_TRANSLATE_NOOP("Glossary", "Combined"),
     QT_TRANSLATE_NOOP(
         "Glossary", "A good source that is counted into the result beside the one that is followed; chrony "
                     "and ntpd mark it with \"+\". Several of them make the clock steadier than one.")},
    {"survivor", QT_TRANSLATE_NOOP("Glossary", "Survivor"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A source that is left when those that contradict the majority and those that are "
                       "much worse than the others have been put aside. What is left makes the clock.")},
    {"majority", QT_TRANSLATE_NOOP("Glossary", "Majority"),
     QT_TRANSLATE_NOOP("Glossary",
                       "More than half of the sources, if they agree with each other within their errors. "
                       "With three sources one that is wrong is outvoted; with two nobody can tell which of "
                       "them is wrong.")},
    {"step", QT_TRANSLATE_NOOP("Glossary", "Step"),
     QT_TRANSLATE_NOOP(
         "Glossary", "To set the clock at once by what it is off. It mends every error in a moment; programs "
                     "that measure time see a jump, and after a step back they see the same moments twice.")},
    {"slew", QT_TRANSLATE_NOOP("Glossary", "Slew"),
     QT_TRANSLATE_NOOP("Glossary", "To correct the clock little by little by letting it run a bit faster or "
                                   "slower. No program sees a jump, but it takes its time: chrony needs at "
                                   "least 12 s for each second, others more than half an hour.")},
    {"pool", QT_TRANSLATE_NOOP("Glossary", "Pool"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "A name that stands for many servers, such as those of the NTP Pool Project. With \"pool\" in its "
         "configuration a time service takes several of them, and chrony replaces those that turn bad.")},
    {"server", QT_TRANSLATE_NOOP("Glossary", "Server"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A computer that tells others the time. With \"server\" in its configuration a time "
                       "service asks one address only, even if the name stands for many.")},
    {"peer", QT_TRANSLATE_NOOP("Glossary", "Peer"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "Two time servers that ask each other, so that each can help when the other one has lost its "
         "sources. Not for public servers; nearly every computer needs \"server\" or \"pool\" only.")},
    {"iburst", QT_TRANSLATE_NOOP("Glossary", "iburst"),
     QT_TRANSLATE_NOOP("Glossary",
                       "An option for a server: a few questions within seconds at the start, then as usual. "
                       "With it the clock is right within seconds of a start instead of minutes.")},
    {"burst", QT_TRANSLATE_NOOP("Glossary", "Burst"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A few questions to a server within seconds, to know the time well at once. Public "
                       "servers do not like it as a habit, so it is asked for by hand.")},
    {"makestep", QT_TRANSLATE_NOOP("Glossary", "makestep"),
     QT_TRANSLATE_NOOP("Glossary",
                       "chrony's rule for steps: \"makestep 1 3\" steps the clock if it is off by more than "
                       "1 s, but only in the first three updates after chrony was started. Later it slews, "
                       "however long that takes, unless the second number is -1.")},
    {"phc", QT_TRANSLATE_NOOP("Glossary", "PHC (PTP hardware clock)"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A clock in a network card or, in a virtual machine, the host's clock, that a time "
                       "service can read very exactly. It is as right or wrong as whoever keeps it: ± 1 µs "
                       "says how well it is read, not how right it is.")},
    {"ptp", QT_TRANSLATE_NOOP("Glossary", "PTP (Precision Time Protocol)"),
     QT_TRANSLATE_NOOP("Glossary", "Another way than NTP to bring time over a network, exact to less than a "
                                   "microsecond, for networks whose devices take part. Few computers outside "
                                   "of laboratories, studios and data centres have it.")},
    {"pps", QT_TRANSLATE_NOOP("Glossary", "PPS (pulse per second)"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "An electric pulse at the beginning of each second, from a receiver of the time such as one for "
         "GPS. It is very exact and does not say which second it is, so it needs another source beside it.")},
    {"gps", QT_TRANSLATE_NOOP("Glossary", "GPS"),
     QT_TRANSLATE_NOOP("Glossary",
                       "Satellites that tell their place and the time everywhere on Earth. A receiver makes "
                       "a computer independent of servers, if its antenna sees the sky.")},
    {"shm-sock", QT_TRANSLATE_NOOP("Glossary", "SHM and SOCK"),
     QT_TRANSLATE_NOOP("Glossary",
                       "Two ways by which another program, such as gpsd, hands the time of a device to a "
                       "time service on the same computer: shared memory and a socket. Where a device is "
                       "connected but never gives a sample, this connection is the first thing to look at.")},
    {"reference-clock", QT_TRANSLATE_NOOP("Glossary", "Reference clock"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A device at this computer that tells the time, such as a receiver for GPS. It is "
                       "asked without a network; whether it is right shows only beside servers.")},
    {"hardware-clock", QT_TRANSLATE_NOOP("Glossary", "Hardware clock (RTC)"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "The clock on the main board that runs on while the computer is off (real-time clock). It sets the "
         "system's clock at the start, drifts by seconds a week, and is best kept in universal time.")},
    {"system-clock", QT_TRANSLATE_NOOP("Glossary", "System clock"),
     QT_TRANSLATE_NOOP("Glossary", "The clock that the kernel keeps while the computer runs, and that all "
                                   "programs read. It is the clock that this program judges.")},
    {"utc", QT_TRANSLATE_NOOP("Glossary", "UTC (universal time)"),
     QT_TRANSLATE_NOOP("Glossary", "Coordinated Universal Time, which all the world's clocks are set by; "
                                   "local time is UTC and what the time zone adds. Computers keep time in "
                                   "UTC, so a wrong time zone does not make the clock wrong.")},
    {"tai", QT_TRANSLATE_NOOP("Glossary", "TAI"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "International Atomic Time: like UTC, but without leap seconds, and so 37 s ahead of it since 2017. "
         "Few programs need it; a clock that is off by 37 s was most likely set to TAI by mistake.")},
    {"time-zone", QT_TRANSLATE_NOOP("Glossary", "Time zone"),
     QT_TRANSLATE_NOOP("Glossary", "What is added to universal time to get the local time of a country, "
                                   "summer time included. It changes only what is shown: a clock that is "
                                   "wrong by whole hours needs its time set, not another zone.")},
    {"ntp", QT_TRANSLATE_NOOP("Glossary", "NTP (Network Time Protocol)"),
     QT_TRANSLATE_NOOP("Glossary", "The way in which computers ask each other for the time over a network, "
                                   "by UDP on port 123. It reckons with how long the packets were under way, "
                                   "and so is right to milliseconds over the Internet.")},
    {"udp", QT_TRANSLATE_NOOP("Glossary", "UDP and port 123"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "UDP is the simple kind of packet that NTP uses, and 123 the number at which servers listen for it. "
         "A firewall that does not let it through is the usual reason why no server answers.")},
    {"nts", QT_TRANSLATE_NOOP("Glossary", "NTS (Network Time Security)"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "NTP whose answers cannot be forged. It first fetches keys with certificates, for which the clock "
         "must not be too wrong, and by another port (TCP 4460) that a firewall has to let through.")},
    {"tcp", QT_TRANSLATE_NOOP("Glossary", "TCP"),
     QT_TRANSLATE_NOOP("Glossary", "The kind of connection that web pages use, and NTS for fetching its "
                                   "keys. A firewall can let it through and still block NTP.")},
    {"sntp", QT_TRANSLATE_NOOP("Glossary", "SNTP (Simple NTP)"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "NTP for computers that only want the time, without comparing several servers. systemd-timesyncd "
         "does so: it is good enough for a desktop, and believes a wrong server.")},
    {"time-service", QT_TRANSLATE_NOOP("Glossary", "Time service (daemon)"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A program in the background that asks for the time and keeps the clock right. There "
                       "should be exactly one on a computer: two of them work against each other.")},
    {"chronyd", QT_TRANSLATE_NOOP("Glossary", "chrony (chronyd)"),
     QT_TRANSLATE_NOOP("Glossary", "A time service that finds the right time quickly and copes with networks "
                                   "and computers that are often away; chronyd is its daemon and chronyc the "
                                   "command to ask it. Many distributions have it by default.")},
    {"systemd-timesyncd", QT_TRANSLATE_NOOP("Glossary", "systemd-timesyncd"),
     QT_TRANSLATE_NOOP("Glossary",
                       "The small time service of systemd. It follows one server at a time and cannot notice "
                       "that this one is wrong; for a desktop that is usually enough.")},
    {"ntpd", QT_TRANSLATE_NOOP("Glossary", "ntpd"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "The classic time service, which NTP was made with. It steps the clock when it is off by more than "
         "0.128 s for some minutes, and gives up if it is off by more than 1000 s.")},
    {"ntpsec", QT_TRANSLATE_NOOP("Glossary", "NTPsec"),
     QT_TRANSLATE_NOOP("Glossary", "A time service made from the classic ntpd, with less old code and with "
                                   "NTS. Its files and commands are nearly the same.")},
    {"ntpd-rs", QT_TRANSLATE_NOOP("Glossary", "ntpd-rs"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "A newer time service, written in Rust, with NTS. Its servers are in the file ntp.toml.")},
    {"openntpd", QT_TRANSLATE_NOOP("Glossary", "OpenNTPD"),
     QT_TRANSLATE_NOOP("Glossary", "The small time service of OpenBSD. Only an administrator may ask it what "
                                   "it does, so that this program measures the clock itself all the same.")},
    {"timedatectl", QT_TRANSLATE_NOOP("Glossary", "timedatectl"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "The command of systemd that shows the time, the time zone and whether network time is on, and "
         "changes them. What it says of synchronisation is a flag of the kernel's and no measurement.")},
    {"timedated", QT_TRANSLATE_NOOP("Glossary", "timedated"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "The part of systemd that timedatectl and the settings of desktops speak to. It turns network time "
         "on and off by starting a time service that it knows; of others it says \"n/a\".")},
    {"network-time", QT_TRANSLATE_NOOP("Glossary", "Network time (NTP service)"),
     QT_TRANSLATE_NOOP("Glossary",
                       "Whether the system starts a time service, as timedatectl shows it. \"active\" says "
                       "that such a program runs, not that it has reached anybody.")},
    {"system-clock-synchronized", QT_TRANSLATE_NOOP("Glossary", "System clock synchronized"),
     QT_TRANSLATE_NOOP("Glossary", "A line of timedatectl's. \"yes\" only means that the kernel reckons with "
                                   "an error below 16 s; it stays for almost nine hours after the last "
                                   "update, so a clock can be wrong with it, and right with \"no\".")},
    {"maxerror", QT_TRANSLATE_NOOP("Glossary", "maxerror (largest error)"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "The error that the kernel reckons with: as the time service said at its last update, and growing "
         "by half a millisecond a second since. From 16 s on the system counts as not synchronised.")},
    {"esterror", QT_TRANSLATE_NOOP("Glossary", "esterror (estimated error)"),
     QT_TRANSLATE_NOOP("Glossary",
                       "How wrong the clock probably is, as the time service told the kernel at its last "
                       "update. It is a guess and no limit: the largest error is the limit.")},
    {"kernel-status", QT_TRANSLATE_NOOP("Glossary", "Status flags of the kernel's clock"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "Marks by which time services and the kernel tell each other how the clock is corrected: by the "
         "kernel's own loop or not, by a pulse per second, with a leap second to come. Which ones are set "
         "depends on the time service; none of them alone says that the clock is right or wrong.")},
    {"sta-unsync", QT_TRANSLATE_NOOP("Glossary", "STA_UNSYNC"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "A mark in the kernel that says \"not synchronised\" and keeps it from setting the hardware clock. "
         "Some time services leave it set on purpose, so alone it is no proof of a wrong clock.")},
    {"rtcsync", QT_TRANSLATE_NOOP("Glossary", "rtcsync"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A line in chrony's configuration: the kernel copies the system clock to the hardware "
                       "clock every eleven minutes. Without it the next start may begin with a wrong time.")},
    {"kiss-of-death", QT_TRANSLATE_NOOP("Glossary", "Kiss of death"),
     QT_TRANSLATE_NOOP("Glossary", "An answer of a server that tells no time but asks to be left alone; its "
                                   "word says why, such as RATE (asked too often) or DENY (not allowed). "
                                   "This program obeys it; to go on asking only makes it worse.")},
    {"rate", QT_TRANSLATE_NOOP("Glossary", "RATE"),
     QT_TRANSLATE_NOOP("Glossary", "The word of a kiss of death that says: you ask too often. Ask this "
                                   "server less often, or take another one.")},
    {"deny", QT_TRANSLATE_NOOP("Glossary", "DENY and RSTR"),
     QT_TRANSLATE_NOOP("Glossary",
                       "The words of a kiss of death that say: you may not ask here. Take another server.")},
    {"allan-deviation", QT_TRANSLATE_NOOP("Glossary", "Allan deviation"),
     QT_TRANSLATE_NOOP("Glossary",
                       "How much a clock's frequency wanders, for each span of time over which it is "
                       "averaged. Its lowest point is how long measurements are worth averaging; for a clock "
                       "that just has to be right, the offset is enough.")},
    {"mtie", QT_TRANSLATE_NOOP("Glossary", "MTIE (maximum time interval error)"),
     QT_TRANSLATE_NOOP("Glossary", "The largest change of the offset within any span of a given length. It "
                                   "tells how far a clock gets while nobody corrects it for so long.")},
    {"percentile", QT_TRANSLATE_NOOP("Glossary", "Percentile"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "The value that so many percent of all measurements stay below. \"95 %: 2 ms\" means that 19 of 20 "
         "were better than 2 ms, which says more than an average that one bad answer spoils.")},
    {"kernel-time-stamp", QT_TRANSLATE_NOOP("Glossary", "Kernel time stamps"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "When the kernel notes the moment at which a packet comes or goes, and not the program, which may "
         "have to wait for the processor. They make measurements on a busy computer much steadier.")},
    {"verdict", QT_TRANSLATE_NOOP("Glossary", "Verdict"),
     QT_TRANSLATE_NOOP("Glossary",
                       "This program's answer to whether the clock is right: how far off it is, to within "
                       "what error, by whom and when it was measured. It is never copied from a flag.")},
    {"profile", QT_TRANSLATE_NOOP("Glossary", "Profile"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "How right a clock has to be for you: Everyday warns from 500 ms, Standard from 50 ms, Precise from "
         "1 ms. Choose the widest that your programs can bear, for a narrow one needs good servers nearby.")},
    {"hold-over", QT_TRANSLATE_NOOP("Glossary", "Hold-over"),
     QT_TRANSLATE_NOOP("Glossary",
                       "When no source answers, a time service goes on with the frequency it has learnt. The "
                       "clock stays nearly right for hours, and gets worse from day to day.")},
    {"local-mode", QT_TRANSLATE_NOOP("Glossary", "Local mode"),
     QT_TRANSLATE_NOOP(
         "Glossary",
         "A time service that serves its own clock as if it was synchronised, under the address 127.127.1.1. "
         "It keeps an isolated network together, and is a trap elsewhere: nobody checks that time.")},
    {"asymmetry", QT_TRANSLATE_NOOP("Glossary", "Uneven paths"),
     QT_TRANSLATE_NOOP("Glossary", "When packets to a server take longer than those back, or the other way "
                                   "round, half of the difference looks like an error of the clock. No "
                                   "measurement to one server can show it; the bound allows for it.")},
    {"pause", QT_TRANSLATE_NOOP("Glossary", "Pause"),
     QT_TRANSLATE_NOOP("Glossary",
                       "When a host stops its virtual machine for a while, all clocks in it stand still and "
                       "are behind afterwards. A step mends that at once; a slew can take hours.")},
    {"suspend", QT_TRANSLATE_NOOP("Glossary", "Suspend"),
     QT_TRANSLATE_NOOP("Glossary", "A computer that sleeps asks nobody for the time. After it wakes the "
                                   "clock is as right as the hardware clock, until the first answers come.")},
    {"offline", QT_TRANSLATE_NOOP("Glossary", "Offline"),
     QT_TRANSLATE_NOOP("Glossary",
                       "A state of chrony's sources: it was told not to ask them, because there was no "
                       "network. Where nobody tells it that the network is back it never asks again.")},
    {"authentication", QT_TRANSLATE_NOOP("Glossary", "Authentication"),
     QT_TRANSLATE_NOOP(
         "Glossary", "Proof that an answer comes from the server and was not forged on the way, by a shared "
                     "key or by NTS. Without it somebody in the network could make the clock wrong.")},
    {"virtual-machine", QT_TRANSLATE_NOOP("Glossary", "Virtual machine and host"),
     QT_TRANSLATE_NOOP(
         "Glossary", "A computer that is only a program on another one, its host. Its clock stands still "
                     "when the host stops it, and tools of the host may set it as well as a time service.")},
    {"container", QT_TRANSLATE_NOOP("Glossary", "Container"),
     QT_TRANSLATE_NOOP("Glossary", "Programs that run apart from the others on a computer but share its "
                                   "clock. The clock is the host's, and is to be kept right there.")},
});

GlossaryTerm termOf(const Entry &entry)
{
    return {.id = QString::fromLatin1(entry.id),
            .name = QCoreApplication::translate("Glossary", entry.name),
            .text = QCoreApplication::translate("Glossary", entry.text)};
}

} // namespace

std::vector<GlossaryTerm> glossary()
{
    std::vector<GlossaryTerm> terms;
    terms.reserve(entries.size());
    std::ranges::transform(entries, std::back_inserter(terms), termOf);
    // Nobody reads the C locale's order, in which all capitals come first.
    const QLocale reader;
    QCollator order(reader.language() == QLocale::C ? QLocale(QLocale::English) : reader);
    order.setCaseSensitivity(Qt::CaseInsensitive);
    order.setIgnorePunctuation(true);
    std::ranges::sort(terms, [&order](const GlossaryTerm &a, const GlossaryTerm &b) {
        return order.compare(a.name, b.name) < 0;
    });
    return terms;
}

std::optional<GlossaryTerm> glossaryTerm(QStringView id)
{
    const auto found =
        std::ranges::find_if(entries, [id](const Entry &entry) { return id == QLatin1StringView(entry.id); });
    return found == entries.end() ? std::nullopt : std::optional(termOf(*found));
}

} // namespace synchroscope::wording
