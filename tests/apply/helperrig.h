// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/apply/helper.h"
#include "core/apply/replanning.h"
#include "tests/apply/helperanswer.h"

namespace synchroscope::test {

/// The helper on a private machine, as root would run it, but less patient.
struct HelperRig
{
    HelperRig()
    {
        using namespace std::chrono_literals;
        setup.caller = 1000;
        setup.pace = {.limit = 10s, .stay = 50ms, .interval = 10ms};
        setup.longestWait = 10s;
        setup.plan = [](const HelperRequest &request, const QString &mainFile) {
            return replan(request, mainFile, QStringLiteral("/"), 0);
        };
        setup.print = [this](const QByteArray &line) { answer.take(line); };
        setup.log = [this](const QString &line) { logged.append(line); };
    }

    Helper helper()
    {
        answer = {};
        return Helper(setup);
    }
    QString result() const { return answer.result; }
    QString detail() const { return answer.detail; }
    QString steps() const { return answer.steps.join(u' '); }
    QString detailOf(const QString &step) const
    {
        return answer.details.value(step, QStringLiteral("no such step"));
    }

    Helper::Setup setup;
    Answer answer;
    QStringList logged;
};

} // namespace synchroscope::test
