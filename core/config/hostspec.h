// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QMetaType>
#include <QString>
#include <QStringView>

namespace synchroscope {

inline constexpr quint16 ntpPort = 123;

/// A server as a person names it.
struct HostSpec
{
    QString host; ///< a DNS name in its ASCII form, lower case, without a final dot; or an address (IPv6
                  ///< without brackets)
    quint16 port = ntpPort;
    QString typed; ///< the host as typed, without port and brackets: what the person recognises

    bool isAddress() const;
    /// "host:port", "[::1]:123": the same for every way of writing the same server, so it serves as the
    /// source's id.
    QString canonical() const;
    /// Like canonical(), but without the usual port.
    QString shortText() const;
    /// As typed, and the port unless it is the usual one; parseHostSpec() reads it back.
    QString label() const;

    friend bool operator==(const HostSpec &, const HostSpec &) = default;
};

/// Reads "ntp.example.org", "ntp.example.org:1123", "192.0.2.1:123", "::1", "[::1]:123", "fe80::1%eth0" and
/// names in any script ("時計.jp"). Space around it is ignored. Ports are 1 to 65535.
Result<HostSpec> parseHostSpec(QStringView text);

} // namespace synchroscope
