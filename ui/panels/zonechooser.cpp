// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/zonechooser.h"

#include "core/diagnosis/clockreport.h"
#include "ui/panels/quietlabel.h"
#include "ui/wording/clockwording.h"

#include <QAbstractListModel>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>

namespace synchroscope {

using namespace Qt::StringLiterals;

namespace {

enum ZoneRole : int { IdRole = Qt::UserRole, SearchRole };

/// The zones of the system; what they show now is made for those that are looked at.
class ZoneModel final : public QAbstractListModel
{
public:
    explicit ZoneModel(QObject *parent) : QAbstractListModel(parent), m_ids(zoneIds()) {}

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_ids.size());
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        const QByteArray &id = m_ids[index.row()];
        switch (role) {
        case Qt::DisplayRole:
            return shown(id);
        case IdRole:
            return QString::fromUtf8(id);
        case SearchRole: // "new york" finds America/New_York
            return QString::fromUtf8(id).replace(u'_', u' ');
        default:
            return {};
        }
    }

private:
    static QString shown(const QByteArray &id)
    {
        const QDateTime now = QDateTime::currentDateTimeUtc().toTimeZone(QTimeZone(id));
        return u"%1  %2  %3"_s.arg(QString::fromUtf8(id),
                                   wording::utcOffsetText(std::chrono::seconds(now.offsetFromUtc())),
                                   QLocale().toString(now, u"HH:mm"_s));
    }

    QList<QByteArray> m_ids;
};

} // namespace

ZoneChooser::ZoneChooser(QWidget *parent)
    : QFrame(parent)
    , m_filter(new QLineEdit)
    , m_list(new QListView)
    , m_none(new QuietLabel(tr("No zone is called that.")))
    , m_choose(new QPushButton(tr("Set this zone")))
{
    setObjectName(u"zoneChooser"_s);
    m_matches.setFilterRole(SearchRole);
    m_matches.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setObjectName(u"zoneFilter"_s);
    m_filter->setPlaceholderText(tr("City or region"));
    m_filter->setAccessibleName(tr("Filter time zones by city or region"));
    m_filter->setClearButtonEnabled(true);
    m_list->setObjectName(u"zoneList"_s);
    m_list->setAccessibleName(tr("Time zones"));
    m_list->setModel(&m_matches);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_none->hide();
    m_choose->setObjectName(u"setZone"_s);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(u"leaveZone"_s);
    auto *meaning = new QuietLabel(
        wording::changeConsequence({.kind = ClockChange::Kind::TimeZone, .zone = {}, .on = false}));
    meaning->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->setSpacing(4);
    layout->addWidget(m_filter);
    layout->addWidget(m_list);
    layout->addWidget(m_none);
    layout->addWidget(meaning);
    // Below each other: in some languages there is no room beside.
    layout->addWidget(m_choose);
    layout->addWidget(cancel);

    m_filter->installEventFilter(this);
    m_list->installEventFilter(this);
    m_minute.setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, &ZoneChooser::showTimes);
    connect(m_filter, &QLineEdit::textChanged, this, &ZoneChooser::applyFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, &ZoneChooser::choose);
    // Not activated(), which a single click is on some desktops.
    connect(m_list, &QListView::doubleClicked, this, &ZoneChooser::choose);
    connect(m_choose, &QPushButton::clicked, this, &ZoneChooser::choose);
    connect(cancel, &QPushButton::clicked, this, &ZoneChooser::cancelled);
}

void ZoneChooser::open(const QString &zone)
{
    m_present = zone;
    // Not at the program's start, for there are some 600.
    if (!m_matches.sourceModel())
        m_matches.setSourceModel(new ZoneModel(&m_matches));
    m_filter->clear();
    applyFilter();
    constexpr int shownRows = 8;
    m_list->setFixedHeight(shownRows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth());
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
    show();
    showTimes();
    m_filter->setFocus();
}

void ZoneChooser::showTimes()
{
    m_list->viewport()->update();
    constexpr int minuteMs = 60'000;
    m_minute.start(minuteMs - QTime::currentTime().msecsSinceStartOfDay() % minuteMs);
}

void ZoneChooser::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_minute.stop();
}

QString ZoneChooser::current() const
{
    return m_list->currentIndex().data(IdRole).toString();
}

void ZoneChooser::applyFilter()
{
    m_matches.setFilterFixedString(m_filter->text().trimmed().replace(u'_', u' '));
    const bool isEmpty = m_matches.rowCount() == 0;
    m_list->setVisible(!isEmpty);
    m_none->setVisible(isEmpty);
    m_choose->setEnabled(!isEmpty);
    const QModelIndexList present =
        m_matches.match(m_matches.index(0, 0), IdRole, m_present, 1, Qt::MatchExactly);
    m_list->setCurrentIndex(present.isEmpty() ? m_matches.index(0, 0) : present.first());
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
}

void ZoneChooser::choose()
{
    const QString zone = current();
    if (zone == m_present)
        Q_EMIT cancelled();
    else if (!zone.isEmpty())
        Q_EMIT chosen(zone);
}

bool ZoneChooser::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() == Qt::Key_Escape) {
        Q_EMIT cancelled();
        return true;
    }
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_list && isReturn) {
        choose();
        return true;
    }
    // The arrows move in the list while the name is being typed.
    const bool isMove = key->key() == Qt::Key_Up || key->key() == Qt::Key_Down ||
                        key->key() == Qt::Key_PageUp || key->key() == Qt::Key_PageDown;
    if (watched == m_filter && isMove) {
        QCoreApplication::sendEvent(m_list, event);
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace synchroscope
