// Placeholder until the first type of Datasets lands.
