// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/apply/helperrequest.h"

#include "core/apply/change.h"
#include "core/config/optionfault.h"
#include "core/config/serverline.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace synchroscope {

namespace {

constexpr int requestFormat = 1;
constexpr qsizetype mostEdits = 1000;
constexpr qsizetype mostLines = 1000;   // of all edits together
constexpr qsizetype longestLine = 2047; // chronyd's limit
constexpr qsizetype longestTarget = 1024;
constexpr int longestWait = 600;
constexpr int longestInterval = 60;

using Refusal = std::optional<RequestRefusal>;

Refusal refuse(RequestFault fault, const QString &sentence)
{
    return RequestRefusal{fault, sentence};
}

/// Also those that turn or hide what a person reads.
bool isControl(QChar character)
{
    const char16_t unit = character.unicode();
    return unit < 0x20 || (unit >= 0x7f && unit <= 0x9f) || unit == 0x00ad || unit == 0x061c ||
           (unit >= 0x200b && unit <= 0x200f) || (unit >= 0x2028 && unit <= 0x202e) ||
           (unit >= 0x2060 && unit <= 0x206f) || unit == 0xfeff || (unit >= 0xfff9 && unit <= 0xfffb);
}

bool hasControl(const QString &text)
{
    return !text.isValidUtf16() || std::any_of(text.cbegin(), text.cend(), isControl);
}

/// QJsonDocument keeps the last of two values. `json` is well-formed.
Refusal doubledKeys(const QByteArray &json)
{
    std::vector<QSet<QByteArray>> objects;
    for (qsizetype at = 0; at < json.size(); ++at) {
        if (json.at(at) == '{')
            objects.emplace_back();
        else if (json.at(at) == '}')
            objects.pop_back();
        if (json.at(at) != '"')
            continue;
        const qsizetype begin = ++at;
        while (json.at(at) != '"')
            at += json.at(at) == '\\' ? 2 : 1;
        const QByteArray text = json.mid(begin, at - begin);
        qsizetype next = at + 1;
        while (next < json.size() && QByteArrayView(" \t\r\n").contains(json.at(next)))
            ++next;
        if (next >= json.size() || json.at(next) != ':')
            continue;
        // Spelt with escapes it might be one that is there already.
        if (text.contains('\\'))
            return refuse(RequestFault::UnknownKey, u"A key is written with escapes."_s);
        if (objects.back().contains(text))
            return refuse(RequestFault::DoubledKey, u"A key is there twice."_s);
        objects.back().insert(text);
    }
    return {};
}

Refusal controlCharacters(const QJsonValue &value)
{
    bool found = value.isString() && hasControl(value.toString());
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        found = std::any_of(array.begin(), array.end(),
                            [](const QJsonValue &one) { return controlCharacters(one).has_value(); });
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end() && !found; ++entry)
            found = hasControl(entry.key()) || controlCharacters(entry.value());
    }
    return found ? refuse(RequestFault::ControlCharacter, u"A text has control characters in it."_s)
                 : Refusal();
}

Refusal checkKeys(const QJsonObject &object, const QStringList &wanted, const QString &place)
{
    const QStringList keys = object.keys();
    for (const QString &key : keys) {
        if (!wanted.contains(key))
            return refuse(RequestFault::UnknownKey, u"%1 has an unknown key, or one too many."_s.arg(place));
    }
    for (const QString &key : wanted) {
        if (!object.contains(key))
            return refuse(RequestFault::MissingKey, u"%1 has no \"%2\"."_s.arg(place, key));
    }
    return {};
}

std::optional<int> wholeNumber(const QJsonValue &value, int least, int most)
{
    const int none = least - 1;
    const int number = value.isDouble() ? value.toInt(none) : none;
    return number >= least && number <= most ? std::optional(number) : std::nullopt;
}

bool isHexDigit(QChar character)
{
    return (character >= u'0' && character <= u'9') || (character >= u'a' && character <= u'f');
}

bool isAsciiAlphanumeric(QChar character)
{
    return character.unicode() < 0x80 && character.isLetterOrNumber();
}

bool isMadeOf(QStringView text, QStringView others)
{
    return std::all_of(text.cbegin(), text.cend(), [others](QChar character) {
        return isAsciiAlphanumeric(character) || others.contains(character);
    });
}

bool isNumber(QStringView text)
{
    constexpr qsizetype mostDigits = 7;
    return !text.isEmpty() && text.size() <= mostDigits && text.front() != u'0' &&
           std::all_of(text.cbegin(), text.cend(),
                       [](QChar digit) { return digit >= u'0' && digit <= u'9'; });
}

/// "/etc/chrony/chrony.conf:12", and "….conf:12.2" of the second server on a line.
bool isPlace(const QString &target)
{
    const QStringView path = QStringView(target).first(target.lastIndexOf(u':') + 1).chopped(1);
    const QList<QStringView> numbers = QStringView(target).sliced(path.size() + 1).split(u'.');
    if (numbers.size() > 2 || !std::all_of(numbers.cbegin(), numbers.cend(), isNumber) ||
        !path.startsWith(u"/etc/") || !isMadeOf(path, u"/._+@-"))
        return false;
    const QList<QStringView> names = path.sliced(1).split(u'/');
    return std::none_of(names.cbegin(), names.cend(),
                        [](QStringView name) { return name.isEmpty() || name == u"." || name == u".."; });
}

bool isTarget(const QString &target)
{
    if (target.isEmpty() || target.size() > longestTarget)
        return false;
    if (target.startsWith(u'/'))
        return target.contains(u':') && isPlace(target);
    return isMadeOf(target, u".:%_-") && (isAsciiAlphanumeric(target.front()) || target.front() == u':');
}

/// What no daemon reads otherwise than a person does.
bool isPlainServerLine(const QString &line)
{
    const bool printable = std::all_of(line.cbegin(), line.cend(), [](QChar character) {
        return character.unicode() >= 0x20 && character.unicode() <= 0x7e;
    });
    if (!printable || line.size() > longestLine || line.endsWith(u' '))
        return false;
    const QString keyword = line.section(u' ', 0, 0);
    const QString name = line.section(u' ', 1, 1);
    return (keyword == "server"_L1 || keyword == "pool"_L1 || keyword == "peer"_L1) && !name.isEmpty();
}

/// NTPsec's "ca" of NTS, "path" and "ppspath" of reference clocks, and "cert" of old versions: the daemon, or
/// root, would open what somebody else has named.
bool namesAFile(const ServerLine &line)
{
    constexpr std::array names{"ca"_L1, "cert"_L1, "path"_L1, "ppspath"_L1};
    return std::any_of(line.options.cbegin(), line.options.cend(), [&names](const OptionWord &option) {
        return std::any_of(names.begin(), names.end(), [&option](QLatin1StringView name) {
            return option.name.compare(name, Qt::CaseInsensitive) == 0;
        });
    });
}

/// The line if it is one of a server that the daemon would start with and use, whichever version it is of.
std::optional<ServerLine> serverLine(DaemonKind daemon, const QString &text)
{
    if (!isPlainServerLine(text))
        return std::nullopt;
    // timesyncd has no such lines: it is sent the names of chrony's.
    const bool isTimesyncd = daemon == DaemonKind::Timesyncd;
    const DaemonKind dialect = isTimesyncd ? DaemonKind::Chrony : daemon;
    const auto parsed = parseServerLine(dialect, text.toLatin1());
    const ServerLine *line = std::get_if<ServerLine>(&parsed);
    if (line == nullptr || (isTimesyncd && (line->type != ServerType::Server || !line->options.empty())))
        return std::nullopt;
    const std::vector<OptionFault> faults = checkServerLine(dialect, *line, std::nullopt);
    const bool works = std::all_of(faults.cbegin(), faults.cend(), [](const OptionFault &fault) {
        return fault.weight == OptionFault::Weight::Advice;
    });
    return works ? std::optional(*line) : std::nullopt;
}

struct Verb
{
    QLatin1StringView name;
    ServerEdit::Verb verb;
    bool takesTarget;
    qsizetype leastLines;
    qsizetype mostLines;
};

constexpr std::array verbs{
    Verb{"add"_L1, ServerEdit::Verb::Add, false, 1, mostLines},
    Verb{"only"_L1, ServerEdit::Verb::Only, false, 1, mostLines},
    Verb{"remove"_L1, ServerEdit::Verb::Remove, true, 0, 0},
    Verb{"disable"_L1, ServerEdit::Verb::Disable, true, 0, 0},
    Verb{"enable"_L1, ServerEdit::Verb::Enable, true, 0, 0},
    Verb{"set"_L1, ServerEdit::Verb::Set, true, 1, 1},
    Verb{"ignore_dhcp"_L1, ServerEdit::Verb::IgnoreDhcp, false, 0, 0},
};

Refusal readLines(const QJsonValue &json, const Verb &verb, DaemonKind daemon, const QString &place,
                  QStringList &lines)
{
    const QJsonArray array = json.toArray();
    if (!json.isArray() || array.size() < verb.leastLines || array.size() > verb.mostLines)
        return refuse(RequestFault::WrongValue, u"%1 has too few or too many lines."_s.arg(place));
    for (const auto &value : array) {
        const std::optional<ServerLine> line =
            value.isString() ? serverLine(daemon, value.toString()) : std::nullopt;
        if (!line)
            return refuse(RequestFault::BadLine,
                          u"%1 has a line that is not \"server\", \"pool\" or \"peer\" and a name, with "
                          "options that the daemon takes."_s.arg(place));
        if (namesAFile(*line))
            return refuse(
                RequestFault::BadLine,
                u"%1 has a line that names a file, which only an administrator may write."_s.arg(place));
        lines.append(value.toString());
    }
    return {};
}

Refusal readEdit(const QJsonValue &json, DaemonKind daemon, const QString &place, ServerEdit &edit)
{
    const QJsonObject object = json.toObject();
    const QString name = object[u"verb"_s].toString();
    const auto verb =
        std::find_if(verbs.cbegin(), verbs.cend(), [&name](const Verb &one) { return name == one.name; });
    if (verb == verbs.cend())
        return refuse(RequestFault::WrongValue, u"%1 has no known verb."_s.arg(place));
    QStringList keys{u"verb"_s};
    if (verb->takesTarget)
        keys.append(u"target"_s);
    if (verb->mostLines > 0)
        keys.append(u"lines"_s);
    if (Refusal refusal = checkKeys(object, keys, place))
        return refusal;
    edit.verb = verb->verb;
    edit.target = object[u"target"_s].toString();
    if (verb->takesTarget && !isTarget(edit.target))
        return refuse(RequestFault::BadTarget,
                      u"The target of %1 is neither a server nor a place in /etc."_s.arg(place));
    return verb->mostLines > 0 ? readLines(object[u"lines"_s], *verb, daemon, place, edit.lines) : Refusal();
}

Refusal readEdits(const QJsonValue &json, DaemonKind daemon, std::vector<ServerEdit> &edits)
{
    const QJsonArray array = json.toArray();
    if (array.isEmpty() || array.size() > mostEdits)
        return refuse(RequestFault::WrongValue, u"There are too few or too many edits."_s);
    qsizetype lines = 0;
    for (const auto &value : array) {
        ServerEdit edit;
        if (Refusal refusal = readEdit(value, daemon, u"Edit %1"_s.arg(edits.size() + 1), edit))
            return refusal;
        lines += edit.lines.size();
        edits.push_back(std::move(edit));
    }
    return lines > mostLines ? refuse(RequestFault::WrongValue, u"There are too many lines."_s) : Refusal();
}

/// The keys are these and no others, and the format is ours.
Refusal checkForm(const QJsonObject &object, const QStringList &keys)
{
    if (Refusal refusal = checkKeys(object, QStringList{u"format"_s} + keys, u"The request"_s))
        return refusal;
    return wholeNumber(object[u"format"_s], requestFormat, requestFormat)
               ? Refusal()
               : refuse(RequestFault::WrongValue, u"The request is of another format than 1."_s);
}

/// The same, and the daemon is known.
Refusal readHead(const QJsonObject &object, const QStringList &keys, DaemonKind &daemon)
{
    if (Refusal refusal = checkForm(object, QStringList{u"daemon"_s} + keys))
        return refusal;
    const std::optional<DaemonKind> known = daemonNamed(object[u"daemon"_s].toString());
    if (!known)
        return refuse(RequestFault::WrongValue, u"The daemon is not known."_s);
    daemon = *known;
    return {};
}

Refusal readSeconds(const QJsonObject &object, const QString &key, int most, std::chrono::seconds &seconds)
{
    const std::optional<int> number = wholeNumber(object[key], 1, most);
    if (!number)
        return refuse(RequestFault::WrongValue, u"\"%1\" is not a number from 1 to %2."_s.arg(key).arg(most));
    seconds = std::chrono::seconds(*number);
    return {};
}

Refusal readDigest(const QJsonObject &object, QByteArray &digest)
{
    const QString expect = object[u"expect"_s].toString();
    constexpr qsizetype digits = 64;
    if (expect.size() != digits || !std::all_of(expect.cbegin(), expect.cend(), isHexDigit))
        return refuse(RequestFault::WrongValue, u"\"expect\" is not a digest."_s);
    digest = expect.toLatin1();
    return {};
}

Refusal read(const QJsonObject &object, HelperRequest &request)
{
    if (Refusal refusal = readHead(
            object, {u"edits"_s, u"in_place"_s, u"allow_none"_s, u"expect"_s, u"wait_s"_s}, request.daemon))
        return refusal;
    for (const QString &key : {u"in_place"_s, u"allow_none"_s}) {
        if (!object[key].isBool())
            return refuse(RequestFault::WrongValue, u"\"%1\" is neither true nor false."_s.arg(key));
    }
    if (Refusal refusal = readDigest(object, request.expect))
        return refusal;
    if (Refusal refusal = readSeconds(object, u"wait_s"_s, longestWait, request.wait))
        return refusal;
    request.edits.isInPlace = object[u"in_place"_s].toBool();
    request.edits.mayLeaveNone = object[u"allow_none"_s].toBool();
    return readEdits(object[u"edits"_s], request.daemon, request.edits.edits);
}

Refusal read(const QJsonObject &object, UndoRequest &request)
{
    const bool isNamed = object.contains(u"expect"_s);
    if (Refusal refusal =
            checkForm(object, isNamed ? QStringList{u"expect"_s, u"wait_s"_s} : QStringList{u"wait_s"_s}))
        return refusal;
    if (Refusal refusal = isNamed ? readDigest(object, request.expect) : Refusal())
        return refusal;
    return readSeconds(object, u"wait_s"_s, longestWait, request.wait);
}

Refusal read(const QJsonObject &object, CommandRequest &request)
{
    return readHead(object, {}, request.daemon);
}

Refusal read(const QJsonObject &object, ServiceRequest &request)
{
    using Action = ServiceRequest::Action;
    constexpr std::array actions{std::pair("start"_L1, Action::Start), std::pair("stop"_L1, Action::Stop),
                                 std::pair("restart"_L1, Action::Restart),
                                 std::pair("reload"_L1, Action::Reload)};
    if (Refusal refusal = readHead(object, {u"action"_s, u"wait_s"_s}, request.daemon))
        return refusal;
    const QString name = object[u"action"_s].toString();
    const auto *action = std::find_if(actions.begin(), actions.end(),
                                      [&name](const auto &known) { return known.first == name; });
    if (action == actions.end())
        return refuse(RequestFault::WrongValue, u"The action is not known."_s);
    request.action = action->second;
    return readSeconds(object, u"wait_s"_s, longestWait, request.wait);
}

Refusal read(const QJsonObject &object, ObserveRequest &request)
{
    if (Refusal refusal = readHead(object, {u"interval_s"_s}, request.daemon))
        return refusal;
    return readSeconds(object, u"interval_s"_s, longestInterval, request.interval);
}

template <typename Request>
Reading<Request> parse(const QByteArray &bytes)
{
    const auto refused = [](const Refusal &refusal) { return Reading<Request>{std::nullopt, refusal}; };
    if (bytes.size() > mostRequestBytes)
        return refused(refuse(RequestFault::TooLarge, u"The request is larger than 256 KiB."_s));
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    // Qt skips a byte order mark.
    if (problem.error != QJsonParseError::NoError || !document.isObject() || bytes.startsWith("\xef\xbb\xbf"))
        return refused(refuse(RequestFault::NotJson, u"The request is not a JSON object in UTF-8."_s));
    if (Refusal refusal = doubledKeys(bytes))
        return refused(refusal);
    if (Refusal refusal = controlCharacters(document.object()))
        return refused(refusal);
    Request request;
    if (Refusal refusal = read(document.object(), request))
        return refused(refusal);
    return {request, {}};
}

} // namespace

RequestReading parseHelperRequest(const QByteArray &bytes)
{
    return parse<HelperRequest>(bytes);
}

Reading<UndoRequest> parseUndoRequest(const QByteArray &bytes)
{
    return parse<UndoRequest>(bytes);
}

Reading<CommandRequest> parseCommandRequest(const QByteArray &bytes)
{
    return parse<CommandRequest>(bytes);
}

Reading<ServiceRequest> parseServiceRequest(const QByteArray &bytes)
{
    return parse<ServiceRequest>(bytes);
}

Reading<ObserveRequest> parseObserveRequest(const QByteArray &bytes)
{
    return parse<ObserveRequest>(bytes);
}

} // namespace synchroscope
