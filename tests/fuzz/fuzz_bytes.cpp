// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes, as they are; PROPERTY is what has to hold of them.
#include "tests/fuzz/properties.h"

#include <cstdint>

using namespace synchroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString broken = test::PROPERTY(bytes);
    if (!broken.isEmpty())
        qFatal("%s", qPrintable(broken));
    return 0;
}
