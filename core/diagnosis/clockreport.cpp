// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/clockreport.h"

#include <QTimeZone>

#include <array>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array statusNames = {
    "STA_PLL"_L1,       "STA_PPSFREQ"_L1,   "STA_PPSTIME"_L1,   "STA_FLL"_L1,
    "STA_INS"_L1,       "STA_DEL"_L1,       "STA_UNSYNC"_L1,    "STA_FREQHOLD"_L1,
    "STA_PPSSIGNAL"_L1, "STA_PPSJITTER"_L1, "STA_PPSWANDER"_L1, "STA_PPSERROR"_L1,
    "STA_CLOCKERR"_L1,  "STA_NANO"_L1,      "STA_MODE"_L1,      "STA_CLK"_L1,
};

} // namespace

QStringList kernelStatusNames(KernelStatus status)
{
    QStringList names;
    for (size_t bit = 0; bit < statusNames.size(); ++bit) {
        if (status.testFlag(static_cast<KernelStatusBit>(1U << bit)))
            names.append(statusNames[bit]);
    }
    return names;
}

QString kernelLeapStateName(KernelLeapState state)
{
    switch (state) {
    case KernelLeapState::Ok:
        return u"TIME_OK"_s;
    case KernelLeapState::InsertPending:
        return u"TIME_INS"_s;
    case KernelLeapState::DeletePending:
        return u"TIME_DEL"_s;
    case KernelLeapState::InProgress:
        return u"TIME_OOP"_s;
    case KernelLeapState::Occurred:
        return u"TIME_WAIT"_s;
    case KernelLeapState::Error:
        return u"TIME_ERROR"_s;
    }
    return {};
}

QList<QByteArray> zoneIds()
{
    QList<QByteArray> ids = QTimeZone::availableTimeZoneIds();
    // "UTC+09:00" is Qt's own, and no system can be set to it.
    ids.removeIf([](const QByteArray &id) { return id.contains(':'); });
    return ids;
}

} // namespace synchroscope
