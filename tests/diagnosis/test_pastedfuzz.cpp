// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutation.h"
#include "tests/fuzz/properties.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace synchroscope::test;

/// Outputs, torn and mixed by chance.
class TestPastedFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pastes()
    {
        QList<QByteArray> texts;
        QDirIterator files(QStringLiteral(DATA), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            texts.append(file.readAll());
        }
        QVERIFY(texts.size() > 50);
        std::ranges::sort(texts);
        const QList<QByteArray> words = {
            "\n",
            "\n\n",
            "> ",
            "# ",
            "    ",
            "```\n",
            "\x1b[31m",
            "\r\n",
            "\t",
            "\xc2\xa0",
            "=====",
            "99999999",
            "-",
            "+/- 50m",
            "4294967295",
            "377",
            "^* a 2 ",
            "server a.b",
            "seconds",
            " : ",
            "NTP=",
            "$ chronyc -c activity\n",
            "-0.5",
            "1e308",
            "\xe6\x9c\x88",
            "[Time]\n",
            "{ Leap=0",
            "#Peers: 1\nPeer: ",
            "Reference ID    : 00000000 ()\n",
        };
        constexpr int rounds = 5; // of 20,000
        for (int round = 0; round < rounds; ++round) {
            const QString broken = tryMutations(texts, words, brokenPropertyOfPaste);
            QVERIFY2(broken.isEmpty(), qPrintable(broken));
        }
    }
};

QTEST_GUILESS_MAIN(TestPastedFuzz)
#include "test_pastedfuzz.moc"
