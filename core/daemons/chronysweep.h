// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/daemons/cmdmon.h"

#include <deque>
#include <map>
#include <set>

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
    /// The names of sources as configured, by their addresses, which seldom change. The number of a source
    /// without an address tells nothing after a restart, so those are never kept.
    using Names = std::map<cmdmon::Address, QString>;

    /// What an answer was good for.
    enum class Outcome : quint8 {
        Taken,
        ListChanged, ///< what is still under way is of no use, and the questions begin again
        Unreadable,  ///< nothing was taken: cut, spoiled, or of another kind
    };

    /// `names` spare questions where the list is long. `rarely`: also what changes slowly (the hardware
    /// clock, smoothing); otherwise it is taken over from `before`.
    ChronySweep(const DaemonReport &before, Names names, bool rarely);

    bool hasQuestion() const { return !m_questions.empty(); }
    /// Requires hasQuestion().
    Question takeQuestion();
    /// `now`: when the reply came. A refusal is an answer, and leaves its value absent.
    Outcome answer(const Question &question, const cmdmon::Reply &reply, Instant now);
    /// Whether a reading without any answer to `question` is worth anything; its value stays absent then.
    static bool canDoWithout(const Question &question);

    /// chronyd does not give its sources to us (since 4.7 it can be told to), though perhaps its tracking.
    bool isForbidden() const { return m_sourcesForbidden; }
    /// All answers are there: with the report of `before` as its base.
    DaemonReport takeReport();
    /// Of the sources that are there now and have an address.
    Names takeNames();

private:
    struct Source
    {
        std::optional<cmdmon::SourceData> data;
        std::optional<cmdmon::SourceStats> stats;
        Instant readAt;
    };

    void begin();
    Outcome beginAnew();
    Outcome answerSourceCount(const cmdmon::Reply &reply);
    Outcome answerSourceData(const Question &question, const cmdmon::Reply &reply, Instant now);
    Outcome answerSourceStats(const Question &question, const cmdmon::Reply &reply);
    Outcome answerSourceName(const Question &question, const cmdmon::Reply &reply);
    Outcome endOfList(const Question &question);
    void askName(const cmdmon::Address &address);
    static bool matches(const Source &source);
    DaemonSource row(const Source &source) const;

    DaemonReport m_report;
    Names m_knownNames;
    Names m_names;
    bool m_rarely;
    bool m_sourcesForbidden = false;
    int m_restarts = 0;
    std::deque<Question> m_questions;
    std::vector<Source> m_sources;         ///< by chronyd's index
    std::set<cmdmon::Address> m_addresses; ///< of those, none of which chronyd has twice
    std::set<cmdmon::Address> m_gone; ///< that chronyd did not know any more when it was asked their names
};

/// Gives `sources` what they share with those of an earlier reading of the same daemon: their ordinals, and
/// the time of a sample that was known already.
void continueSources(std::vector<DaemonSource> &sources, const std::vector<DaemonSource> &before);

} // namespace synchroscope
