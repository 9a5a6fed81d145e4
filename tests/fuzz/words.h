// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace synchroscope::test {

/// What texts of that kind are made of.
inline QList<QByteArray> wordsOfFiles()
{
    return {"server ",
            "pool ",
            "peer ",
            "iburst",
            " minpoll 4",
            "4iburst",
            "\n",
            "\r\n",
            "\\\n",
            "#",
            "!",
            ";",
            "%",
            "\"",
            "'",
            "\0",
            "\xff",
            "\xc3\xa9",
            "127.0.0.1",
            "::1",
            "[::1]:123",
            "NTP=",
            "[Time]\n",
            "FallbackNTP=",
            "#off(synchroscope): ",
            "include ",
            "sourcedir /etc/x\n",
            "refclock SHM 0\n",
            "127.127.20.0",
            "-4 ",
            " port 0",
            " nts",
            " key 99999999999",
            "\t",
            " \n ",
            "[[source]]\nmode = \"server\"\naddress = \"a\"\n",
            "\xe2\x80\xae",
            "\xef\xbb\xbf"};
}

inline QList<QByteArray> wordsOfRequests()
{
    return {"{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "1",
            "1e9",
            "-0",
            "\"format\":1,",
            "\"daemon\":\"chrony\"",
            "\"verb\":\"add\"",
            "\"lines\":[\"server a\"]",
            "\"target\":\"/etc/chrony/chrony.conf:1\"",
            "\"wait_s\":60",
            "\"action\":\"start\"",
            "\xff",
            "\n",
            "server a",
            "pool b iburst",
            " ca /etc/shadow",
            "/../",
            "\"state\": \"written\"",
            "base64"};
}

} // namespace synchroscope::test
