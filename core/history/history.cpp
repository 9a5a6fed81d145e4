// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/history.h"

#include "core/history/historydatabase.h"
#include "core/history/mergedreader.h"
#include "core/history/pointreader.h"

#include <QFile>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t rowsKeptWaiting = 100'000;
// While another program writes, a few rows may wait without anybody being troubled.
constexpr std::size_t rowsWaitingQuietly = 1000;
// Of what waits long; so that a disk that stays full costs little at each attempt.
constexpr std::size_t rowsPerTransaction = 5000;
// Each source's rows lie on a page of their own, and a transaction writes whole pages. Of so many sources
// that this is a burden, rows are collected.
constexpr std::size_t manyRows = 100;
constexpr Duration collectedFor = 10s;

using Outcome = HistoryDatabase::Outcome;
using State = HistoryDatabase::State;

} // namespace

History::History(const QString &path, const QByteArray &bootId)
    : m_database(std::make_unique<HistoryDatabase>(path, bootId))
{}

History::~History()
{
    if (m_database->state() == State::Open)
        flush(0);
}

Status History::open()
{
    return m_database->open();
}

Status History::append(std::span<const NewSample> samples, std::span<const KeptEvent> events)
{
    m_waiting.insert(m_waiting.end(), samples.begin(), samples.end());
    m_waitingEvents.insert(m_waitingEvents.end(), events.begin(), events.end());
    m_untried += samples.size();
    if (mayWait(samples.size()))
        return {};
    const std::size_t untried = std::exchange(m_untried, 0);
    Status status;
    if (m_database->state() == State::Failed)
        status = m_database->open();
    else if (m_database->state() == State::Damaged)
        status = m_database->replaceDamagedFile();
    if (m_database->state() == State::Open) {
        const Status flushed = flush(untried);
        if (flushed)
            status = flushed;
    } else if (m_database->state() == State::Refused) {
        status = m_database->trouble();
    }
    if (m_waiting.size() > rowsKeptWaiting)
        m_waiting.erase(m_waiting.begin(), m_waiting.end() - rowsKeptWaiting);
    if (m_waitingEvents.size() > mostEvents)
        m_waitingEvents.erase(m_waitingEvents.begin(), m_waitingEvents.end() - mostEvents);
    return status;
}

bool History::mayWait(std::size_t latest) const
{
    if (m_database->state() != State::Open || latest < manyRows || m_untried + latest > rowsPerTransaction)
        return false;
    const NewSample &oldest = *(m_waiting.end() - static_cast<std::ptrdiff_t>(m_untried));
    return std::chrono::abs(m_waiting.back().sample.raw - oldest.sample.raw) < collectedFor;
}

// The newest `atOnce` rows go in one transaction.
Status History::flush(std::size_t atOnce)
{
    Status status;
    while (!m_waiting.empty() || !m_waitingEvents.empty()) {
        const std::size_t older = m_waiting.size() - std::min(atOnce, m_waiting.size());
        const std::size_t rows = older > 0 ? std::min(older, rowsPerTransaction) : m_waiting.size();
        switch (m_database->write(std::span(m_waiting).first(rows), m_waitingEvents)) {
        case Outcome::Done:
            m_waitingEvents.clear();
            m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(rows));
            break;
        case Outcome::Busy:
            return m_waiting.size() > atOnce + rowsWaitingQuietly ? Status(m_database->trouble()) : status;
        case Outcome::Damaged:
            // Once: a disk that spoils the new file as well is a failure like others.
            if (status)
                return m_database->trouble();
            status = m_database->replaceDamagedFile();
            if (m_database->state() != State::Open)
                return status;
            break;
        case Outcome::Failed:
            return m_database->trouble();
        }
    }
    return status;
}

Status History::removeOlderThan(Instant limit)
{
    if (m_database->state() != State::Open)
        return {};
    switch (m_database->removeOlderThan(limit)) {
    case Outcome::Done:
    case Outcome::Busy:
        return {};
    case Outcome::Damaged:
        return m_database->replaceDamagedFile();
    case Outcome::Failed:
        break;
    }
    return m_database->trouble();
}

std::unique_ptr<HistoryReader> History::read(const SeriesRequest &request, Duration clockMinusUptime)
{
    return std::make_unique<MergedReader>(*m_database, m_waiting, request, clockMinusUptime);
}

std::unique_ptr<PointReader> History::readPoints(const StatisticsRequest &request, Duration clockMinusUptime)
{
    return std::make_unique<PointReader>(*m_database, m_waiting, request, clockMinusUptime);
}

std::optional<std::vector<KeptEvent>> History::events()
{
    if (m_database->state() != State::Open)
        return std::nullopt;
    std::vector<KeptEvent> events = m_database->events(mostEvents);
    events.insert(events.end(), m_waitingEvents.begin(), m_waitingEvents.end());
    return events;
}

std::optional<Instant> History::lastSampleAt(const SourceId &source) const
{
    const auto waiting = std::find_if(m_waiting.rbegin(), m_waiting.rend(),
                                      [&source](const NewSample &sample) { return sample.source == source; });
    if (waiting != m_waiting.rend())
        return waiting->sample.at;
    const std::optional<qint64> id = m_database->idOf(source);
    return id ? m_database->newest(*id) : std::nullopt;
}

std::optional<Instant> History::newestAnswer() const
{
    return m_database->newestAnswer();
}

QByteArray currentBootId()
{
    QFile file(u"/proc/sys/kernel/random/boot_id"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

} // namespace synchroscope
