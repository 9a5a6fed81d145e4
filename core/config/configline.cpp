// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/configline.h"

#include <algorithm>
#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array continents = {"africa"_L1,  "antarctica"_L1,    "asia"_L1,         "europe"_L1,
                                   "oceania"_L1, "north-america"_L1, "south-america"_L1};

bool isDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// "2.debian.pool.ntp.org", but not "pool.ntp.org", "2.pool.ntp.org", "2.de.pool.ntp.org",
/// "europe.pool.ntp.org".
bool isVendorPool(const QString &host)
{
    constexpr QLatin1StringView pool = ".pool.ntp.org"_L1;
    if (!host.endsWith(pool))
        return false;
    const QString zone = host.chopped(pool.size()).section(u'.', -1);
    return zone.size() > 2 && !isDigits(zone) &&
           std::find(continents.begin(), continents.end(), zone) == continents.end();
}

bool isDistributionHost(const QString &host)
{
    return isVendorPool(host) || host.endsWith(".ubuntu.com"_L1);
}

} // namespace

std::vector<ConfigLine> configLines(QByteArrayView text)
{
    std::vector<ConfigLine> lines;
    int number = 0;
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype end = text.indexOf('\n', start);
        const bool terminated = end >= 0;
        const qsizetype length = (terminated ? end : text.size()) - start;
        lines.push_back({++number, text.sliced(start, length), terminated});
        start += length + 1;
    }
    return lines;
}

bool isConfigSpace(char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

QByteArrayView strippedOf(QByteArrayView text)
{
    while (!text.isEmpty() && isConfigSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isConfigSpace(text.back()))
        text.chop(1);
    return text;
}

std::vector<QByteArrayView> configWords(QByteArrayView line)
{
    std::vector<QByteArrayView> words;
    auto position = line.begin();
    while (true) {
        const auto start = std::find_if_not(position, line.end(), isConfigSpace);
        if (start == line.end())
            return words;
        position = std::find_if(start, line.end(), isConfigSpace);
        words.push_back(line.sliced(start - line.begin(), position - start));
    }
}

Result<HostSpec> hostFromWord(QByteArrayView word, quint16 port)
{
    const QString text = QString::fromUtf8(word);
    Result<HostSpec> host = parseHostSpec(text);
    // parseHostSpec() also reads what people type, "[::1]:123" and "host:123"; no daemon does.
    if (!host || host->typed != text)
        return Error{ErrorCode::HostMalformed, quotedFrom(word), {}};
    host.value().port = port;
    return host;
}

ServerOrigin originOf(const QString &file, const HostSpec &host)
{
    if (file.startsWith("/run/"_L1) || file.startsWith("/var/run/"_L1))
        return ServerOrigin::Dhcp;
    if (file.startsWith("/usr/"_L1) || file.startsWith("/lib/"_L1))
        return ServerOrigin::Distribution;
    return isDistributionHost(host.host) ? ServerOrigin::Distribution : ServerOrigin::Administrator;
}

} // namespace synchroscope
