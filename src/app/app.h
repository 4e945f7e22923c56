#pragma once
// The command line. Every command prints its result on standard output and messages on standard error.

namespace sonae::app {

/// Exit codes: 0 fine, 1 findings, 2 usage, 3 unusable input or state (the message names the place and the remedy).
int run(int argc, char** argv);

}  // namespace sonae::app
