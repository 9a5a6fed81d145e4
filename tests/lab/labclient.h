// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/lab.h"
#include "core/ntp/sample.h"

#include <chrono>
#include <optional>

namespace synchroscope::test {

/// A plain blocking client of one lab server, apart from the product's own socket code.
///
/// T1 is read just before sending and T4 is the kernel's, so a busy machine can lengthen the round trip it
/// sees but never shorten it: the truth always lies within half of what exceeds the simulated ways.
class LabClient
{
public:
    explicit LabClient(const LabEndpoint &server);
    ~LabClient();

    LabClient(const LabClient &) = delete;
    LabClient &operator=(const LabClient &) = delete;

    bool send(QByteArrayView datagram) const;

    struct Datagram
    {
        QByteArray bytes;
        Instant at; ///< the kernel's stamp
    };
    /// The next datagram; nothing when none came in time.
    std::optional<Datagram> receive(std::chrono::milliseconds patience = std::chrono::seconds(5)) const;

    struct Exchange
    {
        NtpPacket reply;
        Instant sentAt;
        Instant receivedAt;
        Sample sample;

        Duration serverAhead() const { return -sample.offset.localMinusRemote(); }
    };
    /// One request and the reply to it.
    std::optional<Exchange> ask(std::chrono::milliseconds patience = std::chrono::seconds(5));

    /// Asks again until the way beside the simulated one took less than 300 µs, both directions together.
    std::optional<Exchange> askUndisturbed(Duration simulated);

private:
    int m_descriptor;
    quint64 m_nonce = 0;
};

/// CLOCK_REALTIME and CLOCK_MONOTONIC.
Instant realtimeNow();
Duration monotonicNow();

} // namespace synchroscope::test
