// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QAbstractItemView;
class QPoint;
class QWidget;

namespace synchroscope {

/// "What is this?" (Shift+F1, or the mouse after it) is answered for a widget by what the glossary says of
/// the term with this id, and by what the widget shows `today`: its accessible name or its text if none is
/// given.
void answerWhatIsThis(QWidget &widget, const QString &term, std::function<QString()> today = {});

/// Says what the current cell of a table is. False: it has nothing to say.
bool explainCurrent(QAbstractItemView &view);

/// Has the widget, or the nearest one around it that can, say what it is, at a point of the screen; a table
/// says what its current cell is. False: none can.
bool askWhatIsThis(QWidget &widget, const QPoint &at);

} // namespace synchroscope
