// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QWidget>

namespace synchroscope {

/// Widgets side by side that go on in the next line where there is no room, as words do.
class WrappingRow final : public QWidget
{
    Q_OBJECT

public:
    explicit WrappingRow(QWidget *parent = nullptr);
};

} // namespace synchroscope
