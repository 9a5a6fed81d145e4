// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chartpalette.h"
#include "ui/window/trayicon.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace synchroscope;
using wording::VerdictSign;

namespace {

constexpr std::array states{TrayState::Right, TrayState::Settling, TrayState::Attention, TrayState::Wrong,
                            TrayState::CannotTell};

QImage imageOf(TrayState state, int size)
{
    return trayIcon(state).pixmap(QSize(size, size), 1.0).toImage().convertToFormat(QImage::Format_ARGB32);
}

/// What is left of it in a panel that paints all icons in one colour.
QImage shapeOf(TrayState state, int size)
{
    return imageOf(state, size).convertToFormat(QImage::Format_Alpha8);
}

/// Of all its pixels, by how much two shapes differ: 0 to 1.
double differenceOf(const QImage &a, const QImage &b)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(qAlpha(a.pixel(x, y)) - qAlpha(b.pixel(x, y))) / 255.0;
    }
    return sum / (a.width() * a.height());
}

/// The colour of what is wholly painted; each icon has one.
QColor colourOf(const QImage &image)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255)
                return QColor(image.pixel(x, y));
        }
    }
    return {};
}

} // namespace

class TestTrayIcon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isToldByItsShapeAlone_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {16, 22, 24, 32, 48, 64})
            QTest::addRow("%d", size) << size;
    }
    void isToldByItsShapeAlone()
    {
        QFETCH(int, size);
        for (const TrayState a : states) {
            QCOMPARE(imageOf(a, size).size(), QSize(size, size)); // painted in that size, not stretched
            for (const TrayState b : states) {
                if (a != b)
                    QVERIFY(differenceOf(shapeOf(a, size), shapeOf(b, size)) > 0.08);
            }
        }
    }

    void isSeenOnAnyPanel()
    {
        for (const TrayState state : states) {
            const QColor colour = colourOf(imageOf(state, 32));
            QVERIFY(contrast(colour, Qt::white) >= 2.9);
            QVERIFY(contrast(colour, Qt::black) >= 4);
        }
    }

    void fillsItsRoom()
    {
        for (const TrayState state : states) {
            const QImage image = imageOf(state, 16);
            QRect painted;
            for (int y = 0; y < 16; ++y) {
                for (int x = 0; x < 16; ++x) {
                    if (qAlpha(image.pixel(x, y)) > 60)
                        painted |= QRect(x, y, 1, 1);
                }
            }
            QVERIFY(painted.width() >= 14 && painted.height() >= 14);
        }
    }

    void summarisesTheVerdict_data()
    {
        QTest::addColumn<VerdictSign>("sign");
        QTest::addColumn<bool>("needsAttention");
        QTest::addColumn<TrayState>("state");
        QTest::newRow("right") << VerdictSign::Right << false << TrayState::Right;
        QTest::newRow("right, but …") << VerdictSign::Right << true << TrayState::Attention;
        QTest::newRow("settling") << VerdictSign::Settling << false << TrayState::Settling;
        QTest::newRow("settling, but …") << VerdictSign::Settling << true << TrayState::Attention;
        QTest::newRow("starting") << VerdictSign::Waiting << false << TrayState::Settling;
        QTest::newRow("nobody keeps it") << VerdictSign::Unkept << false << TrayState::Attention;
        QTest::newRow("wrong") << VerdictSign::Wrong << false << TrayState::Wrong;
        QTest::newRow("wrong, and why") << VerdictSign::Wrong << true << TrayState::Wrong;
        QTest::newRow("unknown") << VerdictSign::Unknown << false << TrayState::CannotTell;
        QTest::newRow("silence") << VerdictSign::Silent << true << TrayState::CannotTell;
        QTest::newRow("paused") << VerdictSign::Paused << false << TrayState::CannotTell;
        QTest::newRow("nothing") << VerdictSign::Empty << false << TrayState::CannotTell;
    }
    void summarisesTheVerdict()
    {
        QFETCH(VerdictSign, sign);
        QFETCH(bool, needsAttention);
        QTEST(trayState(sign, needsAttention), "state");
    }

    void picture()
    {
        const QString folder = qEnvironmentVariable("SYNCHROSCOPE_PICTURES");
        QImage picture(5 * 160, 2 * 80, QImage::Format_RGB32);
        QPainter painter(&picture);
        for (const bool dark : {false, true}) {
            painter.fillRect(QRect(0, dark ? 80 : 0, picture.width(), 80),
                             dark ? QColor(0x24, 0x27, 0x2d) : Qt::white);
            int x = 8;
            for (const TrayState state : states) {
                for (const int size : {16, 22, 32, 64}) {
                    painter.drawPixmap(x, (dark ? 80 : 0) + 8,
                                       trayIcon(state).pixmap(QSize(size, size), 1.0));
                    x += size + 6;
                }
            }
        }
        painter.end();
        if (!folder.isEmpty())
            QVERIFY(QDir().mkpath(folder) && picture.save(folder + u"/trayicons.png"_s));
    }
};

QTEST_MAIN(TestTrayIcon)
#include "test_trayicon.moc"
