// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString catalogueFile()
{
    return QStringLiteral(SOURCE_FOLDER "/resources/translations/synchroscope_en.ts");
}

int occurrences(const QString &path, const QByteArray &what)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count(what)) : -1;
}

} // namespace

/// The catalogue of English plurals against the sources.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPluralIsTranslated()
    {
        const QTemporaryDir folder;
        const QString copy = folder.filePath(u"synchroscope_en.ts"_s);
        QVERIFY(QFile::copy(catalogueFile(), copy));
        const int before = occurrences(copy, "<message numerus");
        QVERIFY(before > 0);

        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER));
        lupdate.start(QStringLiteral(LUPDATE),
                      {u"-pluralonly"_s, u"-locations"_s, u"none"_s, u"-no-obsolete"_s, u"-I"_s, u"."_s,
                       u"ui"_s, u"app"_s, u"core"_s, u"-ts"_s, copy});
        QVERIFY(lupdate.waitForFinished(60'000));
        QCOMPARE(lupdate.exitCode(), 0);
        QCOMPARE(occurrences(copy, "type=\"unfinished\""), 0);
        QCOMPARE(occurrences(copy, "<message numerus"), before);
    }

    void noPluralIsLeftInBrackets()
    {
        QFile file(catalogueFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (QByteArrayView text : {"(s)", "(es)"}) {
            file.seek(0);
            while (!file.atEnd()) {
                const QByteArray line = file.readLine();
                QVERIFY2(!line.contains("<numerusform>") || !line.contains(text), line.constData());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
