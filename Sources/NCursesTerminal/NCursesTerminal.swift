// Placeholder until the first type of NCursesTerminal lands.
