// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diagnosis/randomfacts.h"

#include "core/diagnosis/archivetypes.h"
#include "core/diagnosis/enumnames.h"
#include "core/diagnosis/factsdescription.h"

#include <limits>

namespace synchroscope::test {

using namespace Qt::StringLiterals;

namespace {

/// Archives are called with each member: this one fills it.
class Filler
{
public:
    explicit Filler(quint32 seed) : m_random(seed) {}

    template <typename T>
    void operator()(const char *name, T &value)
    {
        // Indices of servers, of which there may be none.
        if constexpr (std::is_same_v<T, std::vector<PathAsymmetry>>)
            return;
        else if constexpr (std::is_same_v<T, QByteArray>)
            value = isMember(name, "text"_L1) ? configuration() : "RATE"_ba;
        else if constexpr (std::is_same_v<T, QString>)
            value = isMember(name, "version"_L1) ? u"4.2.8p15"_s : text();
        else
            fill(value);
    }

    template <typename T>
    void fill(T &value)
    {
        if constexpr (isOptional<T>) {
            value.reset();
            if (!chance(3)) {
                value = initialValue<typename T::value_type>();
                fill(*value);
            }
        } else if constexpr (std::is_enum_v<T>) {
            value = T(upTo(int(enumNames<T>.size()) - 1));
        } else if constexpr (std::is_same_v<T, KernelStatus>) {
            value = KernelStatus::fromInt(quint16(upTo(0xffff)));
        } else if constexpr (std::is_same_v<T, bool>) {
            value = chance(2);
        } else if constexpr (std::is_same_v<T, char>) {
            value = char(' ' + upTo('~' - ' '));
        } else if constexpr (std::is_same_v<T, double>) {
            value = std::uniform_real_distribution(-1e6, 1e6)(m_random);
        } else if constexpr (std::is_same_v<T, QString>) {
            value = text();
        } else if constexpr (std::is_integral_v<T>) {
            // Rules shift and multiply; what is out of range is the reader's business.
            value = T(chance(4) ? std::numeric_limits<T>::max() / 64 : T(upTo(100)));
        } else if constexpr (std::is_same_v<T, Offset>) {
            value = Offset::fromLocalMinusRemote(span());
        } else if constexpr (std::is_same_v<T, Duration>) {
            value = span();
        } else if constexpr (isSpan<T>) {
            value = T(upTo(100'000));
        } else if constexpr (std::is_same_v<T, Instant>) {
            value = Instant(std::chrono::seconds(1'790'000'000) + span());
        } else if constexpr (std::is_same_v<T, RawInstant>) {
            value = RawInstant(span());
        } else if constexpr (std::is_same_v<T, std::chrono::local_seconds>) {
            value = std::chrono::local_seconds(std::chrono::seconds(1'790'000'000 + upTo(1'000'000)));
        } else if constexpr (isArray<T>) {
            for (auto &item : value)
                fill(item);
        } else if constexpr (isMap<T>) {
            for (int i = upTo(3); i > 0; --i) {
                auto item = initialValue<typename T::mapped_type>();
                fill(item);
                value.insert_or_assign(text(), std::move(item));
            }
        } else if constexpr (isList<T>) {
            for (int i = upTo(3); i > 0; --i) {
                value.push_back(initialValue<typename T::value_type>());
                fill(value.back());
            }
        } else if constexpr (std::is_same_v<T, std::shared_ptr<const NamedServers>>) {
            NamedServers files;
            describe(*this, files);
            value = std::make_shared<const NamedServers>(std::move(files));
        } else if constexpr (std::is_same_v<T, HostSpec>) {
            value.host = host();
            value.typed = value.host;
            value.port = chance(2) ? ntpPort : quint16(1 + upTo(60'000));
        } else {
            describe(*this, value);
        }
    }

private:
    static bool isMember(const char *name, QLatin1StringView member)
    {
        return QLatin1StringView(name) == member;
    }
    int upTo(int most) { return std::uniform_int_distribution(0, most)(m_random); }
    bool chance(int oneIn) { return upTo(oneIn - 1) == 0; }
    Duration span()
    {
        constexpr qint64 year = 31'557'600'000'000'000;
        // Of every order of magnitude.
        return Duration(std::uniform_int_distribution(-year, year)(m_random) >> upTo(50));
    }

    QString host()
    {
        static const QStringList names = randomNames();
        return names[upTo(int(names.size()) - 1)];
    }

    QString text()
    {
        switch (upTo(7)) {
        case 0:
            return {};
        case 1:
            return host();
        case 2:
            return u"/etc/chrony/sources.d/%1.sources"_s.arg(chance(2) ? host() : u"ours"_s);
        case 3:
            return u"Nov 29 12:41:07 chronyd[77]: Selected source %1 (%2), not [%3]:123"_s.arg(host(), host(),
                                                                                               host());
        case 4:
            return u"\"時刻\"\t\\ \u2028 </facts> %1:1123: é"_s.arg(host());
        case 5:
            return u"chrony.service"_s;
        case 6:
            return u"PHC0"_s;
        default:
            return u"mail admin@%1, http://%1/x"_s.arg(host());
        }
    }

    QByteArray configuration()
    {
        QByteArray text = "# ask at "_ba + host().toUtf8() + "\nserver "_ba + host().toUtf8() +
                          " iburst\npool " + host().toUtf8() + " minpoll 4 # of " + host().toUtf8() +
                          "\nNTP=" + host().toUtf8() + " " + host().toUtf8() +
                          "\n#FallbackNTP=" + host().toUtf8() + "\nmakestep 1 3\n";
        if (chance(3))
            text += "\xff\xfe not UTF-8\n";
        return text;
    }

    std::mt19937 m_random;
};

} // namespace

QStringList randomNames()
{
    return {u"ntp1.jst.mfeed.ad.jp"_s, u"ntp2.jst.mfeed.ad.jp"_s,
            u"mfeed.ad.jp"_s,          u"clock.secret-company.de"_s,
            u"a.b.c.d.e.museum"_s,     u"dc01.corp.lan"_s,
            u"8.34.208.17"_s,          u"210.173.160.27"_s,
            u"172.20.31.7"_s,          u"169.254.77.9"_s,
            u"100.66.5.4"_s,           u"2404:1a8:1102::a"_s,
            u"fd12:3456:789a::7"_s,    u"fe80::1c2d:3e4f:5a6b:7c8d"_s};
}

DiagnosisFacts randomFacts(quint32 seed)
{
    DiagnosisFacts facts;
    Filler filler(seed);
    describe(filler, facts);
    for (size_t i = 1; i < facts.measured.size(); ++i)
        facts.asymmetries.push_back({.first = i - 1, .second = i, .isOneServer = i % 2 == 0});
    return facts;
}

} // namespace synchroscope::test
