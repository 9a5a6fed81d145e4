// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/properties.h"

#include "core/apply/change.h"
#include "core/apply/chronyc.h"
#include "core/apply/helperrequest.h"
#include "core/apply/journaltext.h"
#include "core/apply/unitfacts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

namespace {

QString verbOf(ServerEdit::Verb verb)
{
    const QStringList names{u"add"_s, u"only"_s, u"remove"_s, u"disable"_s, u"enable"_s, u"set"_s};
    return names.at(qsizetype(verb));
}

QByteArray written(const HelperRequest &request)
{
    QJsonArray edits;
    for (const ServerEdit &edit : request.edits.edits) {
        QJsonObject object{{u"verb"_s, verbOf(edit.verb)}};
        if (!edit.target.isEmpty())
            object.insert(u"target"_s, edit.target);
        if (!edit.lines.isEmpty())
            object.insert(u"lines"_s, QJsonArray::fromStringList(edit.lines));
        edits.append(object);
    }
    return QJsonDocument(QJsonObject{{u"format"_s, 1},
                                     {u"daemon"_s, nameOf(request.daemon)},
                                     {u"edits"_s, edits},
                                     {u"in_place"_s, request.edits.isInPlace},
                                     {u"allow_none"_s, request.edits.mayLeaveNone},
                                     {u"expect"_s, QString::fromLatin1(request.expect)},
                                     {u"wait_s"_s, qint64(request.wait.count())}})
        .toJson();
}

bool isHarmless(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar character) {
        return character.unicode() >= 0x20 && character.unicode() < 0x7f;
    });
}

QString brokenRequest(const HelperRequest &request)
{
    for (const ServerEdit &edit : request.edits.edits) {
        if (!isHarmless(edit.target) || edit.target.contains(u"/../"_s) ||
            (edit.target.startsWith(u'/') && !edit.target.startsWith(u"/etc/"_s)))
            return u"A target is not harmless."_s;
        for (const QString &line : edit.lines) {
            const QString word = line.section(u' ', 0, 0);
            const bool isServer = word == "server"_L1 || word == "pool"_L1 || word == "peer"_L1;
            if (!isHarmless(line) || !isServer || line.contains(u" ca "_s) || line.contains(u'/'))
                return u"A line is not harmless."_s;
        }
    }
    const RequestReading again = parseHelperRequest(written(request));
    return again.request && *again.request == request ? QString() : u"A request is not what it was."_s;
}

template <typename Request>
QString brokenReading(const Reading<Request> &reading)
{
    if (reading.request.has_value() == reading.refusal.has_value())
        return u"A request is neither accepted nor refused, or both."_s;
    return reading.refusal && reading.refusal->sentence.isEmpty() ? u"It is not said why."_s : QString();
}

} // namespace

QString brokenPropertyOfRequest(const QByteArray &bytes)
{
    const RequestReading reading = parseHelperRequest(bytes);
    return brokenReading(reading) + (reading.request ? brokenRequest(*reading.request) : QString()) +
           brokenReading(parseUndoRequest(bytes)) + brokenReading(parseCommandRequest(bytes)) +
           brokenReading(parseServiceRequest(bytes)) + brokenReading(parseObserveRequest(bytes));
}

QString brokenPropertyOfJournal(const QByteArray &text)
{
    const std::optional<JournalEntry> entry = parseJournal(text);
    if (!entry)
        return {};
    if (!isServiceUnit(entry->change.unit))
        return u"A unit is none of ours."_s;
    return journalText(*entry) == text ? QString() : u"A journal is not what would be written."_s;
}

QString brokenPropertyOfAnswer(const QByteArray &text)
{
    const std::optional<UnitFacts> facts = parseUnitFacts(text);
    if (facts && (!isServiceUnit(facts->unit) || facts->mainPid < 0))
        return u"A unit is none of ours."_s;
    const std::optional<QStringList> names = parseSourceNames(text);
    return names && names->size() > text.count('\n') + 1 ? u"There are more names than lines."_s : QString();
}

} // namespace synchroscope::test
