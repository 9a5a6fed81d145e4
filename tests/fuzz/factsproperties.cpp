// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/blanked.h"
#include "core/diagnosis/factsjson.h"
#include "tests/fuzz/properties.h"

using namespace Qt::StringLiterals;

namespace synchroscope::test {

QString brokenPropertyOfFacts(const QByteArray &text)
{
    QString why;
    const std::optional<DiagnosisFacts> facts = readFacts(text, &why);
    if (!facts)
        return why.endsWith(u'.') ? QString() : u"It is refused without a sentence: %1"_s.arg(why);
    const QByteArray written = writeFacts(*facts);
    const std::optional<DiagnosisFacts> again = readFacts(written, &why);
    if (!again)
        return u"What was written is refused: %1"_s.arg(why);
    if (writeFacts(*again) != written)
        return u"Written again, it is other facts."_s;
    if (!readFacts(writeFacts(blanked(*facts)), &why))
        return u"Blanked, it is refused: %1"_s.arg(why);
    return {};
}

} // namespace synchroscope::test
