// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demooptions.h"

namespace synchroscope {

EngineOptions demoOptions(const DemoLab &demo)
{
    EngineOptions options = EngineOptions::withoutTrace();
    options.demonstration = true;
    for (const DemoServer &server : demo.servers()) {
        HostSpec host;
        host.host = server.endpoint.address.toString();
        host.port = server.endpoint.port;
        host.typed = host.host;
        options.watchAtStart.push_back({host, server.label});
    }
    return options;
}

} // namespace synchroscope
