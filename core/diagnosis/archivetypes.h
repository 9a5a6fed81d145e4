// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/diagnosis/facts.h"

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

/// What an archive of factsdescription.h tells the types of members apart by.
namespace synchroscope {

template <typename T>
constexpr bool isOptional = false;
template <typename T>
constexpr bool isOptional<std::optional<T>> = true;

template <typename T>
constexpr bool isMap = false;
template <typename Key, typename T>
constexpr bool isMap<std::map<Key, T>> = true;

template <typename T>
constexpr bool isArray = false;
template <typename T, size_t size>
constexpr bool isArray<std::array<T, size>> = true;

/// Vectors, Qt's lists and arrays.
template <typename T>
constexpr bool isList = isArray<T>;
template <typename T>
constexpr bool isList<std::vector<T>> = true;
template <typename T>
constexpr bool isList<QList<T>> = true;

template <typename T>
constexpr bool isSpan = false;
template <typename Number, typename Period>
constexpr bool isSpan<std::chrono::duration<Number, Period>> = true;

/// Of a member or item that is to be filled.
template <typename T>
T initialValue()
{
    constexpr Offset none = Offset::fromLocalMinusRemote({});
    if constexpr (std::is_same_v<T, Offset>)
        return none;
    else if constexpr (std::is_same_v<T, Sample>)
        return {.offset = none,
                .delay = {},
                .dispersion = {},
                .at = {},
                .raw = {},
                .rootDelay = {},
                .rootDispersion = {}};
    else if constexpr (std::is_same_v<T, SourceEstimate>)
        return {.offset = none,
                .bound = {},
                .boundToServer = {},
                .rootDistance = {},
                .minimumDelay = {},
                .jitter = {},
                .at = {}};
    else
        return T{};
}

} // namespace synchroscope
