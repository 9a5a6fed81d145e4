// SPDX-License-Identifier: GPL-3.0-or-later
//
// Nothing of its own: that it links is the proof, see CMakeLists.txt.
int main()
{
    return 0;
}
