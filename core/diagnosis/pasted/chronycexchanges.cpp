// SPDX-License-Identifier: GPL-3.0-or-later
// chronyc ntpdata: a page of each server.
#include "core/diagnosis/pasted/chronycwords.h"
#include "core/diagnosis/pasted/pastednumbers.h"

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace chronycwords;

namespace {

using Exchange = PastedExchanges::Row;

bool storeSpan(Duration &place, QStringView value)
{
    return store(place, readSpanOfSeconds(value));
}

const std::array exchangeFields = {
    KeyedField<Exchange>{u"Remote address",
                         [](QStringView value, Exchange &row) {
                             const std::optional<Reference> address = readReference(value);
                             row.address = address ? addressOf(address->id) : QString();
                             return !row.address.isEmpty();
                         }},
    KeyedField<Exchange>{u"Remote port",
                         [](QStringView value, Exchange &row) {
                             const std::optional<int> port = readInteger(value);
                             if (!port || *port < 0 || *port > 0xffff)
                                 return false;
                             row.port = static_cast<quint16>(*port);
                             return true;
                         }},
    KeyedField<Exchange>{u"Local address", [](QStringView value, Exchange &) { return value.endsWith(u')'); }},
    KeyedField<Exchange>{u"Leap status",
                         [](QStringView value, Exchange &row) { return store(row.leap, readChronyLeap(value)); }},
    KeyedField<Exchange>{u"Version",
                         [](QStringView value, Exchange &row) {
                             return store(row.exchange.version, readInteger(value));
                         }},
    KeyedField<Exchange>{u"Mode", [](QStringView value, Exchange &) { return !value.isEmpty(); }},
    KeyedField<Exchange>{u"Stratum",
                         [](QStringView value, Exchange &row) { return store(row.stratum, readInteger(value)); }},
    KeyedField<Exchange>{u"Poll interval",
                         [](QStringView value, Exchange &row) {
                             const Words words = wordsOf(value);
                             return words.size() == 3 && words[2] == u"seconds)" &&
                                    store(row.pollLog2, readInteger(words[0]));
                         }},
    KeyedField<Exchange>{u"Precision", [](QStringView value, Exchange &) { return value.endsWith(u"seconds)"); }},
    KeyedField<Exchange>{u"Root delay",
                         [](QStringView value, Exchange &row) {
                             return store(row.rootDelay, readSpanOfSeconds(value));
                         }},
    KeyedField<Exchange>{u"Root dispersion",
                         [](QStringView value, Exchange &row) {
                             return store(row.rootDispersion, readSpanOfSeconds(value));
                         }},
    KeyedField<Exchange>{u"Reference ID",
                         [](QStringView value, Exchange &row) {
                             const std::optional<Reference> reference = readReference(value);
                             row.referenceId = !reference                  ? QString()
                                               : reference->name.isEmpty() ? reference->id
                                                                           : reference->name;
                             return reference.has_value();
                         }},
    KeyedField<Exchange>{u"Reference time",
                         [](QStringView value, Exchange &) { return readChronyTime(value).has_value(); }},
    // Remote minus local, unlike all other offsets of chronyc.
    KeyedField<Exchange>{u"Offset",
                         [](QStringView value, Exchange &row) {
                             const std::optional<Duration> theta = readSpanOfSeconds(value);
                             if (theta)
                                 row.exchange.offset = Offset::fromNtpTheta(*theta);
                             return theta.has_value();
                         }},
    KeyedField<Exchange>{u"Peer delay",
                         [](QStringView value, Exchange &row) { return storeSpan(row.exchange.delay, value); }},
    KeyedField<Exchange>{u"Peer dispersion",
                         [](QStringView value, Exchange &row) { return storeSpan(row.exchange.dispersion, value); }},
    KeyedField<Exchange>{u"Response time",
                         [](QStringView value, Exchange &row) {
                             return storeSpan(row.exchange.responseTime, value);
                         }},
    KeyedField<Exchange>{u"Jitter asymmetry",
                         [](QStringView value, Exchange &row) {
                             return store(row.exchange.jitterAsymmetry, readNumber(value));
                         }},
    KeyedField<Exchange>{u"NTP tests",
                         [](QStringView value, Exchange &row) {
                             constexpr qsizetype size = 12;
                             row.exchange.tests = value.toString();
                             return value.size() == size;
                         }},
    KeyedField<Exchange>{u"Interleaved",
                         [](QStringView value, Exchange &row) {
                             row.exchange.isInterleaved = value == u"Yes";
                             return value == u"Yes" || value == u"No";
                         }},
    KeyedField<Exchange>{u"Authenticated",
                         [](QStringView value, Exchange &row) {
                             row.exchange.isAuthenticated = value == u"Yes";
                             return value == u"Yes" || value == u"No";
                         }},
    KeyedField<Exchange>{u"TX timestamping",
                         [](QStringView value, Exchange &row) {
                             row.exchange.sendStamps = value.toString();
                             return !value.isEmpty();
                         }},
    KeyedField<Exchange>{u"RX timestamping",
                         [](QStringView value, Exchange &row) {
                             row.exchange.receiveStamps = value.toString();
                             return !value.isEmpty();
                         }},
    KeyedField<Exchange>{u"Total TX",
                         [](QStringView value, Exchange &row) { return store(row.exchange.sent, readCount(value)); }},
    KeyedField<Exchange>{u"Total RX",
                         [](QStringView value, Exchange &row) {
                             return store(row.exchange.received, readCount(value));
                         }},
    KeyedField<Exchange>{u"Total valid RX",
                         [](QStringView value, Exchange &row) { return store(row.exchange.valid, readCount(value)); }},
    KeyedField<Exchange>{u"Total good RX",
                         [](QStringView value, Exchange &row) { return store(row.exchange.good, readCount(value)); }},
    // From version 4.6 on.
    KeyedField<Exchange>{u"Total kernel TX",
                         [](QStringView value, Exchange &) { return readCount(value).has_value(); }},
    KeyedField<Exchange>{u"Total kernel RX",
                         [](QStringView value, Exchange &) { return readCount(value).has_value(); }},
    KeyedField<Exchange>{u"Total HW TX",
                         [](QStringView value, Exchange &) { return readCount(value).has_value(); }},
    KeyedField<Exchange>{u"Total HW RX",
                         [](QStringView value, Exchange &) { return readCount(value).has_value(); }},
};

/// Without a valid answer the rest is zeros.
Exchange judged(Exchange row)
{
    if (row.exchange.version == 0) {
        row.stratum.reset();
        row.leap.reset();
        row.pollLog2.reset();
        row.rootDelay.reset();
        row.rootDispersion.reset();
        row.referenceId.clear();
    }
    return row;
}

class ExchangesReader final : public BlockReader
{
public:
    static bool begins(const PastedLine &line, const PastedCommand & /*command*/)
    {
        const QStringView bare = line.bare();
        Exchange row;
        return readCsv(bare) || (keyedText(bare).key == u"Remote address" &&
                                 KeyedLines<Exchange>(exchangeFields).take(bare, row) == LineFit::Taken);
    }

    LineFit take(const PastedLine &line) override
    {
        const QStringView bare = line.bare();
        if (std::optional<Exchange> row = readCsv(bare)) {
            row->line = line.number;
            m_facts.rows.push_back(judged(std::move(*row)));
            return LineFit::Taken;
        }
        if (keyedText(bare).key == u"Remote address" && m_lines.knows(bare)) {
            m_facts.rows.emplace_back().line = line.number;
            m_lines.beginAnew();
        }
        return m_facts.rows.empty() ? LineFit::Foreign : m_lines.take(bare, m_facts.rows.back());
    }

    std::optional<PastedFacts> finish() override
    {
        std::erase_if(m_facts.rows, [](const Exchange &row) { return row.address.isEmpty(); });
        if (m_facts.rows.empty())
            return std::nullopt;
        for (Exchange &row : m_facts.rows)
            row = judged(std::move(row));
        return std::move(m_facts);
    }

private:
    static std::optional<Exchange> readCsv(QStringView line)
    {
        constexpr qsizetype least = 33;
        if (line.count(u',') < least)
            return std::nullopt;
        const std::optional<ChronyExchange> exchange = parseChronyExchange(line.toString());
        const Words fields = fieldsOf(line);
        Exchange row;
        row.address = addressOf(fields[0]);
        const std::optional<int> port = readInteger(fields[2]);
        row.leap = readChronyLeap(fields[5]);
        if (!exchange || row.address.isEmpty() || !port || *port < 0 || *port > 0xffff || !row.leap)
            return std::nullopt;
        row.exchange = *exchange;
        row.port = static_cast<quint16>(*port);
        row.stratum = readInteger(fields[8]);
        row.pollLog2 = readInteger(fields[9]);
        row.rootDelay = readDecimal(fields[13]);
        row.rootDispersion = readDecimal(fields[14]);
        row.referenceId = (fields[16].isEmpty() ? fields[15] : fields[16]).toString();
        return row;
    }

    PastedExchanges m_facts;
    KeyedLines<Exchange> m_lines{exchangeFields};
};

} // namespace

std::span<const BlockKind> chronycExchangeBlocks()
{
    static constexpr std::array kinds = {
        BlockKind{&ExchangesReader::begins, &makeReader<ExchangesReader>},
    };
    return kinds;
}

} // namespace synchroscope
