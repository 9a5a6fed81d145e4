// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

/// What the words mean that this program shows, or that a user meets elsewhere. Any thread after the
/// translators are installed.
namespace synchroscope::wording {

struct GlossaryTerm
{
    QString id;   ///< stable, for links: "root-dispersion"
    QString name; ///< as the program writes it
    QString text; ///< one to three sentences: what it is, and why it matters for a right clock
};

/// In the alphabetical order of the reader's language.
std::vector<GlossaryTerm> glossary();

/// Absent: there is no such term.
std::optional<GlossaryTerm> glossaryTerm(QStringView id);

} // namespace synchroscope::wording
