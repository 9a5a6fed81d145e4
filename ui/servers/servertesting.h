// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engineclient.h"
#include "ui/servers/serverrows.h"

#include <QSet>

#include <vector>

namespace synchroscope {

/// Tests of servers, kept by server beyond the engine's latest request.
class ServerTesting
{
public:
    explicit ServerTesting(EngineClient &engine) : m_engine(engine) {}

    const ServerTests &tests() const { return m_tests; }
    /// Of these hosts, in their order, those that were tested.
    std::vector<ServerTest> testsOf(const ServerDraft &draft) const;

    /// Whether something is new.
    bool take(const std::vector<ServerTest> &tests);
    void test(const ServerDraft &draft, const std::vector<int> &keys);
    /// All that are, or would be, used.
    void testAll(const ServerDraft &draft);
    /// New ones are tested once by themselves, at most mostByThemselves at a time; with what is still being
    /// tested, which a new request would drop. How many were passed over: they wait for testAll().
    int testNew(const ServerDraft &draft);

    /// A whole pasted file is no reason to ask a thousand strangers.
    static constexpr int mostByThemselves = 16;

private:
    void ask(const std::vector<ServerTestRequest> &requests);

    EngineClient &m_engine;
    ServerTests m_tests;
    std::vector<ServerTestRequest> m_asked; ///< the latest request
    QSet<QString> m_known;                  ///< had their turn to be asked, by HostSpec::canonical()
};

} // namespace synchroscope
