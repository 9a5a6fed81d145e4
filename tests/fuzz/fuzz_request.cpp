// SPDX-License-Identifier: GPL-3.0-or-later
// What a user sends to the helper.
#include "tests/fuzz/properties.h"

#include <cstdint>

using namespace synchroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString broken = test::brokenPropertyOfRequest(text);
    if (!broken.isEmpty())
        qFatal("%s", qPrintable(broken));
    return 0;
}
