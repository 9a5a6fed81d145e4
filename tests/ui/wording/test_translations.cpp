// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

QString catalogueFile(const QString &language)
{
    return QStringLiteral(SOURCE_FOLDER "/resources/translations/synchroscope_%1.ts").arg(language);
}

int occurrences(const QString &path, const QByteArray &what)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count(what)) : -1;
}

QStringList placeholders(const QString &text)
{
    static const QRegularExpression pattern(u"%(?:n|L?[0-9])"_s);
    QStringList found;
    for (const QRegularExpressionMatch &match : pattern.globalMatch(text))
        found.append(match.captured());
    found.sort();
    return found;
}

} // namespace

/// The catalogues against the sources: English has plural forms only, Japanese everything.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsTranslated_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QStringList>("scope");
        QTest::newRow("English") << u"en"_s << QStringList{u"-pluralonly"_s};
        QTest::newRow("Japanese") << u"ja"_s << QStringList();
    }
    void everyTextIsTranslated()
    {
        QFETCH(QString, language);
        QFETCH(QStringList, scope);
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QFileInfo(catalogueFile(language)).fileName());
        QVERIFY(QFile::copy(catalogueFile(language), copy));
        const int before = occurrences(copy, "<message");
        QVERIFY(before > 0);

        QProcess lupdate;
        lupdate.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER));
        lupdate.start(QStringLiteral(LUPDATE),
                      scope + QStringList{u"-locations"_s, u"none"_s, u"-no-obsolete"_s, u"-I"_s, u"."_s,
                                          u"ui"_s, u"app"_s, u"core"_s, u"-ts"_s, copy});
        QVERIFY(lupdate.waitForFinished(60'000));
        QCOMPARE(lupdate.exitCode(), 0);
        QCOMPARE(occurrences(copy, "type=\"unfinished\""), 0);
        QCOMPARE(occurrences(copy, "<message"), before);
    }

    // A placeholder that is lost takes a figure with it.
    void japaneseKeepsThePlaceholders()
    {
        QFile file(catalogueFile(u"ja"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        int messages = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == u"source"_s) {
                source = xml.readElementText();
            } else if (xml.name() == u"translation"_s) {
                const QString translation =
                    xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                QVERIFY2(!translation.isEmpty(), qPrintable(source));
                QVERIFY2(placeholders(translation) == placeholders(source), qPrintable(translation));
                ++messages;
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(messages, occurrences(catalogueFile(u"ja"_s), "<message"));
    }

    void noPluralIsLeftInBrackets()
    {
        QFile file(catalogueFile(u"en"_s));
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
