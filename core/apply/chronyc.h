// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/services.h"
#include "core/config/namedservers.h"

#include <QByteArray>
#include <QStringList>

#include <chrono>
#include <functional>

namespace synchroscope {

/// Asks chronyd over its Unix socket, which is root's and its own; a UDP port may be another daemon's.
/// chronyc makes a socket of its own beside that one and removes it; it runs as the user whose folder that
/// is, which is chronyd's, and not at all before there is that folder.
class Chronyc
{
public:
    /// Where Debian's, Fedora's and Arch's chronyd has it, unless its file says otherwise.
    static QString usualSocket();

    /// `socket` empty: the usual one.
    Chronyc(QString program, QString socket, std::chrono::milliseconds limit);

    struct Answer
    {
        QByteArray text;       ///< as it was printed; empty after a failure
        ServiceStatus failure; ///< one sentence
    };

    /// chronyc's words, options first ("-c -n selectdata -a"). A chronyd that does not answer takes chronyc
    /// 7 s.
    Answer ask(const QStringList &words, const std::function<bool()> &isUnwanted = {}) const;

    /// The names of all sources as the configuration has them, those without an address as well. Absent: why
    /// they could not be had.
    struct Sources
    {
        QStringList names;
        ServiceStatus failure;
    };
    Sources sources() const;

private:
    QString m_program;
    QString m_socket;
    std::chrono::milliseconds m_limit;
};

/// The names in what `chronyc -c -N sources -a` prints, without reference clocks. Absent: it is not that.
std::optional<QStringList> parseSourceNames(const QByteArray &printed);

/// Where the configuration has chronyd take commands (`bindcmdaddress /path`); empty: nowhere.
QString chronySocketOf(const NamedServers &configuration);

} // namespace synchroscope
