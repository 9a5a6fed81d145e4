// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <utility>
#include <variant>

namespace synchroscope {

/// What went wrong, as a value; `wording` makes the sentence of it in the reader's language.
enum class ErrorCode : quint8 {
    // What a person typed (core/config/hostspec).
    HostEmpty,
    HostTooLong,    ///< over 253 characters, or a label over 63
    HostMalformed,  ///< subject: the text; detail: the offending part
    PortMalformed,  ///< subject: the port as typed
    PortOutOfRange, ///< subject: the port as typed
    // What the engine was asked.
    AlreadyWatched,   ///< subject: the source
    NotWatched,       ///< subject: the source
    NothingToMeasure, ///< no server is watched
    Paused,           ///< measuring was asked for while paused
    ChangeUnderWay,   ///< the clock's settings, or the server list, are being changed already
    CannotChange,     ///< nothing is there that could change files as root
    // What the system was asked to change; detail: the system's words.
    ChangeCancelled,  ///< the user closed the password's prompt
    ChangeRefused,    ///< the user may not
    NobodyToAsk,      ///< a password is needed, and no program is there that could ask for it
    ClockServiceGone, ///< there is no systemd-timedated, or it left without an answer
    ChangeFailed,
    // Files.
    FileUnreadable,     ///< subject: path; detail: the system's reason
    FileMalformed,      ///< subject: path; detail: place and reason
    FileUnwritable,     ///< subject: path; detail: the system's reason
    FileDamaged,        ///< subject: path; nothing of it could be read
    FileOfNewerVersion, ///< subject: path; of this program, so that this one leaves it alone
    FileSetAside,       ///< subject: the damaged file's path; detail: its new name
    HistoryUnwritable,  ///< subject: path; detail: the database's reason (a full disk)
};

struct Error
{
    ErrorCode code;
    QString subject;
    QString detail;

    friend bool operator==(const Error &, const Error &) = default;
};

/// A value, or the error why there is none.
template <typename T>
class Result
{
public:
    // NOLINTNEXTLINE(google-explicit-constructor): `return value;` and `return Error{…};` are the point.
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    // NOLINTNEXTLINE(google-explicit-constructor)
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_content.index() == 0; }
    const T &value() const { return std::get<0>(m_content); }
    T &value() { return std::get<0>(m_content); }
    const T *operator->() const { return &value(); }
    const T &operator*() const { return value(); }
    const Error &error() const { return std::get<1>(m_content); }

private:
    std::variant<T, Error> m_content;
};

/// Success, or the error.
using Status = std::optional<Error>;

} // namespace synchroscope
