// Placeholder until the first type of Drawing lands.
