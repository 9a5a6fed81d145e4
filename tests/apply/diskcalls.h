// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What synchroscope_apply does to the disk, call by call: the tests' programs are linked with
/// -Wl,--wrap for every function that changes something there (see CMakeLists.txt), so that the process can
/// be killed before each of them, or each can fail.
namespace synchroscope::test::diskcalls {

/// Nothing happens any more, and counting begins anew.
void reset();
/// Calls since reset().
int count();
/// SIGKILL in place of that call; the first is number 1.
void killAt(int number);
/// That call fails with this errno.
void failAt(int number, int error);
/// That call and every later one.
void failFrom(int number, int error);

/// Counts like a call: for what is no call of the disk.
void point();

} // namespace synchroscope::test::diskcalls
