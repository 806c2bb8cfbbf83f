// Placeholder until the first type of Notebook lands.
