// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/durationfield.h"

#include "ui/wording/quantity.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>

#include <algorithm>

namespace synchroscope {

using namespace std::chrono_literals;
using wording::TimeUnit;

namespace {

constexpr int decimals = 3;

/// Shows no more decimals than there are.
class NumberField final : public QDoubleSpinBox
{
protected:
    QString textFromValue(double value) const override
    {
        constexpr int digits = 12;
        return locale().toString(value, 'g', digits);
    }
};

QVariant dataOf(TimeUnit unit)
{
    return static_cast<int>(unit);
}

} // namespace

DurationField::DurationField(Duration least, Duration greatest, QWidget *parent)
    : QWidget(parent)
    , m_least(least)
    , m_greatest(greatest)
    , m_number(new NumberField)
    , m_unit(new QComboBox)
{
    for (const TimeUnit unit : {TimeUnit::Milliseconds, TimeUnit::Seconds})
        m_unit->addItem(wording::unitSymbol(unit), dataOf(unit));
    m_number->setDecimals(decimals);
    m_number->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_number->setKeyboardTracking(false); // not while a number is being typed
    // As wide for every unit.
    adaptRange();
    m_number->setMinimumWidth(m_number->sizeHint().width());
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_number);
    layout->addWidget(m_unit);
    setFocusProxy(m_number);
    connect(m_number, &QDoubleSpinBox::valueChanged, this, [this] { Q_EMIT edited(value()); });
    connect(m_unit, &QComboBox::activated, this, [this] {
        const QSignalBlocker quiet(m_number); // the range may move the number
        adaptRange();
        Q_EMIT edited(value());
    });
}

Duration DurationField::unit() const
{
    return wording::unitSize(static_cast<TimeUnit>(m_unit->currentData().toInt()));
}

void DurationField::adaptRange()
{
    m_number->setRange(toSeconds(m_least) / toSeconds(unit()), toSeconds(m_greatest) / toSeconds(unit()));
}

void DurationField::setValue(Duration value)
{
    const QSignalBlocker quiet(m_number);
    const TimeUnit best = value < 1s ? TimeUnit::Milliseconds : TimeUnit::Seconds;
    m_unit->setCurrentIndex(m_unit->findData(dataOf(best)));
    adaptRange();
    m_number->setValue(toSeconds(value) / toSeconds(unit()));
}

Duration DurationField::value() const
{
    return std::clamp(fromSeconds(m_number->value() * toSeconds(unit())), m_least, m_greatest);
}

void DurationField::setAccessibleName(const QString &name)
{
    m_number->setAccessibleName(name);
    m_unit->setAccessibleName(tr("Unit of \"%1\"").arg(name));
}

} // namespace synchroscope
