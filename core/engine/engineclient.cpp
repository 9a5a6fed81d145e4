// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engineclient.h"

// The class is abstract; its meta-object lives here, so that what uses the door links no engine.
#include "moc_engineclient.cpp"
