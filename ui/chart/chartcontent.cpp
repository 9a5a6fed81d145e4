// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chartcontent.h"

#include "ui/wording/quantity.h"

#include <QCoreApplication>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

class ChartContents
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::ChartContent)
};

} // namespace

std::optional<TrackingQuantity> trackingQuantity(ChartContent content)
{
    switch (content) {
    case ChartContent::SystemOffset:
        return TrackingQuantity::SystemOffset;
    case ChartContent::Frequency:
        return TrackingQuantity::Frequency;
    case ChartContent::RootDelay:
        return TrackingQuantity::RootDelay;
    case ChartContent::RootDispersion:
        return TrackingQuantity::RootDispersion;
    default:
        return std::nullopt;
    }
}

QString contentName(ChartContent content)
{
    switch (content) {
    case ChartContent::Offsets:
        return u"offsets"_s;
    case ChartContent::MeasuredHere:
        return u"measured-here"_s;
    case ChartContent::ByService:
        return u"by-service"_s;
    case ChartContent::SystemOffset:
        return u"system-offset"_s;
    case ChartContent::Frequency:
        return u"frequency"_s;
    case ChartContent::RootDelay:
        return u"root-delay"_s;
    case ChartContent::RootDispersion:
        break;
    }
    return u"root-dispersion"_s;
}

std::optional<ChartContent> contentFromName(const QString &name)
{
    for (const ChartContent content : chartContents) {
        if (contentName(content) == name)
            return content;
    }
    return std::nullopt;
}

QString contentTitle(ChartContent content)
{
    switch (content) {
    case ChartContent::Offsets:
        return ChartContents::tr("Offset of this clock");
    case ChartContent::MeasuredHere:
        return ChartContents::tr("Offset as measured here");
    case ChartContent::ByService:
        return ChartContents::tr("Offset as the time service sees it");
    case ChartContent::SystemOffset:
        return ChartContents::tr("System offset");
    case ChartContent::Frequency:
        return ChartContents::tr("Frequency");
    case ChartContent::RootDelay:
        return ChartContents::tr("Root delay");
    case ChartContent::RootDispersion:
        break;
    }
    return ChartContents::tr("Root dispersion");
}

QString contentMeaning(ChartContent content)
{
    switch (content) {
    case ChartContent::Offsets:
        return ChartContents::tr("This clock against each source: as measured here, or as the time service "
                                 "sees what is not measured here.");
    case ChartContent::MeasuredHere:
        return ChartContents::tr("This clock against each source that Synchroscope asks itself.");
    case ChartContent::ByService:
        return ChartContents::tr("This clock against each source that the time service uses, as it measured "
                                 "it.");
    case ChartContent::SystemOffset:
        return ChartContents::tr("This clock against what the time service holds for the time. It corrects "
                                 "that much, slowly.");
    case ChartContent::Frequency:
        return ChartContents::tr(
            "How fast or slow this clock would be without the time service's correction: "
            "1 ppm is 86 ms a day.");
    case ChartContent::RootDelay:
        return ChartContents::tr("The round trip from this computer to the reference clock at the far end.");
    case ChartContent::RootDispersion:
        break;
    }
    return ChartContents::tr("The error that has gathered on the way from the reference clock, besides half "
                             "of the root delay.");
}

ChartQuantity quantityOf(ChartContent content)
{
    switch (content) {
    case ChartContent::Frequency:
        return ChartQuantity::Frequency;
    case ChartContent::RootDelay:
        return ChartQuantity::RootDelay;
    case ChartContent::RootDispersion:
        return ChartQuantity::RootDispersion;
    default:
        return ChartQuantity::Offset;
    }
}

QString valueText(ChartQuantity quantity, Duration value)
{
    switch (quantity) {
    case ChartQuantity::Offset:
        return wording::offsetText(Offset::fromLocalMinusRemote(value));
    case ChartQuantity::Frequency:
        return wording::frequencyText(toSeconds(value) * 1e6);
    case ChartQuantity::RootDelay:
    case ChartQuantity::RootDispersion:
        break;
    }
    return wording::spanText(value);
}

} // namespace synchroscope
