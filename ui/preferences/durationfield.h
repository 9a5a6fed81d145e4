// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ntp/instant.h"

#include <QWidget>

class QComboBox;
class QDoubleSpinBox;

namespace synchroscope {

/// A span as a number and its unit, milliseconds or seconds.
class DurationField final : public QWidget
{
    Q_OBJECT

public:
    /// From `least` to `greatest`.
    DurationField(Duration least, Duration greatest, QWidget *parent = nullptr);

    /// In its best unit.
    void setValue(Duration value);
    Duration value() const;
    void setAccessibleName(const QString &name);

Q_SIGNALS:
    /// By the user.
    void edited(synchroscope::Duration value);

private:
    Duration unit() const;
    void adaptRange();

    Duration m_least;
    Duration m_greatest;
    QDoubleSpinBox *m_number;
    QComboBox *m_unit;
};

} // namespace synchroscope
