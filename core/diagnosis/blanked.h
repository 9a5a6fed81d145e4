// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/event.h"
#include "core/diagnosis/facts.h"

#include <memory>

/// Facts as they may be shown to strangers: of whom, where and by what network they are is left out. Pure.
namespace synchroscope {

class BlankedNames;

/// Puts others in the place of names, addresses and the user's own words, the same everywhere for the same,
/// so that rules find what they found before:
/// - a host becomes "server-1.network-1.example"; hosts of one operator share its network. A name of one
///   label becomes "server-1", a name that the user gave to a server "label-1";
/// - an address becomes one of the documentation's ranges (192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24,
///   2001:db8::/32), a private one another private one (10.0.0.0/8, fd00::/8), a link-local one likewise;
/// - in texts (logs, configuration files, paths) hosts and addresses are found by their shape, the others by
///   being known. Comments in files go, but for the settings that timesyncd shows as comments.
///
/// Left as they are, because a rule needs them or because they tell nothing of whose computer it is:
/// loopback, multicast, the clocks of clouds (169.254.169.123), reference clocks by their letters and
/// 127.127.t.u, the NTP pool and other services that anybody may use (time.google.com, by its addresses too),
/// the time zone, programs, units, versions and folders. What nobody can know to be a name stays too: a word
/// in a log, say.
class Blanking
{
public:
    /// `hostName`: of this computer; it becomes "this-computer". May be empty, or "localhost".
    explicit Blanking(const DiagnosisFacts &facts, const QString &hostName = {});
    ~Blanking();
    Blanking(const Blanking &) = delete;
    Blanking &operator=(const Blanking &) = delete;

    const DiagnosisFacts &facts() const;
    /// Of the same computer.
    Event blanked(Event event);
    QString blanked(const QString &text);

private:
    void learnServer(const QString &name, bool isOfDaemon);

    std::unique_ptr<BlankedNames> m_names;
    DiagnosisFacts m_facts;
};

/// The same, for once.
DiagnosisFacts blanked(const DiagnosisFacts &facts, const QString &hostName = {});

} // namespace synchroscope
