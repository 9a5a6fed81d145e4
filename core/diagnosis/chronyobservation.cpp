// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/chronyobservation.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <cmath>
#include <limits>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

// How chronyc prints "never".
constexpr qint64 never = std::numeric_limits<quint32>::max();
// What an offset or a delay can be: beyond some centuries, nanoseconds have no place.
constexpr double mostSeconds = 9e9;

/// The fields of one line, which become values one by one; one that is none spoils the line.
class Fields
{
public:
    explicit Fields(const QString &line) : m_fields(line.split(u',')) {}

    bool isGood() const { return m_isGood; }
    qsizetype size() const { return m_fields.size(); }
    QString text(qsizetype index) const { return m_fields.value(index); }

    qint64 count(qsizetype index)
    {
        bool isNumber = false;
        const qint64 number = text(index).toLongLong(&isNumber);
        m_isGood = m_isGood && isNumber && number >= 0;
        return number;
    }
    double number(qsizetype index)
    {
        bool isNumber = false;
        const double value = text(index).toDouble(&isNumber);
        m_isGood = m_isGood && isNumber && std::isfinite(value);
        return value;
    }
    Duration seconds(qsizetype index)
    {
        const double value = number(index);
        m_isGood = m_isGood && std::abs(value) < mostSeconds;
        return m_isGood ? Duration(std::llround(value * 1e9)) : Duration();
    }
    std::optional<Duration> ago(qsizetype index)
    {
        const qint64 value = count(index);
        m_isGood = m_isGood && value <= never;
        return value == never || !m_isGood ? std::nullopt
                                           : std::optional<Duration>(std::chrono::seconds(value));
    }
    bool flag(qsizetype index, QLatin1StringView yes) const { return text(index) == yes; }

private:
    QStringList m_fields;
    bool m_isGood = true;
};

QString letters(const Fields &fields, qsizetype first, qsizetype count)
{
    QString all;
    for (qsizetype i = first; i < first + count; ++i) {
        if (fields.text(i) != "-"_L1)
            all += fields.text(i);
    }
    return all;
}

/// state, name, authenticated, options as configured, as many that count, last, score, lowest, highest, leap
std::optional<ChronySelection> selectionOf(Fields &fields)
{
    constexpr qsizetype before = 3;
    constexpr qsizetype after = 5;
    const qsizetype options = (fields.size() - before - after) / 2;
    const qsizetype rest = before + 2 * options;
    if (options < 1 || fields.size() != rest + after || fields.text(0).size() != 1)
        return std::nullopt;
    ChronySelection selection;
    selection.letter = fields.text(0).front().toLatin1();
    selection.isAuthenticated = fields.flag(2, "Y"_L1);
    selection.configuredOptions = letters(fields, before, options);
    selection.effectiveOptions = letters(fields, before + options, options);
    selection.lastSampleAgo = fields.ago(rest);
    selection.score = fields.number(rest + 1);
    selection.lowest = Offset::fromLocalMinusRemote(fields.seconds(rest + 2));
    selection.highest = Offset::fromLocalMinusRemote(fields.seconds(rest + 3));
    return selection;
}

/// name, mode, key, type, bits, last, attempts, NAK, cookies, their length
std::optional<ChronyAuthentication> authenticationOf(Fields &fields)
{
    if (fields.size() < 9)
        return std::nullopt;
    ChronyAuthentication authentication;
    if (fields.flag(1, "NTS"_L1))
        authentication.mode = ChronyAuthentication::Mode::Nts;
    else if (fields.flag(1, "SK"_L1))
        authentication.mode = ChronyAuthentication::Mode::SymmetricKey;
    authentication.keyId = static_cast<quint32>(fields.count(2));
    authentication.keyBits = static_cast<int>(fields.count(4));
    authentication.establishedAgo = fields.ago(5);
    authentication.attempts = static_cast<int>(fields.count(6));
    authentication.isRefused = fields.count(7) != 0;
    authentication.cookies = static_cast<int>(fields.count(8));
    return authentication;
}

/// Offsets of `ntpdata` are remote minus local, unlike those of all other reports.
std::optional<ChronyExchange> exchangeOf(Fields &fields)
{
    if (fields.size() < 34)
        return std::nullopt;
    ChronyExchange exchange;
    exchange.version = static_cast<int>(fields.count(6));
    exchange.offset = Offset::fromNtpTheta(fields.seconds(18));
    exchange.delay = fields.seconds(19);
    exchange.dispersion = fields.seconds(20);
    exchange.responseTime = fields.seconds(21);
    exchange.jitterAsymmetry = fields.number(22);
    exchange.tests = u"%1 %2 %3"_s.arg(fields.text(23), fields.text(24), fields.text(25));
    exchange.isInterleaved = fields.flag(26, "Yes"_L1);
    exchange.isAuthenticated = fields.flag(27, "Yes"_L1);
    exchange.sendStamps = fields.text(28);
    exchange.receiveStamps = fields.text(29);
    exchange.sent = fields.count(30);
    exchange.received = fields.count(31);
    exchange.valid = fields.count(32);
    exchange.good = fields.count(33);
    return exchange;
}

/// received, dropped, commands, dropped, log records dropped, NTS-KE, dropped, authenticated, interleaved …
std::optional<ChronyServing> servingOf(Fields &fields)
{
    if (fields.size() < 9)
        return std::nullopt;
    ChronyServing serving;
    serving.received = fields.count(0);
    serving.dropped = fields.count(1);
    serving.commands = fields.count(2);
    serving.commandsDropped = fields.count(3);
    serving.keyExchanges = fields.count(5);
    serving.keyExchangesDropped = fields.count(6);
    serving.authenticated = fields.count(7);
    serving.interleaved = fields.count(8);
    return serving;
}

template <typename Row>
std::optional<Row> rowOf(const QString &line, std::optional<Row> (*read)(Fields &))
{
    Fields fields(line);
    std::optional<Row> row = read(fields);
    if (!fields.isGood())
        row.reset();
    return row;
}

template <typename Row>
std::map<QString, Row> rowsOf(const QJsonValue &table, qsizetype nameField,
                              std::optional<Row> (*read)(Fields &))
{
    std::map<QString, Row> rows;
    for (const QString &line : table.toString().split(u'\n', Qt::SkipEmptyParts)) {
        if (const std::optional<Row> row = rowOf(line, read))
            rows.insert_or_assign(line.section(u',', nameField, nameField), *row);
    }
    return rows;
}

} // namespace

std::optional<ChronySelection> parseChronySelection(const QString &line)
{
    return rowOf(line, &selectionOf);
}

std::optional<ChronyAuthentication> parseChronyAuthentication(const QString &line)
{
    return rowOf(line, &authenticationOf);
}

std::optional<ChronyExchange> parseChronyExchange(const QString &line)
{
    return rowOf(line, &exchangeOf);
}

std::optional<ChronyServing> parseChronyServing(const QString &line)
{
    return rowOf(line, &servingOf);
}

std::optional<ChronyObservation> parseChronyObservation(const QByteArray &line, Instant readAt)
{
    const QJsonValue value = QJsonDocument::fromJson(line).object().value(u"observation"_s);
    if (!value.isObject())
        return std::nullopt;
    ChronyObservation observation;
    observation.readAt = readAt;
    observation.selection = rowsOf<ChronySelection>(value[u"selectdata"_s], 1, &selectionOf);
    observation.authentication = rowsOf<ChronyAuthentication>(value[u"authdata"_s], 0, &authenticationOf);
    observation.exchanges = rowsOf<ChronyExchange>(value[u"ntpdata"_s], 0, &exchangeOf);
    observation.serving = parseChronyServing(value[u"serverstats"_s].toString().trimmed());
    const QJsonObject errors = value[u"errors"_s].toObject();
    for (auto error = errors.begin(); error != errors.end(); ++error)
        observation.problems.emplace(error.key(), error.value().toString());
    return observation;
}

} // namespace synchroscope
