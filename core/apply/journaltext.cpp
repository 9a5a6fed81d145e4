// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/journaltext.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr int journalFormat = 2;
constexpr int firstFormat = 1; ///< of a daemon that was taken for active

template <typename Value>
struct Name
{
    Value value;
    QLatin1StringView name;
};

constexpr std::array stateNames{
    Name<ChangeState>{ChangeState::Prepared, "prepared"_L1},
    Name<ChangeState>{ChangeState::Written, "written"_L1},
    Name<ChangeState>{ChangeState::Effective, "effective"_L1},
    Name<ChangeState>{ChangeState::Restored, "restored"_L1},
};
constexpr std::array effectNames{
    Name<ChangeEffect>{ChangeEffect::None, "none"_L1},
    Name<ChangeEffect>{ChangeEffect::Reload, "reload"_L1},
    Name<ChangeEffect>{ChangeEffect::Restart, "restart"_L1},
};
template <typename Names, typename Value>
QString nameOf(const Names &names, Value value)
{
    for (const Name<Value> &name : names) {
        if (name.value == value)
            return name.name;
    }
    return {};
}

template <typename Names, typename Value>
bool readName(const Names &names, const QJsonValue &json, Value &value)
{
    const QString text = json.toString();
    for (const Name<Value> &name : names) {
        if (text == name.name) {
            value = name.value;
            return true;
        }
    }
    return false;
}

QString latin(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes);
}

QByteArray sumOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

QJsonValue jsonText(const std::optional<QByteArray> &text)
{
    if (!text)
        return QJsonValue::Null;
    return QJsonObject{{u"base64"_s, latin(text->toBase64())}, {u"sha256"_s, latin(sumOf(*text))}};
}

bool readText(const QJsonValue &json, std::optional<QByteArray> &text)
{
    if (json.isNull())
        return true;
    const QByteArray::FromBase64Result bytes =
        QByteArray::fromBase64Encoding(json[u"base64"_s].toString().toLatin1(),
                                       QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes || json[u"sha256"_s].toString() != latin(sumOf(*bytes)))
        return false;
    text = *bytes;
    return true;
}

QByteArray textOf(const JournalEntry &entry, int format)
{
    const Change &change = entry.change;
    QJsonArray files;
    for (const FileChange &file : change.files)
        files.append(QJsonObject{{u"path"_s, file.path},
                                 {u"before"_s, jsonText(file.before)},
                                 {u"after"_s, jsonText(file.after)}});
    QJsonObject object{
        {u"format"_s, format},
        {u"state"_s, nameOf(stateNames, entry.state)},
        {u"effect"_s, nameOf(effectNames, change.effect)},
        {u"daemon"_s, nameOf(change.daemon)},
        {u"unit"_s, change.unit},
        {u"digest"_s, latin(change.digest)},
        {u"asked_by"_s, qint64(change.askedBy)},
        {u"when"_s, change.when.toUTC().toString(Qt::ISODate)},
        {u"undoes"_s, change.undoes},
        {u"files"_s, files},
    };
    if (format != firstFormat)
        object.insert(u"was_active"_s, entry.wasActive);
    object.insert(u"sha256"_s, latin(sumOf(QJsonDocument(object).toJson(QJsonDocument::Compact))));
    return QJsonDocument(object).toJson();
}

} // namespace

QByteArray journalText(const JournalEntry &entry)
{
    return textOf(entry, journalFormat);
}

std::optional<JournalEntry> parseJournal(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    JournalEntry entry;
    Change &change = entry.change;
    const std::optional<DaemonKind> daemon = daemonNamed(object[u"daemon"_s].toString());
    if (!readName(stateNames, object[u"state"_s], entry.state) ||
        !readName(effectNames, object[u"effect"_s], change.effect) || !daemon)
        return std::nullopt;
    change.daemon = *daemon;
    change.unit = object[u"unit"_s].toString();
    change.digest = object[u"digest"_s].toString().toLatin1();
    change.askedBy = static_cast<uint>(object[u"asked_by"_s].toInteger());
    change.when = QDateTime::fromString(object[u"when"_s].toString(), Qt::ISODate);
    change.undoes = object[u"undoes"_s].toBool();
    const QJsonArray files = object[u"files"_s].toArray();
    for (const auto &json : files) {
        FileChange file{json[u"path"_s].toString(), {}, {}};
        if (!readText(json[u"before"_s], file.before) || !readText(json[u"after"_s], file.after))
            return std::nullopt;
        change.files.push_back(std::move(file));
    }
    const int format = object[u"format"_s].toInt() == firstFormat ? firstFormat : journalFormat;
    entry.wasActive = format == firstFormat || object[u"was_active"_s].toBool();
    // What is missing, doubled, misspelt or of another format does not come out the same again.
    if (!isServiceUnit(change.unit) || textOf(entry, format) != text)
        return std::nullopt;
    return entry;
}

} // namespace synchroscope
