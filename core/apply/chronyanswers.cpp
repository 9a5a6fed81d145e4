// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/chronyanswers.h"

#include "core/apply/change.h"
#include "core/config/configline.h"
#include "core/config/serverline.h"
#include "core/config/serverlist.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <iterator>
#include <thread>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

/// The same for every way of writing the same name or address.
QString plainName(const QString &word)
{
    const Result<HostSpec> host = hostFromWord(word.toUtf8());
    return host ? host->host : word.toLower();
}

QString inWords(const std::set<QString> &names)
{
    constexpr size_t most = 5;
    QStringList quoted;
    for (const QString &name : names) {
        if (std::size_t(quoted.size()) == most)
            break;
        quoted.append(u'"' + quotedFrom(name.toUtf8()) + u'"');
    }
    const QString list = quoted.join(u", "_s);
    return names.size() > most ? u"%1 and %2 more"_s.arg(list).arg(names.size() - most) : list;
}

} // namespace

ChronyAnswers::Names ChronyAnswers::namesIn(const std::vector<QByteArray> &lines)
{
    Names names;
    for (const QByteArray &line : lines) {
        const auto parsed = parseServerLine(DaemonKind::Chrony, line);
        if (const ServerLine *words = std::get_if<ServerLine>(&parsed))
            names.insert(plainName(words->host));
    }
    return names;
}

void ChronyAnswers::expect(const std::vector<QByteArray> &lines)
{
    m_new.merge(namesIn(lines));
}

void ChronyAnswers::excuse(const std::vector<QByteArray> &lines)
{
    m_missedBefore.merge(namesIn(lines));
}

ChronyAnswers::Names ChronyAnswers::missing(const QStringList &listed) const
{
    Names names;
    for (const ListedServer &server : listServers(DaemonKind::Chrony, m_files())) {
        if (server.isInForce)
            names.insert(server.host.host);
    }
    for (const QString &name : listed)
        names.erase(plainName(name));
    return names;
}

void ChronyAnswers::ask(std::optional<Chronyc> chronyc, std::function<NamedServers()> files)
{
    m_chronyc = std::move(chronyc);
    m_files = std::move(files);
}

bool ChronyAnswers::lookAround()
{
    if (!m_chronyc)
        return true;
    const Chronyc::Sources sources = m_chronyc->sources();
    if (!sources.failure)
        m_missedBefore = missing(sources.names);
    return !sources.failure;
}

ServiceStatus ChronyAnswers::lackOf(Configuration which)
{
    const Chronyc::Sources sources = m_chronyc->sources();
    if (sources.failure)
        return u"The time service does not answer. %1"_s.arg(*sources.failure);
    Names lacking = missing(sources.names);
    Names asBefore;
    std::set_intersection(lacking.cbegin(), lacking.cend(), m_missedBefore.cbegin(), m_missedBefore.cend(),
                          std::inserter(asBefore, asBefore.end()));
    for (const QString &name : asBefore)
        lacking.erase(name);
    if (which == Configuration::New) {
        Names added = m_new;
        for (const QString &name : sources.names)
            added.erase(plainName(name));
        lacking.merge(added);
    }
    for (const QString &name : lacking)
        asBefore.erase(name);
    m_remark =
        asBefore.empty() ? QString() : u"As before, chronyd does not follow %1."_s.arg(inWords(asBefore));
    return lacking.empty() ? ServiceStatus() : u"chronyd does not follow %1."_s.arg(inWords(lacking));
}

ServiceStatus ChronyAnswers::waitUntilUp(const QString &unit, Configuration which)
{
    const bool isChrony = unitsOf(DaemonKind::Chrony).contains(unit);
    m_remark.clear();
    if (!m_chronyc || !isChrony) {
        if (isChrony)
            m_remark = u"chronyd takes no commands on a Unix socket, and was not asked for its servers."_s;
        return StaysActive(m_services, m_pace).waitUntilUp(unit, which);
    }
    const QDeadlineTimer end(m_pace.limit);
    bool isUp = false;
    for (;;) {
        StaysActive::Pace pace = m_pace;
        pace.limit = std::chrono::milliseconds(end.remainingTime());
        if (ServiceStatus failure =
                isUp ? ServiceStatus() : StaysActive(m_services, pace).waitUntilUp(unit, which))
            return failure;
        const ServiceStatus lack = lackOf(which);
        // It may have ended while it was asked.
        const ServiceStatus down = m_services.isActive(unit);
        if (!lack && !down)
            return {};
        if (end.hasExpired())
            return lack ? lack : down;
        isUp = !down;
        std::this_thread::sleep_for(m_pace.interval);
    }
}

} // namespace synchroscope
