// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/servers/optionfield.h"

#include "ui/panels/quietlabel.h"
#include "ui/wording/optionwording.h"
#include "ui/wording/quantity.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <cmath>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

constexpr int numberWidth = 12; ///< of a field for a number, in digits
constexpr int mostSeconds = 40; ///< as a power of 2 that is still worth saying in seconds

} // namespace

OptionField::OptionField(const SourceOption &option, DaemonKind daemon, QWidget *parent)
    : QWidget(parent)
    , m_option(option)
    , m_label(wording::optionLabel(option, daemon))
    , m_help(new QuietLabel(wording::optionHelp(option, daemon)))
    , m_fault(new QLabel)
{
    setObjectName(u"option-"_s + option.name);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    makeField(m_label);
    m_help->setWordWrap(true);
    m_help->setObjectName(u"optionHelp"_s);
    m_fault->setWordWrap(true);
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setObjectName(u"optionFault"_s);
    m_fault->hide();
    QFont bold(m_fault->font());
    bold.setBold(true);
    m_fault->setFont(bold);
    layout->addWidget(m_fault);
    layout->addWidget(m_help);
}

void OptionField::makeField(const QString &label)
{
    auto *box = static_cast<QVBoxLayout *>(layout());
    if (m_option.value == OptionValue::None) {
        m_check = new QCheckBox(label);
        m_check->setObjectName(u"optionCheck"_s);
        m_check->setAccessibleDescription(m_help->text());
        box->addWidget(m_check);
        // Only what the user does.
        connect(m_check, &QCheckBox::clicked, this, [this](bool isSet) {
            m_value = isSet ? std::optional(QString(u""_s)) : std::nullopt;
            Q_EMIT edited(m_value);
        });
        return;
    }
    m_edit = new QLineEdit;
    m_edit->setObjectName(u"optionEdit"_s);
    m_edit->setAccessibleName(label);
    m_edit->setAccessibleDescription(m_help->text());
    if (m_option.value != OptionValue::Text)
        m_edit->setMaximumWidth(fontMetrics().horizontalAdvance(QString(numberWidth, u'0')));
    if (m_option.standard)
        m_edit->setPlaceholderText(QString::number(*m_option.standard));
    m_edit->setToolTip(rangeText());
    m_unit = new QLabel;
    m_unit->setObjectName(u"optionUnit"_s);
    auto *name = new QLabel(label);
    name->setBuddy(m_edit);
    auto *row = new QHBoxLayout;
    row->addWidget(m_edit, m_option.value == OptionValue::Text ? 1 : 0);
    row->addWidget(m_unit);
    row->addStretch();
    box->addWidget(name);
    box->addLayout(row);
    showUnit();
    connect(m_edit, &QLineEdit::textChanged, this, &OptionField::showUnit);
    connect(m_edit, &QLineEdit::editingFinished, this, &OptionField::commit);
}

QString OptionField::rangeText() const
{
    if (!m_option.range)
        return {};
    const auto [lowest, highest] = *m_option.range;
    if (std::isfinite(lowest) && std::isfinite(highest))
        return tr("From %1 to %2.").arg(lowest).arg(highest);
    if (std::isfinite(lowest))
        return tr("%1 or more.").arg(lowest);
    return std::isfinite(highest) ? tr("%1 or less.").arg(highest) : QString();
}

/// Of a power of 2 the seconds that it is.
void OptionField::showUnit()
{
    QString unit = wording::optionUnit(m_option.unit);
    if (m_option.unit == OptionUnit::Log2Seconds) {
        bool isNumber = false;
        int power = m_edit->text().toInt(&isNumber);
        if (m_edit->text().isEmpty() && m_option.standard) {
            power = int(*m_option.standard);
            isNumber = true;
        }
        if (isNumber && std::abs(power) < mostSeconds)
            unit = tr("= %1", "seconds").arg(wording::pollText(power));
    }
    m_unit->setText(unit);
    m_unit->setVisible(!unit.isEmpty());
}

void OptionField::setValue(const std::optional<QString> &value)
{
    // What is being typed stays while the line does.
    const bool isNews = value != m_value;
    m_value = value;
    if (m_check != nullptr)
        m_check->setChecked(value.has_value());
    else if (isNews)
        m_edit->setText(value.value_or(QString()));
}

void OptionField::setFaults(const QString &sentences)
{
    m_fault->setText(sentences);
    m_fault->setVisible(!sentences.isEmpty());
}

bool OptionField::matches(const QString &text) const
{
    return m_label.contains(text, Qt::CaseInsensitive) || m_help->text().contains(text, Qt::CaseInsensitive);
}

void OptionField::commit()
{
    if (m_edit == nullptr)
        return;
    const QString text = m_edit->text().simplified();
    if (text == m_value.value_or(QString()))
        return;
    m_value = text.isEmpty() ? std::nullopt : std::optional(text);
    Q_EMIT edited(m_value);
}

bool OptionField::revert()
{
    if (m_edit == nullptr || m_edit->text() == m_value.value_or(QString()))
        return false;
    m_edit->setText(m_value.value_or(QString()));
    return true;
}

} // namespace synchroscope
