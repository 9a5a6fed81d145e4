// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/callerio.h"

#include "core/apply/helperrequest.h"

#include <QDeadlineTimer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace synchroscope {

namespace {

/// A pipe or a terminal opened once more: this opening can be told not to wait, which the caller's own would
/// share.
Descriptor withoutWaiting(int descriptor)
{
    struct stat status = {};
    const bool mayWait =
        ::fstat(descriptor, &status) == 0 && (S_ISFIFO(status.st_mode) || ::isatty(descriptor) == 1);
    const QByteArray path = "/proc/self/fd/" + QByteArray::number(descriptor);
    return mayWait ? Descriptor(::open(path.constData(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC))
                   : Descriptor();
}

} // namespace

std::optional<QByteArray> readRequest(int descriptor, RequestEnd end, std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    QByteArray request;
    std::array<char, 4096> piece{};
    while (request.size() <= mostRequestBytes && (end == RequestEnd::Input || !request.contains('\n'))) {
        pollfd input{descriptor, POLLIN, 0};
        const int ready = ::poll(&input, 1, static_cast<int>(deadline.remainingTime()));
        if (ready == 0)
            return std::nullopt;
        const ssize_t got = ready > 0 ? ::read(descriptor, piece.data(), piece.size()) : -1;
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        request.append(piece.data(), got);
    }
    return end == RequestEnd::Line && request.contains('\n') ? request.first(request.indexOf('\n')) : request;
}

LinePrinter::LinePrinter(int descriptor, std::chrono::milliseconds patience)
    : m_own(withoutWaiting(descriptor))
    , m_descriptor(m_own.isOpen() ? m_own.number() : descriptor)
    , m_patience(patience)
{}

void LinePrinter::print(const QByteArray &line)
{
    constexpr qsizetype piece = PIPE_BUF; // a pipe that takes anything takes so much without a wait
    const QDeadlineTimer end(m_patience);
    qsizetype done = 0;
    while (m_isHeard && done < line.size()) {
        pollfd output{m_descriptor, POLLOUT, 0};
        const int ready = ::poll(&output, 1, static_cast<int>(end.remainingTime()));
        const ssize_t written = ready > 0 ? ::write(m_descriptor, line.constData() + done,
                                                    static_cast<size_t>(std::min(piece, line.size() - done)))
                                          : -1;
        if (written > 0)
            done += written;
        else if (ready == 0 || end.hasExpired() || (errno != EINTR && errno != EAGAIN))
            m_isHeard = false;
    }
}

} // namespace synchroscope
