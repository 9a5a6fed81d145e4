// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <optional>

namespace synchroscope {

/// Whose rights a program has.
struct ProgramUser
{
    unsigned user = 0;
    unsigned group = 0;

    friend bool operator==(const ProgramUser &, const ProgramUser &) = default;
};

/// "nobody" of every distribution, and the kernel's own for users that it cannot name.
inline constexpr ProgramUser nobody{65534, 65534};

/// A program to run: without a shell, with an environment of its own, in "/", without input.
struct ProgramCall
{
    QString program; ///< its whole path
    QStringList arguments;
    std::chrono::milliseconds limit{10'000};
    qsizetype most = 1024 * 1024; ///< bytes of each output; who says more is ended
    /// As that user, without other groups, capabilities, a way to gain rights, and without writing files.
    /// Absent: with this program's rights.
    std::optional<ProgramUser> as = {};
    /// Asked many times a second; once it says yes the program is ended. Empty: nothing interrupts it.
    std::function<bool()> isUnwanted = {};
};

struct ProgramRun
{
    enum class End : quint8 {
        Exited,
        NotStarted,
        OutOfTime,
        BySignal,
        SaidTooMuch,
        Unwanted,
    };

    End end = End::NotStarted;
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
    QString reason; ///< why it was not started

    bool succeeded() const { return end == End::Exited && exitCode == 0; }
};

/// Returns when the program has ended, or was ended: by SIGTERM, and by SIGKILL if that does not help.
ProgramRun runProgram(const ProgramCall &call);

/// Why it did not succeed, in one sentence with what it said.
QString sentenceOf(const ProgramCall &call, const ProgramRun &run);

/// What a program said, fit for one line of a log: without control characters, and not too long.
QString oneLine(const QByteArray &said);

/// The same of several lines; the last `most` characters of them.
QString cleanLines(const QByteArray &said, qsizetype most);

/// Where a program is, without links, if nobody but root can have changed it or put it there; else empty.
QString rootsProgram(const QString &path);

} // namespace synchroscope
