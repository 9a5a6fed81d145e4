// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/servertesting.h"

#include <algorithm>

namespace synchroscope {

namespace {

/// Each host once.
class Requests
{
public:
    void add(const ServerDraft &draft, const DraftRow &row)
    {
        if (const std::optional<HostSpec> host = hostOfRow(draft, row))
            add({.host = *host, .type = row.line.type});
    }
    void add(const ServerTestRequest &request)
    {
        const QString key = request.host.canonical();
        if (m_hosts.contains(key))
            return;
        m_hosts.insert(key);
        m_requests.push_back(request);
    }
    const std::vector<ServerTestRequest> &all() const { return m_requests; }

private:
    std::vector<ServerTestRequest> m_requests;
    QSet<QString> m_hosts;
};

/// Whether two readings of a test under way say the same; what has come in is not changed any more.
bool areSame(const ServerTest &a, const ServerTest &b)
{
    const auto answers = [](const ServerTest &test) {
        return std::ranges::count_if(test.asked,
                                     [](const AddressTest &one) { return one.packet.has_value(); });
    };
    return a.isFinished == b.isFinished && a.testedAt == b.testedAt && a.ipv4 == b.ipv4 && a.ipv6 == b.ipv6 &&
           a.asked.size() == b.asked.size() && answers(a) == answers(b);
}

} // namespace

bool ServerTesting::take(const std::vector<ServerTest> &tests)
{
    bool isNews = false;
    for (const ServerTest &test : tests) {
        const QString key = test.server.host.canonical();
        m_known.insert(key);
        const auto known = m_tests.constFind(key);
        if (known != m_tests.constEnd() && areSame(*known, test))
            continue;
        m_tests.insert(key, test);
        isNews = true;
    }
    return isNews;
}

std::vector<ServerTest> ServerTesting::testsOf(const ServerDraft &draft) const
{
    std::vector<ServerTest> tests;
    for (const DraftRow &row : draft.rows()) {
        const std::optional<HostSpec> host = hostOfRow(draft, row);
        const auto test = host ? m_tests.constFind(host->canonical()) : m_tests.constEnd();
        if (test != m_tests.constEnd())
            tests.push_back(*test);
    }
    return tests;
}

void ServerTesting::ask(const std::vector<ServerTestRequest> &requests)
{
    if (requests.empty())
        return;
    for (const ServerTestRequest &request : requests)
        m_known.insert(request.host.canonical());
    m_asked = requests;
    m_engine.testServers(requests);
}

void ServerTesting::test(const ServerDraft &draft, const std::vector<int> &keys)
{
    const QSet<int> wanted(keys.begin(), keys.end());
    Requests requests;
    for (const DraftRow &row : draft.rows()) {
        if (wanted.contains(row.key))
            requests.add(draft, row);
    }
    ask(requests.all());
}

void ServerTesting::testAll(const ServerDraft &draft)
{
    Requests requests;
    for (const DraftRow &row : draft.rows()) {
        if (row.isUsed)
            requests.add(draft, row);
    }
    ask(requests.all());
}

int ServerTesting::testNew(const ServerDraft &draft)
{
    Requests requests;
    int passedOver = 0;
    for (const DraftRow &row : draft.rows()) {
        const std::optional<HostSpec> host = row.isNew() ? hostOfRow(draft, row) : std::nullopt;
        if (!host || m_known.contains(host->canonical()))
            continue;
        m_known.insert(host->canonical());
        if (std::ssize(requests.all()) < mostByThemselves)
            requests.add({.host = *host, .type = row.line.type});
        else
            ++passedOver;
    }
    if (requests.all().empty())
        return passedOver;
    for (const ServerTestRequest &request : m_asked) {
        const auto test = m_tests.constFind(request.host.canonical());
        if (test == m_tests.constEnd() || !test->isFinished)
            requests.add(request);
    }
    ask(requests.all());
    return passedOver;
}

} // namespace synchroscope
