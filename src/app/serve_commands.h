#pragma once
// `sonae serve`, `sonae demo`, `sonae routes`.

namespace CLI {
class App;
}

namespace sonae::app {

void add_serve_commands(CLI::App& app, int& exit_code);

}  // namespace sonae::app
