#pragma once
// `sonae secrets list` and `sonae secrets rotate NAME`: the keys of an installation, on its own machine (SE01).

namespace CLI {
class App;
}

namespace sonae::app {

/// Exit codes: 0 fine, 2 usage, 3 unusable (a running server holds the data folder, the key does not fit …).
void add_secrets_commands(CLI::App& app, int& exit_code);

}  // namespace sonae::app
