// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/chronyc.h"
#include "core/apply/staysactive.h"

#include <QStringList>

#include <functional>
#include <set>
#include <vector>

namespace synchroscope {

/// Takes chrony's unit for up that has been active for some seconds on end and whose chronyd answers on its
/// Unix socket and follows every server of its files: lists it, with an address or without. chronyd says
/// nothing of a line of a .sources file that it does not understand, and goes on without it.
///
/// Other daemons' units are up when they stay active.
class ChronyAnswers final : public Verifier
{
public:
    /// `files` reads chrony's configuration as it is now. Without `chronyc`, for a chronyd that takes no
    /// commands, its unit is up when it stays active as well.
    ChronyAnswers(ServiceManager &services, std::optional<Chronyc> chronyc, StaysActive::Pace pace,
                  std::function<NamedServers()> files)
        : m_services(services)
        , m_chronyc(std::move(chronyc))
        , m_pace(pace)
        , m_files(std::move(files))
    {}

    /// Asks these from now on.
    void ask(std::optional<Chronyc> chronyc, std::function<NamedServers()> files);
    /// To be called before a change: what the daemon does not list then is not the change's fault, and not
    /// waited for. Takes no longer than one question. False: it did not answer, and something may have to be
    /// excused.
    bool lookAround();
    /// The new configuration has these lines (newChronyLines()), which are waited for in any case.
    void expect(const std::vector<QByteArray> &lines);
    /// These lines are in an old configuration, and chronyd never took them.
    void excuse(const std::vector<QByteArray> &lines);

    ServiceStatus waitUntilUp(const QString &unit, Configuration which) override;
    QString remark() const override { return m_remark; }

private:
    /// Of servers and pools, by their plain names.
    using Names = std::set<QString>;

    static Names namesIn(const std::vector<QByteArray> &lines);
    Names missing(const QStringList &listed) const;
    ServiceStatus lackOf(Configuration which);

    ServiceManager &m_services;
    std::optional<Chronyc> m_chronyc;
    StaysActive::Pace m_pace;
    std::function<NamedServers()> m_files;
    Names m_new;
    Names m_missedBefore;
    QString m_remark;
};

} // namespace synchroscope
