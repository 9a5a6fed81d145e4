// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/observer.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cerrno>

#include <climits>
#include <poll.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

using Clock = std::chrono::steady_clock;

std::chrono::milliseconds timeUntil(Clock::time_point moment)
{
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(moment - Clock::now()),
                    std::chrono::milliseconds(0));
}

} // namespace

Observer::End Observer::run()
{
    m_heardAt = Clock::now();
    while (!m_end) {
        const Clock::time_point next = Clock::now() + m_setup.interval;
        if (!isOver(std::chrono::milliseconds(0)))
            print(reading());
        while (!m_end && Clock::now() < next)
            (void)isOver(timeUntil(next));
    }
    return *m_end;
}

bool Observer::isOver(std::chrono::milliseconds wait)
{
    if (m_end)
        return true;
    const Clock::time_point patience = m_heardAt + m_setup.patience;
    std::array<pollfd, 2> watched{pollfd{m_setup.input, POLLIN, 0}, pollfd{m_setup.output, 0, 0}};
    const auto time = std::min(wait, timeUntil(patience));
    const int ready = ::poll(watched.data(), watched.size(), static_cast<int>(time.count()));
    if (ready > 0 && watched[1].revents != 0) {
        m_end = End::OutputClosed;
    } else if (ready > 0 && watched[0].revents != 0) {
        // What is written there says only that somebody is there.
        std::array<char, 4096> ignored{};
        const ssize_t got = ::read(m_setup.input, ignored.data(), ignored.size());
        if (got > 0)
            m_heardAt = Clock::now();
        else if (got == 0 || errno != EINTR)
            m_end = End::InputClosed;
    } else if (Clock::now() >= patience) {
        m_end = End::NobodyThere;
    }
    return m_end.has_value();
}

QByteArray Observer::reading()
{
    struct Question
    {
        QLatin1StringView name;
        QStringList words;
    };
    const std::array questions{
        Question{"selectdata"_L1, {u"selectdata"_s, u"-a"_s}},
        Question{"ntpdata"_L1, {u"ntpdata"_s}},
        Question{"authdata"_L1, {u"authdata"_s, u"-a"_s}},
        Question{"serverstats"_L1, {u"serverstats"_s}},
    };
    QJsonObject observation;
    QJsonObject errors;
    for (const Question &question : questions) {
        const Chronyc::Answer answer = m_chronyc.ask(QStringList{u"-c"_s, u"-n"_s} + question.words,
                                                     [this] { return isOver(std::chrono::milliseconds(0)); });
        if (m_end)
            return {};
        observation.insert(question.name, answer.failure ? QJsonValue() : QString::fromUtf8(answer.text));
        if (answer.failure)
            errors.insert(question.name, *answer.failure);
    }
    observation.insert(u"errors"_s, errors);
    return QJsonDocument(QJsonObject{{u"observation"_s, observation}}).toJson(QJsonDocument::Compact) + '\n';
}

void Observer::print(const QByteArray &line)
{
    constexpr qsizetype piece = PIPE_BUF; // a pipe that takes anything takes so much without a wait
    constexpr std::chrono::milliseconds pause(20);
    qsizetype done = 0;
    while (done < line.size() && !isOver(std::chrono::milliseconds(0))) {
        pollfd output{m_setup.output, POLLOUT, 0};
        if (::poll(&output, 1, static_cast<int>(pause.count())) <= 0)
            continue;
        const ssize_t written = ::write(m_setup.output, line.constData() + done,
                                        static_cast<size_t>(std::min(piece, line.size() - done)));
        if (written > 0)
            done += written;
        else if (written == 0 || (errno != EINTR && errno != EAGAIN))
            m_end = End::OutputClosed;
    }
}

} // namespace synchroscope
