// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/diagnosis/unitwords.h"

namespace synchroscope {

using Load = UnitReport::Load;
using Enablement = UnitReport::Enablement;
using Activity = UnitReport::Activity;

Load unitLoad(QStringView word)
{
    if (word == u"loaded")
        return Load::Loaded;
    if (word == u"masked")
        return Load::Masked;
    if (word == u"not-found")
        return Load::NotFound;
    return word == u"error" || word == u"bad-setting" ? Load::Broken : Load::Unknown;
}

Enablement unitEnablement(QStringView word)
{
    if (word.isEmpty())
        return Enablement::Unknown;
    if (word == u"enabled" || word == u"enabled-runtime")
        return Enablement::Enabled;
    if (word == u"disabled")
        return Enablement::Disabled;
    if (word == u"masked" || word == u"masked-runtime")
        return Enablement::Masked;
    return word == u"static" ? Enablement::Static : Enablement::Other;
}

Activity unitActivity(QStringView word)
{
    if (word == u"active")
        return Activity::Active;
    if (word == u"reloading")
        return Activity::Reloading;
    if (word == u"inactive")
        return Activity::Inactive;
    if (word == u"failed")
        return Activity::Failed;
    if (word == u"activating")
        return Activity::Activating;
    return word == u"deactivating" ? Activity::Deactivating : Activity::Unknown;
}

} // namespace synchroscope
