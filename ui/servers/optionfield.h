// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/config/sourceoptions.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace synchroscope {

class QuietLabel;

/// One option of a server line: a check box, or a field with its unit, and below it what it does and what is
/// wrong with it.
class OptionField final : public QWidget
{
    Q_OBJECT

public:
    /// `option` is one of sourceOptions(daemon).
    OptionField(const SourceOption &option, DaemonKind daemon, QWidget *parent = nullptr);

    const SourceOption &option() const { return m_option; }
    /// Absent: the line does not have it; empty: it has no value; of one that repeats, values between spaces.
    void setValue(const std::optional<QString> &value);
    void setFaults(const QString &sentences);
    /// By name, label or what it does.
    bool matches(const QString &text) const;
    /// Takes what was typed and not finished.
    void commit();
    /// Drops it; whether there was something.
    bool revert();

Q_SIGNALS:
    void edited(const std::optional<QString> &value);

private:
    void makeField(const QString &label);
    void showUnit();
    QString rangeText() const;

    const SourceOption &m_option;
    std::optional<QString> m_value;
    QString m_label;
    QCheckBox *m_check = nullptr; ///< of an option without a value
    QLineEdit *m_edit = nullptr;
    QLabel *m_unit = nullptr;
    QuietLabel *m_help;
    QLabel *m_fault;
};

} // namespace synchroscope
