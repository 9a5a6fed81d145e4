// SPDX-License-Identifier: GPL-3.0-or-later
#include "chartfixture.h"

#include "ui/chart/chartpalette.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using namespace synchroscope::charttest;

namespace {

/// How a colour looks to somebody without the cones for red or green (Machado, Oliveira and Fernandes 2009,
/// severity 1), in linear light.
using Matrix = std::array<std::array<double, 3>, 3>;
constexpr Matrix protanopia = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia = {
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix normal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

/// CIE L*a*b* under D65.
std::array<double, 3> lab(const QColor &colour, const Matrix &eye)
{
    const std::array<double, 3> light = {linear(colour.redF()), linear(colour.greenF()),
                                         linear(colour.blueF())};
    std::array<double, 3> seen{};
    for (size_t i = 0; i < 3; ++i)
        seen[i] = std::clamp(eye[i][0] * light[0] + eye[i][1] * light[1] + eye[i][2] * light[2], 0.0, 1.0);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
    const double y = f(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    const double z = f((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(const QColor &a, const QColor &b, const Matrix &eye)
{
    const auto p = lab(a, eye);
    const auto q = lab(b, eye);
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

} // namespace

class TestChartPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfTheStandard();
    void linesAndWordsCanBeSeen_data();
    void linesAndWordsCanBeSeen();
    void coloursDiffer_data();
    void coloursDiffer();
    void coloursComeAgainInOrder();
};

void TestChartPalette::contrastIsThatOfTheStandard()
{
    QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 1e-6);
    QVERIFY(std::abs(contrast(Qt::red, Qt::red) - 1) < 1e-6);
    QVERIFY(std::abs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
}

void TestChartPalette::linesAndWordsCanBeSeen_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << lightPalette() << false;
    QTest::newRow("dark") << darkPalette() << true;
    QPalette black(Qt::black);
    black.setColor(QPalette::Base, Qt::black);
    black.setColor(QPalette::Text, Qt::white);
    QTest::newRow("black") << black << true;
    QPalette grey = lightPalette();
    grey.setColor(QPalette::Base, QColor(0xef, 0xf0, 0xf1));
    QTest::newRow("grey") << grey << false;
}

void TestChartPalette::linesAndWordsCanBeSeen()
{
    QFETCH(QPalette, palette);
    QFETCH(bool, dark);
    const ChartTheme theme = ChartTheme::from(palette);
    QCOMPARE(theme.dark, dark);
    for (int i = 0; i < sourceColourCount; ++i) {
        const QColor colour = sourceColour(i, theme.dark);
        QVERIFY2(contrast(colour, theme.background) >= 3, qPrintable(colour.name()));
        QVERIFY(contrast(readable(colour, theme), theme.background) >= 4.5);
        QVERIFY(contrast(readable(colour, theme), theme.box) >= 4.5);
        QVERIFY(contrast(dimmed(colour, theme), theme.background) < contrast(colour, theme.background));
        QVERIFY2(contrast(dimmed(colour, theme), theme.background) >= 1.7, qPrintable(colour.name()));
    }
    QVERIFY(contrast(theme.quietText, theme.background) >= 4.5);
    QVERIFY(contrast(theme.text, theme.background) >= 4.5);
    QVERIFY(contrast(theme.zero, theme.background) >= 3);
    QVERIFY(contrast(theme.grid, theme.background) < 1.6);
}

void TestChartPalette::coloursDiffer_data()
{
    QTest::addColumn<int>("eye");
    QTest::addColumn<double>("least");
    QTest::newRow("all cones") << 0 << 20.0;
    QTest::newRow("protanopia") << 1 << 9.0;
    QTest::newRow("deuteranopia") << 2 << 9.0;
}

void TestChartPalette::coloursDiffer()
{
    QFETCH(int, eye);
    QFETCH(double, least);
    const Matrix *const eyes[] = {&normal, &protanopia, &deuteranopia};
    for (const bool dark : {false, true}) {
        for (int i = 0; i < sourceColourCount / 2; ++i) {
            for (int j = 0; j < i; ++j) {
                const double apart = difference(sourceColour(i, dark), sourceColour(j, dark), *eyes[eye]);
                QVERIFY2(
                    apart >= least,
                    qPrintable(
                        u"%1 and %2, %3: %4"_s.arg(i).arg(j).arg(dark ? u"dark"_s : u"light"_s).arg(apart)));
            }
        }
    }
}

void TestChartPalette::coloursComeAgainInOrder()
{
    for (const bool dark : {false, true}) {
        for (int i = 0; i < sourceColourCount; ++i) {
            QCOMPARE(sourceColour(i + sourceColourCount, dark), sourceColour(i, dark));
            const QColor other = sourceColour(i + sourceColourCount / 2, dark);
            QVERIFY2(difference(sourceColour(i, dark), other, normal) > 10, qPrintable(other.name()));
        }
        QCOMPARE(sourceColour(-1, dark), sourceColour(sourceColourCount - 1, dark));
    }
}

QTEST_GUILESS_MAIN(TestChartPalette)
#include "test_chartpalette.moc"
