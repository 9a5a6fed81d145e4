// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/servertesting.h"

#include <algorithm>

namespace synchroscope {

namespace {

void addRequest(std::vector<ServerTestRequest> &requests, const ServerDraft &draft, const DraftRow &row)
{
    const std::optional<HostSpec> host = hostOfRow(draft, row);
    const bool isThere = host && std::ranges::any_of(requests, [&host](const ServerTestRequest &request) {
                             return request.host.canonical() == host->canonical();
                         });
    if (host && !isThere)
        requests.push_back({.host = *host, .type = row.line.type});
}

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
    std::vector<ServerTestRequest> requests;
    for (const int key : keys) {
        if (const DraftRow *row = draft.row(key))
            addRequest(requests, draft, *row);
    }
    ask(requests);
}

void ServerTesting::testAll(const ServerDraft &draft)
{
    std::vector<ServerTestRequest> requests;
    for (const DraftRow &row : draft.rows()) {
        if (row.isUsed)
            addRequest(requests, draft, row);
    }
    ask(requests);
}

void ServerTesting::testNew(const ServerDraft &draft)
{
    std::vector<ServerTestRequest> requests;
    for (const DraftRow &row : draft.rows()) {
        const std::optional<HostSpec> host = row.isNew() ? hostOfRow(draft, row) : std::nullopt;
        if (host && !m_known.contains(host->canonical()))
            addRequest(requests, draft, row);
    }
    if (requests.empty())
        return;
    for (const ServerTestRequest &request : m_asked) {
        const auto test = m_tests.constFind(request.host.canonical());
        if (test == m_tests.constEnd() || !test->isFinished)
            requests.push_back(request);
    }
    ask(requests);
}

} // namespace synchroscope
