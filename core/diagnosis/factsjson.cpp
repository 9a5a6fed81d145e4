// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/factsjson.h"

#include "core/diagnosis/archivetypes.h"
#include "core/diagnosis/enumnames.h"
#include "core/diagnosis/factsdescription.h"
#include "core/ntp/instanttext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

/// How a wall clock without a zone reads.
constexpr QLatin1StringView localFormat("yyyy-MM-dd'T'HH:mm:ss");

QString localText(std::chrono::local_seconds reading)
{
    return QDateTime::fromSecsSinceEpoch(reading.time_since_epoch().count(), Qt::UTC).toString(localFormat);
}

/// ntpd takes the password of its keys on a line of its configuration.
QByteArray withoutPasswords(const QByteArray &text)
{
    static const QRegularExpression password(u"^(\\s*crypto\\b[^\\n]*?\\bpw\\s+)\\S+"_s,
                                             QRegularExpression::MultilineOption |
                                                 QRegularExpression::CaseInsensitiveOption);
    // Byte by byte: not every file is UTF-8.
    return QString::fromLatin1(text).replace(password, u"\\1********"_s).toLatin1();
}

class Writer
{
public:
    template <typename T>
    void operator()(const char *name, T &value)
    {
        if constexpr (isOptional<T>) {
            if (!value)
                return;
        }
        m_object.insert(QLatin1StringView(name), json(value));
    }

    QJsonObject take() { return std::move(m_object); }

private:
    template <typename T>
    static QJsonValue json(T &value)
    {
        if constexpr (isOptional<T>) {
            return value ? json(*value) : QJsonValue(QJsonValue::Null);
        } else if constexpr (std::is_enum_v<T>) {
            return QString(enumNames<T>[size_t(value)]);
        } else if constexpr (std::is_same_v<T, KernelStatus>) {
            return QJsonArray::fromStringList(kernelStatusNames(value));
        } else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, QString> ||
                             std::is_same_v<T, double>) {
            return value;
        } else if constexpr (std::is_same_v<T, char>) {
            return QString(QLatin1Char(value));
        } else if constexpr (std::is_integral_v<T>) {
            return qint64(value);
        } else if constexpr (std::is_same_v<T, Offset>) {
            return secondsText(value.localMinusRemote());
        } else if constexpr (std::is_same_v<T, Instant>) {
            return instantText(value);
        } else if constexpr (std::is_same_v<T, RawInstant>) {
            return secondsText(value.time_since_epoch());
        } else if constexpr (std::is_same_v<T, std::chrono::local_seconds>) {
            return localText(value);
        } else if constexpr (isSpan<T>) {
            return secondsText(value);
        } else if constexpr (std::is_same_v<T, QByteArray>) {
            // Not every file is UTF-8.
            if (QUtf8StringView(value).isValidUtf8())
                return QString::fromUtf8(value);
            return QJsonObject{{u"base64"_s, QString::fromLatin1(value.toBase64())}};
        } else if constexpr (isMap<T>) {
            QJsonObject object;
            for (auto &[key, item] : value)
                object.insert(key, json(item));
            return object;
        } else if constexpr (isList<T>) {
            QJsonArray array;
            for (auto &item : value)
                array.append(json(item));
            return array;
        } else if constexpr (std::is_same_v<T, std::shared_ptr<const NamedServers>>) {
            NamedServers files = *value;
            return json(files);
        } else if constexpr (std::is_same_v<T, ConfigText>) {
            ConfigText shown{.path = value.path, .part = value.part, .text = withoutPasswords(value.text)};
            Writer writer;
            describe(writer, shown);
            return writer.take();
        } else {
            Writer writer;
            describe(writer, value);
            return writer.take();
        }
    }

    QJsonObject m_object;
};

class Words
{
    Q_DECLARE_TR_FUNCTIONS(synchroscope::FactsJson)
};

/// Where something is wrong, and what.
class Complaint
{
public:
    bool isMade() const { return !m_text.isEmpty(); }
    /// "machine.daemons[0].kind is …"
    QString sentence() const { return m_text; }

    void enter(const QString &step) { m_place.append(step); }
    void leave() { m_place.removeLast(); }

    /// The first counts.
    void make(const QString &what)
    {
        if (!isMade())
            m_text = Words::tr("\"%1\" cannot be taken: %2.", "member and fault")
                         .arg(m_place.join(QString()).mid(1), what);
    }

private:
    QStringList m_place;
    QString m_text;
};

class Reader
{
public:
    Reader(QJsonObject object, Complaint &complaint) : m_object(std::move(object)), m_complaint(complaint) {}

    template <typename T>
    void operator()(const char *name, T &value)
    {
        if (m_complaint.isMade())
            return;
        const QJsonValue json = m_object.value(QLatin1StringView(name));
        const bool isThere = !json.isUndefined() && !json.isNull();
        // A zero in its place would be a claim.
        constexpr bool isNeeded = std::is_same_v<T, Offset>;
        if (!isThere && !isNeeded)
            return;
        m_complaint.enter(u"."_s + QLatin1StringView(name));
        if (isThere)
            read(json, value);
        else
            m_complaint.make(Words::tr("missing"));
        m_complaint.leave();
    }

    template <typename T>
    void read(const QJsonValue &json, T &value)
    {
        if constexpr (isOptional<T>) {
            value = initialValue<typename T::value_type>();
            read(json, *value);
        } else if constexpr (std::is_enum_v<T>) {
            readEnum(json, value);
        } else if constexpr (std::is_same_v<T, KernelStatus>) {
            readStatus(json, value);
        } else if constexpr (std::is_same_v<T, bool>) {
            if (expect(json.isBool(), Words::tr("neither true nor false")))
                value = json.toBool();
        } else if constexpr (std::is_same_v<T, double>) {
            if (expect(json.isDouble(), Words::tr("not a number")))
                value = json.toDouble();
        } else if constexpr (std::is_same_v<T, QString>) {
            if (expect(json.isString(), Words::tr("not a text")))
                value = json.toString();
        } else if constexpr (std::is_same_v<T, char>) {
            const QString text = json.toString();
            if (expect(text.size() == 1 && text.front().unicode() < 256, Words::tr("not a single letter")))
                value = text.front().toLatin1();
        } else if constexpr (std::is_integral_v<T>) {
            readInteger(json, value);
        } else if constexpr (std::is_same_v<T, Instant>) {
            const std::optional<Instant> instant = parseInstantText(json.toString());
            if (expect(instant.has_value(), Words::tr("not a date and time")))
                value = *instant;
        } else if constexpr (std::is_same_v<T, std::chrono::local_seconds>) {
            readLocal(json, value);
        } else if constexpr (std::is_same_v<T, Offset>) {
            Duration span{};
            readSpan(json, span);
            value = Offset::fromLocalMinusRemote(span);
        } else if constexpr (std::is_same_v<T, RawInstant>) {
            Duration span{};
            readSpan(json, span);
            value = RawInstant(span);
        } else if constexpr (isSpan<T>) {
            Duration span{};
            readSpan(json, span);
            value = std::chrono::duration_cast<T>(span);
        } else if constexpr (std::is_same_v<T, QByteArray>) {
            readBytes(json, value);
        } else if constexpr (isMap<T>) {
            readMap(json, value);
        } else if constexpr (isArray<T>) {
            const QJsonArray array = json.toArray();
            if (expect(array.size() == qsizetype(value.size()), Words::tr("not as many values as it takes")))
                readItems(array, value);
        } else if constexpr (isList<T>) {
            const QJsonArray array = json.toArray();
            if (!expect(json.isArray(), Words::tr("not a list")))
                return;
            value.clear();
            value.reserve(decltype(value.size())(array.size()));
            for (qsizetype i = 0; i < array.size(); ++i)
                value.push_back(initialValue<typename T::value_type>());
            readItems(array, value);
        } else if constexpr (std::is_same_v<T, std::shared_ptr<const NamedServers>>) {
            NamedServers files;
            read(json, files);
            value = std::make_shared<const NamedServers>(std::move(files));
        } else {
            if (!expect(json.isObject(), Words::tr("not an object")))
                return;
            Reader reader(json.toObject(), m_complaint);
            describe(reader, value);
        }
    }

private:
    bool expect(bool isSo, const QString &what)
    {
        if (!isSo)
            m_complaint.make(what);
        return isSo;
    }

    template <typename T>
    void readEnum(const QJsonValue &json, T &value)
    {
        const QString name = json.toString();
        const auto found = std::ranges::find(enumNames<T>, name);
        if (expect(found != enumNames<T>.end(), Words::tr("not a word that this version knows")))
            value = T(found - enumNames<T>.begin());
    }

    void readStatus(const QJsonValue &json, KernelStatus &value)
    {
        if (!expect(json.isArray(), Words::tr("not a list")))
            return;
        value = {};
        const QJsonArray names = json.toArray();
        for (const auto &name : names) {
            bool isKnown = false;
            for (int bit = 1; bit <= int(KernelStatusBit::Clock); bit <<= 1) {
                const KernelStatus flag = KernelStatusBit(bit);
                if (kernelStatusNames(flag).contains(name.toString())) {
                    value |= flag;
                    isKnown = true;
                }
            }
            expect(isKnown, Words::tr("not a word that this version knows"));
        }
    }

    template <typename T>
    void readInteger(const QJsonValue &json, T &value)
    {
        const qint64 number = json.toInteger();
        // Of what is no integer the default is returned.
        const bool isInteger = json.toInteger(1) == number;
        if (expect(isInteger && std::in_range<T>(number), Words::tr("not a whole number that fits")))
            value = T(number);
    }

    void readSpan(const QJsonValue &json, Duration &value)
    {
        const std::optional<Duration> span = parseSecondsText(json.toString());
        if (expect(span.has_value(), Words::tr("not a time of so many seconds")))
            value = *span;
    }

    void readLocal(const QJsonValue &json, std::chrono::local_seconds &value)
    {
        QDateTime reading = QDateTime::fromString(json.toString(), localFormat);
        reading.setTimeSpec(Qt::UTC);
        if (expect(reading.isValid(), Words::tr("not a date and time")))
            value = std::chrono::local_seconds(std::chrono::seconds(reading.toSecsSinceEpoch()));
    }

    void readBytes(const QJsonValue &json, QByteArray &value)
    {
        if (json.isString()) {
            value = json.toString().toUtf8();
            return;
        }
        const auto bytes = QByteArray::fromBase64Encoding(json[u"base64"_s].toString().toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (expect(json.isObject() && bool(bytes), Words::tr("not a text")))
            value = *bytes;
    }

    template <typename T>
    void readMap(const QJsonValue &json, T &value)
    {
        if (!expect(json.isObject(), Words::tr("not an object")))
            return;
        value.clear();
        const QJsonObject object = json.toObject();
        for (auto member = object.begin(); member != object.end() && !m_complaint.isMade(); ++member) {
            m_complaint.enter(u"[\"%1\"]"_s.arg(member.key()));
            typename T::mapped_type item = initialValue<typename T::mapped_type>();
            read(member.value(), item);
            value.emplace(member.key(), std::move(item));
            m_complaint.leave();
        }
    }

    template <typename T>
    void readItems(const QJsonArray &array, T &value)
    {
        for (qsizetype i = 0; i < array.size() && !m_complaint.isMade(); ++i) {
            m_complaint.enter(u"[%1]"_s.arg(i));
            read(array[i], value[decltype(value.size())(i)]);
            m_complaint.leave();
        }
    }

    QJsonObject m_object;
    Complaint &m_complaint;
};

/// What stands between the markers, else all.
QByteArray factsWithin(const QByteArray &text)
{
    const qsizetype begin = text.indexOf(factsBegin.data());
    if (begin < 0)
        return text;
    const qsizetype from = begin + factsBegin.size();
    const qsizetype end = text.indexOf(factsEnd.data(), from);
    return text.sliced(from, (end < 0 ? text.size() : end) - from);
}

QString whyNotJson(const QByteArray &text, const QJsonParseError &error)
{
    const auto line = text.first(std::min<qsizetype>(error.offset, text.size())).count('\n') + 1;
    return Words::tr("It is no JSON from line %1 on: %2.").arg(line).arg(error.errorString());
}

} // namespace

QByteArray writeFacts(const DiagnosisFacts &facts)
{
    DiagnosisFacts copy = facts; // an archive may change what it goes through; this one does not
    Writer writer;
    int format = factsFormat;
    writer("format", format);
    describe(writer, copy);
    return QJsonDocument(writer.take()).toJson();
}

std::optional<DiagnosisFacts> readFacts(const QByteArray &text, QString *why)
{
    const QByteArray json = factsWithin(text);
    QJsonParseError parseError;
    const QJsonObject object = QJsonDocument::fromJson(json, &parseError).object();
    if (parseError.error != QJsonParseError::NoError) {
        *why = whyNotJson(json, parseError);
        return std::nullopt;
    }
    const qint64 format = object.value("format"_L1).toInteger();
    if (format > factsFormat) {
        *why = Words::tr("It was written by a newer version of this program. Use that version to read it.");
        return std::nullopt;
    }
    if (format < 1 || !object.contains("now"_L1)) {
        *why = Words::tr("It holds no recorded facts.");
        return std::nullopt;
    }

    Complaint complaint;
    DiagnosisFacts facts;
    Reader reader(object, complaint);
    describe(reader, facts);
    // Rules take them for indices.
    const bool arePairs = std::ranges::all_of(facts.asymmetries, [&facts](const PathAsymmetry &pair) {
        return pair.first < facts.measured.size() && pair.second < facts.measured.size();
    });
    if (!arePairs) {
        complaint.enter(u".asymmetries"_s);
        complaint.make(Words::tr("of a server that is not there"));
    }
    if (complaint.isMade()) {
        *why = complaint.sentence();
        return std::nullopt;
    }
    return facts;
}

} // namespace synchroscope
