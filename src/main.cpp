#include "app/app.h"

int main(int argc, char** argv) { return sonae::app::run(argc, argv); }
