// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/pasted/chronycwords.h"

#include "core/diagnosis/pasted/pastednumbers.h"

namespace synchroscope::chronycwords {

Words fieldsOf(QStringView line)
{
    const QList<QStringView> fields = line.split(u',');
    return {fields.begin(), fields.end()};
}

std::optional<Duration> readSeconds(QStringView text)
{
    constexpr qsizetype decimals = 9;
    const qsizetype point = text.indexOf(u'.');
    return point >= 0 && text.size() - point - 1 == decimals ? readDecimal(text) : std::nullopt;
}

std::optional<Offset> ahead(std::optional<Duration> span)
{
    return span ? std::optional(Offset::fromLocalMinusRemote(*span)) : std::nullopt;
}

std::optional<Duration> readSpanOfSeconds(QStringView value)
{
    const Words words = wordsOf(value);
    return words.size() == 2 && words[1] == u"seconds" ? readDecimal(words[0]) : std::nullopt;
}

std::optional<double> readPpm(QStringView value, bool hasDirection)
{
    const Words words = wordsOf(value);
    if (words.size() != (hasDirection ? 3 : 2) || words[1] != u"ppm")
        return std::nullopt;
    const std::optional<double> ppm = readNumber(words[0]);
    if (!hasDirection || !ppm)
        return ppm;
    if (words[2] != u"slow" && words[2] != u"fast")
        return std::nullopt;
    return words[2] == u"slow" ? -*ppm : *ppm;
}

std::optional<Reference> readReference(QStringView value)
{
    const qsizetype open = value.indexOf(u" (");
    if (open <= 0 || !value.endsWith(u')'))
        return std::nullopt;
    const QStringView id = value.first(open).trimmed();
    constexpr qsizetype hexDigits = 8;
    const bool isHex = id.size() == hexDigits && readHex(id);
    if (!isHex && addressOf(id).isEmpty())
        return std::nullopt;
    return Reference{id.toString(), value.sliced(open + 2).chopped(1).toString(), isHex};
}

} // namespace synchroscope::chronycwords
