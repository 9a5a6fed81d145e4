// SPDX-License-Identifier: GPL-3.0-or-later
// The first byte chooses the daemon, the rest is its file.
#include "tests/fuzz/properties.h"

#include <cstdint>
#include <cstdlib>

using namespace synchroscope;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    constexpr DaemonKind daemons[] = {DaemonKind::Chrony, DaemonKind::Timesyncd, DaemonKind::Ntpsec,
                                      DaemonKind::Ntpd,   DaemonKind::NtpdRs,    DaemonKind::OpenNtpd};
    if (size == 0)
        return 0;
    const QByteArray text(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const QString broken = test::brokenPropertyOfFile(daemons[data[0] % std::size(daemons)], text);
    if (!broken.isEmpty())
        qFatal("%s", qPrintable(broken));
    return 0;
}
