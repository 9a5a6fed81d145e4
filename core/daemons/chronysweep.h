// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/cmdmon.h"

#include <deque>
#include <map>

namespace synchroscope {

/// One reading of all that a chronyd tells anybody: which questions to put, and what their answers make.
/// Without sockets and timers; the answers may come in any order.
///
/// chronyd's list of sources has no version and can change between two questions. When an answer shows that
/// it did, the reading begins anew.
class ChronySweep
{
public:
    struct Question
    {
        cmdmon::Command command = cmdmon::Command::SourceCount;
        quint32 index = 0;       ///< for SourceData and SourceStats
        cmdmon::Address address; ///< for SourceName

        QByteArray request(quint32 sequence) const;
    };
    /// The names of sources as configured, which seldom change.
    using Names = std::map<cmdmon::Address, QString>;

    /// `rarely`: also what changes slowly (the hardware clock, smoothing); otherwise it is taken over from
    /// `before`.
    ChronySweep(const DaemonReport &before, Names names, bool rarely);

    bool hasQuestion() const { return !m_questions.empty(); }
    /// Requires hasQuestion().
    Question takeQuestion();
    /// `now`: when the reply came. False: the list has changed, what is still under way is of no use, and the
    /// questions begin again. An answer that cannot be read leaves its value absent.
    bool answer(const Question &question, const cmdmon::Reply &reply, Instant now);

    /// chronyd gives neither its sources nor its tracking to us.
    bool isForbidden() const { return m_sourcesForbidden && m_trackingForbidden; }
    /// All answers are there: with the report of `before` as its base.
    DaemonReport takeReport();
    /// Of the sources that are there now.
    Names takeNames();

private:
    struct Source
    {
        std::optional<cmdmon::SourceData> data;
        std::optional<cmdmon::SourceStats> stats;
        Instant readAt;
    };

    void begin();
    bool answerSourceData(const Question &question, const cmdmon::Reply &reply, Instant now);
    bool answerSourceStats(const Question &question, const cmdmon::Reply &reply);
    /// Begins anew where the list has changed under our hands.
    bool stillHolds(const Question &question, const cmdmon::Reply &reply, const Source &source);
    static bool matches(const Source &source);

    DaemonReport m_report;
    Names m_knownNames;
    Names m_names;
    bool m_rarely;
    bool m_sourcesForbidden = false;
    bool m_trackingForbidden = false;
    int m_restarts = 0;
    std::deque<Question> m_questions;
    std::vector<Source> m_sources; ///< by chronyd's index
};

} // namespace synchroscope
