<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ChangeWording</name>
    <message numerus="yes">
        <source>%1 itself names %2 of %n server(s)</source>
        <comment>a daemon, a number</comment>
        <translation>
            <numerusform>%1 itself names %2 of %n server</numerusform>
            <numerusform>%1 itself names %2 of %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n name(s) resolved</source>
        <translation>
            <numerusform>%1 of %n name resolved</numerusform>
            <numerusform>%1 of %n names resolved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>First answers from %1 of %n server(s)</source>
        <translation>
            <numerusform>First answers from %1 of %n server</numerusform>
            <numerusform>First answers from %1 of %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n server(s) can be followed</source>
        <translation>
            <numerusform>%1 of %n server can be followed</numerusform>
            <numerusform>%1 of %n servers can be followed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClockWording</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, running %n time(s)</source>
        <comment>program</comment>
        <translation>
            <numerusform>%1, running once</numerusform>
            <numerusform>%1, running %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfigurationFindings</name>
    <message numerus="yes">
        <source>%n more line(s) of this file cannot be understood.</source>
        <translation>
            <numerusform>%n more line of this file cannot be understood.</numerusform>
            <numerusform>%n more lines of this file cannot be understood.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n source(s) to go by</source>
        <translation>
            <numerusform>Only %n source to go by</numerusform>
            <numerusform>Only %n sources to go by</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s), more than help</source>
        <translation>
            <numerusform>%n source, more than helps</numerusform>
            <numerusform>%n sources, more than help</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It would not be so if the name(s) had more addresses at another time, as zones of the NTP pool have.</source>
        <translation>
            <numerusform>It would not be so if the name had more addresses at another time, as zones of the NTP pool have.</numerusform>
            <numerusform>It would not be so if the names had more addresses at another time, as zones of the NTP pool have.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 belong(s) to others and is asked more often than every 64 s.</source>
        <translation>
            <numerusform>%1 belongs to others and is asked more often than every 64 s.</numerusform>
            <numerusform>%1 belong to others and are asked more often than every 64 s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 belong(s) to others and is asked every %2. More often than every 64 s is a burden on whoever runs it, who may refuse to answer; the time gets no better by it.</source>
        <translation>
            <numerusform>%1 belongs to others and is asked every %2. More often than every 64 s is a burden on whoever runs it, who may refuse to answer; the time gets no better by it.</numerusform>
            <numerusform>%1 belong to others and are asked every %2. More often than every 64 s is a burden on those who run them, who may refuse to answer; the time gets no better by it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DaemonFindings</name>
    <message numerus="yes">
        <source>%n time service(s) correct this clock</source>
        <translation>
            <numerusform>%n time service corrects this clock</numerusform>
            <numerusform>%n time services correct this clock</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 correct(s) this clock too</source>
        <translation>
            <numerusform>%1 corrects this clock too</numerusform>
            <numerusform>%1 correct this clock too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 set(s) this clock all the time, beside the time service that runs here: each takes what the other does for an error, and undoes it.</source>
        <translation>
            <numerusform>%1 sets this clock all the time, beside the time service that runs here: each takes what the other does for an error, and undoes it.</numerusform>
            <numerusform>%1 set this clock all the time, beside the time service that runs here: each takes what the others do for an error, and undoes it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s) in a container without the right to set the clock (CAP_SYS_TIME): it can tell the time, and cannot correct it.</source>
        <translation>
            <numerusform>%1 runs in a container without the right to set the clock (CAP_SYS_TIME): it can tell the time, and cannot correct it.</numerusform>
            <numerusform>%1 run in a container without the right to set the clock (CAP_SYS_TIME): they can tell the time, and cannot correct it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s) without the right to set the clock (CAP_SYS_TIME): it can tell the time, and cannot correct it.</source>
        <translation>
            <numerusform>%1 runs without the right to set the clock (CAP_SYS_TIME): it can tell the time, and cannot correct it.</numerusform>
            <numerusform>%1 run without the right to set the clock (CAP_SYS_TIME): they can tell the time, and cannot correct it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 leave(s) this clock alone, as told at the start (-x). Servers are followed, and others may be served, while this clock goes its own way.</source>
        <translation>
            <numerusform>%1 leaves this clock alone, as told at the start (-x). Servers are followed, and others may be served, while this clock goes its own way.</numerusform>
            <numerusform>%1 leave this clock alone, as told at the start (-x). Servers are followed, and others may be served, while this clock goes its own way.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 leave(s) the clock alone</source>
        <translation>
            <numerusform>%1 leaves the clock alone</numerusform>
            <numerusform>%1 leave the clock alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s), and timedatectl shows its &quot;NTP service&quot; as inactive or n/a all the same: it knows only services that were registered with it, and not one that was started in another way.</source>
        <translation>
            <numerusform>%1 runs, and timedatectl shows its &quot;NTP service&quot; as inactive or n/a all the same: it knows only services that were registered with it, and not one that was started in another way.</numerusform>
            <numerusform>%1 run, and timedatectl shows its &quot;NTP service&quot; as inactive or n/a all the same: it knows only services that were registered with it, and not those that were started in another way.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DaemonWording</name>
    <message numerus="yes">
        <source>%1 The name has %n address(es).</source>
        <comment>a sentence about a pool</comment>
        <translation>
            <numerusform>%1 The name has %n address.</numerusform>
            <numerusform>%1 The name has %n addresses.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 follows this source: it may be %2 off at most, the least of the %n source(s) that agree.</source>
        <translation>
            <numerusform>%1 follows this source: it may be %2 off at most, and it is the only one that agrees.</numerusform>
            <numerusform>%1 follows this source: it may be %2 off at most, the least of the %n sources that agree.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Has %n server(s); none is counted.</source>
        <translation>
            <numerusform>Has %n server; it is not counted.</numerusform>
            <numerusform>Has %n servers; none is counted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Has %1 servers; %n of them are counted.</source>
        <translation>
            <numerusform>Has %1 servers; %n of them is counted.</numerusform>
            <numerusform>Has %1 servers; %n of them are counted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Has %1 of up to %2 servers; %n of them are counted.</source>
        <translation>
            <numerusform>Has %1 of up to %2 servers; %n of them is counted.</numerusform>
            <numerusform>Has %1 of up to %2 servers; %n of them are counted.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JudgementWording</name>
    <message numerus="yes">
        <source>%1, measured with %n server(s) that agree, %2</source>
        <translation>
            <numerusform>%1, measured with %n server, %2</numerusform>
            <numerusform>%1, measured with %n servers that agree, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n of them)</source>
        <translation>
            <numerusform>%1 (%n of them)</numerusform>
            <numerusform>%1 (%n of them)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NamesText</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>after some servers or addresses</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ObservedFacts</name>
    <message numerus="yes">
        <source>key %1, %n bit(s)</source>
        <translation>
            <numerusform>key %1, %n bit</numerusform>
            <numerusform>key %1, %n bits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) to get them. The server may not offer NTS, port 4460 may be blocked, or this clock may be too wrong for its certificate.</source>
        <translation>
            <numerusform>%n attempt to get them. The server may not offer NTS, port 4460 may be blocked, or this clock may be too wrong for its certificate.</numerusform>
            <numerusform>%n attempts to get them. The server may not offer NTS, port 4460 may be blocked, or this clock may be too wrong for its certificate.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>NTS, keys of %n bit(s), %1</source>
        <comment>age</comment>
        <translation>
            <numerusform>NTS, keys of %n bit, %1</numerusform>
            <numerusform>NTS, keys of %n bits, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cookie(s) left.</source>
        <translation>
            <numerusform>%n cookie left.</numerusform>
            <numerusform>%n cookies left.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanWording</name>
    <message numerus="yes">
        <source>%n source(s) cannot outvote a wrong one: three or more can.</source>
        <translation>
            <numerusform>%n source cannot outvote a wrong one: three or more can.</numerusform>
            <numerusform>%n sources cannot outvote a wrong one: three or more can.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Quantity</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceFacts</name>
    <message numerus="yes">
        <source>Of the last %n answer(s).</source>
        <translation>
            <numerusform>Of the last %n answer.</numerusform>
            <numerusform>Of the last %n answers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n question(s) answered since the program started.</source>
        <translation>
            <numerusform>%1 of %n question answered since the program started.</numerusform>
            <numerusform>%1 of %n questions answered since the program started.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, from %n sample(s) over %2.</source>
        <comment>bound, span</comment>
        <translation>
            <numerusform>%1, from one sample over %2.</numerusform>
            <numerusform>%1, from %n samples over %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Measured %1, from %n sample(s); it runs %2.</source>
        <comment>age, frequency</comment>
        <translation>
            <numerusform>Measured %1, from %n sample; it runs %2.</numerusform>
            <numerusform>Measured %1, from %n samples; it runs %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SourceWording</name>
    <message numerus="yes">
        <source>Answered %n time(s); from 3 on, its frequency is known too.</source>
        <translation>
            <numerusform>Answered %n time; from 3 on, its frequency is known too.</numerusform>
            <numerusform>Answered %n times; from 3 on, its frequency is known too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatisticsFacts</name>
    <message numerus="yes">
        <source>%n answer(s) lie outside and are counted in the bars at the ends.</source>
        <translation>
            <numerusform>%n answer lies outside and is counted in a bar at the end.</numerusform>
            <numerusform>%n answers lie outside and are counted in the bars at the ends.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TestWording</name>
    <message numerus="yes">
        <source>%1 of %n address(es) asked answer, the fastest in %2, %3</source>
        <comment>the last is: this clock 2.9 ms behind</comment>
        <translation>
            <numerusform>%1 of %n address asked answers, the fastest in %2, %3</numerusform>
            <numerusform>%1 of %n addresses asked answer, the fastest in %2, %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n address(es) asked)</source>
        <comment>no answer</comment>
        <translation>
            <numerusform>%1 (%n address asked)</numerusform>
            <numerusform>%1 (%n addresses asked)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>none of %n address(es) asked answers</source>
        <translation>
            <numerusform>the %n address asked does not answer</numerusform>
            <numerusform>none of %n addresses asked answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is named %n times and counts once: remove the other lines.</source>
        <translation>
            <numerusform>%1 is named once.</numerusform>
            <numerusform>%1 is named %n times and counts once: remove the other lines.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 contradict(s) the majority by up to %2, so that their time is wrong: remove them, or choose others.</source>
        <translation>
            <numerusform>%1 contradicts the majority by up to %2, so that its time is wrong: remove it, or choose another.</numerusform>
            <numerusform>%1 contradict the majority by up to %2, so that their time is wrong: remove them, or choose others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n server(s) belong to one operator (%1): add one of another to be safe from a common fault.</source>
        <translation>
            <numerusform>The only server belongs to one operator (%1): add one of another to be safe from its faults.</numerusform>
            <numerusform>All %n servers belong to one operator (%1): add one of another to be safe from a common fault.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) are more than help, and a load to those who run them: eight are plenty. Remove some, or give the pools a smaller maxsources.</source>
        <translation>
            <numerusform>%n source is more than helps, and a load to those who run it: eight are plenty. Remove some, or give the pools a smaller maxsources.</numerusform>
            <numerusform>%n sources are more than help, and a load to those who run them: eight are plenty. Remove some, or give the pools a smaller maxsources.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) are more than help, and a load to those who run them: eight are plenty. Remove some.</source>
        <translation>
            <numerusform>%n source is more than helps, and a load to those who run it: eight are plenty. Remove some.</numerusform>
            <numerusform>%n sources are more than help, and a load to those who run them: eight are plenty. Remove some.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more address(es), not asked: %1</source>
        <translation>
            <numerusform>%n more address, not asked: %1</numerusform>
            <numerusform>%n more addresses, not asked: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) cannot outvote a wrong one: have three or more, or a pool.</source>
        <translation>
            <numerusform>%n source cannot outvote a wrong one: have three or more, or a pool.</numerusform>
            <numerusform>%n sources cannot outvote a wrong one: have three or more, or a pool.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 gave no answer that can be used: check the way there (UDP port 123), or choose another server.</source>
        <translation>
            <numerusform>%1 gave no answer that can be used: check the way there (UDP port 123), or choose another server.</numerusform>
            <numerusform>%1 gave no answer that can be used: check the way there (UDP port 123), or choose other servers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The name(s) %1 have no address, so that nobody can be asked: check the spelling.</source>
        <translation>
            <numerusform>The name %1 has no address, so that nobody can be asked: check the spelling.</numerusform>
            <numerusform>The names %1 have no address, so that nobody can be asked: check the spelling.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s), but say that their own clock is not set, so that they are of no use: choose others, or have them mended.</source>
        <translation>
            <numerusform>%1 answers, but says that its own clock is not set, so that it is of no use: choose another, or have it mended.</numerusform>
            <numerusform>%1 answer, but say that their own clocks are not set, so that they are of no use: choose others, or have them mended.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is written as a pool, but its name has one address, so that it is one source: write it as a server.</source>
        <translation>
            <numerusform>%1 is written as a pool, but its name has one address, so that it is one source: write it as a server.</numerusform>
            <numerusform>%1 are written as pools, but their names have one address each, so that each is one source: write them as servers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is written as a server, so that only one of its addresses is used: written as a pool, it gives several sources, and silent ones are replaced.</source>
        <translation>
            <numerusform>%1 is written as a server, so that only one of its addresses is used: written as a pool, it gives several sources, and silent ones are replaced.</numerusform>
            <numerusform>%1 are written as servers, so that only one address of each is used: written as pools, they give several sources, and silent ones are replaced.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 can be followed only minutes after a start, for want of iburst: add it, and the first questions come quickly.</source>
        <translation>
            <numerusform>%1 can be followed only minutes after a start, for want of iburst: add it, and the first questions come quickly.</numerusform>
            <numerusform>%1 can be followed only minutes after a start, for want of iburst: add it, and the first questions come quickly.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VerdictWording</name>
    <message numerus="yes">
        <source>Measured by this program itself; %1 of %n server(s) answer.</source>
        <translation>
            <numerusform>Measured by this program itself; %1 of %n server answer.</numerusform>
            <numerusform>Measured by this program itself; %1 of %n servers answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Asking %n server(s).</source>
        <translation>
            <numerusform>Asking %n server.</numerusform>
            <numerusform>Asking %n servers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Asking %n server(s), first answer in about %1 s.</source>
        <translation>
            <numerusform>Asking %n server, first answer in about %1 s.</numerusform>
            <numerusform>Asking %n servers, first answer in about %1 s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) asked. Check the network, and that a firewall lets NTP (UDP port 123) out.</source>
        <translation>
            <numerusform>%n server asked. Check the network, and that a firewall lets NTP (UDP port 123) out.</numerusform>
            <numerusform>%n servers asked. Check the network, and that a firewall lets NTP (UDP port 123) out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) contradict it.</source>
        <translation>
            <numerusform>%n server contradicts it.</numerusform>
            <numerusform>%n servers contradict it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) asked. The list says what is wrong with each; choose others.</source>
        <translation>
            <numerusform>%n server asked. The list says what is wrong with each; choose others.</numerusform>
            <numerusform>%n servers asked. The list says what is wrong with each; choose others.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n program(s) correct it</source>
        <translation>
            <numerusform>%n program corrects it</numerusform>
            <numerusform>%n programs correct it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n server(s) agree</source>
        <translation>
            <numerusform>%1 of %n server agrees</numerusform>
            <numerusform>%1 of %n servers agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n server(s) that answer agree</source>
        <translation>
            <numerusform>%1 of %n server that answers agrees</numerusform>
            <numerusform>%1 of %n servers that answer agree</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compared with %n server(s) that agree: %1 %2, %3</source>
        <comment>offset, bound, how long ago</comment>
        <translation>
            <numerusform>Compared with %n server: %1 %2, %3</numerusform>
            <numerusform>Compared with %n servers that agree: %1 %2, %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 %3, measured with %n server(s) that agree.</source>
        <comment>how long ago: offset, bound</comment>
        <translation>
            <numerusform>%1: %2 %3, measured with %n server.</numerusform>
            <numerusform>%1: %2 %3, measured with %n servers that agree.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::AdditionBar</name>
    <message numerus="yes">
        <source>%n more line(s) cannot be used either.</source>
        <translation>
            <numerusform>%n more line cannot be used either.</numerusform>
            <numerusform>%n more lines cannot be used either.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) added:</source>
        <translation>
            <numerusform>%n server added:</numerusform>
            <numerusform>%n servers added:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>use also the other %n</source>
        <comment>servers</comment>
        <translation>
            <numerusform>use also the other one</numerusform>
            <numerusform>use also the other %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) added.</source>
        <translation>
            <numerusform>%n server added.</numerusform>
            <numerusform>%n servers added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Use only these, or also the other %n?</source>
        <comment>3 servers added.</comment>
        <translation>
            <numerusform>%1 Use only these, or also the other one?</numerusform>
            <numerusform>%1 Use only these, or also the other %n?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::AdviceList</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>remarks</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::AnswerFindings</name>
    <message numerus="yes">
        <source>%n server(s) do not know the time</source>
        <translation>
            <numerusform>%n server does not know the time</numerusform>
            <numerusform>%n servers do not know the time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) cannot prove who they are</source>
        <translation>
            <numerusform>%n server cannot prove who it is</numerusform>
            <numerusform>%n servers cannot prove who they are</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) are too far from a true clock</source>
        <translation>
            <numerusform>%n source is too far from a true clock</numerusform>
            <numerusform>%n sources are too far from a true clock</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ChangePanel</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more line(s) are doubtful.</source>
        <translation>
            <numerusform>%n more line is doubtful.</numerusform>
            <numerusform>%n more lines are doubtful.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ClockFindings</name>
    <message numerus="yes">
        <source>%n source(s) say so: %1.</source>
        <translation>
            <numerusform>%n source says so: %1.</numerusform>
            <numerusform>%n sources say so: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time service(s) correct(s) it now.</source>
        <translation>
            <numerusform>%n time service corrects it now.</numerusform>
            <numerusform>%n time services correct it now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::DraftStack</name>
    <message numerus="yes">
        <source>%n server(s)</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n servers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::EventsPage</name>
    <message numerus="yes">
        <source>%1 of %n event(s)</source>
        <translation>
            <numerusform>%1 of %n event</numerusform>
            <numerusform>%1 of %n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) were written to %1.</source>
        <translation>
            <numerusform>%n event was written to %1.</numerusform>
            <numerusform>%n events were written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::FilterBar</name>
    <message numerus="yes">
        <source>%1 of %n source(s)</source>
        <translation>
            <numerusform>%1 of %n source</numerusform>
            <numerusform>%1 of %n sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::FindingWords</name>
    <message numerus="yes">
        <source>%1 of %n request(s) answered</source>
        <translation>
            <numerusform>%1 of %n request answered</numerusform>
            <numerusform>%1 of %n requests answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::FindingsPanel</name>
    <message numerus="yes">
        <source>%n more thing(s) to know…</source>
        <translation>
            <numerusform>%n more thing to know…</numerusform>
            <numerusform>%n more things to know…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::FirstStartPage</name>
    <message numerus="yes">
        <source>This computer&apos;s files and time service name %n server(s). Choose those to compare with.</source>
        <translation>
            <numerusform>This computer&apos;s files and time service name %n server. Choose those to compare with.</numerusform>
            <numerusform>This computer&apos;s files and time service name %n servers. Choose those to compare with.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is asked before you start. Then %n server(s) get four questions each within seconds; after those, public servers are asked every 64 s for the first 15 minutes that you look, and every 17 minutes otherwise. This program never sets the clock.</source>
        <translation>
            <numerusform>Nothing is asked before you start. Then %n server gets four questions within seconds; after those, public servers are asked every 64 s for the first 15 minutes that you look, and every 17 minutes otherwise. This program never sets the clock.</numerusform>
            <numerusform>Nothing is asked before you start. Then %n servers get four questions each within seconds; after those, public servers are asked every 64 s for the first 15 minutes that you look, and every 17 minutes otherwise. This program never sets the clock.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::HistogramView</name>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n answer</numerusform>
            <numerusform>%n answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::MainWindow</name>
    <message numerus="yes">
        <source>%n server(s) are no longer watched.</source>
        <translation>
            <numerusform>%n server is no longer watched.</numerusform>
            <numerusform>%n servers are no longer watched.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Explain, with %n finding(s) that need attention</source>
        <translation>
            <numerusform>Explain, with %n finding that needs attention</numerusform>
            <numerusform>Explain, with %n findings that need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::PastedWords</name>
    <message numerus="yes">
        <source>Synchronised to %1: %2; %3 of %n server(s) agree.</source>
        <comment>server, offset, number</comment>
        <translation>
            <numerusform>Synchronised to %1: %2; %3 of %n server agrees.</numerusform>
            <numerusform>Synchronised to %1: %2; %3 of %n servers agree.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::PlotLabels</name>
    <message numerus="yes">
        <source>▲ %n more ahead</source>
        <translation>
            <numerusform>▲ %n more ahead</numerusform>
            <numerusform>▲ %n more ahead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n more behind</source>
        <translation>
            <numerusform>▼ %n more behind</numerusform>
            <numerusform>▼ %n more behind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %n server(s) ahead</source>
        <translation>
            <numerusform>▲ %n server ahead</numerusform>
            <numerusform>▲ %n servers ahead</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n server(s) behind</source>
        <translation>
            <numerusform>▼ %n server behind</numerusform>
            <numerusform>▼ %n servers behind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▲ %n time service(s) above</source>
        <translation>
            <numerusform>▲ %n time service above</numerusform>
            <numerusform>▲ %n time services above</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>▼ %n time service(s) below</source>
        <translation>
            <numerusform>▼ %n time service below</numerusform>
            <numerusform>▼ %n time services below</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ReachFindings</name>
    <message numerus="yes">
        <source>%n name(s) cannot be looked up</source>
        <translation>
            <numerusform>%n name cannot be looked up</numerusform>
            <numerusform>%n names cannot be looked up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of %n server(s) answers, though their addresses are known. So many do not fail at once: most likely a firewall here, the router or the provider drops the packets (UDP port 123).</source>
        <translation>
            <numerusform>The %n server does not answer, though its address is known: most likely a firewall here, the router or the provider drops the packets (UDP port 123).</numerusform>
            <numerusform>None of %n servers answers, though their addresses are known. So many do not fail at once: most likely a firewall here, the router or the provider drops the packets (UDP port 123).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) answer Synchroscope, which asks from any port, and not %2, whose questions leave from UDP port 123: %1. A firewall or the provider drops those.</source>
        <translation>
            <numerusform>%n server answers Synchroscope, which asks from any port, and not %2, whose questions leave from UDP port 123: %1. A firewall or the provider drops those.</numerusform>
            <numerusform>%n servers answer Synchroscope, which asks from any port, and not %2, whose questions leave from UDP port 123: %1. A firewall or the provider drops those.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) answer Synchroscope, and not %1</source>
        <translation>
            <numerusform>%n server answers Synchroscope, and not %1</numerusform>
            <numerusform>%n servers answer Synchroscope, and not %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last sample of %1 is %2 old, %n poll(s). It answers, but its answers fail the tests of %3: most often because the way to it has become longer.</source>
        <translation>
            <numerusform>The last sample of %1 is %2 old, %n poll. It answers, but its answers fail the tests of %3: most often because the way to it has become longer.</numerusform>
            <numerusform>The last sample of %1 is %2 old, %n polls. It answers, but its answers fail the tests of %3: most often because the way to it has become longer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 sources</source>
        <comment>so many of all</comment>
        <translation>
            <numerusform>%n of %1 sources</numerusform>
            <numerusform>%n of %1 sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 does not ask %n source(s)</source>
        <comment>a program</comment>
        <translation>
            <numerusform>%1 does not ask %n source</numerusform>
            <numerusform>%1 does not ask %n sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answered %n of the last %2 questions, with gaps between.</source>
        <translation>
            <numerusform>%1 answered %n of the last %2 questions, with gaps between.</numerusform>
            <numerusform>%1 answered %n of the last %2 questions, with gaps between.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) do not answer</source>
        <translation>
            <numerusform>%n server does not answer</numerusform>
            <numerusform>%n servers do not answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n server(s) have an address that is no computer&apos;s</source>
        <translation>
            <numerusform>%n server has an address that is no computer&apos;s</numerusform>
            <numerusform>%n servers have an address that is no computer&apos;s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last sample of %1 is %2 old, %n poll(s). %3 does not tell whether it answers at all.</source>
        <translation>
            <numerusform>The last sample of %1 is %2 old, %n poll. %3 does not tell whether it answers at all.</numerusform>
            <numerusform>The last sample of %1 is %2 old, %n polls. %3 does not tell whether it answers at all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ReportWords</name>
    <message numerus="yes">
        <source>%1 of %n request(s) answered</source>
        <translation>
            <numerusform>%1 of %n request answered</numerusform>
            <numerusform>%1 of %n requests answered</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::SelectionFindings</name>
    <message numerus="yes">
        <source>The samples of %n source(s) scatter</source>
        <translation>
            <numerusform>The samples of %n source scatter</numerusform>
            <numerusform>The samples of %n sources scatter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>By the word of %n source(s) that agree, %1 is %2. So it is not used.</source>
        <comment>server, offset</comment>
        <translation>
            <numerusform>By the word of %n source, %1 is %2. So it is not used.</numerusform>
            <numerusform>By the word of %n sources that agree, %1 is %2. So it is not used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Measured here with %n server(s), this clock is %1. %2 says that it is %3. Both cannot be true.</source>
        <comment>offset, a program, offset</comment>
        <translation>
            <numerusform>Measured here with %n server, this clock is %1. %2 says that it is %3. Both cannot be true.</numerusform>
            <numerusform>Measured here with %n servers, this clock is %1. %2 says that it is %3. Both cannot be true.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A trusted source overrules %n other(s)</source>
        <translation>
            <numerusform>A trusted source overrules %n other</numerusform>
            <numerusform>A trusted source overrules %n others</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So %1 follows none, although %n source(s) would be good: %2.</source>
        <comment>a program, sources</comment>
        <translation>
            <numerusform>So %1 follows none, although %n source would be good: %2.</numerusform>
            <numerusform>So %1 follows none, although %n sources would be good: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good source(s), and %1 are wanted</source>
        <translation>
            <numerusform>%n good source, and %1 are wanted</numerusform>
            <numerusform>%n good sources, and %1 are wanted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s) passed over for the stratum</source>
        <translation>
            <numerusform>%n source passed over for the stratum</numerusform>
            <numerusform>%n sources passed over for the stratum</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Followed for being trusted (&quot;trust&quot;): %1. %n source(s) say otherwise: %2.</source>
        <comment>sources, sources</comment>
        <translation>
            <numerusform>Followed for being trusted (&quot;trust&quot;): %1. %n source says otherwise: %2.</numerusform>
            <numerusform>Followed for being trusted (&quot;trust&quot;): %1. %n sources say otherwise: %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ServerField</name>
    <message numerus="yes">
        <source>%n more cannot be a server either.</source>
        <translation>
            <numerusform>%n more cannot be a server either.</numerusform>
            <numerusform>%n more cannot be a server either.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::ServersPage</name>
    <message numerus="yes">
        <source>%n line(s) of other settings were passed over.</source>
        <translation>
            <numerusform>%n line of other settings was passed over.</numerusform>
            <numerusform>%n lines of other settings were passed over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not tested by itself: %n new server(s). &quot;Test all&quot; tests them too.</source>
        <translation>
            <numerusform>Not tested by itself: %n new server. &quot;Test all&quot; tests it too.</numerusform>
            <numerusform>Not tested by themselves: %n new servers. &quot;Test all&quot; tests them too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::StabilityView</name>
    <message numerus="yes">
        <source>Over %1: %2, surely between %3 and %4, from %n window(s).</source>
        <translation>
            <numerusform>Over %1: %2, surely between %3 and %4, from %n window.</numerusform>
            <numerusform>Over %1: %2, surely between %3 and %4, from %n windows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::StatisticsPanel</name>
    <message numerus="yes">
        <source>Of %n answer(s), in the time that the chart shows.</source>
        <translation>
            <numerusform>Of %n answer, in the time that the chart shows.</numerusform>
            <numerusform>Of %n answers, in the time that the chart shows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of these lie outside and are drawn as rings at the edge.</source>
        <translation>
            <numerusform>%n of these lies outside and is drawn as a ring at the edge.</numerusform>
            <numerusform>%n of these lie outside and are drawn as rings at the edge.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscope::wording</name>
    <message numerus="yes">
        <source>It is %1, as %n server(s) agree.</source>
        <translation>
            <numerusform>It is %1, as %n server says.</numerusform>
            <numerusform>It is %1, as %n servers agree.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>synchroscopectl</name>
    <message numerus="yes">
        <source>%1 of %n server(s) asked here told the time.</source>
        <translation>
            <numerusform>%1 of %n server asked here told the time.</numerusform>
            <numerusform>%1 of %n servers asked here told the time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were not asked: it would be impolite so soon after the last question.</source>
        <translation>
            <numerusform>%n more was not asked: it would be impolite so soon after the last question.</numerusform>
            <numerusform>%n more were not asked: it would be impolite so soon after the last question.</numerusform>
        </translation>
    </message>
</context>
</TS>
