// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QString>

namespace synchroscope {

/// Others in the place of names and addresses, the same for the same; see Blanking. Not thread-safe.
class BlankedNames
{
public:
    /// Of a server; an address is none.
    void learnHost(const QString &host);
    /// The user's own word for a server.
    void learnLabel(const QString &label);
    /// This computer's; may be empty.
    void learnComputer(const QString &hostName);
    /// Begins to count anew, and gives out no address that it was asked for so far: once all are known,
    /// nothing that is given out is one of them.
    void restart();

    /// Whether it was met as one, or is one of a public service.
    bool isKnownHost(const QString &name) const;
    /// Of a host name or an address.
    QString host(const QString &name);
    QString label(const QString &label) const;
    /// Within a text of any kind.
    QString text(const QString &text);
    /// Line by line the same, so that what is said of lines stays true.
    QByteArray configuration(const QByteArray &text);
    /// Whom a server of that stratum follows.
    quint32 referenceId(quint32 id, int stratum);
    /// As a daemon prints it: letters, an address, or hexadecimal digits.
    QString referenceId(const QString &id);

private:
    enum class Protect : quint8 { Nothing, FirstWord };

    QString textOf(const QString &text, Protect protect);
    QString configurationLine(const QString &line);
    QString found(const QRegularExpressionMatch &match);
    QString address6(const QString &candidate, const QString &scope);
    QString dottedName(const QString &name);
    QString network(const QString &domain);
    QString ipv4(quint32 address);
    quint32 replacedIpv4(quint32 address);
    QString ipv6(const QString &address);
    void learn(const QString &word, const QString &replacement);

    QSet<quint32> m_askedIpv4;
    QHash<quint32, quint32> m_ipv4;
    QHash<QString, QString> m_ipv6;
    QHash<QString, QString> m_networks;
    QHash<QString, QString> m_hosts;
    int m_givenHosts = 0;
    QHash<QString, QString> m_words; ///< by themselves in lower case: what no shape tells to be a name
    QRegularExpression m_pattern;    ///< of all that may have to be replaced
    bool m_isPatternCurrent = false;
};

} // namespace synchroscope
