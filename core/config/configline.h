// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/configproblem.h"
#include "core/config/namedserver.h"
#include "core/result.h"

#include <QByteArrayView>

#include <vector>

/// What all configuration files of time daemons have in common: numbered lines of words, in bytes as they
/// stand in the file, so that what is not understood can be kept.
namespace synchroscope {

struct ConfigLine
{
    int number = 0;          ///< 1-based
    QByteArrayView text;     ///< without its '\n'; a '\r' before it is kept
    bool terminated = false; ///< a '\n' follows; only the last line can lack it
};

/// The lines of a text, which must outlive them. Like every daemon here, only '\n' ends a line.
std::vector<ConfigLine> configLines(QByteArrayView text);

/// C's isspace() in the C locale.
bool isConfigSpace(char character);

/// Without white space at both ends.
QByteArrayView strippedOf(QByteArrayView text);

/// The words of a line between white space.
std::vector<QByteArrayView> configWords(QByteArrayView line);

/// A host that stands alone in a word, as daemons write it: no port, no brackets. The fault is HostMalformed.
Result<HostSpec> hostFromWord(QByteArrayView word, quint16 port = ntpPort);

/// Who put a server there, judged by the file and the host.
///
/// Files under /run are written by the hooks of DHCP clients, files under /usr and /lib by packages. In /etc
/// nobody can tell a package's untouched line from one that a person typed; what can be told is a zone that
/// the NTP pool gave to a distribution ("2.debian.pool.ntp.org", in general NAME.pool.ntp.org with a name
/// that is no country and no continent) or a distribution's own servers ("ntp.ubuntu.com"). Those count as
/// the distribution's, whoever wrote the line.
ServerOrigin originOf(const QString &file, const HostSpec &host);

} // namespace synchroscope
