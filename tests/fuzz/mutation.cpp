// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/mutation.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace synchroscope::test {

namespace {

class Mutator
{
public:
    Mutator(const QList<QByteArray> &corpus, const QList<QByteArray> &words, quint64 seed)
        : m_corpus(corpus)
        , m_words(words)
        , m_chance(static_cast<quint32>(seed ^ (seed >> 32)))
    {}

    QByteArray text()
    {
        constexpr int noise = 10; // one in so many is made of bytes alone
        if (m_corpus.isEmpty() || below(noise) == 0)
            return bytes(below(200));
        QByteArray made = m_corpus.at(below(m_corpus.size()));
        for (qsizetype count = 1 + below(6); count > 0; --count)
            change(made);
        constexpr qsizetype most = 64 * 1024;
        return made.left(most);
    }

private:
    qsizetype below(qsizetype end) { return end > 0 ? m_chance.bounded(int(end)) : 0; }

    QByteArray bytes(qsizetype count)
    {
        QByteArray made(count, Qt::Uninitialized);
        for (char &byte : made)
            byte = char(m_chance.bounded(256));
        return made;
    }

    void change(QByteArray &text)
    {
        const qsizetype at = below(text.size() + 1);
        const qsizetype length = below(qMin<qsizetype>(text.size() - at, 40) + 1);
        switch (below(9)) {
        case 0:
            text.insert(at, bytes(1 + below(4)));
            break;
        case 1:
            text.remove(at, length);
            break;
        case 2:
            text.insert(below(text.size() + 1), text.mid(at, length));
            break;
        case 3:
            text.replace(at, length, bytes(length));
            break;
        case 4:
            text.truncate(at);
            break;
        case 5: { // the beginning of one, the end of another
            const QByteArray other = m_corpus.at(below(m_corpus.size()));
            text = text.left(at) + other.mid(below(other.size() + 1));
            break;
        }
        case 6:
            if (at < text.size())
                text[at] = char(text.at(at) ^ (1 << below(8)));
            break;
        case 7:
            text.insert(at, QByteArray(1 + below(3000), text.mid(at, 1).isEmpty() ? ' ' : text.at(at)));
            break;
        default:
            if (!m_words.isEmpty())
                text.insert(at, m_words.at(below(m_words.size())));
            break;
        }
    }

    const QList<QByteArray> &m_corpus;
    const QList<QByteArray> &m_words;
    QRandomGenerator m_chance;
};

} // namespace

QString tryMutations(const QList<QByteArray> &corpus, const QList<QByteArray> &words,
                     const std::function<QString(const QByteArray &)> &brokenProperty)
{
    for (const QByteArray &text : corpus) {
        if (const QString broken = brokenProperty(text); !broken.isEmpty())
            return u"%1 Untouched: %2"_s.arg(broken, QString::fromLatin1(text.toPercentEncoding()));
    }
    bool isGiven = false;
    const quint64 given = qEnvironmentVariable("SYNCHROSCOPE_FUZZ_SEED").toULongLong(&isGiven);
    // Always the same unless said otherwise: what fails, fails for a change, and not by chance.
    const quint64 seed = isGiven ? given : 1;
    constexpr int most = 20'000;
    const QDeadlineTimer end(8'000);
    for (int round = 0; round < most && (isGiven || !end.hasExpired()); ++round) {
        // Each text depends on seed and round alone, however many there is time for.
        const QByteArray text = Mutator(corpus, words, seed + quint64(round)).text();
        if (const QString broken = brokenProperty(text); !broken.isEmpty())
            return u"%1 SYNCHROSCOPE_FUZZ_SEED=%2, text %3: %4"_s.arg(broken).arg(seed).arg(round).arg(
                QString::fromLatin1(text.toPercentEncoding()));
    }
    return {};
}

} // namespace synchroscope::test
