// Placeholder until the first type of Lab lands.
