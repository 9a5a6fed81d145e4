// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/sourcecolumns.h"

#include "ui/table/sourcesmodel.h"

namespace synchroscope {

using namespace Qt::StringLiterals;

QString columnTitle(int column)
{
    switch (column) {
    case SourcesModel::State:
        return SourcesModel::tr("State");
    case SourcesModel::Name:
        return SourcesModel::tr("Server");
    case SourcesModel::Reach:
        return SourcesModel::tr("Reach");
    case SourcesModel::LastAnswer:
        return SourcesModel::tr("Last answer");
    case SourcesModel::DaemonOffset:
        return SourcesModel::tr("Time service says");
    case SourcesModel::Offset:
        return SourcesModel::tr("Measured here");
    case SourcesModel::Happening:
        return SourcesModel::tr("What is happening");
    case SourcesModel::Address:
        return SourcesModel::tr("Address");
    case SourcesModel::Stratum:
        return SourcesModel::tr("Stratum");
    case SourcesModel::Poll:
        return SourcesModel::tr("Asked every");
    case SourcesModel::Delay:
        return SourcesModel::tr("Shortest round trip");
    case SourcesModel::Jitter:
        return SourcesModel::tr("Jitter");
    case SourcesModel::RootDistance:
        return SourcesModel::tr("Its own error, as it claims");
    case SourcesModel::Frequency:
        return SourcesModel::tr("Frequency");
    case SourcesModel::ReferenceId:
        return SourcesModel::tr("Its source");
    case SourcesModel::Answers:
        return SourcesModel::tr("Answers");
    case SourcesModel::Samples:
        return SourcesModel::tr("Samples");
    case SourcesModel::Deviation:
        return SourcesModel::tr("Standard deviation");
    case SourcesModel::Residual:
        return SourcesModel::tr("Residual frequency");
    default:
        return SourcesModel::tr("Stamped by");
    }
}

QString columnToolTip(int column)
{
    switch (column) {
    case SourcesModel::State:
        return SourcesModel::tr("The box: drawn in the chart, in this colour. The word: what this computer's "
                                "time service does with it, or how our last question to it ended.");
    case SourcesModel::Name:
        return SourcesModel::tr("Your name for it, or the configured one; below it, its address, or what a "
                                "device reads.");
    case SourcesModel::Reach:
        return SourcesModel::tr("The last eight questions, the oldest at the left; a filled box was "
                                "answered. The time service's questions where it asks, else ours.");
    case SourcesModel::LastAnswer:
        return SourcesModel::tr("How long ago it answered: the time service where that asks, else us.");
    case SourcesModel::Offset:
        return SourcesModel::tr("How far this computer's clock is from the server's as this program measures "
                                "it, and how far that may be wrong either way.");
    case SourcesModel::DaemonOffset:
        return SourcesModel::tr("How far this computer's clock is from the source's as the time service "
                                "measured it last, and the error that it reckons with.");
    case SourcesModel::Samples:
        return SourcesModel::tr("How many measurements the time service keeps of it.");
    case SourcesModel::Deviation:
        return SourcesModel::tr("How far the time service's measurements of it scatter.");
    case SourcesModel::Residual:
        return SourcesModel::tr("How fast this computer's clock, as the time service corrects it, still "
                                "gains on the source: 1 ppm is 86 ms a day.");
    case SourcesModel::Happening:
        return SourcesModel::tr("What the time service does with it and why, or what goes on between this "
                                "program and the server; and what can be done about it.");
    case SourcesModel::Address:
        return SourcesModel::tr("The address that is asked.");
    case SourcesModel::Stratum:
        return SourcesModel::tr(
            "How many servers there are from this one to a reference clock, itself included.");
    case SourcesModel::Poll:
        return SourcesModel::tr("The time between two questions of the time service where it asks, else of "
                                "ours.");
    case SourcesModel::Delay:
        return SourcesModel::tr("The quickest there and back of the latest answers to this program.");
    case SourcesModel::Jitter:
        return SourcesModel::tr("How much the latest answers to this program differ from the best of them.");
    case SourcesModel::RootDistance:
        return SourcesModel::tr(
            "How far the server says that it may itself be from universal time (root distance).");
    case SourcesModel::Frequency:
        return SourcesModel::tr("How fast this computer's oscillator gains on the server as this program "
                                "measures it, before anybody corrects it: 1 ppm is 86 ms a day.");
    case SourcesModel::ReferenceId:
        return SourcesModel::tr("What the server says it has its time from.");
    case SourcesModel::Answers:
        return SourcesModel::tr("Answers to this program, and its questions, since it was started.");
    default:
        return SourcesModel::tr(
            "Who noted when packets left and arrived; the kernel is far more exact than this program.");
    }
}

QString columnTerm(int column)
{
    switch (column) {
    case SourcesModel::State:
        return u"selected"_s;
    case SourcesModel::Reach:
        return u"reach"_s;
    case SourcesModel::LastAnswer:
    case SourcesModel::Poll:
        return u"poll"_s;
    case SourcesModel::DaemonOffset:
    case SourcesModel::Offset:
        return u"offset"_s;
    case SourcesModel::Stratum:
        return u"stratum"_s;
    case SourcesModel::Delay:
        return u"delay"_s;
    case SourcesModel::Jitter:
    case SourcesModel::Deviation:
        return u"jitter"_s;
    case SourcesModel::RootDistance:
        return u"root-distance"_s;
    case SourcesModel::Frequency:
    case SourcesModel::Residual:
        return u"frequency"_s;
    case SourcesModel::ReferenceId:
        return u"reference-id"_s;
    case SourcesModel::Samples:
        return u"sample"_s;
    case SourcesModel::Stamps:
        return u"kernel-time-stamp"_s;
    default:
        return u"server"_s;
    }
}

bool isMeasuredHere(int column)
{
    switch (column) {
    case SourcesModel::Offset:
    case SourcesModel::Delay:
    case SourcesModel::Jitter:
    case SourcesModel::RootDistance:
    case SourcesModel::Frequency:
    case SourcesModel::Answers:
    case SourcesModel::Stamps:
        return true;
    default:
        return false;
    }
}

} // namespace synchroscope
