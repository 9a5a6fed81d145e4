// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/hostspec.h"

#include <QUrl>

#include <algorithm>
#include <array>

#include <arpa/inet.h>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumNameLength = 253;
constexpr qsizetype maximumLabelLength = 63;

// The address as inet_ntop writes it; nothing when it is none. inet_pton takes no short, octal or hexadecimal
// forms ("10.1", "010.0.0.1"), which mean different things to different programs.
QString normalised(int family, const QString &text)
{
    const bool plain = std::all_of(text.begin(), text.end(),
                                   [](QChar c) { return u"0123456789abcdefABCDEF.:"_s.contains(c); });
    in6_addr address;
    std::array<char, INET6_ADDRSTRLEN> written;
    if (!plain || ::inet_pton(family, text.toLatin1().constData(), &address) != 1 ||
        !::inet_ntop(family, &address, written.data(), written.size()))
        return {};
    return QString::fromLatin1(written.data());
}

// With the interface behind a link-local address, "%eth0", whose case counts.
QString normalisedIpv6(const QString &text)
{
    const qsizetype percent = text.indexOf(u'%');
    QString address = normalised(AF_INET6, text.first(percent < 0 ? text.size() : percent));
    if (percent < 0 || address.isEmpty())
        return address;
    const QString interface = text.sliced(percent + 1);
    const bool fine = !interface.isEmpty() && std::all_of(interface.begin(), interface.end(), [](QChar c) {
        return c > u' ' && c <= u'~' && !u"%/[]"_s.contains(c);
    });
    return fine ? address + u'%' + interface : QString();
}

QString normalisedAddress(const QString &text)
{
    return text.contains(u':') ? normalisedIpv6(text) : normalised(AF_INET, text);
}

Result<quint16> parsePort(QStringView text)
{
    const bool digitsOnly = !text.isEmpty() && std::all_of(text.begin(), text.end(),
                                                           [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!digitsOnly)
        return Error{ErrorCode::PortMalformed, text.toString(), {}};
    bool fits = false;
    const uint port = text.toUInt(&fits);
    if (!fits || port < 1 || port > 65535)
        return Error{ErrorCode::PortOutOfRange, text.toString(), {}};
    return static_cast<quint16>(port);
}

Result<QString> parseName(const QString &typed)
{
    if (typed.size() > maximumNameLength)
        return Error{ErrorCode::HostTooLong, typed, {}};
    // Empty for labels that no domain can have: empty ones, over-long ones, spaces and most punctuation.
    const QString ascii = QString::fromLatin1(QUrl::toAce(typed)).toLower();
    QString name = ascii.endsWith(u'.') ? ascii.chopped(1) : ascii;
    if (name.isEmpty()) {
        const QStringList labels = typed.split(u'.');
        const bool longLabel = std::any_of(labels.begin(), labels.end(), [](const QString &label) {
            return label.size() > maximumLabelLength;
        });
        return Error{longLabel ? ErrorCode::HostTooLong : ErrorCode::HostMalformed, typed, {}};
    }
    if (name.size() > maximumNameLength)
        return Error{ErrorCode::HostTooLong, typed, {}};
    for (const QString &label : name.split(u'.')) {
        if (label.size() > maximumLabelLength)
            return Error{ErrorCode::HostTooLong, typed, label};
        const bool fine = !label.isEmpty() && !label.startsWith(u'-') && !label.endsWith(u'-') &&
                          std::all_of(label.begin(), label.end(), [](QChar c) {
                              return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
                          });
        if (!fine)
            return Error{ErrorCode::HostMalformed, typed, label};
    }
    // A last label of digits only cannot be a name (RFC 1123 section 2.1): it is an address with a slip in
    // it.
    const QString lastLabel = name.section(u'.', -1);
    if (std::all_of(lastLabel.begin(), lastLabel.end(), [](QChar c) { return c.isDigit(); }))
        return Error{ErrorCode::HostMalformed, typed, typed};
    return name;
}

QString withPort(const QString &host, quint16 port)
{
    return host.contains(u':') ? u"[%1]:%2"_s.arg(host).arg(port) : u"%1:%2"_s.arg(host).arg(port);
}

} // namespace

bool HostSpec::isAddress() const
{
    return !normalisedAddress(host).isEmpty();
}

QString HostSpec::canonical() const
{
    return withPort(host, port);
}

QString HostSpec::shortText() const
{
    return port == ntpPort ? host : canonical();
}

QString HostSpec::label() const
{
    if (port == ntpPort)
        return typed;
    return (typed.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(typed).arg(port);
}

Result<HostSpec> parseHostSpec(QStringView text)
{
    const QString trimmed = text.trimmed().toString();
    if (trimmed.isEmpty())
        return Error{ErrorCode::HostEmpty, {}, {}};
    // A web address is not a port that went wrong.
    if (trimmed.contains(u'/'))
        return Error{ErrorCode::HostMalformed, trimmed, u"/"_s};

    HostSpec spec;
    QString host = trimmed;
    QString port;
    bool hasPort = false;
    if (trimmed.startsWith(u'[')) {
        const qsizetype end = trimmed.indexOf(u']');
        const QString rest = end < 0 ? QString() : trimmed.sliced(end + 1);
        if (end < 0 || (!rest.isEmpty() && !rest.startsWith(u':')))
            return Error{ErrorCode::HostMalformed, trimmed, {}};
        host = trimmed.sliced(1, end - 1);
        if (normalisedIpv6(host).isEmpty())
            return Error{ErrorCode::HostMalformed, trimmed, host};
        hasPort = !rest.isEmpty();
        port = rest.mid(1);
    } else if (trimmed.count(u':') == 1) {
        host = trimmed.section(u':', 0, 0);
        port = trimmed.section(u':', 1);
        hasPort = true;
    }
    if (hasPort) {
        const Result<quint16> number = parsePort(port);
        if (!number)
            return number.error();
        spec.port = *number;
    }
    if (host.isEmpty())
        return Error{ErrorCode::HostEmpty, {}, {}};

    spec.typed = host;
    spec.host = normalisedAddress(host);
    if (!spec.host.isEmpty())
        return spec;
    if (host.contains(u':'))
        return Error{ErrorCode::HostMalformed, trimmed, host};
    const Result<QString> name = parseName(host);
    if (!name)
        return name.error();
    spec.host = *name;
    return spec;
}

} // namespace synchroscope
