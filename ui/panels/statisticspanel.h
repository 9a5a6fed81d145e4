// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

#include <QScrollArea>

class QComboBox;
class QGridLayout;
class QLabel;

namespace synchroscope {

class HistogramView;
class QuietLabel;
class ScatterView;
class StabilityView;

/// What the answers of one source say together: figures, how offsets are spread and go with round trips, how
/// steady the oscillator is.
class StatisticsPanel final : public QScrollArea
{
    Q_OBJECT

public:
    explicit StatisticsPanel(QWidget *parent = nullptr);

    /// Nothing: the answers are being read.
    void setReply(const std::optional<StatisticsReply> &reply);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showFigures(const AnswerStatistics &statistics);

    QuietLabel *m_summary;
    QWidget *m_content; ///< all but the summary
    QGridLayout *m_figures;
    HistogramView *m_histogram;
    QuietLabel *m_outside;
    ScatterView *m_scatter;
    QuietLabel *m_atEdge;
    QComboBox *m_measure;
    QuietLabel *m_meaning; ///< of the measure
    StabilityView *m_stability;
    QLabel *m_averaging;
};

} // namespace synchroscope
