// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/hostspec.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maximumNameLength = 253;
constexpr qsizetype maximumLabelLength = 63;

bool isIpAddress(const QString &text)
{
    // QHostAddress also takes "1" and "10.1" for IPv4; inet_aton's short forms surprise people, so four parts it is.
    const QHostAddress address(text);
    if (address.isNull())
        return false;
    return address.protocol() == QAbstractSocket::IPv6Protocol || text.count(u'.') == 3;
}

Result<quint16> parsePort(QStringView text)
{
    const bool digitsOnly =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
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
        const bool fine = !label.isEmpty() && !label.startsWith(u'-') && !label.endsWith(u'-')
                          && std::all_of(label.begin(), label.end(), [](QChar c) {
                                 return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
                             });
        if (!fine)
            return Error{ErrorCode::HostMalformed, typed, label};
    }
    // A last label of digits only cannot be a name (RFC 1123 section 2.1): it is an address with a slip in it.
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
    return isIpAddress(host);
}

QString HostSpec::canonical() const
{
    return withPort(host, port);
}

QString HostSpec::shortText() const
{
    return port == ntpPort ? host : canonical();
}

Result<HostSpec> parseHostSpec(QStringView text)
{
    const QString trimmed = text.trimmed().toString();
    if (trimmed.isEmpty())
        return Error{ErrorCode::HostEmpty, {}, {}};

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
        if (QHostAddress(host).protocol() != QAbstractSocket::IPv6Protocol)
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
    if (isIpAddress(host)) {
        spec.host = QHostAddress(host).toString();
        return spec;
    }
    if (host.contains(u':'))
        return Error{ErrorCode::HostMalformed, trimmed, host};
    const Result<QString> name = parseName(host);
    if (!name)
        return name.error();
    spec.host = *name;
    return spec;
}

} // namespace synchroscope
